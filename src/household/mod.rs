//! What a person told us and did: people, answers, events, ticks, notes. Pure: no files, no clock.
//!
//! Nothing secret fits in here: answers are dates, choices, yes or no, and small counts; a label or a note that
//! holds a 12-digit number is refused by [`crate::text::secret`].

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::content::{Answer, Id};

mod apply;
mod change;
pub(crate) mod check;
pub mod edit;
mod history;
mod plausible;
mod standing;
#[cfg(test)]
pub(crate) mod testing;

pub use change::{Change, ChangeError, Entry};
pub(crate) use history::unbroken;
pub use history::{redo_target, undo_target};
pub(crate) use plausible::out_of_order;
pub use plausible::{Odd, OddWhy, all_odd, odd};

/// The people of one household and what they told us.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Household {
    /// Name of the household, also the name of its file; a label only.
    pub name: String,
    /// The people, in the order they were added. Never empty in a household that was opened by the store.
    pub people: Vec<Person>,
    /// Answers about the household as a whole.
    pub facts: BTreeMap<Id, Answer>,
    /// What happened, in the order it was told.
    pub events: Vec<Event>,
    /// What was ticked.
    pub ticks: BTreeMap<TickKey, Tick>,
    /// Notes on steps and documents.
    pub notes: BTreeMap<TickKey, String>,
    /// Counts the changes; the journal's last entry has the same number.
    pub revision: u64,
}

/// A key of a person within a household, for example `a`. Never shown; the label is.
pub type PersonId = Id;

/// One person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Key within the household.
    pub id: PersonId,
    /// A local label ("A", "wife", a case number). No rule can read it.
    pub label: String,
    /// Kept, but no longer shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Known answers.
    pub facts: BTreeMap<Id, Answer>,
}

/// Something that happened on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Key within the household, for example `e3`. Never reused.
    pub id: Id,
    /// What happened.
    pub event: Id,
    /// The day, in Japan.
    pub on: NaiveDate,
    /// Whom it concerns.
    pub people: Vec<PersonId>,
    /// Answers that belong to this event (the day on the postcard, the kind of application).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<Id, Answer>,
}

/// What a tick or a note is about: a step or a document of a procedure, for one person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TickKey {
    /// Procedure.
    pub procedure: Id,
    /// Step id, or document id (a set as `id-a`).
    pub item: Id,
    /// Whose.
    pub person: PersonId,
}

/// The item of a note on a procedure as a whole. No step and no document has this id.
pub const WHOLE: &str = "whole-procedure";

impl TickKey {
    /// What a note is about that belongs to a procedure as a whole and to none of its steps and documents.
    pub fn whole(procedure: &Id, person: &PersonId) -> Self {
        Self {
            procedure: procedure.clone(),
            item: Id::new(WHOLE),
            person: person.clone(),
        }
    }
}

/// A tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// The day it was ticked, in Japan.
    pub on: NaiveDate,
}

impl Household {
    /// A new household with one person.
    pub fn new(name: &str) -> Self {
        let person = Person {
            id: Id::new("a"),
            label: "A".to_owned(),
            ..Person::default()
        };
        Self {
            name: name.to_owned(),
            people: vec![person],
            ..Self::default()
        }
    }

    /// A person by key.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.id == *id)
    }

    /// People who are shown.
    pub fn active(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|p| !p.archived)
    }

    /// A person by key or label, as typed on a command line.
    pub fn find_person(&self, typed: &str) -> Option<&Person> {
        let typed = typed.trim();
        self.people.iter().find(|p| p.label == typed).or_else(|| {
            self.people
                .iter()
                .find(|p| p.id == *typed || p.label.eq_ignore_ascii_case(typed))
        })
    }

    /// The events of one person, in the order of their days.
    pub fn events_of<'h>(&'h self, person: &str, event: &str) -> impl Iterator<Item = &'h Event> {
        self.events
            .iter()
            .filter(move |e| e.event == *event && e.people.iter().any(|p| p == person))
    }

    /// The latest event of a kind for one person; of two on the same day, the one told last.
    pub fn latest(&self, person: &str, event: &str) -> Option<&Event> {
        self.events_of(person, event).reduce(later)
    }

    /// The latest event of each kind for one person, as [`Household::latest`] gives them one by one.
    pub fn latest_of_each(&self, person: &str) -> BTreeMap<&str, &Event> {
        let mut latest = BTreeMap::default();
        for event in self.events.iter().filter(|e| e.people.iter().any(|p| p == person)) {
            let best = latest.entry(event.event.as_str()).or_insert(event);
            *best = later(best, event);
        }
        latest
    }
}

/// The later of two events; of two on the same day, the one told last.
fn later<'e>(before: &'e Event, told_later: &'e Event) -> &'e Event {
    if told_later.on >= before.on { told_later } else { before }
}
