// Anything can be brought in: a ZIP archive, a folder that is chosen or dropped, words that are pasted. What is made to swell is refused.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { button, choose, drop, en, export_json, go_to } from './steps.mjs';
import { open_app, settle, temporary_folder } from './support.mjs';

const at = '2026-03-08T11:05:00Z';
const status_page = JSON.stringify({
  page: { id: 'p', name: 'Shop', time_zone: 'Etc/UTC' },
  incidents: [{
    id: 'i', name: 'Labels are late', status: 'resolved', impact: 'minor', created_at: at, updated_at: at, resolved_at: at,
    incident_updates: [{ id: 'u', status: 'investigating', body: 'We look into it.', created_at: at, display_at: at, affected_components: null }],
  }],
});
const chat = JSON.stringify([{ type: 'message', user: 'U1', ts: '1772968000.000200', text: 'labels come out late' }]);
const users = JSON.stringify([{ id: 'U1', name: 'ana', real_name: 'Ana Ruiz', profile: { real_name: 'Ana Ruiz' } }]);
const words = '2026-03-08 11:01 UTC - labels are late\n2026-03-08 11:30 UTC - rolled back\n';

const little = (number, width) => Buffer.from(Array.from({ length: width }, (_, place) => Math.floor(number / 256 ** place) % 256));

/** A ZIP of these texts by name; `said` is the size that it gives for one. */
function zip_of(files, said = {}) {
  const parts = [], list = [];
  let place = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text, { level: 9 }), letters = Buffer.from(name);
    const common = Buffer.concat([little(20, 2), little(0x0800, 2), little(8, 2), little(0, 4), little(crc32(text), 4), little(packed.length, 4),
      little(said[name] ?? Buffer.byteLength(text), 4), little(letters.length, 2), little(0, 2)]);
    parts.push(Buffer.from('PK\x03\x04'), common, letters, packed);
    list.push(Buffer.from('PK\x01\x02'), little(0x0314, 2), common, little(0, 10), little(place, 4), letters);
    place += 4 + common.length + letters.length + packed.length;
  }
  const size = list.reduce((sum, part) => sum + part.length, 0), count = Object.keys(files).length;
  return Buffer.concat([...parts, ...list, Buffer.from('PK\x05\x06'), little(0, 4), little(count, 2), little(count, 2), little(size, 4), little(place, 4), little(0, 2)]);
}

const archive = (name, buffer) => ({ name, mimeType: 'application/zip', buffer });
const take = (page, title) => page.getByRole('checkbox', { name: en('bring_in_take', title), exact: true });
const problem = (page, sentence) => page.getByRole('list', { name: en('bring_in_problems') }).getByRole('listitem').filter({ hasText: sentence });

async function put_away(page) {
  await button(page, 'bring_in_put_away').click();
  await button(page, 'bring_in_choose').waitFor();
}

/** A folder with two kinds of evidence, and what is none. */
async function write_folder(t) {
  const folder = path.join(await temporary_folder(t), 'evidence');
  const write = async (name, content) => {
    await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  };
  await write('status/incidents.json', status_page);
  await write('chat/inc-9/2026-03-08.json', chat);
  await write('chat/users.json', users);
  await write('.git/HEAD', 'ref: x');
  await write('web/node_modules/x/index.js', '1');
  return folder;
}

test('a ZIP with two kinds of evidence is planned and imported; a bomb in it is refused, and its neighbours are not', async t => {
  const { page } = await open_app(t, { path: '#/import' });
  await choose(page, archive('evidence.zip', zip_of({
    'export/inc-9/2026-03-08.json': chat, 'export/users.json': users, 'bomb.json': ' '.repeat(30_000_000), 'far.json': 'x', '../up.json': 'x',
  }, { 'bomb.json': 1000, 'far.json': 3_000_000_000 })));
  await problem(page, en('import_unpack_more_than_said', '1000 bytes')).filter({ hasText: 'evidence.zip/bomb.json' }).waitFor();
  await problem(page, en('import_unpack_too_large', '2862 MB', '64 MB')).filter({ hasText: 'evidence.zip/far.json' }).waitFor();
  await problem(page, en('import_unpack_unsafe', '1 byte')).filter({ hasText: 'evidence.zip/../up.json' }).waitFor();
  await take(page, '#inc-9').waitFor();
  await put_away(page);

  const two = zip_of({ 'export/inc-9/2026-03-08.json': chat, 'export/users.json': users, 'status.json': status_page });
  await choose(page, [archive('evidence.zip', two), { name: 'more.json.gz', mimeType: 'application/gzip', buffer: gzipSync(status_page) }]);
  await take(page, '#inc-9').waitFor();
  await take(page, 'Labels are late').waitFor();
  assert.ok(await take(page, 'Labels are late').isChecked());
  await page.getByRole('button', { name: /^Import \d/ }).click();
  await button(page, 'bring_in_to_library').or(page.getByRole('button', { name: /^Open “/ })).first().waitFor();
  await go_to(page, '#/');
  await page.getByRole('link', { name: /Labels are late|#inc-9/ }).first().waitFor();
});

test('a folder is chosen or dropped with all that is in it, but for what tools keep for themselves', async t => {
  const folder = await write_folder(t);
  const { page } = await open_app(t, { path: '#/import' });
  const bring = [
    () => choose(page, folder, button(page, 'bring_in_choose_folder')),
    () => drop(page, [folder]),
  ];
  for (const [way, bring_in] of bring.entries()) {
    await button(page, 'bring_in_choose').waitFor();
    await settle(page);
    await bring_in();
    await take(page, '#inc-9').waitFor();
    await take(page, 'Labels are late').waitFor();
    // Which of its folders is counted depends on whether the browser has looked into them: one file each is in them here.
    await problem(page, en('import_left_out', 2)).waitFor();
    if (way === 0) await put_away(page);
  }
});

test('words that are pasted are a file named by the time, by the keys or by the button, in the library too', async t => {
  const { page } = await open_app(t, { path: '#/import', browser: { permissions: ['clipboard-read', 'clipboard-write'] } });
  await button(page, 'bring_in_paste').waitFor();
  await settle(page);
  await page.evaluate(text => navigator.clipboard.writeText(text), words);
  const is_there = () => page.getByText(/^Pasted text \d/).first().waitFor();

  await button(page, 'bring_in_paste').click();
  await is_there();
  await put_away(page);
  await page.keyboard.press('Control+V');
  await is_there();
  await put_away(page);

  await go_to(page, '#/');
  await button(page, 'library_new').first().waitFor();
  await settle(page);
  await page.keyboard.press('Control+V');
  await is_there();
  await put_away(page);

  // Nothing but blanks is no evidence.
  await page.evaluate(() => navigator.clipboard.writeText('  '));
  await button(page, 'bring_in_paste').click();
  await page.getByText(en('bring_in_nothing_to_paste'), { exact: true }).first().waitFor();
});

test('a browser that does not hand over what was copied says how else', async t => {
  const { page } = await open_app(t, {
    path: '#/import',
    before: context => context.addInitScript(() => { navigator.clipboard.read = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }),
  });
  await button(page, 'bring_in_paste').click();
  await page.getByText(en('bring_in_paste_refused'), { exact: true }).first().waitFor();
});

test('three hundred post-mortems in Markdown become a library at once: approved, nothing lost, to be looked through at leisure', async t => {
  const { page } = await open_app(t, { path: '#/import' });
  const day = (i) => new Date(Date.parse('2025-01-06T00:00:00Z') + i * 86_400_000).toISOString().slice(0, 10);
  const files = Array.from({ length: 300 }, (_, i) => ({
    name: `${day(i)}-labels-${i}.md`, mimeType: 'text/markdown',
    buffer: Buffer.from(`# Labels were late, time ${i}\n\n## Summary\n\nLabels were printed ${i + 3} minutes late.\n\n## Timeline\n\n- ${day(i)} 10:00 UTC queue grows\n- ${day(i)} 10:20 UTC printer restarted\n\n## Weather that day\n\nRain ${i}.\n\n## Action items\n\n- [x] Alert on the queue ${i}\n- [ ] Second printer ${i}\n`),
  }));
  await choose(page, files);
  await page.getByRole('button', { name: en('bring_in_accept', 300), exact: true }).waitFor({ timeout: 60_000 });
  await settle(page);
  assert.ok(await page.getByRole('checkbox', { name: en('bring_in_as_approved'), exact: true }).isChecked());
  await page.getByRole('button', { name: en('bring_in_accept', 300), exact: true }).click();
  await page.getByText(en('bring_in_done', 300), { exact: true }).first().waitFor({ timeout: 60_000 });
  await page.getByText(en('bring_in_lost', `${day(0)}-labels-0.md`, 1), { exact: true }).first().waitFor();
  await page.getByRole('link', { name: en('bring_in_triage'), exact: true }).click();
  await page.getByRole('row').getByRole('link', { name: /^Labels were late/ }).first().waitFor();
  await settle(page);
  await page.getByRole('row').getByRole('link', { name: /^Labels were late/ }).first().click();
  await page.getByRole('link', { name: en('editor_part_timeline'), exact: true }).first().waitFor();
  await settle(page);
  const document = JSON.parse(await export_json(page));
  const number = document.title.split(' ').at(-1);
  assert.equal(document.status.state, 'approved');
  assert.deepEqual(document.tags, [en('bring_in_triage_tag')]);
  assert.deepEqual(document.sections.map(section => [section.title, section.body]), [['Weather that day', `Rain ${number}.`]]);
  assert.deepEqual(document.actions.map(action => action.state), ['done', 'idea']);
  assert.equal(document.timeline.length, 2);
});
