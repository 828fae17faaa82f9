// Splits the module in two: what the first frame needs, and what web/later.txt names, which is fetched after it.
// split.mjs WHOLE.wasm FIRST.wasm LATER.wasm
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [whole, first, later] = process.argv.slice(2);
const patterns = readFileSync(new URL('later.txt', import.meta.url), 'utf8').split('\n')
  .map(line => line.replace(/#.*/, '').trim()).filter(line => line !== '');

/// The functions of the module by the names the linker gave them (its "name" section).
function function_names(bytes) {
  let at = 8;
  const number = () => {
    let value = 0, shift = 0, byte;
    do {
      byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte & 0x80);
    return value;
  };
  const text = () => {
    const length = number();
    return bytes.toString('utf8', at, at += length);
  };
  const names = [];
  while (at < bytes.length) {
    const is_custom = bytes[at++] === 0, end = number() + at;
    if (is_custom && text() === 'name') {
      while (at < end) {
        const is_of_functions = bytes[at++] === 1, part_end = number() + at;
        for (let count = is_of_functions ? number() : 0; count > 0; count--) {
          number();
          names.push(text());
        }
        at = part_end;
      }
    }
    at = end;
  }
  return names;
}

/// Of WebAssembly, those that every browser with WebGL 2 and module workers has.
const features = ['bulk-memory', 'bulk-memory-opt', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int', 'multivalue', 'reference-types']
  .map(name => `--enable-${name}`);

const names = function_names(readFileSync(whole));
const unused = patterns.filter(pattern => !names.some(name => name.includes(pattern)));
if (unused.length > 0) console.log(`web/later.txt: no function has these in its name any more: ${unused.join(', ')}`);
const list = `${later}.names`;
writeFileSync(list, names.filter(name => patterns.some(pattern => name.includes(pattern))).join('\n'));
execFileSync('wasm-split', [whole, ...features, `--split-funcs=@${list}`, '--export-prefix=%', '--import-namespace=first', '--placeholder-namespace-prefix=later',
  '-o1', first, '-o2', later], { stdio: 'inherit' });
