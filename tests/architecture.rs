//! The direction of dependencies, read from the `use` lines and paths of the source.

use std::fs;
use std::path::{Path, PathBuf};

/// Which modules a module may name. A module may always name itself.
const ALLOWED: &[(&str, &[&str])] = &[
    ("calendar", &[]),
    ("text", &[]),
    ("content", &["calendar", "text"]),
    ("authors", &["content"]),
    ("household", &["content", "text"]),
    ("guide", &["calendar", "content", "household"]),
    ("store", &["household", "content", "text"]),
    ("i18n", &["calendar"]),
    ("search", &["content", "text"]),
    ("visit", &["calendar", "content", "guide", "household"]),
    ("intake", &["calendar", "content", "guide", "household", "text"]),
    (
        "present",
        &[
            "calendar",
            "content",
            "guide",
            "household",
            "i18n",
            "intake",
            "search",
            "store",
            "text",
            "visit",
        ],
    ),
    ("export", &["content", "guide", "household", "i18n", "present", "text"]),
    (
        "tui",
        &[
            "calendar",
            "content",
            "guide",
            "household",
            "i18n",
            "intake",
            "present",
            "search",
            "store",
            "text",
            "visit",
        ],
    ),
    (
        "cli",
        &[
            "authors",
            "calendar",
            "content",
            "export",
            "guide",
            "household",
            "i18n",
            "intake",
            "present",
            "search",
            "store",
            "text",
            "visit",
        ],
    ),
];

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// The source without comments and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
    text.lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The sources of both packages, each file by its path below `src`.
fn sources() -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    for folder in ["src", "crates/mynaguide-content/src"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut paths = Vec::new();
        files(&root, &mut paths);
        let is_test = |p: &PathBuf| p.ends_with("tests.rs") || p.components().any(|c| c.as_os_str() == "tests");
        paths.retain(|p| !is_test(p));
        all.extend(
            paths
                .into_iter()
                .map(|p| (p.strip_prefix(&root).unwrap().to_owned(), code(&p))),
        );
    }
    all
}

fn module(path: &Path) -> String {
    path.components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .replace(".rs", "")
}

#[test]
fn no_arrow_runs_back() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let own = module(&path);
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == own) else {
            assert!(
                matches!(own.as_str(), "lib" | "main"),
                "{own} is not in the list: say what it may know"
            );
            continue;
        };
        for part in code.split("crate::").skip(1) {
            let named: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let known = ALLOWED.iter().any(|(name, _)| *name == named);
            if known && named != own && !allowed.contains(&named.as_str()) {
                wrong.push(format!("{} names {named}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_pure_parts_touch_no_file_clock_environment_or_terminal() {
    let forbidden = [
        "std::fs",
        "std::env",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "crossterm",
    ];
    for (path, code) in sources() {
        if !matches!(
            module(&path).as_str(),
            "guide" | "calendar" | "household" | "text" | "intake" | "present" | "i18n" | "search" | "export" | "visit"
        ) {
            continue;
        }
        for word in forbidden {
            assert!(!code.contains(word), "{} names {word}", path.display());
        }
    }
}

#[test]
fn only_the_shell_names_the_terminal_and_only_views_name_widgets() {
    for (path, code) in sources() {
        let shown = path.to_string_lossy().replace('\\', "/");
        if code.contains("crossterm") {
            let shell = [
                "tui/terminal.rs",
                "tui/run.rs",
                "tui/events.rs",
                "tui/unix.rs",
                "tui/other.rs",
                "tui/backend.rs",
            ];
            assert!(shell.contains(&shown.as_str()), "{shown} names crossterm");
        }
        if code.contains("ratatui::") {
            let drawing = shown.starts_with("tui/view/")
                || ["tui/terminal.rs", "tui/run.rs", "tui/backend.rs"].contains(&shown.as_str());
            assert!(drawing, "{shown} names ratatui");
        }
    }
}

#[test]
fn every_dependency_has_its_reason_in_contributing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifests = ["Cargo.toml", "crates/mynaguide-content/Cargo.toml"].map(|file| {
        fs::read_to_string(root.join(file))
            .unwrap()
            .parse::<toml::Table>()
            .unwrap()
    });
    let reasons = fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let mut tables: Vec<&toml::Table> = manifests.iter().collect();
    tables.extend(
        manifests
            .iter()
            .filter_map(|manifest| manifest.get("target")?.as_table())
            .flatten()
            .filter_map(|(_, t)| t.as_table()),
    );
    for table in tables {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for name in table
                .get(kind)
                .and_then(|t| t.as_table())
                .into_iter()
                .flatten()
                .map(|(name, _)| name)
            {
                assert!(
                    reasons.contains(&format!("`{name}`")),
                    "CONTRIBUTING.md gives no reason for {name}"
                );
            }
        }
    }
}
