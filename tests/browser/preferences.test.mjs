// What a person's system and browser ask for is followed at once: contrast, forced colours, motion, the size of text, zoom, an on-screen
// keyboard; and nothing typed is lost where the page loses its graphics or its size.
import assert from 'node:assert/strict';
import test from 'node:test';
import { button, en, export_json, go_to, is_saved, write_postmortem } from './steps.mjs';
import { open_app, settle } from './support.mjs';

const summary = page => page.getByRole('textbox', { name: en('field_summary'), exact: true }).first();

/** What can be operated and does not lie between the page's left and right edge. */
const sideways = page => page.evaluate(() => [...document.querySelectorAll('#mirror .i, #mirror .f, #mirror .t')].flatMap(element => {
  const { left, right, width } = element.getBoundingClientRect();
  return width === 0 || (left >= -0.5 && right <= innerWidth + 0.5) ? [] : `${element.ariaLabel ?? element.textContent}: ${Math.round(left)} to ${Math.round(right)}`;
}));

/** The most that a colour of a pixel of the one picture differs from that of the other, of 255. */
const difference = (page, ...pictures) => page.evaluate(async given => {
  const [one, other] = await Promise.all(given.map(async base64 => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), character => character.charCodeAt(0))], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  }));
  return one.length === other.length ? one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0) : 255;
}, pictures.map(picture => picture.toString('base64')));

/** Runs in the page: a tab that is not shown gets no animation frames, and a clock that jumps is what a sleeping computer leaves behind. */
function make_frames_and_clock_ours() {
  const ask = requestAnimationFrame, now = performance.now.bind(performance), waiting = [];
  globalThis.tab = {
    is_hidden: false,
    slept_ms: 0,
    show() {
      this.is_hidden = false;
      for (const frame of waiting.splice(0)) ask(frame);
    },
  };
  globalThis.requestAnimationFrame = frame => globalThis.tab.is_hidden ? waiting.push(frame) : ask(frame);
  performance.now = () => now() + globalThis.tab.slept_ms;
}

test('what the system and the browser ask for is followed at once, and nothing typed is lost', async t => {
  const { page } = await open_app(t, { before: context => context.addInitScript(make_frames_and_clock_ours) });
  const address = await write_postmortem(page, 'As the system asks');
  const devtools = await page.context().newCDPSession(page);
  /** Each step begins at the same place, whatever became of the one before. */
  const step = (name, task) => t.test(name, async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate(where => { location.hash = where; }, address.replace(/.*#/, '#'));
    await summary(page).waitFor();
    await settle(page);
    await task();
  });
  const ink = () => page.locator('#mirror').evaluate(element => {
    const style = getComputedStyle(element);
    return ['ink', 'hint', 'accent'].map(name => style.getPropertyValue(`--mirror-${name}`));
  });

  await step('more contrast: what is pale becomes as dark as the text', async () => {
    const [text, hint] = await ink();
    assert.notEqual(text, hint);
    await page.emulateMedia({ contrast: 'more' });
    await settle(page);
    const [more_text, more_hint] = await ink();
    assert.equal(more_text, more_hint);
    await page.emulateMedia({ contrast: 'no-preference' });
    await settle(page);
    assert.deepEqual((await ink())[1], hint);
  });

  await step('forced colours are the system\'s own, and each text is there once', async () => {
    const before = await ink();
    await page.emulateMedia({ forcedColors: 'active' });
    await settle(page);
    const system = await page.evaluate(() => {
      const probe = document.createElement('i');
      document.body.append(probe);
      const colours = ['CanvasText', 'LinkText'].map(name => {
        probe.style.color = name;
        probe.style.forcedColorAdjust = 'none';
        return '#' + getComputedStyle(probe).color.match(/\d+/g).slice(0, 3).map(part => Number(part).toString(16).padStart(2, '0')).join('') + 'ff';
      });
      probe.remove();
      return colours;
    });
    assert.deepEqual(await ink(), [system[0], system[0], system[1]]);
    assert.notDeepEqual(await ink(), before);
    // The elements' own text stays unseen over the drawn one.
    const seen = await page.locator('#mirror .t').evaluateAll(all => all.map(one => getComputedStyle(one).color).filter(colour => colour !== 'rgba(0, 0, 0, 0)'));
    assert.deepEqual(seen, []);
    await page.emulateMedia({ forcedColors: 'none' });
    await settle(page);
    assert.deepEqual(await ink(), before);
  });

  await step('text twice as large makes everything twice as large, and pressing still meets what is drawn', async () => {
    const before = await summary(page).boundingBox();
    await devtools.send('Page.enable');
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
    await page.waitForFunction(() => document.getElementById('mirror').style.zoom === '2');
    await settle(page);
    const after = await summary(page).boundingBox();
    assert.ok(after.height >= before.height * 1.9, `${before.height} became ${after.height}`);
    assert.deepEqual(await sideways(page), []);
    await summary(page).scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: en('editor_menu'), exact: true }).click();
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 16 } });
    await page.waitForFunction(() => document.getElementById('mirror').style.zoom === '1');
    await settle(page);
    // Where it was is another matter: pressing scrolled.
    for (const scroller of await page.locator('#mirror main .s').all()) await scroller.evaluate(element => { element.scrollTop = 0; });
    await settle(page);
    assert.deepEqual(await summary(page).boundingBox(), before);
  });

  await step('at 200 and 400 per cent and on the smallest phone nothing lies beside the page', async () => {
    for (const [width, height] of [[640, 400], [320, 256], [320, 568]]) {
      await page.setViewportSize({ width, height });
      for (const route of ['#/', '#/import', '#/settings', ...['context', 'timeline', 'impact', 'causes', 'review', 'actions', 'share'].map(part => address.replace(/.*(#.*)\/.*/, `$1/${part}`))]) {
        await go_to(page, route);
        await settle(page);
        assert.deepEqual(await sideways(page), [], `${route} at ${width} × ${height}`);
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await go_to(page, address.replace(/.*#/, '#'));
    await summary(page).waitFor();
  });

  await step('when an on-screen keyboard takes half of the page, what is written in stays in view', async () => {
    await page.setViewportSize({ width: 380, height: 760 });
    const target = page.getByRole('textbox', { name: en('field_review_due'), exact: true }).first();
    await target.scrollIntoViewIfNeeded();
    await settle(page);
    await target.focus();
    await page.setViewportSize({ width: 380, height: 380 });
    await settle(page);
    const { y, height } = await target.boundingBox();
    assert.ok(y >= 0 && y + height <= 380, `${y} to ${y + height}`);
    assert.ok(await target.evaluate(element => element === document.activeElement));
    await page.setViewportSize({ width: 760, height: 380 });
    await settle(page);
    const turned = await target.boundingBox();
    assert.ok(turned.y >= 0 && turned.y + turned.height <= 380, 'turned');
    await page.setViewportSize({ width: 1280, height: 800 });
    await settle(page);
  });

  await step('what is typed while the graphics are lost is saved, and drawn when they are back', async () => {
    await summary(page).fill('Before. ');
    await summary(page).focus();
    await settle(page);
    await page.evaluate(async () => {
      const canvas = document.querySelector('canvas');
      globalThis.graphics = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
      const lost = new Promise(resolve => canvas.addEventListener('webglcontextlost', resolve, { once: true }));
      globalThis.graphics.loseContext();
      await lost;
    });
    await summary(page).press('End');
    await page.keyboard.type('While lost.');
    await settle(page);
    await is_saved(page);
    assert.equal(JSON.parse(await export_json(page)).context.summary, 'Before. While lost.');
    await page.evaluate(async () => {
      const canvas = document.querySelector('canvas');
      const restored = new Promise(resolve => canvas.addEventListener('webglcontextrestored', resolve, { once: true }));
      globalThis.graphics.restoreContext();
      await restored;
    });
    await settle(page);
    const restored = await page.screenshot();
    await page.reload();
    await summary(page).waitFor();
    await settle(page);
    assert.equal(await summary(page).inputValue(), 'Before. While lost.');
    assert.ok(restored.length > 0);
  });

  await step('on a screen of another density the picture is at once as sharp as one that began there, and nothing moves', async () => {
    const places = () => page.locator('#mirror .i, #mirror .f').evaluateAll(all => all.map(one => { const { x, y, width, height } = one.getBoundingClientRect(); return [x, y, width, height]; }));
    const begin_anew = async () => {
      await page.reload();
      await summary(page).waitFor();
      await settle(page);
    };
    await begin_anew();
    const before = await places();
    for (const deviceScaleFactor of [1.5, 2, 1]) {
      // Emulation tells the page of another density only together with another size.
      for (const width of [1281, 1280]) {
        await devtools.send('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor, mobile: false });
        await page.waitForFunction(wanted => innerWidth === wanted, width);
        await settle(page);
      }
      await page.waitForFunction(ratio => document.querySelector('canvas').width === 1280 * ratio, deviceScaleFactor);
      await settle(page);
      assert.deepEqual(await places(), before);
      const moved = await page.screenshot();
      await begin_anew();
      // A glyph may lie elsewhere in its texture, and round differently.
      assert.ok(await difference(page, moved, await page.screenshot()) <= 2, `at ${deviceScaleFactor}`);
    }
    await devtools.send('Emulation.clearDeviceMetricsOverride');
  });

  await step('what is typed in a tab that is not shown is saved before it is shown again', async () => {
    await summary(page).fill('Shown. ');
    await summary(page).focus();
    await is_saved(page);
    await settle(page);
    await page.evaluate(() => { globalThis.tab.is_hidden = true; });
    await page.keyboard.insertText('Hidden. ');
    // The tab is thrown away as browsers do with such.
    await page.reload();
    await summary(page).waitFor();
    await settle(page);
    assert.equal(await summary(page).inputValue(), 'Shown. Hidden. ');
    await summary(page).focus();
    await settle(page);
    await page.evaluate(() => { globalThis.tab.is_hidden = true; });
    await summary(page).press('End');
    await page.keyboard.insertText('Again.');
    await page.evaluate(() => { globalThis.tab.show(); });
    await settle(page);
    await is_saved(page);
    assert.equal(JSON.parse(await export_json(page)).context.summary, 'Shown. Hidden. Again.');
    await settle(page);
    const picture = async () => page.screenshot({ clip: await summary(page).boundingBox() });
    const shown = await picture();
    await page.reload();
    await summary(page).waitFor();
    await settle(page);
    assert.ok(shown.equals(await picture()), 'the picture differs');
  });

  await step('when the computer slept while something was written, it is saved and goes on', async () => {
    await summary(page).fill('Before the night. ');
    await page.evaluate(() => { globalThis.tab.slept_ms += 8 * 3_600_000; });
    await summary(page).press('End');
    await page.keyboard.insertText('After it.');
    await settle(page);
    await is_saved(page);
    assert.equal(JSON.parse(await export_json(page)).context.summary, 'Before the night. After it.');
  });

  await step('in a window without a size the page waits, and the text is there when it has one again', async () => {
    await summary(page).fill('Small. ');
    await settle(page);
    await page.evaluate(() => { document.getElementById('host').style.display = 'none'; });
    await settle(page);
    await page.evaluate(() => { document.getElementById('host').style.display = ''; });
    await settle(page);
    assert.equal(await summary(page).inputValue(), 'Small. ');
    await is_saved(page);
  });

  await step('? lists the keys, and is a letter where it is written', async () => {
    await summary(page).fill('');
    await summary(page).focus();
    await page.keyboard.type('Why?');
    await settle(page);
    assert.equal(await summary(page).inputValue(), 'Why?');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await button(page, 'editor_add_system').focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: en('frame_keys') });
    await dialog.waitFor();
    await dialog.getByText('Ctrl K', { exact: true }).first().waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: en('frame_palette') });
    await palette.waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.ok(await button(page, 'editor_add_system').evaluate(element => element === document.activeElement), 'the focus is back');
  });

  await step('the browser\'s own keys are left to it', async () => {
    for (const target of [summary(page), button(page, 'editor_add_system')]) {
      await target.focus();
      const taken = await page.evaluate(() => {
        const keys = [['Tab'], ['Tab', 'shiftKey'], ['F5'], ['F6'], ['F11'], ['F12'], ['f', 'ctrlKey'], ['g', 'ctrlKey'], ['p', 'ctrlKey'], ['s', 'ctrlKey'], ['t', 'ctrlKey'],
          ['w', 'ctrlKey'], ['l', 'ctrlKey'], ['r', 'ctrlKey'], ['n', 'ctrlKey'], ['a', 'ctrlKey'], ['c', 'ctrlKey'], ['v', 'ctrlKey'], ['x', 'ctrlKey'], ['+', 'ctrlKey'], ['-', 'ctrlKey'],
          ['0', 'ctrlKey'], ['ArrowLeft', 'altKey'], ['ArrowRight', 'altKey'], ['PageDown'], ['PageUp'], ['PageDown', 'ctrlKey'], ['Home', 'ctrlKey'], ['End', 'ctrlKey'], ['AltGraph']];
        return keys.filter(([key, modifier]) => !document.activeElement.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...(modifier ? { [modifier]: true } : {}) }))).map(key => key.join(' '));
      });
      assert.deepEqual(taken, []);
    }
  });
});

test('the page speaks the language it is set to', async t => {
  const { page } = await open_app(t, { browser: { locale: 'es-ES' } });
  await settle(page);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'es');
});
