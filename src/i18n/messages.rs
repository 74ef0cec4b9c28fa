//! One file of messages, of which only those that are said are parsed.
//!
//! A screen says some sixty of several hundred messages, most of them plain words. So a file is divided into its entries
//! when the program is built; plain words are said as they stand, arguments are put into lines that have places for them
//! and nothing else, and Fluent gets the other entries one by one.

use std::cell::{Cell, OnceCell, RefCell};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::entries::{Entry, Part, find, parts};

/// The messages of one language.
pub(super) struct Messages {
    lang: &'static str,
    text: &'static str,
    /// Where each message stands in it.
    index: &'static [u8],
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
            bundle: OnceCell::new(),
            whole: Cell::new(false),
        }
    }

    /// The message with its arguments, if this file has it.
    pub(super) fn format(&self, id: &str, args: &[(&str, FluentValue<'_>)]) -> Option<String> {
        match find(self.text, self.index, id)? {
            Entry::Plain(words) => Some(words.to_owned()),
            Entry::Filled(line) => filled(line, args).or_else(|| self.fluent(id, &format!("{id} = {line}\n"), args)),
            Entry::Fluent(entry) => self.fluent(id, entry, args),
        }
    }

    fn fluent(&self, id: &str, entry: &str, args: &[(&str, FluentValue<'_>)]) -> Option<String> {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let args = Some(&args);
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

/// A line with its arguments, if all are there and Fluent would put them as they are.
fn filled(line: &str, args: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let mut said = String::with_capacity(2 * line.len());
    for part in parts(line) {
        match part? {
            Part::Words(words) => said.push_str(words),
            Part::Argument(name) => match args.iter().find(|(known, _)| *known == name)? {
                (_, FluentValue::String(words)) => said.push_str(words),
                (_, FluentValue::Number(number)) => said.push_str(&number.as_string()),
                _ => return None,
            },
        }
    }
    Some(said)
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
    fn by_fluent(lang: &'static str, text: &str, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let mut bundle = bundle(lang);
        bundle.add_resource_overriding(resource(text));
        let args = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        said(&bundle, id, Some(&args)).unwrap().0
    }

    #[test]
    fn every_message_is_what_fluent_makes_of_the_whole_file() {
        for (lang, text, index) in [("en", ENGLISH, ENGLISH_INDEX), ("ja", JAPANESE, JAPANESE_INDEX)] {
            let messages = Messages::new(lang, text, index);
            let ids: Vec<_> = divide(text).into_keys().collect();
            assert!(ids.len() > 100);
            for id in ids {
                for n in [0, 1, 2, 11, -3, 1_234_567] {
                    let mut args: Vec<(&str, FluentValue<'_>)> = vec![("n", n.into())];
                    for name in text.split('$').skip(1) {
                        let end = name
                            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                            .unwrap_or(name.len());
                        if &name[..end] != "n" {
                            args.push((&name[..end], "words".into()));
                        }
                    }
                    assert_eq!(
                        messages.format(id, &args).unwrap(),
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
        let messages = Messages::new("en", TEXT, index(TEXT).unwrap().leak());
        for (id, n, expected) in [
            ("plain", 0, "some words"),
            ("long", 0, "one\n\ntwo"),
            ("many", 2, "2 things"),
            ("many", 1, "a some words"),
            ("with", 0, "The Card"),
        ] {
            let args = [("n", n.into())];
            assert_eq!(messages.format(id, &args).as_deref(), Some(expected), "{id}");
        }
        assert!(messages.format("words", &[]).is_none() && messages.format("-term", &[]).is_none());
    }

    #[test]
    fn an_argument_that_is_missing_or_no_word_is_told_by_fluent() {
        const TEXT: &str = "left = { $n } of { $x }\n";
        let messages = Messages::new("en", TEXT, index(TEXT).unwrap().leak());
        let (n, x) = (("n", FluentValue::from(2.5)), ("x", FluentValue::from("many")));
        for args in [
            vec![],
            vec![n.clone()],
            vec![x.clone()],
            vec![n, x.clone()],
            vec![("n", FluentValue::None), x],
        ] {
            assert_eq!(
                messages.format("left", &args).unwrap(),
                by_fluent("en", TEXT, "left", &args),
                "{args:?}"
            );
        }
    }
}
