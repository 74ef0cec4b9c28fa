//! The store as a whole, on a real disk.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::testing::{Fault, Faulty};
use super::*;
use crate::content::{Answer, Id};
use crate::household::TickKey;
use crate::household::testing::{change, key};

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
    assert_eq!(again.entries, opened.store.entries());
    assert_eq!((again.entries.len(), again.notices), (1, Vec::new()));
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
        if own.backup(1).exists() {
            assert_eq!(mode(&own.backup(1)), 0o600);
        }
        loosen(&own.folder, 0o755);
        loosen(&own.file, 0o644);
        loosen(&own.journal, 0o666);
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
    place.write(&format!("{SMALL}colour = \"red\"\n[sync]\nwith = \"x\"\n"));
    place.open().answer("children", 2).unwrap();
    let text = place.text();
    assert!(
        text.contains("colour = \"red\"") && text.contains("[sync]\nwith = \"x\""),
        "{text}"
    );
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
fn each_step_of_a_save_that_fails_leaves_old_or_new() {
    // With a backup (revision 1 has none yet) and without.
    for (before, fault) in [
        (1, Fault::Once),
        (1, Fault::Dead),
        (2, Fault::Once),
        (2, Fault::Dead),
        (0, Fault::Once),
    ] {
        for step in 0.. {
            let place = Place::new();
            let files = Faulty::failing(usize::MAX, fault, ErrorKind::StorageFull);
            let mut opened = place.open_on(&files);
            for count in 0..before {
                opened.answer("children", count).unwrap();
            }
            let old = opened.household.clone();
            files.set(step);
            let result = opened.answer("children", 9);
            let met = files.met();
            let case = format!("{before} before, {fault:?} at {step}: {:?}", files.done().get(step));
            files.heal();

            let saved = match &result {
                Ok(_) => true,
                Err(e) => {
                    assert!(e.to_string().contains("free some space"), "{case}: {e}");
                    e.saved().is_some()
                }
            };
            let new = opened.household.clone();
            assert_eq!(new.revision, u64::from(before) + u64::from(saved), "{case}");
            assert!(saved || new == old, "{case}");
            // A new start, as after a crash, sees the one or the other, whole.
            let again = place.open();
            assert_eq!(again.household, new, "{case}");
            assert!(
                again.entries.len() as u64 + 1 >= new.revision,
                "{case}: at most the last entry is missing"
            );
            // The same program goes on, and then nothing is missing.
            opened.answer("adults", 1).unwrap();
            let again = place.open();
            assert_eq!(
                (&again.household, again.notices.len()),
                (&opened.household, 0),
                "{case}"
            );
            assert_eq!(again.entries, opened.store.entries(), "{case}");
            assert_eq!(again.entries.len() as u64, opened.household.revision, "{case}");
            let litter = fs::read_dir(place.own().folder)
                .unwrap()
                .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().ends_with(".tmp"));
            assert!(litter.count() == 0 || fault == Fault::Dead, "{case}");
            if !met {
                assert!(step > 8, "{case}");
                break;
            }
        }
    }
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
    assert_eq!((opened.entries.len(), opened.notices.len()), (2, 0));
}

#[test]
fn a_broken_file_is_left_alone_and_restored_from_backup_and_journal() {
    let place = Place::new();
    let mut opened = place.open();
    for count in 0..30 {
        opened.answer("children", count).unwrap();
    }
    let whole = opened.household.clone();
    let broken = place.text().replace("children = 29", "children = = 29");
    place.write(&broken);
    // The newest backup is damaged too.
    assert!(place.own().backup(21).exists());
    fs::write(place.own().backup(21), "form").unwrap();
    let error = Store::open(&place.paths, "home").unwrap_err();
    let OpenError::Broken {
        line,
        newest_good_backup: Some(backup),
        ..
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!((line, &backup), (10, &place.own().backup(1)));
    assert_eq!(place.text(), broken);

    let damaged = restore(&place.paths, "home", &place.own().backup(21)).unwrap_err();
    assert!(
        matches!(damaged, RestoreError::BrokenBackup { line: 1, .. }),
        "{damaged}"
    );
    assert_eq!(place.text(), broken);
    let mut opened = restore(&place.paths, "home", &backup).unwrap();
    let kept = place.own().folder.join("home.broken-1.toml");
    assert_eq!(
        opened.notices,
        [Notice::Restored {
            revision: 30,
            replayed: 29,
            kept: Some(kept.clone())
        }]
    );
    assert_eq!(opened.household, whole, "the journal had everything since");
    assert_eq!(fs::read_to_string(&kept).unwrap(), broken);
    opened.undo().unwrap();
    assert_eq!(opened.answered("children"), Some(&Answer::Count(28)));
    restore(&place.paths, "home", &backup).unwrap();
    assert!(place.own().folder.join("home.broken-2.toml").exists());
}

#[test]
fn restoring_that_fails_leaves_the_file() {
    for step in 0.. {
        let place = Place::new();
        let mut opened = place.open();
        for count in 0..3 {
            opened.answer("children", count).unwrap();
        }
        place.write("broken");
        let files = Faulty::failing(step, Fault::Dead, ErrorKind::PermissionDenied);
        let result = backup::restore_with(&place.paths, "home", &place.own().backup(1), Box::new(files.clone()));
        let text = place.text();
        assert!(
            text == "broken" || place.open().household == opened.household,
            "step {step}: {text}"
        );
        if !files.met() {
            assert!(result.is_ok() && step > 8);
            break;
        }
    }
}

#[test]
fn a_file_that_is_gone_is_not_forgotten() {
    let place = Place::new();
    let mut opened = place.open();
    opened.answer("children", 1).unwrap();
    opened.answer("children", 2).unwrap();
    fs::remove_file(place.own().file).unwrap();
    assert_eq!(
        place.open().notices,
        [Notice::FileMissing {
            backup: place.own().backup(1)
        }]
    );
    // A program that has it open writes it again as a whole.
    opened.answer("adults", 1).unwrap();
    assert_eq!(place.open().household, opened.household);
}

#[test]
fn two_programs_at_once() {
    let place = Place::new();
    place.open().answer("children", 1).unwrap();
    let (mut one, mut two) = (place.open(), place.open());
    one.answer("children", 2).unwrap();
    assert!(two.store.changed_outside() && !one.store.changed_outside());
    // What fits is made on top of what the other one saved.
    assert_eq!(two.answer("adults", 1).unwrap().revision, 3);
    assert_eq!(
        (two.answered("children"), two.answered("adults")),
        (Some(&Answer::Count(2)), Some(&Answer::Count(1)))
    );
    assert_eq!(two.store.entries().len(), 3);
    // What does not fit is refused, and both are kept.
    let (memory, file) = (one.household.clone(), place.text());
    two.answer("adults", 2).unwrap();
    let file_now = place.text();
    assert_ne!(file, file_now);
    let Err(SaveError::ChangedOutside { newer, differs, .. }) = one.answer("adults", 7) else {
        panic!("refused")
    };
    assert_eq!((*newer, one.household.clone()), (two.household.clone(), memory));
    assert_eq!(place.text(), file_now);
    let [
        Change::Fact {
            before: None,
            after: Some(found),
            ..
        },
    ] = &differs[..]
    else {
        panic!("{differs:?}")
    };
    assert_eq!(*found, Answer::Count(2));
    // After that it still can save what fits.
    one.answer("cats", 1).unwrap();
    assert_eq!(one.household, place.open().household);
    assert_eq!(place.open().notices, []);
    assert_eq!(one.store.entries(), place.open().entries);
}

#[test]
fn two_programs_may_both_tell_an_event() {
    let place = Place::new();
    let (mut one, mut two) = (place.open(), place.open());
    let told = |h: &Household, event: &str| {
        edit::add_event(
            h,
            event,
            day(29),
            &[Id::new("a")],
            std::collections::BTreeMap::new(),
            &[],
        )
    };
    one.commit(told(&one.household, "moved_in")).unwrap();
    let entry = two.commit(told(&two.household, "card_lost")).unwrap();
    let events: Vec<_> = two
        .household
        .events
        .iter()
        .map(|e| (e.id.as_str(), e.event.as_str()))
        .collect();
    assert_eq!(events, [("e1", "moved_in"), ("e2", "card_lost")]);
    assert!(matches!(&entry.changes[..], [Change::Event { after: Some(e), .. }] if e.id == "e2"));
    // Each takes back its own.
    one.undo().unwrap();
    assert_eq!(one.household.events.len(), 1);
    assert_eq!(one.household.events[0].event, "card_lost");
}

#[test]
fn an_edit_by_hand_counts_as_another_program() {
    let place = Place::new();
    let mut opened = place.open();
    opened.answer("children", 1).unwrap();
    let by_hand = place.text().replace("children = 1", "children = 1\nadults = 2");
    place.write(&by_hand);
    opened.answer("cats", 3).unwrap();
    assert_eq!(opened.household.people[0].facts.len(), 3);
    assert_eq!(
        fs::read_to_string(place.own().backup(1)).unwrap(),
        by_hand,
        "what was written by hand is kept"
    );
    let text = place.text();
    place.write(&text.replace("cats = 3", "cats = "));
    let error = opened.answer("dogs", 1).unwrap_err();
    assert!(matches!(error, SaveError::BrokenOutside { .. }), "{error}");
    place.write(&text);
    opened.answer("dogs", 1).unwrap();
}

#[test]
fn a_lock_that_is_kept_is_waited_for_then_named() {
    let place = Place::new();
    let mut opened = place.open();
    opened.answer("children", 1).unwrap();
    let lock = Disk.try_lock(&place.own().lock).unwrap().expect("nobody has it");
    let error = opened.answer("children", 2).unwrap_err();
    assert!(
        matches!(&error, SaveError::Locked { path } if *path == place.own().lock),
        "{error}"
    );
    assert_eq!(opened.answered("children"), Some(&Answer::Count(1)));
    drop(lock);
    opened.answer("children", 2).unwrap();
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let place = Place::new();
    fs::write(place.paths.data(), "a file where the folder should be").unwrap();
    let opened = Store::open(&place.paths, "home");
    let path = match opened {
        Ok(mut opened) => match opened.answer("children", 1) {
            Err(SaveError::File(e)) => e.path,
            other => panic!("{other:?}"),
        },
        Err(OpenError::File(e)) => e.path,
        Err(other) => panic!("{other}"),
    };
    assert!(path.starts_with(place.paths.data()));
}

#[test]
fn only_the_newest_backups_are_kept() {
    let place = Place::new();
    let own = place.own();
    for revision in 1..=15 {
        backup::keep(&Disk, &own, revision, SMALL.as_bytes()).unwrap();
    }
    fs::write(own.backups.join("home2.3.toml"), SMALL).unwrap();
    backup::keep(&Disk, &own, 15, SMALL.as_bytes()).unwrap();
    assert_eq!(backup::revisions(&Disk, &own).unwrap(), (6..=15).collect::<Vec<_>>());
    assert!(
        own.backups.join("home2.3.toml").exists(),
        "those of others are left alone"
    );
}

#[test]
fn errors_say_what_happened_and_what_to_do() {
    let path = PathBuf::from("/d/home.toml");
    let problem = || failed(Operation::Write, &path)(ErrorKind::StorageFull.into());
    let entry = Entry {
        revision: 1,
        at: at(),
        changes: Vec::new(),
        undoes: None,
    };
    let file = SaveError::File(problem()).to_string();
    assert!(
        file.starts_with("cannot write /d/home.toml: ") && file.contains("as it was before. The disk is full"),
        "{file}"
    );
    let incomplete = SaveError::Incomplete {
        entry: Box::new(entry),
        problem: problem(),
    }
    .to_string();
    assert!(incomplete.starts_with("saved, but: cannot write"), "{incomplete}");
    let broken = OpenError::Broken {
        path,
        line: 7,
        message: "`label` is missing".into(),
        newest_good_backup: None,
    };
    assert_eq!(broken.to_string(), "/d/home.toml:7: `label` is missing");
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
