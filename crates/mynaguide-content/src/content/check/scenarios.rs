//! Scenarios: typed by the registry of the pack they test.

use super::super::diagnostic::line_column;
use super::super::found::{Findings, did_you_mean};
use super::super::id::Id;
use super::super::pack::{FactKind, Pack, Table};
use super::super::procedure::Who;
use super::super::raw::{
    At, Entries, Place, RawExpect, RawExpectDeadline, RawExpectFee, RawExpectFeeOn, RawExpectValidity, RawScenario,
    Scalar, Told,
};
use super::super::rules;
use super::super::scenario::{Expect, ExpectDeadline, ExpectFee, ExpectValidity, Scenario, ScenarioPerson};
use super::answers::answer;

/// The words of the contract for where something that ends stands.
const ENDS: [&str; 5] = ["valid", "ends-soon", "ended", "stopped", "unknown"];

/// The words of the contract for where a deadline stands.
const STATUS: [&str; 9] = [
    "upcoming",
    "waits",
    "no-longer-possible",
    "open",
    "late",
    "done",
    "unknown",
    "not-applicable",
    "settled",
];

/// Checks scenarios against a pack.
pub(in crate::content) fn check_scenarios(pack: &Pack, raw: &[RawScenario], out: &mut Findings<'_>) -> Vec<Scenario> {
    out.unique("scenario", raw.iter().map(|s| &s.id));
    let labels = Vec::new();
    let mut reader = Reader { pack, out, labels };
    raw.iter().map(|raw| reader.scenario(raw)).collect()
}

struct Reader<'p, 'o, 'f> {
    pack: &'p Pack,
    out: &'o mut Findings<'f>,
    /// Labels of the people, if they have any.
    labels: Vec<&'p str>,
}

impl<'p> Reader<'p, '_, '_> {
    fn scenario(&mut self, raw: &'p RawScenario) -> Scenario {
        let place = raw.id.at;
        let several = !raw.person.is_empty();
        if let Some((first, _)) = raw.facts.iter().chain(&raw.events).next().filter(|_| several) {
            let message = "with people by label, facts and events stand at the people";
            self.out
                .add(rules::VALUE_WRONG, first.at, message)
                .help("write [scenario.person.LABEL.facts]");
        }
        let people = if several {
            raw.person
                .iter()
                .map(|(label, p)| self.person(&label.value, &p.facts, &p.events))
                .collect()
        } else {
            vec![self.person("", &raw.facts, &raw.events)]
        };
        self.labels = raw.person.iter().map(|(label, _)| label.as_str()).collect();
        Scenario {
            id: Id::new(&raw.id.value),
            name: raw.name.clone().unwrap_or_default(),
            file: self.out.path(place.file).to_owned(),
            line: line_column(self.out.text(place.file), place.start).0,
            today: raw.today,
            people,
            expect: raw.expect.as_ref().map(|e| self.expect(e)).unwrap_or_default(),
        }
    }

    /// An event under `facts` and a fact under `events` are what the registry says they are.
    fn person(&mut self, label: &str, facts: &Entries<Told>, events: &Entries<Told>) -> ScenarioPerson {
        let mut person = ScenarioPerson {
            label: label.to_owned(),
            ..ScenarioPerson::default()
        };
        // What was told last counts, and what was taken back was told before: the order of the file.
        let mut in_order: Vec<_> = facts.iter().chain(events).collect();
        in_order.sort_by_key(|(id, _)| id.at.start);
        for (id, told) in in_order {
            match self
                .entry(&self.pack.facts, "fact or event", &id.value, id.at)
                .map(|f| &f.kind)
            {
                None => {}
                Some(FactKind::Event) => self.event(id, told, &mut person),
                Some(kind) => {
                    let [value] = told.0.as_slice() else {
                        self.out.add(rules::TYPE_WRONG, id.at, "a fact has one answer");
                        continue;
                    };
                    if let Some(answer) = answer(&id.value, kind, value, self.out) {
                        person.facts.insert(Id::new(&id.value), answer);
                    }
                }
            }
        }
        person
    }

    fn event(&mut self, id: &At<String>, told: &Told, person: &mut ScenarioPerson) {
        for day in &told.0 {
            if let Scalar::Date(date) = day.value {
                person.events.push((Id::new(&id.value), date));
            } else {
                let message = format!(
                    "`{}` is an event: write its day, or an array of days, without quotes",
                    id.value
                );
                self.out.add(rules::TYPE_WRONG, day.at, message);
            }
        }
    }

    fn expect(&mut self, raw: &RawExpect) -> Expect {
        let mut expect = Expect {
            warns: raw.warns.clone(),
            odd: raw.odd.clone(),
            ..Expect::default()
        };
        for (key, deadline) in &raw.deadline {
            self.deadline_key(key);
            expect.deadlines.insert(key.value.clone(), self.deadline(deadline));
        }
        for (key, validity) in &raw.validity {
            let name = self.without_label(key);
            self.entry(&self.pack.validities, "validity", name, key.at);
            expect.validities.insert(key.value.clone(), self.validity(validity));
        }
        for (key, day) in &raw.date {
            self.key(key, "date", |pack, procedure, name| {
                let own = pack.procedures.get(procedure)?;
                let names = own
                    .rules
                    .dates
                    .keys()
                    .chain(pack.shared.dates.keys())
                    .map(Id::as_str)
                    .collect();
                Some((pack.date(Some(own), name).is_some(), names))
            });
            expect.dates.insert(key.value.clone(), *day);
        }
        for key in &raw.not_deadline {
            self.deadline_key(key);
            expect.not_deadline.push(key.value.clone());
        }
        for key in &raw.applies {
            let procedure = self.without_label(key);
            self.entry(&self.pack.procedures, "procedure", procedure, key.at);
            expect.applies.push(key.value.clone());
        }
        for (key, needs) in &raw.bag {
            self.key(key, "visit", |pack, procedure, visit| {
                // `visit@household`: the same visit, made by somebody else.
                let (visit, who) = visit
                    .split_once('@')
                    .map_or((visit, None), |(visit, who)| (visit, Some(who)));
                if who.is_some_and(|who| Who::of_word(who).is_none()) {
                    return Some((false, Vec::new()));
                }
                let visits = &pack.procedures.get(procedure)?.body.visits;
                Some((
                    visits.iter().any(|v| v.id == visit),
                    visits.iter().map(|v| v.id.as_str()).collect(),
                ))
            });
            expect.bag.insert(key.value.clone(), needs.clone());
        }
        for (key, fee) in &raw.fee {
            self.fee_key(key);
            let expected = self.fee(fee);
            expect.fees.insert(key.value.clone(), expected);
        }
        expect
    }

    fn validity(&mut self, raw: &RawExpectValidity) -> ExpectValidity {
        if let Some(status) = raw.status.as_ref().filter(|s| !ENDS.contains(&s.as_str())) {
            let message = format!("`{}` is no status of what ends", status.value);
            self.out
                .add(rules::VALUE_WRONG, status.at, message)
                .help(format!("write one of: {}", ENDS.join(", ")));
        }
        if let Some(next) = &raw.next {
            self.deadline_key(next);
        }
        ExpectValidity {
            status: raw.status.as_ref().map(|s| s.value.clone()),
            until: raw.until,
            next: raw.next.as_ref().map(|s| s.value.clone()),
        }
    }

    fn deadline(&mut self, raw: &RawExpectDeadline) -> ExpectDeadline {
        if let Some(status) = raw.status.as_ref().filter(|s| !STATUS.contains(&s.as_str())) {
            let message = format!("`{}` is no status", status.value);
            self.out
                .add(rules::VALUE_WRONG, status.at, message)
                .help(format!("write one of: {}", STATUS.join(", ")));
        }
        for fact in raw.asks.iter().flatten() {
            self.entry(&self.pack.facts, "fact", &fact.value, fact.at);
        }
        ExpectDeadline {
            opens: raw.opens,
            counted: raw.counted,
            closes: raw.closes,
            plan_by: raw.plan_by,
            status: raw.status.as_ref().map(|s| s.value.clone()),
            asks: raw
                .asks
                .as_ref()
                .map(|asks| asks.iter().map(|f| Id::new(&f.value)).collect()),
            disputed: raw.disputed,
            varies: raw.varies,
        }
    }

    fn fee(&mut self, raw: &RawExpectFee) -> ExpectFee {
        let RawExpectFee(RawExpectFeeOn { yen, on, .. }) = raw;
        let amount = match &yen.value {
            Scalar::Text(word) if word == "not-known" => None,
            Scalar::Whole(n) => u32::try_from(*n).ok(),
            _ => None,
        };
        if amount.is_none() && yen.value != Scalar::Text("not-known".to_owned()) {
            self.out
                .add(rules::VALUE_WRONG, yen.at, "this is no amount")
                .help("write yen as a whole number, or \"not-known\"");
        }
        ExpectFee {
            yen: amount,
            on: on.as_ref().and_then(|on| self.fee_day(on)),
        }
    }

    /// `today`, or `event:NAME`.
    fn fee_day(&mut self, on: &At<String>) -> Option<Id> {
        if on.value == "today" {
            return None;
        }
        let event = on.value.strip_prefix("event:");
        let is_event = |id: &&str| self.pack.facts.get(*id).is_some_and(|f| f.kind == FactKind::Event);
        let known = event.filter(is_event).map(Id::new);
        if known.is_none() {
            let message = format!("`{}` is no day that can decide", on.value);
            self.out
                .add(rules::REF_MISSING, on.at, message)
                .help("write \"today\" or \"event:NAME\"");
        }
        known
    }

    /// `fee`, `fee/option`, or either after `label:`.
    fn fee_key(&mut self, key: &At<String>) {
        let plain = self.without_label(key);
        let (fee, option) = plain
            .split_once('/')
            .map_or((plain, None), |(fee, option)| (fee, Some(option)));
        let Some(known) = self.entry(&self.pack.fees, "fee", fee, key.at) else {
            return;
        };
        let options: Vec<&str> = known.options.iter().map(|o| o.id.as_str()).collect();
        if option.map_or(!options.is_empty(), |option| !options.contains(&option)) {
            let help = if options.is_empty() {
                "it has no options".to_owned()
            } else {
                format!("options are: {}", options.join(", "))
            };
            let message = format!("the fee `{fee}` has no such amount");
            self.out.add(rules::REF_MISSING, key.at, message).help(help);
        }
    }

    fn deadline_key(&mut self, key: &At<String>) {
        self.key(key, "deadline", |pack, procedure, deadline| {
            let deadlines = &pack.procedures.get(procedure)?.deadlines;
            Some((
                deadlines.iter().any(|d| d.id == deadline),
                deadlines.iter().map(|d| d.id.as_str()).collect(),
            ))
        });
    }

    /// `procedure/name` or `label:procedure/name`. `find` says whether the procedure has it, and what it has.
    fn key(
        &mut self,
        key: &At<String>,
        what: &str,
        find: impl Fn(&'p Pack, &str, &str) -> Option<(bool, Vec<&'p str>)>,
    ) {
        let plain = self.without_label(key);
        let Some((procedure, name)) = plain.split_once('/') else {
            let message = format!("a {what} is written \"procedure/{what}\"");
            self.out.add(rules::VALUE_WRONG, key.at, message);
            return;
        };
        self.entry(&self.pack.procedures, "procedure", procedure, key.at);
        if let Some((false, known)) = find(self.pack, procedure, name) {
            let help = did_you_mean(name, known);
            let message = format!("the procedure `{procedure}` has no {what} `{name}`");
            self.out.add(rules::REF_MISSING, key.at, message).maybe_help(help);
        }
    }

    /// An entry of the pack that must be there.
    fn entry<T>(&mut self, known: &'p Table<T>, what: &str, id: &str, at: Place) -> Option<&'p T> {
        let found = known.get(id);
        if found.is_none() {
            let help = did_you_mean(id, known.keys().map(Id::as_str));
            let message = format!("there is no {what} `{id}`");
            self.out.add(rules::REF_MISSING, at, message).maybe_help(help);
        }
        found
    }

    fn without_label<'k>(&mut self, key: &'k At<String>) -> &'k str {
        let Some((label, plain)) = key.value.split_once(':') else {
            return &key.value;
        };
        if !self.labels.contains(&label) {
            let message = format!("this scenario has no person `{label}`");
            self.out.add(rules::REF_MISSING, key.at, message);
        }
        plain
    }
}
