//! The authors' guide works as it stands: every command of `docs/authors.md` is run, and the files it shows are written.
//! And what editors say about a typing error, if taplo is there to be asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn mynaguide(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mynaguide"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("MYNAGUIDE_DATA", folder.join("data"))
        .env("MYNAGUIDE_TODAY", "2026-11-22")
        .env("LANG", "en_US.UTF-8")
        .output()
        .unwrap()
}

/// A part of the guide that does something.
#[derive(Debug)]
enum Part {
    /// A command and the exit code it says it has.
    Run(String, i32),
    /// A file, whether the text is added to it, and the text.
    Write(String, bool, String),
}

fn parts(guide: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = guide.lines();
    let mut file: Option<(String, bool)> = None;
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix("<!-- file: ") {
            let (path, how) = rest.trim_end_matches(" -->").split_once(' ').unwrap();
            assert!(matches!(how, "new" | "append"), "{line}");
            file = Some((path.to_owned(), how == "append"));
        } else if line == "```console" {
            for line in lines.by_ref().take_while(|l| *l != "```") {
                if let Some(command) = line.strip_prefix("$ mynaguide ") {
                    parts.push(Part::Run(command.to_owned(), 0));
                } else if let Some(code) = line.strip_prefix("# exits with ") {
                    let Some(Part::Run(_, last)) = parts.last_mut() else {
                        panic!("{line} follows no command")
                    };
                    *last = code.parse().unwrap();
                } else {
                    panic!("what is this? {line}");
                }
            }
        } else if line == "```toml" {
            let text: String = lines
                .by_ref()
                .take_while(|l| *l != "```")
                .flat_map(|l| [l, "\n"])
                .collect();
            let (path, append) = file.take().expect("a file that is shown says where it goes");
            parts.push(Part::Write(path, append, text));
        }
    }
    parts
}

#[test]
fn the_guide_for_authors_works_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let guide = fs::read_to_string(root().join("docs/authors.md")).unwrap();
    let parts = parts(&guide);
    assert!(parts.iter().filter(|p| matches!(p, Part::Run(..))).count() > 20);
    for part in parts {
        match part {
            Part::Write(path, append, text) => {
                let path = folder.path().join(path);
                let before = if append {
                    fs::read_to_string(&path).unwrap()
                } else {
                    String::new()
                };
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, before + &text).unwrap();
            }
            Part::Run(command, code) => {
                let output = mynaguide(folder.path(), &command.split_whitespace().collect::<Vec<_>>());
                let said =
                    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
                assert_eq!(output.status.code(), Some(code), "mynaguide {command}\n{said}");
                // For an editor, nothing to say is said by saying nothing.
                assert!(
                    !said.trim().is_empty() || command.contains("--format short"),
                    "mynaguide {command} says nothing"
                );
            }
        }
    }
}

#[test]
fn what_the_guide_names_is_there() {
    let guide = fs::read_to_string(root().join("docs/authors.md")).unwrap();
    for link in guide.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(root().join("docs").join(link).exists(), "{link}");
    }
}

#[test]
fn a_new_pack_is_never_written_over_anything() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("there")).unwrap();
    fs::write(folder.path().join("there/notes.txt"), "mine").unwrap();
    let output = mynaguide(folder.path(), &["new-pack", "there"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing was written"));
    assert_eq!(fs::read_dir(folder.path().join("there")).unwrap().count(), 1);
}

#[test]
fn a_failing_scenario_tells_what_was_expected_what_was_found_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[[scenario]]\nid = \"x\"\nname = \"a wrong day\"\ntoday = 2026-12-01\n[scenario.events]\nmoved_in = 2026-11-29\n\
                [scenario.expect.date]\n\"move-in/notify_last_day\" = 2026-12-13\n";
    fs::write(folder.path().join("x.toml"), text).unwrap();
    let output = mynaguide(folder.path(), &["test", "x.toml"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for part in [
        "expected 2026-12-13",
        "found    2026-12-14",
        "Sun",
        "14 days",
        "0 passed, 1 failed",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn local_packs_are_marked_and_the_base_scenarios_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let pack = root().join("content/local/kasugai").display().to_string();
    let output = mynaguide(folder.path(), &["--pack", &pack, "show", "certificate-renewal"]);
    let said = String::from_utf8_lossy(&output.stdout)
        .replace("\n    ", " ")
        .replace("\n  ", " ");
    for part in [
        "from pack Kasugai City, checked 2026-11-22",
        "every Wed 17:00–19:30",
        "not on the 3rd Sun",
        "Changed by local packs",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let without = mynaguide(folder.path(), &["show", "certificate-renewal"]);
    assert!(!String::from_utf8_lossy(&without.stdout).contains("Kasugai City, checked"));
    let count = |args: &[&str]| {
        let output = mynaguide(folder.path(), args);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let passed = said
            .lines()
            .last()
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .parse::<usize>()
            .unwrap();
        assert!(said.ends_with(" passed, 0 failed\n"), "{said}");
        passed
    };
    assert_eq!(count(&["--pack", &pack, "test"]), count(&["test"]) + 2);
}

#[test]
fn looking_ahead_changes_amounts_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let said = |args: &[&str]| {
        let output = mynaguide(folder.path(), args);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, before, _) = said(&["--as-of", "2026-09-01", "show", "stay-renewal"]);
    let (_, after, note) = said(&["--as-of", "2026-10-01", "show", "stay-renewal"]);
    assert_eq!(code, Some(0));
    assert_ne!(before, after);
    assert!(note.contains("What will hold on"), "{note}");
    let (code, _, refusal) = said(&["--as-of", "2027-01-01", "event", "moved_in", "2026-11-29"]);
    assert_eq!(code, Some(2));
    assert!(refusal.contains("--as-of"), "{refusal}");
}

fn taplo() -> Option<PathBuf> {
    let named = std::env::var_os("TAPLO").map(PathBuf::from);
    let paths = std::env::var_os("PATH").unwrap_or_default();
    named.or_else(|| {
        std::env::split_paths(&paths)
            .map(|p| p.join("taplo"))
            .find(|p| p.is_file())
    })
}

/// An editor's own tool says one precise thing about one typing error, and nothing about files that are right.
#[test]
fn taplo_says_one_thing_about_one_typing_error() {
    let Some(taplo) = taplo() else {
        println!(
            "skipped: taplo is not installed (name it in TAPLO); the schemas are checked by another validator too"
        );
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(mynaguide(folder.path(), &["new-pack", "new"]).status.code(), Some(0));
    let path = folder.path().join("new/procedures/example.toml");
    let good = fs::read_to_string(&path).unwrap();
    let lint = |text: &str| {
        fs::write(&path, text).unwrap();
        let output = Command::new(&taplo)
            .arg("lint")
            .arg(&path)
            .current_dir(folder.path().join("new"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        (
            said.lines()
                .filter(|l| l.starts_with("error: "))
                .map(str::to_owned)
                .collect::<Vec<_>>(),
            said,
        )
    };
    assert_eq!(lint(&good).0, [""; 0]);
    for (from, to, line, words) in [
        ("days   = 14", "dayz   = 14", "dayz   = 14", "no such key is known here"),
        (
            "count  = \"exclude-first\"",
            "count  = \"exclude-frist\"",
            "exclude-frist",
            "exclude-first",
        ),
        (
            "count  = \"exclude-first\"\n",
            "",
            "op     = \"offset\"",
            "the key `count` is missing",
        ),
        ("move     = \"next\"", "move     = 3", "move     = 3", "previous"),
        (
            "recorded = true",
            "recorded = true\nmin = 3",
            "min = 3",
            "does not belong into this kind",
        ),
        (
            "checked = 2026-11-22",
            "checkd = 2026-11-22",
            "checkd",
            "no such key is known here",
        ),
    ] {
        assert!(good.contains(from), "{from}");
        let (errors, said) = lint(&good.replacen(from, to, 1));
        assert_eq!(errors.len(), 1, "{to}\n{said}");
        assert!(errors[0].contains(words) && said.contains(line), "{to}\n{said}");
    }
}
