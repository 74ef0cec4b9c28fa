//! What `y` copies: the one thing that the reader is at, as plain words.

use super::axis::deadlines;
use super::note;
use super::sheets::question_rows;
use crate::present::{Block, Kind, deadline_words, found_row, found_words, question_card};
use crate::text::clean;
use crate::tui::effect::Effect;
use crate::tui::model::{ClerkState, Model, Pane, Sheet};

/// The longest text that is copied, in bytes. Terminals drop a longer sequence whole: the widely kept limit is 100,000
/// bytes, of which base64 leaves three quarters.
const LONGEST: usize = 74_000;

/// Width in cells to which copied texts are wrapped.
const WIDTH: usize = 100;

pub(super) fn copy(model: &mut Model) {
    if model.supposed.is_some() {
        // A date that is only supposed must not leave the program as if it were one.
        return note(model, "supposed-first");
    }
    let text = focused(model).map(|text| tame(&text)).unwrap_or_default();
    if text.is_empty() {
        return note(model, "notice-nothing-to-copy");
    }
    let cut = cut(&text);
    let is_whole = cut.len() == text.len();
    note(model, if is_whole { "notice-copied" } else { "notice-copied-cut" });
    model.effects.push(Effect::Copy(cut.to_owned()));
}

/// Content and notes come from files: what is pasted into a shell later must not hold control characters.
fn tame(text: &str) -> String {
    clean(text).trim().to_owned()
}

/// The text, or as many whole lines of it as fit.
fn cut(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let end = (0..=LONGEST).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
    let kept = &text[..end];
    kept.rfind('\n').map_or(kept, |line| &kept[..line])
}

/// What the reader is at.
fn focused(model: &Model) -> Option<String> {
    let Some(sheet) = model.sheets.last() else {
        return at_home(model);
    };
    match sheet {
        Sheet::Axis(state) => {
            let rows = model.axis_rows(state);
            let row = &deadlines(&rows).nth(state.selected)?.row;
            Some(deadline_words(model.scene(), model.deadline(&row.person, &row.key)?))
        }
        Sheet::Questions(list) => {
            let row = question_rows(model).into_iter().nth(list.selected)?;
            let person = row.person.as_ref().map(crate::content::Id::as_str);
            let card = question_card(model.scene(), person, row.fact.as_str())?;
            let answer = card.current.map(|answer| format!("\n{}: {answer}", card.name));
            Some(format!("{}{}", card.ask, answer.unwrap_or_default()))
        }
        Sheet::Search(finder) => {
            let hits = model.found(finder);
            let hit = hits.get(finder.list.selected)?;
            let row = found_row(&model.pack, &model.strings, model.today, hit)?;
            Some(found_words(&model.strings, &row))
        }
        Sheet::Clerk(state) => phrase(model, state),
        // A text; a list or a form has none.
        sheet => sheet.place().map(|_| model.sheet_lines().doc().to_text(WIDTH)),
    }
}

fn at_home(model: &Model) -> Option<String> {
    if model.home.focus == Pane::Timeline
        && let Some((person, key)) = model.selected_deadline()
    {
        return Some(deadline_words(model.scene(), model.deadline(&person, &key)?));
    }
    let doc = model.detail_doc();
    match model.detail_block().and_then(|b| doc.blocks.get(b)) {
        Some(block) => Some(one_block(block)),
        None => Some(doc.to_text(WIDTH)),
    }
}

/// A line as it stands, without the mark before it: what is pasted into a message is the words.
fn one_block(block: &Block) -> String {
    let words: String = block.spans.iter().map(|s| s.text.as_str()).collect();
    match &block.kind {
        // Whether it is ticked is part of it.
        Kind::Check(ticked) => format!("[{}] {words}", if *ticked { 'x' } else { ' ' }),
        Kind::Row(label) => format!("{label}: {words}"),
        _ => words,
    }
}

/// The sentence that is shown, in its four forms.
fn phrase(model: &Model, state: &ClerkState) -> Option<String> {
    let phrase = model.pack.phrases.get(state.phrases.get(state.at)?)?;
    let said = phrase.sentence(state.reply);
    Some(format!("{}\n{}\n{}\n{}", said.ja, said.kana, said.romaji, said.en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Doc, Span};

    #[test]
    fn control_characters_are_not_copied() {
        for (text, expected) in [
            ("rm\u{1b}[31m -rf\r\n", "rm[31m -rf"),
            ("a\u{202e}b\u{200b}c\u{7}", "abc"),
            ("\u{1b}]52;c;eA==\u{7}", "]52;c;eA=="),
            ("two\nlines\tand 在留カード\n", "two\nlines and 在留カード"),
        ] {
            assert_eq!(tame(text), expected);
        }
    }

    #[test]
    fn too_long_a_text_is_cut_after_a_line() {
        let line = "在留カード\n";
        let text = line.repeat(6000);
        let kept = cut(&text);
        assert!(kept.len() <= LONGEST && kept.len() > LONGEST - 2 * line.len());
        assert!(kept.ends_with("カード"));
        let unbroken = "在".repeat(40_000);
        assert_eq!(cut(&unbroken).len(), LONGEST / 3 * 3);
        assert_eq!(cut("short"), "short");
    }

    #[test]
    fn a_line_is_copied_without_the_mark_before_it() {
        let mut doc = Doc::default();
        let words = || vec![Span::new("Passport", crate::present::Role::Plain)];
        for (kind, expected) in [
            (Kind::Bullet, "Passport"),
            (Kind::Check(true), "[x] Passport"),
            (Kind::Row("Bring".to_owned()), "Bring: Passport"),
        ] {
            assert_eq!(one_block(doc.push(kind, words())), expected);
        }
    }
}
