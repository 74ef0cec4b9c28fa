//! `set`, `event`, `tick`, `undo`, `history`, `person`: what is told is saved at once.

use super::{Home, holds, moved};

#[test]
fn set_echoes_both_calendars_and_what_moved() {
    let home = Home::new();
    home.fine(&["set", "status_group", "1"]);
    let out = home.fine(&["set", "stay_until", "31", "Mar", "2027"]);
    holds(&out, &["End of the period of stay: Wed 2027-03-31 (令和9年3月31日)\n"]);
    holds(
        &out,
        &["New: Apply to renew the period of stay (", "Last day Wed 2027-03-31"],
    );
    let out = home.fine(&["set", "stay_until", "R9.4.30"]);
    holds(
        &out,
        &[
            "Fri 2027-04-30 (令和9年4月30日)",
            "Moved: Apply to renew the period of stay",
        ],
    );
    holds(
        &home.fine(&["set", "stay_until", "2027-04-30"]),
        &["Nothing changes by this."],
    );
    holds(
        &home.fine(&["set", "stay_until", "不明"]),
        &["not known", "Waits for an answer: "],
    );
    holds(
        &home.fine(&["set", "card_held", "いいえ"]),
        &["Has a My Number Card: no"],
    );
}

#[test]
fn what_set_refuses_says_what_is_accepted() {
    let home = Home::new();
    for (args, parts) in [
        (
            &["set", "stay_until", "03/04/2027"][..],
            &["Sat 2027-04-03", "Thu 2027-03-04", "year first"][..],
        ),
        (&["set", "stay_until", "2027-02-30"], &["2027-02-30"]),
        (
            &["set", "stay_untill", "2027-03-31"],
            &["`stay_untill`", "did you mean `stay_until`?"],
        ),
        (&["set", "card_held", "maybe"], &["`maybe`", "yes or no"]),
        (&["set", "status_group", "permanant"], &["did you mean `permanent`?"]),
        (&["set", "moved_in", "2026-11-29"], &["mynaguide event moved_in DATE"]),
        (
            &["set", "pickup_by", "2027-01-31"],
            &["mynaguide event pickup_notice DATE"],
        ),
        (&["set", "card_held"], &["<VALUE>"]),
    ] {
        holds(&home.refused(args), parts);
    }
    assert!(!home.household().exists(), "nothing was saved");
}

#[test]
fn an_event_says_which_deadlines_it_causes_and_what_to_answer_again() {
    let home = Home::new();
    home.fine(&["set", "status_group", "mid-long"]);
    home.fine(&["set", "card_held", "yes"]);
    home.fine(&["set", "stay_until", "2026-12-20"]);
    let out = home.fine(&["event", "moved_in", "29", "Nov", "2026"]);
    holds(
        &out,
        &["Moved in from another municipality: Sun 2026-11-29 (令和8年11月29日)"],
    );
    holds(
        &out,
        &["New: File the moving-in notice (open, Plan by Fri 2026-12-11, Last day Mon 2026-12-14)"],
    );
    let out = home.fine(&["event", "stay_decided", "today"]);
    holds(
        &out,
        &[
            "Tue 2026-12-01",
            "Please answer again: End of the period of stay (mynaguide set stay_until)",
        ],
    );
    let out = home.fine(&["event", "pickup_notice", "2026-12-01", "--with", "pickup_by=2027-01-29"]);
    holds(&out, &["Last day on the pickup postcard: Fri 2027-01-29"]);

    for (args, parts) in [
        (&["event", "moved_in", "2026-11-29"][..], &["recorded already"][..]),
        (&["event", "moved_inn", "2026-11-29"], &["did you mean `moved_in`?"]),
        (
            &["event", "card_held", "2026-11-29"],
            &["mynaguide set card_held VALUE"],
        ),
        (&["event", "moved_in", "11/12/2026"], &["2026-12-11", "2026-11-12"]),
        (
            &["event", "card_lost", "2026-12-01", "--with", "lost_at_home"],
            &["FACT=VALUE"],
        ),
        (
            &["event", "card_lost", "2026-12-01", "--with", "pickup_by=2027-01-29"],
            &["known: lost_at_home"],
        ),
    ] {
        holds(&home.refused(args), parts);
    }
}

#[test]
fn with_several_people_somebody_has_to_be_named() {
    let home = Home::new();
    home.fine(&["person", "add", "Mai"]);
    holds(&home.refused(&["set", "card_held", "yes"]), &["--person", "A, Mai"]);
    holds(
        &home.fine(&["set", "card_held", "yes", "--person", "mai"]),
        &["Has a My Number Card — Mai: yes"],
    );
    holds(
        &home.refused(&["event", "card_lost", "2026-11-30"]),
        &["--person", "A, Mai"],
    );
    let out = home.fine(&["event", "moved_in", "2026-11-29"]);
    holds(
        &out,
        &[
            "Moved in from another municipality — A, Mai: ",
            "File the moving-in notice — A",
            "notice — Mai",
        ],
    );
    let out = home.fine(&["event", "moved_within", "2026-11-30", "--person", "Mai"]);
    holds(&out, &["Moved within the same municipality — Mai: "]);
    assert!(!home.fine(&["due", "--person", "A"]).contains("— Mai"));
    holds(
        &home.fine(&["set", "household_head_foreign", "yes"]),
        &["foreign national: yes"],
    );
}

#[test]
fn ticks_go_on_and_off() {
    let home = Home::new();
    holds(
        &home.fine(&["tick", "move-in/residence-card"]),
        &["[x] move-in/residence-card: Residence card"],
    );
    holds(
        &home.fine(&["show", "move-in"]),
        &["[x] Residence card", "ticked 2026-12-01"],
    );
    holds(
        &home.fine(&["tick", "move-in/residence-card"]),
        &["[ ] move-in/residence-card"],
    );
    holds(
        &home.refused(&["tick", "move-in/residence-crad"]),
        &["did you mean `move-in/residence-card`?"],
    );
    holds(
        &home.refused(&["tick", "move-in"]),
        &["Say which", "move-in/residence-card"],
    );
}

#[test]
fn undo_works_across_runs_until_nothing_is_left() {
    let home = moved();
    holds(
        &home.fine(&["undo"]),
        &["Taken back:", "Moved in from another municipality: Sun 2026-11-29"],
    );
    assert!(!home.fine(&["due"]).contains("move-in/notify"));
    for _ in 0..3 {
        home.fine(&["undo"]);
    }
    holds(&home.refused(&["undo"]), &["nothing to undo"]);
    let history = home.fine(&["history"]);
    holds(
        &history,
        &[
            "8 20",
            "(takes 1 back)",
            "(taken back by 5)",
            "Has a My Number Card: not known → yes",
        ],
    );
    assert!(history.find("8 20") < history.find("\n1 20"), "the newest first");
    holds(&home.fine(&["due"]), &["Nothing is known yet"]);
    holds(&Home::new().fine(&["history"]), &["Nothing was changed yet."]);
}

#[test]
fn people_are_added_renamed_and_archived() {
    let home = Home::new();
    assert_eq!(home.fine(&["person"]), "A\n");
    holds(&home.fine(&["person", "add", "妻"]), &["added: 妻"]);
    holds(&home.fine(&["person", "rename", "A", "Minh"]), &["renamed: A → Minh"]);
    holds(&home.fine(&["person", "archive", "妻"]), &["archived: 妻"]);
    assert_eq!(home.fine(&["person"]), "Minh\n妻 (archived)\n");
    holds(&home.refused(&["person", "archive", "Minh"]), &["at least one person"]);
    holds(&home.refused(&["person", "add", "Minh"]), &["label"]);
    holds(
        &home.refused(&["person", "rename", "Mihn", "X"]),
        &["did you mean `Minh`?"],
    );
    holds(
        &home.refused(&["set", "card_held", "yes", "--person", "妻"]),
        &["archived"],
    );
    home.fine(&["undo"]);
    assert_eq!(home.fine(&["person"]), "Minh\n妻\n");
}

#[test]
fn households_are_kept_apart() {
    let home = moved();
    holds(&home.fine(&["due", "--household", "tanaka"]), &["Nothing is known yet"]);
    home.fine(&["set", "card_held", "no", "--household", "tanaka"]);
    assert!(home.path("data/households/tanaka.toml").exists());
    holds(&home.fine(&["due"]), &["move-in/notify"]);
    holds(&home.refused(&["due", "--household", "../x"]), &["letters"]);
}

#[test]
fn what_if_tells_what_would_change_and_saves_nothing() {
    let home = Home::new();
    home.fine(&["set", "status_group", "mid-long"]);
    home.fine(&["set", "card_held", "yes"]);
    let before = std::fs::read(home.household()).unwrap();
    let out = home.fine(&["event", "moved_in", "2026-11-29", "--what-if"]);
    holds(
        &out,
        &["If so (nothing is saved):\n", "  New: File the moving-in notice ("],
    );
    assert_eq!(std::fs::read(home.household()).unwrap(), before, "nothing is written");
    holds(&home.fine(&["history"]), &["Has a My Number Card"]);
    assert!(!home.fine(&["due"]).contains("moving-in notice"));
    let out = home.fine(&["event", "moved_in", "2026-11-29"]);
    holds(&out, &["New: File the moving-in notice ("]);
    let out = home.fine(&["event", "moved_in", "2026-12-05", "--what-if"]);
    holds(&out, &["Moved: File the moving-in notice ("]);
    // Looking ahead allows it too, as it only looks.
    let run = home.run(&["event", "moved_in", "2026-12-05", "--what-if", "--as-of", "2027-01-10"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn redo_makes_again_what_undo_took_back() {
    let home = moved();
    home.fine(&["tick", "move-in/residence-card"]);
    holds(&home.refused(&["redo"]), &["nothing to redo"]);
    home.fine(&["undo"]);
    let out = home.fine(&["redo"]);
    holds(&out, &["Made again:\n", "  [x] move-in/residence-card"]);
    holds(&home.refused(&["redo"]), &["nothing to redo"]);
    home.fine(&["undo"]);
    home.fine(&["undo"]);
    home.fine(&["redo"]);
    holds(&home.fine(&["redo"]), &["[x] move-in/residence-card"]);
}

#[test]
fn notes_are_written_read_and_deleted() {
    let home = moved();
    holds(&home.fine(&["note", "move-in"]), &["There is no note here."]);
    let out = home.fine(&[
        "note",
        "move-in/residence-card",
        "写しは２枚（青）",
        "in",
        "the",
        "folder",
    ]);
    holds(
        &out,
        &["Note move-in/residence-card: ", "写しは２枚（青） in the folder"],
    );
    home.fine(&["note", "move-in", "parking", "behind"]);
    holds(&home.fine(&["note", "move-in"]), &["parking behind\n"]);
    let page = home.fine(&["show", "move-in"]);
    holds(&page, &["Note: parking behind", "Note: 写しは２枚（青） in the folder"]);
    holds(&home.refused(&["note", "move-in", "my PIN is 1234"]), &["PIN"]);
    holds(&home.refused(&["note", "move-in", "1234-5678-9012"]), &["My Number"]);
    home.fine(&["note", "move-in", "--delete"]);
    holds(
        &home.fine(&["note", "move-in", "--delete"]),
        &["Nothing changes by this."],
    );
    assert!(!home.fine(&["show", "move-in"]).contains("parking"));
    holds(&home.refused(&["note", "move-in/no-such", "x"]), &["`move-in/no-such`"]);
    // What leaves the program has notes only when asked.
    assert!(!home.fine(&["export", "html"]).contains("in the folder"));
    holds(&home.fine(&["export", "html", "--with-notes"]), &["in the folder"]);
}

#[test]
fn an_archived_person_comes_back_and_households_are_listed() {
    let home = Home::new();
    holds(&home.fine(&["households"]), &["There are no households"]);
    home.fine(&["person", "add", "B"]);
    home.fine(&["person", "archive", "B"]);
    holds(&home.refused(&["person", "archive", "A"]), &["at least one person"]);
    holds(&home.fine(&["person"]), &["B (archived)"]);
    holds(&home.fine(&["person", "restore", "B"]), &["shown again: B"]);
    holds(&home.fine(&["person", "restore", "B"]), &["Nothing changes by this."]);
    holds(&home.refused(&["person", "restore", "C"]), &["C"]);
    home.fine(&["person", "add", "C", "--household", "田中家"]);
    assert_eq!(home.fine(&["households"]), "home\n田中家\n");
}

#[test]
fn moved_tells_nothing_before_the_full_screen_showed_anything() {
    let home = moved();
    let before = std::fs::read(home.household()).unwrap();
    for args in [&["moved"][..], &["moved", "--seen"]] {
        holds(&home.fine(args), &["No date moved"]);
    }
    assert_eq!(std::fs::read(home.household()).unwrap(), before);
}
