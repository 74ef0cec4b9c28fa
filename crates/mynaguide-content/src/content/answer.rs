//! Answers as they stand in files: plain TOML values, so that a household file stays readable.

use std::fmt;

use super::pack::Answer;

/// How "does not apply" is written.
pub const DOES_NOT_APPLY: &str = "does-not-apply";

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DoesNotApply => f.write_str(DOES_NOT_APPLY),
            Self::YesNo(true) => f.write_str("yes"),
            Self::YesNo(false) => f.write_str("no"),
            Self::Choice(id) => f.write_str(id.as_str()),
            Self::Date(date) => write!(f, "{date}"),
            Self::Count(n) => write!(f, "{n}"),
        }
    }
}
