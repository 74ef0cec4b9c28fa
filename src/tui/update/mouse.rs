//! The mouse, only while it is captured: the wheel scrolls what is under it, a click selects, a second click opens, and
//! the borders of the panes can be dragged.

use super::home::{follow, set_focus};
use super::{act, sheets};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::input::{Mouse, MouseKind};
use crate::tui::model::{DoneForm, EventForm, Model, Pane, Sheet, TopicRow};
use crate::tui::view::{DocLine, Layout, Spot, axis_entry, finder_parts, form_entry, key_at, list_entry};

/// Lines of a text that one turn of the wheel moves.
const STEP: usize = 3;

pub(super) fn take(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let layout = Layout::of(model.size, &model.home);
    let is_home = model.sheets.is_empty();
    let spot = layout.at(mouse.column, mouse.row, is_home);
    match mouse.kind {
        MouseKind::Release => model.dragged = None,
        MouseKind::Drag => {
            if let Some(border) = model.dragged {
                layout.drag(border, mouse.column, mouse.row, &mut model.home);
            }
        }
        MouseKind::WheelUp => wheel(model, spot, false),
        MouseKind::WheelDown => wheel(model, spot, true),
        MouseKind::Click => return click(model, spot, mouse),
    }
    Vec::new()
}

fn click(model: &mut Model, spot: Spot, mouse: Mouse) -> Vec<Effect> {
    model.dragged = None;
    match spot {
        Spot::Border(border) => model.dragged = Some(border),
        Spot::Keys => {
            if let Some(action) = key_at(model, mouse.column) {
                return act(model, action);
            }
        }
        Spot::Pane(pane, row) => return click_pane(model, pane, row.into()),
        Spot::Sheet(row) => return click_sheet(model, row, mouse.row),
        Spot::Nothing => {}
    }
    Vec::new()
}

// ---------------------------------------------------------------- the home screen

fn click_pane(model: &mut Model, pane: Pane, row: usize) -> Vec<Effect> {
    let has_focus = model.home.focus == pane;
    let again = match pane {
        Pane::Topics => {
            let line = model.home.topics.offset + row;
            let Some(index) = procedure_on(&model.topic_rows(), line) else {
                set_focus(model, pane);
                return Vec::new();
            };
            std::mem::replace(&mut model.home.topics.selected, index) == index
        }
        Pane::Timeline => {
            let index = model.home.timeline.offset + row;
            if index >= model.timeline_rows().len() {
                set_focus(model, pane);
                return Vec::new();
            }
            std::mem::replace(&mut model.home.timeline.selected, index) == index
        }
        Pane::Detail => {
            let lines = model.detail_lines();
            let block = lines.get(model.home.detail.scroll + row).map(DocLine::block);
            let item = block.filter(|b| lines.doc().blocks.get(*b).is_some_and(|b| b.item().is_some()));
            // A line of mere text gets the focus, but nothing to open.
            model.home.focus = pane;
            let Some(block) = item else { return Vec::new() };
            model.home.detail.block.replace(block) == Some(block)
        }
    };
    if has_focus && again {
        return act(model, Action::Select);
    }
    model.home.focus = pane;
    follow(model);
    Vec::new()
}

/// Which procedure stands on a line of the topics.
fn procedure_on(rows: &[TopicRow], line: usize) -> Option<usize> {
    rows.get(line)?.procedure()?;
    Some(rows[..line].iter().filter_map(TopicRow::procedure).count())
}

fn wheel(model: &mut Model, spot: Spot, down: bool) {
    let layout = Layout::of(model.size, &model.home);
    match spot {
        Spot::Pane(Pane::Topics, _) => {
            let rows = model.topic_rows();
            let height = usize::from(layout.topics.height);
            let from = scrolled(model.home.topics.offset, rows.len(), height, down);
            // What is selected stays in sight; else the list would jump back to it.
            let seen = (0..rows.len()).filter(|l| (from..from + height).contains(l));
            let seen: Vec<usize> = seen.filter_map(|l| procedure_on(&rows, l)).collect();
            let topics = &mut model.home.topics;
            topics.offset = from;
            if let (Some(first), Some(last)) = (seen.first(), seen.last()) {
                topics.selected = topics.selected.clamp(*first, *last);
            }
        }
        Spot::Pane(Pane::Timeline, _) => {
            let (rows, height) = (model.timeline_rows().len(), usize::from(layout.timeline.height));
            let list = &mut model.home.timeline;
            list.offset = scrolled(list.offset, rows, height, down);
            list.selected = list.selected.clamp(list.offset, list.offset + height.saturating_sub(1));
        }
        Spot::Pane(Pane::Detail, _) => {
            let (lines, height) = (model.detail_lines(), usize::from(layout.detail.height));
            let detail = &mut model.home.detail;
            detail.scroll = scrolled(detail.scroll, lines.len(), height, down);
            detail.block = detail.block.filter(|b| is_seen(&lines, *b, detail.scroll, height));
        }
        Spot::Sheet(_) => wheel_sheet(model, usize::from(layout.sheet.height), down),
        Spot::Border(_) | Spot::Keys | Spot::Nothing => {}
    }
    if matches!(spot, Spot::Pane(pane, _) if pane == model.home.focus) {
        follow(model);
    }
}

fn scrolled(from: usize, lines: usize, height: usize, down: bool) -> usize {
    let to = if down { from + STEP } else { from.saturating_sub(STEP) };
    to.min(lines.saturating_sub(height))
}

fn is_seen(lines: &[DocLine], block: usize, scroll: usize, height: usize) -> bool {
    // All of it: what is selected is brought into sight as a whole.
    let mut own = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| l.block() == block)
        .map(|(n, _)| n);
    own.all(|n| (scroll..scroll + height).contains(&n))
}

// ---------------------------------------------------------------- sheets

fn wheel_sheet(model: &mut Model, height: usize, down: bool) {
    let lines = model.sheet_lines();
    match model.sheets.last_mut() {
        Some(Sheet::Help { scroll } | Sheet::Why { scroll, .. } | Sheet::Diagnostics { scroll, .. }) => {
            *scroll = scrolled(*scroll, lines.len(), height, down);
        }
        // A turn of the wheel must not change an answer.
        None | Some(Sheet::Answer(_) | Sheet::Event(_) | Sheet::Done(_)) => {}
        Some(sheet) => {
            if let Some(pick) = sheet.pick_mut() {
                pick.scroll = scrolled(pick.scroll, lines.len(), height, down);
                pick.block = pick.block.filter(|b| is_seen(&lines, *b, pick.scroll, height));
            } else {
                sheets::act(model, if down { Action::Down } else { Action::Up });
            }
        }
    }
}

fn click_sheet(model: &mut Model, row: u16, screen_row: u16) -> Vec<Effect> {
    let lines = model.sheet_lines();
    let area = Layout::of(model.size, &model.home).sheet;
    let entry = match model.sheets.last() {
        Some(Sheet::Axis(state)) => axis_entry(model, state, area, row),
        Some(Sheet::Answer(_) | Sheet::Event(_) | Sheet::Done(_)) => form_entry(model, row),
        _ => list_entry(model, row),
    };
    let again = match model.sheets.last_mut() {
        Some(Sheet::Questions(list) | Sheet::Events(list) | Sheet::WhatIf(list) | Sheet::People(list)) => {
            entry.map(|n| select(&mut list.selected, n))
        }
        Some(Sheet::Person { selected, .. }) => entry.map(|n| select(selected, n)),
        Some(Sheet::Meanings { words, list }) => {
            let entry = Some(list.offset + usize::from(row)).filter(|n| *n < words.len());
            entry.map(|n| select(&mut list.selected, n))
        }
        Some(Sheet::Axis(state)) => entry.map(|n| select(&mut state.selected, n)),
        Some(sheet @ (Sheet::Search(_) | Sheet::Palette(_))) => {
            let list = finder_parts(area, matches!(sheet, Sheet::Search(_))).list;
            let inside = (list.y..list.bottom()).contains(&screen_row);
            sheet.finder_mut().filter(|_| inside).map(|finder| {
                let entry = finder.list.offset + usize::from(screen_row - list.y);
                select(&mut finder.list.selected, entry)
            })
        }
        Some(Sheet::Answer(form)) => entry.map(|n| select(&mut form.choice, n)),
        // What concerns whom, and what happened, is ticked; only Enter records it.
        Some(Sheet::Event(EventForm { row, .. }) | Sheet::Done(DoneForm { row, .. })) => {
            let again = entry.is_some_and(|n| select(row, n));
            if again {
                return sheets::act(model, Action::Toggle);
            }
            None
        }
        Some(Sheet::Clerk(_)) => return sheets::act(model, Action::Right),
        Some(sheet) => sheet.pick_mut().and_then(|pick| {
            let block = lines.get(pick.scroll + usize::from(row))?.block();
            lines.doc().blocks.get(block)?.item()?;
            Some(pick.block.replace(block) == Some(block))
        }),
        None => None,
    };
    if again == Some(true) {
        return sheets::act(model, Action::Select);
    }
    Vec::new()
}

/// Selects an entry; whether it was selected before.
fn select(selected: &mut usize, entry: usize) -> bool {
    std::mem::replace(selected, entry) == entry
}
