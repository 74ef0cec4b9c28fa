//! The key line: which keys do something here, and what, in a word each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::cells::{indented, render_line};
use crate::text::width;
use crate::tui::action::Action;
use crate::tui::model::{Model, Pane, Sheet};
use crate::tui::update::{is_typing, is_unfinished};

/// The keys that do something here, from the live key map: as many as fit, with their labels.
fn shown_keys(model: &Model, cells: u16) -> Vec<(Action, String, String)> {
    let mut left = usize::from(cells).saturating_sub(2);
    let typing = is_typing(model);
    let mut shown = Vec::new();
    let has_moved = model.sheets.is_empty() && model.supposed.is_none() && !model.shown.moved().is_empty();
    let first: Vec<Action> = has_moved
        .then_some(Action::Moved)
        .into_iter()
        .chain(newcomer(model).iter().copied())
        .collect();
    let rest = offered(model).iter().filter(|action| !first.contains(action));
    for action in first.iter().chain(rest) {
        // While something is typed, a key that types is no key.
        let mut own = model.keymap.keys(*action).iter();
        let Some(key) = own.find(|k| !typing || k.typed().is_none()) else {
            continue;
        };
        let key = key.shown();
        let label = label(model, *action);
        let wanted = width(&key) + width(&label) + 3;
        if wanted > left + 2 {
            break;
        }
        left = left.saturating_sub(wanted);
        shown.push((*action, key, label));
    }
    shown
}

/// Draws the line.
pub(super) fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let keys = shown_keys(model, area.width);
    let mut line = Line::default();
    for (_, key, label) in &keys {
        if !line.spans.is_empty() {
            line.push_span("  ");
        }
        line.push_span(Span::styled(key, model.look.theme.key()));
        line.push_span(format!(" {label}"));
    }
    render_line(line, indented(area), buf);
}

/// What a key does here, in a word: on some screens an action has a meaning of its own.
fn label(model: &Model, action: Action) -> String {
    let own = match (model.sheets.last(), action) {
        (None, Action::AddEvent) if model.supposed.is_some() => "key-supposed-save",
        (None, Action::Back) if model.supposed.is_some() => "key-supposed-drop",
        (None, Action::Timeline) if model.home.focus == Pane::Timeline => "key-timeline-axis",
        (Some(Sheet::Start(_)), Action::Select) => "key-select-start",
        (Some(Sheet::Start(_)), Action::Back) => "key-back-start",
        (Some(Sheet::Answer(_)), Action::Back) if model.sheets.iter().any(|s| matches!(s, Sheet::Start(_))) => {
            "key-back-start"
        }
        (Some(Sheet::Event(form)), Action::Select) if form.supposed => "key-suppose",
        (Some(Sheet::Words(_) | Sheet::Answer(_) | Sheet::Event(_) | Sheet::Done(_)), Action::Select) => "key-save",
        (Some(Sheet::Palette(_)), Action::Select) => "key-select-palette",
        (Some(Sheet::People(_)), Action::Toggle) => "key-show",
        (Some(Sheet::History(_)), Action::Select) => "key-undo-this",
        (Some(Sheet::Moved(_)), Action::Select) => "key-seen",
        (Some(Sheet::Axis(_)), Action::Left) => "key-left-axis",
        (Some(Sheet::Axis(_)), Action::Right) => "key-right-axis",
        (Some(Sheet::Axis(_)), Action::GrowPane) => "key-grow-pane-axis",
        (Some(Sheet::Axis(_)), Action::ShrinkPane) => "key-shrink-pane-axis",
        (Some(Sheet::Axis(_)), Action::NextPane) => "key-next-pane-axis",
        (Some(Sheet::Axis(state)), Action::Toggle) if state.next_only => "key-toggle-axis-all",
        (Some(Sheet::Axis(_)), Action::Toggle) => "key-toggle-axis",
        (Some(Sheet::Axis(_)), Action::Home) => "key-home-axis",
        (Some(Sheet::Visit { .. }), Action::Right) => "key-right-visit",
        (Some(Sheet::Visit { .. }), Action::AddEvent) => "key-add-event-visit",
        (Some(Sheet::Clerk(_)), Action::Left) => "key-left-phrase",
        (Some(Sheet::Clerk(_)), Action::Right) => "key-right-phrase",
        (Some(Sheet::Clerk(_)), Action::Down) => "key-down-phrase",
        _ => return action.label(&model.strings),
    };
    model.strings.say(own)
}

/// What a newcomer sees before everything else: how to begin, and how to read it in the other language.
fn newcomer(model: &Model) -> &'static [Action] {
    if !model.sheets.is_empty() || !is_unfinished(model) {
        &[]
    } else if model.is_new() {
        &[Action::Begin, Action::Language]
    } else {
        &[Action::Begin]
    }
}

/// The action whose key stands at a column of the key line.
pub fn key_at(model: &Model, column: u16) -> Option<Action> {
    let mut start = 1;
    for (action, key, label) in shown_keys(model, model.size.width) {
        let end = start + width(&key) + 1 + width(&label);
        if (start..end).contains(&usize::from(column)) {
            return Some(action);
        }
        start = end + 2;
    }
    None
}

/// What can be done now, most useful first.
pub fn offered(model: &Model) -> &'static [Action] {
    match model.sheets.last() {
        Some(Sheet::Help { .. } | Sheet::Diagnostics { .. }) => &[Action::Back, Action::Down, Action::PageDown],
        Some(Sheet::Why { .. }) => &[
            Action::Back,
            Action::Down,
            Action::PageDown,
            Action::Meaning,
            Action::Copy,
        ],
        Some(Sheet::Term { .. } | Sheet::Document { .. }) => {
            &[Action::Select, Action::Down, Action::Back, Action::Search, Action::Copy]
        }
        Some(Sheet::Questions(_) | Sheet::WhatIf(_)) => &[Action::Select, Action::Down, Action::Back],
        Some(Sheet::Events(_)) => &[Action::Select, Action::Down, Action::WhatIf, Action::Back],
        // Nothing is found: nothing can be opened.
        Some(Sheet::Search(finder)) if model.found(finder).is_empty() => &[Action::Back, Action::Palette],
        Some(Sheet::Search(_)) => &[
            Action::Select,
            Action::Down,
            Action::Back,
            Action::Copy,
            Action::Palette,
        ],
        Some(Sheet::Palette(_) | Sheet::Meanings { .. }) => &[Action::Select, Action::Down, Action::Back],
        Some(Sheet::Axis(_)) if super::axis::is_list(model.size.width) => &[
            Action::Down,
            Action::Why,
            Action::Back,
            Action::NextPane,
            Action::Toggle,
        ],
        Some(Sheet::Axis(_)) => &[
            Action::Left,
            Action::Right,
            Action::GrowPane,
            Action::ShrinkPane,
            Action::NextPane,
            Action::Back,
            Action::Toggle,
            Action::Why,
            Action::Home,
        ],
        Some(Sheet::Start(_)) => &[
            Action::Select,
            Action::Down,
            Action::Back,
            Action::Language,
            Action::Help,
            Action::Quit,
        ],
        Some(Sheet::Answer(_) | Sheet::Person { .. }) => &[Action::Select, Action::Down, Action::Back],
        Some(Sheet::People(_)) => &[Action::Select, Action::Toggle, Action::Down, Action::Back],
        Some(Sheet::Words(_)) => &[Action::Select, Action::Back],
        Some(Sheet::Moved(_)) => &[Action::Select, Action::Why, Action::Down, Action::Back],
        Some(Sheet::History(_)) => &[Action::Undo, Action::Redo, Action::Select, Action::Down, Action::Back],
        Some(Sheet::Event(_) | Sheet::Done(_)) => &[Action::Select, Action::Toggle, Action::Down, Action::Back],
        Some(Sheet::Visits(_)) => &[
            Action::Select,
            Action::Down,
            Action::Clerk,
            Action::Back,
            Action::Meaning,
        ],
        Some(Sheet::Visit { .. }) => &[
            Action::Toggle,
            Action::Clerk,
            Action::AddEvent,
            Action::Down,
            Action::Right,
            Action::Back,
            Action::Meaning,
            Action::Copy,
        ],
        Some(Sheet::Clerk(_)) => &[Action::Right, Action::Left, Action::Down, Action::Back, Action::Copy],
        None if model.supposed.is_some() => &[
            Action::AddEvent,
            Action::Back,
            Action::Why,
            Action::Timeline,
            Action::Down,
            Action::NextPane,
            Action::WhatIf,
            Action::Help,
        ],
        None => offered_at_home(model.home.focus),
    }
}

/// The same on the home screen.
const fn offered_at_home(focus: Pane) -> &'static [Action] {
    match focus {
        Pane::Topics => &[
            Action::Select,
            Action::NextPane,
            Action::Questions,
            Action::AddEvent,
            Action::Visits,
            Action::Search,
            Action::Help,
            Action::Quit,
            Action::Why,
            Action::Palette,
            Action::Undo,
            Action::Zoom,
            Action::Language,
        ],
        Pane::Timeline => &[
            Action::Why,
            Action::Select,
            Action::Timeline,
            Action::Visits,
            Action::NextPane,
            Action::Questions,
            Action::AddEvent,
            Action::Help,
            Action::Quit,
            Action::Search,
            Action::Copy,
            Action::Undo,
            Action::Zoom,
            Action::NextPerson,
        ],
        Pane::Detail => &[
            Action::Toggle,
            Action::Why,
            Action::Meaning,
            Action::Back,
            Action::NextPane,
            Action::Note,
            Action::Search,
            Action::Help,
            Action::Quit,
            Action::Copy,
            Action::Undo,
            Action::Zoom,
        ],
    }
}
