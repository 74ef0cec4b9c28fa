//! A household whose file is not there although it had one: something must say so, as an empty household would look as if
//! nothing were due.

use std::io::ErrorKind;

use super::backup;
use super::error::OpenError;
use super::files::Files;
use super::paths::HouseholdPaths;
use super::save::{FileError, Operation, failed};

/// Reads the file of a household; `None` for one that never had a file.
///
/// # Errors
/// The file cannot be read, or is gone: see [`trace`].
pub(super) fn read(files: &dyn Files, paths: &HouseholdPaths) -> Result<Option<Vec<u8>>, OpenError> {
    let read = || files.read(&paths.file).map_err(failed(Operation::Read, &paths.file));
    if let Some(bytes) = read()? {
        return Ok(Some(bytes));
    }
    let Some(gone) = trace(files, paths) else {
        return Ok(None);
    };
    // Another program may have made the first save in between: its file comes before its journal.
    read()?.map_or(Err(gone), |bytes| Ok(Some(bytes)))
}

/// What is left of a household without a file: a link that leads nowhere, its journal, or its backups.
fn trace(files: &dyn Files, paths: &HouseholdPaths) -> Option<OpenError> {
    let folders = [Some(paths.folder.as_path()), paths.folder.parent()];
    let leads_nowhere = |path: &&std::path::Path| path.is_symlink() && !path.exists();
    let link = [Some(paths.file.as_path())].into_iter().chain(folders).flatten();
    if let Some(link) = link.into_iter().find(leads_nowhere) {
        return Some(OpenError::LeadsNowhere { path: link.to_owned() });
    }
    // A journal that cannot be looked at is one. An empty one tells nothing.
    let has_journal = match files.stat(&paths.journal) {
        Ok(stat) => stat.is_some_and(|stat| stat.len > 0),
        Err(_) => true,
    };
    let has_backups = match backup::revisions(files, paths) {
        Ok(revisions) => !revisions.is_empty(),
        Err(FileError { source, .. }) => source.kind() != ErrorKind::NotADirectory,
    };
    (has_journal || has_backups).then(|| OpenError::Gone {
        path: paths.file.clone(),
        journal: has_journal.then(|| paths.journal.clone()),
        newest_good_backup: backup::newest_good(files, paths),
    })
}
