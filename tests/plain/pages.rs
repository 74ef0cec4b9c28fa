//! What is printed for other programs, checked against the schemas that `schema` prints.

use serde_json::{Value, json};

use crate::support::Shell;

fn validator(shell: &Shell, name: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&shell.ok(&format!("schema {name}"))).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).unwrap_or_else(|e| panic!("{name}: {e}"))
}

pub fn check(shell: &Shell, name: &str, line: &str) -> Value {
    let page: Value = serde_json::from_str(&shell.say(line).out).unwrap_or_else(|e| panic!("{line}: {e}"));
    let validator = validator(shell, name);
    let errors: Vec<String> = validator
        .iter_errors(&page)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{line}: {errors:#?}");
    assert_eq!(page["schema"], if name == "household" { 1 } else { 2 }, "{line}");
    page
}

#[test]
fn every_page_is_as_its_schema_says() {
    let shell = Shell::moved();
    shell.ok("undo");
    for lang in ["en", "ja"] {
        for (name, line) in [
            ("due", "due --format json"),
            ("due", "due --format json --everything"),
            ("due", "due --format json --all"),
            ("show", "show move-in --format json"),
            ("show", "show card-lost --format json"),
            ("find", "find card --format json --most 100"),
            ("find", "find qqqqzzzz --format json"),
            ("ask", "ask --format json"),
            ("ask", "ask --all --format json"),
            ("history", "history --format json"),
            ("household", "export json"),
            ("visits", "visits --format json"),
            ("visits", "visits --format json --who agent"),
            ("bag", "bag --format json"),
            ("bag", "bag move-in card-extension --format json"),
            ("say", "say move-in --format json"),
        ] {
            check(&shell, name, &format!("{line} --lang {lang}"));
        }
    }
    // Somebody who has told nothing yet.
    let new = Shell::new();
    for (name, line) in [
        ("due", "due --format json"),
        ("due", "due --format json --all"),
        ("ask", "ask --format json"),
        ("history", "history --format json"),
        ("household", "export json"),
    ] {
        check(&new, name, line);
    }
}

#[test]
fn a_page_that_lacks_a_key_or_has_a_wrong_one_is_refused() {
    let shell = Shell::moved();
    let good = check(&shell, "due", "due --format json");
    let validator = validator(&shell, "due");
    let mut lacks = good.clone();
    lacks["deadlines"][0].as_object_mut().unwrap().remove("closes");
    let mut wrong = good.clone();
    wrong["deadlines"][0]["status"] = json!("soon");
    let mut day = good.clone();
    day["today"] = json!("1 December");
    let mut more = good;
    more["extra"] = json!(1);
    for page in [lacks, wrong, day, more] {
        assert!(!validator.is_valid(&page));
    }
}

#[test]
fn schemas_are_listed_and_a_near_miss_is_told() {
    let shell = Shell::new();
    let names = shell.ok("schema");
    for name in ["ask", "due", "find", "history", "household", "show", "procedure"] {
        assert!(names.lines().any(|line| line == name), "{name}: {names}");
    }
    let said = shell.say("schema duee");
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(
        said.err.contains("did you mean `due`?") && said.err.lines().count() == 1,
        "{}",
        said.err
    );
}

#[test]
fn found_things_have_their_names_and_where_to_read_on() {
    let shell = Shell::new();
    for typed in [
        "zairyu",
        "zairyuu",
        "zairyū",
        "ざいりゅう",
        "在留",
        "gaijin card",
        "residense card",
    ] {
        let page: Value = serde_json::from_str(&shell.run(["find", typed, "--format", "json"]).out).unwrap();
        let ids: Vec<&str> = page["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["id"].as_str().unwrap())
            .collect();
        assert!(ids.contains(&"residence-card"), "{typed}: {ids:?}");
    }
    let text = shell.run(["find", "gaijin", "card"]).out;
    for words in [
        "Residence card 在留カード",
        "zairyū kādo",
        "also called “gaijin card”",
        "Needed for:",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(shell.ok("find move in").contains("mynaguide show move-in"));
    let none = shell.ok("find qqqqzzzz");
    assert!(none.contains("Nothing found"), "{none}");
    let secret = shell.say("find 1234 5678 9012");
    assert_eq!(secret.code, 2);
    assert!(!secret.err.contains("1234"), "{}", secret.err);
}

#[test]
fn history_tells_what_was_taken_back() {
    let shell = Shell::moved();
    shell.ok("undo");
    let page = check(&shell, "history", "history --format json");
    let entries = page["entries"].as_array().unwrap();
    assert_eq!(entries[0]["undoes"], entries[1]["revision"]);
    assert_eq!(entries[1]["undone_by"], entries[0]["revision"]);
    assert_eq!(entries[1]["changes"][0]["data"]["change"], "tick");
}
