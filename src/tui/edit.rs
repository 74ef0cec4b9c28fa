//! A line of text that somebody types. Pure: knows no screen and no terminal.
//!
//! The cursor stands between graphemes, so that no key can tear a letter from its accent or an emoji apart. What was
//! typed stays as typed until [`Field::accepted`]; only then is it normalised.

use std::borrow::Cow;
use std::ops::Range;

use super::key::{Key, KeyCode};
use crate::text::{grapheme_indices, graphemes, is_hiragana, is_kanji, is_katakana, nfkc, width};

/// The most characters (Unicode scalar values) a field of one line holds.
pub const MAX_CHARS: usize = 200;
/// The most characters a field of several lines holds: as many as a note may have.
pub const MAX_LINES_CHARS: usize = 4_000;

/// What a key did to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// The text changed.
    Changed,
    /// It was a key of the field, and the text is the same.
    Kept,
    /// Not a key of the field.
    Ignored,
}

/// Text and a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// Byte offset, always at a grapheme border.
    cursor: usize,
    /// It may hold line breaks, and more than one line.
    has_lines: bool,
}

/// A field broken into lines as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The lines, each at most as wide as was asked for; at least one.
    pub lines: Vec<String>,
    /// The line of the caret.
    pub row: usize,
    /// Its cell in that line.
    pub caret: u16,
}

/// The part of a field that fits its place on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The visible text, at most as wide as was asked for.
    pub text: String,
    /// The cell of the caret, from the left edge; always inside the place unless that has no cells at all.
    pub caret: u16,
}

/// What a word is made of; a run of one class is one word, as Japanese has no spaces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Hiragana,
    Katakana,
    Kanji,
    Letter,
    Mark,
}

impl Field {
    /// A field with text and the cursor at its end; the text is treated like a paste.
    pub fn new(text: &str) -> Self {
        let mut field = Self::default();
        field.paste(text);
        field
    }

    /// A field of several lines; whatever the text, nothing of it is lost but control characters.
    pub fn with_lines(text: &str) -> Self {
        let mut field = Self {
            has_lines: true,
            ..Self::default()
        };
        field.paste(text);
        field
    }

    fn most(&self) -> usize {
        if self.has_lines { MAX_LINES_CHARS } else { MAX_CHARS }
    }

    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text to work with: normalised (NFKC), without spaces at its ends.
    pub fn accepted(&self) -> String {
        nfkc(&self.text).trim().to_owned()
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Types one character. False if it cannot be typed here (a control character) or the field is full.
    pub fn insert(&mut self, c: char) -> bool {
        let is_line = c == '\n' && self.has_lines;
        if (is_unfit(c) && !is_line) || self.text.chars().count() >= self.most() {
            return false;
        }
        self.text.insert(self.cursor, c);
        self.cursor = self.border_from(self.cursor + c.len_utf8());
        true
    }

    /// Inserts pasted text: line breaks and tabs become spaces, control characters are dropped, and what does not fit
    /// is cut off before the grapheme that would be torn. True if anything was inserted.
    pub fn paste(&mut self, pasted: &str) -> bool {
        let line = if self.has_lines { "\n" } else { " " };
        let pasted = pasted.trim_end_matches(['\r', '\n']).replace("\r\n", line);
        let has_lines = self.has_lines;
        let pasted = if has_lines { pasted.replace('\r', "\n") } else { pasted };
        let kept = |c: char| c == '\n' && has_lines;
        let clean: String = pasted
            .chars()
            .map(|c| if is_break(c) && !kept(c) { ' ' } else { c })
            .filter(|&c| !is_unfit(c) || kept(c))
            .collect();
        let mut room = self.most().saturating_sub(self.text.chars().count());
        let fitting = graphemes(&clean).map_while(|g| {
            room = room.checked_sub(g.chars().count())?;
            Some(g.len())
        });
        let end = fitting.sum();
        self.text.insert_str(self.cursor, &clean[..end]);
        self.cursor = self.border_from(self.cursor + end);
        end > 0
    }

    /// Lets a key work on the field: characters, the arrows and their Ctrl forms, and the editing keys of the shell.
    pub fn press(&mut self, key: Key) -> Pressed {
        let changed = match (key.ctrl, key.alt, key.code) {
            (false, false, KeyCode::Char(c)) => self.insert(c),
            (false, false, KeyCode::Backspace) | (true, false, KeyCode::Char('h')) => {
                self.remove(self.before()..self.cursor)
            }
            (false, false, KeyCode::Delete) => self.remove(self.cursor..self.after()),
            (true, false, KeyCode::Char('w') | KeyCode::Backspace) | (false, true, KeyCode::Backspace) => {
                self.remove(self.word_before()..self.cursor)
            }
            (true, false, KeyCode::Char('u')) => self.remove(0..self.cursor),
            (true, false, KeyCode::Char('k')) => self.remove(self.cursor..self.text.len()),
            _ => match self.target(key) {
                Some(to) => {
                    self.cursor = to;
                    false
                }
                None => return Pressed::Ignored,
            },
        };
        if changed { Pressed::Changed } else { Pressed::Kept }
    }

    /// Where a key takes the cursor, if it is one that moves it.
    fn target(&self, key: Key) -> Option<usize> {
        match (key.ctrl, key.alt, key.code) {
            (false, false, KeyCode::Left) | (true, false, KeyCode::Char('b')) => Some(self.before()),
            (false, false, KeyCode::Right) | (true, false, KeyCode::Char('f')) => Some(self.after()),
            (true, false, KeyCode::Left) | (false, true, KeyCode::Left | KeyCode::Char('b')) => {
                Some(self.word_before())
            }
            (true, false, KeyCode::Right) | (false, true, KeyCode::Right | KeyCode::Char('f')) => {
                Some(self.word_after())
            }
            (false, false, KeyCode::Home) | (true, false, KeyCode::Char('a')) => Some(0),
            (false, false, KeyCode::End) | (true, false, KeyCode::Char('e')) => Some(self.text.len()),
            _ => None,
        }
    }

    /// The part that fits into `cells` cells. It starts as far left as the caret, with the grapheme under it, allows.
    /// Works the same for an empty field, because an input method draws at the caret.
    pub fn window(&self, cells: u16) -> Window {
        let room = usize::from(cells);
        let (before, after) = self.text.split_at(self.cursor);
        let before: Vec<Cow<'_, str>> = graphemes(before).map(shown).collect();
        let mut after = graphemes(after).map(shown).peekable();
        let under = after.peek().map_or(1, |g| width(g).max(1));
        let mut caret: usize = before.iter().map(|g| width(g)).sum();

        // Skip whole graphemes on the left until caret and grapheme fit, or nothing is left of the caret.
        let seen = before.into_iter().skip_while(|grapheme| {
            let is_skipped = caret + under > room;
            caret -= if is_skipped { width(grapheme) } else { 0 };
            is_skipped
        });
        let seen: Vec<Cow<'_, str>> = seen.collect();
        let mut left = room;
        let fitting = seen.into_iter().chain(after).map_while(|g| {
            left = left.checked_sub(width(&g))?;
            Some(g)
        });
        Window {
            text: fitting.collect(),
            caret: u16::try_from(caret).unwrap_or(u16::MAX),
        }
    }

    /// The whole text in lines of at most `cells` cells, broken between graphemes: what is being typed must not jump.
    pub fn lines(&self, cells: u16) -> Lines {
        let room = usize::from(cells.max(1));
        let mut lines = vec![String::new()];
        let (mut used, mut caret) = (0, None);
        for (at, grapheme) in grapheme_indices(&self.text) {
            let piece = shown(grapheme);
            let cells = width(&piece);
            if used + cells > room && grapheme != "\n" {
                lines.push(String::new());
                used = 0;
            }
            if at == self.cursor {
                caret = Some((lines.len() - 1, used));
            }
            if grapheme == "\n" {
                lines.push(String::new());
                used = 0;
                continue;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(&piece);
            }
            used += cells;
        }
        if caret.is_none() && used >= room {
            lines.push(String::new());
            used = 0;
        }
        let (row, cell) = caret.unwrap_or((lines.len() - 1, used));
        Lines {
            lines,
            row,
            caret: u16::try_from(cell.min(room - 1)).unwrap_or(u16::MAX),
        }
    }

    fn remove(&mut self, range: Range<usize>) -> bool {
        if range.is_empty() {
            return false;
        }
        self.cursor = range.start;
        self.text.replace_range(range, "");
        // What stood on both sides may have become one grapheme.
        self.cursor = self.border_from(self.cursor);
        true
    }

    /// The first grapheme border at or after a byte offset.
    fn border_from(&self, offset: usize) -> usize {
        let mut borders = grapheme_indices(&self.text).map(|(at, _)| at);
        borders.find(|at| *at >= offset).unwrap_or(self.text.len())
    }

    fn before(&self) -> usize {
        self.cursor - graphemes(&self.text[..self.cursor]).last().map_or(0, str::len)
    }

    fn after(&self) -> usize {
        self.cursor + graphemes(&self.text[self.cursor..]).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let before: Vec<&str> = graphemes(&self.text[..self.cursor]).collect();
        self.cursor - word(before.into_iter().rev())
    }

    fn word_after(&self) -> usize {
        self.cursor + word(graphemes(&self.text[self.cursor..]))
    }
}

/// The bytes of the first word of graphemes, with the spaces before it.
fn word<'g>(graphemes: impl Iterator<Item = &'g str>) -> usize {
    let mut word = None;
    let own = graphemes.take_while(|grapheme| {
        let class = class(grapheme);
        let is_own = word.is_none_or(|w| w == class);
        if class != Class::Space {
            word = Some(class);
        }
        is_own
    });
    own.map(str::len).sum()
}

/// How a grapheme is drawn. Half-width kana with a voicing mark are measured differently by terminals and width tables;
/// drawn in full width they are two cells for everybody.
fn shown(grapheme: &str) -> Cow<'_, str> {
    if grapheme.contains(['\u{FF9E}', '\u{FF9F}']) {
        nfkc(grapheme)
    } else {
        Cow::Borrowed(grapheme)
    }
}

/// Line breaks of every kind, and tabs.
fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Characters that would act on the terminal or on the order of text instead of being shown.
fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn class(grapheme: &str) -> Class {
    match grapheme.chars().next().unwrap_or(' ') {
        c if c.is_whitespace() => Class::Space,
        c if is_hiragana(c) => Class::Hiragana,
        c if is_katakana(c) => Class::Katakana,
        c if is_kanji(c) => Class::Kanji,
        c if c.is_alphanumeric() => Class::Letter,
        _ => Class::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field from text with `|` at the cursor.
    fn field(drawn: &str) -> Field {
        let cursor = drawn.find('|').unwrap();
        Field {
            text: drawn.replacen('|', "", 1),
            cursor,
            has_lines: false,
        }
    }

    fn drawn(field: &Field) -> String {
        let mut text = field.text.clone();
        text.insert(field.cursor, '|');
        text
    }

    #[test]
    fn keys_edit_by_grapheme_and_by_word() {
        let family = "👨‍👩‍👧";
        let flag = "🇯🇵";
        let table = [
            ("|", "a", "a|"),
            ("東|京", "都", "東都|京"),
            ("東京|", "backspace", "東|"),
            ("|東京", "delete", "|京"),
            (&format!("a{family}|b"), "backspace", "a|b"),
            (&format!("a|{flag}b"), "delete", "a|b"),
            (&format!("a|{family}b"), "right", &format!("a{family}|b")),
            ("e\u{301}|x", "left", "|e\u{301}x"),
            ("か|", "left", "|か"),
            ("か|", "\u{3099}", "か\u{3099}|"),
            ("|\u{301}", "e", "e\u{301}|"),
            ("|", "backspace", "|"),
            ("a|", "delete", "a|"),
            ("ab|cd", "home", "|abcd"),
            ("ab|cd", "ctrl-a", "|abcd"),
            ("ab|cd", "end", "abcd|"),
            ("ab|cd", "ctrl-u", "|cd"),
            ("ab|cd", "ctrl-k", "ab|"),
            ("31 March 2027|", "ctrl-left", "31 March |2027"),
            ("31 March |2027", "ctrl-left", "31 |March 2027"),
            ("31| March 2027", "ctrl-right", "31 March| 2027"),
            ("在留カードを更新|", "ctrl-left", "在留カードを|更新"),
            ("在留カード|を更新", "ctrl-left", "在留|カードを更新"),
            ("|在留カードを更新", "alt-right", "在留|カードを更新"),
            ("令和9年3月|", "ctrl-w", "令和9年3|"),
            ("a   |", "ctrl-w", "|"),
            ("a|b", "ctrl-h", "|b"),
        ];
        for (before, key, after) in table {
            let mut edited = field(before);
            let was = edited.text.clone();
            let pressed = edited.press(key.parse().unwrap());
            assert_eq!(drawn(&edited), after, "{before} {key}");
            assert_eq!(pressed == Pressed::Changed, was != edited.text, "{before} {key}");
        }
    }

    #[test]
    fn keys_of_the_screen_are_left_to_the_screen() {
        for key in [
            "enter", "esc", "tab", "up", "down", "ctrl-c", "f1", "alt-x", "page-up", "ctrl-z",
        ] {
            let mut field = field("ab|c");
            assert_eq!(field.press(key.parse().unwrap()), Pressed::Ignored, "{key}");
            assert_eq!(drawn(&field), "ab|c", "{key}");
        }
    }

    #[test]
    fn pasting_cleans_and_cuts() {
        let long = "漢".repeat(300);
        let table = [
            ("a|d", "b\nc", "ab c|d".to_owned()),
            ("|", "one\r\ntwo\rthree\tfour\n", "one two three four|".to_owned()),
            ("|", "\u{1b}[31mred\u{7}\u{0}", "[31mred|".to_owned()),
            ("|", "a\u{202E}b\u{2066}c\u{FEFF}", "abc|".to_owned()),
            ("|", "", "|".to_owned()),
            ("|", &long, format!("{}|", "漢".repeat(MAX_CHARS))),
        ];
        for (before, pasted, after) in table {
            let mut field = field(before);
            let changed = field.paste(pasted);
            assert_eq!(drawn(&field), after, "{pasted:?}");
            assert_eq!(changed, drawn(&field) != before, "{pasted:?}");
        }
    }

    #[test]
    fn a_field_of_lines_keeps_them_and_breaks_what_is_too_wide() {
        let mut field = Field::with_lines("one\r\ntwo 三四五\n\n六");
        assert_eq!(field.text(), "one\ntwo 三四五\n\n六");
        let shown = field.lines(8);
        assert_eq!(shown.lines, ["one", "two 三四", "五", "", "六"]);
        assert_eq!((shown.row, shown.caret), (4, 2));
        field.press(Key::plain(KeyCode::Home));
        assert!(field.insert('\n') && !field.insert('\u{7}'));
        assert_eq!(field.lines(8).lines[0], "");
        assert_eq!((field.lines(8).row, field.lines(8).caret), (1, 0));
        let full = Field::with_lines("12345678");
        assert_eq!((full.lines(8).row, full.lines(8).caret), (1, 0), "the caret has a cell");
        assert_eq!(Field::with_lines("").lines(0).lines, [""]);
        let long = "漢".repeat(MAX_LINES_CHARS + 5);
        assert_eq!(Field::with_lines(&long).text().chars().count(), MAX_LINES_CHARS);
        assert!(!Field::new("a").insert('\n'), "a field of one line has one");
    }

    #[test]
    fn a_full_field_takes_nothing_more_and_tears_nothing() {
        let mut full = Field::new(&"a".repeat(MAX_CHARS - 2));
        assert!(!full.paste("👨‍👩‍👧"), "five characters do not fit into two");
        assert!(full.insert('b') && full.insert('c'));
        assert!(!full.insert('d'));
        assert_eq!(full.press(Key::char('d')), Pressed::Kept);
        assert_eq!(full.text().chars().count(), MAX_CHARS);
        assert!(!Field::default().insert('\u{1b}'));
    }

    #[test]
    fn normalised_only_when_accepted() {
        let typed = Field::new("　Ｒ９．３．３１ ｶﾞ ");
        assert_eq!(typed.text(), "　Ｒ９．３．３１ ｶﾞ ");
        assert_eq!(typed.accepted(), "R9.3.31 ガ");
    }

    #[test]
    fn the_window_always_holds_the_caret() {
        let table = [
            ("|", 10, "", 0),
            ("|", 1, "", 0),
            ("|", 0, "", 0),
            ("abc|", 10, "abc", 3),
            ("abc|", 4, "abc", 3),
            ("abcd|", 4, "bcd", 3),
            ("ab|cd", 4, "abcd", 2),
            ("|abcdef", 4, "abcd", 0),
            ("abcd|ef", 4, "bcde", 3),
            ("東京都|", 10, "東京都", 6),
            ("東京都|", 6, "京都", 4),
            ("東京都|", 5, "京都", 4),
            ("東|京都", 4, "東京", 2),
            ("東|京都", 3, "京", 0),
            ("|東京", 1, "", 0),
            ("東京|", 1, "", 0),
            ("ｶﾞ|x", 5, "ガx", 2),
            ("👨‍👩‍👧|", 3, "👨‍👩‍👧", 2),
        ];
        for (text, cells, shown, caret) in table {
            let window = field(text).window(cells);
            assert_eq!(
                (window.text.as_str(), window.caret),
                (shown, caret),
                "{text} in {cells}"
            );
        }
    }

    #[test]
    fn no_window_is_wider_than_its_place() {
        let mut field = Field::new("a東é👨‍👩‍👧ｶﾞ🇯🇵 カード\u{3099}x\u{301}");
        field.press(Key::plain(KeyCode::Home));
        loop {
            for cells in 0..30 {
                let window = field.window(cells);
                assert!(
                    width(&window.text) <= usize::from(cells),
                    "{} in {cells}",
                    drawn(&field)
                );
                assert!(window.caret < cells.max(1), "{} in {cells}", drawn(&field));
            }
            let before = field.cursor;
            field.press(Key::plain(KeyCode::Right));
            if field.cursor == before {
                break;
            }
        }
        assert_eq!(field.cursor, field.text.len());
    }
}
