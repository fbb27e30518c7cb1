//! How a figure is called, written and found: names of tables, rows and columns in words.
use domain::figures::{FigureKey, ROWS, TOTAL, unit_of_measure};
use domain::form::{Form, Kind, Table};
use domain::report::{Row, Value, value_of};

use super::super::page::Say;
use super::super::visit::encode;
use crate::ctx::Ctx;

/// Whose words name the parts of a figure.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub ctx: &'a Ctx,
    pub say: Say,
    pub form: &'a Form,
    pub year: i16,
}

/// "B1|total|disbursed", as it stands in an address.
pub(super) fn slug(key: &FigureKey) -> String {
    format!("{}|{}|{}", key.table, key.row, key.column)
}

pub(super) fn read(slug: &str) -> Option<FigureKey> {
    let mut parts = slug.splitn(3, '|').map(str::to_owned);
    let key = FigureKey { table: parts.next()?, row: parts.next()?, column: parts.next()? };
    (!key.table.is_empty() && !key.row.is_empty() && !key.column.is_empty()).then_some(key)
}

/// "B1.total.disbursed" of a text, as a key.
pub(super) fn of_text(name: &str) -> Option<FigureKey> {
    let (table, rest) = name.split_once('.')?;
    let (row, column) = rest.rsplit_once('.')?;
    Some(FigureKey { table: table.to_owned(), row: row.to_owned(), column: column.to_owned() })
}

/// "B1.total.disbursed", as a text names it.
pub(super) fn in_text(key: &FigureKey) -> String {
    format!("{}.{}.{}", key.table, key.row, key.column)
}

/// `so=…` for an address.
pub(super) fn query(key: &FigureKey) -> String {
    format!("so={}", encode(&slug(key)))
}

impl Names<'_> {
    /// «Giải ngân · Trong kỳ», with the row when it is not the total.
    pub fn figure(self, key: &FigureKey) -> String {
        let column = self.column(key);
        match self.row(key) {
            Some(row) => format!("{column} · {row}"),
            None => column,
        }
    }

    fn column(self, key: &FigureKey) -> String {
        if key.column == ROWS {
            return self.say.t("consolidation-rows").to_owned();
        }
        let Some(column) = self.form.table(&key.table).and_then(|t| t.column(&key.column)) else {
            return key.column.clone();
        };
        let title = self.say.words(&column.title);
        match &column.group {
            Some(group) => format!("{} · {title}", self.say.words(group)),
            None => title.to_owned(),
        }
    }

    /// «B1. Dự án, khoản viện trợ».
    pub fn table(self, key: &str) -> String {
        self.form
            .table(key)
            .map_or_else(|| key.to_owned(), |t| format!("{key}. {}", self.say.words(&t.title)))
    }

    /// Words of a row key such as "area=a"; nothing for the total.
    pub fn row(self, key: &FigureKey) -> Option<String> {
        let (column, value) = key.row.split_once('=')?;
        let table = self.form.table(&key.table)?;
        Some(self.value(table, column, &Value::Text(value.to_owned())))
    }

    /// A cell in words: what a code stands for, a figure in the language's way.
    pub fn value(self, table: &Table, column: &str, value: &Value) -> String {
        let Some(column) = table.column(column) else { return String::new() };
        match (column.kind, value) {
            (_, Value::Empty) => "–".to_owned(),
            (Kind::Area, Value::Text(letter)) => self.area(letter),
            (Kind::Place, Value::Text(code)) => self
                .ctx
                .reference
                .place_name(code)
                .map_or_else(|| code.clone(), |w| self.say.words(&w).to_owned()),
            (Kind::Choice, Value::Text(code)) => {
                let choices = self.form.choices(column.list.as_deref().unwrap_or_default());
                let choice = choices.iter().find(|c| c.code == *code);
                choice.map_or_else(
                    || code.clone(),
                    |c| if self.say.lang() == lang::Lang::En { c.en.clone() } else { c.vi.clone() },
                )
            }
            (Kind::Date, Value::Text(day)) => {
                day.parse().map_or_else(|_| day.clone(), |d: jiff::civil::Date| self.say.date(d))
            }
            (_, Value::Text(text)) => text.clone(),
            (Kind::Money, Value::Int(vnd)) => self.say.million(*vnd),
            (Kind::Percent, Value::Int(per_mille)) => self.say.percent(*per_mille),
            (Kind::Year, Value::Int(year)) => year.to_string(),
            (_, Value::Int(n)) => self.say.number(*n),
        }
    }

    fn area(self, letter: &str) -> String {
        let plan = self.ctx.reference.plan_of(self.year);
        match plan.and_then(|p| p.area(letter)) {
            Some(area) => format!("{letter}) {}", self.say.words(&area.title)),
            None => letter.to_owned(),
        }
    }

    pub fn is_money(self, key: &FigureKey) -> bool {
        unit_of_measure(self.form, &key.table, &key.column) == "VND"
    }

    /// Million đồng for money, the number itself for what is counted.
    pub fn amount(self, key: &FigureKey, value: i64) -> String {
        if self.is_money(key) { self.say.million(value) } else { self.say.number(value) }
    }

    /// What a row of a report is called: its first words.
    pub fn row_of_report(self, table: &Table, row: &Row) -> String {
        let text = table
            .columns
            .iter()
            .enumerate()
            .find(|(i, c)| c.kind == Kind::Text && matches!(row.cells.get(*i), Some(Value::Text(_))));
        let code = || table.columns.iter().enumerate().find(|(_, c)| c.kind.is_code());
        match text.or_else(code) {
            Some((i, column)) => self.value(table, &column.key, &value_of(table, row, i)),
            None => row.id.to_string(),
        }
    }

    /// Printed columns of a table that are added up.
    pub fn totals(table: &Table) -> impl Iterator<Item = &str> {
        table.columns.iter().filter(|c| c.total && c.print).map(|c| c.key.as_str())
    }
}

/// Key of a total over all rows.
pub(super) fn total(table: &str, column: &str) -> FigureKey {
    FigureKey { table: table.to_owned(), row: TOTAL.to_owned(), column: column.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_one_name_in_texts_and_one_in_addresses() {
        let key = of_text("B1.place=2025:32062.cp_province").unwrap();
        assert_eq!((key.row.as_str(), key.column.as_str()), ("place=2025:32062", "cp_province"));
        assert_eq!(read(&slug(&key)), Some(key.clone()));
        assert_eq!(in_text(&key), "B1.place=2025:32062.cp_province");
        assert_eq!(query(&total("B1", "disbursed")), "so=B1%7Ctotal%7Cdisbursed");
        for wrong in ["", "B1", "B1|total", "B1||x", "||"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
