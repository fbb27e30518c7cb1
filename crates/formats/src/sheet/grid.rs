//! A table's sheet: headings, totals, pre-filled rows, white rows to fill in, formulas, drop-downs.
use domain::form::{Column, Formula as Computed, Kind, Table};
use domain::report::{self, Row, Value, value_of};
use lang::Lang;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationRule, ExcelDateTime, Format, Formula, Workbook,
    Worksheet,
};

use super::style::{Kinds, width};
use super::template::{SheetError, Writing, fitting, print_setup, protect};
use super::value::to_serial;
use super::{column_letters, mark, place, sheet_name};

/// White rows below the pre-filled ones.
const BLANK_ROWS: usize = 30;

/// One table on its way into its sheet.
struct Grid<'w> {
    writing: &'w Writing<'w>,
    table: &'w Table,
    /// Pre-filled rows, or the rows of a derived table.
    rows: Vec<Row>,
    /// Rows with lines: the pre-filled and the white ones.
    ruled: u32,
}

pub(super) fn write(writing: &Writing<'_>, book: &mut Workbook, table: &Table) -> Result<(), SheetError> {
    let form = writing.template.form;
    let rows = if table.derived.is_some() {
        derived_rows(writing, table)
    } else {
        writing.template.report.rows(&table.key).to_vec()
    };
    let blank = if table.derived.is_some() { 0 } else { BLANK_ROWS };
    let ruled = u32::try_from(rows.len() + blank).unwrap_or(place::REACH - place::FIRST);
    let grid = Grid { writing, table, rows, ruled };
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(form, table))?;
    // A formula whose result is unknown yet shows nothing, not zero.
    sheet.set_formula_result_default("");
    grid.columns(sheet)?;
    grid.captions(sheet)?;
    grid.headings(sheet)?;
    grid.totals(sheet)?;
    grid.body(sheet)?;
    if table.derived.is_none() {
        grid.drop_downs(sheet)?;
    }
    grid.decimals(sheet)?;
    grid.panes(sheet)?;
    print_setup(writing, sheet, grid.pages());
    protect(sheet);
    Ok(())
}

/// Characters that stand side by side on a page of landscape A4 and can still be read.
const PAGE_WIDTH: f64 = 210.0;

/// Lines that a text takes in a column, and the height of so many lines in points.
fn lines(text: &str, width: f64) -> u32 {
    #[expect(clippy::cast_precision_loss, reason = "a length of a text")]
    let of = |line: &str| (line.chars().count() as f64 * 1.05 / width).ceil().max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few thousand")]
    let lines = text.lines().map(of).sum::<f64>() as u32;
    lines.clamp(1, 12)
}

fn height(lines: u32) -> f64 {
    f64::from(lines) * 15.0 + 1.0
}

/// All values that the key of a derived table can have, so that a sheet shows what comes to be.
fn derived_rows(writing: &Writing<'_>, table: &Table) -> Vec<Row> {
    let template = writing.template;
    let found = report::derive(template.form, table, template.report);
    let Some(derived) = &table.derived else { return found };
    let Some(key) = table.columns.iter().position(|c| c.from.as_deref() == Some(&derived.by)) else {
        return found;
    };
    let codes: Vec<String> = match table.columns[key].kind {
        Kind::Area => template.labels.areas().iter().map(|(l, _)| l.clone()).collect(),
        Kind::Choice => {
            let list = table.columns[key].list.as_deref().unwrap_or_default();
            template.form.choices(list).iter().map(|c| c.code.clone()).collect()
        }
        _ => return found,
    };
    let of_code = |code: String| {
        let code = Value::Text(code);
        found.iter().find(|r| r.cells.get(key) == Some(&code)).cloned().unwrap_or_else(|| {
            let zero = |c: &Column| if c.kind.is_number() { Value::Int(0) } else { Value::Empty };
            let mut cells: Vec<Value> = table.columns.iter().map(zero).collect();
            cells[key] = code;
            Row { id: 0, cells }
        })
    };
    codes.into_iter().map(of_code).collect()
}

fn at(index: usize) -> u16 {
    place::COLUMNS + u16::try_from(index).unwrap_or(u16::MAX - place::COLUMNS)
}

fn letters(index: usize) -> String {
    column_letters(u32::from(at(index)))
}

/// đồng → million đồng, and so on: the number that a spreadsheet shows.
fn shown(kind: Kind, value: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53; larger figures are refused on reading")]
    let value = value as f64;
    match kind {
        Kind::Money => value / 1e6,
        Kind::Amount => value / 1e2,
        Kind::Percent => value / 1e3,
        _ => value,
    }
}

impl Grid<'_> {
    fn is_locked(&self, column: &Column) -> bool {
        self.table.derived.is_some() || column.locked || column.formula.is_some()
    }

    fn format(&self, column: &Column) -> &Format {
        let style = &self.writing.style;
        let kinds: &Kinds = if self.is_locked(column) { &style.locked } else { &style.open };
        kinds.of_kind(column.kind)
    }

    fn width(&self, index: usize) -> f64 {
        let first_text = self.table.columns.iter().position(|c| c.kind == Kind::Text);
        self.table.columns.get(index).map_or(0.0, |c| width(c.kind, first_text == Some(index)))
    }

    /// Pages side by side on paper.
    fn pages(&self) -> u16 {
        let total: f64 = (0..self.table.columns.len()).map(|i| self.width(i)).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful")]
        let pages = (total / PAGE_WIDTH).ceil() as u16;
        pages.max(1)
    }

    /// First column of words, which stays in sight and is repeated on every page.
    fn name_column(&self) -> u16 {
        at(self.table.columns.iter().take(3).position(|c| c.kind == Kind::Text).unwrap_or(0))
    }

    fn columns(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        sheet.set_column_hidden(place::ID)?.set_column_width(place::TT, 6)?;
        for (i, column) in self.table.columns.iter().enumerate() {
            sheet.set_column_width(at(i), self.width(i))?;
            // An empty cell is not written: its column says how it looks and whether it may be typed in.
            if self.table.derived.is_none() {
                sheet.set_column_format(at(i), self.format(column))?;
            }
        }
        // The rows above the data take no column format: nothing is typed there.
        for row in place::TITLE..=place::KEYS {
            sheet.set_row_format(row, &self.writing.style.plain)?;
        }
        Ok(())
    }

    fn captions(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        let (template, style) = (self.writing.template, &self.writing.style);
        let name = sheet_name(template.form, self.table);
        let title = format!("{name}. {} / {}", self.table.title.vi, self.table.title.en);
        sheet.write_string_with_format(place::TITLE, place::TT, title, &style.title)?;
        let units = lang::text(Lang::Vi, "sheet-units");
        let hint = &self.table.hint.vi;
        let caption = format!("{} ({}). {units} {hint}", template.unit_name, template.unit_code);
        sheet.write_string_with_format(place::CAPTION, place::TT, caption.trim_end(), &style.caption)?;
        if self.table.derived.is_none() {
            sheet.write_string(place::NIL, place::ID, mark::NIL)?;
            let tick = if template.report.is_nil(&self.table.key) { "Có" } else { "" };
            sheet.write_string_with_format(place::NIL, place::TT, tick, &style.tick)?;
            let nil = lang::text(Lang::Vi, "sheet-nil");
            sheet.write_string_with_format(place::NIL, place::COLUMNS, nil, &style.plain)?;
            sheet.add_data_validation(
                place::NIL,
                place::TT,
                place::NIL,
                place::TT,
                &self.writing.lists.yes(),
            )?;
        } else {
            let derived = lang::text(Lang::Vi, "sheet-derived");
            sheet.write_string_with_format(place::NIL, place::TT, derived, &style.plain)?;
        }
        if template.demo {
            let demo = lang::text(Lang::Vi, "sheet-demo");
            sheet.write_string_with_format(place::TITLE, at(6), demo, &style.demo)?;
        }
        Ok(())
    }

    fn headings(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        let style = &self.writing.style;
        let key = |k: &str| format!("{}.{k}", self.table.key);
        sheet.write_string(place::KEYS, place::ID, key(mark::ID))?;
        sheet.write_string(place::KEYS, place::TT, key(mark::TT))?;
        for row in [place::GROUP, place::HEAD, place::HEAD_EN] {
            sheet.write_string(row, place::ID, mark::HEAD)?;
        }
        sheet.merge_range(place::GROUP, place::TT, place::HEAD, place::TT, "TT", &style.head)?;
        sheet.write_blank(place::HEAD_EN, place::TT, &style.head_en)?;
        for (i, column) in self.table.columns.iter().enumerate() {
            sheet.write_string(place::KEYS, at(i), key(&column.key))?;
            let star = if column.required { " *" } else { "" };
            let title = format!("{}{star}", column.title.vi);
            if column.group.is_none() {
                sheet.merge_range(place::GROUP, at(i), place::HEAD, at(i), &title, &style.head)?;
            } else {
                sheet.write_string_with_format(place::HEAD, at(i), title, &style.head)?;
            }
            sheet.write_string_with_format(place::HEAD_EN, at(i), &column.title.en, &style.head_en)?;
        }
        self.groups(sheet)?;
        sheet.set_row_hidden(place::KEYS)?;
        let tallest = |title: fn(&Column) -> &str| {
            let columns = self.table.columns.iter().enumerate();
            columns.map(|(i, c)| lines(title(c), self.width(i) - 2.0)).max().unwrap_or(1)
        };
        sheet.set_row_height(place::HEAD, height(tallest(|c| &c.title.vi)) + 6.0)?;
        sheet.set_row_height(place::HEAD_EN, height(tallest(|c| &c.title.en)) * 0.8)?;
        Ok(())
    }

    /// Headings over neighbouring columns of the same group.
    fn groups(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        let columns = &self.table.columns;
        let mut start = 0;
        while start < columns.len() {
            let Some(group) = &columns[start].group else {
                start += 1;
                continue;
            };
            let length = columns[start..].iter().take_while(|c| c.group.as_ref() == Some(group)).count();
            let (first, last) = (at(start), at(start + length - 1));
            if length == 1 {
                sheet.write_string_with_format(place::GROUP, first, &group.vi, &self.writing.style.head)?;
            } else {
                sheet.merge_range(
                    place::GROUP,
                    first,
                    place::GROUP,
                    last,
                    &group.vi,
                    &self.writing.style.head,
                )?;
            }
            start += length;
        }
        Ok(())
    }

    fn totals(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        let style = &self.writing.style;
        let last_year = &self.writing.template.last_year;
        let last_of = |c: &Column| last_year.get(&(self.table.key.clone(), c.key.clone()));
        sheet.write_string(place::TOTAL, place::ID, mark::TOTAL)?;
        sheet.write_string(place::LAST_YEAR, place::ID, mark::LAST_YEAR)?;
        let labels = [
            (place::TOTAL, "sheet-total", &style.total_label),
            (place::LAST_YEAR, "sheet-last-year", &style.last_year_label),
        ];
        for (row, key, format) in labels {
            sheet.write_string_with_format(row, place::TT, lang::text(Lang::Vi, key), format)?;
        }
        for (i, column) in self.table.columns.iter().enumerate() {
            let (total, last) = (style.total.of_kind(column.kind), style.last_year.of_kind(column.kind));
            if column.total {
                let sum = self.rows.iter().filter_map(|r| value_of(self.table, r, i).int()).sum();
                let (c, first, reach) = (letters(i), place::FIRST + 1, place::REACH + 1);
                let formula = Formula::new(format!("SUM({c}{first}:{c}{reach})"));
                let result = shown(column.kind, sum).to_string();
                sheet.write_formula_with_format(place::TOTAL, at(i), formula.set_result(result), total)?;
            } else {
                sheet.write_blank(place::TOTAL, at(i), total)?;
            }
            match last_of(column).filter(|_| column.total) {
                Some(n) => {
                    sheet.write_number_with_format(place::LAST_YEAR, at(i), shown(column.kind, *n), last)?
                }
                None => sheet.write_blank(place::LAST_YEAR, at(i), last)?,
            };
        }
        if !self.table.columns.iter().any(|c| last_of(c).is_some()) {
            sheet.set_row_hidden(place::LAST_YEAR)?;
        }
        Ok(())
    }

    fn body(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        let style = &self.writing.style;
        for n in 0..self.ruled {
            let row = place::FIRST + n;
            let data = self.rows.get(n as usize);
            if let Some(id) = data.map(|r| r.id).filter(|id| *id != 0) {
                sheet.write_number(row, place::ID, id)?;
            }
            sheet.write_number_with_format(row, place::TT, n + 1, &style.number)?;
            let mut tallest = 1;
            for (i, column) in self.table.columns.iter().enumerate() {
                let format = self.format(column);
                let value = data.map_or(Value::Empty, |r| value_of(self.table, r, i).into_owned());
                if let Some(formula) = self.formula(column, row) {
                    let result = value.int().map(|n| shown(column.kind, n).to_string()).unwrap_or_default();
                    sheet.write_formula_with_format(row, at(i), formula.set_result(result), format)?;
                } else {
                    tallest = tallest.max(self.put(sheet, (row, i), column, &value, format)?);
                }
            }
            // Left alone, a row grows with what is typed; a pre-filled one must start tall enough.
            if tallest > 1 {
                sheet.set_row_height(row, height(tallest))?;
            }
        }
        Ok(())
    }

    /// Writes a cell; gives the lines that its text takes.
    fn put(
        &self,
        sheet: &mut Worksheet,
        (row, i): (u32, usize),
        column: &Column,
        value: &Value,
        format: &Format,
    ) -> Result<u32, SheetError> {
        match value {
            Value::Empty if self.table.derived.is_some() => sheet.write_blank(row, at(i), format)?,
            Value::Empty => return Ok(1),
            Value::Int(n) => sheet.write_number_with_format(row, at(i), shown(column.kind, *n), format)?,
            Value::Text(text) if column.kind == Kind::Date => match text.parse().ok().and_then(to_serial) {
                Some(serial) => sheet.write_number_with_format(row, at(i), serial, format)?,
                None => sheet.write_string_with_format(row, at(i), fitting(text), format)?,
            },
            Value::Text(text) => {
                let label =
                    self.writing.template.labels.label(self.writing.template.form, column, text, Lang::Vi);
                sheet.write_string_with_format(row, at(i), fitting(&label), format)?;
                return Ok(lines(&label, self.width(i)));
            }
        };
        Ok(1)
    }

    /// The formula of a computed cell, in `row` counted from 0.
    fn formula(&self, column: &Column, row: u32) -> Option<Formula> {
        if self.table.derived.is_some() {
            return self.derived_formula(column, row);
        }
        let cell = |key: &String| Some(format!("{}{}", letters(self.table.index(key)?), row + 1));
        match column.formula.as_ref()? {
            Computed::Sum(of) => {
                let cells: Vec<String> = of.iter().filter_map(cell).collect();
                let cells = cells.join(",");
                Some(Formula::new(format!("IF(COUNT({cells})=0,\"\",SUM({cells}))")))
            }
            Computed::Ratio(a, b) => {
                let (a, b) = (cell(a)?, cell(b)?);
                Some(Formula::new(format!("IF(OR({a}=\"\",N({b})=0),\"\",ROUND({a}/{b},3))")))
            }
        }
    }

    /// Sums the source over rows with this row's label, or with its bare code.
    fn derived_formula(&self, column: &Column, row: u32) -> Option<Formula> {
        let template = self.writing.template;
        let derived = self.table.derived.as_ref()?;
        let source = template.form.table(&derived.from)?;
        let from = column.from.as_ref().filter(|f| **f != derived.by && column.kind.is_number())?;
        let key = self.table.columns.iter().position(|c| c.from.as_deref() == Some(&derived.by))?;
        let code = self.rows.get((row - place::FIRST) as usize)?.cells.get(key)?.text()?;
        let range = |index: usize| {
            let (sheet, c) = (sheet_name(template.form, source), letters(index));
            format!("'{sheet}'!${c}${}:${c}${}", place::FIRST + 1, place::REACH + 1)
        };
        let (values, keys) = (range(source.index(from)?), range(source.index(&derived.by)?));
        let label = format!("${}{}", letters(key), row + 1);
        let code = code.replace('"', "\"\"");
        Some(Formula::new(format!("SUMIFS({values},{keys},{label})+SUMIFS({values},{keys},\"{code}\")")))
    }

    fn drop_downs(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        for (i, column) in self.table.columns.iter().enumerate().filter(|(_, c)| !self.is_locked(c)) {
            if let Some(rule) = self.rule(column)? {
                sheet.add_data_validation(place::FIRST, at(i), place::REACH, at(i), &rule)?;
            }
        }
        Ok(())
    }

    fn rule(&self, column: &Column) -> Result<Option<DataValidation>, SheetError> {
        let date = |y| ExcelDateTime::from_ymd(y, 1, 1);
        let (rule, ask) = match column.kind {
            Kind::Area | Kind::Place | Kind::Choice => {
                let Some(list) = self.writing.lists.reference_for(column) else { return Ok(None) };
                (DataValidation::new().allow_list_formula(Formula::new(list)), "sheet-ask-list")
            }
            Kind::Date => {
                let range = DataValidationRule::Between(date(1990)?, date(2101)?);
                (DataValidation::new().allow_date(range), "sheet-ask-date")
            }
            Kind::Money => (not_negative(), "sheet-ask-money"),
            Kind::Amount | Kind::Percent => (not_negative(), "sheet-ask-amount"),
            Kind::Count => (whole(0, 2_000_000_000), "sheet-ask-count"),
            Kind::Year => (whole(1900, 2100), "sheet-ask-year"),
            Kind::Text | Kind::Project => return Ok(None),
        };
        let title = lang::text(Lang::Vi, "sheet-ask-title");
        Ok(Some(rule.set_error_title(title)?.set_error_message(lang::text(Lang::Vi, ask))?))
    }

    /// Money shows decimals only where there are any: a plain format would print «4.860,».
    fn decimals(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        let money: Vec<usize> = self
            .table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind == Kind::Money)
            .map(|(i, _)| i)
            .collect();
        let Some(first) = money.first() else { return Ok(()) };
        let end = place::FIRST + self.ruled;
        let ranges: Vec<String> =
            money.iter().map(|i| format!("{c}{}:{c}{end}", place::TOTAL + 1, c = letters(*i))).collect();
        let cell = format!("{}{}", letters(*first), place::TOTAL + 1);
        let rule = format!("=AND(ISNUMBER({cell}),{cell}<>INT({cell}))");
        let exact = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(&self.writing.style.exact)
            .set_multi_range(ranges.join(" "));
        sheet.add_conditional_format(place::TOTAL, at(*first), end - 1, at(*first), &exact)?;
        Ok(())
    }

    fn panes(&self, sheet: &mut Worksheet) -> Result<(), SheetError> {
        sheet.set_freeze_panes(place::FIRST, self.name_column() + 1)?;
        sheet.set_repeat_rows(place::GROUP, place::HEAD_EN)?;
        if self.pages() > 1 {
            sheet.set_repeat_columns(place::TT, self.name_column())?;
        }
        Ok(())
    }
}

fn not_negative() -> DataValidation {
    DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
}

fn whole(least: i32, most: i32) -> DataValidation {
    DataValidation::new().allow_whole_number(DataValidationRule::Between(least, most))
}
