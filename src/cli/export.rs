//! `export` and `import`: the calendar file, the page to print, the household for another machine.

use std::collections::BTreeSet;

use chrono::Utc;
use uuid::Uuid;

use super::args::{Due, Export, ExportKind, Import};
use super::out::Out;
use super::session::Session;
use super::told::change_words;
use super::trouble::Trouble;
use super::{change, files};
use crate::export::ics::{Exported, Options, calendar};
use crate::export::page;
use crate::export::transfer::{File, Imported, Plan, file, is_untouched, merge};
use crate::household::odd;
use crate::intake::{accept, find_procedure};
use crate::present::{Scene, odd_words};

/// Under which name it is remembered what was exported.
const EXPORT: &str = "export";
/// Under which name it is remembered what was imported.
const IMPORT: &str = "import";

/// Writes a file.
pub(super) fn run(session: &mut Session<'_>, args: &Export, out: &mut Out) -> Result<(), Trouble> {
    check(args)?;
    match args.what {
        ExportKind::Ics => ics(session, args, out),
        ExportKind::Html => {
            let text = page::page(session.scene(), args.with_notes);
            write(session, args, &text, out)
        }
        ExportKind::Json => {
            let origin = origin(session)?;
            let text = household(session, origin).text();
            write(session, args, &text, out)
        }
    }
}

/// Options belong to one kind of file; elsewhere they would silently do nothing.
fn check(args: &Export) -> Result<(), Trouble> {
    let (ics, html) = ((ExportKind::Ics, "ics"), (ExportKind::Html, "html"));
    for (name, given, (what, kind)) in [
        ("--person", args.person.is_some(), ics),
        ("--neutral", args.neutral, ics),
        ("--reminders-as-events", args.reminders_as_events, ics),
        ("--changed-only", args.changed_only, ics),
        ("--booking", !args.booking.is_empty(), ics),
        ("--with-notes", args.with_notes, html),
    ] {
        if given && args.what != what {
            return Err(Trouble::Usage(format!("`{name}` belongs to `export {kind}`.")));
        }
    }
    Ok(())
}

fn write(session: &Session<'_>, args: &Export, text: &str, out: &mut Out) -> Result<(), Trouble> {
    files::write(args.output.as_deref(), text, out)?;
    if let Some(path) = args.output.as_ref().filter(|path| path.as_os_str() != "-") {
        out.line(session.setup.strings.say_x("cmd-exported", &path.display().to_string()));
    }
    Ok(())
}

/// `due --format ics`: the calendar file on standard output.
pub(super) fn due(session: &mut Session<'_>, args: &Due, out: &mut Out) -> Result<(), Trouble> {
    let args = Export {
        person: args.person.clone(),
        ..Export::default()
    };
    ics(session, &args, out)
}

/// Writes the calendar file and remembers what is in it.
pub(super) fn ics(session: &mut Session<'_>, args: &Export, out: &mut Out) -> Result<(), Trouble> {
    let mut bookings = Vec::new();
    for mut booking in args.booking.iter().cloned() {
        accept(booking.procedure.as_str())?;
        booking.procedure = find_procedure(&session.pack, booking.procedure.as_str())?.id.clone();
        bookings.push(booking);
    }
    let person = session.named(args.person.as_deref())?;
    if person.is_some() && !bookings.is_empty() {
        return Err(Trouble::Usage(
            "A booking is of the whole household: leave `--person` out.".to_owned(),
        ));
    }
    let options = Options {
        neutral: args.neutral,
        reminders_as_events: args.reminders_as_events,
        changed_only: args.changed_only,
        people: person.map(|p| p.id.clone()).into_iter().collect(),
        bookings,
    };
    let before: Exported = session.store.memory(EXPORT);
    let made = calendar(session.scene(), &options, &before, Utc::now(), Uuid::new_v4());
    // First the file: if it cannot be written, the next export still knows what is new.
    files::write(args.output.as_deref(), &made.text, out)?;
    if made.exported != before {
        session.store.remember(&mut session.household, EXPORT, &made.exported)?;
    }
    if let Some(path) = args.output.as_ref().filter(|path| path.as_os_str() != "-") {
        let strings = &session.setup.strings;
        let counts = [
            ("x", path.display().to_string().into()),
            ("n", made.events.into()),
            ("changed", made.changed.into()),
        ];
        out.line(strings.say_with("cmd-exported-ics", &counts));
        if !args.reminders_as_events {
            out.wrapped(&strings.say("cmd-ics-google"));
        }
    }
    Ok(())
}

/// What tells the copies of this household from all others; made at the first export.
fn origin(session: &mut Session<'_>) -> Result<Option<Uuid>, Trouble> {
    let mut exported: Exported = session.store.memory(EXPORT);
    let nothing = is_untouched(&session.household) && session.store.entries().is_empty();
    if exported.namespace.is_none() && !nothing {
        exported.namespace = Some(Uuid::new_v4());
        session.store.remember(&mut session.household, EXPORT, &exported)?;
    }
    Ok(exported.namespace)
}

fn household(session: &Session<'_>, origin: Option<Uuid>) -> File {
    let imported: Imported = session.store.memory(IMPORT);
    file(&session.household, session.store.entries(), &imported, origin)
}

/// Takes a household in that `export json` wrote: shows what would change, and with `--apply` changes it.
pub(super) fn import(session: &mut Session<'_>, args: &Import, out: &mut Out) -> Result<(), Trouble> {
    let text = files::read(&args.file)?;
    let wrong = |words: String| Trouble::Usage(format!("{}: {words}", args.file.display()));
    let file = File::read(&text).map_err(|error| wrong(error.to_string()))?;
    let exported: Exported = session.store.memory(EXPORT);
    let imported: Imported = session.store.memory(IMPORT);
    let same = exported.namespace.is_some() && exported.namespace == file.origin;
    let plan = merge(&session.household, session.store.entries(), &imported, &file, same);
    let mut after = session.household.clone();
    after
        .apply_all(&plan.changes)
        .map_err(|error| wrong(format!("it cannot be taken in: {error}")))?;
    // A household in which nothing was ever told has nothing to lose.
    let is_new = is_untouched(&session.household) && session.store.entries().is_empty();
    let applied = (args.apply || is_new) && !plan.changes.is_empty();
    show(session, &after, &plan, applied, args, out);
    if !applied {
        return Ok(());
    }
    let saved = session.commit(plan.changes.clone())?;
    session.store.remember(
        &mut session.household,
        IMPORT,
        &plan.imported(&imported, saved.entry.revision),
    )?;
    if exported.namespace.is_none() && file.origin.is_some() {
        // From now on a copy of that household: its events in calendars are the same.
        let exported = Exported {
            namespace: file.origin,
            ..exported
        };
        session.store.remember(&mut session.household, EXPORT, &exported)?;
    }
    change::after(session, &saved, out);
    Ok(())
}

fn show(
    session: &Session<'_>,
    after: &crate::household::Household,
    plan: &Plan,
    applied: bool,
    args: &Import,
    out: &mut Out,
) {
    let strings = &session.setup.strings;
    let assessment = crate::guide::assess(&session.pack, after, session.setup.today);
    // With the people of afterwards, so that new ones have their labels.
    let scene = Scene {
        household: after,
        assessment: &assessment,
        ..session.scene()
    };
    if plan.changes.is_empty() {
        out.line(strings.say("cmd-import-nothing"));
    } else {
        let heading = if applied { "cmd-import-did" } else { "cmd-import-would" };
        out.line(strings.say_n(heading, plan.changes.len()));
        for change in &plan.changes {
            out.line(format!("  {}", change_words(scene, change)));
        }
    }
    // A file is taken in as a whole: what is odd about its days is said, and nothing is lost.
    let found = odd(&session.pack, &session.household, &plan.changes, session.setup.today);
    if !found.is_empty() {
        out.gap();
        out.line(strings.say("cmd-import-odd"));
        for odd in &found {
            out.line(format!("  {}", odd_words(scene, odd)));
        }
    }
    if !plan.kept.is_empty() {
        out.gap();
        out.line(strings.say_n("cmd-import-kept", plan.kept.len()));
        let kept = plan.kept.iter().map(|kept| change_words(scene, &kept.change));
        for line in kept.collect::<BTreeSet<_>>() {
            out.line(format!("  {line}"));
        }
    }
    if !plan.changes.is_empty() {
        out.gap();
        let words = if applied {
            strings.say("cmd-import-undo")
        } else {
            strings.say_x("cmd-import-apply", &args.file.display().to_string())
        };
        out.line(words);
    }
}
