//! The update step: a message changes the model and asks for effects. Pure: no clock, no files, no terminal.

mod axis;
mod content;
mod copy;
mod find;
mod forms;
mod history;
mod home;
mod mouse;
mod moved;
mod notes;
mod people;
mod sheets;
mod start;
mod visits;
mod what_if;

use super::action::Action;
use super::effect::Effect;
use super::input::{Input, MouseKind};
use super::key::{Key, KeyCode};
use super::keymap::Lookup;
use super::model::{Finder, Model, Sheet};
use super::msg::{Msg, Saved};
use super::view::Size;
use crate::household::Change;

pub(in crate::tui) use forms::is_typing;
pub use people::{PeopleRow, PersonChoice, people_rows, person_choices};
pub use sheets::{EventRow, QuestionRow, event_rows, offset_for, question_rows};
pub use start::{NowRow, WHO, begin, is_unfinished, languages, next_question, now_rows, progress};
pub use what_if::events as supposable_events;

/// Changes the model by one message.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Input(input) => take_input(model, input),
        Msg::Today(today) => {
            model.today = today;
            model.reassess();
        }
        Msg::Saved(household, saved) => {
            let selected = people::selected(model);
            model.household = *household;
            people::select_again(model, selected);
            model.reassess();
            if saved != Saved::Nothing {
                model.unsaved = None;
            }
            match saved {
                Saved::Change => model.notice = None,
                Saved::Undone => note(model, "notice-undone"),
                Saved::Redone => note(model, "notice-redone"),
                Saved::Nothing => note(model, "notice-nothing-to-undo"),
            }
            sheets::go_on(model);
        }
        Msg::NotSaved(words) => {
            model.going_on = false;
            model.unsaved = Some(words);
        }
        Msg::Households(names) => people::know(model, names),
        Msg::History(entries) => history::know(model, entries),
        Msg::Opened(other) => people::take_other(model, *other),
        Msg::NotOpened(words) => model.warn(words),
        Msg::Content(news) => content::take(model, news),
    }
    home::settle(model);
    find::settle(model);
    std::mem::take(&mut model.effects)
}

fn take_input(model: &mut Model, input: Input) {
    match input {
        Input::Resize(width, height) => {
            model.size = Size { width, height };
            model.effects.push(Effect::Repaint);
        }
        Input::Key(key) => take_key(model, key),
        Input::Paste(text) => forms::paste(model, &text),
        Input::Mouse(event) if model.mouse => {
            if matches!(event.kind, MouseKind::Click) {
                forget_notice(model);
            }
            mouse::take(model, event);
        }
        Input::Mouse(_) | Input::FocusGained | Input::FocusLost => {}
    }
}

/// A message that is no trouble goes with the next key.
fn forget_notice(model: &mut Model) {
    model.notice.take_if(|notice| !notice.trouble);
}

fn take_key(model: &mut Model, key: Key) {
    forget_notice(model);
    if forms::is_typing(model) && forms::typed(model, key) {
        return;
    }
    match model.keymap.lookup(key) {
        Lookup::Action(action) => act(model, action),
        Lookup::JapaneseInput => note(model, "notice-japanese-input"),
        Lookup::Unbound => {}
    }
}

fn act(model: &mut Model, action: Action) {
    match action {
        Action::Quit => model.effects.push(Effect::Quit),
        Action::Suspend => model.effects.push(Effect::Suspend),
        Action::Redraw => model.effects.push(Effect::Repaint),
        Action::Undo | Action::Redo if model.supposed.is_some() => note(model, "supposed-first"),
        Action::Undo if model.read_only.is_none() => model.effects.push(Effect::Undo),
        Action::Redo if model.read_only.is_none() => model.effects.push(Effect::Redo),
        Action::Help => open_once(model, Sheet::Help { scroll: 0 }),
        Action::Begin => start::begin(model, false),
        Action::Search => open_once(model, Sheet::Search(Finder::default())),
        Action::Palette => open_once(model, Sheet::Palette(Finder::default())),
        Action::Meaning => find::meaning(model),
        Action::Copy => copy::copy(model),
        Action::Mouse => {
            model.mouse = !model.mouse;
            model.dragged = None;
            let words = if model.mouse {
                "notice-mouse-on"
            } else {
                "notice-mouse-off"
            };
            note_with_key(model, words, Action::Mouse);
            model.effects.push(Effect::Mouse(model.mouse));
        }
        Action::Language => {
            let next = model.strings.next_language().tag.clone();
            model.set_language(&next);
        }
        _ if model.sheets.is_empty() => home::act(model, action),
        _ => sheets::act(model, action),
    }
}

/// Opens a sheet, unless one of its kind is on top already.
fn open_once(model: &mut Model, sheet: Sheet) {
    let kind = std::mem::discriminant(&sheet);
    if model.sheets.last().map(std::mem::discriminant) != Some(kind) {
        model.sheets.push(sheet);
    }
}

/// Puts a message into the status line until the next key.
fn note(model: &mut Model, id: &str) {
    model.tell(model.strings.say(id));
}

/// The same for a message that names the key of an action.
fn note_with_key(model: &mut Model, id: &str, action: Action) {
    let key = model.keymap.shown(action).unwrap_or_default();
    model.tell(model.strings.say_x(id, &key));
}

/// Whether changes can be saved; says why not otherwise.
fn may_change(model: &mut Model) -> bool {
    if let Some(reason) = model.read_only.clone() {
        model.warn(reason);
    }
    model.read_only.is_none()
}

/// Asks for changes to be saved, if there are any.
fn commit(model: &mut Model, changes: Vec<Change>) {
    if !changes.is_empty() {
        model.effects.push(Effect::Commit(changes));
    }
}

fn is_enter(key: Key) -> bool {
    key.code == KeyCode::Enter && !key.ctrl && !key.alt
}
