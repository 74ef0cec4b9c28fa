//! Keys on the screens that lie over the home screen.

use super::home::{first_item, keep_in_sight, move_cursor, move_pick, move_scroll};
use super::{forms, person_choices, supposable_events};
use crate::content::{Id, Per};
use crate::household::{Event, PersonId};
use crate::tui::action::Action;
use crate::tui::model::{Cursor, Model, Pane, Sheet};

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
    let row = |person: Option<&PersonId>, fact: &Id, open| QuestionRow {
        person: person.cloned(),
        fact: fact.clone(),
        open,
    };
    let shown = |p: &PersonId| model.home.person.as_ref().is_none_or(|chosen| chosen == p);
    let open = model.assessment.questions.iter();
    let open = open.filter(|q| q.person.as_ref().is_none_or(shown));
    let mut rows: Vec<QuestionRow> = open.map(|q| row(q.person.as_ref(), &q.fact, true)).collect();
    rows.extend(model.household.facts.keys().map(|fact| row(None, fact, false)));
    for person in model.household.active().filter(|p| shown(&p.id)) {
        let own = model.pack.facts.keys().filter(|id| person.facts.contains_key(*id));
        let answered = own.chain(event_answers(model, &person.id));
        rows.extend(answered.map(|fact| row(Some(&person.id), fact, false)));
    }
    rows
}

/// Answered facts that belong to the latest event of their kind.
fn event_answers<'m>(model: &'m Model, person: &PersonId) -> impl Iterator<Item = &'m Id> {
    model.pack.facts.iter().filter_map(|(id, fact)| {
        let Per::Event(event) = &fact.per else { return None };
        let latest = model.household.latest(person.as_str(), event.as_str())?;
        latest.facts.contains_key(id).then_some(id)
    })
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
    let known = |e: &&Event| model.pack.facts.contains_key(&e.event);
    let mut told: Vec<_> = model.household.events.iter().filter(known).collect();
    told.sort_by_key(|e| std::cmp::Reverse(e.on));
    let told = told.into_iter().map(|e| EventRow::Told(e.id.clone()));
    let new = supposable_events(model).into_iter().map(EventRow::New);
    told.chain(new).collect()
}

pub(super) fn act(model: &mut Model, action: Action) {
    if action == Action::Back {
        // A question of the first minute is not left for an empty page below it.
        if matches!(model.sheets.last(), Some(Sheet::Start(_) | Sheet::Answer(_))) && model.is_beginning() {
            return super::start::leave(model);
        }
        model.sheets.pop();
        return;
    }
    match model.sheets.last() {
        Some(Sheet::Help { .. } | Sheet::Why { .. } | Sheet::Diagnostics { .. }) => {
            let (lines, page) = (model.sheet_lines().len(), model.sheet_page());
            if let Some(scroll) = model.sheets.last_mut().and_then(Sheet::scroll_mut) {
                move_scroll(scroll, lines, page, action);
            }
        }
        Some(Sheet::Axis(_)) => super::axis::act(model, action),
        Some(Sheet::Start(_)) => super::start::act(model, action),
        Some(Sheet::Questions(_)) => {
            if let Some(row) = chosen(model, action, question_rows(model)) {
                forms::open_answer(model, row.person, row.fact);
            }
        }
        Some(Sheet::Events(_)) if action == Action::WhatIf => super::what_if::open(model),
        Some(Sheet::Events(_)) => match chosen(model, action, event_rows(model)) {
            Some(EventRow::New(event)) => forms::open_event(model, event, None),
            Some(EventRow::Told(id)) => {
                let told = model.household.events.iter().find(|e| e.id == id);
                if let Some(event) = told.map(|e| e.event.clone()) {
                    forms::open_event(model, event, Some(id));
                }
            }
            None => {}
        },
        Some(Sheet::WhatIf(_)) => {
            if let Some(event) = chosen(model, action, supposable_events(model)) {
                forms::open_event(model, event, None);
            }
        }
        Some(Sheet::People(_)) => super::people::act(model, action),
        Some(Sheet::Moved(_)) => super::moved::act(model, action),
        Some(Sheet::History(_)) => super::history::act(model, action),
        Some(Sheet::Person { person, .. }) => {
            let person = person.clone();
            if let Some(choice) = chosen(model, action, person_choices(model, &person)) {
                super::people::act_person(model, person, choice);
            }
        }
        Some(Sheet::Answer(_) | Sheet::Event(_)) => forms::act(model, action),
        Some(Sheet::Visits(_) | Sheet::Visit { .. } | Sheet::Clerk(_) | Sheet::Done(_)) => {
            super::visits::act(model, action);
        }
        Some(Sheet::Search(_) | Sheet::Palette(_) | Sheet::Meanings { .. }) => super::find::choose(model, action),
        Some(Sheet::Term { .. } | Sheet::Document { .. }) => super::find::read(model, action),
        // Everything but accepting and leaving is typed.
        Some(Sheet::Words(_)) | None => {}
    }
}

/// The row that is chosen in the list on top; any other key moves its selection.
fn chosen<T>(model: &mut Model, action: Action, rows: Vec<T>) -> Option<T> {
    let page = model.sheet_page();
    let selected = model.sheets.last_mut()?.selected_mut()?;
    if matches!(action, Action::Select | Action::Toggle | Action::Right) {
        return rows.into_iter().nth(*selected);
    }
    move_cursor(selected, rows.len(), page, action);
    None
}

/// Moves within the text on top, from one thing that can be chosen to the next.
pub(super) fn move_text(model: &mut Model, action: Action) {
    let (lines, page) = (model.sheet_lines(), model.sheet_page());
    if let Some(pick) = model.sheets.last_mut().and_then(Sheet::pick_mut) {
        move_pick(pick, &lines, page, action);
    }
}

/// Selects the first thing that can be chosen in the text on top.
pub(super) fn select_first(model: &mut Model) {
    let block = first_item(&model.sheet_lines(), 0, model.sheet_page());
    if let Some(pick) = model.sheets.last_mut().and_then(Sheet::pick_mut) {
        pick.block = block;
    }
}

/// Takes what the open form holds: saves it and goes on, or says what is wrong and keeps what was typed.
pub(super) fn accept(model: &mut Model) {
    let done = match model.sheets.last().cloned() {
        Some(Sheet::Done(form)) => super::visits::accept(model, &form),
        Some(Sheet::Words(form)) => super::people::accept(model, &form),
        Some(Sheet::Start(form)) => super::start::accept_names(model, &form),
        Some(Sheet::Answer(form)) => forms::accept_answer(model, &form),
        Some(Sheet::Event(form)) if form.supposed => super::what_if::accept(model, &form),
        Some(Sheet::Event(form)) => forms::accept_event(model, &form),
        _ => {
            super::find::accept(model);
            Ok(())
        }
    };
    if let Err(problem) = done
        && let Some(place) = model.sheets.last_mut().and_then(Sheet::problem_mut)
    {
        *place = Some(problem);
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
    model.sheets.clear();
    model.home.focus = Pane::Timeline;
    model.home.timeline = Cursor::default();
    let person = model.person();
    let pack = model.pack.clone();
    let own = pack.facts.iter().filter(|(_, f)| f.per == Per::Event(event.clone()));
    for (fact, _) in own.rev() {
        forms::open_answer(model, Some(person.clone()), fact.clone());
    }
}

/// The list screens keep their selection in sight; called by the views with the line of the selection.
pub fn offset_for(offset: usize, line: usize, height: u16) -> usize {
    keep_in_sight(offset, line, line, usize::from(height))
}
