//! A pack: the folder of TOML files that everything the program knows comes from.
//!
//! `files` (folder or embedded) -> `raw` (values with their places) -> `check` (rules with names) -> [`Pack`].
//! Every problem is a [`Diagnostic`]; all of them are found in one run. A checked pack also has a form as bytes, `stored`:
//! in the program (`embedded`), and in the user's cache folder for packs from the disk (`kept`).

mod answer;
mod check;
mod diagnostic;
// The build compiles this module too, to check the content and write it; it has nothing embedded yet.
#[cfg(embedded_pack)]
mod embedded;
mod files;
mod found;
mod id;
mod kept;
mod load;
mod markup;
mod others;
mod overlay;
mod pack;
mod pool;
mod procedure;
mod prose;
mod raw;
mod rule;
mod rules;
mod scenario;
mod section;
mod stored;
mod text;
mod watch;

pub use answer::DOES_NOT_APPLY;
pub use check::{DateConstruct, date_constructs};
pub use diagnostic::{Diagnostic, Severity, line_column};
#[cfg(embedded_pack)]
pub use embedded::{BUILD, embedded_pack};
pub use files::{FolderFiles, PackFiles, ReadError};
pub use id::{Id, Words};
pub use kept::PackKey;
pub use load::{Loaded, load, load_scenarios, stamp_translations};
pub use markup::{Piece, parse_markup};
pub use overlay::{Conflict, How, Level, Overlay, Touch, is_overlay, load_with};
pub use pack::*;
pub use procedure::*;
pub use prose::{ProseCoverage, prose_coverage, prose_hash, prose_texts};
pub use raw::{KeyShape, Shape, TableShape, reference};
pub use rule::*;
pub use rules::{LintRule, RULES, lint_rule};
pub use scenario::*;
pub use section::Section;
pub use stored::{Stored, store, store_files, tighten};
pub use text::{Lang, Name, Text};
pub use watch::Watch;

#[cfg(test)]
mod tests;
