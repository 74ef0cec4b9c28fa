//! A checked pack as bytes, as the build writes it into the program: everything that is not prose in one block, and the
//! words of each language in a block of its own, of which a start reads only what its reader needs. Parts that few runs
//! look at are made of such blocks themselves, see `deferred`.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::deferred::Part;
use super::id::Id;
use super::pack::Pack;
use super::text::{Lang, base_language};
use super::visit_texts::VisitTexts;

#[derive(Serialize, Deserialize)]
struct Stored<'b> {
    /// The value with empty texts.
    core: &'b [u8],
    /// By language, English first: `Vec<Option<&str>>`, an entry for each text of the pack in the order of [`VisitTexts`].
    #[serde(borrow)]
    words: Vec<(&'b str, &'b [u8])>,
}

/// Writes a pack.
///
/// # Errors
/// None in practice: nothing is written but memory.
pub fn encode(mut pack: Pack) -> postcard::Result<Vec<u8>> {
    let languages = languages_of(&mut pack);
    let core = postcard::to_allocvec(&pack)?;
    // They have their words with them.
    pack.deferred().for_each(Part::clear);
    write(&core, &mut pack, &languages)
}

/// The languages into which something is translated.
pub(super) fn languages_of(texts: &mut impl VisitTexts) -> BTreeSet<String> {
    let mut languages = BTreeSet::new();
    texts.visit_texts(&mut |text| languages.extend(text.translations().map(|(lang, _)| lang.to_owned())));
    languages
}

/// Puts the blocks together: what is not prose, and the words of English and of some other languages.
pub(super) fn write(
    core: &[u8],
    texts: &mut impl VisitTexts,
    languages: &BTreeSet<String>,
) -> postcard::Result<Vec<u8>> {
    let mut blocks = Vec::new();
    for lang in std::iter::once("en").chain(languages.iter().map(String::as_str)) {
        let mut words = Vec::new();
        texts.visit_texts(&mut |text| words.push(text.own(lang).cloned()));
        blocks.push((lang, postcard::to_allocvec(&words)?));
    }
    postcard::to_allocvec(&Stored {
        core,
        words: blocks.iter().map(|(lang, block)| (*lang, &block[..])).collect(),
    })
}

/// Reads a pack with its English and the languages that are wanted. The words stay where they are in `bytes`.
///
/// # Errors
/// The bytes are not those of [`encode`].
pub fn decode(bytes: &'static [u8], wanted: impl Fn(&str) -> bool) -> postcard::Result<Pack> {
    let (mut pack, left_out) = read::<Pack>(bytes, wanted)?;
    let languages = Arc::from(&*left_out);
    pack.deferred().for_each(|part| part.leave_out(&languages));
    pack.left_out = left_out;
    Ok(pack)
}

/// Reads what [`write`] put together: the value and the languages that were left out.
pub(super) fn read<T: Deserialize<'static> + VisitTexts>(
    bytes: &'static [u8],
    is_wanted: impl Fn(&str) -> bool,
) -> postcard::Result<(T, Vec<Lang>)> {
    let stored: Stored<'static> = postcard::from_bytes(bytes)?;
    let mut value: T = postcard::from_bytes(stored.core)?;
    let mut left_out = Vec::new();
    for (lang, block) in stored.words {
        if lang != "en" && !is_wanted(lang) {
            left_out.push(Id::new(lang));
            continue;
        }
        let mut words = postcard::from_bytes::<Vec<Option<&'static str>>>(block)?.into_iter();
        value.visit_texts(&mut |text| {
            if let Some(own) = words.next().flatten() {
                text.insert(lang, SmolStr::new_static(own));
            }
        });
    }
    Ok((value, left_out))
}

/// Whether a reader of one of these languages can be shown words of `lang`: their own, or those of the language of which
/// theirs is a variant.
pub fn is_read_by(lang: &str, languages: &[&str]) -> bool {
    languages.iter().any(|own| *own == lang || base_language(own) == lang)
}

#[cfg(test)]
mod tests {
    use super::super::{PackFiles, Text, load};
    use super::*;

    fn clean() -> Pack {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/content/clean");
        load(&PackFiles::from_folder(&folder).unwrap(), None).pack.unwrap()
    }

    /// The bytes of a pack, for as long as the test runs.
    fn bytes_of(pack: Pack) -> &'static [u8] {
        encode(pack).unwrap().leak()
    }

    #[test]
    fn a_pack_has_the_languages_that_were_wanted() {
        let mut pack = clean();
        pack.info.title.insert("xx", "Other words");
        pack.procedures[0].body.summary.insert("yy", "Words of a part");
        pack.scenarios.clear();
        let bytes = bytes_of(pack.clone());
        assert_eq!(format!("{:?}", decode(bytes, |_| true).unwrap()), format!("{pack:?}"));
        let japanese = decode(bytes, |lang| lang == "ja").unwrap();
        assert_eq!(japanese.left_out, ["xx", "yy"]);
        assert!(japanese.info.title.has("ja") && !japanese.info.title.has("xx"));
        let summary = &japanese.procedures[0].body.summary;
        assert!(summary.has("ja") && !summary.has("yy"));
        let english = decode(bytes, |_| false).unwrap();
        assert_eq!(english.info.title, Text::english(pack.info.title.en()));
    }

    #[test]
    fn a_variant_is_read_with_its_language() {
        for (lang, own, read) in [
            ("ja", "ja-easy", true),
            ("ja-easy", "ja", false),
            ("ja", "ja", true),
            ("ja", "en", false),
        ] {
            assert_eq!(is_read_by(lang, &["de", own]), read, "{lang} {own}");
        }
    }

    #[test]
    fn bytes_that_are_no_pack_are_an_error() {
        let bytes = bytes_of(clean());
        for end in (0..bytes.len()).step_by(97) {
            assert!(decode(&bytes[..end], |_| true).is_err(), "cut at {end}");
        }
    }
}
