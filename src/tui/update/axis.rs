//! Keys on the time axis: pan, zoom, choose.

use chrono::{NaiveDate, TimeDelta};

use super::home::move_cursor;
use crate::guide::DeadlineKey;
use crate::household::PersonId;
use crate::present::{AxisDeadline, AxisGroups, AxisRow, SPANS};
use crate::tui::action::Action;
use crate::tui::model::{AxisState, Model, Sheet, Subject};

/// How much of the shown time one step of the arrows moves, as a divisor.
const STEPS: u32 = 6;

/// Opens the axis with today near its left end.
pub(super) fn open(model: &mut Model) {
    let span = 5;
    let mut state = AxisState {
        from: start(model.today, span),
        span,
        selected: 0,
        groups: AxisGroups::Next,
        next_only: false,
    };
    if let Some(Subject::Deadline(person, key)) = model.timeline_subject() {
        state.selected = place(model, &state, &person, &key);
    }
    model.sheets.push(Sheet::Axis(state));
}

/// The rows that can be selected.
pub(super) fn deadlines(rows: &[AxisRow]) -> impl Iterator<Item = &AxisDeadline> {
    rows.iter().filter_map(|row| match row {
        AxisRow::Deadline(deadline) => Some(&**deadline),
        AxisRow::Group(_) | AxisRow::Period(_) => None,
    })
}

const fn next_groups(groups: AxisGroups) -> AxisGroups {
    match groups {
        AxisGroups::Next => AxisGroups::Person,
        AxisGroups::Person => AxisGroups::Topic,
        AxisGroups::Topic => AxisGroups::Next,
    }
}

pub(super) fn act(model: &mut Model, action: Action) {
    let today = model.today;
    let Some(Sheet::Axis(state)) = model.sheets.last() else {
        return;
    };
    let rows = model.axis_rows(state);
    let count = deadlines(&rows).count();
    let chosen = deadlines(&rows)
        .nth(state.selected)
        .map(|d| (d.row.person.clone(), d.row.key.clone()));
    let Some(Sheet::Axis(state)) = model.sheets.last_mut() else {
        return;
    };
    match action {
        Action::Left => state.from = moved(state.from, -step(state.span)),
        Action::Right => state.from = moved(state.from, step(state.span)),
        Action::Home => state.from = start(today, state.span),
        Action::GrowPane => zoom(state, today, state.span.saturating_sub(1)),
        Action::ShrinkPane => zoom(state, today, (state.span + 1).min(SPANS.len() - 1)),
        Action::Toggle | Action::NextPane => {
            if action == Action::Toggle {
                state.next_only = !state.next_only;
            } else {
                state.groups = next_groups(state.groups);
            }
            // The same deadline stays selected when the rows are put together differently.
            let mut state = *state;
            state.selected = chosen.map_or(0, |(person, key)| place(model, &state, &person, &key));
            model.sheets.pop();
            model.sheets.push(Sheet::Axis(state));
        }
        // Once more: back to the list.
        Action::Timeline => {
            model.sheets.pop();
        }
        Action::Why | Action::Select => {
            if let Some((person, key)) = chosen {
                model.sheets.push(Sheet::Why { person, key, scroll: 0 });
            }
        }
        _ => move_cursor(&mut state.selected, count, 8, action),
    }
}

/// The place of a deadline among those that can be selected; the first one if it is not there.
fn place(model: &Model, state: &AxisState, person: &PersonId, key: &DeadlineKey) -> usize {
    let same = |d: &AxisDeadline| d.row.person == *person && d.row.key == *key;
    deadlines(&model.axis_rows(state)).position(same).unwrap_or(0)
}

/// Zooms around today if it is in sight, else around the left end.
fn zoom(state: &mut AxisState, today: NaiveDate, span: usize) {
    let in_sight = (today - state.from).num_days();
    let shown = i64::from(SPANS[state.span]);
    state.span = span;
    if (0..shown).contains(&in_sight) {
        state.from = start(today, span);
    }
}

fn step(span: usize) -> i64 {
    i64::from((SPANS[span.min(SPANS.len() - 1)] / STEPS).max(1))
}

/// A little of what has passed stays in sight.
fn start(today: NaiveDate, span: usize) -> NaiveDate {
    moved(today, -(i64::from(SPANS[span.min(SPANS.len() - 1)]) / 12).max(1))
}

fn moved(day: NaiveDate, by: i64) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(by)).unwrap_or(day)
}
