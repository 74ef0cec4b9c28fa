//! The loader and the linter against a small clean pack in `tests/content/clean`, and edits of it that break one rule.

mod cases_content;
mod cases_files;
mod cases_rules;
mod overlays;
mod whole;

use std::borrow::Cow;
use std::path::Path;

use chrono::NaiveDate;

use super::{Diagnostic, Loaded, PackFiles, RULES, load};

/// One edit of the clean pack and everything that must be found, as `file:line:column rule`.
struct Case {
    /// The rule it shows.
    rule: &'static str,
    /// (file, text to replace, new text); an empty text to replace appends, or makes a new file, `*` removes it.
    edits: &'static [(&'static str, &'static str, &'static str)],
    /// What is found, in order.
    found: &'static [&'static str],
}

/// The Japanese texts of the one procedure.
const GO_JA: &str = "i18n/ja/procedures/go.toml";

fn clean() -> PackFiles {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/content/clean");
    PackFiles::from_folder(&folder).unwrap()
}

fn edited(edits: &[(&str, &str, &str)]) -> PackFiles {
    let mut pack = clean();
    for (file, from, to) in edits {
        if *from == "*" {
            pack.files.retain(|(path, _)| path != file);
            continue;
        }
        let at = pack.files.iter().position(|(path, _)| path == file);
        let index = at.unwrap_or_else(|| {
            assert!(from.is_empty(), "no file {file}");
            pack.files.push(((*file).to_owned(), Cow::Borrowed("")));
            pack.files.len() - 1
        });
        let text = &pack.files[index].1;
        let new = if from.is_empty() {
            format!("{text}{to}")
        } else {
            assert_eq!(text.matches(from).count(), 1, "{file}: {from}");
            text.replacen(from, to, 1)
        };
        pack.files[index].1 = Cow::Owned(new);
    }
    pack.files.sort();
    pack
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn loaded(edits: &[(&str, &str, &str)]) -> Loaded {
    load(&edited(edits), Some(today()))
}

fn place(found: &Diagnostic) -> String {
    let (line, column) = found.position.unwrap_or((0, 0));
    format!("{}:{line}:{column} {}", found.file, found.rule)
}

fn all_cases() -> impl Iterator<Item = &'static Case> {
    cases_files::CASES
        .iter()
        .chain(cases_content::CASES)
        .chain(cases_rules::CASES)
}

#[test]
fn each_broken_pack_is_refused_at_the_right_place_and_for_nothing_else() {
    let mut wrong = Vec::new();
    for case in all_cases() {
        let loaded = loaded(case.edits);
        let found: Vec<String> = loaded.diagnostics.iter().map(place).collect();
        if found != case.found {
            let messages: Vec<String> = loaded.diagnostics.iter().map(Diagnostic::short).collect();
            wrong.push(format!(
                "{} {:?}\n  expected {:?}\n  found {}",
                case.rule,
                case.edits,
                case.found,
                messages.join("\n        ")
            ));
        }
        let shown = case
            .found
            .iter()
            .any(|found| found.ends_with(&format!(" {}", case.rule)));
        if !shown {
            wrong.push(format!("the case for {} does not show it", case.rule));
        }
        assert_eq!(loaded.pack.is_none(), loaded.errors() > 0, "{}", case.rule);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    // Scenarios are run elsewhere (see `Loaded::scenario_missing`); bytes that are no text need a real file.
    let elsewhere = ["scenario-missing", "file-unreadable"];
    let elsewhere = |name: &str| elsewhere.contains(&name) || name.starts_with("overlay-");
    for rule in RULES.iter().filter(|rule| !elsewhere(rule.name)) {
        assert!(
            all_cases().any(|case| case.rule == rule.name),
            "no example breaks {}",
            rule.name
        );
    }
    for case in all_cases() {
        assert!(
            RULES.iter().any(|rule| rule.name == case.rule),
            "{} is no rule",
            case.rule
        );
    }
}
