//! Days that are not plausible are asked about at every door; what the person says again is recorded.

use std::fs;

use super::{Home, holds, moved};

#[test]
fn set_and_event_ask_back_and_record_with_yes() {
    let home = Home::new();
    for (args, parts) in [
        (
            &["set", "birth", "2090-05-01"][..],
            &[
                "You told 2090-05-01 for “Date of birth”: is that right?",
                "not come yet",
            ][..],
        ),
        (
            &["set", "stay_until", "2016-11-30"],
            &["“End of the period of stay”", "before 2025-12-01"],
        ),
        (
            &["set", "card_printed_until", "2060-03-31"],
            &["Not expected after 2037-12-01"],
        ),
        (
            &["event", "moved_in", "1899-05-01"],
            &["You told 1899-05-01", "before 2012-07-09"],
        ),
        (
            &["event", "moved_in_filed", "2031-05-01"],
            &["You told 2031-05-01", "not come yet"],
        ),
        (
            &["event", "pickup_notice", "2026-11-30", "--with", "pickup_by=2026-01-31"],
            &[
                "“Last day on the pickup postcard”",
                "Before “Pickup postcard arrived” (2026-11-30)",
            ],
        ),
        (
            &["event", "leaving_japan", "2062-03-31", "--lang", "ja"],
            &["「日本を出る」は2062-03-31で正しいですか。", "--yes"],
        ),
    ] {
        let asked = home.refused(args);
        holds(&asked, parts);
        holds(&asked, &["--yes"]);
    }
    assert!(!home.household().exists(), "nothing was saved");

    holds(&home.fine(&["set", "birth", "2090-05-01", "--yes"]), &["2090-05-01"]);
    home.fine(&["event", "moved_in_filed", "2031-05-01", "--yes"]);
    holds(&home.fine(&["ask", "--all"]), &["2090-05-01", "2031-05-01"]);
    // Told again, nothing changes, so that nothing is asked.
    holds(
        &home.fine(&["set", "birth", "2090-05-01"]),
        &["Nothing changes by this."],
    );
}

#[test]
fn supposing_and_planning_are_not_asked_about() {
    let home = moved();
    for args in [
        &["event", "moved_in", "2027-03-31", "--what-if"][..],
        &["event", "moved_in_filed", "2031-05-01", "--what-if"],
        &["event", "planned_move_out", "2027-03-31"],
        &["event", "leaving_japan", "2028-03-31"],
        &["event", "moved_in_filed", "today"],
    ] {
        home.fine(args);
    }
}

#[test]
fn an_order_that_cannot_be_is_asked_about_and_stays_a_warning() {
    let home = Home::new();
    home.fine(&["set", "birth", "2020-05-01"]);
    holds(
        &home.refused(&["set", "card_made_on", "2020-04-30"]),
        &["You told 2020-04-30", "Before “Date of birth” (2020-05-01)."],
    );
    holds(
        &home.fine(&["set", "card_made_on", "2020-04-30", "--yes"]),
        &["Please check: ", "should be after"],
    );
    holds(&home.fine(&["due"]), &["Please check: "]);
    // The other way round, and of events.
    holds(
        &home.refused(&["set", "birth", "2020-06-01"]),
        &["After “Day the My Number Card was issued” (2020-04-30)."],
    );
    home.fine(&["event", "stay_application", "2026-11-20"]);
    holds(
        &home.refused(&["event", "stay_decided", "2026-11-19"]),
        &["Before “Applied at immigration” (2026-11-20)."],
    );
    home.fine(&["event", "stay_decided", "2026-11-20"]);
    // Of several people it is said whose birth it is.
    home.fine(&["person", "add", "Mai"]);
    home.fine(&["set", "birth", "2026-10-01", "--person", "Mai"]);
    let asked = home.refused(&["event", "moved_in", "2026-09-01"]);
    holds(
        &asked,
        &["Mai: You told 2026-09-01", "Before “Date of birth” (2026-10-01)."],
    );
    home.fine(&["event", "moved_in", "2026-09-01", "--person", "A"]);
}

#[test]
fn a_visit_is_asked_about_before_it_is_recorded() {
    let home = moved();
    let shown = home.fine(&["done", "move-in", "--on", "2031-05-01"]);
    holds(
        &shown,
        &[
            "You told 2031-05-01 for “Moving-in notice filed”: is that right?",
            "--yes",
        ],
    );
    assert!(!home.fine(&["done", "move-in"]).contains("is that right"));
}

#[test]
fn an_import_says_what_is_odd_and_loses_nothing() {
    let from = Home::new();
    from.fine(&["set", "birth", "2090-05-01", "--yes"]);
    from.fine(&["event", "moved_in_filed", "1899-05-01", "--yes"]);
    let file = from.path("home.json");
    fs::write(&file, from.fine(&["export", "json"])).unwrap();
    let home = Home::new();
    let out = home.fine(&["import", file.to_str().unwrap()]);
    holds(
        &out,
        &[
            "Please check these days",
            "You told 2090-05-01 for “Date of birth”",
            "You told 1899-05-01 for “Moving-in notice filed”",
        ],
    );
    holds(&home.fine(&["ask", "--all"]), &["2090-05-01", "1899-05-01"]);
}

#[test]
fn a_plan_that_is_given_up_goes_and_a_filed_notice_waits_for_its_withdrawal() {
    let home = Home::new();
    for fact in [
        ["status_group", "mid-long"],
        ["card_held", "yes"],
        ["card_form", "separate"],
        ["card_printed_until", "2029-02-28"],
    ] {
        home.fine(&["set", fact[0], fact[1]]);
    }
    home.fine(&["event", "planned_move_out", "2026-12-20"]);
    holds(&home.fine(&["due"]), &["move-out/notify"]);
    home.fine(&["event", "move_cancelled", "today"]);
    assert!(!home.fine(&["due"]).contains("move-out/"));
    // The same day planned again is no repetition.
    home.fine(&["event", "planned_move_out", "2026-12-20"]);
    home.fine(&["event", "move_out_filed", "today"]);
    let out = home.fine(&["event", "move_cancelled", "2026-12-03", "--today", "2026-12-03"]);
    holds(&out, &["Ask the office that took the moving-out notice"]);
    let due = home.fine(&["due", "--today", "2026-12-03"]);
    holds(&due, &["move-out/withdraw", "move-in/card-lapse", "2027-01-19"]);
    holds(
        &home.fine(&["due", "--today", "2026-12-03", "--lang", "ja"]),
        &["転出届を出した役所に、取り消したいと伝える"],
    );
    home.fine(&["event", "notice_withdrawn", "2026-12-04", "--today", "2026-12-04"]);
    let due = home.fine(&["due", "--today", "2026-12-05"]);
    assert!(!due.contains("move-out/") && !due.contains("card-lapse"), "{due}");
    // Taken back, everything is as it was.
    home.fine(&["undo", "--today", "2026-12-05"]);
    holds(&home.fine(&["due", "--today", "2026-12-05"]), &["move-out/withdraw"]);
}
