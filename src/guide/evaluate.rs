//! Evaluates conditions and dates for one person. Three-valued: a day is known, unknown (with the questions that
//! would resolve it) or does not exist; a condition is yes, no or ask.

mod days;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::tri::{Asks, Day, Tri, compare};
use super::why::{Reason, Reasons, Step, Why};
use super::{Answers, Warning, WarningKind};
use crate::calendar::age_on;
use crate::content::{Answer, Applies, Condition, Id, Pack, ParamValue, Per, Procedure, Ref, Table, Years};
use crate::household::{Event, Household, Person};

/// Birthdays need this fact.
const BIRTH: Ref = Ref::Fact(Id::from_static("birth"));

/// Rules refer to rules; the loader refuses cycles, and this bound keeps a wrong pack from harming.
const MAX_DEPTH: usize = 64;

/// Looks at the world of one person through one procedure after the other.
pub(super) struct Evaluator<'a> {
    pub pack: &'a Pack,
    pub person: &'a Person,
    /// The latest event of each kind that was not taken back.
    latest: BTreeMap<&'a str, &'a Event>,
    pub procedure: Option<&'a Procedure>,
    /// The place whose closed days a step "at the own place" uses.
    place: Option<&'a Id>,
    pub(super) answers: &'a Answers,
    warnings: RefCell<BTreeSet<Warning>>,
    depth: Cell<usize>,
    dates: Memo<'a, Day>,
    conditions: Memo<'a, Tri>,
    /// The rule that is being worked out holds for this procedure and place alone: it used the place, or it warned.
    is_local: Cell<bool>,
    /// Somebody wants to know the reasons.
    explains: bool,
}

/// The results of rules with their reasons, by scope and name: deadlines rest on much the same days and conditions.
type Memo<'a, T> = RefCell<HashMap<(Scope<'a>, Id), (T, Reasons), foldhash::fast::RandomState>>;

/// Where the result of a rule holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Scope<'a> {
    /// In every procedure of the person. A procedure cannot define a shared rule again, so that its name means the same
    /// everywhere.
    Person,
    /// In one procedure at one place: the rule is the procedure's own, used the closed days of the place, or warned in
    /// the name of the procedure.
    Procedure {
        procedure: Option<&'a Id>,
        place: Option<&'a Id>,
    },
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
            latest: household.standing(pack, person.id.as_str()),
            procedure,
            place: procedure.map(|p| &p.place),
            answers,
            warnings: RefCell::default(),
            depth: Cell::new(0),
            dates: RefCell::default(),
            conditions: RefCell::default(),
            is_local: Cell::new(false),
            explains: false,
        }
    }

    /// With the reasons of everything that is worked out.
    pub(super) fn explaining(self) -> Self {
        Self { explains: true, ..self }
    }

    /// The reasons that somebody wants to know.
    fn reasons(&self, why: impl FnOnce() -> Why) -> Reasons {
        self.explains.then(|| why().into())
    }

    /// A step that begins.
    pub(super) fn step(&self, why: impl FnOnce() -> Why) -> Step {
        if self.explains {
            Step::told(why())
        } else {
            Step::untold()
        }
    }

    /// Goes on to another procedure.
    pub(super) fn set_procedure(&mut self, procedure: &'a Procedure) {
        self.procedure = Some(procedure);
        self.place = Some(&procedure.place);
    }

    /// Goes to where only the shared rules are known.
    pub(super) fn leave_procedure(&mut self) {
        self.procedure = None;
        self.place = None;
    }

    /// Goes to another place, whose closed days may be others.
    pub(super) fn set_place(&mut self, place: &'a Id) {
        self.place = Some(place);
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
        let mut whys = Vec::new();
        let answer = self.group(group, |why| whys.extend(why));
        (answer, whys)
    }

    /// Whether a group of conditions holds for certain.
    pub(super) fn holds(&self, group: &Applies) -> bool {
        self.group(group, |_| {}) == Tri::Yes
    }

    fn group(&self, group: &Applies, mut explain: impl FnMut(Reasons)) -> Tri {
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

    fn any(&self, names: &[Id], mut explain: impl FnMut(Reasons)) -> Tri {
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

    pub(super) fn condition(&self, name: &Id) -> (Tri, Reasons) {
        let own = self.procedure.map(|p| &p.rules.conditions);
        let Some((condition, is_shared)) = rule_named(own, &self.pack.shared.conditions, name) else {
            return (Tri::No, self.reasons(|| Why::leaf(Reason::Condition(Some(false)))));
        };
        let Some(known) = self.memoize(&self.conditions, name, is_shared, || {
            let mut because = Vec::new();
            let answer = self.test(condition, &mut because);
            let why = self.reasons(|| Why {
                name: Some(name.clone()),
                because,
                ..Why::leaf(Reason::Condition(answer.word()))
            });
            (answer, why)
        }) else {
            return (Tri::No, self.reasons(|| Why::leaf(Reason::Condition(None))));
        };
        known
    }

    /// The result of a rule, worked out once in each scope; none if rules go round in a circle.
    fn memoize<T: Clone>(
        &self,
        memo: &Memo<'a, T>,
        name: &Id,
        is_shared: bool,
        work_out: impl FnOnce() -> (T, Reasons),
    ) -> Option<(T, Reasons)> {
        if is_shared && let Some(result) = memo.borrow().get(&(Scope::Person, name.clone())) {
            return Some(result.clone());
        }
        let here = Scope::Procedure {
            procedure: self.procedure.map(|p| &p.id),
            place: self.place,
        };
        if let Some(result) = memo.borrow().get(&(here, name.clone())) {
            self.is_local.set(true);
            return Some(result.clone());
        }
        let Some(_guard) = self.deeper() else {
            self.is_local.set(true);
            return None;
        };
        let around = self.is_local.replace(false);
        let result = work_out();
        let is_local = self.is_local.get() || !is_shared;
        let scope = if is_local { here } else { Scope::Person };
        memo.borrow_mut().insert((scope, name.clone()), result.clone());
        self.is_local.set(around || is_local);
        Some(result)
    }

    fn test(&self, condition: &Condition, because: &mut Vec<Arc<Why>>) -> Tri {
        match condition {
            Condition::FactIs { fact, one_of } => {
                because.extend(self.answer_why(fact));
                self.answer(fact.as_str())
                    .map_or_else(|| Tri::Ask(Asks::of(fact)), |a| Tri::of(one_of.contains(a)))
            }
            Condition::FactKnown { fact, known } => {
                because.extend(self.answer_why(fact));
                let there = matches!(self.answer(fact.as_str()), Some(a) if *a != Answer::DoesNotApply);
                Tri::of(there == *known)
            }
            Condition::Event { event, recorded, since } => {
                let (on, why) = self.reference(&Ref::Event(event.clone()));
                because.extend(why);
                let basis = since.as_ref().and_then(|s| self.reference(s).0.known());
                let there = on.known().is_some_and(|on| basis.is_none_or(|basis| on >= basis));
                Tri::of(there == *recorded)
            }
            Condition::Age { on, min, max } => self.age(on, min.as_ref(), max.as_ref(), because),
            Condition::Compare { date, how, with } => {
                let (left, left_why) = self.reference(date);
                let (right, right_why) = self.reference(with);
                because.extend([left_why, right_why].into_iter().flatten());
                compare(left, *how, right)
            }
        }
    }

    fn age(&self, on: &Ref, min: Option<&Years>, max: Option<&Years>, because: &mut Vec<Arc<Why>>) -> Tri {
        let (birth, birth_why) = self.reference(&BIRTH);
        let (day, day_why) = self.reference(on);
        because.extend([birth_why, day_why].into_iter().flatten());
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
        because.extend(self.reasons(|| Why::leaf(Reason::Age(age))));
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

    // ------------------------------------------------------------------ small helpers

    fn answer_why(&self, fact: &Id) -> Reasons {
        if !self.explains {
            return None;
        }
        let reason = match self.answer(fact.as_str()) {
            None => Reason::Missing(fact.clone()),
            Some(answer) => Reason::Answer {
                fact: fact.clone(),
                answer: answer.clone(),
            },
        };
        self.reasons(|| Why::leaf(reason))
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

#[cfg(test)]
mod tests;
