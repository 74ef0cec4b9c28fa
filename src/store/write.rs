//! Writing a household into the text that stands in its file. What does not change stays as people wrote it: comments,
//! order, keys of other versions.

use std::collections::HashMap;

use toml::Value;
use toml_edit::{DocumentMut, Item, Table, TableLike};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::document::Document;
use super::format::{Extra, FORMAT, MAX_BYTES};
use crate::household::{ChangeError, Household, check};
use crate::text::secret::refuse_secret;

pub(super) const HEADER: &str = "# A household of mynaguide. You may edit it; your comments are kept.\n";

/// What stood there when comments were not kept yet.
const FORMER_HEADER: &str =
    "# A household of mynaguide. You may edit it; comments are not kept when the program saves.\n";

/// A list of tables in the file.
struct Section {
    name: &'static str,
    /// What tells one table from the others.
    identity: &'static [&'static str],
    /// The other keys of this version.
    keys: &'static [&'static str],
}

/// In the order in which a new file has them.
const SECTIONS: [Section; 4] = [
    Section {
        name: "person",
        identity: &["id"],
        keys: &["label", "archived", "facts"],
    },
    Section {
        name: "event",
        identity: &["id"],
        keys: &["event", "on", "people", "facts"],
    },
    Section {
        name: "tick",
        identity: &["procedure", "item", "person"],
        keys: &["on"],
    },
    Section {
        name: "note",
        identity: &["procedure", "item", "person"],
        keys: &["text"],
    },
];

/// Writes a household in the format of this version, into the text that stands in its file.
///
/// # Errors
/// The rule that the household breaks, if it was not made by changes: such a file could not be read again.
pub fn write(household: &Household, extra: &Extra) -> Result<String, ChangeError> {
    check::household(household)?;
    let new = toml::to_string(&Document::of(household, FORMAT)?).map_err(|_| ChangeError::Malformed)?;
    let mut new = edited(&new)?;
    let mut document = edited(&without_secrets(&extra.text.replacen(FORMER_HEADER, HEADER, 1)))?;
    let header = if document.contains_key("format") { "" } else { HEADER };
    for key in ["format", "revision"] {
        if let Some(value) = new.remove(key) {
            update(document.entry(key).or_insert(Item::None), value);
        }
    }
    let mut place = put(&mut document, "facts", new.remove("facts"), 0, update);
    for section in &SECTIONS {
        let list = new.remove(section.name);
        place = put(&mut document, section.name, list, place, |old, new| {
            section.update(old, new);
        });
    }
    let text = format!("{header}{document}");
    if text.len() > MAX_BYTES {
        return Err(ChangeError::TooLarge);
    }
    Ok(text)
}

/// The text of a file in which a value of the program's own stands under a name.
///
/// # Errors
/// The value has no form in a file.
pub(super) fn with_value(text: &str, name: &str, value: &Value) -> Result<String, ChangeError> {
    let mut document = edited(text)?;
    let new = toml::to_string(&toml::Table::from_iter([(name.to_owned(), value.clone())]));
    let new = edited(&new.map_err(|_| ChangeError::Malformed)?)?.remove(name);
    // At the end: people look for what they wrote themselves.
    put(&mut document, name, new, isize::MAX, update);
    Ok(document.to_string())
}

fn edited(text: &str) -> Result<DocumentMut, ChangeError> {
    text.parse().map_err(|_| ChangeError::Malformed)
}

/// The text without comments that hold what must not be stored.
fn without_secrets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for token in Source::new(text).lex() {
        let (start, end) = (token.span().start(), token.span().end());
        let is_secret = token.kind() == TokenKind::Comment && refuse_secret(&text[start..end]).is_err();
        if is_secret {
            kept.push_str(&text[from..start]);
            from = end;
        }
    }
    kept.push_str(&text[from..]);
    kept
}

/// Brings a part of the file up to date. One that is new stands at a place: behind the parts before it, whose last place
/// comes back.
fn put(
    document: &mut DocumentMut,
    name: &str,
    new: Option<Item>,
    place: isize,
    merge: impl Fn(&mut Item, Item),
) -> isize {
    match (document.get_mut(name), new) {
        (Some(old), Some(new)) => merge(old, new),
        (Some(_), None) => drop(document.remove(name)),
        (None, Some(mut new)) => {
            place_at(&mut new, Some(place));
            document.insert(name, new);
        }
        (None, None) => {}
    }
    document
        .get(name)
        .and_then(last_place)
        .map_or(place, |last| last.max(place))
}

impl Section {
    /// Brings a list up to date: tables that were there keep their comments, their places and keys that are not known.
    fn update(&self, item: &mut Item, new: Item) {
        let (old, new) = (std::mem::take(item).into_array_of_tables(), new.into_array_of_tables());
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let mut first = old.iter().find_map(Table::position);
        let mut there: HashMap<Vec<String>, Table> = old.into_iter().map(|table| (self.id(&table), table)).collect();
        let tables = new.into_iter().map(|mut new| {
            if let Some(mut table) = there.remove(&self.id(&new)) {
                first = None;
                update_table(&mut table, &mut new, |key| self.keys.contains(&key));
                return table;
            }
            // It follows the one before it; only before the first one it needs a place.
            place_table(&mut new, first);
            new
        });
        *item = Item::ArrayOfTables(tables.collect());
    }

    fn id(&self, table: &Table) -> Vec<String> {
        let text = |key: &&str| table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned();
        self.identity.iter().map(text).collect()
    }
}

/// Brings a table up to date. Keys that are gone go if they are of this version.
fn update_table(old: &mut dyn TableLike, new: &mut dyn TableLike, is_own: impl Fn(&str) -> bool) {
    let gone = |(key, _): (&str, &Item)| (is_own(key) && !new.contains_key(key)).then(|| key.to_owned());
    let gone: Vec<String> = old.iter().filter_map(gone).collect();
    for key in &gone {
        old.remove(key);
    }
    for (key, item) in new.iter_mut() {
        let mut item = std::mem::take(item);
        if let Some(old) = old.get_mut(&key) {
            update(old, item);
        } else {
            place_at(&mut item, None);
            old.insert(&key, item);
        }
    }
}

/// Brings a value or a table up to date; what is the same stays as it is written.
fn update(old: &mut Item, mut new: Item) {
    if let (Some(old), Some(new)) = (old.as_table_like_mut(), new.as_table_like_mut()) {
        return update_table(old, new, |_| true);
    }
    if let (Some(old), Some(new)) = (old.as_value(), new.as_value_mut()) {
        if is_same(old, new) {
            return;
        }
        *new.decor_mut() = old.decor().clone();
    }
    place_at(&mut new, None);
    *old = new;
}

fn is_same(a: &toml_edit::Value, b: &toml_edit::Value) -> bool {
    use toml_edit::Value::{Array, Boolean, Datetime, Integer, String};
    match (a, b) {
        (String(a), String(b)) => a.value() == b.value(),
        (Integer(a), Integer(b)) => a.value() == b.value(),
        (Boolean(a), Boolean(b)) => a.value() == b.value(),
        (Datetime(a), Datetime(b)) => a.value() == b.value(),
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b)),
        _ => false,
    }
}

/// The place of the last of the tables in the file; tables without a place follow the one before them.
fn last_place(item: &Item) -> Option<isize> {
    let in_table = |table: &Table| {
        let inner = table.iter().filter_map(|(_, item)| last_place(item));
        inner.chain(table.position()).max()
    };
    match item {
        Item::Table(table) => in_table(table),
        Item::ArrayOfTables(list) => list.iter().filter_map(in_table).max(),
        Item::None | Item::Value(_) => None,
    }
}

/// Puts tables that come from another text at a place; without one they follow the table before them.
fn place_at(item: &mut Item, place: Option<isize>) {
    match item {
        Item::Table(table) => place_table(table, place),
        Item::ArrayOfTables(list) => list.iter_mut().for_each(|table| place_table(table, place)),
        Item::None | Item::Value(_) => {}
    }
}

fn place_table(table: &mut Table, place: Option<isize>) {
    table.set_position(place);
    table.decor_mut().clear();
    table.iter_mut().for_each(|(_, item)| place_at(item, None));
}

#[cfg(test)]
mod tests;
