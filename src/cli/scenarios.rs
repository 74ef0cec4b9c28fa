//! `test`: runs the scenarios that test the rules.

use std::fs;
use std::path::Path;

use super::Verdict;
use super::args::Test;
use super::files::bounded;
use super::out::Out;
use super::setup::{Setup, harmless};
use super::trouble::Trouble;
use crate::content::{Pack, PackFiles, Scenario, Severity, load_scenarios};
use crate::guide::{Finding, Outcome, assess, household_of, run_scenario};
use crate::present::why::Teller;
use crate::present::{Doc, Scene};
use crate::text::clean;

/// A scenario file is text of a few kilobytes; anything much longer is something else.
const MAX_BYTES: u64 = 1 << 20;

/// Runs the scenarios of the files, or of the content, and prints each expectation that does not hold.
pub(super) fn run(setup: &Setup, args: &Test, out: &mut Out) -> Result<Verdict, Trouble> {
    let pack = setup.pack_with_scenarios()?;
    let mut own = Vec::new();
    for file in &args.files {
        own.extend(read(setup, &pack, file)?);
    }
    let scenarios = if args.files.is_empty() { &*pack.scenarios } else { &own };
    let (mut passed, mut failed) = (0, 0);
    for scenario in scenarios {
        let outcome = run_scenario(&pack, scenario);
        if outcome.findings.is_empty() {
            passed += 1;
        } else {
            failed += 1;
            report(setup, &pack, scenario, &outcome, out);
        }
    }
    let skipped: Vec<_> = pack
        .overlays
        .iter()
        .flat_map(|o| o.skip.iter().map(move |skip| (o, skip)))
        .collect();
    if args.files.is_empty() {
        for (overlay, (id, why)) in &skipped {
            out.line(format!(
                "left out {id} (pack {}): {}",
                overlay.id,
                why.get(setup.strings.lang())
            ));
        }
    }
    out.line(format!("{passed} passed, {failed} failed"));
    Ok(if failed > 0 {
        Verdict::DoesNotHold
    } else {
        Verdict::Fine
    })
}

fn read(setup: &Setup, pack: &Pack, file: &Path) -> Result<Vec<Scenario>, Trouble> {
    harmless(file)?;
    let failed = |problem| Trouble::File {
        path: file.to_owned(),
        problem,
    };
    if fs::metadata(file).map_err(failed)?.len() > MAX_BYTES {
        return Err(Trouble::Usage(format!(
            "{} is too long for a file of scenarios.",
            file.display()
        )));
    }
    let text = bounded(file).map_err(failed)?;
    let shown = clean(&file.display().to_string());
    let (scenarios, diagnostics) = load_scenarios(pack, &shown, &text);
    let errors: Vec<_> = diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
    if errors.is_empty() {
        return Ok(scenarios);
    }
    let files = PackFiles::single(&shown, &text);
    let shown: Vec<String> = errors.iter().map(|d| d.render(&files, setup.style.color)).collect();
    Err(Trouble::Content {
        shown: shown.join("\n\n"),
    })
}

fn report(setup: &Setup, pack: &Pack, scenario: &Scenario, outcome: &Outcome, out: &mut Out) {
    let household = household_of(pack, scenario);
    let assessment = assess(pack, &household, scenario.today);
    let scene = Scene {
        pack,
        household: &household,
        assessment: &assessment,
        strings: &setup.strings,
    };
    out.line(format!(
        "FAILED {} ({}:{}): {}",
        scenario.id, scenario.file, scenario.line, scenario.name
    ));
    for finding in &outcome.findings {
        self::finding(scene, finding, out);
    }
    out.gap();
}

fn finding(scene: Scene<'_>, finding: &Finding, out: &mut Out) {
    out.line(format!("  {}", finding.what));
    out.line(format!("    expected {}", finding.expected));
    out.line(format!("    found    {}", finding.found));
    if let Some(why) = &finding.why {
        let mut doc = Doc::default();
        Teller { scene }.tell(why, 0, &mut doc);
        for line in doc.to_text(out.style().width.saturating_sub(4)).lines() {
            out.line(format!("    {line}"));
        }
    }
}
