//! Three states of a report: the one a workbook was made from, the one in the system now, and
//! the one that was sent. What is new, what changed, and where both sides changed the same cell.
use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Report, Row, Value};
use crate::form::{Form, Table};

/// One difference between what stands and what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Change {
    NewRow {
        table: String,
        sent: usize,
    },
    /// The row stands and was in the base, but is not in what was sent.
    GoneRow {
        table: String,
        id: u32,
    },
    Cell {
        table: String,
        id: u32,
        column: String,
        old: Value,
        new: Value,
    },
    /// Both sides changed the cell since the base, to different values.
    Conflict {
        table: String,
        id: u32,
        column: String,
        ours: Value,
        theirs: Value,
    },
    Text {
        section: String,
        old: String,
        new: String,
    },
    TextConflict {
        section: String,
        ours: String,
        theirs: String,
    },
    /// "Không phát sinh" was set or withdrawn.
    Nil {
        table: String,
        nil: bool,
    },
}

impl Change {
    pub fn is_conflict(&self) -> bool {
        matches!(self, Change::Conflict { .. } | Change::TextConflict { .. })
    }
    /// Name by which a person's choice refers to this difference; stable between two views of it.
    pub fn key(&self) -> String {
        match self {
            Change::NewRow { table, sent } => format!("new:{table}:{sent}"),
            Change::GoneRow { table, id } => format!("gone:{table}:{id}"),
            Change::Cell { table, id, column, .. } | Change::Conflict { table, id, column, .. } => {
                format!("cell:{table}:{id}:{column}")
            }
            Change::Text { section, .. } | Change::TextConflict { section, .. } => format!("text:{section}"),
            Change::Nil { table, .. } => format!("nil:{table}"),
        }
    }
}

/// What the sender decided about a difference. Without a word, a plain change is taken and a
/// conflict stops the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    KeepOurs,
    TakeTheirs,
}

/// Differences in the order of the form. `base` is the state the workbook was made from.
pub fn compare(form: &Form, base: &Report, ours: &Report, theirs: &Report) -> Vec<Change> {
    let mut out = Vec::new();
    for s in &form.sections {
        let text = |r: &Report| r.narrative.get(&s.key).cloned().unwrap_or_default();
        let (b, o, t) = (text(base), text(ours), text(theirs));
        if t == o || t == b {
            continue;
        }
        let section = s.key.clone();
        out.push(if o == b {
            Change::Text { section, old: o, new: t }
        } else {
            Change::TextConflict { section, ours: o, theirs: t }
        });
    }
    for table in form.typed_tables() {
        compare_table(table, base, ours, theirs, &mut out);
    }
    out
}

fn compare_table(table: &Table, base: &Report, ours: &Report, theirs: &Report, out: &mut Vec<Change>) {
    let key = &table.key;
    let (base_rows, our_rows) = (by_id(base.rows(key)), by_id(ours.rows(key)));
    let identity: Vec<usize> = table.identity.iter().filter_map(|k| table.index(k)).collect();
    let mut met = HashSet::new();
    for (sent, row) in theirs.rows(key).iter().enumerate() {
        match same_row(&identity, row, &our_rows, ours.rows(key)) {
            None => out.push(Change::NewRow { table: key.clone(), sent }),
            Some(our) => {
                met.insert(our.id);
                compare_cells(table, base_rows.get(&our.id).copied(), our, row, out);
            }
        }
    }
    for row in ours.rows(key) {
        if base_rows.contains_key(&row.id) && !met.contains(&row.id) {
            out.push(Change::GoneRow { table: key.clone(), id: row.id });
        }
    }
    let nil = theirs.is_nil(key);
    if nil != ours.is_nil(key) && nil != base.is_nil(key) {
        out.push(Change::Nil { table: key.clone(), nil });
    }
}

/// A row with an id is that row. One without is new, unless its identity columns already stand:
/// the same workbook sent twice must not add its rows twice.
fn same_row<'r>(
    identity: &[usize],
    row: &Row,
    by_id: &HashMap<u32, &'r Row>,
    ours: &'r [Row],
) -> Option<&'r Row> {
    if row.id != 0 {
        return by_id.get(&row.id).copied();
    }
    if identity.iter().all(|i| row.cells[*i].is_empty()) {
        return None;
    }
    ours.iter().find(|o| identity.iter().all(|i| o.cells.get(*i) == row.cells.get(*i)))
}

fn by_id(rows: &[Row]) -> HashMap<u32, &Row> {
    rows.iter().map(|row| (row.id, row)).collect()
}

fn compare_cells(table: &Table, base: Option<&Row>, our: &Row, their: &Row, out: &mut Vec<Change>) {
    for (i, column) in table.columns.iter().enumerate().filter(|(_, c)| c.formula.is_none()) {
        let (o, t) = (cell(our, i), cell(their, i));
        let b = base.map_or(o, |base| cell(base, i));
        if t == o || t == b {
            continue;
        }
        let (table, column) = (table.key.clone(), column.key.clone());
        out.push(if o == b {
            Change::Cell { table, id: our.id, column, old: o.clone(), new: t.clone() }
        } else {
            Change::Conflict { table, id: our.id, column, ours: o.clone(), theirs: t.clone() }
        });
    }
}

fn cell(row: &Row, index: usize) -> &Value {
    row.cells.get(index).unwrap_or(&Value::Empty)
}

/// The report after the taken differences; `Err` names the conflicts still without a choice.
pub fn merge(
    form: &Form,
    ours: Report,
    mut theirs: Report,
    changes: &[Change],
    choices: &HashMap<String, Choice>,
) -> Result<Report, Vec<String>> {
    let open: Vec<String> = changes
        .iter()
        .filter(|c| c.is_conflict())
        .map(Change::key)
        .filter(|k| !choices.contains_key(k))
        .collect();
    if !open.is_empty() {
        return Err(open);
    }
    let mut merged = ours;
    for change in changes {
        if choices.get(&change.key()) != Some(&Choice::KeepOurs) {
            apply(form, &mut merged, &mut theirs, change);
        }
    }
    merged.number_rows();
    Ok(merged)
}

fn apply(form: &Form, merged: &mut Report, theirs: &mut Report, change: &Change) {
    match change {
        Change::NewRow { table, sent } => {
            if let Some(row) = theirs.tables.get_mut(table).and_then(|t| t.rows.get_mut(*sent)) {
                let row = Row { id: 0, cells: std::mem::take(&mut row.cells) };
                merged.tables.entry(table.clone()).or_default().rows.push(row);
            }
        }
        Change::GoneRow { table, id } => {
            if let Some(t) = merged.tables.get_mut(table) {
                t.rows.retain(|r| r.id != *id);
            }
        }
        Change::Cell { table, id, column, new: value, .. }
        | Change::Conflict { table, id, column, theirs: value, .. } => {
            let index = form.table(table).and_then(|t| t.index(column));
            let row = merged.tables.get_mut(table).and_then(|t| t.rows.iter_mut().find(|r| r.id == *id));
            if let (Some(i), Some(row)) = (index, row)
                && let Some(cell) = row.cells.get_mut(i)
            {
                *cell = value.clone();
            }
        }
        Change::Text { section, new: text, .. } | Change::TextConflict { section, theirs: text, .. } => {
            merged.narrative.insert(section.clone(), text.clone());
        }
        Change::Nil { table, nil } => merged.tables.entry(table.clone()).or_default().nil = *nil,
    }
}

#[cfg(test)]
mod tests {
    use super::super::TableData;
    use super::super::tests::{annual, row, text};
    use super::*;

    fn with_rows(rows: Vec<Row>) -> Report {
        let mut r = Report::default();
        r.tables.insert("B8".into(), TableData { rows, nil: false });
        r
    }

    fn need(form: &Form, id: u32, name: &str, needed: i64) -> Row {
        row(
            form,
            "B8",
            id,
            &[("name_vi", text(name)), ("place", text("32062")), ("needed", Value::Int(needed))],
        )
    }

    #[test]
    fn what_was_downloaded_and_sent_back_unchanged_has_no_difference() {
        let form = annual();
        let r = with_rows(vec![need(&form, 1, "Cầu", 5), need(&form, 2, "Nước", 6)]);
        assert_eq!(compare(&form, &r, &r, &r), vec![]);
    }

    #[test]
    fn new_changed_gone_and_conflicting_cells_are_told_apart() {
        let form = annual();
        let base =
            with_rows(vec![need(&form, 1, "Cầu", 5), need(&form, 2, "Nước", 6), need(&form, 3, "Lộ", 7)]);
        let ours =
            with_rows(vec![need(&form, 1, "Cầu", 5), need(&form, 2, "Nước", 60), need(&form, 3, "Lộ", 7)]);
        let sent =
            with_rows(vec![need(&form, 1, "Cầu", 8), need(&form, 2, "Nước", 9), need(&form, 0, "Trường", 1)]);
        let keys: Vec<String> = compare(&form, &base, &ours, &sent).iter().map(Change::key).collect();
        assert_eq!(keys, ["cell:B8:1:needed", "cell:B8:2:needed", "new:B8:2", "gone:B8:3"]);
        let changes = compare(&form, &base, &ours, &sent);
        assert!(changes[1].is_conflict());
        assert_eq!(
            merge(&form, ours.clone(), sent.clone(), &changes, &HashMap::new()),
            Err(vec!["cell:B8:2:needed".to_owned()])
        );
        let keep = HashMap::from([("cell:B8:2:needed".to_owned(), Choice::KeepOurs)]);
        let merged = merge(&form, ours, sent, &changes, &keep).unwrap();
        let shown: Vec<_> =
            merged.rows("B8").iter().map(|r| (r.id, r.cells[0].clone(), r.cells[4].int().unwrap())).collect();
        assert_eq!(shown, vec![(1, text("Cầu"), 8), (2, text("Nước"), 60), (3, text("Trường"), 1)]);
    }

    #[test]
    fn the_same_workbook_sent_twice_adds_its_rows_once() {
        let form = annual();
        let base = with_rows(vec![]);
        let sent = with_rows(vec![need(&form, 0, "Trường", 1)]);
        let first = compare(&form, &base, &base, &sent);
        let after = merge(&form, base.clone(), sent.clone(), &first, &HashMap::new()).unwrap();
        assert_eq!(compare(&form, &base, &after, &sent), vec![]);
    }
}
