//! Which days are plausible: ranges that have days, orders without circles, plans that can be taken back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::bound::Bound;
use super::super::id::Id;
use super::super::raw::{At, Entries, FactType, Place, RawFact};
use super::super::rules;
use super::known::Check;

impl Check<'_, '_> {
    /// The range of a date or an event.
    pub(super) fn range(&mut self, id: &At<String>, raw: &RawFact) {
        let bounds = [raw.not_before.as_ref(), raw.not_after.as_ref()];
        if !is_day(raw) {
            let first = bounds.into_iter().flatten().map(|bound| bound.at);
            let orders = raw.after.iter().chain(&raw.before).map(|other| other.at);
            if let Some(at) = first.chain(orders).next() {
                let message = "only a date or an event is earlier or later than something";
                self.wrong(at, message);
            }
            return;
        }
        match bounds {
            [None, None] => {
                let message = format!("`{}` does not say which days are plausible", id.value);
                self.out
                    .add(rules::RANGE_MISSING, id.at, message)
                    .help("for what happened: not_after = \"today\"");
            }
            [Some(from), Some(until)] if never(from.value, until.value) => {
                let message = format!("the range of `{}` ends before it begins", id.value);
                self.out
                    .add(rules::RANGE_EMPTY, until.at, message)
                    .also(from.at, "it begins here");
            }
            _ => {}
        }
    }

    /// The events that an event takes back: others, of which somebody can be told.
    pub(super) fn taken_back(&mut self, id: &At<String>, raw: &RawFact) -> Vec<Id> {
        let keys = raw.takes_back.first().map(|event| event.at);
        let keys = keys.or(raw.held_by.as_ref().map(|held| held.at));
        if let Some(at) = keys.filter(|_| raw.kind.value != FactType::Event) {
            self.wrong(at, "only an event takes something back, or is held");
        }
        if let Some(own) = raw.takes_back.iter().find(|event| event.value == id.value) {
            self.wrong(own.at, "an event does not take itself back");
        }
        self.events(&raw.takes_back)
    }

    /// Orders go from the earlier to the later, never in a circle.
    pub(super) fn orders(&mut self, facts: &Entries<RawFact>) {
        let mut later: BTreeMap<&str, Vec<(&str, Place)>> = BTreeMap::new();
        for (id, fact) in facts {
            for earlier in &fact.after {
                later.entry(&earlier.value).or_default().push((&id.value, earlier.at));
            }
            for after in &fact.before {
                later.entry(&id.value).or_default().push((&after.value, after.at));
            }
        }
        let circle = |from: &str, to: &str| {
            let (mut seen, mut open) = (Vec::new(), vec![to]);
            while let Some(next) = open.pop() {
                if next == from {
                    return true;
                }
                if !seen.contains(&next) {
                    seen.push(next);
                    open.extend(later.get(next).into_iter().flatten().map(|(id, _)| *id));
                }
            }
            false
        };
        let all = later
            .iter()
            .flat_map(|(from, all)| all.iter().map(move |to| (*from, to)));
        // One message for a circle: where it is closed last.
        let closed = all
            .filter(|(from, (to, _))| circle(from, to))
            .max_by_key(|(_, (_, at))| *at);
        if let Some((from, (to, at))) = closed {
            let message = format!("`{from}` would be earlier than `{to}`, and `{to}` earlier than `{from}`");
            self.out.add(rules::RANGE_EMPTY, *at, message);
        }
    }
}

fn is_day(raw: &RawFact) -> bool {
    matches!(raw.kind.value, FactType::Date | FactType::Event)
}

/// Whether no day can lie between two bounds. A fixed day and one that moves with today always meet some time.
fn never(from: Bound, until: Bound) -> bool {
    let today = NaiveDate::default();
    match (from, until) {
        (Bound::On(from), Bound::On(until)) => from > until,
        (Bound::Today { .. }, Bound::Today { .. }) => from.day(today) > until.day(today),
        (Bound::On(_), Bound::Today { .. }) | (Bound::Today { .. }, Bound::On(_)) => false,
    }
}
