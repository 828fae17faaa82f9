// When the disk, the worker or another tab is in the way: seen on the app's own screens, nothing that was typed is lost.
import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { button, download, en, go_to, is_saved, open_from_library, title_field, write_postmortem } from './steps.mjs';
import { dist, open_app, settle, temporary_folder } from './support.mjs';

const says = (page, ...words) => page.getByText(en(...words), { exact: true }).first().waitFor();
const is_gone = (page, ...words) => page.getByText(en(...words), { exact: true }).first().waitFor({ state: 'detached' });
const is_saving = page => says(page, 'kit_saving');
/** Second copies that the library has not acknowledged. */
const drafts = page => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('unrepeat-v1');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const counting = opening.result.transaction('draft').objectStore('draft').count();
    counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
  };
}));

async function shows_title(page, title) {
  const field = await title_field(page).elementHandle();
  await page.waitForFunction(([field, title]) => field.value === title, [field, title]);
}

async function type_at_the_end(page, words) {
  await title_field(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
}

// ---- another tab

test('a second tab says where the library is, gets it with what was typed a moment ago, and gives it back the same way', async t => {
  const app = await open_app(t);
  const first = app.page;
  await write_postmortem(first, 'Search was slow');
  const second = await app.open_tab();
  await says(second, 'frame_elsewhere');

  await type_at_the_end(first, ' on Tuesday');
  await button(second, 'frame_use_it_here').click();
  await is_gone(second, 'frame_elsewhere');
  await says(first, 'frame_elsewhere');
  await open_from_library(second, 'Search was slow on Tuesday');

  await type_at_the_end(second, ' morning');
  await button(first, 'frame_use_it_here').click();
  await is_gone(first, 'frame_elsewhere');
  await says(second, 'frame_elsewhere');
  await shows_title(first, 'Search was slow on Tuesday morning');
  await type_at_the_end(first, ', early');
  await is_saved(first);

  // The tab that has it is closed: the other one gets it by itself.
  await first.close();
  await is_gone(second, 'frame_elsewhere');
  await shows_title(second, 'Search was slow on Tuesday morning, early');
  assert.equal(await drafts(second), 0);
});

test('of three tabs the one in which a person says so gets the library, with what the first had typed', async t => {
  const app = await open_app(t);
  await write_postmortem(app.page, 'Search was slow');
  const second = await app.open_tab();
  await says(second, 'frame_elsewhere');
  const third = await app.open_tab();
  await says(third, 'frame_elsewhere');
  await type_at_the_end(app.page, ' again');
  await button(third, 'frame_use_it_here').click();
  await is_gone(third, 'frame_elsewhere');
  await says(app.page, 'frame_elsewhere');
  await open_from_library(third, 'Search was slow again');
  await says(second, 'frame_elsewhere');
});

test('a tab does not send what another living tab is still to send, and sends it when that tab is gone', async t => {
  const app = await open_app(t);
  const first = app.page;
  await write_postmortem(first, 'Search');
  // Its worker hears nothing any more, so what is typed has only the second copy.
  await first.workers()[0].evaluate(() => { onmessage = null; });
  await type_at_the_end(first, ' was');
  await is_saving(first);
  const second = await app.open_tab();
  await says(second, 'frame_elsewhere');
  await button(second, 'frame_use_it_here').click();
  await is_gone(second, 'frame_elsewhere');
  await open_from_library(second, 'Search');
  // The letter that is on its way, and those behind it.
  assert.equal(await drafts(second), 2);

  await type_at_the_end(first, ' slow');
  await first.close();
  await shows_title(second, 'Search was slow');
  await is_saved(second);
  assert.equal(await drafts(second), 0);
});

// ---- the second copy

test('what a killed page had not sent is sent by the next one, a new post-mortem too, and its second copy goes', async t => {
  const app = await open_app(t);
  await button(app.page, 'library_new').first().waitFor();
  await settle(app.page);
  await app.page.workers()[0].evaluate(() => { onmessage = null; });
  await button(app.page, 'library_new').first().click();
  await title_field(app.page).waitFor();
  await type_at_the_end(app.page, 'Search was slow');
  await is_saving(app.page);
  // The post-mortem and what was typed into it.
  assert.equal(await drafts(app.page), 2);
  const address = app.page.url();
  await app.kill();
  await app.start(null);
  await app.page.goto(address);
  await title_field(app.page).waitFor();
  await is_saved(app.page);
  assert.equal(await title_field(app.page).inputValue(), 'Search was slow');
  assert.equal(await drafts(app.page), 0);
  await open_from_library(app.page, 'Search was slow');
});

test('what is on disk and was not acknowledged is sent again and done once', async t => {
  const app = await open_app(t);
  const address = await write_postmortem(app.page, 'Search');
  // Its answers are lost: what is typed is saved, and nobody knows.
  await app.page.workers()[0].evaluate(() => { globalThis.postMessage = () => {}; });
  await type_at_the_end(app.page, '!');
  await is_saving(app.page);
  assert.equal(await drafts(app.page), 1);
  await app.kill();
  await app.start(null);
  await app.page.goto(address);
  await title_field(app.page).waitFor();
  await is_saved(app.page);
  assert.equal(await title_field(app.page).inputValue(), 'Search!');
  assert.equal(await drafts(app.page), 0);
  assert.equal(await app.page.getByText(en('frame_lost_edits', 1)).count(), 0);
  await type_at_the_end(app.page, '!');
  await is_saved(app.page);
  assert.equal(await title_field(app.page).inputValue(), 'Search!!');
});

// ---- the worker

test('a worker that dies is started again, and what it had not acknowledged is sent again', async t => {
  const app = await open_app(t);
  const address = await write_postmortem(app.page, 'Search');
  const [worker] = app.page.workers();
  await worker.evaluate(() => { onmessage = null; });
  await type_at_the_end(app.page, ' was slow');
  await is_saving(app.page);
  await worker.evaluate(() => close()).catch(() => {});
  await is_saved(app.page);
  await app.restart('');
  await app.page.goto(address);
  await title_field(app.page).waitFor();
  assert.equal(await title_field(app.page).inputValue(), 'Search was slow');
});

// ---- the disk

test('where storage is refused everything works under a banner that stays, and a file can be had', async t => {
  const root = await temporary_folder(t);
  await cp(dist, root, { recursive: true });
  const refuse = `navigator.storage.getDirectory = () => Promise.reject(new DOMException('Not in a private window.', 'SecurityError'));`;
  await writeFile(path.join(root, 'engine.js'), refuse + await readFile(path.join(root, 'engine.js'), 'utf8'));
  const app = await open_app(t, { root });
  const { page } = app;
  const banner = page.getByRole('main').getByText(/^This browser does not let the page keep anything: .*Not in a private window\./);
  await banner.waitFor();
  await button(page, 'library_new').first().click();
  await title_field(page).waitFor();
  await settle(page);
  await title_field(page).fill('Only in memory');
  await is_saved(page);
  await settle(page);
  for (const place of ['#/', '#/import', '#/settings']) {
    await go_to(page, place);
    await banner.waitFor();
  }
  await open_from_library(page, 'Only in memory');
  const { bytes } = await download(page, button(page, 'frame_save_a_file'));
  assert.equal(JSON.parse(bytes).title, 'Only in memory');
  await go_to(page, '#/');
  await page.reload();
  await page.getByText(en('library_empty_title')).waitFor();
});

test('on a full disk the edit stays on screen, can be had as a file, and is saved when there is room again', async t => {
  const app = await open_app(t);
  const { page } = app;
  const address = await write_postmortem(page, 'Search was slow');
  const devtools = await page.context().newCDPSession(page);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin: app.origin });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: app.origin, quotaSize: usage });
  const summary = page.getByRole('textbox', { name: en('field_summary'), exact: true });
  const long = 'All searches took nine seconds. '.repeat(30_000).trimEnd();
  await summary.fill(long);
  const sentence = en('frame_only_here', en('engine_storage_full'));
  const full = page.getByRole('main').getByText(sentence, { exact: true });
  await full.waitFor();
  assert.equal(await page.getByRole('alert').textContent(), sentence, 'it is said at once');
  assert.ok(await summary.inputValue() === long, 'the edit stays on screen');
  const { bytes } = await download(page, button(page, 'frame_save_a_file'));
  assert.ok(JSON.parse(bytes).context.summary === long, 'the file has the edit');
  assert.equal(JSON.parse(bytes).title, 'Search was slow');
  // On every screen.
  await go_to(page, '#/');
  await full.waitFor();

  await devtools.send('Storage.overrideQuotaForOrigin', { origin: app.origin });
  await full.waitFor({ state: 'detached' });
  await app.restart('');
  await app.page.goto(address);
  await title_field(app.page).waitFor();
  assert.ok(await app.page.getByRole('textbox', { name: en('field_summary'), exact: true }).inputValue() === long, 'the edit is saved');
  await app.expect_problem(/QuotaExceededError/);
});

// ---- what must not be possible

test('on the page and in its worker eval, other origins and their scripts are refused', async t => {
  const app = await open_app(t);
  await button(app.page, 'library_new').first().waitFor();
  // Later, since what the debugger calls directly may use eval.
  const attempt = () => new Promise(resolve => setTimeout(async () => {
    const tried = {};
    for (const [name, action] of Object.entries({
      eval: () => eval('1'),
      Function: () => new Function('return 1')(),
      fetch: () => fetch('https://elsewhere.invalid/'),
      socket: () => new Promise((open, fail) => {
        const socket = new WebSocket('wss://elsewhere.invalid/');
        socket.onopen = open;
        socket.onerror = fail;
      }),
      import: () => import('https://elsewhere.invalid/x.js'),
    })) {
      try {
        await action();
        tried[name] = 'allowed';
      } catch {
        tried[name] = 'refused';
      }
    }
    resolve(tried);
  }));
  const refused = { eval: 'refused', Function: 'refused', fetch: 'refused', socket: 'refused', import: 'refused' };
  for (const place of [app.page, app.page.workers()[0]]) {
    assert.deepEqual(await place.evaluate(attempt), refused);
    for (const kind of ['(script-src|require-trusted-types-for) refused (eval|trusted-types-sink)', 'connect-src refused https:', 'connect-src refused wss:', 'script-src\\S* refused https:'])
      await app.expect_problem(new RegExp(`Content Security Policy: ${kind}`));
    app.problems = app.problems.filter(problem => !/elsewhere\.invalid|TrustedScript|trusted-types-sink|eval/i.test(problem));
  }
});
