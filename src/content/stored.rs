//! A checked pack as bytes, in parts: what every start needs, and what is read when somebody looks at it.
//!
//! The build checks the content folder with the loader of the program and writes the parts; the program puts them
//! together without checking again.

use super::pack::{Pack, ProcedureBody};
use super::scenario::Scenario;
use super::section::Section;

/// The parts of a pack.
pub struct Stored<B> {
    /// Registries, rules, deadlines: whatever an assessment reads.
    pub core: B,
    /// The texts of each procedure, in order.
    pub bodies: B,
    /// Words of the field.
    pub terms: B,
    /// Sentences to say.
    pub phrases: B,
    /// Where each rule comes from.
    pub sources: B,
    /// The tests of the rules.
    pub scenarios: B,
}

/// Takes a pack apart. Only the build does.
///
/// # Errors
/// None in practice: nothing is written but memory.
pub fn store(mut pack: Pack) -> postcard::Result<Stored<Vec<u8>>> {
    let terms = postcard::to_allocvec(&*std::mem::take(&mut pack.terms))?;
    let phrases = postcard::to_allocvec(&*std::mem::take(&mut pack.phrases))?;
    let sources = postcard::to_allocvec(&*std::mem::take(&mut pack.sources))?;
    let scenarios = postcard::to_allocvec::<Vec<Scenario>>(&std::mem::take(&mut pack.scenarios))?;
    let bodies = pack.procedures.values_mut().map(|p| postcard::to_allocvec::<ProcedureBody>(&std::mem::take(&mut p.body)));
    let bodies = bodies.collect::<postcard::Result<Vec<Vec<u8>>>>()?;
    Ok(Stored {
        core: postcard::to_allocvec(&pack)?,
        bodies: postcard::to_allocvec(&bodies)?,
        terms,
        phrases,
        sources,
        scenarios,
    })
}

/// Puts a pack together again.
///
/// # Errors
/// The bytes are not those of [`store`].
pub(super) fn restore(parts: &Stored<&'static [u8]>) -> postcard::Result<Pack> {
    let mut pack: Pack = postcard::from_bytes(parts.core)?;
    let bodies: Vec<&'static [u8]> = postcard::from_bytes(parts.bodies)?;
    for (procedure, body) in pack.procedures.values_mut().zip(bodies) {
        procedure.body = Section::stored(body);
    }
    pack.terms = Section::stored(parts.terms);
    pack.phrases = Section::stored(parts.phrases);
    pack.sources = Section::stored(parts.sources);
    pack.scenarios = Section::stored(parts.scenarios);
    Ok(pack)
}
