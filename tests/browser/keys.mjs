// Somebody without a mouse: keys are pressed, and after each one the focus is somewhere that can be seen.
import assert from 'node:assert/strict';
import { settle } from './support.mjs';

/** Runs in the page before the app: counts what a hand on a mouse or a screen does. */
export function count_pointer_events() {
  globalThis.pointer_events = 0;
  for (const kind of ['pointerdown', 'pointermove', 'mousedown', 'mousemove', 'wheel', 'touchstart'])
    addEventListener(kind, event => { globalThis.pointer_events += Number(event.isTrusted); }, { capture: true });
}

/** What is focused, and whether that is this element; null for the page itself, which is nowhere. */
const focused = (page, wanted) => page.evaluate(wanted => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  return {
    what: `${element.getAttribute('role') ?? element.tagName.toLowerCase()} “${element.ariaLabel ?? element.textContent}”`,
    kind: element.getAttribute('role') ?? element.tagName.toLowerCase(), left, top, width, height, is_wanted: element === wanted,
    is_in_view: left + width > 0 && top + height > 0 && left < innerWidth && top < innerHeight,
  };
}, wanted);
/** Until what was done is drawn, and what follows from it. */
const drawn = page => page.evaluate(async () => {
  for (let frames = 3; frames > 0; --frames) await new Promise(requestAnimationFrame);
});

export class Keys {
  /// Kinds of element whose focus was looked at.
  #seen = new Map();
  constructor(page) { this.page = page; }

  async #where(wanted) {
    let at = await focused(this.page, wanted);
    if (!at?.is_in_view) {
      await drawn(this.page);
      at = await focused(this.page, wanted);
    }
    assert.ok(at, 'the focus is lost to the page itself');
    assert.ok(at.is_in_view, `${at.what} has the focus and is out of view`);
    return at;
  }
  /// A key, after which the focus has to be somewhere.
  async press(key) {
    await this.page.keyboard.press(key);
    await drawn(this.page);
    return this.#where();
  }
  async type(words) { await this.page.keyboard.type(words); }
  /// Tab until the focus is on it, forwards or (with 'Shift+Tab') backwards.
  async to(target, key = 'Tab') {
    const passed = [];
    for (;;) {
      // Looked up each time: what stands far from the view comes and goes.
      const wanted = (await target.elementHandles())[0] ?? null;
      const at = await this.#where(wanted);
      if (at.is_wanted) return this.#look_at(at);
      passed.push(at.what);
      assert.ok(passed.length < 150, `${target} is not reached by ${key}; passed: ${passed.slice(-12).join(', ')}`);
      await this.page.keyboard.press(key);
    }
  }
  /// The first of each kind: its picture with the focus differs from that without.
  async #look_at(at) {
    if (this.#seen.has(at.kind)) return;
    await settle(this.page);
    const clip = { x: Math.max(0, at.left - 6), y: Math.max(0, at.top - 6), width: at.width + 12, height: at.height + 12 };
    const with_focus = await this.page.screenshot({ clip, caret: 'initial' });
    await this.page.keyboard.press('Tab');
    await settle(this.page);
    const without = await this.page.screenshot({ clip, caret: 'initial' });
    await this.page.keyboard.press('Shift+Tab');
    await settle(this.page);
    this.#seen.set(at.kind, at.what);
    assert.equal((await focused(this.page))?.what, at.what, 'Shift+Tab goes back to where Tab came from');
    assert.ok(!with_focus.equals(without), `the focus on ${at.what} cannot be seen`);
  }
  async activate(target, key) {
    await this.to(target, key);
    return this.press('Enter');
  }
  /// Writes into a field; what stood there is replaced.
  async write(target, words, key) {
    await this.to(target, key);
    await this.page.keyboard.press('Control+a');
    await this.type(words);
    await drawn(this.page);
  }
  /// Chooses in a list that opens: by arrow keys, as far as the option is.
  async select(target, option, key) {
    await this.activate(target, key);
    const wanted = this.page.getByRole('option', { name: option, exact: true });
    await wanted.waitFor();
    for (let count = 0; !(await wanted.evaluate(element => element === document.activeElement)); ++count) {
      assert.ok(count < 40, `the option ${option} is not reached`);
      await this.press('ArrowDown');
    }
    await this.press('Enter');
    assert.ok(await target.evaluate(element => element === document.activeElement), 'the focus is back where the list was opened');
  }
}
