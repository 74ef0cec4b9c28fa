//! Reading the file of a household, with the line of everything that is wrong.

use serde::Deserialize;
use toml::Table;
use toml::de::{DeTable, DeValue, Deserializer};

use super::document::{DAY, Document, Problem};
use super::format::{Extra, FORMAT, FormatError, MAX_BYTES, Parsed};
use super::migrate::{self, Formats};
use crate::household::{ChangeError, check};
use crate::text::secret::{Refusal, refuse_secret};

/// Reads the file of a household called `name`. A file of an older format is brought to the present one first.
///
/// # Errors
/// The first thing that is wrong, with its line.
pub fn parse(text: &str, name: &str) -> Result<Parsed, FormatError> {
    parse_as(text, name, &migrate::FORMATS)
}

pub(super) fn parse_as(text: &str, name: &str, formats: &Formats) -> Result<Parsed, FormatError> {
    let located = |problem: Problem| FormatError {
        line: text.get(..problem.at).unwrap_or(text).matches('\n').count() + 1,
        message: problem.message,
    };
    let (format, root) = open(text, formats.oldest).map_err(located)?;
    if format < FORMAT {
        let table = Table::deserialize(Deserializer::from(root)).map_err(|e| located(wrong_shape(&e)))?;
        // The text is of the present format now, so this does not come here again.
        return parse_as(&formats.bring_up(format, table)?, name, formats).map(|parsed| Parsed { format, ..parsed });
    }
    // Told last, as a value that stands in the wrong place is better told by its own rule.
    let numbers = refuse_numbers(root.get_ref());
    let read = Document::deserialize(Deserializer::from(root)).map_err(|e| wrong_shape(&e));
    let read = read.and_then(|document| document.household(name, format > FORMAT));
    let (household, memory) = read.and_then(|read| numbers.map(|()| read)).map_err(located)?;
    Ok(Parsed {
        format,
        household,
        extra: Extra {
            text: text.to_owned(),
            memory,
        },
    })
}

/// The format of a file, if a newer version wrote it and it is TOML at all.
pub fn newer_format(bytes: &[u8]) -> Option<u32> {
    let root = DeTable::parse(std::str::from_utf8(bytes).ok()?).ok()?;
    format_of(root.get_ref()).filter(|format| *format > FORMAT)
}

type Root<'t> = toml::Spanned<DeTable<'t>>;

/// The tables of a file and its format, within the bounds that keep the work small.
fn open(text: &str, oldest: u32) -> Result<(u32, Root<'_>), Problem> {
    if text.len() > MAX_BYTES {
        let message = format!("no household is longer than {} MiB", MAX_BYTES >> 20);
        return Err(Problem::new(0, message));
    }
    let root = DeTable::parse(text).map_err(|e| {
        let at = e.span().map_or(0, |span| span.start);
        Problem::new(at, format!("this is not TOML: {}", e.message()))
    })?;
    let table = root.get_ref();
    if !table.contains_key("format") {
        return Err(Problem::new(0, "`format` is missing"));
    }
    let format = format_of(table).filter(|format| *format >= oldest);
    let format = format.ok_or_else(|| Problem::new(0, "there has never been such a `format`"))?;
    for (key, most) in [("person", check::MAX_PEOPLE), ("event", check::MAX_EVENTS)] {
        let list = table.get(key).and_then(|list| list.get_ref().as_array());
        if let Some(surplus) = list.and_then(|list| list.get(most)) {
            return Err(Problem::new(surplus.span().start, ChangeError::TooMany));
        }
    }
    Ok((format, root))
}

fn format_of(root: &DeTable<'_>) -> Option<u32> {
    let number = root.get("format")?.get_ref().as_integer()?;
    u32::from_str_radix(number.as_str(), number.radix()).ok()
}

/// What serde says of a value of the wrong type, without the value: it could be a number that must not be repeated.
fn wrong_shape(error: &toml::de::Error) -> Problem {
    let message = error.message();
    let message = if let Some((_, expected)) = message.rsplit_once(", expected ") {
        let expected = match expected {
            "a map" => "a table",
            "a boolean" => "true or false",
            "a string" => "a text in quotes",
            "u32" | "u64" => "a whole number, not below 0",
            "a TOML datetime" => DAY,
            "a sequence" => "a list; tables of a list stand under headings in double brackets, such as [[person]]",
            other => other,
        };
        format!("this must be {expected}")
    } else if let Some(key) = message.strip_prefix("missing field ") {
        format!("{key} is missing")
    } else {
        message.to_owned()
    };
    Problem::new(error.span().map_or(0, |span| span.start), message)
}

/// Keys that nobody knows are kept as they are, but not if a key or a value is nothing but a number that must not be
/// stored. Only whole values are looked at: digests and stamps of other programs may hold many digits.
fn refuse_numbers(table: &DeTable<'_>) -> Result<(), Problem> {
    table.iter().try_for_each(|(key, value)| {
        refuse_number(key.get_ref()).map_err(|e| Problem::new(key.span().start, e))?;
        // Counted by the program; it grows by one with each change.
        let is_own = matches!(key.get_ref().as_ref(), "format" | "revision");
        if is_own { Ok(()) } else { refuse_numbers_in(value) }
    })
}

fn refuse_numbers_in(value: &toml::Spanned<DeValue<'_>>) -> Result<(), Problem> {
    let at = |refusal: Refusal| Problem::new(value.span().start, refusal);
    match value.get_ref() {
        DeValue::String(text) => refuse_number(text).map_err(at),
        DeValue::Integer(digits) => refuse_number(digits.as_str()).map_err(at),
        DeValue::Array(list) => list.iter().try_for_each(refuse_numbers_in),
        DeValue::Table(table) => refuse_numbers(table),
        DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => Ok(()),
    }
}

/// See [`refuse_numbers`].
fn refuse_number(text: &str) -> Result<(), Refusal> {
    /// A My Number or a card number with a separator after each character is not longer.
    const LONGEST: usize = 40;
    /// Either has so many characters at least.
    const SHORTEST: usize = 12;
    if text.len() < SHORTEST || text.chars().nth(LONGEST).is_some() {
        return Ok(());
    }
    // A random id has digits between its letters too, and a file that the program wrote must be read again.
    let is_card_number_alone = || text.chars().filter(|c| c.is_alphanumeric()).count() == 12;
    match refuse_secret(text) {
        Err(refusal @ Refusal::TwelveDigits) if !text.chars().any(char::is_alphabetic) => Err(refusal),
        Err(refusal @ Refusal::CardNumber) if is_card_number_alone() => Err(refusal),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::refuse_number;

    #[test]
    fn a_value_that_is_a_secret_is_refused_and_a_random_id_is_not() {
        for secret in [
            "123456789012",
            "1234-5678-9012",
            "１２３４５６７８９０１２",
            "AB12345678CD",
            "AB 12345678 CD",
            "ab-1234-5678-cd",
        ] {
            assert!(refuse_number(secret).is_err(), "{secret}");
        }
        for harmless in [
            "0fab1234-5678-4cd1-8e2b-6c1d2e3f4a5b",
            "b6fdca6b-2819-4ab9-a123-456789012345",
            "2026-12-11 0 2026-11-22T19:35:13Z 123456789012",
            "2026-12-11 0 2026-11-22T19:35:13Z ab12345678cd",
            "13 2026-11-22T10:00:00+09:00",
        ] {
            assert_eq!(refuse_number(harmless), Ok(()), "{harmless}");
        }
    }
}
