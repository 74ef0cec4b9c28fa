//! Changes against small households, and every change against its inverse.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::content::Answer;
use crate::household::testing::{change, household, key};
use crate::household::{Tick, edit};

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}

fn event(id: &str, people: &[&str]) -> Event {
    let people = people.iter().map(|p| Id::new(p)).collect();
    Event {
        id: Id::new(id),
        event: Id::new("moved_in"),
        on: day(1),
        people,
        facts: BTreeMap::new(),
    }
}

fn person(id: &str, label: &str) -> Person {
    Person {
        id: Id::new(id),
        label: label.to_owned(),
        ..Person::default()
    }
}

fn fact(who: Option<&str>, before: Option<bool>, after: Answer) -> Change {
    let (person, before) = (who.map(Id::new), before.map(Answer::YesNo));
    Change::Fact {
        person,
        fact: Id::new("card_held"),
        before,
        after: Some(after),
    }
}

fn told(before: Option<Event>, after: Option<Event>) -> Change {
    Change::Event { before, after }
}

fn added(id: &str, label: &str) -> Change {
    Change::Person {
        before: None,
        after: Some(person(id, label)),
    }
}

fn ticked(who: &str, before: Option<Tick>) -> Change {
    Change::Tick {
        key: key(who),
        before,
        after: Some(Tick { on: day(2) }),
    }
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let old = Household::new("home").people[0].clone();
    let archived = Person {
        archived: true,
        ..old.clone()
    };
    let number = Answer::Choice(Id::new("123456789012"));
    let new = |people: &[&str]| told(None, Some(event("e1", people)));
    let cases = [
        (
            "another answer",
            fact(Some("a"), Some(true), Answer::YesNo(false)),
            ChangeError::Outdated,
        ),
        (
            "nobody",
            fact(Some("z"), None, Answer::YesNo(true)),
            ChangeError::NoSuchPerson,
        ),
        ("a number", fact(Some("a"), None, number), ChangeError::Word),
        (
            "no such year",
            fact(None, None, Answer::Date(NaiveDate::MAX)),
            ChangeError::Day,
        ),
        ("an event of nobody", new(&[]), ChangeError::EventPeople),
        ("an event of one twice", new(&["a", "a"]), ChangeError::EventPeople),
        ("an event of a stranger", new(&["z"]), ChangeError::NoSuchPerson),
        (
            "an event not there",
            told(Some(event("e1", &["a"])), None),
            ChangeError::Outdated,
        ),
        ("no sides", told(None, None), ChangeError::Malformed),
        (
            "two events",
            told(Some(event("e1", &["a"])), Some(event("e2", &["a"]))),
            ChangeError::Malformed,
        ),
        ("a tick of a stranger", ticked("z", None), ChangeError::NoSuchPerson),
        (
            "not ticked",
            ticked("a", Some(Tick { on: day(1) })),
            ChangeError::Outdated,
        ),
        ("an empty label", added("b", " "), ChangeError::Label),
        ("the same label", added("b", "a "), ChangeError::Label),
        ("the same person", added("a", "B"), ChangeError::Outdated),
        (
            "the last person",
            Change::Person {
                before: Some(old.clone()),
                after: None,
            },
            ChangeError::LastPerson,
        ),
        (
            "the last one shown",
            Change::Person {
                before: Some(old),
                after: Some(archived),
            },
            ChangeError::LastPerson,
        ),
    ];
    for (name, change, error) in cases {
        let mut h = Household::new("home");
        assert_eq!(h.apply(&change), Err(error), "{name}");
        assert_eq!(h, Household::new("home"), "{name}");
    }
}

#[test]
fn secrets_are_refused_and_never_repeated() {
    let note = Change::Note {
        key: key("a"),
        before: None,
        after: Some("1234-5678-9012".to_owned()),
    };
    for secret in [note, added("b", "1234 5678 9012")] {
        let mut h = Household::new("home");
        let error = h.apply(&secret).unwrap_err();
        assert!(matches!(error, ChangeError::Secret(_)), "{error:?}");
        assert!(!error.to_string().contains("5678"));
        assert_eq!(h, Household::new("home"));
    }
}

#[test]
fn all_or_nothing() {
    let mut h = Household::new("home");
    let mut changes = edit::set_fact(&h, Some("a"), "card_held", Some(Answer::YesNo(true)));
    changes.push(Change::Event {
        before: None,
        after: Some(event("e1", &["z"])),
    });
    assert_eq!(h.apply_all(&changes), Err(ChangeError::NoSuchPerson));
    assert_eq!(h, Household::new("home"));
}

#[test]
fn an_event_that_comes_back_stands_where_it_stood() {
    let mut h = Household::new("home");
    for id in ["e9", "e10", "e11"] {
        h.apply(&Change::Event {
            before: None,
            after: Some(event(id, &["a"])),
        })
        .unwrap();
    }
    let before = h.clone();
    let gone = edit::remove_event(&h, "e10");
    h.apply_all(&gone).unwrap();
    h.apply(&gone[0].inverse()).unwrap();
    assert_eq!(h, before);
}

#[test]
fn a_person_with_a_past_is_archived_not_removed() {
    let mut h = Household::new("home");
    let added = edit::add_person(&h, "B");
    h.apply_all(&added).unwrap();
    h.apply_all(&edit::tick(&h, key("b"), day(1))).unwrap();
    assert_eq!(h.apply(&added[0].inverse()), Err(ChangeError::PersonInUse));
    h.apply_all(&edit::archive_person(&h, "b", true)).unwrap();
    assert_eq!(h.active().count(), 1);
}

#[test]
fn a_new_label_fits_whatever_was_answered_meanwhile() {
    let mut h = Household::new("home");
    let renamed = edit::rename_person(&h, "a", "wife");
    h.apply_all(&edit::set_fact(&h, Some("a"), "card_held", Some(Answer::YesNo(true))))
        .unwrap();
    h.apply_all(&renamed).unwrap();
    assert_eq!((h.people[0].label.as_str(), h.people[0].facts.len()), ("wife", 1));
    h.apply(&renamed[0].inverse()).unwrap();
    assert_eq!((h.people[0].label.as_str(), h.people[0].facts.len()), ("A", 1));
}

#[test]
fn a_difference_names_what_was_expected_and_what_is_there() {
    let mut h = Household::new("home");
    let yes = edit::set_fact(&h, Some("a"), "card_held", Some(Answer::YesNo(true)));
    h.apply_all(&edit::set_fact(&h, Some("a"), "card_held", Some(Answer::YesNo(false))))
        .unwrap();
    let Change::Fact { before, after, .. } = h.difference(&yes[0]) else {
        panic!("a fact")
    };
    assert_eq!((before, after), (None, Some(Answer::YesNo(false))));
}

proptest! {
    #[test]
    fn every_change_can_be_taken_back((h, seed) in (household(), any::<[u8; 4]>())) {
        let changes = change(&h, seed);
        let mut next = h.clone();
        if next.apply_all(&changes).is_ok() {
            let back: Vec<Change> = changes.iter().rev().map(Change::inverse).collect();
            next.apply_all(&back).unwrap();
        }
        prop_assert_eq!(next, h);
    }
}
