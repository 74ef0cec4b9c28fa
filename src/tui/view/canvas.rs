//! What a frame shows, as words and styles in rows, before any of it becomes cells: a row in which the same stands as in
//! the last frame never does.

use std::mem::take;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::Look;
use super::glyphs::Glyphs;
use crate::text::{clean, plain_chars, truncate, width};

/// A frame in rows. The cells of a row follow from its strokes and the finish, and from nothing else.
#[derive(Debug, Default)]
pub struct Canvas {
    area: Rect,
    rows: Vec<Row>,
    finish: Finish,
    /// A row of cells for looking at what stands in one.
    scratch: Buffer,
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
    Words { x: u16, end: usize, style: Style },
    /// Another style for what stands there.
    Style { x: u16, cells: u16, style: Style },
    /// Nothing stands there any more.
    Blank { x: u16, cells: u16 },
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
        let line = Rect { height: 1, ..area };
        if self.scratch.area.width == line.width {
            self.scratch.area = line;
        } else {
            self.scratch = Buffer::empty(line);
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

    /// Puts words into a line; what of them fits into the area is up to whoever writes. Returns where they end.
    fn write(&mut self, x: u16, y: u16, words: &str, style: Style) -> u16 {
        let end = x + self.cells(x, words);
        if let Some(row) = self.row(y) {
            row.words.push_str(words);
            row.strokes.push(Stroke::Words {
                x,
                end: row.words.len(),
                style,
            });
        }
        end
    }

    /// How many cells words take from here on.
    fn cells(&mut self, x: u16, words: &str) -> u16 {
        let room = self.area.right().saturating_sub(x);
        if let Some(chars) = plain_chars(words) {
            let mut used = 0;
            chars
                .map_while(|(_, cells)| {
                    used += cells;
                    (used <= room).then_some(cells)
                })
                .sum()
        } else {
            let line = self.scratch.area;
            let end = self
                .scratch
                .set_stringn(x, line.y, words, words.len(), Style::default())
                .0;
            end - x
        }
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
    pub(super) fn is_blank(&mut self, columns: std::ops::Range<u16>, y: u16) -> bool {
        let mut line = take(&mut self.scratch);
        line.reset();
        line.area.y = y;
        self.strokes(y, &mut line);
        let is_blank = |x| line.cell((x, y)).is_none_or(|cell| cell.symbol() == " ");
        let all = columns.into_iter().all(is_blank);
        self.scratch = line;
        all
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

    /// The strokes of a row alone.
    fn strokes(&self, y: u16, cells: &mut Buffer) {
        let row = self.place(y).and_then(|n| self.rows.get(n));
        let Some(row) = row.filter(|_| (cells.area.y..cells.area.bottom()).contains(&y)) else {
            return;
        };
        let mut start = 0;
        for stroke in &row.strokes {
            match *stroke {
                Stroke::Words { x, end, style } => {
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

impl Finish {
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
    // A letter of its own has four bytes at most.
    if cell.symbol().len() > 4 {
        let cleaned = clean(cell.symbol());
        if cleaned != cell.symbol() {
            cell.set_symbol(&cleaned);
        }
    }
}

/// Marks that are two cells wide in some terminals become those of ASCII, one cell each.
fn plainer(cell: &mut Cell) {
    let plain = match cell.symbol() {
        "…" | "·" | "・" => ".",
        "—" | "–" | "―" => "-",
        "’" | "‘" => "'",
        "“" | "”" => "\"",
        "×" => "x",
        "→" => ">",
        "※" => "*",
        _ => return,
    };
    if width(cell.symbol()) == 1 {
        cell.set_symbol(plain);
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
        let room = usize::from(end - x);
        x = canvas.write(x, area.y, &truncate(text.as_ref(), room, "…"), *style);
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
            runs in prop::collection::vec(("[a-z 在カー、éｶﾞ●…👍e\u{301}\t-]{0,14}", any::<bool>()), 0..5),
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
            prop_assert_eq!(ours, theirs);
        }
    }
}
