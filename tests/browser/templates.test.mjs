// A team's templates in a real browser: made, kept over a reload, begun from, changed without a loss, shared and brought in elsewhere.
import assert from 'node:assert/strict';
import test from 'node:test';
import { button, choose, download, en, go_to, is_saved, title_field } from './steps.mjs';
import { open_app, settle } from './support.mjs';

const menu_of = async (page, name, entry) => {
  await button(page, 'template_menu', name).click();
  await page.getByRole('menuitem', { name: en(entry), exact: true }).click();
};

test('a template is made, begun from and changed, nothing written is lost, and its file brings it in elsewhere', async t => {
  const { page } = await open_app(t);
  await button(page, 'library_new').first().waitFor();
  await go_to(page, '#/settings/templates');
  await menu_of(page, 'SRE-book shape', 'template_copy');
  const name = page.getByRole('textbox', { name: en('template_name'), exact: true });
  await name.fill('Our review');
  await name.press('Enter');
  await page.getByRole('heading', { name: 'Our review' }).waitFor();
  await button(page, 'template_make_default').scrollIntoViewIfNeeded();
  await settle(page);
  await button(page, 'template_make_default').click();
  await settle(page);

  await page.reload();
  await page.getByRole('heading', { name: 'Our review' }).waitFor();
  await settle(page);
  await go_to(page, '#/');
  await button(page, 'library_new').first().click();
  await title_field(page).waitFor();
  const [, , id] = new URL(page.url()).hash.split('/');
  await go_to(page, `#/pm/${id}/causes`);
  await page.getByRole('textbox', { name: en('template_required_mark', 'Trigger') }).fill('An index was being built.');
  await is_saved(page);

  await button(page, 'editor_menu').click();
  await page.getByRole('menuitem', { name: en('template_change') }).click();
  await page.getByRole('button', { name: 'Learning review', exact: true }).click();
  await settle(page);
  await go_to(page, `#/pm/${id}/context`);
  await page.getByRole('heading', { name: en('template_beyond') }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Trigger', exact: true }).inputValue(), 'An index was being built.');
  await button(page, 'kit_undo').click();
  await settle(page);
  assert.equal(await page.getByRole('heading', { name: en('template_beyond') }).count(), 0);

  await go_to(page, '#/settings/templates');
  await button(page, 'template_menu', 'Our review').click();
  const file = await download(page, page.getByRole('menuitem', { name: en('template_share'), exact: true }));
  assert.equal(file.name, 'our-review.template.json');
  const other = (await open_app(t)).page;
  await button(other, 'library_new').first().waitFor();
  await settle(other);
  await go_to(other, '#/settings/templates');
  await choose(other, { name: file.name, mimeType: 'application/json', buffer: file.bytes }, button(other, 'template_bring_in'));
  await button(other, 'bring_in_accept', 1).click();
  await other.getByRole('heading', { name: en('template_imported', 1) }).or(other.getByText(en('template_imported', 1), { exact: true })).first().waitFor();
  await button(other, 'template_to_templates').click();
  await other.getByRole('link', { name: 'Our review' }).waitFor();
});
