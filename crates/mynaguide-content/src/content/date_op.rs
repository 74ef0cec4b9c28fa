//! The date constructs: what each is made of, its word and its keys. The reader, the schema, the reference page and the
//! explanations follow from here; how a day is worked out is in the evaluator.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumDiscriminants, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr, VariantNames};

use super::id::Id;
use super::rule::{Applies, Ref};
use crate::calendar::{AgeRule, Count, Direction, Feb29, Unit};

/// What an unknown part does to the earliest or latest of several days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    /// The whole is unknown.
    Unknown,
    /// The part is left out.
    Ignore,
}

/// One arm of a `case`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Arm {
    /// When it holds; the last arm has none.
    pub applies: Option<Applies>,
    /// The day.
    pub then: Ref,
}

/// Whose closed days an `open-day` step uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClosedAt {
    /// The place of the procedure (or of the deadline that asks).
    Own,
    /// A named place.
    Place(Id),
}

/// How a day is worked out (a reference to another day is [`Ref`] itself).
///
/// [`DateConstruct`] is the same list without the data. The words after `op` are the names of the variants in kebab case;
/// the messages that explain a step are `reason-` and the word.
#[derive(Clone, Debug, Serialize, Deserialize, EnumDiscriminants)]
#[strum_discriminants(
    name(DateConstruct),
    derive(EnumIter, EnumString, IntoStaticStr, VariantNames),
    strum(serialize_all = "kebab-case"),
    doc = "The name of a date construct: the word after `op`."
)]
pub enum DateOp {
    /// A day written in the law.
    Fixed(NaiveDate),
    /// So many units from a day.
    Offset {
        /// From.
        from: Ref,
        /// How many; may be negative.
        n: i32,
        /// Of what.
        unit: Unit,
        /// How the first day counts.
        count: Count,
    },
    /// Steps over closed days.
    OpenDay {
        /// The day.
        of: Ref,
        /// Which way.
        direction: Direction,
        /// Whose closed days.
        at: ClosedAt,
    },
    /// The n-th birthday after a day.
    NthBirthday {
        /// Which.
        n: u32,
        /// Strictly after.
        after: Ref,
        /// Where 29 February falls in a common year.
        feb29: Feb29,
    },
    /// The day an age is reached.
    AgeDay {
        /// Years.
        n: u32,
        /// By law or by birthday.
        rule: AgeRule,
        /// Where 29 February falls in a common year.
        feb29: Feb29,
    },
    /// The last day of the n-th month after a day's month.
    MonthEnd {
        /// The day.
        of: Ref,
        /// Months.
        months: i32,
    },
    /// The earliest of several.
    Earliest {
        /// The days.
        of: Vec<Ref>,
        /// What an unknown one does.
        missing: Missing,
    },
    /// The latest of several.
    Latest {
        /// The days.
        of: Vec<Ref>,
        /// What an unknown one does.
        missing: Missing,
    },
    /// The first that is known.
    FirstKnown(Vec<Ref>),
    /// The first whose condition holds.
    Case {
        /// The arms, in order.
        arms: Vec<Arm>,
        /// What an arm does of which it is not known whether it holds.
        missing: Missing,
    },
    /// The date of a param's row.
    Row(Id),
}

impl DateOp {
    /// The word after `op`.
    pub fn word(&self) -> &'static str {
        DateConstruct::from(self).word()
    }

    /// The days it is made of.
    pub fn days(&self) -> Vec<&Ref> {
        match self {
            Self::Fixed(_) | Self::AgeDay { .. } | Self::Row(_) => Vec::new(),
            Self::Offset { from: day, .. }
            | Self::OpenDay { of: day, .. }
            | Self::NthBirthday { after: day, .. }
            | Self::MonthEnd { of: day, .. } => vec![day],
            Self::Earliest { of, .. } | Self::Latest { of, .. } | Self::FirstKnown(of) => of.iter().collect(),
            Self::Case { arms, .. } => arms.iter().map(|arm| &arm.then).collect(),
        }
    }

    /// The number its explanation names, if it names one.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::AgeDay { n, .. } | Self::NthBirthday { n, .. } => Some(i64::from(*n)),
            Self::Offset { n, .. } | Self::MonthEnd { months: n, .. } => Some(i64::from(*n)),
            _ => None,
        }
    }
}

impl DateConstruct {
    /// All of them, in the order of the reference page.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The word after `op`.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The keys without which it means nothing. An offset also needs one of its units.
    pub fn needed_keys(self) -> &'static [&'static str] {
        match self {
            Self::Fixed => &["on"],
            Self::Offset => &["from", "count"],
            Self::OpenDay => &["of", "move", "calendar"],
            Self::NthBirthday => &["n", "after", "feb29"],
            Self::AgeDay => &["n", "rule", "feb29"],
            Self::MonthEnd => &["of", "months"],
            Self::Earliest | Self::Latest | Self::FirstKnown => &["of"],
            Self::Case => &["case"],
            Self::Row => &["param"],
        }
    }

    /// The keys it takes beside those it needs and `op`, `label` and `source`.
    pub fn other_keys(self) -> &'static [&'static str] {
        match self {
            Self::Offset => &["days", "weeks", "months", "years"],
            Self::Earliest | Self::Latest | Self::Case => &["missing"],
            _ => &[],
        }
    }

    /// Every key it takes beside `op`, `label` and `source`.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        self.needed_keys().iter().chain(self.other_keys()).copied()
    }
}
