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

/// Answers of terminals to questions of another program, which may come late.
const ANSWERS: &[&str] = &[
    "\x1bP>|tmux 3.4\x1b\\",
    "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    "\x1b]11;uuuu\x07",
    "\x1b_Gi=31;uOK\x1b\\",
    "\x1b^uuq\x1b\\",
    "\x1bXuuq\x07",
    "\x1b[>1;3400;0c",
    "\x1b[?62;22c",
    "\x1b[?2026;2$y",
    "\x1b[?997;1n",
    "\x1b[?1u",
    "\x1b[=0;1c",
];

/// The longest pause in an answer, and the time after which the program need not wait any more.
const PAUSE: Duration = Duration::from_millis(50);
const TOO_LATE: Duration = Duration::from_millis(95);

/// A household with a history, and the full screen on it.
fn told() -> (tempfile::TempDir, Session) {
    let data = data();
    for words in [
        &["set", "status_group", "mid-long"][..],
        &["set", "stay_until", "2027-08-01"],
    ] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mynaguide"));
        command.args(["--data", data.path().to_str().unwrap(), "--today", "2026-12-01"]);
        assert!(command.args(words).output().unwrap().status.success());
    }
    let mut session = Session::start(data.path(), &[]);
    session.wait_for("q quit");
    (data, session)
}

fn files(data: &tempfile::TempDir) -> [Vec<u8>; 2] {
    let folder = data.path().join("households");
    ["home.toml", "home.journal.jsonl"].map(|name| std::fs::read(folder.join(name)).unwrap())
}

/// Waits until everything that was sent is worked off: the help comes and goes.
fn settle(session: &mut Session) -> String {
    session.send("?");
    session.wait_for("Help");
    session.send("\x1b");
    let is_back = |s: &Session| s.raw.ends_with(b"\x1b[?2026l") && !s.screen.screen().contents().contains("Help");
    session.wait(is_back, "the end of the help");
    session.screen.screen().contents()
}

#[test]
fn late_answers_of_the_terminal_are_no_keys_however_they_are_split() {
    let (data, mut session) = told();
    let (before, shown) = (files(&data), settle(&mut session));
    for answer in ANSWERS {
        // Whole, with a key right behind it in the same write.
        session.send(&format!("{answer}?"));
        session.wait_for("Help");
        session.send("\x1b");
        assert_eq!(settle(&mut session), shown, "{answer:?}");
        let mut at = 1;
        while at < answer.len() {
            let start = Instant::now();
            session.send(&answer[..at]);
            thread::sleep(PAUSE);
            session.send(&answer[at..]);
            // A machine that slept longer shows nothing about this split; what it may have typed is left behind.
            if start.elapsed() < TOO_LATE {
                assert!(session.screen.screen().alternate_screen());
                at += 1;
            } else {
                assert_eq!(files(&data), before, "{answer:?}");
                session.send("\x03");
                session.ended();
                session = Session::start(data.path(), &[]);
                session.wait_for("q quit");
            }
        }
        assert_eq!(settle(&mut session), shown, "{answer:?}");
        assert_eq!(files(&data), before, "{answer:?}");
    }
    // The history is as it was: the last change is the one that a person takes back.
    session.send("u");
    session.wait(|_| files(&data) != before, "the undo");
    let [household, _] = files(&data);
    let household = String::from_utf8(household).unwrap();
    assert!(
        household.contains("status_group") && !household.contains("stay_until"),
        "{household}"
    );
    session.send("\x03");
    assert_eq!(session.ended(), 0);
    session.assert_restored();
}

#[test]
fn an_answer_without_its_end_does_not_keep_the_keys() {
    let (data, mut session) = told();
    let before = files(&data);
    for answer in ["\x1bP>|tmux", "\x1b]11;rgb:", "\x1b[?2026", "\x1b[>1;3400", "\x1bP"] {
        session.send(answer);
        thread::sleep(Duration::from_millis(600));
        settle(&mut session);
        assert_eq!(files(&data), before, "{answer:?}");
    }
    session.send("\x1bP>|tmux");
    session.send("\x03");
    assert_eq!(session.ended(), 0);
    session.assert_restored();
}

/// Not an empty household in the place of one that is gone: that would look as if nothing were due, and hide what was.
#[test]
fn a_household_that_is_gone_is_said_before_the_screen_is_taken() {
    let (data, mut session) = told();
    session.send("\x03");
    assert_eq!(session.ended(), 0);
    let folder = data.path().join("households");
    let file = folder.join("home.toml");
    std::fs::remove_file(&file).unwrap();
    for (lang, words) in [
        ("en", ["is gone", "Nothing was written", "doctor --restore-backup"]),
        (
            "ja",
            ["なくなっています", "何も書き込んでいません", "doctor --restore-backup"],
        ),
    ] {
        let mut command = pty::program(env!("CARGO_BIN_EXE_mynaguide"), data.path());
        command
            .get_argv_mut()
            .iter_mut()
            .filter(|arg| *arg == "en")
            .for_each(|arg| *arg = lang.into());
        let mut session = Session::spawn(command);
        assert_eq!(session.ended(), 2);
        let said = session.screen.screen().contents().replace('\n', "");
        assert!(words.iter().all(|words| said.contains(words)), "{said}");
        assert!(!session.shows("\x1b[?1049h"), "the screen was taken");
        assert!(!file.exists(), "nothing is written in its place");
    }
    std::os::unix::fs::symlink("/nowhere/stick/home.toml", &file).unwrap();
    let mut session = Session::start(data.path(), &[]);
    assert_eq!(session.ended(), 2);
    assert!(session.shows("Connect the stick") && file.is_symlink());
}
