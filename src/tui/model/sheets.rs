//! What lies over the home screen: the sheets, and the small states and forms that they hold.

use chrono::NaiveDate;

use super::{Cursor, Finder};
use crate::content::Id;
use crate::guide::DeadlineKey;
use crate::household::{Odd, PersonId, TickKey};
use crate::present::AxisGroups;
use crate::tui::edit::Field;
use crate::visit::Proposed;

/// A screen that lies over the home screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The keys.
    Help {
        /// First visible line.
        scroll: usize,
    },
    /// The reasons of a deadline.
    Why {
        /// Whose.
        person: PersonId,
        /// Which.
        key: DeadlineKey,
        /// First visible line.
        scroll: usize,
    },
    /// A term.
    Term {
        /// Which.
        id: Id,
        /// What is selected in it.
        pick: Pick,
    },
    /// A document: what it is needed for.
    Document {
        /// Which.
        id: Id,
        /// What is selected in it.
        pick: Pick,
    },
    /// The terms of a text, one to be chosen.
    Meanings {
        /// Which.
        words: Vec<Id>,
        /// Which of them.
        list: Cursor,
    },
    /// Search over everything.
    Search(Finder),
    /// Everything that can be done.
    Palette(Finder),
    /// What is wrong with the content that is being written.
    Diagnostics {
        /// A line each.
        lines: Vec<String>,
        /// First visible line.
        scroll: usize,
    },
    /// The questions and the answers so far.
    Questions(Cursor),
    /// One question.
    Answer(AnswerForm),
    /// What can happen, and what has been told.
    Events(Cursor),
    /// One event.
    Event(EventForm),
    /// What could happen: the choice of an event to suppose.
    WhatIf(Cursor),
    /// The deadlines on a time axis.
    Axis(AxisState),
    /// The trips of the plan.
    Visits(Pick),
    /// One trip: when, who, what to bring, what to say.
    Visit {
        /// Its place in the plan.
        trip: usize,
        /// What is selected in it.
        pick: Pick,
    },
    /// A sentence in large letters, to be read across a counter.
    Clerk(ClerkState),
    /// What happened at the counter.
    Done(DoneForm),
    /// The first minute.
    Start(StartForm),
    /// The dates that moved since they were shown.
    Moved(Pick),
    /// What was changed, and when.
    History(Pick),
    /// The people of the household, and the households.
    People(Cursor),
    /// What can be done with one person.
    Person {
        /// Whom.
        person: PersonId,
        /// Selected line.
        selected: usize,
    },
    /// Something is written: a label, a name, a note.
    Words(WordsForm),
}

impl Sheet {
    /// Whether something is being typed or chosen in it that would be lost.
    pub fn is_form(&self) -> bool {
        matches!(self, Self::Answer(_) | Self::Event(_) | Self::Done(_) | Self::Words(_))
    }

    /// What is selected in its text, and what of it is in sight; none for a sheet without a text.
    pub fn place(&self) -> Option<Pick> {
        match self {
            Self::Help { scroll } | Self::Why { scroll, .. } | Self::Diagnostics { scroll, .. } => Some(Pick {
                block: None,
                scroll: *scroll,
            }),
            Self::Term { pick, .. }
            | Self::Document { pick, .. }
            | Self::Visits(pick)
            | Self::Visit { pick, .. }
            | Self::Moved(pick)
            | Self::History(pick) => Some(*pick),
            _ => None,
        }
    }

    /// The first visible line of a text in which nothing can be chosen.
    pub fn scroll_mut(&mut self) -> Option<&mut usize> {
        match self {
            Self::Help { scroll } | Self::Why { scroll, .. } | Self::Diagnostics { scroll, .. } => Some(scroll),
            _ => None,
        }
    }

    /// What is selected in its text, if things can be chosen there.
    pub fn pick_mut(&mut self) -> Option<&mut Pick> {
        match self {
            Self::Term { pick, .. }
            | Self::Document { pick, .. }
            | Self::Visits(pick)
            | Self::Visit { pick, .. }
            | Self::Moved(pick)
            | Self::History(pick) => Some(pick),
            _ => None,
        }
    }

    /// The same text at its top with nothing selected; none for a sheet without a text.
    pub(super) fn at_top(&self) -> Option<Self> {
        self.place()?;
        let mut top = self.clone();
        if let Some(pick) = top.pick_mut() {
            *pick = Pick::default();
        } else if let Some(scroll) = top.scroll_mut() {
            *scroll = 0;
        }
        Some(top)
    }

    /// The selected line of a list or a form.
    pub fn selected_mut(&mut self) -> Option<&mut usize> {
        match self {
            Self::Questions(list)
            | Self::Events(list)
            | Self::WhatIf(list)
            | Self::People(list)
            | Self::Meanings { list, .. }
            | Self::Search(Finder { list, .. })
            | Self::Palette(Finder { list, .. }) => Some(&mut list.selected),
            Self::Person { selected, .. }
            | Self::Axis(AxisState { selected, .. })
            | Self::Answer(AnswerForm { choice: selected, .. })
            | Self::Start(StartForm { choice: selected, .. })
            | Self::Event(EventForm { row: selected, .. })
            | Self::Done(DoneForm { row: selected, .. }) => Some(selected),
            _ => None,
        }
    }

    /// The field that keys go to, if there is one.
    pub fn field_mut(&mut self) -> Option<&mut Field> {
        match self {
            Self::Answer(AnswerForm { field, .. })
            | Self::Event(EventForm { field, .. })
            | Self::Start(StartForm { field, .. })
            | Self::Words(WordsForm { field, .. })
            | Self::Search(Finder { field, .. })
            | Self::Palette(Finder { field, .. }) => Some(field),
            Self::Done(form) => form.field_mut(),
            _ => None,
        }
    }

    /// Why the last try of a form was not taken.
    pub fn problem_mut(&mut self) -> Option<&mut Option<String>> {
        match self {
            Self::Answer(AnswerForm { problem, .. })
            | Self::Event(EventForm { problem, .. })
            | Self::Start(StartForm { problem, .. })
            | Self::Words(WordsForm { problem, .. })
            | Self::Done(DoneForm { problem, .. }) => Some(problem),
            _ => None,
        }
    }

    /// What a form asked back because a day is not plausible.
    pub fn asked_mut(&mut self) -> Option<&mut Vec<Odd>> {
        match self {
            Self::Answer(AnswerForm { asked, .. })
            | Self::Event(EventForm { asked, .. })
            | Self::Done(DoneForm { asked, .. }) => Some(asked),
            _ => None,
        }
    }
}

/// A step of the first minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartStep {
    /// Which language to read.
    Language,
    /// Whom it is for.
    Who,
    /// What they are called.
    Names {
        /// Of several people.
        several: bool,
    },
    /// The first questions, each on a sheet of its own above this one.
    Questions,
    /// What is happening now.
    Now,
}

/// The first minute: where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartForm {
    /// The step.
    pub step: StartStep,
    /// The chosen line.
    pub choice: usize,
    /// The names as typed.
    pub field: Field,
    /// The language is asked too.
    pub with_language: bool,
    /// Why the last try was not taken.
    pub problem: Option<String>,
}

/// Words being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsForm {
    /// What they are for.
    pub purpose: Purpose,
    /// What is typed.
    pub field: Field,
    /// Why the last try was not taken.
    pub problem: Option<String>,
}

/// What words are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The label of a new person.
    AddPerson,
    /// Another label for a person.
    RenamePerson(PersonId),
    /// The name of another household.
    Household,
    /// A note on a step, a document, or a procedure.
    Note {
        /// What it is about.
        key: TickKey,
        /// The same in words.
        about: String,
    },
}

/// A question being answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerForm {
    /// Whose answer; none: the household's.
    pub person: Option<PersonId>,
    /// The fact.
    pub fact: Id,
    /// What is typed.
    pub field: Field,
    /// The chosen answer. Where something is typed: 0 is the field, then the answers that need no typing.
    pub choice: usize,
    /// Why the last try was not taken.
    pub problem: Option<String>,
    /// What was asked back, as not plausible: the same days once more are saved.
    pub asked: Vec<Odd>,
}

/// An event being told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventForm {
    /// What happened.
    pub event: Id,
    /// The told event that is being changed.
    pub existing: Option<Id>,
    /// The day as typed.
    pub field: Field,
    /// Whom it concerns.
    pub people: Vec<(PersonId, bool)>,
    /// It is only supposed: what it would change is shown, and nothing is saved.
    pub supposed: bool,
    /// Selected line: 0 is the day, then the people if there are several, then whether it is only supposed.
    pub row: usize,
    /// Why the last try was not taken.
    pub problem: Option<String>,
    /// What was asked back, as not plausible: the same days once more are saved.
    pub asked: Vec<Odd>,
}

/// What a line of the event form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventLine {
    /// The day.
    Day,
    /// A person, by place.
    Person(usize),
    /// Whether it is only supposed.
    Supposed,
}

impl EventForm {
    /// The lines that can be selected.
    pub fn lines(&self) -> Vec<EventLine> {
        let people = if self.people.len() > 1 { self.people.len() } else { 0 };
        let mut lines = vec![EventLine::Day];
        lines.extend((0..people).map(EventLine::Person));
        lines.push(EventLine::Supposed);
        lines
    }

    /// The selected line.
    pub fn line(&self) -> EventLine {
        self.lines().get(self.row).copied().unwrap_or(EventLine::Day)
    }
}

/// The time axis: what stretch of time it shows, and what is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AxisState {
    /// First day shown.
    pub from: NaiveDate,
    /// How much time is shown, an index into [`crate::present::SPANS`].
    pub span: usize,
    /// Selected deadline.
    pub selected: usize,
    /// How the rows are put together.
    pub groups: AxisGroups,
    /// Only what still asks for something.
    pub next_only: bool,
}

/// A selection in a text, and what of it is in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// The selected block, if it can be chosen.
    pub block: Option<usize>,
    /// First visible line.
    pub scroll: usize,
}

/// Which sentence is shown large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClerkState {
    /// The phrases, in order.
    pub phrases: Vec<Id>,
    /// Which of them.
    pub at: usize,
    /// 0: the phrase itself; else the reply to so many of the clerk's questions.
    pub reply: usize,
}

/// A visit being recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneForm {
    /// The day as typed.
    pub day: Field,
    /// What may have happened, and whether it is confirmed.
    pub events: Vec<(Proposed, bool)>,
    /// Days that are newly printed, as typed.
    pub printed: Vec<(PersonId, Id, Field)>,
    /// Selected line: the day, then the events, then the printed days.
    pub row: usize,
    /// Why the last try was not taken.
    pub problem: Option<String>,
    /// What was asked back, as not plausible: the same days once more are saved.
    pub asked: Vec<Odd>,
}

impl DoneForm {
    /// The field that keys go to, if one is selected.
    pub fn field_mut(&mut self) -> Option<&mut Field> {
        if self.row == 0 {
            return Some(&mut self.day);
        }
        let (_, _, field) = self.printed.get_mut(self.row.checked_sub(1 + self.events.len())?)?;
        Some(field)
    }

    /// Whether a field is selected.
    pub fn is_typing(&self) -> bool {
        self.row == 0 || self.row > self.events.len()
    }

    /// Number of lines that can be selected.
    pub fn rows(&self) -> usize {
        1 + self.events.len() + self.printed.len()
    }
}
