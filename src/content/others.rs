//! The words of a text in all languages but English.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::id::Words;
use super::pool;

/// A tag and its words for each language, in the order of the tags; all in one word, for there are thousands of texts, and
/// a start would otherwise build a list for each.
#[derive(Clone)]
pub(super) struct Others(Word);

/// Stands between the parts; content has no control characters.
const BETWEEN: char = '\u{1f}';

/// Stands behind the last part in a stored pack, where the words of the next text follow.
const END: char = '\u{1e}';

/// Words in which nothing looks like the end of a part.
pub(super) fn without_separators(words: &str) -> Cow<'_, str> {
    if words.contains([BETWEEN, END]) {
        Cow::Owned(words.replace([BETWEEN, END], ""))
    } else {
        Cow::Borrowed(words)
    }
}

/// Where the letters are.
#[derive(Clone)]
enum Word {
    /// At the far end of the words of a stored pack: where it starts, counted from their end.
    ///
    /// It becomes a text when somebody looks. To see that its first letter is whole is to read it, and that would bring its
    /// page into the memory of everybody who reads English.
    Far {
        words: &'static str,
        from_end: u32,
    },
    Own(Arc<str>),
}

impl Others {
    /// The languages with their words, which have no separators.
    pub(super) fn of(all: BTreeMap<&str, &str>) -> Self {
        let mut text = String::new();
        for (n, part) in all.into_iter().flat_map(|(tag, words)| [tag, words]).enumerate() {
            if n > 0 {
                text.push(BETWEEN);
            }
            text.push_str(part);
        }
        Self(Word::Own(text.into()))
    }

    /// A place counted from the end of some words, if it lies inside them. In the middle of a letter there is no language.
    #[inline]
    fn far(words: &'static str, from_end: u32) -> Option<Self> {
        let inside = usize::try_from(from_end).is_ok_and(|from_end| from_end <= words.len());
        inside.then_some(Self(Word::Far { words, from_end }))
    }

    /// Each language with its words.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut parts = self.as_str().split(BETWEEN);
        std::iter::from_fn(move || Some((parts.next()?, parts.next()?)))
    }

    /// A part of the words of one language, as words that can be kept.
    pub(super) fn part(&self, part: &str) -> Words {
        self.lasting()
            .map_or_else(|| part.into(), |words| Words::known(words).part(part))
    }

    fn as_str(&self) -> &str {
        match &self.0 {
            Word::Far { .. } => self.lasting().unwrap_or_default(),
            Word::Own(words) => words,
        }
    }

    /// What stays to the end.
    fn lasting(&self) -> Option<&'static str> {
        let Word::Far { words, from_end } = self.0 else {
            return None;
        };
        let start = words.len().checked_sub(usize::try_from(from_end).ok()?)?;
        Some(words.get(start..)?.split_once(END)?.0)
    }
}

impl Default for Others {
    fn default() -> Self {
        Self(Word::Far { words: "", from_end: 0 })
    }
}

impl PartialEq for Others {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Others {}

impl fmt::Debug for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.each()).finish()
    }
}

/// In a format for people, the words; in a stored pack, their place there, and no words have none.
impl Serialize for Others {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let words = self.as_str();
        if to.is_human_readable() {
            return to.serialize_str(words);
        }
        let from_end = if words.is_empty() {
            0
        } else {
            pool::gather_far(&format!("{words}{END}"))
        };
        from_end.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Others {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return Ok(Self(Word::Own(Arc::deserialize(from)?)));
        }
        match u32::deserialize(from)? {
            0 => Ok(Self::default()),
            from_end => Self::far(pool::in_force(), from_end).ok_or_else(|| D::Error::custom("there is no such word")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pool::{gathered, with_words};
    use super::*;

    fn bytes(others: &Others) -> Vec<u8> {
        postcard::to_allocvec(others).unwrap()
    }

    fn read(words: &'static str, bytes: &[u8]) -> postcard::Result<Others> {
        with_words(words, || postcard::from_bytes(bytes))
    }

    #[test]
    fn they_are_stored_at_the_far_end_and_once() {
        let [a, b] = ["引越し", "住所"].map(|ja| Others::of(BTreeMap::from([("ja", ja)])));
        let stored = [&a, &b, &a, &Others::default()].map(bytes);
        assert_eq!(stored[0], stored[2]);
        assert_eq!(stored[3], [0], "no words take one byte");
        assert_eq!(pool::gather("Move"), 0);
        let words: &'static str = gathered().leak();
        assert_eq!(words, "Moveja\u{1f}住所\u{1e}ja\u{1f}引越し\u{1e}");
        for (bytes, others) in stored.iter().zip([&a, &b, &a, &Others::default()]) {
            let read = read(words, bytes).unwrap();
            assert_eq!(read, *others);
            let inside = words.as_bytes().as_ptr_range();
            assert!(read.as_str().is_empty() || inside.contains(&read.as_str().as_ptr()));
        }
        let again = serde_json::to_string(&a).unwrap();
        assert_eq!(serde_json::from_str::<Others>(&again).unwrap(), a);
    }

    #[test]
    fn a_part_of_stored_words_stays_where_it_is() {
        let stored = bytes(&Others::of(BTreeMap::from([("ja", "引越し")])));
        let others = read(gathered().leak(), &stored).unwrap();
        let (_, ja) = others.each().next().unwrap();
        let part = others.part(&ja[3..]);
        assert_eq!((part.as_str(), part.as_ptr()), ("越し", ja[3..].as_ptr()));
        assert_eq!(Others::of(BTreeMap::from([("ja", "引")])).part("引"), "引");
    }

    #[test]
    fn a_place_outside_the_words_is_refused() {
        for from_end in [6, u32::MAX] {
            let bytes = postcard::to_allocvec(&from_end).unwrap();
            assert!(read("a\u{8ee2}b", &bytes).is_err(), "{from_end}");
        }
        assert!(read("a", &postcard::to_allocvec(&(1_u64 << 32)).unwrap()).is_err());
        assert!(read("a", &[]).is_err(), "cut off");
        assert!(read("", &[1]).is_err(), "no words are in force");
    }

    #[test]
    fn there_is_no_language_in_the_middle_of_a_letter_or_without_an_end() {
        let words = "転ja\u{1f}転\u{1e}ja\u{1f}b";
        let read = |from_end: u32| read(words, &postcard::to_allocvec(&from_end).unwrap()).unwrap();
        let count = |from_end| read(from_end).each().count();
        assert_eq!((words.len(), count(11)), (14, 1));
        for from_end in [1, 2, 3, 4, 12, 13] {
            assert_eq!(count(from_end), 0, "{from_end}");
            assert_eq!(read(from_end).part("c"), "c");
        }
    }
}
