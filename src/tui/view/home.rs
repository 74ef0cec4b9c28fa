//! The home screen: topics, timeline, detail.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Widget as _};

use super::cells::{SELECTED, SHOWN_ELSEWHERE, above, render_line, render_lines};
use super::layout::Layout;
use crate::text::{pad, truncate, width, wrap};
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
    render_line(Line::styled(format!("{mark} {words}"), style), above(area), buf);
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
    let selected = procedures.nth(topics.selected);
    let selected = selected.filter(|_| model.home.focus == Pane::Topics);
    let lines = rows.iter().enumerate().skip(topics.offset).map(|(n, row)| match row {
        TopicRow::Topic(words) => (Line::styled(words, model.look.theme.strong()), Style::new()),
        TopicRow::Procedure { id, title, status } => {
            let mark = status.map_or(" ", |s| model.look.glyphs.status(s));
            let style = status.map_or_else(Style::default, |s| model.look.theme.status(s));
            let room = usize::from(area.width).saturating_sub(4);
            let title = truncate(title, room, "…");
            let mark = Span::styled(format!(" {} ", pad(mark, 1)), style);
            let style = row_style(selected == Some(n), id == shown);
            (Line::from(vec![mark, Span::raw(title)]), style)
        }
    });
    render_lines(lines, area, buf);
}

/// How a row of a list looks: selected in it, or shown by another pane.
const fn row_style(is_selected: bool, is_shown: bool) -> Style {
    match (is_selected, is_shown) {
        (true, _) => SELECTED,
        (false, true) => SHOWN_ELSEWHERE,
        (false, false) => Style::new(),
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
        let key = model.keymap.shown(Action::Begin).unwrap_or_default();
        let words = wrap(&model.strings.say_x(id, &key), usize::from(area.width));
        return render_lines(words.into_iter().map(|w| (w, Style::new())), area, buf);
    }
    let list = model.home.timeline;
    let rows = lines.rows().iter().enumerate().skip(list.offset).map(|(n, row)| {
        let shown = matches!(&model.home.detail.subject, Subject::Deadline(p, k) if *p == row.person && *k == row.key);
        let selected = n == list.selected && model.home.focus == Pane::Timeline;
        (lines.line(n), row_style(selected, shown))
    });
    render_lines(rows, area, buf);
}

fn detail(model: &Model, area: Rect, buf: &mut Buffer) {
    title(model, area, Pane::Detail, &detail_title(model), buf);
    let lines = model.detail_lines();
    let scroll = model.home.detail.scroll;
    lines.render(&model.look, scroll, model.detail_block(), area, buf);
    more(model, area, lines.len(), scroll, buf);
}

fn detail_title(model: &Model) -> String {
    let (words, person) = match &model.home.detail.subject {
        Subject::Procedure(_) => ("pane-procedure", model.person()),
        Subject::Deadline(person, _) => ("pane-deadline", person.clone()),
    };
    let title = model.strings.say(words);
    if !model.scene().several_people() {
        return title;
    }
    format!("{title} — {}", model.scene().label(person.as_str()))
}

/// Says at the title's end how much more there is below.
pub(super) fn more(model: &Model, area: Rect, lines: usize, scroll: usize, buf: &mut Buffer) {
    let below = lines.saturating_sub(scroll + usize::from(area.height));
    if below == 0 {
        return;
    }
    let below = i64::try_from(below).unwrap_or(i64::MAX);
    let words = model.strings.say_n("more-below", below);
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
