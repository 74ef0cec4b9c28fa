//! The whole screen: header, home or sheet, status line, key line.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::Glyphs;
use super::layout::{Layout, MINIMUM};
use super::lines::Run;
use super::{clerk, home, sheet};
use crate::guide::Status;
use crate::i18n::{day, era_day};
use crate::present::{Count, TimelineRow};
use crate::text::{clean, plain_chars, truncate, width, wrap};
use crate::tui::action::Action;
use crate::tui::model::{Model, Pane, Sheet};
use crate::tui::supposed::Supposed;
use crate::tui::update::{is_typing, is_unfinished};

/// Draws everything; returns the cell of the text caret, if a field has the focus. Reads only the model.
pub fn draw(model: &Model, buf: &mut Buffer) -> Option<Position> {
    let caret = draw_parts(model, buf);
    tame(buf);
    if model.look.glyphs == Glyphs::Ascii {
        plainer(buf);
    }
    paper(model, buf);
    caret
}

/// A theme with paper and ink of its own has them in every cell that nothing else was drawn into.
fn paper(model: &Model, buf: &mut Buffer) {
    let text = model.look.theme.text();
    let (Some(ink), Some(paper)) = (text.fg, text.bg) else {
        return;
    };
    for cell in &mut buf.content {
        if cell.fg == Color::Reset {
            cell.fg = ink;
        }
        if cell.bg == Color::Reset {
            cell.bg = paper;
        }
    }
}

/// Marks that are two cells wide in some terminals become those of ASCII, one cell each.
fn plainer(buf: &mut Buffer) {
    for cell in &mut buf.content {
        let plain = match cell.symbol() {
            "…" | "·" | "・" => ".",
            "—" | "–" | "―" => "-",
            "’" | "‘" => "'",
            "“" | "”" => "\"",
            "×" => "x",
            "→" => ">",
            "※" => "*",
            _ => continue,
        };
        if width(cell.symbol()) == 1 {
            cell.set_symbol(plain);
        }
    }
}

/// Whatever was drawn, no cell holds a letter under a tower of accents. Control characters and marks without a width
/// never come into a cell.
fn tame(buf: &mut Buffer) {
    for cell in &mut buf.content {
        // A letter of its own has four bytes at most.
        if cell.symbol().len() > 4 {
            let cleaned = clean(cell.symbol());
            if cleaned != cell.symbol() {
                cell.set_symbol(&cleaned);
            }
        }
    }
}

fn draw_parts(model: &Model, buf: &mut Buffer) -> Option<Position> {
    let layout = Layout::of(model.size, &model.home);
    if layout.too_small {
        too_small(buf);
        return None;
    }
    if let Some(Sheet::Clerk(state)) = model.sheets.last() {
        // Everything but the key line is for the one who reads it from the other side.
        let area = Rect::new(1, 0, model.size.width - 2, model.size.height - 1);
        clerk::draw(model, state, area, buf);
        keys(model, layout.keys, buf);
        return None;
    }
    header(model, layout.header, buf);
    let caret = if model.sheets.is_empty() {
        home::draw(model, &layout, buf);
        None
    } else {
        sheet::draw(model, &layout, buf)
    };
    status(model, layout.status, buf);
    keys(model, layout.keys, buf);
    caret
}

/// One notice, in both languages, whatever is chosen: whoever reads it may not have chosen yet.
fn too_small(buf: &mut Buffer) {
    let lines = [
        format!("Please make the window larger: {}x{}", MINIMUM.width, MINIMUM.height),
        "画面を広げてください".to_owned(),
    ];
    let area = buf.area;
    let wrapped: Vec<String> = lines
        .iter()
        .flat_map(|line| wrap(line, usize::from(area.width)))
        .collect();
    // Where even that has no room, the beginning of both.
    let shown = if wrapped.len() <= usize::from(area.height) {
        wrapped
    } else {
        lines.to_vec()
    };
    for (y, line) in (area.y..area.bottom()).zip(shown) {
        put(buf, Rect::new(area.x, y, area.width, 1), &[(line, Style::default())]);
    }
}

fn header(model: &Model, area: Rect, buf: &mut Buffer) {
    let strings = &model.strings;
    let mut right = day(strings, model.today);
    if !strings.is_japanese() || area.width > 70 {
        right.extend(era_day(model.today).map(|era| format!("  {era}")));
    }
    let who = match &model.home.person {
        Some(person) => model
            .household
            .person(person.as_str())
            .map_or(String::new(), |p| p.label.clone()),
        None if model.scene().several_people() => strings.say("everyone"),
        None => String::new(),
    };
    if !who.is_empty() {
        right = format!("{right}  {} {who}", model.look.glyphs.pointer());
    }
    let mut name = vec![(strings.say("app-name"), model.look.theme.heading())];
    if model.is_named {
        let room = usize::from(area.width / 4);
        let household = truncate(&model.household.name, room, "…").into_owned();
        name.push((format!(" {household}"), model.look.theme.strong()));
    }
    let used: usize = name.iter().map(|(words, _)| width(words)).sum();
    put(
        buf,
        Rect {
            x: area.x + 1,
            width: area.width - 1,
            ..area
        },
        &name,
    );
    let room = usize::from(area.width).saturating_sub(used + 4);
    let shown = truncate(&right, room, "…");
    let cells = u16::try_from(width(&shown)).unwrap_or(0);
    let x = (area.x + area.width).saturating_sub(cells + 1);
    put(
        buf,
        Rect {
            x,
            width: cells + 1,
            ..area
        },
        &[(shown.into_owned(), Style::default())],
    );
}

fn status(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = &model.look.theme;
    let trouble = model.notice.as_ref().filter(|n| n.trouble).map(|n| &n.words);
    if let Some(words) = model.unsaved.as_ref().or(trouble) {
        return whole(words, theme.caution(), area, buf);
    }
    let line: Vec<Run> = match &model.notice {
        Some(notice) => vec![(notice.words.clone(), theme.strong())],
        None => match &model.supposed {
            Some(supposed) => vec![(supposed_words(model, supposed), theme.strong())],
            None => {
                let mut line = moved_runs(model);
                line.push((next_words(model), Style::default()));
                line
            }
        },
    };
    let area = Rect {
        x: area.x + 1,
        width: area.width - 2,
        ..area
    };
    put(buf, area, &line);
}

/// That dates moved since they were shown, until somebody has looked.
fn moved_runs(model: &Model) -> Vec<Run> {
    let count = model.shown.moved().len();
    if count == 0 {
        return Vec::new();
    }
    let words = model
        .strings
        .say_n("moved-status", i64::try_from(count).unwrap_or(i64::MAX));
    let key = model.keymap.keys(Action::Moved).first().map(|k| k.shown());
    let words = match key {
        Some(key) => format!("! {words} ({key})  "),
        None => format!("! {words}  "),
    };
    vec![(words, model.look.theme.caution())]
}

/// Words that have to be read to their end: over as many lines as they need, from the status line upwards.
fn whole(words: &str, style: Style, area: Rect, buf: &mut Buffer) {
    let lines = crate::text::wrap(words, usize::from(area.width.saturating_sub(2)));
    let most = usize::from(area.y.saturating_sub(1)).clamp(1, 8);
    let lines = &lines[..lines.len().min(most)];
    for (n, words) in lines.iter().rev().enumerate() {
        let y = area.y.saturating_sub(u16::try_from(n).unwrap_or(0));
        let line = Rect { y, ..area }.intersection(buf.area);
        for x in line.x..line.right() {
            buf[(x, y)].reset();
        }
        let inside = Rect {
            x: line.x + 1,
            width: line.width.saturating_sub(2),
            ..line
        };
        put(buf, inside, &[(words.clone(), style)]);
    }
}

/// What is supposed, and what it would change.
fn supposed_words(model: &Model, supposed: &Supposed) -> String {
    let strings = &model.strings;
    let name = model
        .pack
        .facts
        .get(&supposed.event)
        .map_or_else(|| supposed.event.to_string(), |f| f.name.get(strings.lang()).to_owned());
    let what = match supposed.day() {
        Some(on) => format!("{name} {}", day(strings, on)),
        None => strings.say_x("cmd-taken-away", &name),
    };
    let count = Count::of(&model.timeline_rows());
    let counted: Vec<String> = [
        ("supposed-new", count.new),
        ("supposed-moved", count.moved),
        ("supposed-gone", count.gone),
        ("supposed-waits", count.waits),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(id, n)| strings.say_n(id, i64::try_from(n).unwrap_or(i64::MAX)))
    .collect();
    let counted = if counted.is_empty() {
        strings.say("cmd-nothing-moved")
    } else {
        counted.join(&strings.say("list-comma"))
    };
    strings.say_with("supposed-status", &[("what", what.into()), ("x", counted.into())])
}

/// The next step, always visible.
fn next_words(model: &Model) -> String {
    let strings = &model.strings;
    if let Some(reason) = &model.read_only {
        return reason.clone();
    }
    let rows = model.timeline_rows();
    let next = rows
        .iter()
        .find(|r| matches!(r.status, Status::Late | Status::Open) && !r.absorbed);
    let next = next.or_else(|| rows.iter().find(|r| r.status == Status::Upcoming));
    match next {
        Some(row) => strings.say_x("status-next", &next_step(model, row)),
        None if model.assessment.questions.is_empty() => strings.say("status-nothing"),
        // In the middle of the first questions there is nothing to press first.
        None if model.sheets.iter().any(|s| matches!(s, Sheet::Start(_))) => String::new(),
        None => {
            let action = if is_unfinished(model) {
                Action::Begin
            } else {
                Action::Questions
            };
            let key = model.keymap.keys(action).first().map(|k| k.shown());
            strings.say_x("status-answer-first", &key.unwrap_or_default())
        }
    }
}

fn next_step(model: &Model, row: &TimelineRow) -> String {
    let mut words = row.title.clone();
    if !row.who.is_empty() {
        words = format!("{words} ({})", row.who);
    }
    let by = if row.status == Status::Upcoming {
        row.opens
    } else {
        row.plan_by.or(row.closes)
    };
    if let Some(by) = by {
        words = format!("{words}: {}", day(&model.strings, by));
    }
    if row.when.is_empty() {
        words
    } else {
        format!("{words}, {}", row.when)
    }
}

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
        let label = model.strings.say(&label(model, *action));
        let wanted = width(&key) + width(&label) + 3;
        if wanted > left + 2 {
            break;
        }
        left = left.saturating_sub(wanted);
        shown.push((*action, key, label));
    }
    shown
}

fn keys(model: &Model, area: Rect, buf: &mut Buffer) {
    let mut runs: Vec<Run> = Vec::new();
    for (_, key, label) in shown_keys(model, area.width) {
        if !runs.is_empty() {
            runs.push(("  ".to_owned(), Style::default()));
        }
        runs.push((key, model.look.theme.key()));
        runs.push((format!(" {label}"), Style::default()));
    }
    put(
        buf,
        Rect {
            x: area.x + 1,
            width: area.width - 1,
            ..area
        },
        &runs,
    );
}

/// What a key does here, in a word: on some screens an action has a meaning of its own.
fn label(model: &Model, action: Action) -> String {
    match action {
        Action::AddEvent if is_supposing(model) => return "key-supposed-save".to_owned(),
        Action::Select
            if matches!(
                model.sheets.last(),
                Some(Sheet::Words(_) | Sheet::Answer(_) | Sheet::Event(_) | Sheet::Done(_))
            ) =>
        {
            return "key-save".to_owned();
        }
        Action::Toggle if matches!(model.sheets.last(), Some(Sheet::People(_))) => return "key-show".to_owned(),
        Action::Select if matches!(model.sheets.last(), Some(Sheet::History(_))) => return "key-undo-this".to_owned(),
        Action::Select if matches!(model.sheets.last(), Some(Sheet::Moved(_))) => return "key-seen".to_owned(),
        Action::Back if is_supposing(model) => return "key-supposed-drop".to_owned(),
        _ => {}
    }
    let own = match (model.sheets.last(), action) {
        (Some(Sheet::Clerk(_)), Action::Left | Action::Right | Action::Down) => "-phrase",
        (Some(Sheet::Visit { .. }), Action::Right | Action::AddEvent) => "-visit",
        (Some(Sheet::Axis(state)), Action::Toggle) if state.next_only => "-axis-all",
        (
            Some(Sheet::Axis(_)),
            Action::Left
            | Action::Right
            | Action::GrowPane
            | Action::ShrinkPane
            | Action::NextPane
            | Action::Toggle
            | Action::Home,
        ) => "-axis",
        (Some(Sheet::Start(_)), Action::Back | Action::Select) => "-start",
        (Some(Sheet::Answer(_)), Action::Back) if model.sheets.iter().any(|s| matches!(s, Sheet::Start(_))) => "-start",
        (None, Action::Timeline) if model.home.focus == Pane::Timeline => "-axis",
        (Some(Sheet::Palette(_)), Action::Select) => "-palette",
        _ => "",
    };
    format!("key-{}{own}", action.name())
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

fn is_supposing(model: &Model) -> bool {
    model.supposed.is_some() && model.sheets.is_empty()
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

/// Draws runs into one line, cut at its end.
pub(super) fn put(buf: &mut Buffer, area: Rect, runs: &[Run]) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let mut x = area.x;
    let end = area.x + area.width;
    for (text, style) in runs {
        if x >= end {
            return;
        }
        let room = usize::from(end - x);
        x = write(buf, x, area.y, &truncate(text, room, "…"), *style);
    }
}

/// Writes text that fits into the line; returns where it ends. Plain characters go straight into their cells, which is
/// most of a frame; the rest goes the way of the library, which looks each grapheme up.
fn write(buf: &mut Buffer, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let Some(chars) = plain_chars(text) else {
        return buf.set_stringn(x, y, text, text.len(), style).0;
    };
    let start = buf.index_of(x, y);
    let mut at = start;
    for (c, cells) in chars {
        let Some([cell, behind @ ..]) = buf.content.get_mut(at..at + usize::from(cells)) else {
            break;
        };
        cell.set_char(c).set_style(style);
        // The second half of a wide character.
        behind.iter_mut().for_each(Cell::reset);
        at += usize::from(cells);
    }
    x + u16::try_from(at - start).unwrap_or(0)
}

/// Marks a line as selected over its whole width.
pub(super) fn select(buf: &mut Buffer, area: Rect) {
    buf.set_style(
        area.intersection(buf.area),
        Style::default().add_modifier(Modifier::REVERSED),
    );
}
