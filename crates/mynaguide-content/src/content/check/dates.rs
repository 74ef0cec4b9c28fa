//! The date constructs: each needs its keys, and how a day is counted is never guessed.

use std::sync::Arc;

use super::super::date_op::{Arm, ClosedAt, DateConstruct, DateOp, Missing};
use super::super::raw::{At, OneOrMany, Place, RawDate};
use super::super::rule::{DateRule, Ref};
use super::super::rules;
use super::known::{Check, Kind};
use super::names::{NameKind, Names};
use super::words::Words;
use crate::calendar::{AgeRule, Count, Direction, Feb29, Unit};

impl Check<'_, '_> {
    /// A named date.
    pub(super) fn date(&mut self, raw: &RawDate, names: &Names<'_>) -> Option<DateRule> {
        let words = if names.own.is_some() {
            Words::Prose
        } else {
            Words::Registry
        };
        let label = self.maybe_text(raw.label.as_ref(), words);
        let source = self.references(Kind::Source, &raw.source);
        let op = raw.op.value;
        for (key, at) in date_keys(raw) {
            if !op.keys().any(|taken| taken == key) && raw.op.at.is_somewhere() {
                let message = format!("the key `{key}` has no meaning for this `op`");
                self.out
                    .add(rules::KEY_UNKNOWN, at, message)
                    .help(format!("keys here are: {}", op.keys().collect::<Vec<_>>().join(", ")));
            }
        }
        Some(DateRule {
            op: self.date_op(op, raw, names)?,
            label: label.map(Arc::new),
            source: source.into(),
        })
    }

    fn date_op(&mut self, op: DateConstruct, raw: &RawDate, names: &Names<'_>) -> Option<DateOp> {
        Some(match op {
            DateConstruct::Fixed => DateOp::Fixed(self.need(raw.on.as_ref(), raw, "on")?),
            DateConstruct::Offset => return self.offset(raw, names),
            DateConstruct::OpenDay => {
                let of = self.one_day(raw, names);
                let direction = self.clear(raw.direction.as_ref(), raw, "move", "next or previous");
                let at = self.clear_place(raw);
                DateOp::OpenDay {
                    of: of?,
                    direction: direction.unwrap_or(Direction::Next),
                    at,
                }
            }
            DateConstruct::NthBirthday => {
                self.birth(raw.op.at);
                let n = self.at_least_one(raw);
                let after = self.day_of(raw.after.as_ref(), raw, "after", names);
                DateOp::NthBirthday {
                    n: n?,
                    after: after?,
                    feb29: self.feb29(raw),
                }
            }
            DateConstruct::AgeDay => {
                self.birth(raw.op.at);
                let n = self.need(raw.n.as_ref(), raw, "n");
                let rule = self
                    .clear(raw.rule.as_ref(), raw, "rule", "law or birthday")
                    .unwrap_or(AgeRule::Law);
                let feb29 = self.feb29(raw);
                DateOp::AgeDay { n: n?, rule, feb29 }
            }
            DateConstruct::MonthEnd => {
                let of = self.one_day(raw, names);
                let months = self.need(raw.months.as_ref(), raw, "months");
                DateOp::MonthEnd {
                    of: of?,
                    months: months?,
                }
            }
            DateConstruct::Earliest => DateOp::Earliest {
                of: self.several_days(raw, names)?,
                missing: missing(raw),
            },
            DateConstruct::Latest => DateOp::Latest {
                of: self.several_days(raw, names)?,
                missing: missing(raw),
            },
            DateConstruct::FirstKnown => DateOp::FirstKnown(self.several_days(raw, names)?),
            DateConstruct::Case => DateOp::Case {
                arms: self.case(raw, names)?,
                missing: missing(raw),
            },
            DateConstruct::Row => {
                if raw.param.is_none() {
                    self.missing_key(raw, "param");
                }
                DateOp::Row(self.use_name(NameKind::Param, raw.param.as_ref()?, names))
            }
        })
    }

    fn offset(&mut self, raw: &RawDate, names: &Names<'_>) -> Option<DateOp> {
        let from = self.day_of(raw.from.as_ref(), raw, "from", names);
        let units = [
            (&raw.days, Unit::Days),
            (&raw.weeks, Unit::Weeks),
            (&raw.months, Unit::Months),
            (&raw.years, Unit::Years),
        ];
        let mut given = units.iter().filter_map(|(n, unit)| Some((n.as_ref()?, *unit)));
        let first = given.next();
        if let Some((second, _)) = given.next() {
            let message = "an offset counts one unit; for two, name the date in between";
            self.out.add(rules::DATE_AMBIGUOUS, second.at, message);
        }
        let choices = "exclude-first, include-first, civil or calendar";
        let count = self
            .clear(raw.count.as_ref(), raw, "count", choices)
            .unwrap_or(Count::ExcludeFirst);
        let Some((n, unit)) = first else {
            let message = "an offset needs one of `days`, `weeks`, `months` and `years`";
            self.out.add(rules::KEY_MISSING, raw.op.at, message);
            return None;
        };
        Some(DateOp::Offset {
            from: from?,
            n: n.value,
            unit,
            count,
        })
    }

    fn case(&mut self, raw: &RawDate, names: &Names<'_>) -> Option<Vec<Arm>> {
        let Some(case) = raw.case.as_ref().filter(|case| !case.value.is_empty()) else {
            self.out.add(
                rules::KEY_MISSING,
                raw.op.at,
                "a case needs its arms: case = [{ applies = {...}, then = \"...\" }]",
            );
            return None;
        };
        let last = case.value.len() - 1;
        let mut arms = Vec::new();
        for (index, arm) in case.value.iter().enumerate() {
            match &arm.applies {
                None if index < last => {
                    let message = "this arm always holds, so the arms after it never do";
                    self.out
                        .add(rules::CASE_OPEN, arm.at, message)
                        .help("only the last arm has no `applies`");
                }
                Some(_) if index == last => {
                    let message = "the last arm has a condition: if none holds, there is no day";
                    self.out
                        .add(rules::CASE_OPEN, arm.at, message)
                        .help("end with { then = \"...\" }, or { then = \"none\" }");
                }
                _ => {}
            }
            let applies = arm.applies.as_ref().map(|a| self.applies(Some(a), names));
            arms.push(Arm {
                applies,
                then: self.day(&arm.then, names),
            });
        }
        Some(arms)
    }

    fn at_least_one(&mut self, raw: &RawDate) -> Option<u32> {
        let n = self.need(raw.n.as_ref(), raw, "n")?;
        if n == 0 {
            let at = raw.n.as_ref().map_or(raw.at, |n| n.at);
            self.out.add(rules::VALUE_WRONG, at, "birthdays are counted from 1");
        }
        Some(n)
    }

    fn feb29(&mut self, raw: &RawDate) -> Feb29 {
        self.clear(raw.feb29.as_ref(), raw, "feb29", "feb-28 or mar-1")
            .unwrap_or(Feb29::Feb28)
    }

    fn clear_place(&mut self, raw: &RawDate) -> ClosedAt {
        match &raw.calendar {
            Some(place) if place.value == "place" => ClosedAt::Own,
            Some(place) => ClosedAt::Place(self.reference(Kind::Place, place)),
            None => {
                self.clear(None::<&At<bool>>, raw, "calendar", "\"place\" or the id of a place");
                ClosedAt::Own
            }
        }
    }

    /// A key without which the date could be read in two ways.
    fn clear<T: Copy>(&mut self, value: Option<&At<T>>, raw: &RawDate, key: &str, choices: &str) -> Option<T> {
        if value.is_none() {
            let message = format!("without `{key}` this date can be counted in two ways");
            self.out
                .add(rules::DATE_AMBIGUOUS, raw.op.at, message)
                .help(format!("write {key} = {choices}"));
        }
        value.map(|v| v.value)
    }

    fn need<T: Clone>(&mut self, value: Option<&At<T>>, raw: &RawDate, key: &str) -> Option<T> {
        if value.is_none() {
            self.missing_key(raw, key);
        }
        value.map(|v| v.value.clone())
    }

    fn missing_key(&mut self, raw: &RawDate, key: &str) {
        let message = format!("this `op` needs the key `{key}`");
        self.out.add(rules::KEY_MISSING, raw.op.at, message);
    }

    /// A day that another key than `of` gives.
    fn day_of(&mut self, value: Option<&At<String>>, raw: &RawDate, key: &str, names: &Names<'_>) -> Option<Ref> {
        if value.is_none() {
            self.missing_key(raw, key);
        }
        value.map(|word| self.day(word, names))
    }

    fn one_day(&mut self, raw: &RawDate, names: &Names<'_>) -> Option<Ref> {
        match raw.of.as_ref().map(|of| (&of.value, of.at)) {
            Some((OneOrMany::One(word), _)) => Some(self.day(word, names)),
            Some((OneOrMany::Many(_), at)) => {
                self.out
                    .add(rules::TYPE_WRONG, at, "this `op` is made of one day, not of several");
                None
            }
            None => {
                self.missing_key(raw, "of");
                None
            }
        }
    }

    fn several_days(&mut self, raw: &RawDate, names: &Names<'_>) -> Option<Vec<Ref>> {
        match raw.of.as_ref().map(|of| (&of.value, of.at)) {
            Some((OneOrMany::Many(words), _)) if !words.is_empty() => {
                Some(words.iter().map(|word| self.day(word, names)).collect())
            }
            Some((_, at)) => {
                self.out.add(
                    rules::TYPE_WRONG,
                    at,
                    "this `op` is made of several days: of = [\"...\", \"...\"]",
                );
                None
            }
            None => {
                self.missing_key(raw, "of");
                None
            }
        }
    }
}

fn missing(raw: &RawDate) -> Missing {
    raw.missing.as_ref().map_or(Missing::Unknown, |m| m.value)
}

/// The keys that are there, with their places; `op`, `label` and `source` always belong.
fn date_keys(raw: &RawDate) -> Vec<(&'static str, Place)> {
    let places = [
        ("on", raw.on.as_ref().map(|v| v.at)),
        ("from", raw.from.as_ref().map(|v| v.at)),
        ("days", raw.days.as_ref().map(|v| v.at)),
        ("weeks", raw.weeks.as_ref().map(|v| v.at)),
        ("months", raw.months.as_ref().map(|v| v.at)),
        ("years", raw.years.as_ref().map(|v| v.at)),
        ("count", raw.count.as_ref().map(|v| v.at)),
        ("of", raw.of.as_ref().map(|v| v.at)),
        ("move", raw.direction.as_ref().map(|v| v.at)),
        ("calendar", raw.calendar.as_ref().map(|v| v.at)),
        ("n", raw.n.as_ref().map(|v| v.at)),
        ("after", raw.after.as_ref().map(|v| v.at)),
        ("feb29", raw.feb29.as_ref().map(|v| v.at)),
        ("rule", raw.rule.as_ref().map(|v| v.at)),
        ("missing", raw.missing.as_ref().map(|v| v.at)),
        ("case", raw.case.as_ref().map(|v| v.at)),
        ("param", raw.param.as_ref().map(|v| v.at)),
    ];
    places.into_iter().filter_map(|(key, at)| Some((key, at?))).collect()
}
