//! The real program, or any other, on a real pseudo-terminal, its screen read by a terminal emulator.
#![allow(dead_code)] // each test binary uses its own part

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// A program and its terminal.
pub struct Session {
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Box<dyn MasterPty + Send>,
    pub writer: Box<dyn Write + Send>,
    pub bytes: Receiver<Vec<u8>>,
    pub screen: vt100::Parser,
    pub raw: Vec<u8>,
}

impl Session {
    pub fn start(data: &Path, args: &[&str]) -> Self {
        let mut command = program(env!("CARGO_BIN_EXE_mynaguide"), data);
        command.args(args);
        Self::spawn(command)
    }

    /// Starts a program on a terminal of 30 rows and 100 columns.
    pub fn spawn(command: CommandBuilder) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows: 30,
                cols: 100,
                pixel_width: 0,
                pixel_height: 0,
            })
            .expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (send, bytes) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 65536];
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

    pub fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Reads until the screen shows the words; the bound only ends a test that fails.
    pub fn wait_for(&mut self, words: &str) {
        self.wait(|s| s.screen.screen().contents().contains(words), words);
    }

    pub fn wait(&mut self, ready: impl Fn(&Self) -> bool, what: &str) {
        let end = Instant::now() + Duration::from_mins(1);
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

    pub fn ended(&mut self) -> u32 {
        let end = Instant::now() + Duration::from_mins(1);
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

    /// Whether these bytes ever came.
    pub fn shows(&self, bytes: &str) -> bool {
        self.raw.windows(bytes.len()).any(|w| w == bytes.as_bytes())
    }

    /// Changes the size of the terminal; the emulator starts anew with it.
    pub fn resize(&mut self, rows: u16, cols: u16) {
        self.master
            .resize(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        self.screen = emulator(rows, cols);
    }

    /// The terminal is as it was: main screen, cursor shown, no paste mode.
    pub fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "paste mode is on");
        for title in [
            "\x1b]0;",
            "\x1b]1;",
            "\x1b]2;",
            "\x1bk",
            "\x1b[22t",
            "\x1b[22;0t",
            "\x1b[22;2t",
            "\x1b]9;",
            "\x1b]777;",
        ] {
            assert!(
                !self.shows(title),
                "a title or a notification of the terminal: {title:?}"
            );
        }
    }
}

pub fn emulator(rows: u16, columns: u16) -> vt100::Parser {
    let size = |n| std::num::NonZero::new(n).expect("a size of at least one");
    vt100::Parser::new(size(rows), size(columns), 0)
}

/// A program that keeps its data here, with an environment of its own.
pub fn program(path: &str, data: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(path);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", data);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.args([
        "--data",
        data.to_str().unwrap(),
        "--today",
        "2026-12-01",
        "--lang",
        "en",
    ]);
    command
}
