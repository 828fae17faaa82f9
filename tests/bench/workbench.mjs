// What the measures share: the built app beside the pages it is compared with, libraries of any size brought in through the app itself,
// and the same work done natively. All files are in one folder that is gone afterwards.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, readdirSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { build } from 'esbuild';
import { say } from '../browser/strings.mjs';
import { dist, open_app, project } from '../browser/support.mjs';
import { watch_page } from './probe.mjs';

const folder = path.join(project, 'build/bench');
const dev = process.env.UNREPEAT_DEV ?? path.join(project, 'dev');
const en = (...words) => say('en', ...words);
/** What one file of a generated library holds: a larger library comes in as several. */
const most_in_file = 10_000;
/** With five promises or so each. */
const most_with_promises = 5_000;

/** The middle of some numbers, or the value that a share of them stays below. */
export function quantile(values, share = 0.5) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** 300 KB of script as it might have been written: functions, most of which never run. */
function blank_script() {
  const parts = ['let sum = 0;'];
  for (let i = 0, size = 0; size < 300_000; size += parts.at(-1).length + 1) {
    parts.push(`function step_${i}(a, b) { const list = [a, b, ${i}]; for (const n of list) sum += n * ${i % 7}; return { sum, name: 'step ${i++}' }; }`);
  }
  return `${parts.join('\n')}\nstep_0(1, 2);\nrequestAnimationFrame(() => { globalThis.drawn = performance.now(); });\n`;
}

/** Runs in a page or a worker: from now on every memory that is looked at is noted, until `take_memories` gives their sizes. */
function note_memories() {
  const seen = new Set(), known = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'buffer');
  const get = function () {
    seen.add(this);
    return known.get.call(this);
  };
  Object.defineProperty(WebAssembly.Memory.prototype, 'buffer', { ...known, get });
  globalThis.take_memories = () => {
    Object.defineProperty(WebAssembly.Memory.prototype, 'buffer', known);
    return [...seen].map((memory) => memory.buffer.byteLength);
  };
}

export class Workbench {
  #endings = [];
  #apps = new Map();

  /** `size`: how many post-mortems a large library has. */
  static async make({ size = 10_000 } = {}) {
    await rm(folder, { recursive: true, force: true });
    const root = path.join(folder, 'root');
    await mkdir(root, { recursive: true });
    await cp(dist, root, { recursive: true });
    await cp(path.join(project, 'tests/bench/pages'), root, { recursive: true, filter: (file) => !file.endsWith('.ts') });
    await writeFile(path.join(root, 'blank.js'), blank_script());
    await build({
      entryPoints: ['commit_page', 'commit_worker', 'minisearch_page', 'minisearch_worker'].map((name) => path.join(project, `tests/bench/pages/${name}.ts`)),
      outdir: root, bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning',
    });
    const bench = new Workbench();
    bench.root = root;
    bench.size = size;
    return bench;
  }

  /** The app on an empty profile of its own, watched by probe.mjs. */
  async open(name, options = {}) {
    const run = { after: (ending) => this.#endings.push(ending) };
    return open_app(run, {
      root: this.root,
      profile: path.join(folder, `profile-${name}`),
      before: (context) => context.addInitScript(watch_page, { empty_title: en('library_empty_title') }),
      ...options,
    });
  }

  /** The app with a library of so many generated post-mortems, which have at least so many promises each; opened once and kept. */
  async library(size, promises = 0) {
    const name = promises > 0 ? `${size}-with-${promises}` : String(size);
    if (!this.#apps.has(name)) {
      const app = await this.open(name);
      app.import_ms = 0;
      for (const { file, count } of await this.bundles(size, promises)) {
        app.import_ms += await this.bring_in(app, file, count);
        await rm(file);
      }
      this.#apps.set(name, app);
    }
    return this.#apps.get(name);
  }

  async #generate(file, ...words) {
    const program = spawn(dev, ['inside', 'build/release/tests/generate_library', ...words.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [[status]] = await Promise.all([once(program, 'close'), pipeline(program.stdout, createWriteStream(file))]);
    if (status !== 0) throw new Error(`generate_library ended with ${status}`);
    return file;
  }

  /** So many generated post-mortems as bundles, always the same: `[{ file, count }]`. */
  async bundles(size, promises = 0) {
    const files = [];
    const most = promises > 0 ? most_with_promises : most_in_file;
    for (let part = 0, left = size; left > 0; ++part, left -= most) {
      const count = Math.min(left, most);
      files.push({ file: await this.#generate(path.join(folder, `${count}-${promises}-${part}.json`), count, promises, part), count });
    }
    return files;
  }

  /** What the search looks in of the same post-mortems, as files beside the pages: their names. */
  async texts(size) {
    const names = [];
    for (let part = 0, left = size; left > 0; ++part, left -= most_in_file) {
      const count = Math.min(left, most_in_file), name = `texts-${count}-${part}.json`;
      await this.#generate(path.join(this.root, name), '--texts', count, 0, part);
      names.push(name);
    }
    return names;
  }

  /** Brings in a file with so many post-mortems as a person does; how long they wait, without the time they read the plan. */
  async bring_in(app, file, size) {
    const { page } = app;
    await page.goto(`${app.url}blank.html`);
    await page.goto(`${app.url}#/import`);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: en('bring_in_choose') }).click()]);
    const accept = page.getByRole('button', { name: en('bring_in_accept', size) });
    const until = async (first, last) => {
      const start = performance.now();
      await first();
      await last.waitFor({ timeout: 300_000 });
      return performance.now() - start;
    };
    const planning = await until(() => chooser.setFiles(file), accept);
    return planning + (await until(() => accept.click(), page.getByText(en('bring_in_done', size))));
  }

  /** The same import and the same searches by the same engine on native SQLite, in milliseconds: `{ import_ms, search_ms: [] }`. */
  async native(size, searches) {
    const library = path.join(folder, 'native.library');
    await Promise.all(['', '-wal', '-shm'].map((end) => rm(library + end, { force: true })));
    const file = await this.#generate(path.join(folder, `${size}.json`), size);
    const out = execFileSync(dev, ['inside', 'build/release/tests/native_library', file, library, ...searches], { encoding: 'utf8' });
    return JSON.parse(out);
  }

  /** A Slack export of so many bytes, a channel and a file a day; always the same. Gives its folder and its files. */
  async chat(bytes) {
    const root = path.join(folder, 'chat');
    await mkdir(path.join(root, 'orders'), { recursive: true });
    const words = ['orders fail for me', 'looking', 'p95 is at 4 s', 'we restart the workers', 'no effect', 'lunch?', 'rolled back', 'all green again'];
    const files = [];
    for (let day = 0, size = 0; size < bytes; ++day) {
      const begin = 1_735_689_600 + day * 86_400;
      const messages = Array.from({ length: 2_000 }, (_, i) => ({
        type: 'message', user: `U${i % 40}`, ts: `${begin + i * 40}.${String(i).padStart(6, '0')}`,
        text: `${words[i % words.length]} (${day}.${i}), ${'as the dashboard of the checkout shows since this morning '.repeat(i % 3)}`,
        ...(i % 9 === 4 ? { thread_ts: `${begin + (i - 4) * 40}.${String(i - 4).padStart(6, '0')}` } : {}),
      }));
      const file = path.join(root, 'orders', `${new Date(begin * 1000).toISOString().slice(0, 10)}.json`);
      const text = JSON.stringify(messages);
      size += text.length;
      await writeFile(file, text);
      files.push(file);
    }
    return { root, files };
  }

  /** One timeline of such a folder, natively: `{ import_ms, events, peak_kb }`. */
  chat_time(root) {
    return JSON.parse(execFileSync(dev, ['inside', 'build/release/tests/chat_time', root], { encoding: 'utf8' }));
  }

  /**
   * How many milliseconds the workers that an app has now were on a processor so far, as a function that looks: what the system knows of their
   * threads, so that what else the machine does hardly counts.
   */
  worker_clock(app) {
    const browser = app.pid(), parents = new Map();
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      // What has ended meanwhile is none of the browser's.
      try {
        parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/.*\) \S /, '').split(' ', 1)[0]));
      } catch {}
    }
    const is_ours = (process) => process === browser || (parents.has(process) && is_ours(parents.get(process)));
    const threads = [...parents.keys()].filter(is_ours).flatMap((process) => readdirSync(`/proc/${process}/task`).map((thread) => `/proc/${process}/task/${thread}`))
      .filter((thread) => readFileSync(`${thread}/comm`, 'utf8').startsWith('DedicatedWorker'));
    return () => threads.reduce((sum, thread) => sum + Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ', 1)[0]) / 1e6, 0);
  }

  /**
   * What a page and its workers hold, in MB, once what nothing holds is given up: `[{ kind, heap, modules }]`, the page first. `heap` is what
   * JavaScript keeps, `modules` the memory of each WebAssembly instance that is at work during `use`.
   */
  async memory(page, use = () => {}) {
    const session = await page.context().newCDPSession(page);
    const told = new Map(), attached = [];
    let last = 0;
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => { if (targetInfo.type === 'worker') attached.push(sessionId); });
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message);
      told.get(id)?.(result);
    });
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    const of_worker = (sessionId) => (method, params = {}) => new Promise((resolve) => {
      told.set(++last, resolve);
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: last, method, params }) });
    });
    const all = [['page', (method, params) => session.send(method, params)], ...attached.map((sessionId) => ['worker', of_worker(sessionId)])];
    const run = async (send, expression) => (await send('Runtime.evaluate', { expression, returnByValue: true })).result.value;
    for (const [, send] of all) await run(send, `(${note_memories})()`);
    await use();
    const found = [];
    for (const [kind, send] of all) {
      const modules = await run(send, 'globalThis.take_memories()');
      await send('HeapProfiler.collectGarbage');
      const { usedSize } = await send('Runtime.getHeapUsage');
      found.push({ kind, heap: usedSize / 1e6, modules: modules.map((bytes) => bytes / 1e6) });
    }
    await session.detach();
    return found;
  }

  async end() {
    for (const ending of this.#endings.reverse()) await ending();
    await rm(folder, { recursive: true, force: true });
  }
}
