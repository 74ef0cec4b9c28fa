//! What ends: each validity of a person ends on the earliest of its causes. What keeps it, in the order of doing it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::assess::running_out;
use super::evaluate::Evaluator;
use super::tri::{Asks, Day, Tri};
use super::why::{Reason, Reasons, Why};
use super::{Deadline, DeadlineKey, Status};
use crate::calendar::{Count, Unit, offset};
use crate::content::{EndsOn, Id, Pack};
use crate::household::PersonId;

/// Where a validity stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValidityStatus {
    /// Its end is more than three months away.
    Valid,
    /// It ends within three months: from its end minus three months plus one day on.
    EndsSoon,
    /// Its last day has passed.
    Ended,
    /// It is lost or suspended: nothing can be kept until that is lifted. Its end stays.
    Stopped,
    /// Its end is not known.
    Unknown,
}

impl ValidityStatus {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::EndsSoon => "ends-soon",
            Self::Ended => "ended",
            Self::Stopped => "stopped",
            Self::Unknown => "unknown",
        }
    }
}

/// One thing of a person that has a last day.
#[derive(Clone, Debug)]
pub struct Validity {
    /// Whose.
    pub person: PersonId,
    /// Which: an entry of the registry of validities.
    pub id: Id,
    /// Where it stands.
    pub status: ValidityStatus,
    /// Its last day; none if it is not known.
    pub until: Option<NaiveDate>,
    /// Facts that would tell its last day.
    pub asks: Vec<Id>,
    /// What keeps it, in the order in which it is done. Nothing that is done, needless or no longer possible.
    pub chain: Vec<ChainStep>,
}

/// One step of what keeps a validity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainStep {
    /// The deadline.
    pub key: DeadlineKey,
    /// Where it stands.
    pub status: Status,
    /// First day.
    pub opens: Option<NaiveDate>,
    /// Last practical day.
    pub plan_by: Option<NaiveDate>,
    /// Last day.
    pub closes: Option<NaiveDate>,
    /// The events one of which starts it, while it waits.
    pub waits_for: Vec<Id>,
}

impl Validity {
    /// What to do next for it; none while everything waits, or if nothing keeps it.
    pub fn next(&self) -> Option<&ChainStep> {
        self.chain.iter().find(|step| step.status.asks_for_something())
    }

    /// The events for which everything that keeps it waits.
    pub fn waits_for(&self) -> &[Id] {
        let waiting = self.chain.iter().find(|step| step.status == Status::Waits);
        waiting
            .filter(|_| self.next().is_none())
            .map_or(&[], |step| &step.waits_for)
    }
}

/// A row of the timeline that stands for the end of validities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndRow {
    /// The validity.
    pub id: Id,
    /// Where it stands.
    pub status: ValidityStatus,
    /// Others of the person that end on the same day. Their rows are part of this one.
    pub with: Vec<Id>,
}

/// The end of a validity, as far as it is known.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// The last day: known or unknown, never absent.
    pub day: Day,
    /// How it comes about.
    pub why: Reasons,
    /// What may end it earlier: facts that would tell.
    pub asks: Asks,
    /// Where it stands.
    pub status: ValidityStatus,
    /// The first day on which it ends soon.
    pub soon: Option<NaiveDate>,
    /// The last day, with its reasons, if everything that would end it earlier is still prevented: nothing is given up
    /// before that.
    pub firm: Option<(NaiveDate, Reasons)>,
    /// The deadline whose last day ends it.
    cause: Option<DeadlineKey>,
}

impl End {
    /// Why it ends soon from that day on.
    pub(super) fn soon_why(&self) -> Reasons {
        let why = Why {
            because: self.why.iter().cloned().collect(),
            ..Why::day(Reason::EndsSoon, self.soon?)
        };
        self.why.as_ref().map(|_| why.into())
    }
}

/// The ends of one person's validities; what the person does not have, or what never ends, is not there.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends(BTreeMap<Id, Option<End>>);

impl Ends {
    /// Works out all of them. The evaluator stands in no procedure afterwards.
    pub(super) fn work_out(evaluator: &mut Evaluator<'_>, today: NaiveDate) -> Self {
        let mut ends = Self::default();
        let pack = evaluator.pack;
        for id in pack.validities.keys() {
            ends.add(evaluator, id, today);
        }
        evaluator.leave_procedure();
        ends
    }

    /// Whether nothing was worked out.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, id: &Id) -> Option<&End> {
        self.0.get(id)?.as_ref()
    }

    /// Works out one after those it stands on. The loader refuses circles; one would end here.
    fn add(&mut self, evaluator: &mut Evaluator<'_>, id: &Id, today: NaiveDate) {
        if self.0.contains_key(id) {
            return;
        }
        self.0.insert(id.clone(), None);
        let pack = evaluator.pack;
        let Some(rule) = pack.validities.get(id) else { return };
        for other in &rule.stands_on {
            self.add(evaluator, other, today);
        }
        let end = self.end(evaluator, id, today);
        self.0.insert(id.clone(), end);
    }

    fn end(&self, evaluator: &mut Evaluator<'_>, id: &Id, today: NaiveDate) -> Option<End> {
        let rule = evaluator.pack.validities.get(id)?;
        evaluator.leave_procedure();
        let (applies, applies_why) = evaluator.applies(&rule.applies);
        if applies != Tri::Yes {
            return None;
        }
        let (own, mut own_why) = evaluator.reference(&rule.until);
        if let Some(why) = &mut own_why {
            Arc::make_mut(why).passed_over.extend(applies_why);
        }
        let stopped = rule.stopped.as_ref().is_some_and(|group| evaluator.holds(group));
        let soon = rule.soon.as_ref().map(|day| evaluator.reference(day).0.known());
        let mut asks = Asks::default();
        let mut causes: Vec<Cause> = own
            .known()
            .map(|day| (day, own_why.clone(), None))
            .into_iter()
            .collect();
        for other in rule.stands_on.iter().filter_map(|other| self.get(other)) {
            match &other.day {
                Day::Known(day) => causes.push((*day, other.why.clone(), other.cause.clone())),
                Day::Unknown(more) => asks.add(more),
                Day::Absent => {}
            }
        }
        causes.extend(rule.ends_on.iter().filter_map(|end| other_cause(evaluator, end, today)));
        evaluator.leave_procedure();
        let is_firm = |(day, _, cause): &&Cause| cause.is_none() || today > *day;
        let firm = causes.iter().filter(is_firm).min_by_key(|(day, ..)| *day);
        let firm = firm.map(|(day, why, _)| (*day, why.clone()));
        let earliest = causes.iter().enumerate().min_by_key(|(_, (day, ..))| *day);
        let (day, why, cause) = match (earliest, own) {
            // Its own end may be earlier than anything that is known, until that has passed.
            (known, Day::Unknown(more)) if known.is_none_or(|(_, (day, ..))| today <= *day) => {
                (Day::Unknown(more), own_why, None)
            }
            (Some((at, (day, _, cause))), _) => {
                let (day, cause) = (*day, cause.clone());
                (Day::Known(day), because(id, day, at, causes), cause)
            }
            (None, _) => return None,
        };
        let firm = firm.filter(|_| day.known().is_some());
        let soon = soon.unwrap_or_else(|| day.known().and_then(three_months_left));
        // It may end before the day from which it would have ended soon.
        let soon = soon.map(|soon| day.known().map_or(soon, |last| soon.min(last)));
        let status = match (day.known(), soon) {
            (Some(last), _) if today > last => ValidityStatus::Ended,
            _ if stopped => ValidityStatus::Stopped,
            (None, _) => ValidityStatus::Unknown,
            (_, Some(soon)) if today >= soon => ValidityStatus::EndsSoon,
            _ => ValidityStatus::Valid,
        };
        Some(End {
            day,
            why,
            asks,
            status,
            soon,
            firm,
            cause,
        })
    }
}

/// A day on which a validity ends, why, and the deadline that would prevent it.
type Cause = (NaiveDate, Reasons, Option<DeadlineKey>);

fn other_cause(evaluator: &mut Evaluator<'_>, end: &EndsOn, today: NaiveDate) -> Option<Cause> {
    let pack = evaluator.pack;
    match end {
        EndsOn::Day(day) => {
            evaluator.leave_procedure();
            let (day, why) = evaluator.reference(day);
            Some((day.known()?, why, None))
        }
        EndsOn::Deadline(procedure, deadline) => {
            let found = pack.procedures.get(procedure)?;
            let rule = found.deadlines.iter().find(|rule| rule.id == *deadline)?;
            let (day, why) = running_out(evaluator, found, rule, today)?;
            let (procedure, deadline) = (procedure.clone(), deadline.clone());
            Some((day, why, Some(DeadlineKey { procedure, deadline })))
        }
    }
}

/// The reasons of the earliest cause, with the others beside it.
fn because(id: &Id, day: NaiveDate, at: usize, mut causes: Vec<Cause>) -> Reasons {
    let (_, why, _) = causes.remove(at);
    let why = why?;
    if causes.is_empty() {
        return Some(why);
    }
    let passed_over = causes.into_iter().filter_map(|(_, why, _)| why).collect();
    Some(
        Why {
            because: vec![why],
            passed_over,
            ..Why::day(Reason::End(id.clone()), day)
        }
        .into(),
    )
}

/// The first day with less than three months left.
fn three_months_left(last: NaiveDate) -> Option<NaiveDate> {
    offset(last, -3, Unit::Months, Count::Calendar).and_then(|day| offset(day, 1, Unit::Days, Count::ExcludeFirst))
}

/// The validities of one person, in the order of the registry.
pub(super) fn validities(pack: &Pack, person: &PersonId, ends: &Ends, deadlines: &[Deadline]) -> Vec<Validity> {
    let mut found = Vec::new();
    for id in pack.validities.keys() {
        let Some(end) = ends.get(id) else { continue };
        let row = deadlines
            .iter()
            .find(|d| d.ends.as_ref().is_some_and(|row| row.id == *id));
        // A new end that was not told yet.
        let is_replaced = row.is_some_and(|row| row.status == Status::Done);
        let (status, until) = if is_replaced {
            (ValidityStatus::Unknown, None)
        } else {
            (end.status, end.day.known())
        };
        let mut chain = Vec::new();
        if !is_replaced {
            add_chain(pack, ends, id, deadlines, &mut chain);
        }
        let asks = match &end.day {
            Day::Unknown(asks) => &asks.direct,
            _ => &end.asks.direct,
        };
        found.push(Validity {
            person: person.clone(),
            id: id.clone(),
            status,
            until,
            asks: asks.clone(),
            chain,
        });
    }
    found
}

/// What keeps a validity: first what keeps those that end it, then its own.
fn add_chain(pack: &Pack, ends: &Ends, id: &Id, deadlines: &[Deadline], chain: &mut Vec<ChainStep>) {
    let (Some(rule), Some(end)) = (pack.validities.get(id), ends.get(id)) else {
        return;
    };
    // What would end it earlier than anything else is done first, and nothing else helps against it.
    let is_stopped = end.status == ValidityStatus::Stopped;
    let own = match &end.cause {
        _ if is_stopped => rule.lifted_by.iter().map(key_of).collect(),
        Some(cause) => vec![cause.clone()],
        None => rule.kept_by.iter().map(key_of).collect(),
    };
    for other in rule.stands_on.iter().filter(|_| end.cause.is_none() && !is_stopped) {
        let ends_it = ends.get(other).and_then(|other| other.day.known());
        if ends_it.is_some_and(|day| end.day.known().is_none_or(|own| day <= own)) {
            add_chain(pack, ends, other, deadlines, chain);
        }
    }
    for key in own {
        let Some(deadline) = deadlines.iter().find(|d| d.key == key) else {
            continue;
        };
        // What opens only after the end cannot keep it.
        let is_too_late = deadline.opens.is_some() && end.day.known().is_some_and(|last| deadline.opens > Some(last));
        let is_wanted = deadline.is_asked() || matches!(deadline.status, Status::Waits | Status::Unknown);
        let is_step = is_wanted && !is_too_late;
        if is_step && chain.iter().all(|step| step.key != key) {
            chain.push(ChainStep {
                key,
                status: deadline.status,
                opens: deadline.opens,
                plan_by: deadline.plan_by,
                closes: deadline.closes,
                waits_for: deadline.waits_for.clone(),
            });
        }
    }
}

fn key_of((procedure, deadline): &(Id, Id)) -> DeadlineKey {
    DeadlineKey {
        procedure: procedure.clone(),
        deadline: deadline.clone(),
    }
}

/// Puts the rows of what ends on one day together: the first in the order of the registry stands for all.
pub(super) fn group(pack: &Pack, deadlines: &mut [Deadline]) {
    let place = |id: &Id| pack.validities.keys().position(|known| known == id);
    let mut rows: Vec<usize> = (0..deadlines.len())
        .filter(|at| deadlines[*at].ends.is_some() && deadlines[*at].status != Status::Done)
        .collect();
    rows.sort_by_key(|at| deadlines[*at].ends.as_ref().and_then(|row| place(&row.id)));
    while !rows.is_empty() {
        let head = rows.remove(0);
        let same = |at: &usize| {
            let (a, b) = (&deadlines[head], &deadlines[*at]);
            a.closes == b.closes && a.ends.as_ref().map(|row| row.status) == b.ends.as_ref().map(|row| row.status)
        };
        let (with, rest): (Vec<usize>, Vec<usize>) = rows.iter().partition(|at| same(at));
        rows = rest;
        let ids = with
            .iter()
            .filter_map(|at| Some(deadlines[*at].ends.as_ref()?.id.clone()));
        let ids: Vec<Id> = ids.collect();
        let key = deadlines[head].key.clone();
        for at in with {
            deadlines[at].absorbed_by = Some(Box::new(key.clone()));
        }
        if let Some(row) = &mut deadlines[head].ends {
            row.with = ids;
        }
    }
}
