//! Reading the file of a household, with the line of everything that is wrong.

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;
use toml::de::DeTable;

use super::format::{Extra, FORMAT, FormatError, MAX_BYTES, Parsed};
use super::migrate::{self, Formats};
use super::plain;
use super::section::{Lines, Section, answer, day, string, whole, word, words, yes_no};
use crate::content::{Answer, Id};
use crate::household::{ChangeError, Event, Household, Person, Tick, TickKey, check};

/// Reads the file of a household called `name`. A file of an older format is brought to the present one first.
///
/// # Errors
/// The first thing that is wrong, with its line.
pub fn parse(text: &str, name: &str) -> Result<Parsed, FormatError> {
    parse_as(text, name, &migrate::FORMATS)
}

pub(super) fn parse_as(text: &str, name: &str, formats: &Formats) -> Result<Parsed, FormatError> {
    plain::read(text, name).map_or_else(|| parse_slowly(text, name, formats), Ok)
}

/// The same with nothing read by eye.
pub(super) fn parse_slowly(text: &str, name: &str, formats: &Formats) -> Result<Parsed, FormatError> {
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
    let mut root = Section::root(&lines, root.into_inner());
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
    root.each("person", &mut |section| reader.person(section))?;
    root.each("event", &mut |section| reader.event(section))?;
    root.each("tick", &mut |section| reader.tick(section))?;
    root.each("note", &mut |section| reader.note(section))?;
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
