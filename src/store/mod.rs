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

use chrono::{DateTime, FixedOffset};

use crate::household::{Change, ChangeError, Entry, Household, edit, redo_target, undo_target};

mod backup;
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
    seen: Seen,
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
struct Seen {
    /// Length and time, for a look that reads nothing.
    stat: Option<Stat>,
    /// Hash of the content; two saves within one tick of the disk's clock may have the same length and time. It tells
    /// versions of one file apart and keeps nothing secret, so that a quick one will do.
    hash: Option<u64>,
}

/// What is to be saved.
enum Step {
    Commit(Vec<Change>),
    Undo,
    Redo,
}

/// What is changed, on top of what stands in the file.
struct Base {
    household: Household,
    extra: Extra,
    bytes: Option<Vec<u8>>,
    /// Whether another program changed the file since it was seen.
    outside: bool,
    /// Whether the file is of an older format.
    is_older: bool,
}

/// The journal before an entry is added.
struct Known {
    journal: Journal,
    /// Every entry, if the journal had to be read again.
    entries: Option<Vec<Entry>>,
    /// Entries that are not in it yet.
    pending: Vec<Entry>,
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
            seen: Seen {
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

    /// Makes changes and saves them at once, as one entry of the journal made at the moment `at`.
    ///
    /// If another program changed the file meanwhile, the changes are made on top of what stands there, as far as
    /// they fit; `household` then has both.
    ///
    /// # Errors
    /// See [`SaveError`]. Unless [`SaveError::saved`] says otherwise, the file and `household` are as they were.
    pub fn commit(
        &mut self,
        household: &mut Household,
        changes: Vec<Change>,
        at: DateTime<FixedOffset>,
    ) -> Result<Entry, SaveError> {
        self.save(household, Step::Commit(changes), at)
    }

    /// Takes back the newest change that still stands, and saves that.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub fn undo(&mut self, household: &mut Household, at: DateTime<FixedOffset>) -> Result<Entry, SaveError> {
        self.save(household, Step::Undo, at)
    }

    /// Takes back the newest undo that still stands, unless something new was done since, and saves that.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub fn redo(&mut self, household: &mut Household, at: DateTime<FixedOffset>) -> Result<Entry, SaveError> {
        self.save(household, Step::Redo, at)
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

    fn save(&mut self, household: &mut Household, step: Step, at: DateTime<FixedOffset>) -> Result<Entry, SaveError> {
        if let Some(format) = self.newer_format {
            return Err(SaveError::ReadOnly {
                path: self.paths.file.clone(),
                format,
            });
        }
        let is_new = matches!(step, Step::Commit(_));
        let (mut changes, undoes) = self.plan(step, household)?;
        let _lock = self.prepare()?;
        let base = self.base(household)?;
        let known = self.known()?;
        if base.outside && is_new {
            edit::renumber(&base.household, &mut changes);
        }
        let mut next = base.household.clone();
        next.apply_all(&changes).map_err(|e| self.misfit(&base, &changes, e))?;
        let entries = known.entries.as_ref().unwrap_or(&self.entries);
        next.revision = next_revision(base.household.revision, entries);
        let is_due =
            base.outside || base.is_older || backup::is_due(self.newest_backup, base.household.revision, entries);
        let entry = Entry {
            revision: next.revision,
            at,
            changes,
            undoes,
        };
        let text = format::write(&next, &base.extra)?;
        if let (true, Some(bytes)) = (is_due, &base.bytes) {
            backup::keep(&*self.files, &self.paths, base.household.revision, bytes)?;
            self.newest_backup = Some(base.household.revision);
        }
        let written = save::replace(&*self.files, &self.paths.file, text.as_bytes())?;
        // From here on the change is saved, and whatever fails must not say otherwise.
        *household = next;
        self.stands(Extra { text, ..base.extra });
        let recorded = self.record(known, entry.clone());
        match written.problem().or(recorded.err()) {
            None => Ok(entry),
            Some(problem) => Err(SaveError::Incomplete {
                entry: Box::new(entry),
                problem,
            }),
        }
    }

    /// Notes that this is what stands in the file now.
    fn stands(&mut self, extra: Extra) {
        self.is_older = false;
        self.seen = Seen {
            stat: self.files.stat(&self.paths.file).ok().flatten(),
            hash: Some(hash(extra.text.as_bytes())),
        };
        self.extra = extra;
    }

    /// What a step changes, and which entry it takes back.
    fn plan(&self, step: Step, household: &Household) -> Result<(Vec<Change>, Option<u64>), SaveError> {
        // Without the entry of the present state the journal cannot say what came last.
        let standing = || {
            let is_present = self.entries.last().is_some_and(|e| e.revision == household.revision);
            if is_present { &*self.entries } else { &[] }
        };
        let target = match step {
            Step::Commit(changes) if changes.is_empty() => return Err(SaveError::NothingChanged),
            Step::Commit(changes) => return Ok((changes, None)),
            Step::Undo => undo_target(standing()).ok_or(SaveError::NothingToUndo)?,
            Step::Redo => redo_target(standing()).ok_or(SaveError::NothingToRedo)?,
        };
        Ok((target.inverse(), Some(target.revision)))
    }

    /// Makes the folder if need be and takes the lock for the moment of the save.
    fn prepare(&mut self) -> Result<Lock, SaveError> {
        let (files, paths) = (&*self.files, &self.paths);
        files
            .make_folder(&paths.folder)
            .map_err(failed(Operation::MakeFolder, &paths.folder))?;
        let lock = hold_lock(files, &paths.lock).map_err(failed(Operation::Lock, &paths.lock))?;
        let lock = lock.ok_or_else(|| SaveError::Locked {
            path: paths.lock.clone(),
        })?;
        if !self.is_swept {
            save::sweep(files, &paths.file);
            self.is_swept = true;
        }
        Ok(lock)
    }

    /// The household to change: the one in memory, or the one in the file if another program changed it.
    fn base(&self, household: &Household) -> Result<Base, SaveError> {
        let path = &self.paths.file;
        let bytes = self.files.read(path).map_err(failed(Operation::Read, path))?;
        let is_seen = bytes.as_deref().map(hash) == self.seen.hash;
        let changed = bytes.as_deref().filter(|_| !is_seen);
        // A file that is gone is written again as a whole: that takes nothing from anybody.
        let Some(changed) = changed else {
            return Ok(Base {
                household: household.clone(),
                extra: self.extra.clone(),
                bytes,
                outside: false,
                is_older: self.is_older,
            });
        };
        let path = path.clone();
        match backup::understand_as(changed, &self.paths.name, self.formats) {
            Ok(p) if p.format > FORMAT => Err(SaveError::ReadOnly { path, format: p.format }),
            Ok(p) => Ok(Base {
                is_older: p.format < FORMAT,
                household: p.household,
                extra: p.extra,
                bytes,
                outside: true,
            }),
            Err(e) => Err(SaveError::BrokenOutside {
                path,
                line: e.line,
                message: e.message,
            }),
        }
    }

    /// The journal as it is on the disk now.
    fn known(&self) -> Result<Known, FileError> {
        // Entries that are pending were written in part at best, so that the journal is always read again with them.
        let Some(read) = self.journal.refresh(&*self.files)? else {
            return Ok(Known {
                journal: self.journal.clone(),
                entries: None,
                pending: Vec::new(),
            });
        };
        let pending: Vec<Entry> = self
            .pending
            .iter()
            .filter(|p| !read.entries.contains(p))
            .cloned()
            .collect();
        let mut entries = read.entries;
        entries.extend(pending.iter().cloned());
        Ok(Known {
            journal: read.journal,
            entries: Some(entries),
            pending,
        })
    }

    fn misfit(&self, base: &Base, changes: &[Change], error: ChangeError) -> SaveError {
        if !base.outside {
            return SaveError::Change(error);
        }
        let mut newer = base.household.clone();
        let misfits = changes
            .iter()
            .filter(|change| newer.apply(change).is_err())
            .collect::<Vec<_>>();
        let differs = misfits
            .into_iter()
            .map(|change| base.household.difference(change))
            .collect();
        SaveError::ChangedOutside {
            path: self.paths.file.clone(),
            newer: Box::new(base.household.clone()),
            differs,
        }
    }

    /// Writes an entry to the journal, after those that are pending.
    fn record(&mut self, known: Known, entry: Entry) -> Result<(), FileError> {
        self.journal = known.journal;
        self.entries = known.entries.unwrap_or_else(|| std::mem::take(&mut self.entries));
        self.entries.push(entry.clone());
        self.pending = known.pending;
        self.pending.push(entry);
        self.journal.append(&*self.files, &self.pending)?;
        self.pending.clear();
        Ok(())
    }
}

/// The number of the next entry. After entries that this state does not have (a backup was put in place), one number
/// is left out: the gap keeps undo from reaching across.
fn next_revision(present: u64, entries: &[Entry]) -> u64 {
    match entries.iter().map(|e| e.revision).max() {
        Some(last) if last > present => last.saturating_add(2),
        _ => present.saturating_add(1),
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
