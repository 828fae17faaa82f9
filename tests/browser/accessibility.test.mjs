// axe-core on every screen, empty and full, in both themes and both languages: what it calls a violation fails the test.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { go_to } from './steps.mjs';
import { say } from './strings.mjs';
import { open_app, project, settle } from './support.mjs';

const axe = await readFile(path.join(project, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it is, a line each. */
async function violations(page, where) {
  await settle(page);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html }) => `${id}: ${help}: ${target} ${html.slice(0, 200)}`));
  });
  return found.map(line => `${where}: ${line}`);
}

for (const [language, locale] of [['en', 'en-US'], ['es', 'es-ES']]) {
  test(`axe finds nothing on any screen, empty and full, light and dark (${language})`, async t => {
    const app = await open_app(t, { browser: { locale } });
    const { page } = app;
    const word = (...words) => say(language, ...words);
    const button = (...words) => page.getByRole('button', { name: word(...words), exact: true });
    await page.evaluate(axe);
    const found = [];
    const look = async (where) => {
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        found.push(...await violations(page, `${where}, ${colorScheme}`));
      }
    };

    await button('library_add_examples').waitFor();
    await look('empty library');
    await button('library_new').first().click();
    await page.getByRole('textbox', { name: word('field_title'), exact: true }).first().waitFor();
    const parts = ['context', 'timeline', 'impact', 'causes', 'review', 'actions'];
    await page.waitForURL(/#\/pm\/.*\/context$/);
    const own = page.url().replace(/.*#/, "#").replace(/\/[^\/]*$/, "");
    for (const part of parts) {
      await go_to(page, `${own}/${part}`);
      await page.getByRole('heading', { level: 2, name: word(`editor_part_${part}`) }).waitFor();
      await look(`new post-mortem, ${part}`);
    }
    for (const [where, title] of [['import', 'bring_in_title'], ['settings', 'settings_title']]) {
      await go_to(page, `#/${where}`);
      await page.getByRole('heading', { level: 1, name: word(title), exact: true }).waitFor();
      await look(where);
    }

    await go_to(page, '#/');
    await page.getByRole('heading', { level: 1, name: word('library_title'), exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await look('palette');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const samples = await Promise.all(['2026-01-14-checkout-timed-out-behind-an-index-build', '2025-12-03-etiquetas-con-la-ruta-de-otra-provincia']
      .map(async name => ({ name: `${name}.json`, mimeType: 'application/json', buffer: await readFile(path.join(project, `assets/samples/${name}.postmortem.json`)) })));
    await go_to(page, '#/import');
    const chooser = page.waitForEvent('filechooser');
    await button('bring_in_choose').click();
    await (await chooser).setFiles([...samples, { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('words') }]);
    await button('bring_in_accept', 2).waitFor();
    await look('import, a plan');
    await button('bring_in_accept', 2).click();
    await button('bring_in_to_library').waitFor();
    await look('import, done');
    await go_to(page, '#/');
    const { id, title } = JSON.parse(samples[0].buffer);
    await page.getByRole('link', { name: title }).waitFor();
    await look('library');
    for (const part of [...parts, 'share']) {
      await go_to(page, `#/pm/${id}/${part}`);
      await page.getByRole('heading', part === 'share' ? { level: 1 } : { level: 2, name: word(`editor_part_${part}`) }).first().waitFor();
      await look(`post-mortem, ${part}`);
    }
    await go_to(page, '#/no/such/page');
    await page.getByRole('heading', { level: 1, name: word('kit_no_such_page') }).waitFor();
    await look('no such page');
    assert.deepEqual(found, []);
  });
}
