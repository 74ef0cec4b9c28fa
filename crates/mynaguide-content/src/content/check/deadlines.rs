//! Deadlines: what they refer to.

use super::super::found::did_you_mean;
use super::super::id::Id;
use super::super::raw::{At, RawDeadline, RawPlaceIf};
use super::super::registry::EndsOn;
use super::super::rule::Applies;
use super::super::rules;
use super::super::text::Text;
use super::known::{Check, Kind};
use super::names::Names;

impl Check<'_, '_> {
    /// The place of a deadline, which is usually that of its procedure.
    pub fn deadline_place(&mut self, raw: &RawDeadline, names: &Names<'_>) -> Id {
        let usual = names.procedure.map(|procedure| Id::new(&procedure.place.value));
        self.maybe_reference(Kind::Place, raw.place.as_ref())
            .or(usual)
            .unwrap_or_default()
    }

    /// Other places under conditions.
    pub fn places_if(&mut self, raw: &[RawPlaceIf], names: &Names<'_>) -> Vec<(Applies, Id)> {
        let mut place = |raw: &RawPlaceIf| {
            let applies = self.applies(Some(&raw.applies), names);
            (applies, self.reference(Kind::Place, &raw.place))
        };
        raw.iter().map(&mut place).collect()
    }

    /// Words that are not translated.
    pub fn english(&mut self, words: &At<String>) -> Text {
        self.markup(&words.value, words.at);
        Text::english(&words.value)
    }

    /// Days before the last practical day. Reminders after it help nobody and are left out.
    pub fn reminders(&mut self, raw: &RawDeadline) -> Vec<u32> {
        if let Some(first) = raw
            .remind
            .first()
            .filter(|_| raw.closes.is_none() && raw.plan_by.is_none() && raw.validity.is_none())
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
    pub fn deadline_key(&mut self, key: &At<String>) -> Option<(Id, Id)> {
        let Some((procedure, deadline)) = key.value.split_once('/') else {
            let message = "a deadline of a procedure is written \"procedure/deadline\"";
            self.wrong(key.at, message);
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

    /// What ends a validity: deadlines of procedures, and days.
    pub fn ends_on(&mut self, raw: &[At<String>], names: &Names<'_>) -> Vec<EndsOn> {
        let end = |key: &At<String>| {
            if !key.value.contains('/') {
                return Some(EndsOn::Day(self.day(key, names)));
            }
            let (procedure, deadline) = self.deadline_key(key)?;
            Some(EndsOn::Deadline(procedure, deadline))
        };
        raw.iter().filter_map(end).collect()
    }

    /// Deadlines of the same procedure.
    pub fn own_deadlines(&mut self, ids: &[At<String>], names: &Names<'_>) -> Vec<Id> {
        let known = names
            .procedure
            .iter()
            .flat_map(|procedure| &procedure.deadlines)
            .map(|d| &d.id);
        ids.iter()
            .map(|id| self.own_id("deadline", id, known.clone()))
            .collect()
    }

    /// A visit of the same procedure.
    pub fn own_visit(&mut self, id: &At<String>, names: &Names<'_>) -> Id {
        let known = names
            .procedure
            .iter()
            .flat_map(|procedure| &procedure.visits)
            .map(|v| &v.id);
        self.own_id("visit", id, known)
    }

    /// The id of something else in the same procedure.
    fn own_id<'i>(&mut self, what: &str, id: &At<String>, known: impl Iterator<Item = &'i At<String>> + Clone) -> Id {
        if !id.value.is_empty() && !known.clone().any(|k| k.value == id.value) && !self.out.is_broken(id.at.file) {
            let help = did_you_mean(&id.value, known.map(|k| k.value.as_str()));
            let message = format!("this procedure has no {what} `{}`", id.value);
            self.out.add(rules::REF_MISSING, id.at, message).maybe_help(help);
        }
        Id::new(&id.value)
    }
}
