//! The screens over the home screen: help, reasons, terms, questions, events.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::canvas::{Canvas, put};
use super::home::{more, visible};
use super::layout::Layout;
use super::lines::Run;
use crate::content::Id;
use crate::i18n::{both_calendars, day};
use crate::intake;
use crate::present::{
    Doc, Kind, answer_problem, document_doc, history_doc, mark_terms, moved_doc, plain, question_card,
    term_doc, visits_doc, why_doc,
};
use crate::text::{truncate, width};
use crate::tui::action::Action;
use crate::tui::edit::Field;
use crate::tui::model::{AnswerForm, DoneForm, EventForm, EventLine, Model, Sheet};
use crate::tui::update::{EventRow, QuestionRow, event_rows, offset_for, question_rows, supposable_events};

pub(super) fn draw(model: &Model, layout: &Layout, buf: &mut Canvas) -> Option<Position> {
    let area = layout.sheet;
    match model.sheets.last()? {
        Sheet::Help { scroll } => scrolled(model, area, "sheet-help", *scroll, buf),
        Sheet::Why { scroll, .. } => scrolled(model, area, "sheet-why", *scroll, buf),
        Sheet::Term { pick, .. } => super::visits::draw(model, area, "sheet-term", *pick, buf),
        Sheet::Document { pick, .. } => super::visits::draw(model, area, "sheet-document", *pick, buf),
        Sheet::Meanings { words, list } => super::find::words(model, words, *list, area, buf),
        Sheet::Search(finder) => return super::find::search(model, finder, area, buf),
        Sheet::Palette(finder) => return super::find::palette(model, finder, area, buf),
        Sheet::Diagnostics { scroll, .. } => scrolled(model, area, "sheet-diagnostics", *scroll, buf),
        Sheet::Questions(cursor) => questions(model, area, cursor.selected, buf),
        Sheet::Events(cursor) => events(model, area, cursor.selected, buf),
        Sheet::WhatIf(cursor) => what_if(model, area, cursor.selected, buf),
        Sheet::Axis(state) => super::axis::draw(model, state, area, buf),
        Sheet::Answer(form) => return answer(model, form, area, buf),
        Sheet::Event(form) => return event(model, form, area, buf),
        Sheet::Visits(pick) => super::visits::draw(model, area, "sheet-visits", *pick, buf),
        Sheet::Visit { pick, .. } => super::visits::draw(model, area, "sheet-visit", *pick, buf),
        Sheet::Done(form) => return super::visits::done(model, form, area, buf),
        Sheet::Start(form) => return super::start::draw(model, form, area, buf),
        Sheet::Moved(pick) => super::visits::draw(model, area, "sheet-moved", *pick, buf),
        Sheet::History(pick) => super::visits::draw(model, area, "sheet-history", *pick, buf),
        Sheet::People(cursor) => super::people::people(model, area, cursor.selected, buf),
        Sheet::Person { person, selected } => super::people::person(model, person, area, *selected, buf),
        Sheet::Words(form) => return super::people::words(model, form, area, buf),
        // Drawn over everything, not here.
        Sheet::Clerk(_) => {}
    }
    None
}

pub(super) fn title(model: &Model, area: Rect, id: &str, buf: &mut Canvas) {
    let line = Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    };
    put(buf, line, &[(model.strings.say(id), model.look.theme.heading())]);
}

fn scrolled(model: &Model, area: Rect, id: &str, scroll: usize, buf: &mut Canvas) {
    title(model, area, id, buf);
    let lines = model.sheet_lines();
    for (n, line) in lines.iter().enumerate() {
        if let Some(place) = visible(area, n, scroll) {
            put(buf, place, &lines.runs(line, &model.look));
        }
    }
    more(model, area, lines.len(), scroll, buf);
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

fn questions(model: &Model, area: Rect, selected: usize, buf: &mut Canvas) {
    title(model, area, "sheet-questions", buf);
    let lines = question_lines(model, area.width);
    if lines.is_empty() {
        return put(buf, area, &[(model.strings.say("questions-none"), Style::default())]);
    }
    list(&lines, area, selected, buf);
}

/// A line of a list, with the number of its entry if it can be chosen.
pub(super) type ListLine = (Option<usize>, Vec<Run>);

fn question_lines(model: &Model, cells: u16) -> Vec<ListLine> {
    let rows = question_rows(model);
    let mut lines: Vec<ListLine> = Vec::new();
    let mut last_open = None;
    for (n, row) in rows.iter().enumerate() {
        if last_open != Some(row.open) {
            if last_open.is_some() {
                lines.push((None, Vec::new()));
            }
            let id = if row.open {
                "questions-open"
            } else {
                "questions-answered"
            };
            lines.push((None, vec![(model.strings.say(id), model.look.theme.strong())]));
            last_open = Some(row.open);
        }
        lines.push((Some(n), question_runs(model, row, cells)));
    }
    lines
}

fn question_runs(model: &Model, row: &QuestionRow, cells: u16) -> Vec<Run> {
    let plain = Style::default();
    let person = row.person.as_ref().map(Id::as_str);
    let Some(card) = question_card(model.scene(), person, row.fact.as_str()) else {
        return Vec::new();
    };
    let who = match person {
        Some(person) if model.scene().several_people() => format!("{}: ", model.scene().label(person)),
        _ => String::new(),
    };
    if row.open {
        return vec![("  ".to_owned(), plain), (format!("{who}{}", card.ask), plain)];
    }
    let value = card
        .current
        .or_else(|| event_answer(model, person, row))
        .unwrap_or_default();
    let name = truncate(&format!("{who}{}", card.name), usize::from(cells / 2), "…").into_owned();
    vec![
        ("  ".to_owned(), plain),
        (format!("{name}: "), plain),
        (value, model.look.theme.strong()),
    ]
}

fn event_answer(model: &Model, person: Option<&str>, row: &QuestionRow) -> Option<String> {
    let crate::content::Per::Event(event) = &model.pack.facts.get(&row.fact)?.per else {
        return None;
    };
    let answer = model.household.latest(person?, event.as_str())?.facts.get(&row.fact)?;
    Some(crate::present::answer_words(model.scene(), row.fact.as_str(), answer))
}

fn events(model: &Model, area: Rect, selected: usize, buf: &mut Canvas) {
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
                lines.push((None, Vec::new()));
            }
            let id = if told { "events-told" } else { "events-new" };
            lines.push((None, vec![(model.strings.say(id), model.look.theme.strong())]));
            in_told = Some(told);
        }
        lines.push((Some(n), event_runs(model, row)));
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
    let stands_at = |draw: &dyn Fn(&mut Canvas) -> Option<Position>| {
        let (mut canvas, mut cells) = (Canvas::new(area), Buffer::empty(area));
        let caret = draw(&mut canvas).map(|caret| caret.y);
        canvas.draw_into(&mut cells);
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

fn what_if(model: &Model, area: Rect, selected: usize, buf: &mut Canvas) {
    title(model, area, "sheet-what-if", buf);
    list(&what_if_lines(model, area.width), area, selected, buf);
}

fn what_if_lines(model: &Model, cells: u16) -> Vec<ListLine> {
    let strong = model.look.theme.strong();
    let words = crate::text::wrap(&model.strings.say("what-if-choose"), usize::from(cells));
    let mut lines: Vec<ListLine> = words.into_iter().map(|w| (None, vec![(w, strong)])).collect();
    lines.push((None, Vec::new()));
    for (n, event) in supposable_events(model).into_iter().enumerate() {
        lines.push((Some(n), event_runs(model, &EventRow::New(event))));
    }
    lines
}

fn event_runs(model: &Model, row: &EventRow) -> Vec<Run> {
    let lang = model.strings.lang();
    let name = |id: &Id| {
        model
            .pack
            .facts
            .get(id)
            .map_or_else(|| id.to_string(), |f| f.name.get(lang).to_owned())
    };
    match row {
        EventRow::New(event) => vec![("  ".to_owned(), Style::default()), (name(event), Style::default())],
        EventRow::Told(id) => {
            let Some(event) = model.household.events.iter().find(|e| e.id == *id) else {
                return Vec::new();
            };
            let scene = model.scene();
            let people: Vec<&str> = event.people.iter().map(|p| scene.label(p.as_str())).collect();
            let who = if model.scene().several_people() {
                format!("  {}", people.join(", "))
            } else {
                String::new()
            };
            vec![
                (
                    format!("  {}  ", day(&model.strings, event.on)),
                    model.look.theme.strong(),
                ),
                (format!("{}{who}", name(&event.event)), Style::default()),
            ]
        }
    }
}

/// Lines with an entry number are choosable; the selected one stays in sight.
pub(super) fn list(lines: &[ListLine], area: Rect, selected: usize, buf: &mut Canvas) {
    let offset = list_offset(lines, area, selected);
    for (n, (entry, runs)) in lines.iter().enumerate() {
        let Some(place) = visible(area, n, offset) else {
            continue;
        };
        put(buf, place, runs);
        if *entry == Some(selected) {
            buf.select(place);
        }
    }
}

// ---------------------------------------------------------------- forms

/// Writes lines one below the other.
pub(super) struct Page<'b> {
    pub buf: &'b mut Canvas,
    pub area: Rect,
    pub y: u16,
}

impl Page<'_> {
    pub fn line(&mut self, runs: &[Run]) -> Rect {
        let place = Rect::new(self.area.x, self.area.y + self.y, self.area.width, 1).intersection(self.area);
        put(self.buf, place, runs);
        self.y = self.y.saturating_add(1).min(self.area.height);
        place
    }

    pub fn text(&mut self, words: &str, style: Style) {
        for line in crate::text::wrap(words, usize::from(self.area.width)) {
            self.line(&[(line, style)]);
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
        let place = self.line(&[
            (start, Style::default()),
            (window.text, Style::default().add_modifier(Modifier::UNDERLINED)),
        ]);
        (!place.is_empty()).then(|| {
            Position::new(
                (place.x + used + window.caret).min(place.right().saturating_sub(1)),
                place.y,
            )
        })
    }
}

fn answer(model: &Model, form: &AnswerForm, area: Rect, buf: &mut Canvas) -> Option<Position> {
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
        let place = page.line(&[
            (format!("{mark} "), Style::default()),
            (words.clone(), Style::default()),
        ]);
        if is_chosen {
            page.buf.select(place);
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

fn event(model: &Model, form: &EventForm, area: Rect, buf: &mut Canvas) -> Option<Position> {
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
            let place = page.line(&[(words, Style::default())]);
            if form.line() == EventLine::Person(n) {
                page.buf.select(place);
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
    let place = page.line(&[(words, Style::default())]);
    if form.line() == EventLine::Supposed {
        page.buf.select(place);
    }
    page.gap();
    page.text(&model.strings.say("event-date-forms"), Style::default());
    if form.existing.is_some() {
        page.text(&model.strings.say("event-take-back"), Style::default());
    }
    caret.filter(|_| form.row == 0)
}
