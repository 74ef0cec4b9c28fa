//! Words in several languages.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::id::Id;
use crate::calendar::{DayName, Named};

/// A language tag, for example `en`, `ja`, `ja-easy`.
pub type Lang = Id;

/// Prose: English always, other languages where they exist.
///
/// A stored pack has the words in a block for each language, see `stored`, and nothing where the text stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    #[serde(skip)]
    en: SmolStr,
    /// In the order of the tags.
    #[serde(skip)]
    translations: Vec<(Lang, SmolStr)>,
}

impl Text {
    /// Only English.
    pub fn english(en: &str) -> Self {
        Self {
            en: en.into(),
            translations: Vec::new(),
        }
    }

    /// The English text.
    pub fn en(&self) -> &str {
        &self.en
    }

    /// The text in a language, or English if it is missing there.
    ///
    /// A variant such as `ja-easy` falls back to its language, then to English.
    pub fn get(&self, lang: &str) -> &str {
        self.translation(lang)
            .or_else(|| self.translation(base_language(lang)))
            .map_or(&*self.en, |text| text)
    }

    /// Whether the language has its own words.
    pub fn has(&self, lang: &str) -> bool {
        lang == "en" || self.translation(lang).is_some()
    }

    /// The other languages with their words, in the order of the tags.
    pub fn translations(&self) -> impl Iterator<Item = (&str, &str)> {
        self.translations
            .iter()
            .map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// Gives a language its words, in place of those it had.
    pub fn insert(&mut self, lang: &str, text: impl Into<SmolStr>) {
        let text = text.into();
        if lang == "en" {
            self.en = text;
            return;
        }
        match self.translations.binary_search_by(|(tag, _)| tag.as_str().cmp(lang)) {
            Ok(at) => self.translations[at].1 = text,
            Err(at) => {
                // There are thousands of texts with one or two translations each.
                self.translations.reserve_exact(1);
                self.translations.insert(at, (Id::new(lang), text));
            }
        }
    }

    /// The words of a language, if it has its own.
    pub(super) fn own(&self, lang: &str) -> Option<&SmolStr> {
        if lang == "en" {
            return Some(&self.en);
        }
        self.translation(lang)
    }

    /// The words of a language other than English, if it has its own.
    fn translation(&self, lang: &str) -> Option<&SmolStr> {
        self.translations
            .iter()
            .find(|(tag, _)| *tag == lang)
            .map(|(_, text)| text)
    }
}

impl Named for Text {
    fn day_name(&self) -> DayName {
        DayName {
            en: self.get("en").to_owned(),
            ja: self.get("ja").to_owned(),
        }
    }
}

/// The language of which a tag names a variant: `ja` for `ja-easy`.
pub(super) fn base_language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The names of a thing, always shown together with the Japanese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// English.
    pub en: SmolStr,
    /// Japanese as written.
    pub ja: SmolStr,
    /// In kana.
    pub kana: SmolStr,
    /// In Hepburn romaji with macrons.
    pub romaji: SmolStr,
}

impl Name {
    /// The name in a language: Japanese for `ja` and its variants, English otherwise.
    pub fn get(&self, lang: &str) -> &str {
        if base_language(lang) == "ja" {
            &self.ja
        } else {
            &self.en
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_gives_each_language_its_words_and_english_to_the_rest() {
        let mut text = Text::english("Move");
        assert_eq!(
            (text.get("ja"), text.has("ja"), text.translations().count()),
            ("Move", false, 0)
        );
        text.insert("ja-easy", "ひっこし");
        assert_eq!((text.get("ja-easy"), text.get("ja")), ("ひっこし", "Move"));
        text.insert("ja", "引");
        text.insert("ja", "引越し");
        text.insert("en", "Moving");
        assert_eq!(
            (text.en(), text.get("en"), text.get("ja")),
            ("Moving", "Moving", "引越し")
        );
        assert_eq!((text.get("ja-plain"), text.get("de")), ("引越し", "Moving"));
        let translations: Vec<_> = text.translations().collect();
        assert_eq!(translations, [("ja", "引越し"), ("ja-easy", "ひっこし")]);
    }

    #[test]
    fn no_text_is_empty() {
        assert_eq!((Text::default().en(), Text::default().get("ja")), ("", ""));
    }
}
