//! Help, completions, the manual, and command lines that are wrong or strange.

use std::process::Stdio;

use crate::support::{Shell, said};

fn commands(shell: &Shell) -> Vec<String> {
    let help = shell.ok("--help");
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    list.lines()
        .filter_map(|l| l.split_whitespace().next())
        .filter(|c| *c != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_has_help_with_examples_a_completion_and_a_page() {
    let shell = Shell::new();
    let commands = commands(&shell);
    assert!(commands.len() > 20, "{commands:?}");
    let completions = ["bash", "zsh", "fish", "elvish", "powershell"].map(|s| shell.ok(&format!("completions {s}")));
    let page = shell.ok("man");
    assert!(page.contains(".TH mynaguide 1") && page.contains("Examples:"), "{page}");
    for command in &commands {
        let help = shell.ok(&format!("{command} --help"));
        assert!(help.contains("Examples:\n  mynaguide"), "{command}: {help}");
        assert!(help.lines().all(|l| l.chars().count() <= 100), "{command}: {help}");
        for script in &completions {
            assert!(script.contains(command.as_str()), "{command}");
        }
        let own = shell.ok(&format!("man {command}"));
        assert!(own.contains(&format!(".TH mynaguide-{command} 1")), "{command}: {own}");
        assert!(page.contains(&command.replace('-', "\\-")), "{command}");
    }
    let said = shell.say("man deu");
    assert!(
        said.code == 2 && said.err.contains("did you mean `due`?"),
        "{}",
        said.err
    );
    let said = shell.say("completions csh");
    assert!(said.code == 2 && said.err.contains("accepted: bash"), "{}", said.err);
}

#[test]
fn text_is_linear_and_no_wider_than_asked_for() {
    let shell = Shell::moved();
    for line in [
        "due",
        "why move-in/notify",
        "show move-in",
        "show move-in/notify",
        "ask",
        "find card",
        "history",
        "due --all",
        "export json",
    ] {
        for lang in ["en", "ja"] {
            let text = shell.ok(&format!("{line} --lang {lang}"));
            assert!(
                !text.contains(|c| ('\u{2500}'..='\u{259F}').contains(&c)),
                "no box drawing: {line}"
            );
            assert!(!text.contains('\u{1b}'), "no colours in a pipe: {line}");
        }
    }
    let wide = |text: &str| text.lines().map(mynaguide::text::width).max().unwrap_or(0);
    for (columns, most) in [("60", 60), ("100", 100), ("400", 100)] {
        for line in ["due", "why move-in/notify", "find card", "due --all"] {
            let output = shell
                .command()
                .env("COLUMNS", columns)
                .args(line.split(' '))
                .output()
                .unwrap();
            let text = said(&output).out;
            // An address is one word and is not cut.
            let text: Vec<&str> = text.lines().filter(|l| !l.contains("https://")).collect();
            assert!(wide(&text.join("\n")) <= most, "{line} {columns}: {}", text.join("\n"));
        }
    }
    assert!(wide(&shell.ok("due")) <= 80);
}

#[test]
fn colours_only_when_wanted() {
    let shell = Shell::moved();
    assert!(shell.ok("due --color always").contains('\u{1b}'));
    let output = shell
        .command()
        .env("NO_COLOR", "1")
        .args(["due", "--color", "auto"])
        .output()
        .unwrap();
    assert!(!said(&output).out.contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let shell = Shell::moved();
    for line in [
        "find card",
        "show move-in",
        "export json",
        "export html",
        "completions bash",
        "man",
        "due --all",
    ] {
        let mut child = shell
            .command()
            .args(line.split(' '))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), output.stderr.as_slice()),
            (Some(0), &b""[..]),
            "{line}"
        );
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused_or_taken_as_paths() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let shell = Shell::moved();
    let strange = OsStr::from_bytes(b"caf\xe9.json");
    for args in [
        vec![OsStr::new("find"), strange],
        vec![strange],
        vec![OsStr::new("show"), strange],
        vec![OsStr::new("due"), OsStr::new("--person"), strange],
    ] {
        let said = shell.run(&args);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{args:?}");
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    }
    let said = shell.run([OsStr::new("export"), OsStr::new("json"), OsStr::new("-o"), strange]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(shell.folder.path().join(strange).exists());
    assert_eq!(shell.run([OsStr::new("import"), strange]).code, 0);
}
