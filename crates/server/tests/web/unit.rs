//! A unit's own pages: work, report, workbook; and the desk of who reviews it.
use axum::http::StatusCode;
use domain::access::Position;
use domain::round::Stage;
use server::app::{Caller, round};

use super::harness::{Browser, House, Tag, tags};

mod filling;
mod review;
mod sheet;
mod together;

pub(crate) const UNIT: &str = "X32092";
pub(crate) const OTHER: &str = "X32062";
pub(crate) const REPORT: &str = "/bao-cao/2025/X32092";

/// A house with the round of 2025 open since October.
pub(crate) async fn open_house() -> House {
    let house = House::new().await;
    let terms = round::terms_by_plan(&house.ctx, 2025).unwrap();
    round::open(&house.ctx, &Caller::Operator, terms, None, None).await.unwrap();
    house
}

pub(crate) async fn officer(house: &House, unit: &str) -> Browser {
    let id = house.person(&format!("{}@example.vn", unit.to_lowercase()), unit, Position::Officer).await;
    house.signed_in(id).await
}

pub(crate) async fn standing(house: &House, position: Position) -> Browser {
    let id = house.person(&format!("{position:?}@sdttg.example.vn").to_lowercase(), "SDTTG", position).await;
    house.signed_in(id).await
}

/// Value of a hidden or typed field of a page, as a browser would send it.
pub(crate) fn value(html: &str, name: &str) -> String {
    let all = tags(html);
    let tag = all.iter().find(|t| t.get("name") == Some(name)).unwrap_or_else(|| panic!("no field {name}"));
    unescape(tag.get("value").unwrap_or_default())
}

fn unescape(text: &str) -> String {
    text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#38;", "&")
}

/// Everything that a browser would send with the page's own form.
pub(crate) fn fields(html: &str) -> Vec<(String, String)> {
    let form = html.split("<form").find(|f| f.contains("name=\"phan\"")).unwrap();
    let form = form.split("</form>").next().unwrap();
    let mut out = Vec::new();
    for tag in tags(form).iter().filter(|t| t.name == "input") {
        let ticked = !matches!(tag.get("type"), Some("checkbox")) || tag.has("checked");
        if let (Some(name), true) = (tag.get("name"), ticked) {
            out.push((name.to_owned(), unescape(tag.get("value").unwrap_or_default())));
        }
    }
    out.extend(chosen(form));
    out.extend(written(form));
    out
}

/// Drop-downs with what is chosen in them.
fn chosen(form: &str) -> Vec<(String, String)> {
    let selects = form.split("<select").skip(1).map(|s| s.split("</select>").next().unwrap());
    selects
        .map(|select| {
            let name = select.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
            let options =
                select.split("<option").skip(1).find(|o| o.split('>').next().unwrap().contains(" selected"));
            let value =
                options.map_or("", |o| o.split("value=\"").nth(1).unwrap().split('"').next().unwrap());
            (name.to_owned(), unescape(value))
        })
        .collect()
}

fn written(form: &str) -> Vec<(String, String)> {
    let areas = form.split("<textarea").skip(1).map(|s| s.split("</textarea>").next().unwrap());
    areas
        .map(|area| {
            let (head, text) = area.split_once('>').unwrap();
            let name = head.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
            (name.to_owned(), unescape(text.strip_prefix('\n').unwrap_or(text)))
        })
        .collect()
}

/// Sends a part as the page shows it, with some fields typed over and a button pressed.
pub(crate) async fn send(
    browser: &mut Browser,
    part: &str,
    typed: &[(&str, &str)],
    button: &str,
) -> super::harness::Answer {
    let page = browser.get(&format!("{REPORT}?bieu={part}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    send_page(browser, &page.text(), typed, button).await
}

/// The same from a page that was opened before.
pub(crate) async fn send_page(
    browser: &mut Browser,
    html: &str,
    typed: &[(&str, &str)],
    button: &str,
) -> super::harness::Answer {
    let mut all = fields(html);
    for (name, text) in typed {
        all.retain(|(n, _)| n != name);
        all.push(((*name).to_owned(), (*text).to_owned()));
    }
    all.push(("viec".to_owned(), button.to_owned()));
    let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(REPORT, &all).await
}

/// Ids of the inputs that are marked as wrong.
pub(crate) fn invalid(html: &str) -> Vec<String> {
    let all = tags(html);
    let wrong = all.iter().filter(|t| t.get("aria-invalid") == Some("true"));
    wrong.map(|t| t.get("id").unwrap().to_owned()).collect()
}

/// Where the lines of the error summary lead.
pub(crate) fn summary(html: &str) -> Vec<String> {
    let Some(box_) = html.split("class=\"errsum\"").nth(1) else { return Vec::new() };
    let links = box_.split("</div>").next().unwrap();
    let all: Vec<Tag<'_>> = tags(links);
    all.iter().filter(|t| t.name == "a").map(|t| unescape(t.get("href").unwrap())).collect()
}

pub(crate) const COURSE: [(&str, &str); 7] = [
    ("B4-0-name", "Kỹ thuật lúa – tôm"),
    ("B4-0-level", "people"),
    ("B4-0-starts", "4/8/2025"),
    ("B4-0-days", "2"),
    ("B4-0-people", "62"),
    ("B4-0-minority", "48"),
    ("B4-0-women", "30"),
];

pub(crate) const PROJECT: [(&str, &str); 12] = [
    ("B1-0-name_vi", "Cấp nước trường học và trạm y tế"),
    ("B1-0-area", "a"),
    ("B1-0-donor", "Tổ chức B"),
    ("B1-0-donor_type", "ngo"),
    ("B1-0-modality", "project"),
    ("B1-0-place", "Hồ Thị Kỷ"),
    ("B1-0-starts", "01/03/2024"),
    ("B1-0-aid", "2.800"),
    ("B1-0-disbursed", "2.340"),
    ("B1-0-households", "615"),
    ("B1-0-hh_minority", "402"),
    ("B1-0-state", "running"),
];

const WORDS: [(&str, &str); 6] = [
    ("text-I", "Đã họp triển khai."),
    ("text-II", "Hai lớp tập huấn."),
    ("text-III", ""),
    ("text-IV", "Giá ống nước tăng."),
    ("text-V", ""),
    ("text-VI", "Tiếp tục vận động."),
];

/// Fills the whole report without an error.
pub(crate) async fn fill(browser: &mut Browser) {
    send(browser, "loi", &WORDS, "luu").await.to();
    send(browser, "B1", &PROJECT, "luu").await.to();
    send(browser, "B4", &COURSE, "luu").await.to();
    for part in ["B2", "B5", "B6", "B7", "B8"] {
        send(browser, part, &[(&format!("{part}-nil"), "1")], "luu").await.to();
    }
}

pub(crate) async fn submit(browser: &mut Browser) {
    let answer = send(browser, "loi", &[], "nop").await;
    assert_eq!(answer.to(), format!("{REPORT}/nop"));
    let answer = browser.post(&format!("{REPORT}/nop"), &[("duyet", "1")]).await;
    assert_eq!(answer.to(), format!("{REPORT}/bien-nhan"));
}

pub(crate) async fn stage(house: &House, unit: &str) -> Stage {
    let round = store::round::by_key(&house.ctx.store, "2025").await.unwrap().unwrap();
    let it = store::obligation::by_unit(&house.ctx.store, round.round.id, unit).await.unwrap().unwrap();
    it.obligation.stage
}

/// Sends a file by the page's upload form.
pub(crate) async fn upload(browser: &Browser, name: &str, bytes: &[u8]) -> super::harness::Answer {
    browser.upload(&format!("{REPORT}/tep"), name, bytes).await
}
