//! What the commands print for other programs. Words of the contract never change with the language; titles, labels and
//! sentences do. Each page has a `schema` number, which grows when a key changes its meaning or goes away.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use crate::content::{FactKind, Id, Procedure};
use crate::household::{Change, Entry};
use crate::present::{Block, Doc, FoundRow, Item, Kind, Scene, question_card};
use crate::search::Target;

/// Number of the shape of every page here.
const SCHEMA: u32 = 1;

/// A table of a page, with its keys in this order. The macro of the library writes out at each key how it is added, which
/// is a large program for so many.
macro_rules! object {
    ({ $($key:literal: $value:expr),+ $(,)? }) => {
        $crate::cli::json::object_of(vec![$( ($key, serde_json::json!($value)) ),+])
    };
}
pub(super) use object;

pub(super) fn object_of(entries: Vec<(&str, Value)>) -> Value {
    entries.into_iter().collect()
}

fn page(value: &impl Serialize) -> String {
    // Plain words, numbers and dates always have a form in JSON.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// `find --format json`.
pub(super) fn find(typed: &str, rows: &[FoundRow]) -> String {
    let results = rows.iter().map(|row| {
        let (kind, id) = match &row.target {
            Target::Procedure(id) => ("procedure", id),
            Target::Term(id) => ("term", id),
            Target::Document(id) => ("document", id),
            Target::Phrase(id) => ("phrase", id),
        };
        object!({
            "kind": kind,
            "id": id,
            "title": row.title,
            "ja": row.ja,
            "kana": row.kana,
            "romaji": row.romaji,
            "by": row.by,
            "detail": row.detail,
            "not": row.not,
            "needed_for": row.needed_for,
        })
    });
    page(&object!({ "schema": SCHEMA, "words": typed, "results": results.collect::<Vec<_>>() }))
}

/// `show --format json`: the same blocks that a screen shows.
pub(super) fn show(scene: Scene<'_>, procedure: &Procedure, person: &str, doc: &Doc) -> String {
    let deadlines = scene
        .assessment
        .deadlines
        .iter()
        .filter(|d| d.key.procedure == procedure.id && d.person == *person);
    let deadlines =
        deadlines.map(|d| object!({ "deadline": d.key.deadline, "status": d.status.word(), "closes": d.closes }));
    page(&object!({
        "schema": SCHEMA,
        "today": scene.assessment.today,
        "household": scene.household.name,
        "person": scene.label(person),
        "procedure": procedure.id,
        "title": procedure.title.get(scene.lang()),
        "ja": procedure.title.ja,
        "kana": procedure.title.kana,
        "romaji": procedure.title.romaji,
        "deadlines": deadlines.collect::<Vec<_>>(),
        "blocks": blocks(scene, doc),
    }))
}

/// The blocks of a document; empty space is left out.
fn blocks(scene: Scene<'_>, doc: &Doc) -> Vec<Value> {
    doc.blocks
        .iter()
        .filter(|b| b.kind != Kind::Gap)
        .map(|b| block(scene, b))
        .collect()
}

fn block(scene: Scene<'_>, block: &Block) -> Value {
    let text: String = block.spans.iter().map(|s| s.text.as_str()).collect();
    let (kind, label, depth, ticked) = match &block.kind {
        Kind::Title => ("title", None, 0, None),
        Kind::Heading => ("heading", None, 0, None),
        Kind::Text | Kind::Gap => ("text", None, 0, None),
        Kind::Bullet => ("item", None, 0, None),
        Kind::Check(ticked) => ("check", None, 0, Some(*ticked)),
        Kind::Row(label) => ("row", Some(label.as_str()), 0, None),
        Kind::Tree(depth) => ("item", None, *depth, None),
    };
    object!({
        "kind": kind,
        "text": text,
        "label": label,
        "depth": depth,
        "ticked": ticked,
        "stands_for": block.item.as_ref().map(|item| stands_for(scene, item)),
    })
}

/// What a block stands for, as the commands name it.
fn stands_for(scene: Scene<'_>, item: &Item) -> Value {
    let entry = |kind: &str, name: String, person: Option<&Id>| object!({ "kind": kind, "name": name, "person": person.map(|p| scene.label(p.as_str())) });
    match item {
        Item::Tick(key) => entry("tick", format!("{}/{}", key.procedure, key.item), Some(&key.person)),
        Item::Deadline(person, key) => entry("deadline", key.to_string(), Some(person)),
        Item::Procedure(id) => entry("procedure", id.to_string(), None),
        Item::Term(id) => entry("term", id.to_string(), None),
        Item::Question(person, id) => entry("question", id.to_string(), person.as_ref()),
        #[allow(unreachable_patterns)] // whatever else can be chosen has no name that a command takes
        _ => entry("other", String::new(), None),
    }
}

/// `ask --format json`: the open questions, and with `all` every question and event.
pub(super) fn ask(scene: Scene<'_>, person: Option<&Id>, all: bool) -> String {
    let mut questions: Vec<Value> = Vec::new();
    let mut open: Vec<(Option<Id>, Id)> = Vec::new();
    for q in &scene.assessment.questions {
        if person.is_some_and(|p| q.person.as_ref().is_some_and(|own| own != p)) {
            continue;
        }
        open.push((q.person.clone(), q.fact.clone()));
        questions.extend(question(scene, q.person.as_ref(), &q.fact, true, q.instead));
    }
    if all {
        for (fact, entry) in &scene.pack.facts {
            let of_household = entry.per == crate::content::Per::Household && entry.kind != FactKind::Event;
            let people: Vec<Option<Id>> = if of_household {
                vec![None]
            } else {
                scene
                    .household
                    .active()
                    .filter(|p| person.is_none_or(|o| p.id == *o))
                    .map(|p| Some(p.id.clone()))
                    .collect()
            };
            for who in people {
                if !open.contains(&(who.clone(), fact.clone())) {
                    questions.extend(question(scene, who.as_ref(), fact, false, false));
                }
            }
        }
    }
    page(&object!({
        "schema": SCHEMA,
        "today": scene.assessment.today,
        "household": scene.household.name,
        "questions": questions,
    }))
}

fn question(scene: Scene<'_>, person: Option<&Id>, fact: &Id, open: bool, instead: bool) -> Option<Value> {
    let card = question_card(scene, person.map(Id::as_str), fact.as_str())?;
    let kind = match scene.pack.facts.get(fact)?.kind {
        FactKind::Date => "date",
        FactKind::YesNo => "yes-no",
        FactKind::Count => "count",
        FactKind::Choice(_) => "choice",
        FactKind::Event => "event",
    };
    let told: Option<NaiveDate> = person
        .filter(|_| kind == "event")
        .and_then(|p| scene.household.latest(p.as_str(), fact.as_str()))
        .map(|e| e.on);
    let answer = match person {
        Some(person) => scene.household.person(person.as_str()).and_then(|p| p.facts.get(fact)),
        None => scene.household.facts.get(fact),
    };
    let choices = card
        .choices
        .iter()
        .map(|(answer, words)| object!({ "value": answer.to_string(), "words": words }));
    Some(object!({
        "fact": fact,
        "person": person.map(|p| scene.label(p.as_str())),
        "kind": kind,
        "name": card.name,
        "ask": card.ask,
        "where": card.place,
        "used_for": card.used_for,
        "choices": choices.collect::<Vec<_>>(),
        "answer": answer.map(ToString::to_string).or(told.map(|on| on.to_string())),
        "open": open,
        "instead": instead,
    }))
}

/// `history --format json`: every entry of the journal, the newest first.
pub(super) fn history(scene: Scene<'_>, entries: &[Entry], words: impl Fn(&Change) -> String) -> String {
    let undone_by = |revision: u64| entries.iter().find(|e| e.undoes == Some(revision)).map(|e| e.revision);
    let entries = entries.iter().rev().map(|entry| {
        let changes = entry
            .changes
            .iter()
            .map(|change| object!({ "words": words(change), "data": change }));
        object!({
            "revision": entry.revision,
            "at": entry.at,
            "undoes": entry.undoes,
            "undone_by": undone_by(entry.revision),
            "changes": changes.collect::<Vec<_>>(),
        })
    });
    page(&object!({ "schema": SCHEMA, "household": scene.household.name, "entries": entries.collect::<Vec<_>>() }))
}
