//! Documents as lines of a width: wrapped by the Japanese rules, with styles and marks.

use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::Look;
use super::cells::{mark, render_lines};
use super::theme::Theme;
use crate::present::{Block, Doc, Item, Kind, Role};
use crate::text::{pad, width, wrap_ranges};

/// One line of a document: a stretch of the words of one block.
#[derive(Clone, Debug)]
pub struct DocLine {
    block: usize,
    /// Bytes of all the words of the block.
    words: Range<usize>,
    is_first: bool,
}

impl DocLine {
    /// The block it belongs to.
    pub const fn block(&self) -> usize {
        self.block
    }
}

/// A document divided into lines of a width; no lines of no document. Only the lines in sight are ever laid out in spans.
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

    /// What a block stands for, if it can be chosen.
    pub fn item(&self, block: usize) -> Option<&Item> {
        self.doc.blocks.get(block)?.item()
    }

    /// The first and the last line of a block.
    pub fn lines_of(&self, block: usize) -> Option<(usize, usize)> {
        let is_own = |line: &DocLine| line.block == block;
        self.iter().position(is_own).zip(self.iter().rposition(is_own))
    }

    /// Draws the lines in sight, with the selected block marked.
    pub(super) fn render(&self, look: &Look, scroll: usize, selected: Option<usize>, area: Rect, buf: &mut Buffer) {
        let lines = self.lines.iter().skip(scroll);
        render_lines(
            lines.map(|line| (self.line(line, look), mark(selected == Some(line.block)))),
            area,
            buf,
        );
    }

    fn line(&self, line: &DocLine, look: &Look) -> Line<'_> {
        let Some(block) = self.doc.blocks.get(line.block).filter(|b| b.kind != Kind::Gap) else {
            return Line::default();
        };
        let mut prefix = first_prefix(block, self.label, look);
        if !line.is_first {
            let cells = rest_cells(block, self.label, width(&prefix.content));
            prefix = Span::raw(" ".repeat(cells));
        }
        std::iter::once(prefix)
            .chain(cut(block, &line.words, &look.theme))
            .collect()
    }
}

/// The widest label of a row; longer ones push their value to the right.
const LABEL: usize = 18;

fn label_width(doc: &Doc) -> usize {
    let labels = doc.blocks.iter().filter_map(|b| match &b.kind {
        Kind::Row(label) => Some(width(label)),
        _ => None,
    });
    labels.filter(|w| *w <= LABEL).max().unwrap_or(0)
}

fn divide(index: usize, block: &Block, cells: usize, label: usize, look: &Look, lines: &mut Vec<DocLine>) {
    let text: Cow<'_, str> = match block.spans.as_slice() {
        [only] => Cow::Borrowed(&only.text),
        spans => spans.iter().map(|s| s.text.as_str()).collect(),
    };
    let first = width(&first_prefix(block, label, look).content);
    let room = cells.saturating_sub(first.max(rest_cells(block, label, first))).max(1);
    let ranges = wrap_ranges(&text, room).into_iter().enumerate();
    lines.extend(ranges.map(|(n, words)| DocLine {
        block: index,
        words,
        is_first: n == 0,
    }));
}

/// What stands before the first line of a block.
fn first_prefix<'b>(block: &'b Block, label: usize, look: &Look) -> Span<'b> {
    let marks = look.glyphs;
    match &block.kind {
        Kind::Title | Kind::Heading | Kind::Text | Kind::Gap => Span::default(),
        Kind::Bullet => Span::raw("- "),
        Kind::Check(ticked) => Span::raw(format!("{} ", marks.check(*ticked))),
        Kind::Row(words) if width(words) > label => Span::styled(format!("{words}  "), look.theme.label()),
        Kind::Row(words) => Span::styled(pad(words, label + 2), look.theme.label()),
        Kind::Tree(depth) => Span::raw(format!("{}- ", " ".repeat(2 * usize::from(*depth)))),
    }
}

/// The cells before the other lines, beside those before the first.
fn rest_cells(block: &Block, label: usize, first: usize) -> usize {
    match &block.kind {
        // A label that is too long pushes only its own line to the right.
        Kind::Row(_) => label + 2,
        _ => first,
    }
}

/// The spans of a byte range of the block's text.
fn cut<'b>(block: &'b Block, range: &Range<usize>, theme: &Theme) -> impl Iterator<Item = Span<'b>> {
    let mut start = 0;
    block.spans.iter().filter_map(move |span| {
        let (from, to) = (range.start.max(start), range.end.min(start + span.text.len()));
        let words = (from < to).then(|| &span.text[from - start..to - start]);
        start += span.text.len();
        let style = role_style(&span.role, theme).patch(block_style(&block.kind, theme));
        words.map(|words| Span::styled(words, style))
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
