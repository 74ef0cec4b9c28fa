//! Old formats of a household's file: each step leads from one format to the next, and never back.
//!
//! How a format changes: raise [`FORMAT`], add the step from the old number here, and keep a file of the old format as
//! `tests/fixtures/household/format-N.toml`. The tests below refuse a gap and a step without a fixture. A file is only
//! rewritten by the next change, and the store keeps a backup of the old one first.

use toml::{Table, Value};

use super::format::{FORMAT, FormatError};

/// The way from one format to the next.
#[derive(Debug)]
pub(super) struct Step {
    /// The format it starts from.
    pub(super) from: u32,
    /// What it makes of the file, without the key `format`; the error says what does not fit, never what stands there.
    pub(super) run: fn(Table) -> Result<Table, String>,
}

/// The formats that can be read.
#[derive(Debug)]
pub(super) struct Formats {
    /// The first one there has ever been.
    pub(super) oldest: u32,
    /// One step for each format from the oldest to the last before [`FORMAT`].
    pub(super) steps: &'static [Step],
}

/// The formats of this program.
pub(super) static FORMATS: Formats = Formats { oldest: 1, steps: &[] };

impl Formats {
    /// The text of a file of an older format, in the present one.
    pub(super) fn bring_up(&self, format: u32, mut table: Table) -> Result<String, FormatError> {
        // What was moved about has no line of its own any more.
        let failed = |message: String| FormatError { line: 1, message };
        for number in format..FORMAT {
            let step = self.steps.iter().find(|s| s.from == number);
            let step = step.ok_or_else(|| failed(format!("format {number} cannot be read any more")))?;
            table = (step.run)(table).map_err(|m| failed(format!("this file of format {number} does not fit: {m}")))?;
        }
        table.insert("format".into(), Value::Integer(FORMAT.into()));
        toml::to_string(&table).map_err(|e| failed(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::format::{parse, write};

    #[test]
    fn every_format_since_the_first_has_its_step_and_its_file() {
        let steps: Vec<u32> = FORMATS.steps.iter().map(|s| s.from).collect();
        assert_eq!(
            steps,
            (FORMATS.oldest..FORMAT).collect::<Vec<_>>(),
            "no gap, no step twice"
        );
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/household");
        let mut now = None;
        for format in FORMATS.oldest..=FORMAT {
            let path = folder.join(format!("format-{format}.toml"));
            let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let parsed = parse(&text, "home").unwrap();
            assert_eq!(parsed.format, format);
            let written = write(&parsed.household, &parsed.extra).unwrap();
            // All of them tell the same household, so all come to the same file.
            assert_eq!(*now.get_or_insert_with(|| written.clone()), written, "format {format}");
        }
    }
}
