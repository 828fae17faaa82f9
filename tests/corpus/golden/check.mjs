// Are the golden labels true of their files? Every record is where it is said to be, every written time stands in it,
// every instant follows from what is written, the zone and the skew, and every reference leads somewhere.
// `node tests/corpus/golden/check.mjs`; says what is wrong, and how much there is.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';

const here = new URL('./', import.meta.url);
const kinds = ['change', 'impact', 'detection', 'notification', 'acknowledgement', 'escalation', 'handover', 'observation', 'hypothesis',
  'finding', 'decision', 'attempt', 'communication', 'mitigation', 'resolution', 'other'];
const moments = ['cause_introduced', 'impact_start', 'detected', 'notified', 'declared', 'acknowledged', 'mobilised', 'identified',
  'communicated', 'mitigated', 'resolved', 'reviewed'];
const keys = {
  labels: ['about', 'now', 'zone', 'drop', 'choose', 'sources', 'events', 'same', 'linked', 'noise', 'moments', 'not_moments', 'not_understood'],
  choose: ['file', 'what', 'key', 'from', 'to'],
  sources: ['file', 'kind', 'records', 'chosen', 'zone', 'skew_seconds', 'starts', 'why'],
  events: ['id', 'file', 'record', 'written', 'at', 'end', 'precision', 'approximate', 'day', 'zone', 'fold', 'after', 'kind', 'has',
    'has_not', 'actor', 'parts'],
  noise: ['file', 'records', 'why'],
  not_moments: ['moment', 'event', 'file', 'record', 'written', 'why'],
  not_understood: ['file', 'record', 'why'],
};
/// Files of a folder that hold names, not records.
const without_records = /(^|\/)(users|channels|integration_logs)\.json$/;

const problems = [];
let place = '';
const wrong = what => problems.push(`${place}: ${what}`);

// Records

/// UTF-8, or what spreadsheets write in its place.
const decode = bytes => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

const texts = new Map();
const text_of = path => {
  if (!texts.has(path)) texts.set(path, decode(readFileSync(new URL(path, here))));
  return texts.get(path);
};

function at_pointer(value, pointer) {
  for (const step of pointer.split('/').slice(1)) value = value?.[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  return value;
}

/** What stands at `record`: a value of JSON, or text that reaches to the next record anything is said about. */
function record_at(path, record, starts) {
  const text = text_of(path);
  if (record.startsWith('<')) return text.includes(`Message-ID: ${record}`) ? text : undefined;
  if (record === '' || record.startsWith('/')) return at_pointer(JSON.parse(text), record);
  const [line, pointer] = record.split(/:(.*)/s);
  const lines = text.split(/\r?\n/);
  if (pointer !== undefined) return at_pointer(JSON.parse(lines[line - 1]), pointer);
  if (!(line >= 1 && line <= lines.length)) return undefined;
  const next = starts.find(other => other > Number(line)) ?? lines.length + 1;
  return lines.slice(line - 1, next - 1).join('\n');
}

const leaves = value =>
  value && typeof value === 'object' ? Object.values(value).flatMap(leaves) : value == null ? [] : [String(value)];

/** As a person reads it: no markup, no entities, no line breaks. */
function plain(record, people) {
  const read = text => {
    if (/^Content-Transfer-Encoding: quoted-printable/m.test(text)) {
      const charset = /charset=([\w-]+)/.exec(text)[1];
      text = new TextDecoder(charset).decode(Buffer.from(
        text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1'));
    }
    return text.replace(/<@(U\w+)>/g, (all, id) => people[id] ? `@${people[id]}` : all).replace(/<[^<>|]*\|([^<>]*)>/g, '$1').replace(/<[^<>]*>/g, ' ')
      .replace(/&#39;|&rsquo;/g, "'").replace(/&iexcl;/g, '¡').replace(/&nbsp;/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&').replace(/""/g, '"').replace(/\*\*|<[^<>]*>/g, '').replace(/\s+/g, ' ');
  };
  const pieces = typeof record === 'string' ? [record] : leaves(record);
  return ['', ' '].map(between => read(pieces.join(between)));
}

// Times: read here once more, in another way than any importer does.

const clock_of = (zone, milliseconds) => {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric',
    day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(milliseconds).map(part => [part.type, part.value]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
};

/** The instants, earliest first, at which clocks in `zone` show `wall`; milliseconds. */
function instants_of(zone, wall) {
  const day = 86_400_000;
  const offsets = new Set([-day, 0, day].map(step => clock_of(zone, wall + step) - (wall + step)));
  return [...offsets].map(offset => wall - offset).filter(instant => clock_of(zone, instant) === wall).sort((a, b) => a - b);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Takes the day out of what is written. The year may be missing; what is left holds the clock. */
function take_date(written) {
  const forms = [
    [/(\d{4})-(\d\d)-(\d\d)/, ([, y, m, d]) => [y, m, d]],
    [/(\d\d)-(\d\d)-(\d{4})/, ([, d, m, y]) => [y, m, d]],
    [/(\d{1,2})\/(\d{1,2})\/(\d\d)(?!\d)/, ([, d, m, y]) => [`20${y}`, m, d]],
    [/(\d{1,2})\/(\d{1,2})(?!\/)/, ([, d, m]) => [undefined, m, d]],
    [/(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})/, ([, d, m, y]) => [y, months.indexOf(m.toLowerCase()) + 1, d]],
    [/([A-Z][a-z]{2}) +(\d{1,2}) (?=\d\d:\d\d)/, ([all, m, d]) => [/ (\d{4}) /.exec(written)?.[1], months.indexOf(m.toLowerCase()) + 1, d]],
  ];
  for (const [form, parts] of forms) {
    const found = form.exec(written);
    if (found) return { date: parts(found).map(part => part && Number(part)), rest: written.replace(found[0], ' ') };
  }
  return { rest: written };
}

const micro = digits => Number(`${digits}000000`.slice(0, 6));
const spell = (milliseconds, digits, fraction) =>
  new Date(milliseconds).toISOString().slice(0, 19) + (digits ? `.${String(fraction).padStart(6, '0').slice(0, digits)}` : '') + 'Z';

/** The instant and precision that follow from `written`; undefined where nothing does. */
function derive(written, event, source) {
  const zone = event.zone ?? source.zone;
  const skew = (source.skew_seconds ?? 0) * 1000;
  let found = /^(\d{10})\.\d{6}$/.exec(written);  // a chat's seconds, and which message of that second
  if (found) return { at: spell(found[1] * 1000 - skew) };
  found = /^(\d{10})(\d{3})$/.exec(written);
  if (found) return { at: spell(found[1] * 1000 - skew, 3, micro(found[2])) };
  found = /^(\d+):(\d\d):(\d\d)\.(\d{3})$/.exec(written);
  if (found && source.starts) {
    const [hours, minutes, seconds, thousandths] = found.slice(1).map(Number);
    const at = Date.parse(source.starts) + ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths;
    return { at: spell(at, 3, (at % 1000) * 1000) };
  }
  const { date: own_date, rest } = take_date(written);
  const carried = event.day?.split('-').map(Number);
  if (own_date && carried && own_date.some((part, index) => part !== undefined && part !== carried[index]))
    wrong(`${event.id}: the day ${event.day} is not the one in ${JSON.stringify(written)}`);
  const date = own_date && own_date[0] !== undefined ? own_date : carried;
  if (!date) return undefined;
  if (event.precision === 'day') return { at: spell(instants_of(zone, Date.UTC(date[0], date[1] - 1, date[2]))[0] - skew), precision: 'day' };
  const clock = /(\d{1,2})[:：時](\d\d)分?(?::(\d\d))?(?:\.(\d+))?/.exec(rest);
  if (!clock) return undefined;
  let hour = Number(clock[1]);
  const half = /午後|午前|([ap])[.\s]*m/i.exec(rest);
  if (half) hour = (hour % 12) + (half[0] === '午後' || half[1]?.toLowerCase() === 'p' ? 12 : 0);
  const wall = Date.UTC(date[0], date[1] - 1, date[2], hour, clock[2], clock[3] ?? 0);
  const after = event.end ? '' : rest.slice(clock.index + clock[0].length);
  const offset = /Z|UTC|([+-])(\d{1,2}):?(\d\d)/.exec(after);
  let at;
  if (offset) {
    at = wall - (offset[1] ? Number(`${offset[1]}1`) * (offset[2] * 60 + Number(offset[3])) * 60_000 : 0);
  } else {
    if (!zone) return undefined;
    const all = instants_of(zone, wall);
    if (all.length > 1 !== (event.fold === 'later') && event.fold) wrong(`${event.id}: no clock shows this time twice`);
    at = event.fold === 'later' ? all[1] : all[0];
    if (at === undefined) return undefined;
  }
  return { at: spell(at - skew, Math.min(clock[4]?.length ?? 0, 6), micro(clock[4] ?? '')), precision: clock[3] === undefined ? 'minute' : undefined };
}

// One drop

const list_files = path => readdirSync(new URL(path, here)).flatMap(name => {
  const inner = `${path}${name}`;
  return statSync(new URL(inner, here)).isDirectory() ? list_files(`${inner}/`) : [inner];
});

function know_keys(what, entry) {
  for (const key of Object.keys(entry)) if (!keys[what].includes(key)) wrong(`${what} has no ${key}`);
}

function check(drop) {
  place = drop;
  const labels = JSON.parse(text_of(`${drop}/labels.json`));
  know_keys('labels', labels);
  for (const what of ['choose', 'sources', 'events', 'noise', 'not_moments', 'not_understood']) labels[what].forEach(entry => know_keys(what, entry));
  const sources = new Map(labels.sources.map(source => [source.file, source]));
  const files = list_files(`${drop}/`).map(path => path.slice(drop.length + 1)).filter(file => file !== 'labels.json');
  for (const file of files) {
    if (!sources.has(file) && !without_records.test(file)) wrong(`${file} is no source`);
    if (!labels.drop.some(dropped => dropped === file || (dropped.endsWith('/') && file.startsWith(dropped)))) wrong(`${file} is not dropped`);
  }
  for (const file of [...sources.keys(), ...labels.drop, ...labels.choose.map(choice => choice.file)])
    if (!existsSync(new URL(`${drop}/${file}`, here))) wrong(`there is no ${file}`);
  const users = files.find(file => file.endsWith('users.json'));
  const people = users ? Object.fromEntries(JSON.parse(text_of(`${drop}/${users}`)).map(user => [user.id, user.real_name])) : {};

  const mentions = [...labels.events, ...labels.not_understood, ...labels.noise.flatMap(({ file, records }) => records.map(record => ({ file, record })))];
  const starts_in = new Map();
  for (const { file, record } of mentions) {
    if (!sources.has(file)) wrong(`${file} ${record}: no such source`);
    if (/^\d+$/.test(record)) starts_in.set(file, [...(starts_in.get(file) ?? []), Number(record)]);
  }
  starts_in.forEach(starts => starts.sort((a, b) => a - b));
  const find = ({ file, record }) => record_at(`${drop}/${file}`, record, starts_in.get(file) ?? []);

  const ids = new Set();
  for (const event of labels.events) {
    place = `${drop} ${event.id}`;
    if (ids.has(event.id)) wrong('the id is taken');
    ids.add(event.id);
    for (const kind of event.kind.split('|')) if (!kinds.includes(kind)) wrong(`${kind} is no kind`);
    const record = find(event);
    if (record === undefined) {
      wrong(`no record ${event.record} in ${event.file}`);
      continue;
    }
    const raw = typeof record === 'string' ? record : JSON.stringify(record);
    const spelt = typeof record === 'string' ? event.written : JSON.stringify(event.written).slice(1, -1);
    if (!raw.includes(spelt)) wrong(`${JSON.stringify(event.written)} is not in ${event.record}`);
    const has = event.has.replace(/\s+/g, ' ');
    if (!plain(record, people).some(text => text.includes(has))) wrong(`${JSON.stringify(has)} is not in ${event.record}`);
    if (event.has_not && !plain(record, people).some(text => text.includes(event.has_not))) wrong(`nothing of ${event.record} is to be left out`);
    const derived = derive(event.written, event, sources.get(event.file));
    if ((derived?.at ?? null) !== event.at) wrong(`${JSON.stringify(event.written)} is ${derived?.at}, not ${event.at}`);
    if (derived && derived.precision !== event.precision) wrong(`the precision is ${derived.precision}, not ${event.precision}`);
    if (event.end) {
      const end = derive(event.written.slice(event.written.indexOf('-') + 1), { ...event, end: undefined }, sources.get(event.file));
      if (end.at !== event.end) wrong(`it ends at ${end.at}, not ${event.end}`);
    }
    if (event.after && !labels.events.some(other => other.id === event.after)) wrong(`there is no ${event.after}`);
    for (const part of event.parts ?? []) {
      if (!raw.includes(part.written)) wrong(`${part.written} is not in ${event.record}`);
      if (!plain(record, people).some(text => text.includes(part.has))) wrong(`${part.has} is not in ${event.record}`);
    }
  }
  place = drop;
  const by_id = new Map(labels.events.map(event => [event.id, event]));
  for (const group of [...labels.same, ...labels.linked]) {
    if (group.length < 2 || new Set(group).size < group.length) wrong(`a group of ${group}`);
    for (const id of group) if (!by_id.has(id)) wrong(`there is no ${id}`);
    const times = group.map(id => Date.parse(by_id.get(id)?.at)).filter(time => !Number.isNaN(time));
    if (Math.max(...times) - Math.min(...times) > 15 * 60_000) wrong(`${group} are more than a quarter of an hour apart`);
  }
  for (const group of labels.same) {
    if (new Set(group.map(id => by_id.get(id).kind)).size > 1) wrong(`${group} are one record of two kinds`);
  }
  const noisy = new Set();
  for (const { file, records, why } of labels.noise) {
    if (!['join', 'bot', 'repeat'].includes(why)) wrong(`noise because of ${why}`);
    for (const record of records) {
      if (find({ file, record }) === undefined) wrong(`no record ${record} in ${file}`);
      if (noisy.has(`${file} ${record}`)) wrong(`${record} of ${file} is noise twice`);
      noisy.add(`${file} ${record}`);
      if (why !== 'repeat' && labels.events.some(event => event.file === file && event.record === record)) wrong(`${record} of ${file} is noise and event`);
    }
  }
  for (const { file, record } of labels.not_understood) {
    if (find({ file, record }) === undefined) wrong(`no record ${record} in ${file}`);
    if (labels.events.some(event => event.file === file && event.record === record)) wrong(`${record} of ${file} is understood after all`);
  }
  for (const [moment, { event, at, or = [] }] of Object.entries(labels.moments)) {
    if (!moments.includes(moment)) wrong(`${moment} is no moment`);
    if (!event === !at) wrong(`${moment} needs an event or an instant`);
    for (const id of [...(event ? [event] : []), ...or]) if (!by_id.has(id)) wrong(`${moment}: there is no ${id}`);
  }
  for (const { moment, event, file } of labels.not_moments) {
    if (!moments.includes(moment) || !(file ? sources.has(file) : by_id.has(event))) wrong(`not_moments: ${moment} of ${event ?? file}`);
    const said = labels.moments[moment];
    if (event && said && (said.event === event || said.or?.includes(event))) wrong(`${event} is ${moment} and is not`);
  }
  for (const source of labels.sources) {
    const said = new Set(mentions.filter(mention => mention.file === source.file).map(mention => mention.record));
    if (said.size > source.records) wrong(`${source.file} has more records than ${source.records}`);
    if (source.chosen > source.records) wrong(`more of ${source.file} is chosen than there is`);
  }
  return labels;
}

const drops = readdirSync(here).filter(name => statSync(new URL(name, here)).isDirectory()).sort();
for (const drop of drops) {
  const labels = check(drop);
  const records = labels.sources.reduce((sum, source) => sum + source.records, 0);
  console.log(`${drop}: ${labels.sources.length} sources, ${records} records, ${labels.events.length} events`);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length ? 1 : 0;
