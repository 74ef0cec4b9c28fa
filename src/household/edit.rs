//! The changes that screens and commands make. Each function only reads the household and returns what to commit;
//! an empty list means that there is nothing to do.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Change, Event, Household, Person, PersonId, Tick, TickKey};
use crate::content::{Answer, Id, Reset};

/// Gives, changes or takes back (`None`) an answer of a person, or of the household if there is no person.
pub fn set_fact(household: &Household, person: Option<&str>, fact: &str, after: Option<Answer>) -> Vec<Change> {
    let facts = match person {
        None => Some(&household.facts),
        Some(id) => household.person(id).map(|p| &p.facts),
    };
    let before = facts.and_then(|f| f.get(fact)).cloned();
    if before == after {
        return Vec::new();
    }
    vec![Change::Fact {
        person: person.map(Id::new),
        fact: Id::new(fact),
        before,
        after,
    }]
}

/// Ticks what is not ticked, as of the day `on` in Japan, and unticks what is.
pub fn tick(household: &Household, key: TickKey, on: NaiveDate) -> Vec<Change> {
    let before = household.ticks.get(&key).copied();
    let after = if before.is_some() { None } else { Some(Tick { on }) };
    vec![Change::Tick { key, before, after }]
}

/// Writes a note; an empty text removes it.
pub fn note(household: &Household, key: TickKey, text: &str) -> Vec<Change> {
    let before = household.notes.get(&key).cloned();
    let text = text.trim();
    let after = (!text.is_empty()).then(|| text.to_owned());
    if before == after {
        Vec::new()
    } else {
        vec![Change::Note { key, before, after }]
    }
}

/// Tells an event that happened `on` a day in Japan to some people.
///
/// `resets` names the facts whose old answers are out of date after this event: each concerned person's answer, and
/// the household's if it is the household that answered, is forgotten and becomes a question again, unless it is one
/// that stays true.
pub fn add_event(
    household: &Household,
    event: &str,
    on: NaiveDate,
    people: &[PersonId],
    facts: BTreeMap<Id, Answer>,
    resets: &[Reset],
) -> Vec<Change> {
    let event = Event {
        id: next_event_id(household),
        event: Id::new(event),
        on,
        people: people.to_vec(),
        facts,
    };
    let mut changes = vec![Change::Event {
        before: None,
        after: Some(event),
    }];
    let mut forgotten: BTreeSet<(Option<&PersonId>, &Id)> = BTreeSet::new();
    for reset in resets {
        for person in people.iter().map(Some).chain([None]) {
            let facts = person.map_or(Some(&household.facts), |p| {
                household.person(p.as_str()).map(|p| &p.facts)
            });
            let stays = facts
                .and_then(|facts| facts.get(&reset.fact))
                .is_some_and(|answer| reset.keeps.contains(answer));
            if !stays && forgotten.insert((person, &reset.fact)) {
                changes.extend(set_fact(household, person.map(Id::as_str), reset.fact.as_str(), None));
            }
        }
    }
    changes
}

/// Takes an event back. Answers that it made out of date stay questions; undo brings them back.
pub fn remove_event(household: &Household, id: &str) -> Vec<Change> {
    let found = household.events.iter().find(|e| e.id == *id).cloned();
    found
        .map(|event| Change::Event {
            before: Some(event),
            after: None,
        })
        .into_iter()
        .collect()
}

/// Adds a person with a label.
pub fn add_person(household: &Household, label: &str) -> Vec<Change> {
    let person = Person {
        id: next_person_id(household),
        label: label.trim().to_owned(),
        ..Person::default()
    };
    vec![Change::Person {
        before: None,
        after: Some(person),
    }]
}

/// Gives a person another label.
pub fn rename_person(household: &Household, id: &str, label: &str) -> Vec<Change> {
    change_person(household, id, |person| label.trim().clone_into(&mut person.label))
}

/// Archives a person, or shows them again.
pub fn archive_person(household: &Household, id: &str, archived: bool) -> Vec<Change> {
    change_person(household, id, |person| person.archived = archived)
}

/// The same changes for a household in which others may have told events meanwhile: a new event whose id has been
/// given to another one gets the next free id.
pub(crate) fn renumber(household: &Household, changes: &mut [Change]) {
    let mut taken = household.events.iter().map(|e| e.id.clone()).collect::<BTreeSet<_>>();
    let mut free = highest_event(household);
    for change in changes {
        if let Change::Event {
            before: None,
            after: Some(event),
        } = change
        {
            while !taken.insert(event.id.clone()) {
                free += 1;
                event.id = event_id(free);
            }
        }
    }
}

fn change_person(household: &Household, id: &str, change: impl FnOnce(&mut Person)) -> Vec<Change> {
    let Some(before) = household.person(id).cloned() else {
        return Vec::new();
    };
    let mut after = before.clone();
    change(&mut after);
    if before == after {
        return Vec::new();
    }
    vec![Change::Person {
        before: Some(before),
        after: Some(after),
    }]
}

/// The next id of an event. The revision grows with every entry, so counting from it never meets an id that was
/// given out before, even to an event that is gone.
fn next_event_id(household: &Household) -> Id {
    event_id(highest_event(household) + 1)
}

fn highest_event(household: &Household) -> u64 {
    let numbers = household
        .events
        .iter()
        .filter_map(|e| e.id.as_str().strip_prefix('e')?.parse::<u64>().ok());
    // A hand-written id of absurd size is left out, so that the next one is short enough to be an id.
    numbers
        .filter(|n| *n < 500_000)
        .chain([household.revision])
        .max()
        .unwrap_or(0)
}

fn event_id(number: u64) -> Id {
    Id::new(&format!("e{number}"))
}

/// The next key of a person: `b` after `a`, `aa` after `z`.
fn next_person_id(household: &Household) -> Id {
    let mut number = household.people.len();
    loop {
        let id = letters(number);
        if household.person(&id).is_none() {
            return Id::new(&id);
        }
        number += 1;
    }
}

/// 0 is `a`, 25 is `z`, 26 is `aa`.
fn letters(mut number: usize) -> String {
    let mut word = Vec::new();
    loop {
        word.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        if number < 26 {
            break;
        }
        number = number / 26 - 1;
    }
    word.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_count_like_columns() {
        for (number, word) in [
            (0, "a"),
            (25, "z"),
            (26, "aa"),
            (27, "ab"),
            (51, "az"),
            (52, "ba"),
            (702, "aaa"),
        ] {
            assert_eq!(letters(number), word);
        }
    }

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    #[test]
    fn an_event_forgets_what_it_made_out_of_date() {
        let mut h = Household::new("home");
        h.apply_all(&add_person(&h, " B ")).unwrap();
        assert_eq!(h.people[1].label, "B");
        for person in ["a", "b"] {
            h.apply_all(&set_fact(&h, Some(person), "card_held", Some(Answer::YesNo(true))))
                .unwrap();
        }
        h.apply_all(&set_fact(&h, None, "same_city", Some(Answer::YesNo(true))))
            .unwrap();
        let reset = |fact: &str, keeps: &[Answer]| Reset {
            fact: Id::new(fact),
            keeps: keeps.to_vec(),
        };
        let resets = [
            reset("card_held", &[Answer::YesNo(false)]),
            reset("same_city", &[]),
            reset("never_answered", &[]),
        ];
        let changes = add_event(&h, "moved_in", day(29), &[Id::new("a")], BTreeMap::new(), &resets);
        assert_eq!(changes.len(), 3);
        h.apply_all(&changes).unwrap();
        assert!(h.people[0].facts.is_empty());
        assert_eq!(h.people[1].facts.len(), 1, "only the people concerned");
        assert!(h.facts.is_empty());
    }

    #[test]
    fn an_event_leaves_the_answers_that_stay_true() {
        let mut h = Household::new("home");
        let none = Answer::Choice(Id::new("none"));
        h.apply_all(&set_fact(&h, Some("a"), "signature_cert", Some(none.clone())))
            .unwrap();
        let resets = [Reset {
            fact: Id::new("signature_cert"),
            keeps: vec![none],
        }];
        let changes = add_event(&h, "moved_in_filed", day(29), &[Id::new("a")], BTreeMap::new(), &resets);
        assert_eq!(changes.len(), 1, "the event alone: {changes:?}");
    }

    #[test]
    fn event_ids_are_never_given_twice() {
        let mut h = Household {
            revision: 12,
            ..Household::new("home")
        };
        let first = add_event(&h, "moved_in", day(1), &[Id::new("a")], BTreeMap::new(), &[]);
        h.apply_all(&first).unwrap();
        h.revision = 13;
        assert_eq!(h.events[0].id, "e13");
        h.apply_all(&remove_event(&h, "e13")).unwrap();
        h.revision = 14;
        h.apply_all(&add_event(
            &h,
            "moved_in",
            day(2),
            &[Id::new("a")],
            BTreeMap::new(),
            &[],
        ))
        .unwrap();
        assert_eq!(h.events[0].id, "e15");
        // Two in one entry.
        h.apply_all(&add_event(
            &h,
            "card_lost",
            day(2),
            &[Id::new("a")],
            BTreeMap::new(),
            &[],
        ))
        .unwrap();
        assert_eq!(h.events[1].id, "e16");
        let mut again = first;
        renumber(&h, &mut again);
        assert!(h.apply_all(&again).is_ok(), "an id that is free stays");
        let mut same = add_event(
            &Household::new("home"),
            "x",
            day(3),
            &[Id::new("a")],
            BTreeMap::new(),
            &[],
        );
        h.events[0].id = Id::new("e1");
        renumber(&h, &mut same);
        let Change::Event { after: Some(event), .. } = &same[0] else {
            panic!("an event was told")
        };
        assert_eq!(event.id, "e17");
    }

    #[test]
    fn nothing_to_do_is_an_empty_list() {
        let mut h = Household::new("home");
        let key = TickKey {
            procedure: Id::new("p"),
            item: Id::new("i"),
            person: Id::new("a"),
        };
        assert!(set_fact(&h, Some("a"), "x", None).is_empty());
        assert!(note(&h, key.clone(), "  ").is_empty());
        assert!(remove_event(&h, "e1").is_empty());
        assert!(rename_person(&h, "a", "A").is_empty());
        assert!(archive_person(&h, "z", true).is_empty());
        h.apply_all(&note(&h, key.clone(), " bring both \n")).unwrap();
        assert_eq!(h.notes[&key], "bring both");
        h.apply_all(&tick(&h, key.clone(), day(3))).unwrap();
        assert_eq!(h.ticks[&key].on, day(3));
        h.apply_all(&tick(&h, key.clone(), day(4))).unwrap();
        h.apply_all(&note(&h, key, "")).unwrap();
        assert!(h.ticks.is_empty() && h.notes.is_empty());
    }
}
