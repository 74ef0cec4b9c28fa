//! New packs: small ones that lint clean and show each construct once. The files lie in `assets`, so that they are
//! checked like any other pack.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::schema::schemas;

/// The day on which the examples were written; a new pack begins on the day it is made.
const WRITTEN: &str = "2026-11-22";

macro_rules! files {
    ($folder:literal: $($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../assets/", $folder, "/", $path)))),+]
    };
}

const WHOLE: &[(&str, &str)] = files!("new-pack":
    "pack.toml",
    "calendar/holidays.toml",
    "i18n/ja/procedures/example.toml",
    "procedures/example.toml",
    "registry/documents.toml",
    "registry/facts.toml",
    "registry/fees.toml",
    "registry/helpers.toml",
    "registry/phrases.toml",
    "registry/places.toml",
    "registry/rules.toml",
    "registry/sets.toml",
    "registry/sources.toml",
    "registry/validities.toml",
    "registry/terms.toml",
    "registry/topics.toml",
    "scenarios/example.toml",
);

const LOCAL: &[(&str, &str)] = files!("new-local-pack":
    "pack.toml",
    "registry/places.toml",
    "registry/sources.toml",
    "scenarios/local.toml",
);

/// The files of a whole pack by path, with the schemas for editors beside them.
pub fn new_pack(today: NaiveDate) -> BTreeMap<String, String> {
    with_schemas(WHOLE, today)
}

/// The files of a local pack by path, with the schemas for editors beside them.
pub fn new_local_pack(today: NaiveDate) -> BTreeMap<String, String> {
    with_schemas(LOCAL, today)
}

fn with_schemas(files: &[(&str, &str)], today: NaiveDate) -> BTreeMap<String, String> {
    let texts = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.replace(WRITTEN, &today.to_string())));
    let schemas = schemas()
        .into_iter()
        .map(|(name, text)| (format!("schema/{name}.json"), text));
    texts.chain(schemas).collect()
}
