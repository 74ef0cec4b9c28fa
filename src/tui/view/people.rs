//! The people of the household, other households, and words being written: labels, names, notes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Style, Stylize as _};
use ratatui::text::{Line, Span};

use super::form::{Page, caret};
use super::sheet::{ListLine, in_parts, title};
use crate::household::PersonId;
use crate::tui::model::{Model, Purpose, WordsForm};
use crate::tui::update::{PeopleRow, PersonChoice, people_rows, person_choices};

pub(super) fn people_lines(model: &Model) -> Vec<ListLine> {
    let rows = people_rows(model);
    in_parts(model, rows.iter().map(|row| (part(model, row), row_line(model, row))))
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
    let chosen = |is: bool| format!("  {} ", model.look.glyphs.check(is));
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
            let deadlines = model.assessment.deadlines.iter();
            let pressing =
                deadlines.filter(|d| d.person == *id && d.status.asks_for_something() && !d.is_part_of_a_row());
            let count = strings.say_n("people-deadlines", i64::try_from(pressing.count()).unwrap_or(i64::MAX));
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
        Purpose::AddPerson => ("sheet-person-add", "words-label", &["words-label-hint"]),
        Purpose::RenamePerson(_) => ("sheet-person-rename", "words-label", &["words-label-hint"]),
        Purpose::Household => ("sheet-household", "words-name", &["words-name-hint", "words-name-new"]),
        Purpose::Note { .. } => ("sheet-note", "row-note", &["words-note-hint"]),
    };
    title(model, area, heading, buf);
    let mut page = Page::new(area, buf);
    page.gap();
    let about = match &form.purpose {
        Purpose::Note { about, .. } => Some(about.as_str()),
        Purpose::RenamePerson(person) => Some(model.scene().label(person.as_str())),
        Purpose::AddPerson | Purpose::Household => None,
    };
    if let Some(about) = about {
        page.text(about, model.look.theme.strong());
        page.gap();
    }
    let caret = match form.purpose {
        Purpose::Note { .. } => lines(form, &mut page),
        _ => page.field(&strings.say(label), &form.field, model.look.glyphs.pointer()),
    };
    page.text(form.problem.as_deref().unwrap_or_default(), model.look.theme.caution());
    page.gap();
    for hint in hints.iter().chain(&["words-secret"]) {
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
    let mut at = None;
    for (n, line) in shown.lines.iter().enumerate().skip(first).take(room) {
        let place = page.line(line.as_str().underlined());
        if n == shown.row {
            at = caret(place, shown.caret);
        }
    }
    at
}
