//! Answering a question and telling an event: the two places where something is typed.

use std::collections::BTreeMap;

use super::home::move_cursor;
use super::{commit, is_enter, may_change, note};
use crate::content::{Answer, FactKind, Id, Per};
use crate::household::{Change, Event, Odd, PersonId, edit, odd};
use crate::intake;
use crate::present::{answer_problem, odd_line, question_card};
use crate::tui::action::Action;
use crate::tui::edit::{Field, Pressed};
use crate::tui::key::{Key, KeyCode};
use crate::tui::model::{AnswerForm, Cursor, EventForm, EventLine, Model, Sheet};

/// Whether keys go into a field first.
pub(in crate::tui) fn is_typing(model: &Model) -> bool {
    match model.sheets.last() {
        Some(Sheet::Answer(form)) => form.choice == 0 && takes_text(model, &form.fact),
        Some(Sheet::Start(form)) => super::start::is_typing(form),
        Some(Sheet::Event(form)) => form.row == 0,
        Some(Sheet::Done(form)) => form.is_typing(),
        Some(Sheet::Search(_) | Sheet::Palette(_) | Sheet::Words(_)) => true,
        _ => false,
    }
}

/// Whether a question is answered by typing.
pub(super) fn takes_text(model: &Model, fact: &Id) -> bool {
    let kind = model.pack.facts.get(fact).map(|f| &f.kind);
    matches!(kind, Some(FactKind::Date | FactKind::Count | FactKind::Event))
}

/// A key while a field has the focus; false if the key is not one of the field's.
pub(super) fn typed(model: &mut Model, key: Key) -> bool {
    if is_enter(key) {
        super::sheets::accept(model);
        return true;
    }
    let Some(sheet) = model.sheets.last_mut() else {
        return false;
    };
    if let Some(problem) = sheet.problem_mut() {
        *problem = None;
    }
    let Some(field) = sheet.field_mut() else { return false };
    if is_line_break(key) && field.insert('\n') {
        return true;
    }
    let pressed = field.press(key);
    if pressed == Pressed::Changed
        && let Some(finder) = sheet.finder_mut()
    {
        finder.list = Cursor::default();
    }
    pressed != Pressed::Ignored
}

/// A new line in a note: Enter saves.
fn is_line_break(key: Key) -> bool {
    (key.ctrl && key.code == KeyCode::Char('j')) || (key.alt && key.code == KeyCode::Enter)
}

/// Pasted text goes into the field, if there is one.
pub(super) fn paste(model: &mut Model, text: &str) {
    if !is_typing(model) {
        return note(model, "notice-nothing-to-paste-into");
    }
    let Some(sheet) = model.sheets.last_mut() else { return };
    if let Some(finder) = sheet.finder_mut() {
        finder.list = Cursor::default();
    }
    if let Some(field) = sheet.field_mut() {
        field.paste(text);
    }
}

/// Asks back once if a day is not plausible: the same day once more is saved.
pub(super) fn ask_back(model: &mut Model, changes: &[Change], asked: &[Odd]) -> Result<(), String> {
    let found = odd(&model.pack, &model.household, changes, model.today);
    if found == asked {
        return Ok(());
    }
    let words = odd_line(model.scene(), &found);
    if let Some(asked) = model.sheets.last_mut().and_then(Sheet::asked_mut) {
        *asked = found;
    }
    words.map_or(Ok(()), Err)
}

/// Opens a question with its present answer.
pub(super) fn open_answer(model: &mut Model, person: Option<PersonId>, fact: Id) {
    let known = match &person {
        Some(person) => known_answer(model, person, &fact),
        None => model.household.facts.get(&fact),
    };
    let field = match known {
        Some(Answer::Date(day)) => Field::new(&day.to_string()),
        Some(Answer::Count(n)) => Field::new(&n.to_string()),
        _ => Field::default(),
    };
    let card = question_card(model.scene(), person.as_ref().map(Id::as_str), fact.as_str());
    let field_first = usize::from(takes_text(model, &fact));
    let choice = card
        .and_then(|c| c.choices.iter().position(|(a, _)| Some(a) == known))
        .map_or(0, |n| n + field_first);
    model.sheets.push(Sheet::Answer(AnswerForm {
        person,
        fact,
        field,
        choice,
        problem: None,
        asked: Vec::new(),
    }));
}

fn known_answer<'m>(model: &'m Model, person: &PersonId, fact: &Id) -> Option<&'m Answer> {
    match &model.pack.facts.get(fact)?.per {
        Per::Event(event) => model.household.latest(person.as_str(), event.as_str())?.facts.get(fact),
        _ => model.household.person(person.as_str())?.facts.get(fact),
    }
}

/// Opens an event, new or already told.
pub(super) fn open_event(model: &mut Model, event: Id, existing: Option<Id>) {
    let told = told(model, existing.as_ref());
    let fact = model.pack.facts.get(&event);
    let household_wide = fact.is_some_and(|f| f.per == Per::Household);
    let person = model.person();
    let concerned = |id: &PersonId| match told {
        Some(told) => told.people.contains(id),
        None => household_wide || *id == person,
    };
    let active = model.household.active();
    let people = active.map(|p| (p.id.clone(), concerned(&p.id))).collect();
    let field = told.map_or_else(Field::default, |told| Field::new(&told.on.to_string()));
    // Whoever comes from the list of what could happen supposes.
    let supposed = matches!(model.sheets.last(), Some(Sheet::WhatIf(_)));
    model.sheets.push(Sheet::Event(EventForm {
        event,
        existing,
        field,
        people,
        supposed,
        row: 0,
        problem: None,
        asked: Vec::new(),
    }));
}

/// Moves within the open form.
pub(super) fn act(model: &mut Model, action: Action) {
    let choices = match model.sheets.last() {
        Some(Sheet::Answer(form)) => choice_count(model, form),
        _ => 0,
    };
    let steps = matches!(action, Action::Up | Action::Down | Action::NextPane | Action::PrevPane);
    match (model.sheets.last_mut(), action) {
        (Some(Sheet::Answer(_) | Sheet::Event(_)), Action::Select) | (Some(Sheet::Answer(_)), Action::Toggle) => {
            super::sheets::accept(model);
        }
        (Some(Sheet::Answer(form)), _) if steps || matches!(action, Action::Home | Action::End) => {
            step(&mut form.choice, choices, action);
        }
        (Some(Sheet::Event(form)), _) if steps => {
            let rows = form.lines().len();
            step(&mut form.row, rows, action);
        }
        (Some(Sheet::Event(form)), Action::Toggle) => match form.line() {
            EventLine::Day => {}
            EventLine::Person(at) => {
                if let Some((_, concerned)) = form.people.get_mut(at) {
                    *concerned = !*concerned;
                }
            }
            EventLine::Supposed => form.supposed = !form.supposed,
        },
        (Some(Sheet::Event(form)), Action::WhatIf) => form.supposed = !form.supposed,
        _ => {}
    }
}

/// One line on; Tab begins again after the last one.
fn step(selected: &mut usize, count: usize, action: Action) {
    let action = match action {
        Action::NextPane if *selected + 1 >= count => Action::Home,
        Action::NextPane => Action::Down,
        Action::PrevPane => Action::Up,
        other => other,
    };
    move_cursor(selected, count, 1, action);
}

fn choice_count(model: &Model, form: &AnswerForm) -> usize {
    let person = form.person.as_ref().map(Id::as_str);
    // One more than the answers: "I do not know"; and the field, if there is one.
    let field = usize::from(takes_text(model, &form.fact));
    question_card(model.scene(), person, form.fact.as_str()).map_or(1, |card| card.choices.len() + 1 + field)
}

/// Takes the answer of the form, and goes on.
pub(super) fn accept_answer(model: &mut Model, form: &AnswerForm) -> Result<(), String> {
    let changes = if may_change(model) {
        answer_changes(model, form)?
    } else {
        Vec::new()
    };
    ask_back(model, &changes, &form.asked)?;
    model.sheets.pop();
    model.asked.push((form.person.clone(), form.fact.clone()));
    model.going_on = matches!(model.sheets.last(), Some(Sheet::Questions(_) | Sheet::Start(_)));
    if changes.is_empty() {
        super::sheets::go_on(model);
    }
    commit(model, changes);
    Ok(())
}

/// What the form would change; none in the last line means "I do not know".
fn answer_changes(model: &Model, form: &AnswerForm) -> Result<Vec<Change>, String> {
    let person = form.person.as_ref().map(Id::as_str);
    let takes_text = takes_text(model, &form.fact);
    let typed = form.field.accepted();
    let answer = if takes_text && form.choice == 0 {
        match typed.as_str() {
            "" => None,
            typed => intake::parse_answer(&model.pack, form.fact.as_str(), typed)
                .map_err(|problem| answer_problem(&model.strings, &problem))?,
        }
    } else {
        let card = question_card(model.scene(), person, form.fact.as_str());
        let chosen = form.choice - usize::from(takes_text);
        card.and_then(|c| c.choices.get(chosen).map(|(answer, _)| answer.clone()))
    };
    intake::set_answer(&model.pack, &model.household, person, &form.fact, answer)
        .map(|prepared| prepared.changes)
        .map_err(|problem| problem.to_string())
}

/// Takes the event of the form. An emptied day takes a told event back.
pub(super) fn accept_event(model: &mut Model, form: &EventForm) -> Result<(), String> {
    let changes = if may_change(model) {
        event_changes(model, form)?
    } else {
        Vec::new()
    };
    ask_back(model, &changes, &form.asked)?;
    model.sheets.pop();
    super::sheets::after_event(model, &form.event);
    commit(model, changes);
    Ok(())
}

/// What the form would change.
pub(super) fn event_changes(model: &Model, form: &EventForm) -> Result<Vec<Change>, String> {
    let concerned = form.people.iter().filter(|(_, concerned)| *concerned);
    let people: Vec<PersonId> = concerned.map(|(id, _)| id.clone()).collect();
    let typed = form.field.accepted();
    if let Some(id) = &form.existing
        && typed.trim().is_empty()
    {
        return Ok(edit::remove_event(&model.household, id.as_str()));
    }
    if people.is_empty() {
        return Err(model.strings.say("problem-nobody"));
    }
    let on = intake::parse_day(&typed, model.today).map_err(|p| answer_problem(&model.strings, &p))?;
    let Some(told) = told(model, form.existing.as_ref()) else {
        let facts = BTreeMap::new();
        return intake::record_event(&model.pack, &model.household, &people, &form.event, on, facts)
            .map_err(|problem| problem.to_string());
    };
    let after = Event {
        on,
        people,
        ..told.clone()
    };
    let changed = (after != *told).then(|| Change::Event {
        before: Some(told.clone()),
        after: Some(after),
    });
    Ok(changed.into_iter().collect())
}

/// The told event of a key.
fn told<'m>(model: &'m Model, id: Option<&Id>) -> Option<&'m Event> {
    let id = id?;
    model.household.events.iter().find(|e| e.id == *id)
}
