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
