//! A checked pack as bytes, in parts: what every start needs, and what is read when somebody looks at it.
//!
//! The build checks the content folder with the loader of the program and writes the parts; the program puts them
//! together without checking again. A pack from the disk is kept in the same form until the next start: see `kept`.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};

use super::files::PackFiles;
use super::id::Id;
use super::pack::{Pack, Table};
use super::pool::{gathered, with_words};
use super::scenario::Scenario;
use super::section::{Section, plain};

/// The parts of a pack. All but the core and the scenarios are entries, each of which can be read by itself.
#[derive(Serialize, Deserialize)]
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

impl<B> Stored<B> {
    /// Every part as something else.
    pub(super) fn map<C>(self, mut part: impl FnMut(B) -> C) -> Stored<C> {
        Stored {
            core: part(self.core),
            bodies: part(self.bodies),
            documents: part(self.documents),
            terms: part(self.terms),
            phrases: part(self.phrases),
            fees: part(self.fees),
            sources: part(self.sources),
            scenarios: part(self.scenarios),
            words: part(self.words),
        }
    }
}

/// Takes a pack apart. It is whole again afterwards.
///
/// # Errors
/// None in practice: nothing is written but memory.
pub fn store(pack: &mut Pack) -> postcard::Result<Stored<Vec<u8>>> {
    let mut bodies = Vec::with_capacity(pack.procedures.len());
    bodies.extend(pack.procedures.values_mut().map(|p| std::mem::take(&mut p.body)));
    let documents = std::mem::take(&mut pack.documents);
    let terms = std::mem::take(&mut pack.terms);
    let phrases = std::mem::take(&mut pack.phrases);
    let fees = std::mem::take(&mut pack.fees);
    let sources = std::mem::take(&mut pack.sources);
    let scenarios = std::mem::take(&mut pack.scenarios);
    let write = || {
        // First, so that its words, which every start reads, lie together: the English at the front, the other languages at
        // the far end.
        let core = postcard::to_allocvec(&pack)?;
        // Then the names of the entries, which are read with their tables; their texts lie apart and are mostly not read.
        let names = documents.keys().chain(terms.keys()).chain(phrases.keys());
        let names = names.chain(fees.keys()).chain(sources.keys());
        postcard::to_allocvec(&names.collect::<Vec<&Id>>())?;
        Ok(Stored {
            core,
            bodies: entries(pack.procedures.keys().zip(&bodies))?,
            documents: entries(&documents)?,
            terms: entries(&terms)?,
            phrases: entries(&phrases)?,
            fees: entries(&fees)?,
            sources: entries(&sources)?,
            scenarios: postcard::to_allocvec::<Vec<Scenario>>(&scenarios)?,
            words: Vec::new(),
        })
    };
    let stored = write();
    // The others have been gathering them.
    let words = gathered().into_bytes();
    for (procedure, body) in pack.procedures.values_mut().zip(bodies) {
        procedure.body = body;
    }
    (pack.documents, pack.terms, pack.phrases) = (documents, terms, phrases);
    (pack.fees, pack.sources, pack.scenarios) = (fees, sources, scenarios);
    stored.map(|stored| Stored { words, ..stored })
}

/// Puts a pack together again.
///
/// # Errors
/// The bytes are not those of [`store`].
pub(super) fn restore(parts: &Stored<&'static [u8]>, words: &'static str) -> postcard::Result<Pack> {
    let mut pack: Pack = with_words(words, || postcard::from_bytes(parts.core))?;
    for (procedure, (_, body)) in pack.procedures.values_mut().zip(unread(parts.bodies, words)?) {
        procedure.body = Section::stored(body, words, plain);
    }
    pack.documents = Section::stored(parts.documents, words, sections);
    pack.terms = Section::stored(parts.terms, words, sections);
    pack.phrases = Section::stored(parts.phrases, words, sections);
    pack.fees = Section::stored(parts.fees, words, sections);
    pack.sources = Section::stored(parts.sources, words, sections);
    pack.scenarios = Section::stored(parts.scenarios, words, plain);
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

/// Packs bytes tight.
pub fn tighten(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, TIGHT)
}

/// What was packed tight.
///
/// # Errors
/// It was not.
pub(super) fn loosen(bytes: &[u8]) -> postcard::Result<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec(bytes).map_err(|_| postcard::Error::DeserializeBadEncoding)
}

/// Bytes that are written at once and not one by one.
pub(super) struct Bytes<B>(pub(super) B);

impl<B: AsRef<[u8]>> Serialize for Bytes<B> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(self.0.as_ref())
    }
}

/// Each entry as bytes of its own behind its id.
fn entries<'e, T: Serialize + DeserializeOwned + 'e>(
    table: impl IntoIterator<Item = (&'e Id, &'e Section<T>)>,
) -> postcard::Result<Vec<u8>> {
    let entries = table
        .into_iter()
        .map(|(id, entry)| Ok((id, Bytes(postcard::to_allocvec::<T>(entry)?))));
    postcard::to_allocvec(&entries.collect::<postcard::Result<Vec<(&Id, Bytes<Vec<u8>>)>>>()?)
}

/// The entries as they were stored, none of them read.
fn sections<T: DeserializeOwned>(bytes: &'static [u8], words: &'static str) -> postcard::Result<Table<Section<T>>> {
    let entries = unread(bytes, words)?.into_iter();
    Ok(entries
        .map(|(id, bytes)| (id, Section::stored(bytes, words, plain)))
        .collect())
}

fn unread(bytes: &'static [u8], words: &'static str) -> postcard::Result<Vec<(Id, &'static [u8])>> {
    with_words(words, || postcard::from_bytes(bytes))
}
