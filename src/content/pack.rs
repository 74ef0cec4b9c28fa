//! A pack after every check: what the rest of the program reads. Each reference in it leads somewhere.

use chrono::{NaiveDate, NaiveTime, Weekday};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use super::id::{Id, Words};
use super::overlay::{Conflict, Overlay, Touch};
use super::procedure::{DeadlineRule, Need, Procedure};
use super::rule::{Applies, Condition, DateRule, Param, Rules};
use super::scenario::Scenario;
use super::section::Section;
use super::text::{Lang, Name, Text};
use crate::calendar::HolidayCalendar;

/// Entries of one registry in the order of the file. The ids are words of a content folder, so that a hash that is quick
/// and not secret will do.
pub type Table<T> = IndexMap<Id, T, FxBuildHasher>;

/// Entries that no date depends on: they are found when somebody looks for one, and each is read when it is looked at.
pub type Registry<T> = Section<Table<Section<T>>>;

/// A whole content folder, checked and indexed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pack {
    /// `pack.toml`.
    pub info: PackInfo,
    /// Groups of procedures, in reading order.
    pub topics: Table<Topic>,
    /// Questions and events, in order of asking.
    pub facts: Table<Fact>,
    /// Things to bring or to know.
    pub documents: Registry<Document>,
    /// Sets of documents ("one of group A").
    pub sets: Table<DocumentSet>,
    /// What helpers bring to a visit that is described for the person concerned.
    pub helpers: Table<Helper>,
    /// Counters, telephone lines, sites.
    pub places: Table<Place>,
    /// Words of the field.
    pub terms: Registry<Term>,
    /// Sentences to say.
    pub phrases: Registry<Phrase>,
    /// Money, as dated rows.
    pub fees: Registry<Fee>,
    /// Where each rule comes from.
    pub sources: Registry<Source>,
    /// Holidays and outages by calendar id.
    pub calendars: Table<HolidayCalendar>,
    /// Conditions, params and dates visible in every procedure.
    pub shared: Rules,
    /// The procedures, in the order of topics and files.
    pub procedures: Table<Procedure>,
    /// The tests of the rules.
    pub scenarios: Section<Vec<Scenario>>,
    /// The local packs that were applied, in order.
    pub overlays: Vec<Overlay>,
    /// Everything they did.
    pub touched: Vec<Touch>,
    /// What they could not do, because the base says something else by now.
    pub conflicts: Vec<Conflict>,
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

/// How a newcomer begins. Without questions of its own, those that settle most come first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct First {
    /// The questions, in order; one that follows from another answer is passed over.
    pub facts: Vec<Id>,
    /// Events that may be happening now.
    pub events: Vec<Id>,
}

/// A group of procedures.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Topic {
    /// Title shown in the list.
    pub title: Text,
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

/// One answer of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Id stored in the household.
    pub id: Id,
    /// Words shown.
    pub name: Text,
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
    /// Facts that must be earlier than this one.
    pub after: Vec<Id>,
    /// Facts that must be later than this one.
    pub before: Vec<Id>,
    /// Answers that settle other facts.
    pub implies: Vec<Implication>,
    /// For an event: facts whose old answers are out of date after it.
    pub resets: Vec<Reset>,
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

/// What sort of thing a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentKind {
    /// A card.
    Card,
    /// A paper.
    Paper,
    /// A form, filled in there or before.
    Form,
    /// A photograph.
    Photo,
    /// Cash or stamps.
    Money,
    /// A seal.
    Seal,
    /// Something to have in the head (a PIN): never stored, only ticked.
    Knowledge,
    /// A telephone with certificates on it.
    Phone,
}

/// A thing to bring.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Sort of thing.
    pub kind: DocumentKind,
    /// Its names.
    pub name: Name,
    /// Other words for it.
    pub alias: Vec<String>,
    /// Sets it belongs to.
    pub sets: Vec<Id>,
    /// A remark.
    pub note: Option<Text>,
    /// What need not be brought beside it.
    pub covers: Vec<Cover>,
    /// When nobody can bring it.
    pub absent: Vec<Absent>,
    /// The document it is used with; not asked for beside it while that one is absent.
    pub goes_with: Option<Id>,
    /// Sources.
    pub source: Vec<Id>,
}

/// A document that another one stands for: it replaces it, or is one piece with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cover {
    /// The document that need not be brought.
    pub document: Id,
    /// When that holds.
    pub applies: Applies,
}

/// A case in which a thing cannot be brought: it is lost, or was handed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Absent {
    /// When that holds.
    pub applies: Applies,
    /// Why it is not in the list, and what to do instead.
    pub why: Text,
}

/// What a helper brings beside the things of the person concerned.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Helper {
    /// The needs. They take the place of whatever the visit asks of a visitor.
    pub needs: Vec<Need>,
    /// Documents of the visit that do not go with this helper.
    pub without: Vec<Id>,
    /// Why no proof of authority is needed.
    pub no_proof: Option<Text>,
}

/// A group of interchangeable documents.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DocumentSet {
    /// Words shown.
    pub name: Text,
}

/// What sort of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceKind {
    /// A counter.
    Counter,
    /// A telephone line.
    Phone,
    /// A web site or app.
    Online,
    /// By mail.
    Post,
    /// Police.
    Police,
    /// A bank.
    Bank,
    /// A shop or kiosk.
    Shop,
    /// A photo booth.
    Booth,
    /// At home.
    Home,
    /// A clinic or pharmacy.
    Medical,
}

/// Why a place may be closed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ClosedRule {
    /// These days of every week.
    Weekly(Vec<Weekday>),
    /// The days of a calendar.
    Calendar(Id),
    /// The same days every year, both ends included; may cross New Year.
    Yearly {
        /// First month and day.
        from: (u32, u32),
        /// Last month and day.
        until: (u32, u32),
        /// Name shown when a day is stepped over.
        name: Text,
    },
}

/// Opening hours on some days of the week.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Hours {
    /// The days.
    pub days: Vec<Weekday>,
    /// Opens at, time in Japan.
    pub open: NaiveTime,
    /// Closes at, time in Japan.
    pub close: NaiveTime,
}

/// Which of the weeks of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Week {
    /// Every one.
    Every,
    /// The first to the fifth.
    Nth(u8),
    /// The last.
    Last,
}

/// An opening beside the usual hours. It means that one may come earlier; it moves no limit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExtraOpening {
    /// The days: of which weeks of the month, and which weekday.
    pub on: Vec<(Week, Weekday)>,
    /// Not on these days although they would be meant.
    pub except: Vec<(Week, Weekday)>,
    /// Opens at, time in Japan.
    pub open: NaiveTime,
    /// Closes at, time in Japan.
    pub close: NaiveTime,
    /// Procedures that cannot be done then.
    pub not_for: Vec<Id>,
    /// Why not, or what else to know.
    pub why: Option<Text>,
    /// Sources.
    pub source: Vec<Id>,
}

/// A counter, a telephone line, a site.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Place {
    /// Sort of place.
    pub kind: PlaceKind,
    /// Its names.
    pub name: Name,
    /// When it is closed; empty: never.
    pub closed: Vec<ClosedRule>,
    /// Opening hours.
    pub hours: Vec<Hours>,
    /// Evenings and closed days on which some things can be done. They move no limit.
    pub extra: Vec<ExtraOpening>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Languages spoken there.
    pub languages: Vec<Lang>,
    /// Web address.
    pub url: Option<String>,
    /// A remark.
    pub note: Option<Text>,
    /// Differs from office to office.
    pub varies: bool,
    /// Sources.
    pub source: Vec<Id>,
}

/// A word of the field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Term {
    /// Its names.
    pub name: Name,
    /// What it means.
    pub means: Text,
    /// Other words for it.
    pub alias: Vec<String>,
    /// Terms it is easily confused with.
    pub not: Vec<Id>,
    /// Sources.
    pub source: Vec<Id>,
}

/// A sentence in four forms.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sentence {
    /// Japanese.
    pub ja: Words,
    /// In kana, with spaces between phrases.
    pub kana: Words,
    /// In Hepburn romaji with macrons.
    pub romaji: Words,
    /// English.
    pub en: Words,
}

/// A sentence to say at a counter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Phrase {
    /// The sentence.
    pub say: Sentence,
    /// Where it is said.
    pub say_at: Vec<Id>,
    /// Documents in the hand of whoever says it.
    pub with: Vec<Id>,
    /// What the clerk is likely to ask back.
    pub answers: Vec<Exchange>,
}

impl Phrase {
    /// The phrase itself (0), or the reply to so many of the clerk's questions.
    pub fn sentence(&self, reply: usize) -> &Sentence {
        let mut replies = self.answers.iter().filter_map(|a| a.reply.as_ref());
        reply.checked_sub(1).and_then(|n| replies.nth(n)).unwrap_or(&self.say)
    }
}

/// A likely question of the clerk, and what to answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exchange {
    /// The clerk's question.
    pub asks: Sentence,
    /// The answer, if it can be known.
    pub reply: Option<Sentence>,
    /// The phrase to go on with.
    pub then: Option<Id>,
}

/// A fee as dated rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fee {
    /// Words shown.
    pub name: Text,
    /// The day that decides which row holds, in words.
    pub by: Option<Text>,
    /// The rows, oldest first; empty: not known (unless there are options).
    pub rows: Vec<FeeRow>,
    /// Variants of the fee.
    pub options: Vec<FeeOption>,
    /// A remark.
    pub note: Option<Text>,
    /// Differs from office to office.
    pub varies: bool,
}

/// A variant of a fee.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FeeOption {
    /// Id within the fee.
    pub id: Id,
    /// Words shown.
    pub name: Text,
    /// The rows, oldest first.
    pub rows: Vec<FeeRow>,
}

/// An amount from a day on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FeeRow {
    /// First day.
    pub from: NaiveDate,
    /// Last day, only for a real end.
    pub until: Option<NaiveDate>,
    /// Yen; 0 is free.
    pub yen: u32,
    /// Source.
    pub source: Id,
}

/// How sure a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// May never feed a computed date.
    Low,
    /// One official page, or several others that agree.
    Medium,
    /// Official and matched by another.
    High,
}

/// What sort of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceKind {
    /// A law.
    Law,
    /// An order or ordinance.
    Ordinance,
    /// A ministry or national agency.
    Ministry,
    /// A city, ward, town or village.
    Municipality,
    /// Anybody else.
    Secondary,
}

/// Where a rule comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    /// Title.
    pub title: Text,
    /// Publisher.
    pub publisher: String,
    /// Address.
    pub url: String,
    /// Sort of source.
    pub kind: SourceKind,
    /// How sure.
    pub confidence: Confidence,
    /// The date the page shows, or "n.d.".
    pub page_date: String,
    /// The day it was last compared.
    pub checked: NaiveDate,
    /// Compare again after this many days.
    pub every_days: u32,
}

impl Fee {
    /// The amount in force on the day that decides, in yen; none if it is not known.
    ///
    /// A fee with options has no amount of its own, and one without has no options.
    pub fn yen_on(&self, option: Option<&str>, day: NaiveDate) -> Option<u32> {
        let rows = match option {
            Some(option) => &self.options.iter().find(|o| o.id == option)?.rows,
            None => &self.rows,
        };
        FeeRow::in_force(rows, day).map(|row| row.yen)
    }
}

impl FeeRow {
    /// The row that holds on a day: the newest that has begun, unless it has ended.
    pub fn in_force(rows: &[Self], day: NaiveDate) -> Option<&Self> {
        rows.iter()
            .rev()
            .find(|r| r.from <= day && r.until.is_none_or(|until| day <= until))
    }
}

impl Pack {
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
