// What pages have in common beyond their frame: the chosen language (UX check 7), files for all.
//
// Not here: check 22 (the clock of a project's dossier) waits for the page it speaks of; 18 is about
// importing other registers; 2, 8, 10 and 11 are about the catalogue, the calls and the concerns.
import { press, words } from './browser.mjs';
import { assert, equal, within } from './runner.mjs';
import { fetched } from './workbook_story.mjs';
import { unzip } from './workbook.mjs';

/** Media type and smallest size of every file of a sealed report. */
export const FILES = {
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 10_000],
  pdf: ['application/pdf', 20_000],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 5_000],
  json: ['application/json', 1_000],
};

export function frameSuites(product) {
  return [
    { name: 'languages', run: (t) => languages(t, product) },
    { name: 'public files', run: (t) => publicFiles(t, product) },
  ];
}

/** Every page's own suite follows the links to its other languages; here, what comes after. */
async function languages(t, product) {
  const visit = await product.page(t);
  await visit.goto('/cong-khai/2024/1?lang=km');
  await t.check('the language that was chosen stays', async () => {
    await visit.goto('/cong-khai');
    equal(await visit.getAttribute('html', 'lang'), 'km', 'language');
  });
  await t.check('a message without translation says so', async () => {
    within(await words(visit.locator('main').first()), 'chưa dịch', 'page in Khmer');
  });
  await t.check('where a language is lacking, Vietnamese stands in', async () => {
    await visit.goto('/dang-nhap');
    equal(await visit.getAttribute('html', 'lang'), 'vi', 'language');
  });
}

async function publicFiles(t, product) {
  const visit = await product.page(t);
  await visit.goto('/cong-khai');
  await press(visit.locator('main .list a').first());
  for (const [ending, [type, size]] of Object.entries(FILES)) {
    await t.check(`${ending} of the published report`, async () => {
      const href = await visit.locator(`main a[href$=".${ending}"]`).first().getAttribute('href');
      await checkFile(await fetched(visit, href), type, size, ending);
    });
  }
  await t.check('the tables with every unit\'s rows stay in the office', async () => {
    const href = await visit.locator('main a[href$=".xlsx"]').getAttribute('href');
    const sheets = [...unzip((await fetched(visit, href)).bytes).keys()].filter((n) => n.startsWith('xl/worksheets/'));
    equal(sheets.length, 1, 'sheets');
  });
  await t.check('a report that is not published is not to be had', async () => {
    const response = await visit.goto('/cong-khai/2025/1');
    equal(response.status(), 404, 'status');
    within(await words(visit.locator('h1')), 'Không có trang này', 'page');
  });
}

export function checkFile({ type, bytes }, expected, size, ending) {
  equal(type.split(';')[0], expected, 'content type');
  assert(bytes.length > size, `${bytes.length} bytes`);
  if (ending === 'pdf') equal(bytes.toString('latin1', 0, 5), '%PDF-', 'first bytes');
  if (ending === 'json') JSON.parse(bytes.toString('utf8'));
  if (ending === 'docx') assert(unzip(bytes).has('word/document.xml'), 'no document inside');
  if (ending === 'xlsx') assert(unzip(bytes).has('xl/workbook.xml'), 'no workbook inside');
}
