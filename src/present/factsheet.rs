//! A table of generated cases in words, as Markdown and as HTML: for a lawyer or a clerk to check, on screen or paper.

use std::collections::BTreeSet;
use std::fmt::Write;

use chrono::NaiveDate;

use super::doc::{Doc, Kind, text_of};
use super::question::answer_words;
use super::why::Teller;
use super::words::status_word;
use super::{Scene, fact_name, source_line};
use crate::content::{Id, Pack};
use crate::guide::{Answers, Deadline, DeadlineWhy, FactCase, Status, Why};
use crate::i18n::{Strings, day};

/// What stands between the sources of one row.
const BETWEEN: &str = ", ";

/// A sheet in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factsheet {
    title: String,
    intro: Vec<String>,
    head: Vec<String>,
    cases: Vec<SheetCase>,
    sources_title: String,
    /// Id of the source, and its line.
    sources: Vec<(String, String)>,
    lang: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct SheetCase {
    title: String,
    given: Vec<String>,
    /// Cells in the order of the head; a cell may have several lines.
    rows: Vec<Vec<Vec<String>>>,
}

/// Puts generated cases into words. `today` is the day the sheet was made for.
pub fn factsheet(pack: &Pack, strings: &Strings, cases: &[FactCase], today: NaiveDate) -> Factsheet {
    let mut cited: BTreeSet<Id> = BTreeSet::new();
    let cases = cases
        .iter()
        .enumerate()
        .map(|(n, case)| sheet_case(pack, strings, n + 1, case, &mut cited));
    let cases: Vec<SheetCase> = cases.collect();
    // In the order of the registry, each with the day it was last compared.
    let sources = pack.sources.iter().filter(|(id, _)| cited.contains(*id));
    let sources = sources.map(|(id, source)| {
        let line = source_line(strings, source, today);
        let line = format!("{line} ({}) {}", source.page_date, source.url);
        (id.to_string(), line.trim_end().to_owned())
    });
    let made_for = format!("{} · {} {}", day(strings, today), pack.info.id, pack.info.version);
    Factsheet {
        title: strings.say("factsheet-title"),
        intro: vec![
            strings.say_x("factsheet-made-for", &made_for),
            strings.say("factsheet-how"),
            strings.say("not-advice"),
        ],
        head: HEAD.iter().map(|id| strings.say(id)).collect(),
        cases,
        sources_title: strings.say("heading-sources"),
        sources: sources.collect(),
        lang: strings.language().standard_tag().to_owned(),
    }
}

const HEAD: [&str; 9] = [
    "factsheet-deadline",
    "factsheet-status",
    "factsheet-opens",
    "factsheet-counted",
    "factsheet-closes",
    "factsheet-plan-by",
    "factsheet-why",
    "heading-sources",
    "factsheet-right",
];

/// Puts a case into words, and its sources to those that were cited.
fn sheet_case(pack: &Pack, strings: &Strings, number: usize, case: &FactCase, cited: &mut BTreeSet<Id>) -> SheetCase {
    let scene = Scene {
        pack,
        household: &case.household,
        assessment: &case.assessment,
        strings,
    };
    let title = scene.say_n("factsheet-case", number);
    SheetCase {
        title: format!("{title} · {}", day(strings, case.assessment.today)),
        given: given(scene),
        rows: case.assessment.deadlines.iter().map(|d| row(scene, d, cited)).collect(),
    }
}

/// The answers and events of the person, each in one line.
fn given(scene: Scene<'_>) -> Vec<String> {
    let name = |id: &Id| fact_name(scene, id);
    let answers = |facts: &Answers| -> Vec<String> {
        let known = scene.pack.facts.keys().filter_map(|id| Some((id, facts.get(id)?)));
        let line = |(id, answer)| format!("{}: {}", name(id), answer_words(scene, id.as_str(), answer));
        known.map(line).collect()
    };
    let mut lines: Vec<String> = scene.household.people.iter().flat_map(|p| answers(&p.facts)).collect();
    for event in &scene.household.events {
        lines.push(format!("{}: {}", name(&event.event), day(scene.strings, event.on)));
        lines.extend(answers(&event.facts));
    }
    lines
}

fn row(scene: Scene<'_>, deadline: &Deadline, cited: &mut BTreeSet<Id>) -> Vec<Vec<String>> {
    let strings = scene.strings;
    let title = scene
        .rule(&deadline.key)
        .map_or("", |rule| rule.title.get(scene.lang()));
    let shown = |date: Option<NaiveDate>| vec![date.map_or_else(|| "–".to_owned(), |d| day(strings, d))];
    let mut status = vec![status_word(strings, deadline.status)];
    if deadline.disputed {
        status.push(strings.say("row-disputed"));
    }
    if deadline.varies {
        status.push(strings.say("mark-varies"));
    }
    let why = scene.why(deadline);
    let sources = why.sources();
    cited.extend(sources.iter().copied().cloned());
    let sources: Vec<&str> = sources.into_iter().map(Id::as_str).collect();
    vec![
        vec![title.to_owned(), deadline.key.to_string()],
        status,
        shown(deadline.opens),
        shown(deadline.counted),
        shown(deadline.closes),
        shown(deadline.plan_by),
        why_lines(scene, deadline, &why),
        vec![sources.join(BETWEEN)],
        vec![strings.say("factsheet-yes-no")],
    ]
}

/// The chain of each day in words, the deeper the further in.
fn why_lines(scene: Scene<'_>, deadline: &Deadline, explained: &DeadlineWhy) -> Vec<String> {
    if deadline.status == Status::Settled {
        let reason = scene.settled_reason(deadline);
        return vec![reason.map_or_else(String::new, |reason| scene.told(reason))];
    }
    let mut lines = Vec::new();
    for (head, why) in [
        ("factsheet-closes", &explained.closes),
        ("factsheet-plan-by", &explained.plan_by),
        ("factsheet-opens", &explained.opens),
    ] {
        if let Some(why) = why.as_ref().filter(|why| why.day.is_some()) {
            lines.push(format!("{}:", scene.strings.say(head)));
            lines.extend(told(scene, why));
        }
    }
    lines
}

fn told(scene: Scene<'_>, why: &Why) -> Vec<String> {
    let mut doc = Doc::default();
    Teller { scene }.tell(why, 0, &mut doc);
    let line = |block: &super::Block| {
        let depth = match block.kind {
            Kind::Tree(depth) => usize::from(depth),
            _ => 0,
        };
        format!("{}{}", "→ ".repeat(depth), text_of(&block.spans))
    };
    doc.blocks.iter().map(line).collect()
}

impl Factsheet {
    /// The sheet as Markdown with a table for each case.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n\n", self.title);
        for line in &self.intro {
            let _ = writeln!(text, "{}\n", markdown(line));
        }
        for case in &self.cases {
            let _ = writeln!(text, "## {}\n", markdown(&case.title));
            for line in &case.given {
                let _ = writeln!(text, "* {}", markdown(line));
            }
            let head: Vec<String> = self.head.iter().map(|h| markdown(h)).collect();
            let _ = writeln!(text, "\n| {} |\n|{}", head.join(" | "), " --- |".repeat(head.len()));
            for row in &case.rows {
                let cells: Vec<String> = row.iter().map(|cell| lines(cell, markdown)).collect();
                let _ = writeln!(text, "| {} |", cells.join(" | "));
            }
            text.push('\n');
        }
        let _ = writeln!(text, "## {}\n", self.sources_title);
        for (id, line) in &self.sources {
            let _ = writeln!(text, "* `{id}` {}", markdown(line));
        }
        text
    }

    /// The sheet as one HTML page that needs nothing from outside.
    pub fn to_html(&self) -> String {
        let mut text = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
            html(&self.lang),
            html(&self.title),
            html(&self.title),
        );
        for line in &self.intro {
            let _ = writeln!(text, "<p>{}</p>", html(line));
        }
        let head = tagged("th", self.head.iter().map(|h| html(h)));
        for case in &self.cases {
            let (title, given) = (html(&case.title), tagged("li", case.given.iter().map(|g| html(g))));
            let _ = writeln!(text, "<h2>{title}</h2>\n<ul>{given}</ul>\n<table>\n<tr>{head}</tr>");
            for row in &case.rows {
                let cells = tagged("td", row.iter().map(|cell| lines(cell, html)));
                let _ = writeln!(text, "<tr>{cells}</tr>");
            }
            text.push_str("</table>\n");
        }
        let _ = writeln!(text, "<h2>{}</h2>\n<ul>", html(&self.sources_title));
        for (id, line) in &self.sources {
            let _ = writeln!(text, "<li><code>{}</code> {}</li>", html(id), html(line));
        }
        text.push_str("</ul>\n</body>\n</html>\n");
        text
    }
}

const STYLE: &str = "body{font:14px/1.45 sans-serif;margin:1.5em}table{border-collapse:collapse;width:100%;margin-bottom:2em}\
th,td{border:1px solid #888;padding:.3em .5em;text-align:left;vertical-align:top}h2{break-after:avoid}tr{break-inside:avoid}";

/// Each of these words, escaped already, in an element of its own.
fn tagged(element: &str, words: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for word in words {
        let _ = write!(text, "<{element}>{word}</{element}>");
    }
    text
}

/// The lines of a cell, each escaped on its own.
fn lines(cell: &[String], escape: fn(&str) -> String) -> String {
    cell.iter().map(|line| escape(line)).collect::<Vec<_>>().join("<br>")
}

/// Words as text of a page: no sign of them becomes markup.
pub(super) fn html(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Words as text of Markdown: signs that would become markup are written as themselves.
fn markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '|' | '*' | '_' | '`' | '[' | ']' | '#' | '\\' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_markup() {
        assert_eq!(markdown("a|b *c* [d](e) <f>"), r"a\|b \*c\* \[d\](e) &lt;f&gt;");
        assert_eq!(html("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }
}
