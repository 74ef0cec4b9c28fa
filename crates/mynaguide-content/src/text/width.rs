//! How many cells of a terminal a text takes, and cutting and filling it to a number of cells.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthStr;

use super::grapheme::{grapheme_indices, graphemes};

/// Width of a text in terminal cells.
///
/// Counted by graphemes. Kana and kanji are two cells, half-width kana one, half-width kana with a voicing mark two, as
/// when folded (`ｶﾞ`, `ガ`). Control and zero-width characters take none; characters of ambiguous width take one.
pub fn width(text: &str) -> usize {
    graphemes(text).map(grapheme_width).sum()
}

/// Width of one grapheme in cells.
#[inline]
pub(super) fn grapheme_width(grapheme: &str) -> usize {
    if let [byte] = grapheme.as_bytes() {
        return usize::from(!byte.is_ascii_control());
    }
    // A control character joins no grapheme but that of CR and LF.
    if grapheme.starts_with(char::is_control) {
        return 0;
    }
    // Width tables disagree about the half-width voicing marks; the folded character is sure.
    if grapheme.contains(['\u{FF9E}', '\u{FF9F}']) {
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
    let fitting = fitting_prefix(text, cells);
    if fitting.len() == text.len() {
        return Cow::Borrowed(text);
    }
    match cells.checked_sub(width(ellipsis)) {
        Some(room) => Cow::Owned(format!("{}{ellipsis}", fitting_prefix(text, room).trim_end())),
        None => Cow::Borrowed(fitting),
    }
}

/// The text with spaces after it, so that it is at least `cells` wide. Longer text stays as it is.
pub fn pad(text: &str, cells: usize) -> Cow<'_, str> {
    match cells.saturating_sub(width(text)) {
        0 => Cow::Borrowed(text),
        missing => Cow::Owned(format!("{text}{:missing$}", "")),
    }
}

/// Whether a text is at most `cells` wide.
pub(super) fn fits(text: &str, cells: usize) -> bool {
    fitting_prefix(text, cells).len() == text.len()
}

/// The longest beginning that is at most `cells` wide, cut between graphemes.
fn fitting_prefix(text: &str, cells: usize) -> &str {
    // No character takes more cells than bytes.
    if text.len() <= cells {
        return text;
    }
    let mut used = 0;
    let end = grapheme_indices(text).find_map(|(at, grapheme)| {
        used += grapheme_width(grapheme);
        (used > cells).then_some(at)
    });
    &text[..end.unwrap_or(text.len())]
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

    proptest! {
        #[test]
        fn no_text_takes_more_cells_than_bytes(text in any::<String>()) {
            prop_assert!(width(&text) <= text.len());
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
