//! Dates that moved since they were shown: looking at them, and saying that one has.

use super::home::{first_item, settle_pick};
use super::sheets::{move_text, select_first};
use super::{may_change, note};
use crate::present::Item;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Pick, Sheet};

pub(super) fn open(model: &mut Model) {
    if model.shown.moved().is_empty() {
        return note(model, "moved-none");
    }
    model.sheets.push(Sheet::Moved(Pick::default()));
    select_first(model);
}

pub(super) fn act(model: &mut Model, action: Action) {
    match (action, model.sheet_item()) {
        (Action::Select | Action::Toggle, Some(Item::Deadline(person, key))) => {
            if may_change(model) {
                model.acknowledge(&person, &key);
                next(model);
                model.effects.push(Effect::RememberShown);
            }
        }
        (Action::Why, Some(Item::Deadline(person, key))) => {
            model.sheets.push(Sheet::Why { person, key, scroll: 0 });
        }
        _ => move_text(model, action),
    }
}

/// One after the other is acknowledged: nobody says to have seen what was not in sight.
fn next(model: &mut Model) {
    if model.shown.moved().is_empty() {
        model.sheets.pop();
        return note(model, "moved-seen");
    }
    let (lines, page) = (model.sheet_lines(), model.sheet_page());
    if let Some(Sheet::Moved(pick)) = model.sheets.last_mut() {
        pick.scroll = pick.scroll.min(lines.len().saturating_sub(page));
        pick.block = first_item(&lines, pick.scroll, page);
        settle_pick(pick, &lines, page);
    }
}
