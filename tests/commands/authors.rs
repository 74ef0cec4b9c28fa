//! `lint`, `test`, `translate`, `doctor`: for authors of content and for whoever looks for a fault.

use std::fs;

use serde_json::Value;

use super::{Home, content, holds, moved, replace};

#[test]
fn lint_of_the_built_in_content_finds_no_error() {
    let home = Home::new();
    let out = home.fine(&["lint"]);
    holds(&out, &["0 errors, "]);
    let page: Value = serde_json::from_str(&home.fine(&["lint", "--format", "json"])).unwrap();
    assert_eq!((page["schema"].as_u64(), page["errors"].as_u64()), (Some(2), Some(0)));
    let explained = home.fine(&["lint", "--explain", "scenario-missing"]);
    holds(&explained, &["scenario-missing (error)", "closed last day"]);
}

#[test]
fn lint_names_file_line_and_rule() {
    let home = Home::new();
    let content = content(&home);
    let dir = content.to_str().unwrap();
    assert_eq!(home.run(&["lint", dir]).code, 0);

    let file = content.join("procedures/move-in.toml");
    replace(
        &file,
        "place    = \"municipal-counter\"",
        "place    = \"municipal-conter\"",
    );
    let row = fs::read_to_string(&file)
        .unwrap()
        .lines()
        .position(|l| l.contains("conter"))
        .unwrap()
        + 1;
    let lint = home.run(&["lint", dir, "--format", "short"]);
    assert_eq!(lint.code, 1);
    holds(
        &lint.out,
        &[&format!("{}:{row}:", file.display()), "error[ref-missing]"],
    );
    let lines = home.run(&["lint", dir, "--format", "jsonl"]);
    assert_eq!(lines.code, 1);
    let found: Vec<Value> = lines.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(found.len(), lint.out.lines().count());
    assert!(
        found
            .iter()
            .any(|f| f["rule"] == "ref-missing" && f["position"][0] == row),
        "{found:?}"
    );
    let text = home.run(&["lint", dir]);
    assert_eq!(text.code, 1);
    holds(
        &text.out,
        &["error[ref-missing]", "municipal-counter", "^^^", "1 errors"],
    );

    let due = home.run(&["due", "--content", dir]);
    assert_eq!((due.code, due.out.as_str()), (2, ""));
    holds(&due.err, &["error[ref-missing]", "procedures/move-in.toml"]);
    holds(&home.refused(&["lint", "/no/such/folder"]), &["/no/such/folder"]);
    holds(
        &home.refused(&["due", "--content", "/no/such/folder"]),
        &["/no/such/folder"],
    );
}

#[test]
fn strict_lint_fails_on_what_is_only_stale() {
    let home = Home::new();
    let content = content(&home);
    let later = ["lint", content.to_str().unwrap(), "--today", "2099-01-01"];
    let lint = home.run(&later);
    assert_eq!(lint.code, 0);
    holds(&lint.out, &["warning[source-stale]"]);
    let strict = home.run(&[&later[..], &["--strict"]].concat());
    assert_eq!(strict.code, 1);
    holds(&strict.out, &["error[source-stale]"]);
}

#[test]
fn lint_asks_for_scenarios_on_closed_and_on_open_days() {
    let home = Home::new();
    let content = content(&home);
    for file in fs::read_dir(content.join("scenarios")).unwrap() {
        let path = file.unwrap().path();
        if fs::read_to_string(&path).unwrap().contains("\"move-in/notify\"") {
            fs::remove_file(path).unwrap();
        }
    }
    let lint = home.run(&["lint", content.to_str().unwrap(), "--format", "short"]);
    assert_eq!(lint.code, 1);
    let missing: Vec<&str> = lint
        .out
        .lines()
        .filter(|l| l.contains("error[scenario-missing]"))
        .collect();
    for part in [
        "`move-in/notify` with its last day on a closed day",
        "`move-in/notify` with its last day on an open day",
    ] {
        assert!(
            missing
                .iter()
                .any(|l| l.contains(part) && l.contains("procedures/move-in.toml:")),
            "{part}: {missing:?}"
        );
    }
}

#[test]
fn the_scenarios_of_the_content_pass() {
    let out = Home::new().fine(&["test"]);
    let last = out.lines().last().unwrap();
    assert!(last.ends_with(" passed, 0 failed") && !last.starts_with("0 "), "{last}");
}

#[test]
fn a_file_of_scenarios_says_what_was_expected_and_found_and_why() {
    let home = Home::new();
    let file = home.path("own.toml");
    let scenario = |id: &str, closes: &str| {
        format!(
            "[[scenario]]\nid = \"{id}\"\nname = \"a try\"\ntoday = 2026-12-01\n[scenario.facts]\n\
             status_group = \"mid-long\"\ncard_held = false\n[scenario.events]\nmoved_in = 2026-11-29\n\
             [scenario.expect.deadline.\"move-in/notify\"]\ncloses = {closes}\n"
        )
    };
    fs::write(&file, scenario("good", "2026-12-14") + &scenario("bad", "2026-12-13")).unwrap();
    let run = home.run(&["test", file.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    holds(&run.out, &["FAILED bad (", "own.toml:13)", "move-in/notify closes"]);
    holds(
        &run.out,
        &["expected 2026-12-13", "found    2026-12-14", "Sun 2026-12-13 is closed"],
    );
    assert!(!run.out.contains("FAILED good"));
    assert_eq!(run.out.lines().last(), Some("1 passed, 1 failed"));

    fs::write(&file, scenario("good", "2026-12-14")).unwrap();
    assert_eq!(home.fine(&["test", file.to_str().unwrap()]), "1 passed, 0 failed\n");
    fs::write(&file, scenario("typo", "2026-12-14").replace("card_held", "card_hold")).unwrap();
    let run = home.run(&["test", file.to_str().unwrap()]);
    assert_eq!(run.code, 2);
    holds(&run.err, &["error[ref-missing]", "card_hold", "own.toml:7"]);
    holds(&home.refused(&["test", "/no/such.toml"]), &["/no/such.toml"]);
}

#[test]
fn stamping_makes_a_translation_up_to_date() {
    let home = Home::new();
    let content = content(&home);
    let dir = content.to_str().unwrap();
    let file = content.join("i18n/ja/procedures/move-in.toml");
    let old = fs::read_to_string(&file).unwrap();
    let based = old.lines().find(|l| l.starts_with("based")).unwrap();
    fs::write(&file, old.replace(based, "based = \"sha256:pending\"")).unwrap();
    let outdated = |home: &Home| {
        let lint = home.run(&["lint", dir, "--format", "short"]).out;
        lint.lines()
            .any(|l| l.contains("ja/procedures/move-in.toml") && l.contains("i18n-outdated"))
    };
    assert!(outdated(&home));
    holds(
        &home.fine(&["translate", "stamp", dir]),
        &["i18n/ja/procedures/move-in.toml", " stamped"],
    );
    assert!(!outdated(&home));
    holds(&fs::read_to_string(&file).unwrap(), &["based = \"sha256:"]);
    assert_eq!(home.fine(&["translate", "stamp", dir]), "0 stamped\n");
    holds(
        &home.refused(&["translate", "stamp", "/no/such/folder"]),
        &["/no/such/folder"],
    );
}

#[test]
fn doctor_says_where_things_are_and_nothing_personal() {
    let home = moved();
    home.fine(&["person", "rename", "A", "Minh"]);
    let out = home.fine(&["doctor"]);
    holds(
        &out,
        &[
            "mynaguide 0.",
            "~/data/households/home.toml",
            "content: mynumber-base",
            "compared with its sources",
        ],
    );
    holds(
        &out,
        &[
            "readable; revision 5, 1 people, 5 changes",
            "newest good backup: ~/data/households/backups/home.",
        ],
    );
    holds(&out, &["input: not a terminal; output: not a terminal"]);
    for personal in ["Minh", "2026-11-29", "mid-long", home.folder.path().to_str().unwrap()] {
        assert!(!out.contains(personal), "{personal}:\n{out}");
    }
}
