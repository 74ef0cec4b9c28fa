//! Graphemes: what readers take for one character (UAX #29).

use icu_segmenter::{GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed};

static SEGMENTER: GraphemeClusterSegmenterBorrowed<'static> = GraphemeClusterSegmenter::new();

/// The graphemes of a text, each with the byte at which it begins.
pub fn grapheme_indices(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    // The first border is the beginning of the text.
    SEGMENTER.segment_str(text).skip(1).map(move |end| {
        let at = std::mem::replace(&mut start, end);
        (at, &text[at..end])
    })
}

/// The graphemes of a text.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    grapheme_indices(text).map(|(_, grapheme)| grapheme)
}

#[cfg(test)]
mod tests {
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
}
