//! The guard of the terminal: takes it, draws on it, reads from it, and gives it back whatever happens.
//!
//! Nothing here asks the terminal a question (where is the cursor, which colours): some answer after seconds, some
//! never. The size comes from the system and from resize events.

use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::style::{ResetColor, force_color_output};
use crossterm::terminal::{self as tty, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{Command, queue};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::backend::FrameWriter;
use super::clipboard::copy_sequence;
use super::input::Input;
use super::platform;

/// No wait is longer than this, so that a computer that slept does not go on showing yesterday.
pub const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// After so many inputs no more bytes are read before they are handed over, so that a flood cannot keep the screen from
/// being drawn.
pub const MOST_AT_ONCE: usize = 4096;

/// The terminal hung up, or takes nothing any more. Everything is saved already; all that is left is to go.
#[derive(Debug, thiserror::Error)]
#[error("the terminal is gone")]
pub struct TerminalGone(#[source] Option<io::Error>);

impl From<io::Error> for TerminalGone {
    fn from(error: io::Error) -> Self {
        Self(Some(error))
    }
}

/// The one screen of the process. Behind a lock because a signal or a panic may have to restore it at any moment;
/// whoever comes later finds it restored and writes nothing.
static SCREEN: Mutex<Screen> = Mutex::new(Screen {
    held: None,
    over: false,
});

struct Screen {
    /// Set while the screen is ours.
    held: Option<Held>,
    /// Set when the process is about to end: the screen must not be taken again.
    over: bool,
}

struct Held {
    out: platform::Output,
    mouse: bool,
}

fn screen() -> MutexGuard<'static, Screen> {
    SCREEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal while the program has the screen. Dropping it gives the screen back.
pub struct Terminal {
    frames: FrameWriter,
    keys: platform::Keys,
    mouse: bool,
}

impl Terminal {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, no cursor. From here on SIGTERM, SIGHUP and
    /// SIGINT restore it and end the process with 128 and their number.
    ///
    /// # Errors
    ///
    /// There is no terminal, or it refuses. It is as it was before, then.
    pub fn enter() -> io::Result<Self> {
        platform::end_on_signals(leave_for_good)?;
        // With NO_COLOR the library would print a bare reset in place of each colour and so wipe bold and reverse. The
        // theme without colours honours NO_COLOR instead.
        force_color_output(true);
        // Before the size is read: a change after that is noticed.
        let keys = platform::Keys::open()?;
        take_screen(false)?;
        Ok(Self {
            frames: FrameWriter::new(area_now()?)?,
            keys,
            mouse: false,
        })
    }

    /// Draws one frame and writes it in one piece. The cursor is shown where the frame sets it, for a field with focus,
    /// and hidden otherwise.
    ///
    /// # Errors
    ///
    /// The terminal takes nothing any more.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> Result<(), TerminalGone> {
        write(&self.frames.draw(render)?)
    }

    /// The area of the whole screen.
    pub const fn area(&self) -> Rect {
        self.frames.area()
    }

    /// Follows a resize event, without a question to the terminal. The next frame draws everything; with the old area
    /// that is all it does, for when something else has written on the screen.
    ///
    /// # Errors
    ///
    /// None in practice.
    pub fn resize(&mut self, area: Rect) -> Result<(), TerminalGone> {
        Ok(self.frames.resize(area)?)
    }

    /// Waits for input, then takes all that is there. Empty when the time is over (at the latest after
    /// [`LONGEST_WAIT`]), or when what came means nothing here.
    ///
    /// # Errors
    ///
    /// Reading failed, or the terminal has hung up.
    pub fn read(&mut self, timeout: Option<Duration>) -> Result<Vec<Input>, TerminalGone> {
        let wait = timeout.unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT);
        Ok(self.keys.read(wait)?)
    }

    /// Captures clicks and the wheel, or leaves them to the terminal, which then selects text with them.
    ///
    /// # Errors
    ///
    /// The terminal takes nothing any more.
    pub fn capture_mouse(&mut self, on: bool) -> Result<(), TerminalGone> {
        let mut bytes = Vec::new();
        if on {
            queue!(bytes, CaptureClicks)?;
        } else if self.mouse {
            queue!(bytes, DisableMouseCapture)?;
        }
        self.mouse = on;
        if let Some(held) = &mut screen().held {
            held.mouse = on;
        }
        write(&bytes)
    }

    /// Puts text on the clipboard by OSC 52, which also works from afar. Whether the terminal obeys is not known.
    ///
    /// # Errors
    ///
    /// The terminal takes nothing any more.
    pub fn copy(&mut self, text: &str) -> Result<(), TerminalGone> {
        write(copy_sequence(text).as_bytes())
    }

    /// Gives the terminal back and stops, as Ctrl-Z does in a shell; when continued, takes it again. The next frame
    /// draws everything.
    ///
    /// # Errors
    ///
    /// The terminal cannot be taken again.
    pub fn suspend(&mut self) -> Result<(), TerminalGone> {
        leave();
        let stopped = platform::stop();
        take_screen(self.mouse)?;
        self.frames.resize(area_now()?)?;
        Ok(stopped?)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back: mouse, paste mode, styles, alternate screen, cursor, raw mode. Does nothing if that is
/// done, so anybody may call it. Errors are of no use here: a terminal that is gone needs no restoring.
pub fn leave() {
    // Before the lock, because a frame may be stuck in a terminal that takes nothing.
    let _ = tty::disable_raw_mode();
    let mut screen = screen();
    if let Some(mut held) = screen.held.take() {
        let _ = write_whole(&mut held.out, &leaving(held.mouse));
        // Again, because whoever held the lock may just have taken the terminal.
        let _ = tty::disable_raw_mode();
    }
}

/// Gives the terminal back and never takes it again.
fn leave_for_good() {
    leave();
    screen().over = true;
    leave();
}

/// On a panic, restores the terminal first, then prints `line` on standard error with the place in the program. What
/// the panic itself says is left out: it may quote what somebody typed.
pub fn install_panic_hook(line: String) {
    std::panic::set_hook(Box::new(move |info| {
        leave();
        let place = info.location().map(|l| (l.file(), l.line()));
        let _ = writeln!(io::stderr(), "{}", calm(&line, place));
        // Where panics do not unwind, the system would end the program with a signal and perhaps keep its memory in a
        // file.
        #[cfg(panic = "abort")]
        std::process::exit(101);
    }));
}

fn calm(line: &str, place: Option<(&str, u32)>) -> String {
    match place.and_then(|(file, n)| Some((Path::new(file).file_name()?.to_string_lossy(), n))) {
        Some((file, n)) => format!("{line} ({file}:{n})"),
        None => line.to_owned(),
    }
}

fn area_now() -> io::Result<Rect> {
    let (columns, rows) = tty::size()?;
    Ok(Rect::new(0, 0, columns, rows))
}

fn take_screen(mouse: bool) -> io::Result<()> {
    let taken = try_take_screen(mouse);
    if taken.is_err() {
        leave();
    }
    taken
}

fn try_take_screen(mouse: bool) -> io::Result<()> {
    let mut screen = screen();
    if screen.over {
        return Err(io::ErrorKind::Interrupted.into());
    }
    let out = platform::output()?;
    tty::enable_raw_mode()?;
    write_whole(&mut screen.held.insert(Held { out, mouse }).out, &entering(mouse)?)
}

/// Writes to the screen while it is ours; says nothing and does nothing once it is not.
fn write(bytes: &[u8]) -> Result<(), TerminalGone> {
    match &mut screen().held {
        Some(held) => Ok(write_whole(&mut held.out, bytes)?),
        None => Ok(()),
    }
}

/// Like `write_all`, but patient with a descriptor that some other program has made non-blocking.
fn write_whole(out: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match out.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = &bytes[n..],
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(Duration::from_millis(1)),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    out.flush()
}

fn entering(mouse: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, Hide)?;
    // Old consoles have no paste mode; that is no reason to stay out.
    let _ = queue!(bytes, EnableBracketedPaste);
    if mouse {
        queue!(bytes, CaptureClicks)?;
    }
    Ok(bytes)
}

/// Each step on its own: one that fails must not keep the others from happening.
fn leaving(mouse: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = queue!(bytes, EndSynchronizedUpdate);
    if mouse {
        let _ = queue!(bytes, DisableMouseCapture);
    }
    let _ = queue!(bytes, DisableBracketedPaste);
    let _ = queue!(bytes, ResetColor);
    let _ = queue!(bytes, LeaveAlternateScreen);
    let _ = queue!(bytes, Show);
    bytes
}

/// Clicks, the wheel and what is dragged, with exact cells. Unlike the library's own command it leaves mouse moves alone: each would wake
/// the program.
struct CaptureClicks;

impl Command for CaptureClicks {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[?1000h\x1b[?1002h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        crossterm::event::EnableMouseCapture.is_ansi_code_supported()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap()
    }

    /// The queries that make a terminal answer: cursor position, device attributes, keyboard protocol, colours.
    const QUERIES: &[&str] = &[
        "\x1b[6n", "\x1b[c", "\x1b[0c", "\x1b[>c", "\x1b[?u", ";?", "\x1bZ", "$p",
    ];

    #[test]
    fn entering_asks_nothing_and_leaving_undoes_everything() {
        for mouse in [false, true] {
            let (enter, leave) = (text(entering(mouse).unwrap()), text(leaving(mouse)));
            for query in QUERIES {
                assert!(!enter.contains(query) && !leave.contains(query), "{query:?}");
            }
            for (on, off) in [
                ("\x1b[?1049h", "\x1b[?1049l"),
                ("\x1b[?2004h", "\x1b[?2004l"),
                ("\x1b[?25l", "\x1b[?25h"),
            ] {
                assert!(enter.contains(on) && leave.contains(off), "{on:?} {off:?}");
            }
            for n in [1000, 1002, 1006] {
                assert_eq!(
                    enter.contains(&format!("\x1b[?{n}h")),
                    mouse,
                    "the mouse is left alone unless asked for"
                );
                assert_eq!(leave.contains(&format!("\x1b[?{n}l")), mouse);
            }
            assert!(!enter.contains("\x1b[?1003h"), "mouse moves would wake the program");
            assert!(
                leave.starts_with("\x1b[?2026l"),
                "a frame that was cut short is closed first"
            );
            assert!(leave.contains("\x1b[0m"), "no style leaks into the shell");
        }
    }

    #[test]
    fn leaving_twice_or_without_entering_is_nothing() {
        leave();
        leave();
        assert!(screen().held.is_none());
        assert!(write(b"nobody sees this").is_ok());
    }

    #[test]
    fn a_panic_names_the_place_in_the_program_but_no_folder() {
        let table = [
            (Some(("src/tui/view/home.rs", 12)), "Stopped. (home.rs:12)"),
            (
                Some(("/home/somebody/.cargo/registry/src/x/lib.rs", 3)),
                "Stopped. (lib.rs:3)",
            ),
            (None, "Stopped."),
        ];
        for (place, expected) in table {
            assert_eq!(calm("Stopped.", place), expected);
        }
    }

    #[test]
    fn a_slow_writer_gets_everything() {
        struct Slow(Vec<u8>, u8);
        impl Write for Slow {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.1 = (self.1 + 1) % 3;
                match self.1 {
                    0 => Err(io::ErrorKind::WouldBlock.into()),
                    1 => Err(io::ErrorKind::Interrupted.into()),
                    _ => {
                        self.0.push(bytes[0]);
                        Ok(1)
                    }
                }
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut slow = Slow(Vec::new(), 0);
        write_whole(&mut slow, "在留".as_bytes()).unwrap();
        assert_eq!(slow.0, "在留".as_bytes());
        let mut full: &mut [u8] = &mut [0; 2];
        assert!(write_whole(&mut full, b"abc").is_err());
    }
}
