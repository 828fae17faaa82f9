// With fingers on a phone: targets, the browser's own scrolling and zoom, long presses, turning the device, notches, and the keyboard on
// the screen. Chromium's device emulation stands for the phone; tests/manual has what only a real one shows.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { part_titles } from './scenes.mjs';
import { button, choose, en, go_to, is_saved, title_field } from './steps.mjs';
import { open_app, project, settle } from './support.mjs';

const phone = (width, height) => ({ hasTouch: true, isMobile: true, deviceScaleFactor: 2, viewport: { width, height } });
const sample_path = path.join(project, 'assets/samples/2026-01-14-checkout-timed-out-behind-an-index-build.postmortem.json');
const sample = JSON.parse(await readFile(sample_path, 'utf8'));
const summary = page => page.getByRole('textbox', { name: en('field_summary'), exact: true }).first();
const dialog = page => page.getByRole('dialog');

/** What is smaller than a finger, hidden behind the page's edge, or scrolls sideways. A row of a table is pressed as a whole. */
const troubles = page => page.evaluate(() => {
  const found = [];
  for (const element of document.querySelectorAll('#mirror .i, #mirror .f')) {
    const name = element.ariaLabel || element.textContent, target = element.closest('[role=row]') ?? element;
    const { width, height } = target.getBoundingClientRect(), { left, right } = element.getBoundingClientRect();
    // It is there for the keyboard alone, and large once it has the focus.
    if (width <= 1 && height <= 1) continue;
    if (width < 43.9 || height < 43.9) found.push(`${name}: ${Math.round(width)} × ${Math.round(height)}`);
    if (left < -0.5 || right > innerWidth + 0.5) found.push(`${name}: ${Math.round(left)} to ${Math.round(right)}`);
  }
  for (const element of document.querySelectorAll('html, body, #mirror, #mirror .s')) if (element.scrollWidth > element.clientWidth) found.push(`${element.ariaLabel || element.tagName} scrolls sideways`);
  return found;
});

for (const [width, height] of [[380, 800], [320, 568]]) {
  test(`at ${width} × ${height} every target is as large as a finger and nothing lies beside the page`, async t => {
    const { page } = await open_app(t, { browser: phone(width, height) });
    const found = [];
    const look = async where => {
      await settle(page);
      found.push(...(await troubles(page)).map(trouble => `${where}: ${trouble}`));
    };
    await button(page, 'library_add_examples').waitFor();
    await look('empty library');
    await button(page, 'library_add_examples').click();
    await page.getByRole('row').nth(2).waitFor();
    await look('library');
    await button(page, 'library_filters').click();
    await look('filters');
    await page.getByRole('combobox', { name: en('library_system_filter'), exact: true }).click();
    await page.getByRole('listbox').waitFor();
    await look('choices');
    await page.keyboard.press('Escape');
    await button(page, 'library_select').click();
    await page.getByRole('checkbox').first().click();
    await look('selecting');
    await button(page, 'library_clear_selection').click();
    await page.keyboard.press('Control+k');
    await dialog(page).waitFor();
    await look('palette');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    for (const [part, title] of part_titles) {
      await go_to(page, `#/pm/${sample.id}/${part}`);
      await page.getByRole('heading', { level: 2, name: en(title) }).first().waitFor();
      await look(part);
    }
    await button(page, 'editor_menu').click();
    await page.getByRole('menu').waitFor();
    await look('menu');
    await page.keyboard.press('Escape');
    await go_to(page, `#/pm/${sample.id}/share`);
    await button(page, 'share_json').waitFor();
    await look('share');
    await go_to(page, '#/import');
    await button(page, 'bring_in_choose').waitFor();
    await look('import');
    await choose(page, [{ name: 'sample.json', mimeType: 'application/json', buffer: await readFile(sample_path) }, { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('words') }]);
    await button(page, 'bring_in_put_away').waitFor();
    await look('import, a plan');
    for (const [route, title] of [['#/settings', 'settings_title'], ['#/no/such/page', 'kit_no_such_page']]) {
      await go_to(page, route);
      await page.getByRole('heading', { level: 1, name: en(title), exact: true }).waitFor();
      await look(route);
    }
    assert.deepEqual(found, []);
  });
}

test('a phone: long press, swipe, pinch, turning, notch and keyboard', async t => {
  const { page } = await open_app(t, { browser: phone(380, 800) });
  const devtools = await page.context().newCDPSession(page);
  const touch = (type, ...points) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  const middle = async target => {
    const { x, y, width, height } = await target.boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const scroller = page.locator('#mirror main .s').first();
  await button(page, 'library_add_examples').click();
  const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
  await rows.nth(3).waitFor();
  // What was done is said over the list.
  await button(page, 'kit_close').click();
  await settle(page);

  await t.test('a long press on a row opens its menu, and lifting the finger presses nothing', async () => {
    const row = rows.nth(1), title = await row.getByRole('link').textContent();
    for (const target of [row.getByRole('link'), row]) {
      await touch('touchStart', await middle(target));
      const menu = page.getByRole('menu', { name: title, exact: true });
      await menu.waitFor();
      await touch('touchEnd');
      await settle(page);
      assert.ok(await menu.isVisible(), 'it stays open');
      assert.match(page.url(), /\/$|#\/$/, 'nothing was opened');
      await page.keyboard.press('Escape');
      await menu.waitFor({ state: 'detached' });
      await settle(page);
    }
    await touch('touchStart', await middle(row));
    await page.getByRole('menuitem', { name: en('library_select'), exact: true }).waitFor();
    await touch('touchEnd');
    await settle(page);
    await page.getByRole('menuitem', { name: en('library_select'), exact: true }).tap();
    await page.getByText(en('library_selected', 1), { exact: true }).waitFor();
    assert.ok(await page.getByRole('checkbox', { name: en('library_choose', title), exact: true }).isChecked());
    await button(page, 'library_clear_selection').tap();
    await settle(page);
  });

  await t.test('a swipe scrolls as the browser does and opens no menu', async () => {
    await touch('touchStart', [190, 600]);
    for (let y = 590; y >= 200; y -= 10) await touch('touchMove', [190, y]);
    await touch('touchEnd');
    await page.waitForFunction(element => element.scrollTop > 300, await scroller.elementHandle());
    await settle(page);
    assert.equal(await page.getByRole('menu').count(), 0);
    assert.match(page.url(), /\/$|#\/$/);
    await scroller.evaluate(element => { element.scrollTop = 0; });
    await settle(page);
    // The focus may stand on anything in it.
    await rows.nth(0).getByRole('link').focus();
    await page.keyboard.press('PageDown');
    await page.waitForFunction(element => element.scrollTop > 200, await scroller.elementHandle());
    await settle(page);
  });

  await t.test('two fingers make the page larger, and a press then meets what is seen', async () => {
    await go_to(page, '#/settings');
    await page.getByRole('heading', { level: 1, name: en('settings_title'), exact: true }).waitFor();
    await settle(page);
    const scale = () => page.evaluate(() => visualViewport.scale);
    await devtools.send('Input.synthesizePinchGesture', { x: 100, y: 200, scaleFactor: 2, relativeSpeed: 2000 });
    await page.waitForFunction(() => visualViewport.scale > 1.5);
    await settle(page);
    const target = page.getByRole('radio').first();
    assert.ok(await scale() > 1.5);
    await target.tap();
    await page.waitForFunction(element => element.checked || element.getAttribute('aria-checked') === 'true', await target.elementHandle());
    await devtools.send('Input.synthesizePinchGesture', { x: 100, y: 200, scaleFactor: 0.25, relativeSpeed: 2000 });
    await page.waitForFunction(() => visualViewport.scale < 1.01);
    await settle(page);
  });

  await t.test('turned while it is written, the text, the caret and the place are kept', async () => {
    await go_to(page, '#/');
    await button(page, 'library_new_short').click();
    await title_field(page).fill('Turned');
    await is_saved(page);
    await summary(page).fill('Half a sentence');
    await summary(page).focus();
    await summary(page).evaluate(element => element.setSelectionRange(4, 4));
    await settle(page);
    for (const [width, height] of [[800, 380], [380, 800]]) {
      await page.setViewportSize({ width, height });
      await settle(page);
      assert.deepEqual(await summary(page).evaluate(element => [element.value, element.selectionStart, element === document.activeElement]), ['Half a sentence', 4, true]);
      const { y, height: own } = await summary(page).boundingBox();
      assert.ok(y >= 0 && y + own <= height, `${y} to ${y + own} of ${height}`);
    }
    await page.keyboard.type(' and');
    await is_saved(page);
    assert.equal(await summary(page).inputValue(), 'Half and a sentence');
    // Read and not written: what stands at the top still does.
    await go_to(page, `#/pm/${sample.id}/context`);
    await page.getByText(sample.context.summary.slice(0, 30)).first().waitFor();
    await settle(page);
    const place = () => scroller.evaluate(element => {
      const { top } = element.getBoundingClientRect();
      const first = [...element.querySelectorAll('.t, .f')].find(one => one.getBoundingClientRect().top >= top);
      return [first.id, first.getBoundingClientRect().top - top];
    });
    await scroller.evaluate(element => { element.scrollTop = 600; });
    await settle(page);
    const [id] = await place();
    for (const [width, height] of [[800, 380], [380, 800]]) {
      await page.setViewportSize({ width, height });
      await settle(page);
      assert.equal((await place())[0], id, `${width} × ${height}`);
    }
  });

  await t.test('nothing lies under a notch or the bar of the system', async () => {
    const insets = { top: 44, bottom: 34, left: 20, right: 20 };
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets });
    await settle(page);
    const boxes = await page.evaluate(() => [...document.querySelectorAll('#canvas, #mirror .i, #mirror .f')].map(element => element.getBoundingClientRect())
      .filter(({ width }) => width > 1).map(({ left, right, top }) => [left, right, top]));
    assert.ok(boxes.length > 3);
    for (const [left, right] of boxes) assert.ok(left >= 20 && right <= 360, `${left} to ${right}`);
    const canvas = await page.locator('#canvas').boundingBox();
    assert.deepEqual(canvas, { x: 20, y: 44, width: 340, height: 800 - 44 - 34 });
    // What is pressed is what is drawn there.
    await button(page, 'editor_menu').tap();
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 0, bottom: 0, left: 0, right: 0 } });
    await settle(page);
  });
});
