//! Open and closed days of a place, and stepping over the closed ones by name.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::range::{plus_days, supported};

/// A search ends here: no counter is closed for 60 days on end.
const MOST_CLOSED_DAYS: usize = 60;

/// The name of a holiday or another closed day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DayName {
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
}

/// Something with the name of a day, which is read when somebody asks for it.
pub trait Named: fmt::Debug {
    /// The name.
    fn day_name(&self) -> DayName;
}

/// A published table of closed days: national holidays, or the days a system is down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayCalendar {
    /// Id of the table.
    pub id: String,
    /// First day it knows about.
    pub from: NaiveDate,
    /// Last day it knows about; later days are not published yet.
    pub until: NaiveDate,
    /// The closed days.
    pub days: BTreeMap<NaiveDate, DayName>,
    /// Id of the source.
    pub source: String,
    /// The day the source was last read.
    pub checked: NaiveDate,
}

impl HolidayCalendar {
    /// Whether the table can say anything about a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// The same days every year as (month, day), both ends included; may cross New Year.
#[derive(Clone, Copy, Debug)]
pub struct YearlyRange<'a> {
    /// First month and day.
    pub from: (u32, u32),
    /// Last month and day.
    pub until: (u32, u32),
    /// Why it is closed.
    pub name: &'a dyn Named,
}

impl YearlyRange<'_> {
    /// Whether a day lies in the range.
    pub fn contains(&self, day: NaiveDate) -> bool {
        let at = (day.month(), day.day());
        if self.from <= self.until {
            self.from <= at && at <= self.until
        } else {
            self.from <= at || at <= self.until
        }
    }
}

/// One reason why a place is closed on a day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closure {
    /// Closed on this day of every week.
    Weekday(Weekday),
    /// A day of a holiday table.
    Holiday(DayName),
    /// A day of a yearly range.
    Yearly(DayName),
}

/// Which way closed days are stepped over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// To later days.
    Next,
    /// To earlier days.
    Previous,
}

/// When a place is closed. The holiday tables and the names are borrowed from the content. Empty: open every day.
#[derive(Clone, Debug, Default)]
pub struct ClosedDays<'a> {
    /// Days of every week.
    pub weekly: Vec<Weekday>,
    /// Ranges of every year.
    pub yearly: Vec<YearlyRange<'a>>,
    /// Tables of single days.
    pub calendars: Vec<&'a HolidayCalendar>,
}

/// An open day, and how it was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDay {
    /// The open day.
    pub day: NaiveDate,
    /// The closed days stepped over, in the order of stepping. [`ClosedDays::closures_on`] says why each is closed.
    pub stepped: Vec<NaiveDate>,
    /// Set if a day was looked at that some table does not cover: the last day that table covers. Closed days beyond it
    /// are not known, so `day` may yet turn out to be closed.
    pub beyond: Option<NaiveDate>,
}

impl ClosedDays<'_> {
    /// Whether the place is closed on a day.
    pub fn is_closed(&self, day: NaiveDate) -> bool {
        let in_table = |table: &&HolidayCalendar| table.covers(day) && table.days.contains_key(&day);
        self.weekly.contains(&day.weekday())
            || self.calendars.iter().any(in_table)
            || self.yearly.iter().any(|range| range.contains(day))
    }

    /// Every reason why the place is closed on a day; none: it is open.
    pub fn closures_on(&self, day: NaiveDate) -> Vec<Closure> {
        let weekday = self
            .weekly
            .contains(&day.weekday())
            .then(|| Closure::Weekday(day.weekday()));
        let holidays = self
            .calendars
            .iter()
            .filter(|table| table.covers(day))
            .filter_map(|table| table.days.get(&day));
        let yearly = self.yearly.iter().filter(|range| range.contains(day));
        weekday
            .into_iter()
            .chain(holidays.map(|name| Closure::Holiday(name.clone())))
            .chain(yearly.map(|range| Closure::Yearly(range.name.day_name())))
            .collect()
    }

    /// The day itself if it is open, else the nearest open day in a direction.
    ///
    /// `None` after 60 closed days on end, and outside the supported days.
    pub fn open_day(&self, from: NaiveDate, direction: Direction) -> Option<OpenDay> {
        let step = match direction {
            Direction::Next => 1,
            Direction::Previous => -1,
        };
        let mut day = supported(from)?;
        let mut stepped = Vec::new();
        let mut beyond = None;
        while stepped.len() < MOST_CLOSED_DAYS {
            beyond = beyond.into_iter().chain(self.cover_ends_before(day)).min();
            if !self.is_closed(day) {
                return Some(OpenDay { day, stepped, beyond });
            }
            stepped.push(day);
            day = plus_days(day, step)?;
        }
        None
    }

    /// The last covered day of the tables that say nothing about a day; of several the earliest.
    fn cover_ends_before(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.calendars
            .iter()
            .filter(|table| !table.covers(day))
            .map(|table| table.until)
            .min()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::super::range::{FIRST_DAY, LAST_DAY, any_day};
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn name(en: &str, ja: &str) -> DayName {
        DayName {
            en: en.to_owned(),
            ja: ja.to_owned(),
        }
    }

    impl Named for DayName {
        fn day_name(&self) -> DayName {
            self.clone()
        }
    }

    fn table(from: &str, until: &str, days: &[(&str, &str)]) -> HolidayCalendar {
        HolidayCalendar {
            id: "jp-holidays".to_owned(),
            from: day(from),
            until: day(until),
            days: days.iter().map(|(on, en)| (day(on), name(en, "休日"))).collect(),
            source: "cao-holidays".to_owned(),
            checked: day("2026-11-22"),
        }
    }

    fn holidays() -> HolidayCalendar {
        table(
            "2026-01-01",
            "2027-12-31",
            &[
                ("2026-11-23", "Labour Thanksgiving Day"),
                ("2027-01-01", "New Year's Day"),
                ("2027-03-21", "Vernal Equinox Day"),
                ("2027-03-22", "substitute holiday"),
            ],
        )
    }

    fn year_end() -> &'static DayName {
        static NAME: OnceLock<DayName> = OnceLock::new();
        NAME.get_or_init(|| name("year-end closing", "年末年始の休み"))
    }

    fn counter(table: &HolidayCalendar) -> ClosedDays<'_> {
        ClosedDays {
            weekly: vec![Weekday::Sat, Weekday::Sun],
            yearly: vec![YearlyRange {
                from: (12, 29),
                until: (1, 3),
                name: year_end(),
            }],
            calendars: vec![table],
        }
    }

    #[test]
    fn steps_to_open_days() {
        use Direction::{Next, Previous};
        let table = holidays();
        let closed = counter(&table);
        for (from, direction, expected, stepped) in [
            ("2026-12-11", Next, "2026-12-11", 0),
            ("2026-12-11", Previous, "2026-12-11", 0),
            ("2026-12-13", Next, "2026-12-14", 1),
            ("2026-12-13", Previous, "2026-12-11", 2),
            ("2026-11-21", Next, "2026-11-24", 3),
            ("2026-11-23", Previous, "2026-11-20", 3),
            ("2026-12-29", Next, "2027-01-04", 6),
            ("2027-01-03", Previous, "2026-12-28", 6),
            ("2027-03-20", Next, "2027-03-23", 3),
        ] {
            let found = closed.open_day(day(from), direction).unwrap();
            assert_eq!(
                (found.day, found.stepped.len()),
                (day(expected), stepped),
                "{from} {direction:?}"
            );
            assert_eq!(found.beyond, None, "{from}");
            assert!(found.stepped.iter().all(|day| closed.is_closed(*day)));
        }
    }

    #[test]
    fn every_closed_day_is_named() {
        let table = holidays();
        let closed = counter(&table);
        let stepped = closed.open_day(day("2027-03-20"), Direction::Next).unwrap().stepped;
        let expected = vec![
            (day("2027-03-20"), vec![Closure::Weekday(Weekday::Sat)]),
            (
                day("2027-03-21"),
                vec![
                    Closure::Weekday(Weekday::Sun),
                    Closure::Holiday(name("Vernal Equinox Day", "休日")),
                ],
            ),
            (
                day("2027-03-22"),
                vec![Closure::Holiday(name("substitute holiday", "休日"))],
            ),
        ];
        let named: Vec<_> = stepped.iter().map(|day| (*day, closed.closures_on(*day))).collect();
        assert_eq!(named, expected);
        assert_eq!(
            closed.closures_on(day("2027-01-01")),
            vec![
                Closure::Holiday(name("New Year's Day", "休日")),
                Closure::Yearly(name("year-end closing", "年末年始の休み")),
            ],
        );
        assert_eq!(closed.closures_on(day("2027-01-04")), vec![]);
    }

    #[test]
    fn no_rules_no_closed_days() {
        let found = ClosedDays::default().open_day(day("2027-01-01"), Direction::Next);
        assert_eq!(
            found,
            Some(OpenDay {
                day: day("2027-01-01"),
                stepped: vec![],
                beyond: None
            })
        );
    }

    #[test]
    fn says_when_it_looked_beyond_the_table() {
        let table = holidays();
        let closed = counter(&table);
        let until = Some(table.until);
        for (from, direction, expected, beyond) in [
            ("2027-12-31", Direction::Next, "2028-01-04", until),
            ("2027-12-31", Direction::Previous, "2027-12-28", None),
            ("2028-06-01", Direction::Next, "2028-06-01", until),
            ("2028-01-01", Direction::Previous, "2027-12-28", until),
            ("2025-06-02", Direction::Next, "2025-06-02", until),
        ] {
            let found = closed.open_day(day(from), direction).unwrap();
            assert_eq!(
                (found.day, found.beyond),
                (day(expected), beyond),
                "{from} {direction:?}"
            );
        }
    }

    #[test]
    fn of_two_tables_the_shorter_cover_is_named() {
        let (long, short) = (holidays(), super::tests::table("2026-01-01", "2027-03-31", &[]));
        let closed = ClosedDays {
            calendars: vec![&long, &short],
            ..ClosedDays::default()
        };
        let beyond = |on| closed.open_day(day(on), Direction::Next).unwrap().beyond;
        assert_eq!(beyond("2027-03-31"), None);
        assert_eq!(beyond("2027-04-01"), Some(short.until));
        assert_eq!(beyond("2028-04-01"), Some(short.until));
    }

    #[test]
    fn gives_up_when_nothing_opens() {
        let week = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ];
        let always = ClosedDays {
            weekly: week.to_vec(),
            ..ClosedDays::default()
        };
        assert_eq!(always.open_day(day("2027-01-01"), Direction::Next), None);
        let until = |until| ClosedDays {
            yearly: vec![YearlyRange {
                from: (3, 1),
                until,
                name: year_end(),
            }],
            ..ClosedDays::default()
        };
        // 1 March to 28 April are 59 days, to 29 April 60.
        let found = until((4, 28))
            .open_day(day("2027-03-01"), Direction::Next)
            .map(|d| d.day);
        assert_eq!(found, Some(day("2027-04-29")));
        assert_eq!(until((4, 29)).open_day(day("2027-03-01"), Direction::Next), None);
    }

    #[test]
    fn outside_there_is_no_day() {
        let table = holidays();
        let closed = counter(&table);
        for from in [NaiveDate::MIN, NaiveDate::MAX] {
            assert_eq!(closed.open_day(from, Direction::Next), None);
        }
        // Both borders are closed days here: 31 December in the yearly range, 25 January 1868 a Saturday.
        assert_eq!(closed.open_day(LAST_DAY, Direction::Next), None);
        assert_eq!(closed.open_day(FIRST_DAY, Direction::Previous), None);
    }

    #[test]
    fn yearly_ranges() {
        let range = |from, until| YearlyRange {
            from,
            until,
            name: year_end(),
        };
        for (from, until, on, expected) in [
            ((12, 29), (1, 3), "2026-12-28", false),
            ((12, 29), (1, 3), "2026-12-29", true),
            ((12, 29), (1, 3), "2026-12-31", true),
            ((12, 29), (1, 3), "2027-01-03", true),
            ((12, 29), (1, 3), "2027-01-04", false),
            ((8, 13), (8, 15), "2027-08-13", true),
            ((8, 13), (8, 15), "2027-08-16", false),
            ((2, 29), (2, 29), "2027-02-28", false),
            ((2, 29), (2, 29), "2028-02-29", true),
            ((13, 40), (13, 41), "2028-02-29", false),
        ] {
            assert_eq!(range(from, until).contains(day(on)), expected, "{on}");
        }
    }

    #[test]
    fn a_table_survives_serialisation() {
        let table = holidays();
        let json = serde_json::to_string(&table).unwrap();
        assert_eq!(serde_json::from_str::<HolidayCalendar>(&json).unwrap(), table);
    }

    proptest! {
        #[test]
        fn the_found_day_is_open_and_all_between_are_closed(from in any_day(), back in any::<bool>()) {
            let table = holidays();
            let closed = counter(&table);
            let direction = if back { Direction::Previous } else { Direction::Next };
            if let Some(found) = closed.open_day(from, direction) {
                prop_assert!(!closed.is_closed(found.day) && closed.closures_on(found.day).is_empty());
                prop_assert_eq!((found.day - from).num_days().unsigned_abs(), found.stepped.len() as u64);
                prop_assert_eq!(found.day <= from, back || found.stepped.is_empty());
                prop_assert!(found.stepped.iter().all(|d| closed.is_closed(*d) && !closed.closures_on(*d).is_empty()));
            }
        }
    }
}
