//! The forms over the home screen: an answer, an event; and what every form is made of.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Style, Stylize as _};
use ratatui::text::{Line, Span};

use super::cells::{mark, render_line};
use super::sheet::{title, who};
use crate::content::{Answer, Id};
use crate::i18n::both_calendars;
use crate::intake;
use crate::present::{answer_problem, question_card};
use crate::text::{width, wrap};
use crate::tui::edit::Field;
use crate::tui::model::{AnswerForm, EventForm, EventLine, Model};

/// Writes lines one below the other.
pub(super) struct Page<'b> {
    pub buf: &'b mut Buffer,
    pub area: Rect,
    pub y: u16,
}

impl<'b> Page<'b> {
    pub fn new(area: Rect, buf: &'b mut Buffer) -> Self {
        Self { buf, area, y: 0 }
    }

    /// A line that can be selected.
    pub fn choice<'l>(&mut self, line: impl Into<Line<'l>>, is_selected: bool) -> Rect {
        let place = self.line(line);
        self.buf.set_style(place, mark(is_selected));
        place
    }

    pub fn line<'l>(&mut self, line: impl Into<Line<'l>>) -> Rect {
        let place = Rect::new(self.area.x, self.area.y + self.y, self.area.width, 1).intersection(self.area);
        render_line(line, place, self.buf);
        self.y = self.y.saturating_add(1).min(self.area.height);
        place
    }

    pub fn text(&mut self, words: &str, style: Style) {
        for line in wrap(words, usize::from(self.area.width)) {
            self.line(Line::styled(line, style));
        }
    }

    pub fn gap(&mut self) {
        if self.area.height > 12 {
            self.y = self.y.saturating_add(1).min(self.area.height);
        }
    }

    /// A field with its caret. Nothing stands to the right of it: an input method draws there.
    pub fn field(&mut self, label: &str, field: &Field, mark: &str) -> Option<Position> {
        let start = format!("{label} {mark} ");
        let used = u16::try_from(width(&start)).unwrap_or(0).min(self.area.width);
        let window = field.window(self.area.width - used);
        let text = Span::raw(window.text).underlined();
        let place = self.line(vec![Span::raw(start), text]);
        caret(place, used + window.caret)
    }
}

/// A caret in a line, in its last cell at most; none where the line has no place.
pub(super) fn caret(place: Rect, cell: u16) -> Option<Position> {
    let x = (place.x + cell).min(place.right().saturating_sub(1));
    (!place.is_empty()).then(|| Position::new(x, place.y))
}

pub(super) fn answer(model: &Model, form: &AnswerForm, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if model.is_beginning() {
        super::start::title(model, area, buf);
    } else {
        title(model, area, "sheet-answer", buf);
    }
    let person = form.person.as_ref().map(Id::as_str);
    let card = question_card(model.scene(), person, form.fact.as_str())?;
    let mut page = Page::new(area, buf);
    page.gap();
    page.text(
        &format!("{}{}", who(model, person), card.ask),
        model.look.theme.strong(),
    );
    page.text(&model.strings.say_x("answer-where", &card.place), Style::default());
    page.text(&model.strings.say_x("answer-why", &card.used_for), Style::default());
    page.gap();

    if card.is_date || card.choices.len() == 1 {
        let caret = page.field(&card.name, &form.field, model.look.glyphs.pointer());
        let read = || read_answer(model, &form.fact, &form.field);
        echo(model, &mut page, form.problem.as_deref(), read, &form.field);
        choices(model, &mut page, &card.choices, form.choice.checked_sub(1));
        page.gap();
        let forms = if card.is_date {
            "answer-date-forms"
        } else {
            "answer-count-forms"
        };
        page.text(&model.strings.say(forms), Style::default());
        caret.filter(|_| form.choice == 0)
    } else {
        choices(model, &mut page, &card.choices, Some(form.choice));
        if let Some(problem) = &form.problem {
            page.text(problem, model.look.theme.caution());
        }
        None
    }
}

/// A typed answer as it was understood: a day in both calendars, nothing for anything else.
pub(super) fn read_answer(model: &Model, fact: &Id, field: &Field) -> Result<String, String> {
    match intake::parse_answer(&model.pack, fact.as_str(), &field.accepted()) {
        Ok(Some(Answer::Date(day))) => Ok(both_calendars(&model.strings, day)),
        Ok(_) => Ok(String::new()),
        Err(problem) => Err(answer_problem(&model.strings, &problem)),
    }
}

/// A typed day as it was understood, in both calendars.
pub(super) fn read_day(model: &Model, field: &Field) -> Result<String, String> {
    intake::parse_day(&field.accepted(), model.today)
        .map(|day| both_calendars(&model.strings, day))
        .map_err(|problem| answer_problem(&model.strings, &problem))
}

fn choices(model: &Model, page: &mut Page<'_>, choices: &[(Answer, String)], chosen: Option<usize>) {
    let unknown = model.strings.say("answer-unknown");
    for (n, words) in choices.iter().map(|(_, words)| words).chain([&unknown]).enumerate() {
        one_of(model, page, words, chosen == Some(n));
    }
}

/// A line of a choice, with a mark where it is chosen.
pub(super) fn one_of(model: &Model, page: &mut Page<'_>, words: &str, is_chosen: bool) {
    let mark = if is_chosen { model.look.glyphs.pointer() } else { " " };
    page.choice(format!("{mark} {words}"), is_chosen);
}

/// What was understood, or what is wrong. While somebody types, half a date is not yet wrong.
pub(super) fn echo(
    model: &Model,
    page: &mut Page<'_>,
    problem: Option<&str>,
    read: impl Fn() -> Result<String, String>,
    field: &Field,
) {
    match (problem, read()) {
        (Some(problem), _) => page.text(problem, model.look.theme.caution()),
        (None, Ok(words)) if !field.is_empty() && !words.is_empty() => {
            page.text(&format!("= {words}"), model.look.theme.strong());
        }
        _ => page.text("", Style::default()),
    }
}

pub(super) fn event(model: &Model, form: &EventForm, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let id = if form.supposed { "sheet-what-if" } else { "sheet-event" };
    title(model, area, id, buf);
    let lang = model.strings.lang();
    let fact = model.pack.facts.get(&form.event)?;
    let mut page = Page::new(area, buf);
    page.gap();
    page.text(fact.name.get(lang), model.look.theme.strong());
    page.text(fact.ask.get(lang), Style::default());
    page.gap();
    let label = model.strings.say("event-day");
    let caret = page.field(&label, &form.field, model.look.glyphs.pointer());
    let read = || read_day(model, &form.field);
    echo(model, &mut page, form.problem.as_deref(), read, &form.field);
    let glyphs = model.look.glyphs;
    if form.people.len() > 1 {
        page.gap();
        page.text(&model.strings.say("event-people"), model.look.theme.strong());
        for (n, (person, concerned)) in form.people.iter().enumerate() {
            let words = format!("{} {}", glyphs.check(*concerned), model.scene().label(person.as_str()));
            page.choice(words, form.line() == EventLine::Person(n));
        }
    }
    page.gap();
    let words = format!(
        "{} {}",
        glyphs.check(form.supposed),
        model.strings.say("event-supposed")
    );
    page.choice(words, form.line() == EventLine::Supposed);
    page.gap();
    page.text(&model.strings.say("event-date-forms"), Style::default());
    if form.existing.is_some() {
        page.text(&model.strings.say("event-take-back"), Style::default());
    }
    caret.filter(|_| form.row == 0)
}
