// Promises as a team keeps them: from a link to what is overdue, closed from the table and taken back, dropped with a reason, and taken along.
import assert from 'node:assert/strict';
import test from 'node:test';
import ICAL from 'ical.js';
import { say } from './strings.mjs';
import { button, download, en, go_to, with_examples } from './steps.mjs';
import { settle } from './support.mjs';

const rows = page => page.getByRole('row').getByRole('link').allTextContents();
/** That it is done, without saying yet how that is shown. */
const confirm_done = page => page.getByRole('dialog', { name: en('action_state_done'), exact: true }).getByRole('button', { name: en('action_state_done'), exact: true }).click();
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
  await page.getByRole('menuitemradio', { name: en('action_state_done'), exact: true }).click();
  await confirm_done(page);
  await page.getByText(en('actions_moved', title, en('action_state_done'))).first().waitFor();
  await page.waitForFunction(count => document.querySelectorAll('#mirror [role=row] a').length === count, before.length - 1);
  await button(page, 'kit_undo').last().click();
  await page.waitForFunction(count => document.querySelectorAll('#mirror [role=row] a').length === count, before.length);

  await state_menu(page, 'committed', title).first().click();
  await page.getByRole('menuitemradio', { name: en('action_state_will_not_do'), exact: true }).click();
  const reason = page.getByRole('dialog').getByRole('textbox', { name: en('actions_bulk_because'), exact: true });
  await reason.waitFor();
  await settle(page);
  await reason.fill('The pool it watches is gone.');
  await page.getByRole('dialog').getByRole('button', { name: en('actions_give_up'), exact: true }).click();
  await page.waitForFunction(count => document.querySelectorAll('#mirror [role=row] a').length === count, before.length - 1);
  await page.reload();
  await page.getByRole('row').getByRole('link').first().waitFor();
  assert.equal((await rows(page)).length, before.length - 1);
});

test('a card is carried to the column it is to be in, changed from its button, and pressed by a finger', async t => {
  const { page } = await with_examples(t, { hasTouch: true, viewport: { width: 1280, height: 900 } });
  await go_to(page, '#/actions');
  const column = state => page.getByRole('group', { name: en(state), exact: true });
  const cards = state => column(state).getByRole('heading').locator('xpath=following-sibling::*[1]').textContent().then(Number);
  const menu_of = (state, title) => state_menu(page, state, title).first();
  await column('action_state_committed').waitFor();
  await settle(page);
  const [committed, running, done] = [await cards('action_state_committed'), await cards('action_state_in_progress'), await cards('actions_column_done')];
  const card = await column('action_state_committed').getByRole('button').first();
  const title = await card.getAttribute('aria-label') ?? await card.textContent();
  const from = await card.boundingBox(), to = await column('actions_column_done').boundingBox();
  await page.mouse.move(from.x + 40, from.y + 40);
  await page.mouse.down();
  await page.mouse.move(from.x + 120, from.y + 60, { steps: 4 });
  await page.mouse.move(to.x + 60, to.y + 120, { steps: 8 });
  await page.mouse.up();
  await confirm_done(page);
  await page.getByText(en('actions_moved', title, en('action_state_done'))).first().waitFor();
  await settle(page);
  assert.equal(await cards('action_state_committed'), committed - 1);
  assert.equal(await cards('actions_column_done'), done + 1);
  await page.keyboard.press('Control+z');
  await settle(page);
  assert.equal(await cards('action_state_committed'), committed);

  await menu_of('committed', title).click();
  const held = page.getByRole('menuitemradio', { checked: true });
  await held.waitFor();
  await settle(page);
  assert.equal(await held.textContent(), en('action_state_committed'));
  await page.keyboard.press('ArrowDown');
  await settle(page);
  await page.keyboard.press('Enter');
  await page.getByText(en('actions_moved', title, en('action_state_in_progress'))).first().waitFor();
  await settle(page);
  assert.equal(await cards('action_state_in_progress'), running + 1);

  const place = await column('actions_column_done').getByRole('button').first().boundingBox();
  await page.touchscreen.tap(place.x + 40, place.y + 40);
  await page.getByRole('dialog', { name: en('actions_promise'), exact: true }).waitFor();
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

test('a result opens where its words stand, in view and with the keyboard on the way to the next place', async t => {
  const { page } = await with_examples(t);
  const search = page.getByRole('searchbox', { name: en('library_search') });
  await search.fill('pool kind:incident');
  await page.getByRole('row').getByRole('link', { name: 'Checkout timed out for 41 minutes behind an index build' }).click();
  const line = page.getByRole('search');
  await line.getByText(/^“pool”: 1 of \d+/).waitFor();
  await settle(page);
  const next = button(page, 'found_next');
  assert.ok(await next.evaluate(element => element === document.activeElement), 'the way on has no focus');
  const count = Number(/of (\d+)/.exec(await line.textContent())[1]);
  assert.ok(count > 2, `${count} places`);
  const parts = new Set();
  for (let place = 1; place <= count; ++place) {
    await line.getByText(new RegExp(`: ${place} of ${count}`)).waitFor();
    await settle(page);
    parts.add(new URL(page.url()).hash.split('/').at(-1));
    // What was searched stands on the screen, in words or in a field.
    assert.ok(await page.evaluate(() => [...document.querySelectorAll('#mirror *')].some(element => {
      const words = element.value ?? (element.children.length === 0 ? element.textContent : '');
      const { top, bottom, height } = element.getBoundingClientRect();
      return /pool/i.test(words) && height > 0 && bottom > 110 && top < innerHeight && !element.closest('[role=search], [role=status]');
    })), `place ${place} is out of view`);
    await page.keyboard.press('Enter');
  }
  assert.ok(parts.size > 1, 'all places are in one part');
  await page.keyboard.press('Escape');
  await line.waitFor({ state: 'detached' });
  // The search itself can be made again.
  await go_to(page, '#/');
  await button(page, 'library_saved_views').click();
  await page.getByRole('menuitem', { name: 'pool kind:incident', exact: true }).click();
  await page.waitForFunction(() => location.hash.startsWith('#/?q=pool'));
});

test('a promise opens the form of the team’s tracker filled in, and an address that is none is said where it was typed', async t => {
  const { page } = await with_examples(t);
  await go_to(page, '#/settings');
  const tracker = page.getByRole('textbox', { name: en('settings_tracker'), exact: true });
  const type = async address => {
    await tracker.fill(address);
    await page.keyboard.press('Tab');
    await settle(page);
  };
  await type('javascript:alert(1)');
  assert.equal(await tracker.getAttribute('aria-invalid'), 'true');
  await type('https://github.com/larkspur/checkout');
  assert.notEqual(await tracker.getAttribute('aria-invalid'), 'true');

  await go_to(page, '#/actions?as=table&view=overdue');
  const promise = page.getByRole('row').getByRole('link').first();
  const title = await promise.textContent();
  await promise.click();
  const form = new URL(await page.getByRole('link', { name: en('actions_new_issue'), exact: true }).getAttribute('href'));
  assert.equal(`${form.origin}${form.pathname}`, 'https://github.com/larkspur/checkout/issues/new');
  assert.equal(form.searchParams.get('title'), title);
  assert.match(form.searchParams.get('body'), /\S/);
});
