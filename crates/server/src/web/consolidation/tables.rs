//! Totals of one table by area, place, kind of donor: this year beside last, each cell opens.
use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::figures::{Figure, FigureKey, TOTAL};
use domain::form::Table;

use super::super::page::{Page, Say, Visit, show};
use super::super::pager::Pager;
use super::super::routes::url;
use super::names::{self, Names};
use crate::app::Caller;
use crate::app::consolidation::{self, Desk};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Rows on one page.
const ROWS: usize = 50;

struct Choice {
    text: String,
    href: String,
    current: bool,
}

struct Cell {
    label: String,
    value: String,
    last: String,
    href: String,
}

struct Line {
    name: String,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "consolidation/tables.html")]
struct TablesPage {
    p: Page,
    key: String,
    round: String,
    table: String,
    by: String,
    tables: Vec<Choice>,
    splits: Vec<Choice>,
    columns: Vec<String>,
    lines: Vec<Line>,
    total: Vec<Cell>,
    money: bool,
    /// Rows of the table that state no value in the column by which it is split.
    rest: Option<Vec<Cell>>,
    last_year: Option<i16>,
    last_year_note: bool,
    pager: Pager,
}

/// `GET /tong-hop/{round}/bang?bieu=B1&theo=area`
pub async fn page(visit: Visit, by: Caller, Path(key): Path<String>) -> Outcome<Response> {
    let desk = consolidation::desk(&visit.web.ctx, &by, &key).await?;
    show(&tables_page(&visit, &desk, key)?)
}

fn tables_page(visit: &Visit, desk: &Desk, key: String) -> Outcome<TablesPage> {
    let (ctx, say): (&Ctx, Say) = (&visit.web.ctx, visit.say());
    let names = Names { ctx, say, form: &desk.form, year: desk.round.terms.year };
    let split = |t: &Table| t.columns.iter().any(|c| c.split);
    let asked = visit.query("bieu");
    let tables: Vec<&Table> = desk.form.tables.iter().filter(|t| split(t)).collect();
    let table =
        tables.iter().find(|t| t.key == asked).or(tables.first()).ok_or(Problem::NotFound("table"))?;
    let splits: Vec<&str> = table.columns.iter().filter(|c| c.split).map(|c| c.key.as_str()).collect();
    let theo = visit.query("theo");
    let split = splits.iter().find(|s| **s == theo).or(splits.first()).copied().unwrap_or_default();
    let grid = Grid::new(names, desk, table);
    let rows = grid.rows(split);
    let pager = Pager::new(visit, rows.len(), ROWS);
    let columns = grid.columns.iter().map(|c| names.figure(&names::total(&table.key, c))).collect();
    Ok(TablesPage {
        p: visit.office("consolidation-tables"),
        round: say.words(&desk.round.terms.title).to_owned(),
        table: names.table(&table.key),
        by: table.column(split).map(|c| say.words(&c.title).to_owned()).unwrap_or_default(),
        tables: tables
            .iter()
            .map(|t| choice(&key, names.table(&t.key), &t.key, "", t.key == table.key))
            .collect(),
        splits: splits
            .iter()
            .map(|s| choice(&key, title(names, table, s), &table.key, s, *s == split))
            .collect(),
        lines: pager
            .of(&rows)
            .iter()
            .map(|(row, name)| Line { name: name.clone(), cells: grid.cells(row) })
            .collect(),
        total: grid.cells(TOTAL),
        rest: grid.rest(&rows),
        money: grid.columns.iter().any(|c| names.is_money(&names::total(&table.key, c))),
        last_year: (!desk.last_year.is_empty()).then_some(desk.round.terms.year - 1),
        last_year_note: desk.last_year_note.is_some(),
        key,
        columns,
        pager,
    })
}

fn title(names: Names<'_>, table: &Table, column: &str) -> String {
    table.column(column).map(|c| names.say.words(&c.title).to_owned()).unwrap_or_default()
}

fn choice(key: &str, text: String, table: &str, split: &str, current: bool) -> Choice {
    let by = if split.is_empty() { String::new() } else { format!("&theo={split}") };
    Choice { text, href: format!("{}?bieu={table}{by}", url::tables(key)), current }
}

/// One table's figures of two years.
struct Grid<'d> {
    names: Names<'d>,
    round: &'d str,
    table: &'d Table,
    columns: Vec<&'d str>,
    now: HashMap<(&'d str, &'d str), i64>,
    last: HashMap<(&'d str, &'d str), i64>,
}

impl<'d> Grid<'d> {
    fn new(names: Names<'d>, desk: &'d Desk, table: &'d Table) -> Self {
        let of_table = |figures: &'d [Figure]| {
            figures
                .iter()
                .filter(|f| f.table == table.key)
                .map(|f| ((f.row.as_str(), f.column.as_str()), f.value))
                .collect()
        };
        let columns: Vec<&str> = std::iter::once(domain::figures::ROWS).chain(Names::totals(table)).collect();
        let (now, last) = (of_table(&desk.figures), of_table(&desk.last_year));
        Self { names, round: &desk.round.terms.key, table, columns, now, last }
    }

    /// Row keys of a split with their names: areas in the plan's order, everything else by name.
    fn rows(&self, split: &str) -> Vec<(String, String)> {
        let prefix = format!("{split}=");
        let mut keys: Vec<&str> = self
            .now
            .keys()
            .chain(self.last.keys())
            .map(|(row, _)| *row)
            .filter(|r| r.starts_with(&prefix))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let key = |row: &str| FigureKey { row: row.to_owned(), ..names::total(&self.table.key, "") };
        let mut rows: Vec<(String, String)> =
            keys.into_iter().map(|r| (r.to_owned(), self.names.row(&key(r)).unwrap_or_default())).collect();
        lang::sort_by_vi(&mut rows, |(_, name)| name);
        rows
    }

    fn cells(&self, row: &str) -> Vec<Cell> {
        self.columns.iter().map(|c| self.cell(row, c)).collect()
    }

    fn cell(&self, row: &str, column: &str) -> Cell {
        let key = FigureKey { row: row.to_owned(), ..names::total(&self.table.key, column) };
        let value = self.now.get(&(row, column)).copied();
        let last = self.last.get(&(row, column)).copied();
        Cell {
            label: self.names.figure(&names::total(&self.table.key, column)),
            value: value.map_or_else(|| "–".to_owned(), |v| self.names.amount(&key, v)),
            last: last.map(|v| self.names.amount(&key, v)).unwrap_or_default(),
            href: if value.is_some() {
                format!(
                    "{}?{}#{}",
                    url::consolidation(self.round),
                    names::query(&key),
                    crate::app::print::anchor(&names::in_text(&key))
                )
            } else {
                String::new()
            },
        }
    }

    /// What the rows leave of the total, column by column; `None` when they add up to it.
    fn rest(&self, rows: &[(String, String)]) -> Option<Vec<Cell>> {
        let left = |column: &str| {
            let of = |row: &str| self.now.get(&(row, column)).copied().unwrap_or(0);
            of(TOTAL) - rows.iter().map(|(r, _)| of(r)).sum::<i64>()
        };
        if self.columns.iter().all(|c| left(c) == 0) {
            return None;
        }
        let cell = |column: &&str| {
            let key = names::total(&self.table.key, column);
            Cell {
                label: self.names.figure(&key),
                value: self.names.amount(&key, left(column)),
                last: String::new(),
                href: String::new(),
            }
        };
        Some(self.columns.iter().map(cell).collect())
    }
}
