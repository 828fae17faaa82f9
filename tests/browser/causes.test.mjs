// The causes as a graph, without a mouse: walked along, added to, linked, changed, undone and done again.
import assert from 'node:assert/strict';
import test from 'node:test';
import { count_pointer_events, Keys } from './keys.mjs';
import { button, en, export_json, is_saved, title_field } from './steps.mjs';
import { open_app, settle } from './support.mjs';

test('the graph of causes is walked along and written by keys alone, a step is undone and done again, and the list says the same', async t => {
  const { page } = await open_app(t, { before: context => context.addInitScript(count_pointer_events) });
  const keys = new Keys(page);
  const field = (name, ...values) => page.getByRole('textbox', { name: en(name, ...values), exact: true }).first();
  const tab = name => page.getByRole('tab', { name: en(name), exact: true });
  const graph = page.getByRole('list', { name: en('editor_causes_linked'), exact: true });
  const node = words => graph.getByRole('button', { name: words, exact: true });
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  const says = words => node(words).getAttribute('aria-description');
  const view = async name => {
    await keys.to(page.getByRole('tab', { selected: true }), 'Shift+Tab');
    for (let count = 0; await focused() !== en(name); ++count) {
      assert.ok(count < 4, `there is no view ${en(name)}`);
      await keys.press('ArrowRight');
    }
    await settle(page);
    assert.equal(await tab(name).getAttribute('aria-selected'), 'true');
  };
  const arrow = async (key, words) => {
    await keys.press(key);
    await settle(page);
    assert.equal(await focused(), words, key);
  };

  await button(page, 'library_new').first().waitFor();
  await settle(page);
  await keys.press('Tab');
  await keys.activate(button(page, 'library_new').first());
  await title_field(page).waitFor();
  await keys.write(title_field(page), 'Search was slow');
  await keys.activate(page.getByRole('link', { name: en('editor_part_causes'), exact: true }).first(), 'Shift+Tab');
  await page.getByRole('heading', { level: 2, name: en('editor_part_causes') }).waitFor();
  for (const words of ['The alarm watched averages', 'Clients asked three times']) {
    await keys.write(field('editor_add_factor'), words);
    await keys.press('Enter');
  }
  await view('editor_causes_graph');

  // The incident is asked why: the answer stands below it, linked.
  await keys.activate(node('Search was slow'));
  await page.getByRole('dialog').waitFor();
  await keys.write(field('editor_why_of', en('editor_the_incident')), 'The pool ran dry');
  await keys.press('Enter');
  await keys.press('Escape');
  await settle(page);
  assert.equal(await focused(), 'Search was slow', 'the focus is back where the dialog was opened');
  assert.equal(await says('The pool ran dry'), `${en('factor_kind_condition')}. ${en('cause_link_contributed_to')}: ${en('editor_the_incident')}. ${en('editor_no_action_yet')}`);

  // Along the links, and where there is none to what stands there.
  await arrow('ArrowDown', 'The pool ran dry');
  await arrow('ArrowUp', 'Search was slow');
  await arrow('ArrowDown', 'The pool ran dry');
  await arrow('ArrowDown', 'The alarm watched averages');
  await arrow('ArrowRight', 'Clients asked three times');
  await arrow('ArrowLeft', 'The alarm watched averages');

  // Linked, and the link gets another kind.
  const link = name => page.getByRole('combobox', { name, exact: true });
  await keys.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keys.select(link(en('editor_led_to_add')), 'The pool ran dry');
  await keys.select(link('The pool ran dry'), en('cause_link_let_it_escalate'), 'Shift+Tab');
  await keys.press('Escape');
  await settle(page);
  assert.equal(await focused(), 'The alarm watched averages');
  const said = kind => `${en('factor_kind_condition')}. ${en(kind)}: The pool ran dry. ${en('editor_no_action_yet')}`;
  assert.equal(await says('The alarm watched averages'), said('cause_link_let_it_escalate'));
  await arrow('ArrowUp', 'The pool ran dry');
  await arrow('ArrowDown', 'The alarm watched averages');

  await keys.press('Control+z');
  await settle(page);
  assert.equal(await says('The alarm watched averages'), said('cause_link_contributed_to'));
  await keys.press('Control+Shift+z');
  await settle(page);
  assert.equal(await says('The alarm watched averages'), said('cause_link_let_it_escalate'));
  assert.equal(await focused(), 'The alarm watched averages', 'undo leaves the focus where it is');

  await view('editor_causes_list');
  const line = [en('factor_kind_condition'), `${en('cause_link_let_it_escalate')}: The pool ran dry`].join(' · ');
  await page.getByRole('group', { name: en('editor_factor_number', 1), exact: true }).getByText(line, { exact: true }).waitFor();
  await is_saved(page);
  assert.equal(await page.evaluate(() => globalThis.pointer_events), 0, 'no mouse, no finger');

  const { causes } = JSON.parse(await export_json(page));
  const [averages, retries, pool] = causes.factors;
  assert.deepEqual([averages.text, retries.text, pool.text], ['The alarm watched averages', 'Clients asked three times', 'The pool ran dry']);
  assert.deepEqual(causes.links.map(({ from, to, kind }) => [from, to, kind]), [[pool.id, 'incident', 'contributed_to'], [averages.id, pool.id, 'let_it_escalate']]);
});
