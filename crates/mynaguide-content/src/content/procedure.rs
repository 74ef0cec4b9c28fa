//! A procedure: the keys of its file, and what they become after every check.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::check::{Kind, Words};
use super::deferred::Deferred;
use super::id::Id;
use super::raw::read::{table, words};
use super::raw::{At, RawApplies, RawCondition, RawDate, RawForms, RawParam, RawText};
use super::rule::{Applies, Ref, Rules};
use super::text::{Lang, Name, Text};

words! {
    /// How far a text has been read by others.
    #[derive(Default, PartialOrd, Ord)]
    pub enum ReviewStatus {
        /// Written, read by nobody else.
        #[default]
        Draft = "draft",
        /// Read by a second person.
        Reviewed = "reviewed",
        /// Read by a second person, links checked since.
        Verified = "verified",
        /// Confirmed by the office itself.
        Official = "official",
    }
    /// Who stands at the counter.
    pub enum Who {
        /// The person.
        Myself = "self",
        /// A member of the same household.
        Household = "household",
        /// The legal representative.
        LegalRep = "legal-rep",
        /// Any other agent.
        Agent = "agent",
    }
    /// What a fee of a visit is while its condition holds.
    pub enum FeeWhen {
        /// Due at this visit.
        Certain = "certain",
        /// Due in some cases that no answer can tell.
        OnlyIf = "only-if",
        /// Paid at another visit, or on a grant.
        Later = "later",
    }
    /// Sort of way.
    pub enum WayKind {
        /// At a counter.
        Counter = "counter",
        /// On the internet.
        Online = "online",
        /// By telephone.
        Phone = "phone",
        /// By mail.
        Post = "post",
        /// At a photo booth.
        Booth = "booth",
        /// At a kiosk.
        Kiosk = "kiosk",
        /// At a bank.
        Bank = "bank",
        /// With the police.
        Police = "police",
    }
    /// A visible mark on a remark.
    pub enum Mark {
        /// Only weak sources say so.
        NotConfirmed = "not-confirmed",
        /// Differs from office to office.
        Varies = "varies",
        /// The law changed.
        Change = "change",
    }
    /// Who needs it.
    pub enum Each {
        /// Everyone who moves.
        Mover = "mover",
        /// The holder of the card.
        Holder = "holder",
        /// Whoever comes to the counter.
        Visitor = "visitor",
        /// Once for the household.
        Household = "household",
    }
    /// The nature of a deadline.
    pub enum DeadlineKind {
        /// A duty with a filing limit; may roll over closed days.
        LegalDuty = "legal-duty",
        /// Something ends; never rolls.
        ValidityEnd = "validity-end",
        /// An opportunity that closes.
        Window = "window",
        /// Good to do.
        Advice = "advice",
    }
}

/// The state of one translation of a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// How far it has been read.
    pub status: ReviewStatus,
    /// The English text has changed since.
    pub stale: bool,
}

/// One procedure: its names, its rules, what it says and asks for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
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
    /// Everything else.
    pub body: Deferred<Body>,
}

/// What a procedure says and asks for. No day depends on it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Body {
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

/// A thing, or a choice of sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

impl Need {
    /// The id by which it is ticked: its document, or the first of its sets.
    pub fn item(&self) -> Id {
        match &self.thing {
            Thing::Document(id) => id.clone(),
            Thing::AnyOf(sets) => sets.first().map(|(set, _)| set.clone()).unwrap_or_default(),
        }
    }
}

impl DeadlineRule {
    /// It is the end of something, which comes by itself, and no task: nobody plans for it.
    pub fn is_end(&self) -> bool {
        self.validity.is_some() || (self.kind == DeadlineKind::ValidityEnd && self.plan_by == Some(Ref::None))
    }

    /// What to do once the last practical day has passed, by its id.
    pub fn after_plan(&self, id: Option<&Id>) -> Option<&Text> {
        let said = self.after_plan.iter().find(|said| Some(&said.id) == id);
        said.map(|said| &said.text)
    }
}

table! {
    /// One procedure; the name of its file is its id.
    RawProcedure {
        /// Id; never renamed, never used again.
        must id: At<String>,
        /// Topic it stands under.
        must topic: At<String>,
        /// Place within the topic, from 1; those without one come last.
        may order: u32,
        /// Names in four forms.
        must title: RawForms,
        /// Words people search for.
        list alias: String,
        /// One or two sentences: what this is and what to do.
        must summary: RawText,
        /// Who it is for.
        must for_whom: RawText,
        /// Where it is done; its closed days count.
        must place: At<String>,
        /// Time to expect.
        may time: RawText,
        /// What happens if it was missed, and what to do now.
        may missed: RawText,
        /// Procedures to do next.
        list next: At<String>,
        /// Terms of the text.
        list terms: At<String>,
        /// Fees.
        list fees: At<String>,
        /// Sources of the text.
        list source: At<String>,
        /// State of review.
        must review: RawReview,
        /// Who may come.
        list who: RawWho,
        /// Ways to do it.
        list ways "way": RawWay,
        /// Steps in order; each can be ticked.
        list steps "step": RawStep,
        /// Visits.
        list visits "visit": RawVisit,
        /// Common mistakes.
        list mistakes "mistake": RawRemark,
        /// Other remarks.
        list notes "note": RawRemark,
        /// Its own conditions by name.
        map condition: RawCondition,
        /// Its own params by name.
        map param: RawParam,
        /// Its own dates by name.
        map date: RawDate,
        /// Deadlines.
        list deadlines "deadline": RawDeadline,
        /// Cases in which nothing need be done.
        list settled: RawSettled,
    }
}
table! {
    /// How far a text has been read by others.
    RawReview => #[derive(Default)] Review |raw, check, names| {
        /// How far.
        must status: At<ReviewStatus> => ReviewStatus = check.review_status(raw),
        /// The day it was last compared with its sources.
        must checked: At<NaiveDate> => NaiveDate = raw.checked.value,
        /// Compare again after this many days.
        must every_days: u32 => u32,
    } only {
        /// Who read it; needed for a verified text.
        may by: String,
        /// Who else read it; needed for a verified text.
        may second: String,
    }
}
table! {
    /// Who may come, and what holds then.
    RawWho => WhoMayCome |raw, check, names| {
        /// Who.
        must who: At<Who> => Who = raw.who.value,
        /// Number of trips.
        may trips: u32 => u32 = raw.trips.unwrap_or(1),
        /// In words.
        must text: RawText => Text = check.text(&raw.text, Words::Prose),
        /// What this person brings beside the things of the person concerned: an entry of `registry/helpers.toml`. If not
        /// said, the entry with the name of this person, if there is one.
        may brings: At<String> => Option<Id> = check.brings(raw),
        /// Nobody can do it as this person.
        flag impossible: bool => bool,
        /// Differs from office to office.
        flag varies: bool => bool,
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// A way to do it.
    RawWay => Way |raw, check, names| {
        /// Id within the procedure.
        must id: At<String> => Id = check.kebab_id(&raw.id),
        /// Sort of way.
        must kind: WayKind => WayKind,
        /// Where.
        may place: At<String> => Option<Id> = check.maybe_reference(Kind::Place, raw.place.as_ref()),
        /// In words.
        must text: RawText => Text = check.text(&raw.text, Words::Prose),
        /// Differs from office to office.
        flag varies: bool => bool,
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// One step.
    RawStep => Step |raw, check, names| {
        /// Id within the procedure; not the id of a needed document.
        must id: At<String> => Id = check.kebab_id(&raw.id),
        /// What to do.
        must text: RawText => Text = check.text(&raw.text, Words::Prose),
        /// The visit it belongs to.
        may visit: At<String> => Option<Id> = raw.visit.as_ref().map(|visit| check.own_visit(visit, names)),
        /// When it applies.
        may applies: RawApplies => Applies = check.applies(raw.applies.as_ref(), names),
        /// Documents that it is done with; it is left out while one of them is absent.
        list with: At<String> => Vec<Id> = check.references(Kind::Document, &raw.with),
        /// Differs from office to office.
        flag varies: bool => bool,
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// A mistake or a remark.
    RawRemark => Remark |raw, check, names| {
        /// Id within the procedure.
        must id: At<String> => Id = check.kebab_id(&raw.id),
        /// In words.
        must text: RawText => Text = check.text(&raw.text, Words::Prose),
        /// How it is marked.
        may mark: Mark => Option<Mark>,
        /// Differs from office to office.
        flag varies: bool => bool,
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// One visit to one place.
    RawVisit => Visit |raw, check, names| {
        /// Id within the procedure.
        must id: At<String> => Id = check.kebab_id(&raw.id),
        /// Title.
        may title: RawText => Option<Text> = check.maybe_text(raw.title.as_ref(), Words::Prose),
        /// Where.
        must place: At<String> => Id = check.reference(Kind::Place, &raw.place),
        /// Deadlines of this procedure that it settles.
        list settles: At<String> => Vec<Id> = check.own_deadlines(&raw.settles, names),
        /// Who comes; `self` if not said.
        may who: Who => Who = raw.who.unwrap_or(Who::Myself),
        /// Number of trips; 1 if not said.
        may trips: u32 => u32 = raw.trips.unwrap_or(1),
        /// Minutes to expect.
        may minutes: u32 => Option<u32>,
        /// A reservation is needed.
        flag book: bool => bool,
        /// A notice of the office decides the day.
        flag on_notice: bool => bool,
        /// Visits (`procedure/visit`) that come before it if they are due too.
        list after: At<String> => Vec<(Id, Id)> = raw.after.iter().filter_map(|key| check.visit_key(key)).collect(),
        /// Fees that are due at this visit, whatever the answers.
        list fees: At<String> => Vec<Id> = check.references(Kind::Fee, &raw.fees),
        /// Fees that are due only in some cases, or later.
        list fee: RawVisitFee => Vec<VisitFee> = raw.fee.checked(check, names),
        /// When it applies.
        may applies: RawApplies => Applies = check.applies(raw.applies.as_ref(), names),
        /// Documents without which it cannot be made; for a visit beside which there is another.
        list with: At<String> => Vec<Id> = check.references(Kind::Document, &raw.with),
        /// Phrases to say, in order.
        list say: At<String> => Vec<Id> = check.references(Kind::Phrase, &raw.say),
        /// Documents you get there and keep.
        list keep: At<String> => Vec<Id> = check.references(Kind::Document, &raw.keep),
        /// What to bring.
        list needs "need": RawNeed => Vec<Need> = check.needs(&raw.needs, names, Words::Prose),
    }
}
table! {
    /// A fee of a visit that is not simply due.
    RawVisitFee => VisitFee |raw, check, names| {
        /// The fee.
        must fee: At<String> => Id = check.visit_fee(raw),
        /// Of a fee with variants, those that come into question; all if not said.
        list options "option": At<String> => Vec<Id> = raw.options.iter().map(|id| Id::new(&id.value)).collect(),
        /// What it is while `applies` holds: `certain` if not said. `only-if`: no answer can say so. `later`: it is paid at
        /// another visit, or on a grant.
        may when: FeeWhen => FeeWhen = raw.when.unwrap_or(FeeWhen::Certain),
        /// When it comes up: no: never; not known: only if.
        may applies: RawApplies => Applies = check.applies(raw.applies.as_ref(), names),
        /// It comes up only where the last day of what the visit settles has passed.
        flag late: bool => bool,
        /// The condition in words, or when it is paid: "if the card has ended".
        may text: RawText => Option<Text> = check.maybe_text(raw.text.as_ref(), Words::Prose),
    }
}
table! {
    /// One need of a visit: either `doc` or `any_of`.
    RawNeed {
        /// One document.
        may doc: At<String>,
        /// So many of one set, or so many of another.
        may any_of: Vec<RawAnyOf>,
        /// For whom.
        must each: Each,
        /// When it applies.
        may applies: RawApplies,
        /// A copy is enough or asked for.
        flag copy: bool,
        /// The original is asked for.
        flag original: bool,
        /// In a sealed envelope.
        flag sealed: bool,
        /// With a Japanese translation.
        flag translation: bool,
        /// Differs from office to office.
        flag varies: bool,
        /// A remark.
        may note: RawText,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// So many documents of one set.
    RawAnyOf {
        /// The set.
        must set: At<String>,
        /// How many; 1 if not said.
        may count: At<u32>,
    }
}
table! {
    /// One deadline.
    RawDeadline => DeadlineRule |raw, check, names| {
        /// Id within the procedure.
        must id: At<String> => Id = check.kebab_id(&raw.id),
        /// What to do, in a few words.
        must title: RawText => Text = check.text(&raw.title, Words::Prose),
        /// Its nature.
        must kind: At<DeadlineKind> => DeadlineKind = raw.kind.value,
        /// It is the end of this validity, whose last day it has.
        may validity: At<String> => Option<Id> = check.maybe_reference(Kind::Validity, raw.validity.as_ref()),
        /// It does something to this validity, and is not possible after its end.
        may acts_on: At<String> => Option<Id> = check.maybe_reference(Kind::Validity, raw.acts_on.as_ref()),
        /// The day that starts it; none recorded: not applicable.
        may since: At<String> => Option<Ref> = check.maybe_day(raw.since.as_ref(), names),
        /// That it is coming, while what starts it has not happened yet.
        may waits: RawWaits => Option<Box<Waits>> = raw.waits.checked(check, names).map(Box::new),
        /// No: not applicable. Ask: unknown, with the questions.
        may applies: RawApplies => Applies = check.applies(raw.applies.as_ref(), names),
        /// Needed only while this holds; a deadline already done stays done.
        may needed_while "while": RawApplies => Applies = check.applies(raw.needed_while.as_ref(), names),
        /// One of these events on or after `since` settles it.
        list done_by: At<String> => Vec<Id> =
            check.events(&raw.done_by),
        /// Instead of the comparison with `since`: done while this holds.
        may done_if: RawApplies => Option<Box<Applies>> =
            raw.done_if.as_ref().map(|a| check.applies(Some(a), names).into()),
        /// An event up to this many days before `since` still belongs to it.
        may done_lead_days: u32 => u32 = raw.done_lead_days.unwrap_or(0),
        /// First day.
        may opens: At<String> => Option<Ref> = check.maybe_day(raw.opens.as_ref(), names),
        /// Last day; if it is an open-day step, its `of` is the counted day.
        may closes: At<String> => Option<Ref> = check.maybe_day(raw.closes.as_ref(), names),
        /// The place, if it is not the procedure's.
        may place: At<String> => Id = check.deadline_place(raw, names),
        /// Another place under a condition.
        list place_if: RawPlaceIf => Vec<(Applies, Id)> = check.places_if(&raw.place_if, names),
        /// Overrides the usual last practical day.
        may plan_by: At<String> => Option<Ref> = check.maybe_day(raw.plan_by.as_ref(), names),
        /// What to do once the last practical day has passed and the last day has not; the first that holds.
        list after_plan: RawAfterPlan => Vec<AfterPlan> = raw.after_plan.checked(check, names),
        /// A stretch of time with a name that belongs to it, shown on the time axis.
        may period: RawPeriod => Option<Box<Period>> = raw.period.checked(check, names).map(Box::new),
        /// Days before the last practical day on which to remind.
        list remind: At<i64> => Vec<u32> = check.reminders(raw),
        /// What happens if it is missed.
        may if_missed: RawText => Option<Text> = check.maybe_text(raw.if_missed.as_ref(), Words::Prose),
        /// What to do now if it is late.
        may late: RawText => Option<Text> = check.maybe_text(raw.late.as_ref(), Words::Prose),
        /// Deadlines (`procedure/deadline`) whose visit settles this one.
        list absorbed_by: At<String> => Vec<(Id, Id)> =
            raw.absorbed_by.iter().filter_map(|key| check.deadline_key(key)).collect(),
        /// One of these events may come first and make it needless: its visit waits, as long as waiting is safe.
        list spared_by: At<String> => Vec<Id> = check.events(&raw.spared_by),
        /// Says nothing before it opens.
        flag quiet_until_open: bool => bool,
        /// Differs from office to office.
        may varies: RawCaution => Option<Box<Caution>> = raw.varies.checked(check, names).map(Box::new),
        /// Sources disagree.
        may disputed: RawCaution => Option<Box<Caution>> = raw.disputed.checked(check, names).map(Box::new),
        /// Sources.
        list source: At<String> => Arc<[Id]> = check.references(Kind::Source, &raw.source).into(),
    }
}
table! {
    /// A deadline that is coming: what it waits for, and what is known of it already.
    RawWaits => #[derive(PartialEq)] Waits |raw, check, names| {
        /// It begins with one of these events.
        list events "for": At<String> => Vec<Id> = check.events(&raw.events),
        /// Said only while this holds.
        may applies: RawApplies => Applies = check.applies(raw.applies.as_ref(), names),
        /// Its last day, where that does not depend on the event.
        may closes: At<String> => Option<Ref> = check.maybe_day(raw.closes.as_ref(), names),
    }
}
table! {
    /// A stretch of time with a name.
    RawPeriod => #[derive(PartialEq)] Period |raw, check, names| {
        /// The term that names and explains it.
        must term: At<String> => Id = check.reference(Kind::Term, &raw.term),
        /// It begins after this day.
        must after: At<String> => Ref = check.day(&raw.after, names),
        /// Its last day.
        must until: At<String> => Ref = check.day(&raw.until, names),
    }
}
table! {
    /// Another place under a condition.
    RawPlaceIf {
        /// When.
        must applies: RawApplies,
        /// The place.
        must place: At<String>,
    }
}
table! {
    /// What to do once the last practical day has passed and the last day has not.
    RawAfterPlan => AfterPlan |raw, check, names| {
        /// Id within the deadline.
        must id: At<String> => Id = check.kebab_id(&raw.id),
        /// What to do.
        must text: RawText => Text = check.text(&raw.text, Words::Prose),
        /// Said only when this holds.
        may applies: RawApplies => Applies = check.applies(raw.applies.as_ref(), names),
        /// Said only on a day on which all these places are open.
        list open_today: At<String> => Vec<Id> = check.references(Kind::Place, &raw.open_today),
        /// Said only if all these places are open on one later day, up to the last day.
        list open_later: At<String> => Vec<Id> = check.references(Kind::Place, &raw.open_later),
        /// Said only while at least so many days are left after today.
        may days_left: u32 => u32 = raw.days_left.unwrap_or(0),
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// A mark with words.
    RawCaution => Caution |raw, check, names| {
        /// In words.
        must text "en": At<String> => Text = check.english(&raw.text),
        /// Shown only when this holds.
        may applies: RawApplies => Applies = check.applies(raw.applies.as_ref(), names),
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
table! {
    /// A case in which nothing need be done.
    RawSettled => Settled |raw, check, names| {
        /// Id within the procedure.
        must id: At<String> => Id = check.kebab_id(&raw.id),
        /// The deadlines it settles.
        must deadlines "deadline": Vec<At<String>> => Vec<Id> = check.own_deadlines(&raw.deadlines, names),
        /// When it holds.
        must applies: RawApplies => Applies = check.applies(Some(&raw.applies), names),
        /// Counts only once the last day has passed: then it is settled instead of late.
        flag after_close: bool => bool,
        /// Why nothing need be done.
        must reason: RawText => Text = check.text(&raw.reason, Words::Prose),
        /// Sources.
        list source: At<String> => Vec<Id> = check.references(Kind::Source, &raw.source),
    }
}
