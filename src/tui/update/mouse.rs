//! The mouse, only while it is captured: the wheel scrolls what is under it, a click selects, a second click opens, and
//! the borders of the panes can be dragged.

use super::home::{follow, set_focus};
use super::{act, sheets};
use crate::tui::action::Action;
use crate::tui::input::{Mouse, MouseKind};
use crate::tui::model::{Model, Pane, Pick, Sheet, TopicRow};
use crate::tui::view::{DocLines, Spot, axis_entry, finder_parts, form_entry, key_at, list_entry};

/// Lines of a text that one turn of the wheel moves.
const STEP: usize = 3;

pub(super) fn take(model: &mut Model, mouse: Mouse) {
    let layout = model.layout();
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
        MouseKind::Click => click(model, spot, mouse),
    }
}

fn click(model: &mut Model, spot: Spot, mouse: Mouse) {
    model.dragged = None;
    match spot {
        Spot::Border(border) => model.dragged = Some(border),
        Spot::Keys => {
            if let Some(action) = key_at(model, mouse.column) {
                act(model, action);
            }
        }
        Spot::Pane(pane, row) => click_pane(model, pane, row.into()),
        Spot::Sheet(row) => click_sheet(model, row, mouse.row),
        Spot::Nothing => {}
    }
}

// ---------------------------------------------------------------- the home screen

fn click_pane(model: &mut Model, pane: Pane, row: usize) {
    let has_focus = model.home.focus == pane;
    let again = match pane {
        Pane::Topics => {
            let line = model.home.topics.offset + row;
            let Some(index) = procedure_on(&model.topic_rows(), line) else {
                return set_focus(model, pane);
            };
            select(&mut model.home.topics.selected, index)
        }
        Pane::Timeline => {
            let index = model.home.timeline.offset + row;
            if index >= model.timeline_rows().len() {
                return set_focus(model, pane);
            }
            select(&mut model.home.timeline.selected, index)
        }
        Pane::Detail => {
            // A line of mere text gets the focus, but nothing to open.
            model.home.focus = pane;
            let Some(block) = item_on(&model.detail_lines(), model.home.detail.scroll + row) else {
                return;
            };
            model.home.detail.block.replace(block) == Some(block)
        }
    };
    if has_focus && again {
        return act(model, Action::Select);
    }
    model.home.focus = pane;
    follow(model);
}

/// The block on a line, if it can be chosen.
fn item_on(lines: &DocLines, line: usize) -> Option<usize> {
    let block = lines.get(line)?.block();
    lines.item(block).map(|_| block)
}

/// Which procedure stands on a line of the topics.
fn procedure_on(rows: &[TopicRow], line: usize) -> Option<usize> {
    rows.get(line)?.procedure()?;
    Some(rows[..line].iter().filter_map(TopicRow::procedure).count())
}

fn wheel(model: &mut Model, spot: Spot, down: bool) {
    let layout = model.layout();
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
            let mut pick = model.home.detail.pick();
            scroll_text(&mut pick, &lines, height, down);
            model.home.detail.set(pick);
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

/// Scrolls a text. What is selected in it is brought into sight as a whole, so it stays only while all of it is seen.
fn scroll_text(pick: &mut Pick, lines: &DocLines, height: usize, down: bool) {
    pick.scroll = scrolled(pick.scroll, lines.len(), height, down);
    let seen = pick.scroll..pick.scroll + height;
    let is_seen = |(first, last)| seen.contains(&first) && seen.contains(&last);
    pick.block = pick.block.filter(|b| lines.lines_of(*b).is_none_or(is_seen));
}

// ---------------------------------------------------------------- sheets

fn wheel_sheet(model: &mut Model, height: usize, down: bool) {
    let lines = model.sheet_lines();
    let Some(sheet) = model.sheets.last_mut() else { return };
    if let Some(scroll) = sheet.scroll_mut() {
        *scroll = scrolled(*scroll, lines.len(), height, down);
    } else if let Some(pick) = sheet.pick_mut() {
        scroll_text(pick, &lines, height, down);
    } else if !matches!(sheet, Sheet::Answer(_) | Sheet::Event(_) | Sheet::Done(_)) {
        // A turn of the wheel must not change an answer.
        sheets::act(model, if down { Action::Down } else { Action::Up });
    }
}

fn click_sheet(model: &mut Model, row: u16, screen_row: u16) {
    let lines = model.sheet_lines();
    let area = model.layout().sheet;
    let from = |first: usize, row: u16| first + usize::from(row);
    let entry = match model.sheets.last() {
        Some(Sheet::Axis(state)) => axis_entry(model, state, area, row),
        Some(Sheet::Answer(_) | Sheet::Event(_) | Sheet::Done(_)) => form_entry(model, row),
        Some(Sheet::Meanings { words, list }) => Some(from(list.offset, row)).filter(|n| *n < words.len()),
        Some(sheet @ (Sheet::Search(finder) | Sheet::Palette(finder))) => {
            let list = finder_parts(area, matches!(sheet, Sheet::Search(_))).list;
            let inside = (list.y..list.bottom()).contains(&screen_row);
            inside.then(|| from(finder.list.offset, screen_row - list.y))
        }
        _ => list_entry(model, row),
    };
    let Some(sheet) = model.sheets.last_mut() else { return };
    let again = if let Some(pick) = sheet.pick_mut() {
        item_on(&lines, from(pick.scroll, row)).is_some_and(|block| pick.block.replace(block) == Some(block))
    } else {
        let selected = sheet.selected_mut();
        entry
            .zip(selected)
            .is_some_and(|(entry, selected)| select(selected, entry))
    };
    match sheet {
        Sheet::Clerk(_) => sheets::act(model, Action::Right),
        // What concerns whom, and what happened, is ticked; only Enter records it.
        Sheet::Event(_) | Sheet::Done(_) if again => sheets::act(model, Action::Toggle),
        _ if again => sheets::act(model, Action::Select),
        _ => {}
    }
}

/// Selects an entry; whether it was selected before.
fn select(selected: &mut usize, entry: usize) -> bool {
    std::mem::replace(selected, entry) == entry
}
