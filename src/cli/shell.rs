//! `completions` and `man`, from the same definitions that read the command line.

use std::io;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::Manual;
use super::examples::definition;
use super::out::Out;
use super::trouble::Trouble;
use crate::intake::accept;
use crate::text::closest;

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell, out: &mut Out) {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut definition(), "mynaguide", &mut script);
    out.exact(&String::from_utf8_lossy(&script));
}

/// Prints the manual page of the program, or of one of its commands.
pub(super) fn manual(args: &Manual, out: &mut Out) -> Result<(), Trouble> {
    let mut program = definition();
    program.build();
    let page = match &args.command {
        None => page(&Man::new(whole(program))),
        Some(typed) => {
            let command = one(&program, typed)?;
            let title = format!("mynaguide-{}", command.get_name());
            page(&Man::new(command).title(title))
        }
    };
    let page = page.map_err(|problem| Trouble::File {
        path: "standard output".into(),
        problem,
    })?;
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
    let names = || program.get_subcommands().map(Command::get_name);
    let found = program.get_subcommands().find(|c| c.get_name() == typed);
    found.cloned().ok_or_else(|| {
        let hint = closest(&typed, names()).map_or_else(
            || format!("known: {}.", names().collect::<Vec<_>>().join(", ")),
            |n| format!("did you mean `{n}`?"),
        );
        Trouble::Usage(format!("There is no command `{typed}`; {hint}"))
    })
}
