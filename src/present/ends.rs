//! What ends, in words: the names of what ends on one day, and what keeps it.

use super::Scene;
use super::deadline::events;
use super::doc::{Doc, Kind, plain};
use super::words::standing_word;
use crate::content::{DeadlineRule, Id, Pack};
use crate::guide::{ChainStep, Deadline, EndRow, Status, Validity, ValidityStatus};
use crate::i18n::day;

impl Scene<'_> {
    /// What a row of the timeline is about: for an end, everything that ends on that day.
    pub fn title(&self, deadline: &Deadline) -> String {
        match &deadline.ends {
            Some(row) => self.list(names(row).map(|id| self.validity_title(id))),
            None => self.deadline_title(&deadline.key),
        }
    }

    /// The same in few words, for a row.
    pub fn row_title(&self, deadline: &Deadline) -> String {
        row_title(self.pack, self.lang(), &self.say("list-comma"), deadline)
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

/// The same in few words, for a row, with the comma of the reader's language.
pub fn row_title(pack: &Pack, lang: &str, comma: &str, deadline: &Deadline) -> String {
    let Some(row) = &deadline.ends else {
        let key = &deadline.key;
        let rule = pack.deadline(key.procedure.as_str(), key.deadline.as_str());
        return rule.map_or_else(|| key.to_string(), |rule| rule.title.get(lang).to_owned());
    };
    let title = |id| pack.validities.get(id).map(|rule| rule.short.get(lang));
    let words = names(row).filter_map(title).collect::<Vec<_>>().join(comma);
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
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

/// What else has ended on the day of a row, and has words of its own for that.
pub fn ended_with<'s>(scene: Scene<'s>, deadline: &Deadline) -> impl Iterator<Item = &'s DeadlineRule> {
    let is_late = deadline.status == Status::Late;
    let parts = parts(scene, deadline).filter(move |_| is_late);
    parts.filter_map(move |d| scene.rule(&d.key))
}

/// The rows of what ends on the day of a row, which stands for them.
pub(super) fn parts<'s>(scene: Scene<'s>, row: &Deadline) -> impl Iterator<Item = &'s Deadline> {
    let (person, key) = (row.person.clone(), row.key.clone());
    let own = move |d: &&Deadline| d.person == person && d.absorbed_by.as_deref() == Some(&key);
    let parts = scene.assessment.deadlines.iter().filter(|d| d.is_part_of_a_row());
    parts.filter(own)
}

/// A step: what to do, from or by which day, and what it waits for.
fn step_words(scene: Scene<'_>, step: &ChainStep) -> String {
    let today = scene.assessment.today;
    let last = step.plan_by.filter(|on| *on >= today).or(step.closes);
    let on = match step.status {
        Status::Upcoming => step.opens.map(|on| ("when-opens", on)),
        Status::Open | Status::Waits | Status::Unknown => last.map(|on| ("when-by", on)),
        _ => None,
    };
    let mut parts = vec![scene.deadline_title(&step.key)];
    parts.extend(on.map(|(words, on)| scene.say_x(words, &day(scene.strings, on))));
    if step.status == Status::Waits {
        parts.push(scene.say_x("when-waits-for", &events(scene, &step.waits_for)));
    }
    scene.list(parts)
}

/// What to do about an end, a row for each step: now, then, then. Nothing for other deadlines.
pub fn chain_rows(scene: Scene<'_>, deadline: &Deadline, doc: &mut Doc) {
    if deadline.status == Status::Unknown {
        return;
    }
    for (n, step) in chain(scene, deadline).into_iter().enumerate() {
        let label = if n == 0 { "row-now" } else { "row-then" };
        doc.push(Kind::Row(scene.say(label)), plain(step_words(scene, step)));
    }
}
