// What the coach says while somebody writes: a rewrite is taken by one key and taken back, and what is set aside stays so, with its reason.
import assert from 'node:assert/strict';
import test from 'node:test';
import { button, en, export_json, is_saved, title_field, write_postmortem } from './steps.mjs';
import { open_app, settle } from './support.mjs';

const field = (page, ...words) => page.getByRole('textbox', { name: en(...words), exact: true });
const notes = page => page.getByRole('complementary', { name: en('coach_title'), exact: true });
const focused = page => page.evaluate(() => [document.activeElement.ariaLabel ?? document.activeElement.textContent, document.activeElement.selectionStart]);

test('one key takes the rewrite into the text that is written, undo takes it back, and the words before it stay', async t => {
  const { page } = await open_app(t);
  await write_postmortem(page, 'The queue grew');
  const summary = field(page, 'field_summary');
  await summary.focus();
  // At once: how slowly letters come makes steps of its own.
  await page.keyboard.insertText('We failed to notice the queue.');
  const offer = notes(page).getByRole('button', { name: en('coach_use', 'did not'), exact: true });
  await offer.waitFor();
  await settle(page);
  assert.equal(await offer.getAttribute('aria-description'), 'Alt Enter');
  // Without a pause after the last letter, and with the caret where it was.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Alt+Enter');
  await settle(page);
  assert.equal(await summary.inputValue(), 'We did not notice the queue.');
  assert.deepEqual(await focused(page), [en('field_summary'), 'We did not notice the queue'.length]);
  await page.getByText(en('coach_used', 'did not'), { exact: true }).first().waitFor({ state: 'attached' });
  await page.keyboard.press('Control+z');
  await settle(page);
  assert.equal(await summary.inputValue(), 'We failed to notice the queue.');
  await page.keyboard.press('Control+Shift+z');
  await settle(page);
  assert.equal(await summary.inputValue(), 'We did not notice the queue.');
  // One goes on writing, and the journal has the same steps.
  await page.keyboard.press('End');
  // At once: how slowly letters come makes steps of its own.
  await page.keyboard.insertText(' It was late.');
  await is_saved(page);
  await page.reload();
  await title_field(page).waitFor();
  await settle(page);
  for (const words of ['We did not notice the queue.', 'We failed to notice the queue.', '']) {
    await button(page, 'kit_undo').click();
    await settle(page);
    assert.equal(await summary.inputValue(), words);
  }
});

test('a finding is set aside by keys with its reason, which is in the file, and it stays so after a reload', async t => {
  const { page } = await open_app(t);
  await write_postmortem(page, 'The queue grew');
  const summary = field(page, 'field_summary');
  await summary.focus();
  await page.keyboard.type('The report calls it human error.');
  const note = notes(page).getByRole('button', { name: '“human error”', exact: true });
  await note.waitFor();
  await settle(page);
  // From the text to the column beside it.
  for (let count = 0; (await focused(page))[0] !== en('coach_set_aside'); ++count) {
    assert.ok(count < 60, 'it is reached by Tab');
    await page.keyboard.press('Tab');
    await settle(page);
  }
  await page.keyboard.press('Enter');
  await settle(page);
  await page.keyboard.press('Tab');
  await settle(page);
  assert.equal((await focused(page))[0], en('coach_because'));
  await page.keyboard.type('It is the title of a report');
  await page.keyboard.press('Enter');
  await note.waitFor({ state: 'detached' });
  await is_saved(page);

  await page.reload();
  await title_field(page).waitFor();
  await settle(page);
  assert.equal(await note.count(), 0);
  const file = JSON.parse(await export_json(page));
  assert.equal(file.context.summary, 'The report calls it human error.');
  assert.equal(file.dismissed.length, 1);
  const [{ rule, on, text_hash, reason }] = file.dismissed;
  assert.match(rule, /^human_error\//);
  assert.match(text_hash, /^[0-9a-f]+$/);
  assert.deepEqual({ on, reason }, { on: 'context/summary', reason: 'It is the title of a report' });
});
