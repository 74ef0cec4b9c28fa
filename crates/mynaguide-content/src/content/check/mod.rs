//! Plain values become a [`Pack`]; on the way every rule is checked. Nothing stops at the first problem.

mod answers;
mod coverage;
mod dates;
mod day_words;
mod deadlines;
mod facts;
mod graph;
mod known;
mod names;
mod overlays;
mod procedures;
mod ranges;
mod registries;
mod rules;
mod scenarios;
mod sources;
mod translations;
mod visits;
mod windows;
mod words;

use chrono::NaiveDate;

use super::found::Findings;
use super::pack::Pack;
use super::raw::RawPack;
use graph::Scope;
pub(super) use known::{Check, Kind, REGISTRIES};
use names::NameSet;
pub(super) use names::Names;
pub(super) use overlays::check_layers;
pub(super) use scenarios::check_scenarios;
pub(super) use words::Words;

/// A table of a file that becomes something of the pack once what it says and refers to was checked.
pub(super) trait Checked {
    /// What it becomes.
    type End;
    /// Checks and converts it.
    fn checked(&self, check: &mut Check<'_, '_>, names: &Names<'_>) -> Self::End;
}

impl<T: Checked> Checked for [T] {
    type End = Vec<T::End>;
    fn checked(&self, check: &mut Check<'_, '_>, names: &Names<'_>) -> Self::End {
        self.iter().map(|one| one.checked(check, names)).collect()
    }
}

impl<T: Checked> Checked for Option<T> {
    type End = Option<T::End>;
    fn checked(&self, check: &mut Check<'_, '_>, names: &Names<'_>) -> Self::End {
        self.as_ref().map(|one| one.checked(check, names))
    }
}

/// Checks everything. The pack is complete only if no error was found.
pub(super) fn check(raw: &RawPack, today: Option<NaiveDate>, out: &mut Findings<'_>) -> Pack {
    whole(&mut Check::new(raw, out), raw, today)
}

/// Every check of every file.
fn whole(check: &mut Check<'_, '_>, raw: &RawPack, today: Option<NaiveDate>) -> Pack {
    let shared = raw.shared.as_ref().map(NameSet::shared).unwrap_or_default();
    let names = Names::shared(&shared);
    let mut pack = check.registries(raw, &names);
    if let Some(rules) = &raw.shared {
        pack.shared = check.rules(&rules.condition, &rules.param, &rules.date, &names);
    }
    check.procedures(raw, &shared, &mut pack);
    check.visit_orders(raw, &pack);
    check.visit_fees(raw, &pack);
    check.phrase_conditions(raw);
    check.rule_graphs(raw, &shared, &pack);
    if let Some(today) = today {
        check.stale(raw, today);
    }
    check.translations(raw, &mut pack);
    check.coverage(raw, &pack);
    pack.scenarios = check_scenarios(&pack, &raw.scenarios, check.out);
    pack
}

impl Check<'_, '_> {
    /// The checks that follow one date to the next: cycles, unused names, sources, windows.
    fn rule_graphs(&mut self, raw: &RawPack, shared: &NameSet, pack: &Pack) {
        let mut used = graph::Used::default();
        used.extend(graph::registry_uses(pack));
        let scope = Scope {
            shared: &pack.shared,
            own: None,
            names: Names::shared(shared),
        };
        self.cycles(&scope);
        for file in &raw.procedures {
            let Some(procedure) = pack.procedures.get(file.procedure.id.as_str()) else {
                continue;
            };
            let own = NameSet::own(&file.procedure);
            let scope = Scope {
                shared: &pack.shared,
                own: Some(&procedure.rules),
                names: Names::own(shared, &own, &file.procedure),
            };
            self.cycles(&scope);
            self.unused(&scope, procedure, &mut used);
            for (deadline, raw) in procedure.deadlines.iter().zip(&file.procedure.deadlines) {
                self.sources_of(&scope, deadline, raw, pack);
                self.window(&scope, deadline, raw);
            }
        }
        self.unused_shared(&scope, &used);
    }
}
