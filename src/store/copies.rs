//! Copies that programs for syncing folders make when two machines changed one file. They hold what somebody told, so
//! they are named and otherwise left alone: nothing here reads, merges or overwrites them.

use super::error::Notice;
use super::files::{Disk, Files};
use super::paths::HouseholdPaths;

/// The endings of the files that belong to a household.
const ENDINGS: [&str; 2] = [".toml", ".journal.jsonl"];

/// The notice about the copies beside a household, if there are any, also when the household itself cannot be opened.
pub fn conflict_copies(paths: &HouseholdPaths) -> Option<Notice> {
    notice(&Disk, paths)
}

/// A folder that cannot be listed has no copies to name.
pub(super) fn notice(files: &dyn Files, paths: &HouseholdPaths) -> Option<Notice> {
    // A file that is kept elsewhere by a link gets its copies there.
    let folders = [paths.file.parent(), Some(paths.folder.as_path())];
    let mut copies = Vec::new();
    for folder in folders.into_iter().flatten() {
        let names = files.list(folder).unwrap_or_default();
        let found = names.iter().filter(|n| is_copy(n, &paths.name)).map(|n| folder.join(n));
        copies.extend(found);
    }
    copies.sort();
    copies.dedup();
    (!copies.is_empty()).then_some(Notice::ConflictCopies { copies })
}

/// `home.sync-conflict-20261122-101500-ABCDEFG.toml`, `home (conflicted copy 2026-11-22).toml`,
/// `home (Ann's conflicted copy).journal.jsonl`, `home_conflict-20261122-101500.toml`, `home (1).toml`. A name of a
/// household holds neither dots nor spaces nor brackets, so none of these is another household.
fn is_copy(file: &str, name: &str) -> bool {
    let Some(rest) = file.strip_prefix(name) else {
        return false;
    };
    // `home.journal.sync-conflict-….jsonl`: the program puts its mark before the last dot.
    let rest = rest.strip_prefix(".journal").unwrap_or(rest);
    let Some(mark) = ENDINGS
        .iter()
        .chain(&[".jsonl"])
        .find_map(|ending| rest.strip_suffix(ending))
    else {
        return false;
    };
    let bracketed = mark.starts_with(" (") && mark.ends_with(')');
    bracketed
        || [".sync-conflict-", "_conflict-", ".conflict", "~"]
            .iter()
            .any(|m| mark.starts_with(m))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_told_from_households_and_backups() {
        for (file, copy) in [
            ("home.toml", false),
            ("home.journal.jsonl", false),
            ("home.lock", false),
            ("home.broken-1.toml", false),
            ("home2.toml", false),
            ("home2.sync-conflict-20261122-101500-ABCDEFG.toml", false),
            (".home.toml.77.tmp", false),
            ("home.sync-conflict-20261122-101500-ABCDEFG.toml", true),
            ("home.journal.sync-conflict-20261122-101500-ABCDEFG.jsonl", true),
            ("home (conflicted copy 2026-11-22).toml", true),
            ("home (Ann's conflicted copy 2026-11-22).journal.jsonl", true),
            ("home (田中の競合コピー 2026-11-22).toml", true),
            ("home (1).toml", true),
            ("home_conflict-20261122-101500.toml", true),
            ("home_conflict-20261122-101500.md", false),
        ] {
            assert_eq!(is_copy(file, "home"), copy, "{file}");
        }
    }
}
