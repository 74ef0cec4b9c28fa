//! Writing into the cells of the screen.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::lines::Run;
use crate::text::{plain_chars, truncate};

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
