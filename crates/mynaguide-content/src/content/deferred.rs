//! A part of a pack that few runs look at: it stays in the bytes of the pack until it is asked for.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

use super::stored::{languages_of, read, write};
use super::text::{Lang, Text};
use super::visit_texts::VisitTexts;

/// A value that is decoded when it is first looked at. In a stored pack it is a block of its own, with its texts.
#[derive(Clone)]
pub struct Deferred<T> {
    value: OnceLock<T>,
    /// Where it stands, and the languages of which its texts are left out; nothing for a pack that was read from files.
    stored: Option<(&'static [u8], Arc<[Lang]>)>,
}

/// What stored packs do with their deferred parts, whatever these are.
pub(super) trait Part {
    /// Takes the value away.
    fn clear(&mut self);
    /// The languages whose words are not read.
    fn leave_out(&mut self, languages: &Arc<[Lang]>);
}

impl<T> Part for Deferred<T> {
    fn clear(&mut self) {
        self.value = OnceLock::new();
    }

    fn leave_out(&mut self, languages: &Arc<[Lang]>) {
        if let Some((_, left_out)) = &mut self.stored {
            *left_out = Arc::clone(languages);
        }
    }
}

impl<T: Default + DeserializeOwned + VisitTexts> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| {
            let Some((bytes, left_out)) = &self.stored else {
                return T::default();
            };
            let is_wanted = |lang: &str| !left_out.iter().any(|out| *out == lang);
            // The bytes are those of `serialize` below; what cuts or changes a stored pack is an error of the whole.
            let (value, _) = read(bytes, is_wanted).expect("a part of a pack is written whole");
            value
        })
    }
}

impl<T: Default + DeserializeOwned + VisitTexts> DerefMut for Deferred<T> {
    fn deref_mut(&mut self) -> &mut T {
        let _: &T = self;
        self.value.get_mut().expect("the line above reads it")
    }
}

impl<T> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Self {
            value: value.into(),
            stored: None,
        }
    }
}

impl<T: Default> Default for Deferred<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: Default + DeserializeOwned + VisitTexts + fmt::Debug> fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// The texts of a value that is there; those of one that is still stored are read with it.
impl<T: VisitTexts> VisitTexts for Deferred<T> {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        if let Some(value) = self.value.get_mut() {
            value.visit_texts(visit);
        }
    }
}

impl<T: Default + DeserializeOwned + VisitTexts + Serialize + Clone> Serialize for Deferred<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value = T::clone(self);
        let languages = languages_of(&mut value);
        let core = postcard::to_allocvec(&value).map_err(ser::Error::custom)?;
        let bytes = write(&core, &mut value, &languages).map_err(ser::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Deferred<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&'de [u8]>::deserialize(deserializer)?;
        Ok(Self {
            value: OnceLock::new(),
            stored: Some((bytes, Arc::default())),
        })
    }
}
