//! From files to a [`Pack`], with every problem of every file.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::check::{check, check_scenarios};
use super::diagnostic::{Diagnostic, Severity};
use super::files::PackFiles;
use super::found::Findings;
use super::id::Id;
use super::pack::Pack;
use super::prose::prose_hash;
use super::raw::{RawPack, RawScenarios, Read, parse};
use super::rules;
use super::scenario::Scenario;

/// What loading gave.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The pack; none if there is any error.
    pub pack: Option<Pack>,
    /// Every problem, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    deadlines: BTreeMap<(Id, Id), Diagnostic>,
}

impl Loaded {
    /// What a check gave.
    pub(super) fn of(pack: Pack, raw: &RawPack, out: Findings<'_>) -> Self {
        let deadlines = deadline_places(raw, &out);
        let diagnostics = sorted(out.list);
        let refused = diagnostics.iter().any(|d| d.severity == Severity::Error);
        Self {
            pack: (!refused).then_some(pack),
            diagnostics,
            deadlines,
        }
    }

    /// For the builders of the program: what has become stale is an error.
    #[must_use]
    pub fn strict(mut self) -> Self {
        for found in self
            .diagnostics
            .iter_mut()
            .filter(|d| d.rule == rules::SOURCE_STALE.name)
        {
            found.severity = Severity::Error;
            self.pack = None;
        }
        self
    }

    /// The diagnostic `scenario-missing` for a deadline: whether a scenario ends on a closed day can only be known by
    /// running it, so that check is made where scenarios are run.
    pub fn scenario_missing(&self, procedure: &Id, deadline: &Id, message: String) -> Diagnostic {
        let place = self.deadlines.get(&(procedure.clone(), deadline.clone()));
        let file = format!("procedures/{procedure}.toml");
        Diagnostic {
            message,
            help: Some(format!("add it to scenarios/{procedure}.toml")),
            ..place.map_or_else(|| no_scenario(&file, "", None), Clone::clone)
        }
    }

    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .count()
    }
}

/// Loads a pack. With `today`, sources that were compared too long ago are reported.
pub fn load(files: &PackFiles, today: Option<NaiveDate>) -> Loaded {
    let mut out = Findings::new(&files.files);
    out.list.extend(files.problems.iter().cloned());
    let raw = RawPack::read(files.files.len(), &mut out);
    let pack = check(&raw, today, &mut out);
    Loaded::of(pack, &raw, out)
}

/// Loads a file of scenarios on its own, for a pack that is loaded already.
///
/// A scenario with problems is returned all the same, without what could not be understood.
pub fn load_scenarios(pack: &Pack, path: &str, text: &str) -> (Vec<Scenario>, Vec<Diagnostic>) {
    let files = PackFiles::single(path, text);
    let mut out = Findings::new(&files.files);
    let root = parse(0, &mut out);
    let raw = RawScenarios::read(&root, &mut out).map_or_else(Vec::new, |file| file.scenario);
    let scenarios = check_scenarios(pack, &raw, &mut out);
    (scenarios, sorted(out.list))
}

/// The translations whose `based` is not the hash of the present English prose: (path, new text).
///
/// Translations of a procedure that has errors itself are left alone.
pub fn stamp_translations(files: &PackFiles) -> Vec<(String, String)> {
    let mut out = Findings::new(&files.files);
    let raw = RawPack::read(files.files.len(), &mut out);
    let pack = check(&raw, None, &mut out);
    let mut changed = Vec::new();
    for file in &raw.translations {
        let based = &file.translation.based;
        let Some(procedure) = pack.procedures.get(file.translation.of.as_str()) else {
            continue;
        };
        let now = prose_hash(procedure);
        let own = format!("procedures/{}.toml", procedure.id);
        let broken = out.list.iter().any(|d| d.file == own && d.severity == Severity::Error);
        if based.value.is_empty() || based.value == now || broken {
            continue;
        }
        let mut text = out.text(file.file).to_owned();
        text.replace_range(based.at.start..based.at.end, &format!("\"{now}\""));
        changed.push((out.path(file.file).to_owned(), text));
    }
    changed
}

fn no_scenario(file: &str, text: &str, span: Option<Range<usize>>) -> Diagnostic {
    Diagnostic::new(rules::SCENARIO_MISSING, file, text, span, String::new())
}

fn deadline_places(raw: &RawPack, out: &Findings<'_>) -> BTreeMap<(Id, Id), Diagnostic> {
    let mut places = BTreeMap::new();
    for file in &raw.procedures {
        for deadline in &file.procedure.deadlines {
            let at = deadline.id.at;
            let place = no_scenario(out.path(at.file), out.text(at.file), Some(at.start..at.end));
            places.insert((Id::new(&file.procedure.id.value), Id::new(&deadline.id.value)), place);
        }
    }
    places
}

/// In the order of files and places; a problem that was met twice is one.
fn sorted(mut list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |d: &Diagnostic| (d.file.clone(), d.span.as_ref().map_or(0, |s| s.start), d.severity);
    list.sort_by_cached_key(place);
    list.dedup();
    list
}
