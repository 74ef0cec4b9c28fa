//! What exists: every id of every registry, so that references can be checked in any order.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::super::found::{Findings, Report, did_you_mean};
use super::super::id::Id;
use super::super::pack::FactKind;
use super::super::raw::{At, Entries, Place, RawInfo, RawPack, RawProcedure};
use super::super::rules;
use super::answers::fact_kind;
use super::overlays::BaseProse;

/// What a reference leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::content) enum Kind {
    Topic,
    Fact,
    Document,
    Set,
    Helper,
    Place,
    Term,
    Phrase,
    Fee,
    Source,
    Validity,
    Calendar,
    Procedure,
}

/// The registries of entries by id: what an entry is, its kind in the target of a patch, and the name of the file.
pub(in crate::content) const REGISTRIES: [(Kind, &str, &str); 11] = [
    (Kind::Topic, "topic", "topics"),
    (Kind::Fact, "fact", "facts"),
    (Kind::Document, "document", "documents"),
    (Kind::Set, "set", "sets"),
    (Kind::Helper, "helper", "helpers"),
    (Kind::Place, "place", "places"),
    (Kind::Term, "term", "terms"),
    (Kind::Phrase, "phrase", "phrases"),
    (Kind::Fee, "fee", "fees"),
    (Kind::Source, "source", "sources"),
    (Kind::Validity, "validity", "validities"),
];

impl Kind {
    /// Its name in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Fact => "fact",
            Self::Document => "document",
            Self::Set => "set of documents",
            Self::Helper => "helper",
            Self::Place => "place",
            Self::Term => "term",
            Self::Phrase => "phrase",
            Self::Fee => "fee",
            Self::Source => "source",
            Self::Validity => "validity",
            Self::Calendar => "calendar",
            Self::Procedure => "procedure",
        }
    }
}

/// The state of one check.
pub(in crate::content) struct Check<'o, 'f> {
    /// The problems.
    pub out: &'o mut Findings<'f>,
    /// Languages of the pack, English first.
    pub languages: Vec<String>,
    /// Languages in which only some procedures have prose.
    pub partial: Vec<String>,
    /// What the base says, if local packs are applied to it.
    pub base: Option<Rc<BaseProse>>,
    kinds: BTreeMap<Kind, Ids>,
    incomplete: BTreeSet<Kind>,
    facts: BTreeMap<String, FactKind>,
    deadlines: BTreeMap<String, Vec<String>>,
}

/// The ids of one kind.
#[derive(Default)]
struct Ids {
    /// Those there are: where they are defined, and whether something refers to them.
    defined: HashMap<String, (Place, bool)>,
    /// Those there are not, although something refers to them.
    missing: BTreeSet<String>,
}

impl<'o, 'f> Check<'o, 'f> {
    /// Collects every id, and reports those that are misshapen or used twice.
    pub fn new(raw: &RawPack, out: &'o mut Findings<'f>) -> Self {
        let words = |list: fn(&RawInfo) -> &Vec<At<String>>| -> Vec<String> {
            raw.info.iter().flat_map(list).map(|word| word.value.clone()).collect()
        };
        let (languages, partial) = (words(|info| &info.languages), words(|info| &info.partial));
        let deadline_ids = |p: &RawProcedure| p.deadlines.iter().map(|d| d.id.value.clone()).collect();
        let procedures = raw.procedures.iter();
        let deadlines = procedures
            .map(|p| (p.procedure.id.value.clone(), deadline_ids(&p.procedure)))
            .collect();
        let (kinds, incomplete, facts) = Default::default();
        let mut check = Self {
            out,
            languages,
            partial,
            base: None,
            kinds,
            incomplete,
            facts,
            deadlines,
        };
        check.kebab(Kind::Topic, keys(&raw.topics));
        check.kebab(Kind::Document, keys(&raw.documents));
        check.kebab(Kind::Set, keys(&raw.sets));
        check.kebab(Kind::Helper, keys(&raw.helpers));
        check.kebab(Kind::Place, keys(&raw.places));
        check.kebab(Kind::Term, keys(&raw.terms));
        check.kebab(Kind::Phrase, keys(&raw.phrases));
        check.kebab(Kind::Fee, keys(&raw.fees));
        check.kebab(Kind::Source, keys(&raw.sources));
        check.kebab(Kind::Validity, keys(&raw.validities));
        check.kebab(Kind::Calendar, raw.calendars.iter().map(|c| &c.id));
        check.kebab(Kind::Procedure, raw.procedures.iter().map(|p| &p.procedure.id));
        for (id, fact) in &raw.facts {
            check.snake_id(id);
            check.define(Kind::Fact, id);
            check.facts.insert(id.value.clone(), fact_kind(fact));
        }
        check.incomplete = REGISTRIES
            .iter()
            .filter(|(_, _, file)| raw.broken.iter().any(|name| name == file))
            .map(|(kind, ..)| *kind)
            .collect();
        check
    }

    fn kebab<'i>(&mut self, kind: Kind, ids: impl IntoIterator<Item = &'i At<String>>) {
        for id in ids {
            self.kebab_id(id);
            self.define(kind, id);
        }
    }

    fn define(&mut self, kind: Kind, id: &At<String>) {
        let ids = self.kinds.entry(kind).or_default();
        if let Some((before, _)) = ids.defined.insert(id.value.clone(), (id.at, false))
            && !id.value.is_empty()
        {
            let message = format!("the {} `{}` is defined twice", kind.word(), id.value);
            self.out
                .add(rules::ID_REUSED, id.at, message)
                .also(before, "first defined here");
        }
    }

    /// Whether a language is one of the pack, wholly or in part.
    pub fn speaks(&self, lang: &str) -> bool {
        self.languages.is_empty() || self.languages.iter().chain(&self.partial).any(|l| l == lang)
    }

    /// Whether a place lies in a local pack.
    pub fn is_local(&self, at: Place) -> bool {
        self.base.as_ref().is_some_and(|base| !base.owns(at.file))
    }

    /// Whether an id is known.
    pub fn is_known(&self, kind: Kind, id: &str) -> bool {
        self.kinds.get(&kind).is_some_and(|ids| ids.defined.contains_key(id))
    }

    /// Known ids of a kind, in the order of the alphabet.
    fn ids(&self, kind: Kind) -> Vec<&str> {
        let ids = self.kinds.get(&kind).into_iter().flat_map(|ids| ids.defined.keys());
        let mut ids: Vec<&str> = ids.map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }

    /// Whether something refers to it.
    pub fn is_used(&self, kind: Kind, id: &str) -> bool {
        let used = |ids: &Ids| {
            ids.defined
                .get(id)
                .map_or_else(|| ids.missing.contains(id), |(_, used)| *used)
        };
        self.kinds.get(&kind).is_some_and(used)
    }

    /// Kind of answer of a fact.
    pub fn fact(&self, id: &str) -> Option<&FactKind> {
        self.facts.get(id)
    }

    /// Ids of the deadlines of a procedure.
    pub fn deadlines_of(&self, procedure: &str) -> impl Iterator<Item = &str> {
        self.deadlines.get(procedure).into_iter().flatten().map(String::as_str)
    }

    /// Whether a procedure has a deadline.
    pub fn has_deadline(&self, procedure: &str, deadline: &str) -> bool {
        self.deadlines_of(procedure).any(|d| d == deadline)
    }

    /// A reference, which must lead somewhere.
    pub fn reference(&mut self, kind: Kind, word: &At<String>) -> Id {
        self.named(kind, &word.value, word.at);
        Id::new(&word.value)
    }

    /// Several references.
    pub fn maybe_reference(&mut self, kind: Kind, word: Option<&At<String>>) -> Option<Id> {
        word.map(|word| self.reference(kind, word))
    }

    /// References to several things.
    pub fn references(&mut self, kind: Kind, words: &[At<String>]) -> Vec<Id> {
        words.iter().map(|word| self.reference(kind, word)).collect()
    }

    /// Checks that something exists and remembers that it is used.
    pub fn named(&mut self, kind: Kind, id: &str, at: Place) {
        let ids = self.kinds.entry(kind).or_default();
        if let Some((_, used)) = ids.defined.get_mut(id) {
            *used = true;
            return;
        }
        ids.missing.insert(id.to_owned());
        self.exists(kind, id, at);
    }

    /// The sets a document belongs to: to belong to a set is no use of it.
    pub fn memberships(&mut self, sets: &[At<String>]) -> Vec<Id> {
        for set in sets {
            self.exists(Kind::Set, &set.value, set.at);
        }
        sets.iter().map(|set| Id::new(&set.value)).collect()
    }

    fn exists(&mut self, kind: Kind, id: &str, at: Place) {
        // An empty word stands in for one that was reported already.
        if id.is_empty() || self.is_known(kind, id) || self.incomplete.contains(&kind) {
            return;
        }
        let help = did_you_mean(id, self.ids(kind));
        let message = format!("there is no {} `{id}`", kind.word());
        self.out.add(rules::REF_MISSING, at, message).maybe_help(help);
    }

    /// Reports a value that makes no sense for its key.
    pub fn wrong(&mut self, at: Place, message: impl Into<String>) -> Report<'_> {
        self.out.add(rules::VALUE_WRONG, at, message)
    }

    /// The id of something new, with hyphens.
    pub fn kebab_id(&mut self, id: &At<String>) -> Id {
        self.shape(id, '-', "lower-case words joined by hyphens, like `card-held`")
    }

    /// The name of a fact, an event, a condition, a param or a date, with underscores.
    pub fn snake_id(&mut self, id: &At<String>) -> Id {
        self.shape(id, '_', "lower-case words joined by underscores, like `card_held`")
    }

    fn shape(&mut self, id: &At<String>, joint: char, wanted: &str) -> Id {
        let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let good = id.value.starts_with(|c: char| c.is_ascii_lowercase()) && id.value.split(joint).all(word);
        if !good && !id.value.is_empty() {
            self.out
                .add(rules::ID_SHAPE, id.at, format!("`{}` is not {wanted}", id.value));
        }
        Id::new(&id.value)
    }
}

fn keys<T>(entries: &Entries<T>) -> impl Iterator<Item = &At<String>> {
    entries.iter().map(|(id, _)| id)
}
