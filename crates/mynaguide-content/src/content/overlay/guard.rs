//! No local pack can weaken a legal duty or change what the law says. The rules are compared before and after, so it
//! does not matter by which patch or file a difference came about.

use std::fmt::Debug;
use std::sync::Arc;

use super::super::id::Id;
use super::super::pack::{Fact, FactKind, Pack, Table};
use super::super::procedure::{DeadlineKind, DeadlineRule, Procedure};
use super::super::registry::{Source, SourceKind};
use super::super::rule::{DateRule, Rules};
use super::super::rules::{self, LintRule};
use super::super::text::Text;

/// Something that no pack may change.
#[derive(Debug)]
pub(super) struct Breach {
    /// The rule it breaks.
    pub rule: &'static LintRule,
    /// The target that differs, for example `place:municipal-counter`.
    pub target: String,
    /// What differs, in words.
    pub words: String,
}

/// Everything that differs between the base alone and the base with its local packs, and may not.
pub(super) fn compare(base: &Pack, whole: &Pack) -> Vec<Breach> {
    let mut guard = Guard {
        base,
        whole,
        breaches: Vec::new(),
    };
    guard.laws();
    guard.facts();
    guard.rules("", &base.shared, &whole.shared);
    guard.closed_days();
    for (id, procedure) in &base.procedures {
        guard.procedure(id, procedure);
    }
    guard.breaches
}

struct Guard<'p> {
    base: &'p Pack,
    whole: &'p Pack,
    breaches: Vec<Breach>,
}

impl Guard<'_> {
    fn breach(&mut self, rule: &'static LintRule, target: String, words: String) {
        self.breaches.push(Breach { rule, target, words });
    }

    fn differs(&mut self, target: &str, what: &str, before: &impl Debug, after: Option<&impl Debug>) {
        if after.is_none_or(|after| format!("{before:?}") != format!("{after:?}")) {
            let words = format!("{what}, on which legal duties rest, may not change");
            self.breach(rules::OVERLAY_DUTY, target.to_owned(), words);
        }
    }

    /// Laws and orders stay as they are.
    fn laws(&mut self) {
        let (base, whole) = (&self.base.sources, &self.whole.sources);
        for (id, source) in base.iter().filter(|(_, s)| is_law(s)) {
            let now = whole.get(id).map(|now| format!("{now:?}"));
            if now != Some(format!("{source:?}")) {
                let words = format!("the law `{id}` is not for a local pack to change");
                self.breach(rules::OVERLAY_LAW, format!("source:{id}"), words);
            }
        }
    }

    /// What an answer means stays; no new question answers an old one.
    fn facts(&mut self) {
        let (base, whole) = (self.base, self.whole);
        for (id, fact) in &base.facts {
            let after = whole.facts.get(id).map(|after| meaning(after, fact));
            let what = format!("what the question `{id}` means");
            self.differs(&format!("fact:{id}"), &what, &meaning(fact, fact), after.as_ref());
        }
        let added = whole.facts.iter().filter(|(id, _)| !base.facts.contains_key(*id));
        for (id, fact) in added {
            let settled = fact.implies.iter().map(|i| &i.fact);
            let mut touched = settled.chain(fact.resets.iter().map(|r| &r.fact));
            if let Some(old) = touched.find(|old| base.facts.contains_key(*old)) {
                let words = format!("a question of a local pack may not settle `{old}`, a question of the base");
                self.breach(rules::OVERLAY_DUTY, format!("fact:{id}"), words);
            }
        }
    }

    /// Named conditions, params and dates; words about them may change.
    fn rules(&mut self, within: &str, base: &Rules, whole: &Rules) {
        let unlabelled = |date: &DateRule| DateRule {
            label: None,
            ..date.clone()
        };
        self.table(within, "condition", &base.conditions, &whole.conditions, Clone::clone);
        self.table(within, "param", &base.params, &whole.params, Clone::clone);
        self.table(within, "date", &base.dates, &whole.dates, unlabelled);
    }

    fn table<T: Debug>(&mut self, within: &str, kind: &str, base: &Table<T>, whole: &Table<T>, wordless: fn(&T) -> T) {
        for (id, before) in base {
            let after = whole.get(id).map(wordless);
            let (target, what) = (format!("{within}{kind}:{id}"), format!("the {kind} `{id}`"));
            self.differs(&target, &what, &wordless(before), after.as_ref());
        }
    }

    /// A day on which a place is closed moves limits. Extra openings move nothing.
    fn closed_days(&mut self) {
        for (id, place) in &self.base.places {
            let after = self.whole.places.get(id).map(|p| &p.closed);
            let what = format!("the closed days of `{id}`");
            self.differs(&format!("place:{id}"), &what, &place.closed, after);
        }
        for (id, calendar) in &self.base.calendars {
            let (target, what) = (format!("calendar:{id}"), format!("the calendar `{id}`"));
            self.differs(&target, &what, calendar, self.whole.calendars.get(id));
        }
    }

    fn procedure(&mut self, id: &Id, base: &Procedure) {
        let duties: Vec<&DeadlineRule> = base
            .deadlines
            .iter()
            .filter(|d| d.kind == DeadlineKind::LegalDuty)
            .collect();
        if duties.is_empty() {
            return;
        }
        let target = format!("procedure:{id}");
        let Some(whole) = self.whole.procedures.get(id) else {
            let words = format!("`{id}` holds a legal duty and may not be left out");
            return self.breach(rules::OVERLAY_DUTY, target, words);
        };
        self.rules(&format!("{target}/"), &base.rules, &whole.rules);
        let what = format!("the place of `{id}`");
        self.differs(&target, &what, &base.place, Some(&whole.place));
        for duty in duties {
            self.duty(&target, id, duty, whole);
            let settling = |p: &Procedure| {
                let cases = p.settled.iter().filter(|s| s.deadlines.contains(&duty.id));
                cases.map(|s| format!("{} {:?}", s.id, s.applies)).collect::<Vec<_>>()
            };
            if settling(base) != settling(whole) {
                let words = format!("what settles the legal duty `{id}/{}` may not change", duty.id);
                self.breach(rules::OVERLAY_DUTY, target.clone(), words);
            }
        }
        self.law_sources(&target, &base.body.source, &whole.body.source);
    }

    fn duty(&mut self, procedure: &str, id: &Id, duty: &DeadlineRule, whole: &Procedure) {
        let target = format!("{procedure}/deadline:{}", duty.id);
        let Some(after) = whole.deadlines.iter().find(|d| d.id == duty.id) else {
            let words = format!("the legal duty `{id}/{}` may not be left out", duty.id);
            return self.breach(rules::OVERLAY_DUTY, target, words);
        };
        if format!("{:?}", bare(duty)) != format!("{:?}", bare(after)) {
            let words = format!(
                "when the legal duty `{id}/{}` applies, opens, ends or is done may not change",
                duty.id
            );
            self.breach(rules::OVERLAY_DUTY, target.clone(), words);
        }
        let said = |text: &Option<Text>| text.as_ref().map(|t| t.en().to_owned());
        if said(&duty.if_missed) != said(&after.if_missed) {
            let words = format!(
                "what happens if the legal duty `{id}/{}` is missed may not be told otherwise",
                duty.id
            );
            self.breach(rules::OVERLAY_DUTY, target.clone(), words);
        }
        self.law_sources(&target, &duty.source, &after.source);
    }

    fn law_sources(&mut self, target: &str, base: &[Id], whole: &[Id]) {
        let laws = &self.base.sources;
        let is_law = |id: &&Id| laws.get(*id).is_some_and(is_law);
        if let Some(lost) = base.iter().filter(is_law).find(|id| !whole.contains(id)) {
            let words = format!("the law `{lost}` is cited here and may not be left out");
            self.breach(rules::OVERLAY_LAW, target.to_owned(), words);
        }
    }
}

fn is_law(source: &Source) -> bool {
    matches!(source.kind, SourceKind::Law | SourceKind::Ordinance)
}

/// What a question means, without its words. Further choices may be added to those of the base.
fn meaning(fact: &Fact, base: &Fact) -> String {
    let kind = match (&fact.kind, &base.kind) {
        (FactKind::Choice(now), FactKind::Choice(before)) => {
            let old = now
                .iter()
                .map(|c| &c.id)
                .filter(|id| before.iter().any(|b| b.id == **id));
            format!("choice {:?}", old.collect::<Vec<_>>())
        }
        (kind, _) => format!("{kind:?}"),
    };
    format!(
        "{kind} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        fact.per, fact.after, fact.before, fact.implies, fact.resets, fact.takes_back, fact.held_by
    )
}

/// A duty without its words and its reminders, which a pack may change.
fn bare(duty: &DeadlineRule) -> DeadlineRule {
    DeadlineRule {
        title: Text::default(),
        remind: Vec::new(),
        if_missed: None,
        late: None,
        varies: None,
        disputed: None,
        after_plan: Vec::new(),
        source: Arc::default(),
        ..duty.clone()
    }
}
