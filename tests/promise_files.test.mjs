// The files that leave the list of promises, read by programs that are not ours. The native tests hold that the app writes
// these very files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';

const read = name => readFileSync(new URL(`fixtures/promise/${name}`, import.meta.url), 'utf8');
const titles = [
  '=HYPERLINK("https://example.org";"pay")', 'Ring, on two lines;\nwith a \\n and "quotes"', '-5 replicas', "'=begins with an apostrophe",
  'Alarma de antigüedad 本番 👩 <b>**x**</b>',
];

/** What somebody typed, of a cell as it stands in the file. */
const typed = cell => (/^[' ]*[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.replace(/^'/, '') : cell);

test('a calendar of many post-mortems has each day once, with the words of its promise', () => {
  const calendar = new ICAL.Component(ICAL.parse(read('promises.ics')));
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  const events = calendar.getAllSubcomponents('vevent').map(one => new ICAL.Event(one));
  assert.deepEqual(
    events.map(event => [event.summary, event.startDate.toString(), event.endDate.toString(), event.startDate.isDate]),
    titles.flatMap(title => [
      [`Due: ${title}`, '2026-12-31', '2027-01-01', true],
      [`Did it work? ${title}`, '2027-01-14', '2027-01-15', true],
    ]));
  assert.equal(new Set(events.map(event => event.uid)).size, 2 * titles.length);
  for (const event of events) {
    assert.equal(event.description, 'How we will know: It rings\nwithin a minute\nOwner: Ana, Payments\nFrom the post-mortem: Checkout; slow, "again"');
    assert.equal(event.component.getFirstPropertyValue('dtstamp').toString(), '2026-11-23T12:00:00Z');
    assert.ok(event.sequence > 0);
  }
});

test('a table of promises has the same cells for every row, and what was typed is had from them', () => {
  const text = read('promises.csv');
  const table = parse(text, { bom: true, record_delimiter: '\r\n' });
  // Every cell is in quotes, so that no program guesses where one ends.
  assert.equal(text, `\ufeff${table.map(row => `${row.map(cell => `"${cell.replaceAll('"', '""')}"`).join()}\r\n`).join('')}`);
  const [header, ...rows] = table;
  assert.equal(new Set(header).size, header.length);
  for (const row of rows) assert.equal(row.length, header.length);
  const column = name => rows.map(row => row[header.indexOf(name)]);
  assert.deepEqual(column('Promise').map(typed), titles);
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]/);
  assert.deepEqual(column('Post-mortem'), titles.map(() => 'Checkout; slow, "again"'));
  for (const day of [...column('Due'), ...column('Check on')]) assert.match(day, /^\d{4}-\d\d-\d\d$/);
});
