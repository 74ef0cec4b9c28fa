//! Every day and every deadline can say where it comes from, and how fresh that is.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::super::diagnostic::Diagnostic;
use super::super::id::Id;
use super::super::pack::Pack;
use super::super::procedure::{DeadlineRule, ReviewStatus};
use super::super::raw::{At, Place, RawDeadline, RawPack};
use super::super::registry::Confidence;
use super::super::rules::{self, LintRule};
use super::graph::{Rule, Scope, deadline_days, reach};
use super::known::Check;

impl Check<'_, '_> {
    /// The sources of a deadline and of every day that feeds it.
    pub(super) fn sources_of(&mut self, scope: &Scope<'_>, deadline: &DeadlineRule, raw: &RawDeadline, pack: &Pack) {
        let feeds = reach(deadline_days(deadline), |rule| scope.made_of(rule));
        let mut all = deadline.source.iter().cloned().collect::<BTreeSet<_>>();
        for rule in &feeds {
            all.extend(cited(scope, rule));
            self.sources_of_date(scope, rule, pack);
        }
        if all.is_empty() {
            let message = format!(
                "the deadline `{}` cites no source, and neither does what it rests on",
                deadline.id
            );
            self.out.add(rules::SOURCE_MISSING, raw.id.at, message);
        } else if only_low(pack, &all) {
            let message = format!("the deadline `{}` rests on sources of low confidence only", deadline.id);
            self.out
                .add(rules::SOURCE_LOW, raw.id.at, message)
                .help("find a better source, or make it a note without a date");
        }
    }

    fn sources_of_date(&mut self, scope: &Scope<'_>, rule: &Rule, pack: &Pack) {
        let (Rule::Date(name), Some(at)) = (rule, scope.place(rule)) else {
            return;
        };
        let rests_on = reach(vec![rule.clone()], |rule| scope.made_of(rule));
        let all = rests_on
            .iter()
            .flat_map(|rule| cited(scope, rule))
            .collect::<BTreeSet<_>>();
        // A date that could not be read was reported already.
        if all.is_empty() && scope.date(name.as_str()).is_some() {
            let message = format!("the date `{name}` cites no source, and neither does what it rests on");
            self.once(rules::SOURCE_MISSING, at, message);
        } else if only_low(pack, &all) {
            let message = format!("the date `{name}` rests on sources of low confidence only");
            self.once(rules::SOURCE_LOW, at, message);
        }
    }

    /// A problem of a rule that several deadlines share is reported once.
    fn once(&mut self, rule: &'static LintRule, at: Place, message: String) {
        let path = self.out.path(at.file);
        let known = |d: &Diagnostic| d.rule == rule.name && d.file == path && d.span == Some(at.start..at.end);
        if !self.out.list.iter().any(known) {
            self.out.add(rule, at, message);
        }
    }

    /// Sources and procedures that were compared too long ago.
    pub(super) fn stale(&mut self, raw: &RawPack, today: NaiveDate) {
        for (id, source) in &raw.sources {
            let what = format!("the source `{}`", id.value);
            self.stale_day(&what, &source.checked, source.every_days, today);
        }
        for file in &raw.procedures {
            let review = &file.procedure.review;
            let what = format!("the procedure `{}`", file.procedure.id.value);
            self.stale_day(&what, &review.checked, review.every_days, today);
        }
    }

    pub(super) fn stale_day(&mut self, what: &str, checked: &At<NaiveDate>, every_days: u32, today: NaiveDate) {
        let due = checked.value.checked_add_days(Days::new(every_days.into()));
        if due.is_some_and(|due| due < today) {
            let message = format!(
                "{what} was compared on {}, more than {every_days} days ago",
                checked.value
            );
            self.out
                .add(rules::SOURCE_STALE, checked.at, message)
                .help("open it, compare, then write the new day");
        }
    }

    /// A verified text was read by two people.
    pub(super) fn two_readings(&mut self, status: &At<ReviewStatus>, by: Option<&str>, second: Option<&str>) {
        let two = matches!((by, second), (Some(by), Some(second)) if by.trim() != second.trim());
        if status.value >= ReviewStatus::Verified && !two {
            let message = "a verified text was read by two different people";
            self.out
                .add(rules::REVIEW_SINGLE, status.at, message)
                .help("name them: by = \"...\", second = \"...\"");
        }
    }
}

/// The sources that a rule cites itself.
fn cited(scope: &Scope<'_>, rule: &Rule) -> Vec<Id> {
    match rule {
        Rule::Date(name) => scope.date(name.as_str()).map_or_else(Vec::new, |d| d.source.to_vec()),
        Rule::Param(name) => {
            let rows = scope.param(name.as_str()).into_iter().flat_map(|param| &param.rows);
            rows.map(|row| row.source.clone()).collect()
        }
        Rule::Condition(_) => Vec::new(),
    }
}

/// Whether all these sources are weak; unknown ones are reported elsewhere.
fn only_low(pack: &Pack, sources: &BTreeSet<Id>) -> bool {
    let low = |id: &Id| pack.sources.get(id).is_some_and(|s| s.confidence == Confidence::Low);
    !sources.is_empty() && sources.iter().all(low)
}
