//! Puts the days of every deadline together and says where it stands today.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, Months, NaiveDate};

use super::dates::{Dates, plan_by};
use super::evaluate::Evaluator;
use super::tri::{Asks, Day, Tri};
use super::validity::{Ends, group, validities};
use super::why::{Reasons, Why};
use super::{
    Answers, Assessment, Deadline, DeadlineKey, DeadlineWhy, EndRow, Period, Status, ValidityStatus, Warning,
    WarningKind, implied, open_questions,
};
use crate::content::{AfterPlan, Answer, Caution, DeadlineRule, Id, Pack, Procedure, Ref};
use crate::household::{Household, Person, out_of_order};

/// What waits is said so long before its last day: the longest window of an application, three months, and one more to
/// prepare for it.
const WAITS_SHOWN: Months = Months::new(4);

/// Works out everything that holds today. Pure: the same input gives the same answer on any machine.
pub fn assess(pack: &Pack, household: &Household, today: NaiveDate) -> Assessment {
    let mut deadlines = Vec::with_capacity(household.active().count() * rules(pack).count());
    let mut found = Vec::new();
    let mut warnings = BTreeSet::new();
    for person in household.active() {
        let answers = implied(pack, household, person);
        let mut evaluator = Evaluator::new(pack, household, person, &answers, None);
        let first = deadlines.len();
        let ends = Ends::work_out(&mut evaluator, today);
        for procedure in pack.procedures.values() {
            evaluator.set_procedure(procedure);
            for rule in &procedure.deadlines {
                deadlines.push(deadline(&mut evaluator, procedure, rule, &ends, today));
            }
        }
        warnings.extend(evaluator.into_warnings());
        warnings.extend(order_warnings(pack, person, &answers));
        absorb(pack, &mut deadlines[first..]);
        group(pack, &mut deadlines[first..]);
        found.extend(validities(pack, &person.id, &ends, &deadlines[first..]));
    }
    deadlines.sort_by_cached_key(next_first);
    let questions = open_questions(pack, household, &deadlines);
    Assessment {
        today,
        deadlines,
        validities: found,
        questions,
        warnings: warnings.into_iter().collect(),
    }
}

/// Every deadline of a pack, in order.
fn rules(pack: &Pack) -> impl Iterator<Item = &DeadlineRule> {
    pack.procedures.values().flat_map(|procedure| &procedure.deadlines)
}

/// What to do next comes first: late, then open by the day to act by, then upcoming, then the rest.
fn next_first(d: &Deadline) -> (u8, NaiveDate, NaiveDate) {
    let rank = match d.status {
        Status::Late => 0,
        Status::Open => 1,
        Status::Upcoming => 2,
        Status::Unknown => 3,
        Status::Waits => 4,
        Status::NoLongerPossible => 5,
        Status::Done => 6,
        Status::Settled => 7,
        Status::NotApplicable => 8,
    };
    let last = NaiveDate::MAX;
    let first = if d.status == Status::Upcoming {
        d.opens
    } else {
        d.act_by()
    };
    (rank, first.unwrap_or(last), d.closes.unwrap_or(last))
}

fn deadline<'a>(
    evaluator: &mut Evaluator<'a>,
    procedure: &'a Procedure,
    rule: &'a DeadlineRule,
    ends: &Ends,
    today: NaiveDate,
) -> Deadline {
    evaluator.set_procedure(procedure);
    let place = go_to_place(evaluator, procedure, rule);
    let mut days = Dates::work_out(evaluator, rule, place, ends);
    let mut standing = Standing::work_out(evaluator, procedure, rule, &days, ends, today);
    standing.give_up(rule, ends, today);
    let waits_for = standing.wait(evaluator, rule, ends, place, &mut days, today);
    let (asks, or_asks) = standing.questions(&days);
    let after_plan = after_plan(evaluator, rule, &days, standing.status, today);
    let holds = |caution: Option<&Caution>| caution.is_some_and(|c| evaluator.holds(&c.applies));
    Deadline {
        person: evaluator.person.id.clone(),
        key: DeadlineKey {
            procedure: procedure.id.clone(),
            deadline: rule.id.clone(),
        },
        kind: rule.kind,
        status: standing.status,
        opens: days.opens.0.known(),
        counted: days.counted,
        closes: days.closes.0.known(),
        plan_by: days.plan_by.0,
        place: place.clone(),
        asks,
        or_asks,
        disputed: holds(rule.disputed.as_deref()),
        varies: holds(rule.varies.as_deref()),
        done_on: standing.done_on,
        settled_by: standing.settled_by,
        after_plan,
        waits_for,
        ends: end_row(rule, ends),
        lacks_opening: standing.lacks_opening,
        period: period(evaluator, rule, standing.status),
        absorbed_by: None,
    }
}

/// What a deadline that is the end of a validity says of it.
fn end_row(rule: &DeadlineRule, ends: &Ends) -> Option<Box<EndRow>> {
    let id = rule.validity.as_ref()?;
    let status = ends.get(id)?.status;
    let (id, with) = (id.clone(), Vec::new());
    Some(Box::new(EndRow { id, status, with }))
}

/// The last day of a deadline that is asked for, with its reasons: on it runs out what the deadline keeps.
pub(super) fn running_out<'a>(
    evaluator: &mut Evaluator<'a>,
    procedure: &'a Procedure,
    rule: &'a DeadlineRule,
    today: NaiveDate,
) -> Option<(NaiveDate, Reasons)> {
    evaluator.set_procedure(procedure);
    let place = go_to_place(evaluator, procedure, rule);
    let ends = Ends::default();
    let mut days = Dates::work_out(evaluator, rule, place, &ends);
    let mut standing = Standing::work_out(evaluator, procedure, rule, &days, &ends, today);
    standing.wait(evaluator, rule, &ends, place, &mut days, today);
    let runs = matches!(standing.status, Status::Waits | Status::NoLongerPossible);
    let last = days.closes.0.known();
    let last = last.filter(|_| runs || standing.status.asks_for_something())?;
    let mut why = days.closes.1;
    if let Some(why) = &mut why {
        // That it concerns the person decides too.
        Arc::make_mut(why).passed_over.extend(standing.applies_why);
    }
    Some((last, why))
}

/// What the content says to do once the last practical day has passed and the last day has not.
fn after_plan(
    evaluator: &Evaluator<'_>,
    rule: &DeadlineRule,
    days: &Dates,
    status: Status,
    today: NaiveDate,
) -> Option<Id> {
    let closes = days.closes.0.known()?;
    let passed = status == Status::Open && days.plan_by.0.is_none_or(|day| day < today);
    let are_open = |places: &[Id], day| places.iter().all(|place| evaluator.is_open(place, day));
    let is_said = |said: &&AfterPlan| {
        let later = || today.iter_days().skip(1).take_while(|day| *day <= closes);
        (closes - today).num_days() >= i64::from(said.days_left)
            && are_open(&said.open_today, today)
            && (said.open_later.is_empty() || later().any(|day| are_open(&said.open_later, day)))
            && evaluator.holds(&said.applies)
    };
    let said = rule.after_plan.iter().filter(|_| passed);
    said.clone().find(is_said).map(|said| said.id.clone())
}

/// The named stretch of time of a deadline that still matters, if both of its ends are known.
fn period(evaluator: &Evaluator<'_>, rule: &DeadlineRule, status: Status) -> Option<Box<Period>> {
    let period = rule.period.as_ref().filter(|_| status.asks_for_something())?;
    let first = evaluator.reference(&period.after).0.known()?.succ_opt()?;
    let last = evaluator.reference(&period.until).0.known()?;
    (first <= last).then(|| {
        Box::new(Period {
            term: period.term.clone(),
            first,
            last,
        })
    })
}

/// Why a deadline has its days, and why it applies or not: what [`assess`] found, worked out once more with its reasons.
/// Nothing, if the pack or the household does not have it.
pub fn explain(pack: &Pack, household: &Household, today: NaiveDate, deadline: &Deadline) -> DeadlineWhy {
    let found = || {
        let person = household.person(deadline.person.as_str())?;
        let procedure = pack.procedures.get(&deadline.key.procedure)?;
        let rule = procedure
            .deadlines
            .iter()
            .find(|rule| rule.id == deadline.key.deadline)?;
        Some((person, procedure, rule))
    };
    let Some((person, procedure, rule)) = found() else {
        return DeadlineWhy::default();
    };
    let answers = implied(pack, household, person);
    let mut evaluator = Evaluator::new(pack, household, person, &answers, Some(procedure)).explaining();
    let ends = Ends::work_out(&mut evaluator, today);
    evaluator.set_procedure(procedure);
    let place = go_to_place(&mut evaluator, procedure, rule);
    let mut days = Dates::work_out(&evaluator, rule, place, &ends);
    let mut standing = Standing::work_out(&evaluator, procedure, rule, &days, &ends, today);
    standing.wait(&evaluator, rule, &ends, place, &mut days, today);
    DeadlineWhy {
        own_sources: rule.source.clone(),
        applies: standing.applies_why,
        opens: days.opens.1,
        closes: days.closes.1,
        plan_by: days.plan_by.1,
    }
}

/// Why a validity of a person ends on its day; nothing, if the person does not have it.
pub fn explain_validity(
    pack: &Pack,
    household: &Household,
    today: NaiveDate,
    person: &str,
    id: &Id,
) -> Option<Arc<Why>> {
    let person = household.person(person)?;
    let answers = implied(pack, household, person);
    let mut evaluator = Evaluator::new(pack, household, person, &answers, None).explaining();
    Ends::work_out(&mut evaluator, today).get(id)?.why.clone()
}

/// Goes to the place whose closed days count for a deadline. Which one that is, is asked at the place of the procedure, so
/// that it does not depend on the deadline before.
fn go_to_place<'a>(evaluator: &mut Evaluator<'a>, procedure: &'a Procedure, rule: &'a DeadlineRule) -> &'a Id {
    evaluator.set_place(&procedure.place);
    let mut others = rule.place_if.iter();
    let other = others.find(|(applies, _)| evaluator.holds(applies));
    let place = other.map_or(&rule.place, |(_, place)| place);
    evaluator.set_place(place);
    place
}

/// Where it stands and why.
struct Standing {
    status: Status,
    done_on: Option<NaiveDate>,
    settled_by: Option<Id>,
    lacks_opening: bool,
    applies_why: Vec<Arc<Why>>,
    applies_asks: Asks,
}

impl Standing {
    fn work_out(
        evaluator: &Evaluator<'_>,
        procedure: &Procedure,
        rule: &DeadlineRule,
        days: &Dates,
        ends: &Ends,
        today: NaiveDate,
    ) -> Self {
        let (applies, applies_why) = evaluator.applies(&rule.applies);
        let mut standing = Self {
            status: Status::NotApplicable,
            done_on: None,
            settled_by: None,
            lacks_opening: false,
            applies_why,
            applies_asks: Asks::default(),
        };
        if let Tri::Ask(asks) = &applies {
            standing.applies_asks = Asks::clone(asks);
        }
        let is_over = days.closes.0.known().is_some_and(|closes| today > closes);
        if days.since == Some(Day::Absent) || applies == Tri::No {
            standing.settled_by = settled_case(evaluator, procedure, rule, is_over);
            if standing.settled_by.is_some() && days.since != Some(Day::Absent) {
                standing.status = Status::Settled;
            }
            return standing;
        }
        if let Some(on) = done_on(evaluator, rule, days) {
            standing.status = Status::Done;
            standing.done_on = Some(on);
            return standing;
        }
        let (needed, needed_why) = evaluator.applies(&rule.needed_while);
        standing.applies_why.extend(needed_why);
        if needed == Tri::No {
            return standing;
        }
        if let Some(case) = settled_case(evaluator, procedure, rule, is_over) {
            standing.status = Status::Settled;
            standing.settled_by = Some(case);
            return standing;
        }
        if let Tri::Ask(asks) = needed {
            standing.applies_asks.add(&asks);
        }
        let open_condition = standing.applies_asks != Asks::default();
        standing.status = match (&days.opens.0, &days.closes.0) {
            (_, Day::Unknown(_)) => Status::Unknown,
            _ if open_condition || matches!(days.since, Some(Day::Unknown(_))) => Status::Unknown,
            // Once the last day has passed it is late whenever it opened.
            (Day::Unknown(_), closes) if !is_over => {
                let status = same_status(evaluator, rule, closes.known(), today);
                standing.lacks_opening = status.is_none();
                status.unwrap_or(Status::Unknown)
            }
            (opens, closes) => by_day(opens.known(), closes.known(), today),
        };
        let end = rule.validity.as_ref().and_then(|id| ends.get(id));
        if end.is_some_and(|end| end.status == ValidityStatus::Stopped) {
            standing.status = Status::Open;
        }
        let is_quiet = rule.quiet_until_open || rule.validity.is_some();
        if is_quiet && standing.status == Status::Upcoming {
            standing.status = Status::NotApplicable;
        }
        standing
    }

    /// Nothing can be done to what has ended.
    fn give_up(&mut self, rule: &DeadlineRule, ends: &Ends, today: NaiveDate) {
        let is_wanted = self.status.asks_for_something() || self.status == Status::Unknown;
        let end = rule.acts_on.as_ref().and_then(|id| ends.get(id));
        if is_wanted && end.and_then(|end| end.day.known()).is_some_and(|last| today > last) {
            self.status = Status::NoLongerPossible;
            self.lacks_opening = false;
        }
    }

    /// A deadline that does not concern the person yet may be coming: then it waits, and the last day that is known
    /// already takes the place of the day that nothing has started. The events one of which starts it.
    fn wait(
        &mut self,
        evaluator: &Evaluator<'_>,
        rule: &DeadlineRule,
        ends: &Ends,
        place: &Id,
        days: &mut Dates,
        today: NaiveDate,
    ) -> Vec<Id> {
        let coming = rule.waits.as_deref().filter(|_| self.status == Status::NotApplicable);
        let Some(waits) = coming.filter(|waits| evaluator.holds(&waits.applies)) else {
            return Vec::new();
        };
        let Some(closes) = &waits.closes else {
            self.status = Status::Waits;
            return waits.events.clone();
        };
        days.opens = (Day::Absent, None);
        days.closes = evaluator.reference(closes);
        days.counted = days.closes.0.known();
        days.cap(rule, ends);
        let last = days.counted;
        let (_, waits_why) = evaluator.applies(&waits.applies);
        if let Some(why) = &mut days.closes.1 {
            // That it waits, and is not open instead, decides its days too.
            let decides = self.applies_why.iter().chain(&waits_why).cloned();
            Arc::make_mut(why).passed_over.extend(decides);
        }
        self.applies_why = waits_why;
        let is_far = |last: &NaiveDate| last.checked_sub_months(WAITS_SHOWN).is_some_and(|from| today < from);
        if last.as_ref().is_some_and(is_far) {
            return Vec::new();
        }
        if last.is_some_and(|last| today > last) {
            let end = rule.acts_on.as_ref().and_then(|id| ends.get(id)?.day.known());
            if end.is_some_and(|end| today > end) || ends.is_empty() {
                self.status = Status::NoLongerPossible;
            }
            return Vec::new();
        }
        self.status = Status::Waits;
        days.plan_by = plan_by(evaluator, place, [None, last, last]);
        waits.events.clone()
    }

    /// What to ask: only where an answer would change something.
    fn questions(&self, days: &Dates) -> (Vec<Id>, Vec<Id>) {
        if !(self.status.asks_for_something() || self.status == Status::Unknown) {
            return (Vec::new(), Vec::new());
        }
        let mut asks = self.applies_asks.clone();
        if asks == Asks::default() {
            for day in [days.since.as_ref(), Some(&days.closes.0), Some(&days.opens.0)]
                .into_iter()
                .flatten()
            {
                if let Day::Unknown(more) = day {
                    asks.add(more);
                }
            }
        }
        asks.instead.retain(|id| !asks.direct.contains(id));
        (asks.direct, asks.instead)
    }
}

/// The status that a deadline has whichever of its possible days is the first; none if they differ.
fn same_status(
    evaluator: &Evaluator<'_>,
    rule: &DeadlineRule,
    closes: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<Status> {
    let days = rule.opens.as_ref().map(|opens| evaluator.possible_days(opens))?;
    let status = |day: &Day| (!matches!(day, Day::Unknown(_))).then(|| by_day(day.known(), closes, today));
    let first = days.first().and_then(status)?;
    days.iter().all(|day| status(day) == Some(first)).then_some(first)
}

fn by_day(opens: Option<NaiveDate>, closes: Option<NaiveDate>, today: NaiveDate) -> Status {
    if closes.is_some_and(|closes| today > closes) {
        Status::Late
    } else if opens.is_some_and(|opens| today < opens) {
        Status::Upcoming
    } else {
        Status::Open
    }
}

/// The day on which it was settled by an event of its own.
fn done_on(evaluator: &Evaluator<'_>, rule: &DeadlineRule, days: &Dates) -> Option<NaiveDate> {
    let latest = |event: &Id| evaluator.reference(&Ref::Event(event.clone())).0.known();
    if let Some(condition) = &rule.done_if {
        return evaluator
            .holds(condition)
            .then(|| rule.done_by.iter().filter_map(latest).max())?;
    }
    let basis = match &days.since {
        Some(since) => since.known()?,
        None => days.opens.0.known()?,
    };
    let earliest = basis.checked_sub_days(Days::new(u64::from(rule.done_lead_days)))?;
    rule.done_by
        .iter()
        .filter_map(latest)
        .filter(|&on| on >= earliest)
        .max()
}

/// The case in which nothing need be done; some count only once the last day is over.
fn settled_case(evaluator: &Evaluator<'_>, procedure: &Procedure, rule: &DeadlineRule, is_over: bool) -> Option<Id> {
    procedure
        .settled
        .iter()
        .filter(|case| case.deadlines.contains(&rule.id) && (is_over || !case.after_close))
        .find(|case| evaluator.holds(&case.applies))
        .map(|case| case.id.clone())
}

/// Marks deadlines that another visit settles anyway: of one person, in the order of the pack.
fn absorb(pack: &Pack, deadlines: &mut [Deadline]) {
    let active = deadlines.iter().filter(|d| d.status.asks_for_something());
    let active = active.map(|d| &d.key).collect::<BTreeSet<_>>();
    let by = |rule: &DeadlineRule| {
        let keys = rule.absorbed_by.iter().map(|(procedure, deadline)| DeadlineKey {
            procedure: procedure.clone(),
            deadline: deadline.clone(),
        });
        keys.into_iter().find(|key| active.contains(key))
    };
    let absorbed: Vec<Option<DeadlineKey>> = rules(pack).map(by).collect();
    for (deadline, by) in deadlines.iter_mut().zip(absorbed) {
        deadline.absorbed_by = by.map(Box::new);
    }
}

/// Answers whose order cannot be: the commonest slip is a month typed too far.
fn order_warnings(pack: &Pack, person: &Person, answers: &Answers) -> Vec<Warning> {
    let date = |id: &Id| match answers.get(id) {
        Some(Answer::Date(day)) => Some(*day),
        _ => None,
    };
    let mut warnings = Vec::new();
    for (id, fact) in &pack.facts {
        let Some(own) = date(id) else { continue };
        let pairs = fact
            .after
            .iter()
            .map(|a| (a, id))
            .chain(fact.before.iter().map(|b| (id, b)));
        for (earlier, later) in pairs {
            let other = if earlier == id { later } else { earlier };
            let Some(other_day) = date(other) else { continue };
            let (first, second) = if earlier == id {
                (own, other_day)
            } else {
                (other_day, own)
            };
            if out_of_order(first, second, false) {
                warnings.push(Warning {
                    person: person.id.clone(),
                    procedure: Id::default(),
                    kind: WarningKind::Order {
                        earlier: earlier.clone(),
                        later: later.clone(),
                    },
                });
            }
        }
    }
    warnings
}
