// What a person does, from an empty page to a file that a colleague opens: found by role and name only, on a real profile.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { button, choose, download, en, go_to, is_saved, title_field, with_examples } from './steps.mjs';
import { at_end, open_app, project, settle } from './support.mjs';

const status_page = {
  name: 'incidents.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({
    page: { id: 'p1', name: 'Parcels', url: 'https://status.example.com', time_zone: 'Europe/Madrid', updated_at: '2026-03-08T15:00:00.000+01:00' },
    incidents: [{
      id: 'i1', name: 'Labels are printed late', status: 'resolved', impact: 'major', page_id: 'p1', shortlink: 'https://stspg.example.com/i1',
      created_at: '2026-03-08T11:02:00.000+01:00', updated_at: '2026-03-08T13:00:00.000+01:00', started_at: '2026-03-08T11:02:00.000+01:00',
      monitoring_at: null, resolved_at: '2026-03-08T13:00:00.000+01:00', components: [],
      incident_updates: [
        { id: 'u2', status: 'resolved', body: 'Labels print again.', created_at: '2026-03-08T13:00:00.000+01:00', display_at: '2026-03-08T13:00:00.000+01:00', affected_components: null },
        { id: 'u1', status: 'investigating', body: 'We look into <b>late labels</b>.', created_at: '2026-03-08T11:05:00.000+01:00', display_at: '2026-03-08T11:04:00.000+01:00', affected_components: null },
      ],
    }],
  })),
};

/** The canonical writing of a file, by the command line: the same core, natively. It only sees the project's folder. */
async function canonical(t, bytes) {
  const program = path.join(project, 'build/native/cli/unrepeat');
  assert.ok(existsSync(program), 'the command line tool is not built: ./dev build native');
  await mkdir(path.join(project, 'build'), { recursive: true });
  const folder = await mkdtemp(path.join(project, 'build/canonical-'));
  at_end(t, () => rm(folder, { recursive: true, force: true }));
  const name = path.join(folder, 'exported.postmortem.json');
  await writeFile(name, bytes);
  const run = (...words) => promisify(execFile)(path.join(project, 'dev'), ['inside', program, ...words], { cwd: project, encoding: 'buffer' });
  await run('check', name);
  return (await run('export', name, '--to', 'json')).stdout;
}

test('a status page becomes a post-mortem that is written, kept, exported and opened by somebody else', async t => {
  const app = await open_app(t, { path: '#/import' });
  await choose(app.page, status_page);
  await button(app.page, 'bring_in_accept', 1).click();
  await button(app.page, 'bring_in_open_first', 'Labels are printed late').click();
  await title_field(app.page).waitFor();
  await settle(app.page);
  await title_field(app.page).fill('Labels printed two hours late');
  await is_saved(app.page);
  const address = app.page.url();
  await app.restart();
  await app.page.goto(address);
  assert.equal(await title_field(app.page).inputValue(), 'Labels printed two hours late');

  await app.page.getByRole('link', { name: en('share_title'), exact: true }).click();
  const { name, bytes: exported } = await download(app.page, button(app.page, 'share_json'));
  assert.match(name, /\.postmortem\.json$/);
  assert.equal(JSON.parse(exported).title, 'Labels printed two hours late');
  assert.deepEqual(exported.toString(), (await canonical(t, exported)).toString());
  // HTML of the status page is text here: read as it was meant, never run.
  const texts = JSON.parse(exported).timeline.map(event => event.text);
  assert.equal(texts.length, 2);
  assert.match(texts[0], /We look into (\*\*)?late labels/);
  assert.doesNotMatch(texts.join(), /<b>/);
  assert.deepEqual((await download(app.page, button(app.page, 'share_json'))).bytes, exported);

  const colleague = await open_app(t, { path: '#/import' });
  const file = { name: 'received.postmortem.json', mimeType: 'application/json', buffer: exported };
  await choose(colleague.page, file);
  await button(colleague.page, 'bring_in_accept', 1).click();
  await button(colleague.page, 'bring_in_open_first', 'Labels printed two hours late').click();
  await colleague.page.getByRole('link', { name: en('share_title'), exact: true }).click();
  assert.deepEqual((await download(colleague.page, button(colleague.page, 'share_json'))).bytes, exported);

  // A second time it is the same, here and where it came from, and nothing is proposed.
  for (const { page } of [colleague, app]) {
    await go_to(page, '#/import');
    await choose(page, file, button(page, page === app.page ? 'bring_in_choose' : 'bring_in_choose_others'));
    await page.getByText(en('bring_in_state_same'), { exact: true }).waitFor();
    await button(page, 'bring_in_accept', 0).waitFor();
  }
});

/** Runs in the page before the app: `unanswered` is what the worker has not acknowledged. The screen says it later, when typing pauses. */
function watch_worker() {
  const unanswered = (globalThis.unanswered = new Set());
  globalThis.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.addEventListener('message', ({ data }) => { if (data?.kind === 'answer' && data.is_last) unanswered.delete(data.id); });
    }
    postMessage(message, ...rest) {
      if (message?.kind === 'request') unanswered.add(message.id);
      super.postMessage(message, ...rest);
    }
  };
}

/** Types at a known pace, kills the browser 60 ms after the last key, starts it again and compares letter by letter. */
async function kill_while_typing(t, rounds) {
  const app = await open_app(t, { before: context => context.addInitScript(watch_worker) });
  await button(app.page, 'library_new').first().waitFor();
  await settle(app.page);
  await button(app.page, 'library_new').first().click();
  await title_field(app.page).waitFor();
  await is_saved(app.page);
  const address = app.page.url();
  let text = '', most_lost = 0, acknowledged = 0;
  for (let round = 0; round < rounds; ++round) {
    await title_field(app.page).focus();
    await app.page.keyboard.press('Control+End');
    const typed = [];
    for (const letter of `${String.fromCharCode(65 + round)}bcde`) {
      await app.page.keyboard.press(letter);
      typed.push({ letter, at: performance.now() });
      // The pace is the case: a letter is older than 60 ms when the next one comes, and the last one when the power goes.
      await new Promise(resolve => setTimeout(resolve, 60));
    }
    const shown = await title_field(app.page).inputValue();
    const is_acknowledged = await app.page.evaluate(() => globalThis.unanswered.size === 0);
    const killed_at = performance.now();
    await app.kill();
    await app.start(null);
    await app.page.goto(address);
    await title_field(app.page).waitFor();
    await is_saved(app.page);
    const found = await title_field(app.page).inputValue();

    const older = text + typed.filter(({ at }) => at <= killed_at - 60).map(({ letter }) => letter).join('');
    text += typed.map(({ letter }) => letter).join('');
    assert.equal(shown, text);
    assert.ok(text.startsWith(found), `round ${round}: «${found}» is not a beginning of «${text}»`);
    assert.ok(found.startsWith(older), `round ${round}: «${found}» lacks what was typed more than 60 ms before the end: «${older}»`);
    acknowledged += Number(is_acknowledged);
    if (is_acknowledged) assert.equal(found, text, `round ${round}: something acknowledged is missing`);
    most_lost = Math.max(most_lost, text.length - found.length);
    text = found;
  }
  return { most_lost, acknowledged };
}

test('after a kill 60 ms after the last key nothing acknowledged is missing, and nothing that was typed earlier, twenty times', async t => {
  // Two browsers, since most of a round is waiting.
  const runs = await Promise.all([kill_while_typing(t, 10), kill_while_typing(t, 10)]);
  const acknowledged = runs.reduce((sum, run) => sum + run.acknowledged, 0);
  assert.ok(acknowledged > 0, 'nothing was acknowledged in time: the promise was never tried');
  t.diagnostic(`at most ${Math.max(...runs.map(run => run.most_lost))} letters lost; ${acknowledged} rounds of 20 were acknowledged`);
});

test('the examples are added and removed in one step each', async t => {
  const app = await open_app(t);
  await button(app.page, 'library_add_examples').click();
  await app.page.getByRole('link', { name: /Two in five orders refused/ }).waitFor();
  await app.page.getByRole('button', { name: en('library_remove_examples', 12), exact: true }).click();
  await app.page.getByText(en('library_empty_title')).waitFor();
});

test('a press is meant for what stood under the pointer, also when another screen comes before the next picture', async t => {
  const { page } = await with_examples(t);
  const filter = page.getByRole('combobox', { name: en('library_since_filter'), exact: true });
  const box = await filter.boundingBox(), x = box.x + box.width / 2, y = box.y + box.height / 2;
  const press_and_go = hash => page.evaluate(([x, y, hash]) => {
    const target = document.elementFromPoint(x, y);
    for (const kind of ['pointerdown', 'pointerup'])
      target.dispatchEvent(new PointerEvent(kind, { bubbles: true, clientX: x, clientY: y, isPrimary: true, pointerType: 'mouse' }));
    if (hash) location.hash = hash;
  }, [x, y, hash]);
  await go_to(page, '#/settings');
  await settle(page);
  await press_and_go('#/');
  await filter.waitFor();
  await settle(page);
  assert.equal(await page.getByRole('listbox').count(), 0);
  await press_and_go();
  await page.getByRole('listbox').waitFor();
});
