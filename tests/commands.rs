//! The real program, one run for each command typed: what it prints, how it exits, and what it leaves on the disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

#[path = "commands/authors.rs"]
mod authors;
#[path = "commands/ends.rs"]
mod ends;
#[path = "commands/files.rs"]
mod files;
#[path = "commands/looking.rs"]
mod looking;
#[path = "commands/odd_days.rs"]
mod odd_days;
#[path = "commands/telling.rs"]
mod telling;

/// A folder of its own with everything a run may touch.
struct Home {
    folder: TempDir,
}

/// What a run did.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Home {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mynaguide"));
        command
            .args(args)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_DATA_HOME", self.path("share"))
            .env("MYNAGUIDE_DATA", self.path("data"))
            .env("MYNAGUIDE_TODAY", "2026-12-01")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        Run::of(&mut self.command(args))
    }

    /// Runs what has to go well, and gives what it printed.
    fn fine(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}: {run:?}");
        run.out
    }

    /// Runs what has to be refused, and gives the one line that says why.
    fn refused(&self, args: &[&str]) -> String {
        self.run(args).refused()
    }

    fn household(&self) -> PathBuf {
        self.path("data/households/home.toml")
    }
}

impl Run {
    fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    fn refused(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{self:?}");
        assert_eq!(self.err.matches('\n').count(), 1, "not one line: {}", self.err);
        assert!(
            self.err.starts_with("mynaguide: ") && self.err.ends_with('\n'),
            "{}",
            self.err
        );
        self.err
    }
}

#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in:\n{text}");
    }
}

/// Every file below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect()
}

/// A copy of the content of this repository, to be broken.
fn content(home: &Home) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/mynumber");
    let to = home.path("content");
    for file in files_below(&from) {
        let copy = to.join(file.strip_prefix(&from).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&file, copy).unwrap();
    }
    to
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

/// A person with a card who moved on a Sunday: the fourteenth day is a Sunday too.
fn moved() -> Home {
    let home = Home::new();
    home.fine(&["set", "status_group", "mid-long"]);
    home.fine(&["set", "card_held", "yes"]);
    home.fine(&["set", "card_form", "separate"]);
    home.fine(&["event", "moved_in", "2026-11-29"]);
    home
}

#[test]
fn twelve_digits_are_refused_everywhere_and_never_repeated() {
    let home = moved();
    let before = fs::read_to_string(home.household()).unwrap();
    for typed in ["123456789018", "1234 5678 9018", "１２３４-５６７８-９０１８"] {
        for args in [
            &[typed][..],
            &["set", "stay_until", typed],
            &["set", typed, "yes"],
            &["set", "card_held", typed],
            &["event", "moved_in", typed],
            &["event", typed, "2026-12-01"],
            &["event", "card_lost", "2026-12-01", "--with", typed],
            &["event", "card_lost", "2026-12-01", "--person", typed],
            &["tick", typed],
            &["tick", &format!("move-in/{typed}")],
            &["why", typed],
            &["show", typed],
            &["due", "--within", typed],
            &["due", "--today", typed],
            &["due", "--household", typed],
            &["due", "--content", typed],
            &["lint", typed],
            &["lint", "--explain", typed],
            &["test", typed],
            &["person", "add", typed],
            &["person", "rename", "A", typed],
            &["undo", typed],
        ] {
            let line = home.refused(args);
            for part in ["1234", "5678", "9018", "１２３４"] {
                assert!(!line.contains(part), "{args:?}: {line}");
            }
        }
    }
    assert_eq!(fs::read_to_string(home.household()).unwrap(), before);
    for file in files_below(home.folder.path()) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("9018") && !text.contains("9018"), "{}", file.display());
    }
}

#[test]
fn help_and_version_are_answers() {
    let home = Home::new();
    let help = home.fine(&["--help"]);
    for command in [
        "due",
        "why",
        "show",
        "ask",
        "set",
        "event",
        "tick",
        "undo",
        "history",
        "person",
        "lint",
        "test",
        "doctor",
        "translate",
    ] {
        holds(&help, &[&format!("\n  {command} ")]);
        holds(&home.fine(&[command, "--help"]), &["Usage: mynaguide "]);
    }
    holds(&help, &["not legal advice", "0120-"]);
    assert_eq!(
        home.fine(&["--version"]),
        format!("mynaguide {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn mistakes_on_the_command_line_are_one_line() {
    let home = Home::new();
    for (args, parts) in [
        (&["deu"][..], &["did you mean `due`?"][..]),
        (&["xyzzy"], &["no command `xyzzy`", "known: due"]),
        (&["due", "--withn", "3"], &["did you mean `--within`?"]),
        (&["due", "--format", "yaml"], &["accepted: text, json"]),
        (&["due", "--color", "blue"], &["accepted: auto, always, never"]),
        (&["due", "--lang", "english"], &["en or ja"]),
        (&["due", "--today", "03/04/2027"], &["--today: ", "year first"]),
        (&["due", "--config", "/no/such/file"], &["/no/such/file"]),
        (&["translate"], &["stamp"]),
        (&["lint", "--explain", "ref-mising"], &["did you mean `ref-missing`?"]),
    ] {
        holds(&home.refused(args), parts);
    }
}

#[test]
fn today_is_given_loosely_and_the_flag_wins() {
    let home = Home::new();
    holds(&home.fine(&["due"]), &["2026-12-01"]);
    holds(&home.fine(&["due", "--today", "R9.3.31"]), &["Wed 2027-03-31"]);
    holds(&home.fine(&["--today", "31 Mar 2027", "due"]), &["Wed 2027-03-31"]);
    let wrong = Run::of(home.command(&["due"]).env("MYNAGUIDE_TODAY", "soon"));
    holds(&wrong.refused(), &["MYNAGUIDE_TODAY: "]);
    let machine = Run::of(home.command(&["due"]).env_remove("MYNAGUIDE_TODAY"));
    assert_eq!(machine.code, 0);
}

#[test]
fn language_colours_and_marks() {
    let home = moved();
    holds(
        &home.fine(&["due", "--lang", "ja"]),
        &["受付中: 転入届を出す", "2026年12月14日(月)"],
    );
    let locale = Run::of(home.command(&["due"]).env("LANG", "ja_JP.UTF-8"));
    holds(&locale.out, &["受付中"]);
    holds(&home.refused(&["set", "stay_until", "x", "--lang", "ja"]), &["日"]);

    assert!(home.fine(&["due", "--color", "always"]).contains("\u{1b}[1m"));
    assert!(!home.fine(&["due", "--color", "never"]).contains('\u{1b}'));
    holds(&home.fine(&["why", "move-in/notify"]), &["—"]);
    let ascii = home.fine(&["why", "move-in/notify", "--glyphs", "ascii"]);
    assert!(!ascii.contains('—') && ascii.contains("令和"));
}

#[test]
fn the_configuration_is_read_and_never_written() {
    let home = Home::new();
    let config = home.path("config/mynaguide/config.toml");
    home.fine(&["due"]);
    assert!(!config.exists());
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    fs::write(&config, "lang = \"ja\"\nhousehold = \"tanaka\"\n").unwrap();
    holds(&home.fine(&["due"]), &["今日は"]);
    holds(&home.fine(&["due", "--lang", "en"]), &["Today is"]);
    home.fine(&["set", "card_held", "yes"]);
    assert!(home.path("data/households/tanaka.toml").exists());
    fs::write(&config, "lang = \"ja\"\nlangauge = \"ja\"\n").unwrap();
    holds(&home.refused(&["due"]), &["config.toml:2: ", "langauge"]);
}
