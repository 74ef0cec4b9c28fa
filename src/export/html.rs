//! Documents as HTML.

use crate::present::{Block, Doc, Kind, Role, Span};

/// The blocks of a document as HTML, without a frame.
pub fn blocks(doc: &Doc) -> String {
    let mut html = Html::default();
    doc.blocks.iter().for_each(|block| html.block(block));
    html.close_to(0);
    html.text
}

/// Text as it may stand between tags and in quotes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in crate::text::clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Blocks become tags; lists are opened and closed as they come.
#[derive(Default)]
struct Html {
    text: String,
    /// How many lists are open.
    open: usize,
}

impl Html {
    fn block(&mut self, block: &Block) {
        let words: String = block.spans.iter().map(span).collect();
        let level = match &block.kind {
            Kind::Bullet | Kind::Check(_) => 1,
            Kind::Tree(depth) => usize::from(*depth) + 1,
            _ => 0,
        };
        self.close_to(level);
        while self.open < level {
            self.text.push_str("<ul>\n");
            self.open += 1;
        }
        let line = match &block.kind {
            Kind::Title => format!("<h2>{words}</h2>\n"),
            Kind::Heading => format!("<h3>{words}</h3>\n"),
            Kind::Text => format!("<p>{words}</p>\n"),
            Kind::Row(label) => format!("<p><b>{}:</b> {words}</p>\n", escape(label)),
            Kind::Bullet | Kind::Tree(_) => format!("<li>{words}</li>\n"),
            Kind::Check(ticked) => format!("<li class=\"check\">{} {words}</li>\n", if *ticked { '☑' } else { '☐' }),
            Kind::Gap => String::new(),
        };
        self.text.push_str(&line);
    }

    fn close_to(&mut self, level: usize) {
        while self.open > level {
            self.text.push_str("</ul>\n");
            self.open -= 1;
        }
    }
}

fn span(span: &Span) -> String {
    let words = escape(&span.text);
    match &span.role {
        Role::Strong => format!("<b>{words}</b>"),
        Role::Japanese => format!("<span lang=\"ja\">{words}</span>"),
        Role::Status(_) => format!("<span class=\"status\">{words}</span>"),
        Role::Caution => format!("<span class=\"caution\">{words}</span>"),
        Role::Aside => format!("<span class=\"aside\">{words}</span>"),
        Role::Contact if span.text.trim().starts_with("https://") => {
            format!(" <a href=\"{0}\">{0}</a>", words.trim())
        }
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::plain;

    #[test]
    fn nothing_typed_becomes_a_tag() {
        assert_eq!(
            escape("<b>\"A&B\" 'c'\u{1b}[31m"),
            "&lt;b&gt;&quot;A&amp;B&quot; &#39;c&#39;[31m"
        );
    }

    #[test]
    fn lists_open_and_close() {
        let mut doc = Doc::default();
        doc.push(Kind::Title, plain("T"));
        doc.push(Kind::Check(true), plain("a"));
        doc.push(Kind::Tree(2), plain("b"));
        doc.push(Kind::Bullet, plain("c"));
        doc.push(
            Kind::Row("R".into()),
            vec![Span::new(" https://e.x/?a=1&b", Role::Contact)],
        );
        assert_eq!(
            blocks(&doc).replace('\n', ""),
            "<h2>T</h2><ul><li class=\"check\">☑ a</li><ul><ul><li>b</li></ul></ul><li>c</li></ul>\
             <p><b>R:</b>  <a href=\"https://e.x/?a=1&amp;b\">https://e.x/?a=1&amp;b</a></p>"
        );
    }
}
