//! Answers a unit might give, complete and consistent; and the same with a fault.
use domain::form::{Form, Table};
use domain::report::{Report, Row, TableData, Value};
use jiff::ToSpan;
use jiff::civil::Date;

use super::random::Random;
use super::words::{COURSES, DIFFICULTIES, DONORS, PROJECTS, PUBLICITY, WORKS, narrative};
use crate::app::report::Opened;
use crate::ctx::Ctx;

/// How many rows a unit fills in at most.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub rows: usize,
    /// Every table gets exactly `rows`, as a benchmark needs.
    pub exact: bool,
}

impl Size {
    pub fn small(rows: usize) -> Self {
        Self { rows, exact: false }
    }
    fn draw(self, random: &mut Random) -> usize {
        if self.exact { self.rows } else { random.below(self.rows + 1) }
    }
}

/// Districts whose projects lie where the printed accounts of the next year look for them.
const FAVOURITES: [(&str, &str); 2] = [("H966", "2021:32062"), ("H967", "2021:32092")];

/// One million đồng.
const MILLION: i64 = 1_000_000;

/// Who fills in, and with what.
struct Filler<'a> {
    form: &'a Form,
    window: (Date, Date),
    areas: Vec<String>,
    /// Code and name of the place that new rows lie in.
    place: (String, String),
    random: &'a mut Random,
}

/// A whole report on top of what is pre-filled.
pub fn report(ctx: &Ctx, it: &Opened, random: &mut Random, size: Size) -> Report {
    let unit = &it.obligation.unit;
    let place = home(ctx, it, random);
    let mut filler = Filler {
        form: &it.form,
        window: it.round.terms.window,
        areas: it.setting.codes.areas.iter().map(|(l, _)| l.clone()).collect(),
        place,
        random,
    };
    let mut report = it.report.clone();
    filler.projects(&mut report, size);
    for key in ["B2", "B4", "B5", "B6", "B7", "B8"] {
        filler.table(key, &mut report, size);
    }
    let n = report.rows("B1").len();
    for s in &it.form.sections {
        let text = filler.random.pick(narrative(&s.key));
        let text = text.replace("{u}", ctx.reference.name_of(unit)).replace("{n}", &n.to_string());
        report.narrative.insert(s.key.clone(), text);
    }
    report
}

/// The unit's own commune, or any for a department.
fn home(ctx: &Ctx, it: &Opened, random: &mut Random) -> (String, String) {
    let own = ctx
        .reference
        .organisation(&it.obligation.unit)
        .and_then(|o| o.place.as_ref())
        .map(ToString::to_string);
    let communes: Vec<_> = it
        .setting
        .codes
        .places
        .iter()
        .filter(|(code, _)| ctx.reference.is_within(code, own.as_deref()))
        .collect();
    if communes.is_empty() {
        return (String::new(), String::new());
    }
    let wanted = FAVOURITES.iter().find(|(unit, _)| *unit == it.obligation.unit).map(|(_, place)| *place);
    let found = wanted.and_then(|w| communes.iter().find(|(code, _)| code == w));
    let (code, name) = found.unwrap_or_else(|| random.pick(&communes));
    (code.clone(), name.vi.clone())
}

impl Filler<'_> {
    fn row(&self, table: &Table, cells: Vec<(&str, Value)>) -> Row {
        let mut row = Row { id: 0, cells: vec![Value::Empty; table.columns.len()] };
        for (key, value) in cells {
            if let Some(cell) = table.index(key).and_then(|i| row.cells.get_mut(i)) {
                *cell = value;
            }
        }
        row
    }

    fn day(&mut self) -> Value {
        let span = (self.window.1 - self.window.0).get_days();
        let n = self.random.between(0, i64::from(span));
        text(self.window.0.checked_add(n.days()).unwrap_or(self.window.0).to_string())
    }

    fn million(&mut self, from: i64, to: i64) -> i64 {
        self.random.between(from, to) * MILLION
    }

    fn area(&mut self) -> Value {
        text(self.random.pick(&self.areas).clone())
    }

    fn place(&self) -> Value {
        text(self.place.0.clone())
    }

    fn projects(&mut self, report: &mut Report, size: Size) {
        let Some(table) = self.form.table("B1") else { return };
        let mut data = report.tables.remove("B1").unwrap_or_default();
        for row in &mut data.rows {
            self.progress(table, row);
        }
        let new =
            if size.exact { size.rows.saturating_sub(data.rows.len()) } else { 1 + self.random.below(2) };
        let first = data.rows.len();
        for n in 0..new {
            let row = self.project(table, first + n);
            data.rows.push(row);
        }
        data.nil = data.rows.is_empty();
        report.tables.insert("B1".into(), data);
    }

    fn project(&mut self, table: &Table, n: usize) -> Row {
        let (area, vi, en) = *self.random.pick(&PROJECTS);
        let donor = self.random.pick(&DONORS);
        let name = |t: &str, n: usize, place: &str| {
            let base = t.replace("{p}", place);
            if n == 0 { base } else { format!("{base}, đợt {}", n + 1) }
        };
        let starts =
            self.window.0.checked_add((self.random.between(10, 250)).days()).unwrap_or(self.window.0);
        let grant = self.million(150, 3_200);
        let source = match donor.kind {
            "bilateral" | "multilateral" if self.random.chance(25) => "loan",
            "bilateral" | "multilateral" => "oda",
            _ => "aid",
        };
        let ends = starts.checked_add(self.random.between(400, 1_100).days()).unwrap_or(starts);
        let counterpart = grant / 100 * self.random.between(5, 20) / MILLION * MILLION;
        let community = self.million(0, 40);
        let cells = vec![
            ("name_vi", text(name(vi, n, &self.place.1))),
            ("name_en", text(name(en, n, &self.place.1))),
            ("area", text(area)),
            ("donor", text(donor.name)),
            ("country", text(donor.country)),
            ("donor_type", text(donor.kind)),
            ("modality", text(if grant < 400 * MILLION { "non_project" } else { "project" })),
            ("place", self.place()),
            ("starts", text(starts.to_string())),
            ("ends", text(ends.to_string())),
            ("currency", text(donor.currency)),
            ("amount", Value::Int(grant / 25_000 * 100)),
            (source, Value::Int(grant)),
            ("cp_province", Value::Int(counterpart)),
            ("cp_community", Value::Int(community)),
            ("state", text("running")),
        ];
        let mut row = self.row(table, cells);
        self.progress(table, &mut row);
        row
    }

    /// Figures of the period for a project: never more than what is left of its commitment.
    fn progress(&mut self, table: &Table, row: &mut Row) {
        let value = |row: &Row, key: &str| {
            table.index(key).and_then(|i| domain::report::value_of(table, row, i).int()).unwrap_or(0)
        };
        let left = (value(row, "committed") - value(row, "before")).max(0) / MILLION;
        let spent = self.random.between(left / 8, left / 2) * MILLION;
        let estimate = spent + self.random.between(0, left / 8) * MILLION;
        let households = self.random.between(8, 320);
        let people = households * self.random.between(3, 4);
        let cells = [
            ("disbursed", spent),
            ("estimate", estimate),
            ("households", households),
            ("hh_minority", households * self.random.between(55, 100) / 100),
            ("people", people),
            ("women", people * self.random.between(45, 58) / 100),
            ("hh_poor", households * self.random.between(20, 70) / 100),
        ];
        for (key, n) in cells {
            if let Some(cell) = table.index(key).and_then(|i| row.cells.get_mut(i)) {
                *cell = Value::Int(n);
            }
        }
    }

    fn table(&mut self, key: &str, report: &mut Report, size: Size) {
        let Some(table) = self.form.table(key) else { return };
        let rows: Vec<Row> = (0..size.draw(self.random))
            .map(|n| {
                let cells = self.cells(key, n);
                self.row(table, cells)
            })
            .collect();
        let nil = rows.is_empty();
        report.tables.insert(key.to_owned(), TableData { rows, nil });
    }

    fn cells(&mut self, key: &str, n: usize) -> Vec<(&'static str, Value)> {
        match key {
            "B2" => self.call(n),
            "B4" => self.course(n),
            "B5" => self.work(n),
            "B6" => self.difficulty(n),
            "B7" => self.publicity(n),
            _ => self.need(n),
        }
    }

    fn named(&mut self, n: usize) -> (&'static str, Value) {
        let (area, vi, _) = *self.random.pick(&PROJECTS);
        (area, text(format!("{} (đề xuất {})", vi.replace("{p}", &self.place.1), n + 1)))
    }

    fn call(&mut self, n: usize) -> Vec<(&'static str, Value)> {
        let (area, name) = self.named(n);
        let needed = self.million(200, 5_000);
        let secured = if self.random.chance(40) {
            needed / 100 * self.random.between(10, 80) / MILLION * MILLION
        } else {
            0
        };
        vec![
            ("name_vi", name),
            ("area", text(area)),
            ("place", self.place()),
            ("needed", Value::Int(needed)),
            ("secured", Value::Int(secured)),
            ("counterpart", Value::Int(needed / 10)),
            ("state", text(if secured > 0 { "matched" } else { "calling" })),
        ]
    }

    fn course(&mut self, n: usize) -> Vec<(&'static str, Value)> {
        let (name, level) = *self.random.pick(&COURSES);
        let people = self.random.between(18, 80);
        vec![
            ("name", text(format!("{name}, lớp {}", n + 1))),
            ("level", text(level)),
            ("area", self.area()),
            ("starts", self.day()),
            ("days", Value::Int(self.random.between(1, 5))),
            ("people", Value::Int(people)),
            ("minority", Value::Int(people * self.random.between(40, 95) / 100)),
            ("women", Value::Int(people * self.random.between(35, 65) / 100)),
            ("cost", Value::Int(self.million(12, 90))),
        ]
    }

    fn work(&mut self, n: usize) -> Vec<(&'static str, Value)> {
        let (work, kind) = *self.random.pick(&WORKS);
        let workers = self.random.between(6, 60);
        let days = workers * self.random.between(8, 60);
        vec![
            ("work", text(format!("{work}, tổ {}", n + 1))),
            ("kind", text(kind)),
            ("place", self.place()),
            ("workers", Value::Int(workers)),
            ("minority", Value::Int(workers * self.random.between(50, 100) / 100)),
            ("women", Value::Int(workers * self.random.between(20, 60) / 100)),
            ("days", Value::Int(days)),
            ("wages", Value::Int(days * 300_000)),
        ]
    }

    fn difficulty(&mut self, n: usize) -> Vec<(&'static str, Value)> {
        let (content, body) = *self.random.pick(&DIFFICULTIES);
        let outcome = *self.random.pick(&["open", "open", "partly", "done"]);
        vec![
            ("content", text(format!("{content} ({})", n + 1))),
            ("raised", self.day()),
            ("body", text(body)),
            ("outcome", text(outcome)),
        ]
    }

    fn publicity(&mut self, n: usize) -> Vec<(&'static str, Value)> {
        let (content, form) = *self.random.pick(&PUBLICITY);
        let petitions = self.random.between(0, 6);
        vec![
            ("content", text(format!("{content} ({})", n + 1))),
            ("form", text(form)),
            ("held", self.day()),
            ("people", Value::Int(self.random.between(12, 140))),
            ("petitions", Value::Int(petitions)),
            ("resolved", Value::Int(self.random.between(0, petitions))),
        ]
    }

    fn need(&mut self, n: usize) -> Vec<(&'static str, Value)> {
        let (area, name) = self.named(n);
        let needed = self.million(150, 2_800);
        vec![
            ("name_vi", name),
            ("area", text(area)),
            ("place", self.place()),
            ("households", Value::Int(self.random.between(10, 260))),
            ("needed", Value::Int(needed)),
            ("counterpart", Value::Int(needed / 10)),
            ("priority", text(*self.random.pick(&["urgent", "high", "normal"]))),
        ]
    }
}

fn text(t: impl Into<String>) -> Value {
    Value::Text(t.into())
}

/// What is wrong with a faulty workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// More minority households than households.
    PartOverWhole,
    /// A required section without a word.
    NoWords,
    /// A table neither filled in nor stated to be empty.
    TableForgotten,
}

impl Fault {
    pub const ALL: [Fault; 3] = [Fault::PartOverWhole, Fault::NoWords, Fault::TableForgotten];
}

/// The same report with one fault that stops its submission.
pub fn with_fault(form: &Form, good: &Report, fault: Fault) -> Report {
    let mut bad = good.clone();
    let row = form.table("B1").zip(bad.tables.get_mut("B1").and_then(|t| t.rows.first_mut()));
    match (fault, row) {
        (Fault::PartOverWhole, Some((table, row))) => {
            if let Some(cell) = table.index("hh_minority").and_then(|i| row.cells.get_mut(i)) {
                *cell = Value::Int(9_999);
            }
        }
        (Fault::NoWords, _) | (Fault::PartOverWhole, None) => {
            bad.narrative.insert("II".into(), String::new());
        }
        (Fault::TableForgotten, _) => {
            bad.tables.insert("B8".into(), TableData::default());
        }
    }
    bad
}
