//! Commands about the program itself.

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct Manual {
    /// The page of this command [default: of the program]
    pub command: Option<String>,
}

#[derive(Debug, Args)]
pub struct Doctor {
    /// Put the newest good backup in the place of the household's file; the file is kept under another name
    #[arg(long)]
    pub restore_backup: bool,
}

#[derive(Debug, Args)]
pub struct Settings {
    #[command(subcommand)]
    pub command: SettingsCommand,
}

#[derive(Debug, Subcommand)]
pub enum SettingsCommand {
    /// Read the configuration, the keys and the themes, and say what is wrong with them
    Check,
}
