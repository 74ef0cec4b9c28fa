//! Graphemes: what readers take for one character (UAX #29).

use icu_segmenter::{GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed};

static SEGMENTER: GraphemeClusterSegmenterBorrowed<'static> = GraphemeClusterSegmenter::new();

/// The graphemes of a text, each with the byte at which it begins.
pub fn grapheme_indices(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    // Where the graphemes of a stretch that is not ASCII end, and how long the text was at its beginning.
    let mut stretch = None;
    std::iter::from_fn(move || {
        let end = if begins_with_ascii(rest) {
            stretch = None;
            1
        } else {
            let (ends, length) = stretch.get_or_insert_with(|| (ends(rest), rest.len()));
            ends.next()? - (*length - rest.len())
        };
        let start = text.len() - rest.len();
        let (grapheme, after) = rest.split_at_checked(end)?;
        rest = after;
        Some((start, grapheme))
    })
}

/// Where the graphemes of a text end.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut borders = SEGMENTER.segment_str(text);
    // The first border is the beginning of the text.
    borders.next();
    borders
}

/// Whether the first grapheme of a text is a letter of ASCII. A printable one before another of ASCII is always one: nothing
/// in ASCII joins what stands before it, but the end of a line its beginning.
#[inline]
fn begins_with_ascii(text: &str) -> bool {
    matches!(text.as_bytes(), [b' '..=b'~'] | [b' '..=b'~', 0..=0x7F, ..])
}

/// The graphemes of a text.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    grapheme_indices(text).map(|(_, grapheme)| grapheme)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn graphemes_are_whole() {
        for (text, expected) in [
            ("", &[][..]),
            ("ab", &["a", "b"]),
            ("e\u{301}が", &["e\u{301}", "が"]),
            ("カ\u{3099}ｶﾞ", &["カ\u{3099}", "ｶﾞ"]),
            ("\r\n\n", &["\r\n", "\n"]),
            ("👨‍👩‍👧🇯🇵🇯", &["👨‍👩‍👧", "🇯🇵", "🇯"]),
        ] {
            assert_eq!(graphemes(text).collect::<Vec<_>>(), expected, "{text:?}");
        }
        assert_eq!(grapheme_indices("がa").last(), Some((3, "a")));
    }

    proptest! {
        #[test]
        fn they_are_those_of_the_segmenter(text in "([a-c \n\r\u{301}が👩\u{200D}🇯क\u{94D}]|\\PC){0,12}") {
            let borders: Vec<usize> = SEGMENTER.segment_str(&text).skip(1).collect();
            let ends: Vec<usize> = grapheme_indices(&text).map(|(at, grapheme)| at + grapheme.len()).collect();
            prop_assert_eq!(ends, borders);
        }
    }
}
