// What people do on the way through a report, as several suites do it.
import { press, words } from './browser.mjs';
import { within } from './runner.mjs';
import { sampleWorkbook } from './sample.mjs';

/** A button that people see; forms hold an unseen one before it, which the Enter key presses. */
export const seen = (page, value) => page.locator(`button[name=viec][value=${value}]:not(.vh)`);

export async function upload(page, path, file) {
  await page.goto(path);
  await page.setInputFiles('#tep', file);
  await press(page.locator('form[enctype] button'));
}

/** Confirms what is on the confirmation page; what stands on the receipt. */
export async function confirm(page) {
  within(page.url(), '/nop', 'address after the check');
  await page.check('#duyet');
  await press(page.locator('main form button'));
  within(page.url(), '/bien-nhan', 'address after submitting');
  return words(page.locator('main'));
}

/** A unit with an empty report sends a good workbook, has it written, checks and submits. */
export async function submitByWorkbook(product, server, page, unit) {
  const path = `/bao-cao/2025/${unit}`;
  await upload(page, path, await sampleWorkbook(product, server, unit));
  await press(seen(page, 'ghi'));
  await press(seen(page, 'nop'));
  return confirm(page);
}

/** The standing agency asks units two questions, by a day. */
export async function ask(page, { title, due, units }) {
  await page.goto('/bao-cao/dot-xuat/moi');
  await page.fill('#title', title);
  await page.fill('#due', due);
  await page.fill('#q1-title', 'Số nhà văn hoá đã có');
  await page.selectOption('#q1-answer', { label: 'Số đếm' });
  await page.fill('#q2-title', 'Khó khăn chính');
  for (const unit of units) await page.check(`input[name=u][value="${unit}"]`);
  await press(page.locator('button[name=do][value=preview]:not(.vh)'));
  within(await words(page.locator('main')), 'Số nhà văn hoá đã có', 'preview');
  await press(page.locator('button[value=open]'));
}
