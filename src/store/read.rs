//! Reading the file of a household, with the line of everything that is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::{Spanned, Table, Value};

use super::format::{Extra, FORMAT, FormatError, MAX_BYTES, Parsed};
use super::migrate::{self, Formats};
use crate::content::{Answer, DOES_NOT_APPLY, Id};
use crate::household::{ChangeError, Event, Household, Person, Tick, TickKey, check};
use crate::text::secret::{Refusal, refuse_secret};

/// Reads the file of a household called `name`. A file of an older format is brought to the present one first.
///
/// # Errors
/// The first thing that is wrong, with its line.
pub fn parse(text: &str, name: &str) -> Result<Parsed, FormatError> {
    parse_as(text, name, &migrate::FORMATS)
}

pub(super) fn parse_as(text: &str, name: &str, formats: &Formats) -> Result<Parsed, FormatError> {
    if text.len() > MAX_BYTES {
        let message = format!("no household is longer than {} MiB", MAX_BYTES >> 20);
        return Err(FormatError { line: 1, message });
    }
    let lines = Lines::new(text);
    let root = DeTable::parse(text).map_err(|e| {
        let line = lines.of(e.span().map_or(0, |s| s.start));
        FormatError {
            line,
            message: format!("this is not TOML: {}", e.message()),
        }
    })?;
    let mut root = Section {
        lines: &lines,
        line: 1,
        table: root.into_inner(),
    };
    let format = root.need("format", whole)?;
    let format = u32::try_from(format).ok().filter(|f| *f >= formats.oldest);
    let format = format.ok_or_else(|| root.error("there has never been such a `format`"))?;
    if format < FORMAT {
        let text = formats.bring_up(format, root.rest()?)?;
        // The text is of the present format now, so this does not come here again.
        return parse_as(&text, name, formats).map(|parsed| Parsed { format, ..parsed });
    }
    let household = Household {
        name: name.to_owned(),
        ..Household::default()
    };
    let mut reader = Reader {
        newer: format > FORMAT,
        household,
        extra: Extra::default(),
        known: BTreeSet::new(),
        told: BTreeSet::new(),
    };
    reader.household.revision = root.find("revision", whole)?.unwrap_or(0);
    reader.household.facts = reader.facts(&mut root)?;
    root.each("person", |section| reader.person(section))?;
    root.each("event", |section| reader.event(section))?;
    root.each("tick", |section| reader.tick(section))?;
    root.each("note", |section| reader.note(section))?;
    if reader.household.active().next().is_none() {
        return Err(root.refuse(&ChangeError::LastPerson));
    }
    reader.extra.root = root.rest()?;
    Ok(Parsed {
        format,
        household: reader.household,
        extra: reader.extra,
    })
}

/// The format of a file, if a newer version wrote it and it is TOML at all.
pub fn newer_format(bytes: &[u8]) -> Option<u32> {
    let root = DeTable::parse(std::str::from_utf8(bytes).ok()?).ok()?.into_inner();
    let format = whole(root.get("format")?.get_ref()).ok()?;
    u32::try_from(format).ok().filter(|f| *f > FORMAT)
}

/// Builds the household, section by section.
struct Reader {
    /// Whether a newer version wrote the file; it is then read as far as it is understood.
    newer: bool,
    household: Household,
    extra: Extra,
    /// The people so far.
    known: BTreeSet<Id>,
    /// The events so far.
    told: BTreeSet<Id>,
}

impl Reader {
    fn person(&mut self, mut section: Section) -> Result<(), FormatError> {
        let id = section.need("id", word)?;
        let label = section.need("label", |v| {
            let label = string(v)?;
            check::label(&label).map_err(|e| e.to_string())?;
            Ok(label)
        })?;
        let archived = section.find("archived", yes_no)?.unwrap_or(false);
        let facts = self.facts(&mut section)?;
        if !self.known.insert(id.clone()) {
            return Err(section.error("this person stands here twice"));
        }
        if self.known.len() > check::MAX_PEOPLE {
            return Err(section.refuse(&ChangeError::TooMany));
        }
        keep(&mut self.extra.people, &id, section.rest()?);
        self.household.people.push(Person {
            id,
            label,
            archived,
            facts,
        });
        Ok(())
    }

    fn event(&mut self, mut section: Section) -> Result<(), FormatError> {
        let id = section.need("id", word)?;
        let event = section.need("event", word)?;
        let on = section.need("on", day)?;
        let people = section.need("people", |v| {
            let people = words(v)?;
            self.known(&people)?;
            Ok(people)
        })?;
        let facts = self.facts(&mut section)?;
        let event = Event {
            id,
            event,
            on,
            people,
            facts,
        };
        check::event(&event).map_err(|e| section.refuse(&e))?;
        if !self.told.insert(event.id.clone()) {
            return Err(section.error("this event stands here twice"));
        }
        if self.told.len() > check::MAX_EVENTS {
            return Err(section.refuse(&ChangeError::TooMany));
        }
        keep(&mut self.extra.events, &event.id, section.rest()?);
        self.household.events.push(event);
        Ok(())
    }

    fn tick(&mut self, mut section: Section) -> Result<(), FormatError> {
        let key = self.key(&mut section)?;
        let on = section.need("on", day)?;
        if self.household.ticks.insert(key.clone(), Tick { on }).is_some() {
            return Err(section.error("this tick stands here twice"));
        }
        keep(&mut self.extra.ticks, &key, section.rest()?);
        Ok(())
    }

    fn note(&mut self, mut section: Section) -> Result<(), FormatError> {
        let key = self.key(&mut section)?;
        let text = section.need("text", |v| {
            let text = string(v)?;
            check::note(&text).map_err(|e| e.to_string())?;
            Ok(text)
        })?;
        if self.household.notes.insert(key.clone(), text).is_some() {
            return Err(section.error("this note stands here twice"));
        }
        keep(&mut self.extra.notes, &key, section.rest()?);
        Ok(())
    }

    fn key(&self, section: &mut Section) -> Result<TickKey, FormatError> {
        let procedure = section.need("procedure", word)?;
        let item = section.need("item", word)?;
        let person = section.need("person", |v| {
            let person = [word(v)?];
            self.known(&person)?;
            let [person] = person;
            Ok(person)
        })?;
        Ok(TickKey {
            procedure,
            item,
            person,
        })
    }

    fn known(&self, people: &[Id]) -> Result<(), String> {
        if people.iter().all(|p| self.known.contains(p)) {
            Ok(())
        } else {
            Err(ChangeError::NoSuchPerson.to_string())
        }
    }

    fn facts(&self, section: &mut Section) -> Result<BTreeMap<Id, Answer>, FormatError> {
        let mut facts = BTreeMap::new();
        let Some(mut inner) = section.inner("facts")? else {
            return Ok(facts);
        };
        for (fact, value) in std::mem::take(&mut inner.table) {
            let line = inner.line_of(&value.span());
            let fact = Id::new(fact.get_ref());
            match check::word(&fact)
                .map_err(|e| e.to_string())
                .and_then(|()| answer(value.get_ref()))
            {
                Ok(answer) => drop(facts.insert(fact, answer)),
                Err(_) if self.newer => {}
                Err(message) => return Err(FormatError { line, message }),
            }
        }
        Ok(facts)
    }
}

fn keep<K: Ord + Clone>(kept: &mut BTreeMap<K, Table>, key: &K, rest: Table) {
    if !rest.is_empty() {
        kept.insert(key.clone(), rest);
    }
}

/// Where the lines of the file begin, counted once: a long file has many places to name.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| i)
                .collect(),
        )
    }

    /// The line of a byte, from 1.
    fn of(&self, offset: usize) -> usize {
        self.0.partition_point(|end| *end < offset) + 1
    }
}

/// One table of the file; what has been read is taken out of it.
struct Section<'i> {
    lines: &'i Lines,
    /// Line of its heading, from 1.
    line: usize,
    table: DeTable<'i>,
}

impl<'i> Section<'i> {
    fn need<T>(&mut self, key: &str, read: impl FnOnce(&DeValue) -> Result<T, String>) -> Result<T, FormatError> {
        self.find(key, read)?
            .ok_or_else(|| self.error(&format!("`{key}` is missing")))
    }

    fn find<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&DeValue) -> Result<T, String>,
    ) -> Result<Option<T>, FormatError> {
        let Some(value) = self.table.remove(key) else {
            return Ok(None);
        };
        let line = self.line_of(&value.span());
        read(value.get_ref())
            .map(Some)
            .map_err(|message| FormatError { line, message })
    }

    fn inner(&mut self, key: &str) -> Result<Option<Section<'i>>, FormatError> {
        let Some(value) = self.table.remove(key) else {
            return Ok(None);
        };
        self.section(key, value).map(Some)
    }

    /// Reads each table of a list of tables.
    fn each(
        &mut self,
        key: &str,
        mut read: impl FnMut(Section<'i>) -> Result<(), FormatError>,
    ) -> Result<(), FormatError> {
        let Some(value) = self.table.remove(key) else {
            return Ok(());
        };
        let line = self.line_of(&value.span());
        let DeValue::Array(list) = value.into_inner() else {
            return Err(FormatError {
                line,
                message: format!("`{key}` is written in double brackets: [[{key}]]"),
            });
        };
        for value in list {
            read(self.section(key, value)?)?;
        }
        Ok(())
    }

    fn section(&self, key: &str, value: Spanned<DeValue<'i>>) -> Result<Section<'i>, FormatError> {
        let line = self.line_of(&value.span());
        match value.into_inner() {
            DeValue::Table(table) => Ok(Section {
                lines: self.lines,
                line,
                table,
            }),
            _ => Err(FormatError {
                line,
                message: format!("`{key}` must be a table"),
            }),
        }
    }

    /// What was not read.
    fn rest(self) -> Result<Table, FormatError> {
        let mut rest = Table::new();
        for (key, value) in self.table {
            let line = self.lines.of(value.span().start);
            refuse_bare(key.get_ref(), value.get_ref()).map_err(|message| FormatError { line, message })?;
            let value = Value::deserialize(ValueDeserializer::from(value)).map_err(|e| FormatError {
                line,
                message: e.message().to_owned(),
            })?;
            rest.insert(key.into_inner().into_owned(), value);
        }
        Ok(rest)
    }

    fn line_of(&self, span: &Range<usize>) -> usize {
        self.lines.of(span.start)
    }

    fn error(&self, message: &str) -> FormatError {
        FormatError {
            line: self.line,
            message: message.to_owned(),
        }
    }

    fn refuse(&self, error: &ChangeError) -> FormatError {
        self.error(&error.to_string())
    }
}

/// Keys that nobody knows are kept as they are, but not if a key or a value is nothing but a number that must not be
/// stored. Only whole values are looked at: digests and stamps of other programs may hold many digits.
fn refuse_bare(key: &str, value: &DeValue) -> Result<(), String> {
    bare(key)?;
    match value {
        DeValue::String(text) => bare(text),
        DeValue::Integer(digits) => bare(digits.as_str()),
        DeValue::Array(list) => list.iter().try_for_each(|v| refuse_bare("", v.get_ref())),
        DeValue::Table(table) => table
            .iter()
            .try_for_each(|(k, v)| refuse_bare(k.get_ref(), v.get_ref())),
        DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => Ok(()),
    }
}

fn bare(text: &str) -> Result<(), String> {
    /// A My Number or a card number with a separator after each character is not longer.
    const LONGEST: usize = 40;
    if text.chars().nth(LONGEST).is_some() {
        return Ok(());
    }
    match refuse_secret(text) {
        Err(refusal @ Refusal::TwelveDigits) if !text.chars().any(char::is_alphabetic) => Err(refusal.to_string()),
        Err(refusal @ Refusal::CardNumber) => Err(refusal.to_string()),
        _ => Ok(()),
    }
}

fn whole(value: &DeValue) -> Result<u64, String> {
    integer(value).ok_or_else(|| "this must be a whole number, not below 0".to_owned())
}

fn integer(value: &DeValue) -> Option<u64> {
    let digits = value.as_integer()?;
    u64::from_str_radix(digits.as_str(), digits.radix()).ok()
}

fn yes_no(value: &DeValue) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| "this must be true or false".to_owned())
}

fn string(value: &DeValue) -> Result<String, String> {
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| "this must be a text in quotes".to_owned())
}

fn word(value: &DeValue) -> Result<Id, String> {
    let id = Id::new(value.as_str().ok_or("this must be a word in quotes")?);
    check::word(&id).map_err(|e| e.to_string())?;
    Ok(id)
}

fn words(value: &DeValue) -> Result<Vec<Id>, String> {
    let list = value.as_array().ok_or("this must be a list of words in quotes")?;
    let people = list.iter().map(|v| word(v.get_ref())).collect::<Result<Vec<_>, _>>()?;
    if people.is_empty() {
        Err(ChangeError::EventPeople.to_string())
    } else {
        Ok(people)
    }
}

fn day(value: &DeValue) -> Result<NaiveDate, String> {
    let day = date(value).ok_or("this must be a date such as 2026-11-29, without quotes and without a time")?;
    check::day(day).map_err(|e| e.to_string())?;
    Ok(day)
}

fn date(value: &DeValue) -> Option<NaiveDate> {
    let written = value.as_datetime()?;
    if written.time.is_some() || written.offset.is_some() {
        return None;
    }
    let date = written.date?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

/// An answer, typed by its TOML type.
fn answer(value: &DeValue) -> Result<Answer, String> {
    let answer = match value {
        DeValue::String(text) if text == DOES_NOT_APPLY => Some(Answer::DoesNotApply),
        DeValue::String(text) => Some(Answer::Choice(Id::new(text))),
        DeValue::Boolean(yes) => Some(Answer::YesNo(*yes)),
        DeValue::Datetime(_) => date(value).map(Answer::Date),
        DeValue::Integer(_) => integer(value).and_then(|n| u32::try_from(n).ok()).map(Answer::Count),
        DeValue::Float(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    };
    let answer =
        answer.ok_or("an answer is a word in quotes, true or false, a date without a time, or a small count")?;
    check::answer(&answer).map_err(|e| e.to_string())?;
    Ok(answer)
}
