//! Which rule rests on which: cycles and unused names.

use std::collections::{BTreeMap, BTreeSet};

use super::super::date_op::DateOp;
use super::super::id::Id;
use super::super::pack::{Pack, Table};
use super::super::procedure::{DeadlineRule, Procedure};
use super::super::raw::Place;
use super::super::registry::EndsOn;
use super::super::rule::{Applies, Condition, DateRule, Param, Ref, Rules, Years};
use super::super::rules;
use super::known::Check;
use super::names::{NameKind, Names};

/// A named rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// A condition.
    Condition(Id),
    /// A param.
    Param(Id),
    /// A date.
    Date(Id),
}

impl Rule {
    fn id(&self) -> &Id {
        match self {
            Self::Condition(id) | Self::Param(id) | Self::Date(id) => id,
        }
    }

    fn kind(&self) -> NameKind {
        match self {
            Self::Condition(_) => NameKind::Condition,
            Self::Param(_) => NameKind::Param,
            Self::Date(_) => NameKind::Date,
        }
    }
}

/// The shared rules that something uses.
pub(super) type Used = BTreeSet<Rule>;

/// The rules that can be seen from one place.
pub(super) struct Scope<'s> {
    /// Visible everywhere.
    pub shared: &'s Rules,
    /// Of the procedure; none in the shared rules themselves.
    pub own: Option<&'s Rules>,
    /// Where the names are defined.
    pub names: Names<'s>,
}

impl<'s> Scope<'s> {
    /// A date rule by name.
    pub fn date(&self, name: &str) -> Option<&'s DateRule> {
        self.rule(|rules| &rules.dates, name)
    }

    /// A param.
    pub fn param(&self, name: &str) -> Option<&'s Param> {
        self.rule(|rules| &rules.params, name)
    }

    /// A rule of the procedure itself, else the shared one.
    fn rule<T>(&self, kind: fn(&Rules) -> &Table<T>, name: &str) -> Option<&'s T> {
        let own = self.own.and_then(|own| kind(own).get(name));
        own.or_else(|| kind(self.shared).get(name))
    }

    /// Where a rule is defined.
    pub fn place(&self, rule: &Rule) -> Option<Place> {
        self.names.place(rule.kind(), rule.id().as_str())
    }

    /// The rules defined at this level: those of the procedure, or the shared ones.
    fn level(&self) -> Vec<Rule> {
        let rules = self.own.unwrap_or(self.shared);
        let conditions = rules.conditions.keys().cloned().map(Rule::Condition);
        let params = rules.params.keys().cloned().map(Rule::Param);
        conditions
            .chain(params)
            .chain(rules.dates.keys().cloned().map(Rule::Date))
            .collect()
    }

    /// The days and params that a rule is made of.
    pub fn made_of(&self, rule: &Rule) -> Vec<Rule> {
        let mut found = Vec::new();
        match rule {
            Rule::Date(name) => {
                if let Some(date) = self.date(name.as_str()) {
                    found.extend(date.op.days().into_iter().filter_map(dated));
                    if let DateOp::Row(param) = &date.op {
                        found.push(Rule::Param(param.clone()));
                    }
                }
            }
            Rule::Param(name) => {
                found.extend(self.param(name.as_str()).and_then(|param| dated(&param.by)));
            }
            Rule::Condition(_) => {}
        }
        found
    }

    /// Every rule that a rule looks at, conditions included.
    fn looks_at(&self, rule: &Rule) -> Vec<Rule> {
        let mut found = self.made_of(rule);
        match rule {
            Rule::Date(name) => {
                if let Some(DateOp::Case { arms, .. }) = self.date(name.as_str()).map(|d| &d.op) {
                    found.extend(arms.iter().filter_map(|arm| arm.applies.as_ref()).flat_map(named));
                }
            }
            Rule::Condition(name) => {
                if let Some(condition) = self.rule(|rules| &rules.conditions, name.as_str()) {
                    found.extend(condition_parts(condition));
                }
            }
            Rule::Param(_) => {}
        }
        found
    }
}

/// Everything that can be reached, the beginnings included.
pub(super) fn reach(from: Vec<Rule>, next: impl Fn(&Rule) -> Vec<Rule>) -> BTreeSet<Rule> {
    let mut seen = BTreeSet::new();
    let mut open = from;
    while let Some(rule) = open.pop() {
        if seen.insert(rule.clone()) {
            open.extend(next(&rule));
        }
    }
    seen
}

/// The date rule behind a reference.
pub(super) fn dated(day: &Ref) -> Option<Rule> {
    match day {
        Ref::Date(name) => Some(Rule::Date(name.clone())),
        Ref::Event(_) | Ref::Fact(_) | Ref::None => None,
    }
}

fn named(applies: &Applies) -> impl Iterator<Item = Rule> {
    applies.names().cloned().map(Rule::Condition)
}

fn condition_parts(condition: &Condition) -> Vec<Rule> {
    match condition {
        Condition::FactIs { .. } | Condition::FactKnown { .. } => Vec::new(),
        Condition::Age { on, min, max } => {
            let params = [min, max].into_iter().flatten().filter_map(|years| match years {
                Years::Param(param) => Some(Rule::Param(param.clone())),
                Years::Plain(_) => None,
            });
            dated(on).into_iter().chain(params).collect()
        }
        Condition::Event { since, .. } => since.as_ref().and_then(dated).into_iter().collect(),
        Condition::Compare { date, with, .. } => [date, with].into_iter().filter_map(dated).collect(),
    }
}

/// The first open-day step that is reached from a day, if there is one.
pub(super) fn rolled(scope: &Scope<'_>, day: &Ref) -> Option<Rule> {
    let reached = reach(dated(day).into_iter().collect(), |rule| scope.made_of(rule));
    let is_step = |rule: &Rule| match rule {
        Rule::Date(name) => scope
            .date(name.as_str())
            .is_some_and(|date| matches!(date.op, DateOp::OpenDay { .. })),
        _ => false,
    };
    reached.into_iter().find(is_step)
}

/// The days of a deadline.
pub(super) fn deadline_days(deadline: &DeadlineRule) -> Vec<Rule> {
    let days = [&deadline.since, &deadline.opens, &deadline.closes, &deadline.plan_by];
    days.into_iter().flatten().filter_map(dated).collect()
}

/// What documents and helpers use of the shared rules.
pub(super) fn registry_uses(pack: &Pack) -> impl Iterator<Item = Rule> {
    let documents = pack.documents.values().flat_map(|d| {
        let covers = d.covers.iter().map(|c| &c.applies);
        covers.chain(d.absent.iter().map(|a| &a.applies))
    });
    let helpers = pack.helpers.values().flat_map(|h| &h.needs).map(|n| &n.applies);
    let phrases = pack.phrases.values().map(|p| &p.applies);
    let validities = pack.validities.values();
    let groups = validities.clone().flat_map(|v| [Some(&v.applies), v.stopped.as_ref()]);
    let days = validities.flat_map(|v| {
        let others = v.ends_on.iter().filter_map(|end| match end {
            EndsOn::Day(day) => Some(day),
            EndsOn::Deadline(..) => None,
        });
        others.chain([&v.until]).chain(&v.soon).filter_map(dated)
    });
    documents
        .chain(helpers)
        .chain(phrases)
        .chain(groups.flatten())
        .flat_map(named)
        .chain(days)
}

/// Everything that a procedure uses by name.
fn uses(procedure: &Procedure) -> Vec<Rule> {
    let mut found = Vec::new();
    for d in &procedure.deadlines {
        found.extend(deadline_days(d));
        let period = d.period.iter().flat_map(|p| [&p.after, &p.until]);
        found.extend(period.filter_map(dated));
        found.extend(d.waits.iter().filter_map(|w| dated(w.closes.as_ref()?)));
        let groups = [&d.applies, &d.needed_while].into_iter().chain(d.done_if.as_deref());
        let marks = d.varies.iter().chain(&d.disputed).map(|c| &c.applies);
        let marks = marks.chain(d.after_plan.iter().map(|a| &a.applies));
        let marks = marks.chain(d.waits.iter().map(|w| &w.applies));
        found.extend(
            groups
                .chain(marks)
                .chain(d.place_if.iter().map(|(applies, _)| applies))
                .flat_map(named),
        );
    }
    found.extend(procedure.settled.iter().flat_map(|s| named(&s.applies)));
    found.extend(procedure.body.steps.iter().flat_map(|s| named(&s.applies)));
    for visit in &procedure.body.visits {
        found.extend(named(&visit.applies).chain(visit.needs.iter().flat_map(|n| named(&n.applies))));
        found.extend(visit.fee.iter().flat_map(|fee| named(&fee.applies)));
    }
    found
}

impl Check<'_, '_> {
    /// Reports each rule that depends on itself.
    pub(super) fn cycles(&mut self, scope: &Scope<'_>) {
        let level = scope.level().into_iter().collect::<BTreeSet<_>>();
        let mut done: BTreeSet<Rule> = BTreeSet::new();
        for start in scope.level() {
            // A walk without recursion: content may be as deep as a file is long.
            let mut path: Vec<(Rule, Vec<Rule>)> = Vec::new();
            let mut depth: BTreeMap<Rule, usize> = BTreeMap::new();
            let mut enter = Some(start);
            loop {
                if let Some(rule) = enter.take() {
                    if let Some(from) = depth.get(&rule) {
                        let cycle: Vec<&Rule> = path[*from..].iter().map(|(rule, _)| rule).collect();
                        self.cycle(scope, &cycle);
                    } else if level.contains(&rule) && !done.contains(&rule) {
                        depth.insert(rule.clone(), path.len());
                        let next = scope.looks_at(&rule);
                        path.push((rule, next));
                    }
                }
                let Some((rule, next)) = path.last_mut() else { break };
                enter = next.pop();
                if enter.is_none() {
                    depth.remove(rule);
                    done.insert(rule.clone());
                    path.pop();
                }
            }
        }
    }

    fn cycle(&mut self, scope: &Scope<'_>, cycle: &[&Rule]) {
        let mut names: Vec<&str> = cycle.iter().map(|rule| rule.id().as_str()).collect();
        let Some(at) = cycle.first().and_then(|rule| scope.place(rule)) else {
            return;
        };
        names.push(names[0]);
        let message = format!("this depends on itself: {}", names.join(" -> "));
        self.out.add(rules::DATE_CYCLE, at, message);
    }

    /// Reports what a procedure defines and never uses.
    pub(super) fn unused(&mut self, scope: &Scope<'_>, procedure: &Procedure, used: &mut Used) {
        let reached = reach(uses(procedure), |rule| scope.looks_at(rule));
        self.report_unused(scope, &reached);
        used.extend(reached);
    }

    /// Reports shared rules that no procedure uses.
    pub(super) fn unused_shared(&mut self, scope: &Scope<'_>, used: &Used) {
        let reached = reach(used.iter().cloned().collect(), |rule| scope.looks_at(rule));
        self.report_unused(scope, &reached);
    }

    fn report_unused(&mut self, scope: &Scope<'_>, used: &BTreeSet<Rule>) {
        if self.out.any_broken() {
            return;
        }
        for rule in scope.level().iter().filter(|rule| !used.contains(rule)) {
            let Some(at) = scope.place(rule) else { continue };
            let (lint, what) = match rule {
                Rule::Condition(_) => (rules::CONDITION_UNUSED, "condition"),
                Rule::Param(_) => (rules::PARAM_UNUSED, "param"),
                Rule::Date(_) => (rules::DATE_UNUSED, "date"),
            };
            self.out
                .add(lint, at, format!("nothing uses the {what} `{}`", rule.id()));
        }
    }
}
