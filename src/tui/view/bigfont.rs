//! Letters several cells high, from a bitmap font of which the build embeds only what the phrases need.
//!
//! In a Unicode terminal a cell shows two by four dots of braille, which is one cell wide everywhere; in an ASCII
//! terminal it shows one dot above another. The largest size that fits is used.

use crate::text::wrap;
use crate::tui::view::Glyphs;

/// The table that the build wrote; see `build.rs`.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glyphs.bin"));
/// Bytes of one letter: the character with its width, then its rows.
const ENTRY: usize = 4 + 2 * DOTS;
/// Dots of a letter, in each direction.
const DOTS: usize = 16;
/// Sizes that are tried, the largest first: a dot of the font is so many dots of the screen.
const SIZES: [usize; 4] = [4, 3, 2, 1];
/// A cell of braille without dots; each dot adds a bit.
const BRAILLE: u32 = 0x2800;
/// The bits of braille, row by row.
const BITS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// A letter as dots.
#[derive(Clone, Copy)]
struct Letter {
    rows: [u16; DOTS],
}

impl Letter {
    /// The letter, if the font has it. A half-width one stands in the middle of its square.
    fn of(c: char) -> Option<Self> {
        if c == '\u{3000}' || c == ' ' {
            return Some(Self { rows: [0; DOTS] });
        }
        let (entries, _) = TABLE.as_chunks::<ENTRY>();
        let head = |entry: &[u8; ENTRY]| u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
        let letter = |entry: &[u8; ENTRY]| head(entry) & 0x00ff_ffff;
        let found = &entries[entries.binary_search_by_key(&u32::from(c), letter).ok()?];
        let shift = if head(found) >> 24 <= 8 { 4 } else { 0 };
        let mut rows = [0; DOTS];
        for (row, bytes) in rows.iter_mut().zip(found[4..].chunks_exact(2)) {
            *row = u16::from_le_bytes([bytes[0], bytes[1]]) >> shift;
        }
        Some(Self { rows })
    }

    fn dot(&self, x: usize, y: usize) -> bool {
        x < DOTS && y < DOTS && self.rows[y] & (0x8000 >> x) != 0
    }
}

/// How dots become cells.
#[derive(Clone, Copy)]
struct Grid {
    glyphs: Glyphs,
    size: usize,
}

impl Grid {
    /// Dots of one cell: across and down.
    fn cell(self) -> (usize, usize) {
        match self.glyphs {
            Glyphs::Unicode => (2, 4),
            Glyphs::Ascii => (1, 2),
        }
    }

    /// Cells of one letter: across and down.
    fn letter(self) -> (usize, usize) {
        let (across, down) = self.cell();
        (DOTS * self.size / across, DOTS * self.size / down)
    }

    /// One cell of a letter.
    fn draw(self, letter: &Letter, column: usize, row: usize) -> char {
        let (across, down) = self.cell();
        let dot = |dx: usize, dy: usize| letter.dot((column * across + dx) / self.size, (row * down + dy) / self.size);
        match self.glyphs {
            Glyphs::Unicode => {
                let dots = (0..2).flat_map(|dx| (0..4).map(move |dy| (dx, dy)));
                let bits = dots.filter(|(dx, dy)| dot(*dx, *dy)).map(|(dx, dy)| BITS[dy][dx]);
                // A space and not the cell without dots, which some fonts draw as eight rings.
                match bits.sum::<u32>() {
                    0 => ' ',
                    bits => char::from_u32(BRAILLE + bits).unwrap_or(' '),
                }
            }
            Glyphs::Ascii => match (dot(0, 0), dot(0, 1)) {
                (false, false) => ' ',
                (true, false) => '\'',
                (false, true) => '.',
                (true, true) => '#',
            },
        }
    }
}

/// A sentence in the largest letters that fit into so many cells, as lines of cells; none if not even the smallest fit,
/// or the font lacks a letter of it (a local pack may have one).
pub(super) fn large(sentence: &str, columns: u16, rows: u16, glyphs: Glyphs) -> Option<Vec<String>> {
    let (columns, rows) = (usize::from(columns), usize::from(rows));
    SIZES.iter().find_map(|size| {
        let grid = Grid { glyphs, size: *size };
        let (width, height) = grid.letter();
        let per_line = columns / width;
        if per_line == 0 {
            return None;
        }
        // The rules of Japanese line breaks, in letters of two cells.
        let lines = wrap(&sentence.chars().map(wide).collect::<String>(), per_line * 2);
        let fits = lines.len() * height <= rows && lines.iter().all(|l| l.chars().count() <= per_line);
        let shown = fits.then(|| lines.iter().map(|l| line(l, grid)).collect::<Option<Vec<_>>>());
        Some(shown??.concat())
    })
}

/// A digit or a gap is drawn as wide as any other letter, so lines are broken as if it were written so.
fn wide(letter: char) -> char {
    match letter {
        '!'..='~' => char::from_u32(u32::from(letter) + FULL_WIDTH).unwrap_or(letter),
        _ => letter,
    }
}

/// The letter that is drawn for a wide one.
fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - FULL_WIDTH).unwrap_or(letter),
        _ => letter,
    }
}

/// How far the wide forms of ASCII lie from it.
const FULL_WIDTH: u32 = 0xfee0;

/// One line of letters as lines of cells.
fn line(words: &str, grid: Grid) -> Option<Vec<String>> {
    let letters: Vec<Letter> = words.chars().map(|c| Letter::of(narrow(c))).collect::<Option<_>>()?;
    let (width, height) = grid.letter();
    let row = |y: usize| {
        let cells = letters
            .iter()
            .flat_map(|letter| (0..width).map(move |x| grid.draw(letter, x, y)));
        cells.collect::<String>()
    };
    Some((0..height).map(row).collect())
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::content::embedded_pack;

    #[test]
    fn every_phrase_of_the_content_can_be_shown_large() {
        for (id, phrase) in embedded_pack().phrases.iter() {
            let replies = phrase.answers.iter().filter_map(|a| a.reply.as_ref());
            for sentence in std::iter::once(&phrase.say).chain(replies) {
                for c in sentence.ja.chars() {
                    assert!(Letter::of(c).is_some(), "{id}: {c}");
                }
                let shown = large(&sentence.ja, 80, 20, Glyphs::Unicode);
                assert!(shown.is_some(), "{id} fits into an ordinary terminal: {}", sentence.ja);
            }
        }
    }

    #[test]
    fn the_largest_size_that_fits_is_used() {
        for (columns, rows, glyphs, expected) in [
            (200, 60, Glyphs::Unicode, Some((64, 16))),
            (64, 16, Glyphs::Unicode, Some((64, 16))),
            (63, 16, Glyphs::Unicode, Some((48, 12))),
            (80, 10, Glyphs::Unicode, Some((32, 8))),
            (31, 7, Glyphs::Unicode, Some((16, 4))),
            (15, 40, Glyphs::Unicode, Some((8, 8))),
            (7, 40, Glyphs::Unicode, None),
            (80, 3, Glyphs::Unicode, None),
            (80, 24, Glyphs::Ascii, Some((64, 16))),
            (40, 8, Glyphs::Ascii, Some((32, 8))),
            (15, 40, Glyphs::Ascii, None),
        ] {
            let shown = large("転入", columns, rows, glyphs);
            let size = shown.as_ref().map(|lines| (lines[0].width(), lines.len()));
            assert_eq!(size, expected, "{columns}x{rows}");
            for line in shown.iter().flatten() {
                assert!(line.width() <= usize::from(columns) && line.width() == line.width_cjk());
                assert!(glyphs == Glyphs::Unicode || line.is_ascii());
            }
        }
    }

    #[test]
    fn a_letter_looks_like_itself() {
        let rows = Letter::of('あ').unwrap().rows;
        assert_eq!(
            (rows[0], rows[4], rows[7], rows[15]),
            (0, 0x1f00, 0x07e0, 0),
            "its strokes lie where the font has them"
        );
        let shown = large("あ", 16, 8, Glyphs::Ascii).unwrap();
        assert_eq!(shown[2], "   ''#''.       ", "{shown:#?}");
        assert!(
            large("𠮷", 80, 20, Glyphs::Unicode).is_none(),
            "a letter that no phrase has"
        );
    }
}
