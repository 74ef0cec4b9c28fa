//! What can go wrong with a command, as one clear line on standard error.

use std::io;
use std::path::PathBuf;

use crate::calendar::DateInputError;
use crate::content::{Diagnostic, PackFiles, ReadError, Severity};
use crate::i18n::Strings;
use crate::intake::{AnswerProblem, FindProblem, IntakeProblem};
use crate::present::{Unreadable, answer_problem, date_problem, refusal_words};
use crate::store::{NameError, NoHome, OpenError, RestoreError, SaveError};
use crate::text::secret::Refusal;

/// Why a command did not do what it was asked to do. Nothing was changed, unless the words say otherwise.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The command line.
    #[error("{0}")]
    Usage(String),
    /// A number that must not be written down was typed.
    #[error("{0}")]
    Secret(#[from] Refusal),
    /// A word names nothing.
    #[error("{0}")]
    Find(#[from] FindProblem),
    /// An answer was not understood.
    #[error("{0}")]
    Answer(#[from] AnswerProblem),
    /// A change cannot be made.
    #[error("{0}")]
    Intake(#[from] IntakeProblem),
    /// A day is not plausible: the question, and how it is recorded all the same.
    #[error("{0}")]
    IsThatRight(String),
    /// A day was not understood.
    #[error("{what}: {problem}")]
    Date {
        /// Where it was typed.
        what: &'static str,
        /// What is wrong with it.
        problem: DateInputError,
    },
    /// The household has several people and nobody was named.
    #[error("Say whose with --person: {}.", .0.join(", "))]
    WhichPerson(Vec<String>),
    /// The configuration file cannot be used.
    #[error("{}{}: {message}.", path.display(), line.map_or(String::new(), |l| format!(":{l}")))]
    Config {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: Option<usize>,
        /// What is wrong.
        message: String,
    },
    /// The content has errors: the diagnostics, ready to be shown.
    #[error("{shown}")]
    Content {
        /// The diagnostics.
        shown: String,
    },
    /// A content folder cannot be read.
    #[error("{0}.")]
    Read(#[from] ReadError),
    /// A file cannot be read or written.
    #[error("{}: {problem}.", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        problem: io::Error,
    },
    /// No home folder.
    #[error("{0}.")]
    NoHome(#[from] NoHome),
    /// A household's name.
    #[error("{0}.")]
    Name(#[from] NameError),
    /// The household cannot be opened.
    #[error("{0}")]
    Open(#[from] OpenError),
    /// The change was not saved, or not wholly.
    #[error("{0}.")]
    Save(#[from] SaveError),
    /// The backup was not put in place.
    #[error("{0}.")]
    Restore(#[from] RestoreError),
    /// There is no backup to put in place.
    #[error("There is no backup of this household that can be read; nothing was changed.")]
    NoBackup,
    /// The household file is fine, so no backup is needed.
    #[error(
        "The household file can be read; no backup was put in its place. `mynaguide undo` takes the last change back."
    )]
    NothingBroken,
}

impl Trouble {
    /// What the system says of a file.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |problem| Self::File { path, problem }
    }

    /// The errors among the diagnostics of a content.
    pub fn content(found: &[Diagnostic], files: &PackFiles, color: bool) -> Self {
        let errors = found.iter().filter(|d| d.severity == Severity::Error);
        let shown: Vec<String> = errors.map(|d| d.render(files, color)).collect();
        Self::Content {
            shown: shown.join("\n\n"),
        }
    }

    /// The words in the reader's language where there are any, else in English.
    pub fn words(&self, strings: &Strings) -> String {
        match self {
            Self::Secret(refusal) | Self::Find(FindProblem::Secret(refusal)) => refusal_words(strings, *refusal),
            Self::Open(error) => Unreadable::new(strings, error).line(),
            Self::Answer(problem) => answer_problem(strings, problem),
            Self::Date { what, problem } => format!("{what}: {}", date_problem(strings, problem)),
            other => other.to_string(),
        }
    }

    /// Whether the words are more than one line.
    pub fn is_page(&self) -> bool {
        matches!(self, Self::Content { .. })
    }
}

/// One line out of whatever an error says, with one full stop at its end.
pub(super) fn one_line(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let ended = line.trim_end_matches('.');
    let end = if ended.ends_with(['?', '!', '。', '」', '？']) {
        ""
    } else {
        "."
    };
    format!("{ended}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_with_one_end() {
        for (words, expected) in [
            ("a\n  b", "a b."),
            ("a..", "a."),
            ("did you mean `x`?", "did you mean `x`?"),
            ("日付です。", "日付です。"),
        ] {
            assert_eq!(one_line(words), expected);
        }
    }
}
