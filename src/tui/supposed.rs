//! What if: an event that is only supposed, and what would follow from it. Pure, and never saved by itself.

use chrono::NaiveDate;

use crate::content::{Id, Pack};
use crate::guide::{Assessment, assess};
use crate::household::{Change, Household};

/// A supposed event.
#[derive(Clone, Debug)]
pub struct Supposed {
    /// What is supposed to happen.
    pub event: Id,
    /// What would be saved if it were confirmed.
    pub changes: Vec<Change>,
    /// The household as it would be.
    pub household: Household,
    /// What would follow from it.
    pub assessment: Assessment,
    /// Asked to save it once: the second time does it.
    pub is_sure: bool,
    /// Asked back because its day is not plausible: the next time saves it.
    pub is_asked: bool,
}

impl Supposed {
    /// Works out what would follow; none if the changes do not fit the household.
    pub fn new(pack: &Pack, household: &Household, today: NaiveDate, event: Id, changes: Vec<Change>) -> Option<Self> {
        let mut household = household.clone();
        household.apply_all(&changes).ok()?;
        let assessment = assess(pack, &household, today);
        Some(Self {
            event,
            changes,
            household,
            assessment,
            is_sure: false,
            is_asked: false,
        })
    }

    /// The day that is supposed, if it is an event that is told and not one that is taken back.
    pub fn day(&self) -> Option<NaiveDate> {
        self.changes.iter().find_map(|change| match change {
            Change::Event { after, .. } => after.as_ref().map(|e| e.on),
            _ => None,
        })
    }
}
