//! The timeline as a time axis: bars from opening to ending, the day to plan for, today, closed days; on a narrow screen
//! the same as a list. Nothing is told by colour alone.

use chrono::{Datelike, NaiveDate};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::cells::{SELECTED, above, render_line};
use super::sheet::{ListLine, list, list_offset};
use crate::guide::{Status, is_closed};
use crate::i18n::{day, day_short, month, month_of_year};
use crate::present::{Axis, AxisDeadline, AxisGroups, AxisMark, AxisPeriod, AxisRow, SPANS};
use crate::text::{pad, truncate, width, wrap};
use crate::tui::model::{AxisState, Model};

/// Screens narrower than this show the list.
const NARROW: u16 = 60;

/// The part of the width that names take.
const NAMES_PERCENT: u16 = 40;

/// From this height on the marks are explained below the axis.
const EXPLAINED: u16 = 10;

/// Whether a screen of this width shows the list instead of the axis.
pub(super) const fn is_list(columns: u16) -> bool {
    columns < NARROW
}

pub(super) fn draw(model: &Model, state: &AxisState, area: Rect, buf: &mut Buffer) {
    let rows = model.axis_rows(state);
    if is_list(model.size.width) {
        heading(model, state, None, area, buf);
        return as_list(model, state, &rows, area, buf);
    }
    let names = (area.width * NAMES_PERCENT / 100).clamp(12.min(area.width), 56);
    let axis = Axis::new(
        state.from,
        SPANS[state.span.min(SPANS.len() - 1)],
        area.width.saturating_sub(names + 1),
    );
    heading(model, state, Some(&axis), area, buf);
    if rows.is_empty() {
        return render_line(model.strings.say("timeline-empty"), area, buf);
    }
    let left = area.x + names + 1;
    scale(model, &axis, left, area.y, buf);
    let explained = u16::from(area.height >= EXPLAINED);
    let body = body(area);
    let (selected, at) = selected(&rows, state.selected);
    let offset = offset(at, body);
    for ((n, row), line) in rows.iter().enumerate().skip(offset).zip(body.rows()) {
        let name = Rect { width: names, ..line };
        today_line(model, &axis, left, line.y, buf);
        match row {
            AxisRow::Group(words) => render_line(Span::styled(words, model.look.theme.strong()), name, buf),
            AxisRow::Deadline(deadline) => {
                render_line(title(model, state, deadline, usize::from(names)), name, buf);
                bar(model, &axis, deadline, left, line.y, buf);
            }
            AxisRow::Period(period) => {
                let words = format!("  {} {}", model.look.glyphs.period(), period.name);
                render_line(words, name, buf);
                stretch(model, &axis, period, left, line.y, buf);
            }
        }
        if n == at && selected.is_some() {
            buf.set_style(name, SELECTED);
        }
    }
    let foot = |up: u16| Rect {
        y: area.bottom().saturating_sub(up),
        height: 1,
        ..area
    };
    if area.height > 3 {
        render_line(days_in_words(model, selected), foot(1 + explained), buf);
    }
    if explained == 1 {
        render_line(marks_in_words(model, &axis, &rows), foot(1), buf);
    }
}

/// The rows: below the scale, above what is said about the selected one and the marks.
fn body(area: Rect) -> Rect {
    let explained = u16::from(area.height >= EXPLAINED);
    Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(3 + explained),
        ..area
    }
}

/// The first row that is shown, so that the selected one is.
fn offset(selected: usize, body: Rect) -> usize {
    (selected + 1).saturating_sub(usize::from(body.height))
}

/// The deadline at a line of the area, counted among the deadlines.
pub fn axis_entry(model: &Model, state: &AxisState, area: Rect, line: u16) -> Option<usize> {
    let rows = model.axis_rows(state);
    if is_list(model.size.width) {
        let lines = list_lines(model, state, &rows, area);
        let n = list_offset(&lines, area, state.selected) + usize::from(line);
        return lines.get(n)?.0;
    }
    let body = body(area);
    let inside = (area.y + line).checked_sub(body.y).filter(|n| *n < body.height)?;
    let (_, at) = selected(&rows, state.selected);
    let n = offset(at, body) + usize::from(inside);
    deadlines(&rows).position(|(at, _)| at == n)
}

/// The selected deadline and its place among all rows.
fn selected(rows: &[AxisRow], selected: usize) -> (Option<&AxisDeadline>, usize) {
    deadlines(rows)
        .nth(selected)
        .map_or((None, 0), |(n, deadline)| (Some(deadline), n))
}

/// The deadlines, each with its place among all rows.
fn deadlines(rows: &[AxisRow]) -> impl Iterator<Item = (usize, &AxisDeadline)> {
    rows.iter().enumerate().filter_map(|(n, row)| match row {
        AxisRow::Deadline(deadline) => Some((n, &**deadline)),
        AxisRow::Group(_) | AxisRow::Period(_) => None,
    })
}

/// What is shown: how much time, from when to when, how it is put together.
fn heading(model: &Model, state: &AxisState, axis: Option<&Axis>, area: Rect, buf: &mut Buffer) {
    let strings = &model.strings;
    let mut words = vec![];
    if let Some(axis) = axis {
        let shown = match axis.days {
            0..=31 => strings.say_n("axis-days", i64::from(axis.days)),
            32..=366 => strings.say_n("axis-months", i64::from((axis.days + 15) / 30)),
            _ => strings.say_n("axis-years", i64::from((axis.days + 180) / 365)),
        };
        words.push(shown);
        words.push(format!("{} - {}", axis.from, axis.last()));
    }
    words.push(strings.say(match state.groups {
        AxisGroups::Next => "axis-by-next",
        AxisGroups::Person => "axis-by-person",
        AxisGroups::Topic => "axis-by-topic",
    }));
    words.push(strings.say(if state.next_only {
        "axis-only-next"
    } else {
        "axis-everything"
    }));
    let title = format!("{}  ", strings.say("sheet-axis"));
    let title = Span::styled(title, model.look.theme.heading());
    let words = Span::raw(words.join(&strings.say("list-comma")));
    render_line(vec![title, words], above(area), buf);
}

/// Months above, today and closed days below them.
fn scale(model: &Model, axis: &Axis, left: u16, y: u16, buf: &mut Buffer) {
    let mut free = 0;
    for (cell, first) in axis.ticks() {
        let words = tick_words(model, axis, first);
        let cells = u16::try_from(width(&words)).unwrap_or(0);
        if cell < free || cell + cells > axis.cells {
            continue;
        }
        render_line(words, Rect::new(left + cell, y, cells, 1), buf);
        free = cell + cells + 1;
    }
    if axis.shows_days() {
        closed_days(model, axis, left, y + 1, buf);
    }
    // Where today is out of sight, the word stands at the side on which it lies.
    let pointer = model.look.glyphs.beyond();
    let today = model.strings.say("axis-today");
    let (cell, words) = match axis.cell(model.today) {
        Some(cell) => (cell, today),
        None if model.today < axis.from => (0, format!("{} {today}", pointer[0])),
        None => (axis.cells, format!("{today} {}", pointer[1])),
    };
    let cells = u16::try_from(width(&words)).unwrap_or(0);
    let x = left + cell.min(axis.cells.saturating_sub(cells));
    let today = Span::styled(words, model.look.theme.today());
    render_line(today, Rect::new(x, y + 1, cells, 1), buf);
}

/// One mark on the axis. The screen may be smaller than the model believes.
fn mark(symbol: &str, style: Style, at: (u16, u16), buf: &mut Buffer) {
    if let Some(cell) = buf.cell_mut(at) {
        cell.set_symbol(symbol).set_style(style);
    }
}

fn tick_words(model: &Model, axis: &Axis, tick: NaiveDate) -> String {
    if axis.days > 1000 {
        return tick.year().to_string();
    }
    if tick.day() > 1 {
        return tick.day().to_string();
    }
    if tick.month() == 1 {
        month_of_year(&model.strings, tick)
    } else {
        month(&model.strings, tick.month())
    }
}

fn closed_days(model: &Model, axis: &Axis, left: u16, y: u16, buf: &mut Buffer) {
    let Some(place) = model.pack.places.values().find(|p| !p.closed.is_empty()) else {
        return;
    };
    for cell in (0..axis.cells).filter(|cell| is_closed(&model.pack, place, axis.day_of(*cell))) {
        mark(model.look.glyphs.closed_day(), Style::new(), (left + cell, y), buf);
    }
}

/// Mark, word, person, name. Where there is little room the word is left out, but never if it is late.
fn title(model: &Model, state: &AxisState, deadline: &AxisDeadline, cells: usize) -> Line<'static> {
    let row = &deadline.row;
    let status = model.look.theme.status(row.status);
    let mut words = String::new();
    if row.status == Status::Late || row.if_so.is_some() || cells >= 40 {
        words = format!("{}  ", row.word);
    }
    let who = if row.who.is_empty() || state.groups == AxisGroups::Person {
        String::new()
    } else {
        format!("{}: ", row.who)
    };
    let mark = format!("{} ", pad(model.look.glyphs.status(row.status), 1));
    let room = cells.saturating_sub(width(&mark) + width(&words));
    let name = truncate(&format!("{who}{}", row.title), room, "…").into_owned();
    Line::from(vec![Span::styled(format!("{mark}{words}"), status), Span::raw(name)])
}

/// Today goes through every row, as far as nothing stands there.
fn today_line(model: &Model, axis: &Axis, left: u16, y: u16, buf: &mut Buffer) {
    let (line, style) = (model.look.glyphs.vertical(), model.look.theme.today());
    if let Some(cell) = axis.cell(model.today) {
        mark(line, style, (left + cell, y), buf);
    }
}

fn bar(model: &Model, axis: &Axis, deadline: &AxisDeadline, left: u16, y: u16, buf: &mut Buffer) {
    let glyphs = &model.look.glyphs;
    let style = model.look.theme.status(deadline.row.status);
    let bold = style.add_modifier(Modifier::BOLD);
    let beyond = glyphs.beyond();
    let place = model.pack.places.get(&deadline.place);
    let is_closed = |day| place.is_some_and(|place| is_closed(&model.pack, place, day));
    // What is only supposed is dashed; what would go away still stands.
    let row = &deadline.row;
    let dashed = row.status == Status::Unknown || row.if_so.as_ref().is_some_and(|i| !i.gone);
    let today = axis.cell(model.today);
    for (cell, day) in (0..).zip(axis.marks(deadline, model.today, is_closed)) {
        let (text, style) = match day {
            AxisMark::Empty => continue,
            AxisMark::Open | AxisMark::ClosedDay | AxisMark::Overdue if today == Some(cell) => {
                (glyphs.vertical(), model.look.theme.today())
            }
            AxisMark::Open => (glyphs.bar(dashed), style),
            AxisMark::ClosedDay => (glyphs.closed_day(), style),
            AxisMark::Opens => ("[", style),
            AxisMark::Closes => ("]", bold),
            AxisMark::PlanBy => (glyphs.plan_by(), bold),
            AxisMark::Overdue => (glyphs.status(Status::Late), bold),
            AxisMark::Done => (glyphs.status(Status::Done), bold),
            AxisMark::Earlier => (beyond[0], style),
            AxisMark::Later => (beyond[1], style),
        };
        mark(text, style, (left + cell, y), buf);
    }
}

/// A stretch of time with a name. The cell of today keeps its line.
fn stretch(model: &Model, axis: &Axis, period: &AxisPeriod, left: u16, y: u16, buf: &mut Buffer) {
    let (period_mark, style) = (model.look.glyphs.period(), model.look.theme.strong());
    let cells = axis.stretch(period.first, period.last).into_iter().flatten();
    let today = axis.cell(model.today);
    for cell in cells.filter(|cell| today != Some(*cell)) {
        mark(period_mark, style, (left + cell, y), buf);
    }
}

/// The days of the selected row in words: nothing on the axis has to be guessed.
fn days_in_words(model: &Model, selected: Option<&AxisDeadline>) -> Line<'static> {
    let Some(deadline) = selected else {
        return Line::default();
    };
    let mut words = deadline.row.word.clone();
    let dated = dated(model, deadline);
    if !dated.is_empty() {
        words += &format!("; {dated}");
    }
    Line::styled(words, model.look.theme.strong())
}

/// Each day of a row with its name, and how near it is.
fn dated(model: &Model, AxisDeadline { row, .. }: &AxisDeadline) -> String {
    let strings = &model.strings;
    let days = [
        ("row-opens", row.opens),
        ("row-plan-by", row.plan_by),
        ("row-closes", row.closes),
    ];
    let days = days.into_iter().filter_map(|(label, value)| Some((label, value?)));
    let days = days.map(|(label, value)| format!("{} {}", strings.say(label), day(strings, value)));
    let near = (!row.when.is_empty()).then(|| row.when.clone());
    days.chain(near).collect::<Vec<_>>().join("; ")
}

/// The marks that can be seen now, each with its word.
fn marks_in_words(model: &Model, axis: &Axis, rows: &[AxisRow]) -> String {
    let glyphs = &model.look.glyphs;
    let has_periods = rows.iter().any(|row| matches!(row, AxisRow::Period(_)));
    let marks = [
        (model.supposed.is_some(), glyphs.bar(true), "axis-mark-supposed"),
        (true, "[ ]", "axis-mark-ends"),
        (true, glyphs.plan_by(), "axis-mark-plan-by"),
        (true, glyphs.vertical(), "axis-today"),
        (true, glyphs.status(Status::Late), "axis-mark-late"),
        (axis.shows_days(), glyphs.closed_day(), "axis-mark-closed"),
        (has_periods, glyphs.period(), "axis-mark-period"),
    ];
    let marks = marks.iter().filter(|(is_seen, ..)| *is_seen);
    let words = marks.map(|(_, mark, id)| format!("{mark} {}", model.strings.say(id)));
    words.collect::<Vec<_>>().join("  ")
}

// ---------------------------------------------------------------- as a list

fn as_list(model: &Model, state: &AxisState, rows: &[AxisRow], area: Rect, buf: &mut Buffer) {
    if rows.is_empty() {
        return render_line(model.strings.say("timeline-empty"), area, buf);
    }
    list(&list_lines(model, state, rows, area), area, state.selected, buf);
}

fn list_lines(model: &Model, state: &AxisState, rows: &[AxisRow], area: Rect) -> Vec<ListLine> {
    let mut lines: Vec<ListLine> = Vec::new();
    let mut count = 0;
    let cells = usize::from(area.width);
    let below = |words: &str, lines: &mut Vec<ListLine>| {
        for part in wrap(words, cells.saturating_sub(4).max(1)) {
            lines.push((None, Line::from(format!("    {part}"))));
        }
    };
    for row in rows {
        match row {
            AxisRow::Group(words) => lines.push((None, Line::styled(words.clone(), model.look.theme.strong()))),
            AxisRow::Deadline(deadline) => {
                lines.push((Some(count), title(model, state, deadline, cells.max(40))));
                count += 1;
                below(&dated(model, deadline), &mut lines);
            }
            AxisRow::Period(period) => {
                let strings = &model.strings;
                let (first, last) = (day_short(period.first), day(strings, period.last));
                let words = format!("{} {}: {first} - {last}", model.look.glyphs.period(), period.name);
                below(&words, &mut lines);
            }
        }
    }
    lines
}
