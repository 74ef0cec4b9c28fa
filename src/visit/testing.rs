//! The built-in content and households for tests of visits.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::content::{Answer, Id, Pack, embedded_pack};
use crate::household::{Household, Person, edit};

pub(super) fn pack() -> Pack {
    embedded_pack()
}

pub(super) fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn yes() -> Answer {
    Answer::YesNo(true)
}

pub(super) fn no() -> Answer {
    Answer::YesNo(false)
}

pub(super) fn word(word: &str) -> Answer {
    Answer::Choice(Id::new(word))
}

pub(super) fn day(year: i32, month: u32, day: u32) -> Answer {
    Answer::Date(on(year, month, day))
}

/// Somebody with a period of stay and a separate card; everything can be told otherwise.
pub(super) fn person(id: &str, label: &str, facts: &[(&str, Answer)]) -> Person {
    let usual = [
        ("status_group", word("mid-long")),
        ("card_held", yes()),
        ("card_form", word("separate")),
        ("stay_until", day(2028, 8, 1)),
        ("stay_six_months_or_more", yes()),
        ("card_printed_until", day(2028, 8, 1)),
        ("cert_printed_until", day(2028, 8, 1)),
        ("birth", day(1990, 3, 10)),
        ("signature_cert", word("valid")),
        ("insurance", word("company")),
    ];
    let facts = usual
        .iter()
        .chain(facts)
        .map(|(fact, answer)| (Id::new(fact), answer.clone()))
        .collect();
    Person {
        id: Id::new(id),
        label: label.to_owned(),
        archived: false,
        facts,
    }
}

pub(super) fn household(people: Vec<Person>) -> Household {
    Household {
        name: "home".to_owned(),
        people,
        facts: BTreeMap::from([(Id::new("household_head_foreign"), no())]),
        ..Household::default()
    }
}

/// Tells an event as it is told everywhere else: old answers are forgotten.
pub(super) fn told(
    pack: &Pack,
    household: &mut Household,
    event: &str,
    on: NaiveDate,
    people: &[&str],
    facts: &[(&str, Answer)],
) {
    let people: Vec<Id> = people.iter().map(|p| Id::new(p)).collect();
    let facts = facts
        .iter()
        .map(|(fact, answer)| (Id::new(fact), answer.clone()))
        .collect();
    let resets = pack.facts[event].resets.clone();
    household
        .apply_all(&edit::add_event(household, event, on, &people, facts, &resets))
        .unwrap();
}
