// The browser tests' own support, tried on a page that misbehaves: what these tests promise to notice they do notice.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { open_app, temporary_folder } from './support.mjs';

const policy = "default-src 'none'; script-src 'self'; worker-src 'self' blob:; connect-src 'self'; img-src data:";

/** A page and a worker that do one bad thing when they are told its name. */
async function misbehaving_page(t, { with_policy = true } = {}) {
  const root = await temporary_folder(t);
  const meta = with_policy ? `<meta http-equiv="Content-Security-Policy" content="${policy}">` : '';
  const deeds = `{
    log: () => console.error('an error was logged'),
    throw: () => setTimeout(() => { throw new Error('nobody catches this'); }),
    // Later, since what the debugger calls directly may use eval.
    eval: () => setTimeout(() => { try { eval('1'); } catch {} }),
    fetch: () => fetch('https://elsewhere.invalid/').catch(() => {}),
  }`;
  await writeFile(path.join(root, 'index.html'), `<!doctype html>${meta}<link rel="icon" href="data:,"><script src="page.js"></script>`);
  await writeFile(
    path.join(root, 'page.js'),
    `const start = 'import ' + JSON.stringify(new URL('worker.js', location).href);
     const blob = new Blob([start], { type: 'text/javascript' });
     globalThis.worker = new Worker(URL.createObjectURL(blob), { type: 'module' });
     globalThis.deeds = ${deeds};`,
  );
  await writeFile(path.join(root, 'worker.js'), `const deeds = ${deeds}; onmessage = ({ data }) => deeds[data]();`);
  return root;
}

const places = {
  'on the page': (app, deed) => app.page.evaluate((name) => void deeds[name](), deed),
  'in its worker': (app, deed) => app.page.evaluate((name) => worker.postMessage(name), deed),
};
for (const [place, tell] of Object.entries(places)) {
  test(`an error, an uncaught exception, a breach of the policy and a foreign request ${place} are noticed`, async (t) => {
    const app = await open_app(t, { root: await misbehaving_page(t) });
    await tell(app, 'log');
    await app.expect_problem(/^console: an error was logged/);
    await tell(app, 'throw');
    await app.expect_problem(/^uncaught: .*nobody catches this/);
    await tell(app, 'eval');
    await app.expect_problem(/^console: Content Security Policy: script-src refused eval/);
    await tell(app, 'fetch');
    await app.expect_problem(/Content Security Policy: connect-src refused https:\/\/elsewhere\.invalid/);
    const free = await open_app(t, { root: await misbehaving_page(t, { with_policy: false }) });
    await tell(free, 'fetch');
    await free.expect_problem(/^request to another origin: https:\/\/elsewhere\.invalid\//);
    await free.context.close();
    app.problems = free.problems = [];
  });
}

test('what was noticed and not expected fails the test when it ends', async (t) => {
  const inner = { after: (ending) => (inner.end = ending) };
  const app = await open_app(inner, { root: await misbehaving_page(t) });
  await Promise.all([app.context.waitForEvent('console'), places['on the page'](app, 'log')]);
  await assert.rejects(inner.end(), /an error was logged/);
  assert.equal(existsSync(app.profile), false);
});

test('a browser that was killed starts again at the same address', async (t) => {
  const app = await open_app(t, { root: await misbehaving_page(t) });
  await app.page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const writer = await (await folder.getFileHandle('kept', { create: true })).createWritable();
    await writer.write('words');
    await writer.close();
  });
  const { url } = app;
  await app.kill();
  await app.start();
  assert.equal(app.page.url(), url);
  const kept = await app.page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle('kept')).getFile()).text();
  });
  assert.equal(kept, 'words');
});
