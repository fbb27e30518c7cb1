// The published catalogue without script (UX checks 2 and 10), and its way there in the office.
import { number, press, words } from './browser.mjs';
import { assert, equal, within } from './runner.mjs';

const AREA_A_KHMER = '/keu-goi?lv=a&dt=1979%3A05';

export function callsSuites(product) {
  return [
    { name: 'calls filtered', run: (t) => filtered(t, product) },
    { name: 'call in two languages', run: (t) => bilingual(t, product) },
    { name: 'interest form', run: (t) => interest(t, product) },
    { name: 'dossier clock', run: (t) => clock(t, product) },
    { name: 'calls story', run: (t) => story(t, product) },
  ];
}

/** Codes of every listed call, over all pages of the list. */
async function listed(page) {
  const codes = [];
  for (;;) {
    codes.push(...(await page.locator('ul.list > li .num').allInnerTexts()).filter((text) => text.startsWith('KG-')));
    const next = page.locator('main a[rel=next]');
    if ((await next.count()) === 0) return codes;
    await press(next);
  }
}

const found = async (page) => number(/^[\d.]+/.exec(await words(page.locator('#kq')))[0]);

async function filtered(t, product) {
  const page = await product.page(t);
  await t.check('area a and a people are chosen with boxes and a button', async () => {
    await page.goto('/keu-goi');
    await page.check('input[name=lv][value="a"]');
    await page.check('input[name=dt][value="1979:05"]');
    await press(page.locator('details.dk button'));
    within(page.url(), 'lv=a', 'address');
    within(page.url(), 'dt=1979%3A05', 'address');
  });
  await t.check('heading, list and facet count the same, and the address says it all', async () => {
    await page.goto(AREA_A_KHMER);
    const n = await found(page);
    assert(n > 0, 'something is found');
    for (const box of ['input[name=lv][value="a"]', 'input[name=dt][value="1979:05"]']) {
      equal(await page.isChecked(box), true, box);
      equal(number(await words(page.locator('label', { has: page.locator(box) }).locator('.n'))), n, `count beside ${box}`);
    }
    const codes = await listed(page);
    equal([codes.length, new Set(codes).size], [n, n], 'listed calls');
  });
  await t.check('words without tone marks find what has them, also by the name of an ended commune', async () => {
    await page.goto('/keu-goi?q=nuoc+sinh+hoat');
    within(await words(page.locator('ul.list h3').first()), 'nước sinh hoạt', 'first title');
    await page.goto('/keu-goi?q=khong+co+du+an+nao+nhu+the');
    equal(await found(page), 0, 'found');
  });
}

async function bilingual(t, product) {
  const page = await product.page(t);
  await page.goto('/keu-goi/KG-2026-003');
  await t.check('each Vietnamese block has its English one', async () => {
    const pairs = page.locator('section.pair');
    assert((await pairs.count()) >= 5, 'pairs');
    for (const pair of await pairs.all()) {
      for (const lang of ['vi', 'en']) equal(await pair.locator(`:scope > [lang=${lang}]`).count(), 1, lang);
      for (const block of await pair.locator(':scope > [lang]').all()) {
        assert((await words(block.locator('p').first())) !== '', 'nothing stands empty without a word');
      }
    }
  });
  await t.check('the gap is what is needed less what is secured, in both ways of writing figures', async () => {
    const said = await words(page.locator('section[aria-labelledby=von]'));
    const amount = (pattern, mark) => {
      const [, figure, unit] = pattern.exec(said);
      const value = mark === ',' ? Number(figure.replace(/\./g, '').replace(',', '.')) : Number(figure.replace(/,/g, ''));
      return value * { tỷ: 1000, billion: 1000, triệu: 1, million: 1 }[unit];
    };
    const needed = amount(/Cần: ([\d.,]+) (tỷ|triệu) đồng/, ',');
    const missing = amount(/([\d.,]+) (tỷ|triệu) đồng còn thiếu/, ',');
    const secured = /0 đồng đã có/.test(said) ? 0 : amount(/([\d.,]+) (tỷ|triệu) đồng đã có/, ',');
    // Amounts are rounded to a tenth of a billion.
    assert(Math.abs(needed - secured - missing) <= 100, `${needed} - ${secured} = ${missing}`);
    equal(amount(/Gap: VND ([\d.,]+) (billion|million)/, '.'), missing, 'the same gap in English');
  });
}

async function story(t, product) {
  const server = await product.copy(t, 'calls');
  const officer = await product.page(t, 'officer', { server });
  const everyone = await product.page(t, '', { server });
  await officer.goto('/danh-muc/goi/KG-2026-006');
  await t.check('an officer translates what was flagged', async () => {
    equal(await officer.locator('legend .tag.warn').count(), 2, 'flags before');
    await officer.fill('#need_en', 'In the dry season many households buy water.');
    await press(officer.locator('form[action$="KG-2026-006"] > p button'));
    equal(await officer.locator('legend .tag.warn').count(), 1, 'flags after');
  });
  await t.check('a new version needs a reason, then a leader approves and publishes it', async () => {
    await officer.goto('/danh-muc?nam=2026');
    await press(officer.locator('form[action$="/trinh"] button'));
    within(await words(officer.locator('.errsum')), 'lý do', 'summary');
    await officer.fill('#reason', 'Bổ sung bản tiếng Anh');
    await press(officer.locator('form[action$="/trinh"] button'));
    const leader = await product.page(t, 'leader', { server });
    for (const decision of ['approve', 'publish']) {
      await leader.goto('/danh-muc?nam=2026');
      await press(leader.locator(`button[name=do][value=${decision}]`));
    }
  });
  await t.check('everyone reads the second version and what it changed', async () => {
    await everyone.goto('/keu-goi/phien-ban/2026/2');
    const said = await words(everyone.locator('main'));
    within(said, 'Bổ sung bản tiếng Anh', 'reason');
    within(said, 'KG-2026-006', 'changes');
    await everyone.goto('/keu-goi/KG-2026-006');
    within(await words(everyone.locator('main')), 'In the dry season many households buy water.', 'English');
  });
  await t.check('a call that is withdrawn says why at once and leaves the list', async () => {
    await officer.goto('/danh-muc/goi/KG-2026-011');
    await officer.fill('#reason', 'Đã có vốn ngân sách');
    await press(officer.locator('button[name=to][value=withdrawn]'));
    await everyone.goto('/keu-goi/KG-2026-011');
    within(await words(everyone.locator('main')), 'Đã có vốn ngân sách', 'reason');
    await everyone.goto('/keu-goi');
    equal(await found(everyone), 39, 'found');
  });
}

/** UX check 11. */
async function interest(t, product) {
  const server = await product.copy(t, 'interest');
  const page = await product.page(t, '', { server });
  await page.goto('/keu-goi/KG-2026-009');
  await press(page.locator('a[href$="/quan-tam"]'));
  await t.check('consent is unticked, and without it the page comes back with the summary in focus and the words kept', async () => {
    equal(await page.isChecked('#consent'), false, 'consent');
    await page.fill('#name', 'Maria');
    await page.fill('#email', 'maria@donor.example');
    await page.fill('#message', 'Could we fund the kitchen?');
    await press(page.locator('main form button'));
    equal(await page.evaluate(() => document.activeElement.classList.contains('errsum')), true, 'focus is on the summary');
    equal(await page.inputValue('#message'), 'Could we fund the kitchen?', 'message');
    equal(await page.locator('.errsum a').getAttribute('href'), '#consent', 'link of the summary');
  });
  await t.check('with consent a letter is said to be on its way', async () => {
    await page.check('#consent');
    // Nobody fills in the form in less than three seconds; a test does.
    await page.waitForTimeout(3100);
    await press(page.locator('main form button'));
    within(await words(page.locator('main')), '72 giờ', 'answer');
  });
}

/** UX check 22: sent on 21 October, looked at on 7 November. */
async function clock(t, product) {
  const page = await product.page(t, 'officer');
  await page.goto('/ho-so/HS-2025-001');
  await t.check('day 17 of 20, due 10/11/2025, with its article', async () => {
    const now = page.locator('section[aria-labelledby=dh]');
    within(await words(now), '17/20', 'clock');
    within(await words(now), '10/11/2025', 'due');
    equal(await now.locator('svg.clock rect').count(), 20, 'ticks');
    equal(await now.locator('svg.clock rect.k1').count(), 17, 'ticks gone');
    const article = now.locator('a[href^="/quy-trinh/"]');
    within(await words(article), 'Nghị định 80/2020/NĐ-CP', 'article');
    await press(article);
    within(page.url(), '/quy-trinh/nd-80-2020', 'address');
  });
}
