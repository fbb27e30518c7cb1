//! Writing the workbook that a unit downloads.
use std::collections::BTreeMap;

use domain::form::Form;
use domain::report::Report;
use domain::round::Terms;
use lang::{Arg, Lang};
use rust_xlsxwriter::{DocProperties, ProtectionOptions, Workbook, Worksheet, XlsxError};

use super::grid;
use super::guide;
use super::labels::Labels;
use super::lists::Lists;
use super::meta::{FORMAT, Meta};
use super::narrative;
use super::sheet_name;
use super::style::Style;

/// Everything that a unit's workbook is filled from.
pub struct Template<'a> {
    pub form: &'a Form,
    pub terms: &'a Terms,
    pub labels: &'a Labels,
    pub unit_code: &'a str,
    pub unit_name: &'a str,
    /// Projects of the register and what the unit has already saved.
    pub report: &'a Report,
    /// The saved state that `report` is; given back on upload so that differences can be shown.
    pub base_revision: Option<i64>,
    /// The unit's totals of last year by (table, column), shown beside this year's.
    pub last_year: &'a BTreeMap<(String, String), i64>,
    /// Where the filled workbook goes, as a sentence or an address; `None` for the product's own.
    pub send_to: Option<&'a str>,
    /// Id of this installation.
    pub instance: &'a str,
    /// Marks every sheet «Số liệu minh hoạ».
    pub demo: bool,
}

/// The workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("workbook not written: {0}")]
pub struct SheetError(#[from] XlsxError);

/// Shared by the parts of one workbook while it is written.
pub(super) struct Writing<'a> {
    pub(super) template: &'a Template<'a>,
    pub(super) style: Style,
    pub(super) lists: Lists,
}

/// Compression from 1 to 9: 2 is a third faster than the default and a third bigger.
const COMPRESSION: u8 = 2;

/// Writes the workbook into memory, 30 to 60 kB for a hundred rows.
///
/// # Errors
/// When the form asks for something a spreadsheet cannot hold (more than 16 000 columns).
pub fn write(template: &Template<'_>) -> Result<Vec<u8>, SheetError> {
    let writing = Writing { template, style: Style::new(), lists: Lists::of(template.form, template.labels) };
    let mut book = Workbook::new();
    book.set_zip_compression_level(COMPRESSION);
    book.set_properties(&properties(template));
    guide::write(&writing, &mut book)?;
    if !template.form.sections.is_empty() {
        narrative::write(&writing, &mut book)?;
    }
    for table in &template.form.tables {
        grid::write(&writing, &mut book, table)?;
    }
    writing.lists.write(&mut book)?;
    write_meta(template, &mut book)?;
    Ok(book.save_to_buffer()?)
}

fn properties(template: &Template<'_>) -> DocProperties {
    let title = format!("{}: {}", template.terms.title.vi, template.unit_name);
    // A fixed day, so that the same report gives the same bytes.
    let mut properties = DocProperties::new().set_title(title).set_author(template.unit_name);
    if let Ok(day) = rust_xlsxwriter::ExcelDateTime::parse_from_str(&template.terms.opens_on.to_string()) {
        properties = properties.set_creation_datetime(&day);
    }
    properties
}

fn write_meta(template: &Template<'_>, book: &mut Workbook) -> Result<(), SheetError> {
    let meta = Meta {
        format: FORMAT,
        form: template.form.id.clone(),
        form_version: template.form.version,
        year: template.terms.year,
        round: template.terms.key.clone(),
        unit: template.unit_code.to_owned(),
        base_revision: template.base_revision,
        instance: template.instance.to_owned(),
        sheets: template.form.tables.iter().map(|t| (t.key.clone(), sheet_name(template.form, t))).collect(),
        intact: true,
    };
    let sheet = book.add_worksheet();
    sheet.set_name(super::META)?.set_very_hidden(true);
    sheet.write_string(0, 0, super::meta::MAGIC)?;
    let mut rows: Vec<Vec<String>> =
        meta.facts().into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    rows.push(vec!["checksum".to_owned(), meta.checksum()]);
    for (table, (key, name)) in template.form.tables.iter().zip(&meta.sheets) {
        let columns: Vec<&str> = table.columns.iter().map(|c| c.key.as_str()).collect();
        rows.push(vec!["table".to_owned(), key.clone(), name.clone(), columns.join(" ")]);
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, cell)?;
        }
    }
    sheet.protect();
    Ok(())
}

/// People may widen, sort and insert; without a password, since a lock here is advice and the
/// reader checks what was changed.
pub(super) fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
}

/// Landscape A4, so many pages wide, numbered, with the unit's name in the footer.
pub(super) fn print_setup(writing: &Writing<'_>, sheet: &mut Worksheet, pages_wide: u16) {
    let template = writing.template;
    let unit = template.unit_name.replace('&', "&&");
    let demo = if template.demo { lang::text(Lang::Vi, "sheet-demo") } else { "" };
    let page = lang::format(Lang::Vi, "sheet-page", &[("page", "&P".into()), ("pages", "&N".into())]);
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(pages_wide, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&L&9{unit}&C&9{demo}&R&9{page}"));
}

/// Excel holds 32 767 characters in a cell; what is longer was refused long before.
pub(super) fn fitting(text: &str) -> &str {
    match text.char_indices().nth(32_000) {
        Some((cut, _)) => text.get(..cut).unwrap_or_default(),
        None => text,
    }
}

/// A message in both languages, for places that show one under the other.
pub(super) fn both(key: &str, args: &[(&str, Arg<'_>)]) -> [String; 2] {
    [Lang::Vi, Lang::En].map(|lang| lang::format(lang, key, args))
}
