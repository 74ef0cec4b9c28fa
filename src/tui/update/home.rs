//! Keys on the home screen.

use super::{find, forms, may_change, note};
use crate::content::Id;
use crate::household::edit;
use crate::present::{Block, Doc, Item, Kind};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Cursor, Detail, Model, Pane, Pick, Sheet, Subject};
use crate::tui::view::{DocLine, DocLines, LEAST_SHARE, MOST_SHARE};

pub(super) fn act(model: &mut Model, action: Action) {
    if model.supposed.is_some() && super::what_if::act(model, action) {
        return;
    }
    match action {
        Action::NextPane => focus(model, 1),
        Action::PrevPane => focus(model, 2),
        Action::Left if model.home.focus != Pane::Topics => set_focus(model, Pane::Topics),
        Action::Right if model.home.focus == Pane::Topics => set_focus(model, Pane::Detail),
        Action::Zoom => model.home.zoom = !model.home.zoom,
        Action::GrowPane => resize(model, 4),
        Action::ShrinkPane => resize(model, -4),
        Action::Back => back(model),
        Action::Why => why(model),
        Action::Questions => model.sheets.push(Sheet::Questions(Cursor::default())),
        Action::AddEvent => model.sheets.push(Sheet::Events(Cursor::default())),
        Action::WhatIf => super::what_if::open(model),
        // Once more from the timeline itself: the same as a time axis.
        Action::Timeline if model.home.focus == Pane::Timeline && !model.is_new() => super::axis::open(model),
        Action::Timeline => set_focus(model, Pane::Timeline),
        Action::Visits => super::visits::open(model),
        Action::Clerk => super::visits::clerk_of_subject(model),
        Action::People => super::people::open(model),
        Action::History => super::history::open(model),
        Action::Moved => super::moved::open(model),
        Action::Note => super::notes::open(model),
        Action::NextPerson => next_person(model, true),
        Action::PrevPerson => next_person(model, false),
        Action::Toggle | Action::Select => choose(model, action),
        _ => movement(model, action),
    }
}

fn focus(model: &mut Model, steps: usize) {
    const ORDER: [Pane; 3] = [Pane::Topics, Pane::Timeline, Pane::Detail];
    let now = ORDER.iter().position(|p| *p == model.home.focus).unwrap_or(0);
    set_focus(model, ORDER[(now + steps) % ORDER.len()]);
}

/// Moves the focus; the detail pane follows the list that has it.
pub(super) fn set_focus(model: &mut Model, pane: Pane) {
    model.home.focus = pane;
    follow(model);
    if pane == Pane::Detail && model.home.detail.block.is_none() {
        let lines = model.detail_lines();
        model.home.detail.block = first_item(&lines, model.home.detail.scroll, page(model));
    }
}

/// Shows in the detail pane what the focused list has selected.
pub(super) fn follow(model: &mut Model) {
    let subject = match model.home.focus {
        Pane::Topics => Some(model.topic_subject()),
        Pane::Timeline => model.timeline_subject(),
        Pane::Detail => None,
    };
    if let Some(subject) = subject.filter(|s| *s != model.home.detail.subject) {
        model.home.detail = Detail::of(subject);
    }
}

fn resize(model: &mut Model, by: i16) {
    // A pane that is alone has no border to move.
    if model.layout().single {
        return;
    }
    let (value, sign) = match model.home.focus {
        Pane::Topics => (&mut model.home.left, 1),
        Pane::Timeline => (&mut model.home.upper, 1),
        Pane::Detail => (&mut model.home.upper, -1),
    };
    *value = value.saturating_add_signed(by * sign).clamp(LEAST_SHARE, MOST_SHARE);
}

fn back(model: &mut Model) {
    if model.home.zoom {
        model.home.zoom = false;
    } else if model.home.focus == Pane::Detail {
        model.home.focus = match model.home.detail.subject {
            Subject::Deadline(..) => Pane::Timeline,
            Subject::Procedure(_) => Pane::Topics,
        };
    } else if model.notice.is_some() {
        model.notice = None;
    } else {
        note(model, "notice-quit-hint");
    }
}

fn why(model: &mut Model) {
    match model.selected_deadline() {
        Some((person, key)) => model.sheets.push(Sheet::Why { person, key, scroll: 0 }),
        None => note(model, "notice-no-date-here"),
    }
}

fn next_person(model: &mut Model, forward: bool) {
    let mut choices = vec![None];
    choices.extend(model.household.active().map(|p| Some(p.id.clone())));
    if choices.len() <= 2 {
        return note(model, "notice-one-person");
    }
    let now = choices.iter().position(|c| *c == model.home.person).unwrap_or(0);
    let step = if forward { 1 } else { choices.len() - 1 };
    model.home.person = choices.swap_remove((now + step) % choices.len());
    model.home.timeline = Cursor::default();
    follow(model);
}

// ---------------------------------------------------------------- choosing

fn choose(model: &mut Model, action: Action) {
    if model.home.focus != Pane::Detail {
        return match action {
            Action::Select => set_focus(model, Pane::Detail),
            _ => note(model, "notice-tick-in-detail"),
        };
    }
    match model.detail_item() {
        Some(Item::Tick(key)) => {
            if may_change(model) {
                let changes = edit::tick(&model.household, key, model.today);
                model.effects.push(Effect::Commit(changes));
            }
        }
        Some(Item::Deadline(person, key)) => {
            model.home.detail = Detail::of(Subject::Deadline(person, key));
            set_focus(model, Pane::Detail);
        }
        Some(Item::Procedure(id)) => open_procedure(model, id),
        Some(Item::Term(id)) => find::open_term(model, id),
        Some(Item::Question(person, fact)) => forms::open_answer(model, person, fact),
        // These stand only on screens of their own.
        Some(Item::Ticks(_) | Item::Owns(..) | Item::Trip(_) | Item::Phrase(_) | Item::Entry(_)) | None => {}
    }
}

/// Shows a procedure on the home screen, whatever lies over it now; but what is being typed there is not thrown away.
pub(super) fn open_procedure(model: &mut Model, id: Id) {
    if model.sheets.iter().any(Sheet::is_form) {
        return note(model, "notice-finish-first");
    }
    model.sheets.clear();
    if let Some(index) = model.procedures().iter().position(|p| *p == id) {
        model.home.topics.selected = index;
    }
    model.home.detail = Detail::of(Subject::Procedure(id));
    set_focus(model, Pane::Detail);
}

// ---------------------------------------------------------------- moving

fn movement(model: &mut Model, action: Action) {
    let page = page(model);
    match model.home.focus {
        Pane::Topics => {
            let count = model.procedures().len();
            move_cursor(&mut model.home.topics.selected, count, page, action);
        }
        Pane::Timeline => {
            let count = model.timeline_rows().len();
            move_cursor(&mut model.home.timeline.selected, count, page, action);
        }
        Pane::Detail => {
            let lines = model.detail_lines();
            let mut pick = model.home.detail.pick();
            move_pick(&mut pick, &lines, page, action);
            model.home.detail.set(pick);
        }
    }
    follow(model);
}

/// Moves a selection in a list.
pub(super) fn move_cursor(selected: &mut usize, count: usize, page: usize, action: Action) {
    let last = count.saturating_sub(1);
    *selected = match action {
        Action::Up => selected.saturating_sub(1),
        Action::Down => *selected + 1,
        Action::PageUp => selected.saturating_sub(page.max(1)),
        Action::PageDown => *selected + page.max(1),
        Action::Home => 0,
        Action::End => last,
        _ => *selected,
    }
    .min(last);
}

/// Moves a scroll offset in a text.
pub(super) fn move_scroll(scroll: &mut usize, lines: usize, page: usize, action: Action) {
    let last = lines.saturating_sub(page);
    *scroll = match action {
        Action::Up => scroll.saturating_sub(1),
        Action::Down => *scroll + 1,
        Action::PageUp => scroll.saturating_sub(page.saturating_sub(1).max(1)),
        Action::PageDown => *scroll + page.saturating_sub(1).max(1),
        Action::Home => 0,
        Action::End => last,
        _ => *scroll,
    }
    .min(last);
}

/// In a text with things to choose: to the next one if it is in sight, else on by a line.
pub(super) fn move_pick(state: &mut Pick, lines: &DocLines, page: usize, action: Action) {
    let line_of = |block: usize| lines.lines_of(block).map(|(first, _)| first);
    match action {
        Action::Down | Action::Up => {
            let mut items = (0..lines.doc().blocks.len()).filter(|n| lines.item(*n).is_some());
            let next = match (action, state.block) {
                (Action::Down, Some(now)) => items.find(|n| *n > now),
                (Action::Down, None) => items.find(|n| line_of(*n).is_some_and(|l| l >= state.scroll)),
                (_, Some(now)) => items.take_while(|n| *n < now).last(),
                (_, None) => {
                    let above = |n: &usize| line_of(*n).is_some_and(|l| l < state.scroll + page);
                    items.take_while(above).last()
                }
            };
            let in_sight =
                |block: usize| line_of(block).is_some_and(|l| l + 1 >= state.scroll && l < state.scroll + page + 1);
            if let Some(block) = next.filter(|b| in_sight(*b)) {
                state.block = Some(block);
            } else {
                move_scroll(&mut state.scroll, lines.len(), page, action);
                let seen = state.scroll..state.scroll + page;
                state.block = state.block.filter(|b| line_of(*b).is_some_and(|l| seen.contains(&l)));
            }
        }
        Action::PageUp | Action::PageDown | Action::Home | Action::End => {
            move_scroll(&mut state.scroll, lines.len(), page, action);
            state.block = first_item(lines, state.scroll, page);
        }
        _ => return,
    }
    settle_pick(state, lines, page);
}

/// What is selected is in sight.
pub(super) fn settle_pick(state: &mut Pick, lines: &DocLines, page: usize) {
    state.scroll = state.scroll.min(lines.len().saturating_sub(page));
    if let Some(block) = state.block {
        let (first, last) = lines.lines_of(block).unwrap_or_default();
        state.scroll = keep_in_sight(state.scroll, first, last, page);
    }
}

pub(super) fn first_item(lines: &DocLines, scroll: usize, page: usize) -> Option<usize> {
    let visible = lines.iter().skip(scroll).take(page.max(1));
    visible.map(DocLine::block).find(|b| lines.item(*b).is_some())
}

// ---------------------------------------------------------------- keeping things in sight

fn page(model: &Model) -> usize {
    usize::from(model.layout().pane(model.home.focus).height)
}

/// After every message: selections exist, and what is selected is in sight.
pub(super) fn settle(model: &mut Model) {
    let layout = model.layout();
    let rows = model.topic_rows();
    let procedures: Vec<usize> = (0..rows.len()).filter(|n| rows[*n].procedure().is_some()).collect();
    let topics = &mut model.home.topics;
    topics.selected = topics.selected.min(procedures.len().saturating_sub(1));
    let line = procedures.get(topics.selected).copied().unwrap_or(0);
    // The title of the topic stays in sight with its first procedure.
    let from = if line == 1 { 0 } else { line };
    topics.offset = keep_in_sight(topics.offset, from, line, layout.topics.height.into());

    let count = model.timeline_rows().len();
    let timeline = &mut model.home.timeline;
    timeline.selected = timeline.selected.min(count.saturating_sub(1));
    let line = timeline.selected;
    timeline.offset = keep_in_sight(timeline.offset, line, line, layout.timeline.height.into());
    settle_subject(model);

    // Nothing to mend at the beginning: a subject that is only passed is not laid out.
    if model.home.detail.block.is_none() && model.home.detail.scroll == 0 {
        return;
    }
    let lines = model.detail_lines();
    let height = usize::from(layout.detail.height);
    let state = &mut model.home.detail;
    state.block = state.block.filter(|block| lines.item(*block).is_some());
    state.scroll = state.scroll.min(lines.len().saturating_sub(height));
    if let Some(block) = state.block {
        let (first, _) = lines.lines_of(block).unwrap_or_default();
        let end = with_remarks(lines.doc(), block);
        let last = lines.lines_of(end).map_or(first, |(_, last)| last);
        state.scroll = keep_in_sight(state.scroll, first, last, height);
    }
}

/// The last block that belongs to one: a note stands below what it is about, and is seen with it.
fn with_remarks(doc: &Doc, block: usize) -> usize {
    let is_remark = |b: &&Block| matches!(b.kind, Kind::Tree(_)) && b.item().is_none();
    let remarks = doc.blocks.iter().skip(block + 1).take_while(is_remark).count();
    block + remarks
}

/// The subject may be gone after an undo or a change of answers.
fn settle_subject(model: &mut Model) {
    let there = match &model.home.detail.subject {
        Subject::Procedure(id) => model.pack.procedures.contains_key(id),
        Subject::Deadline(person, key) => model.deadline(person, key).is_some(),
    };
    if !there {
        model.home.detail = Detail::of(model.topic_subject());
    } else if model.home.focus == Pane::Timeline {
        follow(model);
    }
}

/// The offset nearest to the present one at which the lines `first` to `last` are visible.
pub(super) fn keep_in_sight(offset: usize, first: usize, last: usize, height: usize) -> usize {
    let lowest = (last + 1).saturating_sub(height.max(1));
    offset.max(lowest).min(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_the_selection_in_sight() {
        for (offset, first, last, height, expected) in [
            (0, 0, 0, 5, 0),
            (0, 5, 5, 5, 1),
            (3, 2, 2, 5, 2),
            (0, 9, 12, 3, 9),
            (7, 9, 9, 0, 9),
        ] {
            assert_eq!(keep_in_sight(offset, first, last, height), expected);
        }
    }

    #[test]
    fn cursors_stay_inside() {
        for (start, count, action, expected) in [
            (0, 3, Action::Up, 0),
            (2, 3, Action::Down, 2),
            (0, 0, Action::Down, 0),
            (0, 30, Action::PageDown, 10),
            (5, 30, Action::End, 29),
            (5, 30, Action::Home, 0),
        ] {
            let mut selected = start;
            move_cursor(&mut selected, count, 10, action);
            assert_eq!(selected, expected, "{action:?}");
        }
    }
}
