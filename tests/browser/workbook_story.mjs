// Workbooks: what a faulty one is told, what a good one changes, and that nothing is written before
// its sender says so (UX check 17).
import { readFileSync } from 'node:fs';

import { number, press, words } from './browser.mjs';
import { assert, equal, within } from './runner.mjs';
import { faultyWorkbook, sampleWorkbook } from './sample.mjs';
import { seen, upload } from './steps.mjs';
import { unzip } from './workbook.mjs';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function workbookSuites(product) {
  return [
    { name: 'workbook faulty, then good', run: (t) => faultyThenGood(t, product) },
    { name: 'workbook unchanged', run: (t) => unchanged(t, product) },
    { name: 'workbook unreadable', run: (t) => unreadable(t, product) },
  ];
}

/** Figures at the top of the preview: new, changed, conflicts, errors. */
async function counts(page) {
  return (await page.locator('main .panel .fig').allInnerTexts()).map(number);
}

async function faultyThenGood(t, product) {
  const server = await product.copy(t, 'workbook');
  const unit = product.units.late;
  const path = `/bao-cao/2025/${unit}`;
  const page = await product.page(t, 'late', { server });
  await t.check('a faulty workbook: each problem with sheet, cell, reason and remedy', async () => {
    await upload(page, path, await faultyWorkbook(product, server, unit));
    const faults = await page.locator('#loi tbody tr').allInnerTexts();
    for (const part of ['Biểu 04 · G11', 'Biểu 04 · F11', 'Biểu 04 · J11', 'Lời · D6']) {
      assert(faults.some((f) => f.includes(part)), `${part} is not among\n${faults.join('\n')}`);
    }
    equal((await counts(page))[3], faults.length, 'errors counted');
    equal(await seen(page, 'ghi').count(), 0, 'buttons that would write');
  });
  await t.check('nothing of it is in the report', () => empty(page, path));
  await t.check('a good one from the same page shows what it would change', async () => {
    await page.goBack();
    await page.setInputFiles('#tep', await sampleWorkbook(product, server, unit));
    await press(page.locator('form[enctype] button'));
    const [fresh, changed, conflicts, errors] = await counts(page);
    equal([conflicts, errors], [0, 0], 'conflicts and errors');
    assert(fresh === 2 && changed > 6, `${fresh} new rows, ${changed} changes`);
  });
  await t.check('still nothing is written before the word is given', async () => {
    const preview = page.url();
    await empty(page, path);
    await page.goto(preview);
  });
  await t.check('what is unticked stays as it was, all else is written', async () => {
    await page.locator('tr', { hasText: 'Nâng cấp trạm y tế' }).locator('input[name=ghi]').uncheck();
    await press(seen(page, 'ghi'));
    await page.goto(`${path}?bieu=B4`);
    equal(await page.inputValue('#B4-0-name'), 'Tập huấn vận động viện trợ', 'course');
    await page.goto(`${path}?bieu=B8`);
    equal(await page.locator('main').getByText('Nâng cấp trạm y tế').count(), 0, 'rows that were unticked');
  });
}

/** The narrative has no word, and table 4 no row. */
async function empty(page, path) {
  await page.goto(path);
  equal(await page.inputValue('#text-II'), '', 'narrative');
  await page.goto(`${path}?bieu=B4`);
  equal(await page.inputValue('#B4-0-name'), '', 'course');
}

/** The file that a link leads to: its type and its bytes. */
export async function fetched(page, href) {
  const response = await page.context().request.get(href);
  equal(response.status(), 200, `status of ${href}`);
  return { type: response.headers()['content-type'], bytes: await response.body() };
}

async function unchanged(t, product) {
  const server = await product.copy(t, 'unchanged');
  const path = `/bao-cao/2025/${product.units.returned}`;
  const page = await product.page(t, 'returned', { server });
  await page.goto(path);
  let file = null;
  await t.check('the unit downloads its workbook', async () => {
    file = await fetched(page, await page.locator('a[href$="/mau.xlsx"]').getAttribute('href'));
    equal(file.type, XLSX, 'content type');
    assert(unzip(file.bytes).has('xl/workbook.xml'), 'this is no workbook');
  });
  await t.check('sent back unchanged, it has 0 changes and nothing to write', async () => {
    const upon = { name: 'bao-cao.xlsx', mimeType: XLSX, buffer: file.bytes };
    await upload(page, path, upon);
    equal((await counts(page)).slice(0, 3), [0, 0, 0], 'new, changed, conflicts');
    equal(await seen(page, 'ghi').count(), 0, 'buttons that would write');
  });
}

async function unreadable(t, product) {
  const server = await product.copy(t, 'unreadable');
  const path = `/bao-cao/2025/${product.units.late}`;
  const page = await product.page(t, 'late', { server });
  await t.check('a text with the ending of a workbook is told as such', async () => {
    await upload(page, path, { name: 'báo cáo.xlsx', mimeType: XLSX, buffer: Buffer.from('không phải bảng tính') });
    within(await words(page.locator('.errsum')), 'báo cáo.xlsx', 'error');
    equal(await page.evaluate(() => document.activeElement.className), 'errsum', 'focus');
  });
  await t.check("another unit's workbook is refused", async () => {
    await upload(page, path, await foreign(product));
    within(await words(page.locator('main')), 'HND', 'error');
    equal(await seen(page, 'ghi').count(), 0, 'buttons that would write');
  });
  await t.check('the report is as it was', () => empty(page, path));
}

/** A faulty workbook that the demonstration left of another unit. */
function foreign(product) {
  const path = product.workbook('loi/HND.xlsx');
  assert(readFileSync(path).length > 1000, `${path} is empty`);
  return path;
}
