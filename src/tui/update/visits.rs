//! Counter visits: the plan, one trip with its bag, the sentence to show, and what happened there.

use super::home::{move_cursor, settle_pick};
use super::sheets::{move_text, select_first};
use super::{may_change, note};
use crate::content::{Answer, Id};
use crate::household::Change;
use crate::intake;
use crate::present::{Item, answer_problem};
use crate::tui::action::Action;
use crate::tui::edit::Field;
use crate::tui::effect::Effect;
use crate::tui::model::{ClerkState, Cursor, DoneForm, Model, Pane, Pick, Sheet, Subject};
use crate::visit::{self, Recorded, Trip, own, say, tick_all};

/// Opens the plan with the trip selected that has to do with what is shown.
pub(super) fn open(model: &mut Model) {
    let plan = model.plan();
    let (procedure, person) = match &model.home.detail.subject {
        Subject::Procedure(id) => (id.clone(), None),
        Subject::Deadline(person, key) => (key.procedure.clone(), Some(person.clone())),
    };
    let concerns = |t: &Trip| {
        t.errands
            .iter()
            .any(|e| e.procedure == procedure && person.as_ref().is_none_or(|p| *p == e.person))
    };
    let wanted = plan.trips.iter().position(concerns).unwrap_or(0);
    model.sheets.push(Sheet::Visits(Pick::default()));
    let lines = model.sheet_lines();
    let blocks = &lines.doc().blocks;
    let block = blocks.iter().position(|b| b.item() == Some(&Item::Trip(wanted)));
    let page = model.sheet_page();
    if let Some(Sheet::Visits(pick)) = model.sheets.last_mut() {
        pick.block = block;
        settle_pick(pick, &lines, page);
    }
}

fn open_trip(model: &mut Model, trip: usize) {
    model.sheets.push(Sheet::Visit {
        trip,
        pick: Pick::default(),
    });
    select_first(model);
}

/// Shows the phrases of the procedure that is shown.
pub(super) fn clerk_of_subject(model: &mut Model) {
    let phrases = model.phrases_of_subject();
    show(model, phrases, 0);
}

fn clerk_of_trip(model: &mut Model, trip: usize, at: usize) {
    let plan = model.plan();
    let said = plan.trips.get(trip).map(|t| say(&model.pack, &model.household, t));
    let phrases = said.into_iter().flatten().map(|s| s.id.clone()).collect();
    show(model, phrases, at);
}

/// Shows phrases, beginning with one of them.
pub(super) fn show(model: &mut Model, phrases: Vec<Id>, at: usize) {
    if phrases.is_empty() {
        return note(model, "visit-nothing-to-say");
    }
    model.sheets.push(Sheet::Clerk(ClerkState { phrases, at, reply: 0 }));
}

pub(super) fn act(model: &mut Model, action: Action) {
    match model.sheets.last() {
        Some(Sheet::Visits(_)) => plan(model, action),
        Some(Sheet::Visit { trip, .. }) => one(model, *trip, action),
        Some(Sheet::Clerk(_)) => clerk(model, action),
        Some(Sheet::Done(_)) => form(model, action),
        _ => {}
    }
}

fn plan(model: &mut Model, action: Action) {
    match (action, model.sheet_item()) {
        (Action::Select | Action::Toggle | Action::Right, Some(Item::Trip(trip))) => open_trip(model, trip),
        (Action::Clerk, Some(Item::Trip(trip))) => clerk_of_trip(model, trip, 0),
        (Action::Select | Action::Why, Some(Item::Deadline(person, key))) => {
            model.sheets.push(Sheet::Why { person, key, scroll: 0 });
        }
        _ => move_text(model, action),
    }
}

fn one(model: &mut Model, trip: usize, action: Action) {
    match (action, model.sheet_item()) {
        (Action::Clerk, Some(Item::Phrase(at))) => clerk_of_trip(model, trip, at),
        (Action::Clerk, _) => clerk_of_trip(model, trip, 0),
        (Action::AddEvent, _) => open_done(model, trip),
        (Action::Right | Action::NextPane, _) if trip + 1 < model.plan().trips.len() => {
            model.sheets.pop();
            open_trip(model, trip + 1);
        }
        (Action::Left | Action::PrevPane, _) if trip > 0 => {
            model.sheets.pop();
            open_trip(model, trip - 1);
        }
        (Action::Select | Action::Toggle, Some(item)) => choose(model, trip, item),
        _ => move_text(model, action),
    }
}

fn choose(model: &mut Model, trip: usize, item: Item) {
    match item {
        Item::Ticks(keys) if may_change(model) => {
            let ticked = keys.iter().all(|k| model.household.ticks.contains_key(k));
            let changes = tick_all(&model.household, &keys, ticked, model.today);
            model.effects.push(Effect::Commit(changes));
        }
        Item::Owns(person, document) if may_change(model) => {
            let changes = own(&model.household, &person, &document, model.today);
            model.effects.push(Effect::Commit(changes));
        }
        Item::Phrase(at) => clerk_of_trip(model, trip, at),
        Item::Procedure(id) => super::home::open_procedure(model, id),
        Item::Term(id) => super::find::open_term(model, id),
        _ => {}
    }
}

/// Left and right go through the phrases, up and down from a phrase to the answers for the clerk's questions.
fn clerk(model: &mut Model, action: Action) {
    let pack = model.pack.clone();
    let Some(Sheet::Clerk(state)) = model.sheets.last_mut() else {
        return;
    };
    let last = state.phrases.len().saturating_sub(1);
    let phrase = state.phrases.get(state.at).and_then(|id| pack.phrases.get(id));
    let replies = phrase.map_or(0, |p| p.answers.iter().filter(|a| a.reply.is_some()).count());
    let before = state.at;
    match action {
        Action::Right | Action::Select | Action::Toggle | Action::NextPane | Action::PageDown => {
            state.at = (state.at + 1).min(last);
        }
        Action::Left | Action::PrevPane | Action::PageUp => state.at = state.at.saturating_sub(1),
        Action::Home => state.at = 0,
        Action::End => state.at = last,
        Action::Down => state.reply = (state.reply + 1).min(replies),
        Action::Up => state.reply = state.reply.saturating_sub(1),
        Action::Clerk => {
            model.sheets.pop();
            return;
        }
        _ => {}
    }
    if state.at != before {
        state.reply = 0;
    }
}

// ---------------------------------------------------------------- done at the counter

fn open_done(model: &mut Model, trip: usize) {
    let plan = model.plan();
    let Some(trip) = plan.trips.get(trip) else { return };
    let proposed = visit::proposed(&model.pack, &model.household, &model.assessment, trip);
    if proposed.is_empty() {
        return note(model, "visit-done-nothing");
    }
    let mut printed: Vec<(Id, Id, Field)> = Vec::new();
    for (person, fact) in proposed.iter().flat_map(|p| &p.printed) {
        if !printed.iter().any(|(p, f, _)| p == person && f == fact) {
            printed.push((person.clone(), fact.clone(), Field::default()));
        }
    }
    // Nothing is assumed: every event starts unconfirmed.
    let events: Vec<_> = proposed.into_iter().map(|p| (p, false)).collect();
    let day = Field::new(&model.today.to_string());
    model.sheets.push(Sheet::Done(DoneForm {
        day,
        events,
        printed,
        row: 1,
        problem: None,
        asked: Vec::new(),
    }));
}

fn form(model: &mut Model, action: Action) {
    let Some(Sheet::Done(form)) = model.sheets.last_mut() else {
        return;
    };
    let rows = form.rows();
    match action {
        Action::Select => super::sheets::accept(model),
        Action::Toggle => {
            if let Some((_, confirmed)) = form.row.checked_sub(1).and_then(|n| form.events.get_mut(n)) {
                *confirmed = !*confirmed;
            }
        }
        Action::NextPane => move_cursor(&mut form.row, rows, 1, Action::Down),
        Action::PrevPane => move_cursor(&mut form.row, rows, 1, Action::Up),
        _ => move_cursor(&mut form.row, rows, 6, action),
    }
}

/// Records what was confirmed, with the days that were typed, as one change.
pub(super) fn accept(model: &mut Model, form: &DoneForm) -> Result<(), String> {
    if may_change(model) {
        let changes = changes(model, form)?;
        super::forms::ask_back(model, &changes, &form.asked)?;
        model.sheets.clear();
        model.home.timeline = Cursor::default();
        super::home::set_focus(model, Pane::Timeline);
        model.effects.push(Effect::Commit(changes));
    }
    Ok(())
}

fn changes(model: &Model, form: &DoneForm) -> Result<Vec<Change>, String> {
    let strings = &model.strings;
    let on = intake::parse_day(&form.day.accepted(), model.today).map_err(|p| answer_problem(strings, &p))?;
    let confirmed: Vec<_> = form.events.iter().filter(|(_, c)| *c).map(|(p, _)| p).collect();
    let printed = confirmed.iter().flat_map(|p| &p.printed);
    let asked = |person: &Id, fact: &Id| printed.clone().any(|(q, f)| q == person && f == fact);
    let mut answers: Vec<(Id, Id, Answer)> = Vec::new();
    for (person, fact, field) in form.printed.iter().filter(|(person, fact, _)| asked(person, fact)) {
        let typed = field.accepted();
        if typed.trim().is_empty() {
            continue;
        }
        let answer =
            intake::parse_answer(&model.pack, fact.as_str(), &typed).map_err(|p| answer_problem(strings, &p))?;
        answers.extend(answer.map(|answer| (person.clone(), fact.clone(), answer)));
    }
    let recorded = confirmed.iter().map(|p| Recorded {
        event: p.event.clone(),
        people: p.people.clone(),
    });
    let recorded: Vec<Recorded> = recorded.collect();
    visit::done(&model.pack, &model.household, on, &recorded, &answers).map_err(|problem| match problem {
        visit::Unrecorded::Nothing => strings.say("visit-done-nothing"),
        other => other.to_string(),
    })
}
