//! Writing a list into the outlines of a year, all of it or nothing, and taking it back.
use std::collections::{HashMap, HashSet};
use std::path::Path;

use domain::access::Action;
use domain::finding::Finding;
use domain::ids::ListingId;
use domain::outline::listing::{Choice, Difference, Effect, Line, Mapping, Undo, take};
use domain::outline::{Outline, OutlineFacts};
use domain::refusal::Refusal;
use serde_json::json;
use store::Tx;
use store::listing::{New, State};

use super::{Preview, count, held, load, mark, named, pending, read, read_file, subject, usable};
use crate::app::outline::{blank, open_now, search};
use crate::app::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// What the sender decided.
#[derive(Debug, Default)]
pub struct Choices {
    /// By row of the file and field.
    pub fields: HashMap<(u32, String), Choice>,
    /// Rows that are left out.
    pub skipped: HashSet<u32>,
}

impl Choices {
    fn of(&self, row: u32, it: Difference) -> Option<Choice> {
        let chosen = self.fields.get(&(row, it.field.to_owned())).copied();
        chosen.or((!it.conflict).then_some(Choice::Take))
    }

    /// How many conflicts nobody has decided.
    pub fn open(&self, seen: &Preview) -> usize {
        open(self, &seen.lines, &seen.effects)
    }
}

fn open(choices: &Choices, lines: &[Line], effects: &[Effect]) -> usize {
    let of_line = |line: &Line, effect: &Effect| match effect {
        Effect::Change { fields, .. } if !choices.skipped.contains(&line.row) => {
            fields.iter().filter(|d| choices.of(line.row, **d).is_none()).count()
        }
        _ => 0,
    };
    lines.iter().zip(effects).map(|(l, e)| of_line(l, e)).sum()
}

/// What writing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    pub new: Vec<String>,
    pub changed: Vec<String>,
}

/// Writes a list as decided. `seen` is the mark of what was shown.
///
/// # Errors
/// Refused while a conflict is open; a conflict when the outlines changed since they were shown.
pub async fn commit(
    ctx: &Ctx,
    by: &Caller,
    id: ListingId,
    seen: &str,
    choices: &Choices,
) -> Outcome<Written> {
    let (mut listing, _, lines, _) = named(ctx, by, id).await?;
    pending(&listing)?;
    let tx = ctx.store.begin().await?;
    let (outlines, effects) = held(&tx, listing.year, &lines).await?;
    if mark(&effects, &outlines) != seen {
        return Err(Problem::Conflict(subject(id)));
    }
    let write = Write { ctx, tx: &tx, year: listing.year, choices };
    let (written, undo) = write.all(&lines, &effects, outlines).await?;
    listing.state = State::Written;
    listing.content.undo = undo;
    store::listing::update(&tx, &listing, State::Pending).await?;
    let change = json!({ "new": written.new, "changed": written.changed });
    audit(&tx, ctx, by, "listing.write", &subject(id), change).await?;
    tx.commit().await?;
    Ok(written)
}

struct Write<'w> {
    ctx: &'w Ctx,
    tx: &'w Tx,
    year: i16,
    choices: &'w Choices,
}

impl Write<'_> {
    async fn all(
        &self,
        lines: &[Line],
        effects: &[Effect],
        outlines: Vec<Outline>,
    ) -> Outcome<(Written, Vec<Undo>)> {
        let open = open(self.choices, lines, effects);
        if open > 0 {
            return Err(Refusal::new("conflicts-open").with("count", count(open)).into());
        }
        let mut known: HashMap<String, Outline> = outlines.into_iter().map(|o| (o.code.clone(), o)).collect();
        let (mut written, mut undo) = (Written::default(), Vec::new());
        for (line, effect) in lines.iter().zip(effects) {
            if self.choices.skipped.contains(&line.row) {
                continue;
            }
            match effect {
                Effect::New => {
                    let it = self.insert(line).await?;
                    written.new.push(it.code.clone());
                    undo.push(Undo { outline: it.id, code: it.code, before: None, revision: it.revision });
                }
                Effect::Change { code, fields } => {
                    let Some(it) = known.remove(code) else { continue };
                    if let Some(done) = self.change(line, fields, it).await? {
                        written.changed.push(done.code.clone());
                        undo.push(done);
                    }
                }
                Effect::Broken | Effect::Same { .. } | Effect::Closed { .. } | Effect::Repeated { .. } => {}
            }
        }
        Ok((written, undo))
    }

    async fn insert(&self, line: &Line) -> Outcome<Outline> {
        let mut facts = blank(self.ctx, &line.unit);
        merge(&mut facts, line, |_| true);
        let now = self.ctx.clock.now();
        let it = store::outline::insert(self.tx, self.year, &line.unit, &facts, &search(&facts), now).await?;
        store::listing::remember(self.tx, it.id, &line.facts).await?;
        Ok(it)
    }

    /// Nothing when every difference was decided for what stands.
    async fn change(&self, line: &Line, fields: &[Difference], mut it: Outline) -> Outcome<Option<Undo>> {
        let before = it.facts.clone();
        let taken = |field: &str| {
            let found = fields.iter().find(|d| d.field == field);
            found.is_some_and(|d| self.choices.of(line.row, *d) == Some(Choice::Take))
        };
        merge(&mut it.facts, line, taken);
        store::listing::remember(self.tx, it.id, &line.facts).await?;
        if it.facts == before {
            return Ok(None);
        }
        store::outline::update(self.tx, &it, &search(&it.facts), self.ctx.clock.now()).await?;
        Ok(Some(Undo { outline: it.id, code: it.code, before: Some(before), revision: it.revision + 1 }))
    }
}

fn merge(facts: &mut OutlineFacts, line: &Line, taken: impl Fn(&str) -> bool) {
    for field in line.given.iter().filter(|f| taken(f)) {
        take(field, facts, &line.facts);
    }
}

/// Takes a written list back: new outlines go, changed ones are as they were.
///
/// # Errors
/// Refused with the outlines that somebody has worked on since; then nothing is taken back.
pub async fn undo(ctx: &Ctx, by: &Caller, id: ListingId) -> Outcome<usize> {
    let mut listing = load(ctx, by, id).await?;
    if listing.state != State::Written {
        return Err(Refusal::new("listing-done").into());
    }
    let tx = ctx.store.begin().await?;
    let ids: Vec<_> = listing.content.undo.iter().map(|u| u.outline).collect();
    let now: HashMap<_, _> =
        store::outline::by_ids(&tx, &ids).await?.into_iter().map(|o| (o.id, o)).collect();
    let talked = store::outline::with_events(&tx, &ids).await?;
    let moved: Vec<&str> = listing
        .content
        .undo
        .iter()
        .filter(|u| {
            // What was made here would go: nobody may have said anything of it.
            let said = u.before.is_none() && talked.contains(&u.outline);
            said || now.get(&u.outline).is_none_or(|o| o.revision != u.revision)
        })
        .map(|u| u.code.as_str())
        .collect();
    if !moved.is_empty() {
        let codes = domain::finding::Arg::Text(moved.join(", "));
        return Err(Refusal::new("listing-moved").with("codes", codes).into());
    }
    for step in &listing.content.undo {
        store::listing::forget(&tx, step.outline).await?;
        match (&step.before, now.get(&step.outline)) {
            (Some(before), Some(it)) => {
                let it = Outline { facts: before.clone(), ..it.clone() };
                store::outline::update(&tx, &it, &search(before), ctx.clock.now()).await?;
            }
            _ => store::outline::delete(&tx, step.outline, step.revision).await?,
        }
    }
    listing.state = State::Undone;
    store::listing::update(&tx, &listing, State::Written).await?;
    let codes: Vec<&str> = listing.content.undo.iter().map(|u| u.code.as_str()).collect();
    audit(&tx, ctx, by, "listing.undo", &subject(id), json!({ "codes": codes })).await?;
    let count = codes.len();
    tx.commit().await?;
    Ok(count)
}

/// What an import on the command line did.
pub struct Imported {
    pub written: Written,
    pub lines: Vec<Line>,
    pub effects: Vec<Effect>,
    pub findings: Vec<Finding>,
}

/// Reads and writes a list in one go: everything or nothing. An open conflict or a line with errors refuses it.
pub async fn import(
    ctx: &Ctx,
    by: &Caller,
    year: i16,
    path: &Path,
    mapping: Option<Mapping>,
    choice: Option<Choice>,
) -> Outcome<Imported> {
    by.require(Action::ReviewProposals, None)?;
    open_now(ctx, year).await?;
    let bytes = read_file(path)?;
    let mapping = match mapping {
        Some(mapping) => mapping,
        None => super::guessed(ctx, &bytes)?,
    };
    usable(&mapping)?;
    let (lines, findings) = read(ctx, &bytes, &mapping)?;
    let mut all: Vec<Finding> =
        findings.iter().chain(lines.iter().flat_map(|l| &l.findings)).cloned().collect();
    // What stands in the way comes first.
    all.sort_by_key(|f| std::cmp::Reverse(f.severity));
    if domain::finding::any_error(&all) {
        return Err(Refusal::new("listing-has-errors").because(all).into());
    }
    let tx = ctx.store.begin().await?;
    let (outlines, effects) = held(&tx, year, &lines).await?;
    let mut choices = Choices::default();
    if let Some(choice) = choice {
        choices.fields = conflicts(&lines, &effects).map(|key| (key, choice)).collect();
    }
    let (written, undo) =
        Write { ctx, tx: &tx, year, choices: &choices }.all(&lines, &effects, outlines).await?;
    let file_name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let sha256 = crate::app::consolidation::sha256(&bytes);
    let now = ctx.clock.now();
    let new = New { year, by: by.name(), file_name: &file_name, sha256: &sha256, bytes, at: now };
    let id = store::listing::insert(&tx, new).await?;
    let content = store::listing::Content { mapping: Some(mapping), undo };
    let listing = store::listing::Listing {
        id,
        year,
        by: by.name().to_owned(),
        file_name,
        sha256,
        at: now,
        state: State::Written,
        content,
    };
    store::listing::update(&tx, &listing, State::Pending).await?;
    let change = json!({ "file": listing.file_name, "new": written.new, "changed": written.changed });
    audit(&tx, ctx, by, "listing.write", &subject(id), change).await?;
    tx.commit().await?;
    Ok(Imported { written, lines, effects, findings: all })
}

fn conflicts<'l>(lines: &'l [Line], effects: &'l [Effect]) -> impl Iterator<Item = (u32, String)> + 'l {
    let changes = lines.iter().zip(effects).filter_map(|(line, effect)| match effect {
        Effect::Change { fields, .. } => Some((line.row, fields)),
        _ => None,
    });
    changes.flat_map(|(row, fields)| {
        fields.iter().filter(|d| d.conflict).map(move |d| (row, d.field.to_owned()))
    })
}
