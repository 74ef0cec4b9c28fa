//! A pack: the folder of TOML files that everything the program knows comes from.
//!
//! `files` (folder or embedded) -> `raw` (values with their places) -> `check` (rules with names) -> [`Pack`].
//! Every problem is a [`Diagnostic`]; all of them are found in one run.

mod answer;
mod check;
mod diagnostic;
mod files;
mod found;
mod id;
mod load;
mod markup;
mod pack;
mod prose;
mod raw;
mod rule;
mod rules;
mod scenario;
mod text;

pub use answer::DOES_NOT_APPLY;
pub use diagnostic::{Diagnostic, Severity, line_column};
pub use files::{PackFiles, ReadError};
pub use id::Id;
pub use load::{Loaded, load, load_scenarios, stamp_translations};
pub use markup::{Piece, parse_markup};
pub use pack::*;
pub use prose::prose_hash;
pub use raw::{KeyShape, Shape, TableShape, reference};
pub use rule::*;
pub use rules::{LintRule, RULES, lint_rule};
pub use scenario::*;
pub use text::{Lang, Name, Text};

#[cfg(test)]
mod tests;
