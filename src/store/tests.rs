//! The store as a whole, on a real disk.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};
use proptest::prelude::*;

use super::testing::{Fault, Faulty};
use super::*;
use crate::content::{Answer, Id};
use crate::household::testing::{change, key};
use crate::household::{Change, ChangeError, TickKey, edit};

mod failing;
mod migrating;
mod power;
mod restoring;
mod sharing;
mod volatile;

struct Place {
    paths: Paths,
    _folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            paths: Paths::new(folder.path().join("data"), None),
            _folder: folder,
        }
    }

    fn own(&self) -> HouseholdPaths {
        self.paths.household("home").unwrap()
    }

    fn open(&self) -> Opened {
        Store::open(&self.paths, "home").unwrap()
    }

    fn open_on(&self, files: &Faulty) -> Opened {
        Store::open_with(&self.paths, "home", Box::new(files.clone())).unwrap()
    }

    fn write(&self, text: &str) {
        let own = self.own();
        fs::create_dir_all(&own.folder).unwrap();
        fs::write(&own.file, text).unwrap();
    }

    fn text(&self) -> String {
        fs::read_to_string(self.own().file).unwrap()
    }

    fn text_or_nothing(&self) -> Option<String> {
        fs::read_to_string(self.own().file).ok()
    }
}

impl Opened {
    fn commit(&mut self, changes: Vec<Change>) -> Result<Entry, SaveError> {
        self.store.commit(&mut self.household, changes, at())
    }

    fn undo(&mut self) -> Result<Entry, SaveError> {
        self.store.undo(&mut self.household, at())
    }

    fn redo(&mut self) -> Result<Entry, SaveError> {
        self.store.redo(&mut self.household, at())
    }

    /// Answers one question of person `a`.
    fn answer(&mut self, fact: &str, count: u32) -> Result<Entry, SaveError> {
        self.commit(edit::set_fact(
            &self.household,
            Some("a"),
            fact,
            Some(Answer::Count(count)),
        ))
    }

    fn answered(&self, fact: &str) -> Option<&Answer> {
        self.household.people[0].facts.get(fact)
    }
}

fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T10:00:00+09:00").unwrap()
}

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}

const SMALL: &str = "format = 1\nrevision = 3\n[[person]]\nid = \"a\"\nlabel = \"A\"\n";

#[test]
fn nothing_is_written_before_the_first_change() {
    let place = Place::new();
    let mut opened = place.open();
    assert_eq!(opened.household, Household::new("home"));
    assert!(matches!(opened.undo(), Err(SaveError::NothingToUndo)));
    assert!(matches!(opened.redo(), Err(SaveError::NothingToRedo)));
    assert!(matches!(opened.commit(Vec::new()), Err(SaveError::NothingChanged)));
    assert!(!place.paths.data().exists());
    assert_eq!(opened.answer("children", 2).unwrap().revision, 1);
    let again = place.open();
    assert_eq!(again.household, opened.household);
    assert_eq!(again.store.entries(), opened.store.entries());
    assert_eq!((again.store.entries().len(), again.notices), (1, Vec::new()));
}

#[test]
fn a_tick_costs_one_write_and_one_append() {
    let place = Place::new();
    let files = Faulty::failing(usize::MAX, Fault::Once, ErrorKind::Other);
    let mut opened = place.open_on(&files);
    opened.answer("children", 1).unwrap();
    opened.answer("children", 2).unwrap();
    files.heal();
    opened.commit(edit::tick(&opened.household, key("a"), day(25))).unwrap();
    let state = [
        "make_folder",
        "try_lock",
        "read",
        "stat",
        "create",
        "write",
        "sync",
        "rename",
        "sync_folder",
        "stat",
    ];
    let journal = ["append", "write", "sync"];
    assert_eq!(files.done(), [&state[..], &journal[..]].concat());
}

#[test]
fn a_refused_change_leaves_no_trace() {
    let place = Place::new();
    let mut opened = place.open();
    let error = opened
        .commit(edit::note(&opened.household, key("a"), "1234-5678-9012"))
        .unwrap_err();
    assert!(matches!(error, SaveError::Change(ChangeError::Secret(_))), "{error}");
    assert!(!error.to_string().contains("5678"));
    assert_eq!(opened.household, Household::new("home"));
    assert!(!place.own().file.exists() && !place.own().journal.exists());
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let loosen = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let place = Place::new();
    let own = place.own();
    let mut opened = place.open();
    for round in 0..3 {
        opened.answer("children", round).unwrap();
        for folder in [&own.folder, &own.backups] {
            assert!(
                !folder.exists() || mode(folder) == 0o700,
                "round {round}: {}",
                folder.display()
            );
        }
        for file in [&own.file, &own.journal, &own.lock] {
            assert_eq!(mode(file), 0o600, "round {round}: {}", file.display());
        }
        assert_eq!(mode(place.paths.data()), 0o700, "what is new is closed");
        if own.backup(1).exists() {
            assert_eq!(mode(&own.backup(1)), 0o600);
        }
        loosen(&own.folder, 0o755);
        loosen(&own.file, 0o644);
        loosen(&own.journal, 0o666);
        loosen(&own.lock, 0o666);
    }
    assert!(own.backup(1).exists());
}

#[cfg(unix)]
#[test]
fn a_file_kept_elsewhere_by_a_link_stays_there() {
    let place = Place::new();
    place.write(SMALL);
    let elsewhere = place.paths.data().join("synced.toml");
    fs::rename(place.own().file, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, place.own().file).unwrap();
    place.open().answer("children", 2).unwrap();
    assert!(fs::symlink_metadata(place.own().file).unwrap().is_symlink());
    assert!(fs::read_to_string(&elsewhere).unwrap().contains("children = 2"));
}

#[test]
fn keys_of_a_newer_version_outlive_a_save() {
    let place = Place::new();
    let tick =
        "[[tick]]\nprocedure = \"move-in\"\nitem = \"residence-card\"\nperson = \"a\"\non = 2026-11-25\nby = \"b\"\n";
    place.write(&format!("{SMALL}colour = \"red\"\n{tick}[sync]\nwith = \"x\"\n"));
    let mut opened = place.open();
    opened.answer("children", 2).unwrap();
    let text = place.text();
    for kept in ["colour = \"red\"", "[sync]\nwith = \"x\"", "by = \"b\""] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    // A tick made anew is another tick.
    for _ in 0..2 {
        opened.commit(edit::tick(&opened.household, key("a"), day(26))).unwrap();
    }
    assert!(place.text().contains("on = 2026-11-26") && !place.text().contains("by ="));
}

#[test]
fn changes_made_together_are_undone_together() {
    let place = Place::new();
    let mut opened = place.open();
    let mut changes = edit::add_person(&opened.household, "妻");
    let mut next = opened.household.clone();
    next.apply_all(&changes).unwrap();
    changes.extend(edit::set_fact(&next, Some("b"), "children", Some(Answer::Count(1))));
    changes.extend(edit::tick(&next, key("b"), day(25)));
    opened.commit(changes).unwrap();
    opened.undo().unwrap();
    assert_eq!(
        opened.household,
        Household {
            revision: 2,
            ..Household::new("home")
        }
    );
    opened.redo().unwrap();
    assert_eq!(place.open().household.people[1].facts.len(), 1);
}

#[test]
fn a_newer_format_is_only_read() {
    let place = Place::new();
    let text = SMALL.replace("format = 1", "format = 2");
    place.write(&text);
    let mut opened = place.open();
    assert!(opened.store.is_read_only());
    assert!(opened.notices.contains(&Notice::NewerFormat { format: 2 }));
    let error = opened.answer("children", 2).unwrap_err();
    assert!(matches!(error, SaveError::ReadOnly { format: 2, .. }), "{error}");
    assert_eq!(place.text(), text);
    place.write("format = 7\nperson = 1\n");
    assert!(matches!(
        Store::open(&place.paths, "home"),
        Err(OpenError::TooNew { format: 7, .. })
    ));
}

#[test]
fn undo_and_redo_outlive_the_program() {
    let place = Place::new();
    let mut opened = place.open();
    opened.answer("children", 1).unwrap();
    opened.answer("children", 2).unwrap();
    let mut opened = place.open();
    assert_eq!(opened.undo().unwrap().undoes, Some(2));
    let mut opened = place.open();
    assert_eq!(opened.answered("children"), Some(&Answer::Count(1)));
    assert_eq!(opened.undo().unwrap().undoes, Some(1));
    assert_eq!(opened.answered("children"), None);
    assert!(matches!(opened.undo(), Err(SaveError::NothingToUndo)));
    let mut opened = place.open();
    opened.redo().unwrap();
    opened.redo().unwrap();
    assert_eq!(place.open().answered("children"), Some(&Answer::Count(2)));
    assert!(matches!(opened.redo(), Err(SaveError::NothingToRedo)));
    assert_eq!(opened.household.revision, 6);
}

#[test]
fn undo_never_reaches_over_what_the_journal_does_not_know() {
    let place = Place::new();
    let mut opened = place.open();
    for count in 1..4 {
        opened.answer("children", count).unwrap();
    }
    let old = place.text();
    opened.answer("adults", 1).unwrap();
    // An older file comes back, for example from a sync.
    place.write(&old);
    let mut opened = place.open();
    assert_eq!(opened.notices, [Notice::JournalBehind]);
    assert!(matches!(opened.undo(), Err(SaveError::NothingToUndo)));
    assert_eq!(opened.answer("cats", 1).unwrap().revision, 6);
    let mut opened = place.open();
    assert_eq!(opened.undo().unwrap().undoes, Some(6));
    assert!(matches!(opened.undo(), Err(SaveError::NothingToUndo)));
    assert_eq!(opened.answered("children"), Some(&Answer::Count(3)));
}

#[test]
fn a_damaged_end_of_the_journal_is_told_and_cut_off() {
    let place = Place::new();
    place.open().answer("children", 1).unwrap();
    let whole = fs::read(place.own().journal).unwrap();
    fs::write(place.own().journal, [&whole[..], b"{\"revision\":2,\"at"].concat()).unwrap();
    let mut opened = place.open();
    assert_eq!(opened.notices, [Notice::JournalDamaged]);
    opened.undo().unwrap();
    let opened = place.open();
    assert_eq!((opened.store.entries().len(), opened.notices.len()), (2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Changes, undo, redo and new starts in any order, against a list of states.
    #[test]
    fn undo_and_redo_walk_through_the_states(steps in proptest::collection::vec((0_u8..6, any::<[u8; 4]>()), 1..25)) {
        let place = Place::new();
        let mut opened = place.open();
        let mut states = vec![opened.household.clone()];
        let mut present = 0;
        for (step, seed) in steps {
            let result = match step {
                0 => { opened = place.open(); continue }
                1 => opened.undo(),
                2 => opened.redo(),
                _ => {
                    let changes = change(&opened.household, seed);
                    opened.commit(changes)
                }
            };
            match (step, result) {
                (1, Ok(_)) => present -= 1,
                (1, Err(e)) => prop_assert!(matches!(e, SaveError::NothingToUndo) && present == 0),
                (2, Ok(_)) => present += 1,
                (2, Err(e)) => prop_assert!(matches!(e, SaveError::NothingToRedo) && present + 1 == states.len()),
                (_, Ok(_)) => {
                    states.truncate(present + 1);
                    states.push(opened.household.clone());
                    present += 1;
                }
                (_, Err(e)) => prop_assert!(matches!(e, SaveError::NothingChanged | SaveError::Change(_)), "{}", e),
            }
            let expected = Household { revision: opened.household.revision, ..states[present].clone() };
            prop_assert_eq!(&opened.household, &expected);
            prop_assert_eq!(place.open().household, expected);
        }
    }
}

#[test]
fn ticks_and_notes_of_two_people_stay_apart() {
    let place = Place::new();
    let mut opened = place.open();
    opened.commit(edit::add_person(&opened.household, "妻")).unwrap();
    for person in ["a", "b"] {
        let key = TickKey {
            item: Id::new("file"),
            ..key(person)
        };
        opened
            .commit(edit::tick(&opened.household, key.clone(), day(25)))
            .unwrap();
        opened.commit(edit::note(&opened.household, key, person)).unwrap();
    }
    let again = place.open().household;
    assert_eq!((again.ticks.len(), again.notes.len()), (2, 2));
    assert_eq!(again, opened.household);
}
