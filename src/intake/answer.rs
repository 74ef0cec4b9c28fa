//! A typed answer to a question.

use chrono::NaiveDate;

use super::{accept, folded};
use crate::calendar::{DateInputError, parse_date};
use crate::content::{Answer, Choice, DOES_NOT_APPLY, FactKind, Pack};
use crate::text::closest;
use crate::text::secret::Refusal;

/// The largest count that is an answer.
pub const MAX_COUNT: u32 = 99;

const YES: &[&str] = &["yes", "y", "true", "はい", "そうです"];
const NO: &[&str] = &["no", "n", "false", "いいえ", "ちがいます", "違います"];
const NOT_FOR_ME: &[&str] = &[
    DOES_NOT_APPLY,
    "n/a",
    "na",
    "none",
    "当てはまらない",
    "あてはまらない",
    "該当しない",
    "該当なし",
];
const TODAY: &[&str] = &["today", "今日", "きょう"];
const NOT_KNOWN: &[&str] = &["unknown", "?", "不明", "わからない", "分からない"];

/// Why a typed answer was not accepted. Shown as one line; what was typed is repeated only after it proved harmless.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// It holds a number that must not be written down.
    #[error("{0}")]
    Secret(Refusal),
    /// It is not one day.
    #[error("{0}")]
    Date(#[from] DateInputError),
    /// Nothing was typed.
    #[error("No answer was given; {accepted}.")]
    Empty {
        /// What is accepted.
        accepted: String,
    },
    /// Neither yes nor no.
    #[error("`{typed}` is neither yes nor no; {accepted}.")]
    NotYesNo {
        /// What was typed.
        typed: String,
        /// What is accepted.
        accepted: String,
    },
    /// None of the choices.
    #[error("`{typed}` is none of the answers{}; {accepted}.", near.as_ref().map_or(String::new(), |n| format!(" (did you mean `{n}`?)")))]
    NoSuchChoice {
        /// What was typed.
        typed: String,
        /// The choice that is probably meant.
        near: Option<String>,
        /// What is accepted.
        accepted: String,
    },
    /// Not a small number.
    #[error("`{typed}` is not a count; {accepted}.")]
    NotACount {
        /// What was typed.
        typed: String,
        /// What is accepted.
        accepted: String,
    },
    /// An event is told with its day, not answered.
    #[error("`{0}` is an event: tell the day on which it happened.")]
    IsEvent(String),
    /// The pack has no such question.
    #[error("There is no question `{0}`.")]
    NoSuchFact(String),
}

impl From<Refusal> for AnswerProblem {
    fn from(refusal: Refusal) -> Self {
        Self::Secret(refusal)
    }
}

/// Reads an answer to a question; none means "not known": a given answer is taken back.
///
/// # Errors
/// [`AnswerProblem`] says what was wrong and what is accepted.
pub fn parse_answer(pack: &Pack, fact: &str, typed: &str) -> Result<Option<Answer>, AnswerProblem> {
    let words = accept(typed)?;
    let Some(entry) = pack.facts.get(fact) else {
        return Err(AnswerProblem::NoSuchFact(fact.to_owned()));
    };
    if entry.kind == FactKind::Event {
        return Err(AnswerProblem::IsEvent(fact.to_owned()));
    }
    let accepted = accepted(&entry.kind);
    if words.is_empty() {
        return Err(AnswerProblem::Empty { accepted });
    }
    // The choices come first: "none" and "unknown" may be answers of their own.
    if let FactKind::Choice(choices) = &entry.kind
        && let Some(choice) = choice(choices, &words)
    {
        return Ok(Some(Answer::Choice(choice.id.clone())));
    }
    if is_one_of(&words, NOT_KNOWN) {
        return Ok(None);
    }
    if is_one_of(&words, NOT_FOR_ME) {
        return Ok(Some(Answer::DoesNotApply));
    }
    match &entry.kind {
        FactKind::Date => Ok(Some(Answer::Date(parse_date(&words)?))),
        FactKind::YesNo if is_one_of(&words, YES) => Ok(Some(Answer::YesNo(true))),
        FactKind::YesNo if is_one_of(&words, NO) => Ok(Some(Answer::YesNo(false))),
        FactKind::YesNo => Err(AnswerProblem::NotYesNo { typed: words, accepted }),
        FactKind::Count => match count(&words) {
            Some(n) => Ok(Some(Answer::Count(n))),
            None => Err(AnswerProblem::NotACount { typed: words, accepted }),
        },
        FactKind::Choice(choices) => {
            let near = near_choice(choices, &words);
            Err(AnswerProblem::NoSuchChoice {
                typed: words,
                near,
                accepted,
            })
        }
        FactKind::Event => Err(AnswerProblem::IsEvent(fact.to_owned())),
    }
}

/// Reads the day of an event; `today` and 今日 are today in Japan.
///
/// # Errors
/// [`AnswerProblem`] says what was wrong and what is accepted.
pub fn parse_day(typed: &str, today: NaiveDate) -> Result<NaiveDate, AnswerProblem> {
    let words = accept(typed)?;
    if is_one_of(&words, TODAY) {
        Ok(today)
    } else {
        Ok(parse_date(&words)?)
    }
}

/// What a question takes, in words.
fn accepted(kind: &FactKind) -> String {
    let own = match kind {
        FactKind::Date | FactKind::Event => "a date like 2027-03-31".to_owned(),
        FactKind::YesNo => "yes or no".to_owned(),
        FactKind::Count => format!("a number from 0 to {MAX_COUNT}"),
        FactKind::Choice(choices) => choices.iter().map(|c| c.id.as_str()).collect::<Vec<_>>().join(", "),
    };
    let joint = if own.is_empty() { "" } else { ", " };
    format!("accepted: {own}{joint}{DOES_NOT_APPLY}, unknown")
}

fn is_one_of(words: &str, list: &[&str]) -> bool {
    let words = folded(words);
    list.iter().any(|w| folded(w) == words)
}

/// By id, by name in any language, or by number as the list is shown, from 1.
fn choice<'c>(choices: &'c [Choice], words: &str) -> Option<&'c Choice> {
    let typed = folded(words);
    let named = |c: &&Choice| names(c).any(|name| folded(name) == typed);
    let numbered = || choices.get(words.parse::<usize>().ok()?.checked_sub(1)?);
    choices.iter().find(named).or_else(numbered)
}

fn names(choice: &Choice) -> impl Iterator<Item = &str> {
    [choice.id.as_str(), choice.name.en()]
        .into_iter()
        .chain(choice.name.translations().map(|(_, words)| words))
}

fn near_choice(choices: &[Choice], words: &str) -> Option<String> {
    let typed = folded(words);
    let known: Vec<(String, &Choice)> = choices
        .iter()
        .flat_map(|c| names(c).map(move |n| (folded(n), c)))
        .collect();
    let near = closest(&typed, known.iter().map(|(name, _)| name.as_str()))?;
    known
        .iter()
        .find(|(name, _)| name == near)
        .map(|(_, c)| c.id.to_string())
}

fn count(words: &str) -> Option<u32> {
    let digits = !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit());
    words.parse().ok().filter(|n| digits && *n <= MAX_COUNT)
}

#[cfg(test)]
mod tests {
    use super::super::testing::pack;
    use super::*;
    use crate::content::Id;

    fn read(fact: &str, typed: &str) -> Result<Option<Answer>, String> {
        parse_answer(&pack(), fact, typed).map_err(|p| p.to_string())
    }

    #[test]
    fn answers_of_every_kind() {
        let date = |y, m, d| Some(Answer::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap()));
        let choice = |id| Some(Answer::Choice(Id::new(id)));
        for (fact, typed, expected) in [
            ("stay_until", "2027-03-31", date(2027, 3, 31)),
            ("stay_until", "令和9年3月31日", date(2027, 3, 31)),
            ("stay_until", " Ｒ９．３．３１ ", date(2027, 3, 31)),
            ("stay_until", "none", Some(Answer::DoesNotApply)),
            ("stay_until", "N/A", Some(Answer::DoesNotApply)),
            ("stay_until", "does not apply", Some(Answer::DoesNotApply)),
            ("stay_until", "当てはまらない", Some(Answer::DoesNotApply)),
            ("stay_until", "?", None),
            ("stay_until", "？", None),
            ("stay_until", "不明", None),
            ("card_held", "Yes", Some(Answer::YesNo(true))),
            ("card_held", "y", Some(Answer::YesNo(true))),
            ("card_held", "はい", Some(Answer::YesNo(true))),
            ("card_held", "ＴＲＵＥ", Some(Answer::YesNo(true))),
            ("card_held", "いいえ", Some(Answer::YesNo(false))),
            ("card_held", "n", Some(Answer::YesNo(false))),
            ("card_held", "わからない", None),
            ("status_group", "permanent", choice("permanent")),
            ("status_group", "Mid_Long", choice("mid-long")),
            ("status_group", "2", choice("permanent")),
            ("status_group", "２", choice("permanent")),
            ("status_group", "永住者", choice("permanent")),
            ("status_group", "Permanent resident", choice("permanent")),
            ("status_group", "none", Some(Answer::DoesNotApply)),
            ("insurance", "none", choice("none")),
            ("insurance", "n/a", Some(Answer::DoesNotApply)),
            ("children", "0", Some(Answer::Count(0))),
            ("children", "９９", Some(Answer::Count(99))),
        ] {
            assert_eq!(read(fact, typed), Ok(expected), "{fact} {typed}");
        }
    }

    #[test]
    fn what_is_refused_says_what_is_accepted() {
        for (fact, typed, words) in [
            ("stay_until", "03/04/2027", "2027-04-03"),
            ("stay_until", "soon", "not a date"),
            ("stay_until", "2027-02-30", "28 days"),
            ("card_held", "maybe", "yes or no"),
            ("card_held", "1", "yes or no"),
            ("status_group", "permanant", "did you mean `permanent`?"),
            ("status_group", "永住", "did you mean `permanent`?"),
            ("status_group", "0", "mid-long, permanent"),
            ("status_group", "9", "mid-long, permanent"),
            ("children", "100", "from 0 to 99"),
            ("children", "-1", "from 0 to 99"),
            ("children", "+1", "from 0 to 99"),
            ("card_held", "  ", "No answer was given"),
            ("moved_in", "2026-11-29", "is an event"),
            ("moved", "2026-11-29", "no question `moved`"),
        ] {
            let problem = read(fact, typed).unwrap_err();
            assert!(problem.contains(words), "{fact} {typed}: {problem}");
            assert!(!problem.contains('\n'), "{problem}");
        }
    }

    #[test]
    fn the_day_of_an_event() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        for typed in ["today", "Today", "今日", "2026-11-22", "R8.11.22"] {
            assert_eq!(parse_day(typed, day(22)), Ok(day(22)), "{typed}");
        }
        assert!(matches!(parse_day("tomorrow", day(22)), Err(AnswerProblem::Date(_))));
        assert!(matches!(
            parse_day("1234 5678 9012", day(22)),
            Err(AnswerProblem::Secret(_))
        ));
    }

    #[test]
    fn an_ambiguous_date_is_asked_back() {
        let problem = parse_answer(&pack(), "stay_until", "03/04/2027");
        assert!(
            matches!(problem, Err(AnswerProblem::Date(DateInputError::Ambiguous { .. }))),
            "{problem:?}"
        );
    }

    #[test]
    fn a_secret_is_never_repeated() {
        for fact in ["stay_until", "card_held", "status_group", "children"] {
            for typed in ["123456789012", "1234-5678-9012", "１２３４５６７８９０１２"] {
                let problem = parse_answer(&pack(), fact, typed).unwrap_err();
                assert!(matches!(problem, AnswerProblem::Secret(_)));
                assert!(!problem.to_string().contains("1234"), "{problem}");
            }
        }
    }
}
