//! The entries of a journal, of which only those are read that somebody asks for.
//!
//! A household of five years has thousands of them, and most starts ask for the last one only.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::household::Entry;

/// The entries of a journal, in the order in which they were written.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// Whole lines of the file, as long as nobody asked for all of them.
    lines: Vec<u8>,
    /// Everything, once it was read.
    all: OnceLock<Vec<Entry>>,
}

impl Entries {
    /// Whole lines, each with its line break, of which the last one is an entry.
    pub(super) fn unread(lines: Vec<u8>) -> Self {
        Self {
            lines,
            all: OnceLock::new(),
        }
    }

    /// Every entry; lines that are not understood are left out.
    pub(super) fn all(&self) -> &[Entry] {
        self.all.get_or_init(|| understood(&self.lines).collect())
    }

    /// The last entries, so many at most. Each has a higher number than all before it.
    pub(super) fn latest(&self, count: usize) -> Cow<'_, [Entry]> {
        if let Some(all) = self.all.get() {
            return Cow::Borrowed(&all[all.len().saturating_sub(count)..]);
        }
        let mut latest: Vec<Entry> = understood(&self.lines).rev().take(count).collect();
        latest.reverse();
        Cow::Owned(latest)
    }

    /// How many of the lines that were not read yet are not understood.
    pub(super) fn unknown(&self) -> usize {
        lines(&self.lines).count().saturating_sub(self.all().len())
    }

    /// Adds an entry at the end.
    pub(super) fn push(&mut self, entry: Entry) {
        if self.all.get().is_none()
            && let Ok(line) = serde_json::to_vec(&entry)
        {
            self.lines.extend(line);
            self.lines.push(b'\n');
            return;
        }
        let mut all = self.all.take().unwrap_or_else(|| understood(&self.lines).collect());
        all.push(entry);
        *self = Self::from(all);
    }
}

impl From<Vec<Entry>> for Entries {
    fn from(entries: Vec<Entry>) -> Self {
        Self {
            lines: Vec::new(),
            all: OnceLock::from(entries),
        }
    }
}

fn lines(text: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> {
    text.split_inclusive(|b| *b == b'\n')
}

fn understood(text: &[u8]) -> impl DoubleEndedIterator<Item = Entry> {
    lines(text).filter_map(|line| serde_json::from_slice(line).ok())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn entry(revision: u64) -> Entry {
        Entry {
            revision,
            at: DateTime::parse_from_rfc3339("2026-11-22T10:00:00+09:00").unwrap(),
            changes: Vec::new(),
            undoes: None,
        }
    }

    fn revisions(entries: &[Entry]) -> Vec<u64> {
        entries.iter().map(|e| e.revision).collect()
    }

    /// Three entries and, after the first of them, a line of some later version.
    fn text() -> Vec<u8> {
        let line = |n| serde_json::to_string(&entry(n)).unwrap();
        format!("{}\n{{\"later\":1}}\n{}\n{}\n", line(1), line(2), line(3)).into_bytes()
    }

    #[test]
    fn what_is_read_late_is_what_would_be_read_at_once() {
        let mut late = Entries::unread(text());
        assert_eq!(revisions(&late.latest(2)), [2, 3]);
        assert_eq!(revisions(&late.latest(9)), [1, 2, 3]);
        late.push(entry(4));
        assert!(late.all.get().is_none(), "nobody asked for all of them");
        assert_eq!(revisions(&late.latest(2)), [3, 4]);
        assert_eq!((revisions(late.all()), late.unknown()), (vec![1, 2, 3, 4], 1));
        late.push(entry(5));
        assert_eq!(revisions(late.all()), [1, 2, 3, 4, 5]);
        assert_eq!(revisions(&late.latest(1)), [5]);
    }

    #[test]
    fn none_are_none() {
        let mut none = Entries::default();
        assert!(none.latest(3).is_empty() && none.all().is_empty() && none.unknown() == 0);
        none.push(entry(1));
        assert_eq!(revisions(none.all()), [1]);
    }
}
