//! The content that is part of the program: a checked pack for every start, and its files for whoever reads files.

use std::borrow::Cow;

use mynaguide_content::content::{Pack, PackFiles, decode, is_read_by};

/// The content after the checks of the build.
const PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/content.pack"));

/// The files of the same content: path within the pack, text.
const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/content_files.rs"));

/// Every reader is shown the Japanese, too: for the clerk.
const ALWAYS: &str = "ja";

/// The pack that is part of the program, with all its languages.
pub fn embedded_pack() -> Pack {
    embedded(|_| true)
}

/// The same with English, Japanese, and the words that readers of these languages are shown.
pub fn embedded_pack_in(languages: &[&str]) -> Pack {
    embedded(|lang| lang == ALWAYS || is_read_by(lang, languages))
}

/// The pack again, if it is the one of the program and was read without the words of this language.
pub fn with_language(pack: &Pack, language: &str) -> Option<Pack> {
    let is_missing = pack.left_out.iter().any(|lang| is_read_by(lang.as_str(), &[language]));
    is_missing.then(|| embedded_pack_in(&[language]))
}

fn embedded(wanted: impl Fn(&str) -> bool) -> Pack {
    // The build wrote these bytes from a checked pack, and a test compares them with the files.
    decode(PACK, wanted).expect("the build wrote a whole pack")
}

/// The files of the pack that is part of the program.
pub fn embedded_files() -> PackFiles {
    let files = FILES
        .iter()
        .map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(*text)));
    PackFiles {
        name: String::new(),
        files: files.collect(),
        problems: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use mynaguide_content::content::load;

    use super::*;

    #[test]
    fn the_embedded_pack_is_the_one_its_files_give() {
        let mut loaded = load(&embedded_files(), None).pack.unwrap();
        loaded.scenarios.clear();
        let embedded = embedded_pack();
        assert_eq!(format!("{embedded:#?}"), format!("{loaded:#?}"));
        assert!(embedded.procedures.values().all(|p| !p.body.summary.en().is_empty()));
    }

    #[test]
    fn a_reader_has_the_words_of_their_language() {
        let whole = embedded_pack();
        let languages = || whole.info.languages.iter().chain(&whole.info.partial);
        for own in languages() {
            let own = own.as_str();
            let pack = embedded_pack_in(&[own]);
            assert!(with_language(&pack, own).is_none() && with_language(&pack, "ja").is_none());
            for (pack, whole) in pack.procedures.values().zip(whole.procedures.values()) {
                for lang in [own, "ja", "en"] {
                    assert_eq!(pack.body.summary.get(lang), whole.body.summary.get(lang));
                }
            }
            for other in languages() {
                let other = other.as_str();
                let pack = with_language(&pack, other).unwrap_or_else(|| pack.clone());
                for (pack, whole) in pack.procedures.values().zip(whole.procedures.values()) {
                    assert_eq!(
                        pack.body.summary.get(other),
                        whole.body.summary.get(other),
                        "{own} {other}"
                    );
                }
            }
        }
        assert!(
            !embedded_pack_in(&["en"]).left_out.is_empty(),
            "some language is not for everybody"
        );
    }

    #[test]
    fn the_files_are_those_of_the_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/mynumber");
        assert_eq!(embedded_files().files, PackFiles::from_folder(&folder).unwrap().files);
    }
}
