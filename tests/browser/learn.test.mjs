// What the whole library says, as a team uses it: Monday's questions, a figure down to the incident, figures and library taken along, promises
// refreshed from a tracker, and several changed at once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { parse } from 'csv-parse/sync';
import { say } from './strings.mjs';
import { button, choose, download, en, go_to, is_saved, open_from_library, title_field, with_examples } from './steps.mjs';
import { open_app, project, settle } from './support.mjs';

const folder = path.join(project, 'assets/samples');
const samples = [];
for (const name of await readdir(folder)) samples.push(JSON.parse(await readFile(path.join(folder, name), 'utf8')));

let entries = 0;
const new_id = () => `01a0b0c0-0000-7000-8000-${String(++entries).padStart(12, '0')}`;
/** An incident of that day as a file of ours has it: agreed on, and nothing more to ask about. */
const incident = (title, day, more) => ({
  format: 'unrepeat/postmortem', version: 1, id: new_id(), title, kind: 'incident', form: 'full', language: 'en', time_zone: 'UTC',
  status: { state: 'approved' }, history: { created_at: `${day}T12:00:00Z`, updated_at: `${day}T12:00:00Z` },
  moments: { impact_start: { state: 'recorded', time: { at: `${day}T09:00:00Z`, written: `${day} 09:00`, zone: 'UTC' } } }, ...more,
});
const promise = (title, person, due, more) => ({ id: new_id(), title, state: 'committed', owner: { person }, due, ...more });
const logged = (field, from, to, day) => ({ id: new_id(), at: `${day}T10:00:00Z`, field, from, to });
const days = count => en('format_span_days', count);

test('each of Monday’s ten questions is answered in two clicks at most', async t => {
  const before = incident('The shop’s certificate ran out', '2026-05-04', {
    actions: [promise('Renew the certificate by itself', 'Cleo', '2027-02-01')],
  });
  const library = [
    incident('Orders were refused for an hour', '2026-10-02', {
      actions: [
        promise('Alert when the queue is older than a minute', 'Ana', '2026-11-20'),
        promise('Stop a client after its third retry', 'Bo', '2026-12-03'),
        promise('Load the price list in parts', 'Dina', '2026-11-13', {
          state: 'done', checks: [{ id: new_id(), criterion: 'No lock for longer than a second.', on: '2026-11-27' }],
        }),
        promise('Give reports a database of their own', 'Emil', '2027-01-29', {
          log: [logged('due', '2026-10-30', '2026-12-18', '2026-10-28'), logged('due', '2026-12-18', '2027-01-29', '2026-11-09')],
        }),
        promise('Read delivery dates from a copy', 'Fay', '2027-01-15', { waiting_on: 'The new archive' }),
        promise('Refuse an empty price', 'Gus', '2026-10-16', {
          state: 'verified', log: [logged('state', 'done', 'verified', '2026-11-26')],
          checks: [{ id: new_id(), criterion: 'An empty price is refused.', result: 'worked', by: 'Gus', at: '2026-11-26T10:00:00Z' }],
        }),
      ],
    }),
    incident('Parcels were weighed twice', '2026-11-09', {
      status: { state: 'in_review' }, review_due: '2026-11-23', context: { summary: 'Two scales stood in one line.' },
    }),
    incident('Nobody could sign in', '2026-11-25', { status: { state: 'draft' } }),
    before,
    incident('The certificate of the warehouse ran out', '2026-11-18', {
      related: [{ id: new_id(), target: before.id, kind: 'recurrence_of' }],
    }),
  ];
  const renamed = 'Nobody could sign in for a day';
  const questions = [
    ['actions_view_overdue', 'Alert when the queue is older than a minute', 'Ana', en('editor_overdue', days(10))],
    ['actions_view_due_soon', 'Stop a client after its third retry', 'Bo', en('editor_due_in_days', 3)],
    ['actions_view_look_due', 'Load the price list in parts', 'Dina', en('actions_look_late', days(3))],
    ['actions_view_slipped', 'Give reports a database of their own', 'Emil', en('actions_was_moved', 2)],
    ['actions_view_waiting', 'Read delivery dates from a copy', 'Fay', en('actions_waits_on', 'The new archive')],
    ['actions_view_reviews', 'Parcels were weighed twice', en('actions_days_late', days(7))],
    ['actions_view_unwritten', renamed, en('actions_days_ago', days(5))],
    ['actions_view_came_again', library.at(-1).title, before.title, 'Renew the certificate by itself', `Cleo · ${en('earlier_due', '1 Feb 2027')}`],
    ['actions_view_verified', 'Refuse an empty price', 'Gus', en('editor_it_worked')],
    ['actions_view_changed', renamed, /27 Nov 2026 15:30/],
  ];

  // On Friday it is looked at, and later one thing is changed; in the page itself it is counted what is pressed.
  const { page } = await open_app(t, {
    path: '#/import',
    before: async context => {
      await context.clock.setFixedTime('2026-11-27T09:00:00Z');
      await context.addInitScript(() => {
        globalThis.presses = 0;
        for (const type of ['pointerdown', 'keydown']) addEventListener(type, () => { ++globalThis.presses; }, true);
      });
    },
  });
  const files = library.map((one, at) => ({ name: `${at}.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(one)) }));
  await choose(page, files);
  await button(page, 'bring_in_accept', library.length).click();
  await page.getByText(en('shell_imported', library.length)).first().waitFor();
  await go_to(page, '#/actions');
  await page.getByRole('tab').first().waitFor();
  await settle(page);
  await page.context().clock.setFixedTime('2026-11-27T15:30:00Z');
  await open_from_library(page, 'Nobody could sign in');
  await title_field(page).fill(renamed);
  await is_saved(page);

  await page.context().clock.setFixedTime('2026-11-30T09:00:00Z');
  await go_to(page, '#/actions');
  await page.reload();
  await page.getByRole('tab').first().waitFor();
  const main = page.getByRole('main');
  const { width: right, height: bottom } = page.viewportSize();
  const titles = library.flatMap(({ title, actions = [] }) => [title, ...actions.map(action => action.title)]);
  for (const [question, ...answer] of questions) {
    await go_to(page, '#/actions');
    await settle(page);
    await page.evaluate(() => { globalThis.presses = 0; });
    const tab = page.getByRole('tab', { name: en(question), exact: true });
    if (await tab.count() > 0) {
      await tab.click();
    } else {
      await page.getByRole('combobox', { name: en('actions_more_views') }).click();
      await page.getByRole('option', { name: en('actions_view_count', en(question), 1), exact: true }).click();
    }
    for (const words of answer) {
      const found = main.getByText(words, { exact: true }).first();
      await found.waitFor();
      await settle(page);
      const { x, y, width, height } = await found.boundingBox();
      assert.ok(x >= 0 && y >= 0 && x + width <= right && y + height <= bottom, `${question}: ${words} is out of sight`);
    }
    const presses = await page.evaluate(() => globalThis.presses);
    assert.ok(presses > 0 && presses <= 2, `${question} took ${presses}`);
    // And nothing that was not asked for.
    for (const title of titles.filter(one => !answer.includes(one)))
      assert.equal(await main.getByText(title, { exact: true }).count(), 0, `${question}: ${title}`);
  }
});

test('what changed since the last visit is told on the next one, and nothing else', async t => {
  const { page } = await with_examples(t);
  const { clock } = page.context();
  await go_to(page, '#/actions?view=changed');
  await page.getByText(en('actions_first_visit')).waitFor();
  await clock.setFixedTime('2026-11-30T10:00:00Z');
  await go_to(page, '#/');
  await page.getByRole('row').getByRole('link').first().waitFor();
  await settle(page);
  const title = await page.getByRole('row').getByRole('link').first().textContent();
  await page.getByRole('row').getByRole('link').first().click();
  await page.getByRole('textbox', { name: en('field_title'), exact: true }).first().fill(`${title}, corrected`);
  await is_saved(page);
  await clock.setFixedTime('2026-12-01T09:00:00Z');
  await go_to(page, '#/actions?view=changed');
  await page.reload();
  await page.getByRole('row').getByRole('link').first().waitFor();
  await settle(page);
  assert.deepEqual(await page.getByRole('row').getByRole('link').allTextContents(), [`${title}, corrected`]);
});

test('what is behind a bar opens by the keyboard with the focus in it, and gives it back', async t => {
  const { page } = await with_examples(t);
  await go_to(page, '#/learn?period=all');
  const bar = page.getByRole('button', { name: /^Technical: \d/ });
  await bar.waitFor();
  await settle(page);
  await bar.focus();
  await page.keyboard.press('Enter');
  const first = page.getByRole('dialog').getByRole('row').getByRole('link').first();
  await first.waitFor();
  await settle(page);
  assert.ok(await first.evaluate(element => element === document.activeElement), 'the first incident has the focus');
  await page.keyboard.press('Escape');
  await settle(page);
  assert.ok(await bar.evaluate(element => element === document.activeElement), 'the bar has it again');
});

test('dots are dragged over and listed, and the list leads to the incident', async t => {
  const { page } = await with_examples(t);
  await go_to(page, '#/learn?period=all');
  const dots = page.getByRole('button', { name: /^Each dot is an incident/ });
  await dots.waitFor();
  await settle(page);
  const { x, y, width, height } = await dots.boundingBox();
  await page.mouse.move(x + 80, y + height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 6; ++step) await page.mouse.move(x + 80 + (width - 90) * step / 6, y + height / 2);
  await page.mouse.up();
  const listed = page.getByRole('list', { name: en('learn_marked', 4), exact: true }).getByRole('link');
  await listed.first().waitFor();
  const title = await listed.first().textContent();
  await listed.first().click();
  await page.waitForFunction(() => location.hash.startsWith('#/pm/'));
  await page.getByRole('textbox', { name: en('field_title'), exact: true }).first().waitFor();
  assert.equal(await page.getByRole('textbox', { name: en('field_title'), exact: true }).first().inputValue(), title);
});

test('a figure is copied as CSV, and each row has its number, what that is of and when', async t => {
  const { page } = await with_examples(t);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await go_to(page, '#/learn?period=all');
  const card = page.getByRole('group', { name: en('learn_figure_factors'), exact: true }).first();
  await button(page, 'learn_more', en('learn_figure_factors')).click();
  await page.getByRole('menuitem', { name: en('learn_copy_csv'), exact: true }).click();
  await page.getByText(en('meeting_copied'), { exact: true }).first().waitFor();
  const rows = parse(await page.evaluate(() => navigator.clipboard.readText()), { bom: true, columns: true, record_delimiter: '\r\n' });
  const incidents = samples.filter(({ kind }) => kind === 'incident');
  const left_out = [`${samples.length - incidents.length} ${en('learn_left_other_kind')}`, en('learn_left_with', incidents.length - 7, en('learn_left_no_factor'))].join(', ');
  const first = { What: 'Technical', Count: '5', 'First half of the period': '4', 'Incidents naming one so far': '5' };
  const of = { Figure: en('learn_figure_factors'), n: '7', From: '2025-09-18', Until: '2026-09-22', Filters: '', [en('learn_csv_left_out')]: left_out };
  assert.deepEqual(rows[0], { ...first, ...of });
  for (const row of rows) assert.deepEqual({ ...row, ...of }, row);
  // The same as its card says.
  await card.getByText(`${en('learn_incidents', 7)} · ${en('learn_period_of', '18 Sep 2025', '22 Sep 2026')}`, { exact: true }).waitFor();
  const bars = card.getByRole('group').getByRole('button');
  assert.deepEqual(rows.map(({ What, Count }) => en('learn_bar', What, en('learn_incidents', Number(Count)))), await bars.allTextContents());
});

test('a figure says what it leaves out, why, and which incidents these are', async t => {
  const { page } = await with_examples(t);
  await go_to(page, '#/learn?period=all');
  const card = page.getByRole('group', { name: en('learn_figure_factors'), exact: true }).first();
  await card.getByText(en('learn_incidents', 7)).first().waitFor();
  const others = samples.filter(({ kind }) => kind !== 'incident');
  const silent = samples.filter(one => !others.includes(one) && !one.causes?.factors?.length);
  const reasons = [`${others.length} ${en('learn_left_other_kind')}`, en('learn_left_with', silent.length, en('learn_left_no_factor'))];
  const said = en('learn_left_out_why', en('learn_left_out', samples.length - 7), reasons.join(', '));
  for (const [at, left_out] of [others, silent].entries()) {
    const those = left_out.map(({ title }) => title);
    await card.getByRole('button', { name: said, exact: true }).click();
    await page.getByRole('menuitem', { name: reasons[at], exact: true }).click();
    const listed = page.getByRole('dialog').getByRole('row').getByRole('link');
    await listed.nth(those.length - 1).waitFor();
    assert.deepEqual((await listed.allTextContents()).sort(), those.sort());
    await page.keyboard.press('Escape');
    await settle(page);
  }
});

for (const [width, height, figure] of [[1280, 800, 'factors'], [380, 800, 'kept'], [320, 568, 'open_age']])
  test(`a figure is copied as a picture, all of its card: ${figure} on a screen of ${width} × ${height}`, async t => {
    const { page } = await with_examples(t, { viewport: { width, height } });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await go_to(page, '#/learn?period=all');
    const name = en(`learn_figure_${figure}`);
    const card = page.getByRole('group', { name, exact: true }).first();
    await card.waitFor();
    await settle(page);
    await button(page, 'learn_more', name).click();
    await page.getByRole('menuitem', { name: en('learn_copy_picture'), exact: true }).click();
    await page.getByText(en('learn_copied_picture'), { exact: true }).first().waitFor();
    const picture = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const bitmap = await createImageBitmap(await item.getType('image/png'));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), context = canvas.getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const colours_in = (top, bottom) =>
        new Set(new Uint32Array(context.getImageData(0, top, bitmap.width, bottom - top).data.buffer)).size;
      const middle = Math.floor(bitmap.height / 2);
      return { width: bitmap.width, height: bitmap.height, above: colours_in(0, middle), below: colours_in(middle, bitmap.height) };
    });
    const shown = await card.boundingBox();
    assert.ok(picture.width > 250 && picture.height > 200 && picture.above > 10 && picture.below > 10, JSON.stringify(picture));
    assert.ok(picture.width >= shown.width && picture.height >= shown.height,
      `${picture.width} × ${picture.height} of a card of ${shown.width} × ${shown.height}`);
  });

/** What Python answers to each question, rows of cells each: its SQLite is neither the app's nor built by who made that. */
function ask_python(bytes, questions) {
  const program = `import json, sqlite3, sys
file = sqlite3.connect(":memory:")
file.deserialize(sys.stdin.buffer.read())
print(json.dumps([file.execute(question).fetchall() for question in sys.argv[1:]]))`;
  const words = ['inside', 'python3', '-c', program, ...questions];
  const { status, stdout, stderr } = spawnSync(path.join(project, 'dev'), words, { input: bytes, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

test('the library leaves as a SQLite file that another build of SQLite reads, and as CSV that says the same', async t => {
  const { page } = await with_examples(t);
  await go_to(page, '#/settings');
  const take = async (...what) => {
    await button(page, 'settings_take').click();
    return download(page, page.getByRole('menuitem', { name: en(...what), exact: true }));
  };
  const { name, bytes } = await take('settings_take_sqlite');
  assert.equal(name, 'unrepeat.sqlite');
  const documented = (await readFile(path.join(project, 'ARCHITECTURE.md'), 'utf8')).match(/^## Taken along\n([^]*?)\n\n([^]*?;)\n/m);
  const [[[known]], [[owned]], by_severity, columns] = ask_python(bytes, [
    "SELECT count(*) FROM durations WHERE from_moment = 'impact_start' AND to_moment = 'mitigated' AND state = 'known' AND minutes > 0",
    'SELECT count(*) FROM actions WHERE owner_person IS NOT NULL OR owner_team IS NOT NULL',
    documented[2],
    'SELECT view_name, column_name FROM about WHERE column_name IS NOT NULL',
  ]);
  assert.ok(known >= 4 && owned > 10);
  const at = ({ moments, timeline }, kind) =>
    Date.parse((moments[kind]?.time ?? timeline?.find(({ id }) => id === moments[kind]?.event)?.time)?.at);
  const is_counted = ({ kind, moments }) =>
    kind === 'incident' && ['impact_start', 'detected'].every(one => moments[one]?.basis !== 'tool_default');
  for (const [level, count, within] of by_severity) {
    const minutes = samples.filter(one => is_counted(one) && (one.severity?.level ?? null) === level)
      .map(one => (at(one, 'detected') - at(one, 'impact_start')) / 60_000).filter(between => between >= 0);
    assert.deepEqual([level, count, within], [level, minutes.length, minutes.filter(between => between <= 30).length]);
  }
  assert.ok(by_severity.length >= 3);

  // Every view that is documented, with the columns that the file itself describes.
  const views = [...documented[1].match(/CSV:([^]*?)\. /)[1].matchAll(/`(\w+)`/g)].map(([, view]) => view);
  assert.equal(views.length, 11);
  const counts = ask_python(bytes, views.map(view => `SELECT count(*) FROM ${view}`)).map(([[count]]) => count);
  const tables = {};
  for (const [at, view] of views.entries()) {
    const table = await take('settings_take_csv', view);
    assert.equal(table.name, `unrepeat-${view}.csv`);
    const [header, ...rows] = parse(table.bytes, { bom: true, record_delimiter: '\r\n' });
    assert.deepEqual(header, columns.filter(([of]) => of === view).map(([, column]) => column));
    assert.ok(header.includes(view === 'postmortems' ? 'id' : 'postmortem'), view);
    assert.equal(rows.length, counts[at], view);
    tables[view] = rows.map(row => Object.fromEntries(header.map((column, place) => [column, row[place]])));
  }
  const titles = of => of.map(({ title }) => title).sort();
  assert.deepEqual(titles(tables.postmortems), titles(samples));
  assert.deepEqual(titles(tables.actions), titles(samples.flatMap(({ actions = [] }) => actions)));
  assert.equal(tables.durations.length, samples.length * 12 * 11 / 2);
  for (const { postmortem, place, id } of tables.actions) assert.equal(samples.find(one => one.id === postmortem).actions[place - 1].id, id);
});

test('an export of a tracker is dropped, looked at, accepted and taken back', async t => {
  const { page } = await open_app(t, { before: context => context.clock.setFixedTime('2026-11-30T09:00:00Z') });
  const sample = JSON.parse(await readFile(path.join(project, 'assets/samples/2026-06-26-two-in-five-orders-refused.postmortem.json'), 'utf8'));
  const promised = sample.actions.find(({ state }) => state === 'committed' || state === 'in_progress');
  promised.links = [{ id: '019f0807-ed8c-73b4-ae21-98c6f9fd4099', system: 'jira', key: 'OPS-12', url: 'https://jira.example.org/browse/OPS-12' }];
  await go_to(page, '#/import');
  await choose(page, { name: 'one.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(sample)) });
  await page.getByRole('button', { name: /^Import 1/ }).click();
  await page.getByText(en('shell_imported', 1)).first().waitFor();
  await go_to(page, '#/actions?as=table&view=open');
  await page.getByRole('row').getByRole('link').first().waitFor();
  await settle(page);
  const file = (words) => ({ name: 'jira.csv', mimeType: 'text/csv', buffer: Buffer.from(words) });
  await choose(page, file('Issue key,Summary,Status\r\nOPS-12,Alert,Done\r\nOPS-99,Other,Done\r\n'), button(page, 'actions_refresh'));
  const dialog = page.getByRole('dialog', { name: en('actions_refresh_title'), exact: true });
  await dialog.getByText(en('actions_refresh_changes', 1)).waitFor();
  await dialog.getByRole('button', { name: en('actions_bulk_change', 1), exact: true }).click();
  await page.getByText(en('actions_bulk_changed', 1)).first().waitFor();
  await page.getByRole('button', { name: en('actions_change_state', en('action_state_done'), promised.title), exact: true }).waitFor();
  await button(page, 'kit_undo').last().click();
  await page.getByRole('button', { name: en('actions_change_state', en(`action_state_${promised.state}`), promised.title), exact: true }).waitFor();
  await choose(page, file('not a table'), button(page, 'actions_refresh'));
  await dialog.getByText(`jira.csv: ${en('tracker_not_an_export')}`, { exact: true }).waitFor();
});

for (const by_keys of [false, true])
  test(`several promises are given to somebody at once, and taken back at once by ${by_keys ? 'Ctrl+Z when the notice is gone' : 'the notice'}`, async t => {
    const { page } = await with_examples(t);
    await go_to(page, '#/actions?as=table&view=overdue');
    await page.getByRole('row').getByRole('link').first().waitFor();
    await settle(page);
    // The pointer jumps to the first from what leads on in the same row.
    await page.getByRole('row').getByRole('link').first().hover();
    await settle(page);
    for (const place of [0, 1]) await page.getByRole('checkbox').nth(place).click();
    await page.getByText(en('actions_selected', 2), { exact: true }).first().waitFor();
    await button(page, 'actions_bulk_owner').click();
    const name = page.getByRole('dialog').getByRole('textbox', { name: en('actions_owner'), exact: true });
    await name.waitFor();
    await settle(page);
    await name.fill('Zoe');
    await page.getByRole('dialog').getByRole('button', { name: en('actions_bulk_change', 2), exact: true }).click();
    await page.getByText(en('actions_bulk_changed', 2)).first().waitFor();
    const given = page.getByRole('button', { name: new RegExp(`^${en('actions_column_owner')}: Zoe\\b`) });
    await given.nth(1).waitFor();
    assert.equal(await given.count(), 2);
    if (by_keys) {
      await button(page, 'kit_close').last().click();
      await button(page, 'kit_undo').last().waitFor({ state: 'detached' });
      await page.keyboard.press('Control+z');
    } else {
      await button(page, 'kit_undo').last().click();
    }
    await given.first().waitFor({ state: 'detached' });
  });

test('what somebody else sent is in no figure until it is adopted, and no more when that is taken back', async t => {
  const { page } = await open_app(t, { path: '#/import', before: context => context.clock.setFixedTime('2026-11-30T09:00:00Z') });
  const sent = incident('Orders were refused for an hour', '2026-10-02', {
    systems: [{ id: new_id(), name: 'orders' }], actions: [promise('Alert when the queue is older than a minute', 'Ana', '2026-11-20')],
  });
  await choose(page, { name: 'theirs.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(sent)) });
  await page.getByRole('checkbox', { name: en('bring_in_as_received'), exact: true }).click();
  await button(page, 'bring_in_accept', 1).click();
  await page.getByText(en('bring_in_done', 1)).first().waitFor();
  await go_to(page, '#/actions');
  await page.getByText(en('actions_not_adopted', 1), { exact: true }).first().waitFor();
  await go_to(page, '#/learn');
  await page.getByText(en('learn_not_adopted', 1), { exact: true }).first().waitFor();
  await page.getByRole('link', { name: en('received_show', 1), exact: true }).click();
  await page.getByRole('row').getByRole('link', { name: sent.title, exact: true }).click();
  await button(page, 'received_adopt').click();
  await page.getByText(en('shell_adopted', 1)).first().waitFor();
  await is_saved(page);
  await go_to(page, '#/actions');
  await page.getByText(sent.actions[0].title).first().waitFor();
  await page.goBack();
  await title_field(page).waitFor();
  await settle(page);
  await button(page, 'kit_undo').first().click();
  await button(page, 'received_adopt').waitFor();
  await is_saved(page);
  await go_to(page, '#/learn');
  await page.getByText(en('learn_not_adopted', 1), { exact: true }).first().waitFor();
});

test('in Spanish the figures say the same', async t => {
  const { page } = await open_app(t, { browser: { locale: 'es-ES' }, before: context => context.clock.setFixedTime('2026-11-30T09:00:00Z') });
  await page.getByRole('button', { name: say('es', 'library_add_examples'), exact: true }).click();
  await page.getByRole('row').getByRole('link').first().waitFor();
  const figures = ['durations', 'phases', 'rate', 'detection', 'factors', 'themes', 'open_age', 'kept', 'coverage'];
  /** Of each card, in the order in which it is read. */
  const numbers_in = async language => {
    await go_to(page, '#/learn?period=all');
    const numbers = {};
    for (const figure of [...figures.map(name => `learn_figure_${name}`), 'learn_families']) {
      const card = page.getByRole('group').filter({ has: page.getByRole('heading', { name: say(language, figure), exact: true }) });
      await card.getByText(/\d/).first().waitFor();
      await settle(page);
      const beside = await card.locator('[aria-description]').evaluateAll(all => all.map(one => one.getAttribute('aria-description')));
      numbers[figure] = `${await card.ariaSnapshot()} ${beside}`.match(/\d+/g);
    }
    return numbers;
  };
  const numbers = await numbers_in('es');
  await page.getByText(say('es', 'learn_says_themes'), { exact: true }).waitFor();
  await go_to(page, '#/settings');
  await page.getByRole('radio', { name: say('es', 'settings_language_english'), exact: true }).click();
  await page.getByRole('heading', { name: en('settings_title'), exact: true }).waitFor();
  assert.deepEqual(await numbers_in('en'), numbers);
  assert.ok(Object.values(numbers).every(all => all.length > 4), JSON.stringify(numbers));
});

test('no place begins where another one was scrolled to, and going back finds the place again', async t => {
  const { page } = await with_examples(t);
  const scroller = () => page.locator('#mirror .s').first();
  const place = () => scroller().evaluate(({ scrollTop }) => scrollTop);
  const scroll = async top => {
    await scroller().evaluate((element, to) => { element.scrollTop = to; }, top);
    await settle(page);
  };
  await go_to(page, '#/settings');
  await settle(page);
  await scroll(200);
  assert.equal(await place(), 200);
  await page.getByRole('link', { name: en('frame_learn'), exact: true }).click();
  await page.getByRole('heading', { name: en('learn_title'), exact: true }).waitFor();
  await settle(page);
  assert.equal(await place(), 0);
  await page.goBack();
  await page.getByRole('heading', { name: en('settings_title'), exact: true }).waitFor();
  await settle(page);
  assert.equal(await place(), 200);
});
