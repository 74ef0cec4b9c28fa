//! Values as answers to a fact.

use super::super::answer::DOES_NOT_APPLY;
use super::super::found::{Findings, did_you_mean};
use super::super::id::Id;
use super::super::pack::{Answer, FactKind};
use super::super::raw::{At, FactType, RawFact, Scalar};
use super::super::registry::Choice;
use super::super::rules;
use super::super::text::Text;

/// The kind of answer of a fact; the names of choices are added later.
pub(super) fn fact_kind(raw: &RawFact) -> FactKind {
    match raw.kind.value {
        FactType::Date => FactKind::Date,
        FactType::YesNo => FactKind::YesNo,
        FactType::Count => FactKind::Count,
        FactType::Event => FactKind::Event,
        FactType::Choice => FactKind::Choice(
            raw.choice
                .iter()
                .flatten()
                .map(|c| Choice {
                    id: Id::new(c.id.as_str()),
                    name: Text::default(),
                })
                .collect(),
        ),
    }
}

/// The value as an answer to the fact; `None` after a problem was reported.
pub(super) fn answer(fact: &str, kind: &FactKind, value: &At<Scalar>, out: &mut Findings<'_>) -> Option<Answer> {
    let wanted = match (kind, &value.value) {
        (FactKind::Date, Scalar::Date(day)) => return Some(Answer::Date(*day)),
        (FactKind::YesNo, Scalar::YesNo(yes)) => return Some(Answer::YesNo(*yes)),
        (FactKind::Count, Scalar::Whole(n)) if (0..=1_000).contains(n) => {
            return u32::try_from(*n).ok().map(Answer::Count);
        }
        (FactKind::Event, _) => "the day of an event",
        (_, Scalar::Text(word)) if word == DOES_NOT_APPLY => return Some(Answer::DoesNotApply),
        (FactKind::Choice(choices), Scalar::Text(word)) => return choice(fact, choices, word, value, out),
        (FactKind::Date, _) => "a date without quotes",
        (FactKind::YesNo, _) => "true or false",
        (FactKind::Count, _) => "a number from 0 to 1000",
        (FactKind::Choice(_), _) => "one of its choices in quotes",
    };
    let message = format!("the answer to `{fact}` is {wanted}, or \"{DOES_NOT_APPLY}\"");
    out.add(rules::TYPE_WRONG, value.at, message);
    None
}

fn choice(fact: &str, choices: &[Choice], word: &str, value: &At<Scalar>, out: &mut Findings<'_>) -> Option<Answer> {
    if word.is_empty() {
        return None;
    }
    if choices.iter().any(|c| c.id == *word) {
        return Some(Answer::Choice(Id::new(word)));
    }
    let known: Vec<&str> = choices.iter().map(|c| c.id.as_str()).collect();
    let help =
        did_you_mean(word, known.iter().copied()).unwrap_or_else(|| format!("choices are: {}", known.join(", ")));
    let message = format!("`{word}` is no choice of `{fact}`");
    out.add(rules::REF_MISSING, value.at, message).help(help);
    None
}
