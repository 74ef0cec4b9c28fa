//! Dates that moved since they were shown: looking at them, and saying that one has.

use super::home::{first_item, move_pick, settle_pick};
use super::{may_change, note};
use crate::present::Item;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Pick, Sheet};

pub(super) fn open(model: &mut Model, page: usize) {
    if model.shown.moved().is_empty() {
        return note(model, "moved-none");
    }
    model.sheets.push(Sheet::Moved(Pick::default()));
    let lines = model.sheet_lines();
    let block = first_item(lines.doc(), &lines, 0, page);
    if let Some(Sheet::Moved(pick)) = model.sheets.last_mut() {
        pick.block = block;
    }
}

pub(super) fn act(model: &mut Model, action: Action, page: usize) -> Vec<Effect> {
    let lines = model.sheet_lines();
    let Some(Sheet::Moved(pick)) = model.sheets.last_mut() else {
        return Vec::new();
    };
    let item = pick.block.and_then(|b| lines.doc().blocks.get(b)?.item().cloned());
    match (action, item) {
        (Action::Select | Action::Toggle, Some(Item::Deadline(person, key))) => {
            if !may_change(model) {
                return Vec::new();
            }
            model.acknowledge(&person, &key);
            next(model, page);
            return vec![Effect::RememberShown];
        }
        (Action::Why, Some(Item::Deadline(person, key))) => {
            model.sheets.push(Sheet::Why { person, key, scroll: 0 });
        }
        _ => move_pick(pick, lines.doc(), &lines, page, action),
    }
    Vec::new()
}

/// One after the other is acknowledged: nobody says to have seen what was not in sight.
fn next(model: &mut Model, page: usize) {
    if model.shown.moved().is_empty() {
        model.sheets.pop();
        return note(model, "moved-seen");
    }
    let lines = model.sheet_lines();
    if let Some(Sheet::Moved(pick)) = model.sheets.last_mut() {
        pick.scroll = pick.scroll.min(lines.len().saturating_sub(page));
        pick.block = first_item(lines.doc(), &lines, pick.scroll, page);
        settle_pick(pick, &lines, page);
    }
}
