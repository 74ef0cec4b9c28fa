//! Conditions, params and dates: which keys belong together, and what they refer to.

use super::super::id::Id;
use super::super::pack::{Answer, FactKind};
use super::super::raw::{At, Entries, Place, RawCondition, RawDate, RawParam, RawYears, Scalar};
use super::super::rule::{Compare, Condition, Param, ParamRow, ParamValue, Rules, Years};
use super::super::rules;
use super::answers::answer;
use super::known::{Check, Kind};
use super::names::{NameKind, Names};

/// The fact that ages are worked out from.
const BIRTH: &str = "birth";

impl Check<'_, '_> {
    /// The named rules of a procedure, or the shared ones.
    pub(super) fn rules(
        &mut self,
        conditions: &Entries<RawCondition>,
        params: &Entries<RawParam>,
        dates: &Entries<RawDate>,
        names: &Names<'_>,
    ) -> Rules {
        let mut read = Rules::default();
        for (name, raw) in conditions {
            let id = self.new_name(NameKind::Condition, name, names);
            // A condition that could not be read was reported, so that the pack is refused.
            if let Some(condition) = self.condition(raw, names) {
                read.conditions.insert(id, condition);
            }
        }
        for (name, raw) in params {
            let id = self.new_name(NameKind::Param, name, names);
            let param = self.param(raw, names);
            read.params.insert(id, param);
        }
        for (name, raw) in dates {
            let id = self.new_name(NameKind::Date, name, names);
            if let Some(date) = self.date(raw, names) {
                read.dates.insert(id, date);
            }
        }
        read
    }

    fn condition(&mut self, raw: &RawCondition, names: &Names<'_>) -> Option<Condition> {
        let (condition, allowed): (_, &[&str]) = match (&raw.fact, &raw.event, &raw.date) {
            (Some(fact), None, None) if fact.value == "age" => {
                (self.age(raw, fact, names), &["fact", "on", "min", "max"])
            }
            (Some(fact), None, None) => (self.fact_condition(raw, fact), &["fact", "is", "in", "known"]),
            (None, Some(event), None) => (self.event_condition(raw, event, names), &["event", "recorded", "since"]),
            (None, None, Some(date)) => {
                let allowed = &["date", "before", "after", "on_or_before", "on_or_after"];
                (self.compare(raw, date, names), allowed)
            }
            _ => {
                let message = "a condition asks exactly one question: about a `fact`, an `event` or a `date`";
                self.out.add(rules::VALUE_WRONG, raw.at, message);
                return None;
            }
        };
        for (key, at) in condition_keys(raw) {
            if !allowed.contains(&key) {
                let message = format!("the key `{key}` does not belong into this kind of condition");
                self.out
                    .add(rules::KEY_UNKNOWN, at, message)
                    .help(format!("keys here are: {}", allowed.join(", ")));
            }
        }
        condition
    }

    fn fact_condition(&mut self, raw: &RawCondition, fact: &At<String>) -> Option<Condition> {
        let kind = self.readable(&fact.value, fact.at);
        let id = Id::new(&fact.value);
        let answers = |check: &mut Self, values: &[At<Scalar>]| -> Option<Vec<Answer>> {
            let kind = kind.as_ref()?;
            Some(
                values
                    .iter()
                    .filter_map(|value| answer(&fact.value, kind, value, check.out))
                    .collect(),
            )
        };
        match (&raw.is, &raw.one_of, &raw.known) {
            (Some(is), None, None) => Some(Condition::FactIs {
                fact: id,
                one_of: answers(self, std::slice::from_ref(is))?,
            }),
            (None, Some(one_of), None) if !one_of.is_empty() => Some(Condition::FactIs {
                fact: id,
                one_of: answers(self, one_of)?,
            }),
            (None, None, Some(known)) => Some(Condition::FactKnown {
                fact: id,
                known: known.value,
            }),
            _ => {
                let message = "a condition about a fact needs exactly one of `is`, `in` (not empty) and `known`";
                self.out.add(rules::VALUE_WRONG, raw.at, message);
                None
            }
        }
    }

    fn age(&mut self, raw: &RawCondition, fact: &At<String>, names: &Names<'_>) -> Option<Condition> {
        self.birth(fact.at);
        let Some(on) = &raw.on else {
            self.out.add(
                rules::KEY_MISSING,
                raw.at,
                "an age needs `on`, the day on which it is looked at",
            );
            return None;
        };
        if raw.min.is_none() && raw.max.is_none() {
            self.out.add(rules::KEY_MISSING, raw.at, "an age needs `min` or `max`");
        }
        let on = self.day(on, names);
        let mut years = |years: &Option<At<RawYears>>| {
            years.as_ref().map(|y| match &y.value {
                RawYears::Plain(n) => Years::Plain(*n),
                RawYears::Param(param) => Years::Param(self.use_name(NameKind::Param, &param.param, names)),
            })
        };
        Some(Condition::Age {
            on,
            min: years(&raw.min),
            max: years(&raw.max),
        })
    }

    /// Ages and birthdays need the question about the day of birth.
    pub(super) fn birth(&mut self, at: Place) {
        if self.fact(BIRTH) != Some(&FactKind::Date) {
            let message = format!("ages and birthdays need the fact `{BIRTH}`, a date, which no question sets");
            self.out.add(rules::FACT_UNREACHABLE, at, message);
        }
    }

    fn event_condition(&mut self, raw: &RawCondition, event: &At<String>, names: &Names<'_>) -> Option<Condition> {
        let event = self.event(&event.value, event.at);
        let since = self.maybe_day(raw.since.as_ref(), names);
        let Some(recorded) = &raw.recorded else {
            self.out.add(
                rules::KEY_MISSING,
                raw.at,
                "a condition about an event needs `recorded`, true or false",
            );
            return None;
        };
        Some(Condition::Event {
            event,
            recorded: recorded.value,
            since,
        })
    }

    fn compare(&mut self, raw: &RawCondition, date: &At<String>, names: &Names<'_>) -> Option<Condition> {
        let date = self.day(date, names);
        let sides = [
            (&raw.before, Compare::Before),
            (&raw.after, Compare::After),
            (&raw.on_or_before, Compare::OnOrBefore),
            (&raw.on_or_after, Compare::OnOrAfter),
        ];
        let mut given = sides.iter().filter_map(|(with, how)| Some((with.as_ref()?, *how)));
        let (Some((with, how)), None) = (given.next(), given.next()) else {
            let message = "exactly one of `before`, `after`, `on_or_before` and `on_or_after` is needed";
            self.out.add(rules::VALUE_WRONG, raw.at, message);
            return None;
        };
        Some(Condition::Compare {
            date,
            how,
            with: self.day(with, names),
        })
    }

    fn param(&mut self, raw: &RawParam, names: &Names<'_>) -> Param {
        self.row_days(raw.row.iter().map(|r| (&r.from, r.until.as_ref())));
        if raw.row.is_empty() {
            self.out
                .add(rules::VALUE_WRONG, raw.at, "a param needs at least one row");
        }
        let mut rows = Vec::new();
        for row in &raw.row {
            let source = self.reference(Kind::Source, &row.source);
            let value = match &row.value.value {
                Scalar::Whole(n) => u32::try_from(*n).ok().map(ParamValue::Number),
                Scalar::Date(day) => Some(ParamValue::Date(*day)),
                _ => None,
            };
            match value {
                Some(value) => {
                    let until = row.until.as_ref().map(|u| u.value);
                    rows.push(ParamRow {
                        from: row.from.value,
                        until,
                        value,
                        source,
                    });
                }
                None => {
                    self.out.add(
                        rules::TYPE_WRONG,
                        row.value.at,
                        "a param is a whole number, not negative, or a date",
                    );
                }
            }
        }
        Param {
            unit: raw.unit.clone(),
            by: self.day(&raw.by, names),
            rows,
        }
    }
}

/// The keys that are there, with their places.
fn condition_keys(raw: &RawCondition) -> Vec<(&'static str, Place)> {
    let words = [
        ("fact", &raw.fact),
        ("on", &raw.on),
        ("event", &raw.event),
        ("since", &raw.since),
        ("date", &raw.date),
        ("before", &raw.before),
        ("after", &raw.after),
        ("on_or_before", &raw.on_or_before),
        ("on_or_after", &raw.on_or_after),
    ];
    let mut keys: Vec<_> = words
        .iter()
        .filter_map(|(key, word)| Some((*key, word.as_ref()?.at)))
        .collect();
    keys.extend(raw.is.as_ref().map(|v| ("is", v.at)));
    keys.extend(
        raw.one_of
            .as_ref()
            .map(|v| ("in", v.first().map_or(raw.at, |first| first.at))),
    );
    keys.extend(raw.known.as_ref().map(|v| ("known", v.at)));
    keys.extend(raw.recorded.as_ref().map(|v| ("recorded", v.at)));
    keys.extend(raw.min.as_ref().map(|v| ("min", v.at)));
    keys.extend(raw.max.as_ref().map(|v| ("max", v.at)));
    keys
}
