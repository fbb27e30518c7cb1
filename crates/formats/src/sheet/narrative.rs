//! The sheet of narrative sections: one row a section, one large cell for its text.
use std::collections::BTreeMap;

use domain::finding::{Finding, Spot};
use domain::form::Form;
use lang::Lang;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Workbook};

use super::cells::{Cell, Row};
use super::findings::at;
use super::labels::plain;
use super::read::Expect;
use super::rows::Pass;
use super::template::{SheetError, Writing, fitting, print_setup, protect};
use super::{NARRATIVE, mark, value};

const KEYS: u32 = 2;
const HEAD: u32 = 3;
const FIRST: u32 = 4;
/// Columns: hidden marks, number, title with hint, text.
const BODY: u16 = 3;

pub(super) fn write(writing: &Writing<'_>, book: &mut Workbook) -> Result<(), SheetError> {
    let (template, style) = (writing.template, &writing.style);
    let sheet = book.add_worksheet();
    sheet.set_name(NARRATIVE)?;
    sheet.set_column_width(1, 6)?.set_column_width(2, 34)?.set_column_width(BODY, 100)?;
    sheet.set_column_hidden(0)?;
    sheet.write_string_with_format(0, 1, lang::text(Lang::Vi, "sheet-narrative-title"), &style.title)?;
    let unit = format!("{} ({})", template.unit_name, template.unit_code);
    sheet.write_string_with_format(1, 1, unit, &style.caption)?;
    if template.demo {
        sheet.write_string_with_format(1, BODY, lang::text(Lang::Vi, "sheet-demo"), &style.demo)?;
    }
    sheet.write_string(KEYS, 0, mark::TEXT)?.write_string(KEYS, BODY, mark::BODY)?.set_row_hidden(KEYS)?;
    for (column, key) in
        (1_u16..).zip(["sheet-narrative-no", "sheet-narrative-section", "sheet-narrative-text"])
    {
        sheet.write_string_with_format(HEAD, column, lang::text(Lang::Vi, key), &style.head)?;
    }
    for (row, section) in (FIRST..).zip(&template.form.sections) {
        let required = if section.required { lang::text(Lang::Vi, "sheet-narrative-required") } else { "" };
        let label =
            [section.title.vi.as_str(), required, section.hint.vi.as_str(), section.title.en.as_str()];
        let label: Vec<&str> = label.into_iter().filter(|l| !l.is_empty()).collect();
        let text = template.report.narrative.get(&section.key).map_or("", String::as_str);
        sheet.write_string(row, 0, format!("{} {}", mark::TEXT, section.key))?;
        sheet.write_string_with_format(row, 1, &section.key, &style.number)?;
        sheet.write_string_with_format(
            row,
            2,
            label.join("\n"),
            style.locked.of_kind(domain::form::Kind::Text),
        )?;
        sheet.write_string_with_format(row, BODY, fitting(text), &style.body)?;
        sheet.set_row_height(row, 160)?;
    }
    let last = FIRST + u32::try_from(template.form.sections.len()).unwrap_or(0).saturating_sub(1);
    sheet.add_data_validation(FIRST, BODY, last, BODY, &length()?)?;
    sheet.set_freeze_panes(FIRST, 0)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    print_setup(writing, sheet, 1);
    protect(sheet);
    Ok(())
}

fn length() -> Result<DataValidation, SheetError> {
    let limit = super::Limits::default().text;
    let limit_shown = lang::number(Lang::Vi, i64::try_from(limit).unwrap_or(i64::MAX));
    let message = lang::format(Lang::Vi, "sheet-ask-length", &[("limit", limit_shown.into())]);
    Ok(DataValidation::new()
        .allow_text_length(DataValidationRule::LessThanOrEqualTo(u32::try_from(limit).unwrap_or(u32::MAX)))
        .set_error_title(lang::text(Lang::Vi, "sheet-ask-title"))?
        .set_error_message(message)?)
}

/// The narrative as it was read, and where each section stands.
pub(super) struct TextSheet {
    pub(super) narrative: BTreeMap<String, String>,
    /// By section: sheet, row and column of its text.
    pub(super) sections: BTreeMap<String, (String, (u32, u32))>,
}

impl TextSheet {
    /// Reads a sheet if it holds the narrative: by its marks, or by numbers and titles of the
    /// sections when it was made by hand.
    pub(super) fn recognise(
        expect: &Expect<'_>,
        pass: &mut Pass<'_>,
        sheet: &str,
        rows: &[Row<'_>],
    ) -> Option<Self> {
        let bodies =
            rows.iter().flat_map(|r| &r.cells).find(|c| c.text() == Some(mark::BODY)).map(|c| c.column);
        let mut placed: Vec<(String, &Row<'_>)> =
            rows.iter().filter_map(|r| Some((marked_section(expect.form, r)?, r))).collect();
        let by_hand = placed.is_empty();
        if by_hand {
            placed = rows.iter().filter_map(|r| Some((named_section(expect.form, r)?, r))).collect();
        }
        let named = ["loi", "phan loi", "loi van", "thuyet minh"].contains(&plain(sheet).as_str());
        if placed.is_empty() || (by_hand && !named && placed.len() < 2) {
            return None;
        }
        let mut out = Self { narrative: BTreeMap::new(), sections: BTreeMap::new() };
        for (key, row) in placed {
            let last = row.cells.iter().map(|c| c.column).max().unwrap_or(0);
            let column = bodies.unwrap_or_else(|| if by_hand { last } else { last.max(u32::from(BODY)) });
            out.sections.entry(key.clone()).or_insert((sheet.to_owned(), (row.number, column)));
            let cell = row.at(column).filter(|c| !(by_hand && is_title(expect.form, &key, c)));
            if let Some(text) = cell.and_then(|c| section_text(expect, pass, (sheet, &key, row.number), c)) {
                out.narrative.entry(key).or_insert(text);
            }
        }
        Some(out)
    }
}

fn section_text(
    expect: &Expect<'_>,
    pass: &mut Pass<'_>,
    (sheet, key, row): (&str, &str, u32),
    cell: &Cell<'_>,
) -> Option<String> {
    let reading = value::read_text(&pass.context, cell);
    for finding in reading.findings {
        let spot = Spot { table: Some(key.to_owned()), ..at(sheet, row, cell.column) };
        pass.sink.push(Finding { spot, ..finding });
    }
    match reading.value {
        Some(value) => value.text().map(str::to_owned),
        // What cannot be read is not taken; what stood before stays.
        None => expect.base.and_then(|b| b.narrative.get(key)).cloned(),
    }
}

fn marked_section(form: &Form, row: &Row<'_>) -> Option<String> {
    let key = row.cells.iter().find_map(|c| c.text()?.strip_prefix(mark::TEXT)?.strip_prefix(' '))?;
    form.section(key.trim()).map(|s| s.key.clone())
}

fn named_section(form: &Form, row: &Row<'_>) -> Option<String> {
    let first = row.cells.first()?.text()?;
    let number = first.trim().trim_end_matches(['.', ')']);
    let by_title =
        || form.sections.iter().find(|s| row.cells.iter().take(2).any(|c| is_title(form, &s.key, c)));
    form.section(number).or_else(by_title).map(|s| s.key.clone())
}

fn is_title(form: &Form, key: &str, cell: &Cell<'_>) -> bool {
    let Some(section) = form.section(key) else { return false };
    let text = cell.text().map(plain).unwrap_or_default();
    let title = plain(&section.title.vi);
    text == plain(key)
        || text == title
        || text.strip_prefix(&plain(key)).is_some_and(|t| t.trim_start_matches(['.', ' ']) == title)
}
