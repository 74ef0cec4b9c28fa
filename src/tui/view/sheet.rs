//! The screens over the home screen: help, reasons, terms, and lists of questions, events, people.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::cells::{above, mark, render_line, render_lines};
use super::form::{answer, event};
use super::home::more;
use super::layout::Layout;
use crate::content::{Id, Per};
use crate::i18n::day;
use crate::present::{
    Doc, Kind, answer_words, document_doc, history_doc, mark_terms, moved_doc, place_line, plain, question_card,
    term_doc, visits_doc, why_doc,
};
use crate::text::{truncate, wrap};
use crate::tui::action::Action;
use crate::tui::model::{Model, Pick, Sheet};
use crate::tui::update::{EventRow, QuestionRow, event_rows, offset_for, question_rows, supposable_events};

pub(super) fn draw(model: &Model, layout: &Layout, buf: &mut Buffer) -> Option<Position> {
    let area = layout.sheet;
    let sheet = model.sheets.last()?;
    let id = match sheet {
        Sheet::Meanings { words, list } => {
            super::find::words(model, words, *list, area, buf);
            return None;
        }
        Sheet::Axis(state) => {
            super::axis::draw(model, state, area, buf);
            return None;
        }
        Sheet::Search(finder) => return super::find::search(model, finder, area, buf),
        Sheet::Palette(finder) => return super::find::palette(model, finder, area, buf),
        Sheet::Answer(form) => return answer(model, form, area, buf),
        Sheet::Event(form) => return event(model, form, area, buf),
        Sheet::Done(form) => return super::visits::done(model, form, area, buf),
        Sheet::Start(form) => return super::start::draw(model, form, area, buf),
        Sheet::Words(form) => return super::people::words(model, form, area, buf),
        // Drawn over everything, not here.
        Sheet::Clerk(_) => return None,
        Sheet::Help { .. } => "sheet-help",
        Sheet::Why { .. } => "sheet-why",
        Sheet::Term { .. } => "sheet-term",
        Sheet::Document { .. } => "sheet-document",
        Sheet::Diagnostics { .. } => "sheet-diagnostics",
        Sheet::Questions(_) => "sheet-questions",
        Sheet::Events(_) => "sheet-events",
        Sheet::WhatIf(_) => "sheet-what-if",
        Sheet::Visits(_) => "sheet-visits",
        Sheet::Visit { .. } => "sheet-visit",
        Sheet::Moved(_) => "sheet-moved",
        Sheet::History(_) => "sheet-history",
        Sheet::People(_) | Sheet::Person { .. } => "sheet-people",
    };
    title(model, area, id, buf);
    if let Some(pick) = sheet.place() {
        text(model, area, pick, buf);
    } else if let Some((lines, selected)) = entries(model, sheet, area.width) {
        list(&lines, area, selected, buf);
    }
    None
}

pub(super) fn title(model: &Model, area: Rect, id: &str, buf: &mut Buffer) {
    let words = Span::styled(model.strings.say(id), model.look.theme.heading());
    render_line(words, above(area), buf);
}

/// A text that scrolls, with the selected part of it marked.
fn text(model: &Model, area: Rect, pick: Pick, buf: &mut Buffer) {
    let lines = model.sheet_lines();
    lines.render(&model.look, pick.scroll, pick.block, area, buf);
    more(model, area, lines.len(), pick.scroll, buf);
}

/// The document of a sheet with a text. Terms are marked in it, so that their meaning is a key away.
pub(super) fn document(model: &Model, sheet: &Sheet) -> Doc {
    let mut doc = match sheet {
        Sheet::Help { .. } => return help(model),
        Sheet::Diagnostics { lines, .. } => return diagnostics(model, lines),
        Sheet::Term { id, .. } => return term_doc(model.scene(), id),
        Sheet::Document { id, .. } => return document_doc(model.scene(), id),
        Sheet::Why { person, key, .. } => model
            .deadline(person, key)
            .map_or_else(Doc::default, |d| why_doc(model.shown(), d)),
        Sheet::Moved(_) => moved_doc(model.scene(), model.shown.moved()),
        Sheet::History(_) => history_doc(model.scene(), &model.entries),
        Sheet::Visits(_) => visits_doc(model.scene(), &model.plan()),
        Sheet::Visit { trip, .. } => super::visits::document(model, *trip),
        _ => return Doc::default(),
    };
    mark_terms(&model.pack, &model.strings, &mut doc);
    doc
}

fn diagnostics(model: &Model, lines: &[String]) -> Doc {
    let mut doc = Doc::default();
    doc.push(Kind::Text, plain(model.strings.say("diagnostics-kept")));
    doc.gap();
    for line in lines {
        match line.strip_prefix("  ") {
            Some(help) => doc.push(Kind::Tree(1), plain(help)),
            None => doc.push(Kind::Bullet, plain(line)),
        };
    }
    doc
}

fn help(model: &Model) -> Doc {
    let mut doc = Doc::default();
    for id in ["help-what", "help-private", "not-advice"] {
        doc.push(Kind::Text, plain(model.strings.say(id)));
    }
    doc.heading(model.strings.say("help-keys"));
    for action in Action::ALL {
        let keys = model.keymap.all_shown(*action);
        if !keys.is_empty() {
            doc.push(Kind::Row(keys), plain(model.strings.say(action.message())));
        }
    }
    doc.heading(model.strings.say("help-lines"));
    for place in ["card-line-foreign", "card-line-japanese", "immigration-info"] {
        if let Some(place) = model.pack.places.get(place) {
            let line = place_line(&model.pack, &model.strings, place);
            doc.push(Kind::Bullet, plain(line));
        }
    }
    doc.heading(model.strings.say("help-plain"));
    doc.push(Kind::Text, plain(model.strings.say("help-plain-text")));
    doc
}

// ---------------------------------------------------------------- lists

/// A line of a list, with the number of its entry if it can be chosen.
pub(super) type ListLine = (Option<usize>, Line<'static>);

/// The lines of a sheet with a list, and which entry is selected.
fn entries(model: &Model, sheet: &Sheet, cells: u16) -> Option<(Vec<ListLine>, usize)> {
    Some(match sheet {
        Sheet::Questions(cursor) => (question_lines(model, cells), cursor.selected),
        Sheet::Events(cursor) => (event_lines(model), cursor.selected),
        Sheet::WhatIf(cursor) => (what_if_lines(model, cells), cursor.selected),
        Sheet::People(cursor) => (super::people::people_lines(model), cursor.selected),
        Sheet::Person { person, selected } => (super::people::person_lines(model, person), *selected),
        _ => return None,
    })
}

/// The entries of a list in parts, each below the title of its part. One without a title belongs to the part before it.
pub(super) fn in_parts(
    model: &Model,
    entries: impl IntoIterator<Item = (Option<&'static str>, Line<'static>)>,
) -> Vec<ListLine> {
    let mut lines: Vec<ListLine> = Vec::new();
    let mut last = None;
    for (n, (part, line)) in entries.into_iter().enumerate() {
        if let Some(id) = part.filter(|_| last != part) {
            if last.is_some() {
                lines.push((None, Line::default()));
            }
            let title = Span::styled(model.strings.say(id), model.look.theme.strong());
            lines.push((None, title.into()));
            last = part;
        }
        lines.push((Some(n), line));
    }
    lines
}

fn question_lines(model: &Model, cells: u16) -> Vec<ListLine> {
    let rows = question_rows(model);
    if rows.is_empty() {
        return vec![(None, model.strings.say("questions-none").into())];
    }
    let part = |row: &QuestionRow| {
        Some(if row.open {
            "questions-open"
        } else {
            "questions-answered"
        })
    };
    let lines = rows.iter().map(|row| (part(row), question_line(model, row, cells)));
    in_parts(model, lines)
}

fn question_line(model: &Model, row: &QuestionRow, cells: u16) -> Line<'static> {
    let person = row.person.as_ref().map(Id::as_str);
    let Some(card) = question_card(model.scene(), person, row.fact.as_str()) else {
        return Line::default();
    };
    let who = who(model, person);
    if row.open {
        return Line::from(format!("  {who}{}", card.ask));
    }
    let value = card
        .current
        .or_else(|| event_answer(model, person, row))
        .unwrap_or_default();
    let name = truncate(&format!("{who}{}", card.name), usize::from(cells / 2), "…").into_owned();
    Line::from(vec![
        Span::raw(format!("  {name}: ")),
        Span::styled(value, model.look.theme.strong()),
    ])
}

/// Whose it is, before the words, where there are several people.
pub(super) fn who(model: &Model, person: Option<&str>) -> String {
    let person = person.filter(|_| model.scene().several_people());
    person.map_or_else(String::new, |person| format!("{}: ", model.scene().label(person)))
}

fn event_answer(model: &Model, person: Option<&str>, row: &QuestionRow) -> Option<String> {
    let Per::Event(event) = &model.pack.facts.get(&row.fact)?.per else {
        return None;
    };
    let answer = model.household.latest(person?, event.as_str())?.facts.get(&row.fact)?;
    Some(answer_words(model.scene(), row.fact.as_str(), answer))
}

fn event_lines(model: &Model) -> Vec<ListLine> {
    let part = |row: &EventRow| match row {
        EventRow::Told(_) => Some("events-told"),
        EventRow::New(_) => Some("events-new"),
    };
    let rows = event_rows(model);
    in_parts(model, rows.iter().map(|row| (part(row), event_line(model, row))))
}

/// The entry at a row of a list; none on other sheets, and on a line that is no entry.
pub fn list_entry(model: &Model, row: u16) -> Option<usize> {
    let area = model.layout().sheet;
    let (lines, selected) = entries(model, model.sheets.last()?, area.width)?;
    let line = list_offset(&lines, area, selected) + usize::from(row);
    lines.get(line)?.0
}

/// The line of a form at a row of its area: the same drawing tells where each line stands when it is selected.
pub fn form_entry(model: &Model, row: u16) -> Option<usize> {
    let area = model.layout().sheet;
    let mut sheet = model.sheets.last()?.clone();
    let rows = match &sheet {
        Sheet::Answer(form) => {
            let person = form.person.as_ref().map(Id::as_str);
            question_card(model.scene(), person, form.fact.as_str())?.choices.len() + 1
        }
        Sheet::Event(form) => form.lines().len(),
        // A form that scrolls with its selection has no fixed place for its lines.
        Sheet::Done(form) if form.rows() + 4 <= usize::from(area.height) => form.rows(),
        _ => return None,
    };
    (0..rows).find(|n| {
        if let Some(selected) = sheet.selected_mut() {
            *selected = *n;
        }
        let mut cells = Buffer::empty(area);
        let caret = match &sheet {
            Sheet::Answer(form) => answer(model, form, area, &mut cells),
            Sheet::Event(form) => event(model, form, area, &mut cells),
            Sheet::Done(form) => super::visits::done(model, form, area, &mut cells),
            _ => None,
        };
        let reversed = |y: &u16| cells[(area.x, *y)].modifier.contains(Modifier::REVERSED);
        let y = caret.map(|caret| caret.y);
        y.or_else(|| (area.y..area.bottom()).find(reversed)) == Some(area.y + row)
    })
}

/// The first line that is shown, so that the selected one is.
pub(super) fn list_offset(lines: &[ListLine], area: Rect, selected: usize) -> usize {
    let at = lines.iter().position(|(n, _)| *n == Some(selected)).unwrap_or(0);
    if at <= 1 { 0 } else { offset_for(0, at + 1, area.height) }
}

fn what_if_lines(model: &Model, cells: u16) -> Vec<ListLine> {
    let strong = model.look.theme.strong();
    let words = wrap(&model.strings.say("what-if-choose"), usize::from(cells));
    let mut lines: Vec<ListLine> = words.into_iter().map(|w| (None, Line::styled(w, strong))).collect();
    lines.push((None, Line::default()));
    for (n, event) in supposable_events(model).into_iter().enumerate() {
        lines.push((Some(n), event_line(model, &EventRow::New(event))));
    }
    lines
}

fn event_line(model: &Model, row: &EventRow) -> Line<'static> {
    match row {
        EventRow::New(event) => Line::from(format!("  {}", fact_name(model, event))),
        EventRow::Told(id) => {
            let Some(event) = model.household.events.iter().find(|e| e.id == *id) else {
                return Line::default();
            };
            let scene = model.scene();
            let mut who = String::new();
            if scene.several_people() {
                let people: Vec<&str> = event.people.iter().map(|p| scene.label(p.as_str())).collect();
                who = format!("  {}", people.join(", "));
            }
            let on = format!("  {}  ", day(&model.strings, event.on));
            Line::from(vec![
                Span::styled(on, model.look.theme.strong()),
                Span::raw(format!("{}{who}", fact_name(model, &event.event))),
            ])
        }
    }
}

/// Lines with an entry number are choosable; the selected one stays in sight.
pub(super) fn list(lines: &[ListLine], area: Rect, selected: usize, buf: &mut Buffer) {
    let shown = lines.iter().skip(list_offset(lines, area, selected));
    let shown = shown.map(|(entry, line)| (line.clone(), mark(*entry == Some(selected))));
    render_lines(shown, area, buf);
}

/// The name of a fact in the reader's language.
pub(super) fn fact_name(model: &Model, id: &Id) -> String {
    let fact = model.pack.facts.get(id);
    fact.map_or_else(|| id.to_string(), |f| f.name.get(model.strings.lang()).to_owned())
}
