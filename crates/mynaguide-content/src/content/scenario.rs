//! Scenarios: tests of the rules as data. The runner is in `guide`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::Id;
use super::pack::Answer;

/// One scenario.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Scenario {
    /// Unique id.
    pub id: Id,
    /// What it shows.
    pub name: String,
    /// The file it came from, for messages.
    pub file: String,
    /// Line of its id in that file, from 1.
    pub line: usize,
    /// Today in Japan.
    pub today: NaiveDate,
    /// The people, in order; a scenario without labels has one person called "".
    pub people: Vec<ScenarioPerson>,
    /// What must come out.
    pub expect: Expect,
}

/// A person of a scenario.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ScenarioPerson {
    /// Label used in expectations (`"A:move-in/notify"`); empty for the only person.
    pub label: String,
    /// Known answers, facts of events included.
    pub facts: BTreeMap<Id, Answer>,
    /// Days of events, in the order in which they were told: that of the file.
    pub events: Vec<(Id, NaiveDate)>,
}

/// The expectations of a scenario. What is absent is not checked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Expect {
    /// Deadlines by key, for example `move-in/notify` or `A:move-in/notify`.
    pub deadlines: BTreeMap<String, ExpectDeadline>,
    /// What has a last day, by key, for example `card` or `A:card`.
    pub validities: BTreeMap<String, ExpectValidity>,
    /// Named dates by key, for example `move-in/notify_counted`.
    pub dates: BTreeMap<String, NaiveDate>,
    /// Deadlines that ask for nothing.
    pub not_deadline: Vec<String>,
    /// Procedures of which at least one deadline asks for something.
    pub applies: Vec<String>,
    /// Warnings, by their beginning.
    pub warns: Vec<String>,
    /// All days that are asked about, if that is checked.
    pub odd: Option<Vec<String>>,
    /// Needs of visits by key, for example `move-in/counter`.
    pub bag: BTreeMap<String, Vec<String>>,
    /// Amounts by key, for example `card-reissue` or `stay-permission/one-year-counter`.
    #[serde(default)]
    pub fees: BTreeMap<String, ExpectFee>,
}

/// The expectation about one fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectFee {
    /// Yen; 0 is free; none: no amount may be shown.
    pub yen: Option<u32>,
    /// The event whose latest day decides; none: `today` decides.
    pub on: Option<Id>,
}

/// The expectations about one thing that has a last day.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ExpectValidity {
    /// Status word.
    pub status: Option<String>,
    /// Its last day.
    pub until: Option<NaiveDate>,
    /// The deadline to do next for it.
    pub next: Option<String>,
}

/// The expectations about one deadline.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ExpectDeadline {
    /// First day.
    pub opens: Option<NaiveDate>,
    /// Last day before any roll.
    pub counted: Option<NaiveDate>,
    /// Last day.
    pub closes: Option<NaiveDate>,
    /// Last practical day.
    pub plan_by: Option<NaiveDate>,
    /// Status word.
    pub status: Option<String>,
    /// Facts that would resolve it.
    pub asks: Option<Vec<Id>>,
    /// Sources disagree.
    pub disputed: Option<bool>,
    /// Differs from office to office.
    pub varies: Option<bool>,
}
