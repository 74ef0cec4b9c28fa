//! What the full screen is set up with: keys and colours. The files are read here and understood by the full screen,
//! which the caller hands over as a [`Check`]: the commands and the full screen do not know each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::Verdict;
use super::config::Choice;
use super::files::bounded;
use super::out::Out;
use super::setup::{Colours, Setup};
use super::trouble::Trouble;

/// Most themes of one's own; a folder with more is not a folder of themes.
const MOST_THEMES: usize = 100;

/// What was asked for, and the files as they stand there.
#[derive(Clone, Debug, Default)]
pub struct ScreenSettings {
    /// The name of a set of keys, and where it stands: `config.toml:3`.
    pub preset: Option<(String, String)>,
    /// A file with keys of one's own: its name and its text.
    pub keys: Option<(String, String)>,
    /// The name of a theme, and where it stands.
    pub theme: Option<(String, String)>,
    /// Themes of one's own: the name, the file, the text.
    pub themes: BTreeMap<String, (String, String)>,
    /// How many colours the terminal has.
    pub colours: Colours,
}

/// Understands the settings; gives every problem as a line with file and line number.
pub type Check = fn(&ScreenSettings) -> Vec<String>;

/// Reads the files.
///
/// # Errors
/// A file that was named cannot be read.
pub fn read(setup: &Setup) -> Result<ScreenSettings, Trouble> {
    let mut settings = ScreenSettings {
        theme: setup.theme.clone(),
        colours: setup.colours,
        ..ScreenSettings::default()
    };
    match &setup.keys {
        Some(Choice::Name { name, at }) => settings.preset = Some((name.clone(), at.clone())),
        Some(Choice::File(path)) => settings.keys = Some((path.display().to_string(), text(path)?)),
        None => {}
    }
    if let Some(folder) = setup.paths().config().and_then(Path::parent) {
        settings.themes = themes(&folder.join("themes"))?;
    }
    Ok(settings)
}

fn text(path: &Path) -> Result<String, Trouble> {
    bounded(path).map_err(Trouble::file(path))
}

/// The themes of a folder; none if there is no such folder.
fn themes(folder: &Path) -> Result<BTreeMap<String, (String, String)>, Trouble> {
    let mut themes = BTreeMap::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(themes);
    };
    for path in entries.flatten().map(|entry| entry.path()).take(MOST_THEMES) {
        if path.extension().is_some_and(|e| e == "toml")
            && let Some(name) = path.file_stem().and_then(|n| n.to_str())
        {
            themes.insert(name.to_owned(), (path.display().to_string(), text(&path)?));
        }
    }
    Ok(themes)
}

/// `config check`, and its part of `doctor`: what is chosen, and everything that is wrong with it.
///
/// # Errors
/// A file that was named cannot be read.
pub(super) fn report(setup: &Setup, out: &mut Out) -> Result<Verdict, Trouble> {
    let settings = read(setup)?;
    let keys = match (&settings.keys, &settings.preset) {
        (Some((file, _)), _) => file.as_str(),
        (None, Some((preset, _))) => preset,
        (None, None) => "default",
    };
    let theme = settings.theme.as_ref().map_or("terminal", |(name, _)| name.as_str());
    out.line(format!(
        "keys: {keys}; theme: {theme}; plain: {}",
        if setup.plain { "yes" } else { "no" }
    ));
    let mut problems = (setup.check)(&settings);
    // A theme that is not chosen today may be tomorrow.
    for name in settings.themes.keys() {
        let each = ScreenSettings {
            theme: Some((name.clone(), "themes".to_owned())),
            themes: settings.themes.clone(),
            ..ScreenSettings::default()
        };
        for problem in (setup.check)(&each) {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    for problem in &problems {
        out.line(format!("  {problem}"));
    }
    Ok(Verdict::holds(problems.is_empty()))
}

/// `config check`.
///
/// # Errors
/// A file that was named cannot be read.
pub(super) fn check(setup: &Setup, out: &mut Out) -> Result<Verdict, Trouble> {
    match setup.paths().config().filter(|path| path.exists()) {
        Some(path) => out.line(format!("configuration: {}", path.display())),
        None => out.line("configuration: none"),
    }
    let verdict = report(setup, out)?;
    if verdict == Verdict::Fine {
        out.line(setup.strings.say("cmd-config-fine"));
    }
    Ok(verdict)
}
