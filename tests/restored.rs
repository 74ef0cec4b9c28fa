//! However the program stops, the terminal is as it was and what was told is saved: Ctrl-Z and back, a panic in a frame
//! or between two, storms of sizes, output that is closed or full.
#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::process::{Command, Stdio};

use mynaguide::content::Answer;
use mynaguide::store::{Paths, Store};
use mynaguide::tui::terminal::{Terminal, install_panic_hook};
use portable_pty::{CommandBuilder, PtySize};
use pty::{Session, program};

/// Set for a process that takes the terminal and then panics: `frame` or `between`.
const ROLE: &str = "MYNAGUIDE_TEST_PANIC";

#[test]
fn a_panic_restores_the_screen_first_and_quotes_nothing() {
    if let Ok(role) = std::env::var(ROLE) {
        // As the program itself does it: the hook, the guard, a frame.
        install_panic_hook("It stopped.".to_owned());
        let mut terminal = Terminal::enter().unwrap();
        terminal
            .draw(|frame| frame.render_widget("READY", frame.area()))
            .unwrap();
        terminal.capture_mouse(true).unwrap();
        if role == "frame" {
            let _ = terminal.draw(|_| panic!("the note 1234 5678 of somebody"));
        }
        panic!("the note 1234 5678 of somebody");
    }
    for role in ["frame", "between"] {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args([
            "--exact",
            "a_panic_restores_the_screen_first_and_quotes_nothing",
            "--nocapture",
        ]);
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "full");
        command.env(ROLE, role);
        let mut session = Session::spawn(command);
        assert_eq!(session.ended(), 101, "{role}");
        assert!(session.shows("READY"), "{role}: the screen was taken");
        session.assert_restored();
        assert!(session.shows("\x1b[?1000l"), "{role}: the mouse is given back");
        let shown = session.screen.screen().contents();
        assert!(shown.contains("It stopped. (restored.rs:"), "{role}: {shown}");
        assert!(
            !session.shows("5678") && !session.shows("stack backtrace"),
            "{role}: {shown}"
        );
    }
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() {
    let data = tempfile::tempdir().unwrap();
    // A shell with jobs, as people have one.
    let script = "set -m; \"$0\" \"$@\"; echo STOPPED; stty -a | tr ';' '\\n' | grep -o '[-]*icanon'; \
                  read line; fg >/dev/null; echo ENDED $?";
    let mut command = program("sh", data.path());
    let rest: Vec<_> = command.get_argv()[1..].to_vec();
    command.get_argv_mut().truncate(1);
    command.args(["-c", script, env!("CARGO_BIN_EXE_mynaguide")]);
    command.args(rest);
    let mut session = Session::spawn(command);
    session.wait_for("q quit");
    // With the mouse, which must not stay captured in the shell either.
    session.send("M");
    session.wait_for("The mouse works here now");
    let is_captured = |s: &Session| {
        let raw = String::from_utf8_lossy(&s.raw).into_owned();
        let states = ["1000", "1002", "1006"].map(|mode| {
            let last = |how: &str| raw.rfind(&format!("\x1b[?{mode}{how}"));
            last("h") > last("l")
        });
        assert!(states.iter().all(|state| *state == states[0]), "all or none");
        states[0]
    };
    assert!(is_captured(&session));
    session.send("\x1a");
    session.wait_for("STOPPED");
    assert!(!is_captured(&session), "the shell selects text with the mouse");
    session.wait(|s| s.shows("icanon"), "the mode of the terminal");
    assert!(!session.shows("-icanon"), "lines are edited by the terminal again");
    session.assert_restored();
    session.send("\r");
    session.wait(|s| s.screen.screen().alternate_screen(), "the screen to be taken again");
    session.wait_for("q quit");
    assert!(is_captured(&session), "as it was before");
    session.send("?");
    session.wait_for("Help");
    session.send("\x03");
    session.wait_for("ENDED 0");
    assert!(!is_captured(&session));
    session.assert_restored();
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_storm_of_sizes_ends_with_a_whole_screen() {
    let data = tempfile::tempdir().unwrap();
    let mut session = Session::start(data.path(), &[]);
    session.wait_for("q quit");
    let mut dice = 7_u64;
    let mut roll = |sides: u64| {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u16::try_from((dice >> 33) % sides).unwrap()
    };
    for n in 0..400 {
        let (rows, cols) = (1 + roll(80), 1 + roll(240));
        session
            .master
            .resize(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        if n % 7 == 0 {
            session.send("jjkG");
        }
        // What comes is not looked at: it was made for many sizes.
        while session.bytes.try_recv().is_ok() {}
    }
    session.resize(40, 120);
    session.send("?");
    session.wait_for("Help");
    session.send("\x03");
    assert_eq!(session.ended(), 0);
    session.assert_restored();
}

#[test]
fn what_was_told_before_a_signal_is_saved() {
    let data = tempfile::tempdir().unwrap();
    let mut session = Session::start(data.path(), &[]);
    session.wait_for("Who is this for?");
    session.send("\r");
    session.wait_for("Where to find it");
    session.send("\r");
    let file = data.path().join("households/home.toml");
    session.wait(|_| file.exists(), "the file of the household");
    let pid = session.child.process_id().unwrap().to_string();
    assert!(
        Command::new("kill")
            .args(["-s", "TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(session.ended(), 143);
    session.assert_restored();
    let opened = Store::open(&Paths::new(data.path(), None), "home").unwrap();
    let told = opened.household.people[0].facts.get("status_group");
    assert_eq!(told, Some(&Answer::Choice("mid-long".into())));
}

#[test]
fn output_that_is_closed_gone_or_full() {
    let data = tempfile::tempdir().unwrap();
    let run = |redirection: &str| {
        let mut command = Command::new("sh");
        let script = format!("\"$0\" \"$@\" {redirection}; echo \"code $?\" >&2");
        command.args([
            "-c",
            &script,
            env!("CARGO_BIN_EXE_mynaguide"),
            "--data",
            data.path().to_str().unwrap(),
        ]);
        command
            .args(["--lang", "en", "--today", "2026-12-01", "ask", "--all"])
            .env("HOME", data.path());
        let done = command.stdin(Stdio::null()).output().unwrap();
        String::from_utf8(done.stderr).unwrap()
    };
    assert_eq!(run(">&-"), "code 0\n");
    assert_eq!(run(">/dev/null"), "code 0\n");
    assert_eq!(run("| true; :"), "code 0\n");
    let full = run(">/dev/full");
    assert!(
        full.starts_with("mynaguide: The output cannot be written: ") && full.ends_with("code 2\n"),
        "{full}"
    );
}
