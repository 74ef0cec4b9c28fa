//! A question in words: what is asked, where the answer is found, why it is asked.

use super::Scene;
use crate::content::{Answer, FactKind, Id};
use crate::i18n::both_calendars;

/// A question as it is shown.
#[derive(Clone, Debug)]
pub struct QuestionCard {
    /// The fact.
    pub fact: Id,
    /// Short name.
    pub name: String,
    /// The question.
    pub ask: String,
    /// Where the answer is found.
    pub place: String,
    /// Why it is asked.
    pub used_for: String,
    /// The answers to choose from, with their words; empty for dates and counts.
    pub choices: Vec<(Answer, String)>,
    /// A date is typed.
    pub is_date: bool,
    /// The answer given so far, in words.
    pub current: Option<String>,
}

/// A question as it is shown for one person.
pub fn question_card(scene: Scene<'_>, person: Option<&str>, fact: &str) -> Option<QuestionCard> {
    let entry = scene.pack.facts.get(fact)?;
    let lang = scene.lang();
    let mut choices: Vec<Answer> = match &entry.kind {
        FactKind::YesNo => vec![Answer::YesNo(true), Answer::YesNo(false)],
        FactKind::Choice(choices) => choices.iter().map(|c| Answer::Choice(c.id.clone())).collect(),
        FactKind::Date | FactKind::Count | FactKind::Event => Vec::new(),
    };
    if entry.kind != FactKind::Event {
        choices.push(Answer::DoesNotApply);
    }
    let words = |answer: &Answer| answer_words(scene, fact, answer);
    let known = match person {
        Some(person) => scene.household.person(person).and_then(|p| p.facts.get(fact)),
        None => scene.household.facts.get(fact),
    };
    Some(QuestionCard {
        fact: Id::new(fact),
        name: entry.name.get(lang).to_owned(),
        ask: entry.ask.get(lang).to_owned(),
        place: entry.place.get(lang).to_owned(),
        used_for: entry.used_for.get(lang).to_owned(),
        choices: choices.into_iter().map(|a| (a.clone(), words(&a))).collect(),
        is_date: matches!(entry.kind, FactKind::Date | FactKind::Event),
        current: known.map(words),
    })
}

/// An answer in words.
pub fn answer_words(scene: Scene<'_>, fact: &str, answer: &Answer) -> String {
    let strings = scene.strings;
    match answer {
        Answer::DoesNotApply => strings.say("answer-does-not-apply"),
        Answer::YesNo(true) => strings.say("answer-yes"),
        Answer::YesNo(false) => strings.say("answer-no"),
        Answer::Date(date) => both_calendars(strings, *date),
        Answer::Count(n) => n.to_string(),
        Answer::Choice(id) => match scene.pack.facts.get(fact).map(|f| &f.kind) {
            Some(FactKind::Choice(choices)) => choices
                .iter()
                .find(|c| c.id == *id)
                .map_or_else(|| id.to_string(), |c| c.name.get(scene.lang()).to_owned()),
            _ => id.to_string(),
        },
    }
}
