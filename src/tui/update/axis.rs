//! Keys on the time axis: pan, zoom, choose.

use chrono::{Days, NaiveDate};

use super::home::move_cursor;
use crate::present::SPANS;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{AxisState, Model, Sheet};

/// How much of the shown time one step of the arrows moves, as a divisor.
const STEPS: u32 = 6;

/// Opens the axis with today near its left end.
pub(super) fn open(model: &mut Model) {
    let mut state = AxisState {
        from: model.today,
        span: 5,
        selected: model.home.timeline.selected,
        next_only: false,
    };
    state.from = start(model.today, state.span);
    model.sheets.push(Sheet::Axis(state));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let today = model.today;
    let Some(Sheet::Axis(state)) = model.sheets.last() else {
        return Vec::new();
    };
    let rows = model.axis_rows(state);
    let chosen = rows.get(state.selected).map(|r| (r.person.clone(), r.key.clone()));
    let Some(Sheet::Axis(state)) = model.sheets.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Left => state.from = moved(state.from, -step(state.span)),
        Action::Right => state.from = moved(state.from, step(state.span)),
        Action::Home => state.from = start(today, state.span),
        Action::GrowPane => zoom(state, today, state.span.saturating_sub(1)),
        Action::ShrinkPane => zoom(state, today, (state.span + 1).min(SPANS.len() - 1)),
        Action::Toggle => {
            state.next_only = !state.next_only;
            state.selected = 0;
        }
        Action::Why | Action::Select => {
            if let Some((person, key)) = chosen {
                model.sheets.push(Sheet::Why { person, key, scroll: 0 });
            }
        }
        _ => move_cursor(&mut state.selected, rows.len(), 8, action),
    }
    Vec::new()
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
    let days = Days::new(by.unsigned_abs());
    let result = if by < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    };
    result.unwrap_or(day)
}
