//! The commands: the same view models as the full screen, as plain text and JSON.
//!
//! [`start`] reads the command line and carries a command out; without a command it hands back what the full screen
//! needs. Exit codes: 0 fine; 1 something is late or does not hold; 2 bad usage, bad input or a household that cannot be
//! read, with one clear line on standard error.

mod args;
mod ask;
mod authors;
mod change;
mod config;
mod doctor;
mod due;
mod due_json;
mod everyone;
mod examples;
mod explain;
mod export;
mod factsheet;
mod files;
mod find;
mod json;
mod lint;
#[cfg(feature = "notify")]
mod notify;
mod out;
mod person;
mod scenarios;
mod schemas;
mod session;
mod settings;
mod setup;
mod shell;
mod status;
mod told;
mod translate;
mod trouble;
mod usage;
mod visits;
mod visits_json;
mod watch;

use std::ffi::OsString;
use std::io::{self, Write};

use chrono::NaiveDate;
use clap::error::ErrorKind;

use crate::content::{Pack, PlaceKind, embedded_pack_in};
use crate::i18n::Strings;
use crate::present::changes_doc;
use crate::store::{Opened, Store};
use crate::text::clean;
use args::{Command, Due, DueFormat, Export, ExportKind};
use out::{Out, Style};
use session::Session;
use setup::Environment;
use trouble::Trouble;

pub use settings::{Check, ScreenSettings};
pub use setup::{Colours, Setup};
pub use watch::Follower;

/// Exit code: everything is as asked for.
const FINE: u8 = 0;
/// Exit code: something is late or does not hold.
const DOES_NOT_HOLD: u8 = 1;
/// Exit code: bad usage or bad input.
const BAD_INPUT: u8 = 2;

/// What an answer is worth to a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Fine,
    DoesNotHold,
    /// A household cannot be read; that is said, beside what else there is.
    CannotTell,
}

impl Verdict {
    fn holds(fine: bool) -> Self {
        if fine { Self::Fine } else { Self::DoesNotHold }
    }
}

/// What the program does next.
pub enum Start {
    /// Everything is said; leave with this exit code.
    Finished(u8),
    /// Show the full screen.
    FullScreen(Box<Ready>),
}

/// Everything the full screen starts from; whatever can go wrong before it has not gone wrong.
pub struct Ready {
    /// The command line, the configuration and the environment put together.
    pub setup: Setup,
    /// The content.
    pub pack: Pack,
    /// The household.
    pub opened: Opened,
    /// Keys and colours.
    pub screen: ScreenSettings,
}

/// Reads the command line, without the full screen carries the command out, and says what to do next.
pub fn start(args: impl IntoIterator<Item = OsString>, check: Check) -> Start {
    let environment = Environment::read();
    let cli = match examples::parse(args.into_iter().collect()) {
        Ok(cli) => cli,
        Err(error) => return Start::Finished(parser_says(&error, &environment)),
    };
    let strings = Strings::new("en");
    let setup = match Setup::new(&cli.global, environment) {
        Ok(mut setup) => {
            setup.check = check;
            setup
        }
        Err(trouble) => return Start::Finished(complain(&trouble, &strings)),
    };
    match cli.command {
        None if setup.environment.has_screen() && !setup.plain => ready(setup),
        command => Start::Finished(carry_out(
            &setup,
            command.is_none() && setup.environment.output_is_terminal,
            &command.unwrap_or(Command::Due(Due::default())),
        )),
    }
}

/// Reads everything the full screen needs, so that a problem is an ordinary line and not a flash of a screen.
fn ready(setup: Setup) -> Start {
    let read = || -> Result<_, Trouble> {
        let pack = setup.pack()?;
        let opened = Store::open(setup.paths(), &setup.household)?;
        Ok((pack, opened, settings::read(&setup)?))
    };
    match read() {
        Ok((pack, opened, screen)) => Start::FullScreen(Box::new(Ready {
            setup,
            pack,
            opened,
            screen,
        })),
        Err(trouble) => Start::Finished(complain(&trouble, &setup.strings)),
    }
}

/// Says on standard error why something cannot be done.
///
/// Returns the exit code.
pub fn refuse(words: &str) -> u8 {
    remark(words);
    BAD_INPUT
}

/// A remark beside the answer, not part of it; scripts read standard output.
fn remark(words: &str) {
    // Nobody is left to tell if standard error is gone.
    let words = trouble::one_line(&clean(words));
    let _ = writeln!(io::stderr().lock(), "mynaguide: {words}");
}

/// Carries a command out. Whoever comes to the plain text instead of the full screen is told how to go on: it may be
/// somebody who listens to a screen reader.
fn carry_out(setup: &Setup, instead_of_screen: bool, command: &Command) -> u8 {
    let mut out = Out::new(setup.style);
    if instead_of_screen {
        out.wrapped(&setup.strings.say("cmd-plain"));
        out.gap();
    }
    let verdict = match run(setup, command, &mut out) {
        Ok(verdict) => verdict,
        // An echo of something that was not saved would be a lie.
        Err(trouble) => return complain(&trouble, &setup.strings),
    };
    let code = match verdict {
        Verdict::Fine => FINE,
        Verdict::DoesNotHold => DOES_NOT_HOLD,
        Verdict::CannotTell => BAD_INPUT,
    };
    print(out, code)
}

/// Prints what was collected; gives the exit code, which is another one if that fails.
fn print(out: Out, code: u8) -> u8 {
    let printed = out.finish(io::stdout().lock());
    printed.map_or_else(
        |error| refuse(&format!("The output cannot be written: {error}")),
        |()| code,
    )
}

fn run(setup: &Setup, command: &Command, out: &mut Out) -> Result<Verdict, Trouble> {
    // What needs no household works without one, and when it is broken.
    match command {
        Command::Lint(args) => return lint::run(setup, args, out),
        Command::Test { files } => return scenarios::run(setup, files, out),
        Command::Translate(command) => return translate::run(setup, command, out),
        Command::Changes { all } => out.doc(&changes_doc(&setup.pack()?, &setup.strings, setup.today, *all)),
        Command::Factsheet(args) => factsheet::run(setup, args, out)?,
        Command::Preview { procedure } => authors::preview(setup, procedure, out)?,
        Command::NewPack(args) => authors::new_pack(setup, args, out)?,
        Command::Schema { name } => authors::schema(name.as_deref(), out)?,
        Command::Doctor { restore_backup: true } => doctor::restore_backup(setup, out)?,
        Command::Doctor { .. } => return doctor::run(setup, out),
        Command::Config(_) => return settings::check(setup, out),
        Command::Find(args) => find::run(setup, args, out)?,
        Command::Status => return status::run(setup, out),
        Command::Households => person::households(setup, out)?,
        Command::Completions { shell } => shell::completions(*shell, out),
        Command::Man { command } => shell::manual(command.as_deref(), out)?,
        // Printed while it goes, as there may be very many.
        Command::Due(args) if args.all => return everyone::run(setup, args, &mut io::stdout().lock()),
        _ => return with_household(setup, command, out),
    }
    Ok(Verdict::Fine)
}

fn with_household(setup: &Setup, command: &Command, out: &mut Out) -> Result<Verdict, Trouble> {
    if let Some(day) = setup.as_of {
        look_only(setup, command, day)?;
    }
    let mut session = match (Session::open(setup), command) {
        (Err(Trouble::Open(error)), Command::Due(args)) => return due::cannot_tell(setup, args, error, out),
        (session, _) => session?,
    };
    for notice in &session.notices {
        remark(&notice.to_string());
    }
    match command {
        Command::Due(args) if args.format == DueFormat::Ics => export::due(&mut session, args, out)?,
        Command::Due(args) => return due::run(&session, args, out),
        Command::Export(args) => export::run(&mut session, args, out)?,
        Command::Import(args) => export::import(&mut session, args, out)?,
        Command::Why(args) => explain::why(&session, args, out)?,
        Command::Show(args) => explain::show(&session, args, out)?,
        Command::Ask(args) => ask::run(&session, args, out)?,
        Command::Set(args) => change::set(&mut session, args, out)?,
        Command::Event(args) => change::event(&mut session, args, out)?,
        Command::Tick(args) => change::tick(&mut session, args, out)?,
        Command::Note(args) => change::note(&mut session, args, out)?,
        Command::Undo => told::undo(&mut session, out)?,
        Command::Redo => told::redo(&mut session, out)?,
        Command::Visits(args) => visits::visits(&session, args, out),
        Command::Bag(args) => visits::bag(&session, args, out)?,
        Command::Say(args) => visits::say(&session, args, out)?,
        Command::Done(args) => visits::done(&mut session, args, out)?,
        Command::Own(args) => visits::own(&mut session, args, out)?,
        Command::History { format } => told::history(&session, *format, out),
        Command::Moved { seen } => told::moved(&mut session, *seen, out)?,
        Command::Person { command } => person::run(&mut session, command.as_ref(), out)?,
        // These were carried out above.
        _ => {}
    }
    Ok(Verdict::Fine)
}

/// With `--as-of` nothing is told or ticked; the day is said beside the answer.
fn look_only(setup: &Setup, command: &Command, day: NaiveDate) -> Result<(), Trouble> {
    match command {
        Command::Done(args) if !args.yes => Ok(()),
        Command::Event(args) if args.what_if => Ok(()),
        Command::Moved { seen: false } => Ok(()),
        Command::Note(args) if args.words.is_empty() && !args.delete => Ok(()),
        // A calendar of a day that has not come would be remembered as the last one.
        Command::Due(Due {
            format: DueFormat::Ics, ..
        })
        | Command::Export(Export {
            what: ExportKind::Ics, ..
        }) => Err(Trouble::Usage(
            "With --as-of no calendar file is written; leave it out.".to_owned(),
        )),
        Command::Done(_)
        | Command::Own(_)
        | Command::Set(_)
        | Command::Event(_)
        | Command::Tick(_)
        | Command::Note(_)
        | Command::Moved { .. }
        | Command::Undo
        | Command::Redo
        | Command::Person { .. }
        | Command::Import(_) => Err(Trouble::Usage(
            "With --as-of one can only look; leave it out to change something.".to_owned(),
        )),
        _ => {
            remark(&setup.strings.say_x("as-of", &crate::i18n::day(&setup.strings, day)));
            Ok(())
        }
    }
}

/// Tells why a command did not do what it was asked to do, and gives the exit code.
fn complain(trouble: &Trouble, strings: &Strings) -> u8 {
    let words = trouble.words(strings);
    if trouble.is_page() {
        let _ = writeln!(io::stderr().lock(), "{words}");
        return BAD_INPUT;
    }
    refuse(&words)
}

/// Help and version go to standard output, mistakes in one line to standard error.
fn parser_says(error: &clap::Error, environment: &Environment) -> u8 {
    if !matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return refuse(&usage::one_line(error));
    }
    let width = Style::width_for(environment.columns);
    let mut out = Out::new(Style {
        color: false,
        ascii: false,
        width,
    });
    out.raw(&error.to_string());
    if error.kind() == ErrorKind::DisplayHelp {
        not_advice(&mut out);
    }
    print(out, FINE)
}

/// Under every help: what this is not, and who knows for certain.
fn not_advice(out: &mut Out) {
    out.gap();
    out.line(Strings::new("en").say("not-advice"));
    for line in official_lines(&embedded_pack_in(&[])) {
        out.line(line);
    }
}

fn official_lines(pack: &Pack) -> Vec<String> {
    let lines = pack.places.values().filter(|p| p.kind == PlaceKind::Phone);
    lines
        .filter_map(|p| Some(format!("  {}  {}", p.phone.as_ref()?, p.name.en)))
        .collect()
}
