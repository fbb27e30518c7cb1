// The round as the standing agency sees it (UX checks 13, 14 and 15), exceptions and requests.
import { number, press, words } from './browser.mjs';
import { equal, within } from './runner.mjs';
import { ask, submitByWorkbook } from './steps.mjs';

const ROUND = '/bao-cao/2025';
/** Parts of a yearly report: the narrative and eight tables. */
const PARTS = 9;
const LAST_DAY = '2025-11-04';
const DAY_AFTER = '2025-11-05';

export function roundSuites(product) {
  return [
    { name: 'round matrix', run: (t) => matrix(t, product) },
    { name: 'round lateness', run: (t) => lateness(t, product) },
    { name: 'round reminders of a request', run: (t) => reminders(t, product) },
    { name: 'round exception and settings', run: (t) => settings(t, product) },
  ];
}

async function matrix(t, product) {
  const page = await product.page(t, 'officer');
  const { counts } = await product.status(product.shown.db);
  await page.goto(ROUND);
  await t.check('the status counts add up to the units', async () => {
    const shown = (await page.locator('.key b').allInnerTexts()).map(number);
    equal(shown.reduce((a, b) => a + b, 0), counts.units, 'sum of the counts under the bar');
    within(await words(page.locator('#td')), `${counts.accepted} trên ${counts.units}`, 'heading');
    equal(await page.locator('.key').innerText().then((text) => text.includes(String(counts.submitted))), true, 'waiting');
  });
  await t.check(`each unit has ${PARTS} parts`, async () => {
    equal(await page.locator('table.matrix thead th.m').count(), PARTS, 'columns');
    for (const row of await page.locator('table.matrix tbody tr').all()) {
      equal(await row.locator('td.m:not(.ckc) svg[role=img]').count(), PARTS, 'named icons of a row');
    }
  });
  await t.check('each filter counts what it lists', async () => {
    const links = page.locator('nav[aria-label="Lọc trạng thái"] a');
    const filters = [];
    for (const link of await links.all()) filters.push([await link.getAttribute('href'), await words(link)]);
    for (const [href, text] of filters) await oneFilter(page, href, Number(/(\d+)$/.exec(text)[1]));
  });
}

/** The number beside a filter, in its heading and of its rows, over all of its pages. */
async function oneFilter(page, href, count) {
  await page.goto(href);
  equal(number((await words(page.locator('#cx'))).replace(/^\D+/, '')), count, `heading of ${href}`);
  let rows = 0;
  for (;;) {
    rows += await page.locator('table.matrix tbody tr').count();
    const next = page.locator('.pager a[rel=next]');
    if ((await next.count()) === 0) break;
    await press(next);
  }
  equal(rows, count, `rows of ${href}`);
}

/** 23:59 on the last day is still that day; the program's own tests prove the very minute. */
async function lateness(t, product) {
  const unit = product.units.late;
  await t.check(`submitted on ${LAST_DAY}, a report is on time`, async () => {
    const server = await product.copy(t, 'on-time', { today: LAST_DAY });
    const page = await product.page(t, 'late', { server });
    within(await submitByWorkbook(product, server, page, unit), 'ghi nhận đúng hạn', 'receipt');
  });
  const server = await product.copy(t, 'late', { today: DAY_AFTER });
  await t.check(`submitted on ${DAY_AFTER}, it is late`, async () => {
    const page = await product.page(t, 'late', { server });
    within(await submitByWorkbook(product, server, page, unit), 'ghi nhận nộp muộn', 'receipt');
  });
  await t.check('a later day for one unit changes that unit alone', async () => {
    const before = await product.status(server.db);
    const page = await product.page(t, 'leader', { server });
    await extend(page, unit, '2025-11-10');
    const after = await product.status(server.db);
    const changed = after.units.filter((u, n) => JSON.stringify(u) !== JSON.stringify(before.units[n]));
    equal(changed.map((u) => [u.code, u.late]), [[unit, false]], 'units that changed');
  });
  await t.check('an officer cannot give more time', async () => {
    const page = await product.page(t, 'officer', { server });
    await page.goto(`${ROUND}/${unit}/ngoai-le`);
    equal(await page.locator('#until').count(), 0, 'fields for another day');
  });
}

async function extend(page, unit, until) {
  await page.goto(`${ROUND}/${unit}/ngoai-le`);
  await page.fill('#until', until);
  await page.fill('#extension-reason', 'Bão số 9, mất điện ba ngày');
  await press(page.locator('button[value=extend]'));
  within(await words(page.locator('main')), 'Đã ghi hạn riêng', 'answer');
}

/** Eight communes are asked two questions; six of them are reminded. */
async function reminders(t, product) {
  const server = await product.copy(t, 'reminders');
  const page = await product.page(t, 'officer', { server });
  await t.check('a request is shown before it is sent', async () => {
    const { units } = await product.status(server.db);
    const asked = units.map((u) => u.code).filter((code) => code.startsWith('X')).slice(0, 8);
    await ask(page, { title: 'Rà soát nhà văn hoá ấp', due: '2025-11-20', units: asked });
    equal(await page.locator('table.matrix tbody tr').count(), 8, 'units asked');
  });
  const round = new URL(page.url()).pathname;
  await t.check('with six ticked, the button says six', async () => {
    for (const box of await page.locator('table.matrix input[name=u]').all()) await box.setChecked(false);
    for (const box of (await page.locator('table.matrix input[name=u]').all()).slice(0, 6)) await box.check();
    await press(page.locator('main form button'));
    within(await words(page.locator('main form button')), 'Nhắc 6 đơn vị', 'button');
  });
  await t.check('the log has six lines', async () => {
    const again = page.url();
    await press(page.locator('main form button'));
    within(page.url(), `${round}/nhat-ky-nhac`, 'address');
    equal(await page.locator('main tbody tr').count(), 6, 'lines');
    await page.goto(again);
  });
  await t.check('a second press within the hour asks again', async () => {
    await press(page.locator('main form button'));
    within(await words(page.locator('[role=alert]')), '6 đơn vị vừa được nhắc trong một giờ qua', 'question');
    await page.goto(`${round}/nhat-ky-nhac`);
    equal(await page.locator('main tbody tr').count(), 6, 'lines after the question');
    await page.goBack();
    await press(page.locator('main form button'));
    within(page.url(), 'xong=reminded', 'address after a firm yes');
  });
}

async function settings(t, product) {
  const server = await product.copy(t, 'settings');
  const page = await product.page(t, 'officer', { server });
  const unit = product.units.late;
  await t.check('a unit is excused, and no longer counts as missing', async () => {
    const missing = page.locator('nav a[href*="loc=chua-nop"]');
    await page.goto(ROUND);
    const before = number((await words(missing)).replace(/^\D+/, ''));
    await page.goto(`${ROUND}/${unit}/ngoai-le`);
    await page.fill('#reason', 'Đơn vị sáp nhập, số liệu nằm ở báo cáo của xã bên.');
    await press(page.locator('button[value=excuse]'));
    await page.goto(ROUND);
    equal(number((await words(missing)).replace(/^\D+/, '')), before - 1, 'missing');
    await page.goto(`${ROUND}?loc=vang-co-ly-do`);
    within(await words(page.locator('table.matrix')), 'Đơn vị sáp nhập', 'matrix');
  });
  await t.check('another due date is a setting, kept with its history', async () => {
    await page.goto('/cai-dat/dot/2025');
    await page.fill('#due', '2025-11-10');
    await press(page.locator('main form.panel button'));
    await page.goto('/cai-dat/dot/2025');
    within(await words(page.locator('main')), '09/11/2025', 'last day');
    within(await words(page.locator('main')), '05/11/2025 10/11/2025', 'history');
  });
  await t.check('an impossible date is refused at its field, and what was typed stays', async () => {
    await page.fill('#title-vi', 'Tên mới của đợt');
    await page.fill('#from', '');
    await press(page.locator('main form.panel button'));
    equal(await page.locator('#from').getAttribute('aria-invalid'), 'true', 'field');
    equal(await page.inputValue('#title-vi'), 'Tên mới của đợt', 'title typed');
  });
}
