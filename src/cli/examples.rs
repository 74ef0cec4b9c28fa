//! The definition of the command line with examples for each command: help, completions and manual come from it.

use std::ffi::OsString;

use clap::{Command, CommandFactory, FromArgMatches, Parser};

use super::args::{self, Cli, Global, OnlyStatus, Short};

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
    short(&args).map_or_else(|| parse_fully(args), Ok)
}

/// What is typed most often and understood without a definition of every command: it takes longer to build than the rest
/// of the line for a prompt takes.
fn short(args: &[OsString]) -> Option<Cli> {
    let line = |global, command: Option<OnlyStatus>| Cli {
        global,
        command: command.map(|OnlyStatus::Status| args::Command::Status),
    };
    let [first, words @ ..] = args.get(1..).unwrap_or_default() else {
        return Some(Cli::default());
    };
    if first == "status" && words.is_empty() {
        return Some(line(Global::default(), Some(OnlyStatus::Status)));
    }
    // Most lines with another command begin with it.
    let begins_with_option = first.as_encoded_bytes().starts_with(b"-");
    if !begins_with_option && first != "status" {
        return None;
    }
    let Short { global, command } = Short::try_parse_from(args).ok()?;
    Some(line(global, command))
}

fn parse_fully(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let mut definition = definition();
    let matches = definition.try_get_matches_from_mut(args)?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_is_understood_as_the_whole_definition_understands_it() {
        let mut short_ones = 0;
        for line in [
            "mynaguide",
            "mynaguide status",
            "mynaguide status --lang ja",
            "mynaguide --lang ja --household x status",
            "mynaguide status --data=d --today 2026-12-01 --as-of 2027-01-01 --color never --glyphs ascii",
            "mynaguide --content c --pack p status --pack q --config f --watch",
            "mynaguide --household status status",
            "mynaguide --household status",
            "mynaguide --household=status due",
            "mynaguide find status",
            "mynaguide status status",
            "mynaguide status --help",
            "mynaguide status --version",
            "mynaguide --version status",
            "mynaguide help status",
            "mynaguide status --lang english",
            "mynaguide status --lang",
            "mynaguide status --due",
            "mynaguide status -h",
            "mynaguide -- status",
            "mynaguide translate status",
            "mynaguide stat",
            "mynaguide status --dat d",
            "mynaguide --content c",
            "mynaguide --content c --pack p --lang ja --today 2026-12-01",
            "mynaguide --household due",
            "mynaguide --household x due",
            "mynaguide --content",
            "mynaguide --contents c",
            "mynaguide --lang english",
            "mynaguide --within 14",
            "mynaguide --help",
            "mynaguide --",
        ] {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            short_ones += usize::from(short(&args).is_some());
            match (parse(args.clone()), parse_fully(args)) {
                (Ok(short), Ok(whole)) => assert_eq!(format!("{short:?}"), format!("{whole:?}"), "{line}"),
                (Err(short), Err(whole)) => assert_eq!(short.to_string(), whole.to_string(), "{line}"),
                (short, whole) => panic!("{line}: {short:?}, {whole:?}"),
            }
        }
        assert_eq!(short_ones, 12);
    }

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
