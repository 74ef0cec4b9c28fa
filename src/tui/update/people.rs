//! The people of the household, whose deadlines are shown, and other households.

use super::home::move_cursor;
use super::{commit, may_change, note};
use crate::household::{Change, PersonId, WHOLE, edit};
use crate::present::{change_problem, refusal_words};
use crate::store::{NameError, household_name};
use crate::tui::action::Action;
use crate::tui::edit::Field;
use crate::tui::effect::Effect;
use crate::tui::model::{Cursor, Model, Pick, Purpose, Sheet, WordsForm};
use crate::tui::msg::OtherHousehold;

/// A line of the people screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeopleRow {
    /// Everybody's deadlines.
    Everyone,
    /// A person, also one who is no longer shown.
    Person(PersonId),
    /// Somebody new.
    Add,
    /// A household of the data folder.
    Household(String),
    /// Another household, by name.
    OtherHousehold,
}

/// The people who are shown, those who are not any more, then the households.
pub fn people_rows(model: &Model) -> Vec<PeopleRow> {
    let mut rows = Vec::new();
    if model.scene().several_people() {
        rows.push(PeopleRow::Everyone);
    }
    let row = |p: &crate::household::Person| PeopleRow::Person(p.id.clone());
    rows.extend(model.household.active().map(row));
    rows.push(PeopleRow::Add);
    rows.extend(model.household.people.iter().filter(|p| p.archived).map(row));
    let mut names = model.households.clone();
    if !names.contains(&model.household.name) {
        names.insert(0, model.household.name.clone());
    }
    rows.extend(names.into_iter().map(PeopleRow::Household));
    rows.push(PeopleRow::OtherHousehold);
    rows
}

/// What can be done with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonChoice {
    /// Show only their deadlines.
    ShowOnly,
    /// Give them another label.
    Rename,
    /// Keep their data and show it no longer.
    Archive,
    /// Show them again.
    BringBack,
}

/// What can be done with this person now.
pub fn person_choices(model: &Model, person: &PersonId) -> Vec<PersonChoice> {
    match model.household.person(person.as_str()) {
        Some(p) if p.archived => vec![PersonChoice::BringBack, PersonChoice::Rename],
        Some(_) if model.scene().several_people() => {
            vec![PersonChoice::ShowOnly, PersonChoice::Rename, PersonChoice::Archive]
        }
        Some(_) => vec![PersonChoice::Rename],
        None => Vec::new(),
    }
}

/// Opens the screen with the present choice selected, and looks which households there are.
pub(super) fn open(model: &mut Model) {
    let rows = people_rows(model);
    let chosen = match &model.home.person {
        Some(person) => PeopleRow::Person(person.clone()),
        None => PeopleRow::Everyone,
    };
    let selected = rows.iter().position(|r| *r == chosen).unwrap_or(0);
    model.sheets.push(Sheet::People(Cursor { selected, offset: 0 }));
    model.effects.push(Effect::ListHouseholds);
}

/// The households are known now; the selection stays where it is.
pub(super) fn know(model: &mut Model, names: Vec<String>) {
    let selected = selected(model);
    model.is_named |= names.len() > 1;
    model.households = names;
    select_again(model, selected);
}

/// What is selected on the open screen.
pub(super) fn selected(model: &Model) -> Option<PeopleRow> {
    let cursor = model.sheets.iter().find_map(|sheet| match sheet {
        Sheet::People(cursor) => Some(cursor),
        _ => None,
    })?;
    people_rows(model).into_iter().nth(cursor.selected)
}

/// Selects the same again after rows came or went.
pub(super) fn select_again(model: &mut Model, row: Option<PeopleRow>) {
    let rows = people_rows(model);
    let at = row.and_then(|row| rows.iter().position(|r| *r == row));
    for sheet in &mut model.sheets {
        if let Sheet::People(cursor) = sheet {
            cursor.selected = at.unwrap_or(cursor.selected).min(rows.len() - 1);
        }
    }
}

pub(super) fn act(model: &mut Model, action: Action) {
    let (rows, page) = (people_rows(model), model.sheet_page());
    let Some(Sheet::People(cursor)) = model.sheets.last_mut() else {
        return;
    };
    let row = rows[cursor.selected.min(rows.len() - 1)].clone();
    match (action, row) {
        (Action::Select | Action::Right, PeopleRow::Person(person)) => {
            model.sheets.push(Sheet::Person { person, selected: 0 });
        }
        (Action::Toggle, PeopleRow::Person(person)) => {
            if model.household.person(person.as_str()).is_some_and(|p| !p.archived) {
                show(model, Some(person));
            } else {
                note(model, "people-archived-hint");
            }
        }
        (Action::Toggle, PeopleRow::Everyone) => show(model, None),
        (Action::Select | Action::Right, PeopleRow::Everyone) => {
            show(model, None);
            model.sheets.pop();
        }
        (Action::Select | Action::Toggle | Action::Right, PeopleRow::Add) => {
            write(model, Purpose::AddPerson, Field::default());
        }
        (Action::Select | Action::Toggle | Action::Right, PeopleRow::OtherHousehold) => {
            write(model, Purpose::Household, Field::default());
        }
        (Action::Select | Action::Toggle | Action::Right, PeopleRow::Household(name)) => {
            if name == model.household.name {
                model.sheets.clear();
            } else {
                model.effects.push(Effect::OpenHousehold(name));
            }
        }
        _ => move_cursor(&mut cursor.selected, rows.len(), page, action),
    }
}

/// Shows one person's deadlines, or everybody's.
fn show(model: &mut Model, person: Option<PersonId>) {
    model.home.person = person;
    model.home.timeline = Cursor::default();
}

fn write(model: &mut Model, purpose: Purpose, field: Field) {
    if !matches!(purpose, Purpose::Household) && !may_change(model) {
        return;
    }
    model.sheets.push(Sheet::Words(WordsForm {
        purpose,
        field,
        problem: None,
    }));
}

/// Does what was chosen for a person.
pub(super) fn act_person(model: &mut Model, person: PersonId, choice: PersonChoice) {
    match choice {
        PersonChoice::ShowOnly => {
            show(model, Some(person));
            model.sheets.clear();
        }
        PersonChoice::Rename => {
            let label = model.scene().label(person.as_str()).to_owned();
            write(model, Purpose::RenamePerson(person), Field::new(&label));
        }
        PersonChoice::Archive | PersonChoice::BringBack => {
            if may_change(model) {
                let archive = choice == PersonChoice::Archive;
                let changes = edit::archive_person(&model.household, person.as_str(), archive);
                model.sheets.pop();
                commit(model, changes);
            }
        }
    }
}

// ---------------------------------------------------------------- words

/// Takes what was written, or says why not.
pub(super) fn accept(model: &mut Model, form: &WordsForm) -> Result<(), String> {
    let changes = changes(model, form)?;
    commit(model, changes);
    if form.purpose == Purpose::Household {
        let name = other_household(model, &form.field.accepted())?;
        model.effects.push(Effect::OpenHousehold(name));
    }
    // After the name of a person who was renamed there is nothing more to do with them.
    model.sheets.pop();
    model.sheets.pop_if(|sheet| matches!(sheet, Sheet::Person { .. }));
    // The note on the whole stands at the top of the text.
    if matches!(&form.purpose, Purpose::Note { key, .. } if key.item == *WHOLE) {
        model.home.detail.set(Pick::default());
    }
    Ok(())
}

fn changes(model: &Model, form: &WordsForm) -> Result<Vec<Change>, String> {
    let household = &model.household;
    let typed = form.field.accepted();
    let changes = match &form.purpose {
        // Nothing of this one.
        Purpose::Household => Vec::new(),
        Purpose::AddPerson => edit::add_person(household, &typed),
        Purpose::RenamePerson(person) => edit::rename_person(household, person.as_str(), &typed),
        // A note is a person's own text: it stays as it was typed.
        Purpose::Note { key, .. } => edit::note(household, key.clone(), form.field.text()),
    };
    let fits = household.clone().apply_all(&changes);
    fits.map_err(|problem| change_problem(&model.strings, &problem))?;
    Ok(changes)
}

fn other_household(model: &Model, typed: &str) -> Result<String, String> {
    let name = household_name(typed).map_err(|problem| match problem {
        NameError::Secret(refusal) => refusal_words(&model.strings, refusal),
        NameError::Shape => model.strings.say("problem-household-name"),
        NameError::Device => model.strings.say("problem-household-device"),
    })?;
    if name == model.household.name {
        return Err(model.strings.say("problem-household-open"));
    }
    Ok(name)
}

/// Another household takes the place of the present one, which is saved.
pub(super) fn take_other(model: &mut Model, other: OtherHousehold) {
    let is_new = other.household.revision == 0 && !model.households.contains(&other.household.name);
    model.household = other.household;
    model.read_only = other.read_only.or_else(|| model.looking_ahead.clone());
    model.supposed = None;
    model.unsaved = None;
    model.is_named = true;
    model.asked.clear();
    model.going_on = false;
    model.sheets.clear();
    show(model, None);
    // What was shown of the other household is compared with what holds in it.
    model.shown = other.shown;
    model.is_shown_new = false;
    model.reassess();
    let id = if is_new {
        "notice-new-household"
    } else {
        "notice-household"
    };
    if other.notices.is_empty() {
        model.tell(model.strings.say_x(id, &model.household.name));
    } else {
        model.warn(other.notices.join(" "));
    }
}
