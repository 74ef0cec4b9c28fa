//! A household that is open: looking at it, changing it, and saying what a change did.

use super::setup::{Setup, now};
use super::trouble::Trouble;
use crate::content::{Id, Pack};
use crate::guide::{Assessment, assess};
use crate::household::{Change, Entry, Household, Person};
use crate::intake::find_person;
use crate::present::{Scene, moved_lines};
use crate::store::{Notice, Opened, SaveError, Store};

/// The content and a household.
pub struct Session<'s> {
    /// What every command starts from.
    pub setup: &'s Setup,
    /// The content.
    pub pack: Pack,
    /// What people told us, as saved.
    pub household: Household,
    /// What holds today for that household; worked out once, and again after each change.
    pub assessment: Assessment,
    /// For saving.
    pub store: Store,
    /// What a person should know after opening.
    pub notices: Vec<Notice>,
}

/// A change that is saved.
pub struct Saved {
    /// What was made.
    pub entry: Entry,
    /// What it did to the timeline, in a line each.
    pub moved: Vec<String>,
    /// What is not wholly safe yet, although the change is saved.
    pub incomplete: Option<SaveError>,
}

impl<'s> Session<'s> {
    /// Loads the content and opens the household.
    ///
    /// # Errors
    /// The content has errors, or the household cannot be read.
    pub fn open(setup: &'s Setup) -> Result<Self, Trouble> {
        let pack = setup.pack()?;
        let Opened {
            store,
            household,
            notices,
            ..
        } = Store::open(setup.paths(), &setup.household)?;
        let assessment = assess(&pack, &household, setup.today);
        Ok(Self {
            setup,
            pack,
            household,
            assessment,
            store,
            notices,
        })
    }

    /// Everything a view model reads.
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            pack: &self.pack,
            household: &self.household,
            assessment: &self.assessment,
            strings: &self.setup.strings,
        }
    }

    /// The person that was named, or the only one there is.
    ///
    /// # Errors
    /// Nobody has this label, or nobody was named and there are several.
    pub fn person(&self, typed: Option<&str>) -> Result<&Person, Trouble> {
        if let Some(named) = self.named(typed)? {
            return Ok(named);
        }
        let mut people = self.household.active();
        match (people.next(), people.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(Trouble::WhichPerson(
                self.household.active().map(|p| p.label.clone()).collect(),
            )),
        }
    }

    /// The person that was named, if anybody was.
    ///
    /// # Errors
    /// Nobody has this label.
    pub fn named(&self, typed: Option<&str>) -> Result<Option<&Person>, Trouble> {
        Ok(typed.map(|typed| find_person(&self.household, typed)).transpose()?)
    }

    /// The people who were named; nobody named: all who are shown.
    ///
    /// # Errors
    /// Nobody has this label.
    pub fn people(&self, typed: Option<&str>) -> Result<Vec<Id>, Trouble> {
        match self.named(typed)? {
            Some(named) => Ok(vec![named.id.clone()]),
            None => Ok(self.household.active().map(|p| p.id.clone()).collect()),
        }
    }

    /// Saves changes at once.
    ///
    /// # Errors
    /// Nothing was saved.
    pub fn commit(&mut self, changes: Vec<Change>) -> Result<Saved, Trouble> {
        self.save(|store, household| store.commit(household, changes, now()))
    }

    /// Takes the last change back.
    ///
    /// # Errors
    /// Nothing was saved, or there is nothing to take back.
    pub fn undo(&mut self) -> Result<Saved, Trouble> {
        self.save(|store, household| store.undo(household, now()))
    }

    /// Makes the change again that was taken back last.
    ///
    /// # Errors
    /// Nothing was saved, or there is nothing to make again.
    pub fn redo(&mut self) -> Result<Saved, Trouble> {
        self.save(|store, household| store.redo(household, now()))
    }

    /// What changes would do to the timeline, in a line each. Saves nothing.
    ///
    /// # Errors
    /// The changes do not fit the household.
    pub fn what_if(&self, changes: Vec<Change>) -> Result<Vec<String>, Trouble> {
        let mut household = self.household.clone();
        household
            .apply_all(&changes)
            .map_err(|error| Trouble::from(SaveError::from(error)))?;
        let then = assess(&self.pack, &household, self.setup.today);
        let supposed = Scene {
            household: &household,
            assessment: &then,
            ..self.scene()
        };
        Ok(moved_lines(self.scene(), supposed))
    }

    fn save(
        &mut self,
        step: impl FnOnce(&mut Store, &mut Household) -> Result<Entry, SaveError>,
    ) -> Result<Saved, Trouble> {
        let old = self.household.clone();
        let (entry, incomplete) = match step(&mut self.store, &mut self.household) {
            Ok(entry) => (entry, None),
            Err(error) => match error.saved().cloned() {
                Some(entry) => (entry, Some(error)),
                None => return Err(error.into()),
            },
        };
        let after = assess(&self.pack, &self.household, self.setup.today);
        let old_assessment = std::mem::replace(&mut self.assessment, after);
        let before = Scene {
            household: &old,
            assessment: &old_assessment,
            ..self.scene()
        };
        let moved = moved_lines(before, self.scene());
        Ok(Saved {
            entry,
            moved,
            incomplete,
        })
    }
}
