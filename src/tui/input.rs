//! What comes from a terminal, whatever the system.

use super::key::Key;

/// Something that came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed or repeats.
    Key(Key),
    /// Text was pasted, as it came.
    Paste(String),
    /// The terminal has this size now: columns and rows.
    Resize(u16, u16),
    /// The mouse, only while it is captured.
    Mouse(Mouse),
    /// The window came to the front.
    FocusGained,
    /// The window went to the back.
    FocusLost,
}

/// A mouse event at a cell, counted from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Column.
    pub column: u16,
    /// Row.
    pub row: u16,
}

/// What the mouse can do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Click,
    /// It moved with the left button down.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}
