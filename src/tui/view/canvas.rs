//! What a frame shows, as words and styles in rows, before any of it becomes cells: a row in which the same stands as in
//! the last frame never does.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use unicode_segmentation::UnicodeSegmentation as _;

use super::Look;
use super::glyphs::Glyphs;
use super::seen::{CellLook, Names, Seen};
use crate::text::{clean, plain_cell_chars, plain_cells, plain_chars, truncate, width};

/// A frame in rows. The cells of a row follow from its strokes and the finish, and from nothing else.
#[derive(Debug, Default)]
pub struct Canvas {
    area: Rect,
    rows: Vec<Row>,
    finish: Finish,
}

/// The strokes of a row in their order, with all their words in one piece.
#[derive(Debug, Default, PartialEq)]
struct Row {
    strokes: Vec<Stroke>,
    words: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stroke {
    /// Words up to this byte of all words of the row, from where those of the stroke before them end.
    Words {
        x: u16,
        end: usize,
        style: Style,
        kind: Kind,
    },
    /// Another style for what stands there.
    Style { x: u16, cells: u16, style: Style },
    /// Nothing stands there any more.
    Blank { x: u16, cells: u16 },
}

/// What words are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// Letters of ASCII, one byte and one cell each.
    Letters,
    /// Characters that are graphemes of their own, of known width.
    Plain,
    /// Anything: only the tables of Unicode know.
    Other,
}

impl Kind {
    /// The kind of words, and their cells if they are known.
    fn of(words: &str) -> (Self, usize) {
        let mut rest = words.as_bytes();
        // As a loop, because every word of every frame goes through it.
        while let [b' '..=b'~', more @ ..] = rest {
            rest = more;
        }
        if rest.is_empty() {
            return (Self::Letters, words.len());
        }
        plain_cells(words).map_or((Self::Other, 0), |cells| (Self::Plain, cells))
    }
}

/// What is done to every cell in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Finish {
    /// Only marks of ASCII.
    ascii: bool,
    /// Ink and paper, where nothing else was drawn.
    paper: Option<(Color, Color)>,
}

impl Canvas {
    /// An empty one.
    pub fn new(area: Rect) -> Self {
        let mut canvas = Self::default();
        canvas.reset(area);
        canvas
    }

    /// Empties it, for an area.
    pub fn reset(&mut self, area: Rect) {
        self.area = area;
        self.finish = Finish::default();
        self.rows.resize_with(area.height.into(), Row::default);
        for row in &mut self.rows {
            row.strokes.clear();
            row.words.clear();
        }
    }

    /// Where it lies.
    pub const fn area(&self) -> Rect {
        self.area
    }

    /// Whether a row looks as it does in another canvas.
    pub fn has_same_row(&self, other: &Self, y: u16) -> bool {
        let mine = self.place(y).and_then(|n| self.rows.get(n));
        let theirs = other.place(y).and_then(|n| other.rows.get(n));
        let is_alike = (self.finish, self.area.x, self.area.width) == (other.finish, other.area.x, other.area.width);
        is_alike && mine.is_some() && mine == theirs
    }

    /// Writes words from here on, cut where the room ends. Returns where they end.
    fn write(&mut self, x: u16, y: u16, words: &str, room: u16, style: Style) -> u16 {
        let (mut kind, mut cells) = Kind::of(words);
        let mut words = Cow::Borrowed(words);
        if kind == Kind::Other || cells > usize::from(room) {
            words = Cow::Owned(truncate(&words, room.into(), "…").into_owned());
            (kind, cells) = Kind::of(&words);
        }
        let Some(row) = self.row(y).filter(|_| !words.is_empty()) else {
            return x;
        };
        row.words.push_str(&words);
        row.strokes.push(Stroke::Words {
            x,
            end: row.words.len(),
            style,
            kind,
        });
        if kind == Kind::Other {
            let room = self.area.right() - x;
            return x + symbols(&words, room).map(|(_, cells)| cells).sum::<u16>();
        }
        // No more of them than there is room for.
        x + u16::try_from(cells).unwrap_or(room)
    }

    /// The place of a row among the rows, if it lies below the top.
    fn place(&self, y: u16) -> Option<usize> {
        y.checked_sub(self.area.y).map(usize::from)
    }

    fn row(&mut self, y: u16) -> Option<&mut Row> {
        self.place(y).and_then(|n| self.rows.get_mut(n))
    }

    /// Marks a line as selected over its whole width.
    pub(super) fn select(&mut self, area: Rect) {
        self.restyle(area, Style::default().add_modifier(Modifier::REVERSED));
    }

    /// Marks a line as what another pane shows.
    pub(super) fn underline(&mut self, area: Rect) {
        self.restyle(area, Style::default().add_modifier(Modifier::UNDERLINED));
    }

    /// Adds a style to what stands in an area.
    fn restyle(&mut self, area: Rect, style: Style) {
        self.each_row(area, |x, cells| Stroke::Style { x, cells, style });
    }

    /// Takes away what stands in an area.
    pub(super) fn blank(&mut self, area: Rect) {
        self.each_row(area, |x, cells| Stroke::Blank { x, cells });
    }

    fn each_row(&mut self, area: Rect, stroke: impl Fn(u16, u16) -> Stroke) {
        let area = area.intersection(self.area);
        for y in area.y..area.bottom() {
            if let Some(row) = self.row(y).filter(|_| area.width > 0) {
                row.strokes.push(stroke(area.x, area.width));
            }
        }
    }

    /// Whether nothing but spaces stands in a part of a row, as far as it is on the canvas.
    pub(super) fn is_blank(&self, columns: Range<u16>, y: u16) -> bool {
        let (mut names, mut seen) = (Names::default(), Vec::new());
        self.row_seen(y, &mut names, &mut seen);
        let place = |x: u16| usize::from(x.saturating_sub(self.area.x)).min(seen.len());
        let part = &seen[place(columns.start)..place(columns.end)];
        part.iter().all(|seen| seen.letter() == Some(b' '))
    }

    /// What the look does to every cell.
    pub(super) fn finish(&mut self, look: &Look) {
        let text = look.theme.text();
        self.finish = Finish {
            ascii: look.glyphs == Glyphs::Ascii,
            paper: text.fg.zip(text.bg),
        };
    }

    /// Draws all rows into cells.
    pub(super) fn draw_into(&self, cells: &mut Buffer) {
        (self.area.y..self.area.bottom()).for_each(|y| self.row_into(y, cells));
    }

    /// Draws a row into cells.
    pub fn row_into(&self, y: u16, cells: &mut Buffer) {
        self.strokes(y, cells);
        self.finish.cells(cells, y);
    }

    /// What is seen of a row: the same as of its cells, without any.
    pub fn row_seen(&self, y: u16, names: &mut Names, seen: &mut Vec<Seen>) {
        seen.clear();
        seen.resize(self.area.width.into(), Seen::BLANK);
        let mut start = 0;
        let row = self.place(y).and_then(|n| self.rows.get(n));
        for stroke in row.map_or(&[][..], |row| &row.strokes) {
            let (Stroke::Words { x, .. } | Stroke::Style { x, .. } | Stroke::Blank { x, .. }) = *stroke;
            let seen = seen.get_mut(usize::from(x - self.area.x)..).unwrap_or_default();
            match *stroke {
                Stroke::Words { end, style, kind, .. } => {
                    let words = row.and_then(|row| row.words.get(start..end)).unwrap_or_default();
                    see(words, kind, style, names, seen);
                    start = end;
                }
                Stroke::Style { cells, style, .. } => {
                    let mut look = names.restyled(style);
                    for seen in seen.iter_mut().take(cells.into()) {
                        *seen = seen.with_look(look(seen.look()));
                    }
                }
                Stroke::Blank { cells, .. } => seen.iter_mut().take(cells.into()).for_each(|seen| *seen = Seen::BLANK),
            }
        }
        self.finish.seen(names, seen);
    }

    /// The strokes of a row alone.
    fn strokes(&self, y: u16, cells: &mut Buffer) {
        let row = self.place(y).and_then(|n| self.rows.get(n));
        let Some(row) = row.filter(|_| (cells.area.y..cells.area.bottom()).contains(&y)) else {
            return;
        };
        let mut start = 0;
        for stroke in &row.strokes {
            match *stroke {
                Stroke::Words { x, end, style, .. } => {
                    write(cells, x, y, &row.words[start..end], style);
                    start = end;
                }
                Stroke::Style { x, cells: width, style } => cells.set_style(Rect::new(x, y, width, 1), style),
                Stroke::Blank { x, cells: width } => {
                    let area = Rect::new(x, y, width, 1).intersection(cells.area);
                    (area.x..area.right()).for_each(|x| cells[(x, y)].reset());
                }
            }
        }
    }
}

/// Words as they are seen, over what was there before.
fn see(words: &str, kind: Kind, style: Style, names: &mut Names, seen: &mut [Seen]) {
    if kind == Kind::Letters {
        let mut look = names.restyled(style);
        for (seen, byte) in seen.iter_mut().zip(words.bytes()) {
            *seen = Seen::of_char(byte.into(), look(seen.look()), 1);
        }
        return;
    }
    let room = u16::try_from(seen.len()).unwrap_or(u16::MAX);
    let mut at = 0;
    let mut put = |cells: u16, see: &mut dyn FnMut(Seen) -> Seen| {
        let end = at + usize::from(cells);
        if let Some([first, behind @ ..]) = seen.get_mut(at..end) {
            *first = see(*first);
            // The second half of a wide character.
            behind.fill(Seen::BLANK);
        }
        at = end;
    };
    if kind == Kind::Plain {
        let mut look = names.restyled(style);
        for (c, cells) in plain_cell_chars(words) {
            put(cells, &mut |before| Seen::of_char(c, look(before.look()), cells));
        }
        return;
    }
    for (symbol, cells) in symbols(words, room) {
        put(cells, &mut |before| {
            let look = names.restyled(style)(before.look());
            names.seen_symbol(&tamed(symbol), look)
        });
    }
}

/// What the library puts into cells, and how many each takes.
fn symbols(words: &str, mut room: u16) -> impl Iterator<Item = (&str, u16)> {
    words
        .graphemes(true)
        .filter(|symbol| !symbol.contains(char::is_control))
        .map(|symbol| (symbol, symbol.cell_width()))
        .filter(|(_, cells)| *cells > 0)
        .map_while(move |(symbol, cells)| {
            room = room.checked_sub(cells)?;
            Some((symbol, cells))
        })
}

impl Finish {
    /// The last touch to what is seen of a row.
    fn seen(self, names: &mut Names, seen: &mut [Seen]) {
        if self.ascii {
            for seen in seen.iter_mut().filter(|seen| seen.letter().is_none()) {
                if let Some(plain) = plain_mark(names.symbol(*seen, &mut [0; 4])) {
                    *seen = Seen::of_char(plain, seen.look(), 1);
                }
            }
        }
        if let Some((ink, paper)) = self.paper {
            let or = |colour, own| if colour == Color::Reset { own } else { colour };
            let mut look = names.changed(|look| CellLook {
                fg: or(look.fg, ink),
                bg: or(look.bg, paper),
                ..look
            });
            for seen in seen {
                *seen = seen.with_look(look(seen.look()));
            }
        }
    }

    /// The last touch to the cells of a row.
    fn cells(self, cells: &mut Buffer, y: u16) {
        let width = usize::from(cells.area.width);
        let start = usize::from(y.saturating_sub(cells.area.y)) * width;
        for cell in cells.content.iter_mut().skip(start).take(width) {
            // Most cells are one letter of ASCII.
            if cell.symbol().len() > 1 {
                tame(cell);
                if self.ascii {
                    plainer(cell);
                }
            }
            if let Some((ink, paper)) = self.paper {
                if cell.fg == Color::Reset {
                    cell.fg = ink;
                }
                if cell.bg == Color::Reset {
                    cell.bg = paper;
                }
            }
        }
    }
}

/// Whatever was drawn, no cell holds a letter under a tower of accents. Control characters and marks without a width
/// never come into a cell.
fn tame(cell: &mut Cell) {
    if let Cow::Owned(cleaned) = tamed(cell.symbol()) {
        cell.set_symbol(&cleaned);
    }
}

fn tamed(symbol: &str) -> Cow<'_, str> {
    // A letter of its own has four bytes at most.
    if symbol.len() > 4 {
        let cleaned = clean(symbol);
        if cleaned != symbol {
            return Cow::Owned(cleaned);
        }
    }
    Cow::Borrowed(symbol)
}

/// Marks that are two cells wide in some terminals become those of ASCII, one cell each.
fn plainer(cell: &mut Cell) {
    if let Some(plain) = plain_mark(cell.symbol()) {
        cell.set_char(plain);
    }
}

fn plain_mark(symbol: &str) -> Option<char> {
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

/// A line of the whole width without its first column.
pub(super) const fn indented(line: Rect) -> Rect {
    Rect {
        x: line.x + 1,
        width: line.width - 1,
        ..line
    }
}

/// Draws runs into one line, cut at its end.
pub(super) fn put<T: AsRef<str>>(canvas: &mut Canvas, area: Rect, runs: &[(T, Style)]) {
    let area = area.intersection(canvas.area);
    if area.is_empty() {
        return;
    }
    let mut x = area.x;
    let end = area.x + area.width;
    for (text, style) in runs {
        if x >= end {
            return;
        }
        x = canvas.write(x, area.y, text.as_ref(), end - x, *style);
    }
}

/// Writes text that fits into the line. Plain characters go straight into their cells, which is most of a frame; the
/// rest goes the way of the library, which looks each grapheme up.
fn write(buf: &mut Buffer, x: u16, y: u16, text: &str, style: Style) {
    let Some(chars) = plain_chars(text) else {
        buf.set_stringn(x, y, text, text.len(), style);
        return;
    };
    let mut at = buf.index_of(x, y);
    for (c, cells) in chars {
        let Some([cell, behind @ ..]) = buf.content.get_mut(at..at + usize::from(cells)) else {
            break;
        };
        cell.set_char(c).set_style(style);
        // The second half of a wide character.
        behind.iter_mut().for_each(Cell::reset);
        at += usize::from(cells);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::view::Theme;

    fn area() -> Rect {
        Rect::new(3, 2, 24, 3)
    }

    #[test]
    fn a_row_is_the_same_exactly_if_the_same_stands_in_it() {
        let line = Rect::new(4, 3, 12, 1);
        let plain = |words: &str| {
            let mut canvas = Canvas::new(area());
            put(&mut canvas, line, &[(words, Style::default())]);
            canvas
        };
        let same = |a: &Canvas, b: &Canvas| [1, 2, 3, 4, 5].map(|y| a.has_same_row(b, y));
        assert_eq!(same(&plain("card"), &plain("card")), [false, true, true, true, false]);
        assert_eq!(
            same(&plain("card"), &plain("カード")),
            [false, true, false, true, false]
        );
        let mut selected = plain("card");
        selected.select(line);
        assert_eq!(same(&plain("card"), &selected), [false, true, false, true, false]);
        let mut ascii = plain("card");
        ascii.finish(&Look {
            theme: Theme::mono(),
            glyphs: Glyphs::Ascii,
        });
        assert_eq!(
            same(&plain("card"), &ascii),
            [false; 5],
            "every cell may look otherwise"
        );
        assert_eq!(same(&plain("card"), &Canvas::default()), [false; 5], "nothing is known");
        let mut again = selected;
        again.reset(area());
        put(&mut again, line, &[("card", Style::default())]);
        assert_eq!(same(&plain("card"), &again), [false, true, true, true, false]);
    }

    proptest! {
        /// Words in cells are what the library makes of the same words.
        #[test]
        fn words_are_drawn_as_the_library_draws_them(
            runs in prop::collection::vec(("[a-z 在カー、éｶﾞ●│▸…👍e\u{301}\t-]{0,14}", any::<bool>()), 0..5),
            x in 0..30_u16, cells in 0..30_u16, selected in any::<bool>(),
        ) {
            let style = |bold: bool| if bold { Style::new().bold() } else { Style::new() };
            let runs: Vec<_> = runs.into_iter().map(|(words, bold)| (words, style(bold))).collect();
            let line = Rect::new(x, 3, cells, 1);
            let (mut canvas, mut ours, mut theirs) = (Canvas::new(area()), Buffer::empty(area()), Buffer::empty(area()));
            put(&mut canvas, line, &runs);
            let inside = line.intersection(area());
            let mut at = inside.x;
            for (words, style) in runs.iter().filter(|_| !inside.is_empty()) {
                if at < inside.right() {
                    let words = truncate(words, usize::from(inside.right() - at), "…");
                    at = theirs.set_stringn(at, 3, &words, usize::MAX, *style).0;
                }
            }
            if selected {
                canvas.select(line);
                theirs.set_style(inside, Style::new().reversed());
            }
            let taken = (0..30).find(|x| theirs.cell((*x, 3)).is_some_and(|cell| cell.symbol() != " "));
            prop_assert_eq!(canvas.is_blank(0..30, 3), taken.is_none());
            canvas.draw_into(&mut ours);
            for cell in &mut theirs.content {
                tame(cell);
            }
            prop_assert_eq!(&ours, &theirs);
            let (mut names, mut seen) = (Names::default(), Vec::new());
            canvas.row_seen(3, &mut names, &mut seen);
            let cells = theirs.content.iter().skip(24).take(24).map(|cell| names.seen(cell)).collect::<Vec<_>>();
            prop_assert_eq!(seen, cells);
        }
    }
}
