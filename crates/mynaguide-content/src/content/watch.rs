//! Notices that the files of a pack changed. Nothing runs in the background: somebody asks from time to time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders deeper than this hold no content.
const MAX_DEPTH: usize = 6;

/// The content files below some folders as they were when last looked at.
#[derive(Debug)]
pub struct Watch {
    folders: Vec<PathBuf>,
    seen: Vec<Seen>,
}

/// A file, when it was written, and its length.
type Seen = (PathBuf, Option<SystemTime>, u64);

impl Watch {
    /// Takes the present state as known.
    pub fn new(folders: Vec<PathBuf>) -> Self {
        let seen = state(&folders);
        Self { folders, seen }
    }

    /// Whether a file is new, gone, or was written since this was asked last.
    pub fn changed(&mut self) -> bool {
        let now = state(&self.folders);
        let changed = now != self.seen;
        self.seen = now;
        changed
    }
}

/// Each content file, in the order of the paths. What cannot be read at this moment is told when it is loaded.
fn state(folders: &[PathBuf]) -> Vec<Seen> {
    let mut all = Vec::new();
    for folder in folders {
        collect(folder, 0, &mut all);
    }
    all.sort();
    all
}

fn collect(folder: &Path, depth: usize, into: &mut Vec<Seen>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            if depth < MAX_DEPTH {
                collect(&path, depth + 1, into);
            }
        } else if path.extension().is_some_and(|e| e == "toml")
            && let Ok(info) = entry.metadata()
        {
            into.push((path, info.modified().ok(), info.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_of_a_content_file_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("registry/terms.toml");
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, "a = 1\n").unwrap();
        let mut watch = Watch::new(vec![folder.path().to_owned()]);
        assert!(!watch.changed());
        fs::write(&path, "a = 12\n").unwrap();
        assert!(watch.changed() && !watch.changed());
        fs::write(folder.path().join("notes.md"), "not content").unwrap();
        assert!(!watch.changed());
        fs::write(folder.path().join("pack.toml"), "").unwrap();
        assert!(watch.changed() && !watch.changed());
        fs::remove_file(&path).unwrap();
        assert!(watch.changed() && !watch.changed());
        // The same length, but written later.
        let file = fs::File::options()
            .write(true)
            .open(folder.path().join("pack.toml"))
            .unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert!(watch.changed() && !watch.changed());
    }
}
