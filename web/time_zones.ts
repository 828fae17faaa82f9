// The browser's own rules of time zones, for core/time/time_zone.hpp.
import type { Imports, Memory } from './module.ts';

/// What was asked for, by zone; null for a name that is no zone.
const formats = new Map<string, Intl.DateTimeFormat | null>();

function format_of(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    // An offset ("+01:00") is no name of a zone, although Intl takes it for one.
    if (/^[A-Za-z]/.test(zone)) format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    // Not a zone.
  }
  formats.set(zone, format);
  return format;
}

/// Seconds ahead of UTC; NaN for a zone that is not known.
export function zone_offset(zone: string, at_ms: number): number {
  const name = format_of(zone)?.formatToParts(at_ms).find(part => part.type === 'timeZoneName')?.value;
  if (name === undefined) return NaN;
  // "GMT", "GMT+05:45", "GMT-00:44:30"
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

/// The browser takes a tenth of a millisecond and more to tell its own zone, and a screen asks in every frame for each of
/// its dates. Whoever travels is shown the other one after a minute.
let local = { name: '', asked_ms: -Infinity };
const holds_ms = 60_000;

function local_zone(): string {
  const now_ms = Date.now();
  if (now_ms - local.asked_ms > holds_ms) local = { name: new Intl.DateTimeFormat().resolvedOptions().timeZone, asked_ms: now_ms };
  return local.name;
}

export function time_zone_imports(memory: Memory): Imports {
  return {
    zone_offset: (zone: number, size: number, at_ms: number) => zone_offset(memory.text(zone, size), at_ms),
    zone_local(zone: number, capacity: number) {
      return new TextEncoder().encodeInto(local_zone(), memory.bytes.subarray(zone, zone + capacity)).written;
    },
  };
}
