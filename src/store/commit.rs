//! Making a change and saving it: on top of what stands in the file, and as an entry of the journal.

use chrono::{DateTime, FixedOffset};

use super::files::Lock;
use super::format::{self, Extra, FORMAT};
use super::journal::Journal;
use super::save::{self, failed};
use super::{FileError, FileVersion, Operation, SaveError, Store, backup, hash, hold_lock};
use crate::household::{Change, ChangeError, Entry, Household, edit, redo_target, undo_target};

/// What is to be saved.
enum Step {
    Commit(Vec<Change>),
    Undo,
    Redo,
}

/// What is changed, on top of what stands in the file.
pub(super) struct Current {
    pub(super) household: Household,
    pub(super) extra: Extra,
    pub(super) bytes: Option<Vec<u8>>,
    /// Whether another program changed the file since it was seen.
    outside: bool,
    /// Whether the file is of an older format.
    pub(super) is_older: bool,
}

/// The journal before an entry is added.
struct JournalView {
    journal: Journal,
    /// Every entry, if the journal had to be read again.
    entries: Option<Vec<Entry>>,
    /// Entries that are not in it yet.
    pending: Vec<Entry>,
}

impl Store {
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
        self.mark_saved(Extra { text, ..base.extra });
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
    pub(super) fn mark_saved(&mut self, extra: Extra) {
        self.is_older = false;
        self.seen = FileVersion {
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
    pub(super) fn prepare(&mut self) -> Result<Lock, SaveError> {
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
    pub(super) fn base(&self, household: &Household) -> Result<Current, SaveError> {
        let path = &self.paths.file;
        let bytes = self.files.read(path).map_err(failed(Operation::Read, path))?;
        let is_seen = bytes.as_deref().map(hash) == self.seen.hash;
        let changed = bytes.as_deref().filter(|_| !is_seen);
        // A file that is gone is written again as a whole: that takes nothing from anybody.
        let Some(changed) = changed else {
            return Ok(Current {
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
            Ok(p) => Ok(Current {
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
    fn known(&self) -> Result<JournalView, FileError> {
        // Entries that are pending were written in part at best, so that the journal is always read again with them.
        let Some(read) = self.journal.refresh(&*self.files)? else {
            return Ok(JournalView {
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
        Ok(JournalView {
            journal: read.journal,
            entries: Some(entries),
            pending,
        })
    }

    fn misfit(&self, base: &Current, changes: &[Change], error: ChangeError) -> SaveError {
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
    fn record(&mut self, known: JournalView, entry: Entry) -> Result<(), FileError> {
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
