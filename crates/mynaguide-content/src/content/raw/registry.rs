//! `pack.toml`, the registries and the calendars.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::super::registry::{Confidence, DocumentKind, PlaceKind, SourceKind};
use super::At;
use super::read::{Scalar, table, words};
use super::rules::RawApplies;
use super::text::RawText;

/// Sort of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum FactType {
    Date,
    Choice,
    YesNo,
    Count,
    Event,
}

/// Whose fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum RawPer {
    Person,
    Household,
    Event,
}

/// What a source does to a rule; for authors only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum Says {
    Supports,
    Contradicts,
    Silent,
}

words! {
    FactType {
        "date" => FactType::Date, "choice" => FactType::Choice, "yes-no" => FactType::YesNo,
        "count" => FactType::Count, "event" => FactType::Event,
    }
    RawPer { "person" => RawPer::Person, "household" => RawPer::Household, "event" => RawPer::Event }
    Says { "supports" => Says::Supports, "contradicts" => Says::Contradicts, "silent" => Says::Silent }
    DocumentKind {
        "card" => DocumentKind::Card, "paper" => DocumentKind::Paper, "form" => DocumentKind::Form,
        "photo" => DocumentKind::Photo, "money" => DocumentKind::Money, "seal" => DocumentKind::Seal,
        "knowledge" => DocumentKind::Knowledge, "phone" => DocumentKind::Phone,
    }
    PlaceKind {
        "counter" => PlaceKind::Counter, "phone" => PlaceKind::Phone, "online" => PlaceKind::Online,
        "post" => PlaceKind::Post, "police" => PlaceKind::Police, "bank" => PlaceKind::Bank,
        "shop" => PlaceKind::Shop, "booth" => PlaceKind::Booth, "home" => PlaceKind::Home,
        "medical" => PlaceKind::Medical,
    }
    Confidence { "high" => Confidence::High, "medium" => Confidence::Medium, "low" => Confidence::Low }
    SourceKind {
        "law" => SourceKind::Law, "ordinance" => SourceKind::Ordinance, "ministry" => SourceKind::Ministry,
        "municipality" => SourceKind::Municipality, "secondary" => SourceKind::Secondary,
    }
    Weekday {
        "mon" => Weekday::Mon, "tue" => Weekday::Tue, "wed" => Weekday::Wed, "thu" => Weekday::Thu,
        "fri" => Weekday::Fri, "sat" => Weekday::Sat, "sun" => Weekday::Sun,
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
    RawFirst {
        /// The questions, in order.
        must facts: Vec<At<String>>,
        /// Events that may be happening now.
        list events: At<String>,
    }
}
table! {
    /// A group of procedures.
    RawTopic {
        /// Title shown in the list.
        must title: RawText,
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
        /// Facts or events that must be earlier.
        list after: At<String>,
        /// Facts or events that must be later.
        list before: At<String>,
        /// Answers that settle other facts.
        list implies: RawImplies,
        /// For an event: facts whose old answers are out of date after it.
        list resets: At<String>,
        /// For an event: answers that stay true although their fact is in `resets`.
        list keeps: RawKeeps,
    }
}
table! {
    /// One answer of a choice.
    RawChoice {
        /// Id stored in the household.
        must id: At<String>,
        /// Words shown.
        must name: RawText,
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
    RawDocument {
        /// Sort of thing.
        must kind: DocumentKind,
        /// Its names.
        must name: RawForms,
        /// Other words for it.
        list alias: String,
        /// Sets it belongs to.
        list sets: At<String>,
        /// A remark.
        may note: RawText,
        /// What need not be brought beside it.
        list covers: RawCover,
        /// When nobody can bring it, because it is lost or was handed in.
        list absent: RawAbsent,
        /// It is used with this document: where a visit asks for both and that one is absent, this one is not asked for.
        may goes_with: At<String>,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// A case in which a thing cannot be brought.
    RawAbsent {
        /// When that holds; the conditions are those of the shared rules.
        must applies: RawApplies,
        /// Why it is not in the list, and what to do instead.
        must why: RawText,
    }
}
table! {
    /// A document that another one stands for: it replaces it, or is one piece with it.
    RawCover {
        /// The document that need not be brought.
        must doc: At<String>,
        /// When that holds; the conditions are those of the shared rules.
        may applies: RawApplies,
    }
}
table! {
    /// A group of interchangeable documents.
    RawSet {
        /// Words shown.
        must name: RawText,
    }
}
table! {
    /// A counter, a telephone line, a site.
    RawPlace {
        /// Sort of place.
        must kind: At<PlaceKind>,
        /// Its names.
        must name: RawForms,
        /// When it is closed; `[]` for never.
        must closed: Vec<RawClosed>,
        /// Opening hours.
        list hours: RawHours,
        /// Evenings and closed days on which some things can be done; they move no limit.
        list extra: RawExtra,
        /// Telephone number.
        may phone: String,
        /// Languages spoken there.
        list languages: String,
        /// Web address.
        may url: String,
        /// A remark.
        may note: RawText,
        /// Differs from office to office.
        flag varies: bool,
        /// Sources.
        list source: At<String>,
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
    RawHours {
        /// The days.
        must days: Vec<Weekday>,
        /// Opens at, time in Japan.
        must open: At<NaiveTime>,
        /// Closes at, time in Japan.
        must close: At<NaiveTime>,
    }
}
table! {
    /// An opening beside the usual hours.
    RawExtra {
        /// The days: "every wed", "2nd sun", "last sat".
        must on: Vec<At<String>>,
        /// Not on these of them: "3rd sun".
        list except: At<String>,
        /// Opens at, time in Japan.
        must open: At<NaiveTime>,
        /// Closes at, time in Japan.
        must close: At<NaiveTime>,
        /// Procedures that cannot be done then.
        list not_for: At<String>,
        /// Why not, or what else to know.
        may why: RawText,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// A word of the field.
    RawTerm {
        /// Its names.
        must name: RawForms,
        /// What it means.
        must means: RawText,
        /// Other words for it.
        list alias: String,
        /// Terms it is easily confused with.
        list not: At<String>,
        /// Sources.
        list source: At<String>,
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
        /// What the clerk is likely to ask back.
        list answer: RawExchange,
    }
}
table! {
    /// A likely question of the clerk.
    RawExchange {
        /// The question.
        must asks: RawForms,
        /// What to answer, if it can be known.
        may reply: RawForms,
        /// The phrase to go on with.
        may then: At<String>,
    }
}
table! {
    /// Money.
    RawFee {
        /// Words shown.
        must name: RawText,
        /// The day that decides which row holds, in words.
        may by: RawText,
        /// The rows, oldest first; `[]`: not known.
        may row: Vec<RawFeeRow>,
        /// Variants, instead of `row`.
        list option: RawFeeOption,
        /// A remark.
        may note: RawText,
        /// Differs from office to office.
        flag varies: bool,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// A variant of a fee.
    RawFeeOption {
        /// Id within the fee.
        must id: At<String>,
        /// Words shown.
        must name: RawText,
        /// The rows, oldest first; `[]`: not known.
        must row: Vec<RawFeeRow>,
    }
}
table! {
    /// An amount from a day on.
    RawFeeRow {
        /// First day.
        must from: At<NaiveDate>,
        /// Last day, only for a real end.
        may until: At<NaiveDate>,
        /// Yen; 0 is free.
        must yen: u32,
        /// Source.
        must source: At<String>,
    }
}
table! {
    /// Where a rule comes from.
    RawSource {
        /// Title.
        must title: RawText,
        /// Publisher.
        must publisher: String,
        /// Address; left out where none is known.
        may url: At<String>,
        /// Sort of source.
        must kind: SourceKind,
        /// How sure; `low` never feeds a computed date.
        must confidence: Confidence,
        /// The date the page shows; `"n.d."` if none.
        must page_date: String,
        /// The day it was last compared.
        must checked: At<NaiveDate>,
        /// Compare again after this many days.
        must every_days: u32,
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
