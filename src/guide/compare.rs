//! What differs between two assessments: before and after a change, today's and a supposed one, this content and the
//! last.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Assessment, Deadline, Status};

/// How a deadline differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It asks for something now, and did not before.
    New,
    /// It asked for something and still does, on other days.
    Moved,
    /// Its day is not known any more: an answer is missing.
    Waits,
    /// It asks for nothing any more, or the reason why not is another one; never used for what never concerned the
    /// person.
    Now(Status),
}

/// The days of a deadline that a person goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Days {
    /// First day.
    pub opens: Option<NaiveDate>,
    /// Last practical day.
    pub plan_by: Option<NaiveDate>,
    /// Last day.
    pub closes: Option<NaiveDate>,
}

impl Days {
    /// The one day that is named when there is room for one: the day to act by, else the first day.
    pub fn foremost(&self) -> Option<NaiveDate> {
        self.plan_by.or(self.closes).or(self.opens)
    }
}

/// `2026-11-29 2026-12-11 2026-12-14`: the first day, the day to plan by, the last day; `-` for one that is absent.
impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, day) in [self.opens, self.plan_by, self.closes].into_iter().enumerate() {
            let space = if n > 0 { " " } else { "" };
            match day {
                Some(day) => write!(f, "{space}{day}")?,
                None => write!(f, "{space}-")?,
            }
        }
        Ok(())
    }
}

impl FromStr for Days {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let day = |word: Option<&str>| word.filter(|w| *w != "-").map(str::parse).transpose();
        let mut words = text.split(' ');
        Ok(Self {
            opens: day(words.next())?,
            plan_by: day(words.next())?,
            closes: day(words.next())?,
        })
    }
}

impl TryFrom<String> for Days {
    type Error = chrono::ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Days> for String {
    fn from(days: Days) -> Self {
        days.to_string()
    }
}

impl Deadline {
    /// Its days.
    pub fn days(&self) -> Days {
        Days {
            opens: self.opens,
            plan_by: self.plan_by,
            closes: self.closes,
        }
    }
}

/// One deadline that differs.
#[derive(Clone, Copy, Debug)]
pub struct Difference<'a> {
    /// As it was; none if there was no such deadline or person.
    pub before: Option<&'a Deadline>,
    /// As it is.
    pub after: &'a Deadline,
    /// How they differ.
    pub turn: Turn,
}

/// Every deadline that differs, in the order of the assessment after. Pure.
pub fn compare<'a>(before: &'a Assessment, after: &'a Assessment) -> Vec<Difference<'a>> {
    let old = before
        .deadlines
        .iter()
        .map(|d| ((&d.person, &d.key), d))
        .collect::<BTreeMap<_, _>>();
    let pairs = after
        .deadlines
        .iter()
        .map(|new| (old.get(&(&new.person, &new.key)).copied(), new));
    pairs
        .filter_map(|(before, after)| {
            Some(Difference {
                before,
                after,
                turn: turn(before, after)?,
            })
        })
        .collect()
}

fn turn(old: Option<&Deadline>, new: &Deadline) -> Option<Turn> {
    let was = old.map_or(Status::NotApplicable, |d| d.status);
    match (old.is_some_and(Deadline::is_asked), new.is_asked()) {
        (false, true) => Some(Turn::New),
        (true, true) => old.is_some_and(|old| old.days() != new.days()).then_some(Turn::Moved),
        (true | false, false) if was == new.status => None,
        (true | false, false) => match new.status {
            Status::Unknown => Some(Turn::Waits),
            // What never concerned the person and still does not is no news.
            Status::NotApplicable if was == Status::Unknown => None,
            status => Some(Turn::Now(status)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{DeadlineKind, Id};
    use crate::guide::DeadlineKey;

    fn on(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2027, 3, day)
    }

    fn deadline(id: &str, status: Status, closes: Option<NaiveDate>) -> Deadline {
        Deadline {
            person: Id::new("a"),
            key: DeadlineKey {
                procedure: Id::new("p"),
                deadline: Id::new(id),
            },
            kind: DeadlineKind::LegalDuty,
            status,
            opens: None,
            counted: closes,
            closes,
            plan_by: closes,
            period: None,
            place: Id::default(),
            asks: Vec::new(),
            or_asks: Vec::new(),
            disputed: false,
            varies: false,
            done_on: None,
            settled_by: None,
            after_plan: None,
            waits_for: Vec::new(),
            ends: None,
            lacks_opening: false,
            absorbed_by: None,
        }
    }

    fn assessment(deadlines: Vec<Deadline>) -> Assessment {
        Assessment {
            today: on(1).unwrap(),
            deadlines,
            validities: Vec::new(),
            questions: Vec::new(),
            warnings: Vec::new(),
        }
    }

    #[test]
    fn each_way_to_differ_has_its_word() {
        use Status::{Done, Late, NotApplicable, Open, Settled, Unknown, Upcoming};
        let table = [
            ((NotApplicable, None), (Open, on(9)), Some(Turn::New)),
            ((Unknown, None), (Upcoming, on(9)), Some(Turn::New)),
            ((Done, on(9)), (Open, on(20)), Some(Turn::New)),
            ((Open, on(9)), (Open, on(10)), Some(Turn::Moved)),
            ((Late, on(1)), (Upcoming, on(30)), Some(Turn::Moved)),
            ((Upcoming, on(9)), (Open, on(9)), None),
            ((Open, on(9)), (Open, on(9)), None),
            ((Open, on(9)), (Unknown, None), Some(Turn::Waits)),
            ((Settled, None), (Unknown, None), Some(Turn::Waits)),
            ((Open, on(9)), (Done, on(9)), Some(Turn::Now(Done))),
            ((Open, on(9)), (NotApplicable, None), Some(Turn::Now(NotApplicable))),
            ((Done, on(9)), (Settled, None), Some(Turn::Now(Settled))),
            ((Unknown, None), (NotApplicable, None), None),
            ((NotApplicable, None), (NotApplicable, on(9)), None),
        ];
        for ((was, before), (is, after), expected) in table {
            let old = assessment(vec![deadline("x", was, before)]);
            let new = assessment(vec![deadline("x", is, after)]);
            let found = compare(&old, &new).first().map(|d| d.turn);
            assert_eq!(found, expected, "{was:?} {before:?} to {is:?} {after:?}");
            assert!(compare(&new, &new).is_empty() && compare(&old, &old).is_empty());
        }
    }

    #[test]
    fn somebody_who_was_not_there_before_has_only_new_deadlines() {
        let new = assessment(vec![
            deadline("x", Status::Open, on(3)),
            deadline("y", Status::NotApplicable, None),
        ]);
        let nobody = assessment(Vec::new());
        let found = compare(&nobody, &new);
        assert_eq!(found.len(), 1);
        assert!(found[0].before.is_none() && found[0].turn == Turn::New);
        assert_eq!(found[0].after.key.deadline, "x");
    }
}
