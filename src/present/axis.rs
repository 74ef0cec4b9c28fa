//! The timeline as a real time axis: which cells of a row are open, where to plan, where today is. Pure numbers and
//! marks; the view only draws them.

use chrono::{Datelike, Days, NaiveDate};

use super::timeline::TimelineRow;
use crate::guide::Status;

/// How much time the axis shows, in days, from near to far: two weeks to five years.
pub const SPANS: [u32; 8] = [14, 31, 61, 92, 183, 366, 731, 1827];

/// A stretch of time laid out over cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// First day.
    pub from: NaiveDate,
    /// Days shown.
    pub days: u32,
    /// Cells it is laid out over; at least one.
    pub cells: u16,
}

/// What a cell of a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisMark {
    /// Nothing.
    Empty,
    /// The window is open.
    Open,
    /// The first day.
    Opens,
    /// The last practical day.
    PlanBy,
    /// The last day.
    Closes,
    /// The day it was done.
    Done,
}

impl Axis {
    /// An axis that shows a stretch of time from a day on.
    pub fn new(from: NaiveDate, days: u32, cells: u16) -> Self {
        Self {
            from,
            days: days.max(1),
            cells: cells.max(1),
        }
    }

    /// The cell of a day; none if it is not on the axis.
    pub fn cell(&self, day: NaiveDate) -> Option<u16> {
        let offset = (day - self.from).num_days();
        if offset < 0 || offset >= i64::from(self.days) {
            return None;
        }
        u16::try_from(offset * i64::from(self.cells) / i64::from(self.days)).ok()
    }

    /// The first day of a cell.
    pub fn day(&self, cell: u16) -> NaiveDate {
        let offset = (u64::from(cell) * u64::from(self.days)).div_ceil(u64::from(self.cells));
        self.from.checked_add_days(Days::new(offset)).unwrap_or(self.from)
    }

    /// Whether each cell is at most one day, so that closed days can be shown.
    pub fn shows_days(&self) -> bool {
        self.days <= u32::from(self.cells)
    }

    /// Where a month or, on a long axis, a year begins: the cell and its first day.
    pub fn ticks(&self) -> Vec<(u16, NaiveDate)> {
        let by_year = self.days > 1000;
        let step = if self.days > 500 { 3 } else { 1 };
        let mut ticks = Vec::new();
        let mut day = self.from.with_day(1).unwrap_or(self.from);
        while (day - self.from).num_days() < i64::from(self.days) {
            let wanted = if by_year {
                day.month() == 1
            } else {
                (day.month() - 1).is_multiple_of(step)
            };
            if wanted && let Some(cell) = self.cell(day) {
                ticks.push((cell, day));
            }
            let Some(next) = day.checked_add_months(chrono::Months::new(1)) else {
                break;
            };
            day = next;
        }
        ticks
    }

    /// The marks of a row, cell by cell.
    pub fn marks(&self, row: &TimelineRow) -> Vec<AxisMark> {
        let mut marks = vec![AxisMark::Empty; usize::from(self.cells)];
        let last = self
            .from
            .checked_add_days(Days::new(u64::from(self.days) - 1))
            .unwrap_or(self.from);
        if let Some(first) = row.opens.or(row.closes) {
            let until = row.closes.unwrap_or(last).min(last);
            let (from, to) = (self.cell(first.max(self.from)), self.cell(until));
            if let (Some(from), Some(to), true) = (from, to, first <= last) {
                marks[usize::from(from)..=usize::from(to).max(usize::from(from))].fill(AxisMark::Open);
            }
        }
        // What matters most is set last: the day to act stays visible when several days share a cell.
        for (day, mark) in [
            (row.opens, AxisMark::Opens),
            (row.closes, AxisMark::Closes),
            (row.plan_by.filter(|_| row.status != Status::Done), AxisMark::PlanBy),
        ] {
            if let Some(cell) = day.and_then(|d| self.cell(d)) {
                marks[usize::from(cell)] = mark;
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn on(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn days_and_cells_lead_to_each_other() {
        let axis = Axis::new(on(2026, 12, 1), 31, 62);
        assert_eq!(axis.cell(on(2026, 12, 1)), Some(0));
        assert_eq!(axis.cell(on(2026, 12, 31)), Some(60));
        assert_eq!(axis.cell(on(2027, 1, 1)), None);
        assert_eq!(axis.cell(on(2026, 11, 30)), None);
        assert!(axis.shows_days());
        assert_eq!(Axis::new(on(2026, 11, 22), 183, 60).ticks().len(), 6);
    }

    proptest! {
        #[test]
        fn every_day_of_the_axis_has_a_cell_inside(days in 1u32..2000, cells in 1u16..300, offset in 0u32..2000) {
            let axis = Axis::new(on(2026, 1, 1), days, cells);
            let day = on(2026, 1, 1) + Days::new(u64::from(offset % days));
            let cell = axis.cell(day).unwrap();
            prop_assert!(cell < cells);
            prop_assert!(axis.day(cell) <= day);
        }
    }
}
