//! Whole screens: text, styles and caret, in both languages and three sizes, and the stories that lead to them.

mod support;

use mynaguide::content::{Answer, Id};
use mynaguide::household::Household;
use mynaguide::tui::effect::Effect;
use mynaguide::tui::model::{Model, Pane, Sheet};
use mynaguide::tui::view::{Layout, draw};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use support::{example, family, frame, model, on, pack, press, resize, snapshot, text};

const SIZES: [(u16, u16); 4] = [(200, 60), (120, 40), (80, 24), (60, 20)];

#[test]
fn home_and_sheets_in_both_languages_and_four_sizes() {
    let pack = pack();
    for lang in ["en", "ja"] {
        for (width, height) in SIZES {
            for (name, keys) in [
                ("home", ""),
                ("timeline", "t"),
                ("checklist", "t enter"),
                ("why", "t w"),
                ("questions", "a"),
                ("answer-date", "a down down down down enter"),
                ("events", "e"),
                ("help", "?"),
            ] {
                let mut model = model(&pack, example(), lang, on(2026, 12, 1));
                resize(&mut model, width, height);
                press(&mut model, keys);
                insta::assert_snapshot!(format!("{name}-{lang}-{width}x{height}"), snapshot(&model));
            }
        }
    }
}

/// Card and stay of one person end on Sun 2026-12-20.
fn both_end(applied: bool) -> Household {
    let mut household = example();
    for fact in ["stay_until", "card_printed_until", "cert_printed_until"] {
        let end = Answer::Date(on(2026, 12, 20));
        household.people[0].facts.insert(Id::new(fact), end);
    }
    household.events.clear();
    if applied {
        let mut event = family().events.pop().expect("an application");
        event.people = vec![household.people[0].id.clone()];
        event.on = on(2026, 12, 7);
        household.events.push(event);
    }
    household
}

#[test]
fn what_ends_and_the_last_way_are_on_the_home_screen() {
    let pack = pack();
    for (lang, now, card, stay) in [
        ("en", "Both today", "card", "Stay"),
        ("ja", "今日のうちに両方", "カード", "在留"),
    ] {
        for (name, day, applied) in [("last-way", 18, false), ("pending", 10, true), ("ended", 21, true)] {
            let mut model = model(&pack, both_end(applied), lang, on(2026, 12, day));
            resize(&mut model, 80, 24);
            let shown = text(&frame(&model).0).join("\n");
            assert!(shown.contains(card), "{shown}");
            assert!(shown.contains(stay), "{shown}");
            assert!(
                !shown.contains("12-17") && !shown.contains("12月17日"),
                "a day that has passed: {shown}"
            );
            insta::assert_snapshot!(format!("ends-{name}-{lang}-80x24"), snapshot(&model));
            if name == "last-way" {
                assert!(shown.contains(now), "{shown}");
                press(&mut model, "t");
                let shown = text(&frame(&model).0).join("\n");
                assert!(shown.contains(now), "{shown}");
            }
        }
    }
}

#[test]
fn the_time_axis_at_every_size() {
    let pack = pack();
    for lang in ["en", "ja"] {
        for (width, height) in SIZES {
            let mut model = model(&pack, family(), lang, on(2026, 12, 1));
            resize(&mut model, width, height);
            press(&mut model, "t t");
            insta::assert_snapshot!(format!("axis-{lang}-{width}x{height}"), snapshot(&model));
        }
        let mut model = model(&pack, family(), lang, on(2026, 12, 1));
        resize(&mut model, 50, 24);
        press(&mut model, "t t tab down");
        insta::assert_snapshot!(format!("axis-list-{lang}-50x24"), snapshot(&model));
    }
}

#[test]
fn the_axis_says_late_today_and_closed_without_colours_and_in_ascii() {
    let pack = pack();
    let mut model = model(&pack, family(), "en", on(2026, 12, 1));
    model.look.theme = mynaguide::tui::view::Theme::mono();
    model.look.glyphs = mynaguide::tui::view::Glyphs::Ascii;
    resize(&mut model, 120, 30);
    press(&mut model, "t t + + + tab tab");
    let shown = text(&frame(&model).0);
    assert!(
        shown.join("").chars().all(|c| c.is_ascii() || pack_letters(c)),
        "{shown:#?}"
    );
    let late = shown.iter().find(|l| l.contains("! LATE")).expect("the late row");
    assert!(late.contains("!!!!!|"), "{late}");
    assert!(shown[4].contains("today") && shown[4].contains("::"), "{shown:#?}");
    assert!(
        shown.iter().any(|l| l.contains("| today")),
        "the mark is explained: {shown:#?}"
    );
    insta::assert_snapshot!("axis-ascii-mono", snapshot(&model));
}

/// Letters that content brings along: Japanese names, dashes.
fn pack_letters(c: char) -> bool {
    c >= '\u{3000}' || "–—’".contains(c)
}

#[test]
fn the_axis_names_the_period_zooms_pans_and_groups() {
    let pack = pack();
    let mut model = model(&pack, family(), "en", on(2026, 12, 1));
    resize(&mut model, 120, 40);
    press(&mut model, "t t");
    let axis = |model: &Model| match model.sheets.last() {
        Some(Sheet::Axis(state)) => *state,
        other => panic!("no axis: {other:?}"),
    };
    let shown = |model: &Model| text(&frame(model).0).join("\n");
    let period = shown(&model);
    let line = period
        .lines()
        .find(|l| l.contains("特例期間"))
        .expect("the period by name");
    assert!(line.contains("~~~~"), "{line}");
    for _ in 0..12 {
        press(&mut model, "-");
    }
    assert_eq!(mynaguide::present::SPANS[axis(&model).span], 1827);
    assert!(shown(&model).contains("5 years") && shown(&model).contains("2031"));
    for _ in 0..12 {
        press(&mut model, "+");
    }
    assert!(shown(&model).contains("14 days"));
    let from = axis(&model).from;
    press(&mut model, "right right");
    assert!(axis(&model).from > from);
    for _ in 0..12 {
        press(&mut model, "right");
    }
    assert!(shown(&model).contains("< today"), "{}", shown(&model));
    press(&mut model, "home");
    assert_eq!(axis(&model).from, from);
    // The same deadline stays selected, however the rows are put together.
    press(&mut model, "down down");
    let all = model.axis_rows(&axis(&model)).len();
    press(&mut model, "tab");
    assert!(shown(&model).contains("by person"));
    press(&mut model, "tab space");
    assert!(shown(&model).contains("by topic, only what is next"));
    assert!(model.axis_rows(&axis(&model)).len() != all);
    press(&mut model, "tab space w");
    assert!(matches!(model.sheets.last(), Some(Sheet::Why { .. })));
    press(&mut model, "esc t");
    assert!(model.sheets.is_empty());
}

#[test]
fn with_nothing_entered_the_program_invites_and_everything_can_be_read() {
    let pack = pack();
    for lang in ["en", "ja"] {
        let mut model = model(&pack, Household::new("home"), lang, on(2026, 12, 1));
        resize(&mut model, 100, 30);
        insta::assert_snapshot!(format!("first-start-{lang}"), snapshot(&model));
        let procedures = model.procedures().len();
        assert_eq!(procedures, pack.procedures.len());
        for _ in 0..procedures {
            press(&mut model, "down");
            assert!(model.detail_doc().blocks.len() > 10, "{:?}", model.home.detail.subject);
        }
    }
}

/// The first minute: kind of status, end of stay, card; the timeline fills at once.
#[test]
fn answering_the_first_questions_fills_the_timeline() {
    let pack = pack();
    let mut model = model(&pack, Household::new("home"), "en", on(2026, 11, 22));
    resize(&mut model, 100, 30);
    assert!(model.timeline_rows().is_empty());
    // Kind of status: the first choice is a period of stay. The next question follows by itself.
    press(&mut model, "a enter enter");
    assert_eq!(
        model.household.people[0].facts["status_group"],
        Answer::Choice("mid-long".into())
    );
    press(&mut model, "enter");
    assert_eq!(model.household.people[0].facts["card_held"], Answer::YesNo(true));
    for _ in 0..6 {
        match model.sheets.last() {
            Some(Sheet::Answer(form)) if form.fact == "stay_until" => break,
            // One piece of plastic or two: the first choice is two.
            Some(Sheet::Answer(_)) => press(&mut model, "enter"),
            other => panic!("no next question: {other:?}"),
        };
    }
    press(&mut model, "'令和9年8月1日'");
    let (buffer, caret) = frame(&model);
    assert!(
        text(&buffer)
            .iter()
            .any(|l| l.contains("Sun 2027-08-01 (令和9年8月1日)")),
        "{:#?}",
        text(&buffer)
    );
    assert!(caret.is_some());
    press(&mut model, "enter esc esc");
    let days: Vec<_> = model.timeline_rows().iter().filter_map(|r| r.closes).collect();
    assert!(days.contains(&on(2027, 8, 1)), "{days:?}");
}

#[test]
fn an_ambiguous_date_is_asked_back_and_nothing_is_stored() {
    let pack = pack();
    let mut model = model(&pack, Household::new("home"), "en", on(2026, 11, 22));
    resize(&mut model, 100, 30);
    press(&mut model, "e");
    let at = mynaguide::tui::update::event_rows(&model)
        .iter()
        .position(|r| format!("{r:?}").contains("moved_in\""))
        .unwrap();
    for _ in 0..at {
        press(&mut model, "down");
    }
    press(&mut model, "enter '03/04/2027' enter");
    assert!(model.household.events.is_empty());
    let shown = text(&frame(&model).0).join("\n");
    assert!(shown.contains("2027-04-03") && shown.contains("2027-03-04"), "{shown}");
    assert!(matches!(model.sheets.last(), Some(Sheet::Event(form)) if form.field.text() == "03/04/2027"));
}

#[test]
fn an_event_causes_deadlines_and_undo_is_one_key() {
    let pack = pack();
    let mut model = model(&pack, Household::new("home"), "en", on(2026, 12, 1));
    resize(&mut model, 120, 40);
    press(&mut model, "e");
    let at = mynaguide::tui::update::event_rows(&model)
        .iter()
        .position(|r| format!("{r:?}").contains("moved_in\""))
        .unwrap();
    for _ in 0..at {
        press(&mut model, "down");
    }
    press(&mut model, "enter '29_Nov_2026' enter");
    assert_eq!(model.home.focus, Pane::Timeline);
    let notify = model
        .timeline_rows()
        .iter()
        .find(|r| r.key.to_string() == "move-in/notify")
        .cloned()
        .unwrap();
    assert_eq!(
        (notify.plan_by, notify.closes),
        (Some(on(2026, 12, 11)), Some(on(2026, 12, 14)))
    );
    assert_eq!(press(&mut model, "u"), [Effect::Undo]);
    assert_eq!(press(&mut model, "ctrl-r"), [Effect::Redo]);
}

#[test]
fn space_ticks_and_unticks_in_the_checklist() {
    let pack = pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    resize(&mut model, 120, 40);
    press(&mut model, "t enter");
    assert_eq!(model.home.focus, Pane::Detail);
    for _ in 0..40 {
        if matches!(model.detail_item(), Some(mynaguide::present::Item::Tick(_))) {
            break;
        }
        press(&mut model, "down");
    }
    press(&mut model, "space");
    assert_eq!(model.household.ticks.len(), 1);
    assert_eq!(model.household.ticks.values().next().unwrap().on, on(2026, 12, 1));
    press(&mut model, "space");
    assert!(model.household.ticks.is_empty());
}

#[test]
fn a_failed_save_stays_in_sight_and_changes_nothing() {
    let pack = pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    resize(&mut model, 120, 40);
    let words = "Not saved: the disk is full".to_owned();
    support::send(&mut model, mynaguide::tui::msg::Msg::NotSaved(words.clone()));
    press(&mut model, "down tab up");
    assert!(text(&frame(&model).0).iter().any(|l| l.contains(&words)));
}

#[test]
fn full_width_keys_work_and_kana_are_explained() {
    let pack = pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    resize(&mut model, 100, 30);
    press(&mut model, "'？'");
    assert!(matches!(model.sheets.last(), Some(Sheet::Help { .. })));
    press(&mut model, "esc 'か'");
    assert!(
        model
            .notice
            .as_ref()
            .is_some_and(|n| n.words.contains("Japanese input")),
        "{:?}",
        model.notice
    );
}

/// Keys one by one and resizes in between end on the same screen as at the final size from the start.
#[test]
fn resizing_never_loses_the_selection() {
    let pack = pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    for (width, height) in [(120, 40), (10, 3), (60, 20), (200, 60), (0, 0), (80, 24)] {
        resize(&mut model, width, height);
        press(&mut model, "down down");
    }
    let layout = Layout::of(model.size, &model.home);
    let rows = model.topic_rows();
    assert!(rows.len() > usize::from(layout.topics.height));
    let shown = text(&frame(&model).0).join("\n");
    let id = &model.procedures()[model.home.topics.selected];
    let title: String = pack.procedures[id].title.en.chars().take(12).collect();
    assert!(shown.contains(&title), "{title} in\n{shown}");
}

/// The name of each kind of sheet: whoever adds one is asked here how it is reached.
fn kind(sheet: &Sheet) -> &'static str {
    match sheet {
        Sheet::Help { .. } => "help",
        Sheet::Why { .. } => "why",
        Sheet::Term { .. } => "term",
        Sheet::Document { .. } => "document",
        Sheet::Meanings { .. } => "meanings",
        Sheet::Search(_) => "search",
        Sheet::Palette(_) => "palette",
        Sheet::Diagnostics { .. } => "diagnostics",
        Sheet::Questions(_) => "questions",
        Sheet::Answer(_) => "answer",
        Sheet::Events(_) => "events",
        Sheet::Event(_) => "event",
        Sheet::WhatIf(_) => "what-if",
        Sheet::Axis(_) => "axis",
        Sheet::Visits(_) => "visits",
        Sheet::Visit { .. } => "visit",
        Sheet::Clerk(_) => "clerk",
        Sheet::Done(_) => "done",
        Sheet::Start(_) => "start",
        Sheet::History(_) => "history",
        Sheet::People(_) => "people",
        Sheet::Person { .. } => "person",
        Sheet::Words(_) => "words",
        Sheet::Moved(_) => "moved",
    }
}

/// How each kind of sheet is reached with a household that has told a little.
fn reach(model: &mut Model, name: &str) {
    let first = |pack: &mynaguide::content::Pack| pack.terms.keys().next().cloned().unwrap();
    let pick = mynaguide::tui::model::Pick::default();
    let sheet = match name {
        "term" => Sheet::Term {
            id: first(&model.pack),
            pick,
        },
        "document" => Sheet::Document {
            id: model.pack.documents.keys().next().cloned().unwrap(),
            pick,
        },
        "meanings" => Sheet::Meanings {
            words: model.pack.terms.keys().cloned().collect(),
            list: mynaguide::tui::model::Cursor::default(),
        },
        "diagnostics" => Sheet::Diagnostics {
            lines: vec!["pack.toml:1:1: something".to_owned(); 30],
            scroll: 3,
        },
        "history" => Sheet::History(pick),
        "moved" => Sheet::Moved(pick),
        "person" => Sheet::Person {
            person: Id::new("b"),
            selected: 1,
        },
        "words" => Sheet::Words(mynaguide::tui::model::WordsForm {
            purpose: mynaguide::tui::model::Purpose::AddPerson,
            field: mynaguide::tui::edit::Field::new("ｶﾞ👍 long enough to be cut somewhere, at least where it is narrow"),
            problem: Some("a problem".to_owned()),
        }),
        "start" => return mynaguide::tui::update::begin(model, true),
        other => {
            let keys = match other {
                "help" => "?",
                "why" => "t w",
                "search" => "/ 'card'",
                "palette" => ":",
                "questions" => "a",
                "answer" => "a enter",
                "events" => "e",
                "event" => "e end enter",
                "what-if" => "i",
                "axis" => "t t tab",
                "visits" => "v",
                "visit" => "v enter",
                "clerk" => "v enter c",
                "done" => "v enter e",
                "people" => "P",
                unknown => panic!("{unknown}"),
            };
            press(model, keys);
            return;
        }
    };
    model.sheets.push(sheet);
}

const KINDS: [&str; 24] = [
    "help",
    "why",
    "term",
    "document",
    "meanings",
    "search",
    "palette",
    "diagnostics",
    "questions",
    "answer",
    "events",
    "event",
    "what-if",
    "axis",
    "visits",
    "visit",
    "clerk",
    "done",
    "start",
    "history",
    "people",
    "person",
    "words",
    "moved",
];

#[test]
fn every_sheet_is_drawn_at_every_size() {
    let pack = pack();
    for (lang, ascii) in [("en", true), ("ja", false)] {
        for name in KINDS {
            let household = if name == "start" {
                Household::new("home")
            } else {
                family()
            };
            let mut model = model(&pack, household, lang, on(2026, 12, 1));
            if ascii {
                model.look.glyphs = mynaguide::tui::view::Glyphs::Ascii;
            }
            resize(&mut model, 80, 24);
            reach(&mut model, name);
            assert_eq!(model.sheets.last().map(kind), Some(name));
            for width in [0, 1, 2, 9, 29, 30, 41, 59, 60, 79, 80, 130, 300] {
                for height in [0, 1, 4, 7, 8, 9, 11, 16, 30, 100] {
                    resize(&mut model, width, height);
                    let (_, caret) = frame(&model);
                    if let Some(caret) = caret {
                        assert!(caret.x < width && caret.y < height, "{name} {width}x{height}");
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// No screen panics at any size, whatever was pressed before.
    #[test]
    fn drawing_never_panics(
        width in 0u16..300, height in 0u16..100, ja: bool, ascii: bool, told: bool,
        keys in prop::collection::vec(
            prop::sample::select(vec![
                "up", "down", "left", "right", "tab", "shift-tab", "enter", "esc", "space", "pagedown", "pageup", "home",
                "end", "w", "a", "e", "z", "+", "-", "p", "t", "?", "L", "y", "'2026-12-01'", "'１'", "b", "v", "c", "i",
                "m", "n", "H", "P", "/", ":", "d", "u", "ctrl-j", "'１'",
            ]),
            0..40,
        ),
    ) {
        thread_local! { static PACK: std::rc::Rc<mynaguide::content::Pack> = pack(); }
        PACK.with(|pack| {
            let household = if told { family() } else { Household::new("home") };
            let mut model = model(pack, household, if ja { "ja" } else { "en" }, on(2026, 12, 1));
            if ascii {
                model.look.glyphs = mynaguide::tui::view::Glyphs::Ascii;
            }
            resize(&mut model, 80, 24);
            for key in &keys {
                press(&mut model, key);
            }
            resize(&mut model, width, height);
            let (_, caret) = frame(&model);
            if let Some(caret) = caret {
                assert!(caret.x < width && caret.y < height);
            }
            // A buffer of another size than the model believes must not panic either.
            let mut small = Buffer::empty(Rect::new(0, 0, width / 2, height / 2));
            draw(&model, &mut small);
        });
    }
}
