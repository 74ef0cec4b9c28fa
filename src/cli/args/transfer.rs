//! Commands that write a file for elsewhere, or take one in.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::export::ics::Booking;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportKind {
    // A calendar file.
    #[default]
    Ics,
    // A page to print.
    Html,
    // The household, for another machine.
    Json,
}

#[derive(Debug, Default, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag of its own on the command line
pub struct Export {
    /// What to write
    #[arg(value_enum)]
    pub what: ExportKind,
    /// The file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Calendar: only this person
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
    /// Calendar: titles that tell nothing, for a calendar that others see
    #[arg(long)]
    pub neutral: bool,
    /// Calendar: reminders as events of their own, for calendars that drop alarms
    #[arg(long)]
    pub reminders_as_events: bool,
    /// Calendar: only what is new or changed since the last export
    #[arg(long)]
    pub changed_only: bool,
    /// Calendar: an appointment, as move-in=2026-12-10T10:30; =none takes it back; may be given several times
    #[arg(long, value_name = "PROCEDURE=TIME")]
    pub booking: Vec<Booking>,
    /// Page: with your notes
    #[arg(long)]
    pub with_notes: bool,
}

#[derive(Debug, Args)]
pub struct Import {
    /// The file that `export json` wrote
    pub file: PathBuf,
    /// Do it; without this, what would change is only shown
    #[arg(long)]
    pub apply: bool,
}
