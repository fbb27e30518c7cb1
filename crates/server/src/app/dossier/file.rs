//! Files of a dossier, and its papers as somebody edits them before they are issued.
use domain::access::Action;
use domain::dossier::Record;
use domain::refusal::Refusal;
use domain::words::Words;
use formats::paper::{Block, Level, Paper};
use serde_json::json;
use store::attached::{File, New, Owner};
use store::dossier_draft::Draft;

use super::paper::{self, Kind};
use super::{law, load, rules_of, subject};
use crate::app::{Caller, audit, files};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Files of one dossier.
const MOST: usize = 60;
/// Characters of a paper's words.
pub const WORDS_MOST: usize = 60_000;
/// Stands for a table, which is made of the data.
const TABLE: &str = "[bảng]";

/// What a file of a dossier can be about.
pub enum About {
    /// A paper that the rules ask for.
    Paper { id: String, title: Words },
    /// The letter with the opinion of an organisation that was asked.
    Opinion { organisation: String },
}

impl About {
    /// As it is stored and stands in forms: "paper:ID", "opinion:ORGANISATION".
    pub fn key(&self) -> String {
        match self {
            Self::Paper { id, .. } => format!("paper:{id}"),
            Self::Opinion { organisation } => format!("opinion:{organisation}"),
        }
    }

    /// Whether the caller may hand it in.
    pub fn may(&self, by: &Caller, it: &Record) -> bool {
        match self {
            Self::Paper { .. } => by.may(Action::WriteDossiers, Some(&it.unit)),
            Self::Opinion { organisation } => {
                by.may(Action::GiveOpinion, Some(organisation)) || by.may(Action::AppraiseDossiers, None)
            }
        }
    }
}

/// Everything that a file of this dossier can be about today.
pub fn abouts(ctx: &Ctx, it: &Record) -> Outcome<Vec<About>> {
    let now = it.state(&law(ctx), ctx.clock.today())?;
    let rules = rules_of(ctx, &now).ok_or(Problem::NotFound("procedure"))?;
    let papers = rules.papers.iter().map(|p| About::Paper { id: p.id.clone(), title: p.title.clone() });
    let asked = now.opinions.into_iter().filter(|o| o.requested.is_some()).filter_map(|o| o.organisation);
    Ok(papers.chain(asked.map(|organisation| About::Opinion { organisation })).collect())
}

pub async fn all(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<(Record, Vec<File>)> {
    let it = load(ctx, by, code).await?;
    let files = store::attached::all(&ctx.store, Owner::Dossier(it.id)).await?;
    Ok((it, files))
}

/// Keeps a file: a paper of the owner, or the letter with an organisation's opinion.
///
/// # Errors
/// Refused for what the rules do not ask for and nobody was asked, and for a file that is too large or of another kind.
pub async fn attach(
    ctx: &Ctx,
    by: &Caller,
    code: &str,
    about: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Outcome<()> {
    let (it, kept) = all(ctx, by, code).await?;
    let known = abouts(ctx, &it)?.into_iter().find(|a| a.key() == about);
    let known = known.ok_or_else(|| Refusal::new("dossier-file-about"))?;
    if !known.may(by, &it) {
        return Err(Problem::Forbidden(Action::WriteDossiers));
    }
    if kept.len() >= MOST {
        return Err(Refusal::new("dossier-files-many").into());
    }
    let (kind, sha256) = files::known(&bytes)?;
    let tx = ctx.store.begin().await?;
    let new = New { label: about, name, kind, sha256: &sha256, by: by.name(), bytes };
    store::attached::insert(&tx, Owner::Dossier(it.id), new, ctx.clock.now()).await?;
    let change = json!({ "about": about, "file": name, "sha256": sha256 });
    audit(&tx, ctx, by, "dossier.file", &subject(&it), change).await?;
    Ok(tx.commit().await?)
}

/// Name, content type and content of a file.
pub async fn file(ctx: &Ctx, by: &Caller, code: &str, id: i64) -> Outcome<(String, &'static str, Vec<u8>)> {
    let it = load(ctx, by, code).await?;
    let found = store::attached::load(&ctx.store, Owner::Dossier(it.id), id).await?;
    let (name, kind, bytes) = found.ok_or(Problem::NotFound("file"))?;
    Ok((name, files::media(&kind), bytes))
}

/// A paper as it would be issued: of the data, with the words that somebody put in their place.
pub async fn issued(ctx: &Ctx, it: &Record, kind: Kind) -> Outcome<(Paper, Option<Draft>)> {
    let mut made = paper::make(ctx, it, kind).await?;
    let draft = store::dossier_draft::load(&ctx.store, it.id, kind.name()).await?;
    if let Some(draft) = &draft {
        made.subject.clone_from(&draft.subject);
        made.body = blocks(&draft.body, &made.body);
    }
    Ok((made, draft))
}

/// Keeps the words of a paper; nothing makes it of the data again.
///
/// # Errors
/// Refused for words that are too long, and once the dossier is decided.
pub async fn edit(
    ctx: &Ctx,
    by: &Caller,
    code: &str,
    kind: Kind,
    words: Option<(String, String)>,
) -> Outcome<()> {
    let it = load(ctx, by, code).await?;
    if !by.may(Action::DecideDossiers, None) {
        by.require(Action::AppraiseDossiers, None)?;
    }
    if it.content.dossier.events.iter().any(|e| domain::dossier::DECIDES.contains(&e.event.as_str())) {
        return Err(Refusal::new("dossier-decided").into());
    }
    let now = ctx.clock.now();
    let draft = words.map(|(subject, body)| Draft { subject, body, by: by.name().to_owned(), at: now });
    if let Some(draft) = &draft
        && (draft.body.chars().count() > WORDS_MOST || draft.subject.trim().is_empty())
    {
        return Err(Refusal::new("dossier-words").into());
    }
    let tx = ctx.store.begin().await?;
    store::dossier_draft::set(&tx, it.id, kind.name(), draft.as_ref(), now).await?;
    let change = json!({ "paper": kind.name(), "draft": draft });
    audit(&tx, ctx, by, "dossier.words", &subject(&it), change).await?;
    Ok(tx.commit().await?)
}

/// A body as lines: «# » before a heading, «- » before a point; a table is a mark.
pub fn lines(body: &[Block]) -> String {
    let text = |runs: &[formats::paper::Run]| runs.iter().map(|r| r.text.as_str()).collect::<String>();
    let line = |block: &Block| match block {
        Block::Heading { runs, .. } => format!("# {}", text(runs)),
        Block::Paragraph { runs } => text(runs),
        Block::Bullet { runs } => format!("- {}", text(runs)),
        Block::Table(_) => TABLE.to_owned(),
    };
    body.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Lines as a body. Headings are counted anew; tables are taken from `made` in their order.
fn blocks(lines: &str, made: &[Block]) -> Vec<Block> {
    let mut tables = made.iter().filter(|b| matches!(b, Block::Table(_)));
    let mut headings = 0;
    let mut block = |line: &str| match (line.strip_prefix("# "), line.strip_prefix("- ")) {
        (Some(title), _) => {
            headings += 1;
            Some(Block::heading(Level::Part, headings, title.trim()))
        }
        (None, Some(point)) => Some(Block::bullet(point.trim())),
        (None, None) if line == TABLE => tables.next().cloned(),
        (None, None) => Some(Block::paragraph(line)),
    };
    lines.lines().map(str::trim).filter(|l| !l.is_empty()).filter_map(&mut block).collect()
}

#[cfg(test)]
mod tests {
    use formats::paper::Table;

    use super::*;

    #[test]
    fn a_body_comes_back_from_its_lines_with_its_tables() {
        let body = vec![
            Block::heading(Level::Part, 1, "Khoản viện trợ"),
            Block::bullet("Tên: Trạm y tế"),
            Block::Table(Table::default()),
            Block::heading(Level::Part, 2, "Ý kiến"),
            Block::paragraph("Kính trình."),
        ];
        assert_eq!(blocks(&lines(&body), &body), body);
        let edited = blocks("# Một\n\n- điểm\n[bảng]\n[bảng]\nCâu.", &body);
        assert_eq!(edited.len(), 4, "a table that was not made is not invented");
    }
}
