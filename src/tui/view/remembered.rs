//! What the model remembers never shows: a frame is the same as if everything were worked out anew.

use std::rc::Rc;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Glyphs, Look, Theme, draw};
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
}
