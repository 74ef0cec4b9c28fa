//! A problem of the content with its place, and the forms in which it is shown.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::files::PackFiles;
use super::rules::LintRule;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack can be used.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One problem. As JSON it has the same fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Name of the rule, see [`super::RULES`].
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Path of the file within the pack, with slashes.
    pub file: String,
    /// Bytes of the file that are meant; none: the whole file.
    pub span: Option<Range<usize>>,
    /// Line and column (in characters) of the span's beginning, both from 1.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
    /// Remarks; those with bytes are about other places of the same file.
    pub notes: Vec<(Option<Range<usize>>, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem in `text`, the content of `file`.
    pub fn new(rule: &LintRule, file: &str, text: &str, span: Option<Range<usize>>, message: String) -> Self {
        let position = span.as_ref().map(|s| line_column(text, s.start));
        let (rule, severity) = (rule.name, rule.severity);
        Self {
            rule,
            severity,
            file: file.to_owned(),
            span,
            position,
            message,
            notes: Vec::new(),
            help: None,
        }
    }

    /// `file:line:col: severity[rule]: message`, as editors read it.
    pub fn short(&self) -> String {
        let (line, column) = self.position.unwrap_or((1, 1));
        format!(
            "{}:{line}:{column}: {}[{}]: {}",
            self.file, self.severity, self.rule, self.message
        )
    }

    /// The problem with the lines of the file it is about.
    pub fn render(&self, files: &PackFiles, color: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(self.message.as_str()).id(self.rule);
        let path = files.shown_path(&self.file);
        let text = files.text(&self.file).map(tame);
        let mut group = match (&text, &self.span) {
            (Some(text), Some(span)) => title.element(self.snippet(text, span.clone()).path(path)),
            _ => Group::with_title(title).element(annotate_snippets::Origin::path(path)),
        };
        for (_, note) in self.notes.iter().filter(|(span, _)| span.is_none()) {
            group = group.element(Level::NOTE.message(note.as_str()));
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        renderer.term_width(120).render(&[group])
    }

    fn snippet<'a>(&'a self, text: &'a str, span: Range<usize>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let mut snippet = Snippet::source(text).annotation(AnnotationKind::Primary.span(fit(text, span)));
        for (span, note) in &self.notes {
            if let Some(span) = span {
                let place = fit(text, span.clone());
                snippet = snippet.annotation(AnnotationKind::Context.span(place).label(note.as_str()));
            }
        }
        snippet
    }
}

/// The text with another sign, just as many bytes long, in place of each that would command the terminal or turn the
/// line around. Spans stay where they are.
fn tame(text: &str) -> Cow<'_, str> {
    let wild = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t')
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    if !text.contains(wild) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match c.len_utf8() {
        _ if !wild(c) => c,
        1 => '?',
        2 => '¿',
        _ => '\u{fffd}',
    };
    Cow::Owned(text.chars().map(sign).collect())
}

/// A span that lies within the text, at character borders: a diagnostic may outlive the text it was made from.
fn fit(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    start..end
}

/// Line and column of a byte, both from 1; columns count characters.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::super::rules;
    use super::*;

    const TEXT: &str = "a = 1\nkey = \"転入\" # x\nlast = 2\n";

    fn sample() -> Diagnostic {
        let at = TEXT.find("last").unwrap();
        let mut found = Diagnostic::new(
            rules::KEY_UNKNOWN,
            "pack.toml",
            TEXT,
            Some(at..at + 4),
            "unknown key `last`".to_owned(),
        );
        found.notes.push((Some(0..1), "not this one".to_owned()));
        found.notes.push((None, "a remark".to_owned()));
        found.help = Some("remove it".to_owned());
        found
    }

    #[test]
    fn columns_count_characters() {
        for (needle, place) in [
            ("a =", (1, 1)),
            ("key", (2, 1)),
            ("入", (2, 9)),
            ("#", (2, 12)),
            ("last", (3, 1)),
        ] {
            assert_eq!(line_column(TEXT, TEXT.find(needle).unwrap()), place, "{needle}");
        }
        assert_eq!(line_column(TEXT, 10_000), (4, 1));
    }

    #[test]
    fn three_forms() {
        let found = sample();
        assert_eq!(found.short(), "pack.toml:3:1: error[key-unknown]: unknown key `last`");
        let json = serde_json::to_value(&found).unwrap();
        assert_eq!(json["rule"], "key-unknown");
        assert_eq!(json["severity"], "error");
        assert_eq!(json["position"], serde_json::json!([3, 1]));
        let files = PackFiles::single("pack.toml", TEXT);
        let shown = found.render(&files, false);
        for part in [
            "error[key-unknown]: unknown key `last`",
            "pack.toml:3:1",
            "3 | last = 2",
            "^^^^",
            "not this one",
        ] {
            assert!(shown.contains(part), "{part}\n{shown}");
        }
        assert!(
            shown.contains("= note: a remark") && shown.contains("= help: remove it"),
            "{shown}"
        );
        assert!(found.render(&files, true).contains("\u{1b}["));
    }

    #[test]
    fn the_lines_of_a_file_command_nothing() {
        let text = "a = \"\u{1b}[2J\u{9b}\u{202e}\u{200f}\u{7f}\" # x\n";
        assert_eq!(tame(text).len(), text.len());
        let found = Diagnostic::new(rules::KEY_UNKNOWN, "p", text, Some(0..1), "x".to_owned());
        let shown = found.render(&PackFiles::single("p", text), false);
        assert!(
            shown.contains("a = \"") && !shown.chars().any(|c| c.is_control() && c != '\n'),
            "{shown:?}"
        );
        assert!(!shown.contains(['\u{202e}', '\u{200f}']), "{shown:?}");
    }

    #[test]
    fn a_span_that_no_longer_fits_does_not_panic() {
        let mut found = sample();
        found.span = Some(15..9_000);
        assert!(
            found
                .render(&PackFiles::single("pack.toml", TEXT), false)
                .contains("unknown key")
        );
        assert!(
            found
                .render(&PackFiles::single("other.toml", ""), false)
                .contains("pack.toml")
        );
    }
}
