//! The twin of the Unix module for systems without its signals: the same names, nothing to do.

use std::io;

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

/// Whether keys can still arrive. A console that goes away ends the process itself.
pub const fn keys_can_come(_on_stdin: bool) -> bool {
    true
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
