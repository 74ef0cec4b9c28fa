//! Writing a file so that it is either the old one or the new one, whatever fails in between.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::files::Files;

/// What was being done when a file operation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Reading a file or a folder.
    Read,
    /// Making a folder, or closing it to others.
    MakeFolder,
    /// Locking.
    Lock,
    /// Making a file.
    Create,
    /// Writing to it.
    Write,
    /// Making sure that it is on the disk.
    Sync,
    /// Putting it in the place of the old one.
    Replace,
    /// Cutting off a damaged end.
    Cut,
    /// Removing a file.
    Remove,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::MakeFolder => "make the private folder",
            Self::Lock => "lock",
            Self::Create => "create",
            Self::Write => "write",
            Self::Sync => "bring to the disk",
            Self::Replace => "replace",
            Self::Cut => "shorten",
            Self::Remove => "remove",
        })
    }
}

/// A file operation that failed.
#[derive(Debug, thiserror::Error)]
#[error("cannot {operation} {}: {source}", .path.display())]
pub struct FileError {
    /// What was being done.
    pub operation: Operation,
    /// With which file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl FileError {
    /// What a person can do about it, as one sentence.
    pub fn advice(&self) -> &'static str {
        match self.source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "The disk is full: free some space, then do it again."
            }
            io::ErrorKind::ReadOnlyFilesystem => {
                "The disk is read-only: make it writable, or choose another folder with --data."
            }
            io::ErrorKind::PermissionDenied => {
                "Check that the folder and its files belong to you, or choose another folder with --data."
            }
            io::ErrorKind::FileTooLarge => "No household is that long: look whether this is the right file.",
            _ => "Check the disk, then do it again.",
        }
    }
}

/// Turns an error of the system into one that says what was being done.
pub(super) fn failed(operation: Operation, path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.to_owned();
    move |source| FileError {
        operation,
        path,
        source,
    }
}

/// How a file was written.
#[derive(Debug)]
pub(super) enum Written {
    /// It is on the disk.
    Safe,
    /// It is in place, but the system did not confirm that its name is on the disk.
    Unconfirmed(FileError),
}

impl Written {
    /// What was not confirmed.
    pub(super) fn problem(self) -> Option<FileError> {
        match self {
            Self::Safe => None,
            Self::Unconfirmed(error) => Some(error),
        }
    }
}

/// Replaces a file as a whole: temporary file in the same folder, write, sync, rename, sync the folder.
///
/// # Errors
/// The step that failed; the old file is untouched and the temporary one is removed.
pub(super) fn replace(files: &dyn Files, path: &Path, bytes: &[u8]) -> Result<Written, FileError> {
    let temporary = temporary(path);
    if let Err(error) = fill_and_rename(files, &temporary, path, bytes) {
        // Whatever stopped the save may stop this too; a later save sweeps up.
        let _ = files.remove(&temporary);
        return Err(error);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    Ok(match files.sync_folder(folder) {
        Ok(()) => Written::Safe,
        Err(e) => Written::Unconfirmed(failed(Operation::Sync, folder)(e)),
    })
}

fn fill_and_rename(files: &dyn Files, temporary: &Path, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut sink = match files.create(temporary) {
        // Left behind by a program that died and had the same number.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            files.remove(temporary).map_err(failed(Operation::Remove, temporary))?;
            files.create(temporary)
        }
        result => result,
    }
    .map_err(failed(Operation::Create, temporary))?;
    sink.write(bytes).map_err(failed(Operation::Write, temporary))?;
    sink.sync().map_err(failed(Operation::Sync, temporary))?;
    drop(sink); // some systems rename no open file
    files.rename(temporary, path).map_err(failed(Operation::Replace, path))
}

/// `.NAME.toml.PROCESS.tmp`: hidden, and never the name of a household.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Removes temporary files that a crash left behind. Called under the lock, when nobody is writing.
pub(super) fn sweep(files: &dyn Files, path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return;
    };
    let prefix = format!(".{}.", name.to_string_lossy());
    // Litter does no harm, so a failure here is no reason not to save.
    for name in files.list(folder).unwrap_or_default() {
        let process = name.strip_prefix(prefix.as_str()).and_then(|n| n.strip_suffix(".tmp"));
        if process.is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())) {
            let _ = files.remove(&folder.join(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::files::Disk;
    use crate::store::testing::{Fault, Faulty};

    #[test]
    fn each_step_that_fails_leaves_the_old_file_or_the_new_one() {
        // The steps in order: create, write, sync, rename; and then the folder.
        let steps = [
            (Operation::Create, "home.toml"),
            (Operation::Write, "home.toml"),
            (Operation::Sync, "home.toml"),
            (Operation::Replace, "home.toml"),
        ];
        for fault in [Fault::Once, Fault::Dead] {
            for (step, (operation, name)) in steps.iter().enumerate() {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("home.toml");
                fs::write(&path, "old").unwrap();
                let files = Faulty::failing(step, fault, io::ErrorKind::StorageFull);
                let error = replace(&files, &path, b"the new content").unwrap_err();
                assert_eq!(error.operation, *operation);
                assert!(
                    error.to_string().contains(name) && error.advice().contains("full"),
                    "{error}"
                );
                assert_eq!(fs::read_to_string(&path).unwrap(), "old");
                let left = fs::read_dir(folder.path()).unwrap().count();
                assert!(left == 1 || fault == Fault::Dead, "the temporary file is removed");
                sweep(&Disk, &path);
                assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
            }
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("home.toml");
            fs::write(&path, "old").unwrap();
            let files = Faulty::failing(steps.len(), fault, io::ErrorKind::Other);
            let problem = replace(&files, &path, b"new")
                .unwrap()
                .problem()
                .expect("the folder was not synced");
            assert_eq!(
                (problem.operation, problem.path.as_path()),
                (Operation::Sync, folder.path())
            );
            assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        }
    }

    #[test]
    fn a_file_left_by_a_dead_program_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("home.toml");
        fs::write(temporary(&path), "half").unwrap();
        fs::write(folder.path().join(".home.toml.notes.tmp"), "not ours").unwrap();
        assert!(replace(&Disk, &path, b"new").unwrap().problem().is_none());
        sweep(&Disk, &path);
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            2,
            "what is not ours stays"
        );
    }

    #[test]
    fn every_kind_of_failure_has_its_advice() {
        for (kind, word) in [
            (io::ErrorKind::StorageFull, "free some space"),
            (io::ErrorKind::QuotaExceeded, "free some space"),
            (io::ErrorKind::ReadOnlyFilesystem, "read-only"),
            (io::ErrorKind::PermissionDenied, "belong to you"),
            (io::ErrorKind::Other, "do it again"),
        ] {
            let error = failed(Operation::Write, Path::new("/d/home.toml"))(kind.into());
            assert!(error.advice().contains(word), "{kind}");
            assert!(error.to_string().starts_with("cannot write /d/home.toml: "), "{error}");
        }
    }
}
