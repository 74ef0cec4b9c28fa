//! Turns frames into bytes, one whole frame at a time.
//!
//! It is told its size and asks the terminal nothing. A row in which the same stands as in the last frame is left alone;
//! any other is drawn into cells and compared with what the terminal shows, and only what differs is written. The
//! terminal of ratatui keeps two screens of cells and compares all of them, most of which never change.

use std::io;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use super::view::{Canvas, CellLook as Look, Names, Seen};
use crate::text::plain_chars;

/// Draws frames of a known size.
pub struct Painter {
    area: Rect,
    /// What the terminal shows, cell by cell.
    shown: Vec<Seen>,
    /// What it was told that the cells mean.
    names: Names,
    /// The last frame, as far as it is known, and the next one.
    last: Canvas,
    next: Canvas,
    /// One row of it.
    row: Vec<Seen>,
    /// What the terminal shows is not known.
    is_fresh: bool,
}

impl Painter {
    /// A painter for an area; the first frame paints everything.
    pub fn new(area: Rect) -> Self {
        Self {
            area,
            shown: vec![Seen::BLANK; area.area() as usize],
            names: Names::default(),
            last: Canvas::default(),
            next: Canvas::default(),
            row: Vec::new(),
            is_fresh: true,
        }
    }

    /// The area of the whole screen.
    pub const fn area(&self) -> Rect {
        self.area
    }

    /// Changes the size; the next frame paints everything.
    pub fn resize(&mut self, area: Rect) {
        *self = Self::new(area);
    }

    /// Paints a frame given in rows: the bytes that turn the last one into it, cursor included. The cursor is shown where
    /// `sketch` says.
    ///
    /// # Errors
    ///
    /// None in practice: nothing is written but memory.
    pub fn paint(&mut self, sketch: impl FnOnce(&mut Canvas) -> Option<Position>) -> io::Result<Vec<u8>> {
        let mut next = std::mem::take(&mut self.next);
        next.reset(self.area);
        let cursor = sketch(&mut next);
        let mut bytes = self.begin()?;
        let mut pen = Pen::new(&mut bytes);
        for y in self.area.y..self.area.bottom() {
            if next.has_same_row(&self.last, y) {
                continue;
            }
            next.row_seen(y, &mut self.names, &mut self.row);
            self.row(&mut pen, y);
        }
        pen.lift();
        self.next = std::mem::replace(&mut self.last, next);
        end(bytes, cursor)
    }

    /// The same for a frame given in cells.
    ///
    /// # Errors
    ///
    /// None in practice: nothing is written but memory.
    pub fn frame(&mut self, render: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<Vec<u8>> {
        let mut cells = Buffer::empty(self.area);
        let cursor = render(&mut cells);
        let mut bytes = self.begin()?;
        let mut pen = Pen::new(&mut bytes);
        let columns = usize::from(self.area.width).max(1);
        for (y, row) in (self.area.y..).zip(cells.content.chunks(columns)) {
            self.row.clear();
            self.row.extend(row.iter().map(|cell| self.names.seen(cell)));
            self.row(&mut pen, y);
        }
        pen.lift();
        // No row of it is known.
        self.last = Canvas::default();
        end(bytes, cursor)
    }

    /// The first bytes of a frame: on a screen that is not known it begins with an empty one.
    fn begin(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if self.names.are_many() {
            self.names = Names::default();
            self.is_fresh = true;
        }
        if std::mem::take(&mut self.is_fresh) {
            queue!(bytes, Clear(ClearType::All))?;
            self.shown.fill(Seen::BLANK);
            self.last = Canvas::default();
        }
        Ok(bytes)
    }

    /// Writes what differs in a row.
    fn row(&mut self, pen: &mut Pen<'_>, y: u16) {
        let start = usize::from(y - self.area.y) * self.row.len();
        let Some(shown) = self.shown.get_mut(start..start + self.row.len()) else {
            return;
        };
        if *shown != *self.row {
            pen.row((self.area.x, y), shown, &self.row, &self.names);
            shown.copy_from_slice(&self.row);
        }
    }
}

/// The last bytes of a frame: the cursor where it belongs.
fn end(mut bytes: Vec<u8>, cursor: Option<Position>) -> io::Result<Vec<u8>> {
    match cursor {
        Some(at) => queue!(bytes, Show, MoveTo(at.x, at.y))?,
        None => queue!(bytes, Hide)?,
    }
    Ok(bytes)
}

/// Writes cells. The library's own pen formats every single cell; this one only copies what follows in the same style.
struct Pen<'b> {
    bytes: &'b mut Vec<u8>,
    /// Where the terminal's cursor surely is.
    at: Option<(u16, u16)>,
    look: Look,
}

/// So many letters that did not change are written again rather than jumped over: the jump is longer.
const HOP: usize = 4;

impl<'b> Pen<'b> {
    fn new(bytes: &'b mut Vec<u8>) -> Self {
        Self {
            bytes,
            at: None,
            look: Look::default(),
        }
    }

    /// Writes what differs in a row that begins here.
    fn row(&mut self, (column, y): (u16, u16), shown: &[Seen], next: &[Seen], names: &Names) {
        // A row is never longer than the numbers of the library.
        let x = |at: usize| column + u16::try_from(at).unwrap_or(0);
        let end = next.len();
        // From here on nothing differs, and from there on nothing stands in the row any more.
        let last = (0..end)
            .rev()
            .find(|n| next[*n] != shown[*n])
            .map_or(0, |last| last + 1);
        let bare = end - next.iter().rev().take_while(|seen| **seen == Seen::BLANK).count();
        // Up to here every cell is written: a wide character that goes takes what lies on its other half along.
        let mut until = 0;
        // The look of the letter that was just written.
        let mut look = None;
        let mut at = 0;
        while at < last.max(until).min(end) {
            let seen = next[at];
            let past = (at + seen.cells()).min(end);
            if at >= until && seen == shown[at] {
                at = past;
                continue;
            }
            if at >= bare
                && shown[at..]
                    .iter()
                    .filter(|seen| **seen != Seen::BLANK)
                    .nth(HOP)
                    .is_some()
            {
                return self.clear_rest(x(at), y);
            }
            for (n, covered) in (at..past).zip(&shown[at..past]) {
                until = until.max(n + covered.cells());
            }
            match seen.letter() {
                // Most of them follow each other in the same look.
                Some(letter) if look == Some(seen.look()) && self.at == Some((x(at), y)) => {
                    self.bytes.push(letter);
                    self.at = Some((x(at) + 1, y));
                }
                _ => {
                    self.hop(x(at), y, &next[..at], names);
                    if past > at + 1 && plain_chars(names.symbol(seen, &mut [0; 4])).is_none() {
                        // Some terminals take it for narrow, and would leave what was beside it.
                        (at + 1..past).for_each(|n| self.seen(x(n), y, next[n], names));
                    }
                    self.seen(x(at), y, seen, names);
                    look = Some(seen.look());
                }
            }
            at = past;
        }
    }

    /// Comes to a cell over the last few letters before it, which stand there already, if the pen is near.
    fn hop(&mut self, x: u16, y: u16, before: &[Seen], names: &Names) {
        let Some((from, row)) = self.at.filter(|at| at.1 == y && at.0 < x) else {
            return;
        };
        let letters = &before[before.len().saturating_sub(usize::from(x - from))..];
        let is_as_here = |seen: &Seen| seen.letter().is_some() && names.look(seen.look()) == self.look;
        if letters.len() <= HOP && letters.iter().all(is_as_here) {
            self.bytes.extend(letters.iter().filter_map(|seen| seen.letter()));
            self.at = Some((x, row));
        }
    }

    fn seen(&mut self, x: u16, y: u16, seen: Seen, names: &Names) {
        let look = names.look(seen.look());
        let Some(letter) = seen.letter() else {
            return self.put(x, y, names.symbol(seen, &mut [0; 4]), look);
        };
        self.go(x, y);
        self.style(look);
        self.bytes.push(letter);
        self.at = Some((x + 1, y));
    }

    /// Empties the row from a cell on.
    fn clear_rest(&mut self, x: u16, y: u16) {
        self.go(x, y);
        self.style(Look::default());
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    fn go(&mut self, x: u16, y: u16) {
        if self.at == Some((x, y)) {
            return;
        }
        self.bytes.extend_from_slice(b"\x1b[");
        match self.at {
            // On in the same row.
            Some((from, row)) if row == y && from < x => {
                self.number(x - from);
                self.bytes.push(b'C');
            }
            _ => {
                self.number(y + 1);
                self.bytes.push(b';');
                self.number(x + 1);
                self.bytes.push(b'H');
            }
        }
        self.at = Some((x, y));
    }

    #[cfg(test)]
    fn cell(&mut self, x: u16, y: u16, cell: &ratatui::buffer::Cell) {
        self.put(x, y, cell.symbol(), Look::of(cell));
    }

    fn put(&mut self, x: u16, y: u16, symbol: &str, look: Look) {
        self.go(x, y);
        self.style(look);
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
        if !look.modifier.is_empty() {
            for (modifier, code) in MODIFIERS {
                if look.modifier.contains(modifier) {
                    self.code(code);
                }
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
            (Some(n), _) if n < 8 => self.code(first + n),
            (Some(n), _) => self.code(first + 52 + n),
            (None, Color::Indexed(n)) => [first + 8, 5, n].into_iter().for_each(|code| self.code(code)),
            (None, Color::Rgb(r, g, b)) => [first + 8, 2, r, g, b].into_iter().for_each(|code| self.code(code)),
            (None, _) => {}
        }
    }

    /// One more number of a style.
    fn code(&mut self, code: u8) {
        self.bytes.push(b';');
        self.number(code.into());
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

    /// A number in digits; the formatting of the library takes ten times as long.
    fn number(&mut self, number: u16) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.bytes.push(b'0' + (number % 10) as u8);
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
    use ratatui::buffer::Cell;
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
