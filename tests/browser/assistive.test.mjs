// By assistive technology alone: neither pointer nor key, only what the accessibility tree offers. The main job from a file to a file, and
// every kind of widget on the screens where it stands.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { choose_in, has_focus, leave, press, write } from './assistive.mjs';
import { button, en, go_to, part_link } from './steps.mjs';
import { open_app, project, settle } from './support.mjs';

const status_page = {
  name: 'incidents.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({
    page: { id: 'p1', name: 'Parcels', url: 'https://status.example.com', time_zone: 'Etc/UTC' },
    incidents: [{
      id: 'i1', name: 'Labels are printed late', status: 'resolved', impact: 'major', page_id: 'p1', components: [], monitoring_at: null,
      created_at: '2026-03-08T11:02:00.000Z', started_at: '2026-03-08T11:02:00.000Z', resolved_at: '2026-03-08T13:00:00.000Z',
      incident_updates: [{ id: 'u1', status: 'investigating', body: 'We look into late labels.', created_at: '2026-03-08T11:05:00.000Z', display_at: '2026-03-08T11:04:00.000Z', affected_components: null }],
    }],
  })),
};

/** Counts what only a hand makes. */
const count_hands = context => context.addInitScript(() => {
  globalThis.by_hand = [];
  for (const kind of ['pointerdown', 'mousedown', 'mousemove', 'wheel', 'touchstart', 'keydown'])
    addEventListener(kind, event => { if (event.isTrusted) globalThis.by_hand.push(kind); }, { capture: true });
});
const used_no_hand = async page => assert.deepEqual(await page.evaluate(() => globalThis.by_hand), [], 'no pointer and no key');
/** By role and name, the first. */
const it = (page, role, name, ...values) => page.getByRole(role, { name: en(name, ...values), exact: true }).first();
/** All that was said aloud, in order: `[assertive, words]`. */
const listen = page => page.evaluate(() => {
  globalThis.said = [];
  for (const region of document.querySelectorAll('.live'))
    new MutationObserver(() => { if (region.textContent) globalThis.said.push([region.getAttribute('role') === 'alert', region.textContent.trim()]); })
      .observe(region, { childList: true, characterData: true, subtree: true });
});
const was_said = (page, words, is_assertive = false) => page.waitForFunction(
  ([words, is_assertive]) => globalThis.said.some(([assertive, sentence]) => assertive === is_assertive && sentence === words), [words, is_assertive]);

test('a status page becomes a post-mortem, is written in every part and exported by assistive technology alone', async t => {
  const app = await open_app(t, { before: count_hands });
  const { page } = app;
  await it(page, 'link', 'frame_import').waitFor();
  await settle(page);
  await listen(page);
  await press(it(page, 'link', 'frame_import'));
  const chooser = page.waitForEvent('filechooser');
  await press(button(page, 'bring_in_choose'));
  await (await chooser).setFiles(status_page);
  await press(button(page, 'bring_in_accept', 1));
  await was_said(page, en('shell_imported', 1));
  await press(button(page, 'bring_in_open_first', 'Labels are printed late'));

  const part = async name => {
    await press(part_link(page, name));
    await page.getByRole('heading', { level: 2, name: en(name) }).waitFor();
  };
  const field = (name, ...values) => it(page, 'textbox', name, ...values);
  const add = async (name, words, ...values) => {
    await write(field(name, ...values), words);
    // Enter is the field's own: what a screen reader's user presses in any form.
    await field(name, ...values).evaluate(element => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
    await settle(page);
  };
  await part('editor_part_context');
  await write(field('field_summary'), 'Labels came two hours late.');
  await press(button(page, 'editor_add_system'));
  await write(field('editor_system_number', 1), 'Printing');
  await part('editor_part_timeline');
  await add('editor_add_event', '8 Mar 2026 11:20 paged the printing on-call');
  await part('editor_part_impact');
  await write(field('editor_impact_text'), 'Parcels waited.');
  await part('editor_part_causes');
  await add('editor_add_factor', 'The alarm watched averages');
  await choose_in(it(page, 'combobox', 'editor_bearing'), en('cause_link_let_it_escalate'));
  await part('editor_part_review');
  await add('editor_add_to', 'The on-call was there in three minutes', en('field_worked'));
  await part('editor_part_actions');
  await add('editor_add_action', 'Alarm on the slowest tenth');
  await write(field('editor_owner_person'), 'Ana');
  await leave(field('editor_owner_person'));
  await choose_in(it(page, 'combobox', 'field_state'), en('action_state_in_progress'));
  await page.getByText(en('kit_saved'), { exact: true }).first().waitFor();

  await press(it(page, 'link', 'editor_share'));
  const download = page.waitForEvent('download');
  await press(button(page, 'share_json'));
  const written = JSON.parse(await readFile(await (await download).path()));
  assert.equal(written.title, 'Labels are printed late');
  assert.equal(written.context.summary, 'Labels came two hours late.');
  assert.equal(written.systems.at(-1).name, 'Printing');
  assert.ok(written.timeline.some(event => event.text === 'paged the printing on-call' && event.time.at === '2026-03-08T11:20:00Z'));
  assert.equal(written.impact.text, 'Parcels waited.');
  assert.equal(written.causes.factors[0].text, 'The alarm watched averages');
  assert.equal(written.causes.links[0].kind, 'let_it_escalate');
  assert.equal(written.review.worked[0].text, 'The on-call was there in three minutes');
  assert.deepEqual([written.actions[0].title, written.actions[0].owner.person, written.actions[0].state], ['Alarm on the slowest tenth', 'Ana', 'in_progress']);
  await used_no_hand(page);
});

test('every kind of widget is operated from the accessibility tree, and what came of it is said', async t => {
  const app = await open_app(t, { before: count_hands });
  const { page } = app;
  await button(page, 'library_add_examples').waitFor();
  await settle(page);
  await listen(page);
  await press(button(page, 'library_add_examples'));
  await was_said(page, en('shell_examples_added', 12));
  await page.getByRole('row').nth(3).waitFor();

  // What skips the rail leads into the content.
  await press(it(page, 'button', 'kit_skip_to_content'));
  assert.ok(await page.evaluate(() => document.activeElement.closest('main') !== null));

  const table = page.getByRole('table');
  const rows = async () => [await table.getAttribute('aria-rowcount'), await table.getAttribute('aria-colcount'), await page.getByRole('row').count()];
  assert.deepEqual(await rows(), ['13', '6', 13]);
  const tab = page.getByRole('tab', { name: en('library_view_drafts'), exact: true });
  await press(tab);
  assert.equal(await tab.getAttribute('aria-selected'), 'true');
  assert.deepEqual(await rows(), ['3', '6', 3]);
  await press(page.getByRole('tab', { name: en('library_view_all'), exact: true }));

  // A column that is sorted says how.
  const title = page.getByRole('columnheader').filter({ has: page.getByRole('button', { name: en('library_column_title'), exact: true }) });
  await press(title.getByRole('button'));
  assert.equal(await title.getAttribute('aria-sort'), 'ascending');
  await press(title.getByRole('button'));
  assert.equal(await title.getAttribute('aria-sort'), 'descending');

  await choose_in(it(page, 'combobox', 'library_system_filter'), 'checkout');
  assert.equal((await rows())[0], String((await rows())[2]), 'rows are those that are shown');
  await choose_in(it(page, 'combobox', 'library_system_filter'), en('library_any_system'));
  await write(it(page, 'searchbox', 'library_search'), 'zzzz');
  await page.getByRole('heading', { name: en('library_no_results_title'), exact: true }).waitFor();
  await press(button(page, 'kit_clear'));
  await page.getByRole('row').nth(3).waitFor();
  assert.equal(await it(page, 'searchbox', 'library_search').inputValue(), '');
  assert.ok(await has_focus(it(page, 'searchbox', 'library_search')));

  // A button that stays pressed, checkboxes, and a notice with its way back.
  await press(button(page, 'library_select'));
  assert.equal(await button(page, 'library_select').getAttribute('aria-pressed'), 'true');
  const box = page.getByRole('row').nth(1).getByRole('checkbox');
  await press(box);
  assert.ok(await box.isChecked());
  await press(box);
  assert.ok(!(await box.isChecked()));
  await press(box);
  await press(button(page, 'library_remove'));
  await was_said(page, en('shell_removed', 1));
  assert.equal((await rows())[0], '12');
  await press(button(page, 'kit_undo').last());
  await was_said(page, en('shell_undone'));

  // A row's link leads to its post-mortem.
  await press(page.getByRole('link', { name: /^Checkout timed out for 41 minutes/ }));
  await page.waitForURL(/#\/pm\//);
  assert.match(await page.title(), /^Checkout timed out for 41 minutes.* – Unrepeat$/);
  await press(it(page, 'link', 'editor_part_timeline'));

  // What opens says so, and closes again.
  const details = page.getByRole('button', { name: /^Details: / }).first();
  await press(details);
  assert.equal(await details.getAttribute('aria-expanded'), 'true');
  await press(details);
  assert.equal(await details.getAttribute('aria-expanded'), 'false');

  // A scroller goes where it is put, and what is there is there.
  const places = () => page.getByRole('listitem').evaluateAll(all => all.map(one => Number(one.getAttribute('aria-posinset'))));
  assert.ok(!(await places()).includes(15));
  await page.evaluate(() => { for (const scroller of document.querySelectorAll('main .s')) scroller.scrollTop = scroller.scrollHeight; });
  await settle(page);
  assert.ok((await places()).includes(15));
  assert.equal(await page.getByRole('listitem').first().getAttribute('aria-setsize'), '15');

  // A menu and a dialog shut out the rest and give the focus back.
  const reached = () => page.evaluate(() => [...document.querySelectorAll('[tabindex]')].filter(one => !one.closest('[inert]') && one.closest('[role=menu], [role=dialog]') === null).length);
  const menu = button(page, 'editor_menu');
  await press(menu);
  assert.equal(await reached(), 0, 'nothing behind a menu is reached');
  assert.ok(await has_focus(page.getByRole('menuitem').first()));
  await go_to(page, '#/settings');
  await settle(page);
  assert.equal(await page.getByRole('menu').count(), 0);
  await page.goBack();
  await settle(page);
  assert.equal(await page.getByRole('menu').count(), 0, 'a menu does not come back with its screen');
  await press(menu);
  await press(page.getByRole('menuitem', { name: en('editor_remove'), exact: true }));
  await was_said(page, en('shell_removed', 1));
  await page.waitForURL(/#\/$/);
  await press(button(page, 'kit_undo').last());

  // A dialog: its name, the focus in it, nothing else reached until it is closed, and back to where it was opened.
  await press(it(page, 'link', 'settings_title'));
  const opens = button(page, 'frame_keys'), dialog = page.getByRole('dialog', { name: en('frame_keys'), exact: true });
  await press(opens);
  assert.equal(await dialog.getAttribute('aria-modal'), 'true');
  assert.ok(await page.evaluate(() => document.activeElement.closest('[role=dialog]') !== null), 'the focus is in it');
  assert.equal(await reached(), 0, 'nothing behind a dialog is reached');
  await assert.rejects(press(it(page, 'radio', 'settings_theme_dark')), /cannot be pressed/);
  await press(dialog.getByRole('button', { name: en('kit_close'), exact: true }).last());
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await has_focus(opens), 'the focus is back where it was opened');

  // What goes wrong is said at once, and is no more to be read when it is mended.
  const zone = it(page, 'textbox', 'settings_zone');
  const trouble = en('settings_zone_unknown', 'Madrid/Europe');
  await write(zone, 'Madrid/Europe');
  await leave(zone);
  await was_said(page, `${en('settings_zone')}: ${trouble}`, true);
  assert.equal(await zone.getAttribute('aria-invalid'), 'true');
  assert.equal(await zone.getAttribute('aria-description'), trouble);
  await write(zone, 'Europe/Madrid');
  await leave(zone);
  assert.equal(await page.getByRole('alert').textContent(), '');

  // Choices of which one holds.
  const dark = page.getByRole('radio', { name: en('settings_theme_dark'), exact: true });
  await press(dark);
  assert.ok(await dark.isChecked());
  await press(page.getByRole('radio', { name: 'Español', exact: true }));
  assert.equal(await page.locator('html').getAttribute('lang'), 'es');
  await used_no_hand(page);
});

test('what is written says the language of the document where the interface has another', async t => {
  const app = await open_app(t, { path: '#/import' });
  const { page } = app;
  const name = '2025-12-03-etiquetas-con-la-ruta-de-otra-provincia.postmortem.json';
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'bring_in_choose').click();
  await (await chooser).setFiles(path.join(project, 'assets/samples', name));
  await button(page, 'bring_in_accept', 1).click();
  const { title } = JSON.parse(await readFile(path.join(project, 'assets/samples', name)));
  await button(page, 'bring_in_open_first', title).click();
  const languages = () => page.evaluate(() => Object.fromEntries(['textarea[aria-label="Title"]', 'main h2', 'main [role=list] textarea', 'main [role=list] button']
    .map(which => [which, document.querySelector(which).closest('[lang]').lang])));
  await page.getByRole('listitem').first().waitFor();
  assert.deepEqual(await languages(), { 'textarea[aria-label="Title"]': 'es', 'main h2': 'en', 'main [role=list] textarea': 'es', 'main [role=list] button': 'en' });
  await page.getByRole('link', { name: en('settings_title'), exact: true }).click();
  await page.getByRole('radio', { name: 'Español', exact: true }).click();
  await page.locator('html[lang=es]').waitFor();
  await page.goBack();
  await page.getByRole('listitem').first().waitFor();
  assert.equal(await page.locator('main [lang]').count(), 0, 'in Spanish all of it is the page’s language');
});
