//! Pages of the standing agency: rounds, the consolidated report, register, plan, trail.
use domain::access::Position;
use domain::form::Form;
use domain::report::{Report, Row, TableData, Value};
use domain::round::{Obligation, Stage};
use server::app::{Caller, report};

use super::harness::{Browser, House, tags};
use super::unit::{officer, open_house, standing};

mod aid;
mod consolidation;
mod plan;
mod register;
mod rounds;
mod trail;

/// A project of a report: name, area, place, grant aid and disbursement in million đồng.
type Aid<'a> = (&'a str, &'a str, &'a str, i64, i64);

pub(crate) const UNITS: [&str; 3] = ["X32062", "X32092", "X31825"];

/// A report without an error: projects, words, and nothing else to report.
fn filled(form: &Form, projects: &[Aid<'_>], words: &str) -> Report {
    let mut report = Report::default();
    for section in &form.sections {
        report.narrative.insert(section.key.clone(), format!("{words} Mục {}.", section.key));
    }
    for table in form.typed_tables() {
        let rows =
            if table.key == "B1" { projects.iter().map(|p| project(form, p)).collect() } else { Vec::new() };
        let data = TableData { nil: rows.is_empty(), rows };
        report.tables.insert(table.key.clone(), data);
    }
    report
}

fn project(form: &Form, (name, area, place, aid, disbursed): &Aid<'_>) -> Row {
    let table = form.table("B1").unwrap();
    let mut row = Row { id: 0, cells: vec![Value::Empty; table.columns.len()] };
    let text = |t: &str| Value::Text(t.to_owned());
    let cells = [
        ("name_vi", text(name)),
        ("area", text(area)),
        ("donor", text("Tổ chức Đường Làng")),
        ("donor_type", text("ngo")),
        ("modality", text("project")),
        ("place", text(place)),
        ("starts", text("2024-03-01")),
        ("aid", Value::Int(aid * 1_000_000)),
        ("disbursed", Value::Int(disbursed * 1_000_000)),
        ("households", Value::Int(100)),
        ("hh_minority", Value::Int(60)),
        ("state", text("running")),
    ];
    for (key, value) in cells {
        row.cells[table.index(key).unwrap()] = value;
    }
    row
}

/// A unit submits, and the report is accepted when asked for.
pub(crate) async fn report_in(house: &House, unit: &str, projects: &[Aid<'_>], accepted: bool) {
    let by = Caller::Operator;
    let it = report::open(&house.ctx, &by, "2025", unit).await.unwrap();
    let content = filled(&it.form, projects, &format!("Lời của {unit}."));
    report::save(&house.ctx, &by, "2025", unit, it.obligation.revision, content).await.unwrap();
    report::submit(&house.ctx, &by, "2025", unit).await.unwrap();
    if accepted {
        report::accept(&house.ctx, &by, "2025", unit).await.unwrap();
    }
}

/// Three units have reported; two of them are accepted.
pub(crate) async fn reported() -> House {
    let house = open_house().await;
    let [a, b, c] = UNITS;
    report_in(
        &house,
        a,
        &[("Cầu Kênh Tám", "d", "2025:32062", 500, 120), ("Nước sạch ấp Một", "a", "2025:32062", 300, 80)],
        true,
    )
    .await;
    report_in(&house, b, &[("Học bổng nữ sinh", "đ", "2025:32092", 200, 50)], true).await;
    report_in(&house, c, &[("Trạm y tế lưu động", "g", "2025:31825", 150, 25)], false).await;
    house
}

pub(crate) async fn obligations(house: &House) -> Vec<Obligation> {
    let round = store::round::by_key(&house.ctx.store, "2025").await.unwrap().unwrap();
    let listed = store::obligation::of_round(&house.ctx.store, round.round.id).await.unwrap();
    listed.into_iter().map(|l| l.obligation).collect()
}

/// Nothing stands in the way of a seal: every unit that has not been accepted is excused.
pub(crate) async fn excuse_others(house: &House) {
    for it in obligations(house).await.into_iter().filter(|o| !matches!(o.stage, Stage::Accepted { .. })) {
        report::excuse(&house.ctx, &Caller::Operator, "2025", &it.unit, "không có dự án").await.unwrap();
    }
}

/// Text between the first `from` and the next `to`.
pub(crate) fn between<'h>(html: &'h str, from: &str, to: &str) -> &'h str {
    let rest = html.split_once(from).unwrap_or_else(|| panic!("no {from}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0
}

/// Figures of the cells of class `r`: "1.234" is 1234.
pub(crate) fn figures(html: &str) -> Vec<i64> {
    let cells = html.split("<td class=\"r\"").skip(1).map(|c| between(c, ">", "</td>"));
    cells.map(number).collect()
}

/// "1.234" is 1234; tags around it do not count.
pub(crate) fn number(html: &str) -> i64 {
    let text: String = html.split('<').map(|t| t.split_once('>').map_or(t, |(_, after)| after)).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("not a figure: {text}"))
}

/// Every page a leader can open, in both languages, with what every page keeps.
#[tokio::test]
async fn every_page_is_whole_in_both_languages() {
    let house = reported().await;
    excuse_others(&house).await;
    let mut leader = standing(&house, Position::Leader).await;
    leader.post("/tong-hop/2025/niem-phong", &[]).await.to();
    let paths = [
        "/bao-cao",
        "/bao-cao/2025",
        "/bao-cao/2025?loc=tat-ca&trang=2",
        "/bao-cao/2025/ban-in",
        "/bao-cao/2025/nhac?u=X32074",
        "/bao-cao/2025/nhat-ky-nhac",
        "/bao-cao/2025/nhat-ky-nhac?don-vi=X32062",
        "/bao-cao/2025/X32062/ngoai-le",
        "/bao-cao/mo-dot?nam=2024",
        "/bao-cao/dot-xuat/moi",
        "/cai-dat/dot/2025",
        "/tong-hop/2025",
        "/tong-hop/2025?muc=II&so=B1%7Ctotal%7Cdisbursed&don-vi=X32062",
        "/tong-hop/2025?so=B1%7Carea%3Dd%7Caid",
        "/tong-hop/2025/loi/I",
        "/tong-hop/2025/so-sanh/II",
        "/tong-hop/2025/bang",
        "/tong-hop/2025/bang?bieu=B1&theo=place",
        "/tong-hop/2025/niem-phong",
        "/tong-hop/2025/ban/1?kiem=1",
        "/du-an",
        "/du-an?q=cau&linh-vuc=d",
        "/du-an?q=khong-co-gi",
        "/du-an/DA-2025-001",
        "/du-an/chuyen",
        "/ke-hoach",
        "/ke-hoach/co-quan",
        "/ke-hoach/dieu-khoan",
        "/ke-hoach/pho-bien?loc=tat-ca",
        "/ke-hoach/nhiem-vu/brief-units",
        "/nhat-ky",
        "/nhat-ky?kiem=1",
    ];
    let duty = &server::app::plan::current(&house.ctx, house.ctx.clock.today()).unwrap().duties[0].id;
    for path in paths {
        let path = path.replace("brief-units", duty);
        let joint = if path.contains('?') { '&' } else { '?' };
        for lang in ["vi", "en"] {
            let answer = leader.get(&format!("{path}{joint}lang={lang}")).await;
            assert_eq!(answer.status, axum::http::StatusCode::OK, "{path}: {}", answer.text());
            let html = answer.page(lang);
            assert!(tags(&html).len() <= 2_500, "{path} has {} elements", tags(&html).len());
        }
    }
}

/// Signed in as an officer or leader of the standing agency, or of the People's Committee.
pub(crate) async fn committee(house: &House) -> Browser {
    let id = house.person("vanphong@ubnd.example.vn", "UBND", Position::Leader).await;
    house.signed_in(id).await
}
