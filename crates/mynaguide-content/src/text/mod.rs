//! Text on its way to the screen and from the keyboard: width, wrapping, folding, cleaning, guessing what was
//! meant, and refusing secrets. Pure; knows nothing of the rest of the program.
//!
//! Content is folded by [`nfkc`] when it is loaded and typed text when it is accepted; text from files passes [`clean`]
//! before it can reach a terminal.

mod closest;
mod fold;
mod grapheme;
mod script;
pub mod secret;
mod width;
mod wrap;

pub use closest::closest;
pub use fold::{clean, fold_command, nfkc};
pub use grapheme::{grapheme_indices, graphemes};
pub use script::{is_hiragana, is_japanese, is_kana, is_kanji, is_katakana};
pub use secret::{Refusal, refuse_secret};
pub use width::{pad, truncate, width};
pub use wrap::{wrap, wrap_ranges};
