//! The status line: a trouble, what was just done, what is supposed, or the next step.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget as _};

use super::cells::render_line;
use super::sheet::fact_name;
use crate::guide::Status;
use crate::i18n::day;
use crate::present::{Count, TimelineRow};
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::supposed::Supposed;
use crate::tui::update::is_unfinished;

/// Draws the line; the words of a trouble go on into the lines above it.
pub(super) fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = &model.look.theme;
    let trouble = model.notice.as_ref().filter(|n| n.trouble).map(|n| &n.words);
    if let Some(words) = model.unsaved.as_ref().or(trouble) {
        return whole(words, theme.caution(), area, buf);
    }
    let line = match (&model.notice, &model.supposed) {
        (Some(notice), _) => Line::styled(notice.words.as_str(), theme.strong()),
        (None, Some(supposed)) => Line::styled(supposed_words(model, supposed), theme.strong()),
        (None, None) => {
            let mut line: Line<'_> = moved(model).into_iter().collect();
            line.push_span(next_words(model));
            line
        }
    };
    render_line(line, inside(area), buf);
}

/// A line without its first and its last column.
const fn inside(line: Rect) -> Rect {
    Rect {
        x: line.x + 1,
        width: line.width.saturating_sub(2),
        ..line
    }
}

/// That dates moved since they were shown, until somebody has looked.
fn moved(model: &Model) -> Option<Span<'static>> {
    let count = model.shown.moved().len();
    if count == 0 {
        return None;
    }
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let words = model.strings.say_n("moved-status", count);
    let key = model.keymap.shown(Action::Moved).map(|key| format!(" ({key})"));
    let words = format!("! {words}{}  ", key.unwrap_or_default());
    Some(Span::styled(words, model.look.theme.caution()))
}

/// Words that have to be read to their end: over as many lines as they need, from the status line upwards.
fn whole(words: &str, style: Style, area: Rect, buf: &mut Buffer) {
    let lines = crate::text::wrap(words, usize::from(area.width.saturating_sub(2)));
    let most = usize::from(area.y.saturating_sub(1)).clamp(1, 8);
    let lines = &lines[..lines.len().min(most)];
    for (n, words) in lines.iter().rev().enumerate() {
        let y = area.y.saturating_sub(u16::try_from(n).unwrap_or(0));
        let line = Rect { y, ..area }.intersection(buf.area);
        Clear.render(line, buf);
        render_line(Line::styled(words, style), inside(line), buf);
    }
}

/// What is supposed, and what it would change.
fn supposed_words(model: &Model, supposed: &Supposed) -> String {
    let strings = &model.strings;
    let name = fact_name(model, &supposed.event);
    let what = match supposed.day() {
        Some(on) => format!("{name} {}", day(strings, on)),
        None => strings.say_x("cmd-taken-away", &name),
    };
    let count = Count::of(&model.timeline_rows());
    let counted = [
        ("supposed-new", count.new),
        ("supposed-moved", count.moved),
        ("supposed-gone", count.gone),
        ("supposed-waits", count.waits),
    ];
    let counted = counted.into_iter().filter(|(_, n)| *n > 0);
    let counted = counted.map(|(id, n)| strings.say_n(id, i64::try_from(n).unwrap_or(i64::MAX)));
    let counted: Vec<String> = counted.collect();
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
    let is_open = |r: &&TimelineRow| matches!(r.status, Status::Late | Status::Open) && !r.absorbed;
    let next = rows.iter().find(is_open);
    let next = next.or_else(|| rows.iter().find(|r| r.status == Status::Upcoming));
    match next {
        Some(row) => strings.say_x("status-next", &next_step(model, row)),
        None if model.assessment.questions.is_empty() => strings.say("status-nothing"),
        // In the middle of the first questions there is nothing to press first.
        None if model.is_beginning() => String::new(),
        None => {
            let action = if is_unfinished(model) {
                Action::Begin
            } else {
                Action::Questions
            };
            strings.say_x("status-answer-first", &model.keymap.shown(action).unwrap_or_default())
        }
    }
}

fn next_step(model: &Model, row: &TimelineRow) -> String {
    if let Some(now) = &row.now {
        return match row.who.as_str() {
            "" => now.clone(),
            who => format!("{who}: {now}"),
        };
    }
    let mut words = row.title.clone();
    if !row.who.is_empty() {
        words += &format!(" ({})", row.who);
    }
    if let Some(by) = row.next {
        words += &format!(": {}", day(&model.strings, by));
    }
    if !row.when.is_empty() {
        words += &format!(", {}", row.when);
    }
    words
}
