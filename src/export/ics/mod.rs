//! The calendar file (iCalendar, RFC 5545): one event for each deadline, to be read by any calendar.
//!
//! `draft` says what stands in it, `withdrawn` what an event says that was in it before, `number` gives each event its
//! id, its sequence number and the moment of its last change, `write` makes the bytes. An export in which nothing
//! changed is the same file, byte for byte.

mod draft;
mod number;
mod options;
mod withdrawn;
mod write;

pub use number::{Exported, Record};
pub use options::{Booking, BookingProblem, Options, When};
pub use write::fold;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::present::Scene;

/// A calendar file and what to remember of it.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The file.
    pub text: String,
    /// What to remember for the next export.
    pub exported: Exported,
    /// How many events the file has.
    pub events: usize,
    /// How many of them are new, moved, told otherwise or taken back since the last export.
    pub changed: usize,
}

/// Makes the calendar file of a household.
///
/// `before` is what was remembered at the last export, `now` the moment of this one, and `fresh` a random namespace for
/// the ids, used if there is none yet.
pub fn calendar(scene: Scene<'_>, options: &Options, before: &Exported, now: DateTime<Utc>, fresh: Uuid) -> Calendar {
    let drafts = draft::drafts(scene, options, before);
    let numbered = number::number(
        drafts,
        before,
        &number::Moment {
            now,
            today: scene.assessment.today,
            fresh,
        },
        |drafts, key| (options.covers(key)).then(|| withdrawn::words(scene, options, drafts, key)),
    );
    let changed = numbered.events.iter().filter(|e| e.changed).count();
    let events: Vec<_> = numbered
        .events
        .into_iter()
        .filter(|e| e.changed || !options.changed_only)
        .collect();
    let name = scene.strings.say(if options.neutral {
        "ics-name-neutral"
    } else {
        "ics-name"
    });
    Calendar {
        text: write::file(&name, scene.strings.language().standard_tag(), &events),
        exported: numbered.exported,
        events: events.len(),
        changed,
    }
}
