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

// An index has three parts, in numbers with the lowest byte first:
// * how many shelves there are, in two bytes: a power of two, so that a shelf mostly has one row or none;
// * for each shelf its first row, in two bytes, and after the last the number of rows;
// * the rows, one for each message: where its id begins in the text (four bytes), how long its words are (two bytes), how
//   long its id is (one byte), and what it is (one byte).

/// The bytes of a row.
const ROW: usize = 8;

/// What a message is: this, or how many bytes after its id the words begin.
const FLUENT: u8 = 0;

/// Beside those: the words have places for arguments.
const FILLED: u8 = 0x80;

/// The index of a text. Only the build and tests make one. None if the text is too large for it.
#[allow(dead_code, reason = "the build uses it")]
pub fn index(text: &str) -> Option<Vec<u8>> {
    let entries = divide(text);
    let shelves = entries.len().next_power_of_two();
    let mut shelved = vec![Vec::new(); shelves];
    for (id, entry) in &entries {
        let (words, filled) = match entry {
            Entry::Fluent(words) | Entry::Plain(words) => (words, 0),
            Entry::Filled(words) => (words, FILLED),
        };
        let begin = offset(text, id);
        let what = match entry {
            Entry::Fluent(_) => FLUENT,
            Entry::Plain(_) | Entry::Filled(_) => u8::try_from(offset(text, words) - begin - id.len()).ok()?,
        };
        if what >= FILLED {
            return None;
        }
        let row = &mut shelved[shelf(id, shelves)];
        row.extend(u32::try_from(begin).ok()?.to_le_bytes());
        row.extend(u16::try_from(words.len()).ok()?.to_le_bytes());
        row.extend([u8::try_from(id.len()).ok()?, what | filled]);
    }
    let mut index = u16::try_from(shelves).ok()?.to_le_bytes().to_vec();
    let mut first = 0;
    for rows in &shelved {
        index.extend(u16::try_from(first).ok()?.to_le_bytes());
        first += rows.len() / ROW;
    }
    index.extend(u16::try_from(first).ok()?.to_le_bytes());
    index.extend(shelved.concat());
    Some(index)
}

/// On which shelf an id stands; there is a power of two of them.
fn shelf(id: &str, shelves: usize) -> usize {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    // The middle of the number depends on all letters.
    (hash ^ hash >> 15) as usize & shelves.wrapping_sub(1)
}

fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// A message, by the index of its text.
pub(super) fn find<'t>(text: &'t str, index: &[u8], id: &str) -> Option<Entry<'t>> {
    let (shelves, rest) = index.split_first_chunk::<2>()?;
    let shelves = usize::from(u16::from_le_bytes(*shelves));
    let (firsts, rows) = rest.split_at_checked((shelves + 1) * 2)?;
    let ((firsts, _), (rows, _)) = (firsts.as_chunks::<2>(), rows.as_chunks::<ROW>());
    let first = |shelf: usize| Some(usize::from(u16::from_le_bytes(*firsts.get(shelf)?)));
    let shelf = shelf(id, shelves);
    for [a, b, c, d, low, high, id_len, what] in rows.get(first(shelf)?..first(shelf + 1)?)? {
        let begin = usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).ok()?;
        let end = begin + usize::from(*id_len);
        if usize::from(*id_len) != id.len() || text.get(begin..end) != Some(id) {
            continue;
        }
        let words = |at: usize| text.get(at..at + usize::from(u16::from_le_bytes([*low, *high])));
        return Some(match *what {
            FLUENT => Entry::Fluent(words(begin)?),
            what if what & FILLED == 0 => Entry::Plain(words(end + usize::from(what))?),
            what => Entry::Filled(words(end + usize::from(what & !FILLED))?),
        });
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
            assert_eq!(index(text).unwrap(), built);
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
        assert_eq!(find("", &index("").unwrap(), "x"), None);
        assert_eq!(find("x = y", &[], "x"), None);
    }

    #[test]
    fn a_text_that_is_too_large_for_the_index_has_none() {
        let few = "word = a\n".repeat(9);
        let text = |between: usize, words: usize| format!("{few}id ={} {}\n", " ".repeat(between), "w".repeat(words));
        for (between, words) in [(0, 1), (100, 1), (0, 65_535)] {
            let text = text(between, words);
            let found = find(&text, &index(&text).unwrap(), "id");
            assert_eq!(found, Some(Entry::Plain(&"w".repeat(words))));
        }
        for (between, words) in [(125, 1), (300, 1), (0, 65_536)] {
            assert_eq!(index(&text(between, words)), None);
        }
        assert_eq!(index(&format!("{} = a", "i".repeat(256))), None);
        let many: String = (0..70_000).map(|n| format!("id-{n} = a\n")).collect();
        assert_eq!(index(&many), None);
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
