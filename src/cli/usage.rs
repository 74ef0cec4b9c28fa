//! A wrong command line in one clear line: what was wrong, what is accepted, what was probably meant.

use std::error::Error as _;
use std::num::ParseIntError;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use super::args::Cli;
use super::trouble::Trouble;
use crate::text::closest;
use crate::text::secret::refuse_secret;

/// The line for an error of the argument parser.
pub(super) fn one_line(error: &clap::Error) -> String {
    // What was typed is repeated in the line, unless it might be a number that nobody may write down. The line may
    // hold only a part of it, so the whole is looked at.
    refuse_secret(&error.to_string()).map_or_else(|refusal| refusal.to_string(), |()| words(error))
}

fn words(error: &clap::Error) -> String {
    let arg = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = text(error, ContextKind::InvalidSubcommand);
            let command = Cli::command();
            let known = names(&command);
            none_such("command", &typed, &known)
        }
        ErrorKind::UnknownArgument => {
            let near = text(error, ContextKind::SuggestedArg);
            let arg = if arg.starts_with('-') { flag(&arg) } else { &arg };
            format!(
                "`{arg}` is not expected here; {}",
                near_or(&near, || "`--help` shows what is accepted".to_owned())
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("`{}` needs a value{}.", flag(&arg), accepted(error)),
        ErrorKind::InvalidValue => {
            let near = text(error, ContextKind::SuggestedValue);
            let known = accepted(error);
            let near = if near.is_empty() {
                String::new()
            } else {
                format!(" (did you mean `{near}`?)")
            };
            format!("`{value}` is not a value of `{}`{near}{known}.", flag(&arg))
        }
        ErrorKind::ValueValidation => {
            let reason = match error.source() {
                None => "this is not accepted".to_owned(),
                Some(source) if source.is::<ParseIntError>() => "accepted is a whole number, like 14".to_owned(),
                Some(source) => source.to_string(),
            };
            format!("`{value}` is not a value of `{}`: {reason}.", flag(&arg))
        }
        ErrorKind::MissingRequiredArgument => format!("Please add {arg}; `--help` shows the whole command."),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let known = text(error, ContextKind::ValidSubcommand);
            format!("Please say what to do: {known}.")
        }
        _ => first_line(error),
    }
}

/// A word that names nothing, with the one that was probably meant or all that are known.
pub(super) fn unknown(what: &str, typed: &str, known: &[&str]) -> Trouble {
    Trouble::Usage(none_such(what, typed, known))
}

fn none_such(what: &str, typed: &str, known: &[&str]) -> String {
    // The parser's own guess misses two letters that changed places.
    let near = closest(typed, known.iter().copied()).unwrap_or_default();
    let hint = near_or(near, || format!("known: {}", known.join(", ")));
    format!("There is no {what} `{typed}`; {hint}")
}

fn near_or(near: &str, otherwise: impl Fn() -> String) -> String {
    if near.is_empty() {
        format!("{}.", otherwise())
    } else {
        format!("did you mean `{near}`?")
    }
}

fn accepted(error: &clap::Error) -> String {
    let known = text(error, ContextKind::ValidValue);
    if known.is_empty() {
        String::new()
    } else {
        format!("; accepted: {known}")
    }
}

/// `--color <WHEN>` is called `--color`.
fn flag(arg: &str) -> &str {
    arg.split_whitespace().next().unwrap_or(arg)
}

fn names(command: &Command) -> Vec<&str> {
    command
        .get_subcommands()
        .filter(|c| !c.is_hide_set())
        .map(Command::get_name)
        .collect()
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}

fn first_line(error: &clap::Error) -> String {
    let all = error.to_string();
    let first = all.lines().next().unwrap_or_default();
    first.strip_prefix("error: ").unwrap_or(first).to_owned()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn line(args: &[&str]) -> String {
        let all = std::iter::once("mynaguide").chain(args.iter().copied());
        one_line(&Cli::try_parse_from(all).unwrap_err())
    }

    #[test]
    fn each_mistake_is_one_line_with_a_way_out() {
        for (args, words) in [
            (&["deu"][..], "There is no command `deu`; did you mean `due`?"),
            (&["xyzzy"], "There is no command `xyzzy`; known: due, why,"),
            (
                &["due", "--withn", "3"],
                "`--withn` is not expected here; did you mean `--within`?",
            ),
            (&["due", "--bogus"], "`--bogus` is not expected here; `--help`"),
            (
                &["due", "--within", "soon"],
                "`soon` is not a value of `--within`: accepted is a whole number",
            ),
            (&["due", "--within"], "`--within` needs a value"),
            (
                &["due", "--format", "jsn"],
                "(did you mean `json`?); accepted: text, json, ics, markdown.",
            ),
            (&["--color", "sometimes"], "accepted: auto, always, never."),
            (&["--lang", "english"], "accepted: a language tag like en or ja"),
            (&["why"], "Please add <PROCEDURE/DEADLINE>"),
            (&["set", "card_held"], "Please add <VALUE>..."),
            (&["translate"], "Please say what to do: stamp"),
            (&["tick", "a", "b"], "`b` is not expected here"),
        ] {
            let line = line(args);
            assert!(line.contains(words), "{args:?}: {line}");
            assert!(!line.contains('\n'), "{args:?}: {line}");
        }
    }

    #[test]
    fn a_secret_is_not_repeated() {
        for args in [
            &["123456789012"][..],
            &["due", "--within", "1234-5678-9012"],
            &["tick", "a", "1234 5678 9012"],
        ] {
            let line = line(args);
            assert!(!line.contains("1234") && line.contains("Twelve digits"), "{line}");
        }
    }
}
