//! Broken and lost files.

use super::*;

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
    let gone = |place: &Place| match Store::open(&place.paths, "home") {
        Err(OpenError::Gone {
            journal,
            newest_good_backup,
            ..
        }) => (journal.is_some(), newest_good_backup),
        other => panic!("{other:?}"),
    };
    assert_eq!(gone(&place), (true, Some(place.own().backup(1))));
    let looked = look(&place.paths, "home").unwrap_err();
    assert!(matches!(looked, OpenError::Gone { .. }), "{looked}");
    // A program that has it open writes it again as a whole.
    opened.answer("adults", 1).unwrap();
    assert_eq!(place.open().household, opened.household);
}

/// Each trace alone says that there was something; nothing at all, or an empty journal, is a new household.
#[test]
fn what_is_left_of_a_household_says_that_it_is_gone() {
    let place = Place::new();
    let own = place.own();
    assert_eq!(look(&place.paths, "home").unwrap(), Household::new("home"));
    fs::create_dir_all(&own.backups).unwrap();
    fs::write(&own.journal, "").unwrap();
    fs::write(own.backups.join("home2.3.toml"), SMALL).unwrap();
    assert_eq!(place.open().household, Household::new("home"));
    let is_gone = |place: &Place, journal: bool, backup: bool| {
        for error in [
            Store::open(&place.paths, "home").unwrap_err(),
            look(&place.paths, "home").unwrap_err(),
        ] {
            assert!(
                matches!(&error, OpenError::Gone { journal: j, newest_good_backup: b, .. }
                    if (j.is_some(), b.is_some()) == (journal, backup)),
                "{error:?}"
            );
        }
    };
    fs::write(own.backup(3), "broken").unwrap();
    is_gone(&place, false, false);
    fs::write(own.backup(2), SMALL).unwrap();
    is_gone(&place, false, true);
    fs::write(&own.journal, "{}\n").unwrap();
    is_gone(&place, true, true);
    fs::remove_dir_all(&own.backups).unwrap();
    is_gone(&place, true, false);
    fs::remove_file(&own.journal).unwrap();
    fs::create_dir_all(own.journal.join("in the way")).unwrap();
    is_gone(&place, true, false);
}

/// A stick that is not there is no new household either, whichever folder lies on it.
#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_said() {
    let stick = tempfile::tempdir().unwrap();
    let away = stick.path().join("away");
    for level in 0..3 {
        let place = Place::new();
        let own = place.own();
        let link = [own.file.as_path(), &own.folder, own.folder.parent().unwrap()][level];
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(&away, link).unwrap();
        for error in [
            Store::open(&place.paths, "home").unwrap_err(),
            look(&place.paths, "home").unwrap_err(),
        ] {
            assert!(
                matches!(&error, OpenError::LeadsNowhere { path } if path == link),
                "{error:?}"
            );
        }
        assert_eq!(place.paths.names().is_err(), level > 0);
        assert!(link.is_symlink(), "left as it is");
    }
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
