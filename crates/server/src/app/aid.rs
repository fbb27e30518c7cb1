//! Published aid: files of donors are read into the register, activities are linked to projects of ours, and for
//! each field of a linked project someone says which source wins.
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, anyhow};
use domain::access::Action;
use domain::aid::{Activity, Field, Organisation, Party, changed, changed_organisation};
use domain::ids::AidId;
use iati::rules::values::Instant;
use iati::{Finding, Options, Piece, RuleId, Severity};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::Tx;
use store::aid::{Known, New};
use tokio::sync::mpsc;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod link;
mod reading;
pub mod related;
pub mod stats;

/// Activities that are written together.
const BATCH: usize = 200;
/// Identifiers and findings that are listed; beyond them only counts go on.
const LISTED: usize = 1000;

/// What a file changed.
#[derive(Debug, Default)]
pub struct Imported {
    /// The newest file of this name had the same bytes; nothing was done.
    pub same: bool,
    pub version: String,
    pub kept: u64,
    pub left_out: u64,
    /// Activities and organisations with a critical finding.
    pub refused: u64,
    pub new: u64,
    pub unchanged: u64,
    pub changed: u64,
    /// The first changed activities and what differs.
    pub changes: Vec<(String, Vec<Field>)>,
    /// Identifiers that the file of this name had before and has no more.
    pub gone: Vec<String>,
    /// Why activities were refused; the first of them.
    pub findings: Vec<Finding>,
}

/// What the reading thread hands over.
#[derive(Default)]
struct Batch {
    rows: Vec<New>,
    organisations: Vec<Organisation>,
    left_out: u64,
    refused: u64,
    findings: Vec<Finding>,
}

/// Reads a file into the register, all of it or nothing: one transaction. An activity with a critical finding is
/// refused, the others are taken. `read` counts bytes as they are read.
///
/// # Errors
/// [`Problem::Broken`] with the finding when the file cannot be read to its end, and for one that is not IATI.
pub async fn import(
    ctx: &Ctx,
    by: &Caller,
    path: &Path,
    name: &str,
    read: Arc<AtomicU64>,
) -> Outcome<Imported> {
    by.require(Action::ManageAid, None)?;
    let (sha256, size) = digest(path)?;
    if store::aid::is_newest(&ctx.store, name, &sha256).await? {
        return Ok(Imported { same: true, ..Imported::default() });
    }
    let tx = ctx.store.begin().await?;
    let mut file = store::aid::File {
        name: name.to_owned(),
        sha256,
        size,
        version: String::new(),
        at: ctx.clock.now(),
        by_name: by.name().to_owned(),
        kept: 0,
        left_out: 0,
        refused: 0,
    };
    let id = store::aid::insert_file(&tx, &file).await?;
    let (sender, mut batches) = mpsc::channel(2);
    let job =
        Job { path: path.to_owned(), countries: ctx.reference.aid_countries.clone(), now: now(ctx)?, read };
    let reader = tokio::task::spawn_blocking(move || job.run(&sender));
    let mut done = Imported::default();
    while let Some(batch) = batches.recv().await {
        take(&tx, id, batch, &mut done).await?;
    }
    done.version = reader.await.map_err(anyhow::Error::from)??;
    done.gone = store::aid::mark_gone(&tx, name, id).await?;
    done.gone.extend(store::aid::mark_organisations_gone(&tx, name, id).await?);
    (file.version, file.kept, file.left_out, file.refused) =
        (done.version.clone(), done.kept, done.left_out, done.refused);
    store::aid::finish_file(&tx, id, &file).await?;
    let change = json!({
        "file": name, "sha256": file.sha256, "new": done.new, "changed": done.changed,
        "gone": done.gone.len(), "refused": done.refused, "left_out": done.left_out,
    });
    audit(&tx, ctx, by, "aid.import", &format!("aid-file:{id}"), change).await?;
    tx.commit().await?;
    Ok(done)
}

fn now(ctx: &Ctx) -> anyhow::Result<Instant> {
    let day = ctx.clock.today().to_string();
    Ok(Instant::parse(&day).ok_or_else(|| anyhow!("{day} is no day"))?.end_of_day())
}

fn digest(path: &Path) -> anyhow::Result<(String, u64)> {
    let mut file = File::open(path).with_context(|| path.display().to_string())?;
    let (mut hash, mut size, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        hash.update(&buffer[..n]);
        size += n as u64;
    }
    Ok((store::hex(&hash.finalize()), size))
}

/// Compares a batch with what is there and writes what differs.
async fn take(tx: &Tx, file: i64, batch: Batch, done: &mut Imported) -> Outcome<()> {
    done.left_out += batch.left_out;
    done.refused += batch.refused;
    done.kept += (batch.rows.len() + batch.organisations.len()) as u64;
    take_organisations(tx, file, &batch.organisations, done).await?;
    let room = LISTED.saturating_sub(done.findings.len());
    done.findings.extend(batch.findings.into_iter().take(room));
    let identifiers: Vec<&str> = batch.rows.iter().map(|r| r.activity.identifier.as_str()).collect();
    let known = store::aid::known(tx, &identifiers).await?;
    let (same, write): (Vec<New>, Vec<New>) = batch
        .rows
        .into_iter()
        .partition(|row| known.get(&row.activity.identifier).is_some_and(|k| k.hash == row.hash));
    let same: Vec<AidId> =
        same.iter().filter_map(|r| known.get(&r.activity.identifier)).map(|k| k.id).collect();
    done.unchanged += same.len() as u64;
    store::aid::seen(tx, file, &same).await?;
    compare(tx, &write, &known, done).await?;
    publishers(tx, write.iter().map(|r| &r.activity.publisher)).await?;
    Ok(store::aid::write(tx, file, &write).await?)
}

/// Enters who publishes.
async fn publishers(tx: &Tx, all: impl Iterator<Item = &Party>) -> Outcome<()> {
    let by_reference: BTreeMap<&str, (&str, &str)> =
        all.map(|p| (p.reference.as_str(), (p.name.as_str(), p.kind.as_str()))).collect();
    let rows: Vec<(&str, &str, &str)> = by_reference.into_iter().map(|(r, (n, k))| (r, n, k)).collect();
    Ok(store::aid::write_publishers(tx, &rows).await?)
}

/// The same for organisations, of which a file has one or a few.
async fn take_organisations(tx: &Tx, file: i64, all: &[Organisation], done: &mut Imported) -> Outcome<()> {
    let identifiers: Vec<&str> = all.iter().map(|o| o.identifier.as_str()).collect();
    let known = store::aid::known_organisations(tx, &identifiers).await?;
    for it in all {
        match known.get(&it.identifier) {
            None => done.new += 1,
            Some(before) if before == it => done.unchanged += 1,
            Some(before) => {
                done.changed += 1;
                if done.changes.len() < LISTED {
                    done.changes.push((it.identifier.clone(), changed_organisation(before, it)));
                }
            }
        }
    }
    publishers(tx, all.iter().map(|o| &o.publisher)).await?;
    Ok(store::aid::write_organisations(tx, file, all).await?)
}

/// Counts new and changed activities and says what differs.
async fn compare(
    tx: &Tx,
    write: &[New],
    known: &BTreeMap<String, Known>,
    done: &mut Imported,
) -> Outcome<()> {
    let old: Vec<AidId> =
        write.iter().filter_map(|r| known.get(&r.activity.identifier)).map(|k| k.id).collect();
    done.changed += old.len() as u64;
    done.new += (write.len() - old.len()) as u64;
    let contents = store::aid::contents(tx, &old).await?;
    for row in write {
        let identifier = &row.activity.identifier;
        let Some(before) = known.get(identifier).and_then(|k| contents.get(&k.id)) else { continue };
        if done.changes.len() < LISTED {
            done.changes.push((identifier.clone(), changed(before, &row.activity)));
        }
    }
    Ok(())
}

/// The reading of a file, in a thread of its own: writing waits for the database, reading does not.
struct Job {
    path: PathBuf,
    countries: Vec<String>,
    now: Instant,
    read: Arc<AtomicU64>,
}

impl Job {
    /// Gives the version of the standard.
    fn run(self, sender: &mpsc::Sender<Batch>) -> Outcome<String> {
        let file = File::open(&self.path).with_context(|| self.path.display().to_string())?;
        let input = Counted { file, read: self.read };
        let (mut batch, mut fault) = (Batch::default(), None);
        let head = iati::items(input, &Options::new(self.now), |piece| {
            let Piece::Item(tree, findings) = piece else { return ControlFlow::Continue(()) };
            match row(tree, findings, &self.countries) {
                Ok(Row::Kept(row)) => batch.rows.push(*row),
                Ok(Row::Organisation(it)) => batch.organisations.push(*it),
                Ok(Row::LeftOut) => batch.left_out += 1,
                Ok(Row::Refused(findings)) => {
                    batch.refused += 1;
                    batch.findings.extend(findings);
                }
                Err(e) => {
                    fault = Some(e);
                    return ControlFlow::Break(());
                }
            }
            if batch.rows.len() + batch.organisations.len() < BATCH && batch.findings.len() < LISTED {
                return ControlFlow::Continue(());
            }
            send(sender, std::mem::take(&mut batch))
        });
        if let Some(e) = fault {
            return Err(e.into());
        }
        let head = head.map_err(|f| unreadable(&f))?;
        if head.kind.is_none() {
            return Err(Problem::Broken(anyhow!("{}: no IATI file", self.path.display())));
        }
        // Whoever took the batches is gone only when the writing failed, and says so itself.
        let _ = send(sender, batch);
        Ok(head.version)
    }
}

/// Within a batch an identifier stands once: the second in a file is refused as a duplicate, and one that
/// differs from it in white space alone too.
fn send(sender: &mpsc::Sender<Batch>, mut batch: Batch) -> ControlFlow<()> {
    let mut seen = BTreeSet::new();
    let before = batch.rows.len();
    batch.rows.retain(|row| seen.insert(row.activity.identifier.clone()));
    batch.refused += (before - batch.rows.len()) as u64;
    let (mut seen, before) = (BTreeSet::new(), batch.organisations.len());
    batch.organisations.retain(|it| seen.insert(it.identifier.clone()));
    batch.refused += (before - batch.organisations.len()) as u64;
    match sender.blocking_send(batch) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}

fn unreadable(finding: &Finding) -> Problem {
    let (line, column) = (finding.pos.line, finding.pos.column);
    Problem::Broken(anyhow!(
        "{line}:{column} [{}] {}",
        finding.id,
        iati::messages::text(iati::Lang::Vi, finding)
    ))
}

enum Row {
    Kept(Box<New>),
    Organisation(Box<Organisation>),
    /// Of another country.
    LeftOut,
    Refused(Vec<Finding>),
}

fn row(tree: &iati::Tree, mut findings: Vec<Finding>, countries: &[String]) -> anyhow::Result<Row> {
    let of_organisation = tree.name(tree.root()) == iati::names::IATI_ORGANISATION;
    if !of_organisation && !reading::is_for(tree, countries) {
        return Ok(Row::LeftOut);
    }
    findings.retain(|f| f.severity == Severity::Critical || f.id == RuleId::DUPLICATE);
    if !findings.is_empty() {
        return Ok(Row::Refused(findings));
    }
    if of_organisation {
        return Ok(Row::Organisation(Box::new(reading::organisation(tree, countries))));
    }
    let activity = reading::activity(tree);
    let search = search_text(&activity);
    Ok(Row::Kept(Box::new(New::of(activity, search)?)))
}

/// Title, publisher and identifier, without tone marks.
fn search_text(a: &Activity) -> String {
    let t = &a.title;
    let words: [&str; 5] = [&t.vi, &t.en, &t.other, &a.publisher.name, &a.identifier];
    lang::fold(&words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "))
}

/// A file that counts what was read of it.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
