//! Now and today in Japan, from a moment that somebody else read from a clock.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use super::range::{FIRST_DAY, LAST_DAY};

/// Japan is nine hours ahead of UTC and has no summer time.
const JAPAN: FixedOffset = match FixedOffset::east_opt(9 * 60 * 60) {
    Some(zone) => zone,
    None => panic!("nine hours are an offset"), // while compiling, if at all
};

/// A moment as the clocks in Japan show it, wherever the machine is and whatever its zone.
pub fn in_japan(moment: DateTime<Utc>) -> DateTime<FixedOffset> {
    moment.with_timezone(&JAPAN)
}

/// The day in Japan at a moment. A clock that is off by centuries gives the nearest day that can be reckoned with.
pub fn day_in_japan(moment: DateTime<Utc>) -> NaiveDate {
    in_japan(moment).date_naive().clamp(FIRST_DAY, LAST_DAY)
}

#[cfg(test)]
mod tests {
    use chrono::{Days, TimeDelta};
    use proptest::prelude::*;

    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_changes_at_midnight_in_japan_and_nowhere_else() {
        // The same moments as told in St. John's, on Kiritimati, in Honolulu, in London summer time and in Japan.
        for (text, day) in [
            ("2026-11-22T14:59:59Z", "2026-11-22"),
            ("2026-11-22T15:00:00Z", "2026-11-23"),
            ("2026-11-22T11:29:59-03:30", "2026-11-22"),
            ("2026-11-22T11:30:00-03:30", "2026-11-23"),
            ("2026-11-23T04:59:59+14:00", "2026-11-22"),
            ("2026-11-23T05:00:00+14:00", "2026-11-23"),
            ("2026-11-22T05:00:00-10:00", "2026-11-23"),
            ("2026-07-01T16:00:00+01:00", "2026-07-02"),
            ("2028-02-28T15:00:00Z", "2028-02-29"),
            ("2028-02-29T15:00:00Z", "2028-03-01"),
            ("2026-12-31T15:00:00Z", "2027-01-01"),
            ("1700-01-01T00:00:00Z", "1868-01-25"),
            ("9999-01-01T00:00:00Z", "2200-12-31"),
        ] {
            assert_eq!(day_in_japan(moment(text)).to_string(), day, "{text}");
        }
        let shown = in_japan(moment("2026-11-22T15:00:00Z")).to_rfc3339();
        assert_eq!(shown, "2026-11-23T00:00:00+09:00");
    }

    proptest! {
        #[test]
        fn every_day_has_24_hours_and_time_never_runs_back(seconds in -3_000_000_000_i64..7_000_000_000) {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            let day = day_in_japan(now);
            prop_assert!(day_in_japan(now + TimeDelta::seconds(1)) >= day);
            prop_assert!((FIRST_DAY..=LAST_DAY).contains(&day));
            if day > FIRST_DAY && day < LAST_DAY {
                prop_assert_eq!(day_in_japan(now + TimeDelta::hours(24)), day + Days::new(1));
            }
        }
    }
}
