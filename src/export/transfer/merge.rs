//! Putting an imported household and the one that is here together: of each item the newer one stays.

use std::collections::{BTreeMap, BTreeSet};

use super::stamps::{Imported, Origin, Stamp, event_key, fact_key, note_key, person_key, stamps, tick_key};
use super::{EventItem, File, PersonItem};
use crate::content::{Answer, Id};
use crate::household::{Change, Entry, Event, Household, Person, PersonId, Tick, TickKey};

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The changes, in the order in which they can be made.
    pub changes: Vec<Change>,
    /// What stays as it is here although the file says otherwise, because it is newer here or equally old.
    pub kept: Vec<Kept>,
    /// The moments of the imported items.
    moments: BTreeMap<String, Stamp>,
}

/// Something that stays as it is here: the change that is not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What the file would have changed.
    pub change: Change,
    /// When it was changed here, if that is known.
    pub here: Stamp,
    /// When it was changed there, if that is known.
    pub there: Stamp,
}

impl Plan {
    /// What to remember after the changes were saved as the entry with this revision.
    pub fn imported(&self, before: &Imported, revision: u64) -> Imported {
        let mut imported = before.clone();
        for (key, at) in &self.moments {
            imported.items.insert(key.clone(), Origin { revision, at: *at });
        }
        imported
    }
}

/// What importing a file into a household would change.
///
/// `same` says that both are copies of one household, so that people and events have the same keys; otherwise people
/// are the same if their labels are, and all others are added.
pub fn merge(here: &Household, entries: &[Entry], imported: &Imported, file: &File, same: bool) -> Plan {
    let is_new = is_untouched(here) && entries.is_empty();
    let mut merger = Merger {
        here,
        stamps: stamps(entries, imported),
        people: BTreeMap::new(),
        plan: Plan::default(),
        label: if same || is_new { Match::Keys } else { Match::Labels },
        is_new,
    };
    merger.people(file);
    merger.facts(file);
    merger.events(file);
    merger.ticks_and_notes(file);
    merger.removed(file);
    if is_new {
        merger.first_person(file);
    }
    merger.plan
}

/// Whether nothing was ever told: there is nothing to lose.
pub fn is_untouched(household: &Household) -> bool {
    let nobody = household.people.iter().all(|p| p.facts.is_empty() && !p.archived);
    nobody
        && household.people.len() <= 1
        && household.facts.is_empty()
        && household.events.is_empty()
        && household.ticks.is_empty()
        && household.notes.is_empty()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    Keys,
    Labels,
}

struct Merger<'a> {
    here: &'a Household,
    stamps: BTreeMap<String, Stamp>,
    /// Key in the file to key here.
    people: BTreeMap<PersonId, PersonId>,
    plan: Plan,
    label: Match,
    /// Nothing was ever told here, so that everything of the file is taken in.
    is_new: bool,
}

impl Merger<'_> {
    fn here_at(&self, key: &str) -> Stamp {
        self.stamps.get(key).copied().flatten()
    }

    /// Takes a change in if the file is newer; otherwise notes that it is not made.
    fn take(&mut self, key: String, there: Stamp, is_new: bool, change: Change) {
        let known_here = self.stamps.contains_key(&key);
        let here = self.here_at(&key);
        // What is new here was never here, or was removed here: then the newer of the two counts as well.
        let wins = self.is_new || (is_new && !known_here) || there > here;
        if wins {
            self.plan.moments.insert(key, there);
            self.plan.changes.push(change);
        } else {
            self.plan.kept.push(Kept { change, here, there });
        }
    }

    fn person_here(&self, item: &PersonItem) -> Option<&Person> {
        match self.label {
            Match::Keys => self.here.person(item.id.as_str()),
            Match::Labels => {
                let folded = |label: &str| label.trim().to_lowercase();
                self.here
                    .people
                    .iter()
                    .find(|p| folded(&p.label) == folded(&item.label))
            }
        }
    }

    fn people(&mut self, file: &File) {
        let mut archived = Vec::new();
        // First who is here already: a new person may take a label that one of them gives up.
        let (known, new): (Vec<_>, Vec<_>) = file.people.iter().partition(|item| self.person_here(item).is_some());
        for item in known.into_iter().chain(new) {
            let Some(found) = self.person_here(item).cloned() else {
                let id = self.free_person(item);
                self.people.insert(item.id.clone(), id.clone());
                let person = Person {
                    id: id.clone(),
                    label: item.label.clone(),
                    ..Person::default()
                };
                let change = Change::Person {
                    before: None,
                    after: Some(person.clone()),
                };
                self.take(person_key(&id), item.changed, true, change);
                if item.archived {
                    archived.push((person, item.changed));
                }
                continue;
            };
            self.people.insert(item.id.clone(), found.id.clone());
            if found.label != item.label {
                let after = Person {
                    label: item.label.clone(),
                    ..found.clone()
                };
                let change = Change::Person {
                    before: Some(found.clone()),
                    after: Some(after.clone()),
                };
                self.take(person_key(&found.id), item.changed, false, change);
            } else if item.changed.is_some() && self.here_at(&person_key(&found.id)).is_none() {
                self.plan.moments.insert(person_key(&found.id), item.changed);
            }
            if found.archived != item.archived {
                let label = if self.renames(&found.id) {
                    &item.label
                } else {
                    &found.label
                };
                archived.push((
                    Person {
                        label: label.clone(),
                        ..found
                    },
                    item.changed,
                ));
            }
        }
        // Last, as somebody who is shown must always be left.
        for (person, changed) in archived {
            let after = Person {
                archived: !person.archived,
                ..person.clone()
            };
            let key = person_key(&person.id);
            // The same item as the label above: it wins or stays with it.
            let change = Change::Person {
                before: Some(person),
                after: Some(after),
            };
            let is_new = self.plan.moments.get(&key) == Some(&changed);
            if is_new {
                self.plan.changes.push(change);
            } else {
                self.take(key, changed, false, change);
            }
        }
    }

    fn renames(&self, id: &PersonId) -> bool {
        self.plan
            .changes
            .iter()
            .any(|c| matches!(c, Change::Person { after: Some(p), .. } if p.id == *id))
    }

    /// The key of a person who is new here: the one of the file, if nobody here has it.
    fn free_person(&self, item: &PersonItem) -> PersonId {
        let taken = |id: &Id| self.here.person(id.as_str()).is_some() || self.people.values().any(|p| p == id);
        if !taken(&item.id) {
            return item.id.clone();
        }
        // There are more letters than people.
        let letters = (0_u32..).map(|n| {
            let letter = char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
            Id::new(&letter.to_string().repeat(n as usize / 26 + 1))
        });
        letters
            .into_iter()
            .find(|id| !taken(id))
            .unwrap_or_else(|| item.id.clone())
    }

    fn facts(&mut self, file: &File) {
        let here = self.here;
        for item in &file.people {
            let Some(id) = self.people.get(&item.id).cloned() else {
                continue;
            };
            let known = here.person(id.as_str()).map(|p| &p.facts);
            for fact in &item.facts {
                let before = known.and_then(|f| f.get(&fact.fact));
                self.fact(Some(&id), &fact.fact, before, &fact.answer, fact.changed);
            }
        }
        for fact in &file.facts {
            self.fact(None, &fact.fact, here.facts.get(&fact.fact), &fact.answer, fact.changed);
        }
    }

    fn fact(&mut self, person: Option<&Id>, fact: &Id, before: Option<&Answer>, after: &Answer, changed: Stamp) {
        if before == Some(after) {
            return;
        }
        let change = Change::Fact {
            person: person.cloned(),
            fact: fact.clone(),
            before: before.cloned(),
            after: Some(after.clone()),
        };
        self.take(fact_key(person, fact), changed, before.is_none(), change);
    }

    fn events(&mut self, file: &File) {
        let mut ids = EventIds::default();
        self.here.events.iter().for_each(|e| drop(ids.give(&e.id)));
        for item in &file.events {
            let mut event = Event {
                people: item.people.iter().filter_map(|p| self.people.get(p).cloned()).collect(),
                ..item.event()
            };
            let known = |e: &&Event| {
                (&e.event, e.on, &e.people, &e.facts) == (&event.event, event.on, &event.people, &event.facts)
            };
            if self.here.events.iter().any(|e| known(&e)) {
                continue;
            }
            let found = self.same_event(item).cloned();
            if found.is_none() {
                event.id = ids.give(&item.id);
            }
            let key = event_key(&event.id);
            self.take(
                key,
                item.changed,
                found.is_none(),
                Change::Event {
                    before: found,
                    after: Some(event),
                },
            );
        }
    }

    /// The same event here: of the same kind under the same key. Two copies may have given one key to two events.
    fn same_event(&self, item: &EventItem) -> Option<&Event> {
        let same = self
            .here
            .events
            .iter()
            .find(|e| e.id == item.id && e.event == item.event);
        same.filter(|_| self.label == Match::Keys)
    }

    fn ticks_and_notes(&mut self, file: &File) {
        let here = self.here;
        let here_as = |people: &BTreeMap<Id, Id>, key: TickKey| {
            let person = people.get(&key.person)?.clone();
            Some(TickKey { person, ..key })
        };
        for item in &file.ticks {
            let Some(key) = here_as(&self.people, item.key()) else {
                continue;
            };
            let (before, after) = (here.ticks.get(&key).copied(), Some(Tick { on: item.on }));
            if before != after {
                self.take(
                    tick_key(&key),
                    item.changed,
                    before.is_none(),
                    Change::Tick { key, before, after },
                );
            }
        }
        for item in &file.notes {
            let Some(key) = here_as(&self.people, item.key()) else {
                continue;
            };
            let (before, after) = (here.notes.get(&key).cloned(), Some(item.text.clone()));
            if before != after {
                self.take(
                    note_key(&key),
                    item.changed,
                    before.is_none(),
                    Change::Note { key, before, after },
                );
            }
        }
    }

    /// What the file says was removed is removed here too, if it has not been changed here since.
    fn removed(&mut self, file: &File) {
        if self.label == Match::Labels {
            return;
        }
        let present = removals(self.here).into_iter().collect::<BTreeMap<_, _>>();
        for item in &file.removed {
            if let Some(change) = present.get(&item.item) {
                self.take(item.item.clone(), item.changed, false, change.clone());
            } else if item.changed > self.here_at(&item.item) {
                self.plan.moments.insert(item.item.clone(), item.changed);
            }
        }
    }

    /// A new household has one person whom nobody added; if the file does not know them, they go.
    fn first_person(&mut self, file: &File) {
        for person in &self.here.people {
            if !file.people.iter().any(|p| p.id == person.id) && !file.people.is_empty() {
                self.plan.changes.push(Change::Person {
                    before: Some(person.clone()),
                    after: None,
                });
            }
        }
    }
}

/// The ids of events that are taken.
#[derive(Default)]
struct EventIds {
    taken: BTreeSet<Id>,
    highest: u64,
}

impl EventIds {
    /// Takes an id, or the next free one if it is taken.
    fn give(&mut self, wanted: &Id) -> Id {
        let number = |id: &Id| id.as_str().strip_prefix('e').and_then(|n| n.parse::<u64>().ok());
        let id = if self.taken.contains(wanted) {
            Id::new(&format!("e{}", self.highest + 1))
        } else {
            wanted.clone()
        };
        // A number of absurd size is left out, so that the next id is short enough to be one.
        let given = number(&id).filter(|n| *n < 500_000).unwrap_or(0);
        self.highest = self.highest.max(given);
        self.taken.insert(id.clone());
        id
    }
}

/// For each item that can be removed, the change that removes it.
fn removals(household: &Household) -> Vec<(String, Change)> {
    let fact = |person: Option<&Id>, fact: &Id, answer: &Answer| {
        let change = Change::Fact {
            person: person.cloned(),
            fact: fact.clone(),
            before: Some(answer.clone()),
            after: None,
        };
        (fact_key(person, fact), change)
    };
    let mut all: Vec<(String, Change)> = household.facts.iter().map(|(id, a)| fact(None, id, a)).collect();
    for person in &household.people {
        all.extend(person.facts.iter().map(|(id, a)| fact(Some(&person.id), id, a)));
    }
    let events = household.events.iter();
    all.extend(events.map(|e| {
        (
            event_key(&e.id),
            Change::Event {
                before: Some(e.clone()),
                after: None,
            },
        )
    }));
    let ticks = household.ticks.iter();
    all.extend(ticks.map(|(k, t)| {
        (
            tick_key(k),
            Change::Tick {
                key: k.clone(),
                before: Some(*t),
                after: None,
            },
        )
    }));
    let notes = household.notes.iter();
    all.extend(notes.map(|(k, t)| {
        (
            note_key(k),
            Change::Note {
                key: k.clone(),
                before: Some(t.clone()),
                after: None,
            },
        )
    }));
    all
}
