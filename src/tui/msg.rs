//! What can happen to the model.

use chrono::NaiveDate;

use super::input::Input;
use crate::content::Pack;
use crate::guide::Shown;
use crate::household::{Entry, Household};

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// Something from the terminal.
    Input(Input),
    /// A new day has begun in Japan.
    Today(NaiveDate),
    /// The household as it is saved now, and what was done in a word.
    Saved(Box<Household>, Saved),
    /// The change could not be saved: why, and what is safe. Nothing has changed.
    NotSaved(String),
    /// The households there are.
    Households(Vec<String>),
    /// The journal, oldest first.
    History(Vec<Entry>),
    /// Another household is open now.
    Opened(Box<OtherHousehold>),
    /// Another household could not be opened: why, and what to do. The present one stays.
    NotOpened(String),
    /// The files of the content changed: the new content, or what is wrong with it, a line each.
    Content(Result<Box<Pack>, Vec<String>>),
}

/// Another household that was opened.
#[derive(Clone, Debug)]
pub struct OtherHousehold {
    /// What its file says.
    pub household: Household,
    /// What a person should know.
    pub notices: Vec<String>,
    /// Set when it can only be read, with the reason.
    pub read_only: Option<String>,
    /// The dates of it that were shown before.
    pub shown: Shown,
}

/// What was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// A change.
    Change,
    /// A change was taken back.
    Undone,
    /// It was made again.
    Redone,
    /// There was nothing to take back or to make again.
    Nothing,
}
