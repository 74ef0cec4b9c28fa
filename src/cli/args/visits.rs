//! Commands for the visits to a counter.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::PlainFormat;
use crate::content::Who;

/// Reads who goes, by the words of the content.
fn who() -> impl TypedValueParser<Value = Who> {
    let known = [Who::Myself, Who::Household, Who::LegalRep, Who::Agent];
    PossibleValuesParser::new(known.map(Who::word)).try_map(|word| Who::of_word(&word).ok_or("nobody"))
}

/// Text for people, a page to print, or something to go on with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum BagFormat {
    #[default]
    Text,
    Json,
    Html,
    Markdown,
}

#[derive(Debug, Args)]
pub struct Visits {
    /// Who goes
    #[arg(long, value_parser = who(), default_value = "self")]
    pub who: Who,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

#[derive(Debug, Args)]
pub struct Bag {
    /// The procedures, by id or by name [default: everything of the next visit]
    #[arg(value_name = "PROCEDURE")]
    pub procedures: Vec<String>,
    /// The visit, by its number in `visits`
    #[arg(long, value_name = "NUMBER", conflicts_with = "procedures")]
    pub visit: Option<usize>,
    /// Go on this day instead
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Who goes
    #[arg(long, value_parser = who(), default_value = "self")]
    pub who: Who,
    /// Only for these people; may be given several times
    #[arg(long, value_name = "LABEL")]
    pub person: Vec<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = BagFormat::Text)]
    pub format: BagFormat,
    /// Print the notes too
    #[arg(long)]
    pub with_notes: bool,
    /// The file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Say {
    /// The procedure, by id or by name [default: everything of the next visit]
    pub procedure: Option<String>,
    /// The visit, by its number in `visits`
    #[arg(long, value_name = "NUMBER", conflicts_with = "procedure")]
    pub visit: Option<usize>,
    /// Who goes
    #[arg(long, value_parser = who(), default_value = "self")]
    pub who: Who,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

#[derive(Debug, Args)]
pub struct Done {
    /// The visit: its number in `visits`, or one of its procedures
    pub visit: String,
    /// The day of the visit [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Record it; without this it is only shown what would be recorded
    #[arg(long)]
    pub yes: bool,
    /// Something that did not happen; may be given several times
    #[arg(long, value_name = "[LABEL:]EVENT")]
    pub without: Vec<String>,
    /// What is newly printed on a card; may be given several times
    #[arg(long, value_name = "[LABEL:]FACT=VALUE")]
    pub with: Vec<String>,
    /// Who went
    #[arg(long, value_parser = who(), default_value = "self")]
    pub who: Who,
}
