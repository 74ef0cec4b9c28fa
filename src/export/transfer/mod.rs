//! The household as one file of JSON for another machine, and back: what one export wrote, an import reads so that a
//! second export is the same file, byte for byte.
//!
//! Each item (an answer, an event, a tick, a note, a label) carries the moment of its last change, so that of two
//! households that grew apart the newer of each item can be kept.

mod merge;
mod stamps;

pub use merge::{Kept, Plan, is_untouched, merge};
pub use stamps::{Imported, Stamp, stamps};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::content::{Answer, Id};
use crate::household::{ChangeError, Entry, Event, Household, PersonId, TickKey, check};

/// Number of the shape of the file; it grows when a key changes its meaning or goes away.
pub const SCHEMA: u32 = 1;

/// A household as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Number of the shape.
    pub schema: u32,
    /// Always `household`.
    pub kind: String,
    /// Name of the household.
    pub household: String,
    /// The same in every copy of this household, and in no other.
    pub origin: Option<Uuid>,
    /// The people.
    pub people: Vec<PersonItem>,
    /// Answers about the household.
    pub facts: Vec<FactItem>,
    /// What happened.
    pub events: Vec<EventItem>,
    /// What was ticked.
    pub ticks: Vec<TickItem>,
    /// Notes.
    pub notes: Vec<NoteItem>,
    /// What was there once, so that a copy forgets it too.
    pub removed: Vec<RemovedItem>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonItem {
    /// Key within the household.
    pub id: PersonId,
    /// The label.
    pub label: String,
    /// No longer shown.
    pub archived: bool,
    /// When label or archiving last changed.
    pub changed: Stamp,
    /// Answers.
    pub facts: Vec<FactItem>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactItem {
    /// The question.
    pub fact: Id,
    /// The answer.
    pub answer: Answer,
    /// When it was last changed.
    pub changed: Stamp,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventItem {
    /// Key within the household.
    pub id: Id,
    /// What happened.
    pub event: Id,
    /// The day, in Japan.
    pub on: NaiveDate,
    /// Whom it concerns.
    pub people: Vec<PersonId>,
    /// Answers that belong to it.
    pub facts: BTreeMap<Id, Answer>,
    /// When it was last changed.
    pub changed: Stamp,
}

/// A tick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TickItem {
    /// The procedure.
    pub procedure: Id,
    /// The step or document.
    pub item: Id,
    /// Whose.
    pub person: PersonId,
    /// The day it was ticked, in Japan.
    pub on: NaiveDate,
    /// When it was last changed.
    pub changed: Stamp,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteItem {
    /// The procedure.
    pub procedure: Id,
    /// The step or document.
    pub item: Id,
    /// Whose.
    pub person: PersonId,
    /// The text.
    pub text: String,
    /// When it was last changed.
    pub changed: Stamp,
}

/// Something that is no longer there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemovedItem {
    /// What it was, as `fact/a/birth`.
    pub item: String,
    /// When it was removed.
    pub changed: Stamp,
}

/// A file that cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is not JSON of this kind.
    #[error("this is not a household that `mynaguide export json` wrote (line {line}: {message})")]
    NotAHousehold {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// Something in it may not be stored. It is not repeated.
    #[error("it cannot be taken in: {0}")]
    Refused(ChangeError),
    /// A newer version wrote it.
    #[error("a newer version of mynaguide wrote this file (schema {0}); this one reads up to schema {SCHEMA}")]
    Newer(u32),
}

/// The household as it is written.
pub fn file(household: &Household, entries: &[Entry], imported: &Imported, origin: Option<Uuid>) -> File {
    let stamps = stamps(entries, imported);
    let stamp = |key: String| stamps.get(&key).copied().flatten();
    let facts = |person: Option<&Id>, facts: &BTreeMap<Id, Answer>| {
        let item = |(fact, answer): (&Id, &Answer)| FactItem {
            fact: fact.clone(),
            answer: answer.clone(),
            changed: stamp(stamps::fact_key(person, fact)),
        };
        facts.iter().map(item).collect::<Vec<_>>()
    };
    let people = household.people.iter().map(|p| PersonItem {
        id: p.id.clone(),
        label: p.label.clone(),
        archived: p.archived,
        changed: stamp(stamps::person_key(&p.id)),
        facts: facts(Some(&p.id), &p.facts),
    });
    let events = household.events.iter().map(|e| EventItem {
        id: e.id.clone(),
        event: e.event.clone(),
        on: e.on,
        people: e.people.clone(),
        facts: e.facts.clone(),
        changed: stamp(stamps::event_key(&e.id)),
    });
    let ticks = household.ticks.iter().map(|(key, tick)| TickItem {
        procedure: key.procedure.clone(),
        item: key.item.clone(),
        person: key.person.clone(),
        on: tick.on,
        changed: stamp(stamps::tick_key(key)),
    });
    let notes = household.notes.iter().map(|(key, text)| NoteItem {
        procedure: key.procedure.clone(),
        item: key.item.clone(),
        person: key.person.clone(),
        text: text.clone(),
        changed: stamp(stamps::note_key(key)),
    });
    let there = stamps::keys(household);
    let removed = stamps.iter().filter(|(key, _)| !there.contains(*key));
    File {
        schema: SCHEMA,
        kind: "household".to_owned(),
        household: household.name.clone(),
        origin,
        people: people.collect(),
        facts: facts(None, &household.facts),
        events: events.collect(),
        ticks: ticks.collect(),
        notes: notes.collect(),
        removed: removed
            .map(|(item, changed)| RemovedItem {
                item: item.clone(),
                changed: *changed,
            })
            .collect(),
    }
}

impl File {
    /// The text of the file.
    pub fn text(&self) -> String {
        // Words, numbers and dates always have a form in JSON.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// It is not such a file, or a newer version wrote it.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        #[derive(Deserialize)]
        struct Head {
            schema: u32,
        }
        // A byte order mark at the start is what some editors leave behind.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let wrong = |error: serde_json::Error| {
            // What stands in the file is not repeated, only where and of which kind the trouble is.
            let message = match error.classify() {
                serde_json::error::Category::Eof => "it ends too early",
                serde_json::error::Category::Data => "a key or value does not belong there",
                _ => "it is not JSON",
            };
            ReadError::NotAHousehold {
                line: error.line().max(1),
                message: message.to_owned(),
            }
        };
        // From bytes, as the journal is read.
        let head: Head = serde_json::from_slice(text.as_bytes()).map_err(wrong)?;
        if head.schema > SCHEMA {
            return Err(ReadError::Newer(head.schema));
        }
        let file: Self = serde_json::from_slice(text.as_bytes()).map_err(wrong)?;
        if file.kind == "household" && file.schema == SCHEMA {
            file.check().map_err(ReadError::Refused)?;
            Ok(file)
        } else {
            Err(ReadError::NotAHousehold {
                line: 1,
                message: "it is of another kind".to_owned(),
            })
        }
    }

    /// The rules for everything that is stored, before any of it is shown.
    fn check(&self) -> Result<(), ChangeError> {
        if self.people.len() > check::MAX_PEOPLE || self.events.len() > check::MAX_EVENTS {
            return Err(ChangeError::TooMany);
        }
        let facts = |facts: &[FactItem]| {
            facts
                .iter()
                .try_for_each(|f| check::word(&f.fact).and_then(|()| check::answer(&f.answer)))
        };
        facts(&self.facts)?;
        for person in &self.people {
            check::word(&person.id)?;
            check::label(&person.label)?;
            facts(&person.facts)?;
        }
        for item in &self.events {
            item.people.iter().try_for_each(check::word)?;
            check::event(&item.event())?;
        }
        for tick in &self.ticks {
            check::key(&tick.key())?;
            check::day(tick.on)?;
        }
        for note in &self.notes {
            check::key(&note.key())?;
            check::note(&note.text)?;
        }
        Ok(())
    }
}

impl EventItem {
    fn event(&self) -> Event {
        Event {
            id: self.id.clone(),
            event: self.event.clone(),
            on: self.on,
            people: self.people.clone(),
            facts: self.facts.clone(),
        }
    }
}

impl TickItem {
    fn key(&self) -> TickKey {
        TickKey {
            procedure: self.procedure.clone(),
            item: self.item.clone(),
            person: self.person.clone(),
        }
    }
}

impl NoteItem {
    fn key(&self) -> TickKey {
        TickKey {
            procedure: self.procedure.clone(),
            item: self.item.clone(),
            person: self.person.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_has_the_bounds_of_a_household() {
        let empty = file(&Household::new("home"), &[], &Imported::default(), None);
        let person = &empty.people[0];
        let event = EventItem {
            id: Id::new("e1"),
            event: Id::new("moved_in"),
            on: NaiveDate::default(),
            people: vec![person.id.clone()],
            facts: BTreeMap::new(),
            changed: None,
        };
        let with = |people: usize, events: usize| File {
            people: vec![person.clone(); people],
            events: vec![event.clone(); events],
            ..empty.clone()
        };
        let read = |file: File| File::read(&file.text());
        assert!(read(with(check::MAX_PEOPLE, check::MAX_EVENTS)).is_ok());
        for file in [with(check::MAX_PEOPLE + 1, 0), with(1, check::MAX_EVENTS + 1)] {
            assert!(matches!(read(file), Err(ReadError::Refused(ChangeError::TooMany))));
        }
    }
}
