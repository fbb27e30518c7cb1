// The year as it runs through an office, from a new account to the published report, by the pages
// alone and without JavaScript (UX checks 1 and 20).
import { createHash } from 'node:crypto';

import { number, press, words } from './browser.mjs';
import { FILES, checkFile } from './frame.mjs';
import { assert, equal, within } from './runner.mjs';
import { confirm, seen } from './steps.mjs';
import { fetched } from './workbook_story.mjs';

const ROUND = '/bao-cao/2025';
const DESK = '/tong-hop/2025';
const TYPED = 'Lời tổng hợp do chuyên viên soạn.';
const REASON = 'Biểu 4, dòng 1: kiểm tra lại số ngày của lớp tập huấn.';

export function storySuites(product) {
  return [{ name: 'story of a year', run: (t) => new Story(t, product).run() }];
}

class Story {
  constructor(t, product) {
    Object.assign(this, { t, product, unit: product.units.late, path: `${ROUND}/${product.units.late}` });
  }

  async run() {
    const { t } = this;
    this.server = await this.product.copy(t, 'story');
    this.officer = await this.#page('officer');
    this.leader = await this.#page('leader');
    await t.must('the administrator adds a person, whose password is shown once', () => this.#addPerson());
    await t.must('the person signs in', () => this.#signIn());
    await t.must('and fills in the report part by part', () => this.#fillIn());
    await t.must('submits it and keeps a receipt', () => this.#submit());
    await t.must('the officer sends it back with a reason', () => this.#sendBack());
    await t.must('the unit reads the reason, mends and submits again', () => this.#mend());
    await t.must('the officer accepts it', () => accept(this.officer, this.path));
    await t.must('accepts all others that wait', () => this.#acceptAll());
    await t.must('excuses those who will not report', () => this.#excuse());
    await t.must('writes a section of the consolidated report', () => this.#write());
    await t.must('takes a unit’s words into it', () => this.#takeWords());
    await t.must('cannot seal: that is for the leader', () => this.#officerCannotSeal());
    await t.must('the leader seals', () => this.#seal());
    await this.#sealed();
  }

  #page(who) {
    return this.product.page(this.t, who, { server: this.server });
  }

  async #addPerson() {
    const admin = await this.#page('admin');
    await admin.goto('/cai-dat/nguoi-dung/moi');
    await admin.fill('#name', 'Nguyễn Văn Tư');
    await admin.fill('#email', 'nguyenvantu@xa.example');
    await admin.selectOption('#organisation', this.unit);
    await press(admin.locator('main form button'));
    this.password = await words(admin.locator('.secret'));
    await admin.goto(new URL(admin.url()).pathname);
    equal(await admin.locator('.secret').count(), 0, 'password shown again');
  }

  async #signIn() {
    this.clerk = await this.#page('');
    await this.clerk.goto(this.path);
    await this.clerk.fill('#email', 'nguyenvantu@xa.example');
    await this.clerk.fill('#password', this.password);
    await press(this.clerk.locator('main button'));
    within(this.clerk.url(), this.path, 'address after signing in');
  }

  async #part(name, fill) {
    await this.clerk.goto(`${this.path}?bieu=${name}`);
    await fill(this.clerk);
    await press(seen(this.clerk, 'luu'));
    within(await words(this.clerk.locator('[role=status]')), 'Đã lưu nháp', `answer after ${name}`);
  }

  async #fillIn() {
    await this.#part('loi', async (page) => {
      for (const field of await page.locator('main textarea').all()) await field.fill('Xã đã triển khai đủ các việc được giao.');
    });
    await this.#part('B1', async (page) => {
      for (const field of await page.locator('input[id$="-disbursed"]').all()) await field.fill('1.050');
      for (const field of await page.locator('input[id$="-households"]').all()) await field.fill('80');
      for (const field of await page.locator('input[id$="-hh_minority"]').all()) await field.fill('35');
    });
    for (const table of ['B2', 'B5', 'B6', 'B7']) await this.#part(table, (page) => page.check(`#${table}-nil`));
    await this.#part('B4', (page) => fillRow(page, 'B4-0', { name: 'Lớp tiếng Khmer cho cán bộ', level: 'Cán bộ cấp xã', starts: '12/03/2025', days: '5', people: '30', minority: '12', women: '14', cost: '45' }));
    await this.#part('B8', (page) => fillRow(page, 'B8-0', { name_vi: 'Nâng cấp trạm y tế', area: { value: 'g' }, place: 'xã Khánh Lâm', households: '120', needed: '1.500', priority: 'Cao' }));
  }

  async #submit() {
    await press(seen(this.clerk, 'nop'));
    const receipt = await confirm(this.clerk);
    within(receipt, 'ghi nhận nộp muộn', 'receipt');
    assert(/BN-2025-\d+/.test(receipt), receipt);
    equal(await this.clerk.evaluate(() => document.activeElement.tagName), 'H1', 'focus');
  }

  async #sendBack() {
    const { officer } = this;
    await officer.goto(this.path);
    await press(officer.locator('summary', { hasText: 'Trả lại' }));
    await press(officer.locator('form[action$="/tra-lai"] button'));
    equal(await officer.locator('#reason').getAttribute('aria-invalid'), 'true', 'reason left out');
    await officer.fill('#reason', REASON);
    await officer.fill('#until', '2025-11-12');
    await press(officer.locator('form[action$="/tra-lai"] button'));
    within(await words(officer.locator('[role=status]')), 'Đã trả lại', 'answer');
  }

  async #mend() {
    const { clerk } = this;
    await clerk.goto('/viec');
    await press(clerk.locator('li.task a.btn').first());
    within(await words(clerk.locator('main')), REASON, 'report');
    await clerk.goto(`${this.path}?bieu=B4`);
    await clerk.fill('#B4-0-days', '3');
    await press(seen(clerk, 'nop'));
    within(await confirm(clerk), 'Mã biên nhận', 'receipt');
  }

  async #acceptAll() {
    await this.officer.goto(`${ROUND}?loc=cho-xem`);
    const links = await this.officer.locator('table.matrix tbody th a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    assert(links.length > 5, `${links.length} reports wait`);
    for (const link of links) await accept(this.officer, link);
    await this.officer.goto(`${ROUND}?loc=cho-xem`);
    equal(await this.officer.locator('table.matrix').count(), 0, 'reports that still wait');
  }

  async #excuse() {
    const { units } = await this.product.status(this.server.db);
    const left = units.filter((u) => u.status !== 'accepted').map((u) => u.code);
    assert(left.length > 0, 'nobody is left');
    for (const code of left) {
      await this.officer.goto(`${ROUND}/${code}/ngoai-le`);
      await this.officer.fill('#reason', 'Đơn vị chưa có phát sinh, sẽ báo cáo bổ sung.');
      await press(this.officer.locator('button[value=excuse]'));
    }
    await this.officer.goto(DESK);
    within(await words(this.officer.locator('#chot')), 'Đủ điều kiện chốt số', 'conditions');
  }

  async #write() {
    await this.officer.goto(`${DESK}?muc=IV`);
    const before = await this.officer.inputValue('#loi');
    await this.officer.fill('#loi', `${before}\n${TYPED}`);
    await press(this.officer.locator('form[action$="/muc/IV"] button'));
    within(await words(this.officer.locator('.desk')), TYPED, 'preview');
    await this.officer.goto(`${DESK}/so-sanh/IV`);
    within(await words(this.officer.locator('.diff ins').last()), TYPED, 'changes');
  }

  async #takeWords() {
    await this.officer.goto(`${DESK}?muc=V`);
    const before = (await this.officer.inputValue('#loi')).length;
    await press(this.officer.locator('form[action$="/dua-vao"] button').first());
    assert((await this.officer.inputValue('#loi')).length > before, 'the text is no longer than before');
  }

  async #officerCannotSeal() {
    await this.officer.goto(DESK);
    equal(await this.officer.locator('a[href$="/niem-phong"]').count(), 0, 'links to the seal');
    const response = await this.officer.goto(`${DESK}/niem-phong`);
    equal(response.status(), 403, 'status');
    within(await words(this.officer.locator('main')), 'lãnh đạo cơ quan thường trực', 'who can');
  }

  async #seal() {
    this.leader.setDefaultTimeout(120_000);
    await this.leader.goto(`${DESK}/niem-phong`);
    await press(this.leader.locator('main form button'));
    within(this.leader.url(), `${DESK}/ban/1`, 'address');
    within(await words(this.leader.locator('main')), 'đúng bản niêm phong', 'state');
  }

  async #sealed() {
    const { t, leader } = this;
    const version = `${DESK}/ban/1`;
    let sum = '';
    await t.check('the seal is computed again and is equal', async () => {
      await leader.goto(`${version}?kiem=1`);
      within(await words(leader.locator('[role=status]')), 'khớp', 'answer');
    });
    for (const [ending, [type, size]] of Object.entries(FILES)) {
      await t.check(`the sealed report as ${ending}`, async () => {
        const file = await fetched(leader, `${version}/tep/${ending}`);
        checkFile(file, type, size, ending);
        if (ending === 'json') sum = sha256(file.bytes);
      });
    }
    await t.check('the sealed text is the edited one', () => this.#sealedText(version));
    await t.check('a change at the source shows beside the seal, and leaves it alone', () => this.#reopen(version, () => sum));
    await t.check('published, everyone sees it', () => this.#publish(version));
    await t.check('the trail of it all is whole', () => this.#trail());
  }

  async #sealedText(version) {
    const { bytes } = await fetched(this.leader, `${version}/tep/json`);
    within(bytes.toString('utf8'), '"table"', 'figures');
    await this.officer.goto(`${DESK}?muc=IV`);
    within(await words(this.officer.locator('.desk')), TYPED, 'preview');
    equal(await this.officer.locator('section[aria-labelledby=sk] :is(input, textarea)').count(), 0, 'fields among the figures');
  }

  async #reopen(version, sum) {
    await this.leader.goto(this.path);
    await press(this.leader.locator('summary', { hasText: 'Mở lại' }));
    await this.leader.fill('#reason', 'Đơn vị đề nghị sửa số giải ngân.');
    await this.leader.fill('#until', '2025-11-14');
    await press(this.leader.locator('form[action$="/mo-lai"] button'));
    await this.leader.goto(DESK);
    within(await words(this.leader.locator('main')), 'khác bản niêm phong', 'desk');
    const again = await fetched(this.leader, `${version}/tep/json`);
    equal(sha256(again.bytes), sum(), 'hash of the sealed figures');
  }

  async #publish(version) {
    await this.leader.goto(version);
    await press(this.leader.locator('form[action$="/cong-khai"] button'));
    const visitor = await this.#page('');
    await visitor.goto('/');
    await press(visitor.locator('main a[href="/cong-khai/2025/1"]').first());
    equal(number(await words(visitor.locator('h1')).then((text) => /20\d\d/.exec(text)[0])), 2025, 'year');
    const href = await visitor.locator('main a[href$=".pdf"]').first().getAttribute('href');
    checkFile(await fetched(visitor, href), ...FILES.pdf, 'pdf');
  }

  async #trail() {
    within(await this.product.verb(['audit', 'verify', '--db', this.server.db]), 'whole:', 'verdict');
    await this.leader.goto('/nhat-ky?kiem=1');
    equal(await this.leader.locator('.note.g').count(), 1, 'verdict on the page');
  }
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Types and chooses what a row asks for; an object chooses by value. */
async function fillRow(page, row, values) {
  for (const [column, value] of Object.entries(values)) {
    const field = page.locator(`[id="${row}-${column}"]`);
    const isList = (await field.evaluate((e) => e.tagName)) === 'SELECT';
    if (isList) await field.selectOption(typeof value === 'string' ? { label: value } : value);
    else await field.fill(value);
  }
}

async function accept(page, path) {
  await page.goto(path);
  await press(page.locator('form[action$="/tiep-nhan"] button'));
  within(await words(page.locator('[role=status]')), 'Đã tiếp nhận', `answer for ${path}`);
}
