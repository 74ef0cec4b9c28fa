//! The timeline as rows: what to do next comes first.

use chrono::NaiveDate;

use super::Scene;
use super::words::{days_phrase, status_word};
use crate::content::Id;
use crate::guide::{Deadline, DeadlineKey, Status};
use crate::household::PersonId;

/// One row of the timeline.
#[derive(Clone, Debug)]
pub struct TimelineRow {
    /// Which deadline.
    pub key: DeadlineKey,
    /// Whose.
    pub person: PersonId,
    /// Label of the person; empty when there is only one.
    pub who: String,
    /// What to do.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// The status in a word.
    pub word: String,
    /// First day.
    pub opens: Option<NaiveDate>,
    /// Last practical day.
    pub plan_by: Option<NaiveDate>,
    /// Last day.
    pub closes: Option<NaiveDate>,
    /// The nearest thing to know: `plan by ... in 12 days`, `opens in 3 months`, `answer: ...`.
    pub when: String,
    /// Sources disagree, it varies, or holidays are not known yet.
    pub marked: bool,
    /// Another visit settles it.
    pub absorbed: bool,
    /// What a supposed event does to it.
    pub if_so: Option<super::IfSo>,
}

/// The rows of one person, or of all; only what asks for something, or everything that concerns them.
pub fn timeline(scene: Scene<'_>, person: Option<&str>, everything: bool) -> Vec<TimelineRow> {
    rows(scene, person, |d| {
        everything || !matches!(d.status, Status::Done | Status::Settled)
    })
}

/// The rows of one procedure: everything in it that concerns a person.
pub(super) fn timeline_of(scene: Scene<'_>, person: &str, procedure: &Id) -> Vec<TimelineRow> {
    rows(scene, Some(person), |d| d.key.procedure == *procedure)
}

fn rows(scene: Scene<'_>, person: Option<&str>, wanted: impl Fn(&Deadline) -> bool) -> Vec<TimelineRow> {
    let own = |d: &&Deadline| person.is_none_or(|p| d.person == *p) && d.status != Status::NotApplicable;
    let deadlines = scene.assessment.deadlines.iter();
    deadlines
        .filter(own)
        .filter(|d| wanted(d))
        .map(|d| row(scene, d))
        .collect()
}

fn row(scene: Scene<'_>, d: &Deadline) -> TimelineRow {
    let rule = scene.pack.deadline(d.key.procedure.as_str(), d.key.deadline.as_str());
    let title = rule.map_or_else(|| d.key.to_string(), |r| r.title.get(scene.lang()).to_owned());
    let who = if scene.several_people() {
        scene.label(d.person.as_str()).to_owned()
    } else {
        String::new()
    };
    TimelineRow {
        key: d.key.clone(),
        person: d.person.clone(),
        who,
        title,
        status: d.status,
        word: status_word(scene.strings, d.status),
        opens: d.opens,
        plan_by: d.plan_by,
        closes: d.closes,
        when: days_left_words(scene, d),
        marked: d.disputed || d.varies,
        absorbed: d.absorbed_by.is_some(),
        if_so: None,
    }
}

/// How near it is, in words.
pub fn days_left_words(scene: Scene<'_>, d: &Deadline) -> String {
    let (strings, today) = (scene.strings, scene.assessment.today);
    let phrase = |day: NaiveDate| days_phrase(strings, (day - today).num_days());
    match d.status {
        Status::Late => d
            .closes
            .map_or_else(String::new, |c| strings.say_x("when-ended", &phrase(c))),
        Status::Upcoming => d
            .opens
            .map_or_else(String::new, |o| strings.say_x("when-opens", &phrase(o))),
        Status::Open => match (d.plan_by, d.closes) {
            (Some(plan), _) if plan >= today => strings.say_x("when-plan-by", &phrase(plan)),
            (_, Some(closes)) => strings.say_x("when-ends", &phrase(closes)),
            _ => strings.say("when-no-end"),
        },
        Status::Unknown => {
            let name = |id: &crate::content::Id| {
                scene
                    .pack
                    .facts
                    .get(id)
                    .map_or_else(|| id.to_string(), |f| f.name.get(scene.lang()).to_owned())
            };
            d.asks
                .first()
                .map_or_else(String::new, |id| strings.say_x("when-asks", &name(id)))
        }
        Status::Done => d.done_on.map_or_else(String::new, phrase),
        Status::Settled | Status::NotApplicable => String::new(),
    }
}
