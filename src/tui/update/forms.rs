//! Answering a question and telling an event: the two places where something is typed.

use super::{is_enter, may_change, note};
use crate::content::{Answer, FactKind, Id};
use crate::household::{Change, PersonId};
use crate::intake;
use crate::present::{answer_problem, question_card};
use crate::tui::action::Action;
use crate::tui::edit::{Field, Pressed};
use crate::tui::effect::Effect;
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

/// A key while a field has the focus; none if the key is not one of the field's.
pub(super) fn typed(model: &mut Model, key: Key) -> Option<Vec<Effect>> {
    if matches!(model.sheets.last(), Some(Sheet::Start(_))) {
        return super::start::typed(model, key);
    }
    if is_enter(key) {
        return Some(super::sheets::accept(model));
    }
    let field = match model.sheets.last_mut() {
        Some(Sheet::Answer(form)) => {
            form.problem = None;
            &mut form.field
        }
        Some(Sheet::Event(form)) => {
            form.problem = None;
            &mut form.field
        }
        Some(Sheet::Done(form)) => {
            form.problem = None;
            form.field_mut()?
        }
        Some(Sheet::Search(finder) | Sheet::Palette(finder)) => {
            let pressed = finder.field.press(key);
            if pressed == Pressed::Changed {
                finder.list = Cursor::default();
            }
            return (pressed != Pressed::Ignored).then(Vec::new);
        }
        Some(Sheet::Words(form)) => {
            form.problem = None;
            &mut form.field
        }
        _ => return None,
    };
    if is_line_break(key) && field.insert('\n') {
        return Some(Vec::new());
    }
    match field.press(key) {
        Pressed::Ignored => None,
        Pressed::Changed | Pressed::Kept => Some(Vec::new()),
    }
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
    match model.sheets.last_mut() {
        Some(Sheet::Answer(form)) => form.field.paste(text),
        Some(Sheet::Event(form)) => form.field.paste(text),
        Some(Sheet::Done(form)) => form.field_mut().is_some_and(|field| field.paste(text)),
        Some(Sheet::Start(form)) => form.field.paste(text),
        Some(Sheet::Search(finder) | Sheet::Palette(finder)) => {
            finder.list = Cursor::default();
            finder.field.paste(text)
        }
        Some(Sheet::Words(form)) => form.field.paste(text),
        _ => false,
    };
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
    }));
}

fn known_answer<'m>(model: &'m Model, person: &PersonId, fact: &Id) -> Option<&'m Answer> {
    use crate::content::Per;
    match &model.pack.facts.get(fact)?.per {
        Per::Event(event) => model.household.latest(person.as_str(), event.as_str())?.facts.get(fact),
        _ => model.household.person(person.as_str())?.facts.get(fact),
    }
}

/// Opens an event, new or already told.
pub(super) fn open_event(model: &mut Model, event: Id, existing: Option<Id>) {
    let told = existing
        .as_ref()
        .and_then(|id| model.household.events.iter().find(|e| e.id == *id));
    let household_wide = model
        .pack
        .facts
        .get(&event)
        .is_some_and(|f| f.per == crate::content::Per::Household);
    let person = model.person();
    let concerned = |id: &PersonId| match told {
        Some(told) => told.people.contains(id),
        None => household_wide || *id == person,
    };
    let people = model
        .household
        .active()
        .map(|p| (p.id.clone(), concerned(&p.id)))
        .collect();
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
    }));
}

/// Moves within the open form.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let choices = match model.sheets.last() {
        Some(Sheet::Answer(form)) => choice_count(model, form),
        _ => 0,
    };
    match (model.sheets.last_mut(), action) {
        (Some(Sheet::Answer(form)), Action::NextPane) => {
            form.choice = if form.choice + 1 < choices { form.choice + 1 } else { 0 };
        }
        (Some(Sheet::Answer(form)), Action::PrevPane) => form.choice = form.choice.saturating_sub(1),
        (Some(Sheet::Answer(form)), Action::Up | Action::Down | Action::Home | Action::End) => {
            super::home::move_cursor(&mut form.choice, choices, 1, action);
        }
        (Some(Sheet::Answer(_)), Action::Select | Action::Toggle) => return super::sheets::accept(model),
        (Some(Sheet::Event(form)), Action::Up | Action::Down | Action::NextPane | Action::PrevPane) => {
            let rows = form.lines().len();
            let step = match action {
                Action::NextPane if form.row + 1 == rows => Action::Home,
                Action::NextPane => Action::Down,
                Action::PrevPane => Action::Up,
                other => other,
            };
            super::home::move_cursor(&mut form.row, rows, 1, step);
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
        (Some(Sheet::Event(_)), Action::Select) => return super::sheets::accept(model),
        _ => {}
    }
    Vec::new()
}

fn choice_count(model: &Model, form: &AnswerForm) -> usize {
    let person = form.person.as_ref().map(Id::as_str);
    // One more than the answers: "I do not know"; and the field, if there is one.
    let field = usize::from(takes_text(model, &form.fact));
    question_card(model.scene(), person, form.fact.as_str()).map_or(1, |card| card.choices.len() + 1 + field)
}

/// Takes the answer of the form; none in the last line means "I do not know".
pub(super) fn accept_answer(model: &mut Model, form: &AnswerForm) -> Result<Vec<Effect>, String> {
    if !may_change(model) {
        return Ok(Vec::new());
    }
    let person = form.person.as_ref().map(Id::as_str);
    let takes_text = takes_text(model, &form.fact);
    let answer = if takes_text && form.choice == 0 {
        let typed = form.field.accepted();
        if typed.is_empty() {
            None
        } else {
            intake::parse_answer(&model.pack, form.fact.as_str(), &typed)
                .map_err(|problem| answer_problem(&model.strings, &problem))?
        }
    } else {
        let card = question_card(model.scene(), person, form.fact.as_str());
        let chosen = form.choice - usize::from(takes_text);
        card.and_then(|c| c.choices.get(chosen).map(|(answer, _)| answer.clone()))
    };
    let prepared = intake::set_answer(&model.pack, &model.household, person, &form.fact, answer)
        .map_err(|problem| problem.to_string())?;
    Ok(commit(prepared.changes))
}

/// Takes the event of the form. An emptied day takes a told event back.
pub(super) fn accept_event(model: &mut Model, form: &EventForm) -> Result<Vec<Effect>, String> {
    if !may_change(model) {
        return Ok(Vec::new());
    }
    event_changes(model, form).map(commit)
}

/// What the form would change.
pub(super) fn event_changes(model: &Model, form: &EventForm) -> Result<Vec<Change>, String> {
    let people: Vec<PersonId> = form
        .people
        .iter()
        .filter(|(_, c)| *c)
        .map(|(id, _)| id.clone())
        .collect();
    let typed = form.field.accepted();
    let mut changes = Vec::new();
    if let Some(id) = &form.existing
        && typed.trim().is_empty()
    {
        return Ok(crate::household::edit::remove_event(&model.household, id.as_str()));
    }
    if people.is_empty() {
        return Err(model.strings.say("problem-nobody"));
    }
    let on = intake::parse_day(&typed, model.today).map_err(|p| answer_problem(&model.strings, &p))?;
    match form
        .existing
        .as_ref()
        .and_then(|id| model.household.events.iter().find(|e| e.id == *id))
    {
        Some(told) => {
            let after = crate::household::Event {
                on,
                people,
                ..told.clone()
            };
            if after != *told {
                changes.push(Change::Event {
                    before: Some(told.clone()),
                    after: Some(after),
                });
            }
        }
        None => {
            let told = intake::record_event(
                &model.pack,
                &model.household,
                &people,
                &form.event,
                on,
                std::collections::BTreeMap::new(),
            );
            changes.extend(told.map_err(|problem| problem.to_string())?);
        }
    }
    Ok(changes)
}

fn commit(changes: Vec<Change>) -> Vec<Effect> {
    if changes.is_empty() {
        Vec::new()
    } else {
        vec![Effect::Commit(changes)]
    }
}
