//! View models: what a screen, a command or a page shows, as data and in words. Pure.
//!
//! A [`Doc`] is a list of blocks; the full-screen program draws it, the commands print it. So whatever a screen shows
//! can be had as plain text too.

mod axis;
mod changes;
mod deadline;
mod doc;
mod factsheet;
mod found;
mod history;
mod local;
mod meaning;
mod moved;
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
pub use deadline::{after_plan_words, deadline_days_doc, deadline_doc, deadline_words, period_words};
pub use doc::{Block, Doc, Item, Kind, Role, Span, plain};
pub use factsheet::{Factsheet, factsheet};
pub use found::{FoundRow, found_row};
pub use history::{change_words, fact_name, history_doc, whose};
pub use meaning::{document_doc, found_words, mark_terms, readings, term_doc, terms_of};
pub use moved::{Count, IfSo, moved_doc, moved_lines, moved_words, supposed_timeline};
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

use crate::content::Pack;
use crate::guide::{Assessment, Deadline, DeadlineWhy, explain};
use crate::household::Household;
use crate::i18n::Strings;

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
}
