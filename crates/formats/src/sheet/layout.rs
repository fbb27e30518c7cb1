//! Which column of a sheet is which column of the form, whatever people did to the sheet.
//!
//! A downloaded workbook has a hidden row of column keys; it moves along when columns are moved,
//! inserted or deleted. A sheet made by hand is recognised by its headings, with folded letters.
use std::collections::HashMap;

use domain::form::{Form, Table};

use super::cells::{Cell, Row};
use super::labels::plain;
use super::{mark, sheet_name};

/// Rows at the top in which the headings must stand.
pub(super) const HEAD_ROWS: usize = 25;
/// Rows over which a heading may spread.
const HEAD_HEIGHT: usize = 3;
/// What a total is called in the first cells of its row.
const TOTAL_WORDS: [&str; 6] = ["cong", "tong cong", "tong so", "tong", "total", "cong chung"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// Index of the table in the form.
    pub(super) table: usize,
    /// Found by the hidden keys rather than by its headings.
    pub(super) marked: bool,
    /// Number of the first row that may hold data.
    pub(super) body: u32,
    pub(super) id: Option<u32>,
    pub(super) tt: Option<u32>,
    /// Column of the sheet for each column of the form.
    pub(super) columns: Vec<Option<u32>>,
    /// Headings by column of the sheet, to name columns that the form does not have.
    pub(super) headings: HashMap<u32, String>,
}

/// What a row of a table's sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Above the data: titles, captions, headings.
    Head,
    Nil,
    Total,
    LastYear,
    Data,
}

impl Layout {
    /// Index in the form of the column that stands at `column` of the sheet.
    pub(super) fn slot(&self, column: u32) -> Option<usize> {
        self.columns.iter().position(|c| *c == Some(column))
    }

    pub(super) fn role(&self, row: &Row<'_>) -> Role {
        let marked = self.id.and_then(|id| row.at(id)).and_then(Cell::text);
        match marked {
            Some(mark::NIL) => return Role::Nil,
            Some(mark::TOTAL) => return Role::Total,
            Some(mark::LAST_YEAR) => return Role::LastYear,
            Some(mark::HEAD) => return Role::Head,
            _ => {}
        }
        if row.number < self.body {
            let says_nil =
                row.cells.iter().filter_map(Cell::text).any(|t| plain(t).starts_with("khong phat sinh"));
            return if says_nil { Role::Nil } else { Role::Head };
        }
        let label = self.label(row);
        match label.as_deref() {
            Some(words) if TOTAL_WORDS.contains(&words) => Role::Total,
            Some("nam truoc") => Role::LastYear,
            _ => Role::Data,
        }
    }

    /// The short text at the start of a row, where «Cộng» stands.
    fn label(&self, row: &Row<'_>) -> Option<String> {
        let first = self.columns.iter().flatten().min().copied().unwrap_or(0);
        let cell = row.cells.iter().find(|c| c.text().is_some() && c.column <= first + 1)?;
        let text = cell.text()?.trim_start();
        // Folding the first words of every row would cost more than reading the row.
        (text.len() < 36 && text.chars().count() < 20).then(|| plain(text))
    }

    /// Whether the form's order of columns was kept.
    pub(super) fn in_order(&self) -> bool {
        self.columns.iter().flatten().is_sorted()
    }
}

/// The table that a sheet's name means: its own name, «Biểu 1», the key or the title.
pub(super) fn table_of_name(form: &Form, name: &str) -> Option<usize> {
    let exact = form.tables.iter().position(|t| sheet_name(form, t) == name);
    if exact.is_some() {
        return exact;
    }
    let name = plain(name);
    form.tables.iter().position(|t| {
        let own = plain(&sheet_name(form, t));
        let short = own.replace(" 0", " ");
        let key = t.key.to_lowercase();
        name == own
            || name == short
            || name == own.replace(' ', "")
            || name == key
            || name == plain(&t.title.vi)
    })
}

/// Recognises a table's sheet from its first rows. `hint` is the table its name means.
pub(super) fn recognise(form: &Form, hint: Option<usize>, head: &[Row<'_>]) -> Option<Layout> {
    by_keys(form, head).or_else(|| {
        let is_narrative = head.iter().flat_map(|r| &r.cells).any(|c| c.text() == Some(mark::BODY));
        if is_narrative { None } else { by_headings(form, hint, head) }
    })
}

fn by_keys(form: &Form, head: &[Row<'_>]) -> Option<Layout> {
    let (at, table) = head.iter().enumerate().find_map(|(i, row)| Some((i, table_of_keys(form, row)?)))?;
    let spec = form.tables.get(table)?;
    let row = head.get(at)?;
    let mut layout = Layout {
        table,
        marked: true,
        body: row.number + 1,
        id: None,
        tt: None,
        columns: vec![None; spec.columns.len()],
        headings: HashMap::new(),
    };
    for cell in &row.cells {
        let key = cell.text().and_then(|t| t.strip_prefix(&spec.key)?.strip_prefix('.'));
        match key {
            Some(mark::ID) => layout.id = Some(cell.column),
            Some(mark::TT) => layout.tt = Some(cell.column),
            Some(key) => {
                if let Some(slot) = spec.index(key).and_then(|i| layout.columns.get_mut(i)) {
                    // A copied column comes second; the first one stands.
                    slot.get_or_insert(cell.column);
                }
            }
            None => {}
        }
    }
    layout.body =
        last_heading(&layout, spec, head.get(at + 1..).unwrap_or_default()).map_or(layout.body, |n| n + 1);
    layout.headings = names_of_columns(head, layout.body, row.number);
    Some(layout)
}

/// The table whose keys a row holds, at least two of them.
fn table_of_keys(form: &Form, row: &Row<'_>) -> Option<usize> {
    let mut keys = row.cells.iter().filter_map(|c| c.text()?.split_once('.'));
    let first = keys.next()?;
    let table = form.tables.iter().position(|t| t.key == first.0)?;
    let known = |key: &str| key.starts_with('#') || form.tables[table].index(key).is_some();
    (known(first.1) && keys.any(|(t, k)| t == first.0 && known(k))).then_some(table)
}

/// Number of the last heading row below the keys: by its mark, or by its words where the column
/// of marks was deleted.
fn last_heading(layout: &Layout, table: &Table, below: &[Row<'_>]) -> Option<u32> {
    let is_marked = |r: &&Row<'_>| layout.id.and_then(|id| r.at(id)).and_then(Cell::text) == Some(mark::HEAD);
    let marked = below.iter().filter(is_marked).map(|r| r.number).max();
    marked.or_else(|| {
        let headings = Headings::of(table);
        let is_named =
            |r: &&Row<'_>| headings.found(&[folded(r)]).iter().flatten().count() >= headings.enough;
        below.iter().take(HEAD_HEIGHT + 3).filter(is_named).map(|r| r.number).max()
    })
}

/// Folded titles of a table's columns.
struct Headings {
    titles: Vec<[String; 3]>,
    /// So many found headings make it this table.
    enough: usize,
}

impl Headings {
    fn of(table: &Table) -> Self {
        let titles = table.columns.iter().map(|c| [plain(&c.title.vi), plain(&c.title.en), c.key.clone()]);
        let required = table.columns.iter().filter(|c| c.required).count();
        let enough = if required > 0 { required.div_ceil(2) } else { table.columns.len().div_ceil(2) };
        Self { titles: titles.collect(), enough: enough.max(2) }
    }

    /// Column of the sheet for each heading, over rows that belong together.
    fn found(&self, rows: &[FoldedRow]) -> Vec<Option<u32>> {
        let mut found = vec![None; self.titles.len()];
        for (column, text) in rows.iter().flatten() {
            let taken = found.contains(&Some(*column));
            let slot = self.titles.iter().zip(&mut found).find(|(t, f)| f.is_none() && t.contains(text));
            if let (Some((_, slot)), false) = (slot, taken) {
                *slot = Some(*column);
            }
        }
        found
    }
}

/// Column and folded text of the cells that may be headings.
type FoldedRow = Vec<(u32, String)>;

fn folded(row: &Row<'_>) -> FoldedRow {
    let texts = row.cells.iter().filter_map(|c| Some((c.column, c.text().filter(|t| t.len() < 200)?)));
    texts.map(|(column, text)| (column, plain(text))).filter(|(_, text)| !text.is_empty()).collect()
}

fn by_headings(form: &Form, hint: Option<usize>, head: &[Row<'_>]) -> Option<Layout> {
    let candidates = form.tables.iter().enumerate().filter(|(i, _)| hint.is_none_or(|h| h == *i));
    let rows: Vec<FoldedRow> = head.iter().map(folded).collect();
    let mut best: Option<(usize, Layout)> = None;
    for (table, spec) in candidates {
        let headings = Headings::of(spec);
        for at in 0..head.len() {
            for height in 1..=HEAD_HEIGHT.min(head.len() - at) {
                let columns = headings.found(rows.get(at..at + height).unwrap_or_default());
                let count = columns.iter().flatten().count();
                let more = best.as_ref().is_none_or(|(most, _)| count > *most);
                if let (true, true, Some(last)) = (count >= headings.enough, more, head.get(at + height - 1))
                {
                    best = Some((count, unmarked(table, columns, last.number + 1, head)));
                }
            }
        }
    }
    best.map(|(_, layout)| layout)
}

fn unmarked(table: usize, columns: Vec<Option<u32>>, body: u32, head: &[Row<'_>]) -> Layout {
    let running = |c: &Cell<'_>| c.text().is_some_and(|t| matches!(plain(t).as_str(), "tt" | "stt" | "no"));
    let tt =
        head.iter().filter(|r| r.number < body).flat_map(|r| &r.cells).find(|c| running(c)).map(|c| c.column);
    let headings = names_of_columns(head, body, u32::MAX);
    Layout { table, marked: false, body, id: None, tt, columns, headings }
}

/// The lowest text above the data in each column, not counting the row of keys.
fn names_of_columns(head: &[Row<'_>], body: u32, keys: u32) -> HashMap<u32, String> {
    let above = head.iter().filter(|r| r.number < body && r.number != keys);
    above.flat_map(|r| &r.cells).filter_map(|c| Some((c.column, c.text()?.trim().to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::cells::Raw;
    use super::*;

    fn form() -> Form {
        toml::from_str(include_str!("../../../../data/forms/annual.toml")).unwrap()
    }

    fn row(number: u32, texts: &[&'static str]) -> Row<'static> {
        let cells = texts.iter().enumerate().filter(|(_, t)| !t.is_empty());
        let cells =
            cells.map(|(i, t)| Cell { column: i as u32, raw: Raw::Text((*t).into()), formula: false });
        Row { number, cells: cells.collect() }
    }

    #[test]
    fn keys_are_followed_when_columns_move() {
        let head = [
            row(3, &["B6.#id", "B6.#tt", "B6.due", "", "B6.content", "B6.raised", "B6.content"]),
            row(5, &["#head", "TT", "Hạn", "Ghi thêm", "Nội dung"]),
            row(7, &["#total", "Cộng"]),
        ];
        let layout = recognise(&form(), None, &head).unwrap();
        assert_eq!((layout.table, layout.marked, layout.body), (5, true, 6));
        assert_eq!(layout.columns, [Some(4), Some(5), None, Some(2), None]);
        assert!(!layout.in_order());
        assert_eq!(layout.headings[&3], "Ghi thêm");
        assert_eq!(layout.role(&head[2]), Role::Total);
        assert_eq!(layout.role(&row(9, &["", "1", "x"])), Role::Data);
    }

    #[test]
    fn a_sheet_made_by_hand_is_known_by_its_headings() {
        let head = [
            row(0, &["BIỂU KHÓ KHĂN"]),
            row(2, &["STT", "NỘI DUNG", "Ngày nêu", "Cơ quan giải quyết", "Hạn (ngày)", "Kết quả:"]),
            row(3, &["1", "Thiếu vốn"]),
        ];
        let layout = recognise(&form(), None, &head).unwrap();
        assert_eq!((layout.table, layout.marked, layout.body, layout.tt), (5, false, 3, Some(0)));
        assert_eq!(layout.columns, [Some(1), Some(2), Some(3), Some(4), Some(5)]);
        assert_eq!(layout.role(&row(9, &["", "Tổng cộng"])), Role::Total);
        assert_eq!(recognise(&form(), Some(0), &head), None, "a named sheet is no other table");
        assert_eq!(recognise(&form(), None, &head[..1]), None);
    }

    #[test]
    fn headings_over_two_rows_belong_together() {
        let head = [
            row(4, &["TT", "Tên đề xuất", "Lĩnh vực", "Địa bàn", "Vốn", "", "Ưu tiên"]),
            row(5, &["", "", "", "", "Nhu cầu vốn", "Đối ứng", ""]),
        ];
        let layout = recognise(&form(), Some(7), &head).unwrap();
        assert_eq!(layout.body, 6);
        assert_eq!(layout.columns.iter().flatten().count(), 6);
    }

    #[test]
    fn sheets_are_named_in_several_ways() {
        for name in ["Biểu 01", "Bieu 1", "BIỂU01", "b1", "Dự án, khoản viện trợ"] {
            assert_eq!(table_of_name(&form(), name), Some(0), "{name}");
        }
        assert_eq!(table_of_name(&form(), "Sheet1"), None);
    }
}
