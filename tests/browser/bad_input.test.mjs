// Files that are not what they should be, chosen and dropped: each is named with what is wrong and where, nothing is imported, nothing that
// was written is lost, and a good file imports afterwards. One browser goes through all of them, as a person would go on.
import assert from 'node:assert/strict';
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { button, choose, drop, en, go_to, open_from_library, write_postmortem } from './steps.mjs';
import { say } from './strings.mjs';
import { open_app, project, settle, temporary_folder } from './support.mjs';

const sample = await readFile(path.join(project, 'assets/samples/2025-09-18-checkout-slowed-to-nine-seconds.postmortem.json'), 'utf8');
const words = 'Written before the files came';

/** A name, what is in the file, and what has to be said of it: where (line and column, if it has a place) and what. */
const bad_files = [
  ['words.txt', 'The search was slow on Tuesday.', [], 'import_not_known'],
  ['not.json', '{"title": Tuesday}', [1, 11], 'problem_expected_value', 'Tuesday'],
  ['cut.json', sample.slice(0, 700), 'at the end', 'problem_truncated'],
  ['deep.json', '['.repeat(5000) + ']'.repeat(5000), [1, 65], 'problem_too_deep', 64],
  ['other.json', '{\n  "format": "somebody/else",\n  "version": 1\n}', [], 'import_not_known'],
  ['wrong_format.json', '{\n  "format": "unrepeat/other",\n  "version": 1\n}', [2, 13], 'problem_unknown_file'],
  ['newer.json', sample.replace(/"version": 1/, '"version": 9'), [3, 14], 'problem_newer_version', 9, 1],
  ['packed.zip', Buffer.from('504b0304140000000800', 'hex'), [], 'import_archive_cut_off', '10 bytes'],
  ['empty.json', '', [], 'problem_empty_file'],
];

/** The lists of problems and of entries, as they are read out. */
const problems = page => page.getByRole('list', { name: en('bring_in_problems') });

/** Writes them and some that are only bad in company; gives the paths by name. */
async function write_files(t) {
  const folder = await temporary_folder(t);
  const paths = {};
  const write = async (name, content) => {
    paths[name] = path.join(folder, name);
    await writeFile(paths[name], content);
  };
  for (const [name, content] of bad_files) await write(name, content);
  await write('large.json', '');
  await truncate(paths['large.json'], 200 * 1024 * 1024);
  await write('first.json', sample);
  await write('second.json', sample.replace(/"title": "[^"]*"/, '"title": "The same id, another story"'));
  await write('good.json', sample);
  paths.folder = path.join(folder, 'an empty folder');
  await mkdir(paths.folder);
  return paths;
}

async function expect_problem(page, name, place, sentence) {
  const item = problems(page).getByRole('listitem').filter({ hasText: sentence });
  await item.first().waitFor().catch(async () => assert.fail(`${name} is told of otherwise: ${await page.getByRole('main').innerText()}`));
  const said = await item.first().innerText();
  const where = place === 'at the end' ? new RegExp(`^${name}, line \\d+, column \\d+`)
    : new RegExp(`^${place.length ? say('en', 'bring_in_place', name, ...place) : name}\\n`);
  assert.match(`${said}\n`, where, name);
  await page.getByRole('heading', { name: en('bring_in_nothing_found') }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Import \d/ }).count(), 0, 'nothing can be imported');
}

test('each bad file is named with what is wrong and where, and nothing is imported or lost', async t => {
  const paths = await write_files(t);
  const app = await open_app(t, {
    // What is too large must not be read at all: whoever reads is remembered.
    before: context => context.addInitScript(() => {
      globalThis.read_sizes = [];
      for (const [owner, name] of [[Blob, 'arrayBuffer'], [Blob, 'text'], [Blob, 'stream'], [FileReader, 'readAsArrayBuffer'], [FileReader, 'readAsText']]) {
        const original = owner.prototype[name];
        owner.prototype[name] = function (...given) {
          globalThis.read_sizes.push(this.size ?? given[0].size);
          return original.apply(this, given);
        };
      }
    }),
  });
  const { page } = app;
  await write_postmortem(page, words);
  await go_to(page, '#/import');

  let open = button(page, 'bring_in_choose');
  for (const [name, , place, sentence, ...values] of bad_files) {
    await choose(page, paths[name], open);
    await expect_problem(page, name, place, en(sentence, ...values));
    open = button(page, 'bring_in_choose_others');
    await button(page, 'bring_in_put_away').click();
    await button(page, 'bring_in_choose').waitFor();
    await drop(page, [paths[name]]);
    await expect_problem(page, name, place, en(sentence, ...values));
  }

  // Of two hundred megabytes only the beginning is looked at.
  await choose(page, paths['large.json'], open);
  await expect_problem(page, 'large.json', [], en('problem_file_too_large', 64));
  await drop(page, [paths['large.json']]);
  await expect_problem(page, 'large.json', [], en('problem_file_too_large', 64));
  const sizes = await page.evaluate(() => globalThis.read_sizes);
  assert.ok(sizes.length >= bad_files.length, 'the files that were read were noticed');
  assert.ok(Math.max(...sizes) < 1_000_000, 'the large file was not read');

  await drop(page, [paths.folder]);
  await expect_problem(page, 'an empty folder', [], en('import_folder_empty'));

  // One id for two stories: neither is chosen, and each names the other.
  await choose(page, [paths['first.json'], paths['second.json']], open);
  const title = JSON.parse(sample).title;
  await page.getByText(en('import_two_with_one_id', 'The same id, another story', 'second.json'), { exact: true }).waitFor();
  await page.getByText(en('import_two_with_one_id', title, 'first.json'), { exact: true }).waitFor();
  assert.equal(await page.getByText(en('bring_in_state_not_understood'), { exact: true }).count(), 2);
  await button(page, 'bring_in_accept', 0).waitFor();

  // Several at once: what is good can be taken, each of the others is named. Dropped from another screen.
  await go_to(page, '#/settings');
  await page.getByRole('heading', { level: 1, name: en('settings_title') }).waitFor();
  await drop(page, [paths['not.json'], paths['packed.zip'], paths.folder, paths['large.json'], paths['good.json']]);
  await button(page, 'bring_in_accept', 1).waitFor();
  assert.equal(await problems(page).getByRole('listitem').count(), 4);
  await button(page, 'bring_in_accept', 1).click();
  await button(page, 'bring_in_open_first', title).waitFor();

  // Nothing came in beside it, and what was written is still there.
  await open_from_library(page, words);
  await go_to(page, '#/');
  await page.getByRole('link', { name: title }).waitFor();
  assert.equal(await page.getByRole('link', { name: /The same id/ }).count(), 0);
});

test('what a status page says in HTML is shown as text and never run', async t => {
  const hostile = `<p>Orders <b>failed</b>.</p><img src=x onerror="globalThis.was_run=1"><script>globalThis.was_run=1</script><a href="javascript:globalThis.was_run=1">more</a>`;
  const at = '2026-03-08T11:05:00Z';
  const page_export = {
    page: { id: 'p', name: '<img src=x onerror="globalThis.was_run=1">', time_zone: 'Etc/UTC' },
    incidents: [{
      id: 'i', name: 'Late <script>globalThis.was_run=1</script> labels', status: 'resolved', impact: 'minor', created_at: at, updated_at: at, resolved_at: at,
      incident_updates: [
        { id: 'u', status: 'investigating', body: hostile, created_at: at, display_at: at, affected_components: null },
        { id: 'v', status: 'identified', body: 'No time of its own', created_at: at, affected_components: null },
        { id: 'w', status: 'resolved', body: 'Another offset', created_at: at, display_at: '2026-03-08T13:05:00+02:00', affected_components: null },
      ],
    }],
  };
  const { page } = await open_app(t, { path: '#/import' });
  await choose(page, { name: 'incidents.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(page_export)) });
  await button(page, 'bring_in_accept', 1).click();
  await page.getByRole('button', { name: /^Open “Late/ }).click();
  await page.getByRole('link', { name: en('editor_part_timeline'), exact: true }).first().click();
  await page.getByRole('textbox', { name: en('editor_add_event') }).first().scrollIntoViewIfNeeded();
  const events = page.getByRole('textbox', { name: /^What happened at/ });
  await events.first().waitFor();
  await settle(page);
  const texts = await events.evaluateAll(fields => fields.map(field => field.value));
  assert.equal(texts.length, 3);
  assert.match(texts.join('\n'), /Orders (\*\*)?failed/);
  assert.doesNotMatch(texts.join('\n'), /<(p|b|img|script)\b/);
  assert.equal(await page.evaluate(() => globalThis.was_run), undefined);
  assert.equal(await page.locator('img, script:not([src])').count(), 0);
});

test('in Spanish a bad file is told of in Spanish', async t => {
  const { page } = await open_app(t, { path: '#/import', browser: { locale: 'es-ES' } });
  await choose(page, { name: 'vacío.json', mimeType: 'application/json', buffer: Buffer.alloc(0) }, page.getByRole('button', { name: say('es', 'bring_in_choose') }));
  await page.getByText(say('es', 'problem_empty_file'), { exact: true }).waitFor();
  await page.getByText('vacío.json', { exact: true }).waitFor();
});
