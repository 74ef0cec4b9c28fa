//! Today is the day in Japan, wherever the machine stands and whatever its zone; and no day breaks the arithmetic.

mod support;

use std::process::Command;
use std::rc::Rc;

use chrono::{Datelike, Days, NaiveDate, Utc};
use mynaguide::calendar::{
    AgeRule, Count, FIRST_DAY, Feb29, LAST_DAY, Unit, age_day, age_on, day_in_japan, era_date, month_end, nth_birthday,
    offset, parse_date,
};
use mynaguide::content::{Answer, Id, Pack};
use mynaguide::guide::assess;
use mynaguide::tui::msg::Msg;
use mynaguide::tui::update::update;
use proptest::prelude::*;
use support::{example, frame, model, on, pack};

#[test]
fn a_machine_far_from_japan_shows_the_day_in_japan() {
    let home = tempfile::tempdir().unwrap();
    for zone in [
        "America/St_Johns",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Asia/Kathmandu",
        "Europe/London",
        "UTC+12",
        "nonsense",
    ] {
        let before = day_in_japan(Utc::now());
        let done = Command::new(env!("CARGO_BIN_EXE_mynaguide"))
            .args(["--lang", "en", "doctor"])
            .env_remove("MYNAGUIDE_TODAY")
            .env("TZ", zone)
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .output()
            .unwrap();
        let after = day_in_japan(Utc::now());
        let said = String::from_utf8(done.stdout).unwrap();
        let shown = said
            .lines()
            .find_map(|l| l.strip_prefix("today: "))
            .unwrap_or_else(|| panic!("{said}"));
        let shown: NaiveDate = shown.strip_suffix(" (in Japan)").unwrap().parse().unwrap();
        assert!(
            shown == before || shown == after,
            "{zone}: {shown}, but it is {after} in Japan"
        );
    }
}

#[test]
fn a_clock_that_jumps_shows_the_new_day_and_changes_nothing_else() {
    let mut model = model(&pack(), example(), "en", on(2026, 12, 1));
    let household = model.household.clone();
    let first = frame(&model).0;
    for today in [on(2026, 11, 1), on(2040, 2, 29), FIRST_DAY, LAST_DAY, on(2026, 12, 1)] {
        assert!(update(&mut model, Msg::Today(today)).is_empty());
        frame(&model);
    }
    assert_eq!(model.household, household);
    assert_eq!(frame(&model).0, first, "back on the same day everything is as it was");
}

#[test]
fn every_day_can_be_written_in_both_calendars_and_read_again() {
    // Japan counted by the moon until the end of 1872; before, an era day has no western date that all agree on.
    let mut day = on(1873, 1, 1);
    let mut looked_at = 0;
    while day < LAST_DAY {
        // The days around every month's end, and one day a week in between.
        if day.day() <= 1 || day.day() >= 28 || day.num_days_from_ce() % 7 == 0 {
            assert_eq!(parse_date(&day.to_string()), Ok(day));
            // Before 1873 Japan counted its months by the moon, and no era date is made up.
            let era = era_date(day);
            assert_eq!(era.is_some(), day.year() >= 1873, "{day}");
            if let Some(era) = era {
                assert_eq!(era.to_date(), Some(day), "{day}");
                assert_eq!(parse_date(&era.to_string()), Ok(day), "{era}");
            }
            looked_at += 1;
        }
        day = day + Days::new(1);
    }
    assert!(looked_at > 30_000);
}

#[test]
fn leap_days_of_all_centuries() {
    for (year, leap) in [
        (1868, true),
        (1900, false),
        (2000, true),
        (2024, true),
        (2026, false),
        (2028, true),
        (2100, false),
    ] {
        let found = parse_date(&format!("{year}-02-29")).is_ok();
        assert_eq!(found, leap, "{year}");
    }
    let born = on(2024, 2, 29);
    assert_eq!(nth_birthday(born, 4, born, Feb29::Feb28).map(|d| d.month()), Some(2));
    assert_eq!(
        offset(on(2024, 2, 29), 1, Unit::Years, Count::ExcludeFirst),
        Some(on(2025, 2, 28))
    );
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    let days = u64::try_from((LAST_DAY - FIRST_DAY).num_days()).unwrap();
    prop_oneof![
        4 => (0..=days).prop_map(|n| FIRST_DAY + Days::new(n)),
        1 => (1868..=2200, 1..=12_u32).prop_map(|(y, m)| month_last(y, m).clamp(FIRST_DAY, LAST_DAY)),
        1 => prop::sample::select(vec![FIRST_DAY, LAST_DAY, on(2100, 2, 28), on(2000, 2, 29), on(2199, 12, 31)]),
    ]
}

fn month_last(year: i32, month: u32) -> NaiveDate {
    (28..=31)
        .rev()
        .find_map(|d| NaiveDate::from_ymd_opt(year, month, d))
        .unwrap()
}

proptest! {
    #[test]
    fn arithmetic_stays_in_its_years_and_never_panics(a in any_day(), b in any_day(), n in any::<i32>(), small in -400_i32..400) {
        for n in [n, small] {
            for unit in [Unit::Days, Unit::Weeks, Unit::Months, Unit::Years] {
                for count in [Count::ExcludeFirst, Count::IncludeFirst, Count::Civil, Count::Calendar] {
                    if let Some(day) = offset(a, n, unit, count) {
                        prop_assert!((FIRST_DAY..=LAST_DAY).contains(&day), "{}", day);
                    }
                }
            }
            if let Some(day) = month_end(a, n) {
                prop_assert_eq!(day, month_last(day.year(), day.month()));
            }
        }
        let years = n.unsigned_abs();
        for feb29 in [Feb29::Feb28, Feb29::Mar1] {
            for years in [years, years % 200] {
                let _ = nth_birthday(a, years, b, feb29);
                for rule in [AgeRule::Law, AgeRule::Birthday] {
                    let _ = age_day(a, years, rule, feb29);
                }
            }
        }
        if let Some(age) = age_on(a, b) {
            prop_assert!(a <= b && i64::from(age) <= (b - a).num_days() / 365);
        }
    }
}

fn shared() -> Rc<Pack> {
    thread_local!(static PACK: Rc<Pack> = pack());
    PACK.with(Rc::clone)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whole households with their days anywhere in the centuries, looked at on any day, on screen.
    #[test]
    fn no_day_of_a_household_breaks_the_guide(today in any_day(), days in prop::collection::vec(any_day(), 6)) {
        let pack = shared();
        let mut household = example();
        let facts = &mut household.people[0].facts;
        for (fact, day) in ["stay_until", "card_printed_until", "birth", "cert_printed_until"].iter().zip(&days) {
            facts.insert(Id::new(fact), Answer::Date(*day));
        }
        household.events[0].on = days[4];
        let found = assess(&pack, &household, today);
        for deadline in &found.deadlines {
            let far = deadline.closes.into_iter().chain(deadline.opens).all(|d| (FIRST_DAY..=LAST_DAY).contains(&d));
            prop_assert!(far, "{:?}", deadline.key);
        }
        frame(&model(&pack, household, "ja", today));
    }
}
