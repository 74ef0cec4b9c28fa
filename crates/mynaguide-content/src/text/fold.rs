//! Folding of typed text, and cleaning of text that comes from files.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::grapheme::graphemes;

/// More combining marks on one character are an attack on the screen, not a script.
const MOST_MARKS: usize = 8;

/// Joins emoji into one picture.
const JOINER: char = '\u{200D}';

/// One spelling for each character (NFKC): full-width letters and digits become ASCII, half-width kana full-width,
/// circled numbers plain.
pub fn nfkc(text: &str) -> Cow<'_, str> {
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => {
            let folded: String = text.nfkc().collect();
            if folded == text {
                Cow::Borrowed(text)
            } else {
                Cow::Owned(folded)
            }
        }
    }
}

/// A key as a command: with Japanese input on, `m` arrives as `ｍ`.
pub fn fold_command(key: char) -> char {
    match key {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(key) - 0xFF01 + u32::from('!')).unwrap_or(key),
        _ => key,
    }
}

/// Text that is safe to write to a terminal.
///
/// Newlines stay, a tab is a space. Removed are: control characters and escapes, marks that change the writing direction,
/// invisible characters, joiners outside emoji, and combining marks beyond the eighth on one character.
pub fn clean(text: &str) -> String {
    if text.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)) {
        return text.to_owned();
    }
    let visible: String = text.chars().filter_map(visible).collect();
    let mut cleaned = String::with_capacity(visible.len());
    for grapheme in graphemes(&visible) {
        clean_grapheme(grapheme, &mut cleaned);
    }
    cleaned
}

/// The character to show; none for one that must not reach the terminal. Joiners are judged later.
fn visible(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        // The last two are the line and the paragraph separator.
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        // Soft hyphen, Arabic letter mark, zero-width space and non-joiner, direction marks, overrides and isolates,
        // word joiner and invisible operators, byte order mark, annotations, musical controls, tags, non-characters.
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{200C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{FFFE}'
        | '\u{FFFF}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E007F}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// Copies a grapheme without stray joiners and without too many marks.
fn clean_grapheme(grapheme: &str, cleaned: &mut String) {
    // Whether a character is a picture is asked only where it could be joined: the answer takes its time.
    let is_joined = grapheme.contains(JOINER);
    let mut marks = 0;
    let mut chars = grapheme.chars().peekable();
    let mut pictured = false;
    while let Some(c) = chars.next() {
        if c == JOINER {
            let joins = pictured && chars.peek().is_some_and(|&next| is_picture(next));
            if !joins {
                continue;
            }
        } else if !is_combining_mark(c) {
            pictured = pictured || is_joined && is_picture(c);
            cleaned.push(c);
            continue;
        }
        marks += 1;
        if marks <= MOST_MARKS {
            cleaned.push(c);
        }
    }
}

/// Whether a character is an emoji that can be joined. The grapheme rules say so themselves: only emoji stay together
/// with their like across a joiner.
fn is_picture(c: char) -> bool {
    let one = |text: String| graphemes(&text).count() == 1;
    one(format!("{c}{JOINER}{c}")) && !one(format!("a{c}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding() {
        for (text, expected) in [
            ("", ""),
            ("abc", "abc"),
            ("２０２７年", "2027年"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("か\u{3099}", "が"),
            ("①", "1"),
            ("（水）", "(水)"),
            ("㋿", "令和"),
        ] {
            assert_eq!(nfkc(text), expected);
        }
        assert!(matches!(nfkc("在留カード"), Cow::Borrowed(_)));
    }

    #[test]
    fn keys() {
        for (key, expected) in [
            ('ｍ', 'm'),
            ('Ｑ', 'Q'),
            ('？', '?'),
            ('／', '/'),
            ('！', '!'),
            ('～', '~'),
            ('　', ' '),
            ('m', 'm'),
            ('あ', 'あ'),
            ('｟', '｟'),
            ('\u{FF00}', '\u{FF00}'),
        ] {
            assert_eq!(fold_command(key), expected);
        }
    }

    #[test]
    fn nothing_raw_reaches_the_terminal() {
        for (text, expected) in [
            ("plain\ntext", "plain\ntext"),
            ("a\tb\r\nc\rd", "a b\ncd"),
            ("\u{1B}[31mred\u{1B}]0;title\u{7}", "[31mred]0;title"),
            ("\u{9B}31m\u{85}\u{7F}\0", "31m"),
            ("file\u{202E}txt.exe\u{202C}", "filetxt.exe"),
            ("\u{2066}a\u{2069}\u{200E}\u{200F}\u{61C}", "a"),
            ("soft\u{AD}hy\u{200B}phen\u{FEFF}\u{2060}", "softhyphen"),
            ("a\u{2028}b\u{2029}c", "a\nb\nc"),
            ("a\u{200D}b", "ab"),
            ("\u{200D}", ""),
            ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
            ("🏳️‍🌈", "🏳️‍🌈"),
            ("👩🏽‍🚒", "👩🏽‍🚒"),
            ("👩\u{200D}", "👩"),
            ("👩\u{200D}a", "👩a"),
            ("a\u{200D}👩", "a👩"),
            ("葛\u{E0100}城", "葛\u{E0100}城"),
            ("日本語 Tiếng Việt नेपाली မြန်မာ", "日本語 Tiếng Việt नेपाली မြန်မာ"),
        ] {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }

    #[test]
    fn marks_are_capped() {
        let marks = |n| format!("e{}x", "\u{301}".repeat(n));
        assert_eq!(clean(&marks(8)), marks(8));
        assert_eq!(clean(&marks(9)), marks(8));
        assert_eq!(clean(&marks(5000)), marks(8));
        let endless = "👩\u{200D}".repeat(50);
        assert_eq!(clean(&endless).matches(JOINER).count(), MOST_MARKS);
        assert_eq!(
            clean(&format!("e{}\u{1B}{}", "\u{301}".repeat(8), "\u{301}".repeat(8))),
            format!("e{}", "\u{301}".repeat(8))
        );
    }

    proptest! {
        #[test]
        fn no_control_survives_and_twice_is_once(text in any::<String>()) {
            let cleaned = clean(&text);
            prop_assert!(cleaned.chars().all(|c| c == '\n' || !c.is_control()));
            let hidden = cleaned.contains(['\u{202E}', '\u{2066}', '\u{200B}']);
            prop_assert!(!hidden);
            prop_assert_eq!(clean(&cleaned), cleaned);
        }

        #[test]
        fn hostile_text_too(text in "[a👩🏽❤é\u{200D}\u{FE0F}\u{301}\u{1B}\u{202E}\u{E0041}\n\t क\u{94D}]{0,40}") {
            let cleaned = clean(&text);
            prop_assert_eq!(clean(&cleaned), cleaned.clone());
            for grapheme in graphemes(&cleaned) {
                prop_assert!(grapheme.chars().filter(|&c| is_combining_mark(c)).count() <= MOST_MARKS);
            }
        }

        #[test]
        fn folded_is_folded(text in any::<String>()) {
            let once = nfkc(&text).into_owned();
            prop_assert_eq!(nfkc(&once), once.as_str());
        }
    }
}
