//! Ids: the words by which content, saved state and scenarios name things.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashMap;
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

    /// A word that the program itself knows.
    pub const fn known(word: &'static str) -> Self {
        Self(Word::BuiltIn(word))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Word::BuiltIn(word) => word,
            Word::Own(word) => word,
        }
    }
}

/// Words to show. Like an id, those of the built-in content stay where they are in the program.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(Id);

impl Words {
    /// The words.
    pub fn as_str(&self) -> &str {
        self
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

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self::from(words.as_str())
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

/// Every word of the built-in content, one after the other, as the build wrote them: text of the program, which need not
/// be checked again at each start.
#[cfg(embedded_pack)]
const WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.pack"));
/// The build has nothing built in yet.
#[cfg(not(embedded_pack))]
const WORDS: &str = "";

/// Where the build gathers the words.
#[derive(Default)]
struct Gathered {
    text: String,
    known: FxHashMap<String, u32>,
}

thread_local! {
    static GATHERED: RefCell<Gathered> = RefCell::default();
}

/// Takes the words that were written so far. Only the build does.
pub(super) fn gathered() -> String {
    GATHERED.take().text
}

fn gather(word: &str) -> u32 {
    GATHERED.with_borrow_mut(|Gathered { text, known }| {
        if let Some(known) = known.get(word) {
            return *known;
        }
        // All the words together are far shorter than that.
        let start = u32::try_from(text.len()).unwrap_or(u32::MAX);
        text.push_str(word);
        known.insert(word.to_owned(), start);
        start
    })
}

/// In a format for people a word is written as it is; in the content of the program, as its place among [`WORDS`].
impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let word = self.as_str();
        if to.is_human_readable() {
            return to.serialize_str(word);
        }
        (gather(word), word.len()).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return from.deserialize_str(Letters);
        }
        let (start, len) = <(u32, usize)>::deserialize(from)?;
        let start = usize::try_from(start).map_err(D::Error::custom)?;
        let word = start.checked_add(len).and_then(|end| WORDS.get(start..end));
        word.map(|word| Self(Word::BuiltIn(word)))
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
        let place = WORDS.find("move-in").expect("a procedure of the content");
        let bytes = postcard::to_allocvec(&(u32::try_from(place).unwrap(), 7_usize)).unwrap();
        let inside = postcard::from_bytes::<Id>(&bytes).unwrap();
        let outside = serde_json::from_str::<Id>("\"move-in\"").unwrap();
        assert!(matches!(inside.0, Word::BuiltIn("move-in")) && matches!(outside.0, Word::Own(_)));
        assert_eq!((&inside, inside.cmp(&outside)), (&outside, Ordering::Equal));
        assert_eq!(serde_json::to_string(&inside).unwrap(), "\"move-in\"");
        let state = RandomState::new();
        assert_eq!(state.hash_one(&inside), state.hash_one("move-in"));
        assert_eq!(state.hash_one(&outside), state.hash_one("move-in"));
    }

    #[test]
    fn a_place_outside_the_words_is_refused() {
        for (start, len) in [(u32::MAX, 1), (0, usize::MAX), (u32::try_from(WORDS.len()).unwrap(), 1)] {
            let bytes = postcard::to_allocvec(&(start, len)).unwrap();
            assert!(postcard::from_bytes::<Id>(&bytes).is_err());
        }
    }

    #[test]
    fn each_word_is_gathered_once() {
        let [a, b, again] = ["card", "move", "card"].map(gather);
        assert_eq!((a, b, again), (0, 4, 0));
        assert_eq!((gathered(), gathered()), ("cardmove".to_owned(), String::new()));
    }
}
