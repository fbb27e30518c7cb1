// A unit's own pages: the work list (UX check 12) and the errors of its report (check 16).
import { press, words } from './browser.mjs';
import { TODAY } from './product.mjs';
import { assert, equal, within } from './runner.mjs';
import { sampleWorkbook } from './sample.mjs';
import { ask, confirm, seen, upload } from './steps.mjs';

export function reportSuites(product) {
  return [
    { name: 'work list', run: (t) => workList(t, product) },
    { name: 'report errors', run: (t) => errors(t, product) },
    { name: 'report two at once', run: (t) => twoAtOnce(t, product) },
  ];
}

async function workList(t, product) {
  const server = await product.copy(t, 'work');
  const officer = await product.page(t, 'officer', { server });
  for (const day of ['20', '09', '13', '30', '08']) {
    await ask(officer, { title: `Hỏi nhanh ${day}`, due: `2025-11-${day}`, units: [product.units.late] });
  }
  const page = await product.page(t, 'late', { server });
  await page.goto('/viec');
  for (const [group, count] of [['g-late', 1], ['g-soon', 3], ['g-later', 3]]) {
    await t.check(`${group}: dates ascend, one button a row`, () => oneGroup(page, group, count));
  }
  await t.check('the counts beside the heading are those of the groups', async () => {
    within(await words(page.locator('h1 + p')), '1 việc quá hạn, 3 việc trong bảy ngày tới, 3 việc sau đó', 'counts');
  });
  await t.check('the button of the first row opens the report', async () => {
    await press(page.locator('li.task a.btn').first());
    within(page.url(), `/bao-cao/2025/${product.units.late}`, 'address');
  });
}

async function oneGroup(page, group, count) {
  const tasks = page.locator(`section[aria-labelledby=${group}] li.task`);
  equal(await tasks.count(), count, 'tasks');
  const days = [];
  for (const task of await tasks.all()) {
    equal(await task.locator('a.btn, button').count(), 1, 'buttons of a row');
    const [, day, month] = /(\d\d)\/(\d\d)/.exec(await words(task.locator('.when')));
    days.push(`2025-${month}-${day}`);
    const overdue = (await words(task.locator('.when'))).startsWith('Quá hạn');
    equal(overdue, days.at(-1) < TODAY, `overdue, ${days.at(-1)}`);
  }
  equal(days, [...days].sort(), 'order of the days');
}

/** Three faults in one table; all else of the report is right. */
const FAULTS = { minority: '40', days: 'hai ngày', starts: '31/02/2025' };

async function errors(t, product) {
  const server = await product.copy(t, 'errors');
  const unit = product.units.late;
  const page = await product.page(t, 'late', { server });
  await upload(page, `/bao-cao/2025/${unit}`, await sampleWorkbook(product, server, unit));
  await press(seen(page, 'ghi'));
  await page.goto(`/bao-cao/2025/${unit}?bieu=B4`);
  for (const [column, text] of Object.entries(FAULTS)) await page.fill(`#B4-0-${column}`, text);
  await press(seen(page, 'nop'));
  await t.check('three errors in the summary, which has the focus', () => summary(page, 3));
  await t.check('each link leads to the field that is marked', () => everyLink(page));
  await t.check('what was typed is still there', async () => {
    equal(await page.inputValue('#B4-0-days'), FAULTS.days, 'days');
    equal(await page.inputValue('#B4-0-starts'), FAULTS.starts, 'starts');
  });
  await t.check('mending one removes only that line', async () => {
    const before = await page.locator('.errsum li').allInnerTexts();
    await page.fill('#B4-0-days', '2');
    await press(seen(page, 'nop'));
    const after = await page.locator('.errsum li').allInnerTexts();
    equal(after, before.filter((line) => !line.includes('hai ngày')), 'lines left');
  });
  await t.check('with everything mended the report can be submitted', async () => {
    await page.fill('#B4-0-minority', '4');
    await page.fill('#B4-0-starts', '12/03/2025');
    await press(seen(page, 'nop'));
    within(await confirm(page), 'Mã biên nhận', 'receipt');
  });
}

async function summary(page, count) {
  equal(await page.locator('.errsum li').count(), count, 'lines');
  equal(await page.evaluate(() => document.activeElement.className), 'errsum', 'focus');
  within(await words(page.locator('.errsum h2')), String(count), 'heading');
}

async function everyLink(page) {
  for (const link of await page.locator('.errsum li a').all()) {
    await press(link);
    const field = await page.evaluate(() => {
      const at = document.activeElement;
      return { id: at.id, invalid: at.getAttribute('aria-invalid'), told: at.getAttribute('aria-describedby') };
    });
    equal([field.invalid, field.told?.includes(`${field.id}-e`)], ['true', true], `field ${field.id}`);
    assert((await link.getAttribute('href')).endsWith(`#${field.id}`), 'the link names that field');
  }
}

/** Two people of one unit change the same cell: the second is shown both, and chooses. */
async function twoAtOnce(t, product) {
  const server = await product.copy(t, 'two-at-once');
  const path = `/bao-cao/2025/${product.units.returned}`;
  const [first, second] = [await product.page(t, 'returned', { server }), await product.page(t, 'returned', { server })];
  await first.goto(path);
  await second.goto(path);
  await first.fill('#text-IV', 'Lời của người thứ nhất.');
  await press(seen(first, 'luu'));
  await second.fill('#text-IV', 'Lời của người thứ hai.');
  await press(seen(second, 'luu'));
  await t.check('a conflict is shown with both texts and writes nothing', async () => {
    const shown = await words(second.locator('main'));
    within(shown, 'Lời của người thứ nhất.', 'page');
    within(shown, 'Lời của người thứ hai.', 'page');
    await first.reload();
    equal(await first.inputValue('#text-IV'), 'Lời của người thứ nhất.', 'saved text');
  });
  await t.check('the choice is written', async () => {
    await second.locator('input[type=radio][value=tep]').check();
    await press(second.locator('main form button').last());
    await first.goto(path);
    equal(await first.inputValue('#text-IV'), 'Lời của người thứ hai.', 'saved text');
  });
}
