//! Dates as Japanese procedures count them. Pure; knows nothing of the rest of the program.
//!
//! A date is a calendar date in Japan ([`NaiveDate`]); a period is counted in whole days. Every function works from
//! [`FIRST_DAY`] to [`LAST_DAY`] and answers `None` (or an error) for anything outside; nothing here panics.

mod birthday;
mod count;
mod era;
mod open_days;
mod parse;
mod range;
mod zone;

pub use birthday::{AgeRule, Feb29, age_day, age_on, nth_birthday};
pub use chrono::NaiveDate;
pub use count::{Count, Unit, month_end, offset};
pub use era::{Era, EraDate, era_date};
pub use open_days::{ClosedDays, Closure, DayName, Direction, HolidayCalendar, Named, OpenDay, YearlyRange};
pub use parse::{DateInputError, parse_date};
pub use range::{FIRST_DAY, LAST_DAY};
pub use zone::{day_in_japan, in_japan};
