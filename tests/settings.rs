//! Keys, themes and the plain text, as somebody with a configuration file meets them.

#![cfg(unix)]

#[path = "support/cli.rs"]
mod cli;
#[path = "support/pty.rs"]
mod pty;

use std::fs;

use cli::Shell;
use pty::Session;

/// A shell with a configuration.
fn with(files: &[(&str, &str)]) -> Shell {
    let shell = Shell::new();
    fs::create_dir_all(shell.data()).unwrap();
    let folder = shell.folder.path().join("config/mynaguide");
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    shell
}

#[test]
fn what_is_in_order_is_said() {
    for (config, words) in [
        ("", "keys: default; theme: terminal"),
        (
            "keys = \"vim\"\ntheme = \"high-contrast\"",
            "keys: vim; theme: high-contrast",
        ),
        (
            "keys = \"own.toml\"\ntheme = \"mine\"\nplain = true",
            "own.toml; theme: mine; plain: yes",
        ),
    ] {
        let shell = with(&[
            ("config.toml", config),
            ("own.toml", "preset = \"emacs\"\nundo = [\"ctrl-u\"]"),
            ("themes/mine.toml", "inherits = \"dark\"\n[palette]\nred = \"#ffd7d7\""),
        ]);
        for command in ["config check", "doctor"] {
            let said = shell.ok(command);
            assert!(said.contains(words), "{command}: {said}");
        }
        assert!(shell.ok("config check").contains("Everything is in order."));
    }
}

#[test]
fn what_is_wrong_has_its_line_everywhere_and_before_the_screen_is_taken() {
    for (files, expected) in [
        (
            &[("config.toml", "\nkeys = \"nano\"")][..],
            "config.toml:2: there is no preset \"nano\" of keys; there are default, vim, emacs",
        ),
        (
            &[
                ("config.toml", "keys = \"own.toml\""),
                ("own.toml", "\nundoo = [\"x\"]"),
            ][..],
            "own.toml:2:1: there is no action \"undoo\"; did you mean \"undo\"?",
        ),
        (
            &[
                ("config.toml", "keys = \"own.toml\""),
                ("own.toml", "undo = [\"x\"]\nredo = [\"x\"]"),
            ][..],
            "own.toml:2:9: \"x\" is already the key of \"undo\" (line 1)",
        ),
        (
            &[("config.toml", "lang = \"en\"\ntheme = \"dusk\"")][..],
            "config.toml:2: there is no theme \"dusk\"; there are terminal, light, dark, high-contrast, mono",
        ),
        (
            &[
                ("config.toml", "theme = \"mine\""),
                ("themes/mine.toml", "[style]\nlate = { fg = \"rde\" }"),
            ][..],
            "mine.toml:2:15: there is no colour \"rde\"",
        ),
    ] {
        let shell = with(files);
        for command in ["config check", "doctor"] {
            let said = shell.say(command);
            assert_eq!(said.code, 1, "{command}: {said:?}");
            assert!(said.out.contains(expected), "{command}: {}", said.out);
        }
        let config = shell.folder.path().join("config/mynaguide/config.toml");
        let mut session = Session::start(&shell.data(), &["--config", config.to_str().unwrap()]);
        assert_eq!(session.ended(), 2);
        let raw = String::from_utf8_lossy(&session.raw).into_owned();
        assert!(raw.contains(expected.split(';').next().unwrap()), "{raw}");
        assert!(!raw.contains("\x1b[?1049h"), "the screen was taken");
    }
    // A theme that nobody has chosen yet is looked at too.
    let shell = with(&[("themes/other.toml", "[style]\nlaet = {}")]);
    let said = shell.say("config check");
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("other.toml:2:1: there is no style \"laet\""),
        "{}",
        said.out
    );
}

#[test]
fn plain_text_instead_of_the_screen_says_how_to_go_on() {
    let shell = with(&[("config.toml", "plain = true")]);
    let config = shell.folder.path().join("config/mynaguide/config.toml");
    let mut session = Session::start(&shell.data(), &["--config", config.to_str().unwrap()]);
    assert_eq!(session.ended(), 0);
    let raw = String::from_utf8_lossy(&session.raw).into_owned();
    assert!(
        raw.contains("This is the plain text") && raw.contains("mynaguide ask"),
        "{raw}"
    );
    assert!(!raw.contains("\x1b[?1049h"), "the screen was taken");
    // In a pipe there is nobody to be told.
    let said = shell.run::<&str>([]);
    assert!(!said.out.contains("This is the plain text"), "{}", said.out);
}
