//! Which deadlines the scenarios of a pack leave untested.
//!
//! Most wrong dates are wrong only where the last day falls on a closed day, or only where it does not. So each
//! deadline with such a day is pinned once in both positions.

use std::collections::BTreeMap;

use super::closed::closed_days;
use super::{Deadline, DeadlineKey, assess, household_of};
use crate::content::{DateOp, DeadlineKind, DeadlineRule, ExpectDeadline, Id, Pack, Procedure, Ref, Scenario};
use crate::household::Household;

/// A deadline that no scenario pins in one of the two positions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The deadline.
    pub key: DeadlineKey,
    /// Where the last day would have to fall.
    pub last_day: LastDay,
}

/// Where a last day falls, before any roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LastDay {
    /// On a closed day of the place.
    Closed,
    /// On an open day of the place.
    Open,
}

/// What the scenarios of a pack leave out, in the order of the procedures. A scenario counts for a deadline if it
/// expects one of its days.
pub fn scenario_coverage(pack: &Pack) -> Vec<Gap> {
    let pinned = pinned(pack);
    let mut gaps = Vec::new();
    for procedure in pack.procedures.values() {
        for rule in procedure
            .deadlines
            .iter()
            .filter(|rule| needs_both(pack, procedure, rule))
        {
            let key = DeadlineKey {
                procedure: procedure.id.clone(),
                deadline: rule.id.clone(),
            };
            for last_day in [LastDay::Closed, LastDay::Open] {
                if !pinned.get(&key).is_some_and(|found| found.contains(&last_day)) {
                    gaps.push(Gap {
                        key: key.clone(),
                        last_day,
                    });
                }
            }
        }
    }
    gaps
}

/// Whether the last day of a deadline can fall on a closed day at all: it is worked out (or the end of a validity),
/// and its place has closed days.
fn needs_both(pack: &Pack, procedure: &Procedure, rule: &DeadlineRule) -> bool {
    let computed = match &rule.closes {
        None | Some(Ref::None) => return false,
        Some(Ref::Date(name)) => pack
            .date(Some(procedure), name.as_str())
            .is_some_and(|date| !matches!(date.op, DateOp::Fixed(_))),
        Some(Ref::Fact(_) | Ref::Event(_)) => false,
    };
    let closes = |place: &Id| pack.places.get(place).is_some_and(|p| !p.closed.is_empty());
    let place = closes(&rule.place) || rule.place_if.iter().any(|(_, place)| closes(place));
    place && (computed || rule.kind == DeadlineKind::ValidityEnd)
}

/// Where the scenarios put the last day of each deadline they expect a day of.
fn pinned(pack: &Pack) -> BTreeMap<DeadlineKey, Vec<LastDay>> {
    let mut pinned: BTreeMap<DeadlineKey, Vec<LastDay>> = BTreeMap::new();
    for scenario in &pack.scenarios {
        let household = household_of(pack, scenario);
        let assessment = assess(pack, &household, scenario.today);
        for deadline in assessment
            .deadlines
            .iter()
            .filter(|d| is_expected(scenario, &household, d))
        {
            let Some(counted) = deadline.counted else { continue };
            let Some(place) = pack.places.get(&deadline.place).filter(|p| !p.closed.is_empty()) else {
                continue;
            };
            let is_open = !closed_days(pack, place).is_closed(counted);
            let last_day = if is_open { LastDay::Open } else { LastDay::Closed };
            pinned.entry(deadline.key.clone()).or_default().push(last_day);
        }
    }
    pinned
}

fn is_expected(scenario: &Scenario, household: &Household, deadline: &Deadline) -> bool {
    let expects_a_day = |e: &ExpectDeadline| e.counted.or(e.closes).or(e.plan_by).is_some();
    scenario
        .expect
        .deadlines
        .iter()
        .filter(|(_, e)| expects_a_day(e))
        .any(|(key, _)| {
            let (person, key) = match key.split_once(':') {
                Some((label, key)) => (household.people.iter().find(|p| p.label == label), key),
                None => (household.people.first(), key.as_str()),
            };
            person.is_some_and(|p| p.id == deadline.person) && deadline.key.to_string() == key
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{embedded_files, load};

    /// The built-in content with its scenarios.
    fn built_in() -> Pack {
        load(&embedded_files(), None).pack.unwrap()
    }

    /// The gaps of `move-in/notify` with only these scenarios of the built-in content.
    fn gaps(keep: &[&str], change: impl Fn(&mut Scenario)) -> Vec<LastDay> {
        let mut pack = built_in();
        pack.scenarios.retain(|s| keep.iter().any(|id| s.id == **id));
        assert_eq!(pack.scenarios.len(), keep.len());
        pack.scenarios.iter_mut().for_each(change);
        let key = |gap: &Gap| gap.key.to_string() == "move-in/notify";
        scenario_coverage(&pack)
            .into_iter()
            .filter(key)
            .map(|gap| gap.last_day)
            .collect()
    }

    #[test]
    fn both_positions_of_the_last_day_have_to_be_pinned() {
        let (sunday, tuesday) = ("move-in-sunday", "move-in-open-day");
        for (keep, missing) in [
            (&[][..], &[LastDay::Closed, LastDay::Open][..]),
            (&[sunday], &[LastDay::Open]),
            (&[tuesday], &[LastDay::Closed]),
            (&[sunday, tuesday], &[]),
        ] {
            assert_eq!(gaps(keep, |_| ()), missing, "{keep:?}");
        }
    }

    #[test]
    fn a_scenario_counts_only_if_it_expects_a_day() {
        let both = &["move-in-sunday", "move-in-open-day"];
        let none = |s: &mut Scenario| s.expect.deadlines.clear();
        assert_eq!(gaps(both, none), [LastDay::Closed, LastDay::Open]);
        let only_status = |s: &mut Scenario| {
            for expected in s.expect.deadlines.values_mut() {
                *expected = ExpectDeadline {
                    status: expected.status.clone(),
                    ..ExpectDeadline::default()
                };
            }
        };
        assert_eq!(gaps(both, only_status), [LastDay::Closed, LastDay::Open]);
    }

    #[test]
    fn places_that_never_close_need_nothing() {
        let mut pack = built_in();
        pack.scenarios.clear();
        assert!(!scenario_coverage(&pack).is_empty());
        pack.places.values_mut().for_each(|place| place.closed.clear());
        assert_eq!(scenario_coverage(&pack), []);
    }
}
