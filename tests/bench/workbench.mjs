// What the measures share: the built app beside the pages it is compared with, libraries of any size brought in through the app itself,
// and the same work done natively. All files are in one folder that is gone afterwards.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { say } from '../browser/strings.mjs';
import { dist, open_app, project, settle } from '../browser/support.mjs';
import { watch_page } from './probe.mjs';

const folder = path.join(project, 'build/bench');
const dev = process.env.UNREPEAT_DEV ?? path.join(project, 'dev');
const en = (...words) => say('en', ...words);

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

export class Workbench {
  #endings = [];
  #apps = new Map();

  static async make() {
    await rm(folder, { recursive: true, force: true });
    const root = path.join(folder, 'root');
    await mkdir(root, { recursive: true });
    await cp(dist, root, { recursive: true });
    await cp(path.join(project, 'tests/bench/pages'), root, { recursive: true, filter: (file) => !file.endsWith('.ts') });
    await writeFile(path.join(root, 'blank.js'), blank_script());
    await build({
      entryPoints: ['commit_page', 'commit_worker'].map((name) => path.join(project, `tests/bench/pages/${name}.ts`)),
      outdir: root, bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning',
    });
    const bench = new Workbench();
    bench.root = root;
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

  /** The app with a library of so many generated post-mortems; opened once and kept. */
  async library(size) {
    if (!this.#apps.has(size)) {
      const app = await this.open(String(size));
      if (size > 0) app.import_ms = await this.bring_in(app, await this.bundle(size), size);
      this.#apps.set(size, app);
    }
    return this.#apps.get(size);
  }

  /** A bundle of so many generated post-mortems, always the same. */
  async bundle(size) {
    const file = path.join(folder, `${size}.json`);
    const program = spawn(dev, ['inside', 'build/release/tests/generate_library', String(size)], { stdio: ['ignore', 'pipe', 'inherit'] });
    program.stdout.pipe(createWriteStream(file));
    const [status] = await once(program, 'close');
    if (status !== 0) throw new Error(`generate_library ended with ${status}`);
    return file;
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
    const file = await this.bundle(size);
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

  /** Shows an address of the app that is open, without loading it again. */
  async show(app, hash) {
    await app.page.evaluate((where) => { location.hash = where; }, hash);
    await settle(app.page);
  }

  async end() {
    for (const ending of this.#endings.reverse()) await ending();
    await rm(folder, { recursive: true, force: true });
  }
}
