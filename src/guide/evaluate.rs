//! Evaluates conditions and dates for one person. Three-valued: a day is known, unknown (with the questions that
//! would resolve it) or does not exist; a condition is yes, no or ask.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::why::{Caveat, Reason, SteppedOver, Why};
use super::{Warning, WarningKind};
use crate::calendar::{
    ClosedDays, Closure, DayName, Direction, Feb29, YearlyRange, age_day, age_on, month_end, nth_birthday, offset,
};
use crate::content::{
    Answer, Applies, Arm, ClosedAt, ClosedRule, Compare, Condition, DateOp, DateRule, Id, Missing, Pack, ParamValue,
    Per, Place, Procedure, Ref, Years,
};
use crate::household::{Household, Person};

/// Birthdays need this fact.
const BIRTH: &str = "birth";

/// Rules refer to rules; the loader refuses cycles, and this bound keeps a wrong pack from harming.
const MAX_DEPTH: usize = 64;

/// Facts that would resolve something: the most direct ones, and others from which it could be worked out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asks {
    pub direct: Vec<Id>,
    pub instead: Vec<Id>,
}

impl Asks {
    fn of(fact: &Id) -> Self {
        Self {
            direct: vec![fact.clone()],
            instead: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        for id in other.direct {
            if !self.direct.contains(&id) {
                self.direct.push(id);
            }
        }
        self.add_instead(other.instead);
    }

    fn add_instead(&mut self, ids: Vec<Id>) {
        for id in ids {
            if !self.direct.contains(&id) && !self.instead.contains(&id) {
                self.instead.push(id);
            }
        }
    }
}

/// A day, three-valued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Day {
    Known(NaiveDate),
    Absent,
    Unknown(Asks),
}

impl Day {
    pub(super) fn known(&self) -> Option<NaiveDate> {
        if let Self::Known(day) = self { Some(*day) } else { None }
    }

    fn from_option(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Absent, Self::Known)
    }
}

/// An answer to a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tri {
    Yes,
    No,
    Ask(Asks),
}

impl Tri {
    fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    fn word(&self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Ask(_) => None,
        }
    }
}

/// Looks at the world of one person through one procedure.
pub(super) struct Evaluator<'a> {
    pub pack: &'a Pack,
    pub household: &'a Household,
    pub person: &'a Person,
    pub procedure: Option<&'a Procedure>,
    /// The place whose closed days a step "at the own place" uses.
    place: Option<&'a Id>,
    pub(super) answers: &'a BTreeMap<Id, Answer>,
    warnings: RefCell<BTreeSet<Warning>>,
    depth: RefCell<usize>,
    /// What was worked out so far; deadlines of a procedure rest on much the same days and conditions.
    days: Known<Day>,
    conditions: Known<Tri>,
}

/// Answers with their reasons by the place of their rule in the pack: a name means another rule in another procedure.
type Known<T> = RefCell<FxHashMap<usize, (T, Arc<Why>)>>;

fn place_of<T>(rule: &T) -> usize {
    std::ptr::from_ref(rule).addr()
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(
        pack: &'a Pack,
        household: &'a Household,
        person: &'a Person,
        answers: &'a BTreeMap<Id, Answer>,
        procedure: Option<&'a Procedure>,
    ) -> Self {
        let place = procedure.map(|p| &p.place);
        let (warnings, depth) = (RefCell::default(), RefCell::default());
        let (days, conditions) = (RefCell::default(), RefCell::default());
        Self {
            pack,
            household,
            person,
            procedure,
            place,
            answers,
            warnings,
            depth,
            days,
            conditions,
        }
    }

    /// Goes to another place, whose closed days may be others.
    pub(super) fn at(&mut self, place: &'a Id) {
        if self.place.is_none_or(|here| here != place) {
            self.place = Some(place);
            self.days.get_mut().clear();
            self.conditions.get_mut().clear();
        }
    }

    pub(super) fn into_warnings(self) -> BTreeSet<Warning> {
        self.warnings.into_inner()
    }

    // ------------------------------------------------------------------ answers

    /// The known answer to a fact; facts of an event come from its latest day.
    pub(super) fn answer(&self, fact: &str) -> Option<&'a Answer> {
        if let Some(Per::Event(event)) = self.pack.facts.get(fact).map(|f| &f.per) {
            return self
                .household
                .latest(self.person.id.as_str(), event.as_str())?
                .facts
                .get(fact);
        }
        self.answers.get(fact)
    }

    fn event_day(&self, event: &str) -> Option<NaiveDate> {
        self.household.latest(self.person.id.as_str(), event).map(|e| e.on)
    }

    // ------------------------------------------------------------------ conditions

    /// A group of conditions; the questions of all that are open.
    pub(super) fn applies(&self, group: &Applies) -> (Tri, Vec<Arc<Why>>) {
        let mut whys = Vec::new();
        let mut open = Asks::default();
        let (mut is_no, mut is_open) = (false, false);
        for (names, wanted) in [(&group.all, true), (&group.none, false)] {
            for name in names {
                let (answer, why) = self.condition(name.as_str());
                whys.push(why);
                match answer {
                    Tri::Ask(asks) => {
                        is_open = true;
                        open.add(asks);
                    }
                    answer => is_no |= (answer == Tri::Yes) != wanted,
                }
            }
        }
        match self.any(&group.any, &mut whys) {
            Tri::Yes => {}
            Tri::No => is_no = true,
            Tri::Ask(asks) => {
                is_open = true;
                open.add(asks);
            }
        }
        let answer = match (is_no, is_open) {
            (true, _) => Tri::No,
            (false, true) => Tri::Ask(open),
            (false, false) => Tri::Yes,
        };
        (answer, whys)
    }

    fn any(&self, names: &[Id], whys: &mut Vec<Arc<Why>>) -> Tri {
        if names.is_empty() {
            return Tri::Yes;
        }
        let mut open: Option<Asks> = None;
        let mut yes = false;
        for name in names {
            let (answer, why) = self.condition(name.as_str());
            whys.push(why);
            match answer {
                Tri::Yes => yes = true,
                Tri::No => {}
                Tri::Ask(asks) => open.get_or_insert_with(Asks::default).add(asks),
            }
        }
        if yes { Tri::Yes } else { open.map_or(Tri::No, Tri::Ask) }
    }

    pub(super) fn condition(&self, name: &str) -> (Tri, Arc<Why>) {
        let Some(condition) = self.pack.condition(self.procedure, name) else {
            return (Tri::No, Why::leaf(Reason::Condition(Some(false))).into());
        };
        let key = place_of(condition);
        if let Some(known) = self.conditions.borrow().get(&key) {
            return known.clone();
        }
        let Some(_guard) = self.deeper() else {
            return (Tri::No, Why::leaf(Reason::Condition(None)).into());
        };
        let mut because = Vec::new();
        let answer = self.test(condition, &mut because);
        let why = Why {
            name: Some(Id::new(name)),
            because,
            ..Why::leaf(Reason::Condition(answer.word()))
        };
        let known = (answer, Arc::new(why));
        self.conditions.borrow_mut().insert(key, known.clone());
        known
    }

    fn test(&self, condition: &Condition, because: &mut Vec<Arc<Why>>) -> Tri {
        match condition {
            Condition::FactIs { fact, one_of } => {
                because.push(self.answer_why(fact));
                self.answer(fact.as_str())
                    .map_or_else(|| Tri::Ask(Asks::of(fact)), |a| Tri::of(one_of.contains(a)))
            }
            Condition::FactKnown { fact, known } => {
                because.push(self.answer_why(fact));
                let there = matches!(self.answer(fact.as_str()), Some(a) if *a != Answer::DoesNotApply);
                Tri::of(there == *known)
            }
            Condition::Event { event, recorded, since } => {
                let (on, why) = self.reference(&Ref::Event(event.clone()));
                because.push(why);
                let basis = since.as_ref().and_then(|s| self.reference(s).0.known());
                let there = on.known().is_some_and(|on| basis.is_none_or(|basis| on >= basis));
                Tri::of(there == *recorded)
            }
            Condition::Age { on, min, max } => self.age(on, min.as_ref(), max.as_ref(), because),
            Condition::Compare { date, how, with } => {
                let (left, left_why) = self.reference(date);
                let (right, right_why) = self.reference(with);
                because.extend([left_why, right_why]);
                compare(left, *how, right)
            }
        }
    }

    fn age(&self, on: &Ref, min: Option<&Years>, max: Option<&Years>, because: &mut Vec<Arc<Why>>) -> Tri {
        let (birth, birth_why) = self.reference(&Ref::Fact(Id::new(BIRTH)));
        let (day, day_why) = self.reference(on);
        because.extend([birth_why, day_why]);
        let mut asks = Asks::default();
        for part in [&birth, &day] {
            match part {
                Day::Absent => return Tri::No,
                Day::Unknown(a) => asks.add(a.clone()),
                Day::Known(_) => {}
            }
        }
        let (Some(birth), Some(day)) = (birth.known(), day.known()) else {
            return Tri::Ask(asks);
        };
        let Some(age) = age_on(birth, day) else { return Tri::No };
        because.push(Why::leaf(Reason::Age(age)).into());
        let holds = |limit: Option<&Years>, test: fn(u32, u32) -> bool| {
            limit.is_none_or(|l| self.years(l).is_some_and(|years| test(age, years)))
        };
        Tri::of(holds(min, |a, y| a >= y) && holds(max, |a, y| a <= y))
    }

    fn years(&self, years: &Years) -> Option<u32> {
        match years {
            Years::Plain(n) => Some(*n),
            Years::Param(param) => match self.param(param.as_str()).0 {
                Ok(Some(ParamValue::Number(n))) => Some(n),
                _ => None,
            },
        }
    }

    // ------------------------------------------------------------------ days

    pub(super) fn reference(&self, reference: &Ref) -> (Day, Arc<Why>) {
        let (day, why) = match reference {
            Ref::None => (Day::Absent, Why::leaf(Reason::NoSuchDay)),
            Ref::Date(name) => return self.date(name.as_str()),
            Ref::Event(event) => match self.event_day(event.as_str()) {
                Some(on) => (Day::Known(on), Why::day(Reason::Event(event.clone()), on)),
                None => (Day::Absent, Why::leaf(Reason::Missing(event.clone()))),
            },
            Ref::Fact(fact) => match self.answer(fact.as_str()) {
                Some(Answer::Date(day)) => (Day::Known(*day), Why::day(Reason::Fact(fact.clone()), *day)),
                Some(Answer::DoesNotApply) => return (Day::Absent, self.answer_why(fact)),
                _ => (Day::Unknown(Asks::of(fact)), Why::leaf(Reason::Missing(fact.clone()))),
            },
        };
        (day, why.into())
    }

    pub(super) fn date(&self, name: &str) -> (Day, Arc<Why>) {
        let Some(rule) = self.pack.date(self.procedure, name) else {
            return (Day::Absent, Why::leaf(Reason::NoSuchDay).into());
        };
        let key = place_of(rule);
        if let Some(known) = self.days.borrow().get(&key) {
            return known.clone();
        }
        let Some(_guard) = self.deeper() else {
            return (Day::Absent, Why::leaf(Reason::NoSuchDay).into());
        };
        let mut why = Why {
            name: Some(Id::new(name)),
            label: rule.label.clone(),
            sources: rule.source.clone(),
            ..Why::leaf(Reason::NoSuchDay)
        };
        let day = self.work_out(name, rule, &mut why);
        why.day = day.known();
        let known = (day, Arc::new(why));
        self.days.borrow_mut().insert(key, known.clone());
        known
    }

    fn work_out(&self, name: &str, rule: &DateRule, why: &mut Why) -> Day {
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
                self.from_one(&Ref::Fact(Id::new(BIRTH)), why, |birth| {
                    age_day(birth, *n, *rule, *feb29)
                })
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
        let (birth, birth_why) = self.reference(&Ref::Fact(Id::new(BIRTH)));
        let (basis, basis_why) = self.reference(after);
        why.because.extend([birth_why, basis_why]);
        match (birth, basis) {
            (Day::Known(birth), Day::Known(basis)) => Day::from_option(nth_birthday(birth, n, basis, feb29)),
            (Day::Absent, _) | (_, Day::Absent) => Day::Absent,
            (birth, basis) => {
                let mut asks = Asks::default();
                for part in [basis, birth] {
                    if let Day::Unknown(a) = part {
                        asks.add(a);
                    }
                }
                Day::Unknown(asks)
            }
        }
    }

    fn open_day(&self, of: &Ref, direction: Direction, at: &ClosedAt, why: &mut Why) -> Day {
        let place = match at {
            ClosedAt::Own => self.place,
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
    pub(super) fn step_over(&self, place: &Id, day: NaiveDate, direction: Direction) -> Why {
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
        let open = closed_days(self.pack, found).open_day(day, direction);
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
                Day::Unknown(asks) if missing == Missing::Unknown => open.get_or_insert_with(Asks::default).add(asks),
                _ => {}
            }
        }
        match (open, best) {
            (Some(asks), _) => (Day::Unknown(asks), None),
            (None, Some((index, day))) => (Day::Known(day), Some(index)),
            (None, None) => (Day::Absent, None),
        }
    }

    /// Printed before computed. A later day that differs is a warning with both values.
    fn first_known(&self, name: &str, of: &[Ref], why: &mut Why) -> Day {
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
                        date: Id::new(name),
                        used,
                        computed: other,
                    });
                }
                (Day::Unknown(asks), None) => match &mut open {
                    None => open = Some(asks),
                    // The first unknown is the direct question; the others are ways round it.
                    Some(first) => {
                        first.add_instead(asks.direct);
                        first.add_instead(asks.instead);
                    }
                },
                _ => {}
            }
        }
        why.reason = Reason::FirstKnown(found.map(|(index, _)| index));
        match (found, open) {
            (Some((_, day)), _) => Day::Known(day),
            (None, Some(asks)) => Day::Unknown(asks),
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
        why.sources.extend(source);
        match value {
            Ok(Some(ParamValue::Date(day))) => Day::Known(day),
            Ok(_) => Day::Absent,
            Err(asks) => Day::Unknown(asks),
        }
    }

    /// The value of a param on its basis day; none where no row covers that day (never the last row).
    #[allow(clippy::type_complexity)] // three parts of one answer, used in two places above
    fn param(&self, name: &str) -> (Result<Option<ParamValue>, Asks>, Option<Arc<Why>>, Option<Id>) {
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

    // ------------------------------------------------------------------ small helpers

    fn answer_why(&self, fact: &Id) -> Arc<Why> {
        let reason = match self.answer(fact.as_str()) {
            None => Reason::Missing(fact.clone()),
            Some(answer) => Reason::Answer {
                fact: fact.clone(),
                answer: answer.clone(),
            },
        };
        Why::leaf(reason).into()
    }

    fn warn(&self, kind: WarningKind) {
        if let Some(procedure) = self.procedure {
            let (person, procedure) = (self.person.id.clone(), procedure.id.clone());
            self.warnings.borrow_mut().insert(Warning {
                person,
                procedure,
                kind,
            });
        }
    }

    fn deeper(&self) -> Option<DepthGuard<'_>> {
        let mut depth = self.depth.borrow_mut();
        if *depth >= MAX_DEPTH {
            return None;
        }
        *depth += 1;
        Some(DepthGuard(&self.depth))
    }
}

struct DepthGuard<'g>(&'g RefCell<usize>);

impl Drop for DepthGuard<'_> {
    fn drop(&mut self) {
        *self.0.borrow_mut() -= 1;
    }
}

fn compare(left: Day, how: Compare, right: Day) -> Tri {
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
                    asks.add(a);
                }
            }
            Tri::Ask(asks)
        }
    }
}

/// The closed days of a place as the calendar counts them.
pub(super) fn closed_days<'p>(pack: &'p Pack, place: &Place) -> ClosedDays<'p> {
    let mut closed = ClosedDays::default();
    for rule in &place.closed {
        match rule {
            ClosedRule::Weekly(days) => closed.weekly.extend(days),
            ClosedRule::Calendar(id) => closed.calendars.extend(pack.calendars.get(id.as_str())),
            ClosedRule::Yearly { from, until, name } => closed.yearly.push(YearlyRange {
                from: *from,
                until: *until,
                name: DayName {
                    en: name.get("en").to_owned(),
                    ja: name.get("ja").to_owned(),
                },
            }),
        }
    }
    closed
}

/// Whether a place is closed on a day, as far as its calendars know.
pub fn is_closed(pack: &Pack, place: &Place, day: NaiveDate) -> bool {
    !closures_on(pack, place, day).is_empty()
}

/// Why a place is closed on a day, each reason by name, as far as its calendars know; none: it is open.
pub fn closures_on(pack: &Pack, place: &Place, day: NaiveDate) -> Vec<Closure> {
    closed_days(pack, place).closures_on(day)
}
