//! ratatui's terminal, drawing into memory, so that every frame leaves the program in one write.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, CellDiffOption, CellWidth as _};
use ratatui::layout::Rect;
use ratatui::{Frame, TerminalOptions, Viewport};

/// Draws frames of a known size; asks neither the terminal nor the system for it.
pub struct FrameWriter {
    terminal: ratatui::Terminal<CrosstermBackend<FrameBytes>>,
    bytes: FrameBytes,
    area: Rect,
    /// The terminal shows nothing but what was drawn here.
    is_cleared: bool,
}

/// The bytes of one frame. ratatui flushes after every command for the cursor, which must not cut a frame into several
/// writes; so flushing does nothing here.
#[derive(Clone, Default)]
struct FrameBytes(Rc<RefCell<Vec<u8>>>);

impl Write for FrameBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl FrameWriter {
    /// A writer for an area; its first frame clears the terminal.
    ///
    /// # Errors
    ///
    /// None in practice: nothing is written but memory.
    pub fn new(area: Rect) -> io::Result<Self> {
        let bytes = FrameBytes::default();
        let viewport = Viewport::Fixed(area);
        let terminal =
            ratatui::Terminal::with_options(CrosstermBackend::new(bytes.clone()), TerminalOptions { viewport })?;
        Ok(Self {
            terminal,
            bytes,
            area,
            is_cleared: false,
        })
    }

    /// The area of the whole screen.
    pub const fn area(&self) -> Rect {
        self.area
    }

    /// Changes the size; the next frame clears the terminal. `ratatui::Terminal::clear` would ask the terminal for its
    /// cursor, and `resize` would ask the system for the size again.
    ///
    /// # Errors
    ///
    /// As [`FrameWriter::new`].
    pub fn resize(&mut self, area: Rect) -> io::Result<()> {
        *self = Self::new(area)?;
        Ok(())
    }

    /// Draws a frame: the bytes that turn the last one into it, as one synchronized update.
    ///
    /// # Errors
    ///
    /// As [`FrameWriter::new`].
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<Vec<u8>> {
        queue!(self.bytes, BeginSynchronizedUpdate)?;
        if !std::mem::replace(&mut self.is_cleared, true) {
            queue!(self.bytes, Clear(ClearType::All))?;
        }
        self.terminal.draw(|frame| {
            render(frame);
            skip_covered_cells(frame.buffer_mut());
        })?;
        queue!(self.bytes, EndSynchronizedUpdate)?;
        Ok(self.bytes.0.take())
    }
}

/// Tells ratatui which columns a wide character covers.
///
/// ratatui compares buffers, and does not know what a terminal leaves behind when a wide character goes: the blank that
/// takes the place of its second half may have the style of what was written last. A cell that is skipped in one frame
/// and not in the next always differs, so it is written.
///
/// Takes the emoji selector (U+FE0F) away too: terminals disagree whether it makes a character wide.
fn skip_covered_cells(buf: &mut Buffer) {
    let columns = usize::from(buf.area.width).max(1);
    for row in buf.content.chunks_mut(columns) {
        let mut rest = row;
        while let Some((cell, after)) = rest.split_first_mut() {
            // One byte is ASCII and narrow, as most cells are.
            let mut covered = 0;
            if cell.symbol().len() > 1 {
                if cell.symbol().contains('\u{FE0F}') {
                    cell.set_symbol(&cell.symbol().replace('\u{FE0F}', ""));
                }
                covered = usize::from(cell.cell_width()).saturating_sub(1).min(after.len());
            }
            let (covered, after) = after.split_at_mut(covered);
            for behind in covered {
                behind.set_diff_option(CellDiffOption::Skip);
            }
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Cell;
    use ratatui::layout::Position;
    use ratatui::style::{Color, Modifier, Style};
    use ratatui::text::Line;
    use ratatui::widgets::Widget as _;

    use super::*;

    fn area(columns: u16, rows: u16) -> Rect {
        Rect::new(0, 0, columns, rows)
    }

    fn writer(columns: u16, rows: u16) -> FrameWriter {
        // As `Terminal::enter` sets it: NO_COLOR must not wipe bold and reverse.
        crossterm::style::force_color_output(true);
        FrameWriter::new(area(columns, rows)).unwrap()
    }

    fn parser(rows: u16, columns: u16) -> vt100::Parser {
        vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0)
    }

    fn say(words: &'static str) -> impl FnOnce(&mut Frame<'_>) {
        move |frame| Line::raw(words).render(frame.area(), frame.buffer_mut())
    }

    #[test]
    fn a_screen_shows_what_was_drawn_and_the_cursor_only_for_a_field() {
        let mut writer = writer(20, 3);
        let mut screen = parser(3, 20);
        screen.process(&writer.draw(say("在留カード ☑")).unwrap());
        assert_eq!(screen.screen().contents().trim_end(), "在留カード ☑");
        assert!(screen.screen().hide_cursor());

        let with_field = |frame: &mut Frame<'_>| {
            say("名: ")(frame);
            frame.set_cursor_position(Position::new(4, 0));
        };
        screen.process(&writer.draw(with_field).unwrap());
        assert_eq!(screen.screen().contents().trim_end(), "名:");
        assert!(
            !screen.screen().hide_cursor(),
            "an input method draws here, even when the field is empty"
        );
        assert_eq!(screen.screen().cursor_position(), (0, 4));

        screen.process(&writer.draw(say("ok")).unwrap());
        assert!(screen.screen().hide_cursor());
    }

    #[test]
    fn only_a_resize_draws_everything_again() {
        let mut writer = writer(20, 3);
        let first = writer.draw(say("unchanged")).unwrap();
        let second = writer.draw(say("unchanged")).unwrap();
        let has = |bytes: &[u8], words: &str| String::from_utf8_lossy(bytes).contains(words);
        assert!(has(&first, "\x1b[2J"), "the first frame does not trust what is there");
        assert!(has(&first, "unchanged") && !has(&second, "unchanged"));

        for size in [area(20, 3), area(30, 5), area(15, 2)] {
            writer.resize(size).unwrap();
            assert_eq!(writer.area(), size);
            let again = writer.draw(say("unchanged")).unwrap();
            assert!(has(&again, "\x1b[2J") && has(&again, "unchanged"), "{size}");
        }
    }

    #[test]
    fn a_frame_is_one_synchronized_update_and_asks_nothing() {
        let mut writer = writer(10, 2);
        for size in [area(10, 2), area(12, 2)] {
            writer.resize(size).unwrap();
            let text = String::from_utf8(writer.draw(say("a")).unwrap()).unwrap();
            assert!(text.starts_with("\x1b[?2026h") && text.ends_with("\x1b[?2026l"));
            assert_eq!(text.matches("\x1b[?2026").count(), 2);
            assert!(!text.contains("\x1b[6n") && !text.contains("\x1b[c"));
        }
    }

    #[test]
    fn every_size_is_drawn() {
        for columns in 0..6 {
            for rows in 0..4 {
                let with_field = |frame: &mut Frame<'_>| {
                    assert_eq!(frame.area(), area(columns, rows));
                    say("在留カード")(frame);
                    frame.set_cursor_position(Position::new(0, 0));
                };
                assert!(writer(columns, rows).draw(with_field).is_ok(), "{columns}x{rows}");
            }
        }
    }

    #[test]
    fn styles_survive_a_wish_for_no_colours() {
        let late = |frame: &mut Frame<'_>| {
            let style = Style::new().fg(Color::Red).bold();
            frame.buffer_mut().set_string(0, 0, "late", style);
        };
        let mut screen = parser(1, 10);
        screen.process(&writer(10, 1).draw(late).unwrap());
        let cell = screen.screen().cell(0, 0).unwrap();
        assert!(cell.bold() && cell.fgcolor() == vt100::Color::Idx(1));
    }

    /// Words at a column of a row, and whether they are reversed, underlined or neither.
    type Words = (String, u16, Option<bool>);

    fn draw_words(rows: &[Vec<Words>], buf: &mut Buffer) {
        for (y, words) in (0..).zip(rows) {
            for (words, x, style) in words {
                let style = match style {
                    Some(true) => Style::new().reversed(),
                    Some(false) => Style::new().underlined().red(),
                    None => Style::new(),
                };
                buf.set_string(*x, y, words, style);
            }
        }
    }

    /// What the terminal must show of a buffer, cell by cell; a covered cell belongs to the character before it.
    fn assert_shown(screen: &vt100::Screen, buf: &Buffer) -> Result<(), TestCaseError> {
        for y in 0..buf.area.height {
            let mut x = 0;
            while x < buf.area.width {
                let (cell, shown) = (&buf[(x, y)], screen.cell(y, x).unwrap());
                let expected = cell.symbol().replace('\u{FE0F}', "");
                let symbol = if shown.has_contents() { shown.contents() } else { " " };
                prop_assert_eq!(symbol, &expected, "{},{}", x, y);
                // The covered cell of a terminal has no style of its own.
                prop_assert_eq!(
                    shown.inverse(),
                    cell.modifier.contains(Modifier::REVERSED),
                    "{},{}",
                    x,
                    y
                );
                prop_assert_eq!(
                    shown.underline(),
                    cell.modifier.contains(Modifier::UNDERLINED),
                    "{},{}",
                    x,
                    y
                );
                let cells = Cell::new("").set_symbol(&expected).cell_width().max(1);
                x += cells;
            }
        }
        Ok(())
    }

    #[test]
    fn no_cell_of_a_wide_character_stays() {
        let frames: &[&[Words]] = &[
            &[
                ("ab在留👍".into(), 0, Some(false)),
                ("e\u{301}e\u{301}".into(), 8, None),
            ],
            // Moved by one cell: each covers half of two others.
            &[("在留👍".into(), 1, None), ("カード".into(), 7, Some(true))],
            // A letter over the second half, and the character gone from under it.
            &[("在留".into(), 0, None), ("|".into(), 1, None)],
            &[
                ("x".into(), 0, None),
                ("|".into(), 1, None),
                ("在".into(), 8, Some(false)),
            ],
            // At the right edge: one that fits, and one that does not.
            &[("在".into(), 9, None), ("👍".into(), 8, Some(true))],
            &[("ガ".into(), 9, None)],
            &[],
        ];
        let (mut writer, mut screen) = (writer(10, 1), parser(1, 10));
        for words in frames {
            let mut drawn = Buffer::empty(area(10, 1));
            let bytes = writer.draw(|frame| {
                draw_words(&[words.to_vec()], frame.buffer_mut());
                drawn = frame.buffer_mut().clone();
            });
            screen.process(&bytes.unwrap());
            assert_shown(screen.screen(), &drawn).unwrap();
        }
    }

    proptest! {
        /// Whatever was shown before, the terminal shows what is in the buffer.
        #[test]
        fn the_terminal_shows_the_buffer_after_any_frames(
            frames in prop::collection::vec(
                prop::collection::vec(
                    prop::collection::vec(("([a-c 在カー👍]|e\u{301}|❤\u{FE0F}){0,6}", 0..10_u16, any::<Option<bool>>()), 0..3),
                    3,
                ),
                1..6,
            ),
        ) {
            let (mut writer, mut screen) = (writer(10, 3), parser(3, 10));
            for rows in frames {
                let mut drawn = Buffer::empty(area(10, 3));
                let bytes = writer.draw(|frame| {
                    draw_words(&rows, frame.buffer_mut());
                    drawn = frame.buffer_mut().clone();
                });
                screen.process(&bytes.unwrap());
                assert_shown(screen.screen(), &drawn)?;
            }
        }
    }
}
