//! Where the messages of a file stand, found when the program is built: looking one up is a few comparisons then.

use std::collections::BTreeMap;

/// A message as it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry<'t> {
    /// One line of words.
    Plain(&'t str),
    /// Anything else, with its id.
    Fluent(&'t str),
}

/// Each message in the order of their ids: where its id and its entry begin and end in the text, and whether it is plain,
/// in so many numbers of four bytes.
const NUMBERS: usize = 5;
const ROW: usize = NUMBERS * size_of::<u32>();

/// The index of a text. Only the build and tests make one.
#[allow(dead_code, reason = "the build uses it")]
pub fn index(text: &str) -> Vec<u8> {
    let mut rows = Vec::new();
    for (id, entry) in divide(text) {
        let (words, is_plain) = match entry {
            Entry::Plain(words) => (words, 1),
            Entry::Fluent(words) => (words, 0),
        };
        for number in range(text, id).into_iter().chain(range(text, words)).chain([is_plain]) {
            // A file of messages is far shorter than that.
            rows.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        }
    }
    rows
}

fn range(text: &str, part: &str) -> [usize; 2] {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    [start, start + part.len()]
}

/// A message, by the index of its text.
pub(super) fn find<'t>(text: &'t str, index: &[u8], id: &str) -> Option<Entry<'t>> {
    let (rows, _) = index.as_chunks::<ROW>();
    let row = rows
        .binary_search_by(|row| part(text, row, 0).unwrap_or("").cmp(id))
        .ok()?;
    let row = rows.get(row)?;
    let words = part(text, row, 2)?;
    Some(if number(row, 4)? == 1 {
        Entry::Plain(words)
    } else {
        Entry::Fluent(words)
    })
}

fn part<'t>(text: &'t str, row: &[u8; ROW], at: usize) -> Option<&'t str> {
    text.get(number(row, at)?..number(row, at + 1)?)
}

fn number(row: &[u8; ROW], at: usize) -> Option<usize> {
    let (numbers, _) = row.as_chunks::<4>();
    usize::try_from(u32::from_le_bytes(*numbers.get(at)?)).ok()
}

/// Divides a file into its messages. One begins with its id at the beginning of a line and lasts until the next thing
/// that stands there.
pub(super) fn divide(text: &str) -> BTreeMap<&str, Entry<'_>> {
    let mut entries = BTreeMap::new();
    let mut rest = text;
    while let Some(line) = rest.split_inclusive('\n').next() {
        let mut end = line.len();
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let more = rest[end..].split_inclusive('\n').take_while(|l| !begins_something(l));
            end += more.map(str::len).sum::<usize>();
            if let Some((id, words)) = rest[..end].split_once('=') {
                let (id, words) = (id.trim(), words.trim());
                let is_plain = !words.is_empty() && !words.contains(['{', '}', '\n']);
                entries.insert(
                    id,
                    if is_plain {
                        Entry::Plain(words)
                    } else {
                        Entry::Fluent(&rest[..end])
                    },
                );
            }
        }
        rest = &rest[end..];
    }
    entries
}

fn begins_something(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '#' | '-'))
}

#[cfg(test)]
mod tests {
    use super::super::{ENGLISH, ENGLISH_INDEX, JAPANESE, JAPANESE_INDEX};
    use super::*;

    #[test]
    fn the_index_of_the_build_finds_every_message() {
        for (text, built) in [(ENGLISH, ENGLISH_INDEX), (JAPANESE, JAPANESE_INDEX)] {
            assert_eq!(index(text), built);
            let entries = divide(text);
            assert!(entries.len() > 100);
            for (id, entry) in entries {
                assert_eq!(find(text, built, id), Some(entry), "{id}");
                assert_eq!(
                    find(text, built, &format!("{id}-")),
                    divide(text).get(&*format!("{id}-")).copied()
                );
            }
            assert_eq!((find(text, built, ""), find(text, built, "zzz")), (None, None));
        }
    }
}
