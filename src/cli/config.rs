//! The configuration file: read, never written. What stands on the command line comes first.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::args::{GlyphSet, When};
use super::files::bounded;
use super::trouble::Trouble;

/// What can stand in `config.toml`; everything may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Language tag.
    pub lang: Option<String>,
    /// Name of the household.
    pub household: Option<String>,
    /// When to use colours.
    pub color: Option<When>,
    /// Which marks to draw with.
    pub glyphs: Option<GlyphSet>,
    /// A file with other keys for the full screen; relative to the folder of this file.
    pub keys: Option<PathBuf>,
    /// Use the mouse in the full screen; off unless it is asked for, as the terminal then selects no text with it.
    pub mouse: Option<bool>,
}

impl Config {
    /// Reads the file. Not there: nothing is configured, unless it was `asked` for by name.
    ///
    /// # Errors
    /// The file cannot be read or says something that is not known; the line is named.
    pub fn read(path: &Path, asked: bool) -> Result<Self, Trouble> {
        let text = match bounded(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !asked => return Ok(Self::default()),
            Err(problem) => {
                return Err(Trouble::File {
                    path: path.to_owned(),
                    problem,
                });
            }
        };
        let mut config: Self = toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            Trouble::Config {
                path: path.to_owned(),
                line,
                message: error.message().to_owned(),
            }
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        config.keys = config.keys.map(|keys| folder.join(keys));
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn everything_may_be_left_out_and_nothing_unknown_may_stand_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        assert_eq!(Config::read(&path, false).unwrap(), Config::default());
        assert!(matches!(Config::read(&path, true), Err(Trouble::File { .. })));
        for (text, expected) in [
            ("", Ok(None)),
            ("lang = \"ja\"\nmouse = true\n", Ok(Some("ja"))),
            ("mouse = \"on\"\n", Err(Some(1))),
            ("lang = \"ja\"\ncolor = \"never\"\n", Ok(Some("ja"))),
            ("lang = \"ja\"\nlanguage = \"ja\"\n", Err(Some(2))),
            ("\n\ncolor = \"blue\"\n", Err(Some(3))),
            ("lang = ", Err(Some(1))),
        ] {
            fs::write(&path, text).unwrap();
            match (Config::read(&path, true), expected) {
                (Ok(config), Ok(lang)) => assert_eq!(config.lang.as_deref(), lang, "{text}"),
                (Err(Trouble::Config { line, .. }), Err(expected)) => assert_eq!(line, expected, "{text}"),
                (found, _) => panic!("{text}: {found:?}"),
            }
        }
        fs::write(&path, "keys = \"keys.toml\"").unwrap();
        assert_eq!(
            Config::read(&path, true).unwrap().keys,
            Some(folder.path().join("keys.toml"))
        );
    }
}
