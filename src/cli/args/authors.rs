//! Commands for those who write content.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::language;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    Text,
    /// `file:line:column: severity[rule]: message`, as editors read it.
    Short,
    /// One object for the whole run.
    Json,
    /// One object for each problem, a line each.
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FactsheetFormat {
    Markdown,
    Html,
}

#[derive(Debug, Args)]
pub struct Lint {
    /// The content folder [default: --content, else the built-in one]
    pub dir: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = LintFormat::Text)]
    pub format: LintFormat,
    /// Warnings count as errors
    #[arg(long)]
    pub strict: bool,
    /// Say what a rule asks for
    #[arg(long, value_name = "RULE")]
    pub explain: Option<String>,
}

#[derive(Debug, Args)]
pub struct NewPack {
    /// The folder to make; it must not be there yet, or be empty
    pub dir: PathBuf,
    /// A local pack, which changes another pack, instead of a whole one
    #[arg(long)]
    pub local: bool,
}

#[derive(Debug, Args)]
pub struct Factsheet {
    /// Only what concerns these procedures, by id or by name
    #[arg(value_name = "PROCEDURE")]
    pub procedures: Vec<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = FactsheetFormat::Markdown)]
    pub format: FactsheetFormat,
}

#[derive(Debug, Subcommand)]
pub enum TranslateCommand {
    /// Note in each translation from which English text it was made
    Stamp {
        /// The content folder
        dir: PathBuf,
    },
    /// What is missing and what is older than the English text, for each language
    Status {
        /// The content folder [default: --content, else the built-in one]
        dir: Option<PathBuf>,
    },
    /// Prepare the files of a language: each text empty, the English beside it
    New {
        /// The language, for example vi
        #[arg(value_parser = language)]
        lang: String,
        /// The content folder
        dir: PathBuf,
        /// Only these procedures; may be given several times
        #[arg(long, value_name = "ID")]
        only: Vec<String>,
    },
}
