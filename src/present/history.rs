//! What was changed, and when, in words.

use super::doc::{Doc, Item, Kind, Role, Span, plain};
use super::question::answer_words;
use super::{Scene, proposed_words};
use crate::content::{Answer, Id};
use crate::household::{Change, Entry, Event, Person, TickKey, redo_target, undo_target};
use crate::i18n::{both_calendars, day};

/// The short name of a question or event.
pub fn fact_name(scene: Scene<'_>, fact: &Id) -> String {
    let known = scene.pack.facts.get(fact);
    known.map_or_else(|| fact.to_string(), |f| f.name.get(scene.lang()).to_owned())
}

/// ` — A`, if there are several people and this is about one of them.
pub fn whose(scene: Scene<'_>, person: Option<&Id>) -> String {
    let label = person.and_then(|p| scene.label_among(p));
    label.map_or(String::new(), |label| format!(" — {label}"))
}

/// A change in one line, with the ids by which commands name things.
pub fn change_words(scene: Scene<'_>, change: &Change) -> String {
    words(scene, change, true)
}

fn words(scene: Scene<'_>, change: &Change, ids: bool) -> String {
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
            let sides = [before, after].into_iter().flatten().map(|e| event_words(scene, e));
            sides.collect::<Vec<_>>().join(" → ")
        }
        Change::Tick { key, after, .. } => {
            let tick = if after.is_some() { 'x' } else { ' ' };
            format!("[{tick}] {}", item_words(scene, key, ids))
        }
        Change::Note { key, after, .. } => {
            let text = after.as_deref().unwrap_or("-");
            format!("{} {}: {text}", strings.say("row-note"), item_words(scene, key, ids))
        }
        Change::Person { before, after } => person_words(scene, before.as_ref(), after.as_ref()),
    }
}

fn event_words(scene: Scene<'_>, event: &Event) -> String {
    let mut words = proposed_words(scene, &event.event, &event.people);
    words = format!("{words}: {}", both_calendars(scene.strings, event.on));
    let answers = event.facts.iter().map(|(fact, answer)| {
        let answer = answer_words(scene, fact.as_str(), answer);
        format!("{}: {answer}", fact_name(scene, fact))
    });
    scene.list(std::iter::once(words).chain(answers))
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
fn item_words(scene: Scene<'_>, key: &TickKey, ids: bool) -> String {
    let (pack, lang) = (scene.pack, scene.lang());
    let document = pack.documents.get(&key.item).map(|d| d.name.get(lang).to_owned());
    let set = || Some(pack.sets.get(&key.item)?.name.get(lang).to_owned());
    let title = || Some(pack.procedures.get(&key.procedure)?.title.get(lang).to_owned());
    let who = whose(scene, Some(&key.person));
    if ids {
        let words = document.or_else(set).or_else(title).unwrap_or_default();
        return format!("{}/{}: {words}{who}", key.procedure, key.item);
    }
    let thing = document.or_else(set).or_else(|| step_words(scene, key));
    let parts: Vec<String> = [title(), thing].into_iter().flatten().collect();
    if parts.is_empty() {
        return format!("{}/{}{who}", key.procedure, key.item);
    }
    format!("{}{who}", parts.join(": "))
}

/// A step in its own words.
fn step_words(scene: Scene<'_>, key: &TickKey) -> Option<String> {
    let procedure = scene.pack.procedures.get(&key.procedure)?;
    let step = procedure.body.steps.iter().find(|s| s.id == key.item)?;
    Some(scene.told(&step.text))
}

/// Every entry of the journal, the newest first: when, whether it still stands, and what it changed.
pub fn history_doc(scene: Scene<'_>, entries: &[Entry]) -> Doc {
    let strings = scene.strings;
    let mut doc = Doc::default();
    if entries.is_empty() {
        doc.push(Kind::Text, plain(strings.say("cmd-no-history")));
    }
    let undo = undo_target(entries).map(|e| e.revision);
    let redo = redo_target(entries).map(|e| e.revision);
    for entry in entries.iter().rev() {
        doc.gap();
        let when = format!("{} {}", day(strings, entry.at.date_naive()), entry.at.format("%H:%M"));
        let mut spans = vec![Span::new(when, Role::Strong)];
        let is_taken_back = entries.iter().any(|e| e.undoes == Some(entry.revision));
        let was_undo = |n: u64| entries.iter().any(|e| e.revision == n && e.undoes.is_some());
        let is_undo = entry.undoes.is_some();
        let is_redo = entry.undoes.is_some_and(was_undo);
        let remarks = [
            ("history-made-again", is_redo),
            ("history-took-back", is_undo && !is_redo),
            ("history-taken-back", is_taken_back),
            ("history-next-undo", undo == Some(entry.revision)),
            ("history-next-redo", redo == Some(entry.revision)),
        ];
        let remarks = remarks.into_iter().filter(|(_, holds)| *holds);
        let remarks: Vec<String> = remarks.map(|(id, _)| strings.say(id)).collect();
        if !remarks.is_empty() {
            spans.extend(plain(format!("  {}", remarks.join(" "))));
        }
        doc.push_item(Kind::Text, spans, Item::Entry(entry.revision));
        let changes = if is_undo && !is_redo {
            entry.inverse()
        } else {
            entry.changes.clone()
        };
        for change in &changes {
            doc.push(Kind::Tree(1), plain(words(scene, change, false)));
        }
    }
    doc
}
