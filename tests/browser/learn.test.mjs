// What the whole library says, as a team uses it: Monday's questions, a figure down to the incident, figures and library taken along, promises
// refreshed from a tracker, and several changed at once.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import sqlite3 from '@sqlite.org/sqlite-wasm';
import { say } from './strings.mjs';
import { button, choose, download, en, go_to, is_saved, with_examples } from './steps.mjs';
import { open_app, project, settle } from './support.mjs';


test('each of Monday’s ten questions is answered in two clicks at most', async t => {
  const { page } = await with_examples(t);
  const questions = ['actions_view_overdue', 'actions_view_due_soon', 'actions_view_look_due', 'actions_view_slipped', 'actions_view_waiting',
    'actions_view_reviews', 'actions_view_unwritten', 'actions_view_came_again', 'actions_view_verified', 'actions_view_changed'];
  for (const question of questions) {
    await go_to(page, '#/actions');
    await settle(page);
    const named = new RegExp(`^${en(question)} ?\\(?\\d*\\)?$`);
    const tab = page.getByRole('tab', { name: named });
    let clicks = 1;
    if (await tab.count() > 0) {
      await tab.click();
    } else {
      await page.getByRole('combobox', { name: en('actions_more_views') }).click();
      await page.getByRole('option', { name: named }).click();
      clicks = 2;
    }
    await page.waitForFunction(() => location.hash.includes('view='));
    await settle(page);
    assert.ok(clicks <= 2, question);
  }
  // The last one: since when, which is not known on a first visit.
  await page.getByText(en('actions_first_visit')).waitFor();
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

test('a figure is copied as CSV and as a picture, and says what it leaves out', async t => {
  const { page } = await with_examples(t);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await go_to(page, '#/learn?period=all');
  await button(page, 'learn_more', en('learn_figure_factors')).click();
  await page.getByRole('menuitem', { name: en('learn_copy_csv'), exact: true }).click();
  await page.getByText(en('meeting_copied'), { exact: true }).first().waitFor();
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(csv, /"What","Count","First half of the period","Incidents naming one so far","Figure","n","From","Until","Filters"\r\n"Technical",\d+,\d+,\d+,"Factors by category","\d+",/);
  await settle(page);
  await button(page, 'learn_more', en('learn_figure_factors')).click();
  await page.getByRole('menuitem', { name: en('learn_copy_picture'), exact: true }).click();
  await page.getByText(en('learn_copied_picture'), { exact: true }).first().waitFor();
  const picture = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bitmap = await createImageBitmap(await item.getType('image/png'));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), context = canvas.getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const colours = new Set(new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer));
    return { width: bitmap.width, height: bitmap.height, colours: colours.size };
  });
  assert.ok(picture.width > 250 && picture.height > 200 && picture.colours > 20, JSON.stringify(picture));
});

test('the library leaves as a SQLite file that another build of SQLite reads, and as CSV', async t => {
  const { page } = await with_examples(t);
  await go_to(page, '#/settings');
  await button(page, 'settings_take').click();
  const { name, bytes } = await download(page, page.getByRole('menuitem', { name: en('settings_take_sqlite'), exact: true }));
  assert.equal(name, 'unrepeat.sqlite');
  const sqlite = await sqlite3();
  const database = new sqlite.oo1.DB(), memory = sqlite.wasm.allocFromTypedArray(new Uint8Array(bytes));
  database.checkRc(sqlite.capi.sqlite3_deserialize(database.pointer, 'main', memory, bytes.length, bytes.length, sqlite.capi.SQLITE_DESERIALIZE_FREEONCLOSE));
  const asked = sql => database.exec({ sql, rowMode: 'array', returnValue: 'resultRows' });
  assert.equal(asked('SELECT count(*) FROM postmortems')[0][0], 12);
  assert.ok(asked("SELECT count(*) FROM durations WHERE from_moment = 'impact_start' AND to_moment = 'mitigated' AND state = 'known' AND minutes > 0")[0][0] >= 4);
  assert.ok(asked('SELECT count(*) FROM actions WHERE owner_person IS NOT NULL OR owner_team IS NOT NULL')[0][0] > 10);
  database.close();
  await button(page, 'settings_take').click();
  const table = await download(page, page.getByRole('menuitem', { name: en('settings_take_csv', 'factors'), exact: true }));
  assert.equal(table.name, 'unrepeat-factors.csv');
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

test('several promises are given to somebody at once, and taken back at once', async t => {
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
  const given = page.getByRole('button', { name: new RegExp(`^${en('actions_change_cell', en('actions_column_owner'), 'Zoe', '')}`) });
  await given.nth(1).waitFor();
  assert.equal(await given.count(), 2);
  await button(page, 'kit_undo').last().click();
  await given.first().waitFor({ state: 'detached' });
});

test('in Spanish the figures say the same', async t => {
  const { page } = await open_app(t, { browser: { locale: 'es-ES' } });
  await page.getByRole('button', { name: say('es', 'library_add_examples'), exact: true }).click();
  await page.getByRole('row').getByRole('link').first().waitFor();
  await go_to(page, '#/learn?period=all');
  await page.getByRole('group', { name: say('es', 'learn_figure_phases'), exact: true }).first().waitFor();
  await page.getByRole('heading', { name: say('es', 'learn_families'), exact: true }).waitFor();
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
