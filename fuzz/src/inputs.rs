//! What strangers can hand to the program, and what must hold whatever they hand over. Used by the fuzz targets and by
//! `tests/fuzz_corpus.rs`, which runs the corpus and some mutations of it in `cargo test`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use mynaguide::calendar::{FIRST_DAY, LAST_DAY, NaiveDate, parse_date};
use mynaguide::content::{Answer, Id, Pack, PackFiles, load};
use mynaguide::export::transfer::{self, Imported};
use mynaguide::guide::assess;
use mynaguide::household::{Entry, Household, TickKey, edit};
use mynaguide::i18n::Strings;
use mynaguide::intake;
use mynaguide::present::{Doc, Scene, procedure_doc, timeline, why_doc};
use mynaguide::store::format;
use mynaguide::text::{Refusal, clean, refuse_secret};
use mynaguide::tui::keymap::{Keymap, merge, parse_keymap};

/// Longer inputs find nothing new and only take time.
const LONGEST: usize = 16 << 10;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();

/// A small pack without any problem: (path, text).
const CLEAN: &[(&str, &str)] = &[
    (
        "calendar/holidays.toml",
        include_str!("../../tests/content/clean/calendar/holidays.toml"),
    ),
    (
        "i18n/ja/procedures/go.toml",
        include_str!("../../tests/content/clean/i18n/ja/procedures/go.toml"),
    ),
    ("pack.toml", include_str!("../../tests/content/clean/pack.toml")),
    (
        "procedures/go.toml",
        include_str!("../../tests/content/clean/procedures/go.toml"),
    ),
    (
        "registry/documents.toml",
        include_str!("../../tests/content/clean/registry/documents.toml"),
    ),
    (
        "registry/facts.toml",
        include_str!("../../tests/content/clean/registry/facts.toml"),
    ),
    (
        "registry/fees.toml",
        include_str!("../../tests/content/clean/registry/fees.toml"),
    ),
    (
        "registry/phrases.toml",
        include_str!("../../tests/content/clean/registry/phrases.toml"),
    ),
    (
        "registry/places.toml",
        include_str!("../../tests/content/clean/registry/places.toml"),
    ),
    (
        "registry/rules.toml",
        include_str!("../../tests/content/clean/registry/rules.toml"),
    ),
    (
        "registry/sets.toml",
        include_str!("../../tests/content/clean/registry/sets.toml"),
    ),
    (
        "registry/sources.toml",
        include_str!("../../tests/content/clean/registry/sources.toml"),
    ),
    (
        "registry/terms.toml",
        include_str!("../../tests/content/clean/registry/terms.toml"),
    ),
    (
        "registry/topics.toml",
        include_str!("../../tests/content/clean/registry/topics.toml"),
    ),
    (
        "scenarios/go.toml",
        include_str!("../../tests/content/clean/scenarios/go.toml"),
    ),
];

fn clean_files() -> PackFiles {
    let files = CLEAN
        .iter()
        .map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(*text)))
        .collect();
    PackFiles {
        files,
        ..PackFiles::default()
    }
}

fn clean_pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| load(&clean_files(), None).pack.expect("the clean pack is clean"))
}

/// Nothing in a text can make a terminal do anything but show it.
pub fn assert_tame(text: &str, what: &str) {
    for c in text.chars() {
        let wild = c.is_control() && c != '\n'
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!wild, "{what} has {c:?}: {text:?}");
    }
}

fn assert_tame_doc(doc: &Doc) {
    for block in &doc.blocks {
        for span in &block.spans {
            assert_tame(&span.text, "a document");
        }
    }
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)])
}

/// A pack in which one file is somebody else's: the first line of the input is its path.
pub fn pack(bytes: &[u8]) {
    let text = text(bytes);
    let (path, text) = text.split_once('\n').unwrap_or(("pack.toml", &text));
    // A folder gives no file with a name that would have to be cleaned.
    let path = &clean(path);
    let mut files = clean_files();
    files.files.retain(|(p, _)| p != path);
    files.files.push((path.clone(), Cow::Owned(text.to_owned())));
    files.files.sort();
    let loaded = load(&files, Some(TODAY));
    assert!(loaded.pack.is_some() || loaded.errors() > 0, "refused without a reason");
    for found in &loaded.diagnostics {
        assert_tame(&found.short(), "a diagnostic");
    }
    for found in loaded.diagnostics.iter().take(20) {
        assert_tame(&found.render(&files, false), "a diagnostic with its lines");
    }
    if let Some(pack) = &loaded.pack {
        show(pack);
    }
}

/// Everything that screens and commands show of a pack, for somebody about whom nothing is known.
fn show(pack: &Pack) {
    let household = Household::new("home");
    let assessment = assess(pack, &household, TODAY);
    let strings = Strings::new("en");
    let scene = Scene {
        pack,
        household: &household,
        assessment: &assessment,
        strings: &strings,
    };
    for row in timeline(scene, None, true) {
        assert_tame(&format!("{row:?}").replace("\\n", "\n"), "a row");
    }
    for procedure in pack.procedures.values() {
        assert_tame_doc(&procedure_doc(scene, procedure, "a"));
    }
    for deadline in &assessment.deadlines {
        assert_tame_doc(&why_doc(scene, deadline));
    }
}

/// The file of a household.
pub fn household(bytes: &[u8]) {
    let text = text(bytes);
    match format::parse(&text, "home") {
        Err(error) => {
            assert!(error.line <= text.matches('\n').count() + 1, "{error}");
            assert_eq!(refuse_secret(&error.message), Ok(()), "{error}");
        }
        Ok(parsed) if parsed.format == format::FORMAT => {
            let written = format::write(&parsed.household, &parsed.extra).expect("what was read can be written");
            let again = format::parse(&written, "home").expect("what was written can be read");
            assert_eq!(again.household, parsed.household);
            assert_eq!(format::write(&again.household, &again.extra), Ok(written));
            change_in_place(&parsed);
            assess(clean_pack(), &parsed.household, TODAY);
        }
        Ok(_) => {}
    }
}

/// A change is written into the text that stands there, whatever its form; the result says what was changed.
fn change_in_place(parsed: &format::Parsed) {
    let mut next = parsed.household.clone();
    let person = next.people[0].id.clone();
    let key = TickKey::whole(&Id::new("fuzzed"), &person);
    let yes = || Some(Answer::YesNo(true));
    let mut changes = edit::set_fact(&next, None, "fuzzed", yes());
    changes.extend(edit::set_fact(&next, Some(person.as_str()), "fuzzed", yes()));
    changes.extend(edit::add_person(&next, "fuzzed"));
    changes.extend(edit::add_event(&next, "fuzzed", TODAY, &[person], BTreeMap::new(), &[]));
    changes.extend(edit::tick(&next, key.clone(), TODAY));
    changes.extend(edit::note(&next, key, "fuzzed"));
    changes.extend(
        next.events
            .first()
            .map(|e| edit::remove_event(&next, e.id.as_str()))
            .into_iter()
            .flatten(),
    );
    if next.apply_all(&changes).is_ok() {
        let written = format::write(&next, &parsed.extra).expect("what was changed can be written");
        let again = format::parse(&written, "home").expect("what was written can be read");
        assert_eq!(again.household, next, "{written}");
    }
}

/// A household that somebody else exported: what it changes can be made, written and read, and the export of the result
/// is the same file again.
pub fn import(bytes: &[u8]) {
    let text = text(bytes);
    let file = match transfer::File::read(&text) {
        Ok(file) => file,
        Err(error) => {
            assert_tame(&error.to_string(), "the refusal of an import");
            assert_eq!(refuse_secret(&error.to_string()), Ok(()));
            return;
        }
    };
    let again = transfer::File::read(&file.text()).expect("what was written can be read");
    assert_eq!(again, file);
    let mut household = Household::new("home");
    let plan = transfer::merge(&household, &[], &Imported::default(), &file, true);
    // A change may not fit, such as an event of nobody; then nothing of it is made.
    let before = household.clone();
    if household.apply_all(&plan.changes).is_err() {
        assert_eq!(household, before, "a refused import leaves no trace");
        return;
    }
    household.revision = 1;
    let written = format::write(&household, &format::Extra::default()).expect("what was imported can be written");
    let again = format::parse(&written, "home").expect("what was written can be read");
    assert_eq!(again.household, household);
    assess(clean_pack(), &household, TODAY);
}

/// Lines of a journal: whatever they say, a household they are made on stays one that can be written and read.
pub fn journal(bytes: &[u8]) {
    let mut household = Household::new("home");
    for line in text(bytes).lines() {
        let Ok(entry) = serde_json::from_str::<Entry>(line) else {
            continue;
        };
        let before = household.clone();
        if household.apply_all(&entry.changes).is_err() {
            assert_eq!(household, before, "a refused entry leaves no trace");
            continue;
        }
        household.revision = 1;
        let written = format::write(&household, &format::Extra::default()).expect("what was applied can be written");
        let again = format::parse(&written, "home").expect("what was written can be read");
        assert_eq!(again.household, household);
        // What was made on a household can be taken back.
        let mut back = household.clone();
        if entry.changes.len() == 1 {
            back.apply_all(&entry.inverse()).expect("a change can be taken back");
        }
    }
}

/// A typed date.
pub fn date(bytes: &[u8]) {
    match parse_date(&text(bytes)) {
        Ok(day) => {
            assert!((FIRST_DAY..=LAST_DAY).contains(&day), "{day}");
            assert_eq!(parse_date(&day.to_string()), Ok(day));
        }
        Err(error) => assert_tame(&error.to_string(), "the refusal of a date"),
    }
}

/// A file of keys.
pub fn keys(bytes: &[u8]) {
    match parse_keymap(&text(bytes), "keys.toml").and_then(|own| merge(Keymap::embedded(), &own)) {
        Ok(keymap) => {
            assert!(
                mynaguide::tui::action::Action::ESSENTIAL
                    .iter()
                    .all(|a| !keymap.keys(*a).is_empty())
            );
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in problems {
                // It quotes the file; whoever shows it cleans it first.
                assert_tame(&clean(&problem.to_string()), "a problem of a key file");
            }
        }
    }
}

/// Whatever can be typed at a prompt or after a command.
pub fn typed(bytes: &[u8]) {
    let text = text(bytes);
    let pack = clean_pack();
    let home = Household::new("home");
    match intake::accept(&text) {
        Ok(words) => {
            assert_tame(&words, "what was accepted");
            assert_eq!(refuse_secret(&words), Ok(()), "{words:?}");
        }
        Err(refusal) => assert_eq!(refuse_secret(&refusal.to_string()), Ok(())),
    }
    let mut said = Vec::new();
    for fact in pack.facts.keys() {
        said.extend(
            intake::parse_answer(pack, fact.as_str(), &text)
                .err()
                .map(|e| e.to_string()),
        );
    }
    said.extend(intake::find_fact(pack, &text).err().map(|e| e.to_string()));
    said.extend(intake::find_event(pack, &text).err().map(|e| e.to_string()));
    said.extend(intake::find_procedure(pack, &text).err().map(|e| e.to_string()));
    said.extend(intake::find_item(pack, &text).err().map(|e| e.to_string()));
    said.extend(intake::find_deadline(pack, &text).err().map(|e| e.to_string()));
    said.extend(intake::find_person(&home, &text).err().map(|e| e.to_string()));
    said.extend(intake::parse_day(&text, TODAY).err().map(|e| e.to_string()));
    for words in said {
        assert_tame(&words, "an answer to what was typed");
        // A year beside a harmless word like "pin" is no PIN; the numbers themselves are never repeated.
        let repeated = matches!(refuse_secret(&words), Err(Refusal::TwelveDigits | Refusal::CardNumber));
        assert!(!repeated, "{words:?}");
    }
}
