// The path to the disk in a real browser: page, worker, engine, SQLite, the browser's own storage; and everything that can go wrong on it.
import assert from 'node:assert/strict';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { build } from 'esbuild';
import { dist, open_app, project, temporary_folder } from './support.mjs';

const sample = '2025-09-18-checkout-slowed-to-nine-seconds.postmortem.json';

/// A folder to serve: the shipped worker and module, and a page that only has the engine's client. `in_worker` is script that runs first.
async function engine_page(t, in_worker = '') {
  const root = await temporary_folder(t);
  await build({
    entryPoints: [path.join(project, 'tests/browser/engine/page.ts')], outdir: root, bundle: true, format: 'esm', target: 'es2022',
    logLevel: 'warning',
  });
  const [policy] = (await readFile(path.join(project, 'web/index.html'), 'utf8')).match(/<meta http-equiv="Content-Security-Policy"[^>]*>/);
  await writeFile(path.join(root, 'index.html'), `<!doctype html>${policy}<link rel="icon" href="data:,"><script type="module" src="page.js"></script>`);
  for (const name of ['unrepeat.wasm', 'later.wasm', 'sqlite3.wasm']) await copyFile(path.join(dist, name), path.join(root, name));
  await writeFile(path.join(root, 'engine.js'), `${in_worker};${await readFile(path.join(dist, 'engine.js'), 'utf8')}`);
  return root;
}

async function open_engine(t, options = {}) {
  return open_app(t, { root: await engine_page(t, options.in_worker) });
}

const state_is = (page, kind) => page.waitForFunction(wanted => globalThis.engine?.states.at(-1)?.kind === wanted, kind);
const ask = (page, type, body) => page.evaluate(([type, body]) => globalThis.engine.ask(type, body), [type, body]);

/// Adds the sample as a new post-mortem and returns its id and title.
async function add_sample(page) {
  const document = await readFile(path.join(project, 'assets/samples', sample), 'utf8');
  const { id, title } = JSON.parse(document);
  const operation = await page.evaluate(() => globalThis.engine.new_id());
  const { type, body } = await ask(page, 'create_postmortem', { operation, document });
  assert.equal(type, 'postmortem_saved', JSON.stringify(body));
  return { id, title };
}

async function title_of(page, id) {
  const { type, body } = await ask(page, 'load_postmortem', { id });
  assert.equal(type, 'postmortem_loaded', JSON.stringify(body));
  return JSON.parse(body.document).title;
}

const save_title = (page, id, before, after) =>
  page.evaluate(([id, before, after]) => globalThis.engine.save_title(id, before, after, globalThis.engine.new_id()), [id, before, after]);

test('what was acknowledged is there after the browser is killed at once', async t => {
  const app = await open_engine(t);
  await state_is(app.page, 'on_disk');
  const { id, title } = await add_sample(app.page);
  let last = title;
  for (let round = 1; round <= 3; ++round) {
    const { type, body } = await save_title(app.page, id, last, `Round ${round}`);
    assert.equal(type, 'postmortem_saved', JSON.stringify(body));
    last = `Round ${round}`;
    await app.kill();
    await app.start();
    await state_is(app.page, 'on_disk');
    assert.equal(await title_of(app.page, id), last);
  }
  const { body } = await ask(app.page, 'list_postmortems', { search: 'round', limit: 10, descending: true });
  assert.equal(body.total, 1);
  assert.equal(body.rows[0].title, 'Round 3');
});

test('where the browser refuses storage the library works in memory, and says why', async t => {
  const refuse = `navigator.storage.getDirectory = () => Promise.reject(new DOMException('not in a private window', 'SecurityError'))`;
  const app = await open_engine(t, { in_worker: refuse });
  await state_is(app.page, 'in_memory');
  assert.match(await app.page.evaluate(() => globalThis.engine.client.state.why), /not in a private window/);
  const { body } = await ask(app.page, 'open_library', {});
  assert.equal(body.storage, 'in_memory');
  assert.match(body.why, /not in a private window/);
  const { id, title } = await add_sample(app.page);
  assert.equal(await title_of(app.page, id), title);

  const second = await app.open_tab();
  await state_is(second, 'in_memory');
});

test('a second tab says that the library is elsewhere, gets it when asked, and gives it back', async t => {
  const app = await open_engine(t);
  const first = app.page;
  await state_is(first, 'on_disk');
  const { id, title } = await add_sample(first);
  const second = await app.open_tab();
  await state_is(second, 'elsewhere');

  // What the first tab still had to save when it was asked is saved before the library goes.
  await first.evaluate(([id, title]) => {
    globalThis.engine.on_release(() => {
      globalThis.engine.last_save = globalThis.engine.save_title(id, title, 'Saved on the way out', globalThis.engine.new_id());
    });
  }, [id, title]);
  await second.evaluate(() => globalThis.engine.client.use_here());
  await state_is(second, 'on_disk');
  await state_is(first, 'elsewhere');
  assert.equal((await first.evaluate(() => globalThis.engine.last_save)).type, 'postmortem_saved');
  assert.equal(await title_of(second, id), 'Saved on the way out');
  assert.equal((await save_title(second, id, 'Saved on the way out', 'From the second tab')).type, 'postmortem_saved');

  // A question that is asked while the library is elsewhere waits, and is answered when it is back.
  const waiting = title_of(first, id);
  await first.evaluate(() => {
    globalThis.engine.on_release(() => {});
    globalThis.engine.client.use_here();
  });
  await state_is(first, 'on_disk');
  await state_is(second, 'elsewhere');
  assert.equal(await waiting, 'From the second tab');

  // When the tab that has it is closed, the other one gets it by itself.
  await first.close();
  await state_is(second, 'on_disk');
  assert.equal(await title_of(second, id), 'From the second tab');
});

test('of three tabs the one that asks gets the library, although another waits longer', async t => {
  const app = await open_engine(t);
  await state_is(app.page, 'on_disk');
  const second = await app.open_tab();
  await state_is(second, 'elsewhere');
  const third = await app.open_tab();
  await state_is(third, 'elsewhere');
  await third.evaluate(() => globalThis.engine.client.use_here());
  await state_is(third, 'on_disk');
  await state_is(app.page, 'elsewhere');
  assert.equal(await second.evaluate(() => globalThis.engine.states.some(state => state.kind === 'on_disk')), false);
});

test('a worker that dies is started again, and what it had not answered happens exactly once', async t => {
  const app = await open_engine(t);
  await state_is(app.page, 'on_disk');
  const { id, title } = await add_sample(app.page);
  const { types, counts, workers } = await app.page.evaluate(async ([id, title]) => {
    const { engine } = globalThis;
    const saves = [];
    let before = title;
    for (let i = 1; i <= 60; ++i) {
      saves.push(engine.save_title(id, before, `Title ${i}`, engine.new_id()));
      before = `Title ${i}`;
      // Some are done and not heard of, some on their way, some not begun.
      if (i % 20 === 0) {
        await saves[i - 10];
        engine.workers.at(-1).terminate();
      }
    }
    const done = await Promise.all(saves);
    return { types: [...new Set(done.map(({ type }) => type))], counts: [...new Set(engine.answers.values())], workers: engine.workers.length };
  }, [id, title]);
  assert.deepEqual(types, ['postmortem_saved']);
  assert.deepEqual(counts, [1], 'each answered once');
  assert.ok(workers > 1);
  assert.equal(await title_of(app.page, id), 'Title 60');
});

test('a worker that cannot be loaded is given up after some tries, and can be tried again', async t => {
  const root = await engine_page(t);
  const app = await open_app(t, { root, path: null });
  const shipped = await readFile(path.join(root, 'engine.js'));
  await rm(path.join(root, 'engine.js'));
  await app.page.goto(app.url);
  await state_is(app.page, 'failed');
  const waiting = ask(app.page, 'open_library', {});
  await writeFile(path.join(root, 'engine.js'), shipped);
  await app.page.evaluate(() => globalThis.engine.client.restart());
  await state_is(app.page, 'on_disk');
  assert.equal((await waiting).type, 'library_opened');
});

test('a message nested twenty thousand deep is refused, and the engine goes on', async t => {
  const app = await open_engine(t);
  await state_is(app.page, 'on_disk');
  const hostile = await app.page.evaluate(async () => {
    const deep = new Uint8Array(20_001).fill(0x91);
    deep[20_000] = 0xc0;
    const random = crypto.getRandomValues(new Uint8Array(5000));
    const answers = [];
    for (const bytes of [deep, random, new Uint8Array(1)]) answers.push(await globalThis.engine.ask_bytes(bytes));
    return answers.map(({ type, body }) => [type, body.kind]);
  });
  assert.deepEqual(hostile, Array(3).fill(['failed', 'malformed']));
  assert.equal((await ask(app.page, 'open_library', {})).type, 'library_opened');
  assert.equal(await app.page.evaluate(() => globalThis.engine.workers.length), 1);
});

test('a full disk is said so, loses nothing, and is over when there is space', async t => {
  const app = await open_engine(t);
  await state_is(app.page, 'on_disk');
  const { id, title } = await add_sample(app.page);
  const devtools = await app.context.newCDPSession(app.page);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin: app.origin });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: app.origin, quotaSize: usage });

  const long = 'x'.repeat(1_000_000);
  let failure;
  for (let i = 0; i < 8 && !failure; ++i) {
    const { type, body } = await ask(app.page, 'write_setting', { operation: await app.page.evaluate(() => globalThis.engine.new_id()), key: `k${i}`, value: long });
    if (type === 'failed') failure = body;
  }
  assert.equal(failure?.kind, 'storage_full', JSON.stringify(failure));
  assert.equal(await title_of(app.page, id), title);

  await devtools.send('Storage.overrideQuotaForOrigin', { origin: app.origin });
  assert.equal((await save_title(app.page, id, title, 'There is space again')).type, 'postmortem_saved');
  await app.restart();
  await state_is(app.page, 'on_disk');
  assert.equal(await title_of(app.page, id), 'There is space again');
  await app.expect_problem(/QuotaExceededError/);
});

test('every key press is on disk and acknowledged', async t => {
  const app = await open_engine(t);
  await state_is(app.page, 'on_disk');
  const { id, title } = await add_sample(app.page);
  const { saves, reads } = await app.page.evaluate(async ([id, title]) => {
    const { engine } = globalThis, saves = [], reads = [];
    const take = async (times, action) => {
      const start = performance.now();
      const { type } = await action();
      times.push(performance.now() - start);
      if (type === 'failed') throw new Error(type);
    };
    let before = title;
    for (let i = 0; i < 300; ++i) {
      const after = `${before.slice(0, 40)}${i}`;
      await take(saves, () => engine.save_title(id, before, after, engine.new_id()));
      await take(reads, () => engine.ask('read_settings'));
      before = after;
    }
    return { saves: saves.sort((a, b) => a - b), reads: reads.sort((a, b) => a - b) };
  }, [id, title]);
  // Figures to read, not limits: how busy this machine is decides them. The reads have the same way without the disk.
  for (const [name, times] of Object.entries({ saves, reads }))
    t.diagnostic(`${name}: median ${times[150].toFixed(2)} ms, p99 ${times[296].toFixed(2)} ms`);
  assert.equal(saves.length, 300);
});
