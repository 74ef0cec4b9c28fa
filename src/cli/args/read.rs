//! Commands that show what follows from what was told.

use clap::{Args, ValueEnum};

use super::PlainFormat;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DueFormat {
    #[default]
    Text,
    Json,
    Ics,
    Markdown,
}

/// How `due --all` is grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    Day,
    Place,
    Person,
}

#[derive(Debug, Default, Args)]
pub struct Due {
    /// Only what is due within so many days; what is late always stays
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=36_500))]
    pub within: Option<u32>,
    /// Only this person
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
    /// Every household of the data folder, with labels only
    #[arg(long)]
    pub all: bool,
    /// How to group with --all
    #[arg(long, value_name = "WHAT", value_enum, requires = "all")]
    pub by: Option<By>,
    /// Exit with 1 if something is late
    #[arg(long)]
    pub fail_late: bool,
    /// Also say it with a message on the desktop
    #[cfg(feature = "notify")]
    #[arg(long)]
    pub notify: bool,
    /// Also what is done, needs nothing, or does not concern you
    #[arg(long)]
    pub everything: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = DueFormat::Text)]
    pub format: DueFormat,
}

#[derive(Debug, Args)]
pub struct Why {
    /// The deadline, as `due` names it
    #[arg(value_name = "PROCEDURE/DEADLINE")]
    pub deadline: String,
    /// Only this person
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
}

#[derive(Debug, Args)]
pub struct Show {
    /// The procedure, by id or by name; or one deadline, as PROCEDURE/DEADLINE
    pub procedure: String,
    /// Whose checklist [default: the first person]
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

#[derive(Debug, Args)]
pub struct Find {
    /// What to look for
    #[arg(required = true, num_args = 1..)]
    pub words: Vec<String>,
    /// How many at most
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    pub most: usize,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}
