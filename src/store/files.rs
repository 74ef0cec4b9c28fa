//! The seam to the file system: every operation that can fail, one by one, so that tests can make each of them fail.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// No file of a household is longer than this; what is longer is something else and would only fill the memory.
pub(super) const MAX_BYTES: u64 = 64 << 20;

/// What tells one state of a file from another at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stat {
    /// Length in bytes.
    pub(super) len: u64,
    /// When it was last changed, as far as the file system says.
    pub(super) modified: Option<SystemTime>,
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock(#[allow(dead_code, reason = "held, never read")] pub(super) Option<File>);

/// A file that is being written.
pub(super) trait Sink {
    /// Writes all of the bytes.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Returns once the bytes are on the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// The file system, or a broken one.
pub(super) trait Files: fmt::Debug + Send {
    /// The bytes of a file; `None` if there is no such file. Refuses what is no ordinary file or too long.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;
    /// Length and time of a file; `None` if there is no such file.
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>>;
    /// Names in a folder; none if there is no such folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Makes a folder and those above it, and closes it to others. What is new is on the disk when this returns.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Takes a lock at once or not at all: `None` if another program has it.
    fn try_lock(&self, path: &Path) -> io::Result<Option<Lock>>;
    /// Makes a new file that only its owner can read.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>>;
    /// Opens a file to write at its end; makes it if need be. Only its owner can read it.
    fn append(&self, path: &Path) -> io::Result<Box<dyn Sink>>;
    /// Cuts a file to a length in bytes.
    fn truncate(&self, path: &Path, len: u64) -> io::Result<()>;
    /// Puts a file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Returns once the names in a folder are on the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The file system.
#[derive(Clone, Copy, Debug)]
pub(super) struct Disk;

impl Sink for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        absent(read_bounded(path))
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        Ok(absent(fs::metadata(path))?.map(|m| Stat {
            len: m.len(),
            modified: m.modified().ok(),
        }))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let Some(entries) = absent(fs::read_dir(folder))? else {
            return Ok(Vec::new());
        };
        let names = entries
            .map(|e| Ok(e?.file_name().into_string().ok()))
            .collect::<io::Result<Vec<_>>>()?;
        Ok(names.into_iter().flatten().collect())
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let new: Vec<&Path> = path.ancestors().take_while(|p| !p.exists()).collect();
        private_folder().recursive(true).create(path)?;
        close(path, 0o700)?;
        // The name of a new folder stands in the folder above it.
        for above in new.iter().filter_map(|p| p.parent()) {
            let above = if above == Path::new("") { Path::new(".") } else { above };
            match self.sync_folder(above) {
                // Others own the folder above and let nobody look into it.
                Err(e) if e.kind() == io::ErrorKind::PermissionDenied => {}
                result => result?,
            }
        }
        Ok(())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        let file = private_file().append(true).create(true).open(path)?;
        close(path, 0o600)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock(Some(file)))),
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network folders know no locks; the comparison with the file on the disk still protects it.
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => Ok(Some(Lock(None))),
            Err(TryLockError::Error(e)) => Err(e),
        }
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        Ok(Box::new(private_file().write(true).create_new(true).open(path)?))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        let file = private_file().append(true).create(true).open(path)?;
        close(path, 0o600)?;
        Ok(Box::new(file))
    }

    fn truncate(&self, path: &Path, len: u64) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(len)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(unix)]
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        match File::open(path)?.sync_all() {
            // Some file systems cannot sync a folder and say so; then there is nothing more to be done.
            Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            result => result,
        }
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _path: &Path) -> io::Result<()> {
        Ok(()) // a folder cannot be opened for this on other systems
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// The file itself, if the path is a link to it: people keep their files where their backup looks.
pub(super) fn behind_link(path: PathBuf) -> PathBuf {
    if path.is_symlink() {
        fs::canonicalize(&path).unwrap_or(path)
    } else {
        path
    }
}

/// A named pipe would keep the program waiting for ever, and a device never ends.
fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let found = fs::metadata(path)?;
    if found.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !found.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no ordinary file"));
    }
    // Small files in one read; a length that is not true costs nothing but another one.
    let mut bytes = Vec::with_capacity(usize::try_from(found.len().min(1 << 20)).unwrap_or(0) + 1);
    // One byte more than allowed tells a file that grew meanwhile.
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn absent<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

#[cfg(unix)]
fn private_file() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn private_file() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(unix)]
fn private_folder() -> fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = fs::DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn private_folder() -> fs::DirBuilder {
    fs::DirBuilder::new()
}

/// Takes away what others may do with a file or folder.
#[cfg(unix)]
fn close(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let for_others = fs::metadata(path)?.permissions().mode() & 0o077;
    if for_others == 0 {
        return Ok(());
    }
    match fs::set_permissions(path, fs::Permissions::from_mode(mode)) {
        // A memory stick knows no modes and refuses them; that must not keep anyone from saving.
        Err(e) if matches!(e.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
fn close(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}
