//! Keys on search, on the list of everything that can be done, and on what both lead to: terms, documents, phrases.

use super::home::{first_item, keep_in_sight, move_cursor, open_procedure, settle_pick};
use super::sheets::move_text;
use super::{act, note, note_with_key, visits};
use crate::content::Id;
use crate::present::Item;
use crate::search::Target;
use crate::tui::action::Action;
use crate::tui::model::{Cursor, Model, Pick, Sheet};
use crate::tui::view::finder_parts;

/// Opens the term that is marked here, or lets one of several be chosen.
pub(super) fn meaning(model: &mut Model) {
    let words = model.words_here();
    match words.as_slice() {
        [] => note_with_key(model, "notice-no-word-here", Action::Search),
        [only] => open_term(model, only.clone()),
        _ => model.sheets.push(Sheet::Meanings {
            words,
            list: Cursor::default(),
        }),
    }
}

pub(super) fn open_term(model: &mut Model, id: Id) {
    let pick = Pick::default();
    open_text(model, Sheet::Term { id, pick });
}

/// Opens a text at its top, with its first choice selected if all of that is in sight.
fn open_text(model: &mut Model, sheet: Sheet) {
    model.sheets.push(sheet);
    let (lines, page) = (model.sheet_lines(), model.sheet_page());
    let is_seen = |block: &usize| lines.lines_of(*block).is_some_and(|(_, last)| last < page);
    let block = first_item(&lines, 0, page).filter(is_seen);
    if let Some(pick) = model.sheets.last_mut().and_then(Sheet::pick_mut) {
        pick.block = block;
    }
}

/// How many lines of the list of a finder are in sight.
fn list_page(model: &Model) -> usize {
    let searches = matches!(model.sheets.last(), Some(Sheet::Search(_)));
    usize::from(finder_parts(model.layout().sheet, searches).list.height)
}

/// How many lines the list on top has.
fn count(model: &Model) -> usize {
    match model.sheets.last() {
        Some(Sheet::Search(finder)) => model.found(finder).len(),
        Some(Sheet::Palette(finder)) => model.palette_rows(finder).len(),
        Some(Sheet::Meanings { words, .. }) => words.len(),
        _ => 0,
    }
}

fn list(model: &mut Model) -> Option<&mut Cursor> {
    match model.sheets.last_mut()? {
        Sheet::Search(finder) | Sheet::Palette(finder) => Some(&mut finder.list),
        Sheet::Meanings { list, .. } => Some(list),
        _ => None,
    }
}

/// Tab goes down a list, and Shift-Tab up: there is nothing else to go to.
const fn tab_moves(action: Action) -> Action {
    match action {
        Action::NextPane => Action::Down,
        Action::PrevPane => Action::Up,
        other => other,
    }
}

/// Keys on the lists.
pub(super) fn choose(model: &mut Model, action: Action) {
    if action == Action::Select {
        return accept(model);
    }
    let (count, page) = (count(model), list_page(model));
    if let Some(list) = list(model) {
        move_cursor(&mut list.selected, count, page, tab_moves(action));
    }
}

/// Opens or does what is selected in the list on top.
pub(super) fn accept(model: &mut Model) {
    match model.sheets.last() {
        Some(Sheet::Search(finder)) => {
            if let Some(hit) = model.found(finder).into_iter().nth(finder.list.selected) {
                open(model, hit.target);
            }
        }
        Some(Sheet::Palette(finder)) => match model.palette_rows(finder).get(finder.list.selected) {
            Some(row) if row.works => {
                model.sheets.pop();
                act(model, row.action);
            }
            Some(_) => note(model, "notice-not-here"),
            None => {}
        },
        Some(Sheet::Meanings { words, list }) => {
            if let Some(id) = words.get(list.selected).cloned() {
                model.sheets.pop();
                open_term(model, id);
            }
        }
        _ => {}
    }
}

/// Opens what was found.
fn open(model: &mut Model, target: Target) {
    let pick = Pick::default();
    match target {
        Target::Procedure(id) => open_procedure(model, id),
        Target::Term(id) => open_term(model, id),
        Target::Document(id) => open_text(model, Sheet::Document { id, pick }),
        Target::Phrase(id) => visits::show(model, vec![id], 0),
    }
}

/// Keys on a term or a document.
pub(super) fn read(model: &mut Model, action: Action) {
    match (action, model.sheet_item()) {
        (Action::Select | Action::Toggle | Action::Right, Some(Item::Term(id))) => open_term(model, id),
        (Action::Select | Action::Toggle | Action::Right, Some(Item::Procedure(id))) => open_procedure(model, id),
        _ => move_text(model, tab_moves(action)),
    }
}

/// After every message: what is selected exists and is in sight.
pub(super) fn settle(model: &mut Model) {
    let (count, page) = (count(model), list_page(model));
    if let Some(list) = list(model) {
        list.selected = list.selected.min(count.saturating_sub(1));
        list.offset = keep_in_sight(list.offset, list.selected, list.selected, page).min(count.saturating_sub(page));
        return;
    }
    let (lines, page) = (model.sheet_lines(), model.sheet_page());
    if let Some(pick) = model.sheets.last_mut().and_then(Sheet::pick_mut) {
        pick.block = pick.block.filter(|block| lines.item(*block).is_some());
        settle_pick(pick, &lines, page);
    }
}
