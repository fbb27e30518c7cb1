//! The list that an office of the demonstration has kept in its own columns: left beside the database to be brought in.
use std::path::Path;

use anyhow::Context;
use domain::outline::listing::Mapping;
use formats::table::{Cell, List};
use lang::Lang;

use super::outline::YEAR;
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Name under which the way to read it is kept.
const MAPPING: &str = "Danh mục của Sở";

const HEADINGS: [(&str, f64); 7] = [
    ("STT", 6.0),
    ("Tên dự án", 44.0),
    ("Địa điểm thực hiện", 30.0),
    ("Lĩnh vực", 10.0),
    ("Mục tiêu", 44.0),
    ("Thời gian", 14.0),
    ("Vốn kêu gọi (triệu đồng)", 14.0),
];

/// Field and heading.
const COLUMNS: [(&str, &str); 6] = [
    ("name", "Tên dự án"),
    ("place", "Địa điểm thực hiện"),
    ("area", "Lĩnh vực"),
    ("objectives", "Mục tiêu"),
    ("period", "Thời gian"),
    ("sought", "Vốn kêu gọi (triệu đồng)"),
];

type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, i64);

const ROWS: [Row; 4] = [
    (
        "Tủ sách song ngữ Khmer - Việt (minh hoạ)",
        "Ấp 10, xã Khánh Lâm",
        "đ",
        "12 điểm trường có tủ sách song ngữ.",
        "2026-2027",
        640,
    ),
    ("Trạm bơm ngăn mặn (minh hoạ)", "Xã Hồ Thị Kỷ", "c", "300 hộ đủ nước ngọt mùa khô.", "2026-2028", 4_200),
    ("Lớp dạy nghề đan lát (minh hoạ)", "Xã Hồ Thị Kỷ", "g", "60 phụ nữ có thêm thu nhập.", "2026", 380),
    // The finding that an officer meets most often: a commune by the name of a hamlet.
    ("Cầu nông thôn (minh hoạ)", "Ấp Sào Lưới", "i", "Học sinh đi học an toàn.", "2026", 1_150),
];

pub(super) async fn leave(ctx: &Ctx, dir: &Path) -> Outcome<()> {
    let title = "Danh mục dự án kêu gọi viện trợ (số liệu minh hoạ)";
    let list = List { title, sheet: "Danh mục", headings: &HEADINGS, demo: true, lang: Lang::Vi };
    let text = |t: &str| Cell::Text(t.to_owned());
    let row = |(n, (name, place, area, goal, period, million)): (i64, &Row)| {
        let money = Cell::Money(million * 1_000_000);
        vec![Cell::Number(n), text(name), text(place), text(area), text(goal), text(period), money]
    };
    let bytes = list.write((1_i64..).zip(&ROWS).map(row)).map_err(anyhow::Error::from)?;
    let path = dir.join("danh-muc-cua-so.xlsx");
    std::fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    let mapping = Mapping {
        sheet: "Danh mục".into(),
        header: header(&path)?,
        money: 1_000_000,
        unit: String::new(),
        columns: COLUMNS.iter().map(|(f, h)| ((*f).to_owned(), (*h).to_owned())).collect(),
    };
    let tx = ctx.store.begin().await?;
    store::listing::keep_mapping(&tx, MAPPING, &mapping, ctx.clock.now()).await?;
    let change = serde_json::json!({ "mapping": mapping, "year": YEAR });
    crate::app::audit(&tx, ctx, &crate::app::Caller::Operator, "listing.keep", MAPPING, change).await?;
    Ok(tx.commit().await?)
}

/// The row in which the list writer put the headings.
fn header(path: &Path) -> anyhow::Result<u32> {
    let bytes = std::fs::read(path)?;
    let seen = formats::sheet::listing::glimpse(&bytes, &formats::sheet::Limits::default());
    let seen = seen.map_err(|f| anyhow::anyhow!("{}", f.code))?;
    let rows = seen.iter().flat_map(|s| &s.rows);
    let found = rows.filter(|(_, cells)| cells.iter().any(|c| c == HEADINGS[1].0)).map(|(n, _)| *n).next();
    found.context("the list has no headings")
}
