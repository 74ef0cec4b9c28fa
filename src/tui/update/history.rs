//! What was changed, and when; taking back and making again from there, one after the other.

use super::home::{first_item, settle_pick};
use super::sheets::move_text;
use super::{may_change, note};
use crate::household::{Entry, redo_target, undo_target};
use crate::present::{Block, Item};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Pick, Sheet};

/// Opens the history; its entries are read when they are looked at.
pub(super) fn open(model: &mut Model) {
    model.sheets.push(Sheet::History(Pick::default()));
    model.effects.push(Effect::ReadHistory);
}

/// The entries as they are now; what was selected stays so.
pub(super) fn know(model: &mut Model, entries: Vec<Entry>) {
    let selected = selected(model);
    model.entries = entries.into();
    let (lines, page) = (model.sheet_lines(), model.sheet_page());
    let same = |b: &Block| matches!(b.item(), Some(Item::Entry(n)) if Some(*n) == selected);
    let block = lines.doc().blocks.iter().position(same);
    if let Some(Sheet::History(pick)) = model.sheets.last_mut() {
        pick.block = block.or_else(|| first_item(&lines, 0, page));
        settle_pick(pick, &lines, page);
    }
}

fn selected(model: &Model) -> Option<u64> {
    match (model.sheets.last(), model.sheet_item()) {
        (Some(Sheet::History(_)), Some(Item::Entry(revision))) => Some(revision),
        _ => None,
    }
}

pub(super) fn act(model: &mut Model, action: Action) {
    if !matches!(action, Action::Select | Action::Toggle) {
        return move_text(model, action);
    }
    // Takes the selected entry back or makes it again, if its turn has come.
    let Some(revision) = selected(model) else { return };
    let redo = redo_target(&model.entries);
    let is_undo = undo_target(&model.entries).is_some_and(|e| e.revision == revision);
    let is_redo = redo.is_some_and(|e| e.revision == revision || e.undoes == Some(revision));
    if !(is_undo || is_redo) {
        note(model, "history-stepwise");
    } else if may_change(model) {
        model.effects.push(if is_undo { Effect::Undo } else { Effect::Redo });
    }
}
