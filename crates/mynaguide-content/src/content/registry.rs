//! `pack.toml`, the registries and the calendars: the keys of their files, and what they become after every check.

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::bound::Bound;
use super::check::{Kind, Words};
use super::id::Id;
use super::procedure::{Need, RawNeed};
use super::raw::read::{table, words};
use super::raw::{At, RawApplies, RawText, Scalar};
use super::rule::{Applies, Ref};
use super::text::{Lang, Name, Text};

words! {
    /// What sort of thing a document is.
    pub enum DocumentKind {
        /// A card.
        Card = "card",
        /// A paper.
        Paper = "paper",
        /// A form, filled in there or before.
        Form = "form",
        /// A photograph.
        Photo = "photo",
        /// Cash or stamps.
        Money = "money",
        /// A seal.
        Seal = "seal",
        /// Something to have in the head (a PIN): never stored, only ticked.
        Knowledge = "knowledge",
        /// A telephone with certificates on it.
        Phone = "phone",
    }
    /// What sort of place.
    pub enum PlaceKind {
        /// A counter.
        Counter = "counter",
        /// A telephone line.
        Phone = "phone",
        /// A web site or app.
        Online = "online",
        /// By mail.
        Post = "post",
        /// Police.
        Police = "police",
        /// A bank.
        Bank = "bank",
        /// A shop or kiosk.
        Shop = "shop",
        /// A photo booth.
        Booth = "booth",
        /// At home.
        Home = "home",
        /// A clinic or pharmacy.
        Medical = "medical",
    }
    /// What sort of source.
    pub enum SourceKind {
        /// A law.
        Law = "law",
        /// An order or ordinance.
        Ordinance = "ordinance",
        /// A ministry or national agency.
        Ministry = "ministry",
        /// A city, ward, town or village.
        Municipality = "municipality",
        /// Anybody else.
        Secondary = "secondary",
    }
    /// Sort of a fact.
    pub(in crate::content) enum FactType {
        Date = "date",
        Choice = "choice",
        YesNo = "yes-no",
        Count = "count",
        Event = "event",
    }
    /// Whose fact.
    pub(in crate::content) enum RawPer {
        Person = "person",
        Household = "household",
        Event = "event",
    }
    /// What a source does to a rule; for authors only.
    pub(in crate::content) enum Says {
        Supports = "supports",
        Contradicts = "contradicts",
        Silent = "silent",
    }
}
words! {
    Confidence { "high" => Confidence::High, "medium" => Confidence::Medium, "low" => Confidence::Low }
    Weekday {
        "mon" => Weekday::Mon, "tue" => Weekday::Tue, "wed" => Weekday::Wed, "thu" => Weekday::Thu,
        "fri" => Weekday::Fri, "sat" => Weekday::Sat, "sun" => Weekday::Sun,
    }
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

/// A sentence in the same four forms; its kana has spaces between phrases.
pub type Sentence = Name;

/// A sentence to say at a counter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Phrase {
    /// The sentence.
    pub say: Sentence,
    /// Where it is said.
    pub say_at: Vec<Id>,
    /// Documents in the hand of whoever says it.
    pub with: Vec<Id>,
    /// When it is offered: it states something that the person has told.
    pub applies: Applies,
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

table! {
    /// `pack.toml`: the pack itself.
    RawInfo {
        /// Id of the pack.
        must id: At<String>,
        /// Version of the content.
        must version: String,
        /// Version of the format of the content; 1.
        must schema: At<u32>,
        /// The oldest program version that understands it.
        may program: At<String>,
        /// Title of the pack.
        must title: RawText,
        /// Languages the pack has prose in, English first.
        must languages: Vec<At<String>>,
        /// Languages in which some procedures have prose.
        list partial: At<String>,
        /// How a newcomer begins: what is asked first, and what may be happening now.
        may first: RawFirst,
        /// It shows how packs are written; the reader is told so.
        flag demonstration: bool,
        /// Licence of the texts.
        must licence: String,
    }
}
table! {
    /// How a newcomer begins.
    RawFirst => #[derive(Default, PartialEq, Eq)] First |raw, check, names| {
        /// The questions, in order.
        must facts: Vec<At<String>> => Vec<Id> = check.first_questions(&raw.facts),
        /// Events that may be happening now.
        list events: At<String> => Vec<Id> = check.events(&raw.events),
    }
}
table! {
    /// A group of procedures.
    RawTopic => Topic |raw, check, names| {
        /// Title shown in the list.
        must title: RawText => Text = check.text(&raw.title, Words::Registry),
    }
}
table! {
    /// A question or an event.
    RawFact {
        /// What kind of answer it takes.
        must kind "type": At<FactType>,
        /// Whose it is; `event` with `of` for a fact that is entered with an event.
        must per: At<RawPer>,
        /// The event it belongs to.
        may of: At<String>,
        /// The answers of a choice.
        may choice: Vec<RawChoice>,
        /// Short name for lists.
        must name: RawText,
        /// The question.
        must ask: RawText,
        /// Where the answer is found.
        may place "where": RawText,
        /// Why it is asked.
        may used_for: RawText,
        /// For a date or an event: days before this one are asked about.
        may not_before: At<Bound>,
        /// For a date or an event: days after this one are asked about.
        may not_after: At<Bound>,
        /// Facts or events that are earlier; what is not is asked about. An event may be on the same day.
        list after: At<String>,
        /// Facts or events that are later; what is not is asked about.
        list before: At<String>,
        /// Answers that settle other facts.
        list implies: RawImplies,
        /// For an event: facts whose old answers are out of date after it.
        list resets: At<String>,
        /// For an event: answers that stay true although their fact is in `resets`.
        list keeps: RawKeeps,
        /// For an event: events told before it that do not count any more, those of its day and later, else the latest.
        list takes_back: At<String>,
        /// For an event that another one takes back: it counts all the same as long as this event stands.
        may held_by: RawHeld,
    }
}
table! {
    /// "As long as that event stands, this one is not taken back."
    RawHeld => #[derive(PartialEq, Eq)] HeldBy |raw, check, names| {
        /// The event that holds it.
        must event: At<String> => Id = check.event(&raw.event.value, raw.event.at),
        /// So many days before the held day it still belongs to it.
        may lead_days: u32 => u32 = raw.lead_days.unwrap_or(0),
    }
}
table! {
    /// One answer of a choice.
    RawChoice => #[derive(PartialEq, Eq)] Choice |raw, check, names| {
        /// Id stored in the household.
        must id: At<String> => Id = check.kebab_id(&raw.id),
        /// Words shown.
        must name: RawText => Text = check.text(&raw.name, Words::Registry),
    }
}
table! {
    /// "With one of these answers, that fact has this value."
    RawImplies {
        /// The answers of this fact.
        must is: Vec<At<Scalar>>,
        /// The fact that is settled.
        must fact: At<String>,
        /// Its value.
        must value: At<Scalar>,
    }
}
table! {
    /// "These answers stay true after the event."
    RawKeeps {
        /// The fact, one of `resets`.
        must fact: At<String>,
        /// Its answers that stay.
        must is: Vec<At<Scalar>>,
    }
}
table! {
    /// Four forms of a name or a sentence.
    RawForms {
        /// English.
        may en: At<String>,
        /// Japanese as written.
        may ja: At<String>,
        /// In kana.
        may kana: At<String>,
        /// In Hepburn romaji with macrons.
        may romaji: At<String>,
    }
}
table! {
    /// A thing to bring or to know.
    RawDocument => Document |raw, check, names| {
        /// Sort of thing.
        must kind: DocumentKind => DocumentKind,
        /// Its names.
        must name: RawForms => Name = check.name(&raw.name),
        /// Other words for it.
        list alias: String => Vec<String>,
        /// Sets it belongs to.
        list sets: At<String> => Vec<Id> = check.memberships(&raw.sets),
        /// A remark.
        may note: RawText => Option<Text> = check.maybe_text(raw.note.as_ref(), Words::Registry),
        /// What need not be brought beside it.
        list covers: RawCover => Vec<Cover> = raw.covers.checked(check, names),
        /// When nobody can bring it, because it is lost or was handed in.
        list absent: RawAbsent => Vec<Absent> = raw.absent.checked(check, names),
        /// It is used with this document: where a visit asks for both and that one is absent, this one is not asked for.
        may goes_with: At<String> => Option<Id> = check.maybe_reference(Kind::Document, raw.goes_with.as_ref()),
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// A case in which a thing cannot be brought.
    RawAbsent => Absent |raw, check, names| {
        /// When that holds; the conditions are those of the shared rules.
        must applies: RawApplies => Applies = check.applies(Some(&raw.applies), names),
        /// Why it is not in the list, and what to do instead.
        must why: RawText => Text = check.text(&raw.why, Words::Registry),
    }
}
table! {
    /// A document that another one stands for: it replaces it, or is one piece with it.
    RawCover => Cover |raw, check, names| {
        /// The document that need not be brought.
        must document "doc": At<String> => Id = check.reference(Kind::Document, &raw.document),
        /// When that holds; the conditions are those of the shared rules.
        may applies: RawApplies => Applies = check.applies(raw.applies.as_ref(), names),
    }
}
table! {
    /// A group of interchangeable documents.
    RawSet => DocumentSet |raw, check, names| {
        /// Words shown.
        must name: RawText => Text = check.text(&raw.name, Words::Registry),
    }
}
table! {
    /// A counter, a telephone line, a site.
    RawPlace => Place |raw, check, names| {
        /// Sort of place.
        must kind: At<PlaceKind> => PlaceKind = check.place_kind(raw),
        /// Its names.
        must name: RawForms => Name = check.name(&raw.name),
        /// When it is closed; `[]` for never.
        must closed: Vec<RawClosed> => Vec<ClosedRule> = raw.closed.iter().filter_map(|c| check.closed(c)).collect(),
        /// Opening hours.
        list hours: RawHours => Vec<Hours> = raw.hours.checked(check, names),
        /// Evenings and closed days on which some things can be done; they move no limit.
        list extra: RawExtra => Vec<ExtraOpening> = raw.extra.checked(check, names),
        /// Telephone number.
        may phone: String => Option<String>,
        /// Languages spoken there.
        list languages: String => Vec<Lang> = raw.languages.iter().map(|l| Id::new(l)).collect(),
        /// Web address.
        may url: String => Option<String>,
        /// A remark.
        may note: RawText => Option<Text> = check.maybe_text(raw.note.as_ref(), Words::Registry),
        /// Differs from office to office.
        flag varies: bool => bool,
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// One reason to be closed: exactly one of `weekly`, `calendar`, `yearly`.
    RawClosed {
        /// Days of every week.
        may weekly: Vec<Weekday>,
        /// The days of a calendar.
        may calendar: At<String>,
        /// The same days every year, `"12-29..01-03"`, both ends included.
        may yearly: At<String>,
        /// For `yearly`: the name of these days.
        may name: RawText,
    }
}
table! {
    /// Opening hours on some days of the week.
    RawHours => Hours |raw, check, names| {
        /// The days.
        must days: Vec<Weekday> => Vec<Weekday>,
        /// Opens at, time in Japan.
        must open: At<NaiveTime> => NaiveTime = check.opening(&raw.open, &raw.close),
        /// Closes at, time in Japan.
        must close: At<NaiveTime> => NaiveTime = raw.close.value,
    }
}
table! {
    /// An opening beside the usual hours.
    RawExtra => ExtraOpening |raw, check, names| {
        /// The days: "every wed", "2nd sun", "last sat".
        must on: Vec<At<String>> => Vec<(Week, Weekday)> = check.days_of_month(&raw.on),
        /// Not on these of them: "3rd sun".
        list except: At<String> => Vec<(Week, Weekday)> = check.days_of_month(&raw.except),
        /// Opens at, time in Japan.
        must open: At<NaiveTime> => NaiveTime = check.opening(&raw.open, &raw.close),
        /// Closes at, time in Japan.
        must close: At<NaiveTime> => NaiveTime = raw.close.value,
        /// Procedures that cannot be done then.
        list not_for: At<String> => Vec<Id> = check.references(Kind::Procedure, &raw.not_for),
        /// Why not, or what else to know.
        may why: RawText => Option<Text> = check.maybe_text(raw.why.as_ref(), Words::Registry),
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// A word of the field.
    RawTerm => Term |raw, check, names| {
        /// Its names.
        must name: RawForms => Name = check.name(&raw.name),
        /// What it means.
        must means: RawText => Text = check.text(&raw.means, Words::Registry),
        /// Other words for it.
        list alias: String => Vec<String>,
        /// Terms it is easily confused with.
        list not: At<String> => Vec<Id> = check.references(Kind::Term, &raw.not),
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// A sentence to say.
    RawPhrase {
        /// English.
        may en: At<String>,
        /// Japanese.
        may ja: At<String>,
        /// In kana, with spaces between phrases.
        may kana: At<String>,
        /// In Hepburn romaji with macrons.
        may romaji: At<String>,
        /// Where it is said.
        list say_at: At<String>,
        /// Documents that are in the hand of whoever says it; it is not offered while one of them is absent.
        list with: At<String>,
        /// It states this: it is offered only while that is certain. The conditions are those of the shared rules.
        may applies: RawApplies,
        /// What the clerk is likely to ask back.
        list answer: RawExchange,
    }
}
table! {
    /// A likely question of the clerk.
    RawExchange => Exchange |raw, check, names| {
        /// The question.
        must asks: RawForms => Sentence = check.sentence(&raw.asks),
        /// What to answer, if it can be known.
        may reply: RawForms => Option<Sentence> = raw.reply.as_ref().map(|reply| check.sentence(reply)),
        /// The phrase to go on with.
        may then: At<String> => Option<Id> = check.maybe_reference(Kind::Phrase, raw.then.as_ref()),
    }
}
table! {
    /// Money.
    RawFee => Fee |raw, check, names| {
        /// Words shown.
        must name: RawText => Text = check.text(&raw.name, Words::Registry),
        /// The day that decides which row holds, in words.
        may by: RawText => Option<Text> = check.maybe_text(raw.by.as_ref(), Words::Registry),
        /// The rows, oldest first; `[]`: not known.
        may rows "row": Vec<RawFeeRow> => Vec<FeeRow> = check.fee_rows(raw.rows.as_deref().unwrap_or_default(), names),
        /// Variants, instead of `row`.
        list options "option": RawFeeOption => Vec<FeeOption> = check.fee_options(raw, names),
        /// A remark.
        may note: RawText => Option<Text> = check.maybe_text(raw.note.as_ref(), Words::Registry),
        /// Differs from office to office.
        flag varies: bool => bool,
    } only {
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// A variant of a fee.
    RawFeeOption => FeeOption |raw, check, names| {
        /// Id within the fee.
        must id: At<String> => Id = check.kebab_id(&raw.id),
        /// Words shown.
        must name: RawText => Text = check.text(&raw.name, Words::Registry),
        /// The rows, oldest first; `[]`: not known.
        must rows "row": Vec<RawFeeRow> => Vec<FeeRow> = check.fee_rows(&raw.rows, names),
    }
}
table! {
    /// An amount from a day on.
    RawFeeRow => FeeRow |raw, check, names| {
        /// First day.
        must from: At<NaiveDate> => NaiveDate = raw.from.value,
        /// Last day, only for a real end.
        may until: At<NaiveDate> => Option<NaiveDate> = raw.until.as_ref().map(|until| until.value),
        /// Yen; 0 is free.
        must yen: u32 => u32,
        /// Source.
        must source: At<String> => Id = check.reference(Kind::Source, &raw.source),
    }
}
table! {
    /// Where a rule comes from.
    RawSource => Source |raw, check, names| {
        /// Title.
        must title: RawText => Text = check.text(&raw.title, Words::Title),
        /// Publisher.
        must publisher: String => String,
        /// Address; left out where none is known.
        may url: At<String> => String = check.address(raw.url.as_ref()),
        /// Sort of source.
        must kind: SourceKind => SourceKind,
        /// How sure; `low` never feeds a computed date.
        must confidence: Confidence => Confidence,
        /// The date the page shows; `"n.d."` if none.
        must page_date: String => String,
        /// The day it was last compared.
        must checked: At<NaiveDate> => NaiveDate = raw.checked.value,
        /// Compare again after this many days.
        must every_days: u32 => u32,
    } only {
        /// What it does to the rules that cite it.
        may says: Says,
    }
}
table! {
    /// Holidays or outages.
    RawCalendar {
        /// Id of the calendar.
        must id: At<String>,
        /// The days it knows about.
        must covers: RawCovers,
        /// Source.
        must source: At<String>,
        /// The day it was last compared.
        must checked: NaiveDate,
        /// The days.
        must day: Vec<RawDay>,
    }
}
table! {
    /// The days a calendar knows about, both ends included.
    RawCovers {
        /// First day.
        must from: At<NaiveDate>,
        /// Last day.
        must until: At<NaiveDate>,
    }
}
table! {
    /// One closed day.
    RawDay {
        /// The day.
        must on: At<NaiveDate>,
        /// Its name in Japanese.
        must ja: String,
        /// Its name in English.
        must en: String,
    }
}
table! {
    /// What a helper brings to a visit that is described for the person concerned.
    RawHelper => Helper |raw, check, names| {
        /// What is needed beside the things of that person. It takes the place of whatever the visit asks of a visitor.
        list needs "need": RawNeed => Vec<Need> = check.needs(&raw.needs, names, Words::Registry),
        /// Documents of the visit that do not go with this helper.
        list without: At<String> => Vec<Id> = check.references(Kind::Document, &raw.without),
        /// Why no proof of authority is needed.
        may no_proof: RawText => Option<Text> = check.maybe_text(raw.no_proof.as_ref(), Words::Registry),
    } only {
        /// Sources.
        list source: At<String>,
    }
}

/// What else ends a validity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndsOn {
    /// A deadline (`procedure/deadline`) that is not met.
    Deadline(Id, Id),
    /// A day, for example that of an event.
    Day(Ref),
}

table! {
    /// A thing with a last day: a stay, a card, a certificate.
    RawValidity => Validity |raw, check, names| {
        /// What it is called in a list.
        must title: RawText => Text = check.text(&raw.title, Words::Registry),
        /// The same in a word or two, where what ends on one day stands in one row.
        must short: RawText => Text = check.text(&raw.short, Words::Registry),
        /// Whose it is.
        may applies: RawApplies => Applies = check.applies(raw.applies.as_ref(), names),
        /// Its own last day.
        must until: At<String> => Ref = check.day(&raw.until, names),
        /// The first day on which it ends soon; if not said, three months before its end and one day.
        may soon: At<String> => Option<Ref> = check.maybe_day(raw.soon.as_ref(), names),
        /// It ends at the latest with these.
        list stands_on: At<String> => Vec<Id> = check.references(Kind::Validity, &raw.stands_on),
        /// It also ends with these: deadlines (`procedure/deadline`) that run out, and days.
        list ends_on: At<String> => Vec<EndsOn> = check.ends_on(&raw.ends_on, names),
        /// While this holds it cannot be used: it is lost or suspended.
        may stopped: RawApplies => Option<Applies> = raw.stopped.as_ref().map(|a| check.applies(Some(a), names)),
        /// While it is stopped: the deadlines (`procedure/deadline`) that lift that or replace it, in their order.
        list lifted_by: At<String> => Vec<(Id, Id)> =
            raw.lifted_by.iter().filter_map(|key| check.deadline_key(key)).collect(),
        /// The deadlines (`procedure/deadline`) that keep it, in the order in which they become possible.
        list kept_by: At<String> => Vec<(Id, Id)> =
            raw.kept_by.iter().filter_map(|key| check.deadline_key(key)).collect(),
        /// Why nothing keeps it, if nothing does.
        may not_kept: RawText => Option<Text> = check.maybe_text(raw.not_kept.as_ref(), Words::Registry),
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
