//! What may stand where: made from the same definitions that read the files.

use serde::Serialize;

/// What a value looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Words.
    Text,
    /// A word with hyphens that names something new.
    Id,
    /// A date without quotes.
    Date,
    /// A time of day without quotes.
    Time,
    /// A whole number.
    Whole {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// `true` or `false`.
    YesNo,
    /// A date without quotes, `today`, or so far from today: `today+1y`.
    Bound,
    /// A word, a date, a whole number, `true` or `false`.
    Scalar,
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// One of several shapes.
    Either(Vec<Shape>),
    /// Words by language: `{ en = "...", ja = "..." }`.
    Words,
    /// An array.
    List(Box<Shape>),
    /// A table with the keys of whatever it is about.
    Any,
    /// A table with keys of one's own choice.
    Map(Box<Shape>),
    /// A table with fixed keys.
    Table(TableShape),
}

/// A table with fixed keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableShape {
    /// What it is.
    pub doc: String,
    /// Its keys in the usual order.
    pub keys: Vec<KeyShape>,
}

/// One key of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyShape {
    /// The key.
    pub key: &'static str,
    /// What it means.
    pub doc: String,
    /// It must be there.
    pub required: bool,
    /// What its value looks like.
    pub shape: Shape,
}
