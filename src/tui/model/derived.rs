//! What follows from the state and is shown: rows, documents and their lines.
//!
//! Most of it is worked out whenever it is asked for. Kept is what every key needs and takes long: the rows of the two
//! lists and their columns, the lines of the two texts that scroll, the visit plan and the index of the search.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{AxisState, Model, Sheet, Subject};
use crate::content::{Id, Who};
use crate::guide::{Answers, DeadlineKey, Moved, Status, Turn, implied};
use crate::household::{Person, PersonId};
use crate::present::{
    AxisRow, Block, Doc, TimelineRow, axis_rows, deadline_doc, moved_words, procedure_doc, standing_word,
    supposed_timeline, timeline,
};
use crate::search::Index;
use crate::tui::memo::Memo;
use crate::tui::view::{DocLines, Look, TimelineLines, sheet_doc};
use crate::visit::{Plan, plan};

/// What is kept, each with everything it follows from.
#[derive(Debug, Default)]
pub(super) struct Derived {
    /// Counts the assessments, supposed ones and content included.
    pub(super) assessed: u64,
    topics: Memo<(Told, PersonId), [TopicRow]>,
    timeline: Memo<(Told, Option<PersonId>), [TimelineRow]>,
    timeline_lines: Memo<(Told, Option<PersonId>, u16, Look), TimelineLines>,
    detail_lines: Memo<(Told, PersonId, Subject, u16, Look), DocLines>,
    sheet_lines: Memo<(Told, Sheet, (usize, Option<u64>), u16, Look), DocLines>,
    plan: Memo<u64, Plan>,
    pub(super) search: Memo<u64, Index>,
}

/// What was told and in which language it is shown: the number of the assessment, and the language tag.
type Told = (u64, String);

/// A line of the topics pane.
#[derive(Clone, Debug)]
pub enum TopicRow {
    /// The title of a topic.
    Topic(String),
    /// A procedure with its place among the procedures.
    Procedure {
        /// Which.
        id: Id,
        /// Its name.
        title: String,
        /// The most pressing status among its deadlines.
        status: Option<Status>,
    },
}

impl TopicRow {
    /// The procedure of the row, if it is not a title.
    pub fn procedure(&self) -> Option<&Id> {
        match self {
            Self::Topic(_) => None,
            Self::Procedure { id, .. } => Some(id),
        }
    }
}

impl Model {
    /// Forgets everything that follows from the rest, to see that it follows.
    #[cfg(test)]
    pub(in crate::tui) fn forget(&mut self) {
        self.derived = Derived {
            assessed: self.derived.assessed,
            ..Derived::default()
        };
    }

    fn told(&self) -> Told {
        (self.derived.assessed, self.strings.lang().to_owned())
    }

    /// The lines of the topics pane.
    pub fn topic_rows(&self) -> Rc<[TopicRow]> {
        let person = self.person();
        let rows = || self.topic_rows_of(&person).into();
        self.derived.topics.get((self.told(), person.clone()), rows)
    }

    fn topic_rows_of(&self, person: &Id) -> Vec<TopicRow> {
        let lang = self.strings.lang();
        let statuses = self.most_pressing(person);
        let mut rows = Vec::with_capacity(self.pack.topics.len() + self.pack.procedures.len());
        for (topic_id, topic) in &self.pack.topics {
            let mut inside = self
                .pack
                .procedures
                .values()
                .filter(|p| p.topic == *topic_id)
                .peekable();
            if inside.peek().is_some() {
                rows.push(TopicRow::Topic(topic.title.get(lang).to_owned()));
            }
            rows.extend(inside.map(|p| TopicRow::Procedure {
                id: p.id.clone(),
                title: p.title.get(lang).to_owned(),
                status: statuses.get(&p.id).copied(),
            }));
        }
        rows
    }

    /// The most pressing status among the deadlines of each procedure that concerns a person.
    fn most_pressing(&self, person: &Id) -> BTreeMap<&Id, Status> {
        let mut statuses = BTreeMap::new();
        let deadlines = self.assessment.deadlines.iter();
        for own in deadlines.filter(|d| d.person == *person && d.status != Status::NotApplicable) {
            let status = statuses.entry(&own.key.procedure).or_insert(own.status);
            *status = own.status.min(*status);
        }
        statuses
    }

    /// The procedures in the order of the topics pane.
    pub fn procedures(&self) -> Vec<Id> {
        let rows = self.topic_rows();
        rows.iter().filter_map(TopicRow::procedure).cloned().collect()
    }

    /// The rows of the timeline pane.
    pub fn timeline_rows(&self) -> Rc<[TimelineRow]> {
        if self.is_new() {
            return Rc::new([]);
        }
        let person = &self.home.person;
        self.derived.timeline.get((self.told(), person.clone()), || {
            let person = person.as_ref().map(Id::as_str);
            match &self.supposed {
                Some(_) => supposed_timeline(self.scene(), self.shown(), person),
                None => timeline(self.scene(), person, true),
            }
            .into()
        })
    }

    /// The same in columns of a width.
    pub fn timeline_lines(&self, width: u16) -> Rc<TimelineLines> {
        let key = (self.told(), self.home.person.clone(), width, self.look.clone());
        let lines = || {
            let rows = self.timeline_rows();
            Rc::new(TimelineLines::new(rows, &self.strings, width, &self.look))
        };
        self.derived.timeline_lines.get(key, lines)
    }

    /// The rows of the time axis: those with a day on it. What a supposed event would move stands there twice: as it is,
    /// and below it as it would be.
    pub fn axis_rows(&self, state: &AxisState) -> Rc<[AxisRow]> {
        let rows = self.timeline_rows();
        let both: Vec<TimelineRow> = rows
            .iter()
            .flat_map(|row| [self.as_it_is(row), Some(row.clone())])
            .flatten()
            .collect();
        axis_rows(self.shown(), &both, state.groups, state.next_only).into()
    }

    /// A row without what is supposed, if that is another one.
    fn as_it_is(&self, row: &TimelineRow) -> Option<TimelineRow> {
        let if_so = row
            .if_so
            .as_ref()
            .filter(|i| matches!(i.turn, Turn::Moved | Turn::Waits))?;
        let today = self
            .assessment
            .deadlines
            .iter()
            .find(|d| d.person == row.person && d.key == row.key)?;
        let rule = self
            .pack
            .deadline(row.key.procedure.as_str(), row.key.deadline.as_str());
        Some(TimelineRow {
            status: today.status,
            word: standing_word(&self.strings, rule, today.status),
            opens: if_so.today.opens,
            plan_by: if_so.today.plan_by,
            closes: if_so.today.closes,
            next: today.next_day(self.assessment.today),
            if_so: None,
            ..row.clone()
        })
    }

    /// The document in the detail pane as lines of the width of the pane.
    pub fn detail_lines(&self) -> Rc<DocLines> {
        let width = self.layout().detail.width;
        let subject = self.home.detail.subject.clone();
        let key = (self.told(), self.person(), subject, width, self.look.clone());
        let lines = || Rc::new(DocLines::new(Rc::new(self.detail_doc()), width, &self.look));
        self.derived.detail_lines.get(key, lines)
    }

    /// The lines of a sheet that scrolls, at the present size; none for other sheets.
    pub fn sheet_lines(&self) -> Rc<DocLines> {
        self.sheets
            .last()
            .map_or_else(Rc::default, |sheet| self.lines_of(sheet))
    }

    pub(super) fn lines_of(&self, sheet: &Sheet) -> Rc<DocLines> {
        let Some(top) = sheet.at_top() else {
            return Rc::default();
        };
        let width = self.layout().sheet.width;
        let entries = (self.entries.len(), self.entries.last().map(|e| e.revision));
        let lines = || Rc::new(DocLines::new(Rc::new(sheet_doc(self, sheet)), width, &self.look));
        let key = (self.told(), top, entries, width, self.look.clone());
        self.derived.sheet_lines.get(key, lines)
    }

    /// The answers of a person, with what follows from them.
    pub fn implied(&self, person: &Person) -> Answers {
        implied(&self.pack, &self.household, person)
    }

    /// The counter visits to come, as they follow from what was told.
    pub fn plan(&self) -> Rc<Plan> {
        let work = || Rc::new(plan(&self.pack, &self.household, &self.assessment, Who::Myself));
        self.derived.plan.get(self.derived.assessed, work)
    }

    /// The document in the detail pane.
    pub fn detail_doc(&self) -> Doc {
        let scene = self.shown();
        let (doc, deadline) = match &self.home.detail.subject {
            Subject::Procedure(id) => {
                let procedure = self.pack.procedures.get(id);
                let doc = procedure.map(|p| procedure_doc(scene, p, self.person().as_str()));
                (doc, None)
            }
            Subject::Deadline(person, key) => {
                let deadline = self.deadline(person, key);
                (deadline.map(|d| deadline_doc(scene, d)), Some((person, key)))
            }
        };
        let mut doc = doc.unwrap_or_default();
        let caution = if self.supposed.is_some() {
            Some(match deadline.and_then(|(person, key)| self.instead(person, key)) {
                Some(words) => self.strings.say_x("supposed-instead", &words),
                None => self.strings.say("supposed-here"),
            })
        } else {
            let is_own = |m: &&Moved| deadline.is_some_and(|(person, key)| m.person == *person && m.key() == *key);
            let moved = self.shown.moved().iter().find(is_own);
            moved.map(|moved| moved_words(&self.strings, moved))
        };
        let at = 1.min(doc.blocks.len());
        doc.blocks.splice(at..at, caution.map(Block::caution));
        doc
    }

    /// Which day a supposed one takes the place of, in words.
    fn instead(&self, person: &Id, key: &DeadlineKey) -> Option<String> {
        let rows = self.timeline_rows();
        let row = rows.iter().find(|r| r.person == *person && r.key == *key)?;
        Some(row.if_so.as_ref()?.words.clone()).filter(|words| !words.is_empty())
    }
}

#[cfg(test)]
mod tests;
