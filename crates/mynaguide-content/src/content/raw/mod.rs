//! Files as plain values with their places, before any rule looks at them.
//!
//! `dom` parses a file into [`Node`]s; the structs of the other modules are read out of them by `read`. From the same
//! definitions comes [`super::reference`], the description of every key for schemas and the reference of constructs.

mod dom;
mod overlay;
mod pack;
pub(super) mod read;
mod rules;
mod scenario;
mod shape;
mod text;
mod translation;

pub(super) use super::procedure::*;
pub(super) use super::registry::*;
pub(super) use dom::{Node, Value, parse};
pub(super) use overlay::{Loose, RawOverlay, RawPatch};
pub use pack::reference;
pub(super) use pack::{Entries, ProcedureFile, RawPack, Root, TranslationFile};
pub(super) use read::{Read, Scalar};
pub(super) use rules::*;
pub(super) use scenario::*;
pub use shape::{KeyShape, Shape, TableShape};
pub(super) use text::RawText;
pub(super) use translation::RawTranslation;

/// A place in a file: index of the file and bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Index of the file in the pack.
    pub file: usize,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Place {
    /// The place of a value that stands in for a missing one; nothing more is reported about it.
    pub const NOWHERE: Self = Self {
        file: usize::MAX,
        start: 0,
        end: 0,
    };

    /// Whether it was written anywhere.
    pub fn is_somewhere(self) -> bool {
        self != Self::NOWHERE
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::NOWHERE
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct At<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub at: Place,
}

impl At<String> {
    /// The word.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}
