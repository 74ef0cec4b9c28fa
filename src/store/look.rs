//! A look at one household among very many: the file alone, without its journal and backups.

use super::files::{Disk, Files};
use super::save::failed;
use super::{FORMATS, OpenError, Operation, Paths, backup};
use crate::household::Household;

/// Reads a household only to look at it. One without a file is a new one.
///
/// # Errors
/// See [`OpenError`]; backups are not looked for.
pub fn look(paths: &Paths, name: &str) -> Result<Household, OpenError> {
    let paths = paths.household(name)?;
    let bytes = Disk.read(&paths.file).map_err(failed(Operation::Read, &paths.file))?;
    let Some(bytes) = bytes else {
        return Ok(Household::new(&paths.name));
    };
    let parsed = backup::understand_as(&bytes, &paths.name, &FORMATS);
    parsed
        .map(|parsed| parsed.household)
        .map_err(|error| OpenError::Broken {
            path: paths.file,
            line: error.line,
            message: error.message,
            newest_good_backup: None,
        })
}
