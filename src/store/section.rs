//! One table of a household's file and the values in it, with the line of everything that is wrong.

use std::ops::Range;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::{Spanned, Table, Value};

use super::format::FormatError;
use crate::content::{Answer, DOES_NOT_APPLY, Id};
use crate::household::{ChangeError, check};
use crate::text::secret::{Refusal, may_hold_number, refuse_secret};

/// Where the lines of the file begin, counted once: a long file has many places to name.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        Self(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| i)
                .collect(),
        )
    }

    /// The line of a byte, from 1.
    pub(super) fn of(&self, offset: usize) -> usize {
        self.0.partition_point(|end| *end < offset) + 1
    }
}

/// One table of the file; what has been read is taken out of it.
pub(super) struct Section<'i> {
    lines: &'i Lines,
    /// Line of its heading, from 1.
    line: usize,
    pub(super) table: DeTable<'i>,
}

impl<'i> Section<'i> {
    /// The whole file.
    pub(super) fn root(lines: &'i Lines, table: DeTable<'i>) -> Self {
        Self { lines, line: 1, table }
    }

    pub(super) fn need<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&DeValue) -> Result<T, String>,
    ) -> Result<T, FormatError> {
        self.find(key, read)?
            .ok_or_else(|| self.error(&format!("`{key}` is missing")))
    }

    pub(super) fn find<T>(
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

    pub(super) fn inner(&mut self, key: &str) -> Result<Option<Section<'i>>, FormatError> {
        let Some(value) = self.table.remove(key) else {
            return Ok(None);
        };
        self.section(key, value).map(Some)
    }

    /// Reads each table of a list of tables.
    pub(super) fn each(
        &mut self,
        key: &str,
        read: &mut dyn FnMut(Section<'i>) -> Result<(), FormatError>,
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
    pub(super) fn rest(self) -> Result<Table, FormatError> {
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

    pub(super) fn line_of(&self, span: &Range<usize>) -> usize {
        self.lines.of(span.start)
    }

    pub(super) fn error(&self, message: &str) -> FormatError {
        FormatError {
            line: self.line,
            message: message.to_owned(),
        }
    }

    pub(super) fn refuse(&self, error: &ChangeError) -> FormatError {
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

/// See [`refuse_bare`].
pub(super) fn bare(text: &str) -> Result<(), String> {
    /// A My Number or a card number with a separator after each character is not longer.
    const LONGEST: usize = 40;
    // What was shown has an entry for each deadline, and the closer look takes its time.
    if !may_hold_number(text) || text.chars().nth(LONGEST).is_some() {
        return Ok(());
    }
    // A random id has digits between its letters too, and a file that the program wrote must be read again.
    let is_card_number_alone = || text.chars().filter(|c| c.is_alphanumeric()).count() == 12;
    match refuse_secret(text) {
        Err(refusal @ Refusal::TwelveDigits) if !text.chars().any(char::is_alphabetic) => Err(refusal.to_string()),
        Err(refusal @ Refusal::CardNumber) if is_card_number_alone() => Err(refusal.to_string()),
        _ => Ok(()),
    }
}

pub(super) fn whole(value: &DeValue) -> Result<u64, String> {
    integer(value).ok_or_else(|| "this must be a whole number, not below 0".to_owned())
}

fn integer(value: &DeValue) -> Option<u64> {
    let digits = value.as_integer()?;
    u64::from_str_radix(digits.as_str(), digits.radix()).ok()
}

pub(super) fn yes_no(value: &DeValue) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| "this must be true or false".to_owned())
}

pub(super) fn string(value: &DeValue) -> Result<String, String> {
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| "this must be a text in quotes".to_owned())
}

pub(super) fn word(value: &DeValue) -> Result<Id, String> {
    let id = Id::new(value.as_str().ok_or("this must be a word in quotes")?);
    check::word(&id).map_err(|e| e.to_string())?;
    Ok(id)
}

pub(super) fn words(value: &DeValue) -> Result<Vec<Id>, String> {
    let list = value.as_array().ok_or("this must be a list of words in quotes")?;
    let people = list.iter().map(|v| word(v.get_ref())).collect::<Result<Vec<_>, _>>()?;
    if people.is_empty() {
        Err(ChangeError::EventPeople.to_string())
    } else {
        Ok(people)
    }
}

pub(super) fn day(value: &DeValue) -> Result<NaiveDate, String> {
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
pub(super) fn answer(value: &DeValue) -> Result<Answer, String> {
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

#[cfg(test)]
mod tests {
    use super::bare;

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
            assert!(bare(secret).is_err(), "{secret}");
        }
        for harmless in [
            "0fab1234-5678-4cd1-8e2b-6c1d2e3f4a5b",
            "b6fdca6b-2819-4ab9-a123-456789012345",
            "2026-12-11 0 2026-11-22T19:35:13Z 123456789012",
            "2026-12-11 0 2026-11-22T19:35:13Z ab12345678cd",
            "13 2026-11-22T10:00:00+09:00",
        ] {
            assert_eq!(bare(harmless), Ok(()), "{harmless}");
        }
    }
}
