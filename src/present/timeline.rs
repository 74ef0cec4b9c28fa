//! The timeline as rows: what to do next comes first.

use chrono::NaiveDate;

use super::deadline::{after_plan_words, waits_words};
use super::words::days_phrase;
use super::{Scene, fact_name};
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
    /// The day the row is about, see [`Deadline::next_day`].
    pub next: Option<NaiveDate>,
    /// The nearest thing to know: `plan by ... in 12 days`, `opens in 3 months`, `answer: ...`.
    pub when: String,
    /// What to do now that the last practical day has passed and the last day has not.
    pub now: Option<String>,
    /// Sources disagree, it varies, or holidays are not known yet.
    pub marked: bool,
    /// Another visit settles it.
    pub absorbed: bool,
    /// What a supposed event does to it.
    pub if_so: Option<super::IfSo>,
}

/// The rows of one person, or of all; only what asks for something, or everything that concerns them.
pub fn timeline(scene: Scene<'_>, person: Option<&str>, everything: bool) -> Vec<TimelineRow> {
    let is_past = |status| matches!(status, Status::Done | Status::Settled | Status::NoLongerPossible);
    rows(scene, person, |d| {
        (everything || !is_past(d.status)) && !d.is_part_of_a_row()
    })
}

/// The rows of one procedure: everything in it that concerns a person.
pub(super) fn timeline_of(scene: Scene<'_>, person: &str, procedure: &Id) -> Vec<TimelineRow> {
    rows(scene, Some(person), |d| d.key.procedure == *procedure)
}

fn rows(scene: Scene<'_>, person: Option<&str>, wanted: impl Fn(&Deadline) -> bool) -> Vec<TimelineRow> {
    let own = |d: &&Deadline| person.is_none_or(|p| d.person == *p) && d.status != Status::NotApplicable;
    let deadlines = scene.assessment.deadlines.iter();
    let wanted = deadlines.filter(own).filter(|d| wanted(d));
    wanted.map(|d| row(scene, d)).collect()
}

fn row(scene: Scene<'_>, d: &Deadline) -> TimelineRow {
    TimelineRow {
        key: d.key.clone(),
        person: d.person.clone(),
        who: scene.label_among(&d.person).unwrap_or_default().to_owned(),
        title: scene.row_title(d),
        status: d.status,
        word: scene.standing(d),
        opens: d.opens,
        plan_by: d.plan_by,
        closes: d.closes,
        next: d.next_day(scene.assessment.today),
        when: days_left_words(scene, d),
        now: after_plan_words(scene, d),
        marked: d.disputed || d.varies,
        absorbed: d.absorbed_by.is_some(),
        if_so: None,
    }
}

/// How near it is, in words.
pub fn days_left_words(scene: Scene<'_>, d: &Deadline) -> String {
    let today = scene.assessment.today;
    let days = |day: NaiveDate| days_phrase(scene.strings, (day - today).num_days());
    let say = |message: &str, day: Option<NaiveDate>| Some(scene.say_x(message, &days(day?)));
    let near = match d.status {
        Status::Late => say("when-ended", d.closes),
        Status::Upcoming => say("when-opens", d.opens),
        Status::Open => match (d.plan_by_from(today), d.closes) {
            (None, None) => Some(scene.say("when-no-end")),
            (None, closes) => say("when-ends", closes),
            (plan, _) => say("when-plan-by", plan),
        },
        Status::Done => d.done_on.map(days),
        Status::Waits => waits_words(scene, d).map(|x| scene.say_x("when-waits", &x)),
        Status::Unknown | Status::Settled | Status::NotApplicable | Status::NoLongerPossible => None,
    };
    near.unwrap_or_else(|| asked_words(scene, d))
}

/// What would have to be known; nothing if all of it is.
fn asked_words(scene: Scene<'_>, d: &Deadline) -> String {
    let asked = d.asks.first().filter(|_| d.status == Status::Unknown);
    asked.map_or_else(String::new, |id| scene.say_x("when-asks", &fact_name(scene, id)))
}
