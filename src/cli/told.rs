//! Changes of a household in words, and the commands that look back: `undo` and `history`.

use super::args::{History, PlainFormat};
use super::change::after;
use super::json;
use super::out::Out;
use super::session::Session;
use super::trouble::Trouble;
use crate::content::{Answer, Id, Name};
use crate::household::{Change, Entry, Event, Person, TickKey};
use crate::i18n::both_calendars;
use crate::present::{Scene, answer_words};

/// The short name of a question or event.
pub(super) fn fact_name(scene: Scene<'_>, fact: &Id) -> String {
    scene
        .pack
        .facts
        .get(fact)
        .map_or_else(|| fact.to_string(), |f| f.name.get(scene.lang()).to_owned())
}

/// ` — A`, if there are several people and this is about one of them.
pub(super) fn whose(scene: Scene<'_>, person: Option<&Id>) -> String {
    let label = person
        .filter(|_| scene.several_people())
        .map(|p| scene.label(p.as_str()));
    label.map_or(String::new(), |label| format!(" — {label}"))
}

/// A change in one line.
pub(super) fn change_words(scene: Scene<'_>, change: &Change) -> String {
    let strings = scene.strings;
    match change {
        Change::Fact {
            person,
            fact,
            before,
            after,
        } => {
            let words = |answer: &Option<Answer>| {
                let known = answer.as_ref().map(|a| answer_words(scene, fact.as_str(), a));
                known.unwrap_or_else(|| strings.say("cmd-not-known"))
            };
            let head = format!("{}{}", fact_name(scene, fact), whose(scene, person.as_ref()));
            format!("{head}: {} → {}", words(before), words(after))
        }
        Change::Event {
            before: None,
            after: Some(event),
        } => event_words(scene, event),
        Change::Event {
            before: Some(event),
            after: None,
        } => strings.say_x("cmd-taken-away", &event_words(scene, event)),
        Change::Event { before, after } => {
            let sides: Vec<String> = [before, after]
                .into_iter()
                .flatten()
                .map(|e| event_words(scene, e))
                .collect();
            sides.join(" → ")
        }
        Change::Tick { key, after, .. } => {
            format!(
                "[{}] {}",
                if after.is_some() { 'x' } else { ' ' },
                item_words(scene, key)
            )
        }
        Change::Note { key, after, .. } => {
            let text = after.clone().unwrap_or_else(|| "-".to_owned());
            format!("{} {}: {text}", strings.say("row-note"), item_words(scene, key))
        }
        Change::Person { before, after } => person_words(scene, before.as_ref(), after.as_ref()),
    }
}

fn event_words(scene: Scene<'_>, event: &Event) -> String {
    let strings = scene.strings;
    let comma = strings.say("list-comma");
    let mut words = fact_name(scene, &event.event);
    if scene.several_people() {
        let labels: Vec<&str> = event.people.iter().map(|p| scene.label(p.as_str())).collect();
        words = format!("{words} — {}", labels.join(&comma));
    }
    words = format!("{words}: {}", both_calendars(strings, event.on));
    for (fact, answer) in &event.facts {
        let answer = answer_words(scene, fact.as_str(), answer);
        words = format!("{words}{comma}{}: {answer}", fact_name(scene, fact));
    }
    words
}

fn person_words(scene: Scene<'_>, before: Option<&Person>, after: Option<&Person>) -> String {
    let strings = scene.strings;
    match (before, after) {
        (None, Some(new)) => strings.say_x("cmd-person-added", &new.label),
        (Some(old), None) => strings.say_x("cmd-person-removed", &old.label),
        (Some(old), Some(new)) if old.label != new.label => {
            strings.say_x("cmd-person-renamed", &format!("{} → {}", old.label, new.label))
        }
        (Some(_), Some(new)) if new.archived => strings.say_x("cmd-person-archived", &new.label),
        (_, Some(new)) => strings.say_x("cmd-person-shown", &new.label),
        (None, None) => String::new(),
    }
}

/// `move-in/residence-card: Residence card — A`.
fn item_words(scene: Scene<'_>, key: &TickKey) -> String {
    let name = |name: &Name| name.get(scene.lang()).to_owned();
    let document = scene.pack.documents.get(&key.item).map(|d| name(&d.name));
    let set = || {
        scene
            .pack
            .sets
            .get(&key.item)
            .map(|s| s.name.get(scene.lang()).to_owned())
    };
    let title = || scene.pack.procedures.get(&key.procedure).map(|p| name(&p.title));
    let words = document.or_else(set).or_else(title).unwrap_or_default();
    format!(
        "{}/{}: {words}{}",
        key.procedure,
        key.item,
        whose(scene, Some(&key.person))
    )
}

/// Takes the last change back.
pub(super) fn undo(session: &mut Session<'_>, out: &mut Out) -> Result<(), Trouble> {
    let saved = session.undo()?;
    let strings = &session.setup.strings;
    let assessment = session.assess();
    let scene = session.scene(&assessment);
    out.line(strings.say("cmd-undone"));
    let undone = session
        .store
        .entries()
        .iter()
        .find(|e| Some(e.revision) == saved.entry.undoes);
    for change in undone.map_or(&saved.entry.changes, |e| &e.changes) {
        out.line(format!("  {}", change_words(scene, change)));
    }
    after(session, &saved, out);
    Ok(())
}

/// Prints what was changed, the newest first.
pub(super) fn history(session: &Session<'_>, args: &History, out: &mut Out) {
    let strings = &session.setup.strings;
    let entries = session.store.entries();
    if args.format == PlainFormat::Json {
        let assessment = session.assess();
        let scene = session.scene(&assessment);
        return out.raw(&json::history(scene, entries, |change| change_words(scene, change)));
    }
    if entries.is_empty() {
        return out.line(strings.say("cmd-no-history"));
    }
    let assessment = session.assess();
    let scene = session.scene(&assessment);
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
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let undone = session
        .store
        .entries()
        .iter()
        .find(|e| e.undoes == Some(entry.revision));
    match (entry.undoes, undone) {
        (Some(other), _) => format!(" {}", strings.say_n("cmd-takes-back", number(other))),
        (None, Some(by)) => format!(" {}", strings.say_n("cmd-taken-back", number(by.revision))),
        (None, None) => String::new(),
    }
}
