//! Packs that were loaded from the disk, kept in the user's cache folder until the next start: a thousand procedures are
//! read and checked once and not each time. Whatever goes wrong here is no error; the pack is loaded from its files then.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::content::{BUILD, FolderFiles, Pack, PackFiles, PackKey};

/// So many packs are kept; the oldest goes first.
const KEPT: usize = 4;

/// How the names of kept packs end, also while they are being written.
const ENDING: &str = ".pack";

/// No kept pack is longer: its files are not.
const MAX_BYTES: u64 = 256 << 20;

/// The files of a content and its local packs, found but not read.
pub(super) struct Named {
    pub(super) base: Option<FolderFiles>,
    pub(super) overlays: Vec<FolderFiles>,
}

/// What this program kept of certain folders.
pub(super) struct Cache {
    folder: PathBuf,
    program: Vec<u8>,
    /// Tells the program and the folders apart from others: how the names of their packs begin.
    place: String,
    /// The key of what was kept last.
    last: Option<PackKey>,
}

impl Cache {
    /// What was kept of a content and its local packs in a cache folder, which need not be there.
    pub(super) fn new(folder: &Path, content: Option<&Path>, packs: &[PathBuf]) -> Option<Self> {
        let program = program()?;
        let mut cache = Self {
            folder: folder.join("packs"),
            place: place(&program, content, packs)?,
            program,
            last: None,
        };
        cache.last = cache.last();
        Some(cache)
    }

    /// What was kept last, ahead of the proof that it is what loading its files gives, as it nearly always is. `find` finds
    /// them, on another thread.
    pub(super) fn claim(&self, find: impl FnOnce() -> Option<Named> + Send + 'static) -> Option<(Pack, Proof)> {
        let last = self.last?;
        let program = self.program.clone();
        let prove = move || key_of(&last, &program, &find()?);
        let found = thread::Builder::new().spawn(prove).ok()?;
        Some((self.open(&last)?, Proof { key: last, found }))
    }

    /// What was kept of these very files.
    pub(super) fn of(&self, named: &Named) -> Option<Pack> {
        let key = key_of(&self.last?, &self.program, named)?;
        // An earlier state may be there again, and stay.
        self.open(&key).inspect(|_| self.renew(&key))
    }

    /// Keeps what loading these files gave, if that is possible.
    pub(super) fn keep(&self, base: Option<&PackFiles>, overlays: &[PackFiles], pack: &mut Pack) {
        let seed = self.last.map_or_else(PackKey::new_seed, |last| last.seed());
        if let Some(key) = PackKey::new(seed, &self.program, base, overlays) {
            // Without it the next start takes as long as this one.
            let _ = self.write(&key, pack);
        }
    }

    fn open(&self, key: &PackKey) -> Option<Pack> {
        let file = self.file(key);
        let info = fs::symlink_metadata(&file).ok()?;
        let believed = info.is_file() && info.len() <= MAX_BYTES && is_closed(&info);
        let bytes = believed.then(|| fs::read(file))?;
        key.read(bytes.ok()?)
    }

    /// Makes a kept pack the newest one.
    fn renew(&self, key: &PackKey) {
        let file = fs::File::options().append(true).open(self.file(key));
        // Without it the next start takes a little longer.
        let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
    }

    fn file(&self, key: &PackKey) -> PathBuf {
        self.folder.join(format!("{}{}{ENDING}", self.place, key.name()))
    }

    /// The newest key of these folders.
    fn last(&self) -> Option<PackKey> {
        let kept = fs::read_dir(&self.folder).ok()?.filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name();
            let name = name.to_str()?.strip_prefix(&self.place)?.strip_suffix(ENDING)?;
            Some((PackKey::of_name(name)?, entry))
        });
        let newest = kept.max_by_key(|(_, entry)| entry.metadata().and_then(|info| info.modified()).ok());
        Some(newest?.0)
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

/// The proof that a pack is what loading its files gives, on its way: every byte of the files is looked at.
pub struct Proof {
    key: PackKey,
    found: JoinHandle<Option<PackKey>>,
}

impl Proof {
    /// Waits for the proof. Before it holds nobody may see anything of the pack.
    #[must_use]
    pub fn holds(self) -> bool {
        self.found.join().is_ok_and(|found| found == Some(self.key))
    }
}

fn key_of(last: &PackKey, program: &[u8], Named { base, overlays }: &Named) -> Option<PackKey> {
    PackKey::of_folders(last.seed(), program, base.as_ref(), overlays)
}

/// What tells this program from another one: what the build says, and the file it runs from, should two builds say the
/// same.
fn program() -> Option<Vec<u8>> {
    let info = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let modified = info.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let parts = [BUILD, &info.len().to_le_bytes(), &modified.as_nanos().to_le_bytes()];
    Some(parts.concat())
}

/// The program and the folders, as they were named and where they are, in a word that no others have.
fn place(program: &[u8], content: Option<&Path>, packs: &[PathBuf]) -> Option<String> {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    add(program);
    add(&[u8::from(content.is_some())]);
    for path in content.into_iter().chain(packs.iter().map(PathBuf::as_path)) {
        add(path.as_os_str().as_encoded_bytes());
        add(path.canonicalize().ok()?.as_os_str().as_encoded_bytes());
    }
    Some(hash.finalize()[..12].iter().map(|byte| format!("{byte:02x}")).collect())
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
    packs.sort();
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
