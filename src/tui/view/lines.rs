//! Documents as lines of a width: wrapped by the Japanese rules, with styles and marks.

use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::rc::Rc;

use ratatui::style::{Modifier, Style};

use super::Look;
use super::theme::Theme;
use crate::present::{Block, Doc, Kind, Role};
use crate::text::{pad, width, wrap_ranges};

/// A run of cells with one style.
pub type Run = (String, Style);

/// One line of a document: a stretch of the words of one block.
#[derive(Clone, Debug)]
pub struct DocLine {
    /// The block it belongs to.
    pub block: usize,
    /// Its words, as bytes of all the words of the block.
    words: Range<usize>,
    /// It is the first line of its block.
    is_first: bool,
}

/// A document divided into lines of a width; no lines of no document. Only the lines that are shown ever become runs.
#[derive(Debug, Default)]
pub struct DocLines {
    doc: Rc<Doc>,
    label: usize,
    lines: Vec<DocLine>,
}

impl Deref for DocLines {
    type Target = [DocLine];

    fn deref(&self) -> &[DocLine] {
        &self.lines
    }
}

impl DocLines {
    /// Divides a document.
    pub fn new(doc: Rc<Doc>, cells: u16, look: &Look) -> Self {
        let cells = usize::from(cells);
        let label = label_width(&doc).min(cells / 3);
        let mut lines = Vec::new();
        for (n, block) in doc.blocks.iter().enumerate() {
            divide(n, block, cells, label, look, &mut lines);
        }
        Self { doc, label, lines }
    }

    /// The document that is divided.
    pub fn doc(&self) -> &Doc {
        &self.doc
    }

    /// What is drawn of a line.
    pub fn runs(&self, line: &DocLine, look: &Look) -> Vec<Run> {
        let Some(block) = self.doc.blocks.get(line.block).filter(|b| b.kind != Kind::Gap) else {
            return Vec::new();
        };
        let (first, rest) = prefixes(block, self.label, look);
        let mut runs = vec![if line.is_first { first } else { (rest, Style::default()) }];
        runs.extend(cut(block, line.words.clone(), &look.theme));
        runs
    }
}

/// The widest label of a row; longer ones push their value to the right.
const LABEL: usize = 18;

fn label_width(doc: &Doc) -> usize {
    let labels = doc.blocks.iter().filter_map(|b| {
        if let Kind::Row(label) = &b.kind {
            Some(width(label))
        } else {
            None
        }
    });
    labels.filter(|w| *w <= LABEL).max().unwrap_or(0)
}

fn divide(index: usize, block: &Block, cells: usize, label: usize, look: &Look, lines: &mut Vec<DocLine>) {
    let mut line = |words: Range<usize>, is_first| {
        lines.push(DocLine {
            block: index,
            words,
            is_first,
        });
    };
    if block.kind == Kind::Gap {
        return line(0..0, true);
    }
    let text: Cow<'_, str> = match block.spans.as_slice() {
        [only] => Cow::Borrowed(&only.text),
        spans => spans.iter().map(|s| s.text.as_str()).collect(),
    };
    let (first, rest) = prefixes(block, label, look);
    let room = cells.saturating_sub(width(&first.0).max(width(&rest))).max(1);
    for (n, words) in wrap_ranges(&text, room).into_iter().enumerate() {
        line(words, n == 0);
    }
}

/// What stands before the first line and before the others.
fn prefixes(block: &Block, label: usize, look: &Look) -> (Run, String) {
    let marks = &look.glyphs;
    let plain = |text: &str| (text.to_owned(), Style::default());
    match &block.kind {
        Kind::Title | Kind::Heading | Kind::Text | Kind::Gap => (plain(""), String::new()),
        Kind::Bullet => (plain("- "), "  ".to_owned()),
        Kind::Check(ticked) => {
            let mark = if *ticked { marks.ticked() } else { marks.unticked() };
            let mark = format!("{mark} ");
            let rest = " ".repeat(width(&mark));
            (plain(&mark), rest)
        }
        Kind::Row(words) => {
            let column = label + 2;
            let shown = if width(words) > label {
                format!("{words}  ")
            } else {
                pad(words, column).into_owned()
            };
            let rest = " ".repeat(column.min(width(&shown)));
            ((shown, look.theme.label()), rest)
        }
        Kind::Tree(depth) => {
            let indent = "  ".repeat(usize::from(*depth));
            (plain(&format!("{indent}- ")), format!("{indent}  "))
        }
    }
}

/// The spans of a byte range of the block's text.
fn cut(block: &Block, range: Range<usize>, theme: &Theme) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = 0;
    for span in &block.spans {
        let end = start + span.text.len();
        let (from, to) = (range.start.max(start), range.end.min(end));
        if from < to {
            let style = role_style(&span.role, theme).patch(block_style(&block.kind, theme));
            runs.push((span.text[from - start..to - start].to_owned(), style));
        }
        start = end;
    }
    runs
}

fn block_style(kind: &Kind, theme: &Theme) -> Style {
    match kind {
        Kind::Title => Style::default().add_modifier(Modifier::BOLD),
        Kind::Heading => theme.heading(),
        _ => Style::default(),
    }
}

fn role_style(role: &Role, theme: &Theme) -> Style {
    match role {
        Role::Plain | Role::Aside => Style::default(),
        Role::Strong => theme.strong(),
        Role::Japanese => theme.japanese(),
        Role::Term(_) | Role::Procedure(_) => theme.link(),
        Role::Status(status) => theme.status(*status),
        Role::Caution => theme.caution(),
        Role::Contact => theme.contact(),
    }
}
