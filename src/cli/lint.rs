//! `lint` and `translate stamp`: for the authors of content.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::Verdict;
use super::args::{Lint, LintFormat};
use super::out::Out;
use super::setup::{Setup, folder};
use super::trouble::Trouble;
use crate::content::{Diagnostic, Loaded, PackFiles, RULES, Severity, lint_rule, load, stamp_translations};
use crate::guide::{LastDay, scenario_coverage};
use crate::intake::{accept, nearest};

/// Checks a content folder.
pub(super) fn run(setup: &Setup, args: &Lint, out: &mut Out) -> Result<Verdict, Trouble> {
    if let Some(rule) = &args.explain {
        return explain(rule, out).map(|()| Verdict::Fine);
    }
    let files = match &args.dir {
        Some(dir) => folder(dir)?,
        None => setup.files()?,
    };
    let loaded = load(&files, Some(setup.today));
    let loaded = if args.strict { loaded.strict() } else { loaded };
    let diagnostics = with_coverage(&files, loaded);
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match args.format {
        LintFormat::Json => out.raw(&json(&diagnostics, errors, warnings)),
        LintFormat::Short => diagnostics.iter().for_each(|d| out.line(d.short())),
        LintFormat::Text => {
            for found in &diagnostics {
                out.raw(&found.render(&files, out.style().color));
                out.gap();
            }
            out.line(format!("{errors} errors, {warnings} warnings"));
        }
    }
    let fails = errors > 0 || (args.strict && warnings > 0);
    Ok(if fails { Verdict::DoesNotHold } else { Verdict::Fine })
}

/// The diagnostics together with those of the scenarios that are missing.
fn with_coverage(files: &PackFiles, loaded: Loaded) -> Vec<Diagnostic> {
    let mut diagnostics = loaded.diagnostics.clone();
    // With a folder of errors there is no pack yet, and the gaps are found after they are corrected.
    let strictly = || load(files, None).pack;
    let pack = loaded.pack.clone().or_else(strictly);
    for gap in pack.iter().flat_map(scenario_coverage) {
        let message = match gap.last_day {
            LastDay::Closed => format!(
                "no scenario expects a day of `{}` with its last day on a closed day",
                gap.key
            ),
            LastDay::Open => format!(
                "no scenario expects a day of `{}` with its last day on an open day",
                gap.key
            ),
        };
        diagnostics.push(loaded.scenario_missing(&gap.key.procedure, &gap.key.deadline, message));
    }
    diagnostics
}

fn json(diagnostics: &[Diagnostic], errors: usize, warnings: usize) -> String {
    #[derive(Serialize)]
    struct Page<'a> {
        schema: u32,
        errors: usize,
        warnings: usize,
        diagnostics: &'a [Diagnostic],
    }
    // Plain words and numbers always have a form in JSON.
    serde_json::to_string_pretty(&Page {
        schema: 1,
        errors,
        warnings,
        diagnostics,
    })
    .unwrap_or_default()
}

fn explain(typed: &str, out: &mut Out) -> Result<(), Trouble> {
    let typed = accept(typed)?;
    let Some(rule) = lint_rule(&typed) else {
        let near = nearest(&typed, RULES.iter().map(|r| r.name));
        let known = || RULES.iter().map(|r| r.name).collect::<Vec<_>>().join(", ");
        let hint = near.map_or_else(
            || format!("known: {}.", known()),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(Trouble::Usage(format!("There is no rule `{typed}`; {hint}")));
    };
    out.line(format!("{} ({})", rule.name, rule.severity));
    out.line(rule.summary);
    Ok(())
}

/// Writes into each translation from which English text it was made.
pub(super) fn stamp(dir: &Path, out: &mut Out) -> Result<(), Trouble> {
    let files = folder(dir)?;
    let stamped = stamp_translations(&files);
    for (path, text) in &stamped {
        let path = dir.join(path);
        fs::write(&path, text).map_err(|problem| Trouble::File {
            path: path.clone(),
            problem,
        })?;
        out.line(path.display().to_string());
    }
    out.line(format!("{} stamped", stamped.len()));
    Ok(())
}
