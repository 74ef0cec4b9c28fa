//! The state of the full-screen program. Pure data; everything shown follows from it.

mod derived;
mod find;
mod home;
mod sheets;
mod works;

pub use derived::TopicRow;
pub use find::{Finder, PaletteRow};
pub use home::{Cursor, Detail, Home, Pane, Subject};
pub use sheets::{
    AnswerForm, AxisState, ClerkState, DoneForm, EventForm, EventLine, Pick, Purpose, Sheet, StartForm, StartStep,
    WordsForm,
};

use std::rc::Rc;

use chrono::NaiveDate;

use self::derived::Derived;
use super::effect::Effect;
use super::keymap::Keymap;
use super::supposed::Supposed;
use super::view::{Border, Layout, Look, Size};
use crate::content::{Id, Pack, with_language};
use crate::guide::{Assessment, Deadline, DeadlineKey, Shown, assess};
use crate::household::{Change, Entry, Household, PersonId};
use crate::i18n::Strings;
use crate::present::Scene;

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
    /// What the loop has to do: given out after each message.
    pub(super) effects: Vec<Effect>,
    derived: Derived,
}

/// A message in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub words: String,
    /// A trouble stays until it is solved; anything else goes with the next key.
    pub trouble: bool,
}

impl Model {
    /// The state at the start: of a household, and of what was shown of it before. What differs from that has moved.
    pub fn new(
        pack: Rc<Pack>,
        (household, shown): (Household, Shown),
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
            shown,
            is_shown_new: false,
            effects: Vec::new(),
            derived: Derived::default(),
        };
        model.home.detail.subject = model.topic_subject();
        model.show();
        model
    }

    /// Where things stand on the screen now.
    pub fn layout(&self) -> Layout {
        Layout::of(self.size, &self.home)
    }

    /// How many lines of a sheet are in sight.
    pub fn sheet_page(&self) -> usize {
        usize::from(self.layout().sheet.height)
    }

    /// Puts words into the status line until the next key.
    pub(super) fn tell(&mut self, words: String) {
        self.notice = Some(Notice { words, trouble: false });
    }

    /// Puts a trouble into the status line.
    pub(super) fn warn(&mut self, words: String) {
        self.notice = Some(Notice { words, trouble: true });
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

    /// Speaks another language from here on, the content too.
    pub fn set_language(&mut self, lang: &str) {
        self.strings = Strings::new(lang);
        if let Some(pack) = with_language(&self.pack, lang) {
            self.pack = Rc::new(pack);
            // Its reasons hold words of the content.
            self.reassess();
        }
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

    /// The person whose checklist is shown.
    pub fn person(&self) -> PersonId {
        let active = || self.household.active().map(|p| &p.id);
        let chosen = self.home.person.as_ref();
        let chosen = chosen.filter(|id| active().any(|p| p == *id));
        chosen.or_else(|| active().next()).cloned().unwrap_or_default()
    }

    /// Whether the first minute is open, perhaps below one of its questions.
    pub fn is_beginning(&self) -> bool {
        self.sheets.iter().any(|sheet| matches!(sheet, Sheet::Start(_)))
    }

    /// Whether nobody has told anything yet: the timeline invites then.
    pub fn is_new(&self) -> bool {
        let household = self.shown().household;
        household.facts.is_empty() && household.events.is_empty() && household.people.iter().all(|p| p.facts.is_empty())
    }

    /// A deadline of the assessment.
    pub fn deadline(&self, person: &Id, key: &DeadlineKey) -> Option<&Deadline> {
        let mut deadlines = self.shown().assessment.deadlines.iter();
        deadlines.find(|d| d.person == *person && d.key == *key)
    }
}
