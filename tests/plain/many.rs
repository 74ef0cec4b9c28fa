//! One line for a prompt, and very many households.

use std::fs;
use std::process::Stdio;

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
