//! The order of visits, their fees, and the phrases that are said there.

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

    /// The variants that a visit names are those of the fee.
    pub(super) fn visit_fees(&mut self, raw: &RawPack, pack: &Pack) {
        let visits = raw.procedures.iter().flat_map(|file| &file.procedure.visits);
        for named in visits.flat_map(|visit| &visit.fee) {
            let Some(fee) = pack.fees.get(named.fee.value.as_str()) else {
                continue;
            };
            let known = |id: &str| fee.options.iter().any(|option| option.id == id);
            for option in named.options.iter().filter(|option| !known(&option.value)) {
                let help = did_you_mean(&option.value, fee.options.iter().map(|option| option.id.as_str()));
                let message = format!("the fee `{}` has no option `{}`", named.fee.value, option.value);
                self.out.add(rules::FEE_CONDITION, option.at, message).maybe_help(help);
            }
        }
    }

    /// A condition of a phrase counts where a visit names the phrase.
    pub(super) fn phrase_conditions(&mut self, raw: &RawPack) {
        if self.out.any_broken() {
            return;
        }
        let visits = raw.procedures.iter().flat_map(|file| &file.procedure.visits);
        let said: BTreeSet<&str> = visits.flat_map(|v| &v.say).map(|id| id.value.as_str()).collect();
        for (id, phrase) in &raw.phrases {
            if phrase.applies.is_some() && !said.contains(id.value.as_str()) {
                let message = format!("no visit says `{}`, so its condition never counts", id.value);
                self.out
                    .add(rules::PHRASE_CONDITION, id.at, message)
                    .help("name it in `say` of a visit, or take `applies` out");
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
