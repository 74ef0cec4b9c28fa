//! TOML as programs write it and tidy people too, read line by line with a tenth of the work of a whole reader.
//!
//! Only what is plain is read: whole-line comments, headings of bare words, one value to a line. Whoever asks goes the
//! long way with everything else, so that nothing is refused here and nothing is told here.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml::de::DeValue;

/// This has to be read by a whole reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPlain;

/// A line that says something.
#[derive(Clone, Debug, PartialEq)]
pub enum Line<'t> {
    /// `[words.with.dots]`.
    Table(&'t str),
    /// `[[words.with.dots]]`.
    Entry(&'t str),
    /// `key = value`.
    Pair(&'t str, Value<'t>),
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'t> {
    /// A text in quotes.
    Text(Cow<'t, str>),
    /// `true` or `false`.
    YesNo(bool),
    /// A number, not below zero.
    Whole(u64),
    /// A day without a time.
    Day(NaiveDate),
    /// A list of texts.
    List(Vec<Cow<'t, str>>),
    /// A table in one line.
    Table(Vec<(&'t str, Value<'t>)>),
}

impl<'t> Value<'t> {
    /// The text, if it is one.
    pub fn text(self) -> Option<Cow<'t, str>> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// The lines that say something, with their numbers from 1. Whether a key stands there twice is for others to see.
pub fn lines(text: &str) -> Lines<'_> {
    Lines {
        scan: Scan { text, at: 0 },
        number: 0,
    }
}

/// See [`lines`].
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    scan: Scan<'t>,
    number: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = Result<(usize, Line<'t>), NotPlain>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.number += 1;
            let number = self.number;
            let line = match self.scan.peek()? {
                b'\n' => {
                    self.scan.at += 1;
                    continue;
                }
                b'#' => {
                    // Quotes and the like are nothing else in a comment.
                    self.scan.at += self.scan.run(WRITTEN | SIGN);
                    if self.scan.end_of_line() {
                        continue;
                    }
                    None
                }
                _ => self.line(),
            };
            if line.is_none() {
                // What follows would be a guess.
                self.scan.at = self.scan.text.len();
            }
            return Some(line.map(|line| (number, line)).ok_or(NotPlain));
        }
    }
}

impl<'t> Lines<'t> {
    fn line(&mut self) -> Option<Line<'t>> {
        let scan = &mut self.scan;
        let from = scan.at;
        let line = if scan.skip(b'[') {
            let is_entry = scan.skip(b'[');
            let words = scan.words()?;
            let is_closed = scan.skip(b']') && (!is_entry || scan.skip(b']'));
            is_closed.then_some(if is_entry {
                Line::Entry(words)
            } else {
                Line::Table(words)
            })?
        } else {
            let key = scan.key()?;
            Line::Pair(key, scan.value()?)
        };
        // Only a text over several lines has breaks in it.
        if let Line::Pair(_, Value::Text(Cow::Owned(_))) = line {
            self.number += scan.text[from..scan.at].matches('\n').count();
        }
        scan.end_of_line().then_some(line)
    }
}

/// Stands in a bare key.
const BARE: u8 = 1;
/// Stands for itself between quotes.
const WRITTEN: u8 = 2;
/// Begins something else between quotes, or ends them.
const SIGN: u8 = 4;
/// A digit, or what stands between those of a day.
const NUMBER: u8 = 8;

/// So many pairs stand in one line.
const MOST_IN_LINE: usize = 50;

/// What each byte can be; each of a longer character is only written.
const KINDS: [u8; 256] = {
    let mut kinds = [WRITTEN; 256];
    let mut at: u8 = 0;
    while at < 128 {
        kinds[at as usize] = match at {
            b'-' | b'0'..=b'9' => BARE | WRITTEN | NUMBER,
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => BARE | WRITTEN,
            b'"' | b'\\' => SIGN,
            // A tab is allowed in places, but nobody writes one.
            _ if at.is_ascii_control() => 0,
            _ => WRITTEN,
        };
        at += 1;
    }
    kinds
};

/// A place in the text, always at the beginning of a character.
#[derive(Clone, Debug)]
struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn skip(&mut self, sign: u8) -> bool {
        let is_there = self.peek() == Some(sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn skip_word(&mut self, word: &str) -> bool {
        let is_there = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += if is_there { word.len() } else { 0 };
        is_there
    }

    #[inline]
    fn spaces(&mut self) {
        while self.skip(b' ') {}
    }

    #[inline]
    fn end_of_line(&mut self) -> bool {
        self.skip(b'\n') || self.at == self.text.len()
    }

    /// How many bytes of these kinds follow.
    #[inline]
    fn run(&self, kinds: u8) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        let end = rest.iter().position(|b| KINDS[usize::from(*b)] & kinds == 0);
        end.unwrap_or(rest.len())
    }

    #[inline]
    fn take(&mut self, length: usize) -> Option<&'t str> {
        let taken = self.text.get(self.at..self.at + length)?;
        self.at += length;
        Some(taken)
    }

    /// Bare words with single dots between them.
    fn words(&mut self) -> Option<&'t str> {
        let from = self.at;
        loop {
            let length = self.run(BARE);
            self.at += length;
            if length == 0 {
                return None;
            }
            if !self.skip(b'.') {
                return self.text.get(from..self.at);
            }
        }
    }

    /// A key and its equals sign.
    fn key(&mut self) -> Option<&'t str> {
        let key = if self.peek()? == b'"' {
            self.simple()?
        } else {
            let length = self.run(BARE);
            (length > 0).then(|| self.take(length)).flatten()?
        };
        self.spaces();
        let is_right = self.skip(b'=');
        self.spaces();
        is_right.then_some(key)
    }

    fn value(&mut self) -> Option<Value<'t>> {
        match self.peek()? {
            b'"' | b'\'' => self.text().map(Value::Text),
            b'0'..=b'9' => self.number(),
            b'[' => self.list().map(Value::List),
            b'{' => self.table().map(Value::Table),
            _ => self.yes_no().map(Value::YesNo),
        }
    }

    fn yes_no(&mut self) -> Option<bool> {
        let yes = self.skip_word("true");
        (yes || self.skip_word("false")).then_some(yes)
    }

    /// A text in quotes in which each character stands for itself.
    #[inline]
    fn simple(&mut self) -> Option<&'t str> {
        let from = self.at;
        let text = if self.skip(b'"') {
            self.take(self.run(WRITTEN))
        } else {
            None
        };
        let is_closed = self.skip(b'"');
        // Three quotes begin something else.
        let is_simple = is_closed && !(self.at == from + 2 && self.peek() == Some(b'"'));
        if !is_simple {
            self.at = from;
        }
        text.filter(|_| is_simple)
    }

    fn text(&mut self) -> Option<Cow<'t, str>> {
        if let Some(text) = self.simple() {
            return Some(Cow::Borrowed(text));
        }
        // One with signs that stand for others, up to the end of its line, or of the line that ends with three quotes.
        let rest = &self.text[self.at..];
        let quotes = ["\"\"\"", "'''"].into_iter().find(|quotes| rest.starts_with(quotes));
        let end = match quotes {
            Some(quotes) => rest[3..].find(&format!("{quotes}\n"))? + 6,
            None => rest.find('\n').unwrap_or(rest.len()),
        };
        let DeValue::String(text) = DeValue::parse(&rest[..end]).ok()?.into_inner() else {
            return None;
        };
        self.at += end;
        Some(Cow::Owned(text.into_owned()))
    }

    fn number(&mut self) -> Option<Value<'t>> {
        let digits = self.take(self.run(NUMBER))?.as_bytes();
        match digits {
            [_, _, _, _, b'-', _, _, b'-', _, _] => date(digits).map(Value::Day),
            [b'0', _, ..] => None,
            // A few more would fit, and nobody has them.
            _ => (digits.len() <= 18).then(|| whole(digits)).flatten().map(Value::Whole),
        }
    }

    fn list(&mut self) -> Option<Vec<Cow<'t, str>>> {
        let mut list = Vec::new();
        self.skip(b'[');
        while !self.skip(b']') {
            if !list.is_empty() && !self.skip_word(", ") {
                return None;
            }
            list.push(Cow::Borrowed(self.simple()?));
        }
        Some(list)
    }

    fn table(&mut self) -> Option<Vec<(&'t str, Value<'t>)>> {
        let mut table: Vec<(&str, Value<'_>)> = Vec::new();
        self.skip(b'{');
        self.spaces();
        while !self.skip(b'}') {
            if !table.is_empty() && !self.skip_word(", ") {
                return None;
            }
            let key = self.key()?;
            let value = match self.peek()? {
                b'"' => Value::Text(Cow::Borrowed(self.simple()?)),
                _ => Value::YesNo(self.yes_no()?),
            };
            if table.len() == MOST_IN_LINE || table.iter().any(|(known, _)| *known == key) {
                return None;
            }
            table.push((key, value));
            self.spaces();
        }
        Some(table)
    }
}

fn whole(digits: &[u8]) -> Option<u64> {
    digits
        .iter()
        .try_fold(0_u64, |n, d| d.is_ascii_digit().then(|| n * 10 + u64::from(*d - b'0')))
}

fn date(day: &[u8]) -> Option<NaiveDate> {
    let number = |digits| whole(digits).and_then(|n| u32::try_from(n).ok());
    let year = i32::try_from(number(&day[..4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&day[5..7])?, number(&day[8..10])?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use toml::Table;

    use super::*;

    fn value(value: Value<'_>) -> toml::Value {
        match value {
            Value::Text(text) => toml::Value::String(text.into_owned()),
            Value::YesNo(yes) => toml::Value::Boolean(yes),
            Value::Whole(n) => toml::Value::Integer(n.try_into().unwrap()),
            Value::Day(day) => toml::Value::Datetime(day.to_string().parse().unwrap()),
            Value::List(list) => list.into_iter().map(Cow::into_owned).collect::<Vec<_>>().into(),
            Value::Table(table) => toml::Value::Table(
                table
                    .into_iter()
                    .map(|(k, v)| (k.to_owned(), super::tests::value(v)))
                    .collect(),
            ),
        }
    }

    /// What is read line by line, and what the whole reader makes of the lines that were read up to the first that is
    /// not plain: the same, unless a key or a heading is there twice, which is not for here to say.
    fn both_ways(text: &str) -> usize {
        let (mut count, mut last) = (0, 0);
        for line in lines(text) {
            let Ok((number, line)) = line else { break };
            assert!(number > last, "{text}");
            last = number;
            count += 1;
            let begin = text.split_inclusive('\n').take(number - 1).map(str::len).sum::<usize>();
            let whole: Table = match (
                &line,
                text[begin..].split_inclusive('\n').next().unwrap().parse::<Table>(),
            ) {
                (_, Ok(table)) => table,
                // Over several lines: as many as it takes.
                (Line::Pair(_, Value::Text(_)), Err(_)) => {
                    let mut ends = text[begin..]
                        .match_indices('\n')
                        .map(|(at, _)| begin + at + 1)
                        .chain([text.len()]);
                    ends.find_map(|end| text[begin..end].parse().ok())
                        .unwrap_or_else(|| panic!("{text}"))
                }
                (_, Err(error)) => panic!("{text:?}: line {number}: {error}"),
            };
            let (words, inner): (Vec<&str>, _) = match line {
                Line::Pair(key, read) => (vec![key], value(read)),
                Line::Table(words) => (words.split('.').collect(), Table::new().into()),
                Line::Entry(words) => (words.split('.').collect(), vec![Table::new()].into()),
            };
            let read = words.iter().rev().fold(inner, |inner, word| {
                toml::Value::Table(Table::from_iter([((*word).to_owned(), inner)]))
            });
            assert_eq!(read, toml::Value::Table(whole), "{text}");
        }
        count
    }

    #[test]
    fn plain_lines_are_read_and_others_are_not() {
        for plain in [
            "a = 1",
            "a-b_1   = \"x\"",
            "\"a b\" = true",
            "1 = false",
            "a = 0",
            "a = 2026-11-29",
            "a = []",
            "a = [\"x\", \"日本\"]",
            "a = { b = \"x\", c = true }",
            "a = {}",
            "[a]",
            "[[a.b-c]]",
            "# a\n\na = 1\n",
            "a = \"\"",
            "a = 'x\"y'",
            "a = \"x\\ny\"",
            "a = \"\"\"\nx\ny\"\"\"\nb = 1\n",
        ] {
            assert!(both_ways(plain) > 0, "{plain}");
            assert!(lines(plain).all(|line| line.is_ok()), "{plain}");
        }
        for other in [
            " a = 1",
            "a = 1 ",
            "a = 1 # b",
            "a.b = 1",
            "a = 01",
            "a = -1",
            "a = 1_000",
            "a = 1.5",
            "a = 2026-02-30",
            "a = 2026-11-29 10:00:00",
            "a = 2026-1-1",
            "a = [1]",
            "a = [\"x\",]",
            "a = {b = 1}",
            "a = { b = \"x\", b = \"y\" }",
            "a =",
            "a",
            "= 1",
            "[a",
            "[]",
            "[.a]",
            "[a..b]",
            "[ a ]",
            "[[a]",
            "[\"a\"]",
            "a = 1\r",
            "a = \"x",
            "a = 'x",
            "a = \"\u{7f}\"",
            "a = \"\"\"x",
            "# \u{7}",
            "\u{feff}a = 1",
            "a = True",
            "a = 1234567890123456789",
            "\t",
        ] {
            assert!(lines(other).any(|line| line.is_err()), "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_a_whole_reader_reads(
            parts in prop::collection::vec(prop::sample::select(vec![
                "a", "b-c", " = ", "=", "\"", "'", "\"\"\"", "\n", "\n", "x y", "日", "\\", "\\n", "[", "]", "[[", "]]", ".",
                "true", "1", "07", "2026-11-29", "{ ", " }", ", ", " ", "#", "\r", "\t",
            ]), 0..16),
        ) {
            both_ways(&parts.concat());
        }

        #[test]
        fn any_text_in_quotes(text in any::<String>()) {
            let written = toml::to_string(&Table::from_iter([("a".to_owned(), text.into())])).unwrap();
            both_ways(&written);
        }
    }
}
