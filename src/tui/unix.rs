//! What only Unix has: ways to and from the terminal, signals, and stopping.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, PipeReader, Read};
use std::os::fd::{AsFd, AsRawFd};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use filedescriptor::{POLLERR, POLLHUP, POLLIN, poll, pollfd};
use signal_hook::SigId;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{pipe, unregister};

use super::decode::Decoder;
use super::input::Input;
use super::terminal::MOST_AT_ONCE;

/// A way to the terminal.
pub type Output = File;

/// How long a terminal that takes no output may hold up the end of the process.
const PATIENCE: Duration = Duration::from_secs(1);

/// A way to the terminal that shares no lock with [`io::Stdout`], so that a signal can restore the screen while a frame
/// is being written.
///
/// # Errors
///
/// Standard output is closed, or no descriptor is left.
pub fn output() -> io::Result<Output> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// So many bytes are read at once.
const CHUNK: usize = 4096;

/// Keys and all else that comes from the terminal, and changes of its size.
#[derive(Debug)]
pub struct Keys {
    tty: File,
    /// Gets a byte for each change of the size.
    resized: PipeReader,
    signal: SigId,
    decoder: Decoder,
    /// When the last bytes came.
    last: Instant,
}

impl Keys {
    /// Reads from where keys come: standard input, or else the controlling terminal. From here on a change of the size
    /// is noticed.
    ///
    /// # Errors
    ///
    /// There is no terminal, or the system refuses the handler.
    pub fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        let tty = if stdin.is_terminal() {
            File::from(stdin.as_fd().try_clone_to_owned()?)
        } else {
            File::open("/dev/tty")?
        };
        let (resized, sender) = io::pipe()?;
        Ok(Self {
            tty,
            resized,
            signal: pipe::register(SIGWINCH, sender)?,
            decoder: Decoder::default(),
            last: Instant::now(),
        })
    }

    /// Waits for input, then takes all that is there. Empty when the time is over. Part of a sequence is waited for a
    /// little longer; nothing wakes the process while nothing is open.
    ///
    /// # Errors
    ///
    /// Reading failed, or the terminal has hung up.
    pub fn read(&mut self, wait: Duration) -> io::Result<Vec<Input>> {
        let end = Instant::now() + wait;
        let mut inputs = Vec::new();
        while inputs.len() < MOST_AT_ONCE {
            let given_up = self.decoder.patience().map(|patience| self.last + patience);
            let until = given_up.map_or(end, |at| at.min(end));
            let rest = until.saturating_duration_since(Instant::now());
            let rest = if inputs.is_empty() { rest } else { Duration::ZERO };
            let [keys, size] = self.poll(rest)?;
            if keys {
                self.take(&mut inputs)?;
            }
            if size {
                inputs.push(self.size()?);
            }
            if keys || size {
                continue;
            }
            // What came in time is read first, however late that is.
            let now = Instant::now();
            if given_up.is_some_and(|at| at <= now) {
                self.decoder.give_up(&mut inputs);
            }
            if !inputs.is_empty() || end <= now {
                break;
            }
        }
        Ok(inputs)
    }

    /// Waits for bytes of the terminal and for a change of its size, and says which came.
    fn poll(&self, rest: Duration) -> io::Result<[bool; 2]> {
        let wanted = [self.tty.as_raw_fd(), self.resized.as_raw_fd()];
        let mut polled = wanted.map(|fd| pollfd {
            fd,
            events: POLLIN,
            revents: 0,
        });
        // The system counts whole milliseconds; less than one must not become none, or the wait would be a busy one.
        let millis = rest.as_nanos().div_ceil(1_000_000);
        let rest = Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX));
        match poll(&mut polled, Some(rest)) {
            Ok(_) => Ok(polled.map(|p| p.revents & (POLLIN | POLLHUP | POLLERR) != 0)),
            Err(filedescriptor::Error::Poll(e) | filedescriptor::Error::Io(e)) => match e.kind() {
                ErrorKind::Interrupted => Ok([false; 2]),
                _ => Err(e),
            },
            Err(e) => Err(io::Error::other(e)),
        }
    }

    fn take(&mut self, inputs: &mut Vec<Input>) -> io::Result<()> {
        let mut bytes = [0; CHUNK];
        match self.tty.read(&mut bytes) {
            // A terminal that has hung up.
            Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(n) => {
                self.decoder.feed(&bytes[..n], inputs);
                self.last = Instant::now();
                Ok(())
            }
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(()),
            Err(e) => Err(e),
        }
    }

    /// The size now; several changes are one.
    fn size(&mut self) -> io::Result<Input> {
        // There is a byte, so that this does not wait. What does not fit is another change.
        let _ = self.resized.read(&mut [0; 64])?;
        let (columns, rows) = crossterm::terminal::size()?;
        Ok(Input::Resize(columns, rows))
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        unregister(self.signal);
    }
}

/// Ends the process on SIGTERM, SIGHUP and SIGINT with 128 and the signal's number, after `restore`. Nothing else need
/// be done then: every change is saved when it is made. A second call changes nothing.
///
/// # Errors
///
/// The system refuses the handlers or the thread.
pub fn end_on_signals(restore: fn()) -> io::Result<()> {
    static WATCHING: OnceLock<()> = OnceLock::new();
    if WATCHING.get().is_some() {
        return Ok(());
    }
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            finish_in_time(restore, PATIENCE);
            std::process::exit(128 + signal);
        }
    })?;
    // Only one thread ever enters the screen, so nobody can have set it in between.
    let _ = WATCHING.set(());
    Ok(())
}

/// Runs `work`, but does not wait for it longer than `patience`: a terminal stopped by Ctrl-S, or gone, takes nothing.
fn finish_in_time(work: fn(), patience: Duration) -> bool {
    let (done, finished) = mpsc::channel();
    let spawned = thread::Builder::new().name("restore".to_owned()).spawn(move || {
        work();
        let _ = done.send(());
    });
    spawned.is_ok() && finished.recv_timeout(patience).is_ok()
}

/// Stops the process as Ctrl-Z does in a shell; returns when it is continued.
///
/// # Errors
///
/// The system refuses the signal.
pub fn stop() -> io::Result<()> {
    signal_hook::low_level::raise(SIGTSTP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stuck_terminal_does_not_hold_up_the_end() {
        let started = std::time::Instant::now();
        assert!(!finish_in_time(
            || thread::sleep(Duration::from_secs(5)),
            Duration::from_millis(20)
        ));
        assert!(started.elapsed() < Duration::from_secs(4));
        assert!(finish_in_time(|| {}, Duration::from_secs(5)));
    }
}
