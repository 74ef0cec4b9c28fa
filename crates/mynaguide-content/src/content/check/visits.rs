//! The order of visits, and documents that stand for others.

use std::collections::BTreeSet;

use super::super::found::did_you_mean;
use super::super::id::Id;
use super::super::pack::Pack;
use super::super::procedure::Visit;
use super::super::raw::{At, RawPack};
use super::super::rules;
use super::known::{Check, Kind};

/// A visit of a procedure.
type Key = (Id, Id);

impl Check<'_, '_> {
    /// A visit of any procedure, for example `stay-renewal/collect`; whether it exists is checked when all are read.
    pub fn visit_key(&mut self, key: &At<String>) -> Option<Key> {
        let Some((procedure, visit)) = key.value.split_once('/') else {
            let message = "a visit of a procedure is written \"procedure/visit\"";
            self.wrong(key.at, message);
            return None;
        };
        self.named(Kind::Procedure, procedure, key.at);
        Some((Id::new(procedure), Id::new(visit)))
    }

    /// Every visit that is named exists, and none waits for itself.
    pub(super) fn visit_orders(&mut self, raw: &RawPack, pack: &Pack) {
        for file in &raw.procedures {
            for visit in &file.procedure.visits {
                let own = (Id::new(&file.procedure.id.value), Id::new(&visit.id.value));
                for key in &visit.after {
                    self.visit_order(&own, key, pack);
                }
            }
        }
    }

    fn visit_order(&mut self, own: &Key, key: &At<String>, pack: &Pack) {
        let Some((procedure, visit)) = key.value.split_once('/') else {
            return;
        };
        let Some(found) = pack.procedures.get(procedure) else {
            return;
        };
        if !found.body.visits.iter().any(|v| v.id == *visit) {
            let help = did_you_mean(visit, found.body.visits.iter().map(|v| v.id.as_str()));
            let message = format!("the procedure `{procedure}` has no visit `{visit}`");
            self.out.add(rules::VISIT_ORDER, key.at, message).maybe_help(help);
        } else if before(pack, (Id::new(procedure), Id::new(visit))).contains(own) {
            let message = format!("`{}/{}` would come after itself", own.0, own.1);
            self.out.add(rules::VISIT_ORDER, key.at, message);
        }
    }
}

/// A visit and everything that comes before it.
fn before(pack: &Pack, key: Key) -> BTreeSet<Key> {
    let mut seen = BTreeSet::new();
    let mut open = vec![key];
    while let Some(key) = open.pop() {
        let visit = pack
            .procedures
            .get(&key.0)
            .and_then(|p| p.body.visits.iter().find(|v| v.id == key.1));
        if seen.insert(key) {
            open.extend(visit.map_or(&[][..], |v: &Visit| &v.after).iter().cloned());
        }
    }
    seen
}
