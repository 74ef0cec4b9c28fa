//! Values that follow from others, kept until one of those changes.

use std::cell::RefCell;
use std::rc::Rc;

/// The `KEPT` values that were asked for last, and what they follow from. Asking twice works once; whoever asks cannot tell the
/// difference, so that views stay functions of the model.
#[derive(Debug)]
pub(super) struct Memo<K, V: ?Sized, const KEPT: usize = 1>(RefCell<Vec<(K, Rc<V>)>>);

impl<K, V: ?Sized, const KEPT: usize> Default for Memo<K, V, KEPT> {
    fn default() -> Self {
        Self(RefCell::new(Vec::new()))
    }
}

impl<K: PartialEq, V: ?Sized, const KEPT: usize> Memo<K, V, KEPT> {
    /// The value that follows from `key`, which must name everything that `work` reads.
    pub(super) fn get(&self, key: K, work: impl FnOnce() -> Rc<V>) -> Rc<V> {
        let place = self.0.borrow().iter().rposition(|(known, _)| *known == key);
        if let Some(place) = place {
            let mut known = self.0.borrow_mut();
            // Whatever was not asked for the longest goes first.
            known[place..].rotate_left(1);
            return Rc::clone(&known[known.len() - 1].1);
        }
        let value = work();
        let mut known = self.0.borrow_mut();
        if known.len() >= KEPT {
            known.remove(0);
        }
        known.push((key, Rc::clone(&value)));
        value
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn works_once_for_each_key() {
        fn ask<const KEPT: usize>(keys: &[u32]) -> (String, u32) {
            let (memo, worked) = (Memo::<u32, str, KEPT>::default(), Cell::new(0));
            let ask = |key: &u32| {
                memo.get(*key, || {
                    worked.set(worked.get() + 1);
                    key.to_string().into()
                })
            };
            (keys.iter().map(|key| ask(key).to_string()).collect(), worked.get())
        }
        assert_eq!(ask::<1>(&[1, 1, 2, 2, 1]), ("11221".to_owned(), 3));
        assert_eq!(ask::<2>(&[1, 2, 1, 2, 3, 1]), ("121231".to_owned(), 4));
        // The one that was asked for again is kept.
        assert_eq!(ask::<2>(&[1, 2, 1, 3, 1]), ("12131".to_owned(), 3));
    }
}
