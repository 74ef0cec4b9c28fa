//! A checked pack as bytes, in parts: what every start needs, and what is read when somebody looks at it.
//!
//! The build checks the content folder with the loader of the program and writes the parts; the program puts them
//! together without checking again.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::files::PackFiles;
use super::id::{Id, built_in};
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
    Ok(Stored {
        bodies: entries(&bodies)?,
        documents: entries(&std::mem::take(&mut pack.documents))?,
        terms: entries(&std::mem::take(&mut pack.terms))?,
        phrases: entries(&std::mem::take(&mut pack.phrases))?,
        fees: entries(&std::mem::take(&mut pack.fees))?,
        sources: entries(&std::mem::take(&mut pack.sources))?,
        scenarios: postcard::to_allocvec::<Vec<Scenario>>(&std::mem::take(&mut pack.scenarios))?,
        // Last: it is what the others have been taken out of.
        core: postcard::to_allocvec(&pack)?,
    })
}

/// Puts a pack together again.
///
/// # Errors
/// The bytes are not those of [`store`].
pub(super) fn restore(parts: &Stored<&'static [u8]>) -> postcard::Result<Pack> {
    let mut pack: Pack = built_in(parts.core, postcard::from_bytes)?;
    for (procedure, (_, body)) in pack.procedures.values_mut().zip(sections(parts.bodies)?) {
        procedure.body = body;
    }
    pack.documents = sections(parts.documents)?;
    pack.terms = sections(parts.terms)?;
    pack.phrases = sections(parts.phrases)?;
    pack.fees = sections(parts.fees)?;
    pack.sources = sections(parts.sources)?;
    pack.scenarios = Section::stored(parts.scenarios);
    Ok(pack)
}

/// How hard to try to make the texts small; more takes longer and gains nothing.
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
    Ok(miniz_oxide::deflate::compress_to_vec(
        &postcard::to_allocvec(&files)?,
        TIGHT,
    ))
}

/// The texts again, each behind its path.
///
/// # Errors
/// The bytes are not those of [`store_files`].
pub(super) fn restore_files(bytes: &[u8]) -> postcard::Result<Vec<(String, String)>> {
    let bytes = miniz_oxide::inflate::decompress_to_vec(bytes).map_err(|_| postcard::Error::DeserializeBadEncoding)?;
    postcard::from_bytes(&bytes)
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
    let entries: Vec<(Id, &'static [u8])> = built_in(bytes, postcard::from_bytes)?;
    Ok(entries
        .into_iter()
        .map(|(id, bytes)| (id, Section::stored(bytes)))
        .collect())
}
