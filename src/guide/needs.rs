//! What to bring to a visit, for one person and for whoever comes: the needs that apply or may apply. Every list of
//! the program (procedure, bag, trips, page, calendar, scenarios) is this one.

use chrono::NaiveDate;

use super::Answers;
use super::evaluate::Evaluator;
use super::implied;
use super::tri::Tri;
use crate::calendar::age_on;
use crate::content::{
    Answer, Applies, Document, Each, Helper, Id, Need, Pack, Phrase, PlaceKind, Procedure, Text, Thing, Visit, Who,
};
use crate::household::{Household, Person};

/// The fact that ages are worked out from.
const BIRTH: &str = "birth";
/// Below this age a legal representative acts for a child at the counter.
const OF_AGE_TO_APPLY: u32 = 15;

/// One need of a visit as it stands for a person.
#[derive(Clone, Debug)]
pub struct BagItem<'a> {
    /// The need.
    pub need: &'a Need,
    /// It depends on a fact that is not known yet.
    pub depends: bool,
}

/// A thing that a visit asks for and that cannot be brought.
#[derive(Clone, Debug)]
pub struct Absence<'a> {
    /// Which document.
    pub document: &'a Id,
    /// Why, and what to do instead.
    pub why: &'a Text,
}

/// The whole list of one visit for one person, whoever comes.
#[derive(Clone, Debug, Default)]
pub struct VisitList<'a> {
    /// What is needed, or may be.
    pub items: Vec<BagItem<'a>>,
    /// What is asked for, but is lost or was handed in.
    pub absent: Vec<Absence<'a>>,
}

impl BagItem<'_> {
    /// The form used in scenarios: `residence-card`, `relationship-proof?`, `id-a*1|id-b*2`.
    pub fn shorthand(&self) -> String {
        let mut word = match &self.need.thing {
            Thing::Document(id) => id.to_string(),
            Thing::AnyOf(sets) => sets
                .iter()
                .map(|(set, count)| format!("{set}*{count}"))
                .collect::<Vec<_>>()
                .join("|"),
        };
        if self.depends {
            word.push('?');
        }
        word
    }
}

/// Who comes to a visit of a person, and when.
#[derive(Clone, Copy, Debug)]
pub struct Comes {
    /// Who.
    pub who: Who,
    /// The day of the visit; ages count on it.
    pub on: NaiveDate,
}

/// What to bring to a visit that is made for one person; what does not apply is left out.
///
/// A visit that the content describes for whoever comes is taken as it stands. If somebody else comes to the visit
/// that is described for the person, the helper's own papers take the place of what it asks of a visitor: an identity
/// paper of the helper and proof of authority. The legal representative comes with a child under 15, unless one visit
/// is made for everybody who moves.
pub fn visit_list<'a>(
    pack: &'a Pack,
    household: &Household,
    person: &Person,
    procedure: &'a Procedure,
    visit: &'a Visit,
    comes: Comes,
) -> VisitList<'a> {
    let helper = helper(pack, person, procedure, visit, comes);
    let answers = implied(pack, household, person);
    let evaluator = Evaluator::new(pack, household, person, &answers, Some(procedure));
    let own = visit.needs.iter().filter(|need| goes_with(helper, need));
    let mut list = VisitList::default();
    for need in own.chain(helper.into_iter().flat_map(|h| &h.needs)) {
        let depends = match evaluator.applies(&need.applies).0 {
            Tri::Yes => false,
            Tri::Ask(_) => true,
            Tri::No => continue,
        };
        // What a helper owns is not known here; what the household has once is the person's.
        let of_person = need.each != Each::Visitor || helper.is_none() && comes.who == Who::Myself;
        match absence(pack, &evaluator, visit, need).filter(|_| of_person) {
            Some(Missing::Certain(Some(absence))) => list.lacks(absence),
            Some(Missing::Certain(None)) => {}
            Some(Missing::Perhaps) => list.needs(need, true),
            None => list.needs(need, depends),
        }
    }
    list
}

impl<'a> VisitList<'a> {
    /// Adds a need; the same thing twice is one.
    fn needs(&mut self, need: &'a Need, depends: bool) {
        let same = |item: &&mut BagItem<'_>| item.need.each == need.each && item.need.thing == need.thing;
        match self.items.iter_mut().find(same) {
            Some(known) => known.depends &= depends,
            None => self.items.push(BagItem { need, depends }),
        }
    }

    fn lacks(&mut self, absence: Absence<'a>) {
        if !self.absent.iter().any(|a| a.document == absence.document) {
            self.absent.push(absence);
        }
    }
}

/// The helper whose papers come on top, if the visit is not described for whoever comes.
fn helper<'a>(
    pack: &'a Pack,
    person: &Person,
    procedure: &'a Procedure,
    visit: &Visit,
    comes: Comes,
) -> Option<&'a Helper> {
    if visit.who != Who::Myself || !is_trip(pack, visit.place.as_str()) {
        return None;
    }
    let for_all = visit.needs.iter().any(|need| need.each == Each::Mover);
    let who = match comes.who {
        Who::Myself if for_all || !is_child(person, comes.on) => return None,
        Who::Myself => Who::LegalRep,
        other => other,
    };
    let named = procedure.body.who.iter().find(|w| w.who == who && !w.impossible)?;
    pack.helpers.get(named.brings.as_ref()?)
}

/// Whether a need of the visit is left beside what the helper brings.
fn goes_with(helper: Option<&Helper>, need: &Need) -> bool {
    helper.is_none_or(|helper| {
        need.each != Each::Visitor && !matches!(&need.thing, Thing::Document(id) if helper.without.contains(id))
    })
}

/// Why a thing cannot be brought.
enum Missing<'a> {
    /// It is lost or was handed in; without a reason of its own, what it is used with is.
    Certain(Option<Absence<'a>>),
    /// An answer decides.
    Perhaps,
}

fn absence<'a>(pack: &'a Pack, evaluator: &Evaluator<'_>, visit: &Visit, need: &'a Need) -> Option<Missing<'a>> {
    let Thing::Document(id) = &need.thing else {
        return None;
    };
    let (id, document) = pack.documents.get_key_value(id)?;
    match absent(document, evaluator) {
        (Some(why), _) => return Some(Missing::Certain(Some(Absence { document: id, why }))),
        (None, true) => return Some(Missing::Perhaps),
        (None, false) => {}
    }
    let other = document.goes_with.as_ref()?;
    let asked = |need: &Need| matches!(&need.thing, Thing::Document(id) if id == other);
    let other = pack.documents.get(other).filter(|_| visit.needs.iter().any(asked))?;
    match absent(other, evaluator) {
        (Some(_), _) => Some(Missing::Certain(None)),
        (None, true) => Some(Missing::Perhaps),
        (None, false) => None,
    }
}

/// Why a document is absent, and whether an answer that is not known could make it so.
fn absent<'a>(document: &'a Document, evaluator: &Evaluator<'_>) -> (Option<&'a Text>, bool) {
    let mut perhaps = false;
    for case in &document.absent {
        match evaluator.applies(&case.applies).0 {
            Tri::Yes => return (Some(&case.why), false),
            Tri::Ask(_) => perhaps = true,
            Tri::No => {}
        }
    }
    (None, perhaps)
}

/// Looks at which documents of one person are absent, and what is certain about them.
pub struct Absences<'a> {
    pack: &'a Pack,
    household: &'a Household,
    person: &'a Person,
    answers: Answers,
}

impl<'a> Absences<'a> {
    /// Of a person.
    pub fn of(pack: &'a Pack, household: &'a Household, person: &'a Person) -> Self {
        Self {
            pack,
            household,
            person,
            answers: implied(pack, household, person),
        }
    }

    /// Whether a document is lost or was handed in, for certain.
    pub fn has(&self, document: &Id) -> bool {
        let evaluator = Evaluator::new(self.pack, self.household, self.person, &self.answers, None);
        let document = self.pack.documents.get(document);
        document.is_some_and(|document| absent(document, &evaluator).0.is_some())
    }

    /// Whether none of some documents is absent.
    pub fn allow(&self, with: &[Id]) -> bool {
        !with.iter().any(|document| self.has(document))
    }

    /// Whether a person can say a phrase: nothing that is spoken of is absent, and what it states is certain.
    pub fn can_say(&self, phrase: &Phrase) -> bool {
        let evaluator = Evaluator::new(self.pack, self.household, self.person, &self.answers, None);
        self.allow(&phrase.with) && matches!(evaluator.applies(&phrase.applies).0, Tri::Yes)
    }
}

/// Whether a legal representative acts for a person at the counter on a day: a child under 15. Nobody whose birth is
/// not known is taken for a child.
pub fn is_child(person: &Person, on: NaiveDate) -> bool {
    match person.facts.get(BIRTH) {
        Some(Answer::Date(birth)) => age_on(*birth, on).is_some_and(|age| age < OF_AGE_TO_APPLY),
        _ => false,
    }
}

/// Whether one has to go to a place; a call, a letter or a web page is no trip.
pub fn is_trip(pack: &Pack, place: &str) -> bool {
    pack.places.get(place).is_some_and(|p| match p.kind {
        PlaceKind::Phone | PlaceKind::Online | PlaceKind::Home => false,
        PlaceKind::Post => !p.closed.is_empty(),
        _ => true,
    })
}

/// Whether a step or visit applies to a person: yes, no, or not known (none).
pub fn applies_to(
    pack: &Pack,
    household: &Household,
    person: &Person,
    procedure: &Procedure,
    group: &Applies,
) -> Option<bool> {
    let answers = implied(pack, household, person);
    let evaluator = Evaluator::new(pack, household, person, &answers, Some(procedure));
    match evaluator.applies(group).0 {
        Tri::Yes => Some(true),
        Tri::No => Some(false),
        Tri::Ask(_) => None,
    }
}
