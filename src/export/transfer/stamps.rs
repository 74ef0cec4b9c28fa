//! When each item was last changed: read from the journal, and for what was imported from what the import remembered.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::content::Id;
use crate::household::{Change, Entry, Household, TickKey};

/// The moment of a change; none if it is not known, for example because the file was edited by hand.
pub type Stamp = Option<DateTime<FixedOffset>>;

/// The moments that came with an import, so that they are not lost to the moment of the import itself. Kept beside the
/// household.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// By item, as `fact/a/birth`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, Origin>,
}

/// The moment of an imported item, and the entry of the journal that imported it: `13 2026-11-22T10:00:00+09:00`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin {
    /// Revision of the entry.
    pub revision: u64,
    /// The moment.
    pub at: Stamp,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{} {}", self.revision, at.to_rfc3339()),
            None => write!(f, "{} -", self.revision),
        }
    }
}

/// A line that is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the origin of an imported item")]
pub struct NoOrigin;

impl FromStr for Origin {
    type Err = NoOrigin;

    fn from_str(line: &str) -> Result<Self, NoOrigin> {
        let (revision, at) = line.split_once(' ').ok_or(NoOrigin)?;
        let at = match at {
            "-" => None,
            at => Some(DateTime::parse_from_rfc3339(at).map_err(|_| NoOrigin)?),
        };
        Ok(Self {
            revision: revision.parse().map_err(|_| NoOrigin)?,
            at,
        })
    }
}

impl TryFrom<String> for Origin {
    type Error = NoOrigin;

    fn try_from(line: String) -> Result<Self, NoOrigin> {
        line.parse()
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.to_string()
    }
}

/// When each item was last changed, also those that are gone since.
pub fn stamps(entries: &[Entry], imported: &Imported) -> BTreeMap<String, Stamp> {
    // With the number of the entry that touched the item last.
    let mut touched: BTreeMap<String, (u64, Stamp)> = BTreeMap::new();
    for entry in entries {
        for key in entry.changes.iter().flat_map(changed) {
            touched.insert(key, (entry.revision, Some(entry.at)));
        }
    }
    for (key, origin) in &imported.items {
        let is_newer_here = touched
            .get(key)
            .is_some_and(|(revision, _)| *revision > origin.revision);
        if !is_newer_here {
            touched.insert(key.clone(), (origin.revision, origin.at));
        }
    }
    touched.into_iter().map(|(key, (_, at))| (key, at)).collect()
}

/// The items a change is about.
fn changed(change: &Change) -> Vec<String> {
    match change {
        Change::Fact { person, fact, .. } => vec![fact_key(person.as_ref(), fact)],
        Change::Event { before, after } => before.iter().chain(after).map(|e| event_key(&e.id)).take(1).collect(),
        Change::Tick { key, .. } => vec![tick_key(key)],
        Change::Note { key, .. } => vec![note_key(key)],
        Change::Person { before, after } => {
            let mut keys: Vec<String> = before.iter().chain(after).map(|p| person_key(&p.id)).take(1).collect();
            // A person may come or go together with answers.
            let facts = |person: &Option<crate::household::Person>| {
                let person = person.as_ref();
                person
                    .map(|p| p.facts.keys().map(|f| fact_key(Some(&p.id), f)).collect::<Vec<_>>())
                    .unwrap_or_default()
            };
            let (old, new) = (facts(before), facts(after));
            keys.extend(old.iter().filter(|k| !new.contains(k)).cloned());
            keys.extend(new.iter().filter(|k| !old.contains(k)).cloned());
            keys
        }
    }
}

/// Every item of a household.
pub(super) fn keys(household: &Household) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for person in &household.people {
        keys.insert(person_key(&person.id));
        keys.extend(person.facts.keys().map(|f| fact_key(Some(&person.id), f)));
    }
    keys.extend(household.facts.keys().map(|f| fact_key(None, f)));
    keys.extend(household.events.iter().map(|e| event_key(&e.id)));
    keys.extend(household.ticks.keys().map(tick_key));
    keys.extend(household.notes.keys().map(note_key));
    keys
}

pub(super) fn person_key(id: &Id) -> String {
    format!("person/{id}")
}

/// The household's own answers have no person; no id of a person is empty.
pub(super) fn fact_key(person: Option<&Id>, fact: &Id) -> String {
    format!("fact/{}/{fact}", person.map_or("", Id::as_str))
}

pub(super) fn event_key(id: &Id) -> String {
    format!("event/{id}")
}

pub(super) fn tick_key(key: &TickKey) -> String {
    format!("tick/{}/{}/{}", key.procedure, key.item, key.person)
}

pub(super) fn note_key(key: &TickKey) -> String {
    format!("note/{}/{}/{}", key.procedure, key.item, key.person)
}
