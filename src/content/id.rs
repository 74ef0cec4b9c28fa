//! Ids: the words by which content, saved state and scenarios name things.

use std::borrow::Borrow;
use std::cell::Cell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A lower-case word. Cheap to clone; can be looked up by `&str`.
#[derive(Clone)]
pub struct Id(Word);

/// Where the letters are.
#[derive(Clone)]
enum Word {
    /// Inside the program: thousands of ids of the built-in content, of which a start would otherwise copy each.
    BuiltIn(&'static str),
    Own(Arc<str>),
}

impl Id {
    /// Wraps a word; the loader checks its shape.
    pub fn new(word: &str) -> Self {
        Self(Word::Own(word.into()))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Word::BuiltIn(word) => word,
            Word::Own(word) => word,
        }
    }
}

thread_local! {
    /// What is being decoded, if it is part of the program.
    static BUILT_IN: Cell<&'static [u8]> = const { Cell::new(&[]) };
}

/// Decodes bytes that are part of the program; the ids in them stay where they are.
pub(super) fn built_in<T>(bytes: &'static [u8], decode: impl FnOnce(&'static [u8]) -> T) -> T {
    let outer = BUILT_IN.replace(bytes);
    let decoded = decode(bytes);
    BUILT_IN.set(outer);
    decoded
}

/// The word as part of the program, if it was borrowed from what is being decoded.
fn part_of_program(word: &str) -> Option<&'static str> {
    let bytes = BUILT_IN.get();
    let start = word.as_ptr().addr().checked_sub(bytes.as_ptr().addr())?;
    std::str::from_utf8(bytes.get(start..start.checked_add(word.len())?)?).ok()
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(Letters)
    }
}

struct Letters;

impl<'de> Visitor<'de> for Letters {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_borrowed_str<E: Error>(self, word: &'de str) -> Result<Id, E> {
        Ok(part_of_program(word).map_or_else(|| Id::new(word), |word| Id(Word::BuiltIn(word))))
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Id, E> {
        Ok(Id::new(word))
    }
}

impl PartialEq for Id {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
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
        Self(Word::BuiltIn(""))
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

    use super::*;

    #[test]
    fn an_id_is_its_word_wherever_the_letters_are() {
        static BYTES: &[u8] = &[4, b'c', b'a', b'r', b'd'];
        let inside = built_in(BYTES, postcard::from_bytes::<Id>).unwrap();
        let outside = postcard::from_bytes::<Id>(BYTES).unwrap();
        assert!(matches!(inside.0, Word::BuiltIn("card")) && matches!(outside.0, Word::Own(_)));
        assert_eq!((&inside, inside.cmp(&outside)), (&outside, Ordering::Equal));
        let state = RandomState::new();
        assert_eq!(state.hash_one(&inside), state.hash_one("card"));
        assert_eq!(state.hash_one(&outside), state.hash_one("card"));
        // Bytes from elsewhere are copied, also while the program's own are decoded.
        let elsewhere = built_in(BYTES, |_| postcard::from_bytes::<Id>(&[1, b'x'])).unwrap();
        assert!(matches!(elsewhere.0, Word::Own(_)) && elsewhere == *"x");
    }
}
