// The measures, each by the name that `--only` takes: what it opens, what it compares with, the figures it gives. A figure without a goal is
// there to understand the one beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { say } from '../browser/strings.mjs';
import { project, settle as settle_soon } from '../browser/support.mjs';
import { commit_times } from './probe.mjs';
import { quantile } from './workbench.mjs';

const en = (...words) => say('en', ...words);
const size_name = (size) => size.toLocaleString('en');
const sample = '2026-01-14-checkout-timed-out-behind-an-index-build.postmortem.json';

/** What people look for: a word, a beginning, two words, a phrase, a rare word, nothing there. */
const searches = [
  'timeout', 'postgres', 'ti', 're', 'con', 'replica lag', 'config deploy', 'restart alert', '"rolled back"', '"rate latency"', 'backup',
  'certificate', 'cert expired', 'granhol', 'stoti', 'Ana', 'checkout', 'nobody knew', 'mem', 'queue grew until', 'zzzz',
];

/** As the tests wait for the page to be at rest, but as long as a large library takes: its families are counted for minutes. */
async function settle(page) {
  const until = performance.now() + 1_800_000;
  for (;;) {
    try {
      return await settle_soon(page);
    } catch (failure) {
      if (performance.now() > until || !/never comes to rest/.test(failure.message)) throw failure;
    }
  }
}

/** Shows an address of the app that is open, without loading it again. */
async function show(page, hash) {
  await page.evaluate((where) => { location.hash = where; }, hash);
  await settle(page);
}

const shown = (app) => app.page.waitForFunction(() => globalThis.bench?.library_shown !== undefined);

export async function download(bench) {
  const app = await bench.open('download');
  await shown(app);
  const packed = (file) => gzipSync(readFileSync(path.join(bench.root, file)), { level: 9 }).length;
  const { inputs, bytes } = Object.entries(JSON.parse(readFileSync(path.join(project, 'build/web/bundle.json'), 'utf8')).outputs)
    .find(([name]) => name.endsWith('/engine.js'))[1];
  const of_sqlite = Object.entries(inputs).filter(([name]) => name.includes('@sqlite.org')).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  const sqlite = packed('sqlite3.wasm') + (packed('engine.js') * of_sqlite) / bytes;
  const shown_at = await app.page.evaluate(() => performance.timeOrigin + globalThis.bench.library_shown);
  // What the app fetches by itself once it has time.
  await settle(app.page);
  const size_of = (files) => files.reduce((sum, file) => sum + packed(file), 0) - sqlite;
  const all = [...app.server.sent.keys()];
  const before = all.filter((file) => app.server.sent.get(file) < shown_at);
  const list = (files) => files.map((file) => `${file} ${(packed(file) / 1000).toFixed(0)}`).join(' · ');
  return [
    { name: 'App until the library is shown, gzip', value: size_of(before) / 1000, unit: 'KB', goal: 260, note: list(before) },
    { name: 'App, all of it', value: size_of(all) / 1000, unit: 'KB', note: list(all.filter((file) => !before.includes(file))) },
    { name: 'SQLite, gzip', value: sqlite / 1000, unit: 'KB', goal: 480 },
  ];
}

export async function start(bench) {
  const rounds = 7, sizes = [0, 1_000, bench.size];
  const times = new Map(sizes.map((size) => [size, { blank: [], first: [], library: [] }]));
  for (const size of sizes) await bench.library(size);
  for (let round = 0; round < rounds; ++round) {
    for (const size of sizes) {
      const app = await bench.library(size), { page } = app, time = times.get(size);
      await page.goto(`${app.url}blank.html`);
      time.blank.push(await (await page.waitForFunction(() => globalThis.drawn)).jsonValue());
      // The page before it may still be letting go of the library.
      await page.waitForFunction(async () => (await navigator.locks.query()).held.length === 0);
      await page.goto(app.url);
      await shown(app);
      const { first_frame, library_shown } = await page.evaluate(() => globalThis.bench);
      time.first.push(first_frame);
      time.library.push(library_shown);
      await page.goto('about:blank');
    }
  }
  const over_blank = (size, what) => quantile(times.get(size)[what]) / quantile(times.get(size).blank);
  const ms = (size, what) => `${quantile(times.get(size)[what]).toFixed(0)} ms`;
  return [
    ...sizes.flatMap((size) => [
      { name: `First useful frame, ${size_name(size)}`, value: over_blank(size, 'first'), unit: '×', note: `a blank page with 300 KB of script; ${ms(size, 'first')} / ${ms(size, 'blank')}` },
      { name: `Library shown, ${size_name(size)}`, value: over_blank(size, 'library'), unit: '×', note: `the same; ${ms(size, 'library')}` },
    ]),
    { name: `Library shown, ${size_name(bench.size)} to 0`, value: over_blank(bench.size, 'library') / over_blank(0, 'library'), unit: '×', goal: 1.3 },
  ];
}

export async function idle(bench) {
  const app = await bench.library(1_000), { page } = app;
  const frames_in_10_s = () => page.evaluate(async () => {
    const { counters } = globalThis.unrepeat, before = counters.frames;
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    return counters.frames - before;
  });
  await page.goto(app.url);
  await shown(app);
  await settle(page);
  const at_rest = await frames_in_10_s();
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.getByRole('textbox', { name: en('field_title'), exact: true }).first().click();
  await settle(page);
  return [
    { name: 'Frames in 10 s, at rest', value: at_rest, unit: '', goal: 0 },
    { name: 'Frames in 10 s, in a field', value: await frames_in_10_s(), unit: '', goal: 0 },
  ];
}

const scrolled_frames = 300;

/**
 * Script, style and layout of the page while its longest scroller goes down by 40 px a frame, in milliseconds a frame: time of its thread, so that
 * what else the machine does counts less. For the app also what the mirror takes of it, all its updates shared out among all frames.
 */
async function scroll_cost(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].map((name) => metrics.find((metric) => metric.name === name).value * 1000);
  };
  const before = await spent();
  const updates = await page.evaluate(async (left) => {
    const noted = globalThis.unrepeat?.counters.mirror_ms ?? [], all = [];
    noted.push = (ms) => { all.push(ms); return Array.prototype.push.call(noted, ms); };
    const [scroller] = [...document.querySelectorAll('*')].sort((a, b) => b.scrollHeight - b.clientHeight - (a.scrollHeight - a.clientHeight));
    for (; left > 0; --left) {
      scroller.scrollTop += 40;
      await new Promise(requestAnimationFrame);
    }
    delete noted.push;
    return all;
  }, scrolled_frames);
  const [script, layout, style] = (await spent()).map((value, i) => (value - before[i]) / scrolled_frames);
  await session.detach();
  const mirror = updates.reduce((sum, ms) => sum + ms, 0) / scrolled_frames;
  return { script, layout, style, mirror, updates: updates.length, slow: quantile(updates, 0.95), all: script + layout + style, mirrored: mirror + layout + style };
}

/** How many of the mirror's elements are in view. */
const elements_in_view = (page) => page.evaluate(() => [...document.querySelectorAll('#mirror .n')].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}).length);

export async function scroll(bench) {
  const { size } = bench, app = await bench.library(size), { page } = app;
  const usual = page.viewportSize(), in_view = 300;
  // High enough for so many elements, which the goal is about.
  await page.setViewportSize({ width: usual.width, height: 2000 });
  const ours = [], plain = [], drawn = [];
  let shown_elements = 0;
  for (let round = 0; round < 5; ++round) {
    await page.goto(`${app.url}rows.html`);
    plain.push(await scroll_cost(page));
    await page.goto(app.url);
    await shown(app);
    await settle(page);
    shown_elements = await elements_in_view(page);
    if (shown_elements < in_view) throw new Error(`only ${shown_elements} elements are in view`);
    ours.push(await scroll_cost(page));
    drawn.push(quantile(await page.evaluate(() => globalThis.unrepeat.counters.frame_ms)));
  }
  await page.setViewportSize(usual);
  const middle = (costs, what) => quantile(costs.map((cost) => cost[what]));
  const parts = (costs) => `${middle(costs, 'script').toFixed(2)} script, ${middle(costs, 'style').toFixed(2)} style, ${middle(costs, 'layout').toFixed(2)} layout`;
  return [
    { name: `CPU a frame, scrolling ${size_name(size)}`, value: middle(ours, 'all') / middle(plain, 'all'), unit: '×', note: `a plain page of as many rows on screen; ms: ${parts(ours)}` },
    { name: '· the plain page', value: middle(plain, 'all'), unit: 'ms', note: parts(plain) },
    { name: '· our frame, mirror included', value: quantile(drawn), unit: 'ms', note: 'a part of script' },
    { name: 'Mirror a scrolling frame', value: middle(ours, 'mirrored'), unit: 'ms', goal: 1, note: `${shown_elements} elements in view; ${middle(ours, 'mirror').toFixed(2)} of it script` },
    { name: '· script of one update, p95', value: middle(ours, 'slow'), unit: 'ms', note: `rows come and go in ${middle(ours, 'updates')} of ${scrolled_frames} frames` },
  ];
}

export async function typing(bench) {
  const keys = 200, paces = { 'a person’s pace': 120, fast: 25 };
  const app = await bench.library(1_000), { page } = app;
  const file = path.join(project, 'assets/samples', sample);
  await bench.bring_in(app, file, 1);
  const { id, context } = JSON.parse(readFileSync(file, 'utf8'));

  const figures = [];
  for (const [pace, pause_ms] of Object.entries(paces)) {
    await page.goto(`${app.url}commit.html`);
    await page.waitForFunction(() => globalThis.commit);
    const bare = await page.evaluate(([count, size, pause]) => globalThis.commit(count, size, pause), [keys, context.summary.length, pause_ms]);
    await page.goto(`${app.url}#/pm/${id}/context`);
    // The words that are read lie over the field until it is focused.
    await page.getByRole('textbox', { name: en('field_summary'), exact: true }).focus();
    await page.keyboard.press('Control+End');
    await settle(page);
    await page.evaluate(() => { globalThis.bench.keys.length = globalThis.bench.requests.length = 0; });
    await page.keyboard.type('The index took the lock that every order waits for. '.repeat(keys).slice(0, keys), { delay: pause_ms });
    await settle(page);
    await page.waitForFunction(() => globalThis.bench.requests.every(({ answered }) => answered !== undefined));
    const notes = await page.evaluate(() => globalThis.bench);
    const times = commit_times(notes);
    const requests = [...new Set(notes.requests.map(({ name }) => name))].map((name) => {
      const spent = notes.requests.filter((request) => request.name === name).map(({ sent, answered }) => answered - sent);
      return `${spent.length} ${name} ${quantile(spent).toFixed(1)} ms`;
    });
    figures.push(
      { name: `Key to commit, median, ${pace}`, value: quantile(times), unit: 'ms', note: `${(quantile(times) / quantile(bare)).toFixed(1)} × a bare commit; ${requests.join(', ')}` },
      { name: `Key to commit, p99, ${pace}`, value: quantile(times, 0.99), unit: 'ms', goal: 16, note: `${(quantile(times, 0.99) / quantile(bare, 0.99)).toFixed(1)} × a bare commit` },
      { name: `· a bare commit, p99, ${pace}`, value: quantile(bare, 0.99), unit: 'ms', note: `median ${quantile(bare).toFixed(2)} ms` },
    );
  }
  return figures;
}

/** The sample with thousands of events and dozens of factors, as a file. */
function write_large(file, events, factors) {
  const value = JSON.parse(readFileSync(path.join(project, 'assets/samples', sample), 'utf8'));
  const id = (kind, index) => `019c1c38-a401-7${kind}00-8000-${index.toString(16).padStart(12, '0')}`;
  const start = Date.parse('2026-01-14T08:00:00Z'), kinds = ['observation', 'detection', 'attempt', 'communication', 'change'];
  value.id = id(0, 1);
  value.title = 'A long one';
  value.timeline.push(...Array.from({ length: events }, (_, i) => ({
    id: id(1, i), time: { at: new Date(start + i * 11_000).toISOString().replace('.000Z', 'Z') }, kind: kinds[i % kinds.length], text: `Event ${i} of the export`,
  })));
  const lines = (state) => Array.from({ length: factors }, (_, i) => ({ id: id(state, i), i }));
  value.causes.factors.push(...lines(2).map((one) => ({ id: one.id, kind: 'condition', certainty: 'likely', text: `Condition ${one.i} that let it come so far` })));
  value.causes.links.push(...lines(3).map((one) => ({ id: one.id, from: id(2, one.i), to: one.i < 3 ? 'incident' : id(2, Math.floor((one.i - 1) / 2)), kind: 'contributed_to' })));
  writeFileSync(file, JSON.stringify(value));
  return value.id;
}

/** Milliseconds of our own frame, mirror included, while something moves for so many frames. */
async function frame_cost(page, move) {
  await settle(page);
  await page.evaluate(() => { globalThis.unrepeat.counters.frame_ms.length = 0; });
  for (let i = 0; i < 120; ++i) await move(i);
  await settle(page);
  return page.evaluate(() => globalThis.unrepeat.counters.frame_ms);
}

export async function editor(bench) {
  const app = await bench.open('editor'), { page } = app;
  await shown(app);
  const file = path.join(bench.root, 'large.json');
  const id = write_large(file, 2_000, 60);
  await bench.bring_in(app, file, 1);
  const figures = [];
  const measure = async (name, part, prepare, move) => {
    await show(page, `#/pm/${id}/${part}`);
    await prepare();
    const times = await frame_cost(page, move);
    figures.push({ name, value: quantile(times), unit: 'ms', goal: 2, note: `p99 ${quantile(times, 0.99).toFixed(1)} ms, ${times.length} frames` });
  };
  const picture = page.getByRole('group', { name: en('editor_strip').slice(0, 13) }).first();
  await measure('A frame, 2,000 events, moving the picture', 'timeline', async () => {
    await picture.hover();
    await page.keyboard.down('Shift');
  }, (i) => page.mouse.wheel(0, i < 60 ? 20 : -20));
  await page.keyboard.up('Shift');
  await measure('A frame, 2,000 events, scrolling the list', 'timeline', async () => {
    await page.mouse.move(700, 700);
  }, () => page.mouse.wheel(0, 60));
  await measure('A frame, graph of 60 factors, scrolling', 'causes', async () => {
    await page.getByRole('tab', { name: en('editor_causes_graph') }).click();
    await page.mouse.move(700, 700);
  }, (i) => page.mouse.wheel(0, i < 60 ? 20 : -20));
  return figures;
}

/** So many bytes of paragraphs as people write them, some of which the coach speaks about. */
function long_prose(size) {
  const paragraphs = [
    'At 14:02 the queue of the checkout grew to nine thousand orders. The engineer on call saw the alert three minutes later, since its channel was muted for a migration that had ended the day before. We failed to notice that the second region was slow as well.',
    'The index was built in the evening, when the table is read least. It took a lock that nobody expected: the manual says that it does not, for the version before. The team should have tested this with a copy.',
    '- Retries made it worse: every client asked three times within a second.\n- The dashboard showed the mean, which stayed low.\n- Somebody from support called, and that was the first sign.',
  ];
  let text = '';
  for (let i = 0; text.length < size; ++i) text += `Paragraph ${i}. ${paragraphs[i % paragraphs.length]}\n\n`;
  return text.slice(0, size);
}

export async function coach(bench) {
  const keys = 60;
  const app = await bench.library(1_000), { page } = app;
  const document = JSON.parse(readFileSync(path.join(project, 'assets/samples', sample), 'utf8'));
  const prose = long_prose(100 * 1024);
  const frames = {};
  for (const [name, summary] of [['read', prose], ['fenced', `\`\`\`\n${prose}\n\`\`\``]]) {
    document.id = document.id.slice(0, -1) + (name === 'read' ? 'a' : 'b');
    document.context.summary = summary;
    const file = path.join(bench.root, `${name}.postmortem.json`);
    writeFileSync(file, JSON.stringify(document));
    await bench.bring_in(app, file, 1);
    await page.goto(`${app.url}#/pm/${document.id}/context`);
    const field = page.getByRole('textbox', { name: en('field_summary'), exact: true });
    await field.focus();
    // In the middle of a sentence in the middle of the text.
    await field.evaluate((element) => { element.selectionStart = element.selectionEnd = element.value.indexOf('queue', element.value.length / 2); });
    await settle(page);
    await page.evaluate(() => { globalThis.unrepeat.counters.frame_ms.length = 0; });
    for (let typed = 0; typed < keys; ++typed) {
      await page.keyboard.type('a', { delay: 30 });
      await settle(page);
    }
    frames[name] = await page.evaluate(() => [...globalThis.unrepeat.counters.frame_ms]);
  }
  const ms = (name) => `median ${quantile(frames[name]).toFixed(1)} ms, p95 ${quantile(frames[name], 0.95).toFixed(1)} ms`;
  return [
    {
      name: 'The coach after a key, 100 KB', value: quantile(frames.read) - quantile(frames.fenced), unit: 'ms', goal: 16,
      note: `of a frame, its remarks drawn; with it ${ms('read')}, where it reads nothing ${ms('fenced')}`,
    },
  ];
}

export { import_ as import };
async function import_(bench) {
  const { size } = bench;
  const before = await bench.native(size, []);
  const app = await bench.library(size);
  const after = await bench.native(size, []);
  const native = (before.import_ms + after.import_ms) / 2;
  return [{ name: `Import of ${size_name(size)}`, value: app.import_ms / native, unit: '×', goal: 3, note: `native; ${(app.import_ms / 1000).toFixed(1)} s / ${(native / 1000).toFixed(1)} s` }];
}

/** A whole channel becomes a timeline, beside what reading the same bytes as JSON costs. */
export async function chat(bench) {
  const { root, files } = await bench.chat(100_000_000);
  let bytes = 0;
  const start = performance.now();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    bytes += text.length;
    JSON.parse(text);
  }
  const parse_ms = performance.now() - start;
  const { import_ms, events, peak_kb } = bench.chat_time(root);
  const megabytes = bytes / 1e6;
  const app = await bench.library(0);
  const planned = await plan_in_page(app, files, parse_ms);
  return [
    { name: `Slack, ${megabytes.toFixed(0)} MB, to a timeline`, value: import_ms / parse_ms, unit: '×', note: `reading them as JSON; ${(import_ms / 1000).toFixed(1)} s / ${(parse_ms / 1000).toFixed(1)} s; native, ${events} events, all of them kept` },
    { name: '· most memory at a time', value: peak_kb * 1024 / bytes, unit: '×', note: `its size; ${(peak_kb / 1024).toFixed(0)} MB` },
    ...planned,
  ];
}

/** The same files chosen in the app: until the plan is there, how the page draws meanwhile, and how soon it stops when told to. */
async function plan_in_page({ page, url }, files, parse_ms) {
  const choose = async () => {
    await page.goto(`${url}#/import`);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: en('bring_in_choose'), exact: true }).click()]);
    await page.evaluate(() => { globalThis.unrepeat.counters.frame_ms.length = 0; });
    await chooser.setFiles(files);
  };
  const cancel = page.getByRole('button', { name: en('kit_cancel'), exact: true });
  const planning = async () => page.evaluate(() => globalThis.bench.requests.findLast(({ name }) => name === 'plan_import'));
  const stops = [];
  for (const share of [0.02, 0.15, 0.35]) {
    await choose();
    await cancel.waitFor({ timeout: 60_000 });
    await page.waitForFunction((wanted) => {
      const bar = document.querySelector('#mirror [role=progressbar]');
      return bar && Number(bar.getAttribute('aria-valuenow')) >= wanted * Number(bar.getAttribute('aria-valuemax') ?? 100);
    }, share, { timeout: 120_000, polling: 20 });
    // As the browser got the press: what comes before it is the time of whoever presses.
    await page.evaluate(() => addEventListener('pointerdown', ({ timeStamp }) => { globalThis.bench.pressed = timeStamp; }, { capture: true, once: true }));
    await cancel.click();
    // The page is free at once; what counts is when the engine is.
    await page.waitForFunction(() => globalThis.bench.requests.findLast(({ name }) => name === 'plan_import').answered !== undefined, undefined, { polling: 20 });
    stops.push(await page.evaluate(() => globalThis.bench.requests.findLast(({ name }) => name === 'plan_import').answered - globalThis.bench.pressed));
  }
  await page.evaluate(() => {
    globalThis.bench.answered = ({ name }) => { if (name === 'plan_import') globalThis.bench.frames = [...globalThis.unrepeat.counters.frame_ms]; };
  });
  await choose();
  await page.getByText(en('bring_in_found', files.length)).waitFor({ timeout: 300_000 });
  const { sent, answered } = await planning();
  const frames = await page.evaluate(() => globalThis.bench.frames);
  const after = await page.evaluate(() => Math.max(...globalThis.unrepeat.counters.frame_ms.slice(-5)));
  return [
    { name: '· the same in the app, to a plan', value: (answered - sent) / parse_ms, unit: '×', note: `reading them as JSON; ${((answered - sent) / 1000).toFixed(1)} s` },
    { name: '· frames meanwhile, p99', value: quantile(frames, 0.99), unit: 'ms', goal: 16, note: `median ${quantile(frames).toFixed(1)} ms, the longest ${Math.max(...frames).toFixed(1)} ms of the last ${frames.length}; the first frame of the plan ${after.toFixed(1)} ms` },
    { name: '· from Cancel until it has stopped', value: Math.max(...stops), unit: 'ms', goal: 100, note: `${stops.map((ms) => ms.toFixed(0)).join(', ')} ms, sooner and later in it, with the press itself` },
  ];
}

export async function search(bench) {
  const { size } = bench;
  const app = await bench.library(size), { page } = app;
  await page.goto(app.url);
  await shown(app);
  await settle(page);
  const times = [];
  for (let round = 0; round < 3; ++round) {
    for (const words of searches) {
      times.push(await page.evaluate(async (text) => {
        const start = performance.now();
        const found = new Promise((resolve) => {
          globalThis.bench.answered = (request) => { if (request.sent >= start) resolve(request); };
        });
        location.hash = `#/?q=${encodeURIComponent(text)}`;
        const { sent, answered } = await found;
        return answered - sent;
      }, words));
    }
  }
  const { search_ms } = await bench.native(size, searches);
  const p95 = quantile(times, 0.95), native_p95 = quantile(search_ms, 0.95);
  return [{
    name: `Search p95, ${size_name(size)}`, value: p95 / native_p95, unit: '×',
    note: `native; ${p95.toFixed(1)} ms / ${native_p95.toFixed(1)} ms; median ${quantile(times).toFixed(1)} / ${quantile(search_ms).toFixed(1)} ms`,
  }];
}

/** What is typed letter by letter: words of the texts, several words, one that is nowhere. */
const typed = ['timeout', 'postgres', 'replica slow', 'config deploy', 'cert expired', 'checkout', 'nobody knew', 'backup queue', 'granhol', 'zzzz'];

/** Words typed into the search field, beside MiniSearch over the same texts, in a worker of its own in the same browser. */
export async function search_as_typed(bench) {
  const { size } = bench, pause_ms = 120, rounds = 3;
  const app = await bench.library(size), { page } = app;
  const beside = await app.open_tab('minisearch.html');
  await beside.waitForFunction(() => globalThis.minisearch);
  const built = await beside.evaluate((files) => globalThis.minisearch.build(files), await bench.texts(size));
  const [, its_worker] = await bench.memory(beside);

  await page.bringToFront();
  await page.goto(`${app.url}blank.html`);
  await page.goto(app.url);
  await shown(app);
  await page.evaluate(() => {
    globalThis.bench.answered = (request) => {
      // What is drawn of an answer is there with the first change of the elements after it.
      const observer = new MutationObserver(() => {
        request.shown = performance.now();
        observer.disconnect();
      });
      observer.observe(document.querySelector('#mirror'), { childList: true, subtree: true, characterData: true });
    };
  });
  const field = page.getByRole('searchbox', { name: en('library_search'), exact: true });
  const waits = [], drawn = [], ours = [], theirs = [];
  const clock = bench.worker_clock(app), work = { ours: 0, theirs: 0 };
  const others = [];
  for (let round = 0; round < rounds; ++round) {
    for (const words of typed) {
      await page.bringToFront();
      await field.fill('');
      await settle(page);
      await page.evaluate(() => { globalThis.bench.keys.length = globalThis.bench.requests.length = 0; });
      const start = clock();
      await page.keyboard.type(words, { delay: pause_ms });
      await settle(page);
      work.ours += clock() - start;
      const { keys, requests } = await page.evaluate(() => globalThis.bench);
      const lists = requests.filter(({ name }) => name === 'list_postmortems');
      // A fast letter may be in the same question as the one after it.
      for (const { pressed, heard } of keys) waits.push(lists.find(({ sent }) => sent >= heard).answered - pressed);
      const texts = lists.map(({ sent }) => words.slice(0, keys.filter(({ heard }) => heard <= sent).length));
      lists.forEach(({ sent, answered, shown: seen }, i) => {
        ours.push(answered - sent);
        if (seen < (lists[i + 1]?.sent ?? Infinity)) drawn.push(seen - keys[texts[i].length - 1].pressed);
      });
      const total = await page.evaluate(() => Number(document.querySelector('#mirror [role=table]')?.getAttribute('aria-rowcount') ?? 1) - 1);
      await beside.bringToFront();
      const before = clock();
      const found = await beside.evaluate(([all, pause]) => globalThis.minisearch.search(all, pause), [texts, pause_ms]);
      work.theirs += clock() - before;
      theirs.push(...found.map(({ ms }) => ms));
      if (found.at(-1).total !== total) others.push(`${words} ${total} / ${found.at(-1).total}`);
    }
  }
  await beside.close();
  const p95 = quantile(ours, 0.95), their_p95 = quantile(theirs, 0.95);
  const both = (first, second) => `${first.toFixed(1)} / ${second.toFixed(1)} ms`;
  return [
    { name: `Search as you type, ${size_name(size)}, p95`, value: quantile(waits, 0.95), unit: 'ms', goal: 50, note: `from a key to its answer; median ${quantile(waits).toFixed(1)} ms of ${waits.length} letters; drawn p95 ${quantile(drawn, 0.95).toFixed(1)} ms` },
    { name: '· the answer alone, p95', value: p95 / their_p95, unit: '×', note: `MiniSearch on the same texts and letters, ${both(p95, their_p95)}; median ${both(quantile(ours), quantile(theirs))}; ${others.length ? `other numbers found of: ${others.join(', ')}` : 'always as many found'}` },
    { name: '· the thread’s work for it', value: work.ours / work.theirs, unit: '×', note: `MiniSearch; ${both(work.ours / ours.length, work.theirs / theirs.length)} a letter, mean; ours with rows, counts and where the words stand` },
    { name: '· MiniSearch: its index', value: built.build_ms / 1000, unit: 's', note: `once a start, of ${size_name(built.count)}; ours is on disk` },
    { name: '· MiniSearch: its memory', value: its_worker.heap, unit: 'MB', note: 'what JavaScript keeps in its worker' },
  ];
}

/** What the page and its worker hold, after a start and after everything that looks at all of a library. */
export async function memory(bench) {
  const { size } = bench, app = await bench.library(size), { page, url } = app;
  await page.bringToFront();
  await page.goto(`${url}blank.html`);
  await page.goto(url);
  await shown(app);
  await settle(page);
  const figures = async (when) => {
    const [of_page, ...workers] = await bench.memory(page, async () => {
      for (const hash of ['#/?view=drafts', '#/']) await show(page, hash);
    });
    const all = ({ heap, modules }) => modules.reduce((sum, one) => sum + one, heap);
    const parts = ({ heap, modules }) => `${modules.map((one) => one.toFixed(1)).join(' + ')} WebAssembly, ${heap.toFixed(1)} JavaScript`;
    return [
      { name: `Memory of the page, ${when}`, value: all(of_page), unit: 'MB', note: parts(of_page) },
      { name: `Memory of the worker, ${when}`, value: workers.reduce((sum, one) => sum + all(one), 0), unit: 'MB', note: workers.map(parts).join('; ') },
    ];
  };
  const first = await figures('a start');
  for (const words of searches) await show(page, `#/?q=${encodeURIComponent(words)}`);
  await show(page, '#/actions?as=table&view=all');
  await page.evaluate(() => { location.hash = '#/learn?period=all'; });
  await page.getByRole('group', { name: en('learn_figure_kept'), exact: true }).getByText(/^\d/).first().waitFor({ timeout: 600_000 });
  await settle(page);
  return [...first.map((figure) => ({ ...figure, note: `${size_name(size)} post-mortems; ${figure.note}` })), ...(await figures('all looked at'))];
}

/**
 * How long the engine takes for what each address makes the page ask it for, `name` is the request's: `{ ms, cpu }`, from asking to the answer and
 * what its thread was at work.
 */
async function request_times(bench, app, name, addresses) {
  const { page } = app, clock = bench.worker_clock(app), ms = [], cpu = [];
  for (const address of addresses) {
    const before = clock();
    ms.push(await page.evaluate(async ({ wanted, hash }) => {
      const start = performance.now();
      const found = new Promise((resolve) => {
        globalThis.bench.answered = (request) => { if (request.name === wanted && request.sent >= start) resolve(request); };
      });
      location.hash = hash;
      const { sent, answered } = await found;
      return answered - sent;
    }, { wanted: name, hash: address }));
    cpu.push(clock() - before);
    await settle(page);
  }
  return { ms, cpu };
}

/** The promises of a large library, as many as most have and 50,000. */
export async function actions(bench) {
  const figures = await promises_of(bench, await bench.library(bench.size)), each = Math.floor(50_000 / bench.size);
  if (each > 0) figures.push(...(await promises_of(bench, await bench.library(bench.size, each))));
  return figures;
}

const at_work = (cpu) => `its thread is at work ${quantile(cpu).toFixed(1)} ms, p95 ${quantile(cpu, 0.95).toFixed(1)} ms`;

/** Lists, counts, and what a frame costs while they are scrolled. */
async function promises_of(bench, app) {
  const { page, url } = app;
  await page.bringToFront();
  await page.goto(`${url}blank.html`);
  await page.goto(`${url}#/actions?as=table&view=all`);
  await page.getByRole('row').getByRole('link').first().waitFor({ timeout: 120_000 });
  await settle(page);
  const counted = await page.evaluate(() => globalThis.bench.requests.find(({ name }) => name === 'count_promises'));
  const total = await page.evaluate(() => Number(document.querySelector('#mirror [role=table]')?.getAttribute('aria-rowcount') ?? 0));
  // From where somebody goes there until its first row stands on the screen.
  const rows = [];
  for (let round = 0; round < 8; ++round) {
    await show(page, '#/settings');
    rows.push(await page.evaluate(async () => {
      const start = performance.now();
      location.hash = '#/actions?as=table&view=all';
      while (!document.querySelector('#mirror [role=row] a')) await new Promise(requestAnimationFrame);
      return performance.now() - start;
    }));
    await settle(page);
  }
  const asked = [];
  for (let round = 0; round < 4; ++round)
    for (const view of ['', 'overdue', 'to-verify', 'stale', 'ideas', 'all']) asked.push(`#/actions?as=table&view=${view}&sort=${round % 2 ? 'owner' : 'due'}`);
  const lists = await request_times(bench, app, 'list_promises', asked);
  const searches = await request_times(bench, app, 'list_promises', ['alert', 'pool', 'runbook', 'retry', 'zzzz'].map((word) => `#/actions?as=table&view=all&q=${word}`));
  await show(page, '#/actions?as=table&view=all');
  const scroller = page.locator('#mirror .s').first();
  const scroll_to = (top) => scroller.evaluate((element, to) => { element.scrollTop = to; return new Promise(requestAnimationFrame); }, top);
  const frames = await frame_cost(page, (i) => scroll_to(i * 40));
  const all = await scroll_cost(page);
  // Rows that nobody has seen, anywhere in the list.
  const lots = [];
  for (const share of [0.2, 0.8, 0.5, 0.95, 0.35, 0.65]) {
    const before = await page.evaluate(() => { globalThis.bench.requests.length = 0; return performance.now(); });
    await scroll_to(share * (await scroller.evaluate((element) => element.scrollHeight)));
    await settle(page);
    lots.push(...(await page.evaluate((from) => globalThis.bench.requests.filter(({ name, sent }) => name === 'list_promises' && sent >= from).map(({ sent, answered }) => answered - sent), before)));
  }
  // A group for each post-mortem.
  const grouped = await request_times(bench, app, 'list_promises', ['#/actions?as=table&view=all&group=postmortem']);
  const frames_of_groups = await frame_cost(page, (i) => scroll_to(i * 40));
  return [
    { name: `${size_name(total - 1)} promises, a list, p95`, value: quantile(lists.ms, 0.95), unit: 'ms', goal: 50, note: `its first rows; median ${quantile(lists.ms).toFixed(1)} ms of ${lists.ms.length}; ${at_work(lists.cpu)}` },
    { name: '· until they stand on the screen', value: quantile(rows), unit: 'ms', note: `from another screen; slowest ${quantile(rows, 1).toFixed(0)} ms of ${rows.length}` },
    { name: '· looked for by a word, p95', value: quantile(searches.ms, 0.95), unit: 'ms', note: `median ${quantile(searches.ms).toFixed(1)} ms; ${at_work(searches.cpu)}` },
    { name: '· rows further down, p95', value: quantile(lots, 0.95), unit: 'ms', note: `median ${quantile(lots).toFixed(1)} ms of ${lots.length}` },
    { name: '· all counts', value: counted.answered - counted.sent, unit: 'ms', note: 'the first time after a start' },
    { name: '· a frame of ours while it is scrolled', value: quantile(frames), unit: 'ms', goal: 2, note: `p95 ${quantile(frames, 0.95).toFixed(1)} ms` },
    { name: '· all of the page’s thread, a frame', value: all.all, unit: 'ms', note: `${all.script.toFixed(2)} script, ${all.style.toFixed(2)} style, ${all.layout.toFixed(2)} layout` },
    { name: '· in groups by post-mortem, a frame of ours', value: quantile(frames_of_groups), unit: 'ms', goal: 2, note: `p95 ${quantile(frames_of_groups, 0.95).toFixed(1)} ms; their first rows ${grouped.ms[0].toFixed(0)} ms` },
  ];
}

/** What happened before, among many: once all terms are there. */
export async function earlier(bench) {
  const { size } = bench;
  const app = await bench.library(size), { page, url } = app;
  await page.goto(`${url}blank.html`);
  await page.goto(url);
  await shown(app);
  const address = await page.getByRole('row').getByRole('link').first().getAttribute('href');
  const ask = async () => page.evaluate(() => globalThis.bench.requests.filter(({ name, answered }) => name === 'find_earlier' && answered !== undefined).map(({ sent, answered }) => answered - sent));
  const start = performance.now();
  await page.goto(`${url}${address}/context`);
  let before = -1;
  // The terms of all are worked out some at a time, as long as it is asked again.
  for (let asked = await ask(); asked.length !== before || asked.length === 0; asked = await ask()) {
    before = asked.length;
    await page.waitForTimeout(4_000);
  }
  const all_ms = performance.now() - start - 4_000;
  await page.evaluate(() => { globalThis.bench.requests.length = 0; });
  const field = page.getByRole('textbox', { name: en('field_title'), exact: true }).first();
  for (const title of ['Connection pool exhausted', 'Certificate expired', 'Queue stood still', 'Checkout slow after a release', 'Backup could not be restored']) {
    await field.fill(title);
    await page.waitForTimeout(2_500);
  }
  const times = await ask();
  return [
    { name: `What came before, among ${size_name(size)}, p95`, value: quantile(times, 0.95), unit: 'ms', goal: 100, note: `median ${quantile(times).toFixed(1)} ms of ${times.length}` },
    { name: '· terms of all, once', value: all_ms / 1000, unit: 's', note: 'while it is looked at' },
  ];
}

/** Every figure of a large library, once it has been read; then families, ideas and what presses. */
export async function learn(bench) {
  const { size } = bench;
  const app = await bench.library(size), { page, url } = app;
  await page.goto(`${url}blank.html`);
  await page.goto(url);
  await shown(app);
  const start = performance.now();
  await page.evaluate(() => { location.hash = '#/learn?period=all'; });
  await page.getByRole('group', { name: en('learn_figure_kept'), exact: true }).getByText(/^\d/).first().waitFor({ timeout: 300_000 });
  const read_ms = performance.now() - start;
  await settle(page);
  const asked = (name) => page.evaluate((wanted) => globalThis.bench.requests.filter((request) => request.name === wanted && request.answered !== undefined).map(({ sent, answered }) => answered - sent), name);
  const families = await asked('find_families');
  await page.evaluate(() => { globalThis.bench.requests.length = 0; });
  for (const period of ['', 'this-year', 'all']) {
    await page.evaluate((where) => { location.hash = `#/learn?period=${where}`; }, period);
    for (let count = -1; count !== (await asked('read_figure')).length;) {
      count = (await asked('read_figure')).length;
      await page.waitForTimeout(1_500);
    }
  }
  const figures = await asked('read_figure');
  await page.evaluate(() => { location.hash = '#/learn?period=all'; });
  await settle(page);
  const scroller = page.locator('#mirror .s').first();
  const frames = await frame_cost(page, (i) => scroller.evaluate((element, top) => { element.scrollTop = top; return new Promise(requestAnimationFrame); }, i * 20));
  await page.evaluate(() => { location.hash = '#/actions?as=table&view=promised-before'; });
  await settle(page);
  await page.waitForTimeout(2_000);
  const ideas = await asked('find_ideas'), due = await asked('read_due');
  return [
    { name: `Figures of ${size_name(size)}, each, p95`, value: quantile(figures, 0.95), unit: 'ms', goal: 200, note: `median ${quantile(figures).toFixed(1)} ms, slowest ${quantile(figures, 1).toFixed(0)} ms of ${figures.length}` },
    { name: '· until all stand, the first time', value: read_ms / 1000, unit: 's', note: 'every post-mortem is read once' },
    { name: '· a frame of ours while they are scrolled', value: quantile(frames), unit: 'ms', goal: 2, note: `p95 ${quantile(frames, 0.95).toFixed(1)} ms` },
    { name: '· families, the slowest piece', value: families.length ? quantile(families, 1) : 0, unit: 'ms', note: `${families.length} pieces` },
    { name: '· ideas that return', value: ideas.length ? quantile(ideas, 1) : 0, unit: 'ms', note: `what presses ${due.length ? quantile(due, 1).toFixed(0) : '–'} ms` },
  ];
}
