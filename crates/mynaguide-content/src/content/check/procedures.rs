//! Procedures: who, ways, steps, visits and remarks. Deadlines are in `deadlines`.

use super::super::id::Id;
use super::super::pack::{Pack, Table};
use super::super::procedure::{Body, FeeWhen, Need, Procedure, ReviewStatus, Thing, Who};
use super::super::raw::{ProcedureFile, RawNeed, RawPack, RawProcedure, RawReview, RawVisitFee, RawWho};
use super::super::rules;
use super::Checked;
use super::known::{Check, Kind};
use super::names::{NameSet, Names};
use super::words::Words;

impl Check<'_, '_> {
    /// Every procedure, in the order of topics, then of `order`, then of files.
    pub(super) fn procedures(&mut self, raw: &RawPack, shared: &NameSet, pack: &mut Pack) {
        let mut read: Vec<(u32, Procedure)> = raw
            .procedures
            .iter()
            .map(|file| (file.procedure.order.unwrap_or(u32::MAX), self.procedure(file, shared)))
            .collect();
        read.sort_by_key(|(order, p)| (pack.topics.get_index_of(&p.topic).unwrap_or(usize::MAX), *order));
        pack.procedures = read.into_iter().map(|(_, p)| (p.id.clone(), p)).collect::<Table<_>>();
    }

    fn procedure(&mut self, file: &ProcedureFile, shared: &NameSet) -> Procedure {
        let raw = &file.procedure;
        if raw.id.value != file.stem && !raw.id.value.is_empty() {
            let message = format!(
                "the id is `{}`, but the file is called {}.toml",
                raw.id.value, file.stem
            );
            self.out
                .add(rules::PROCEDURE_FILE, raw.id.at, message)
                .help("an id never changes: rename the file");
        }
        let own = NameSet::own(raw);
        let names = Names::own(shared, &own, raw);
        self.procedure_ids(raw);
        self.items(raw);
        Procedure {
            id: Id::new(&raw.id.value),
            topic: self.reference(Kind::Topic, &raw.topic),
            title: self.name(&raw.title),
            place: self.reference(Kind::Place, &raw.place),
            rules: self.rules(&raw.condition, &raw.param, &raw.date, &names),
            deadlines: raw.deadlines.checked(self, &names),
            settled: raw.settled.checked(self, &names),
            body: Body {
                alias: raw.alias.clone(),
                summary: self.text(&raw.summary, Words::Prose),
                for_whom: self.text(&raw.for_whom, Words::Prose),
                time: self.maybe_text(raw.time.as_ref(), Words::Prose),
                missed: self.maybe_text(raw.missed.as_ref(), Words::Prose),
                next: self.references(Kind::Procedure, &raw.next),
                terms: self.references(Kind::Term, &raw.terms),
                fees: self.references(Kind::Fee, &raw.fees),
                source: self.references(Kind::Source, &raw.source),
                review: raw.review.checked(self, &names),
                translations: std::collections::BTreeMap::new(),
                who: raw.who.checked(self, &names),
                ways: raw.ways.checked(self, &names),
                steps: raw.steps.checked(self, &names),
                visits: raw.visits.checked(self, &names),
                mistakes: raw.mistakes.checked(self, &names),
                notes: raw.notes.checked(self, &names),
            }
            .into(),
        }
    }

    fn procedure_ids(&mut self, raw: &RawProcedure) {
        self.out.unique("way", raw.ways.iter().map(|x| &x.id));
        self.out.unique("step", raw.steps.iter().map(|x| &x.id));
        self.out.unique("mistake", raw.mistakes.iter().map(|x| &x.id));
        self.out.unique("note", raw.notes.iter().map(|x| &x.id));
        self.out.unique("visit", raw.visits.iter().map(|x| &x.id));
        self.out.unique("deadline", raw.deadlines.iter().map(|x| &x.id));
        self.out.unique("settled case", raw.settled.iter().map(|x| &x.id));
        let mut seen: Vec<Who> = Vec::new();
        for who in raw.who.iter().map(|w| &w.who).filter(|w| w.at.is_somewhere()) {
            if seen.contains(&who.value) {
                self.out
                    .add(rules::ID_REUSED, who.at, "this person is described above already");
            }
            seen.push(who.value);
        }
    }

    /// Steps and documents are ticked by id within the procedure.
    fn items(&mut self, raw: &RawProcedure) {
        for step in &raw.steps {
            let needs = raw.visits.iter().flat_map(|v| &v.needs);
            let mut items = needs.flat_map(|n| n.doc.iter().chain(n.any_of.iter().flatten().map(|set| &set.set)));
            if let Some(item) = items.find(|item| item.value == step.id.value && !item.value.is_empty()) {
                let message = format!("`{}` is both a step and something to bring", item.value);
                self.out
                    .add(rules::ITEM_AMBIGUOUS, step.id.at, message)
                    .also(item.at, "needed here")
                    .help("rename the step");
            }
        }
    }

    /// How far it has been read.
    pub fn review_status(&mut self, raw: &RawReview) -> ReviewStatus {
        self.two_readings(&raw.status, raw.by.as_deref(), raw.second.as_deref());
        raw.status.value
    }

    /// The helper that is named, or the one that is called like this person.
    pub fn brings(&mut self, raw: &RawWho) -> Option<Id> {
        let usual = raw.who.value.word();
        match &raw.brings {
            Some(named) => Some(self.reference(Kind::Helper, named)),
            None if self.is_known(Kind::Helper, usual) => Some(Id::new(usual)),
            None => None,
        }
    }

    /// The fee of a visit: whatever is not simply due says in words when it is.
    pub fn visit_fee(&mut self, raw: &RawVisitFee) -> Id {
        let simply_due = raw.applies.is_none() && !raw.late && raw.when.is_none_or(|when| when == FeeWhen::Certain);
        if !simply_due && raw.text.is_none() {
            let message = "`text` says in words when this fee is due";
            self.out.add(rules::FEE_CONDITION, raw.at, message);
        }
        self.reference(Kind::Fee, &raw.fee)
    }

    /// What is needed at a visit, as far as it could be read.
    pub fn needs(&mut self, raw: &[RawNeed], names: &Names<'_>, words: Words) -> Vec<Need> {
        raw.iter()
            .filter_map(|need| self.thing_needed(need, names, words))
            .collect()
    }

    fn thing_needed(&mut self, raw: &RawNeed, names: &Names<'_>, words: Words) -> Option<Need> {
        self.references(Kind::Source, &raw.source);
        let thing = match (&raw.doc, &raw.any_of) {
            (Some(doc), None) => Thing::Document(self.reference(Kind::Document, doc)),
            (None, Some(sets)) if !sets.is_empty() => {
                let mut any_of = Vec::new();
                for set in sets {
                    let count = set.count.as_ref().map_or(1, |c| c.value);
                    if count == 0 {
                        self.wrong(set.at, "at least one document of a set is needed");
                    }
                    any_of.push((self.reference(Kind::Set, &set.set), count));
                }
                Thing::AnyOf(any_of)
            }
            _ => {
                let message = "a need is either one `doc` or `any_of` some sets";
                self.wrong(raw.at, message);
                return None;
            }
        };
        Some(Need {
            thing,
            each: raw.each,
            applies: self.applies(raw.applies.as_ref(), names),
            copy: raw.copy,
            original: raw.original,
            sealed: raw.sealed,
            translation: raw.translation,
            varies: raw.varies,
            note: self.maybe_text(raw.note.as_ref(), words),
        })
    }
}
