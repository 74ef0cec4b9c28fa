//! What could not be saved, in the reader's language: what happened, what is safe, what to do. Pure.

use crate::i18n::Strings;
use crate::present::{advice, change_problem};
use crate::store::{FileError, SaveError};

/// The words for a save that failed, or that is not wholly safe yet.
pub fn save_words(strings: &Strings, problem: &SaveError) -> String {
    let at = |path: &std::path::Path| path.display().to_string();
    match problem {
        SaveError::File(problem) => file_words(strings, "save-failed", problem),
        SaveError::Incomplete { problem, .. } => file_words(strings, "save-incomplete", problem),
        SaveError::Locked { .. } => strings.say("save-locked"),
        SaveError::ChangedOutside { .. } => strings.say("save-changed-outside"),
        SaveError::BrokenOutside { path, line, .. } => {
            strings.say_x("save-broken-outside", &format!("{}:{line}", at(path)))
        }
        SaveError::ReadOnly { path, .. } => strings.say_x("save-newer", &at(path)),
        SaveError::Change(problem) => strings.say_x("notice-not-saved", &change_problem(strings, problem)),
        SaveError::NothingChanged | SaveError::NothingToUndo | SaveError::NothingToRedo => {
            strings.say("notice-nothing-to-undo")
        }
    }
}

fn file_words(strings: &Strings, id: &str, problem: &FileError) -> String {
    let advice = strings.say(advice(problem.source.kind()));
    let what = format!("{} ({})", problem.path.display(), problem.source);
    strings.say_with(id, &[("x", what.into()), ("advice", advice.into())])
}

#[cfg(test)]
mod tests {
    use std::io::{self, ErrorKind};
    use std::path::PathBuf;

    use super::*;
    use crate::household::{ChangeError, Household};
    use crate::store::Operation;

    #[test]
    fn each_problem_says_what_is_safe_and_what_to_do_in_both_languages() {
        let file = |kind: ErrorKind| FileError {
            operation: Operation::Write,
            path: PathBuf::from("/d/home.toml"),
            source: io::Error::from(kind),
        };
        let path = || PathBuf::from("/d/home.toml");
        let table = [
            (
                SaveError::File(file(ErrorKind::StorageFull)),
                ["as it was", "free some space"],
            ),
            (
                SaveError::File(file(ErrorKind::ReadOnlyFilesystem)),
                ["as it was", "--data"],
            ),
            (
                SaveError::File(file(ErrorKind::PermissionDenied)),
                ["as it was", "belong to you"],
            ),
            (SaveError::File(file(ErrorKind::Other)), ["/d/home.toml", "do it again"]),
            (SaveError::Locked { path: path() }, ["another program", "do it again"]),
            (
                SaveError::ChangedOutside {
                    path: path(),
                    newer: Box::new(Household::new("home")),
                    differs: Vec::new(),
                },
                ["as it is now", "do it again"],
            ),
            (
                SaveError::BrokenOutside {
                    path: path(),
                    line: 3,
                    message: "?".to_owned(),
                },
                ["/d/home.toml:3", "doctor"],
            ),
            (
                SaveError::ReadOnly {
                    path: path(),
                    format: 9,
                },
                ["newer version", "/d/home.toml"],
            ),
            (
                SaveError::Change(ChangeError::LastPerson),
                ["Not saved", "Somebody has to be shown"],
            ),
        ];
        for (problem, parts) in table {
            let english = save_words(&Strings::new("en"), &problem);
            assert!(parts.iter().all(|p| english.contains(p)), "{parts:?} in {english}");
            assert!(english.starts_with("Not saved"), "{english}");
            let japanese = save_words(&Strings::new("ja"), &problem);
            assert!(japanese.starts_with("保存できませんでした"), "{japanese}");
        }
    }
}
