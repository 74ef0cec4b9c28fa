//! Words: languages, the four forms of names, kana, markup, numbers of translations.

use std::collections::BTreeSet;

use super::super::markup::{Piece, parse_markup};
use super::super::raw::{At, Place, RawForms, RawText};
use super::super::registry::Sentence;
use super::super::rules::{self, LintRule};
use super::super::text::{Name, Text};
use super::known::{Check, Kind};

/// Where words come from, which decides the languages they must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum Words {
    /// A registry: every language of the pack, in place.
    Registry,
    /// A procedure: English; other languages are in `i18n`.
    Prose,
    /// Something that has its words from elsewhere: English, others as they are.
    Title,
}

impl Check<'_, '_> {
    /// Words in one or several languages.
    pub fn text(&mut self, raw: &RawText, words: Words) -> Text {
        let mut text = Text::default();
        for (lang, value) in &raw.by {
            self.markup(&value.value, value.at);
            if lang.value == "en" {
                text.insert("en", &value.value);
            } else if words == Words::Prose && !self.is_local(lang.at) {
                let message = format!("prose of a procedure is English only, not `{}`", lang.value);
                let help = format!("put it into i18n/{}/procedures", lang.value);
                self.out.add(rules::KEY_UNKNOWN, lang.at, message).help(help);
            } else if self.speaks(&lang.value) {
                text.insert(&lang.value, &value.value);
            } else {
                let message = format!("`{}` is no language of this pack", lang.value);
                self.out
                    .add(rules::KEY_UNKNOWN, lang.at, message)
                    .help(format!("languages are: {}", self.languages.join(", ")));
            }
        }
        self.languages_of(raw, words);
        if words == Words::Registry {
            for (lang, value) in raw.by.iter().filter(|(lang, _)| lang.value != "en") {
                self.extra_numbers(text.en(), value, &lang.value);
            }
        }
        text
    }

    fn languages_of(&mut self, raw: &RawText, words: Words) {
        let others = self.languages.iter().filter(|l| words == Words::Registry && *l != "en");
        let missing = |lang: &&str| !raw.by.iter().any(|(have, _)| have.value == **lang);
        for lang in std::iter::once("en").chain(others.map(String::as_str)).filter(missing) {
            let message = format!("these words are missing in `{lang}`");
            self.out.add(rules::NAME_MISSING_LANGUAGE, raw.at, message);
        }
    }

    /// Words that may be missing.
    pub fn maybe_text(&mut self, raw: Option<&RawText>, words: Words) -> Option<Text> {
        raw.map(|raw| self.text(raw, words))
    }

    /// A name in four forms.
    pub fn name(&mut self, raw: &RawForms) -> Name {
        let all = [
            (&raw.en, "en"),
            (&raw.ja, "ja"),
            (&raw.kana, "kana"),
            (&raw.romaji, "romaji"),
        ];
        for (_, what) in all.iter().filter(|(form, _)| form.is_none()) {
            let message = format!("the name has no {what}");
            self.out
                .add(rules::NAME_MISSING_LANGUAGE, raw.at, message)
                .help("names are { en, ja, kana, romaji }");
        }
        self.scripts(raw, rules::VALUE_WRONG);
        forms(raw)
    }

    /// A sentence to say, in four forms.
    pub fn sentence(&mut self, raw: &RawForms) -> Sentence {
        let missing = [(&raw.en, "en"), (&raw.ja, "ja"), (&raw.romaji, "romaji")];
        for (_, what) in missing.iter().filter(|(form, _)| form.is_none()) {
            let message = format!("the sentence has no {what}");
            self.out.add(rules::NAME_MISSING_LANGUAGE, raw.at, message);
        }
        if raw.kana.is_none() {
            let message = "the sentence has no kana, so it cannot be read aloud";
            self.out.add(rules::PHRASE_NO_KANA, raw.at, message);
        }
        self.scripts(raw, rules::PHRASE_NO_KANA);
        forms(raw)
    }

    /// Kana without kanji, romaji in Latin letters.
    fn scripts(&mut self, raw: &RawForms, kana_rule: &'static LintRule) {
        if let Some(kana) = &raw.kana
            && let Some(kanji) = kana.value.chars().find(|c| is_kanji(*c))
        {
            self.out
                .add(kana_rule, kana.at, format!("the kana holds the kanji {kanji}"));
        }
        if let Some(romaji) = &raw.romaji
            && let Some(other) = romaji.value.chars().find(|c| is_kanji(*c) || is_kana(*c))
        {
            self.wrong(romaji.at, format!("the romaji holds {other}"));
        }
    }

    /// Braces must be markup that leads somewhere.
    pub fn markup(&mut self, prose: &str, at: Place) {
        // One sign after the other: each is found by words of the machine.
        if !prose.contains('{') && !prose.contains('}') {
            return;
        }
        for piece in parse_markup(prose) {
            match piece {
                Piece::Text(plain) if plain.contains(['{', '}']) => {
                    self.out
                        .add(rules::MARKUP, at, "these braces are no markup")
                        .help("write {term}, {term|words}, {doc:ID}, {place:ID}, {procedure:ID} or {fee:ID}");
                }
                Piece::Text(_) => {}
                Piece::Term { id, .. } => self.named(Kind::Term, id, at),
                Piece::Document(id) => self.named(Kind::Document, id, at),
                Piece::Place(id) => self.named(Kind::Place, id, at),
                Piece::Procedure(id) => self.named(Kind::Procedure, id, at),
                Piece::Fee(id) => self.named(Kind::Fee, id, at),
            }
        }
    }

    /// A translation may not bring a number of its own.
    pub fn extra_numbers(&mut self, english: &str, other: &At<String>, lang: &str) {
        let known = numbers(english);
        let extra: Vec<_> = numbers_in_digits(&other.value)
            .into_iter()
            .filter(|n| !known.contains(n))
            .collect();
        if !extra.is_empty() {
            let message = format!(
                "the number {} of the {lang} text is not in the English text",
                extra.join(", ")
            );
            self.out
                .add(rules::I18N_EXTRA_DATE, other.at, message)
                .note(format!("English: {english}"));
        }
    }
}

/// The forms that are there.
fn forms(raw: &RawForms) -> Name {
    let form = |form: &Option<At<String>>| form.as_ref().map_or_else(Default::default, |f| f.value.as_str().into());
    Name {
        en: form(&raw.en),
        ja: form(&raw.ja),
        kana: form(&raw.kana),
        romaji: form(&raw.romaji),
    }
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30fa}')
}

/// The words of a prose without its markup: ids are no words.
fn plain(prose: &str) -> String {
    let pieces = parse_markup(prose).into_iter().map(|piece| match piece {
        Piece::Text(words) | Piece::Term { words: Some(words), .. } => words,
        _ => " ",
    });
    pieces.collect()
}

/// Numbers written in digits; `50,000` is one number, leading zeros do not count.
fn numbers_in_digits(prose: &str) -> BTreeSet<String> {
    let chars: Vec<char> = plain(prose).chars().collect();
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < chars.len() {
        let mut digits = String::new();
        while at < chars.len() {
            let thousands = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count() == 3;
            match chars[at] {
                c if c.is_ascii_digit() => digits.push(c),
                ',' if !digits.is_empty() && thousands(at + 1) => {}
                _ => break,
            }
            at += 1;
        }
        if !digits.is_empty() {
            let number = digits.trim_start_matches('0');
            found.insert(if number.is_empty() {
                "0".to_owned()
            } else {
                number.to_owned()
            });
        }
        at += 1;
    }
    found
}

/// What "a" or "an" counts.
const UNITS: [&str; 7] = ["year", "month", "week", "day", "hour", "minute", "time"];

/// The numbers of an English text, small ones also as words: "two months" has the number 2.
fn numbers(english: &str) -> BTreeSet<String> {
    const WORDS: [(u32, &[&str]); 19] = [
        (0, &["zero"]),
        (1, &["one", "once", "first", "single"]),
        (2, &["two", "twice", "second", "both", "ii"]),
        (3, &["three", "third", "iii"]),
        (4, &["four", "fourth"]),
        (5, &["five", "fifth"]),
        (6, &["six", "sixth"]),
        (7, &["seven", "seventh"]),
        (8, &["eight", "eighth"]),
        (9, &["nine", "ninth"]),
        (10, &["ten", "tenth"]),
        (11, &["eleven"]),
        (12, &["twelve"]),
        (14, &["fourteen"]),
        (15, &["fifteen"]),
        (20, &["twenty"]),
        (30, &["thirty"]),
        (60, &["sixty"]),
        (90, &["ninety"]),
    ];
    let mut found = numbers_in_digits(english);
    let lower = plain(english).to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .collect();
    for word in &words {
        found.extend(
            WORDS
                .iter()
                .filter(|(_, words)| words.contains(word))
                .map(|(n, _)| n.to_string()),
        );
    }
    // "within a year" is 1 year in other languages.
    if words
        .windows(2)
        .any(|pair| matches!(pair[0], "a" | "an") && UNITS.contains(&pair[1]))
    {
        found.insert("1".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_texts() {
        let cases = [
            ("14 days, 50,000 yen, 2026-06-04", "14 2026 4 50000 6"),
            ("1,2 and 1,2345", "1 2 2345"),
            ("{pin-4|the 6-digit PIN} {doc:pin-4} {fee:card-2}", "6"),
            ("090-007", "7 90"),
            ("2027年3月31日", "2027 3 31"),
            ("none", ""),
        ];
        for (prose, expected) in cases {
            assert_eq!(
                numbers_in_digits(prose).into_iter().collect::<Vec<_>>().join(" "),
                expected,
                "{prose}"
            );
        }
        assert!(numbers("Within two months").contains("2"));
        assert!(numbers("for a year or more").contains("1") && !numbers("a card for a child").contains("1"));
        assert!(numbers("Twice, on the Tenth day").is_superset(&["2".to_owned(), "10".to_owned()].into()));
    }

    #[test]
    fn scripts() {
        assert!(is_kanji('入') && is_kanji('々') && !is_kanji('あ') && !is_kanji('ア') && !is_kanji('ー'));
        assert!(is_kana('あ') && is_kana('ヴ') && !is_kana('ō') && !is_kana('・'));
    }
}
