//! The days of a deadline: first day, last day, counted day and last practical day, each with its reasons.

use std::sync::Arc;

use chrono::NaiveDate;

use super::evaluate::Evaluator;
use super::tri::Day;
use super::validity::{End, Ends};
use super::why::{Caveat, Reasons};
use crate::calendar::Direction;
use crate::content::{DateOp, DeadlineRule, Id, Ref};

/// The days of a deadline with their reasons.
pub(super) struct Dates {
    pub(super) since: Option<Day>,
    pub(super) opens: (Day, Reasons),
    pub(super) closes: (Day, Reasons),
    pub(super) counted: Option<NaiveDate>,
    pub(super) plan_by: (Option<NaiveDate>, Reasons),
}

impl Dates {
    pub(super) fn work_out(evaluator: &Evaluator<'_>, rule: &DeadlineRule, place: &Id, ends: &Ends) -> Self {
        if let Some(id) = &rule.validity {
            return Self::of_end(ends.get(id));
        }
        let resolve = |reference: &Option<Ref>| match reference {
            None => (Day::Absent, None),
            Some(reference) => evaluator.reference(reference),
        };
        let since = rule.since.as_ref().map(|s| evaluator.reference(s).0);
        let opens = resolve(&rule.opens);
        let closes = resolve(&rule.closes);
        let counted = counted_day(evaluator, rule.closes.as_ref(), &closes.0);
        let mut days = Self {
            since,
            opens,
            closes,
            counted,
            plan_by: (None, None),
        };
        days.cap(rule, ends);
        let Self {
            opens, closes, counted, ..
        } = &mut days;
        if let (Some(open), Some(close)) = (opens.0.known(), closes.0.known())
            && open > close
        {
            // It was over before it could begin: there is a last day, but no first one.
            opens.0 = Day::Absent;
            if let Some(why) = &mut opens.1 {
                Arc::make_mut(why).caveats.push(Caveat::NeverOpened);
            }
        }
        let bounds = [opens.0.known(), *counted, closes.0.known()];
        days.plan_by = match &rule.plan_by {
            Some(reference) if *reference != Ref::None => planned(evaluator, place, reference, bounds),
            Some(_) => (None, None),
            None => plan_by(evaluator, place, bounds),
        };
        days
    }

    /// The end of a validity: nobody plans for it. What nobody has, or what never ends, does not begin.
    pub(super) fn of_end(end: Option<&End>) -> Self {
        let Some(end) = end else {
            return Self {
                since: Some(Day::Absent),
                opens: (Day::Absent, None),
                closes: (Day::Absent, None),
                counted: None,
                plan_by: (None, None),
            };
        };
        Self {
            since: Some(end.day.clone()),
            opens: (Day::from_option(end.soon), end.soon_why()),
            closes: (end.day.clone(), end.why.clone()),
            counted: end.day.known(),
            plan_by: (None, None),
        }
    }
}

impl Dates {
    /// What is done to something is done by its end at the latest.
    pub(super) fn cap(&mut self, rule: &DeadlineRule, ends: &Ends) {
        let Some((id, end)) = rule.acts_on.as_ref().and_then(|id| Some((id, ends.get(id)?))) else {
            return;
        };
        let own_why = self.closes.1.clone();
        let (is_capped, caveat) = match (&end.day, &end.firm, &self.closes.0) {
            (Day::Known(_), Some((last, _)), Day::Known(own)) if own <= last => (false, None),
            (Day::Known(_), Some((last, why)), Day::Known(_) | Day::Absent) => {
                self.closes = (Day::Known(*last), why.clone());
                self.counted = Some(*last);
                (true, Some(Caveat::EndsWith(id.clone())))
            }
            (Day::Unknown(_), _, Day::Known(_)) => (false, Some(Caveat::EndNotKnown(id.clone()))),
            _ => (false, None),
        };
        if let Some(why) = &mut self.closes.1 {
            // Both days decide which of them is the last one.
            let why = Arc::make_mut(why);
            why.caveats.extend(caveat);
            why.passed_over.extend(end.why.clone());
            why.passed_over.extend(own_why.filter(|_| is_capped));
        }
    }
}

/// The last day before any roll: what an open-day step at the end of the chain was applied to.
fn counted_day(evaluator: &Evaluator<'_>, closes: Option<&Ref>, resolved: &Day) -> Option<NaiveDate> {
    if let Some(Ref::Date(name)) = closes
        && let Some(rule) = evaluator.pack.date(evaluator.procedure, name.as_str())
        && let DateOp::OpenDay { of, .. } = &rule.op
    {
        return evaluator.reference(of).0.known();
    }
    resolved.known()
}

/// The last practical day that the content gives. It is never before the window opens or after it closes: then the usual
/// one holds.
fn planned(
    evaluator: &Evaluator<'_>,
    place: &Id,
    reference: &Ref,
    days: [Option<NaiveDate>; 3],
) -> (Option<NaiveDate>, Reasons) {
    let [opens, _, closes] = days;
    let (day, why) = evaluator.reference(reference);
    let day = day.known();
    let is_inside =
        |day: NaiveDate| opens.is_none_or(|opens| day >= opens) && closes.is_none_or(|closes| day <= closes);
    if day.is_none_or(is_inside) {
        return (day, why);
    }
    plan_by(evaluator, place, days)
}

/// The last open day on or before the counted day; never before the window opens: then the first open day from
/// there; none if that lies after the last day.
pub(super) fn plan_by(
    evaluator: &Evaluator<'_>,
    place: &Id,
    [opens, counted, closes]: [Option<NaiveDate>; 3],
) -> (Option<NaiveDate>, Reasons) {
    let Some(counted) = counted else { return (None, None) };
    let (mut day, mut step) = evaluator.nearest_open_day(place, counted, Direction::Previous);
    if let Some(opens) = opens.filter(|&opens| day.is_none_or(|day| day < opens)) {
        (day, step) = evaluator.nearest_open_day(place, opens, Direction::Next);
        if day > closes {
            day = None;
            step.remark(Caveat::NoOpenDay);
        }
    }
    (day, step.came_to(day))
}
