//! A short word for what a household told, by which a later start knows whether answers or events changed.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::content::{Answer, Id};
use crate::household::{Event, Household};

/// A word that differs whenever people, answers or events do. It is stored, so it rests on the serialized form, which is
/// the same on every machine. Letters only: no number that a person typed can be in it.
pub(super) fn fingerprint(household: &Household) -> String {
    type Told<'h> = (
        Vec<(&'h Id, &'h BTreeMap<Id, Answer>)>,
        &'h BTreeMap<Id, Answer>,
        &'h [Event],
    );
    let people = household.people.iter().map(|p| (&p.id, &p.facts)).collect();
    let told: Told<'_> = (people, &household.facts, &household.events);
    // Maps with words as keys, days and numbers: all of it has a form in JSON.
    let bytes = serde_json::to_vec(&told).unwrap_or_default();
    let hash = Sha256::digest(bytes);
    let letter = |half: u8| char::from(b'a' + half);
    hash.iter()
        .take(8)
        .flat_map(|byte| [letter(byte >> 4), letter(byte & 15)])
        .collect()
}
