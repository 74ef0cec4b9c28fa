//! Where things are kept. The only place that asks the environment for folders.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use etcetera::BaseStrategy;
use unicode_normalization::UnicodeNormalization;

use crate::text::secret::{Refusal, refuse_secret};

/// Name of the program's folder within the platform's data and configuration folders.
const FOLDER: &str = "mynaguide";
/// Longest name of a household, in characters.
const MAX_NAME: usize = 40;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The folders of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    data: PathBuf,
    config: Option<PathBuf>,
}

/// No folder for data is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no home folder is known; say where to keep data with --data or MYNAGUIDE_DATA")]
pub struct NoHome;

/// A name that no household can have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Not made of letters, digits, hyphens and underscores, or too long.
    #[error("a household's name is made of up to {MAX_NAME} letters (Japanese too), digits, hyphens and underscores")]
    Shape,
    /// A name that some systems keep for devices.
    #[error("this name cannot be the name of a file on every system; take another")]
    Device,
    /// The name holds a number that must not be stored.
    #[error("{0}")]
    Secret(Refusal),
}

/// The files of one household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdPaths {
    /// The name, in its normal form.
    pub name: String,
    /// `households`.
    pub folder: PathBuf,
    /// `NAME.toml`.
    pub file: PathBuf,
    /// `NAME.journal.jsonl`.
    pub journal: PathBuf,
    /// `NAME.lock`.
    pub lock: PathBuf,
    /// `backups`, shared by all households.
    pub backups: PathBuf,
}

impl Paths {
    /// The folders as given on the command line (`--data`, `--config`), else `MYNAGUIDE_DATA`, else the platform's.
    ///
    /// # Errors
    /// If no data folder was given and there is no home folder.
    pub fn find(data: Option<&Path>, config: Option<&Path>) -> Result<Self, NoHome> {
        let platform = etcetera::choose_base_strategy().ok();
        let platform = platform.map(|p| (p.data_dir().join(FOLDER), p.config_dir().join(FOLDER)));
        Self::choose(data, config, env::var_os("MYNAGUIDE_DATA"), platform)
    }

    /// These folders and no others.
    pub fn new(data: impl Into<PathBuf>, config: Option<PathBuf>) -> Self {
        Self {
            data: data.into(),
            config,
        }
    }

    fn choose(
        data: Option<&Path>,
        config: Option<&Path>,
        variable: Option<OsString>,
        platform: Option<(PathBuf, PathBuf)>,
    ) -> Result<Self, NoHome> {
        let (platform_data, platform_config) = platform.unzip();
        let variable = variable.filter(|v| !v.is_empty()).map(PathBuf::from);
        let data = data.map(Path::to_owned).or(variable).or(platform_data).ok_or(NoHome)?;
        let config = config
            .map(Path::to_owned)
            .or_else(|| platform_config.map(|c| c.join("config.toml")));
        Ok(Self::new(data, config))
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The configuration file; it need not exist. `None` if no home folder is known and none was given.
    pub fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// The files of a household.
    ///
    /// # Errors
    /// If no household can have this name.
    pub fn household(&self, name: &str) -> Result<HouseholdPaths, NameError> {
        let name = household_name(name)?;
        let folder = self.data.join("households");
        Ok(HouseholdPaths {
            file: folder.join(format!("{name}.toml")),
            journal: folder.join(format!("{name}.journal.jsonl")),
            lock: folder.join(format!("{name}.lock")),
            backups: folder.join("backups"),
            name,
            folder,
        })
    }

    /// The names of the households that have a file, or whose journal or backups say that they had one, sorted.
    ///
    /// # Errors
    /// If the folder is there and cannot be read, or is a link to a place that is not there.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let folder = self.data.join("households");
        let mut names = Vec::new();
        for file in files_in(&folder, &[&self.data, &folder])? {
            let name = [".toml", ".journal.jsonl"]
                .iter()
                .find_map(|end| file.strip_suffix(end));
            names.extend(name.and_then(|n| household_name(n).ok()));
        }
        let backups = folder.join("backups");
        // Without the folder of backups the households beside it are still listed.
        for file in files_in(&backups, &[]).unwrap_or_default() {
            let name = file.strip_suffix(".toml").and_then(|file| file.rsplit_once('.'));
            let name = name.filter(|(_, revision)| revision.parse::<u64>().is_ok());
            names.extend(name.and_then(|(name, _)| household_name(name).ok()));
        }
        names.sort();
        names.dedup();
        Ok(names)
    }
}

/// The names of the files in a folder; none if there is no such folder, unless one of these is a link to it.
fn files_in(folder: &Path, links: &[&Path]) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e)
            if e.kind() == io::ErrorKind::NotFound && !links.iter().any(|link| link.is_symlink() && !link.exists()) =>
        {
            return Ok(Vec::new());
        }
        Err(e) => return Err(e),
    };
    let names = entries.map(|entry| Ok(entry?.file_name().into_string().ok()));
    Ok(names.collect::<io::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

impl HouseholdPaths {
    /// `backups/NAME.REV.toml`.
    pub fn backup(&self, revision: u64) -> PathBuf {
        self.backups.join(format!("{}.{revision}.toml", self.name))
    }

    /// The revision of a file in the folder of backups, if it is one of this household.
    pub(super) fn backup_revision(&self, file: &str) -> Option<u64> {
        file.strip_prefix(self.name.as_str())?
            .strip_prefix('.')?
            .strip_suffix(".toml")?
            .parse()
            .ok()
    }
}

/// The normal form of a household's name: full-width letters and half-width kana are folded.
///
/// # Errors
/// If no household can have this name.
pub fn household_name(typed: &str) -> Result<String, NameError> {
    let name: String = typed.trim().nfkc().collect();
    let letters = name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if !letters || name.starts_with('-') || !(1..=MAX_NAME).contains(&name.chars().count()) {
        return Err(NameError::Shape);
    }
    refuse_secret(&name).map_err(NameError::Secret)?;
    let lower = name.to_ascii_lowercase();
    let port = lower.strip_prefix("com").or_else(|| lower.strip_prefix("lpt"));
    let port = port.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    if port || DEVICES.contains(&lower.as_str()) {
        Err(NameError::Device)
    } else {
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_not_paths() {
        for (typed, name) in [
            ("home", Some("home")),
            ("client_12-b", Some("client_12-b")),
            ("田中家", Some("田中家")),
            ("佐々木サー", Some("佐々木サー")),
            (" ｈｏｍｅ ", Some("home")),
            ("ｶﾞｽ", Some("ガス")),
            ("", None),
            ("..", None),
            ("a.b", None),
            ("a/b", None),
            ("a\\b", None),
            ("../home", None),
            ("-v", None),
            ("two words", None),
            ("a\u{202e}b", None),
            ("nul", None),
            ("COM1", None),
            ("123456789012", None),
        ] {
            assert_eq!(household_name(typed).ok().as_deref(), name, "{typed:?}");
        }
        assert!(household_name(&"x".repeat(MAX_NAME)).is_ok());
        assert_eq!(household_name(&"x".repeat(MAX_NAME + 1)), Err(NameError::Shape));
    }

    #[test]
    fn the_nearest_word_wins() {
        let platform = || Some((PathBuf::from("/p/data"), PathBuf::from("/p/config")));
        let variable = |v: &str| Some(OsString::from(v));
        let choose = |data: Option<&str>, v, p| {
            Paths::choose(data.map(Path::new), None, v, p).map(|paths| paths.data().to_owned())
        };
        assert_eq!(choose(Some("/x"), variable("/y"), platform()), Ok("/x".into()));
        assert_eq!(choose(None, variable("/y"), platform()), Ok("/y".into()));
        assert_eq!(choose(None, variable(""), platform()), Ok("/p/data".into()));
        assert_eq!(choose(None, None, None), Err(NoHome));
        let paths = Paths::choose(None, None, None, platform()).unwrap();
        assert_eq!(paths.config(), Some(Path::new("/p/config/config.toml")));
        let paths = Paths::choose(Some(Path::new("/x")), Some(Path::new("c.toml")), None, None).unwrap();
        assert_eq!(paths.config(), Some(Path::new("c.toml")));
    }

    #[test]
    fn the_files_of_a_household() {
        let home = Paths::new("/d", None).household("home").unwrap();
        assert_eq!(home.file, Path::new("/d/households/home.toml"));
        assert_eq!(home.journal, Path::new("/d/households/home.journal.jsonl"));
        assert_eq!(home.backup(7), Path::new("/d/households/backups/home.7.toml"));
        for (file, revision) in [
            ("home.7.toml", Some(7)),
            ("home2.7.toml", None),
            ("home.toml", None),
            ("home.x.toml", None),
        ] {
            assert_eq!(home.backup_revision(file), revision, "{file}");
        }
    }

    #[test]
    fn households_are_found_by_their_files_and_what_is_left_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::new(folder.path(), None);
        assert_eq!(paths.names().unwrap(), Vec::<String>::new());
        let households = folder.path().join("households");
        fs::create_dir(&households).unwrap();
        for file in [
            "home.toml",
            "田中家.toml",
            "home.broken-1.toml",
            "home.lock",
            ".home.toml.7.tmp",
        ] {
            fs::write(households.join(file), "").unwrap();
        }
        assert_eq!(paths.names().unwrap(), ["home", "田中家"]);
        fs::create_dir(households.join("backups")).unwrap();
        for file in [
            "gone.journal.jsonl",
            "home.journal.jsonl",
            "backups/home.7.toml",
            "backups/lost.12.toml",
            "backups/notes.toml",
            "backups/.lost.13.toml.7.tmp",
        ] {
            fs::write(households.join(file), "").unwrap();
        }
        assert_eq!(paths.names().unwrap(), ["gone", "home", "lost", "田中家"]);
    }
}
