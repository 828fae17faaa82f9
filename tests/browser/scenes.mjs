// Every screen with the sample library and every state of it that a person can bring about, a scene each: what is photographed
// (tests/shots) and what assistive technology is shown (accessibility.test.mjs). A screen without a scene is an error.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { say } from './strings.mjs';
import { project, settle } from './support.mjs';

const sample = '2026-01-14-checkout-timed-out-behind-an-index-build.postmortem.json';

/** A status page with a year of incidents, as somebody would drop it, and a file nobody can read. */
const dropped = [
  {
    name: 'incidents.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({
      page: { id: 'p1', name: 'Parcels', url: 'https://status.example.com', time_zone: 'Europe/Madrid' },
      incidents: ['Labels are printed late', 'Tracking pages show yesterday’s state, and customers call to ask where their parcels are', 'Sign-in fails for one in ten', 'Invoices are sent twice', 'Maps do not load'].map((name, i) => ({
        id: `i${i}`, name, status: 'resolved', impact: 'major', page_id: 'p1', components: [], monitoring_at: null,
        created_at: `2026-0${i + 2}-08T11:02:00.000+01:00`, started_at: `2026-0${i + 2}-08T11:02:00.000+01:00`, resolved_at: `2026-0${i + 2}-08T13:00:00.000+01:00`,
        incident_updates: Array.from({ length: i * 4 + 2 }, (_, update) => ({
          id: `u${i}-${update}`, status: 'investigating', body: `Update ${update + 1}.`, affected_components: null,
          created_at: `2026-0${i + 2}-08T12:${10 + update}:00.000+01:00`, display_at: `2026-0${i + 2}-08T12:${10 + update}:00.000+01:00`,
        })),
      })),
    })),
  },
  { name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{\n  "title": "Half a file",\n  "timeline": [') },
];

const screens = [...(await readFile(path.join(project, 'shell/screens/all_screens.def'), 'utf8')).matchAll(/^SCREEN\((\w+), "([^"]+)"\)/gm)];
const id_of = async (file) => JSON.parse(await readFile(path.join(project, 'assets/samples', file), 'utf8')).id;
const id = await id_of(sample);
const card = await id_of('2026-09-22-avisos-de-entrega-dobles.postmortem.json');
const promise = `${id}.${JSON.parse(await readFile(path.join(project, 'assets/samples', sample), 'utf8')).actions[0].id}`;
/** One of its ideas is not decided on. */
const with_idea = await id_of('2026-06-26-two-in-five-orders-refused.postmortem.json');
/** The pages of a post-mortem: their names in its address, and what they are called. */
export const part_titles = new Map([...(await readFile(path.join(project, 'shell/screens/postmortem/parts.cpp'), 'utf8')).matchAll(/"([\w-]+)", Text::(\w+), Text::\w+, draw_/g)].map((match) => [match[1], match[2]]));
export const parts = [...part_titles.keys()];
assert.ok(parts.length >= 6, 'the parts of the post-mortem are not found');

/** In order: `route`, what to `prepare` there first, and how to leave it as it was. The library has the samples. */
export function scenes(language, size) {
  const button = (page, name, ...values) => page.getByRole('button', { name: say(language, name, ...values), exact: true });
  const escape = (page) => page.keyboard.press('Escape');
  const open_palette = async (page, words = '') => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    if (words) await page.keyboard.type(words);
  };
  const choose_files = async (page) => {
    const plan = button(page, 'bring_in_put_away');
    if (await plan.isVisible()) return;
    const chooser = page.waitForEvent('filechooser');
    await button(page, 'bring_in_choose').click();
    await (await chooser).setFiles(dropped);
    await plan.waitFor();
  };
  const select_two = async (page) => {
    await button(page, 'library_select').click();
    for (const row of [1, 2]) await page.getByRole('row').nth(row).getByRole('checkbox').click();
  };
  const in_menu = async (page, of, entry) => {
    await button(page, 'template_menu', of).click();
    await page.getByRole('menuitem', { name: say(language, entry), exact: true }).click();
  };
  const security = language === 'es' ? 'Incidente de seguridad' : 'Security incident';
  const copy_template = async (page) => {
    await in_menu(page, security, 'template_copy');
    await page.getByRole('button', { name: language === 'es' ? 'Datos afectados · Opción' : 'Data affected · Choice' }).click();
  };
  const remove_copy = async (page) => {
    await page.evaluate(() => { location.hash = '#/settings/templates'; });
    await in_menu(page, say(language, 'template_copy_name', security), 'template_remove');
    await button(page, 'kit_close').first().click();
  };
  const choose_rows = async (page, rows) => {
    await page.getByRole('combobox', { name: say(language, 'timeline_lanes') }).click();
    await page.getByRole('option', { name: say(language, rows), exact: true }).click();
  };
  const unfold_event = (page) => page.getByRole('list', { name: say(language, 'editor_events') }).getByRole('button', { name: say(language, 'editor_event_edit', '').trim() }).first().click();
  const show_causes_as = (page, view) => page.getByRole('tab', { name: say(language, view), exact: true }).click();
  const unfold_factor = (page) => page.getByRole('group', { name: say(language, 'editor_factor_number', 1), exact: true }).getByRole('button', { name: say(language, 'editor_event_edit', '').trim() }).first().click();
  const choose_kind = async (page) => {
    await unfold_factor(page);
    await page.getByRole('combobox', { name: say(language, 'field_kind'), exact: true }).click();
    await page.getByRole('option').first().waitFor();
  };
  const write_event = async (page, words) => {
    const field = page.getByRole('textbox', { name: say(language, 'editor_add_event'), exact: true });
    await field.fill(words);
    await field.press('Enter');
  };
  const idea = page => page.getByRole('group', { name: say(language, 'meeting_idea_number', 1), exact: true });
  // A card is taken out of the library again: what other scenes show stays as it is.
  const begin_card = async (page) => {
    await button(page, 'library_new_card').first().click();
    await page.getByRole('textbox', { name: say(language, 'card_happened'), exact: true }).waitFor();
  };
  const step_on = async (page) => {
    for (let step = 0; step < 3; ++step) {
      await page.keyboard.press('ArrowRight');
      await settle(page);
    }
  };
  const leave_card = async (page) => {
    await escape(page);
    await button(page, 'kit_close').first().click();
  };
  const begin_meeting = async (page) => {
    await button(page, 'meeting_begin_another').click();
    await page.getByText(say(language, 'meeting_clock', 0, 5), { exact: true }).first().waitFor();
  };
  const undo = async (page) => {
    await page.evaluate((hash) => { location.hash = hash; }, `#/pm/${id}/context`);
    await page.getByRole('heading', { level: 2, name: say(language, 'editor_part_context') }).waitFor();
    await button(page, 'kit_undo').first().click();
    await page.getByRole('button', { name: say(language, 'editor_redo'), exact: true, disabled: false }).waitFor();
  };
  return [
    { name: 'library', route: '#/' },
    { name: 'library-search', route: '#/?q=checkout' },
    {
      name: 'library-search-found', route: `#/pm/${id}?find=pool`,
      leave: async (page) => {
        const close = button(page, 'found_close');
        if (await close.isVisible()) await close.click();
      },
    },
    { name: 'library-nothing-found', route: '#/?q=zzzzzz' },
    { name: 'library-filtered', route: '#/?severity=1&since=365' },
    { name: 'library-selecting', route: '#/', prepare: select_two, leave: (page) => button(page, 'library_clear_selection').click() },
    {
      name: 'library-choices', route: '#/', leave: escape,
      async prepare(page) {
        const system = page.getByRole('combobox', { name: say(language, 'library_system_filter') });
        if (size.width < 800 && !(await system.isVisible())) await button(page, 'library_filters').click();
        await system.click();
      },
    },
    {
      name: 'toast', route: '#/',
      async prepare(page) {
        await select_two(page);
        await button(page, 'library_remove').click();
        await button(page, 'kit_undo').waitFor();
      },
      async leave(page) {
        await button(page, 'kit_undo').click();
        await page.getByText(say(language, 'shell_undone'), { exact: true }).first().waitFor();
        // A notice may go by itself while it is being put away.
        while (await button(page, 'kit_close').count() > 0) await button(page, 'kit_close').first().click({ timeout: 1000 }).catch(() => {});
      },
    },
    ...parts.map((part) => ({ name: `postmortem-${part}`, route: `#/pm/${id}/${part}` })),
    {
      name: 'timeline-by-kind', route: `#/pm/${id}/timeline`,
      prepare: (page) => choose_rows(page, 'timeline_lanes_kind'), leave: (page) => choose_rows(page, 'timeline_lanes_one'),
    },
    { name: 'timeline-details', route: `#/pm/${id}/timeline`, prepare: unfold_event, leave: unfold_event },
    { name: 'timeline-shift', route: `#/pm/${id}/timeline`, prepare: (page) => button(page, 'timeline_shift').click(), leave: escape },
    {
      name: 'timeline-asked-back', route: `#/pm/${id}/timeline`,
      async prepare(page) {
        // Where the page stands after what was there before depends on how fast that went.
        await page.evaluate(() => { for (const scroller of document.querySelectorAll('#mirror main .s')) scroller.scrollTop = 0; });
        await settle(page);
        await write_event(page, '14.02 support calls');
      },
      leave: (page) => write_event(page, ''),
    },
    { name: 'causes-graph', route: `#/pm/${id}/causes`, prepare: (page) => show_causes_as(page, 'editor_causes_graph'), leave: (page) => show_causes_as(page, 'editor_causes_list') },
    { name: 'causes-whys', route: `#/pm/${id}/causes`, prepare: (page) => show_causes_as(page, 'editor_causes_whys'), leave: (page) => show_causes_as(page, 'editor_causes_list') },
    {
      name: 'causes-kinds', route: `#/pm/${id}/causes`, prepare: choose_kind,
      async leave(page) {
        await escape(page);
        await unfold_factor(page);
      },
    },
    { name: 'postmortem-earlier', route: `#/pm/${id}/context`, prepare: (page) => button(page, 'earlier_what').click(), leave: (page) => button(page, 'earlier_what').click() },
    { name: 'postmortem-menu', route: `#/pm/${id}/context`, prepare: (page) => button(page, 'editor_menu').click(), leave: escape },
    { name: 'share', route: `#/pm/${id}/share` },
    { name: 'card', route: `#/pm/${card}/card` },
    { name: 'card-new', route: '#/', prepare: begin_card, leave: leave_card },
    { name: 'record', route: '#/record' },
    { name: 'live-record', route: `#/pm/${id}/record` },
    { name: 'meeting', route: `#/pm/${id}/meeting`, prepare: begin_meeting, leave: undo },
    { name: 'meeting-story', route: `#/pm/${id}/meeting/story` },
    { name: 'meeting-causes', route: `#/pm/${id}/meeting/causes` },
    { name: 'meeting-worked', route: `#/pm/${id}/meeting/worked` },
    { name: 'meeting-decide', route: `#/pm/${with_idea}/meeting/decide`, prepare: (page) => idea(page).waitFor() },
    { name: 'meeting-closing', route: `#/pm/${id}/meeting/closing` },
    { name: 'replay', route: `#/pm/${id}/replay`, prepare: step_on },
    { name: 'transcript', route: `#/pm/${id}/transcript` },
    { name: 'actions', route: '#/actions' },
    { name: 'actions-overdue', route: '#/actions?as=table&view=overdue' },
    { name: 'actions-table', route: '#/actions?as=table&view=all&sort=owner' },
    { name: 'actions-nothing', route: '#/actions?q=zzzz&as=table' },
    { name: 'actions-groups', route: '#/actions?as=table&view=all&group=owner' },
    { name: 'actions-reviews', route: '#/actions?view=reviews' },
    { name: 'actions-came-again', route: '#/actions?view=came-again' },
    { name: 'actions-promised-before', route: '#/actions?view=promised-before' },
    { name: 'actions-changed', route: '#/actions?view=changed' },
    { name: 'actions-take', route: '#/actions', prepare: (page) => button(page, 'actions_take').click(), leave: escape },
    { name: 'actions-promise', route: `#/actions?promise=${promise}` },
    { name: 'learn', route: '#/learn' },
    { name: 'learn-behind', route: '#/learn?period=all&behind=factors-factor%3Atechnical' },
    { name: 'learn-nothing', route: '#/learn?period=all&system=zzzz' },
    { name: 'learn-unread', route: '#/learn?period=xyz&severity=9&ends=detected-then' },
    { name: 'library-field', route: '#/?q=system%3Acheckout%20severity%3A9' },
    { name: 'import', route: '#/import' },
    { name: 'import-plan', route: '#/import', prepare: choose_files },
    { name: 'settings', route: '#/settings' },
    { name: 'templates', route: '#/settings/templates' },
    { name: 'template-choice', route: '#/', prepare: (page) => button(page, 'library_new_from').click(), leave: escape },
    { name: 'palette', route: '#/', prepare: (page) => open_palette(page), leave: escape },
    { name: 'palette-on-a-postmortem', route: `#/pm/${id}/context`, prepare: (page) => open_palette(page), leave: escape },
    { name: 'palette-search', route: '#/', prepare: (page) => open_palette(page, 'checkout'), leave: escape },
    { name: 'palette-nothing-found', route: '#/', prepare: (page) => open_palette(page, 'zzzz'), leave: escape },
    { name: 'shortcuts', route: '#/', leave: escape, prepare: (page) => page.keyboard.press('?') },
    { name: 'no-such-page', route: '#/no/such/page' },
    { name: 'template', route: '#/settings/templates', prepare: copy_template, leave: remove_copy },
  ];
}

for (const [, name, route] of screens) {
  const pattern = new RegExp(`^${route.replaceAll('*', '[^/]+')}(/|$)`);
  assert.ok(scenes('en', { width: 1280 }).some((scene) => pattern.test(scene.route)), `the screen ${name} (${route}) has no scene`);
}
