//! The forms over the home screen: an answer, an event; and what every form is made of.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Style, Stylize as _};
use ratatui::text::{Line, Span};

use super::cells::{SELECTED, render_line};
use super::sheet::title;
use crate::content::Id;
use crate::i18n::both_calendars;
use crate::intake;
use crate::present::{answer_problem, question_card};
use crate::text::width;
use crate::tui::edit::Field;
use crate::tui::model::{AnswerForm, EventForm, EventLine, Model, Sheet};

/// Writes lines one below the other.
pub(super) struct Page<'b> {
    pub buf: &'b mut Buffer,
    pub area: Rect,
    pub y: u16,
}

impl Page<'_> {
    pub fn line<'l>(&mut self, line: impl Into<Line<'l>>) -> Rect {
        let place = Rect::new(self.area.x, self.area.y + self.y, self.area.width, 1).intersection(self.area);
        render_line(line, place, self.buf);
        self.y = self.y.saturating_add(1).min(self.area.height);
        place
    }

    pub fn text(&mut self, words: &str, style: Style) {
        for line in crate::text::wrap(words, usize::from(self.area.width)) {
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
        (!place.is_empty()).then(|| {
            Position::new(
                (place.x + used + window.caret).min(place.right().saturating_sub(1)),
                place.y,
            )
        })
    }
}

pub(super) fn answer(model: &Model, form: &AnswerForm, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if model.sheets.iter().any(|s| matches!(s, Sheet::Start(_))) {
        super::start::title(model, area, buf);
    } else {
        title(model, area, "sheet-answer", buf);
    }
    let person = form.person.as_ref().map(Id::as_str);
    let card = question_card(model.scene(), person, form.fact.as_str())?;
    let mut page = Page { buf, area, y: 0 };
    page.gap();
    let who = match person {
        Some(person) if model.scene().several_people() => format!("{}: ", model.scene().label(person)),
        _ => String::new(),
    };
    page.text(&format!("{who}{}", card.ask), model.look.theme.strong());
    page.text(&model.strings.say_x("answer-where", &card.place), Style::default());
    page.text(&model.strings.say_x("answer-why", &card.used_for), Style::default());
    page.gap();

    if card.is_date || card.choices.len() == 1 {
        let caret = page.field(&card.name, &form.field, model.look.glyphs.pointer());
        echo(
            model,
            &mut page,
            form.problem.as_deref(),
            || match intake::parse_answer(&model.pack, form.fact.as_str(), &form.field.accepted()) {
                Ok(Some(crate::content::Answer::Date(day))) => Ok(both_calendars(&model.strings, day)),
                Ok(_) => Ok(String::new()),
                Err(problem) => Err(answer_problem(&model.strings, &problem)),
            },
            form.field.is_empty(),
        );
        choices(model, &mut page, &card.choices, form.choice.checked_sub(1));
        page.gap();
        page.text(
            &model.strings.say(if card.is_date {
                "answer-date-forms"
            } else {
                "answer-count-forms"
            }),
            Style::default(),
        );
        caret.filter(|_| form.choice == 0)
    } else {
        choices(model, &mut page, &card.choices, Some(form.choice));
        if let Some(problem) = &form.problem {
            page.text(problem, model.look.theme.caution());
        }
        None
    }
}

fn choices(model: &Model, page: &mut Page<'_>, choices: &[(crate::content::Answer, String)], chosen: Option<usize>) {
    let unknown = model.strings.say("answer-unknown");
    for (n, words) in choices.iter().map(|(_, words)| words).chain([&unknown]).enumerate() {
        let is_chosen = chosen == Some(n);
        let mark = if is_chosen { model.look.glyphs.pointer() } else { " " };
        let place = page.line(format!("{mark} {words}"));
        if is_chosen {
            page.buf.set_style(place, SELECTED);
        }
    }
}

/// What was understood, or what is wrong. While somebody types, half a date is not yet wrong.
pub(super) fn echo(
    model: &Model,
    page: &mut Page<'_>,
    problem: Option<&str>,
    read: impl Fn() -> Result<String, String>,
    empty: bool,
) {
    match (problem, read()) {
        (Some(problem), _) => page.text(problem, model.look.theme.caution()),
        (None, Ok(words)) if !empty && !words.is_empty() => {
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
    let mut page = Page { buf, area, y: 0 };
    page.gap();
    page.text(fact.name.get(lang), model.look.theme.strong());
    page.text(fact.ask.get(lang), Style::default());
    page.gap();
    let caret = page.field(
        &model.strings.say("event-day"),
        &form.field,
        model.look.glyphs.pointer(),
    );
    echo(
        model,
        &mut page,
        form.problem.as_deref(),
        || {
            intake::parse_day(&form.field.accepted(), model.today)
                .map(|day| both_calendars(&model.strings, day))
                .map_err(|p| answer_problem(&model.strings, &p))
        },
        form.field.is_empty(),
    );
    if form.people.len() > 1 {
        page.gap();
        page.text(&model.strings.say("event-people"), model.look.theme.strong());
        for (n, (person, concerned)) in form.people.iter().enumerate() {
            let mark = if *concerned {
                model.look.glyphs.ticked()
            } else {
                model.look.glyphs.unticked()
            };
            let words = format!("{mark} {}", model.scene().label(person.as_str()));
            let place = page.line(words);
            if form.line() == EventLine::Person(n) {
                page.buf.set_style(place, SELECTED);
            }
        }
    }
    page.gap();
    let mark = if form.supposed {
        model.look.glyphs.ticked()
    } else {
        model.look.glyphs.unticked()
    };
    let words = format!("{mark} {}", model.strings.say("event-supposed"));
    let place = page.line(words);
    if form.line() == EventLine::Supposed {
        page.buf.set_style(place, SELECTED);
    }
    page.gap();
    page.text(&model.strings.say("event-date-forms"), Style::default());
    if form.existing.is_some() {
        page.text(&model.strings.say("event-take-back"), Style::default());
    }
    caret.filter(|_| form.row == 0)
}
