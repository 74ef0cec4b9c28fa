//! What was worked out for one procedure must be right for the next one.

use chrono::NaiveDate;

use super::*;
use crate::calendar::{Count, Direction, Unit};
use crate::content::{ClosedAt, DateOp, DateRule, embedded_files, load};
use crate::guide::{household_of, implied};

fn date_rule(op: DateOp) -> DateRule {
    DateRule {
        op,
        label: None,
        source: std::sync::Arc::default(),
    }
}

/// The embedded content with shared days that depend on the place of whoever asks.
fn pack() -> Pack {
    let mut pack = load(&embedded_files(), None).pack.unwrap();
    let sunday = NaiveDate::from_ymd_opt(2026, 12, 6).unwrap();
    let named = |name: &str| Ref::Date(name.into());
    let probes = [
        ("probe-fixed", DateOp::Fixed(sunday)),
        (
            "probe-own",
            DateOp::OpenDay {
                of: named("probe-fixed"),
                direction: Direction::Next,
                at: ClosedAt::Own,
            },
        ),
        (
            "probe-after-own",
            DateOp::Offset {
                from: named("probe-own"),
                n: 1,
                unit: Unit::Days,
                count: Count::ExcludeFirst,
            },
        ),
    ];
    let probes = probes.map(|(name, op)| (Id::new(name), date_rule(op)));
    pack.shared.dates.extend(probes);
    pack
}

/// Everything one procedure makes of the shared rules and of its own.
fn all_of(evaluator: &Evaluator<'_>, pack: &Pack, procedure: &Procedure) -> String {
    let dates = procedure.rules.dates.keys().chain(pack.shared.dates.keys());
    let conditions = procedure.rules.conditions.keys().chain(pack.shared.conditions.keys());
    let dates: Vec<_> = dates.rev().map(|name| evaluator.date(name)).collect();
    let conditions: Vec<_> = conditions.map(|name| evaluator.condition(name)).collect();
    format!("{dates:?} {conditions:?}")
}

#[test]
fn what_was_worked_out_for_one_procedure_is_right_for_the_next() {
    let pack = pack();
    let (mut compared, mut differ) = (0, BTreeSet::new());
    for scenario in pack.scenarios.iter().step_by(23) {
        let household = household_of(&pack, scenario);
        for person in household.active() {
            let answers = implied(&pack, &household, person);
            let mut going_on = Evaluator::new(&pack, &household, person, &answers, None).explaining();
            let mut warnings = BTreeSet::new();
            for procedure in pack.procedures.values() {
                going_on.set_procedure(procedure);
                let fresh = Evaluator::new(&pack, &household, person, &answers, Some(procedure)).explaining();
                assert_eq!(
                    all_of(&going_on, &pack, procedure),
                    all_of(&fresh, &pack, procedure),
                    "{}, {}",
                    scenario.id,
                    procedure.id
                );
                differ.insert(fresh.date(&"probe-after-own".into()).0.known());
                warnings.extend(fresh.into_warnings());
                compared += 1;
            }
            assert_eq!(going_on.into_warnings(), warnings);
        }
    }
    assert!(compared > 500 && differ.len() > 1, "{compared}, {differ:?}");
}

#[test]
fn the_place_of_a_deadline_does_not_depend_on_the_deadline_before() {
    let mut pack = pack();
    let probe = Condition::Compare {
        date: Ref::Date("probe-own".into()),
        how: crate::content::Compare::OnOrBefore,
        with: Ref::Date("probe-fixed".into()),
    };
    // It holds at a place that is open on that Sunday.
    pack.shared.conditions.insert("probe-open".into(), probe);
    let always = pack.places.iter().find(|(_, place)| place.closed.is_empty());
    let always = always.map(|(id, _)| id.clone()).unwrap();
    let counter = Id::new("municipal-counter");
    let procedure = pack
        .procedures
        .values_mut()
        .find(|p| p.place == counter && p.deadlines.len() > 1);
    let procedure = procedure.unwrap();
    let applies = crate::content::Applies {
        all: vec!["probe-open".into()],
        ..crate::content::Applies::default()
    };
    procedure.deadlines[0].place.clone_from(&always);
    (procedure.deadlines[1].place, procedure.deadlines[1].place_if) = (counter.clone(), vec![(applies, always)]);
    let (id, second) = (procedure.id.clone(), procedure.deadlines[1].id.clone());
    let household = Household::new("");
    let today = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    let found = crate::guide::assess(&pack, &household, today).deadlines;
    let found = found.iter().find(|d| d.key.procedure == id && d.key.deadline == second);
    assert_eq!(found.unwrap().place, counter);
}
