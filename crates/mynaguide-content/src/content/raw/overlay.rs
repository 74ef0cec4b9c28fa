//! `pack.toml` of a local pack: whom it speaks for, and its patches.

use chrono::NaiveDate;

use super::super::found::Findings;
use super::super::overlay::Level;
use super::super::procedure::ReviewStatus;
use super::At;
use super::dom::{Node, Value};
use super::read::{Read, table, wrong_type};
use super::shape::Shape;
use super::text::RawText;

/// Keys of whatever a patch is about; read when the patch is applied.
#[derive(Clone, Debug)]
pub(in crate::content) struct Loose(pub Vec<(At<String>, Node)>);

impl Read for Loose {
    fn shape() -> Shape {
        Shape::Any
    }
    fn placeholder() -> Self {
        Self(Vec::new())
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        if let Value::Table(entries) = &node.value {
            return Some(Self(entries.clone()));
        }
        wrong_type(node, "a table { key = value }", out)
    }
}

table! {
    /// `pack.toml` of a local pack, which adds to another pack, changes it, or leaves something of it out.
    RawOverlay {
        /// Id of the pack.
        must id: At<String>,
        /// Version of the pack.
        must version: String,
        /// Version of the format of the content; 1.
        must schema: At<u32>,
        /// Id of the pack it extends.
        must extends: At<String>,
        /// The versions of that pack it was made for.
        must requires: RawRequires,
        /// For whom it speaks; packs are applied in this order: municipality, organisation, personal.
        must level: Level,
        /// Title of the pack, shown beside everything it changed.
        must title: RawText,
        /// The places it holds for.
        may covers: RawCoverage,
        /// How far it has been read by others.
        must status: At<ReviewStatus>,
        /// Who read it; needed for a verified pack.
        may by: String,
        /// Who else read it; needed for a verified pack.
        may second: String,
        /// The day it was last compared with its sources.
        must checked: At<NaiveDate>,
        /// Compare again after this many days.
        must every_days: u32,
        /// Licence of the texts.
        must licence: String,
        /// Scenarios of the base that are not run with this pack.
        list skip: RawSkip,
        /// Changes of what the base says.
        list patch: RawPatch,
    }
}
table! {
    /// The versions of the base a pack was made for.
    RawRequires {
        /// Comparisons that must all hold, for example `">=1, <2"`.
        must base: At<String>,
    }
}
table! {
    /// The places a pack holds for.
    RawCoverage {
        /// Codes of municipalities: five digits, without the check digit.
        must municipality: Vec<At<String>>,
    }
}
table! {
    /// A scenario of the base that is not run with this pack.
    RawSkip {
        /// Its id.
        must scenario: At<String>,
        /// Why.
        must why: RawText,
    }
}
table! {
    /// One change of what the base says: `set`, `add` or `remove`.
    RawPatch {
        /// What is changed: `kind:id`, and what lies within it after slashes: `procedure:move-in/visit:counter`.
        must target: At<String>,
        /// What the base said when the patch was written. If it says something else now, the base stays.
        may expect: Loose,
        /// New values by key.
        may set: Loose,
        /// Entries added at the end of lists, by key.
        may add: Loose,
        /// Leaves the target out.
        flag remove: bool,
        /// Why it is left out or changed; needed with `remove`.
        may why: RawText,
        /// Sources; needed unless the pack is personal.
        list source: At<String>,
    }
}
