//! What the update step asks the loop to do, as plain data.

use crate::household::Change;

/// One thing for the loop to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Save these changes, then tell the model.
    Commit(Vec<Change>),
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// Hand a text to the terminal's clipboard.
    Copy(String),
    /// Capture the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// Draw every cell anew.
    Repaint,
    /// Leave.
    Quit,
}
