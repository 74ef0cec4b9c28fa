//! The people of the household, whose deadlines are shown, and other households.

use super::home::move_cursor;
use super::{may_change, note};
use crate::household::{Change, PersonId, WHOLE, edit};
use crate::present::{change_problem, refusal_words};
use crate::store::{NameError, household_name};
use crate::tui::action::Action;
use crate::tui::edit::Field;
use crate::tui::effect::Effect;
use crate::tui::model::{Cursor, Model, Notice, Purpose, Sheet, WordsForm};
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
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let rows = people_rows(model);
    let chosen = match &model.home.person {
        Some(person) => PeopleRow::Person(person.clone()),
        None => PeopleRow::Everyone,
    };
    let selected = rows.iter().position(|r| *r == chosen).unwrap_or(0);
    model.sheets.push(Sheet::People(Cursor { selected, offset: 0 }));
    vec![Effect::ListHouseholds]
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
    let sheet = model.sheets.iter().find(|s| matches!(s, Sheet::People(_)));
    let Some(Sheet::People(cursor)) = sheet else {
        return None;
    };
    people_rows(model).get(cursor.selected).cloned()
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

pub(super) fn act(model: &mut Model, action: Action, page: usize) -> Vec<Effect> {
    let rows = people_rows(model);
    let Some(Sheet::People(cursor)) = model.sheets.last_mut() else {
        return Vec::new();
    };
    let Some(row) = rows.get(cursor.selected.min(rows.len() - 1)).cloned() else {
        return Vec::new();
    };
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
            return switch(model, name);
        }
        _ => move_cursor(&mut cursor.selected, rows.len(), page, action),
    }
    Vec::new()
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

fn switch(model: &mut Model, name: String) -> Vec<Effect> {
    if name == model.household.name {
        model.sheets.clear();
        return Vec::new();
    }
    vec![Effect::OpenHousehold(name)]
}

/// Keys in the list of what can be done with a person.
pub(super) fn act_person(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Sheet::Person { person, selected }) = model.sheets.last().cloned() else {
        return Vec::new();
    };
    let choices = person_choices(model, &person);
    if !matches!(action, Action::Select | Action::Toggle | Action::Right) {
        if let Some(Sheet::Person { selected, .. }) = model.sheets.last_mut() {
            move_cursor(selected, choices.len(), choices.len(), action);
        }
        return Vec::new();
    }
    let archive = match choices.get(selected) {
        Some(PersonChoice::ShowOnly) => {
            show(model, Some(person));
            model.sheets.clear();
            return Vec::new();
        }
        Some(PersonChoice::Rename) => {
            let label = model.scene().label(person.as_str()).to_owned();
            write(model, Purpose::RenamePerson(person), Field::new(&label));
            return Vec::new();
        }
        Some(PersonChoice::Archive) => true,
        Some(PersonChoice::BringBack) => false,
        None => return Vec::new(),
    };
    if !may_change(model) {
        return Vec::new();
    }
    let changes = edit::archive_person(&model.household, person.as_str(), archive);
    model.sheets.pop();
    commit(changes)
}

fn commit(changes: Vec<Change>) -> Vec<Effect> {
    if changes.is_empty() {
        Vec::new()
    } else {
        vec![Effect::Commit(changes)]
    }
}

// ---------------------------------------------------------------- words

/// Takes what was written, or says why not and keeps it.
pub(super) fn accept(model: &mut Model, form: &WordsForm) -> Vec<Effect> {
    match take(model, form) {
        Ok(effects) => {
            // After the name of a person who was renamed there is nothing more to do with them.
            model.sheets.pop();
            if matches!(model.sheets.last(), Some(Sheet::Person { .. })) {
                model.sheets.pop();
            }
            // The note on the whole stands at the top of the text.
            if matches!(&form.purpose, Purpose::Note { key, .. } if key.item == *WHOLE) {
                model.home.detail.scroll = 0;
                model.home.detail.block = None;
            }
            effects
        }
        Err(problem) => {
            if let Some(Sheet::Words(open)) = model.sheets.last_mut() {
                open.problem = Some(problem);
            }
            Vec::new()
        }
    }
}

fn take(model: &mut Model, form: &WordsForm) -> Result<Vec<Effect>, String> {
    let household = &model.household;
    let changes = match &form.purpose {
        Purpose::Household => return take_household(model, &form.field.accepted()),
        Purpose::AddPerson => edit::add_person(household, &form.field.accepted()),
        Purpose::RenamePerson(person) => edit::rename_person(household, person.as_str(), &form.field.accepted()),
        // A note is a person's own text: it stays as it was typed.
        Purpose::Note { key, .. } => edit::note(household, key.clone(), form.field.text()),
    };
    household
        .clone()
        .apply_all(&changes)
        .map_err(|problem| change_problem(&model.strings, &problem))?;
    Ok(commit(changes))
}

fn take_household(model: &Model, typed: &str) -> Result<Vec<Effect>, String> {
    let name = household_name(typed).map_err(|problem| match problem {
        NameError::Secret(refusal) => refusal_words(&model.strings, refusal),
        NameError::Shape => model.strings.say("problem-household-name"),
        NameError::Device => model.strings.say("problem-household-device"),
    })?;
    if name == model.household.name {
        return Err(model.strings.say("problem-household-open"));
    }
    Ok(vec![Effect::OpenHousehold(name)])
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
    let words = model.strings.say_x(id, &model.household.name);
    model.notice = Some(if other.notices.is_empty() {
        Notice { words, trouble: false }
    } else {
        Notice {
            words: other.notices.join(" "),
            trouble: true,
        }
    });
}
