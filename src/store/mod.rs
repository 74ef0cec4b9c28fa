//! The files of a household: where they are, how they are read, and how they are saved so that nothing is lost.
//!
//! `NAME.toml` is the household ([`mod@format`]); `NAME.journal.jsonl` has every change with its date, for history,
//! undo and redo; `backups/` has whole files of earlier revisions. A save writes the household first (old or new,
//! never half), then its entry in the journal. Nothing here reads the clock: the moment of a change is given.

use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::household::{Entry, Household};

mod backup;
mod commit;
mod copies;
mod document;
mod error;
mod files;
pub mod format;
mod gone;
mod journal;
mod look;
mod memory;
mod migrate;
mod paths;
mod read;
mod save;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod write;

pub use backup::{newest_good_backup, restore};
pub use copies::conflict_copies;
pub use error::{Notice, OpenError, RestoreError, SaveError};
pub use look::look;
pub use memory::SHOWN;
pub use paths::{HouseholdPaths, NameError, NoHome, Paths, household_name};
pub use save::{FileError, Operation};

use files::{Disk, Files, Lock, Stat};
use format::{Extra, FORMAT};
use journal::Journal;
use migrate::{FORMATS, Formats};
use save::failed;

/// How often a lock is tried before giving up, and how long between two tries. A save takes a few milliseconds.
const LOCK_TRIES: u32 = 40;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// The files of one household. One value for each program that has it open; several programs may.
#[derive(Debug)]
pub struct Store {
    paths: HouseholdPaths,
    files: Box<dyn Files>,
    /// The file as this program last read or wrote it.
    seen: FileVersion,
    /// What stands in the file beside the household.
    extra: Extra,
    journal: Journal,
    /// Every entry known, also those not in the journal yet.
    entries: Vec<Entry>,
    /// Entries that could not be written to the journal; the next save tries again.
    pending: Vec<Entry>,
    /// Revision of the newest backup.
    newest_backup: Option<u64>,
    /// Whether what a crash left behind was looked for.
    is_swept: bool,
    /// Format of the file, if a newer version wrote it.
    newer_format: Option<u32>,
    /// Which formats can be read.
    formats: &'static Formats,
    /// Whether the file is of an older format: it is kept as a backup before it is rewritten.
    is_older: bool,
}

/// What was opened.
#[derive(Debug)]
pub struct Opened {
    /// For saving.
    pub store: Store,
    /// What the file says.
    pub household: Household,
    /// What a person should know.
    pub notices: Vec<Notice>,
}

/// The file as it was seen: enough to notice that it is another one now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct FileVersion {
    /// Length and time, for a look that reads nothing.
    stat: Option<Stat>,
    /// Hash of the content; two saves within one tick of the disk's clock may have the same length and time. It tells
    /// versions of one file apart and keeps nothing secret, so that a quick one will do.
    hash: Option<u64>,
}

impl Store {
    /// Opens a household. Writes nothing: if there never was a file, it is a new household until the first change.
    ///
    /// # Errors
    /// See [`OpenError`]; a file that cannot be understood is left as it is.
    pub fn open(paths: &Paths, name: &str) -> Result<Opened, OpenError> {
        Self::open_with(paths, name, Box::new(Disk))
    }

    fn open_with(paths: &Paths, name: &str, files: Box<dyn Files>) -> Result<Opened, OpenError> {
        Self::open_as(paths, name, files, &FORMATS)
    }

    fn open_as(
        paths: &Paths,
        name: &str,
        files: Box<dyn Files>,
        formats: &'static Formats,
    ) -> Result<Opened, OpenError> {
        let mut paths = paths.household(name)?;
        paths.file = files::behind_link(paths.file);
        let mut notices = Vec::new();
        // The time before the content: what changes in between is then seen as changed.
        let stat = files.stat(&paths.file).map_err(failed(Operation::Read, &paths.file))?;
        let bytes = gone::read(&*files, &paths)?;
        let (household, extra, format) = if let Some(bytes) = &bytes {
            let parsed = backup::understand_as(bytes, &paths.name, formats);
            let parsed = parsed.map_err(|e| refused(&*files, &paths, bytes, e))?;
            (parsed.household, parsed.extra, parsed.format)
        } else {
            (Household::new(&paths.name), Extra::default(), FORMAT)
        };
        let newer_format = (format > FORMAT).then_some(format);
        notices.extend(newer_format.map(|format| Notice::NewerFormat { format }));
        notices.extend(copies::notice(&*files, &paths));
        let read = Journal::read(&*files, &paths.journal)?;
        if read.damaged {
            notices.push(Notice::JournalDamaged);
        }
        if read.unknown > 0 {
            notices.push(Notice::JournalUnknown { lines: read.unknown });
        }
        if bytes.is_some() && read.entries.last().map_or(0, |e| e.revision) != household.revision {
            notices.push(Notice::JournalBehind);
        }
        let store = Self {
            seen: FileVersion {
                stat,
                hash: bytes.as_deref().map(hash),
            },
            extra,
            journal: read.journal,
            entries: read.entries,
            pending: Vec::new(),
            newest_backup: backup::revisions(&*files, &paths).unwrap_or_default().last().copied(),
            is_swept: false,
            newer_format,
            formats,
            is_older: format < FORMAT,
            paths,
            files,
        };
        Ok(Opened {
            store,
            household,
            notices,
        })
    }

    /// Every entry of the journal, oldest first; after a save also what another program wrote meanwhile.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Where the files are.
    pub fn paths(&self) -> &HouseholdPaths {
        &self.paths
    }

    /// Whether the household has a file: not before the first change.
    pub fn has_file(&self) -> bool {
        self.seen.hash.is_some()
    }

    /// Opens another household of the same data folder. Writes nothing.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn sibling(&self, name: &str) -> Result<Opened, OpenError> {
        Self::open(&self.folder(), name)
    }

    /// The names of the households of the same data folder, as [`Paths::names`].
    ///
    /// # Errors
    /// If the folder is there and cannot be read.
    pub fn siblings(&self) -> io::Result<Vec<String>> {
        self.folder().names()
    }

    fn folder(&self) -> Paths {
        // `households` lies in the data folder: see `Paths::household`.
        let data = self.paths.folder.parent().unwrap_or(&self.paths.folder);
        Paths::new(data, None)
    }

    /// Whether the household can only be looked at, because a newer version wrote it.
    pub fn is_read_only(&self) -> bool {
        self.newer_format.is_some()
    }

    /// Whether another program changed the file since it was last read or written here. Reads the file only if its
    /// length or time differ. A file that cannot be read counts as changed.
    pub fn changed_outside(&self) -> bool {
        match self.files.stat(&self.paths.file) {
            Ok(stat) if stat == self.seen.stat => false,
            Ok(_) => self
                .files
                .read(&self.paths.file)
                .map_or(true, |b| b.as_deref().map(hash) != self.seen.hash),
            Err(_) => true,
        }
    }
}

/// Takes a lock, waiting a second at most; `None` if another program keeps it.
fn hold_lock(files: &dyn Files, path: &Path) -> io::Result<Option<Lock>> {
    for _ in 1..LOCK_TRIES {
        if let Some(lock) = files.try_lock(path)? {
            return Ok(Some(lock));
        }
        thread::sleep(LOCK_PAUSE);
    }
    files.try_lock(path)
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

fn refused(files: &dyn Files, paths: &HouseholdPaths, bytes: &[u8], error: format::FormatError) -> OpenError {
    let path = paths.file.clone();
    if let Some(format) = format::newer_format(bytes) {
        return OpenError::TooNew { path, format };
    }
    let newest_good_backup = backup::newest_good(files, paths);
    OpenError::Broken {
        path,
        line: error.line,
        message: error.message,
        newest_good_backup,
    }
}
