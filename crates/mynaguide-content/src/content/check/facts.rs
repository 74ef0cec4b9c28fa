//! Questions and events.

use super::super::pack::{Answer, Fact, FactKind, Implication, Per, Reset};
use super::super::raw::{At, FactType, RawFact, RawImplies, RawPer};
use super::super::rules;
use super::Checked;
use super::answers::{answer, fact_kind};
use super::known::{Check, Kind};
use super::names::Names;
use super::words::Words;

impl Check<'_, '_> {
    /// A question or an event.
    pub(super) fn fact_entry(&mut self, id: &At<String>, raw: &RawFact, names: &Names<'_>) -> Fact {
        let kind = match (raw.kind.value, &raw.choice) {
            (FactType::Choice, Some(choices)) => {
                self.out.unique("choice", choices.iter().map(|c| &c.id));
                FactKind::Choice(choices.checked(self, names))
            }
            (FactType::Choice, None) => {
                let message = "a choice needs its answers: choice = [{ id = \"...\", name = {...} }]";
                self.out.add(rules::KEY_MISSING, raw.at, message);
                FactKind::Choice(Vec::new())
            }
            (_, choices) => {
                if choices.is_some() {
                    let message = "only a fact of type `choice` has choices";
                    self.wrong(raw.kind.at, message);
                }
                fact_kind(raw)
            }
        };
        let per = self.per(raw);
        self.range(id, raw);
        let needed = !matches!(raw.kind.value, FactType::Event) && !matches!(per, Per::Event(_));
        for (text, key) in [(&raw.place, "where"), (&raw.used_for, "used_for")] {
            if needed && text.is_none() {
                self.out
                    .add(rules::KEY_MISSING, raw.at, format!("a question needs the key `{key}`"));
            }
        }
        Fact {
            implies: raw
                .implies
                .iter()
                .filter_map(|i| self.implication(&id.value, &kind, i))
                .collect(),
            kind,
            per,
            name: self.text(&raw.name, Words::Registry),
            ask: self.text(&raw.ask, Words::Registry),
            place: self.maybe_text(raw.place.as_ref(), Words::Registry).unwrap_or_default(),
            used_for: self
                .maybe_text(raw.used_for.as_ref(), Words::Registry)
                .unwrap_or_default(),
            not_before: raw.not_before.as_ref().map(|bound| bound.value),
            not_after: raw.not_after.as_ref().map(|bound| bound.value),
            after: self.references(Kind::Fact, &raw.after),
            before: self.references(Kind::Fact, &raw.before),
            resets: self.resets(raw),
            takes_back: self.taken_back(id, raw),
            held_by: raw.held_by.checked(self, names),
        }
    }

    fn per(&mut self, raw: &RawFact) -> Per {
        match (raw.per.value, &raw.of) {
            (RawPer::Event, Some(of)) => {
                let event = self.reference(Kind::Fact, of);
                if self.fact(&of.value).is_some_and(|kind| *kind != FactKind::Event) {
                    let message = format!("`{event}` is no event, so this is never asked");
                    self.out.add(rules::FACT_UNREACHABLE, of.at, message);
                }
                Per::Event(event)
            }
            (RawPer::Event, None) => {
                self.out
                    .add(rules::KEY_MISSING, raw.at, "a fact of an event needs `of`, the event");
                Per::Person
            }
            (per, of) => {
                if let Some(of) = of {
                    self.wrong(of.at, "`of` goes with per = \"event\" only");
                }
                if per == RawPer::Household {
                    Per::Household
                } else {
                    Per::Person
                }
            }
        }
    }

    fn resets(&mut self, raw: &RawFact) -> Vec<Reset> {
        if let Some(first) = raw.resets.first().filter(|_| raw.kind.value != FactType::Event) {
            let message = "only an event can put old answers out of date";
            self.wrong(first.at, message);
        }
        let mut resets: Vec<Reset> = self
            .references(Kind::Fact, &raw.resets)
            .into_iter()
            .map(|fact| Reset {
                fact,
                keeps: Vec::new(),
            })
            .collect();
        for kept in &raw.keeps {
            let Some(reset) = resets.iter_mut().find(|r| r.fact == *kept.fact.value) else {
                let message = format!("`{}` is not in `resets`, so every answer to it stays", kept.fact.value);
                self.wrong(kept.fact.at, message);
                continue;
            };
            let Some(kind) = self.fact(&kept.fact.value).cloned() else {
                continue;
            };
            let answers = kept.is.iter();
            reset
                .keeps
                .extend(answers.filter_map(|value| answer(&kept.fact.value, &kind, value, self.out)));
        }
        resets
    }

    fn implication(&mut self, fact: &str, kind: &FactKind, raw: &RawImplies) -> Option<Implication> {
        let when: Vec<Answer> = raw
            .is
            .iter()
            .filter_map(|value| answer(fact, kind, value, self.out))
            .collect();
        let other = self.reference(Kind::Fact, &raw.fact);
        let kind = self.fact(other.as_str())?.clone();
        let value = answer(other.as_str(), &kind, &raw.value, self.out)?;
        Some(Implication {
            when,
            fact: other,
            value,
        })
    }
}
