//! Words for days: weeks of a month, weekdays, days of every year.

use chrono::{NaiveDate, Weekday};

use super::super::registry::Week;

pub(super) fn week_word(word: &str) -> Option<Week> {
    const NTH: [&str; 5] = ["1st", "2nd", "3rd", "4th", "5th"];
    match word {
        "every" => Some(Week::Every),
        "last" => Some(Week::Last),
        _ => (1..).zip(NTH).find(|(_, nth)| *nth == word).map(|(n, _)| Week::Nth(n)),
    }
}

pub(super) fn weekday_word(word: &str) -> Option<Weekday> {
    // Content has the short form in lower case; the calendar would also read others.
    let is_short = word.len() == 3 && word.bytes().all(|b| b.is_ascii_lowercase());
    word.parse().ok().filter(|_| is_short)
}

/// A day of every year, for example `12-29`.
pub(super) fn month_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.trim().split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // 2024 has a 29 February.
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| (month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_every_year() {
        for (text, expected) in [
            ("12-29", Some((12, 29))),
            ("02-29", Some((2, 29))),
            ("13-01", None),
            ("1231", None),
            ("04-31", None),
        ] {
            assert_eq!(month_day(text), expected, "{text}");
        }
    }
}
