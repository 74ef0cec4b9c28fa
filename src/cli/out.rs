//! What a command prints. Collected first and written at once, so that a closed pipe ends quietly and nothing that came
//! from a file reaches the terminal raw.

use std::io::{self, Write};

use crate::present::{Block, Doc, Kind, Role};
use crate::text::clean;

/// Widest line of plain text, in cells.
const WIDEST: usize = 100;
const NARROWEST: usize = 40;
const USUAL: usize = 80;

/// The signs of the interface that are not ASCII, and their likes.
const LIKES: &[(char, &str)] = &[
    ('—', "-"),
    ('–', "-"),
    ('−', "-"),
    ('×', "x"),
    ('…', "..."),
    ('“', "\""),
    ('”', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('→', "->"),
    ('·', "-"),
    ('※', "*"),
];

/// How it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// With colours and bold letters.
    pub color: bool,
    /// Marks of ASCII only; Japanese text stays.
    pub ascii: bool,
    /// Width to wrap to, in cells.
    pub width: usize,
}

impl Style {
    /// The width for a terminal of so many columns.
    pub fn width_for(columns: Option<usize>) -> usize {
        columns.unwrap_or(USUAL).clamp(NARROWEST, WIDEST)
    }
}

/// The output of one command.
#[derive(Debug)]
pub struct Out {
    text: String,
    style: Style,
}

impl Out {
    /// Nothing yet.
    pub fn new(style: Style) -> Self {
        Self {
            text: String::new(),
            style,
        }
    }

    /// A line; line breaks within it stay.
    pub fn line(&mut self, words: impl AsRef<str>) {
        let cleaned = clean(words.as_ref());
        self.push(&cleaned);
        self.text.push('\n');
    }

    /// An empty line, but never twice and never first.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A document as plain text; with colours, titles and headings are bold.
    pub fn doc(&mut self, doc: &Doc) {
        for block in &doc.blocks {
            if block.kind == Kind::Gap {
                self.gap();
                continue;
            }
            let one = Doc {
                blocks: vec![block.clone()],
            };
            let cleaned = clean(one.to_text(self.style.width).trim_end_matches('\n'));
            let bold = self.style.color && is_bold(block);
            self.text.push_str(if bold { "\u{1b}[1m" } else { "" });
            self.push(&cleaned);
            self.text.push_str(if bold { "\u{1b}[0m\n" } else { "\n" });
        }
    }

    /// Text that is safe as it is: it was made here and has its own line breaks and colours.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
        if !text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// A paragraph, wrapped to the width.
    pub fn wrapped(&mut self, words: &str) {
        self.line(crate::text::wrap(words, self.style.width).join("\n"));
    }

    /// Text of a file, byte for byte.
    pub fn exact(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// How it is printed.
    pub fn style(&self) -> Style {
        self.style
    }

    fn push(&mut self, cleaned: &str) {
        if !self.style.ascii {
            return self.text.push_str(cleaned);
        }
        for c in cleaned.chars() {
            match LIKES.iter().find(|(sign, _)| *sign == c) {
                Some((_, like)) => self.text.push_str(like),
                None => self.text.push(c),
            }
        }
    }

    /// Writes everything. A reader that has gone away is not an error.
    ///
    /// # Errors
    /// The output cannot be written, for example because the disk is full.
    pub fn finish(self, mut to: impl Write) -> io::Result<()> {
        let written = to.write_all(self.text.as_bytes()).and_then(|()| to.flush());
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}

fn is_bold(block: &Block) -> bool {
    matches!(block.kind, Kind::Title | Kind::Heading) || block.spans.iter().any(|s| matches!(s.role, Role::Status(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::plain;

    fn out(color: bool, ascii: bool) -> Out {
        Out::new(Style {
            color,
            ascii,
            width: 80,
        })
    }

    fn printed(out: Out) -> String {
        let mut bytes = Vec::new();
        out.finish(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn nothing_raw_gets_through_and_gaps_are_single() {
        let mut out = out(false, false);
        out.gap();
        out.line("a\u{1b}[31mb");
        out.gap();
        out.gap();
        out.line("c");
        assert_eq!(printed(out), "a[31mb\n\nc\n");
    }

    #[test]
    fn marks_of_ascii() {
        let mut out = out(false, true);
        out.line("a — b … 在留");
        assert_eq!(printed(out), "a - b ... 在留\n");
    }

    #[test]
    fn titles_are_bold_only_with_colours() {
        let mut doc = Doc::default();
        doc.push(Kind::Title, plain("Move in"));
        doc.gap();
        doc.push(Kind::Text, plain("words"));
        for (color, expected) in [
            (false, "Move in\n\n  words\n"),
            (true, "\u{1b}[1mMove in\u{1b}[0m\n\n  words\n"),
        ] {
            let mut out = out(color, false);
            out.doc(&doc);
            assert_eq!(printed(out), expected);
        }
    }

    #[test]
    fn a_closed_pipe_is_quiet_and_a_full_disk_is_not() {
        struct Broken(io::ErrorKind);
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for (kind, fine) in [(io::ErrorKind::BrokenPipe, true), (io::ErrorKind::StorageFull, false)] {
            let mut out = out(false, false);
            out.line("x");
            assert_eq!(out.finish(Broken(kind)).is_ok(), fine);
        }
    }
}
