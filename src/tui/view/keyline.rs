//! The key line: which keys do something here, and what, in a word each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::cells::{indented, render_line};
use crate::text::width;
use crate::tui::action::Action as A;
use crate::tui::model::{Model, Pane, Sheet};
use crate::tui::update::{is_typing, is_unfinished};

/// The keys that do something here, from the live key map: as many as fit, with their labels.
fn shown_keys(model: &Model, cells: u16) -> Vec<(A, String, String)> {
    let mut left = usize::from(cells).saturating_sub(2);
    let typing = is_typing(model);
    let mut shown = Vec::new();
    let has_moved = model.sheets.is_empty() && model.supposed.is_none() && !model.shown.moved().is_empty();
    let mut first: Vec<A> = has_moved.then_some(A::Moved).into_iter().collect();
    first.extend(newcomer(model));
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
fn label(model: &Model, action: A) -> String {
    let own = match (model.sheets.last(), action) {
        (None, A::AddEvent) if model.supposed.is_some() => "key-supposed-save",
        (None, A::Back) if model.supposed.is_some() => "key-supposed-drop",
        (None, A::Timeline) if model.home.focus == Pane::Timeline => "key-timeline-axis",
        (Some(Sheet::Start(_)), A::Select) => "key-select-start",
        (Some(Sheet::Start(_)), A::Back) => "key-back-start",
        (Some(Sheet::Answer(_)), A::Back) if model.is_beginning() => "key-back-start",
        (Some(Sheet::Event(form)), A::Select) if form.supposed => "key-suppose",
        (Some(Sheet::Words(_) | Sheet::Answer(_) | Sheet::Event(_) | Sheet::Done(_)), A::Select) => "key-save",
        (Some(Sheet::Palette(_)), A::Select) => "key-select-palette",
        (Some(Sheet::People(_)), A::Toggle) => "key-show",
        (Some(Sheet::History(_)), A::Select) => "key-undo-this",
        (Some(Sheet::Moved(_)), A::Select) => "key-seen",
        (Some(Sheet::Axis(_)), A::Left) => "key-left-axis",
        (Some(Sheet::Axis(_)), A::Right) => "key-right-axis",
        (Some(Sheet::Axis(_)), A::GrowPane) => "key-grow-pane-axis",
        (Some(Sheet::Axis(_)), A::ShrinkPane) => "key-shrink-pane-axis",
        (Some(Sheet::Axis(_)), A::NextPane) => "key-next-pane-axis",
        (Some(Sheet::Axis(state)), A::Toggle) if state.next_only => "key-toggle-axis-all",
        (Some(Sheet::Axis(_)), A::Toggle) => "key-toggle-axis",
        (Some(Sheet::Axis(_)), A::Home) => "key-home-axis",
        (Some(Sheet::Visit { .. }), A::Right) => "key-right-visit",
        (Some(Sheet::Visit { .. }), A::AddEvent) => "key-add-event-visit",
        (Some(Sheet::Clerk(_)), A::Left) => "key-left-phrase",
        (Some(Sheet::Clerk(_)), A::Right) => "key-right-phrase",
        (Some(Sheet::Clerk(_)), A::Down) => "key-down-phrase",
        _ => return action.label(&model.strings),
    };
    model.strings.say(own)
}

/// What a newcomer sees before everything else: how to begin, and how to read it in the other language.
fn newcomer(model: &Model) -> &'static [A] {
    if !model.sheets.is_empty() || !is_unfinished(model) {
        &[]
    } else if model.is_new() {
        &[A::Begin, A::Language]
    } else {
        &[A::Begin]
    }
}

/// The action whose key stands at a column of the key line.
pub fn key_at(model: &Model, column: u16) -> Option<A> {
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
pub fn offered(model: &Model) -> &'static [A] {
    match model.sheets.last() {
        Some(Sheet::Help { .. } | Sheet::Diagnostics { .. }) => &[A::Back, A::Down, A::PageDown],
        Some(Sheet::Why { .. }) => &[A::Back, A::Down, A::PageDown, A::Meaning, A::Copy],
        Some(Sheet::Term { .. } | Sheet::Document { .. }) => &[A::Select, A::Down, A::Back, A::Search, A::Copy],
        Some(
            Sheet::Questions(_)
            | Sheet::WhatIf(_)
            | Sheet::Palette(_)
            | Sheet::Meanings { .. }
            | Sheet::Answer(_)
            | Sheet::Person { .. },
        ) => &[A::Select, A::Down, A::Back],
        Some(Sheet::Events(_)) => &[A::Select, A::Down, A::WhatIf, A::Back],
        // Nothing is found: nothing can be opened.
        Some(Sheet::Search(finder)) if model.found(finder).is_empty() => &[A::Back, A::Palette],
        Some(Sheet::Search(_)) => &[A::Select, A::Down, A::Back, A::Copy, A::Palette],
        Some(Sheet::Axis(_)) if super::axis::is_list(model.size.width) => {
            &[A::Down, A::Why, A::Back, A::NextPane, A::Toggle]
        }
        Some(Sheet::Axis(_)) => &[
            A::Left,
            A::Right,
            A::GrowPane,
            A::ShrinkPane,
            A::NextPane,
            A::Back,
            A::Toggle,
            A::Why,
            A::Home,
        ],
        Some(Sheet::Start(_)) => &[A::Select, A::Down, A::Back, A::Language, A::Help, A::Quit],
        Some(Sheet::People(_)) => &[A::Select, A::Toggle, A::Down, A::Back],
        Some(Sheet::Words(_)) => &[A::Select, A::Back],
        Some(Sheet::Moved(_)) => &[A::Select, A::Why, A::Down, A::Back],
        Some(Sheet::History(_)) => &[A::Undo, A::Redo, A::Select, A::Down, A::Back],
        Some(Sheet::Event(_) | Sheet::Done(_)) => &[A::Select, A::Toggle, A::Down, A::Back],
        Some(Sheet::Visits(_)) => &[A::Select, A::Down, A::Clerk, A::Back, A::Meaning],
        Some(Sheet::Visit { .. }) => &[
            A::Toggle,
            A::Clerk,
            A::AddEvent,
            A::Down,
            A::Right,
            A::Back,
            A::Meaning,
            A::Copy,
        ],
        Some(Sheet::Clerk(_)) => &[A::Right, A::Left, A::Down, A::Back, A::Copy],
        None if model.supposed.is_some() => &[
            A::AddEvent,
            A::Back,
            A::Why,
            A::Timeline,
            A::Down,
            A::NextPane,
            A::WhatIf,
            A::Help,
        ],
        None => offered_at_home(model.home.focus),
    }
}

/// The same on the home screen.
const fn offered_at_home(focus: Pane) -> &'static [A] {
    match focus {
        Pane::Topics => &[
            A::Select,
            A::NextPane,
            A::Questions,
            A::AddEvent,
            A::Visits,
            A::Search,
            A::Help,
            A::Quit,
            A::Why,
            A::Palette,
            A::Undo,
            A::Zoom,
            A::Language,
        ],
        Pane::Timeline => &[
            A::Why,
            A::Select,
            A::Timeline,
            A::Visits,
            A::NextPane,
            A::Questions,
            A::AddEvent,
            A::Help,
            A::Quit,
            A::Search,
            A::Copy,
            A::Undo,
            A::Zoom,
            A::NextPerson,
        ],
        Pane::Detail => &[
            A::Toggle,
            A::Why,
            A::Meaning,
            A::Back,
            A::NextPane,
            A::Note,
            A::Search,
            A::Help,
            A::Quit,
            A::Copy,
            A::Undo,
            A::Zoom,
        ],
    }
}
