//! What the commands print for other programs. Words of the contract never change with the language; titles, labels and
//! sentences do. Each page has a `schema` number, which grows when a key changes its meaning or goes away.

use serde_json::{Value, json};

use crate::content::{FactKind, Id, Per, Procedure};
use crate::household::{Change, Entry};
use crate::present::{Block, Doc, FoundRow, Item, Kind, Scene, question_card};
use crate::search::Target;

/// Number of the shape of every page here.
pub(super) const SCHEMA: u32 = 2;

/// A page as text.
pub(super) fn page(value: &Value) -> String {
    format!("{value:#}")
}

// ------------------------------------------------------------------ find

/// `find --format json`.
pub(super) fn find(typed: &str, rows: &[FoundRow]) -> String {
    let results = rows.iter().map(|row| {
        let (kind, id) = match &row.target {
            Target::Procedure(id) => ("procedure", id),
            Target::Term(id) => ("term", id),
            Target::Document(id) => ("document", id),
            Target::Phrase(id) => ("phrase", id),
        };
        json!({
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
    page(&json!({ "schema": SCHEMA, "words": typed, "results": results.collect::<Value>() }))
}

// ------------------------------------------------------------------ show

/// `show --format json`: the same blocks that a screen shows; empty space is left out.
pub(super) fn show(scene: Scene<'_>, procedure: &Procedure, person: &str, doc: &Doc) -> String {
    let deadlines = scene
        .assessment
        .deadlines
        .iter()
        .filter(|d| d.key.procedure == procedure.id && d.person == *person)
        .map(|d| json!({ "deadline": d.key.deadline, "status": d.status.word(), "closes": d.closes }));
    let blocks = doc.blocks.iter().filter(|b| b.kind != Kind::Gap);
    page(&json!({
        "schema": SCHEMA,
        "today": scene.assessment.today,
        "household": scene.household.name,
        "person": scene.label(person),
        "procedure": procedure.id,
        "title": procedure.title.get(scene.lang()),
        "ja": procedure.title.ja,
        "kana": procedure.title.kana,
        "romaji": procedure.title.romaji,
        "deadlines": deadlines.collect::<Value>(),
        "blocks": blocks.map(|b| block(scene, b)).collect::<Value>(),
    }))
}

fn block(scene: Scene<'_>, block: &Block) -> Value {
    let (kind, label, depth, ticked) = match &block.kind {
        Kind::Title => ("title", None, 0, None),
        Kind::Heading => ("heading", None, 0, None),
        Kind::Text | Kind::Gap => ("text", None, 0, None),
        Kind::Bullet => ("item", None, 0, None),
        Kind::Check(ticked) => ("check", None, 0, Some(*ticked)),
        Kind::Row(label) => ("row", Some(label.as_str()), 0, None),
        Kind::Tree(depth) => ("item", None, *depth, None),
    };
    json!({
        "kind": kind,
        "text": block.spans.iter().map(|s| s.text.as_str()).collect::<String>(),
        "label": label,
        "depth": depth,
        "ticked": ticked,
        "stands_for": block.item.as_ref().map(|item| stands_for(scene, item)),
    })
}

/// What a block stands for, as the commands name it.
fn stands_for(scene: Scene<'_>, item: &Item) -> Value {
    let (kind, name, person) = match item {
        Item::Tick(key) => ("tick", format!("{}/{}", key.procedure, key.item), Some(&key.person)),
        Item::Deadline(person, key) => ("deadline", key.to_string(), Some(person)),
        Item::Procedure(id) => ("procedure", id.to_string(), None),
        Item::Term(id) => ("term", id.to_string(), None),
        Item::Question(person, id) => ("question", id.to_string(), person.as_ref()),
        #[allow(unreachable_patterns)] // whatever else can be chosen has no name that a command takes
        _ => ("other", String::new(), None),
    };
    json!({ "kind": kind, "name": name, "person": person.map(|p| scene.label(p.as_str())) })
}

// ------------------------------------------------------------------ ask

/// `ask --format json`: the open questions, and with `all` every question and event.
pub(super) fn ask(scene: Scene<'_>, person: Option<&Id>, all: bool) -> String {
    let mut questions = Vec::new();
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
            let of_household = entry.per == Per::Household && entry.kind != FactKind::Event;
            let people: Vec<Option<Id>> = if of_household {
                vec![None]
            } else {
                let active = scene.household.active();
                let asked = active.filter(|p| person.is_none_or(|o| p.id == *o));
                asked.map(|p| Some(p.id.clone())).collect()
            };
            for who in people {
                if !open.contains(&(who.clone(), fact.clone())) {
                    questions.extend(question(scene, who.as_ref(), fact, false, false));
                }
            }
        }
    }
    page(&json!({
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
    let told = person
        .filter(|_| kind == "event")
        .and_then(|p| scene.household.latest(p.as_str(), fact.as_str()));
    let answer = match person {
        Some(person) => scene.household.person(person.as_str()).and_then(|p| p.facts.get(fact)),
        None => scene.household.facts.get(fact),
    };
    let choices = card.choices.iter();
    Some(json!({
        "fact": fact,
        "person": person.map(|p| scene.label(p.as_str())),
        "kind": kind,
        "name": card.name,
        "ask": card.ask,
        "where": card.place,
        "used_for": card.used_for,
        "choices": choices.map(|(answer, words)| json!({ "value": answer.to_string(), "words": words })).collect::<Value>(),
        "answer": answer.map(ToString::to_string).or(told.map(|e| e.on.to_string())),
        "open": open,
        "instead": instead,
    }))
}

// ------------------------------------------------------------------ history

/// `history --format json`: every entry of the journal, the newest first.
pub(super) fn history(scene: Scene<'_>, entries: &[Entry], words: impl Fn(&Change) -> String) -> String {
    let undone_by = |revision: u64| entries.iter().find(|e| e.undoes == Some(revision)).map(|e| e.revision);
    let entries = entries.iter().rev().map(|entry| {
        let changes = entry.changes.iter();
        json!({
            "revision": entry.revision,
            "at": entry.at,
            "undoes": entry.undoes,
            "undone_by": undone_by(entry.revision),
            "changes": changes.map(|change| json!({ "words": words(change), "data": change })).collect::<Value>(),
        })
    });
    page(&json!({ "schema": SCHEMA, "household": scene.household.name, "entries": entries.collect::<Value>() }))
}
