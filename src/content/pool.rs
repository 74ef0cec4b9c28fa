//! The words of a stored pack: one text, in which all of its parts speak of their words by places.
//!
//! Ids, names and English stand from the front on, in the order in which they are met. The other languages stand at the
//! far end, the first one met last, and their places are counted from there. So both grow without moving the other, and
//! whoever reads English has the system map none of the rest.

use std::cell::{Cell, RefCell};

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

thread_local! {
    /// The words of the pack of which a part is being decoded: every word of it, one after the other.
    static IN_FORCE: Cell<&'static str> = const { Cell::new("") };
}

/// Decodes a part of a pack whose words are these.
pub(super) fn with_words<T>(words: &'static str, decode: impl FnOnce() -> T) -> T {
    let before = IN_FORCE.replace(words);
    let value = decode();
    IN_FORCE.set(before);
    value
}

/// The words of the pack of which a part is being decoded.
#[inline]
pub(super) fn in_force() -> &'static str {
    IN_FORCE.get()
}

/// Where the words of a pack are gathered that is being stored.
#[derive(Default)]
struct Gathered {
    /// The front, and where each word starts there.
    text: String,
    known: FxHashMap<String, u32>,
    /// How long the far end is, and how far from the end of all each of its words starts, in the order they were met.
    far_len: u32,
    far: IndexMap<String, u32, FxBuildHasher>,
}

thread_local! {
    static GATHERED: RefCell<Gathered> = RefCell::default();
}

/// Takes the words that were written so far.
pub(super) fn gathered() -> String {
    let Gathered { text, far, .. } = GATHERED.take();
    far.into_keys().rev().fold(text, |all, word| all + &word)
}

/// Where a word starts from the front on.
pub(super) fn gather(word: &str) -> u32 {
    GATHERED.with_borrow_mut(|Gathered { text, known, .. }| {
        if let Some(known) = known.get(word) {
            return *known;
        }
        let start = short(text.len());
        text.push_str(word);
        known.insert(word.to_owned(), start);
        start
    })
}

/// How far from the end a word starts that stands at the far end.
pub(super) fn gather_far(word: &str) -> u32 {
    GATHERED.with_borrow_mut(|Gathered { far_len, far, .. }| {
        if let Some(known) = far.get(word) {
            return *known;
        }
        *far_len = far_len.saturating_add(short(word.len()));
        far.insert(word.to_owned(), *far_len);
        *far_len
    })
}

/// All the words together are far shorter than that.
fn short(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_gathered_once() {
        let [a, b, again] = ["card", "move", "card"].map(gather);
        assert_eq!((a, b, again), (0, 4, 0));
        assert_eq!((gathered(), gathered()), ("cardmove".to_owned(), String::new()));
    }

    #[test]
    fn the_far_end_is_gathered_backwards() {
        assert_eq!(gather_far("abc"), 3);
        assert_eq!(gather("card"), 0);
        assert_eq!(["de", "abc", "f"].map(gather_far), [5, 3, 6]);
        assert_eq!(gather("abc"), 4, "the other heap is not looked at");
        assert_eq!((gathered(), gathered()), ("cardabcfdeabc".to_owned(), String::new()));
        assert_eq!(gather_far("g"), 1, "the count starts anew");
        gathered();
    }
}
