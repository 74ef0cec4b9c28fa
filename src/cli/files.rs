//! Files that a command writes or reads for a person, as opposed to those of a household.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use super::out::Out;
use super::setup::harmless;
use super::trouble::Trouble;

/// Largest file that is read.
const MOST_BYTES: u64 = 16 << 20;

/// Writes a file as a whole, readable by nobody else; without a name, or for `-`, prints it.
pub(super) fn write(path: Option<&Path>, text: &str, out: &mut Out) -> Result<(), Trouble> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        out.exact(text);
        return Ok(());
    };
    harmless(path)?;
    let folder = path
        .parent()
        .filter(|folder| *folder != Path::new(""))
        .unwrap_or(Path::new("."));
    // Beside the file first, so that whoever reads it at this moment has the old one or the new one.
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)
    });
    written.map(|_| ()).map_err(Trouble::file(path))
}

/// Reads a file of text.
pub(super) fn read(path: &Path) -> Result<String, Trouble> {
    harmless(path)?;
    bounded(path).map_err(Trouble::file(path))
}

/// Reads a file of text, but never more than anybody writes by hand: what has no end must not fill the memory.
pub(super) fn bounded(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    fs::File::open(path)?.take(MOST_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the file is too large"));
    }
    Ok(text)
}
