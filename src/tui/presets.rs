//! Sets of keys that come with the program: the default ones, and what vim and emacs have taught the fingers.

use super::keymap::{Keymap, KeymapProblem, merge, parse_keymap};

/// What each preset changes about the default keys.
const PRESETS: [(&str, &str); 3] = [
    ("default", ""),
    ("vim", include_str!("../../assets/keymaps/vim.toml")),
    ("emacs", include_str!("../../assets/keymaps/emacs.toml")),
];

/// The names of the presets, for messages.
pub fn names() -> String {
    PRESETS.map(|(name, _)| name).join(", ")
}

/// Whether there is a preset of this name.
pub fn is_preset(name: &str) -> bool {
    PRESETS.iter().any(|(known, _)| *known == name)
}

/// The keys of a preset.
///
/// # Panics
///
/// Never: the test `the_presets_are_sound` reads all of them.
pub fn preset(name: &str) -> Option<Keymap> {
    let (_, text) = PRESETS.iter().find(|(known, _)| *known == name)?;
    let differences = parse_keymap(text, name).expect("the embedded presets parse");
    // Fixed texts of this program; `the_presets_are_sound` merges each.
    Some(merge(Keymap::embedded(), &differences).expect("the embedded presets leave every action a key"))
}

/// The keys of a person's own file: its differences over the preset that it names, else over the default keys.
///
/// # Errors
///
/// Everything wrong with the file, each with its line.
pub fn own_keys(text: &str, file_name: &str) -> Result<Keymap, Vec<KeymapProblem>> {
    let own = parse_keymap(text, file_name)?;
    let base = own.preset().and_then(|(name, _)| preset(name));
    merge(base.unwrap_or_else(Keymap::embedded), &own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::action::Action;
    use crate::tui::key::{Key, KeyCode};
    use crate::tui::keymap::Lookup;

    fn key(name: &str) -> Key {
        name.parse().unwrap_or_else(|_| panic!("{name}"))
    }

    #[test]
    fn the_presets_are_sound() {
        for (name, _) in PRESETS {
            let keymap = preset(name).unwrap();
            for &action in Action::ALL {
                assert!(!keymap.keys(action).is_empty(), "{name}: {action} has no key");
            }
            // Whatever the fingers know: these work everywhere.
            for (name_of_key, action) in [
                ("up", Action::Up),
                ("down", Action::Down),
                ("left", Action::Left),
                ("right", Action::Right),
                ("enter", Action::Select),
                ("esc", Action::Back),
                ("tab", Action::NextPane),
                ("shift-tab", Action::PrevPane),
                ("space", Action::Toggle),
                ("page-up", Action::PageUp),
                ("page-down", Action::PageDown),
                ("home", Action::Home),
                ("end", Action::End),
                ("f1", Action::Help),
                ("ctrl-c", Action::Quit),
            ] {
                assert_eq!(keymap.action(key(name_of_key)), Some(action), "{name}: {name_of_key}");
            }
        }
        assert_eq!(preset("default"), Some(Keymap::embedded()));
        assert_eq!(preset("nano"), None);
    }

    #[test]
    fn fingers_find_their_keys() {
        for (preset_name, table) in [
            (
                "vim",
                &[
                    ("j", Action::Down),
                    ("ctrl-f", Action::PageDown),
                    ("ctrl-b", Action::PageUp),
                    ("G", Action::End),
                    ("/", Action::Search),
                    (":", Action::Palette),
                    ("u", Action::Undo),
                    ("ctrl-r", Action::Redo),
                    ("y", Action::Copy),
                ][..],
            ),
            (
                "emacs",
                &[
                    ("ctrl-n", Action::Down),
                    ("ctrl-p", Action::Up),
                    ("ctrl-f", Action::Right),
                    ("ctrl-b", Action::Left),
                    ("ctrl-v", Action::PageDown),
                    ("alt-v", Action::PageUp),
                    ("ctrl-a", Action::Home),
                    ("ctrl-e", Action::End),
                    ("alt-<", Action::Home),
                    ("alt->", Action::End),
                    ("ctrl-g", Action::Back),
                    ("ctrl-s", Action::Search),
                    ("alt-x", Action::Palette),
                    ("ctrl-7", Action::Undo),
                ][..],
            ),
        ] {
            let keymap = preset(preset_name).unwrap();
            for (name, action) in table {
                assert_eq!(keymap.action(key(name)), Some(*action), "{preset_name}: {name}");
            }
        }
    }

    #[test]
    fn a_file_of_ones_own_can_build_on_a_preset() {
        let keymap = own_keys("preset = \"emacs\"\nundo = [\"ctrl-u\"]", "keys.toml").unwrap();
        assert_eq!(keymap.action(key("ctrl-n")), Some(Action::Down));
        assert_eq!(keymap.action(key("ctrl-u")), Some(Action::Undo));
        assert_eq!(keymap.action(key("u")), None);
        for (text, expected) in [
            (
                "preset = \"nano\"",
                "keys.toml:1:10: there is no preset \"nano\"; there are default, vim, emacs",
            ),
            ("\npreset = 3", "keys.toml:2:10: there is no preset"),
            (
                "preset = \"vim\"\nquit = []",
                "keys.toml:2:1: this leaves no key for \"quit\"",
            ),
            (
                "undo = [\"x\"]\nredo = [\"x\"]",
                "keys.toml:2:9: \"x\" is already the key of \"undo\" (line 1)",
            ),
            (
                "undoo = [\"x\"]",
                "keys.toml:1:1: there is no action \"undoo\"; did you mean \"undo\"?",
            ),
            ("undo = [\"hyper-x\"]", "keys.toml:1:9: \"hyper-x\" is not a key"),
        ] {
            let problems = own_keys(text, "keys.toml").unwrap_err();
            assert!(problems[0].to_string().starts_with(expected), "{text}: {}", problems[0]);
        }
    }

    /// With a Japanese input method on, letters come as full-width ones: they do the same, in every preset.
    #[test]
    fn every_letter_key_works_in_its_full_width_form() {
        for (name, _) in PRESETS {
            let keymap = preset(name).unwrap();
            for c in '!'..='~' {
                let wide = char::from_u32(u32::from(c) + 0xFEE0).unwrap();
                let expected = keymap.action(Key::char(c)).map_or(Lookup::Unbound, Lookup::Action);
                let found = keymap.lookup(Key::char(wide));
                assert_eq!(found, expected, "{name}: {wide}");
            }
            // And what no letter can ask for: everything is in the palette and in help.
            let without_letters = |action: Action| {
                let plain = |k: &&Key| !matches!(k.code, KeyCode::Char(c) if !k.ctrl && c != ' ');
                keymap.keys(action).iter().find(plain).is_some()
            };
            assert!(without_letters(Action::Palette), "{name}: the palette needs no letter");
            assert!(without_letters(Action::Help) && without_letters(Action::Quit), "{name}");
        }
    }
}
