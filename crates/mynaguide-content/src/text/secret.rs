//! Refusing secrets in free text: a My Number, the number of a residence card, a PIN or password.
//!
//! Rather one note too many is refused than one secret stored. Dates and telephone numbers are set aside first, but only
//! where they stand alone: `2026-11-29 2027-03-31` passes, `2026-11-29-0331` does not.

mod harmless;
mod plain;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use plain::is_separator;

/// Why a text may not be stored, and what is safe to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// Twelve or more digits, however they are separated.
    #[error(
        "Twelve digits could be a My Number, which is never stored here; write only where it is kept, \
         for example \"card in the drawer\"."
    )]
    TwelveDigits,
    /// Two letters, eight digits, two letters.
    #[error(
        "This looks like the number of a residence card, which is never stored here; write only whose card it is, \
         for example \"my residence card\"."
    )]
    CardNumber,
    /// A word for PIN or password beside something that could be one.
    #[error(
        "This looks like a PIN or password, which is never stored here; write only that you know it, \
         for example \"PIN known\"."
    )]
    Pin,
}

/// A My Number has so many digits.
const MY_NUMBER_DIGITS: usize = 12;

/// Digits in the middle of a residence card number.
const CARD_DIGITS: usize = 8;

/// Refuses a text that may hold a secret. Spaces, hyphens, dots, slashes, underscores, invisible characters and the like
/// between the digits hide nothing, nor do full-width or kanji digits.
///
/// # Errors
///
/// The [`Refusal`] says why; it holds nothing of the text.
pub fn refuse_secret(text: &str) -> Result<(), Refusal> {
    // Each of them has a digit, and only other letters than those of ASCII can hide one.
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(());
    }
    let chars = harmless::without_dates_and_phones(&plain::plain(text));
    if has_twelve_digits(&chars) {
        Err(Refusal::TwelveDigits)
    } else if (0..chars.len()).any(|at| card_number_at(&chars, at)) {
        Err(Refusal::CardNumber)
    } else if speaks_of_pin(&chars) && has_code(&chars) {
        Err(Refusal::Pin)
    } else {
        Ok(())
    }
}

fn has_twelve_digits(chars: &[char]) -> bool {
    let mut digits = 0;
    chars.iter().any(|&c| {
        if c.is_ascii_digit() {
            digits += 1;
        } else if !is_separator(c) {
            digits = 0;
        }
        digits >= MY_NUMBER_DIGITS
    })
}

/// Whether two letters, eight digits and two letters begin here, with any separators between them.
fn card_number_at(chars: &[char], start: usize) -> bool {
    let is_letter = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphabetic);
    if !is_letter(start) || start > 0 && is_letter(start - 1) {
        return false;
    }
    let mut at = start;
    let mut picked = Vec::with_capacity(CARD_DIGITS + 4);
    let mut spaces = [false; CARD_DIGITS + 4];
    for (index, space) in spaces.iter_mut().enumerate() {
        while index > 0 && chars.get(at).is_some_and(|&c| is_separator(c)) {
            *space |= chars[at].is_whitespace();
            at += 1;
        }
        let is_digit_place = (2..2 + CARD_DIGITS).contains(&index);
        match chars.get(at) {
            Some(c) if is_digit_place && c.is_ascii_digit() || !is_digit_place && c.is_ascii_alphabetic() => {
                picked.push(*c);
            }
            _ => return false,
        }
        at += 1;
    }
    let (before, after) = ([picked[0], picked[1]], [picked[10], picked[11]]);
    let set_apart = spaces[2] && spaces[10] && !spaces[1] && !spaces[11];
    let in_a_sentence = set_apart && is_word(before) && is_word(after);
    !in_a_sentence && !is_letter(at)
}

/// Short words of ordinary sentences: "at 5321-1111 on" is no card number. Capitals throughout are.
fn is_word(pair: [char; 2]) -> bool {
    const WORDS: [&str; 25] = [
        "am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no", "of", "ok",
        "on", "or", "so", "to", "up", "us", "we",
    ];
    let word: String = pair.iter().map(char::to_ascii_lowercase).collect();
    pair[1].is_ascii_lowercase() && WORDS.contains(&word.as_str())
}

/// Whether the text has a word for PIN or password.
fn speaks_of_pin(chars: &[char]) -> bool {
    const JAPANESE: [&str; 7] = [
        "暗証",
        "暗唱",
        "あんしょう",
        "アンショウ",
        "パスワード",
        "ぱすわーど",
        "パスコード",
    ];
    const ENGLISH: [&str; 8] = [
        "pin",
        "pins",
        "pincode",
        "passcode",
        "passcodes",
        "passwd",
        "password",
        "passwords",
    ];
    let text: String = chars.iter().map(char::to_ascii_lowercase).collect();
    JAPANESE.iter().any(|word| text.contains(word))
        || text
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| ENGLISH.contains(&word))
}

/// Whether the text has four digits together (or one by one), or 6 to 16 letters and digits with a digit among them.
fn has_code(chars: &[char]) -> bool {
    let four = chars.split(|c| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let password = chars
        .split(|c| !c.is_ascii_alphanumeric())
        .any(|group| (6..=16).contains(&group.len()) && group.iter().any(char::is_ascii_digit));
    four || password || has_four_single_digits(chars)
}

/// `1 2 3 4` or `1-2-3-4`.
fn has_four_single_digits(chars: &[char]) -> bool {
    chars
        .split(|&c| !c.is_ascii_alphanumeric() && !is_separator(c))
        .any(|run| {
            let groups = run.split(|&c| is_separator(c)).filter(|group| !group.is_empty());
            let mut singles = 0;
            let mut longest = 0;
            for group in groups {
                singles = if group.len() == 1 && group[0].is_ascii_digit() {
                    singles + 1
                } else {
                    0
                };
                longest = longest.max(singles);
            }
            longest >= 4
        })
}

#[cfg(test)]
mod tests;
