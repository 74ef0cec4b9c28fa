//! A pack from the disk is checked once and kept; what was kept never stands in the way of what the files say.
#![cfg(unix)]

#[path = "support/cli.rs"]
mod cli;
#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use cli::Shell;
use portable_pty::CommandBuilder;
use pty::Session;

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

fn folder(shell: &Shell) -> PathBuf {
    shell.folder.path().join(".cache/mynaguide/packs")
}

/// The packs that are kept.
fn kept(shell: &Shell) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(shell)).into_iter().flatten();
    let mut all: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    all.sort();
    all
}

/// The one pack that is kept.
fn only(shell: &Shell) -> PathBuf {
    let all = kept(shell);
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

const SHOW: &str = "--content pack show go";

fn edit(shell: &Shell, file: &str, from: &str, to: &str) {
    let path = shell.folder.path().join("pack").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file}: {from}");
    // In place: the same inode.
    fs::write(&path, text.replace(from, to)).unwrap();
}

#[test]
fn a_pack_is_kept_once_and_only_for_its_owner() {
    let shell = shell();
    let first = shell.ok(SHOW);
    let path = only(&shell);
    let state = || {
        let info = fs::metadata(&path).unwrap();
        (info.ino(), info.mtime(), info.mtime_nsec())
    };
    let before = state();
    assert_eq!(shell.ok(SHOW), first);
    assert_eq!((only(&shell), state()), (path.clone(), before));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    assert_eq!(mode(&shell.folder.path().join(".cache/mynaguide")), 0o700);
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
    let said = shell.ok(SHOW);
    assert!(said.contains("Send the") && !said.contains("File the moving"), "{said}");
    // And back again: both are kept.
    edit(
        &shell,
        "procedures/go.toml",
        "\"Send the {notice|",
        "\"File the {notice|",
    );
    assert!(shell.ok(SHOW).contains("File the moving"));
    assert_eq!(kept(&shell).len(), 2);
}

#[test]
fn the_full_screen_never_shows_what_the_files_no_longer_say() {
    let shell = shell();
    // Somebody who told nothing would be asked first.
    shell.ok("--content pack set card_held yes");
    let screen = || {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mynaguide"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", shell.folder.path());
        command.env("XDG_CONFIG_HOME", shell.folder.path().join("config"));
        command.env("MYNAGUIDE_DATA", shell.data());
        command.args(["--content", "pack", "--today", "2026-12-01", "--lang", "en"]);
        command.cwd(shell.folder.path());
        let mut session = Session::spawn(command);
        session.wait_for("Move i");
        session.send("q");
        assert_eq!(session.ended(), 0);
        String::from_utf8_lossy(&session.raw).into_owned()
    };
    // The second start is made ready from what the first one kept.
    for _ in 0..2 {
        let said = screen();
        assert!(said.contains("Move in"), "{said}");
        assert_eq!(kept(&shell).len(), 1);
    }
    edit(&shell, "procedures/go.toml", "en = \"Move in\"", "en = \"Move it\"");
    let said = screen();
    assert!(said.contains("Move it") && !said.contains("Move in"), "{said}");
    assert_eq!(kept(&shell).len(), 2);
    // What is wrong with the files is said as if nothing had been kept.
    edit(
        &shell,
        "procedures/go.toml",
        "topic    = \"move\"",
        "topic    = \"nowhere\"",
    );
    let refused = shell.say(SHOW);
    assert!(refused.code == 2 && refused.err.contains("nowhere"), "{refused:?}");
}

#[test]
fn files_that_come_go_or_get_another_name_are_seen() {
    let shell = shell();
    let scenarios = shell.folder.path().join("pack/scenarios");
    let first = shell.ok(SHOW);
    let changes: [&dyn Fn(); 3] = [
        &|| fs::rename(scenarios.join("go.toml"), scenarios.join("gone.toml")).unwrap(),
        &|| fs::write(scenarios.join("none.toml"), "").unwrap(),
        &|| fs::remove_file(scenarios.join("gone.toml")).unwrap(),
    ];
    for (n, change) in changes.into_iter().enumerate() {
        change();
        assert_eq!(shell.ok(SHOW), first);
        assert_eq!(kept(&shell).len(), n + 2);
    }
}

#[test]
fn a_local_pack_is_kept_together_with_what_it_rests_on() {
    let shell = shell();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/local/yoshikawa");
    copy(&from, &shell.folder.path().join("local"));
    let with = "--pack local show move-in";
    let first = shell.ok(with);
    assert_ne!(first, shell.ok("show move-in"));
    let path = only(&shell);
    assert_eq!((shell.ok(with), only(&shell)), (first, path));
    let head = shell.folder.path().join("local/pack.toml");
    let text = fs::read_to_string(&head).unwrap();
    fs::write(&head, format!("{text}\n# A remark.\n")).unwrap();
    shell.ok(with);
    assert_eq!(kept(&shell).len(), 2);
}

#[test]
fn what_is_there_again_is_used_again() {
    let shell = shell();
    let words = ["\"File the {notice|", "\"Send the {notice|", "\"Give the {notice|"];
    let said = words.map(|word| {
        edit(&shell, "procedures/go.toml", words[0], word);
        let said = shell.ok(SHOW);
        edit(&shell, "procedures/go.toml", word, words[0]);
        said
    });
    assert!(said[0] != said[1] && said[1] != said[2]);
    let all = kept(&shell);
    assert_eq!(all.len(), 3);
    // Each in turn, the newest or not; none is written again.
    let state = || {
        all.iter()
            .map(|path| fs::metadata(path).unwrap().ino())
            .collect::<Vec<_>>()
    };
    let before = state();
    for n in [0, 0, 2, 1, 1, 0] {
        edit(&shell, "procedures/go.toml", words[0], words[n]);
        assert_eq!(shell.ok(SHOW), said[n]);
        edit(&shell, "procedures/go.toml", words[n], words[0]);
    }
    assert_eq!((kept(&shell), state()), (all, before));
}

#[test]
fn what_was_kept_answers_for_its_own_folder_and_state_alone() {
    let shell = shell();
    let first = shell.ok(SHOW);
    let path = only(&shell);
    let pack = shell.folder.path().join("pack");
    copy(&pack, &shell.folder.path().join("other"));
    shell.ok("--content other show go");
    let other = kept(&shell).into_iter().find(|kept| *kept != path).unwrap();
    // Neither the folder nor the seed is the same.
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let (own, others) = (name(&path), name(&other));
    assert!(own[..24] != others[..24] && own[24..40] != others[24..40]);
    // What stands under the name of another one is none.
    edit(
        &shell,
        "procedures/go.toml",
        "\"File the {notice|",
        "\"Send the {notice|",
    );
    let second = shell.ok(SHOW);
    let newer = kept(&shell)
        .into_iter()
        .find(|kept| *kept != path && *kept != other)
        .unwrap();
    for wrong in [&path, &other] {
        fs::copy(wrong, &newer).unwrap();
        assert_eq!(shell.ok(SHOW), second);
    }
    assert_ne!(first, second);
    // In the place of a folder stands another one.
    fs::rename(&pack, shell.folder.path().join("away")).unwrap();
    fs::rename(shell.folder.path().join("other"), &pack).unwrap();
    assert_eq!(shell.ok(SHOW), first);
}

#[test]
fn what_is_damaged_is_written_anew() {
    let shell = shell();
    let first = shell.ok(SHOW);
    let path = only(&shell);
    let whole = fs::read(&path).unwrap();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        bytes
    };
    let damaged = [
        Vec::new(),
        whole[..whole.len() / 2].to_vec(),
        b"id = \"mine\"\n".to_vec(),
        flipped(0),
        flipped(40),
        flipped(whole.len() / 3),
        flipped(whole.len() - 1),
    ];
    for bytes in damaged {
        fs::write(&path, bytes).unwrap();
        assert_eq!(shell.ok(SHOW), first);
        assert!(fs::read(only(&shell)).unwrap() == whole);
    }
    // Not a file at all.
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(shell.ok(SHOW), first);
}

#[test]
fn a_folder_that_cannot_be_written_is_no_error() {
    let shell = shell();
    fs::write(shell.folder.path().join(".cache"), "a file").unwrap();
    assert_eq!(shell.ok(SHOW), shell.ok(SHOW));
}

#[test]
fn a_pack_with_errors_is_not_kept() {
    let shell = shell();
    edit(
        &shell,
        "procedures/go.toml",
        "place    = \"counter\"",
        "place    = \"nowhere\"",
    );
    for _ in 0..2 {
        let said = shell.say(SHOW);
        assert!(said.code != 0 && said.err.contains("nowhere"), "{said:?}");
    }
    assert!(kept(&shell).is_empty());
    // Nor is an older state shown in its place.
    edit(
        &shell,
        "procedures/go.toml",
        "place    = \"nowhere\"",
        "place    = \"counter\"",
    );
    shell.ok(SHOW);
    edit(
        &shell,
        "procedures/go.toml",
        "place    = \"counter\"",
        "place    = \"nowhere\"",
    );
    assert_ne!(shell.say(SHOW).code, 0);
}

#[test]
fn what_is_built_in_writes_nothing_and_authors_read_the_files() {
    let shell = shell();
    for line in ["due", "status", "show move-in", "find card"] {
        shell.say(line);
    }
    for line in [
        "lint pack",
        "--content pack test",
        "--content pack preview go",
        "--content pack doctor",
    ] {
        shell.say(line);
    }
    assert!(!shell.folder.path().join(".cache").exists());
}

#[test]
fn who_names_a_folder_for_data_leaves_nothing_elsewhere() {
    let shell = shell();
    shell.ok("--data elsewhere --content pack show go");
    assert!(!shell.folder.path().join(".cache").exists());
}

#[test]
fn few_packs_are_kept() {
    let shell = shell();
    let others = folder(&shell).join("notes.txt");
    for n in 0..7 {
        edit(&shell, "pack.toml", "version", &format!("# {n}\nversion"));
        shell.ok(SHOW);
        fs::write(&others, "not ours").unwrap();
        assert_eq!(kept(&shell).len(), (n + 1).min(4) + 1);
    }
    assert!(others.exists());
}

#[test]
fn what_others_could_have_written_is_not_believed() {
    let shell = shell();
    let first = shell.ok(SHOW);
    let path = only(&shell);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    assert_eq!(shell.ok(SHOW), first);
    assert_eq!(fs::metadata(only(&shell)).unwrap().permissions().mode() & 0o777, 0o600);
}
