//! Content, households and key files from strangers: nothing in them commands the terminal, leaves its folder, fills the
//! memory or keeps the program busy.

#[path = "../fuzz/src/inputs.rs"]
#[allow(dead_code)]
mod inputs;
mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::rc::Rc;

use inputs::assert_tame;
use mynaguide::content::{Pack, PackFiles, embedded_files, load};
use mynaguide::household::{Household, edit};
use mynaguide::store::format;
use mynaguide::text::clean;
use mynaguide::tui::effect::Effect;
use mynaguide::tui::keymap::parse_keymap;
use support::{example, frame, model, on, press, resize};

/// Appended to every text: an escape sequence, a title, a bell, C1, direction marks, and letters with a hundred accents.
const WILD: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\u{2066}\u{200f}\u{8}\r\0\u{feff}";

fn wild() -> String {
    format!("{WILD}e{}", "\u{301}".repeat(100))
}

/// Adds the wild characters to every text of a file that people are shown.
fn spoil(value: &mut toml::Value, key: &str) {
    match value {
        toml::Value::String(text) if matches!(key, "en" | "ja" | "action" | "why" | "name") && !text.is_empty() => {
            text.push_str(&wild());
        }
        toml::Value::Array(list) => list.iter_mut().for_each(|v| spoil(v, key)),
        toml::Value::Table(table) => table.iter_mut().for_each(|(k, v)| spoil(v, k)),
        _ => {}
    }
}

fn spoilt_files() -> PackFiles {
    let mut files = embedded_files();
    for (path, text) in &mut files.files {
        let mut table: toml::Value = toml::from_str(text).unwrap();
        // The translations would have to be stamped anew; they are spoilt in the registries.
        if !path.starts_with("i18n/") && !path.starts_with("scenarios/") {
            spoil(&mut table, "");
        }
        *text = toml::to_string(&table).unwrap().into();
    }
    files.files.retain(|(path, _)| !path.starts_with("scenarios/"));
    files
}

fn spoilt_pack() -> Rc<Pack> {
    let loaded = load(&spoilt_files(), None);
    let errors: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(mynaguide::content::Diagnostic::short)
        .filter(|d| d.contains("error"))
        .take(5)
        .collect();
    Rc::new(loaded.pack.unwrap_or_else(|| panic!("{errors:#?}")))
}

/// A household whose labels and notes are as wild as they may be.
fn spoilt_household() -> Household {
    let mut household = example();
    let bidi = format!("\u{200b}W\u{ad}{}", "\u{301}".repeat(20));
    let rename = edit::rename_person(&household, "a", &bidi);
    household.apply_all(&rename).unwrap();
    let add = edit::add_person(&household, "B\u{200b}\u{2060}");
    household.apply_all(&add).unwrap();
    for item in ["residence-card", "file", "card"] {
        let key = mynaguide::household::TickKey {
            procedure: "move-in".into(),
            item: item.into(),
            person: "a".into(),
        };
        let note = edit::note(
            &household,
            key,
            &format!("two\r\nlines\t\u{feff}e{}", "\u{301}".repeat(100)),
        );
        household.apply_all(&note).unwrap();
    }
    household
}

fn assert_tame_screen(model: &mynaguide::tui::model::Model, what: &str) {
    let (buffer, _) = frame(model);
    for cell in buffer.content() {
        let symbol = cell.symbol();
        assert_tame(symbol, what);
        assert!(
            !symbol.contains('\n') && symbol.len() <= 64,
            "{what}: {} bytes in one cell: {symbol:?}",
            symbol.len()
        );
    }
}

#[test]
fn no_screen_shows_anything_raw() {
    let pack = spoilt_pack();
    for (lang, width, height) in [("en", 120, 40), ("ja", 80, 24), ("en", 40, 10)] {
        let mut model = model(&pack, spoilt_household(), lang, on(2026, 12, 1));
        resize(&mut model, width, height);
        for keys in [
            "",
            "t",
            "w",
            "esc",
            "p",
            "esc esc",
            "a",
            "down enter",
            "esc esc esc",
            "e",
            "down enter",
            "esc esc",
            "?",
            "esc",
            "tab",
            "P",
            "esc",
            "H",
            "esc t y",
            "enter y",
            "w y",
            "m",
            "esc esc esc esc",
            "/ 'residence_card'",
            "ctrl-y",
            "enter y",
            "esc ctrl-u 'passport' ctrl-y enter y",
            "esc ctrl-u '再交付'",
            "esc : 'copy'",
            "esc v y",
            "enter y c y",
            "esc esc esc z left",
        ] {
            let what = format!("{lang} {width}x{height} after {keys:?}");
            for effect in press(&mut model, keys) {
                if let Effect::Copy(text) = effect {
                    text.lines().for_each(|line| assert_tame(line, &what));
                }
            }
            assert_tame_screen(&model, &what);
        }
        assert!(model.sheets.is_empty(), "{:?}", model.sheets);
        for _ in 0..pack.procedures.len() {
            press(&mut model, "down");
            assert_tame_screen(&model, "a procedure");
        }
    }
}

#[test]
fn what_is_typed_or_pasted_is_shown_tame_too() {
    let pack = support::pack();
    let mut model = model(&pack, example(), "en", on(2026, 12, 1));
    resize(&mut model, 80, 24);
    press(&mut model, "e enter");
    let paste = mynaguide::tui::input::Input::Paste(wild());
    support::send(&mut model, mynaguide::tui::msg::Msg::Input(paste));
    assert_tame_screen(&model, "a paste");
    press(&mut model, &format!("'{}'", "\u{202e}\u{200b}e\u{301}\u{301}"));
    assert_tame_screen(&model, "typing");
}

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_mynaguide"))
            .args([
                "--data",
                self.0.path().join("data").to_str().unwrap(),
                "--today",
                "2026-12-01",
            ])
            .args(args)
            .env_clear()
            .env("HOME", self.0.path())
            .output()
            .unwrap()
    }

    /// What a run printed, which must be tame.
    fn said(&self, args: &[&str]) -> String {
        let done = self.run(args);
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        assert_tame(&said, &format!("{args:?}"));
        assert!(
            done.status.code().is_some_and(|c| c <= 2),
            "{args:?}: {:?} {said}",
            done.status
        );
        said
    }

    fn content(&self, files: &[(String, String)]) -> String {
        let folder = self.0.path().join("content");
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder.to_str().unwrap().to_owned()
    }
}

fn clean_content() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content/clean");
    let files = PackFiles::from_folder(&folder).unwrap().files;
    files
        .into_iter()
        .map(|(path, text)| (path, text.into_owned()))
        .collect()
}

#[test]
fn no_command_prints_anything_raw() {
    let home = Home::new();
    let files: Vec<_> = spoilt_files()
        .files
        .into_iter()
        .map(|(p, t)| (p, t.into_owned()))
        .collect();
    let content = home.content(&files);
    let household = format::write(&spoilt_household(), &format::Extra::default()).unwrap();
    fs::create_dir_all(home.0.path().join("data/households")).unwrap();
    fs::write(home.0.path().join("data/households/home.toml"), household).unwrap();
    let wild = format!("x{}", clean(&wild()));
    for (n, args) in [
        &["due", "--everything"][..],
        &["due", "--format", "json"],
        &["show", "move-in"],
        &["why", "move-in/notify"],
        &["ask", "--all"],
        &["person"],
        &["history"],
        &["doctor"],
        &["lint"],
        &["lint", "--format", "short"],
        &["lint", "--format", "json"],
        &["tick", "move-in/residence-card", "--person", "b"],
        &["undo"],
        &["show", &wild],
        &["set", "status_group", &wild],
        &["event", &wild, "2026-11-29"],
    ]
    .into_iter()
    .enumerate()
    {
        let lang = ["en", "ja"][n % 2];
        let mut all = vec!["--lang", lang, "--content", &content];
        all.extend(args);
        home.said(&all);
    }
}

#[test]
fn a_broken_pack_is_reported_tame_with_its_lines() {
    let home = Home::new();
    let mut files = clean_content();
    for (path, text) in &mut files {
        if path == "procedures/go.toml" {
            // Beside the raw characters that TOML forbids, and those it allows, on the line that is shown.
            *text = format!("\u{1b}[31m\u{202e} = \u{9b}1\n\"\\u001b]0;x\\u0007\" = \"\u{202e}\u{200f}\"\n{text}");
        }
    }
    files.push(("registry/\u{202e}odd.toml".to_owned(), "a = 1".to_owned()));
    let content = home.content(&files);
    for form in ["text", "short", "json"] {
        let said = home.said(&["--lang", "en", "lint", &content, "--format", form]);
        assert!(said.contains("go.toml"), "{said}");
    }
    let said = home.said(&["--lang", "en", "--content", &content, "due"]);
    assert!(said.contains("error"), "{said}");
}

#[test]
fn a_broken_household_is_reported_tame_and_not_repeated() {
    let home = Home::new();
    let folder = home.0.path().join("data/households");
    fs::create_dir_all(&folder).unwrap();
    for text in [
        "\u{1b}[2J = 1",
        "format = 1\n\"\\u001b[2J\\u202e\" = = 1",
        "format = 1\n[[person]]\nid = \"\\u001b[2J\"\nlabel = \"A\"",
        "format = 1\n[[person]]\nid = \"a\"\nlabel = \"\\u001b[2J\"",
        "format = 99999999999999999999999",
        "format = 1\n\u{202e}key.\u{202e}key = 1",
    ] {
        fs::write(folder.join("home.toml"), text).unwrap();
        let said = home.said(&["--lang", "en", "due"]);
        assert!(said.contains("home.toml:") && !said.contains("[2J"), "{text:?}: {said}");
        home.said(&["--lang", "en", "doctor"]);
    }
}

#[test]
fn a_key_file_is_refused_tame() {
    let problems = parse_keymap(
        &format!(
            "\"\\u001b[2J\\u202e\" = [\"q\"]\nup = [\"{}\", \"\\u0007\"]\n",
            "e\u{301}"
        ),
        "k",
    );
    let problems = problems.unwrap_err();
    assert_eq!(problems.len(), 3);
    for problem in problems {
        assert_tame(&clean(&problem.to_string()), "a key file");
    }
}

/// Deep, long and many: each is refused or read, and the number of things told about it stays small.
#[test]
fn bombs_are_refused_with_few_words() {
    let deep = 100_000;
    let mut many_dates = String::from("id = \"go\"\n");
    for n in 0..8_000 {
        writeln!(
            many_dates,
            "[date.k{n}]\nop = \"offset\"\nfrom = \"k{}\"\ndays = 1",
            n + 1
        )
        .unwrap();
    }
    let mut many_keys = String::new();
    for n in 0..60_000 {
        writeln!(many_keys, "k{n} = 1").unwrap();
    }
    let long_line = format!("id = \"{}\"\n", "x".repeat(1_000_000));
    let bombs = [
        ("deep arrays", format!("id = {}", "[".repeat(deep))),
        ("deep inline tables", format!("id = {}", "{a=".repeat(deep))),
        ("deep dotted key", format!("{} = 1", vec!["a"; deep].join("."))),
        ("deep headers", format!("[{}]", vec!["a"; deep].join("."))),
        ("lines of errors", "= [[\n".repeat(200_000)),
        ("quotes", "\"\"\"".repeat(300_000)),
        ("one long line", long_line),
        ("one long key", format!("{} = 1\n", "k".repeat(1_000_000))),
        ("one long accent", format!("id = \"e{}\"\n", "\u{301}".repeat(400_000))),
        ("many keys", many_keys),
        ("many dates in a chain", many_dates),
        (
            "huge numbers",
            format!("id = {0}\nx = {0}.{0}e{0}\ny = 0x{0}\n", "9".repeat(100_000)),
        ),
    ];
    for (name, bomb) in bombs {
        for at in ["pack.toml", "procedures/go.toml", "registry/terms.toml"] {
            let mut files = PackFiles::default();
            for (path, text) in clean_content() {
                let text = if path == at { bomb.clone() } else { text };
                files.files.push((path, text.into()));
            }
            let loaded = load(&files, Some(on(2026, 12, 1)));
            assert!(loaded.pack.is_none(), "{name} in {at}");
            let told = loaded.diagnostics.len();
            assert!((1..=1_000).contains(&told), "{name} in {at}: {told} problems");
        }
        assert!(format::parse(&format!("format = 1\n{bomb}"), "home").is_err(), "{name}");
        let told = parse_keymap(&bomb, "keys.toml").unwrap_err().len();
        assert!(told <= 50, "{name}: {told}");
    }
}

#[test]
fn a_household_of_eight_megabytes_is_read_in_one_go() {
    // A place named for each of many values: once each place counted the lines of the whole file.
    let mut text = String::from("format = 1\n[[person]]\nid = \"a\"\nlabel = \"A\"\n");
    for (n, letter) in ('a'..='z').cycle().take(9_000).enumerate() {
        let letters = format!("{letter}-{}", n / 26);
        writeln!(
            text,
            "[[tick]]\nprocedure = \"p-{letters}\"\nitem = \"i\"\nperson = \"a\"\non = 2026-11-25"
        )
        .unwrap();
        writeln!(
            text,
            "[[event]]\nid = \"e{n}\"\nevent = \"moved_in\"\non = 2026-11-29\npeople = [\"a\"]"
        )
        .unwrap();
    }
    let parsed = format::parse(&text, "home").unwrap();
    assert_eq!(
        (parsed.household.ticks.len(), parsed.household.events.len()),
        (9_000, 9_000)
    );
    for n in 0..2_000 {
        writeln!(
            text,
            "[[event]]\nid = \"f{n}\"\nevent = \"moved_in\"\non = 2026-11-29\npeople = [\"a\"]"
        )
        .unwrap();
    }
    let error = format::parse(&text, "home").unwrap_err();
    assert!(error.message.contains("at most 500 people and 10000 events"), "{error}");
    let padded = format!("format = 1\n# {}\n", "x".repeat(9 << 20));
    assert!(
        format::parse(&padded, "home")
            .unwrap_err()
            .message
            .contains("longer than 8 MiB")
    );
}

#[cfg(unix)]
#[test]
fn no_path_leads_out_of_a_pack() {
    use std::os::unix::fs::symlink;
    let home = Home::new();
    let content = home.content(&clean_content());
    let outside = home.0.path().join("outside");
    fs::create_dir_all(&outside).unwrap();
    fs::write(
        outside.join("terms.toml"),
        "[stolen]\nname = { en = \"stolen words\" }\n",
    )
    .unwrap();
    let folder = Path::new(&content);
    symlink(outside.join("terms.toml"), folder.join("registry/stolen.toml")).unwrap();
    symlink(&outside, folder.join("procedures/outside")).unwrap();
    symlink("/", folder.join("root")).unwrap();
    symlink("../../outside/terms.toml", folder.join("registry/up.toml")).unwrap();
    symlink("/dev/zero", folder.join("registry/endless.toml")).unwrap();
    symlink(".", folder.join("again")).unwrap();
    let said = home.said(&["--lang", "en", "lint", &content]);
    assert!(
        said.contains("leads out of the pack") && !said.contains("stolen words"),
        "{said}"
    );
    let files = PackFiles::from_folder(folder).unwrap();
    let paths: Vec<_> = files.files.iter().map(|(p, _)| p.clone()).collect();
    let expected: Vec<_> = clean_content().into_iter().map(|(p, _)| p).collect();
    assert_eq!(paths, expected);
    assert_eq!(files.problems.len(), 3);
    // Nor does writing: stamping a translation that is a link to elsewhere.
    let victim = outside.join("victim.toml");
    let translation = folder.join("i18n/ja/procedures/go.toml");
    let text = fs::read_to_string(&translation).unwrap();
    fs::write(&victim, &text).unwrap();
    fs::remove_file(&translation).unwrap();
    symlink(&victim, &translation).unwrap();
    home.said(&["--lang", "en", "translate", "stamp", &content]);
    assert_eq!(fs::read_to_string(&victim).unwrap(), text);
}
