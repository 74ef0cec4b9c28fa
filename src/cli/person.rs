//! `person`: the people of the household. A label is all that is kept of a name.

use super::args::PersonCommand;
use super::out::Out;
use super::session::Session;
use super::setup::Setup;
use super::trouble::Trouble;
use crate::household::edit;
use crate::intake::{accept, find_person};

/// Lists the people, or changes one of them.
pub(super) fn run(session: &mut Session<'_>, command: Option<&PersonCommand>, out: &mut Out) -> Result<(), Trouble> {
    let household = &session.household;
    let changes = match command {
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
        Some(PersonCommand::Restore { person }) => {
            let typed = accept(person)?;
            let found = household.find_person(&typed).map(|p| p.id.clone());
            let id = found.map_or_else(|| find_person(household, person).map(|p| p.id.clone()), Ok)?;
            edit::archive_person(household, id.as_str(), false)
        }
    };
    super::change::apply(session, changes, out)
}

/// The households of the data folder, by name.
pub(super) fn households(setup: &Setup, out: &mut Out) -> Result<(), Trouble> {
    let names = setup.households()?;
    if names.is_empty() {
        out.line(setup.strings.say("cmd-no-households"));
    }
    for name in names {
        out.line(name);
    }
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
