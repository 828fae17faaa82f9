// The first sight of a library calls nothing of the later part (web/later.txt): it is shown while that is still on its way.
// What a failure calls wasm-function[N] is number N of build/web/unrepeat.wasm.symbols.
import test from 'node:test';
import { say } from './strings.mjs';
import { open_app, settle } from './support.mjs';

const pattern = '**/later.wasm';
/** What is fetched for afterwards waits as long as the page is there; what a call in the middle of C++ asks for is refused. */
const keep_back = route => route.request().resourceType() === 'fetch' ? undefined : route.abort();

for (const [name, language, browser] of [
  ['in a window', 'en', {}],
  ['on a phone, in Spanish', 'es', { locale: 'es-MX', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
]) {
  test(`the library is shown before the later part is there, empty and with rows: ${name}`, async t => {
    const { page, context, url } = await open_app(t, { path: null, browser });
    const called_early = context.waitForEvent('weberror', { timeout: 0 }).then(event => { throw event.error(); });
    called_early.catch(() => {});
    const opens_without = async sight => {
      await page.route(pattern, keep_back);
      const asked = page.waitForRequest(pattern);
      await page.goto(url);
      await Promise.race([sight.waitFor(), called_early]);
      await asked;
      await settle(page);
    };
    const row = page.getByRole('row').getByRole('link').first();
    await opens_without(page.getByText(say(language, 'library_empty_title'), { exact: true }).first());

    await page.unroute(pattern);
    await page.reload();
    await page.getByRole('button', { name: say(language, 'library_add_examples'), exact: true }).click();
    await row.waitFor();
    await settle(page);
    await opens_without(row);
  });
}
