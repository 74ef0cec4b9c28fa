//! Japanese eras, from a table of their first days.
//!
//! Japan took over the Gregorian calendar on 1 January of Meiji 6 (1873). Earlier days were counted by a lunar calendar,
//! so they have no era date here.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::range::{known, supported};

/// A Japanese era since 1868.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Era {
    /// 明治, here from 1873.
    Meiji,
    /// 大正, from 30 July 1912.
    Taisho,
    /// 昭和, from 25 December 1926.
    Showa,
    /// 平成, from 8 January 1989.
    Heisei,
    /// 令和, from 1 May 2019.
    Reiwa,
}

impl Era {
    /// All of them, oldest first.
    pub const ALL: [Self; 5] = [Self::Meiji, Self::Taisho, Self::Showa, Self::Heisei, Self::Reiwa];

    /// Name in kanji and in romaji, and the first day that is written in this era.
    fn row(self) -> (&'static str, &'static str, NaiveDate) {
        match self {
            Self::Meiji => ("明治", "Meiji", known(1873, 1, 1)),
            Self::Taisho => ("大正", "Taishō", known(1912, 7, 30)),
            Self::Showa => ("昭和", "Shōwa", known(1926, 12, 25)),
            Self::Heisei => ("平成", "Heisei", known(1989, 1, 8)),
            Self::Reiwa => ("令和", "Reiwa", known(2019, 5, 1)),
        }
    }

    /// As written in Japanese.
    pub fn kanji(self) -> &'static str {
        self.row().0
    }

    /// In Hepburn romaji with macrons.
    pub fn romaji(self) -> &'static str {
        self.row().1
    }

    /// The letter used on forms and cards.
    pub fn initial(self) -> char {
        self.romaji().chars().next().unwrap_or_default()
    }

    /// First day of the era; of Meiji the first day of its Gregorian years.
    pub fn first_day(self) -> NaiveDate {
        self.row().2
    }

    /// Last day of the era; `None` while it goes on.
    pub fn last_day(self) -> Option<NaiveDate> {
        Self::ALL
            .into_iter()
            .find(|next| *next > self)
            .and_then(|next| next.first_day().pred_opt())
    }

    /// The Western year in which the era's first year was counted.
    fn first_year(self) -> i32 {
        match self {
            Self::Meiji => 1868,
            _ => self.first_day().year(),
        }
    }

    /// The Western year of a year of the era; `None` beyond counting.
    pub(super) fn western_year(self, year: u32) -> Option<i32> {
        self.first_year().checked_sub(1)?.checked_add_unsigned(year)
    }
}

/// A day in the Japanese calendar. Shown as `令和9年3月31日`; the first year is `元年`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EraDate {
    /// The era.
    pub era: Era,
    /// Year of the era, from 1.
    pub year: u32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
}

impl EraDate {
    /// The day in the Western calendar; `None` if there is no such day in that era (there is no Heisei 40).
    pub fn to_date(self) -> Option<NaiveDate> {
        let date = NaiveDate::from_ymd_opt(self.era.western_year(self.year)?, self.month, self.day)?;
        // A year past the end of an era, or before its first day, belongs to another era.
        (era_date(date)? == self).then_some(date)
    }

    /// Short as on cards and forms: `R9.3.31`.
    pub fn short(self) -> String {
        format!("{}{}.{}.{}", self.era.initial(), self.year, self.month, self.day)
    }
}

impl fmt::Display for EraDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.era.kanji())?;
        if self.year == 1 {
            f.write_str("元")?;
        } else {
            write!(f, "{}", self.year)?;
        }
        write!(f, "年{}月{}日", self.month, self.day)
    }
}

/// A day in the Japanese calendar; `None` before 1873 and outside the supported days.
pub fn era_date(day: NaiveDate) -> Option<EraDate> {
    let day = supported(day)?;
    let era = Era::ALL.into_iter().rev().find(|era| era.first_day() <= day)?;
    Some(EraDate {
        era,
        year: u32::try_from(day.year() - era.first_year() + 1).ok()?,
        month: day.month(),
        day: day.day(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::range::{FIRST_DAY, LAST_DAY, any_day};
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn eras_begin_and_end() {
        for (western, kanji, short) in [
            ("1873-01-01", "明治6年1月1日", "M6.1.1"),
            ("1912-07-29", "明治45年7月29日", "M45.7.29"),
            ("1912-07-30", "大正元年7月30日", "T1.7.30"),
            ("1926-12-24", "大正15年12月24日", "T15.12.24"),
            ("1926-12-25", "昭和元年12月25日", "S1.12.25"),
            ("1989-01-07", "昭和64年1月7日", "S64.1.7"),
            ("1989-01-08", "平成元年1月8日", "H1.1.8"),
            ("2019-04-30", "平成31年4月30日", "H31.4.30"),
            ("2019-05-01", "令和元年5月1日", "R1.5.1"),
            ("2027-03-31", "令和9年3月31日", "R9.3.31"),
            ("2028-02-29", "令和10年2月29日", "R10.2.29"),
            ("2200-12-31", "令和182年12月31日", "R182.12.31"),
        ] {
            let era = era_date(day(western)).unwrap();
            assert_eq!((era.to_string().as_str(), era.short().as_str()), (kanji, short));
            assert_eq!(era.to_date(), Some(day(western)));
        }
    }

    #[test]
    fn days_that_do_not_exist_in_their_era() {
        use Era::{Heisei, Meiji, Reiwa, Showa, Taisho};
        for (era, year, month, day) in [
            (Heisei, 40, 1, 1),
            (Heisei, 31, 5, 1),
            (Heisei, 1, 1, 7),
            (Showa, 64, 1, 8),
            (Showa, 1, 12, 24),
            (Taisho, 1, 7, 29),
            (Taisho, 15, 12, 25),
            (Reiwa, 1, 4, 30),
            (Reiwa, 0, 5, 1),
            (Reiwa, 9, 2, 29),
            (Reiwa, 9, 13, 1),
            (Reiwa, 9, 0, 1),
            (Reiwa, 9, 1, 0),
            (Reiwa, 183, 1, 1),
            (Reiwa, u32::MAX, u32::MAX, u32::MAX),
            (Reiwa, 9, 257, 1),
            (Meiji, 5, 12, 31),
            (Meiji, 46, 1, 1),
        ] {
            assert_eq!(
                EraDate { era, year, month, day }.to_date(),
                None,
                "{era:?} {year} {month} {day}"
            );
        }
    }

    #[test]
    fn before_1873_there_is_no_era_date() {
        for outside in [
            FIRST_DAY,
            day("1872-12-31"),
            NaiveDate::MIN,
            NaiveDate::MAX,
            day("2201-01-01"),
        ] {
            assert_eq!(era_date(outside), None, "{outside}");
        }
    }

    #[test]
    fn eras_follow_each_other_without_a_gap() {
        for era in Era::ALL {
            let first = era_date(era.first_day()).unwrap();
            assert_eq!(first.era, era);
            assert_ne!(era_date(era.first_day().pred_opt().unwrap()).map(|d| d.era), Some(era));
            assert_eq!(era_date(era.last_day().unwrap_or(LAST_DAY)).unwrap().era, era);
            assert_eq!(era.romaji().chars().next(), Some(era.initial()));
        }
        assert_eq!(Era::Heisei.last_day(), Some(day("2019-04-30")));
        assert_eq!(Era::Reiwa.last_day(), None);
    }

    proptest! {
        #[test]
        fn there_and_back(date in any_day()) {
            match era_date(date) {
                Some(era) => prop_assert_eq!(era.to_date(), Some(date)),
                None => prop_assert!(date < Era::Meiji.first_day()),
            }
        }

        #[test]
        fn any_numbers_give_that_very_day_or_none(index in 0..5_usize, year in 0..200_u32, month in 0..14_u32, day in 0..33_u32) {
            let asked = EraDate { era: Era::ALL[index], year, month, day };
            prop_assert!(asked.to_date().is_none_or(|found| era_date(found) == Some(asked)));
        }
    }
}
