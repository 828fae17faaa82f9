// Operates the page as assistive technology does: by the elements alone, without pointer or keys. Things are found by role and name; an
// element is pressed by `click()`, written into by its value and an `input` event, scrolled by `scrollTop`.
import assert from 'node:assert/strict';
import { settle } from './support.mjs';

/** The one element, as it is shown to assistive technology: neither hidden nor shut out. */
async function found(target) {
  await target.waitFor({ state: 'attached' });
  return target;
}

export async function press(target) {
  await (await found(target)).evaluate((element) => {
    if (element.ariaDisabled === 'true' || element.closest('[inert]')) throw new Error('it cannot be pressed');
    element.focus();
    element.click();
  });
  await settle(target.page());
}

/** Replaces what stands in a field; `ends`: confirms it, as the keyboard's own key for it does. */
export async function write(target, words) {
  await (await found(target)).evaluate((element, words) => {
    if (element.readOnly || element.closest('[inert]')) throw new Error('it cannot be written into');
    element.focus();
    element.value = words;
    element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText', data: words }));
  }, words);
  await settle(target.page());
  assert.equal(await target.inputValue(), words);
}

/** Leaves the field: it is done with. */
export async function leave(target) {
  await target.evaluate((element) => element.blur());
  await settle(target.page());
}

/** Chooses in a list that opens; the focus is back where it was opened. */
export async function choose_in(target, name) {
  const page = target.page();
  await press(target);
  assert.equal(await target.getAttribute('aria-expanded', { timeout: 5000 }), 'true');
  const list = await target.getAttribute('aria-controls');
  assert.ok(await page.locator(`#${list}[role=listbox]`).count(), 'it says which list it opened');
  await press(page.getByRole('option', { name, exact: true }));
  assert.equal(await target.getAttribute('aria-expanded'), 'false');
  assert.ok(await has_focus(target), 'the focus is back where the list was opened');
}

export const has_focus = (target) => target.evaluate((element) => element === document.activeElement);
