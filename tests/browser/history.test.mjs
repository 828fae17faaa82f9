// How a post-mortem came about, in a real browser on a real profile: undo after a reload, revisions, comments. Found by role and name only.
import assert from 'node:assert/strict';
import test from 'node:test';
import { button, en, export_json, go_to, is_saved, title_field, write_postmortem } from './steps.mjs';
import { open_app, settle } from './support.mjs';

const field = (page, ...words) => page.getByRole('textbox', { name: en(...words), exact: true });
const part = async (page, address, name) => {
  await go_to(page, `${new URL(address).hash.replace(/(#\/pm\/[^/]+).*/, '$1')}/${name}`);
  await settle(page);
};

/** Writes a line of the review; each is a step of its own. */
async function write_lesson(page, words) {
  const adder = field(page, 'editor_add_to', en('field_lessons'));
  await adder.fill(words);
  await adder.press('Enter');
  await page.getByText(words, { exact: true }).first().waitFor({ state: 'attached' });
}

test('twenty steps are taken back after a reload and after the browser was killed, and done again', async t => {
  const app = await open_app(t);
  const address = await write_postmortem(app.page, 'Twenty lessons');
  await part(app.page, address, 'review');
  for (let i = 1; i <= 20; ++i) await write_lesson(app.page, `Lesson ${i}`);
  await is_saved(app.page);
  const lessons = async () => JSON.parse(await export_json(app.page)).review?.lessons?.length ?? 0;
  assert.equal(await lessons(), 20);

  await app.page.reload();
  await title_field(app.page).waitFor();
  await settle(app.page);
  const undo = button(app.page, 'kit_undo').first();
  for (let i = 1; i <= 12; ++i) {
    await undo.click();
    await settle(app.page);
  }
  await is_saved(app.page);
  assert.equal(await lessons(), 8);

  await app.kill();
  await app.start(null);
  await app.page.goto(address);
  await title_field(app.page).waitFor();
  await part(app.page, address, 'review');
  const undo_again = button(app.page, 'kit_undo').first();
  for (let i = 1; i <= 8; ++i) {
    await undo_again.click();
    await settle(app.page);
  }
  await is_saved(app.page);
  assert.equal(await lessons(), 0);
  const redo = button(app.page, 'editor_redo').first();
  for (let i = 1; i <= 20; ++i) {
    await redo.click();
    await settle(app.page);
  }
  await is_saved(app.page);
  assert.equal(await lessons(), 20);
});

test('after a reload Control+Z takes the last step back in a field in which nothing was typed, and the field shows it', async t => {
  const app = await open_app(t);
  const address = await write_postmortem(app.page, 'Typed before');
  await part(app.page, address, 'context');
  const summary = field(app.page, 'field_summary');
  await summary.fill('The pool ran dry.');
  await is_saved(app.page);
  await app.page.reload();
  await summary.waitFor({ state: 'attached' });
  await settle(app.page);
  await summary.focus();
  await settle(app.page);
  await app.page.keyboard.press('Control+z');
  await settle(app.page);
  assert.equal(await summary.inputValue(), '');
  await app.page.keyboard.press('Control+Shift+z');
  await settle(app.page);
  assert.equal(await summary.inputValue(), 'The pool ran dry.');
});

test('a revision is compared word by word and restored, and the restoring is taken back', async t => {
  const app = await open_app(t);
  const { page } = app;
  const address = await write_postmortem(page, 'Checkout times out');
  await part(page, address, 'context');
  await field(page, 'field_summary').fill('The pool ran dry at noon.');
  await is_saved(page);
  // A step of the status keeps the text as it is.
  await part(page, address, 'approval');
  await button(page, 'approval_move_review').click();
  await settle(page);
  await part(page, address, 'context');
  await field(page, 'field_summary').fill('The pool ran out at noon.');
  await is_saved(page);

  await part(page, address, 'history');
  await page.getByText(en('change_text', en('field_summary')), { exact: true }).first().waitFor();
  await button(page, 'history_see_change_now').click();
  await settle(page);
  assert.deepEqual(await page.locator('del').allTextContents(), ['dry']);
  assert.deepEqual(await page.locator('ins').allTextContents(), ['out']);
  await page.getByRole('button', { name: /^Restore revision \d+$/ }).first().click();
  await page.getByText(/^Revision \d+ is restored$/).first().waitFor();
  await settle(page);
  await is_saved(page);
  assert.equal(JSON.parse(await export_json(page)).context.summary, 'The pool ran dry at noon.');
  await settle(page);
  await button(page, 'kit_undo').first().click();
  await settle(page);
  await is_saved(page);
  assert.equal(JSON.parse(await export_json(page)).context.summary, 'The pool ran out at noon.');
});

test('a comment is made on an action, answered and resolved, and is in the file', async t => {
  const app = await open_app(t);
  const { page } = app;
  const address = await write_postmortem(page, 'Checkout times out');
  await part(page, address, 'actions');
  const adder = field(page, 'editor_add_action');
  await adder.fill('Alert on pool wait');
  await adder.press('Enter');
  await settle(page);
  await button(page, 'comment_on_this').click();
  await settle(page);
  const comment = field(page, 'editor_add_comment');
  await comment.fill('Who has the pager then?');
  await comment.press('Enter');
  await settle(page);
  await page.keyboard.type('Ana');
  await page.keyboard.press('Enter');
  await page.getByText('Who has the pager then?', { exact: true }).first().waitFor();

  await part(page, address, 'discussion');
  const reply = field(page, 'editor_reply');
  await reply.fill('Ben has.');
  await reply.press('Enter');
  await page.getByText('Ben has.', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: en('comment_go', 'Alert on pool wait'), exact: true }).first().click();
  await settle(page);
  assert.equal(await page.evaluate(() => document.activeElement?.value), 'Alert on pool wait');
  await button(page, 'editor_resolve_comment').scrollIntoViewIfNeeded();
  await settle(page);
  await button(page, 'editor_resolve_comment').click();
  await button(page, 'comment_on_this').waitFor();
  await is_saved(page);

  const file = JSON.parse(await export_json(page));
  assert.equal(file.comments.length, 1);
  const [{ on, by, text, resolved, replies }] = file.comments;
  assert.deepEqual({ on, by, text, resolved }, { on: file.actions[0].id, by: 'Ana', text: 'Who has the pager then?', resolved: true });
  assert.deepEqual(replies.map(one => [one.by, one.text]), [['Ana', 'Ben has.']]);
  assert.match(file.history.revision, /^[0-9a-f]{64}$/);
});
