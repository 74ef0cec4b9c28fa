//! The real program on a real pseudo-terminal, its screen read by a terminal emulator.
#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::thread;
use std::time::{Duration, Instant};

use pty::Session;

fn data() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn start_asks_the_terminal_nothing_and_quitting_restores_it() {
    let data = data();
    let mut session = Session::start(data.path(), &[]);
    session.wait_for("q quit");
    assert!(session.screen.screen().alternate_screen());
    for query in ["\x1b[6n", "\x1b[c", "\x1b[>c", "\x1b]10;?", "\x1b]11;?", "\x1b[?u"] {
        assert!(
            !session.raw.windows(query.len()).any(|w| w == query.as_bytes()),
            "sent {query:?}"
        );
    }
    session.send("q");
    assert_eq!(session.ended(), 0);
    session.assert_restored();
    assert!(
        !data.path().join("households").exists(),
        "starting and leaving writes nothing"
    );
}

#[test]
fn what_was_told_is_there_at_the_next_start() {
    let data = data();
    let mut session = Session::start(data.path(), &[]);
    session.wait_for("q quit");
    // The first minute: whom it is for (the language was named), then the first question.
    session.wait_for("Who is this for?");
    session.send("\r");
    session.wait_for("Where to find it");
    assert!(
        !data.path().join("households").exists(),
        "nothing is written before the first answer"
    );
    session.send("\r");
    // The next question follows by itself; Ctrl-C leaves from anywhere.
    session.wait_for("does your period of stay end");
    // It is saved at once, and the next question is there.
    let file = data.path().join("households/home.toml");
    session.wait(|_| file.exists(), "the file of the household");
    session.send("\x03");
    assert_eq!(session.ended(), 0);
    session.assert_restored();
    let mut again = Session::start(data.path(), &[]);
    again.wait_for("q quit");
    again.send("a");
    again.wait_for("Kind of residence status: I have a period of stay");
    again.send("\x03");
    assert_eq!(again.ended(), 0);
}

#[test]
fn two_thousand_keys_in_one_write_are_all_taken() {
    let data = data();
    let mut session = Session::start(data.path(), &[]);
    session.wait_for("q quit");
    session.send(&"j".repeat(1999));
    session.send("?");
    session.wait_for("Help");
    session.send("\x03");
    assert_eq!(session.ended(), 0);
    session.assert_restored();
}

#[test]
fn signals_restore_the_screen() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let data = data();
        let mut session = Session::start(data.path(), &[]);
        session.wait_for("q quit");
        let pid = session.child.process_id().unwrap().to_string();
        let sent = std::process::Command::new("kill").args(["-s", signal, &pid]).status();
        assert!(sent.unwrap().success());
        assert_eq!(session.ended(), code, "{signal}");
        session.assert_restored();
    }
}

#[test]
fn the_screen_follows_the_size_down_to_a_notice_and_back() {
    let data = data();
    let mut session = Session::start(data.path(), &[]);
    session.wait_for("q quit");
    for (rows, cols, words) in [(5, 20, "画面を"), (24, 80, "q quit"), (50, 160, "q quit")] {
        session.resize(rows, cols);
        session.wait_for(words);
    }
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_terminal_that_disappears_ends_the_program() {
    let data = data();
    let mut session = Session::start(data.path(), &[]);
    session.wait_for("q quit");
    let Session {
        mut child,
        master,
        writer,
        bytes,
        ..
    } = session;
    drop(writer);
    drop(master);
    drop(bytes);
    let end = Instant::now() + Duration::from_mins(1);
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end, "the program goes on without a terminal");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn broken_content_is_reported_before_the_screen_is_taken() {
    let data = data();
    let content = data.path().join("content");
    std::fs::create_dir_all(&content).unwrap();
    std::fs::write(content.join("pack.toml"), "id = 3\n").unwrap();
    let mut session = Session::start(data.path(), &["--content", content.to_str().unwrap()]);
    assert_eq!(session.ended(), 2);
    assert!(
        !String::from_utf8_lossy(&session.raw).contains("\x1b[?1049h"),
        "the screen was taken"
    );
}

/// Captured, a mouse selects no text of the terminal any more: only who asks for it has it, and gives it back.
#[test]
fn the_mouse_is_captured_only_if_asked_for_and_given_back() {
    let data = data();
    let mut session = Session::start(data.path(), &[]);
    session.wait_for("q quit");
    session.send("\x03");
    assert_eq!(session.ended(), 0);
    for mode in ["\x1b[?1000", "\x1b[?1002", "\x1b[?1003", "\x1b[?1006"] {
        assert!(!session.shows(mode), "{mode:?} was sent");
    }
    let config = data.path().join("config.toml");
    std::fs::write(&config, "mouse = true\n").unwrap();
    let mut session = Session::start(data.path(), &["--config", config.to_str().unwrap()]);
    session.wait_for("q quit");
    session.wait(|s| s.shows("\x1b[?1002h"), "the mouse to be captured");
    // The wheel over the detail, a click on a topic: as a terminal reports them (SGR), counted from 1.
    session.send("\x1b[<65;60;25M");
    session.send("\x1b[<0;10;6M\x1b[<0;10;6m");
    session.send("M");
    session.wait(
        |s| s.shows("\x1b[?1002l") && s.shows("\x1b[?1000l"),
        "the mouse to be given back",
    );
    session.send("M");
    session.wait_for("The mouse works here now");
    session.send("\x03");
    assert_eq!(session.ended(), 0);
    session.assert_restored();
    let raw = String::from_utf8_lossy(&session.raw);
    for mode in ["1000", "1002"] {
        let last = |how: &str| raw.rfind(&format!("\x1b[?{mode}{how}"));
        assert!(last("l") > last("h"), "{mode} is still on");
    }
}
