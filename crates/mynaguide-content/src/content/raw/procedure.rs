//! `procedures/*.toml`.

use chrono::NaiveDate;

use super::super::procedure::{DeadlineKind, Each, Mark, ReviewStatus, WayKind, Who};
use super::At;
use super::read::{table, words};
use super::registry::RawForms;
use super::rules::{RawApplies, RawCondition, RawDate, RawParam};
use super::text::RawText;

words! {
    ReviewStatus {
        "draft" => ReviewStatus::Draft, "reviewed" => ReviewStatus::Reviewed,
        "verified" => ReviewStatus::Verified, "official" => ReviewStatus::Official,
    }
    Who { "self" => Who::Myself, "household" => Who::Household, "legal-rep" => Who::LegalRep, "agent" => Who::Agent }
    WayKind {
        "counter" => WayKind::Counter, "online" => WayKind::Online, "phone" => WayKind::Phone, "post" => WayKind::Post,
        "booth" => WayKind::Booth, "kiosk" => WayKind::Kiosk, "bank" => WayKind::Bank, "police" => WayKind::Police,
    }
    Mark { "not-confirmed" => Mark::NotConfirmed, "varies" => Mark::Varies, "change" => Mark::Change }
    Each {
        "mover" => Each::Mover, "holder" => Each::Holder, "visitor" => Each::Visitor, "household" => Each::Household,
    }
    DeadlineKind {
        "legal-duty" => DeadlineKind::LegalDuty, "validity-end" => DeadlineKind::ValidityEnd,
        "window" => DeadlineKind::Window, "advice" => DeadlineKind::Advice,
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
        list way: RawWay,
        /// Steps in order; each can be ticked.
        list step: RawStep,
        /// Visits.
        list visit: RawVisit,
        /// Common mistakes.
        list mistake: RawRemark,
        /// Other remarks.
        list note: RawRemark,
        /// Its own conditions by name.
        map condition: RawCondition,
        /// Its own params by name.
        map param: RawParam,
        /// Its own dates by name.
        map date: RawDate,
        /// Deadlines.
        list deadline: RawDeadline,
        /// Cases in which nothing need be done.
        list settled: RawSettled,
    }
}
table! {
    /// How far a text has been read by others.
    RawReview {
        /// How far.
        must status: At<ReviewStatus>,
        /// The day it was last compared with its sources.
        must checked: At<NaiveDate>,
        /// Compare again after this many days.
        must every_days: u32,
        /// Who read it; needed for a verified text.
        may by: String,
        /// Who else read it; needed for a verified text.
        may second: String,
    }
}
table! {
    /// Who may come, and what holds then.
    RawWho {
        /// Who.
        must who: At<Who>,
        /// Number of trips.
        may trips: u32,
        /// In words.
        must text: RawText,
        /// What this person brings beside the things of the person concerned: an entry of `registry/helpers.toml`. If not
        /// said, the entry with the name of this person, if there is one.
        may brings: At<String>,
        /// Nobody can do it as this person.
        flag impossible: bool,
        /// Differs from office to office.
        flag varies: bool,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// What a helper brings to a visit that is described for the person concerned.
    RawHelper {
        /// What is needed beside the things of that person. It takes the place of whatever the visit asks of a visitor.
        list need: RawNeed,
        /// Documents of the visit that do not go with this helper.
        list without: At<String>,
        /// Why no proof of authority is needed.
        may no_proof: RawText,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// A way to do it.
    RawWay {
        /// Id within the procedure.
        must id: At<String>,
        /// Sort of way.
        must kind: WayKind,
        /// Where.
        may place: At<String>,
        /// In words.
        must text: RawText,
        /// Differs from office to office.
        flag varies: bool,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// One step.
    RawStep {
        /// Id within the procedure; not the id of a needed document.
        must id: At<String>,
        /// What to do.
        must text: RawText,
        /// The visit it belongs to.
        may visit: At<String>,
        /// When it applies.
        may applies: RawApplies,
        /// Documents that it is done with; it is left out while one of them is absent.
        list with: At<String>,
        /// Differs from office to office.
        flag varies: bool,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// A mistake or a remark.
    RawRemark {
        /// Id within the procedure.
        must id: At<String>,
        /// In words.
        must text: RawText,
        /// How it is marked.
        may mark: Mark,
        /// Differs from office to office.
        flag varies: bool,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// One visit to one place.
    RawVisit {
        /// Id within the procedure.
        must id: At<String>,
        /// Title.
        may title: RawText,
        /// Where.
        must place: At<String>,
        /// Deadlines of this procedure that it settles.
        list settles: At<String>,
        /// Who comes; `self` if not said.
        may who: Who,
        /// Number of trips; 1 if not said.
        may trips: u32,
        /// Minutes to expect.
        may minutes: u32,
        /// A reservation is needed.
        flag book: bool,
        /// A notice of the office decides the day.
        flag on_notice: bool,
        /// Visits (`procedure/visit`) that come before it if they are due too.
        list after: At<String>,
        /// Fees that are due at this visit.
        list fees: At<String>,
        /// When it applies.
        may applies: RawApplies,
        /// Documents without which it cannot be made; for a visit beside which there is another.
        list with: At<String>,
        /// Phrases to say, in order.
        list say: At<String>,
        /// Documents you get there and keep.
        list keep: At<String>,
        /// What to bring.
        list need: RawNeed,
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
    RawDeadline {
        /// Id within the procedure.
        must id: At<String>,
        /// What to do, in a few words.
        must title: RawText,
        /// Its nature.
        must kind: At<DeadlineKind>,
        /// The day that starts it; none recorded: not applicable.
        may since: At<String>,
        /// No: not applicable. Ask: unknown, with the questions.
        may applies: RawApplies,
        /// Needed only while this holds; a deadline already done stays done.
        may needed_while "while": RawApplies,
        /// One of these events on or after `since` settles it.
        list done_by: At<String>,
        /// Instead of the comparison with `since`: done while this holds.
        may done_if: RawApplies,
        /// An event up to this many days before `since` still belongs to it.
        may done_lead_days: u32,
        /// First day.
        may opens: At<String>,
        /// Last day; if it is an open-day step, its `of` is the counted day.
        may closes: At<String>,
        /// The place, if it is not the procedure's.
        may place: At<String>,
        /// Another place under a condition.
        list place_if: RawPlaceIf,
        /// Overrides the usual last practical day.
        may plan_by: At<String>,
        /// What to do once the last practical day has passed and the last day has not; the first that holds.
        list after_plan: RawAfterPlan,
        /// A stretch of time with a name that belongs to it, shown on the time axis.
        may period: RawPeriod,
        /// Days before the last practical day on which to remind.
        list remind: At<i64>,
        /// What happens if it is missed.
        may if_missed: RawText,
        /// What to do now if it is late.
        may late: RawText,
        /// Deadlines (`procedure/deadline`) whose visit settles this one.
        list absorbed_by: At<String>,
        /// Says nothing before it opens.
        flag quiet_until_open: bool,
        /// Differs from office to office.
        may varies: RawCaution,
        /// Sources disagree.
        may disputed: RawCaution,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// A stretch of time with a name.
    RawPeriod {
        /// The term that names and explains it.
        must term: At<String>,
        /// It begins after this day.
        must after: At<String>,
        /// Its last day.
        must until: At<String>,
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
    RawAfterPlan {
        /// Id within the deadline.
        must id: At<String>,
        /// What to do.
        must text: RawText,
        /// Said only when this holds.
        may applies: RawApplies,
        /// Said only on a day on which all these places are open.
        list open_today: At<String>,
        /// Said only if all these places are open on one later day, up to the last day.
        list open_later: At<String>,
        /// Said only while at least so many days are left after today.
        may days_left: u32,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// A mark with words.
    RawCaution {
        /// In words.
        must en: At<String>,
        /// Shown only when this holds.
        may applies: RawApplies,
        /// Sources.
        list source: At<String>,
    }
}
table! {
    /// A case in which nothing need be done.
    RawSettled {
        /// Id within the procedure.
        must id: At<String>,
        /// The deadlines it settles.
        must deadline: Vec<At<String>>,
        /// When it holds.
        must applies: RawApplies,
        /// Counts only once the last day has passed: then it is settled instead of late.
        flag after_close: bool,
        /// Why nothing need be done.
        must reason: RawText,
        /// Sources.
        list source: At<String>,
    }
}
