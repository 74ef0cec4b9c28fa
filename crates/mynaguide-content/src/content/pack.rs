//! A pack after every check: what the rest of the program reads. Each reference in it leads somewhere.

use chrono::NaiveDate;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::bound::Bound;
use super::deferred::{Deferred, Part};
use super::id::Id;
use super::overlay::{Conflict, Overlay, Touch};
use super::procedure::{DeadlineRule, Procedure};
use super::registry::{
    Choice, Document, DocumentSet, Fee, First, HeldBy, Helper, Phrase, Place, Source, Term, Topic, Validity,
};
use super::rule::{Condition, DateRule, Param, Rules};
use super::scenario::Scenario;
use super::text::{Lang, Text};
use crate::calendar::HolidayCalendar;

/// Entries of one registry in the order of the file.
pub type Table<T> = IndexMap<Id, T, foldhash::fast::RandomState>;

/// A whole content folder, checked and indexed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Pack {
    /// `pack.toml`.
    pub info: PackInfo,
    /// Groups of procedures, in reading order.
    pub topics: Table<Topic>,
    /// Questions and events, in order of asking.
    pub facts: Table<Fact>,
    /// Things to bring or to know.
    pub documents: Deferred<Table<Document>>,
    /// Sets of documents ("one of group A").
    pub sets: Deferred<Table<DocumentSet>>,
    /// What helpers bring to a visit that is described for the person concerned.
    pub helpers: Deferred<Table<Helper>>,
    /// Counters, telephone lines, sites.
    pub places: Table<Place>,
    /// Words of the field.
    pub terms: Deferred<Table<Term>>,
    /// Sentences to say.
    pub phrases: Deferred<Table<Phrase>>,
    /// Money, as dated rows.
    pub fees: Deferred<Table<Fee>>,
    /// Where each rule comes from.
    pub sources: Deferred<Table<Source>>,
    /// What has a last day: stays, cards, certificates.
    pub validities: Table<Validity>,
    /// Holidays and outages by calendar id.
    pub calendars: Table<HolidayCalendar>,
    /// Conditions, params and dates visible in every procedure.
    pub shared: Rules,
    /// The procedures, in the order of topics and files.
    pub procedures: Table<Procedure>,
    /// The tests of the rules. Only a pack that was read from files has them: people who look at their days do without.
    #[serde(skip)]
    pub scenarios: Vec<Scenario>,
    /// The local packs that were applied, in order.
    pub overlays: Vec<Overlay>,
    /// Everything they did.
    pub touched: Vec<Touch>,
    /// What they could not do, because the base says something else by now.
    pub conflicts: Vec<Conflict>,
    /// Languages whose words were left out when this pack was decoded.
    #[serde(skip)]
    pub left_out: Vec<Lang>,
}

/// `pack.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PackInfo {
    /// Id of the pack.
    pub id: Id,
    /// Version of the content.
    pub version: String,
    /// Title of the pack.
    pub title: Text,
    /// Languages the pack has prose in; English first.
    pub languages: Vec<Lang>,
    /// Languages in which some procedures have prose, for example `ja-easy`.
    pub partial: Vec<Lang>,
    /// How a newcomer begins.
    pub first: First,
    /// It shows how packs are written; nobody keeps it up to date.
    pub demonstration: bool,
    /// Licence of the texts.
    pub licence: String,
}

/// What kind of answer a fact takes. There is no text and no number: that is the privacy wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactKind {
    /// A calendar date.
    Date,
    /// Yes or no.
    YesNo,
    /// A small count.
    Count,
    /// One of a closed list.
    Choice(Vec<Choice>),
    /// A day on which something happened; may happen again.
    Event,
}

/// Whose fact it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Per {
    /// One person.
    Person,
    /// Everybody in the household (for an event: it asks which people).
    Household,
    /// Belongs to one event and is entered with it.
    Event(Id),
}

/// A question or an event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// Kind of answer.
    pub kind: FactKind,
    /// Whose it is.
    pub per: Per,
    /// Short name for lists.
    pub name: Text,
    /// The question.
    pub ask: Text,
    /// Where the answer is found.
    pub place: Text,
    /// Why it is asked.
    pub used_for: Text,
    /// The earliest plausible day.
    pub not_before: Option<Bound>,
    /// The last plausible day.
    pub not_after: Option<Bound>,
    /// Facts and events that are earlier than this one.
    pub after: Vec<Id>,
    /// Facts and events that are later than this one.
    pub before: Vec<Id>,
    /// Answers that settle other facts.
    pub implies: Vec<Implication>,
    /// For an event: facts whose old answers are out of date after it.
    pub resets: Vec<Reset>,
    /// For an event: events told before it that do not count any more.
    pub takes_back: Vec<Id>,
    /// For an event that can be taken back: what holds it all the same.
    pub held_by: Option<HeldBy>,
}

/// "After this event, the old answer to that fact is out of date."
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reset {
    /// The fact that becomes a question again.
    pub fact: Id,
    /// Answers that stay true all the same.
    pub keeps: Vec<Answer>,
}

/// "With this answer, that fact has this value."
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Implication {
    /// The answers of this fact that imply something.
    pub when: Vec<Answer>,
    /// The fact that is settled.
    pub fact: Id,
    /// Its value.
    pub value: Answer,
}

/// A known answer. A fact with no answer is unknown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The question does not arise for this person.
    DoesNotApply,
    /// Yes or no.
    YesNo(bool),
    /// One of the choices.
    Choice(Id),
    /// A calendar date.
    Date(NaiveDate),
    /// A count.
    Count(u32),
}

impl Pack {
    /// The parts that are read when they are first looked at.
    pub(super) fn deferred(&mut self) -> impl Iterator<Item = &mut dyn Part> {
        let tables: [&mut dyn Part; 7] = [
            &mut self.documents,
            &mut self.sets,
            &mut self.helpers,
            &mut self.terms,
            &mut self.phrases,
            &mut self.fees,
            &mut self.sources,
        ];
        let bodies = self.procedures.values_mut().map(|p| &mut p.body as &mut dyn Part);
        tables.into_iter().chain(bodies)
    }

    /// A condition as seen from a procedure: its own first, then the shared ones.
    pub fn condition<'a>(&'a self, procedure: Option<&'a Procedure>, name: &str) -> Option<&'a Condition> {
        procedure
            .and_then(|p| p.rules.conditions.get(name))
            .or_else(|| self.shared.conditions.get(name))
    }

    /// A date rule as seen from a procedure.
    pub fn date<'a>(&'a self, procedure: Option<&'a Procedure>, name: &str) -> Option<&'a DateRule> {
        procedure
            .and_then(|p| p.rules.dates.get(name))
            .or_else(|| self.shared.dates.get(name))
    }

    /// A param as seen from a procedure.
    pub fn param<'a>(&'a self, procedure: Option<&'a Procedure>, name: &str) -> Option<&'a Param> {
        procedure
            .and_then(|p| p.rules.params.get(name))
            .or_else(|| self.shared.params.get(name))
    }

    /// The deadline rule behind a key.
    pub fn deadline(&self, procedure: &str, deadline: &str) -> Option<&DeadlineRule> {
        self.procedures
            .get(procedure)?
            .deadlines
            .iter()
            .find(|d| d.id.as_str() == deadline)
    }
}
