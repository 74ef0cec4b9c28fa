//! Who comes to a trip, for whom, how often, and what the content says about that person.

use chrono::NaiveDate;

use super::Trip;
use crate::content::{Each, Id, Pack, Text, Who};
use crate::guide;
use crate::household::{Household, Person, PersonId};

/// Who stands at the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// People of the household who come themselves; empty if only an agent comes.
    pub people: Vec<PersonId>,
    /// The one whose identity is checked for the whole trip; none, if it is nobody of the household.
    pub visitor: Option<PersonId>,
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
        match procedure.body.who.iter().find(|w| w.who == who) {
            Some(w) => {
                words.push((&procedure.id, &w.text, w.varies));
                let helper = w.brings.as_ref().and_then(|id| pack.helpers.get(id));
                let no_proof = helper.and_then(|helper| helper.no_proof.as_ref());
                words.extend(no_proof.map(|text| (&procedure.id, text, false)));
            }
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
    let is_child = |p: &&Person| on.is_some_and(|on| guide::is_child(p, on));
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
        // One of several it is about can come for the others; nobody comes in the place of himself.
        Who::Household | Who::LegalRep => others
            .filter(|p| !is_child(p))
            .chain(concerned.iter().copied().filter(|p| concerned.len() > 1 && grown(&p)))
            .next(),
        Who::Myself => concerned
            .iter()
            .copied()
            .find(|p| grown(&p))
            .or_else(|| household.active().find(|p| !is_child(p))),
        Who::Agent => None,
    };
    let visitor = visitor.map(|p| p.id.clone());
    let mut people = Vec::new();
    match who {
        Who::Agent => {}
        Who::Household | Who::LegalRep => people.extend(visitor.clone()),
        Who::Myself => {
            let for_all = |e: &&super::Errand| {
                e.find(pack)
                    .is_some_and(|(_, v)| v.needs.iter().any(|n| n.each == Each::Mover))
            };
            people.extend(trip.errands.iter().filter(|e| !for_all(e)).map(|e| e.person.clone()));
            if let Some(visitor) = &visitor {
                people.insert(0, visitor.clone());
            }
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
