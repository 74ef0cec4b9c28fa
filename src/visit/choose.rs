//! Which visit of a procedure is made, depending on who goes.

use super::{Errand, Origin};
use crate::content::{Pack, Procedure, Visit, Who};
use crate::guide::{Absences, applies_to};
use crate::household::{Household, Person};

/// The visits of a procedure that could be made for a person, the usual one first: those that the content describes
/// for whoever goes; else the person's own, if the content says that this helper may come at all and not that it is
/// impossible.
///
/// With a deadline, only visits that settle it.
pub(super) fn visits_for<'p>(
    pack: &'p Pack,
    household: &Household,
    person: &Person,
    procedure: &'p Procedure,
    who: Who,
    deadline: Option<&str>,
) -> Vec<&'p Visit> {
    let wanted = |v: &&Visit| deadline.is_none_or(|d| v.settles.iter().any(|s| *s == *d));
    let holds = |v: &&Visit| applies_to(pack, household, person, procedure, &v.applies) != Some(false);
    let absences = Absences::of(pack, household, person);
    let can = |v: &&Visit| absences.allow(&v.with);
    let all: Vec<&Visit> = procedure
        .body
        .visits
        .iter()
        .filter(wanted)
        .filter(holds)
        .filter(can)
        .collect();
    let of = |who: Who| all.iter().copied().filter(|v| v.who == who).collect::<Vec<_>>();
    let own = of(who);
    let described = procedure.body.who.iter().find(|w| w.who == who);
    if described.is_some_and(|w| w.impossible) {
        return Vec::new();
    }
    if !own.is_empty() || who == Who::Myself {
        return own;
    }
    if described.is_some() {
        of(Who::Myself)
    } else {
        Vec::new()
    }
}

/// How many times somebody has to go for a visit.
pub(super) fn times(procedure: &Procedure, visit: &Visit, who: Who) -> u32 {
    let described = procedure.body.who.iter().find(|w| w.who == who).map_or(1, |w| w.trips);
    if visit.who == who {
        visit.trips.max(described)
    } else {
        described
    }
}

/// An errand for a procedure that somebody asks about, due or not. None if there is no visit for whoever goes.
pub fn errand_of(
    pack: &Pack,
    household: &Household,
    person: &Person,
    procedure: &Procedure,
    who: Who,
) -> Option<Errand> {
    let visit = visits_for(pack, household, person, procedure, who, None)
        .into_iter()
        .next()?;
    Some(Errand {
        person: person.id.clone(),
        procedure: procedure.id.clone(),
        visit: visit.id.clone(),
        deadlines: Vec::new(),
        along: Vec::new(),
        origin: Origin::Asked,
    })
}
