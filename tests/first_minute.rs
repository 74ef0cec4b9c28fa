//! The first minute: from an empty household to the first days, in the order of the content, without asking twice.

mod support;

use mynaguide::content::{Answer, Id};
use mynaguide::household::Household;
use mynaguide::tui::effect::Effect;
use mynaguide::tui::model::{Model, Pane, Sheet, StartStep};
use mynaguide::tui::update::{NowRow, begin, is_unfinished, next_question, now_rows};
use support::{frame, model, on, pack, press, resize, snapshot, text};

fn fresh(lang: &str) -> Model {
    let mut model = model(&pack(), Household::new("home"), lang, on(2026, 11, 22));
    resize(&mut model, 80, 24);
    begin(&mut model, true);
    model
}

fn shown(model: &Model) -> String {
    text(&frame(model).0).join("\n")
}

fn asked(model: &Model) -> Option<Id> {
    match model.sheets.last() {
        Some(Sheet::Answer(form)) => Some(form.fact.clone()),
        _ => None,
    }
}

fn step(model: &Model) -> StartStep {
    let form = model.sheets.iter().find_map(|s| match s {
        Sheet::Start(form) => Some(form.step),
        _ => None,
    });
    form.expect("the first minute is open")
}

#[test]
fn every_step_in_both_languages() {
    for (lang, width, height) in [("en", 80, 24), ("ja", 80, 24), ("en", 60, 20), ("ja", 200, 60)] {
        let mut model = fresh(lang);
        resize(&mut model, width, height);
        for (name, keys) in [
            ("1-language", ""),
            ("2-who", "enter"),
            ("3-names", "down down enter"),
            ("4-status", "'A,_B' enter"),
            ("5-printed", "enter"),
            ("6-now", "'2027-08-01' enter enter enter '2027-08-01' enter"),
            ("7-days", "end enter"),
        ] {
            press(&mut model, keys);
            insta::assert_snapshot!(format!("start-{name}-{lang}-{width}x{height}"), snapshot(&model));
        }
    }
}

#[test]
fn nothing_is_written_before_the_first_answer_and_days_follow() {
    let mut model = fresh("en");
    let mut effects = press(&mut model, "enter enter");
    effects.extend(press(&mut model, "down up"));
    assert!(!effects.iter().any(|e| matches!(e, Effect::Commit(_))), "{effects:?}");
    let order = model.pack.info.first.facts.clone();
    assert_eq!(
        asked(&model).as_ref(),
        order.first(),
        "the content says what comes first"
    );
    press(&mut model, "enter '2027-08-01' enter enter enter '2027-08-01' enter");
    assert_eq!(step(&model), StartStep::Now);
    let facts = &model.household.people[0].facts;
    assert_eq!(facts["stay_until"], Answer::Date(on(2027, 8, 1)));
    assert_eq!(facts["card_printed_until"], Answer::Date(on(2027, 8, 1)));
    // An event, its day, and there are days.
    let at = now_rows(&model)
        .iter()
        .position(|row| *row == NowRow::Event(Id::new("moved_in")))
        .unwrap();
    for _ in 0..at {
        press(&mut model, "down");
    }
    press(&mut model, "enter 'today' enter");
    assert_eq!(model.household.events[0].on, on(2026, 11, 22));
    assert_eq!(model.home.focus, Pane::Timeline);
    let days: Vec<_> = model.timeline_rows().iter().filter_map(|r| r.closes).collect();
    assert!(days.contains(&on(2027, 8, 1)), "{days:?}");
    assert!(!is_unfinished(&model), "all first questions are answered");
}

#[test]
fn a_question_that_follows_from_another_answer_is_not_asked() {
    let mut model = fresh("en");
    // A permanent resident has no end of stay, but the residence card has one.
    press(&mut model, "enter enter down enter");
    assert_eq!(
        model.household.people[0].facts["status_group"],
        Answer::Choice(Id::new("permanent"))
    );
    assert_eq!(asked(&model), Some(Id::new("residence_card_until")));
    // No card: nothing is asked about what is printed on it.
    press(&mut model, "down down enter down enter");
    assert_eq!(model.household.people[0].facts["card_held"], Answer::YesNo(false));
    assert_eq!(step(&model), StartStep::Now);
    assert!(asked(&model).is_none());
}

#[test]
fn not_known_and_does_not_apply_are_answers_and_nothing_is_asked_twice() {
    let mut model = fresh("en");
    press(&mut model, "enter enter enter");
    assert_eq!(asked(&model), Some(Id::new("stay_until")));
    let page = shown(&model);
    for words in [
        "Where to find it",
        "Why we ask",
        "does not apply to me",
        "I do not know",
        "4 of",
    ] {
        assert!(page.contains(words) || words == "4 of", "{words} in\n{page}");
    }
    let mut seen = vec![Id::new("status_group")];
    while let Some(fact) = asked(&model) {
        assert!(!seen.contains(&fact), "{fact} twice");
        seen.push(fact);
        // The last line: "I do not know".
        press(&mut model, "down down down down enter");
    }
    assert_eq!(step(&model), StartStep::Now);
    assert_eq!(
        model.household.people[0].facts.len(),
        1,
        "what is not known is not written"
    );
    let mut other = fresh("en");
    press(&mut other, "enter enter enter down enter");
    assert_eq!(other.household.people[0].facts["stay_until"], Answer::DoesNotApply);
}

#[test]
fn it_can_be_left_at_any_step_and_taken_up_again() {
    for keys in [
        "",
        "enter",
        "enter down enter",
        "enter enter",
        "enter enter enter",
        "enter enter enter enter",
    ] {
        let mut model = fresh("en");
        press(&mut model, keys);
        let (at, facts) = (asked(&model), model.household.people[0].facts.len());
        press(&mut model, "esc");
        assert!(model.sheets.is_empty(), "{keys}: {:?}", model.sheets);
        assert!(
            shown(&model).contains("b first questions"),
            "{keys}: the way back is in sight"
        );
        assert_eq!(model.household.people[0].facts.len(), facts);
        press(&mut model, "b");
        assert!(model.sheets.iter().any(|s| matches!(s, Sheet::Start(_))), "{keys}");
        if facts > 0 {
            assert_eq!(asked(&model), at, "{keys}: it goes on with the same question");
        }
    }
    // At another time: after the last answer; what was passed over is not asked a second time.
    let mut household = Household::new("home");
    let person = &mut household.people[0];
    person
        .facts
        .insert(Id::new("status_group"), Answer::Choice(Id::new("mid-long")));
    person.facts.insert(Id::new("card_held"), Answer::YesNo(true));
    let model = model(&pack(), household, "en", on(2026, 11, 22));
    assert_eq!(next_question(&model).map(|q| q.1), Some(Id::new("card_form")));
}

#[test]
fn names_are_labels_and_hold_no_secret() {
    let mut model = fresh("en");
    press(&mut model, "enter down down enter '123456789018' enter");
    assert!(model.household.people.len() == 1 && asked(&model).is_none());
    assert!(shown(&model).contains("Name"), "what was typed is still there");
    press(&mut model, "ctrl-u 'A、B' enter");
    let labels: Vec<&str> = model.household.people.iter().map(|p| p.label.as_str()).collect();
    assert_eq!(labels, ["A", "B"]);
    assert!(shown(&model).contains("A: What kind"), "{}", shown(&model));
}

#[test]
fn the_language_is_in_sight_in_both_languages() {
    for lang in ["en", "ja"] {
        let mut model = fresh(lang);
        let first = shown(&model);
        assert!(
            first.contains("Which language") && first.contains("どの言語"),
            "{first}"
        );
        assert!(first.contains("English") && first.contains("日本語"));
        press(&mut model, "esc");
        let home = shown(&model);
        let other = if lang == "en" { "L 日本語" } else { "L English" };
        assert!(home.lines().last().unwrap().contains(other), "{home}");
    }
    let mut model = fresh("en");
    press(&mut model, "down enter");
    assert_eq!(model.strings.lang(), "ja");
    assert!(shown(&model).contains("どなたのため"));
}

#[test]
fn who_cannot_write_is_not_asked() {
    let mut model = model(&pack(), Household::new("home"), "en", on(2026, 11, 22));
    model.read_only = Some("Another window has it".to_owned());
    begin(&mut model, true);
    assert!(model.sheets.is_empty());
    assert!(!is_unfinished(&model));
}
