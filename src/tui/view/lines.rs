//! Documents as lines of a width: wrapped by the Japanese rules, with styles and marks.

use ratatui::style::{Modifier, Style};

use super::Look;
use super::theme::Theme;
use crate::present::{Block, Doc, Kind, Role};
use crate::text::{pad, width, wrap_ranges};

/// A run of cells with one style.
pub type Run = (String, Style);

/// One line of a document.
#[derive(Clone, Debug)]
pub struct DocLine {
    /// The block it belongs to.
    pub block: usize,
    /// What is drawn.
    pub runs: Vec<Run>,
}

/// The widest label of a row; longer ones push their value to the right.
const LABEL: usize = 18;

/// A document as lines.
pub fn lay_out_doc(doc: &Doc, cells: u16, look: &Look) -> Vec<DocLine> {
    let cells = usize::from(cells);
    let label = label_width(doc).min(cells / 3);
    doc.blocks.iter().enumerate().flat_map(|(n, block)| lay_out(n, block, cells, label, look)).collect()
}

fn label_width(doc: &Doc) -> usize {
    let labels = doc.blocks.iter().filter_map(|b| if let Kind::Row(label) = &b.kind { Some(width(label)) } else { None });
    labels.filter(|w| *w <= LABEL).max().unwrap_or(0)
}

fn lay_out(index: usize, block: &Block, cells: usize, label: usize, look: &Look) -> Vec<DocLine> {
    if block.kind == Kind::Gap {
        return vec![DocLine { block: index, runs: Vec::new() }];
    }
    let (first, rest) = prefixes(block, label, look);
    let text: String = block.spans.iter().map(|s| s.text.as_str()).collect();
    let room = cells.saturating_sub(width(&first.0).max(width(&rest))).max(1);
    let ranges = wrap_ranges(&text, room);
    let ranges = if ranges.is_empty() { vec![0..0] } else { ranges };
    let mut lines = Vec::new();
    for (n, range) in ranges.into_iter().enumerate() {
        let mut runs = vec![if n == 0 { first.clone() } else { (rest.clone(), Style::default()) }];
        runs.extend(cut(block, range, &look.theme));
        lines.push(DocLine { block: index, runs });
    }
    lines
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
            let shown = if width(words) > label { format!("{words}  ") } else { pad(words, column).into_owned() };
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
fn cut(block: &Block, range: std::ops::Range<usize>, theme: &Theme) -> Vec<Run> {
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
