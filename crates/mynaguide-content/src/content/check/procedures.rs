//! Procedures: who, ways, steps, visits and remarks. Deadlines are in `deadlines`.

use super::super::id::Id;
use super::super::pack::{Pack, Table};
use super::super::procedure::{Need, Procedure, Remark, Review, Settled, Step, Thing, Visit, Way, Who, WhoMayCome};
use super::super::raw::{
    At, ProcedureFile, RawNeed, RawPack, RawProcedure, RawRemark, RawReview, RawSettled, RawVisit, RawWho,
};
use super::super::rules;
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
        let names = Names {
            shared,
            own: Some(&own),
        };
        self.procedure_ids(raw);
        self.items(raw);
        Procedure {
            id: Id::new(&raw.id.value),
            topic: self.reference(Kind::Topic, &raw.topic),
            title: self.name(&raw.title),
            place: self.reference(Kind::Place, &raw.place),
            rules: self.rules(&raw.condition, &raw.param, &raw.date, &names),
            deadlines: raw.deadline.iter().map(|d| self.deadline(d, raw, &names)).collect(),
            settled: raw.settled.iter().map(|s| self.settled(s, raw, &names)).collect(),
            alias: raw.alias.clone(),
            summary: self.text(&raw.summary, Words::Prose),
            for_whom: self.text(&raw.for_whom, Words::Prose),
            time: self.maybe_text(raw.time.as_ref(), Words::Prose),
            missed: self.maybe_text(raw.missed.as_ref(), Words::Prose),
            next: self.references(Kind::Procedure, &raw.next),
            terms: self.references(Kind::Term, &raw.terms),
            fees: self.references(Kind::Fee, &raw.fees),
            source: self.references(Kind::Source, &raw.source),
            review: self.review(&raw.review),
            translations: std::collections::BTreeMap::new(),
            who: self.who(raw),
            ways: self.ways(raw),
            steps: self.steps(raw, &names),
            visits: raw.visit.iter().map(|v| self.visit(v, raw, &names)).collect(),
            mistakes: raw.mistake.iter().map(|r| self.remark(r)).collect(),
            notes: raw.note.iter().map(|r| self.remark(r)).collect(),
        }
    }

    fn procedure_ids(&mut self, raw: &RawProcedure) {
        self.unique("way", raw.way.iter().map(|x| &x.id));
        self.unique("step", raw.step.iter().map(|x| &x.id));
        self.unique("mistake", raw.mistake.iter().map(|x| &x.id));
        self.unique("note", raw.note.iter().map(|x| &x.id));
        self.unique("visit", raw.visit.iter().map(|x| &x.id));
        self.unique("deadline", raw.deadline.iter().map(|x| &x.id));
        self.unique("settled case", raw.settled.iter().map(|x| &x.id));
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
        for step in &raw.step {
            let needs = raw.visit.iter().flat_map(|v| &v.need);
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

    fn review(&mut self, raw: &RawReview) -> Review {
        self.two_readings(&raw.status, raw.by.as_deref(), raw.second.as_deref());
        Review {
            status: raw.status.value,
            checked: raw.checked.value,
            every_days: raw.every_days,
        }
    }

    fn who(&mut self, raw: &RawProcedure) -> Vec<WhoMayCome> {
        raw.who
            .iter()
            .map(|w| WhoMayCome {
                who: w.who.value,
                trips: w.trips.unwrap_or(1),
                text: self.text(&w.text, Words::Prose),
                brings: self.brings(w),
                impossible: w.impossible,
                varies: w.varies,
                source: self.references(Kind::Source, &w.source),
            })
            .collect()
    }

    /// The helper that is named, or the one that is called like this person.
    fn brings(&mut self, raw: &RawWho) -> Option<Id> {
        let usual = raw.who.value.word();
        match &raw.brings {
            Some(named) => Some(self.reference(Kind::Helper, named)),
            None if self.is_known(Kind::Helper, usual) => Some(Id::new(usual)),
            None => None,
        }
    }

    fn ways(&mut self, raw: &RawProcedure) -> Vec<Way> {
        raw.way
            .iter()
            .map(|w| Way {
                id: self.kebab_id(&w.id),
                kind: w.kind,
                place: w.place.as_ref().map(|p| self.reference(Kind::Place, p)),
                text: self.text(&w.text, Words::Prose),
                varies: w.varies,
                source: self.references(Kind::Source, &w.source),
            })
            .collect()
    }

    fn steps(&mut self, raw: &RawProcedure, names: &Names<'_>) -> Vec<Step> {
        raw.step
            .iter()
            .map(|s| Step {
                id: self.kebab_id(&s.id),
                text: self.text(&s.text, Words::Prose),
                visit: s
                    .visit
                    .as_ref()
                    .map(|v| self.own_id("visit", v, raw.visit.iter().map(|x| &x.id))),
                applies: self.applies(s.applies.as_ref(), names),
                with: self.references(Kind::Document, &s.with),
                varies: s.varies,
                source: self.references(Kind::Source, &s.source),
            })
            .collect()
    }

    fn remark(&mut self, raw: &RawRemark) -> Remark {
        Remark {
            id: self.kebab_id(&raw.id),
            text: self.text(&raw.text, Words::Prose),
            mark: raw.mark,
            varies: raw.varies,
            source: self.references(Kind::Source, &raw.source),
        }
    }

    fn visit(&mut self, raw: &RawVisit, procedure: &RawProcedure, names: &Names<'_>) -> Visit {
        Visit {
            id: self.kebab_id(&raw.id),
            title: self.maybe_text(raw.title.as_ref(), Words::Prose),
            place: self.reference(Kind::Place, &raw.place),
            settles: self.own_deadlines(&raw.settles, procedure),
            who: raw.who.unwrap_or(Who::Myself),
            trips: raw.trips.unwrap_or(1),
            minutes: raw.minutes,
            book: raw.book,
            on_notice: raw.on_notice,
            after: raw.after.iter().filter_map(|key| self.visit_key(key)).collect(),
            fees: self.references(Kind::Fee, &raw.fees),
            applies: self.applies(raw.applies.as_ref(), names),
            with: self.references(Kind::Document, &raw.with),
            say: self.references(Kind::Phrase, &raw.say),
            keep: self.references(Kind::Document, &raw.keep),
            needs: raw
                .need
                .iter()
                .filter_map(|n| self.thing_needed(n, names, Words::Prose))
                .collect(),
        }
    }

    /// One need, of a visit or of a helper.
    pub(super) fn thing_needed(&mut self, raw: &RawNeed, names: &Names<'_>, words: Words) -> Option<Need> {
        self.references(Kind::Source, &raw.source);
        let thing = match (&raw.doc, &raw.any_of) {
            (Some(doc), None) => Thing::Document(self.reference(Kind::Document, doc)),
            (None, Some(sets)) if !sets.is_empty() => {
                let mut any_of = Vec::new();
                for set in sets {
                    let count = set.count.as_ref().map_or(1, |c| c.value);
                    if count == 0 {
                        self.out
                            .add(rules::VALUE_WRONG, set.at, "at least one document of a set is needed");
                    }
                    any_of.push((self.reference(Kind::Set, &set.set), count));
                }
                Thing::AnyOf(any_of)
            }
            _ => {
                let message = "a need is either one `doc` or `any_of` some sets";
                self.out.add(rules::VALUE_WRONG, raw.at, message);
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

    fn settled(&mut self, raw: &RawSettled, procedure: &RawProcedure, names: &Names<'_>) -> Settled {
        Settled {
            id: self.kebab_id(&raw.id),
            deadlines: self.own_deadlines(&raw.deadline, procedure),
            applies: self.applies(Some(&raw.applies), names),
            after_close: raw.after_close,
            reason: self.text(&raw.reason, Words::Prose),
            source: self.references(Kind::Source, &raw.source),
        }
    }

    fn own_deadlines(&mut self, ids: &[At<String>], raw: &RawProcedure) -> Vec<Id> {
        ids.iter()
            .map(|id| self.own_id("deadline", id, raw.deadline.iter().map(|d| &d.id)))
            .collect()
    }
}
