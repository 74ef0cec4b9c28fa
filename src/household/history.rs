//! Which entry an undo or a redo takes back. Pure: it only reads the entries of the journal.
//!
//! Every undo is an entry of its own, so nothing is ever erased: an undo takes back a change, a redo takes back an
//! undo, and undoing a redo is an undo again.

use std::collections::BTreeMap;

use super::Entry;

/// The entry that an undo takes back: the newest change (or redo) that still stands.
///
/// `None` if there is none, or if a number is missing between it and the end: then something happened that the
/// journal does not know, and taking back what lies before it would be out of order.
pub fn undo_target(entries: &[Entry]) -> Option<&Entry> {
    standing(entries)
        .find(|(_, role)| *role != Role::Undo)
        .map(|(entry, _)| entry)
}

/// The entry that a redo takes back: the newest undo that still stands, unless something new was done since.
pub fn redo_target(entries: &[Entry]) -> Option<&Entry> {
    let since = unbroken(entries)
        .iter()
        .rposition(|e| e.undoes.is_none())
        .map(|i| unbroken(entries)[i].revision);
    standing(entries)
        .take_while(|(entry, _)| since.is_none_or(|new| entry.revision > new))
        .find(|(_, role)| *role == Role::Undo)
        .map(|(entry, _)| entry)
}

/// What an entry did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Something new.
    Change,
    /// Took back a change or a redo.
    Undo,
    /// Took back an undo.
    Redo,
}

/// The entries at the end whose numbers follow each other without a gap.
pub(crate) fn unbroken(entries: &[Entry]) -> &[Entry] {
    let follows = |pair: &[Entry]| pair[0].revision.checked_add(1) == Some(pair[1].revision);
    let start = entries.windows(2).rposition(|pair| !follows(pair)).map_or(0, |i| i + 1);
    &entries[start..]
}

/// The recent entries that were not taken back, newest first, with what they did. Ends at an entry that takes back
/// one that is no longer there.
fn standing(entries: &[Entry]) -> impl Iterator<Item = (&Entry, Role)> {
    let recent = unbroken(entries);
    let mut roles: BTreeMap<u64, Role> = BTreeMap::new();
    let mut taken_back = std::collections::BTreeSet::new();
    for entry in recent {
        let role = match entry.undoes {
            None => Some(Role::Change),
            Some(target) => roles
                .get(&target)
                .map(|r| if *r == Role::Undo { Role::Redo } else { Role::Undo }),
        };
        taken_back.extend(entry.undoes);
        if let Some(role) = role {
            roles.insert(entry.revision, role);
        }
    }
    recent
        .iter()
        .rev()
        .map_while(move |entry| {
            let role = *roles.get(&entry.revision)?;
            Some((!taken_back.contains(&entry.revision)).then_some((entry, role)))
        })
        .flatten()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    /// Builds entries from (number, what it takes back).
    fn entries(list: &[(u64, Option<u64>)]) -> Vec<Entry> {
        let at = DateTime::parse_from_rfc3339("2026-11-22T10:00:00+09:00").unwrap();
        list.iter()
            .map(|&(revision, undoes)| Entry {
                revision,
                at,
                changes: Vec::new(),
                undoes,
            })
            .collect()
    }

    #[test]
    fn targets() {
        type Case<'a> = (&'a str, &'a [(u64, Option<u64>)], Option<u64>, Option<u64>);
        let cases: &[Case] = &[
            ("nothing", &[], None, None),
            ("two changes", &[(1, None), (2, None)], Some(2), None),
            ("one undone", &[(1, None), (2, None), (3, Some(2))], Some(1), Some(3)),
            (
                "both undone",
                &[(1, None), (2, None), (3, Some(2)), (4, Some(1))],
                None,
                Some(4),
            ),
            ("redone", &[(1, None), (2, Some(1)), (3, Some(2))], Some(3), None),
            (
                "undone, redone, undone",
                &[(1, None), (2, Some(1)), (3, Some(2)), (4, Some(3))],
                None,
                Some(4),
            ),
            (
                "two undone, one redone",
                &[(1, None), (2, None), (3, Some(2)), (4, Some(1)), (5, Some(4))],
                Some(5),
                Some(3),
            ),
            (
                "two undone, both redone",
                &[
                    (1, None),
                    (2, None),
                    (3, Some(2)),
                    (4, Some(1)),
                    (5, Some(4)),
                    (6, Some(3)),
                ],
                Some(6),
                None,
            ),
            (
                "two redone, one undone again",
                &[
                    (1, None),
                    (2, None),
                    (3, Some(2)),
                    (4, Some(1)),
                    (5, Some(4)),
                    (6, Some(3)),
                    (7, Some(6)),
                ],
                Some(5),
                Some(7),
            ),
            (
                "a new change ends redoing",
                &[(1, None), (2, Some(1)), (3, None)],
                Some(3),
                None,
            ),
            (
                "after a new change, only it is redone",
                &[(1, None), (2, Some(1)), (3, None), (4, Some(3))],
                None,
                Some(4),
            ),
            (
                "a gap ends undoing",
                &[(1, None), (3, None), (4, Some(3))],
                None,
                Some(4),
            ),
            ("the start was cut off", &[(3, Some(2)), (4, Some(1))], None, None),
            (
                "the start was cut off before a change",
                &[(3, Some(2)), (4, None)],
                Some(4),
                None,
            ),
        ];
        for (name, list, undo, redo) in cases {
            let entries = entries(list);
            assert_eq!(undo_target(&entries).map(|e| e.revision), *undo, "undo: {name}");
            assert_eq!(redo_target(&entries).map(|e| e.revision), *redo, "redo: {name}");
        }
    }

    proptest::proptest! {
        /// Against the plain picture: a stack of what is done and a stack of what is undone.
        #[test]
        fn like_two_stacks(steps in proptest::collection::vec(0_u8..3, 0..60)) {
            let (mut done, mut undone): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
            let mut list: Vec<(u64, Option<u64>)> = Vec::new();
            for step in steps {
                let known = entries(&list);
                let next = list.len() as u64 + 1;
                proptest::prop_assert_eq!(undo_target(&known).map(|e| e.revision), done.last().copied());
                proptest::prop_assert_eq!(redo_target(&known).map(|e| e.revision), undone.last().copied());
                match step {
                    0 => {
                        done.push(next);
                        undone.clear();
                        list.push((next, None));
                    }
                    1 => if let Some(target) = done.pop() {
                        undone.push(next);
                        list.push((next, Some(target)));
                    }
                    _ => if let Some(target) = undone.pop() {
                        done.push(next);
                        list.push((next, Some(target)));
                    }
                }
            }
        }
    }
}
