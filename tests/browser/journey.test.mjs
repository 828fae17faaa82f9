// What a person does, from an empty page to a file that a colleague opens: found by role and name only, on a real profile.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { say } from './strings.mjs';
import { open_app, settle } from './support.mjs';

const status_page = {
  name: 'incidents.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({
    page: { id: 'p1', name: 'Parcels', url: 'https://status.example.com', time_zone: 'Europe/Madrid', updated_at: '2026-03-08T15:00:00.000+01:00' },
    incidents: [{
      id: 'i1', name: 'Labels are printed late', status: 'resolved', impact: 'major', page_id: 'p1', shortlink: 'https://stspg.example.com/i1',
      created_at: '2026-03-08T11:02:00.000+01:00', updated_at: '2026-03-08T13:00:00.000+01:00', started_at: '2026-03-08T11:02:00.000+01:00',
      monitoring_at: null, resolved_at: '2026-03-08T13:00:00.000+01:00', components: [],
      incident_updates: [
        { id: 'u2', status: 'resolved', body: 'Labels print again.', created_at: '2026-03-08T13:00:00.000+01:00', display_at: '2026-03-08T13:00:00.000+01:00', affected_components: null },
        { id: 'u1', status: 'investigating', body: 'We look into <b>late labels</b>.', created_at: '2026-03-08T11:05:00.000+01:00', display_at: '2026-03-08T11:04:00.000+01:00', affected_components: null },
      ],
    }],
  })),
};

const en = (...words) => say('en', ...words);
const go_to = (page, hash) => page.evaluate(where => { location.hash = where; }, hash);
const title_field = page => page.getByRole('textbox', { name: en('field_title'), exact: true }).first();
const is_saved = page => page.getByText(en('kit_saved'), { exact: true }).first().waitFor();

async function choose(page, file) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: en('bring_in_choose') }).click();
  await (await chooser).setFiles(file);
}

async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  return readFile(await file.path());
}

test('a status page becomes a post-mortem that is written, kept, exported and opened by somebody else', async t => {
  const app = await open_app(t, { path: '#/import' });
  await choose(app.page, status_page);
  await app.page.getByRole('button', { name: en('bring_in_accept', 1) }).click();
  await app.page.getByRole('button', { name: en('bring_in_open_first', 'Labels are printed late') }).click();
  await title_field(app.page).waitFor();
  await settle(app.page);
  await title_field(app.page).fill('Labels printed two hours late');
  await is_saved(app.page);
  const address = app.page.url();
  await app.restart();
  await app.page.goto(address);
  assert.equal(await title_field(app.page).inputValue(), 'Labels printed two hours late');

  await app.page.getByRole('link', { name: en('share_title'), exact: true }).click();
  const exported = await download(app.page, en('share_json'));
  assert.equal(JSON.parse(exported).title, 'Labels printed two hours late');
  // HTML of the status page is text here: read as it was meant, never run.
  const texts = JSON.parse(exported).timeline.map(event => event.text);
  assert.equal(texts.length, 2);
  assert.match(texts[0], /We look into (\*\*)?late labels/);
  assert.doesNotMatch(texts.join(), /<b>/);
  assert.deepEqual(await download(app.page, en('share_json')), exported);

  const colleague = await open_app(t, { path: '#/import' });
  const file = { name: 'received.postmortem.json', mimeType: 'application/json', buffer: exported };
  await choose(colleague.page, file);
  await colleague.page.getByRole('button', { name: en('bring_in_accept', 1) }).click();
  await colleague.page.getByRole('button', { name: en('bring_in_open_first', 'Labels printed two hours late') }).click();
  await colleague.page.getByRole('link', { name: en('share_title'), exact: true }).click();
  assert.deepEqual(await download(colleague.page, en('share_json')), exported);

  // A second time it is the same, and nothing is proposed.
  await go_to(colleague.page, '#/import');
  const again = colleague.page.waitForEvent('filechooser');
  await colleague.page.getByRole('button', { name: en('bring_in_choose_others') }).click();
  await (await again).setFiles(file);
  await colleague.page.getByText(en('bring_in_state_same'), { exact: true }).waitFor();
  await colleague.page.getByRole('button', { name: en('bring_in_accept', 0) }).waitFor();
});

test('what was typed and acknowledged is there after the browser is killed 60 ms after the last key', async t => {
  const app = await open_app(t);
  await app.page.getByRole('button', { name: en('library_new') }).first().click();
  await title_field(app.page).waitFor();
  const address = app.page.url();
  let text = '';
  for (let round = 1; round <= 5; ++round) {
    const words = ` round ${round}`;
    await title_field(app.page).click();
    await app.page.keyboard.press('End');
    await app.page.keyboard.type(words);
    // The time is the case, not a wait: what was typed up to here must be on one of the two ways to the disk.
    await new Promise(resolve => setTimeout(resolve, 60));
    await app.kill();
    await app.start(null);
    await app.page.goto(address);
    await title_field(app.page).waitFor();
    await settle(app.page);
    const found = await title_field(app.page).inputValue();
    text += words;
    assert.ok(text.startsWith(found.slice(0, text.length - words.length)), `«${found}» lost earlier rounds of «${text}»`);
    assert.ok(found.length >= text.length - words.length, `«${found}» is missing more than round ${round}`);
    text = found;
  }
});

test('a file that is not a post-mortem is named with its place, and nothing is imported', async t => {
  const app = await open_app(t, { path: '#/import' });
  await choose(app.page, { name: 'cut.json', mimeType: 'application/json', buffer: Buffer.from('{"format": "unrepeat/postmortem", ') });
  await app.page.getByText(/^cut\.json/).first().waitFor();
  await app.page.getByText(en('bring_in_nothing_found')).waitFor();
  assert.equal(await app.page.getByRole('button', { name: en('bring_in_accept', 1) }).count(), 0);
});

test('the examples are added and removed in one step each', async t => {
  const app = await open_app(t);
  await app.page.getByRole('button', { name: en('library_add_examples') }).click();
  await app.page.getByRole('link', { name: /Two in five orders refused/ }).waitFor();
  await app.page.getByRole('button', { name: en('library_remove_examples', 12), exact: true }).click();
  await app.page.getByText(en('library_empty_title')).waitFor();
});
