//! From the fields of a posted part to the rows and texts of a report.
//!
//! Names of fields are the ids of their inputs: `B4-2-women` is the cell in row 2 (from 0) of
//! table B4, `B4-2-id` the row's number, `B4-2-bo` its removal, `B4-nil` «không phát sinh», and
//! `text-II` a section of the narrative.
use std::collections::{BTreeMap, HashMap, HashSet};

use domain::form::{Column, Form, Kind, Table};
use domain::report::{Report, Row, TableData, Value};

use super::cell::{self, Names};
use crate::web::form::Posted;
use crate::web::page::Say;

/// Part of a report that one page shows: a table by its key, or the narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Narrative,
    Table(String),
}

/// The narrative's name in addresses.
const NARRATIVE: &str = "loi";

impl Part {
    /// The part of that name; the narrative when there is no such table.
    pub fn of(form: &Form, name: &str) -> Self {
        match form.table(name) {
            Some(table) => Part::Table(table.key.clone()),
            None if form.sections.is_empty() => {
                form.tables.first().map_or(Part::Narrative, |t| Part::Table(t.key.clone()))
            }
            None => Part::Narrative,
        }
    }

    /// Name in addresses and forms.
    pub fn name(&self) -> &str {
        match self {
            Part::Narrative => NARRATIVE,
            Part::Table(key) => key,
        }
    }
}

/// Rows of one page at most; a workbook takes more.
const ROWS_MOST: usize = 500;

/// A table as it was typed, blank and ticked rows included.
#[derive(Debug, Clone, Default)]
pub struct TypedTable {
    pub rows: Vec<TypedRow>,
    pub nil: bool,
}

#[derive(Debug, Clone)]
pub struct TypedRow {
    pub row: Row,
    /// Text of each cell, in the order of the form's columns.
    pub texts: Vec<String>,
    /// To be taken out when saved.
    pub remove: bool,
}

impl TypedRow {
    /// A row as it was stored.
    pub fn stored(say: Say, names: &Names<'_>, table: &Table, row: &Row) -> Self {
        let texts =
            table.columns.iter().zip(&row.cells).map(|(c, v)| cell::typed(say, names, c, v)).collect();
        Self { row: row.clone(), texts, remove: false }
    }

    /// A row to be filled in.
    pub fn blank(table: &Table) -> Self {
        let width = table.columns.len();
        Self {
            row: Row { id: 0, cells: vec![Value::Empty; width] },
            texts: vec![String::new(); width],
            remove: false,
        }
    }

    /// Whether nothing was typed and nothing is known.
    pub fn is_blank(&self, table: &Table) -> bool {
        let counts = |c: &Column| is_typed(c) || c.kind == Kind::Project;
        table.columns.iter().zip(&self.row.cells).all(|(c, v)| v.is_empty() || !counts(c))
    }
}

/// Whether people type this column: it is neither computed nor taken from the register.
pub fn is_typed(column: &Column) -> bool {
    column.formula.is_none() && !column.locked
}

/// Fields of one row before they are understood.
#[derive(Default)]
struct Raw<'p> {
    id: u32,
    remove: bool,
    texts: HashMap<&'p str, &'p str>,
}

impl TypedTable {
    /// Reads the table out of a posted page that had been shown with the rows `before`.
    pub fn read(say: Say, names: &Names<'_>, table: &Table, before: &[Row], posted: &Posted) -> Self {
        let (rows, nil) = raw_rows(table, posted);
        let known: HashMap<u32, &Row> = before.iter().map(|r| (r.id, r)).collect();
        let sent: HashSet<u32> = rows.iter().map(|raw| raw.id).collect();
        let typed = rows.iter().map(|raw| typed_row(say, names, table, known.get(&raw.id).copied(), raw));
        // Only a ticked box takes a row out; one that did not arrive stays as it was.
        let unsent = before.iter().filter(|r| !sent.contains(&r.id));
        let rows = typed.chain(unsent.map(|r| TypedRow::stored(say, names, table, r))).collect();
        Self { rows, nil }
    }

    /// The rows as the report keeps them: without the blank and the ticked ones.
    pub fn data(&self, table: &Table) -> TableData {
        let kept = self.rows.iter().filter(|r| !r.remove && !r.is_blank(table));
        TableData { rows: kept.map(|r| r.row.clone()).collect(), nil: self.nil }
    }
}

fn raw_rows<'p>(table: &Table, posted: &'p Posted) -> (Vec<Raw<'p>>, bool) {
    let mut rows: BTreeMap<usize, Raw<'p>> = BTreeMap::new();
    let mut nil = false;
    let fields = posted
        .iter()
        .filter_map(|(name, text)| Some((name.strip_prefix(&table.key)?.strip_prefix('-')?, text)));
    for (name, text) in fields {
        if name == "nil" {
            nil = true;
        }
        let Some((n, field)) = name.split_once('-') else { continue };
        let Some(n) = n.parse().ok().filter(|n| *n < ROWS_MOST) else { continue };
        let raw = rows.entry(n).or_default();
        match field {
            "id" => raw.id = text.parse().unwrap_or(0),
            "bo" => raw.remove = true,
            column => {
                raw.texts.insert(column, text);
            }
        }
    }
    (rows.into_values().collect(), nil)
}

fn typed_row(say: Say, names: &Names<'_>, table: &Table, before: Option<&Row>, raw: &Raw<'_>) -> TypedRow {
    let mut out = TypedRow::blank(table);
    out.remove = raw.remove;
    // A number that the page was not shown with is nobody's row.
    out.row.id = before.map_or(0, |r| r.id);
    for (i, column) in table.columns.iter().enumerate() {
        let stood = before.and_then(|r| r.cells.get(i)).cloned().unwrap_or_default();
        let posted = raw.texts.get(column.key.as_str()).filter(|_| is_typed(column));
        (out.row.cells[i], out.texts[i]) = match posted {
            Some(text) => (cell::read(say, names, column, &stood, &lines(text)), (*text).to_owned()),
            None => (stood.clone(), cell::typed(say, names, column, &stood)),
        };
    }
    out
}

/// Line ends as they are stored; browsers send two characters.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The report with the posted part in the place of what stood there.
pub fn with_part(
    say: Say,
    names: &Names<'_>,
    form: &Form,
    shown: &Report,
    part: &Part,
    posted: &Posted,
) -> Report {
    let mut out = shown.clone();
    match part {
        Part::Narrative => {
            for section in &form.sections {
                let name = text_id(&section.key);
                if let Some((_, text)) = posted.iter().find(|(n, _)| *n == name) {
                    out.narrative.insert(section.key.clone(), lines(text).trim_end().to_owned());
                }
            }
        }
        Part::Table(key) => {
            if let Some(table) = form.table(key).filter(|t| t.derived.is_none()) {
                let typed = TypedTable::read(say, names, table, shown.rows(key), posted);
                out.tables.insert(key.clone(), typed.data(table));
            }
        }
    }
    out
}

/// Id and name of the text of a section.
pub fn text_id(section: &str) -> String {
    format!("text-{section}")
}

/// Id and name of a cell, by row from 0.
pub fn cell_id(table: &str, row: usize, column: &str) -> String {
    format!("{table}-{row}-{column}")
}

/// Id and name of the box «không phát sinh».
pub fn nil_id(table: &str) -> String {
    format!("{table}-nil")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use lang::Lang;

    use super::*;
    use crate::app::report::Setting;

    fn posted(fields: &[(&str, &str)]) -> Posted {
        Posted::new(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    fn read(fields: &[(&str, &str)], before: &[Row]) -> (Form, TypedTable) {
        let form: Form = toml::from_str(include_str!("../../../../../data/forms/annual.toml")).unwrap();
        let setting =
            Setting { codes: Default::default(), projects: HashSet::new(), last_year: BTreeMap::new() };
        let names = Names::new(&form, &setting);
        let table = form.table("B4").unwrap();
        let typed = TypedTable::read(Say(Lang::Vi), &names, table, before, &posted(fields));
        (form, typed)
    }

    #[test]
    fn blank_and_ticked_rows_are_dropped_and_the_rest_keep_their_numbers() {
        let (form, typed) = read(
            &[
                ("B4-0-id", "7"),
                ("B4-0-name", "Một"),
                ("B4-1-id", "8"),
                ("B4-1-name", "Hai"),
                ("B4-1-bo", "1"),
                ("B4-2-name", " "),
                ("B4-3-name", "Ba"),
                ("B4-3-id", "99"),
            ],
            &[7, 8, 9].map(|id| Row { id, cells: vec![Value::Text("Trước".into()); 9] }),
        );
        let data = typed.data(form.table("B4").unwrap());
        let rows: Vec<_> =
            data.rows.iter().map(|r| (r.id, r.cells[0].text().unwrap_or_default().to_owned())).collect();
        assert_eq!(rows, [(7, "Một".to_owned()), (0, "Ba".to_owned()), (9, "Trước".to_owned())]);
        assert_eq!(typed.rows.len(), 5);
    }

    #[test]
    fn what_is_not_posted_stays_and_what_cannot_be_read_is_kept_as_typed() {
        let mut row = Row { id: 7, cells: vec![Value::Empty; 9] };
        row.cells[4] = Value::Int(3);
        let (_, typed) = read(&[("B4-0-id", "7"), ("B4-0-people", "62 lượt"), ("B4-nil", "1")], &[row]);
        assert!(typed.nil);
        assert_eq!(typed.rows[0].row.cells[4], Value::Int(3));
        assert_eq!(typed.rows[0].row.cells[5], Value::Text("62 lượt".into()));
        assert_eq!(typed.rows[0].texts[5], "62 lượt");
    }
}
