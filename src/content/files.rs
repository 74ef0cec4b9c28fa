//! The files of a pack: embedded in the program, or read from a folder within bounds.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::prelude::*;
use twox_hash::XxHash3_128;

use super::diagnostic::Diagnostic;
use super::rules;
use crate::sorting;
use crate::text::clean;

const MAX_FILES: usize = 5_000;
const MAX_FILE_BYTES: u64 = 1 << 20;
const MAX_TOTAL_BYTES: u64 = 64 << 20;
const MAX_DEPTH: usize = 6;
/// Nearly every file is read at once.
const BUFFER: usize = 1 << 15;

/// A hash over bytes. Why this one is enough, and what the seed is for, stands in `kept`.
pub(super) type Hash = u128;

/// The TOML files of one pack.
#[derive(Clone, Debug, Default)]
pub struct PackFiles {
    /// Where they come from: a folder, or "" for the embedded ones. Shown before paths.
    pub name: String,
    /// (path within the pack with slashes, text), sorted by path.
    pub files: Vec<(String, Cow<'static, str>)>,
    /// What could not be read as it stands; [`super::load`] reports it.
    pub problems: Vec<Diagnostic>,
}

/// Why a folder could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is not there or not a folder.
    #[error("{} is not a folder that can be read: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file in it could not be read.
    #[error("{} could not be read: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Too many files.
    #[error("{} holds more than {MAX_FILES} TOML files: is it a content folder?", path.display())]
    TooMany {
        /// The folder.
        path: PathBuf,
    },
    /// One file is too long.
    #[error("{} is longer than {} KiB: is it a content file?", path.display(), MAX_FILE_BYTES / 1024)]
    TooLong {
        /// The file.
        path: PathBuf,
    },
    /// All files together are too long.
    #[error("the files below {} are longer than {} MiB together", path.display(), MAX_TOTAL_BYTES / (1024 * 1024))]
    TooLongTogether {
        /// The folder.
        path: PathBuf,
    },
    /// Folders within folders within folders.
    #[error("{} lies deeper than {MAX_DEPTH} folders below the pack", path.display())]
    TooDeep {
        /// The folder.
        path: PathBuf,
    },
}

impl PackFiles {
    /// One file on its own, for example scenarios that somebody else wrote.
    pub fn single(path: &str, text: &str) -> Self {
        let files = vec![(path.to_owned(), Cow::Owned(text.to_owned()))];
        Self {
            name: String::new(),
            files,
            problems: Vec::new(),
        }
    }

    /// The `*.toml` files below a folder. Symbolic links are followed only to files inside it.
    ///
    /// # Errors
    /// The folder or a file cannot be read, or it is larger than a content folder can be.
    pub fn from_folder(folder: &Path) -> Result<Self, ReadError> {
        FolderFiles::find(folder)?.read()
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|(p, _)| p == path)
            .map(|(_, text)| text.as_ref())
    }

    /// What stands in the files, in a hash, and what they are called. None if a file could not be read as it stands.
    pub(super) fn hash(&self, seed: u64) -> Option<Hash> {
        let hashes = self.files.par_iter().map(|(_, text)| hash(seed, text.as_bytes()));
        let hashes: Vec<Hash> = hashes.collect();
        let files: Vec<(&str, Hash)> = self.files.iter().map(|(path, _)| path.as_str()).zip(hashes).collect();
        Some(pack_hash(seed, &self.name, &files)).filter(|_| self.problems.is_empty())
    }

    /// A path as a person can open it.
    pub fn shown_path(&self, path: &str) -> String {
        if self.name.is_empty() {
            path.to_owned()
        } else {
            format!("{}/{path}", self.name.trim_end_matches('/'))
        }
    }
}

/// The files of a pack in a folder, found but not read yet.
#[derive(Debug)]
pub struct FolderFiles {
    name: String,
    shown: PathBuf,
    found: Vec<Found>,
    problems: Vec<Diagnostic>,
}

impl FolderFiles {
    /// Finds the files that [`PackFiles::from_folder`] reads.
    ///
    /// # Errors
    /// The folder cannot be read, or it is larger than a content folder can be.
    pub fn find(folder: &Path) -> Result<Self, ReadError> {
        let failed = |source| ReadError::Folder {
            path: folder.to_owned(),
            source,
        };
        let root = folder.canonicalize().map_err(failed)?;
        let mut walk = Walk {
            root: &root,
            shown: folder,
            found: Vec::new(),
            problems: Vec::new(),
        };
        walk.folder(&root, "", 0)?;
        sorting::sort_by(&mut walk.found, |a, b| a.name.cmp(&b.name));
        Ok(Self {
            name: clean(&folder.display().to_string()).replace('\n', " "),
            shown: folder.to_owned(),
            found: walk.found,
            problems: walk.problems,
        })
    }

    /// Reads them all.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read(self) -> Result<PackFiles, ReadError> {
        let mut pack = PackFiles {
            name: self.name,
            files: Vec::with_capacity(self.found.len()),
            problems: self.problems,
        };
        let total = AtomicU64::new(0);
        let within = |total: u64| match total {
            0..=MAX_TOTAL_BYTES => Ok(()),
            _ => Err(ReadError::TooLongTogether {
                path: self.shown.clone(),
            }),
        };
        let read = |file: &Found| {
            within(total.load(Ordering::Relaxed))?;
            let bytes = file.bytes()?;
            let length = bytes.len() as u64;
            within(total.fetch_add(length, Ordering::Relaxed) + length)?;
            Ok(file.text(bytes))
        };
        // Each can be read by itself.
        for read in self.found.par_iter().map(read).collect::<Vec<_>>() {
            let (file, problem) = read?;
            pack.files.push(file);
            pack.problems.extend(problem);
        }
        sorting::sort(&mut pack.files);
        Ok(pack)
    }

    /// What stands in the files at this moment, in a hash that is not worked out yet.
    pub(super) fn hashing(&self, seed: u64) -> Hashing<'_> {
        Hashing {
            files: self,
            seed,
            next: AtomicUsize::new(0),
            hashes: self.found.iter().map(|_| OnceLock::new()).collect(),
        }
    }
}

/// The hash of [`PackFiles::hash`], of files in a folder, while it is worked out: by as many threads as help.
pub(super) struct Hashing<'f> {
    files: &'f FolderFiles,
    seed: u64,
    /// The first file that nobody has taken.
    next: AtomicUsize,
    hashes: Vec<OnceLock<Hash>>,
}

impl Hashing<'_> {
    /// Hashes files until all are taken. It needs little memory.
    pub(super) fn help(&self) {
        let mut buffer = Vec::new();
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some((found, hashed)) = self.files.found.get(at).zip(self.hashes.get(at)) else {
                return;
            };
            if let Ok(bytes) = found.fill(&mut buffer) {
                hashed.get_or_init(|| hash(self.seed, bytes));
            }
        }
    }

    /// The hash, after every helper is done. None if a file cannot be read as it stands.
    pub(super) fn done(self) -> Option<Hash> {
        let names = self.files.found.iter().map(|found| found.name.as_str());
        let hashes = self.hashes.into_iter().map(OnceLock::into_inner);
        let files: Option<Vec<(&str, Hash)>> = names.zip(hashes).map(|(name, hash)| Some((name, hash?))).collect();
        Some(pack_hash(self.seed, &self.files.name, &files?)).filter(|_| self.files.problems.is_empty())
    }
}

/// A file of a pack that is to be read.
#[derive(Debug)]
struct Found {
    /// Its path within the pack, with slashes.
    name: String,
    /// Where it was found.
    path: PathBuf,
    /// Where it lies, if that was a link.
    real: Option<PathBuf>,
}

impl Found {
    fn open(&self) -> io::Result<fs::File> {
        fs::File::open(self.real.as_ref().unwrap_or(&self.path))
    }

    /// Reads the file to its end into a buffer that other files were read into, and gives what stands in it.
    fn fill<'b>(&self, buffer: &'b mut Vec<u8>) -> io::Result<&'b [u8]> {
        let mut file = self.open()?;
        buffer.resize(buffer.len().max(BUFFER), 0);
        let mut length = 0;
        loop {
            if length == buffer.len() {
                buffer.resize(2 * length, 0);
            }
            match file.read(&mut buffer[length..])? {
                0 => return Ok(&buffer[..length]),
                read => length += read,
            }
            if length as u64 > MAX_FILE_BYTES {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, ReadError> {
        let failed = |source| ReadError::File {
            path: self.path.clone(),
            source,
        };
        let file = self.open().map_err(failed)?;
        // Whatever the system says of the length, no more than that is read.
        let length = file.metadata().map_err(failed)?.len().min(MAX_FILE_BYTES);
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(ReadError::TooLong {
                path: self.path.clone(),
            });
        }
        Ok(bytes)
    }

    /// The file. Bytes that are no UTF-8 are reported; the rest of the file is read all the same.
    fn text(&self, bytes: Vec<u8>) -> ((String, Cow<'static, str>), Option<Diagnostic>) {
        let (text, problem) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                // The first replacement character, three bytes long, stands where the valid text ended.
                let message = "this is not UTF-8 text".to_owned();
                let found = Diagnostic::new(rules::FILE_UNREADABLE, &self.name, &text, Some(at..at + 3), message);
                (text, Some(found))
            }
        };
        ((self.name.clone(), Cow::Owned(text)), problem)
    }
}

/// Finds the files of a pack, within bounds.
struct Walk<'a> {
    root: &'a Path,
    shown: &'a Path,
    found: Vec<Found>,
    problems: Vec<Diagnostic>,
}

impl Walk<'_> {
    /// A folder; `inside` is its path within the pack, with a slash at its end.
    fn folder(&mut self, folder: &Path, inside: &str, depth: usize) -> Result<(), ReadError> {
        if depth > MAX_DEPTH {
            return Err(ReadError::TooDeep {
                path: self.shown.join(inside),
            });
        }
        let failed = |source| ReadError::Folder {
            path: folder.to_owned(),
            source,
        };
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let own_name = entry.file_name();
            let name = || format!("{inside}{}", own_name.to_string_lossy().replace('\\', "/"));
            if kind.is_dir() {
                self.folder(&entry.path(), &(name() + "/"), depth + 1)?;
            } else if Path::new(&own_name).extension().is_some_and(|e| e == "toml") {
                self.file(entry.path(), name(), kind)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf, name: String, kind: fs::FileType) -> Result<(), ReadError> {
        let failed = |source| ReadError::File {
            path: path.clone(),
            source,
        };
        // Names are shown, and strangers choose them.
        let shown = clean(&name).replace('\n', " ");
        if shown != name {
            let message = "the name of this file holds characters that must not reach a terminal; it was not read";
            let found = Diagnostic::new(rules::FILE_UNREADABLE, &shown, "", None, message.to_owned());
            self.problems.push(found);
            return Ok(());
        }
        // The folders on the way here are none but real ones below a real root, so only a link leads elsewhere.
        let (real, is_file) = if kind.is_symlink() {
            let real = path.canonicalize().map_err(failed)?;
            if !real.starts_with(self.root) {
                let message = "this is a link that leads out of the pack; it was not followed".to_owned();
                self.problems
                    .push(Diagnostic::new(rules::FILE_UNREADABLE, &name, "", None, message));
                return Ok(());
            }
            let is_file = real.is_file();
            (Some(real), is_file)
        } else {
            (None, kind.is_file())
        };
        if !is_file {
            return Ok(());
        }
        if self.found.len() == MAX_FILES {
            return Err(ReadError::TooMany {
                path: self.shown.to_owned(),
            });
        }
        self.found.push(Found { name, path, real });
        Ok(())
    }
}

/// The hash of bytes.
pub(super) fn hash(seed: u64, bytes: &[u8]) -> Hash {
    XxHash3_128::oneshot_with_seed(seed, bytes)
}

/// Adds bytes to others so that no two lists of bytes become the same.
pub(super) fn add(all: &mut Vec<u8>, bytes: &[u8]) {
    all.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    all.extend_from_slice(bytes);
}

/// The name is part of it: the places of scenarios tell it.
fn pack_hash(seed: u64, name: &str, files: &[(&str, Hash)]) -> Hash {
    let mut all = Vec::with_capacity(64 * (files.len() + 1));
    add(&mut all, name.as_bytes());
    for (path, file) in files {
        add(&mut all, path.as_bytes());
        all.extend_from_slice(&file.to_le_bytes());
    }
    hash(seed, &all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("registry")).unwrap();
        fs::write(folder.path().join("registry/terms.toml"), "a = 1\n").unwrap();
        fs::write(folder.path().join("pack.toml"), "b = 1\n").unwrap();
        fs::write(folder.path().join("notes.md"), "not read").unwrap();
        folder
    }

    #[test]
    fn only_toml_files_with_slashes_in_order() {
        let folder = folder();
        let pack = PackFiles::from_folder(folder.path()).unwrap();
        let paths: Vec<_> = pack.files.iter().map(|(p, _)| p.as_str()).collect();
        assert_eq!(paths, ["pack.toml", "registry/terms.toml"]);
        assert_eq!(pack.text("pack.toml"), Some("b = 1\n"));
        assert_eq!(pack.text("notes.md"), None);
        assert!(pack.shown_path("pack.toml").ends_with("/pack.toml"));
    }

    #[test]
    fn bytes_that_are_no_text_have_a_place() {
        let folder = folder();
        fs::write(folder.path().join("pack.toml"), b"id = \"x\"\nv = \"\xff\xfe\"\n").unwrap();
        let pack = PackFiles::from_folder(folder.path()).unwrap();
        let short: Vec<_> = pack.problems.iter().map(Diagnostic::short).collect();
        assert_eq!(short, ["pack.toml:2:6: error[file-unreadable]: this is not UTF-8 text"]);
        assert_eq!(pack.files.len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.toml"), "s = 1").unwrap();
        let folder = folder();
        let link = |from: &Path, to: &str| std::os::unix::fs::symlink(from, folder.path().join(to)).unwrap();
        link(&outside.path().join("secret.toml"), "out.toml");
        link(outside.path(), "outside");
        link(&folder.path().join("pack.toml"), "in.toml");
        link(folder.path(), "loop");
        let pack = PackFiles::from_folder(folder.path()).unwrap();
        let paths: Vec<_> = pack.files.iter().map(|(p, _)| p.as_str()).collect();
        assert_eq!(paths, ["in.toml", "pack.toml", "registry/terms.toml"]);
        assert_eq!(pack.problems.len(), 1);
        assert_eq!(pack.problems[0].file, "out.toml");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_would_command_a_terminal_are_not_read() {
        let folder = folder();
        for name in ["a\u{1b}[2Jb.toml", "a\u{202e}b.toml", "a\nb.toml"] {
            fs::write(folder.path().join(name), "a = 1").unwrap();
        }
        let pack = PackFiles::from_folder(folder.path()).unwrap();
        assert_eq!(pack.files.len(), 2);
        let short: Vec<_> = pack.problems.iter().map(Diagnostic::short).collect();
        assert_eq!(short.len(), 3);
        assert!(
            short.iter().all(|s| !s.contains(['\u{1b}', '\u{202e}', '\n'])),
            "{short:?}"
        );
    }

    #[test]
    fn a_folder_that_is_no_pack_is_refused() {
        let folder = folder();
        assert!(matches!(
            PackFiles::from_folder(&folder.path().join("nowhere")),
            Err(ReadError::Folder { .. })
        ));
        let deep = folder.path().join("1/2/3/4/5/6/7");
        fs::create_dir_all(&deep).unwrap();
        assert!(matches!(
            PackFiles::from_folder(folder.path()),
            Err(ReadError::TooDeep { .. })
        ));
        fs::remove_dir(&deep).unwrap();
        let long = folder.path().join("long.toml");
        fs::File::create(&long).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        assert!(matches!(
            PackFiles::from_folder(folder.path()),
            Err(ReadError::TooLong { .. })
        ));
        fs::remove_file(&long).unwrap();
        let many = folder.path().join("many");
        fs::create_dir(&many).unwrap();
        for n in 0..=MAX_TOTAL_BYTES / MAX_FILE_BYTES {
            let file = fs::File::create(many.join(format!("{n}.toml"))).unwrap();
            file.set_len(MAX_FILE_BYTES).unwrap();
        }
        assert!(matches!(
            PackFiles::from_folder(folder.path()),
            Err(ReadError::TooLongTogether { .. })
        ));
        fs::remove_dir_all(&many).unwrap();
        for n in 0..MAX_FILES {
            fs::write(folder.path().join(format!("{n}.toml")), "").unwrap();
        }
        assert!(matches!(
            PackFiles::from_folder(folder.path()),
            Err(ReadError::TooMany { .. })
        ));
    }
}
