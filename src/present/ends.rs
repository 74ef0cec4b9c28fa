//! What ends, in words: the names of what ends on one day, and what keeps it.

use super::Scene;
use super::doc::{Doc, Kind, plain};
use super::timeline::days_left_words;
use super::words::standing_word;
use crate::content::Id;
use crate::guide::{ChainStep, Deadline, EndRow, Status, Validity, ValidityStatus};

impl Scene<'_> {
    /// What a row of the timeline is about: for an end, everything that ends on that day.
    pub fn title(&self, deadline: &Deadline) -> String {
        match &deadline.ends {
            Some(row) => self.list(names(row).map(|id| self.validity_title(id))),
            None => self.deadline_title(&deadline.key),
        }
    }

    /// Where a deadline stands, in one word.
    pub fn standing(&self, deadline: &Deadline) -> String {
        match &deadline.ends {
            Some(row) if row.status == ValidityStatus::Stopped && deadline.status == Status::Open => {
                self.say("status-stopped")
            }
            _ => standing_word(self.strings, self.rule(&deadline.key), deadline.status),
        }
    }

    /// What a validity is called; its id if the content has none.
    pub fn validity_title(&self, id: &Id) -> String {
        let rule = self.pack.validities.get(id);
        rule.map_or_else(|| id.to_string(), |rule| rule.title.get(self.lang()).to_owned())
    }
}

fn names(row: &EndRow) -> impl Iterator<Item = &Id> {
    [&row.id].into_iter().chain(&row.with)
}

/// What keeps everything that ends on the day of a row, in the order of doing it.
fn chain<'s>(scene: Scene<'s>, deadline: &Deadline) -> Vec<&'s ChainStep> {
    let Some(row) = &deadline.ends else { return Vec::new() };
    let own = |v: &&Validity| v.person == deadline.person && names(row).any(|id| *id == v.id);
    let mut steps: Vec<&ChainStep> = Vec::new();
    for step in scene.assessment.validities.iter().filter(own).flat_map(|v| &v.chain) {
        if steps.iter().all(|known| known.key != step.key) {
            steps.push(step);
        }
    }
    steps
}

/// What to do about an end, a row for each step: now, then, then. Nothing for other deadlines.
pub fn chain_rows(scene: Scene<'_>, deadline: &Deadline, doc: &mut Doc) {
    for (n, step) in chain(scene, deadline).into_iter().enumerate() {
        let same = |d: &&Deadline| d.person == deadline.person && d.key == step.key;
        let when = scene.assessment.deadlines.iter().find(same);
        let when = when.map_or_else(String::new, |d| days_left_words(scene, d));
        let title = scene.deadline_title(&step.key);
        let words = match when.is_empty() {
            true => title,
            false => format!("{title}{}{when}", scene.say("list-comma")),
        };
        let label = if n == 0 { "row-now" } else { "row-then" };
        doc.push(Kind::Row(scene.say(label)), plain(words));
    }
}
