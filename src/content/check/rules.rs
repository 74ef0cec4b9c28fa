//! Conditions, params and dates: which keys belong together, and what they refer to.

use super::super::id::Id;
use super::super::pack::{Answer, FactKind};
use super::super::raw::{
    At, Entries, OneOrMany, Op, Place, RawCondition, RawDate, RawParam, RawYears, Scalar,
};
use super::super::rule::{
    Arm, ClosedAt, Compare, Condition, DateOp, DateRule, Missing, Param, ParamRow, ParamValue, Ref, Rules, Years,
};
use super::super::rules;
use super::answers::answer;
use super::known::{Check, Kind};
use super::names::{NameKind, Names};
use super::words::Words;
use crate::calendar::{AgeRule, Count, Direction, Feb29, Unit};

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
            (Some(fact), None, None) if fact.value == "age" => (self.age(raw, fact, names), &["fact", "on", "min", "max"]),
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
                self.out.add(rules::KEY_UNKNOWN, at, message).help(format!("keys here are: {}", allowed.join(", ")));
            }
        }
        condition
    }

    fn fact_condition(&mut self, raw: &RawCondition, fact: &At<String>) -> Option<Condition> {
        let kind = self.readable(&fact.value, fact.at);
        let id = Id::new(&fact.value);
        let answers = |check: &mut Self, values: &[At<Scalar>]| -> Option<Vec<Answer>> {
            let kind = kind.as_ref()?;
            Some(values.iter().filter_map(|value| answer(&fact.value, kind, value, check.out)).collect())
        };
        match (&raw.is, &raw.one_of, &raw.known) {
            (Some(is), None, None) => {
                Some(Condition::FactIs { fact: id, one_of: answers(self, std::slice::from_ref(is))? })
            }
            (None, Some(one_of), None) if !one_of.is_empty() => {
                Some(Condition::FactIs { fact: id, one_of: answers(self, one_of)? })
            }
            (None, None, Some(known)) => Some(Condition::FactKnown { fact: id, known: known.value }),
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
            self.out.add(rules::KEY_MISSING, raw.at, "an age needs `on`, the day on which it is looked at");
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
        Some(Condition::Age { on, min: years(&raw.min), max: years(&raw.max) })
    }

    /// Ages and birthdays need the question about the day of birth.
    fn birth(&mut self, at: Place) {
        if self.fact(BIRTH) != Some(&FactKind::Date) {
            let message = format!("ages and birthdays need the fact `{BIRTH}`, a date, which no question sets");
            self.out.add(rules::FACT_UNREACHABLE, at, message);
        }
    }

    fn event_condition(&mut self, raw: &RawCondition, event: &At<String>, names: &Names<'_>) -> Option<Condition> {
        let event = self.event(&event.value, event.at);
        let since = self.maybe_day(raw.since.as_ref(), names);
        let Some(recorded) = &raw.recorded else {
            self.out.add(rules::KEY_MISSING, raw.at, "a condition about an event needs `recorded`, true or false");
            return None;
        };
        Some(Condition::Event { event, recorded: recorded.value, since })
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
        Some(Condition::Compare { date, how, with: self.day(with, names) })
    }

    fn param(&mut self, raw: &RawParam, names: &Names<'_>) -> Param {
        self.row_days(raw.row.iter().map(|r| (&r.from, r.until.as_ref())));
        if raw.row.is_empty() {
            self.out.add(rules::VALUE_WRONG, raw.at, "a param needs at least one row");
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
                    rows.push(ParamRow { from: row.from.value, until, value, source });
                }
                None => {
                    self.out.add(rules::TYPE_WRONG, row.value.at, "a param is a whole number, not negative, or a date");
                }
            }
        }
        Param { unit: raw.unit.clone(), by: self.day(&raw.by, names), rows }
    }

    fn date(&mut self, raw: &RawDate, names: &Names<'_>) -> Option<DateRule> {
        let words = if names.own.is_some() { Words::Prose } else { Words::Registry };
        let label = self.maybe_text(raw.label.as_ref(), words);
        let source = self.references(Kind::Source, &raw.source);
        let op = raw.op.value;
        let allowed = op_keys(op);
        for (key, at) in date_keys(raw) {
            if !allowed.contains(&key) && raw.op.at.is_somewhere() {
                let message = format!("the key `{key}` has no meaning for this `op`");
                self.out.add(rules::KEY_UNKNOWN, at, message).help(format!("keys here are: {}", allowed.join(", ")));
            }
        }
        Some(DateRule { op: self.date_op(op, raw, names)?, label, source })
    }

    fn date_op(&mut self, op: Op, raw: &RawDate, names: &Names<'_>) -> Option<DateOp> {
        Some(match op {
            Op::Fixed => DateOp::Fixed(self.need(raw.on.as_ref(), raw, "on")?),
            Op::Offset => return self.offset(raw, names),
            Op::OpenDay => {
                let of = self.one_day(raw, names);
                let direction = self.clear(raw.direction.as_ref(), raw, "move", "next or previous");
                let at = self.clear_place(raw);
                DateOp::OpenDay { of: of?, direction: direction.unwrap_or(Direction::Next), at }
            }
            Op::NthBirthday => {
                self.birth(raw.op.at);
                let n = self.at_least_one(raw);
                let after = self.need_word(raw.after.as_ref(), raw, "after").map(|a| self.day(&a, names));
                DateOp::NthBirthday { n: n?, after: after?, feb29: self.feb29(raw) }
            }
            Op::AgeDay => {
                self.birth(raw.op.at);
                let n = self.need(raw.n.as_ref(), raw, "n");
                let rule = self.clear(raw.rule.as_ref(), raw, "rule", "law or birthday").unwrap_or(AgeRule::Law);
                let feb29 = self.feb29(raw);
                DateOp::AgeDay { n: n?, rule, feb29 }
            }
            Op::MonthEnd => {
                let of = self.one_day(raw, names);
                let months = self.need(raw.months.as_ref(), raw, "months");
                DateOp::MonthEnd { of: of?, months: months? }
            }
            Op::Earliest => DateOp::Earliest { of: self.several_days(raw, names)?, missing: missing(raw) },
            Op::Latest => DateOp::Latest { of: self.several_days(raw, names)?, missing: missing(raw) },
            Op::FirstKnown => DateOp::FirstKnown(self.several_days(raw, names)?),
            Op::Case => DateOp::Case(self.case(raw, names)?),
            Op::Row => {
                let param = self.need_word(raw.param.as_ref(), raw, "param")?;
                DateOp::Row(self.use_name(NameKind::Param, &param, names))
            }
        })
    }

    fn offset(&mut self, raw: &RawDate, names: &Names<'_>) -> Option<DateOp> {
        let from = self.need_word(raw.from.as_ref(), raw, "from").map(|from| self.day(&from, names));
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
        let count = self.clear(raw.count.as_ref(), raw, "count", choices).unwrap_or(Count::ExcludeFirst);
        let Some((n, unit)) = first else {
            let message = "an offset needs one of `days`, `weeks`, `months` and `years`";
            self.out.add(rules::KEY_MISSING, raw.op.at, message);
            return None;
        };
        Some(DateOp::Offset { from: from?, n: n.value, unit, count })
    }

    fn case(&mut self, raw: &RawDate, names: &Names<'_>) -> Option<Vec<Arm>> {
        let Some(case) = raw.case.as_ref().filter(|case| !case.value.is_empty()) else {
            self.out.add(rules::KEY_MISSING, raw.op.at, "a case needs its arms: case = [{ applies = {...}, then = \"...\" }]");
            return None;
        };
        let last = case.value.len() - 1;
        let mut arms = Vec::new();
        for (index, arm) in case.value.iter().enumerate() {
            match &arm.applies {
                None if index < last => {
                    let message = "this arm always holds, so the arms after it never do";
                    self.out.add(rules::CASE_OPEN, arm.at, message).help("only the last arm has no `applies`");
                }
                Some(_) if index == last => {
                    let message = "the last arm has a condition: if none holds, there is no day";
                    self.out.add(rules::CASE_OPEN, arm.at, message).help("end with { then = \"...\" }, or { then = \"none\" }");
                }
                _ => {}
            }
            let applies = arm.applies.as_ref().map(|a| self.applies(Some(a), names));
            arms.push(Arm { applies, then: self.day(&arm.then, names) });
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
        self.clear(raw.feb29.as_ref(), raw, "feb29", "feb-28 or mar-1").unwrap_or(Feb29::Feb28)
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
            self.out.add(rules::DATE_AMBIGUOUS, raw.op.at, message).help(format!("write {key} = {choices}"));
        }
        value.map(|v| v.value)
    }

    fn need<T: Copy>(&mut self, value: Option<&At<T>>, raw: &RawDate, key: &str) -> Option<T> {
        if value.is_none() {
            self.out.add(rules::KEY_MISSING, raw.op.at, format!("this `op` needs the key `{key}`"));
        }
        value.map(|v| v.value)
    }

    fn need_word(&mut self, value: Option<&At<String>>, raw: &RawDate, key: &str) -> Option<At<String>> {
        if value.is_none() {
            self.out.add(rules::KEY_MISSING, raw.op.at, format!("this `op` needs the key `{key}`"));
        }
        value.cloned()
    }

    fn one_day(&mut self, raw: &RawDate, names: &Names<'_>) -> Option<Ref> {
        match raw.of.as_ref().map(|of| (&of.value, of.at)) {
            Some((OneOrMany::One(word), _)) => Some(self.day(word, names)),
            Some((OneOrMany::Many(_), at)) => {
                self.out.add(rules::TYPE_WRONG, at, "this `op` is made of one day, not of several");
                None
            }
            None => {
                self.out.add(rules::KEY_MISSING, raw.op.at, "this `op` needs the key `of`");
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
                self.out.add(rules::TYPE_WRONG, at, "this `op` is made of several days: of = [\"...\", \"...\"]");
                None
            }
            None => {
                self.out.add(rules::KEY_MISSING, raw.op.at, "this `op` needs the key `of`");
                None
            }
        }
    }
}

fn missing(raw: &RawDate) -> Missing {
    raw.missing.as_ref().map_or(Missing::Unknown, |m| m.value)
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
    let mut keys: Vec<_> = words.iter().filter_map(|(key, word)| Some((*key, word.as_ref()?.at))).collect();
    keys.extend(raw.is.as_ref().map(|v| ("is", v.at)));
    keys.extend(raw.one_of.as_ref().map(|v| ("in", v.first().map_or(raw.at, |first| first.at))));
    keys.extend(raw.known.as_ref().map(|v| ("known", v.at)));
    keys.extend(raw.recorded.as_ref().map(|v| ("recorded", v.at)));
    keys.extend(raw.min.as_ref().map(|v| ("min", v.at)));
    keys.extend(raw.max.as_ref().map(|v| ("max", v.at)));
    keys
}

/// The keys that each construct takes.
fn op_keys(op: Op) -> &'static [&'static str] {
    match op {
        Op::Fixed => &["on"],
        Op::Offset => &["from", "days", "weeks", "months", "years", "count"],
        Op::OpenDay => &["of", "move", "calendar"],
        Op::NthBirthday => &["n", "after", "feb29"],
        Op::AgeDay => &["n", "rule", "feb29"],
        Op::MonthEnd => &["of", "months"],
        Op::Earliest | Op::Latest => &["of", "missing"],
        Op::FirstKnown => &["of"],
        Op::Case => &["case"],
        Op::Row => &["param"],
    }
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
