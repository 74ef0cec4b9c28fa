//! Words in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::Id;

/// A language tag, for example `en`, `ja`, `ja-easy`.
pub type Lang = Id;

/// Prose: English always, other languages where they exist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// English.
    pub en: String,
    /// Other languages.
    pub other: BTreeMap<Lang, String>,
}

impl Text {
    /// Only English.
    pub fn english(en: &str) -> Self {
        Self {
            en: en.to_owned(),
            other: BTreeMap::new(),
        }
    }

    /// The text in a language, or English if it is missing there.
    pub fn get(&self, lang: &str) -> &str {
        if lang == "en" {
            return &self.en;
        }
        // A variant such as `ja-easy` falls back to its language, then to English.
        let plain = lang.split('-').next().unwrap_or(lang);
        self.other
            .get(lang)
            .or_else(|| self.other.get(plain))
            .map_or(&self.en, String::as_str)
    }

    /// Whether the language has its own words.
    pub fn has(&self, lang: &str) -> bool {
        lang == "en" || self.other.contains_key(lang)
    }
}

/// The names of a thing, always shown together with the Japanese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// English.
    pub en: String,
    /// Japanese as written.
    pub ja: String,
    /// In kana.
    pub kana: String,
    /// In Hepburn romaji with macrons.
    pub romaji: String,
}

impl Name {
    /// The name in a language: Japanese for `ja` and its variants, English otherwise.
    pub fn get(&self, lang: &str) -> &str {
        if lang == "ja" || lang.starts_with("ja-") {
            &self.ja
        } else {
            &self.en
        }
    }
}
