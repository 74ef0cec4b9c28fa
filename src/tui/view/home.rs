//! The home screen: topics, timeline, detail.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Widget as _};

use super::cells::{SELECTED, SHOWN_ELSEWHERE, render_line};
use super::layout::Layout;
use crate::text::{pad, truncate, width};
use crate::tui::action::Action;
use crate::tui::model::{Model, Pane, Subject, TopicRow};

pub(super) fn draw(model: &Model, layout: &Layout, buf: &mut Buffer) {
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
fn title(model: &Model, area: Rect, pane: Pane, words: &str, buf: &mut Buffer) {
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
    render_line(Line::styled(format!("{mark} {words}"), style), line, buf);
}

/// One thin line between the columns, one between the panes on the right.
fn separators(model: &Model, layout: &Layout, buf: &mut Buffer) {
    let line = Block::new()
        .border_set(model.look.glyphs.border())
        .border_style(model.look.theme.line());
    let upright = Rect {
        x: layout.timeline.x.saturating_sub(2),
        y: layout.topics.y.saturating_sub(1),
        width: 1,
        height: layout.topics.height + 1,
    };
    line.clone().borders(Borders::LEFT).render(upright, buf);
    let level = Rect {
        y: layout.timeline.bottom(),
        height: 1,
        ..layout.timeline
    };
    line.borders(Borders::TOP).render(level, buf);
}

fn topics(model: &Model, area: Rect, buf: &mut Buffer) {
    title(model, area, Pane::Topics, &model.strings.say("pane-topics"), buf);
    let shown = model.home.detail.subject.procedure();
    let (rows, topics) = (model.topic_rows(), model.home.topics);
    let mut procedures = (0..rows.len()).filter(|n| rows[*n].procedure().is_some());
    let selected = procedures
        .nth(topics.selected)
        .filter(|_| model.home.focus == Pane::Topics);
    for ((n, row), line) in rows.iter().enumerate().skip(topics.offset).zip(area.rows()) {
        match row {
            TopicRow::Topic(words) => render_line(Span::styled(words, model.look.theme.strong()), line, buf),
            TopicRow::Procedure { id, title, status } => {
                let mark = status.map_or(" ", |s| model.look.glyphs.status(s));
                let style = status.map_or_else(Style::default, |s| model.look.theme.status(s));
                let room = usize::from(line.width).saturating_sub(4);
                let title = truncate(title, room, "…");
                let mark = Span::styled(format!(" {} ", pad(mark, 1)), style);
                render_line(Line::from(vec![mark, Span::raw(title)]), line, buf);
                if selected == Some(n) {
                    buf.set_style(line, SELECTED);
                } else if id == shown {
                    buf.set_style(line, SHOWN_ELSEWHERE);
                }
            }
        }
    }
}

fn timeline(model: &Model, area: Rect, buf: &mut Buffer) {
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
        for (words, line) in words.into_iter().zip(area.rows()) {
            render_line(words, line, buf);
        }
        return;
    }
    let offset = model.home.timeline.offset;
    for ((n, row), line) in lines.rows().iter().enumerate().skip(offset).zip(area.rows()) {
        render_line(lines.line(n), line, buf);
        let shown = matches!(&model.home.detail.subject, Subject::Deadline(p, k) if *p == row.person && *k == row.key);
        if n == model.home.timeline.selected && model.home.focus == Pane::Timeline {
            buf.set_style(line, SELECTED);
        } else if shown {
            buf.set_style(line, SHOWN_ELSEWHERE);
        }
    }
}

fn detail(model: &Model, area: Rect, buf: &mut Buffer) {
    title(model, area, Pane::Detail, &detail_title(model), buf);
    let lines = model.detail_lines();
    let state = &model.home.detail;
    let selected = state.block.filter(|_| model.home.focus == Pane::Detail);
    lines.render(&model.look, state.scroll, selected, area, buf);
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
pub(super) fn more(model: &Model, area: Rect, lines: usize, scroll: usize, buf: &mut Buffer) {
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
    let is_free = |x| buf.cell((x, y)).is_none_or(|cell| cell.symbol() == " ");
    if (x.saturating_sub(1)..area.right()).all(is_free) {
        render_line(words, Rect::new(x, y, cells, 1), buf);
    }
}
