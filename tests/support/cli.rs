//! Running the program as somebody at a shell does.
#![allow(dead_code)] // each test binary uses its own part
#![allow(missing_docs)]

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

/// The program with a data folder and a day of its own.
pub struct Shell {
    pub folder: tempfile::TempDir,
    pub today: &'static str,
}

/// What it said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Shell {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            today: "2026-12-01",
        }
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mynaguide"));
        command
            .env_clear()
            .env("MYNAGUIDE_DATA", self.data())
            .env("MYNAGUIDE_TODAY", self.today)
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .current_dir(self.folder.path());
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Said {
        said(&self.command().args(args).output().unwrap())
    }

    /// Words with spaces between them.
    pub fn say(&self, line: &str) -> Said {
        self.run(line.split_whitespace())
    }

    /// A command that must work; gives what it printed.
    pub fn ok(&self, line: &str) -> String {
        let said = self.say(line);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{line}: {}", said.out);
        said.out
    }

    /// Somebody with a period of stay who has moved.
    pub fn moved() -> Self {
        let shell = Self::new();
        for line in [
            "set status_group mid-long",
            "set card_held yes",
            "set card_form separate",
            "set stay_until 2027-08-01",
            "set birth 1990-03-10",
            "event moved_in 2026-11-29",
            "tick move-in/residence-card",
        ] {
            shell.ok(line);
        }
        shell
    }

    pub fn text(&self, file: impl AsRef<Path>) -> String {
        std::fs::read_to_string(self.folder.path().join(file)).unwrap()
    }
}

pub fn said(output: &Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}
