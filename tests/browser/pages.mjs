// Every page of the product that a browser can open, who sees it, and what it may weigh.
import { sentFile } from './iati.mjs';
import { sentList } from './lists.mjs';
import { sampleWorkbook } from './sample.mjs';
import { upload } from './steps.mjs';

/** Languages of the two sides. Khmer serves the public pages only. */
const PUBLIC = ['vi', 'en', 'km'];
const OFFICE = ['vi', 'en'];

/**
 * Pages of the demonstration: `kb` is the most that the HTML may have, packed (1 kB = 1,000 bytes).
 * `status` is what the server answers when it is not 200; a page that `takesFocus` puts it on what
 * was just done. `charts` is how many it must have.
 */
export function pages({ units, found }) {
  const open = (name, path, kb, more = {}) => ({ name, path, who: '', langs: PUBLIC, kb, ...more });
  const office = (name, who, path, kb, more = {}) => ({ name, path, who, langs: OFFICE, kb, ...more });
  return [
    open('home', '/', 14),
    open('published', '/cong-khai', 12),
    open('published-report', '/cong-khai/2024/1', 25),
    open('calls', '/keu-goi', 20),
    open('calls-filtered', '/keu-goi?lv=a&dt=1979%3A05&x=han', 20),
    open('call', '/keu-goi/KG-2026-001', 14),
    open('interest', '/keu-goi/KG-2026-009/quan-tam', 10),
    open('calls-versions', '/keu-goi/phien-ban', 10),
    open('calls-version', '/keu-goi/phien-ban/2026/1', 10),
    open('not-found', '/khong-co-trang-nay', 8, { status: 404 }),
    open('iati-check', '/kiem-tra-iati', 12),
    open('iati-found', found.iati, 16),
    open('iati-line', `${found.iati}/dong/3?cot=1`, 12),
    open('sign-in', '/dang-nhap', 4, { langs: OFFICE }),

    office('work-officer', 'officer', '/viec', 10),
    office('work-leader', 'leader', '/viec', 10),
    office('work-submitted', 'submitted', '/viec', 10),
    office('work-late', 'late', '/viec', 10),
    office('account', 'officer', '/tai-khoan', 8),
    office('forbidden', 'late', '/nhat-ky', 8, { status: 403 }),

    office('rounds', 'officer', '/bao-cao', 10, { charts: 2 }),
    office('round', 'officer', '/bao-cao/2025', 20, { charts: 1 }),
    office('round-accepted', 'officer', '/bao-cao/2025?loc=da-nhan', 20),
    office('round-print', 'officer', '/bao-cao/2025/ban-in', 20),
    office('round-remind', 'officer', `/bao-cao/2025/nhac?u=${units.late}&u=${units.drafting}`, 12),
    office('round-letters', 'officer', '/bao-cao/2025/nhat-ky-nhac', 16),
    office('round-exception', 'officer', `/bao-cao/2025/${units.late}/ngoai-le`, 8),
    office('round-exception-leader', 'leader', `/bao-cao/2025/${units.late}/ngoai-le`, 8),
    office('round-open', 'officer', '/bao-cao/mo-dot?nam=2025', 12),
    office('round-ask', 'officer', '/bao-cao/dot-xuat/moi', 16),
    office('needs', 'officer', '/nhu-cau', 25),
    office('needs-none', 'late', '/nhu-cau?q=xyz', 12),
    office('need-new', 'late', '/nhu-cau/moi', 16),
    office('need', 'officer', found.need, 12),

    office('proposals', 'officer', '/de-xuat', 12),
    office('proposals-year', 'officer', '/de-xuat/2026', 30),
    office('lists', 'officer', '/de-xuat/2026/danh-muc', 12),
    office('list-columns', 'officer', found.list, 25),
    office('list-preview', 'officer', `${found.list}/xem`, 25),
    office('outlines-own', 'submitted', `/de-xuat/2026/${units.submitted}`, 12),
    office('outline', 'officer', found.outline, 20),
    office('outline-edit', 'late', found.ownOutline, 30),
    office('catalogue', 'officer', '/danh-muc?nam=2026', 25),
    office('catalogue-leader', 'leader', '/danh-muc?nam=2026', 25),
    office('call-documents', 'officer', '/danh-muc/goi/KG-2026-001/tep', 25),
    office('call-edit', 'officer', '/danh-muc/goi/KG-2026-006', 25),
    office('donors', 'officer', '/nha-tai-tro', 12),
    office('donor', 'officer', '/nha-tai-tro/NTT-001', 14),
    office('donor-new', 'officer', '/nha-tai-tro/moi', 12),
    office('donor-edit', 'officer', '/nha-tai-tro/NTT-001/sua', 14),
    office('engagements', 'officer', '/tiep-xuc', 12),
    office('dossiers', 'officer', '/ho-so', 14),
    office('dossier', 'officer', '/ho-so/HS-2025-001', 20),
    office('dossier-new', 'submitted', '/ho-so/moi', 14),
    office('dossier-files', 'officer', '/ho-so/HS-2025-001/tep', 12),
    office('guidances', 'officer', '/van-ban', 14),
    office('guidance', 'officer', '/van-ban/VB-2025-001', 14),
    office('guidance-opinions', 'officer', '/van-ban/VB-2025-002', 14),
    office('guidance-new', 'officer', '/van-ban/moi', 16),
    office('programme', 'officer', '/chuong-trinh/2025', 14),
    office('procedures', 'officer', '/quy-trinh', 12),
    office('procedure-edit', 'admin', '/quy-trinh/nd-313-2025/sua', 20),
    office('procedure', 'officer', '/quy-trinh/nd-80-2020', 20),
    office('grant-element', 'officer', '/yeu-to-khong-hoan-lai?lai=0%2C75&ky=2&an-han=10&thoi-han=40&chiet-khau=5', 12),

    office('round-settings', 'officer', '/cai-dat/dot/2025', 8),

    office('report-review', 'officer', `/bao-cao/2025/${units.submitted}`, 20),
    office('report-table-read', 'officer', `/bao-cao/2025/${units.submitted}?bieu=B1`, 20),
    office('report-read', 'submitted', `/bao-cao/2025/${units.submitted}`, 20),
    office('report-receipt', 'submitted', `/bao-cao/2025/${units.submitted}/bien-nhan`, 8, { takesFocus: true }),
    office('report-returned', 'returned', `/bao-cao/2025/${units.returned}`, 20),
    office('report-draft', 'drafting', `/bao-cao/2025/${units.drafting}?bieu=B1`, 20),
    office('report-edit', 'late', `/bao-cao/2025/${units.late}`, 20),
    office('report-edit-projects', 'late', `/bao-cao/2025/${units.late}?bieu=B1`, 20),
    office('report-edit-table', 'late', `/bao-cao/2025/${units.late}?bieu=B4`, 20),
    office('report-errors', 'late', `/bao-cao/2025/${units.late}?bieu=B4&kiem=1`, 20, { takesFocus: true }),
    office('report-submit', 'returned', `/bao-cao/2025/${units.returned}/nop`, 12),
    office('intake', 'late', found.intake, 25),

    office('consolidation', 'officer', '/tong-hop/2025', 25),
    office('consolidation-figure', 'officer', found.figure, 25),
    office('consolidation-section', 'officer', '/tong-hop/2025?muc=II', 25),
    office('consolidation-words', 'officer', '/tong-hop/2025/loi/I', 25),
    office('consolidation-compare', 'officer', '/tong-hop/2025/so-sanh/I', 12),
    office('consolidation-tables', 'officer', '/tong-hop/2025/bang', 20),
    office('consolidation-seal', 'leader', '/tong-hop/2025/niem-phong', 8),
    office('sealed-version', 'leader', '/tong-hop/2024/ban/1', 10),
    office('projects', 'officer', '/du-an', 16),
    office('project', 'officer', found.project, 16, { charts: 2 }),
    office('project-reassign', 'officer', '/du-an/chuyen', 8),
    office('aid', 'officer', '/vien-tro', 12),
    office('aid-donor', 'officer', '/vien-tro?ben=XX-MINHHOA-1', 14),
    office('aid-activity', 'officer', found.aid, 12),
    office('plan', 'officer', '/ke-hoach', 16),
    office('plan-clauses', 'officer', '/ke-hoach/dieu-khoan', 25),
    office('plan-seats', 'officer', '/ke-hoach/co-quan', 20),
    office('plan-briefing', 'officer', '/ke-hoach/pho-bien', 16),
    office('plan-duty', 'officer', found.duty, 10),
    office('audit', 'leader', '/nhat-ky', 20),
    office('people', 'admin', '/cai-dat/nguoi-dung', 12),
    office('person-new', 'admin', '/cai-dat/nguoi-dung/moi', 12),
    office('person', 'admin', found.person, 8),
  ];
}

/** Brings the demonstration into the states that the pages show, and finds their addresses. */
export async function arrange(product, server) {
  const first = (who, path, link) => firstLink(product, server, who, path, link);
  return {
    iati: await sendIati(product, server),
    list: await sendList(product, server),
    intake: await sendWorkbook(product, server),
    // One of the sealed year: it has commitments and disbursements to draw.
    project: '/du-an/DA-2024-001',
    figure: await first('officer', '/tong-hop/2025', '.list a[href*="?"]'),
    duty: await first('officer', '/ke-hoach', 'tbody a[href^="/ke-hoach/nhiem-vu/"]'),
    outline: await first('officer', '/de-xuat/2026', 'tbody a[href^="/de-cuong/"]'),
    ownOutline: `${await first('late', `/de-xuat/2026/${product.units.late}`, 'a[href^="/de-cuong/"]')}/sua`,
    need: await first('officer', '/nhu-cau', 'tbody a[href^="/nhu-cau/"]'),
    aid: await first('officer', '/vien-tro', 'tbody a[href^="/vien-tro/"]'),
    person: await first('admin', '/cai-dat/nguoi-dung', 'tbody a[href^="/cai-dat/nguoi-dung/"]'),
  };
}

/** Someone has sent a file to be checked. */
async function sendIati(product, server) {
  const page = await product.window('', server);
  const path = await sentFile(page);
  await page.context().close();
  return path;
}

/** A unit has sent a workbook and not said yet whether it is to be written. */
async function sendWorkbook(product, server) {
  const page = await product.window('late', server);
  const { late } = product.units;
  await upload(page, `/bao-cao/2025/${late}`, await sampleWorkbook(product, server, late));
  const { pathname } = new URL(page.url());
  await page.context().close();
  return pathname;
}

/** The office has sent its own list and named its columns, and not said yet whether it is to be written. */
async function sendList(product, server) {
  const page = await product.window('officer', server);
  const path = await sentList(page, product.list());
  await page.context().close();
  return path;
}

async function firstLink(product, server, who, path, link) {
  const page = await product.window(who, server);
  await page.goto(path);
  const href = await page.locator(link).first().getAttribute('href', { timeout: 5000 });
  await page.context().close();
  return href.split('#')[0];
}
