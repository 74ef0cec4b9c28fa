//! The file of a household, read by eye where it stands as this program writes it: a whole reader of TOML takes ten times
//! as long, and there may be very many files.
//!
//! Whatever is written in another way or breaks a rule is not read here: the long way reads it, or says what is wrong and
//! in which line.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use toml::{Table, Value};

use super::format::{Extra, FORMAT, MAX_BYTES, Parsed};
use super::section::bare;
use crate::content::{Answer, DOES_NOT_APPLY, Id};
use crate::household::{Event, Household, Person, Tick, TickKey, check};
use crate::text::plain_toml::{self, Line};

/// So many dots may stand in a heading; a whole reader has its bound too.
const MOST_DOTS: usize = 4;

/// So many lists are looked through for a heading.
const MOST_LISTS: usize = 50;

type Pair<'t> = (&'t str, plain_toml::Value<'t>);

/// Reads the file of a household called `name`, if it is plain and right.
pub(super) fn read(text: &str, name: &str) -> Option<Parsed> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let mut reader = Reader {
        household: Household {
            name: name.to_owned(),
            ..Household::default()
        },
        root: Table::new(),
        lists: Vec::new(),
        ticks: Vec::new(),
        part: 0,
    };
    let (mut heading, mut block) = (None, Block(Vec::new()));
    for line in plain_toml::lines(text) {
        match line.ok()?.1 {
            Line::Pair(key, value) => block.0.push((key, value)),
            next => {
                reader.block(heading.replace(next), &mut block)?;
            }
        }
    }
    reader.block(heading, &mut block)?;
    let (mut household, ticks) = (reader.household, reader.ticks.len());
    household.ticks = reader.ticks.into_iter().collect();
    let told = household.events.iter().map(|e| &e.id).collect::<BTreeSet<_>>();
    // None of them stands there twice.
    let is_right = household.active().next().is_some()
        && household.ticks.len() == ticks
        && told.len() == household.events.len()
        && told.len() <= check::MAX_EVENTS;
    is_right.then(|| Parsed {
        format: FORMAT,
        household,
        extra: Extra {
            root: reader.root,
            ..Extra::default()
        },
    })
}

/// What stands below a heading; what has been read is taken out of it.
struct Block<'t>(Vec<Pair<'t>>);

impl<'t> Block<'t> {
    fn find(&mut self, key: &str) -> Option<plain_toml::Value<'t>> {
        let at = self.0.iter().position(|(known, _)| *known == key)?;
        Some(self.0.swap_remove(at).1)
    }

    fn word(&mut self, key: &str) -> Option<Id> {
        self.word_like(key, None)
    }

    /// A word that may be the same as another one.
    fn word_like(&mut self, key: &str, other: Option<&Id>) -> Option<Id> {
        let word = self.find(key)?.text()?;
        if let Some(other) = other.filter(|other| other.as_str() == word) {
            return Some(other.clone());
        }
        let id = Id::new(&word);
        check::word(&id).ok().map(|()| id)
    }

    fn day(&mut self) -> Option<NaiveDate> {
        match self.find("on")? {
            plain_toml::Value::Day(day) => check::day(day).ok().map(|()| day),
            _ => None,
        }
    }

    /// Nothing is left: no key that nobody knows, and none that stood there twice.
    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

struct Reader<'t> {
    household: Household,
    /// What this version does not know: whole tables at the end.
    root: Table,
    /// Lists of tables in there, by their headings.
    lists: Vec<&'t str>,
    /// The ticks, mostly in their order already: a map is made of all at once.
    ticks: Vec<(TickKey, Tick)>,
    /// The part of the file that was read last; they stand in one order.
    part: u8,
}

impl<'t> Reader<'t> {
    fn block(&mut self, heading: Option<Line<'t>>, block: &mut Block<'t>) -> Option<()> {
        let part = match heading {
            None => return self.head(block),
            Some(Line::Table("facts")) => 1,
            Some(Line::Entry("person") | Line::Table("person.facts")) => 2,
            Some(Line::Entry("event") | Line::Table("event.facts")) => 3,
            Some(Line::Entry("tick")) => 4,
            Some(Line::Entry("note")) => 5,
            _ => 6,
        };
        if part < std::mem::replace(&mut self.part, part) {
            return None;
        }
        match heading? {
            Line::Entry("person") => self.person(block),
            Line::Entry("event") => self.event(block),
            Line::Entry("tick") => self.tick(block),
            Line::Entry("note") => self.note(block),
            Line::Table("facts") => facts(&mut self.household.facts, block),
            Line::Table("person.facts") => facts(&mut self.household.people.last_mut()?.facts, block),
            Line::Table("event.facts") => facts(&mut self.household.events.last_mut()?.facts, block),
            Line::Table(path) => self.unknown(path, false, block),
            Line::Entry(path) => self.unknown(path, true, block),
            Line::Pair(..) => None,
        }
    }

    fn head(&mut self, block: &mut Block<'t>) -> Option<()> {
        if block.find("format")? != plain_toml::Value::Whole(FORMAT.into()) {
            return None;
        }
        self.household.revision = match block.find("revision") {
            Some(plain_toml::Value::Whole(revision)) => revision,
            Some(_) => return None,
            None => 0,
        };
        block.end()
    }

    fn person(&mut self, block: &mut Block<'t>) -> Option<()> {
        let id = block.word("id")?;
        let label = block.find("label")?.text()?.into_owned();
        check::label(&label).ok()?;
        let archived = match block.find("archived") {
            Some(plain_toml::Value::YesNo(archived)) => archived,
            Some(_) => return None,
            None => false,
        };
        let people = &self.household.people;
        if people.len() == check::MAX_PEOPLE || people.iter().any(|p| p.id == id) {
            return None;
        }
        self.household.people.push(Person {
            id,
            label,
            archived,
            facts: BTreeMap::new(),
        });
        block.end()
    }

    fn event(&mut self, block: &mut Block<'t>) -> Option<()> {
        let id = block.word("id")?;
        let (event, on) = (block.word("event")?, block.day()?);
        let plain_toml::Value::List(people) = block.find("people")? else {
            return None;
        };
        // Somebody stands there twice.
        if people.len() > self.household.people.len() {
            return None;
        }
        let people = people.iter().map(|p| self.known(p)).collect::<Option<_>>()?;
        let event = Event {
            id,
            event,
            on,
            people,
            facts: BTreeMap::new(),
        };
        check::event(&event).ok()?;
        self.household.events.push(event);
        block.end()
    }

    fn tick(&mut self, block: &mut Block<'t>) -> Option<()> {
        // Many in a row are of one procedure, and some of one item: their words are shared.
        let last = self.ticks.last().map(|(key, _)| key);
        let procedure = block.word_like("procedure", last.map(|key| &key.procedure))?;
        let item = block.word_like("item", last.map(|key| &key.item))?;
        let person = self.known(&block.find("person")?.text()?)?;
        let (on, key) = (
            block.day()?,
            TickKey {
                procedure,
                item,
                person,
            },
        );
        self.ticks.push((key, Tick { on }));
        block.end()
    }

    fn note(&mut self, block: &mut Block<'t>) -> Option<()> {
        let key = TickKey {
            procedure: block.word("procedure")?,
            item: block.word("item")?,
            person: self.known(&block.find("person")?.text()?)?,
        };
        let text = block.find("text")?.text()?.into_owned();
        check::note(&text).ok()?;
        let is_new = self.household.notes.insert(key, text).is_none();
        is_new.then(|| block.end()).flatten()
    }

    /// The id of a person of the household, shared with them.
    fn known(&self, id: &str) -> Option<Id> {
        let person = self.household.people.iter().find(|p| p.id.as_str() == id)?;
        Some(person.id.clone())
    }

    /// A table that another version knows, or that the program remembers something in.
    fn unknown(&mut self, path: &'t str, is_list: bool, block: &mut Block<'t>) -> Option<()> {
        const OWN: [&str; 5] = ["facts", "person", "event", "tick", "note"];
        let mut words = path.split('.');
        let last = words.next_back()?;
        // Tables within tables without end are not what anybody remembers.
        if OWN.contains(&path.split('.').next()?) || path.matches('.').count() > MOST_DOTS {
            return None;
        }
        let mut place = &mut self.root;
        for word in words {
            bare(word).ok()?;
            let inner = place.entry(word).or_insert_with(|| Value::Table(Table::new()));
            place = inner.as_table_mut()?;
        }
        bare(last).ok()?;
        let mut table = Table::new();
        for (key, value) in block.0.drain(..) {
            bare(key).ok()?;
            if table.insert(key.to_owned(), kept(value)?).is_some() {
                return None;
            }
        }
        match place.get_mut(last) {
            None if is_list && self.lists.len() < MOST_LISTS => {
                self.lists.push(path);
                place.insert(last.to_owned(), Value::Array(vec![Value::Table(table)]));
            }
            None if !is_list => drop(place.insert(last.to_owned(), Value::Table(table))),
            // A list that stands there as one value takes no more.
            Some(Value::Array(list)) if is_list && self.lists.contains(&path) => list.push(Value::Table(table)),
            _ => return None,
        }
        Some(())
    }
}

fn facts(facts: &mut BTreeMap<Id, Answer>, block: &mut Block<'_>) -> Option<()> {
    // None of them twice, and no heading twice.
    if !facts.is_empty() || block.0.is_empty() {
        return None;
    }
    for (fact, value) in block.0.drain(..) {
        let answer = match value {
            plain_toml::Value::Text(text) if text == DOES_NOT_APPLY => Answer::DoesNotApply,
            plain_toml::Value::Text(text) => Answer::Choice(Id::new(&text)),
            plain_toml::Value::YesNo(yes) => Answer::YesNo(yes),
            plain_toml::Value::Day(day) => Answer::Date(day),
            plain_toml::Value::Whole(n) => Answer::Count(u32::try_from(n).ok()?),
            plain_toml::Value::List(_) | plain_toml::Value::Table(_) => return None,
        };
        let fact = Id::new(fact);
        check::word(&fact).and_then(|()| check::answer(&answer)).ok()?;
        if facts.insert(fact, answer).is_some() {
            return None;
        }
    }
    Some(())
}

/// A value that nobody here understands; see [`bare`].
fn kept(value: plain_toml::Value<'_>) -> Option<Value> {
    Some(match value {
        plain_toml::Value::Text(text) => {
            bare(&text).ok()?;
            Value::String(text.into_owned())
        }
        plain_toml::Value::YesNo(yes) => Value::Boolean(yes),
        plain_toml::Value::Whole(n) => {
            bare(&n.to_string()).ok()?;
            Value::Integer(i64::try_from(n).ok()?)
        }
        plain_toml::Value::List(list) => {
            let texts = list.into_iter().map(|text| kept(plain_toml::Value::Text(text)));
            Value::Array(texts.collect::<Option<_>>()?)
        }
        plain_toml::Value::Day(_) | plain_toml::Value::Table(_) => return None,
    })
}

#[cfg(test)]
mod tests;
