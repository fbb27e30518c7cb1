//! Locked figures: this year beside last year, each opening to its units, each unit to its rows.
use domain::access::Action;
use domain::consolidation::{Piece, named, pieces};
use domain::figures::{Figure, FigureKey, Part};
use domain::form::Form;
use domain::report::{Row, Value, per_mille};

use super::super::page::{Say, Visit};
use super::super::pager::{Pager, address_without};
use super::super::routes::url;
use super::names::{self, Names};
use crate::app::consolidation::{self, Desk};
use crate::app::{Caller, print};
use crate::problem::Outcome;

/// Units of an opened figure on one page: the rows of one of them stay in sight below.
const UNITS: usize = 12;

/// Figures of one section's text, or the rest.
pub(super) struct FigureGroup {
    pub title: String,
    pub items: Vec<Item>,
    /// Shown at once; the others behind a disclosure.
    pub open: bool,
}

pub(super) struct Item {
    /// Id on the page that the paper's figures lead to.
    pub anchor: String,
    pub name: String,
    /// Table it is of; empty for counts of units.
    pub of: String,
    pub value: String,
    pub money: bool,
    /// Last year's figure, and this one as a part of it.
    pub last: Option<(String, String)>,
    /// Opens the figure; for counts of units the round's matrix.
    pub href: String,
    pub opened: Option<Opened>,
}

/// A figure opened to its units.
pub(super) struct Opened {
    pub units: Vec<Share>,
    pub count: usize,
    pub total: String,
    /// The parts add up to the figure.
    pub adds_up: bool,
    pub pager: Pager,
    pub unit: Option<OpenedUnit>,
}

pub(super) struct Share {
    pub name: String,
    pub value: String,
    pub href: String,
    pub current: bool,
}

/// A unit's share opened to the rows of its report.
pub(super) struct OpenedUnit {
    pub name: String,
    pub report: String,
    pub rows: Vec<RowShare>,
    pub total: String,
    pub adds_up: bool,
}

pub(super) struct RowShare {
    pub name: String,
    pub value: String,
    /// The project's page; empty for rows that are no project.
    pub href: String,
    pub code: String,
}

/// Figures by section, those of the current section first and in sight, then all other totals.
pub(super) async fn figure_groups(
    visit: &Visit,
    by: &Caller,
    names: Names<'_>,
    desk: &Desk,
    current: Option<&str>,
) -> Outcome<Vec<FigureGroup>> {
    let open = names::read(&visit.query("so"));
    let list = List { visit, names, desk, current };
    let mut groups = list.groups(open.as_ref());
    if let Some(key) = open {
        let opener = Opener { visit, by, names, round: &desk.round.terms.key, key: &key };
        let opened = opener.open(value_of(&desk.figures, &key).unwrap_or(0)).await?;
        list.put_opened(&mut groups, &key, opened);
    }
    Ok(groups)
}

/// A few tens of figures are looked for in a list of thousands: a map would cost more.
fn value_of(figures: &[Figure], key: &FigureKey) -> Option<i64> {
    figures
        .iter()
        .find(|f| f.column == key.column && f.row == key.row && f.table == key.table)
        .map(|f| f.value)
}

struct List<'d> {
    visit: &'d Visit,
    names: Names<'d>,
    desk: &'d Desk,
    current: Option<&'d str>,
}

impl List<'_> {
    fn groups(&self, open: Option<&FigureKey>) -> Vec<FigureGroup> {
        let say = self.visit.say();
        let mut seen = Vec::new();
        let mut sections: Vec<_> = self.desk.sections.iter().collect();
        sections.sort_by_key(|s| Some(s.key.as_str()) != self.current);
        let mut groups = Vec::new();
        for section in sections {
            let items = self.items(names_in(&section.text), &mut seen);
            let is_current = Some(section.key.as_str()) == self.current;
            let opens = open.is_some_and(|k| names_in(&section.text).contains(&names::in_text(k).as_str()));
            if !items.is_empty() {
                groups.push(FigureGroup {
                    title: say.f1("consolidation-figures-of", "section", &section.key),
                    items,
                    open: is_current || opens,
                });
            }
        }
        let others = self.other_totals();
        let items = self.items(others.iter().map(String::as_str).collect(), &mut seen);
        if !items.is_empty() {
            let open = groups.is_empty();
            groups.push(FigureGroup { title: say.t("consolidation-figures-other").to_owned(), items, open });
        }
        groups
    }

    /// Printed totals of every table that people fill in.
    fn other_totals(&self) -> Vec<String> {
        let tables = self.desk.form.typed_tables();
        tables.flat_map(|t| Names::totals(t).map(|c| names::in_text(&names::total(&t.key, c)))).collect()
    }

    fn items(&self, texts: Vec<&str>, seen: &mut Vec<String>) -> Vec<Item> {
        let mut out = Vec::new();
        for text in texts {
            if seen.iter().any(|s| s == text) {
                continue;
            }
            seen.push(text.to_owned());
            out.extend(self.item(text));
        }
        out
    }

    fn item(&self, text: &str) -> Option<Item> {
        let say = self.visit.say();
        let key = &self.desk.round.terms.key;
        let (value, money) = named(&self.desk.form, &self.desk.units, &self.desk.figures, text)?;
        let anchor = print::anchor(text);
        if let Some(what) = text.strip_prefix("units.") {
            let name = say.t(&format!("consolidation-units-{}", what.replace('_', "-"))).to_owned();
            let (of, last, opened) = (String::new(), None, None);
            return Some(Item {
                anchor,
                name,
                of,
                value: say.number(value),
                money,
                last,
                href: url::round(key),
                opened,
            });
        }
        let figure = names::of_text(text)?;
        let last = value_of(&self.desk.last_year, &figure);
        Some(Item {
            name: self.names.figure(&figure),
            of: self.names.table(&figure.table),
            value: self.names.amount(&figure, value),
            last: last.map(|l| (self.names.amount(&figure, l), share(say, value, l))),
            href: self.href(&figure, &anchor),
            opened: None,
            anchor,
            money,
        })
    }

    fn href(&self, figure: &FigureKey, anchor: &str) -> String {
        let section = self.current.map(|s| format!("muc={s}&")).unwrap_or_default();
        format!(
            "{}?{section}{}#{anchor}",
            url::consolidation(&self.desk.round.terms.key),
            names::query(figure)
        )
    }

    /// Puts the opened units where the figure stands; a figure that no text names gets a place of
    /// its own on top.
    fn put_opened(&self, groups: &mut Vec<FigureGroup>, key: &FigureKey, opened: Opened) {
        let text = names::in_text(key);
        let anchor = print::anchor(&text);
        for group in groups.iter_mut() {
            if let Some(item) = group.items.iter_mut().find(|i| i.anchor == anchor) {
                item.opened = Some(opened);
                group.open = true;
                return;
            }
        }
        if let Some(mut item) = self.item(&text) {
            item.opened = Some(opened);
            let title = self.visit.say().t("consolidation-figure-opened").to_owned();
            groups.insert(0, FigureGroup { title, items: vec![item], open: true });
        }
    }
}

/// Names of the locked figures of a text, in order.
fn names_in(text: &str) -> Vec<&str> {
    let name = |piece| match piece {
        Piece::Figure(name) => Some(name),
        Piece::Words(_) => None,
    };
    pieces(text).into_iter().filter_map(name).collect()
}

/// «bằng 84,8%»; nothing against zero.
fn share(say: Say, now: i64, last: i64) -> String {
    if last == 0 {
        return String::new();
    }
    say.f1("consolidation-share", "share", say.percent(per_mille(now, last)))
}

/// A figure that is being opened.
struct Opener<'o> {
    visit: &'o Visit,
    by: &'o Caller,
    names: Names<'o>,
    round: &'o str,
    key: &'o FigureKey,
}

impl Opener<'_> {
    async fn open(&self, value: i64) -> Outcome<Opened> {
        let parts = consolidation::parts(&self.visit.web.ctx, self.by, self.round, self.key).await?;
        let anchor = print::anchor(&names::in_text(self.key));
        let pager = Pager::new(self.visit, parts.len(), UNITS).at_place(&anchor);
        let asked = self.visit.query("don-vi");
        let to = address_without(self.visit, &["don-vi"]);
        let share = |part: &Part| Share {
            name: self.name_of(part).to_owned(),
            value: self.names.amount(self.key, part.value),
            href: format!("{to}&don-vi={}#{anchor}", part.unit),
            current: part.unit == asked,
        };
        let sum: i64 = parts.iter().map(|p| p.value).sum();
        let unit = match parts.iter().find(|p| p.unit == asked) {
            Some(part) => Some(self.unit(part).await?),
            None => None,
        };
        Ok(Opened {
            units: pager.of(&parts).iter().map(share).collect(),
            count: parts.len(),
            total: self.names.amount(self.key, sum),
            adds_up: value == sum,
            pager,
            unit,
        })
    }

    fn name_of<'p>(&'p self, part: &'p Part) -> &'p str {
        self.visit.web.ctx.reference.name_of(&part.unit)
    }

    async fn unit(&self, part: &Part) -> Outcome<OpenedUnit> {
        let ctx = &self.visit.web.ctx;
        let (form, rows) = consolidation::rows(ctx, self.by, self.round, &part.unit, self.key).await?;
        let names = Names { form: &form, ..self.names };
        let sum: i64 = rows.iter().map(|(_, v)| *v).sum();
        let may = self.by.may(Action::ReadReport, Some(&part.unit));
        Ok(OpenedUnit {
            name: self.name_of(part).to_owned(),
            report: if may { url::report(self.round, &part.unit) } else { String::new() },
            rows: rows
                .iter()
                .filter_map(|(row, value)| row_share(names, &form, self.key, row, *value))
                .collect(),
            total: names.amount(self.key, sum),
            adds_up: sum == part.value,
        })
    }
}

fn row_share(names: Names<'_>, form: &Form, key: &FigureKey, row: &Row, value: i64) -> Option<RowShare> {
    let table = form.table(&key.table)?;
    let code = table.project_index().and_then(|i| row.cells.get(i)).and_then(Value::text).unwrap_or_default();
    Some(RowShare {
        name: names.row_of_report(table, row),
        value: names.amount(key, value),
        href: if code.is_empty() { String::new() } else { url::project(code) },
        code: code.to_owned(),
    })
}
