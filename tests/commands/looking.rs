//! `due`, `why`, `show`, `ask`: looking changes nothing.

use std::path::PathBuf;

use serde_json::Value;

use super::{Home, files_below, holds, moved};

#[test]
fn somebody_new_is_invited_and_nothing_is_written() {
    let home = Home::new();
    let out = home.fine(&["due"]);
    holds(
        &out,
        &[
            "Tue 2026-12-01 (令和8年12月1日)",
            "Nothing is known yet",
            "mynaguide set status_group mid-long|",
        ],
    );
    holds(&out, &["mynaguide event moved_in"]);
    assert_eq!(
        files_below(home.folder.path()),
        Vec::<PathBuf>::new(),
        "looking writes nothing"
    );
    assert_eq!(
        home.fine(&[]),
        out,
        "without a terminal the full screen is the same as due"
    );
}

#[test]
fn due_is_linear_text_with_the_most_urgent_first() {
    let home = moved();
    let out = home.fine(&["due"]);
    let notice = "open: File the moving-in notice (legal duty)\n  Plan by: Fri 2026-12-11, in 10 days\n  \
                  Last day: Mon 2026-12-14, in 13 days\n  mynaguide why move-in/notify\n";
    let lapse = "open: File the moving-in notice before the card lapses (something ends)\n  Plan by: Fri 2026-12-11, in 10 days\n  \
                 Last day: Sun 2026-12-13, in 12 days\n";
    holds(&out, &[notice, lapse, "answers would help: mynaguide ask"]);
    assert!(out.find(lapse) < out.find(notice), "what ends first comes first");
    assert!(!out.contains("\n\n\n") && !out.contains('\u{1b}'));

    holds(
        &home.fine(&["due", "--within", "3"]),
        &["Nothing is due within 3 days."],
    );
    holds(&home.fine(&["due", "--within", "10"]), &["move-in/notify"]);
    assert!(!out.contains("does not concern you"));
    holds(&home.fine(&["due", "--everything"]), &["does not concern you"]);
    holds(&home.refused(&["due", "--within", "soon"]), &["`soon`", "`--within`"]);
    holds(&home.refused(&["due", "--person", "B"]), &["no person `B`", "known: A"]);
}

#[test]
fn late_is_said_first_and_can_fail_a_script() {
    let home = moved();
    let late = home.run(&["due", "--today", "2026-12-15", "--fail-late"]);
    assert_eq!((late.code, late.err.as_str()), (1, ""));
    holds(
        &late.out,
        &[
            "LATE: File the moving-in notice",
            "Last day: Mon 2026-12-14, yesterday",
            "Do now: ",
        ],
    );
    assert!(late.out.find("LATE") < late.out.find("open: ").or(Some(usize::MAX)));
    assert_eq!(home.run(&["due", "--today", "2026-12-15"]).code, 0);
    assert_eq!(home.run(&["due", "--fail-late"]).code, 0);
    holds(
        &home.fine(&["due", "--today", "2026-12-15", "--within", "0"]),
        &["LATE: File the moving-in notice"],
    );
}

#[test]
fn due_as_json_has_the_keys_of_the_contract() {
    let home = moved();
    let page: Value = serde_json::from_str(&home.fine(&["due", "--format", "json"])).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&page),
        ["schema", "today", "deadlines", "validities", "unreadable"]
    );
    assert_eq!(
        (page["schema"].as_u64(), page["today"].as_str()),
        (Some(2), Some("2026-12-01"))
    );
    let deadlines = page["deadlines"].as_array().unwrap();
    let find = |procedure: &str, deadline: &str| {
        let own = |d: &&Value| d["procedure"] == procedure && d["deadline"] == deadline;
        deadlines.iter().find(own).unwrap()
    };
    let notify = find("move-in", "notify");
    assert_eq!(
        keys(notify),
        [
            "household",
            "person",
            "procedure",
            "deadline",
            "title",
            "kind",
            "status",
            "opens",
            "counted",
            "closes",
            "plan_by",
            "after_plan",
            "waits_for",
            "days_left",
            "disputed",
            "varies",
            "asks",
            "why",
            "sources"
        ]
    );
    let expected = serde_json::json!({
        "household": "home", "person": "A", "kind": "legal-duty", "status": "open", "opens": "2026-11-29",
        "counted": "2026-12-13", "closes": "2026-12-14", "plan_by": "2026-12-11", "days_left": 13, "asks": [],
    });
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&notify[key], value, "{key}");
    }
    assert_eq!(keys(&notify["sources"][0]), ["id", "title", "url", "checked"]);
    check_tree(&notify["why"]);
    let closes = &notify["why"][0];
    assert_eq!(
        (closes["rule"].as_str(), closes["day"].as_str()),
        (Some("closes"), Some("2026-12-14"))
    );
    let roll = &closes["because"][0];
    assert_eq!(
        (roll["rule"].as_str(), roll["day"].as_str()),
        (Some("open-day"), Some("2026-12-14"))
    );
    assert_eq!(roll["because"][0]["rule"], "closed-day");

    assert!(deadlines.iter().all(|d| d["status"] != "not-applicable"));
    let undated = |d: &&Value| d["status"] == "unknown" && d["closes"].is_null() && d["days_left"].is_null();
    let unknown = deadlines.iter().find(undated).unwrap();
    assert!(!unknown["asks"].as_array().unwrap().is_empty());
    let everything: Value = serde_json::from_str(&home.fine(&["due", "--format", "json", "--everything"])).unwrap();
    assert!(
        everything["deadlines"]
            .as_array()
            .unwrap()
            .iter()
            .any(|d| d["status"] == "not-applicable")
    );
}

fn check_tree(steps: &Value) {
    for step in steps.as_array().unwrap() {
        let keys: Vec<_> = step.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["label", "rule", "day", "because", "caveats", "sources"]);
        assert!(!step["label"].as_str().unwrap().is_empty(), "{step}");
        check_tree(&step["because"]);
    }
}

#[test]
fn why_shows_each_closed_day_and_the_sources() {
    let home = moved();
    let out = home.fine(&["why", "move-in/notify"]);
    holds(
        &out,
        &[
            "Why the last day is Mon 2026-12-14",
            "Sun 2026-12-13 is closed: Sun",
            "Sat 2026-12-12 is closed",
        ],
    );
    holds(
        &out,
        &[
            "the first day is not counted",
            "you said: Moved in",
            "checked 20",
            "https://",
        ],
    );
    holds(
        &home.refused(&["why", "move-in"]),
        &["move-in/notify", "move-in/keep-card"],
    );
    holds(
        &home.refused(&["why", "move-in/notfy"]),
        &["did you mean `move-in/notify`?"],
    );
    holds(&home.refused(&["why", "mvoe-in/notify"]), &["did you mean `move-in`?"]);
    holds(&home.refused(&["why"]), &["PROCEDURE/DEADLINE"]);
}

#[test]
fn show_prints_a_whole_procedure() {
    let home = moved();
    let out = home.fine(&["show", "move-in"]);
    holds(&out, &["転入届", "[ ] Residence card", "Sources", "not legal advice"]);
    assert_eq!(home.fine(&["show", "転入届"]), out, "also by its Japanese name");
    holds(&home.refused(&["show", "move-inn"]), &["did you mean `move-in`?"]);
}

/// The part of a text from a heading to the next empty line.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let at = text.find(heading).unwrap_or_else(|| panic!("{heading}: {text}"));
    let rest = &text[at..];
    rest.find("\n\n").map_or(rest, |end| &rest[..end])
}

#[test]
fn show_gives_each_visit_its_whole_list() {
    let home = moved();
    let out = home.fine(&["show", "card-special-extension"]);
    for heading in ["First visit, while", "Second visit, with"] {
        let list = section(&out, heading);
        holds(list, &["[ ] My Number Card", "[ ] 4-digit PIN"]);
    }
    holds(section(&out, "Second visit, with"), &["[ ] New residence card"]);
    // Who comes for somebody reads what to bring, wherever it is described.
    holds(&out, &["Brings as well: ", "Power of attorney", "Inquiry letter"]);
    let list = section(
        &home.fine(&["show", "card-extension"]),
        "A household member comes for you",
    )
    .to_owned();
    holds(
        &list,
        &[
            "[ ] My Number Card",
            "[ ] New residence card",
            "[ ] Power of attorney",
            "group A",
        ],
    );
}

#[test]
fn a_lost_card_is_neither_in_show_nor_in_the_bag() {
    let home = moved();
    home.fine(&["event", "card_lost", "2026-11-28"]);
    for command in [
        &["show", "move-in"][..],
        &["bag", "move-in"],
        &["bag", "move-in", "--who", "household"],
        &["bag", "move-in", "--format", "html"],
    ] {
        let out = home.fine(command);
        assert!(!out.contains("[ ] My Number Card"), "{command:?}: {out}");
        assert!(!out.contains("[ ] 4-digit PIN"), "{command:?}: {out}");
        assert!(!out.contains("このカードを、新しい市でも"), "{command:?}: {out}");
        holds(&out, &["Not in this list:", "recorded as lost"]);
    }
    let json = home.fine(&["bag", "move-in", "--format", "json"]);
    let page: serde_json::Value = serde_json::from_str(&json).unwrap();
    let bag = &page["bags"][0];
    assert_eq!(bag["absent"][0]["document"], "my-number-card");
    let items = bag["items"].as_array().unwrap();
    assert!(
        items
            .iter()
            .all(|i| i["document"] != "my-number-card" && i["document"] != "pin-4"),
        "{json}"
    );
    home.fine(&["event", "card_found", "2026-11-30"]);
    holds(
        &home.fine(&["bag", "move-in"]),
        &["[ ] My Number Card", "[ ] 4-digit PIN"],
    );
}

#[test]
fn the_bag_of_a_helper_is_whole_and_never_takes_the_holder_for_the_visitor() {
    let home = moved();
    let out = home.fine(&["bag", "card-special-extension", "--who", "household"]);
    holds(&out, &["[ ] My Number Card", "[ ] Power of attorney", "group A"]);
    assert!(
        !out.contains("in the bag anyway"),
        "the holder's card is not the visitor's: {out}"
    );
    assert!(!out.contains("Signature password"), "{out}");
    // Nobody else can ask for express issue.
    assert_ne!(home.run(&["bag", "card-express", "--who", "agent"]).code, 0);
}

#[test]
fn ask_lists_questions_with_the_command_that_answers_them() {
    let home = moved();
    let out = home.fine(&["ask"]);
    holds(
        &out,
        &[
            "Where to find it: ",
            "mynaguide set stay_until DATE",
            "mynaguide set insurance nhi|company|",
        ],
    );
    assert!(!out.contains("set card_held"), "what is answered is not asked");
    let all = home.fine(&["ask", "--all"]);
    holds(
        &all,
        &[
            "card_held (Has a My Number Card): yes",
            "moved_in (Moved in from another municipality): Sun 2026-11-29",
        ],
    );
    holds(&home.refused(&["ask", "--person", "Zoe"]), &["known: A"]);
}
