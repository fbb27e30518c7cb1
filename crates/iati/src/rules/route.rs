//! Tells for each element which checks it has, with one look into a table: the way from the root is a state,
//! and an element's name leads from its parent's state to its own.

use crate::Name;
use crate::names::COUNT;

/// The state of elements that no check asks about, nor anything inside them.
pub const NOWHERE: u8 = 0;

/// States by path. One for both kinds of file: their roots differ.
#[derive(Debug)]
pub struct Routes {
    next: Vec<u8>,
    states: usize,
}

impl Default for Routes {
    fn default() -> Self {
        Self { next: vec![NOWHERE; 2 * COUNT], states: 2 }
    }
}

impl Routes {
    /// The state above the root of a tree.
    pub const TOP: u8 = 1;

    /// The state for a way of names, made where there is none.
    pub fn insert(&mut self, way: impl IntoIterator<Item = Name>) -> u8 {
        let mut state = Self::TOP;
        for name in way {
            let slot = state as usize * COUNT + name.index();
            if self.next[slot] == NOWHERE {
                self.next[slot] = u8::try_from(self.states).unwrap_or(NOWHERE);
                self.states += 1;
                self.next.resize(self.states * COUNT, NOWHERE);
            }
            state = self.next[slot];
        }
        state
    }

    /// The state of an element of this name in an element of state `parent`.
    pub fn step(&self, parent: u8, name: Name) -> u8 {
        self.next[parent as usize * COUNT + name.index()]
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.states
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names;

    #[test]
    fn the_same_name_has_another_state_elsewhere() {
        let mut routes = Routes::default();
        let sector = routes.insert([names::IATI_ACTIVITY, names::SECTOR]);
        let other = routes.insert([names::IATI_ACTIVITY, names::TRANSACTION, names::SECTOR]);
        assert_ne!(sector, other);
        assert_eq!(routes.insert([names::IATI_ACTIVITY, names::SECTOR]), sector);
        let activity = routes.step(Routes::TOP, names::IATI_ACTIVITY);
        assert_eq!(routes.step(activity, names::SECTOR), sector);
        assert_eq!(routes.step(activity, names::TITLE), NOWHERE);
        assert_eq!(routes.step(NOWHERE, names::SECTOR), NOWHERE);
        assert_eq!(routes.len(), 6);
    }
}
