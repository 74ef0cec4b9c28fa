//! Backups: whole files of earlier revisions, and the way back from them.

use std::io;
use std::path::{Path, PathBuf};

use super::error::{Notice, RestoreError};
use super::files::{Disk, Files, behind_link};
use super::format::{FORMAT, FormatError, Parsed, write};
use super::journal::Journal;
use super::migrate::{FORMATS, Formats};
use super::paths::{HouseholdPaths, Paths};
use super::read::parse_as;
use super::save::{FileError, Operation, failed, replace};
use super::{Opened, Store, hold_lock};
use crate::household::{Entry, Household, unbroken};

/// How many backups of a household are kept.
const KEPT: usize = 10;
/// A backup is made when the newest one is this many revisions old; the journal has what came after it.
const EVERY: u64 = 20;

/// Whether the file of a revision should be kept before it is replaced: if the newest backup is too old, or if the
/// journal does not lead without a gap from there to here.
pub(super) fn is_due(newest: Option<u64>, revision: u64, entries: &[Entry]) -> bool {
    let chain = unbroken(entries);
    let (Some(newest), Some(first), Some(last)) = (newest, chain.first(), chain.last()) else {
        return true;
    };
    last.revision != revision || !(first.revision..=revision).contains(&newest) || revision - newest >= EVERY
}

/// The revisions that have a backup, oldest first.
pub(super) fn revisions(files: &dyn Files, paths: &HouseholdPaths) -> Result<Vec<u64>, FileError> {
    let names = files
        .list(&paths.backups)
        .map_err(failed(Operation::Read, &paths.backups))?;
    let mut revisions: Vec<u64> = names.iter().filter_map(|n| paths.backup_revision(n)).collect();
    revisions.sort_unstable();
    Ok(revisions)
}

/// Keeps a file as the backup of a revision, and drops the oldest ones.
pub(super) fn keep(files: &dyn Files, paths: &HouseholdPaths, revision: u64, bytes: &[u8]) -> Result<(), FileError> {
    files
        .make_folder(&paths.backups)
        .map_err(failed(Operation::MakeFolder, &paths.backups))?;
    let written = replace(files, &paths.backup(revision), bytes)?;
    if written.problem().is_some() {
        // Nobody knows whether the new one outlives the next moment, so the old ones stay.
        return Ok(());
    }
    let others: Vec<u64> = revisions(files, paths)?
        .into_iter()
        .filter(|r| *r != revision)
        .collect();
    for old in others.iter().take((others.len() + 1).saturating_sub(KEPT)) {
        let path = paths.backup(*old);
        files.remove(&path).map_err(failed(Operation::Remove, &path))?;
    }
    Ok(())
}

/// The newest backup that can be read.
pub(super) fn newest_good(files: &dyn Files, paths: &HouseholdPaths) -> Option<PathBuf> {
    let revisions = revisions(files, paths).unwrap_or_default();
    let good = |path: &PathBuf| matches!(files.read(path), Ok(Some(bytes)) if understand(&bytes, &paths.name).is_ok());
    revisions.iter().rev().map(|r| paths.backup(*r)).find(good)
}

/// The newest backup of a household that can be read.
pub fn newest_good_backup(paths: &HouseholdPaths) -> Option<PathBuf> {
    newest_good(&Disk, paths)
}

/// Reads the bytes of a household file.
pub(super) fn understand(bytes: &[u8], name: &str) -> Result<Parsed, FormatError> {
    understand_as(bytes, name, &FORMATS)
}

pub(super) fn understand_as(bytes: &[u8], name: &str, formats: &Formats) -> Result<Parsed, FormatError> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = bytes[..e.valid_up_to()].split(|b| *b == b'\n').count();
        FormatError {
            line,
            message: "this is not text in UTF-8".to_owned(),
        }
    })?;
    parse_as(text, name, formats)
}

/// Puts a backup in the place of a household's file, makes the later changes of the journal again as far as they
/// fit, and opens the result. The file that stood there is kept beside it as `NAME.broken-N.toml`.
///
/// # Errors
/// The step that failed; the household's file is then as it was.
pub fn restore(paths: &Paths, name: &str, backup: &Path) -> Result<Opened, RestoreError> {
    restore_with(paths, name, backup, Box::new(Disk))
}

pub(super) fn restore_with(
    paths: &Paths,
    name: &str,
    backup: &Path,
    files: Box<dyn Files>,
) -> Result<Opened, RestoreError> {
    let mut own = paths.household(name)?;
    own.file = behind_link(own.file);
    files
        .make_folder(&own.folder)
        .map_err(failed(Operation::MakeFolder, &own.folder))?;
    let lock = hold_lock(&*files, &own.lock).map_err(failed(Operation::Lock, &own.lock))?;
    let _lock = lock.ok_or_else(|| RestoreError::Locked { path: own.lock.clone() })?;
    let absent = || failed(Operation::Read, backup)(io::ErrorKind::NotFound.into());
    let bytes = files
        .read(backup)
        .map_err(failed(Operation::Read, backup))?
        .ok_or_else(absent)?;
    let broken = |e: FormatError| RestoreError::BrokenBackup {
        path: backup.to_owned(),
        line: e.line,
        message: e.message,
    };
    let mut parsed = understand(&bytes, &own.name).map_err(broken)?;

    let mut replayed = 0;
    let mut restored = bytes;
    if parsed.format <= FORMAT {
        let journal = Journal::read(&*files, &own.journal)?;
        replayed = replay(&mut parsed.household, &journal.entries);
        if replayed > 0 {
            // What was read and changed by the rules can be written.
            let text = write(&parsed.household, &parsed.extra).map_err(|e| {
                broken(FormatError {
                    line: 1,
                    message: e.to_string(),
                })
            })?;
            restored = text.into_bytes();
        }
    }
    let kept = keep_broken(&*files, &own)?;
    replace(&*files, &own.file, &restored)?;
    let mut opened = Store::open_with(paths, name, files)?;
    opened.notices.push(Notice::Restored {
        revision: parsed.household.revision,
        replayed,
        kept,
    });
    Ok(opened)
}

/// Makes again the entries that follow the household's revision, as far as they fit. Only entries that lead without a
/// gap to the end of the journal: others may belong to a state that was given up.
fn replay(household: &mut Household, entries: &[Entry]) -> usize {
    let mut made = 0;
    for entry in unbroken(entries) {
        if Some(entry.revision) == household.revision.checked_add(1) {
            if household.apply_all(&entry.changes).is_err() {
                break;
            }
            household.revision = entry.revision;
            made += 1;
        }
    }
    made
}

/// Keeps a copy of the household's file under a new name beside it.
fn keep_broken(files: &dyn Files, own: &HouseholdPaths) -> Result<Option<PathBuf>, FileError> {
    let Some(bytes) = files.read(&own.file).map_err(failed(Operation::Read, &own.file))? else {
        return Ok(None);
    };
    let names = files.list(&own.folder).map_err(failed(Operation::Read, &own.folder))?;
    let number = |n: &String| -> Option<u32> {
        n.strip_prefix(own.name.as_str())?
            .strip_prefix(".broken-")?
            .strip_suffix(".toml")?
            .parse()
            .ok()
    };
    let next = names.iter().filter_map(number).max().unwrap_or(0).saturating_add(1);
    let path = own.folder.join(format!("{}.broken-{next}.toml", own.name));
    // What is replaced next must be safe here first.
    match replace(files, &path, &bytes)?.problem() {
        None => Ok(Some(path)),
        Some(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn entries(revisions: &[u64]) -> Vec<Entry> {
        let at = DateTime::parse_from_rfc3339("2026-11-22T10:00:00+09:00").unwrap();
        revisions
            .iter()
            .map(|&revision| Entry {
                revision,
                at,
                changes: Vec::new(),
                undoes: None,
            })
            .collect()
    }

    #[test]
    fn a_backup_is_due_when_the_journal_cannot_lead_back() {
        type Case<'a> = (&'a str, Option<u64>, u64, &'a [u64], bool);
        let long: Vec<u64> = (1..=30).collect();
        let cases: &[Case] = &[
            ("none yet", None, 1, &[1], true),
            ("no journal", Some(1), 1, &[], true),
            ("recent", Some(11), 30, &long, false),
            ("old", Some(10), 30, &long, true),
            ("the journal is behind", Some(29), 31, &long, true),
            ("the file is an older one", Some(5), 6, &long, true),
            ("a gap after the backup", Some(8), 18, &[7, 8, 9, 17, 18], true),
            ("a gap before the backup", Some(17), 18, &[7, 8, 9, 17, 18], false),
        ];
        for (name, newest, revision, list, due) in cases {
            assert_eq!(is_due(*newest, *revision, &entries(list)), *due, "{name}");
        }
    }

    #[test]
    fn only_what_leads_to_the_end_is_made_again() {
        for (name, revision, list, after) in [
            ("all", 1, vec![1, 2, 3], 3),
            ("nothing later", 3, vec![1, 2, 3], 3),
            ("given up", 8, vec![8, 9, 10, 17, 18], 8),
            ("after the gap", 17, vec![8, 9, 10, 17, 18], 18),
            ("too far back", 1, vec![5, 6], 1),
        ] {
            let mut h = Household {
                revision,
                ..Household::new("home")
            };
            let made = replay(&mut h, &entries(&list));
            assert_eq!((h.revision, made as u64), (after, after - revision), "{name}");
        }
    }
}
