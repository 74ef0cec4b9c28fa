//! Ids: the words by which content, saved state and scenarios name things.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A lower-case word. Cheap to clone; can be looked up by `&str`.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(SmolStr);

impl Id {
    /// Wraps a word; the loader checks its shape.
    pub fn new(word: &str) -> Self {
        Self(SmolStr::new(word))
    }

    /// Wraps a word in a constant.
    pub const fn from_static(word: &'static str) -> Self {
        Self(SmolStr::new_static(word))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
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
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn an_id_is_found_by_its_word() {
        const MOVE_IN: Id = Id::from_static("move-in");
        // Both short ids, which are kept in place, and long ones, which are shared.
        for word in ["move-in", "a-word-that-is-longer-than-most-ids-are"] {
            let table = HashMap::from([(Id::new(word), 1)]);
            assert_eq!(table.get(word), Some(&1), "{word}");
            let json = serde_json::to_string(&Id::new(word)).unwrap();
            assert_eq!(json, format!("\"{word}\""));
            assert_eq!(serde_json::from_str::<Id>(&json).unwrap(), word);
        }
        assert_eq!(MOVE_IN, Id::new("move-in"));
    }
}
