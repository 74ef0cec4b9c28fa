//! Packs that were loaded from the disk, kept in the user's cache folder until the next start: a thousand procedures are
//! read and checked once and not each time. Whatever goes wrong here is no error; the pack is loaded from its files then.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::content::{BUILD, FolderFiles, Pack, PackFiles, PackKey};
use crate::sorting;

/// So many packs are kept; the oldest goes first.
const KEPT: usize = 4;

/// How the names of kept packs end, also while they are being written.
const ENDING: &str = ".pack";

/// No kept pack is longer: its files are not.
const MAX_BYTES: u64 = 256 << 20;

/// The packs of a cache folder that this program can read.
pub(super) struct Cache {
    folder: PathBuf,
    program: Vec<u8>,
}

impl Cache {
    /// The cache in a folder, which need not be there.
    pub(super) fn new(folder: &Path) -> Option<Self> {
        Some(Self {
            folder: folder.join("packs"),
            program: program()?,
        })
    }

    /// What loading these files gives, if it was kept.
    pub(super) fn read(&self, base: Option<&FolderFiles>, overlays: &[FolderFiles]) -> Option<Pack> {
        let key = PackKey::of_folders(&self.program, base, overlays)?;
        let file = self.file(&key);
        let info = fs::symlink_metadata(&file).ok()?;
        let believed = info.is_file() && info.len() <= MAX_BYTES && is_closed(&info);
        let bytes = believed.then(|| fs::read(file))?;
        key.read(bytes.ok()?)
    }

    /// Keeps what loading these files gave, if that is possible.
    pub(super) fn keep(&self, base: Option<&PackFiles>, overlays: &[PackFiles], pack: &mut Pack) {
        if let Some(key) = PackKey::new(&self.program, base, overlays) {
            // Without it the next start takes as long as this one.
            let _ = self.write(&key, pack);
        }
    }

    fn file(&self, key: &PackKey) -> PathBuf {
        self.folder.join(key.name() + ENDING)
    }

    fn write(&self, key: &PackKey, pack: &mut Pack) -> io::Result<()> {
        let bytes = key.keep(pack).map_err(io::Error::other)?;
        private_folder().recursive(true).create(&self.folder)?;
        // Only its owner can read it. A file that is half there after a power cut has a wrong hash: no sync is needed.
        let mut file = tempfile::Builder::new()
            .prefix(".")
            .suffix(ENDING)
            .tempfile_in(&self.folder)?;
        file.write_all(&bytes)?;
        file.persist(self.file(key))?;
        thin_out(&self.folder)
    }
}

/// What tells this program from another one: what the build says, and the file it runs from, should two builds say the
/// same.
fn program() -> Option<Vec<u8>> {
    let info = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let modified = info.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let parts = [BUILD, &info.len().to_le_bytes(), &modified.as_nanos().to_le_bytes()];
    Some(parts.concat())
}

/// Removes all but the newest packs.
fn thin_out(folder: &Path) -> io::Result<()> {
    let mut packs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(ENDING) {
            packs.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    sorting::sort(&mut packs);
    let old = packs.len().saturating_sub(KEPT);
    for (_, path) in &packs[..old] {
        // Another one may have removed it already.
        let _ = fs::remove_file(path);
    }
    Ok(())
}

/// Whether nobody but its owner can write a file: only what this program wrote has to be a pack.
#[cfg(unix)]
fn is_closed(info: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    info.permissions().mode() & 0o022 == 0
}

#[cfg(not(unix))]
fn is_closed(_: &fs::Metadata) -> bool {
    true
}

fn private_folder() -> fs::DirBuilder {
    #[cfg_attr(
        not(unix),
        expect(unused_mut, reason = "other systems keep the folders of a user to that user")
    )]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}
