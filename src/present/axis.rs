//! The timeline as a real time axis: which cells of a row are open, where to plan, where today is. Pure numbers and
//! marks; the view only draws them.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Scene;
use super::deadline::period_name;
use super::timeline::TimelineRow;
use crate::content::Id;
use crate::guide::{Deadline, Status};

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
    /// The window is open, but the place is closed on that day.
    ClosedDay,
    /// The first day.
    Opens,
    /// The last practical day.
    PlanBy,
    /// The last day.
    Closes,
    /// Past the last day, and nothing was done.
    Overdue,
    /// The day it was done.
    Done,
    /// All of it lies before what is shown.
    Earlier,
    /// All of it lies after what is shown.
    Later,
}

/// How the rows of the axis are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AxisGroups {
    /// What to do next comes first.
    #[default]
    Next,
    /// By person.
    Person,
    /// By topic.
    Topic,
}

/// One row of the axis.
#[derive(Clone, Debug)]
pub enum AxisRow {
    /// The name of the group that begins here.
    Group(String),
    /// A deadline. Only these can be selected.
    Deadline(Box<AxisDeadline>),
    /// A stretch of time with a name that belongs to the deadline above.
    Period(AxisPeriod),
}

/// A deadline on the axis.
#[derive(Clone, Debug)]
pub struct AxisDeadline {
    /// The same as in the timeline.
    pub row: TimelineRow,
    /// Place whose closed days count.
    pub place: Id,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
}

/// A stretch of time with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AxisPeriod {
    /// Its name.
    pub name: String,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

/// The rows of the timeline that have a day, put together: all of them, or only what still asks for something.
pub fn axis_rows(scene: Scene<'_>, timeline: &[TimelineRow], groups: AxisGroups, next_only: bool) -> Vec<AxisRow> {
    let dated: Vec<&TimelineRow> = timeline
        .iter()
        .filter(|r| r.opens.is_some() || r.closes.is_some())
        .filter(|r| !next_only || (r.status.asks_for_something() && !r.absorbed))
        .collect();
    let mut rows = Vec::new();
    for (name, belongs) in groups_of(scene, groups) {
        let inside: Vec<&TimelineRow> = dated.iter().copied().filter(|r| belongs(r)).collect();
        if inside.is_empty() {
            continue;
        }
        rows.extend(name.map(AxisRow::Group));
        for (n, row) in inside.iter().enumerate() {
            // What a supposed event would move stands there twice, and its period once.
            let next = inside.get(n + 1);
            let is_last = next.is_none_or(|next| next.key != row.key || next.person != row.person);
            push(scene, row, is_last, &mut rows);
        }
    }
    rows
}

/// Whether a row belongs to a group.
type Belongs<'a> = Box<dyn Fn(&TimelineRow) -> bool + 'a>;

fn groups_of(scene: Scene<'_>, groups: AxisGroups) -> Vec<(Option<String>, Belongs<'_>)> {
    match groups {
        AxisGroups::Next => vec![(None, Box::new(|_| true))],
        AxisGroups::Person => scene
            .household
            .active()
            .map(|p| -> (_, Belongs<'_>) { (Some(p.label.clone()), Box::new(|r: &TimelineRow| r.person == p.id)) })
            .collect(),
        AxisGroups::Topic => scene
            .pack
            .topics
            .iter()
            .map(|(id, topic)| -> (_, Belongs<'_>) {
                let inside = move |r: &TimelineRow| {
                    let procedure = scene.pack.procedures.get(&r.key.procedure);
                    procedure.is_some_and(|p| p.topic == *id)
                };
                (Some(topic.title.get(scene.lang()).to_owned()), Box::new(inside))
            })
            .collect(),
    }
}

fn push(scene: Scene<'_>, row: &TimelineRow, with_period: bool, rows: &mut Vec<AxisRow>) {
    let own = |d: &&Deadline| d.person == row.person && d.key == row.key;
    let Some(deadline) = scene.assessment.deadlines.iter().find(own) else {
        return;
    };
    rows.push(AxisRow::Deadline(Box::new(AxisDeadline {
        row: row.clone(),
        place: deadline.place.clone(),
        done_on: deadline.done_on,
    })));
    let period = deadline.period.as_ref().filter(|_| with_period);
    rows.extend(period.map(|period| {
        AxisRow::Period(AxisPeriod {
            name: period_name(scene, period),
            first: period.first,
            last: period.last,
        })
    }));
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

    /// All cells of a day; none if it is not on the axis. Where a day has no cell of its own it shares one.
    pub fn cells_of(&self, day: NaiveDate) -> Option<RangeInclusive<u16>> {
        let first = self.cell(day)?;
        let next = day.succ_opt().and_then(|next| self.cell(next)).unwrap_or(self.cells);
        Some(first..=next.saturating_sub(1).max(first))
    }

    /// The last day shown.
    pub fn last(&self) -> NaiveDate {
        let days = Days::new(u64::from(self.days) - 1);
        self.from.checked_add_days(days).unwrap_or(self.from)
    }

    /// Whether each day has a cell of its own, so that closed days can be shown.
    pub fn shows_days(&self) -> bool {
        self.days <= u32::from(self.cells)
    }

    /// The days that are named above the axis, each with its cell: where months begin, Mondays on a short axis, quarters
    /// or years on a long one.
    pub fn ticks(&self) -> Vec<(u16, NaiveDate)> {
        let wanted = |day: NaiveDate| match self.days {
            0..=92 => day.day() == 1 || day.weekday() == Weekday::Mon,
            93..=500 => day.day() == 1,
            501..=1000 => day.day() == 1 && day.month0().is_multiple_of(3),
            _ => day.ordinal() == 1,
        };
        let days = self.from.iter_days().take(usize::try_from(self.days).unwrap_or(0));
        days.filter(|day| wanted(*day))
            .filter_map(|day| Some((self.cell(day)?, day)))
            .collect()
    }

    /// The marks of a deadline, cell by cell. `is_closed` says whether its place is closed on a day.
    pub fn marks(&self, of: &AxisDeadline, today: NaiveDate, is_closed: impl Fn(NaiveDate) -> bool) -> Vec<AxisMark> {
        let row = &of.row;
        let mut marks = vec![AxisMark::Empty; usize::from(self.cells)];
        let is_now = matches!(row.status, Status::Open | Status::Late);
        // A window without a first day is open since whenever; one without a last day stays open.
        let first = row.opens.or_else(|| is_now.then_some(self.from)).or(row.closes);
        let until = row.closes.unwrap_or(self.last());
        if let Some(first) = first {
            self.fill(&mut marks, first, until, AxisMark::Open);
            if self.shows_days() {
                self.close(&mut marks, is_closed);
            }
        }
        if let Some(after) = row
            .closes
            .and_then(|c| c.succ_opt())
            .filter(|_| row.status == Status::Late)
        {
            self.fill(&mut marks, after, today, AxisMark::Overdue);
        }
        let mut set = |day: Option<NaiveDate>, at_end: bool, mark| {
            if let Some(cells) = day.and_then(|d| self.cells_of(d)) {
                let cell = if at_end { *cells.end() } else { *cells.start() };
                marks[usize::from(cell)] = mark;
            }
        };
        // What matters most is set last: the day to act stays visible when several days share a cell.
        set(row.opens, false, AxisMark::Opens);
        set(row.closes, true, AxisMark::Closes);
        set(of.done_on, false, AxisMark::Done);
        set(
            row.plan_by.filter(|_| row.status != Status::Done),
            false,
            AxisMark::PlanBy,
        );
        if marks.iter().all(|m| *m == AxisMark::Empty) {
            if row.closes.is_some_and(|day| day < self.from) {
                marks[0] = AxisMark::Earlier;
            } else if row.opens.or(row.closes).is_some_and(|day| day > self.last()) {
                marks[usize::from(self.cells) - 1] = AxisMark::Later;
            }
        }
        marks
    }

    /// The cells of a stretch of time that are shown.
    pub fn stretch(&self, first: NaiveDate, last: NaiveDate) -> Option<RangeInclusive<u16>> {
        let (first, last) = (first.max(self.from), last.min(self.last()));
        if first > last {
            return None;
        }
        Some(*self.cells_of(first)?.start()..=*self.cells_of(last)?.end())
    }

    fn fill(&self, marks: &mut [AxisMark], first: NaiveDate, last: NaiveDate, mark: AxisMark) {
        if let Some(cells) = self.stretch(first, last) {
            marks[usize::from(*cells.start())..=usize::from(*cells.end())].fill(mark);
        }
    }

    fn close(&self, marks: &mut [AxisMark], is_closed: impl Fn(NaiveDate) -> bool) {
        for (cell, mark) in (0..).zip(marks).filter(|(_, mark)| **mark == AxisMark::Open) {
            if is_closed(self.day_of(cell)) {
                *mark = AxisMark::ClosedDay;
            }
        }
    }

    /// The day that a cell lies in; the first, if it holds several.
    pub fn day_of(&self, cell: u16) -> NaiveDate {
        let offset = u64::from(cell) * u64::from(self.days) / u64::from(self.cells);
        let day = self.from.checked_add_days(Days::new(offset)).unwrap_or(self.from);
        // Days that have several cells begin with the one that rounding gives them.
        match day.succ_opt() {
            Some(next) if self.cell(next) == Some(cell) && self.cell(day) != Some(cell) => next,
            _ => day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide::DeadlineKey;
    use proptest::prelude::*;

    fn on(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn deadline(
        status: Status,
        opens: Option<NaiveDate>,
        plan_by: Option<NaiveDate>,
        closes: Option<NaiveDate>,
    ) -> AxisDeadline {
        let row = TimelineRow {
            key: DeadlineKey {
                procedure: "p".into(),
                deadline: "d".into(),
            },
            person: "a".into(),
            who: String::new(),
            title: String::new(),
            status,
            word: String::new(),
            opens,
            plan_by,
            closes,
            next: plan_by.or(closes),
            when: String::new(),
            now: None,
            marked: false,
            absorbed: false,
            if_so: None,
        };
        AxisDeadline {
            row,
            place: "place".into(),
            done_on: None,
        }
    }

    /// The marks of a row as letters.
    fn drawn(axis: &Axis, of: &AxisDeadline, today: NaiveDate) -> String {
        let weekend = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let letter = |mark: &AxisMark| match mark {
            AxisMark::Empty => ' ',
            AxisMark::Open => '=',
            AxisMark::ClosedDay => ':',
            AxisMark::Opens => '[',
            AxisMark::PlanBy => 'v',
            AxisMark::Closes => ']',
            AxisMark::Overdue => '!',
            AxisMark::Done => 'x',
            AxisMark::Earlier => '<',
            AxisMark::Later => '>',
        };
        axis.marks(of, today, weekend).iter().map(letter).collect()
    }

    #[test]
    fn days_and_cells_lead_to_each_other() {
        let axis = Axis::new(on(2026, 12, 1), 31, 62);
        assert_eq!(axis.cell(on(2026, 12, 1)), Some(0));
        assert_eq!(axis.cell(on(2026, 12, 31)), Some(60));
        assert_eq!(axis.cells_of(on(2026, 12, 31)), Some(60..=61));
        assert_eq!(axis.cell(on(2027, 1, 1)), None);
        assert_eq!(axis.cell(on(2026, 11, 30)), None);
        assert!(axis.shows_days());
        assert_eq!(Axis::new(on(2026, 11, 22), 183, 60).ticks().len(), 6);
        let short = Axis::new(on(2026, 11, 30), 14, 28).ticks();
        let days: Vec<NaiveDate> = short.into_iter().map(|(_, day)| day).collect();
        assert_eq!(
            days,
            [on(2026, 11, 30), on(2026, 12, 1), on(2026, 12, 7)],
            "Mondays and the first"
        );
    }

    #[test]
    fn a_bar_runs_from_opening_to_ending_with_the_day_to_plan_for() {
        let (opens, plan, closes) = (Some(on(2026, 11, 30)), Some(on(2026, 12, 11)), Some(on(2026, 12, 13)));
        let two_weeks = Axis::new(on(2026, 11, 29), 16, 16);
        let today = on(2026, 12, 1);
        for (status, opens, plan, closes, today, expected) in [
            (Status::Open, opens, plan, closes, today, " [====::====v:] "),
            (Status::Open, None, plan, closes, today, ":=====::====v:] "),
            (Status::Open, opens, None, None, today, " [====::=====::="),
            (
                Status::Late,
                None,
                None,
                Some(on(2026, 12, 4)),
                on(2026, 12, 7),
                ":====]!!!       ",
            ),
            (
                Status::Upcoming,
                Some(on(2026, 12, 10)),
                plan,
                closes,
                today,
                "           [v:] ",
            ),
            (
                Status::Upcoming,
                Some(on(2027, 2, 1)),
                None,
                None,
                today,
                "               >",
            ),
            (
                Status::Done,
                Some(on(2026, 3, 1)),
                None,
                Some(on(2026, 4, 1)),
                today,
                "<               ",
            ),
            (Status::Unknown, None, None, closes, today, "              ] "),
        ] {
            let shown = drawn(&two_weeks, &deadline(status, opens, plan, closes), today);
            assert_eq!(shown, expected, "{status:?} {opens:?} {closes:?}");
        }
        // Several cells a day, then several days a cell.
        let closes = deadline(Status::Open, Some(on(2026, 12, 1)), None, Some(on(2026, 12, 2)));
        assert_eq!(
            drawn(&Axis::new(on(2026, 11, 30), 4, 12), &closes, today),
            "   [====]   "
        );
        let whole = deadline(
            Status::Open,
            Some(on(2026, 12, 5)),
            Some(on(2027, 3, 12)),
            Some(on(2027, 3, 14)),
        );
        assert_eq!(
            drawn(&Axis::new(on(2026, 11, 1), 183, 12), &whole, today),
            "  [=====v   "
        );
        let done = AxisDeadline {
            done_on: Some(on(2026, 12, 3)),
            ..deadline(Status::Done, opens, plan, Some(on(2026, 12, 11)))
        };
        assert_eq!(drawn(&two_weeks, &done, today), " [==x=::====]   ");
    }

    proptest! {
        #[test]
        fn every_day_of_the_axis_has_cells_inside(days in 1u32..2000, cells in 1u16..300, offset in 0u32..2000) {
            let axis = Axis::new(on(2026, 1, 1), days, cells);
            let day = on(2026, 1, 1) + Days::new(u64::from(offset % days));
            let own = axis.cells_of(day).unwrap();
            prop_assert!(own.start() <= own.end() && *own.end() < cells);
            if axis.shows_days() {
                for cell in own {
                    prop_assert_eq!(axis.day_of(cell), day);
                }
            }
        }

        #[test]
        fn no_deadline_is_left_out(
            opens in prop::option::of(0u64..3000), closes in prop::option::of(0u64..3000), from in 0u64..3000,
            span in 0usize..SPANS.len(), cells in 1u16..250,
        ) {
            let day = |n: u64| on(2024, 1, 1) + Days::new(n);
            let axis = Axis::new(day(from), SPANS[span], cells);
            let (opens, closes) = (opens.map(day), closes.map(day));
            prop_assume!(opens.is_some() || closes.is_some());
            prop_assume!(opens.zip(closes).is_none_or(|(o, c)| o <= c));
            let marks = axis.marks(&deadline(Status::Done, opens, None, closes), day(0), |_| false);
            prop_assert_eq!(marks.len(), usize::from(cells));
            prop_assert!(marks.iter().any(|m| *m != AxisMark::Empty));
        }
    }
}
