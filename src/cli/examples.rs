//! The definition of the command line with examples for each command: help, completions and manual come from it.

use std::ffi::OsString;

use clap::{Command, CommandFactory, FromArgMatches};

use super::args::Cli;

/// Examples of each command; a test carries the command lines through the parser.
const EXAMPLES: &[(&str, &[&str])] = &[
    (
        "due",
        &[
            "mynaguide due",
            "mynaguide due --within 14 --fail-late",
            "mynaguide due --format json --person A",
            "mynaguide due --all --by day",
        ],
    ),
    (
        "why",
        &[
            "mynaguide why move-in/notify",
            "mynaguide why move-in/notify --person A",
        ],
    ),
    (
        "show",
        &[
            "mynaguide show move-in",
            "mynaguide show 転入届 --lang ja",
            "mynaguide show move-in/notify",
            "mynaguide show card-lost --format json",
        ],
    ),
    (
        "find",
        &[
            "mynaguide find zairyu",
            "mynaguide find gaijin card",
            "mynaguide find 在留カード --format json",
        ],
    ),
    (
        "ask",
        &["mynaguide ask", "mynaguide ask --all", "mynaguide ask --format json"],
    ),
    (
        "set",
        &[
            "mynaguide set stay_until 2027-03-31",
            "mynaguide set card_held yes --person A",
        ],
    ),
    (
        "event",
        &[
            "mynaguide event moved_in 2026-11-29",
            "mynaguide event moved_in today --person A --person B",
            "mynaguide event moved_out 2027-03-31 --what-if",
        ],
    ),
    ("tick", &["mynaguide tick move-in/residence-card"]),
    (
        "note",
        &[
            "mynaguide note move-in/residence-card in the blue folder",
            "mynaguide note move-in ask about parking --person A",
            "mynaguide note move-in",
            "mynaguide note move-in --delete",
        ],
    ),
    ("undo", &["mynaguide undo"]),
    ("redo", &["mynaguide redo"]),
    ("history", &["mynaguide history", "mynaguide history --format json"]),
    ("moved", &["mynaguide moved", "mynaguide moved --seen"]),
    (
        "person",
        &[
            "mynaguide person",
            "mynaguide person add B",
            "mynaguide person rename B wife",
            "mynaguide person archive B",
            "mynaguide person restore B",
        ],
    ),
    ("households", &["mynaguide households"]),
    ("status", &["mynaguide status", "mynaguide status --lang ja"]),
    (
        "export",
        &[
            "mynaguide export ics -o my-number.ics",
            "mynaguide export ics --changed-only --reminders-as-events -o new.ics",
            "mynaguide export ics --booking move-in=2026-12-10T10:30 -o visit.ics",
            "mynaguide export html -o timeline.html",
            "mynaguide export json -o home.json",
        ],
    ),
    (
        "import",
        &["mynaguide import home.json", "mynaguide import home.json --apply"],
    ),
    (
        "bag",
        &[
            "mynaguide bag",
            "mynaguide bag move-in --on 2026-12-10",
            "mynaguide bag --visit 2 --who agent",
            "mynaguide bag --format html -o visit.html",
        ],
    ),
    ("say", &["mynaguide say", "mynaguide say move-in"]),
    ("own", &["mynaguide own", "mynaguide own passport --person A"]),
    ("visits", &["mynaguide visits", "mynaguide visits --format json"]),
    (
        "done",
        &[
            "mynaguide done move-in",
            "mynaguide done 1 --yes --with card_printed_until=2029-03-31",
        ],
    ),
    ("lint", &["mynaguide lint", "mynaguide lint my-content --strict"]),
    ("test", &["mynaguide test", "mynaguide test my-scenarios.toml"]),
    ("changes", &["mynaguide changes", "mynaguide changes --all"]),
    (
        "preview",
        &[
            "mynaguide preview move-in",
            "mynaguide --content my-content preview move-in --lang ja",
        ],
    ),
    (
        "new-pack",
        &["mynaguide new-pack my-content", "mynaguide new-pack --local my-city"],
    ),
    ("schema", &["mynaguide schema", "mynaguide schema due"]),
    (
        "factsheet",
        &["mynaguide factsheet move-in", "mynaguide factsheet --format html"],
    ),
    (
        "translate",
        &["mynaguide translate status", "mynaguide translate stamp my-content"],
    ),
    (
        "config",
        &[
            "mynaguide config check",
            "mynaguide config check --config ./config.toml",
        ],
    ),
    ("doctor", &["mynaguide doctor", "mynaguide doctor --restore-backup"]),
    (
        "completions",
        &[
            "mynaguide completions bash > ~/.local/share/bash-completion/completions/mynaguide",
            "mynaguide completions fish > ~/.config/fish/completions/mynaguide.fish",
        ],
    ),
    ("man", &["mynaguide man > mynaguide.1", "mynaguide man due | man -l -"]),
];

/// The definition with its examples.
pub(super) fn definition() -> Command {
    let mut definition = Cli::command();
    let names: Vec<String> = definition.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        if let Some((_, lines)) = EXAMPLES.iter().find(|(known, _)| *known == name) {
            let examples = format!("Examples:\n  {}", lines.join("\n  "));
            definition = definition.mut_subcommand(name, |command| command.after_help(examples));
        }
    }
    definition
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
        let definition = definition();
        for command in definition.get_subcommands() {
            let name = command.get_name();
            let lines = EXAMPLES
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, lines)| *lines);
            let lines = lines.unwrap_or_else(|| panic!("`{name}` needs an example here"));
            for line in lines {
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
