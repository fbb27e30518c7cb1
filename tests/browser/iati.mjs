// An IATI file is sent, looked at by rule, by activity and by line, filtered, and its findings taken home.
import { press, words } from './browser.mjs';
import { assert, equal, within } from './runner.mjs';

const SECTOR = '<sector code="99999"/>';
const ACTIVITY = (n) => `<iati-activity xml:lang="en" default-currency="USD"><iati-identifier>XM-DAC-1-${n}</iati-identifier>
<reporting-org ref="XM-DAC-1" type="10"><narrative>n</narrative></reporting-org>${n === 1 ? '' : '<title><narrative>t</narrative></title>'}
<description><narrative>d</narrative></description><participating-org role="1" ref="XM-DAC-1"/><activity-status code="2"/>
<activity-date type="1" iso-date="2020-01-01"/><recipient-country code="VN"/>${SECTOR}</iati-activity>`;

/** A file with one fault of structure and a wrong code in each of its activities. */
function faulty(count) {
  const all = Array.from({ length: count }, (_, n) => ACTIVITY(n + 1)).join('\n');
  return Buffer.from(`<?xml version="1.0"?>\n<iati-activities version="2.03">\n${all}\n</iati-activities>\n`);
}

async function send(page, name, buffer) {
  await page.goto('/kiem-tra-iati');
  await page.setInputFiles('#tep', { name, mimeType: 'application/xml', buffer });
  await press(page.locator('main form button'));
}

/** Sends a file, and gives the address of its result. */
export async function sentFile(page) {
  await send(page, 'hoat-dong.xml', faulty(12));
  return new URL(page.url()).pathname;
}

export function iatiSuites(product) {
  return [
    { name: 'iati check', run: (t) => check(t, product) },
    { name: 'iati check on a phone', run: (t) => phone(t, product) },
    { name: 'iati programs', run: (t) => programs(t, product) },
  ];
}

async function check(t, product) {
  const page = await product.page(t);
  await t.must('a file is sent and its verdict stands on top', async () => {
    await send(page, 'hoat-dong.xml', faulty(150));
    within(await words(page.locator('#tom-tat ~ .note')), 'không hợp lệ', 'verdict');
  });
  const result = page.url();
  await t.check('findings are grouped by rule, each with its number and first line', async () => {
    const rows = page.locator('section[aria-labelledby=tom-tat] tbody tr');
    equal(await rows.count(), 2, 'rules');
    within(await words(rows.nth(1)), '150', 'places of the second rule');
  });
  await t.check('a rule leads to its findings alone', async () => {
    await press(page.locator('section[aria-labelledby=tom-tat] tbody th a').first());
    equal(await page.locator('ul.list > li').count(), 1, 'findings');
    assert(await page.isChecked('#quy-tac'), 'the filter says which rule');
  });
  await t.check('severity and words are filters', async () => {
    await page.goto(result);
    await page.selectOption('#muc', 'error');
    await page.fill('#q', 'xm-dac-1-77');
    await press(page.locator('main form button'));
    equal(await page.locator('ul.list > li').count(), 1, 'findings');
    within(await words(page.locator('main h3').last()), 'XM-DAC-1-77', 'activity');
  });
  await t.check('a finding leads to its line', async () => {
    await press(page.locator('ul.list > li a').first());
    within(await words(page.locator('tr.on')), 'sector', 'the line');
  });
  await t.check('the next page has the rest', async () => {
    await page.goto(result);
    await press(page.locator('a[rel=next]'));
    equal(await page.locator('ul.list > li').count(), 51, 'findings');
  });
  for (const ending of ['csv', 'json', 'sarif', 'ndjson']) {
    await t.check(`findings are taken home as ${ending}`, async () => {
      const answer = await page.request.get(`${result}/tep/${ending}`);
      equal(answer.status(), 200, 'status');
      within(await answer.text(), 'XM-DAC-1-150', 'content');
    });
  }
}

async function phone(t, product) {
  const page = await product.page(t, '', { width: 390, height: 800 });
  await t.must('a file is sent', () => send(page, 'a.xml', faulty(3)));
  await t.check('nothing is wider than the screen', async () => {
    const box = await page.locator('main').boundingBox();
    assert(box.width <= 390, `${box.width} px`);
  });
  await t.check('what is not a file is told where it was asked for', async () => {
    await send(page, 'a.xml', Buffer.alloc(0));
    within(await words(page.locator('.errsum')), 'Tệp rỗng', 'fault');
  });
}

async function programs(t, product) {
  const page = await product.page(t);
  await t.check('a program gets one finding a line and the verdict last', async () => {
    const answer = await page.request.post('/api/iati/check?lang=en', { data: faulty(5) });
    const lines = (await answer.text()).trim().split('\n').map((line) => JSON.parse(line));
    equal(lines.length, 7, 'lines');
    equal([lines.at(-1).valid, lines.at(-1).summary.error], [false, 5], 'verdict');
  });
}
