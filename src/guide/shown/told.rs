//! What was told, in a word: by it a later visit knows whether answers or events are other ones.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::content::{Answer, Id};
use crate::household::Household;

/// A word that is another one whenever answers or events are. Letters only: no number can be in it. Files remember it, so
/// that it stays what it was: of what the debugging form of people, answers and events says, written by hand as every
/// start does it.
pub(super) fn fingerprint(household: &Household) -> String {
    let mut told = Digest::new();
    told.list(&household.people, |told, person| {
        told.text("(");
        told.word(&person.id);
        told.text(", ");
        told.facts(&person.facts);
        told.text(")");
    });
    told.text(" ");
    told.facts(&household.facts);
    told.text(" ");
    told.list(&household.events, |told, event| {
        told.text("Event { id: ");
        told.word(&event.id);
        told.text(", event: ");
        told.word(&event.event);
        told.text(", on: ");
        told.day(event.on);
        told.text(", people: ");
        told.list(&event.people, Digest::word);
        told.text(", facts: ");
        told.facts(&event.facts);
        told.text(" }");
    });
    told.letters()
}

/// What was told, as one number (FNV-1a).
pub(super) struct Digest(u64);

impl Digest {
    pub(super) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(super) fn text(&mut self, text: &str) {
        self.0 = text.bytes().fold(self.0, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    }

    fn list<T>(&mut self, list: &[T], one: impl Fn(&mut Self, &T)) {
        self.text("[");
        for (n, item) in list.iter().enumerate() {
            self.text(if n > 0 { ", " } else { "" });
            one(self, item);
        }
        self.text("]");
    }

    fn facts(&mut self, facts: &BTreeMap<Id, Answer>) {
        self.text("{");
        for (n, (fact, answer)) in facts.iter().enumerate() {
            self.text(if n > 0 { ", " } else { "" });
            self.word(fact);
            self.text(": ");
            match answer {
                Answer::Choice(choice) => {
                    self.text("Choice(");
                    self.word(choice);
                    self.text(")");
                }
                Answer::Date(date) => {
                    self.text("Date(");
                    self.day(*date);
                    self.text(")");
                }
                Answer::YesNo(true) => self.text("YesNo(true)"),
                Answer::YesNo(false) => self.text("YesNo(false)"),
                Answer::DoesNotApply => self.text("DoesNotApply"),
                Answer::Count(_) => self.text(&format!("{answer:?}")),
            }
        }
        self.text("}");
    }

    fn word(&mut self, id: &Id) {
        let word = id.as_str();
        if word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        {
            self.text("\"");
            self.text(word);
            self.text("\"");
        } else {
            self.text(&format!("{word:?}"));
        }
    }

    fn day(&mut self, day: NaiveDate) {
        let mut written = *b"0000-00-00";
        let parts = [
            (0, 4, day.year().unsigned_abs()),
            (5, 2, day.month()),
            (8, 2, day.day()),
        ];
        for (at, length, mut number) in parts {
            for place in written[at..at + length].iter_mut().rev() {
                *place = b"0123456789"[(number % 10) as usize];
                number /= 10;
            }
        }
        match std::str::from_utf8(&written) {
            Ok(written) if (0..=9999).contains(&day.year()) => self.text(written),
            _ => self.text(&format!("{day:?}")),
        }
    }

    pub(super) fn letters(&self) -> String {
        (0..16)
            .map(|n| char::from(b'a' + u8::try_from(self.0 >> (4 * n) & 15).unwrap_or(0)))
            .collect()
    }
}
