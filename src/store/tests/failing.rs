//! What fails, fails whole.

use super::*;

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
                again.store.entries().len() as u64 + 1 >= new.revision,
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
            assert_eq!(again.store.entries(), opened.store.entries(), "{case}");
            assert_eq!(again.store.entries().len() as u64, opened.household.revision, "{case}");
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

/// One way to save: what stands before, and what is done.
type Way = (&'static str, fn(&Place), fn(&mut Opened) -> Result<Entry, SaveError>);

fn some(place: &Place) {
    let mut opened = place.open();
    for count in 1..4 {
        opened.answer("children", count).unwrap();
    }
}

fn undone(place: &Place) {
    some(place);
    place.open().undo().unwrap();
}

fn edited(place: &Place) {
    some(place);
    place.write(&place.text().replace("children = 3", "children = 3\ncats = 4"));
}

fn damaged(place: &Place) {
    some(place);
    let journal = fs::read(place.own().journal).unwrap();
    fs::write(place.own().journal, [&journal[..], b"{\"revision\":4,"].concat()).unwrap();
}

/// The next entry shortens the journal.
fn full(place: &Place) {
    let mut opened = place.open();
    let entry = opened.answer("children", 3).unwrap();
    let line = |revision| {
        serde_json::to_string(&Entry {
            revision,
            ..entry.clone()
        })
        .unwrap()
            + "\n"
    };
    fs::write(place.own().journal, (1..=2_500).map(line).collect::<String>()).unwrap();
    place.write(&place.text().replace("revision = 1\n", "revision = 2500\n"));
}

const WAYS: [Way; 7] = [
    ("first save", |_| {}, |o| o.answer("children", 9)),
    ("a change", some, |o| o.answer("children", 9)),
    ("undo", some, Opened::undo),
    ("redo", undone, Opened::redo),
    ("after an edit by hand", edited, |o| o.answer("dogs", 9)),
    ("a damaged journal", damaged, |o| o.answer("children", 9)),
    ("a full journal", full, |o| o.answer("children", 9)),
];

#[test]
fn every_way_to_save_fails_whole_with_every_kind_of_failure() {
    let eio = std::io::Error::from_raw_os_error(5).kind();
    // The system's word for a full disk or a broken one, and how much of a write arrived before.
    for (kind, arrives) in [(ErrorKind::StorageFull, 0), (eio, 93)] {
        for (name, before, act) in WAYS {
            if name == "a full journal" && arrives != 93 {
                continue; // 2,500 entries for each step take their time
            }
            for step in 0.. {
                let place = Place::new();
                before(&place);
                let files = Faulty::failing(usize::MAX, Fault::Once, kind).arriving(arrives);
                let mut opened = place.open_on(&files);
                let old = opened.household.clone();
                files.set(step);
                let result = act(&mut opened);
                let case = format!("{name}, {kind} at {step}: {:?}", files.done().get(step));
                let met = files.met();
                let saved = result.as_ref().err().is_none_or(|e| e.saved().is_some());
                assert!(met || result.is_ok(), "{case}: {result:?}");
                assert_eq!(saved, opened.household.revision > old.revision, "{case}");
                assert!(saved || opened.household.revision == old.revision, "{case}");
                files.heal();
                assert!(saved || place.text_or_nothing() != Some(String::new()), "{case}");
                let again = place.open();
                if saved {
                    assert_eq!(again.household, opened.household, "{case}");
                } else {
                    assert!(
                        again.household.people == old.people || name.starts_with("after"),
                        "{case}"
                    );
                }
                opened.answer("geese", 1).unwrap();
                let last = place.open();
                assert_eq!(
                    (&last.household, &last.notices[..]),
                    (&opened.household, &[][..]),
                    "{case}"
                );
                if !met {
                    assert!(step >= 12, "{case}");
                    break;
                }
            }
        }
    }
}
