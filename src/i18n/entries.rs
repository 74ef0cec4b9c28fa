//! Where the messages of a file stand, found when the program is built: looking one up is a few comparisons then.

use std::collections::BTreeMap;

/// A message as it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry<'t> {
    /// One line of words.
    Plain(&'t str),
    /// One line of words with places for arguments: see [`parts`].
    Filled(&'t str),
    /// Anything else, with its id.
    Fluent(&'t str),
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Words as they stand.
    Words(&'t str),
    /// The argument of this name.
    Argument(&'t str),
}

/// A table in which a message is found by a number made of its id: in each row where the id and the entry begin and end
/// in the text, and the kind of entry, in so many numbers of four bytes. The row after is next if it is another message,
/// and an empty row says that there is none.
const NUMBERS: usize = 5;
const ROW: usize = NUMBERS * size_of::<u32>();

/// The index of a text. Only the build and tests make one.
#[allow(dead_code, reason = "the build uses it")]
pub fn index(text: &str) -> Vec<u8> {
    let entries = divide(text);
    // Half of them stay empty, so that a message is mostly in its first row.
    let mut rows = vec![[0; ROW]; (entries.len() * 2).next_power_of_two()];
    for (id, entry) in entries {
        let (words, kind) = match entry {
            Entry::Fluent(words) => (words, 0),
            Entry::Plain(words) => (words, 1),
            Entry::Filled(words) => (words, 2),
        };
        let mut at = place(id, rows.len());
        while rows[at] != [0; ROW] {
            at = (at + 1) % rows.len();
        }
        let numbers = range(text, id).into_iter().chain(range(text, words)).chain([kind]);
        for (number, bytes) in numbers.zip(rows[at].chunks_exact_mut(4)) {
            // A file of messages is far shorter than that.
            bytes.copy_from_slice(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        }
    }
    rows.concat()
}

/// In which row an id stands, if no other stands there; there is a power of two of them.
fn place(id: &str, rows: usize) -> usize {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    // The middle of the number depends on all letters.
    (hash ^ hash >> 15) as usize & rows.wrapping_sub(1)
}

fn range(text: &str, part: &str) -> [usize; 2] {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    [start, start + part.len()]
}

/// A message, by the index of its text.
pub(super) fn find<'t>(text: &'t str, index: &[u8], id: &str) -> Option<Entry<'t>> {
    let (rows, _) = index.as_chunks::<ROW>();
    let (before, from) = rows.split_at_checked(place(id, rows.len()))?;
    for row in from.iter().chain(before) {
        let (begin, end) = (number(row, 0)?, number(row, 1)?);
        if end == 0 {
            return None;
        }
        if end - begin == id.len() && text.get(begin..end) == Some(id) {
            let words = part(text, row, 2)?;
            return Some(match number(row, 4)? {
                1 => Entry::Plain(words),
                2 => Entry::Filled(words),
                _ => Entry::Fluent(words),
            });
        }
    }
    None
}

/// The pieces of a line: `{ $x }` is the place of an argument, `{"; "}` are words with spaces around them. None of
/// anything else in braces.
pub(super) fn parts(line: &str) -> impl Iterator<Item = Option<Part<'_>>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(inner) = rest.strip_prefix('{') else {
            let (words, after) = rest.split_at(rest.find(['{', '}']).unwrap_or(rest.len()));
            rest = after.trim_start_matches('}');
            // A brace that nothing opened is none of ours.
            return Some((rest.len() == after.len()).then_some(Part::Words(words)));
        };
        let (inside, after) = inner.split_once('}').unwrap_or((inner, ""));
        rest = after;
        Some(inside_braces(inside.trim_matches(' ')))
    })
}

fn inside_braces(inside: &str) -> Option<Part<'_>> {
    if let Some(name) = inside.strip_prefix('$') {
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        return is_name.then_some(Part::Argument(name));
    }
    let words = inside.strip_prefix('"')?.strip_suffix('"')?;
    (!words.contains(['"', '\\', '{'])).then_some(Part::Words(words))
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
                let is_line = !words.is_empty() && !words.contains('\n');
                let entry = if is_line && !words.contains(['{', '}']) {
                    Entry::Plain(words)
                } else if is_line && parts(words).all(|part| part.is_some()) {
                    Entry::Filled(words)
                } else {
                    Entry::Fluent(&rest[..end])
                };
                entries.insert(id, entry);
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
        assert_eq!(find("", &index(""), "x"), None);
        assert_eq!(find("x = y", &[], "x"), None);
    }

    #[test]
    fn lines_with_places_for_arguments() {
        let read = |line| parts(line).collect::<Option<Vec<_>>>();
        let (words, argument) = (Part::Words, Part::Argument);
        for (line, expected) in [
            (
                "in { $n } days",
                Some(vec![words("in "), argument("n"), words(" days")]),
            ),
            ("{$x}{ $left_1 }", Some(vec![argument("x"), argument("left_1")])),
            ("{\"; or \"}", Some(vec![words("; or ")])),
            ("a } b", None),
            ("a {", None),
            ("{ $ }", None),
            ("{ $n -> }", None),
            ("{ other }", None),
            ("{ -term }", None),
            ("{\"a\\\"b\"}", None),
            ("{ NUMBER($n) }", None),
            ("{\"{\"}", None),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }
}
