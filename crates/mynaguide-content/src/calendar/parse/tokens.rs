//! From typed characters to the words of a date.

use chrono::Weekday;
use unicode_normalization::UnicodeNormalization;

use super::super::era::Era;

/// One word of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits.
    Number(Number),
    /// A month by its English name.
    Month(u32),
    /// An era by name or letter.
    Era(Era),
    /// 元, the first year of an era.
    FirstYear,
    /// 年, 月 or 日.
    Mark(Mark),
    /// One of `-`, `/`, `.`, `,`.
    Separator(char),
    /// Any run of spaces.
    Space,
}

/// Digits with their number, because `03` and `2003` are different years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value.
    pub value: u32,
    /// How many digits were typed, at most eight.
    pub digits: usize,
}

/// What a number is, in Japanese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Year,
    Month,
    Day,
}

impl Number {
    /// Can be a month or a day.
    pub(super) fn is_short(self) -> bool {
        self.digits <= 2
    }
}

impl Token {
    /// Only stands between others.
    pub(super) fn is_separator(self) -> bool {
        matches!(self, Self::Separator(_) | Self::Space)
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(Weekday, char, &[&str]); 7] = [
    (Weekday::Mon, '月', &["mon", "monday"]),
    (Weekday::Tue, '火', &["tue", "tues", "tuesday"]),
    (Weekday::Wed, '水', &["wed", "weds", "wednesday"]),
    (Weekday::Thu, '木', &["thu", "thur", "thurs", "thursday"]),
    (Weekday::Fri, '金', &["fri", "friday"]),
    (Weekday::Sat, '土', &["sat", "saturday"]),
    (Weekday::Sun, '日', &["sun", "sunday"]),
];

/// One spelling for each character: compatibility forms, dashes, dots, spaces, macrons and capitals are folded.
pub(super) fn fold(typed: &str) -> String {
    typed
        .nfkc()
        .filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            // The long-vowel mark is what the hyphen key gives while Japanese input is on.
            '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' => '-',
            '・' | '·' | '。' => '.',
            '、' => ',',
            'ō' => 'o',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect()
}

/// Takes a weekday off the end (`(Wed)`, `(水)`, `Wednesday`, `水曜日`) or off the beginning (`Wed, `).
pub(super) fn split_weekday(folded: &str) -> (&str, Option<Weekday>) {
    last_weekday(folded)
        .or_else(|| first_weekday(folded))
        .map_or((folded, None), |(rest, weekday)| {
            (rest.trim_matches([' ', ',']), Some(weekday))
        })
}

fn last_weekday(folded: &str) -> Option<(&str, Weekday)> {
    if let Some((rest, inside)) = folded.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        return Some((rest, weekday(inside.trim())?));
    }
    let folded = folded.trim_end_matches('.');
    let rest = folded.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if let Some(weekday) = weekday(&folded[rest.len()..]) {
        return Some((rest, weekday));
    }
    let short = folded.strip_suffix("曜日").or_else(|| folded.strip_suffix('曜'))?;
    let last = short.chars().next_back()?;
    Some((&short[..short.len() - last.len_utf8()], weekday_by_kanji(last)?))
}

fn first_weekday(folded: &str) -> Option<(&str, Weekday)> {
    let rest = folded.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let weekday = weekday(&folded[..folded.len() - rest.len()])?;
    Some((rest.strip_prefix('.').unwrap_or(rest), weekday))
}

fn weekday(word: &str) -> Option<Weekday> {
    let stem = word.trim_end_matches('.');
    let kanji = word
        .strip_suffix("曜日")
        .or_else(|| word.strip_suffix('曜'))
        .unwrap_or(word);
    let mut chars = kanji.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => weekday_by_kanji(only),
        _ => WEEKDAYS
            .iter()
            .find(|(_, _, names)| names.contains(&stem))
            .map(|(weekday, ..)| *weekday),
    }
}

fn weekday_by_kanji(kanji: char) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(_, c, _)| *c == kanji)
        .map(|(weekday, ..)| *weekday)
}

/// The words of a folded date; `None` if there is anything that no date holds.
pub(super) fn tokens(folded: &str) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        let is_same_kind: fn(char) -> bool = match c {
            '0'..='9' => |c| c.is_ascii_digit(),
            'a'..='z' => |c| c.is_ascii_lowercase(),
            ' ' => |c| c == ' ',
            _ => |_| false,
        };
        let length = rest.find(|c| !is_same_kind(c)).unwrap_or(rest.len()).max(c.len_utf8());
        let (word, after) = rest.split_at(length);
        rest = after;
        match c {
            '0'..='9' => found.push(number(word)?),
            'a'..='z' if is_ordinal(word) && matches!(found.last(), Some(Token::Number(_))) => {}
            'a'..='z' => found.push(english(word)?),
            ' ' => found.push(Token::Space),
            '-' | '/' | '.' | ',' => found.push(Token::Separator(c)),
            _ => {
                let (token, second) = japanese(c)?;
                if let Some(second) = second {
                    rest = rest.strip_prefix(second).unwrap_or(rest);
                }
                found.push(token);
            }
        }
    }
    Some(found)
}

/// More than eight digits are no date: twelve would be a My Number.
fn number(word: &str) -> Option<Token> {
    let digits = word.len();
    (digits <= 8).then_some(Token::Number(Number {
        value: word.parse().ok()?,
        digits,
    }))
}

/// A word in Latin letters.
fn english(word: &str) -> Option<Token> {
    if word == "of" {
        return Some(Token::Space);
    }
    let is_month = |name: &&str| *name == word || name[..3] == *word || (*name == "september" && word == "sept");
    match MONTHS.iter().position(is_month) {
        Some(index) => Some(Token::Month(u32::try_from(index).ok()? + 1)),
        None => era_by_letters(word).map(Token::Era),
    }
}

/// What follows the number in `31st`; it says nothing more.
fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

fn era_by_letters(word: &str) -> Option<Era> {
    Era::ALL.into_iter().find(|era| {
        fold(era.romaji()) == word || word.len() == 1 && word.chars().all(|c| era.initial().to_ascii_lowercase() == c)
    })
}

/// A kanji of a date; with it the kanji that may follow as part of the same word (令 or 令和).
fn japanese(c: char) -> Option<(Token, Option<char>)> {
    let token = match c {
        '年' => Token::Mark(Mark::Year),
        '月' => Token::Mark(Mark::Month),
        '日' => Token::Mark(Mark::Day),
        '元' => Token::FirstYear,
        _ => {
            let era = Era::ALL.into_iter().find(|era| era.kanji().starts_with(c))?;
            return Some((Token::Era(era), era.kanji().chars().nth(1)));
        }
    };
    Some((token, None))
}
