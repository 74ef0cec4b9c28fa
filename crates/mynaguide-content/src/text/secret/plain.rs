//! One spelling for everything that can hide digits.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The zero of scripts whose ten digits follow each other: Arabic (two), Devanagari, Bengali, Gurmukhi, Gujarati, Tamil,
/// Telugu, Thai, Lao, Tibetan, Burmese (two), Khmer, Mongolian.
const ZEROS: [char; 15] = [
    '\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{BE6}', '\u{C66}', '\u{E50}', '\u{ED0}',
    '\u{F20}', '\u{1040}', '\u{1090}', '\u{17E0}', '\u{1810}',
];

/// The characters of a text with folded compatibility forms, ASCII digits, one kind of hyphen, and nothing invisible.
pub(super) fn plain(text: &str) -> Vec<char> {
    let mut plain: Vec<char> = Vec::with_capacity(text.len());
    for c in text.nfkc().filter(|&c| !is_invisible(c)) {
        let after_digit = plain
            .last()
            .is_some_and(|last| last.is_ascii_digit() || is_separator(*last));
        plain.push(match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            // With Japanese input on, the hyphen key gives the long-vowel mark. Within words it stays.
            'ー' if after_digit => '-',
            _ => ascii_digit(c).unwrap_or(c),
        });
    }
    plain
}

/// What may stand between the digits of one number.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || is_joint(c)
}

/// A separator that is not a space.
pub(super) fn is_joint(c: char) -> bool {
    matches!(
        c,
        '-' | '_' | '.' | '/' | '\\' | '。' | '·' | '・' | '•' | '‧' | '∙' | '⋅' | '\u{2044}' | '\u{2215}' | 'ー'
    )
}

fn is_invisible(c: char) -> bool {
    is_combining_mark(c)
        || c.is_control() && !c.is_whitespace()
        || matches!(
            c,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

fn ascii_digit(c: char) -> Option<char> {
    const KANJI: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if c.is_ascii() {
        return None;
    }
    let value = match c {
        '零' => Some(0),
        _ => KANJI.iter().position(|&digit| digit == c).or_else(|| native_digit(c)),
    };
    value.and_then(|value| char::from_digit(u32::try_from(value).ok()?, 10))
}

fn native_digit(c: char) -> Option<usize> {
    ZEROS
        .iter()
        .find_map(|&zero| (zero..).take(10).position(|digit| digit == c))
}
