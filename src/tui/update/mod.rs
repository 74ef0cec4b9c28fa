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
use super::model::{Model, Notice, Sheet};
use super::msg::{Msg, Saved};
use super::view::{Layout, Size};

pub(in crate::tui) use forms::is_typing;
pub use people::{PeopleRow, PersonChoice, people_rows, person_choices};
pub use sheets::{EventRow, QuestionRow, event_rows, offset_for, question_rows};
pub use start::{NowRow, WHO, begin, is_unfinished, languages, next_question, now_rows, progress};
pub use what_if::events as supposable_events;

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
            let selected = people::selected(model);
            model.household = *household;
            people::select_again(model, selected);
            model.reassess();
            let words = match saved {
                Saved::Change => None,
                Saved::Undone => Some("notice-undone"),
                Saved::Redone => Some("notice-redone"),
                Saved::Nothing => Some("notice-nothing-to-undo"),
            };
            if saved != Saved::Nothing {
                model.unsaved = None;
            }
            model.notice = words.map(|id| Notice {
                words: model.strings.say(id),
                trouble: false,
            });
            sheets::go_on(model);
            Vec::new()
        }
        Msg::NotSaved(words) => {
            model.going_on = false;
            model.unsaved = Some(words);
            Vec::new()
        }
        Msg::Households(names) => {
            people::know(model, names);
            Vec::new()
        }
        Msg::History(entries) => {
            let page = usize::from(Layout::of(model.size, &model.home).sheet.height);
            history::know(model, entries, page);
            Vec::new()
        }
        Msg::Opened(other) => {
            people::take_other(model, *other);
            Vec::new()
        }
        Msg::NotOpened(words) => {
            model.notice = Some(Notice { words, trouble: true });
            Vec::new()
        }
        Msg::Content(news) => {
            content::take(model, news);
            Vec::new()
        }
    };
    home::settle(model);
    find::settle(model);
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
        Input::Mouse(event) if model.mouse => {
            if matches!(event.kind, MouseKind::Click) {
                forget_notice(model);
            }
            mouse::take(model, event)
        }
        Input::Mouse(_) | Input::FocusGained | Input::FocusLost => Vec::new(),
    }
}

/// A message that is no trouble goes with the next key.
fn forget_notice(model: &mut Model) {
    if model.notice.as_ref().is_some_and(|n| !n.trouble) {
        model.notice = None;
    }
}

fn take_key(model: &mut Model, key: Key) -> Vec<Effect> {
    forget_notice(model);
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
        Action::Undo | Action::Redo if model.supposed.is_some() => note(model, "supposed-first"),
        Action::Undo if model.read_only.is_none() => return vec![Effect::Undo],
        Action::Redo if model.read_only.is_none() => return vec![Effect::Redo],
        Action::Help => {
            if !matches!(model.sheets.last(), Some(Sheet::Help { .. })) {
                model.sheets.push(Sheet::Help { scroll: 0 });
            }
        }
        Action::Begin => start::begin(model, false),
        Action::Search => find::open_search(model),
        Action::Palette => find::open_palette(model),
        Action::Meaning => find::meaning(model),
        Action::Copy => return copy::copy(model),
        Action::Mouse => {
            model.mouse = !model.mouse;
            model.dragged = None;
            let words = if model.mouse {
                "notice-mouse-on"
            } else {
                "notice-mouse-off"
            };
            note_with_key(model, words, Action::Mouse);
            return vec![Effect::Mouse(model.mouse)];
        }
        Action::Language => {
            let next = model.strings.next_language().tag.clone();
            model.set_language(&next);
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

/// The same for a message that names the key of an action.
fn note_with_key(model: &mut Model, id: &str, action: Action) {
    let key = model
        .keymap
        .keys(action)
        .first()
        .map_or_else(String::new, |k| k.shown());
    model.notice = Some(Notice {
        words: model.strings.say_x(id, &key),
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
