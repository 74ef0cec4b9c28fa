//! What to say, in order, with what the clerk is likely to ask back.

use super::Trip;
use crate::content::{Id, Pack, Phrase, Procedure};
use crate::guide::Absences;
use crate::household::{Household, Person};

/// A sentence of a visit.
#[derive(Clone, Copy, Debug)]
pub struct Said<'p> {
    /// Its id.
    pub id: &'p Id,
    /// The sentence, and the clerk's questions with their answers.
    pub phrase: &'p Phrase,
    /// Where in the conversation it belongs: the procedure it is about.
    pub procedure: &'p Id,
}

/// The phrases of a trip in the order of its errands, each once. A phrase that speaks of a thing in the hand is left out
/// for a person for whom that thing is lost or was handed in, and one that states something is left out until that is told.
pub fn say<'p>(pack: &'p Pack, household: &Household, trip: &Trip) -> Vec<Said<'p>> {
    let mut said: Vec<Said<'p>> = Vec::new();
    for errand in &trip.errands {
        let Some((procedure, visit)) = errand.find(pack) else {
            continue;
        };
        let absences = household
            .person(errand.person.as_str())
            .map(|person| Absences::of(pack, household, person));
        for id in &visit.say {
            if let Some((id, phrase)) = pack.phrases.get_key_value(id)
                && !said.iter().any(|s| s.id == id)
                && absences.as_ref().is_none_or(|absences| absences.can_say(phrase))
            {
                said.push(Said {
                    id,
                    phrase,
                    procedure: &procedure.id,
                });
            }
        }
    }
    said
}

/// The phrases of all visits of a procedure that a person can say, each once.
pub fn phrases_of<'p>(
    pack: &'p Pack,
    household: &Household,
    person: Option<&Person>,
    procedure: &Procedure,
) -> Vec<(&'p Id, &'p Phrase)> {
    let absences = person.map(|person| Absences::of(pack, household, person));
    let mut said: Vec<(&Id, &Phrase)> = Vec::new();
    for id in procedure.body.visits.iter().flat_map(|v| &v.say) {
        let Some((id, phrase)) = pack.phrases.get_key_value(id) else {
            continue;
        };
        let can = absences.as_ref().is_none_or(|absences| absences.can_say(phrase));
        if can && !said.iter().any(|(known, _)| *known == id) {
            said.push((id, phrase));
        }
    }
    said
}
