//! The ends of a plausible range: a fixed day, or today and so far from it.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::found::Findings;
use super::raw::read::wrong_type;
use super::raw::{Node, Read, Shape, Value};
use super::rules;

/// Most that a bound lies from today, in years.
const MOST_YEARS: u32 = 200;

/// One end of a plausible range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// A fixed day.
    On(NaiveDate),
    /// Today, and so far from it; at most one of the two is not 0.
    Today {
        /// Days after today; before it if negative.
        days: i32,
        /// Months after today; before it if negative.
        months: i32,
    },
}

impl Bound {
    /// Today itself.
    pub const TODAY: Self = Self::Today { days: 0, months: 0 };

    /// The day that is meant on a day, which is also given back where no calendar reaches that far.
    pub fn day(self, today: NaiveDate) -> NaiveDate {
        let Self::Today { days, months } = self else {
            let Self::On(day) = self else { return today };
            return day;
        };
        let (ahead, far) = (days >= 0 && months >= 0, Months::new(months.unsigned_abs()));
        let day = if ahead {
            let day = today.checked_add_months(far);
            day.and_then(|day| day.checked_add_days(Days::new(u64::from(days.unsigned_abs()))))
        } else {
            let day = today.checked_sub_months(far);
            day.and_then(|day| day.checked_sub_days(Days::new(u64::from(days.unsigned_abs()))))
        };
        day.unwrap_or(today)
    }

    /// `today`, `today+30d`, `today-6m`, `today+11y`.
    fn of_word(word: &str) -> Option<Self> {
        let far = word.strip_prefix("today")?;
        if far.is_empty() {
            return Some(Self::TODAY);
        }
        let (sign, far) = match far.split_at_checked(1)? {
            ("+", far) => (1, far),
            ("-", far) => (-1, far),
            _ => return None,
        };
        let (number, unit) = far.split_at_checked(far.len().checked_sub(1)?)?;
        if !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number: u32 = number.parse().ok()?;
        let (days, months) = match unit {
            "d" if number <= MOST_YEARS * 366 => (number, 0),
            "m" if number <= MOST_YEARS * 12 => (0, number),
            "y" if number <= MOST_YEARS => (0, number * 12),
            _ => return None,
        };
        let signed = |n: u32| i32::try_from(n).ok().map(|n| sign * n);
        Some(Self::Today {
            days: signed(days)?,
            months: signed(months)?,
        })
    }
}

impl Read for Bound {
    fn shape() -> Shape {
        Shape::Bound
    }
    fn placeholder() -> Self {
        Self::TODAY
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        match &node.value {
            Value::Date(day) => Some(Self::On(*day)),
            Value::Text(word) => {
                let bound = Self::of_word(word);
                if bound.is_none() {
                    // The pack is refused; a range that is missing is not said beside it.
                    let message = format!("`{word}` is no end of a range");
                    out.add(rules::VALUE_WRONG, node.at, message).help(
                        "write a date without quotes, \"today\", or \"today\" and days, months or years: \"today+30d\", \"today-6m\", \"today+11y\"",
                    );
                }
                Some(bound.unwrap_or_else(Self::placeholder))
            }
            _ => wrong_type(node, "a date or `today`", out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn bounds_are_days_or_lie_so_far_from_today() {
        let today = day(2024, 2, 29);
        for (word, expected) in [
            ("today", Some(today)),
            ("today+30d", Some(day(2024, 3, 30))),
            ("today-6m", Some(day(2023, 8, 29))),
            ("today+11y", Some(day(2035, 2, 28))),
            ("today-1y", Some(day(2023, 2, 28))),
            ("today+200y", Some(day(2224, 2, 29))),
            ("today+201y", None),
            ("today+1w", None),
            ("today1y", None),
            ("today+y", None),
            ("today+", None),
            ("today++1y", None),
            ("today+-1y", None),
            ("today+１y", None),
            ("Today", None),
            ("", None),
            ("tomorrow", None),
        ] {
            assert_eq!(Bound::of_word(word).map(|b| b.day(today)), expected, "{word}");
        }
        assert_eq!(Bound::On(day(2012, 7, 9)).day(today), day(2012, 7, 9));
    }
}
