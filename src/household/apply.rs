//! Making changes: a change either fits the household as it stands, or nothing happens.

use std::collections::BTreeMap;

use super::{Change, ChangeError, Event, Household, Person, PersonId, TickKey, check};
use crate::content::Id;

impl Household {
    /// Makes one change. On an error the household is as it was.
    ///
    /// The revision stays: it counts entries of the journal, and the store knows when one is made.
    /// Of a person who is on both sides, answers that are the same on both sides are left as they are, so that a
    /// new label fits whatever was answered meanwhile.
    ///
    /// # Errors
    /// The first rule of [`ChangeError`] that does not hold.
    pub fn apply(&mut self, change: &Change) -> Result<(), ChangeError> {
        match change {
            Change::Fact {
                person,
                fact,
                before,
                after,
            } => {
                check::word(fact)?;
                after.as_ref().map_or(Ok(()), check::answer)?;
                let facts = match person {
                    None => &mut self.facts,
                    Some(id) => &mut self.person_mut(id).ok_or(ChangeError::NoSuchPerson)?.facts,
                };
                replace(facts, fact, before.as_ref(), after.as_ref())
            }
            Change::Event { before, after } => self.apply_event(before.as_ref(), after.as_ref()),
            Change::Tick { key, before, after } => {
                self.check_key(key)?;
                after.map_or(Ok(()), |tick| check::day(tick.on))?;
                replace(&mut self.ticks, key, before.as_ref(), after.as_ref())
            }
            Change::Note { key, before, after } => {
                self.check_key(key)?;
                after.as_deref().map_or(Ok(()), check::note)?;
                replace(&mut self.notes, key, before.as_ref(), after.as_ref())
            }
            Change::Person { before, after } => self.apply_person(before.as_ref(), after.as_ref()),
        }
    }

    /// Makes all of the changes in their order, or none of them.
    ///
    /// # Errors
    /// Why the first change that does not fit was refused; the household is as it was.
    pub fn apply_all(&mut self, changes: &[Change]) -> Result<(), ChangeError> {
        let mut next = self.clone();
        for change in changes {
            next.apply(change)?;
        }
        *self = next;
        Ok(())
    }

    /// What a change expected and what is there instead: the same kind of change, from the expected to the present.
    pub fn difference(&self, change: &Change) -> Change {
        let mut found = change.clone();
        match &mut found {
            Change::Fact {
                person, fact, after, ..
            } => {
                let facts = match person {
                    None => Some(&self.facts),
                    Some(id) => self.person(id.as_str()).map(|p| &p.facts),
                };
                *after = facts.and_then(|f| f.get(fact)).cloned();
            }
            Change::Event { before, after } => {
                let id = before.as_ref().or(after.as_ref()).map(|e| e.id.clone());
                *after = id.and_then(|id| self.events.iter().find(|e| e.id == id)).cloned();
            }
            Change::Tick { key, after, .. } => *after = self.ticks.get(key).copied(),
            Change::Note { key, after, .. } => *after = self.notes.get(key).cloned(),
            Change::Person { before, after } => {
                let id = before.as_ref().or(after.as_ref()).map(|p| p.id.clone());
                *after = id.and_then(|id| self.person(id.as_str())).cloned();
            }
        }
        found
    }

    fn person_mut(&mut self, id: &PersonId) -> Option<&mut Person> {
        self.people.iter_mut().find(|p| p.id == *id)
    }

    fn check_key(&self, key: &TickKey) -> Result<(), ChangeError> {
        check::key(key)?;
        self.person(key.person.as_str())
            .map(|_| ())
            .ok_or(ChangeError::NoSuchPerson)
    }

    fn apply_event(&mut self, before: Option<&Event>, after: Option<&Event>) -> Result<(), ChangeError> {
        let id = same_id(before.map(|e| &e.id), after.map(|e| &e.id))?;
        if let Some(event) = after {
            check::event(event)?;
            if event.people.iter().any(|p| self.person(p.as_str()).is_none()) {
                return Err(ChangeError::NoSuchPerson);
            }
        }
        let place = self.events.iter().position(|e| e.id == *id);
        if place.map(|i| &self.events[i]) != before {
            return Err(ChangeError::Outdated);
        }
        match (place, after) {
            (Some(i), Some(event)) => self.events[i] = event.clone(),
            (Some(i), None) => drop(self.events.remove(i)),
            (None, Some(_)) if self.events.len() >= check::MAX_EVENTS => return Err(ChangeError::TooMany),
            (None, Some(event)) => {
                // An event that comes back stands where it stood: of two on one day the one told last counts.
                let i = self
                    .events
                    .iter()
                    .take_while(|e| id_order(&e.id) < id_order(id))
                    .count();
                self.events.insert(i, event.clone());
            }
            (None, None) => return Err(ChangeError::Malformed),
        }
        Ok(())
    }

    fn apply_person(&mut self, before: Option<&Person>, after: Option<&Person>) -> Result<(), ChangeError> {
        let id = same_id(before.map(|p| &p.id), after.map(|p| &p.id))?;
        if let Some(person) = after {
            self.check_person(person, before)?;
        }
        let place = self.people.iter().position(|p| p.id == *id);
        match (place, before, after) {
            (None, None, Some(_)) if self.people.len() >= check::MAX_PEOPLE => return Err(ChangeError::TooMany),
            (None, None, Some(new)) => {
                let i = self
                    .people
                    .iter()
                    .take_while(|p| id_order(&p.id) < id_order(id))
                    .count();
                self.people.insert(i, new.clone());
            }
            (Some(i), Some(old), Some(new)) => {
                let found = &self.people[i];
                let facts_change = old.facts != new.facts;
                if (&found.label, found.archived) != (&old.label, old.archived)
                    || (facts_change && found.facts != old.facts)
                {
                    return Err(ChangeError::Outdated);
                }
                if new.archived && !self.others_shown(id) {
                    return Err(ChangeError::LastPerson);
                }
                let found = &mut self.people[i];
                found.label.clone_from(&new.label);
                found.archived = new.archived;
                if facts_change {
                    found.facts.clone_from(&new.facts);
                }
            }
            (Some(i), Some(old), None) => {
                if self.people[i] != *old {
                    return Err(ChangeError::Outdated);
                }
                if !self.others_shown(id) {
                    return Err(ChangeError::LastPerson);
                }
                if self.is_used(id) {
                    return Err(ChangeError::PersonInUse);
                }
                self.people.remove(i);
            }
            (_, None, None) => return Err(ChangeError::Malformed),
            (Some(_), None, Some(_)) | (None, Some(_), _) => return Err(ChangeError::Outdated),
        }
        Ok(())
    }

    fn check_person(&self, person: &Person, before: Option<&Person>) -> Result<(), ChangeError> {
        check::word(&person.id)?;
        check::facts(&person.facts)?;
        check::label(&person.label)?;
        let wanted = folded(&person.label);
        let taken = self
            .people
            .iter()
            .any(|p| p.id != person.id && folded(&p.label) == wanted);
        // A label that stays is no reason to refuse, even if a file written by hand has it twice.
        if taken && before.is_none_or(|b| b.label != person.label) {
            Err(ChangeError::Label)
        } else {
            Ok(())
        }
    }

    fn others_shown(&self, id: &PersonId) -> bool {
        self.active().any(|p| p.id != *id)
    }

    fn is_used(&self, id: &PersonId) -> bool {
        self.events.iter().any(|e| e.people.contains(id))
            || self.ticks.keys().chain(self.notes.keys()).any(|k| k.person == *id)
    }
}

/// How labels are compared: without outer spaces and without regard to case.
fn folded(label: &str) -> String {
    label.trim().to_lowercase()
}

/// The one id of both sides.
fn same_id<'a>(before: Option<&'a Id>, after: Option<&'a Id>) -> Result<&'a Id, ChangeError> {
    match (before, after) {
        (Some(b), Some(a)) if a != b => Err(ChangeError::Malformed),
        (before, after) => before.or(after).ok_or(ChangeError::Malformed),
    }
}

/// The order in which ids are given out: `e9` before `e10`, `z` before `aa`.
fn id_order(id: &Id) -> (usize, &str) {
    (id.as_str().len(), id.as_str())
}

fn replace<K: Ord + Clone, V: PartialEq + Clone>(
    map: &mut BTreeMap<K, V>,
    key: &K,
    before: Option<&V>,
    after: Option<&V>,
) -> Result<(), ChangeError> {
    if map.get(key) != before {
        return Err(ChangeError::Outdated);
    }
    match after {
        Some(value) => drop(map.insert(key.clone(), value.clone())),
        None => drop(map.remove(key)),
    }
    Ok(())
}

#[cfg(test)]
mod tests;
