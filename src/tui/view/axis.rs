//! The timeline as a time axis: bars from opening to ending, the day to plan for, today, closed days.

use chrono::{Datelike, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::home::visible;
use super::lines::Run;
use super::screen::{put, select};
use crate::guide::Status;
use crate::i18n::{day, month};
use crate::present::{Axis, AxisMark, SPANS, TimelineRow};
use crate::text::{pad, truncate, width};
use crate::tui::model::{AxisState, Model};

/// The part of the width that names take.
const NAMES_PERCENT: u16 = 36;

pub(super) fn draw(model: &Model, state: &AxisState, area: Rect, buf: &mut Buffer) {
    let head = Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    };
    put(buf, head, &[(heading(model, state), model.look.theme.heading())]);
    let names = (area.width * NAMES_PERCENT / 100).clamp(12.min(area.width), 44);
    let room = area.width.saturating_sub(names + 1);
    if room < 14 || area.height < 4 {
        return put(buf, area, &[(model.strings.say("axis-too-narrow"), Style::default())]);
    }
    let axis = Axis::new(state.from, SPANS[state.span.min(SPANS.len() - 1)], room);
    let left = area.x + names + 1;
    scale(model, &axis, left, area.y, buf);
    let rows = model.axis_rows(state);
    let body = body(area);
    let offset = offset(state, body);
    for (n, row) in rows.iter().enumerate() {
        let Some(line) = visible(body, n, offset) else { continue };
        name(model, row, Rect { width: names, ..line }, buf);
        bar(model, &axis, row, left, line.y, buf);
        if n == state.selected {
            select(buf, Rect { width: names, ..line });
        }
    }
    if rows.is_empty() {
        put(
            buf,
            Rect { height: 1, ..body },
            &[(model.strings.say("timeline-empty"), Style::default())],
        );
    }
    let foot = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    put(buf, foot, &legend(model, rows.get(state.selected)));
}

/// The rows: below the scale, above the line that tells about the selected one.
fn body(area: Rect) -> Rect {
    Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(3),
        ..area
    }
}

fn offset(state: &AxisState, body: Rect) -> usize {
    (state.selected + 1).saturating_sub(usize::from(body.height))
}

/// The row of the axis at a row of its area.
pub fn axis_entry(state: &AxisState, area: Rect, row: u16) -> Option<usize> {
    let body = body(area);
    let inside = (area.y + row).checked_sub(body.y).filter(|n| *n < body.height)?;
    Some(offset(state, body) + usize::from(inside))
}

fn heading(model: &Model, state: &AxisState) -> String {
    let span = SPANS[state.span.min(SPANS.len() - 1)];
    let strings = &model.strings;
    let shown = match span {
        0..=31 => strings.say_n("axis-days", i64::from(span)),
        32..=366 => strings.say_n("axis-months", i64::from((span + 15) / 30)),
        _ => strings.say_n("axis-years", i64::from((span + 180) / 365)),
    };
    format!("{}: {shown}", strings.say("sheet-axis"))
}

/// Months above, today and closed days below them.
fn scale(model: &Model, axis: &Axis, left: u16, y: u16, buf: &mut Buffer) {
    let mut free = 0;
    for (cell, first) in axis.ticks() {
        if cell < free {
            continue;
        }
        let words = tick_words(model, axis, first);
        let cells = u16::try_from(width(&words)).unwrap_or(0);
        if cell + cells > axis.cells {
            continue;
        }
        put(buf, Rect::new(left + cell, y, cells, 1), &[(words, Style::default())]);
        free = cell + cells + 1;
    }
    if axis.shows_days() {
        closed_days(model, axis, left, y + 1, buf);
    }
    if let Some(cell) = axis.cell(model.today) {
        let words = model.strings.say("axis-today");
        let cells = u16::try_from(width(&words)).unwrap_or(0);
        let x = left + cell.min(axis.cells.saturating_sub(cells));
        put(buf, Rect::new(x, y + 1, cells, 1), &[(words, model.look.theme.today())]);
    }
}

fn tick_words(model: &Model, axis: &Axis, first: NaiveDate) -> String {
    if axis.days > 1000 {
        return first.year().to_string();
    }
    let name = month(&model.strings, first.month());
    if first.month() == 1 {
        format!("{name} {}", first.year())
    } else {
        name
    }
}

fn closed_days(model: &Model, axis: &Axis, left: u16, y: u16, buf: &mut Buffer) {
    let Some(place) = model.pack.places.values().find(|p| !p.closed.is_empty()) else {
        return;
    };
    for cell in 0..axis.cells {
        if crate::guide::is_closed(&model.pack, place, axis.day(cell)) {
            let mark = model.look.glyphs.closed_day().to_owned();
            put(buf, Rect::new(left + cell, y, 1, 1), &[(mark, Style::default())]);
        }
    }
}

fn name(model: &Model, row: &TimelineRow, line: Rect, buf: &mut Buffer) {
    let status = model.look.theme.status(row.status);
    let who = if row.who.is_empty() {
        String::new()
    } else {
        format!("{}: ", row.who)
    };
    let mark = pad(model.look.glyphs.status(row.status), 1).into_owned();
    let room = usize::from(line.width).saturating_sub(2);
    let words = format!("{who}{}", row.title);
    // Late has to be seen without colour too.
    let words = if row.status == Status::Late || row.if_so.is_some() {
        format!("{} {words}", row.word)
    } else {
        words
    };
    put(
        buf,
        line,
        &[
            (format!("{mark} "), status),
            (truncate(&words, room, "…").into_owned(), status),
        ],
    );
}

fn bar(model: &Model, axis: &Axis, row: &TimelineRow, left: u16, y: u16, buf: &mut Buffer) {
    let glyphs = &model.look.glyphs;
    let style = model.look.theme.status(row.status);
    // What is only supposed is dashed; what would go away still stands.
    let dashed = row.status == Status::Unknown || row.if_so.as_ref().is_some_and(|i| !i.gone);
    let today = axis.cell(model.today);
    for (n, mark) in axis.marks(row).into_iter().enumerate() {
        let cell = u16::try_from(n).unwrap_or(u16::MAX);
        let (text, style) = match mark {
            AxisMark::Empty if today == Some(cell) => (glyphs.vertical(), model.look.theme.today()),
            AxisMark::Empty => continue,
            AxisMark::Open => (glyphs.bar(dashed), style),
            AxisMark::Opens => ("[", style),
            AxisMark::Closes => ("]", style.add_modifier(Modifier::BOLD)),
            AxisMark::PlanBy => (glyphs.plan_by(), style.add_modifier(Modifier::BOLD)),
            AxisMark::Done => (glyphs.ticked(), style),
        };
        put(buf, Rect::new(left + cell, y, 1, 1), &[(text.to_owned(), style)]);
    }
}

/// The days of the selected row in words: nothing on the axis has to be guessed.
fn legend(model: &Model, row: Option<&TimelineRow>) -> Vec<Run> {
    let Some(row) = row else { return Vec::new() };
    let strings = &model.strings;
    let mut words = vec![row.word.clone()];
    if row.if_so.is_some() && !row.when.is_empty() {
        words.push(row.when.clone());
    }
    for (label, value) in [
        ("row-opens", row.opens),
        ("row-plan-by", row.plan_by),
        ("row-closes", row.closes),
    ] {
        if let Some(value) = value {
            words.push(format!("{} {}", strings.say(label), day(strings, value)));
        }
    }
    vec![(words.join("; "), model.look.theme.strong())]
}
