//! Turns frames into bytes, one whole frame at a time.
//!
//! It sits where ratatui expects a terminal, but is none: it knows its size because it was told, and a question to the
//! terminal fails here instead of blocking for seconds. So `Terminal::clear` and the like cannot be used by accident.

use std::fmt;
use std::io::{self, Write as _};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};
use ratatui::{Frame, Terminal};

use crate::text::plain_chars;

/// Draws frames of a known size.
pub struct Painter {
    terminal: Terminal<Paper>,
    area: Rect,
}

/// What was drawn since the last frame was taken, and the size of the screen.
struct Paper {
    bytes: Vec<u8>,
    size: Size,
}

impl Painter {
    /// A painter for an area; the first frame paints everything.
    ///
    /// # Errors
    ///
    /// None in practice: nothing is written but memory.
    pub fn new(area: Rect) -> io::Result<Self> {
        let paper = Paper {
            bytes: Vec::new(),
            size: area.as_size(),
        };
        let mut painter = Self {
            terminal: Terminal::new(paper)?,
            area,
        };
        painter.resize(area)?;
        Ok(painter)
    }

    /// The area of the whole screen.
    pub const fn area(&self) -> Rect {
        self.area
    }

    /// Changes the size; the next frame paints everything.
    ///
    /// # Errors
    ///
    /// None in practice: nothing is written but memory.
    pub fn resize(&mut self, area: Rect) -> io::Result<()> {
        self.area = area;
        let paper = self.terminal.backend_mut();
        paper.size = area.as_size();
        // A frame that was never taken is of no use any more, and what it changed is painted again anyway.
        paper.bytes.clear();
        self.terminal.resize(area)
    }

    /// Draws a frame: the bytes that turn the last one into it, cursor included.
    ///
    /// # Errors
    ///
    /// None in practice: nothing is written but memory.
    pub fn frame(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<Vec<u8>> {
        self.terminal.draw(render)?;
        Ok(std::mem::take(&mut self.terminal.backend_mut().bytes))
    }
}

impl Paper {
    fn pen(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.bytes)
    }
}

impl Backend for Paper {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut pen = Pen {
            bytes: &mut self.bytes,
            at: None,
            look: Look::default(),
        };
        content.into_iter().for_each(|(x, y, cell)| pen.cell(x, y, cell));
        pen.lift();
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.pen().hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.pen().show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "the terminal is never asked for its cursor",
        ))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.pen().set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.pen().clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.pen().clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
    use ratatui::style::{Color, Style};
    use ratatui::text::Line;

    use super::*;

    fn area(columns: u16, rows: u16) -> Rect {
        Rect::new(0, 0, columns, rows)
    }

    fn parser(rows: u16, columns: u16) -> vt100::Parser {
        vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0)
    }

    fn say(words: &str) -> impl FnOnce(&mut Frame<'_>) {
        move |frame| frame.render_widget(Line::raw(words.to_owned()), frame.area())
    }

    #[test]
    fn a_screen_shows_what_was_drawn_and_the_cursor_only_for_a_field() {
        let mut painter = Painter::new(area(20, 3)).unwrap();
        let mut screen = parser(3, 20);
        screen.process(&painter.frame(say("在留カード ☑")).unwrap());
        assert_eq!(screen.screen().contents().trim_end(), "在留カード ☑");
        assert!(screen.screen().hide_cursor());

        let with_field = |frame: &mut Frame<'_>| {
            say("名: ")(frame);
            frame.set_cursor_position((4, 0));
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
        let mut painter = Painter::new(area(20, 3)).unwrap();
        let first = painter.frame(say("unchanged")).unwrap();
        let second = painter.frame(say("unchanged")).unwrap();
        let has = |bytes: &[u8], words: &str| String::from_utf8_lossy(bytes).contains(words);
        assert!(has(&first, "\x1b[2J"), "the first frame does not trust what is there");
        assert!(has(&first, "unchanged") && !has(&second, "unchanged"));

        for size in [area(20, 3), area(30, 5), area(15, 2)] {
            painter.resize(size).unwrap();
            assert_eq!(painter.area(), size);
            let again = painter.frame(say("unchanged")).unwrap();
            assert!(has(&again, "\x1b[2J") && has(&again, "unchanged"), "{size}");
        }
    }

    #[test]
    fn nothing_asks_the_terminal() {
        let mut painter = Painter::new(area(10, 2)).unwrap();
        let mut bytes = painter.frame(say("a")).unwrap();
        painter.resize(area(12, 2)).unwrap();
        bytes.extend(painter.frame(say("b")).unwrap());
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("\x1b[6n") && !text.contains("\x1b[c"));
        assert!(painter.terminal.clear().is_err(), "what would ask fails at once");
    }

    #[test]
    fn every_size_is_drawn() {
        for columns in 0..6 {
            for rows in 0..4 {
                let mut painter = Painter::new(area(columns, rows)).unwrap();
                let with_field = |frame: &mut Frame<'_>| {
                    assert_eq!(frame.area(), area(columns, rows));
                    say("在留カード")(frame);
                    frame.set_cursor_position((0, 0));
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
            let mut painter = Painter::new(area(10, 1)).unwrap();
            let style = Style::new().fg(Color::Red).bold();
            let frame = painter
                .frame(|f| f.render_widget(Line::styled("late", style), f.area()))
                .unwrap();
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
        let mut ours = Paper {
            bytes: Vec::new(),
            size: Size::new(200, 2),
        };
        ours.draw(content()).unwrap();
        let mut theirs = Vec::new();
        CrosstermBackend::new(&mut theirs).draw(content()).unwrap();
        let (mut left, mut right) = (parser(2, 200), parser(2, 200));
        left.process(&ours.bytes);
        right.process(&theirs);
        for x in 0..200 {
            assert_eq!(left.screen().cell(0, x), right.screen().cell(0, x), "{x}");
        }
        assert!(ours.bytes.ends_with(b"\x1b[0m"), "no style is left behind");
    }
}
