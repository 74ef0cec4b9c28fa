//! `test`: runs the scenarios that test the rules.

use std::fs;
use std::path::{Path, PathBuf};

use super::Verdict;
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
pub(super) fn run(setup: &Setup, files: &[PathBuf], out: &mut Out) -> Result<Verdict, Trouble> {
    let pack = setup.pack_with_scenarios()?;
    let mut own = Vec::new();
    for file in files {
        own.extend(read(setup, &pack, file)?);
    }
    let scenarios = if files.is_empty() { &*pack.scenarios } else { &own };
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
    for overlay in pack.overlays.iter().filter(|_| files.is_empty()) {
        for (id, why) in &overlay.skip {
            let why = why.get(setup.strings.lang());
            out.line(format!("left out {id} (pack {}): {why}", overlay.id));
        }
    }
    out.line(format!("{passed} passed, {failed} failed"));
    Ok(Verdict::holds(failed == 0))
}

fn read(setup: &Setup, pack: &Pack, file: &Path) -> Result<Vec<Scenario>, Trouble> {
    harmless(file)?;
    if fs::metadata(file).map_err(Trouble::file(file))?.len() > MAX_BYTES {
        return Err(Trouble::Usage(format!(
            "{} is too long for a file of scenarios.",
            file.display()
        )));
    }
    let text = bounded(file).map_err(Trouble::file(file))?;
    let shown = clean(&file.display().to_string());
    let (scenarios, diagnostics) = load_scenarios(pack, &shown, &text);
    if diagnostics.iter().all(|d| d.severity != Severity::Error) {
        return Ok(scenarios);
    }
    let files = PackFiles::single(&shown, &text);
    Err(Trouble::content(&diagnostics, &files, setup.style.color))
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
