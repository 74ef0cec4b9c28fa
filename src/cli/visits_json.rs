//! Visits for other programs. Words of the contract never change with the language; titles and labels do.

use chrono::NaiveDate;
use serde::Serialize;

use super::json::{SCHEMA, page};
use crate::content::{DocumentKind, Id, Sentence};
use crate::guide::DeadlineKey;
use crate::present::Scene;
use crate::visit::{
    self, BagLine, Choice, ChoiceAnswer, Cost, Errand, Kept, LeftOutReason, NotBefore, Origin, Owner, Plan, Said, Trip,
};

// ------------------------------------------------------------------ visits

#[derive(Serialize)]
struct VisitsPage<'a> {
    schema: u32,
    today: NaiveDate,
    who: &'static str,
    exact: bool,
    visits: Vec<TripJson<'a>>,
    left_out: Vec<LeftOutJson<'a>>,
}

#[derive(Serialize)]
struct LeftOutJson<'a> {
    person: &'a str,
    deadline: String,
    reason: &'static str,
}

#[derive(Serialize)]
struct TripJson<'a> {
    place: &'a Id,
    day: Option<NaiveDate>,
    latest: Option<NaiveDate>,
    follows: bool,
    times: u32,
    minutes: Option<u32>,
    book: bool,
    trip: bool,
    not_before: &'static str,
    after_visit: Option<usize>,
    closed: Vec<NaiveDate>,
    urgent: Option<EndJson<'a>>,
    lost: Vec<EndJson<'a>>,
    errands: Vec<ErrandJson<'a>>,
}

/// The day on which a deadline of a person ends.
#[derive(Serialize)]
struct EndJson<'a> {
    person: &'a str,
    deadline: String,
    day: NaiveDate,
}

#[derive(Serialize)]
struct ErrandJson<'a> {
    person: &'a str,
    procedure: &'a Id,
    visit: &'a Id,
    origin: &'static str,
    deadlines: Vec<ErrandDeadlineJson>,
    along: Vec<String>,
}

#[derive(Serialize)]
struct ErrandDeadlineJson {
    deadline: String,
    opens: Option<NaiveDate>,
    plan_by: Option<NaiveDate>,
    closes: Option<NaiveDate>,
    late: bool,
}

/// `visits --format json`.
pub(super) fn visits(scene: Scene<'_>, plan: &Plan) -> String {
    let left_out = plan.left_out.iter().map(|one| LeftOutJson {
        person: scene.label(one.person.as_str()),
        deadline: one.key.to_string(),
        reason: match one.reason {
            LeftOutReason::NoDay => "no-day",
            LeftOutReason::WrongPerson => "wrong-person",
        },
    });
    page(&VisitsPage {
        schema: SCHEMA,
        today: plan.today,
        who: plan.who.word(),
        exact: plan.exact,
        visits: plan.trips.iter().map(|t| trip(scene, plan, t)).collect(),
        left_out: left_out.collect(),
    })
}

fn trip<'a>(scene: Scene<'a>, plan: &Plan, trip: &'a Trip) -> TripJson<'a> {
    let because = &trip.because;
    let (not_before, after_visit) = match &because.not_before {
        NotBefore::Today => ("today", None),
        NotBefore::Opens(..) => ("opens", None),
        NotBefore::Trip(n) => ("visit", Some(n + 1)),
        NotBefore::Notice => ("notice", None),
        NotBefore::Chosen => ("chosen", None),
    };
    let end = |(person, key, day): &'a (Id, DeadlineKey, NaiveDate)| EndJson {
        person: scene.label(person.as_str()),
        deadline: key.to_string(),
        day: *day,
    };
    TripJson {
        place: &trip.place,
        day: trip.day,
        latest: trip.latest,
        follows: trip.follows,
        times: trip.times(scene.pack, plan.who),
        minutes: trip.minutes(scene.pack),
        book: trip.book(scene.pack),
        trip: visit::is_trip(scene.pack, trip.place.as_str()),
        not_before,
        after_visit,
        closed: because.stepped.iter().map(|s| s.day).collect(),
        urgent: because.urgent.as_ref().map(end),
        lost: because.lost.iter().map(end).collect(),
        errands: trip.errands.iter().map(|e| errand(scene, e)).collect(),
    }
}

fn errand<'a>(scene: Scene<'a>, errand: &'a Errand) -> ErrandJson<'a> {
    let deadlines = errand.deadlines.iter().map(|d| ErrandDeadlineJson {
        deadline: d.key.to_string(),
        opens: d.opens,
        plan_by: d.plan_by,
        closes: d.closes,
        late: d.late,
    });
    ErrandJson {
        person: scene.label(errand.person.as_str()),
        procedure: &errand.procedure,
        visit: &errand.visit,
        origin: match errand.origin {
            Origin::Due => "due",
            Origin::Needed => "needed",
            Origin::Follows => "follows",
            Origin::Asked => "asked",
        },
        deadlines: deadlines.collect(),
        along: errand.along.iter().map(ToString::to_string).collect(),
    }
}

// ------------------------------------------------------------------ bag

#[derive(Serialize)]
struct BagsPage<'a> {
    schema: u32,
    today: NaiveDate,
    who: &'static str,
    bags: Vec<BagJson<'a>>,
}

#[derive(Serialize)]
struct BagJson<'a> {
    visit: TripJson<'a>,
    comes: Vec<&'a str>,
    children: Vec<&'a str>,
    items: Vec<LineJson<'a>>,
    choices: Vec<ChoiceJson<'a>>,
    absent: Vec<AbsentJson<'a>>,
    forms: Vec<&'a Id>,
    keep: Vec<KeepJson<'a>>,
    fees: Vec<CostJson<'a>>,
    fees_possible: Vec<CostJson<'a>>,
    total: TotalJson,
    say: Vec<&'a Id>,
}

#[derive(Serialize)]
struct OwnerJson<'a> {
    kind: &'static str,
    person: Option<&'a str>,
}

#[derive(Serialize)]
struct LineJson<'a> {
    document: &'a Id,
    name: &'a str,
    ja: &'a str,
    knowledge: bool,
    owner: OwnerJson<'a>,
    ticked: Option<NaiveDate>,
    copy: bool,
    original: bool,
    sealed: bool,
    translation: bool,
    varies: bool,
    depends: bool,
    stands_for: Vec<&'a Id>,
    procedures: Vec<&'a Id>,
}

#[derive(Serialize)]
struct ChoiceJson<'a> {
    any_of: Vec<SetJson<'a>>,
    owner: OwnerJson<'a>,
    solved: &'static str,
    with: Vec<&'a Id>,
    ticked: Option<NaiveDate>,
    depends: bool,
}

#[derive(Serialize)]
struct SetJson<'a> {
    set: &'a Id,
    count: u32,
}

/// A thing that is lost or was handed in.
#[derive(Serialize)]
struct AbsentJson<'a> {
    document: &'a Id,
    owner: OwnerJson<'a>,
}

#[derive(Serialize)]
struct KeepJson<'a> {
    document: &'a Id,
    person: &'a str,
    kept: Option<NaiveDate>,
}

/// Yen for one person; absent where the amount is not known.
#[derive(Serialize)]
struct CostJson<'a> {
    fee: &'a Id,
    people: u32,
    low: Option<u32>,
    high: Option<u32>,
    varies: bool,
}

/// Yen for all; with `more`, a fee that is due is not known and the sum is a part.
#[derive(Serialize)]
struct TotalJson {
    low: u32,
    high: u32,
    more: bool,
}

/// `bag --format json`.
pub(super) fn bags(scene: Scene<'_>, plan: &Plan, trips: &[Trip]) -> String {
    page(&BagsPage {
        schema: SCHEMA,
        today: plan.today,
        who: plan.who.word(),
        bags: trips.iter().map(|t| bag(scene, plan, t)).collect(),
    })
}

fn bag<'a>(scene: Scene<'a>, plan: &Plan, one: &'a Trip) -> BagJson<'a> {
    let bag = visit::bag(scene.pack, scene.household, one, plan.who, plan.today);
    let money = visit::money(scene.pack, one, one.day.unwrap_or(plan.today));
    let coming = visit::who_comes(scene.pack, scene.household, one, plan.who).coming;
    let labels = |people: &[Id]| people.iter().map(|p| scene.label(p.as_str())).collect();
    let absent = bag.gone.iter().map(|gone| AbsentJson {
        document: gone.document,
        owner: owner(scene, &gone.owner),
    });
    BagJson {
        visit: trip(scene, plan, one),
        comes: labels(&coming.people),
        children: labels(&coming.children),
        items: bag.lines.into_iter().map(|l| line(scene, l)).collect(),
        choices: bag.choices.iter().map(|c| choice(scene, c)).collect(),
        absent: absent.collect(),
        forms: bag.forms,
        keep: bag.keep.iter().map(|k| keep(scene, k)).collect(),
        fees: money.due.iter().map(cost).collect(),
        fees_possible: money.possible.iter().map(cost).collect(),
        total: TotalJson {
            low: money.total.0,
            high: money.total.1,
            more: money.more,
        },
        say: visit::say(scene.pack, scene.household, one)
            .iter()
            .map(|s| s.id)
            .collect(),
    }
}

fn owner<'a>(scene: Scene<'a>, owner: &Owner) -> OwnerJson<'a> {
    let (kind, person) = match owner {
        Owner::Person(person) => ("person", Some(person)),
        Owner::Visitor(person) => ("visitor", person.as_ref()),
        Owner::Household => ("household", None),
    };
    OwnerJson {
        kind,
        person: person.map(|p| scene.label(p.as_str())),
    }
}

fn line<'a>(scene: Scene<'a>, line: BagLine<'a>) -> LineJson<'a> {
    LineJson {
        document: line.document,
        name: line.entry.name.get(scene.lang()),
        ja: &line.entry.name.ja,
        knowledge: line.entry.kind == DocumentKind::Knowledge,
        owner: owner(scene, &line.owner),
        ticked: line.ticked.map(|t| t.on),
        copy: line.copy,
        original: line.original,
        sealed: line.sealed,
        translation: line.translation,
        varies: line.varies,
        depends: line.depends,
        stands_for: line.stands_for,
        procedures: line.procedures,
    }
}

fn choice<'a>(scene: Scene<'a>, choice: &Choice<'a>) -> ChoiceJson<'a> {
    let (solved, with) = match &choice.answer {
        ChoiceAnswer::InBag(ids) => ("in-bag", ids.clone()),
        ChoiceAnswer::Bring(there, new) => ("bring", there.iter().chain(new).copied().collect()),
        ChoiceAnswer::Open => ("open", Vec::new()),
    };
    let sets = choice.any_of.iter().map(|(set, count)| SetJson { set, count: *count });
    ChoiceJson {
        any_of: sets.collect(),
        owner: owner(scene, &choice.owner),
        solved,
        with,
        ticked: choice.ticked.as_ref().map(|t| t.on),
        depends: choice.depends,
    }
}

fn keep<'a>(scene: Scene<'a>, kept: &Kept<'a>) -> KeepJson<'a> {
    KeepJson {
        document: kept.document,
        person: scene.label(kept.key.person.as_str()),
        kept: kept.ticked.as_ref().map(|t| t.on),
    }
}

fn cost<'a>(cost: &Cost<'a>) -> CostJson<'a> {
    CostJson {
        fee: cost.id,
        people: cost.people,
        low: cost.each.map(|(low, _)| low),
        high: cost.each.map(|(_, high)| high),
        varies: cost.fee.varies,
    }
}

// ------------------------------------------------------------------ say

#[derive(Serialize)]
struct SayPage<'a> {
    schema: u32,
    place: &'a Id,
    day: Option<NaiveDate>,
    phrases: Vec<PhraseJson<'a>>,
}

#[derive(Serialize)]
struct PhraseJson<'a> {
    id: &'a Id,
    procedure: &'a Id,
    say: SentenceJson<'a>,
    answers: Vec<ReplyJson<'a>>,
}

#[derive(Serialize)]
struct ReplyJson<'a> {
    asks: SentenceJson<'a>,
    reply: Option<SentenceJson<'a>>,
    then: Option<&'a Id>,
}

#[derive(Serialize)]
struct SentenceJson<'a> {
    ja: &'a str,
    kana: &'a str,
    romaji: &'a str,
    en: &'a str,
}

/// `say --format json`.
pub(super) fn say(trip: &Trip, said: &[Said<'_>]) -> String {
    let phrases = said.iter().map(|s| {
        let answers = s.phrase.answers.iter().map(|a| ReplyJson {
            asks: sentence(&a.asks),
            reply: a.reply.as_ref().map(sentence),
            then: a.then.as_ref(),
        });
        PhraseJson {
            id: s.id,
            procedure: s.procedure,
            say: sentence(&s.phrase.say),
            answers: answers.collect(),
        }
    });
    page(&SayPage {
        schema: SCHEMA,
        place: &trip.place,
        day: trip.day,
        phrases: phrases.collect(),
    })
}

fn sentence(sentence: &Sentence) -> SentenceJson<'_> {
    SentenceJson {
        ja: &sentence.ja,
        kana: &sentence.kana,
        romaji: &sentence.romaji,
        en: &sentence.en,
    }
}
