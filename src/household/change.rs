//! Changes of a household as data: each knows what was before, so each can be taken back.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::check::{FIRST_YEAR, LAST_YEAR, MAX_DIGITS, MAX_EVENTS, MAX_NOTE, MAX_PEOPLE};
use super::{Event, Person, PersonId, Tick, TickKey};
use crate::content::{Answer, Id};

/// One change. `before` is what must be there when it is applied, `after` what is there then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// An answer was given, changed or taken back.
    Fact {
        /// Whose; none: the household's.
        person: Option<PersonId>,
        /// The fact.
        fact: Id,
        /// The answer until now.
        before: Option<Answer>,
        /// The answer from now on.
        after: Option<Answer>,
    },
    /// An event was told, changed or taken back (same `id` on both sides).
    Event {
        /// Until now.
        before: Option<Event>,
        /// From now on.
        after: Option<Event>,
    },
    /// Something was ticked or unticked.
    Tick {
        /// What.
        key: TickKey,
        /// Until now.
        before: Option<Tick>,
        /// From now on.
        after: Option<Tick>,
    },
    /// A note was written, changed or removed.
    Note {
        /// On what.
        key: TickKey,
        /// Until now.
        before: Option<String>,
        /// From now on.
        after: Option<String>,
    },
    /// A person was added, renamed, archived or removed (same `id` on both sides).
    Person {
        /// Until now.
        before: Option<Person>,
        /// From now on.
        after: Option<Person>,
    },
}

/// One entry of the journal: changes that were made together and are undone together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Number of the entry; equals the household's revision after it.
    pub revision: u64,
    /// When, with the zone of Japan.
    pub at: DateTime<FixedOffset>,
    /// The changes.
    pub changes: Vec<Change>,
    /// If this entry took another back: its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
}

/// A change that does not fit the household it is applied to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// The state is not what the change expects: it was changed elsewhere.
    #[error("what this change would replace is no longer there")]
    Outdated,
    /// The text holds a number that must not be stored.
    #[error("{0}")]
    Secret(crate::text::secret::Refusal),
    /// A label was empty or used twice.
    #[error("a label must be a short word that nobody else here has")]
    Label,
    /// A note is a book.
    #[error("a note has at most {MAX_NOTE} characters")]
    LongNote,
    /// A note holds what a terminal would take as a command.
    #[error("a note is made of letters, signs and line breaks, without control characters")]
    Unprintable,
    /// More people or events than any household has.
    #[error("a household has at most {MAX_PEOPLE} people and {MAX_EVENTS} events")]
    TooMany,
    /// The file of the household would be longer than one may be.
    #[error("this household has become too large to be saved")]
    TooLarge,
    /// An id is not an id, or holds so many digits that it could be a number of a card.
    #[error("an id is made of letters, digits, hyphens and underscores, with at most {MAX_DIGITS} digits")]
    Word,
    /// A day lies outside the years that can be counted.
    #[error("a day must lie in the years {FIRST_YEAR} to {LAST_YEAR}")]
    Day,
    /// The person is not in this household.
    #[error("there is no such person in this household")]
    NoSuchPerson,
    /// An event concerns nobody, or somebody twice.
    #[error("an event concerns at least one person, and each of them once")]
    EventPeople,
    /// Events, ticks or notes would be left without their person.
    #[error("this person has events, ticks or notes; archive them instead")]
    PersonInUse,
    /// Nobody would be left who is shown.
    #[error("a household needs at least one person who is shown")]
    LastPerson,
    /// The change has no sides, or its two sides name different things.
    #[error("the two sides of this change do not belong together")]
    Malformed,
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut inverse = self.clone();
        match &mut inverse {
            Self::Fact { before, after, .. } => std::mem::swap(before, after),
            Self::Event { before, after } => std::mem::swap(before, after),
            Self::Tick { before, after, .. } => std::mem::swap(before, after),
            Self::Note { before, after, .. } => std::mem::swap(before, after),
            Self::Person { before, after } => std::mem::swap(before, after),
        }
        inverse
    }
}

impl Entry {
    /// The changes that take this entry back, in the order in which they must be made.
    pub fn inverse(&self) -> Vec<Change> {
        self.changes.iter().rev().map(Change::inverse).collect()
    }
}
