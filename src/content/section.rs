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

use super::id::with_words;
use super::stored::loosen;

/// A value that is there, or bytes that become it at the first look.
pub struct Section<T> {
    value: OnceLock<T>,
    stored: Stored,
}

/// The bytes of a part, and the words that its ids are places in.
#[derive(Clone, Copy)]
struct Stored {
    bytes: &'static [u8],
    words: &'static str,
    /// Packed tight, for what hardly anybody looks at.
    tight: bool,
}

impl<T: DeserializeOwned> Section<T> {
    /// A part that is decoded at the first look, from bytes that this very program wrote.
    pub(super) const fn stored(bytes: &'static [u8], words: &'static str) -> Self {
        Self {
            value: OnceLock::new(),
            stored: Stored {
                bytes,
                words,
                tight: false,
            },
        }
    }

    /// The same from bytes that were packed tight.
    pub(super) const fn tight(bytes: &'static [u8], words: &'static str) -> Self {
        Self {
            value: OnceLock::new(),
            stored: Stored {
                bytes,
                words,
                tight: true,
            },
        }
    }

    fn read(&self) -> &T {
        self.value.get_or_init(|| {
            let Stored { bytes, words, tight } = self.stored;
            let value = with_words(words, || {
                if tight {
                    loosen(bytes).and_then(|bytes| postcard::from_bytes(&bytes))
                } else {
                    postcard::from_bytes(bytes)
                }
            });
            // These bytes were written from a value of this type: by the build, and a test reads every one of them; or
            // by an earlier run of this very program, and the hash over all of them was right (see `kept`).
            value.expect("this program wrote this part of the pack")
        })
    }
}

impl<T: DeserializeOwned> Deref for Section<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.read()
    }
}

impl<T: DeserializeOwned> DerefMut for Section<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.read();
        // It was read the line before.
        self.value.get_mut().expect("a value that was read is there")
    }
}

impl<T> From<T> for Section<T> {
    fn from(value: T) -> Self {
        Self {
            value: OnceLock::from(value),
            stored: Stored {
                bytes: &[],
                words: "",
                tight: false,
            },
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
            stored: self.stored,
        }
    }
}

impl<T: fmt::Debug + DeserializeOwned> fmt::Debug for Section<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.read().fmt(f)
    }
}

impl<T: Serialize + DeserializeOwned> Serialize for Section<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.read().serialize(to)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Section<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(Self::from)
    }
}

impl<'s, T: DeserializeOwned> IntoIterator for &'s Section<T>
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
        let mut section = Section::<Vec<String>>::stored(BYTES, "");
        assert!(section.value.get().is_none());
        assert_eq!(section.len(), 2);
        assert!(section.value.get().is_some());
        let copy = section.clone();
        section.push("c".to_owned());
        assert_eq!((section.join(""), copy.join("")), ("abc".to_owned(), "ab".to_owned()));
        assert_eq!((&copy).into_iter().count(), 2);
        let mut unread = Section::<Vec<String>>::stored(BYTES, "");
        unread.clear();
        assert!(unread.is_empty() && Section::<Vec<String>>::default().is_empty());
    }
}
