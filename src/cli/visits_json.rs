//! Visits for other programs. Words of the contract never change with the language; titles and labels do.

use serde_json::Value;

use super::json::object;
use crate::content::Sentence;
use crate::present::Scene;
use crate::visit::{
    self, BagLine, ChoiceAnswer, Cost, Errand, LeftOutReason, NotBefore, Origin, Owner, Plan, Said, Trip,
};

/// Number of the shape of every page here.
const SCHEMA: u32 = 1;

fn page(value: &Value) -> String {
    // Plain words, numbers and dates always have a form in JSON.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// `visits --format json`.
pub(super) fn visits(scene: Scene<'_>, plan: &Plan) -> String {
    let trips: Vec<Value> = plan.trips.iter().map(|t| trip(scene, plan, t)).collect();
    let left_out = plan.left_out.iter().map(|one| {
        let reason = match one.reason {
            LeftOutReason::NoDay => "no-day",
            LeftOutReason::WrongPerson => "wrong-person",
        };
        object!({ "person": scene.label(one.person.as_str()), "deadline": one.key.to_string(), "reason": reason })
    });
    let left_out: Vec<Value> = left_out.collect();
    page(&object!({
        "schema": SCHEMA,
        "today": plan.today,
        "who": plan.who.word(),
        "exact": plan.exact,
        "visits": trips,
        "left_out": left_out,
    }))
}

fn trip(scene: Scene<'_>, plan: &Plan, trip: &Trip) -> Value {
    let because = &trip.because;
    let (not_before, visit) = match &because.not_before {
        NotBefore::Today => ("today", None),
        NotBefore::Opens(..) => ("opens", None),
        NotBefore::Trip(n) => ("visit", Some(n + 1)),
        NotBefore::Notice => ("notice", None),
        NotBefore::Chosen => ("chosen", None),
    };
    let closed: Vec<_> = because.stepped.iter().map(|s| s.day).collect();
    let end = |(person, key, day): &(crate::content::Id, crate::guide::DeadlineKey, chrono::NaiveDate)| object!({ "person": scene.label(person.as_str()), "deadline": key.to_string(), "day": day });
    object!({
        "place": trip.place,
        "day": trip.day,
        "latest": trip.latest,
        "follows": trip.follows,
        "times": trip.times(scene.pack, plan.who),
        "minutes": trip.minutes(scene.pack),
        "book": trip.book(scene.pack),
        "trip": visit::is_trip(scene.pack, trip.place.as_str()),
        "not_before": not_before,
        "after_visit": visit,
        "closed": closed,
        "urgent": because.urgent.as_ref().map(end),
        "lost": because.lost.iter().map(end).collect::<Vec<_>>(),
        "errands": trip.errands.iter().map(|e| errand(scene, e)).collect::<Vec<_>>(),
    })
}

fn errand(scene: Scene<'_>, errand: &Errand) -> Value {
    let origin = match errand.origin {
        Origin::Due => "due",
        Origin::Needed => "needed",
        Origin::Follows => "follows",
        Origin::Asked => "asked",
    };
    let deadlines = errand.deadlines.iter().map(|d| {
        object!({
            "deadline": d.key.to_string(),
            "opens": d.opens,
            "plan_by": d.plan_by,
            "closes": d.closes,
            "late": d.late,
        })
    });
    object!({
        "person": scene.label(errand.person.as_str()),
        "procedure": errand.procedure,
        "visit": errand.visit,
        "origin": origin,
        "deadlines": deadlines.collect::<Vec<_>>(),
        "along": errand.along.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// `bag --format json`.
pub(super) fn bags(scene: Scene<'_>, plan: &Plan, trips: &[Trip]) -> String {
    let bags: Vec<Value> = trips.iter().map(|t| bag(scene, plan, t)).collect();
    page(&object!({ "schema": SCHEMA, "today": plan.today, "who": plan.who.word(), "bags": bags }))
}

fn bag(scene: Scene<'_>, plan: &Plan, one: &Trip) -> Value {
    let bag = visit::bag(scene.pack, scene.household, one, plan.who, plan.today);
    let money = visit::money(scene.pack, one, one.day.unwrap_or(plan.today));
    let attendance = visit::who_comes(scene.pack, scene.household, one, plan.who);
    let label = |p: &crate::content::Id| scene.label(p.as_str()).to_owned();
    let choices = bag.choices.iter().map(|c| {
        let (solved, with) = match &c.answer {
            ChoiceAnswer::InBag(ids) => ("in-bag", ids.clone()),
            ChoiceAnswer::Bring(there, new) => ("bring", there.iter().chain(new).copied().collect()),
            ChoiceAnswer::Open => ("open", Vec::new()),
        };
        let any_of: Vec<Value> = c
            .any_of
            .iter()
            .map(|(set, count)| object!({ "set": set, "count": count }))
            .collect();
        object!({
            "any_of": any_of,
            "owner": owner(scene, &c.owner),
            "solved": solved,
            "with": with,
            "ticked": c.ticked.map(|t| t.on),
            "depends": c.depends,
        })
    });
    let keep = bag
        .keep
        .iter()
        .map(|k| object!({ "document": k.document, "person": label(&k.key.person), "kept": k.ticked.map(|t| t.on) }));
    object!({
        "visit": trip(scene, plan, one),
        "comes": attendance.coming.people.iter().map(label).collect::<Vec<_>>(),
        "children": attendance.coming.children.iter().map(label).collect::<Vec<_>>(),
        "items": bag.lines.iter().map(|l| line(scene, l)).collect::<Vec<_>>(),
        "choices": choices.collect::<Vec<_>>(),
        "absent": bag.gone.iter().map(|g| object!({ "document": g.document, "owner": owner(scene, &g.owner) })).collect::<Vec<_>>(),
        "forms": bag.forms,
        "keep": keep.collect::<Vec<_>>(),
        "fees": money.due.iter().map(cost).collect::<Vec<_>>(),
        "fees_possible": money.possible.iter().map(cost).collect::<Vec<_>>(),
        "total": object!({ "low": money.total.0, "high": money.total.1, "more": money.more }),
        "say": visit::say(scene.pack, scene.household, one).iter().map(|s| s.id).collect::<Vec<_>>(),
    })
}

fn owner(scene: Scene<'_>, owner: &Owner) -> Value {
    match owner {
        Owner::Person(person) => object!({ "kind": "person", "person": scene.label(person.as_str()) }),
        Owner::Visitor(person) => {
            object!({ "kind": "visitor", "person": person.as_ref().map(|p| scene.label(p.as_str())) })
        }
        Owner::Household => object!({ "kind": "household", "person": Value::Null }),
    }
}

fn line(scene: Scene<'_>, line: &BagLine<'_>) -> Value {
    object!({
        "document": line.document,
        "name": line.entry.name.get(scene.lang()),
        "ja": line.entry.name.ja,
        "knowledge": line.entry.kind == crate::content::DocumentKind::Knowledge,
        "owner": owner(scene, &line.owner),
        "ticked": line.ticked.map(|t| t.on),
        "copy": line.copy,
        "original": line.original,
        "sealed": line.sealed,
        "translation": line.translation,
        "varies": line.varies,
        "depends": line.depends,
        "stands_for": line.stands_for,
        "procedures": line.procedures,
    })
}

fn cost(cost: &Cost<'_>) -> Value {
    object!({
        "fee": cost.id,
        "people": cost.people,
        "low": cost.each.map(|(low, _)| low),
        "high": cost.each.map(|(_, high)| high),
        "varies": cost.fee.varies,
    })
}

/// `say --format json`.
pub(super) fn say(trip: &Trip, said: &[Said<'_>]) -> String {
    let phrases = said.iter().map(|s| {
        let answers =
            s.phrase.answers.iter().map(
                |a| object!({ "asks": sentence(&a.asks), "reply": a.reply.as_ref().map(sentence), "then": a.then }),
            );
        object!({
            "id": s.id,
            "procedure": s.procedure,
            "say": sentence(&s.phrase.say),
            "answers": answers.collect::<Vec<_>>(),
        })
    });
    page(&object!({ "schema": SCHEMA, "place": trip.place, "day": trip.day, "phrases": phrases.collect::<Vec<_>>() }))
}

fn sentence(sentence: &Sentence) -> Value {
    object!({ "ja": sentence.ja, "kana": sentence.kana, "romaji": sentence.romaji, "en": sentence.en })
}
