//! What several tests and the pictures share: the embedded content, an example household, keys, screens as text.
#![allow(dead_code)] // each test binary uses its own part
#![allow(missing_docs)]

pub mod svg;

use std::collections::BTreeMap;
use std::rc::Rc;

use mynaguide::calendar::NaiveDate;
use mynaguide::content::{Answer, Id, Pack, embedded_files, load};
use mynaguide::guide::Shown;
use mynaguide::household::{Event, Household};
use mynaguide::i18n::Strings;
use mynaguide::tui::effect::Effect;
use mynaguide::tui::input::Input;
use mynaguide::tui::key::{Key, KeyCode};
use mynaguide::tui::keymap::Keymap;
use mynaguide::tui::model::Model;
use mynaguide::tui::msg::{Msg, Saved};
use mynaguide::tui::update::update;
use mynaguide::tui::view::{Glyphs, Look, Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

pub fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The content of the binary.
pub fn pack() -> Rc<Pack> {
    let loaded = load(&embedded_files(), None);
    Rc::new(loaded.pack.expect("the embedded content loads"))
}

/// Somebody with a period of stay, a separate card, and a move two days ago.
pub fn example() -> Household {
    let mut household = Household::new("example");
    let person = &mut household.people[0];
    for (fact, answer) in [
        ("status_group", Answer::Choice(Id::new("mid-long"))),
        ("card_held", Answer::YesNo(true)),
        ("card_form", Answer::Choice(Id::new("separate"))),
        ("stay_until", Answer::Date(on(2027, 8, 1))),
        ("stay_six_months_or_more", Answer::YesNo(true)),
        ("card_printed_until", Answer::Date(on(2027, 8, 1))),
        ("birth", Answer::Date(on(1990, 3, 10))),
        ("cert_printed_until", Answer::Date(on(2027, 8, 1))),
    ] {
        person.facts.insert(Id::new(fact), answer);
    }
    household.events.push(Event {
        id: Id::new("e1"),
        event: Id::new("moved_in"),
        on: on(2026, 11, 29),
        people: vec![Id::new("a")],
        facts: BTreeMap::new(),
    });
    household
}

/// Two people: one is late with a notice, one waits for immigration.
pub fn family() -> Household {
    let mut household = example();
    "A".clone_into(&mut household.people[0].label);
    household.events[0].on = on(2026, 11, 10);
    let mut other = household.people[0].clone();
    other.id = Id::new("b");
    "B".clone_into(&mut other.label);
    other.facts.insert(Id::new("stay_until"), Answer::Date(on(2027, 1, 20)));
    other
        .facts
        .insert(Id::new("card_printed_until"), Answer::Date(on(2027, 1, 20)));
    household.people.push(other);
    household.events.push(Event {
        id: Id::new("e2"),
        event: Id::new("stay_application"),
        on: on(2026, 11, 20),
        people: vec![Id::new("b")],
        facts: [(Id::new("stay_application_kind"), Answer::Choice(Id::new("extension")))].into(),
    });
    household
}

pub fn model(pack: &Rc<Pack>, household: Household, lang: &str, today: NaiveDate) -> Model {
    let look = Look {
        theme: Theme::terminal(),
        glyphs: Glyphs::Unicode,
    };
    Model::new(
        pack.clone(),
        (household, Shown::default()),
        today,
        Strings::new(lang),
        Keymap::embedded(),
        look,
    )
}

/// Sends a message and carries the changes out as the store would, in memory.
pub fn send(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let effects = update(model, msg);
    for effect in &effects {
        if let Effect::Commit(changes) = effect {
            let mut household = model.household.clone();
            household.apply_all(changes).expect("the changes fit");
            update(model, Msg::Saved(Box::new(household), Saved::Change));
        }
    }
    effects
}

/// Keys by name, with spaces between: `"down enter ctrl-c"`; `"'some_text'"` types characters, `_` being a space.
pub fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for word in keys.split(' ').filter(|w| !w.is_empty()) {
        if let Some(text) = word.strip_prefix('\'').and_then(|w| w.strip_suffix('\'')) {
            for c in text.chars() {
                let key = Key::plain(KeyCode::Char(if c == '_' { ' ' } else { c }));
                effects.extend(send(model, Msg::Input(Input::Key(key))));
            }
            continue;
        }
        let key: Key = word.parse().unwrap_or_else(|_| panic!("no key {word}"));
        effects.extend(send(model, Msg::Input(Input::Key(key))));
    }
    effects
}

pub fn resize(model: &mut Model, width: u16, height: u16) {
    send(model, Msg::Input(Input::Resize(width, height)));
}

pub fn frame(model: &Model) -> (Buffer, Option<Position>) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.width, model.size.height));
    let caret = draw(model, &mut buffer);
    (buffer, caret)
}

/// The text of a screen, row by row.
pub fn text(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (area.y..area.bottom())
        .map(|y| {
            let mut row = String::new();
            let mut skip = 0;
            for x in area.x..area.right() {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                skip = mynaguide::text::width(symbol).saturating_sub(1);
                row.push_str(symbol);
            }
            row.trim_end().to_owned()
        })
        .collect()
}

/// A screen as a snapshot: its text, where styles change, and the caret.
pub fn snapshot(model: &Model) -> String {
    let (buffer, caret) = frame(model);
    let mut shown = text(&buffer).join("\n");
    shown.push_str("\n--- styles\n");
    for y in 0..buffer.area.height {
        let mut runs: Vec<(u16, u16, String)> = Vec::new();
        for x in 0..buffer.area.width {
            let style = style_word(&buffer, x, y);
            match runs.last_mut() {
                Some((_, end, word)) if *word == style && *end == x => *end += 1,
                _ if style.is_empty() => {}
                _ => runs.push((x, x + 1, style)),
            }
        }
        if !runs.is_empty() {
            let runs: Vec<String> = runs.iter().map(|(a, b, w)| format!("{a}-{} {w}", b - 1)).collect();
            shown.push_str(&format!("{y}: {}\n", runs.join(", ")));
        }
    }
    match caret {
        Some(caret) => shown.push_str(&format!("--- caret {},{}\n", caret.x, caret.y)),
        None => shown.push_str("--- no caret\n"),
    }
    shown
}

fn style_word(buffer: &Buffer, x: u16, y: u16) -> String {
    let cell = &buffer[(x, y)];
    let mut words = Vec::new();
    for (modifier, word) in [
        (Modifier::BOLD, "bold"),
        (Modifier::REVERSED, "reverse"),
        (Modifier::UNDERLINED, "underline"),
        (Modifier::DIM, "dim"),
    ] {
        if cell.modifier.contains(modifier) {
            words.push(word.to_owned());
        }
    }
    if cell.fg != Color::Reset {
        words.push(format!("{:?}", cell.fg).to_lowercase());
    }
    words.join("+")
}
