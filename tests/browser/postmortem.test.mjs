// A whole post-mortem, written from an empty page by somebody with a mouse and a keyboard: what stands on the page stands in the file.
import assert from 'node:assert/strict';
import test from 'node:test';
import { button, en, export_json, is_saved, part_link, title_field, write_postmortem } from './steps.mjs';
import { open_app, settle } from './support.mjs';

const field = (where, ...words) => where.getByRole('textbox', { name: en(...words), exact: true });
const list = (where, ...words) => where.getByRole('combobox', { name: en(...words), exact: true });
const group = (where, ...words) => where.getByRole('group', { name: en(...words), exact: true });

/** An object without the ids that were made while it was written, at every depth. */
const without_ids = value =>
  Array.isArray(value) ? value.map(without_ids)
  : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'id').map(([key, inside]) => [key, without_ids(inside)]))
  : value;

test('a full post-mortem is written from an empty page, reviewed and approved, and after a reload the file holds it field by field', async t => {
  const app = await open_app(t, {
    browser: { locale: 'en-GB', timezoneId: 'Europe/Madrid', viewport: { width: 1280, height: 1000 } },
    before: context => context.clock.setFixedTime('2026-11-28T17:00:00Z'),
  });
  const { page } = app;
  const write = async (target, words) => {
    await target.fill(words);
    await target.press('Tab');
    await settle(page);
  };
  const enter = async (target, ...lines) => {
    for (const line of lines) {
      await target.fill(line);
      await target.press('Enter');
      await settle(page);
    }
  };
  const choose = async (target, option, ...values) => {
    await target.click();
    await page.getByRole('option', { name: en(option, ...values), exact: true }).click();
    await settle(page);
  };
  const press = async target => {
    await target.click();
    await settle(page);
  };
  const to_part = async (name, heading = name) => {
    await press(part_link(page, name));
    await page.getByRole('heading', { level: 2, name: en(heading) }).waitFor();
  };

  await write_postmortem(page, 'Checkout timed out for forty minutes');
  await press(button(page, 'editor_about'));
  await choose(list(page, 'field_severity'), 'severity_level', 2);
  await write(field(page, 'field_summary'), 'From 14:00 to 14:40 most orders timed out. An index build held the table.');
  await write(field(page, 'field_team'), 'Checkout');
  await press(button(page, 'editor_add_system'));
  await write(field(page, 'editor_system_number', 1), 'orders-db');

  await to_part('editor_part_timeline');
  for (const [moment, time] of [['impact_start', '14:00'], ['detected', '14:04'], ['notified', '14:05'], ['acknowledged', '14:09'], ['mitigated', '14:31'], ['resolved', '14:40']])
    await enter(field(page, `moment_${moment}`), `8 Mar 2026 ${time}`);
  await enter(field(page, 'editor_add_event'), '8 Mar 2026 13:58 index build begins', '14:04 alarm on slow orders', '+5m on-call takes it', '14:31 index build is cancelled');

  await to_part('editor_part_impact');
  await write(field(page, 'editor_impact_text'), 'Nobody could pay by card.');
  await press(button(page, 'editor_add_window'));
  const window = group(page, 'editor_window_number', 1);
  await enter(field(window, 'field_start'), '8 Mar 2026 14:00');
  await enter(field(window, 'field_end'), '8 Mar 2026 14:40');
  await choose(list(window, 'field_level'), 'impact_level_partial');
  await press(window.getByRole('checkbox', { name: 'orders-db', exact: true }));
  await press(button(page, 'editor_add_figure'));
  const figure = group(page, 'editor_figure_number', 1);
  await write(field(page, 'editor_figure_number', 1), 'orders that timed out');
  await choose(list(figure, 'field_what'), 'figure_orders');
  await write(field(figure, 'field_affected'), '2310');
  await write(field(figure, 'field_total'), '2480');
  await choose(list(page, 'editor_detected_by'), 'detection_source_monitoring');
  await write(field(page, 'editor_resolution_text'), 'The build was cancelled and ran again at night.');

  await to_part('editor_part_causes');
  await enter(field(page, 'editor_add_factor'), 'The build locks the table for writing');
  const factor = group(page, 'editor_factor_number', 1);
  await choose(list(factor, 'editor_bearing'), 'cause_link_contributed_to');
  await choose(list(factor, 'field_kind'), 'factor_kind_trigger');
  await choose(list(factor, 'field_category'), 'category_technical');
  await choose(list(factor, 'field_certainty'), 'certainty_confirmed');
  await choose(list(page, 'editor_causes_state'), 'causes_state_known');

  await to_part('editor_part_review', 'editor_worked_and_not');
  const items = {
    worked: ['Support had a sentence ready', 'The runbook named the command'],
    did_not_work: ['The first page went to the wrong team'],
    lucky: ['It was a Sunday'],
    surprised: ['A build that “does not lock” did'],
    lessons: ['Try an index build on a copy first'],
    questions: ['Who watches long builds?'],
  };
  for (const [name, lines] of Object.entries(items)) await enter(field(page, 'editor_add_to', en(`field_${name}`)), ...lines);

  await to_part('editor_part_actions');
  await enter(field(page, 'editor_add_action'), 'Refuse migrations that lock the orders table');
  const action = group(page, 'editor_action_number', 1);
  await write(field(action, 'editor_owner_person'), 'Ana');
  await enter(field(action, 'field_due'), '2026-12-15');
  await choose(list(action, 'field_kind'), 'action_kind_automation');
  await choose(list(action, 'field_effect'), 'effect_prevent');
  await press(action.getByRole('checkbox', { name: 'The build locks the table for writing', exact: true }));
  await press(button(action, 'editor_add_check'));
  await write(field(action, 'editor_check_number', 1), 'A test migration with a lock is refused');
  await choose(list(action, 'field_state'), 'action_state_committed');

  await to_part('approval_short', 'approval_title');
  await write(field(page, 'field_owner'), 'Noor');
  await enter(field(page, 'field_review_due'), '2026-12-01');
  await press(button(page, 'approval_move_review'));
  await page.getByRole('heading', { level: 3, name: en('approval_next', en('status_approved')) }).waitFor();
  // An approval is somebody's: the name is asked for.
  await press(button(page, 'approval_approve'));
  assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), en('settings_name'));
  await enter(field(page, 'settings_name'), 'Wren');
  await page.getByText(`${en('approval_outcome_approved')} · ${en('approval_as_it_is')}`, { exact: true }).first().waitFor();
  await press(button(page, 'approval_move_approved'));
  await is_saved(page);

  await page.reload();
  await title_field(page).waitFor();
  await settle(page);
  const file = JSON.parse(await export_json(page));
  const [system] = file.systems, [cause] = file.causes.factors;
  assert.deepEqual([file.title, file.kind, file.form, file.language, file.time_zone, file.team, file.owner, file.review_due, file.severity.level, file.status.state],
    ['Checkout timed out for forty minutes', 'incident', 'full', 'en', 'Europe/Madrid', 'Checkout', 'Noor', '2026-12-01', 2, 'approved']);
  assert.deepEqual(file.context, { summary: 'From 14:00 to 14:40 most orders timed out. An index build held the table.' });
  assert.deepEqual(without_ids(file.systems), [{ name: 'orders-db' }]);
  assert.deepEqual(Object.entries(file.moments).filter(([, moment]) => moment.state === 'recorded').map(([name, { time }]) => [name, time.at, time.written]), [
    ['impact_start', '2026-03-08T13:00:00Z', '8 Mar 2026 14:00'], ['detected', '2026-03-08T13:04:00Z', '8 Mar 2026 14:04'],
    ['notified', '2026-03-08T13:05:00Z', '8 Mar 2026 14:05'], ['acknowledged', '2026-03-08T13:09:00Z', '8 Mar 2026 14:09'],
    ['mitigated', '2026-03-08T13:31:00Z', '8 Mar 2026 14:31'], ['resolved', '2026-03-08T13:40:00Z', '8 Mar 2026 14:40'],
  ]);
  assert.deepEqual(file.timeline.map(event => [event.time.at, event.kind, event.text]), [
    ['2026-03-08T12:58:00Z', 'observation', 'index build begins'], ['2026-03-08T13:04:00Z', 'observation', 'alarm on slow orders'],
    ['2026-03-08T13:09:00Z', 'observation', 'on-call takes it'], ['2026-03-08T13:31:00Z', 'observation', 'index build is cancelled'],
  ]);
  assert.equal(file.impact.text, 'Nobody could pay by card.');
  assert.deepEqual(file.impact.windows.map(({ start, end, level, systems }) => [start.at, end.at, level, systems]), [['2026-03-08T13:00:00Z', '2026-03-08T13:40:00Z', 'partial', [system.id]]]);
  assert.deepEqual(without_ids(file.impact.figures), [{ what: 'orders', label: 'orders that timed out', affected: 2310, total: 2480 }]);
  assert.equal(file.detection.source, 'monitoring');
  assert.equal(file.resolution.text, 'The build was cancelled and ran again at night.');
  assert.equal(file.causes.state, 'known');
  assert.deepEqual(without_ids(file.causes.factors), [{ kind: 'trigger', category: 'technical', certainty: 'confirmed', text: 'The build locks the table for writing' }]);
  assert.deepEqual(without_ids(file.causes.links), [{ from: cause.id, to: 'incident', kind: 'contributed_to' }]);
  assert.deepEqual(Object.fromEntries(Object.entries(file.review).map(([name, lines]) => [name, lines.map(line => line.text)])), items);
  assert.equal(file.actions.length, 1);
  const [{ title, kind, effect, state, owner, due, addresses, checks }] = file.actions;
  assert.deepEqual({ title, kind, effect, state, owner, due, addresses, checks: checks.map(check => check.criterion) }, {
    title: 'Refuse migrations that lock the orders table', kind: 'automation', effect: 'prevent', state: 'committed', owner: { person: 'Ana' }, due: '2026-12-15',
    addresses: [cause.id], checks: ['A test migration with a lock is refused'],
  });
  assert.deepEqual(file.approvals.map(({ person, role, outcome, at }) => [person, role, outcome, at]), [['Wren', 'approver', 'approved', '2026-11-28T17:00:00Z']]);
  assert.match(file.approvals[0].revision, /^[0-9a-f]{64}$/);
  assert.deepEqual(file.history.authors, ['Wren']);
});
