// From what tools recorded to one timeline: dropped, chosen, brought in, and the clocks set beside each other.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { button, choose, drop, en, export_json, go_to } from './steps.mjs';
import { open_app, project, settle } from './support.mjs';

const golden = (...names) => path.join(project, 'tests/corpus/golden', ...names);
const json = (name, content) => ({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) });
const checkbox = (page, name) => page.getByRole('checkbox', { name: en(name), exact: true });
const pressed_open = async (page) => {
  await button(page, 'editor_open_link').click();
  await page.getByRole('heading', { level: 2, name: en('evidence_title'), exact: true }).waitFor();
  await settle(page);
};
/** The notice that offers to take the import back. */
const close_notice = async (page) => {
  if (await button(page, 'kit_close').count() > 0) await button(page, 'kit_close').first().click({ timeout: 2000 }).catch(() => {});
};
const accept = (page) => page.getByRole('button', { name: /^Import \d+$/ }).click();
const at = (minutes) => new Date(Date.parse('2026-03-08T10:00:00Z') + minutes * 60_000).toISOString();

const incident = (number, name, started) => ({
  id: `i${number}`, name, status: 'resolved', impact: 'major', page_id: 'p1', components: [], monitoring_at: null,
  created_at: started, started_at: started, updated_at: started, resolved_at: started,
  incident_updates: [{ id: `u${number}`, status: 'resolved', body: `${name}: over.`, created_at: started, display_at: started, affected_components: null }],
});
const status_page = (incidents) => ({ page: { id: 'p1', name: 'Parcels', url: 'https://status.example.com', time_zone: 'Etc/UTC', updated_at: at(0) }, incidents });
const pager = (entries) => ({
  log_entries: entries.map(([type, summary, minutes], i) => ({
    id: `l${i}`, type: `${type}_log_entry`, summary, created_at: at(minutes), agent: { summary: 'Ana', type: 'user_reference' }, incident: { id: 'Q1', summary: '[#7] Orders fail' },
  })),
});

test('five kinds dropped at once become one timeline, in fewer than twelve inputs, and the evidence says what each gave', async t => {
  const { page } = await open_app(t, { path: '#/import' });
  await button(page, 'bring_in_choose').waitFor();
  await settle(page);
  const files = ['LBL-1207.json', 'alert-2291-logs.json', 'alertmanager-posts.jsonl', 'git-log.txt', 'label-writer.ndjson', 'incident-86.json', 'pasted.txt', 'alerts.json'];
  await drop(page, files.map(name => golden('2-label-queue', name)));
  await checkbox(page, 'bring_in_as_one').waitFor();
  if (!(await checkbox(page, 'bring_in_as_one').isChecked())) await checkbox(page, 'bring_in_as_one').click();
  await accept(page);
  await pressed_open(page);
  const document = JSON.parse(await export_json(page));
  assert.ok(new Set(document.sources.map(source => source.kind)).size >= 5, `kinds: ${document.sources.map(source => source.kind)}`);
  assert.ok(document.timeline.length >= 20);
  for (const event of document.timeline) assert.ok(event.evidence.length > 0, `${event.text} leads nowhere`);
  for (const source of document.sources)
    await page.getByRole('group', { name: source.file, exact: true }).first().waitFor();
});

test('of a status page with 800 incidents the one is found and taken, and nothing else', async t => {
  const { page } = await open_app(t, { path: '#/import' });
  const all = Array.from({ length: 800 }, (_, i) => incident(i, i === 411 ? 'Labels are printed late' : `Maintenance of rack ${i}`, at(-i * 1440)));
  await choose(page, json('incidents.json', status_page(all)));
  await button(page, 'bring_in_select_none').waitFor();
  await settle(page);
  await button(page, 'bring_in_select_none').click();
  await button(page, 'bring_in_accept', 0).waitFor();
  await page.getByRole('searchbox', { name: en('bring_in_search'), exact: true }).fill('labels');
  await settle(page);
  await page.getByRole('checkbox', { name: en('bring_in_take', 'Labels are printed late'), exact: true }).focus();
  await page.keyboard.press('Space');
  await button(page, 'bring_in_accept', 1).click();
  await pressed_open(page);
  const document = JSON.parse(await export_json(page));
  assert.equal(document.title, 'Labels are printed late');
  assert.equal(document.timeline.length, 1);
});

test('of a channel of a year the hours of the incident are proposed, and can be chosen otherwise', async t => {
  const { page } = await open_app(t, { path: '#/import' });
  const message = (minutes, text) => ({ type: 'message', user: 'U1', text, ts: `${Date.parse(at(minutes)) / 1000}.000100` });
  const channel = [message(-400_000, 'Lunch is here'), message(3, 'Orders fail for me'), message(50, 'Orders work again'), message(9_000, 'Lunch again')];
  await choose(page, [json('log.json', pager([['trigger', 'Triggered', 0], ['resolve', 'Resolved by Ana', 55]])), json('orders/2026-03-08.json', channel)]);
  await page.getByText(en('bring_in_counted', 4, 6), { exact: true }).first().waitFor();
  const until = page.getByRole('textbox', { name: en('bring_in_until'), exact: true });
  await until.fill('2026-03-08 10:30Z');
  await until.press('Enter');
  await page.getByText(en('bring_in_counted', 2, 6), { exact: true }).first().waitFor();
  await accept(page);
  await pressed_open(page);
  const document = JSON.parse(await export_json(page));
  assert.deepEqual(document.timeline.map(event => event.time.at.slice(11, 16)), ['10:00', '10:03']);
});

test('a source whose clock is an hour off is said so, and set right by one press; undo and a reload keep what was read', async t => {
  const app = await open_app(t, { path: '#/import' });
  const { page } = app;
  const told = [['Queue depth alarm fired', 0], ['Restarted the orders workers', 10], ['Queue drained, orders flow again', 20]];
  const chat = told.map(([text, minutes]) => `[08/03/26, ${at(minutes + 60).slice(11, 19)}] Ben: ${text}`).join('\n');
  await choose(page, [
    json('log.json', pager(told.map(([text, minutes]) => ['annotate', text, minutes]))),
    { name: '_chat.txt', mimeType: 'text/plain', buffer: Buffer.from(`${chat}\n`) },
  ]);
  await checkbox(page, 'bring_in_as_one').waitFor();
  if (!(await checkbox(page, 'bring_in_as_one').isChecked())) await checkbox(page, 'bring_in_as_one').click();
  await accept(page);
  await pressed_open(page);
  await close_notice(page);
  const times = async () => JSON.parse(await export_json(page)).timeline.filter(event => event.actor === 'Ben').map(event => event.time.at.slice(11, 16));
  const before = await times();
  const move = page.getByRole('button', { name: new RegExp(`^${en('evidence_suggestion_take', '_chat.txt', '').trim()}`) });
  await move.click();
  await move.waitFor({ state: 'detached' });
  const after = await times();
  assert.notDeepEqual(after, before);
  assert.deepEqual(after, ['10:00', '10:10', '10:20']);
  await button(page, 'kit_undo').first().click();
  await move.waitFor();
  assert.deepEqual(await times(), before);
  await button(page, 'editor_redo').click();
  await move.waitFor({ state: 'detached' });
  const address = page.url();
  await app.restart();
  await go_to(app.page, new URL(address).hash);
  await app.page.getByRole('heading', { level: 2, name: en('evidence_title'), exact: true }).waitFor();
  assert.deepEqual(JSON.parse(await export_json(app.page)).timeline.filter(event => event.actor === 'Ben').map(event => event.time.at.slice(11, 16)), after);
});

test('a chat is walked by keys beside the timeline: talk is left out, a letter says what a message was, and all of it is there after a restart', async t => {
  const app = await open_app(t, { path: '#/import' });
  const { page } = app;
  const message = (minutes, user, text) => ({ type: 'message', user, text, ts: `${Date.parse(at(minutes)) / 1000}.000${100 + minutes}` });
  await choose(page, [json('orders.json', [message(0, 'Ana', 'Orders fail for me'), message(1, 'Bo', 'Lunch?'), message(9, 'Ana', 'Rolled it back')])]);
  await page.getByRole('button', { name: /^Import \d+$/ }).waitFor();
  await settle(page);
  await accept(page);
  await page.getByRole('button', { name: /^Open “/ }).click();
  await page.getByRole('link', { name: en('transcript_open', 3), exact: true }).click();
  const line = (words) => page.getByRole('button', { name: words });
  await line(/Orders fail/).waitFor();
  await settle(page);
  await page.keyboard.press('d');
  await settle(page);
  // It went on with the next one.
  await page.keyboard.press('Space');
  await page.getByText(en('transcript_count', 2, 3), { exact: true }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await settle(page);
  await page.keyboard.press('m');
  await settle(page);
  await page.getByRole('link', { name: en('evidence_title'), exact: true }).click();
  const document = JSON.parse(await export_json(page));
  assert.deepEqual(document.timeline.map(event => event.kind), ['detection', 'observation', 'mitigation']);
  assert.deepEqual(document.timeline.map(event => Boolean(event.hidden)), [false, true, false]);
  await page.reload();
  await go_to(page, `#/pm/${document.id}/transcript`);
  await page.getByText(en('transcript_count', 2, 3), { exact: true }).first().waitFor();
});

test('letters that stand for several clocks are asked for once, and read so in what comes in later', async t => {
  const { page } = await open_app(t, { path: '#/import' });
  const log = (name, day) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`${day} 14:02 IST paged the database on-call\n${day} 14:30 IST rolled back the migration\n`) });
  const bring_in = async (file, open) => {
    await choose(page, [file], open);
    await page.getByRole('button', { name: /^Import \d+$/ }).waitFor();
    await settle(page);
    await accept(page);
    await page.getByRole('button', { name: /^Open “/ }).click();
    await page.getByRole('heading', { level: 2, name: en('evidence_title'), exact: true }).waitFor();
    await settle(page);
  };
  await bring_in(log('first.txt', '8 Mar 2026'), button(page, 'bring_in_choose'));
  await page.getByRole('combobox', { name: en('evidence_letters_of', 2, 'first.txt', 'IST'), exact: true }).click();
  await page.getByRole('option', { name: 'UTC+05:30', exact: true }).click();
  await settle(page);
  const first = JSON.parse(await export_json(page));
  assert.deepEqual(first.timeline.map(event => event.time.at), ['2026-03-08T08:32:00Z', '2026-03-08T09:00:00Z']);
  assert.ok(first.timeline[0].time.written.includes('IST'));
  await go_to(page, '#/import');
  await bring_in(log('second.txt', '9 Mar 2026'), button(page, 'bring_in_choose_others'));
  const second = JSON.parse(await export_json(page));
  assert.deepEqual(second.timeline.map(event => event.time.at), ['2026-03-09T08:32:00Z', '2026-03-09T09:00:00Z']);
});
