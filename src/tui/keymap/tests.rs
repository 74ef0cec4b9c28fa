//! Keys that come with the program and keys of files.

use std::collections::BTreeSet;

use super::super::key::KeyCode;
use super::*;

#[test]
fn the_defaults_are_sound() {
    let keymap = parse_keymap(DEFAULT_KEYS, "default.toml").unwrap();
    for &action in Action::ALL {
        assert!(!keymap.keys(action).is_empty(), "{action} has no key");
        // The next person comes round to the one before, so that only a shortcut of it has Alt.
        let has_other_way = action == Action::PrevPerson;
        assert!(
            has_other_way || keymap.keys(action).iter().all(|k| !k.alt),
            "{action}: Alt must never be needed"
        );
        for &key in keymap.keys(action) {
            assert_eq!(keymap.action(key), Some(action));
        }
    }
    let listed: BTreeSet<usize> = Action::ALL.iter().map(|&a| keymap.bindings[&a].at.line).collect();
    assert_eq!(listed.len(), Action::ALL.len(), "one line each");
    assert_eq!(Keymap::embedded(), keymap);
}

#[test]
fn the_keys_everybody_has_work_everything() {
    let keymap = Keymap::embedded();
    let table = [
        ("up", Action::Up),
        ("down", Action::Down),
        ("left", Action::Left),
        ("right", Action::Right),
        ("enter", Action::Select),
        ("esc", Action::Back),
        ("tab", Action::NextPane),
        ("shift-tab", Action::PrevPane),
        ("space", Action::Toggle),
        ("h", Action::Left),
        ("j", Action::Down),
        ("k", Action::Up),
        ("l", Action::Right),
        ("g", Action::Home),
        ("G", Action::End),
        ("ctrl-d", Action::PageDown),
        ("ctrl-u", Action::PageUp),
        ("q", Action::Quit),
        ("ctrl-c", Action::Quit),
        ("u", Action::Undo),
        ("ctrl-r", Action::Redo),
        ("ctrl-z", Action::Suspend),
        ("ctrl-l", Action::Redraw),
        ("L", Action::Language),
        ("p", Action::NextPerson),
        ("alt-p", Action::PrevPerson),
        ("P", Action::People),
        ("n", Action::Note),
        ("H", Action::History),
        ("i", Action::WhatIf),
        ("d", Action::Moved),
    ];
    for (key, action) in table {
        assert_eq!(keymap.action(key.parse().unwrap()), Some(action), "{key}");
    }
    // What the arrows and the named keys cannot ask for directly is in the palette, which `?` lists too.
    assert_eq!(keymap.action(Key::char(':')), Some(Action::Palette));
}

#[test]
fn problems_have_line_and_column() {
    let table = [
        (
            "why = [\"w\"]\nqiut = [\"q\"]",
            "2:1: there is no action \"qiut\"; did you mean \"quit\"?",
        ),
        (
            "next_pane = [\"n\"]",
            "1:1: there is no action \"next_pane\"; did you mean \"next-pane\"?",
        ),
        ("fly-to-moon = [\"m\"]", "1:1: there is no action \"fly-to-moon\""),
        (
            "why = [\"w\", \"contrl-w\"]",
            "1:13: \"contrl-w\" is not a key: write a character",
        ),
        (
            "why = [\"shift-w\"]",
            "1:8: \"shift-w\" is not a key: write the character that Shift gives",
        ),
        (
            "why = [\"ctrl-i\"]",
            "1:8: \"ctrl-i\" is not a key: terminals send the same for this as for \"tab\"",
        ),
        ("why = \"w\"", "1:7: the keys of \"why\" are a list in quotes"),
        ("why = [1]", "1:8: the keys of \"why\" are a list in quotes"),
        (
            "# 鍵\nwhy = [\"w\"]\n\nundo = [\"u\", \"w\"]",
            "4:14: \"w\" is already the key of \"why\" (line 2); it cannot also be the key of \"undo\"",
        ),
        ("why = [\"あ\", \"語語\"]", "1:13: \"語語\" is not a key"),
        ("why = [\"w\"", "1:11: "),
        ("why = [\"w\"]\nwhy = [\"x\"]", "2:1: duplicate key"),
    ];
    for (text, expected) in table {
        let problems = parse_keymap(text, "keys.toml").unwrap_err();
        let printed: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(printed.len(), 1, "{text}: {printed:?}");
        assert!(
            printed[0].starts_with(&format!("keys.toml:{expected}")),
            "{text}: {}",
            printed[0]
        );
    }
}

#[test]
fn all_problems_are_found_at_once_in_order() {
    let text = "quit = [\"nope\"]\nhelpp = []\nundo = [\"x\"]\nredo = [\"x\", 3]";
    let problems = parse_keymap(text, "keys.toml").unwrap_err();
    let places: Vec<(usize, usize)> = problems.iter().map(|p| (p.at.line, p.at.column)).collect();
    assert_eq!(places, [(1, 9), (2, 1), (4, 9), (4, 14)]);
}

#[test]
fn a_file_of_differences_is_laid_over_the_defaults() {
    let user = parse_keymap("search = [\"s\", \"s\"]\nredraw = []\nwhy = [\"y\"]", "keys.toml").unwrap();
    let keymap = merge(Keymap::embedded(), &user).unwrap();
    assert_eq!(keymap.keys(Action::Search), [Key::char('s')]);
    assert_eq!(keymap.action(Key::char('/')), None, "the old key is free");
    assert!(keymap.keys(Action::Redraw).is_empty());
    assert_eq!(
        keymap.action(Key::char('y')),
        Some(Action::Why),
        "the person's file wins"
    );
    assert_eq!(keymap.keys(Action::Copy), [Key::ctrl('y')], "the other key stays");
    assert_eq!(keymap.action(Key::char('w')), None);
    assert_eq!(
        keymap.keys(Action::Undo),
        Keymap::embedded().keys(Action::Undo),
        "the rest stays"
    );
    assert_eq!(
        merge(Keymap::embedded(), &Keymap::default()).unwrap(),
        Keymap::embedded()
    );
}

#[test]
fn keys_can_be_swapped() {
    let user = parse_keymap("undo = [\"q\"]\nquit = [\"u\"]", "keys.toml").unwrap();
    let keymap = merge(Keymap::embedded(), &user).unwrap();
    assert_eq!(keymap.action(Key::char('q')), Some(Action::Undo));
    assert_eq!(keymap.action(Key::char('u')), Some(Action::Quit));
    assert_eq!(keymap.action(Key::ctrl('c')), None);
}

#[test]
fn nobody_can_lock_themselves_in() {
    let table = [
        ("quit = []", "keys.toml:1:1: this leaves no key for \"quit\""),
        (
            "\nwhy = [\"q\", \"ctrl-c\"]",
            "keys.toml:2:1: this leaves no key for \"quit\"",
        ),
        ("search = [\"esc\"]", "keys.toml:1:1: this leaves no key for \"back\""),
    ];
    for (text, expected) in table {
        let user = parse_keymap(text, "keys.toml").unwrap();
        let problems = merge(Keymap::embedded(), &user).unwrap_err();
        assert_eq!(problems.len(), 1, "{text}");
        assert!(problems[0].to_string().starts_with(expected), "{text}: {}", problems[0]);
    }
}

#[test]
fn an_input_method_does_not_lock_anybody_out() {
    let keymap = Keymap::embedded();
    let table = [
        ('ｑ', Lookup::Action(Action::Quit)),
        ('Ｇ', Lookup::Action(Action::End)),
        ('？', Lookup::Action(Action::Help)),
        ('：', Lookup::Action(Action::Palette)),
        ('／', Lookup::Action(Action::Search)),
        ('＋', Lookup::Action(Action::GrowPane)),
        ('\u{3000}', Lookup::Action(Action::Toggle)),
        ('か', Lookup::JapaneseInput),
        ('カ', Lookup::JapaneseInput),
        ('ｶ', Lookup::JapaneseInput),
        ('ー', Lookup::JapaneseInput),
        ('。', Lookup::JapaneseInput),
        ('・', Lookup::JapaneseInput),
        ('漢', Lookup::JapaneseInput),
        ('々', Lookup::JapaneseInput),
        ('X', Lookup::Unbound),
        ('Ｘ', Lookup::Unbound),
        ('é', Lookup::Unbound),
        ('한', Lookup::Unbound),
    ];
    for (c, expected) in table {
        assert_eq!(keymap.lookup(Key::char(c)), expected, "{c}");
    }
    assert_eq!(keymap.lookup(Key::ctrl('c')), Lookup::Action(Action::Quit));
    assert_eq!(
        keymap.lookup(Key {
            alt: true,
            ..Key::char('か')
        }),
        Lookup::Unbound
    );
    assert_eq!(keymap.lookup(Key::plain(KeyCode::Delete)), Lookup::Unbound);
}

#[test]
fn a_key_bound_as_it_stands_comes_before_folding() {
    let user = parse_keymap("why = [\"ｑ\", \"な\"]", "keys.toml").unwrap();
    let keymap = merge(Keymap::embedded(), &user).unwrap();
    assert_eq!(keymap.lookup(Key::char('ｑ')), Lookup::Action(Action::Why));
    assert_eq!(keymap.lookup(Key::char('な')), Lookup::Action(Action::Why));
    assert_eq!(keymap.lookup(Key::char('q')), Lookup::Action(Action::Quit));
}
