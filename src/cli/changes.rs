//! `changes`: what changes when.

use super::args::Changes;
use super::out::Out;
use super::setup::Setup;
use super::trouble::Trouble;
use crate::present::changes_doc;

/// Prints every dated row that lies ahead, or all of them.
pub(super) fn run(setup: &Setup, args: &Changes, out: &mut Out) -> Result<(), Trouble> {
    let pack = setup.pack()?;
    out.doc(&changes_doc(&pack, &setup.strings, setup.today, args.all));
    Ok(())
}
