//! Periods: so many days, weeks, months or years from a day (Civil Code 138-143).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::range::{last_of_month, plus_days, shift_month, supported};

/// What a period is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Days.
    Days,
    /// Seven days each.
    Weeks,
    /// Months of the calendar.
    Months,
    /// Twelve months each.
    Years,
}

/// How the first day counts, and where a period of months ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Count {
    /// The first day is not counted: 14 days from D end on D+14 (Civil Code 140). Months and years as [`Count::Civil`].
    ExcludeFirst,
    /// D is day 1: 14 days from D end on D+13. Months and years start on D itself and end the day before the matching
    /// day.
    IncludeFirst,
    /// A period that starts the day after D and ends the day before the matching day of its start; in a month without
    /// that day, on the month's end (Civil Code 143).
    Civil,
    /// The same day n months away, clamped to the month's end.
    Calendar,
}

/// The last day of a period of `n` units counted from a day; `None` outside the supported days.
///
/// A negative `n` counts back and gives the earliest day of the period. Counting back, the first day is never counted:
/// -14 days are always D-14, and -3 months (unless [`Count::Calendar`]) start the day before D and end the day after the
/// matching day, so that 3 months back from 1 August are the whole of May, June and July. `n` = 0 is the day itself.
pub fn offset(from: NaiveDate, n: i32, unit: Unit, count: Count) -> Option<NaiveDate> {
    let from = supported(from)?;
    let n = i64::from(n);
    if n == 0 {
        return Some(from);
    }
    match unit {
        Unit::Days => days(from, n, count),
        Unit::Weeks => days(from, n * 7, count),
        Unit::Months => months(from, n, count),
        Unit::Years => months(from, n * 12, count),
    }
    .and_then(supported)
}

/// The last day of the n-th month after (before if negative) the month of a day; 0 is the month itself.
pub fn month_end(of: NaiveDate, months: i32) -> Option<NaiveDate> {
    let (year, month) = shift_month(supported(of)?, i64::from(months))?;
    last_of_month(year, month).and_then(supported)
}

fn days(from: NaiveDate, n: i64, count: Count) -> Option<NaiveDate> {
    match count {
        Count::IncludeFirst if n > 0 => plus_days(from, n - 1),
        _ => plus_days(from, n),
    }
}

fn months(from: NaiveDate, n: i64, count: Count) -> Option<NaiveDate> {
    match count {
        Count::Calendar => same_day(from, n),
        _ if n < 0 => period_back(from.pred_opt()?, n),
        Count::IncludeFirst => period(from, n),
        Count::ExcludeFirst | Count::Civil => period(from.succ_opt()?, n),
    }
}

/// The same day of the month, or the month's end where there is no such day.
fn same_day(from: NaiveDate, n: i64) -> Option<NaiveDate> {
    let (year, month) = shift_month(from, n)?;
    NaiveDate::from_ymd_opt(year, month, from.day()).or_else(|| last_of_month(year, month))
}

/// Last day of the months that start on `first`: the day before the matching day, else the month's end.
fn period(first: NaiveDate, n: i64) -> Option<NaiveDate> {
    let (year, month) = shift_month(first, n)?;
    match NaiveDate::from_ymd_opt(year, month, first.day()) {
        Some(matching) => matching.pred_opt(),
        None => last_of_month(year, month),
    }
}

/// Earliest day of the months that lead back from `last`: the day after the matching day, else the first day after the
/// month that lacks it.
fn period_back(last: NaiveDate, n: i64) -> Option<NaiveDate> {
    let (year, month) = shift_month(last, n)?;
    NaiveDate::from_ymd_opt(year, month, last.day())
        .or_else(|| last_of_month(year, month))?
        .succ_opt()
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
    fn periods_end_where_the_law_says() {
        use Count::{Calendar, Civil, ExcludeFirst, IncludeFirst};
        use Unit::{Days, Months, Weeks, Years};
        let table = [
            ("2026-11-29", 14, Days, ExcludeFirst, "2026-12-13"),
            ("2026-11-29", 14, Days, IncludeFirst, "2026-12-12"),
            ("2026-11-29", 14, Days, Civil, "2026-12-13"),
            ("2026-11-29", 14, Days, Calendar, "2026-12-13"),
            ("2026-11-29", 1, Days, IncludeFirst, "2026-11-29"),
            ("2026-11-29", 2, Weeks, ExcludeFirst, "2026-12-13"),
            ("2026-11-29", 2, Weeks, IncludeFirst, "2026-12-12"),
            ("2026-12-25", 14, Days, ExcludeFirst, "2027-01-08"),
            ("2028-02-15", 14, Days, ExcludeFirst, "2028-02-29"),
            // Civil months and clamped months part at month ends.
            ("2026-02-28", 2, Months, Civil, "2026-04-30"),
            ("2026-02-28", 2, Months, Calendar, "2026-04-28"),
            ("2026-06-30", 2, Months, Civil, "2026-08-31"),
            ("2026-06-30", 2, Months, Calendar, "2026-08-30"),
            ("2026-12-31", 2, Months, Civil, "2027-02-28"),
            ("2026-12-31", 2, Months, Calendar, "2027-02-28"),
            ("2026-12-30", 2, Months, Civil, "2027-02-28"),
            ("2026-12-29", 2, Months, Civil, "2027-02-28"),
            ("2026-12-28", 2, Months, Civil, "2027-02-28"),
            ("2026-12-27", 2, Months, Civil, "2027-02-27"),
            ("2027-12-31", 2, Months, Civil, "2028-02-29"),
            ("2026-02-28", 2, Months, ExcludeFirst, "2026-04-30"),
            ("2027-02-28", 1, Years, Civil, "2028-02-29"),
            ("2027-02-28", 1, Years, Calendar, "2028-02-28"),
            ("2028-02-29", 1, Years, Civil, "2029-02-28"),
            ("2028-02-29", 1, Years, Calendar, "2029-02-28"),
            // Starting on the day itself.
            ("2026-04-01", 3, Months, IncludeFirst, "2026-06-30"),
            ("2026-03-31", 1, Months, IncludeFirst, "2026-04-30"),
            ("2026-03-30", 1, Months, IncludeFirst, "2026-04-29"),
            ("2026-04-01", 1, Years, IncludeFirst, "2027-03-31"),
            // Back.
            ("2026-12-13", -14, Days, ExcludeFirst, "2026-11-29"),
            ("2026-12-13", -14, Days, IncludeFirst, "2026-11-29"),
            ("2026-12-13", -2, Weeks, Civil, "2026-11-29"),
            ("2027-05-31", -3, Months, Calendar, "2027-02-28"),
            ("2028-05-31", -3, Months, Calendar, "2028-02-29"),
            ("2027-08-01", -3, Months, Calendar, "2027-05-01"),
            ("2027-08-01", -3, Months, Civil, "2027-05-01"),
            ("2027-05-31", -3, Months, Civil, "2027-03-01"),
            ("2027-06-15", -3, Months, ExcludeFirst, "2027-03-15"),
            ("2027-06-15", -3, Months, IncludeFirst, "2027-03-15"),
            ("2027-06-15", -1, Years, Civil, "2026-06-15"),
            // Nothing to count.
            ("2027-06-15", 0, Days, IncludeFirst, "2027-06-15"),
            ("2027-06-15", 0, Months, Civil, "2027-06-15"),
        ];
        for (from, n, unit, count, expected) in table {
            assert_eq!(
                offset(day(from), n, unit, count),
                Some(day(expected)),
                "{from} {n} {unit:?} {count:?}"
            );
        }
    }

    /// Worked examples of cities: the window of a renewal opens the day after "three months before".
    #[test]
    fn three_months_before_and_the_next_day() {
        for (ends, opens) in [
            ("2026-08-01", "2026-05-02"),
            ("2026-06-15", "2026-03-16"),
            ("2026-04-25", "2026-01-26"),
        ] {
            let back = offset(day(ends), -3, Unit::Months, Count::Calendar).unwrap();
            assert_eq!(
                offset(back, 1, Unit::Days, Count::ExcludeFirst),
                Some(day(opens)),
                "{ends}"
            );
        }
    }

    #[test]
    fn months_end() {
        for (of, months, expected) in [
            ("2026-11-22", 0, "2026-11-30"),
            ("2026-11-22", 3, "2027-02-28"),
            ("2026-11-22", 15, "2028-02-29"),
            ("2026-01-31", -1, "2025-12-31"),
            ("2026-12-31", 12, "2027-12-31"),
        ] {
            assert_eq!(month_end(day(of), months), Some(day(expected)), "{of} {months}");
        }
        assert_eq!(month_end(LAST_DAY, 1), None);
        assert_eq!(month_end(FIRST_DAY, -1), None);
        assert_eq!(month_end(NaiveDate::MAX, i32::MAX), None);
    }

    #[test]
    fn outside_there_is_no_day() {
        assert_eq!(offset(LAST_DAY, 1, Unit::Days, Count::ExcludeFirst), None);
        assert_eq!(offset(LAST_DAY, 1, Unit::Days, Count::IncludeFirst), Some(LAST_DAY));
        assert_eq!(offset(FIRST_DAY, -1, Unit::Days, Count::Civil), None);
        assert_eq!(offset(LAST_DAY, 1, Unit::Months, Count::Civil), None);
        assert_eq!(offset(FIRST_DAY, -1, Unit::Months, Count::Civil), None);
        for from in [NaiveDate::MIN, NaiveDate::MAX, day("1868-01-24"), day("2201-01-01")] {
            assert_eq!(offset(from, 0, Unit::Days, Count::ExcludeFirst), None);
        }
    }

    #[test]
    fn words_are_those_of_the_content() {
        assert_eq!(
            serde_json::to_string(&Count::ExcludeFirst).unwrap(),
            "\"exclude-first\""
        );
        assert_eq!(serde_json::from_str::<Unit>("\"months\"").unwrap(), Unit::Months);
    }

    fn any_unit() -> impl Strategy<Value = Unit> {
        prop::sample::select(vec![Unit::Days, Unit::Weeks, Unit::Months, Unit::Years])
    }

    fn any_count() -> impl Strategy<Value = Count> {
        prop::sample::select(vec![
            Count::ExcludeFirst,
            Count::IncludeFirst,
            Count::Civil,
            Count::Calendar,
        ])
    }

    proptest! {
        #[test]
        fn no_number_panics(from in any_day(), n in any::<i32>(), unit in any_unit(), count in any_count()) {
            prop_assert!(offset(from, n, unit, count).is_none_or(|d| (FIRST_DAY..=LAST_DAY).contains(&d)));
            prop_assert!(month_end(from, n).is_none_or(|d| d.succ_opt().unwrap().day() == 1));
        }

        #[test]
        fn more_is_later(from in any_day(), n in 1..600_i32, unit in any_unit(), count in any_count()) {
            if let (Some(a), Some(b)) = (offset(from, n, unit, count), offset(from, n + 1, unit, count)) {
                prop_assert!(a < b);
                prop_assert!(a >= from);
            }
            if let (Some(a), Some(b)) = (offset(from, -n, unit, count), offset(from, -n - 1, unit, count)) {
                prop_assert!(b < a);
                prop_assert!(a < from);
            }
        }

        /// The clamped day is never later than the end of the civil period: whoever acts by it is in time.
        #[test]
        fn clamped_is_never_later_than_civil(from in any_day(), n in 1..600_i32) {
            let civil = offset(from, n, Unit::Months, Count::Civil);
            let clamped = offset(from, n, Unit::Months, Count::Calendar);
            if let (Some(civil), Some(clamped)) = (civil, clamped) {
                prop_assert!(clamped <= civil);
                prop_assert!((civil - clamped).num_days() <= 3);
            }
        }

        /// A civil period is the include-first period of the next day.
        #[test]
        fn civil_starts_tomorrow(from in any_day(), n in 1..600_i32) {
            let tomorrow = from.succ_opt().unwrap();
            if let Some(last) = offset(from, n, Unit::Months, Count::Civil) {
                prop_assert_eq!(offset(tomorrow, n, Unit::Months, Count::IncludeFirst), Some(last));
            }
        }
    }
}
