//! JSON Schemas for editors, made from the definitions that read the files.
//!
//! They are a convenience: they complete keys, show what a key means, and mark a misspelt key or value while it is
//! typed. What leads where, and whether the days make sense, only `mynaguide lint` knows. Tables stay flat, with
//! `if`/`then` for the keys of each construct, because a `oneOf` gives ten messages for one typing error.

use serde_json::{Map, Value, json};

use crate::content::{DateConstruct, KeyShape, Shape, TableShape, reference};

/// The schemas by name and by the files they are for.
const NAMES: [(&str, &str); 17] = [
    ("pack", "pack.toml"),
    ("local-pack", "local/*/pack.toml"),
    ("topics", "registry/topics.toml"),
    ("facts", "registry/facts.toml"),
    ("documents", "registry/documents.toml"),
    ("sets", "registry/sets.toml"),
    ("helpers", "registry/helpers.toml"),
    ("places", "registry/places.toml"),
    ("terms", "registry/terms.toml"),
    ("phrases", "registry/phrases.toml"),
    ("fees", "registry/fees.toml"),
    ("sources", "registry/sources.toml"),
    ("validities", "registry/validities.toml"),
    ("rules", "registry/rules.toml"),
    ("calendar", "calendar/*.toml"),
    ("procedure", "procedures/*.toml"),
    ("scenario", "scenarios/*.toml"),
];

/// What the words of some keys mean, as `key.word`; editors show it while one is chosen.
const WORDS: [(&str, &str); 17] = [
    (
        "count.exclude-first",
        "The first day is not counted: 14 days from the 1st end on the 15th (Civil Code 140).",
    ),
    (
        "count.include-first",
        "The first day is day 1: 14 days from the 1st end on the 14th.",
    ),
    (
        "count.civil",
        "A period of months or years that ends the day before the matching day (Civil Code 143).",
    ),
    (
        "count.calendar",
        "The same day so many months or years away, clamped to the end of the month.",
    ),
    ("feb29.feb-28", "In a common year the birthday is taken as 28 February."),
    ("feb29.mar-1", "In a common year the birthday is taken as 1 March."),
    (
        "rule.law",
        "An age is reached on the day before the birthday, as Japanese law counts.",
    ),
    ("rule.birthday", "An age is reached on the birthday."),
    ("move.next", "A limit for filing moves to the next open day."),
    (
        "move.previous",
        "The last open day before; for planning, never for the end itself.",
    ),
    (
        "missing.unknown",
        "If one of the days is not known, the result is not known.",
    ),
    ("missing.ignore", "A day that is not known is left out."),
    (
        "kind.legal-duty",
        "A limit for filing set by law; it may roll over closed days.",
    ),
    ("kind.validity-end", "Something ends by itself; it never rolls."),
    ("kind.window", "A time in which something can be done."),
    ("kind.advice", "Good to do; nothing is lost by law."),
    ("confidence.low", "Never feeds a computed date."),
];

/// Every schema: its name and its text, ending in a line break.
pub fn schemas() -> Vec<(&'static str, String)> {
    let shapes = reference();
    let named = NAMES.iter().filter_map(|(name, path)| {
        let (_, shape) = shapes.iter().find(|(known, _)| known == path)?;
        Some((*name, page(name, path, shape)))
    });
    named.chain([("translation", translation())]).collect()
}

/// One schema by name.
pub fn schema_of(name: &str) -> Option<String> {
    schemas()
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| text)
}

fn page(name: &str, path: &str, shape: &Shape) -> String {
    let mut page = Map::new();
    page.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    page.insert("title".into(), format!("mynaguide: {name} ({path})").into());
    if let Value::Object(root) = schema("", shape) {
        page.extend(root);
    }
    finish(&Value::Object(page))
}

fn finish(page: &Value) -> String {
    // A value that was made here always has a text.
    serde_json::to_string_pretty(page).unwrap_or_default() + "\n"
}

/// Translations have the keys of whatever procedure they are of, so that only their head is described.
fn translation() -> String {
    finish(&json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "mynaguide: translation (i18n/LANG/procedures/*.toml)",
        "description": "The texts of one procedure in another language, by the same keys.",
        "type": "object",
        "required": ["of", "based", "status"],
        "properties": {
            "of": { "type": "string", "description": "The procedure." },
            "based": {
                "type": "string",
                "description": "Hash of the English text it was made from; `mynaguide translate stamp` writes it."
            },
            "status": {
                "enum": ["draft", "reviewed", "verified", "official"],
                "description": "How far it has been read by others."
            },
            "by": { "type": "string", "description": "Who read it." },
            "second": { "type": "string", "description": "Who else read it." },
        },
        "additionalProperties": { "type": ["string", "object"] },
    }))
}

fn schema(key: &str, shape: &Shape) -> Value {
    match shape {
        Shape::Text | Shape::Id => json!({ "type": "string", "minLength": 1 }),
        Shape::Date | Shape::Time => json!({ "type": "string" }),
        Shape::Bound => json!({ "type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|today([+-]\d+[dmy])?)$" }),
        Shape::Whole { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Shape::YesNo => json!({ "type": "boolean" }),
        Shape::Scalar => json!({ "type": ["string", "integer", "boolean"] }),
        Shape::OneOf(words) => one_of(key, words),
        Shape::Either(shapes) => either(key, shapes),
        Shape::Words => json!({
            "type": "object",
            "additionalProperties": { "type": "string", "minLength": 1 },
            "if": { "not": { "required": ["en"] } },
            "then": { "additionalProperties": refused("beside it: the words in English, `en`") },
        }),
        Shape::Any => json!({ "type": "object" }),
        Shape::List(inner) => json!({ "type": "array", "items": schema(key, inner) }),
        Shape::Map(inner) => json!({ "type": "object", "additionalProperties": schema(key, inner) }),
        Shape::Table(table) => self::table(table),
    }
}

fn one_of(key: &str, words: &[&'static str]) -> Value {
    let mut schema = json!({ "enum": words });
    let doc = |word| {
        let named = format!("{key}.{word}");
        WORDS.iter().find(|(known, _)| *known == named).map(|(_, doc)| *doc)
    };
    let docs: Vec<Option<&str>> = words.iter().map(doc).collect();
    if docs.iter().any(Option::is_some) {
        schema["x-taplo"] = json!({ "docs": { "enumValues": docs } });
    }
    schema
}

/// Shapes of different types in one flat schema: each keyword speaks only about values of its own type.
fn either(key: &str, shapes: &[Shape]) -> Value {
    let mut types = Vec::new();
    let mut all = Map::new();
    for shape in shapes {
        let Value::Object(mut one) = schema(key, shape) else {
            continue;
        };
        match one.remove("type") {
            Some(Value::Array(several)) => types.extend(several),
            Some(one) => types.push(one),
            None => {}
        }
        all.extend(one);
    }
    types.dedup();
    all.insert("type".into(), types.into());
    Value::Object(all)
}

/// Refuses whatever stands here, with words of our own. Editors mark exactly this value; an error of the whole table
/// (`additionalProperties: false`, `required`) is repeated by taplo at everything in it.
fn refused(words: &str) -> Value {
    json!({ "const": words })
}

fn table(table: &TableShape) -> Value {
    let mut properties = Map::new();
    for key in &table.keys {
        let mut value = schema(key.key, &key.shape);
        value["description"] = key.doc.clone().into();
        properties.insert(key.key.to_owned(), value);
    }
    let mut all = json!({ "type": "object", "description": table.doc, "properties": properties });
    all["additionalProperties"] = refused("nothing: no such key is known here");
    let has = |key: &str| table.keys.iter().any(|k| k.key == key);
    let mut rules = missing(&table.keys);
    if has("op") {
        rules.extend(dates(&table.keys));
    } else if has("recorded") && has("on_or_before") {
        rules.extend(conditions(&table.keys));
    }
    let required: Vec<&str> = table.keys.iter().filter(|k| k.required).map(|k| k.key).collect();
    if required.len() == 1 && !has("op") {
        all["required"] = required.into();
    }
    if !rules.is_empty() {
        // A misspelt key is told once, as a key that is not known, and not once more as one that is missing.
        let names: Vec<&str> = table.keys.iter().map(|k| k.key).collect();
        all["if"] = json!({ "propertyNames": { "enum": names } });
        all["then"] = json!({ "allOf": rules });
    }
    all
}

/// A key that is missing is told at another key that is always there.
fn missing(keys: &[KeyShape]) -> Vec<Value> {
    let required: Vec<&str> = keys.iter().filter(|k| k.required).map(|k| k.key).collect();
    let rule = |key: &&str| {
        let beside = required.iter().find(|other| *other != key)?;
        Some(needs(json!({ "required": [beside] }), beside, key))
    };
    required.iter().filter_map(rule).collect()
}

/// Where a test holds and a key is missing, the value beside it is refused.
fn needs(mut test: Value, beside: &str, key: &str) -> Value {
    test["not"] = json!({ "required": [key] });
    let words = format!("more: the key `{key}` is missing");
    json!({ "if": test, "then": { "properties": { (beside): refused(&words) } } })
}

/// What belongs to each `op`.
fn dates(keys: &[KeyShape]) -> Vec<Value> {
    let always = ["op", "label", "source"];
    let mut rules = Vec::new();
    for construct in DateConstruct::all() {
        let test = json!({ "required": ["op"], "properties": { "op": { "const": construct.word() } } });
        let foreign = keys
            .iter()
            .map(|k| k.key)
            .filter(|k| !always.contains(k) && construct.keys().all(|taken| taken != *k));
        rules.push(only(
            &test,
            foreign,
            &format!("nothing: it has no meaning for `{}`", construct.word()),
        ));
        rules.extend(construct.needed_keys().iter().map(|key| needs(test.clone(), "op", key)));
    }
    rules
}

/// What belongs to each sort of condition.
fn conditions(keys: &[KeyShape]) -> Vec<Value> {
    let age = json!({ "required": ["fact"], "properties": { "fact": { "const": "age" } } });
    let fact = json!({ "required": ["fact"], "properties": { "fact": { "not": { "const": "age" } } } });
    let event = json!({ "required": ["event"] });
    let rule = |test: &Value, allowed: &[&str]| {
        let foreign = keys.iter().map(|k| k.key).filter(|k| !allowed.contains(k));
        only(test, foreign, "nothing: it does not belong into this kind of condition")
    };
    vec![
        rule(&age, &["fact", "on", "min", "max"]),
        needs(age, "fact", "on"),
        rule(&fact, &["fact", "is", "in", "known"]),
        rule(&event, &["event", "recorded", "since"]),
        needs(event, "event", "recorded"),
        rule(
            &json!({ "required": ["date"] }),
            &["date", "before", "after", "on_or_before", "on_or_after"],
        ),
    ]
}

/// Where a test holds, these keys are refused.
fn only<'k>(test: &Value, foreign: impl Iterator<Item = &'k str>, words: &str) -> Value {
    let refused: Map<String, Value> = foreign.map(|k| (k.to_owned(), refused(words))).collect();
    json!({ "if": test, "then": { "properties": refused } })
}
