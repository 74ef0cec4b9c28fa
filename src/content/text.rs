//! Words in several languages.

use serde::{Deserialize, Serialize};

use super::id::{Id, Words};

/// A language tag, for example `en`, `ja`, `ja-easy`.
pub type Lang = Id;

/// Prose: English always, other languages where they exist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// English.
    pub en: Words,
    /// Other languages.
    pub other: Others,
}

impl Text {
    /// Only English.
    pub fn english(en: &str) -> Self {
        Self {
            en: en.into(),
            other: Others::default(),
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
            .unwrap_or(&self.en)
    }

    /// Whether the language has its own words.
    pub fn has(&self, lang: &str) -> bool {
        lang == "en" || self.other.contains_key(lang)
    }
}

/// Words by language, in the order of the tags. There are one or two, in very many texts: a list is smaller than a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Others(Vec<(Lang, Words)>);

impl Others {
    /// The words of a language.
    pub fn get(&self, lang: &str) -> Option<&str> {
        let (_, words) = self.0.iter().find(|(own, _)| own == lang)?;
        Some(words)
    }

    /// Whether the language has words.
    pub fn contains_key(&self, lang: &str) -> bool {
        self.get(lang).is_some()
    }

    /// Gives a language its words, in place of those it had.
    pub fn insert(&mut self, lang: Lang, words: Words) {
        match self.0.binary_search_by(|(own, _)| own.cmp(&lang)) {
            Ok(at) => self.0[at].1 = words,
            Err(at) => self.0.insert(at, (lang, words)),
        }
    }

    /// The words of every language.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, words)| &**words)
    }
}

impl<const N: usize> From<[(Lang, Words); N]> for Others {
    fn from(list: [(Lang, Words); N]) -> Self {
        let mut others = Self::default();
        list.into_iter().for_each(|(lang, words)| others.insert(lang, words));
        others
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
