//! View models: what a screen, a command or a page shows, as data and in words. Pure.
//!
//! A [`Doc`] is a list of blocks; the full-screen program draws it, the commands print it. So whatever a screen shows
//! can be had as plain text too.

mod axis;
mod changes;
mod deadline;
mod doc;
mod ends;
mod factsheet;
mod found;
mod history;
mod local;
mod meaning;
mod moved;
mod odd;
mod opening;
mod problem;
mod procedure;
mod prose;
mod question;
mod timeline;
mod visit;
pub(crate) mod why;
mod words;

pub use axis::{Axis, AxisDeadline, AxisGroups, AxisMark, AxisPeriod, AxisRow, SPANS, axis_rows};
pub use changes::changes_doc;
pub use deadline::{after_plan_words, deadline_days_doc, deadline_doc, deadline_words, period_words, waits_words};
pub use doc::{Block, Doc, Item, Kind, Role, Span, plain};
pub use ends::{chain_rows, ended_with, row_title};
pub use factsheet::{Factsheet, factsheet};
pub use found::{FoundRow, found_row};
pub use history::{change_words, fact_name, history_doc, whose};
pub use meaning::{document_doc, found_words, mark_terms, readings, term_doc, terms_of};
pub use moved::{Count, IfSo, moved_doc, moved_lines, moved_words, supposed_timeline};
pub use odd::{odd_line, odd_words};
pub use opening::{Unreadable, advice};
pub use problem::{answer_problem, change_problem, date_problem, refusal_words};
pub use procedure::procedure_doc;
pub use prose::Prose;
pub use question::{QuestionCard, answer_words, question_card};
pub use timeline::{TimelineRow, days_left_words, timeline};
pub use visit::{proposed_words, say_doc, trip_doc, trip_title, visit_page, visits_doc};
pub use why::{why_doc, why_tree_doc};
pub use words::{
    days_phrase, kind_word, language_words, place_line, source_doc, source_line, standing_word, status_word,
    warning_words, who_word,
};

use std::borrow::Borrow;

use crate::content::{DeadlineRule, Id, Name, Pack, Text};
use crate::guide::{Assessment, Deadline, DeadlineKey, DeadlineWhy, explain};
use crate::household::Household;
use crate::i18n::Strings;
use doc::text_of;

/// Everything a view model reads.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The content.
    pub pack: &'a Pack,
    /// What people told us.
    pub household: &'a Household,
    /// What follows from it today: from this household, for reasons are worked out from it again.
    pub assessment: &'a Assessment,
    /// The words of the interface.
    pub strings: &'a Strings,
}

impl<'a> Scene<'a> {
    /// Language tag for content.
    pub fn lang(&self) -> &'a str {
        self.strings.lang()
    }

    /// A message without arguments.
    fn say(&self, id: &str) -> String {
        self.strings.say(id)
    }

    /// A message with one text argument called `x`.
    fn say_x(&self, id: &str, x: &str) -> String {
        self.strings.say_x(id, x)
    }

    /// A message with one count called `n`.
    fn say_n(&self, id: &str, n: impl TryInto<i64>) -> String {
        self.strings.say_n(id, n.try_into().unwrap_or(i64::MAX))
    }

    /// Words one after the other, with the comma of the reader's language between them.
    fn list<S: Borrow<str>>(&self, words: impl IntoIterator<Item = S>) -> String {
        words.into_iter().collect::<Vec<_>>().join(&self.say("list-comma"))
    }

    /// Turns texts into spans, from the first on.
    fn prose(&self) -> Prose<'a> {
        Prose::new(self.pack, self.strings, self.assessment.today)
    }

    /// One text as plain words.
    pub fn told(&self, text: &Text) -> String {
        text_of(&self.prose().spans(text))
    }

    /// Whether the reader needs no translation beside the Japanese.
    fn reads_japanese(&self) -> bool {
        self.strings.language().reads_japanese
    }

    /// The English name with the Japanese one, which is the one on signs and papers; to readers of Japanese that alone.
    fn both_names(&self, name: &Name) -> String {
        if self.reads_japanese() {
            name.ja.to_string()
        } else {
            format!("{} {}", name.en, name.ja)
        }
    }

    /// A document with the Japanese beside it.
    fn document_name(&self, id: &Id) -> String {
        let document = self.pack.documents.get(id);
        document.map_or_else(|| id.to_string(), |d| self.both_names(&d.name))
    }

    /// The title of a procedure; empty if there is none.
    fn procedure_title(&self, id: &Id) -> &'a str {
        let procedure = self.pack.procedures.get(id);
        procedure.map_or("", |p| p.title.get(self.lang()))
    }

    /// What the content says about a deadline.
    fn rule(&self, key: &DeadlineKey) -> Option<&'a DeadlineRule> {
        self.pack.deadline(key.procedure.as_str(), key.deadline.as_str())
    }

    /// The title of a deadline; its key if the content has none.
    fn deadline_title(&self, key: &DeadlineKey) -> String {
        let rule = self.rule(key);
        rule.map_or_else(|| key.to_string(), |r| r.title.get(self.lang()).to_owned())
    }

    /// Why nothing need be done about a deadline that is settled.
    fn settled_reason(&self, deadline: &Deadline) -> Option<&'a Text> {
        let procedure = self.pack.procedures.get(&deadline.key.procedure)?;
        let case = deadline.settled_by.as_ref()?;
        procedure.settled.iter().find(|s| s.id == *case).map(|s| &s.reason)
    }

    /// Whether there is more than one person to tell apart.
    pub fn several_people(&self) -> bool {
        self.household.active().count() > 1
    }

    /// Why a deadline has its days, and why it applies or not.
    pub fn why(&self, deadline: &Deadline) -> DeadlineWhy {
        explain(self.pack, self.household, self.assessment.today, deadline)
    }

    /// The label of a person.
    pub fn label(&self, person: &str) -> &'a str {
        self.household.person(person).map_or("", |p| p.label.as_str())
    }

    /// The label of a person, if there are others to be told apart from.
    fn label_among(&self, person: &Id) -> Option<&'a str> {
        self.several_people().then(|| self.label(person.as_str()))
    }

    /// The labels of people in a list.
    fn labels<'p>(&self, people: impl IntoIterator<Item = &'p Id>) -> String {
        self.list(people.into_iter().map(|p| self.label(p.as_str())))
    }
}
