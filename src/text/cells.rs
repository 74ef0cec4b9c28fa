//! Characters whose cells every terminal agrees on, for the painter of the screen.

/// Characters from here on are two cells wide, of those that [`is_plain`] and [`is_shape`] name.
const WIDE: char = '\u{3000}';

/// The characters of a text with their cells, if each is a grapheme of its own and of a width that terminals agree on:
/// Latin letters, kana, kanji and their punctuation. None if anything else is in it.
pub fn plain_chars(text: &str) -> Option<impl Iterator<Item = (char, u16)>> {
    text.chars().all(is_plain).then(|| plain_cell_chars(text))
}

/// Cells of a text of such characters, lines and shapes; none if anything else is in it.
pub fn plain_cells(text: &str) -> Option<usize> {
    let known = text.chars().all(|c| is_plain(c) || is_shape(c));
    known.then(|| plain_cell_chars(text).map(|(_, cells)| usize::from(cells)).sum())
}

/// The characters of such a text with their cells.
pub fn plain_cell_chars(text: &str) -> impl Iterator<Item = (char, u16)> {
    text.chars().map(|c| (c, if c < WIDE { 1 } else { 2 }))
}

fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{C0}'..='\u{24F}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}'
        | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='\u{9FFF}' | '！'..='｠')
}

/// Lines, blocks and shapes.
fn is_shape(c: char) -> bool {
    ('\u{2500}'..='\u{25BF}').contains(&c)
}
