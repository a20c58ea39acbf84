//! Memory for what is dear to make and true for a while, bounded in bytes.

use std::convert::Infallible;
use std::hash::Hash;

use quick_cache::Weighter;
use quick_cache::sync::Cache as Quick;

/// Bytes that an entry takes, roughly.
type Weigh<K, V> = fn(&K, &V) -> usize;

/// Values by key, as many as fit into so many bytes; what nobody asks for goes first. Reading takes a shared lock
/// and no more: a page from memory is looked up here with every request.
#[derive(Debug)]
pub struct Cache<K, V>(Quick<K, V, Scales<K, V>>);

struct Scales<K, V>(Weigh<K, V>);

impl<K, V> Clone for Scales<K, V> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<K, V> Weighter<K, V> for Scales<K, V> {
    fn weight(&self, key: &K, value: &V) -> u64 {
        // What weighs nothing would never go.
        (self.0)(key, value).max(1) as u64
    }
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// An empty one of `bytes`, for entries of about `typical` bytes each.
    pub fn new(bytes: u64, typical: u64, weigh: Weigh<K, V>) -> Self {
        let entries = usize::try_from(bytes / typical.max(1)).unwrap_or(usize::MAX);
        Self(Quick::with_weighter(entries, bytes, Scales(weigh)))
    }

    /// The value of a key, if it is kept.
    pub fn get<Q>(&self, key: &Q) -> Option<V>
    where
        Q: Hash + quick_cache::Equivalent<K> + ?Sized,
    {
        self.0.get(key)
    }

    /// Keeps a value.
    pub fn insert(&self, key: K, value: V) {
        self.0.insert(key, value);
    }

    /// The value of a key, made if it is not kept. Whoever asks for it meanwhile waits and gets the same.
    pub fn get_or_make(&self, key: &K, make: impl FnOnce() -> V) -> V
    where
        K: Clone,
    {
        match self.0.get_or_insert_with(key, || Ok::<V, Infallible>(make())) {
            Ok(value) => value,
            Err(never) => match never {},
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_keeps_what_fits_and_makes_a_value_once() {
        let cache: Cache<String, String> = Cache::new(4_096, 64, |key, value| key.len() + value.len());
        assert_eq!(cache.get("a"), None);
        assert_eq!(cache.get_or_make(&"a".to_owned(), || "1".to_owned()), "1");
        assert_eq!(cache.get_or_make(&"a".to_owned(), || "2".to_owned()), "1");
        assert_eq!(cache.get("a").as_deref(), Some("1"));
        cache.insert("a".to_owned(), "3".to_owned());
        assert_eq!(cache.get("a").as_deref(), Some("3"));
        for number in 0..10_000 {
            cache.insert(number.to_string(), "x".repeat(60));
        }
        assert!(cache.0.weight() <= 4_096, "{}", cache.0.weight());
    }
}
