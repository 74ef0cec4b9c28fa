//! A pack from the disk is read and checked at each start: edits are seen, errors are told, and nothing is written.
#![cfg(unix)]

#[path = "support/cli.rs"]
mod cli;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use cli::Shell;

/// A shell with a copy of the small clean pack in `pack`.
fn shell() -> Shell {
    let shell = Shell::new();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content/clean");
    copy(&from, &shell.folder.path().join("pack"));
    shell
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

const SHOW: &str = "--content pack show go";

fn edit(shell: &Shell, file: &str, from: &str, to: &str) {
    let path = shell.folder.path().join("pack").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file}: {from}");
    // In place: the same inode.
    fs::write(&path, text.replace(from, to)).unwrap();
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all.sort();
    all
}

#[test]
fn an_edit_that_leaves_length_and_time_as_they_were_is_seen() {
    let shell = shell();
    assert!(shell.ok(SHOW).contains("File the"));
    let path = shell.folder.path().join("pack/procedures/go.toml");
    let before = fs::metadata(&path).unwrap();
    edit(
        &shell,
        "procedures/go.toml",
        "\"File the {notice|",
        "\"Send the {notice|",
    );
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(before.modified().unwrap()).unwrap();
    let after = fs::metadata(&path).unwrap();
    assert_eq!(
        (after.ino(), after.len(), after.mtime_nsec()),
        (before.ino(), before.len(), before.mtime_nsec())
    );
    let output = shell.ok(SHOW);
    assert!(
        output.contains("Send the") && !output.contains("File the moving"),
        "{output}"
    );
}

#[test]
fn an_edit_of_a_local_pack_is_seen() {
    let shell = shell();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/local/yoshikawa");
    let local = shell.folder.path().join("local");
    copy(&from, &local);
    let with = "--pack local show move-in";
    let first = shell.ok(with);
    assert_ne!(first, shell.ok("show move-in"));
    let head = local.join("pack.toml");
    let text = fs::read_to_string(&head).unwrap();
    fs::write(&head, text.replace("extends", "extend")).unwrap();
    assert_ne!(shell.say(with).code, 0);
    fs::write(&head, text).unwrap();
    assert_eq!(shell.ok(with), first);
}

#[test]
fn a_pack_with_errors_is_never_replaced_by_an_older_state() {
    let shell = shell();
    shell.ok(SHOW);
    edit(
        &shell,
        "procedures/go.toml",
        "place    = \"counter\"",
        "place    = \"nowhere\"",
    );
    for _ in 0..2 {
        let said = shell.say(SHOW);
        assert!(said.code == 2 && said.err.contains("nowhere"), "{said:?}");
    }
}

#[test]
fn looking_writes_nothing_and_a_change_only_into_the_folder_of_the_household() {
    let shell = shell();
    let before = files(shell.folder.path());
    for line in [
        "due",
        "status",
        "find card",
        "lint pack",
        SHOW,
        "--content pack test",
        "--content pack preview go",
        "--content pack doctor",
    ] {
        shell.say(line);
    }
    assert_eq!(files(shell.folder.path()), before);
    shell.ok("--data elsewhere --content pack set card_held yes");
    let data = shell.folder.path().join("elsewhere");
    let mut written = files(shell.folder.path());
    written.retain(|path| !before.contains(path));
    assert!(
        !written.is_empty() && written.iter().all(|path| path.starts_with(&data)),
        "{written:?}"
    );
}
