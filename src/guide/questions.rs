//! What the program would like to know, and what one answer settles about another.

use std::collections::BTreeMap;

use super::{Deadline, DeadlineKey, Status};
use crate::content::{Answer, Id, Pack, Per};
use crate::household::{Household, Person, PersonId};

/// One open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The fact.
    pub fact: Id,
    /// Whose; none: the household's.
    pub person: Option<PersonId>,
    /// The event it belongs to, if it is entered with one.
    pub event: Option<Id>,
    /// Deadlines that wait for it.
    pub unlocks: Vec<DeadlineKey>,
    /// It would only help to work something out that another question asks directly.
    pub instead: bool,
}

/// Answers by fact.
pub type Answers = BTreeMap<Id, Answer>;

/// The answers of a person together with the household's and with what they imply. An implied answer wins over an
/// old one: a permanent resident has no end of stay, whatever was typed before.
pub fn implied(pack: &Pack, household: &Household, person: &Person) -> Answers {
    let own = household.facts.iter().chain(&person.facts);
    let mut answers: Answers = own.map(|(id, answer)| (id.clone(), answer.clone())).collect();
    for (id, fact) in pack.facts.iter().filter(|(_, fact)| !fact.implies.is_empty()) {
        let Some(answer) = answers.get(id).cloned() else {
            continue;
        };
        for implication in fact.implies.iter().filter(|i| i.when.contains(&answer)) {
            answers.insert(implication.fact.clone(), implication.value.clone());
        }
    }
    answers
}

/// The facts that would resolve something, direct questions first, each in the order of the registry.
pub fn open_questions(pack: &Pack, household: &Household, deadlines: &[Deadline]) -> Vec<Question> {
    let mut found: BTreeMap<(bool, usize, Option<PersonId>), Question> = BTreeMap::new();
    for deadline in deadlines {
        if matches!(deadline.status, Status::Done | Status::Settled | Status::NotApplicable) {
            continue;
        }
        let direct = deadline.asks.iter().map(|id| (id, false));
        for (fact, instead) in direct.chain(deadline.or_asks.iter().map(|id| (id, true))) {
            let Some((index, _, entry)) = pack.facts.get_full(fact.as_str()) else {
                continue;
            };
            let (person, event) = match &entry.per {
                Per::Person => (Some(deadline.person.clone()), None),
                Per::Household => (None, None),
                Per::Event(event) => (Some(deadline.person.clone()), Some(event.clone())),
            };
            let key = (instead, index, person.clone());
            if instead && found.contains_key(&(false, index, person.clone())) {
                continue;
            }
            let question = found.entry(key).or_insert_with(|| Question {
                fact: fact.clone(),
                person,
                event,
                unlocks: Vec::new(),
                instead,
            });
            if !question.unlocks.contains(&deadline.key) {
                question.unlocks.push(deadline.key.clone());
            }
        }
    }
    let mut questions: Vec<Question> = found.into_values().collect();
    let direct: Vec<(Id, Option<PersonId>)> = questions
        .iter()
        .filter(|q| !q.instead)
        .map(|q| (q.fact.clone(), q.person.clone()))
        .collect();
    questions.retain(|q| !q.instead || !direct.contains(&(q.fact.clone(), q.person.clone())));
    by_person_order(household, &mut questions);
    questions
}

/// Keeps the people in the order of the household, direct questions first.
fn by_person_order(household: &Household, questions: &mut [Question]) {
    let rank = |q: &Question| {
        q.person.as_ref().map_or(0, |id| {
            household.people.iter().position(|p| p.id == *id).unwrap_or(usize::MAX)
        })
    };
    questions.sort_by_key(|q| (q.instead, rank(q)));
}
