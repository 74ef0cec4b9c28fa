//! The shape of a household's file as serde types, and the way from there to a [`Household`] and back.
//!
//! The model types serve the journal and the transfer file, which are JSON. The file has types of its own because its
//! dates are those of TOML, and because each value keeps its place: whatever is wrong is told with its line.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use toml::value::{Date, Datetime};
use toml::{Spanned, Table, Value};

use crate::content::{Answer, DOES_NOT_APPLY, Id};
use crate::household::{ChangeError, Event, Household, Person, Tick, TickKey, check};

/// The whole file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Document {
    format: u32,
    #[serde(default)]
    revision: u64,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    facts: Answers,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    person: Vec<Spanned<PersonTable>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    event: Vec<Spanned<EventTable>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tick: Vec<Spanned<TickTable>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    note: Vec<Spanned<NoteTable>>,
    /// What the program remembers beside the household, and what other versions keep.
    #[serde(flatten)]
    pub(super) rest: Table,
}

/// Answers by fact; of a file of a newer version they may be of kinds that are not known.
type Answers = BTreeMap<Id, Spanned<Value>>;

#[derive(Debug, Serialize, Deserialize)]
struct PersonTable {
    id: Spanned<Id>,
    label: Spanned<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    archived: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    facts: Answers,
}

#[derive(Debug, Serialize, Deserialize)]
struct EventTable {
    id: Spanned<Id>,
    event: Spanned<Id>,
    on: Spanned<Datetime>,
    people: Spanned<Vec<Id>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    facts: Answers,
}

#[derive(Debug, Serialize, Deserialize)]
struct TickTable {
    procedure: Spanned<Id>,
    item: Spanned<Id>,
    person: Spanned<Id>,
    on: Spanned<Datetime>,
}

#[derive(Debug, Serialize, Deserialize)]
struct NoteTable {
    procedure: Spanned<Id>,
    item: Spanned<Id>,
    person: Spanned<Id>,
    text: Spanned<String>,
}

/// A rule that the file breaks, and the byte where. The message never repeats a value.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) at: usize,
    pub(super) message: String,
}

impl Problem {
    pub(super) fn new(at: usize, message: impl ToString) -> Self {
        Self {
            at,
            message: message.to_string(),
        }
    }
}

impl Document {
    /// The household that is written here. In a file of a newer version, answers that are not understood are left out.
    pub(super) fn household(self, name: &str, newer: bool) -> Result<(Household, Table), Problem> {
        if i64::try_from(self.revision).is_err() {
            return Err(Problem::new(0, "`revision` is larger than a number in TOML can be"));
        }
        let mut household = Household {
            name: name.to_owned(),
            revision: self.revision,
            facts: answers(self.facts, newer)?,
            ..Household::default()
        };
        for table in self.person {
            let (at, table) = (table.span().start, table.into_inner());
            let person = Person {
                id: held(table.id, check::word)?,
                label: held(table.label, |label| check::label(label))?,
                archived: table.archived,
                facts: answers(table.facts, newer)?,
            };
            if household.person(person.id.as_str()).is_some() {
                return Err(Problem::new(at, "this person stands here twice"));
            }
            household.people.push(person);
        }
        let mut ids = BTreeSet::new();
        for table in self.event {
            let (at, table) = (table.span().start, table.into_inner());
            let people = table.people.span().start;
            let event = Event {
                id: held(table.id, check::word)?,
                event: held(table.event, check::word)?,
                on: day(&table.on)?,
                people: held(table.people, |people| known(&household, people))?,
                facts: answers(table.facts, newer)?,
            };
            check::event(&event).map_err(|e| Problem::new(people, e))?;
            if !ids.insert(event.id.clone()) {
                return Err(Problem::new(at, "this event stands here twice"));
            }
            household.events.push(event);
        }
        for table in self.tick {
            let (at, table) = (table.span().start, table.into_inner());
            let key = key(&household, table.procedure, table.item, table.person)?;
            let tick = Tick { on: day(&table.on)? };
            if household.ticks.insert(key, tick).is_some() {
                return Err(Problem::new(at, "this tick stands here twice"));
            }
        }
        for table in self.note {
            let (at, table) = (table.span().start, table.into_inner());
            let key = key(&household, table.procedure, table.item, table.person)?;
            let text = held(table.text, |text| check::note(text))?;
            if household.notes.insert(key, text).is_some() {
                return Err(Problem::new(at, "this note stands here twice"));
            }
        }
        if household.active().next().is_none() {
            return Err(Problem::new(0, ChangeError::LastPerson));
        }
        Ok((household, self.rest))
    }

    /// How a household is written.
    ///
    /// # Errors
    /// A day that cannot be stored.
    pub(super) fn of(household: &Household, format: u32) -> Result<Self, ChangeError> {
        let mut document = Self {
            format,
            revision: household.revision,
            facts: values(&household.facts)?,
            person: Vec::new(),
            event: Vec::new(),
            tick: Vec::new(),
            note: Vec::new(),
            rest: Table::new(),
        };
        for person in &household.people {
            document.person.push(new(PersonTable {
                id: new(person.id.clone()),
                label: new(person.label.clone()),
                archived: person.archived,
                facts: values(&person.facts)?,
            }));
        }
        for event in &household.events {
            document.event.push(new(EventTable {
                id: new(event.id.clone()),
                event: new(event.event.clone()),
                on: new(datetime(event.on)?),
                people: new(event.people.clone()),
                facts: values(&event.facts)?,
            }));
        }
        for (key, tick) in &household.ticks {
            document.tick.push(new(TickTable {
                procedure: new(key.procedure.clone()),
                item: new(key.item.clone()),
                person: new(key.person.clone()),
                on: new(datetime(tick.on)?),
            }));
        }
        for (key, text) in &household.notes {
            document.note.push(new(NoteTable {
                procedure: new(key.procedure.clone()),
                item: new(key.item.clone()),
                person: new(key.person.clone()),
                text: new(text.clone()),
            }));
        }
        Ok(document)
    }
}

/// A value that is held to a rule.
fn held<T>(value: Spanned<T>, rule: impl Fn(&T) -> Result<(), ChangeError>) -> Result<T, Problem> {
    rule(value.get_ref()).map_err(|e| Problem::new(value.span().start, e))?;
    Ok(value.into_inner())
}

fn known(household: &Household, people: &[Id]) -> Result<(), ChangeError> {
    let all = people.iter().all(|id| household.person(id.as_str()).is_some());
    if all { Ok(()) } else { Err(ChangeError::NoSuchPerson) }
}

fn key(
    household: &Household,
    procedure: Spanned<Id>,
    item: Spanned<Id>,
    person: Spanned<Id>,
) -> Result<TickKey, Problem> {
    Ok(TickKey {
        procedure: held(procedure, check::word)?,
        item: held(item, check::word)?,
        person: held(person, |id| known(household, std::slice::from_ref(id)))?,
    })
}

/// What a date in the file is called where it is missing.
pub(super) const DAY: &str = "a date such as 2026-11-29, without quotes and without a time";

fn day(value: &Spanned<Datetime>) -> Result<NaiveDate, Problem> {
    let at = value.span().start;
    let day = date(value.get_ref()).ok_or_else(|| Problem::new(at, format!("this must be {DAY}")))?;
    check::day(day).map_err(|e| Problem::new(at, e))?;
    Ok(day)
}

fn date(value: &Datetime) -> Option<NaiveDate> {
    let date = value.date.filter(|_| value.time.is_none() && value.offset.is_none())?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

fn datetime(day: NaiveDate) -> Result<Datetime, ChangeError> {
    let small = |n: u32| u8::try_from(n).map_err(|_| ChangeError::Day);
    Ok(Datetime::from(Date {
        year: u16::try_from(day.year()).map_err(|_| ChangeError::Day)?,
        month: small(day.month())?,
        day: small(day.day())?,
    }))
}

fn answers(values: Answers, newer: bool) -> Result<BTreeMap<Id, Answer>, Problem> {
    let mut answers = BTreeMap::new();
    for (fact, value) in values {
        let answer = check::word(&fact)
            .map_err(|e| e.to_string())
            .and_then(|()| answer(value.get_ref()));
        match answer {
            Ok(answer) => drop(answers.insert(fact, answer)),
            Err(_) if newer => {}
            Err(message) => return Err(Problem::new(value.span().start, message)),
        }
    }
    Ok(answers)
}

/// An answer by the type of its value.
fn answer(value: &Value) -> Result<Answer, String> {
    let answer = match value {
        Value::String(text) if text == DOES_NOT_APPLY => Some(Answer::DoesNotApply),
        Value::String(text) if text.parse::<NaiveDate>().is_ok() => return Err(format!("this must be {DAY}")),
        Value::String(text) => Some(Answer::Choice(Id::new(text))),
        Value::Boolean(yes) => Some(Answer::YesNo(*yes)),
        Value::Datetime(day) => date(day).map(Answer::Date),
        Value::Integer(count) => u32::try_from(*count).ok().map(Answer::Count),
        Value::Float(_) | Value::Array(_) | Value::Table(_) => None,
    };
    let answer =
        answer.ok_or("an answer is a word in quotes, true or false, a date without a time, or a small count")?;
    check::answer(&answer).map_err(|e| e.to_string())?;
    Ok(answer)
}

fn values(answers: &BTreeMap<Id, Answer>) -> Result<Answers, ChangeError> {
    let mut values = Answers::new();
    for (fact, answer) in answers {
        let value = match answer {
            Answer::DoesNotApply => Value::String(DOES_NOT_APPLY.to_owned()),
            Answer::YesNo(yes) => Value::Boolean(*yes),
            Answer::Choice(id) => Value::String(id.as_str().to_owned()),
            Answer::Date(day) => Value::Datetime(datetime(*day)?),
            Answer::Count(count) => Value::Integer((*count).into()),
        };
        values.insert(fact.clone(), new(value));
    }
    Ok(values)
}

/// A value that has no place in a file yet.
fn new<T>(value: T) -> Spanned<T> {
    Spanned::new(0..0, value)
}
