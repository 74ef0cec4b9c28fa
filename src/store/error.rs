//! What can go wrong with the files of a household, in the words a person gets.

use std::fmt;
use std::path::PathBuf;

use super::paths::NameError;
use super::save::FileError;
use crate::household::{Change, ChangeError, Entry, Household};

/// A household could not be opened. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No household can have this name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A file could not be read.
    #[error("{}. {}", .0, .0.advice())]
    File(#[from] FileError),
    /// The file says something that cannot be. It was left as it is.
    #[error("{}:{line}: {message}", .path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong; never repeats what stands there.
        message: String,
        /// The newest backup that can be read.
        newest_good_backup: Option<PathBuf>,
    },
    /// The file is gone, but its journal or its backups are there. It must not look like a new household.
    #[error("{} is gone, although its journal or its backups are there", .path.display())]
    Gone {
        /// The file.
        path: PathBuf,
        /// Its journal, if that is there.
        journal: Option<PathBuf>,
        /// The newest backup that can be read.
        newest_good_backup: Option<PathBuf>,
    },
    /// The file or its folder is a link to a place that is not there, perhaps on a stick.
    #[error("{} is a link to a place that is not there", .path.display())]
    LeadsNowhere {
        /// The link.
        path: PathBuf,
    },
    /// A newer version wrote the file in a way that this version cannot read.
    #[error("{} was written by a newer version (format {format}); use that version", .path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
}

/// A change could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// There was nothing to change. Nothing was written.
    #[error("nothing changes by this")]
    NothingChanged,
    /// There is no change that could be taken back.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// There is no undo that could be taken back.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// A newer version wrote the file, so this one only reads it.
    #[error("{} was written by a newer version (format {format}) and is only read; use that version to change it", .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// A change does not fit. Nothing was written.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The file was changed elsewhere, and this change does not fit what stands there now. Nothing was written: the
    /// file and the household in memory are both as they were.
    #[error("{} was changed by another program, and this change does not fit what stands there now; nothing was saved. Look at the new state and do it again", .path.display())]
    ChangedOutside {
        /// The file.
        path: PathBuf,
        /// What stands in the file now.
        newer: Box<Household>,
        /// For each change that does not fit: from what it expected to what is there.
        differs: Vec<Change>,
    },
    /// The file was changed elsewhere and cannot be read now. Nothing was written.
    #[error("{}:{line}: another program changed this file: {message}; nothing was saved", .path.display())]
    BrokenOutside {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// Another program is saving and does not come to an end.
    #[error("another program is using {}; nothing was saved. Close it, then do it again", .path.display())]
    Locked {
        /// The lock.
        path: PathBuf,
    },
    /// A step failed before the new file was in place.
    #[error("{}. The household file is as it was before. {}", .0, .0.advice())]
    File(#[from] FileError),
    /// The change is saved and the household in memory has it, but something after that failed: the journal has no
    /// entry of it yet (the next save tries again), or the disk did not confirm it.
    #[error("saved, but: {problem}. If the computer stops now, the change or its undo may be lost. {}", .problem.advice())]
    Incomplete {
        /// The entry that was made.
        entry: Box<Entry>,
        /// The step that failed.
        problem: FileError,
    },
}

impl SaveError {
    /// The entry that was made in spite of the error: the change is saved and the household has it.
    pub fn saved(&self) -> Option<&Entry> {
        match self {
            Self::Incomplete { entry, .. } => Some(entry),
            _ => None,
        }
    }
}

/// A backup could not be put in place.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// No household can have this name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The backup is not there or cannot be read.
    #[error("{}:{line}: {message}; this backup cannot be used", .path.display())]
    BrokenBackup {
        /// The backup.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// Another program is saving and does not come to an end.
    #[error("another program is using {}; nothing was restored. Close it, then do it again", .path.display())]
    Locked {
        /// The lock.
        path: PathBuf,
    },
    /// A step failed; the household file is as it was.
    #[error("{}. The household file is as it was before. {}", .0, .0.advice())]
    File(#[from] FileError),
    /// The backup is in place, but cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Something a person should know after opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A newer version wrote the file: it is shown as far as it is understood, and not changed.
    NewerFormat {
        /// Its format.
        format: u32,
    },
    /// The last line of the journal is incomplete; it will be cut off.
    JournalDamaged,
    /// Lines of the journal are not understood; they are kept.
    JournalUnknown {
        /// How many.
        lines: usize,
    },
    /// The last change is not in the journal and cannot be undone.
    JournalBehind,
    /// A program that keeps folders in step has put another version of the household beside it.
    ConflictCopies {
        /// The copies; they are never read and never overwritten.
        copies: Vec<PathBuf>,
    },
    /// A backup was put in place.
    Restored {
        /// The revision of the household now.
        revision: u64,
        /// How many entries of the journal were made again on top of the backup.
        replayed: usize,
        /// Where the file that stood there before is kept.
        kept: Option<PathBuf>,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NewerFormat { format } => {
                write!(
                    f,
                    "A newer version wrote this household (format {format}); it is shown but cannot be changed."
                )
            }
            Self::JournalDamaged => f.write_str("The last line of the journal is incomplete and will be left out."),
            Self::JournalUnknown { lines } => {
                write!(
                    f,
                    "{lines} line(s) of the journal are not understood; they are kept but cannot be undone."
                )
            }
            Self::JournalBehind => f.write_str("The journal does not fit this file: earlier changes cannot be undone."),
            Self::ConflictCopies { copies } => {
                let names = copies.iter().filter_map(|p| p.file_name()).map(|n| n.to_string_lossy());
                write!(
                    f,
                    "A program that syncs folders left another version beside this household; it is not read and stays \
                     as it is. Compare, then remove it: {}",
                    names.collect::<Vec<_>>().join(", ")
                )
            }
            Self::Restored {
                revision,
                replayed,
                kept,
            } => {
                write!(
                    f,
                    "Restored revision {revision}; {replayed} later change(s) were made again from the journal."
                )?;
                match kept {
                    Some(path) => write!(f, " The file that stood there is kept as {}", path.display()),
                    None => Ok(()),
                }
            }
        }
    }
}
