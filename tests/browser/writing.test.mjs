// Writing in the app's fields as in any other: input methods, the browser's undo, Markdown by keys, what is pasted, and text that means harm.
import assert from 'node:assert/strict';
import test from 'node:test';
import { button, en, export_json, is_saved, write_postmortem } from './steps.mjs';
import { open_app, settle } from './support.mjs';

const field = (page, name) => page.getByRole('textbox', { name: en(name), exact: true }).first();
const caret = target => target.evaluate(element => [element.selectionStart, element.selectionEnd]);
/** The field, focused and empty, with nothing before it that could be undone. */
async function begin(page, name) {
  const target = field(page, name);
  await target.fill('');
  // Left once, so that what is typed next is not undone together with what stood there.
  await field(page, 'field_team').focus();
  await target.focus();
  await settle(page);
  return target;
}
/** Pastes what the clipboard would hold: as words and as HTML. */
const paste = (page, text) => page.evaluate(words => navigator.clipboard.write([new ClipboardItem({
  'text/plain': new Blob([words], { type: 'text/plain' }), 'text/html': new Blob([`<b>${words}</b>`], { type: 'text/html' }),
})]), text).then(() => page.keyboard.press('Control+v'));

test('text is written in the fields as in those of any page', async t => {
  const app = await open_app(t, {
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
    before: context => context.addInitScript(() => {
      globalThis.requests = 0;
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (...given) {
        globalThis.requests++;
        return post.apply(this, given);
      };
    }),
  });
  const { page } = app;
  await write_postmortem(page, 'Written by every means');
  const devtools = await page.context().newCDPSession(page);

  for (const [language, steps, words] of [
    ['Japanese', ['n', 'に', 'にh', 'にほ', 'にほん', '日本'], '日本'],
    ['Chinese', ['z', 'zh', 'zhong', '中', '中国'], '中国'],
    ['Korean', ['ㅎ', '하', '한'], '한'],
  ]) {
    await t.test(`what is composed in ${language} is left alone, is saved once, and Enter confirms the candidate`, async () => {
      for (const name of ['field_summary', 'field_title']) {
        const target = await begin(page, name);
        await page.keyboard.type('a ');
        await is_saved(page);
        const sent = await page.evaluate(() => globalThis.requests);
        assert.ok(sent > 0, 'what is sent is counted');
        for (const text of steps) {
          await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
          await settle(page);
          assert.equal(await target.inputValue(), `a ${text}`);
        }
        // As every browser tells of a key that the input method uses.
        const is_prevented = await target.evaluate(element => {
          const key = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true });
          return !element.dispatchEvent(key);
        });
        assert.equal(is_prevented, false);
        assert.equal(await page.evaluate(() => globalThis.requests), sent, 'nothing half composed is on its way');
        await devtools.send('Input.insertText', { text: words });
        await settle(page);
        assert.equal(await target.inputValue(), `a ${words}`);
        assert.deepEqual(await caret(target), [2 + words.length, 2 + words.length]);
        assert.ok(await target.evaluate(element => element === document.activeElement), 'the field is still written in');
        await is_saved(page);
      }
      const written = JSON.parse(await export_json(page));
      assert.deepEqual([written.title, written.context.summary], [`a ${words}`, `a ${words}`]);
    });
  }

  await t.test('a composed line makes its field grow before it is done', async () => {
    const target = await begin(page, 'field_summary');
    await page.keyboard.type('one\ntwo\nthree\nfour');
    await settle(page);
    const { height } = await target.boundingBox();
    await devtools.send('Input.imeSetComposition', { text: '長'.repeat(200), selectionStart: 200, selectionEnd: 200 });
    await settle(page);
    assert.ok((await target.boundingBox()).height > height + 40);
    await devtools.send('Input.insertText', { text: '' });
  });

  await t.test('a field grows with its lines, and none of them is hidden', async () => {
    for (const name of ['field_summary', 'field_title']) {
      const target = await begin(page, name);
      for (let line = 0; line < 4; ++line) {
        await page.keyboard.insertText('word '.repeat(30));
        await settle(page);
        const { inside, needed } = await target.evaluate(({ clientHeight, scrollHeight }) => ({ inside: clientHeight, needed: scrollHeight }));
        assert.equal(inside, needed, `${name}, line ${line}`);
      }
    }
  });

  await t.test('the browser undoes what was typed in a field, and what keys for Markdown did', async () => {
    const target = await begin(page, 'field_summary');
    await page.keyboard.type('some words');
    await page.keyboard.press('Control+Shift+ArrowLeft');
    await page.keyboard.press('Control+b');
    await settle(page);
    assert.equal(await target.inputValue(), 'some **words**');
    assert.deepEqual(await caret(target), [7, 12]);
    await page.keyboard.press('Control+z');
    await settle(page);
    assert.equal(await target.inputValue(), 'some words');
    // How many letters go at once is the browser's choice.
    let steps = 0;
    for (; await target.inputValue() !== '' && steps < 10; ++steps) await page.keyboard.press('Control+z');
    assert.equal(await target.inputValue(), '');
    for (; steps >= 0; --steps) await page.keyboard.press('Control+Shift+z');
    await settle(page);
    assert.equal(await target.inputValue(), 'some **words**');
    await is_saved(page);
    assert.equal(JSON.parse(await export_json(page)).context.summary, 'some **words**');
  });

  await t.test('keys for bold, italic and a link put Markdown round what is chosen, and take it away', async () => {
    const target = await begin(page, 'field_summary');
    const does = async (keys, text, selection) => {
      for (const key of keys) await page.keyboard.press(key);
      await settle(page);
      assert.equal(await target.inputValue(), text);
      if (selection) assert.deepEqual(await caret(target), selection);
    };
    await page.keyboard.type('word');
    await does(['Control+a', 'Control+i'], '*word*', [1, 5]);
    await does(['Control+b'], '***word***', [3, 7]);
    await does(['Control+i'], '**word**', [2, 6]);
    await does(['Control+b'], 'word', [0, 4]);
    await does(['Control+k'], '[word]()', [7, 7]);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('https://example.org/a');
    await does(['Control+a', 'Control+k'], '[](https://example.org/a)', [1, 1]);
    assert.equal(await page.getByRole('dialog').count(), 0);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await does(['Control+a', 'Delete', 'Control+b', 'x'], '**x**', [3, 3]);
  });

  await t.test('Enter goes on with a list or a quote and ends it where the item is empty', async () => {
    const target = await begin(page, 'field_summary');
    const typed = async (keys, text) => {
      for (const key of keys) key.length > 1 && !key.includes(' ') ? await page.keyboard.press(key) : await page.keyboard.type(key);
      await settle(page);
      assert.equal(await target.inputValue(), text);
    };
    await typed(['- one', 'Enter', 't', 'Enter', 'Enter', 'x'], '- one\n- t\nx');
    await typed(['Control+a', '9. n', 'Enter', 't', 'Enter', 'Enter'], '9. n\n10. t\n');
    await typed(['Control+a', '  * [x] d', 'Enter', 'n'], '  * [x] d\n  * [ ] n');
    await typed(['Control+a', '> q ', 'Enter', 'r', 'Enter', 'Enter', 'x'], '> q \n> r\nx');
    await typed(['Control+a', '- a b', 'Shift+Enter', 'c'], '- a b\nc');
    await typed(['Control+a', '``` ', 'Enter', '- c', 'Enter', 'd'], '``` \n- c\nd');
    await typed(['Control+a', 'plain words', 'Enter', 'x'], 'plain words\nx');
  });

  await t.test('a title has one line: Enter confirms it, and what is pasted has no line breaks once it is left', async () => {
    const target = await begin(page, 'field_title');
    await page.keyboard.type('In one');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' line');
    await settle(page);
    assert.equal(await target.inputValue(), 'In one line');
  });

  await t.test('what is pasted is plain text', async () => {
    for (const name of ['field_summary', 'field_title']) {
      const target = await begin(page, name);
      await paste(page, 'bold words');
      await settle(page);
      assert.equal(await target.inputValue(), 'bold words');
    }
  });

  await t.test('text that is dragged into a field is put there and saved', async () => {
    for (const name of ['field_title', 'field_summary']) {
      const target = await begin(page, name);
      await field(page, 'field_team').focus();
      await settle(page);
      const { x, y, width, height } = await target.boundingBox();
      const data = { items: [{ mimeType: 'text/plain', data: 'Dragged words' }], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop']) await devtools.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
      await settle(page);
      assert.equal(await target.inputValue(), 'Dragged words');
      await is_saved(page);
    }
    const written = JSON.parse(await export_json(page));
    assert.deepEqual([written.title, written.context.summary], ['Dragged words', 'Dragged words']);
  });

  await t.test('Tab leaves every field', async () => {
    for (const name of ['field_title', 'field_summary', 'field_team']) {
      const target = field(page, name);
      await target.focus();
      for (const [key, way] of [['Tab', 'forwards'], ['Shift+Tab', 'backwards']]) {
        await target.focus();
        await page.keyboard.press(key);
        assert.ok(await target.evaluate(element => element !== document.activeElement && document.activeElement !== document.body), `${name}, ${way}`);
      }
    }
  });

  await t.test('spelling is looked for in words and not in dates', async () => {
    const kind = target => target.evaluate(({ spellcheck, autocapitalize }) => [spellcheck, autocapitalize]);
    for (const name of ['field_title', 'field_summary', 'field_team']) assert.deepEqual(await kind(field(page, name)), [true, 'sentences'], name);
    assert.deepEqual(await kind(field(page, 'field_review_due')), [false, 'none']);
  });

  await t.test('half a character becomes one that can be seen, and the caret stays', async () => {
    const target = await begin(page, 'field_summary');
    await page.keyboard.type('one\ntwo');
    await target.evaluate(element => element.setSelectionRange(1, 1));
    await target.evaluate(() => document.execCommand('insertText', false, 'a\ud800b'));
    await page.keyboard.type('c');
    await settle(page);
    assert.deepEqual(await caret(target), [5, 5]);
    await is_saved(page);
    assert.equal(JSON.parse(await export_json(page)).context.summary, 'oa\ufffdbcne\ntwo');
  });

  await t.test('a comment has several lines: Shift+Enter breaks the line, Enter adds it, and the file that is asked for at once has it', async () => {
    const address = page.url();
    await page.goto(`${address.replace(/(#\/pm\/[^/]+).*/, '$1')}/discussion`);
    const target = field(page, 'editor_add_comment');
    await target.click();
    await settle(page);
    assert.equal(await target.getAttribute('placeholder'), en('editor_comment_keys'));
    await page.keyboard.type('Two things:');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('- the first');
    assert.equal(await target.inputValue(), 'Two things:\n- the first');
    await page.keyboard.press('Enter');
    await settle(page);
    // Who says it is asked once, before the first.
    const name = field(page, 'settings_name');
    assert.ok(await name.evaluate(element => element === document.activeElement));
    await page.keyboard.type('Ana');
    await page.keyboard.press('Enter');
    await settle(page);
    assert.equal(await target.inputValue(), '');
    await target.click();
    await settle(page);
    await page.keyboard.type('Another one');
    await page.keyboard.press('Control+Enter');
    const { comments } = JSON.parse(await export_json(page));
    assert.deepEqual(comments.map(comment => comment.text), ['Two things:\n- the first', 'Another one']);
    assert.deepEqual(comments.map(comment => comment.by), ['Ana', 'Ana']);
    await page.goto(address);
    await field(page, 'field_summary').waitFor();
  });

  await t.test('text that means harm is shown or refused with a sentence, nothing of it is lost, and the page goes on', async () => {
    const refused = async (target, sentence) => {
      await target.and(page.locator('[aria-invalid=true]')).waitFor();
      assert.equal(await target.evaluate(element => element.ariaDescription ?? element.getAttribute('aria-description')), en(sentence));
      assert.ok(await page.getByText(en(sentence), { exact: true }).first().isVisible());
    };
    for (const [text, sentence] of [
      ['a\0b', 'refusal_nul_character'],
      ['bell \u0007 and escape \u001b', null],
      ['before \u202egpj.exe\u202c after \u2066x\u2069', null],
      ['x'.repeat(10_000), null],
      ['e' + '\u0301'.repeat(5_000), null],
      ['lorem ipsum '.repeat(83_000), null],
      ['lorem ipsum '.repeat(87_400), 'refusal_text_too_long'],
    ]) {
      const target = await begin(page, 'field_summary');
      await page.evaluate(() => { globalThis.unrepeat.counters.frame_ms.length = 0; });
      await target.evaluate((element, words) => document.execCommand('insertText', false, words), text);
      await settle(page);
      const shown = JSON.stringify(text.slice(0, 20));
      t.diagnostic(`${shown} × ${text.length}: ${await page.evaluate(() => globalThis.unrepeat.counters.frame_ms.map(Math.round))} ms a frame`);
      assert.ok(await page.evaluate(() => globalThis.unrepeat.counters.frame_ms.length) <= 30, `${shown}: the page comes to rest`);
      assert.equal(await target.inputValue(), text, shown);
      if (sentence) {
        await refused(target, sentence);
      } else {
        await is_saved(page);
        assert.equal(JSON.parse(await export_json(page)).context.summary, text, shown);
      }
      // It is drawn too, once it is left.
      await field(page, 'field_team').focus();
      await settle(page);
      assert.equal(await target.inputValue(), text, shown);
    }
    await begin(page, 'field_summary');
    await page.keyboard.type('Still here');
    await is_saved(page);
  });
});

test('a press right after a scroll, out of a field, presses what it is on', async t => {
  const { page } = await open_app(t, { browser: { viewport: { width: 1280, height: 600 } } });
  await write_postmortem(page, 'Scrolled and pressed at once');
  await settle(page);
  const more = button(page, 'editor_more');
  await more.click();
  await settle(page);
  assert.equal(await more.getAttribute('aria-expanded'), 'true');
});
