//! The command lines that are recorded. A `+` in a word stands for a space.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::households::{self, Home};
use super::{Desk, screens};

/// What is asked about every household on every day; the reasons of the deadlines shown follow by themselves.
const LOOKING: &[&str] = &[
    "due",
    "due --format json",
    "due --format ics",
    "due --format markdown",
    "due --everything",
    "due --everything --format json",
    "due --within 14 --fail-late",
    "due --person A",
    "due --color always",
    "due --all --by place",
    "due --as-of 2027-02-01",
    "status",
    "status --glyphs ascii",
    "ask",
    "ask --all",
    "ask --format json",
    "ask --person A",
    "visits",
    "visits --format json",
    "visits --who agent",
    "visits --who legal-rep",
    "bag",
    "bag --format json",
    "bag --format html",
    "bag --format markdown",
    "bag --with-notes --who household",
    "bag --visit 2",
    "bag move-in card-rewrite --on 2026-12-04",
    "say",
    "say --format json",
    "say --visit 2 --who agent",
    "done 1",
    "own",
    "moved",
    "history",
    "history --format json",
    "person",
    "households",
    "note move-in/residence-card",
    "changes",
    "show move-in --format json",
    "show card-renewal",
    "event moved_in 2026-12-10 --what-if",
    "event stay_decided today --what-if",
    "event card_lost 2026-11-28 --what-if --person A",
    "export html",
    "export html --with-notes",
    "export ics",
    "export ics --neutral --reminders-as-events --person A",
    "export ics --changed-only",
    "export json",
    "doctor",
];

/// What needs no household.
const PLAIN: &[&str] = &[
    "",
    "--help",
    "--version",
    "due",
    "due --all",
    "changes --all",
    "lint",
    "lint --strict",
    "lint --format short",
    "lint --format json",
    "lint --format jsonl",
    "lint broken",
    "lint broken --format short",
    "lint broken --format json",
    "lint broken --format jsonl",
    "lint nowhere",
    "test",
    "test broken/scenarios/move-in.toml",
    "factsheet",
    "factsheet move-in --format html",
    "preview card-lost",
    "config check",
    "config check --config wrong.toml",
    "doctor",
    "schema",
    "man",
    "translate status",
    "new-pack fresh",
    "lint fresh",
    "test --content fresh",
    "due --content fresh",
    "translate new vi fresh",
    "translate status fresh",
    "translate stamp fresh",
    "new-pack --local nearby",
    "lint nearby",
    "due --pack <source>/content/local/yoshikawa",
    "lint <source>/content/local/kasugai",
    "show certificate-renewal --pack <source>/content/local/yoshikawa",
    "find pension --content <source>/content/demo/pension-lump-sum",
    "due --content broken",
    "export ics",
    "import nowhere.json",
    "undo",
    "redo",
    "done 1",
    "bag",
    "say",
    "why move-in/notify",
    "why nothing/at-all",
    "why move-in",
    "show nothing",
    "nonsense",
    "deu",
    "due --nonsense",
    "due --within x",
    "due --format yaml",
    "due --today tomorrow-ish",
    "due --person Z",
    "due --lang english",
    "due --household ../x",
    "set status_group perhaps",
    "set stay_untill 2027-01-01",
    "set birth 2027-13-01",
    "set card_held 1234+5678+9018",
    "event moved_in 1234567890",
    "event moved_on 2026-12-01",
    "note move-in 1234+5678+9018",
    "person add 123456789018",
    "tick move-in/nothing",
];

const COMMANDS: &str = "due why show find ask set event tick note undo redo visits bag say done own history moved person \
    households status export import changes lint preview new-pack schema test factsheet doctor config completions man \
    translate";

const SEARCHES: &[&str] = &[
    "zairyu",
    "juminhyo",
    "引越し",
    "card",
    "在留カード",
    "ざいりゅう",
    "lost card",
    "カードをなくした",
    "pin",
    "暗証番号",
    "hoken",
    "move",
    "moev",
    "tennyu",
    "転入届",
    "signature",
    "12345",
    "qqqq",
    "特例",
    "renew stay",
];

/// Changes of one household, one after the other; `!` starts and leaves the full screen.
pub struct Story {
    pub name: &'static str,
    /// The household it begins with; may be empty.
    home: &'static str,
    lines: &'static [&'static str],
}

pub const STORIES: &[Story] = &[
    Story {
        name: "telling",
        home: "",
        lines: &[
            "set status_group mid-long",
            "set card_held yes",
            "set card_form separate",
            "set stay_until R9.8.1",
            "set birth 10+Mar+1990",
            "set card_printed_until 2027/08/01",
            "event moved_in 2026-11-30",
            "!",
            "event moved_in 2026-11-20",
            "moved",
            "moved --seen",
            "moved",
            "event moved_in_filed today --with signature_cert=lapsed",
            "event moved_in_filed today",
            "event stay_application 2026-12-01 --with stay_application_kind=extension",
            "tick move-in/residence-card",
            "tick move-in/residence-card",
            "note move-in/residence-card in+the+drawer",
            "note move-in/residence-card",
            "note move-in/residence-card --delete",
            "own passport",
            "own",
            "undo",
            "undo",
            "redo",
            "set stay_until unknown",
            "history",
            "history --format json",
            "undo --lang ja",
            "history --lang ja",
            "due",
        ],
    },
    Story {
        name: "visiting",
        home: "family",
        lines: &[
            "visits",
            "done 1",
            "done 1 --yes",
            "due",
            "visits",
            "done 1 --yes --on 2026-11-30 --without B:card_rewrite",
            "history",
            "undo",
            "person add E",
            "person rename E エマ",
            "set birth 2020-02-29 --person エマ",
            "person archive エマ",
            "due --person エマ",
            "person restore エマ",
            "person",
            "set birth 2020-02-29",
        ],
    },
    Story {
        name: "two-households",
        home: "late",
        lines: &[
            "set status_group permanent --household office-7",
            "event moved_in 2026-11-01 --household office-7",
            "set status_group mid-long --household 山田",
            "households",
            "due --all",
            "due --all --format json",
            "due --all --format markdown",
            "due --all --format ics",
            "due --all --by day",
            "due --all --by day --format json",
            "due --all --by person",
            "due --all --by place --format json",
            "due --all --within 7 --fail-late",
            "due --household office-7",
            "status --household office-7",
            "due --household nobody-home",
        ],
    },
    Story {
        name: "moving-over",
        home: "notes",
        lines: &[
            "export json -o away.json",
            "import away.json",
            "import away.json --household second",
            "import away.json --household second --apply",
            "due --household second",
            "tick move-in/residence-card --household second --person B",
            "export json -o back.json --household second",
            "import back.json",
            "import back.json --apply",
            "history",
            "export ics -o calendar.ics --booking move-in=2026-12-10T10:30",
            "export ics",
            "event moved_in 2026-11-28",
            "export ics --changed-only",
            "export ics --booking move-in=none",
            "bag --format html -o bag.html",
        ],
    },
    Story {
        name: "old-file",
        home: "format-1",
        lines: &[
            "due",
            "person",
            "ask --all",
            "tick move-in/residence-card --person A",
            "undo",
            "history",
            "doctor",
        ],
    },
    Story {
        name: "newer-file",
        home: "format-99",
        lines: &["due", "status", "set birth 1990-03-10", "undo", "doctor", "due --all"],
    },
    Story {
        name: "damaged-file",
        home: "damaged",
        lines: &[
            "due",
            "status",
            "set birth 1990-03-10",
            "doctor",
            "due --all",
            "doctor --restore-backup",
        ],
    },
];

/// Commands that need no household.
pub fn plain(desk: &Desk, lang: &str) -> io::Result<()> {
    let broken = desk.folder.path().join("broken");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content/mynumber"), &broken)?;
    let file = broken.join("procedures/move-in.toml");
    let text = fs::read_to_string(&file)?;
    fs::write(
        file,
        text.replace("closed", "clsoed")
            .replace("notify_counted", "notify_cuonted"),
    )?;
    let wrong = "theme = \"drak\"\nkeys = \"emcas\"\nlang = 3\nunheard = true\n";
    fs::write(desk.folder.path().join("wrong.toml"), wrong)?;
    let folder = Path::new("plain").join(lang);
    for line in PLAIN {
        one(desk, &folder, line, lang)?;
    }
    for command in COMMANDS.split_whitespace() {
        one(desk, &folder, &format!("{command} --help"), lang)?;
        one(desk, &folder, &format!("man {command}"), lang)?;
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        one(desk, &folder, &format!("completions {shell}"), lang)?;
    }
    for search in SEARCHES {
        one(desk, &folder, &format!("find {}", search.replace(' ', "+")), lang)?;
        one(
            desk,
            &folder,
            &format!("find {} --most 3 --format json", search.replace(' ', "+")),
            lang,
        )?;
    }
    let schemas = desk.run(&["schema"])?;
    for name in schemas
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
    {
        if name.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !name.starts_with('-') {
            one(desk, &folder, &format!("schema {name}"), lang)?;
        }
    }
    let procedures = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/mynumber/procedures");
    for entry in fs::read_dir(procedures)? {
        if let Some(id) = entry?.path().file_stem() {
            one(desk, &folder, &format!("show {}", id.display()), lang)?;
        }
    }
    Ok(())
}

/// Commands that look at a household on a day.
pub fn looking(desk: &Desk, home: &Home, day: &str, lang: &str) -> io::Result<()> {
    desk.put("home", &households::text(home.name))?;
    let folder = Path::new("households").join(home.name).join(format!("{day}-{lang}"));
    for deadline in deadlines(desk, day)? {
        let line = format!("why {deadline} --today {day}");
        one(desk, &folder, &line, lang)?;
    }
    for line in LOOKING {
        one(desk, &folder, &format!("{line} --today {day}"), lang)?;
    }
    Ok(())
}

/// The deadlines that `due` shows, as it names them.
fn deadlines(desk: &Desk, day: &str) -> io::Result<Vec<String>> {
    let text = desk.run(&["due", "--format", "json", "--today", day])?;
    let mut found: Vec<String> = text
        .split('"')
        .filter(|word| {
            word.contains('/')
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b"-/_0123456789".contains(&b))
        })
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    Ok(found)
}

/// Changes one after the other in one file, with the household's files at the end.
pub fn changing(desk: &Desk, story: &Story, lang: &str) -> io::Result<()> {
    let text = match story.home {
        "format-1" => {
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/household/format-1.toml"))?
        }
        "format-99" => households::text("period").replace("format = 1", "format = 99\nnew = \"key\""),
        "damaged" => households::text("period").replace("birth = 1990", "birth = = 1990"),
        name => households::text(name),
    };
    if !text.is_empty() {
        desk.put("home", &text)?;
    }
    let mut said = String::new();
    for line in story.lines {
        if *line == "!" {
            screens::look(desk, &["--lang", lang, "--today", "2026-12-01"])?;
            said += "(the full screen was shown)\n\n";
            continue;
        }
        said += &run(desk, line, lang)?;
        said.push('\n');
    }
    let mut files = Vec::new();
    below(desk.folder.path(), &mut files)?;
    for path in files {
        let name = path
            .strip_prefix(desk.folder.path())
            .unwrap_or(&path)
            .display()
            .to_string();
        let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        said += &format!("--- file {name}\n{text}\n");
    }
    desk.write(
        &PathBuf::from("stories").join(format!("{}-{lang}.txt", story.name)),
        &said,
    )
}

/// Runs a line and writes it down in a file of its own.
fn one(desk: &Desk, folder: &Path, line: &str, lang: &str) -> io::Result<()> {
    let name = line.replace("<source>", "").replace(['/', ' '], "_");
    let name = if name.is_empty() { "nothing".to_owned() } else { name };
    desk.write(&folder.join(format!("{name}.txt")), &run(desk, line, lang)?)
}

fn run(desk: &Desk, line: &str, lang: &str) -> io::Result<String> {
    let line = line.replace("<source>", env!("CARGO_MANIFEST_DIR"));
    let words: Vec<String> = line.split_whitespace().map(|word| word.replace('+', " ")).collect();
    let mut args: Vec<&str> = words.iter().map(String::as_str).collect();
    if !args.contains(&"--lang") {
        args.extend(["--lang", lang]);
    }
    if !args.contains(&"--today") {
        args.extend(["--today", "2026-12-01"]);
    }
    desk.run(&args)
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            below(&path, files)?;
        } else if path.extension().is_some_and(|end| end != "lock") {
            files.push(path);
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    below(from, &mut files)?;
    for path in files {
        let new = to.join(path.strip_prefix(from).unwrap_or(&path));
        fs::create_dir_all(new.parent().unwrap_or(to))?;
        fs::copy(path, new)?;
    }
    Ok(())
}
