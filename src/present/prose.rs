//! Prose with its markup put into words: the Japanese stands beside a term where it is used first.

use std::collections::BTreeSet;

use super::doc::{Role, Span};
use super::words::{fee_words_at, place_words};
use crate::content::{Id, Name, Pack, Piece, Text, parse_markup};
use crate::i18n::Strings;
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
        Self { pack, strings, today, met: BTreeSet::new() }
    }

    /// A text in the reader's language; English if it has no other words there, with a mark.
    pub fn spans(&mut self, text: &Text) -> Vec<Span> {
        let lang = self.strings.lang();
        let mut spans = self.markup(text.get(lang));
        if self.strings.is_japanese() && !text.has(lang) && !text.has("ja") {
            spans.push(Span::new(format!(" {}", self.strings.say("only-english")), Role::Aside));
        }
        spans
    }

    fn markup(&mut self, text: &str) -> Vec<Span> {
        parse_markup(text).into_iter().flat_map(|piece| self.piece(piece)).collect()
    }

    fn piece(&mut self, piece: Piece) -> Vec<Span> {
        match piece {
            Piece::Text(words) => vec![Span::new(words, Role::Plain)],
            Piece::Term { id, words } => self.term(id, words.as_deref()),
            Piece::Document(id) => match self.pack.documents.get(&id) {
                Some(document) => vec![Span::new(document.name.get(self.strings.lang()), Role::Plain)],
                None => vec![Span::new(id.as_str(), Role::Plain)],
            },
            Piece::Place(id) => match self.pack.places.get(&id) {
                Some(place) => vec![Span::new(place_words(self.strings, place), Role::Contact)],
                None => vec![Span::new(id.as_str(), Role::Plain)],
            },
            Piece::Procedure(id) => match self.pack.procedures.get(&id) {
                Some(p) => vec![Span::new(p.title.get(self.strings.lang()), Role::Procedure(p.id.clone()))],
                None => vec![Span::new(id.as_str(), Role::Plain)],
            },
            Piece::Fee(id) => match self.pack.fees.get(&id) {
                Some(fee) => vec![Span::new(fee_words_at(self.strings, fee, self.today), Role::Strong)],
                None => vec![Span::new(id.as_str(), Role::Plain)],
            },
        }
    }

    fn term(&mut self, id: Id, words: Option<&str>) -> Vec<Span> {
        let Some(term) = self.pack.terms.get(&id) else {
            return vec![Span::new(words.unwrap_or(id.as_str()), Role::Plain)];
        };
        let first = self.met.insert(id.clone());
        let shown = words.unwrap_or_else(|| term.name.get(self.strings.lang()));
        let mut spans = vec![Span::new(shown, Role::Term(id))];
        if first && !self.strings.is_japanese() {
            spans.push(Span::new(format!(" ({})", beside(&term.name)), Role::Japanese));
        }
        spans
    }
}

/// The Japanese beside an English name: `継続利用 keizoku riyō`.
pub(super) fn beside(name: &Name) -> String {
    format!("{} {}", name.ja, name.romaji).trim().to_owned()
}

