// A picture of every screen with the sample library, and of what opens over it: English and Spanish, light and dark, wide and narrow; and
// contact sheets of them all. Writes into build/shots/. With arguments, only the pictures whose names begin with one of them, and of other
// sizes where some are 320x568.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';
import { scenes } from '../browser/scenes.mjs';
import { say } from '../browser/strings.mjs';
import { chromium_flags, chromium_path, dist, open_app, project, settle } from '../browser/support.mjs';

const out = path.join(project, 'build/shots');
const size_of = (word) => /^(\d+)x(\d+)$/.exec(word)?.slice(1).map(Number);
const asked_sizes = process.argv.slice(2).filter(size_of);
const sizes = (asked_sizes.length > 0 ? asked_sizes : ['1280x800', '380x800']).map(size_of).map(([width, height]) => ({ width, height }));
const themes = ['light', 'dark'];
const languages = { en: 'en-GB', es: 'es-ES' };

const wanted = process.argv.slice(2).filter((word) => !size_of(word));
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
  for (const scene of scenes(language, size)) await take(page, scene);
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
