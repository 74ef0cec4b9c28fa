//! One file of messages, of which only those that are said are parsed.
//!
//! A screen says some sixty of several hundred messages, most of them plain words. So a file is divided into its entries
//! when the program is built; plain words are said as they stand, and Fluent gets the other entries one by one.

use std::cell::{Cell, OnceCell, RefCell};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use rustc_hash::{FxBuildHasher, FxHashMap};
use unic_langid::LanguageIdentifier;

use super::entries::{Entry, find};

/// The messages of one language.
pub(super) struct Messages {
    lang: &'static str,
    text: &'static str,
    /// Where each message stands in it.
    index: &'static [u8],
    /// The messages that were asked for, so that each is looked for once; no more than there are messages.
    found: RefCell<FxHashMap<String, Entry<'static>>>,
    /// What Fluent has been given so far.
    bundle: OnceCell<RefCell<FluentBundle<FluentResource>>>,
    /// Whether that is everything.
    whole: Cell<bool>,
}

impl Messages {
    pub(super) const fn new(lang: &'static str, text: &'static str, index: &'static [u8]) -> Self {
        Self {
            lang,
            text,
            index,
            found: RefCell::new(FxHashMap::with_hasher(FxBuildHasher)),
            bundle: OnceCell::new(),
            whole: Cell::new(false),
        }
    }

    /// The message with its arguments, if this file has it.
    pub(super) fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        match self.find(id)? {
            Entry::Plain(words) => Some(words.to_owned()),
            Entry::Fluent(entry) => self.fluent(id, entry, args),
        }
    }

    fn find(&self, id: &str) -> Option<Entry<'static>> {
        if let Some(entry) = self.found.borrow().get(id) {
            return Some(*entry);
        }
        let entry = find(self.text, self.index, id)?;
        self.found.borrow_mut().insert(id.to_owned(), entry);
        Some(entry)
    }

    fn fluent(&self, id: &str, entry: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = self.bundle.get_or_init(|| RefCell::new(bundle(self.lang)));
        if !bundle.borrow().has_message(id) {
            bundle.borrow_mut().add_resource_overriding(resource(entry));
        }
        let (words, is_whole) = said(&bundle.borrow(), id, args)?;
        if is_whole || self.whole.replace(true) {
            return Some(words);
        }
        // It refers to another message: then Fluent needs them all.
        bundle.borrow_mut().add_resource_overriding(resource(self.text));
        said(&bundle.borrow(), id, args).map(|(words, _)| words)
    }
}

/// The message, and whether nothing was missing for it.
fn said(bundle: &FluentBundle<FluentResource>, id: &str, args: Option<&FluentArgs<'_>>) -> Option<(String, bool)> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut problems = Vec::new();
    let words = bundle.format_pattern(pattern, args, &mut problems).into_owned();
    Some((words, problems.is_empty()))
}

fn bundle(lang: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![lang.parse::<LanguageIdentifier>().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    bundle
}

fn resource(text: &str) -> FluentResource {
    // What can be read is still good; a test refuses files with errors.
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource)
}

#[cfg(test)]
mod tests {
    use super::super::entries::{divide, index};
    use super::super::{ENGLISH, ENGLISH_INDEX, JAPANESE, JAPANESE_INDEX};
    use super::*;

    /// What Fluent says that has the whole file.
    fn by_fluent(lang: &'static str, text: &str, id: &str, args: &FluentArgs<'_>) -> String {
        let mut bundle = bundle(lang);
        bundle.add_resource_overriding(resource(text));
        said(&bundle, id, Some(args)).unwrap().0
    }

    #[test]
    fn every_message_is_what_fluent_makes_of_the_whole_file() {
        for (lang, text, index) in [("en", ENGLISH, ENGLISH_INDEX), ("ja", JAPANESE, JAPANESE_INDEX)] {
            let messages = Messages::new(lang, text, index);
            let ids: Vec<_> = divide(text).into_keys().collect();
            assert!(ids.len() > 100);
            for id in ids {
                for n in [0, 1, 2, 11] {
                    let mut args = FluentArgs::new();
                    args.set("n", n);
                    for name in text.split('$').skip(1) {
                        let end = name
                            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                            .unwrap_or(name.len());
                        if &name[..end] != "n" {
                            args.set(&name[..end], "words");
                        }
                    }
                    assert_eq!(
                        messages.format(id, Some(&args)).unwrap(),
                        by_fluent(lang, text, id, &args),
                        "{id}"
                    );
                }
            }
        }
    }

    #[test]
    fn lines_that_go_on_and_messages_that_refer_to_others() {
        const TEXT: &str = "# words = not a message\n-term = Card\nplain =  some words  \nlong =\n    one\n\n    two\n\
                            many = { $n ->\n    [one] a { plain }\n   *[other] { $n } things\n}\nwith = The { -term }\n";
        let messages = Messages::new("en", TEXT, index(TEXT).leak());
        let mut args = FluentArgs::new();
        for (id, n, expected) in [
            ("plain", 0, "some words"),
            ("long", 0, "one\n\ntwo"),
            ("many", 2, "2 things"),
            ("many", 1, "a some words"),
            ("with", 0, "The Card"),
        ] {
            args.set("n", n);
            assert_eq!(messages.format(id, Some(&args)).as_deref(), Some(expected), "{id}");
        }
        assert!(messages.format("words", None).is_none() && messages.format("-term", None).is_none());
    }
}
