//! The rows of the timeline pane in columns.

use std::rc::Rc;

use ratatui::text::{Line, Span};

use super::Look;
use crate::i18n::{Strings, day};
use crate::present::TimelineRow;
use crate::text::{pad, truncate, width};

/// The rows of the timeline for a width. Only those in sight are ever laid out in spans.
#[derive(Debug)]
pub struct TimelineLines {
    rows: Rc<[TimelineRow]>,
    /// The day that each row is about, in words.
    days: Vec<String>,
    columns: Columns,
    look: Look,
}

impl TimelineLines {
    /// Divides the width among the columns.
    pub fn new(rows: Rc<[TimelineRow]>, strings: &Strings, cells: u16, look: &Look) -> Self {
        let next_day = |row: &TimelineRow| row.next.map_or_else(String::new, |on| day(strings, on));
        let days: Vec<String> = rows.iter().map(next_day).collect();
        Self {
            columns: Columns::of(&rows, &days, cells),
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
    pub fn line(&self, n: usize) -> Line<'_> {
        let (row, day) = (self.rows.get(n), self.days.get(n));
        row.zip(day)
            .map_or_else(Line::default, |(row, day)| self.columns.line(&self.look, row, day))
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
        let with_day = cells.saturating_sub(fixed + 2 + day);
        let with_all = with_day.saturating_sub(2 + when);
        let fits = with_all >= wanted.min(24);
        Self {
            word,
            who,
            title: if fits { with_all } else { with_day }.min(wanted),
            day,
            when: if fits { when } else { 0 },
        }
    }

    fn line<'r>(&self, look: &Look, row: &'r TimelineRow, day: &'r str) -> Line<'r> {
        let theme = &look.theme;
        let status = theme.status(row.status);
        let cell = |text: &str, cells: usize| format!("{}  ", pad(&truncate(text, cells, "…"), cells));
        let mut line = Line::from(vec![
            Span::styled(format!("{} ", pad(look.glyphs.status(row.status), 1)), status),
            Span::styled(cell(&row.word, self.word), status),
        ]);
        if self.who > 0 {
            line.push_span(Span::styled(cell(&row.who, self.who), theme.strong()));
        }
        line.push_span(cell(&row.title, self.title));
        line.push_span(Span::styled(pad(day, self.day), theme.strong()));
        if self.when > 0 {
            line.push_span("  ");
            let mark = if row.marked { "*" } else { "" };
            line.push_span(truncate(&format!("{}{mark}", row.when), self.when, "…").into_owned());
        }
        line
    }
}
