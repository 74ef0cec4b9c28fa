//! Where things stand on the screen, for every size. Pure.

use ratatui::layout::{Position, Rect};

use crate::tui::model::{Home, Pane};

/// Size of the terminal in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The smallest size at which the home screen is drawn; below it a notice says so in both languages.
pub const MINIMUM: Size = Size { width: 30, height: 8 };

/// Below this width there is one column, and one pane at a time.
const TWO_COLUMNS: u16 = 80;

/// The smallest share of a pane whose border can be moved, in percent.
pub const LEAST_SHARE: u16 = 15;

/// The largest.
pub const MOST_SHARE: u16 = 75;

/// The parts of the screen. A part that is not shown has no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The first line: name, today, who.
    pub header: Rect,
    /// The topics, without their title.
    pub topics: Rect,
    /// The timeline, without its title.
    pub timeline: Rect,
    /// The detail, without its title.
    pub detail: Rect,
    /// The body of a sheet, without its title.
    pub sheet: Rect,
    /// What is next, or a message.
    pub status: Rect,
    /// The key line.
    pub keys: Rect,
    /// Only one pane is shown.
    pub single: bool,
    /// Too small for anything but a notice.
    pub too_small: bool,
}

/// A border between panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Between the topics and what is on their right.
    Left,
    /// Between the timeline and the detail below it.
    Upper,
}

/// What is at a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A pane of the home screen, and the row in it.
    Pane(Pane, u16),
    /// A border between panes.
    Border(Border),
    /// The sheet on top, and the row in it.
    Sheet(u16),
    /// The key line.
    Keys,
    /// Nothing that the mouse could do anything with.
    Nothing,
}

impl Layout {
    /// The part of a pane.
    pub const fn pane(&self, pane: Pane) -> Rect {
        match pane {
            Pane::Topics => self.topics,
            Pane::Timeline => self.timeline,
            Pane::Detail => self.detail,
        }
    }

    /// What is at a cell, on the home screen or on a sheet over it.
    pub fn at(&self, column: u16, row: u16, is_home: bool) -> Spot {
        let cell = Position::new(column, row);
        if self.keys.contains(cell) {
            return Spot::Keys;
        }
        if !is_home {
            return if self.sheet.contains(cell) {
                Spot::Sheet(row - self.sheet.y)
            } else {
                Spot::Nothing
            };
        }
        let mut panes = [Pane::Topics, Pane::Timeline, Pane::Detail].into_iter();
        if let Some(pane) = panes.find(|pane| self.pane(*pane).contains(cell)) {
            return Spot::Pane(pane, row - self.pane(pane).y);
        }
        if self.single || self.too_small {
            return Spot::Nothing;
        }
        let body = self.topics.y.saturating_sub(1)..self.topics.bottom();
        // The line itself and the empty cell beside it, which is easily hit instead.
        if body.contains(&row) && (self.topics.right()..self.timeline.x).contains(&column) {
            Spot::Border(Border::Left)
        } else if row == self.timeline.bottom() && (self.timeline.x..self.timeline.right()).contains(&column) {
            Spot::Border(Border::Upper)
        } else {
            Spot::Nothing
        }
    }

    /// Moves a border to a cell, as far as it goes.
    pub fn drag(&self, border: Border, column: u16, row: u16, home: &mut Home) {
        let body = self.topics.y.saturating_sub(1);
        let (value, cells, length) = match border {
            Border::Left => (&mut home.left, column, self.header.width),
            Border::Upper => (&mut home.upper, row.saturating_sub(body), self.topics.height + 1),
        };
        // Rounded up, because the share of a percentage is rounded down.
        let percent = (u32::from(cells) * 100).div_ceil(u32::from(length.max(1)));
        *value = u16::try_from(percent).unwrap_or(100).clamp(LEAST_SHARE, MOST_SHARE);
    }

    /// The layout of a size.
    pub fn of(size: Size, home: &Home) -> Self {
        let Size { width, height } = size;
        if width < MINIMUM.width || height < MINIMUM.height {
            return Self {
                too_small: true,
                ..Self::default()
            };
        }
        let mut layout = Self {
            header: Rect::new(0, 0, width, 1),
            status: Rect::new(0, height - 2, width, 1),
            keys: Rect::new(0, height - 1, width, 1),
            single: home.zoom || width < TWO_COLUMNS,
            ..Self::default()
        };
        // One empty line under the header and one above the status line, where there is room for them.
        let roomy = u16::from(height >= 16);
        let body = Rect::new(0, 1 + roomy, width, height - 3 - 2 * roomy);
        layout.sheet = below_title(inset(body));
        if layout.single {
            let pane = below_title(inset(body));
            match home.focus {
                Pane::Topics => layout.topics = pane,
                Pane::Timeline => layout.timeline = pane,
                Pane::Detail => layout.detail = pane,
            }
            return layout;
        }
        let left = share(width, home.left, 24, width - 44);
        let upper = share(body.height, home.upper, 4, body.height.saturating_sub(5));
        layout.topics = below_title(Rect::new(1, body.y, left - 1, body.height));
        let x = left + 2;
        let right = width - x - 1;
        layout.timeline = below_title(Rect::new(x, body.y, right, upper));
        let lower = body.y + upper + 1;
        layout.detail = below_title(Rect::new(x, lower, right, (body.y + body.height).saturating_sub(lower)));
        layout
    }
}

/// A percentage of a length, kept between two bounds.
fn share(length: u16, percent: u16, least: u16, most: u16) -> u16 {
    let part = u32::from(length) * u32::from(percent) / 100;
    u16::try_from(part)
        .unwrap_or(length)
        .clamp(least.min(most), most.max(least))
}

fn inset(area: Rect) -> Rect {
    Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height)
}

fn below_title(area: Rect) -> Rect {
    Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::model::{Cursor, Detail, Subject};
    use proptest::prelude::*;

    fn home(focus: Pane, zoom: bool, left: u16, upper: u16) -> Home {
        let detail = Detail::of(Subject::Procedure("x".into()));
        let (topics, timeline) = (Cursor::default(), Cursor::default());
        Home {
            focus,
            zoom,
            left,
            upper,
            topics,
            timeline,
            detail,
            person: None,
        }
    }

    proptest! {
        #[test]
        fn every_part_lies_inside_the_screen_and_apart(
            width in 0u16..320, height in 0u16..120, left in 0u16..110, upper in 0u16..110,
            focus in 0usize..3, zoom: bool,
        ) {
            let focus = [Pane::Topics, Pane::Timeline, Pane::Detail][focus];
            let layout = Layout::of(Size { width, height }, &home(focus, zoom, left, upper));
            let screen = Rect::new(0, 0, width, height);
            let panes = [layout.topics, layout.timeline, layout.detail];
            for part in panes.into_iter().chain([layout.header, layout.status, layout.keys, layout.sheet]) {
                prop_assert_eq!(part.intersection(screen), part);
            }
            for (n, a) in panes.iter().enumerate() {
                for b in &panes[n + 1..] {
                    prop_assert!(a.intersection(*b).is_empty());
                }
            }
        }

        /// The mouse hits what is drawn: every cell of a part, and no cell outside of all.
        #[test]
        fn every_cell_is_hit_as_what_it_is(
            width in 0u16..200, height in 0u16..70, left in 10u16..90, upper in 10u16..90,
            focus in 0usize..3, zoom: bool, column in 0u16..210, row in 0u16..80,
        ) {
            let focus = [Pane::Topics, Pane::Timeline, Pane::Detail][focus];
            let home = home(focus, zoom, left, upper);
            let layout = Layout::of(Size { width, height }, &home);
            let cell = Position::new(column, row);
            match layout.at(column, row, true) {
                Spot::Pane(pane, inside) => {
                    let area = match pane {
                        Pane::Topics => layout.topics,
                        Pane::Timeline => layout.timeline,
                        Pane::Detail => layout.detail,
                    };
                    prop_assert!(area.contains(cell));
                    prop_assert_eq!(area.y + inside, row);
                }
                Spot::Border(border) => {
                    let parts = [layout.topics, layout.timeline, layout.detail, layout.header, layout.status];
                    prop_assert!(parts.iter().all(|part| !part.contains(cell)));
                    // Dragging it nowhere moves it by no more than rounding does.
                    let mut dragged = home.clone();
                    (dragged.left, dragged.upper) = (left.clamp(LEAST_SHARE, MOST_SHARE), upper.clamp(LEAST_SHARE, MOST_SHARE));
                    let before = Layout::of(Size { width, height }, &dragged);
                    if before == layout {
                        layout.drag(border, layout.topics.right(), layout.timeline.bottom(), &mut dragged);
                        let after = Layout::of(Size { width, height }, &dragged);
                        prop_assert!(after.topics.width.abs_diff(before.topics.width) <= 2);
                        prop_assert!(after.timeline.height.abs_diff(before.timeline.height) <= 1);
                    }
                }
                Spot::Sheet(_) => prop_assert!(false, "there is no sheet"),
                Spot::Keys => prop_assert!(layout.keys.contains(cell)),
                Spot::Nothing => {
                    let parts = [layout.topics, layout.timeline, layout.detail, layout.keys];
                    prop_assert!(parts.iter().all(|part| !part.contains(cell)));
                }
            }
            if let Spot::Sheet(inside) = layout.at(column, row, false) {
                prop_assert!(layout.sheet.contains(cell));
                prop_assert_eq!(layout.sheet.y + inside, row);
            }
        }
    }
}
