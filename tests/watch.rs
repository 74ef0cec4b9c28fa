//! `--watch` on a real pseudo-terminal: the screen follows the files, and what was good stays while they are wrong.
#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::path::Path;
use std::process::Command;

use pty::Session;

#[test]
fn the_screen_follows_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    let made = Command::new(env!("CARGO_BIN_EXE_mynaguide"))
        .arg("new-pack")
        .arg(&pack)
        .env("HOME", folder.path())
        .output();
    assert!(made.unwrap().status.success());
    let procedure = pack.join("procedures/example.toml");
    let good = fs::read_to_string(&procedure).unwrap();
    // A length of its own each time, so that no clock of the file system is asked.
    let write = |text: &str, remark: &str| fs::write(&procedure, format!("{text}\n# {remark}\n")).unwrap();

    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let mut session = Session::start(Path::new(&data), &["--content", pack.to_str().unwrap(), "--watch"]);
    session.wait_for("Get a library card");

    write(&good.replace("Get a library card", "Become a reader"), "a");
    session.wait_for("Become a reader");

    write(&good.replace("topic    = \"library\"", "topic    = \"libary\""), "bb");
    session.wait_for("The content has errors");
    session.wait_for("ref-missing");

    write(&good.replace("Get a library card", "Borrow books"), "ccc");
    session.wait_for("Borrow books");
    session.send("q");
    assert_eq!(session.ended(), 0);
    session.assert_restored();
}
