//! The screens over the home screen: help, reasons, terms, and lists of questions, events, people.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::cells::{SELECTED, render_line};
use super::form::{answer, event};
use super::home::more;
use super::layout::Layout;
use crate::content::Id;
use crate::i18n::day;
use crate::present::{
    Doc, Kind, document_doc, history_doc, mark_terms, moved_doc, plain, question_card, term_doc, visits_doc, why_doc,
};
use crate::text::truncate;
use crate::tui::action::Action;
use crate::tui::model::{AnswerForm, DoneForm, EventForm, Model, Pick, Sheet};
use crate::tui::update::{EventRow, QuestionRow, event_rows, offset_for, question_rows, supposable_events};

pub(super) fn draw(model: &Model, layout: &Layout, buf: &mut Buffer) -> Option<Position> {
    let area = layout.sheet;
    match model.sheets.last()? {
        Sheet::Help { scroll } => text(model, area, "sheet-help", scrolled(*scroll), buf),
        Sheet::Why { scroll, .. } => text(model, area, "sheet-why", scrolled(*scroll), buf),
        Sheet::Term { pick, .. } => text(model, area, "sheet-term", *pick, buf),
        Sheet::Document { pick, .. } => text(model, area, "sheet-document", *pick, buf),
        Sheet::Meanings { words, list } => super::find::words(model, words, *list, area, buf),
        Sheet::Search(finder) => return super::find::search(model, finder, area, buf),
        Sheet::Palette(finder) => return super::find::palette(model, finder, area, buf),
        Sheet::Diagnostics { scroll, .. } => text(model, area, "sheet-diagnostics", scrolled(*scroll), buf),
        Sheet::Questions(cursor) => questions(model, area, cursor.selected, buf),
        Sheet::Events(cursor) => events(model, area, cursor.selected, buf),
        Sheet::WhatIf(cursor) => what_if(model, area, cursor.selected, buf),
        Sheet::Axis(state) => super::axis::draw(model, state, area, buf),
        Sheet::Answer(form) => return answer(model, form, area, buf),
        Sheet::Event(form) => return event(model, form, area, buf),
        Sheet::Visits(pick) => text(model, area, "sheet-visits", *pick, buf),
        Sheet::Visit { pick, .. } => text(model, area, "sheet-visit", *pick, buf),
        Sheet::Done(form) => return super::visits::done(model, form, area, buf),
        Sheet::Start(form) => return super::start::draw(model, form, area, buf),
        Sheet::Moved(pick) => text(model, area, "sheet-moved", *pick, buf),
        Sheet::History(pick) => text(model, area, "sheet-history", *pick, buf),
        Sheet::People(cursor) => super::people::people(model, area, cursor.selected, buf),
        Sheet::Person { person, selected } => super::people::person(model, person, area, *selected, buf),
        Sheet::Words(form) => return super::people::words(model, form, area, buf),
        // Drawn over everything, not here.
        Sheet::Clerk(_) => {}
    }
    None
}

pub(super) fn title(model: &Model, area: Rect, id: &str, buf: &mut Buffer) {
    let line = Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    };
    render_line(
        Span::styled(model.strings.say(id), model.look.theme.heading()),
        line,
        buf,
    );
}

/// A text that scrolls, with the selected part of it marked.
fn text(model: &Model, area: Rect, id: &str, pick: Pick, buf: &mut Buffer) {
    title(model, area, id, buf);
    let lines = model.sheet_lines();
    lines.render(&model.look, pick.scroll, pick.block, area, buf);
    more(model, area, lines.len(), pick.scroll, buf);
}

/// A text of which nothing can be selected.
const fn scrolled(scroll: usize) -> Pick {
    Pick { scroll, block: None }
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
        let keys: Vec<String> = model.keymap.keys(*action).iter().map(|k| k.shown()).collect();
        if !keys.is_empty() {
            doc.push(Kind::Row(keys.join("  ")), plain(model.strings.say(action.message())));
        }
    }
    doc.heading(model.strings.say("help-lines"));
    for place in ["card-line-foreign", "card-line-japanese", "immigration-info"] {
        if let Some(place) = model.pack.places.get(place) {
            doc.push(
                Kind::Bullet,
                plain(crate::present::place_line(&model.pack, &model.strings, place)),
            );
        }
    }
    doc.heading(model.strings.say("help-plain"));
    doc.push(Kind::Text, plain(model.strings.say("help-plain-text")));
    doc
}

// ---------------------------------------------------------------- lists

fn questions(model: &Model, area: Rect, selected: usize, buf: &mut Buffer) {
    title(model, area, "sheet-questions", buf);
    let lines = question_lines(model, area.width);
    if lines.is_empty() {
        return render_line(model.strings.say("questions-none"), area, buf);
    }
    list(&lines, area, selected, buf);
}

/// A line of a list, with the number of its entry if it can be chosen.
pub(super) type ListLine = (Option<usize>, Line<'static>);

fn question_lines(model: &Model, cells: u16) -> Vec<ListLine> {
    let rows = question_rows(model);
    let mut lines: Vec<ListLine> = Vec::new();
    let mut last_open = None;
    for (n, row) in rows.iter().enumerate() {
        if last_open != Some(row.open) {
            if last_open.is_some() {
                lines.push((None, Line::default()));
            }
            let id = if row.open {
                "questions-open"
            } else {
                "questions-answered"
            };
            lines.push((
                None,
                Span::styled(model.strings.say(id), model.look.theme.strong()).into(),
            ));
            last_open = Some(row.open);
        }
        lines.push((Some(n), question_line(model, row, cells)));
    }
    lines
}

fn question_line(model: &Model, row: &QuestionRow, cells: u16) -> Line<'static> {
    let person = row.person.as_ref().map(Id::as_str);
    let Some(card) = question_card(model.scene(), person, row.fact.as_str()) else {
        return Line::default();
    };
    let who = match person {
        Some(person) if model.scene().several_people() => format!("{}: ", model.scene().label(person)),
        _ => String::new(),
    };
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

fn event_answer(model: &Model, person: Option<&str>, row: &QuestionRow) -> Option<String> {
    let crate::content::Per::Event(event) = &model.pack.facts.get(&row.fact)?.per else {
        return None;
    };
    let answer = model.household.latest(person?, event.as_str())?.facts.get(&row.fact)?;
    Some(crate::present::answer_words(model.scene(), row.fact.as_str(), answer))
}

fn events(model: &Model, area: Rect, selected: usize, buf: &mut Buffer) {
    title(model, area, "sheet-events", buf);
    list(&event_lines(model), area, selected, buf);
}

fn event_lines(model: &Model) -> Vec<ListLine> {
    let mut lines: Vec<ListLine> = Vec::new();
    let mut in_told = None;
    for (n, row) in event_rows(model).iter().enumerate() {
        let told = matches!(row, EventRow::Told(_));
        if in_told != Some(told) {
            if in_told.is_some() {
                lines.push((None, Line::default()));
            }
            let id = if told { "events-told" } else { "events-new" };
            lines.push((
                None,
                Span::styled(model.strings.say(id), model.look.theme.strong()).into(),
            ));
            in_told = Some(told);
        }
        lines.push((Some(n), event_line(model, row)));
    }
    lines
}

/// The entry at a row of a list; none on other sheets, and on a line that is no entry.
pub fn list_entry(model: &Model, row: u16) -> Option<usize> {
    let area = Layout::of(model.size, &model.home).sheet;
    let (lines, selected) = match model.sheets.last()? {
        Sheet::Questions(cursor) => (question_lines(model, area.width), cursor.selected),
        Sheet::Events(cursor) => (event_lines(model), cursor.selected),
        Sheet::WhatIf(cursor) => (what_if_lines(model, area.width), cursor.selected),
        Sheet::People(cursor) => (super::people::people_lines(model), cursor.selected),
        Sheet::Person { person, selected } => (super::people::person_lines(model, person), *selected),
        _ => return None,
    };
    let line = list_offset(&lines, area, selected) + usize::from(row);
    lines.get(line)?.0
}

/// The line of a form at a row of its area: the same drawing tells where each line stands when it is selected.
pub fn form_entry(model: &Model, row: u16) -> Option<usize> {
    let area = Layout::of(model.size, &model.home).sheet;
    let stands_at = |draw: &dyn Fn(&mut Buffer) -> Option<Position>| {
        let mut cells = Buffer::empty(area);
        let caret = draw(&mut cells).map(|caret| caret.y);
        let reversed = |y: &u16| cells[(area.x, *y)].modifier.contains(Modifier::REVERSED);
        caret.or_else(|| (area.y..area.bottom()).find(reversed)) == Some(area.y + row)
    };
    match model.sheets.last()? {
        Sheet::Answer(form) => {
            let person = form.person.as_ref().map(Id::as_str);
            let card = question_card(model.scene(), person, form.fact.as_str())?;
            (0..=card.choices.len()).find(|n| {
                let form = AnswerForm {
                    choice: *n,
                    ..form.clone()
                };
                stands_at(&|buf| answer(model, &form, area, buf))
            })
        }
        Sheet::Event(form) => (0..form.lines().len()).find(|n| {
            let form = EventForm {
                row: *n,
                ..form.clone()
            };
            stands_at(&|buf| event(model, &form, area, buf))
        }),
        // A form that scrolls with its selection has no fixed place for its lines.
        Sheet::Done(form) if form.rows() + 4 <= usize::from(area.height) => (0..form.rows()).find(|n| {
            let form = DoneForm {
                row: *n,
                ..form.clone()
            };
            stands_at(&|buf| super::visits::done(model, &form, area, buf))
        }),
        _ => None,
    }
}

/// The first line that is shown, so that the selected one is.
pub(super) fn list_offset(lines: &[ListLine], area: Rect, selected: usize) -> usize {
    let at = lines.iter().position(|(n, _)| *n == Some(selected)).unwrap_or(0);
    if at <= 1 { 0 } else { offset_for(0, at + 1, area.height) }
}

fn what_if(model: &Model, area: Rect, selected: usize, buf: &mut Buffer) {
    title(model, area, "sheet-what-if", buf);
    list(&what_if_lines(model, area.width), area, selected, buf);
}

fn what_if_lines(model: &Model, cells: u16) -> Vec<ListLine> {
    let strong = model.look.theme.strong();
    let words = crate::text::wrap(&model.strings.say("what-if-choose"), usize::from(cells));
    let mut lines: Vec<ListLine> = words.into_iter().map(|w| (None, Line::styled(w, strong))).collect();
    lines.push((None, Line::default()));
    for (n, event) in supposable_events(model).into_iter().enumerate() {
        lines.push((Some(n), event_line(model, &EventRow::New(event))));
    }
    lines
}

fn event_line(model: &Model, row: &EventRow) -> Line<'static> {
    let lang = model.strings.lang();
    let name = |id: &Id| {
        model
            .pack
            .facts
            .get(id)
            .map_or_else(|| id.to_string(), |f| f.name.get(lang).to_owned())
    };
    match row {
        EventRow::New(event) => Line::from(format!("  {}", name(event))),
        EventRow::Told(id) => {
            let Some(event) = model.household.events.iter().find(|e| e.id == *id) else {
                return Line::default();
            };
            let scene = model.scene();
            let people: Vec<&str> = event.people.iter().map(|p| scene.label(p.as_str())).collect();
            let who = if model.scene().several_people() {
                format!("  {}", people.join(", "))
            } else {
                String::new()
            };
            let on = format!("  {}  ", day(&model.strings, event.on));
            Line::from(vec![
                Span::styled(on, model.look.theme.strong()),
                Span::raw(format!("{}{who}", name(&event.event))),
            ])
        }
    }
}

/// Lines with an entry number are choosable; the selected one stays in sight.
pub(super) fn list(lines: &[ListLine], area: Rect, selected: usize, buf: &mut Buffer) {
    let offset = list_offset(lines, area, selected);
    for ((entry, line), row) in lines.iter().skip(offset).zip(area.rows()) {
        render_line(line.clone(), row, buf);
        if *entry == Some(selected) {
            buf.set_style(row, SELECTED);
        }
    }
}
