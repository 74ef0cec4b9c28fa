//! What ends, and the last way when two offices are needed: in `due`, `why`, `visits` and JSON.

use serde_json::Value;

use super::{Home, holds};

/// Card and stay both end on Sun 2026-12-20; nothing else is told.
fn both_end() -> Home {
    let home = Home::new();
    for fact in [
        ["status_group", "mid-long"],
        ["card_held", "yes"],
        ["card_form", "separate"],
        ["stay_until", "2026-12-20"],
        ["card_printed_until", "2026-12-20"],
        ["stay_six_months_or_more", "yes"],
    ] {
        home.fine(&["set", fact[0], fact[1], "--today", "2026-09-01"]);
    }
    home
}

#[test]
fn the_end_of_the_card_is_named_from_three_months_before_until_something_is_told() {
    let home = both_end();
    let due = |day: &str| home.fine(&["due", "--today", day]);
    assert!(!due("2026-09-20").contains("card-ends"));
    for day in ["2026-09-21", "2026-11-22", "2026-12-18", "2026-12-20"] {
        holds(
            &due(day),
            &["ends soon: Stay, card (something ends)\n  Last day: Sun 2026-12-20"],
        );
    }
    for day in ["2026-12-21", "2027-02-10", "2028-02-10"] {
        holds(
            &due(day),
            &[
                "ENDED: Stay, card, certificates (something ends)\n  Last day: Sun 2026-12-20",
                "1,000 yen",
            ],
        );
    }
    // An application is no answer to it; the stay goes on for two months while it is pending.
    let told = [
        "event",
        "stay_application",
        "2026-12-07",
        "--with",
        "stay_application_kind=extension",
        "--today",
        "2026-12-07",
    ];
    home.fine(&told);
    let pending = due("2026-12-10");
    holds(
        &pending,
        &[
            "ends soon: Card (something ends)",
            "ends soon: Stay (something ends)\n  Last day: Sat 2027-02-20",
        ],
    );
    holds(&pending, &["Period: 特例期間", "Sat 2027-02-20"]);
    let after = due("2026-12-21");
    holds(&after, &["ENDED: Card, certificates", "ends soon: Stay"]);
    // Two more months move it; a decision does not answer it.
    home.fine(&["event", "special_extension_done", "2026-12-16", "--today", "2026-12-16"]);
    holds(
        &due("2026-12-21"),
        &["ends soon: Stay, card (something ends)\n  Last day: Sat 2027-02-20"],
    );
    home.fine(&["undo"]);
    home.fine(&["event", "stay_decided", "2026-12-15", "--today", "2026-12-16"]);
    holds(&due("2026-12-16"), &["ends soon: Card", "Extend the My Number Card"]);
    home.fine(&["event", "card_extended", "2026-12-17", "--today", "2026-12-17"]);
    assert!(!due("2026-12-21").contains("ends soon: Card"));
    holds(&home.fine(&["ask"]), &["card_printed_until"]);
}

#[test]
fn the_calendar_file_has_the_end_of_the_card() {
    let home = both_end();
    let file = home.path("days.ics");
    home.fine(&["export", "ics", "--output", file.to_str().unwrap()]);
    let text = std::fs::read_to_string(file).unwrap();
    holds(&text, &["Stay\\, card", "DTSTART;VALUE=DATE:20261220"]);
}

#[test]
fn when_no_day_is_left_between_two_offices_every_surface_says_the_last_way() {
    let home = both_end();
    let due = |day: &str| home.fine(&["due", "--today", day]);
    let reason = "so that a day is left for the two more months on the card at the municipality";
    let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    holds(
        &due("2026-12-17"),
        &["Plan by: Thu 2026-12-17, today\n  Last day: Sun 2026-12-20"],
    );
    holds(
        &flat(home.fine(&["why", "stay-renewal/apply"])),
        &["Why plan by Thu 2026-12-17", reason],
    );
    let japanese = flat(home.fine(&["why", "stay-renewal/apply", "--lang", "ja"]));
    holds(
        &japanese.replace(' ', ""),
        &["市区町村でカードの期限を2か月延ばす日を残すため"],
    );

    let friday = due("2026-12-18");
    holds(
        &friday,
        &[
            "open: Apply to renew",
            "Last day: Sun 2026-12-20, in 2 days\n  Do now: Both today: immigration this morning",
        ],
    );
    assert!(!friday.contains("2026-12-17") && !friday.contains("LATE"), "{friday}");
    holds(
        &flat(home.fine(&["why", "stay-renewal/apply", "--today", "2026-12-18"])),
        &["Do now: Both today"],
    );
    let visits = flat(home.fine(&["visits", "--today", "2026-12-18"]));
    holds(&visits, &["Both today: immigration this morning", "by Sun 2026-12-20"]);
    assert!(!visits.contains("the last day was"), "{visits}");
    let json = |day: &str| -> Value {
        let page: Value = serde_json::from_str(&home.fine(&["due", "--format", "json", "--today", day])).unwrap();
        let deadlines = page["deadlines"].as_array().unwrap();
        deadlines.iter().find(|d| d["deadline"] == "apply").unwrap().clone()
    };
    let apply = json("2026-12-18");
    assert_eq!(
        (&apply["status"], &apply["closes"], &apply["plan_by"]),
        (&"open".into(), &"2026-12-20".into(), &"2026-12-17".into())
    );
    assert!(apply["after_plan"].as_str().unwrap().starts_with("Both today"));
    assert!(json("2026-12-17")["after_plan"].is_null());

    // Both offices are closed: what still helps, and what does not.
    holds(
        &flat(due("2026-12-19")),
        &["Do now: Apply online today", "saves the stay, not the card"],
    );
    holds(
        &flat(due("2026-12-20")),
        &[
            "Do now: Nothing is taken online today",
            "The card can no longer be kept",
        ],
    );
    assert!(!due("2026-12-19").contains("Both today"));
}

#[test]
fn a_weekend_before_an_open_last_day_leaves_the_municipality_on_that_day() {
    let home = both_end();
    home.fine(&["set", "stay_until", "2027-03-15"]);
    home.fine(&["set", "card_printed_until", "2027-03-15"]);
    let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let due = |day: &str| flat(home.fine(&["due", "--today", day]));
    holds(&due("2027-03-12"), &["Plan by: Fri 2027-03-12"]);
    holds(
        &due("2027-03-13"),
        &["Apply online today", "to your municipality on its next open day"],
    );
    holds(&due("2027-03-15"), &["Both today: immigration this morning"]);
    // Without a card nothing has to follow.
    home.fine(&["set", "card_held", "no"]);
    holds(&due("2027-03-12"), &["Plan by: Mon 2027-03-15"]);
}

#[test]
fn the_thirty_days_after_a_filed_notice_stand_there_before_the_move() {
    let home = both_end();
    for fact in ["stay_until", "card_printed_until"] {
        home.fine(&["set", fact, "2029-02-28"]);
    }
    home.fine(&["event", "planned_move_out", "2026-12-05"]);
    assert!(
        !home.fine(&["due"]).contains("move-in/card-lapse"),
        "an intention starts nothing"
    );
    home.fine(&["event", "move_out_filed", "2026-11-30"]);
    let row = "File the moving-in notice before the card lapses (something ends)";
    holds(
        &home.fine(&["due"]),
        &[
            &format!("waits: {row}"),
            "Last day: Mon 2027-01-04, in 34 days",
            "ends soon: Card",
        ],
    );
    holds(
        &home.fine(&["due", "--today", "2026-12-14"]),
        &[
            &format!("waits: {row}"),
            "waits: File the moving-in notice (legal duty)",
        ],
    );
    home.fine(&["event", "moved_in_filed", "2026-12-14", "--today", "2026-12-14"]);
    assert!(
        !home
            .fine(&["due", "--today", "2026-12-15"])
            .contains("move-in/card-lapse")
    );
}
