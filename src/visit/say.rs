//! What to say, in order, with what the clerk is likely to ask back.

use super::Trip;
use crate::content::{Id, Pack, Phrase};

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

/// The phrases of a trip in the order of its errands, each once.
pub fn say<'p>(pack: &'p Pack, trip: &Trip) -> Vec<Said<'p>> {
    let mut said: Vec<Said<'p>> = Vec::new();
    for (procedure, visit) in trip.errands.iter().filter_map(|e| e.find(pack)) {
        for id in &visit.say {
            if let Some((id, phrase)) = pack.phrases.get_key_value(id)
                && !said.iter().any(|s| s.id == id)
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
