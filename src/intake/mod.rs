//! From typed words to changes. Pure: no files, no clock; the commands and the full-screen program both use it.
//!
//! Whatever is typed passes [`accept`] before it is repeated or stored, so that a number nobody may write down is
//! refused without ever being shown.

mod answer;
mod change;
mod find;

pub use answer::{AnswerProblem, MAX_COUNT, parse_answer, parse_day};
pub use change::{IntakeProblem, Prepared, record_event, set_answer, tick};
pub use find::{
    FindProblem, What, find_deadline, find_event, find_fact, find_item, find_person, find_procedure, item_ids,
};

use crate::text::secret::{Refusal, refuse_secret};
use crate::text::{clean, nfkc};

/// Typed words ready to be looked up: one spelling for each character, nothing invisible, no spaces at the ends.
///
/// # Errors
/// They hold a number that must not be written down; the refusal never repeats it.
pub fn accept(typed: &str) -> Result<String, Refusal> {
    refuse_secret(typed)?;
    let words = clean(&nfkc(typed));
    // Marks that were removed may have stood between the digits.
    refuse_secret(&words)?;
    Ok(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The form in which words are compared: without case, and without the difference of `-`, `_` and space.
fn folded(words: &str) -> String {
    nfkc(words).to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_secrets_refused() {
        for (typed, expected) in [
            (" Ｍｏｖｅ　ｉｎ ", "Move in"),
            ("a\u{1b}[31mb", "a[31mb"),
            ("2026-11-29", "2026-11-29"),
            ("", ""),
        ] {
            assert_eq!(accept(typed).as_deref(), Ok(expected), "{typed:?}");
        }
        for typed in ["123456789012", "１２３４ ５６７８ ９０１２", "1234\u{1b}5678\u{7}9012"] {
            let refusal = accept(typed).unwrap_err().to_string();
            assert!(!refusal.contains("1234") && !refusal.contains("5678"), "{refusal}");
        }
    }

    #[test]
    fn joints_and_case_do_not_matter() {
        for word in ["card_held", "Card-Held", "card held", "ＣＡＲＤ＿ＨＥＬＤ"] {
            assert_eq!(folded(word), "card-held");
        }
    }
}
