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
use known::Check;
use names::{NameSet, Names};
pub(super) use overlays::check_layers;
pub(super) use scenarios::check_scenarios;

/// Checks everything. The pack is complete only if no error was found.
pub(super) fn check(raw: &RawPack, today: Option<NaiveDate>, out: &mut Findings<'_>) -> Pack {
    whole(&mut Check::new(raw, out), raw, today)
}

/// Every check of every file.
fn whole(check: &mut Check<'_, '_>, raw: &RawPack, today: Option<NaiveDate>) -> Pack {
    let mut pack = check.registries(raw);
    let shared = raw.shared.as_ref().map(NameSet::shared).unwrap_or_default();
    if let Some(rules) = &raw.shared {
        let names = Names {
            shared: &shared,
            own: None,
        };
        pack.shared = check.rules(&rules.condition, &rules.param, &rules.date, &names);
    }
    check.covers(raw, &shared, &mut pack);
    pack.helpers = check.helpers(raw, &shared);
    check.procedures(raw, &shared, &mut pack);
    check.visit_orders(raw, &pack);
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
            names: Names { shared, own: None },
        };
        self.cycles(&scope);
        for file in &raw.procedures {
            let Some(procedure) = pack.procedures.get(file.procedure.id.as_str()) else {
                continue;
            };
            let own = NameSet::own(&file.procedure);
            let names = Names {
                shared,
                own: Some(&own),
            };
            let scope = Scope {
                shared: &pack.shared,
                own: Some(&procedure.rules),
                names,
            };
            self.cycles(&scope);
            self.unused(&scope, procedure, &mut used);
            for (deadline, raw) in procedure.deadlines.iter().zip(&file.procedure.deadline) {
                self.sources_of(&scope, deadline, raw, pack);
                self.window(&scope, deadline, raw);
            }
        }
        self.unused_shared(&scope, &used);
    }
}
