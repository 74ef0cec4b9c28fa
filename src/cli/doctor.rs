//! `doctor`: paths, versions, and whether everything is in order. Nothing personal: no labels, no answers, and `~` for
//! the home folder, so that the output can be shown to others.

use std::env;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Verdict;
use super::out::Out;
use super::settings::report;
use super::setup::Setup;
use super::trouble::Trouble;
use crate::content::{Pack, Severity};
use crate::present::Unreadable;
use crate::store::{OpenError, Store, conflict_copies, newest_good_backup, restore};

/// Prints the state of things.
pub(super) fn run(setup: &Setup, out: &mut Out) -> Result<Verdict, Trouble> {
    out.line(format!("mynaguide {}", env!("CARGO_PKG_VERSION")));
    out.line(format!("system: {} {}", env::consts::OS, env::consts::ARCH));
    let given = if setup.today_is_given {
        " (given)"
    } else {
        " (in Japan)"
    };
    out.line(format!("today: {}{given}", setup.today));
    out.line(format!("language: {}", setup.strings.lang()));
    paths(setup, out)?;
    let content = content(setup, out)?;
    let state = state(setup, out)?;
    terminal(setup, out);
    let settings = report(setup, out)? == Verdict::Fine;
    Ok(Verdict::holds(content && state && settings))
}

fn paths(setup: &Setup, out: &mut Out) -> Result<(), Trouble> {
    let household = setup.paths().household(&setup.household)?;
    out.line(format!("data folder: {}", homeless(setup.paths().data())));
    for (what, path) in [
        ("household file", Some(&*household.file)),
        ("journal", Some(&household.journal)),
        ("configuration", setup.paths().config()),
    ] {
        let there = if path.is_none_or(Path::exists) {
            ""
        } else {
            " (not there yet)"
        };
        let shown = path.map_or_else(|| "none".to_owned(), homeless);
        out.line(format!("{what}: {shown}{there}"));
    }
    Ok(())
}

fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok().filter(|home| home.parent().is_some())
}

/// A path without the name of the person whose home it lies in.
fn homeless(path: &Path) -> String {
    match home().and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(rest) => Path::new("~").join(rest).display().to_string(),
        None => path.display().to_string(),
    }
}

fn content(setup: &Setup, out: &mut Out) -> Result<bool, Trouble> {
    let from = setup.content().map_or_else(|| "built in".to_owned(), homeless);
    let (_, loaded) = setup.load(Some(setup.today))?;
    let Some(pack) = &loaded.pack else {
        out.line(format!(
            "content: {from}; {} errors, see `mynaguide lint`",
            loaded.errors()
        ));
        return Ok(false);
    };
    out.line(format!("content: {} {} ({from})", pack.info.id, pack.info.version));
    out.line(format!(
        "  {} procedures, {} scenarios, {} sources",
        pack.procedures.len(),
        pack.scenarios.len(),
        pack.sources.len()
    ));
    for overlay in &pack.overlays {
        let changes = pack.touched.iter().filter(|t| t.pack == overlay.id).count();
        let (id, version, checked) = (&overlay.id, &overlay.version, overlay.checked);
        out.line(format!(
            "  local pack {id} {version}, checked {checked}: {changes} changes"
        ));
    }
    for conflict in &pack.conflicts {
        out.line(format!(
            "  local pack {}: {} does not fit the content any more",
            conflict.pack, conflict.target
        ));
    }
    checked(setup, pack, out);
    let warnings = loaded.diagnostics.iter().filter(|d| d.severity == Severity::Warning);
    out.line(format!("  {} warnings", warnings.count()));
    Ok(true)
}

/// When the content was last compared with its sources, and how far the holidays are known.
fn checked(setup: &Setup, pack: &Pack, out: &mut Out) {
    let sources = pack.sources.values().map(|s| (s.checked, s.every_days));
    let procedures = pack
        .procedures
        .values()
        .map(|p| (p.body.review.checked, p.body.review.every_days));
    let days = sources.clone().chain(procedures.clone()).map(|(checked, _)| checked);
    if let (Some(first), Some(last)) = (days.clone().min(), days.max()) {
        out.line(format!("  compared with its sources: {first} to {last}"));
    }
    let is_stale = |(checked, every): &(NaiveDate, u32)| (setup.today - *checked).num_days() > i64::from(*every);
    let (sources, procedures) = (sources.filter(is_stale).count(), procedures.filter(is_stale).count());
    out.line(format!(
        "  to be compared again: {sources} sources, {procedures} procedures"
    ));
    for (id, calendar) in &pack.calendars {
        out.line(format!("  calendar {id}: {} to {}", calendar.from, calendar.until));
    }
}

fn state(setup: &Setup, out: &mut Out) -> Result<bool, Trouble> {
    let opened = match Store::open(setup.paths(), &setup.household) {
        Ok(opened) => opened,
        Err(OpenError::Name(error)) => return Err(error.into()),
        Err(error) => {
            let words = Unreadable::new(&setup.strings, &error).line();
            out.line(format!("state: NOT READABLE: {}", without_home(&words)));
            // One of these may be the better version.
            let copies = conflict_copies(&setup.paths().household(&setup.household)?);
            if let Some(notice) = copies {
                out.line(format!("  {notice}"));
            }
            return Ok(false);
        }
    };
    let file = &opened.store.paths().file;
    let state = if file.exists() { "readable" } else { "nothing saved yet" };
    let (people, entries) = (opened.household.people.len(), opened.store.entries().len());
    out.line(format!(
        "state: {state}; revision {}, {people} people, {entries} changes in the journal",
        opened.household.revision
    ));
    let backup = newest_good_backup(&setup.paths().household(&setup.household)?);
    let backup = backup.map_or_else(|| "none yet".to_owned(), |backup| homeless(&backup));
    out.line(format!("  newest good backup: {backup}"));
    for notice in &opened.notices {
        out.line(format!("  {}", without_home(&notice.to_string())));
    }
    Ok(true)
}

/// Hides the home folder in a sentence.
fn without_home(words: &str) -> String {
    match home() {
        Some(home) => words.replace(&format!("{}/", home.display()), "~/"),
        None => words.to_owned(),
    }
}

/// What the environment says about the terminal; nothing is asked of the terminal itself.
fn terminal(setup: &Setup, out: &mut Out) {
    let environment = &setup.environment;
    let says = |yes: bool| if yes { "a terminal" } else { "not a terminal" };
    out.line(format!(
        "input: {}; output: {}",
        says(environment.input_is_terminal),
        says(environment.output_is_terminal)
    ));
    for name in [
        "TERM",
        "TERM_PROGRAM",
        "COLORTERM",
        "LC_ALL",
        "LC_CTYPE",
        "LANG",
        "COLUMNS",
        "NO_COLOR",
    ] {
        if let Ok(value) = env::var(name) {
            out.line(format!("  {name}={value}"));
        }
    }
    if env::var_os("TMUX").is_some() {
        out.line("  inside tmux");
    }
    out.line(format!(
        "colours: {}; marks: {}",
        if setup.style.color { "yes" } else { "no" },
        if setup.style.ascii { "ascii" } else { "unicode" }
    ));
}

/// Puts the newest good backup in the place of a household file that cannot be read or is gone. A link to a stick that is
/// not there is left as it is: the file on it may be newer.
pub(super) fn restore_backup(setup: &Setup, out: &mut Out) -> Result<(), Trouble> {
    let backup = match Store::open(setup.paths(), &setup.household) {
        Ok(opened) if opened.store.has_file() => return Err(Trouble::NothingBroken),
        Ok(_) => None,
        Err(OpenError::Broken { newest_good_backup, .. } | OpenError::Gone { newest_good_backup, .. }) => {
            newest_good_backup
        }
        Err(error) => return Err(error.into()),
    };
    let backup = backup.ok_or(Trouble::NoBackup)?;
    let opened = restore(setup.paths(), &setup.household, &backup)?;
    for notice in &opened.notices {
        out.line(notice.to_string());
    }
    Ok(())
}
