//! A part of a pack that is read when it is first looked at.
//!
//! Most starts show one procedure and no scenario at all. So a stored pack, in the program or kept from an earlier start,
//! keeps the parts that no date depends on as the bytes that were written, and each is decoded at its first use. A pack
//! that was loaded from files has everything at once; nobody who reads a pack can tell the difference.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::pool::with_words;
use super::stored::loosen;

/// A value that is there, or bytes that become it at the first look.
pub struct Section<T> {
    /// Beside the section, because most are never read, and there is one for each source and term.
    value: OnceLock<Box<T>>,
    bytes: &'static [u8],
    /// What the ids in the bytes are places in.
    words: &'static str,
    decode: Decode<T>,
}

/// Makes a value of bytes and words.
type Decode<T> = fn(&'static [u8], &'static str) -> postcard::Result<T>;

impl<T> Section<T> {
    /// A part that is decoded at the first look, from bytes that this very program wrote.
    pub(super) const fn stored(bytes: &'static [u8], words: &'static str, decode: Decode<T>) -> Self {
        Self {
            value: OnceLock::new(),
            bytes,
            words,
            decode,
        }
    }

    fn read(&self) -> &T {
        self.value.get_or_init(|| {
            // These bytes were written from a value of this type: by the build, and a test reads every one of them; or
            // by an earlier run of this very program, and the hash over all of them was right (see `kept`).
            Box::new((self.decode)(self.bytes, self.words).expect("this program wrote this part of the pack"))
        })
    }
}

/// Bytes as they are.
pub(super) fn plain<T: DeserializeOwned>(bytes: &'static [u8], words: &'static str) -> postcard::Result<T> {
    with_words(words, || postcard::from_bytes(bytes))
}

/// Bytes that were packed tight, for what hardly anybody looks at.
pub(super) fn tight<T: DeserializeOwned>(bytes: &'static [u8], words: &'static str) -> postcard::Result<T> {
    let bytes = loosen(bytes)?;
    with_words(words, || postcard::from_bytes(&bytes))
}

impl<T> Deref for Section<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.read()
    }
}

impl<T> DerefMut for Section<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.read();
        // It was read the line before.
        self.value.get_mut().expect("a value that was read is there")
    }
}

impl<T> From<T> for Section<T> {
    fn from(value: T) -> Self {
        Self {
            value: OnceLock::from(Box::new(value)),
            bytes: &[],
            words: "",
            // Never asked: the value is there.
            decode: |_, _| Err(postcard::Error::DeserializeUnexpectedEnd),
        }
    }
}

impl<T: Default> Default for Section<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: Clone> Clone for Section<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            bytes: self.bytes,
            words: self.words,
            decode: self.decode,
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Section<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.read().fmt(f)
    }
}

impl<T: Serialize> Serialize for Section<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.read().serialize(to)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Section<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(Self::from)
    }
}

impl<'s, T> IntoIterator for &'s Section<T>
where
    &'s T: IntoIterator,
{
    type Item = <&'s T as IntoIterator>::Item;
    type IntoIter = <&'s T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.read().into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_at_the_first_look_and_can_be_changed_then() {
        static BYTES: &[u8] = &[2, 1, b'a', 1, b'b'];
        let mut section = Section::<Vec<String>>::stored(BYTES, "", plain);
        assert!(section.value.get().is_none());
        assert_eq!(section.len(), 2);
        assert!(section.value.get().is_some());
        let copy = section.clone();
        section.push("c".to_owned());
        assert_eq!((section.join(""), copy.join("")), ("abc".to_owned(), "ab".to_owned()));
        assert_eq!((&copy).into_iter().count(), 2);
        let mut unread = Section::<Vec<String>>::stored(BYTES, "", plain);
        unread.clear();
        assert!(unread.is_empty() && Section::<Vec<String>>::default().is_empty());
    }
}
