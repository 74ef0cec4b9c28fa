//! `why` and `show`: a deadline's reasons, and a whole procedure, as text.

use super::args::{Show, Why};
use super::out::Out;
use super::session::Session;
use super::trouble::Trouble;
use crate::content::Id;
use crate::guide::Status;
use crate::intake::{find_deadline, find_person, find_procedure};
use crate::present::{procedure_doc, why_doc};

/// Prints why a deadline is on the day it is on; of several people for each whom it concerns.
pub(super) fn why(session: &Session<'_>, args: &Why, out: &mut Out) -> Result<(), Trouble> {
    let key = find_deadline(&session.pack, &args.deadline)?;
    let people = session.people(args.person.as_deref())?;
    let assessment = session.assess();
    let scene = session.scene(&assessment);
    let own: Vec<_> = assessment
        .deadlines
        .iter()
        .filter(|d| d.key == key && people.contains(&d.person))
        .collect();
    let concerned = own.iter().any(|d| d.status != Status::NotApplicable);
    for deadline in own
        .into_iter()
        .filter(|d| !concerned || d.status != Status::NotApplicable)
    {
        out.gap();
        out.doc(&why_doc(scene, deadline));
    }
    Ok(())
}

/// Prints a whole procedure with the checklist of one person.
pub(super) fn show(session: &Session<'_>, args: &Show, out: &mut Out) -> Result<(), Trouble> {
    let procedure = find_procedure(&session.pack, &args.procedure)?;
    let named = args
        .person
        .as_deref()
        .map(|typed| find_person(&session.household, typed))
        .transpose()?;
    let person = named
        .or_else(|| session.household.active().next())
        .map(|p| p.id.clone());
    let assessment = session.assess();
    let doc = procedure_doc(
        session.scene(&assessment),
        procedure,
        person.as_ref().map_or("", Id::as_str),
    );
    out.doc(&doc);
    Ok(())
}
