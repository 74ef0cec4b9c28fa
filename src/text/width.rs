//! How many cells of a terminal a text takes, and cutting and filling it to a number of cells.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Width of a text in terminal cells.
///
/// Counted by graphemes. Kana and kanji are two cells, half-width kana one, half-width kana with a voicing mark two, as
/// when folded (`ｶﾞ`, `ガ`). Control and zero-width characters take none; characters of ambiguous width take one.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.len();
    }
    graphemes(text).map(|(_, _, cells)| cells).sum()
}

/// The graphemes of a text: where each begins, and its width in cells.
pub(super) fn graphemes(text: &str) -> Graphemes<'_> {
    let ahead = plain(text.as_bytes());
    Graphemes {
        rest: text,
        at: 0,
        ahead,
    }
}

/// Goes through a text grapheme by grapheme. Most text is letters, kana and kanji, each a grapheme of its own whose
/// width is known; the tables of Unicode are asked only about the rest, because that takes twenty times as long.
#[derive(Clone)]
pub(super) struct Graphemes<'t> {
    rest: &'t str,
    at: usize,
    /// What [`plain`] says about the rest.
    ahead: Option<(usize, usize)>,
}

impl<'t> Iterator for Graphemes<'t> {
    type Item = (usize, &'t str, usize);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((bytes, cells)) = self.ahead {
            let ahead = plain(&self.rest.as_bytes()[bytes..]);
            if ahead.is_some() || self.rest.len() == bytes {
                return Some(self.take(bytes, cells, ahead));
            }
        }
        let grapheme = self.rest.graphemes(true).next()?;
        let ahead = plain(&self.rest.as_bytes()[grapheme.len()..]);
        Some(self.take(grapheme.len(), grapheme_width(grapheme), ahead))
    }
}

impl<'t> Graphemes<'t> {
    fn take(&mut self, bytes: usize, cells: usize, ahead: Option<(usize, usize)>) -> (usize, &'t str, usize) {
        let (grapheme, rest) = self.rest.split_at(bytes);
        let start = self.at;
        *self = Self {
            rest,
            at: start + bytes,
            ahead,
        };
        (start, grapheme, cells)
    }
}

/// The characters of a text with their cells, if each is a grapheme of its own: Latin letters, kana, kanji and their
/// punctuation. None if anything else is in it.
pub fn plain_chars(text: &str) -> Option<impl Iterator<Item = (char, u16)>> {
    let mut rest = text.as_bytes();
    while let Some((bytes, _)) = plain(rest) {
        rest = &rest[bytes..];
    }
    rest.is_empty()
        .then(|| text.chars().map(|c| (c, if c < WIDE { 1 } else { 2 })))
}

/// Cells of a text of plain characters, lines and shapes, each a grapheme of its own; none if anything else is in it. How
/// wide terminals make shapes is another matter.
pub fn plain_cells(text: &str) -> Option<usize> {
    let (mut rest, mut all) = (text.as_bytes(), 0);
    while !rest.is_empty() {
        let (bytes, cells) = plain(rest).or_else(|| shape(rest))?;
        rest = &rest[bytes..];
        all += cells;
    }
    Some(all)
}

/// The characters of such a text with their cells.
pub fn plain_cell_chars(text: &str) -> impl Iterator<Item = (char, u16)> {
    text.chars().map(|c| (c, if c < WIDE { 1 } else { 2 }))
}

/// Bytes and cells of the first character, if it is one of U+2500 to U+25BF: lines, blocks and shapes.
fn shape(text: &[u8]) -> Option<(usize, usize)> {
    match *text {
        [0xE2, 0x94..=0x96, _, ..] => Some((3, 1)),
        _ => None,
    }
}

/// Of the plain characters, those from here on are two cells wide.
const WIDE: char = '\u{3000}';

/// Bytes and cells of the first character, if it is one that never joins another such character: Latin letters, kana
/// without their combining marks, kanji, full-width forms, and the punctuation between them. Two in a row are two
/// graphemes.
pub(super) fn plain(text: &[u8]) -> Option<(usize, usize)> {
    match *text {
        [b' '..=b'~', ..] => Some((1, 1)),
        // U+00C0 to U+024F: é, ō.
        [0xC3..=0xC8, _, ..] | [0xC9, 0x80..=0x8F, ..] => Some((2, 1)),
        // U+2010 to U+2027: dashes, quotation marks, the ellipsis.
        [0xE2, 0x80, 0x90..=0xA7, ..] => Some((3, 1)),
        [a @ 0xE3..=0xEF, b, c, ..] => {
            let code = u32::from(a & 0x0F) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
            let plain =
                matches!(code, 0x3000..=0x3029 | 0x3041..=0x3096 | 0x30A1..=0x30FC | 0x4E00..=0x9FFF | 0xFF01..=0xFF60);
            plain.then_some((3, 2))
        }
        _ => None,
    }
}

/// Width of one grapheme in cells.
pub(super) fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.chars().any(char::is_control) {
        return grapheme
            .chars()
            .filter(|c| !c.is_control())
            .map(|c| width(c.encode_utf8(&mut [0; 4])))
            .sum();
    }
    if grapheme.contains(['\u{FF9E}', '\u{FF9F}']) {
        // Width tables disagree about the half-width voicing marks; the folded character is sure.
        return voiced_width(grapheme);
    }
    grapheme.width()
}

/// Folded width of kana with a half-width voicing mark; a mark that found no kana is one cell of its own.
fn voiced_width(grapheme: &str) -> usize {
    let folded: String = grapheme.nfkc().collect();
    let loose = folded.chars().filter(|c| matches!(c, '\u{3099}' | '\u{309A}')).count();
    folded.width() + loose
}

/// The text if it fits into `cells`, else its beginning and the ellipsis, together at most `cells` wide. Cut between
/// graphemes; no space is left before the ellipsis. An ellipsis that does not fit itself is left out.
pub fn truncate<'t>(text: &'t str, cells: usize, ellipsis: &str) -> Cow<'t, str> {
    if fits(text, cells) {
        return Cow::Borrowed(text);
    }
    let Some(room) = cells.checked_sub(width(ellipsis)) else {
        return Cow::Borrowed(&text[..fitting(text, cells)]);
    };
    let kept = text[..fitting(text, room)].trim_end();
    Cow::Owned(format!("{kept}{ellipsis}"))
}

/// The text with spaces after it, so that it is at least `cells` wide. Longer text stays as it is.
pub fn pad(text: &str, cells: usize) -> Cow<'_, str> {
    match cells.saturating_sub(width(text)) {
        0 => Cow::Borrowed(text),
        missing => Cow::Owned(format!("{text}{:missing$}", "")),
    }
}

/// Whether a text is at most `cells` wide; looks no further than it has to.
pub(super) fn fits(text: &str, cells: usize) -> bool {
    // A character has at least as many bytes as cells.
    text.len() <= cells || fitting(text, cells) == text.len()
}

/// Bytes of the longest beginning that is at most `cells` wide, cut between graphemes.
pub(super) fn fitting(text: &str, cells: usize) -> usize {
    // Letters are looked through at once; the last of them may be part of what follows.
    let mut letters = 0;
    while letters <= cells
        && let Some(b' '..=b'~') = text.as_bytes().get(letters)
    {
        letters += 1;
    }
    if letters == text.len() {
        return letters.min(cells);
    }
    let mut used = letters.saturating_sub(1);
    if used >= cells {
        return cells;
    }
    let start = used;
    graphemes(&text[start..])
        .find(|(_, _, wide)| {
            used += wide;
            used > cells
        })
        .map_or(text.len(), |(at, _, _)| start + at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells() {
        for (text, expected) in [
            ("", 0),
            ("abc", 3),
            ("マイナンバーカード", 18),
            ("漢字 kanji", 10),
            ("「はい。」", 10),
            ("Ａ", 2),
            // Half-width kana.
            ("ｶ", 1),
            ("ｶﾞ", 2),
            ("ﾊﾟ", 2),
            ("ｶﾞｷﾞ", 4),
            ("ﾏｲﾅﾝﾊﾞｰ", 7),
            ("ガ", 2),
            ("カ\u{3099}", 2),
            ("ﾞ", 1),
            ("aﾞ", 2),
            // Nothing to see.
            ("\u{200B}\u{200D}\u{FEFF}", 0),
            ("\u{1B}[31m", 4),
            ("a\tb\r\n", 2),
            ("\u{85}\u{7F}\0", 0),
            ("e\u{301}", 1),
            // Ambiguous width is one cell.
            ("■●→…①—※", 7),
            ("é¥§°", 4),
            // Emoji.
            ("👍", 2),
            ("👍🏽", 2),
            ("👨‍👩‍👧‍👦", 2),
            ("🇯🇵", 2),
            ("❤️", 2),
        ] {
            assert_eq!(width(text), expected, "{text:?}");
        }
    }

    #[test]
    fn cuts_between_graphemes() {
        for (text, cells, ellipsis, expected) in [
            ("abcdef", 6, "…", "abcdef"),
            ("abcdef", 5, "…", "abcd…"),
            ("abcdef", 5, "...", "ab..."),
            ("abcdef", 0, "…", ""),
            ("abcdef", 2, "...", "ab"),
            ("abcdef", 1, "…", "…"),
            ("ab cdef", 4, "…", "ab…"),
            ("在留カード", 10, "…", "在留カード"),
            ("在留カード", 9, "…", "在留カー…"),
            ("在留カード", 8, "…", "在留カ…"),
            ("在留カード", 1, "..", ""),
            ("e\u{301}e\u{301}e\u{301}", 2, "…", "e\u{301}…"),
            ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3, "…", "👨‍👩‍👧‍👦…"),
            ("ｶﾞｶﾞｶﾞ", 5, "…", "ｶﾞｶﾞ…"),
        ] {
            assert_eq!(truncate(text, cells, ellipsis), expected, "{text} {cells}");
        }
        assert!(matches!(truncate("abc", 3, "…"), Cow::Borrowed(_)));
    }

    #[test]
    fn fills_with_spaces() {
        for (text, cells, expected) in [
            ("ab", 4, "ab  "),
            ("在留", 5, "在留 "),
            ("abcd", 2, "abcd"),
            ("", 0, ""),
        ] {
            assert_eq!(pad(text, cells), expected);
        }
    }

    #[test]
    fn shapes_are_what_the_tables_say() {
        let shapes: Vec<char> = ('\0'..='\u{FFFF}')
            .filter(|c| shape(c.to_string().as_bytes()).is_some())
            .collect();
        assert_eq!(shapes, ('\u{2500}'..='\u{25BF}').collect::<Vec<_>>());
        for c in shapes {
            let some = format!("{c}{c}a{c}ア");
            assert_eq!(some.graphemes(true).count(), 5, "{c:?}");
            assert_eq!((plain_cells(&some), some.width()), (Some(6), 6), "{c:?}");
            assert_eq!(
                plain_cell_chars(&some)
                    .map(|(_, cells)| usize::from(cells))
                    .sum::<usize>(),
                6
            );
        }
        assert_eq!(plain_cells("a\u{301}"), None);
    }

    #[test]
    fn plain_characters_are_what_the_tables_say() {
        for c in ('\0'..='\u{FFFF}').filter(|c| plain(c.to_string().as_bytes()).is_some()) {
            let twice = format!("{c}{c}a{c}ア");
            assert_eq!(twice.graphemes(true).count(), 5, "{c:?}");
            let cells = plain(c.to_string().as_bytes()).map(|(_, cells)| cells);
            assert_eq!(cells, Some(grapheme_width(&c.to_string())), "{c:?}");
            let one: Vec<_> = plain_chars(&c.to_string()).unwrap().collect();
            assert_eq!(one, [(c, u16::try_from(grapheme_width(&c.to_string())).unwrap())]);
        }
    }

    proptest! {
        #[test]
        fn graphemes_are_those_of_unicode(text in "([ -~]|[ぁ-ん]|[゠-ヿ]|[一-龥]|[、-】]|\\PC|[\u{300}\u{3099}\u{309A}ﾞﾟ\u{200D}🇯🇵👨\r\n\t]){0,40}") {
            let fast: Vec<_> = graphemes(&text).collect();
            let slow: Vec<_> = text.grapheme_indices(true).map(|(at, g)| (at, g, grapheme_width(g))).collect();
            prop_assert_eq!(fast, slow);
        }

        #[test]
        fn truncated_fits(text in any::<String>(), cells in 0..40_usize, ellipsis in "[….]{0,3}") {
            let cut = truncate(&text, cells, &ellipsis);
            prop_assert!(width(&cut) <= cells, "{cut:?}");
        }

        #[test]
        fn padded_fills(text in any::<String>(), cells in 0..40_usize) {
            prop_assert_eq!(width(&pad(&text, cells)), cells.max(width(&text)));
        }
    }
}
