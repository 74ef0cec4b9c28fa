//! Breaking text into lines by the Unicode line breaking rules (UAX #14), strict as Japanese print sets them.
//!
//! No line begins with a closing mark, a small kana or a long-vowel mark, and none ends with an opening mark, as long as
//! the column is wide enough to allow it.

use std::ops::Range;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation;

use super::width::{graphemes, width};
use super::words::{cuts_address, each_word};

/// Lines of at most `cells` cells; see [`wrap_ranges`].
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    wrap_ranges(text, cells)
        .into_iter()
        .map(|line| text[line].to_owned())
        .collect()
}

/// Lines of at most `cells` cells, as ranges of bytes of the text, so that styled spans can be wrapped too.
///
/// A newline ends a line; one at the very end adds no further line, and an empty text is one empty line. Spaces at the
/// end of a line belong to no line. A word wider than a line is split between graphemes. A column is at least one cell
/// wide, and a grapheme wider than the column has a line of its own (the only case of a line that is too wide).
pub fn wrap_ranges(text: &str, cells: usize) -> Vec<Range<usize>> {
    let segmenter = segmenter();
    let body = text.strip_suffix('\n').unwrap_or(text);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in body.split('\n') {
        // No character takes more cells than bytes.
        if paragraph.len() <= cells {
            lines.push(start..start + trim_end(paragraph).len());
            start += paragraph.len() + 1;
            continue;
        }
        let mut breaker = Breaker::new(paragraph, cells.max(1));
        breaker.run(segmenter);
        lines.extend(
            breaker
                .lines
                .into_iter()
                .map(|line| start + line.start..start + line.end),
        );
        start += paragraph.len() + 1;
    }
    lines
}

/// Strict rules. Scripts that need a dictionary (Thai, Khmer) break at spaces only.
fn segmenter() -> LineSegmenterBorrowed<'static> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    LineSegmenter::new_for_non_complex_scripts(options)
}

/// Breaks one paragraph.
struct Breaker<'t> {
    text: &'t str,
    cells: usize,
    lines: Vec<Range<usize>>,
    /// First byte of the line being filled.
    start: usize,
    /// Its width so far.
    used: usize,
    /// The latest place in it where it may be broken.
    chance: Option<usize>,
}

impl<'t> Breaker<'t> {
    fn new(text: &'t str, cells: usize) -> Self {
        Self {
            text,
            cells,
            lines: Vec::new(),
            start: 0,
            used: 0,
            chance: None,
        }
    }

    fn run(&mut self, segmenter: LineSegmenterBorrowed<'static>) {
        if !self.by_words(segmenter) {
            *self = Self::new(self.text, self.cells);
            self.by_graphemes(segmenter);
        }
    }

    /// Where each character is a grapheme, a line may be broken at every chance there is; so whole words are put into
    /// lines, which most text is made of. False, with nothing done that counts, if the text is another one.
    fn by_words(&mut self, segmenter: LineSegmenterBorrowed<'static>) -> bool {
        let is_plain = each_word(self.text, segmenter, |word| {
            if word.wide > 0 && self.used + word.wide > self.cells && word.start > self.start {
                self.chance = Some(word.start);
                self.break_before(word.start);
            }
            if word.wide > 0 && self.used + word.wide > self.cells {
                self.fill(word.start, word.solid);
            } else {
                self.used += word.wide;
            }
            // Spaces may hang over the end of the line: they are dropped there.
            self.used += word.spaces;
        });
        if is_plain {
            self.push(self.text.len());
        }
        is_plain
    }

    /// Fills lines with a word that is wider than one.
    fn fill(&mut self, start: usize, end: usize) {
        for (at, grapheme, wide) in graphemes(&self.text[start..end]) {
            while self.used + wide > self.cells && start + at > self.start && !is_space(grapheme) {
                self.break_before(start + at);
            }
            self.used += wide;
        }
    }

    /// The same for any text.
    fn by_graphemes(&mut self, segmenter: LineSegmenterBorrowed<'static>) {
        let text = self.text;
        let all = segmenter.segment_str(text).filter(|at| !cuts_address(text, *at));
        let mut chances = all.peekable();
        for (at, grapheme, wide) in graphemes(self.text) {
            while chances.next_if(|&chance| chance < at).is_some() {}
            if chances.peek() == Some(&at) && at > self.start {
                self.chance = Some(at);
            }
            // Spaces may hang over the end of the line: they are dropped there.
            while self.used + wide > self.cells && at > self.start && !is_space(grapheme) {
                self.break_before(at);
            }
            self.used += wide;
        }
        self.push(self.text.len());
    }

    /// Ends the line at the latest chance; without one, inside the word, as late as possible. `at` is where the next
    /// grapheme begins, later than the start of the line; so each call moves the start on.
    fn break_before(&mut self, at: usize) {
        let end = self.chance.take().unwrap_or_else(|| self.split(at));
        let only_spaces = trim_end(&self.text[self.start..end]).is_empty();
        if !only_spaces {
            self.push(end);
        }
        self.start = end;
        self.used = width(&self.text[end..at]);
    }

    /// Where to split a word that is wider than a line: before `at`, or a little earlier if a mark would otherwise begin
    /// or end a line.
    fn split(&self, at: usize) -> usize {
        let fits = |&end: &usize| {
            let next = self.text[end..].chars().next();
            let last = self.text[..end].chars().next_back();
            !next.is_some_and(begins_no_line) && !last.is_some_and(ends_no_line)
        };
        let word = &self.text[self.start..at];
        let inside = word
            .grapheme_indices(true)
            .map(|(i, _)| self.start + i)
            .filter(|&i| i > self.start);
        std::iter::once(at).chain(inside.rev()).find(fits).unwrap_or(at)
    }

    fn push(&mut self, end: usize) {
        let line = trim_end(&self.text[self.start..end]);
        self.lines.push(self.start..self.start + line.len());
    }
}

fn is_space(grapheme: &str) -> bool {
    grapheme.chars().all(dropped_at_line_end)
}

pub(super) fn trim_end(line: &str) -> &str {
    line.trim_end_matches(dropped_at_line_end)
}

fn dropped_at_line_end(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{3000}')
}

/// Marks that may not begin a line: closing brackets, stops, commas, small kana, long-vowel and iteration marks.
fn begins_no_line(c: char) -> bool {
    "。、．，.,:;!?！？：；・」』）］｝】〉》〕〗〙)]}’”ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ…‥％%".contains(c)
}

/// Marks that may not end a line: opening brackets.
fn ends_no_line(c: char) -> bool {
    "「『（［｛【〈《〔〖〘([{‘“".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::width::width;
    use super::*;

    #[test]
    fn lines() {
        let table: [(&str, usize, &[&str]); 31] = [
            ("see https://ab.jp/cd", 14, &["see", "https://ab.jp/", "cd"]),
            ("https://ab.jp/cd", 8, &["https://", "ab.jp/cd"]),
            ("詳しくはhttps://ab.jp/", 15, &["詳しくは", "https://ab.jp/"]),
            ("ｶﾞｷﾞｸﾞ", 4, &["ｶﾞｷﾞ", "ｸﾞ"]),
            ("👍👍👍", 5, &["👍👍", "👍"]),
            ("ｶｰﾄﾞ｡ｶｰﾄﾞ", 5, &["ｶｰﾄﾞ｡", "ｶｰﾄﾞ"]),
            ("", 10, &[""]),
            ("one two three", 7, &["one two", "three"]),
            ("one two three", 8, &["one two", "three"]),
            ("one two three", 13, &["one two three"]),
            ("one  two", 4, &["one", "two"]),
            ("one   ", 4, &["one"]),
            ("  one two", 5, &["  one", "two"]),
            ("  abcdef", 6, &["abcdef"]),
            ("a\nb", 5, &["a", "b"]),
            ("a\n\nb\n", 5, &["a", "", "b"]),
            ("a\r\nb", 5, &["a", "b"]),
            ("\n", 5, &[""]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("ab cdefgh", 3, &["ab", "cde", "fgh"]),
            ("well-known", 6, &["well-", "known"]),
            (
                "在留カードを持ってきてください。",
                12,
                &["在留カードを", "持ってきてく", "ださい。"],
            ),
            // 。 would begin the line, so the character before it comes along.
            ("在留カード。", 10, &["在留カー", "ド。"]),
            ("届け出は「転入届」です", 10, &["届け出は", "「転入届」", "です"]),
            ("ちょっとまって", 6, &["ちょっ", "とまっ", "て"]),
            ("ちょっと", 4, &["ちょ", "っと"]),
            ("カード", 4, &["カー", "ド"]),
            ("My Number Cardの更新", 14, &["My Number Card", "の更新"]),
            ("令和9年3月31日まで", 12, &["令和9年3月31", "日まで"]),
            ("更新　更新", 4, &["更新", "更新"]),
            ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 2, &["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]),
        ];
        for (text, cells, expected) in table {
            assert_eq!(wrap(text, cells), expected, "{text:?} {cells}");
        }
    }

    #[test]
    fn too_narrow_is_no_reason_to_panic() {
        for cells in [0, 1] {
            assert_eq!(wrap("ab c", cells), ["a", "b", "c"]);
            assert_eq!(wrap("在留。", cells), ["在", "留", "。"]);
            assert_eq!(wrap("", cells), [""]);
            assert_eq!(wrap("   ", cells), [""]);
        }
    }

    #[test]
    fn a_long_word_keeps_its_closing_mark() {
        assert_eq!(wrap("abcdef」", 6), ["abcde", "f」"]);
        assert_eq!(wrap("。。。。", 4), ["。。", "。。"]);
    }

    #[test]
    fn ranges_point_into_the_text() {
        let text = "在留カード and\n passport";
        let ranges = wrap_ranges(text, 10);
        let lines: Vec<&str> = ranges.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(lines, ["在留カード", "and", " passport"]);
        assert_eq!(ranges[1], 16..19);
    }

    #[test]
    fn a_wide_space_alone_is_a_space() {
        for (text, expected) in [
            ("\u{3000}", vec![1]),
            ("ab \u{3000}", vec![3, 4]),
            ("\u{3000}在", vec![1, 2]),
        ] {
            let ends: Vec<usize> = chances(text, segmenter())
                .map(|end| text[..end].chars().count())
                .collect();
            assert_eq!(ends, expected, "{text:?}");
        }
    }

    /// Where a text may be broken, its end included; of a text in which each character is a grapheme.
    fn chances(text: &str, segmenter: LineSegmenterBorrowed<'static>) -> std::vec::IntoIter<usize> {
        let mut ends = Vec::new();
        assert!(each_word(text, segmenter, |word| {
            assert_eq!(
                trim_end(&text[word.start..word.end]).len(),
                word.solid - word.start,
                "{text:?}"
            );
            assert_eq!(width(&text[word.start..word.solid]), word.wide, "{text:?}");
            assert_eq!(width(&text[word.solid..word.end]), word.spaces, "{text:?}");
            ends.push(word.end);
        }));
        ends.into_iter()
    }

    const PROSE: &str = "[あいうえおんがッっゃーカード在留期間更新、。「」（）・！？]{0,60}";

    proptest! {
        #[test]
        fn words_and_graphemes_give_the_same_lines(
            text in "([a-z]{1,9}|[ \u{3000}]{1,3}|[A-Z0-9.,()“”/—%-]{1,4}|[あいうおんッっゃーカード在留期間、。「」（）・！ō]{1,5}){0,20}",
            cells in 1..30_usize,
        ) {
            let lines = |run: fn(&mut Breaker<'_>)| {
                let mut breaker = Breaker::new(&text, cells);
                run(&mut breaker);
                breaker.lines
            };
            prop_assert_eq!(lines(|b| assert!(b.by_words(segmenter()))), lines(|b| b.by_graphemes(segmenter())));
        }

        #[test]
        fn the_chances_are_those_of_the_segmenter(text in "[a-z0-9.,;:()“”/—%!?あ在カー。「」 -]{0,40}") {
            let wanted = |end: &usize| *end > 0 && !cuts_address(&text, *end);
            let all: Vec<usize> = segmenter().segment_str(&text).filter(wanted).collect();
            prop_assert_eq!(chances(&text, segmenter()).collect::<Vec<_>>(), all);
        }

        /// The same for every letter of ASCII, and for the letters and marks whose classes are known, as often beside each
        /// other as they can be.
        #[test]
        fn classes_decide_as_the_segmenter_does(
            ascii in "[ -~]{0,40}",
            english in "([a-z]{1,4}|[0-9]{1,3}|[.,:;!?()\\[\\]\"'/—=&-]|[ ]){0,30}",
            japanese in "[a1 .!(—\"/À-ɏっァー・々あん一鿿ァヺ、。」』「『【（\u{3000}-]{0,30}",
        ) {
            for text in [ascii, english, japanese] {
                let wanted = |end: &usize| *end > 0 && !cuts_address(&text, *end);
                let all: Vec<usize> = segmenter().segment_str(&text).filter(wanted).collect();
                prop_assert_eq!(chances(&text, segmenter()).collect::<Vec<_>>(), all, "{:?}", text);
            }
        }

        #[test]
        fn every_line_fits_and_nothing_but_spaces_is_lost(text in any::<String>(), cells in 0..30_usize) {
            check(&text, cells)?;
        }

        #[test]
        fn mixed_prose_fits(text in "[a-z あいう在留、。「」ッー\n\u{3000}👍é-]{0,60}", cells in 0..30_usize) {
            check(&text, cells)?;
        }

        /// The widest run without a legal break in this prose is short, so 60 cells always suffice.
        #[test]
        fn marks_stay_where_they_belong(text in "([あいうカード在留ッ]{1,3}[、。」]?「?[更新手続]){0,12}", cells in 12..40_usize) {
            for line in wrap(&text, cells) {
                prop_assert!(!line.starts_with(['、', '。', '」', 'ー', 'ッ']) || text.starts_with(&line), "{line}");
                prop_assert!(!line.ends_with('「'), "{line}");
            }
        }

        #[test]
        fn japanese_prose_fits(text in PROSE, cells in 2..30_usize) {
            for line in wrap(&text, cells) {
                prop_assert!(width(&line) <= cells, "{line}");
            }
        }
    }

    fn check(text: &str, cells: usize) -> Result<(), TestCaseError> {
        let mut end = 0;
        for range in wrap_ranges(text, cells) {
            prop_assert!(range.start >= end);
            prop_assert!(
                text[end..range.start].chars().all(char::is_whitespace),
                "{:?}",
                &text[end..range.start]
            );
            let line = &text[range.clone()];
            let graphemes = line
                .graphemes(true)
                .filter(|g| crate::text::width::grapheme_width(g) > 0)
                .count();
            prop_assert!(width(line) <= cells.max(1) || graphemes == 1, "{line:?}");
            let clean_end = !line.ends_with([' ', '\u{3000}']) && !line.contains('\n');
            prop_assert!(clean_end);
            end = range.end;
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
        Ok(())
    }
}
