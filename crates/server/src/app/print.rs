//! The consolidated report as a document: model 1.4 of Decree 30/2020/NĐ-CP with its annexes.
use domain::consolidation::{Consolidated, Piece, Seal, SectionText, pieces};
use domain::figures::{Figure, ROWS, TOTAL};
use domain::form::{Column, Form, Kind, Table};
use domain::organisation::Role;
use domain::plan::Plan;
use formats::paper::{
    Align, Annex, Block, Cell, Column as PaperColumn, Dated, Level, Paper, Row, Run, Signature,
    Table as PaperTable, TitleBlock, decree30,
};
use jiff::civil::Date;
use lang::Lang;
use store::sealed::FileKind;

use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Day that stands in the date line: the seal's, or only month and year while it is a draft.
fn dated(content: &Consolidated, seal: Option<&Seal>) -> Dated {
    match seal {
        Some(seal) => Dated::On(seal.on),
        None => Dated::Month { year: content.terms.due.year(), month: content.terms.due.month() },
    }
}

/// The whole paper, figures as links for the preview.
pub fn paper(ctx: &Ctx, content: &Consolidated, seal: Option<&Seal>) -> Paper {
    with_annexes(front(ctx, content, &content.sections, seal), annexes(content))
}

/// The report itself, without annexes. `sections` are the officer's words to print.
pub(super) fn front(
    ctx: &Ctx,
    content: &Consolidated,
    sections: &[SectionText],
    seal: Option<&Seal>,
) -> Paper {
    let on = seal.map_or(content.terms.due, |s| s.on);
    let plan = ctx.reference.plan_of(content.terms.year);
    let standing = ctx.reference.standing(on);
    let names = |role| holders(ctx, role, on);
    let addressees: Vec<String> = [Role::Approver, Role::Centre].into_iter().flat_map(names).collect();
    Paper {
        title_block: TitleBlock {
            superior: names(Role::Approver).into_iter().next().as_deref().map(short_committee),
            issuer: content.agency.clone(),
            number: None,
            symbol: format!("BC-{}", standing.map_or("", |o| o.code.as_str())),
            place: plan.map(|p| p.place.clone()).unwrap_or_default(),
            dated: dated(content, seal),
        },
        kind: "Báo cáo".into(),
        subject: subject(content, plan),
        addressees,
        legal_bases: plan.map(|p| vec![basis(p)]).unwrap_or_default(),
        body: body(content, sections, plan),
        signature: Signature { authority: Vec::new(), post: "Giám đốc".into(), name: String::new() },
        recipients: vec![
            "Như trên".into(),
            "Các sở, ban, ngành liên quan".into(),
            "UBND các xã, phường".into(),
            "Lưu: VT".into(),
        ],
        demo: content.demo.then(|| lang::text(Lang::Vi, "demo-mark").to_owned()),
        ..Paper::default()
    }
}

pub(in crate::app) fn with_annexes(mut paper: Paper, annexes: Vec<Annex>) -> Paper {
    paper.annexes = annexes;
    let reference = decree30::annex_reference(&paper);
    for annex in &mut paper.annexes {
        annex.reference = Some(reference.clone());
    }
    paper
}

fn holders(ctx: &Ctx, role: Role, on: Date) -> Vec<String> {
    ctx.reference.organisations.holders(role, on).into_iter().map(|o| o.name.vi.clone()).collect()
}

/// The superior body in the head may be abbreviated (Decree 30, Annex I, part II, 2).
pub(in crate::app) fn short_committee(name: &str) -> String {
    name.replacen("Ủy ban nhân dân", "UBND", 1)
}

fn subject(content: &Consolidated, plan: Option<&Plan>) -> String {
    let year = content.terms.year;
    match plan {
        Some(p) => format!("Tình hình, kết quả thực hiện Kế hoạch số {} năm {year}", p.number),
        None => format!("{} năm {year}", content.form.title.vi),
    }
}

fn basis(plan: &Plan) -> String {
    let date = lang::date_long(Lang::Vi, plan.date);
    format!(
        "Căn cứ Kế hoạch số {} {date} của {} về {}",
        plan.number,
        plan.issuer.vi,
        lower_first(&plan.title.vi)
    )
}

/// A title inside a sentence begins with a small letter.
fn lower_first(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

fn body(content: &Consolidated, sections: &[SectionText], plan: Option<&Plan>) -> Vec<Block> {
    let mut out = vec![Block::paragraph(format!(
        "{} báo cáo kết quả thực hiện năm {} như sau:",
        content.agency, content.terms.year
    ))];
    let mut number = 0;
    for section in &content.form.sections {
        number += 1;
        out.push(Block::heading(Level::Part, number, section.title.vi.clone()));
        let text = sections.iter().find(|s| s.section == section.key).map_or("", |s| s.text.as_str());
        out.extend(text.lines().filter(|l| !l.trim().is_empty()).map(|line| paragraph(content, line.trim())));
        if section.key == "II"
            && let Some(table) = areas_table(content, plan)
        {
            out.push(Block::Table(table));
        }
    }
    out.push(Block::paragraph(format!(
        "Trên đây là báo cáo kết quả thực hiện Kế hoạch năm {}, {} kính trình cấp có thẩm quyền xem xét",
        content.terms.year, content.agency
    )));
    out
}

/// A line of the officer's text with its locked figures put in.
fn paragraph(content: &Consolidated, line: &str) -> Block {
    let run = |piece: Piece<'_>| match piece {
        Piece::Words(words) => Run::plain(words),
        Piece::Figure(name) => match content.named(name) {
            Some((value, money)) => Run::figure(shown(value, money), anchor(name)),
            None => Run::plain(format!("«{name}»")),
        },
    };
    let bullet = line.strip_prefix("- ");
    let runs: Vec<Run> = pieces(bullet.unwrap_or(line)).into_iter().map(run).collect();
    if bullet.is_some() { Block::Bullet { runs } } else { Block::Paragraph { runs } }
}

/// Id on the page of the place that opens a figure.
pub fn anchor(name: &str) -> String {
    format!("f-{}", name.replace(['.', '=', ':'], "-"))
}

/// Money in million đồng, counts as they are.
pub fn shown(value: i64, money: bool) -> String {
    if money { lang::million(Lang::Vi, value) } else { lang::number(Lang::Vi, value) }
}

/// Capital by priority area, from the derived table of the form.
fn areas_table(content: &Consolidated, plan: Option<&Plan>) -> Option<PaperTable> {
    let table = content.form.tables.iter().find(|t| t.derived.as_ref().is_some_and(|d| d.by == "area"))?;
    let numbers: Vec<&Column> = table.columns.iter().filter(|c| c.total && c.print).collect();
    let mut columns = vec![PaperColumn::new("Lĩnh vực", 34, Align::Left)];
    columns.extend(numbers.iter().map(|c| PaperColumn::new(c.title.vi.clone(), 12, Align::Right)));
    let line = |label: String, row: &str| -> Vec<Cell> {
        let mut cells = vec![Cell::from(label)];
        cells.extend(numbers.iter().map(|c| {
            let value = content.value(&table.key, row, &c.key).unwrap_or(0);
            Cell::from(if value == 0 { "-".to_owned() } else { shown(value, c.kind == Kind::Money) })
        }));
        cells
    };
    let areas = plan.map(|p| p.areas.as_slice()).unwrap_or_default();
    let mut rows: Vec<Row> = areas
        .iter()
        .map(|a| Row::new(line(format!("{}) {}", a.letter, a.title.vi), &format!("area={}", a.letter))))
        .collect();
    rows.push(Row::total(line("Cộng".into(), TOTAL)));
    Some(PaperTable {
        caption: table.title.vi.clone(),
        unit: Some("Đơn vị tính: triệu đồng".into()),
        columns,
        rows,
    })
}

/// Annex I says who reported when; each further annex gives one table's totals by unit.
fn annexes(content: &Consolidated) -> Vec<Annex> {
    let mut out = vec![units_annex(content)];
    for table in &content.form.tables {
        out.push(Annex {
            title: format!("{}. {}", sheet_label(&table.key), table.title.vi),
            landscape: true,
            blocks: vec![Block::Table(totals_table(content, table))],
            ..Annex::default()
        });
    }
    out
}

/// Who reported when.
pub(super) fn units_annex(content: &Consolidated) -> Annex {
    Annex {
        title: "Tình hình nộp báo cáo của các đơn vị".into(),
        landscape: false,
        blocks: vec![Block::Table(units_table(content))],
        ..Annex::default()
    }
}

/// "B1" → "Biểu 01", as the units' workbooks name it.
pub(super) fn sheet_label(key: &str) -> String {
    match key.strip_prefix('B').and_then(|n| n.parse::<u32>().ok()) {
        Some(n) => format!("Biểu {n:02}"),
        None => key.to_owned(),
    }
}

fn units_table(content: &Consolidated) -> PaperTable {
    let columns = vec![
        PaperColumn::new("TT", 6, Align::Center),
        PaperColumn::new("Đơn vị", 46, Align::Left),
        PaperColumn::new("Ngày nộp", 16, Align::Center),
        PaperColumn::new("Kết quả", 32, Align::Left),
    ];
    let rows = content
        .units
        .iter()
        .enumerate()
        .map(|(n, u)| {
            let on = u.submitted_on.map_or_else(|| "-".to_owned(), |d| lang::date(Lang::Vi, d));
            let state = lang::text(Lang::Vi, &format!("status-{}", u.status.replace('_', "-")));
            let mut result = state.to_owned();
            if u.late {
                result.push_str(", muộn");
            }
            if let Some(reason) = &u.excused {
                result.push_str(&format!(" ({reason})"));
            }
            Row::new([(n + 1).to_string(), u.name.clone(), on, result])
        })
        .collect();
    PaperTable { caption: String::new(), unit: None, columns, rows }
}

fn totals_table(content: &Consolidated, table: &Table) -> PaperTable {
    let numbers: Vec<&Column> =
        table.columns.iter().filter(|c| c.total && (c.print || c.formula.is_none())).collect();
    let mut columns = vec![
        PaperColumn::new("TT", 5, Align::Center),
        PaperColumn::new("Đơn vị", 30, Align::Left),
        PaperColumn::new("Số dòng", 8, Align::Right),
    ];
    columns.extend(numbers.iter().map(|c| {
        let column = PaperColumn::new(c.title.vi.clone(), 11, Align::Right);
        match &c.group {
            Some(group) => column.in_group(group.vi.clone()),
            None => column,
        }
    }));
    let keys: Vec<&str> = std::iter::once(ROWS).chain(numbers.iter().map(|c| c.key.as_str())).collect();
    let by_column: Vec<Option<&Figure>> = keys
        .iter()
        .map(|k| content.figures.iter().find(|f| f.table == table.key && f.row == TOTAL && f.column == *k))
        .collect();
    let mut rows = unit_rows(content, table, &keys, &by_column);
    let mut total = vec![String::new(), "Cộng".to_owned()];
    total.extend(
        keys.iter().zip(&by_column).map(|(k, f)| number(&content.form, table, k, f.map_or(0, |f| f.value))),
    );
    rows.push(Row::total(total));
    PaperTable { caption: String::new(), unit: unit_line(&numbers), columns, rows }
}

fn unit_rows(
    content: &Consolidated,
    table: &Table,
    keys: &[&str],
    by_column: &[Option<&Figure>],
) -> Vec<Row> {
    // Parts come in the order of the units, so one walk through each column finds every cell.
    let mut at = vec![0; by_column.len()];
    let mut rows = Vec::new();
    let mut order: Vec<&domain::consolidation::UnitLine> = content.units.iter().collect();
    order.sort_by(|a, b| a.code.cmp(&b.code));
    let mut named = Vec::with_capacity(order.len());
    for unit in order {
        let values: Vec<i64> = by_column
            .iter()
            .zip(at.iter_mut())
            .map(|(f, at)| {
                let Some(parts) = f.map(|f| &f.parts) else { return 0 };
                match parts.get(*at).filter(|p| p.unit == unit.code) {
                    Some(part) => {
                        *at += 1;
                        part.value
                    }
                    None => 0,
                }
            })
            .collect();
        named.push((unit, values));
    }
    let place: std::collections::HashMap<&str, usize> =
        content.units.iter().enumerate().map(|(n, u)| (u.code.as_str(), n)).collect();
    named.sort_by_key(|(u, _)| place[u.code.as_str()]);
    for (unit, values) in named.into_iter().filter(|(_, v)| v.iter().any(|n| *n != 0)) {
        let mut cells = vec![(rows.len() + 1).to_string(), unit.name.clone()];
        cells.extend(keys.iter().zip(values).map(|(k, v)| number(&content.form, table, k, v)));
        rows.push(Row::new(cells));
    }
    rows
}

fn number(form: &Form, table: &Table, column: &str, value: i64) -> String {
    if value == 0 {
        return "-".into();
    }
    shown(value, domain::figures::unit_of_measure(form, &table.key, column) == "VND")
}

fn unit_line(numbers: &[&Column]) -> Option<String> {
    numbers
        .iter()
        .any(|c| c.kind == Kind::Money)
        .then(|| "Đơn vị tính của các cột tiền: triệu đồng".to_owned())
}

/// The document files of a sealed version.
pub async fn files(
    ctx: &Ctx,
    content: &Consolidated,
    seal: Option<&Seal>,
) -> Outcome<Vec<(FileKind, Vec<u8>)>> {
    let paper = paper(ctx, content, seal);
    let mut docx = Vec::new();
    formats::paper::docx::write(&paper, &mut docx).map_err(anyhow::Error::from)?;
    let mut pdf = Vec::new();
    formats::paper::pdf::write(&paper, &mut pdf).map_err(anyhow::Error::from)?;
    let json = serde_json::to_vec(&content.figures).map_err(anyhow::Error::from)?;
    let xlsx = xlsx(ctx, content).await?;
    Ok(vec![(FileKind::Docx, docx), (FileKind::Pdf, pdf), (FileKind::Xlsx, xlsx), (FileKind::Json, json)])
}

/// Reports held in memory while the workbook is written.
const UNITS_AT_ONCE: usize = 50;

/// All figures, and every table with every unit's rows.
pub async fn xlsx(ctx: &Ctx, content: &Consolidated) -> Outcome<Vec<u8>> {
    let opened = store::round::by_key(&ctx.store, &content.terms.key)
        .await?
        .ok_or(crate::problem::Problem::NotFound("round"))?;
    let codes = ctx.reference.codes(content.terms.year, content.terms.opens_on);
    let labels = formats::sheet::Labels::new(&content.form, &codes.areas, &codes.places);
    let mut book = formats::table::Book::new(content, &labels, Lang::Vi).map_err(anyhow::Error::from)?;
    let listed = store::obligation::of_round(&ctx.store, opened.round.id).await?;
    let counted: Vec<_> =
        listed.into_iter().filter_map(|l| Some((l.obligation.stage.counted()?, l.obligation.unit))).collect();
    // A page of units at a time: the memory does not grow with the round.
    for page in counted.chunks(UNITS_AT_ONCE) {
        let ids: Vec<_> = page.iter().map(|(id, _)| *id).collect();
        let reports = store::revision::load_many(&ctx.store, &ids).await?;
        for (id, unit) in page {
            if let Some(report) = reports.get(id) {
                book.unit(unit, ctx.reference.name_of(unit), report).map_err(anyhow::Error::from)?;
            }
        }
    }
    let mut out = std::io::Cursor::new(Vec::new());
    book.finish(&mut out).map_err(anyhow::Error::from)?;
    Ok(out.into_inner())
}
