//! Who comes to a trip, for whom, how often, and what the content says about that person.

use chrono::NaiveDate;

use super::Trip;
use crate::calendar::age_on;
use crate::content::{Answer, Each, Id, Pack, Text, Who};
use crate::household::{Household, Person, PersonId};

/// The fact that ages are worked out from.
const BIRTH: &str = "birth";
/// Below this age a legal representative acts for a child at the counter.
const OF_AGE_TO_APPLY: u32 = 15;

/// Who stands at the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// People of the household who come themselves; empty if only an agent comes.
    pub people: Vec<PersonId>,
    /// The one whose identity is checked for the whole trip.
    pub visitor: PersonId,
    /// Children among those it is about for whom the legal representative acts.
    pub children: Vec<PersonId>,
}

/// What holds for whoever goes, by procedure.
#[derive(Clone, Debug)]
pub struct Attendance<'p> {
    /// Who comes.
    pub coming: Coming,
    /// How many times.
    pub times: u32,
    /// The content's words on this person, by procedure; `true`: it differs from office to office.
    pub words: Vec<(&'p Id, &'p Text, bool)>,
    /// Procedures on which the content says nothing about this person.
    pub silent: Vec<&'p Id>,
}

/// Who comes to a trip.
///
/// One person can file a notice for everybody who moved; a card is taken care of by its holder, and a child comes with
/// the legal representative.
pub fn who_comes<'p>(pack: &'p Pack, household: &Household, trip: &Trip, who: Who) -> Attendance<'p> {
    let on = trip.day;
    let mut words: Vec<(&Id, &Text, bool)> = Vec::new();
    let mut silent: Vec<&Id> = Vec::new();
    for (procedure, _) in trip.errands.iter().filter_map(|e| e.find(pack)) {
        if words.iter().any(|(id, ..)| *id == &procedure.id) || silent.contains(&&procedure.id) {
            continue;
        }
        match procedure.who.iter().find(|w| w.who == who) {
            Some(w) => words.push((&procedure.id, &w.text, w.varies)),
            None => silent.push(&procedure.id),
        }
    }
    Attendance {
        coming: coming(pack, household, trip, who, on),
        times: trip.times(pack, who),
        words,
        silent,
    }
}

/// The people who come.
pub(super) fn coming(pack: &Pack, household: &Household, trip: &Trip, who: Who, on: Option<NaiveDate>) -> Coming {
    let concerned: Vec<&Person> = trip
        .people()
        .iter()
        .filter_map(|p| household.person(p.as_str()))
        .collect();
    let is_child = |p: &&Person| on.is_some_and(|on| is_child(p, on));
    let children: Vec<PersonId> = concerned
        .iter()
        .copied()
        .filter(is_child)
        .map(|p| p.id.clone())
        .collect();
    let grown = |p: &&&Person| !children.contains(&p.id);
    // A member of the household who comes for others is preferably one whom it is not about.
    let others = household.active().filter(|p| !concerned.iter().any(|c| c.id == p.id));
    let visitor = match who {
        Who::Household | Who::LegalRep => others
            .filter(|p| !is_child(p))
            .chain(concerned.iter().copied().filter(|p| grown(&p)))
            .next(),
        Who::Myself | Who::Agent => concerned
            .iter()
            .copied()
            .find(|p| grown(&p))
            .or_else(|| household.active().find(|p| !is_child(p))),
    };
    let visitor = visitor
        .or(concerned.first().copied())
        .map(|p| p.id.clone())
        .unwrap_or_default();
    let mut people = Vec::new();
    match who {
        Who::Agent => {}
        Who::Household | Who::LegalRep => people.push(visitor.clone()),
        Who::Myself => {
            let for_all = |e: &&super::Errand| {
                e.find(pack)
                    .is_some_and(|(_, v)| v.needs.iter().any(|n| n.each == Each::Mover))
            };
            people.extend(trip.errands.iter().filter(|e| !for_all(e)).map(|e| e.person.clone()));
            people.insert(0, visitor.clone());
        }
    }
    let mut once: Vec<PersonId> = Vec::new();
    people.into_iter().for_each(|p| {
        if !once.contains(&p) {
            once.push(p);
        }
    });
    Coming {
        people: once,
        visitor,
        children,
    }
}

fn is_child(person: &Person, on: NaiveDate) -> bool {
    match person.facts.get(BIRTH) {
        Some(Answer::Date(birth)) => age_on(*birth, on).is_some_and(|age| age < OF_AGE_TO_APPLY),
        _ => false,
    }
}
