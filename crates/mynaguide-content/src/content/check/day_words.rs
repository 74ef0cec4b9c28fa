//! Words for days: weeks of a month, weekdays, days of every year.

use chrono::{NaiveDate, Weekday};

use super::super::registry::Week;

pub(super) fn week_word(word: &str) -> Option<Week> {
    Some(match word {
        "every" => Week::Every,
        "1st" => Week::Nth(1),
        "2nd" => Week::Nth(2),
        "3rd" => Week::Nth(3),
        "4th" => Week::Nth(4),
        "5th" => Week::Nth(5),
        "last" => Week::Last,
        _ => return None,
    })
}

pub(super) fn weekday_word(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" => Weekday::Mon,
        "tue" => Weekday::Tue,
        "wed" => Weekday::Wed,
        "thu" => Weekday::Thu,
        "fri" => Weekday::Fri,
        "sat" => Weekday::Sat,
        "sun" => Weekday::Sun,
        _ => return None,
    })
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
