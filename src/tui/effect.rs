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
    /// Look which households there are, then tell the model.
    ListHouseholds,
    /// Open another household of the same folder, then tell the model. The present one is saved already.
    OpenHousehold(String),
    /// Read the journal, then tell the model.
    ReadHistory,
    /// Remember which dates were shown, and that the person has seen which moved.
    RememberShown,
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
