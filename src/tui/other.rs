//! The twin of the Unix module for systems without its signals: the same names, nothing to do.

use std::io;
use std::time::Duration;

use crossterm::event;

use super::input::Input;
use super::terminal::MOST_AT_ONCE;

/// A way to the terminal.
pub type Output = io::Stdout;

/// A way to the terminal.
///
/// # Errors
///
/// None; the signature is that of the Unix module.
#[allow(clippy::unnecessary_wraps)]
pub fn output() -> io::Result<Output> {
    Ok(io::stdout())
}

/// How long to look for one more event when draining.
const A_MOMENT: Duration = Duration::from_micros(4);

/// Keys and all else that comes from the console.
#[derive(Debug)]
pub struct Keys;

impl Keys {
    /// The console of the process.
    ///
    /// # Errors
    ///
    /// None; the signature is that of the Unix module.
    #[allow(clippy::unnecessary_wraps)]
    pub fn open() -> io::Result<Self> {
        Ok(Self)
    }

    /// Waits for input, then takes all that is there. Empty when the time is over, or when what came means nothing.
    ///
    /// # Errors
    ///
    /// Reading failed. A console that goes away ends the process itself.
    pub fn read(&mut self, wait: Duration) -> io::Result<Vec<Input>> {
        let mut inputs = Vec::new();
        let mut comes = event::poll(wait)?;
        while comes && inputs.len() < MOST_AT_ONCE {
            inputs.extend(Input::from_event(event::read()?));
            comes = event::poll(A_MOMENT)?;
        }
        Ok(inputs)
    }
}

/// There are no such signals here.
///
/// # Errors
///
/// None; the signature is that of the Unix module.
#[allow(clippy::unnecessary_wraps)]
pub fn end_on_signals(_restore: fn()) -> io::Result<()> {
    Ok(())
}

/// There is no shell to return to here.
///
/// # Errors
///
/// None; the signature is that of the Unix module.
#[allow(clippy::unnecessary_wraps)]
pub fn stop() -> io::Result<()> {
    Ok(())
}
