//! `why` and `show`: a deadline's reasons, and a whole procedure, as text.

use super::args::{PlainFormat, Show, Why};
use super::json;
use super::out::Out;
use super::session::Session;
use super::trouble::Trouble;
use crate::content::Id;
use crate::guide::Status;
use crate::intake::{find_deadline, find_person, find_procedure};
use crate::present::{deadline_doc, procedure_doc, why_doc};

/// Prints why a deadline is on the day it is on; of several people for each whom it concerns.
pub(super) fn why(session: &Session<'_>, args: &Why, out: &mut Out) -> Result<(), Trouble> {
    let key = find_deadline(&session.pack, &args.deadline)?;
    let people = session.people(args.person.as_deref())?;
    let scene = session.scene();
    let own: Vec<_> = scene
        .assessment
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
    if args.procedure.contains('/') {
        return show_deadline(session, args, out);
    }
    let procedure = find_procedure(&session.pack, &args.procedure)?;
    let named = args
        .person
        .as_deref()
        .map(|typed| find_person(&session.household, typed))
        .transpose()?;
    let person = named
        .or_else(|| session.household.active().next())
        .map(|p| p.id.clone());
    let (scene, person) = (session.scene(), person.as_ref().map_or("", Id::as_str));
    let doc = procedure_doc(scene, procedure, person);
    match args.format {
        PlainFormat::Json => out.raw(&json::show(scene, procedure, person, &doc)),
        PlainFormat::Text => out.doc(&doc),
    }
    Ok(())
}

/// Prints one deadline: its days, what if it is missed, what to bring; of several people for each whom it concerns.
fn show_deadline(session: &Session<'_>, args: &Show, out: &mut Out) -> Result<(), Trouble> {
    if args.format == PlainFormat::Json {
        let words = "A deadline as JSON is in `due --format json`; `show` gives a whole procedure as JSON.";
        return Err(Trouble::Usage(words.to_owned()));
    }
    let key = find_deadline(&session.pack, &args.procedure)?;
    let people = session.people(args.person.as_deref())?;
    let scene = session.scene();
    // A key of the full screen is of no use here.
    let hint = scene.strings.say("hint-why");
    for deadline in scene
        .assessment
        .deadlines
        .iter()
        .filter(|d| d.key == key && people.contains(&d.person))
    {
        out.gap();
        let mut doc = deadline_doc(scene, deadline);
        doc.blocks
            .retain(|block| block.spans.iter().all(|span| span.text != hint));
        out.doc(&doc);
    }
    Ok(())
}
