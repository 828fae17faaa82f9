// ./dev bench: what the app costs, each figure a count or a ratio to something run in the same minute on the same machine, with its goal.
// `--only NAME` (more than once for several) runs a part, `--json` prints what the table shows for a program. `--size N` makes what is large in
// the measures another size than 10,000 post-mortems; the goals stand for 10,000, so the table then shows them without a verdict.
// `./dev bench --size 100000 --only search_as_typed` takes some ten minutes; what looks at everything (`actions`, `memory`, `learn`) waits there
// until all families are counted, which takes far longer.
import { parseArgs } from 'node:util';
import { Workbench } from './workbench.mjs';
import * as measures from './measures.mjs';

const names = Object.keys(measures);
const options = { only: { type: 'string', multiple: true, default: names }, json: { type: 'boolean', default: false }, size: { type: 'string', default: '10000' } };

function read_arguments() {
  try {
    const { values } = parseArgs({ options });
    const size = Number(values.size);
    if (values.only.every((name) => names.includes(name)) && Number.isInteger(size) && size > 0) return { ...values, size };
  } catch {
    // The usage below says it.
  }
  console.error(`./dev bench [--only ${names.join('|')}] [--json] [--size N]`);
  process.exit(2);
}

/** A figure as the table shows it: enough digits to compare with its goal. */
const rounded = ({ value, unit }) => `${value.toFixed(unit === '' || unit === 'KB' ? 0 : value < 10 ? 2 : 1)}${unit === '×' ? '' : ' '}${unit}`.trim();

function verdict({ value, goal }) {
  if (goal === undefined || size !== 10_000) return '';
  return value <= goal ? 'met' : 'missed';
}

const columns = [38, 10, 9, 6];

/** A line of the table, as soon as it is known. */
function print_line(...cells) {
  console.log(cells.map((cell, column) => (column === 1 ? cell.padStart(columns[1]) : cell.padEnd(columns[column] ?? 0))).join('  ').trimEnd());
}

function print_figure(figure) {
  const goal = figure.goal === undefined ? '' : `≤ ${figure.goal}${figure.unit === '×' ? '' : ' '}${figure.unit}`.trim();
  print_line(figure.name, rounded(figure), goal, verdict(figure), figure.note ?? '');
}

const { only, json, size } = read_arguments();
const figures = [];
const bench = await Workbench.make({ size });
try {
  if (!json) print_line('', 'figure', 'goal', '', '');
  for (const name of only) {
    process.stderr.write(`… ${name}\n`);
    for (const figure of await measures[name](bench)) {
      figures.push({ measure: name, ...figure });
      if (!json) print_figure(figure);
    }
  }
  if (json) console.log(JSON.stringify(figures.map((figure) => ({ ...figure, verdict: verdict(figure) || undefined })), null, 2));
} finally {
  await bench.end();
}
