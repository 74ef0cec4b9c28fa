//! The power goes: at every single operation of every way to save, with every kind of loss that a disk may have.

use super::volatile::Volatile;
use super::*;

/// Different losses for each moment at which the power goes.
const LOSSES: u64 = 12;

struct Machine {
    disk: Volatile,
    paths: Paths,
}

/// What is done when the power goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Answer,
    Undo,
    Redo,
}

impl Machine {
    fn new() -> Self {
        Self {
            disk: Volatile::default(),
            paths: Paths::new("/data", None),
        }
    }

    fn own(&self) -> HouseholdPaths {
        self.paths.household("home").unwrap()
    }

    fn open(&self) -> Opened {
        Store::open_with(&self.paths, "home", Box::new(self.disk.clone())).unwrap()
    }

    fn with(&self, disk: Volatile) -> Self {
        Self {
            disk,
            paths: self.paths.clone(),
        }
    }

    /// A machine on which so many answers were saved one after the other.
    fn after(answers: u32) -> Self {
        let machine = Self::new();
        let mut opened = machine.open();
        for count in 0..answers {
            opened.answer("children", count).unwrap();
        }
        machine
    }

    /// The journal is as long as it may get: the next entry drops the oldest.
    fn full_journal() -> Self {
        let machine = Self::after(1);
        let mut opened = machine.open();
        opened.answer("children", 2_499).unwrap();
        let opened = machine.open();
        let template = &opened.store.entries()[1];
        let mut lines = String::new();
        for revision in 1..=2_500 {
            let entry = Entry {
                revision,
                ..template.clone()
            };
            lines.push_str(&serde_json::to_string(&entry).unwrap());
            lines.push('\n');
        }
        let file = machine.disk.read(&machine.own().file).unwrap().unwrap();
        let file = String::from_utf8(file)
            .unwrap()
            .replace("revision = 2\n", "revision = 2500\n");
        machine.disk.put(&machine.own().file, file.as_bytes());
        machine.disk.put(&machine.own().journal, lines.as_bytes());
        assert!(machine.open().notices.is_empty());
        machine
    }
}

fn act(opened: &mut Opened, act: Act) -> Result<Entry, SaveError> {
    match act {
        Act::Answer => opened.answer("children", 77),
        Act::Undo => opened.undo(),
        Act::Redo => opened.redo(),
    }
}

/// Lets the power go at every operation of an act, and looks at what is there afterwards.
fn cut_everywhere(name: &str, machine: &Machine, what: Act, losses: u64) {
    let old = machine.open().household;
    let whole = machine.with(machine.disk.copy());
    let mut opened = whole.open();
    whole.disk.power_for(usize::MAX);
    act(&mut opened, what).unwrap();
    let (operations, new) = (whole.disk.done(), opened.household);
    assert!(operations >= 12, "{name}: {operations}");
    for cut in 0..=operations {
        let machine = machine.with(machine.disk.copy());
        let mut opened = machine.open();
        machine.disk.power_for(cut);
        let result = act(&mut opened, what);
        assert_eq!(result.is_ok(), cut == operations, "{name} at {cut}");
        for seed in 0..losses {
            let case = format!("{name}, power for {cut} of {operations}, loss {seed}");
            let machine = machine.with(machine.disk.after_power_loss(seed));
            let mut again = Store::open_with(&machine.paths, "home", Box::new(machine.disk.clone()))
                .unwrap_or_else(|e| panic!("{case}: {e}"));
            assert!(
                again.household == new || again.household == old,
                "{case}: {:?}",
                again.household
            );
            if result.is_ok() {
                assert_eq!(again.household, new, "{case}: it was said to be saved");
                assert_eq!(again.notices, [], "{case}");
                assert_eq!(
                    again.store.entries().last().map(|e| e.revision),
                    Some(new.revision),
                    "{case}"
                );
            }
            // Life goes on, and nothing is in its way.
            again.answer("cats", 1).unwrap_or_else(|e| panic!("{case}: {e}"));
            let last = machine.open();
            assert_eq!(
                (&last.household, &last.notices[..]),
                (&again.household, &[][..]),
                "{case}"
            );
        }
    }
}

#[test]
fn power_loss_leaves_old_or_new_and_what_was_confirmed_stays() {
    let undone = Machine::after(3);
    undone.open().undo().unwrap();
    let outside = Machine::after(2);
    let text = String::from_utf8(outside.disk.read(&outside.own().file).unwrap().unwrap()).unwrap();
    outside.disk.put(
        &outside.own().file,
        format!("{text}\n[sync]\nwith = \"x\"\n").as_bytes(),
    );
    for (name, machine, what) in [
        ("the first save", Machine::new(), Act::Answer),
        ("the first backup", Machine::after(1), Act::Answer),
        ("a change", Machine::after(2), Act::Answer),
        ("a backup that drops an old one", Machine::after(221), Act::Answer),
        ("undo", Machine::after(3), Act::Undo),
        ("redo", undone, Act::Redo),
        ("a change after an edit by hand", outside, Act::Answer),
    ] {
        cut_everywhere(name, &machine, what, LOSSES);
    }
    cut_everywhere("a journal that is shortened", &Machine::full_journal(), Act::Answer, 1);
}

#[test]
fn power_loss_while_restoring_loses_neither_the_backup_nor_the_broken_file() {
    let machine = Machine::after(3);
    let whole = machine.open().household;
    machine.disk.put(&machine.own().file, b"broken");
    let backup = machine.own().backup(1);
    let kept = machine.disk.read(&backup).unwrap().unwrap();
    for cut in 0.. {
        let machine = machine.with(machine.disk.copy());
        machine.disk.power_for(cut);
        let result = backup::restore_with(&machine.paths, "home", &backup, Box::new(machine.disk.clone()));
        for seed in 0..LOSSES {
            let machine = machine.with(machine.disk.after_power_loss(seed));
            let all = machine.disk.all();
            assert!(
                all.contains(&kept) && all.iter().any(|b| b == b"broken"),
                "{cut}, {seed}"
            );
            match Store::open_with(&machine.paths, "home", Box::new(machine.disk.clone())) {
                Ok(opened) => assert_eq!(opened.household, whole, "{cut}, {seed}"),
                Err(e) => {
                    assert!(
                        matches!(e, OpenError::Broken { .. }) && result.is_err(),
                        "{cut}, {seed}: {e}"
                    );
                }
            }
        }
        if result.is_ok() {
            assert!(cut > 15);
            break;
        }
    }
}

#[test]
fn a_disk_that_failed_once_is_not_believed() {
    for number in 0.. {
        let machine = Machine::after(2);
        let mut opened = machine.open();
        machine.disk.bad_sync(number);
        let result = opened.answer("children", 50);
        let met = machine.disk.met_bad_sync();
        assert_eq!(result.is_err(), met, "sync {number}: {result:?}");
        let saved = result.as_ref().err().is_none_or(|e| e.saved().is_some());
        opened.answer("cats", 1).unwrap();
        assert_eq!(opened.answered("children") == Some(&Answer::Count(50)), saved);
        for seed in 0..LOSSES {
            let again = machine.with(machine.disk.after_power_loss(seed)).open();
            assert_eq!(again.household, opened.household, "sync {number}, loss {seed}");
            assert_eq!(again.notices, [], "sync {number}, loss {seed}");
            assert_eq!(
                again.store.entries(),
                opened.store.entries(),
                "sync {number}, loss {seed}"
            );
        }
        if !met {
            assert!(number >= 3, "file, folder and journal were each made to fail");
            break;
        }
    }
}

#[test]
fn what_the_program_remembers_is_old_or_new_and_takes_nothing_along() {
    let machine = Machine::after(2);
    let mut opened = machine.open();
    let mut household = opened.household.clone();
    opened.store.remember(&mut household, "export", &vec![1_u32]).unwrap();
    for cut in 0.. {
        let machine = machine.with(machine.disk.copy());
        let mut opened = machine.open();
        machine.disk.power_for(cut);
        let mut household = opened.household.clone();
        let result = opened.store.remember(&mut household, "export", &vec![1_u32, 2]);
        for seed in 0..LOSSES {
            let again = machine.with(machine.disk.after_power_loss(seed)).open();
            assert_eq!(again.household, household, "{cut}, {seed}");
            assert_eq!(again.notices, [], "{cut}, {seed}");
            let known: Vec<u32> = again.store.memory("export");
            assert!(
                known == [1, 2] || (known == [1] && result.is_err()),
                "{cut}, {seed}: {known:?}"
            );
        }
        if result.is_ok() {
            assert!(cut >= 6, "{cut}");
            break;
        }
    }
}
