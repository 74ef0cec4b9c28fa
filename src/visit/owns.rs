//! What people say they own: passports, licences and other papers that can stand for one another.
//!
//! Owning is a tick under the procedure id [`OWNS`], which no procedure may have. So it is saved, undone and shown in
//! history as every other tick.

use chrono::NaiveDate;

use crate::content::{Id, Pack};
use crate::household::{Change, Household, PersonId, TickKey, edit};

/// Stands in the place of a procedure in the ticks that say what somebody owns.
pub const OWNS: &str = "owns";

fn key(person: &str, document: &str) -> TickKey {
    TickKey {
        procedure: Id::new(OWNS),
        item: Id::new(document),
        person: Id::new(person),
    }
}

/// Whether a person says that they own a document.
pub fn owns(household: &Household, person: &str, document: &str) -> bool {
    household.ticks.contains_key(&key(person, document))
}

/// What a person owns, in the order of the registry.
pub fn owned<'p>(pack: &'p Pack, household: &Household, person: &str) -> Vec<&'p Id> {
    pack.documents
        .keys()
        .filter(|id| owns(household, person, id.as_str()))
        .collect()
}

/// Says that a person owns a document as of a day, or takes it back.
pub fn own(household: &Household, person: &PersonId, document: &Id, on: NaiveDate) -> Vec<Change> {
    edit::tick(household, key(person.as_str(), document.as_str()), on)
}
