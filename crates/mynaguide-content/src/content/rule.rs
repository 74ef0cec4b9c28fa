//! The closed vocabulary of rules: conditions, params and references to days. The date constructs are in `date_op`.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::date_op::DateOp;
use super::id::Id;
use super::pack::{Answer, Table};
use super::text::Text;

/// The named rules of a procedure, or the shared ones.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rules {
    /// Conditions by name.
    pub conditions: Table<Condition>,
    /// Params by name.
    pub params: Table<Param>,
    /// Dates by name.
    pub dates: Table<DateRule>,
}

/// A group of condition names: all of `all`, one of `any` (if there are any), none of `none`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applies {
    /// Every one must hold.
    pub all: Vec<Id>,
    /// At least one must hold, unless empty.
    pub any: Vec<Id>,
    /// None may hold.
    pub none: Vec<Id>,
}

impl Applies {
    /// Holds always.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty() && self.none.is_empty()
    }

    /// Every name in it.
    pub fn names(&self) -> impl Iterator<Item = &Id> {
        self.all.iter().chain(&self.any).chain(&self.none)
    }
}

/// A day that a rule refers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ref {
    /// The latest day of an event.
    Event(Id),
    /// A date a person gave.
    Fact(Id),
    /// A named date, of the procedure or shared.
    Date(Id),
    /// No such day.
    None,
}

/// One yes-no-ask question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// The fact is one of these answers.
    FactIs {
        /// The fact.
        fact: Id,
        /// The answers that mean yes.
        one_of: Vec<Answer>,
    },
    /// Whether there is an answer at all.
    FactKnown {
        /// The fact.
        fact: Id,
        /// What means yes.
        known: bool,
    },
    /// Completed years of age on a day.
    Age {
        /// The day.
        on: Ref,
        /// At least.
        min: Option<Years>,
        /// At most.
        max: Option<Years>,
    },
    /// Whether an event is recorded.
    Event {
        /// The event.
        event: Id,
        /// What means yes.
        recorded: bool,
        /// Only events on or after this day count.
        since: Option<Ref>,
    },
    /// Two days compared.
    Compare {
        /// Left side.
        date: Ref,
        /// Comparison.
        how: Compare,
        /// Right side.
        with: Ref,
    },
}

/// How two days are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Compare {
    /// Strictly earlier.
    Before,
    /// Strictly later.
    After,
    /// Earlier or the same.
    OnOrBefore,
    /// Later or the same.
    OnOrAfter,
}

/// A number of years, plain or from a param.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Years {
    /// Plain.
    Plain(u32),
    /// The row of a param.
    Param(Id),
}

/// A value that the law changed: the row in force on the basis day holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Param {
    /// Unit in words.
    pub unit: String,
    /// The basis day.
    pub by: Ref,
    /// Rows, oldest first.
    pub rows: Vec<ParamRow>,
}

/// One row of a param.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ParamRow {
    /// First day.
    pub from: NaiveDate,
    /// Last day, only for a real end.
    pub until: Option<NaiveDate>,
    /// The value.
    pub value: ParamValue,
    /// Source.
    pub source: Id,
}

/// A value of a param.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParamValue {
    /// A number.
    Number(u32),
    /// A day.
    Date(NaiveDate),
}

/// A named date.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DateRule {
    /// How it is worked out.
    pub op: DateOp,
    /// In words; shared with every explanation that names it.
    pub label: Option<Arc<Text>>,
    /// Sources; shared with every explanation.
    pub source: Arc<[Id]>,
}
