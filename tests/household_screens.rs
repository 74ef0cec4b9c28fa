//! Whole screens about the household: what if, people and households, notes, history, dates that moved.

mod support;

use mynaguide::content::Id;
use mynaguide::guide::Turn;
use mynaguide::household::{Entry, Household, TickKey, edit};
use mynaguide::tui::effect::Effect;
use mynaguide::tui::model::{Model, Pane, Purpose, Sheet};
use mynaguide::tui::msg::{Msg, OtherHousehold};
use support::{example, frame, model, on, pack, press, resize, send, snapshot, text};

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
    press(&mut model, "down");
    assert!(shown(&model).contains("instead of Fri 2026-12-11"), "{}", shown(&model));
    // What works on saved things says that this is only supposed.
    for key in ["u", "ctrl-r", "a", "v", "n", "H", "y"] {
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
    for (day, keys, saved) in [
        ("2026-11-30", "e", true),
        ("2026-11-30", "enter enter", true),
        ("2026-11-30", "enter", false),
        ("2026-11-30", "enter down enter", false),
        ("2026-11-30", "esc", false),
        ("2026-11-30", "down enter down", false),
        // A day that has not come may be supposed; before it is saved as having happened it is asked about.
        ("2027-01-05", "e", false),
        ("2027-01-05", "e e", true),
        ("2027-01-05", "enter enter", false),
        ("2027-01-05", "enter enter enter", true),
        ("2027-01-05", "enter enter down enter", false),
    ] {
        let mut model = model(&pack, example(), "en", on(2026, 12, 1));
        resize(&mut model, 120, 40);
        suppose(&mut model, "moved_in");
        press(&mut model, &format!("'{day}' enter"));
        let effects = press(&mut model, keys);
        if day == "2027-01-05" && matches!(keys, "e" | "enter enter") {
            assert!(shown(&model).contains("not come yet. Right?"), "{}", shown(&model));
        }
        let commits = effects.iter().filter(|e| matches!(e, Effect::Commit(_))).count();
        assert_eq!(commits, usize::from(saved), "{keys}: {effects:?}");
        assert_eq!(model.household.events.len(), 1 + usize::from(saved), "{keys}");
        assert_eq!(model.supposed.is_some(), !saved && keys != "esc", "{keys}");
    }
}

/// The rows of the screen that hold some words.
fn rows_with(model: &Model, words: &str) -> Vec<String> {
    let rows = text(&frame(model).0);
    rows.into_iter().filter(|row| row.contains(words)).collect()
}

#[test]
fn a_day_that_is_not_plausible_is_asked_back_once_in_one_line() {
    let pack = pack();
    for (lang, not_yet, early, again) in [
        (
            "en",
            "not come yet.",
            "Not expected before 2012-07-09.",
            "Right? Enter again.",
        ),
        (
            "ja",
            "まだ来ていません。",
            "2012-07-09より前の日です。",
            "もう一度Enter。",
        ),
    ] {
        for (width, height) in SIZES {
            let mut model = model(&pack, example(), lang, on(2026, 12, 1));
            resize(&mut model, width, height);
            press(&mut model, "e");
            let rows = mynaguide::tui::update::event_rows(&model);
            let is_filed = |r: &_| format!("{r:?}") == "New(\"moved_in_filed\")";
            let at = rows.iter().position(is_filed).unwrap_or_else(|| panic!("{rows:?}"));
            for _ in 0..at {
                press(&mut model, "down");
            }
            press(&mut model, "enter '2031-05-01'");
            assert!(press(&mut model, "enter").is_empty());
            let line = rows_with(&model, again);
            assert!(line.len() == 1 && line[0].contains(not_yet), "{}", shown(&model));
            // Another odd day is another question.
            press(&mut model, "ctrl-u '1899-05-01'");
            assert!(rows_with(&model, again).is_empty());
            assert!(press(&mut model, "enter").is_empty());
            let line = rows_with(&model, again);
            assert!(line.len() == 1 && line[0].contains(early), "{}", shown(&model));
            let effects = press(&mut model, "enter");
            assert!(effects.iter().any(|e| matches!(e, Effect::Commit(_))), "{effects:?}");
            assert_eq!(model.household.events.last().unwrap().on, on(1899, 5, 1));
        }
    }
}

#[test]
fn an_answer_that_is_not_plausible_is_asked_back_and_a_plan_is_not() {
    let pack = pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    resize(&mut model, 60, 20);
    press(&mut model, "a");
    let rows = mynaguide::tui::update::question_rows(&model);
    let at = rows
        .iter()
        .position(|r| r.fact == *"stay_until")
        .unwrap_or_else(|| panic!("{rows:?}"));
    for _ in 0..at {
        press(&mut model, "down");
    }
    press(&mut model, "enter ctrl-u '2016-03-31'");
    assert!(press(&mut model, "enter").is_empty());
    let line = rows_with(&model, "Right? Enter again.");
    assert!(
        line.len() == 1 && line[0].contains("before 2025-12-01."),
        "{}",
        shown(&model)
    );
    assert!(!press(&mut model, "enter").is_empty());
    let told = &model.household.people[0].facts["stay_until"];
    assert_eq!(*told, mynaguide::content::Answer::Date(on(2016, 3, 31)));
    press(&mut model, "esc esc esc");
    // What is only supposed is never asked about.
    suppose(&mut model, "moved_in_filed");
    assert!(press(&mut model, "'2031-05-01' enter").is_empty());
    assert!(model.supposed.is_some());
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

// ---------------------------------------------------------------- people and households

#[test]
fn people_in_both_languages_and_sizes() {
    let pack = pack();
    for lang in ["en", "ja"] {
        for (width, height) in SIZES {
            let mut household = two_people();
            household.apply_all(&edit::add_person(&household, "C")).unwrap();
            household
                .apply_all(&edit::archive_person(&household, "c", true))
                .unwrap();
            let mut model = model(&pack, household, lang, on(2026, 12, 1));
            resize(&mut model, width, height);
            press(&mut model, "P");
            send(&mut model, Msg::Households(vec!["example".into(), "田中家".into()]));
            insta::assert_snapshot!(format!("people-{lang}-{width}x{height}"), snapshot(&model));
            press(&mut model, "down down enter");
            insta::assert_snapshot!(format!("person-{lang}-{width}x{height}"), snapshot(&model));
            press(&mut model, "esc down down enter '1234_5678_9012' enter");
            insta::assert_snapshot!(format!("person-add-{lang}-{width}x{height}"), snapshot(&model));
        }
    }
}

fn labels(model: &Model) -> Vec<(String, bool)> {
    let people = &model.household.people;
    people.iter().map(|p| (p.label.clone(), p.archived)).collect()
}

#[test]
fn people_are_added_renamed_archived_and_brought_back() {
    let pack = pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    resize(&mut model, 80, 24);
    let label = |l: &str, archived| (l.to_owned(), archived);
    // One person: that person, then somebody new; the selection stays on “somebody new”.
    press(&mut model, "P down enter 'おかあさん' enter");
    assert_eq!(labels(&model), [label("A", false), label("おかあさん", false)]);
    // A label is used once, and the reason stands in the form.
    press(&mut model, "enter 'a' enter");
    assert!(shown(&model).contains("each one is used once"), "{}", shown(&model));
    press(&mut model, "esc");
    // Everyone, A, mother: rename A.
    press(&mut model, "esc P down enter down enter ctrl-u '本人' enter");
    assert_eq!(labels(&model)[0], label("本人", false));
    press(&mut model, "enter down down enter");
    assert_eq!(labels(&model)[0], label("本人", true));
    assert!(shown(&model).contains("no longer shown"), "{}", shown(&model));
    // Still selected, wherever it stands now: bring back.
    press(&mut model, "enter enter");
    assert_eq!(labels(&model)[0], label("本人", false));
}

#[test]
fn one_or_all_are_shown_and_whose_deadline_it_is_is_always_seen() {
    let pack = pack();
    let mut model = model(&pack, two_people(), "en", on(2026, 12, 1));
    resize(&mut model, 80, 24);
    let people = |model: &Model| {
        let rows = model.timeline_rows();
        let mut people: Vec<String> = rows.iter().map(|r| r.who.clone()).collect();
        people.sort();
        people.dedup();
        people
    };
    assert_eq!(people(&model), ["A", "B"]);
    press(&mut model, "P down down space");
    assert_eq!(people(&model), ["B"]);
    press(&mut model, "home enter");
    assert_eq!(people(&model), ["A", "B"]);
    assert!(model.sheets.is_empty());
    press(&mut model, "p p");
    assert_eq!(people(&model), ["B"]);
    press(&mut model, "alt-p alt-p");
    assert_eq!(people(&model), ["A", "B"]);
    // The title of the detail names the one whose deadline is shown, not the first person.
    press(&mut model, "t end");
    let rows = model.timeline_rows();
    let last = rows.last().unwrap();
    assert!(
        shown(&model).contains(&format!("Deadline — {}", last.who)),
        "{}",
        shown(&model)
    );
}

#[test]
fn another_household_is_opened_by_name_and_no_secret_is_one() {
    let pack = pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    resize(&mut model, 80, 24);
    assert_eq!(press(&mut model, "P"), [Effect::ListHouseholds]);
    send(&mut model, Msg::Households(vec!["example".into(), "tanaka".into()]));
    let effects = press(&mut model, "down down down enter");
    assert_eq!(effects, [Effect::OpenHousehold("tanaka".into())]);
    let other = OtherHousehold {
        household: Household::new("tanaka"),
        notices: Vec::new(),
        read_only: Some("A newer version wrote this household".into()),
        shown: mynaguide::guide::Shown::default(),
    };
    send(&mut model, Msg::Opened(Box::new(other)));
    assert_eq!(model.household.name, "tanaka");
    assert!(model.sheets.is_empty() && model.timeline_rows().is_empty());
    let screen = shown(&model);
    assert!(
        screen.contains("mynaguide tanaka") && screen.contains("Open now: tanaka"),
        "{screen}"
    );
    // It can only be read, and says so instead of changing anything.
    assert!(press(&mut model, "n").is_empty());
    assert!(shown(&model).contains("A newer version wrote"), "{}", shown(&model));
    for (typed, expected) in [
        ("two_words", Err("digits, hyphens")),
        ("123456789012", Err("My Number")),
        ("con", Err("Take another")),
        ("tanaka", Err("open already")),
        ("client-12", Ok("client-12")),
        ("ｋｉｔａ", Ok("kita")),
    ] {
        press(&mut model, "esc esc esc P end enter");
        assert!(matches!(model.sheets.last(), Some(Sheet::Words(f)) if f.purpose == Purpose::Household));
        let effects = press(&mut model, &format!("'{typed}' enter"));
        match expected {
            Ok(name) => assert_eq!(effects, [Effect::OpenHousehold(name.into())], "{typed}"),
            Err(words) => {
                assert!(effects.is_empty(), "{typed}");
                assert!(shown(&model).contains(words), "{typed}: {}", shown(&model));
            }
        }
    }
    let words = "Not opened, the present household stays: broken".to_owned();
    send(&mut model, Msg::NotOpened(words.clone()));
    assert!(shown(&model).contains(&words));
    assert_eq!(model.household.name, "tanaka");
}

// ---------------------------------------------------------------- notes

/// To the first thing that can be ticked.
fn to_checklist(model: &mut Model) -> TickKey {
    press(model, "t enter");
    for _ in 0..300 {
        if let Some(mynaguide::present::Item::Tick(key)) = model.detail_item() {
            return key;
        }
        press(model, "down");
    }
    panic!("nothing to tick");
}

#[test]
fn notes_in_both_languages_and_sizes() {
    let pack = pack();
    for lang in ["en", "ja"] {
        for (width, height) in SIZES {
            let mut model = model(&pack, example(), lang, on(2026, 12, 1));
            resize(&mut model, width, height);
            to_checklist(&mut model);
            press(&mut model, "n '青いファイルの中。写しは２枚' ctrl-j '暗証番号は1234'");
            press(&mut model, "enter");
            insta::assert_snapshot!(format!("note-{lang}-{width}x{height}"), snapshot(&model));
        }
    }
}

#[test]
fn notes_belong_to_what_is_selected_and_stay_as_they_were_typed() {
    let pack = pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    resize(&mut model, 80, 24);
    let key = to_checklist(&mut model);
    press(&mut model, "n '写しは２枚（青）' ctrl-j 'ask' enter");
    assert_eq!(model.household.notes[&key], "写しは２枚（青）\nask");
    assert!(shown(&model).contains("Note: 写しは２枚（青）"), "{}", shown(&model));
    // A secret is refused where it is typed, with the reason, and what was there stays.
    press(&mut model, "n '1234_5678_9012' enter");
    assert!(shown(&model).contains("never stored here"), "{}", shown(&model));
    press(&mut model, "esc");
    assert_eq!(model.household.notes[&key], "写しは２枚（青）\nask");
    // Emptied: deleted.
    press(&mut model, "n ctrl-u enter");
    assert!(model.household.notes.is_empty());
    // Nothing selected: the procedure as a whole.
    press(&mut model, "esc n 'parking_behind_the_office' enter");
    let whole = TickKey::whole(&Id::new("move-in"), &Id::new("a"));
    assert_eq!(model.household.notes[&whole], "parking behind the office");
    assert!(shown(&model).contains("parking behind the office"), "{}", shown(&model));
    // A long note of another program is neither cut nor changed by looking at it.
    let long = "漢字\n".repeat(900);
    let changes = edit::note(&model.household, whole.clone(), &long);
    model.household.apply_all(&changes).unwrap();
    let effects = press(&mut model, "n enter");
    assert!(effects.is_empty(), "{effects:?}");
}

#[test]
fn no_step_and_no_document_has_the_id_of_the_note_on_the_whole() {
    use mynaguide::household::WHOLE;
    let pack = pack();
    for procedure in pack.procedures.values() {
        assert!(procedure.body.steps.iter().all(|s| s.id != *WHOLE), "{}", procedure.id);
    }
    assert!(!pack.documents.contains_key(WHOLE) && !pack.sets.contains_key(WHOLE));
}

// ---------------------------------------------------------------- history

/// A journal with an answer, a tick, a note, a new person; the last was taken back.
fn journal() -> (Household, Vec<Entry>) {
    let mut household = example();
    let mut entries: Vec<Entry> = Vec::new();
    let key = TickKey {
        procedure: Id::new("move-in"),
        item: Id::new("residence-card"),
        person: Id::new("a"),
    };
    for step in 0..5 {
        let mut undoes = None;
        let changes = match step {
            0 => edit::set_fact(
                &household,
                Some("a"),
                "stay_until",
                Some(mynaguide::content::Answer::Date(on(2027, 9, 1))),
            ),
            1 => edit::tick(&household, key.clone(), on(2026, 11, 30)),
            2 => edit::note(&household, key.clone(), "blue folder"),
            3 => edit::add_person(&household, "B"),
            _ => {
                undoes = Some(4);
                entries[3].inverse()
            }
        };
        household.apply_all(&changes).unwrap();
        household.revision += 1;
        let at = format!("2026-11-30T1{step}:05:00+09:00").parse().unwrap();
        let revision = household.revision;
        entries.push(Entry {
            revision,
            at,
            changes,
            undoes,
        });
    }
    (household, entries)
}

#[test]
fn history_in_both_languages_and_sizes() {
    let pack = pack();
    for lang in ["en", "ja"] {
        for (width, height) in SIZES {
            let (household, entries) = journal();
            let mut model = model(&pack, household, lang, on(2026, 12, 1));
            resize(&mut model, width, height);
            assert_eq!(press(&mut model, "H"), [Effect::ReadHistory]);
            send(&mut model, Msg::History(entries));
            insta::assert_snapshot!(format!("history-{lang}-{width}x{height}"), snapshot(&model));
        }
    }
}

#[test]
fn history_takes_back_and_makes_again_one_after_the_other() {
    let pack = pack();
    let (household, mut entries) = journal();
    let mut model = model(&pack, household, "en", on(2026, 12, 1));
    resize(&mut model, 80, 24);
    press(&mut model, "H");
    send(&mut model, Msg::History(entries.clone()));
    // On top the undo of the new person: it can be made again; so can the change itself.
    assert_eq!(press(&mut model, "enter"), [Effect::Redo]);
    assert_eq!(press(&mut model, "down enter"), [Effect::Redo]);
    assert_eq!(press(&mut model, "down enter"), [Effect::Undo]);
    // Out of turn.
    assert!(press(&mut model, "down enter").is_empty());
    assert!(shown(&model).contains("one after the other"), "{}", shown(&model));
    assert_eq!(press(&mut model, "u ctrl-r"), [Effect::Undo, Effect::Redo]);
    // What comes on top does not move the selection to another entry.
    press(&mut model, "up");
    let mut undone = entries[2].clone();
    undone.changes = entries[2].inverse();
    (undone.revision, undone.undoes) = (6, Some(3));
    entries.push(undone);
    send(&mut model, Msg::History(entries));
    assert_eq!(
        press(&mut model, "enter"),
        [Effect::Redo],
        "the entry that was just taken back"
    );
}

// ---------------------------------------------------------------- errors in place

#[test]
fn what_was_not_saved_stays_in_sight_whole_until_something_is_saved() {
    let pack = pack();
    let words = "Not saved: /home/someone/.local/share/mynaguide/households/home.toml: no space left on device. The \
                 household file is as it was before. Free some space on the disk, then do it again";
    for (width, height) in [(80, 24), (60, 20), (40, 12)] {
        let mut model = model(&pack, example(), "en", on(2026, 12, 1));
        resize(&mut model, width, height);
        send(&mut model, Msg::NotSaved(words.to_owned()));
        for keys in [
            "",
            "down tab up",
            "y",
            "esc esc esc esc",
            "?",
            "esc a",
            "esc i",
            "esc P",
            "esc",
        ] {
            press(&mut model, keys);
            let screen = shown(&model).replace('\n', " ").split_whitespace().collect::<String>();
            let wanted: String = words.split_whitespace().collect();
            assert!(
                screen.contains(&wanted),
                "{keys} at {width}x{height}: {}",
                shown(&model)
            );
        }
        model.home.focus = Pane::Topics;
        let key = to_checklist(&mut model);
        press(&mut model, "space");
        assert!(model.household.ticks.contains_key(&key));
        assert!(!shown(&model).contains("Not saved"), "{}", shown(&model));
    }
}

// ---------------------------------------------------------------- dates that moved

/// The example, after the day of the move was corrected.
fn corrected(lang: &str, pack: &std::rc::Rc<mynaguide::content::Pack>) -> Model {
    let mut model = model(pack, example(), lang, on(2026, 12, 1));
    let mut told = model.household.events[0].clone();
    told.on = on(2026, 12, 5);
    let changes = vec![mynaguide::household::Change::Event {
        before: Some(model.household.events[0].clone()),
        after: Some(told),
    }];
    let mut household = model.household.clone();
    household.apply_all(&changes).unwrap();
    send(
        &mut model,
        Msg::Saved(Box::new(household), mynaguide::tui::msg::Saved::Change),
    );
    model
}

#[test]
fn moved_dates_in_both_languages_and_sizes() {
    let pack = pack();
    for lang in ["en", "ja"] {
        for (width, height) in SIZES {
            let mut model = corrected(lang, &pack);
            resize(&mut model, width, height);
            press(&mut model, "t");
            insta::assert_snapshot!(format!("moved-home-{lang}-{width}x{height}"), snapshot(&model));
            press(&mut model, "d");
            insta::assert_snapshot!(format!("moved-{lang}-{width}x{height}"), snapshot(&model));
        }
    }
}

#[test]
fn a_date_that_moved_is_said_until_somebody_has_looked() {
    let pack = pack();
    let mut model = corrected("en", &pack);
    resize(&mut model, 120, 40);
    for keys in ["", "down", "t", "a esc", "tab"] {
        press(&mut model, keys);
        assert!(
            shown(&model).contains("! 4 dates moved (d)"),
            "{keys}: {}",
            shown(&model)
        );
    }
    press(&mut model, "t home");
    assert!(
        shown(&model).contains("This date moved: before, it was Sun 2026-12-13"),
        "{}",
        shown(&model)
    );
    press(&mut model, "d w");
    assert!(matches!(model.sheets.last(), Some(Sheet::Why { .. })));
    // One after the other; each is remembered at once.
    assert_eq!(press(&mut model, "esc enter"), [Effect::RememberShown]);
    assert!(shown(&model).contains("3 dates moved"), "{}", shown(&model));
    press(&mut model, "space");
    assert!(shown(&model).contains("2 dates moved"), "{}", shown(&model));
    press(&mut model, "space");
    assert!(shown(&model).contains("One date moved"), "{}", shown(&model));
    assert_eq!(press(&mut model, "space"), [Effect::RememberShown]);
    assert!(!shown(&model).contains("date moved"), "{}", shown(&model));
    assert!(model.shown.moved().is_empty());
    assert!(model.sheets.is_empty());
    press(&mut model, "d");
    assert!(shown(&model).contains("No date moved"), "{}", shown(&model));
    // Looking ahead, nothing is remembered.
    let mut model = corrected("en", &pack);
    resize(&mut model, 120, 40);
    model.read_only = Some("What will hold".into());
    assert!(press(&mut model, "d enter").is_empty());
    assert_eq!(model.shown.moved().len(), 4);
}
