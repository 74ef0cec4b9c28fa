//! Changes that follow from typed words: an answer, an event, a tick.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::content::{Answer, FactKind, Id, Pack, Per};
use crate::guide::{Warning, WarningKind, implied};
use crate::household::{Change, Household, Person, PersonId, TickKey, edit};

/// Changes ready to be saved, and what looks odd about them. A doubt is said, never a reason to refuse.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    /// What to save; empty if nothing would change.
    pub changes: Vec<Change>,
    /// What the person should look at again.
    pub doubts: Vec<Doubt>,
}

/// Something odd about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Two days are in an order that cannot be.
    Order(Warning),
    /// Another answer settles this one, so it is not used.
    Overridden {
        /// The answer that settles it.
        by: Id,
    },
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
    let concerned = after
        .people
        .iter()
        .filter(|p| !p.archived && (*per == Per::Household || person == Some(p.id.as_str())));
    let doubts = if fits && !changes.is_empty() {
        concerned.flat_map(|p| doubts(pack, &after, p, fact)).collect()
    } else {
        Vec::new()
    };
    Ok(Prepared { changes, doubts })
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

/// What is odd about one answer of a person, in the household as it would be.
fn doubts(pack: &Pack, household: &Household, person: &Person, fact: &Id) -> Vec<Doubt> {
    let mut given = household.facts.iter().chain(&person.facts).collect::<BTreeMap<_, _>>();
    if let Some(Per::Event(event)) = pack.facts.get(fact).map(|f| &f.per)
        && let Some(event) = household.latest(person.id.as_str(), event.as_str())
    {
        given.extend(event.facts.iter());
    }
    let mut found: Vec<Doubt> = orders(pack, fact)
        .filter(|(earlier, later)| {
            let day = |id: &Id| match given.get(id) {
                Some(Answer::Date(day)) => Some(*day),
                _ => None,
            };
            day(earlier)
                .zip(day(later))
                .is_some_and(|(earlier, later)| earlier >= later)
        })
        .map(|(earlier, later)| {
            let kind = WarningKind::Order {
                earlier: earlier.clone(),
                later: later.clone(),
            };
            Doubt::Order(Warning {
                person: person.id.clone(),
                procedure: Id::default(),
                kind,
            })
        })
        .collect();
    found.dedup();
    let answer = given.get(fact).copied();
    let used = implied(pack, household, person);
    if let Some(answer) = answer
        && used.get(fact).is_some_and(|used| used != answer)
        && let Some(by) = pack.facts.iter().find(|(id, f)| {
            let settles =
                |i: &&crate::content::Implication| i.fact == *fact && used.get(*id).is_some_and(|a| i.when.contains(a));
            f.implies.iter().any(|i| settles(&i))
        })
    {
        found.push(Doubt::Overridden { by: by.0.clone() });
    }
    found
}

/// The pairs (earlier, later) of the registry in which a fact takes part.
fn orders<'p>(pack: &'p Pack, fact: &'p Id) -> impl Iterator<Item = (&'p Id, &'p Id)> {
    let pairs = pack.facts.iter().flat_map(|(id, f)| {
        let after = f.after.iter().map(move |earlier| (earlier, id));
        after.chain(f.before.iter().map(move |later| (id, later)))
    });
    let mut own: Vec<(&Id, &Id)> = pairs
        .filter(|(earlier, later)| *earlier == fact || *later == fact)
        .collect();
    own.sort();
    own.dedup();
    own.into_iter()
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
    let recorded = |person: &PersonId| household.events_of(person.as_str(), event.as_str()).any(|e| e.on == on);
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
    fn an_order_that_cannot_be_is_a_doubt_not_a_refusal() {
        let household = told(&[("birth", Answer::Date(day(5, 1)))]);
        for (on, doubtful) in [(day(4, 30), true), (day(5, 1), true), (day(5, 2), false)] {
            let prepared = set_answer(
                &pack(),
                &household,
                Some("a"),
                &id("stay_until"),
                Some(Answer::Date(on)),
            )
            .unwrap();
            assert_eq!(prepared.changes.len(), 1);
            assert_eq!(
                prepared.doubts.len(),
                usize::from(doubtful),
                "{on}: {:?}",
                prepared.doubts
            );
        }
        // The other way round: the registry names the pair only once.
        let household = told(&[("stay_until", Answer::Date(day(5, 1)))]);
        let prepared = set_answer(
            &pack(),
            &household,
            Some("a"),
            &id("birth"),
            Some(Answer::Date(day(6, 1))),
        )
        .unwrap();
        let expected = WarningKind::Order {
            earlier: id("birth"),
            later: id("stay_until"),
        };
        assert!(
            matches!(&prepared.doubts[..], [Doubt::Order(w)] if w.kind == expected),
            "{:?}",
            prepared.doubts
        );
    }

    #[test]
    fn an_answer_that_another_one_settles_is_a_doubt() {
        let household = told(&[("status_group", Answer::Choice(id("permanent")))]);
        let answer = |answer| set_answer(&pack(), &household, Some("a"), &id("stay_until"), Some(answer)).unwrap();
        assert_eq!(
            answer(Answer::Date(day(5, 1))).doubts,
            [Doubt::Overridden { by: id("status_group") }]
        );
        assert_eq!(answer(Answer::DoesNotApply).doubts, []);
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
