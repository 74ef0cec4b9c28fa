//! What can be typed on the command line. Each doc comment is a line of help.

mod authors;
mod read;
mod tell;
mod transfer;
mod visits;

pub use authors::{Factsheet, FactsheetFormat, Lint, LintFormat, NewPack, TranslateCommand};
pub use read::{By, Due, DueFormat, Find, Show, Why};
pub use tell::{Ask, Event, Note, Own, PersonCommand, Set, Tick};
pub use transfer::{Export, ExportKind, Import};
pub use visits::{Bag, BagFormat, Done, Say, Visits};

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Args, Parser, Subcommand, ValueEnum};

use crate::i18n::Languages;

/// A guide to the My Number Card for foreign residents of Japan: what applies to you, by which day, what to bring.
#[derive(Debug, Default, Parser)]
#[command(name = "mynaguide", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    /// Without a command: the full screen; without a terminal the same as `due`.
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// Use the procedures in this folder instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Apply this local pack too; may be given several times
    #[arg(long, global = true, value_name = "DIR")]
    pub pack: Vec<PathBuf>,
    /// Follow the files of --content and --pack: the full screen shows each change at once
    #[arg(long, global = true, hide = true)]
    pub watch: bool,
    /// Keep data here (else `MYNAGUIDE_DATA`, else the system's place)
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Read this configuration file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Which household [default: home]
    #[arg(long, global = true, value_name = "NAME")]
    pub household: Option<String>,
    #[arg(long, global = true, value_name = "LANG", value_parser = LanguageTag, hide_possible_values = true)]
    #[arg(help = format!("Language: {}", tags().collect::<Vec<_>>().join(", ")))]
    pub lang: Option<String>,
    /// Pretend that today is this day (else `MYNAGUIDE_TODAY`, else today in Japan)
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    /// Look at what will hold on this later day; nothing can be told or ticked then
    #[arg(long, global = true, value_name = "DATE")]
    pub as_of: Option<String>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum)]
    pub color: Option<When>,
    /// Which marks to draw with
    #[arg(long, global = true, value_name = "SET", value_enum)]
    pub glyphs: Option<GlyphSet>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    Auto,
    Always,
    Never,
}

/// The marks that are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GlyphSet {
    // Plain comments, so that help stays one line for each option.
    // Everything a modern terminal shows.
    Unicode,
    // Letters and signs of ASCII only; Japanese text stays.
    Ascii,
}

/// Text for people, JSON for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PlainFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// What is due, the most urgent first
    Due(Due),
    /// Why a deadline is on the day it is on
    Why(Why),
    /// A whole procedure as text
    Show(Show),
    /// Find procedures, documents, words and sentences: English, romaji, kana, kanji
    Find(Find),
    /// The open questions
    Ask(Ask),
    /// Answer a question
    Set(Set),
    /// Tell what happened, and when
    Event(Event),
    /// Tick a step or document, or take the tick back
    Tick(Tick),
    /// Write a note on a step, a document or a procedure, or read it
    Note(Note),
    /// Take the last change back
    Undo,
    /// Make the change again that was taken back last
    Redo,
    /// The counter visits to come: which day, why then, what together
    Visits(Visits),
    /// What to bring to a visit
    Bag(Bag),
    /// What to say at a visit, and what the clerk may ask
    Say(Say),
    /// Record what a visit settled, all at once
    Done(Done),
    /// What you own, such as a passport: it solves “one of these, or two of those”
    Own(Own),
    /// What was changed, and when
    History {
        /// Form of the output
        #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
        format: PlainFormat,
    },
    /// Dates that moved since the full screen showed them, and why
    Moved {
        /// You have seen them: do not show them again
        #[arg(long)]
        seen: bool,
    },
    /// The people of the household
    Person {
        #[command(subcommand)]
        command: Option<PersonCommand>,
    },
    /// The names of the households in the data folder
    Households,
    /// One line for a prompt or a status bar
    Status,
    /// Write a calendar file, a page to print, or the household for another machine
    Export(Export),
    /// Take a household in that `export json` wrote
    Import(Import),
    /// What changes when: every dated fee and value
    Changes {
        /// Also what changed before today
        #[arg(long)]
        all: bool,
    },
    /// Check a content folder or a local pack
    Lint(Lint),
    /// A procedure as its readers will see it, in each language
    Preview {
        /// The procedure, by id or by name
        procedure: String,
    },
    /// Start a pack of your own, with each construct shown once
    NewPack(NewPack),
    /// The JSON Schema of a page that a command prints, or of a kind of content file
    Schema {
        /// Which [default: a list of them]
        name: Option<String>,
    },
    /// Run the scenarios that test the rules
    Test {
        /// Files of scenarios [default: those of the content]
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Generated cases with their days and reasons, for a lawyer or a clerk to check
    Factsheet(Factsheet),
    /// Paths, versions, and whether everything is in order
    Doctor {
        /// Put the newest good backup in the place of the household's file; the file is kept under another name
        #[arg(long)]
        restore_backup: bool,
    },
    /// Whether keys, colours and the other settings are in order
    #[command(subcommand)]
    Config(SettingsCommand),
    /// Completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The manual page
    Man {
        /// The page of this command [default: of the program]
        command: Option<String>,
    },
    /// Keep translations in step with the English text
    #[command(subcommand, arg_required_else_help = false)]
    Translate(TranslateCommand),
}

#[derive(Debug, Subcommand)]
pub enum SettingsCommand {
    /// Read the configuration, the keys and the themes, and say what is wrong with them
    Check,
}

/// Reads a language tag. Completions offer the languages of the interface; the content may have others.
#[derive(Clone)]
struct LanguageTag;

impl TypedValueParser for LanguageTag {
    type Value = String;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&Arg>, typed: &OsStr) -> Result<String, clap::Error> {
        language.parse_ref(command, arg, typed)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(tags().map(PossibleValue::new)))
    }
}

fn tags() -> impl Iterator<Item = &'static str> {
    Languages::embedded().iter().map(|language| language.tag.as_str())
}

/// A language tag: `en`, `ja`, `ja-easy`.
pub(super) fn language(typed: &str) -> Result<String, &'static str> {
    let mut parts = typed.split(['-', '_']);
    let letters = |p: &str| p.bytes().all(|b| b.is_ascii_alphanumeric());
    let first = parts
        .next()
        .is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    if first && parts.all(|p| (2..=8).contains(&p.len()) && letters(p)) {
        Ok(typed.to_owned())
    } else {
        Err("accepted: a language tag like en or ja")
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn language_tags() {
        for (typed, fine) in [
            ("en", true),
            ("ja_JP", true),
            ("ja-easy", true),
            ("english", false),
            ("", false),
            ("e", false),
            ("ja-", false),
        ] {
            assert_eq!(language(typed).is_ok(), fine, "{typed}");
        }
    }
}
