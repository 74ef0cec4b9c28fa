//! The definition of the command line with examples for each command: help, completions and manual come from it.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::{Command, CommandFactory, FromArgMatches};

use super::args::Cli;

/// Examples of each command, a block for each; a test carries the command lines through the parser.
const EXAMPLES: &str = include_str!("../../assets/examples.txt");

/// The examples of each command, a line each.
fn examples() -> BTreeMap<&'static str, &'static str> {
    let blocks = EXAMPLES.trim_end().split("\n\n");
    blocks.filter_map(|block| block.split_once(":\n")).collect()
}

/// The definition with its examples.
pub(super) fn definition() -> Command {
    let examples = examples();
    Cli::command().mut_subcommands(|command| match examples.get(command.get_name()) {
        Some(lines) => command.after_help(format!("Examples:\n{lines}")),
        None => command,
    })
}

/// Reads a command line.
///
/// # Errors
/// It is not understood, or asks for help.
pub(super) fn parse(args: Vec<OsString>) -> Result<Cli, clap::Error> {
    let mut definition = definition();
    let matches = definition.try_get_matches_from_mut(args)?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_examples_that_can_be_typed() {
        let (definition, examples) = (definition(), examples());
        for command in definition.get_subcommands() {
            let name = command.get_name();
            let lines = examples
                .get(name)
                .unwrap_or_else(|| panic!("`{name}` needs an example here"));
            let lines: Vec<&str> = lines.lines().map(str::trim_start).collect();
            for line in &lines {
                // What follows is for the shell.
                let typed = line.split([' ']).take_while(|word| !matches!(*word, ">" | "|"));
                let parsed = parse(typed.map(OsString::from).collect());
                assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
                assert!(line.contains(name), "{line}");
            }
            let help = command.clone().render_help().to_string();
            assert!(help.contains(lines[0]), "{name}: {help}");
        }
    }
}
