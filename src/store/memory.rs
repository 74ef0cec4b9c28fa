//! What the program itself remembers beside a household, for example which events it wrote into a calendar file: told by
//! nobody, so that it has no entry in the journal and is not undone.

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::Value;

use super::{SaveError, Store, backup, format, save};
use crate::household::{ChangeError, Household};

/// Under which name it is remembered which dates were shown.
pub const SHOWN: &str = "shown";

impl Store {
    /// What was remembered under a name; nothing, or something that is no longer understood, is the default.
    pub fn memory<T: DeserializeOwned + Default>(&self, name: &str) -> T {
        let value = self.extra.memory.get(name).cloned();
        value.and_then(|value| value.try_into().ok()).unwrap_or_default()
    }

    /// Remembers something under a name, in the file of the household. What another program saved meanwhile stays; the
    /// household is then as it stands in the file.
    ///
    /// # Errors
    /// As [`Store::commit`]; what was remembered before is then still there.
    pub fn remember<T: Serialize>(&mut self, household: &mut Household, name: &str, what: &T) -> Result<(), SaveError> {
        self.keep(household, name, Value::try_from(what).ok())
    }

    /// Not written out for each type; without a value it has no form in the file.
    fn keep(&mut self, household: &mut Household, name: &str, value: Option<Value>) -> Result<(), SaveError> {
        if let Some(format) = self.newer_format {
            return Err(SaveError::ReadOnly {
                path: self.paths.file.clone(),
                format,
            });
        }
        let value = value.ok_or(SaveError::Change(ChangeError::Malformed))?;
        if self.extra.memory.get(name) == Some(&value) && !self.changed_outside() {
            return Ok(());
        }
        let _lock = self.prepare()?;
        let base = self.base(household)?;
        let mut extra = base.extra;
        extra.remember(name, value)?;
        extra.text = format::write(&base.household, &extra)?;
        if let (true, Some(bytes)) = (base.is_older, &base.bytes) {
            backup::keep(&*self.files, &self.paths, base.household.revision, bytes)?;
        }
        let written = save::replace(&*self.files, &self.paths.file, extra.text.as_bytes())?;
        *household = base.household;
        self.mark_saved(extra);
        written.problem().map_or(Ok(()), |problem| Err(problem.into()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::*;
    use crate::content::Answer;
    use crate::household::edit;
    use crate::store::{Opened, Paths, look};

    type Numbers = BTreeMap<String, u32>;

    fn numbers(n: u32) -> Numbers {
        BTreeMap::from([("a/b c".to_owned(), n)])
    }

    fn at() -> chrono::DateTime<chrono::FixedOffset> {
        chrono::DateTime::parse_from_rfc3339("2026-11-22T10:00:00+09:00").unwrap()
    }

    #[test]
    fn what_is_remembered_stays_through_changes_and_is_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::new(folder.path(), None);
        let Opened {
            mut store,
            mut household,
            ..
        } = Store::open(&paths, "home").unwrap();
        assert_eq!(store.memory::<Numbers>("x"), Numbers::new());
        store.remember(&mut household, "x", &numbers(1)).unwrap();
        let change = edit::set_fact(&household, Some("a"), "y", Some(Answer::YesNo(true)));
        store.commit(&mut household, change, at()).unwrap();
        store.remember(&mut household, "x", &numbers(2)).unwrap();
        store.undo(&mut household, at()).unwrap();
        assert_eq!(store.memory::<Numbers>("x"), numbers(2));
        let Opened {
            store, household: read, ..
        } = Store::open(&paths, "home").unwrap();
        assert_eq!((store.memory::<Numbers>("x"), store.entries().len()), (numbers(2), 2));
        assert_eq!((&read, &look(&paths, "home").unwrap()), (&household, &household));
        assert_eq!(store.memory::<u32>("x"), 0, "something else under this name is nothing");
        let before = fs::read(&store.paths().file).unwrap();
        let Opened {
            mut store,
            mut household,
            ..
        } = Store::open(&paths, "home").unwrap();
        store.remember(&mut household, "x", &numbers(2)).unwrap();
        assert_eq!(
            fs::read(&store.paths().file).unwrap(),
            before,
            "the same again is not written"
        );
    }

    #[test]
    fn what_another_program_saved_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::new(folder.path(), None);
        let mut one = Store::open(&paths, "home").unwrap();
        let mut two = Store::open(&paths, "home").unwrap();
        let change = edit::set_fact(&two.household, Some("a"), "y", Some(Answer::YesNo(true)));
        two.store.commit(&mut two.household, change, at()).unwrap();
        one.store.remember(&mut one.household, "x", &numbers(3)).unwrap();
        assert_eq!(one.household, two.household, "it is seen here now");
        assert_eq!(look(&paths, "home").unwrap(), two.household);
        // A file that cannot be understood is left alone.
        let file = &one.store.paths().file.clone();
        fs::write(file, "format = 1\nbroken").unwrap();
        assert!(matches!(
            one.store.remember(&mut one.household, "x", &numbers(4)),
            Err(SaveError::BrokenOutside { .. })
        ));
        assert!(look(&paths, "home").is_err());
        fs::write(
            file,
            fs::read_to_string(file)
                .unwrap()
                .replace("1\nbroken", "99\n[[person]]\nid = \"a\"\nlabel = \"A\"\n"),
        )
        .unwrap();
        let mut newer = Store::open(&paths, "home").unwrap();
        assert!(matches!(
            newer.store.remember(&mut newer.household, "x", &numbers(4)),
            Err(SaveError::ReadOnly { .. })
        ));
    }
}
