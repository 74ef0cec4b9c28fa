//! The first minute: one question at a time, each with why it is asked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::cells::{above, render_line};
use super::form::{Page, one_of};
use super::sheet::fact_name;
use crate::content::Id;
use crate::i18n::Languages;
use crate::present::language_words;
use crate::tui::action::Action;
use crate::tui::model::{Model, StartForm, StartStep};
use crate::tui::update::{NowRow, WHO, languages, now_rows, progress};

/// The line above: where we are in the beginning.
pub(super) fn title(model: &Model, area: Rect, buf: &mut Buffer) {
    let (at, of) = progress(model);
    let place = [("at", at.to_string().into()), ("of", of.to_string().into())];
    let words = model.strings.say_with("start-step", &place);
    let head = format!("{}  ", model.strings.say("sheet-start"));
    let head = Span::styled(head, model.look.theme.heading());
    render_line(vec![head, Span::raw(words)], above(area), buf);
}

pub(super) fn draw(model: &Model, form: &StartForm, area: Rect, buf: &mut Buffer) -> Option<Position> {
    title(model, area, buf);
    let strings = &model.strings;
    let theme = &model.look.theme;
    let mut page = Page::new(area, buf);
    page.gap();
    let (ask, why) = match form.step {
        StartStep::Language => ("start-language", "start-language-why"),
        StartStep::Who => ("start-who", "start-who-why"),
        StartStep::Names { several: false } => ("start-name", "start-name-why"),
        StartStep::Names { several: true } => ("start-names", "start-names-why"),
        StartStep::Questions | StartStep::Now => ("start-now", "start-now-why"),
    };
    page.text(&strings.say(ask), theme.strong());
    let key = model.keymap.shown(Action::Language).unwrap_or_default();
    page.text(&strings.say_x(why, &key), Style::default());
    page.gap();
    if let StartStep::Names { .. } = form.step {
        let label = strings.say("start-name-label");
        let caret = page.field(&label, &form.field, model.look.glyphs.pointer());
        if let Some(problem) = &form.problem {
            page.text(problem, theme.caution());
        }
        return caret;
    }
    choices(model, &mut page, form);
    page.gap();
    match form.step {
        StartStep::Language => page.text(&strings.say("start-plain"), Style::default()),
        StartStep::Who => page.text(&strings.say("help-private"), Style::default()),
        _ => {}
    }
    None
}

fn choices(model: &Model, page: &mut Page<'_>, form: &StartForm) {
    let words: Vec<String> = match form.step {
        StartStep::Language => languages(model).iter().map(|l| language_name(model, l)).collect(),
        StartStep::Who => WHO.iter().map(|(id, _)| model.strings.say(id)).collect(),
        _ => now_rows(model).iter().map(|row| now_words(model, row)).collect(),
    };
    // What is chosen stays in sight, however low the window is.
    let room = usize::from(page.area.height.saturating_sub(page.y)).max(1);
    let offset = (form.choice + 1).saturating_sub(room);
    for (n, words) in words.into_iter().enumerate().skip(offset) {
        one_of(model, page, &words, n == form.choice);
    }
}

fn now_words(model: &Model, row: &NowRow) -> String {
    match row {
        NowRow::Event(event) => fact_name(model, event),
        NowRow::Other => model.strings.say("start-now-other"),
        NowRow::Nothing => model.strings.say("start-now-nothing"),
    }
}

/// The name of a language in itself. One in which only some procedures are written says so, in the reader's language.
fn language_name(model: &Model, lang: &Id) -> String {
    let strings = &model.strings;
    let all = Languages::embedded();
    let row = all.iter().find(|row| row.tag == lang.as_str());
    let own = row.map_or(lang.as_str(), |row| &row.name);
    if !model.pack.info.partial.contains(lang) {
        return own.to_owned();
    }
    let mut remarks = vec![language_words(strings, lang.as_str())];
    remarks.retain(|words| words != own && words != lang.as_str());
    remarks.push(strings.say("start-language-partial"));
    let remarks = remarks.join(&strings.say("list-comma"));
    let words = [("x", own.into()), ("remarks", remarks.into())];
    strings.say_with("start-language-remark", &words)
}
