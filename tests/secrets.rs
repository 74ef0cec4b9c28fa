//! A My Number, the number of a residence card, a PIN: refused however they are written and wherever they are put in,
//! never stored, never repeated.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;

use mynaguide::content::{Answer, Id, Pack};
use mynaguide::household::{Household, TickKey, edit};
use mynaguide::intake;
use mynaguide::store::{Paths, Store, format, household_name};
use mynaguide::text::refuse_secret;
use mynaguide::tui::effect::Effect;
use proptest::prelude::*;
use support::{example, model, on, pack, press, resize};

/// Digits as they may arrive: ASCII, full-width, kanji, Devanagari, circled.
const DIGITS: [[&str; 10]; 5] = [
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    ["０", "１", "２", "３", "４", "５", "６", "７", "８", "９"],
    ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
    ["०", "१", "२", "३", "४", "५", "६", "७", "८", "९"],
    ["⓪", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"],
];

/// What may stand between them.
const BETWEEN: [&str; 14] = [
    "", "", "", " ", "-", "\u{3000}", "－", "・", ".", "_", "\u{200b}", "\u{2060}", "–", "\u{ad}",
];

/// What may stand around them.
const AROUND: [(&str, &str); 6] = [
    ("", ""),
    ("my number is ", ""),
    ("番号:", "です"),
    ("(", ")"),
    ("see ", " in the drawer"),
    ("№ ", " !"),
];

#[derive(Clone, Debug)]
struct Secret {
    /// As it is typed.
    text: String,
    /// Pieces that must never be seen again.
    pieces: Vec<String>,
}

fn digits(n: usize) -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    // Never a date, a telephone number or one digit again and again: those are somebody's right to write down.
    prop::collection::vec((0..10_usize, 0..DIGITS.len(), 0..BETWEEN.len()), n)
}

fn written(digits: &[(usize, usize, usize)], group: usize) -> String {
    let mut text = String::new();
    for (i, (digit, style, between)) in digits.iter().enumerate() {
        text.push_str(DIGITS[*style][*digit]);
        if (i + 1) % group == 0 && i + 1 < digits.len() {
            text.push_str(BETWEEN[*between]);
        }
    }
    text
}

fn my_number() -> impl Strategy<Value = Secret> {
    (digits(12), 0..5_usize, prop::sample::select(&AROUND[..])).prop_map(|(mut digits, style, (before, after))| {
        let style_of_all = style;
        for digit in &mut digits {
            digit.1 = style_of_all;
        }
        let number = written(&digits, if style % 2 == 0 { 4 } else { 1 });
        let plain: String = digits.iter().map(|d| d.0.to_string()).collect();
        Secret {
            text: format!("{before}{number}{after}"),
            pieces: vec![number, plain[..8].to_owned()],
        }
    })
}

fn card_number() -> impl Strategy<Value = Secret> {
    (
        digits(8),
        "[A-Z]{2}",
        "[A-Z]{2}",
        prop::sample::select(&["", " ", "-"][..]),
    )
        .prop_map(|(d, a, b, between)| {
            let number: String = d.iter().map(|d| DIGITS[d.1 % 2][d.0]).collect();
            Secret {
                text: format!("{a}{between}{number}{between}{b}"),
                pieces: vec![number],
            }
        })
}

fn pin() -> impl Strategy<Value = Secret> {
    let word = prop::sample::select(&["PIN", "pin:", "暗証番号", "my password is", "パスワード"][..]);
    (word, digits(4)).prop_map(|(word, d)| {
        let number: String = d.iter().map(|d| DIGITS[d.1 % 2][d.0]).collect();
        Secret {
            text: format!("{word} {number}"),
            pieces: vec![number],
        }
    })
}

fn secret() -> impl Strategy<Value = Secret> {
    prop_oneof![3 => my_number(), 1 => card_number(), 1 => pin()]
        // Telephone numbers and dates among them are harmless, and the refusal knows it.
        .prop_filter("could be a date or a telephone number", |s| {
            refuse_secret(&s.text).is_err()
        })
}

fn key() -> TickKey {
    TickKey {
        procedure: Id::new("move-in"),
        item: Id::new("residence-card"),
        person: Id::new("a"),
    }
}

fn assert_unseen(secret: &Secret, words: &str, place: &str) -> Result<(), TestCaseError> {
    for piece in &secret.pieces {
        // Four digits may be a year by chance; whatever is longer is no chance.
        let told = piece.chars().count() > 4 && words.contains(piece.as_str());
        prop_assert!(!told, "{place} repeats {piece:?}: {words}");
    }
    Ok(())
}

#[test]
fn what_is_generated_is_nearly_always_refused() {
    // Otherwise the tests below would look at hardly anything.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let refused = (0..500).filter(|_| {
        use proptest::strategy::ValueTree;
        let drawn = my_number().new_tree(&mut runner).unwrap().current();
        refuse_secret(&drawn.text).is_err()
    });
    let refused = refused.count();
    assert!(refused > 480, "{refused} of 500");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_prompt_takes_one(secret in secret()) {
        let pack = shared();
        let (pack, home) = (&*pack, Household::new("home"));
        let text = &secret.text;
        prop_assert!(intake::accept(text).is_err());
        let mut said: Vec<(&str, String)> = Vec::new();
        let mut refused = |place: &'static str, error: Option<String>| match error {
            Some(words) => said.push((place, words)),
            None => said.push((place, format!("ACCEPTED {text}"))),
        };
        refused("find_fact", intake::find_fact(pack, text).err().map(|e| e.to_string()));
        refused("find_event", intake::find_event(pack, text).err().map(|e| e.to_string()));
        refused("find_procedure", intake::find_procedure(pack, text).err().map(|e| e.to_string()));
        refused("find_item", intake::find_item(pack, text).err().map(|e| e.to_string()));
        refused("find_deadline", intake::find_deadline(pack, text).err().map(|e| e.to_string()));
        refused("find_person", intake::find_person(&home, text).err().map(|e| e.to_string()));
        refused("parse_day", intake::parse_day(text, on(2026, 12, 1)).err().map(|e| e.to_string()));
        for fact in ["status_group", "card_held", "stay_until", "birth"] {
            refused("parse_answer", intake::parse_answer(pack, fact, text).err().map(|e| e.to_string()));
        }
        refused("household_name", household_name(text).err().map(|e| e.to_string()));
        for (place, words) in said {
            prop_assert!(!words.starts_with("ACCEPTED"), "{place}: {words}");
            assert_unseen(&secret, &words, place)?;
        }
    }

    #[test]
    fn no_change_holds_one(secret in secret()) {
        let home = Household::new("home");
        let text = &secret.text;
        let word = Id::new(text);
        let made = [
            edit::note(&home, key(), text),
            edit::add_person(&home, text),
            edit::rename_person(&home, "a", text),
            edit::set_fact(&home, Some("a"), "status_group", Some(Answer::Choice(word.clone()))),
            edit::set_fact(&home, Some("a"), text, Some(Answer::YesNo(true))),
            edit::set_fact(&home, None, text, Some(Answer::YesNo(true))),
            edit::tick(&home, TickKey { item: word.clone(), ..key() }, on(2026, 12, 1)),
            edit::tick(&home, TickKey { procedure: word.clone(), ..key() }, on(2026, 12, 1)),
            edit::add_event(&home, text, on(2026, 12, 1), &[Id::new("a")], BTreeMap::new(), &[]),
            edit::add_event(&home, "moved_in", on(2026, 12, 1), std::slice::from_ref(&word), BTreeMap::new(), &[]),
            edit::add_event(
                &home, "moved_in", on(2026, 12, 1), &[Id::new("a")],
                BTreeMap::from([(Id::new("kind"), Answer::Choice(word.clone()))]), &[],
            ),
        ];
        for changes in made {
            prop_assert!(!changes.is_empty());
            let mut next = home.clone();
            let error = next.apply_all(&changes).expect_err(text);
            assert_unseen(&secret, &error.to_string(), "a change")?;
            prop_assert_eq!(&next, &home);
        }
    }

    #[test]
    fn no_file_brings_one_in(secret in secret()) {
        let quoted = toml::Value::String(secret.text.clone()).to_string();
        let person = |label: &str| format!("[[person]]\nid = \"a\"\nlabel = {label}\n");
        let note = |text: &str| format!("[[note]]\nprocedure = \"p\"\nitem = \"i\"\nperson = \"a\"\ntext = {text}\n");
        for file in [
            format!("format = 1\n{}", person(&quoted)),
            format!("format = 1\n{}{}", person("\"A\""), note(&quoted)),
            format!("format = 1\n{}[person.facts]\nkind = {quoted}\n", person("\"A\"")),
            format!("format = 1\n{}[person.facts]\n{quoted} = 1\n", person("\"A\"")),
            format!("format = 1\n{}", person("\"A\"").replace("\"a\"", &quoted)),
        ] {
            let error = format::parse(&file, "home").expect_err(&file);
            assert_unseen(&secret, &error.to_string(), "a file")?;
        }
    }

    #[test]
    fn no_field_of_the_full_screen_saves_one(secret in secret()) {
        // Typed letter by letter, as a paste would be cleaned as a whole.
        let typed = secret.text.replace(' ', "_").replace('\'', "");
        for (way, end) in [("a down down down down enter", "enter"), ("e enter", "enter")] {
            let mut model = model(&shared(), example(), "en", on(2026, 12, 1));
            resize(&mut model, 100, 30);
            press(&mut model, way);
            let mut effects = press(&mut model, &format!("'{typed}'"));
            effects.extend(press(&mut model, end));
            for effect in effects {
                if let Effect::Commit(changes) = &effect {
                    let stored = serde_json::to_string(changes).unwrap();
                    prop_assert!(refuse_secret(&stored).is_ok(), "{stored}");
                    assert_unseen(&secret, &stored, "a change")?;
                }
            }
        }
    }
}

fn shared() -> Rc<Pack> {
    thread_local!(static PACK: Rc<Pack> = pack());
    PACK.with(Rc::clone)
}

/// Every file below a folder, as text.
fn everything_in(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        found.push_str(&path.display().to_string());
        if path.is_dir() {
            everything_in(&path, found);
        } else {
            found.push_str(&String::from_utf8_lossy(&fs::read(&path).unwrap()));
        }
    }
}

#[test]
fn no_command_takes_repeats_or_stores_one() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let run = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_mynaguide"))
            .args([
                "--data",
                data.to_str().unwrap(),
                "--today",
                "2026-12-01",
                "--lang",
                "en",
            ])
            .args(args)
            .env_clear()
            .env("HOME", folder.path())
            .output()
            .unwrap()
    };
    assert!(run(&["set", "card_held", "yes"]).status.success());
    for (secret, piece) in [
        ("1234 5678 9012", "5678"),
        ("１２３４－５６７８－９０１２", "５６７８"),
        ("AB53217654CD", "53217654"),
        ("PIN 8642", "8642"),
    ] {
        let with = format!("pickup_by={secret}");
        for args in [
            vec!["set", "status_group", secret],
            vec!["set", secret, "yes"],
            vec!["set", "card_held", "no", "--person", secret],
            vec!["event", "moved_in", secret],
            vec!["event", secret, "2026-11-29"],
            vec!["event", "card_arrived", "2026-11-29", "--with", &with],
            vec!["event", "moved_in", "2026-11-29", "--person", secret],
            vec!["tick", secret],
            vec!["tick", "move-in/residence-card", "--person", secret],
            vec!["person", "add", secret],
            vec!["person", "rename", "A", secret],
            vec!["person", "archive", secret],
            vec!["why", secret],
            vec!["show", secret],
            vec!["--household", secret, "set", "card_held", "no"],
            vec!["--today", secret, "due"],
            vec!["--content", secret, "due"],
            vec!["lint", secret],
            vec!["test", secret],
            vec!["undo", secret],
            vec![secret],
        ] {
            let done = run(&args);
            let said = format!(
                "{}{}",
                String::from_utf8_lossy(&done.stdout),
                String::from_utf8_lossy(&done.stderr)
            );
            assert_eq!(done.status.code(), Some(2), "{args:?}: {said}");
            assert!(!said.contains(piece), "{args:?}: {said}");
        }
        let mut stored = String::new();
        everything_in(folder.path(), &mut stored);
        assert!(!stored.contains(piece), "{stored}");
    }
    // And the household is as it was.
    let opened = Store::open(&Paths::new(&data, None), "home").unwrap();
    assert_eq!(opened.household.revision, 1);
}
