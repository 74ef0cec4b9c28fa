//! The files of a pack: embedded in the program, or read from a folder within bounds.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::diagnostic::Diagnostic;
use super::rules;
use crate::text::clean;

const MAX_FILES: usize = 5_000;
const MAX_FILE_BYTES: u64 = 1 << 20;
const MAX_TOTAL_BYTES: u64 = 64 << 20;
const MAX_DEPTH: usize = 6;

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
        let failed = |source| ReadError::Folder {
            path: folder.to_owned(),
            source,
        };
        let root = folder.canonicalize().map_err(failed)?;
        let mut walk = Walk {
            root: &root,
            shown: folder,
            total: 0,
            pack: Self {
                name: clean(&folder.display().to_string()).replace('\n', " "),
                ..Self::default()
            },
        };
        walk.folder(&root, "", 0)?;
        let mut pack = walk.pack;
        pack.files.sort();
        Ok(pack)
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|(p, _)| p == path)
            .map(|(_, text)| text.as_ref())
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

/// Reads the files of a pack, within bounds.
struct Walk<'a> {
    root: &'a Path,
    shown: &'a Path,
    /// Bytes read so far.
    total: u64,
    pack: PackFiles,
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
            if kind.is_dir() {
                self.folder(
                    &entry.path(),
                    &(inside.to_owned() + &within(&own_name) + "/"),
                    depth + 1,
                )?;
            } else if Path::new(&own_name).extension().is_some_and(|e| e == "toml") {
                self.file(&entry, inside.to_owned() + &within(&own_name), kind)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, entry: &fs::DirEntry, name: String, kind: fs::FileType) -> Result<(), ReadError> {
        // Names are shown, and strangers choose them.
        let shown = clean(&name).replace('\n', " ");
        if shown != name {
            let message = "the name of this file holds characters that must not reach a terminal; it was not read";
            self.unreadable(&shown, "", None, message);
            return Ok(());
        }
        let mut path = entry.path();
        let mut is_file = kind.is_file();
        // The folders on the way here are none but real ones below a real root, so only a link leads elsewhere.
        if kind.is_symlink() {
            let real = path.canonicalize().map_err(|source| ReadError::File { path, source })?;
            if !real.starts_with(self.root) {
                let message = "this is a link that leads out of the pack; it was not followed";
                self.unreadable(&name, "", None, message);
                return Ok(());
            }
            is_file = real.is_file();
            path = real;
        }
        if !is_file {
            return Ok(());
        }
        if self.pack.files.len() == MAX_FILES {
            return Err(ReadError::TooMany {
                path: self.shown.to_owned(),
            });
        }
        let bytes = self.read(&path)?;
        let text = self.text(&name, bytes);
        self.pack.files.push((name, Cow::Owned(text)));
        Ok(())
    }

    fn read(&mut self, path: &Path) -> Result<Vec<u8>, ReadError> {
        let failed = |source| ReadError::File {
            path: path.to_owned(),
            source,
        };
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(failed)?;
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(ReadError::TooLong { path: path.to_owned() });
        }
        self.total += bytes.len() as u64;
        if self.total > MAX_TOTAL_BYTES {
            return Err(ReadError::TooLongTogether {
                path: self.shown.to_owned(),
            });
        }
        Ok(bytes)
    }

    fn unreadable(&mut self, file: &str, text: &str, span: Option<Range<usize>>, message: &str) {
        let found = Diagnostic::new(rules::FILE_UNREADABLE, file, text, span, message.to_owned());
        self.pack.problems.push(found);
    }

    /// The text of a file. Bytes that are no UTF-8 are reported; the rest of the file is read all the same.
    fn text(&mut self, name: &str, bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap_or_else(|error| {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            // The first replacement character, three bytes long, stands where the valid text ended.
            self.unreadable(name, &text, Some(at..at + 3), "this is not UTF-8 text");
            text
        })
    }
}

/// The name of a file as part of a path within a pack.
fn within(name: &OsStr) -> Cow<'_, str> {
    match name.to_string_lossy() {
        name if name.contains('\\') => name.replace('\\', "/").into(),
        name => name,
    }
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
    fn names_that_are_no_paths_of_a_pack_are_read_all_the_same() {
        use std::os::unix::ffi::OsStrExt;
        let folder = folder();
        let inside = folder.path().join("a\\b");
        fs::create_dir(&inside).unwrap();
        fs::write(inside.join("c.toml"), "c = 1").unwrap();
        fs::write(folder.path().join("d\\e.toml"), "e = 1").unwrap();
        fs::write(folder.path().join(OsStr::from_bytes(b"f\xff.toml")), "f = 1").unwrap();
        let pack = PackFiles::from_folder(folder.path()).unwrap();
        let read = |name: &str| pack.text(name).map(str::to_owned);
        assert_eq!(read("a/b/c.toml").as_deref(), Some("c = 1"));
        assert_eq!(read("d/e.toml").as_deref(), Some("e = 1"));
        assert_eq!(read("f\u{fffd}.toml").as_deref(), Some("f = 1"));
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
