//! The languages of the interface: `assets/languages.toml` and the files of messages in `assets/strings`.

use std::sync::LazyLock;

use serde::Deserialize;

const TABLE: &str = include_str!("../../assets/languages.toml");

// `MESSAGES`: the tag and the text of each file in `assets/strings`, listed by the build script.
include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The language that is always complete and stands behind all others.
pub(super) const ENGLISH: &str = "en";

/// A row of the table; its file explains the fields.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The tag by which it is chosen.
    pub tag: String,
    standard_tag: Option<String>,
    /// Its name in itself.
    pub name: String,
    fallback: Option<String>,
    /// Whether names stand in Japanese alone; other readers get the Japanese beside their own words.
    #[serde(default)]
    pub reads_japanese: bool,
    /// Whether Japanese names get their reading in brackets.
    #[serde(default)]
    pub shows_readings: bool,
    pub(super) day: String,
    pub(super) month_of_year: String,
    /// Its own messages, as a Fluent file.
    #[serde(skip)]
    pub(super) messages: Option<&'static str>,
}

impl Language {
    /// The BCP 47 tag by which other programs know the language.
    pub fn standard_tag(&self) -> &str {
        self.standard_tag.as_deref().unwrap_or(&self.tag)
    }
}

/// The languages of the interface in the order of the table. English is always among them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Languages {
    #[serde(rename = "language")]
    rows: Vec<Language>,
}

impl Languages {
    /// The languages in this program.
    pub fn embedded() -> &'static Self {
        // A test reads the same table.
        static EMBEDDED: LazyLock<Languages> =
            LazyLock::new(|| Languages::read(TABLE, MESSAGES).expect("the table of languages is in order"));
        &EMBEDDED
    }

    /// Reads a table, with the tag and the text of each file of messages.
    ///
    /// # Errors
    /// The table cannot be read, lacks English, names a fallback that no earlier row has, or has no row for a file.
    pub fn read(table: &str, messages: &[(&str, &'static str)]) -> Result<Self, String> {
        let mut languages: Self = toml::from_str(table).map_err(|error| error.to_string())?;
        for (tag, text) in messages {
            let row = languages.rows.iter_mut().find(|row| row.tag == *tag);
            row.ok_or_else(|| format!("`{tag}` has messages and no row"))?.messages = Some(text);
        }
        for (n, row) in languages.rows.iter().enumerate() {
            let before = &languages.rows[..n];
            if let Some(fallback) = &row.fallback
                && !before.iter().any(|other| other.tag == *fallback)
            {
                return Err(format!(
                    "`{}` falls back to `{fallback}`, which no row before it has",
                    row.tag
                ));
            }
        }
        match languages.get(ENGLISH).and_then(|english| english.messages) {
            Some(_) => Ok(languages),
            None => Err("English has no row or no messages".to_owned()),
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Language> {
        self.rows.iter()
    }

    fn get(&self, tag: &str) -> Option<&Language> {
        self.rows.iter().find(|row| row.tag.eq_ignore_ascii_case(tag))
    }

    /// The language that fits a tag best, by the lookup of RFC 4647: `ja-JP` finds `ja`.
    pub fn matching(&self, tag: &str) -> Option<&Language> {
        let mut range = tag;
        loop {
            if let Some(language) = self.get(range) {
                return Some(language);
            }
            (range, _) = range.rsplit_once('-')?;
        }
    }

    /// English.
    pub(super) fn english(&self) -> &Language {
        // `read` refuses a table without English.
        self.get(ENGLISH).expect("English is there")
    }

    /// A language and those that stand in for what it lacks, English excepted.
    pub(super) fn chain<'l>(&'l self, language: &'l Language) -> impl Iterator<Item = &'l Language> {
        // A fallback stands before its row, so this ends.
        std::iter::successors(Some(language), |row| self.get(row.fallback.as_deref()?))
    }

    /// The language after this one, of those with messages of their own; after the last comes the first.
    pub fn after<'l>(&'l self, language: &'l Language) -> &'l Language {
        let speaking = self.chain(language).find(|row| row.messages.is_some());
        let current = speaking.unwrap_or(self.english());
        let mut all = self.rows.iter().filter(|row| row.messages.is_some()).cycle();
        let _ = all.by_ref().find(|row| *row == current);
        all.next().unwrap_or(current)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Strings, choose_among, day};
    use super::*;

    #[test]
    fn the_table_of_the_program_is_in_order() {
        let languages = Languages::read(TABLE, MESSAGES).unwrap();
        assert!(languages.iter().all(|row| languages.matching(&row.tag) == Some(row)));
        let tags: Vec<&str> = languages.iter().map(Language::standard_tag).collect();
        assert!(
            tags.iter()
                .all(|tag| tag.parse::<unic_langid::LanguageIdentifier>().is_ok()),
            "{tags:?}"
        );
    }

    #[test]
    fn a_row_and_a_file_are_enough_for_a_language() {
        let row = "[[language]]\ntag = \"de\"\nname = \"Deutsch\"\nday = \"{weekday} {day}.{month}.{year}\"\n\
                   month_of_year = \"{month_name} {year}\"\n";
        let german = "weekdays = Mo Di Mi Do Fr Sa So\ndays-in = { $n ->\n    [one] in einem Tag\n   *[other] in { $n } Tagen\n}\n";
        let files = [MESSAGES, &[("de", german)]].concat();
        let languages: &'static Languages =
            Box::leak(Box::new(Languages::read(&format!("{TABLE}\n{row}"), &files).unwrap()));
        for (asked, environment) in [
            (Some("de"), None),
            (Some("de_AT"), Some("ja_JP")),
            (None, Some("de_DE.UTF-8")),
        ] {
            assert_eq!(choose_among(languages, asked, environment), "de");
        }
        let strings = Strings::among(languages, "de");
        assert_eq!(
            (strings.say_n("days-in", 1), strings.say_n("days-in", 12)),
            ("in einem Tag".to_owned(), "in 12 Tagen".to_owned())
        );
        assert_eq!(strings.say("days-today"), "today");
        assert_eq!(day(&strings, "2026-12-13".parse().unwrap()), "So 13.12.2026");
        let mut cycle = vec!["en"];
        while cycle.len() < 4 {
            cycle.push(&languages.after(languages.matching(cycle[cycle.len() - 1]).unwrap()).tag);
        }
        assert_eq!(cycle, ["en", "ja", "de", "en"]);
        assert_eq!(languages.after(languages.matching("ja-easy").unwrap()).tag, "de");
    }

    #[test]
    fn a_table_that_is_not_in_order_is_refused() {
        let english = "[[language]]\ntag = \"en\"\nname = \"English\"\nday = \"{date}\"\nmonth_of_year = \"{year}\"\n";
        let read = |more: &str, files: &[(&str, &'static str)]| Languages::read(&format!("{english}{more}"), files);
        assert!(read("", &[("en", "")]).is_ok());
        for (more, files) in [
            ("", &[][..]),
            ("", &[("en", ""), ("fr", "")]),
            ("fallback = \"ja\"", &[("en", "")]),
            ("fallback = \"en\"", &[("en", "")]),
            ("colour = \"red\"", &[("en", "")]),
        ] {
            assert!(read(more, files).is_err(), "{more} {files:?}");
        }
    }
}
