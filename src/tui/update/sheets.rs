//! Keys on the screens that lie over the home screen.

use super::forms;
use super::home::{keep_in_sight, move_cursor, move_scroll};
use crate::content::{FactKind, Id, Per};
use crate::household::PersonId;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Sheet};
use crate::tui::view::Layout;

/// A line of the questions screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRow {
    /// Whose; none: the household's.
    pub person: Option<PersonId>,
    /// Which fact.
    pub fact: Id,
    /// Nobody has answered it yet, and something waits for it.
    pub open: bool,
}

/// Open questions first, then what has been answered.
pub fn question_rows(model: &Model) -> Vec<QuestionRow> {
    let row = |person: Option<PersonId>, fact: &Id, open| QuestionRow {
        person,
        fact: fact.clone(),
        open,
    };
    let mut rows: Vec<QuestionRow> = model
        .assessment
        .questions
        .iter()
        .map(|q| row(q.person.clone(), &q.fact, true))
        .collect();
    let shown = |p: &PersonId| model.home.person.as_ref().is_none_or(|chosen| chosen == p);
    rows.retain(|r| r.person.as_ref().is_none_or(shown));
    for fact in model.household.facts.keys() {
        rows.push(row(None, fact, false));
    }
    for person in model.household.active().filter(|p| shown(&p.id)) {
        let known = model.pack.facts.keys().filter(|id| person.facts.contains_key(*id));
        rows.extend(known.map(|fact| row(Some(person.id.clone()), fact, false)));
        rows.extend(
            event_answers(model, &person.id)
                .into_iter()
                .map(|fact| row(Some(person.id.clone()), &fact, false)),
        );
    }
    rows
}

/// Answered facts that belong to the latest event of their kind.
fn event_answers(model: &Model, person: &PersonId) -> Vec<Id> {
    let of_events = model.pack.facts.iter().filter_map(|(id, fact)| match &fact.per {
        Per::Event(event) => Some((id, event)),
        _ => None,
    });
    of_events
        .filter(|(id, event)| {
            model
                .household
                .latest(person.as_str(), event.as_str())
                .is_some_and(|e| e.facts.contains_key(*id))
        })
        .map(|(id, _)| id.clone())
        .collect()
}

/// A line of the events screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventRow {
    /// Something that was told, by its key.
    Told(Id),
    /// Something that can be told.
    New(Id),
}

/// What was told, newest first, then everything that can be told.
pub fn event_rows(model: &Model) -> Vec<EventRow> {
    let mut told: Vec<_> = model.household.events.iter().collect();
    told.sort_by_key(|e| std::cmp::Reverse(e.on));
    let known = |id: &Id| model.pack.facts.contains_key(id);
    let mut rows: Vec<EventRow> = told
        .into_iter()
        .filter(|e| known(&e.event))
        .map(|e| EventRow::Told(e.id.clone()))
        .collect();
    let events = model.pack.facts.iter().filter(|(_, f)| f.kind == FactKind::Event);
    rows.extend(events.map(|(id, _)| EventRow::New(id.clone())));
    rows
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if action == Action::Back {
        // A question of the first minute is not left for an empty page below it.
        if matches!(model.sheets.last(), Some(Sheet::Start(_) | Sheet::Answer(_)))
            && model.sheets.iter().any(|s| matches!(s, Sheet::Start(_)))
        {
            super::start::leave(model);
            return Vec::new();
        }
        model.sheets.pop();
        return Vec::new();
    }
    let page = usize::from(Layout::of(model.size, &model.home).sheet.height);
    let lines = model.sheet_lines().len();
    match model.sheets.last_mut() {
        Some(Sheet::Help { scroll } | Sheet::Why { scroll, .. } | Sheet::Diagnostics { scroll, .. }) => {
            move_scroll(scroll, lines, page, action);
            Vec::new()
        }
        Some(Sheet::Axis(_)) => super::axis::act(model, action),
        Some(Sheet::Start(_)) => super::start::act(model, action),
        Some(Sheet::Questions(_)) => questions(model, action, page),
        Some(Sheet::Events(_)) => events(model, action, page),
        Some(Sheet::WhatIf(_)) => {
            super::what_if::choose(model, action, page);
            Vec::new()
        }
        Some(Sheet::People(_)) => super::people::act(model, action, page),
        Some(Sheet::Moved(_)) => super::moved::act(model, action, page),
        Some(Sheet::History(_)) => super::history::act(model, action, page),
        Some(Sheet::Person { .. }) => super::people::act_person(model, action),
        // Everything but accepting and leaving is typed.
        Some(Sheet::Words(_)) => Vec::new(),
        Some(Sheet::Answer(_) | Sheet::Event(_)) => forms::act(model, action),
        Some(Sheet::Visits(_) | Sheet::Visit { .. } | Sheet::Clerk(_) | Sheet::Done(_)) => {
            super::visits::act(model, action)
        }
        Some(Sheet::Search(_) | Sheet::Palette(_) | Sheet::Meanings { .. }) => super::find::choose(model, action),
        Some(Sheet::Term { .. } | Sheet::Document { .. }) => {
            super::find::read(model, action);
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn questions(model: &mut Model, action: Action, page: usize) -> Vec<Effect> {
    let rows = question_rows(model);
    let Some(Sheet::Questions(cursor)) = model.sheets.last_mut() else {
        return Vec::new();
    };
    if matches!(action, Action::Select | Action::Toggle | Action::Right) {
        if let Some(row) = rows.get(cursor.selected).cloned() {
            forms::open_answer(model, row.person, row.fact);
        }
        return Vec::new();
    }
    move_cursor(&mut cursor.selected, rows.len(), page, action);
    Vec::new()
}

fn events(model: &mut Model, action: Action, page: usize) -> Vec<Effect> {
    let rows = event_rows(model);
    let Some(Sheet::Events(cursor)) = model.sheets.last_mut() else {
        return Vec::new();
    };
    if action == Action::WhatIf {
        super::what_if::open(model);
        return Vec::new();
    }
    if matches!(action, Action::Select | Action::Toggle | Action::Right) {
        match rows.get(cursor.selected) {
            Some(EventRow::New(event)) => forms::open_event(model, event.clone(), None),
            Some(EventRow::Told(id)) => {
                let told = model
                    .household
                    .events
                    .iter()
                    .find(|e| e.id == *id)
                    .map(|e| e.event.clone());
                if let Some(event) = told {
                    forms::open_event(model, event, Some(id.clone()));
                }
            }
            None => {}
        }
        return Vec::new();
    }
    move_cursor(&mut cursor.selected, rows.len(), page, action);
    Vec::new()
}

/// Takes what the open form holds: saves it and goes on, or says what is wrong and keeps what was typed.
pub(super) fn accept(model: &mut Model) -> Vec<Effect> {
    match model.sheets.last().cloned() {
        Some(Sheet::Done(form)) => super::visits::accept(model, &form),
        Some(Sheet::Search(_) | Sheet::Palette(_)) => super::find::accept(model),
        Some(Sheet::Words(form)) => super::people::accept(model, &form),
        Some(Sheet::Answer(form)) => match forms::accept_answer(model, &form) {
            Ok(effects) => {
                model.sheets.pop();
                model.asked.push((form.person.clone(), form.fact.clone()));
                model.going_on = matches!(model.sheets.last(), Some(Sheet::Questions(_) | Sheet::Start(_)));
                if effects.is_empty() {
                    go_on(model);
                }
                effects
            }
            Err(problem) => {
                if let Some(Sheet::Answer(open)) = model.sheets.last_mut() {
                    open.problem = Some(problem);
                }
                Vec::new()
            }
        },
        Some(Sheet::Event(form)) if form.supposed => {
            if let Err(problem) = super::what_if::accept(model, &form)
                && let Some(Sheet::Event(open)) = model.sheets.last_mut()
            {
                open.problem = Some(problem);
            }
            Vec::new()
        }
        Some(Sheet::Event(form)) => match forms::accept_event(model, &form) {
            Ok(effects) => {
                model.sheets.pop();
                after_event(model, &form.event);
                effects
            }
            Err(problem) => {
                if let Some(Sheet::Event(open)) = model.sheets.last_mut() {
                    open.problem = Some(problem);
                }
                Vec::new()
            }
        },
        _ => Vec::new(),
    }
}

/// After an answer, the next open question follows by itself, until none is left that was not asked yet.
pub(super) fn go_on(model: &mut Model) {
    if !std::mem::take(&mut model.going_on) {
        return;
    }
    if matches!(model.sheets.last(), Some(Sheet::Start(_))) {
        return super::start::go_on(model);
    }
    let next = model
        .assessment
        .questions
        .iter()
        .filter(|q| !q.instead)
        .map(|q| (q.person.clone(), q.fact.clone()))
        .find(|question| !model.asked.contains(question));
    if let Some((person, fact)) = next {
        forms::open_answer(model, person, fact);
    }
}

/// After an event: its own questions, if it has any, else back to the home screen with the timeline in focus.
pub(super) fn after_event(model: &mut Model, event: &Id) {
    let own: Vec<Id> = model
        .pack
        .facts
        .iter()
        .filter(|(_, f)| f.per == Per::Event(event.clone()))
        .map(|(id, _)| id.clone())
        .collect();
    model.sheets.clear();
    model.home.focus = crate::tui::model::Pane::Timeline;
    model.home.timeline = crate::tui::model::Cursor::default();
    let person = model.person();
    for fact in own.into_iter().rev() {
        forms::open_answer(model, Some(person.clone()), fact);
    }
}

/// The list screens keep their selection in sight; called by the views with the line of the selection.
pub fn offset_for(offset: usize, line: usize, height: u16) -> usize {
    keep_in_sight(offset, line, line, usize::from(height))
}
