// Reading: prose as Markdown in real elements, and words in scripts that ImGui cannot draw, shown by the page in their place.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { en, is_saved, title_field, write_postmortem } from './steps.mjs';
import { open_app, project, settle } from './support.mjs';

const summary_field = page => page.getByRole('textbox', { name: en('field_summary'), exact: true }).first();

/** Writes it in the summary and leaves the field. */
async function write_summary(page, words) {
  await summary_field(page).fill(words);
  await is_saved(page);
  await title_field(page).focus();
  await settle(page);
}

/** How often the browser finds the words on the page. */
const times_found = (page, words) => page.evaluate(text => {
  getSelection().removeAllRanges();
  let times = 0;
  while (times < 10 && window.find(text, true)) ++times;
  getSelection().removeAllRanges();
  return times;
}, words);

const markdown = `# Impact

Checkout was **down** for \`eu-west\`, see [the status page](https://status.example.com/1).

1. First
2. Second
   - inner

> said

| Time | Rate |
|---|---|
| 11:02 | 8 % |`;

test('prose is real headings, lists, links, quotes and tables, found, selected and copied', async t => {
  const { page } = await open_app(t);
  await write_postmortem(page, 'Reading');
  await write_summary(page, markdown);

  const heading = page.getByRole('heading', { name: 'Impact', exact: true });
  assert.equal(await heading.evaluate(element => element.tagName), 'H3');
  const link = page.getByRole('link', { name: 'the status page', exact: true });
  assert.deepEqual(await link.evaluate(({ href, target, rel }) => ({ href, target, rel })),
    { href: 'https://status.example.com/1', target: '_blank', rel: 'noopener noreferrer' });
  assert.equal(await page.getByRole('listitem').filter({ hasText: 'Second' }).first().getAttribute('aria-posinset'), '2');
  assert.equal(await page.locator('blockquote').innerText(), 'said');
  const table = page.getByRole('table').filter({ hasText: '11:02' });
  assert.deepEqual([await table.getAttribute('aria-rowcount'), await table.getAttribute('aria-colcount')], ['2', '2']);
  assert.equal(await page.getByRole('columnheader', { name: 'Rate', exact: true }).count(), 1);

  // As the browser's own search sees the page. "First" also stands in no label.
  for (const words of ['eu-west', 'First', '11:02']) assert.equal(await times_found(page, words), 1, words);

  // The words of a paragraph flow as they are drawn: the link stands behind the code, on the same line.
  const code = page.locator('code').filter({ hasText: 'eu-west' }), strong = page.locator('strong').filter({ hasText: 'down' });
  const boxes = await Promise.all([strong, code, link].map(one => one.boundingBox()));
  assert.ok(boxes[0].x + boxes[0].width < boxes[1].x && boxes[1].x + boxes[1].width < boxes[2].x, JSON.stringify(boxes));

  // Selected from the heading to the paragraph by real input, the copy has a line for each.
  const from = await heading.boundingBox(), to = boxes[2];
  await page.mouse.move(from.x + 1, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 4 });
  await page.mouse.up();
  const copied = await page.evaluate(() => new Promise(done => {
    const data = new DataTransfer(), event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true });
    document.addEventListener('copy', () => done(data.getData('text/plain')), { once: true });
    document.dispatchEvent(event);
  }));
  assert.match(copied, /^Impact\nCheckout was down for eu-west, see the status pag/);

  // Selecting did not begin to write; pressing does.
  assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
  await page.mouse.click(from.x + 200, from.y + from.height / 2);
  assert.equal(await page.evaluate(() => document.activeElement?.value), markdown);
  await settle(page);
  assert.equal(await heading.count(), 0);

  // Beside the words too, below them and right of them.
  for (const [right, below] of [[0, 1], [1, 0]]) {
    await title_field(page).focus();
    await settle(page);
    const { x, y, width, height } = await summary_field(page).boundingBox();
    await page.mouse.click(x + 4 + right * (width - 8), y + 4 + below * (height - 8));
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
  }
});

/** How many pixels of this part of the canvas differ much from the one in its corner. */
async function ink_of(page, { x, y, width, height }, of_page = false) {
  const clip = { x: Math.floor(x), y: Math.floor(y), width: Math.ceil(width), height: Math.ceil(height) };
  if (!of_page) await page.evaluate(() => { document.getElementById('mirror').style.visibility = 'hidden'; });
  const picture = await page.screenshot({ clip });
  await page.evaluate(() => { document.getElementById('mirror').style.visibility = ''; });
  return page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - data[0]) > 60) count++;
    return count;
  }, picture.toString('base64'));
}

const scripts = {
  Arabic: 'توقفت الخدمة',
  Hebrew: 'השירות נפל',
  Devanagari: 'सेवा बंद हो गई',
  Thai: 'บริการหยุดทำงาน',
  'joined emoji': 'on call 👩‍🚀 there',
};

for (const colorScheme of ['light', 'dark']) {
  test(`words that need shaping are shown by the page and not drawn (${colorScheme})`, async t => {
    const { page } = await open_app(t, { browser: { colorScheme } });
    await write_postmortem(page, 'Latin');
    await write_summary(page, `${Object.values(scripts).join('\n\n')}\n\nplain words`);
    for (const [script, words] of Object.entries(scripts)) {
      const shown = page.locator('p').filter({ hasText: words }).first();
      // Only where letters are: beyond them and at the edges a field has its frame.
      const box = await shown.evaluate(element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x, y, width, height };
      });
      assert.equal(await ink_of(page, box), 0, `${script} is drawn on the canvas`);
      assert.ok(await ink_of(page, box, true) > 20, `${script} is not seen`);
      const { x, y, width, height } = await shown.boundingBox();
      assert.ok(box.x >= x - 1 && box.x + box.width <= x + width + 1 && box.y >= y - 1 && box.y + box.height <= y + height + 1, `${script} leaves its place`);
      const is_right_to_left = script === 'Arabic' || script === 'Hebrew';
      if (is_right_to_left) assert.ok(Math.abs(box.x + box.width - x - width) <= 2, `${script} is not aligned right`);
      else assert.ok(Math.abs(box.x - x) <= 2, `${script} is not aligned left`);
    }
    const plain = page.locator('p').filter({ hasText: 'plain words' }).first();
    assert.ok(await ink_of(page, await plain.boundingBox()) > 20, 'what can be drawn is drawn');

    // A field of one line at rest, and the same words as the title of the row in the library's table.
    await title_field(page).fill(scripts.Arabic);
    await is_saved(page);
    await summary_field(page).focus();
    await settle(page);
    const field = await title_field(page).boundingBox();
    const inside = { x: field.x + 6, y: field.y + 6, width: field.width - 12, height: field.height - 12 };
    assert.equal(await ink_of(page, inside), 0, 'the title is drawn on the canvas');
    assert.ok(await ink_of(page, inside, true) > 20, 'the title is not seen');
    await page.evaluate(() => { location.hash = '#/'; });
    const row = page.getByRole('link', { name: scripts.Arabic, exact: true });
    await row.waitFor();
    await settle(page);
    await page.mouse.move(1, 1);
    const title = await row.boundingBox();
    assert.equal(await ink_of(page, title), 0, 'the row is drawn on the canvas');
    assert.ok(await ink_of(page, title, true) > 20, 'the row is not seen');
  });
}

/// What the page alone can break: shaped, from right to left, or written without spaces.
const long_words = {
  Arabic: 'توقفت خدمة الدفع عن الاستجابة نحو أربعين دقيقة، ولم تكتمل أي طلبات خلال تلك الفترة. وصل تجمع الاتصالات إلى حده الأقصى بعد زيادة الحمل، ثم أعيد تشغيل الخدمة وعادت إلى العمل تدريجيا.',
  Hebrew: 'שירות התשלומים הפסיק להגיב למשך כארבעים דקות, ובמהלך הזמן הזה אף הזמנה לא הושלמה. מאגר החיבורים הגיע לתקרה שלו לאחר עלייה בעומס, והשירות הופעל מחדש וחזר לפעול בהדרגה.',
  Devanagari: 'भुगतान सेवा लगभग चालीस मिनट तक उत्तर नहीं दे पाई और उस दौरान कोई ऑर्डर पूरा नहीं हुआ। भार बढ़ने के बाद कनेक्शन पूल अपनी सीमा पर पहुँच गया, फिर सेवा को दोबारा शुरू किया गया और वह धीरे-धीरे लौट आई।',
  Thai: 'บริการชำระเงินไม่ตอบสนองเป็นเวลาประมาณสี่สิบนาทีและไม่มีคำสั่งซื้อใดสำเร็จในช่วงเวลานั้นเพราะจำนวนการเชื่อมต่อถึงขีดจำกัดหลังจากภาระงานเพิ่มขึ้นจากนั้นจึงเริ่มบริการใหม่และค่อยๆกลับมาทำงาน',
};

/** Paragraphs as people write them: those of the samples, Japanese, and lines full of addresses and hyphens. */
async function paragraphs() {
  const found = new Set();
  const collect = value => {
    if (typeof value === 'string' && value.length > 100 && /^[\p{L}\p{N}\p{Zs},.;:'"()%–—-]+$/u.test(value)) found.add(value);
    else if (value && typeof value === 'object') Object.values(value).forEach(collect);
  };
  const folder = path.join(project, 'assets/samples');
  for (const file of await readdir(folder)) collect(JSON.parse(await readFile(path.join(folder, file), 'utf8')));
  assert.ok(found.size > 30, 'the samples have paragraphs');
  const japanese = ['決済サービスが応答しなくなり、約四十分間すべての注文が失敗した。', '原因は「接続プール」の上限に達したことである（設定値：20）。',
    '午前11時02分にエラー率が8％まで上昇し、チームはデータベース・サーバーをスケールアップした。', '10,000円〜20,000円の注文だけが対象だった。',
    '人々は“二つ”の障害（室温31℃、負荷98％、損失￥20000）を見た。ただし№4は±3％のまゝだった。'];
  const emoji = 'done😀next 🚀🚀🚀🚀🚀🚀(😀) ☀sun❤heart✅yes⚠no →there 支付“没有”响应，他问：‘为什么’……《手册》——第10页。';
  const addresses = ['see https://status.example.com/incidents/2026-03-08/checkout?from=11:02&to=11:40 for us-east-1 and the follow-up',
    'the well-known cause—effect (as in X-Request-Id) of 10-20 re-runs, and/or /var/log/app/current.log, was it?yes'];
  const rest = [];
  for (let i = 0; i < 12; i++) rest.push(japanese.slice(i % 5).concat(japanese.slice(0, i % 5)).join(''), `${'la '.repeat(i)}${emoji}${emoji}${emoji}`, `${'la '.repeat(i)}${addresses[i % 2]}, ${addresses[(i + 1) % 2]}`);
  return [...new Set([...[...found].slice(0, 60), ...Object.values(long_words), ...rest])];
}

for (const ratio of [1, 1.5, 2]) {
  test(`a paragraph has as many lines drawn, mirrored and edited, at ratio ${ratio}`, async t => {
    const { page } = await open_app(t, { browser: { viewport: null, args: [`--force-device-scale-factor=${ratio}`, '--window-size=1000,700'] } });
    await write_postmortem(page, 'Lines');
    const all = await paragraphs();
    // The same without the first letter, some of it strong.
    const bold = Object.values(long_words).map(words => [`**${words.slice(1, 60).trim()}**`, words.slice(60)]);
    await write_summary(page, [...all, ...bold.map(parts => parts.join(''))].join('\n\n'));
    // The height is of the lines that are drawn; the rows are those of the browser.
    const lines = await page.evaluate(() => [...document.querySelectorAll('.mirror p.t')].map(element => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { top } = element.getBoundingClientRect(), height = parseFloat(element.style.lineHeight);
      const rows = new Set([...range.getClientRects()].map(rect => Math.floor((rect.top + rect.height / 2 - top) / height)));
      return { text: element.textContent, drawn: Math.round(parseFloat(element.style.height) / height), set: rows.size };
    }));
    const prose = lines.filter(({ text }) => all.includes(text));
    assert.equal(prose.length, all.length);
    assert.deepEqual(prose.filter(({ drawn, set }) => drawn !== set), []);
    const of_two_looks = lines.filter(({ text }) => bold.some(parts => parts.join('').replaceAll('*', '') === text));
    assert.equal(of_two_looks.length, bold.length);
    assert.deepEqual(of_two_looks.filter(({ drawn, set }) => drawn !== set), []);

    await summary_field(page).focus();
    await settle(page);
    const { room, needed } = await summary_field(page).evaluate(field => {
      const before = field.style.height, room = field.getBoundingClientRect().height;
      field.style.height = '0px';
      const needed = field.scrollHeight;
      field.style.height = before;
      return { room, needed };
    });
    assert.ok(Math.abs(room - needed) <= 1, `room for ${room}, needed ${needed}`);
  });
}
