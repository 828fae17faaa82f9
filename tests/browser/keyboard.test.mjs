// Without a mouse: a post-mortem is begun, every part is written and the file is taken away, all by keys, and the focus is always somewhere that
// can be seen.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { count_pointer_events, Keys } from './keys.mjs';
import { button, en, part_link, title_field } from './steps.mjs';
import { open_app, settle } from './support.mjs';

test('a post-mortem is begun, written in every part and exported with the keyboard alone', async t => {
  const app = await open_app(t, { before: context => context.addInitScript(count_pointer_events) });
  const { page } = app;
  const keys = new Keys(page);
  const field = (name, ...values) => page.getByRole('textbox', { name: en(name, ...values), exact: true }).first();
  const list = (name, ...values) => page.getByRole('combobox', { name: en(name, ...values), exact: true }).first();
  const part = name => part_link(page, name);
  const to_part = async name => {
    await keys.activate(part(name), 'Shift+Tab');
    await page.getByRole('heading', { level: 2, name: en(name) }).waitFor();
  };
  await button(page, 'library_new').first().waitFor();
  await settle(page);

  // From the page itself the first Tab leads to what skips the rail.
  await keys.press('Tab');
  await keys.activate(button(page, 'library_new').first());
  await title_field(page).waitFor();
  await keys.write(title_field(page), 'Search was slow');
  await keys.write(field('field_summary'), 'All searches took nine seconds on Tuesday.');
  await keys.activate(button(page, 'editor_add_system'));
  await keys.write(field('editor_system_number', 1), 'Search');

  await to_part('editor_part_timeline');
  await keys.write(field('moment_detected'), '8 Mar 2026 14:02');
  await keys.press('Enter');
  await keys.write(field('editor_add_event'), '14:05 paged the search on-call');
  await keys.press('Enter');
  await page.getByRole('textbox', { name: en('editor_event_text', '14:05'), exact: true }).waitFor();

  await to_part('editor_part_impact');
  await keys.write(field('editor_impact_text'), 'Everybody who searched waited.');
  await keys.activate(button(page, 'editor_add_window'));
  await keys.write(field('field_start'), '8 Mar 2026 14:00');
  await keys.write(field('field_end'), '8 Mar 2026 15:30');

  await to_part('editor_part_causes');
  await keys.write(field('editor_add_factor'), 'The alarm watched averages');
  await keys.press('Enter');
  await keys.select(list('editor_bearing'), en('cause_link_let_it_escalate'), 'Shift+Tab');

  await to_part('editor_part_review');
  const add_to = name => page.getByRole('textbox', { name: en('editor_add_to', en(name)), exact: true });
  await keys.write(add_to('field_worked'), 'The on-call was there in three minutes');
  await keys.press('Enter');
  await keys.write(add_to('field_did_not_work'), 'Nobody knew the dashboard');
  await keys.press('Enter');

  await to_part('editor_part_actions');
  await keys.write(field('editor_add_action'), 'Alarm on the slowest tenth');
  await keys.press('Enter');
  await keys.write(field('editor_owner_person'), 'Ana', 'Shift+Tab');
  await keys.write(field('field_due'), '2026-04-01');
  await keys.press('Enter');
  await keys.activate(button(page, 'editor_add_check'));
  await keys.write(field('editor_check_number', 1), 'The next slow hour pages somebody');
  await keys.select(list('field_state'), en('action_state_in_progress'), 'Shift+Tab');
  await page.getByText(en('kit_saved'), { exact: true }).first().waitFor();

  await keys.to(page.getByRole('link', { name: en('editor_share'), exact: true }), 'Shift+Tab');
  await keys.press('Enter');
  await button(page, 'share_json').waitFor();
  await keys.to(button(page, 'share_json'));
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const written = JSON.parse(await readFile(await file.path()));
  assert.equal(written.title, 'Search was slow');
  assert.equal(written.context.summary, 'All searches took nine seconds on Tuesday.');
  assert.equal(written.systems[0].name, 'Search');
  assert.equal(written.moments.detected.time.at, '2026-03-08T14:02:00Z');
  assert.deepEqual(written.timeline.map(event => [event.time.at, event.text]), [['2026-03-08T14:05:00Z', 'paged the search on-call']]);
  assert.equal(written.impact.text, 'Everybody who searched waited.');
  assert.deepEqual(written.impact.windows.map(({ start, end }) => [start.at, end.at]), [['2026-03-08T14:00:00Z', '2026-03-08T15:30:00Z']]);
  assert.equal(written.causes.factors[0].text, 'The alarm watched averages');
  assert.equal(written.causes.links[0].kind, 'let_it_escalate');
  assert.equal(written.review.worked[0].text, 'The on-call was there in three minutes');
  assert.equal(written.review.did_not_work[0].text, 'Nobody knew the dashboard');
  const [action] = written.actions;
  assert.deepEqual([action.title, action.owner.person, action.due, action.state], ['Alarm on the slowest tenth', 'Ana', '2026-04-01', 'in_progress']);
  assert.equal(action.checks[0].criterion, 'The next slow hour pages somebody');
  assert.equal(await page.evaluate(() => globalThis.pointer_events), 0, 'no mouse, no finger');
});
