//! Visits for other programs. Words of the contract never change with the language; titles and labels do.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::json::{SCHEMA, page};
use crate::content::{DocumentKind, Id};
use crate::guide::DeadlineKey;
use crate::household::TickKey;
use crate::present::Scene;
use crate::visit::{
    self, BagLine, Choice, ChoiceAnswer, Cost, Errand, Kept, LeftOutReason, Money, NotBefore, Origin, Owner, PaidWhen,
    Plan, Said, Trip,
};

// ------------------------------------------------------------------ visits

/// `visits --format json`.
pub(super) fn visits(scene: Scene<'_>, plan: &Plan) -> String {
    let left_out = plan.left_out.iter().map(|one| {
        let reason = match one.reason {
            LeftOutReason::NoDay => "no-day",
            LeftOutReason::WrongPerson => "wrong-person",
        };
        json!({
            "person": scene.label(one.person.as_str()),
            "deadline": one.key.to_string(),
            "reason": reason,
        })
    });
    page(&json!({
        "schema": SCHEMA,
        "today": plan.today,
        "who": plan.who.word(),
        "exact": plan.exact,
        "visits": plan.trips.iter().map(|t| whole_trip(scene, plan, t)).collect::<Value>(),
        "left_out": left_out.collect::<Value>(),
    }))
}

/// A trip with its papers and its fees.
fn whole_trip(scene: Scene<'_>, plan: &Plan, one: &Trip) -> Value {
    let bag = visit::bag(scene.pack, scene.household, one, plan.who, plan.today);
    let money = visit::money(scene.pack, scene.household, one, one.day.unwrap_or(plan.today));
    let visitor = bag.visitor.as_ref();
    let lines = bag.lines.iter().map(|l| {
        let paper = json!({ "any_of": [l.document], "count": [1], "depends": l.depends });
        whose(scene, paper, &l.owner, &l.keys, visitor)
    });
    let choices = bag.choices.iter().map(|c| {
        let (sets, counts): (Vec<_>, Vec<_>) = c.any_of.iter().copied().unzip();
        let paper = json!({ "any_of": sets, "count": counts, "depends": c.depends });
        whose(scene, paper, &c.owner, &c.keys, visitor)
    });
    let papers: Value = lines.chain(choices).collect();
    let mut all = trip(scene, plan, one);
    all["papers"] = papers;
    all["fees"] = money.costs.iter().map(|c| cost(scene, c)).collect();
    all["total"] = total(&money);
    all
}

fn trip(scene: Scene<'_>, plan: &Plan, trip: &Trip) -> Value {
    let because = &trip.because;
    let (not_before, after_visit) = match &because.not_before {
        NotBefore::Today => ("today", None),
        NotBefore::Opens(..) => ("opens", None),
        NotBefore::Trip(n) => ("visit", Some(n + 1)),
        NotBefore::Notice => ("notice", None),
        NotBefore::Spared(..) => ("spared", None),
        NotBefore::Chosen => ("chosen", None),
    };
    // The day on which a deadline of a person ends.
    let end = |(person, key, day): &(Id, DeadlineKey, NaiveDate)| json!({ "person": scene.label(person.as_str()), "deadline": key.to_string(), "day": day });
    json!({
        "place": trip.place,
        "day": trip.day,
        "plan_by": trip.plan_by,
        "latest": trip.latest,
        "follows": trip.follows,
        "times": trip.times(scene.pack, plan.who),
        "minutes": trip.minutes(scene.pack),
        "book": trip.book(scene.pack),
        "trip": visit::is_trip(scene.pack, trip.place.as_str()),
        "not_before": not_before,
        "after_visit": after_visit,
        "closed": because.stepped.iter().map(|s| s.day).collect::<Vec<_>>(),
        "urgent": because.urgent.as_ref().map(end),
        "lost": because.lost.iter().map(end).collect::<Value>(),
        "errands": trip.errands.iter().map(|e| errand(scene, e)).collect::<Value>(),
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
        json!({
            "deadline": d.key.to_string(),
            "opens": d.opens,
            "plan_by": d.plan_by,
            "closes": d.closes,
            "late": d.late,
        })
    });
    json!({
        "person": scene.label(errand.person.as_str()),
        "procedure": errand.procedure,
        "visit": errand.visit,
        "origin": origin,
        "deadlines": deadlines.collect::<Value>(),
        "along": errand.along.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

// ------------------------------------------------------------------ bag

/// `bag --format json`.
pub(super) fn bags(scene: Scene<'_>, plan: &Plan, trips: &[Trip]) -> String {
    page(&json!({
        "schema": SCHEMA,
        "today": plan.today,
        "who": plan.who.word(),
        "bags": trips.iter().map(|t| bag(scene, plan, t)).collect::<Value>(),
    }))
}

fn bag(scene: Scene<'_>, plan: &Plan, one: &Trip) -> Value {
    let bag = visit::bag(scene.pack, scene.household, one, plan.who, plan.today);
    let money = visit::money(scene.pack, scene.household, one, one.day.unwrap_or(plan.today));
    let coming = visit::who_comes(scene.pack, scene.household, one, plan.who).coming;
    let labels = |people: &[Id]| people.iter().map(|p| scene.label(p.as_str())).collect::<Value>();
    let absent = bag.gone.iter();
    let said = visit::say(scene.pack, scene.household, one);
    json!({
        "visit": trip(scene, plan, one),
        "comes": labels(&coming.people),
        "children": labels(&coming.children),
        "items": bag.lines.iter().map(|l| line(scene, l, bag.visitor.as_ref())).collect::<Value>(),
        "choices": bag.choices.iter().map(|c| choice(scene, c, bag.visitor.as_ref())).collect::<Value>(),
        // A thing that is lost or was handed in.
        "absent": absent.map(|g| json!({ "document": g.document, "owner": owner(scene, &g.owner) })).collect::<Value>(),
        "forms": bag.forms,
        "keep": bag.keep.iter().map(|k| keep(scene, k)).collect::<Value>(),
        "fees": money.costs.iter().map(|c| cost(scene, c)).collect::<Value>(),
        "total": total(&money),
        "say": said.iter().map(|s| s.id).collect::<Vec<_>>(),
    })
}

fn owner(scene: Scene<'_>, owner: &Owner) -> Value {
    let (kind, person) = match owner {
        Owner::Person(person) => ("person", Some(person)),
        Owner::Visitor(person) => ("visitor", person.as_ref()),
        Owner::Household => ("household", None),
    };
    json!({ "kind": kind, "person": person.map(|p| scene.label(p.as_str())) })
}

fn line(scene: Scene<'_>, line: &BagLine<'_>, visitor: Option<&Id>) -> Value {
    let paper = json!({
        "document": line.document,
        "name": line.entry.name.get(scene.lang()),
        "ja": line.entry.name.ja,
        "knowledge": line.entry.kind == DocumentKind::Knowledge,
        "owner": owner(scene, &line.owner),
        "ticked": line.ticked.as_ref().map(|t| t.on),
        "copy": line.copy,
        "original": line.original,
        "sealed": line.sealed,
        "translation": line.translation,
        "varies": line.varies,
        "depends": line.depends,
        "stands_for": line.stands_for,
        "procedures": line.procedures,
    });
    whose(scene, paper, &line.owner, &line.keys, visitor)
}

fn choice(scene: Scene<'_>, choice: &Choice<'_>, visitor: Option<&Id>) -> Value {
    let (solved, with) = match &choice.answer {
        ChoiceAnswer::InBag(ids) => ("in-bag", ids.clone()),
        ChoiceAnswer::Bring(there, new) => ("bring", there.iter().chain(new).copied().collect()),
        ChoiceAnswer::Open => ("open", Vec::new()),
    };
    let sets = choice.any_of.iter();
    let paper = json!({
        "any_of": sets.map(|(set, count)| json!({ "set": set, "count": count })).collect::<Value>(),
        "owner": owner(scene, &choice.owner),
        "solved": solved,
        "with": with,
        "ticked": choice.ticked.as_ref().map(|t| t.on),
        "depends": choice.depends,
    });
    whose(scene, paper, &choice.owner, &choice.keys, visitor)
}

fn keep(scene: Scene<'_>, kept: &Kept<'_>) -> Value {
    json!({
        "document": kept.document,
        "person": scene.label(kept.key.person.as_str()),
        "kept": kept.ticked.as_ref().map(|t| t.on),
    })
}

/// Yen for all: what is certain, then what is due only if, or later. With `more` something is not known, and the sum is a
/// part.
fn total(money: &Money<'_>) -> Value {
    let sum = |due| {
        let sum = money.sum(due);
        sum.map_or(Value::Null, |s| json!({ "low": s.low, "high": s.high, "more": s.more }))
    };
    let certain = money.sum(PaidWhen::Certain).unwrap_or_default();
    json!({
        "low": certain.low,
        "high": certain.high,
        "more": certain.more,
        "only_if": sum(PaidWhen::OnlyIf),
        "later": sum(PaidWhen::Later),
        "free": money.is_free(),
    })
}

/// Whose a paper is (`whose`), for whom it is brought (`holder`), and who stands at the counter with it (`visitor`).
fn whose(scene: Scene<'_>, mut paper: Value, own: &Owner, keys: &[TickKey], visitor: Option<&Id>) -> Value {
    let whose = match own {
        Owner::Person(_) => "holder",
        Owner::Visitor(_) => "visitor",
        Owner::Household => "household",
    };
    let mut people: Vec<&str> = keys.iter().map(|k| scene.label(k.person.as_str())).collect();
    people.sort_unstable();
    people.dedup();
    paper["whose"] = json!(whose);
    paper["holder"] = json!(people);
    paper["visitor"] = json!(visitor.map(|p| scene.label(p.as_str())));
    paper
}

/// Yen for one person; absent where the amount is not known.
fn cost(scene: Scene<'_>, cost: &Cost<'_>) -> Value {
    json!({
        "fee": cost.id,
        "name": cost.fee.name.get(scene.lang()),
        "state": cost.state(),
        "conditions": cost.conditions.iter().map(|text| scene.told(text)).collect::<Vec<_>>(),
        "people": cost.people.len(),
        "low": cost.each.map(|(low, _)| low),
        "high": cost.each.map(|(_, high)| high),
        "varies": cost.fee.varies,
    })
}

// ------------------------------------------------------------------ say

/// `say --format json`.
pub(super) fn say(trip: &Trip, said: &[Said<'_>]) -> String {
    let phrases = said.iter().map(|s| {
        let answers = s.phrase.answers.iter();
        json!({
            "id": s.id,
            "procedure": s.procedure,
            "say": s.phrase.say,
            "answers": answers.map(|a| json!({ "asks": a.asks, "reply": a.reply, "then": a.then })).collect::<Value>(),
        })
    });
    page(&json!({
        "schema": SCHEMA,
        "place": trip.place,
        "day": trip.day,
        "phrases": phrases.collect::<Value>(),
    }))
}
