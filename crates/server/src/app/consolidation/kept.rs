//! What was added up and would be added up again: kept in memory, with the mark of what it was
//! made from. Another process that writes moves the mark.
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use domain::consolidation::Correction;
use domain::figures::{Figure, FigureKey, Part};
use domain::ids::{RoundId, SealedId};
use store::project::Filter;

use super::reading::SealedTotals;
use crate::app::project::Counted;

/// Province-wide totals by round, opened figures, and counts of the register.
#[derive(Clone, Default)]
pub struct TotalsCache(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    running: Marked<RoundId, Vec<Figure>>,
    opened: Marked<(RoundId, FigureKey), Vec<Part>>,
    register: Marked<Filter, Counted>,
    /// Sealed content never changes.
    sealed: HashMap<SealedId, Arc<SealedTotals>>,
    corrections: HashMap<SealedId, Arc<Vec<Correction>>>,
}

/// Opened figures and filters kept at most: what a few officers look at in an hour.
const MOST: usize = 64;

/// Values that hold as long as their mark does.
struct Marked<K, V>(HashMap<K, (i64, Arc<V>)>);

impl<K, V> Default for Marked<K, V> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash, V> Marked<K, V> {
    fn get(&self, key: &K, mark: i64) -> Option<Arc<V>> {
        self.0.get(key).filter(|(m, _)| *m == mark).map(|(_, value)| Arc::clone(value))
    }

    fn keep(&mut self, key: K, mark: i64, value: Arc<V>) {
        if self.0.len() >= MOST && !self.0.contains_key(&key) {
            self.0.clear();
        }
        self.0.insert(key, (mark, value));
    }
}

impl TotalsCache {
    fn with<R>(&self, then: impl FnOnce(&mut Kept) -> R) -> R {
        then(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn running(&self, round: RoundId, mark: i64) -> Option<Arc<Vec<Figure>>> {
        self.with(|k| k.running.get(&round, mark))
    }

    pub(super) fn keep_running(&self, round: RoundId, mark: i64, figures: Arc<Vec<Figure>>) {
        self.with(|k| k.running.keep(round, mark, figures));
    }

    pub(super) fn opened(&self, round: RoundId, figure: &FigureKey, mark: i64) -> Option<Arc<Vec<Part>>> {
        self.with(|k| k.opened.get(&(round, figure.clone()), mark))
    }

    pub(super) fn keep_opened(&self, round: RoundId, figure: &FigureKey, mark: i64, parts: Arc<Vec<Part>>) {
        self.with(|k| k.opened.keep((round, figure.clone()), mark, parts));
    }

    pub(in crate::app) fn register(&self, filter: &Filter, mark: i64) -> Option<Arc<Counted>> {
        self.with(|k| k.register.get(filter, mark))
    }

    pub(in crate::app) fn keep_register(&self, filter: Filter, mark: i64, counted: Arc<Counted>) {
        self.with(|k| k.register.keep(filter, mark, counted));
    }

    pub(super) fn sealed(&self, id: SealedId) -> Option<Arc<SealedTotals>> {
        self.with(|k| k.sealed.get(&id).cloned())
    }

    pub(super) fn keep_sealed(&self, id: SealedId, totals: Arc<SealedTotals>) {
        self.with(|k| k.sealed.insert(id, totals));
    }

    pub(super) fn corrections(&self, id: SealedId) -> Option<Arc<Vec<Correction>>> {
        self.with(|k| k.corrections.get(&id).cloned())
    }

    pub(super) fn keep_corrections(&self, id: SealedId, list: Arc<Vec<Correction>>) {
        self.with(|k| k.corrections.insert(id, list));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_as_long_as_its_mark_and_memory_stays_bounded() {
        let mut kept: Marked<usize, usize> = Marked::default();
        kept.keep(1, 7, Arc::new(10));
        assert_eq!(kept.get(&1, 7).as_deref(), Some(&10));
        assert_eq!(kept.get(&1, 8), None);
        for n in 0..MOST * 3 {
            kept.keep(n, 7, Arc::new(n));
        }
        assert!(kept.0.len() <= MOST);
    }
}
