//! Birthdays and ages (Act on Calculation of Ages; Civil Code 143).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::range::supported;

/// Where the birthday of 29 February falls in a common year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Feb29 {
    /// On 28 February, as immigration law reads it.
    #[serde(rename = "feb-28")]
    Feb28,
    /// On 1 March.
    #[serde(rename = "mar-1")]
    Mar1,
}

/// On which day an age is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgeRule {
    /// At the end of the day before the birthday, as the law counts.
    ///
    /// For somebody born on 29 February the law itself means 28 February in common years, which is the day before
    /// [`Feb29::Mar1`].
    Law,
    /// On the birthday.
    Birthday,
}

/// The n-th birthday strictly later than `after`; the day of birth itself is not a birthday.
///
/// `None` for `n` = 0 and outside the supported days.
pub fn nth_birthday(birth: NaiveDate, n: u32, after: NaiveDate, feb29: Feb29) -> Option<NaiveDate> {
    let (birth, after) = (supported(birth)?, supported(after)?);
    let further = i32::try_from(n.checked_sub(1)?).ok()?;
    let mut year = after.year().max(birth.year() + 1);
    if birthday_in(birth, year, feb29)? <= after {
        year += 1;
    }
    birthday_in(birth, year.checked_add(further)?, feb29).and_then(supported)
}

/// Completed years on a day, counted by birthdays; 29 February falls on 28 February in common years.
///
/// `None` before birth and outside the supported days.
pub fn age_on(birth: NaiveDate, on: NaiveDate) -> Option<u32> {
    let (birth, on) = (supported(birth)?, supported(on)?);
    if on < birth {
        return None;
    }
    let years = on.year() - birth.year();
    let had_birthday = birthday_in(birth, on.year(), Feb29::Feb28)? <= on;
    u32::try_from(if had_birthday { years } else { years - 1 }).ok()
}

/// The day an age of `n` years is reached; `n` = 0 is the day of birth. `None` outside the supported days.
pub fn age_day(birth: NaiveDate, n: u32, rule: AgeRule, feb29: Feb29) -> Option<NaiveDate> {
    let birth = supported(birth)?;
    if n == 0 {
        return Some(birth);
    }
    let birthday = birthday_in(birth, birth.year().checked_add(i32::try_from(n).ok()?)?, feb29)?;
    match rule {
        AgeRule::Law => birthday.pred_opt(),
        AgeRule::Birthday => Some(birthday),
    }
    .and_then(supported)
}

/// The birthday in a year.
fn birthday_in(birth: NaiveDate, year: i32, feb29: Feb29) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, birth.month(), birth.day()).or_else(|| match feb29 {
        Feb29::Feb28 => NaiveDate::from_ymd_opt(year, 2, 28),
        Feb29::Mar1 => NaiveDate::from_ymd_opt(year, 3, 1),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::range::{LAST_DAY, any_day};
    use super::*;
    use AgeRule::{Birthday, Law};
    use Feb29::{Feb28, Mar1};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn birthdays_strictly_later() {
        for (birth, n, after, feb29, expected) in [
            // Issued on the birthday: that day does not count.
            ("1990-03-10", 10, "2026-03-10", Feb28, "2036-03-10"),
            ("1990-03-10", 10, "2026-03-09", Feb28, "2035-03-10"),
            ("1990-03-10", 10, "2026-03-11", Feb28, "2036-03-10"),
            ("1990-03-10", 5, "2024-06-03", Feb28, "2029-03-10"),
            ("1990-03-10", 10, "2024-06-03", Feb28, "2034-03-10"),
            ("1990-12-31", 1, "2026-12-30", Feb28, "2026-12-31"),
            ("1990-12-31", 1, "2026-12-31", Feb28, "2027-12-31"),
            ("1990-01-01", 1, "2026-12-31", Feb28, "2027-01-01"),
            // A child.
            ("2026-03-10", 1, "2026-03-10", Feb28, "2027-03-10"),
            ("2026-03-10", 5, "2026-06-01", Feb28, "2031-03-10"),
            // 29 February.
            ("2000-02-29", 1, "2027-02-27", Feb28, "2027-02-28"),
            ("2000-02-29", 1, "2027-02-28", Feb28, "2028-02-29"),
            ("2000-02-29", 1, "2027-02-28", Mar1, "2027-03-01"),
            ("2000-02-29", 1, "2027-03-01", Mar1, "2028-02-29"),
            ("2000-02-29", 10, "2026-06-01", Feb28, "2036-02-29"),
            ("2000-02-29", 5, "2026-06-01", Feb28, "2031-02-28"),
            ("2000-02-29", 5, "2026-06-01", Mar1, "2031-03-01"),
        ] {
            let found = nth_birthday(day(birth), n, day(after), feb29);
            assert_eq!(found, Some(day(expected)), "{birth} {n} {after} {feb29:?}");
        }
    }

    #[test]
    fn ages() {
        for (birth, on, expected) in [
            ("2008-04-02", "2026-04-01", Some(17)),
            ("2008-04-02", "2026-04-02", Some(18)),
            ("2026-04-02", "2026-04-02", Some(0)),
            ("2026-04-02", "2027-04-01", Some(0)),
            ("2026-04-02", "2026-04-01", None),
            ("2008-02-29", "2026-02-27", Some(17)),
            ("2008-02-29", "2026-02-28", Some(18)),
            ("2008-02-29", "2028-02-28", Some(19)),
            ("2008-02-29", "2028-02-29", Some(20)),
        ] {
            assert_eq!(age_on(day(birth), day(on)), expected, "{birth} {on}");
        }
    }

    #[test]
    fn days_on_which_an_age_is_reached() {
        for (birth, n, rule, feb29, expected) in [
            ("2008-04-02", 18, Law, Feb28, "2026-04-01"),
            ("2008-04-02", 18, Birthday, Feb28, "2026-04-02"),
            ("2008-01-01", 18, Law, Feb28, "2025-12-31"),
            ("2008-02-29", 18, Birthday, Feb28, "2026-02-28"),
            ("2008-02-29", 18, Birthday, Mar1, "2026-03-01"),
            ("2008-02-29", 18, Law, Mar1, "2026-02-28"),
            ("2008-02-29", 18, Law, Feb28, "2026-02-27"),
            ("2008-02-29", 20, Law, Feb28, "2028-02-28"),
            ("2008-03-01", 20, Law, Feb28, "2028-02-29"),
            ("2008-03-01", 0, Law, Feb28, "2008-03-01"),
        ] {
            assert_eq!(
                age_day(day(birth), n, rule, feb29),
                Some(day(expected)),
                "{birth} {n} {rule:?} {feb29:?}"
            );
        }
    }

    #[test]
    fn outside_there_is_none() {
        let born = day("1990-03-10");
        assert_eq!(nth_birthday(born, 0, born, Feb28), None);
        assert_eq!(nth_birthday(born, u32::MAX, born, Feb28), None);
        assert_eq!(nth_birthday(born, 1, LAST_DAY, Feb28), None);
        assert_eq!(nth_birthday(NaiveDate::MIN, 1, born, Feb28), None);
        assert_eq!(nth_birthday(NaiveDate::MAX, 1, NaiveDate::MAX, Feb28), None);
        assert_eq!(age_day(born, u32::MAX, Law, Feb28), None);
        assert_eq!(age_day(born, 211, Birthday, Feb28), None);
        assert_eq!(age_on(NaiveDate::MIN, born), None);
        assert_eq!(age_on(born, NaiveDate::MAX), None);
    }

    #[test]
    fn words_are_those_of_the_content() {
        assert_eq!(serde_json::to_string(&[Feb28, Mar1]).unwrap(), r#"["feb-28","mar-1"]"#);
        assert_eq!(
            serde_json::to_string(&[Law, Birthday]).unwrap(),
            r#"["law","birthday"]"#
        );
    }

    proptest! {
        /// Walking birthday by birthday arrives at the n-th, and each is later than the last.
        #[test]
        fn one_by_one(birth in any_day(), after in any_day(), n in 1..20_u32, mar1 in any::<bool>()) {
            let feb29 = if mar1 { Mar1 } else { Feb28 };
            let mut at = Some(after);
            for _ in 0..n {
                let next = at.and_then(|day| nth_birthday(birth, 1, day, feb29));
                prop_assert!(next.is_none_or(|next| at.is_some_and(|at| next > at)));
                at = next;
            }
            prop_assert_eq!(nth_birthday(birth, n, after, feb29), at);
        }

        /// The day an age is reached by birthday is the first day with that age.
        #[test]
        fn age_and_its_day_agree(birth in any_day(), n in 1..120_u32) {
            if let Some(reached) = age_day(birth, n, Birthday, Feb28) {
                prop_assert_eq!(age_on(birth, reached), Some(n));
                prop_assert_eq!(age_on(birth, reached.pred_opt().unwrap()), Some(n - 1));
            }
        }

        #[test]
        fn nothing_panics(birth in any_day(), n in any::<u32>(), after in any_day()) {
            for feb29 in [Feb28, Mar1] {
                prop_assert!(nth_birthday(birth, n, after, feb29).is_none_or(|d| d > after));
                prop_assert!(age_day(birth, n, Law, feb29).is_none_or(|d| d >= birth));
            }
        }
    }
}
