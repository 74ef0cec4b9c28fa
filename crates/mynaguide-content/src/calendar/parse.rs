//! Dates as people type them. What has two readings is refused with both, never guessed.
//!
//! Read are: `2027-03-31` (also with `/`, `.` or spaces, and eight digits), `31 Mar 2027`, `March 31st, 2027`,
//! `31/03/2027` where only one reading exists, `2027年3月31日`, and the eras: `令和9年3月31日`, `R9.3.31`,
//! `Reiwa 9 March 31`, `令和元年5月1日`. Full-width characters, spaces and a weekday at either end are welcome; a weekday
//! that does not fit the date is an error, because one of the two is a slip.

mod error;
#[cfg(test)]
mod tests;
mod tokens;

use chrono::{Datelike, NaiveDate};

pub use error::DateInputError;
use tokens::{Mark, Number, Token};

use super::era::{Era, EraDate};
use super::range::{FIRST_DAY, LAST_DAY, supported};

/// Longer input is not a date; the bound keeps pasted pages cheap.
const MOST_BYTES: usize = 200;

/// Reads a date.
///
/// # Errors
///
/// [`DateInputError`] says what is wrong; it never repeats what was typed, which might have been a secret number.
pub fn parse_date(typed: &str) -> Result<NaiveDate, DateInputError> {
    if typed.len() > MOST_BYTES {
        return Err(if typed.trim().is_empty() {
            DateInputError::Empty
        } else {
            DateInputError::NotADate
        });
    }
    let folded = tokens::fold(typed);
    if folded.trim().is_empty() {
        return Err(DateInputError::Empty);
    }
    let (date, weekday) = tokens::split_weekday(folded.trim());
    let tokens = tokens::tokens(date).ok_or(DateInputError::NotADate)?;
    let day = read(&tokens)?;
    match weekday {
        Some(typed) if typed != day.weekday() => Err(DateInputError::WrongWeekday { day, typed }),
        _ => Ok(day),
    }
}

/// Decides by the most telling token which family of forms it is.
fn read(tokens: &[Token]) -> Result<NaiveDate, DateInputError> {
    if tokens.iter().any(|token| matches!(token, Token::Month(_))) {
        month_by_name(tokens)
    } else if tokens.iter().any(|token| matches!(token, Token::Mark(_))) {
        japanese(tokens)
    } else {
        numbers(tokens)
    }
}

/// `31 Mar 2027`, `March 31, 2027`, `2027 March 31`, `Reiwa 9 March 31`, `31 March Reiwa 9`.
fn month_by_name(tokens: &[Token]) -> Result<NaiveDate, DateInputError> {
    use Token::{Era, Month, Number};
    let words: Vec<Token> = tokens.iter().copied().filter(|token| !token.is_separator()).collect();
    match words[..] {
        [Number(a), Month(month), Number(b)] => match (a.digits, b.digits) {
            (4, 1..=2) => western(a, month, b.value),
            (1..=2, 4) => western(b, month, a.value),
            (1..=2, 1..=2) => Err(DateInputError::ShortYear),
            _ => Err(DateInputError::NotADate),
        },
        [Month(month), Number(day), Number(year)] if day.is_short() => western(year, month, day.value),
        [Era(era), year, Month(month), Number(day)]
        | [Number(day), Month(month), Era(era), year]
        | [Month(month), Number(day), Era(era), year]
            if day.is_short() =>
        {
            in_era(era, year, month, day.value)
        }
        _ => Err(DateInputError::NotADate),
    }
}

/// `2027年3月31日`, `令和9年3月31日`, `R9年3月31日`; the last mark may be missing.
fn japanese(tokens: &[Token]) -> Result<NaiveDate, DateInputError> {
    let words: Vec<Token> = tokens
        .iter()
        .copied()
        .filter(|token| !matches!(token, Token::Space))
        .collect();
    let words = words.strip_suffix(&[Token::Mark(Mark::Day)]).unwrap_or(&words);
    let (era, words) = split_era(words);
    let [
        year,
        Token::Mark(Mark::Year),
        Token::Number(month),
        Token::Mark(Mark::Month),
        Token::Number(day),
    ] = *words
    else {
        return Err(DateInputError::NotADate);
    };
    from_year(era, year, month, day)
}

/// `2027-3-31`, `20270331`, `31/03/2027`, `R9.3.31`, `令和元.5.1`.
fn numbers(tokens: &[Token]) -> Result<NaiveDate, DateInputError> {
    let (era, words) = split_era(trim_end(tokens));
    if let (None, [Token::Number(Number { value, digits: 8 })]) = (era, words) {
        return on(value / 10_000, value / 100 % 100, value % 100);
    }
    let [first, month, day] = three_joined(words).ok_or(DateInputError::NotADate)?;
    let (Token::Number(month), Token::Number(day)) = (month, day) else {
        return Err(DateInputError::NotADate);
    };
    match first {
        Token::Number(a) if era.is_none() && a.is_short() && month.is_short() => year_last(a, month, day),
        year => from_year(era, year, month, day),
    }
}

/// The era at the beginning, and the rest without leading spaces.
fn split_era(tokens: &[Token]) -> (Option<Era>, &[Token]) {
    match tokens {
        [Token::Era(era), Token::Space, rest @ ..] | [Token::Era(era), rest @ ..] => (Some(*era), rest),
        _ => (None, tokens),
    }
}

/// Without the full stop or comma that may end a sentence.
fn trim_end(tokens: &[Token]) -> &[Token] {
    match tokens {
        [rest @ .., Token::Separator('.' | ',') | Token::Space] => trim_end(rest),
        _ => tokens,
    }
}

/// Three tokens joined twice by the same separator (`-`, `/`, `.`, or spaces alone).
fn three_joined(tokens: &[Token]) -> Option<[Token; 3]> {
    let (first, rest) = tokens.split_first()?;
    let (one, rest) = joint(rest)?;
    let (second, rest) = rest.split_first()?;
    let (two, rest) = joint(rest)?;
    match rest {
        [third] if one == two => Some([*first, *second, *third]),
        _ => None,
    }
}

/// The separator at the beginning, with any spaces around it.
fn joint(tokens: &[Token]) -> Option<(char, &[Token])> {
    use Token::{Separator, Space};
    match tokens {
        [Space, Separator(c @ ('-' | '/' | '.')), Space, rest @ ..]
        | [Space, Separator(c @ ('-' | '/' | '.')), rest @ ..]
        | [Separator(c @ ('-' | '/' | '.')), Space, rest @ ..]
        | [Separator(c @ ('-' | '/' | '.')), rest @ ..] => Some((*c, rest)),
        [Space, rest @ ..] => Some((' ', rest)),
        _ => None,
    }
}

/// Year, month and day in this order.
fn from_year(era: Option<Era>, year: Token, month: Number, day: Number) -> Result<NaiveDate, DateInputError> {
    if !month.is_short() || !day.is_short() {
        return Err(DateInputError::NotADate);
    }
    match (era, year) {
        (Some(era), year) => in_era(era, year, month.value, day.value),
        (None, Token::Number(year)) => western(year, month.value, day.value),
        _ => Err(DateInputError::NotADate),
    }
}

/// `31/03/2027`: day first or month first. Taken only if one reading exists, or both are the same day.
fn year_last(a: Number, b: Number, year: Number) -> Result<NaiveDate, DateInputError> {
    let full = match year.digits {
        4 => year.value,
        // Only to show the two readings; a short year is never accepted.
        1..=2 => year.value + if year.value < 50 { 2000 } else { 1900 },
        _ => return Err(DateInputError::NotADate),
    };
    let day_first = on(full, b.value, a.value);
    let month_first = on(full, a.value, b.value);
    match (day_first, month_first) {
        (Ok(one), Ok(two)) if one != two => Err(DateInputError::Ambiguous { readings: [one, two] }),
        _ if year.is_short() => Err(DateInputError::ShortYear),
        (Ok(day), _) | (_, Ok(day)) => Ok(day),
        // Neither exists: blame the reading whose month does.
        (Err(error), _) if (1..=12).contains(&b.value) => Err(error),
        (_, Err(error)) => Err(error),
    }
}

/// A day of a year that must be written in full.
fn western(year: Number, month: u32, day: u32) -> Result<NaiveDate, DateInputError> {
    match year.digits {
        4 => on(year.value, month, day),
        1..=2 => Err(DateInputError::ShortYear),
        _ => Err(DateInputError::NotADate),
    }
}

/// A day in the Western calendar.
fn on(year: u32, month: u32, day: u32) -> Result<NaiveDate, DateInputError> {
    let year = i32::try_from(year).map_err(|_| DateInputError::OutOfRange)?;
    if !(FIRST_DAY.year()..=LAST_DAY.year()).contains(&year) {
        return Err(DateInputError::OutOfRange);
    }
    let found = NaiveDate::from_ymd_opt(year, month, day).ok_or(DateInputError::NoSuchDay { year, month, day })?;
    supported(found).ok_or(DateInputError::OutOfRange)
}

/// A day of an era.
fn in_era(era: Era, year: Token, month: u32, day: u32) -> Result<NaiveDate, DateInputError> {
    let year = match year {
        Token::FirstYear => 1,
        Token::Number(year) if year.digits <= 3 => year.value,
        _ => return Err(DateInputError::NotADate),
    };
    let typed = EraDate { era, year, month, day };
    if let Some(found) = typed.to_date() {
        return Ok(found);
    }
    let western = era.western_year(year).ok_or(DateInputError::OutOfRange)?;
    match NaiveDate::from_ymd_opt(western, month, day) {
        None => Err(DateInputError::NoSuchDay {
            year: western,
            month,
            day,
        }),
        Some(found) if found > LAST_DAY && era.last_day().is_none() => Err(DateInputError::OutOfRange),
        Some(_) => Err(DateInputError::EraMismatch { typed }),
    }
}
