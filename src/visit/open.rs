//! On which days a place does something: its open days, its extra openings, and what is not done then.

use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::Closure;
use crate::content::{ExtraOpening, Pack, Place, Week};
use crate::guide;

/// Whether a procedure can be done at a place on a day, as far as is known: on its open days, and on extra openings
/// that do not leave the procedure out. A place that is not in the content is always open.
pub fn is_open_for(pack: &Pack, place: &str, procedure: &str, day: NaiveDate) -> bool {
    let Some(place) = pack.places.get(place) else {
        return true;
    };
    !guide::is_closed(pack, place, day) || extra(place, day).any(|e| !e.not_for.iter().any(|p| p == procedure))
}

/// Why a place is closed on a day, each reason by name; none: it is open.
pub fn closures_on(pack: &Pack, place: &str, day: NaiveDate) -> Vec<Closure> {
    pack.places
        .get(place)
        .map_or_else(Vec::new, |place| guide::closures_on(pack, place, day))
}

fn extra(place: &Place, day: NaiveDate) -> impl Iterator<Item = &ExtraOpening> {
    let meant = move |rules: &[(Week, chrono::Weekday)]| {
        rules
            .iter()
            .any(|(week, weekday)| *weekday == day.weekday() && is_week(*week, day))
    };
    place.extra.iter().filter(move |e| meant(&e.on) && !meant(&e.except))
}

/// Whether a day is in such a week of its month, counted by its weekday.
fn is_week(week: Week, day: NaiveDate) -> bool {
    match week {
        Week::Every => true,
        Week::Nth(n) => day.day0() / 7 + 1 == u32::from(n),
        Week::Last => day
            .checked_add_days(Days::new(7))
            .is_none_or(|next| next.month() != day.month()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveTime, Weekday};

    use super::super::testing::pack;
    use super::*;
    use crate::content::Id;

    fn on(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn a_sunday_desk_opens_the_day_but_not_for_everything() {
        let mut pack = pack();
        let counter = pack.places.get_mut("municipal-counter").unwrap();
        counter.extra.push(ExtraOpening {
            on: vec![(Week::Nth(2), Weekday::Sun), (Week::Last, Weekday::Sat)],
            except: vec![(Week::Nth(5), Weekday::Sat)],
            open: NaiveTime::default(),
            close: NaiveTime::default(),
            not_for: vec![Id::new("move-in")],
            why: None,
            source: Vec::new(),
        });
        for (day, extension, move_in) in [
            (on(12, 11), true, true),   // Friday
            (on(12, 12), false, false), // Saturday, not the last
            (on(12, 13), true, false),  // second Sunday
            (on(12, 20), false, false), // third Sunday
            (on(12, 26), true, false),  // last Saturday
            (on(10, 31), false, false), // last Saturday, but a fifth one
        ] {
            let open = |procedure| is_open_for(&pack, "municipal-counter", procedure, day);
            assert_eq!((open("card-extension"), open("move-in")), (extension, move_in), "{day}");
        }
        assert!(closures_on(&pack, "municipal-counter", on(12, 11)).is_empty());
        assert_eq!(closures_on(&pack, "municipal-counter", on(12, 13)).len(), 1);
        assert!(
            is_open_for(&pack, "card-line-foreign", "card-lost", on(12, 13)),
            "a line is always open"
        );
    }
}
