//! What a trip costs, as far as the content knows.

use chrono::NaiveDate;

use super::Trip;
use crate::content::{Fee, FeeRow, Id, Pack};

/// A fee of a trip.
#[derive(Clone, Copy, Debug)]
pub struct Cost<'p> {
    /// Its id.
    pub id: &'p Id,
    /// The fee.
    pub fee: &'p Fee,
    /// How many people pay it.
    pub people: u32,
    /// The least and the most for one person, in yen; none: not known.
    pub each: Option<(u32, u32)>,
}

/// The money of a trip.
#[derive(Clone, Debug, Default)]
pub struct Money<'p> {
    /// Fees that are due at these visits.
    pub due: Vec<Cost<'p>>,
    /// Fees of these procedures that come up only in some cases, or at another visit.
    pub possible: Vec<Cost<'p>>,
    /// The sum of what is due and known, from the least to the most, in yen.
    pub total: (u32, u32),
    /// A fee that is due is not known, so the sum is only a part.
    pub more: bool,
}

/// What a trip costs on a day. What the content does not know is said to be unknown, never guessed.
pub fn money<'p>(pack: &'p Pack, trip: &Trip, on: NaiveDate) -> Money<'p> {
    let mut money = Money::default();
    for errand in &trip.errands {
        let Some((procedure, visit)) = errand.find(pack) else {
            continue;
        };
        for id in &visit.fees {
            add(pack, &mut money.due, id, on, 1);
        }
        for id in procedure.body.fees.iter().filter(|id| !visit.fees.contains(id)) {
            add(pack, &mut money.possible, id, on, 0);
        }
    }
    let due: Vec<&Id> = money.due.iter().map(|c| c.id).collect();
    money.possible.retain(|c| !due.contains(&c.id));
    for cost in &money.due {
        match cost.each {
            Some((low, high)) => {
                money.total.0 = money.total.0.saturating_add(low.saturating_mul(cost.people));
                money.total.1 = money.total.1.saturating_add(high.saturating_mul(cost.people));
            }
            None => money.more = true,
        }
    }
    money
}

fn add<'p>(pack: &'p Pack, costs: &mut Vec<Cost<'p>>, id: &Id, on: NaiveDate, people: u32) {
    if let Some(known) = costs.iter_mut().find(|c| c.id == id) {
        known.people += people;
        return;
    }
    let Some((id, fee)) = pack.fees.get_key_value(id) else {
        return;
    };
    costs.push(Cost {
        id,
        fee,
        people: people.max(1),
        each: amounts(fee, on),
    });
}

/// The least and the most of a fee on a day.
fn amounts(fee: &Fee, on: NaiveDate) -> Option<(u32, u32)> {
    let yen = |rows: &[FeeRow]| FeeRow::in_force(rows, on).map(|row| row.yen);
    if fee.options.is_empty() {
        return yen(&fee.rows).map(|yen| (yen, yen));
    }
    let all: Vec<u32> = fee.options.iter().filter_map(|o| yen(&o.rows)).collect();
    Some((*all.iter().min()?, *all.iter().max()?))
}
