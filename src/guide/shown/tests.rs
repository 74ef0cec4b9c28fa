//! Dates that were shown move for one of three reasons, and stay in sight until they are seen.

use std::collections::BTreeMap;

use super::*;
use crate::content::{Answer, embedded_pack};
use crate::guide::assess;
use crate::household::edit;

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn household(moved_in: &str) -> Household {
    let mut household = Household::new("home");
    let facts = &mut household.people[0].facts;
    facts.insert(Id::new("status_group"), Answer::Choice(Id::new("mid-long")));
    facts.insert(Id::new("card_held"), Answer::YesNo(true));
    let told = edit::add_event(
        &household,
        "moved_in",
        on(moved_in),
        &[Id::new("a")],
        BTreeMap::new(),
        &[],
    );
    household.apply_all(&told).unwrap();
    household
}

fn update(shown: &mut Shown, pack: &Pack, household: &Household, today: &str) {
    shown.update(pack, household, &assess(pack, household, on(today)));
}

fn of<'s>(shown: &'s Shown, deadline: &str) -> Option<&'s Moved> {
    shown.moved().iter().find(|m| m.key().to_string() == deadline)
}

#[test]
fn an_answer_moves_a_date_until_it_is_acknowledged_or_as_it_was() {
    let pack = embedded_pack();
    let (first, second) = (household("2026-11-29"), household("2026-12-05"));
    let mut shown = Shown::default();
    update(&mut shown, &pack, &first, "2026-12-01");
    assert!(shown.moved().is_empty(), "nothing was shown before");
    update(&mut shown, &pack, &first, "2026-12-14");
    assert!(
        shown.moved().is_empty(),
        "time alone moves nothing: {:?}",
        shown.moved()
    );
    update(&mut shown, &pack, &second, "2026-12-06");
    let moved = of(&shown, "move-in/notify").unwrap().clone();
    assert_eq!(
        (moved.was.closes, moved.now.closes),
        (Some(on("2026-12-14")), Some(on("2026-12-21")))
    );
    assert_eq!((moved.because, moved.gone), (vec![Cause::Answers], false));
    // Seen once more: still there. Back to what it was: nothing has moved.
    update(&mut shown, &pack, &second, "2026-12-07");
    assert!(of(&shown, "move-in/notify").is_some());
    let mut back = shown.clone();
    update(&mut back, &pack, &first, "2026-12-07");
    assert!(back.moved().is_empty(), "{:?}", back.moved());
    shown.acknowledge();
    update(&mut shown, &pack, &second, "2026-12-07");
    assert!(shown.moved().is_empty());
}

#[test]
fn two_moves_are_one_from_the_first_day_to_the_last() {
    let pack = embedded_pack();
    let mut shown = Shown::default();
    for day in ["2026-11-29", "2026-12-05", "2026-12-08"] {
        update(&mut shown, &pack, &household(day), "2026-12-09");
    }
    let moved = of(&shown, "move-in/notify").unwrap();
    assert_eq!(
        (moved.was.closes, moved.now.closes),
        (Some(on("2026-12-14")), Some(on("2026-12-22")))
    );
    assert_eq!(moved.because, [Cause::Answers]);
}

#[test]
fn content_and_closed_days_are_named_as_the_reason() {
    let pack = embedded_pack();
    let household = household("2026-11-29");
    let mut shown = Shown::default();
    update(&mut shown, &pack, &household, "2026-12-01");
    let old = |closed: &str| {
        // As if an older content had shown other days.
        let mut old = shown.clone();
        let days = old.days.get_mut("a/move-in/notify").unwrap();
        days.closes = Some(on("2026-12-13"));
        old.content = "mynumber 0".to_owned();
        old.closed_days.values_mut().for_each(|until| *until = on(closed));
        old
    };
    for (until, cause) in [("2027-12-31", Cause::Content), ("2026-06-30", Cause::ClosedDays)] {
        let mut old = old(until);
        update(&mut old, &pack, &household, "2026-12-01");
        let moved = of(&old, "move-in/notify").unwrap();
        assert_eq!(moved.because, [cause], "{until}");
        assert_eq!(moved.was.closes, Some(on("2026-12-13")));
    }
    // A deadline that the content does not have any more.
    let mut old = old("2027-12-31");
    old.days
        .insert("a/move-in/long-gone".to_owned(), "- - 2026-12-20".parse().unwrap());
    // Somebody who is not shown keeps what was shown.
    old.days
        .insert("z/move-in/notify".to_owned(), "- - 2026-12-20".parse().unwrap());
    update(&mut old, &pack, &household, "2026-12-01");
    let gone = of(&old, "move-in/long-gone").unwrap();
    assert!(gone.gone && gone.because == [Cause::Content]);
    assert!(old.days.contains_key("z/move-in/notify") && !old.days.contains_key("a/move-in/long-gone"));
}

#[test]
fn what_is_told_to_be_done_is_no_move_and_what_is_forgotten_is_one() {
    let pack = embedded_pack();
    let moved_in = household("2026-11-29");
    let mut shown = Shown::default();
    update(&mut shown, &pack, &moved_in, "2026-12-01");
    let mut without = moved_in.clone();
    without.events.clear();
    let mut taken_back = shown.clone();
    update(&mut taken_back, &pack, &without, "2026-12-01");
    assert!(
        of(&taken_back, "move-in/notify").is_none(),
        "whoever takes an event back knows"
    );
    let mut stay = moved_in.clone();
    let fact = Id::new("stay_until");
    stay.people[0]
        .facts
        .insert(fact.clone(), Answer::Date(on("2027-08-01")));
    update(&mut shown, &pack, &stay, "2026-12-01");
    stay.people[0].facts.remove(&fact);
    update(&mut shown, &pack, &stay, "2026-12-01");
    let open: Vec<_> = shown.moved().iter().filter(|m| m.now == Days::default()).collect();
    assert!(!open.is_empty() && open.iter().all(|m| !m.gone), "{:?}", shown.moved());
}

#[test]
fn it_is_written_and_read_again_as_it_was() {
    let pack = embedded_pack();
    let mut shown = Shown::default();
    update(&mut shown, &pack, &household("2026-11-29"), "2026-12-01");
    update(&mut shown, &pack, &household("2026-12-05"), "2026-12-06");
    assert!(!shown.moved().is_empty());
    let text = serde_json::to_string(&shown).unwrap();
    assert_eq!(serde_json::from_str::<Shown>(&text).unwrap(), shown);
    for days in ["- - -", "2026-11-29 - 2026-12-14", "2026-11-29 2026-12-11 2026-12-14"] {
        assert_eq!(days.parse::<Days>().unwrap().to_string(), days);
    }
    assert!("tomorrow".parse::<Days>().is_err());
}

#[test]
fn days_are_read_as_they_are_written() {
    for text in [
        "2026-11-29 2026-12-11 2026-12-14",
        "- - -",
        "2026-11-29 -",
        "",
        "2026-02-30 - -",
        "2026-1-1 - -",
        "12345-01-02 - -",
        "+2026-01-02 - -",
        "2026-13-01",
        "2026-0a-01",
        "never",
    ] {
        let by_chrono = |word: &str| word.parse::<NaiveDate>();
        let words: Vec<&str> = text.split(' ').collect();
        let day = |n: usize| words.get(n).filter(|w| **w != "-").map(|w| by_chrono(w)).transpose();
        let expected = (|| Ok::<_, chrono::ParseError>((day(0)?, day(1)?, day(2)?)))();
        let read = text.parse::<Days>().map(|days| (days.opens, days.plan_by, days.closes));
        assert_eq!(read, expected, "{text}");
    }
}

#[test]
fn the_fingerprint_changes_with_answers_and_events_and_with_nothing_else() {
    let first = household("2026-11-25");
    let word = fingerprint(&first);
    // It is stored: another form of it would call every answer a new one.
    assert_eq!(word, "femhilapiegghinb");
    let mut same = first.clone();
    "Another".clone_into(&mut same.people[0].label);
    same.revision += 1;
    assert_eq!(fingerprint(&same), word);
    let mut answered = first.clone();
    answered.people[0].facts.insert(Id::new("x"), Answer::Count(3));
    let mut household_answered = first.clone();
    household_answered.facts.insert(Id::new("x"), Answer::DoesNotApply);
    let (mut moved, mut without) = (first.clone(), first.clone());
    moved.events[0].on = on("2026-11-26");
    without.events.clear();
    for other in [answered, household_answered, moved, without] {
        assert_ne!(fingerprint(&other), word);
    }
}
