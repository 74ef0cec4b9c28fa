//! The home screen: topics, timeline, detail.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::canvas::{Canvas, put};
use super::layout::Layout;
use crate::text::{pad, truncate, width};
use crate::tui::action::Action;
use crate::tui::model::{Model, Pane, Subject, TopicRow};

pub(super) fn draw(model: &Model, layout: &Layout, buf: &mut Canvas) {
    if !layout.topics.is_empty() {
        topics(model, layout.topics, buf);
    }
    if !layout.timeline.is_empty() {
        timeline(model, layout.timeline, buf);
    }
    if !layout.detail.is_empty() {
        detail(model, layout.detail, buf);
    }
    if !layout.single {
        separators(model, layout, buf);
    }
}

/// The title of a pane stands on the line above it; the focused one is marked.
fn title(model: &Model, area: Rect, pane: Pane, words: &str, buf: &mut Canvas) {
    let focused = model.home.focus == pane;
    let mark = if focused { model.look.glyphs.pointer() } else { " " };
    let style = if focused {
        model.look.theme.heading()
    } else {
        Style::default().add_modifier(Modifier::BOLD)
    };
    let line = Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    };
    put(buf, line, &[(mark, style), (" ", style), (words, style)]);
}

/// One thin line between the columns, one between the panes on the right.
fn separators(model: &Model, layout: &Layout, buf: &mut Canvas) {
    let glyphs = &model.look.glyphs;
    let style = model.look.theme.line();
    let x = layout.timeline.x.saturating_sub(2);
    for y in layout.topics.y.saturating_sub(1)..layout.topics.bottom() {
        put(buf, Rect::new(x, y, 1, 1), &[(glyphs.vertical(), style)]);
    }
    let y = layout.timeline.bottom();
    let area = Rect {
        y,
        height: 1,
        ..layout.timeline
    };
    put(buf, area, &[(glyphs.horizontal().repeat(area.width.into()), style)]);
}

fn topics(model: &Model, area: Rect, buf: &mut Canvas) {
    title(model, area, Pane::Topics, &model.strings.say("pane-topics"), buf);
    let mut index = 0;
    let shown = model.home.detail.subject.procedure();
    for (n, row) in model.topic_rows().iter().enumerate() {
        let selected = match row {
            TopicRow::Topic(_) => false,
            TopicRow::Procedure { .. } => {
                index += 1;
                index - 1 == model.home.topics.selected
            }
        };
        let Some(line) = visible(area, n, model.home.topics.offset) else {
            continue;
        };
        match row {
            TopicRow::Topic(words) => put(buf, line, &[(words, model.look.theme.strong())]),
            TopicRow::Procedure { id, title, status } => {
                let mark = status.map_or(" ", |s| model.look.glyphs.status(s));
                let style = status.map_or_else(Style::default, |s| model.look.theme.status(s));
                let room = usize::from(line.width).saturating_sub(4);
                let title = truncate(title, room, "…");
                let mark = pad(mark, 1);
                put(
                    buf,
                    line,
                    &[(" ", style), (&mark, style), (" ", style), (&title, Style::default())],
                );
                if selected && model.home.focus == Pane::Topics {
                    buf.select(line);
                } else if id == shown {
                    buf.underline(line);
                }
            }
        }
    }
}

fn timeline(model: &Model, area: Rect, buf: &mut Canvas) {
    title(model, area, Pane::Timeline, &model.strings.say("pane-timeline"), buf);
    let lines = model.timeline_lines(area.width);
    if model.is_new() || lines.rows().is_empty() {
        let id = if model.is_new() {
            "timeline-invitation"
        } else {
            "timeline-empty"
        };
        let key = model.keymap.keys(Action::Begin).first().map(|k| k.shown());
        let words = model.strings.say_x(id, &key.unwrap_or_default());
        let words = crate::text::wrap(&words, usize::from(area.width));
        for (n, words) in words.into_iter().enumerate() {
            if let Some(line) = visible(area, n, 0) {
                put(buf, line, &[(words, Style::default())]);
            }
        }
        return;
    }
    for (n, row) in lines.rows().iter().enumerate() {
        let Some(line) = visible(area, n, model.home.timeline.offset) else {
            continue;
        };
        put(buf, line, lines.runs(n));
        let shown = matches!(&model.home.detail.subject, Subject::Deadline(p, k) if *p == row.person && *k == row.key);
        if n == model.home.timeline.selected && model.home.focus == Pane::Timeline {
            buf.select(line);
        } else if shown {
            buf.underline(line);
        }
    }
}

fn detail(model: &Model, area: Rect, buf: &mut Canvas) {
    title(model, area, Pane::Detail, &detail_title(model), buf);
    let lines = model.detail_lines();
    let state = &model.home.detail;
    let shown = lines.iter().skip(state.scroll).zip(area.rows());
    for (line, place) in shown {
        put(buf, place, &lines.runs(line, &model.look));
        if model.home.focus == Pane::Detail && state.block == Some(line.block()) {
            buf.select(place);
        }
    }
    more(model, area, lines.len(), state.scroll, buf);
}

fn detail_title(model: &Model) -> String {
    let words = match &model.home.detail.subject {
        Subject::Procedure(_) => "pane-procedure",
        Subject::Deadline(..) => "pane-deadline",
    };
    let mut title = model.strings.say(words);
    if model.scene().several_people() {
        let person = match &model.home.detail.subject {
            Subject::Procedure(_) => model.person(),
            Subject::Deadline(person, _) => person.clone(),
        };
        title = format!("{title} — {}", model.scene().label(person.as_str()));
    }
    title
}

/// Says at the title's end how much more there is below.
pub(super) fn more(model: &Model, area: Rect, lines: usize, scroll: usize, buf: &mut Canvas) {
    let below = lines.saturating_sub(scroll + usize::from(area.height));
    if below == 0 {
        return;
    }
    let words = model
        .strings
        .say_n("more-below", i64::try_from(below).unwrap_or(i64::MAX));
    let cells = u16::try_from(width(&words)).unwrap_or(0);
    if cells + 16 > area.width {
        return;
    }
    let (x, y) = (area.right() - cells, area.y.saturating_sub(1));
    // A long title comes first.
    if !buf.is_blank(x.saturating_sub(1)..area.right(), y) {
        return;
    }
    put(buf, Rect::new(x, y, cells, 1), &[(words, Style::default())]);
}

/// The line of an entry, if it is in sight.
pub(super) fn visible(area: Rect, index: usize, offset: usize) -> Option<Rect> {
    let row = u16::try_from(index.checked_sub(offset)?).ok()?;
    (row < area.height).then(|| Rect::new(area.x, area.y + row, area.width, 1))
}
