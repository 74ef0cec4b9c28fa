//! What the commands print for other programs. Words of the contract never change with the language; titles, labels and
//! sentences do. Each page has a `schema` number, which grows when a key changes its meaning or goes away.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use crate::content::{FactKind, Id, Per, Procedure};
use crate::household::{Change, Entry};
use crate::present::{Block, Doc, FoundRow, Item, Kind, Scene, question_card};
use crate::search::Target;

/// Number of the shape of every page here.
pub(super) const SCHEMA: u32 = 1;

/// A page as text.
pub(super) fn page(value: &impl Serialize) -> String {
    // Plain words, numbers and dates always have a form in JSON.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

// ------------------------------------------------------------------ find

#[derive(Serialize)]
struct FindPage<'a> {
    schema: u32,
    words: &'a str,
    results: Vec<FindResult<'a>>,
}

#[derive(Serialize)]
struct FindResult<'a> {
    kind: &'static str,
    id: &'a Id,
    title: &'a str,
    ja: &'a str,
    kana: &'a str,
    romaji: &'a str,
    by: Option<&'a str>,
    detail: &'a str,
    not: &'a [String],
    needed_for: &'a [String],
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
        FindResult {
            kind,
            id,
            title: &row.title,
            ja: &row.ja,
            kana: &row.kana,
            romaji: &row.romaji,
            by: row.by.as_deref(),
            detail: &row.detail,
            not: &row.not,
            needed_for: &row.needed_for,
        }
    });
    page(&FindPage {
        schema: SCHEMA,
        words: typed,
        results: results.collect(),
    })
}

// ------------------------------------------------------------------ show

#[derive(Serialize)]
struct ShowPage<'a> {
    schema: u32,
    today: NaiveDate,
    household: &'a str,
    person: &'a str,
    procedure: &'a Id,
    title: &'a str,
    ja: &'a str,
    kana: &'a str,
    romaji: &'a str,
    deadlines: Vec<ShowDeadline<'a>>,
    blocks: Vec<ShowBlock<'a>>,
}

#[derive(Serialize)]
struct ShowDeadline<'a> {
    deadline: &'a Id,
    status: &'static str,
    closes: Option<NaiveDate>,
}

#[derive(Serialize)]
struct ShowBlock<'a> {
    kind: &'static str,
    text: String,
    label: Option<&'a str>,
    depth: u16,
    ticked: Option<bool>,
    stands_for: Option<StandsFor<'a>>,
}

/// What a block stands for, as the commands name it.
#[derive(Serialize)]
struct StandsFor<'a> {
    kind: &'static str,
    name: String,
    person: Option<&'a str>,
}

/// `show --format json`: the same blocks that a screen shows; empty space is left out.
pub(super) fn show(scene: Scene<'_>, procedure: &Procedure, person: &str, doc: &Doc) -> String {
    let deadlines = scene
        .assessment
        .deadlines
        .iter()
        .filter(|d| d.key.procedure == procedure.id && d.person == *person)
        .map(|d| ShowDeadline {
            deadline: &d.key.deadline,
            status: d.status.word(),
            closes: d.closes,
        });
    let blocks = doc.blocks.iter().filter(|b| b.kind != Kind::Gap);
    page(&ShowPage {
        schema: SCHEMA,
        today: scene.assessment.today,
        household: &scene.household.name,
        person: scene.label(person),
        procedure: &procedure.id,
        title: procedure.title.get(scene.lang()),
        ja: &procedure.title.ja,
        kana: &procedure.title.kana,
        romaji: &procedure.title.romaji,
        deadlines: deadlines.collect(),
        blocks: blocks.map(|b| block(scene, b)).collect(),
    })
}

fn block<'a>(scene: Scene<'a>, block: &'a Block) -> ShowBlock<'a> {
    let (kind, label, depth, ticked) = match &block.kind {
        Kind::Title => ("title", None, 0, None),
        Kind::Heading => ("heading", None, 0, None),
        Kind::Text | Kind::Gap => ("text", None, 0, None),
        Kind::Bullet => ("item", None, 0, None),
        Kind::Check(ticked) => ("check", None, 0, Some(*ticked)),
        Kind::Row(label) => ("row", Some(label.as_str()), 0, None),
        Kind::Tree(depth) => ("item", None, *depth, None),
    };
    ShowBlock {
        kind,
        text: block.spans.iter().map(|s| s.text.as_str()).collect(),
        label,
        depth,
        ticked,
        stands_for: block.item.as_ref().map(|item| stands_for(scene, item)),
    }
}

fn stands_for<'a>(scene: Scene<'a>, item: &'a Item) -> StandsFor<'a> {
    let (kind, name, person) = match item {
        Item::Tick(key) => ("tick", format!("{}/{}", key.procedure, key.item), Some(&key.person)),
        Item::Deadline(person, key) => ("deadline", key.to_string(), Some(person)),
        Item::Procedure(id) => ("procedure", id.to_string(), None),
        Item::Term(id) => ("term", id.to_string(), None),
        Item::Question(person, id) => ("question", id.to_string(), person.as_ref()),
        #[allow(unreachable_patterns)] // whatever else can be chosen has no name that a command takes
        _ => ("other", String::new(), None),
    };
    StandsFor {
        kind,
        name,
        person: person.map(|p| scene.label(p.as_str())),
    }
}

// ------------------------------------------------------------------ ask

#[derive(Serialize)]
struct AskPage<'a> {
    schema: u32,
    today: NaiveDate,
    household: &'a str,
    questions: Vec<AskQuestion<'a>>,
}

#[derive(Serialize)]
struct AskQuestion<'a> {
    fact: Id,
    person: Option<&'a str>,
    kind: &'static str,
    name: String,
    ask: String,
    #[serde(rename = "where")]
    place: String,
    used_for: String,
    choices: Vec<AskChoice>,
    answer: Option<String>,
    open: bool,
    instead: bool,
}

#[derive(Serialize)]
struct AskChoice {
    value: String,
    words: String,
}

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
    page(&AskPage {
        schema: SCHEMA,
        today: scene.assessment.today,
        household: &scene.household.name,
        questions,
    })
}

fn question<'a>(
    scene: Scene<'a>,
    person: Option<&Id>,
    fact: &Id,
    open: bool,
    instead: bool,
) -> Option<AskQuestion<'a>> {
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
    let choices = card.choices.into_iter().map(|(answer, words)| AskChoice {
        value: answer.to_string(),
        words,
    });
    Some(AskQuestion {
        fact: fact.clone(),
        person: person.map(|p| scene.label(p.as_str())),
        kind,
        choices: choices.collect(),
        name: card.name,
        ask: card.ask,
        place: card.place,
        used_for: card.used_for,
        answer: answer.map(ToString::to_string).or(told.map(|on| on.to_string())),
        open,
        instead,
    })
}

// ------------------------------------------------------------------ history

#[derive(Serialize)]
struct HistoryPage<'a> {
    schema: u32,
    household: &'a str,
    entries: Vec<HistoryEntry<'a>>,
}

#[derive(Serialize)]
struct HistoryEntry<'a> {
    revision: u64,
    at: DateTime<FixedOffset>,
    undoes: Option<u64>,
    undone_by: Option<u64>,
    changes: Vec<HistoryChange<'a>>,
}

#[derive(Serialize)]
struct HistoryChange<'a> {
    words: String,
    data: &'a Change,
}

/// `history --format json`: every entry of the journal, the newest first.
pub(super) fn history(scene: Scene<'_>, entries: &[Entry], words: impl Fn(&Change) -> String) -> String {
    let undone_by = |revision: u64| entries.iter().find(|e| e.undoes == Some(revision)).map(|e| e.revision);
    let entries = entries.iter().rev().map(|entry| {
        let changes = entry.changes.iter().map(|change| HistoryChange {
            words: words(change),
            data: change,
        });
        HistoryEntry {
            revision: entry.revision,
            at: entry.at,
            undoes: entry.undoes,
            undone_by: undone_by(entry.revision),
            changes: changes.collect(),
        }
    });
    page(&HistoryPage {
        schema: SCHEMA,
        household: &scene.household.name,
        entries: entries.collect(),
    })
}
