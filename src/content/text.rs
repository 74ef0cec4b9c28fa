//! Words in several languages.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::id::{Id, Words};
use super::others::{Others, without_separators};

/// A language tag, for example `en`, `ja`, `ja-easy`.
pub type Lang = Id;

/// Prose: English always, other languages where they exist.
///
/// In a stored pack the two lie far apart, so that the system need not map the pages of a language that nobody reads.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    en: Words,
    others: Others,
}

impl Text {
    /// Only English.
    pub fn english(en: &str) -> Self {
        Self {
            en: without_separators(en).into(),
            others: Others::default(),
        }
    }

    /// The English text.
    pub fn en(&self) -> &str {
        &self.en
    }

    /// The text in a language, or English if it is missing there.
    pub fn get(&self, lang: &str) -> &str {
        if lang == "en" {
            return self.en();
        }
        // A variant such as `ja-easy` falls back to its language, then to English.
        let plain = lang.split('-').next().unwrap_or(lang);
        let own = |lang: &str| self.others().find(|(tag, _)| *tag == lang);
        own(lang)
            .or_else(|| own(plain))
            .map_or_else(|| self.en(), |(_, words)| words)
    }

    /// A part of one of its languages, as words that can be kept.
    pub fn part(&self, part: &str) -> Words {
        let lasting = self.en.lasting_part(part);
        lasting.unwrap_or_else(|| self.others.part(part))
    }

    /// Whether the language has its own words.
    pub fn has(&self, lang: &str) -> bool {
        lang == "en" || self.others().any(|(tag, _)| tag == lang)
    }

    /// The other languages with their words, in the order of the tags.
    pub fn others(&self) -> impl Iterator<Item = (&str, &str)> {
        self.others.each()
    }

    /// Gives a language its words, in place of those it had.
    pub fn insert(&mut self, lang: &str, words: &str) {
        let words = without_separators(words);
        if lang == "en" {
            self.en = words.into();
            return;
        }
        let mut all = self.others().collect::<BTreeMap<_, _>>();
        all.insert(lang, &words);
        self.others = Others::of(all);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let languages = [("en", self.en())].into_iter().chain(self.others());
        f.debug_map().entries(languages).finish()
    }
}

/// The names of a thing, always shown together with the Japanese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// English.
    pub en: Words,
    /// Japanese as written.
    pub ja: Words,
    /// In kana.
    pub kana: Words,
    /// In Hepburn romaji with macrons.
    pub romaji: Words,
}

impl Name {
    /// The name in a language: Japanese for `ja` and its variants, English otherwise.
    pub fn get(&self, lang: &str) -> &str {
        self.words(lang)
    }

    /// The same, as words that can be kept.
    pub fn words(&self, lang: &str) -> &Words {
        if lang == "ja" || lang.starts_with("ja-") {
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
            (text.get("ja"), text.has("ja"), text.others().count()),
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
        let others: Vec<_> = text.others().collect();
        assert_eq!(others, [("ja", "引越し"), ("ja-easy", "ひっこし")]);
        assert_eq!(
            format!("{text:?}"),
            r#"{"en": "Moving", "ja": "引越し", "ja-easy": "ひっこし"}"#
        );
    }

    #[test]
    fn words_cannot_pretend_to_be_another_language() {
        let mut text = Text::english("a\u{1f}ja\u{1f}b");
        text.insert("ja", "c\u{1f}ja\u{1f}d\u{1e}");
        assert_eq!((text.en(), text.get("ja"), text.others().count()), ("ajab", "cjad", 1));
        text.insert("en", "\u{1e}e\u{1f}");
        assert_eq!((text.en(), text.get("ja")), ("e", "cjad"));
    }

    #[test]
    fn a_text_is_small() {
        assert!(size_of::<Text>() <= 48 && size_of::<Option<Text>>() <= 48);
    }

    #[test]
    fn no_text_is_empty() {
        assert_eq!((Text::default().en(), Text::default().get("ja")), ("", ""));
    }
}
