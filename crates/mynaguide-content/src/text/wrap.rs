//! Breaking text into lines by the Unicode line breaking rules (UAX #14), strict as Japanese print sets them.
//!
//! No line begins with a closing mark, a small kana or a long-vowel mark, and none ends with an opening mark, as long as
//! the column is wide enough to allow it.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::grapheme::grapheme_indices;
use super::width::{fits, grapheme_width, width};

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
    let body = text.strip_suffix('\n').unwrap_or(text);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in body.split('\n') {
        // Most blocks of a page fit into one line; where it could be broken need not be known then.
        if fits(paragraph, cells.max(1)) {
            lines.push(start..start + trim_end(paragraph).len());
        } else {
            let breaker = Breaker {
                text: paragraph,
                cells: cells.max(1),
                ..Breaker::default()
            };
            let own = breaker.run().into_iter();
            lines.extend(own.map(|line| start + line.start..start + line.end));
        }
        start += paragraph.len() + 1;
    }
    lines
}

/// Strict rules; dictionaries for scripts that write no spaces between words (Thai, Lao, Khmer, Burmese). Finding these in
/// the data of the library takes longer than breaking a line.
static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> = LazyLock::new(|| {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    LineSegmenter::new_dictionary(options)
});

/// Whether the rules allow a break here, but readers would stumble over it: after the `https://` of an address, or
/// inside a Korean word, which stands between spaces.
fn is_unwanted(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let neighbours = before.chars().next_back().zip(after.chars().next());
    neighbours.is_some_and(|(last, next)| {
        let inside_word = || last.is_alphanumeric() && next.is_alphanumeric();
        before.as_bytes().ends_with(b"://") || (is_hangul(last) || is_hangul(next)) && inside_word()
    })
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '가'..='힣')
}

/// Breaks one paragraph.
#[derive(Default)]
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

impl Breaker<'_> {
    fn run(mut self) -> Vec<Range<usize>> {
        let text = self.text;
        let mut chances = SEGMENTER.segment_str(text).filter(|at| !is_unwanted(text, *at));
        let mut next = chances.next();
        for (at, grapheme) in grapheme_indices(text) {
            let wide = grapheme_width(grapheme);
            while next.is_some_and(|next| next < at) {
                next = chances.next();
            }
            if next == Some(at) && at > self.start {
                self.chance = next;
            }
            // Spaces may hang over the end of the line: they are dropped there.
            while self.used + wide > self.cells && at > self.start && !is_space(grapheme) {
                self.break_before(at);
            }
            self.used += wide;
        }
        self.push(text.len());
        self.lines
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
        let inside: Vec<usize> = grapheme_indices(word).skip(1).map(|(i, _)| self.start + i).collect();
        std::iter::once(at)
            .chain(inside.into_iter().rev())
            .find(fits)
            .unwrap_or(at)
    }

    fn push(&mut self, end: usize) {
        let line = trim_end(&self.text[self.start..end]);
        self.lines.push(self.start..self.start + line.len());
    }
}

fn is_space(grapheme: &str) -> bool {
    grapheme.chars().all(dropped_at_line_end)
}

fn trim_end(line: &str) -> &str {
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
    fn scripts_without_spaces_break_between_words_and_korean_at_spaces() {
        let table: [(&str, usize, &[&str]); 4] = [
            ("กรุณานำบัตรประจำตัวมาด้วย", 10, &["กรุณานำบัตร", "ประจำตัวมา", "ด้วย"]),
            ("မှတ်ပုံတင်ယူလာပါ", 7, &["မှတ်ပုံတင်", "ယူလာပါ"]),
            ("재류카드를 가지고 오세요", 12, &["재류카드를", "가지고", "오세요"]),
            ("2026년 12월 31일까지", 9, &["2026년", "12월", "31일까지"]),
        ];
        for (text, cells, expected) in table {
            assert_eq!(wrap(text, cells), expected, "{text:?} {cells}");
        }
    }

    const PROSE: &str = "[あいうえおんがッっゃーカード在留期間更新、。「」（）・！？]{0,60}";

    proptest! {
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
            let graphemes = super::super::graphemes(line)
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
