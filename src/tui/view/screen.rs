//! The whole screen: header, home or sheet, status line, key line.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::cells::{finish, indented, render_line, render_lines};
use super::layout::MINIMUM;
use super::{clerk, home, keyline, sheet, status};
use crate::i18n::{day, era_day};
use crate::text::{truncate, width, wrap};
use crate::tui::model::{Model, Sheet};

/// Draws everything into a frame, with the text caret as its cursor. Reads only the model.
pub fn render(model: &Model, frame: &mut Frame<'_>) {
    if let Some(caret) = draw(model, frame.buffer_mut()) {
        frame.set_cursor_position(caret);
    }
}

/// Draws everything into cells; returns the cell of the text caret, if a field has the focus.
pub fn draw(model: &Model, buf: &mut Buffer) -> Option<Position> {
    let caret = draw_parts(model, buf);
    finish(&model.look, buf);
    caret
}

fn draw_parts(model: &Model, buf: &mut Buffer) -> Option<Position> {
    let layout = model.layout();
    if layout.too_small {
        too_small(buf);
        return None;
    }
    if let Some(Sheet::Clerk(state)) = model.sheets.last() {
        // Everything but the key line is for the one who reads it from the other side.
        let area = Rect::new(1, 0, model.size.width - 2, model.size.height - 1);
        clerk::draw(model, state, area, buf);
        keyline::draw(model, layout.keys, buf);
        return None;
    }
    header(model, layout.header, buf);
    let caret = if model.sheets.is_empty() {
        home::draw(model, &layout, buf);
        None
    } else {
        sheet::draw(model, &layout, buf)
    };
    status::draw(model, layout.status, buf);
    keyline::draw(model, layout.keys, buf);
    caret
}

/// One notice, in both languages, whatever is chosen: whoever reads it may not have chosen yet.
fn too_small(buf: &mut Buffer) {
    let lines = [
        format!("Please make the window larger: {}x{}", MINIMUM.width, MINIMUM.height),
        "画面を広げてください".to_owned(),
    ];
    let area = buf.area;
    let wrapped = lines.iter().flat_map(|line| wrap(line, area.width.into()));
    let wrapped: Vec<String> = wrapped.collect();
    // Where even that has no room, the beginning of both.
    let shown = if wrapped.len() <= usize::from(area.height) {
        wrapped
    } else {
        lines.to_vec()
    };
    render_lines(shown.into_iter().map(|line| (line, Style::new())), area, buf);
}

fn header(model: &Model, area: Rect, buf: &mut Buffer) {
    let strings = &model.strings;
    let mut right = day(strings, model.today);
    // Beside a long form of the day there is no room for the era in a narrow window.
    if width(&right) < 16 || area.width > 70 {
        right.extend(era_day(model.today).map(|era| format!("  {era}")));
    }
    let who = match &model.home.person {
        Some(person) => {
            let person = model.household.person(person.as_str());
            person.map_or_else(String::new, |p| p.label.clone())
        }
        None if model.scene().several_people() => strings.say("everyone"),
        None => String::new(),
    };
    if !who.is_empty() {
        right = format!("{right}  {} {who}", model.look.glyphs.pointer());
    }
    let mut name = Line::from(Span::styled(strings.say("app-name"), model.look.theme.heading()));
    if model.is_named {
        let room = usize::from(area.width / 4);
        let household = truncate(&model.household.name, room, "…").into_owned();
        name.push_span(Span::styled(format!(" {household}"), model.look.theme.strong()));
    }
    let used: usize = name.iter().map(|span| width(&span.content)).sum();
    render_line(name, indented(area), buf);
    let room = usize::from(area.width).saturating_sub(used + 4);
    let shown = truncate(&right, room, "…");
    let cells = u16::try_from(width(&shown)).unwrap_or(0);
    let x = (area.x + area.width).saturating_sub(cells + 1);
    let right = Rect {
        x,
        width: cells + 1,
        ..area
    };
    render_line(shown, right, buf);
}
