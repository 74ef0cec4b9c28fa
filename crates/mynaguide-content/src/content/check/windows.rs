//! Windows that cannot be: rolled ends of validity, and windows that open after they close.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::super::date_op::DateOp;
use super::super::procedure::{DeadlineKind, DeadlineRule};
use super::super::raw::RawDeadline;
use super::super::rule::Ref;
use super::super::rules;
use super::graph::{Scope, rolled};
use super::known::Check;
use crate::calendar::{Count, Direction, Unit};

/// Dates nested deeper than this are not looked into; no real rule comes near.
const MAX_DEPTH: usize = 40;

/// The longest run of closed days that is thought possible.
const MAX_CLOSED: i64 = 60;

/// A day from which others are counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Basis {
    /// Days since the beginning of the calendar.
    Epoch,
    /// An event, a fact, or a date that cannot be followed further.
    Day(String),
}

/// How far a day lies at least and at most after other days.
#[derive(Clone, Debug, Default)]
struct Bounds {
    at_least: BTreeMap<Basis, i64>,
    at_most: BTreeMap<Basis, i64>,
}

impl Bounds {
    fn of(basis: Basis, days: i64) -> Self {
        Self {
            at_least: BTreeMap::from([(basis.clone(), days)]),
            at_most: BTreeMap::from([(basis, days)]),
        }
    }

    fn shift(mut self, least: i64, most: i64) -> Self {
        self.at_least.values_mut().for_each(|n| *n += least);
        self.at_most.values_mut().for_each(|n| *n += most);
        self
    }
}

impl Check<'_, '_> {
    /// The window of one deadline.
    pub(super) fn window(&mut self, scope: &Scope<'_>, deadline: &DeadlineRule, raw: &RawDeadline) {
        let (Some(closes), Some(raw_closes)) = (&deadline.closes, &raw.closes) else {
            return;
        };
        if deadline.kind == DeadlineKind::ValidityEnd
            && let Some(step) = rolled(scope, closes)
        {
            let message = format!(
                "`{}` is the end of a validity, but it moves over closed days",
                deadline.id
            );
            let report = self.out.add(rules::VALIDITY_ROLLED, raw_closes.at, message);
            let report = match scope.place(&step) {
                Some(place) => report.also(place, "the open-day step"),
                None => report,
            };
            report.help("use the counted date for `closes`; the last practical day is worked out by the program");
        }
        let (Some(opens), Some(raw_opens)) = (&deadline.opens, &raw.opens) else {
            return;
        };
        let (opens, closes) = (bounds(scope, opens, 0), bounds(scope, closes, 0));
        let inverted = |(basis, least): (&Basis, &i64)| closes.at_most.get(basis).is_some_and(|most| least > most);
        if opens.at_least.iter().any(inverted) {
            let message = format!("the window of `{}` always opens after it has closed", deadline.id);
            self.out
                .add(rules::WINDOW_INVERTED, raw_opens.at, message)
                .also(raw_closes.at, "closes");
        }
    }
}

fn bounds(scope: &Scope<'_>, day: &Ref, depth: usize) -> Bounds {
    match day {
        Ref::None => Bounds::default(),
        Ref::Event(event) => Bounds::of(Basis::Day(format!("event:{event}")), 0),
        Ref::Fact(fact) => Bounds::of(Basis::Day(format!("fact:{fact}")), 0),
        Ref::Date(name) => {
            let rule = scope.date(name.as_str()).filter(|_| depth < MAX_DEPTH);
            let mut found = rule.map_or_else(Bounds::default, |rule| op_bounds(scope, &rule.op, depth + 1));
            // The date itself is a basis too.
            let itself = Basis::Day(name.to_string());
            found.at_least.insert(itself.clone(), 0);
            found.at_most.insert(itself, 0);
            found
        }
    }
}

fn op_bounds(scope: &Scope<'_>, op: &DateOp, depth: usize) -> Bounds {
    let of = |day: &Ref| bounds(scope, day, depth);
    match op {
        DateOp::Fixed(day) => Bounds::of(Basis::Epoch, day.num_days_from_ce().into()),
        DateOp::Offset { from, n, unit, count } => {
            let (least, most) = span(i64::from(*n), *unit, *count);
            of(from).shift(least, most)
        }
        DateOp::OpenDay {
            of: day,
            direction: Direction::Next,
            ..
        } => of(day).shift(0, MAX_CLOSED),
        DateOp::OpenDay {
            of: day,
            direction: Direction::Previous,
            ..
        } => of(day).shift(-MAX_CLOSED, 0),
        DateOp::NthBirthday { n, after, .. } => {
            let n = i64::from(*n);
            of(after).shift((n - 1) * 365 + 1, n * 366 + 1)
        }
        DateOp::MonthEnd { of: day, months } => {
            let (least, most) = span(i64::from(*months), Unit::Months, Count::Calendar);
            of(day).shift(least - 3, most + 31)
        }
        DateOp::Earliest { of: days, .. } => combine(days.iter().map(of).collect(), true),
        DateOp::Latest { of: days, .. } => combine(days.iter().map(of).collect(), false),
        DateOp::FirstKnown(days) => either(days.iter().map(of).collect()),
        DateOp::Case { arms, .. } => either(arms.iter().map(|arm| of(&arm.then)).collect()),
        // Nothing is known of how far the others lie from the days they are made of.
        _ => Bounds::default(),
    }
}

/// Days between a day and the one `n` units away, at least and at most, with room for every way of counting.
fn span(n: i64, unit: Unit, count: Count) -> (i64, i64) {
    let (short, long) = match unit {
        Unit::Days | Unit::Weeks => {
            let days = if unit == Unit::Weeks { n * 7 } else { n };
            let first = i64::from(count == Count::IncludeFirst && n > 0);
            return (days - first, days - first);
        }
        Unit::Months => (28, 31),
        Unit::Years => (365, 366),
    };
    let (a, b) = (n * short, n * long);
    (a.min(b) - 3, a.max(b) + 3)
}

/// The earliest is at most each of its days and at least all of them; the latest the other way round.
fn combine(days: Vec<Bounds>, earliest: bool) -> Bounds {
    let common = either(days.clone());
    let mut found = common;
    for day in days {
        let (one, into) = if earliest {
            (day.at_most, &mut found.at_most)
        } else {
            (day.at_least, &mut found.at_least)
        };
        for (basis, n) in one {
            let known = into.entry(basis).or_insert(n);
            *known = if earliest { (*known).min(n) } else { (*known).max(n) };
        }
    }
    found
}

/// One of these days, it is not known which: only what holds for all.
fn either(days: Vec<Bounds>) -> Bounds {
    let mut days = days.into_iter();
    let Some(mut found) = days.next() else {
        return Bounds::default();
    };
    for day in days {
        found.at_least = common(found.at_least, &day.at_least, i64::min);
        found.at_most = common(found.at_most, &day.at_most, i64::max);
    }
    found
}

fn common(one: BTreeMap<Basis, i64>, other: &BTreeMap<Basis, i64>, pick: fn(i64, i64) -> i64) -> BTreeMap<Basis, i64> {
    let both = one
        .into_iter()
        .filter_map(|(basis, n)| other.get(&basis).map(|m| (basis, pick(n, *m))));
    both.collect()
}
