//! The explanation tree: every day knows how it came about. Data only; `present` puts it into words.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::calendar::Closure;
use crate::content::{Answer, DateOp, Id, Text};

/// One node: a day or an answer, and what it rests on.
#[derive(Clone, Debug)]
pub struct Why {
    /// The name of the date or condition, if it has one.
    pub name: Option<Id>,
    /// Its words, if the content gives any.
    pub label: Option<Arc<Text>>,
    /// The rule.
    pub reason: Reason,
    /// The day, if it is known.
    pub day: Option<NaiveDate>,
    /// Sources of this very step.
    pub sources: Arc<[Id]>,
    /// What it rests on.
    pub because: Vec<Arc<Why>>,
    /// Why other choices were passed over. They decide too, but readers are told what was chosen.
    pub passed_over: Vec<Arc<Why>>,
    /// For an open-day step: the closed days that were stepped over.
    pub stepped: Vec<SteppedOver>,
    /// What to know about it.
    pub caveats: Vec<Caveat>,
}

/// A closed day that was stepped over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SteppedOver {
    /// The day.
    pub day: NaiveDate,
    /// Why it is closed, each by name.
    pub closures: Vec<Closure>,
}

/// A remark on a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caveat {
    /// Holidays are published only until this day; the step was made without later ones.
    ClosedDaysNotPublished {
        /// Last day that is covered.
        until: NaiveDate,
    },
    /// The day lies before the first holiday the content knows.
    ClosedDaysNotKnown,
    /// The window would open after it closes: it was closed before it could open.
    NeverOpened,
    /// There is no open day between opening and closing.
    NoOpenDay,
    /// It ends no later than what it acts on, a validity.
    EndsWith(Id),
    /// The end of what it acts on, a validity, is not known: it may be earlier.
    EndNotKnown(Id),
    /// Of two known days the first was used.
    Differs {
        /// The day used.
        used: NaiveDate,
        /// The other one.
        other: NaiveDate,
    },
    /// The day lies outside the years the program reckons with.
    OutOfRange,
}

/// The rule of a step.
#[derive(Clone, Debug)]
pub enum Reason {
    /// A person gave this date.
    Fact(Id),
    /// An event happened on this day.
    Event(Id),
    /// A fact or event is missing; it would resolve the step.
    Missing(Id),
    /// There is no such day.
    NoSuchDay,
    /// From this day on a validity ends soon.
    EndsSoon,
    /// The earliest of everything that ends a validity.
    End(Id),
    /// Worked out by a date construct. For an open-day step the place is named, also where the content says "the place of
    /// the procedure".
    Date(DateOp),
    /// A condition and its answer (none: not known).
    Condition(Option<bool>),
    /// An answer a condition looked at.
    Answer {
        /// The fact.
        fact: Id,
        /// The answer.
        answer: Answer,
    },
    /// Years of age on a day.
    Age(u32),
}

/// The reasons of a day or an answer; none where nobody asked for them.
pub(super) type Reasons = Option<Arc<Why>>;

/// A step that is being worked out. It takes down how it comes about if somebody wants to know: most days are shown
/// without their reasons.
pub(super) struct Step(Option<Why>);

impl Step {
    /// A step whose reasons somebody asked for.
    pub(super) fn told(why: Why) -> Self {
        Self(Some(why))
    }

    /// A step that nobody asks about.
    pub(super) fn untold() -> Self {
        Self(None)
    }

    /// By this rule.
    pub(super) fn by(&mut self, reason: impl FnOnce() -> Reason) {
        if let Some(why) = &mut self.0 {
            why.reason = reason();
        }
    }

    /// These closed days were stepped over.
    pub(super) fn stepped_over(&mut self, days: impl FnOnce() -> Vec<SteppedOver>) {
        if let Some(why) = &mut self.0 {
            why.stepped = days();
        }
    }

    /// It rests on these.
    pub(super) fn rests_on(&mut self, reasons: impl IntoIterator<Item = Arc<Why>>) {
        if let Some(why) = &mut self.0 {
            why.because.extend(reasons);
        }
    }

    /// Another choice was passed over by these.
    pub(super) fn passes_over(&mut self, reasons: impl IntoIterator<Item = Arc<Why>>) {
        if let Some(why) = &mut self.0 {
            why.passed_over.extend(reasons);
        }
    }

    /// It has one source more.
    pub(super) fn add_source(&mut self, source: &Id) {
        if let Some(why) = &mut self.0 {
            why.sources = why.sources.iter().chain([source]).cloned().collect();
        }
    }

    /// There is something to know about it.
    pub(super) fn remark(&mut self, caveat: Caveat) {
        if let Some(why) = &mut self.0 {
            why.caveats.push(caveat);
        }
    }

    /// It came to this day, if to any.
    pub(super) fn came_to(self, day: Option<NaiveDate>) -> Reasons {
        self.0.map(|why| Arc::new(Why { day, ..why }))
    }
}

impl Why {
    /// A step with no day and nothing below it.
    pub(super) fn leaf(reason: Reason) -> Self {
        Self {
            name: None,
            label: None,
            reason,
            day: None,
            sources: Arc::default(),
            because: Vec::new(),
            passed_over: Vec::new(),
            stepped: Vec::new(),
            caveats: Vec::new(),
        }
    }

    /// A step with a day and nothing below it.
    pub(super) fn day(reason: Reason, day: NaiveDate) -> Self {
        Self {
            day: Some(day),
            ..Self::leaf(reason)
        }
    }

    /// Adds every source of this step and of what it rests on, each once.
    pub fn add_sources<'s>(&'s self, into: &mut Vec<&'s Id>) {
        for source in self.sources.iter() {
            if !into.contains(&source) {
                into.push(source);
            }
        }
        self.because.iter().for_each(|why| why.add_sources(into));
    }
}
