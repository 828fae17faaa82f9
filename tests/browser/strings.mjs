// The string table as the tests use it, so that a test names a thing as the person does, in either language.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { project } from './support.mjs';

const literal = '"(?:[^"\\\\]|\\\\.)*"';
const texts = new Map();
for (const file of readdirSync(path.join(project, 'assets/strings'))) {
  const table = readFileSync(path.join(project, 'assets/strings', file), 'utf8');
  const line = new RegExp(`^TEXT\\(\\s*(\\w+),\\s*((?:${literal}\\s*)+),\\s*((?:${literal}\\s*)+)\\)`, 'gm');
  const joined = (literals) => literals.match(new RegExp(literal, 'g')).map((each) => JSON.parse(each)).join('');
  for (const [, name, english, spanish] of table.matchAll(line)) texts.set(name, { en: joined(english), es: joined(spanish) });
}

/** As people of that language read it: in thousands, in Spanish only above 9,999. */
function number_words(language, number) {
  const separator = language === 'en' ? ',' : '\u202f';
  return language === 'es' && Math.abs(number) < 10_000 ? String(number) : String(number).replace(/\B(?=(\d{3})+$)/g, separator);
}

/** The sentence of that name in `language` ("en", "es"), its {0}, {1} filled from `values` ("{0:one|several}" too): texts, and numbers as they are read. */
export function say(language, name, ...values) {
  const text = texts.get(name)?.[language];
  if (text === undefined) throw new Error(`There is no sentence named ${name} in assets/strings/.`);
  const words = (value) => (Number.isInteger(value) ? number_words(language, value) : String(value));
  return text.replace(/\{(\d)(?::([^|}]*)\|([^}]*))?\}/g, (_, index, one, several) =>
    one === undefined ? words(values[index]) : Number(values[index]) === 1 ? one : several,
  );
}
