// Promises as a team keeps them: from a link to what is overdue, closed from the table and taken back, dropped with a reason, and taken along.
import assert from 'node:assert/strict';
import test from 'node:test';
import ICAL from 'ical.js';
import { say } from './strings.mjs';
import { button, download, en, go_to, with_examples } from './steps.mjs';
import { settle } from './support.mjs';

const rows = page => page.getByRole('row').getByRole('link').allTextContents();
const state_menu = (page, state, title) => page.getByRole('button', { name: en('actions_change_state', en(`action_state_${state}`), title), exact: true });

test('what is overdue is a link; a promise is closed from there with its undo, and one that is dropped asks why', async t => {
  const { page } = await with_examples(t);
  await go_to(page, '#/actions?as=table&view=overdue');
  await page.getByRole('row').getByRole('link').first().waitFor();
  await settle(page);
  const before = await rows(page);
  assert.ok(before.length >= 3, `${before.length} overdue`);
  // What the navigation says beside its word.
  await page.waitForFunction(words => document.querySelector('#mirror a[href="#/actions"]').outerHTML.includes(words), en('frame_overdue', before.length));

  const title = before[0];
  await state_menu(page, 'committed', title).first().click();
  await page.getByRole('menuitem', { name: en('action_state_done'), exact: true }).click();
  await page.getByText(en('actions_moved', title, en('action_state_done'))).first().waitFor();
  await page.waitForFunction(count => document.querySelectorAll('#mirror [role=row] a').length === count, before.length - 1);
  await button(page, 'kit_undo').last().click();
  await page.waitForFunction(count => document.querySelectorAll('#mirror [role=row] a').length === count, before.length);

  await state_menu(page, 'committed', title).first().click();
  await page.getByRole('menuitem', { name: en('action_state_will_not_do'), exact: true }).click();
  const reason = page.getByRole('dialog').getByRole('textbox', { name: en('editor_reason'), exact: true });
  await reason.waitFor();
  await settle(page);
  await reason.fill('The pool it watches is gone.');
  await page.keyboard.press('Escape');
  await page.waitForFunction(count => document.querySelectorAll('#mirror [role=row] a').length === count, before.length - 1);
  await page.reload();
  await page.getByRole('row').getByRole('link').first().waitFor();
  assert.equal((await rows(page)).length, before.length - 1);
});

test('promises are taken along as a calendar that another program reads', async t => {
  const { page } = await with_examples(t);
  await go_to(page, '#/actions');
  await button(page, 'actions_take').click();
  const { name, bytes } = await download(page, page.getByRole('menuitem', { name: new RegExp(`^${en('actions_take_calendar').replace(/[().]/g, '\\$&')}`) }));
  assert.equal(name, 'promises.ics');
  const events = new ICAL.Component(ICAL.parse(bytes.toString())).getAllSubcomponents('vevent').map(event => new ICAL.Event(event));
  assert.ok(events.length >= 10, `${events.length} days`);
  assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length);
  assert.ok(events.every(({ summary, startDate }) => summary.length > 5 && startDate.isDate));
});

test('a search by fields narrows the library, and a filter that cannot be read says what is expected', async t => {
  const { page } = await with_examples(t);
  const all = await rows(page);
  const search = page.getByRole('searchbox', { name: en('library_search') });
  const found = async () => { await settle(page); return rows(page); };
  await search.fill('system:checkout severity:1-2');
  await page.waitForFunction(count => document.querySelectorAll('#mirror [role=row] a').length < count, all.length);
  assert.deepEqual((await found()).length, 2);
  await search.fill('gravedad:1 acciones-abiertas:sí');
  await page.waitForFunction(() => document.querySelectorAll('#mirror [role=row] a').length === 1);
  await search.fill('severity:9');
  await page.getByText(say('en', 'search_needs_severity', 'severity:9')).waitFor();
  assert.equal((await found()).length, all.length);
  await search.fill('"" \'* OR AND NEAR( :');
  await settle(page);
  assert.equal(await page.getByRole('alert').textContent(), '');
});
