//! Several programs on one household.

use super::*;

#[test]
fn two_programs_at_once() {
    let place = Place::new();
    place.open().answer("children", 1).unwrap();
    let (mut one, mut two) = (place.open(), place.open());
    one.answer("children", 2).unwrap();
    assert!(two.store.changed_outside() && !one.store.changed_outside());
    // What fits is made on top of what the other one saved.
    assert_eq!(two.answer("adults", 1).unwrap().revision, 3);
    assert_eq!(
        (two.answered("children"), two.answered("adults")),
        (Some(&Answer::Count(2)), Some(&Answer::Count(1)))
    );
    assert_eq!(two.store.entries().len(), 3);
    // What does not fit is refused, and both are kept.
    let (memory, file) = (one.household.clone(), place.text());
    two.answer("adults", 2).unwrap();
    let file_now = place.text();
    assert_ne!(file, file_now);
    let Err(SaveError::ChangedOutside { newer, differs, .. }) = one.answer("adults", 7) else {
        panic!("refused")
    };
    assert_eq!((*newer, one.household.clone()), (two.household.clone(), memory));
    assert_eq!(place.text(), file_now);
    let [
        Change::Fact {
            before: None,
            after: Some(found),
            ..
        },
    ] = &differs[..]
    else {
        panic!("{differs:?}")
    };
    assert_eq!(*found, Answer::Count(2));
    // After that it still can save what fits.
    one.answer("cats", 1).unwrap();
    assert_eq!(one.household, place.open().household);
    assert_eq!(place.open().notices, []);
    assert_eq!(one.store.entries(), place.open().store.entries());
}

#[test]
fn two_programs_may_both_tell_an_event() {
    let place = Place::new();
    let (mut one, mut two) = (place.open(), place.open());
    let told = |h: &Household, event: &str| {
        edit::add_event(
            h,
            event,
            day(29),
            &[Id::new("a")],
            std::collections::BTreeMap::new(),
            &[],
        )
    };
    one.commit(told(&one.household, "moved_in")).unwrap();
    let entry = two.commit(told(&two.household, "card_lost")).unwrap();
    let events: Vec<_> = two
        .household
        .events
        .iter()
        .map(|e| (e.id.as_str(), e.event.as_str()))
        .collect();
    assert_eq!(events, [("e1", "moved_in"), ("e2", "card_lost")]);
    assert!(matches!(&entry.changes[..], [Change::Event { after: Some(e), .. }] if e.id == "e2"));
    // Each takes back its own.
    one.undo().unwrap();
    assert_eq!(one.household.events.len(), 1);
    assert_eq!(one.household.events[0].event, "card_lost");
}

#[test]
fn an_edit_by_hand_counts_as_another_program() {
    let place = Place::new();
    let mut opened = place.open();
    for count in 1..4 {
        opened.answer("children", count).unwrap();
    }
    assert_eq!(
        backup::revisions(&Disk, &place.own()).unwrap(),
        [1],
        "the next one is far off"
    );
    let by_hand = place.text().replace("children = 3", "children = 3\nadults = 2");
    place.write(&by_hand);
    opened.answer("cats", 3).unwrap();
    assert_eq!(opened.household.people[0].facts.len(), 3);
    assert_eq!(
        fs::read_to_string(place.own().backup(3)).unwrap(),
        by_hand,
        "what was written by hand is kept"
    );
    let text = place.text();
    place.write(&text.replace("cats = 3", "cats = "));
    let error = opened.answer("dogs", 1).unwrap_err();
    assert!(matches!(error, SaveError::BrokenOutside { .. }), "{error}");
    place.write(&text);
    opened.answer("dogs", 1).unwrap();
}

#[test]
fn a_lock_that_is_kept_is_waited_for_then_named() {
    let place = Place::new();
    let mut opened = place.open();
    opened.answer("children", 1).unwrap();
    let lock = Disk.try_lock(&place.own().lock).unwrap().expect("nobody has it");
    let error = opened.answer("children", 2).unwrap_err();
    assert!(
        matches!(&error, SaveError::Locked { path } if *path == place.own().lock),
        "{error}"
    );
    assert_eq!(opened.answered("children"), Some(&Answer::Count(1)));
    drop(lock);
    opened.answer("children", 2).unwrap();
}
