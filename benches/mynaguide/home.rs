//! What the benchmarks look at: households of any size, and the content several times over.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use chrono::{DateTime, FixedOffset};
use mynaguide::calendar::NaiveDate;
use mynaguide::content::{Answer, Id, Pack, Table, embedded_pack};
use mynaguide::guide::Shown;
use mynaguide::household::{Entry, Event, Household, Person, Tick, TickKey, edit};
use mynaguide::i18n::Strings;
use mynaguide::store::format;
use mynaguide::tui::keymap::Keymap;
use mynaguide::tui::model::Model;
use mynaguide::tui::view::{Glyphs, Look, Size, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Two days after everybody moved.
pub const TODAY: NaiveDate = on(2026, 12, 1);

/// A terminal of 120 by 40.
pub const SCREEN: Rect = Rect::new(0, 0, 120, 40);

/// Entries in the journal of a household with five years of history.
const HISTORY: u64 = 1_500;

const fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

pub fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-12-01T10:00:00+09:00").expect("a moment")
}

pub fn pack() -> Rc<Pack> {
    Rc::new(embedded_pack())
}

/// The content, so many times, under ids of its own.
pub fn times(times: usize) -> Pack {
    fn more<T: Clone>(table: &mut Table<T>, times: usize, mut name: impl FnMut(&mut T, &Id)) {
        let own: Vec<(Id, T)> = table.iter().map(|(id, entry)| (id.clone(), entry.clone())).collect();
        for n in 1..times {
            for (id, entry) in &own {
                let (id, mut entry) = (Id::new(&format!("{id}-{n}")), entry.clone());
                name(&mut entry, &id);
                table.insert(id, entry);
            }
        }
    }
    let mut pack = embedded_pack();
    more(&mut pack.procedures, times, |procedure, id| procedure.id = id.clone());
    more(&mut pack.terms, times, |_, _| {});
    more(&mut pack.documents, times, |_, _| {});
    more(&mut pack.phrases, times, |_, _| {});
    pack
}

/// Four people, 200 ticks.
pub fn four() -> Household {
    let mut household = people(4);
    household.ticks = (0..200).map(|n| (rows(n), Tick { on: TODAY })).collect();
    household
}

/// A tick that can be made.
pub fn rows(n: usize) -> TickKey {
    let person = ["a", "b", "c", "d"][n % 4];
    TickKey {
        procedure: Id::new("move-in"),
        item: Id::new(&format!("item-{}", n / 4)),
        person: Id::new(person),
    }
}

/// So many people with the same answers, who moved together.
pub fn people(count: usize) -> Household {
    let ids: Vec<Id> = (0..count).map(|n| Id::new(&letters(n))).collect();
    let person = |id: &Id| Person {
        id: id.clone(),
        label: id.to_string(),
        archived: false,
        facts: facts(),
    };
    let events = [
        ("moved_in", on(2026, 11, 29)),
        ("residence_card_renewed", on(2026, 10, 10)),
    ];
    let events = events.iter().zip(["e1", "e2"]).map(|((event, day), id)| Event {
        id: Id::new(id),
        event: Id::new(event),
        on: *day,
        people: ids.clone(),
        facts: BTreeMap::new(),
    });
    Household {
        name: "home".to_owned(),
        people: ids.iter().map(person).collect(),
        events: events.collect(),
        revision: HISTORY,
        ..Household::default()
    }
}

fn letters(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
    if n < 26 {
        letter(n).to_string()
    } else {
        format!("{}{}", letter(n / 26 - 1), letter(n))
    }
}

fn facts() -> BTreeMap<Id, Answer> {
    let choice = |word| Answer::Choice(Id::new(word));
    let facts = [
        ("status_group", choice("mid-long")),
        ("card_held", Answer::YesNo(true)),
        ("card_form", choice("separate")),
        ("stay_until", Answer::Date(on(2027, 8, 1))),
        ("birth", Answer::Date(on(1990, 3, 10))),
        ("card_printed_until", Answer::Date(on(2027, 8, 1))),
    ];
    facts.map(|(fact, answer)| (Id::new(fact), answer)).into()
}

/// The full screen with a household of four.
pub fn model(lang: &str) -> Model {
    let look = Look {
        theme: Theme::terminal(),
        glyphs: Glyphs::Unicode,
    };
    let mut model = Model::new(
        pack(),
        (four(), Shown::default()),
        TODAY,
        Strings::new(lang),
        Keymap::embedded(),
        look,
    );
    model.size = Size {
        width: SCREEN.width,
        height: SCREEN.height,
    };
    model
}

pub fn cells() -> Buffer {
    Buffer::empty(SCREEN)
}

/// The file of the household of four.
pub fn text() -> String {
    format::write(&four(), &format::Extra::default()).expect("a household that was made by changes")
}

/// The household of four with five years of history, below a data folder.
pub fn write(data: &Path) {
    let folder = data.join("households");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("home.toml"), text()).expect("a file");
    let mut lines = Vec::new();
    for revision in 1..=HISTORY {
        let changes = edit::tick(
            &Household::new("home"),
            rows(usize::try_from(revision).unwrap_or(0)),
            TODAY,
        );
        let entry = Entry {
            revision,
            at: now(),
            changes,
            undoes: None,
        };
        serde_json::to_writer(&mut lines, &entry).expect("memory takes everything");
        lines.push(b'\n');
    }
    fs::write(folder.join("home.journal.jsonl"), lines).expect("a file");
}
