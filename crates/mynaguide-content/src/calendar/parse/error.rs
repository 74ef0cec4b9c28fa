//! What can be wrong with a typed date.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::super::era::EraDate;
use super::super::range::{FIRST_DAY, LAST_DAY, last_of_month};

/// Why a date was not accepted. Holds the pieces of a message, never the text that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateInputError {
    /// Nothing was typed.
    #[error("No date was given; write it like 2027-03-31, 31 Mar 2027, 令和9年3月31日 or R9.3.31.")]
    Empty,
    /// It cannot be read as one day.
    #[error("This is not a date; write year, month and day like 2027-03-31, 31 Mar 2027, 令和9年3月31日 or R9.3.31.")]
    NotADate,
    /// It can be read as two different days.
    #[error(
        "This could be {} or {}; write the year first, like {}.",
        english(readings[0]), english(readings[1]), readings[0]
    )]
    Ambiguous {
        /// With the day first, and with the month first.
        readings: [NaiveDate; 2],
    },
    /// The year has only two digits.
    #[error("The year is not clear; write all four digits, like 2027-03-31, or an era, like R9.3.31.")]
    ShortYear,
    /// The month or the day of the month does not exist.
    #[error("{}", no_such_day(*year, *month, *day))]
    NoSuchDay {
        /// Year in the Western calendar.
        year: i32,
        /// Month as typed.
        month: u32,
        /// Day as typed.
        day: u32,
    },
    /// The era had not begun or had ended.
    #[error("{}", era_mismatch(*typed))]
    EraMismatch {
        /// The day as typed.
        typed: EraDate,
    },
    /// The weekday that was typed is not the weekday of the date.
    #[error("{} is a {}, not a {}; check which of the two is right.", english(*day), name(*day, day.weekday()), name(*day, *typed))]
    WrongWeekday {
        /// The date that was typed.
        day: NaiveDate,
        /// The weekday that was typed.
        typed: Weekday,
    },
    /// Before the first or after the last supported day.
    #[error("Only days from {} to {} can be used.", english(FIRST_DAY), english(LAST_DAY))]
    OutOfRange,
}

/// `31 March 2027`.
fn english(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

fn no_such_day(year: i32, month: u32, day: u32) -> String {
    match last_of_month(year, month).filter(|_| month > 0) {
        Some(last) if day > 0 => format!(
            "{} has only {} days, so there is no day {day}; check the date.",
            last.format("%B %Y"),
            last.day()
        ),
        Some(_) => "Days of the month begin with 1; check the date.".to_owned(),
        None => format!("There is no month {month}; write the month as 1 to 12, like 2027-03-31."),
    }
}

fn era_mismatch(typed: EraDate) -> String {
    let EraDate { era, year, month, day } = typed;
    let (name, first) = (era.romaji(), english(era.first_day()));
    let lasted = match era.last_day() {
        Some(last) => format!("{name} dates run from {first} to {}", english(last)),
        None => format!("{name} dates begin on {first}"),
    };
    format!("There is no {name} {year}, month {month}, day {day}: {lasted}.")
}

/// The English name of a weekday, by a day of the same week as `near`.
fn name(near: NaiveDate, weekday: Weekday) -> String {
    near.week(weekday).first_day().format("%A").to_string()
}
