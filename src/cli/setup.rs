//! What every command starts from: the command line, the configuration and the environment put together.

use std::env;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use super::args::{Global, GlyphSet, When};
use super::config::{Choice, Config};
use super::out::Style;
use super::settings::Check;
use super::trouble::Trouble;
use crate::calendar::{day_in_japan, in_japan, parse_date};
use crate::content::{Loaded, Pack, PackFiles, embedded_files, embedded_pack, embedded_pack_in, load_with};
use crate::i18n::{Strings, choose_language};
use crate::store::Paths;
use crate::text::secret::refuse_secret;

/// Name of the household when none is given.
const HOME: &str = "home";

/// Now, with the zone of Japan.
pub(super) fn now() -> DateTime<FixedOffset> {
    in_japan(Utc::now())
}

/// What the environment says, read once.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `MYNAGUIDE_TODAY`.
    pub today: Option<String>,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLORTERM`.
    pub colorterm: Option<String>,
    /// The locale: `LC_ALL`, `LC_MESSAGES` or `LANG`.
    pub locale: Option<String>,
    /// `COLUMNS`, else the width of the terminal.
    pub columns: Option<usize>,
    /// Standard input is a terminal.
    pub input_is_terminal: bool,
    /// Standard output is a terminal.
    pub output_is_terminal: bool,
}

impl Environment {
    /// Reads it.
    pub fn read() -> Self {
        let var = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            today: var("MYNAGUIDE_TODAY"),
            no_color: env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            term: var("TERM"),
            colorterm: var("COLORTERM"),
            locale: ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(var),
            columns: var("COLUMNS").and_then(|columns| columns.parse().ok()).or_else(|| {
                // None if standard output is no terminal.
                let (width, _) = terminal_size::terminal_size_of(std::io::stdout())?;
                Some(usize::from(width.0))
            }),
            input_is_terminal: std::io::stdin().is_terminal(),
            output_is_terminal: std::io::stdout().is_terminal(),
        }
    }

    /// Whether the full screen can be shown.
    pub fn has_screen(&self) -> bool {
        self.input_is_terminal && self.output_is_terminal && !self.is_dumb()
    }

    /// How many colours the terminal says it has; nothing is asked of the terminal itself.
    fn colours(&self, wanted: bool) -> Colours {
        let term = self.term.as_deref().unwrap_or_default();
        if !wanted {
            Colours::None
        } else if matches!(self.colorterm.as_deref(), Some("truecolor" | "24bit")) || term.contains("direct") {
            Colours::True
        } else if term.contains("256") {
            Colours::Many
        } else {
            Colours::Sixteen
        }
    }

    fn is_dumb(&self) -> bool {
        self.term.as_deref() == Some("dumb")
    }
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// None, or none are wanted.
    None,
    /// The sixteen with names.
    #[default]
    Sixteen,
    /// Two hundred and fifty-six.
    Many,
    /// All of them.
    True,
}

/// What every command starts from.
pub struct Setup {
    /// The words of the interface.
    pub strings: Strings,
    /// How output is printed.
    pub style: Style,
    /// Today in Japan, or the day that was given.
    pub today: NaiveDate,
    /// Whether the day was given.
    pub today_is_given: bool,
    /// Name of the household, as typed.
    pub household: String,
    /// Other keys for the full screen.
    pub keys: Option<Choice>,
    /// The name of a theme for the full screen, and where it stands.
    pub theme: Option<(String, String)>,
    /// How many colours the terminal has.
    pub colours: Colours,
    /// Plain text instead of the full screen.
    pub plain: bool,
    /// Understands the settings of the full screen.
    pub check: Check,
    /// The mouse is used in the full screen.
    pub mouse: bool,
    /// What the environment says.
    pub environment: Environment,
    /// The day to look at instead of today, if one was given.
    pub as_of: Option<NaiveDate>,
    /// The language was named, not taken from the environment.
    pub lang_is_given: bool,
    /// Follow the files of the content.
    pub watch: bool,
    content: Option<PathBuf>,
    packs: Vec<PathBuf>,
    paths: Paths,
}

impl Setup {
    /// Puts everything together.
    ///
    /// # Errors
    /// The configuration or the given day is not understood, or there is no home folder.
    pub fn new(global: &Global, environment: Environment) -> Result<Self, Trouble> {
        let paths = Paths::find(global.data.as_deref(), global.config.as_deref())?;
        let config = match paths.config() {
            Some(path) => Config::read(path, global.config.is_some())?,
            None => Config::default(),
        };
        let lang = global.lang.as_deref().or(config.lang.as_deref());
        let given = match (&global.today, &environment.today) {
            (Some(typed), _) => Some(day("--today", typed)?),
            (None, Some(typed)) => Some(day("MYNAGUIDE_TODAY", typed)?),
            (None, None) => None,
        };
        let as_of = global.as_of.as_deref().map(|typed| day("--as-of", typed)).transpose()?;
        let color = match global.color.or(config.color).unwrap_or(When::Auto) {
            When::Always => true,
            When::Never => false,
            When::Auto => environment.output_is_terminal && !environment.no_color && !environment.is_dumb(),
        };
        let ascii = global.glyphs.or(config.glyphs) == Some(GlyphSet::Ascii);
        Ok(Self {
            strings: Strings::new(&choose_language(lang, environment.locale.as_deref())),
            style: Style {
                color,
                ascii,
                width: Style::width_for(environment.columns),
            },
            today: as_of.or(given).unwrap_or_else(|| day_in_japan(Utc::now())),
            today_is_given: as_of.or(given).is_some(),
            household: global
                .household
                .clone()
                .or(config.household)
                .unwrap_or_else(|| HOME.to_owned()),
            keys: config.keys,
            theme: config.theme,
            colours: environment.colours(color),
            plain: config.plain,
            check: |_| Vec::new(),
            mouse: config.mouse.unwrap_or(false),
            environment,
            as_of,
            lang_is_given: lang.is_some(),
            watch: global.watch,
            content: global.content.clone(),
            packs: global.pack.clone(),
            paths,
        })
    }

    /// The content folder that was named, if any.
    pub fn content(&self) -> Option<&Path> {
        self.content.as_deref()
    }

    /// The folders of the program.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// The households of the data folder, by name.
    ///
    /// # Errors
    /// They cannot be listed.
    pub fn households(&self) -> Result<Vec<String>, Trouble> {
        let folder = self.paths.data().join("households");
        self.paths.names().map_err(Trouble::file(folder))
    }

    /// The files of the content.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn files(&self) -> Result<PackFiles, Trouble> {
        self.content().map_or_else(|| Ok(embedded_files()), folder)
    }

    /// The content, with the words of the reader's language.
    ///
    /// # Errors
    /// The folder cannot be read, or the content has errors.
    pub fn pack(&self) -> Result<Pack, Trouble> {
        self.pack_or(|| embedded_pack_in(&[self.strings.lang()]))
    }

    /// The content, with the words of all its languages.
    ///
    /// # Errors
    /// The folder cannot be read, or the content has errors.
    pub fn whole_pack(&self) -> Result<Pack, Trouble> {
        self.pack_or(embedded_pack)
    }

    /// The content that was named, or the one of the program, which was checked when it was built.
    fn pack_or(&self, embedded: impl FnOnce() -> Pack) -> Result<Pack, Trouble> {
        if self.content.is_none() && self.packs.is_empty() {
            return Ok(embedded());
        }
        self.pack_with_scenarios()
    }

    /// The content, read from its files, which have the tests of the rules too.
    ///
    /// # Errors
    /// The folder cannot be read, or the content has errors.
    pub fn pack_with_scenarios(&self) -> Result<Pack, Trouble> {
        let (files, loaded) = self.load(None)?;
        let errors = || Trouble::content(&loaded.diagnostics, &files, self.style.color);
        loaded.pack.ok_or_else(errors)
    }

    /// The files of the content and its local packs, and what loading them gives.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn load(&self, today: Option<NaiveDate>) -> Result<(PackFiles, Loaded), Trouble> {
        read_packs(self.content(), &self.packs, today)
    }

    /// The files of the local packs that were named.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn overlays(&self) -> Result<Vec<PackFiles>, Trouble> {
        self.packs.iter().map(|path| folder(path)).collect()
    }

    /// The folders that were named: the content, if any, and the local packs.
    pub fn named(&self) -> (Option<PathBuf>, Vec<PathBuf>) {
        (self.content.clone(), self.packs.clone())
    }
}

/// The files of a content and its local packs, and what loading them gives.
pub(super) fn read_packs(
    content: Option<&Path>,
    packs: &[PathBuf],
    today: Option<NaiveDate>,
) -> Result<(PackFiles, Loaded), Trouble> {
    let files = content.map_or_else(|| Ok(embedded_files()), folder)?;
    let overlays = packs.iter().map(|path| folder(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(load_with(&files, &overlays, today))
}

/// Reads a content folder.
pub(super) fn folder(path: &Path) -> Result<PackFiles, Trouble> {
    harmless(path)?;
    Ok(PackFiles::from_folder(path)?)
}

/// A path is repeated in messages; one that does not exist may be a number typed at the wrong place.
pub(super) fn harmless(path: &Path) -> Result<(), Trouble> {
    if !path.exists() {
        refuse_secret(&path.to_string_lossy())?;
    }
    Ok(())
}

fn day(what: &'static str, typed: &str) -> Result<NaiveDate, Trouble> {
    refuse_secret(typed)?;
    parse_date(typed).map_err(|problem| Trouble::Date { what, problem })
}
