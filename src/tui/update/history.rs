//! What was changed, and when; taking back and making again from there, one after the other.

use super::home::{first_item, move_pick};
use super::{may_change, note};
use crate::household::{Entry, redo_target, undo_target};
use crate::present::Item;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Pick, Sheet};

/// Opens the history; its entries are read when they are looked at.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.sheets.push(Sheet::History(Pick::default()));
    vec![Effect::ReadHistory]
}

/// The entries as they are now; what was selected stays so.
pub(super) fn know(model: &mut Model, entries: Vec<Entry>, page: usize) {
    let selected = selected(model);
    model.entries = entries.into();
    let lines = model.sheet_lines();
    let blocks = &lines.doc().blocks;
    let same = blocks
        .iter()
        .position(|b| matches!(b.item(), Some(Item::Entry(n)) if Some(*n) == selected));
    let block = same.or_else(|| first_item(lines.doc(), &lines, 0, page));
    if let Some(Sheet::History(pick)) = model.sheets.last_mut() {
        pick.block = block;
        super::home::settle_pick(pick, &lines, page);
    }
}

fn selected(model: &Model) -> Option<u64> {
    let Some(Sheet::History(pick)) = model.sheets.last() else {
        return None;
    };
    match model.sheet_lines().doc().blocks.get(pick.block?)?.item()? {
        Item::Entry(revision) => Some(*revision),
        _ => None,
    }
}

pub(super) fn act(model: &mut Model, action: Action, page: usize) -> Vec<Effect> {
    if matches!(action, Action::Select | Action::Toggle) {
        return choose(model);
    }
    let lines = model.sheet_lines();
    if let Some(Sheet::History(pick)) = model.sheets.last_mut() {
        move_pick(pick, lines.doc(), &lines, page, action);
    }
    Vec::new()
}

/// Takes the selected entry back or makes it again, if its turn has come.
fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(revision) = selected(model) else {
        return Vec::new();
    };
    let redo = redo_target(&model.entries);
    let is_undo = undo_target(&model.entries).is_some_and(|e| e.revision == revision);
    let is_redo = redo.is_some_and(|e| e.revision == revision || e.undoes == Some(revision));
    if !(is_undo || is_redo) {
        note(model, "history-stepwise");
        return Vec::new();
    }
    if !may_change(model) {
        return Vec::new();
    }
    vec![if is_undo { Effect::Undo } else { Effect::Redo }]
}
