//! What may be stored at all. Changes and loaded files are held to the same rules, so that whatever was accepted
//! once can be read again.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{ChangeError, Event, Household, TickKey};
use crate::content::{Answer, Id};
use crate::text::secret::refuse_secret;

/// First year of a day that can be stored.
pub(crate) const FIRST_YEAR: i32 = 1868;
/// Last year of a day that can be stored.
pub(crate) const LAST_YEAR: i32 = 2200;
/// Most digits of an id: fewer than any number that is a secret has.
pub(crate) const MAX_DIGITS: usize = 6;
/// Longest id, in characters.
const MAX_WORD: usize = 64;
/// Longest label, in characters.
const MAX_LABEL: usize = 40;
/// Longest note, in characters.
pub(crate) const MAX_NOTE: usize = 4_000;
/// Most people of a household, with those who are no longer shown.
pub(crate) const MAX_PEOPLE: usize = 500;
/// Most events of a household.
pub(crate) const MAX_EVENTS: usize = 10_000;

/// An id: a short word of ASCII letters, digits, hyphens and underscores.
pub(crate) fn word(id: &Id) -> Result<(), ChangeError> {
    let word = id.as_str();
    let fits = (1..=MAX_WORD).contains(&word.len())
        && word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        && word.bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGITS;
    if fits { Ok(()) } else { Err(ChangeError::Word) }
}

/// A day: one that the arithmetic of procedures can count with.
pub(crate) fn day(day: NaiveDate) -> Result<(), ChangeError> {
    if (FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
        Ok(())
    } else {
        Err(ChangeError::Day)
    }
}

/// An answer.
pub(crate) fn answer(answer: &Answer) -> Result<(), ChangeError> {
    match answer {
        Answer::Choice(id) if *id == crate::content::DOES_NOT_APPLY => Err(ChangeError::Word),
        Answer::Choice(id) => word(id),
        Answer::Date(date) => day(*date),
        Answer::DoesNotApply | Answer::YesNo(_) | Answer::Count(_) => Ok(()),
    }
}

/// Answers by fact.
pub(crate) fn facts(facts: &BTreeMap<Id, Answer>) -> Result<(), ChangeError> {
    facts
        .iter()
        .try_for_each(|(fact, value)| word(fact).and_then(|()| answer(value)))
}

/// A label of a person, apart from its being free.
pub(crate) fn label(label: &str) -> Result<(), ChangeError> {
    // Many times longer than a label: not even looked through.
    if label.len() > 16 * MAX_LABEL {
        return Err(ChangeError::Label);
    }
    refuse_secret(label).map_err(ChangeError::Secret)?;
    let short = label.chars().count() <= MAX_LABEL && !label.chars().any(|c| c.is_control() || turns_the_line(c));
    if short && !label.trim().is_empty() {
        Ok(())
    } else {
        Err(ChangeError::Label)
    }
}

/// A note.
pub(crate) fn note(text: &str) -> Result<(), ChangeError> {
    // First the length: looking for secrets takes its time.
    if text.chars().nth(MAX_NOTE).is_some() {
        return Err(ChangeError::LongNote);
    }
    let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || turns_the_line(c);
    if text.chars().any(commands) {
        return Err(ChangeError::Unprintable);
    }
    refuse_secret(text).map_err(ChangeError::Secret)
}

/// A whole household, apart from whom things belong to.
pub(crate) fn household(household: &Household) -> Result<(), ChangeError> {
    facts(&household.facts)?;
    for person in &household.people {
        word(&person.id)?;
        label(&person.label)?;
        facts(&person.facts)?;
    }
    household.events.iter().try_for_each(event)?;
    for (about, tick) in &household.ticks {
        key(about).and_then(|()| day(tick.on))?;
    }
    household
        .notes
        .iter()
        .try_for_each(|(about, text)| key(about).and_then(|()| note(text)))
}

/// Marks that turn the direction of what follows, so that a line reads other than it is.
fn turns_the_line(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a tick or note is about, apart from whether the person exists.
pub(crate) fn key(key: &TickKey) -> Result<(), ChangeError> {
    word(&key.procedure)?;
    word(&key.item)?;
    word(&key.person)
}

/// An event, apart from whether its people exist.
pub(crate) fn event(event: &Event) -> Result<(), ChangeError> {
    word(&event.id)?;
    word(&event.event)?;
    day(event.on)?;
    facts(&event.facts)?;
    let twice = event
        .people
        .iter()
        .enumerate()
        .any(|(i, p)| event.people[..i].contains(p));
    if event.people.is_empty() || twice {
        Err(ChangeError::EventPeople)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_no_numbers_of_cards() {
        for (typed, fine) in [
            ("mid-long", true),
            ("e13", true),
            ("a_b", true),
            ("", false),
            ("two words", false),
            ("日本", false),
            ("123456789012", false),
            ("AB12345678CD", false),
            ("1-2-3-4-5-6-7", false),
        ] {
            assert_eq!(word(&Id::new(typed)).is_ok(), fine, "{typed}");
        }
    }

    #[test]
    fn labels_are_short_words() {
        let long = "x".repeat(MAX_LABEL + 1);
        for (typed, fine) in [
            ("A", true),
            ("妻", true),
            ("", false),
            ("  ", false),
            ("a\nb", false),
            ("a\u{9b}b", false),
            ("a\u{202e}b", false),
            ("مه\u{200c}سا", true),
            (&*long, false),
        ] {
            assert_eq!(label(typed).is_ok(), fine, "{typed:?}");
        }
        assert!(matches!(label("1234 5678 9012"), Err(ChangeError::Secret(_))));
        assert!(matches!(
            note("my number is 1234-5678-9012"),
            Err(ChangeError::Secret(_))
        ));
        assert_eq!(note("came back on 2026-11-29"), Ok(()));
        assert_eq!(note("two\n\tlines, مه\u{200c}سا"), Ok(()));
        for wild in ["\u{1b}[2J", "a\u{9b}b", "a\u{202e}b", "a\u{7}"] {
            assert_eq!(note(wild), Err(ChangeError::Unprintable), "{wild:?}");
        }
        assert_eq!(note(&"写".repeat(MAX_NOTE)), Ok(()));
        assert_eq!(note(&"x".repeat(MAX_NOTE + 1)), Err(ChangeError::LongNote));
        assert_eq!(label(&"1".repeat(1 << 20)), Err(ChangeError::Label));
    }

    #[test]
    fn answers_and_days() {
        let on = |y| NaiveDate::from_ymd_opt(y, 1, 31).unwrap();
        for (value, fine) in [
            (Answer::Date(on(1990)), true),
            (Answer::Date(on(1867)), false),
            (Answer::Date(on(2201)), false),
            (Answer::Choice(Id::new("mid-long")), true),
            (Answer::Choice(Id::new("does-not-apply")), false),
            (Answer::Choice(Id::new("123456789012")), false),
            (Answer::DoesNotApply, true),
            (Answer::Count(3), true),
        ] {
            assert_eq!(answer(&value).is_ok(), fine, "{value:?}");
        }
    }
}
