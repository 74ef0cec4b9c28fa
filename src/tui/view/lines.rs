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
    // Documents of four milliards of letters are not shown, and thousands of lines are kept.
    block: u32,
    start: u32,
    end: u32,
    is_first: bool,
}

impl DocLine {
    fn new(block: usize, words: &Range<usize>, is_first: bool) -> Self {
        let small = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            block: small(block),
            start: small(words.start),
            end: small(words.end),
            is_first,
        }
    }

    /// The block it belongs to.
    pub fn block(&self) -> usize {
        self.block as usize
    }

    /// Its words, as bytes of all the words of the block.
    fn words(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
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
        // They are kept for a while.
        lines.shrink_to_fit();
        Self { doc, label, lines }
    }

    /// The document that is divided.
    pub fn doc(&self) -> &Doc {
        &self.doc
    }

    /// What is drawn of a line.
    pub fn runs(&self, line: &DocLine, look: &Look) -> Vec<(Cow<'_, str>, Style)> {
        let Some(block) = self.doc.blocks.get(line.block()).filter(|b| b.kind != Kind::Gap) else {
            return Vec::new();
        };
        let mut runs = Vec::with_capacity(1 + block.spans.len());
        runs.push(if line.is_first {
            first_prefix(block, self.label, look)
        } else {
            (rest_prefix(block, self.label, look), Style::default())
        });
        runs.extend(cut(block, line.words(), &look.theme));
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
    if block.kind == Kind::Gap {
        lines.push(DocLine::new(index, &(0..0), true));
        return;
    }
    let text: Cow<'_, str> = match block.spans.as_slice() {
        [only] => Cow::Borrowed(&only.text),
        spans => spans.iter().map(|s| s.text.as_str()).collect(),
    };
    let first = width(&first_prefix(block, label, look).0);
    let rest = width(&rest_prefix(block, label, look));
    let room = cells.saturating_sub(first.max(rest)).max(1);
    let words = wrap_ranges(&text, room);
    lines.extend(
        words
            .iter()
            .enumerate()
            .map(|(n, words)| DocLine::new(index, words, n == 0)),
    );
}

/// What stands before the first line of a block.
fn first_prefix<'b>(block: &'b Block, label: usize, look: &Look) -> (Cow<'b, str>, Style) {
    let marks = &look.glyphs;
    let plain = |text: String| (Cow::Owned(text), Style::default());
    match &block.kind {
        Kind::Title | Kind::Heading | Kind::Text | Kind::Gap => (Cow::Borrowed(""), Style::default()),
        Kind::Bullet => (Cow::Borrowed("- "), Style::default()),
        Kind::Check(ticked) => plain(format!("{} ", if *ticked { marks.ticked() } else { marks.unticked() })),
        Kind::Row(words) if width(words) > label => (Cow::Owned(format!("{words}  ")), look.theme.label()),
        Kind::Row(words) => (pad(words, label + 2), look.theme.label()),
        Kind::Tree(depth) => plain(format!("{}- ", spaces(2 * usize::from(*depth)))),
    }
}

/// What stands before the others.
fn rest_prefix(block: &Block, label: usize, look: &Look) -> Cow<'static, str> {
    match &block.kind {
        Kind::Title | Kind::Heading | Kind::Text | Kind::Gap => Cow::Borrowed(""),
        Kind::Bullet => spaces(2),
        // A label that is too long pushes only its own line to the right.
        Kind::Row(_) => spaces(label + 2),
        Kind::Check(_) => spaces(width(&first_prefix(block, label, look).0)),
        Kind::Tree(depth) => spaces(2 * usize::from(*depth) + 2),
    }
}

/// So many spaces.
fn spaces(cells: usize) -> Cow<'static, str> {
    const SPACES: &str = "                                                                ";
    SPACES
        .get(..cells)
        .map_or_else(|| Cow::Owned(" ".repeat(cells)), Cow::Borrowed)
}

/// The spans of a byte range of the block's text.
fn cut<'b>(block: &'b Block, range: Range<usize>, theme: &Theme) -> impl Iterator<Item = (Cow<'b, str>, Style)> {
    let mut start = 0;
    block.spans.iter().filter_map(move |span| {
        let (from, to) = (range.start.max(start), range.end.min(start + span.text.len()));
        let words = (from < to).then(|| &span.text[from - start..to - start]);
        start += span.text.len();
        let style = role_style(&span.role, theme).patch(block_style(&block.kind, theme));
        words.map(|words| (Cow::Borrowed(words), style))
    })
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
