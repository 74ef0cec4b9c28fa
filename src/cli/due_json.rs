//! `due --format json`: the timeline for other programs. Words of the contract never change with the language; titles and
//! labels do.

use chrono::NaiveDate;
use serde::Serialize;

use super::json::{SCHEMA, page};
use crate::content::{DeadlineKind, Id};
use crate::guide::{Deadline, DeadlineWhy, Reason, Why};
use crate::i18n::day;
use crate::present::why::Teller;
use crate::present::{Scene, Unreadable, after_plan_words};

#[derive(Serialize)]
struct Page<'a> {
    schema: u32,
    today: NaiveDate,
    deadlines: Vec<Entry<'a>>,
    unreadable: Vec<UnreadableEntry<'a>>,
}

/// A household that cannot be read.
#[derive(Serialize)]
pub(super) struct UnreadableEntry<'a> {
    household: &'a str,
    problem: &'static str,
    message: String,
}

impl<'a> UnreadableEntry<'a> {
    /// The entry of a household.
    pub(super) fn new(household: &'a str, told: &Unreadable) -> Self {
        Self {
            household,
            problem: told.kind,
            message: told.line(),
        }
    }
}

#[derive(Serialize)]
struct Entry<'a> {
    household: &'a str,
    /// The label, which is all that is known of a person's name.
    person: &'a str,
    procedure: &'a Id,
    deadline: &'a Id,
    title: String,
    kind: &'static str,
    status: &'static str,
    opens: Option<NaiveDate>,
    counted: Option<NaiveDate>,
    closes: Option<NaiveDate>,
    plan_by: Option<NaiveDate>,
    /// What to do now that the last practical day has passed and the last day has not, in words.
    after_plan: Option<String>,
    days_left: Option<i64>,
    disputed: bool,
    varies: bool,
    asks: &'a [Id],
    why: Vec<Step>,
    sources: Vec<Source<'a>>,
}

/// One step of the explanation and what it rests on.
#[derive(Serialize)]
struct Step {
    label: String,
    rule: &'static str,
    day: Option<NaiveDate>,
    because: Vec<Step>,
    caveats: Vec<String>,
    sources: Vec<Id>,
}

#[derive(Serialize)]
struct Source<'a> {
    id: &'a Id,
    title: &'a str,
    url: &'a str,
    checked: NaiveDate,
}

/// The deadlines as JSON.
pub(super) fn render(scene: Scene<'_>, deadlines: &[&Deadline]) -> String {
    let deadlines = deadlines.iter().map(|d| entry(scene, d)).collect();
    page(&Page {
        schema: SCHEMA,
        today: scene.assessment.today,
        deadlines,
        unreadable: Vec::new(),
    })
}

/// The page of a household that cannot be read.
pub(super) fn without_deadlines(today: NaiveDate, household: &str, told: &Unreadable) -> String {
    page(&Page {
        schema: SCHEMA,
        today,
        deadlines: Vec::new(),
        unreadable: vec![UnreadableEntry::new(household, told)],
    })
}

fn entry<'a>(scene: Scene<'a>, d: &'a Deadline) -> Entry<'a> {
    let rule = scene.pack.deadline(d.key.procedure.as_str(), d.key.deadline.as_str());
    let source = |id: &Id| {
        let (id, source) = scene.pack.sources.get_key_value(id)?;
        Some(Source {
            id,
            title: source.title.get(scene.lang()),
            url: &source.url,
            checked: source.checked,
        })
    };
    let explained = scene.why(d);
    Entry {
        household: &scene.household.name,
        person: scene
            .household
            .person(d.person.as_str())
            .map_or("", |p| p.label.as_str()),
        procedure: &d.key.procedure,
        deadline: &d.key.deadline,
        title: rule.map_or_else(String::new, |r| r.title.get(scene.lang()).to_owned()),
        kind: kind_key(d.kind),
        status: d.status.word(),
        opens: d.opens,
        counted: d.counted,
        closes: d.closes,
        plan_by: d.plan_by,
        after_plan: after_plan_words(scene, d),
        days_left: d.days_left(scene.assessment.today),
        disputed: d.disputed,
        varies: d.varies,
        asks: &d.asks,
        why: why(scene, &explained),
        sources: explained.sources().into_iter().filter_map(source).collect(),
    }
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
fn why(scene: Scene<'_>, explained: &DeadlineWhy) -> Vec<Step> {
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
            trees.push(Step {
                day: why.day,
                ..root(label, rule, steps(&teller, why))
            });
        }
    }
    let applies: Vec<Step> = explained.applies.iter().flat_map(|why| steps(&teller, why)).collect();
    if !applies.is_empty() {
        trees.push(root(strings.say("why-applies"), "applies", applies));
    }
    trees
}

fn root(label: String, rule: &'static str, because: Vec<Step>) -> Step {
    Step {
        label,
        rule,
        day: None,
        because,
        caveats: Vec::new(),
        sources: Vec::new(),
    }
}

/// A step; for a condition, which has a name for authors only, the steps it rests on.
fn steps(teller: &Teller<'_>, why: &Why) -> Vec<Step> {
    let below = why.because.iter().flat_map(|w| steps(teller, w));
    if matches!(why.reason, Reason::Condition(_)) {
        return below.collect();
    }
    let closed = why.stepped.iter();
    let closed = closed.map(|s| Step {
        day: Some(s.day),
        ..root(teller.stepped(s), "closed-day", Vec::new())
    });
    vec![Step {
        label: teller.words(why),
        rule: rule_key(&why.reason),
        day: why.day,
        because: closed.chain(below).collect(),
        caveats: why.caveats.iter().map(|c| teller.caveat(c)).collect(),
        sources: why.sources.to_vec(),
    }]
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
    }
}
