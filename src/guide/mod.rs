//! The heart, pure: facts, events, a pack and today give deadlines with their reasons. No files, no clock, no terminal.
//!
//! [`assess`] is the one way in; every screen, command and export reads the [`Assessment`] it returns. Most days are only
//! shown; [`explain`] works one out with its reasons when somebody asks.

use std::fmt;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::content::{DeadlineKind, Id};
use crate::household::PersonId;

mod assess;
mod closed;
mod compare;
mod coverage;
mod dates;
mod evaluate;
mod factsheet;
mod needs;
mod questions;
mod scenario;
mod shown;
mod tri;
mod validity;
mod why;

pub use assess::{assess, explain, explain_validity};
pub use closed::{closures_on, is_closed};
pub use compare::{Days, Difference, Turn, compare};
pub use coverage::{Gap, LastDay, scenario_coverage};
pub use factsheet::{FactCase, fact_cases};
pub use needs::{Absence, Absences, BagItem, Comes, VisitList, applies_to, is_child, is_trip, visit_list};
pub use questions::{Answers, Question, implied, open_questions};
pub use scenario::{Finding, Outcome, household_of, run_scenario};
pub use shown::{Cause, Moved, Shown};
pub use validity::{ChainStep, EndRow, Validity, ValidityStatus};
pub use why::{Caveat, Reason, SteppedOver, Why};

/// What holds today for one household.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// Today in Japan.
    pub today: NaiveDate,
    /// Every deadline of every shown person, sorted by what to do next.
    pub deadlines: Vec<Deadline>,
    /// What has a last day, person by person, in the order of the registry.
    pub validities: Vec<Validity>,
    /// Facts that would resolve something, most useful first.
    pub questions: Vec<Question>,
    /// Things that do not fit together, for example a printed date that differs from the computed one.
    pub warnings: Vec<Warning>,
}

/// Names one deadline of one procedure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeadlineKey {
    /// The procedure.
    pub procedure: Id,
    /// The deadline in it.
    pub deadline: Id,
}

impl fmt::Display for DeadlineKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.procedure, self.deadline)
    }
}

/// Where a deadline stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The last day has passed.
    Late,
    /// The window is open.
    Open,
    /// The window is not open yet.
    Upcoming,
    /// A fact is missing.
    Unknown,
    /// It is coming, but what starts it has not happened yet.
    Waits,
    /// What it acts on has ended.
    NoLongerPossible,
    /// The event that settles it is recorded.
    Done,
    /// Nothing need be done, for a reason.
    Settled,
    /// It does not concern this person.
    NotApplicable,
}

impl Status {
    /// The word of the contract (scenarios, JSON).
    pub fn word(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Open => "open",
            Self::Upcoming => "upcoming",
            Self::Waits => "waits",
            Self::Unknown => "unknown",
            Self::NoLongerPossible => "no-longer-possible",
            Self::Done => "done",
            Self::Settled => "settled",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// Whether something is asked of the person, now or later.
    pub fn asks_for_something(self) -> bool {
        matches!(self, Self::Late | Self::Open | Self::Upcoming)
    }
}

/// One deadline of one person. Days are calendar dates in Japan; an unknown or absent day is `None`.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub key: DeadlineKey,
    /// Its nature.
    pub kind: DeadlineKind,
    /// Where it stands.
    pub status: Status,
    /// First day.
    pub opens: Option<NaiveDate>,
    /// Last day before any roll over closed days.
    pub counted: Option<NaiveDate>,
    /// Last day.
    pub closes: Option<NaiveDate>,
    /// Last practical day: open, and not after `counted`.
    pub plan_by: Option<NaiveDate>,
    /// Place whose closed days count.
    pub place: Id,
    /// Facts that would resolve what is unknown; the most direct ones.
    pub asks: Vec<Id>,
    /// Other facts from which it could be worked out instead.
    pub or_asks: Vec<Id>,
    /// Sources disagree, and it matters here.
    pub disputed: bool,
    /// Differs from office to office, and it matters here.
    pub varies: bool,
    /// The day it was settled, if it is done.
    pub done_on: Option<NaiveDate>,
    /// The "nothing to do" case that holds, if it is settled.
    pub settled_by: Option<Id>,
    /// What the content says to do now that the last practical day has passed and the last day has not: its id.
    pub after_plan: Option<Id>,
    /// Only its first day is not known: it concerns the person, and its last day stands.
    pub lacks_opening: bool,
    /// The events one of which starts it, while it waits.
    pub waits_for: Vec<Id>,
    /// It is a row about the end of something.
    pub ends: Option<Box<EndRow>>,
    /// A stretch of time with a name that belongs to it, while something is still asked.
    pub period: Option<Box<Period>>,
    /// Set when another deadline of this person settles it in the same visit.
    pub absorbed_by: Option<Box<DeadlineKey>>,
}

/// A stretch of time with a name, for example the two months while an application is pending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The term that names and explains it.
    pub term: Id,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

/// The reasons of a deadline's days, from [`explain`].
#[derive(Clone, Debug, Default)]
pub struct DeadlineWhy {
    /// Where the words of the deadline itself come from.
    pub own_sources: Arc<[Id]>,
    /// Why it applies, or not, or why that is not known.
    pub applies: Vec<Arc<Why>>,
    /// Why it opens then.
    pub opens: Option<Arc<Why>>,
    /// Why it closes then.
    pub closes: Option<Arc<Why>>,
    /// Why to plan for that day.
    pub plan_by: Option<Arc<Why>>,
}

impl DeadlineWhy {
    /// Every source that fed the deadline, each once: its own, then those of its days.
    pub fn sources(&self) -> Vec<&Id> {
        let mut sources: Vec<&Id> = self.own_sources.iter().collect();
        for why in [&self.opens, &self.closes].into_iter().flatten() {
            why.add_sources(&mut sources);
        }
        sources
    }
}

impl Deadline {
    /// Whether something is asked of the person, also where it is not known from which day on.
    pub fn is_asked(&self) -> bool {
        self.status.asks_for_something() || self.lacks_opening
    }

    /// Whether it stands for the end of something that is near, has come, or is not known.
    pub fn is_row(&self) -> bool {
        self.status.asks_for_something() || self.status == Status::Unknown
    }

    /// Whether another row of what ends on the same day stands for it.
    pub fn is_part_of_a_row(&self) -> bool {
        self.ends.is_some() && self.absorbed_by.is_some()
    }

    /// Days from today to the last day; negative when it has passed.
    pub fn days_left(&self, today: NaiveDate) -> Option<i64> {
        self.closes.map(|c| (c - today).num_days())
    }

    /// The day to act by: the last practical day, else the last day.
    pub fn act_by(&self) -> Option<NaiveDate> {
        self.plan_by.or(self.closes)
    }

    /// The last practical day while it has not passed; after it only the last day counts.
    pub fn plan_by_from(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.plan_by.filter(|on| *on >= today)
    }

    /// The day to show beside it: when it opens or was done, else the last practical day, once that has passed the last day.
    pub fn next_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        match self.status {
            Status::Upcoming => self.opens,
            Status::Late => self.closes,
            Status::Done => self.done_on,
            _ => self.plan_by_from(today).or(self.closes),
        }
    }
}

/// Two things that do not fit together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// Whose.
    pub person: PersonId,
    /// The procedure in which it was noticed.
    pub procedure: Id,
    /// What.
    pub kind: WarningKind,
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WarningKind {
    /// A printed or first-known day differs from a computed one.
    Differs {
        /// Name of the date.
        date: Id,
        /// The day that is used.
        used: NaiveDate,
        /// The other day.
        computed: NaiveDate,
    },
    /// Two answers are in an order that cannot be.
    Order {
        /// Must be earlier.
        earlier: Id,
        /// Must be later.
        later: Id,
    },
}
