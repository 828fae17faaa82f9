// The two-minute card as a person writes it: by keys alone, counted and timed; with a finger, counted; and how it leaves a phone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { button, download, en, go_to, is_saved } from './steps.mjs';
import { open_app, settle } from './support.mjs';

const field = (page, ...words) => page.getByRole('textbox', { name: en(...words), exact: true });
const focused_name = page => page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent);
const phone = (width, height) => ({ hasTouch: true, isMobile: true, deviceScaleFactor: 2, viewport: { width, height } });
const written = {
  title: 'Labels printed late', when: '23:50', happened: 'The queue stood for an hour.', possible: 'Nobody is told when the queue grows.', change: 'Alarm on queue age over five minutes',
};

/** The file of the card that is on the screen; with a mouse Share gives a file. */
async function exported(page) {
  const { name, bytes } = await download(page, button(page, 'editor_share'));
  assert.match(name, /\.postmortem\.json$/);
  return JSON.parse(bytes);
}

function is_whole(document, started) {
  assert.equal(document.form, 'card');
  assert.equal(document.title, written.title);
  assert.equal(document.moments.impact_start.time.at, started);
  assert.equal(document.context.summary, written.happened);
  assert.deepEqual(document.causes.factors.map(factor => factor.text), [written.possible]);
  assert.deepEqual(document.causes.links.map(link => [link.from, link.to]), [[document.causes.factors[0].id, 'incident']]);
  assert.deepEqual(document.actions.map(action => [action.title, action.state ?? 'idea']), [[written.change, 'idea']]);
}

test('by keys: from the library to a kept card with six keys beside the text, and 23:50 at 00:20 is yesterday', async t => {
  const { page } = await open_app(t, { before: context => context.clock.setFixedTime('2026-03-09T00:20:10Z') });
  await button(page, 'library_new').first().waitFor();
  await settle(page);
  const began = performance.now();
  let keys = 0;
  const press = async key => {
    keys++;
    await page.keyboard.press(key);
    await settle(page);
  };
  await press('c');
  for (const [name, words] of [['field_title', written.title], ['card_when_began', written.when], ['card_happened', written.happened], ['editor_made_possible', written.possible], ['card_change', written.change]]) {
    assert.equal(await focused_name(page), en(name));
    await page.keyboard.type(words);
    await press('Enter');
  }
  await page.getByRole('link', { name: written.title }).first().waitFor();
  const seconds = (performance.now() - began) / 1000;
  t.diagnostic(`a card by keys: ${keys} keys beside the text, ${seconds.toFixed(1)} s typed without a pause`);
  console.log(`a card by keys: ${keys} keys beside the text, ${seconds.toFixed(1)} s typed without a pause`);
  assert.ok(keys <= 6, `${keys} keys`);

  // It opens as the card it is, and grows with everything in its place.
  await page.getByRole('link', { name: written.title }).first().click();
  await field(page, 'card_happened').waitFor();
  await settle(page);
  assert.equal(await field(page, 'card_when_began').inputValue(), written.when);
  await page.getByText('Sun 8 Mar 2026 23:50', { exact: false }).first().waitFor();
  is_whole(await exported(page), '2026-03-08T23:50:00Z');
  await button(page, 'card_grow').click();
  await page.getByRole('heading', { level: 2, name: en('editor_part_context') }).waitFor();
  assert.equal(await field(page, 'field_summary').first().inputValue(), written.happened);
  await page.getByRole('link', { name: en('editor_part_impact'), exact: true }).waitFor();
});

test('on the card Enter goes on and Shift+Enter begins a line; what cannot be read as a time says so and stays', async t => {
  const { page } = await open_app(t);
  await button(page, 'library_new_card').first().click();
  await field(page, 'field_title').waitFor();
  await settle(page);
  await page.keyboard.type('Two lines');
  await page.keyboard.press('Enter');
  await page.keyboard.type('in the evening');
  await page.keyboard.press('Enter');
  await settle(page);
  await page.getByText(en('editor_time_not_read')).first().waitFor();
  assert.equal(await focused_name(page), en('card_when_began'));
  assert.equal(await field(page, 'card_when_began').inputValue(), 'in the evening');
  await button(page, 'card_now').click();
  await settle(page);
  assert.equal(await focused_name(page), en('card_happened'));
  assert.equal(await page.getByText(en('editor_time_not_read')).count(), 0);
  await page.keyboard.type('one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await settle(page);
  assert.equal(await field(page, 'card_happened').inputValue(), 'one\ntwo');
  // Nothing changes, because: an answer like any other.
  await button(page, 'card_nothing').click();
  await settle(page);
  assert.equal(await focused_name(page), en('card_nothing_because'));
  await page.keyboard.type('The vendor has mended it');
  await is_saved(page);
  const document = await exported(page);
  assert.equal(document.no_action_because, 'The vendor has mended it');
  assert.equal(document.actions?.length ?? 0, 0);
});

test('a card in which nothing was written is gone when it is left, and the key does nothing where letters are turned off', async t => {
  const { page } = await open_app(t);
  await button(page, 'library_new').first().waitFor();
  await settle(page);
  await page.keyboard.press('c');
  await field(page, 'field_title').waitFor();
  await settle(page);
  await page.keyboard.press('Escape');
  await page.getByText(en('library_empty_title')).waitFor();
  await go_to(page, '#/settings');
  await page.getByRole('switch', { name: en('settings_single_keys'), exact: true }).click();
  await settle(page);
  await go_to(page, '#/');
  await page.getByText(en('library_empty_title')).waitFor();
  await settle(page);
  await page.keyboard.press('c');
  await settle(page);
  assert.match(page.url(), /\/(#\/)?$/);
});

for (const [width, height] of [[380, 800], [320, 568]]) {
  test(`with a finger at ${width} × ${height}: at most eight taps, all on one screen, and it leaves by the phone’s own sheet`, async t => {
    const shared_files = [];
    const { page } = await open_app(t, {
      browser: phone(width, height),
      before: async context => {
        await context.exposeFunction('was_shared', (name, type, text) => { shared_files.push({ name, type, text }); });
        await context.addInitScript(() => {
          // As on a phone that shares what it knows to be text, and nothing else.
          navigator.canShare = ({ files }) => files.every(file => file.type === 'text/plain');
          navigator.share = async ({ files: [file] }) => globalThis.was_shared(file.name, file.type, await file.text());
        });
      },
    });
    await button(page, 'library_new_card').first().waitFor();
    await settle(page);
    let taps = 0;
    const tap = async target => {
      taps++;
      await target.tap();
      await settle(page);
    };
    await tap(button(page, 'library_new_card').first());
    assert.equal(await focused_name(page), en('field_title'));
    assert.equal(await field(page, 'field_title').getAttribute('enterkeyhint'), 'next');
    await page.keyboard.type(written.title);
    await tap(button(page, 'card_ten_minutes_ago'));
    for (const [name, words] of [['card_happened', written.happened], ['editor_made_possible', written.possible], ['card_change', written.change]]) {
      if (await focused_name(page) !== en(name)) await tap(field(page, name));
      await page.keyboard.type(words);
    }
    await settle(page);
    const view = await page.locator('#mirror main .s').first().evaluate(element => element.scrollHeight - element.clientHeight);
    t.diagnostic(`${width} × ${height}: ${view} px beyond the screen`);
    assert.ok(view <= 0, `${view} px beyond the screen`);
    await tap(button(page, 'editor_share'));
    await tap(button(page, 'card_done'));
    await page.getByRole('link', { name: written.title }).first().waitFor();
    t.diagnostic(`a card with a finger: ${taps} taps, one of them to share it`);
    console.log(`a card with a finger at ${width} × ${height}: ${taps} taps, one of them to share it`);
    assert.ok(taps <= 8, `${taps} taps`);
    assert.equal(shared_files.length, 1);
    assert.match(shared_files[0].name, /\.postmortem\.json\.txt$/);
    const document = JSON.parse(shared_files[0].text);
    is_whole(document, document.moments.impact_start.time.at);
  });
}
