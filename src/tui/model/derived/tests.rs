//! A memo never changes what is drawn: a frame is the same as if everything were computed again.

use std::rc::Rc;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

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
use crate::tui::view::{Glyphs, Look, Theme, draw};

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
    fn a_frame_is_what_would_be_computed_again(steps in prop::collection::vec((0..Action::ALL.len(), 0..12_u16), 1..24)) {
        let mut model = model();
        for (action, size) in steps {
            if size < 2 {
                send(&mut model, Input::Resize(70 + 25 * size, 30));
            }
            if let Some(key) = model.keymap.keys(Action::ALL[action]).first().copied() {
                send(&mut model, Input::Key(key));
            }
            let shown = frame(&model);
            model.forget();
            prop_assert_eq!(shown, frame(&model));
        }
    }
}
