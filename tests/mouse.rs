//! The mouse: what is under it is scrolled, selected, opened, dragged; and it is left alone unless it was asked for.

mod support;

use mynaguide::content::Answer;
use mynaguide::tui::effect::Effect;
use mynaguide::tui::input::{Input, Mouse, MouseKind};
use mynaguide::tui::model::{Model, Pane, Sheet, Subject};
use mynaguide::tui::msg::Msg;
use mynaguide::tui::view::Layout;
use proptest::prelude::*;
use ratatui::layout::Rect;
use support::{example, frame, model, on, pack, press, resize, send, text};

fn started(mouse: bool) -> Model {
    // Loaded once for each test.
    thread_local! { static PACK: std::rc::Rc<mynaguide::content::Pack> = pack(); }
    let mut model = PACK.with(|pack| model(pack, example(), "en", on(2026, 12, 1)));
    resize(&mut model, 120, 40);
    if mouse {
        assert_eq!(press(&mut model, "M"), [Effect::Mouse(true)]);
    }
    model
}

fn at(model: &mut Model, kind: MouseKind, column: u16, row: u16) -> Vec<Effect> {
    send(model, Msg::Input(Input::Mouse(Mouse { kind, column, row })))
}

fn click(model: &mut Model, column: u16, row: u16) -> Vec<Effect> {
    let effects = at(model, MouseKind::Click, column, row);
    at(model, MouseKind::Release, column, row);
    effects
}

fn layout(model: &Model) -> Layout {
    Layout::of(model.size, &model.home)
}

/// The row of the screen on which these words stand within an area.
fn row_of(model: &Model, area: Rect, words: &str) -> u16 {
    let lines = text(&frame(model).0);
    let found = (area.y..area.bottom()).find(|y| {
        let line: String = lines[usize::from(*y)].chars().skip(usize::from(area.x)).collect();
        line.contains(words)
    });
    found.unwrap_or_else(|| panic!("{words} in\n{}", lines.join("\n")))
}

#[test]
fn it_is_off_until_somebody_asks_for_it() {
    let mut model = started(false);
    let before = format!("{:?}", model.home);
    click(&mut model, 60, 6);
    at(&mut model, MouseKind::WheelDown, 60, 30);
    assert_eq!(format!("{:?}", model.home), before);
    assert_eq!(press(&mut model, "M"), [Effect::Mouse(true)]);
    assert!(model.notice.as_ref().is_some_and(|n| n.words.contains('M')));
    assert_eq!(press(&mut model, "M"), [Effect::Mouse(false)]);
}

#[test]
fn a_click_selects_and_a_second_click_opens() {
    let mut model = started(true);
    let panes = layout(&model);
    let row = row_of(&model, panes.topics, "Apply for the card");
    click(&mut model, panes.topics.x + 4, row);
    assert_eq!(model.home.focus, Pane::Topics);
    let Subject::Procedure(id) = model.home.detail.subject.clone() else {
        panic!("{:?}", model.home.detail.subject)
    };
    assert_eq!(model.pack.procedures[&id].title.en, "Apply for the card");
    click(&mut model, panes.topics.x + 4, row);
    assert_eq!(model.home.focus, Pane::Detail);

    click(&mut model, panes.timeline.x + 4, panes.timeline.y + 2);
    assert_eq!((model.home.focus, model.home.timeline.selected), (Pane::Timeline, 2));
    assert!(matches!(model.home.detail.subject, Subject::Deadline(..)));
    // Below the last row there is nothing to select.
    click(&mut model, panes.timeline.x, panes.timeline.bottom() - 1);
    let rows = model.timeline_rows().len();
    assert!(model.home.timeline.selected < rows);

    // A document in the checklist: the first click selects it, the second ticks it.
    click(&mut model, panes.timeline.x + 4, panes.timeline.y);
    let row = row_of(&model, panes.detail, "☐");
    click(&mut model, panes.detail.x + 4, row);
    assert!(model.home.detail.block.is_some() && model.household.ticks.is_empty());
    click(&mut model, panes.detail.x + 4, row);
    assert_eq!(model.household.ticks.len(), 1);
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let mut model = started(true);
    let panes = layout(&model);
    at(&mut model, MouseKind::WheelDown, panes.detail.x + 1, panes.detail.y + 1);
    assert_eq!((model.home.detail.scroll, model.home.focus), (3, Pane::Topics));
    at(&mut model, MouseKind::WheelUp, panes.detail.x + 1, panes.detail.y + 1);
    assert_eq!(model.home.detail.scroll, 0);
    resize(&mut model, 120, 20);
    let panes = layout(&model);
    for _ in 0..40 {
        at(&mut model, MouseKind::WheelDown, panes.topics.x + 1, panes.topics.y + 1);
    }
    let lines = model.topic_rows().len();
    assert_eq!(model.home.topics.offset, lines - usize::from(panes.topics.height));
    for _ in 0..40 {
        at(&mut model, MouseKind::WheelUp, panes.topics.x + 1, panes.topics.y + 1);
    }
    assert_eq!(model.home.topics.offset, 0);
    // Over a sheet.
    press(&mut model, "?");
    at(&mut model, MouseKind::WheelDown, 40, 10);
    assert!(matches!(model.sheets.last(), Some(Sheet::Help { scroll: 3 })));
}

#[test]
fn borders_are_dragged_as_far_as_they_go() {
    let mut model = started(true);
    let panes = layout(&model);
    at(&mut model, MouseKind::Click, panes.timeline.x - 2, 20);
    at(&mut model, MouseKind::Drag, 60, 20);
    assert!(layout(&model).topics.right().abs_diff(60) <= 1, "{:?}", layout(&model));
    at(&mut model, MouseKind::Drag, 0, 20);
    assert!(layout(&model).topics.width >= 20);
    at(&mut model, MouseKind::Release, 0, 20);
    let left = model.home.left;
    at(&mut model, MouseKind::Drag, 70, 20);
    assert_eq!(model.home.left, left, "the button is up");

    let panes = layout(&model);
    at(
        &mut model,
        MouseKind::Click,
        panes.timeline.x + 3,
        panes.timeline.bottom(),
    );
    at(&mut model, MouseKind::Drag, panes.timeline.x + 3, 25);
    assert!(
        layout(&model).timeline.bottom().abs_diff(25) <= 1,
        "{:?}",
        layout(&model)
    );
    at(&mut model, MouseKind::Release, 0, 0);
}

#[test]
fn sheets_and_the_key_line_take_clicks_too() {
    let mut model = started(true);
    press(&mut model, "a");
    let sheet = layout(&model).sheet;
    let birth = model.pack.facts["birth"].name.en().to_owned();
    let row = row_of(&model, sheet, &birth);
    click(&mut model, 10, row);
    assert!(matches!(model.sheets[..], [Sheet::Questions(_)]));
    click(&mut model, 10, row);
    assert!(
        matches!(model.sheets.last(), Some(Sheet::Answer(form)) if form.fact == "birth"),
        "{:?}",
        model.sheets
    );
    // The answers of a question with a choice: a click chooses, a second one accepts.
    press(&mut model, "esc");
    let held = model.pack.facts["card_held"].name.en().to_owned();
    let row = row_of(&model, sheet, &held);
    click(&mut model, 10, row);
    click(&mut model, 10, row);
    let no = |line: &String| line.trim() == "no";
    let row = u16::try_from(text(&frame(&model).0).iter().position(no).unwrap()).unwrap();
    click(&mut model, 10, row);
    assert!(
        matches!(model.sheets.last(), Some(Sheet::Answer(form)) if form.choice == 1),
        "{:?}",
        model.sheets
    );
    assert_eq!(model.household.people[0].facts["card_held"], Answer::YesNo(true));
    click(&mut model, 10, row);
    assert_eq!(model.household.people[0].facts["card_held"], Answer::YesNo(false));
    // An event: the second click on a line ticks it, and nothing is recorded by it.
    press(&mut model, "esc esc esc e enter down");
    let line = |m: &Model| match m.sheets.last() {
        Some(Sheet::Event(form)) => (form.row, form.supposed),
        other => panic!("{other:?}"),
    };
    let (row, before) = line(&model);
    let (_, caret) = frame(&model);
    assert!(row == 1 && caret.is_none());
    press(&mut model, "up");
    let day = frame(&model).1.unwrap();
    press(&mut model, "down");
    click(&mut model, day.x, day.y);
    assert_eq!(line(&model), (0, before));
    let supposed = text(&frame(&model).0).iter().rposition(|l| l.contains('☐')).unwrap();
    click(&mut model, 10, u16::try_from(supposed).unwrap());
    assert_eq!(line(&model), (1, before));
    assert_eq!(click(&mut model, 10, u16::try_from(supposed).unwrap()), []);
    assert_eq!(line(&model), (1, !before));
    press(&mut model, "esc esc / 'card'");
    let list = mynaguide::tui::view::finder_parts(sheet, true).list;
    click(&mut model, 10, list.y + 2);
    let chosen = |m: &Model| matches!(m.sheets.last(), Some(Sheet::Search(f)) if f.list.selected == 2);
    assert!(chosen(&model), "{:?}", model.sheets);
    // In the field there is nothing to select.
    click(&mut model, 10, sheet.y);
    assert!(chosen(&model));
    click(&mut model, 10, list.y + 2);
    assert!(!chosen(&model), "it is opened");
    let mut model = started(true);
    press(&mut model, "t t");
    assert!(matches!(model.sheets.last(), Some(Sheet::Axis(_))));
    click(&mut model, 4, sheet.y + 3);
    assert!(matches!(model.sheets.last(), Some(Sheet::Axis(s)) if s.selected == 1));
    press(&mut model, "esc");
    // The key of help, where it is written.
    let line = text(&frame(&model).0)[39].clone();
    let column = line.find("? help").unwrap();
    click(&mut model, u16::try_from(column).unwrap() + 2, 39);
    assert!(matches!(model.sheets.last(), Some(Sheet::Help { .. })), "{line}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever is clicked, wheeled and dragged, wherever: nothing panics, and what is selected exists.
    #[test]
    fn no_click_is_too_wild(
        screens in prop::collection::vec(prop::sample::select(vec![
            "t", "t t", "t w", "a", "a enter", "e", "e enter", "v", "v enter", "v enter c", "v enter e", "?", ":",
            "/ 'card'", "m", "z", "esc", "esc esc", "i", "i enter '2026-12-20' enter", "P", "P enter", "H", "n",
        ]), 1..4),
        events in prop::collection::vec((0usize..5, 0u16..130, 0u16..45), 1..20),
        width in 0u16..140, height in 0u16..50,
    ) {
        thread_local! { static PACK: std::rc::Rc<mynaguide::content::Pack> = pack(); }
        PACK.with(|pack| {
            let mut model = model(pack, example(), "en", on(2026, 12, 1));
            resize(&mut model, width, height);
            press(&mut model, "M");
            for screen in &screens {
                press(&mut model, screen);
                for (kind, column, row) in &events {
                    let kinds = [
                        MouseKind::Click, MouseKind::Drag, MouseKind::Release, MouseKind::WheelUp, MouseKind::WheelDown,
                    ];
                    at(&mut model, kinds[*kind], *column, *row);
                }
            }
            frame(&model);
            assert!(model.home.timeline.selected < model.timeline_rows().len().max(1));
        });
    }
}
