//! Ids: the words by which content, saved state and scenarios name things.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::pool;

/// A lower-case word. Cheap to clone; can be looked up by `&str`.
#[derive(Clone)]
pub struct Id(Word);

/// Where the letters are.
#[derive(Clone)]
enum Word {
    /// In a text that stays to the end: thousands of ids of the content, of which a start would otherwise copy each.
    Lasting(&'static str),
    Own(Arc<str>),
}

impl Id {
    /// Wraps a word; the loader checks its shape.
    #[inline(never)] // in more than a hundred places, and a call is cheap beside the memory that is taken
    pub fn new(word: &str) -> Self {
        Self(Word::Own(word.into()))
    }

    /// A word that the program itself knows.
    pub const fn known(word: &'static str) -> Self {
        Self(Word::Lasting(word))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Word::Lasting(word) => word,
            Word::Own(word) => word,
        }
    }
}

/// Words to show. Like an id, those of a stored pack stay where they are.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(Id);

impl Words {
    /// The words.
    pub fn as_str(&self) -> &str {
        self
    }

    /// Words that stay to the end.
    pub(super) const fn known(words: &'static str) -> Self {
        Self(Id::known(words))
    }

    /// A part of them; that of lasting words stays where it is.
    #[must_use]
    pub fn part(&self, part: &str) -> Self {
        self.lasting_part(part).unwrap_or_else(|| part.into())
    }

    /// A part that stays where it is; None if they are not lasting, or it is none of them.
    pub(super) fn lasting_part(&self, part: &str) -> Option<Self> {
        let Word::Lasting(word) = &self.0.0 else {
            return None;
        };
        let start = part.as_ptr().addr().wrapping_sub(word.as_ptr().addr());
        let part = word.get(start..start.checked_add(part.len())?)?;
        Some(Self(Id::known(part)))
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.as_str()
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self(Id::new(words))
    }
}

impl PartialEq<String> for Words {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl From<&String> for Words {
    fn from(words: &String) -> Self {
        Self::from(words.as_str())
    }
}

impl From<&Words> for Words {
    fn from(words: &Words) -> Self {
        words.clone()
    }
}

impl From<Cow<'_, str>> for Words {
    fn from(words: Cow<'_, str>) -> Self {
        Self::from(words.as_ref())
    }
}

impl FromIterator<Words> for String {
    fn from_iter<I: IntoIterator<Item = Words>>(words: I) -> Self {
        words.into_iter().fold(Self::new(), |all, words| all + words.as_str())
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self::from(words.as_str())
    }
}

impl From<Words> for Id {
    fn from(words: Words) -> Self {
        words.0
    }
}

impl From<&Words> for String {
    fn from(words: &Words) -> Self {
        words.as_str().to_owned()
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// In a format for people a word is written as it is; in a stored pack, as its place among the words of the pack.
impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let word = self.as_str();
        if to.is_human_readable() {
            return to.serialize_str(word);
        }
        (pool::gather(word), word.len()).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return from.deserialize_str(Letters);
        }
        let (start, len) = <(u32, usize)>::deserialize(from)?;
        let start = usize::try_from(start).map_err(D::Error::custom)?;
        let word = start.checked_add(len).and_then(|end| pool::in_force().get(start..end));
        word.map(|word| Self(Word::Lasting(word)))
            .ok_or_else(|| D::Error::custom("there is no such word"))
    }
}

struct Letters;

impl Visitor<'_> for Letters {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Id, E> {
        Ok(Id::new(word))
    }
}

impl PartialEq for Id {
    fn eq(&self, other: &Self) -> bool {
        let (word, other) = (self.as_str(), other.as_str());
        // In a stored pack a word stands once: whoever names it points there.
        std::ptr::eq(word, other) || word == other
    }
}

impl Eq for Id {}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Id {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Default for Id {
    fn default() -> Self {
        Self(Word::Lasting(""))
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Id {
    fn from(word: &str) -> Self {
        Self::new(word)
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, RandomState};

    use super::super::pool::with_words;
    use super::*;

    #[test]
    fn an_id_is_its_word_wherever_the_letters_are() {
        let bytes = postcard::to_allocvec(&(4_u32, 7_usize)).unwrap();
        let inside = with_words("cardmove-intwo", || postcard::from_bytes::<Id>(&bytes).unwrap());
        let outside = serde_json::from_str::<Id>("\"move-in\"").unwrap();
        assert!(matches!(inside.0, Word::Lasting("move-in")) && matches!(outside.0, Word::Own(_)));
        assert_eq!((&inside, inside.cmp(&outside)), (&outside, Ordering::Equal));
        assert_eq!(serde_json::to_string(&inside).unwrap(), "\"move-in\"");
        let state = RandomState::new();
        assert_eq!(state.hash_one(&inside), state.hash_one("move-in"));
        assert_eq!(state.hash_one(&outside), state.hash_one("move-in"));
    }

    #[test]
    fn a_place_outside_the_words_is_refused() {
        // In the middle of a letter, too.
        for (start, len) in [(u32::MAX, 1), (0, usize::MAX), (5, 1), (1, 2)] {
            let bytes = postcard::to_allocvec(&(start, len)).unwrap();
            assert!(with_words("a\u{8ee2}b", || postcard::from_bytes::<Id>(&bytes)).is_err());
        }
        let bytes = postcard::to_allocvec(&(0_u32, 1_usize)).unwrap();
        assert!(
            postcard::from_bytes::<Id>(&bytes).is_err(),
            "no words are left in force"
        );
    }
}
