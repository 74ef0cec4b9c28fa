//! The configuration file: read, never written. What stands on the command line comes first.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use toml::Spanned;

use super::args::{GlyphSet, When, language};
use super::files::bounded;
use super::trouble::Trouble;

/// What can stand in `config.toml`; everything may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Language tag.
    pub lang: Option<String>,
    /// Name of the household.
    pub household: Option<String>,
    /// When to use colours.
    pub color: Option<When>,
    /// Which marks to draw with.
    pub glyphs: Option<GlyphSet>,
    /// Other keys for the full screen.
    pub keys: Option<Choice>,
    /// The name of a theme for the full screen, and where it stands.
    pub theme: Option<(String, String)>,
    /// Plain text instead of the full screen.
    pub plain: bool,
    /// Use the mouse in the full screen; off unless it is asked for, as the terminal then selects no text with it.
    pub mouse: Option<bool>,
}

/// Something of the program's own by its name, or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// By name.
    Name {
        /// The name.
        name: String,
        /// Where it stands: `config.toml:3`.
        at: String,
    },
    /// A file; in the configuration relative to its folder.
    File(PathBuf),
}

/// The file as it is written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, deserialize_with = "language_tag")]
    lang: Option<String>,
    household: Option<String>,
    color: Option<When>,
    glyphs: Option<GlyphSet>,
    keys: Option<Spanned<String>>,
    theme: Option<Spanned<String>>,
    plain: Option<bool>,
    mouse: Option<bool>,
}

fn language_tag<'de, D: Deserializer<'de>>(written: D) -> Result<Option<String>, D::Error> {
    let tag = String::deserialize(written)?;
    language(&tag).map(Some).map_err(D::Error::custom)
}

impl Config {
    /// Reads the file. Not there: nothing is configured, unless it was `asked` for by name.
    ///
    /// # Errors
    /// The file cannot be read or says something that is not known; the line is named.
    pub fn read(path: &Path, asked: bool) -> Result<Self, Trouble> {
        let text = match bounded(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !asked => return Ok(Self::default()),
            other => other.map_err(Trouble::file(path))?,
        };
        let line = |start: usize| text[..start.min(text.len())].matches('\n').count() + 1;
        let written: Written = toml::from_str(&text).map_err(|error| Trouble::Config {
            path: path.to_owned(),
            line: error.span().map(|span| line(span.start)),
            message: error.message().to_owned(),
        })?;
        let at = |named: &Spanned<String>| format!("{}:{}", path.display(), line(named.span().start));
        let folder = path.parent().unwrap_or(Path::new(""));
        Ok(Self {
            keys: written.keys.map(|keys| {
                if keys.get_ref().contains(['.', '/', '\\']) {
                    Choice::File(folder.join(keys.get_ref()))
                } else {
                    let at = at(&keys);
                    let name = keys.into_inner();
                    Choice::Name { name, at }
                }
            }),
            theme: written.theme.map(|theme| {
                let at = at(&theme);
                (theme.into_inner(), at)
            }),
            plain: written.plain.unwrap_or(false),
            lang: written.lang,
            household: written.household,
            color: written.color,
            glyphs: written.glyphs,
            mouse: written.mouse,
        })
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
            ("mouse = true\nlang = \"english\"\n", Err(Some(2))),
        ] {
            fs::write(&path, text).unwrap();
            match (Config::read(&path, true), expected) {
                (Ok(config), Ok(lang)) => assert_eq!(config.lang.as_deref(), lang, "{text}"),
                (Err(Trouble::Config { line, .. }), Err(expected)) => assert_eq!(line, expected, "{text}"),
                (found, _) => panic!("{text}: {found:?}"),
            }
        }
        for (text, expected) in [
            ("keys = \"keys.toml\"", Choice::File(folder.path().join("keys.toml"))),
            ("keys = \"own/keys\"", Choice::File(folder.path().join("own/keys"))),
            (
                "\nkeys = \"vim\"",
                Choice::Name {
                    name: "vim".to_owned(),
                    at: format!("{}:2", path.display()),
                },
            ),
        ] {
            fs::write(&path, text).unwrap();
            assert_eq!(Config::read(&path, true).unwrap().keys, Some(expected), "{text}");
        }
        fs::write(&path, "plain = true\ntheme = \"dark\"").unwrap();
        let config = Config::read(&path, true).unwrap();
        assert!(config.plain);
        assert_eq!(config.theme, Some(("dark".to_owned(), format!("{}:2", path.display()))));
    }
}
