//! The page to print: the whole timeline with its reasons, as one file of HTML without scripts and without anything from
//! elsewhere.

use std::fmt::Write as _;

use crate::household::Household;
use crate::i18n::both_calendars;
use crate::present::{Block, Doc, Kind, Role, Scene, Span, deadline_doc, question_card, warning_words, why_doc};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.5 system-ui,'Noto Sans','Noto Sans JP','Hiragino Sans','Yu Gothic',sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.6rem}h2{font-size:1.25rem;margin:0 0 .2rem}h3{font-size:1rem;margin:1rem 0 .2rem}\
section{border-top:2px solid;padding-top:.8rem;margin-top:1.6rem}p{margin:.3rem 0}ul{margin:.2rem 0;padding-left:1.4rem}\
.check{list-style:none;margin-left:-1.2rem}.status{font-weight:bold;border:1px solid;padding:0 .4em}.caution{font-style:italic}\
.aside{font-size:.85em}a{color:inherit;overflow-wrap:anywhere}\
@media print{body{font-size:10.5pt;margin:0;max-width:none}section{break-inside:avoid-page}a{text-decoration:none}}";

/// The page. Notes are private and left out unless they are asked for.
pub fn page(scene: Scene<'_>, with_notes: bool) -> String {
    if with_notes {
        return Page { scene }.html();
    }
    let household = Household {
        notes: std::collections::BTreeMap::new(),
        ..scene.household.clone()
    };
    Page {
        scene: Scene {
            household: &household,
            ..scene
        },
    }
    .html()
}

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

struct Page<'a> {
    scene: Scene<'a>,
}

impl Page<'_> {
    fn html(&self) -> String {
        let strings = self.scene.strings;
        let lang = if strings.is_japanese() { "ja" } else { "en" };
        let title = escape(&strings.say("html-title"));
        let today = escape(&strings.say_x("cmd-today", &both_calendars(strings, self.scene.assessment.today)));
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
             </head>\n<body>\n<h1>{title}</h1>\n<p>{today}</p>\n"
        );
        let mut paragraph = |words: &str| {
            page.push_str("<p>");
            page.push_str(&escape(words));
            page.push_str("</p>\n");
        };
        paragraph(&strings.say("not-advice"));
        for warning in &self.scene.assessment.warnings {
            paragraph(&warning_words(self.scene, warning));
        }
        let shown = self
            .scene
            .assessment
            .deadlines
            .iter()
            .filter(|d| d.status != crate::guide::Status::NotApplicable);
        let mut any = false;
        for deadline in shown {
            any = true;
            let mut doc = deadline_doc(self.scene, deadline);
            // Keys of the full screen are of no use on paper.
            let hint = strings.say("hint-why");
            doc.blocks.retain(|b| b.spans.iter().all(|s| s.text != hint));
            let mut why = why_doc(self.scene, deadline);
            // Both begin with the same title and status.
            let start = why
                .blocks
                .iter()
                .position(|b| b.kind == Kind::Heading)
                .unwrap_or(why.blocks.len());
            why.blocks.drain(..start);
            // Writing to a string cannot fail.
            let _ = write!(page, "<section>\n{}{}</section>\n", blocks(&doc), blocks(&why));
        }
        if !any {
            let _ = writeln!(page, "<p>{}</p>", escape(&strings.say("cmd-nothing-due")));
        }
        self.questions(&mut page);
        page.push_str("</body>\n</html>\n");
        page
    }

    fn questions(&self, page: &mut String) {
        let questions = &self.scene.assessment.questions;
        if questions.is_empty() {
            return;
        }
        let _ = write!(
            page,
            "<section>\n<h2>{}</h2>\n<ul>\n",
            escape(&self.scene.strings.say("sheet-questions"))
        );
        for question in questions {
            let person = question.person.as_ref().map(crate::content::Id::as_str);
            let Some(card) = question_card(self.scene, person, question.fact.as_str()) else {
                continue;
            };
            let who = person
                .filter(|_| self.scene.several_people())
                .map(|p| format!(" — {}", self.scene.label(p)));
            let _ = write!(page, "<li>{}{}", escape(&card.ask), escape(&who.unwrap_or_default()));
            if !card.place.is_empty() {
                let _ = write!(page, "<br><span class=\"aside\">{}</span>", escape(&card.place));
            }
            page.push_str("</li>\n");
        }
        page.push_str("</ul>\n</section>\n");
    }
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
