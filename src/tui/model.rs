//! The state of the full-screen program. Pure data; everything shown follows from it.

mod find;
mod works;

pub use find::{Finder, PaletteRow};

use std::rc::Rc;

use chrono::NaiveDate;

use super::edit::Field;
use super::keymap::Keymap;
use super::memo::Memo;
use super::supposed::Supposed;
use super::view::{Border, DocLines, Layout, Look, Size, sheet_doc};
use crate::content::{Id, Pack, Who};
use crate::guide::{Assessment, Deadline, DeadlineKey, Shown, Status, Turn, assess};
use crate::household::{Change, Entry, Household, PersonId, TickKey};
use crate::i18n::Strings;
use crate::present::{
    AxisGroups, AxisRow, Block, Doc, Item, Scene, TimelineRow, axis_rows, deadline_doc, moved_words, procedure_doc,
    supposed_timeline, timeline,
};
use crate::visit::{Plan, Proposed, plan};

/// The whole state.
pub struct Model {
    /// The content.
    pub pack: Rc<Pack>,
    /// What people told us, as saved.
    pub household: Household,
    /// What follows from it; worked out once per change.
    pub assessment: Assessment,
    /// The words of the interface.
    pub strings: Strings,
    /// Today in Japan.
    pub today: NaiveDate,
    /// Which key does what.
    pub keymap: Keymap,
    /// Colours and marks.
    pub look: Look,
    /// Size of the terminal in cells.
    pub size: Size,
    /// The home screen.
    pub home: Home,
    /// What lies over the home screen, innermost last.
    pub sheets: Vec<Sheet>,
    /// A message in the status line.
    pub notice: Option<Notice>,
    /// Questions that were asked one after the other in this sitting: none is asked twice by itself.
    pub asked: Vec<(Option<PersonId>, Id)>,
    /// The next question follows once the answer is saved.
    pub going_on: bool,
    /// The mouse is captured: off unless somebody asks for it, because it then selects no text of the terminal.
    pub mouse: bool,
    /// The border that the mouse drags.
    pub dragged: Option<Border>,
    /// Set when the household can only be read, with the reason.
    pub read_only: Option<String>,
    /// An event that is only supposed: the timeline shows what it would change, and nothing of it is saved.
    pub supposed: Option<Supposed>,
    /// The last change could not be saved: why, and what to do. Stays until a change is saved.
    pub unsaved: Option<String>,
    /// The households of the data folder, as far as they are known.
    pub households: Vec<String>,
    /// The name of the household is shown: there are several, or it was asked for by name.
    pub is_named: bool,
    /// Set while one looks ahead: nothing can be changed then, in whichever household.
    pub looking_ahead: Option<String>,
    /// The journal, oldest first; read when somebody looks at it.
    pub entries: Rc<[Entry]>,
    /// The dates that were shown, and which of them moved since.
    pub shown: Shown,
    /// What was shown is not remembered yet.
    pub is_shown_new: bool,
    derived: Derived,
}

/// What follows from the rest and is shown in every frame: worked out again only when something it rests on changed.
#[derive(Debug, Default)]
struct Derived {
    /// Counts the assessments.
    assessed: u64,
    topics: Memo<(Told, PersonId), [TopicRow]>,
    timeline: Memo<(Told, Option<PersonId>), [TimelineRow]>,
    detail: Memo<(Told, PersonId, Subject), Doc, SUBJECTS>,
    detail_lines: Memo<(Told, PersonId, Subject, u16, Look), DocLines, SUBJECTS>,
    sheet_lines: Memo<(Told, Text, u16, Look), DocLines>,
    plan: Memo<u64, Plan>,
    axis: Memo<(Told, Option<PersonId>, AxisGroups, bool), [AxisRow]>,
    find: find::Kept,
}

/// So many subjects are kept ready, for going up and down a list.
const SUBJECTS: usize = 16;

/// A text on a sheet, wherever it is scrolled to.
#[derive(Debug, PartialEq, Eq)]
enum Text {
    Help,
    Why(PersonId, DeadlineKey),
    Term(Id),
    Document(Id),
    Diagnostics(Vec<String>),
    Visits,
    Visit(usize),
    Moved,
    /// So many entries, the last with this number.
    History(usize, u64),
}

/// What was told and in which language it is shown: the number of the assessment, and the language tag.
type Told = (u64, String);

/// A message in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub words: String,
    /// A trouble stays until it is solved; anything else goes with the next key.
    pub trouble: bool,
}

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

/// A screen that lies over the home screen.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
}

/// An event being told.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
}

impl DoneForm {
    /// The field that keys go to, if one is selected.
    pub fn field_mut(&mut self) -> Option<&mut Field> {
        match self.row {
            0 => Some(&mut self.day),
            row => self
                .printed
                .get_mut(row.checked_sub(1 + self.events.len())?)
                .map(|(_, _, field)| field),
        }
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

impl Model {
    /// The state at the start.
    pub fn new(
        pack: Rc<Pack>,
        household: Household,
        today: NaiveDate,
        strings: Strings,
        keymap: Keymap,
        look: Look,
    ) -> Self {
        let assessment = assess(&pack, &household, today);
        let first = pack.procedures.keys().next().cloned().unwrap_or_default();
        let home = Home {
            focus: Pane::Topics,
            zoom: false,
            left: 34,
            upper: 42,
            topics: Cursor::default(),
            timeline: Cursor::default(),
            detail: Detail::of(Subject::Procedure(first)),
            person: None,
        };
        let mut model = Self {
            pack,
            household,
            assessment,
            strings,
            today,
            keymap,
            look,
            size: Size { width: 80, height: 24 },
            home,
            sheets: Vec::new(),
            notice: None,
            asked: Vec::new(),
            going_on: false,
            mouse: false,
            dragged: None,
            read_only: None,
            supposed: None,
            unsaved: None,
            households: Vec::new(),
            is_named: false,
            looking_ahead: None,
            entries: Rc::new([]),
            shown: Shown::default(),
            is_shown_new: false,
            derived: Derived::default(),
        };
        model.home.detail.subject = model.topic_subject();
        model.show();
        model
    }

    /// Everything a view model reads.
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            pack: &self.pack,
            household: &self.household,
            assessment: &self.assessment,
            strings: &self.strings,
        }
    }

    /// Works everything out again after a change or at a new day.
    pub fn reassess(&mut self) {
        self.assessment = assess(&self.pack, &self.household, self.today);
        self.derived.assessed += 1;
        self.show();
        if let Some(old) = self.supposed.take() {
            // It may not fit what was told meanwhile: then there is nothing to suppose any more.
            self.suppose(old.event, old.changes);
        }
    }

    /// What was shown before, in this household: what differs now has moved.
    pub fn recall(&mut self, shown: Shown) {
        self.shown = shown;
        self.is_shown_new = false;
        self.show();
        self.derived.assessed += 1;
    }

    /// What holds now is shown from here on.
    fn show(&mut self) {
        let before = self.shown.clone();
        self.shown.update(&self.pack, &self.household, &self.assessment);
        self.is_shown_new |= before != self.shown;
    }

    /// The person has seen that this date moved.
    pub fn acknowledge(&mut self, person: &Id, key: &DeadlineKey) {
        self.shown.acknowledge_one(person, key);
        self.is_shown_new = true;
        self.derived.assessed += 1;
    }

    /// Supposes changes: what follows from them is shown beside what holds today. Changes that do not fit are dropped.
    pub fn suppose(&mut self, event: Id, changes: Vec<Change>) {
        self.supposed = Supposed::new(&self.pack, &self.household, self.today, event, changes);
        self.derived.assessed += 1;
    }

    /// Shows what holds today again.
    pub fn suppose_nothing(&mut self) {
        self.supposed = None;
        self.derived.assessed += 1;
    }

    /// What is shown: as it would be if something is supposed, else as it is.
    pub fn shown(&self) -> Scene<'_> {
        match &self.supposed {
            Some(supposed) => Scene {
                household: &supposed.household,
                assessment: &supposed.assessment,
                ..self.scene()
            },
            None => self.scene(),
        }
    }

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

    /// The person whose checklist is shown.
    pub fn person(&self) -> PersonId {
        let chosen = self
            .home
            .person
            .as_ref()
            .filter(|id| self.household.active().any(|p| p.id == **id));
        chosen
            .cloned()
            .or_else(|| self.household.active().next().map(|p| p.id.clone()))
            .unwrap_or_default()
    }

    /// The lines of the topics pane.
    pub fn topic_rows(&self) -> Rc<[TopicRow]> {
        let person = self.person();
        let key = (self.told(), person.clone());
        self.derived.topics.get(key, || self.work_out_topics(&person))
    }

    fn work_out_topics(&self, person: &Id) -> Rc<[TopicRow]> {
        let lang = self.strings.lang();
        let mut rows = Vec::new();
        for (topic_id, topic) in &self.pack.topics {
            let mut inside = self
                .pack
                .procedures
                .values()
                .filter(|p| p.topic == *topic_id)
                .peekable();
            if inside.peek().is_none() {
                continue;
            }
            rows.push(TopicRow::Topic(topic.title.get(lang).to_owned()));
            rows.extend(inside.map(|p| TopicRow::Procedure {
                id: p.id.clone(),
                title: p.title.get(lang).to_owned(),
                status: self.pressing(&p.id, person),
            }));
        }
        rows.into()
    }

    /// The procedures in the order of the topics pane.
    pub fn procedures(&self) -> Vec<Id> {
        let rows = self.topic_rows();
        rows.iter().filter_map(TopicRow::procedure).cloned().collect()
    }

    fn pressing(&self, procedure: &Id, person: &Id) -> Option<Status> {
        let own = self
            .assessment
            .deadlines
            .iter()
            .filter(|d| d.key.procedure == *procedure && d.person == *person);
        own.map(|d| d.status).filter(|s| *s != Status::NotApplicable).min()
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

    /// Whether nobody has told anything yet: the timeline invites then.
    pub fn is_new(&self) -> bool {
        let household = self.shown().household;
        household.facts.is_empty() && household.events.is_empty() && household.people.iter().all(|p| p.facts.is_empty())
    }

    /// The rows of the time axis: those with a day on it. What a supposed event would move stands there twice: as it is,
    /// and below it as it would be.
    pub fn axis_rows(&self, state: &AxisState) -> Rc<[AxisRow]> {
        let (person, groups, next_only) = (self.home.person.clone(), state.groups, state.next_only);
        let key = (self.told(), person, groups, next_only);
        self.derived.axis.get(key, || {
            let rows = self.timeline_rows();
            let both: Vec<TimelineRow> = rows
                .iter()
                .flat_map(|row| [self.as_it_is(row), Some(row.clone())])
                .flatten()
                .collect();
            axis_rows(self.shown(), &both, groups, next_only).into()
        })
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
        Some(TimelineRow {
            status: today.status,
            word: crate::present::status_word(&self.strings, today.status),
            opens: if_so.today.opens,
            plan_by: if_so.today.plan_by,
            closes: if_so.today.closes,
            if_so: None,
            ..row.clone()
        })
    }

    /// A deadline of the assessment.
    pub fn deadline(&self, person: &Id, key: &DeadlineKey) -> Option<&Deadline> {
        self.shown()
            .assessment
            .deadlines
            .iter()
            .find(|d| d.person == *person && d.key == *key)
    }

    /// The subject selected in the topics pane.
    pub fn topic_subject(&self) -> Subject {
        let rows = self.topic_rows();
        let selected = rows
            .iter()
            .filter_map(TopicRow::procedure)
            .nth(self.home.topics.selected);
        Subject::Procedure(selected.cloned().unwrap_or_default())
    }

    /// The subject selected in the timeline pane.
    pub fn timeline_subject(&self) -> Option<Subject> {
        let rows = self.timeline_rows();
        let row = rows.get(self.home.timeline.selected)?;
        Some(Subject::Deadline(row.person.clone(), row.key.clone()))
    }

    /// The document in the detail pane.
    pub fn detail_doc(&self) -> Rc<Doc> {
        let key = (self.told(), self.person(), self.home.detail.subject.clone());
        self.derived.detail.get(key, || Rc::new(self.work_out_detail()))
    }

    /// The same as lines of the width of the pane.
    pub fn detail_lines(&self) -> Rc<DocLines> {
        let width = Layout::of(self.size, &self.home).detail.width;
        let subject = self.home.detail.subject.clone();
        let key = (self.told(), self.person(), subject, width, self.look.clone());
        let lines = || Rc::new(DocLines::new(self.detail_doc(), width, &self.look));
        self.derived.detail_lines.get(key, lines)
    }

    /// The lines of a sheet that scrolls, at the present size; none for other sheets.
    pub fn sheet_lines(&self) -> Rc<DocLines> {
        self.sheets
            .last()
            .map_or_else(Rc::default, |sheet| self.lines_of(sheet))
    }

    fn lines_of(&self, sheet: &Sheet) -> Rc<DocLines> {
        let width = Layout::of(self.size, &self.home).sheet.width;
        let Some(mut text) = sheet.text() else {
            return Rc::default();
        };
        if let Text::History(count, last) = &mut text {
            *count = self.entries.len();
            *last = self.entries.last().map_or(0, |e| e.revision);
        }
        let lines = || Rc::new(DocLines::new(Rc::new(sheet_doc(self, sheet)), width, &self.look));
        let key = (self.told(), text, width, self.look.clone());
        self.derived.sheet_lines.get(key, lines)
    }

    /// The counter visits to come, as they follow from what was told.
    pub fn plan(&self) -> Rc<Plan> {
        let work = || Rc::new(plan(&self.pack, &self.household, &self.assessment, Who::Myself));
        self.derived.plan.get(self.derived.assessed, work)
    }

    fn work_out_detail(&self) -> Doc {
        let scene = self.shown();
        let mut doc = match &self.home.detail.subject {
            Subject::Procedure(id) => match self.pack.procedures.get(id) {
                Some(procedure) => procedure_doc(scene, procedure, self.person().as_str()),
                None => Doc::default(),
            },
            Subject::Deadline(person, key) => match self.deadline(person, key) {
                Some(deadline) => deadline_doc(scene, deadline),
                None => Doc::default(),
            },
        };
        if self.supposed.is_some() {
            let instead = match &self.home.detail.subject {
                Subject::Procedure(_) => None,
                Subject::Deadline(person, key) => self.instead(person, key),
            };
            let words = match instead {
                Some(words) => self.strings.say_x("supposed-instead", &words),
                None => self.strings.say("supposed-here"),
            };
            doc.blocks.insert(1.min(doc.blocks.len()), Block::caution(words));
        } else if let Subject::Deadline(person, key) = &self.home.detail.subject
            && let Some(moved) = self
                .shown
                .moved()
                .iter()
                .find(|m| m.person == *person && m.key() == *key)
        {
            let words = moved_words(&self.strings, moved);
            doc.blocks.insert(1.min(doc.blocks.len()), Block::caution(words));
        }
        doc
    }

    /// Which day a supposed one takes the place of, in words.
    fn instead(&self, person: &Id, key: &DeadlineKey) -> Option<String> {
        let rows = self.timeline_rows();
        let row = rows.iter().find(|r| r.person == *person && r.key == *key)?;
        let words = &row.if_so.as_ref()?.words;
        (!words.is_empty()).then(|| words.clone())
    }

    /// What is selected in the detail pane.
    pub fn detail_item(&self) -> Option<Item> {
        let doc = self.detail_doc();
        doc.blocks.get(self.home.detail.block?)?.item.clone()
    }

    /// The deadline that "why" is about: the selected one.
    pub fn selected_deadline(&self) -> Option<(PersonId, DeadlineKey)> {
        let from_subject = |subject: Subject| match subject {
            Subject::Deadline(person, key) => Some((person, key)),
            Subject::Procedure(_) => None,
        };
        match self.home.focus {
            Pane::Timeline => self.timeline_subject().and_then(from_subject),
            Pane::Topics | Pane::Detail => match self.detail_item() {
                Some(Item::Deadline(person, key)) => Some((person, key)),
                _ => from_subject(self.home.detail.subject.clone()).or_else(|| self.first_deadline()),
            },
        }
    }

    /// The most pressing deadline of the procedure that is shown.
    fn first_deadline(&self) -> Option<(PersonId, DeadlineKey)> {
        let Subject::Procedure(id) = &self.home.detail.subject else {
            return None;
        };
        let person = self.person();
        let own = |d: &&Deadline| d.key.procedure == *id && d.person == person && d.status != Status::NotApplicable;
        self.assessment
            .deadlines
            .iter()
            .find(own)
            .map(|d| (d.person.clone(), d.key.clone()))
    }
}

impl Sheet {
    /// The text that it scrolls, if that is what it does.
    fn text(&self) -> Option<Text> {
        match self {
            Self::Help { .. } => Some(Text::Help),
            Self::Why { person, key, .. } => Some(Text::Why(person.clone(), key.clone())),
            Self::Term { id, .. } => Some(Text::Term(id.clone())),
            Self::Document { id, .. } => Some(Text::Document(id.clone())),
            Self::Diagnostics { lines, .. } => Some(Text::Diagnostics(lines.clone())),
            Self::Visits(_) => Some(Text::Visits),
            Self::Visit { trip, .. } => Some(Text::Visit(*trip)),
            Self::Moved(_) => Some(Text::Moved),
            // Which entries it shows is said by the one who has them.
            Self::History(_) => Some(Text::History(0, 0)),
            Self::Questions(_)
            | Self::Answer(_)
            | Self::Events(_)
            | Self::Event(_)
            | Self::WhatIf(_)
            | Self::People(_)
            | Self::Person { .. }
            | Self::Words(_)
            | Self::Axis(_)
            | Self::Clerk(_)
            | Self::Done(_)
            | Self::Start(_)
            | Self::Meanings { .. }
            | Self::Search(_)
            | Self::Palette(_) => None,
        }
    }
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

impl TopicRow {
    /// The procedure of the row, if it is not a title.
    pub fn procedure(&self) -> Option<&Id> {
        match self {
            Self::Topic(_) => None,
            Self::Procedure { id, .. } => Some(id),
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
}
