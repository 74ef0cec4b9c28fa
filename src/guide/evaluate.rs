//! Evaluates conditions and dates for one person. Three-valued: a day is known, unknown (with the questions that
//! would resolve it) or does not exist; a condition is yes, no or ask.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::why::{Caveat, Reason, SteppedOver, Why};
use super::{Answers, Warning, WarningKind};
use crate::calendar::{
    ClosedDays, Closure, DayName, Direction, Feb29, YearlyRange, age_day, age_on, month_end, nth_birthday, offset,
};
use crate::content::{
    Answer, Applies, Arm, ClosedAt, ClosedRule, Compare, Condition, DateOp, DateRule, Id, Missing, Pack, ParamValue,
    Per, Place, Procedure, Ref, Table, Years,
};
use crate::household::{Event, Household, Person};

/// Birthdays need this fact.
const BIRTH: Ref = Ref::Fact(Id::known("birth"));

/// Rules refer to rules; the loader refuses cycles, and this bound keeps a wrong pack from harming.
const MAX_DEPTH: usize = 64;

/// Facts that would resolve something: the most direct ones, and others from which it could be worked out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asks {
    pub direct: Vec<Id>,
    pub instead: Vec<Id>,
}

impl Asks {
    fn of(fact: &Id) -> Rc<Self> {
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

    fn add_instead(&mut self, ids: &[Id]) {
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

    fn from_option(day: Option<NaiveDate>) -> Self {
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

/// Looks at the world of one person through one procedure after the other.
pub(super) struct Evaluator<'a> {
    pub pack: &'a Pack,
    pub person: &'a Person,
    /// The latest event of each kind.
    latest: FxHashMap<&'a str, &'a Event>,
    pub procedure: Option<&'a Procedure>,
    /// The place whose closed days a step "at the own place" uses.
    place: Option<&'a Id>,
    pub(super) answers: &'a Answers,
    warnings: RefCell<BTreeSet<Warning>>,
    depth: Cell<usize>,
    /// The closed days of the places that were asked for, by their place in the pack.
    closed: RefCell<FxHashMap<usize, Rc<ClosedDays<'a>>>>,
    days: Known<Day>,
    conditions: Known<Tri>,
    /// What is being worked out belongs to this procedure and place: it used the own place, or it warned.
    is_local: Cell<bool>,
}

/// What was worked out so far, with its reasons: deadlines rest on much the same days and conditions.
///
/// Shared rules cannot be defined again in a procedure, so that a name in them means the same everywhere: what they gave
/// for one procedure holds for all procedures of the person, unless it used the place of the procedure or warned in its
/// name.
struct Known<T> {
    own: Found<T>,
    shared: Found<T>,
}

/// By the place of the rule in the pack: a name means another rule in another procedure.
type Found<T> = RefCell<FxHashMap<usize, (T, Arc<Why>)>>;

impl<T> Known<T> {
    fn new() -> Self {
        Self {
            own: RefCell::default(),
            shared: RefCell::default(),
        }
    }
}

fn place_of<T>(rule: &T) -> usize {
    std::ptr::from_ref(rule).addr()
}

/// A rule by its name, the procedure's own before the shared one, and whether it is shared.
fn rule_named<'p, T>(own: Option<&'p Table<T>>, shared: &'p Table<T>, name: &Id) -> Option<(&'p T, bool)> {
    let own = own.and_then(|own| own.get(name)).map(|rule| (rule, false));
    own.or_else(|| Some((shared.get(name)?, true)))
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(
        pack: &'a Pack,
        household: &'a Household,
        person: &'a Person,
        answers: &'a Answers,
        procedure: Option<&'a Procedure>,
    ) -> Self {
        Self {
            pack,
            person,
            latest: household.latest_of_each(person.id.as_str()),
            procedure,
            place: procedure.map(|p| &p.place),
            answers,
            warnings: RefCell::default(),
            depth: Cell::new(0),
            closed: RefCell::default(),
            days: Known::new(),
            conditions: Known::new(),
            is_local: Cell::new(false),
        }
    }

    /// Goes on to another procedure.
    pub(super) fn enter(&mut self, procedure: &'a Procedure) {
        self.procedure = Some(procedure);
        self.place = Some(&procedure.place);
        self.forget_own();
    }

    fn forget_own(&mut self) {
        self.days.own.get_mut().clear();
        self.conditions.own.get_mut().clear();
    }

    /// Goes to another place, whose closed days may be others.
    pub(super) fn at(&mut self, place: &'a Id) {
        if self.place.is_none_or(|here| here != place) {
            self.place = Some(place);
            self.forget_own();
        }
    }

    pub(super) fn into_warnings(self) -> BTreeSet<Warning> {
        self.warnings.into_inner()
    }

    // ------------------------------------------------------------------ answers

    /// The known answer to a fact; facts of an event come from its latest day.
    pub(super) fn answer(&self, fact: &str) -> Option<&'a Answer> {
        if let Some(Per::Event(event)) = self.pack.facts.get(fact).map(|f| &f.per) {
            return self.latest.get(event.as_str())?.facts.get(fact);
        }
        self.answers.get(fact)
    }

    fn event_day(&self, event: &str) -> Option<NaiveDate> {
        self.latest.get(event).map(|e| e.on)
    }

    // ------------------------------------------------------------------ conditions

    /// A group of conditions with the reasons of each; the questions of all that are open.
    pub(super) fn applies(&self, group: &Applies) -> (Tri, Vec<Arc<Why>>) {
        let mut whys = Vec::with_capacity(group.names().count());
        let answer = self.group(group, |why| whys.push(why));
        (answer, whys)
    }

    /// Whether a group of conditions holds for certain.
    pub(super) fn holds(&self, group: &Applies) -> bool {
        self.group(group, |_| {}) == Tri::Yes
    }

    fn group(&self, group: &Applies, mut explain: impl FnMut(Arc<Why>)) -> Tri {
        let mut open: Option<Asks> = None;
        let mut is_no = false;
        for (names, wanted) in [(&group.all, true), (&group.none, false)] {
            for name in names {
                let (answer, why) = self.condition(name);
                explain(why);
                match answer {
                    Tri::Ask(asks) => open.get_or_insert_default().add(&asks),
                    answer => is_no |= (answer == Tri::Yes) != wanted,
                }
            }
        }
        match self.any(&group.any, explain) {
            Tri::Yes => {}
            Tri::No => is_no = true,
            Tri::Ask(asks) => open.get_or_insert_default().add(&asks),
        }
        match (is_no, open) {
            (true, _) => Tri::No,
            (false, Some(open)) => Tri::Ask(open.into()),
            (false, None) => Tri::Yes,
        }
    }

    fn any(&self, names: &[Id], mut explain: impl FnMut(Arc<Why>)) -> Tri {
        if names.is_empty() {
            return Tri::Yes;
        }
        let mut open: Option<Asks> = None;
        let mut yes = false;
        for name in names {
            let (answer, why) = self.condition(name);
            explain(why);
            match answer {
                Tri::Yes => yes = true,
                Tri::No => {}
                Tri::Ask(asks) => open.get_or_insert_default().add(&asks),
            }
        }
        if yes {
            Tri::Yes
        } else {
            open.map_or(Tri::No, |asks| Tri::Ask(asks.into()))
        }
    }

    pub(super) fn condition(&self, name: &Id) -> (Tri, Arc<Why>) {
        let own = self.procedure.map(|p| &p.rules.conditions);
        let Some((condition, is_shared)) = rule_named(own, &self.pack.shared.conditions, name) else {
            return (Tri::No, Why::leaf(Reason::Condition(Some(false))).into());
        };
        let Some(known) = self.once(&self.conditions, place_of(condition), is_shared, || {
            let mut because = Vec::new();
            let answer = self.test(condition, &mut because);
            let why = Why {
                name: Some(name.clone()),
                because,
                ..Why::leaf(Reason::Condition(answer.word()))
            };
            (answer, Arc::new(why))
        }) else {
            return (Tri::No, Why::leaf(Reason::Condition(None)).into());
        };
        known
    }

    /// What a rule gives, worked out once for each place where it may differ; none if rules go round in a circle.
    fn once<T: Clone>(
        &self,
        known: &Known<T>,
        key: usize,
        is_shared: bool,
        work_out: impl FnOnce() -> (T, Arc<Why>),
    ) -> Option<(T, Arc<Why>)> {
        if is_shared && let Some(answer) = known.shared.borrow().get(&key) {
            return Some(answer.clone());
        }
        if let Some(answer) = known.own.borrow().get(&key) {
            self.is_local.set(true);
            return Some(answer.clone());
        }
        let Some(_guard) = self.deeper() else {
            self.is_local.set(true);
            return None;
        };
        let around = self.is_local.replace(false);
        let answer = work_out();
        let is_local = self.is_local.get() || !is_shared;
        let answers = if is_local { &known.own } else { &known.shared };
        answers.borrow_mut().insert(key, answer.clone());
        self.is_local.set(around || is_local);
        Some(answer)
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
        let (birth, birth_why) = self.reference(&BIRTH);
        let (day, day_why) = self.reference(on);
        because.extend([birth_why, day_why]);
        let mut asks = Asks::default();
        for part in [&birth, &day] {
            match part {
                Day::Absent => return Tri::No,
                Day::Unknown(a) => asks.add(a),
                Day::Known(_) => {}
            }
        }
        let (Some(birth), Some(day)) = (birth.known(), day.known()) else {
            return Tri::Ask(asks.into());
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
            Ref::Date(name) => return self.date(name),
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

    pub(super) fn date(&self, name: &Id) -> (Day, Arc<Why>) {
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
        why.sources.extend(source);
        match value {
            Ok(Some(ParamValue::Date(day))) => Day::Known(day),
            Ok(_) => Day::Absent,
            Err(asks) => Day::Unknown(asks),
        }
    }

    /// The value of a param on its basis day; none where no row covers that day (never the last row).
    #[allow(clippy::type_complexity)] // three parts of one answer, used in two places above
    fn param(&self, name: &str) -> (Result<Option<ParamValue>, Rc<Asks>>, Option<Arc<Why>>, Option<Id>) {
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
        self.is_local.set(true);
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
        let depth = self.depth.get();
        (depth < MAX_DEPTH).then(|| {
            self.depth.set(depth + 1);
            DepthGuard(&self.depth)
        })
    }
}

struct DepthGuard<'g>(&'g Cell<usize>);

impl Drop for DepthGuard<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
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
                    asks.add(&a);
                }
            }
            Tri::Ask(asks.into())
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

#[cfg(test)]
mod tests;
