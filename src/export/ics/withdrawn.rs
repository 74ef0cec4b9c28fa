//! The words for an event that was exported before and is no longer in the file.
//!
//! An event can go while its deadline stands: the day to plan with falls together with the last day, reminders are no
//! longer events of their own, what began it was told anew. A person who then reads "no longer needed" misses a duty. So
//! these words are only said when the whole deadline is over; else it says where the day went, or that only this
//! reminder was removed.

use chrono::NaiveDate;

use super::draft::Draft;
use super::options::Options;
use crate::guide::{Deadline, Status};
use crate::i18n::day;
use crate::present::{Scene, waits_words};

/// What a withdrawn event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) summary: String,
    pub(super) description: String,
}

/// The words for the event of a key that is not among the drafts.
pub(super) fn words(scene: Scene<'_>, options: &Options, drafts: &[Draft], key: &str) -> Words {
    if options.neutral {
        return Words::only(scene.strings.say("ics-neutral"));
    }
    let parts: Vec<&str> = key.split('/').collect();
    match parts[..] {
        ["booking", procedure] => {
            let title = scene.pack.procedures.get(procedure).map(|p| p.title.get(scene.lang()));
            Words::only(scene.strings.say_x("ics-booking-gone", title.unwrap_or(procedure)))
        }
        [person, procedure, deadline, _, part] => Event {
            scene,
            drafts,
            key,
            person,
            procedure,
            deadline,
            part,
        }
        .words(),
        _ => Words::only(scene.strings.say_x("ics-removed", key)),
    }
}

impl Words {
    fn only(summary: String) -> Self {
        Self {
            summary,
            description: String::new(),
        }
    }
}

/// An event of a deadline, by the parts of its key.
struct Event<'a> {
    scene: Scene<'a>,
    drafts: &'a [Draft],
    key: &'a str,
    person: &'a str,
    procedure: &'a str,
    deadline: &'a str,
    part: &'a str,
}

impl Event<'_> {
    fn words(&self) -> Words {
        let strings = self.scene.strings;
        let rule = self.scene.pack.deadline(self.procedure, self.deadline);
        let title = rule.map_or(self.key, |rule| rule.title.get(self.scene.lang()));
        let removed = |reasons: Vec<String>| Words {
            summary: strings.say_x("ics-removed", title),
            description: reasons.join("\n"),
        };
        let (Some(_), Some(found)) = (rule, self.find()) else {
            // A person who was put away, or content that no longer has it: it is not followed, which is not "over".
            return removed(vec![strings.say("ics-not-followed")]);
        };
        match found.status {
            // What does not end soon ends all the same.
            Status::NotApplicable if found.ends.is_some() && found.closes.is_some() => {
                removed(self.still_stands(found))
            }
            Status::NoLongerPossible => removed(vec![strings.say("ics-too-late")]),
            Status::Done | Status::Settled | Status::NotApplicable => Words::only(strings.say_x("ics-gone", title)),
            Status::Waits => removed(waits_words(self.scene, found).into_iter().collect()),
            Status::Unknown => removed(vec![strings.say("ics-not-known")]),
            Status::Late | Status::Open | Status::Upcoming => match self.moved_to() {
                Some((on, reason)) => Words {
                    summary: strings.say_with("ics-moved", &[("x", title.into()), ("day", day(strings, on).into())]),
                    description: strings.say(reason),
                },
                None => removed(self.still_stands(found)),
            },
        }
    }

    fn find(&self) -> Option<&Deadline> {
        self.scene.assessment.deadlines.iter().find(|d| {
            d.person == *self.person && d.key.procedure == *self.procedure && d.key.deadline == *self.deadline
        })
    }

    /// The day of the event that stands for this one now, and why. It is the same sort of event of a deadline that
    /// begins anew; for a day to plan with that fell together with the last day it is the last day.
    fn moved_to(&self) -> Option<(NaiveDate, &'static str)> {
        let of = |part: &str| {
            let (lead, tail) = (
                format!("{}/{}/{}/", self.person, self.procedure, self.deadline),
                format!("/{part}"),
            );
            let draft = self
                .drafts
                .iter()
                .find(|d| d.key.starts_with(&lead) && d.key.ends_with(&tail))?;
            Some(draft.when.day())
        };
        match self.part {
            "last" => Some((of("last")?, "ics-moved-anew")),
            "plan" => of("plan")
                .map(|on| (on, "ics-moved-anew"))
                .or_else(|| Some((of("last")?, "ics-moved-together"))),
            part => Some((of(part)?, "ics-moved-anew")),
        }
    }

    /// What still has to be done, and until when.
    fn still_stands(&self, found: &Deadline) -> Vec<String> {
        let strings = self.scene.strings;
        let mut lines = Vec::new();
        if self.part.starts_with("remind-") {
            lines.push(strings.say("ics-removed-reminders"));
        }
        lines.push(match found.closes {
            Some(on) => strings.say_x("ics-still-until", &day(strings, on)),
            None => strings.say("ics-still"),
        });
        lines
    }
}
