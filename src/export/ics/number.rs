//! Ids, sequence numbers and moments: what makes a later file change the events of an earlier one.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::draft::Draft;
use super::options::When;
use super::withdrawn::Words;
use super::write::Alarm;

/// How long an event is remembered after its day, in days.
const KEPT_DAYS: u64 = 400;

/// What was written into calendar files. Kept beside the household, so that the next file updates the same events.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Exported {
    /// Random and private to this household: from it the ids of events are made, so that nobody can guess from an id
    /// what it is about, and two households never have the same one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namespace: Option<Uuid>,
    /// Each event by what it is about.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub events: BTreeMap<String, Record>,
}

/// One event that was written, as one short line: `2026-12-14 2 2026-11-22T01:00:00Z 3f2a91bc0d1e` and perhaps `gone`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Record {
    /// The day, or the time of a booking.
    pub when: When,
    /// How often it was changed.
    pub sequence: u32,
    /// When it was last changed.
    pub at: DateTime<Utc>,
    /// Hash of what is told, to notice a change.
    pub hash: String,
    /// It was taken back.
    pub gone: bool,
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.format("%Y-%m-%dT%H:%M:%SZ");
        write!(f, "{} {} {at} {}", self.when, self.sequence, self.hash)?;
        if self.gone { f.write_str(" gone") } else { Ok(()) }
    }
}

/// A line that is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the record of an exported event")]
pub struct NoRecord;

impl FromStr for Record {
    type Err = NoRecord;

    fn from_str(line: &str) -> Result<Self, NoRecord> {
        let parts: Vec<&str> = line.split(' ').collect();
        let (parts, gone) = match parts.split_last() {
            Some((&"gone", rest)) => (rest, true),
            _ => (&parts[..], false),
        };
        let [when, sequence, at, hash] = parts else {
            return Err(NoRecord);
        };
        let at = NaiveDateTime::parse_from_str(at, "%Y-%m-%dT%H:%M:%SZ").map_err(|_| NoRecord)?;
        Ok(Self {
            when: when.parse().map_err(|_| NoRecord)?,
            sequence: sequence.parse().map_err(|_| NoRecord)?,
            at: at.and_utc(),
            hash: (*hash).to_owned(),
            gone,
        })
    }
}

impl TryFrom<String> for Record {
    type Error = NoRecord;

    fn try_from(line: String) -> Result<Self, NoRecord> {
        line.parse()
    }
}

impl From<Record> for String {
    fn from(record: Record) -> Self {
        record.to_string()
    }
}

/// An event as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) uid: Uuid,
    pub(super) when: When,
    pub(super) sequence: u32,
    pub(super) at: DateTime<Utc>,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) alarms: Vec<Alarm>,
    pub(super) gone: bool,
    /// Whether anything is other than at the last export.
    pub(super) changed: bool,
}

/// When an export is made, and what it may need for the first one.
pub(super) struct Moment {
    pub(super) now: DateTime<Utc>,
    pub(super) today: NaiveDate,
    pub(super) fresh: Uuid,
}

pub(super) struct Numbered {
    pub(super) events: Vec<Event>,
    pub(super) exported: Exported,
}

/// Numbers the drafts, and takes back whatever was exported before and is no longer there. `gone` gives the words for
/// that; none if this export is not about such an event, which then stays as it is.
pub(super) fn number(
    drafts: Vec<Draft>,
    before: &Exported,
    moment: &Moment,
    gone: impl Fn(&[Draft], &str) -> Option<Words>,
) -> Numbered {
    let namespace = before.namespace.unwrap_or(moment.fresh);
    let mut exported = Exported {
        namespace: Some(namespace),
        events: before.events.clone(),
    };
    let mut events: Vec<Event> = Vec::new();
    let taken_back = taken_back(&drafts, before, moment.today, gone);
    for (draft, is_gone) in drafts
        .into_iter()
        .map(|d| (d, false))
        .chain(taken_back.into_iter().map(|d| (d, true)))
    {
        let hash = hash(&draft, is_gone);
        let old = before.events.get(&draft.key);
        let changed = old.is_none_or(|old| old.hash != hash || old.when != draft.when || old.gone != is_gone);
        let record = match old {
            Some(old) if !changed => old.clone(),
            old => Record {
                when: draft.when.clone(),
                sequence: old.map_or(0, |old| old.sequence.saturating_add(1)),
                at: moment.now.trunc_subsecs(0),
                hash,
                gone: is_gone,
            },
        };
        events.push(Event {
            uid: Uuid::new_v5(&namespace, draft.key.as_bytes()),
            when: record.when.clone(),
            sequence: record.sequence,
            at: record.at,
            summary: draft.summary,
            description: draft.description,
            alarms: draft.alarms,
            gone: is_gone,
            changed,
        });
        exported.events.insert(draft.key, record);
    }
    exported.events.retain(|_, record| is_kept(record, moment.today));
    if exported.events.is_empty() && before.namespace.is_none() {
        exported.namespace = None;
    }
    Numbered { events, exported }
}

/// What was exported and is no longer there, with the words that say so.
fn taken_back(
    drafts: &[Draft],
    before: &Exported,
    today: NaiveDate,
    gone: impl Fn(&[Draft], &str) -> Option<Words>,
) -> Vec<Draft> {
    let there = |key: &str| drafts.iter().any(|d| d.key == key);
    let lost = before
        .events
        .iter()
        .filter(|(key, record)| !there(key) && is_kept(record, today));
    lost.filter_map(|(key, record)| {
        let Words { summary, description } = gone(drafts, key)?;
        Some(Draft {
            key: key.clone(),
            when: record.when.clone(),
            summary,
            description,
            alarms: Vec::new(),
        })
    })
    .collect()
}

fn is_kept(record: &Record, today: NaiveDate) -> bool {
    record
        .when
        .day()
        .checked_add_days(Days::new(KEPT_DAYS))
        .is_none_or(|until| until >= today)
}

fn hash(draft: &Draft, gone: bool) -> String {
    let mut hasher = Sha256::new();
    hasher.update([u8::from(gone)]);
    let alarms = draft.alarms.iter().map(|a| (a.minutes, a.words.as_str()));
    let minutes = match draft.when {
        When::At { minutes, .. } => minutes.to_string(),
        When::Day(_) => String::new(),
    };
    let told = [draft.summary.as_str(), draft.description.as_str(), &minutes];
    let lines = told
        .into_iter()
        .map(str::to_owned)
        .chain(alarms.map(|(minutes, words)| format!("{minutes} {words}")));
    for line in lines {
        hasher.update(line.as_bytes());
        hasher.update([0]);
    }
    let mut hash = String::new();
    for byte in hasher.finalize().iter().take(6) {
        // Writing to a string cannot fail.
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}
