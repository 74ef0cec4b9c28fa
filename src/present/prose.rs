//! Prose with its markup put into words: the Japanese stands beside a term where it is used first.

use std::collections::BTreeSet;

use super::doc::{Role, Span, plain};
use super::words::{fee_words_at, place_words};
use crate::content::{Id, Name, Pack, Piece, Text, parse_markup};
use crate::i18n::Strings;
use crate::text::is_kanji;
use chrono::NaiveDate;

/// Turns prose into spans; remembers which terms the reader has met.
pub struct Prose<'a> {
    pack: &'a Pack,
    strings: &'a Strings,
    today: NaiveDate,
    met: BTreeSet<Id>,
}

impl<'a> Prose<'a> {
    /// Starts a document.
    pub fn new(pack: &'a Pack, strings: &'a Strings, today: NaiveDate) -> Self {
        Self {
            pack,
            strings,
            today,
            met: BTreeSet::new(),
        }
    }

    /// A text in the reader's language; English if it has no other words there, with a mark.
    pub fn spans(&mut self, text: &Text) -> Vec<Span> {
        let lang = self.strings.lang();
        let mut spans = self.markup(text.get(lang));
        if !text.has(lang) && !self.strings.tags().any(|tag| text.has(tag)) {
            spans.push(Span::new(format!(" {}", self.strings.say("only-english")), Role::Aside));
        }
        spans
    }

    fn markup(&mut self, words: &str) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for piece in parse_markup(words) {
            let starts = spans
                .last()
                .is_none_or(|s| s.text.trim_end().ends_with(['.', ':', '?', '!']));
            spans.extend(self.piece(piece, starts));
        }
        spans
    }

    fn piece(&mut self, piece: Piece<'_>, starts: bool) -> Vec<Span> {
        match piece {
            Piece::Text(words) => plain(words),
            Piece::Term { id, words } => self.term(id, words, starts),
            Piece::Document(id) => match self.pack.documents.get(id) {
                Some(document) => plain(spoken(self.strings, &document.name)),
                None => plain(id),
            },
            Piece::Place(id) => match self.pack.places.get(id) {
                Some(place) => vec![Span::new(place_words(self.strings, place), Role::Contact)],
                None => plain(id),
            },
            Piece::Procedure(id) => match self.pack.procedures.get(id) {
                Some(p) => vec![Span::new(spoken(self.strings, &p.title), Role::Procedure(p.id.clone()))],
                None => plain(id),
            },
            Piece::Fee(id) => match self.pack.fees.get(id) {
                Some(fee) => vec![Span::new(fee_words_at(self.strings, fee, self.today), Role::Strong)],
                None => plain(id),
            },
        }
    }

    fn term(&mut self, id: &str, words: Option<&str>, starts: bool) -> Vec<Span> {
        let Some((id, term)) = self.pack.terms.get_key_value(id) else {
            return plain(words.unwrap_or(id));
        };
        let first = self.met.insert(id.clone());
        let shown = match words {
            Some(words) => words.to_owned(),
            None if self.strings.language().reads_japanese => spoken(self.strings, &term.name),
            None => running(&term.name.en, starts),
        };
        let mut spans = vec![Span::new(shown, Role::Term(id.clone()))];
        if first && !self.strings.language().reads_japanese {
            let japanese = format!(" ({} {})", bare(&term.name.ja), bare(&term.name.romaji));
            spans.push(Span::new(japanese, Role::Japanese));
        }
        spans
    }
}

/// A name in the reader's language; in Easy Japanese and its like with its reading, `継続利用(けいぞくりよう)`.
pub(super) fn spoken(strings: &Strings, name: &Name) -> String {
    if strings.language().shows_readings && name.kana != name.ja && name.ja.contains(is_kanji) {
        return format!("{}({})", bare(&name.ja), bare(&name.kana));
    }
    name.get(strings.lang()).to_owned()
}

/// The Japanese beside an English name: `継続利用 keizoku riyō`.
pub(super) fn beside(name: &Name) -> String {
    format!("{} {}", name.ja, name.romaji).trim().to_owned()
}

/// A name without what it says in brackets: those belong into the list of words, not into a sentence.
pub(super) fn bare(name: &str) -> &str {
    name.split('(').next().unwrap_or(name).trim_end()
}

/// A name as it stands in a sentence: without brackets, small unless it is a proper name or begins the sentence.
fn running(name: &str, starts: bool) -> String {
    let name = bare(name);
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let small = |word: &str| word.chars().skip(1).any(char::is_lowercase);
    let proper = first == "My"
        || first.chars().skip(1).any(char::is_uppercase)
        || words.next().is_some_and(|second| capital(second) && small(second));
    if starts || proper {
        return name.to_owned();
    }
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easy_japanese_has_its_readings() {
        let name = |ja: &str, kana: &str| Name {
            ja: ja.into(),
            kana: kana.into(),
            ..Name::default()
        };
        let easy = Strings::new("ja-easy");
        for (ja, kana, expected) in [
            ("継続利用", "けいぞくりよう", "継続利用(けいぞくりよう)"),
            ("在留カード", "ざいりゅうカード", "在留カード(ざいりゅうカード)"),
            ("マイナポータル", "マイナポータル", "マイナポータル"),
            (
                "入国管理局(入管)",
                "にゅうこくかんりきょく(にゅうかん)",
                "入国管理局(にゅうこくかんりきょく)",
            ),
        ] {
            assert_eq!(spoken(&easy, &name(ja, kana)), expected);
            assert_eq!(spoken(&Strings::new("ja"), &name(ja, kana)), ja);
        }
    }

    #[test]
    fn names_fit_into_sentences() {
        for (name, starts, expected) in [
            ("Residence card", false, "residence card"),
            ("Residence card", true, "Residence card"),
            ("My Number Card", false, "My Number Card"),
            ("MyNaPortal", false, "MyNaPortal"),
            ("PIN", false, "PIN"),
            ("National Health Insurance (NHI)", false, "National Health Insurance"),
            ("Resident-register PIN (4 digits)", false, "resident-register PIN"),
            ("", false, ""),
        ] {
            assert_eq!(running(name, starts), expected);
        }
    }
}
