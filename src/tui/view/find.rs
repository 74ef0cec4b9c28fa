//! Search, the list of everything that can be done, and the words of a text.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::cells::{mark, render_lines};
use super::form::Page;
use super::home::more;
use super::sheet::title;
use crate::content::Id;
use crate::present::{FoundRow, found_row, readings};
use crate::text::{pad, truncate, width, wrap};
use crate::tui::model::{Cursor, Finder, Model};

/// Lines that tell more about what is selected.
const ABOUT: u16 = 5;

/// The parts of a sheet with a field and a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FinderParts {
    /// The field.
    pub field: Rect,
    /// The list.
    pub list: Rect,
    /// What is told about the selected line; empty where there is no room for it.
    pub about: Rect,
}

/// The parts of a sheet's area: a field, and below it a list. With `tells`, there is a part that tells more about what
/// is selected.
pub fn finder_parts(area: Rect, tells: bool) -> FinderParts {
    let gap = u16::from(area.height >= 8);
    let below = area.height.saturating_sub(1 + gap);
    let about = if tells && below >= 2 * ABOUT { ABOUT } else { 0 };
    let list = below.saturating_sub(about + u16::from(about > 0));
    let top = area.y + 1 + gap;
    FinderParts {
        field: Rect {
            height: area.height.min(1),
            ..area
        },
        list: Rect {
            y: top,
            height: list,
            ..area
        }
        .intersection(area),
        about: Rect {
            y: area.bottom() - about,
            height: about,
            ..area
        },
    }
}

pub(super) fn search(model: &Model, finder: &Finder, area: Rect, buf: &mut Buffer) -> Option<Position> {
    title(model, area, "sheet-search", buf);
    let parts = finder_parts(area, true);
    let caret = field(model, finder, "search-field", parts.field, buf);
    let hits = model.found(finder);
    if hits.is_empty() {
        let typed = finder.field.accepted();
        let words = if typed.is_empty() {
            model.strings.say("search-hint")
        } else {
            model.strings.say_x("cmd-find-nothing", &typed)
        };
        Page::new(parts.list, buf).text(&words, Style::default());
        return caret;
    }
    let row = |n: usize| found_row(&model.pack, &model.strings, model.today, hits.get(n)?);
    let shown: Vec<(usize, FoundRow)> = (finder.list.offset..hits.len())
        .take(parts.list.height.into())
        .filter_map(|n| Some((n, row(n)?)))
        .collect();
    let columns = Columns::of(&shown, parts.list.width);
    let lines = shown
        .iter()
        .map(|(n, row)| (columns.line(model, row), mark(*n == finder.list.selected)));
    render_lines(lines, parts.list, buf);
    below(model, &parts, hits.len(), finder, buf);
    if let Some(row) = row(finder.list.selected).filter(|_| !parts.about.is_empty()) {
        about(model, &row, parts.about, buf);
    }
    caret
}

/// The widths of the columns of what was found: sort and title; the Japanese has the rest.
struct Columns {
    sort: usize,
    title: usize,
}

impl Columns {
    fn of(rows: &[(usize, FoundRow)], cells: u16) -> Self {
        let widest = |of: fn(&FoundRow) -> &str| rows.iter().map(|(_, r)| width(of(r))).max().unwrap_or(0);
        let sort = widest(|r| &r.sort);
        let room = usize::from(cells).saturating_sub(sort + 4);
        Self {
            sort,
            title: widest(|r| &r.title).min(room * 6 / 10),
        }
    }

    fn line(&self, model: &Model, row: &FoundRow) -> Line<'static> {
        let theme = &model.look.theme;
        let cell = |text: &str, cells: usize| format!("{}  ", pad(&truncate(text, cells, "…"), cells));
        let other = if row.ja == row.title { &row.kana } else { &row.ja };
        let by = row.by.as_ref().map(|by| model.strings.say_x("cmd-found-by", by));
        let by = by.map_or_else(String::new, |by| format!("  ({by})"));
        Line::from(vec![
            Span::raw(cell(&row.sort, self.sort)),
            Span::styled(cell(&row.title, self.title), theme.strong()),
            // One piece, so that it is cut once.
            Span::styled(format!("{other}{by}"), theme.japanese()),
        ])
    }
}

/// More about what is selected: how it is read, what it is, where it is needed.
fn about(model: &Model, row: &FoundRow, area: Rect, buf: &mut Buffer) {
    let (strings, theme) = (&model.strings, &model.look.theme);
    let mut lines = wrap(&readings(row), usize::from(area.width));
    lines.truncate(2);
    let head = lines.len();
    if !row.needed_for.is_empty() {
        let titles = row.needed_for.join(&strings.say("list-comma"));
        let words = format!("{}: {titles}", strings.say("cmd-found-needed-for"));
        lines.extend(wrap(&words, usize::from(area.width)));
    }
    lines.extend(wrap(&row.detail, usize::from(area.width)));
    let room = usize::from(area.height);
    if let Some(last) = lines.get_mut(room.saturating_sub(1))
        && room < head + 8
    {
        // More than fits: the sheet that opens has all of it.
        *last = truncate(&format!("{last} …"), usize::from(area.width), "…").into_owned();
    }
    let lines = lines.into_iter().enumerate().map(|(n, words)| {
        let style = if n < head { theme.japanese() } else { Style::default() };
        (Line::styled(words, style), Style::new())
    });
    render_lines(lines, area, buf);
}

pub(super) fn palette(model: &Model, finder: &Finder, area: Rect, buf: &mut Buffer) -> Option<Position> {
    title(model, area, "sheet-palette", buf);
    let parts = finder_parts(area, false);
    let caret = field(model, finder, "palette-field", parts.field, buf);
    let rows = model.palette_rows(finder);
    if rows.is_empty() {
        let typed = finder.field.accepted();
        let words = model.strings.say_x("palette-nothing", &typed);
        Page::new(parts.list, buf).text(&words, Style::default());
        return caret;
    }
    let keys = rows.iter().map(|r| width(&r.keys)).max().unwrap_or(0).min(16);
    let not_here = model.strings.say("palette-not-here");
    let lines = rows.iter().enumerate().skip(finder.list.offset).map(|(n, row)| {
        let shown = truncate(&row.keys, keys, "…");
        let mut line = Line::from(vec![
            Span::styled(format!("{}  ", pad(&shown, keys)), model.look.theme.key()),
            Span::raw(row.words.as_str()),
        ]);
        if !row.works {
            line.push_span(format!(" ({not_here})"));
        }
        (line, mark(n == finder.list.selected))
    });
    render_lines(lines, parts.list, buf);
    below(model, &parts, rows.len(), finder, buf);
    caret
}

/// How much more there is; not on the line of the field, where an input method draws.
fn below(model: &Model, parts: &FinderParts, count: usize, finder: &Finder, buf: &mut Buffer) {
    if parts.list.y > parts.field.bottom() {
        more(model, parts.list, count, finder.list.offset, buf);
    }
}

fn field(model: &Model, finder: &Finder, label: &str, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let mut page = Page::new(area, buf);
    page.field(&model.strings.say(label), &finder.field, model.look.glyphs.pointer())
}

/// The terms of a text, each with the beginning of its meaning.
pub(super) fn words(model: &Model, words: &[Id], list: Cursor, area: Rect, buf: &mut Buffer) {
    title(model, area, "sheet-words", buf);
    let lang = model.strings.lang();
    let lines = words.iter().enumerate().skip(list.offset).map(|(n, term)| {
        let Some(term) = model.pack.terms.get(term) else {
            return (Line::default(), Style::new());
        };
        let mut line = Line::from(Span::styled(term.name.get(lang), model.look.theme.strong()));
        if !model.strings.language().reads_japanese {
            line.push_span(Span::styled(format!("  {}", term.name.ja), model.look.theme.japanese()));
        }
        line.push_span(format!("  {}", term.means.get(lang)));
        (line, mark(n == list.selected))
    });
    render_lines(lines, area, buf);
    more(model, area, words.len(), list.offset, buf);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_lie_inside_and_apart(
            x in 0u16..9, y in 0u16..9, width in 0u16..200, height in 0u16..80, tells: bool,
        ) {
            let area = Rect::new(x, y, width, height);
            let FinderParts { field, list, about } = finder_parts(area, tells);
            for part in [field, list, about] {
                prop_assert!(part.is_empty() || part.intersection(area) == part);
            }
            prop_assert!(field.bottom() <= list.y || list.is_empty());
            prop_assert!(list.bottom() <= about.y || about.is_empty());
            prop_assert!(height < 2 || !list.is_empty() || width == 0);
        }
    }
}
