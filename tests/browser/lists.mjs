// An office's own list of projects becomes outlines (UX check 18), without script.
import { press, words } from './browser.mjs';
import { assert, equal, within } from './runner.mjs';

const LISTS = '/de-xuat/2026/danh-muc';

export function listSuites(product) {
  return [{ name: 'list brought in', run: (t) => story(t, product) }];
}

/** Sends a file and takes the columns as they are guessed; the address of the list. */
export async function sentList(page, file) {
  await page.goto(LISTS);
  await page.setInputFiles('#file', file);
  await press(page.locator('main form button').first());
  const { pathname } = new URL(page.url());
  await press(page.locator('main form[method=post] button'));
  return pathname;
}

const outlines = async (page) => {
  await page.goto('/de-xuat/2026');
  return page.locator('tbody a[href^="/de-cuong/"]').evaluateAll((links) => links.map((a) => a.textContent));
};

/** CSV with one change to an outline of the demonstration and one new line. */
function changed(name, place) {
  const text = `Tên dự án;Địa bàn;Chủ khoản viện trợ\n${name};${place};Ban quản lý dự án huyện\nCầu kênh Hai;${place};UBND xã\n`;
  return { name: 'sua.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

async function story(t, product) {
  const server = await product.copy(t, 'list');
  const page = await product.page(t, 'officer', { server });
  const before = await outlines(page);
  const list = await sentList(page, product.list());
  await t.check('the columns were guessed, the bad cell is named, and nothing is written yet', async () => {
    within(page.url(), '/xem', 'address');
    within(await words(page.locator('main')), 'Danh mục · C', 'place of the finding');
    equal(await outlines(page), before, 'outlines');
  });
  await t.check('written on the word, and taken back whole', async () => {
    await page.goto(`${list}/xem`);
    await press(page.locator('button[value=ghi]'));
    equal((await outlines(page)).length, before.length + 3, 'outlines');
    await page.goto(LISTS);
    await press(page.locator('form[action$="/hoan-tac"] button'));
    equal(await outlines(page), before, 'outlines after undoing');
  });
  await t.check('with an open conflict the answer is a summary that leads to it', async () => {
    const own = page.locator('tbody tr', { has: page.locator('.tag.warn', { hasText: /^Trả lại/ }) }).first();
    await page.goto('/de-xuat/2026');
    const [name, place] = [await words(own.locator('td a').first()), await words(own.locator('th'))];
    await sentList(page, changed(name, place.replace(/^UBND /, '')));
    await press(page.locator('button[value=ghi]'));
    const link = page.locator('.errsum a').first();
    within(await link.getAttribute('href'), '-owner-giu', 'link');
    const id = (await link.getAttribute('href')).slice(1);
    assert(await page.locator(`#${id}`).isVisible(), 'the choice stands on the page');
    equal(await outlines(page), before, 'outlines');
  });
}
