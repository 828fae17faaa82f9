// The canvas in a real browser: it draws when there is a reason to and not otherwise, sharp at every pixel ratio, and survives losing the GPU.
import assert from 'node:assert/strict';
import test from 'node:test';
import { say } from './strings.mjs';
import { is_saved, title_field, write_postmortem } from './steps.mjs';
import { open_app, settle } from './support.mjs';

const drawn_frames = (page) => page.evaluate(() => globalThis.unrepeat.counters.frames);
const painted_frames = (page) => page.evaluate(() => globalThis.unrepeat.counters.paints);
const canvas_size = (page) => page.evaluate(() => {
  const canvas = document.querySelector('canvas');
  return [canvas.width, canvas.height];
});
const pass_animation_frames = (page, count) => page.evaluate(async (left) => {
  while (left-- > 0) await new Promise(requestAnimationFrame);
}, count);

test('nothing is drawn while nothing happens, and an input is drawn in three frames', async (t) => {
  const { page } = await open_app(t);
  // The last that happens by itself is that the library comes.
  await page.getByRole('button', { name: say('en', 'library_add_examples') }).waitFor();
  await settle(page);

  const before = await drawn_frames(page);
  await pass_animation_frames(page, 120);
  assert.equal(await drawn_frames(page), before);

  await page.mouse.move(3, 3);
  await settle(page);
  assert.equal(await drawn_frames(page), before + 3);
});

test('what is typed into a text paints the canvas when it begins to be saved and when it is saved, not at every letter', async (t) => {
  const { page } = await open_app(t);
  const address = await write_postmortem(page, 'Checkout');
  await page.goto(`${address}/context`);
  await page.getByRole('textbox', { name: say('en', 'field_summary'), exact: true }).focus();
  await settle(page);
  const before = await painted_frames(page);
  await page.keyboard.type('Orders waited for an hour. ', { delay: 30 });
  await is_saved(page);
  await settle(page);
  // The first letter also changes what is said to be missing.
  const paints = await painted_frames(page) - before;
  assert.ok(paints >= 2 && paints <= 4, `${paints} paints for 27 letters`);
});

test('a pointer that passes over nothing paints nothing', async (t) => {
  const { page } = await open_app(t);
  await page.getByRole('button', { name: say('en', 'library_add_examples') }).waitFor();
  await page.mouse.move(3, 3);
  await settle(page);
  const before = await painted_frames(page);
  await page.mouse.move(5, 5);
  await settle(page);
  assert.equal(await painted_frames(page), before);
});

for (const ratio of [1, 1.5, 2]) {
  test(`at ${ratio} device pixels for a CSS pixel the canvas has exactly the pixels of the screen`, async (t) => {
    const { page } = await open_app(t, { browser: { deviceScaleFactor: ratio } });
    await settle(page);
    assert.deepEqual(await canvas_size(page), [1280 * ratio, 800 * ratio]);

    await page.setViewportSize({ width: 380, height: 800 });
    await settle(page);
    assert.deepEqual(await canvas_size(page), [380 * ratio, 800 * ratio]);
  });
}

test('a lost and restored graphics context shows the same picture', async (t) => {
  const { page } = await open_app(t);
  await settle(page);
  const before = await page.screenshot();
  const frames = await drawn_frames(page);

  await page.evaluate(async () => {
    const canvas = document.querySelector('canvas');
    const happens = (name) => new Promise((resolve) => canvas.addEventListener(name, resolve, { once: true }));
    const switch_of = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    const lost = happens('webglcontextlost');
    switch_of.loseContext();
    await lost;
    // The page may not restore inside its own event.
    await new Promise(requestAnimationFrame);
    const restored = happens('webglcontextrestored');
    switch_of.restoreContext();
    await restored;
  });
  await settle(page);

  assert.ok((await drawn_frames(page)) > frames, 'nothing was drawn again');
  assert.ok(before.equals(await page.screenshot()), 'the picture differs');
});

for (const [locale, sentence] of [['en-US', 'Unrepeat needs WebGL 2'], ['es-ES', 'Unrepeat necesita WebGL 2']]) {
  test(`a browser without WebGL 2 says what is needed (${locale})`, async (t) => {
    const { page } = await open_app(t, { browser: { locale, args: ['--disable-3d-apis'] } });
    await page.getByRole('heading', { name: sentence }).waitFor();
  });
}

test('a page that cannot load its module says so and offers to try again', async (t) => {
  const app = await open_app(t, { before: (context) => context.route('**/unrepeat.wasm', (route) => route.abort()) });
  await app.page.getByRole('heading', { name: 'Unrepeat could not be loaded' }).waitFor();
  await app.expect_problem(/unrepeat\.wasm|Failed to fetch|ERR_FAILED/);

  await app.context.unroute('**/unrepeat.wasm');
  await app.page.getByRole('button', { name: 'Reload' }).click();
  await settle(app.page);
});

test('an error while drawing stops the app with a sentence, not with a dead picture', async (t) => {
  const app = await open_app(t);
  const add = app.page.getByRole('button', { name: say('en', 'library_add_examples') });
  await add.waitFor();
  await settle(app.page);
  await app.page.evaluate(() => {
    WebGL2RenderingContext.prototype.bufferData = () => { throw new Error('seeded'); };
  });
  await add.hover();
  await app.page.getByRole('heading', { name: 'Unrepeat has stopped' }).waitFor();
  await app.expect_problem(/seeded/);
});

/** The rectangle that holds every pixel of a picture that is clearly darker than its top left one: [left, top, right, bottom]. */
function find_ink(page, picture) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const box = [Infinity, Infinity, -1, -1];
    for (let i = 0; i < data.length; i += 4) {
      if (data[0] - data[i] < 60) continue;
      const x = (i / 4) % image.width, y = Math.floor(i / 4 / image.width);
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return box;
  }, picture.toString('base64'));
}

for (const ratio of [1, 2]) {
  test(`drawn text covers the pixels of the text that the browser sets over it, at ratio ${ratio}`, async (t) => {
    // The real ratio and not an emulated one: emulation lays out text a little differently.
    const { page } = await open_app(t, {
      path: '#/no/such/page',
      browser: { viewport: null, args: [`--force-device-scale-factor=${ratio}`, '--window-size=1000,700'] },
    });
    await settle(page);
    for (const [text, token] of [[page.getByRole('heading', { level: 1 }), '--mirror-ink'], [page.getByRole('link').first(), '--mirror-accent']]) {
      const { x, y, width, height } = await text.boundingBox();
      const clip = { x: Math.floor(x) - 2, y: Math.floor(y), width: Math.ceil(width) + 4, height: Math.ceil(height) };
      const drawn = await find_ink(page, await page.screenshot({ clip }));
      assert.ok(drawn[2] > drawn[0], 'nothing is drawn');

      await text.evaluate((element, name) => { element.style.color = `var(${name})`; }, token);
      await page.evaluate(() => { document.querySelector('canvas').style.visibility = 'hidden'; });
      const set = await find_ink(page, await page.screenshot({ clip }));
      assert.deepEqual([set[1], set[3]], [drawn[1], drawn[3]], 'rows');
      // The edge of a coloured letter is a little darker or lighter, since the browser smooths by colour.
      for (const side of [0, 2]) assert.ok(Math.abs(set[side] - drawn[side]) <= 1, `columns ${set} and ${drawn}`);
      await page.evaluate(() => { document.querySelector('canvas').style.visibility = ''; });
      await text.evaluate((element) => { element.style.color = ''; });
    }
  });
}
