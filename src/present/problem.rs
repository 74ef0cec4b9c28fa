//! What was wrong with something typed, in the reader's language. What was typed is not repeated where it may be secret.

use chrono::Datelike;

use crate::calendar::DateInputError;
use crate::household::ChangeError;
use crate::i18n::{Strings, day, era_day, weekday};
use crate::intake::AnswerProblem;
use crate::text::secret::Refusal;

/// Why an answer was not taken, in one line.
pub fn answer_problem(strings: &Strings, problem: &AnswerProblem) -> String {
    match problem {
        AnswerProblem::Secret(refusal) => refusal_words(strings, *refusal),
        AnswerProblem::Date(problem) => date_problem(strings, problem),
        AnswerProblem::NotACount { .. } => strings.say("problem-count"),
        AnswerProblem::Empty { .. } => strings.say("problem-empty"),
        other => other.to_string(),
    }
}

/// Why a change was not made, in one line.
pub fn change_problem(strings: &Strings, problem: &ChangeError) -> String {
    match problem {
        ChangeError::Secret(refusal) => refusal_words(strings, *refusal),
        ChangeError::Label => strings.say("problem-label"),
        ChangeError::LongNote => strings.say("problem-long-note"),
        ChangeError::LastPerson => strings.say("problem-last-person"),
        other => other.to_string(),
    }
}

/// Why something cannot be stored, and what is safe to write instead.
pub fn refusal_words(strings: &Strings, refusal: Refusal) -> String {
    strings.say(match refusal {
        Refusal::TwelveDigits => "problem-twelve-digits",
        Refusal::CardNumber => "problem-card-number",
        Refusal::Pin => "problem-pin",
    })
}

/// Why typed words are not one day, in one line.
pub fn date_problem(strings: &Strings, problem: &DateInputError) -> String {
    match problem {
        DateInputError::Empty => strings.say("problem-date-empty"),
        DateInputError::NotADate => strings.say("problem-date"),
        DateInputError::Ambiguous { readings: [a, b] } => {
            let (first, second) = (day(strings, *a).into(), day(strings, *b).into());
            let args = [("a", first), ("b", second), ("how", a.to_string().into())];
            strings.say_with("problem-date-ambiguous", &args)
        }
        DateInputError::ShortYear => strings.say("problem-date-year"),
        DateInputError::NoSuchDay { year, month, day } => {
            strings.say_x("problem-date-no-such-day", &format!("{year:04}-{month:02}-{day:02}"))
        }
        DateInputError::EraMismatch { .. } => strings.say("problem-date-era"),
        DateInputError::WrongWeekday { day: date, typed } => {
            let era = era_day(*date).map_or(String::new(), |era| format!(" ({era})"));
            let args = [
                ("x", format!("{date}{era}").into()),
                ("is", weekday(strings, date.weekday()).into()),
                ("not", weekday(strings, *typed).into()),
            ];
            strings.say_with("problem-date-weekday", &args)
        }
        DateInputError::OutOfRange => strings.say("problem-date-range"),
    }
}
