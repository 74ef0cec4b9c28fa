//! Deadlines: what they refer to.

use super::super::found::did_you_mean;
use super::super::id::Id;
use super::super::procedure::{AfterPlan, Caution, DeadlineRule, Period};
use super::super::raw::{At, RawAfterPlan, RawCaution, RawDeadline, RawProcedure};
use super::super::rules;
use super::super::text::Text;
use super::known::{Check, Kind};
use super::names::Names;
use super::words::Words;

impl Check<'_, '_> {
    /// One deadline.
    pub(super) fn deadline(&mut self, raw: &RawDeadline, procedure: &RawProcedure, names: &Names<'_>) -> DeadlineRule {
        let place = raw.place.as_ref().unwrap_or(&procedure.place);
        DeadlineRule {
            id: self.kebab_id(&raw.id),
            title: self.text(&raw.title, Words::Prose),
            kind: raw.kind.value,
            since: self.maybe_day(raw.since.as_ref(), names),
            applies: self.applies(raw.applies.as_ref(), names),
            needed_while: self.applies(raw.needed_while.as_ref(), names),
            done_by: raw
                .done_by
                .iter()
                .map(|event| self.event(&event.value, event.at))
                .collect(),
            done_if: raw.done_if.as_ref().map(|a| self.applies(Some(a), names).into()),
            done_lead_days: raw.done_lead_days.unwrap_or(0),
            opens: self.maybe_day(raw.opens.as_ref(), names),
            closes: self.maybe_day(raw.closes.as_ref(), names),
            place: raw
                .place
                .as_ref()
                .map_or_else(|| Id::new(&place.value), |p| self.reference(Kind::Place, p)),
            place_if: raw
                .place_if
                .iter()
                .map(|p| {
                    (
                        self.applies(Some(&p.applies), names),
                        self.reference(Kind::Place, &p.place),
                    )
                })
                .collect(),
            plan_by: self.maybe_day(raw.plan_by.as_ref(), names),
            after_plan: raw.after_plan.iter().map(|a| self.after_plan(a, names)).collect(),
            period: raw.period.as_ref().map(|p| {
                Box::new(Period {
                    term: self.reference(Kind::Term, &p.term),
                    after: self.day(&p.after, names),
                    until: self.day(&p.until, names),
                })
            }),
            remind: self.reminders(raw),
            if_missed: self.maybe_text(raw.if_missed.as_ref(), Words::Prose),
            late: self.maybe_text(raw.late.as_ref(), Words::Prose),
            absorbed_by: raw
                .absorbed_by
                .iter()
                .filter_map(|key| self.deadline_key(key))
                .collect(),
            quiet_until_open: raw.quiet_until_open,
            varies: raw.varies.as_ref().map(|c| self.caution(c, names).into()),
            disputed: raw.disputed.as_ref().map(|c| self.caution(c, names).into()),
            source: self.references(Kind::Source, &raw.source).into(),
        }
    }

    fn after_plan(&mut self, raw: &RawAfterPlan, names: &Names<'_>) -> AfterPlan {
        let places = |check: &mut Self, places: &[At<String>]| {
            let ids = places.iter().map(|place| check.reference(Kind::Place, place));
            ids.collect()
        };
        AfterPlan {
            id: self.kebab_id(&raw.id),
            text: self.text(&raw.text, Words::Prose),
            applies: self.applies(raw.applies.as_ref(), names),
            open_today: places(self, &raw.open_today),
            open_later: places(self, &raw.open_later),
            days_left: raw.days_left.unwrap_or(0),
            source: self.references(Kind::Source, &raw.source),
        }
    }

    fn caution(&mut self, raw: &RawCaution, names: &Names<'_>) -> Caution {
        self.markup(&raw.en.value, raw.en.at);
        Caution {
            text: Text::english(&raw.en.value),
            applies: self.applies(raw.applies.as_ref(), names),
            source: self.references(Kind::Source, &raw.source),
        }
    }

    /// Days before the last practical day. Reminders after it help nobody and are left out.
    fn reminders(&mut self, raw: &RawDeadline) -> Vec<u32> {
        if let Some(first) = raw
            .remind
            .first()
            .filter(|_| raw.closes.is_none() && raw.plan_by.is_none())
        {
            let message = "this deadline has no last day, so the reminder never comes";
            self.out.add(rules::REMIND_AFTER_CLOSE, first.at, message);
        }
        let mut days = Vec::new();
        for remind in &raw.remind {
            if let Ok(n) = u32::try_from(remind.value) {
                days.push(n);
            } else {
                let late = remind.value.unsigned_abs();
                let message = format!("a reminder {late} days after the last day comes too late");
                self.out
                    .add(rules::REMIND_AFTER_CLOSE, remind.at, message)
                    .help("write the days before the last day");
            }
        }
        days
    }

    /// A deadline of any procedure, for example `card-extension/extend`.
    fn deadline_key(&mut self, key: &At<String>) -> Option<(Id, Id)> {
        let Some((procedure, deadline)) = key.value.split_once('/') else {
            self.out.add(
                rules::VALUE_WRONG,
                key.at,
                "a deadline of a procedure is written \"procedure/deadline\"",
            );
            return None;
        };
        self.named(Kind::Procedure, procedure, key.at);
        if self.is_known(Kind::Procedure, procedure) && !self.has_deadline(procedure, deadline) {
            let help = did_you_mean(deadline, self.deadlines_of(procedure));
            let message = format!("the procedure `{procedure}` has no deadline `{deadline}`");
            self.out.add(rules::REF_MISSING, key.at, message).maybe_help(help);
        }
        Some((Id::new(procedure), Id::new(deadline)))
    }

    /// The id of something else in the same procedure.
    pub(super) fn own_id<'i>(
        &mut self,
        what: &str,
        id: &At<String>,
        known: impl Iterator<Item = &'i At<String>> + Clone,
    ) -> Id {
        if !id.value.is_empty() && !known.clone().any(|k| k.value == id.value) && !self.out.is_broken(id.at.file) {
            let help = did_you_mean(&id.value, known.map(|k| k.value.as_str()));
            let message = format!("this procedure has no {what} `{}`", id.value);
            self.out.add(rules::REF_MISSING, id.at, message).maybe_help(help);
        }
        Id::new(&id.value)
    }
}
