//! The plan as a document again: the official text in its own words, or the data file in ours.
use domain::organisation::Role;
use domain::plan::{Clause, Due, LETTERS, Plan, PlanText, ReportDuty, Scope};
use domain::words::Words;
use lang::{Arg, Lang};

use super::body::{Mark, mark};
use crate::paper::decree30;
use crate::paper::{Align, Block, Column, Dated, Level, Paper, Row, Signature, Table, TitleBlock};

/// The official text as it was read, laid out by Decree 30. Reading the result gives the same
/// clauses.
pub fn paper_of_text(plan: &PlanText) -> Paper {
    let (heading, clauses) = plan.clauses.split_first().map_or((None, &[][..]), |(h, c)| (Some(h), c));
    let opening = heading.map(Clause::body).filter(|b| !b.is_empty()).map(Block::paragraph);
    Paper {
        title_block: TitleBlock {
            issuer: plan.issuer.clone(),
            place: plan.place.clone(),
            dated: plan.date.map(Dated::On).unwrap_or_default(),
            ..numbered(&plan.number)
        },
        kind: lang::text(Lang::Vi, "plan-paper-kind").to_owned(),
        subject: plan.title.clone(),
        body: opening.into_iter().chain(clauses.iter().flat_map(blocks)).collect(),
        signature: Signature {
            authority: plan.signature.authority.clone(),
            post: plan.signature.post.clone(),
            name: plan.signer.clone(),
        },
        recipients: plan.recipients.clone(),
        ..Paper::default()
    }
}

/// «67/KH-UBND» as number and symbol.
fn numbered(number: &str) -> TitleBlock {
    let parts = number.split_once('/').and_then(|(n, symbol)| n.parse().ok().map(|n| (Some(n), symbol)));
    let (number, symbol) = parts.unwrap_or((None, number));
    TitleBlock { number, symbol: symbol.to_owned(), ..TitleBlock::default() }
}

/// A clause as the decree numbers it; what stands below its heading is a paragraph of its own.
fn blocks(clause: &Clause) -> Vec<Block> {
    let body = clause.body();
    let heading = clause.text.strip_suffix(body).unwrap_or_default().trim_end();
    let titled = !heading.is_empty();
    let numbered = match mark(&clause.label) {
        Some((Mark::Part(n), _)) => Some((Level::Part, n)),
        Some((Mark::Item(n), _)) => Some((if titled { Level::Title } else { Level::Clause }, n)),
        Some((Mark::Point(c), _)) => letter_number(c).map(|n| (Level::Point, n)),
        Some((Mark::Bullet, _)) => return vec![Block::bullet(&clause.text)],
        _ => None,
    };
    // A paragraph of its own, or a letter that the alphabet lacks.
    let Some((level, number)) = numbered else {
        return vec![Block::paragraph(format!("{} {}", clause.label, clause.text).trim_start())];
    };
    if !titled {
        return vec![Block::heading(level, number, &clause.text)];
    }
    let below = (!body.is_empty()).then(|| Block::paragraph(body));
    std::iter::once(Block::heading(level, number, heading)).chain(below).collect()
}

fn letter_number(letter: char) -> Option<u32> {
    let at = LETTERS.iter().position(|l| l.chars().eq([letter]))?;
    u32::try_from(at + 1).ok()
}

/// The plan as the system holds it, in one language.
pub fn paper(plan: &Plan, lang: Lang) -> Paper {
    let say = |key: &str| lang::text(lang, key).to_owned();
    let basis = |b: &domain::plan::Basis| {
        let (date, title) = (lang::date_long(lang, b.date), one(lang, &b.title));
        let args = [("number", Arg::from(&b.number)), ("date", date.into()), ("title", title.into())];
        lang::format(lang, "plan-paper-basis", &args)
    };
    let closing = lang::format(lang, "plan-paper-closing", &[("number", Arg::from(&plan.number))]);
    let mut body = objectives(plan, lang);
    body.push(Block::heading(Level::Part, 2, say("plan-paper-areas")));
    let areas = listed(plan.areas.iter().map(|a| one(lang, &a.title)));
    body.extend(areas.into_iter().zip(1..).map(|(title, n)| Block::heading(Level::Point, n, title)));
    body.push(Block::heading(Level::Part, 3, say("plan-paper-duties")));
    body.push(Block::Table(duties(plan, lang)));
    body.push(Block::heading(Level::Part, 4, say("plan-paper-funds")));
    body.extend(listed(plan.funds.iter().map(|f| one(lang, &f.title))).into_iter().map(Block::bullet));
    if let Some(duty) = &plan.report {
        body.push(Block::heading(Level::Part, 5, say("plan-paper-report")));
        body.extend(report(duty, lang));
    }
    body.push(Block::paragraph(closing));
    body.push(Block::paragraph(say("plan-paper-official")));
    Paper {
        lang: lang.into(),
        title_block: TitleBlock {
            issuer: one(lang, &plan.issuer).to_owned(),
            place: plan.place.clone(),
            dated: Dated::On(plan.date),
            ..numbered(&plan.number)
        },
        kind: say("plan-paper-kind"),
        subject: one(lang, &plan.title).to_owned(),
        legal_bases: plan.legal_bases.iter().map(basis).collect(),
        body,
        signature: Signature {
            authority: plan.signature.authority.clone(),
            post: plan.signature.post.clone(),
            name: plan.signer.clone(),
        },
        demo: plan.notice.as_ref().map(|n| one(lang, n).to_owned()),
        ..Paper::default()
    }
}

/// Khmer readers are given the Vietnamese original, as everywhere in documents.
fn one(lang: Lang, words: &Words) -> &str {
    if lang == Lang::En { &words.en } else { &words.vi }
}

/// Items of a list as the decree ends them: «;», the last one «.».
fn listed<'a>(items: impl Iterator<Item = &'a str>) -> Vec<String> {
    decree30::listed(&items.map(str::to_owned).collect::<Vec<_>>())
}

fn objectives(plan: &Plan, lang: Lang) -> Vec<Block> {
    let heading = |level, n, key: &str| Block::heading(level, n, lang::text(lang, key));
    let of = |scope: Scope| {
        let own = plan.objectives.iter().filter(|o| o.scope == scope);
        listed(own.map(|o| one(lang, &o.title))).into_iter().map(Block::bullet)
    };
    let period = [("from", Arg::from(plan.period.from)), ("to", Arg::from(plan.period.to))];
    let mut body = vec![heading(Level::Part, 1, "plan-paper-objectives")];
    body.push(heading(Level::Title, 1, "plan-paper-general"));
    body.extend(of(Scope::General));
    body.push(heading(Level::Title, 2, "plan-paper-specific"));
    body.extend(of(Scope::Specific));
    body.push(Block::paragraph(lang::format(lang, "plan-paper-period", &period)));
    body
}

fn duties(plan: &Plan, lang: Lang) -> Table {
    let column = |key: &str, weight| Column::new(lang::text(lang, key), weight, Align::Left);
    let row = |d: &domain::plan::Duty| {
        let lead = d.lead.map(|r| role(lang, r)).unwrap_or_default();
        Row::new([
            d.clause.to_string(),
            one(lang, &d.title).to_owned(),
            lead.to_owned(),
            roles(lang, &d.coordinating),
            due(lang, d.due),
        ])
    };
    Table {
        columns: vec![
            column("plan-paper-clause", 9),
            column("plan-paper-duty", 36),
            column("plan-paper-lead", 18),
            column("plan-paper-with", 24),
            column("plan-paper-due", 13),
        ],
        rows: plan.duties.iter().map(row).collect(),
        ..Table::default()
    }
}

fn due(lang: Lang, due: Due) -> String {
    match due {
        Due::Continuous => lang::text(lang, "plan-paper-continuous").to_owned(),
        Due::NotStated => lang::text(lang, "plan-paper-not-stated").to_owned(),
        Due::Yearly { day: None } => lang::text(lang, "plan-paper-yearly").to_owned(),
        Due::Yearly { day: Some(day) } => {
            lang::format(lang, "plan-paper-yearly-on", &[("day", day.to_string().into())])
        }
        Due::Once { on } => lang::date(lang, on),
    }
}

fn report(duty: &ReportDuty, lang: Lang) -> Vec<Block> {
    let key = if duty.due_inclusive { "plan-paper-report-by" } else { "plan-paper-report-before" };
    let day = Arg::from(duty.due.to_string());
    let said = |key, args: &[(&str, Arg)]| Block::bullet(lang::format(lang, key, args));
    let mut out = vec![said(key, &[("day", day), ("who", roles(lang, &duty.reporters).into())])];
    if let Some(lead) = duty.lead {
        out.push(said("plan-paper-report-lead", &[("who", role(lang, lead).into())]));
    }
    out.push(said("plan-paper-report-to", &[("who", roles(lang, &duty.recipients).into())]));
    out
}

fn role(lang: Lang, role: Role) -> &'static str {
    let (vi, en) = role.words();
    if lang == Lang::En { en } else { vi }
}

fn roles(lang: Lang, roles: &[Role]) -> String {
    roles.iter().map(|r| role(lang, *r)).collect::<Vec<_>>().join("; ")
}
