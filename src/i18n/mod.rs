//! Words of the interface, from Fluent files, and dates in words.
//!
//! Content has its own words; here are only those of the program itself. English is always complete; a message that
//! another language lacks is shown in English.

mod days;
mod language;

use std::cell::OnceCell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use days::{both_calendars, day, day_short, era_day, month, month_of_year, weekday};
pub use language::{Language, Languages};

/// The messages of one language, with those of its fallbacks and of English behind them.
pub struct Strings {
    lang: String,
    languages: &'static Languages,
    language: &'static Language,
    files: Vec<Messages>,
}

impl Strings {
    /// The messages of the language that fits a tag best, English if there is none.
    pub fn new(lang: &str) -> Self {
        Self::among(Languages::embedded(), lang)
    }

    /// The same for other languages than those of the program.
    fn among(languages: &'static Languages, lang: &str) -> Self {
        let language = languages.matching(lang).unwrap_or(languages.english());
        let chain = languages.chain(language).chain([languages.english()]);
        Self {
            lang: lang.to_owned(),
            languages,
            language,
            files: chain.filter_map(Messages::of).collect(),
        }
    }

    /// The language tag that was asked for; content is shown in it where it has it.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The language of the interface.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// The tags of the language and of those that stand in for what it lacks, English excepted.
    pub fn tags(&self) -> impl Iterator<Item = &'static str> {
        self.languages.chain(self.language).map(|row| row.tag.as_str())
    }

    /// The language to which the key for languages leads from here.
    pub fn next_language(&self) -> &'static Language {
        self.languages.after(self.language)
    }

    /// The second language of a page that the reader shows to an office: Japanese; for readers of Japanese, English.
    #[must_use]
    pub fn companion(&self) -> Self {
        Self::among(self.languages, if self.language.reads_japanese { "en" } else { "ja" })
    }

    /// A message without arguments.
    pub fn say(&self, id: &str) -> String {
        self.say_with(id, &[])
    }

    /// A message with arguments.
    pub fn say_with(&self, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let found = self.files.iter().find_map(|file| file.format(id, &args));
        // A missing message shows its id; a test refuses ids that no file has.
        found.unwrap_or_else(|| id.to_owned())
    }

    /// A message with one text argument called `x`, the commonest case.
    pub fn say_x(&self, id: &str, x: &str) -> String {
        self.say_with(id, &[("x", x.into())])
    }

    /// A message with one number called `n`; one that is too large is the largest.
    pub fn say_n(&self, id: &str, n: impl TryInto<i64>) -> String {
        self.say_with(id, &[("n", n.try_into().unwrap_or(i64::MAX).into())])
    }
}

/// A file of messages. It is parsed when the first message is asked of it: a complete language never needs its fallbacks.
struct Messages {
    language: &'static Language,
    text: &'static str,
    bundle: OnceCell<FluentBundle<FluentResource>>,
}

impl Messages {
    /// The messages of a language, if it has some of its own.
    fn of(language: &'static Language) -> Option<Self> {
        let text = language.messages?;
        let bundle = OnceCell::new();
        Some(Self { language, text, bundle })
    }

    /// The message with its arguments, if this file has it.
    fn format(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = self.bundle.get_or_init(|| self.parse());
        let pattern = bundle.get_message(id)?.value()?;
        Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    }

    fn parse(&self) -> FluentBundle<FluentResource> {
        // The rules of plurals go by the language.
        let locale: LanguageIdentifier = self.language.standard_tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        bundle.set_use_isolating(false);
        // What can be read is still good; a test refuses files with errors.
        let resource = FluentResource::try_new(self.text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        bundle
    }
}

/// The language to speak: the one asked for, else the one of the environment (`ja_JP.UTF-8`), else English. A tag that
/// was asked for and that no language of the interface fits stays: the content may have that language.
pub fn choose_language(asked: Option<&str>, environment: Option<&str>) -> String {
    choose_among(Languages::embedded(), asked, environment)
}

fn choose_among(languages: &Languages, asked: Option<&str>, environment: Option<&str>) -> String {
    let locale = asked.or(environment).unwrap_or_default();
    let tag = locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    match (languages.matching(&tag), asked) {
        (Some(language), _) => language.tag.clone(),
        (None, Some(_)) if !tag.is_empty() => tag.to_ascii_lowercase(),
        _ => language::ENGLISH.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn texts() -> impl Iterator<Item = (&'static Language, &'static str)> {
        let languages = Languages::embedded().iter();
        languages.filter_map(|language| Some((language, language.messages?)))
    }

    /// The messages of a file with the variables of each.
    fn variables(text: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut messages = BTreeMap::new();
        let mut current = BTreeSet::new();
        for line in text.lines().rev() {
            current.extend(line.split('$').skip(1).map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                &rest[..end.unwrap_or(rest.len())]
            }));
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let id = line.split_once(" =").unwrap().0.trim();
                let twice = messages.insert(id, std::mem::take(&mut current));
                assert!(twice.is_none(), "{id} stands there twice");
            }
        }
        messages
    }

    #[test]
    fn every_file_has_the_messages_of_english_with_the_same_variables() {
        let english = variables(Languages::embedded().english().messages.unwrap());
        assert!(english.len() > 500);
        for (language, text) in texts() {
            assert!(FluentResource::try_new(text.to_owned()).is_ok(), "{}", language.tag);
            let own = variables(text);
            let differ: Vec<_> = english
                .iter()
                .filter(|(id, names)| own.get(*id) != Some(names))
                .collect();
            assert!(differ.is_empty(), "{}: {differ:?}", language.tag);
            assert_eq!(own.len(), english.len(), "{}", language.tag);
        }
    }

    #[test]
    fn every_message_can_be_said_in_every_language() {
        for (language, text) in texts() {
            let bundle = Messages::of(language).unwrap().parse();
            for (id, names) in variables(text) {
                for n in [0, 1, 2, 1_234_567] {
                    let args: FluentArgs<'_> = names.iter().map(|name| (*name, FluentValue::from(n))).collect();
                    let mut problems = Vec::new();
                    let pattern = bundle.get_message(id).unwrap().value().unwrap();
                    bundle.format_pattern(pattern, Some(&args), &mut problems);
                    assert!(problems.is_empty(), "{}: {id}: {problems:?}", language.tag);
                }
            }
        }
    }

    #[test]
    fn every_message_named_in_the_source_exists() {
        let known = variables(Languages::embedded().english().messages.unwrap());
        let mut missing = BTreeSet::new();
        let mut stack = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        while let Some(path) = stack.pop() {
            if path.is_dir() {
                stack.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for call in [".say(\"", ".say_with(\"", ".say_x(\"", ".say_n(\""] {
                for part in text.split(call).skip(1) {
                    let id = part.split('"').next().unwrap();
                    if !known.contains_key(id) && !id.contains('{') && id != "no-such-message" {
                        missing.insert(format!("{id} in {}", path.display()));
                    }
                }
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn language_comes_from_the_request_then_the_environment() {
        for (asked, env, expected) in [
            (None, None, "en"),
            (None, Some("ja_JP.UTF-8"), "ja"),
            (None, Some("vi_VN.UTF-8"), "en"),
            (Some("ja-easy"), Some("en_US"), "ja-easy"),
            (Some("ja_JP"), None, "ja"),
            (Some("vi"), None, "vi"),
            (Some("VI"), None, "vi"),
            (Some(""), None, "en"),
            (None, Some("C.UTF-8"), "en"),
        ] {
            assert_eq!(choose_language(asked, env), expected);
        }
    }

    #[test]
    fn a_missing_message_shows_its_id() {
        assert_eq!(Strings::new("ja").say("no-such-message"), "no-such-message");
    }
}
