//! One line for a prompt, and very many households.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::pages::check;
use crate::support::Shell;

#[test]
fn the_status_is_one_line_that_says_what_is_next() {
    let shell = Shell::new();
    let line = shell.ok("status");
    assert!(line.starts_with("nothing due; ") && line.lines().count() == 1, "{line}");
    assert!(!shell.data().exists(), "a look writes nothing");
    let shell = Shell::moved();
    let line = shell.ok("status");
    assert!(
        line.contains("plan by in 10 days") && line.lines().count() == 1,
        "{line}"
    );
    let late = shell.ok("status --today 2026-12-20");
    assert!(
        late.starts_with("LATE: ") && late.contains("2 late in all") && late.lines().count() == 1,
        "{late}"
    );
    assert!(shell.ok("status --lang ja").contains("質問"));
}

/// Households that moved on different days.
fn families(count: u32) -> Shell {
    let shell = Shell::new();
    let folder = shell.data().join("households");
    fs::create_dir_all(&folder).unwrap();
    for n in 0..count {
        let day = 1 + n % 28;
        let text = format!(
            "format = 1\nrevision = 1\n[[person]]\nid = \"a\"\nlabel = \"P{n}\"\n[person.facts]\nstatus_group = \"mid-long\"\n\
             birth = 1990-03-{day:02}\n[[event]]\nid = \"e1\"\nevent = \"moved_in\"\non = 2026-11-{day:02}\npeople = [\"a\"]\n"
        );
        fs::write(folder.join(format!("case-{n:04}.toml")), text).unwrap();
    }
    shell
}

#[test]
fn every_household_is_listed_with_labels_only() {
    let shell = families(40);
    let plain = shell.ok("due --all");
    let first = plain.find("case-0000\n").unwrap();
    assert!(plain.find("case-0039\n").unwrap() > first, "in the order of names");
    assert!(plain.contains("P17: ") && !plain.contains("1990"), "{plain}");
    let by_day = shell.ok("due --all --by day");
    assert!(by_day.trim_start().starts_with("Late\n"), "{by_day}");
    assert!(by_day.contains("case-0027 — P27"), "{by_day}");
    let days: Vec<&str> = by_day
        .lines()
        .filter(|l| !l.starts_with(' ') && l.contains("2026-"))
        .collect();
    let mut sorted = days.clone();
    sorted.sort_by_key(|l| l.split_whitespace().nth(1).unwrap().to_owned());
    assert_eq!(days, sorted);
    assert!(
        shell
            .ok("due --all --by place")
            .contains("ward, town or village office\n")
    );
    assert!(shell.ok("due --all --by person").contains("case-0003 — P3\n"));
    let soon = shell.ok("due --all --within 3");
    assert!(soon.len() < plain.len() && soon.contains("LATE"), "{soon}");
    assert_eq!(shell.say("due --all --fail-late").code, 1);
    let json: serde_json::Value = serde_json::from_str(&shell.ok("due --all --format json")).unwrap();
    let deadlines = json["deadlines"].as_array().unwrap();
    assert!(deadlines.len() >= 40 && deadlines.iter().all(|d| d["why"] == serde_json::json!([])));
    assert!(
        !shell.ok("due --all --format json").contains("1990"),
        "nothing that was told is passed on"
    );
}

#[test]
fn many_more_than_are_worked_out_at_once() {
    let shell = families(1_200);
    let json: serde_json::Value = serde_json::from_str(&shell.ok("due --all --format json")).unwrap();
    let mut names: Vec<&str> = json["deadlines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["household"].as_str().unwrap())
        .collect();
    assert!(names.is_sorted());
    names.dedup();
    assert_eq!(names.len(), 1_200);
    // A reader that has seen enough ends it quietly.
    let mut child = shell
        .command()
        .args(["due", "--all"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn one_broken_household_does_not_hide_the_others() {
    let shell = families(3);
    fs::write(
        shell.data().join("households/case-0001.toml"),
        "format = 1\n[[person]]\nid = 7\n",
    )
    .unwrap();
    let said = shell.say("due --all");
    assert_eq!(said.code, 2);
    assert!(
        said.out.contains("case-0000") && said.out.contains("case-0002"),
        "{}",
        said.out
    );
    let row = said.out.split("\n\n").find(|part| part.starts_with("case-0001\n"));
    assert!(row.is_some_and(|row| row.contains("cannot be read: ")), "{}", said.out);
    let lines: Vec<&str> = said.err.lines().collect();
    assert!(
        lines.len() == 2 && lines[0].contains("case-0001") && lines[1].contains("1 of 3"),
        "{lines:?}"
    );
    let empty = Shell::new();
    assert_eq!(empty.ok("due --all").trim(), "Nothing to do in any household.");
    for (line, words) in [
        ("due --by day", "--all"),
        ("due --all --format ics", "text or json"),
        ("due --all --person A", "--within"),
        ("due --all --by week", "accepted: day, place, person"),
    ] {
        let said = shell.say(line);
        assert!(
            said.code == 2 && said.err.contains(words) && said.err.lines().count() == 1,
            "{line}: {}",
            said.err
        );
    }
}

/// What can become of the file of a household, and how JSON calls it.
fn harms() -> Vec<(&'static str, fn(&Path))> {
    vec![
        ("missing", |file| fs::remove_file(file).unwrap()),
        ("missing", |file| {
            // The journal alone, without a backup.
            let folder = file.parent().unwrap();
            fs::remove_dir_all(folder).unwrap();
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("home.journal.jsonl"), "{}\n").unwrap();
        }),
        #[cfg(unix)]
        ("missing", |file| {
            fs::remove_file(file).unwrap();
            std::os::unix::fs::symlink("/nowhere/stick/home.toml", file).unwrap();
        }),
        ("broken", |file| {
            fs::write(file, "format = 1\nrevision = = 3\n").unwrap();
        }),
        ("broken", |file| fs::write(file, b"\xff\xfe").unwrap()),
        ("newer", |file| fs::write(file, "format = 99\nperson = 1\n").unwrap()),
        ("unreadable", |file| {
            fs::remove_file(file).unwrap();
            fs::create_dir(file).unwrap();
        }),
    ]
}

/// The worst answer is a false all-clear: one household that cannot be read is trouble on standard output, in JSON and by
/// exit code, and another one is still listed.
#[test]
fn a_household_that_is_gone_or_broken_is_never_said_to_have_nothing_due() {
    for (n, (problem, harm)) in harms().into_iter().enumerate() {
        let shell = Shell::moved();
        let file = shell.data().join("households/home.toml");
        harm(&file);
        let other = "format = 1\nrevision = 1\n[[person]]\nid = \"a\"\nlabel = \"Q\"\n[person.facts]\nstatus_group = \
                     \"mid-long\"\n[[event]]\nid = \"e1\"\nevent = \"moved_in\"\non = 2026-11-29\npeople = [\"a\"]\n";
        fs::write(shell.data().join("households/client.toml"), other).unwrap();
        let before = listing(&shell.data());
        for line in [
            "status",
            "due",
            "due --fail-late",
            "due --within 3",
            "due --format markdown",
            "due --all",
            "due --all --fail-late",
            "due --all --within 0",
            "due --all --by day",
        ] {
            for (lang, words, clear) in [
                ("en", "cannot be read", ["nothing due", "Nothing is", "Nothing to"]),
                (
                    "ja",
                    "読み込めません",
                    ["期限はありません", "期限のあるものは", "することはありません"],
                ),
            ] {
                let said = shell.say(&format!("{line} --lang {lang}"));
                let told = format!("{n} {line}: {said:?}");
                assert_eq!(said.code, 2, "{told}");
                assert!(said.out.to_lowercase().contains(words), "{told}");
                assert!(!clear.iter().any(|words| said.out.contains(words)), "{told}");
                assert!(
                    said.err.starts_with("mynaguide: ") && !said.err.contains("panicked"),
                    "{told}"
                );
                assert!(
                    !line.starts_with("due --all")
                        || line.contains("--within 0")
                        || said.out.contains("Q: ")
                        || said.out.contains("— Q"),
                    "{told}"
                );
            }
        }
        for line in [
            "due --format json",
            "due --all --format json",
            "due --all --format json --fail-late",
        ] {
            let said = shell.say(line);
            let page: serde_json::Value = serde_json::from_str(&said.out).unwrap();
            assert_eq!((said.code, page["schema"].as_i64()), (2, Some(2)), "{line}");
            let unreadable = page["unreadable"].as_array().unwrap();
            assert_eq!(unreadable.len(), 1, "{n} {line}: {page}");
            assert_eq!(
                (&unreadable[0]["household"], &unreadable[0]["problem"]),
                (&"home".into(), &problem.into())
            );
            assert!(unreadable[0]["message"].as_str().unwrap().len() > 60, "{page}");
            assert_eq!(
                line.contains("--all"),
                !page["deadlines"].as_array().unwrap().is_empty()
            );
            check(&shell, "due", line);
        }
        // Nothing is written over either.
        for line in [
            "set children 2",
            "event moved_in 2026-12-01",
            "undo",
            "export json",
            "export ics -o x.ics",
        ] {
            assert_eq!(shell.say(line).code, 2, "{n} {line}");
        }
        assert_eq!(listing(&shell.data()), before, "{n}");
    }
}

/// The names and lengths of everything in a folder; links as links.
fn listing(folder: &Path) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let about = path.symlink_metadata().unwrap();
        if about.is_dir() {
            found.extend(listing(&path));
        }
        let length = if about.is_file() { about.len() } else { 0 };
        found.push((path.display().to_string(), length));
    }
    found.sort();
    found
}

#[test]
fn a_household_that_is_gone_comes_back_from_its_backup() {
    let shell = Shell::moved();
    let file = shell.data().join("households/home.toml");
    let due = shell.ok("due");
    fs::remove_file(&file).unwrap();
    assert!(shell.say("due").err.contains("doctor --restore-backup"));
    let doctor = shell.say("doctor");
    assert!(doctor.code == 1 && doctor.out.contains("NOT READABLE"), "{doctor:?}");
    assert_eq!(shell.ok("households"), "home\n", "it is still named");
    shell.ok("doctor --restore-backup");
    assert_eq!(shell.ok("due"), due);
    // A stick that is away may have the newer file: nothing takes its place.
    #[cfg(unix)]
    {
        fs::remove_file(&file).unwrap();
        std::os::unix::fs::symlink("/nowhere/stick/home.toml", &file).unwrap();
        let said = shell.say("doctor --restore-backup");
        assert!(said.code == 2 && said.err.contains("Connect the stick"), "{said:?}");
        assert!(file.is_symlink());
    }
}

#[test]
fn a_first_start_is_an_invitation_and_no_trouble() {
    let shell = Shell::new();
    assert!(shell.ok("due").contains("Nothing"), "{}", shell.ok("due"));
    assert!(shell.ok("status").starts_with("nothing due"));
    let page: serde_json::Value = serde_json::from_str(&shell.ok("due --format json")).unwrap();
    assert_eq!(page["unreadable"], serde_json::json!([]));
    assert!(!shell.data().exists());
}
