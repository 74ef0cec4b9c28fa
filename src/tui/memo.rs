//! The last value that was worked out, kept until what it follows from changes.

use std::cell::RefCell;
use std::rc::Rc;

/// One value and the key it follows from. Views stay functions of the model: the caller cannot see whether the value was
/// worked out again.
#[derive(Debug)]
pub(super) struct Memo<K, V: ?Sized>(RefCell<Option<(K, Rc<V>)>>);

impl<K, V: ?Sized> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<K: PartialEq, V: ?Sized> Memo<K, V> {
    /// The value that follows from `key`, which must name everything that `compute` reads.
    pub(super) fn get(&self, key: K, compute: impl FnOnce() -> Rc<V>) -> Rc<V> {
        if let Some((last, value)) = &*self.0.borrow()
            && *last == key
        {
            return Rc::clone(value);
        }
        // Not borrowed here: to compute one value others may be asked for.
        let value = compute();
        *self.0.borrow_mut() = Some((key, Rc::clone(&value)));
        value
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn computes_again_only_for_another_key() {
        let (memo, computed) = (Memo::<u32, str>::default(), Cell::new(0));
        let get = |key: u32| {
            memo.get(key, || {
                computed.set(computed.get() + 1);
                key.to_string().into()
            })
        };
        let values: String = [1, 1, 2, 2, 1].map(|key| get(key).to_string()).concat();
        assert_eq!((values.as_str(), computed.get()), ("11221", 3));
    }
}
