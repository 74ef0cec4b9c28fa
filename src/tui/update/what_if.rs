//! What if: choosing an event to suppose, looking at what it would change, saving it or dropping it.

use super::{forms, may_change, note, sheets};
use crate::content::{FactKind, Id};
use crate::household::odd;
use crate::present::{Item, odd_line};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Cursor, EventForm, Model, Pane, Sheet};

/// The events that can be supposed.
pub fn events(model: &Model) -> Vec<Id> {
    let events = model.pack.facts.iter().filter(|(_, f)| f.kind == FactKind::Event);
    events.map(|(id, _)| id.clone()).collect()
}

/// Opens the list of what could happen.
pub(super) fn open(model: &mut Model) {
    model.sheets.push(Sheet::WhatIf(Cursor::default()));
}

/// Supposes what the form says and shows it in the timeline; nothing is saved.
pub(super) fn accept(model: &mut Model, form: &EventForm) -> Result<(), String> {
    let changes = forms::event_changes(model, form)?;
    if changes.is_empty() {
        return Err(model.strings.say("cmd-nothing-new"));
    }
    model.suppose(form.event.clone(), changes);
    if model.supposed.is_none() {
        return Err(model.strings.say("supposed-misfit"));
    }
    model.sheets.clear();
    let changed = model.timeline_rows().iter().position(|row| row.if_so.is_some());
    model.home.timeline = Cursor {
        selected: changed.unwrap_or(0),
        offset: 0,
    };
    super::home::set_focus(model, Pane::Timeline);
    Ok(())
}

/// Keys on the home screen while something is supposed; false if they do what they always do.
pub(super) fn act(model: &mut Model, action: Action) -> bool {
    let was_sure = model.supposed.as_mut().is_some_and(|s| std::mem::take(&mut s.is_sure));
    match action {
        Action::AddEvent => save(model),
        Action::Select if model.home.focus == Pane::Timeline && was_sure => save(model),
        Action::Select if model.home.focus == Pane::Timeline => {
            // Somebody may want to open the row only: one key more before anything is saved.
            if let Some(supposed) = &mut model.supposed {
                supposed.is_sure = true;
            }
            note(model, "supposed-sure");
        }
        Action::Back if model.home.focus != Pane::Detail && !model.home.zoom => {
            model.suppose_nothing();
            note(model, "supposed-dropped");
        }
        Action::WhatIf => {
            model.suppose_nothing();
            open(model);
        }
        // These work on what is saved; mixing both up could cost somebody a deadline.
        Action::Begin
        | Action::Questions
        | Action::Visits
        | Action::Clerk
        | Action::Note
        | Action::People
        | Action::History
        | Action::Moved => note(model, "supposed-first"),
        Action::Select | Action::Toggle if changes_something(model) => note(model, "supposed-first"),
        _ => return false,
    }
    true
}

fn changes_something(model: &Model) -> bool {
    model.home.focus == Pane::Detail && matches!(model.detail_item(), Some(Item::Tick(_) | Item::Question(..)))
}

/// Saves what was supposed, as having happened.
fn save(model: &mut Model) {
    if !may_change(model) {
        return;
    }
    if let Some(words) = odd_words(model) {
        return model.tell(words);
    }
    if let Some(supposed) = model.supposed.take() {
        model.suppose_nothing();
        sheets::after_event(model, &supposed.event);
        model.effects.push(Effect::Commit(supposed.changes));
    }
}

/// What is supposed may lie on any day; what is saved as having happened is asked back once.
fn odd_words(model: &mut Model) -> Option<String> {
    let supposed = model.supposed.as_ref().filter(|supposed| !supposed.is_asked)?;
    let found = odd(&model.pack, &model.household, &supposed.changes, model.today);
    let words = odd_line(model.scene(), &found)?;
    let supposed = model.supposed.as_mut()?;
    (supposed.is_asked, supposed.is_sure) = (true, true);
    Some(words)
}
