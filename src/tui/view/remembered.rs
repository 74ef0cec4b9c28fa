//! What the model remembers never shows: a frame is the same as if everything were worked out anew.

use std::rc::Rc;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme_file::built_in;
use super::{Glyphs, Look, Theme, draw, sketch};
use crate::calendar::NaiveDate;
use crate::content::{Answer, Id, embedded_pack};
use crate::guide::Shown;
use crate::household::{Household, Person};
use crate::i18n::Strings;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::input::Input;
use crate::tui::keymap::Keymap;
use crate::tui::model::Model;
use crate::tui::msg::{Msg, Saved};
use crate::tui::painter::Painter;
use crate::tui::update::update;

const ACTIONS: [Action; 24] = [
    Action::WhatIf,
    Action::People,
    Action::Note,
    Action::History,
    Action::Moved,
    Action::AddEvent,
    Action::Down,
    Action::Up,
    Action::PageDown,
    Action::End,
    Action::NextPane,
    Action::Select,
    Action::Toggle,
    Action::Back,
    Action::Why,
    Action::Help,
    Action::Language,
    Action::NextPerson,
    Action::Questions,
    Action::Zoom,
    Action::GrowPane,
    Action::Timeline,
    Action::Meaning,
    Action::Palette,
];

fn model() -> Model {
    let mut household = Household::new("home");
    let day = |d| NaiveDate::from_ymd_opt(2027, 3, d).unwrap();
    household.people.push(Person {
        id: Id::new("b"),
        label: "B".to_owned(),
        ..Person::default()
    });
    for (n, person) in household.people.iter_mut().enumerate() {
        person.facts.insert(Id::new("card_held"), Answer::YesNo(true));
        person
            .facts
            .insert(Id::new("stay_until"), Answer::Date(day(1 + u32::try_from(n).unwrap())));
    }
    let look = Look {
        theme: Theme::terminal(),
        glyphs: Glyphs::Unicode,
    };
    let (pack, today) = (Rc::new(embedded_pack()), day(1));
    Model::new(
        pack,
        (household, Shown::default()),
        today,
        Strings::new("en"),
        Keymap::embedded(),
        look,
    )
}

fn send(model: &mut Model, input: Input) {
    for effect in update(model, Msg::Input(input)) {
        if let Effect::Commit(changes) = effect {
            let mut household = model.household.clone();
            household.apply_all(&changes).unwrap();
            update(model, Msg::Saved(Box::new(household), Saved::Change));
        }
    }
}

fn frame(model: &Model) -> Buffer {
    let mut cells = Buffer::empty(Rect::new(0, 0, model.size.width, model.size.height));
    draw(model, &mut cells);
    cells
}

fn parser(area: Rect) -> vt100::Parser {
    vt100::Parser::new(area.height.try_into().unwrap(), area.width.try_into().unwrap(), 0)
}

/// What is seen of a cell: one that was never written and one with a space look the same.
fn seen(parser: &vt100::Parser, x: u16, y: u16) -> impl PartialEq + std::fmt::Debug {
    let cell = parser.screen().cell(y, x).unwrap();
    let symbol = if cell.has_contents() { cell.contents() } else { " " };
    let style = (cell.bold(), cell.italic(), cell.underline(), cell.inverse());
    (symbol.to_owned(), cell.is_wide(), style, cell.fgcolor(), cell.bgcolor())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_frame_is_what_would_be_worked_out_anew(steps in prop::collection::vec((0..ACTIONS.len(), 0..12_u16), 1..24)) {
        let mut model = model();
        for (action, size) in steps {
            if size < 2 {
                send(&mut model, Input::Resize(70 + 25 * size, 30));
            }
            if let Some(key) = model.keymap.keys(ACTIONS[action]).first().copied() {
                send(&mut model, Input::Key(key));
            }
            let shown = frame(&model);
            model.forget();
            prop_assert_eq!(shown, frame(&model));
        }
    }

    /// Whatever was painted before, in whichever size, language and look: what the terminal shows is what it would show if
    /// it had been drawn from nothing.
    #[test]
    fn a_painted_frame_is_what_would_be_painted_anew(
        steps in prop::collection::vec((0..ACTIONS.len(), 0..12_u16, 0..12_u8), 1..24),
    ) {
        let mut model = model();
        let mut area = Rect::new(0, 0, model.size.width, model.size.height);
        let mut painter = Painter::new(area);
        let mut screen = parser(area);
        for (action, size, look) in steps {
            if size < 2 {
                send(&mut model, Input::Resize(70 + 25 * size, 30));
                area = Rect::new(0, 0, model.size.width, model.size.height);
                painter.resize(area);
                screen.set_size(area.height.try_into().unwrap(), area.width.try_into().unwrap());
            }
            match look {
                0 => model.look.theme = Theme::mono(),
                1 => model.look.theme = built_in("light"),
                2 => model.look.glyphs = Glyphs::Ascii,
                _ => {}
            }
            if let Some(key) = model.keymap.keys(ACTIONS[action]).first().copied() {
                send(&mut model, Input::Key(key));
            }
            screen.process(&painter.paint(|canvas| sketch(&model, canvas)).unwrap());
            model.forget();
            let mut anew = parser(area);
            anew.process(&Painter::new(area).frame(|cells| draw(&model, cells)).unwrap());
            for (x, y) in (0..area.width).flat_map(|x| (0..area.height).map(move |y| (x, y))) {
                prop_assert_eq!(seen(&screen, x, y), seen(&anew, x, y), "{},{}", x, y);
            }
            let cursor = |parser: &vt100::Parser| (!parser.screen().hide_cursor()).then(|| parser.screen().cursor_position());
            prop_assert_eq!(cursor(&screen), cursor(&anew));
        }
    }

    /// Keys that came at once and are drawn once end where the same keys end that are drawn one by one.
    #[test]
    fn a_flood_ends_on_the_same_screen(steps in prop::collection::vec(0..ACTIONS.len(), 1..40)) {
        let (mut at_once, mut one_by_one) = (model(), model());
        for action in steps {
            for (model, is_drawn) in [(&mut at_once, false), (&mut one_by_one, true)] {
                if let Some(key) = model.keymap.keys(ACTIONS[action]).first().copied() {
                    send(model, Input::Key(key));
                }
                if is_drawn {
                    frame(model);
                }
            }
        }
        prop_assert_eq!(frame(&at_once), frame(&one_by_one));
    }
}
