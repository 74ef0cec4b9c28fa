//! Works out days: the constructs of dates, each with its reasons.

use std::rc::Rc;

use chrono::NaiveDate;

use super::{BIRTH, Evaluator, rule_named};
use crate::calendar::{Direction, Feb29, age_day, month_end, nth_birthday, offset};
use crate::content::{Answer, Arm, ClosedAt, DateOp, DateRule, Id, Missing, ParamValue, Ref};
use crate::guide::WarningKind;
use crate::guide::closed::closed_days;
use crate::guide::tri::{Asks, Day, Tri};
use crate::guide::why::{Caveat, Reason, Reasons, Step, SteppedOver, Why};

impl<'a> Evaluator<'a> {
    pub(in crate::guide) fn reference(&self, reference: &Ref) -> (Day, Reasons) {
        match reference {
            Ref::None => (Day::Absent, self.reasons(|| Why::leaf(Reason::NoSuchDay))),
            Ref::Date(name) => self.date(name),
            Ref::Event(event) => match self.event_day(event.as_str()) {
                Some(on) => (
                    Day::Known(on),
                    self.reasons(|| Why::day(Reason::Event(event.clone()), on)),
                ),
                None => (Day::Absent, self.reasons(|| Why::leaf(Reason::Missing(event.clone())))),
            },
            Ref::Fact(fact) => match self.answer(fact.as_str()) {
                Some(Answer::Date(day)) => (
                    Day::Known(*day),
                    self.reasons(|| Why::day(Reason::Fact(fact.clone()), *day)),
                ),
                Some(Answer::DoesNotApply) => (Day::Absent, self.answer_why(fact)),
                _ => (
                    Day::Unknown(Asks::of(fact)),
                    self.reasons(|| Why::leaf(Reason::Missing(fact.clone()))),
                ),
            },
        }
    }

    pub(in crate::guide) fn date(&self, name: &Id) -> (Day, Reasons) {
        let own = self.procedure.map(|p| &p.rules.dates);
        let found = rule_named(own, &self.pack.shared.dates, name);
        let known = found.and_then(|(rule, is_shared)| {
            self.memoize(&self.dates, name, is_shared, || {
                let mut step = self.step(|| Why {
                    name: Some(name.clone()),
                    label: rule.label.clone(),
                    sources: rule.source.clone(),
                    ..Why::leaf(Reason::NoSuchDay)
                });
                let day = self.work_out(name, rule, &mut step);
                let why = step.came_to(day.known());
                (day, why)
            })
        });
        known.unwrap_or_else(|| (Day::Absent, self.reasons(|| Why::leaf(Reason::NoSuchDay))))
    }

    fn work_out(&self, name: &Id, rule: &DateRule, step: &mut Step) -> Day {
        step.by(|| Reason::Date(rule.op.clone()));
        match &rule.op {
            DateOp::Fixed(on) => Day::Known(*on),
            DateOp::Offset { from, n, unit, count } => self.from_one(from, step, |day| offset(day, *n, *unit, *count)),
            DateOp::MonthEnd { of, months } => self.from_one(of, step, |day| month_end(day, *months)),
            DateOp::OpenDay { of, direction, at } => self.open_day(of, *direction, at, step),
            DateOp::NthBirthday { n, after, feb29 } => self.birthday(*n, after, *feb29, step),
            DateOp::AgeDay { n, rule, feb29 } => self.from_one(&BIRTH, step, |birth| age_day(birth, *n, *rule, *feb29)),
            DateOp::Earliest { of, missing } => self.extreme(of, *missing, step, |new, best| new < best),
            DateOp::Latest { of, missing } => self.extreme(of, *missing, step, |new, best| new > best),
            DateOp::FirstKnown(of) => self.first_known(name, of, step),
            DateOp::Case { arms, missing } => self.case(arms, *missing, step),
            DateOp::Row(param) => self.row(param, step),
        }
    }

    /// The days that a reference may come to, whatever the answers that decide its case are.
    pub(in crate::guide) fn possible_days(&self, reference: &Ref) -> Vec<Day> {
        let rule = match reference {
            Ref::Date(name) => self.pack.date(self.procedure, name.as_str()),
            _ => None,
        };
        let Some(DateOp::Case { arms, .. }) = rule.map(|rule| &rule.op) else {
            return vec![self.reference(reference).0];
        };
        let mut days = Vec::new();
        for arm in arms {
            let answer = arm.applies.as_ref().map_or(Tri::Yes, |group| self.applies(group).0);
            if answer != Tri::No {
                days.extend(self.possible_days(&arm.then));
            }
            if answer == Tri::Yes {
                break;
            }
        }
        days
    }

    fn from_one(&self, of: &Ref, step: &mut Step, work: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Day {
        let (basis, basis_why) = self.reference(of);
        step.rests_on(basis_why);
        match basis {
            Day::Known(day) => {
                let result = work(day);
                if result.is_none() {
                    step.remark(Caveat::OutOfRange);
                }
                Day::from_option(result)
            }
            other => other,
        }
    }

    fn birthday(&self, n: u32, after: &Ref, feb29: Feb29, step: &mut Step) -> Day {
        let (birth, birth_why) = self.reference(&BIRTH);
        let (basis, basis_why) = self.reference(after);
        step.rests_on([birth_why, basis_why].into_iter().flatten());
        match (birth, basis) {
            (Day::Known(birth), Day::Known(basis)) => Day::from_option(nth_birthday(birth, n, basis, feb29)),
            (Day::Absent, _) | (_, Day::Absent) => Day::Absent,
            (birth, basis) => {
                let mut asks = Asks::default();
                for part in [basis, birth] {
                    if let Day::Unknown(a) = part {
                        asks.add(&a);
                    }
                }
                Day::Unknown(asks.into())
            }
        }
    }

    fn open_day(&self, of: &Ref, direction: Direction, at: &ClosedAt, step: &mut Step) -> Day {
        let place = match at {
            ClosedAt::Own => {
                self.is_local.set(true);
                self.place
            }
            ClosedAt::Place(id) => Some(id),
        };
        let (basis, basis_why) = self.reference(of);
        step.rests_on(basis_why);
        let Some(place) = place else { return basis };
        step.by(|| open_day_at(of, place, direction));
        let Day::Known(day) = basis else { return basis };
        Day::from_option(self.step_over(place, day, direction, step))
    }

    /// The open day of a place on, before or after a day, in a step of its own that is not written in the content.
    pub(in crate::guide) fn nearest_open_day(
        &self,
        place: &Id,
        day: NaiveDate,
        direction: Direction,
    ) -> (Option<NaiveDate>, Step) {
        let mut step = self.step(|| Why::leaf(open_day_at(&Ref::None, place, direction)));
        (self.step_over(place, day, direction, &mut step), step)
    }

    /// The open day of a place on, before or after a day; the step tells the closed days that were stepped over.
    fn step_over(&self, place: &Id, day: NaiveDate, direction: Direction, step: &mut Step) -> Option<NaiveDate> {
        let Some(found) = self.pack.places.get(place.as_str()) else {
            return Some(day);
        };
        let closed = closed_days(self.pack, found);
        let Some(open) = closed.open_day(day, direction) else {
            step.remark(Caveat::NoOpenDay);
            return None;
        };
        if let Some(until) = open.beyond {
            step.remark(if open.day.max(day) > until {
                Caveat::ClosedDaysNotPublished { until }
            } else {
                Caveat::ClosedDaysNotKnown
            });
        }
        step.stepped_over(|| {
            let stepped = open.stepped.into_iter();
            let why = |day| SteppedOver {
                day,
                closures: closed.closures_on(day),
            };
            stepped.map(why).collect()
        });
        Some(open.day)
    }

    /// Whether a place is open on a day, as far as its calendars know; a place that the pack does not have is.
    pub(in crate::guide) fn is_open(&self, place: &Id, day: NaiveDate) -> bool {
        let place = self.pack.places.get(place.as_str());
        place.is_none_or(|place| !closed_days(self.pack, place).is_closed(day))
    }

    fn extreme(
        &self,
        of: &[Ref],
        missing: Missing,
        step: &mut Step,
        better: impl Fn(NaiveDate, NaiveDate) -> bool,
    ) -> Day {
        let mut best: Option<NaiveDate> = None;
        let mut open: Option<Asks> = None;
        for part in of {
            let (day, part_why) = self.reference(part);
            step.rests_on(part_why);
            match day {
                Day::Known(day) if best.is_none_or(|best| better(day, best)) => best = Some(day),
                Day::Unknown(asks) if missing == Missing::Unknown => open.get_or_insert_default().add(&asks),
                _ => {}
            }
        }
        match open {
            Some(asks) => Day::Unknown(asks.into()),
            None => Day::from_option(best),
        }
    }

    /// Printed before computed. A later day that differs is a warning with both values.
    fn first_known(&self, name: &Id, of: &[Ref], step: &mut Step) -> Day {
        let mut found: Option<NaiveDate> = None;
        let mut open: Option<Asks> = None;
        for part in of {
            let (day, part_why) = self.reference(part);
            step.rests_on(part_why);
            match (day, found) {
                (Day::Known(day), None) => found = Some(day),
                (Day::Known(other), Some(used)) if other != used => {
                    step.remark(Caveat::Differs { used, other });
                    self.warn(WarningKind::Differs {
                        date: name.clone(),
                        used,
                        computed: other,
                    });
                }
                (Day::Unknown(asks), None) => match &mut open {
                    None => open = Some(Asks::clone(&asks)),
                    // The first unknown is the direct question; the others are ways round it.
                    Some(first) => {
                        first.add_instead(&asks.direct);
                        first.add_instead(&asks.instead);
                    }
                },
                _ => {}
            }
        }
        match (found, open) {
            (Some(day), _) => Day::Known(day),
            (None, Some(asks)) => Day::Unknown(asks.into()),
            (None, None) => Day::Absent,
        }
    }

    fn case(&self, arms: &[Arm], missing: Missing, step: &mut Step) -> Day {
        for arm in arms {
            let (answer, whys) = match &arm.applies {
                None => (Tri::Yes, Vec::new()),
                Some(group) => self.applies(group),
            };
            match answer {
                // Without the answer by which the arm does not hold it would be passed over too, and another one would hold:
                // the answer decides.
                Tri::No | Tri::Ask(_) if missing == Missing::Ignore => step.passes_over(whys),
                // Without the answer the day would not be known: the arm explains nothing.
                Tri::No => {}
                Tri::Yes => {
                    let (day, then) = self.reference(&arm.then);
                    step.rests_on(then);
                    step.rests_on(whys);
                    return day;
                }
                Tri::Ask(asks) => {
                    step.rests_on(whys);
                    return Day::Unknown(asks);
                }
            }
        }
        Day::Absent
    }

    fn row(&self, param: &Id, step: &mut Step) -> Day {
        let (value, basis_why, source) = self.param(param.as_str());
        step.rests_on(basis_why);
        if let Some(source) = source {
            step.add_source(source);
        }
        match value {
            Ok(Some(ParamValue::Date(day))) => Day::Known(day),
            Ok(_) => Day::Absent,
            Err(asks) => Day::Unknown(asks),
        }
    }

    /// The value of a param on its basis day; none where no row covers that day (never the last row).
    #[allow(clippy::type_complexity)] // three parts of one answer, used in two places above
    pub(super) fn param(&self, name: &str) -> (Result<Option<ParamValue>, Rc<Asks>>, Reasons, Option<&'a Id>) {
        let Some(param) = self.pack.param(self.procedure, name) else {
            return (Ok(None), None, None);
        };
        let (basis, why) = self.reference(&param.by);
        match basis {
            Day::Unknown(asks) => (Err(asks), why, None),
            Day::Absent => (Ok(None), why, None),
            Day::Known(day) => {
                let row = param
                    .rows
                    .iter()
                    .rev()
                    .find(|r| r.from <= day && r.until.is_none_or(|until| day <= until));
                (Ok(row.map(|r| r.value)), why, row.map(|r| &r.source))
            }
        }
    }
}

fn open_day_at(of: &Ref, place: &Id, direction: Direction) -> Reason {
    Reason::Date(DateOp::OpenDay {
        of: of.clone(),
        direction,
        at: ClosedAt::Place(place.clone()),
    })
}
