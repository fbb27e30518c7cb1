//! The first sheet: what to do, in a screenful.
use lang::{Arg, Lang};
use rust_xlsxwriter::{Workbook, Worksheet};

use super::GUIDE;
use super::template::{SheetError, Writing, both, print_setup, protect};

/// Steps in the order in which people do them; each is a message of `locales/*/sheet.ftl`.
const STEPS: [&str; 8] = [
    "sheet-guide-narrative",
    "sheet-guide-cells",
    "sheet-guide-rows",
    "sheet-guide-nil",
    "sheet-guide-money",
    "sheet-guide-dates",
    "sheet-guide-totals",
    "sheet-guide-keep",
];

pub(super) fn write(writing: &Writing<'_>, book: &mut Workbook) -> Result<(), SheetError> {
    let (template, style) = (writing.template, &writing.style);
    let sheet = book.add_worksheet();
    sheet.set_name(GUIDE)?;
    sheet.set_column_width(0, 5)?.set_column_width(1, 110)?;
    sheet.set_screen_gridlines(false);
    let title = format!("{}: {}", template.terms.title.vi, template.unit_name);
    sheet.write_string_with_format(0, 0, title, &style.title)?;
    sheet.set_row_height(0, 24)?;
    if template.demo {
        sheet.write_string_with_format(1, 0, lang::text(Lang::Vi, "sheet-demo"), &style.demo)?;
    }
    let mut row = 2;
    for (key, args) in head(writing) {
        row = paragraph(sheet, writing, row, "", &both(key, &args))?;
    }
    row += 1;
    for (number, key) in (1..).zip(STEPS) {
        row = paragraph(sheet, writing, row, &format!("{number}."), &both(key, &[]))?;
    }
    row = paragraph(sheet, writing, row, "9.", &send(template.send_to))?;
    legend(sheet, writing, row + 1)?;
    print_setup(writing, sheet, 1);
    protect(sheet);
    Ok(())
}

/// Due date and window.
fn head(writing: &Writing<'_>) -> Vec<(&'static str, Vec<(&'static str, Arg<'static>)>)> {
    let terms = writing.template.terms;
    vec![
        ("sheet-guide-due", vec![("due", terms.last_day_on_time().into())]),
        ("sheet-guide-window", vec![("from", terms.window.0.into()), ("to", terms.window.1.into())]),
    ]
}

fn send(send_to: Option<&str>) -> [String; 2] {
    match send_to {
        Some(to) => both("sheet-guide-send-to", &[("to", to.into())]),
        None => both("sheet-guide-send", &[]),
    }
}

fn paragraph(
    sheet: &mut Worksheet,
    writing: &Writing<'_>,
    row: u32,
    number: &str,
    [vi, en]: &[String; 2],
) -> Result<u32, SheetError> {
    let style = &writing.style;
    sheet.write_string_with_format(row, 0, number, &style.wrapped)?;
    sheet.write_string_with_format(row, 1, vi, &style.wrapped)?;
    sheet.write_string_with_format(row + 1, 1, en, &style.wrapped_en)?;
    Ok(row + 2)
}

/// Samples of a white and a grey cell.
fn legend(sheet: &mut Worksheet, writing: &Writing<'_>, row: u32) -> Result<(), SheetError> {
    let style = &writing.style;
    sheet.write_blank(row, 0, &style.tick.clone().set_locked())?;
    sheet.write_string_with_format(row, 1, lang::text(Lang::Vi, "sheet-legend-white"), &style.wrapped)?;
    sheet.write_blank(row + 1, 0, &style.number)?;
    sheet.write_string_with_format(row + 1, 1, lang::text(Lang::Vi, "sheet-legend-grey"), &style.wrapped)?;
    Ok(())
}
