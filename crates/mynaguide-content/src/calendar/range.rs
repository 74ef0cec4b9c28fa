//! The years the program reckons with.

use chrono::{Datelike, Days, NaiveDate};

/// First supported day: the first day of the Meiji era, 25 January 1868.
pub const FIRST_DAY: NaiveDate = known(1868, 1, 25);

/// Last supported day: 31 December 2200.
pub const LAST_DAY: NaiveDate = known(2200, 12, 31);

/// A day written in the source. Tests pin each one, so the fallback is never met.
pub(super) const fn known(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// The day itself if it is supported.
pub(super) fn supported(day: NaiveDate) -> Option<NaiveDate> {
    (FIRST_DAY..=LAST_DAY).contains(&day).then_some(day)
}

/// So many days later (earlier if negative), if that is supported.
pub(super) fn plus_days(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    let days = Days::new(n.unsigned_abs());
    let moved = if n < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    };
    moved.and_then(supported)
}

/// Last day of a month; `None` outside the years of [`NaiveDate`].
pub(super) fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 {
        (year.checked_add(1)?, 1)
    } else {
        (year, month.checked_add(1)?)
    };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

/// Year and month so many months after (before if negative) the month of a day.
pub(super) fn shift_month(of: NaiveDate, months: i64) -> Option<(i32, u32)> {
    let index = i64::from(of.year()) * 12 + i64::from(of.month0());
    let index = index.checked_add(months)?;
    let year = i32::try_from(index.div_euclid(12)).ok()?;
    let month = u32::try_from(index.rem_euclid(12)).ok()? + 1;
    Some((year, month))
}

/// Any supported day.
#[cfg(test)]
pub(super) fn any_day() -> impl proptest::strategy::Strategy<Value = NaiveDate> {
    use proptest::strategy::Strategy;
    (0..=(LAST_DAY - FIRST_DAY).num_days()).prop_map(|n| FIRST_DAY + chrono::Duration::days(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_are_the_days_they_say() {
        assert_eq!(
            (FIRST_DAY.to_string().as_str(), LAST_DAY.to_string().as_str()),
            ("1868-01-25", "2200-12-31")
        );
    }

    #[test]
    fn nothing_outside_is_supported() {
        for (day, expected) in [
            (FIRST_DAY, true),
            (LAST_DAY, true),
            (known(1868, 1, 24), false),
            (known(2201, 1, 1), false),
            (NaiveDate::MIN, false),
            (NaiveDate::MAX, false),
        ] {
            assert_eq!(supported(day).is_some(), expected, "{day}");
        }
        assert_eq!(plus_days(NaiveDate::MAX, i64::MAX), None);
        assert_eq!(plus_days(NaiveDate::MIN, i64::MIN), None);
        assert_eq!(shift_month(NaiveDate::MAX, i64::MAX), None);
        assert_eq!(last_of_month(i32::MAX, 12), None);
    }

    #[test]
    fn months_end_where_they_end() {
        for (year, month, last) in [
            (2027, 2, 28),
            (2028, 2, 29),
            (2100, 2, 28),
            (2000, 2, 29),
            (2026, 12, 31),
        ] {
            assert_eq!(last_of_month(year, month), NaiveDate::from_ymd_opt(year, month, last));
        }
        assert_eq!(shift_month(known(2026, 1, 31), -1), Some((2025, 12)));
        assert_eq!(shift_month(known(2026, 12, 31), 2), Some((2027, 2)));
    }
}
