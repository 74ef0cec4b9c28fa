//! From deadlines to what has to be done somewhere, with its window and what it waits for.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::choose::visits_for;
use super::open::is_open_for;
use super::{Due, LeftOut, LeftOutReason, Origin};
use crate::content::{Id, Pack, Procedure, Thing, Visit, Who};
use crate::guide::{Assessment, Deadline, DeadlineKey, Status, applies_to};
use crate::household::{Household, Person, PersonId, TickKey};

/// What opens later than so many days from now is not planned yet: it would only make today's trips later.
pub const LOOK_AHEAD_DAYS: u64 = 31;

/// A trip that may be spared is put off until so many days before the end.
const SPARED_DAYS: u64 = 7;

/// A deadline of a person.
pub(super) type Wanted = (PersonId, DeadlineKey);

/// Something to be done for one person at one of some visits.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub person: PersonId,
    pub procedure: Id,
    /// The visits by which it can be done, with their places; the usual one first.
    pub options: Vec<(Id, Id)>,
    pub deadlines: Vec<Due>,
    pub along: Vec<DeadlineKey>,
    /// First day.
    pub lo: NaiveDate,
    /// Last day to plan for.
    pub hi: Option<NaiveDate>,
    /// A last day has passed, so every day counts.
    pub late: bool,
    /// An office decides the day.
    pub on_notice: bool,
    /// It is put off, because an event may come first and spare it.
    pub is_spared: bool,
    pub origin: Origin,
    /// Visits that come before it, as procedure and visit.
    pub after: Vec<(Id, Id)>,
}

impl Wish {
    /// The last day of all of it.
    pub fn closes(&self) -> Option<NaiveDate> {
        self.deadlines.iter().filter_map(|d| d.closes).min()
    }
}

/// Looks at one household on one day.
pub(super) struct Look<'a> {
    pub pack: &'a Pack,
    pub household: &'a Household,
    pub assessment: &'a Assessment,
    pub who: Who,
    /// No trip before this day.
    pub from: NaiveDate,
}

impl<'a> Look<'a> {
    /// What the wanted deadlines ask for, and what could not be turned into a visit.
    pub fn wishes(&self, wanted: impl Fn(&Deadline) -> Option<Origin>) -> (Vec<Wish>, Vec<LeftOut>) {
        let mut wishes: Vec<Wish> = Vec::new();
        let mut left_out = Vec::new();
        for deadline in &self.assessment.deadlines {
            if !deadline.status.asks_for_something() || deadline.absorbed_by.is_some() {
                continue;
            }
            let Some(origin) = wanted(deadline) else { continue };
            let Some((person, procedure)) = self.find(deadline) else {
                continue;
            };
            let visits = self.visits(person, procedure, deadline);
            if visits.is_empty() {
                if procedure
                    .body
                    .visits
                    .iter()
                    .any(|v| v.settles.contains(&deadline.key.deadline))
                {
                    let (person, key) = (person.id.clone(), deadline.key.clone());
                    left_out.push(LeftOut {
                        person,
                        key,
                        reason: LeftOutReason::WrongPerson,
                    });
                }
                continue;
            }
            if self.is_far(deadline, origin) && !visits[0].on_notice {
                continue;
            }
            self.add(&mut wishes, deadline, &visits, origin);
        }
        for wish in &mut wishes {
            self.window(wish);
            self.along(wish);
        }
        let needed: Vec<Wish> = wishes.iter().flat_map(|w| self.needed_before(w)).collect();
        let mut known = BTreeSet::new();
        wishes.extend(
            needed
                .into_iter()
                .filter(|w| known.insert((w.person.clone(), w.options.clone()))),
        );
        (wishes, left_out)
    }

    fn find(&self, deadline: &Deadline) -> Option<(&'a Person, &'a Procedure)> {
        let person = self.household.person(deadline.person.as_str())?;
        Some((person, self.pack.procedures.get(&deadline.key.procedure)?))
    }

    fn visits(&self, person: &Person, procedure: &'a Procedure, deadline: &Deadline) -> Vec<&'a Visit> {
        let key = Some(deadline.key.deadline.as_str());
        visits_for(self.pack, self.household, person, procedure, self.who, key)
    }

    fn is_far(&self, deadline: &Deadline, origin: Origin) -> bool {
        // What a trip makes due counts from that trip; whatever was there before counts from today.
        let base = if origin == Origin::Follows {
            self.from
        } else {
            self.assessment.today
        };
        let limit = base.checked_add_days(Days::new(LOOK_AHEAD_DAYS));
        // A window whose first day waits for an answer may not be open at all: not before its end comes near.
        let unsure = deadline.opens.is_none() && !deadline.asks.is_empty();
        deadline.status == Status::Upcoming && deadline.opens > limit
            || unsure && deadline.status != Status::Late && deadline.act_by().is_none_or(|by| Some(by) > limit)
    }

    /// Deadlines that the same visit settles for the same person are one wish.
    fn add(&self, wishes: &mut Vec<Wish>, deadline: &Deadline, visits: &[&Visit], origin: Origin) {
        let due = Due {
            key: deadline.key.clone(),
            kind: deadline.kind,
            opens: deadline.opens,
            plan_by: deadline.plan_by,
            after_plan: deadline.after_plan.clone(),
            closes: deadline.closes,
            late: deadline.status == Status::Late,
            may_be_spared: self.may_be_spared(deadline),
        };
        let options: Vec<(Id, Id)> = visits.iter().map(|v| (v.id.clone(), v.place.clone())).collect();
        let same = |w: &&mut Wish| {
            w.person == deadline.person && w.procedure == deadline.key.procedure && w.options == options
        };
        if let Some(wish) = wishes.iter_mut().find(same) {
            wish.deadlines.push(due);
            return;
        }
        wishes.push(Wish {
            person: deadline.person.clone(),
            procedure: deadline.key.procedure.clone(),
            options,
            deadlines: vec![due],
            along: Vec::new(),
            lo: self.from,
            hi: None,
            late: false,
            on_notice: visits[0].on_notice,
            is_spared: false,
            origin,
            after: visits.iter().flat_map(|v| v.after.clone()).collect(),
        });
    }

    /// Whether an event that has not happened yet may make a deadline needless.
    fn may_be_spared(&self, deadline: &Deadline) -> bool {
        let (procedure, key) = (deadline.key.procedure.as_str(), deadline.key.deadline.as_str());
        let rule = self.pack.deadline(procedure, key);
        deadline.status != Status::Late && rule.is_some_and(|rule| !rule.spared_by.is_empty())
    }

    /// The first day of a trip that may be spared: the last open day a week before the end. Nothing is lost until then.
    fn spared_until(&self, wish: &Wish) -> Option<NaiveDate> {
        let last = wish.deadlines.iter().filter_map(|d| d.closes).min()?;
        let week_before = last.checked_sub_days(Days::new(SPARED_DAYS))?;
        let place = wish.options.first()?.1.as_str();
        let mut days = std::iter::successors(Some(week_before), NaiveDate::pred_opt);
        days.by_ref()
            .take_while(|day| *day > wish.lo)
            .find(|day| is_open_for(self.pack, place, wish.procedure.as_str(), *day))
    }

    /// The days on which all of a wish can be done. What is not open yet waits for its own trip if the rest is open.
    fn window(&self, wish: &mut Wish) {
        let is_open = |d: &Due| d.opens.is_none_or(|opens| opens <= self.from);
        if wish.deadlines.iter().any(is_open) && !wish.on_notice {
            wish.deadlines.retain(is_open);
        }
        wish.late = wish.deadlines.iter().any(|d| d.late);
        wish.lo = wish
            .deadlines
            .iter()
            .filter_map(|d| d.opens)
            .fold(self.from, NaiveDate::max);
        let last = |d: &Due| d.plan_by.filter(|day| *day >= wish.lo).or(d.closes);
        wish.hi = wish.deadlines.iter().filter_map(last).min().map(|hi| hi.max(wish.lo));
        if wish.late {
            wish.hi = Some(wish.lo);
        }
        if !wish.late && wish.deadlines.iter().all(|d| d.may_be_spared) && !wish.deadlines.is_empty() {
            let later = self
                .spared_until(wish)
                .filter(|day| wish.hi.is_none_or(|hi| *day <= hi));
            wish.is_spared = later.is_some();
            wish.lo = later.unwrap_or(wish.lo);
        }
    }

    fn along(&self, wish: &mut Wish) {
        // What waits for the very event of this visit is settled by it as well.
        let is_due = |d: &Deadline| d.status.asks_for_something() || d.status == Status::Waits;
        let own = |d: &&Deadline| d.person == wish.person && is_due(d);
        let settled = |d: &&Deadline| {
            d.absorbed_by
                .as_deref()
                .is_some_and(|key| wish.deadlines.iter().any(|due| due.key == *key))
        };
        wish.along = self
            .assessment
            .deadlines
            .iter()
            .filter(own)
            .filter(settled)
            .map(|d| d.key.clone())
            .collect();
    }

    /// Visits without a deadline of their own that hand out something this one needs and the person does not have.
    fn needed_before(&self, wish: &Wish) -> Vec<Wish> {
        let Some(person) = self.household.person(wish.person.as_str()) else {
            return Vec::new();
        };
        let Some(own) = self.pack.procedures.get(&wish.procedure) else {
            return Vec::new();
        };
        let asks = |doc: &Id| {
            let options = own
                .body
                .visits
                .iter()
                .filter(|v| wish.options.iter().any(|(id, _)| *id == v.id));
            options
                .flat_map(|v| &v.needs)
                .any(|n| matches!(&n.thing, Thing::Document(id) if id == doc))
        };
        let mut found = Vec::new();
        for (procedure, visit) in &wish.after {
            let Some(before) = self.pack.procedures.get(procedure) else {
                continue;
            };
            let Some(visit) = before
                .body
                .visits
                .iter()
                .find(|v| v.id == *visit && v.settles.is_empty())
            else {
                continue;
            };
            let holds = applies_to(self.pack, self.household, person, before, &visit.applies) != Some(false);
            let gets = |doc: &&Id| asks(doc) && !self.has(person, &wish.procedure, procedure, doc);
            if holds && visit.keep.iter().any(|doc| gets(&doc)) {
                found.push(Wish {
                    procedure: procedure.clone(),
                    options: vec![(visit.id.clone(), visit.place.clone())],
                    deadlines: Vec::new(),
                    along: Vec::new(),
                    lo: self.from,
                    on_notice: visit.on_notice,
                    origin: Origin::Needed,
                    after: visit.after.clone(),
                    ..wish.clone()
                });
            }
        }
        found
    }

    /// Whether a document is ticked as in the bag, or as got and kept.
    fn has(&self, person: &Person, needs: &Id, gives: &Id, doc: &Id) -> bool {
        let ticked = |procedure: &Id, item: Id| {
            let key = TickKey {
                procedure: procedure.clone(),
                item,
                person: person.id.clone(),
            };
            self.household.ticks.contains_key(&key)
        };
        ticked(needs, doc.clone()) || ticked(gives, super::bag::kept_item(doc))
    }
}
