// Workbooks as a unit would fill them in: one that is right, and one with the usual faults.
import { Workbook } from './workbook.mjs';
import { TODAY } from './product.mjs';

/** A unit's empty workbook from the command line. */
export async function template(product, server, unit, name = `mau-${unit}.xlsx`) {
  const to = product.path(`${Date.now()}-${name}`);
  await product.verb(['sheet', 'template', '--db', server.db, '--today', TODAY, '--year', '2025', '--unit', unit, '--to', to]);
  return to;
}

/** What the register knows stands there already; the year's own figures are missing. */
function fillProjects(book) {
  if (!book.has('B1', 0, 'name_vi')) return book.nil('B1');
  for (let row = 0; book.has('B1', row, 'name_vi'); row += 1) {
    book.put('B1', row, { disbursed: 0, households: 80, hh_minority: 30 });
  }
  return book;
}

/** Fills in an empty workbook so that nothing is wrong with it. */
export function fill(book) {
  fillProjects(book);
  book.tell('Đã triển khai theo kế hoạch của tỉnh; không có khó khăn vượt thẩm quyền.');
  for (const table of ['B2', 'B5', 'B6', 'B7']) book.nil(table);
  book.put('B4', 0, {
    ...{ name: 'Tập huấn vận động viện trợ', level: 'Cán bộ cấp xã', starts: '12/03/2025' },
    ...{ days: 2, people: 30, minority: 12, women: 14, cost: 45 },
  });
  book.put('B8', 0, {
    ...{ name_vi: 'Nâng cấp trạm y tế', area: 'g - Y tế, tầm vóc, phòng chống suy dinh dưỡng trẻ em' },
    ...{ place: 'xã Phan Ngọc Hiển (2025:32244)', households: 120, needed: 1500, priority: 'Cao' },
  });
  return book;
}

/** What people do to a workbook: words in number cells, more women than people, no narrative. */
export function spoil(book) {
  book.set('Lời', 'D6', '');
  return book.put('B4', 1, {
    ...{ name: 'Lớp ghi sai', level: 'Cán bộ cấp xã', starts: '31/02/2025' },
    ...{ days: 'hai ngày', people: 10, minority: 4, women: 25 },
  });
}

export async function sampleWorkbook(product, server, unit) {
  const path = await template(product, server, unit);
  return fill(Workbook.open(path)).save(path);
}

export async function faultyWorkbook(product, server, unit) {
  const path = await template(product, server, unit, `loi-${unit}.xlsx`);
  return spoil(fill(Workbook.open(path))).save(path);
}
