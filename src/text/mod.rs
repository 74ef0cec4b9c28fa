//! Text on its way to the screen and from the keyboard: width, wrapping, folding, cleaning, guessing what was
//! meant, and refusing secrets. Pure; knows nothing of the rest of the program.
//!
//! Content is folded by [`nfkc`] when it is loaded and typed text when it is accepted; text from files passes [`clean`]
//! before it can reach a terminal.

mod closest;
mod fold;
pub mod secret;
mod width;
mod words;
mod wrap;

pub use closest::closest;
pub use fold::{clean, fold_command, nfkc};
pub use secret::{Refusal, refuse_secret};
pub use width::{pad, plain_cell_chars, plain_cells, plain_chars, truncate, width};
pub use wrap::{wrap, wrap_ranges};
