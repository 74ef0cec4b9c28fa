//! The home screen: its panes, and what is selected in them.

use super::{Model, Pick};
use crate::content::Id;
use crate::guide::{Deadline, DeadlineKey, Status};
use crate::household::PersonId;
use crate::present::Item;

/// A pane of the home screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The list of procedures.
    Topics,
    /// The personal deadlines.
    Timeline,
    /// The text or checklist of what is selected.
    Detail,
}

/// The home screen.
#[derive(Clone, Debug)]
pub struct Home {
    /// The pane that keys go to.
    pub focus: Pane,
    /// Only the focused pane is shown.
    pub zoom: bool,
    /// Width of the topics in percent.
    pub left: u16,
    /// Height of the timeline in percent.
    pub upper: u16,
    /// Selection among the procedures.
    pub topics: Cursor,
    /// Selection among the deadlines.
    pub timeline: Cursor,
    /// What the detail pane shows.
    pub detail: Detail,
    /// The person whose checklist is shown; none: the first one, and everybody's deadlines.
    pub person: Option<PersonId>,
}

/// A selection in a list with its scroll offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Index of the selected entry.
    pub selected: usize,
    /// First visible line.
    pub offset: usize,
}

/// The subject of the detail pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A procedure.
    Procedure(Id),
    /// A deadline of a person.
    Deadline(PersonId, DeadlineKey),
}

/// The detail pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What it shows.
    pub subject: Subject,
    /// The selected block, if it can be chosen.
    pub block: Option<usize>,
    /// First visible line.
    pub scroll: usize,
}

impl Subject {
    /// The procedure that it is, or belongs to.
    pub fn procedure(&self) -> &Id {
        match self {
            Self::Procedure(id) => id,
            Self::Deadline(_, key) => &key.procedure,
        }
    }
}

impl Detail {
    /// The top of a subject.
    pub fn of(subject: Subject) -> Self {
        Self {
            subject,
            block: None,
            scroll: 0,
        }
    }

    /// What is selected, and what is in sight.
    pub fn pick(&self) -> Pick {
        Pick {
            block: self.block,
            scroll: self.scroll,
        }
    }

    /// Selects something else, and shows another part.
    pub fn set(&mut self, pick: Pick) {
        (self.block, self.scroll) = (pick.block, pick.scroll);
    }
}

impl Model {
    /// The subject selected in the topics pane.
    pub fn topic_subject(&self) -> Subject {
        let selected = self.procedures().into_iter().nth(self.home.topics.selected);
        Subject::Procedure(selected.unwrap_or_default())
    }

    /// The subject selected in the timeline pane.
    pub fn timeline_subject(&self) -> Option<Subject> {
        let rows = self.timeline_rows();
        let row = rows.get(self.home.timeline.selected)?;
        Some(Subject::Deadline(row.person.clone(), row.key.clone()))
    }

    /// The selected block of the detail pane, while keys go to it.
    pub fn detail_block(&self) -> Option<usize> {
        self.home.detail.block.filter(|_| self.home.focus == Pane::Detail)
    }

    /// What is selected in the detail pane.
    pub fn detail_item(&self) -> Option<Item> {
        let doc = self.detail_doc();
        doc.blocks.get(self.home.detail.block?)?.item().cloned()
    }

    /// The deadline that "why" is about: the selected one.
    pub fn selected_deadline(&self) -> Option<(PersonId, DeadlineKey)> {
        let subject = if self.home.focus == Pane::Timeline {
            self.timeline_subject()?
        } else if let Some(Item::Deadline(person, key)) = self.detail_item() {
            return Some((person, key));
        } else {
            self.home.detail.subject.clone()
        };
        match subject {
            Subject::Deadline(person, key) => Some((person, key)),
            Subject::Procedure(id) => self.first_deadline(&id),
        }
    }

    /// The most pressing deadline of a procedure.
    fn first_deadline(&self, id: &Id) -> Option<(PersonId, DeadlineKey)> {
        let person = self.person();
        let own = |d: &&Deadline| d.key.procedure == *id && d.person == person && d.status != Status::NotApplicable;
        let first = self.assessment.deadlines.iter().find(own)?;
        Some((first.person.clone(), first.key.clone()))
    }
}
