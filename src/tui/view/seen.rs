//! What is seen of a cell, in eight bytes: what takes more has a name.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

use crate::text::width;

/// What is seen of a cell: its symbol, its look, and how many cells it takes. Two cells look the same exactly if these
/// are the same, by the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen(u64);

/// From here on a symbol is a place among the names and no character.
const NAMED: u32 = 1 << 31;

impl Seen {
    /// A cell in which nothing stands.
    pub const BLANK: Self = Self::new(b' ' as u32, 0, 1);

    const fn new(symbol: u32, look: u16, cells: u16) -> Self {
        Self((symbol as u64) << 32 | (look as u64) << 16 | cells as u64)
    }

    /// One character with its width.
    pub(super) const fn of_char(c: char, look: u16, cells: u16) -> Self {
        Self::new(c as u32, look, cells)
    }

    /// The same with another look.
    pub(super) const fn with_look(self, look: u16) -> Self {
        Self(self.0 & !0xFFFF_0000 | (look as u64) << 16)
    }

    /// The place of its look among the names.
    #[allow(clippy::cast_possible_truncation)] // sixteen of the bits
    pub const fn look(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// How many cells it takes, at least one.
    pub const fn cells(self) -> usize {
        (self.0 & 0xFFFF) as usize
    }

    const fn symbol(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// Its letter, if it is one of ASCII.
    #[allow(clippy::cast_possible_truncation)] // looked at before
    pub const fn letter(self) -> Option<u8> {
        match self.symbol() {
            symbol @ 0x20..=0x7E => Some(symbol as u8),
            _ => None,
        }
    }
}

/// The style that a cell is shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CellLook {
    /// The colour of letters.
    pub fg: Color,
    /// The colour of the ground.
    pub bg: Color,
    /// The colour of the line below.
    pub underline: Color,
    /// Bold, reversed and so on.
    pub modifier: Modifier,
}

impl CellLook {
    /// The look of a cell.
    pub const fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }

    /// The look in one number: comparing those is quick.
    fn number(self) -> u128 {
        [self.fg, self.bg, self.underline]
            .into_iter()
            .fold(u128::from(self.modifier.bits()), |number, colour| {
                number << 32 | u128::from(number_of(colour))
            })
    }

    /// The look that a style makes of it, as in the cells of the library.
    fn patch(mut self, style: &Style) -> Self {
        self.fg = style.fg.unwrap_or(self.fg);
        self.bg = style.bg.unwrap_or(self.bg);
        self.underline = style.underline_color.unwrap_or(self.underline);
        self.modifier.insert(style.add_modifier);
        self.modifier.remove(style.sub_modifier);
        self
    }
}

/// A colour as a number.
fn number_of(colour: Color) -> u32 {
    match colour {
        Color::Reset => 0,
        Color::Black => 1,
        Color::Red => 2,
        Color::Green => 3,
        Color::Yellow => 4,
        Color::Blue => 5,
        Color::Magenta => 6,
        Color::Cyan => 7,
        Color::Gray => 8,
        Color::DarkGray => 9,
        Color::LightRed => 10,
        Color::LightGreen => 11,
        Color::LightYellow => 12,
        Color::LightBlue => 13,
        Color::LightMagenta => 14,
        Color::LightCyan => 15,
        Color::White => 16,
        Color::Indexed(n) => u32::from_be_bytes([1, 0, 0, n]),
        Color::Rgb(r, g, b) => u32::from_be_bytes([2, r, g, b]),
    }
}

/// What the names stand for.
#[derive(Debug)]
pub struct Names {
    looks: Vec<CellLook>,
    /// The same, each in one number.
    numbers: Vec<u128>,
    symbols: Vec<String>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            looks: vec![CellLook::default()],
            numbers: vec![CellLook::default().number()],
            symbols: Vec::new(),
        }
    }
}

impl Names {
    /// More than a guide ever shows: rather everything is painted anew than more and more kept.
    pub const fn are_many(&self) -> bool {
        self.looks.len() > 1_000 || self.symbols.len() > 1_000
    }

    /// What is seen of a cell of the library.
    pub fn seen(&mut self, cell: &Cell) -> Seen {
        let look = self.name_of(CellLook::of(cell));
        self.seen_symbol(cell.symbol(), look)
    }

    /// What is seen of a symbol.
    pub(super) fn seen_symbol(&mut self, symbol: &str, look: u16) -> Seen {
        let cells = u16::try_from(width(symbol).max(1)).unwrap_or(u16::MAX);
        let mut chars = symbol.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Seen::of_char(c, look, cells);
        }
        let known = self.symbols.iter().position(|known| known == symbol);
        let place = known.unwrap_or_else(|| {
            self.symbols.push(symbol.to_owned());
            self.symbols.len() - 1
        });
        Seen::new(NAMED | u32::try_from(place).unwrap_or(0), look, cells)
    }

    /// The symbol of what is seen.
    pub fn symbol<'s>(&'s self, seen: Seen, space: &'s mut [u8; 4]) -> &'s str {
        let symbol = seen.symbol();
        match char::from_u32(symbol) {
            Some(c) => c.encode_utf8(space),
            // Given by `seen_symbol`.
            None => self.symbols.get((symbol & !NAMED) as usize).map_or(" ", String::as_str),
        }
    }

    /// The look of what is seen.
    pub fn look(&self, name: u16) -> CellLook {
        self.looks.get(usize::from(name)).copied().unwrap_or_default()
    }

    fn name_of(&mut self, look: CellLook) -> u16 {
        let number = look.number();
        let known = self.numbers.iter().position(|known| *known == number);
        let place = known.unwrap_or_else(|| {
            self.looks.push(look);
            self.numbers.push(number);
            self.looks.len() - 1
        });
        // Only a screen of tens of thousands of cells, each in a look of its own, has more than can be named; those that
        // have no name look plain.
        u16::try_from(place).unwrap_or(0)
    }

    /// The names of the looks that a change makes of others, each worked out once.
    pub(super) fn changed(&mut self, change: impl Fn(CellLook) -> CellLook) -> impl FnMut(u16) -> u16 {
        let mut last = None;
        move |from| match last {
            Some((known, to)) if known == from => to,
            _ => {
                let to = self.name_of(change(self.look(from)));
                last = Some((from, to));
                to
            }
        }
    }

    /// The same for a style that is laid over them.
    pub(super) fn restyled(&mut self, style: Style) -> impl FnMut(u16) -> u16 {
        self.changed(move |look| look.patch(&style))
    }
}
