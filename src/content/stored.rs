//! A checked pack as bytes, in parts: what every start needs, and what is read when somebody looks at it.
//!
//! The build checks the content folder with the loader of the program and writes the parts; the program puts them
//! together without checking again.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::files::PackFiles;
use super::id::{Id, gathered};
use super::pack::{Pack, ProcedureBody, Table};
use super::scenario::Scenario;
use super::section::Section;

/// The parts of a pack. All but the core and the scenarios are entries, each of which can be read by itself.
pub struct Stored<B> {
    /// Registries, rules, deadlines: whatever an assessment reads.
    pub core: B,
    /// The texts of each procedure, in order.
    pub bodies: B,
    /// Things to bring or to know.
    pub documents: B,
    /// Words of the field.
    pub terms: B,
    /// Sentences to say.
    pub phrases: B,
    /// Money.
    pub fees: B,
    /// Where each rule comes from.
    pub sources: B,
    /// The tests of the rules.
    pub scenarios: B,
    /// The words that all the others speak of by their places.
    pub words: B,
}

/// Takes a pack apart. Only the build does.
///
/// # Errors
/// None in practice: nothing is written but memory.
pub fn store(mut pack: Pack) -> postcard::Result<Stored<Vec<u8>>> {
    let bodies: Table<Section<ProcedureBody>> = pack
        .procedures
        .values_mut()
        .map(|p| (p.id.clone(), std::mem::take(&mut p.body)))
        .collect();
    let documents = std::mem::take(&mut pack.documents);
    let terms = std::mem::take(&mut pack.terms);
    let phrases = std::mem::take(&mut pack.phrases);
    let fees = std::mem::take(&mut pack.fees);
    let sources = std::mem::take(&mut pack.sources);
    let scenarios = std::mem::take(&mut pack.scenarios);
    // First, so that its words, which every start reads, lie together.
    let core = postcard::to_allocvec(&pack)?;
    Ok(Stored {
        core,
        bodies: entries(&bodies)?,
        documents: entries(&documents)?,
        terms: entries(&terms)?,
        phrases: entries(&phrases)?,
        fees: entries(&fees)?,
        sources: entries(&sources)?,
        scenarios: tighten(&postcard::to_allocvec::<Vec<Scenario>>(&scenarios)?),
        // Last: the others have been gathering them.
        words: gathered().into_bytes(),
    })
}

/// Puts a pack together again.
///
/// # Errors
/// The bytes are not those of [`store`].
pub(super) fn restore(parts: &Stored<&'static [u8]>) -> postcard::Result<Pack> {
    let mut pack: Pack = postcard::from_bytes(parts.core)?;
    for (procedure, (_, body)) in pack.procedures.values_mut().zip(sections(parts.bodies)?) {
        procedure.body = body;
    }
    pack.documents = sections(parts.documents)?;
    pack.terms = sections(parts.terms)?;
    pack.phrases = sections(parts.phrases)?;
    pack.fees = sections(parts.fees)?;
    pack.sources = sections(parts.sources)?;
    pack.scenarios = Section::tight(parts.scenarios);
    Ok(pack)
}

/// How hard to try to make texts small; more takes longer and gains nothing.
const TIGHT: u8 = 6;

/// The texts of a pack, packed tight: a third of the program would be texts otherwise, and hardly anybody reads them.
///
/// # Errors
/// None in practice: nothing is written but memory.
pub fn store_files(files: &PackFiles) -> postcard::Result<Vec<u8>> {
    let files: Vec<(&str, &str)> = files
        .files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_ref()))
        .collect();
    Ok(tighten(&postcard::to_allocvec(&files)?))
}

/// The texts again, each behind its path.
///
/// # Errors
/// The bytes are not those of [`store_files`].
pub(super) fn restore_files(bytes: &[u8]) -> postcard::Result<Vec<(String, String)>> {
    postcard::from_bytes(&loosen(bytes)?)
}

fn tighten(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, TIGHT)
}

/// What was packed tight.
///
/// # Errors
/// It was not.
pub(super) fn loosen(bytes: &[u8]) -> postcard::Result<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec(bytes).map_err(|_| postcard::Error::DeserializeBadEncoding)
}

/// Each entry as bytes of its own behind its id.
fn entries<T: Serialize + DeserializeOwned>(table: &Table<Section<T>>) -> postcard::Result<Vec<u8>> {
    let entries = table
        .iter()
        .map(|(id, entry)| Ok((id, postcard::to_allocvec::<T>(entry)?)));
    postcard::to_allocvec(&entries.collect::<postcard::Result<Vec<(&Id, Vec<u8>)>>>()?)
}

/// The entries as they were stored, none of them read.
fn sections<T: DeserializeOwned>(bytes: &'static [u8]) -> postcard::Result<Table<Section<T>>> {
    let entries: Vec<(Id, &'static [u8])> = postcard::from_bytes(bytes)?;
    Ok(entries
        .into_iter()
        .map(|(id, bytes)| (id, Section::stored(bytes)))
        .collect())
}
