//! A TOML file as a tree of values with places. Every syntax error is found; what later TOML allows is refused.

use chrono::{NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::found::Findings;
use super::super::rules;
use super::{At, Place};
use crate::text::secret::{Refusal, refuse_secret};
use crate::text::{clean, nfkc};

/// Most entries of one table or list: eight times what the largest one has, and little enough that comparing each with
/// each takes no time.
const MOST_ENTRIES: usize = 2_000;

/// A value with its place.
#[derive(Clone, Debug)]
pub(in crate::content) struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands; for a `[table]` its header.
    pub at: Place,
}

/// A TOML value. Texts are folded (NFKC) and hold no control characters.
#[derive(Clone, Debug)]
pub(in crate::content) enum Value {
    Text(String),
    Whole(i64),
    YesNo(bool),
    Date(NaiveDate),
    Time(NaiveTime),
    /// A number or a time that no key takes.
    Other(&'static str),
    List(Vec<Node>),
    Table(Vec<(At<String>, Node)>),
}

impl Node {
    /// The keys of a table and their values.
    pub fn entries(&self) -> Option<&[(At<String>, Self)]> {
        match &self.value {
            Value::Table(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a key of a table.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let mut entries = self.entries()?.iter();
        entries.find(|(known, _)| known.value == key).map(|(_, node)| node)
    }

    /// A text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Value {
    /// Its type in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Whole(_) => "a whole number",
            Self::YesNo(_) => "true or false",
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::Other(kind) => kind,
            Self::List(_) => "an array",
            Self::Table(_) => "a table",
        }
    }
}

/// Parses one file. The root is always a table, empty if nothing could be read.
pub(in crate::content) fn parse(file: usize, out: &mut Findings<'_>) -> Node {
    let text = out.text(file);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let at = Place {
            file,
            start: span.start,
            end: span.end,
        };
        out.mark_broken(at);
        out.add(rules::TOML_SYNTAX, at, error.message());
    }
    let mut reader = Dom { file, text, out };
    let entries = reader.table(root.get_ref());
    Node {
        value: Value::Table(entries),
        at: Place { file, start: 0, end: 0 },
    }
}

struct Dom<'o, 'a> {
    file: usize,
    text: &'a str,
    out: &'o mut Findings<'a>,
}

impl Dom<'_, '_> {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place {
            file: self.file,
            start: span.start,
            end: span.end,
        }
    }

    fn table(&mut self, table: &DeTable<'_>) -> Vec<(At<String>, Node)> {
        let mut entries = Vec::with_capacity(table.len().min(MOST_ENTRIES));
        for (n, (key, value)) in table.iter().enumerate() {
            let at = self.place(key.span());
            if n == MOST_ENTRIES {
                self.too_many(at);
                break;
            }
            self.escapes(at);
            let node = self.node(key.get_ref(), value);
            entries.push((
                At {
                    value: fold(key.get_ref()),
                    at,
                },
                node,
            ));
        }
        entries
    }

    fn node(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Node {
        let at = self.place(value.span());
        let value = match value.get_ref() {
            DeValue::String(text) => self.string(key, text, at),
            DeValue::Integer(n) => {
                i64::from_str_radix(n.as_str(), n.radix()).map_or(Value::Other("a huge number"), Value::Whole)
            }
            DeValue::Float(_) => Value::Other("a number with a fraction"),
            DeValue::Boolean(b) => Value::YesNo(*b),
            DeValue::Datetime(when) => self.datetime(when, at),
            DeValue::Array(list) => {
                if let Some(next) = list.get(MOST_ENTRIES) {
                    let at = self.place(next.span());
                    self.too_many(at);
                }
                Value::List(list.iter().take(MOST_ENTRIES).map(|v| self.node(key, v)).collect())
            }
            DeValue::Table(table) => {
                self.inline_table(table, at);
                Value::Table(self.table(table))
            }
        };
        Node { value, at }
    }

    fn string(&mut self, key: &str, text: &str, at: Place) -> Value {
        self.escapes(at);
        let folded = fold(text);
        // Counting what may be digits first keeps loading fast.
        let perhaps = folded.bytes().filter(|b| b.is_ascii_digit() || !b.is_ascii()).count();
        let digits = || folded.chars().filter(|c| c.is_numeric()).count();
        if key != "url" && perhaps >= 12 && digits() >= 12 && refuse_secret(&folded) == Err(Refusal::TwelveDigits) {
            let message = "this text holds twelve digits in a row, as a My Number does";
            self.out
                .add(rules::TWELVE_DIGITS, at, message)
                .help("write it without the number");
        }
        Value::Text(folded)
    }

    fn datetime(&mut self, when: &toml::value::Datetime, at: Place) -> Value {
        if when.time.is_some_and(|t| t.second.is_none()) {
            self.newer(at, "a time without seconds");
        }
        match (when.date, when.time, when.offset) {
            (Some(d), None, None) => NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into())
                .map_or(Value::Other("a day that does not exist"), Value::Date),
            (None, Some(t), None) => {
                NaiveTime::from_hms_opt(t.hour.into(), t.minute.into(), t.second.unwrap_or(0).into())
                    .map_or(Value::Other("a time that does not exist"), Value::Time)
            }
            _ => Value::Other("a date with a time"),
        }
    }

    /// TOML 1.0 has neither line breaks nor a last comma in an inline table.
    fn inline_table(&mut self, table: &DeTable<'_>, at: Place) {
        let span = at.start..at.end;
        let Some(source) = self.text.get(span.clone()).filter(|s| s.starts_with('{')) else {
            return;
        };
        let mut bare = source.as_bytes().to_vec();
        blank(table, &mut bare, at.start);
        if bare.contains(&b'\n') {
            self.newer(at, "an inline table on several lines");
        } else if bare.iter().rev().skip(1).find(|b| !b.is_ascii_whitespace()) == Some(&b',') {
            self.newer(at, "a comma after the last key of an inline table");
        }
    }

    /// TOML 1.0 has no `\e` and no `\xHH`.
    fn escapes(&mut self, at: Place) {
        let Some(source) = self.text.get(at.start..at.end).filter(|s| s.starts_with('"')) else {
            return;
        };
        if !source.contains('\\') {
            return;
        }
        let mut chars = source.chars();
        while let Some(c) = chars.next() {
            if c == '\\' && matches!(chars.next(), Some('e' | 'x')) {
                self.newer(at, "an escape \\e or \\xHH");
                return;
            }
        }
    }

    fn too_many(&mut self, at: Place) {
        let message = format!("there are more than {MOST_ENTRIES} entries here; what follows is not read");
        self.out.add(rules::FILE_UNREADABLE, at, message);
    }

    fn newer(&mut self, at: Place, what: &str) {
        let message = format!("{what} is not TOML 1.0; other tools refuse the file");
        self.out.add(rules::TOML_1_0, at, message);
    }
}

/// Blanks the values within an inline table: arrays and long strings may have line breaks of their own.
fn blank(table: &DeTable<'_>, bytes: &mut [u8], start: usize) {
    for (_, value) in table {
        let span = value.span();
        match value.get_ref() {
            // `a.b = 1` makes a table that has no braces of its own.
            DeValue::Table(inner) if bytes.get(span.start.wrapping_sub(start)) != Some(&b'{') => {
                blank(inner, bytes, start);
            }
            _ => {
                if let Some(part) = bytes.get_mut(span.start.saturating_sub(start)..span.end.saturating_sub(start)) {
                    part.fill(b'v');
                }
            }
        }
    }
}

/// A text as it may reach the terminal.
fn fold(text: &str) -> String {
    // Without a way out in the middle: nearly every text is looked at to its end.
    if text.bytes().fold(true, |all, b| all & matches!(b, b' '..=b'~')) {
        return text.to_owned();
    }
    if text.chars().all(is_harmless) {
        return text.trim_end().to_owned();
    }
    let folded = nfkc(text);
    if folded.chars().all(is_harmless) {
        return folded.trim_end().to_owned();
    }
    clean(&folded).trim_end().replace('\n', " ")
}

/// Characters that nearly every text is made of, and that need neither folding nor cleaning: Latin, kana, kanji and their
/// punctuation, without those few that stand for two letters or for another one.
fn is_harmless(c: char) -> bool {
    if matches!(
        c,
        '\u{132}' | '\u{133}' | '\u{13f}' | '\u{140}' | '\u{149}' | '\u{17f}' | '\u{30ff}'
    ) {
        return false;
    }
    matches!(c,
        ' '..='~'
        | '\u{c0}'..='\u{17f}'
        | '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a0}'..='\u{30ff}'
        | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use unicode_normalization::{IsNormalized, is_nfkc_quick};

    use super::*;

    #[test]
    fn harmless_characters_need_neither_folding_nor_cleaning() {
        for c in ('\u{0}'..='\u{ffff}').filter(|c| is_harmless(*c)) {
            let text = format!("a{c}b");
            assert_eq!(clean(&text), text, "{c:?}");
            // Also not together with others of them.
            assert_eq!(is_nfkc_quick([c].into_iter()), IsNormalized::Yes, "{c:?}");
        }
        assert_eq!(fold("ｶﾞ\n１ \u{202e}x\n"), "ガ 1 x");
    }
}
