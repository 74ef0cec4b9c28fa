//! Cells of a frame: lines cut with an ellipsis, the selection, and the last pass over every cell.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;

use super::Look;
use super::glyphs::Glyphs;
use crate::text::{clean, truncate, width};

/// What is selected, over the whole width of its row.
pub(super) const SELECTED: Style = Style::new().add_modifier(Modifier::REVERSED);

/// How a row looks that is selected, or is not.
pub(super) const fn mark(is_selected: bool) -> Style {
    if is_selected { SELECTED } else { Style::new() }
}

/// What another pane shows.
pub(super) const SHOWN_ELSEWHERE: Style = Style::new().add_modifier(Modifier::UNDERLINED);

/// Draws a line in the first row of an area. A span that is too long ends with an ellipsis; ratatui would only cut it.
pub(super) fn render_line<'l>(line: impl Into<Line<'l>>, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    let line = line.into();
    let mut x = area.x;
    for span in line.iter().filter(|_| area.height > 0) {
        let room = area.right().saturating_sub(x);
        if room == 0 {
            return;
        }
        let text = truncate(&span.content, room.into(), "…");
        (x, _) = buf.set_stringn(x, area.y, text, room.into(), line.style.patch(span.style));
    }
}

/// Draws lines one below the other, each in its style over the whole width of its row.
pub(super) fn render_lines<'l, L: Into<Line<'l>>>(
    lines: impl IntoIterator<Item = (L, Style)>,
    area: Rect,
    buf: &mut Buffer,
) {
    for ((line, style), row) in lines.into_iter().zip(area.rows()) {
        render_line(line, row, buf);
        if style != Style::new() {
            buf.set_style(row, style);
        }
    }
}

/// The line above an area, where its title stands.
pub(super) const fn above(area: Rect) -> Rect {
    Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    }
}

/// A line of the whole width without its first column.
pub(super) const fn indented(line: Rect) -> Rect {
    Rect {
        x: line.x + 1,
        width: line.width - 1,
        ..line
    }
}

/// The last pass over a frame: no letter under a tower of accents, only ASCII marks if they are wanted, and the colours
/// of the theme where no others were drawn.
pub(super) fn finish(look: &Look, buf: &mut Buffer) {
    let is_ascii = look.glyphs == Glyphs::Ascii;
    let text = look.theme.text();
    let paper = text.fg.zip(text.bg);
    for cell in &mut buf.content {
        // One byte is a letter of ASCII, as most cells are.
        if cell.symbol().len() > 1 {
            // Control characters and marks without a width never come into a cell: ratatui leaves them out. A character
            // alone has four bytes at most.
            if cell.symbol().len() > 4 {
                let cleaned = clean(cell.symbol());
                cell.set_symbol(&cleaned);
            }
            if is_ascii && let Some(plain) = ascii_mark(cell.symbol()) {
                cell.set_char(plain);
            }
        }
        if let Some((ink, paper)) = paper {
            if cell.fg == Color::Reset {
                cell.fg = ink;
            }
            if cell.bg == Color::Reset {
                cell.bg = paper;
            }
        }
    }
}

/// The mark of ASCII, one cell, for one that is two cells wide in some terminals.
fn ascii_mark(symbol: &str) -> Option<char> {
    let plain = match symbol {
        "…" | "·" | "・" => '.',
        "—" | "–" | "―" => '-',
        "’" | "‘" => '\'',
        "“" | "”" => '"',
        "×" => 'x',
        "→" => '>',
        "※" => '*',
        _ => return None,
    };
    (width(symbol) == 1).then_some(plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::text::Span;

    use super::*;
    use crate::tui::view::Theme;

    fn drawn(line: &Line<'_>, area: Rect, look: Option<&Look>) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(3, 2, 24, 3));
        render_line(line.clone(), area, &mut buf);
        if let Some(look) = look {
            finish(look, &mut buf);
        }
        buf
    }

    fn row(buf: &Buffer, y: u16) -> String {
        (3..27)
            .map(|x| buf[(x, y)].symbol())
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    #[test]
    fn a_line_is_cut_with_an_ellipsis() {
        let line = Line::from(vec![Span::raw("card "), Span::raw("residence")]);
        for (cells, expected) in [
            (24, "card residence"),
            (10, "card resi…"),
            (5, "card"),
            (3, "ca…"),
            (0, ""),
        ] {
            assert_eq!(row(&drawn(&line, Rect::new(3, 3, cells, 1), None), 3), expected);
        }
    }

    #[test]
    fn no_cell_holds_a_tower_of_accents() {
        let tower = format!("a{}b", "\u{301}".repeat(40));
        let look = Look {
            theme: Theme::mono(),
            glyphs: Glyphs::Unicode,
        };
        let buf = drawn(&Line::raw(tower), Rect::new(3, 3, 24, 1), Some(&look));
        assert!(buf[(3, 3)].symbol().len() < 20, "{:?}", buf[(3, 3)]);
        assert_eq!(buf[(4, 3)].symbol(), "b");
    }

    #[test]
    fn ascii_marks_have_the_width_of_what_they_stand_for() {
        let look = Look {
            theme: Theme::mono(),
            glyphs: Glyphs::Ascii,
        };
        let buf = drawn(&Line::raw("a…—→“é”×※"), Rect::new(3, 3, 24, 1), Some(&look));
        assert_eq!(row(&buf, 3), "a.->\"é\"x*");
    }

    proptest! {
        /// Whatever the words are, nothing is drawn outside of the line, and no control character at all.
        #[test]
        fn a_line_stays_inside_its_area(
            words in prop::collection::vec("[a-z 在カー、éｶﾞ●│▸…👍e\u{301}\t\u{1b}-]{0,14}", 0..5),
            x in 0..30_u16, cells in 0..30_u16,
        ) {
            let line: Line<'_> = words.iter().map(String::as_str).collect();
            let area = Rect::new(x, 3, cells, 1);
            let buf = drawn(&line, area, None);
            for at in buf.area.positions() {
                let symbol = buf[at].symbol();
                prop_assert!(symbol == " " || area.contains(at), "{at}: {symbol:?}");
                prop_assert!(!symbol.contains(char::is_control));
            }
        }
    }
}
