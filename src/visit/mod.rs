//! The counter visit, pure: which trips, on which days, what to bring, who comes, what to say, and what it settles.
//!
//! [`plan`] proposes trips from the deadlines of everybody in the household; [`bag`], [`who_comes`], [`say`] and
//! [`done`] answer the questions of one trip. The algorithm, and for which sizes its answer is the best one, is in
//! `docs/visits.md`.

use chrono::NaiveDate;

use crate::content::{DeadlineKind, Id, Pack, Procedure, Visit, Who};
use crate::guide::{DeadlineKey, SteppedOver};
use crate::household::PersonId;

mod attend;
mod bag;
mod choose;
mod done;
mod errands;
mod money;
mod open;
mod owns;
mod plan;
mod say;
mod search;

pub use crate::guide::is_trip;
pub use attend::{Attendance, Coming, who_comes};
pub use bag::{Bag, BagLine, Choice, ChoiceAnswer, Gone, Kept, Owner, bag, tick_all};
pub use choose::errand_of;
pub use done::{Proposed, Recorded, Unrecorded, done, proposed};
pub use errands::LOOK_AHEAD_DAYS;
pub use money::{Cost, Money, PaidWhen, Sum, fee_conditions, money};
pub use open::{closures_on, is_open_for};
pub use owns::{OWNS, own, owned, owns};
pub use plan::plan;
pub use say::{Said, phrases_of, say};
pub use search::EXACT_JOBS;

/// Trips in the order in which they are made.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Today in Japan.
    pub today: NaiveDate,
    /// Who goes.
    pub who: Who,
    /// The trips; those without a day come last.
    pub trips: Vec<Trip>,
    /// What could not be planned, and why.
    pub left_out: Vec<LeftOut>,
    /// Whether no plan with fewer trips exists for what is open today.
    pub exact: bool,
}

/// One way to one place, for everything that can be done there on that day.
#[derive(Clone, Debug)]
pub struct Trip {
    /// Where.
    pub place: Id,
    /// The proposed day; none: an office or another trip decides it.
    pub day: Option<NaiveDate>,
    /// What is done there, in order.
    pub errands: Vec<Errand>,
    /// Why this day.
    pub because: Because,
    /// The last practical day for all of it: afterwards something else may not be possible any more.
    pub plan_by: Option<NaiveDate>,
    /// The last day on which all of it can still be done; none: no day is too late for it.
    pub latest: Option<NaiveDate>,
    /// It follows only if the trips before it went as planned.
    pub follows: bool,
}

/// What one person does at one visit of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Whose.
    pub person: PersonId,
    /// The procedure.
    pub procedure: Id,
    /// The visit in it.
    pub visit: Id,
    /// Deadlines that it settles, as they stand in the plan.
    pub deadlines: Vec<Due>,
    /// Deadlines of other procedures that it settles along the way.
    pub along: Vec<DeadlineKey>,
    /// Why it is part of the plan.
    pub origin: Origin,
}

/// A deadline that an errand settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub key: DeadlineKey,
    /// Its nature.
    pub kind: DeadlineKind,
    /// First day.
    pub opens: Option<NaiveDate>,
    /// Last practical day.
    pub plan_by: Option<NaiveDate>,
    /// What the content says to do now that the last practical day has passed: its id.
    pub after_plan: Option<Id>,
    /// Last day.
    pub closes: Option<NaiveDate>,
    /// The last day has passed.
    pub late: bool,
    /// An event may come first and make it needless.
    pub may_be_spared: bool,
}

/// Why an errand is part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A deadline asks for it.
    Due,
    /// Another errand needs what is handed out there.
    Needed,
    /// A trip of the plan makes it due.
    Follows,
    /// Somebody asked for its bag.
    Asked,
}

/// Why a trip is on its day.
#[derive(Clone, Debug, Default)]
pub struct Because {
    /// What keeps it from being earlier.
    pub not_before: NotBefore,
    /// Closed days between that and the day, each by name.
    pub stepped: Vec<SteppedOver>,
    /// The deadline that asks most urgently: whose, which, and by which day.
    pub urgent: Option<(PersonId, DeadlineKey, NaiveDate)>,
    /// What ends first if the trip is not made: whose, which, and its last day. Soonest first.
    pub lost: Vec<(PersonId, DeadlineKey, NaiveDate)>,
}

/// What keeps a trip from being earlier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum NotBefore {
    /// Nothing: it could be made today.
    #[default]
    Today,
    /// A window opens on this day.
    Opens(PersonId, DeadlineKey, NaiveDate),
    /// An earlier trip of the plan, by its place in the list.
    Trip(usize),
    /// One of the events may come first and spare the trip.
    Spared(PersonId, DeadlineKey),
    /// The office sends a notice.
    Notice,
    /// Somebody chose the day.
    Chosen,
}

/// Something that is due and not part of any trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Whose.
    pub person: PersonId,
    /// Which deadline.
    pub key: DeadlineKey,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why something is not part of any trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOutReason {
    /// There is no open day in its window; its trip is later, ask the office.
    NoDay,
    /// This person cannot do it for somebody else.
    WrongPerson,
}

impl Trip {
    /// How many times somebody has to go, as far as the content knows.
    pub fn times(&self, pack: &Pack, who: Who) -> u32 {
        let times = self
            .errands
            .iter()
            .filter_map(|e| e.find(pack))
            .map(|(p, v)| choose::times(p, v, who));
        times.max().unwrap_or(1)
    }

    /// Minutes to expect; none if nothing is known. Of several errands at one counter the longest.
    pub fn minutes(&self, pack: &Pack) -> Option<u32> {
        self.errands.iter().filter_map(|e| e.find(pack)?.1.minutes).max()
    }

    /// Whether a reservation is needed.
    pub fn book(&self, pack: &Pack) -> bool {
        self.errands.iter().filter_map(|e| e.find(pack)).any(|(_, v)| v.book)
    }

    /// The people it is about, each once, in the order of the errands.
    pub fn people(&self) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = Vec::new();
        for errand in &self.errands {
            if !people.contains(&errand.person) {
                people.push(errand.person.clone());
            }
        }
        people
    }

    /// Whether it has to do with a procedure.
    pub fn has(&self, procedure: &str) -> bool {
        self.errands.iter().any(|e| e.procedure == *procedure)
    }
}

impl Errand {
    /// Whether the last day of something that it settles has passed on a day; none if it settles nothing.
    fn is_late_on(&self, on: NaiveDate) -> Option<bool> {
        let late = |due: &Due| due.late || due.closes.is_some_and(|closes| closes < on);
        (!self.deadlines.is_empty()).then(|| self.deadlines.iter().any(late))
    }

    /// The procedure and the visit.
    pub fn find<'p>(&self, pack: &'p Pack) -> Option<(&'p Procedure, &'p Visit)> {
        let procedure = pack.procedures.get(&self.procedure)?;
        Some((procedure, procedure.body.visits.iter().find(|v| v.id == self.visit)?))
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
