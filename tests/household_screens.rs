//! Whole screens about the household: what if, people and households, notes, history, dates that moved.

mod support;

use mynaguide::content::Id;
use mynaguide::guide::Turn;
use mynaguide::household::{Household, edit};
use mynaguide::tui::effect::Effect;
use mynaguide::tui::model::{Model, Pane, Sheet};
use support::{example, frame, model, on, pack, press, resize, snapshot, text};

const SIZES: [(u16, u16); 2] = [(80, 24), (60, 20)];

/// The example with a second person who moved too.
fn two_people() -> Household {
    let mut household = example();
    household.apply_all(&edit::add_person(&household, "B")).unwrap();
    household.people[1].facts = household.people[0].facts.clone();
    household
}

/// Opens the form of an event from the list of what could happen.
fn suppose(model: &mut Model, event: &str) {
    press(model, "i");
    let events = mynaguide::tui::update::supposable_events(model);
    let at = events.iter().position(|e| *e == event).unwrap();
    for _ in 0..at {
        press(model, "down");
    }
    press(model, "enter");
}

fn shown(model: &Model) -> String {
    text(&frame(model).0).join("\n")
}

#[test]
fn what_if_in_both_languages_and_sizes() {
    let pack = pack();
    for lang in ["en", "ja"] {
        for (width, height) in SIZES {
            let mut model = model(&pack, example(), lang, on(2026, 12, 1));
            resize(&mut model, width, height);
            press(&mut model, "i");
            insta::assert_snapshot!(format!("what-if-events-{lang}-{width}x{height}"), snapshot(&model));
            press(&mut model, "esc");
            suppose(&mut model, "moved_in");
            press(&mut model, "'2027-01-05'");
            insta::assert_snapshot!(format!("what-if-form-{lang}-{width}x{height}"), snapshot(&model));
            press(&mut model, "enter");
            insta::assert_snapshot!(format!("what-if-{lang}-{width}x{height}"), snapshot(&model));
            press(&mut model, "t");
            insta::assert_snapshot!(format!("what-if-axis-{lang}-{width}x{height}"), snapshot(&model));
        }
    }
}

#[test]
fn what_is_supposed_is_seen_and_never_saved_by_itself() {
    let pack = pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    resize(&mut model, 120, 40);
    let before = model.timeline_rows();
    suppose(&mut model, "moved_in");
    let effects = press(&mut model, "'2027-01-05' enter");
    assert!(effects.is_empty(), "{effects:?}");
    assert_eq!(model.household, example());
    let row = |model: &Model, key: &str| {
        let rows = model.timeline_rows();
        rows.iter().find(|r| r.key.to_string() == key).cloned().unwrap()
    };
    let notify = row(&model, "move-in/notify");
    let if_so = notify.if_so.clone().unwrap();
    assert_eq!((if_so.turn, if_so.today.closes), (Turn::Moved, Some(on(2026, 12, 14))));
    assert_eq!(notify.closes, Some(on(2027, 1, 19)));
    assert!(
        shown(&model).contains("if so: moved") && shown(&model).contains("Only supposed"),
        "{}",
        shown(&model)
    );
    assert!(shown(&model).contains("instead of Fri 2026-12-11"), "{}", shown(&model));
    // What works on saved things says that this is only supposed.
    for key in ["u", "ctrl-r", "a", "v"] {
        assert!(press(&mut model, key).is_empty());
        assert!(shown(&model).contains("only supposed"), "{key}");
    }
    // Dropped: everything is as it was.
    press(&mut model, "esc");
    assert!(model.supposed.is_none());
    assert_eq!(format!("{:?}", model.timeline_rows()), format!("{before:?}"));
}

#[test]
fn a_supposed_event_is_saved_with_e_or_with_enter_twice() {
    let pack = pack();
    for (keys, saved) in [
        ("e", true),
        ("enter enter", true),
        ("enter", false),
        ("enter down enter", false),
        ("esc", false),
        ("down enter down", false),
    ] {
        let mut model = model(&pack, example(), "en", on(2026, 12, 1));
        resize(&mut model, 120, 40);
        suppose(&mut model, "moved_in");
        press(&mut model, "'2027-01-05' enter");
        let effects = press(&mut model, keys);
        let commits = effects.iter().filter(|e| matches!(e, Effect::Commit(_))).count();
        assert_eq!(commits, usize::from(saved), "{keys}: {effects:?}");
        assert_eq!(model.household.events.len(), 1 + usize::from(saved), "{keys}");
        assert_eq!(model.supposed.is_some(), !saved && keys != "esc", "{keys}");
    }
}

#[test]
fn an_event_form_can_become_a_what_if_without_a_letter_key() {
    let pack = pack();
    let mut model = model(&pack, two_people(), "en", on(2026, 12, 1));
    resize(&mut model, 100, 30);
    press(&mut model, "e");
    let rows = mynaguide::tui::update::event_rows(&model);
    let at = rows
        .iter()
        .position(|r| format!("{r:?}").contains("card_lost"))
        .unwrap();
    for _ in 0..at {
        press(&mut model, "down");
    }
    press(&mut model, "enter 'today' down down down space");
    assert!(matches!(model.sheets.last(), Some(Sheet::Event(form)) if form.supposed));
    let effects = press(&mut model, "enter");
    assert!(effects.is_empty() && model.supposed.is_some());
    assert_eq!(model.home.focus, Pane::Timeline);
    assert_eq!(
        model.supposed.as_ref().map(|s| s.event.clone()),
        Some(Id::new("card_lost"))
    );
}
