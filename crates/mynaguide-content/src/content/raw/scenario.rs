//! `scenarios/*.toml`.

use chrono::NaiveDate;

use super::super::found::Findings;
use super::At;
use super::dom::{Node, Value};
use super::read::{Read, Scalar, table};
use super::shape::Shape;

/// The value of a fact, or the days of an event.
#[derive(Clone, Debug)]
pub(in crate::content) struct Told(pub Vec<At<Scalar>>);

impl Read for Told {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Scalar, Shape::List(Box::new(Shape::Date))])
    }
    fn placeholder() -> Self {
        Self(Vec::new())
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::read(node, out).map(Self),
            _ => At::read(node, out).map(|one| Self(vec![one])),
        }
    }
}

table! {
    /// A file of scenarios.
    RawScenarios {
        /// The scenarios.
        list scenario: RawScenario,
    }
}
table! {
    /// One scenario.
    RawScenario {
        /// Unique id.
        must id: At<String>,
        /// What it shows.
        may name: String,
        /// Today in Japan.
        must today: NaiveDate,
        /// Known answers.
        map facts: Told,
        /// Days of events.
        map events: Told,
        /// Several people by label, instead of `facts` and `events`.
        map person: RawScenarioPerson,
        /// What must come out; what is absent is not checked.
        may expect: RawExpect,
    }
}
table! {
    /// A person of a scenario.
    RawScenarioPerson {
        /// Known answers.
        map facts: Told,
        /// Days of events.
        map events: Told,
    }
}
table! {
    /// What must come out.
    RawExpect {
        /// Deadlines by `procedure/deadline`, or `label:procedure/deadline`.
        map deadline: RawExpectDeadline,
        /// What has a last day, by id or `label:id`.
        map validity: RawExpectValidity,
        /// Named dates by `procedure/date`.
        map date: NaiveDate,
        /// Deadlines that ask for nothing.
        list not_deadline: At<String>,
        /// Procedures of which at least one deadline asks for something.
        list applies: At<String>,
        /// Warnings, by their beginning.
        list warns: String,
        /// All days that are asked about, because they are not plausible: `filed 2031-05-01: not yet`.
        may odd: Vec<String>,
        /// Needs of visits by `procedure/visit`.
        map bag: Vec<String>,
        /// Amounts by `fee` or `fee/option`: yen on `today`, or `{ yen = ..., on = "event:..." }`.
        map fee: RawExpectFee,
    }
}

/// An amount on `today`, or on the day of an event.
#[derive(Clone, Debug)]
pub(in crate::content) struct RawExpectFee(pub RawExpectFeeOn);

impl Read for RawExpectFee {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Scalar, RawExpectFeeOn::shape()])
    }
    fn placeholder() -> Self {
        Self(RawExpectFeeOn::placeholder())
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        match &node.value {
            Value::Table(_) => RawExpectFeeOn::read(node, out).map(Self),
            _ => At::read(node, out).map(|yen| {
                let (at, on) = (node.at, None);
                Self(RawExpectFeeOn { at, yen, on })
            }),
        }
    }
}

table! {
    /// An amount on the day that decides.
    RawExpectFeeOn {
        /// Yen; 0 is free; "not-known" if no amount may be shown.
        must yen: At<Scalar>,
        /// The day that decides: `today`, or the latest day of an event as `event:NAME`.
        may on: At<String>,
    }
}
table! {
    /// What must come out for one thing that has a last day.
    RawExpectValidity {
        /// valid, ends-soon, ended, stopped or unknown.
        may status: At<String>,
        /// Its last day.
        may until: NaiveDate,
        /// The deadline (`procedure/deadline`) to do next for it.
        may next: At<String>,
    }
}
table! {
    /// What must come out for one deadline.
    RawExpectDeadline {
        /// First day.
        may opens: NaiveDate,
        /// Last day before any roll.
        may counted: NaiveDate,
        /// Last day.
        may closes: NaiveDate,
        /// Last practical day.
        may plan_by: NaiveDate,
        /// upcoming, waits, open, late, no-longer-possible, done, unknown, not-applicable or settled.
        may status: At<String>,
        /// Facts that would resolve it.
        may asks: Vec<At<String>>,
        /// Sources disagree.
        may disputed: bool,
        /// Differs from office to office.
        may varies: bool,
    }
}
