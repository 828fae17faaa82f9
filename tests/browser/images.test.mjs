// Images in a real browser: pasted, dropped, chosen; decoded and drawn by it; kept over a restart; carried by the file.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { button, choose, drop, en, export_json, go_to, is_saved, write_postmortem } from './steps.mjs';
import { open_app, settle, temporary_folder } from './support.mjs';

const permissions = ['clipboard-read', 'clipboard-write'];
/** An image of one colour, as the browser itself writes it, in Base64. */
const image_of = (page, type, width, height, colour) => page.evaluate(async ([type, width, height, colour]) => {
  const canvas = new OffscreenCanvas(width, height), context = canvas.getContext('2d');
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
}, [type, width, height, colour]);
const paste_image = (page, base64) => page.evaluate(async base64 => {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
}, base64).then(() => page.keyboard.press('Control+v'));
const dialog = page => page.getByRole('dialog', { name: en('image_added') });
async function describe(page, words) {
  await dialog(page).getByRole('textbox', { name: en('field_alt') }).fill(words);
  await button(page, 'card_done').click();
  await dialog(page).waitFor({ state: 'detached' });
  await is_saved(page);
}
/** The colour in the middle of what has this role and name, as it is on the screen. */
async function colour_of(page, image) {
  await image.scrollIntoViewIfNeeded();
  await settle(page);
  const { x, y, width, height } = await image.boundingBox();
  const shot = await page.screenshot({ clip: { x: x + width / 2 - 2, y: y + height / 2 - 2, width: 4, height: 4 } });
  return page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
    const context = new OffscreenCanvas(4, 4).getContext('2d');
    context.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0);
    return [...context.getImageData(2, 2, 1, 1).data.subarray(0, 3)];
  }, shot.toString('base64'));
}
const is_near = (actual, wanted) => assert.ok(actual.every((value, i) => Math.abs(value - wanted[i]) <= 12), `${actual} is not ${wanted}`);

test('an image is pasted while somebody writes, is seen, described, kept and carried by the file', async t => {
  const app = await open_app(t, { browser: { permissions } });
  let { page } = app;
  const address = await write_postmortem(page, 'Queue stood still');
  const pasted = await image_of(page, 'image/png', 900, 300, 'rgb(200, 30, 90)');
  let photo;

  await t.test('pasted into a field of words, it is an image and the words stay', async () => {
    const summary = page.getByRole('textbox', { name: en('field_summary'), exact: true }).first();
    await summary.fill('Orders waited.');
    await paste_image(page, pasted);
    await dialog(page).waitFor();
    await describe(page, 'Queue depth');
    assert.equal(await summary.inputValue(), 'Orders waited.');
    is_near(await colour_of(page, page.getByRole('img', { name: 'Queue depth' })), [200, 30, 90]);
  });

  await t.test('JPEG and WebP come by dropping and by choosing', async () => {
    const folder = await temporary_folder(t);
    const jpeg = path.join(folder, 'photo.jpg'), webp = path.join(folder, 'shot.webp');
    photo = await image_of(page, 'image/jpeg', 400, 200, 'rgb(20, 120, 60)');
    await writeFile(jpeg, Buffer.from(photo, 'base64'));
    await writeFile(webp, Buffer.from(await image_of(page, 'image/webp', 200, 200, 'rgb(40, 60, 180)'), 'base64'));
    await drop(page, [jpeg]);
    await dialog(page).waitFor();
    await describe(page, 'The whiteboard');
    await settle(page);
    await choose(page, webp, button(page, 'image_add'));
    await dialog(page).waitFor();
    await describe(page, 'The graph after the fix');
    is_near(await colour_of(page, page.getByRole('img', { name: 'The whiteboard' })), [20, 120, 60]);
    is_near(await colour_of(page, page.getByRole('img', { name: 'The graph after the fix' })), [40, 60, 180]);
  });

  await t.test('what is no image, or not what its name says, is refused and nothing changes', async () => {
    const folder = await temporary_folder(t);
    const give = async (name, bytes) => {
      await writeFile(path.join(folder, name), bytes);
      await drop(page, [path.join(folder, name)]);
    };
    await give('animation.gif', 'GIF89a');
    await page.getByText(en('image_other_kind', 'animation.gif', 'GIF')).first().waitFor();
    await give('named.webp', Buffer.from(pasted, 'base64'));
    await page.getByText(en('image_named_otherwise', 'named.webp', 'WebP', 'PNG')).first().waitFor();
    // Its head is sound, its body is not.
    await give('damaged.png', Buffer.from(await image_of(page, 'image/png', 50, 60, 'red'), 'base64').subarray(0, 60));
    await page.getByText(en('image_damaged', 'damaged.png')).first().waitFor();
    assert.equal(await page.getByRole('img', { name: /./ }).count(), 3);
  });

  await t.test('after a restart of the browser they are there', async () => {
    page = await app.restart(new URL(address).hash);
    is_near(await colour_of(page, page.getByRole('img', { name: 'Queue depth' })), [200, 30, 90]);
  });

  await t.test('another library gets them with the file', async () => {
    const file = await export_json(page);
    const written = JSON.parse(file);
    assert.deepEqual(written.images.map(image => [image.media_type, image.alt]), [
      ['image/png', 'Queue depth'], ['image/jpeg', 'The whiteboard'], ['image/webp', 'The graph after the fix'],
    ]);
    // What is pasted, the browser has written anew; what is a file stays as it was.
    assert.ok(written.images[1].data === photo);
    const other = await open_app(t);
    await go_to(other.page, '#/import');
    await choose(other.page, { name: 'queue.postmortem.json', mimeType: 'application/json', buffer: file });
    await button(other.page, 'bring_in_accept', 1).click();
    await other.page.getByText(en('shell_imported', 1)).first().waitFor();
    await go_to(other.page, new URL(address).hash);
    is_near(await colour_of(other.page, other.page.getByRole('img', { name: 'The whiteboard' })), [20, 120, 60]);
    assert.ok(JSON.parse(await export_json(other.page)).images[1].data === photo);
  });
});

test('pictures are drawn again after the graphics processor forgot everything', async t => {
  const { page } = await open_app(t, { browser: { permissions } });
  await write_postmortem(page, 'Lost and found');
  await paste_image(page, await image_of(page, 'image/png', 300, 200, 'rgb(10, 150, 200)'));
  await dialog(page).waitFor();
  await describe(page, 'A graph');
  const image = page.getByRole('img', { name: 'A graph' });
  is_near(await colour_of(page, image), [10, 150, 200]);
  await page.evaluate(() => {
    const lost = document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    lost.loseContext();
    setTimeout(() => lost.restoreContext());
  });
  await page.waitForFunction(() => !document.querySelector('canvas').getContext('webgl2').isContextLost());
  await settle(page);
  is_near(await colour_of(page, image), [10, 150, 200]);
});
