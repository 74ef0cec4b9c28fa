//! The entries of the registries beside facts: documents, places, terms, phrases, fees, sources.

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::id::Id;
use super::procedure::Need;
use super::rule::Applies;
use super::text::{Lang, Name, Text};

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
    pub ja: SmolStr,
    /// In kana, with spaces between phrases.
    pub kana: SmolStr,
    /// In Hepburn romaji with macrons.
    pub romaji: SmolStr,
    /// English.
    pub en: SmolStr,
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
