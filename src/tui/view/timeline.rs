//! The rows of the timeline pane in columns.

use std::cell::OnceCell;
use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::style::Style;
use rustc_hash::FxHashMap;

use super::Look;
use super::lines::Run;
use crate::i18n::{Strings, day};
use crate::present::TimelineRow;
use crate::text::{pad, truncate, width};

/// The rows of the timeline for a width. Only those that are shown ever become runs.
#[derive(Debug)]
pub struct TimelineLines {
    rows: Rc<[TimelineRow]>,
    /// The day that each row is about, in words.
    days: Vec<String>,
    columns: Columns,
    look: Look,
    lines: Vec<OnceCell<Vec<Run>>>,
}

impl TimelineLines {
    /// Divides the width among the columns.
    pub fn new(rows: Rc<[TimelineRow]>, strings: &Strings, cells: u16, look: &Look) -> Self {
        // Many rows are about one day.
        let mut said: FxHashMap<NaiveDate, String> = FxHashMap::default();
        let mut say = |on: NaiveDate| said.entry(on).or_insert_with(|| day(strings, on)).clone();
        let days: Vec<String> = rows
            .iter()
            .map(|row| row.next.map(&mut say).unwrap_or_default())
            .collect();
        Self {
            columns: Columns::of(&rows, &days, cells),
            lines: vec![OnceCell::new(); rows.len()],
            look: look.clone(),
            rows,
            days,
        }
    }

    /// The rows that are shown.
    pub fn rows(&self) -> &[TimelineRow] {
        &self.rows
    }

    /// What is drawn of a row; nothing of one that there is not.
    pub fn runs(&self, n: usize) -> &[Run] {
        match (self.lines.get(n), self.rows.get(n), self.days.get(n)) {
            (Some(line), Some(row), Some(day)) => line.get_or_init(|| self.columns.runs(&self.look, row, day)),
            _ => &[],
        }
    }
}

/// Widths of the columns of the timeline: status, person, title, day, how near.
#[derive(Debug)]
struct Columns {
    word: usize,
    who: usize,
    title: usize,
    day: usize,
    when: usize,
}

impl Columns {
    fn of(rows: &[TimelineRow], days: &[String], cells: u16) -> Self {
        let widest = |f: &dyn Fn(&TimelineRow) -> usize| rows.iter().map(f).max().unwrap_or(0);
        let cells = usize::from(cells);
        let word = widest(&|r| width(&r.word));
        let who = widest(&|r| width(&r.who)).min(10);
        let day = days.iter().map(|day| width(day)).max().unwrap_or(0);
        let when = widest(&|r| width(&r.when)).min(cells / 3);
        let fixed = 2 + word + 2 + if who > 0 { who + 2 } else { 0 };
        let wanted = widest(&|r| width(&r.title));
        // The day stays as long as anything; how near it is goes first when it gets narrow.
        let with_all = cells.saturating_sub(fixed + 2 + day + 2 + when);
        if with_all >= wanted.min(24) {
            return Self {
                word,
                who,
                title: with_all.min(wanted),
                day,
                when,
            };
        }
        let with_day = cells.saturating_sub(fixed + 2 + day);
        Self {
            word,
            who,
            title: with_day.min(wanted),
            day,
            when: 0,
        }
    }

    fn runs(&self, look: &Look, row: &TimelineRow, day: &str) -> Vec<Run> {
        let theme = &look.theme;
        let plain = Style::default();
        let status = theme.status(row.status);
        let cell = |text: &str, cells: usize| format!("{}  ", pad(&truncate(text, cells, "…"), cells));
        let mut runs = vec![
            (format!("{} ", pad(look.glyphs.status(row.status), 1)), status),
            (cell(&row.word, self.word), status),
        ];
        if self.who > 0 {
            runs.push((cell(&row.who, self.who), theme.strong()));
        }
        runs.push((cell(&row.title, self.title), plain));
        runs.push((pad(day, self.day).into_owned(), theme.strong()));
        if self.when > 0 {
            runs.push(("  ".to_owned(), plain));
            let mark = if row.marked { "*" } else { "" };
            runs.push((
                truncate(&format!("{}{mark}", row.when), self.when, "…").into_owned(),
                plain,
            ));
        }
        runs
    }
}
