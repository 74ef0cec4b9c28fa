//! Words of the interface, from Fluent files, and dates in words.
//!
//! Content has its own words; here are only those of the program itself. English is always complete; a message that
//! another language lacks is shown in English.

mod days;
mod entries;
mod messages;

use fluent_bundle::FluentValue;

pub use days::{both_calendars, day, day_short, era_day, month, weekday};
use messages::Messages;

const ENGLISH: &str = include_str!("../../assets/strings/en.ftl");
const ENGLISH_INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/en.index"));
const JAPANESE: &str = include_str!("../../assets/strings/ja.ftl");
const JAPANESE_INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ja.index"));

/// The messages of one language, with English behind it.
pub struct Strings {
    lang: String,
    files: Vec<Messages>,
}

impl Strings {
    /// The messages of a language (`en`, `ja`, and variants such as `ja-easy`); any other tag speaks English.
    pub fn new(lang: &str) -> Self {
        let mut files = Vec::new();
        if is_japanese(lang) {
            files.push(Messages::new("ja", JAPANESE, JAPANESE_INDEX));
        }
        files.push(Messages::new("en", ENGLISH, ENGLISH_INDEX));
        Self {
            lang: lang.to_owned(),
            files,
        }
    }

    /// The language tag that was asked for; content is shown in it where it has it.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Whether the interface speaks Japanese.
    pub fn is_japanese(&self) -> bool {
        is_japanese(&self.lang)
    }

    /// A message without arguments.
    pub fn say(&self, id: &str) -> String {
        self.say_with(id, &[])
    }

    /// A message with arguments.
    pub fn say_with(&self, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let found = self.files.iter().find_map(|file| file.format(id, args));
        // A missing message shows its id; a test refuses ids that no file has.
        found.unwrap_or_else(|| id.to_owned())
    }

    /// A message with one text argument called `x`, the commonest case.
    pub fn say_x(&self, id: &str, x: &str) -> String {
        self.say_with(id, &[("x", x.into())])
    }

    /// A message with one number called `n`.
    pub fn say_n(&self, id: &str, n: i64) -> String {
        self.say_with(id, &[("n", n.into())])
    }
}

/// The language to speak: the one asked for, else the one of the environment (`ja_JP.UTF-8`), else English.
pub fn choose_language(asked: Option<&str>, environment: Option<&str>) -> String {
    let tag = asked.or(environment).unwrap_or("en");
    let tag = tag
        .split(['.', '@'])
        .next()
        .unwrap_or("en")
        .replace('_', "-")
        .to_ascii_lowercase();
    match asked {
        Some(_) => match tag.as_str() {
            "ja-jp" => "ja".to_owned(),
            "" => "en".to_owned(),
            _ => tag,
        },
        None => if tag == "ja" || tag.starts_with("ja-") {
            "ja"
        } else {
            "en"
        }
        .to_owned(),
    }
}

fn is_japanese(lang: &str) -> bool {
    lang == "ja" || lang.starts_with("ja-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn ids(text: &str) -> BTreeSet<String> {
        let lines = text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()));
        let mut ids = BTreeSet::new();
        for (id, _) in lines.filter_map(|l| l.split_once(" =")) {
            assert!(ids.insert(id.trim().to_owned()), "{id} stands there twice");
        }
        ids
    }

    #[test]
    fn both_files_are_well_formed_and_have_the_same_messages() {
        for text in [ENGLISH, JAPANESE] {
            assert!(fluent_bundle::FluentResource::try_new(text.to_owned()).is_ok());
        }
        assert_eq!(ids(ENGLISH), ids(JAPANESE));
    }

    #[test]
    fn every_message_named_in_the_source_exists() {
        let known = ids(ENGLISH);
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
                    if !known.contains(id) && !id.contains('{') && id != "no-such-message" {
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
        ] {
            assert_eq!(choose_language(asked, env), expected);
        }
    }

    #[test]
    fn a_missing_message_shows_its_id() {
        assert_eq!(Strings::new("ja").say("no-such-message"), "no-such-message");
    }
}
