//! The register in memory, ready to compare new rows of a report with. A round brings each of a thousand
//! units' new projects beside all that came before; read from the database and folded anew for every
//! workbook, they took half of its import.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::project::{ALIKE, Facts, Pairs, Resembles, score};
use store::Source;
use store::project::Candidate;

use crate::problem::Outcome;

/// What is kept of the register between two workbooks. Cheap to clone; all clones are one.
#[derive(Clone, Default)]
pub struct Register(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// Number of the last change that is in here; `None` before the first reading.
    last: Option<i64>,
    by_id: HashMap<i64, usize>,
    projects: Vec<Known>,
    of_unit: HashMap<String, Vec<Near>>,
    at_place: HashMap<String, Vec<Near>>,
    /// Donors by folded name, each with its number: of many projects there are few.
    donors: HashMap<String, usize>,
    of_donors: Vec<Pairs>,
}

struct Known {
    code: String,
    unit: String,
    place: String,
}

/// Stands by value in the lists: a row is held against hundreds, and from one to the next is no way to go.
#[derive(Clone)]
struct Near {
    /// Number of the project.
    n: usize,
    name: Pairs,
    /// Number of the donor.
    donor: usize,
}

impl Register {
    /// The projects that new rows of a unit resemble, by number of the row. They are held against the unit's
    /// own projects and those in the row's place: a like name elsewhere is another project.
    ///
    /// Reads what changed since it was last asked. In a transaction, ask before writing projects: what is
    /// rolled back would stay known.
    pub async fn resembling(
        &self,
        db: &dyn Source,
        unit: &str,
        rows: impl IntoIterator<Item = (usize, Facts)>,
    ) -> Outcome<HashMap<usize, Resembles>> {
        let known = self.kept(|kept| kept.last);
        let (changed, last) = store::project::changed_since(db, known).await?;
        Ok(self.kept(|kept| {
            changed.into_iter().for_each(|project| kept.put(project));
            kept.last = kept.last.max(Some(last));
            rows.into_iter().filter_map(|(n, facts)| Some((n, kept.resembling(unit, &facts)?))).collect()
        }))
    }

    /// Everything is read anew when next asked.
    pub fn forget(&self) {
        self.kept(|kept| *kept = Kept::default());
    }

    fn kept<R>(&self, then: impl FnOnce(&mut Kept) -> R) -> R {
        // A panic half-way leaves at worst a project that is found in its former place.
        then(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    fn put(&mut self, project: Candidate) {
        let Candidate { id, code, unit, name, place, donor } = project;
        let (name, donor) = (Pairs::of(&lang::fold(&name)), self.donor(lang::fold(&donor)));
        let known = Known { code, unit, place };
        let n = *self.by_id.entry(id.0).or_insert(self.projects.len());
        match self.projects.get_mut(n) {
            None => self.projects.push(known),
            Some(before) => {
                let before = std::mem::replace(before, known);
                remove(&mut self.of_unit, &before.unit, n);
                remove(&mut self.at_place, &before.place, n);
            }
        }
        add(&mut self.of_unit, &self.projects[n].unit, Near { n, name: name.clone(), donor });
        add(&mut self.at_place, &self.projects[n].place, Near { n, name, donor });
    }

    fn donor(&mut self, folded: String) -> usize {
        if let Some(n) = self.donors.get(&folded) {
            return *n;
        }
        self.of_donors.push(Pairs::of(&folded));
        self.donors.insert(folded, self.of_donors.len() - 1);
        self.of_donors.len() - 1
    }

    fn resembling(&self, unit: &str, facts: &Facts) -> Option<Resembles> {
        let (name, donor) = (Pairs::of(&lang::fold(&facts.name_vi)), Pairs::of(&lang::fold(&facts.donor)));
        // How alike the donors are, once for each that is met.
        let mut donors = vec![None; self.of_donors.len()];
        let mut best: Option<(u8, &str)> = None;
        // What is the unit's and in the same place is in both lists; the better score counts.
        for (same_place, list) in [(false, self.of_unit.get(unit)), (true, self.at_place.get(&facts.place))] {
            for near in list.into_iter().flatten() {
                let known = &self.of_donors[near.donor];
                let donor = *donors[near.donor].get_or_insert_with(|| donor.overlap(known));
                let at_least = best.map_or(ALIKE, |(score, _)| score);
                let score = score(&name, &near.name, same_place, donor, at_least);
                if score >= at_least {
                    best = best.max(Some((score, self.projects[near.n].code.as_str())));
                }
            }
        }
        best.map(|(score, code)| Resembles { code: code.to_owned(), score })
    }
}

fn add(to: &mut HashMap<String, Vec<Near>>, key: &str, near: Near) {
    match to.get_mut(key) {
        Some(listed) => listed.push(near),
        None => drop(to.insert(key.to_owned(), vec![near])),
    }
}

fn remove(from: &mut HashMap<String, Vec<Near>>, key: &str, n: usize) {
    if let Some(listed) = from.get_mut(key) {
        listed.retain(|near| near.n != n);
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::ProjectId;

    use super::*;

    fn candidate(id: i64, unit: &str, place: &str) -> Candidate {
        Candidate {
            id: ProjectId(id),
            code: format!("DA-{id}"),
            unit: unit.into(),
            name: "Cầu Kênh Tám".into(),
            place: place.into(),
            donor: "Tổ chức A".into(),
        }
    }

    #[test]
    fn a_project_is_known_where_it_is_now_and_no_longer_where_it_was() {
        let mut kept = Kept::default();
        kept.put(candidate(1, "X1", "32062"));
        let row = |place: &str| Facts {
            name_vi: "Xây cầu Kênh Tám".into(),
            place: place.into(),
            donor: "Tổ chức A".into(),
            ..Facts::default()
        };
        let found = |kept: &Kept, unit: &str, place: &str| kept.resembling(unit, &row(place)).is_some();
        assert!(found(&kept, "X2", "32062"), "another unit in the same place");
        assert!(!found(&kept, "X2", "31825"), "a like name elsewhere is another project");
        assert!(found(&kept, "X1", "31825"), "the unit's own");
        kept.put(candidate(1, "X3", "31825"));
        assert_eq!(kept.projects.len(), 1);
        assert!(!found(&kept, "X1", "32062"));
        assert!(found(&kept, "X2", "31825"));
    }
}
