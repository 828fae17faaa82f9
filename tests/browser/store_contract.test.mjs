// The store's contract (tests/contract/), which also runs natively, on the storage of a real browser under the page's own content policy.
import assert from 'node:assert/strict';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { build } from 'esbuild';
import { open_app, project, temporary_folder } from './support.mjs';

test('the store keeps its contract in the browser', async t => {
  const root = await temporary_folder(t);
  await build({
    entryPoints: ['page', 'worker'].map(name => path.join(project, `tests/browser/contract/${name}.ts`)),
    outdir: root, bundle: true, format: 'esm', logLevel: 'warning',
  });
  const [policy] = (await readFile(path.join(project, 'web/index.html'), 'utf8')).match(/<meta http-equiv="Content-Security-Policy"[^>]*>/);
  await writeFile(path.join(root, 'index.html'), `<!doctype html>${policy}<link rel="icon" href="data:,"><script type="module" src="page.js"></script>`);
  await copyFile(path.join(project, 'build/web/store_contract.wasm'), path.join(root, 'store_contract.wasm'));
  await copyFile(path.join(project, 'node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm'), path.join(root, 'sqlite3.wasm'));

  const { page } = await open_app(t, { root });
  await page.waitForFunction(() => 'run_contract' in globalThis);
  const { failed, report } = await page.evaluate(() => globalThis.run_contract());

  t.diagnostic(report.trim());
  assert.equal(failed, 0, report);
  assert.match(report, /test cases: +[1-9]/);
});
