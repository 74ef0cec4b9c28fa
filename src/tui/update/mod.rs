//! The update step: a message changes the model and asks for effects. Pure: no clock, no files, no terminal.

mod axis;
mod content;
mod forms;
mod home;
mod sheets;
mod start;
mod visits;

use super::action::Action;
use super::effect::Effect;
use super::input::Input;
use super::key::{Key, KeyCode};
use super::keymap::Lookup;
use super::model::{Model, Notice, Sheet};
use super::msg::{Msg, Saved};
use super::view::Size;
use crate::i18n::Strings;

pub(in crate::tui) use forms::read_day;
pub use sheets::{EventRow, QuestionRow, event_rows, offset_for, question_rows};
pub use start::{NowRow, WHO, begin, is_unfinished, languages, next_question, now_rows, progress};

/// Changes the model by one message.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let effects = match msg {
        Msg::Input(input) => take_input(model, input),
        Msg::Today(today) => {
            model.today = today;
            model.reassess();
            Vec::new()
        }
        Msg::Saved(household, saved) => {
            model.household = *household;
            model.reassess();
            let words = match saved {
                Saved::Change => None,
                Saved::Undone => Some("notice-undone"),
                Saved::Redone => Some("notice-redone"),
                Saved::Nothing => Some("notice-nothing-to-undo"),
            };
            model.notice = words.map(|id| Notice {
                words: model.strings.say(id),
                trouble: false,
            });
            sheets::go_on(model);
            Vec::new()
        }
        Msg::NotSaved(words) => {
            model.going_on = false;
            model.notice = Some(Notice { words, trouble: true });
            Vec::new()
        }
        Msg::Content(news) => {
            content::take(model, news);
            Vec::new()
        }
    };
    home::settle(model);
    effects
}

fn take_input(model: &mut Model, input: Input) -> Vec<Effect> {
    match input {
        Input::Resize(width, height) => {
            model.size = Size { width, height };
            vec![Effect::Repaint]
        }
        Input::Key(key) => take_key(model, key),
        Input::Paste(text) => {
            forms::paste(model, &text);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn take_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.notice.as_ref().is_some_and(|n| !n.trouble) {
        model.notice = None;
    }
    if forms::is_typing(model)
        && let Some(effects) = forms::typed(model, key)
    {
        return effects;
    }
    match model.keymap.lookup(key) {
        Lookup::Action(action) => act(model, action),
        Lookup::JapaneseInput => {
            note(model, "notice-japanese-input");
            Vec::new()
        }
        Lookup::Unbound => Vec::new(),
    }
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Repaint],
        Action::Undo if model.read_only.is_none() => return vec![Effect::Undo],
        Action::Redo if model.read_only.is_none() => return vec![Effect::Redo],
        Action::Help => {
            if !matches!(model.sheets.last(), Some(Sheet::Help { .. })) {
                model.sheets.push(Sheet::Help { scroll: 0 });
            }
        }
        Action::Begin => start::begin(model, false),
        Action::Language => {
            let next = if model.strings.is_japanese() { "en" } else { "ja" };
            model.strings = Strings::new(next);
        }
        _ if !model.sheets.is_empty() => return sheets::act(model, action),
        _ => return home::act(model, action),
    }
    Vec::new()
}

/// Puts a message into the status line until the next key.
fn note(model: &mut Model, id: &str) {
    model.notice = Some(Notice {
        words: model.strings.say(id),
        trouble: false,
    });
}

/// Whether changes can be saved; says why not otherwise.
fn may_change(model: &mut Model) -> bool {
    if let Some(reason) = &model.read_only {
        model.notice = Some(Notice {
            words: reason.clone(),
            trouble: true,
        });
        return false;
    }
    true
}

fn is_enter(key: Key) -> bool {
    key.code == KeyCode::Enter && !key.ctrl && !key.alt
}
