//! What nobody uses: topics without procedures, documents nobody asks for.

use super::super::pack::Pack;
use super::super::raw::RawPack;
use super::super::rules;
use super::known::{Check, Kind};

impl Check<'_, '_> {
    /// Reports entries of registries that lead nowhere.
    pub(super) fn coverage(&mut self, raw: &RawPack, pack: &Pack) {
        if self.out.any_broken() {
            return;
        }
        for (topic, _) in &raw.topics {
            if !pack.procedures.values().any(|p| p.topic == topic.value.as_str()) {
                let message = format!("the topic `{}` has no procedure", topic.value);
                self.out.add(rules::TOPIC_EMPTY, topic.at, message);
            }
        }
        for (document, entry) in &raw.documents {
            let in_a_used_set = entry.sets.iter().any(|set| self.is_used(Kind::Set, &set.value));
            if !in_a_used_set && !self.is_used(Kind::Document, &document.value) {
                let message = format!("no visit asks for the document `{}`", document.value);
                self.out.add(rules::DOC_UNUSED, document.at, message);
            }
        }
    }
}
