//! Turns frames into bytes, one whole frame at a time.
//!
//! It is told its size and asks the terminal nothing. A frame is drawn into cells and compared with the last one; only
//! what differs is written. The terminal of ratatui does the same, but looks three times as long at each of some five
//! thousand cells, most of which never change.

use std::fmt;
use std::io::{self, Write as _};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use crate::text::{plain_chars, width};

/// Draws frames of a known size.
pub struct Painter {
    /// What the terminal shows.
    shown: Buffer,
    /// The cells of the next frame.
    next: Buffer,
    /// What the terminal shows is not known.
    is_fresh: bool,
}

impl Painter {
    /// A painter for an area; the first frame paints everything.
    pub fn new(area: Rect) -> Self {
        Self {
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            is_fresh: true,
        }
    }

    /// The area of the whole screen.
    pub const fn area(&self) -> Rect {
        self.next.area
    }

    /// Changes the size; the next frame paints everything.
    pub fn resize(&mut self, area: Rect) {
        *self = Self::new(area);
    }

    /// Draws a frame: the bytes that turn the last one into it, cursor included. The cursor is shown where `render` says.
    ///
    /// # Errors
    ///
    /// None in practice: nothing is written but memory.
    pub fn frame(&mut self, render: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<Vec<u8>> {
        self.next.reset();
        let cursor = render(&mut self.next);
        let mut bytes = Vec::new();
        if std::mem::take(&mut self.is_fresh) {
            queue!(bytes, Clear(ClearType::All))?;
            self.shown.reset();
        }
        let mut pen = Pen {
            bytes: &mut bytes,
            at: None,
            look: Look::default(),
        };
        let area = self.next.area;
        let columns = usize::from(area.width).max(1);
        let rows = self
            .shown
            .content
            .chunks(columns)
            .zip(self.next.content.chunks(columns));
        for (y, (shown, next)) in (area.y..area.bottom()).zip(rows) {
            pen.row(area.x, y, shown, next);
        }
        pen.lift();
        match cursor {
            Some(at) => queue!(bytes, Show, MoveTo(at.x, at.y))?,
            None => queue!(bytes, Hide)?,
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(bytes)
    }
}

/// Whether two cells look the same. Written out, because it is asked for every cell of every frame.
fn is_same(a: &Cell, b: &Cell) -> bool {
    let symbols = match (a.symbol().as_bytes(), b.symbol().as_bytes()) {
        ([a], [b]) => a == b,
        (a, b) => a == b,
    };
    symbols && a.modifier == b.modifier && a.fg == b.fg && a.bg == b.bg && a.underline_color == b.underline_color
}

fn cells(cell: &Cell) -> usize {
    match cell.symbol().as_bytes() {
        [_] => 1,
        _ => width(cell.symbol()).max(1),
    }
}

/// Writes cells. The library's own pen formats every single cell; this one only copies what follows in the same style.
struct Pen<'b> {
    bytes: &'b mut Vec<u8>,
    /// Where the terminal's cursor surely is.
    at: Option<(u16, u16)>,
    look: Look,
}

/// The style that the terminal writes in.
#[derive(Clone, Copy, Default, PartialEq)]
struct Look {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

impl Pen<'_> {
    /// Writes what differs in a row whose first cell is in this column.
    fn row(&mut self, column: u16, y: u16, shown: &[Cell], next: &[Cell]) {
        // Up to here every cell is written: a wide character that goes takes what lies on its other half along.
        let mut until = 0;
        let mut at = 0;
        while let (Some(cell), Some(before)) = (next.get(at), shown.get(at)) {
            let end = (at + cells(cell)).min(next.len());
            if at < until || !is_same(cell, before) {
                for (n, covered) in shown.iter().enumerate().take(end).skip(at) {
                    until = until.max(n + cells(covered));
                }
                // A row is never longer than the numbers of the library.
                let x = |at: usize| column + u16::try_from(at).unwrap_or(0);
                if end > at + 1 && plain_chars(cell.symbol()).is_none() {
                    // Some terminals take it for narrow, and would leave what was beside it.
                    (at + 1..end).for_each(|n| self.cell(x(n), y, &next[n]));
                }
                self.cell(x(at), y, cell);
            }
            at = end;
        }
    }

    fn cell(&mut self, x: u16, y: u16, cell: &Cell) {
        if self.at != Some((x, y)) {
            self.say(format_args!("\x1b[{};{}H", y + 1, x + 1));
        }
        self.style(Look {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        });
        let symbol = cell.symbol();
        self.bytes.extend_from_slice(symbol.as_bytes());
        if let [b' '..=b'~'] = symbol.as_bytes() {
            self.at = Some((x + 1, y));
            return;
        }
        // Terminals do not agree on the width of every character; after those they do, the cursor is known.
        let cells = plain_chars(symbol).map(|chars| chars.map(|(_, cells)| cells).sum::<u16>());
        self.at = cells.map(|cells| (x + cells, y));
    }

    /// Changes the style if it is another one, from the ground up: what was on before is no longer.
    fn style(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        self.look = look;
        self.bytes.extend_from_slice(b"\x1b[0");
        for (modifier, code) in MODIFIERS {
            if look.modifier.contains(modifier) {
                self.say(format_args!(";{code}"));
            }
        }
        self.colour(look.fg, 30);
        self.colour(look.bg, 40);
        self.underline(look.underline);
        self.bytes.push(b'm');
    }

    /// A colour by its place among the terminal's own sixteen, or spelled out; `first` is 30 for letters, 40 for the
    /// ground.
    fn colour(&mut self, colour: Color, first: u8) {
        match (sixteen(colour), colour) {
            (Some(n), _) if n < 8 => self.say(format_args!(";{}", first + n)),
            (Some(n), _) => self.say(format_args!(";{}", first + 52 + n)),
            (None, Color::Indexed(n)) => self.say(format_args!(";{};5;{n}", first + 8)),
            (None, Color::Rgb(r, g, b)) => self.say(format_args!(";{};2;{r};{g};{b}", first + 8)),
            (None, _) => {}
        }
    }

    /// Underlines have only the spelled-out forms.
    fn underline(&mut self, colour: Color) {
        match sixteen(colour) {
            Some(n) => self.colour(Color::Indexed(n), 50),
            None => self.colour(colour, 50),
        }
    }

    /// Leaves no style behind.
    fn lift(&mut self) {
        self.style(Look::default());
    }

    fn say(&mut self, words: fmt::Arguments<'_>) {
        // Memory takes everything.
        let _ = self.bytes.write_fmt(words);
    }
}

const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The place of a colour among the terminal's own sixteen.
const fn sixteen(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::backend::{Backend as _, CrosstermBackend};
    use ratatui::style::{Color, Style};
    use ratatui::text::Line;
    use ratatui::widgets::Widget as _;

    use super::*;

    fn area(columns: u16, rows: u16) -> Rect {
        Rect::new(0, 0, columns, rows)
    }

    fn parser(rows: u16, columns: u16) -> vt100::Parser {
        vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0)
    }

    fn say(words: &str) -> impl FnOnce(&mut Buffer) -> Option<Position> {
        move |cells| {
            Line::raw(words.to_owned()).render(cells.area, cells);
            None
        }
    }

    #[test]
    fn a_screen_shows_what_was_drawn_and_the_cursor_only_for_a_field() {
        let mut painter = Painter::new(area(20, 3));
        let mut screen = parser(3, 20);
        screen.process(&painter.frame(say("在留カード ☑")).unwrap());
        assert_eq!(screen.screen().contents().trim_end(), "在留カード ☑");
        assert!(screen.screen().hide_cursor());

        let with_field = |cells: &mut Buffer| {
            say("名: ")(cells);
            Some(Position::new(4, 0))
        };
        screen.process(&painter.frame(with_field).unwrap());
        assert_eq!(screen.screen().contents().trim_end(), "名:");
        assert!(
            !screen.screen().hide_cursor(),
            "an input method draws here, even when the field is empty"
        );
        assert_eq!(screen.screen().cursor_position(), (0, 4));

        screen.process(&painter.frame(say("ok")).unwrap());
        assert!(screen.screen().hide_cursor());
    }

    #[test]
    fn only_a_resize_paints_everything_again() {
        let mut painter = Painter::new(area(20, 3));
        let first = painter.frame(say("unchanged")).unwrap();
        let second = painter.frame(say("unchanged")).unwrap();
        let has = |bytes: &[u8], words: &str| String::from_utf8_lossy(bytes).contains(words);
        assert!(has(&first, "\x1b[2J"), "the first frame does not trust what is there");
        assert!(has(&first, "unchanged") && !has(&second, "unchanged"));

        for size in [area(20, 3), area(30, 5), area(15, 2)] {
            painter.resize(size);
            assert_eq!(painter.area(), size);
            let again = painter.frame(say("unchanged")).unwrap();
            assert!(has(&again, "\x1b[2J") && has(&again, "unchanged"), "{size}");
        }
    }

    #[test]
    fn nothing_asks_the_terminal() {
        let mut painter = Painter::new(area(10, 2));
        let mut bytes = painter.frame(say("a")).unwrap();
        painter.resize(area(12, 2));
        bytes.extend(painter.frame(say("b")).unwrap());
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("\x1b[6n") && !text.contains("\x1b[c"));
    }

    #[test]
    fn every_size_is_drawn() {
        for columns in 0..6 {
            for rows in 0..4 {
                let mut painter = Painter::new(area(columns, rows));
                let with_field = |cells: &mut Buffer| {
                    assert_eq!(cells.area, area(columns, rows));
                    say("在留カード")(cells);
                    Some(Position::new(0, 0))
                };
                assert!(painter.frame(with_field).is_ok(), "{columns}x{rows}");
            }
        }
    }

    #[test]
    fn styles_survive_a_wish_for_no_colours() {
        // As the library behaves when NO_COLOR is set, and as `Terminal::enter` sets it.
        for forced in [false, true] {
            ratatui::crossterm::style::force_color_output(forced);
            let mut painter = Painter::new(area(10, 1));
            let style = Style::new().fg(Color::Red).bold();
            let late = |cells: &mut Buffer| {
                Line::styled("late", style).render(cells.area, cells);
                None
            };
            let frame = painter.frame(late).unwrap();
            let mut screen = parser(1, 10);
            screen.process(&frame);
            assert!(screen.screen().cell(0, 0).unwrap().bold(), "forced: {forced}");
        }
    }

    #[test]
    fn the_pen_shows_what_the_pen_of_the_library_shows() {
        ratatui::crossterm::style::force_color_output(true);
        let colours = [
            Color::Reset,
            Color::Red,
            Color::Gray,
            Color::DarkGray,
            Color::LightCyan,
            Color::White,
            Color::Indexed(200),
            Color::Rgb(1, 2, 3),
        ];
        let modifiers = [
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::REVERSED | Modifier::UNDERLINED,
            Modifier::ITALIC,
            Modifier::DIM | Modifier::BOLD,
        ];
        let symbols = ["a", "在", "é", "☑", "│", "ガ", " ", "👨\u{200D}👩"];
        let (mut cells, mut x) = (Vec::new(), 0);
        for (n, fg) in colours.into_iter().enumerate() {
            for (m, modifier) in modifiers.into_iter().enumerate() {
                let mut cell = Cell::new(symbols[(n + m) % symbols.len()]);
                cell.set_style(
                    Style::new()
                        .fg(fg)
                        .bg(colours[(n + m) % colours.len()])
                        .add_modifier(modifier),
                );
                cells.push((x, 0, cell));
                x += 2 + u16::from(m % 2 == 1);
            }
        }
        let content = || cells.iter().map(|(x, y, cell)| (*x, *y, cell));
        let mut ours = Vec::new();
        let mut pen = Pen {
            bytes: &mut ours,
            at: None,
            look: Look::default(),
        };
        content().for_each(|(x, y, cell)| pen.cell(x, y, cell));
        pen.lift();
        let mut theirs = Vec::new();
        CrosstermBackend::new(&mut theirs).draw(content()).unwrap();
        let (mut left, mut right) = (parser(2, 200), parser(2, 200));
        left.process(&ours);
        right.process(&theirs);
        for x in 0..200 {
            assert_eq!(left.screen().cell(0, x), right.screen().cell(0, x), "{x}");
        }
        assert!(ours.ends_with(b"\x1b[0m"), "no style is left behind");
    }

    proptest! {
        /// Whatever was shown before, the terminal shows what was drawn, as if it had been drawn on an empty screen.
        #[test]
        fn a_frame_after_others_looks_like_a_first_frame(
            frames in prop::collection::vec(prop::collection::vec(("[a-c 在カー]{0,12}", 0..10_u16, any::<bool>()), 3), 1..6),
        ) {
            let mut painter = Painter::new(area(10, 3));
            let mut screen = parser(3, 10);
            for lines in frames {
                let draw = |cells: &mut Buffer| {
                    for (y, (words, x, reversed)) in (0..).zip(&lines) {
                        let style = if *reversed { Style::new().reversed() } else { Style::new() };
                        cells.set_string(*x, y, words, style);
                    }
                    None
                };
                screen.process(&painter.frame(draw).unwrap());
                let mut alone = parser(3, 10);
                alone.process(&Painter::new(area(10, 3)).frame(draw).unwrap());
                for (x, y) in (0..10).flat_map(|x| (0..3).map(move |y| (x, y))) {
                    let (left, right) = (screen.screen().cell(y, x).unwrap(), alone.screen().cell(y, x).unwrap());
                    let shown = |cell: &vt100::Cell| {
                        let symbol = if cell.has_contents() { cell.contents() } else { " " };
                        (symbol.to_owned(), cell.inverse(), cell.is_wide())
                    };
                    prop_assert_eq!(shown(left), shown(right), "{},{}", x, y);
                }
            }
        }
    }
}
