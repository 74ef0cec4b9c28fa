//! Which key asks for what. Pure.
//!
//! A key file is a list of differences over the embedded defaults. Everything wrong with it is found in one go, each
//! with its line, before the screen is taken.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::action::Action;
use super::key::{Key, KeyError};
use crate::text::{closest, fold_command, is_japanese};

/// The default keys, as a person would write them.
pub const DEFAULT_KEYS: &str = include_str!("../../assets/keymaps/default.toml");

/// Longest key file, in bytes; the default one has two thousand.
const MAX_BYTES: usize = 64 << 10;

/// So many problems are told at once. Whoever has more corrects these first.
const MOST_TOLD: usize = 50;

/// Keys by action and actions by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    file: String,
    preset: Option<(String, Place)>,
    bindings: BTreeMap<Action, Binding>,
    by_key: BTreeMap<Key, Action>,
}

/// The keys of one action, and where the file says so.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    keys: Vec<Key>,
    at: Place,
}

/// A place in a key file, both counted from 1; columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// What a pressed key means in command mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// This.
    Action(Action),
    /// Kana or kanji arrived: Japanese input is on, and whoever typed may not know.
    JapaneseInput,
    /// Nothing.
    Unbound,
}

/// One thing wrong with a key file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{}:{}: {kind}", at.line, at.column)]
pub struct KeymapProblem {
    /// The file, as it was named to us.
    pub file: String,
    /// Where.
    pub at: Place,
    /// What.
    pub kind: KeymapProblemKind,
}

/// The kinds of [`KeymapProblem`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapProblemKind {
    /// Not TOML.
    #[error("{0}")]
    Syntax(String),
    /// No action has this name.
    #[error("there is no action \"{name}\"{}", did_you_mean(*suggestion))]
    UnknownAction {
        /// The name.
        name: String,
        /// The action it resembles.
        suggestion: Option<Action>,
    },
    /// The value is not a list of strings.
    #[error("the keys of \"{0}\" are a list in quotes, for example {0} = [\"x\", \"ctrl-x\"]")]
    NotAList(Action),
    /// Not the name of a key.
    #[error("\"{name}\" is not a key: {reason}")]
    BadKey {
        /// The name.
        name: String,
        /// Why.
        reason: KeyError,
    },
    /// One key for two actions.
    #[error(
        "\"{key}\" is already the key of \"{first}\" (line {}); it cannot also be the key of \"{second}\"",
        first_at.line
    )]
    SameKey {
        /// The key.
        key: Key,
        /// The action that has it.
        first: Action,
        /// Where it got it.
        first_at: Place,
        /// The action that wants it too.
        second: Action,
    },
    /// No preset has this name.
    #[error("there is no preset \"{name}\"; there are {}", super::presets::names())]
    UnknownPreset {
        /// The name.
        name: String,
    },
    /// An action that every screen needs would have no key.
    #[error("this leaves no key for \"{0}\"; give it one in this file")]
    NoKeyLeft(Action),
}

impl Keymap {
    /// The embedded default keys.
    ///
    /// # Panics
    ///
    /// Never: the text is part of the program, and the test `the_defaults_are_sound` shows that it parses.
    pub fn embedded() -> Self {
        parse_keymap(DEFAULT_KEYS, "default.toml").expect("the embedded keys parse")
    }

    /// The preset that a person's file builds on, as it was named, and where.
    pub fn preset(&self) -> Option<(&str, Place)> {
        self.preset.as_ref().map(|(name, at)| (name.as_str(), *at))
    }

    /// The action of exactly this key.
    pub fn action(&self, key: Key) -> Option<Action> {
        self.by_key.get(&key).copied()
    }

    /// The keys of an action, the one to show first.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.bindings.get(&action).map_or(&[], |b| b.keys.as_slice())
    }

    /// The first key of an action, in the form for people.
    pub fn shown(&self, action: Action) -> Option<String> {
        self.keys(action).first().map(|key| key.shown())
    }

    /// All keys of an action, in the form for people.
    pub fn all_shown(&self, action: Action) -> String {
        let keys: Vec<String> = self.keys(action).iter().map(|key| key.shown()).collect();
        keys.join("  ")
    }

    /// What a key means in command mode. A key that is bound as it stands comes first; then full-width letters, which
    /// is how an input method delivers them, count as their ASCII twins.
    pub fn lookup(&self, key: Key) -> Lookup {
        let typed = key.typed();
        let folded = || self.action(Key::char(fold_command(typed?)));
        match self.action(key).or_else(folded) {
            Some(action) => Lookup::Action(action),
            None if typed.is_some_and(is_japanese) => Lookup::JapaneseInput,
            None => Lookup::Unbound,
        }
    }

    fn bind(&mut self, action: Action, binding: Binding) {
        for &key in &binding.keys {
            self.by_key.insert(key, action);
        }
        self.bindings.insert(action, binding);
    }

    /// Takes keys away from every action but `except`.
    fn free(&mut self, keys: &[Key], except: Action) -> Vec<Action> {
        let mut robbed = Vec::new();
        for (action, binding) in &mut self.bindings {
            let before = binding.keys.len();
            if *action != except {
                binding.keys.retain(|key| !keys.contains(key));
            }
            if binding.keys.len() < before {
                robbed.push(*action);
            }
        }
        robbed
    }
}

/// Reads a key file. `file_name` is only for the messages.
///
/// # Errors
///
/// Every problem of the file, in the order of its lines.
pub fn parse_keymap(text: &str, file_name: &str) -> Result<Keymap, Vec<KeymapProblem>> {
    let mut reader = Reader {
        text,
        file: file_name,
        problems: Vec::new(),
    };
    if text.len() > MAX_BYTES {
        let words = format!("a file of keys has at most {} KiB", MAX_BYTES >> 10);
        reader.problem(0, KeymapProblemKind::Syntax(words));
        return Err(reader.problems);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        reader.problem(at, KeymapProblemKind::Syntax(error.message().to_owned()));
    }
    let mut keymap = Keymap {
        file: file_name.to_owned(),
        ..Keymap::default()
    };
    // What is read out of a file with syntax errors is a guess; complaining about it would confuse.
    if errors.is_empty() {
        for (name, value) in table.get_ref() {
            reader.entry(name, value, &mut keymap);
        }
    }
    if reader.problems.is_empty() {
        return Ok(keymap);
    }
    reader.problems.sort_by_key(|p| p.at);
    reader.problems.truncate(MOST_TOLD);
    Err(reader.problems)
}

/// A person's differences over the defaults: an action named by `user` has the keys of `user` only, and a key that
/// `user` gives away leaves the action that had it.
///
/// # Errors
///
/// An action of [`Action::ESSENTIAL`] would be left without a key.
pub fn merge(mut default: Keymap, user: &Keymap) -> Result<Keymap, Vec<KeymapProblem>> {
    let mut blame: BTreeMap<Action, Place> = BTreeMap::new();
    for (&action, binding) in &user.bindings {
        blame.insert(action, binding.at);
        for robbed in default.free(&binding.keys, action) {
            blame.entry(robbed).or_insert(binding.at);
        }
    }
    let mut merged = Keymap {
        file: default.file,
        ..Keymap::default()
    };
    for (action, binding) in default.bindings {
        let binding = user.bindings.get(&action).cloned().unwrap_or(binding);
        merged.bind(action, binding);
    }
    for (&action, binding) in &user.bindings {
        merged.bind(action, binding.clone());
    }
    let lost = Action::ESSENTIAL
        .iter()
        .filter(|action| merged.keys(**action).is_empty());
    let problem = |action: &Action| {
        Some(KeymapProblem {
            file: user.file.clone(),
            at: *blame.get(action)?,
            kind: KeymapProblemKind::NoKeyLeft(*action),
        })
    };
    let lost: Vec<KeymapProblem> = lost.filter_map(problem).collect();
    if lost.is_empty() { Ok(merged) } else { Err(lost) }
}

/// Collects problems while a file is read.
struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    problems: Vec<KeymapProblem>,
}

impl Reader<'_> {
    fn problem(&mut self, offset: usize, kind: KeymapProblemKind) {
        let at = place(self.text, offset);
        self.problems.push(KeymapProblem {
            file: self.file.to_owned(),
            at,
            kind,
        });
    }

    fn entry(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>, keymap: &mut Keymap) {
        let value_at = value.span().start;
        if name.get_ref() == "preset" {
            let name = value.get_ref().as_str().unwrap_or_default().to_owned();
            if super::presets::is_preset(&name) {
                keymap.preset = Some((name, place(self.text, value_at)));
            } else {
                self.problem(value_at, KeymapProblemKind::UnknownPreset { name });
            }
            return;
        }
        let name_at = name.span().start;
        let Some(action) = Action::from_name(name.get_ref()) else {
            let suggestion = resembling(name.get_ref());
            let name = name.get_ref().to_string();
            return self.problem(name_at, KeymapProblemKind::UnknownAction { name, suggestion });
        };
        let Some(list) = value.get_ref().as_array() else {
            return self.problem(value_at, KeymapProblemKind::NotAList(action));
        };
        let mut keys = Vec::new();
        for item in list {
            match own_key(item.get_ref().as_str(), action, keymap) {
                Ok(key) if keys.contains(&key) => {}
                Ok(key) => keys.push(key),
                Err(kind) => self.problem(item.span().start, kind),
            }
        }
        let at = place(self.text, name_at);
        keymap.bind(action, Binding { keys, at });
    }
}

/// A key of an action, as it is written in its list; it must not be the key of another one.
fn own_key(text: Option<&str>, action: Action, keymap: &Keymap) -> Result<Key, KeymapProblemKind> {
    let name = text.ok_or(KeymapProblemKind::NotAList(action))?.to_owned();
    let key: Key = match name.parse() {
        Ok(key) => key,
        Err(reason) => return Err(KeymapProblemKind::BadKey { name, reason }),
    };
    match keymap.action(key) {
        None => Ok(key),
        Some(first) => Err(KeymapProblemKind::SameKey {
            key,
            first,
            first_at: keymap.bindings[&first].at,
            second: action,
        }),
    }
}

/// The place of a byte offset.
pub(super) fn place(text: &str, offset: usize) -> Place {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    Place {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

fn did_you_mean(suggestion: Option<Action>) -> String {
    suggestion.map_or_else(String::new, |s| format!("; did you mean \"{s}\"?"))
}

/// The action whose name a mistyped name is nearest to, if it is near at all.
fn resembling(name: &str) -> Option<Action> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    closest(&name, Action::ALL.iter().map(|action| action.name())).and_then(Action::from_name)
}

#[cfg(test)]
mod tests;
