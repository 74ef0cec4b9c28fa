//! A procedure after every check: its names and rules, and everything that is only read.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::Id;
use super::rule::{Applies, Ref, Rules};
use super::text::{Lang, Name, Text};

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

/// One procedure: its names, its rules, what it says and asks for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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

impl Who {
    /// The word in content.
    pub fn word(self) -> &'static str {
        match self {
            Self::Myself => "self",
            Self::Household => "household",
            Self::LegalRep => "legal-rep",
            Self::Agent => "agent",
        }
    }

    /// The person of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Myself, Self::Household, Self::LegalRep, Self::Agent]
            .into_iter()
            .find(|who| who.word() == word)
    }
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
    /// What this person brings, as an entry of the helpers.
    pub brings: Option<Id>,
    /// Nobody can do it as this person.
    pub impossible: bool,
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
    /// Documents that it is done with.
    pub with: Vec<Id>,
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
    /// Documents without which it cannot be made.
    pub with: Vec<Id>,
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
    pub done_if: Option<Box<Applies>>,
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
    /// What to do once `plan_by` has passed and the last day has not; the first that holds.
    pub after_plan: Vec<AfterPlan>,
    /// A stretch of time with a name that belongs to it.
    pub period: Option<Box<Period>>,
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
    pub varies: Option<Box<Caution>>,
    /// Sources disagree.
    pub disputed: Option<Box<Caution>>,
    /// Sources.
    pub source: Arc<[Id]>,
}

impl DeadlineRule {
    /// It is the end of something, which comes by itself, and no task: nobody plans for it.
    pub fn is_end(&self) -> bool {
        self.kind == DeadlineKind::ValidityEnd && self.plan_by == Some(Ref::None)
    }

    /// What to do once the last practical day has passed, by its id.
    pub fn after_plan(&self, id: Option<&Id>) -> Option<&Text> {
        let said = self.after_plan.iter().find(|said| Some(&said.id) == id);
        said.map(|said| &said.text)
    }
}

/// What to do once the last practical day has passed and the last day has not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AfterPlan {
    /// Id within the deadline.
    pub id: Id,
    /// What to do.
    pub text: Text,
    /// Said only when this holds.
    pub applies: Applies,
    /// Said only on a day on which all these places are open.
    pub open_today: Vec<Id>,
    /// Said only if all these places are open on one later day, up to the last day.
    pub open_later: Vec<Id>,
    /// Said only while at least so many days are left after today.
    pub days_left: u32,
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
    /// Counts only once the last day has passed.
    pub after_close: bool,
    /// Why nothing need be done.
    pub reason: Text,
    /// Sources.
    pub source: Vec<Id>,
}
