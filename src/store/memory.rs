//! What the program itself remembers beside a household, for example which events it wrote into a calendar file: told by
//! nobody, so that it has no entry in the journal and is not undone.

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::Value;

use super::{SaveError, Seen, Store, backup, format, hash, save};
use crate::household::{ChangeError, Household};

impl Store {
    /// What was remembered under a name; nothing, or something that is no longer understood, is the default.
    pub fn memory<T: DeserializeOwned + Default>(&self, name: &str) -> T {
        let value = self.extra.root.get(name).cloned();
        value.and_then(|value| value.try_into().ok()).unwrap_or_default()
    }

    /// Remembers something under a name, in the file of the household. What another program saved meanwhile stays; the
    /// household is then as it stands in the file.
    ///
    /// # Errors
    /// As [`Store::commit`]; what was remembered before is then still there.
    pub fn remember<T: Serialize>(&mut self, household: &mut Household, name: &str, what: &T) -> Result<(), SaveError> {
        if let Some(format) = self.newer_format {
            return Err(SaveError::ReadOnly {
                path: self.paths.file.clone(),
                format,
            });
        }
        let value = Value::try_from(what).map_err(|_| SaveError::Change(ChangeError::Malformed))?;
        if self.extra.root.get(name) == Some(&value) && !self.changed_outside() {
            return Ok(());
        }
        let _lock = self.prepare()?;
        let base = self.base(household)?;
        let mut extra = base.extra;
        extra.root.insert(name.to_owned(), value);
        let text = format::write(&base.household, &extra)?;
        if let (true, Some(bytes)) = (base.is_older, &base.bytes) {
            backup::keep(&*self.files, &self.paths, base.household.revision, bytes)?;
        }
        let written = save::replace(&*self.files, &self.paths.file, text.as_bytes())?;
        *household = base.household;
        self.extra = extra;
        self.is_older = false;
        let stat = self.files.stat(&self.paths.file).ok().flatten();
        self.seen = Seen {
            stat,
            hash: Some(hash(text.as_bytes())),
        };
        written.problem().map_or(Ok(()), |problem| Err(problem.into()))
    }
}
