//! The file of a household: TOML that people can read, keep in their backup and edit by hand.
//!
//! What is allowed in it is decided where changes are checked, so that whatever was accepted once can be read again.
//! Comments, the order of the file and keys that this version does not know are kept in an [`Extra`].

use toml::{Table, Value};

use crate::household::{ChangeError, Household};

pub use super::read::{newer_format, parse};
pub use super::write::write;

/// The format that this version writes. A new number needs a step in `migrate.rs` and a fixture of the old file.
pub const FORMAT: u32 = 1;

/// Longest file of a household, in bytes.
pub(super) const MAX_BYTES: usize = 8 << 20;

/// What is wrong with a file, and where. The message never repeats what stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct FormatError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// What stands in a file beside the household it tells of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra {
    /// The text of the file, with comments and keys that this version does not know.
    pub(super) text: String,
    /// What the program remembers beside the household, by name.
    pub(super) memory: Table,
}

impl Extra {
    /// Remembers something under a name.
    ///
    /// # Errors
    /// It has no form in a file.
    pub(super) fn remember(&mut self, name: &str, value: Value) -> Result<(), ChangeError> {
        self.text = super::write::with_value(&self.text, name, &value)?;
        self.memory.insert(name.to_owned(), value);
        Ok(())
    }
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The format it was written in; higher than [`FORMAT`] if a newer version wrote it.
    pub format: u32,
    /// What it says.
    pub household: Household,
    /// What else it holds.
    pub extra: Extra,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use chrono::NaiveDate;

    use super::super::write::HEADER;
    use super::*;
    use crate::content::{Answer, Id};
    use crate::household::check;
    use crate::household::testing::household;

    /// What the design promises a file looks like.
    const EXAMPLE: &str = r#"format = 1
revision = 12

[facts]
household_head_foreign = true

[[person]]
id = "a"
label = "A"

[person.facts]
birth = 1990-03-10
children = 2
status_group = "mid-long"
stay_until = "does-not-apply"

[[event]]
id = "e1"
event = "moved_in"
on = 2026-11-29
people = ["a"]

[event.facts]
told_on = 2026-12-01

[[tick]]
procedure = "move-in"
item = "residence-card"
person = "a"
on = 2026-11-25

[[note]]
procedure = "move-in"
item = "residence-card"
person = "a"
text = "in the drawer"
"#;

    #[test]
    fn reads_and_writes_what_the_design_shows() {
        let parsed = parse(EXAMPLE, "home").unwrap();
        let h = &parsed.household;
        assert_eq!((parsed.format, h.revision, h.name.as_str()), (1, 12, "home"));
        let facts = &h.people[0].facts;
        assert_eq!(
            facts["birth"],
            Answer::Date(NaiveDate::from_ymd_opt(1990, 3, 10).unwrap())
        );
        assert_eq!(facts["children"], Answer::Count(2));
        assert_eq!(facts["status_group"], Answer::Choice(Id::new("mid-long")));
        assert_eq!(facts["stay_until"], Answer::DoesNotApply);
        assert_eq!(h.facts["household_head_foreign"], Answer::YesNo(true));
        assert_eq!((h.events.len(), h.ticks.len(), h.notes.len()), (1, 1, 1));
        assert_eq!(write(h, &Extra::default()).unwrap(), format!("{HEADER}{EXAMPLE}"));
        assert_eq!(write(h, &parsed.extra).unwrap(), EXAMPLE, "what is the same stays");
    }

    #[test]
    fn keys_of_a_newer_version_are_kept_at_every_level() {
        let text = EXAMPLE
            .replace(
                "revision = 12",
                "revision = 12\nnamespace = \"x\"\n[sync]\nwith = [1.5, 2.5]\n",
            )
            .replace("label = \"A\"", "label = \"A\"\ncolour = \"red\"")
            .replace("on = 2026-11-29", "on = 2026-11-29\nplace = { city = \"Sanuki\" }")
            .replace("on = 2026-11-25", "on = 2026-11-25\nby = \"a\"")
            .replace("text = \"in", "at = 10:00:00\ntext = \"in");
        let parsed = parse(&text, "home").unwrap();
        assert_eq!(parsed.household, parse(EXAMPLE, "home").unwrap().household);
        let written = write(&parsed.household, &parsed.extra).unwrap();
        let (was, is): (Table, Table) = (toml::from_str(&text).unwrap(), toml::from_str(&written).unwrap());
        assert_eq!(is, was);
        // Without its tick, what was known about the tick goes too.
        let mut without = parsed.clone();
        without.household.ticks.clear();
        assert!(!write(&without.household, &without.extra).unwrap().contains("by ="));
    }

    /// What stands in the example, what stands there instead, the line that is named, and what is said of it.
    type Case = (&'static str, &'static str, usize, &'static str);

    fn refused(cases: &[Case]) {
        for (from, to, line, message) in cases {
            assert!(EXAMPLE.contains(from), "{from}");
            let error = parse(&EXAMPLE.replacen(from, to, 1), "home").expect_err(to);
            assert!(
                error.message.to_lowercase().contains(&message.to_lowercase()),
                "{to}: {error}"
            );
            assert_eq!(error.line, *line, "{to}: {error}");
            assert!(
                !error.message.contains("9012") && !error.message.contains("1690"),
                "{error}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_never_repeated() {
        let cases: &[Case] = &[
            ("format = 1\n", "", 1, "`format` is missing"),
            ("format = 1", "format = 0", 1, "never been such a `format`"),
            ("revision = 12", "revision = -1", 2, "whole number"),
            ("revision = 12", "revision = = 12", 2, "not TOML"),
            (
                "household_head_foreign = true",
                "household_head_foreign = 1.5",
                5,
                "an answer is",
            ),
            ("birth = 1990-03-10", "birth = 1990-03-10T10:00:00", 12, "an answer is"),
            ("birth = 1990-03-10", "birth = 1990-02-30", 12, "not TOML"),
            ("birth = 1990-03-10", "birth = 1690-03-10", 12, "years 1868 to 2200"),
            ("children = 2", "children = 123456789012", 13, "an answer is"),
            ("children = 2", "children = \"123456789012\"", 13, "an id is"),
            ("label = \"A\"", "label = \"1234 5678 9012\"", 9, "twelve digits"),
            ("label = \"A\"", "label = \"\"", 9, "a label must be"),
            (
                "label = \"A\"",
                "label = \"A\"\nnumber = 123456789012",
                10,
                "twelve digits",
            ),
            (
                "label = \"A\"",
                "label = \"A\"\nx = [{ y = \"AB 12345678 CD\" }]",
                10,
                "residence card",
            ),
            (
                "revision = 12",
                "revision = 12\n\"1234-5678-9012\" = 1",
                3,
                "twelve digits",
            ),
            ("label = \"A\"", "", 7, "`label` is missing"),
            ("in the drawer", "1234-5678-9012", 36, "twelve digits"),
            ("in the drawer", "\u{ff11}23456789012", 36, "twelve digits"),
            ("people = [\"a\"]", "people = []", 21, "at least one person"),
            ("people = [\"a\"]", "people = [\"z\"]", 21, "no such person"),
            ("people = [\"a\"]", "people = \"a\"", 21, "a list"),
            ("on = 2026-11-29", "on = \"2026-11-29\"", 20, "without quotes"),
            ("person = \"a\"\ntext", "person = \"z\"\ntext", 35, "no such person"),
            (
                "[[tick]]",
                "[[event]]\nid=\"e1\"\nevent=\"x\"\non=2026-11-29\npeople=[\"a\"]\n[[tick]]",
                26,
                "stands here twice",
            ),
            (
                "[[event]]",
                "[[person]]\nid=\"a\"\nlabel=\"B\"\n[[event]]",
                17,
                "stands here twice",
            ),
            (
                "label = \"A\"",
                "label = \"A\"\narchived = true",
                1,
                "at least one person",
            ),
            ("label = \"A\"", "label = \"A\"\narchived = 1", 10, "true or false"),
            ("[[person]]", "[person]", 7, "double brackets"),
        ];
        refused(cases);
    }

    /// Serde's own words would repeat the value.
    #[test]
    fn a_value_of_the_wrong_type_is_named_with_its_line_and_never_repeated() {
        let cases: &[Case] = &[
            ("[person.facts]", "facts = 123456789012\n[person.x]", 11, "a table"),
            ("revision = 12", "revision = \"1234-5678-9012\"", 2, "whole number"),
            ("label = \"A\"", "label = 123456789012", 9, "text in quotes"),
            (
                "label = \"A\"",
                "label = \"A\"\narchived = \"AB12345678CD, expected x 9012\"",
                10,
                "true or false",
            ),
            ("people = [\"a\"]", "people = [123456789012]", 21, "text in quotes"),
            ("people = [\"a\"]", "people = [\"a\", \"a\"]", 21, "each of them once"),
            ("on = 2026-11-29", "on = 123456789012", 20, "without quotes"),
            ("children = 2", "children = \"2026-11-29\"", 13, "without quotes"),
            (
                "[[note]]",
                "[[tick]]\nprocedure=\"move-in\"\nitem=\"residence-card\"\nperson=\"a\"\non=2026-11-26\n[[note]]",
                32,
                "stands here twice",
            ),
            (
                "[[note]]",
                "[[note]]\nprocedure=\"move-in\"\nitem=\"residence-card\"\nperson=\"a\"\ntext=\"x\"\n[[note]]",
                37,
                "stands here twice",
            ),
        ];
        refused(cases);
    }

    #[test]
    fn a_newer_format_is_read_as_far_as_it_is_understood() {
        let text = EXAMPLE
            .replace("format = 1", "format = 2")
            .replace("children = 2", "children = { min = 2 }");
        let parsed = parse(&text, "home").unwrap();
        assert_eq!(parsed.format, 2);
        assert_eq!(
            parsed.household.people[0].facts.len(),
            3,
            "the answer of a kind not known is unknown"
        );
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let mut h = Household::new("home");
        h.facts.insert(Id::new("x"), Answer::Date(NaiveDate::MAX));
        assert_eq!(write(&h, &Extra::default()), Err(ChangeError::Day));
    }

    proptest! {
        #[test]
        fn a_household_comes_back_as_it_was(h in household()) {
            let text = write(&h, &Extra::default()).unwrap();
            let parsed = parse(&text, "home").unwrap();
            prop_assert_eq!(&parsed.household, &h);
            prop_assert_eq!(parsed.extra.memory, Table::new());
            prop_assert_eq!(parsed.extra.text, text);
        }

        #[test]
        fn any_note_comes_back(note in any::<String>()) {
            let mut h = Household::new("home");
            if check::note(&note).is_ok() {
                h.notes.insert(crate::household::testing::key("a"), note);
                let text = write(&h, &Extra::default()).unwrap();
                prop_assert_eq!(parse(&text, "home").unwrap().household, h);
            }
        }

        #[test]
        fn no_text_makes_reading_panic(cut in 0..EXAMPLE.len(), with in any::<char>()) {
            let text = format!("{}{with}{}", &EXAMPLE[..cut], &EXAMPLE[cut..]);
            let _ = parse(&text, "home").map_err(|e| assert!(e.line <= text.lines().count() + 1));
            let _ = parse(&EXAMPLE[..cut], "home");
        }
    }
}
