//! Collects every problem of a run.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::diagnostic::{Diagnostic, Severity};
use super::raw::{At, Place};
use super::rules::{self, LintRule};
use crate::text::closest;

/// The problems found so far, and the texts they are about.
pub(super) struct Findings<'a> {
    files: &'a [(String, Cow<'static, str>)],
    /// The first syntax error of each file that has one.
    broken: BTreeMap<usize, usize>,
    /// How many errors and how many warnings a file has.
    counts: BTreeMap<usize, [usize; 2]>,
    /// The problems, in the order in which they were found.
    pub list: Vec<Diagnostic>,
}

/// So many errors, and so many warnings, are told of one file. Whoever has more corrects these first; and a file made
/// of nothing but errors must not keep the program busy for hours.
const MOST_OF_A_FILE: usize = 200;

/// A problem that was just added, to be completed.
pub(super) struct Report<'r> {
    files: &'r [(String, Cow<'static, str>)],
    at: usize,
    diagnostic: Option<&'r mut Diagnostic>,
}

impl<'a> Findings<'a> {
    /// No problems yet.
    pub fn new(files: &'a [(String, Cow<'static, str>)]) -> Self {
        Self {
            files,
            broken: BTreeMap::new(),
            counts: BTreeMap::new(),
            list: Vec::new(),
        }
    }

    /// Takes over what was found in files of which nothing is known here.
    fn absorb(&mut self, other: Self) {
        self.broken.extend(other.broken);
        self.counts.extend(other.counts);
        self.list.extend(other.list);
    }

    /// Does something with each file, with several at the same time. The problems stand in the order of the files, as if
    /// one had been done after the other.
    pub fn each_file<T: Send>(
        &mut self,
        files: Range<usize>,
        work: impl Fn(usize, &mut Findings<'a>) -> T + Sync,
    ) -> Vec<T> {
        let all = self.files;
        let done: Vec<(T, Self)> = files
            .into_par_iter()
            .map(|file| {
                let mut out = Self::new(all);
                (work(file, &mut out), out)
            })
            .collect();
        let found = done.into_iter().map(|(value, found)| {
            self.absorb(found);
            value
        });
        found.collect()
    }

    /// Path of a file.
    pub fn path(&self, file: usize) -> &'a str {
        self.files.get(file).map_or("", |(path, _)| path)
    }

    /// Text of a file.
    pub fn text(&self, file: usize) -> &'a str {
        self.files.get(file).map_or("", |(_, text)| text)
    }

    /// Remembers that part of a file could not be read: what seems missing may be in that part.
    pub fn mark_broken(&mut self, at: Place) {
        let first = self.broken.entry(at.file).or_insert(at.start);
        *first = at.start.min(*first);
    }

    /// Whether part of this file could not be read.
    pub fn is_broken(&self, file: usize) -> bool {
        self.broken.contains_key(&file)
    }

    /// Whether part of any file could not be read.
    pub fn any_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// Adds a problem at a place. Nothing is added about values that stand in for missing ones.
    pub fn add(&mut self, rule: &LintRule, at: Place, message: impl Into<String>) -> Report<'_> {
        self.push(rule, at, Some(at.start..at.end), message.into())
    }

    /// Adds a problem about a whole file.
    pub fn add_file(&mut self, rule: &LintRule, file: usize, message: impl Into<String>) -> Report<'_> {
        self.push(rule, Place { file, start: 0, end: 0 }, None, message.into())
    }

    /// Reports ids that stand twice in one list.
    pub fn unique<'i>(&mut self, what: &str, ids: impl IntoIterator<Item = &'i At<String>>) {
        let mut seen = BTreeMap::new();
        for id in ids.into_iter().filter(|id| !id.value.is_empty()) {
            if let Some(before) = seen.insert(id.value.as_str(), id.at) {
                let message = format!("the {what} `{}` is defined twice", id.value);
                self.add(rules::ID_REUSED, id.at, message)
                    .also(before, "first defined here");
            }
        }
    }

    /// Whether a problem may only be an echo of a syntax error: what is missing may be in the part that was not read,
    /// and after the error a key may have ended up in the wrong table.
    fn is_echo(&self, rule: &LintRule, at: Place) -> bool {
        let Some(first) = self.broken.get(&at.file) else {
            return false;
        };
        let missing = [
            rules::KEY_MISSING,
            rules::NAME_MISSING_LANGUAGE,
            rules::PHRASE_NO_KANA,
            rules::TOML_1_0,
        ];
        missing.contains(&rule) || (rule == rules::KEY_UNKNOWN && at.start >= *first)
    }

    /// Counts a problem, and says whether its file has had enough of this severity.
    fn is_enough(&mut self, rule: &LintRule, at: Place) -> bool {
        let counts = self.counts.entry(at.file).or_default();
        let count = &mut counts[usize::from(rule.severity == Severity::Warning)];
        *count += 1;
        *count > MOST_OF_A_FILE
    }

    fn push(&mut self, rule: &LintRule, at: Place, span: Option<Range<usize>>, message: String) -> Report<'_> {
        let said = at.is_somewhere() && !self.is_echo(rule, at) && !self.is_enough(rule, at);
        if said {
            let (path, text) = (self.path(at.file), self.text(at.file));
            self.list.push(Diagnostic::new(rule, path, text, span, message));
        }
        Report {
            files: self.files,
            at: at.file,
            diagnostic: self.list.last_mut().filter(|_| said),
        }
    }
}

impl Report<'_> {
    /// Points at another place.
    pub fn also(self, at: Place, words: &str) -> Self {
        let note = if at.file == self.at {
            (Some(at.start..at.end), words.to_owned())
        } else {
            let (path, text) = self.files.get(at.file).map_or(("", ""), |(path, text)| (path, text));
            let (line, column) = super::diagnostic::line_column(text, at.start);
            (None, format!("{words}: {path}:{line}:{column}"))
        };
        self.with(|d| d.notes.push(note))
    }

    /// Adds a remark.
    pub fn note(self, words: impl Into<String>) -> Self {
        let note = (None, words.into());
        self.with(|d| d.notes.push(note))
    }

    /// Says what to do.
    pub fn help(self, words: impl Into<String>) {
        self.maybe_help(Some(words.into()));
    }

    /// Says what to do, if there is something to say.
    pub fn maybe_help(self, words: Option<String>) {
        self.with(|d| d.help = words);
    }

    fn with(mut self, change: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some(diagnostic) = &mut self.diagnostic {
            change(diagnostic);
        }
        self
    }
}

/// "did you mean ...?" for the closest known word.
pub(super) fn did_you_mean<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<String> {
    closest(word, known).map(|k| format!("did you mean `{k}`?"))
}
