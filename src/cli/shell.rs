//! `completions` and `man`, from the same definitions that read the command line.

use std::io;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use super::examples::definition;
use super::out::Out;
use super::trouble::Trouble;
use super::usage::unknown;
use crate::intake::accept;

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell, out: &mut Out) {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut definition(), "mynaguide", &mut script);
    out.exact(&String::from_utf8_lossy(&script));
}

/// Prints the manual page of the program, or of one of its commands.
pub(super) fn manual(command: Option<&str>, out: &mut Out) -> Result<(), Trouble> {
    let mut program = definition();
    program.build();
    let page = match command {
        None => page(&Man::new(whole(program))),
        Some(typed) => {
            let command = one(&program, typed)?;
            let title = format!("mynaguide-{}", command.get_name());
            page(&Man::new(command).title(title))
        }
    };
    let page = page.map_err(Trouble::file("standard output"))?;
    out.exact(&String::from_utf8_lossy(&page));
    Ok(())
}

fn page(manual: &Man) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    manual.render(&mut page)?;
    Ok(page)
}

/// The page of the program shows the examples of all its commands.
fn whole(program: Command) -> Command {
    let examples: Vec<String> = program
        .get_subcommands()
        .filter_map(|c| c.get_after_help().map(ToString::to_string))
        .collect();
    let lines: Vec<&str> = examples
        .iter()
        .flat_map(|e| e.lines())
        .filter(|l| l.starts_with(' '))
        .collect();
    let all = format!("Examples:\n{}", lines.join("\n"));
    program.after_help(all)
}

fn one(program: &Command, typed: &str) -> Result<Command, Trouble> {
    let typed = accept(typed)?;
    let known: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    let found = program.get_subcommands().find(|c| c.get_name() == typed);
    found.cloned().ok_or_else(|| unknown("command", &typed, &known))
}
