//! Files of other formats and other programs: brought up to date, kept, or left alone.

use super::super::migrate::{Formats, Step};
use super::*;

/// A format as it might have been before the first: a person was a member, and the revision a count.
static WITH_OLDER: Formats = Formats {
    oldest: 0,
    steps: &[Step {
        from: 0,
        run: |mut table| {
            for (old, new) in [("member", "person"), ("changes", "revision")] {
                let value = table.remove(old).ok_or_else(|| format!("`{old}` is missing"))?;
                table.insert(new.to_owned(), value);
            }
            Ok(table)
        },
    }],
};

const OLD: &str = "format = 0\nchanges = 3\ncolour = \"red\"\n[[member]]\nid = \"a\"\nlabel = \"A\"\npet = \"cat\"\n";

fn open_old(place: &Place, files: &Faulty) -> Opened {
    Store::open_as(&place.paths, "home", Box::new(files.clone()), &WITH_OLDER).unwrap()
}

#[test]
fn an_old_file_is_kept_before_it_is_rewritten() {
    for step in 0.. {
        let place = Place::new();
        place.write(OLD);
        let files = Faulty::failing(usize::MAX, Fault::Dead, ErrorKind::StorageFull);
        let mut opened = open_old(&place, &files);
        assert_eq!((opened.household.revision, opened.store.is_read_only()), (3, false));
        assert_eq!(place.text(), OLD, "opening rewrites nothing");
        files.set(step);
        let result = opened.answer("children", 2);
        let backup = place.own().backup(3);
        // The old file is never gone before its backup is there.
        if place.text() != OLD {
            assert_eq!(fs::read_to_string(&backup).unwrap(), OLD, "step {step}");
        }
        if files.met() {
            continue;
        }
        files.heal();
        assert!(result.is_ok() && step > 12);
        let text = place.text();
        for part in [
            "format = 1\n",
            "revision = 4\n",
            "colour = \"red\"",
            "pet = \"cat\"",
            "children = 2",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("member") && !text.contains("changes"));
        // What was migrated can be read by everybody, and the backup stays beside later ones.
        opened.answer("children", 3).unwrap();
        assert_eq!(fs::read_to_string(&backup).unwrap(), OLD);
        assert_eq!(place.open().household, opened.household);
        break;
    }
}

#[test]
fn an_old_file_that_does_not_fit_is_left_alone_and_not_repeated() {
    let place = Place::new();
    let text = OLD.replace("changes = 3\n", "");
    place.write(&text);
    let error = Store::open_as(&place.paths, "home", Box::new(Disk), &WITH_OLDER).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("format 0 does not fit: `changes` is missing"),
        "{error}"
    );
    assert_eq!(place.text(), text);
    let error = Store::open(&place.paths, "home").unwrap_err();
    assert!(error.to_string().contains("never been such a `format`"), "{error}");
}

#[test]
fn an_old_file_that_comes_back_by_a_sync_is_kept_too() {
    let place = Place::new();
    place.write(OLD);
    let files = Faulty::failing(usize::MAX, Fault::Once, ErrorKind::Other);
    let mut opened = open_old(&place, &files);
    opened.answer("children", 2).unwrap();
    let other = OLD.replace("changes = 3", "changes = 9");
    place.write(&other);
    opened.answer("cats", 2).unwrap();
    assert_eq!(fs::read_to_string(place.own().backup(9)).unwrap(), other);
    assert_eq!(
        (opened.answered("children"), opened.answered("cats")),
        (None, Some(&Answer::Count(2)))
    );
}

#[test]
fn copies_of_a_sync_are_named_in_one_line_and_never_touched() {
    let place = Place::new();
    let mut opened = place.open();
    opened.answer("children", 1).unwrap();
    let folder = place.own().folder;
    let mut names = vec![
        "home (conflicted copy 2026-11-22).toml".to_owned(),
        "home.journal.sync-conflict-20261122-101500-ABCDEFG.jsonl".to_owned(),
        "home.sync-conflict-20261122-101500-ABCDEFG.toml".to_owned(),
    ];
    for name in &names {
        fs::write(folder.join(name), format!("the other version {name}")).unwrap();
    }
    fs::write(folder.join("homes.sync-conflict-20261122-101500-ABCDEFG.toml"), "").unwrap();
    let mut opened = place.open();
    let copies = names.iter().map(|n| folder.join(n)).collect::<Vec<_>>();
    assert_eq!(opened.notices, [Notice::ConflictCopies { copies }]);
    let words = opened.notices[0].to_string();
    assert!(
        !words.contains('\n') && names.iter().all(|n| words.contains(n)),
        "{words}"
    );
    opened.answer("children", 2).unwrap();
    opened.undo().unwrap();
    restore(&place.paths, "home", &place.own().backup(1)).unwrap();
    assert_eq!(place.paths.names().unwrap(), ["home"]);
    for name in names.drain(..) {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        assert_eq!(text, format!("the other version {name}"));
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_or_too_long_is_refused_and_not_waited_for() {
    let place = Place::new();
    fs::create_dir_all(place.own().folder).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(place.own().file)
        .status()
        .unwrap();
    assert!(made.success());
    let error = Store::open(&place.paths, "home").unwrap_err();
    assert!(error.to_string().contains("no ordinary file"), "{error}");
    fs::remove_file(place.own().file).unwrap();
    let long = fs::File::create(place.own().file).unwrap();
    long.set_len(files::MAX_BYTES + 1).unwrap();
    let error = Store::open(&place.paths, "home").unwrap_err();
    assert!(error.to_string().contains("No household is that long"), "{error}");
    long.set_len(format::MAX_BYTES as u64 + 1).unwrap();
    let error = Store::open(&place.paths, "home").unwrap_err();
    assert!(error.to_string().contains("longer than 8 MiB"), "{error}");
}

#[test]
fn a_household_is_never_larger_than_can_be_read_again() {
    let mut h = Household::new("home");
    let mut refused = None;
    for n in 0..600 {
        let changes = edit::add_person(&h, &format!("p {n}"));
        if let Err(e) = h.apply_all(&changes) {
            refused = Some((h.people.len(), e));
            break;
        }
    }
    assert_eq!(refused, Some((500, ChangeError::TooMany)));
    let text = format::write(&h, &Extra::default()).unwrap();
    assert_eq!(format::parse(&text, "home").unwrap().household.people.len(), 500);
    let more = format!("{text}\n[[person]]\nid = \"zzz\"\nlabel = \"one more\"\n");
    assert!(
        format::parse(&more, "home")
            .unwrap_err()
            .message
            .contains("at most 500 people")
    );
}

#[test]
fn a_clock_that_jumps_back_changes_nothing_but_the_time_written_down() {
    let place = Place::new();
    let mut opened = place.open();
    let earlier = at() - chrono::Days::new(400);
    for (count, moment) in [(1, at()), (2, earlier), (3, at())] {
        let changes = edit::set_fact(&opened.household, Some("a"), "children", Some(Answer::Count(count)));
        opened.store.commit(&mut opened.household, changes, moment).unwrap();
    }
    let mut opened = place.open();
    let times: Vec<_> = opened.store.entries().iter().map(|e| (e.revision, e.at)).collect();
    assert_eq!(times, [(1, at()), (2, earlier), (3, at())]);
    opened.undo().unwrap();
    opened.undo().unwrap();
    assert_eq!(opened.answered("children"), Some(&Answer::Count(1)));
    opened.redo().unwrap();
    assert_eq!(place.open().answered("children"), Some(&Answer::Count(2)));
}
