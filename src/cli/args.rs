//! What can be typed on the command line. Each doc comment is a line of help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::export::ics::Booking;

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
    /// Language: en, ja, ja-easy
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DueFormat {
    #[default]
    Text,
    Json,
    Ics,
    Markdown,
}

/// Text for people, JSON for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PlainFormat {
    #[default]
    Text,
    Json,
}

/// How `due --all` is grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    Day,
    Place,
    Person,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportKind {
    // A calendar file.
    Ics,
    // A page to print.
    Html,
    // The household, for another machine.
    Json,
}

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
    History(History),
    /// Dates that moved since the full screen showed them, and why
    Moved(Moved),
    /// The people of the household
    Person(Person),
    /// The names of the households in the data folder
    Households,
    /// One line for a prompt or a status bar
    Status,
    /// Write a calendar file, a page to print, or the household for another machine
    Export(Export),
    /// Take a household in that `export json` wrote
    Import(Import),
    /// What changes when: every dated fee and value
    Changes(Changes),
    /// Check a content folder or a local pack
    Lint(Lint),
    /// A procedure as its readers will see it, in each language
    Preview(Preview),
    /// Start a pack of your own, with each construct shown once
    NewPack(NewPack),
    /// The JSON Schema of a page that a command prints, or of a kind of content file
    Schema(Schema),
    /// Run the scenarios that test the rules
    Test(Test),
    /// Generated cases with their days and reasons, for a lawyer or a clerk to check
    Factsheet(Factsheet),
    /// Paths, versions, and whether everything is in order
    Doctor(Doctor),
    /// Whether keys, colours and the other settings are in order
    Config(Settings),
    /// Completions for a shell
    Completions(Completions),
    /// The manual page
    Man(Manual),
    /// Keep translations in step with the English text
    Translate(Translate),
}

#[derive(Debug, Default, Args)]
pub struct Due {
    /// Only what is due within so many days; what is late always stays
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=36_500))]
    pub within: Option<u32>,
    /// Only this person
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
    /// Every household of the data folder, with labels only
    #[arg(long)]
    pub all: bool,
    /// How to group with --all
    #[arg(long, value_name = "WHAT", value_enum, requires = "all")]
    pub by: Option<By>,
    /// Exit with 1 if something is late
    #[arg(long)]
    pub fail_late: bool,
    /// Also say it with a message on the desktop
    #[cfg(feature = "notify")]
    #[arg(long)]
    pub notify: bool,
    /// Also what is done, needs nothing, or does not concern you
    #[arg(long)]
    pub everything: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = DueFormat::Text)]
    pub format: DueFormat,
}

#[derive(Debug, Args)]
pub struct Why {
    /// The deadline, as `due` names it
    #[arg(value_name = "PROCEDURE/DEADLINE")]
    pub deadline: String,
    /// Only this person
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
}

#[derive(Debug, Args)]
pub struct Show {
    /// The procedure, by id or by name; or one deadline, as PROCEDURE/DEADLINE
    pub procedure: String,
    /// Whose checklist [default: the first person]
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

#[derive(Debug, Args)]
pub struct Find {
    /// What to look for
    #[arg(required = true, num_args = 1..)]
    pub words: Vec<String>,
    /// How many at most
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    pub most: usize,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

/// Who goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Goes {
    #[default]
    #[value(name = "self")]
    Myself,
    Household,
    LegalRep,
    Agent,
}

/// Text for people, a page to print, or something to go on with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum BagFormat {
    #[default]
    Text,
    Json,
    Html,
    Markdown,
}

#[derive(Debug, Args)]
pub struct Visits {
    /// Who goes
    #[arg(long, value_enum, default_value_t = Goes::Myself)]
    pub who: Goes,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

#[derive(Debug, Args)]
pub struct Bag {
    /// The procedures, by id or by name [default: everything of the next visit]
    #[arg(value_name = "PROCEDURE")]
    pub procedures: Vec<String>,
    /// The visit, by its number in `visits`
    #[arg(long, value_name = "NUMBER", conflicts_with = "procedures")]
    pub visit: Option<usize>,
    /// Go on this day instead
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Who goes
    #[arg(long, value_enum, default_value_t = Goes::Myself)]
    pub who: Goes,
    /// Only for these people; may be given several times
    #[arg(long, value_name = "LABEL")]
    pub person: Vec<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = BagFormat::Text)]
    pub format: BagFormat,
    /// Print the notes too
    #[arg(long)]
    pub with_notes: bool,
    /// The file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Say {
    /// The procedure, by id or by name [default: everything of the next visit]
    pub procedure: Option<String>,
    /// The visit, by its number in `visits`
    #[arg(long, value_name = "NUMBER", conflicts_with = "procedure")]
    pub visit: Option<usize>,
    /// Who goes
    #[arg(long, value_enum, default_value_t = Goes::Myself)]
    pub who: Goes,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

#[derive(Debug, Args)]
pub struct Done {
    /// The visit: its number in `visits`, or one of its procedures
    pub visit: String,
    /// The day of the visit [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Record it; without this it is only shown what would be recorded
    #[arg(long)]
    pub yes: bool,
    /// Something that did not happen; may be given several times
    #[arg(long, value_name = "[LABEL:]EVENT")]
    pub without: Vec<String>,
    /// What is newly printed on a card; may be given several times
    #[arg(long, value_name = "[LABEL:]FACT=VALUE")]
    pub with: Vec<String>,
    /// Who went
    #[arg(long, value_enum, default_value_t = Goes::Myself)]
    pub who: Goes,
}

#[derive(Debug, Args)]
pub struct Own {
    /// The document [default: show what you own]
    pub document: Option<String>,
    /// Whose
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
}

#[derive(Debug, Args)]
pub struct History {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag of its own on the command line
pub struct Export {
    /// What to write
    #[arg(value_enum)]
    pub what: ExportKind,
    /// The file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Calendar: only this person
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
    /// Calendar: titles that tell nothing, for a calendar that others see
    #[arg(long)]
    pub neutral: bool,
    /// Calendar: reminders as events of their own, for calendars that drop alarms
    #[arg(long)]
    pub reminders_as_events: bool,
    /// Calendar: only what is new or changed since the last export
    #[arg(long)]
    pub changed_only: bool,
    /// Calendar: an appointment, as move-in=2026-12-10T10:30; =none takes it back; may be given several times
    #[arg(long, value_name = "PROCEDURE=TIME")]
    pub booking: Vec<Booking>,
    /// Page: with your notes
    #[arg(long)]
    pub with_notes: bool,
}

#[derive(Debug, Args)]
pub struct Import {
    /// The file that `export json` wrote
    pub file: PathBuf,
    /// Do it; without this, what would change is only shown
    #[arg(long)]
    pub apply: bool,
}

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
pub struct Ask {
    /// Only this person
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
    /// Every question and event there is, with the answers so far
    #[arg(long)]
    pub all: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

#[derive(Debug, Args)]
pub struct Set {
    /// The question, as `ask` names it
    pub fact: String,
    /// The answer: a date in nearly any form, yes or no, a choice; `unknown` takes it back
    #[arg(required = true, num_args = 1..)]
    pub value: Vec<String>,
    /// Whose answer
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
}

#[derive(Debug, Args)]
pub struct Event {
    /// The event, as `ask --all` names it
    #[arg(value_name = "EVENT")]
    pub what: String,
    /// The day: 2027-03-31, 31 Mar 2027, R9.3.31, today
    #[arg(required = true, num_args = 1..)]
    pub date: Vec<String>,
    /// Whom it concerns; may be given several times
    #[arg(long, value_name = "LABEL")]
    pub person: Vec<String>,
    /// An answer that belongs to the event; may be given several times
    #[arg(long, value_name = "FACT=VALUE")]
    pub with: Vec<String>,
    /// Only show what it would change; nothing is saved
    #[arg(long)]
    pub what_if: bool,
}

#[derive(Debug, Args)]
pub struct Tick {
    /// The step or document
    #[arg(value_name = "PROCEDURE/ITEM")]
    pub item: String,
    /// Whose
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
}

#[derive(Debug, Args)]
pub struct Note {
    /// The procedure, or one of its steps or documents
    #[arg(value_name = "PROCEDURE[/ITEM]")]
    pub item: String,
    /// The note [default: print the one there is]
    #[arg(num_args = 0.., conflicts_with = "delete")]
    pub words: Vec<String>,
    /// Delete the note
    #[arg(long)]
    pub delete: bool,
    /// Whose
    #[arg(long, value_name = "LABEL")]
    pub person: Option<String>,
}

#[derive(Debug, Args)]
pub struct Moved {
    /// You have seen them: do not show them again
    #[arg(long)]
    pub seen: bool,
}

#[derive(Debug, Args)]
pub struct Person {
    #[command(subcommand)]
    pub command: Option<PersonCommand>,
}

#[derive(Debug, Subcommand)]
pub enum PersonCommand {
    /// Add a person under a label of your choice
    Add {
        /// A short label: a letter, a first name, a case number
        label: String,
    },
    /// Give a person another label
    Rename {
        /// The label until now
        person: String,
        /// The new label
        label: String,
    },
    /// Keep a person's data but show it no longer
    Archive {
        /// The label
        person: String,
    },
    /// Show an archived person again
    Restore {
        /// The label
        person: String,
    },
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
pub struct Changes {
    /// Also what changed before today
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Args)]
pub struct Preview {
    /// The procedure, by id or by name
    pub procedure: String,
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
pub struct Schema {
    /// Which [default: a list of them]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub struct Test {
    /// Files of scenarios [default: those of the content]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
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

#[derive(Debug, Args)]
#[command(arg_required_else_help = false)]
pub struct Translate {
    #[command(subcommand)]
    pub command: TranslateCommand,
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

/// A language tag: `en`, `ja`, `ja-easy`.
fn language(typed: &str) -> Result<String, &'static str> {
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
