//! What was made lately, kept for the next who asks: a handful of values that many requests share and
//! that take longer to make than to find.
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

/// At most `most` values by their keys; the one made first leaves first.
#[derive(Debug)]
pub struct Lately<K, V> {
    most: usize,
    kept: Mutex<Vec<(K, Arc<V>)>>,
}

impl<K: PartialEq, V> Lately<K, V> {
    pub const fn new(most: usize) -> Self {
        Self { most, kept: Mutex::new(Vec::new()) }
    }

    /// The value of a key, made now if it is not there.
    pub fn get(&self, key: K, make: impl FnOnce(&K) -> V) -> Arc<V> {
        let Ok(value) = self.try_get(key, |key| Ok::<V, Infallible>(make(key)));
        value
    }

    /// As [`Lately::get`]; nothing is kept when making fails.
    ///
    /// # Errors
    /// What `make` says.
    pub fn try_get<E>(&self, key: K, make: impl FnOnce(&K) -> Result<V, E>) -> Result<Arc<V>, E> {
        // A panic while a value was made left the list as it was.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, value)) = kept.iter().find(|(known, _)| *known == key) {
            return Ok(value.clone());
        }
        let value = Arc::new(make(&key)?);
        if kept.len() == self.most {
            kept.remove(0);
        }
        kept.push((key, value.clone()));
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_until_newer_ones_take_its_place() {
        let lately = Lately::new(2);
        let mut made = Vec::new();
        for key in [1, 2, 1, 2, 3, 2, 1] {
            lately.get(key, |key| made.push(*key));
        }
        assert_eq!(made, [1, 2, 3, 1]);
        assert_eq!(lately.try_get(9, |_| Err("no")), Err("no"));
        assert_eq!(lately.try_get(9, |_| Ok::<_, &str>(())), Ok(Arc::new(())), "a failure is not kept");
    }
}
