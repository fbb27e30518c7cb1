//! What each kind of rule asks.

use std::collections::HashSet;

use super::path::{Hit, Path, Start};
use super::table::{Case, Kind, When};
use super::values::{Instant, is_hundred, number, trim, xpath_number};
use super::{Report, last_name};
use crate::finding::Args;
use crate::names;
use crate::{NodeId, Tree, codelists};

/// Whether the attribute that the rule depends on has one of its values.
pub fn holds(when: &When, tree: &Tree, node: NodeId) -> bool {
    let mut at = Some(node);
    for _ in 0..when.up {
        at = at.and_then(|node| tree.parent(node));
    }
    at.is_some_and(|node| when.values.contains(&tree.attr(node, when.attribute).unwrap_or_default()))
}

/// How many vocabularies are asked for. The standard has fourteen; each unknown one is told by its code anyway.
const ROUNDS_MAX: usize = 64;

/// The vocabularies of the elements of a path, each once, in the order of the file. An absent one is none.
pub fn vocabularies<'a>(each: &Path, start: Start<'a>) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    each.visit(start, &mut |hit| {
        if all.len() < ROUNDS_MAX
            && let Some(vocabulary) = start.tree.attr(hit.node, names::VOCABULARY)
            && !all.contains(&vocabulary)
        {
            all.push(vocabulary);
        }
    });
    all
}

/// Asks one rule at one element. `hits` is memory to use.
pub fn ask(case: &Case, start: Start<'_>, now: Instant, hits: &mut Vec<Hit>, report: &mut Report<'_>) {
    hits.clear();
    match case.kind {
        Kind::Language => return language(start, report),
        Kind::Currency => return currency(start, report),
        Kind::NotFuture => return not_future(case, start, now, report),
        Kind::DateOrder | Kind::OneYear | Kind::Between => return dates(case, start, report),
        Kind::AtLeastOne => {
            if !case.paths.iter().any(|path| path.exists(start)) {
                report.add(None, Args::new());
            }
            return;
        }
        Kind::NotBoth => return not_both(case, start, report),
        Kind::NeedsDac => return needs_dac(case, start, report),
        Kind::AllHave => return all_have(case, start, report),
        Kind::StartsWith => return starts_with(case, start, report),
        _ => {}
    }
    for path in &case.paths {
        path.visit(start, &mut |hit| hits.push(hit));
    }
    match case.kind {
        Kind::AllPercent | Kind::SomePercent | Kind::Single100 | Kind::Sum100 => {
            percentages(case, start, hits, report);
        }
        Kind::Unique => unique(start, hits, report),
        Kind::NoMoreThanOne => {
            for hit in hits.iter().skip(1) {
                report.add(Some(*hit), vocabulary(start, *hit));
            }
        }
        Kind::AsManyNarratives => as_many_narratives(start, hits, report),
        Kind::Number => is_number(start, hits, report),
        _ => values(case.kind, start, hits, report),
    }
}

fn value(start: Start<'_>, hit: Hit) -> Args {
    vec![("value", hit.text(start.tree).to_owned()), ("name", last_name(start.tree, hit).to_owned())]
}

fn vocabulary(start: Start<'_>, hit: Hit) -> Args {
    let stated = start.tree.attr(hit.node, names::VOCABULARY).filter(|text| !text.is_empty());
    vec![("vocabulary", start.round.or(stated).unwrap_or("1").to_owned())]
}

/// Rules that look at each value alone.
fn values(kind: Kind, start: Start<'_>, hits: &[Hit], report: &mut Report<'_>) {
    for hit in hits {
        let text = hit.text(start.tree);
        let right = match kind {
            Kind::Agency => codelists::has_agency(text),
            Kind::NoSymbols => !text.contains(['/', '&', '|', '?']),
            Kind::NoSpaces => text.len() == trim(text).len(),
            Kind::Range => (0.0..=100.0).contains(&number(text)),
            Kind::NotNegative => number(text) >= 0.0,
            _ => false,
        };
        if !right {
            report.add(Some(*hit), value(start, *hit));
        }
    }
}

fn unique(start: Start<'_>, hits: &[Hit], report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for hit in hits {
        if !seen.insert(hit.text(start.tree)) {
            report.add(Some(*hit), value(start, *hit));
        }
    }
}

/// How many identifiers and beginnings are compared with each other; an activity has one and a few.
const IDENTIFIERS_MAX: usize = 256;

fn starts_with(case: &Case, start: Start<'_>, report: &mut Report<'_>) {
    let Some((identifier, paths)) = case.paths.split_first() else { return };
    let mut prefixes: Vec<&str> = Vec::new();
    for path in paths {
        path.visit(start, &mut |hit| {
            if prefixes.len() < IDENTIFIERS_MAX {
                prefixes.push(hit.text(start.tree));
            }
        });
    }
    let mut left = IDENTIFIERS_MAX;
    identifier.visit(start, &mut |hit| {
        let text = hit.text(start.tree);
        let follows = |prefix: &&str| text.strip_prefix(*prefix).is_some_and(|rest| rest.starts_with('-'));
        if left > 0 && !prefixes.iter().any(follows) {
            let prefix = prefixes.first().copied().unwrap_or_default();
            report.add(Some(hit), vec![("value", text.to_owned()), ("prefix", prefix.to_owned())]);
        }
        left = left.saturating_sub(1);
    });
}

/// Elements in the element it is asked of, at any depth.
fn inside(start: Start<'_>) -> impl Iterator<Item = NodeId> {
    let tree = start.tree;
    // A tree holds one activity and the rules that look inside are asked of its root only.
    tree.nodes().skip(1)
}

fn language(start: Start<'_>, report: &mut Report<'_>) {
    let tree = start.tree;
    if tree.attr(start.node, names::XML_LANG).is_some() {
        return;
    }
    let lacks =
        |node: &NodeId| tree.name(*node) == names::NARRATIVE && tree.attr(*node, names::XML_LANG).is_none();
    for node in inside(start).filter(lacks) {
        report.add(Some(Hit::element(node)), Args::new());
    }
}

fn currency(start: Start<'_>, report: &mut Report<'_>) {
    let tree = start.tree;
    if tree.attr(start.node, names::DEFAULT_CURRENCY).is_some() {
        return;
    }
    for node in inside(start) {
        let name = tree.name(node);
        if matches!(name, names::VALUE | names::FORECAST | names::LOAN_STATUS)
            && tree.attr(node, names::CURRENCY).is_none()
        {
            report.add(Some(Hit::element(node)), vec![("value", tree.text(node).to_owned())]);
        }
    }
}

fn all_have(case: &Case, start: Start<'_>, report: &mut Report<'_>) {
    let [of, what] = &case.paths[..] else { return };
    of.visit(start, &mut |hit| {
        if !what.exists(Start { node: hit.node, ..start }) {
            report.add(Some(hit), Args::new());
        }
    });
}

fn not_both(case: &Case, start: Start<'_>, report: &mut Report<'_>) {
    if case.paths.iter().any(|path| path.exists(start)) {
        // Said once, at the first of the second kind: a thousand transactions are one mistake.
        if let Some(hit) = case.others.iter().find_map(|path| path.first(start)) {
            report.add(Some(hit), Args::new());
        }
    }
}

fn needs_dac(case: &Case, start: Start<'_>, report: &mut Report<'_>) {
    let [all, dac] = &case.paths[..] else { return };
    if let Some(hit) = all.first(start).filter(|_| !dac.exists(start)) {
        report.add(Some(hit), Args::new());
    }
}

fn as_many_narratives(start: Start<'_>, hits: &[Hit], report: &mut Report<'_>) {
    let narratives = |hit: &Hit| start.tree.children_named(hit.node, names::NARRATIVE).count();
    if hits.iter().map(narratives).sum::<usize>() < hits.len() {
        for hit in hits.iter().filter(|hit| narratives(hit) == 0) {
            report.add(Some(*hit), vocabulary(start, *hit));
        }
    }
}

fn is_number(start: Start<'_>, hits: &[Hit], report: &mut Report<'_>) {
    match hits.first() {
        None => report.add(None, vec![("value", String::new())]),
        Some(hit) if xpath_number(hit.text(start.tree)).is_nan() => {
            report.add(Some(*hit), value(start, *hit));
        }
        Some(_) => {}
    }
}

/// Rules about percentages of the elements, or of the attributes, that the paths lead to.
fn percentages(case: &Case, start: Start<'_>, hits: &[Hit], report: &mut Report<'_>) {
    let percent = |hit: &Hit| start.tree.attr(hit.node, names::PERCENTAGE);
    let at = |hit: &Hit| Some(Hit::attribute(hit.node, names::PERCENTAGE));
    let many = hits.len() > 1;
    match case.kind {
        Kind::AllPercent if many => {
            for hit in hits.iter().filter(|hit| percent(hit).is_none()) {
                report.add(Some(*hit), vocabulary(start, *hit));
            }
        }
        Kind::SomePercent if many && hits.iter().all(|hit| percent(hit).is_none()) => {
            report.add(hits.first().copied(), vocabulary(start, hits[0]));
        }
        Kind::Single100 if hits.len() == 1 => {
            if let Some(text) = percent(&hits[0]).filter(|text| !is_exactly_hundred(text)) {
                let mut args = vocabulary(start, hits[0]);
                args.push(("value", text.to_owned()));
                report.add(at(&hits[0]), args);
            }
        }
        Kind::Sum100 if many => {
            let sum: f64 = hits.iter().filter_map(percent).map(number).sum();
            if !is_hundred(sum) {
                let mut args = vocabulary(start, hits[0]);
                args.push(("sum", shown_sum(sum)));
                report
                    .add(hits.iter().find(|hit| percent(hit).is_some()).or(hits.first()).and_then(at), args);
            }
        }
        _ => {}
    }
}

fn is_exactly_hundred(text: &str) -> bool {
    (xpath_number(text) - 100.0).abs() < f64::EPSILON
}

/// To four decimals at most, without zeroes at the end.
fn shown_sum(sum: f64) -> String {
    let text = format!("{sum:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The first moment that a path leads to. Later ones are not looked at, nor is the second where the first is
/// no date: so does the official validator.
fn moment(path: Option<&Path>, start: Start<'_>) -> Option<(Hit, Instant)> {
    let hit = path?.first(start)?;
    Instant::parse(hit.text(start.tree)).map(|instant| (hit, instant))
}

fn not_future(case: &Case, start: Start<'_>, now: Instant, report: &mut Report<'_>) {
    if let Some((hit, instant)) = moment(case.paths.first(), start)
        && instant > now
    {
        let mut args = value(start, hit);
        args.push(("now", now.date()));
        report.add(Some(hit), args);
    }
}

fn dates(case: &Case, start: Start<'_>, report: &mut Report<'_>) {
    let Some((first, from)) = moment(case.paths.first(), start) else { return };
    let Some((second, to)) = moment(case.paths.get(1), start) else { return };
    let text = |hit: Hit| hit.text(start.tree).to_owned();
    match case.kind {
        Kind::DateOrder if from > to => {
            report.add(Some(first), vec![("from", text(first)), ("to", text(second))]);
        }
        Kind::OneYear if to.days_since(from) > 365 => {
            let days = to.days_since(from).to_string();
            report.add(Some(second), vec![("from", text(first)), ("to", text(second)), ("days", days)]);
        }
        Kind::Between => {
            let Some((third, end)) = moment(case.paths.get(2), start) else { return };
            if from < to || from > end {
                let args = vec![("value", text(first)), ("from", text(second)), ("to", text(third))];
                report.add(Some(first), args);
            }
        }
        _ => {}
    }
}
