//! A look at one household among very many: the file alone, without its journal and backups unless it is gone.

use super::files::{Disk, behind_link};
use super::{FORMATS, OpenError, Paths, backup, gone, refused};
use crate::household::Household;

/// Reads a household only to look at it. One that never had a file is a new one.
///
/// # Errors
/// See [`OpenError`].
pub fn look(paths: &Paths, name: &str) -> Result<Household, OpenError> {
    let mut paths = paths.household(name)?;
    paths.file = behind_link(paths.file);
    let Some(bytes) = gone::read(&Disk, &paths)? else {
        return Ok(Household::new(&paths.name));
    };
    match backup::understand_as(&bytes, &paths.name, &FORMATS) {
        Ok(parsed) => Ok(parsed.household),
        Err(error) => Err(refused(&Disk, &paths, &bytes, error)),
    }
}
