//! `docs/reference.md`: every key of every file.

use std::fmt::Write as _;

use crate::content::{DateConstruct, KeyShape, RULES, Severity, Shape, TableShape, reference};

/// The page, in Markdown. A test compares it with the file.
pub fn reference_page() -> String {
    let mut page = String::from(
        "# Reference of the content files\n\n\
         Made from the definitions that read the files; do not edit. How the pieces work together is in\n\
         [content-model.md](content-model.md), how to begin in [authors.md](authors.md).\n\n\
         A key marked **must** is always needed. *Words* are `{ en = \"...\" }`, in a registry also with the other\n\
         languages of the pack. A *day* is a date without quotes, or in rules a reference: `\"event:x\"`, `\"fact:x\"`,\n\
         the name of a date, or `\"none\"`.\n",
    );
    for (path, shape) in reference() {
        heading(&mut page, 2, &format!("`{path}`"));
        match &shape {
            Shape::Map(inner) => {
                page.push_str("A table for each id.\n\n");
                section(&mut page, path, inner);
            }
            other => section(&mut page, path, other),
        }
    }
    constructs(&mut page);
    rules(&mut page);
    page
}

fn heading(page: &mut String, level: usize, words: &str) {
    // Writing to a string cannot fail.
    let _ = write!(page, "\n{} {words}\n\n", "#".repeat(level));
}

fn section(page: &mut String, path: &str, shape: &Shape) {
    let Shape::Table(table) = shape else { return };
    let _ = writeln!(page, "{}\n", table.doc);
    keys(page, table);
    for (name, inner) in table.keys.iter().filter_map(|k| Some((k, inner_table(&k.shape)?))) {
        // Names in four forms and the like are shown once, where they are used.
        if inner.keys.len() < 3 && inner.keys.iter().all(|k| inner_table(&k.shape).is_none()) {
            continue;
        }
        let title = format!("{}: `{}`", file_word(path), name.key);
        heading(page, 3, &title);
        let _ = writeln!(page, "{}\n", inner.doc);
        keys(page, inner);
        for (name, deeper) in inner.keys.iter().filter_map(|k| Some((k, inner_table(&k.shape)?))) {
            if deeper.keys.len() >= 3 {
                let _ = write!(page, "\n`{}`: {}\n\n", name.key, deeper.doc);
                keys(page, deeper);
            }
        }
    }
}

fn file_word(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn inner_table(shape: &Shape) -> Option<&TableShape> {
    match shape {
        Shape::Table(table) => Some(table),
        Shape::List(inner) | Shape::Map(inner) => inner_table(inner),
        Shape::Either(shapes) => shapes.iter().find_map(inner_table),
        _ => None,
    }
}

fn keys(page: &mut String, table: &TableShape) {
    page.push_str("| key | value | meaning |\n|---|---|---|\n");
    for KeyShape {
        key,
        doc,
        required,
        shape,
    } in &table.keys
    {
        let must = if *required { " **must**" } else { "" };
        let _ = writeln!(
            page,
            "| `{key}`{must} | {} | {} |",
            value(shape),
            doc.replace('|', "\\|")
        );
    }
}

fn value(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Id => "id".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Bound => "date, `today`, or so far from it (`today+30d`, `today-6m`, `today+11y`)".to_owned(),
        Shape::Time => "time".to_owned(),
        Shape::Whole { .. } => "number".to_owned(),
        Shape::YesNo => "`true`, `false`".to_owned(),
        Shape::Scalar => "text, number, date or `true`".to_owned(),
        Shape::OneOf(words) => words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", "),
        Shape::Either(shapes) => shapes.iter().map(value).collect::<Vec<_>>().join(" or "),
        Shape::Words => "words".to_owned(),
        Shape::Any => "table with the keys of the target".to_owned(),
        Shape::List(inner) => format!("list of {}", value(inner)),
        Shape::Map(inner) => format!("by name: {}", value(inner)),
        Shape::Table(table) => {
            let keys: Vec<String> = table.keys.iter().take(4).map(|k| format!("`{}`", k.key)).collect();
            let more = if table.keys.len() > 4 { ", ..." } else { "" };
            format!("{{ {}{more} }}", keys.join(", "))
        }
    }
}

fn constructs(page: &mut String) {
    heading(page, 2, "Date constructs");
    page.push_str("`op`, `label` and `source` belong to every date. An `offset` counts exactly one unit.\n\n");
    page.push_str("| `op` | needs | also takes |\n|---|---|---|\n");
    for construct in DateConstruct::all() {
        let list = |keys: &[&str]| keys.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
        let _ = writeln!(
            page,
            "| `{}` | {} | {} |",
            construct.word(),
            list(construct.needed_keys()),
            list(construct.other_keys())
        );
    }
}

fn rules(page: &mut String) {
    heading(page, 2, "Rules of the linter");
    page.push_str("`mynaguide lint --explain RULE` says more about each.\n\n| rule | | asks for |\n|---|---|---|\n");
    for rule in RULES {
        let severity = if rule.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        let _ = writeln!(
            page,
            "| `{}` | {severity} | {} |",
            rule.name,
            rule.summary.replace('|', "\\|")
        );
    }
}
