//! What only Unix has: a way to the terminal without locks, signals, and stopping.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

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

/// Whether keys can still arrive from where they came: standard input, or else the controlling terminal. A terminal
/// that has hung up is none any more.
pub fn keys_can_come(on_stdin: bool) -> bool {
    if on_stdin {
        io::stdin().is_terminal()
    } else {
        File::open("/dev/tty").is_ok_and(|tty| tty.is_terminal())
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
