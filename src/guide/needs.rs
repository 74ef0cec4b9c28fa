//! What to bring to a visit: the needs that apply to a person, or may apply.

use super::evaluate::Evaluator;
use super::implied;
use super::tri::Tri;
use crate::content::{Need, Pack, Procedure, Thing, Visit};
use crate::household::{Household, Person};

/// One need of a visit as it stands for a person.
#[derive(Clone, Debug)]
pub struct BagItem<'a> {
    /// The need.
    pub need: &'a Need,
    /// It depends on a fact that is not known yet.
    pub depends: bool,
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

/// The needs of a visit for one person; those that do not apply are left out.
pub fn bag<'a>(
    pack: &'a Pack,
    household: &Household,
    person: &Person,
    procedure: &'a Procedure,
    visit: &'a Visit,
) -> Vec<BagItem<'a>> {
    let answers = implied(pack, household, person);
    let evaluator = Evaluator::new(pack, household, person, &answers, Some(procedure));
    visit
        .needs
        .iter()
        .filter_map(|need| match evaluator.applies(&need.applies).0 {
            Tri::Yes => Some(BagItem { need, depends: false }),
            Tri::Ask(_) => Some(BagItem { need, depends: true }),
            Tri::No => None,
        })
        .collect()
}

/// Whether a step or visit applies to a person: yes, no, or not known (none).
pub fn applies_to(
    pack: &Pack,
    household: &Household,
    person: &Person,
    procedure: &Procedure,
    group: &crate::content::Applies,
) -> Option<bool> {
    let answers = implied(pack, household, person);
    let evaluator = Evaluator::new(pack, household, person, &answers, Some(procedure));
    match evaluator.applies(group).0 {
        Tri::Yes => Some(true),
        Tri::No => Some(false),
        Tri::Ask(_) => None,
    }
}
