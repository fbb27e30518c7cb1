// The consolidated report: figures that open down to the row (UX check 19), the paper as it will be
// printed (21). The story seals one (20).
import { number, press, words } from './browser.mjs';
import { FILES, checkFile } from './frame.mjs';
import { assert, equal, within } from './runner.mjs';
import { fetched } from './workbook_story.mjs';

const PAGE = '/tong-hop/2025';
/** Figures of a round that are followed down to their rows. */
const FOLLOWED = 4;

export function consolidationSuites(product) {
  return [
    { name: 'consolidation figures', run: (t) => figures(t, product) },
    { name: 'consolidation paper', run: (t) => paper(t, product) },
    { name: 'consolidation files', run: (t) => files(t, product) },
  ];
}

async function figures(t, product) {
  const page = await product.page(t, 'officer');
  await page.goto(PAGE);
  const items = page.locator('section[aria-labelledby=sk] li', { has: page.locator('.row a[href*="so="]') });
  const found = await items.evaluateAll((all) =>
    all.map((li) => [li.querySelector('.row a').getAttribute('href'), li.querySelector('.row b.num').textContent]),
  );
  const links = found.filter(([, value]) => number(value) > 0).map(([href]) => href);
  assert(links.length >= FOLLOWED, `${links.length} figures`);
  const step = Math.floor(links.length / FOLLOWED);
  for (let n = 0; n < FOLLOWED; n += 1) await oneFigure(t, page, links[n * step]);
}

/** The figure is the sum of its units, and the first unit the sum of its rows. */
async function oneFigure(t, page, href) {
  await page.goto(href);
  const item = page.locator('section[aria-labelledby=sk] li', { has: page.locator('.lv2') });
  const name = await words(item.locator('.row a').first());
  const value = number(await words(item.locator('.row b.num').first()));
  await t.check(`${name}: ${value} is the sum of its units`, async () => {
    equal(await sumOfPages(page, '.lv2 > table'), value, 'sum of the units');
    equal(number(await words(page.locator('.lv2 > table tfoot td'))), value, 'total of the units');
    within(await words(page.locator('.lv2 > table tfoot')), 'khớp', 'mark');
  });
  await page.goto(href);
  const unit = page.locator('.lv2 > table tbody tr').first();
  const part = number(await words(unit.locator('td')));
  await t.check(`${name}: ${part} of the first unit is the sum of its rows`, async () => {
    await press(unit.locator('a'));
    equal(await sumOfPages(page, '.lv3 > table'), part, 'sum of the rows');
  });
}

/** Sum of the last column of a table, over all of its pages. */
async function sumOfPages(page, table) {
  let sum = 0;
  for (;;) {
    for (const text of await page.locator(`${table} tbody td.r`).allInnerTexts()) sum += number(text);
    const next = page.locator(`:is(.lv2, .lv3):has(> table) > .pager a[rel=next]`);
    if (table.startsWith('.lv3') || (await next.count()) === 0) return sum;
    await press(next.first());
  }
}

const MM = 96 / 25.4;

async function paper(t, product) {
  const page = await product.page(t, 'officer', { width: 1600 });
  await page.goto(PAGE);
  await t.check('margins 20, 20, 30, 20 mm and letters of 14 points', async () => {
    const sheet = await page.locator('.a4').first().evaluate((e) => {
      const look = getComputedStyle(e);
      const sides = ['Top', 'Bottom', 'Left', 'Right'].map((side) => parseFloat(look[`padding${side}`]));
      return { sides, width: e.getBoundingClientRect().width, letters: parseFloat(look.fontSize) };
    });
    // The sheet is drawn to scale: 210 mm are its whole width.
    const mm = sheet.width / 210;
    equal(sheet.sides.map((px) => Math.round(px / mm)), [20, 20, 30, 20], 'margins in mm');
    const points = (sheet.letters / mm) * MM * 0.75;
    equal(Math.round(points * 10) / 10, 14, 'size of the letters in points');
  });
  await t.check('page numbers from page 2 on', async () => {
    const sheets = await page.locator('.a4').all();
    assert(sheets.length >= 2, `${sheets.length} sheets`);
    equal(await sheets[0].locator('.pg').count(), 0, 'numbers on page 1');
    equal(await words(sheets[1].locator('.pg')), '2', 'number of page 2');
  });
  await t.check('areas are lettered a b c d đ e g h i', async () => {
    const lines = await page.locator('.a4 :is(p, td)').allInnerTexts();
    const letters = lines.map((line) => /^\s*([a-zđ])\)/.exec(line)?.[1]).filter(Boolean);
    within(letters.join(' '), 'a b c d đ e g h i', 'letters');
  });
  await t.check('printed, the page is the document alone', async () => {
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll('body *')].filter((e) => !e.closest('.desk') && !e.querySelector('.desk') && e.checkVisibility() && e.innerText?.trim() && e.getClientRects().length > 0 && !e.closest('.vh')).map((e) => `${e.tagName} ${e.innerText.slice(0, 40)}`),
    );
    await page.emulateMedia({ media: 'screen' });
    assert(shown.length === 0, shown.slice(0, 5).join('\n'));
  });
}

async function files(t, product) {
  const page = await product.page(t, 'officer');
  await page.goto(PAGE);
  for (const [ending, [type, size]] of Object.entries(FILES)) {
    await t.check(`${ending} of the provisional report`, async () => {
      const href = await page.locator(`main a[href$="/${ending}"]`).first().getAttribute('href');
      await checkFile(await fetched(page, href), type, size, ending);
    });
  }
}
