//! Full screens as text with styles, after keys that are sent to the real program on a pseudo-terminal.

use std::fs;
use std::io::{self, Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use vt100::{Cell, Color, Parser, Screen};

use super::Desk;
use super::households;

/// Columns and rows.
pub const SIZES: [(u16, u16); 4] = [(80, 24), (60, 20), (120, 40), (40, 15)];

/// A start of the program, and the screens that are recorded on the way.
pub struct Scene {
    pub name: &'static str,
    /// The household; empty for a first start.
    pub home: &'static str,
    pub day: &'static str,
    /// The colours.
    pub theme: &'static str,
    /// A name for each picture and the keys that lead to it from the one before.
    pub steps: &'static [(&'static str, &'static str)],
}

const fn scene(
    name: &'static str,
    home: &'static str,
    day: &'static str,
    steps: &'static [(&'static str, &'static str)],
) -> Scene {
    Scene {
        name,
        home,
        day,
        theme: "terminal",
        steps,
    }
}

pub const SCENES: &[Scene] = &[
    scene(
        "first-minute",
        "",
        "2026-12-01",
        &[
            ("1-start", ""),
            ("2-next", "enter"),
            ("3-question", "enter"),
            ("4-typed", "'2027-08-01'"),
            ("5-question", "enter"),
            ("6-question", "enter"),
            ("7-left", "esc"),
        ],
    ),
    scene(
        "home",
        "family",
        "2026-12-01",
        &[
            ("1-home", ""),
            ("2-second", "down"),
            ("3-pane", "tab"),
            ("4-pane-down", "page-down"),
            ("5-pane", "tab"),
            ("6-pane-down", "down down enter"),
            ("7-zoom", "z"),
            ("8-person", "z p"),
            ("9-grown", "p + +"),
            ("a-meaning", "m"),
            ("b-language", "esc L"),
        ],
    ),
    scene(
        "reasons",
        "pending",
        "2027-01-14",
        &[
            ("1-timeline", "t"),
            ("2-why", "w"),
            ("3-why-end", "end"),
            ("4-axis", "esc t t"),
            ("5-wider", "+ + +"),
            ("6-right", "right right"),
            ("7-next", "down enter"),
        ],
    ),
    scene(
        "visits",
        "family",
        "2026-12-01",
        &[
            ("1-visits", "v"),
            ("2-bag", "enter"),
            ("3-down", "page-down"),
            ("4-end", "end"),
            ("5-clerk", "c"),
            ("6-answer", "down enter"),
            ("7-back", "esc esc"),
            ("8-second", "down enter"),
        ],
    ),
    scene(
        "people",
        "family",
        "2026-12-01",
        &[
            ("1-people", "P"),
            ("2-down", "down down"),
            ("3-questions", "esc a"),
            ("4-question", "enter"),
            ("5-question-down", "esc end"),
            ("6-events", "esc e"),
            ("7-form", "enter"),
            ("8-typed", "'2026-12-24'"),
            ("9-next", "tab tab"),
            ("a-what-if", "esc esc i"),
            ("b-supposed", "down enter '2026-12-24' enter"),
            ("c-asked", "enter"),
        ],
    ),
    scene(
        "change",
        "late",
        "2026-12-20",
        &[
            ("1-ticked", "tab space"),
            ("2-note", "n 'in_the_drawer'"),
            ("3-noted", "enter"),
            ("4-history", "H"),
            ("5-undone", "esc u u"),
            ("6-redone", "ctrl-r"),
            ("7-moved", "d"),
            ("8-copied", "esc y"),
        ],
    ),
    scene(
        "searching",
        "lost",
        "2026-12-01",
        &[
            ("1-find", "/"),
            ("2-typed", "'juminhyo'"),
            ("3-none", "ctrl-u 'qqqq'"),
            ("4-opened", "ctrl-u '引越し' enter"),
            ("5-help", "esc esc ?"),
            ("6-help-end", "end"),
            ("7-palette", "esc :"),
            ("8-palette-typed", "'unDo'"),
            ("9-quiet", "esc ctrl-l"),
        ],
    ),
    Scene {
        name: "mono",
        home: "permanent",
        day: "2027-02-01",
        theme: "mono",
        steps: &[
            ("1-home", ""),
            ("2-why", "t w"),
            ("3-visits", "esc v"),
            ("4-bag", "enter"),
        ],
    },
    Scene {
        name: "dark",
        home: "combined",
        day: "2026-12-01",
        theme: "dark",
        steps: &[("1-home", ""), ("2-axis", "t t"), ("3-help", "?")],
    },
];

/// Records a scene at one size.
pub fn record(desk: &Desk, scene: &Scene, size: (u16, u16), lang: &str) -> io::Result<()> {
    if !scene.home.is_empty() {
        desk.put("home", &households::text(scene.home))?;
    }
    let config = desk.folder.path().join("config/mynaguide");
    fs::create_dir_all(&config)?;
    fs::write(config.join("config.toml"), format!("theme = \"{}\"\n", scene.theme))?;
    let mut session = Session::start(desk, &["--lang", lang, "--today", scene.day], size)?;
    let folder = PathBuf::from("screens")
        .join(scene.name)
        .join(format!("{}x{}-{lang}", size.0, size.1));
    for (name, keys) in scene.steps {
        for key in keys.split_whitespace().flat_map(bytes) {
            session.press(&key)?;
        }
        desk.write(&folder.join(format!("{name}.txt")), &picture(session.screen.screen()))?;
    }
    session.stop()
}

/// Starts the full screen and leaves it at once, as a person does who only looks.
pub fn look(desk: &Desk, args: &[&str]) -> io::Result<()> {
    Session::start(desk, args, SIZES[0])?.stop()
}

/// The bytes of keys by name; `'some_text'` types characters, one key each, `_` being a space.
fn bytes(word: &str) -> Vec<Vec<u8>> {
    if let Some(text) = word.strip_prefix('\'').and_then(|w| w.strip_suffix('\'')) {
        return text
            .replace('_', " ")
            .chars()
            .map(|c| c.to_string().into_bytes())
            .collect();
    }
    let one = match word {
        "enter" => "\r",
        "esc" => "\x1b",
        "tab" => "\t",
        "space" => " ",
        "up" => "\x1b[A",
        "down" => "\x1b[B",
        "right" => "\x1b[C",
        "left" => "\x1b[D",
        "page-down" => "\x1b[6~",
        "end" => "\x1b[F",
        "ctrl-c" => "\x03",
        "ctrl-l" => "\x0c",
        "ctrl-r" => "\x12",
        "ctrl-u" => "\x15",
        plain => plain,
    };
    vec![one.as_bytes().to_vec()]
}

/// The program on a pseudo-terminal.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: Parser,
}

impl Session {
    fn start(desk: &Desk, args: &[&str], (columns, rows): (u16, u16)) -> io::Result<Self> {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).map_err(io::Error::other)?;
        let mut command = CommandBuilder::new(desk.program);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        for (name, value) in desk.environment() {
            command.env(name, value);
        }
        command.args(args);
        command.cwd(desk.folder.path());
        let child = pair.slave.spawn_command(command).map_err(io::Error::other)?;
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().map_err(io::Error::other)?;
        let writer = pair.master.take_writer().map_err(io::Error::other)?;
        let (send, bytes) = channel();
        thread::spawn(move || {
            let _keeps_it_open = pair.master;
            let mut buffer = vec![0; 65536];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || send.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let cells = |n| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN);
        let screen = Parser::new(cells(rows), cells(columns), 0);
        let mut session = Self {
            child,
            writer,
            bytes,
            screen,
        };
        let end = Instant::now() + Duration::from_mins(1);
        while !session.screen.screen().alternate_screen() {
            if Instant::now() > end || session.child.try_wait()?.is_some() {
                let said = session.screen.screen().contents();
                return Err(io::Error::other(format!("the full screen does not start: {said}")));
            }
            session.settle();
        }
        session.settle();
        Ok(session)
    }

    fn press(&mut self, key: &[u8]) -> io::Result<()> {
        let asleep = self.child.process_id().and_then(sleeping);
        self.writer.write_all(key)?;
        self.writer.flush()?;
        // On a busy machine the key may take a while to reach the program: it must have been awake since.
        let end = Instant::now() + Duration::from_secs(5);
        while self.child.process_id().and_then(sleeping) == asleep && Instant::now() < end {
            thread::sleep(Duration::from_millis(1));
        }
        self.settle();
        Ok(())
    }

    /// Reads until nothing comes any more and the program has slept without a break for a while.
    fn settle(&mut self) {
        const QUIET: u32 = 4;
        let (mut quiet, mut before) = (0, None);
        while quiet < QUIET {
            match self.bytes.recv_timeout(Duration::from_millis(8)) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    quiet = 0;
                }
                Err(_) => {
                    let now = self.child.process_id().and_then(sleeping);
                    quiet = if now.is_some() && now == before { quiet + 1 } else { 0 };
                    before = now;
                    if matches!(self.child.try_wait(), Ok(Some(_))) {
                        break;
                    }
                }
            }
        }
        while let Ok(bytes) = self.bytes.try_recv() {
            self.screen.process(&bytes);
        }
    }

    fn stop(mut self) -> io::Result<()> {
        self.writer.write_all(b"\x03")?;
        self.writer.flush()?;
        let end = Instant::now() + Duration::from_secs(20);
        while Instant::now() < end {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            let _unread = self.bytes.recv_timeout(Duration::from_millis(5));
        }
        self.child.kill()
    }
}

/// How often the program has gone to sleep, if all its threads sleep now.
fn sleeping(process: u32) -> Option<u64> {
    let mut times = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task")).ok()? {
        let status = fs::read_to_string(thread.ok()?.path().join("status")).ok()?;
        let of = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        if !of("State:")?.starts_with('S') {
            return None;
        }
        times += of("voluntary_ctxt_switches:")?.parse::<u64>().ok()?;
    }
    Some(times)
}

/// The text of a screen, the runs of styles of each row, and the cursor.
fn picture(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let mut text = screen.contents();
    text += "\n--- styles\n";
    for row in 0..rows.get() {
        let mut runs: Vec<(u16, u16, String)> = Vec::new();
        for column in 0..columns.get() {
            let Some(cell) = screen.cell(row, column) else {
                continue;
            };
            let style = style(cell);
            match runs.last_mut() {
                // The second half of a wide character has no style of its own.
                Some((_, end, _)) if cell.is_wide_continuation() && *end + 1 == column => *end = column,
                Some((_, end, last)) if *last == style && *end + 1 == column => *end = column,
                _ if style.is_empty() => {}
                _ => runs.push((column, column, style)),
            }
        }
        if !runs.is_empty() {
            let runs: Vec<String> = runs
                .iter()
                .map(|(from, to, style)| format!("{from}-{to} {style}"))
                .collect();
            text += &format!("{row}: {}\n", runs.join(", "));
        }
    }
    let (row, column) = screen.cursor_position();
    if screen.hide_cursor() {
        text + "--- no cursor\n"
    } else {
        text + &format!("--- cursor {column},{row}\n")
    }
}

fn style(cell: &Cell) -> String {
    let colour = |name: &str, colour: Color| match colour {
        Color::Default => None,
        Color::Idx(number) => Some(format!("{name}{number}")),
        Color::Rgb(r, g, b) => Some(format!("{name}#{r:02x}{g:02x}{b:02x}")),
    };
    let flag = |on: bool, name: &str| on.then(|| name.to_owned());
    let words = [
        flag(cell.bold(), "bold"),
        flag(cell.dim(), "dim"),
        flag(cell.italic(), "italic"),
        flag(cell.underline(), "underline"),
        flag(cell.inverse(), "reverse"),
        colour("fg", cell.fgcolor()),
        colour("bg", cell.bgcolor()),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join("+")
}
