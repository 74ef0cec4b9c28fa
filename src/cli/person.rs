//! `person`: the people of the household. A label is all that is kept of a name.

use super::args::{Person, PersonCommand};
use super::out::Out;
use super::session::Session;
use super::told;
use super::trouble::Trouble;
use crate::household::edit;
use crate::intake::{accept, find_person};

/// Lists the people, or changes one of them.
pub(super) fn run(session: &mut Session<'_>, args: &Person, out: &mut Out) -> Result<(), Trouble> {
    let household = &session.household;
    let changes = match &args.command {
        None => {
            list(session, out);
            return Ok(());
        }
        Some(PersonCommand::Add { label }) => edit::add_person(household, &accept(label)?),
        Some(PersonCommand::Rename { person, label }) => {
            let id = find_person(household, person)?.id.clone();
            edit::rename_person(household, id.as_str(), &accept(label)?)
        }
        Some(PersonCommand::Archive { person }) => {
            let id = find_person(household, person)?.id.clone();
            edit::archive_person(household, id.as_str(), true)
        }
    };
    if changes.is_empty() {
        out.line(session.setup.strings.say("cmd-nothing-new"));
        return Ok(());
    }
    let saved = session.commit(changes)?;
    let assessment = session.assess();
    let scene = session.scene(&assessment);
    for change in &saved.entry.changes {
        out.line(told::change_words(scene, change));
    }
    super::change::after(session, &saved, out);
    Ok(())
}

fn list(session: &Session<'_>, out: &mut Out) {
    let strings = &session.setup.strings;
    for person in &session.household.people {
        let archived = if person.archived {
            format!(" ({})", strings.say("cmd-archived"))
        } else {
            String::new()
        };
        out.line(format!("{}{archived}", person.label));
    }
}
