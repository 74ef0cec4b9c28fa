//! A document as Markdown, for notes, issues and chat.

use std::fmt::Write as _;

use crate::present::{Doc, Kind};
use crate::text::clean;

/// The document as Markdown. What came from a person or a file cannot become markup.
pub fn markdown(doc: &Doc) -> String {
    let mut text = String::new();
    let mut in_list = false;
    for block in &doc.blocks {
        let words: String = block.spans.iter().map(|s| s.text.as_str()).collect();
        let words = escape(words.trim());
        let list = matches!(block.kind, Kind::Bullet | Kind::Check(_) | Kind::Row(_) | Kind::Tree(_));
        if !(text.is_empty() || list && in_list) && block.kind != Kind::Gap {
            text.push('\n');
        }
        // Writing to a string cannot fail.
        let _ = match &block.kind {
            Kind::Title => writeln!(text, "## {words}"),
            Kind::Heading => writeln!(text, "### {words}"),
            Kind::Text => writeln!(text, "{words}"),
            Kind::Bullet => writeln!(text, "- {words}"),
            Kind::Check(ticked) => writeln!(text, "- [{}] {words}", if *ticked { 'x' } else { ' ' }),
            Kind::Row(label) => writeln!(text, "- **{}:** {words}", escape(label)),
            Kind::Tree(depth) => writeln!(text, "{}- {words}", "  ".repeat(usize::from(*depth))),
            Kind::Gap => Ok(()),
        };
        in_list = list;
    }
    text
}

/// Text on one line in which nothing is markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in clean(text).chars() {
        match c {
            '\n' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::plain;

    #[test]
    fn blocks_become_markdown() {
        let mut doc = Doc::default();
        doc.push(Kind::Title, plain("Move *in*"));
        doc.gap();
        doc.push(Kind::Text, plain("words <b>"));
        doc.push(Kind::Row("Last day".into()), plain("Mon"));
        doc.push(Kind::Check(true), plain("card"));
        doc.push(Kind::Tree(1), plain("a_b"));
        doc.heading("More");
        assert_eq!(
            markdown(&doc),
            "## Move \\*in\\*\n\nwords \\<b\\>\n\n- **Last day:** Mon\n- [x] card\n  - a\\_b\n\n### More\n"
        );
    }
}
