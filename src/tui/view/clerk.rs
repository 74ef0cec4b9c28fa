//! A sentence large enough to be read across a counter: kana above it, its meaning below for whoever holds the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget as _;

use super::bigfont::large;
use crate::content::{Phrase, Sentence};
use crate::text::wrap;
use crate::tui::model::{ClerkState, Model};

/// Below this height only the Japanese is shown.
const WITH_MEANING: u16 = 12;

pub(super) fn draw(model: &Model, state: &ClerkState, area: Rect, buf: &mut Buffer) {
    let Some(phrase) = state.phrases.get(state.at).and_then(|id| model.pack.phrases.get(id)) else {
        return;
    };
    let sentence = phrase.sentence(state.reply);
    let kana = wrap(&sentence.kana, usize::from(area.width));
    let below = if area.height >= WITH_MEANING {
        meaning(model, state, phrase, sentence, area.width)
    } else {
        Vec::new()
    };
    let count = |lines: &[String]| u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let gap = u16::from(area.height >= WITH_MEANING);
    let room = area.height.saturating_sub(count(&kana) + count(&below) + 2 * gap);
    // A terminal too small for large letters shows the sentence in its own size.
    let letters = large(&sentence.ja, area.width, room, model.look.glyphs)
        .unwrap_or_else(|| wrap(&sentence.ja, usize::from(area.width)));
    let strong = model.look.theme.strong();
    let y = lines(buf, area, area.y, &kana, strong) + gap;
    let free = room.saturating_sub(count(&letters)) / 2;
    lines(buf, area, y + free, &letters, strong);
    let foot = area.bottom().saturating_sub(count(&below));
    lines(buf, area, foot, &below, Style::default());
}

/// What it means, how it is read, and what the clerk may ask.
fn meaning(model: &Model, state: &ClerkState, phrase: &Phrase, sentence: &Sentence, cells: u16) -> Vec<String> {
    let strings = &model.strings;
    let cells = usize::from(cells);
    let mut words = wrap(&format!("{}  ({})", sentence.en, sentence.romaji), cells);
    let asked = phrase.answers.get(state.reply.saturating_sub(1));
    let asked = asked.or(phrase.answers.first());
    if let Some(exchange) = asked {
        let asks = format!("{} {}", exchange.asks.ja, exchange.asks.en);
        words.extend(wrap(&strings.say_x("visit-clerk", &asks), cells));
    }
    let last = state.phrases.len().to_string();
    let of = [("n", (state.at + 1).into()), ("x", last.into())];
    words.push(strings.say_with("visit-clerk-of", &of));
    words
}

/// Lines in the middle of the width; returns the line after them.
fn lines(buf: &mut Buffer, area: Rect, y: u16, lines: &[String], style: Style) -> u16 {
    let rows = (y..area.bottom()).map(|y| Rect { y, height: 1, ..area });
    let mut end = y;
    for (line, row) in lines.iter().zip(rows) {
        Line::from(Span::styled(line, style)).centered().render(row, buf);
        end = row.bottom();
    }
    end
}
