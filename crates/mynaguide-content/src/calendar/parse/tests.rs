//! Tables of typed dates.

use chrono::{Datelike, NaiveDate, Weekday};
use proptest::prelude::*;

use super::super::era::{Era, EraDate, era_date};
use super::super::range::{FIRST_DAY, LAST_DAY, any_day};
use super::{DateInputError, parse_date};
use DateInputError::{Ambiguous, Empty, EraMismatch, NoSuchDay, NotADate, OutOfRange, ShortYear, WrongWeekday};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn one_day_in_many_spellings() {
    for typed in [
        "2027-03-31",
        "2027-3-31",
        "2027/3/31",
        "2027/03/31",
        "2027.3.31",
        "2027. 3. 31.",
        "2027 3 31",
        "2027 - 03 - 31",
        "20270331",
        "31 Mar 2027",
        "31 MAR 2027",
        "31-Mar-2027",
        "31Mar2027",
        "31 march, 2027",
        "Mar 31, 2027",
        "Mar. 31, 2027",
        "March 31 2027",
        "31st March 2027",
        "March 31st, 2027",
        "31st of March 2027",
        "2027 March 31",
        "2027-Mar-31",
        "31/03/2027",
        "03/31/2027",
        "31.3.2027",
        "3-31-2027",
        "2027年3月31日",
        "2027年03月31日",
        "2027年 3月 31日",
        "2027年3月31",
        "令和9年3月31日",
        "令和09年03月31日",
        "令和 9年3月31日",
        "令9.3.31",
        "令和9.3.31",
        "㋿9年3月31日",
        "R9.3.31",
        "R09.03.31",
        "R9/3/31",
        "r9-3-31",
        "R 9.3.31",
        "R9 3 31",
        "R9年3月31日",
        "Reiwa 9 March 31",
        "Reiwa 9, March 31",
        "31 March Reiwa 9",
        "March 31, Reiwa 9",
        "reiwa 9.3.31",
        // Full-width, as an input method leaves it.
        "２０２７－０３－３１",
        "２０２７ー０３ー３１",
        "２０２７／３／３１",
        "２０２７．３．３１",
        "２０２７。３。３１",
        "２０２７・３・３１",
        "２０２７年３月３１日",
        "令和９年３月３１日",
        "Ｒ９．３．３１",
        "２０２７０３３１",
        "2027\u{2013}03\u{2013}31",
        "2027\u{2212}03\u{2212}31",
        "2027\u{200B}-03-31\u{FEFF}",
        // Around it.
        "  2027-03-31\t",
        "　2027-03-31　",
        "2027-03-31\n",
        "2027-03-31 (Wed)",
        "2027-03-31 (wed.)",
        "2027-03-31 Wed",
        "2027-03-31, Wednesday",
        "2027年3月31日（水）",
        "2027年3月31日(水)",
        "2027年3月31日（水曜日）",
        "2027年3月31日水曜日",
        "2027年3月31日 水曜",
        "令和9年3月31日㈬",
        "R9.3.31 (Wed)",
        "Wed, 31 Mar 2027",
        "Wed. 31 Mar 2027",
        "Wednesday 31 March 2027",
    ] {
        assert_eq!(parse_date(typed), Ok(day("2027-03-31")), "{typed}");
    }
}

#[test]
fn other_days() {
    for (typed, expected) in [
        ("令和元年5月1日", "2019-05-01"),
        ("R1.5.1", "2019-05-01"),
        ("令和元.5.1", "2019-05-01"),
        ("H31.4.30", "2019-04-30"),
        ("平成31年4月30日", "2019-04-30"),
        ("S64.1.7", "1989-01-07"),
        ("昭和64年1月7日", "1989-01-07"),
        ("Shōwa 64.1.7", "1989-01-07"),
        ("showa 64 January 7", "1989-01-07"),
        ("Taishō 15, December 24", "1926-12-24"),
        ("T1.7.30", "1912-07-30"),
        ("M45.7.29", "1912-07-29"),
        ("M6.1.1", "1873-01-01"),
        ("05/05/2027", "2027-05-05"),
        ("5 May 2027", "2027-05-05"),
        ("1st Sept 2027", "2027-09-01"),
        ("2nd Sep 2027", "2027-09-02"),
        ("3rd September 2027", "2027-09-03"),
        ("2028-02-29", "2028-02-29"),
        ("R10.2.29", "2028-02-29"),
        ("13/12/2027", "2027-12-13"),
        ("12/13/2027", "2027-12-13"),
        ("2027-03-28 (Sun)", "2027-03-28"),
        ("2027年3月28日（日）", "2027-03-28"),
        ("2027年3月29日（月）", "2027-03-29"),
        ("1868-01-25", "1868-01-25"),
        ("2200-12-31", "2200-12-31"),
        ("R182.12.31", "2200-12-31"),
    ] {
        assert_eq!(parse_date(typed), Ok(day(expected)), "{typed}");
    }
}

#[test]
fn two_readings_are_never_guessed() {
    for (typed, one, two) in [
        ("03/04/2027", "2027-04-03", "2027-03-04"),
        ("3-4-2027", "2027-04-03", "2027-03-04"),
        ("3.4.2027", "2027-04-03", "2027-03-04"),
        ("3 4 2027", "2027-04-03", "2027-03-04"),
        ("03.04.27", "2027-04-03", "2027-03-04"),
        ("01/12/2027", "2027-12-01", "2027-01-12"),
        ("０３／０４／２０２７", "2027-04-03", "2027-03-04"),
        ("03/04/2027 (Sat)", "2027-04-03", "2027-03-04"),
        ("03/04/85", "1985-04-03", "1985-03-04"),
    ] {
        assert_eq!(
            parse_date(typed),
            Err(Ambiguous {
                readings: [day(one), day(two)]
            }),
            "{typed}"
        );
    }
}

#[test]
fn what_is_refused() {
    let none = |year, month, day| NoSuchDay { year, month, day };
    let no_era = |era, year, month, day| EraMismatch {
        typed: EraDate { era, year, month, day },
    };
    for (typed, expected) in [
        ("", Empty),
        ("  　\t\n", Empty),
        ("\u{200B}", Empty),
        ("31 Mar 27", ShortYear),
        ("Mar 31, 27", ShortYear),
        ("27-03-31", ShortYear),
        ("31.03.27", ShortYear),
        ("03/03/27", ShortYear),
        ("31/12/99", ShortYear),
        ("27年3月31日", ShortYear),
        ("2027-02-29", none(2027, 2, 29)),
        ("2027-04-31", none(2027, 4, 31)),
        ("2027-13-01", none(2027, 13, 1)),
        ("2027-00-10", none(2027, 0, 10)),
        ("2027-03-00", none(2027, 3, 0)),
        ("20270230", none(2027, 2, 30)),
        ("31 Apr 2027", none(2027, 4, 31)),
        ("31/04/2027", none(2027, 4, 31)),
        ("04/31/2027", none(2027, 4, 31)),
        ("32/13/2027", none(2027, 32, 13)),
        ("2100-02-29", none(2100, 2, 29)),
        ("R9.2.29", none(2027, 2, 29)),
        ("H31.2.30", none(2019, 2, 30)),
        ("H31.5.1", no_era(Era::Heisei, 31, 5, 1)),
        ("平成40年1月1日", no_era(Era::Heisei, 40, 1, 1)),
        ("令和元年4月30日", no_era(Era::Reiwa, 1, 4, 30)),
        ("R0.1.1", no_era(Era::Reiwa, 0, 1, 1)),
        ("S64.1.8", no_era(Era::Showa, 64, 1, 8)),
        ("M5.12.31", no_era(Era::Meiji, 5, 12, 31)),
        ("1868-01-24", OutOfRange),
        ("1867-12-31", OutOfRange),
        ("2201-01-01", OutOfRange),
        ("31032027", OutOfRange),
        ("R183.1.1", OutOfRange),
        (
            "2027-03-31 (Tue)",
            WrongWeekday {
                day: day("2027-03-31"),
                typed: Weekday::Tue,
            },
        ),
        (
            "Thu 31 Mar 2027",
            WrongWeekday {
                day: day("2027-03-31"),
                typed: Weekday::Thu,
            },
        ),
        (
            "2027年3月31日（木）",
            WrongWeekday {
                day: day("2027-03-31"),
                typed: Weekday::Thu,
            },
        ),
    ] {
        assert_eq!(parse_date(typed), Err(expected), "{typed}");
    }
}

#[test]
fn what_is_no_date() {
    for typed in [
        "tomorrow",
        "2027",
        "2027-03",
        "Mar 2027",
        "March 2027 31",
        "3月31日",
        "2027-3/31",
        "2027--03--31",
        "-2027-03-31",
        "2027-03-31-01",
        "2027-003-31",
        "203-03-31",
        "2027-03-31T00:00",
        "2027-03-31 (foo)",
        "2027-03-31 (",
        "(Wed)",
        "Wed",
        "曜日",
        "）",
        "270331",
        "123456789",
        "123456789012",
        "1234 5678 9012",
        "1234-5678-9012",
        "１２３４５６７８９０１２",
        "R2027.3.31",
        "R9",
        "令和",
        "元年5月1日",
        "X9.3.31",
        "31 Mar Mar 2027",
        "31 31 Mar 2027",
        "st 31 Mar 2027",
        "٢٠٢٧-٠٣-٣١",
    ] {
        assert_eq!(parse_date(typed), Err(NotADate), "{typed}");
    }
    assert_eq!(parse_date(&"2027-03-31 ".repeat(1000)), Err(NotADate));
    assert_eq!(parse_date(&" ".repeat(1000)), Err(Empty));
}

#[test]
fn messages_say_what_was_wrong_and_what_helps() {
    for (typed, expected) in [
        (
            "03/04/2027",
            "This could be 3 April 2027 or 4 March 2027; write the year first, like 2027-04-03.",
        ),
        (
            "2027-02-29",
            "February 2027 has only 28 days, so there is no day 29; check the date.",
        ),
        (
            "2027-13-01",
            "There is no month 13; write the month as 1 to 12, like 2027-03-31.",
        ),
        (
            "2027-00-01",
            "There is no month 0; write the month as 1 to 12, like 2027-03-31.",
        ),
        ("2027-01-00", "Days of the month begin with 1; check the date."),
        (
            "H40.1.1",
            "There is no Heisei 40, month 1, day 1: Heisei dates run from 8 January 1989 to 30 April 2019.",
        ),
        (
            "R1.4.30",
            "There is no Reiwa 1, month 4, day 30: Reiwa dates begin on 1 May 2019.",
        ),
        (
            "2027-03-31 Tue",
            "31 March 2027 is a Wednesday, not a Tuesday; check which of the two is right.",
        ),
        (
            "2300-01-01",
            "Only days from 25 January 1868 to 31 December 2200 can be used.",
        ),
    ] {
        assert_eq!(parse_date(typed).unwrap_err().to_string(), expected);
    }
}

#[test]
fn a_message_never_repeats_a_number_that_might_be_secret() {
    for typed in ["123456789012", "1234 5678 9012", "1234-5678-9012"] {
        let message = parse_date(typed).unwrap_err().to_string();
        assert!(!message.contains("1234") && !message.contains("9012"), "{message}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(typed in any::<String>()) {
        let _ = parse_date(&typed);
    }

    #[test]
    fn no_text_like_a_date_panics(typed in "[-0-9/.,() 年月日元令和平成昭水曜RHSreiwaMmarchStth０-９ー。、]{0,24}") {
        if let Ok(found) = parse_date(&typed) {
            prop_assert!((FIRST_DAY..=LAST_DAY).contains(&found));
        }
    }

    #[test]
    fn every_western_form_comes_back(date in any_day()) {
        for form in [
            "%Y-%m-%d", "%Y/%-m/%-d", "%Y.%-m.%-d", "%Y%m%d", "%-d %b %Y", "%b %-d, %Y", "%B %-d %Y", "%A, %-d %B %Y",
            "%Y年%-m月%-d日", "%Y-%m-%d (%a)",
        ] {
            let printed = date.format(form).to_string();
            prop_assert_eq!(parse_date(&printed), Ok(date), "{}", printed);
        }
    }

    #[test]
    fn every_era_form_comes_back(date in any_day()) {
        if let Some(era) = era_date(date) {
            let EraDate { era: name, year, month, day } = era;
            let letter = name.initial();
            for printed in [
                era.to_string(),
                era.short(),
                format!("{letter}{year}/{month}/{day}"),
                format!("{}{year}-{month:02}-{day:02}", letter.to_ascii_lowercase()),
                format!("{} {year} {} {day}", name.romaji(), date.format("%B")),
            ] {
                prop_assert_eq!(parse_date(&printed), Ok(date), "{}", printed);
            }
        }
    }

    /// With the year last, a date is either read rightly or refused with the right day among the two readings.
    #[test]
    fn year_last_never_gives_another_day(date in any_day(), month_first in any::<bool>(), form in 0..3_usize) {
        let separator = ['/', '-', '.'][form];
        let (a, b) = if month_first { (date.month(), date.day()) } else { (date.day(), date.month()) };
        match parse_date(&format!("{a:02}{separator}{b:02}{separator}{}", date.year())) {
            Ok(found) => prop_assert_eq!(found, date),
            Err(Ambiguous { readings }) => prop_assert!(readings.contains(&date) && readings[0] != readings[1]),
            // The mirrored day may lie before the first supported one, never the other way round.
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
