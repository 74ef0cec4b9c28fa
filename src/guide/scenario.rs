//! Runs scenarios: the tests of the rules that content authors write.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use chrono::NaiveDate;

use super::evaluate::Evaluator;
use super::needs::Comes;
use super::why::{Reasons, Why};
use super::{Assessment, Deadline, DeadlineWhy, Status, WarningKind, assess, explain, implied, visit_list};
use crate::content::{Answer, ExpectDeadline, ExpectFee, ExpectValidity, Id, Pack, Per, Scenario, ScenarioPerson, Who};
use crate::household::{Event, Household, Odd, OddWhy, Person, all_odd};

/// What came out of one scenario.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Number of expectations that were checked.
    pub checked: usize,
    /// Those that did not hold.
    pub findings: Vec<Finding>,
}

/// An expectation that does not hold.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was expected, for example `move-in/notify closes`.
    pub what: String,
    /// The expected value.
    pub expected: String,
    /// The value found.
    pub found: String,
    /// How the found day came about.
    pub why: Option<Arc<Why>>,
}

/// The household that a scenario describes.
pub fn household_of(pack: &Pack, scenario: &Scenario) -> Household {
    let mut household = Household {
        name: scenario.id.to_string(),
        ..Household::default()
    };
    for (index, given) in scenario.people.iter().enumerate() {
        let id = Id::new(&format!("p{index}"));
        let mut person = Person {
            id: id.clone(),
            label: given.label.clone(),
            ..Person::default()
        };
        let mut of_events: BTreeMap<Id, BTreeMap<Id, Answer>> = BTreeMap::new();
        for (fact, answer) in &given.facts {
            match pack.facts.get(fact).map(|f| &f.per) {
                Some(Per::Household) => {
                    household.facts.insert(fact.clone(), answer.clone());
                }
                Some(Per::Event(event)) => {
                    of_events
                        .entry(event.clone())
                        .or_default()
                        .insert(fact.clone(), answer.clone());
                }
                _ => {
                    person.facts.insert(fact.clone(), answer.clone());
                }
            }
        }
        household
            .events
            .extend(events(given, &id, household.events.len(), &of_events));
        household.people.push(person);
    }
    household
}

fn events(given: &ScenarioPerson, id: &Id, start: usize, facts: &BTreeMap<Id, BTreeMap<Id, Answer>>) -> Vec<Event> {
    let event = |(n, (event, on)): (usize, &(Id, NaiveDate))| Event {
        id: Id::new(&format!("e{}", start + n)),
        event: event.clone(),
        on: *on,
        people: vec![id.clone()],
        facts: facts.get(event).cloned().unwrap_or_default(),
    };
    given.events.iter().enumerate().map(event).collect()
}

/// Runs one scenario.
pub fn run_scenario(pack: &Pack, scenario: &Scenario) -> Outcome {
    let household = household_of(pack, scenario);
    let assessment = assess(pack, &household, scenario.today);
    let mut run = Run {
        pack,
        household: &household,
        assessment: &assessment,
        checked: 0,
        findings: Vec::new(),
    };
    for (key, expected) in &scenario.expect.deadlines {
        run.deadline(key, expected);
    }
    for (key, expected) in &scenario.expect.validities {
        run.validity(key, expected);
    }
    for (key, expected) in &scenario.expect.dates {
        run.date(key, *expected);
    }
    for key in &scenario.expect.not_deadline {
        run.not_deadline(key);
    }
    for key in &scenario.expect.applies {
        run.applies(key);
    }
    for expected in &scenario.expect.warns {
        run.warns(expected);
    }
    if let Some(expected) = &scenario.expect.odd {
        run.odd(expected);
    }
    for (key, expected) in &scenario.expect.bag {
        run.bag(key, expected);
    }
    for (key, expected) in &scenario.expect.fees {
        run.fee(key, expected);
    }
    Outcome {
        checked: run.checked,
        findings: run.findings,
    }
}

struct Run<'a> {
    pack: &'a Pack,
    household: &'a Household,
    assessment: &'a Assessment,
    checked: usize,
    findings: Vec<Finding>,
}

impl<'a> Run<'a> {
    fn check(
        &mut self,
        what: &str,
        expected: &impl Display,
        found: &impl Display,
        holds: bool,
        why: impl FnOnce() -> Reasons,
    ) {
        self.checked += 1;
        if !holds {
            self.findings.push(Finding {
                what: what.to_owned(),
                expected: expected.to_string(),
                found: found.to_string(),
                why: why(),
            });
        }
    }

    fn missing(&mut self, what: &str) {
        self.check(what, &"something of that name", &"nothing of that name", false, || None);
    }

    /// Its reasons, for whoever wants them.
    fn explained(&self, found: &'a Deadline) -> impl Fn() -> DeadlineWhy + use<'a> {
        let (pack, household, today) = (self.pack, self.household, self.assessment.today);
        move || explain(pack, household, today, found)
    }

    /// Splits `A:move-in/notify` into the person and the rest; without a label the first person is meant.
    fn person<'k>(&self, key: &'k str) -> Option<(&'a Person, &'k str)> {
        let household = self.household;
        match key.split_once(':') {
            Some((label, rest)) => Some((household.people.iter().find(|p| p.label == label)?, rest)),
            None => Some((household.people.first()?, key)),
        }
    }

    fn find(&self, key: &str) -> Option<&'a Deadline> {
        let (person, rest) = self.person(key)?;
        let (procedure, deadline) = rest.split_once('/')?;
        let assessment = self.assessment;
        assessment
            .deadlines
            .iter()
            .find(|d| d.person == person.id && d.key.procedure == *procedure && d.key.deadline == *deadline)
    }

    fn deadline(&mut self, key: &str, expected: &ExpectDeadline) {
        let Some(found) = self.find(key) else {
            return self.missing(key);
        };
        let explained = self.explained(found);
        let opens: fn(DeadlineWhy) -> Reasons = |why| why.opens;
        let closes: fn(DeadlineWhy) -> Reasons = |why| why.closes;
        let plan_by: fn(DeadlineWhy) -> Reasons = |why| why.plan_by;
        let days = [
            ("opens", expected.opens, found.opens, opens),
            ("counted", expected.counted, found.counted, closes),
            ("closes", expected.closes, found.closes, closes),
            ("plan_by", expected.plan_by, found.plan_by, plan_by),
        ];
        for (name, expected, found, why) in days {
            if let Some(expected) = expected {
                let shown = found.map_or_else(|| "no date".to_owned(), |d| d.to_string());
                self.check(
                    &format!("{key} {name}"),
                    &expected,
                    &shown,
                    found == Some(expected),
                    || why(explained()),
                );
            }
        }
        if let Some(expected) = &expected.status {
            let word = found.status.word();
            self.check(&format!("{key} status"), expected, &word, word == expected, || {
                explained().closes
            });
        }
        for (name, expected, found) in [
            ("disputed", expected.disputed, found.disputed),
            ("varies", expected.varies, found.varies),
        ] {
            if let Some(expected) = expected {
                self.check(&format!("{key} {name}"), &expected, &found, expected == found, || None);
            }
        }
        if let Some(expected) = &expected.asks {
            self.asks(key, expected, found);
        }
    }

    fn validity(&mut self, key: &str, expected: &ExpectValidity) {
        let found = self.person(key).and_then(|(person, id)| {
            let mut all = self.assessment.validities.iter();
            all.find(|v| v.person == person.id && v.id == *id)
        });
        let Some(found) = found else { return self.missing(key) };
        if let Some(expected) = &expected.status {
            let word = found.status.word();
            self.check(&format!("{key} status"), expected, &word, word == expected, || None);
        }
        if let Some(expected) = expected.until {
            let shown = found.until.map_or_else(|| "no date".to_owned(), |d| d.to_string());
            let holds = found.until == Some(expected);
            self.check(&format!("{key} until"), &expected, &shown, holds, || None);
        }
        if let Some(expected) = &expected.next {
            let next = found
                .next()
                .map_or_else(|| "nothing".to_owned(), |step| step.key.to_string());
            self.check(&format!("{key} next"), expected, &next, next == *expected, || None);
        }
    }

    /// Each expected question must be one that would resolve it; an empty list means that nothing is asked.
    fn asks(&mut self, key: &str, expected: &[Id], found: &Deadline) {
        let holds = if expected.is_empty() {
            found.asks.is_empty()
        } else {
            expected
                .iter()
                .all(|id| found.asks.contains(id) || found.or_asks.contains(id))
        };
        let mut shown = list(&found.asks);
        if !found.or_asks.is_empty() {
            shown = format!("{shown} (or {})", list(&found.or_asks));
        }
        self.check(&format!("{key} asks"), &list(expected), &shown, holds, || None);
    }

    fn date(&mut self, key: &str, expected: NaiveDate) {
        let Some((person, rest)) = self.person(key) else {
            return self.missing(key);
        };
        let Some((procedure, date)) = rest.split_once('/') else {
            return self.missing(key);
        };
        let Some(procedure) = self.pack.procedures.get(procedure) else {
            return self.missing(key);
        };
        if self.pack.date(Some(procedure), date).is_none() {
            return self.missing(key);
        }
        let answers = implied(self.pack, self.household, person);
        let evaluator = Evaluator::new(self.pack, self.household, person, &answers, Some(procedure)).explaining();
        let (day, why) = evaluator.date(&Id::new(date));
        let shown = day.known().map_or_else(|| "no date".to_owned(), |d| d.to_string());
        self.check(key, &expected, &shown, day.known() == Some(expected), || why);
    }

    fn not_deadline(&mut self, key: &str) {
        let Some(found) = self.find(key) else {
            return self.missing(key);
        };
        let explained = self.explained(found);
        let holds = matches!(
            found.status,
            Status::NotApplicable | Status::Settled | Status::Done | Status::Waits | Status::NoLongerPossible
        );
        self.check(key, &"nothing asked for", &found.status.word(), holds, || {
            explained().closes
        });
    }

    fn applies(&mut self, key: &str) {
        let Some((person, procedure)) = self.person(key) else {
            return self.missing(key);
        };
        if !self.pack.procedures.contains_key(procedure) {
            return self.missing(key);
        }
        let holds = self
            .assessment
            .deadlines
            .iter()
            .any(|d| d.person == person.id && d.key.procedure == *procedure && d.status.asks_for_something());
        self.check(key, &"applies", &"asks for nothing", holds, || None);
    }

    /// The days that are asked about are these and no others.
    fn odd(&mut self, expected: &[String]) {
        let found = all_odd(self.pack, self.household, self.assessment.today);
        let mut found: Vec<String> = found.iter().map(odd_line).collect();
        let mut wanted = expected.to_vec();
        found.sort();
        wanted.sort();
        let words = |list: &[String]| {
            if list.is_empty() {
                "nothing".to_owned()
            } else {
                list.join(", ")
            }
        };
        self.check("odd", &words(&wanted), &words(&found), wanted == found, || None);
    }

    fn warns(&mut self, expected: &str) {
        let found: Vec<String> = self
            .assessment
            .warnings
            .iter()
            .map(|w| warning_line(&w.procedure, &w.kind))
            .collect();
        let holds = found.iter().any(|line| line.starts_with(expected));
        let shown = if found.is_empty() {
            "no warning".to_owned()
        } else {
            found.join("; ")
        };
        self.check("warns", &expected, &shown, holds, || None);
    }

    fn bag(&mut self, key: &str, expected: &[String]) {
        let Some((person, rest)) = self.person(key) else {
            return self.missing(key);
        };
        let (rest, who) = rest
            .split_once('@')
            .map_or((rest, None), |(rest, who)| (rest, Some(who)));
        let Some((procedure, visit)) = rest.split_once('/') else {
            return self.missing(key);
        };
        let Some(procedure) = self.pack.procedures.get(procedure) else {
            return self.missing(key);
        };
        let Some(visit) = procedure.body.visits.iter().find(|v| v.id == *visit) else {
            return self.missing(key);
        };
        let comes = Comes {
            who: who.and_then(Who::of_word).unwrap_or(visit.who),
            on: self.assessment.today,
        };
        let list = visit_list(self.pack, self.household, person, procedure, visit, comes);
        let found: Vec<String> = list.items.iter().map(super::BagItem::shorthand).collect();
        let mut sorted = (found.clone(), expected.to_vec());
        sorted.0.sort();
        sorted.1.sort();
        self.check(
            key,
            &expected.join(", "),
            &found.join(", "),
            sorted.0 == sorted.1,
            || None,
        );
    }

    fn fee(&mut self, key: &str, expected: &ExpectFee) {
        let Some((person, rest)) = self.person(key) else {
            return self.missing(key);
        };
        let (fee, option) = rest
            .split_once('/')
            .map_or((rest, None), |(fee, option)| (fee, Some(option)));
        let Some(fee) = self.pack.fees.get(fee) else {
            return self.missing(key);
        };
        let day = match &expected.on {
            None => Some(self.assessment.today),
            Some(event) => self.household.latest(person.id.as_str(), event.as_str()).map(|e| e.on),
        };
        let Some(day) = day else {
            return self.missing(&format!("{key}: the day that decides"));
        };
        let found = fee.yen_on(option, day);
        self.check(
            &format!("{key} on {day}"),
            &amount(expected.yen),
            &amount(found),
            found == expected.yen,
            || None,
        );
    }
}

/// An amount as scenarios write it.
fn amount(yen: Option<u32>) -> String {
    yen.map_or_else(|| "not-known".to_owned(), |yen| yen.to_string())
}

/// The stable words of a warning, as scenarios name it.
fn warning_line(procedure: &Id, kind: &WarningKind) -> String {
    match kind {
        WarningKind::Differs { date, computed, .. } => format!("{procedure}/{date}: computed {computed} differs"),
        WarningKind::Order { earlier, later } => format!("{later}: not after {earlier}"),
    }
}

/// The stable words of a day that is not plausible, as scenarios name it.
fn odd_line(odd: &Odd) -> String {
    let why = match &odd.why {
        OddWhy::NotYet => "not yet".to_owned(),
        OddWhy::TooEarly(day) => format!("before {day}"),
        OddWhy::TooLate(day) => format!("after {day}"),
        OddWhy::Before(other, _) => format!("before {other}"),
        OddWhy::After(other, _) => format!("after {other}"),
        OddWhy::SameDay(other) => format!("same day as {other}"),
    };
    format!("{} {}: {why}", odd.fact, odd.on)
}

fn list(ids: &[Id]) -> String {
    if ids.is_empty() {
        return "nothing".to_owned();
    }
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}
