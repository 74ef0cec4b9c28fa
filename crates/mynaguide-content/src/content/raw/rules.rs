//! Conditions, params and dates, as flat tables: which keys belong together is checked later, key by key.

use chrono::NaiveDate;
use strum::VariantNames;

use super::super::date_op::{DateConstruct, Missing};
use super::super::found::Findings;
use super::At;
use super::dom::{Node, Value};
use super::read::{Read, Scalar, read_word, table, words};
use super::shape::Shape;
use super::text::RawText;
use crate::calendar::{AgeRule, Count, Direction, Feb29};

impl Read for DateConstruct {
    fn shape() -> Shape {
        Shape::OneOf(Self::VARIANTS.to_vec())
    }
    fn placeholder() -> Self {
        Self::Fixed
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        Self::all().nth(read_word(node, Self::VARIANTS, out)?)
    }
}

words! {
    Count {
        "exclude-first" => Count::ExcludeFirst, "include-first" => Count::IncludeFirst,
        "civil" => Count::Civil, "calendar" => Count::Calendar,
    }
    Feb29 { "feb-28" => Feb29::Feb28, "mar-1" => Feb29::Mar1 }
    AgeRule { "law" => AgeRule::Law, "birthday" => AgeRule::Birthday }
    Direction { "next" => Direction::Next, "previous" => Direction::Previous }
    Missing { "unknown" => Missing::Unknown, "ignore" => Missing::Ignore }
}

/// One reference or several.
#[derive(Clone, Debug)]
pub(in crate::content) enum OneOrMany {
    One(At<String>),
    Many(Vec<At<String>>),
}

impl Read for OneOrMany {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Text, Shape::List(Box::new(Shape::Text))])
    }
    fn placeholder() -> Self {
        Self::Many(Vec::new())
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::read(node, out).map(Self::Many),
            _ => At::read(node, out).map(Self::One),
        }
    }
}

/// A number of years, or the param that has it.
#[derive(Clone, Debug)]
pub(in crate::content) enum RawYears {
    Plain(u32),
    Param(RawYearsParam),
}

impl Read for RawYears {
    fn shape() -> Shape {
        Shape::Either(vec![u32::shape(), RawYearsParam::shape()])
    }
    fn placeholder() -> Self {
        Self::Plain(0)
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        match &node.value {
            Value::Table(_) => RawYearsParam::read(node, out).map(Self::Param),
            _ => u32::read(node, out).map(Self::Plain),
        }
    }
}

table! {
    /// The param that has the number.
    RawYearsParam {
        /// Name of the param.
        must param: At<String>,
    }
}
table! {
    /// Conditions, params and dates that several procedures share.
    RawRules {
        /// Conditions by name.
        map condition: RawCondition,
        /// Params by name.
        map param: RawParam,
        /// Dates by name.
        map date: RawDate,
    }
}
table! {
    /// A group of condition names.
    RawApplies {
        /// Every one must hold.
        list all: At<String>,
        /// At least one must hold.
        list any: At<String>,
        /// None may hold.
        list none: At<String>,
    }
}
table! {
    /// One question with the answers yes, no and ask.
    RawCondition {
        /// A fact, or `"age"`.
        may fact: At<String>,
        /// The answer that means yes.
        may is: At<Scalar>,
        /// The answers that mean yes.
        may one_of "in": Vec<At<Scalar>>,
        /// Whether there is an answer at all.
        may known: At<bool>,
        /// For `fact = "age"`: the day.
        may on: At<String>,
        /// For `fact = "age"`: at least this many completed years.
        may min: At<RawYears>,
        /// For `fact = "age"`: at most this many completed years.
        may max: At<RawYears>,
        /// An event.
        may event: At<String>,
        /// Whether it must be recorded or not.
        may recorded: At<bool>,
        /// Only events on or after this day count.
        may since: At<String>,
        /// A day to compare.
        may date: At<String>,
        /// Holds if `date` is strictly earlier than this day.
        may before: At<String>,
        /// Holds if `date` is strictly later than this day.
        may after: At<String>,
        /// Holds if `date` is this day or earlier.
        may on_or_before: At<String>,
        /// Holds if `date` is this day or later.
        may on_or_after: At<String>,
    }
}
table! {
    /// A value that the law changed.
    RawParam {
        /// Unit in words.
        must unit: String,
        /// The day that decides which row holds.
        must by: At<String>,
        /// Rows, oldest first.
        must row: Vec<RawParamRow>,
    }
}
table! {
    /// One row of a param.
    RawParamRow {
        /// First day.
        must from: At<NaiveDate>,
        /// Last day, only for a real end.
        may until: At<NaiveDate>,
        /// The value: a whole number or a date.
        must value: At<Scalar>,
        /// Source.
        must source: At<String>,
    }
}
table! {
    /// A named date. Which keys are needed depends on `op`.
    RawDate {
        /// The construct.
        must op: At<DateConstruct>,
        /// `fixed`: the day.
        may on: At<NaiveDate>,
        /// `offset`: counted from this day.
        may from: At<String>,
        /// `offset`: so many days; may be negative.
        may days: At<i32>,
        /// `offset`: so many weeks.
        may weeks: At<i32>,
        /// `offset`: so many months. `month-end` takes `months` too: the end of that many months after.
        may months: At<i32>,
        /// `offset`: so many years.
        may years: At<i32>,
        /// `offset`: how the first day counts.
        may count: At<Count>,
        /// The day or days it is made of.
        may of: At<OneOrMany>,
        /// `open-day`: which way.
        may direction "move": At<Direction>,
        /// `open-day`: `"place"` for the place of the procedure, or the id of a place.
        may calendar: At<String>,
        /// `nth-birthday`: which one. `age-day`: how many years.
        may n: At<u32>,
        /// `nth-birthday`: strictly later than this day.
        may after: At<String>,
        /// `nth-birthday`, `age-day`: where 29 February falls in a common year.
        may feb29: At<Feb29>,
        /// `age-day`: by law (the day before the birthday) or on the birthday.
        may rule: At<AgeRule>,
        /// `earliest`, `latest`: what an unknown day does. `case`: what an arm does of which it is not known whether it holds.
        may missing: At<Missing>,
        /// `case`: the arms; the first that holds.
        may case: At<Vec<RawArm>>,
        /// `row`: the param.
        may param: At<String>,
        /// In words.
        may label: RawText,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// One arm of a case; the last has no condition.
    RawArm {
        /// When it holds.
        may applies: RawApplies,
        /// The day.
        must then: At<String>,
    }
}
