//! The plan, one trip, and the form for what happened at the counter.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::form::{Page, echo, read_answer, read_day};
use super::home::more;
use super::sheet::title;
use crate::present::{Doc, Kind, plain, proposed_words, trip_doc};
use crate::tui::model::{DoneForm, Model};

/// One trip of the plan; it may be gone after an undo.
pub(super) fn document(model: &Model, trip: usize) -> Doc {
    let plan = model.plan();
    if let Some(trip) = plan.trips.get(trip) {
        return trip_doc(model.scene(), &plan, trip, false);
    }
    let mut doc = Doc::default();
    doc.push(Kind::Title, plain(model.strings.say("visit-no-visit")));
    doc
}

/// What happened at the counter: the day, what is confirmed, what is newly printed.
pub(super) fn done(model: &Model, form: &DoneForm, area: Rect, buf: &mut Buffer) -> Option<Position> {
    title(model, area, "sheet-done", buf);
    let strings = &model.strings;
    let scene = model.scene();
    // While nothing is typed, what is wrong stands first: below a long list nobody would see it.
    let problem = form.problem.as_deref().filter(|_| !form.is_typing());
    let wrong = problem.map_or(0, |words| crate::text::wrap(words, usize::from(area.width)).len());
    // The selected line stays in sight.
    let lines = u16::try_from(form.row + 4 + wrong).unwrap_or(0);
    let skip = lines.saturating_sub(area.height);
    let mut hidden = 0;
    let mut page = Page::new(area, buf);
    if let Some(problem) = problem {
        page.text(problem, model.look.theme.caution());
    }
    if skip == 0 {
        page.text(&strings.say("visit-done-ask"), Style::default());
    }
    let mark = model.look.glyphs.pointer();
    let mut caret = page.field(&strings.say("visit-done-day"), &form.day, mark);
    if form.row == 0 {
        let read = || read_day(model, &form.day);
        echo(model, &mut page, form.problem.as_deref(), read, &form.day);
    } else {
        caret = None;
    }
    for (n, (proposed, confirmed)) in form.events.iter().enumerate().skip(usize::from(skip)) {
        let mark = model.look.glyphs.check(*confirmed);
        let words = format!("{mark} {}", proposed_words(scene, &proposed.event, &proposed.people));
        let place = page.choice(words, form.row == n + 1);
        hidden += usize::from(place.is_empty());
    }
    for (n, (person, fact, field)) in form.printed.iter().enumerate() {
        let row = 1 + form.events.len() + n;
        if row < usize::from(skip) {
            continue;
        }
        let name = proposed_words(scene, fact, std::slice::from_ref(person));
        let label = strings.say_x("visit-done-printed", &name);
        hidden += usize::from(page.y >= area.height);
        let at = page.field(&label, field, mark);
        if form.row == row {
            caret = at;
            let read = || read_answer(model, fact, field);
            echo(model, &mut page, form.problem.as_deref(), read, field);
        }
    }
    if !form.printed.is_empty() {
        page.text(&strings.say("visit-done-empty"), Style::default());
    }
    more(model, area, usize::from(area.height) + hidden, 0, buf);
    caret
}
