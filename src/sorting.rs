//! Sorting in little space.
//!
//! The sort of the library is about five kilobytes of program for each type of list and each order. The lists of this
//! program are of dozens of types, and short. Here one such sort puts the places of a list in order, and the list
//! follows by exchanges. It is stable, as the library's is. Filling an ordered map or set by `collect` sorts, too, so
//! those are filled one by one.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts a list by its own order.
pub(crate) fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Sorts a list by some order.
pub(crate) fn sort_by<T>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let exchanges = exchanges(list.len(), &|a, b| order(&list[a], &list[b]));
    for (a, b) in exchanges {
        list.swap(a, b);
    }
}

/// Sorts a list by a key that is quickly made.
pub(crate) fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts a list by a key that is made once for each.
pub(crate) fn sort_by_cached_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    for (a, b) in exchanges(keys.len(), &|a, b| keys[a].cmp(&keys[b])) {
        list.swap(a, b);
    }
}

/// The set of some things.
pub(crate) fn set<T: Ord>(things: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(things);
    set
}

/// The map of some entries; of those with one key the last stays.
pub(crate) fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// The exchanges, one after the other, that put a list of so many into the order of its places.
fn exchanges(len: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut exchanges = Vec::new();
    if (1..len).all(|place| order(place - 1, place).is_le()) {
        return exchanges;
    }
    // From where the one at each place comes.
    let mut from: Vec<usize> = (0..len).collect();
    from.sort_by(|a, b| order(*a, *b));
    for start in 0..len {
        // Around the ring of those that take each other's places.
        let mut place = start;
        loop {
            let next = std::mem::replace(&mut from[place], place);
            if next == start || next == place {
                break;
            }
            exchanges.push((place, next));
            place = next;
        }
    }
    exchanges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lists_are_in_the_order_of_the_library(list: Vec<(u8, u8, String)>, few in 1..9_u8) {
            // Equal keys stay in the order in which they came.
            let key = |(a, ..): &(u8, u8, String)| *a % few;
            let (mut expected, mut found) = (list.clone(), list.clone());
            expected.sort_by_key(key);
            sort_by_key(&mut found, key);
            prop_assert_eq!(&found, &expected);

            let mut found = list.clone();
            sort_by_cached_key(&mut found, key);
            prop_assert_eq!(&found, &expected);

            let backwards = |a: &(u8, u8, String), b: &(u8, u8, String)| b.1.cmp(&a.1).then(a.0.cmp(&b.0));
            let mut found = list.clone();
            expected.clone_from(&list);
            expected.sort_by(backwards);
            sort_by(&mut found, backwards);
            prop_assert_eq!(&found, &expected);

            let mut found = list.clone();
            expected.sort();
            sort(&mut found);
            prop_assert_eq!(&found, &expected);
        }

        #[test]
        fn maps_and_sets_are_those_of_the_library(entries: Vec<(u8, u16)>) {
            prop_assert_eq!(map(entries.clone()), entries.iter().copied().collect::<BTreeMap<_, _>>());
            prop_assert_eq!(set(entries.clone()), entries.into_iter().collect::<BTreeSet<_>>());
        }
    }
}
