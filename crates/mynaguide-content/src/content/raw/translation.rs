//! `i18n/LANG/procedures/*.toml`: texts by the same keys as the English prose.

use super::super::found::Findings;
use super::super::procedure::ReviewStatus;
use super::At;
use super::dom::{Node, Value};
use super::read::{Keys, Read, wrong_type};

/// One translation of one procedure.
#[derive(Clone, Debug)]
pub(in crate::content) struct RawTranslation {
    /// The procedure.
    pub of: At<String>,
    /// Hash of the English text that was translated.
    pub based: At<String>,
    /// How far it has been read.
    pub status: At<ReviewStatus>,
    /// Who read it.
    pub by: Option<String>,
    /// Who else read it.
    pub second: Option<String>,
    /// Texts by key, for example `step.file.text`.
    pub texts: Vec<(At<String>, At<String>)>,
}

impl RawTranslation {
    /// The keys that are about the file itself.
    const HEAD: [&'static str; 5] = ["of", "based", "status", "by", "second"];

    /// Reads a translation.
    pub fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        let mut keys = Keys::open(node, out)?;
        let mut read = Self {
            of: keys.must("of", out),
            based: keys.must("based", out),
            status: keys.must("status", out),
            by: keys.may("by", out),
            second: keys.may("second", out),
            texts: Vec::new(),
        };
        if let Value::Table(entries) = &node.value {
            for (key, value) in entries.iter().filter(|(k, _)| !Self::HEAD.contains(&k.as_str())) {
                read.texts(&key.value, key, value, out);
            }
        }
        Some(read)
    }

    fn texts(&mut self, path: &str, key: &At<String>, node: &Node, out: &mut Findings<'_>) {
        match &node.value {
            Value::Table(entries) => {
                for (key, value) in entries {
                    self.texts(&format!("{path}.{}", key.value), key, value, out);
                }
            }
            Value::Text(_) => {
                if let Some(text) = At::read(node, out) {
                    self.texts.push((
                        At {
                            value: path.to_owned(),
                            at: key.at,
                        },
                        text,
                    ));
                }
            }
            _ => wrong_type(node, "a text", out).unwrap_or_default(),
        }
    }
}
