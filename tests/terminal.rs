//! The real program on a real pseudo-terminal, its screen read by a terminal emulator.
#![cfg(unix)]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
}

impl Session {
    fn start(data: &Path, args: &[&str]) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows: 30,
                cols: 100,
                pixel_width: 0,
                pixel_height: 0,
            })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mynaguide"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", data);
        command.args([
            "--data",
            data.to_str().unwrap(),
            "--today",
            "2026-12-01",
            "--lang",
            "en",
        ]);
        command.args(args);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (send, bytes) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || send.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            master: pair.master,
            writer,
            bytes,
            screen: emulator(30, 100),
            raw: Vec::new(),
        }
    }

    fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Reads until the screen shows the words; the bound only ends a test that fails.
    fn wait_for(&mut self, words: &str) {
        self.wait(|s| s.screen.screen().contents().contains(words), words);
    }

    fn wait(&mut self, ready: impl Fn(&Self) -> bool, what: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        while !ready(self) {
            if let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(100)) {
                self.raw.extend_from_slice(&bytes);
                self.screen.process(&bytes);
            }
            assert!(
                Instant::now() < end,
                "waited for {what}; the screen is\n{}",
                self.screen.screen().contents()
            );
        }
    }

    fn ended(&mut self) -> u32 {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(200)) {
                    self.raw.extend_from_slice(&bytes);
                    self.screen.process(&bytes);
                }
                return status.exit_code();
            }
            while let Ok(bytes) = self.bytes.try_recv() {
                self.raw.extend_from_slice(&bytes);
                self.screen.process(&bytes);
            }
            assert!(Instant::now() < end, "the program did not end");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The terminal is as it was: main screen, cursor shown, no paste mode.
    fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "paste mode is on");
    }
}

fn emulator(rows: u16, columns: u16) -> vt100::Parser {
    let size = |n| std::num::NonZero::new(n).expect("a size of at least one");
    vt100::Parser::new(size(rows), size(columns), 0)
}

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
    session.send("a");
    session.wait_for("Questions");
    session.send("\r");
    session.wait_for("Where to find it");
    session.send("\r");
    // The next question follows by itself; Ctrl-C leaves from anywhere.
    session.wait_for("Do you have a My Number Card");
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
        session
            .master
            .resize(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        session.screen = emulator(rows, cols);
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
    let end = Instant::now() + Duration::from_secs(60);
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
