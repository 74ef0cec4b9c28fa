//! What a trip costs, as far as the content knows: what is certain, what may come, what is paid later.

use chrono::NaiveDate;

use super::Trip;
use crate::content::{Fee, FeeRow, FeeWhen, Id, Pack, Procedure, Text, Visit, VisitFee};
use crate::guide::applies_to;
use crate::household::{Household, Person, PersonId};

/// When a fee is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaidWhen {
    /// At this visit, for certain.
    Certain,
    /// At this visit, only if something holds that is not known.
    OnlyIf,
    /// At another visit, or on a grant.
    Later,
}

/// A fee of a trip.
#[derive(Clone, Debug)]
pub struct Cost<'p> {
    /// Its id.
    pub id: &'p Id,
    /// The fee.
    pub fee: &'p Fee,
    /// When it is paid.
    pub due: PaidWhen,
    /// The conditions in words, or when it is paid; each once.
    pub conditions: Vec<&'p Text>,
    /// Who pays it.
    pub people: Vec<PersonId>,
    /// The least and the most for one person, in yen; none: not known.
    pub each: Option<(u32, u32)>,
}

/// The money of a trip.
#[derive(Clone, Debug, Default)]
pub struct Money<'p> {
    /// Its fees: the certain ones first.
    pub costs: Vec<Cost<'p>>,
    /// A visit of the trip names no fee, so nothing is known of what it costs.
    pub silent: bool,
}

/// A sum in yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The least.
    pub low: u32,
    /// The most.
    pub high: u32,
    /// Something is not known, so this is only a part.
    pub more: bool,
}

impl Cost<'_> {
    /// The word of the contract with other programs.
    pub fn state(&self) -> &'static str {
        match (self.each, self.due) {
            (None, _) => "unknown",
            (_, PaidWhen::Certain) => "certain",
            (_, PaidWhen::OnlyIf) => "only-if",
            (_, PaidWhen::Later) => "later",
        }
    }
}

impl Money<'_> {
    /// The sum of the fees that are paid at this time; none if there are none.
    pub fn sum(&self, due: PaidWhen) -> Option<Sum> {
        let mut costs = self.costs.iter().filter(|c| c.due == due).peekable();
        costs.peek()?;
        let mut sum = Sum {
            more: due == PaidWhen::Certain && self.silent,
            ..Sum::default()
        };
        for cost in costs {
            let people = u32::try_from(cost.people.len()).unwrap_or(u32::MAX);
            match cost.each {
                Some((low, high)) => {
                    sum.low = sum.low.saturating_add(low.saturating_mul(people));
                    sum.high = sum.high.saturating_add(high.saturating_mul(people));
                }
                None => sum.more = true,
            }
        }
        Some(sum)
    }

    /// Whether nothing is to be paid for certain: every fee of the trip is certain, known and nothing.
    pub fn is_free(&self) -> bool {
        let nothing = |c: &Cost<'_>| c.due == PaidWhen::Certain && c.each == Some((0, 0));
        !self.silent && !self.costs.is_empty() && self.costs.iter().all(nothing)
    }
}

/// What a trip costs on a day. What the content does not know is said to be unknown, never guessed.
pub fn money<'p>(pack: &'p Pack, household: &Household, trip: &Trip, on: NaiveDate) -> Money<'p> {
    let mut money = Money::default();
    for errand in &trip.errands {
        let Some((procedure, visit)) = errand.find(pack) else {
            continue;
        };
        let person = household.person(errand.person.as_str());
        let fees = fees_of(pack, household, person, procedure, visit);
        money.silent |= visit.fees.is_empty() && visit.fee.is_empty();
        let late = errand.is_late_on(on);
        for (id, due, only) in fees {
            if late == Some(false) && only.is_some_and(|only| only.late) {
                continue;
            }
            add(pack, &mut money.costs, (id, due, only), &errand.person, on);
        }
    }
    // What somebody pays for certain is not named again as what may come.
    let certain: Vec<(Id, PersonId)> = money
        .costs
        .iter()
        .filter(|c| c.due == PaidWhen::Certain)
        .flat_map(|c| c.people.iter().map(|p| (c.id.clone(), p.clone())))
        .collect();
    for cost in money.costs.iter_mut().filter(|c| c.due == PaidWhen::OnlyIf) {
        let id = cost.id;
        cost.people
            .retain(|p| !certain.iter().any(|(fee, who)| fee == id && who == p));
    }
    money.costs.retain(|c| !c.people.is_empty());
    money.costs.sort_by_key(|c| c.due);
    money
}

/// A fee, when it is paid, and what the visit says of it beyond that it is due.
type Named<'p> = (&'p Id, PaidWhen, Option<&'p VisitFee>);

/// The fees of a visit as they stand for a person; what an answer rules out is left out.
fn fees_of<'p>(
    pack: &Pack,
    household: &Household,
    person: Option<&Person>,
    procedure: &Procedure,
    visit: &'p Visit,
) -> Vec<Named<'p>> {
    let certain = visit.fees.iter().map(|id| (id, PaidWhen::Certain, None));
    let named = visit.fee.iter().filter_map(|fee| {
        let holds = person.and_then(|p| applies_to(pack, household, p, procedure, &fee.applies));
        let due = match (fee.when, holds) {
            (_, Some(false)) => return None,
            (FeeWhen::Later, _) => PaidWhen::Later,
            (FeeWhen::Certain, Some(true)) => PaidWhen::Certain,
            (FeeWhen::OnlyIf, _) | (FeeWhen::Certain, None) => PaidWhen::OnlyIf,
        };
        Some((&fee.fee, due, Some(fee)))
    });
    certain.chain(named).collect()
}

/// When a fee of a procedure comes up, for somebody: at any of its visits, each once. A fee that is simply due at one of
/// them has no condition.
pub fn fee_conditions<'p>(
    pack: &Pack,
    household: &Household,
    person: Option<&Person>,
    procedure: &'p Procedure,
    fee: &Id,
) -> Vec<(PaidWhen, &'p Text)> {
    let mut found: Vec<(PaidWhen, &Text)> = Vec::new();
    for visit in &procedure.body.visits {
        for (id, due, named) in fees_of(pack, household, person, procedure, visit) {
            let text = named.and_then(|named| named.text.as_ref());
            if let (true, Some(text)) = (id == fee && due != PaidWhen::Certain, text)
                && !found.contains(&(due, text))
            {
                found.push((due, text));
            }
        }
    }
    found
}

fn add<'p>(pack: &'p Pack, costs: &mut Vec<Cost<'p>>, (id, due, only): Named<'p>, person: &PersonId, on: NaiveDate) {
    let Some((id, fee)) = pack.fees.get_key_value(id) else {
        return;
    };
    let each = amounts(fee, only.map_or(&[][..], |only| &only.options), on);
    let same = |c: &Cost<'_>| c.id == id && c.due == due && c.each == each;
    let at = costs.iter().position(same).unwrap_or_else(|| {
        let (conditions, people) = (Vec::new(), Vec::new());
        costs.push(Cost {
            id,
            fee,
            due,
            conditions,
            people,
            each,
        });
        costs.len() - 1
    });
    let cost = &mut costs[at];
    if !cost.people.contains(person) {
        cost.people.push(person.clone());
    }
    let text = only
        .and_then(|only| only.text.as_ref())
        .filter(|_| due != PaidWhen::Certain);
    if let Some(text) = text.filter(|text| !cost.conditions.contains(text)) {
        cost.conditions.push(text);
    }
}

/// The least and the most of a fee on a day, among some of its options or all.
fn amounts(fee: &Fee, options: &[Id], on: NaiveDate) -> Option<(u32, u32)> {
    let yen = |rows: &[FeeRow]| FeeRow::in_force(rows, on).map(|row| row.yen);
    if fee.options.is_empty() {
        return yen(&fee.rows).map(|yen| (yen, yen));
    }
    let asked = fee
        .options
        .iter()
        .filter(|o| options.is_empty() || options.contains(&o.id));
    let all: Vec<u32> = asked.filter_map(|o| yen(&o.rows)).collect();
    Some((*all.iter().min()?, *all.iter().max()?))
}
