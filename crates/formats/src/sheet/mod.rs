//! The workbook of one unit: written for download, read back after it was filled in offline.
//!
//! Everything in it follows from the [`Form`]: a sheet for the narrative, a sheet for each table,
//! locked formulas for what is computed. Hidden marks (a sheet of facts, a row of column keys, a
//! column of row ids) let the reader find its way when people rename, move or insert things.
//!
//! ```text
//! template::write ──► .xlsx ──► person ──► .xlsx ──► open (zip, limits) ──► cells (one pass)
//!                                                       ──► layout (which column is what)
//!                                                       ──► value  (text → typed value, findings)
//!                                                       ──► totals (stated against computed)
//! ```
use domain::form::{Form, Table};
use domain::words::Words;

mod cells;
mod check;
mod findings;
mod gate;
mod grid;
mod guide;
mod labels;
mod layout;
pub mod listing;
mod lists;
mod markup;
mod meta;
mod narrative;
mod open;
pub mod outline;
mod read;
mod rows;
mod style;
mod template;
mod totals;
mod value;

pub use labels::Labels;
pub use meta::Meta;
pub use open::{Limits, load};
pub use read::{Expect, Read, Workbook};
pub use template::{SheetError, Template, write};
pub(crate) use value::to_serial;

/// Sheet of instructions.
pub const GUIDE: &str = "Hướng dẫn";
/// Sheet of the narrative sections.
pub const NARRATIVE: &str = "Lời";
/// Hidden sheet of facts about the workbook itself.
pub const META: &str = "_nhipcau";
/// Hidden sheet behind the drop-downs.
pub const LISTS: &str = "_danhmuc";

/// Where things stand in a table's sheet, counted from 0. The same for every table, so that a
/// reader without our code (a spreadsheet formula, a script) can rely on it.
pub mod place {
    /// Title of the table.
    pub const TITLE: u32 = 0;
    /// Name of the unit and the units of measure.
    pub const CAPTION: u32 = 1;
    /// The cell for «Không phát sinh», in column [`TT`].
    pub const NIL: u32 = 2;
    /// Hidden row of column keys, "B1.name_vi".
    pub const KEYS: u32 = 3;
    /// Headings that span columns.
    pub const GROUP: u32 = 4;
    pub const HEAD: u32 = 5;
    pub const HEAD_EN: u32 = 6;
    /// «Cộng»: sums over the rows below.
    pub const TOTAL: u32 = 7;
    /// Last year's totals; hidden when there are none.
    pub const LAST_YEAR: u32 = 8;
    /// First row of data.
    pub const FIRST: u32 = 9;
    /// Last row that totals reach: far enough that nobody meets it.
    pub const REACH: u32 = FIRST + 1_999;

    /// Hidden column of row ids and marks.
    pub const ID: u16 = 0;
    /// Running number.
    pub const TT: u16 = 1;
    /// First column of the form.
    pub const COLUMNS: u16 = 2;
}

/// Marks in the hidden first column.
pub(crate) mod mark {
    pub(crate) const NIL: &str = "#nil";
    pub(crate) const HEAD: &str = "#head";
    pub(crate) const TOTAL: &str = "#total";
    pub(crate) const LAST_YEAR: &str = "#last";
    /// "B1.#id" heads the column of row ids, "B1.#tt" the running numbers.
    pub(crate) const ID: &str = "#id";
    pub(crate) const TT: &str = "#tt";
    /// "#text II" marks the row of a narrative section.
    pub(crate) const TEXT: &str = "#text";
    /// Heads the column of the narrative's texts.
    pub(crate) const BODY: &str = "#text.body";
}

/// Name of a table's sheet: «Biểu 01» for B1. Tables without numbers are counted.
#[must_use]
pub fn sheet_name(form: &Form, table: &Table) -> String {
    let number = |t: &Table| t.key.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
    let mut numbers: Vec<Option<u32>> = form.tables.iter().map(number).collect();
    let own = number(table);
    numbers.sort_unstable();
    numbers.dedup();
    let numbered = numbers.len() == form.tables.len() && numbers.iter().all(Option::is_some);
    let counted =
        || form.tables.iter().position(|t| t.key == table.key).and_then(|p| u32::try_from(p + 1).ok());
    let n = if numbered { own } else { counted() };
    format!("Biểu {:02}", n.unwrap_or_default())
}

/// «a - Giáo dục»: how an area stands in a drop-down.
pub(crate) fn area_label(letter: &str, title: &Words) -> String {
    format!("{letter} - {}", title.vi)
}

/// «Xã Hồ Thị Kỷ (32062)»: how a place stands in a drop-down.
pub(crate) fn place_label(code: &str, name: &str) -> String {
    format!("{name} ({code})")
}

/// Letters of a column: 0 → "A", 26 → "AA".
pub(crate) fn column_letters(column: u32) -> String {
    let mut n = column + 1;
    let mut out = Vec::new();
    while n > 0 {
        let digit = u8::try_from((n - 1) % 26).unwrap_or(0);
        out.push(b'A' + digit);
        n = (n - 1) / 26;
    }
    out.reverse();
    String::from_utf8(out).unwrap_or_default()
}

/// A cell's address from a row and a column counted from 0: (9, 2) → "C10".
pub(crate) fn address(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), row.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        let cases = [
            ((0, 0), "A1"),
            ((9, 2), "C10"),
            ((0, 25), "Z1"),
            ((4, 26), "AA5"),
            ((0, 701), "ZZ1"),
            ((0, 702), "AAA1"),
        ];
        for ((row, column), name) in cases {
            assert_eq!(address(row, column), name);
        }
    }

    #[test]
    fn sheets_carry_the_number_of_their_table_or_its_place() {
        let mut form: Form = toml::from_str(include_str!("../../../../data/forms/annual.toml")).unwrap();
        let names: Vec<String> = form.tables.iter().map(|t| sheet_name(&form, t)).collect();
        assert_eq!(names.first().unwrap(), "Biểu 01");
        assert_eq!(names.last().unwrap(), "Biểu 08");
        form.tables[1].key = "cau_hoi".into();
        assert_eq!(sheet_name(&form, &form.tables[1]), "Biểu 02");
        assert_eq!(sheet_name(&form, &form.tables[7]), "Biểu 08");
    }
}
