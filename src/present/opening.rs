//! Why a household cannot be read, in the reader's language: what happened, what is safe, what to do.

use std::io::ErrorKind;
use std::path::Path;

use crate::i18n::Strings;
use crate::store::OpenError;

/// A household that cannot be read, so that nothing can be said about what is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The word of the contract: `missing`, `broken`, `newer`, `unreadable` or `name`.
    pub kind: &'static str,
    /// What happened, without a full stop.
    pub what: String,
    /// What is safe, and what to do.
    pub way_out: String,
}

impl Unreadable {
    /// The words for an error.
    pub fn new(strings: &Strings, error: &OpenError) -> Self {
        let at = |path: &Path| path.display().to_string();
        let restore = |backup: &Path| strings.say_x("open-restore", &at(backup));
        let (kind, what, way_out) = match error {
            OpenError::Gone {
                path,
                journal,
                newest_good_backup,
            } => {
                let rest = journal.as_deref().or(path.parent()).unwrap_or(path);
                let way_out = match newest_good_backup {
                    Some(backup) => restore(backup),
                    None => strings.say_x("open-gone-no-backup", &at(rest)),
                };
                let way_out = format!("{} {way_out}", strings.say("open-gone-safe"));
                ("missing", strings.say_x("open-gone", &at(path)), way_out)
            }
            OpenError::LeadsNowhere { path } => (
                "missing",
                strings.say_x("open-nowhere", &at(path)),
                strings.say("open-nowhere-safe"),
            ),
            OpenError::Broken {
                path,
                line,
                message,
                newest_good_backup,
            } => {
                let way_out = match newest_good_backup {
                    Some(backup) => restore(backup),
                    None => strings.say("open-broken-no-backup"),
                };
                let way_out = format!("{} {way_out}", strings.say("open-broken-safe"));
                ("broken", format!("{}:{line}: {message}", at(path)), way_out)
            }
            OpenError::TooNew { path, format } => {
                let what = [("x", at(path).into()), ("n", i64::from(*format).into())];
                let what = strings.say_with("open-newer", &what);
                ("newer", what, strings.say("open-newer-safe"))
            }
            OpenError::File(problem) => {
                let advice = strings.say(advice(problem.source.kind()));
                let what = format!("{} ({})", at(&problem.path), problem.source);
                let way_out = format!("{} {advice}", strings.say("open-broken-safe"));
                ("unreadable", what, way_out)
            }
            OpenError::Name(problem) => ("name", problem.to_string(), String::new()),
        };
        Self { kind, what, way_out }
    }

    /// All of it, in one line.
    pub fn line(&self) -> String {
        let end = if self.what.ends_with('。') { "" } else { "." };
        format!("{}{end} {}", self.what, self.way_out).trim_end().to_owned()
    }
}

/// What to do about a file that cannot be read or written: the id of the words.
pub fn advice(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "advice-full",
        ErrorKind::ReadOnlyFilesystem => "advice-read-only",
        ErrorKind::PermissionDenied => "advice-permission",
        _ => "advice-disk",
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::store::{FileError, Operation};

    fn path(name: &str) -> PathBuf {
        Path::new("/d").join(name)
    }

    #[test]
    fn each_problem_says_what_happened_what_is_safe_and_what_to_do() {
        let broken = |newest_good_backup| OpenError::Broken {
            path: path("home.toml"),
            line: 7,
            message: "no date".to_owned(),
            newest_good_backup,
        };
        let gone = |newest_good_backup| OpenError::Gone {
            path: path("home.toml"),
            journal: Some(path("home.journal.jsonl")),
            newest_good_backup,
        };
        let backup = || Some(path("backups/home.3.toml"));
        let restores = ["/d/backups/home.3.toml", "mynaguide doctor --restore-backup"];
        let table: Vec<(OpenError, &str, Vec<&str>)> = vec![
            (
                gone(backup()),
                "missing",
                [&["/d/home.toml", "gone", "Nothing was written"][..], &restores].concat(),
            ),
            (gone(None), "missing", vec!["no backup", "/d/home.journal.jsonl"]),
            (
                OpenError::LeadsNowhere {
                    path: path("home.toml"),
                },
                "missing",
                vec!["/d/home.toml", "link", "Nothing was written", "Connect"],
            ),
            (
                broken(backup()),
                "broken",
                [&["/d/home.toml:7: no date.", "untouched"][..], &restores].concat(),
            ),
            (broken(None), "broken", vec!["no backup", "correct that line"]),
            (
                OpenError::TooNew {
                    path: path("home.toml"),
                    format: 9,
                },
                "newer",
                vec!["/d/home.toml", "newer version", "format 9", "Use that version"],
            ),
            (
                OpenError::File(FileError {
                    operation: Operation::Read,
                    path: path("home.toml"),
                    source: ErrorKind::PermissionDenied.into(),
                }),
                "unreadable",
                vec!["/d/home.toml", "untouched", "belong to you"],
            ),
        ];
        for (error, kind, parts) in table {
            let told = Unreadable::new(&Strings::new("en"), &error);
            let line = told.line();
            assert_eq!(told.kind, kind);
            assert!(parts.iter().all(|part| line.contains(part)), "{parts:?} in {line}");
            let japanese = Unreadable::new(&Strings::new("ja"), &error).line();
            assert!(
                japanese.contains("/d/home.toml") && japanese.ends_with('。'),
                "{japanese}"
            );
            assert_ne!(line, japanese);
        }
    }
}
