//! Works out days: the eleven constructs of dates, each with its reasons.

use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{BIRTH, Evaluator, Told, place_of, rule_named};
use crate::calendar::{ClosedDays, Direction, Feb29, age_day, month_end, nth_birthday, offset};
use crate::content::{Answer, Arm, ClosedAt, DateOp, DateRule, Id, Missing, ParamValue, Place, Ref};
use crate::guide::WarningKind;
use crate::guide::closed::closed_days;
use crate::guide::tri::{Asks, Day, Tri};
use crate::guide::why::{Caveat, Reason, SteppedOver, Why};

/// What a person told, made into a step once: many rules begin there.
fn told_once(known: &Told, id: &Id, step: impl FnOnce() -> (Day, Arc<Why>)) -> (Day, Arc<Why>) {
    if let Some(step) = known.borrow().get(id) {
        return step.clone();
    }
    let step = step();
    known.borrow_mut().insert(id.clone(), step.clone());
    step
}

impl<'a> Evaluator<'a> {
    pub(in crate::guide) fn reference(&self, reference: &Ref) -> (Day, Arc<Why>) {
        match reference {
            Ref::None => (Day::Absent, Why::leaf(Reason::NoSuchDay).into()),
            Ref::Date(name) => self.date(name),
            Ref::Event(event) => told_once(&self.events, event, || match self.event_day(event.as_str()) {
                Some(on) => (Day::Known(on), Why::day(Reason::Event(event.clone()), on).into()),
                None => (Day::Absent, Why::leaf(Reason::Missing(event.clone())).into()),
            }),
            Ref::Fact(fact) => told_once(&self.facts, fact, || match self.answer(fact.as_str()) {
                Some(Answer::Date(day)) => (Day::Known(*day), Why::day(Reason::Fact(fact.clone()), *day).into()),
                Some(Answer::DoesNotApply) => (Day::Absent, self.answer_why(fact)),
                _ => (
                    Day::Unknown(Asks::of(fact)),
                    Why::leaf(Reason::Missing(fact.clone())).into(),
                ),
            }),
        }
    }

    pub(in crate::guide) fn date(&self, name: &Id) -> (Day, Arc<Why>) {
        let own = self.procedure.map(|p| &p.rules.dates);
        let found = rule_named(own, &self.pack.shared.dates, name);
        let known = found.and_then(|(rule, is_shared)| {
            self.once(&self.days, place_of(rule), is_shared, || {
                let mut why = Why {
                    name: Some(name.clone()),
                    label: rule.label.clone(),
                    sources: rule.source.clone(),
                    ..Why::leaf(Reason::NoSuchDay)
                };
                let day = self.work_out(name, rule, &mut why);
                why.day = day.known();
                (day, Arc::new(why))
            })
        });
        known.unwrap_or_else(|| (Day::Absent, Why::leaf(Reason::NoSuchDay).into()))
    }

    fn work_out(&self, name: &Id, rule: &DateRule, why: &mut Why) -> Day {
        match &rule.op {
            DateOp::Fixed(on) => {
                why.reason = Reason::Fixed;
                Day::Known(*on)
            }
            DateOp::Offset { from, n, unit, count } => {
                why.reason = Reason::Offset {
                    n: *n,
                    unit: *unit,
                    count: *count,
                };
                self.from_one(from, why, |day| offset(day, *n, *unit, *count))
            }
            DateOp::MonthEnd { of, months } => {
                why.reason = Reason::MonthEnd { months: *months };
                self.from_one(of, why, |day| month_end(day, *months))
            }
            DateOp::OpenDay { of, direction, at } => self.open_day(of, *direction, at, why),
            DateOp::NthBirthday { n, after, feb29 } => self.birthday(*n, after, *feb29, why),
            DateOp::AgeDay { n, rule, feb29 } => {
                why.reason = Reason::AgeDay { n: *n, rule: *rule };
                self.from_one(&BIRTH, why, |birth| age_day(birth, *n, *rule, *feb29))
            }
            DateOp::Earliest { of, missing } => {
                let (day, index) = self.extreme(of, *missing, why, |new, best| new < best);
                why.reason = Reason::Earliest(index);
                day
            }
            DateOp::Latest { of, missing } => {
                let (day, index) = self.extreme(of, *missing, why, |new, best| new > best);
                why.reason = Reason::Latest(index);
                day
            }
            DateOp::FirstKnown(of) => self.first_known(name, of, why),
            DateOp::Case(arms) => self.case(arms, why),
            DateOp::Row(param) => self.row(param, why),
        }
    }

    fn from_one(&self, of: &Ref, why: &mut Why, work: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Day {
        let (basis, basis_why) = self.reference(of);
        why.because.push(basis_why);
        match basis {
            Day::Known(day) => {
                let result = work(day);
                if result.is_none() {
                    why.caveats.push(Caveat::OutOfRange);
                }
                Day::from_option(result)
            }
            other => other,
        }
    }

    fn birthday(&self, n: u32, after: &Ref, feb29: Feb29, why: &mut Why) -> Day {
        why.reason = Reason::Birthday { n };
        let (birth, birth_why) = self.reference(&BIRTH);
        let (basis, basis_why) = self.reference(after);
        why.because.extend([birth_why, basis_why]);
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

    fn open_day(&self, of: &Ref, direction: Direction, at: &ClosedAt, why: &mut Why) -> Day {
        let place = match at {
            ClosedAt::Own => {
                self.is_local.set(true);
                self.place
            }
            ClosedAt::Place(id) => Some(id),
        };
        let (basis, basis_why) = self.reference(of);
        why.because.push(basis_why);
        let Some(place) = place else { return basis };
        let Day::Known(day) = basis else {
            why.reason = Reason::OpenDay {
                direction,
                place: place.clone(),
                stepped: Vec::new(),
            };
            return basis;
        };
        let step = self.step_over(place, day, direction);
        why.caveats.extend(step.caveats);
        why.reason = step.reason;
        Day::from_option(step.day)
    }

    /// The open day of a place on, before or after a day, with the closed days stepped over.
    pub(in crate::guide) fn step_over(&self, place: &Id, day: NaiveDate, direction: Direction) -> Why {
        let Some(found) = self.pack.places.get(place.as_str()) else {
            return Why::day(
                Reason::OpenDay {
                    direction,
                    place: place.clone(),
                    stepped: Vec::new(),
                },
                day,
            );
        };
        let open = self.closed_at(found).open_day(day, direction);
        let mut why = Why::leaf(Reason::NoSuchDay);
        let Some(open) = open else {
            why.caveats.push(Caveat::NoOpenDay);
            return why;
        };
        let stepped = open
            .stepped
            .into_iter()
            .map(|(day, closures)| SteppedOver { day, closures })
            .collect();
        why.reason = Reason::OpenDay {
            direction,
            place: place.clone(),
            stepped,
        };
        why.day = Some(open.day);
        let searched_to = open.day.max(day);
        why.caveats.extend(open.beyond.map(|until| {
            if searched_to > until {
                Caveat::ClosedDaysNotPublished { until }
            } else {
                Caveat::ClosedDaysNotKnown
            }
        }));
        why
    }

    fn closed_at(&self, place: &'a Place) -> Rc<ClosedDays<'a>> {
        let mut closed = self.closed.borrow_mut();
        let known = closed.entry(place_of(place));
        known.or_insert_with(|| closed_days(self.pack, place).into()).clone()
    }

    fn extreme(
        &self,
        of: &[Ref],
        missing: Missing,
        why: &mut Why,
        better: impl Fn(NaiveDate, NaiveDate) -> bool,
    ) -> (Day, Option<usize>) {
        let mut best: Option<(usize, NaiveDate)> = None;
        let mut open: Option<Asks> = None;
        for (index, part) in of.iter().enumerate() {
            let (day, part_why) = self.reference(part);
            why.because.push(part_why);
            match day {
                Day::Known(day) if best.is_none_or(|(_, b)| better(day, b)) => best = Some((index, day)),
                Day::Unknown(asks) if missing == Missing::Unknown => open.get_or_insert_default().add(&asks),
                _ => {}
            }
        }
        match (open, best) {
            (Some(asks), _) => (Day::Unknown(asks.into()), None),
            (None, Some((index, day))) => (Day::Known(day), Some(index)),
            (None, None) => (Day::Absent, None),
        }
    }

    /// Printed before computed. A later day that differs is a warning with both values.
    fn first_known(&self, name: &Id, of: &[Ref], why: &mut Why) -> Day {
        let mut found: Option<(usize, NaiveDate)> = None;
        let mut open: Option<Asks> = None;
        for (index, part) in of.iter().enumerate() {
            let (day, part_why) = self.reference(part);
            why.because.push(part_why);
            match (day, found) {
                (Day::Known(day), None) => found = Some((index, day)),
                (Day::Known(other), Some((_, used))) if other != used => {
                    why.caveats.push(Caveat::Differs { used, other });
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
        why.reason = Reason::FirstKnown(found.map(|(index, _)| index));
        match (found, open) {
            (Some((_, day)), _) => Day::Known(day),
            (None, Some(asks)) => Day::Unknown(asks.into()),
            (None, None) => Day::Absent,
        }
    }

    fn case(&self, arms: &[Arm], why: &mut Why) -> Day {
        why.reason = Reason::Case;
        for arm in arms {
            let (answer, whys) = match &arm.applies {
                None => (Tri::Yes, Vec::new()),
                Some(group) => self.applies(group),
            };
            // An arm that does not hold explains nothing.
            match answer {
                Tri::No => {}
                Tri::Yes => {
                    let (day, then) = self.reference(&arm.then);
                    why.because.push(then);
                    why.because.extend(whys);
                    return day;
                }
                Tri::Ask(asks) => {
                    why.because.extend(whys);
                    return Day::Unknown(asks);
                }
            }
        }
        Day::Absent
    }

    fn row(&self, param: &Id, why: &mut Why) -> Day {
        why.reason = Reason::Row(param.clone());
        let (value, basis_why, source) = self.param(param.as_str());
        why.because.extend(basis_why);
        if let Some(source) = source {
            why.sources = why.sources.iter().cloned().chain([source]).collect();
        }
        match value {
            Ok(Some(ParamValue::Date(day))) => Day::Known(day),
            Ok(_) => Day::Absent,
            Err(asks) => Day::Unknown(asks),
        }
    }

    /// The value of a param on its basis day; none where no row covers that day (never the last row).
    #[allow(clippy::type_complexity)] // three parts of one answer, used in two places above
    pub(super) fn param(&self, name: &str) -> (Result<Option<ParamValue>, Rc<Asks>>, Option<Arc<Why>>, Option<Id>) {
        let Some(param) = self.pack.param(self.procedure, name) else {
            return (Ok(None), None, None);
        };
        let (basis, why) = self.reference(&param.by);
        match basis {
            Day::Unknown(asks) => (Err(asks), Some(why), None),
            Day::Absent => (Ok(None), Some(why), None),
            Day::Known(day) => {
                let row = param
                    .rows
                    .iter()
                    .rev()
                    .find(|r| r.from <= day && r.until.is_none_or(|until| day <= until));
                (Ok(row.map(|r| r.value)), Some(why), row.map(|r| r.source.clone()))
            }
        }
    }
}
