// A picture of every screen with the sample library: English and Spanish, light and dark, wide and narrow; and contact sheets of them all.
// Writes into build/shots/. A screen that has no picture here is an error.
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';
import { say } from '../browser/strings.mjs';
import { chromium_flags, chromium_path, open_app, project, settle } from '../browser/support.mjs';

const out = path.join(project, 'build/shots');
const sizes = [{ width: 1280, height: 800 }, { width: 380, height: 800 }];
const themes = ['light', 'dark'];
const languages = { en: 'en-GB', es: 'es-ES' };
const sample = '2026-01-14-checkout-timed-out-behind-an-index-build.postmortem.json';

/** What to photograph, in order: `route`, and what to do there first. The empty library comes before the samples are brought in. */
function scenes(id, parts) {
  const open_palette = async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
  };
  return [
    { name: 'library', route: '#/' },
    { name: 'library-search', route: '#/?q=checkout' },
    { name: 'library-nothing-found', route: '#/?q=zzzzzz' },
    ...parts.map((part) => ({ name: `postmortem-${part}`, route: `#/pm/${id}/${part}` })),
    { name: 'share', route: `#/pm/${id}/share` },
    { name: 'import', route: '#/import' },
    { name: 'settings', route: '#/settings' },
    { name: 'palette', route: '#/', prepare: open_palette },
    { name: 'no-such-page', route: '#/no/such/page' },
  ];
}

async function photograph(page, language, scene) {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.evaluate((route) => { location.hash = route; }, scene.route);
      await settle(page);
      await scene.prepare?.(page);
      await settle(page);
      await page.screenshot({ path: path.join(out, `${scene.name}.${language}.${theme}.${size.width}.png`) });
      if (scene.prepare) await page.keyboard.press('Escape');
    }
  }
}

/** One picture with all scenes as rows, light and dark side by side. */
async function write_sheet(browser, server, names, language, size) {
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
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const screens = [...(await readFile(path.join(project, 'shell/screens/all_screens.def'), 'utf8')).matchAll(/^SCREEN\((\w+), "([^"]+)"\)/gm)];
const { id } = JSON.parse(await readFile(path.join(project, 'assets/samples', sample), 'utf8'));
const parts = [...(await readFile(path.join(project, 'shell/screens/postmortem/parts.cpp'), 'utf8')).matchAll(/Part::\w+, "([\w-]+)"/g)].map((match) => match[1]);
assert.ok(parts.length >= 6, 'the parts of the post-mortem are not found');
const planned = scenes(id, parts);
for (const [, name, route] of screens) {
  const pattern = new RegExp(`^${route.replaceAll('*', '[^/]+')}(/|$)`);
  assert.ok(planned.some((scene) => pattern.test(scene.route)), `the screen ${name} (${route}) is not photographed`);
}

const names = ['library-empty'];
try {
  for (const [language, locale] of Object.entries(languages)) {
    const { page } = await open_app(run, { browser: { locale } });
    const examples = page.getByRole('button', { name: say(language, 'library_add_examples') });
    await examples.waitFor();
    await photograph(page, language, { name: 'library-empty', route: '#/' });
    await examples.click();
    await page.getByRole('row').nth(3).waitFor();
    for (const scene of scenes(id, parts)) {
      await photograph(page, language, scene);
      if (!names.includes(scene.name)) names.push(scene.name);
      process.stdout.write(`${language} ${scene.name}\n`);
    }
  }
  const server = await serve(out);
  const browser = await chromium.launch({ executablePath: chromium_path, args: chromium_flags });
  for (const language of Object.keys(languages)) for (const size of sizes) await write_sheet(browser, server, names, language, size);
  await browser.close();
  await server.close();
} finally {
  for (const ending of endings) await ending();
}
console.log(`${names.length * Object.keys(languages).length * themes.length * sizes.length} pictures and ${Object.keys(languages).length * sizes.length} contact sheets are in build/shots/`);
