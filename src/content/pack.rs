//! A pack after every check: what the rest of the program reads. Each reference in it leads somewhere.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use chrono::{NaiveDate, NaiveTime, Weekday};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use super::id::{Id, Words};
use super::overlay::{Conflict, Overlay, Touch};
use super::rule::{Applies, Condition, DateRule, Param, Ref, Rules};
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

/// How far a text has been read by others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReviewStatus {
    /// Written, read by nobody else.
    #[default]
    Draft,
    /// Read by a second person.
    Reviewed,
    /// Read by a second person, links checked since.
    Verified,
    /// Confirmed by the office itself.
    Official,
}

/// The state of review of a procedure.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Review {
    /// How far it has been read.
    pub status: ReviewStatus,
    /// The day it was last compared with its sources.
    pub checked: NaiveDate,
    /// Compare again after this many days.
    pub every_days: u32,
}

/// The state of one translation of a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// How far it has been read.
    pub status: ReviewStatus,
    /// The English text has changed since.
    pub stale: bool,
}

/// One procedure: its names, its rules and, as [`ProcedureBody`], everything that is only read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Procedure {
    /// Its id; also the name of its file.
    pub id: Id,
    /// Topic it stands under.
    pub topic: Id,
    /// Names.
    pub title: Name,
    /// Where it is done.
    pub place: Id,
    /// Its own conditions, params and dates.
    pub rules: Rules,
    /// Its deadlines.
    pub deadlines: Vec<DeadlineRule>,
    /// Its "nothing to do" cases.
    pub settled: Vec<Settled>,
    /// What it says and asks for; read as if it stood here. Stored apart, see `stored`.
    #[serde(skip)]
    pub body: Section<ProcedureBody>,
}

impl Deref for Procedure {
    type Target = ProcedureBody;

    fn deref(&self) -> &ProcedureBody {
        &self.body
    }
}

impl DerefMut for Procedure {
    fn deref_mut(&mut self) -> &mut ProcedureBody {
        &mut self.body
    }
}

/// What a procedure says and asks for. No date depends on it, so that it is decoded when it is first looked at.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ProcedureBody {
    /// Other words for it.
    pub alias: Vec<String>,
    /// What it is and what to do.
    pub summary: Text,
    /// Who it is for.
    pub for_whom: Text,
    /// Time to expect.
    pub time: Option<Text>,
    /// If it was missed, and what to do now.
    pub missed: Option<Text>,
    /// Procedures to do next.
    pub next: Vec<Id>,
    /// Terms of the text.
    pub terms: Vec<Id>,
    /// Fees.
    pub fees: Vec<Id>,
    /// Sources of the text.
    pub source: Vec<Id>,
    /// State of review.
    pub review: Review,
    /// State of each translation.
    pub translations: BTreeMap<Lang, Translation>,
    /// Who may come.
    pub who: Vec<WhoMayCome>,
    /// Ways to do it.
    pub ways: Vec<Way>,
    /// Steps in order.
    pub steps: Vec<Step>,
    /// Visits.
    pub visits: Vec<Visit>,
    /// Common mistakes.
    pub mistakes: Vec<Remark>,
    /// Other remarks.
    pub notes: Vec<Remark>,
}

/// Who stands at the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Who {
    /// The person.
    Myself,
    /// A member of the same household.
    Household,
    /// The legal representative.
    LegalRep,
    /// Any other agent.
    Agent,
}

/// What holds when this person comes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WhoMayCome {
    /// Who.
    pub who: Who,
    /// Number of trips.
    pub trips: u32,
    /// In words.
    pub text: Text,
    /// Differs from office to office.
    pub varies: bool,
    /// Sources.
    pub source: Vec<Id>,
}

/// How a procedure can be done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Way {
    /// Id within the procedure.
    pub id: Id,
    /// Sort of way, as a place kind.
    pub kind: WayKind,
    /// Where.
    pub place: Option<Id>,
    /// In words.
    pub text: Text,
    /// Differs from office to office.
    pub varies: bool,
    /// Sources.
    pub source: Vec<Id>,
}

/// Sort of way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WayKind {
    /// At a counter.
    Counter,
    /// On the internet.
    Online,
    /// By telephone.
    Phone,
    /// By mail.
    Post,
    /// At a photo booth.
    Booth,
    /// At a kiosk.
    Kiosk,
    /// At a bank.
    Bank,
    /// With the police.
    Police,
}

/// One step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Step {
    /// Id within the procedure.
    pub id: Id,
    /// What to do.
    pub text: Text,
    /// The visit it belongs to.
    pub visit: Option<Id>,
    /// When it applies.
    pub applies: Applies,
    /// Differs from office to office.
    pub varies: bool,
    /// Sources.
    pub source: Vec<Id>,
}

/// A mistake or a remark.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Remark {
    /// Id within the procedure.
    pub id: Id,
    /// In words.
    pub text: Text,
    /// How it is marked.
    pub mark: Option<Mark>,
    /// Differs from office to office.
    pub varies: bool,
    /// Sources.
    pub source: Vec<Id>,
}

/// A visible mark on a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// Only weak sources say so.
    NotConfirmed,
    /// Differs from office to office.
    Varies,
    /// The law changed.
    Change,
}

/// One visit to one place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Visit {
    /// Id within the procedure.
    pub id: Id,
    /// Title.
    pub title: Option<Text>,
    /// Where.
    pub place: Id,
    /// Deadlines of this procedure that it settles.
    pub settles: Vec<Id>,
    /// Who comes.
    pub who: Who,
    /// Number of trips.
    pub trips: u32,
    /// Minutes to expect.
    pub minutes: Option<u32>,
    /// A reservation is needed.
    pub book: bool,
    /// A notice of the office decides the day.
    pub on_notice: bool,
    /// Visits of any procedure that come before it if they are due too, as (procedure, visit).
    pub after: Vec<(Id, Id)>,
    /// Fees that are due at this visit.
    pub fees: Vec<Id>,
    /// When it applies.
    pub applies: Applies,
    /// What to say, in order.
    pub say: Vec<Id>,
    /// What you get there and keep.
    pub keep: Vec<Id>,
    /// What to bring.
    pub needs: Vec<Need>,
}

/// Who needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Each {
    /// Everyone who moves.
    Mover,
    /// The holder of the card.
    Holder,
    /// Whoever comes to the counter.
    Visitor,
    /// Once for the household.
    Household,
}

/// A thing, or a choice of sets.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Thing {
    /// One document.
    Document(Id),
    /// So many of one set, or so many of another.
    AnyOf(Vec<(Id, u32)>),
}

/// One need of a visit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools)] // each is one remark that an author writes beside the thing
pub struct Need {
    /// What.
    pub thing: Thing,
    /// For whom.
    pub each: Each,
    /// When it applies.
    pub applies: Applies,
    /// A copy is enough or asked for.
    pub copy: bool,
    /// The original is asked for.
    pub original: bool,
    /// In a sealed envelope.
    pub sealed: bool,
    /// With a Japanese translation.
    pub translation: bool,
    /// Differs from office to office.
    pub varies: bool,
    /// A remark.
    pub note: Option<Text>,
}

/// The nature of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DeadlineKind {
    /// A duty with a filing limit; may roll over closed days.
    LegalDuty,
    /// Something ends; never rolls.
    ValidityEnd,
    /// An opportunity that closes.
    Window,
    /// Good to do.
    Advice,
}

/// A mark with words, shown only when it applies.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Caution {
    /// In words.
    pub text: Text,
    /// When it applies.
    pub applies: Applies,
    /// Sources.
    pub source: Vec<Id>,
}

/// The rule of one deadline.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeadlineRule {
    /// Id within the procedure.
    pub id: Id,
    /// What to do, in a few words.
    pub title: Text,
    /// Its nature.
    pub kind: DeadlineKind,
    /// The day that starts it; none recorded: not applicable.
    pub since: Option<Ref>,
    /// No: not applicable. Ask: unknown.
    pub applies: Applies,
    /// Needed only while this holds.
    pub needed_while: Applies,
    /// Events that settle it.
    pub done_by: Vec<Id>,
    /// Instead of comparing with `since`: done while this holds.
    pub done_if: Option<Applies>,
    /// An event up to this many days before `since` still belongs to it.
    pub done_lead_days: u32,
    /// First day.
    pub opens: Option<Ref>,
    /// Last day; after a roll, if it is an open-day step.
    pub closes: Option<Ref>,
    /// Place whose closed days count.
    pub place: Id,
    /// Another place under a condition.
    pub place_if: Vec<(Applies, Id)>,
    /// Overrides the usual rule.
    pub plan_by: Option<Ref>,
    /// A stretch of time with a name that belongs to it.
    pub period: Option<Period>,
    /// Days before `plan_by` on which to remind.
    pub remind: Vec<u32>,
    /// What happens if it is missed.
    pub if_missed: Option<Text>,
    /// What to do now if it is late.
    pub late: Option<Text>,
    /// Deadlines whose visit settles this one: (procedure, deadline).
    pub absorbed_by: Vec<(Id, Id)>,
    /// Says nothing before it opens.
    pub quiet_until_open: bool,
    /// Differs from office to office.
    pub varies: Option<Caution>,
    /// Sources disagree.
    pub disputed: Option<Caution>,
    /// Sources.
    pub source: Vec<Id>,
}

/// A stretch of time with a name, for example the two months while an application is pending.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Period {
    /// The term that names and explains it.
    pub term: Id,
    /// It begins after this day.
    pub after: Ref,
    /// Its last day.
    pub until: Ref,
}

/// "You need do nothing."
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settled {
    /// Id within the procedure.
    pub id: Id,
    /// The deadlines it settles.
    pub deadlines: Vec<Id>,
    /// When it holds.
    pub applies: Applies,
    /// Why nothing need be done.
    pub reason: Text,
    /// Sources.
    pub source: Vec<Id>,
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
