//! Breaking text into lines by the Unicode line breaking rules (UAX #14), strict as Japanese print sets them.
//!
//! No line begins with a closing mark, a small kana or a long-vowel mark, and none ends with an opening mark, as long as
//! the column is wide enough to allow it.

use std::ops::Range;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation;

use super::width::{graphemes, plain, width};

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

/// What stands between two chances to break a line.
#[derive(Clone, Copy, Default)]
struct Word {
    start: usize,
    /// Where its spaces begin.
    solid: usize,
    end: usize,
    /// The cells before the spaces, and of the spaces.
    wide: usize,
    spaces: usize,
}

/// The words of a text in which each character is a grapheme of its own; false, after some of them, if one is not.
///
/// Between most characters their classes decide alone, and what is on either side of a sure break has nothing to do with
/// the other; so the segmenter is asked only about the parts between sure breaks in which something is not sure.
fn each_word(text: &str, segmenter: LineSegmenterBorrowed<'static>, mut tell: impl FnMut(Word)) -> bool {
    let mut word = Word::default();
    let mut take = |part: Word| {
        if part.wide > 0 {
            word.wide += word.spaces + part.wide;
            (word.solid, word.spaces) = (part.solid, 0);
        }
        word.spaces += part.spaces;
        word.end = part.end;
        if !cuts_address(text, word.end) {
            tell(word);
            word = Word {
                start: word.end,
                solid: word.end,
                ..Word::default()
            };
        }
    };
    let mut start = 0;
    while start < text.len() {
        let Some((part, is_sure)) = sure_part(text.as_bytes(), start) else {
            return false;
        };
        if is_sure {
            take(part);
        } else {
            let inside = &text[start..part.end];
            let mut from = 0;
            for to in segmenter.segment_str(inside).filter(|end| *end > 0) {
                let piece = &inside[from..to];
                let solid = trim_end(piece);
                take(Word {
                    start: start + from,
                    solid: start + from + solid.len(),
                    end: start + to,
                    wide: width(solid),
                    spaces: width(&piece[solid.len()..]),
                });
                from = to;
            }
        }
        start = part.end;
    }
    true
}

/// From here to the next sure break, and whether it is sure that there is no chance between. None if a character comes
/// that is not plain.
fn sure_part(text: &[u8], start: usize) -> Option<(Word, bool)> {
    let mut part = Word {
        start,
        solid: start,
        end: start,
        ..Word::default()
    };
    let (mut before, mut is_sure) = (Class::Space, true);
    while let Some(byte) = text.get(part.end) {
        let (class, bytes, cells) = match CLASSES.get(usize::from(*byte)) {
            Some(class) => (*class, 1, 1),
            None => wide_class(&text[part.end..])?,
        };
        match class {
            Class::Space => {
                part.spaces += 1;
                part.end += 1;
                continue;
            }
            Class::Control => return None,
            _ => {}
        }
        if part.end > start {
            let rules = if part.spaces > 0 { &AFTER_SPACES } else { &SIDE_BY_SIDE };
            match rules[before as usize][class as usize] {
                Sure::Break => return Some((part, is_sure)),
                Sure::Join => {}
                Sure::Not => is_sure = false,
            }
        }
        part.wide += part.spaces + cells;
        part.spaces = 0;
        part.end += bytes;
        // Letters go on and on.
        while let Some(b'a'..=b'z') = text.get(part.end)
            && matches!(class, Class::Letter)
        {
            part.wide += 1;
            part.end += 1;
        }
        part.solid = part.end;
        before = class;
    }
    Some((part, is_sure && part.wide > 0))
}

/// What a character is to the rules of line breaking.
#[derive(Clone, Copy)]
enum Class {
    /// A Latin letter, or a mark that is taken for one.
    Letter,
    Digit,
    Space,
    /// A full stop, comma, colon, semicolon.
    Stop,
    /// `!` and `?`.
    Shout,
    /// `(` and `[`
    Open,
    /// `)` and `]`
    Close,
    /// A straight quotation mark.
    Quote,
    Hyphen,
    Slash,
    /// Kanji, or kana that may begin a line.
    Wide,
    /// Kana and marks that may not.
    Small,
    /// Brackets of Japanese.
    WideOpen,
    /// Brackets, stops and commas of Japanese.
    WideClose,
    /// The long one, with spaces around it.
    Dash,
    /// Anything else: only the segmenter knows.
    Other,
    /// No character to be seen.
    Control,
}

/// What is known of a place between two characters.
#[derive(Clone, Copy)]
enum Sure {
    Break,
    Join,
    Not,
}

/// All classes in their order.
const ALL: [Class; 17] = [
    Class::Letter,
    Class::Digit,
    Class::Space,
    Class::Stop,
    Class::Shout,
    Class::Open,
    Class::Close,
    Class::Quote,
    Class::Hyphen,
    Class::Slash,
    Class::Wide,
    Class::Small,
    Class::WideOpen,
    Class::WideClose,
    Class::Dash,
    Class::Other,
    Class::Control,
];

/// The classes of ASCII.
static CLASSES: [Class; 128] = {
    let mut classes = [Class::Control; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'&' | b'=' | b'#' | b'*' | b'@' | b'_' | b'~' | b'^' | b'`' | b'<' | b'>' => Class::Letter,
            b' ' => Class::Space,
            b'0'..=b'9' => Class::Digit,
            b'.' | b',' | b':' | b';' => Class::Stop,
            b'!' | b'?' => Class::Shout,
            b'(' | b'[' => Class::Open,
            b')' | b']' => Class::Close,
            b'"' | b'\'' => Class::Quote,
            b'-' => Class::Hyphen,
            b'/' => Class::Slash,
            0..b' ' | 0x7F.. => Class::Control,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// [`side_by_side`] and [`after_spaces`] of any two classes.
static SIDE_BY_SIDE: [[Sure; ALL.len()]; ALL.len()] = rules(false);
static AFTER_SPACES: [[Sure; ALL.len()]; ALL.len()] = rules(true);

const fn rules(with_spaces: bool) -> [[Sure; ALL.len()]; ALL.len()] {
    let mut rules = [[Sure::Not; ALL.len()]; ALL.len()];
    let mut n = 0;
    while n < ALL.len() * ALL.len() {
        let (before, next) = (ALL[n / ALL.len()], ALL[n % ALL.len()]);
        rules[before as usize][next as usize] = if with_spaces {
            after_spaces(before, next)
        } else {
            side_by_side(before, next)
        };
        n += 1;
    }
    rules
}

/// The class of a plain character that is not of ASCII, its bytes and its cells.
fn wide_class(text: &[u8]) -> Option<(Class, usize, usize)> {
    let (bytes, cells) = plain(text)?;
    let c = str::from_utf8(text.get(..bytes)?).ok()?.chars().next()?;
    let class = match c {
        '一'..='鿿' => Class::Wide,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' => Class::Small,
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' => Class::Small,
        'ー' | '・' | '々' => Class::Small,
        'ぁ'..='ゖ' | 'ァ'..='ヺ' => Class::Wide,
        '、' | '。' | '」' | '』' | '】' | '〉' | '》' | '〕' => Class::WideClose,
        '「' | '『' | '【' | '〈' | '《' | '〔' => Class::WideOpen,
        '—' => Class::Dash,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Class::Letter,
        _ => Class::Other,
    };
    Some((class, bytes, cells))
}

/// What the rules say of two characters that stand side by side, neither of them a space.
const fn side_by_side(before: Class, next: Class) -> Sure {
    use Class::{
        Close, Control, Dash, Digit, Hyphen, Letter, Open, Other, Quote, Shout, Slash, Small, Space, Stop, Wide,
        WideClose, WideOpen,
    };
    match (before, next) {
        (Dash | Other | Space | Control, _) | (_, Dash | Other | Space | Control) => Sure::Not,
        // Nothing is torn from what opens it, or from what closes it.
        (Open | WideOpen, _) | (_, Close | WideClose | Stop | Shout) => Sure::Join,
        // Quotation marks are for the segmenter where Japanese is beside them.
        (Quote, Wide | Small | WideOpen) | (Wide | Small | WideClose, Quote) => Sure::Not,
        (Quote, _) | (_, Quote) => Sure::Join,
        (_, Slash | Small) => Sure::Join,
        (Letter | Digit, Letter | Digit | Open | Hyphen) => Sure::Join,
        (Close | Stop, Letter | Digit) => Sure::Join,
        (Slash, Letter) => Sure::Break,
        (Hyphen | Slash, _) | (_, Hyphen) => Sure::Not,
        (Wide | Small | WideClose, Letter | Digit | Wide | WideOpen | Open) => Sure::Break,
        (Letter | Digit | Close | Stop | Shout, Wide | WideOpen) => Sure::Break,
        (Close | Stop | Shout, Open) | (Shout, Letter | Digit) => Sure::Not,
    }
}

/// The same with spaces between them.
const fn after_spaces(before: Class, next: Class) -> Sure {
    use Class::{Close, Dash, Digit, Letter, Open, Quote, Shout, Small, Stop, Wide, WideClose, WideOpen};
    match (before, next) {
        (
            Letter | Digit | Stop | Shout | Close | Wide | Small | WideClose,
            Letter | Digit | Open | Quote | Wide | WideOpen | Dash,
        ) => Sure::Break,
        (Dash, Letter | Digit | Open | Quote | Wide | WideOpen) => Sure::Break,
        _ => Sure::Not,
    }
}

/// Whether a break here would leave the beginning of an address, `https://`, at the end of a line.
fn cuts_address(text: &str, at: usize) -> bool {
    at < text.len() && text.as_bytes()[..at].ends_with(b"://")
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
