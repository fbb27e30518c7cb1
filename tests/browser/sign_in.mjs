// Signing in (UX check 23), on an empty database with the real clock, because codes follow it.
import { press, words } from './browser.mjs';
import { PASSWORD } from './product.mjs';
import { assert, equal, within } from './runner.mjs';
import { code } from './totp.mjs';

const OFFICER = { email: 'chuyenvien@sdttg.example', name: 'Trần Thị Lan', organisation: 'SDTTG' };
const LEADER = { email: 'giamdoc@sdttg.example', name: 'Lý Văn Hùng', organisation: 'SDTTG', position: 'leader' };
const LOCKED = { email: 'khoa@sdttg.example', name: 'Danh Sơn', organisation: 'SDTTG' };
const ATTEMPTS = 5;

export function signInSuites(product) {
  return [{ name: 'sign-in', run: (t) => signIn(t, product) }];
}

async function signIn(t, product) {
  const server = await product.empty(t, 'sign-in', [OFFICER, LEADER, LOCKED]);
  const open = () => product.page(t, '', { server });
  await byKeyboard(t, await open());
  await wrongPassword(t, await open());
  await lockout(t, await open());
  await enrol(t, await open(), await open());
}

async function type(page, email, password) {
  await page.goto('/dang-nhap');
  await page.fill('#email', email);
  await page.fill('#password', password);
  await press(page.locator('main button'));
}

async function byKeyboard(t, page) {
  await t.check('a page that needs an account leads to sign-in and back again', async () => {
    await page.goto('/tai-khoan');
    within(page.url(), '/dang-nhap?tiep=', 'address');
  });
  await t.check('sign-in by keyboard alone, without JavaScript', async () => {
    await tabTo(page, 'email');
    await page.keyboard.type(OFFICER.email);
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(PASSWORD);
    await Promise.all([page.waitForURL('**/tai-khoan'), page.keyboard.press('Enter')]);
    within(await words(page.locator('main')), OFFICER.name, 'own page');
  });
  await t.check('the session cookie is out of reach of scripts and other sites', async () => {
    const cookies = await page.context().cookies();
    const session = cookies.find((c) => c.value.length === 64);
    equal([session?.httpOnly, session?.sameSite], [true, 'Lax'], 'httpOnly, sameSite');
  });
  await t.check('signing out ends the session', async () => {
    await press(page.locator('header form button'));
    await page.goto('/tai-khoan');
    within(page.url(), '/dang-nhap', 'address');
  });
}

/** Presses Tab until the field of that name has the focus. */
async function tabTo(page, name) {
  for (let n = 0; n < 30; n += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement.id)) === name) return;
  }
  throw new Error(`Tab never came to ${name}`);
}

/** The summary has the focus, and its only line leads to the field that is marked as wrong. */
async function linkedError(page, field) {
  const summary = page.locator('.errsum');
  equal(await summary.evaluate((e) => e === document.activeElement), true, 'focus on the summary');
  within(await page.title(), 'Có lỗi', 'title');
  await press(summary.locator('a').first());
  const at = await page.evaluate(() => [document.activeElement.id, document.activeElement.getAttribute('aria-invalid')]);
  equal(at, [field, 'true'], 'field that the link leads to');
  const told = await page.locator(`#${field}`).getAttribute('aria-describedby');
  assert(told.split(' ').includes(`${field}-e`), `the field is described by ${told}`);
}

async function wrongPassword(t, page) {
  await t.check('empty fields: an error for each, nothing typed is lost', async () => {
    await type(page, OFFICER.email, '');
    await linkedError(page, 'password');
    equal(await page.inputValue('#email'), OFFICER.email, 'address typed');
  });
  await t.check('a wrong password gives a linked error that says no more', async () => {
    await type(page, OFFICER.email, 'sai-mat-khau');
    await linkedError(page, 'email');
    const said = await words(page.locator('.errsum li'));
    await type(page, 'khong-co-ai@sdttg.example', 'sai-mat-khau');
    equal(await words(page.locator('.errsum li')), said, 'error for an address without account');
    equal(await page.inputValue('#password'), '', 'password field');
  });
}

async function lockout(t, page) {
  await t.check('after five wrong passwords the right one is refused too', async () => {
    for (let n = 0; n < ATTEMPTS; n += 1) await type(page, LOCKED.email, `sai-${n}`);
    await type(page, LOCKED.email, PASSWORD);
    within(page.url(), '/dang-nhap', 'address');
    within(await words(page.locator('.errsum')), '15 phút', 'error');
  });
}

async function enrol(t, page, later) {
  let secret = '';
  let used = '';
  await t.check('a leader sets up the second factor at the first sign-in', async () => {
    await type(page, LEADER.email, PASSWORD);
    within(page.url(), '/dang-nhap/ma', 'address');
    secret = await words(page.locator('.secret'));
    equal(await page.getAttribute('#code', 'autocomplete'), 'one-time-code', 'autocomplete');
  });
  await t.check('a wrong code gives a linked error', async () => {
    await page.fill('#code', '000000');
    await press(page.locator('main form.panel button'));
    await linkedError(page, 'code');
    equal(await words(page.locator('.secret')), secret, 'secret after a wrong code');
  });
  await t.check('the code can be pasted, with a space in it', async () => {
    await page.focus('#code');
    used = code(secret);
    await page.keyboard.insertText(`${used.slice(0, 3)} ${used.slice(3)}`);
    await Promise.all([page.waitForURL('**/viec'), page.keyboard.press('Enter')]);
  });
  await t.check('the next sign-in asks for a code and takes none twice', async () => {
    await type(later, LEADER.email, PASSWORD);
    equal(await later.locator('.secret').count(), 0, 'secrets shown again');
    await later.fill('#code', used);
    await press(later.locator('main form.panel button'));
    within(await words(later.locator('.errsum')), 'Mã chưa đúng', 'error for a code used before');
    await later.fill('#code', code(secret, 1));
    await Promise.all([later.waitForURL('**/viec'), later.locator('main form.panel button').click()]);
  });
}
