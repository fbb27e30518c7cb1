//! What everyone reads: front page, published reports, files, languages, headers.
use std::collections::HashSet;

use axum::http::{Method, StatusCode};
use domain::consolidation::{Consolidated, Seal, SectionText, UnitLine};
use domain::figures::{Figure, Part};
use domain::round::{RoundKind, Terms};
use domain::words::Words;
use jiff::civil::date;
use store::sealed::{self, FileKind};

use super::harness::{House, tags};

/// Table, row, column, value; the first unit has all of it.
type Given = (&'static str, &'static str, &'static str, i64);

const FIGURES: [Given; 11] = [
    ("B1", "total", "rows", 3),
    ("B1", "total", "committed", 165_400_000_000),
    ("B1", "area=a", "committed", 100_000_000_000),
    ("B1", "area=đ", "committed", 65_400_000_000),
    ("B1", "total", "households", 643),
    ("B1", "area=a", "households", 600),
    ("B1", "area=đ", "households", 40),
    ("B1", "area=i", "households", 3),
    ("B1", "total", "hh_minority", 12),
    ("B1", "area=a", "hh_minority", 12),
    ("B1", "place=2025:32062", "households", 3),
];

fn terms() -> Terms {
    Terms {
        key: "2024".into(),
        year: 2024,
        kind: RoundKind::Annual,
        title: Words::new("Báo cáo năm 2024", "Report 2024"),
        form: "annual".into(),
        window: (date(2023, 11, 1), date(2024, 10, 31)),
        estimate_to: None,
        opens_on: date(2024, 10, 1),
        due: date(2024, 11, 5),
        due_inclusive: false,
        remind_before_days: vec![7],
        clause: "III.R".into(),
    }
}

fn content(house: &House, figures: &[Given], words: &str) -> Consolidated {
    let figure = |(table, row, column, value): &Given| Figure {
        table: (*table).into(),
        row: (*row).into(),
        column: (*column).into(),
        unit_of_measure: "count".into(),
        value: *value,
        parts: vec![Part { unit: "H969".into(), value: *value }],
    };
    let unit = |code: &str, late| UnitLine {
        code: code.into(),
        name: code.into(),
        status: "accepted".into(),
        submitted_on: Some(date(2024, 11, 3)),
        late,
        excused: None,
    };
    Consolidated {
        form: house.ctx.reference.form("annual").unwrap().clone(),
        terms: terms(),
        agency: "Ban Dân tộc tỉnh Cà Mau".into(),
        units: vec![unit("H969", false), unit("SGDDT", true)],
        sections: vec![SectionText { section: "II".into(), text: words.into() }],
        figures: figures.iter().map(figure).collect(),
        last_year: Vec::new(),
        last_year_note: None,
        demo: false,
    }
}

/// Seals a version; publishes it when told to.
async fn seal(house: &House, version: u32, content: &Consolidated, published: bool) -> String {
    let store = &house.ctx.store;
    let (json, sha256) = sealed::freeze(content).unwrap();
    let reason = if version > 1 { "Sửa số hộ của UBND huyện Cái Nước" } else { "" };
    let seal =
        Seal { version, on: date(2024, 11, 12), by: "Lãnh đạo".into(), reason: reason.into(), sha256 };
    let files = [(FileKind::Pdf, b"%PDF-1.7".to_vec()), (FileKind::Json, json.clone().into_bytes())];
    let round = match store::round::by_key(store, "2024").await.unwrap() {
        Some(opened) => opened.round.id,
        None => {
            store::round::insert(store, &content.terms, &content.form, house.ctx.clock.now()).await.unwrap()
        }
    };
    let new = sealed::New { round, year: 2024, seal: &seal, content: &json, files: &files };
    let id = sealed::insert(store, new).await.unwrap();
    if published {
        sealed::publish(store, id, house.ctx.clock.now()).await.unwrap();
    }
    seal.sha256
}

const REPORT: &str = "/cong-khai/2024/1";

#[tokio::test]
async fn the_public_pages_are_whole_in_three_languages_with_and_without_reports() {
    let house = House::new().await;
    let mut titles = HashSet::new();
    for filled in [false, true] {
        if filled {
            seal(&house, 1, &content(&house, &FIGURES, "Đã làm."), true).await;
        }
        for path in ["/", "/cong-khai", REPORT] {
            for lang in ["vi", "en", "km"] {
                let answer = house.browser().get(&format!("{path}?lang={lang}")).await;
                if path == REPORT && !filled {
                    assert_eq!(answer.status, StatusCode::NOT_FOUND);
                    continue;
                }
                assert_eq!(answer.status, StatusCode::OK);
                let html = answer.page(lang);
                let title = html.split("<title>").nth(1).unwrap().split('<').next().unwrap().to_owned();
                if filled && lang == "vi" {
                    assert!(titles.insert(title.clone()), "{title} stands twice");
                }
                assert_eq!(html.contains("chưa dịch"), lang == "km", "{path} {lang}");
                let reads = tags(&html)
                    .iter()
                    .filter(|t| t.name == "link" && t.get("rel") == Some("stylesheet"))
                    .count();
                assert_eq!(reads, 1, "one stylesheet and nothing else");
                assert!(tags(&html).iter().all(|t| t.get("src").is_none()), "no further request");
            }
        }
    }
}

#[tokio::test]
async fn the_language_is_switched_on_the_same_page_and_kept() {
    let house = House::new().await;
    let mut browser = house.browser();
    let first = browser.get("/cong-khai?nam=2024&xong=password").await;
    assert!(first.headers.get("set-cookie").is_none(), "no cookie before anyone chooses");
    let html = first.page("vi");
    let tags = tags(&html);
    let link = tags.iter().find(|t| t.name == "a" && t.get("hreflang") == Some("en")).unwrap();
    assert_eq!(
        link.get("href"),
        Some("/cong-khai?nam=2024&#38;lang=en")
            .filter(|_| html.contains("&#38;"))
            .or(Some("/cong-khai?nam=2024&amp;lang=en"))
    );
    browser.get("/cong-khai?nam=2024&lang=en").await.page("en");
    browser.get("/").await.page("en");
    browser.get("/?lang=km").await.page("km");
    browser.get("/dang-nhap").await.page("vi");
    browser.get("/?lang=xx").await.page("km");
}

#[tokio::test]
async fn a_published_report_shows_its_figures_and_hides_small_numbers_of_people() {
    let house = House::new().await;
    let sha256 = seal(&house, 1, &content(&house, &FIGURES, "Đã làm."), true).await;
    let html = house.browser().get(REPORT).await.page("vi");
    assert!(
        html.contains(&sha256) && html.contains("2 trên 2 đơn vị đã nộp") && html.contains("đúng hạn 1"),
        "{html}"
    );
    assert!(html.contains(">165.400<") && html.contains(">65.400<"), "amounts in million đồng");
    assert!(html.contains("&#60;5</td>") || html.contains("&lt;5</td>"), "{html}");
    assert!(html.contains(">600</td>") && html.contains(">ẩn</td>") && !html.contains(">40</td>"), "{html}");
    assert!(!html.contains("32062"), "no figure by place");
    let chart = tags(&html).into_iter().find(|t| t.name == "svg" && t.get("role") == Some("img")).unwrap();
    assert!(chart.get("aria-label").unwrap().contains("a) 100.000; đ) 65.400"));
    let english = house.browser().get(&format!("{REPORT}?lang=en")).await.page("en");
    assert!(english.contains(">165,400<") && english.contains(">hidden</td>"));
}

#[tokio::test]
async fn public_files_say_what_the_page_says_and_no_more() {
    let house = House::new().await;
    let words = "Có «B1.total.households» hộ, trong đó «B1.total.women» nữ.";
    let mut figures = FIGURES.to_vec();
    figures.push(("B1", "total", "women", 2));
    let report = content(&house, &figures, words);
    seal(&house, 1, &report, true).await;
    let mut browser = house.browser();
    let html = browser.get(REPORT).await.page("vi");
    let links: Vec<_> = tags(&html)
        .iter()
        .filter(|t| t.has("download"))
        .filter_map(|t| t.get("href"))
        .map(str::to_owned)
        .collect();
    assert_eq!(links, ["docx", "pdf", "xlsx", "json"].map(|e| format!("{REPORT}/2024-1.{e}")));
    let docx = document(&browser.get(&links[0]).await.body, "word/document.xml");
    assert!(docx.contains("643") && docx.contains("&lt;5 nữ") && docx.contains("ẩn"), "{docx}");
    assert!(docx.contains(">600<") && !docx.contains(">40<"), "{docx}");
    let pdf = browser.get(&links[1]).await;
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF-1.7") && pdf.header("content-disposition").contains("2024-1.pdf"));
    let sheet = document(&browser.get(&links[2]).await.body, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(">600<") && sheet.contains("ẩn") && sheet.contains("&lt;5"), "{sheet}");
    assert!(!sheet.contains(">40<") && !sheet.contains(">3<") && !sheet.contains("32062"), "{sheet}");
    let json: serde_json::Value = serde_json::from_slice(&browser.get(&links[3]).await.body).unwrap();
    let households: Vec<(Option<i64>, bool)> = json["tables"][0]["areas"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|area| {
            let cells = area["cells"].as_array()?;
            let cell = cells.iter().find(|c| c["column"]["vi"].as_str() == Some("Hưởng lợi: hộ"))?;
            Some((cell["value"].as_i64(), cell["hidden"].as_bool()?))
        })
        .collect();
    assert_eq!(households, [(Some(600), false), (None, true), (None, true)], "{json}");
    assert!(!json.to_string().contains("parts") && !json.to_string().contains("32062"));
    for wrong in ["2024-1.csv", "2024-2.pdf", "2024-1.exe", "..%2F..%2Fetc"] {
        assert_eq!(browser.get(&format!("{REPORT}/{wrong}")).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

/// A part of a DOCX or XLSX with its markup.
fn document(bytes: &[u8], part: &str) -> String {
    use std::io::Read as _;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    zip.by_name(part).unwrap().read_to_string(&mut out).unwrap();
    out
}

#[tokio::test]
async fn a_later_version_replaces_the_first_and_names_what_changed() {
    let house = House::new().await;
    seal(&house, 1, &content(&house, &FIGURES, "Đã làm."), true).await;
    let mut mended = FIGURES;
    mended[4].3 = 653;
    mended[5].3 = 610;
    mended[10].3 = 4;
    seal(&house, 2, &content(&house, &mended, "Đã làm xong."), false).await;
    let mut browser = house.browser();
    assert_eq!(
        browser.get("/cong-khai/2024/2").await.status,
        StatusCode::NOT_FOUND,
        "sealed is not published"
    );
    let versions = sealed::versions(
        &house.ctx.store,
        store::round::by_key(&house.ctx.store, "2024").await.unwrap().unwrap().round.id,
    );
    let second = versions.await.unwrap()[0].id;
    sealed::publish(&house.ctx.store, second, house.ctx.clock.now()).await.unwrap();
    let html = browser.get("/cong-khai/2024/2").await.page("vi");
    assert!(html.contains("<del>600</del> <ins>610</ins>") && html.contains("lời của mục II"), "{html}");
    assert!(html.contains("Và 1 số chi tiết hơn") && html.contains("Sửa số hộ"), "{html}");
    let old = browser.get(REPORT).await.page("vi");
    assert!(old.contains("Bản này đã được thay thế") && old.contains("href=\"/cong-khai/2024/2\""), "{old}");
    let list = browser.get("/cong-khai").await.page("vi");
    assert!(list.contains("Bản 1") && list.contains("Bản 2") && list.contains("đã có bản thay thế"));
    let home = browser.get("/").await.page("vi");
    assert!(home.contains("Bản 2") && !home.contains("Bản 1"));
}

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    let house = House::new().await;
    let mut browser = house.browser();
    for path in ["/", "/dang-nhap", "/khong-co", "/suc-khoe", "/tai-khoan"] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("strict-transport-security"), "", "only over https");
    }
}

#[tokio::test]
async fn the_stylesheet_is_kept_for_ever_and_asked_for_once() {
    let house = House::new().await;
    let mut browser = house.browser();
    let html = browser.get("/").await.page("vi");
    let tags = tags(&html);
    let style = tags.iter().find(|t| t.get("rel") == Some("stylesheet")).unwrap().get("href").unwrap();
    let plain = browser.get(style).await;
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(plain.headers.get("content-encoding").is_none() && plain.body.starts_with(b":root"));
    browser.headers.insert("accept-encoding", "gzip, br".parse().unwrap());
    let small = browser.get(style).await;
    assert_eq!(small.header("content-encoding"), "gzip");
    assert!(small.body.len() < plain.body.len() / 2);
    let page = browser.get("/").await;
    assert_eq!((page.header("content-encoding"), page.header("cache-control")), ("gzip", "no-cache"));
    assert!(
        page.header("vary").contains("cookie") && page.header("vary").contains("accept-encoding"),
        "{}",
        page.header("vary")
    );
    browser.headers.insert("if-none-match", plain.header("etag").parse().unwrap());
    let again = browser.get(style).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(browser.get("/tai-san/0000000000000000/nhipcau.css").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.send(Method::HEAD, "/", None).await.body.len(), 0);
}

#[tokio::test]
async fn pages_keep_their_size() {
    let house = House::new().await;
    seal(&house, 1, &content(&house, &FIGURES, "Đã làm."), true).await;
    let mut browser = house.browser();
    browser.headers.insert("accept-encoding", "gzip".parse().unwrap());
    // Compressed bytes of a first view on a slow line.
    for (path, most) in [("/", 14_000), ("/dang-nhap", 4_000), (REPORT, 12_000)] {
        let size = browser.get(path).await.body.len();
        assert!(size <= most, "{path}: {size} bytes");
    }
}
