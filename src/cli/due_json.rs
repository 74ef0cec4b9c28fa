//! `due --format json`: the timeline for other programs. Words of the contract never change with the language; titles and
//! labels do.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::json::{SCHEMA, page};
use crate::content::{DeadlineKind, Id};
use crate::guide::{Deadline, DeadlineWhy, Reason, Validity, Why, explain_validity};
use crate::i18n::day;
use crate::present::why::Teller;
use crate::present::{Scene, Unreadable, after_plan_words};

/// The deadlines as JSON.
pub(super) fn render(scene: Scene<'_>, people: &[Id], deadlines: &[&Deadline]) -> String {
    let deadlines = deadlines.iter().map(|d| entry(scene, d));
    let validities = scene.assessment.validities.iter();
    let validities = validities
        .filter(|v| people.contains(&v.person))
        .map(|v| validity(scene, v));
    whole(
        scene.assessment.today,
        &deadlines.collect(),
        &validities.collect(),
        &json!([]),
    )
}

/// The page of a household that cannot be read.
pub(super) fn without_deadlines(today: NaiveDate, household: &str, told: &Unreadable) -> String {
    whole(today, &json!([]), &json!([]), &json!([unreadable(household, told)]))
}

fn whole(today: NaiveDate, deadlines: &Value, validities: &Value, unreadable: &Value) -> String {
    page(&json!({
        "schema": SCHEMA,
        "today": today,
        "deadlines": deadlines,
        "validities": validities,
        "unreadable": unreadable,
    }))
}

/// A household that cannot be read.
pub(super) fn unreadable(household: &str, told: &Unreadable) -> Value {
    json!({ "household": household, "problem": told.kind, "message": told.line() })
}

fn source(scene: Scene<'_>, id: &Id) -> Option<Value> {
    let source = scene.pack.sources.get(id)?;
    let title = source.title.get(scene.lang());
    Some(json!({ "id": id, "title": title, "url": source.url, "checked": source.checked }))
}

/// A thing of a person that has a last day.
fn validity(scene: Scene<'_>, v: &Validity) -> Value {
    let person = v.person.as_str();
    let explained = explain_validity(scene.pack, scene.household, scene.assessment.today, person, &v.id);
    let own = scene.pack.validities.get(&v.id).map_or(&[][..], |rule| &rule.source);
    let mut sources: Vec<&Id> = own.iter().collect();
    if let Some(why) = &explained {
        why.add_sources(&mut sources);
    }
    let teller = Teller { scene };
    let chain = v.chain.iter().map(|step| {
        json!({
            "deadline": step.key.to_string(),
            "status": step.status.word(),
            "plan_by": step.plan_by,
            "waits_for": step.waits_for,
        })
    });
    json!({
        "household": scene.household.name,
        "person": scene.label(person),
        "id": v.id,
        "title": scene.validity_title(&v.id),
        "status": v.status.word(),
        "until": v.until,
        "next": v.next().map(|step| step.key.to_string()),
        "waits_for": v.waits_for(),
        "asks": v.asks,
        "chain": chain.collect::<Value>(),
        "why": explained.iter().flat_map(|why| steps(&teller, why)).collect::<Value>(),
        "sources": sources.into_iter().filter_map(|id| source(scene, id)).collect::<Value>(),
    })
}

fn entry(scene: Scene<'_>, d: &Deadline) -> Value {
    let rule = scene.pack.deadline(d.key.procedure.as_str(), d.key.deadline.as_str());
    let explained = scene.why(d);
    json!({
        "household": scene.household.name,
        // The label, which is all that is known of a person's name.
        "person": scene.label(d.person.as_str()),
        "procedure": d.key.procedure,
        "deadline": d.key.deadline,
        "title": rule.map_or("", |r| r.title.get(scene.lang())),
        "kind": kind_key(d.kind),
        "status": d.status.word(),
        "opens": d.opens,
        "counted": d.counted,
        "closes": d.closes,
        "plan_by": d.plan_by,
        // What to do now that the last practical day has passed and the last day has not, in words.
        "after_plan": after_plan_words(scene, d),
        "waits_for": d.waits_for,
        "days_left": d.days_left(scene.assessment.today),
        "disputed": d.disputed,
        "varies": d.varies,
        "asks": d.asks,
        "why": why(scene, &explained),
        "sources": explained.sources().into_iter().filter_map(|id| source(scene, id)).collect::<Value>(),
    })
}

/// The word of the contract for the nature of a deadline.
pub(super) fn kind_key(kind: DeadlineKind) -> &'static str {
    match kind {
        DeadlineKind::LegalDuty => "legal-duty",
        DeadlineKind::ValidityEnd => "validity-end",
        DeadlineKind::Window => "window",
        DeadlineKind::Advice => "advice",
    }
}

/// A tree for each day of the deadline, and one for why it applies.
fn why(scene: Scene<'_>, explained: &DeadlineWhy) -> Vec<Value> {
    let strings = scene.strings;
    let teller = Teller { scene };
    let days = [
        ("closes", "why-closes", &explained.closes),
        ("plan-by", "why-plan-by", &explained.plan_by),
        ("opens", "why-opens", &explained.opens),
    ];
    let mut trees = Vec::new();
    for (rule, heading, why) in days {
        if let Some(why) = why {
            let shown = why
                .day
                .map_or_else(|| strings.say("day-unknown"), |on| day(strings, on));
            let label = strings.say_x(heading, &shown);
            trees.push(step(label, rule, why.day, steps(&teller, why)));
        }
    }
    let applies: Vec<Value> = explained.applies.iter().flat_map(|why| steps(&teller, why)).collect();
    if !applies.is_empty() {
        trees.push(step(strings.say("why-applies"), "applies", None, applies));
    }
    trees
}

/// One step of the explanation; `caveats` and what it rests on are filled in where there are any.
fn step(label: String, rule: &str, day: Option<NaiveDate>, because: Vec<Value>) -> Value {
    json!({ "label": label, "rule": rule, "day": day, "because": because, "caveats": [], "sources": [] })
}

/// A step; for a condition, which has a name for authors only, the steps it rests on.
fn steps(teller: &Teller<'_>, why: &Why) -> Vec<Value> {
    let below = why.because.iter().flat_map(|w| steps(teller, w));
    if matches!(why.reason, Reason::Condition(_)) {
        return below.collect();
    }
    let closed = why.stepped.iter();
    let closed = closed.map(|s| step(teller.stepped(s), "closed-day", Some(s.day), Vec::new()));
    let because = closed.chain(below).collect();
    let mut found = step(teller.words(why), rule_key(&why.reason), why.day, because);
    found["caveats"] = why.caveats.iter().map(|c| teller.caveat(c)).collect();
    found["sources"] = json!(why.sources);
    vec![found]
}

/// The word of the contract for the rule of a step.
fn rule_key(reason: &Reason) -> &'static str {
    match reason {
        Reason::Fact(_) => "fact",
        Reason::Event(_) => "event",
        Reason::Missing(_) => "missing",
        Reason::NoSuchDay => "no-such-day",
        Reason::Date(op) => op.word(),
        Reason::Condition(_) => "condition",
        Reason::Answer { .. } => "answer",
        Reason::Age(_) => "age",
        Reason::EndsSoon => "ends-soon",
        Reason::End(_) => "earliest-end",
    }
}
