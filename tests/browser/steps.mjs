// What a person does in the app, a step each: things are found by role and name, and named by the string table.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { say } from './strings.mjs';
import { open_app, settle } from './support.mjs';

export const en = (...words) => say('en', ...words);
export const go_to = (page, hash) => page.evaluate(where => { location.hash = where; }, hash);
export const button = (page, ...words) => page.getByRole('button', { name: en(...words), exact: true });
export const title_field = page => page.getByRole('textbox', { name: en('field_title'), exact: true }).first();
/** A part of the post-mortem, by the list of its parts: a place of the whole app may be called the same. */
export const part_link = (page, ...words) => page.getByRole('navigation', { name: en('editor_parts'), exact: true }).getByRole('link', { name: en(...words), exact: true });
export const is_saved = page => page.getByText(en('kit_saved'), { exact: true }).first().waitFor();

/** The app with the sample library, at nine on the last day of November 2026. */
export async function with_examples(t, browser = {}) {
  const app = await open_app(t, { browser, before: context => context.clock.setFixedTime('2026-11-30T09:00:00Z') });
  await button(app.page, 'library_add_examples').click();
  await app.page.getByRole('row').getByRole('link').first().waitFor();
  await settle(app.page);
  return app;
}

/** Makes a post-mortem with this title and waits until it is on the disk; gives its address. */
export async function write_postmortem(page, title) {
  await button(page, 'library_new').first().waitFor();
  await settle(page);
  await button(page, 'library_new').first().click();
  await title_field(page).waitFor();
  await settle(page);
  await title_field(page).fill(title);
  await is_saved(page);
  return page.url();
}

/** Opens the dialog that this button opens, and chooses files there: paths, or objects as Playwright takes them. */
export async function choose(page, files, open = button(page, 'bring_in_choose')) {
  const chooser = page.waitForEvent('filechooser');
  await open.click();
  await (await chooser).setFiles(files);
}

/** Drops files and folders of this machine on the page, by their paths, as the system's file window does. */
export async function drop(page, paths) {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await devtools.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  await devtools.detach();
}

/** What is downloaded when the button is pressed: the file's name and bytes. */
export async function download(page, pressed) {
  const [file] = await Promise.all([page.waitForEvent('download'), pressed.click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The JSON file of the post-mortem that is open. */
export async function export_json(page) {
  await page.getByRole('link', { name: en('share_title'), exact: true }).click();
  const { bytes } = await download(page, button(page, 'share_json'));
  await page.goBack();
  return bytes;
}

/** The post-mortem of that title, opened from the library. */
export async function open_from_library(page, title) {
  await go_to(page, '#/');
  await page.getByRole('link', { name: title }).first().click();
  await title_field(page).waitFor();
  assert.equal(await title_field(page).inputValue(), title);
}
