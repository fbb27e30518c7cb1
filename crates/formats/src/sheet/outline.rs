//! An outline as a workbook: a sheet of fields, a sheet of budget lines. What comes back are the fields of the form,
//! as text; the form reads them and says what is wrong, so both ways in are one.
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use domain::finding::Finding;
use rust_xlsxwriter::{
    DataValidation, Format, FormatAlign, FormatBorder, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::cells::{Cell, Palette, Raw, each_row};
use super::findings::in_sheet;
use super::open::{self, Limits};
use super::value::{clean, from_serial, plain_number};

/// Sheet of fields, and sheet of budget lines. Both have their keys in the hidden first column or row.
pub const FIELDS: &str = "Đề cương";
pub const BUDGET: &str = "Kinh phí";

/// Empty lines of the budget below those in use.
const SPARE: usize = 30;

/// A field as it stands in the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Name in the form.
    pub key: String,
    pub label: String,
    pub value: String,
    /// Several lines.
    pub long: bool,
    /// (code, label) where it is chosen from a list; the sheet shows labels.
    pub choices: Vec<(String, String)>,
}

/// What is written.
pub struct Book<'b> {
    pub title: &'b str,
    pub hint: &'b str,
    pub fields: &'b [Field],
    /// Key and heading of the budget's columns.
    pub columns: &'b [(String, String)],
    /// Lines of the budget, a text for each column.
    pub lines: &'b [Vec<String>],
}

/// Longest list of a drop-down that a cell can hold, in characters.
const LIST_MOST: usize = 250;

/// # Errors
/// When the library refuses: a text of more than 32,767 characters.
pub fn write(book: &Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut out = Workbook::new();
    let locked = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_bold();
    let open = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_unlocked()
        .set_border(FormatBorder::Thin)
        .set_num_format("@");
    let sheet = out.add_worksheet().set_name(FIELDS)?;
    sheet.set_column_hidden(0)?.set_column_width(1, 34)?.set_column_width(2, 90)?;
    sheet.write_with_format(0, 1, book.title, &Format::new().set_bold().set_font_size(14))?;
    sheet.write_with_format(1, 1, book.hint, &Format::new().set_italic())?;
    for (row, field) in (3_u32..).zip(book.fields) {
        sheet.write(row, 0, &field.key)?;
        sheet.write_with_format(row, 1, &field.label, &locked)?;
        sheet.write_with_format(row, 2, shown(field), &open)?;
        if field.long {
            sheet.set_row_height(row, 60)?;
        }
        drop_down(sheet, row, field)?;
    }
    protect(sheet);
    let sheet = out.add_worksheet().set_name(BUDGET)?;
    sheet.set_row_hidden(0)?;
    for (column, (key, heading)) in (0_u16..).zip(book.columns) {
        sheet.write(0, column, key)?;
        sheet.write_with_format(1, column, heading, &locked)?;
        sheet.set_column_width(column, if column == 0 { 50 } else { 20 })?;
    }
    for (row, line) in (2_u32..).zip(book.lines.iter().cloned().chain(vec![Vec::new(); SPARE])) {
        for (column, _) in (0_u16..).zip(book.columns) {
            let text = line.get(usize::from(column)).map(String::as_str).unwrap_or_default();
            sheet.write_with_format(row, column, text, &open)?;
        }
    }
    sheet.set_freeze_panes(2, 0)?;
    protect(sheet);
    out.save_to_buffer()
}

fn shown(field: &Field) -> &str {
    let label = field.choices.iter().find(|(code, _)| *code == field.value).map(|(_, label)| label);
    label.unwrap_or(&field.value)
}

fn drop_down(sheet: &mut Worksheet, row: u32, field: &Field) -> Result<(), XlsxError> {
    let labels: Vec<&str> = field.choices.iter().map(|(_, label)| label.as_str()).collect();
    if labels.is_empty() || labels.iter().map(|l| l.chars().count() + 1).sum::<usize>() > LIST_MOST {
        return Ok(());
    }
    let list = DataValidation::new().allow_list_strings(&labels)?;
    sheet.add_data_validation(row, 2, row, 2, &list)?;
    Ok(())
}

/// Against a slip of the hand, without a password.
fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        ..ProtectionOptions::new()
    });
}

/// Keys with texts, and the lines of the budget with theirs.
pub type Typed = (BTreeMap<String, String>, Vec<BTreeMap<String, String>>);

/// The fields that a workbook holds: key and text, and the budget line by line. Rows and columns that were moved are
/// found by their keys.
///
/// # Errors
/// One finding when it cannot be read, or is no outline of ours.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Typed, Box<Finding>> {
    let mut book = open::open(bytes, limits)?;
    let fields = rows(&mut book, FIELDS)?;
    let foreign = || Box::new(Finding::error("outline-book-foreign", in_sheet(FIELDS)));
    let key = |cells: &[(u32, String)]| cells.iter().find(|(c, _)| *c == 0).map(|(_, t)| t.clone());
    let value = |cells: &[(u32, String)]| {
        cells.iter().find(|(c, _)| *c == 2).map(|(_, t)| t.clone()).unwrap_or_default()
    };
    let found: BTreeMap<String, String> =
        fields.iter().filter_map(|cells| Some((key(cells)?, value(cells)))).collect();
    if !found.contains_key("name") {
        return Err(foreign());
    }
    let budget = rows(&mut book, BUDGET)?;
    let Some((keys, rest)) = budget.split_first() else { return Ok((found, Vec::new())) };
    let line = |cells: &Vec<(u32, String)>| {
        let of = |(column, text): &(u32, String)| {
            let key = keys.iter().find(|(c, _)| c == column)?.1.clone();
            Some((key, text.clone())).filter(|(_, t)| !t.is_empty())
        };
        cells.iter().filter_map(of).collect::<BTreeMap<_, _>>()
    };
    // The row below the keys has the headings.
    let lines = rest.iter().skip(1).map(line).filter(|l| !l.is_empty()).collect();
    Ok((found, lines))
}

/// Rows of a sheet as columns with texts; none where the sheet is gone.
fn rows(book: &mut open::Book<'_>, name: &str) -> Result<Vec<Vec<(u32, String)>>, Box<Finding>> {
    let Some(sheet) = book.sheets.iter().find(|s| s.name == name).cloned() else { return Ok(Vec::new()) };
    let mut bytes = Vec::new();
    let xml = book.xml(&sheet, &mut bytes)?;
    let palette = Palette { strings: &book.strings, dates: &book.dates };
    let (most, epoch) = (book.limits.rows, book.epoch_1904);
    let mut out = Vec::new();
    let damaged = |_| Box::new(Finding::error("sheet-damaged", in_sheet(name)));
    each_row(xml, &palette, |row| {
        out.push(row.cells.iter().map(|c| (c.column, text(c, epoch))).collect());
        if out.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
    .map_err(damaged)?;
    Ok(out)
}

fn text(cell: &Cell<'_>, epoch_1904: bool) -> String {
    match &cell.raw {
        Raw::Number { value, date: true } => match from_serial(*value, epoch_1904) {
            Some(day) => lang::date(lang::Lang::Vi, day),
            None => plain_number(*value),
        },
        Raw::Number { value, .. } => plain_number(*value),
        _ => clean(&cell.shown()).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_comes_back_and_a_foreign_file_is_told() {
        let field = |key: &str, value: &str| Field {
            key: key.into(),
            label: key.to_uppercase(),
            value: value.into(),
            long: false,
            choices: Vec::new(),
        };
        let mut area = field("area", "đ");
        area.choices = vec![("d".into(), "d. Giáo dục".into()), ("đ".into(), "đ. Y tế".into())];
        let fields = [field("name", "Cầu ấp 7"), area, field("need", "Một\nHai")];
        let columns =
            [("activity".to_owned(), "Hoạt động".to_owned()), ("year".to_owned(), "Năm".to_owned())];
        let lines = [vec!["Thi công".to_owned(), "2026".to_owned()]];
        let book =
            Book { title: "Đề cương", hint: "", fields: &fields, columns: &columns, lines: &lines };
        let bytes = write(&book).unwrap();
        let (found, budget) = read(&bytes, &Limits::default()).unwrap();
        assert_eq!((found["name"].as_str(), found["area"].as_str()), ("Cầu ấp 7", "đ. Y tế"));
        assert_eq!(found["need"], "Một\nHai");
        assert_eq!((budget.len(), budget[0]["year"].as_str()), (1, "2026"));
        let mut other = Workbook::new();
        other.add_worksheet().write(0, 0, "Khác").unwrap();
        let refused = read(&other.save_to_buffer().unwrap(), &Limits::default()).unwrap_err();
        assert_eq!(refused.code, "outline-book-foreign");
        assert!(read(b"%PDF-1.7", &Limits::default()).is_err());
    }
}
