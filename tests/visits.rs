//! Counter visits in the full-screen program: the plan, the bag, the sentence to show, and what happened there.

mod support;

use std::rc::Rc;

use mynaguide::content::{Answer, Id, Pack};
use mynaguide::guide::Shown;
use mynaguide::household::{Event, Household, Person};
use mynaguide::i18n::Strings;
use mynaguide::text::width;
use mynaguide::tui::effect::Effect;
use mynaguide::tui::keymap::Keymap;
use mynaguide::tui::model::{Model, Sheet};
use mynaguide::tui::view::{Glyphs, Look, Theme};
use support::{frame, on, press, resize, text};

/// Four people who moved two days ago; the first has renewed the stay and not yet extended the card.
fn family() -> Household {
    let mut household = Household::new("home");
    let usual = [
        ("status_group", Answer::Choice(Id::new("mid-long"))),
        ("card_held", Answer::YesNo(true)),
        ("card_form", Answer::Choice(Id::new("separate"))),
        ("stay_until", Answer::Date(on(2029, 12, 20))),
        ("stay_six_months_or_more", Answer::YesNo(true)),
        ("card_printed_until", Answer::Date(on(2028, 8, 1))),
        ("cert_printed_until", Answer::Date(on(2028, 8, 1))),
        ("birth", Answer::Date(on(1990, 3, 10))),
        ("signature_cert", Answer::Choice(Id::new("valid"))),
        ("insurance", Answer::Choice(Id::new("nhi"))),
    ];
    household.people = ["A", "B", "C", "D"]
        .iter()
        .map(|label| Person {
            id: Id::new(&label.to_lowercase()),
            label: (*label).to_owned(),
            archived: false,
            facts: usual
                .iter()
                .map(|(fact, answer)| (Id::new(fact), answer.clone()))
                .collect(),
        })
        .collect();
    let renewed = &mut household.people[0].facts;
    renewed.insert(Id::new("card_printed_until"), Answer::Date(on(2026, 12, 20)));
    renewed.insert(Id::new("cert_printed_until"), Answer::Date(on(2026, 12, 20)));
    household
        .facts
        .insert(Id::new("household_head_foreign"), Answer::YesNo(false));
    let everybody: Vec<Id> = household.people.iter().map(|p| p.id.clone()).collect();
    let event = |n: u32, event: &str, on, people: &[Id]| Event {
        id: Id::new(&format!("e{n}")),
        event: Id::new(event),
        on,
        people: people.to_vec(),
        facts: [].into(),
    };
    household.events = vec![
        event(1, "stay_application", on(2026, 9, 1), &everybody[..1]),
        event(2, "stay_decided", on(2026, 11, 20), &everybody[..1]),
        event(3, "moved_in", on(2026, 11, 29), &everybody),
    ];
    household.events[0]
        .facts
        .insert(Id::new("stay_application_kind"), Answer::Choice(Id::new("extension")));
    household
}

fn model(pack: &Rc<Pack>, lang: &str) -> Model {
    let mut model = support::model(pack, family(), lang, on(2026, 12, 1));
    resize(&mut model, 80, 24);
    model
}

fn screen(model: &Model) -> String {
    text(&frame(model).0).join("\n")
}

#[test]
fn the_plan_opens_from_home_and_a_trip_from_the_plan() {
    let pack = support::pack();
    let mut model = model(&pack, "en");
    press(&mut model, "v");
    let shown = screen(&model);
    assert!(
        shown.contains("Visits") && shown.contains("1. Tue 2026-12-01"),
        "{shown}"
    );
    assert!(
        shown.contains("A, B, C, D") && shown.contains("Lost by waiting"),
        "{shown}"
    );
    press(&mut model, "enter");
    assert!(matches!(model.sheets.last(), Some(Sheet::Visit { trip: 0, .. })));
    let whole = model.sheet_lines().doc().to_text(200);
    for part in [
        "Who comes",
        "Bring",
        "Have in your head",
        "Together: free",
        "What to say",
        "not legal advice",
    ] {
        assert!(whole.contains(part), "{part}: {whole}");
    }
    press(&mut model, "esc esc");
    assert!(model.sheets.is_empty());
}

#[test]
fn a_tick_in_the_bag_is_the_tick_of_every_checklist_and_one_undo_takes_it_back() {
    let pack = support::pack();
    let mut model = model(&pack, "en");
    press(&mut model, "v enter");
    for _ in 0..40 {
        if screen(&model).lines().any(|l| l.contains("☐ My Number Card"))
            && press(&mut model, "space")
                .iter()
                .any(|e| matches!(e, Effect::Commit(_)))
        {
            break;
        }
        press(&mut model, "down");
    }
    let ticked: Vec<String> = model
        .household
        .ticks
        .keys()
        .map(|k| format!("{}/{}", k.procedure, k.item))
        .collect();
    assert!(ticked.len() > 1, "one thing, several checklists: {ticked:?}");
    assert!(
        ticked
            .iter()
            .all(|t| t.ends_with(ticked[0].split('/').next_back().unwrap()))
    );
    assert!(model.sheet_lines().doc().to_text(200).contains("[x]"));
}

#[test]
fn a_sentence_is_shown_large_and_steps_left_and_right() {
    let pack = support::pack();
    for (glyphs, lang) in [(Glyphs::Unicode, "en"), (Glyphs::Ascii, "ja")] {
        let look = Look {
            theme: Theme::mono(),
            glyphs,
        };
        let mut model = Model::new(
            pack.clone(),
            (family(), Shown::default()),
            on(2026, 12, 1),
            Strings::new(lang),
            Keymap::embedded(),
            look,
        );
        resize(&mut model, 120, 40);
        press(&mut model, "v enter c");
        let Some(Sheet::Clerk(state)) = model.sheets.last().cloned() else {
            panic!("no clerk screen")
        };
        let phrase = &pack.phrases[&state.phrases[0]];
        let shown = screen(&model);
        assert!(
            shown.contains(phrase.say.kana.split(' ').next().unwrap()),
            "kana above: {shown}"
        );
        let large = shown.lines().filter(|l| match glyphs {
            Glyphs::Unicode => l.chars().any(|c| ('\u{2801}'..='\u{28ff}').contains(&c)),
            Glyphs::Ascii => l.contains('#'),
        });
        assert!(large.count() >= 8, "letters at least eight lines high: {shown}");
        press(&mut model, "right right");
        assert!(matches!(model.sheets.last(), Some(Sheet::Clerk(s)) if s.at == 2));
        let second = screen(&model);
        assert_ne!(second, shown);
        press(&mut model, "left left left");
        assert_eq!(screen(&model), shown);
        press(&mut model, "down");
        assert!(matches!(model.sheets.last(), Some(Sheet::Clerk(s)) if s.reply == 1));
        press(&mut model, "end right");
        assert!(matches!(model.sheets.last(), Some(Sheet::Clerk(s)) if s.at + 1 == s.phrases.len() && s.reply == 0));
    }
}

#[test]
fn a_small_terminal_shows_the_sentence_in_its_own_size() {
    let pack = support::pack();
    let mut model = model(&pack, "en");
    press(&mut model, "v enter c");
    let Some(Sheet::Clerk(state)) = model.sheets.last().cloned() else {
        panic!("no clerk screen")
    };
    let sentence: String = pack.phrases[&state.phrases[0]].say.ja.as_str().into();
    resize(&mut model, 30, 8);
    let shown: String = screen(&model).split_whitespace().collect();
    assert!(shown.contains(&sentence), "{shown}");
}

#[test]
fn every_screen_of_visits_is_drawn_at_every_size() {
    let pack = support::pack();
    for keys in ["v", "v enter", "v enter c", "v enter e"] {
        for lang in ["en", "ja"] {
            let mut model = model(&pack, lang);
            press(&mut model, keys);
            for (columns, rows) in [
                (0, 0),
                (1, 1),
                (29, 7),
                (30, 8),
                (31, 12),
                (60, 20),
                (80, 24),
                (120, 40),
                (200, 60),
            ] {
                resize(&mut model, columns, rows);
                for line in text(&frame(&model).0) {
                    assert!(width(&line) <= usize::from(columns), "{keys} {columns}x{rows}");
                }
            }
        }
    }
}

#[test]
fn a_visit_after_the_last_day_says_what_is_left_to_do() {
    let pack = support::pack();
    for (lang, words) in [
        ("en", "Go to the counter now. The office still takes the notice."),
        ("ja", "遅れても受け付けられます"),
    ] {
        let mut model = support::model(&pack, family(), lang, on(2026, 12, 30));
        resize(&mut model, 120, 40);
        press(&mut model, "v");
        let plan = model.sheet_lines().doc().to_text(300);
        press(&mut model, "enter");
        let trip = model.sheet_lines().doc().to_text(300);
        for text in [plan, trip] {
            assert!(text.contains(words), "{text}");
        }
    }
}

#[test]
fn what_is_wrong_or_below_in_a_long_form_is_in_sight() {
    let pack = support::pack();
    for (lang, below) in [("en", "more line"), ("ja", "あと")] {
        let mut model = model(&pack, lang);
        resize(&mut model, 60, 14);
        press(&mut model, "v enter e");
        assert!(screen(&model).contains(below), "{}", screen(&model));
        press(&mut model, "enter");
        let Some(Sheet::Done(form)) = model.sheets.last() else {
            panic!("no form")
        };
        let problem = form.problem.clone().unwrap();
        let first: String = problem.chars().take(12).collect();
        assert!(screen(&model).contains(&first), "{problem}: {}", screen(&model));
        press(&mut model, &"down ".repeat(8));
        assert!(screen(&model).contains(&first), "also further down: {}", screen(&model));
    }
}

#[test]
fn a_visit_on_a_day_that_has_not_come_is_asked_back_once() {
    let pack = support::pack();
    let mut model = model(&pack, "en");
    resize(&mut model, 60, 20);
    press(&mut model, "v enter e space up ctrl-u '2031-05-01'");
    assert!(press(&mut model, "enter").is_empty());
    assert!(
        screen(&model).contains("not come yet. Right? Enter again."),
        "{}",
        screen(&model)
    );
    assert!(!press(&mut model, "enter").is_empty());
    assert!(model.household.events.iter().any(|e| e.on.to_string() == "2031-05-01"));
}

#[test]
fn done_at_the_counter_asks_and_one_undo_takes_all_back() {
    let pack = support::pack();
    let mut model = model(&pack, "en");
    press(&mut model, "v enter e");
    let Some(Sheet::Done(form)) = model.sheets.last().cloned() else {
        panic!("no form")
    };
    assert!(
        form.events.iter().all(|(_, confirmed)| !confirmed),
        "nothing is assumed"
    );
    // Nothing confirmed: the form stays and says so.
    press(&mut model, "enter");
    assert!(matches!(model.sheets.last(), Some(Sheet::Done(f)) if f.problem.is_some()));
    let extended = form
        .events
        .iter()
        .position(|(p, _)| p.event == "card_extended")
        .unwrap();
    let filed = form
        .events
        .iter()
        .position(|(p, _)| p.event == "moved_in_filed")
        .unwrap();
    for wanted in [filed, extended] {
        press(&mut model, &"up ".repeat(40));
        press(&mut model, &"down ".repeat(wanted + 1));
        press(&mut model, "space");
    }
    let printed = form
        .printed
        .iter()
        .position(|(p, f, _)| *p == "a" && *f == "card_printed_until")
        .unwrap();
    press(&mut model, &"up ".repeat(40));
    press(&mut model, &"down ".repeat(1 + form.events.len() + printed));
    press(&mut model, "'2029-13-20'");
    press(&mut model, "enter");
    assert!(
        matches!(model.sheets.last(), Some(Sheet::Done(f)) if f.problem.is_some()),
        "a wrong day is not taken"
    );
    press(&mut model, "ctrl-u '2029-12-20'");
    let before = model.household.clone();
    let effects = press(&mut model, "enter");
    let commits: Vec<_> = effects
        .iter()
        .filter_map(|e| if let Effect::Commit(c) = e { Some(c) } else { None })
        .collect();
    assert_eq!(commits.len(), 1, "one entry, one undo");
    assert!(model.sheets.is_empty());
    assert_eq!(
        model.household.people[0].facts.get("card_printed_until"),
        Some(&Answer::Date(on(2029, 12, 20)))
    );
    assert_eq!(
        model.household.people[0].facts.get("cert_printed_until"),
        None,
        "not asked for, so not known"
    );
    assert_eq!(model.household.events.len(), before.events.len() + 2);
    let mut after = model.household.clone();
    let back: Vec<_> = commits[0]
        .iter()
        .rev()
        .map(mynaguide::household::Change::inverse)
        .collect();
    after.apply_all(&back).unwrap();
    assert_eq!(after, before);
}

#[test]
fn the_phrases_of_a_procedure_are_one_key_away() {
    let pack = support::pack();
    let mut model = model(&pack, "en");
    press(&mut model, "c");
    let has = matches!(model.sheets.last(), Some(Sheet::Clerk(_)));
    assert!(
        has || model.notice.is_some(),
        "either the sentence, or that there is none"
    );
    press(&mut model, "esc t down c");
    assert!(matches!(model.sheets.last(), Some(Sheet::Clerk(_))) || model.notice.is_some());
}
