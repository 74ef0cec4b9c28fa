//! The closed days of places.

use chrono::NaiveDate;

use crate::calendar::{ClosedDays, Closure, YearlyRange};
use crate::content::{ClosedRule, Pack, Place};

/// The closed days of a place as the calendar counts them.
pub(super) fn closed_days<'p>(pack: &'p Pack, place: &'p Place) -> ClosedDays<'p> {
    let mut closed = ClosedDays::default();
    for rule in &place.closed {
        match rule {
            ClosedRule::Weekly(days) => closed.weekly.extend(days),
            ClosedRule::Calendar(id) => closed.calendars.extend(pack.calendars.get(id.as_str())),
            ClosedRule::Yearly { from, until, name } => closed.yearly.push(YearlyRange {
                from: *from,
                until: *until,
                name,
            }),
        }
    }
    closed
}

/// Whether a place is closed on a day, as far as its calendars know.
pub fn is_closed(pack: &Pack, place: &Place, day: NaiveDate) -> bool {
    closed_days(pack, place).is_closed(day)
}

/// Why a place is closed on a day, each reason by name, as far as its calendars know; none: it is open.
pub fn closures_on(pack: &Pack, place: &Place, day: NaiveDate) -> Vec<Closure> {
    closed_days(pack, place).closures_on(day)
}
