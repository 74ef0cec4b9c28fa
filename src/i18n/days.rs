//! Days in words: always with the weekday, in the Western and in the Japanese calendar.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Strings;
use crate::calendar::era_date;

/// A day with its weekday: `Sun 2026-12-13`, `2026年12月13日(日)`.
pub fn day(strings: &Strings, day: NaiveDate) -> String {
    fill(strings, &strings.language().day, day)
}

/// A month with its year: `Dec 2026`, `2026年12月`.
pub fn month_of_year(strings: &Strings, day: NaiveDate) -> String {
    fill(strings, &strings.language().month_of_year, day)
}

/// Puts the parts of a day into a pattern of the table of languages.
fn fill(strings: &Strings, pattern: &str, day: NaiveDate) -> String {
    pattern
        .replace("{weekday}", &weekday(strings, day.weekday()))
        .replace("{date}", &day.to_string())
        .replace("{year}", &day.year().to_string())
        .replace("{month}", &day.month().to_string())
        .replace("{month_name}", &month(strings, day.month()))
        .replace("{day}", &day.day().to_string())
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
    use super::super::Languages;
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
        assert_eq!(month_of_year(&en, on(2027, 1, 1)), "Jan 2027");
        assert_eq!(month_of_year(&ja, on(2027, 1, 1)), "2027年1月");
    }

    #[test]
    fn no_language_leaves_a_part_of_its_patterns_open() {
        for language in Languages::embedded().iter() {
            let strings = Strings::new(&language.tag);
            for words in [
                day(&strings, on(2026, 12, 13)),
                month_of_year(&strings, on(2026, 12, 1)),
            ] {
                assert!(words.contains("2026") && !words.contains(['{', '}']), "{words}");
            }
        }
    }
}
