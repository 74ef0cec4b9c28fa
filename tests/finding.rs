//! Search, the list of everything that can be done, terms in place, and what is copied.

mod support;

use mynaguide::content::Id;
use mynaguide::present::found_row;
use mynaguide::search::Target;
use mynaguide::tui::action::Action;
use mynaguide::tui::edit::{Field, Pressed};
use mynaguide::tui::effect::Effect;
use mynaguide::tui::input::Input;
use mynaguide::tui::key::Key;
use mynaguide::tui::model::{Finder, Model, Pane, Sheet, Subject};
use mynaguide::tui::msg::Msg;
use support::{example, frame, model, on, pack, press, resize, send, snapshot, text};

fn started(lang: &str, width: u16, height: u16) -> Model {
    // Loaded once for each test.
    thread_local! { static PACK: std::rc::Rc<mynaguide::content::Pack> = pack(); }
    let mut model = PACK.with(|pack| model(pack, example(), lang, on(2026, 12, 1)));
    resize(&mut model, width, height);
    model
}

fn shown(model: &Model) -> String {
    text(&frame(model).0).join("\n")
}

fn finder(model: &Model) -> &Finder {
    match model.sheets.last() {
        Some(Sheet::Search(finder) | Sheet::Palette(finder)) => finder,
        other => panic!("no finder: {other:?}"),
    }
}

/// Searches for words, selects the first that is this, and opens it.
fn open(model: &mut Model, typed: &str, target: &Target) {
    press(model, &format!("/ '{typed}'"));
    let at = model.found(finder(model)).iter().position(|h| h.target == *target);
    for _ in 0..at.unwrap_or_else(|| panic!("{typed} does not find {target:?}")) {
        press(model, "down");
    }
    press(model, "enter");
}

#[test]
fn screens_in_both_languages_and_two_sizes() {
    for lang in ["en", "ja"] {
        for (width, height) in [(80, 24), (60, 20)] {
            for (name, keys) in [
                ("search", "/ 'gaijin_card'"),
                ("search-empty", "/"),
                ("search-nothing", "/ 'qqzzxx'"),
                ("palette", ":"),
                ("palette-filtered", ": 'copy'"),
                ("term", "/ 'period_of_stay' enter"),
                ("why-word", "t w m"),
            ] {
                let mut model = started(lang, width, height);
                press(&mut model, keys);
                insta::assert_snapshot!(format!("{name}-{lang}-{width}x{height}"), snapshot(&model));
            }
            let mut model = started(lang, width, height);
            open(&mut model, "passport", &Target::Document(Id::new("passport")));
            insta::assert_snapshot!(format!("document-{lang}-{width}x{height}"), snapshot(&model));
        }
    }
}

#[test]
fn however_it_is_typed_the_same_thing_is_found() {
    let mut model = started("en", 100, 30);
    for typed in [
        "zairyu",
        "zairyuu",
        "zairyū",
        "ざいりゅう",
        "在留",
        "gaijin_card",
        "residense_card",
    ] {
        press(&mut model, &format!("/ '{typed}'"));
        let hits = model.found(finder(&model));
        let card = Target::Term(Id::new("residence-card"));
        let at = hits.iter().position(|h| h.target == card);
        assert!(
            at.is_some_and(|at| at < 10),
            "{typed}: {:?}",
            &hits[..hits.len().min(10)]
        );
        assert!(shown(&model).contains("在留カード"), "{typed}\n{}", shown(&model));
        press(&mut model, "esc");
        assert!(model.sheets.is_empty(), "one level is closed");
    }
}

#[test]
fn what_is_found_is_opened() {
    let mut model = started("en", 100, 30);
    open(&mut model, "move_in", &Target::Procedure(Id::new("move-in")));
    assert!(model.sheets.is_empty());
    assert_eq!(model.home.focus, Pane::Detail);
    assert_eq!(model.home.detail.subject, Subject::Procedure(Id::new("move-in")));

    open(&mut model, "passport", &Target::Document(Id::new("passport")));
    assert!(matches!(model.sheets.last(), Some(Sheet::Document { id, .. }) if *id == "passport"));
    // The first procedure that needs it is selected already.
    press(&mut model, "enter");
    let Subject::Procedure(id) = &model.home.detail.subject else {
        panic!("{:?}", model.home.detail.subject)
    };
    assert!(model.sheets.is_empty() && *id != "move-in", "{id}");

    open(&mut model, "zairyu_kikan", &Target::Term(Id::new("period-of-stay")));
    let words = shown(&model);
    for part in [
        "ざいりゅうきかん",
        "zairyū kikan",
        "Easily confused with",
        "Where this word is used",
    ] {
        assert!(words.contains(part), "{part}\n{words}");
    }
    press(&mut model, "enter");
    assert!(matches!(model.sheets.last(), Some(Sheet::Term { id, .. }) if *id == "status-of-residence"));
    // Back through the terms to the search with what was typed, then home.
    press(&mut model, "esc esc");
    assert_eq!(finder(&model).field.text(), "zairyu kikan");
    press(&mut model, "esc");
    assert!(model.sheets.is_empty());

    let phrase = model.pack.phrases.keys().next().unwrap().clone();
    let said = model.pack.phrases[&phrase].say.ja.clone();
    open(&mut model, &said, &Target::Phrase(phrase.clone()));
    assert!(matches!(model.sheets.last(), Some(Sheet::Clerk(s)) if s.phrases == [phrase.clone()]));
    press(&mut model, "esc");
    assert_eq!(finder(&model).field.text(), &*said);
}

#[test]
fn search_lies_over_any_sheet_and_throws_nothing_away() {
    let mut model = started("en", 100, 30);
    press(&mut model, "t w /");
    assert!(matches!(model.sheets[..], [Sheet::Why { .. }, Sheet::Search(_)]));
    press(&mut model, "esc");
    assert!(matches!(model.sheets[..], [Sheet::Why { .. }]));
    press(&mut model, "esc");
    // In a field a slash is a slash, because dates have one; Ctrl-P leads to everything.
    press(&mut model, "a down down down down enter '2027/3' ctrl-p 'search' enter");
    assert!(
        matches!(model.sheets.last(), Some(Sheet::Search(_))),
        "{:?}",
        model.sheets
    );
    press(&mut model, "'move_in' enter");
    assert!(model.notice.as_ref().is_some_and(|n| n.words.contains("finish")));
    press(&mut model, "esc");
    let typed = matches!(model.sheets.last(), Some(Sheet::Answer(form)) if form.field.text().ends_with("2027/3"));
    assert!(typed, "{:?}", model.sheets.last());
}

#[test]
fn the_field_takes_japanese_and_pastes_and_keeps_its_caret() {
    let mut model = started("en", 80, 24);
    press(&mut model, "/");
    let (_, caret) = frame(&model);
    let start = caret
        .expect("an input method draws at the caret, also in an empty field")
        .x;
    press(&mut model, "'在留'");
    assert_eq!(frame(&model).1.unwrap().x, start + 4);
    send(&mut model, Msg::Input(Input::Paste("カード\r\n\u{1b}[31m".to_owned())));
    assert_eq!(finder(&model).field.text(), "在留カード [31m");
    press(&mut model, "ctrl-u '？ｍ/'");
    assert_eq!(finder(&model).field.text(), "？ｍ/", "no letter is a command here");
    // Whatever the size, the caret stays inside and what was typed stays.
    for (width, height) in [(60, 20), (30, 8), (10, 3), (0, 0), (200, 60), (80, 24)] {
        resize(&mut model, width, height);
        if let (_, Some(caret)) = frame(&model) {
            assert!(caret.x < width && caret.y < height);
        }
    }
    assert_eq!(finder(&model).field.text(), "？ｍ/");
}

#[test]
fn the_selection_follows_what_is_typed_and_stays_in_sight() {
    let mut model = started("en", 60, 12);
    press(&mut model, "/ 'card' down down pagedown pagedown pagedown tab");
    let count = model.found(finder(&model)).len();
    assert!(count > 10);
    for _ in 0..count {
        press(&mut model, "down");
    }
    assert_eq!(finder(&model).list.selected, count - 1);
    resize(&mut model, 60, 9);
    let hit = model.found(finder(&model)).last().cloned().unwrap();
    let row = found_row(&model.pack, &model.strings, model.today, &hit).unwrap();
    let title: String = row.title.chars().take(10).collect();
    assert!(shown(&model).contains(&title), "{title}\n{}", shown(&model));
    press(&mut model, "'s'");
    assert_eq!(finder(&model).list.selected, 0, "another word, another list");
}

#[test]
fn search_twice_is_one_sheet() {
    let mut model = started("en", 80, 24);
    press(&mut model, "/ /");
    assert_eq!(model.sheets.len(), 1);
    assert_eq!(finder(&model).field.text(), "/");
    press(&mut model, "esc : :");
    assert_eq!(model.sheets.len(), 1);
    press(&mut model, "esc m m esc esc esc");
    assert!(model.sheets.is_empty());
}

#[test]
fn the_palette_lists_everything_and_runs_it() {
    let mut model = started("ja", 100, 60);
    press(&mut model, ":");
    let rows = model.palette_rows(finder(&model));
    assert_eq!(rows.len(), Action::ALL.len(), "hidden is nothing");
    for row in &rows {
        assert!(row.keys.contains(&model.keymap.keys(row.action)[0].shown()), "{row:?}");
    }
    // In the reader's language, in English, by its name.
    for typed in ["なぜ", "why"] {
        press(&mut model, &format!("ctrl-u '{typed}'"));
        assert_eq!(model.palette_rows(finder(&model))[0].action, Action::Why, "{typed}");
    }
    press(&mut model, "ctrl-u 'questions' enter");
    assert!(matches!(model.sheets[..], [Sheet::Questions(_)]));
    // What does nothing here is told so, and stays to be seen.
    press(&mut model, ": 'zoom'");
    assert!(shown(&model).contains("ここでは使えません"));
    press(&mut model, "enter");
    assert!(matches!(model.sheets[..], [Sheet::Questions(_), Sheet::Palette(_)]));
    assert!(model.notice.is_some());
    press(&mut model, "esc esc : 'undo'");
    assert_eq!(press(&mut model, "enter"), [Effect::Undo]);
}

/// An action that is said to do nothing here does nothing but perhaps say so.
#[test]
fn what_is_said_to_do_nothing_does_nothing() {
    let pack = pack();
    for screen in [
        "",
        "tab",
        "tab tab",
        "tab tab z",
        "t w",
        "?",
        "a",
        "a enter",
        "a down down down down enter",
        "e",
        "e enter",
        "t t",
        "v",
        "v enter",
        "v enter c",
        "v enter e",
        "/",
        "/ 'period_of_stay' enter",
        "/ 'passport' enter",
        "t w m",
        "i",
        "i enter '2026-12-20' enter",
        "P",
        "P enter",
        "H",
        "t enter down n",
    ] {
        let mut model = model(&pack, example(), "en", on(2026, 12, 1));
        resize(&mut model, 90, 24);
        press(&mut model, screen);
        let state = |m: &Model| format!("{:?} {:?} {}", m.sheets, m.home, m.strings.lang());
        let before = state(&model);
        let typing = matches!(
            model.sheets.last(),
            Some(Sheet::Search(_) | Sheet::Answer(_) | Sheet::Event(_) | Sheet::Done(_) | Sheet::Words(_))
        );
        let nothing: Vec<Action> = Action::ALL.iter().copied().filter(|a| !model.works(*a)).collect();
        assert!(nothing.len() < Action::ALL.len());
        for action in nothing {
            // A key of the field is not the key of an action there.
            let keys = model.keymap.keys(action).to_vec();
            let types = |k: &Key| Field::default().press(*k) != Pressed::Ignored;
            let Some(key) = keys.iter().find(|k| !typing || !types(k)) else {
                continue;
            };
            let effects = press(&mut model, &key.to_string());
            assert_eq!(effects, [], "{screen:?}: {action}");
            assert_eq!(state(&model), before, "{screen:?}: {action}");
        }
    }
}

#[test]
fn words_are_explained_in_place() {
    let mut model = started("en", 120, 40);
    // In the text of a procedure.
    open(&mut model, "move_in", &Target::Procedure(Id::new("move-in")));
    // The selected step has one word, the text beside the list several.
    press(&mut model, "home m");
    assert!(matches!(model.sheets[..], [Sheet::Term { .. }]), "{:?}", model.sheets);
    press(&mut model, "esc left");
    resize(&mut model, 120, 80);
    press(&mut model, "m");
    match model.sheets.last() {
        Some(Sheet::Meanings { words, .. }) => assert!(words.len() > 1),
        other => panic!("{other:?}"),
    }
    press(&mut model, "down enter");
    assert!(matches!(model.sheets[..], [Sheet::Term { .. }]), "the list is gone");
    press(&mut model, "esc");
    // In the reasons of a date, which were written without marks.
    press(&mut model, "t w");
    let words = model.words_here();
    assert!(!words.is_empty());
    press(&mut model, "m");
    assert!(matches!(
        model.sheets.last(),
        Some(Sheet::Meanings { .. } | Sheet::Term { .. })
    ));
    press(&mut model, "esc esc v enter m");
    assert!(
        matches!(model.sheets.last(), Some(Sheet::Meanings { .. } | Sheet::Term { .. })),
        "{:?}",
        model.sheets.last()
    );
    // Where no word is explained, it is said what to do.
    press(&mut model, "esc esc esc a m");
    assert!(
        model.notice.as_ref().is_some_and(|n| n.words.contains('/')),
        "{:?}",
        model.notice
    );
}

fn copied(model: &mut Model, keys: &str) -> String {
    let effects = press(model, keys);
    let copied = effects.into_iter().find_map(|e| match e {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    copied.unwrap_or_else(|| panic!("nothing was copied: {:?}", model.notice))
}

#[test]
fn the_focused_thing_is_copied() {
    let mut model = started("en", 120, 40);
    let text = copied(&mut model, "t y");
    for part in ["Plan by", "Last day", "2026-"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("Press w"), "{text}");
    assert!(
        model.notice.as_ref().unwrap().words.contains("terminal"),
        "it may refuse"
    );
    assert!(copied(&mut model, "w y").contains("Sources"));
    press(&mut model, "esc enter");
    for _ in 0..40 {
        if matches!(model.detail_item(), Some(mynaguide::present::Item::Tick(_))) {
            break;
        }
        press(&mut model, "down");
    }
    let text = copied(&mut model, "y");
    assert!(text.starts_with("[ ] ") && text.lines().count() == 1, "{text}");
    let text = copied(&mut model, "left y");
    assert!(text.lines().count() > 20, "the procedure:\n{text}");
    let text = copied(&mut model, "/ 'gaijin_card' ctrl-y");
    assert!(
        text.contains("在留カード") && text.contains("ざいりゅうカード"),
        "{text}"
    );
    let text = copied(&mut model, "enter y");
    assert!(text.contains("在留カード"), "{text}");
    press(&mut model, "esc esc v enter c");
    let Some(Sheet::Clerk(state)) = model.sheets.last().cloned() else {
        panic!("{:?}", model.sheets.last())
    };
    let said = model.pack.phrases[&state.phrases[0]].say.clone();
    assert_eq!(
        copied(&mut model, "y"),
        [&*said.ja, &*said.kana, &*said.romaji, &*said.en].join("\n")
    );
    press(&mut model, "esc esc esc e");
    assert_eq!(
        press(&mut model, "y"),
        [],
        "an empty list of what happened has nothing to copy"
    );
    assert!(model.notice.is_some());
}
