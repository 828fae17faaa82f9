// Splits the module in two: what the first sight of a library needs, and what web/later.txt names with all that only this calls,
// which is fetched after it.
// split.mjs WHOLE.wasm FIRST.wasm LATER.wasm
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [whole, first, later] = process.argv.slice(2);

/// Reads the pieces that a module is made of.
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  get is_at_end() { return this.at === this.bytes.length; }
  byte() { return this.bytes[this.at++]; }
  number() {
    let value = 0, shift = 0, byte;
    do {
      byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte & 0x80);
    return value;
  }
  part() {
    const size = this.number();
    return this.bytes.subarray(this.at, this.at += size);
  }
  text() { return this.part().toString(); }
  list(read) { return Array.from({ length: this.number() }, read); }
}

/// A whole number as modules have it. In code it has a sign, the highest bit of its last byte.
function number(value, most_in_last_byte = 0x7f) {
  const bytes = [];
  for (; value > most_in_last_byte; value = Math.floor(value / 128)) bytes.push(value & 0x7f | 0x80);
  return Buffer.from([...bytes, value]);
}
const sized = bytes => Buffer.concat([number(bytes.length), bytes]);

const section = { custom: 0, data: 11, data_count: 12 };
const opcode = { end: 0x0b, i32_const: 0x41 };

function sections_of(module) {
  const reader = new Reader(module, 8), sections = [];
  while (!reader.is_at_end) sections.push({ id: reader.byte(), content: reader.part() });
  return sections;
}
const module_of = sections => Buffer.concat([Buffer.from('\0asm\x01\0\0\0'),
  ...sections.flatMap(({ id, content }) => [Buffer.from([id]), sized(content)])]);

/// The linker's names of a kind (the "name" section), by number.
function names_of(module, kind) {
  const names = new Map();
  for (const { id, content } of sections_of(module)) {
    const reader = new Reader(content);
    if (id !== section.custom || reader.text() !== 'name') continue;
    while (!reader.is_at_end) {
      const is_wanted = reader.byte() === kind, part = new Reader(reader.part());
      if (is_wanted) part.list(() => names.set(part.number(), part.text()));
    }
  }
  return names;
}

/// What stands where in memory when the module begins.
function data_of(module) {
  const reader = new Reader(sections_of(module).find(({ id }) => id === section.data).content);
  return reader.list(() => {
    if (reader.byte() !== 0 || reader.byte() !== opcode.i32_const) throw new Error('Data without a fixed address cannot be split.');
    const at = reader.number();
    reader.byte();
    return { at, bytes: reader.part() };
  });
}

/// The module with those pieces of `data` that `is_wanted` says. Neighbours with mere padding between them become one, which is shorter.
function with_data(module, data, is_wanted) {
  const joined = [];
  data.forEach((piece, index) => {
    if (!is_wanted(piece)) return;
    const last = joined.at(-1), gap = last ? piece.at - last.at - last.bytes.length : 0;
    if (last && is_wanted(data[index - 1]) && gap >= 0 && gap < 8) last.bytes = Buffer.concat([last.bytes, Buffer.alloc(gap), piece.bytes]);
    else joined.push({ at: piece.at, bytes: piece.bytes });
  });
  const content = Buffer.concat([number(joined.length), ...joined.flatMap(({ at, bytes }) =>
    [Buffer.from([0, opcode.i32_const]), number(at, 0x3f), Buffer.from([opcode.end]), sized(bytes)])]);
  // Only what copies data at run time needs its count.
  const sections = sections_of(module).filter(({ id }) => id !== section.data && id !== section.data_count);
  const custom = sections.findIndex(({ id }) => id === section.custom);
  sections.splice(custom < 0 ? sections.length : custom, 0, { id: section.data, content });
  return module_of(sections);
}

/// Of WebAssembly, those that every browser with WebGL 2 and module workers has.
const features = ['bulk-memory', 'bulk-memory-opt', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int', 'multivalue', 'reference-types']
  .map(name => `--enable-${name}`);

/// The functions of those names, and all that nothing else calls.
function with_what_only_they_call(names) {
  const graph = execFileSync('wasm-opt', [whole, ...features, '--print-call-graph', '-o', '/dev/null'], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  // Exports and what is called through a table may be called by anybody.
  const called_by_anybody = new Set([...graph.matchAll(/^ *"(.*)" \[.*(?:rounded|gray|turquoise)/gm)].map(([, name]) => name));
  const callers = new Map();
  for (const [, caller, called] of graph.matchAll(/^ *"(.*)" -> "(.*)"; \/\/ call$/gm)) callers.set(called, (callers.get(called) ?? new Set()).add(caller));
  const found = new Set(names);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [name, own_callers] of callers) {
      if (!called_by_anybody.has(name) && [...own_callers].every(caller => caller === name || found.has(caller))) found.add(name);
    }
  }
  return found;
}

const module = readFileSync(whole), function_names = [...names_of(module, 1).values()], data_names = names_of(module, 9);
const patterns = readFileSync(new URL('later.txt', import.meta.url), 'utf8').split('\n')
  .map(line => line.replace(/#.*/, '').trim()).filter(line => line !== '');
const of_data = patterns.filter(pattern => pattern.startsWith('.rodata.')), of_functions = patterns.filter(pattern => !of_data.includes(pattern));
const has_any = (name, parts) => parts.some(part => name.includes(part));
const unused = [...of_functions.filter(part => !function_names.some(name => name.includes(part))),
  ...of_data.filter(part => ![...data_names.values()].some(name => name.includes(part)))];
if (unused.length > 0) {
  console.error(`web/later.txt: nothing has these in its name any more: ${unused.join(', ')}`);
  process.exit(1);
}

const list = `${later}.names`;
writeFileSync(list, [...with_what_only_they_call(function_names.filter(name => has_any(name, of_functions)))].join('\n'));
execFileSync('wasm-split', [whole, ...features, `--split-funcs=@${list}`, '--export-prefix=%', '--import-namespace=first', '--placeholder-namespace-prefix=later',
  '--symbolmap', '-o1', first, '-o2', later], { stdio: 'inherit' });

// That leaves all data in the first file. What the later one has comes into memory when that is instantiated.
const data = data_of(module).map((piece, index) => ({ ...piece, name: data_names.get(index) ?? '' }));
for (const piece of data) piece.is_later = has_any(piece.name, of_data);

const code_of_first = execFileSync('wasm-dis', [first, ...features], { encoding: 'utf8', maxBuffer: 2 ** 30 }).replace(/^ *\(data .*$/gm, '');
const numbers_in_code = new Set([...code_of_first.matchAll(/(?:i32\.const |offset=)(\d+)/g)].map(([, address]) => Number(address)));
// An address and a length side by side, written as one number.
for (const [, pair] of code_of_first.matchAll(/i64\.const (-?\d+)/g)) {
  const both = BigInt.asUintN(64, BigInt(pair));
  numbers_in_code.add(Number(both & 0xffffffffn)).add(Number(both >> 32n));
}
/// Zeros at either end of a piece are not in it: whole words are read all the same.
function* numbers_in(bytes, at) {
  const before = at & 3, words = Buffer.alloc((before + bytes.length + 3) & ~3);
  bytes.copy(words, before);
  for (let place = 0; place < words.length; place += 4) yield words.readUInt32LE(place);
}
/// Every number in the first file that may be an address.
const addresses_in_first = () => new Set([...numbers_in_code, ...data.filter(({ is_later }) => !is_later).flatMap(({ at, bytes }) => [...numbers_in(bytes, at)])]);

/// Texts and tables are found by their addresses alone: one that the first file names nowhere is only the later one's. Code may name a table by
/// a place before it, where it is counted from some letter or number on, so what follows an address closely stays too.
const is_text_or_table = ({ name }) => /^\.rodata\.(\.L\.str|_ZN8unrepeat12_GLOBAL__N_1|_ZGRN8unrepeat12_GLOBAL__N_1|_ZZN8unrepeat12_GLOBAL__N_1)/.test(name);
const reach_before = 128, reach_before_text = 4;
const longest_piece = Math.max(...data.map(({ bytes }) => bytes.length));
function leave_texts_and_tables_to_later() {
  const found = data.filter(piece => !piece.is_later && is_text_or_table(piece)).sort((one, other) => one.at - other.at);
  for (const piece of found) piece.is_later = true;
  function* named_by(address) {
    let low = 0, high = found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (found[middle].at <= address + reach_before) low = middle + 1;
      else high = middle;
    }
    for (let place = low - 1; place >= 0 && found[place].at > address - longest_piece; --place) {
      const piece = found[place], reach = piece.name.startsWith('.rodata..L.str') ? reach_before_text : reach_before;
      if (piece.is_later && piece.at - reach <= address && address < piece.at + piece.bytes.length) yield piece;
    }
  }
  const waiting = [...addresses_in_first()];
  while (waiting.length > 0) {
    for (const piece of [...named_by(waiting.pop())]) {
      piece.is_later = false;
      waiting.push(...numbers_in(piece.bytes, piece.at));
    }
  }
}
leave_texts_and_tables_to_later();

/// The piece whose beginning an address names: code may begin a little behind it, or, for a table that is counted from one or begins with
/// zeros, before it, where no other piece is.
function piece_of(address) {
  const inside = data.find(({ at, bytes }) => at <= address && address < at + bytes.length);
  return inside ? (address - inside.at <= 16 ? inside : undefined) : data.find(({ at }) => at > address && at - address <= 16);
}
// What web/later.txt names and the first file reads after all, or seems to: a number may be as large as an address by chance. It stays there.
const kept = [];
for (;;) {
  const named = [...new Set([...addresses_in_first()].map(piece_of).filter(piece => piece?.is_later))];
  if (named.length === 0) break;
  for (const piece of named) piece.is_later = false;
  kept.push(...named.map(({ name, bytes }) => `${name} (${bytes.length})`));
}
if (kept.length > 0) console.log(`web/later.txt: the first file has numbers that may be the addresses of these, which stay in it: ${kept.join(', ')}`);
for (const [file, is_later] of [[first, false], [later, true]]) writeFileSync(file, with_data(readFileSync(file), data, piece => piece.is_later === is_later));
