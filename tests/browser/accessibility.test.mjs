// Every screen in every state, in both languages and, one in each, both themes: axe-core finds nothing, every element has its place, and in English
// assistive technology is shown what tests/browser/accessibility/ has, a file a screen. UNREPEAT_REWRITE=1 writes these files anew: read the
// difference as somebody who hears it.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { accessibility_text } from './accessibility_tree.mjs';
import { part_titles, parts, scenes } from './scenes.mjs';
import { go_to } from './steps.mjs';
import { say } from './strings.mjs';
import { open_app, project, settle } from './support.mjs';

const axe = await readFile(path.join(project, 'node_modules/axe-core/axe.min.js'), 'utf8');
const folder = path.join(project, 'tests/browser/accessibility');
const is_rewritten = process.env.UNREPEAT_REWRITE === '1';
/** Dates are said as seen from here, and the samples lie around it. */
const now = Date.UTC(2026, 10, 25, 12);

/** What axe finds on the page as it is, a line each. */
const violations = (page) => page.evaluate(async () => {
  const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html }) => `${id}: ${help}: ${target} ${html.slice(0, 200)}`));
});

/** Elements of the mirror without a box, or outside of what their scroller holds, a line each. */
const misplaced = (page) => page.evaluate(() => {
  const found = [];
  for (const element of document.querySelectorAll('.mirror .n')) {
    if (element.matches('.live')) continue;
    const what = `${element.getAttribute('role') ?? element.tagName.toLowerCase()} “${(element.ariaLabel ?? element.textContent).slice(0, 80)}”`;
    const box = element.getBoundingClientRect();
    if (box.width <= 0 || box.height <= 0) found.push(`${what} has no box`);
    const around = element.parentElement.closest('.s');
    const edge = (around ?? document.documentElement).getBoundingClientRect();
    const [top, bottom] = around ? [edge.top - around.scrollTop, edge.top - around.scrollTop + around.scrollHeight] : [0, innerHeight];
    if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < top - 1 || box.bottom > bottom + 1)
      found.push(`${what} lies outside: ${[box.left, box.top, box.right, box.bottom].map(Math.round)} of ${[edge.left, top, edge.right, bottom].map(Math.round)}`);
  }
  return found;
});

/** How the first difference reads, with what stands before it. */
function difference(wanted, found) {
  const [was, is] = [wanted.split('\n'), found.split('\n')];
  const at = is.findIndex((line, index) => line !== was[index]);
  const first = at < 0 ? is.length : at;
  return ['', ...is.slice(Math.max(0, first - 2), first), ...was.slice(first, first + 4).map((line) => `- ${line}`), ...is.slice(first, first + 4).map((line) => `+ ${line}`)].join('\n');
}

for (const [language, locale, colorScheme] of [['en', 'en-US', 'light'], ['es', 'es-ES', 'dark']]) {
  test(`axe finds nothing on any screen in any state, every element has its place, and what is read is on file (${language}, ${colorScheme})`, async t => {
    const size = { width: 1280, height: 800 };
    const app = await open_app(t, { browser: { locale, colorScheme }, before: context => context.addInitScript(`Date.now = () => ${now};`) });
    const { page } = app;
    const button = (name, ...values) => page.getByRole('button', { name: say(language, name, ...values), exact: true });
    const saving = page.getByText(say(language, 'kit_saving'), { exact: true });
    await page.evaluate(axe);
    const found = [], names = [];
    const look = async (name) => {
      // "Saving" is there for a moment only, longer on a busy machine.
      while (await saving.count() > 0) await saving.first().waitFor({ state: 'detached' });
      await settle(page);
      names.push(name);
      if (language === 'en') {
        const file = path.join(folder, `${name}.txt`), text = await accessibility_text(page);
        if (is_rewritten) await writeFile(file, text);
        const known = await readFile(file, 'utf8').catch(() => '');
        if (known !== text) found.push(`${name}: other words than in its file (UNREPEAT_REWRITE=1 writes it anew)${difference(known, text)}`);
      }
      found.push(...(await misplaced(page)).map(line => `${name}: ${line}`));
      found.push(...(await violations(page)).map(line => `${name}: ${line}`));
    };

    await mkdir(folder, { recursive: true });
    await button('library_add_examples').waitFor();
    await look('library-empty');
    await button('library_add_examples').click();
    await page.getByRole('row').nth(3).waitFor();
    await button('kit_close').click();
    // What stands beside the navigation is counted a little later.
    await page.waitForFunction(words => document.querySelector('#mirror a[href="#/actions"]').outerHTML.includes(words), say(language, 'frame_overdue', 6));
    for (const scene of scenes(language, size)) {
      await go_to(page, scene.route);
      await settle(page);
      await scene.prepare?.(page);
      await look(scene.name);
      await scene.leave?.(page);
    }
    await go_to(page, '#/import');
    await button('bring_in_accept', 5).click();
    await button('bring_in_to_library').waitFor();
    // What has the focus depends on how fast it went; it is never lost.
    await button('bring_in_to_library').focus();
    await look('import-done');
    await button('kit_close').click();
    await go_to(page, '#/');
    await button('library_new').first().click();
    await page.waitForURL(/#\/pm\/.*\/context$/);
    await page.getByText(say(language, 'kit_saved'), { exact: true }).first().waitFor();
    const own = page.url().replace(/.*#/, '#').replace(/\/[^/]*$/, '');
    for (const part of parts) {
      await go_to(page, `${own}/${part}`);
      await page.getByRole('heading', { level: 2, name: say(language, part_titles.get(part)) }).first().waitFor();
      await look(`new-${part}`);
    }
    if (language === 'en') assert.deepEqual((await readdir(folder)).sort(), names.map(name => `${name}.txt`).sort());
    assert.equal(found.length, 0, found.join('\n'));
  });
}
