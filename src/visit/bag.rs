//! The bag of a trip: everything that is needed, for each person once, and "one of these or two of those" solved with
//! what people own.

use chrono::NaiveDate;

use super::attend::coming;
use super::{Origin, Trip, owned};
use crate::content::{
    Document, DocumentKind, Each, Id, Need, Pack, Piece, Procedure, Text, Thing, Visit, Who, parse_markup,
};
use crate::guide::{Absences, Comes, applies_to, visit_list};
use crate::household::{Change, Household, Person, PersonId, Tick, TickKey, edit};

/// Whose thing it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Of one of the people it is about.
    Person(PersonId),
    /// Of whoever stands at the counter; the person of the household, if it is one.
    Visitor(Option<PersonId>),
    /// Once for all.
    Household,
}

/// One thing to bring, or to have in the head.
#[derive(Clone, Debug)]
pub struct BagLine<'p> {
    /// Which document.
    pub document: &'p Id,
    /// The document.
    pub entry: &'p Document,
    /// Whose.
    pub owner: Owner,
    /// What ticking it means: the same thing in the checklist of each procedure.
    pub keys: Vec<TickKey>,
    /// When it was ticked, if it is ticked everywhere.
    pub ticked: Option<Tick>,
    /// A copy is enough or asked for.
    pub copy: bool,
    /// The original is asked for.
    pub original: bool,
    /// In a sealed envelope.
    pub sealed: bool,
    /// With a Japanese translation.
    pub translation: bool,
    /// Differs from office to office.
    pub varies: bool,
    /// It depends on an answer that is not known yet.
    pub depends: bool,
    /// Remarks of the procedures, each once.
    pub notes: Vec<&'p Text>,
    /// Other documents that it stands for here: it is one piece with them, or replaces them.
    pub stands_for: Vec<&'p Id>,
    /// The procedures that ask for it.
    pub procedures: Vec<&'p Id>,
}

/// "One of these, or two of those."
#[derive(Clone, Debug)]
pub struct Choice<'p> {
    /// The alternatives: so many of a set.
    pub any_of: Vec<(&'p Id, u32)>,
    /// Whose.
    pub owner: Owner,
    /// What ticking it means.
    pub keys: Vec<TickKey>,
    /// When it was ticked, if it is ticked everywhere.
    pub ticked: Option<Tick>,
    /// It depends on an answer that is not known yet.
    pub depends: bool,
    /// How it is solved.
    pub answer: ChoiceAnswer<'p>,
    /// The procedures that ask for it.
    pub procedures: Vec<&'p Id>,
}

/// How a choice is solved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceAnswer<'p> {
    /// Things that are in the bag anyway are enough.
    InBag(Vec<&'p Id>),
    /// With these; the first list is in the bag anyway, the second is to be added.
    Bring(Vec<&'p Id>, Vec<&'p Id>),
    /// What the person owns is not known, or not enough.
    Open,
}

/// Something to collect there and to keep.
#[derive(Clone, Debug)]
pub struct Kept<'p> {
    /// Which document.
    pub document: &'p Id,
    /// The document.
    pub entry: &'p Document,
    /// Its tick: that it is kept. What is written on it is never stored.
    pub key: TickKey,
    /// When it was ticked.
    pub ticked: Option<Tick>,
}

/// A thing that is asked for and cannot be brought: it is lost or was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone<'p> {
    /// Which document.
    pub document: &'p Id,
    /// Whose.
    pub owner: Owner,
    /// Why it is not in the bag, and what to do instead.
    pub why: &'p Text,
}

/// Everything for one trip.
#[derive(Clone, Debug, Default)]
pub struct Bag<'p> {
    /// Who stands at the counter for the whole trip; none, if it is nobody of the household.
    pub visitor: Option<PersonId>,
    /// Things to bring and to know, person by person; money and forms too.
    pub lines: Vec<BagLine<'p>>,
    /// Choices among sets of documents.
    pub choices: Vec<Choice<'p>>,
    /// Things that are asked for and cannot be brought.
    pub gone: Vec<Gone<'p>>,
    /// Forms that are filled in there, beyond those to bring.
    pub forms: Vec<&'p Id>,
    /// Things to collect there and to keep.
    pub keep: Vec<Kept<'p>>,
}

/// The id under which "got it and keep it" is ticked.
pub(super) fn kept_item(document: &Id) -> Id {
    Id::new(&format!("kept-{document}"))
}

/// Ticks all of these, or takes all their ticks back: one thing in the bag may stand in several checklists.
pub fn tick_all(household: &Household, keys: &[TickKey], ticked: bool, on: NaiveDate) -> Vec<Change> {
    let differ = keys.iter().filter(|k| household.ticks.contains_key(*k) == ticked);
    differ.flat_map(|k| edit::tick(household, k.clone(), on)).collect()
}

/// The bag of a trip.
pub fn bag<'p>(pack: &'p Pack, household: &Household, trip: &Trip, who: Who, today: NaiveDate) -> Bag<'p> {
    let on = trip.day.or(Some(today));
    let visitor = coming(pack, household, trip, who, on).visitor;
    let bag = Bag {
        visitor: visitor.clone(),
        ..Bag::default()
    };
    let mut filler = Filler {
        pack,
        household,
        visitor,
        comes: Comes {
            who,
            on: trip.day.unwrap_or(today),
        },
        bag,
        covered: Vec::new(),
    };
    for errand in &trip.errands {
        let Some((procedure, visit)) = errand.find(pack) else {
            continue;
        };
        let Some(person) = household.person(errand.person.as_str()) else {
            continue;
        };
        filler.needs(person, procedure, visit, errand.origin == Origin::Follows);
        filler.forms(person, procedure, visit);
        filler.keep(person, procedure, visit);
    }
    filler.cover();
    filler.solve();
    filler.ticks();
    let mut bag = filler.bag;
    let order = |owner: &Owner| match owner {
        Owner::Visitor(_) => (1, 0),
        Owner::Household => (2, 0),
        Owner::Person(id) => (
            0,
            household.people.iter().position(|p| p.id == *id).unwrap_or(usize::MAX),
        ),
    };
    bag.lines.sort_by_key(|line| {
        let place = pack.documents.get_index_of(line.document);
        (order(&line.owner), line.entry.kind == DocumentKind::Knowledge, place)
    });
    bag.choices.sort_by_key(|choice| order(&choice.owner));
    bag
}

struct Filler<'p, 'h> {
    pack: &'p Pack,
    household: &'h Household,
    visitor: Option<PersonId>,
    comes: Comes,
    bag: Bag<'p>,
    /// What stands for what: owner, the document that is brought, the one it stands for.
    covered: Vec<(Owner, &'p Id, &'p Id)>,
}

impl<'p> Filler<'p, '_> {
    /// What a visit asks for. What is absent today is there all the same if an earlier trip of the plan hands it out.
    fn needs(&mut self, person: &Person, procedure: &'p Procedure, visit: &'p Visit, follows: bool) {
        let list = visit_list(self.pack, self.household, person, procedure, visit, self.comes);
        for absence in list.absent {
            let asked = |need: &&Need| matches!(&need.thing, Thing::Document(id) if id == absence.document);
            if let Some(need) = visit.needs.iter().find(asked)
                && follows
                && handed_out_before(self.pack, visit, absence.document)
            {
                let owner = Owner::Person(person.id.clone());
                self.document(person, procedure, owner, absence.document, need, false);
                continue;
            }
            let gone = Gone {
                document: absence.document,
                owner: Owner::Person(person.id.clone()),
                why: absence.why,
            };
            once(&mut self.bag.gone, gone);
        }
        for item in list.items {
            let owner = match item.need.each {
                Each::Mover | Each::Holder => Owner::Person(person.id.clone()),
                Each::Visitor => Owner::Visitor(self.visitor.clone()),
                Each::Household => Owner::Household,
            };
            match &item.need.thing {
                Thing::Document(id) => self.document(person, procedure, owner, id, item.need, item.depends),
                Thing::AnyOf(sets) => self.choice(person, procedure, owner, sets, item.depends),
            }
        }
    }

    fn document(
        &mut self,
        person: &Person,
        procedure: &'p Procedure,
        owner: Owner,
        id: &Id,
        need: &'p Need,
        depends: bool,
    ) {
        let Some((document, entry)) = self.pack.documents.get_key_value(id) else {
            return;
        };
        for cover in &entry.covers {
            let holds = applies_to(self.pack, self.household, person, procedure, &cover.applies);
            if let (Some(true), Some((other, _))) = (holds, self.pack.documents.get_key_value(&cover.document)) {
                self.covered.push((owner.clone(), document, other));
            }
        }
        let key = TickKey {
            procedure: procedure.id.clone(),
            item: document.clone(),
            person: person.id.clone(),
        };
        let same = |l: &&mut BagLine<'_>| l.document == document && l.owner == owner;
        let line = match self.bag.lines.iter_mut().find(same) {
            Some(line) => {
                line.depends &= depends;
                line
            }
            None => {
                self.bag.lines.push(BagLine::new(document, entry, owner, depends));
                let last = self.bag.lines.len() - 1;
                &mut self.bag.lines[last]
            }
        };
        line.keys.push(key);
        line.copy |= need.copy;
        line.original |= need.original;
        line.sealed |= need.sealed;
        line.translation |= need.translation;
        line.varies |= need.varies;
        once(&mut line.procedures, &procedure.id);
        if let Some(note) = &need.note {
            once(&mut line.notes, note);
        }
    }

    fn choice(
        &mut self,
        person: &Person,
        procedure: &'p Procedure,
        owner: Owner,
        sets: &'p [(Id, u32)],
        depends: bool,
    ) {
        let any_of: Vec<(&Id, u32)> = sets.iter().map(|(set, count)| (set, *count)).collect();
        let Some((first, _)) = sets.first() else { return };
        let key = TickKey {
            procedure: procedure.id.clone(),
            item: first.clone(),
            person: person.id.clone(),
        };
        let same = |c: &&mut Choice<'_>| c.any_of == any_of && c.owner == owner;
        if let Some(choice) = self.bag.choices.iter_mut().find(same) {
            choice.keys.push(key);
            choice.depends &= depends;
            once(&mut choice.procedures, &procedure.id);
            return;
        }
        let (keys, answer, procedures) = (vec![key], ChoiceAnswer::Open, vec![&procedure.id]);
        self.bag.choices.push(Choice {
            any_of,
            owner,
            keys,
            ticked: None,
            depends,
            answer,
            procedures,
        });
    }

    /// Forms that the steps of the visit name.
    fn forms(&mut self, person: &Person, procedure: &'p Procedure, visit: &'p Visit) {
        let holds = |group| applies_to(self.pack, self.household, person, procedure, group) != Some(false);
        let steps = procedure
            .body
            .steps
            .iter()
            .filter(|s| s.visit.as_ref() == Some(&visit.id) && holds(&s.applies));
        let mut named = Vec::new();
        for step in steps {
            named.extend(
                parse_markup(step.text.en())
                    .into_iter()
                    .filter_map(|piece| match piece {
                        Piece::Document(id) => self.pack.documents.get_key_value(id),
                        _ => None,
                    }),
            );
        }
        for (id, _) in named.into_iter().filter(|(_, d)| d.kind == DocumentKind::Form) {
            once(&mut self.bag.forms, id);
        }
    }

    fn keep(&mut self, person: &Person, procedure: &Procedure, visit: &Visit) {
        for id in &visit.keep {
            let Some((document, entry)) = self.pack.documents.get_key_value(id) else {
                continue;
            };
            let key = TickKey {
                procedure: procedure.id.clone(),
                item: kept_item(document),
                person: person.id.clone(),
            };
            let same = |k: &Kept<'_>| k.document == document && k.key.person == person.id;
            if !self.bag.keep.iter().any(same) {
                let ticked = self.household.ticks.get(&key).copied();
                self.bag.keep.push(Kept {
                    document,
                    entry,
                    key,
                    ticked,
                });
            }
        }
    }

    /// Takes out what something else in the bag stands for.
    fn cover(&mut self) {
        for (owner, document, other) in std::mem::take(&mut self.covered) {
            let at = |id: &Id| self.bag.lines.iter().position(|l| l.document == id && l.owner == owner);
            let (Some(keep), Some(drop)) = (at(document), at(other)) else {
                continue;
            };
            if keep == drop || self.bag.lines[keep].depends && !self.bag.lines[drop].depends {
                continue;
            }
            let gone = self.bag.lines.remove(drop);
            let keep = if drop < keep { keep - 1 } else { keep };
            let line = &mut self.bag.lines[keep];
            line.keys.extend(gone.keys);
            line.original |= gone.original;
            line.copy |= gone.copy;
            once(&mut line.stands_for, gone.document);
            gone.procedures.into_iter().for_each(|p| once(&mut line.procedures, p));
            gone.notes.into_iter().for_each(|n| once(&mut line.notes, n));
        }
        let lines = &self.bag.lines;
        self.bag.forms.retain(|form| !lines.iter().any(|l| l.document == *form));
    }

    /// Solves all choices of one owner together, with as few things to add as possible.
    fn solve(&mut self) {
        let mut owners: Vec<Owner> = self.bag.choices.iter().map(|c| c.owner.clone()).collect();
        owners.sort();
        owners.dedup();
        for owner in owners {
            let person = match &owner {
                Owner::Person(person) | Owner::Visitor(Some(person)) => Some(person.clone()),
                Owner::Visitor(None) | Owner::Household => None,
            };
            let in_bag: Vec<&'p Id> = self
                .bag
                .lines
                .iter()
                .filter(|l| {
                    !l.depends
                        && (l.owner == owner || person.as_ref().is_some_and(|p| l.owner == Owner::Person(p.clone())))
                })
                .flat_map(|l| std::iter::once(l.document).chain(l.stands_for.iter().copied()))
                .collect();
            let owned = person.map_or_else(Vec::new, |p| self.at_hand(&p));
            let indices: Vec<usize> = (0..self.bag.choices.len())
                .filter(|n| self.bag.choices[*n].owner == owner)
                .collect();
            let asked: Vec<&[(&Id, u32)]> = indices.iter().map(|n| self.bag.choices[*n].any_of.as_slice()).collect();
            for (n, answer) in indices.iter().zip(fewest(self.pack, &asked, &in_bag, &owned)) {
                self.bag.choices[*n].answer = answer;
            }
        }
    }

    /// What somebody says they own, without what is lost or was handed in.
    fn at_hand(&self, person: &PersonId) -> Vec<&'p Id> {
        let mut all = owned(self.pack, self.household, person.as_str());
        if let Some(person) = self.household.person(person.as_str()) {
            let absences = Absences::of(self.pack, self.household, person);
            all.retain(|id| !absences.has(id));
        }
        all
    }

    fn ticks(&mut self) {
        let ticks = &self.household.ticks;
        let all = |keys: &[TickKey]| {
            let found: Option<Vec<Tick>> = keys.iter().map(|k| ticks.get(k).copied()).collect();
            found.and_then(|ticks| ticks.into_iter().max_by_key(|t| t.on))
        };
        for line in &mut self.bag.lines {
            line.keys.sort();
            line.keys.dedup();
            line.ticked = all(&line.keys);
        }
        for choice in &mut self.bag.choices {
            choice.keys.sort();
            choice.keys.dedup();
            choice.ticked = all(&choice.keys);
        }
    }
}

impl<'p> BagLine<'p> {
    fn new(document: &'p Id, entry: &'p Document, owner: Owner, depends: bool) -> Self {
        Self {
            document,
            entry,
            owner,
            keys: Vec::new(),
            ticked: None,
            copy: false,
            original: false,
            sealed: false,
            translation: false,
            varies: false,
            depends,
            notes: Vec::new(),
            stands_for: Vec::new(),
            procedures: Vec::new(),
        }
    }
}

/// Whether a visit that comes before this one hands a document out.
fn handed_out_before(pack: &Pack, visit: &Visit, document: &Id) -> bool {
    let before = visit.after.iter().filter_map(|(procedure, before)| {
        let visits = &pack.procedures.get(procedure)?.body.visits;
        visits.iter().find(|v| v.id == *before)
    });
    before.into_iter().any(|visit| visit.keep.contains(document))
}

fn once<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// One answer for each choice, so that all together add the fewest things to the bag. Of several such answers the one
/// that takes the earlier alternatives and the earlier documents of the registry. Choices that nothing fits stay open.
///
/// Every combination of alternatives is looked at. Within one combination each set takes what is in the bag first, then
/// what another set has added, then what is owned: with sets that share no document that is the least there can be.
pub(super) fn fewest<'p>(
    pack: &'p Pack,
    asked: &[&[(&'p Id, u32)]],
    in_bag: &[&'p Id],
    owned: &[&'p Id],
) -> Vec<ChoiceAnswer<'p>> {
    let solvable: Vec<usize> = (0..asked.len())
        .filter(|n| {
            asked[*n]
                .iter()
                .any(|(set, count)| of_set(pack, set, *count, in_bag, &[], owned).is_some())
        })
        .collect();
    let mut best: Option<(usize, Vec<ChoiceAnswer<'p>>)> = None;
    let combinations: usize = solvable.iter().map(|n| asked[*n].len()).product();
    for mut code in 0..combinations {
        let mut added: Vec<&'p Id> = Vec::new();
        let mut answers = vec![ChoiceAnswer::Open; asked.len()];
        let mut fits = true;
        for n in &solvable {
            let (set, count) = asked[*n][code % asked[*n].len()];
            code /= asked[*n].len();
            let Some((there, new)) = of_set(pack, set, count, in_bag, &added, owned) else {
                fits = false;
                break;
            };
            new.iter().for_each(|id| once(&mut added, *id));
            answers[*n] = if new.is_empty() {
                ChoiceAnswer::InBag(there)
            } else {
                ChoiceAnswer::Bring(there, new)
            };
        }
        if fits && best.as_ref().is_none_or(|(least, _)| added.len() < *least) {
            best = Some((added.len(), answers));
        }
    }
    best.map_or_else(|| vec![ChoiceAnswer::Open; asked.len()], |(_, answers)| answers)
}

/// So many documents of a set: those in the bag, and those to add.
fn of_set<'p>(
    pack: &'p Pack,
    set: &Id,
    count: u32,
    in_bag: &[&'p Id],
    added: &[&'p Id],
    owned: &[&'p Id],
) -> Option<(Vec<&'p Id>, Vec<&'p Id>)> {
    let count = usize::try_from(count).ok()?;
    let member = |id: &&'p Id| pack.documents.get(*id).is_some_and(|d| d.sets.contains(set));
    let mut there: Vec<&'p Id> = Vec::new();
    in_bag
        .iter()
        .copied()
        .filter(member)
        .for_each(|id| once(&mut there, id));
    there.truncate(count);
    let mut new: Vec<&'p Id> = Vec::new();
    let candidates = added
        .iter()
        .chain(owned)
        .copied()
        .filter(member)
        .filter(|id| !in_bag.contains(id));
    candidates.for_each(|id| once(&mut new, id));
    new.truncate(count - there.len());
    (there.len() + new.len() == count).then_some((there, new))
}
