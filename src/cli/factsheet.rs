//! `factsheet`: generated cases with their days and reasons, for somebody who knows the field to check.

use std::collections::BTreeSet;

use super::args::{Factsheet, FactsheetFormat};
use super::out::Out;
use super::setup::Setup;
use super::trouble::Trouble;
use crate::content::Id;
use crate::guide::fact_cases;
use crate::intake::find_procedure;
use crate::present::factsheet;

/// Prints the sheet. The same content, day and language give the same sheet.
pub(super) fn run(setup: &Setup, args: &Factsheet, out: &mut Out) -> Result<(), Trouble> {
    let pack = setup.pack()?;
    let mut only: BTreeSet<Id> = BTreeSet::new();
    for typed in &args.procedures {
        only.insert(find_procedure(&pack, typed)?.id.clone());
    }
    let cases = fact_cases(&pack, setup.today, &only);
    let sheet = factsheet(&pack, &setup.strings, &cases, setup.today);
    match args.format {
        FactsheetFormat::Markdown => out.raw(&sheet.to_markdown()),
        FactsheetFormat::Html => out.raw(&sheet.to_html()),
    }
    Ok(())
}
