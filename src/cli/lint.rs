//! `lint`: for the authors of content.

use serde_json::json;

use super::Verdict;
use super::args::{Lint, LintFormat};
use super::json::{SCHEMA, page};
use super::out::Out;
use super::setup::{Setup, folder};
use super::trouble::Trouble;
use super::usage::unknown;
use crate::authors::rule_page;
use crate::content::{
    Diagnostic, Loaded, Pack, PackFiles, ProseCoverage, RULES, Severity, is_overlay, lint_rule, load_with,
    prose_coverage,
};
use crate::guide::{LastDay, scenario_coverage};
use crate::intake::accept;

/// Checks a content folder.
pub(super) fn run(setup: &Setup, args: &Lint, out: &mut Out) -> Result<Verdict, Trouble> {
    if let Some(rule) = &args.explain {
        return explain(rule, out).map(|()| Verdict::Fine);
    }
    let (base, overlays) = packs(setup, args)?;
    let (files, loaded) = load_with(&base, &overlays, Some(setup.today));
    let mut loaded = if args.strict { loaded.strict() } else { loaded };
    // Of a pack with errors the rest shows after those are corrected; what is only stale hides nothing.
    let pack = loaded.pack.take().or_else(|| load_with(&base, &overlays, None).1.pack);
    let mut diagnostics = with_gaps(&loaded, pack.as_ref());
    if !overlays.is_empty() {
        // The author of a local pack cannot do anything about a warning in the base.
        let local = |d: &Diagnostic| overlays.iter().any(|pack| d.file.starts_with(&pack.shown_path("")));
        diagnostics.retain(|d| d.severity == Severity::Error || local(d));
    }
    let languages = pack.as_ref().map_or_else(Vec::new, prose_coverage);
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match args.format {
        LintFormat::Json => out.raw(&json(&diagnostics, &languages, errors, warnings)),
        LintFormat::Jsonl => {
            for found in &diagnostics {
                // Plain words and numbers always have a form in JSON.
                out.line(serde_json::to_string(found).unwrap_or_default());
            }
        }
        LintFormat::Short => {
            for found in &diagnostics {
                // With the path as an editor can open it.
                out.line(found.short().replacen(&found.file, &files.shown_path(&found.file), 1));
            }
        }
        LintFormat::Text => {
            for found in &diagnostics {
                out.raw(&found.render(&files, out.style().color));
                out.gap();
            }
            for language in &languages {
                out.line(coverage_line(language));
            }
            out.line(format!("{errors} errors, {warnings} warnings"));
        }
    }
    let fails = errors > 0 || (args.strict && warnings > 0);
    Ok(Verdict::holds(!fails))
}

/// The pack to check and the local packs on it. A folder that is a local pack is checked on top of the content.
fn packs(setup: &Setup, args: &Lint) -> Result<(PackFiles, Vec<PackFiles>), Trouble> {
    let mut overlays = setup.overlays()?;
    let base = match args.dir.as_deref().map(folder).transpose()? {
        Some(own) if is_overlay(&own) => {
            overlays.push(own);
            setup.files()?
        }
        Some(own) => own,
        None => setup.files()?,
    };
    Ok((base, overlays))
}

/// The diagnostics together with those of the scenarios that are missing.
fn with_gaps(loaded: &Loaded, pack: Option<&Pack>) -> Vec<Diagnostic> {
    let mut diagnostics = loaded.diagnostics.clone();
    for gap in pack.into_iter().flat_map(scenario_coverage) {
        let day = match gap.last_day {
            LastDay::Closed => "a closed",
            LastDay::Open => "an open",
        };
        let message = format!(
            "no scenario expects a day of `{}` with its last day on {day} day",
            gap.key
        );
        diagnostics.push(loaded.scenario_missing(&gap.key.procedure, &gap.key.deadline, message));
    }
    diagnostics
}

/// `ja: 1612 of 1612 texts, 0 of 37 procedures outdated`.
fn coverage_line(c: &ProseCoverage) -> String {
    let (language, there, texts) = (&c.language, c.translated, c.texts);
    format!(
        "{language}: {there} of {texts} texts, {} of {} procedures outdated",
        c.outdated, c.procedures
    )
}

fn json(diagnostics: &[Diagnostic], languages: &[ProseCoverage], errors: usize, warnings: usize) -> String {
    page(&json!({
        "schema": SCHEMA,
        "errors": errors,
        "warnings": warnings,
        "languages": languages,
        "diagnostics": diagnostics,
    }))
}

fn explain(typed: &str, out: &mut Out) -> Result<(), Trouble> {
    let typed = accept(typed)?;
    let known: Vec<&str> = RULES.iter().map(|r| r.name).collect();
    let rule = lint_rule(&typed).ok_or_else(|| unknown("rule", &typed, &known))?;
    out.raw(&rule_page(rule));
    Ok(())
}
