//! The home screen: topics, timeline, detail.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::cells::{put, select};
use super::layout::Layout;
use super::lines::Run;
use crate::i18n::day;
use crate::present::TimelineRow;
use crate::text::{pad, truncate, width};
use crate::tui::action::Action;
use crate::tui::model::{Model, Pane, Subject, TopicRow};

pub(super) fn draw(model: &Model, layout: &Layout, buf: &mut Buffer) {
    if !layout.topics.is_empty() {
        topics(model, layout.topics, buf);
    }
    if !layout.timeline.is_empty() {
        timeline(model, layout.timeline, buf);
    }
    if !layout.detail.is_empty() {
        detail(model, layout.detail, buf);
    }
    if !layout.single {
        separators(model, layout, buf);
    }
}

/// The title of a pane stands on the line above it; the focused one is marked.
fn title(model: &Model, area: Rect, pane: Pane, words: &str, buf: &mut Buffer) {
    let focused = model.home.focus == pane;
    let mark = if focused {
        format!("{} ", model.look.glyphs.pointer())
    } else {
        "  ".to_owned()
    };
    let style = if focused {
        model.look.theme.heading()
    } else {
        Style::default().add_modifier(Modifier::BOLD)
    };
    let line = Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    };
    put(buf, line, &[(mark, style), (words.to_owned(), style)]);
}

/// One thin line between the columns, one between the panes on the right.
fn separators(model: &Model, layout: &Layout, buf: &mut Buffer) {
    let glyphs = &model.look.glyphs;
    let style = model.look.theme.line();
    let x = layout.timeline.x.saturating_sub(2);
    for y in layout.topics.y.saturating_sub(1)..layout.topics.bottom() {
        put(buf, Rect::new(x, y, 1, 1), &[(glyphs.vertical().to_owned(), style)]);
    }
    let y = layout.timeline.bottom();
    for x in layout.timeline.x..layout.timeline.right() {
        put(buf, Rect::new(x, y, 1, 1), &[(glyphs.horizontal().to_owned(), style)]);
    }
}

fn topics(model: &Model, area: Rect, buf: &mut Buffer) {
    title(model, area, Pane::Topics, &model.strings.say("pane-topics"), buf);
    let mut index = 0;
    let shown = match &model.home.detail.subject {
        Subject::Procedure(id) | Subject::Deadline(_, crate::guide::DeadlineKey { procedure: id, .. }) => id.clone(),
    };
    for (n, row) in model.topic_rows().iter().enumerate() {
        let selected = match row {
            TopicRow::Topic(_) => false,
            TopicRow::Procedure { .. } => {
                index += 1;
                index - 1 == model.home.topics.selected
            }
        };
        let Some(line) = visible(area, n, model.home.topics.offset) else {
            continue;
        };
        match row {
            TopicRow::Topic(words) => put(buf, line, &[(words.clone(), model.look.theme.strong())]),
            TopicRow::Procedure { id, title, status } => {
                let mark = status.map_or(" ", |s| model.look.glyphs.status(s));
                let style = status.map_or_else(Style::default, |s| model.look.theme.status(s));
                let room = usize::from(line.width).saturating_sub(4);
                let title = truncate(title, room, "…").into_owned();
                put(
                    buf,
                    line,
                    &[(format!(" {} ", pad(mark, 1)), style), (title, Style::default())],
                );
                if selected && model.home.focus == Pane::Topics {
                    select(buf, line);
                } else if *id == shown {
                    buf.set_style(line, Style::default().add_modifier(Modifier::UNDERLINED));
                }
            }
        }
    }
}

fn timeline(model: &Model, area: Rect, buf: &mut Buffer) {
    title(model, area, Pane::Timeline, &model.strings.say("pane-timeline"), buf);
    let rows = model.timeline_rows();
    if model.is_new() || rows.is_empty() {
        let id = if model.is_new() {
            "timeline-invitation"
        } else {
            "timeline-empty"
        };
        let key = model.keymap.keys(Action::Begin).first().map(|k| k.shown());
        let words = model.strings.say_x(id, &key.unwrap_or_default());
        let words = crate::text::wrap(&words, usize::from(area.width));
        for (n, words) in words.into_iter().enumerate() {
            if let Some(line) = visible(area, n, 0) {
                put(buf, line, &[(words, Style::default())]);
            }
        }
        return;
    }
    let columns = Columns::of(model, &rows, area.width);
    for (n, row) in rows.iter().enumerate() {
        let Some(line) = visible(area, n, model.home.timeline.offset) else {
            continue;
        };
        put(buf, line, &columns.runs(model, row));
        let shown = matches!(&model.home.detail.subject, Subject::Deadline(p, k) if *p == row.person && *k == row.key);
        if n == model.home.timeline.selected && model.home.focus == Pane::Timeline {
            select(buf, line);
        } else if shown {
            buf.set_style(line, Style::default().add_modifier(Modifier::UNDERLINED));
        }
    }
}

/// Widths of the columns of the timeline: status, person, title, day, how near.
struct Columns {
    word: usize,
    who: usize,
    title: usize,
    day: usize,
    when: usize,
}

impl Columns {
    fn of(model: &Model, rows: &[TimelineRow], cells: u16) -> Self {
        let widest = |f: &dyn Fn(&TimelineRow) -> usize| rows.iter().map(f).max().unwrap_or(0);
        let cells = usize::from(cells);
        let word = widest(&|r| width(&r.word));
        let who = widest(&|r| width(&r.who)).min(10);
        let day = widest(&|r| width(&act_day(model, r)));
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

    fn runs(&self, model: &Model, row: &TimelineRow) -> Vec<Run> {
        let theme = &model.look.theme;
        let plain = Style::default();
        let status = theme.status(row.status);
        let cell = |text: &str, cells: usize| format!("{}  ", pad(&truncate(text, cells, "…"), cells));
        let mut runs = vec![
            (format!("{} ", pad(model.look.glyphs.status(row.status), 1)), status),
            (cell(&row.word, self.word), status),
        ];
        if self.who > 0 {
            runs.push((cell(&row.who, self.who), theme.strong()));
        }
        runs.push((cell(&row.title, self.title), plain));
        let day = pad(&act_day(model, row), self.day).into_owned();
        runs.push((day, theme.strong()));
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

/// The day a row is about: when it opens, when to act, when it was done.
fn act_day(model: &Model, row: &TimelineRow) -> String {
    use crate::guide::Status;
    let day_of = match row.status {
        Status::Upcoming => row.opens,
        Status::Late => row.closes,
        _ => row.plan_by.or(row.closes),
    };
    day_of.map_or_else(String::new, |d| day(&model.strings, d))
}

fn detail(model: &Model, area: Rect, buf: &mut Buffer) {
    title(model, area, Pane::Detail, &detail_title(model), buf);
    let lines = model.detail_lines();
    let state = &model.home.detail;
    for (n, line) in lines.iter().enumerate() {
        let Some(place) = visible(area, n, state.scroll) else {
            continue;
        };
        put(buf, place, &lines.runs(line, &model.look));
        if model.home.focus == Pane::Detail && state.block == Some(line.block) {
            select(buf, place);
        }
    }
    more(model, area, lines.len(), state.scroll, buf);
}

fn detail_title(model: &Model) -> String {
    let words = match &model.home.detail.subject {
        Subject::Procedure(_) => "pane-procedure",
        Subject::Deadline(..) => "pane-deadline",
    };
    let mut title = model.strings.say(words);
    if model.scene().several_people() {
        let person = match &model.home.detail.subject {
            Subject::Procedure(_) => model.person(),
            Subject::Deadline(person, _) => person.clone(),
        };
        title = format!("{title} — {}", model.scene().label(person.as_str()));
    }
    title
}

/// Says at the title's end how much more there is below.
pub(super) fn more(model: &Model, area: Rect, lines: usize, scroll: usize, buf: &mut Buffer) {
    let below = lines.saturating_sub(scroll + usize::from(area.height));
    if below == 0 {
        return;
    }
    let words = model
        .strings
        .say_n("more-below", i64::try_from(below).unwrap_or(i64::MAX));
    let cells = u16::try_from(width(&words)).unwrap_or(0);
    if cells + 16 > area.width {
        return;
    }
    let (x, y) = (area.right() - cells, area.y.saturating_sub(1));
    // A long title comes first.
    let taken = |x| buf.cell((x, y)).is_some_and(|cell| cell.symbol() != " ");
    if (x.saturating_sub(1)..area.right()).any(taken) {
        return;
    }
    put(buf, Rect::new(x, y, cells, 1), &[(words, Style::default())]);
}

/// The line of an entry, if it is in sight.
pub(super) fn visible(area: Rect, index: usize, offset: usize) -> Option<Rect> {
    let row = u16::try_from(index.checked_sub(offset)?).ok()?;
    (row < area.height).then(|| Rect::new(area.x, area.y + row, area.width, 1))
}
