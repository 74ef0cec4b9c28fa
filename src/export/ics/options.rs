//! What a calendar file is to be like, and when an event is.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime};

use crate::content::Id;

/// Minutes of a visit whose length is not known.
pub(super) const USUAL_MINUTES: u32 = 30;

/// What the file is to be like.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Titles that tell nothing, for a calendar that others can see.
    pub neutral: bool,
    /// Reminders as events of their own, for calendars that drop alarms.
    pub reminders_as_events: bool,
    /// Only events that changed since the last export.
    pub changed_only: bool,
    /// Only these people; empty: everybody.
    pub people: Vec<Id>,
    /// Bookings to add, to move, or (without a time) to take back.
    pub bookings: Vec<Booking>,
}

impl Options {
    /// Whether this export is about an event: one of a person who was asked for, or a booking, unless only some people
    /// were asked for.
    pub(super) fn covers(&self, key: &str) -> bool {
        self.people.is_empty() || self.people.iter().any(|p| key.split('/').next() == Some(p.as_str()))
    }
}

/// An appointment at a counter, told for the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// What for.
    pub procedure: Id,
    /// When, as clocks in Japan show it; none: it was taken back.
    pub start: Option<NaiveDateTime>,
}

/// Why a booking was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("accepted: PROCEDURE=2026-12-10T10:30, or PROCEDURE=none to take it back")]
pub struct BookingProblem;

impl FromStr for Booking {
    type Err = BookingProblem;

    fn from_str(typed: &str) -> Result<Self, BookingProblem> {
        let (procedure, time) = typed.split_once('=').ok_or(BookingProblem)?;
        let start = match time.trim() {
            "none" => None,
            time => Some(
                ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
                    .iter()
                    .find_map(|form| NaiveDateTime::parse_from_str(time, form).ok())
                    .ok_or(BookingProblem)?,
            ),
        };
        Ok(Self {
            procedure: Id::new(procedure.trim()),
            start,
        })
    }
}

/// When an event is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A whole day in Japan, wherever the phone is.
    Day(NaiveDate),
    /// A time in Japan.
    At {
        /// When it begins, as clocks in Japan show it.
        start: NaiveDateTime,
        /// How long it lasts.
        minutes: u32,
    },
}

impl When {
    /// The day.
    pub fn day(&self) -> NaiveDate {
        match self {
            Self::Day(day) => *day,
            Self::At { start, .. } => start.date(),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::At { start, minutes } => write!(f, "{}+{minutes}", start.format("%Y-%m-%dT%H:%M")),
        }
    }
}

impl FromStr for When {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, chrono::ParseError> {
        match text.split_once('+') {
            None => text.parse().map(Self::Day),
            Some((start, minutes)) => {
                let start = NaiveDateTime::parse_from_str(start, "%Y-%m-%dT%H:%M")?;
                Ok(Self::At {
                    start,
                    minutes: minutes.parse().unwrap_or(USUAL_MINUTES),
                })
            }
        }
    }
}
