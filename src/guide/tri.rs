//! What may be known, absent or open: days and the answers to conditions.

use std::rc::Rc;

use chrono::NaiveDate;

use crate::content::{Compare, Id};

/// Facts that would resolve something: the most direct ones, and others from which it could be worked out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asks {
    pub direct: Vec<Id>,
    pub instead: Vec<Id>,
}

impl Asks {
    pub(super) fn of(fact: &Id) -> Rc<Self> {
        Rc::new(Self {
            direct: vec![fact.clone()],
            instead: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, other: &Self) {
        for id in &other.direct {
            if !self.direct.contains(id) {
                self.direct.push(id.clone());
            }
        }
        self.add_instead(&other.instead);
    }

    pub(super) fn add_instead(&mut self, ids: &[Id]) {
        for id in ids {
            if !self.direct.contains(id) && !self.instead.contains(id) {
                self.instead.push(id.clone());
            }
        }
    }
}

/// A day, three-valued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Day {
    Known(NaiveDate),
    Absent,
    Unknown(Rc<Asks>),
}

impl Day {
    pub(super) fn known(&self) -> Option<NaiveDate> {
        if let Self::Known(day) = self { Some(*day) } else { None }
    }

    pub(super) fn from_option(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Absent, Self::Known)
    }
}

/// An answer to a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tri {
    Yes,
    No,
    Ask(Rc<Asks>),
}

impl Tri {
    pub(super) fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    pub(super) fn word(&self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Ask(_) => None,
        }
    }
}

/// Two days compared; what is not known is asked.
pub(super) fn compare(left: Day, how: Compare, right: Day) -> Tri {
    match (left, right) {
        (Day::Absent, _) | (_, Day::Absent) => Tri::No,
        (Day::Known(left), Day::Known(right)) => Tri::of(match how {
            Compare::Before => left < right,
            Compare::After => left > right,
            Compare::OnOrBefore => left <= right,
            Compare::OnOrAfter => left >= right,
        }),
        (left, right) => {
            let mut asks = Asks::default();
            for part in [left, right] {
                if let Day::Unknown(a) = part {
                    asks.add(&a);
                }
            }
            Tri::Ask(asks.into())
        }
    }
}
