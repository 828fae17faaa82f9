// What a key does to a long text in Markdown while it is written. Only computed here; mirror.ts carries it out so that the browser's undo knows it.

/// The words from `from` to `to` are replaced by `text`; then the selection is from `start` to `end`.
export interface Rewrite { from: number; to: number; text: string; start: number; end: number }

/// How many asterisks stand at `at` and on, in one direction.
function count_stars(value: string, at: number, step: 1 | -1): number {
  let count = 0;
  while (value[at + count * step] === '*') count++;
  return count;
}

/// Bold (`**`) and italic (`*`): put round the selection, or taken away where they are.
function emphasise(value: string, start: number, end: number, mark: '*' | '**'): Rewrite {
  // A word chosen by a double click may bring its space along.
  while (start < end && /\s/.test(value[start]!)) start++;
  while (start < end && /\s/.test(value[end - 1]!)) end--;
  const words = value.slice(start, end), size = mark.length;
  const stars = Math.min(count_stars(value, start - 1, -1), count_stars(value, end, 1));
  if (size === 2 ? stars >= 2 : stars % 2 === 1) return { from: start - size, to: end + size, text: words, start: start - size, end: end - size };
  return { from: start, to: end, text: mark + words + mark, start: start + size, end: end + size };
}

/// A link of the chosen words; what is missing is written next.
function link(value: string, start: number, end: number): Rewrite {
  const words = value.slice(start, end);
  const is_address = /^(https?:\/\/|mailto:)\S+$/.test(words);
  const at = is_address ? start + 1 : end + 3;
  return { from: start, to: end, text: is_address ? `[](${words})` : `[${words}]()`, start: at, end: at };
}

/// A list or a quote goes on in the next line, and ends where its item is empty.
function next_line(value: string, at: number): Rewrite | undefined {
  const before = value.slice(0, at);
  const begin = before.lastIndexOf('\n') + 1;
  const [marker, quotes = '', bullet, number, point, space = '', box] =
    /^((?:[ \t]*>)*[ \t]*)(?:(?:([-*+])|(\d{1,9})([.)]))([ \t]+)(\[[ xX]\][ \t]+)?)?/.exec(before.slice(begin))!;
  const is_item = bullet !== undefined || number !== undefined;
  if (!is_item && !quotes.includes('>')) return undefined;
  // Code stands as it is.
  if (((before.match(/^ {0,3}```/gm)?.length ?? 0) & 1) === 1) return undefined;
  const end = value.indexOf('\n', at);
  const is_empty = begin + marker.length === at && value.slice(at, end < 0 ? undefined : end).trim() === '';
  const kept = is_item && quotes.includes('>') ? quotes : '';
  if (is_empty) return { from: begin, to: at, text: kept, start: begin + kept.length, end: begin + kept.length };
  const sign = bullet ?? (number !== undefined ? `${Number(number) + 1}${point}` : '');
  const text = `\n${quotes}${sign}${space}${box ? '[ ] ' : ''}`;
  return { from: at, to: at, text, start: at + text.length, end: at + text.length };
}

/// What `key` does to a text with that selection; nothing: the key is not for us. `is_command`: with Ctrl, or Cmd on a Mac.
export function rewrite(key: string, is_command: boolean, value: string, start: number, end: number): Rewrite | undefined {
  if (!is_command) return key === 'Enter' && start === end ? next_line(value, start) : undefined;
  if (key === 'b') return emphasise(value, start, end, '**');
  if (key === 'i') return emphasise(value, start, end, '*');
  // Without a selection it is the app's own.
  return key === 'k' && start < end ? link(value, start, end) : undefined;
}
