//! Values that follow from others, kept until one of those changes.

use std::cell::RefCell;
use std::rc::Rc;

/// The last value that was worked out, and what it was worked out from. Asking twice in a row works once; whoever asks
/// cannot tell the difference, so that views stay functions of the model.
#[derive(Debug)]
pub(super) struct Memo<K, V: ?Sized>(RefCell<Option<(K, Rc<V>)>>);

impl<K, V: ?Sized> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<K: PartialEq, V: ?Sized> Memo<K, V> {
    /// The value that follows from `key`, which must name everything that `work` reads.
    pub(super) fn get(&self, key: K, work: impl FnOnce() -> Rc<V>) -> Rc<V> {
        if let Some((known, value)) = &*self.0.borrow()
            && *known == key
        {
            return Rc::clone(value);
        }
        let value = work();
        *self.0.borrow_mut() = Some((key, Rc::clone(&value)));
        value
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn works_once_for_each_key() {
        let worked = Cell::new(0);
        let memo = Memo::<u32, str>::default();
        let ask = |key: u32| {
            memo.get(key, || {
                worked.set(worked.get() + 1);
                key.to_string().into()
            })
        };
        assert_eq!([&*ask(1), &*ask(1), &*ask(2), &*ask(2), &*ask(1)].concat(), "11221");
        assert_eq!(worked.get(), 3);
    }
}
