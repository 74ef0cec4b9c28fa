//! Cases for people who know the field: a lawyer or a clerk reads the days and says whether they are right.
//!
//! Two families. *Situations* cross every status of residence with an age band, a form of the card, how far an
//! application to immigration is, and a last day that is open or closed. *Happenings* take each event of the pack and
//! let it happen on a day from which the last day falls on a closed, and on an open day. Days lie around `today`, so
//! a sheet made next year is about next year; the same content and the same day give the same cases.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Months, NaiveDate};

use super::evaluate::Evaluator;
use super::{Assessment, Deadline, DeadlineKey, Status, assess, implied};
use crate::content::{Answer, FactKind, Id, Pack, PlaceKind};
use crate::household::{Event, Household, Person};

/// So many days are tried for one whose last day is closed, and one whose last day is open.
const TRIED_DAYS: u64 = 16;

/// One generated case. The assessment holds only the deadlines that the case is about.
#[derive(Clone, Debug)]
pub struct FactCase {
    /// One person with answers and events.
    pub household: Household,
    /// What follows, in the order of the content.
    pub assessment: Assessment,
}

/// Every case with at least one deadline; with names of procedures only theirs.
pub fn fact_cases(pack: &Pack, today: NaiveDate, only: &BTreeSet<Id>) -> Vec<FactCase> {
    let mut cases = situations(pack, today);
    cases.extend(happenings(pack, today));
    for case in &mut cases {
        if !only.is_empty() {
            case.assessment.deadlines.retain(|d| only.contains(&d.key.procedure));
        }
    }
    cases.retain(|case| !case.assessment.deadlines.is_empty());
    cases
}

/// How far an application to immigration is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Nothing,
    Pending,
    Decided,
}

/// The card in hand.
#[derive(Clone, PartialEq, Eq)]
enum Card {
    None,
    Form(Id),
}

fn situations(pack: &Pack, today: NaiveDate) -> Vec<FactCase> {
    let mut cases = Vec::new();
    let mut cards: Vec<Card> = choices(pack, "card_form").into_iter().map(Card::Form).collect();
    cards.push(Card::None);
    for status in choices(pack, "status_group") {
        for birth in births(today) {
            for card in &cards {
                for stage in [Stage::Nothing, Stage::Pending, Stage::Decided] {
                    for last in last_days(pack, today) {
                        cases.extend(situation(pack, today, &status, birth, card, stage, last));
                    }
                }
            }
        }
    }
    cases
}

/// An adult, an adult born on a leap day, a child.
fn births(today: NaiveDate) -> [NaiveDate; 3] {
    let years = |n: u32| today.checked_sub_months(Months::new(12 * n)).unwrap_or(today);
    let leap_day = NaiveDate::from_ymd_opt(1996, 2, 29).unwrap_or(today);
    [years(35), leap_day, years(10)]
}

fn situation(
    pack: &Pack,
    today: NaiveDate,
    status: &Id,
    birth: NaiveDate,
    card: &Card,
    stage: Stage,
    last: NaiveDate,
) -> Option<FactCase> {
    let mut person = Given::new(pack);
    person.fact("status_group", Answer::Choice(status.clone()));
    person.fact("birth", Answer::Date(birth));
    person.fact("card_held", Answer::YesNo(*card != Card::None));
    let made = today.checked_sub_months(Months::new(30))?;
    if let Card::Form(form) = card {
        person.fact("card_form", Answer::Choice(form.clone()));
        person.fact("card_applied_on", Answer::Date(made.checked_sub_days(Days::new(40))?));
        person.fact("card_made_on", Answer::Date(made));
        person.fact("cert_issued_on", Answer::Date(made));
    }
    let limited = !person.settles("stay_until");
    if !limited && stage != Stage::Nothing {
        return None;
    }
    if limited {
        let until = if stage == Stage::Decided {
            last.checked_add_months(Months::new(12))?
        } else {
            last
        };
        person.fact("stay_until", Answer::Date(until));
        person.fact("stay_six_months_or_more", Answer::YesNo(true));
        if stage == Stage::Decided && *card != Card::None {
            // The card still shows the end of the old stay.
            person.fact("card_printed_until", Answer::Date(last));
        }
    } else {
        person.fact("residence_card_until", Answer::Date(last));
        if *card != Card::None {
            person.fact("card_printed_until", Answer::Date(last));
        }
    }
    if stage != Stage::Nothing {
        let applied = last.checked_sub_days(Days::new(50))?;
        person.event(
            "stay_application",
            applied,
            &[("stay_application_kind", Answer::Choice(Id::new("extension")))],
        );
    }
    if stage == Stage::Decided {
        person.event("stay_decided", last.checked_sub_days(Days::new(10))?, &[]);
    }
    let today = if stage == Stage::Nothing {
        today
    } else {
        last.checked_sub_days(Days::new(7))?
    };
    let mut case = person.case(today);
    case.assessment.deadlines.retain(|d| tells_something(d.status));
    Some(case)
}

/// One day that is closed at the counter and one that is open, some three months ahead.
fn last_days(pack: &Pack, today: NaiveDate) -> Vec<NaiveDate> {
    let start = today.checked_add_days(Days::new(90)).unwrap_or(today);
    let days: Vec<NaiveDate> = start
        .iter_days()
        .take(usize::try_from(TRIED_DAYS).unwrap_or_default())
        .collect();
    let closed = days.iter().find(|day| is_closed(pack, **day) == Some(true));
    let open = days.iter().find(|day| is_closed(pack, **day) == Some(false));
    [closed, open].into_iter().flatten().copied().collect()
}

/// Whether the first counter of the pack is closed on a day.
fn is_closed(pack: &Pack, day: NaiveDate) -> Option<bool> {
    let (id, _) = pack
        .places
        .iter()
        .find(|(_, p)| p.kind == PlaceKind::Counter && !p.closed.is_empty())?;
    let household = Household::new("");
    let person = household.people.first()?;
    let answers = implied(pack, &household, person);
    let evaluator = Evaluator::new(pack, &household, person, &answers, None);
    Some(!evaluator.is_open(id, day))
}

fn happenings(pack: &Pack, today: NaiveDate) -> Vec<FactCase> {
    let mut cases = Vec::new();
    let events = pack.facts.iter().filter(|(_, fact)| fact.kind == FactKind::Event);
    for (event, _) in events {
        for form in choices(pack, "card_form") {
            let before = keys(&bystander(pack, today, &form).case(today).assessment);
            let mut found: BTreeSet<(DeadlineKey, bool)> = BTreeSet::new();
            for back in 0..TRIED_DAYS {
                let Some(on) = today.checked_sub_days(Days::new(back)) else {
                    continue;
                };
                let mut person = bystander(pack, today, &form);
                person.event(event.as_str(), on, &[]);
                let mut case = person.case(today);
                // What the event changed, and of that only the first closed and the first open last day.
                case.assessment.deadlines.retain(|d| {
                    let closed = d.counted.is_some_and(|day| is_closed(pack, day) == Some(true));
                    tells_something(d.status) && !before.contains(&key(d)) && found.insert((d.key.clone(), closed))
                });
                if !case.assessment.deadlines.is_empty() {
                    cases.push(case);
                }
            }
        }
    }
    cases
}

/// Somebody to whom things happen: an adult with a period of stay and a card.
fn bystander<'p>(pack: &'p Pack, today: NaiveDate, form: &Id) -> Given<'p> {
    let ahead = |months: u32| today.checked_add_months(Months::new(months)).unwrap_or(today);
    let mut person = Given::new(pack);
    for (fact, answer) in [
        ("status_group", Answer::Choice(Id::new("mid-long"))),
        ("birth", Answer::Date(births(today)[0])),
        ("stay_until", Answer::Date(ahead(18))),
        ("stay_six_months_or_more", Answer::YesNo(true)),
        ("card_held", Answer::YesNo(true)),
        ("card_form", Answer::Choice(form.clone())),
        ("card_printed_until", Answer::Date(ahead(18))),
        ("cert_printed_until", Answer::Date(ahead(18))),
        ("insurance", Answer::Choice(Id::new("nhi"))),
        ("lost_at_home", Answer::YesNo(false)),
    ] {
        person.fact(fact, answer);
    }
    person
}

/// What a deadline says apart from whose it is; compared to see what an event changes.
type Key = (DeadlineKey, Status, Option<NaiveDate>, Option<NaiveDate>);

fn key(d: &Deadline) -> Key {
    (d.key.clone(), d.status, d.opens, d.closes)
}

fn keys(assessment: &Assessment) -> BTreeSet<Key> {
    assessment.deadlines.iter().map(key).collect()
}

/// "Nothing to do" is an answer that has to be checked too.
fn tells_something(status: Status) -> bool {
    status.asks_for_something() || status == Status::Settled
}

fn choices(pack: &Pack, fact: &str) -> Vec<Id> {
    match pack.facts.get(fact).map(|f| &f.kind) {
        Some(FactKind::Choice(choices)) => choices.iter().map(|c| c.id.clone()).collect(),
        _ => Vec::new(),
    }
}

/// A person in the making. What the pack does not ask about is left out.
struct Given<'p> {
    pack: &'p Pack,
    household: Household,
}

impl<'p> Given<'p> {
    fn new(pack: &'p Pack) -> Self {
        Self {
            pack,
            household: Household::new("factsheet"),
        }
    }

    fn person(&mut self) -> Option<&mut Person> {
        self.household.people.first_mut()
    }

    fn fact(&mut self, fact: &str, answer: Answer) {
        if self.pack.facts.contains_key(fact)
            && let Some(person) = self.person()
        {
            person.facts.insert(Id::new(fact), answer);
        }
    }

    fn event(&mut self, event: &str, on: NaiveDate, facts: &[(&str, Answer)]) {
        if !self.pack.facts.contains_key(event) {
            return;
        }
        let known = facts.iter().filter(|(fact, _)| self.pack.facts.contains_key(*fact));
        let facts = known
            .map(|(fact, answer)| (Id::new(fact), answer.clone()))
            .collect::<BTreeMap<_, _>>();
        let people = self.household.people.iter().map(|p| p.id.clone()).collect();
        let id = Id::new(&format!("e{}", self.household.events.len() + 1));
        self.household.events.push(Event {
            id,
            event: Id::new(event),
            on,
            people,
            facts,
        });
    }

    /// Whether another answer settles this fact.
    fn settles(&self, fact: &str) -> bool {
        let person = self.household.people.first();
        person.is_some_and(|p| implied(self.pack, &self.household, p).get(fact) == Some(&Answer::DoesNotApply))
    }

    /// What follows, in the order of the content and not of urgency.
    fn case(self, today: NaiveDate) -> FactCase {
        let mut assessment = assess(self.pack, &self.household, today);
        let place = |d: &Deadline| {
            let procedure = self.pack.procedures.get_index_of(&d.key.procedure);
            let rule = self.pack.procedures.get(&d.key.procedure);
            (
                procedure,
                rule.and_then(|p| p.deadlines.iter().position(|r| r.id == d.key.deadline)),
            )
        };
        assessment.deadlines.sort_by_key(place);
        FactCase {
            household: self.household,
            assessment,
        }
    }
}
