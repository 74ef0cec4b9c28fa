//! A text with its languages in place: `{ en = "...", ja = "..." }`.

use super::super::found::Findings;
use super::dom::{Node, Value};
use super::read::{Read, wrong_type};
use super::shape::Shape;
use super::{At, Place};

/// Words by language.
#[derive(Clone, Debug, Default)]
pub(in crate::content) struct RawText {
    /// Where they stand.
    pub at: Place,
    /// (language, words) in the order of the file.
    pub by: Vec<(At<String>, At<String>)>,
}

impl Read for RawText {
    fn shape() -> Shape {
        Shape::Words
    }
    fn placeholder() -> Self {
        Self::default()
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        let Value::Table(entries) = &node.value else {
            return wrong_type(node, "a table { en = \"...\" }", out);
        };
        let by = entries
            .iter()
            .filter_map(|(lang, words)| Some((lang.clone(), At::read(words, out)?)))
            .collect();
        Some(Self { at: node.at, by })
    }
}
