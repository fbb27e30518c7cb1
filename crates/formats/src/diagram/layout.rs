//! Which step stands where, and how the ways between them run.
use std::collections::{BTreeMap, BTreeSet};

use domain::procedure::RuleSet;
use domain::words::Words;

use super::{ASIDE, BOX_HEIGHT, MAIN, PITCH, top};

/// Ways leave below this height of a box; above it they come in.
const LEAVING: i32 = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The way a dossier usually goes.
    Main,
    Aside,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub side: Side,
    pub row: i32,
}

pub(super) struct Edge {
    pub from: String,
    pub to: String,
    pub title: Words,
    /// Which of the ways that leave the same side of the same box, and how many there are.
    slot: (i32, i32),
}

pub(super) struct Layout {
    pub rows: i32,
    pub edges: Vec<Edge>,
    places: BTreeMap<String, Place>,
    /// Vertical line of each target: on the left, and between the columns.
    left: BTreeMap<String, i32>,
    middle: BTreeMap<String, i32>,
}

/// A way on paper.
pub(super) struct Drawn {
    pub path: String,
    pub label: (i32, i32),
    pub anchor: &'static str,
    /// Letters that a line of the label may have.
    pub letters: usize,
    /// The label stands over its line, or beside it from its first line on.
    pub above: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Down,
    Left,
    Across,
    Back,
    Aside,
}

impl Layout {
    pub(super) fn of(rules: &RuleSet) -> Self {
        let main = main_way(rules);
        let mut places = BTreeMap::new();
        for (row, id) in (0..).zip(&main) {
            places.insert(id.clone(), Place { side: Side::Main, row });
        }
        place_aside(rules, &mut places);
        let rows = places.values().map(|p| p.row + 1).max().unwrap_or(1);
        let mut it = Self { rows, edges: Vec::new(), places, left: BTreeMap::new(), middle: BTreeMap::new() };
        it.edges = it.edges_of(rules);
        (it.left, it.middle) = (it.lanes(Way::Left, 22, 20), it.lanes(Way::Across, 588, -16));
        it
    }

    pub(super) fn place(&self, id: &str) -> Option<Place> {
        self.places.get(id).copied()
    }

    fn way(&self, from: &str, to: &str) -> Option<Way> {
        let (a, b) = (self.place(from)?, self.place(to)?);
        Some(match (a.side, b.side) {
            (Side::Main, Side::Main) if b.row == a.row + 1 => Way::Down,
            (Side::Main, Side::Main) => Way::Left,
            (Side::Main, Side::Aside) => Way::Across,
            (Side::Aside, Side::Main) => Way::Back,
            (Side::Aside, Side::Aside) => Way::Aside,
        })
    }

    fn edges_of(&self, rules: &RuleSet) -> Vec<Edge> {
        let mut edges = Vec::new();
        for step in &rules.steps {
            let mut leaving: BTreeMap<Way, i32> = BTreeMap::new();
            let ways = step.exits.iter().filter_map(|x| Some((self.way(&step.id, &x.to)?, x)));
            let ways: Vec<_> = ways.collect();
            for (way, _) in &ways {
                *leaving.entry(*way).or_default() += 1;
            }
            let mut used: BTreeMap<Way, i32> = BTreeMap::new();
            for (way, exit) in ways {
                let n = used.entry(way).or_default();
                edges.push(Edge {
                    from: step.id.clone(),
                    to: exit.to.clone(),
                    title: exit.title.clone(),
                    slot: (*n, leaving.get(&way).copied().unwrap_or(1)),
                });
                *n += 1;
            }
        }
        edges
    }

    /// One vertical line for each target.
    fn lanes(&self, way: Way, first: i32, apart: i32) -> BTreeMap<String, i32> {
        let targets: BTreeSet<&String> =
            self.edges.iter().filter(|e| self.way(&e.from, &e.to) == Some(way)).map(|e| &e.to).collect();
        (0..).zip(targets).map(|(n, to)| (to.clone(), first + n * apart)).collect()
    }

    pub(super) fn draw(&self, edge: &Edge) -> Option<Drawn> {
        let (a, b) = (self.place(&edge.from)?, self.place(&edge.to)?);
        let (n, of) = edge.slot;
        let (ya, yb) = (top(a.row), top(b.row));
        let out = ya + LEAVING + (BOX_HEIGHT - LEAVING) * (2 * n + 1) / (2 * of);
        Some(match self.way(&edge.from, &edge.to)? {
            Way::Down => down(ya, yb, n, of),
            Way::Left => {
                let lane = *self.left.get(&edge.to)?;
                let (x, into) = (MAIN.0, yb + 6);
                let path = format!("M{x} {out}H{lane}V{into}H{x}");
                Drawn { path, label: (x - 6, out - 4), anchor: "end", letters: 21, above: true }
            }
            Way::Across => {
                let (x, into) = (MAIN.0 + MAIN.1, yb + 20);
                let lane = *self.middle.get(&edge.to)?;
                let path = if a.row == b.row && of == 1 {
                    format!("M{x} {into}H{}", ASIDE.0)
                } else {
                    format!("M{x} {out}H{lane}V{into}H{}", ASIDE.0)
                };
                let y = if a.row == b.row && of == 1 { into } else { out };
                Drawn { path, label: (x + 6, y - 4), anchor: "start", letters: 24, above: true }
            }
            Way::Back => {
                let (x, y) = (MAIN.0 + MAIN.1, ya + BOX_HEIGHT - 8);
                let into = yb + BOX_HEIGHT - 4;
                let path = format!("M{} {y}H{}V{into}H{x}", ASIDE.0, x + 8);
                Drawn { path, label: (ASIDE.0 - 60, y + 10), anchor: "end", letters: 24, above: false }
            }
            Way::Aside => aside(ya, yb, b.row - a.row),
        })
    }
}

fn down(ya: i32, yb: i32, n: i32, of: i32) -> Drawn {
    let x = MAIN.0 + MAIN.1 / 2 + (2 * n + 1 - of) * 45;
    let path = format!("M{x} {}V{yb}", ya + BOX_HEIGHT);
    let middle = ya + BOX_HEIGHT + (PITCH - BOX_HEIGHT) / 2;
    Drawn { path, label: (x + 7, middle), anchor: "start", letters: 30, above: false }
}

fn aside(ya: i32, yb: i32, rows: i32) -> Drawn {
    let x = ASIDE.0 + ASIDE.1 / 2;
    let right = ASIDE.0 + ASIDE.1;
    if rows == 1 {
        let path = format!("M{x} {}V{yb}", ya + BOX_HEIGHT);
        return Drawn {
            path,
            label: (x + 7, ya + BOX_HEIGHT + 19),
            anchor: "start",
            letters: 22,
            above: false,
        };
    }
    let (out, into) = (ya + 40, yb + 20);
    let path = format!("M{right} {out}H{}V{into}H{right}", right + 9);
    Drawn { path, label: (right - 4, ya + BOX_HEIGHT + 12), anchor: "end", letters: 26, above: false }
}

/// From the start by the first exit to a step not yet passed, until nothing is left.
fn main_way(rules: &RuleSet) -> Vec<String> {
    let mut way = vec![rules.start.clone()];
    while let Some(step) = way.last().and_then(|id| rules.step(id)) {
        let Some(next) = step.exits.iter().find(|x| !way.contains(&x.to) && rules.step(&x.to).is_some())
        else {
            break;
        };
        way.push(next.to.clone());
    }
    way
}

/// Every other step stands beside the first one that leads to it, or under it.
fn place_aside(rules: &RuleSet, places: &mut BTreeMap<String, Place>) {
    let mut taken = BTreeSet::new();
    // Each pass places at least one step, or none is left that anything leads to.
    for _ in 0..rules.steps.len() {
        let from = |id: &str, places: &BTreeMap<String, Place>| {
            let leads = rules.steps.iter().filter(|s| s.exits.iter().any(|x| x.to == id));
            leads.filter_map(|s| places.get(&s.id)).map(|p| p.row + i32::from(p.side == Side::Aside)).min()
        };
        for step in &rules.steps {
            let Some(row) = from(&step.id, places).filter(|_| !places.contains_key(&step.id)) else {
                continue;
            };
            let row = (row..).find(|r| !taken.contains(r)).unwrap_or(row);
            taken.insert(row);
            places.insert(step.id.clone(), Place { side: Side::Aside, row });
        }
    }
}
