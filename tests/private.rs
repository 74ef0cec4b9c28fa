//! What is told stays with the person: nobody else on the machine can read it, and nothing of it turns up in messages.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the program under a umask that keeps nothing from anybody.
fn run(home: &Path, args: &[&str]) -> Output {
    Command::new("sh")
        .args(["-c", "umask 000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_mynaguide")])
        .args([
            "--data",
            home.join("deep/data").to_str().unwrap(),
            "--today",
            "2026-12-01",
            "--lang",
            "en",
        ])
        .args(args)
        .env("HOME", home)
        .output()
        .unwrap()
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        }
        found.push(path);
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn loosen(path: &Path) {
    let loose = if path.is_dir() { 0o777 } else { 0o666 };
    fs::set_permissions(path, fs::Permissions::from_mode(loose)).unwrap();
}

#[test]
fn files_and_folders_are_closed_under_a_loose_umask_and_when_they_stood_open() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("deep/data");
    for count in 0..4 {
        let done = run(home.path(), &["set", "children", &count.to_string()]);
        let done = if done.status.code() == Some(2) {
            run(home.path(), &["tick", "move-in/residence-card"])
        } else {
            done
        };
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let mut paths = Vec::new();
        below(&data, &mut paths);
        let names: Vec<_> = paths
            .iter()
            .map(|p| p.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        for name in ["home.toml", "home.journal.jsonl", "home.lock"] {
            assert!(names.contains(&name.to_owned()), "{names:?}");
        }
        assert_eq!(mode(&data.join("households")), 0o700, "round {count}");
        for path in &paths {
            let closed = if path.is_dir() { 0o700 } else { 0o600 };
            // A backup that was made loose by somebody is out of reach in its closed folder.
            let is_old_backup = count > 0 && path.to_string_lossy().contains("backups");
            assert!(
                mode(path) == closed || is_old_backup,
                "round {count}: {:o} {}",
                mode(path),
                path.display()
            );
        }
        if count == 0 {
            assert_eq!(mode(&data), 0o700);
            assert_eq!(
                mode(data.parent().unwrap()),
                0o700,
                "also a folder made on the way there"
            );
        }
        for path in &paths {
            loosen(path);
        }
    }
}

#[test]
fn a_backup_is_closed_when_it_is_made() {
    let home = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        assert!(run(home.path(), &["tick", "move-in/residence-card"]).status.success());
    }
    let backups = home.path().join("deep/data/households/backups");
    let made: Vec<_> = fs::read_dir(&backups).unwrap().map(|e| e.unwrap().path()).collect();
    assert!(!made.is_empty());
    for path in made {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_folder_of_others_is_not_closed_to_them() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("deep/data");
    fs::create_dir_all(&data).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(run(home.path(), &["tick", "move-in/residence-card"]).status.success());
    assert_eq!((mode(&data), mode(&data.join("households"))), (0o755, 0o700));
}

#[test]
fn the_doctor_tells_nothing_personal() {
    let home = tempfile::tempdir().unwrap();
    assert!(run(home.path(), &["person", "rename", "A", "Yuriko"]).status.success());
    assert!(run(home.path(), &["set", "stay_until", "2027-08-01"]).status.success());
    let done = run(home.path(), &["doctor"]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains("revision 2"), "{said}");
    for personal in ["Yuriko", "2027-08-01", home.path().to_str().unwrap()] {
        assert!(!said.contains(personal), "{personal}: {said}");
    }
}

#[test]
fn the_doctor_offers_the_newest_good_backup_and_names_copies_of_a_sync() {
    let home = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        assert!(run(home.path(), &["tick", "move-in/residence-card"]).status.success());
    }
    let households = home.path().join("deep/data/households");
    let copy = households.join("home.sync-conflict-20261122-101500-ABCDEFG.toml");
    fs::write(&copy, "theirs").unwrap();
    fs::write(households.join("home.toml"), "format = 1\nrevision = = 3\n").unwrap();
    let done = run(home.path(), &["doctor"]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    let parts = [
        "NOT READABLE",
        "home.toml:2:",
        "backups/home.1.toml",
        "doctor --restore-backup",
        "sync-conflict",
    ];
    assert!(parts.iter().all(|part| said.contains(part)), "{said}");
    let done = run(home.path(), &["doctor", "--restore-backup"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(run(home.path(), &["tick", "move-in/residence-card"]).status.success());
    assert_eq!(fs::read_to_string(&copy).unwrap(), "theirs");
    assert!(households.join("home.broken-1.toml").exists());
}

#[test]
fn the_history_of_what_the_content_no_longer_knows_shows_its_ids() {
    let home = tempfile::tempdir().unwrap();
    assert!(run(home.path(), &["tick", "move-in/residence-card"]).status.success());
    let households = home.path().join("deep/data/households");
    for name in ["home.toml", "home.journal.jsonl"] {
        let text = fs::read_to_string(households.join(name)).unwrap();
        let text = text
            .replace("move-in", "gone-procedure")
            .replace("residence-card", "gone-document");
        fs::write(households.join(name), text).unwrap();
    }
    assert!(run(home.path(), &["set", "card_held", "yes"]).status.success());
    for name in ["home.toml", "home.journal.jsonl"] {
        let text = fs::read_to_string(households.join(name)).unwrap();
        fs::write(households.join(name), text.replace("card_held", "gone_question")).unwrap();
    }
    for args in [&["history"][..], &["due"], &["doctor"]] {
        let done = run(home.path(), args);
        let said = String::from_utf8(done.stdout).unwrap();
        assert!(
            done.status.success(),
            "{args:?}: {said}{}",
            String::from_utf8_lossy(&done.stderr)
        );
        if args == ["history"] {
            assert!(
                said.contains("gone-procedure/gone-document") && said.contains("gone_question"),
                "{said}"
            );
        }
    }
    // Nor is it lost by saving or by taking back.
    assert!(run(home.path(), &["undo"]).status.success());
    assert!(run(home.path(), &["undo"]).status.success());
    let text = fs::read_to_string(households.join("home.toml")).unwrap();
    assert!(!text.contains("gone"), "{text}");
}
