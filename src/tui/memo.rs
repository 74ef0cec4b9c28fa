//! Values that follow from others, kept until one of those changes.

use std::cell::RefCell;
use std::rc::Rc;

/// The last `KEPT` values that were worked out, and what from. Asking twice works once; whoever asks cannot tell the
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
        if let Some((_, value)) = self.0.borrow().iter().rev().find(|(known, _)| *known == key) {
            return Rc::clone(value);
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
    }
}
