//! Commands that take answers, events, ticks and notes.

use clap::{Args, Subcommand};

use super::PlainFormat;

#[derive(Debug, Args)]
pub struct Own {
    /// The document [default: show what you own]
    pub document: Option<String>,
    /// Whose
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
}

#[derive(Debug, Args)]
pub struct Ask {
    /// Only this person
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
    /// Every question and event there is, with the answers so far
    #[arg(long)]
    pub all: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

#[derive(Debug, Args)]
pub struct Set {
    /// The question, as `ask` names it
    pub fact: String,
    /// The answer: a date in nearly any form, yes or no, a choice; `unknown` takes it back
    #[arg(required = true, num_args = 1..)]
    pub value: Vec<String>,
    /// Whose answer
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
    /// Record it although the day is not plausible; without this you are asked back
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct Event {
    /// The event, as `ask --all` names it
    #[arg(value_name = "EVENT")]
    pub what: String,
    /// The day: 2027-03-31, 31 Mar 2027, R9.3.31, today
    #[arg(required = true, num_args = 1..)]
    pub date: Vec<String>,
    /// Whom it concerns; may be given several times
    #[arg(long, value_name = "LABEL")]
    pub person: Vec<String>,
    /// An answer that belongs to the event; may be given several times
    #[arg(long, value_name = "FACT=VALUE")]
    pub with: Vec<String>,
    /// Only show what it would change; nothing is saved
    #[arg(long)]
    pub what_if: bool,
    /// Record it although the day is not plausible; without this you are asked back
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct Tick {
    /// The step or document
    #[arg(value_name = "PROCEDURE/ITEM")]
    pub item: String,
    /// Whose
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
}

#[derive(Debug, Args)]
pub struct Note {
    /// The procedure, or one of its steps or documents
    #[arg(value_name = "PROCEDURE[/ITEM]")]
    pub item: String,
    /// The note [default: print the one there is]
    #[arg(num_args = 0.., conflicts_with = "delete")]
    pub words: Vec<String>,
    /// Delete the note
    #[arg(long)]
    pub delete: bool,
    /// Whose
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum PersonCommand {
    /// Add a person under a label of your choice
    Add {
        /// A short label: a letter, a first name, a case number
        label: String,
    },
    /// Give a person another label
    Rename {
        /// The label until now
        person: String,
        /// The new label
        label: String,
    },
    /// Keep a person's data but show it no longer
    Archive {
        /// The label
        person: String,
    },
    /// Show an archived person again
    Restore {
        /// The label
        person: String,
    },
}
