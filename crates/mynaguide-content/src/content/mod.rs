//! A pack: the folder of TOML files that everything the program knows comes from.
//!
//! `files` -> `raw` (values with their places) -> `check` (rules with names) -> [`Pack`].
//! Every problem is a [`Diagnostic`]; all of them are found in one run. The build does this for the content of the program
//! and writes the checked pack as bytes, `stored`, which a start only decodes.

mod answer;
mod bound;
mod check;
mod date_op;
mod deferred;
mod diagnostic;
mod files;
mod found;
mod id;
mod load;
mod markup;
mod overlay;
mod pack;
mod procedure;
mod prose;
mod raw;
mod registry;
mod rule;
mod rules;
mod scenario;
mod stored;
mod text;
mod visit_texts;
mod watch;

pub use answer::DOES_NOT_APPLY;
pub use bound::Bound;
pub use date_op::{Arm, ClosedAt, DateConstruct, DateOp, Missing};
pub use deferred::Deferred;
pub use diagnostic::{Diagnostic, Severity, line_column};
pub use files::{PackFiles, ReadError};
pub use id::Id;
pub use load::{Loaded, load, load_scenarios, stamp_translations};
pub use markup::{Piece, parse_markup};
pub use overlay::{Conflict, How, Level, Overlay, Touch, is_overlay, load_with};
pub use pack::*;
pub use procedure::*;
pub use prose::{ProseCoverage, prose_coverage, prose_hash, prose_texts};
pub use raw::{KeyShape, Shape, TableShape, reference};
pub use registry::*;
pub use rule::*;
pub use rules::{LintRule, RULES, lint_rule};
pub use scenario::*;
pub use stored::{decode, encode, is_read_by};
pub use text::{Lang, Name, Text};
pub use watch::Watch;

#[cfg(test)]
mod tests;
