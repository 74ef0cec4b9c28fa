//! "Done at the counter": the events that a trip may have brought about, asked one by one, recorded together.
//!
//! Nothing is assumed. The events are proposals that a person confirms or strikes out, and the days that are newly
//! printed on a card are asked for. All of it is one entry of the journal, so one undo takes the whole visit back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Errand, Trip};
use crate::content::{Answer, FactKind, Id, Pack, Per};
use crate::guide::{Assessment, DeadlineKey, Status, applies_to};
use crate::household::{Change, ChangeError, Household, PersonId, edit};

/// An event that a trip may have brought about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// What.
    pub event: Id,
    /// To whom.
    pub people: Vec<PersonId>,
    /// Days that are newly printed then, to be asked for: whose, and which fact.
    pub printed: Vec<(PersonId, Id)>,
}

/// An event that was confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// What.
    pub event: Id,
    /// To whom.
    pub people: Vec<PersonId>,
}

/// Why a visit was not recorded. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unrecorded {
    /// No event was confirmed.
    #[error("nothing of this visit was confirmed")]
    Nothing,
    /// An answer is about a fact that belongs to nobody here.
    #[error("`{0}` is not an answer of a person")]
    NotOfAPerson(Id),
    /// A change does not fit.
    #[error("{0}")]
    Change(#[from] ChangeError),
}

/// The events of a trip, in the order of its errands; an event of the household once for all it concerns.
pub fn proposed(pack: &Pack, household: &Household, assessment: &Assessment, trip: &Trip) -> Vec<Proposed> {
    let mut found: Vec<Proposed> = Vec::new();
    for errand in &trip.errands {
        for event in events_of(pack, household, assessment, errand) {
            let joint = pack.facts.get(&event).is_some_and(|f| f.per == Per::Household);
            let printed = printed(pack, &errand.person, &event);
            let same = |p: &&mut Proposed| p.event == event && (joint || p.people.contains(&errand.person));
            match found.iter_mut().find(same) {
                Some(known) if known.people.contains(&errand.person) => {}
                Some(known) => {
                    known.people.push(errand.person.clone());
                    known.printed.extend(printed);
                }
                None => found.push(Proposed {
                    event,
                    people: vec![errand.person.clone()],
                    printed,
                }),
            }
        }
    }
    found
}

/// The days that an event makes out of date because a card carries new ones.
fn printed(pack: &Pack, person: &PersonId, event: &Id) -> Vec<(PersonId, Id)> {
    let Some(entry) = pack.facts.get(event) else {
        return Vec::new();
    };
    let is_day = |id: &&Id| {
        pack.facts
            .get(*id)
            .is_some_and(|f| f.kind == FactKind::Date && f.per == Per::Person)
    };
    entry
        .resets
        .iter()
        .map(|r| &r.fact)
        .filter(is_day)
        .map(|id| (person.clone(), id.clone()))
        .collect()
}

/// The events by which an errand settles its deadlines: for each the first that the content names. Deadlines that
/// another event has settled, or that do not concern the person, have none.
pub(super) fn events_of(pack: &Pack, household: &Household, assessment: &Assessment, errand: &Errand) -> Vec<Id> {
    let Some(person) = household.person(errand.person.as_str()) else {
        return Vec::new();
    };
    let own = errand.find(pack).into_iter().flat_map(|(_, visit)| &visit.settles);
    let own = own.map(|d| DeadlineKey {
        procedure: errand.procedure.clone(),
        deadline: d.clone(),
    });
    let mut events: Vec<Id> = Vec::new();
    for key in own.chain(errand.along.iter().cloned()) {
        let Some(procedure) = pack.procedures.get(&key.procedure) else {
            continue;
        };
        let Some(rule) = procedure.deadlines.iter().find(|d| d.id == key.deadline) else {
            continue;
        };
        let status = assessment
            .deadlines
            .iter()
            .find(|d| d.person == errand.person && d.key == key)
            .map(|d| d.status);
        // What waits is settled by the visit it waits for.
        let waits = status == Some(Status::Waits);
        let concerns = waits
            || [&rule.applies, &rule.needed_while]
                .iter()
                .all(|group| applies_to(pack, household, person, procedure, group) != Some(false));
        if matches!(status, Some(Status::Done | Status::Settled)) || !concerns {
            continue;
        }
        if let Some(event) = rule.done_by.first().filter(|e| !events.contains(e)) {
            events.push(event.clone());
        }
    }
    events
}

/// The changes that record a visit on a day: what was confirmed, and the answers that came with it. Answers that an
/// event makes out of date are forgotten first, so that a newly printed day replaces the old one.
///
/// # Errors
/// Nothing was confirmed, or a change does not fit; the household is left as it is in either case.
pub fn done(
    pack: &Pack,
    household: &Household,
    on: NaiveDate,
    confirmed: &[Recorded],
    answers: &[(PersonId, Id, Answer)],
) -> Result<Vec<Change>, Unrecorded> {
    let mut after = household.clone();
    let mut changes = Vec::new();
    for recorded in confirmed {
        let told = |p: &&PersonId| !after.is_told(pack, p.as_str(), recorded.event.as_str(), on);
        let people: Vec<PersonId> = recorded.people.iter().filter(told).cloned().collect();
        if people.is_empty() {
            continue;
        }
        let resets = pack.facts.get(&recorded.event).map_or(&[][..], |f| &f.resets);
        let step = edit::add_event(&after, recorded.event.as_str(), on, &people, BTreeMap::new(), resets);
        after.apply_all(&step)?;
        changes.extend(step);
    }
    if changes.is_empty() {
        return Err(Unrecorded::Nothing);
    }
    for (person, fact, answer) in answers {
        if pack.facts.get(fact).is_none_or(|f| f.per != Per::Person) {
            return Err(Unrecorded::NotOfAPerson(fact.clone()));
        }
        let step = edit::set_fact(&after, Some(person.as_str()), fact.as_str(), Some(answer.clone()));
        after.apply_all(&step)?;
        changes.extend(step);
    }
    Ok(changes)
}
