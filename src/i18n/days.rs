//! Days in words: always with the weekday, in the Western and in the Japanese calendar.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Strings;
use crate::calendar::era_date;

/// A day with its weekday: `Sun 2026-12-13`, `2026年12月13日(日)`.
pub fn day(strings: &Strings, day: NaiveDate) -> String {
    let weekday = weekday(strings, day.weekday());
    if strings.is_japanese() {
        format!("{}年{}月{}日({weekday})", day.year(), day.month(), day.day())
    } else {
        format!("{weekday} {day}")
    }
}

/// A day without its weekday, for narrow columns: `2026-12-13` in every language.
pub fn day_short(day: NaiveDate) -> String {
    day.to_string()
}

/// A day in the Japanese calendar: `令和8年12月13日`. None before 1868.
pub fn era_day(day: NaiveDate) -> Option<String> {
    era_date(day).map(|era| era.to_string())
}

/// A day in both calendars, as an echo of what was typed: `Wed 2027-03-31 (令和9年3月31日)`.
pub fn both_calendars(strings: &Strings, date: NaiveDate) -> String {
    match era_day(date) {
        Some(era) => format!("{} ({era})", day(strings, date)),
        None => day(strings, date),
    }
}

/// A weekday in short: `Sun`, `日`.
pub fn weekday(strings: &Strings, weekday: Weekday) -> String {
    let names = strings.say("weekdays");
    let index = weekday.num_days_from_monday() as usize;
    names.split_whitespace().nth(index).unwrap_or_default().to_owned()
}

/// A month in short: `Dec`, `12月`.
pub fn month(strings: &Strings, month: u32) -> String {
    let names = strings.say("months");
    names
        .split_whitespace()
        .nth(month.saturating_sub(1) as usize)
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn days_in_both_languages_and_calendars() {
        let (en, ja) = (Strings::new("en"), Strings::new("ja"));
        assert_eq!(day(&en, on(2026, 12, 13)), "Sun 2026-12-13");
        assert_eq!(day(&ja, on(2026, 12, 13)), "2026年12月13日(日)");
        assert_eq!(both_calendars(&en, on(2027, 3, 31)), "Wed 2027-03-31 (令和9年3月31日)");
        assert_eq!(era_day(on(2019, 5, 1)).unwrap(), "令和元年5月1日");
        assert_eq!(month(&en, 12), "Dec");
        assert_eq!(month(&ja, 1), "1月");
    }
}
