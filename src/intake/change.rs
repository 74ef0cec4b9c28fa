//! Changes that follow from typed words: an answer, an event, a tick.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::content::{Answer, Fact, FactKind, Id, Implication, Pack, Per};
use crate::guide::implied;
use crate::household::{Change, Household, Person, PersonId, TickKey, edit};

/// Changes ready to be saved. Whether their days are plausible says [`odd`](crate::household::odd), which every door asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    /// What to save; empty if nothing would change.
    pub changes: Vec<Change>,
    /// Another answer that settles this one, so that it is not used. It is said, never a reason to refuse.
    pub overridden_by: Option<Id>,
}

/// Why no change can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeProblem {
    /// The answer belongs to an event that was not told yet.
    #[error("`{fact}` belongs to an event that is not recorded yet; tell it first: `mynaguide event {event} DATE`.")]
    NoEvent {
        /// The fact.
        fact: Id,
        /// The event.
        event: Id,
    },
    /// The answer is about somebody, but nobody was named.
    #[error("`{0}` is about one person: say whom.")]
    NobodyNamed(Id),
    /// The fact does not belong to this event.
    #[error("`{fact}` does not belong to `{event}`{}", if known.is_empty() { ".".to_owned() } else { format!("; known: {}.", known.join(", ")) })]
    NotOfEvent {
        /// The fact.
        fact: Id,
        /// The event.
        event: Id,
        /// The facts that do.
        known: Vec<String>,
    },
    /// The same event of the same people on the same day.
    #[error("`{event}` on {on} is recorded already; `mynaguide set` changes the answers that belong to it.")]
    Recorded {
        /// The event.
        event: Id,
        /// The day.
        on: NaiveDate,
    },
}

/// Gives, changes or takes back (none) an answer: of a person, of the household, or of that person's latest event.
///
/// # Errors
/// The answer needs an event or a person that is not there.
pub fn set_answer(
    pack: &Pack,
    household: &Household,
    person: Option<&str>,
    fact: &Id,
    answer: Option<Answer>,
) -> Result<Prepared, IntakeProblem> {
    let per = pack.facts.get(fact).map_or(&Per::Person, |f| &f.per);
    let named = || person.ok_or_else(|| IntakeProblem::NobodyNamed(fact.clone()));
    let changes = match per {
        Per::Household => edit::set_fact(household, None, fact.as_str(), answer),
        Per::Person => edit::set_fact(household, Some(named()?), fact.as_str(), answer),
        Per::Event(event) => of_event(household, named()?, event, fact, answer)?,
    };
    let mut after = household.clone();
    let fits = after.apply_all(&changes).is_ok();
    let mut concerned = after
        .people
        .iter()
        .filter(|p| !p.archived && (*per == Per::Household || person == Some(p.id.as_str())));
    let overridden_by = if fits && !changes.is_empty() {
        concerned.find_map(|p| overridden_by(pack, &after, p, fact))
    } else {
        None
    };
    Ok(Prepared { changes, overridden_by })
}

fn of_event(
    household: &Household,
    person: &str,
    event: &Id,
    fact: &Id,
    answer: Option<Answer>,
) -> Result<Vec<Change>, IntakeProblem> {
    let Some(before) = household.latest(person, event.as_str()).cloned() else {
        return Err(IntakeProblem::NoEvent {
            fact: fact.clone(),
            event: event.clone(),
        });
    };
    let mut after = before.clone();
    match answer {
        Some(answer) => after.facts.insert(fact.clone(), answer),
        None => after.facts.remove(fact),
    };
    if before == after {
        return Ok(Vec::new());
    }
    Ok(vec![Change::Event {
        before: Some(before),
        after: Some(after),
    }])
}

/// The answer of a person that settles another one, in the household as it would be.
fn overridden_by(pack: &Pack, household: &Household, person: &Person, fact: &Id) -> Option<Id> {
    let answer = person.facts.get(fact).or_else(|| household.facts.get(fact))?;
    let used = implied(pack, household, person);
    if used.get(fact).is_none_or(|used| used == answer) {
        return None;
    }
    let settles = |(id, f): &(&Id, &Fact)| {
        let holds = |i: &Implication| i.fact == *fact && used.get(*id).is_some_and(|a| i.when.contains(a));
        f.implies.iter().any(holds)
    };
    pack.facts.iter().find(settles).map(|(by, _)| by.clone())
}

/// Tells an event of some people, with the answers that belong to it; old answers that it makes out of date are
/// forgotten and become questions again. No answer is ever assumed from an event.
///
/// # Errors
/// Nobody is named, an answer does not belong to the event, or the event is recorded already.
pub fn record_event(
    pack: &Pack,
    household: &Household,
    people: &[PersonId],
    event: &Id,
    on: NaiveDate,
    facts: BTreeMap<Id, Answer>,
) -> Result<Vec<Change>, IntakeProblem> {
    if people.is_empty() {
        return Err(IntakeProblem::NobodyNamed(event.clone()));
    }
    let belongs = |fact: &Id| pack.facts.get(fact).is_some_and(|f| f.per == Per::Event(event.clone()));
    if let Some(fact) = facts.keys().find(|f| !belongs(f)) {
        let known = pack.facts.keys().filter(|f| belongs(f)).map(Id::to_string).collect();
        return Err(IntakeProblem::NotOfEvent {
            fact: fact.clone(),
            event: event.clone(),
            known,
        });
    }
    let recorded = |person: &PersonId| household.is_told(pack, person.as_str(), event.as_str(), on);
    if people.iter().all(recorded) {
        return Err(IntakeProblem::Recorded {
            event: event.clone(),
            on,
        });
    }
    let entry = pack.facts.get(event).filter(|f| f.kind == FactKind::Event);
    let resets = entry.map_or(&[][..], |f| &f.resets);
    Ok(edit::add_event(household, event.as_str(), on, people, facts, resets))
}

/// Ticks a step or document of a procedure for a person, or takes the tick back.
pub fn tick(household: &Household, procedure: &Id, item: &Id, person: &PersonId, today: NaiveDate) -> Vec<Change> {
    let key = TickKey {
        procedure: procedure.clone(),
        item: item.clone(),
        person: person.clone(),
    };
    edit::tick(household, key, today)
}

#[cfg(test)]
mod tests {
    use super::super::testing::pack;
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn id(word: &str) -> Id {
        Id::new(word)
    }

    /// Answers given one after the other.
    fn told(answers: &[(&str, Answer)]) -> Household {
        let (pack, mut household) = (pack(), Household::new("home"));
        for (fact, answer) in answers {
            let prepared = set_answer(&pack, &household, Some("a"), &id(fact), Some(answer.clone())).unwrap();
            household.apply_all(&prepared.changes).unwrap();
        }
        household
    }

    #[test]
    fn answers_go_where_they_belong() {
        let pack = pack();
        let mut household = told(&[
            ("card_held", Answer::YesNo(true)),
            ("head_foreign", Answer::YesNo(false)),
        ]);
        assert_eq!(household.people[0].facts[&id("card_held")], Answer::YesNo(true));
        assert_eq!(household.facts[&id("head_foreign")], Answer::YesNo(false));

        let pickup = |h: &Household| set_answer(&pack, h, Some("a"), &id("pickup_by"), Some(Answer::Date(day(12, 20))));
        let problem = pickup(&household).unwrap_err().to_string();
        assert!(problem.contains("mynaguide event pickup_notice DATE"), "{problem}");
        for on in [day(11, 1), day(11, 20)] {
            let changes =
                record_event(&pack, &household, &[id("a")], &id("pickup_notice"), on, BTreeMap::new()).unwrap();
            household.apply_all(&changes).unwrap();
        }
        household.apply_all(&pickup(&household).unwrap().changes).unwrap();
        assert!(
            household.events[0].facts.is_empty(),
            "only the latest event is answered"
        );
        assert_eq!(household.events[1].facts[&id("pickup_by")], Answer::Date(day(12, 20)));
        assert!(pickup(&household).unwrap().changes.is_empty());

        let back = set_answer(&pack, &household, Some("a"), &id("pickup_by"), None).unwrap();
        household.apply_all(&back.changes).unwrap();
        assert!(household.events[1].facts.is_empty());
        let nobody = set_answer(&pack, &household, None, &id("card_held"), None);
        assert_eq!(nobody, Err(IntakeProblem::NobodyNamed(id("card_held"))));
    }

    #[test]
    fn an_answer_that_another_one_settles_is_said() {
        let household = told(&[("status_group", Answer::Choice(id("permanent")))]);
        let answer = |answer| set_answer(&pack(), &household, Some("a"), &id("stay_until"), Some(answer)).unwrap();
        assert_eq!(answer(Answer::Date(day(5, 1))).overridden_by, Some(id("status_group")));
        assert_eq!(answer(Answer::DoesNotApply).overridden_by, None);
    }

    #[test]
    fn events_forget_what_is_out_of_date_and_assume_nothing() {
        let pack = pack();
        let mut household = told(&[
            ("stay_until", Answer::Date(day(5, 1))),
            ("card_held", Answer::YesNo(true)),
        ]);
        let record = |h: &Household, on, facts| record_event(&pack, h, &[id("a")], &id("stay_decided"), on, facts);
        let changes = record(&household, day(4, 1), BTreeMap::new()).unwrap();
        household.apply_all(&changes).unwrap();
        assert_eq!(household.people[0].facts.keys().collect::<Vec<_>>(), ["card_held"]);
        assert!(matches!(
            record(&household, day(4, 1), BTreeMap::new()),
            Err(IntakeProblem::Recorded { .. })
        ));
        let foreign = BTreeMap::from([(id("pickup_by"), Answer::Date(day(5, 1)))]);
        assert!(matches!(
            record(&household, day(4, 2), foreign),
            Err(IntakeProblem::NotOfEvent { .. })
        ));
        let nobody = record_event(&pack, &household, &[], &id("stay_decided"), day(4, 2), BTreeMap::new());
        assert!(matches!(nobody, Err(IntakeProblem::NobodyNamed(_))));
        let own = BTreeMap::from([(id("pickup_by"), Answer::Date(day(5, 1)))]);
        let changes = record_event(
            &pack,
            &household,
            &[id("a")],
            &id("pickup_notice"),
            day(4, 2),
            own.clone(),
        )
        .unwrap();
        assert!(matches!(&changes[..], [Change::Event { before: None, after: Some(e) }] if e.facts == own));
    }

    #[test]
    fn a_second_tick_takes_the_first_back() {
        let mut household = Household::new("home");
        for ticks in [1, 0] {
            let changes = tick(&household, &id("move-in"), &id("file"), &id("a"), day(12, 1));
            household.apply_all(&changes).unwrap();
            assert_eq!(household.ticks.len(), ticks);
        }
    }
}
