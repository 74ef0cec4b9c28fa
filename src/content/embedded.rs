//! The content that is part of the program: a checked pack for every start, and its files for whoever reads files.

use std::borrow::Cow;

use super::files::PackFiles;
use super::pack::Pack;
use super::section::{Section, tight};
use super::stored::{Stored, restore, restore_files};

macro_rules! built {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

/// The content folder of this program, packed tight. Only `lint`, `test` and the like look at it.
const FILES: &[u8] = built!("files.pack");

/// The same content after the checks of the build.
const PACK: Stored<&[u8]> = Stored {
    core: built!("core.pack"),
    bodies: built!("bodies.pack"),
    documents: built!("documents.pack"),
    terms: built!("terms.pack"),
    phrases: built!("phrases.pack"),
    fees: built!("fees.pack"),
    sources: built!("sources.pack"),
    scenarios: built!("scenarios.pack"),
    // Text: see `WORDS`.
    words: &[],
};

/// Every word of that content, as the build wrote them: text of the program, which need not be checked again at each
/// start.
const WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.pack"));

/// What tells this build of the loader and its content from every other: a hash that the build made.
pub const BUILD: &[u8] = built!("build.hash");

/// The pack that is part of the program. It was checked when the program was built; the long texts are decoded when
/// they are first looked at.
pub fn embedded_pack() -> Pack {
    // The build wrote these bytes from a checked pack, and a test compares them with the files.
    let mut pack = restore(&PACK, WORDS).expect("the build wrote a whole pack");
    pack.scenarios = Section::stored(PACK.scenarios, WORDS, tight);
    pack
}

impl PackFiles {
    /// The files of the pack that is part of the program.
    pub fn embedded() -> Self {
        // The build wrote these bytes, and a test reads every file.
        let files = restore_files(FILES).expect("the build wrote whole files");
        let files = files.into_iter().map(|(path, text)| (path, Cow::Owned(text))).collect();
        Self {
            name: String::new(),
            files,
            problems: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Text, load, prose_texts};
    use super::*;

    #[test]
    fn the_embedded_pack_is_the_one_its_files_give() {
        let loaded = load(&PackFiles::embedded(), None).pack.unwrap();
        let embedded = embedded_pack();
        assert_eq!(format!("{embedded:#?}"), format!("{loaded:#?}"));
        assert!(!embedded.scenarios.is_empty() && embedded.procedures.values().all(|p| !p.summary.en().is_empty()));
    }

    #[test]
    fn no_other_language_stands_among_the_english() {
        let pack = embedded_pack();
        let texts: Vec<Text> = pack
            .procedures
            .values()
            .flat_map(prose_texts)
            .map(|(_, text)| text)
            .chain(pack.facts.values().map(|fact| fact.ask.clone()))
            .chain(pack.terms.values().map(|term| term.means.clone()))
            .collect();
        let place = |words: &str| words.as_ptr().addr();
        let ends = texts.iter().map(|text| place(text.en()) + text.en().len());
        let others = texts.iter().flat_map(Text::others).map(|(_, words)| place(words));
        let (english, others) = (ends.max().unwrap(), others.min().unwrap());
        assert!(english <= others, "{english} {others}");
        assert!(texts.len() > 500, "{}", texts.len());
    }

    #[test]
    fn the_files_are_those_of_the_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/mynumber");
        assert_eq!(
            PackFiles::embedded().files,
            PackFiles::from_folder(&folder).unwrap().files
        );
    }
}
