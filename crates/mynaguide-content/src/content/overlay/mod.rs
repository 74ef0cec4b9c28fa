//! Local packs: what a municipality, an organisation or a person adds to a pack, changes in it, or leaves out.
//!
//! A local pack never copies a file. It brings new ids along in files of its own, and says with patches what it found in
//! the base (`expect`) and what holds instead (`set`, `add`, `remove`). If the base says something else meanwhile, the
//! base stays: an old local pack never hides a change of the law. What a pack did is remembered in
//! [`Pack::touched`](super::Pack::touched) and marked wherever it is shown. No pack can weaken a legal duty: `guard`
//! compares the rules before and after.

mod guard;
mod layers;
mod patch;
mod target;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::Id;
use super::pack::Pack;
use super::procedure::ReviewStatus;
use super::raw::read::words;
use super::text::Text;

pub use layers::{is_overlay, load_with};

words! {
    /// For whom a local pack speaks. Packs are applied in this order.
    #[derive(PartialOrd, Ord)]
    pub enum Level {
        /// A city, ward, town or village.
        Municipality = "municipality",
        /// An employer, a school, a help desk.
        Organisation = "organisation",
        /// One person.
        Personal = "personal",
    }
}

/// A local pack that was applied.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Overlay {
    /// Its id.
    pub id: Id,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: Text,
    /// For whom it speaks.
    pub level: Level,
    /// Codes of the municipalities it holds for; empty: anywhere.
    pub municipalities: Vec<String>,
    /// How far it has been read.
    pub status: ReviewStatus,
    /// The day it was last compared with its sources.
    pub checked: NaiveDate,
    /// Compare again after this many days.
    pub every_days: u32,
    /// Licence of its texts.
    pub licence: String,
    /// Scenarios of the base that do not hold with it, and why.
    pub skip: Vec<(Id, Text)>,
}

/// What happened to a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// It is new.
    Added,
    /// These keys say something else.
    Changed(Vec<String>),
    /// It was left out.
    Removed,
}

/// One thing that a local pack did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Touch {
    /// The pack.
    pub pack: Id,
    /// What was touched, for example `procedure:move-in/note:evening`.
    pub target: String,
    /// How.
    pub how: How,
    /// Why.
    pub why: Option<Text>,
    /// Sources.
    pub source: Vec<Id>,
}

/// A patch that was not applied, because the base says something else than the pack expects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The pack.
    pub pack: Id,
    /// What it would have changed.
    pub target: String,
    /// The key.
    pub key: String,
    /// What the pack expects there.
    pub expected: String,
    /// What the base says; it stays.
    pub found: String,
}

impl Pack {
    /// The local pack of this id.
    pub fn overlay(&self, id: &str) -> Option<&Overlay> {
        self.overlays.iter().find(|o| o.id == *id)
    }

    /// Everything that was done to exactly this target.
    pub fn touches<'p>(&'p self, target: &'p str) -> impl Iterator<Item = &'p Touch> {
        self.touched.iter().filter(move |touch| touch.target == target)
    }

    /// Everything that was done to a target and to what lies within it.
    pub fn touches_within<'p>(&'p self, target: &'p str) -> impl Iterator<Item = &'p Touch> {
        self.touched
            .iter()
            .filter(move |touch| is_within(&touch.target, target))
    }
}

/// Whether a target is another one or lies within it.
fn is_within(target: &str, other: &str) -> bool {
    let rest = target.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
