//! All files of a pack, each read by what its path says it is.

use std::ops::Range;

use super::super::check::REGISTRIES;
use super::super::diagnostic::Diagnostic;
use super::super::found::{Findings, did_you_mean};
use super::super::rules;
use super::dom::{Node, parse};
use super::read::{Read, read_entries};
use super::{
    At, RawCalendar, RawDocument, RawFact, RawFee, RawHelper, RawInfo, RawOverlay, RawPhrase, RawPlace, RawProcedure,
    RawRules, RawScenario, RawScenarios, RawSet, RawSource, RawTerm, RawTopic, RawTranslation, RawValidity, Shape,
};

/// Entries of a registry.
pub(in crate::content) type Entries<T> = Vec<(At<String>, T)>;

/// A procedure and its file.
#[derive(Clone, Debug)]
pub(in crate::content) struct ProcedureFile {
    /// Name of the file without its ending.
    pub stem: String,
    /// The procedure.
    pub procedure: RawProcedure,
}

/// A translation and its file.
#[derive(Clone, Debug)]
pub(in crate::content) struct TranslationFile {
    /// Index of the file.
    pub file: usize,
    /// The language, from the path.
    pub lang: String,
    /// Name of the file without its ending.
    pub stem: String,
    /// The translation.
    pub translation: RawTranslation,
}

/// One file as a tree of values.
#[derive(Clone, Debug)]
pub(in crate::content) struct Root {
    /// Index of the file.
    pub file: usize,
    /// Its path within its pack, with slashes.
    pub path: String,
    /// What stands in it.
    pub node: Node,
}

impl Root {
    /// Parses files; the first `prefix` bytes of their paths name the pack.
    pub fn read(files: Range<usize>, prefix: usize, out: &mut Findings<'_>) -> Vec<Self> {
        out.each_file(files, |file, out| Self {
            file,
            path: out.path(file)[prefix..].to_owned(),
            node: parse(file, out),
        })
    }
}

/// Every file of a pack as plain values.
#[derive(Clone, Debug, Default)]
pub(in crate::content) struct RawPack {
    pub info: Option<RawInfo>,
    pub topics: Entries<RawTopic>,
    pub facts: Entries<RawFact>,
    pub documents: Entries<RawDocument>,
    pub sets: Entries<RawSet>,
    pub helpers: Entries<RawHelper>,
    pub places: Entries<RawPlace>,
    pub terms: Entries<RawTerm>,
    pub phrases: Entries<RawPhrase>,
    pub fees: Entries<RawFee>,
    pub sources: Entries<RawSource>,
    pub validities: Entries<RawValidity>,
    pub calendars: Vec<RawCalendar>,
    pub shared: Option<RawRules>,
    pub procedures: Vec<ProcedureFile>,
    pub translations: Vec<TranslationFile>,
    pub scenarios: Vec<RawScenario>,
    /// Files of registries of which a part could not be read, by name.
    pub broken: Vec<String>,
}

impl RawPack {
    /// Reads every file.
    pub fn read(files: usize, out: &mut Findings<'_>) -> Self {
        let roots = Root::read(0..files, 0, out);
        let pack = Self::of(&roots, out);
        if !roots.iter().any(|root| root.path == "pack.toml") {
            let message = "the pack has no file `pack.toml`, which names it, its version and its languages".to_owned();
            out.list
                .push(Diagnostic::new(rules::FILE_MISSING, "pack.toml", "", None, message));
        }
        pack
    }

    /// Reads files that are parsed already, of one pack or of several.
    pub fn of(roots: &[Root], out: &mut Findings<'_>) -> Self {
        let mut pack = Self::default();
        for root in roots {
            pack.file(root.file, &root.path, &root.node, out);
        }
        pack
    }

    fn file(&mut self, file: usize, path: &str, root: &Node, out: &mut Findings<'_>) {
        let parts: Vec<&str> = path.split('/').collect();
        let stem = |name: &str| name.strip_suffix(".toml").unwrap_or(name).to_owned();
        match *parts.as_slice() {
            ["pack.toml"] => self.info = RawInfo::read(root, out),
            ["registry", name] => self.registry(file, &stem(name), root, out),
            ["calendar", _] => self.calendars.extend(RawCalendar::read(root, out)),
            ["procedures", name] => {
                let stem = stem(name);
                let read = RawProcedure::read(root, out);
                self.procedures
                    .extend(read.map(|procedure| ProcedureFile { stem, procedure }));
            }
            ["scenarios", _] => {
                self.scenarios
                    .extend(RawScenarios::read(root, out).map_or_else(Vec::new, |s| s.scenario));
            }
            ["i18n", lang, "procedures", name] => {
                let (lang, stem) = (lang.to_owned(), stem(name));
                let read = RawTranslation::read(root, out);
                self.translations.extend(read.map(|translation| TranslationFile {
                    file,
                    lang,
                    stem,
                    translation,
                }));
            }
            _ => out
                .add_file(rules::FILE_UNKNOWN, file, "no file is read from this place")
                .help(
                    "files are pack.toml, registry/*.toml, calendar/*.toml, procedures/*.toml, scenarios/*.toml \
                 and i18n/LANG/procedures/*.toml",
                ),
        }
    }

    /// The shared rules of several packs stand together.
    fn rules(&mut self, more: Option<RawRules>) {
        match (&mut self.shared, more) {
            (Some(shared), Some(more)) => {
                shared.condition.extend(more.condition);
                shared.param.extend(more.param);
                shared.date.extend(more.date);
            }
            (shared, more) => *shared = shared.take().or(more),
        }
    }

    fn registry(&mut self, file: usize, name: &str, root: &Node, out: &mut Findings<'_>) {
        if out.is_broken(file) {
            self.broken.push(name.to_owned());
        }
        match name {
            "topics" => self.topics.extend(read_entries(root, out)),
            "facts" => self.facts.extend(read_entries(root, out)),
            "documents" => self.documents.extend(read_entries(root, out)),
            "sets" => self.sets.extend(read_entries(root, out)),
            "helpers" => self.helpers.extend(read_entries(root, out)),
            "places" => self.places.extend(read_entries(root, out)),
            "terms" => self.terms.extend(read_entries(root, out)),
            "phrases" => self.phrases.extend(read_entries(root, out)),
            "fees" => self.fees.extend(read_entries(root, out)),
            "sources" => self.sources.extend(read_entries(root, out)),
            "validities" => self.validities.extend(read_entries(root, out)),
            "rules" => self.rules(RawRules::read(root, out)),
            _ => {
                let known: Vec<&str> = REGISTRIES.iter().map(|(_, _, file)| *file).chain(["rules"]).collect();
                let help = did_you_mean(name, known.iter().copied())
                    .unwrap_or_else(|| format!("registries are: {}", known.join(", ")));
                out.add_file(rules::FILE_UNKNOWN, file, format!("no registry is called `{name}`"))
                    .help(help);
            }
        }
    }
}

/// What each kind of file looks like: (path, shape), for schemas and the reference of constructs.
pub fn reference() -> Vec<(&'static str, Shape)> {
    let entries = |shape: Shape| Shape::Map(Box::new(shape));
    vec![
        ("pack.toml", RawInfo::shape()),
        ("local/*/pack.toml", RawOverlay::shape()),
        ("registry/topics.toml", entries(RawTopic::shape())),
        ("registry/facts.toml", entries(RawFact::shape())),
        ("registry/documents.toml", entries(RawDocument::shape())),
        ("registry/sets.toml", entries(RawSet::shape())),
        ("registry/helpers.toml", entries(RawHelper::shape())),
        ("registry/places.toml", entries(RawPlace::shape())),
        ("registry/terms.toml", entries(RawTerm::shape())),
        ("registry/phrases.toml", entries(RawPhrase::shape())),
        ("registry/fees.toml", entries(RawFee::shape())),
        ("registry/sources.toml", entries(RawSource::shape())),
        ("registry/validities.toml", entries(RawValidity::shape())),
        ("registry/rules.toml", RawRules::shape()),
        ("calendar/*.toml", RawCalendar::shape()),
        ("procedures/*.toml", RawProcedure::shape()),
        ("scenarios/*.toml", RawScenarios::shape()),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::{KeyShape, TableShape};
    use super::*;

    fn table<'s>(shape: &'s Shape, path: &str) -> &'s TableShape {
        match shape {
            Shape::Table(table) => table,
            Shape::Map(inner) | Shape::List(inner) => table_of(inner, path),
            other => panic!("{path}: {other:?}"),
        }
    }

    fn table_of<'s>(shape: &'s Shape, path: &str) -> &'s TableShape {
        table(shape, path)
    }

    fn check(table: &TableShape, path: &str) {
        assert!(!table.doc.is_empty(), "{path}");
        for KeyShape { key, doc, shape, .. } in &table.keys {
            assert!(doc.ends_with('.'), "{path}: {key}: {doc}");
            let mut inner = shape;
            while let Shape::List(next) | Shape::Map(next) = inner {
                inner = next;
            }
            if let Shape::Table(next) = inner {
                check(next, &format!("{path} {key}"));
            }
        }
    }

    #[test]
    fn every_key_of_every_file_is_described() {
        for (path, shape) in reference() {
            check(table(&shape, path), path);
        }
    }

    #[test]
    fn keys_that_are_no_rust_names_and_their_needs() {
        let all = reference();
        let facts = all.iter().find(|(path, _)| *path == "registry/facts.toml").unwrap();
        let facts = table(&facts.1, "facts");
        let described = |key: &str| facts.keys.iter().find(|k| k.key == key).unwrap();
        assert!(described("type").required);
        assert_eq!(
            described("type").shape,
            Shape::OneOf(vec!["date", "choice", "yes-no", "count", "event"])
        );
        assert!(!described("where").required);
        assert_eq!(described("where").doc, "Where the answer is found.");
        assert_eq!(serde_json::to_value(&described("ask").shape).unwrap(), "words");
    }
}
