// The timeline in a real browser: typed, asked back, moved in its picture by mouse, keys, wheel and finger, and there after a reload.
import assert from 'node:assert/strict';
import test from 'node:test';
import { button, en, go_to, is_saved, write_postmortem } from './steps.mjs';
import { open_app, settle } from './support.mjs';

const adder = page => page.getByRole('textbox', { name: en('editor_add_event'), exact: true });
const mark = (page, clock, words) => page.getByRole('button', { name: `${clock} ${en('event_kind_observation')}: ${words}` });
const picture = page => page.getByRole('group', { name: /^Timeline from/ });
/** "Timeline from 14:00 to 15:00" */
const range = async page => (await picture(page).getAttribute('aria-label')).split(',')[0];

async function open_timeline(t, options) {
  const { page } = await open_app(t, options);
  const [, , id] = new URL(await write_postmortem(page, 'Checkout timed out')).hash.split('/');
  await go_to(page, `#/pm/${id}/timeline`);
  await adder(page).waitFor();
  return page;
}

async function type_lines(page, lines) {
  await adder(page).focus();
  for (const line of lines) {
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
  }
  await settle(page);
  await is_saved(page);
}

test('twelve lines are typed without leaving the field, and are there in order after a reload', async t => {
  const page = await open_timeline(t, { browser: { locale: 'en-GB', timezoneId: 'Europe/Madrid', viewport: { width: 1280, height: 3000 } } });
  const lines = [
    '8 Mar 2026 23:40 errors rise', '23:45 alert fires', '+7m on-call acknowledges', '23:58 rollback begins', '00:03 rollback is done', '00:10 errors fall',
    '00:12 all clear', '00:15–00:30 queue drains', '1 am status page says resolved', '02:20 mail to customers', '02:30 caches are warm', '9 Mar 11:00 review is planned',
  ];
  await type_lines(page, lines);
  const shown = async () => {
    const items = page.getByRole('list', { name: en('editor_events') }).getByRole('listitem');
    assert.equal(await items.count(), 12);
    const last = items.last();
    assert.equal(await last.getAttribute('aria-setsize'), '12');
    return page.getByRole('list', { name: en('editor_events') }).getByRole('textbox').evaluateAll(fields => fields.map(field => field.value));
  };
  const words = ['errors rise', 'alert fires', 'on-call acknowledges', 'rollback begins', 'rollback is done', 'errors fall', 'all clear', 'queue drains',
    'status page says resolved', 'mail to customers', 'caches are warm', 'review is planned'];
  assert.deepEqual(await shown(), words);
  await page.reload();
  await adder(page).waitFor();
  await settle(page);
  assert.deepEqual(await shown(), words);
  await page.getByText('22:52 UTC', { exact: true }).waitFor();

  // A time that may be two things is asked back; the answer keeps what was typed.
  await adder(page).focus();
  await page.keyboard.type('14.02 second review');
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: en('timeline_which_time') }).getByRole('button', { name: 'Mon 9 Mar 2026 14:02 +01:00' }).click();
  await settle(page);
  assert.equal(await page.getByRole('list', { name: en('editor_events') }).getByRole('listitem').count(), 13);
});

test('an event is carried to another time by mouse, the picture is moved by dragging, wheel and keys, and undo takes an event back', async t => {
  const page = await open_timeline(t, { browser: { locale: 'en-GB', timezoneId: 'Europe/Madrid', viewport: { width: 1280, height: 1600 } } });
  await type_lines(page, ['8 Mar 2026 14:00 errors rise', '14:30 alert fires', '15:00 all clear']);
  assert.equal(await range(page), 'Timeline from 14:00 to 15:00');

  const from = await mark(page, '14:30', 'alert fires').boundingBox(), box = await picture(page).boundingBox();
  const at = [from.x + from.width / 2, from.y + from.height / 2], minute = (box.width - 48) / 60;
  await page.mouse.move(...at);
  await page.mouse.down();
  await page.mouse.move(at[0] + 5 * minute, at[1], { steps: 4 });
  await settle(page);
  await page.mouse.move(at[0] + 10 * minute, at[1], { steps: 4 });
  await settle(page);
  await page.mouse.up();
  await mark(page, '14:40', 'alert fires').waitFor();
  await button(page, 'kit_undo').click();
  await mark(page, '14:30', 'alert fires').waitFor();

  // The wheel alone scrolls the page; sideways it moves the picture, with Control it zooms where the pointer is.
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.wheel(30 * minute, 0);
  await settle(page);
  assert.equal(await range(page), 'Timeline from 14:30 to 15:30');
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -60);
  await page.keyboard.up('Control');
  await settle(page);
  assert.notEqual(await range(page), 'Timeline from 14:30 to 15:30');
  assert.equal(await page.evaluate(() => visualViewport.scale), 1);
  await button(page, 'timeline_fit').click();
  await settle(page);
  assert.equal(await range(page), 'Timeline from 14:00 to 15:00');

  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 15 * minute, box.y + box.height - 6, { steps: 6 });
  await page.mouse.up();
  await settle(page);
  assert.equal(await range(page), 'Timeline from 14:15 to 15:15');

  await mark(page, '14:30', 'alert fires').focus();
  await page.keyboard.press('0');
  await settle(page);
  await page.keyboard.press('ArrowRight');
  await settle(page);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), `15:00 ${en('event_kind_observation')}: all clear`);
  await page.keyboard.press('Enter');
  await settle(page);
  assert.equal(await page.evaluate(() => document.activeElement.value), 'all clear');
});

test('by finger the picture is moved sideways, and the page is scrolled up and down', async t => {
  const page = await open_timeline(t, { browser: { locale: 'en-GB', timezoneId: 'Europe/Madrid', viewport: { width: 380, height: 800 }, hasTouch: true, isMobile: true } });
  await type_lines(page, ['8 Mar 2026 14:00 errors rise', '14:30 alert fires', '15:00 all clear']);
  await page.evaluate(() => document.activeElement.blur());
  await settle(page);
  await picture(page).scrollIntoViewIfNeeded();
  await settle(page);
  const devtools = await page.context().newCDPSession(page);
  const swipe = async (dx, dy) => {
    const box = await picture(page).boundingBox(), x = box.x + box.width / 2, y = box.y + box.height - 8;
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    for (let i = 1; i <= 8; ++i) await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + (dx * i) / 8, y: y + (dy * i) / 8 }] });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await settle(page);
  };
  const before = await range(page);
  await swipe(-120, 0);
  assert.notEqual(await range(page), before);
  const moved = await range(page), top = (await picture(page).boundingBox()).y;
  await swipe(0, -100);
  assert.equal(await range(page), moved);
  assert.ok((await picture(page).boundingBox()).y < top - 20, 'the page is scrolled');
});
