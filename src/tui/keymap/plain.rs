//! The keys that come with the program, read line by line at each start.

use super::{Binding, Keymap, Place};
use crate::text::plain_toml::{self, Line, Value};
use crate::tui::action::Action;
use crate::tui::key::Key;

/// The keys, if nothing but plain lists of them stands there and all of them are right.
pub(super) fn read(text: &str, file_name: &str) -> Option<Keymap> {
    let mut keymap = Keymap {
        file: file_name.to_owned(),
        ..Keymap::default()
    };
    for line in plain_toml::lines(text) {
        let Ok((line, Line::Pair(name, Value::List(names)))) = line else {
            return None;
        };
        let action = Action::from_name(name)?;
        let keys = names
            .iter()
            .map(|name| name.parse().ok())
            .collect::<Option<Vec<Key>>>()?;
        let is_new = |(n, key)| keymap.action(key).is_none() && !keys[..n].contains(&key);
        if keymap.bindings.contains_key(&action) || !keys.iter().copied().enumerate().all(is_new) {
            return None;
        }
        let at = Place { line, column: 1 };
        keymap.bind(action, Binding { keys, at });
    }
    Some(keymap)
}

#[cfg(test)]
mod tests {
    use super::super::{DEFAULT_KEYS, parse_keymap};
    use super::*;

    #[test]
    fn the_default_keys_are_plain() {
        let whole = parse_keymap(DEFAULT_KEYS, "default.toml");
        assert_eq!(read(DEFAULT_KEYS, "default.toml").map(Ok), Some(whole));
    }

    #[test]
    fn plain_keys_are_read_the_same_or_not_at_all() {
        for text in [
            "",
            "up = [\"up\"]",
            "up = []\ndown = []",
            "up = [\"x\", \"x\"]",
            "up = [\"x\"]\ndown = [\"x\"]",
            "up = [\"x\"]\nup = [\"y\"]",
            "upp = []",
            "up = \"x\"",
            "up = [\"ctrl-m\"]",
            "[up]",
            "preset = \"vim\"",
            "up = [1]",
            "# no\n\n\"up\" = [\"k\"]",
        ] {
            if let Some(keymap) = read(text, "own.toml") {
                assert_eq!(parse_keymap(text, "own.toml"), Ok(keymap), "{text}");
            }
        }
    }
}
