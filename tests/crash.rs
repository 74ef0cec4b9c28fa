//! Real processes, killed while they save, and real processes saving at the same time.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use mynaguide::content::Answer;
use mynaguide::household::edit;
use mynaguide::store::{Opened, Paths, SaveError, Store};

/// Set for a process that only saves: which fact it counts up, and until where.
const ROLE: &str = "MYNAGUIDE_TEST_SAVER";

/// Random enough, and the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T10:00:00+09:00").unwrap()
}

fn paths(data: &Path) -> Paths {
    Paths::new(data, None)
}

fn open(data: &Path) -> Opened {
    Store::open(&paths(data), "home").unwrap_or_else(|e| panic!("{e}"))
}

fn count(opened: &Opened, fact: &str) -> u32 {
    match opened.household.people[0].facts.get(fact) {
        Some(Answer::Count(n)) => *n,
        None => 0,
        other => panic!("{other:?}"),
    }
}

/// Counts a fact up, one save after the other, as another program would.
fn count_up(data: &Path, fact: &str, until: u32) {
    let mut opened = open(data);
    let mut now = count(&opened, fact);
    while now < until {
        let changes = edit::set_fact(&opened.household, Some("a"), fact, Some(Answer::Count(now + 1)));
        match opened.store.commit(&mut opened.household, changes, at()) {
            Ok(_) => now += 1,
            Err(SaveError::Locked { .. }) => {}
            // Another one saved meanwhile; what this one counts is its own, so it fits.
            Err(error) => panic!("{error}"),
        }
    }
}

/// This test as a process of its own that only saves.
fn saver(test: &str, data: &Path, fact: &str, until: u32) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(ROLE, format!("{fact} {until} {}", data.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// Plays the role of a saver if this process was started as one.
fn plays_saver() -> bool {
    let Ok(role) = std::env::var(ROLE) else {
        return false;
    };
    let mut words = role.splitn(3, ' ');
    let (fact, until, data) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
    count_up(Path::new(data), fact, until.parse().unwrap());
    true
}

/// What must hold after any death: the file is whole, the journal readable, and it lacks at most the one entry of each
/// death: whoever dies between file and journal leaves a change that cannot be undone, but is there.
fn look(data: &Path, known: u32, fact: &str, deaths: &mut u64) -> u32 {
    let opened = open(data);
    let (now, revision) = (count(&opened, fact), opened.household.revision);
    assert!(now >= known, "a save that was seen is gone: {now} after {known}");
    let last = opened.store.entries().last().map_or(0, |e| e.revision);
    assert!(
        last <= revision && revision - last <= *deaths,
        "file {revision}, journal {last}"
    );
    if last == revision {
        *deaths = 0;
    }
    for notice in &opened.notices {
        let words = notice.to_string();
        assert!(!words.contains("not understood") && !words.contains("gone"), "{words}");
    }
    let mut before = 0;
    for entry in opened.store.entries() {
        assert!(entry.revision > before, "entries in order");
        before = entry.revision;
    }
    now
}

#[test]
fn a_process_killed_while_it_saves_leaves_old_or_new() {
    if plays_saver() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut dice = Dice(7);
    let (mut known, mut grew, mut deaths) = (0, 0, 0);
    for round in 0..200 {
        let mut child = saver(
            "a_process_killed_while_it_saves_leaves_old_or_new",
            &data,
            "children",
            u32::MAX,
        );
        thread::sleep(Duration::from_micros(3_000 + dice.roll(30_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        deaths += 1;
        let now = look(&data, known, "children", &mut deaths);
        grew += u32::from(now > known);
        known = now;
        if round % 50 == 49 {
            // The survivor can go on: nothing is in its way, and what the dead left is swept up.
            count_up(&data, "children", known + 1);
            known += 1;
            assert_eq!(open(&data).notices, [], "round {round}");
            deaths = 0;
        }
    }
    assert!(
        grew > 50,
        "the processes were killed while they saved, not before: {grew} of 200"
    );
    let names: Vec<String> = std::fs::read_dir(data.join("households"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.ends_with(".tmp"))
        .collect();
    assert_eq!(names, Vec::<String>::new());
}

#[test]
fn the_program_itself_killed_at_any_moment_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let start = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_mynaguide"))
            .args([
                "--data",
                data.to_str().unwrap(),
                "--today",
                "2026-12-01",
                "--lang",
                "en",
            ])
            .args(args)
            .env("HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    // How long one takes from start to end, so that the deaths fall into all of it.
    let started = Instant::now();
    assert!(start(&["set", "card_held", "yes"]).wait().unwrap().success());
    let whole = u64::try_from(started.elapsed().as_micros()).unwrap();
    let mut dice = Dice(11);
    let (mut seen, mut deaths) = (BTreeSet::new(), 0);
    for round in 0..40 {
        let held = if round % 2 == 0 { "no" } else { "yes" };
        let args: &[&str] = match round % 3 {
            0 | 1 => &["set", "card_held", held],
            _ => &["tick", "move-in/residence-card"],
        };
        let mut child = start(args);
        thread::sleep(Duration::from_micros(dice.roll(whole * 6 / 5)));
        child.kill().unwrap();
        child.wait().unwrap();
        let opened = open(&data);
        let last = opened.store.entries().last().map_or(0, |e| e.revision);
        let revision = opened.household.revision;
        deaths = if last == revision { 0 } else { deaths + 1 };
        assert!(
            last <= revision && revision - last <= deaths,
            "file {revision}, journal {last}"
        );
        let held = opened.household.people[0].facts.get("card_held");
        assert!(matches!(held, Some(Answer::YesNo(_))), "{held:?}");
        seen.insert(revision);
    }
    assert!(seen.len() > 3, "some came to save: {seen:?}");
    assert!(start(&["set", "card_held", "unknown"]).wait().unwrap().success());
    assert!(start(&["undo"]).wait().unwrap().success());
}

#[test]
fn processes_that_save_at_the_same_time_lose_nothing_of_each_other() {
    if plays_saver() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let test = "processes_that_save_at_the_same_time_lose_nothing_of_each_other";
    let facts = ["children", "cats", "dogs"];
    let mut children: Vec<Child> = facts.iter().map(|fact| saver(test, &data, fact, 40)).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let opened = open(&data);
    assert_eq!(opened.notices, []);
    assert_eq!(facts.map(|fact| count(&opened, fact)), [40; 3]);
    let revisions: Vec<u64> = opened.store.entries().iter().map(|e| e.revision).collect();
    assert_eq!(
        revisions,
        (1..=120).collect::<Vec<_>>(),
        "one entry for each save, in order, none twice"
    );
}

#[test]
fn the_lock_of_the_dead_holds_nobody_up_and_the_lock_of_the_living_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    count_up(&data, "children", 1);
    let lock = paths(&data).household("home").unwrap().lock;
    // A lock file alone is no lock: the system gave it back when its holder died.
    assert!(lock.exists());
    count_up(&data, "children", 2);

    let held = std::fs::File::open(&lock).unwrap();
    held.lock().unwrap();
    let refused = Command::new(env!("CARGO_BIN_EXE_mynaguide"))
        .args([
            "--data",
            data.to_str().unwrap(),
            "--lang",
            "en",
            "tick",
            "move-in/residence-card",
        ])
        .env("HOME", folder.path())
        .output()
        .unwrap();
    let words = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2), "{words}");
    assert!(
        words.contains("another program is using") && words.contains("nothing was saved"),
        "{words}"
    );
    assert_eq!(words.lines().count(), 1);
    drop(held);
    assert_eq!(open(&data).household.revision, 2);
}
