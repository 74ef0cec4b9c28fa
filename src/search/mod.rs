//! Search over procedures, documents, terms and phrases: English, romaji of any school, kana, kanji, other names, typos.
//!
//! An [`Index`] is built once from a pack. [`Index::find`] looks each typed word up in the vocabulary of all names,
//! lets a name match by its letters in order or with a slip of the finger, and ranks what has all the words. Pure.

mod fold;
mod index;
mod query;

pub use index::{Index, Target};
pub use query::Hit;

#[cfg(test)]
mod tests;
