//! What an outline may repeat: another outline of the year, or a project of the register.
use domain::outline::{Outline, OutlineFacts};
use domain::project::{ALIKE, Likeness};

use crate::ctx::Ctx;
use crate::problem::Outcome;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    Outline,
    Project,
}

/// Something alike, with its score of 0 to 100: title and place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    pub other: Other,
    pub code: String,
    pub name: String,
    /// Code of the organisation.
    pub unit: String,
    pub score: u8,
}

/// At most so many are named for one outline.
const NAMED: usize = 3;

/// All that outlines are held against, made ready once.
pub struct Twins(Vec<(Likeness, Alike)>);

impl Twins {
    /// The outlines of a year and the whole register.
    pub async fn of(ctx: &Ctx, outlines: &[Outline]) -> Outcome<Self> {
        let mut all: Vec<(Likeness, Alike)> = outlines.iter().map(outline).collect();
        let projects = store::project::all_candidates(&ctx.store).await?;
        all.extend(projects.into_iter().map(|p| {
            let like = Likeness::new(&lang::fold(&p.name), number(&p.place), "");
            (like, Alike { other: Other::Project, code: p.code, name: p.name, unit: p.unit, score: 0 })
        }));
        Ok(Self(all))
    }

    /// The likeliest first. No donor is known yet, so title and place decide: 80 is the most they give, scaled to 100.
    pub fn like(&self, it: &Outline) -> Vec<Alike> {
        self.others(&it.facts, &it.code)
    }

    /// For what is no outline yet.
    pub fn like_facts(&self, facts: &OutlineFacts) -> Vec<Alike> {
        self.others(facts, "")
    }

    fn others(&self, facts: &OutlineFacts, code: &str) -> Vec<Alike> {
        let own = likeness(facts);
        let mut found: Vec<Alike> = self
            .0
            .iter()
            .filter(|(_, other)| other.code != code)
            .map(|(like, other)| (own.score(like), other))
            .filter(|(score, _)| *score >= ALIKE)
            .map(|(score, other)| Alike { score: scaled(score), ..other.clone() })
            .collect();
        found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.code.cmp(&b.code)));
        found.truncate(NAMED);
        found
    }
}

fn scaled(score: u8) -> u8 {
    u8::try_from(u32::from(score) * 100 / 80).unwrap_or(100).min(100)
}

fn likeness(facts: &OutlineFacts) -> Likeness {
    Likeness::new(&lang::fold(&facts.name.vi), number(&facts.place), "")
}

fn outline(it: &Outline) -> (Likeness, Alike) {
    let like = likeness(&it.facts);
    let (code, name, unit) = (it.code.clone(), it.facts.name.vi.clone(), it.unit.clone());
    (like, Alike { other: Other::Outline, code, name, unit, score: 0 })
}

/// The register writes places with or without their system.
fn number(place: &str) -> &str {
    place.split_once(':').map_or(place, |(_, code)| code)
}
