//! The commands that look back: `undo`, `redo` and `history`.

use super::args::PlainFormat;
use super::change::after;
use super::json;
use super::out::Out;
use super::session::{Saved, Session};
use super::trouble::Trouble;
use crate::content::Id;
use crate::guide::Shown;
use crate::household::{Change, Entry};
use crate::present::{Scene, moved_doc};
use crate::store::SHOWN;

pub(super) use crate::present::{change_words, fact_name, whose};

/// What is asked or told, and of whom, if there are several.
pub(super) fn whose_fact(scene: Scene<'_>, fact: &Id, person: Option<&Id>) -> String {
    format!("{}{}", fact_name(scene, fact), whose(scene, person))
}

/// Takes the last change back.
pub(super) fn undo(session: &mut Session<'_>, out: &mut Out) -> Result<(), Trouble> {
    let saved = session.undo()?;
    let undone = saved.entry.inverse();
    tell(session, &saved, "cmd-undone", &undone, out);
    Ok(())
}

/// Makes the change again that was taken back last.
pub(super) fn redo(session: &mut Session<'_>, out: &mut Out) -> Result<(), Trouble> {
    let saved = session.redo()?;
    let made = saved.entry.changes.clone();
    tell(session, &saved, "cmd-redone", &made, out);
    Ok(())
}

fn tell(session: &Session<'_>, saved: &Saved, id: &str, changes: &[Change], out: &mut Out) {
    let scene = session.scene();
    out.line(session.setup.strings.say(id));
    for change in changes {
        out.line(format!("  {}", change_words(scene, change)));
    }
    after(session, saved, out);
}

/// Prints which dates moved since they were shown; with `--seen` they are not shown again.
pub(super) fn moved(session: &mut Session<'_>, seen: bool, out: &mut Out) -> Result<(), Trouble> {
    let mut shown: Shown = session.store.memory(SHOWN);
    shown.update(&session.pack, &session.household, &session.assessment);
    let scene = session.scene();
    out.doc(&moved_doc(scene, shown.moved()));
    if seen && !shown.moved().is_empty() {
        shown.acknowledge();
        session.store.remember(&mut session.household, SHOWN, &shown)?;
        out.line(session.setup.strings.say("moved-seen"));
    }
    Ok(())
}

/// Prints what was changed, the newest first.
pub(super) fn history(session: &Session<'_>, format: PlainFormat, out: &mut Out) {
    let strings = &session.setup.strings;
    let entries = session.store.entries();
    if format == PlainFormat::Json {
        let scene = session.scene();
        return out.raw(&json::history(scene, entries, |change| change_words(scene, change)));
    }
    if entries.is_empty() {
        return out.line(strings.say("cmd-no-history"));
    }
    let scene = session.scene();
    for entry in entries.iter().rev() {
        out.line(format!(
            "{} {}{}",
            entry.revision,
            entry.at.format("%Y-%m-%d %H:%M"),
            back(session, entry)
        ));
        for change in &entry.changes {
            out.line(format!("  {}", change_words(scene, change)));
        }
    }
}

/// Whether an entry took another back, or was taken back.
fn back(session: &Session<'_>, entry: &Entry) -> String {
    let strings = &session.setup.strings;
    let undone = session
        .store
        .entries()
        .iter()
        .find(|e| e.undoes == Some(entry.revision));
    match (entry.undoes, undone) {
        (Some(other), _) => format!(" {}", strings.say_n("cmd-takes-back", other)),
        (None, Some(by)) => format!(" {}", strings.say_n("cmd-taken-back", by.revision)),
        (None, None) => String::new(),
    }
}
