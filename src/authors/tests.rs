//! What lies in the repository is what the definitions give: schemas, reference, new packs.
//! `MYNAGUIDE_UPDATE=1 cargo test --lib authors` writes the schemas and the reference anew.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{new_local_pack, new_pack, reference_page, schema_of, schemas, translation_file};
use crate::content::{DateConstruct, PackFiles, embedded_files, load, load_with, prose_texts};
use crate::guide::{household_of, run_scenario, scenario_coverage};
use crate::household::all_odd;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a file with what it should be, or writes it.
fn up_to_date(path: &str, expected: &str) {
    let path = root().join(path);
    if std::env::var_os("MYNAGUIDE_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is out of date: MYNAGUIDE_UPDATE=1 cargo test --lib authors",
        path.display()
    );
}

#[test]
fn the_schemas_in_the_repository_are_the_ones_of_the_loader() {
    for (name, text) in schemas() {
        up_to_date(&format!("assets/schema/{name}.json"), &text);
    }
}

#[test]
fn the_reference_is_the_one_of_the_loader() {
    up_to_date("docs/reference.md", &reference_page());
}

/// A TOML file as JSON, as editors read it for a schema: days and times are texts.
fn json_of(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(s) => json!(s),
            toml::Value::Integer(n) => json!(n),
            toml::Value::Float(f) => json!(f),
            toml::Value::Boolean(b) => json!(b),
            toml::Value::Datetime(when) => json!(when.to_string()),
            toml::Value::Array(list) => list.into_iter().map(convert).collect(),
            toml::Value::Table(table) => Value::Object(table.into_iter().map(|(k, v)| (k, convert(v))).collect()),
        }
    }
    convert(toml::Value::Table(toml::from_str(text).unwrap()))
}

fn errors(schema: &str, value: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(&schema_of(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator
        .iter_errors(value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

/// Which schema a file of a pack has, by its path within the pack.
fn schema_for(path: &str, text: &str) -> String {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["pack.toml"] if text.contains("\nextends") => "local-pack".to_owned(),
        ["pack.toml"] => "pack".to_owned(),
        ["registry", name] => name.trim_end_matches(".toml").to_owned(),
        ["calendar", _] => "calendar".to_owned(),
        ["procedures", _] => "procedure".to_owned(),
        ["scenarios", _] => "scenario".to_owned(),
        _ => "translation".to_owned(),
    }
}

/// Every pack of the repository.
fn packs() -> Vec<(PathBuf, PackFiles)> {
    let mut folders = vec![
        root().join("content/mynumber"),
        root().join("assets/new-pack"),
        root().join("assets/new-local-pack"),
    ];
    for group in ["content/local", "content/demo"] {
        folders.extend(fs::read_dir(root().join(group)).unwrap().map(|e| e.unwrap().path()));
    }
    folders
        .into_iter()
        .map(|folder| (folder.clone(), PackFiles::from_folder(&folder).unwrap()))
        .collect()
}

#[test]
fn every_content_file_fits_its_schema_and_names_it() {
    for (folder, pack) in packs() {
        for (path, text) in &pack.files {
            let schema = schema_for(path, text);
            let found = errors(&schema, &json_of(text));
            assert!(found.is_empty(), "{}/{path}: {found:#?}", folder.display());
            let line = text.lines().next().unwrap_or_default();
            let Some(named) = line.strip_prefix("#:schema ") else {
                panic!(
                    "{}/{path}: the first line names no schema: #:schema .../{schema}.json",
                    folder.display()
                );
            };
            assert!(
                named.ends_with(&format!("/{schema}.json")),
                "{}/{path}: {named}",
                folder.display()
            );
            // New packs bring their schemas along.
            if !folder.starts_with(root().join("assets")) {
                let target = folder.join(path).parent().unwrap().join(named);
                assert!(target.exists(), "{}/{path}: {named} leads nowhere", folder.display());
            }
        }
    }
}

#[test]
fn one_typing_error_gives_one_message() {
    let procedure = fs::read_to_string(root().join("assets/new-pack/procedures/example.toml")).unwrap();
    for (from, to, expected) in [
        ("days   = 14", "dayz   = 14", "dayz"),
        (
            "count  = \"exclude-first\"",
            "count  = \"exclude-frist\"",
            "exclude-frist",
        ),
        ("count  = \"exclude-first\"\n", "", "count"),
        ("move     = \"next\"", "move     = 3", "3"),
        ("kind           = \"legal-duty\"", "kind           = \"legal\"", "legal"),
        (
            "feb29  = \"feb-28\"\nlabel  = { en = \"fifth",
            "feb29  = \"feb-28\"\nmonths = 3\nlabel  = { en = \"fifth",
            "months",
        ),
        ("recorded = true", "recorded = true\nmin = 3", "min"),
    ] {
        assert!(procedure.contains(from), "{from}");
        let found = errors("procedure", &json_of(&procedure.replacen(from, to, 1)));
        assert_eq!(found.len(), 1, "{to}: {found:#?}");
        assert!(found[0].contains(expected), "{to}: {found:?}");
    }
}

#[test]
fn the_keys_a_construct_needs_are_the_ones_without_which_the_loader_refuses_it() {
    let written = new_pack("2026-11-22".parse().unwrap());
    let procedure = &written["procedures/example.toml"];
    let mut seen = Vec::new();
    for construct in DateConstruct::all() {
        let Some(start) = procedure
            .find(&format!("op     = \"{}\"", construct.word()))
            .or_else(|| {
                let spaced =
                    |spaces: usize| procedure.find(&format!("op{} = \"{}\"", " ".repeat(spaces), construct.word()));
                (0..10).find_map(spaced)
            })
        else {
            continue;
        };
        seen.push(construct.word());
        let end = procedure[start..].find("\n\n").map_or(procedure.len(), |n| start + n);
        for key in construct.needed_keys() {
            let block: Vec<&str> = procedure[start..end]
                .lines()
                .filter(|l| l.split('=').next().unwrap().trim() != *key)
                .collect();
            let text = format!("{}{}{}", &procedure[..start], block.join("\n"), &procedure[end..]);
            assert_ne!(&text, procedure, "{} {key}", construct.word());
            assert_eq!(
                errors("procedure", &json_of(&text)).len(),
                1,
                "{} without {key}",
                construct.word()
            );
            let mut files = written.clone();
            files.insert("procedures/example.toml".to_owned(), text);
            assert!(
                load(&as_pack(&files), None).pack.is_none(),
                "{} without {key}",
                construct.word()
            );
        }
    }
    assert_eq!(seen.len(), DateConstruct::all().count(), "the new pack shows {seen:?}");
}

fn as_pack(files: &BTreeMap<String, String>) -> PackFiles {
    let toml = files.iter().filter(|(path, _)| path.ends_with(".toml"));
    let files = toml
        .map(|(path, text)| (path.clone(), Cow::Owned(text.clone())))
        .collect();
    PackFiles {
        name: "new".to_owned(),
        files,
        problems: Vec::new(),
    }
}

#[test]
fn a_new_pack_is_clean_on_the_day_it_is_made_and_its_scenarios_hold() {
    for day in ["2026-11-22", "2031-03-01"] {
        let today = day.parse().unwrap();
        let files = new_pack(today);
        let loaded = load(&as_pack(&files), Some(today));
        assert_eq!(loaded.diagnostics, [], "{day}");
        let pack = loaded.pack.unwrap();
        assert!(scenario_coverage(&pack).is_empty());
        for scenario in &pack.scenarios {
            let outcome = run_scenario(&pack, scenario);
            assert!(
                outcome.checked > 0 && outcome.findings.is_empty(),
                "{}: {:?}",
                scenario.id,
                outcome.findings
            );
        }
        assert!(files.contains_key("schema/procedure.json"));
    }
}

#[test]
fn a_new_local_pack_is_clean_and_does_each_thing_once() {
    let today = "2026-11-22".parse().unwrap();
    let (_, loaded) = load_with(&embedded_files(), &[as_pack(&new_local_pack(today))], None);
    let local: Vec<_> = loaded
        .diagnostics
        .iter()
        .filter(|d| d.file.starts_with("new/"))
        .collect();
    assert!(local.is_empty(), "{local:#?}");
    let pack = loaded.pack.unwrap();
    let how: Vec<String> = pack.touched.iter().map(|t| format!("{:?}", t.how)).collect();
    for word in ["Added", "Changed", "Removed"] {
        assert!(how.iter().any(|h| h.starts_with(word)), "{how:?}");
    }
    for scenario in &pack.scenarios {
        let outcome = run_scenario(&pack, scenario);
        assert!(outcome.findings.is_empty(), "{}: {:?}", scenario.id, outcome.findings);
    }
}

#[test]
fn every_key_of_a_new_pack_is_used_somewhere_in_it() {
    let files = new_pack("2026-11-22".parse().unwrap());
    let all: String = files
        .iter()
        .filter(|(p, _)| p.ends_with(".toml"))
        .map(|(_, t)| t.as_str())
        .collect();
    // Where two keys exclude each other or one stands for another, one of them is enough.
    let elsewhere = [
        "by",
        "second",
        "weeks",
        "years",
        "max",
        "on_or_before",
        "on_or_after",
        "after",
        "before",
        "plan_by",
        "sealed",
        "translation",
        "copy",
        "disputed",
        "label",
        "none",
        "until",
        "date",
        "person",
        "facts",
        "on_notice",
    ];
    for (path, shape) in crate::content::reference()
        .iter()
        .filter(|(path, _)| !path.starts_with("local/"))
    {
        for key in keys_of(shape) {
            let there = all.contains(&format!("{key} ="))
                || all.contains(&format!("{key}  "))
                || all.contains(&format!("[{key}"));
            let inner =
                all.contains(&format!(".{key}")) || all.contains(&format!("[[{key}")) || elsewhere.contains(&key);
            assert!(there || inner, "{path}: `{key}` is nowhere in the new pack");
        }
    }
}

fn keys_of(shape: &crate::content::Shape) -> Vec<&'static str> {
    use crate::content::Shape;
    match shape {
        Shape::List(inner) | Shape::Map(inner) => keys_of(inner),
        Shape::Either(shapes) => shapes.iter().flat_map(keys_of).collect(),
        Shape::Table(table) => {
            let inner = table.keys.iter().flat_map(|k| keys_of(&k.shape));
            table.keys.iter().map(|k| k.key).chain(inner).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn a_prepared_translation_is_empty_and_becomes_one_when_filled_in() {
    let mut files = new_pack("2026-11-22".parse().unwrap());
    let pack = load(&as_pack(&files), None).pack.unwrap();
    let prepared = translation_file(&pack.procedures["example"]);
    let (path, head) = ("i18n/vi/procedures/example.toml", files["pack.toml"].clone());
    files.insert(
        "pack.toml".to_owned(),
        head.replace("partial       = []", "partial       = [\"vi\"]"),
    );
    files.insert(path.to_owned(), prepared.clone());
    let begun = load(&as_pack(&files), None);
    let rules: Vec<_> = begun.diagnostics.iter().map(|d| d.rule).collect();
    assert_eq!(rules, ["i18n-missing"]);
    assert!(!begun.pack.unwrap().procedures["example"].body.summary.has("vi"));
    let filled: String = prepared
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.ends_with("= \"\"") => format!("{}\n", rest.replace("\"\"", "\"xin chào\"")),
            _ => format!("{line}\n"),
        })
        .collect();
    files.insert(path.to_owned(), filled);
    let done = load(&as_pack(&files), None);
    assert_eq!(done.diagnostics, []);
    let pack = done.pack.unwrap();
    assert!(
        prose_texts(&pack.procedures["example"])
            .iter()
            .all(|(_, text)| text.has("vi"))
    );
}

#[test]
fn a_second_field_runs_without_a_change_of_code() {
    let folder = root().join("content/demo/pension-lump-sum");
    let loaded = load(
        &PackFiles::from_folder(&folder).unwrap(),
        Some("2026-11-22".parse().unwrap()),
    );
    assert_eq!(loaded.diagnostics, []);
    let pack = loaded.pack.unwrap();
    assert!(pack.info.demonstration && pack.scenarios.len() >= 5);
    for scenario in &pack.scenarios {
        let outcome = run_scenario(&pack, scenario);
        assert!(
            outcome.checked > 0 && outcome.findings.is_empty(),
            "{}: {:?}",
            scenario.id,
            outcome.findings
        );
    }
}

/// Scenarios are lives as people have them: a range that asks about many of them is too narrow.
#[test]
fn hardly_any_day_of_a_scenario_is_asked_about() {
    let pack = load(&embedded_files(), None).pack.unwrap();
    let usual = pack.scenarios.iter().filter(|s| s.expect.odd.is_none());
    let (mut all, mut asked) = (0, Vec::new());
    for scenario in usual {
        all += 1;
        let found = all_odd(&pack, &household_of(&pack, scenario), scenario.today);
        asked.extend(found.into_iter().map(|odd| (scenario.id.clone(), odd)));
    }
    assert!(
        all > 0 && asked.len() * 50 < all,
        "{} of {all}: {asked:#?}",
        asked.len()
    );
}

#[test]
fn the_local_packs_of_the_repository_fit_the_base() {
    for entry in fs::read_dir(root().join("content/local")).unwrap() {
        let folder = entry.unwrap().path();
        let own = PackFiles::from_folder(&folder).unwrap();
        let base = PackFiles::from_folder(&root().join("content/mynumber")).unwrap();
        let (_, loaded) = load_with(&base, &[own], Some("2026-11-22".parse().unwrap()));
        let shown = folder.display().to_string();
        let local: Vec<_> = loaded
            .diagnostics
            .iter()
            .filter(|d| d.file.starts_with(&shown))
            .collect();
        assert!(local.is_empty(), "{local:#?}");
        let pack = loaded.pack.unwrap();
        assert!(!pack.touched.is_empty() && pack.conflicts.is_empty());
        for scenario in &pack.scenarios {
            let outcome = run_scenario(&pack, scenario);
            assert!(
                outcome.findings.is_empty(),
                "{shown} {}: {:?}",
                scenario.id,
                outcome.findings
            );
        }
    }
}
