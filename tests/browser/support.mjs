// What every browser test starts with: the built page in a real Chromium on a real profile, where anything the page should not do fails the test.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { existsSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';

export const project = fileURLToPath(new URL('../../', import.meta.url));
export const dist = process.env.UNREPEAT_DIST ?? path.join(project, 'build/web/dist');

export const chromium_path = process.env.UNREPEAT_CHROMIUM ?? '/usr/bin/chromium';
/** WebGL2 without a graphics card, and a browser that asks nothing of the network by itself. */
export const chromium_flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** Runs in the page and in its workers: a breach that only throws (eval does) becomes an error on the console. */
function report_breaches() {
  addEventListener('securitypolicyviolation', (breach) =>
    console.error(`Content Security Policy: ${breach.effectiveDirective} refused ${breach.blockedURI || 'inline'}`),
  );
}

const endings = new WeakMap();

/** Does `task` when the test ends, the latest first and all of them even if one fails (node:test stops at the first hook that throws). */
export function at_end(t, task) {
  if (!endings.has(t)) {
    endings.set(t, []);
    t.after(async () => {
      const failures = [];
      for (const next of endings.get(t).reverse()) await Promise.resolve().then(next).catch((failure) => failures.push(failure));
      if (failures.length > 0) throw failures[0];
    });
  }
  endings.get(t).push(task);
}

/** A folder that is gone when the test has ended. */
export async function temporary_folder(t) {
  const folder = await mkdtemp(path.join(tmpdir(), 'unrepeat-test-'));
  at_end(t, () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));
  return folder;
}

/**
 * The page in one browser on one profile. `page` is the first tab. Made by `open_app`.
 * At the end of the test every error on a console, every breach of the policy and every request to another origin fails it.
 */
export class App {
  /** @type {import('playwright-core').Page} */ page;
  /** @type {import('playwright-core').BrowserContext} */ context;
  /** What the page did that it should not have done, a sentence each. */
  problems = [];
  #noticed = new EventEmitter();

  constructor(server, profile, options) {
    this.server = server;
    this.url = server.url;
    this.origin = new URL(server.url).origin;
    this.profile = profile;
    this.options = options;
  }

  /** Starts the browser on this app's profile and opens the page at `path` ("#/settings"), or no page if `path` is null. */
  async start(path = this.options.path) {
    const { args, ...context_options } = this.options.browser;
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: chromium_path,
      args: [...chromium_flags, ...(args ?? [])],
      viewport: { width: 1280, height: 800 },
      locale: 'en-US',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      ...context_options,
    });
    this.#watch(this.context);
    await this.context.addInitScript(report_breaches);
    await this.options.before(this.context);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    if (path !== null) await this.page.goto(this.url + path);
    return this.page;
  }

  #watch(context) {
    context.on('request', (request) => {
      const url = request.url();
      const inside = [this.origin, `blob:${this.origin}`, 'data:', 'about:'].some((start) => url.startsWith(start));
      if (!inside) this.#notice(`request to another origin: ${url}`);
    });
    context.on('console', (message) => {
      if (message.type() === 'error') this.#notice(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.#notice(`uncaught: ${error.error().stack ?? error.error()}`));
    const watch_page = (page) => {
      page.on('crash', () => this.#notice('the tab crashed'));
      page.on('worker', (worker) => worker.evaluate(report_breaches).catch(() => {}));
    };
    context.pages().forEach(watch_page);
    context.on('page', watch_page);
  }

  /** Opens the page in one more tab of the same browser. */
  async open_tab(path = '') {
    const page = await this.context.newPage();
    await page.goto(this.url + path);
    return page;
  }

  #notice(problem) {
    this.problems.push(problem);
    this.#noticed.emit('problem');
  }

  /** Waits for a problem that matches and takes all such out of the list: for a test that causes it on purpose. */
  async expect_problem(pattern) {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), 15_000);
    while (!this.problems.some((problem) => pattern.test(problem))) {
      await once(this.#noticed, 'problem', { signal: deadline.signal }).catch(() =>
        assert.fail(`nothing like ${pattern} happened; what did: ${this.problems.join('; ') || 'nothing'}`),
      );
    }
    clearTimeout(timer);
    this.problems = this.problems.filter((problem) => !pattern.test(problem));
  }

  /** The process number of the browser itself. */
  pid() {
    return Number(readlinkSync(path.join(this.profile, 'SingletonLock')).match(/-(\d+)$/)[1]);
  }

  /** Ends the browser with SIGKILL, as a power cut would: no unload handler runs. */
  async kill() {
    const closed = new Promise((resolve) => this.context.once('close', resolve));
    const pid = this.pid();
    process.kill(pid, 'SIGKILL');
    await closed;
    while (existsSync(`/proc/${pid}`)) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Closes the browser properly and opens the page again on the same profile. */
  async restart(path = this.options.path) {
    await this.context.close();
    return this.start(path);
  }

  async end() {
    await this.context?.close();
    await this.server.close();
    assert.deepEqual(this.problems, [], 'the page did what it should not do');
  }
}

/**
 * Opens the built page for a test and closes everything when the test ends.
 * @param t The context that node:test gives.
 * @param options `path`: where to open ("#/settings"; null: open nothing yet) · `root`: the folder to serve · `base`: the sub-path to serve it
 *   at · `profile`: a profile folder to go on with · `before(context)`: called before the page is opened · `browser`: more options of
 *   Playwright's launchPersistentContext (`locale`, `colorScheme`, `viewport`, `args`, …).
 * @returns {Promise<App>}
 */
export async function open_app(t, { path = '', root = dist, base = '/', profile, before = () => {}, browser = {} } = {}) {
  const folder = profile ?? (await temporary_folder(t));
  const app = new App(await serve(root, { base }), folder, { path, before, browser });
  at_end(t, () => app.end());
  await app.start();
  return app;
}

/** Waits until the page drew nothing for three animation frames, with nothing under way that it will hear of. */
export async function settle(page) {
  await page.waitForFunction(() => globalThis.unrepeat?.counters.frames > 0);
  await page.evaluate(async () => {
    const { unrepeat } = globalThis;
    for (let passed = 0, quiet = 0; quiet < 3; passed++) {
      if (passed === 1200) throw new Error('the page never comes to rest');
      const last = unrepeat.counters.frames;
      await new Promise(requestAnimationFrame);
      quiet = unrepeat.counters.frames === last && !unrepeat.is_at_work() ? quiet + 1 : 0;
    }
  });
}
