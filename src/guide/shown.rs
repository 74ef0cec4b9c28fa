//! Dates that somebody was shown, and which of them moved since. Pure: where it is kept is for others to say.
//!
//! A date that a person has seen stands in their head and perhaps in their calendar. If content, closed days or answers
//! change it, that is said, with the old and the new day and the reason, until the person has seen it.

mod told;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use told::fingerprint;

use super::{Assessment, Days, Deadline, DeadlineKey, Status};
use crate::content::{Id, Pack};
use crate::household::{Household, PersonId};

/// What was shown, as it is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// Of which content the days are; empty: nothing was shown yet.
    content: String,
    /// Through which day the closed days were published, by calendar.
    closed_days: BTreeMap<Id, NaiveDate>,
    /// Of which answers and events they are.
    told: String,
    /// The days by `PERSON/PROCEDURE/DEADLINE`.
    days: BTreeMap<String, Days>,
    /// What moved and was not acknowledged.
    moved: Vec<Moved>,
}

/// A date that moved after it was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Whose.
    pub person: PersonId,
    /// The procedure.
    pub procedure: Id,
    /// The deadline in it.
    pub deadline: Id,
    /// The days that were shown.
    pub was: Days,
    /// The days now; all absent if they are not known any more.
    pub now: Days,
    /// It asks for nothing any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// Why, the first reason first.
    pub because: Vec<Cause>,
}

impl Moved {
    /// Which deadline.
    pub fn key(&self) -> DeadlineKey {
        DeadlineKey {
            procedure: self.procedure.clone(),
            deadline: self.deadline.clone(),
        }
    }
}

/// Why a date moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Answers or events were told, changed or taken back.
    Answers,
    /// Closed days were published after the date was worked out.
    ClosedDays,
    /// The content is another one: a newer version, or a local pack.
    Content,
}

impl Shown {
    /// What moved and was not acknowledged.
    pub fn moved(&self) -> &[Moved] {
        &self.moved
    }

    /// The person has seen everything that moved.
    pub fn acknowledge(&mut self) {
        self.moved.clear();
    }

    /// The person has seen that this one moved.
    pub fn acknowledge_one(&mut self, person: &PersonId, key: &DeadlineKey) {
        self.moved.retain(|m| m.person != *person || m.key() != *key);
    }

    /// Compares what was shown with what holds now, which is what is shown from here on.
    pub fn update(&mut self, pack: &Pack, household: &Household, assessment: &Assessment) {
        let now = Self {
            content: format!("{} {} {}", pack.info.id, pack.info.version, env!("CARGO_PKG_VERSION")),
            closed_days: pack.calendars.iter().map(|(id, c)| (id.clone(), c.until)).collect(),
            told: fingerprint(household),
            ..Self::default()
        };
        let is_first = self.content.is_empty();
        let mut days = std::mem::take(&mut self.days);
        let mut name = String::new();
        // What ends on the day of another row is told by that row.
        for deadline in assessment.deadlines.iter().filter(|d| !d.is_part_of_a_row()) {
            write_name(&mut name, deadline);
            let old = days.remove(&name);
            let asks = deadline.status.asks_for_something();
            if let Some(old) = old.filter(|_| !is_first) {
                self.compare(&now, old, deadline);
            }
            // Something may be missing and its days known all the same; and what was known may be asked for again.
            let is_open = deadline.status == Status::Unknown;
            if asks || is_open && (old.is_some() || seen(deadline) != Days::default()) {
                self.days.insert(name.clone(), seen(deadline));
            }
        }
        // What is left belongs to somebody who is not shown now, or to a deadline that this content does not have.
        let is_shown = |name: &str| household.active().any(|p| belongs(name, &p.id));
        for (name, old) in days {
            if is_shown(&name) {
                self.left_out(&name, old);
            } else {
                self.days.insert(name, old);
            }
        }
        (self.content, self.closed_days, self.told) = (now.content, now.closed_days, now.told);
    }

    fn compare(&mut self, now: &Self, old: Days, deadline: &Deadline) {
        let days = seen(deadline);
        let at = self
            .moved
            .iter()
            .position(|m| m.person == deadline.person && m.key() == deadline.key);
        let is_over = !deadline.status.asks_for_something() && deadline.status != Status::Unknown;
        if is_over && (now.told != self.told || deadline.status == Status::Done) {
            // What was told settled it: whoever told it knows.
            at.map(|at| self.moved.remove(at));
            return;
        }
        // A window that is over by the calendar alone has not moved.
        if (old == days && !is_over) || (is_over && now.content == self.content) {
            return;
        }
        let cause = self.cause(now, old);
        if let Some(at) = at {
            let moved = &mut self.moved[at];
            (moved.now, moved.gone) = (days, is_over);
            if !moved.because.contains(&cause) {
                moved.because.push(cause);
            }
            if moved.was == moved.now && !moved.gone {
                self.moved.remove(at);
            }
        } else if old != Days::default() {
            self.moved.push(Moved {
                person: deadline.person.clone(),
                procedure: deadline.key.procedure.clone(),
                deadline: deadline.key.deadline.clone(),
                was: old,
                now: days,
                gone: is_over,
                because: vec![cause],
            });
        }
    }

    fn left_out(&mut self, name: &str, was: Days) {
        let mut parts = name.splitn(3, '/').map(Id::new);
        if let (Some(person), Some(procedure), Some(deadline)) = (parts.next(), parts.next(), parts.next())
            && was != Days::default()
        {
            self.moved.push(Moved {
                person,
                procedure,
                deadline,
                was,
                now: Days::default(),
                gone: true,
                because: vec![Cause::Content],
            });
        }
    }

    /// Days that lay beyond what was published moved because it is published now; else what was told is the reason if
    /// it is another one, and the content if not: nothing else goes into a day.
    fn cause(&self, now: &Self, old: Days) -> Cause {
        let is_after = |until: &NaiveDate| [old.plan_by, old.closes].into_iter().flatten().any(|day| day > *until);
        let published = |id: &Id, until: &NaiveDate| now.closed_days.get(id).is_some_and(|new| new > until);
        if now.told == self.told && self.closed_days.iter().any(|(id, u)| published(id, u) && is_after(u)) {
            Cause::ClosedDays
        } else if now.told != self.told && now.content == self.content {
            Cause::Answers
        } else if now.told == self.told {
            Cause::Content
        } else {
            // Both are new; what was told is the likelier reason, and the person can look it up in the history.
            Cause::Answers
        }
    }
}

/// The days of a deadline as they are shown; none if it asks for nothing.
fn seen(deadline: &Deadline) -> Days {
    if deadline.status.asks_for_something() || deadline.status == Status::Unknown {
        deadline.days()
    } else {
        Days::default()
    }
}

/// Writes `PERSON/PROCEDURE/DEADLINE` in the place of what stood there.
fn write_name(name: &mut String, deadline: &Deadline) {
    let DeadlineKey {
        procedure,
        deadline: key,
    } = &deadline.key;
    name.clear();
    for (n, word) in [&deadline.person, procedure, key].into_iter().enumerate() {
        name.push_str(if n > 0 { "/" } else { "" });
        name.push_str(word.as_str());
    }
}

fn belongs(name: &str, person: &PersonId) -> bool {
    name.strip_prefix(person.as_str())
        .is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests;
