// A picture of every screen with the sample library, and of what opens over it: English and Spanish, light and dark, wide and narrow; and
// contact sheets of them all. Writes into build/shots/. A screen that has no picture here is an error. With arguments, only the pictures
// whose names begin with one of them.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';
import { say } from '../browser/strings.mjs';
import { chromium_flags, chromium_path, dist, open_app, project, settle } from '../browser/support.mjs';

const out = path.join(project, 'build/shots');
const sizes = [{ width: 1280, height: 800 }, { width: 380, height: 800 }];
const themes = ['light', 'dark'];
const languages = { en: 'en-GB', es: 'es-ES' };
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

/** What to photograph, in order: `route`, what to `prepare` there first, and how to leave it as it was. The library has the samples. */
function scenes(id, parts, language, size) {
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
  return [
    { name: 'library', route: '#/' },
    { name: 'library-search', route: '#/?q=checkout' },
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
    { name: 'postmortem-menu', route: `#/pm/${id}/context`, prepare: (page) => button(page, 'editor_menu').click(), leave: escape },
    { name: 'share', route: `#/pm/${id}/share` },
    { name: 'import', route: '#/import' },
    { name: 'import-plan', route: '#/import', prepare: choose_files },
    { name: 'settings', route: '#/settings' },
    { name: 'palette', route: '#/', prepare: (page) => open_palette(page), leave: escape },
    { name: 'palette-on-a-postmortem', route: `#/pm/${id}/context`, prepare: (page) => open_palette(page), leave: escape },
    { name: 'palette-search', route: '#/', prepare: (page) => open_palette(page, 'checkout'), leave: escape },
    { name: 'palette-nothing-found', route: '#/', prepare: (page) => open_palette(page, 'zzzz'), leave: escape },
    { name: 'no-such-page', route: '#/no/such/page' },
  ];
}

const wanted = process.argv.slice(2);
const is_wanted = (name) => wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning));
const names = [];

async function photograph(page, language, size, scene) {
  if (!is_wanted(scene.name)) return;
  if (!names.includes(scene.name)) names.push(scene.name);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.evaluate((route) => { location.hash = route; }, scene.route);
    await settle(page);
    await scene.prepare?.(page);
    await page.mouse.move(size.width - 1, 1);
    await settle(page);
    await page.screenshot({ path: path.join(out, `${scene.name}.${language}.${theme}.${size.width}.png`) });
    await scene.leave?.(page);
  }
  process.stdout.write(`${language} ${size.width} ${scene.name}\n`);
}

/** The page whose worker finds no storage, as in a private window. */
async function open_without_storage(browser) {
  const root = path.join(out, 'without-storage');
  await cp(dist, root, { recursive: true });
  const refuse = `navigator.storage.getDirectory = () => Promise.reject(new DOMException('Storage is not available in a private window.', 'SecurityError'));`;
  await writeFile(path.join(root, 'engine.js'), refuse + await readFile(path.join(dist, 'engine.js'), 'utf8'));
  return (await open_app(run, { root, browser })).page;
}

/** One picture with all scenes as rows, light and dark side by side. */
async function write_sheet(browser, server, language, size) {
  const scale = size.width > 800 ? 0.5 : 0.7;
  const cell = (name, theme) =>
    `<figure><img src="${name}.${language}.${theme}.${size.width}.png" width="${size.width * scale}"><figcaption>${name}</figcaption></figure>`;
  const html = `<!doctype html><meta charset="utf-8"><style>
    body { margin: 16px; font: 13px system-ui; display: grid; gap: 16px; grid-template-columns: repeat(${size.width > 800 ? 2 : 6}, max-content); }
    figure { margin: 0 } img { display: block; border: 1px solid #ccc } figcaption { padding: 4px 0; color: #555 }
    </style>${names.map((name) => themes.map((theme) => cell(name, theme)).join('')).join('')}`;
  const name = `sheet.${language}.${size.width}`;
  await writeFile(path.join(out, `${name}.html`), html);
  const page = await browser.newPage({ viewport: { width: size.width > 800 ? 1340 : 1740, height: 800 } });
  await page.goto(`${server.url}${name}.html`, { waitUntil: 'load' });
  await page.screenshot({ path: path.join(out, `${name}.png`), fullPage: true });
  await page.close();
}

const endings = [];
const run = { after: (ending) => endings.push(ending) };
if (wanted.length === 0) await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const screens = [...(await readFile(path.join(project, 'shell/screens/all_screens.def'), 'utf8')).matchAll(/^SCREEN\((\w+), "([^"]+)"\)/gm)];
const { id } = JSON.parse(await readFile(path.join(project, 'assets/samples', sample), 'utf8'));
const parts = [...(await readFile(path.join(project, 'shell/screens/postmortem/parts.cpp'), 'utf8')).matchAll(/"([\w-]+)", Text::editor_part_/g)].map((match) => match[1]);
assert.ok(parts.length >= 6, 'the parts of the post-mortem are not found');
for (const [, name, route] of screens) {
  const pattern = new RegExp(`^${route.replaceAll('*', '[^/]+')}(/|$)`);
  assert.ok(scenes(id, parts, 'en', sizes[0]).some((scene) => pattern.test(scene.route)), `the screen ${name} (${route}) is not photographed`);
}

async function photograph_all(language, locale, size) {
  const browser = { locale, viewport: size, hasTouch: size.width < 800 };
  const app = await open_app(run, { browser });
  const { page } = app;
  const take = (of, scene) => photograph(of, language, size, scene);
  const examples = page.getByRole('button', { name: say(language, 'library_add_examples') });
  await examples.waitFor();
  await take(page, { name: 'library-empty', route: '#/' });
  await examples.click();
  await page.getByRole('row').nth(3).waitFor();
  await page.getByRole('button', { name: say(language, 'kit_close') }).click();
  for (const scene of scenes(id, parts, language, size)) await take(page, scene);
  if (is_wanted('second-tab')) {
    const second = await app.open_tab();
    await second.getByRole('button', { name: say(language, 'frame_use_it_here') }).waitFor();
    await take(second, { name: 'second-tab', route: '#/' });
  }
  if (is_wanted('without-storage')) {
    const alone = await open_without_storage(browser);
    await alone.getByRole('button', { name: say(language, 'frame_save_a_file') }).waitFor();
    await take(alone, { name: 'without-storage', route: '#/' });
    await take(alone, { name: 'without-storage-settings', route: '#/settings' });
  }
}

try {
  for (const [language, locale] of Object.entries(languages)) for (const size of sizes) await photograph_all(language, locale, size);
  if (wanted.length === 0) {
    const server = await serve(out);
    const browser = await chromium.launch({ executablePath: chromium_path, args: chromium_flags });
    for (const language of Object.keys(languages)) for (const size of sizes) await write_sheet(browser, server, language, size);
    await browser.close();
    await server.close();
  }
} finally {
  for (const ending of endings) await ending();
}
console.log(`${names.length * Object.keys(languages).length * themes.length * sizes.length} pictures are in build/shots/`);
