//! Names of conditions, params and dates, and references to them.

use std::collections::BTreeMap;

use super::super::found::did_you_mean;
use super::super::id::Id;
use super::super::pack::FactKind;
use super::super::raw::{At, Entries, Place, RawApplies, RawProcedure, RawRules};
use super::super::rule::{Applies, Ref};
use super::super::rules;
use super::known::{Check, Kind};

/// The names defined in one place and where.
#[derive(Clone, Debug, Default)]
pub(in crate::content) struct NameSet {
    /// Conditions.
    pub conditions: BTreeMap<String, Place>,
    /// Params.
    pub params: BTreeMap<String, Place>,
    /// Dates.
    pub dates: BTreeMap<String, Place>,
}

impl NameSet {
    /// The names of `registry/rules.toml`.
    pub fn shared(raw: &RawRules) -> Self {
        Self {
            conditions: places(&raw.condition),
            params: places(&raw.param),
            dates: places(&raw.date),
        }
    }

    /// The names of a procedure.
    pub fn own(raw: &RawProcedure) -> Self {
        Self {
            conditions: places(&raw.condition),
            params: places(&raw.param),
            dates: places(&raw.date),
        }
    }
}

fn places<T>(entries: &Entries<T>) -> BTreeMap<String, Place> {
    entries.iter().map(|(name, _)| (name.value.clone(), name.at)).collect()
}

/// The names that can be seen from one place.
#[derive(Clone, Copy, Debug)]
pub(in crate::content) struct Names<'n> {
    /// Visible everywhere.
    pub shared: &'n NameSet,
    /// Visible in the procedure; none in the shared rules themselves.
    pub own: Option<&'n NameSet>,
    /// The procedure; none in the shared rules and in the registries.
    pub procedure: Option<&'n RawProcedure>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum NameKind {
    Condition,
    Param,
    Date,
}

impl NameKind {
    fn word(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::Param => "param",
            Self::Date => "date",
        }
    }

    fn of(self, names: &NameSet) -> &BTreeMap<String, Place> {
        match self {
            Self::Condition => &names.conditions,
            Self::Param => &names.params,
            Self::Date => &names.dates,
        }
    }
}

impl<'n> Names<'n> {
    /// What the shared rules and the registries see.
    pub fn shared(shared: &'n NameSet) -> Self {
        let (own, procedure) = (None, None);
        Self { shared, own, procedure }
    }

    /// What a procedure sees.
    pub fn own(shared: &'n NameSet, own: &'n NameSet, procedure: &'n RawProcedure) -> Self {
        let (own, procedure) = (Some(own), Some(procedure));
        Self { shared, own, procedure }
    }

    /// Where a name is defined.
    pub fn place(&self, kind: NameKind, name: &str) -> Option<Place> {
        self.own
            .and_then(|own| kind.of(own).get(name))
            .or_else(|| kind.of(self.shared).get(name))
            .copied()
    }

    fn all(&self, kind: NameKind) -> impl Iterator<Item = &'n str> {
        let own = self.own.into_iter().flat_map(move |own| kind.of(own).keys());
        own.chain(kind.of(self.shared).keys()).map(String::as_str)
    }
}

impl Check<'_, '_> {
    /// A new name; the shared ones may not be defined again.
    pub(super) fn new_name(&mut self, kind: NameKind, name: &At<String>, names: &Names<'_>) -> Id {
        if names.own.is_some()
            && let Some(before) = kind.of(names.shared).get(&name.value)
        {
            let message = format!(
                "the {} `{}` is defined for all procedures already",
                kind.word(),
                name.value
            );
            self.out
                .add(rules::ID_REUSED, name.at, message)
                .also(*before, "defined here")
                .help("use it, or take another name");
        }
        if kind == NameKind::Date && name.value == "none" {
            let message = "`none` means that there is no such day, so no date can be called so";
            self.out.add(rules::ID_SHAPE, name.at, message);
        }
        self.snake_id(name)
    }

    /// A reference to a condition or a param.
    pub(super) fn use_name(&mut self, kind: NameKind, name: &At<String>, names: &Names<'_>) -> Id {
        // An empty word stands in for one that was reported already; a broken file may define the name.
        if names.place(kind, &name.value).is_none() && !name.value.is_empty() && !self.out.any_broken() {
            let help = did_you_mean(&name.value, names.all(kind));
            let message = format!("there is no {} `{}`", kind.word(), name.value);
            self.out.add(rules::REF_MISSING, name.at, message).maybe_help(help);
        }
        Id::new(&name.value)
    }

    /// A group of conditions.
    pub fn applies(&mut self, raw: Option<&RawApplies>, names: &Names<'_>) -> Applies {
        let Some(raw) = raw else { return Applies::default() };
        if raw.all.is_empty() && raw.any.is_empty() && raw.none.is_empty() {
            let message = "a group of conditions names at least one: { all = [\"...\"] }";
            self.wrong(raw.at, message);
        }
        let mut group = |list: &[At<String>]| -> Vec<Id> {
            list.iter()
                .map(|name| self.use_name(NameKind::Condition, name, names))
                .collect()
        };
        Applies {
            all: group(&raw.all),
            any: group(&raw.any),
            none: group(&raw.none),
        }
    }

    /// A reference to a day.
    pub fn day(&mut self, word: &At<String>, names: &Names<'_>) -> Ref {
        if word.value == "none" {
            return Ref::None;
        }
        if let Some(event) = word.value.strip_prefix("event:") {
            return Ref::Event(self.event(event, word.at));
        }
        if let Some(fact) = word.value.strip_prefix("fact:") {
            if self.readable(fact, word.at).is_some_and(|kind| kind != FactKind::Date) {
                self.out
                    .add(rules::TYPE_WRONG, word.at, format!("the fact `{fact}` is not a date"));
            }
            return Ref::Fact(Id::new(fact));
        }
        let prefix = match self.fact(&word.value) {
            Some(FactKind::Event) => Some("event"),
            Some(FactKind::Date) => Some("fact"),
            _ => None,
        };
        match prefix.filter(|_| names.place(NameKind::Date, &word.value).is_none()) {
            Some(prefix) => {
                let message = format!("there is no date `{}`", word.value);
                let help = format!("did you mean `{prefix}:{}`?", word.value);
                self.out.add(rules::REF_MISSING, word.at, message).help(help);
                Ref::Date(Id::new(&word.value))
            }
            None => Ref::Date(self.use_name(NameKind::Date, word, names)),
        }
    }

    /// A day that may be missing.
    pub fn maybe_day(&mut self, word: Option<&At<String>>, names: &Names<'_>) -> Option<Ref> {
        word.map(|word| self.day(word, names))
    }

    /// An event.
    pub fn event(&mut self, event: &str, at: Place) -> Id {
        if self.fact(event).is_some_and(|kind| *kind != FactKind::Event) {
            let message = format!("`{event}` is a question, not an event");
            self.out
                .add(rules::REF_MISSING, at, message)
                .help(format!("write `fact:{event}` for its day"));
        } else {
            self.named(Kind::Fact, event, at);
        }
        Id::new(event)
    }

    /// Several events.
    pub fn events(&mut self, events: &[At<String>]) -> Vec<Id> {
        events.iter().map(|event| self.event(&event.value, event.at)).collect()
    }

    /// A fact that a rule reads: a question must be able to set it.
    pub(super) fn readable(&mut self, fact: &str, at: Place) -> Option<FactKind> {
        self.named(Kind::Fact, fact, at);
        let kind = self.fact(fact)?.clone();
        match &kind {
            FactKind::Event => {
                let message = format!("`{fact}` is an event, not a question");
                self.out
                    .add(rules::FACT_UNREACHABLE, at, message)
                    .help(format!("write `event:{fact}` for its day"));
                return None;
            }
            FactKind::Choice(choices) if choices.is_empty() => {
                let message = format!("`{fact}` has no choices, so nobody can answer it");
                self.out.add(rules::FACT_UNREACHABLE, at, message);
                return None;
            }
            _ => {}
        }
        Some(kind)
    }
}
