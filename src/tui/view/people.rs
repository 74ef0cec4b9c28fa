//! The people of the household, other households, and words being written: labels, names, notes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Style, Stylize as _};
use ratatui::text::{Line, Span};

use super::form::Page;
use super::sheet::{ListLine, list, title};
use crate::household::PersonId;
use crate::tui::model::{Model, Purpose, WordsForm};
use crate::tui::update::{PeopleRow, PersonChoice, people_rows, person_choices};

pub(super) fn people(model: &Model, area: Rect, selected: usize, buf: &mut Buffer) {
    title(model, area, "sheet-people", buf);
    list(&people_lines(model), area, selected, buf);
}

pub(super) fn people_lines(model: &Model) -> Vec<ListLine> {
    let strong = model.look.theme.strong();
    let mut lines: Vec<ListLine> = Vec::new();
    let mut last = None;
    for (n, row) in people_rows(model).iter().enumerate() {
        let part = part(model, row);
        if let Some(part) = part.filter(|p| last != Some(*p)) {
            if last.is_some() {
                lines.push((None, Line::default()));
            }
            lines.push((None, Line::styled(model.strings.say(part), strong)));
            last = Some(part);
        }
        lines.push((Some(n), row_line(model, row)));
    }
    lines
}

/// The title of the part that a row belongs to; what is new stands where it would be added.
fn part(model: &Model, row: &PeopleRow) -> Option<&'static str> {
    match row {
        PeopleRow::Everyone => Some("people-shown"),
        PeopleRow::Person(id) if is_archived(model, id) => Some("people-archived"),
        PeopleRow::Person(_) => Some("people-shown"),
        PeopleRow::Add | PeopleRow::OtherHousehold => None,
        PeopleRow::Household(_) => Some("people-households"),
    }
}

fn is_archived(model: &Model, id: &PersonId) -> bool {
    model.household.person(id.as_str()).is_some_and(|p| p.archived)
}

fn row_line(model: &Model, row: &PeopleRow) -> Line<'static> {
    let strings = &model.strings;
    let chosen = |is: bool| {
        let glyphs = &model.look.glyphs;
        let mark = if is { glyphs.ticked() } else { glyphs.unticked() };
        format!("  {mark} ")
    };
    match row {
        PeopleRow::Everyone => {
            let mark = chosen(model.home.person.is_none());
            Line::from(format!("{mark}{}", strings.say("everyone")))
        }
        PeopleRow::Person(id) => {
            let label = model.scene().label(id.as_str()).to_owned();
            if is_archived(model, id) {
                return Line::from(format!("  {label}"));
            }
            let several = model.scene().several_people();
            let is_shown = !several || model.home.person.as_ref() == Some(id);
            let pressing = model
                .assessment
                .deadlines
                .iter()
                .filter(|d| d.person == *id && d.status.asks_for_something())
                .count();
            let count = strings.say_n("people-deadlines", i64::try_from(pressing).unwrap_or(i64::MAX));
            Line::from(vec![
                Span::raw(chosen(is_shown)),
                Span::styled(label, model.look.theme.strong()),
                Span::raw(format!("  {count}")),
            ])
        }
        PeopleRow::Add => Line::from(format!("  + {}", strings.say("people-add"))),
        PeopleRow::Household(name) => {
            let is_open = *name == model.household.name;
            let mut words = format!("{}{name}", chosen(is_open));
            if is_open {
                words = format!("{words}  ({})", strings.say("people-open"));
            }
            Line::from(words)
        }
        PeopleRow::OtherHousehold => Line::from(format!("  + {}", strings.say("people-other"))),
    }
}

pub(super) fn person(model: &Model, person: &PersonId, area: Rect, selected: usize, buf: &mut Buffer) {
    title(model, area, "sheet-people", buf);
    list(&person_lines(model, person), area, selected, buf);
}

pub(super) fn person_lines(model: &Model, person: &PersonId) -> Vec<ListLine> {
    let label = model.scene().label(person.as_str()).to_owned();
    let mut lines: Vec<ListLine> = vec![(None, Line::styled(label, model.look.theme.strong()))];
    let choices = person_choices(model, person);
    for (n, choice) in choices.iter().enumerate() {
        let id = match choice {
            PersonChoice::ShowOnly => "person-show-only",
            PersonChoice::Rename => "person-rename",
            PersonChoice::Archive => "person-archive",
            PersonChoice::BringBack => "person-bring-back",
        };
        lines.push((Some(n), Line::from(format!("  {}", model.strings.say(id)))));
    }
    lines
}

/// Words being written, with what they are for and why they were not taken.
pub(super) fn words(model: &Model, form: &WordsForm, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let strings = &model.strings;
    let (heading, label, hints): (_, _, &[&str]) = match &form.purpose {
        Purpose::AddPerson => ("sheet-person-add", "words-label", &["words-label-hint", "words-secret"]),
        Purpose::RenamePerson(_) => (
            "sheet-person-rename",
            "words-label",
            &["words-label-hint", "words-secret"],
        ),
        Purpose::Household => (
            "sheet-household",
            "words-name",
            &["words-name-hint", "words-name-new", "words-secret"],
        ),
        Purpose::Note { .. } => ("sheet-note", "row-note", &["words-note-hint", "words-secret"]),
    };
    title(model, area, heading, buf);
    let mut page = Page { buf, area, y: 0 };
    page.gap();
    let mut caret = match &form.purpose {
        Purpose::Note { about, .. } => {
            page.text(about, model.look.theme.strong());
            page.gap();
            lines(form, &mut page)
        }
        Purpose::RenamePerson(person) => {
            page.text(model.scene().label(person.as_str()), model.look.theme.strong());
            page.gap();
            None
        }
        Purpose::AddPerson | Purpose::Household => None,
    };
    if !matches!(form.purpose, Purpose::Note { .. }) {
        caret = page.field(&strings.say(label), &form.field, model.look.glyphs.pointer());
    }
    page.text(form.problem.as_deref().unwrap_or_default(), model.look.theme.caution());
    page.gap();
    for hint in hints {
        page.text(&strings.say(hint), Style::default());
    }
    caret
}

/// A field of several lines with its caret. What does not fit scrolls with the caret.
fn lines(form: &WordsForm, page: &mut Page<'_>) -> Option<Position> {
    let shown = form.field.lines(page.area.width);
    // The problem and the hints stand below it.
    let room = usize::from(page.area.height.saturating_sub(page.y + 5)).max(1);
    let first = (shown.row + 1).saturating_sub(room);
    let mut caret = None;
    for (n, line) in shown.lines.iter().enumerate().skip(first).take(room) {
        let place = page.line(line.as_str().underlined());
        if n == shown.row && !place.is_empty() {
            caret = Some(Position::new(
                (place.x + shown.caret).min(place.right().saturating_sub(1)),
                place.y,
            ));
        }
    }
    caret
}
