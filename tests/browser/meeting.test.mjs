// A review meeting as it is held: begun, written into by single letters, every idea committed to or declined, and what is sent afterwards.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import ICAL from 'ical.js';
import { button, download, en, export_json, go_to, title_field, write_postmortem } from './steps.mjs';
import { open_app, project, settle } from './support.mjs';

const field = (page, ...words) => page.getByRole('textbox', { name: en(...words), exact: true });
const focused_name = page => page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent);
const idea = (page, number) => page.getByRole('group', { name: en('meeting_idea_number', number), exact: true });
const sample = JSON.parse(await readFile(path.join(project, 'assets/samples/2026-01-14-checkout-timed-out-behind-an-index-build.postmortem.json'), 'utf8'));

const type = async (page, words, key = 'Enter') => {
  await page.keyboard.type(words);
  await page.keyboard.press(key);
  await settle(page);
};

test('a meeting ends with every idea committed to or declined, and the calendar has its days', async t => {
  const app = await open_app(t, { before: context => context.clock.setFixedTime('2026-11-28T17:00:00Z') });
  const { page } = app;
  const address = (await write_postmortem(page, 'Checkout was slow')).replace(/\/context$/, '');
  await page.goto(`${address}/meeting`);
  await button(page, 'meeting_begin').waitFor();
  await settle(page);
  await button(page, 'meeting_begin').click();
  await settle(page);

  // A letter leads to a field; in a field it is a letter.
  await button(page, 'meeting_next', en('card_happened')).focus();
  for (const [key, name, lines] of [['f', 'meeting_a_factor', ['The alarm was set for averages']], ['i', 'meeting_an_idea', ['Alarm on the slowest tenth', 'Rewrite the queue, "all" of it; soon']], ['q', 'meeting_a_question', ['What did support see?']], ['p', 'meeting_later', ['The wiki is out of date']]]) {
    await page.keyboard.press(key);
    await settle(page);
    assert.equal(await focused_name(page), en(name));
    for (const line of lines) await type(page, line);
    await type(page, 'if', 'Escape');
    assert.equal(await field(page, name).inputValue(), 'if');
    // Escape leaves the field, so that the next letter leads to another.
    assert.notEqual(await focused_name(page), en(name));
    await field(page, name).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await button(page, 'meeting_next', en('card_happened')).focus();
    await settle(page);
  }

  // The step is in the address, the clock in the library: a reload goes on.
  await go_to(page, `${new URL(address).hash}/meeting/decide`);
  await idea(page, 1).waitFor();
  await page.reload();
  await idea(page, 1).waitFor();
  await settle(page);
  await page.getByText(en('meeting_decided', 0, 2), { exact: true }).waitFor();

  // One idea by keys alone: owner, date, check, and Enter commits.
  const first = idea(page, 1);
  const commit = first.getByRole('button', { name: en('meeting_commit'), exact: true });
  assert.ok(await commit.isDisabled() || await commit.getAttribute('aria-disabled') === 'true', 'an idea that lacks something cannot be committed to');
  await first.getByRole('textbox', { name: en('field_owner'), exact: true }).focus();
  await type(page, 'Ana');
  assert.equal(await focused_name(page), en('field_due'));
  await type(page, '15 Dec');
  assert.equal(await focused_name(page), en('field_criterion'));
  await type(page, 'It rings in the drill of January');
  await page.getByText(en('meeting_decided', 1, 2), { exact: true }).waitFor();

  const second = idea(page, 2);
  await second.getByRole('button', { name: en('meeting_not_now'), exact: true }).click();
  await settle(page);
  assert.equal(await focused_name(page), en('meeting_not_now_because'));
  await type(page, 'It is replaced in spring');
  await page.getByText(en('meeting_decided', 2, 2), { exact: true }).waitFor();

  await go_to(page, `${new URL(address).hash}/meeting/closing`);
  await page.getByText(en('meeting_all_decided'), { exact: true }).first().waitFor();
  await settle(page);
  const words = await field(page, 'meeting_chat').inputValue();
  for (const line of ['• Alarm on the slowest tenth (Ana, by 15 Dec 2026)', 'Check on 29 Dec 2026: It rings in the drill of January', '• Rewrite the queue, "all" of it; soon: It is replaced in spring', '• What did support see?', '• The wiki is out of date']) assert.ok(words.includes(line), `${line} in ${words}`);
  await app.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.origin });
  await button(page, 'meeting_copy').click();
  await page.getByText(en('meeting_copied'), { exact: true }).first().waitFor();
  assert.equal((await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\r\n', '\n'), words);

  const { name, bytes } = await download(page, button(page, 'meeting_calendar', 2));
  assert.match(name, /^\d{4}-\d\d-\d\d-checkout-was-slow\.ics$/);
  const events = new ICAL.Component(ICAL.parse(bytes.toString())).getAllSubcomponents('vevent').map(one => new ICAL.Event(one));
  assert.deepEqual(events.map(event => [event.summary, event.startDate.toString(), event.endDate.toString()]), [
    [en('calendar_due', 'Alarm on the slowest tenth'), '2026-12-15', '2026-12-16'],
    [en('calendar_check', 'Alarm on the slowest tenth'), '2026-12-29', '2026-12-30'],
  ]);
  assert.ok(events[0].description.includes('It rings in the drill of January'));

  await button(page, 'meeting_end').click();
  await page.getByText(en('meeting_ended', 1), { exact: true }).first().waitFor();
  await go_to(page, `${new URL(address).hash}/context`);
  await title_field(page).waitFor();
  const document = JSON.parse(await export_json(page));
  assert.deepEqual(document.actions.map(action => action.state), ['committed', 'will_not_do']);
  assert.deepEqual(document.causes.factors.map(factor => factor.text), ['The alarm was set for averages']);
  assert.deepEqual(document.review.questions.map(question => question.text), ['What did support see?']);
  assert.deepEqual(document.meetings[0].parking_lot, ['The wiki is out of date']);
  assert.equal(document.meetings[0].minutes, 1);
  assert.equal(document.meetings[0].at.at, '2026-11-28T17:00:00Z');
  assert.equal(document.moments.reviewed.state, 'recorded');
});

test('while a meeting is held nothing is drawn until a minute is full', async t => {
  const { page } = await open_app(t, { before: context => context.clock.install({ time: '2026-11-28T17:00:00Z' }) });
  const address = (await write_postmortem(page, 'Quiet')).replace(/\/context$/, '');
  await page.goto(`${address}/meeting`);
  await button(page, 'meeting_begin').click();
  await page.getByText(en('meeting_clock', 0, 5), { exact: true }).first().waitFor();
  // The disk answers in its own time, whatever the page's clock says.
  const saved = page.getByText(en('kit_saved'), { exact: true }).first();
  const rest = async () => { while (!(await saved.isVisible()) || await page.evaluate(() => globalThis.unrepeat.is_at_work())) await page.clock.runFor(50); };
  await rest();
  // A little after the first sight what stands beside the navigation is counted.
  await page.clock.runFor(4_000);
  await rest();
  await page.clock.runFor(1_000);
  const frames = () => page.evaluate(() => globalThis.unrepeat.counters.frames);
  const before = await frames();
  await page.clock.runFor(30_000);
  assert.equal(await frames(), before, 'half a minute draws nothing');
  await page.clock.runFor(30_000);
  await page.getByText(en('meeting_clock', 1, 5), { exact: true }).first().waitFor();
  t.diagnostic(`${await frames() - before} frames in the minute`);
});

test('a replay goes step by step with the keys, hides what was not known, and notes a question at its event', async t => {
  const { page } = await open_app(t);
  await button(page, 'library_add_examples').click();
  await page.getByRole('row').nth(2).waitFor();
  await go_to(page, `#/pm/${sample.id}/timeline`);
  await page.getByRole('link', { name: en('replay_open'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: en('replay_title'), exact: true }).waitFor();
  await settle(page);
  const steps = sample.timeline.filter(event => !event.hidden && !event.folded_into);
  const at = step => page.getByText(en('kit_progress', step, steps.length), { exact: true }).first().waitFor();
  await at(1);
  const told = () => page.locator('#mirror main').innerText();
  assert.ok((await told()).includes(steps[0].text.slice(0, 30)));
  for (const later of steps.slice(1)) assert.ok(!(await told()).includes(later.text), later.text);
  await page.keyboard.press('ArrowRight');
  await at(2);
  await page.keyboard.press('End');
  await at(steps.length);
  await page.keyboard.press('Home');
  await at(1);
  await page.keyboard.press('ArrowRight');
  await at(2);
  await settle(page);
  await field(page, 'replay_note').focus();
  await type(page, 'What did the dashboard show?');
  await page.getByText('What did the dashboard show?', { exact: true }).first().waitFor();
  // In the field the arrows are the field's.
  await page.keyboard.press('ArrowLeft');
  await settle(page);
  await at(2);
  await page.reload();
  await at(2);
  await page.getByText('What did the dashboard show?', { exact: true }).first().waitFor();
  await go_to(page, `#/pm/${sample.id}/context`);
  await title_field(page).waitFor();
  const document = JSON.parse(await export_json(page));
  assert.equal(document.review.questions.find(question => question.text.startsWith('What did the dashboard'))?.event, steps[1].id);
});
