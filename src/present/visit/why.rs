//! Why a trip is on its day, and what ends if it is not made.

use chrono::NaiveDate;

use super::super::Scene;
use super::super::deadline::events as events_in_words;
use super::super::doc::{Doc, Kind, Role, plain};
use super::super::words::closure_words;
use super::{by_procedure, deadline_title};
use crate::calendar::Closure;
use crate::content::PlaceKind;
use crate::guide::DeadlineKey;
use crate::i18n::day;
use crate::visit::{Due, NotBefore, Plan, Trip, closures_on, is_open_for};

/// At most so many ends are named; the first are the ones that matter.
const MOST_ENDS: usize = 3;

/// Why this day, the most urgent part, and what is lost by waiting.
pub(super) fn because(scene: Scene<'_>, plan: &Plan, trip: &Trip, doc: &mut Doc) {
    doc.row(scene.say("visit-row-why"), plain(not_before(scene, plan, trip)));
    if let Some(words) = urgent(scene, plan, trip) {
        doc.row(scene.say("visit-row-urgent"), plain(words));
    }
    let is_later = |on: &NaiveDate| trip.day.is_none_or(|day| day < *on);
    let plan_by = trip.plan_by.filter(|on| is_later(on) && Some(*on) != trip.latest);
    for (label, on) in [
        ("row-plan-by", plan_by),
        ("visit-row-latest", trip.latest.filter(is_later)),
    ] {
        if let Some(on) = on {
            doc.row(scene.say(label), plain(day(scene.strings, on)));
        }
    }
    for words in overdue(scene, trip) {
        doc.row(scene.say("row-late"), plain(words));
    }
    let mut ends: Vec<String> = lost(scene, plan, trip);
    let more = ends.len().saturating_sub(MOST_ENDS);
    ends.truncate(MOST_ENDS);
    if more > 0 {
        ends.push(scene.say_n("visit-and-more", more));
    }
    if !ends.is_empty() {
        doc.row(scene.say("visit-row-lost"), plain(ends.join("; ")));
    }
}

/// The most urgent part.
pub(super) fn urgent(scene: Scene<'_>, plan: &Plan, trip: &Trip) -> Option<String> {
    let (person, key, by) = trip.because.urgent.as_ref()?;
    let kind = scene.pack.places.get(&trip.place).map(|place| place.kind);
    let id = match kind {
        _ if *by >= plan.today => "visit-urgent",
        Some(PlaceKind::Phone) => "visit-urgent-late-call",
        Some(PlaceKind::Online | PlaceKind::Home | PlaceKind::Post) => "visit-urgent-late-do",
        _ => "visit-urgent-late",
    };
    Some(on_day(scene, id, deadline_title(scene, person, key), *by))
}

/// A message about something on a day.
fn on_day(scene: Scene<'_>, id: &str, x: String, on: NaiveDate) -> String {
    let args = [("x", x.into()), ("day", day(scene.strings, on).into())];
    scene.strings.say_with(id, &args)
}

/// The title of a deadline with some of the people, where there are several.
fn title_for(scene: Scene<'_>, key: &DeadlineKey, people: Vec<&str>) -> String {
    let title = scene.deadline_title(key);
    if scene.several_people() {
        format!("{title} ({})", scene.list(people))
    } else {
        title
    }
}

/// The labels of the people of whom the same is to be said, in the order of what is to be said.
fn together<'a, T>(said: impl Iterator<Item = (T, &'a str)>, same: impl Fn(&T, &T) -> bool) -> Vec<(T, Vec<&'a str>)> {
    let mut groups: Vec<(T, Vec<&str>)> = Vec::new();
    for (one, label) in said {
        match groups.iter_mut().find(|(known, _)| same(known, &one)) {
            Some((_, people)) => people.push(label),
            None => groups.push((one, vec![label])),
        }
    }
    groups
}

/// What is left to do where the last day has passed, or the last practical day: often something else than what the visit was meant for. The same
/// of several people in one line.
pub(super) fn overdue(scene: Scene<'_>, trip: &Trip) -> Vec<String> {
    let late = trip.errands.iter().flat_map(|errand| {
        let due = errand.deadlines.iter().filter(|d| d.late || d.after_plan.is_some());
        due.map(|due| (due, scene.label(errand.person.as_str())))
    });
    let groups = together(late, |a: &&Due, b| a.key == b.key && a.after_plan == b.after_plan);
    let line = |(due, people): (&Due, Vec<&str>)| {
        let rule = scene.rule(&due.key)?;
        let late = rule.late.as_ref().filter(|_| due.late);
        let now = late.or_else(|| rule.after_plan(due.after_plan.as_ref()))?;
        Some(format!("{}: {}", title_for(scene, &due.key, people), scene.told(now)))
    };
    groups.into_iter().filter_map(line).collect()
}

/// What ends if the trip is not made, soonest first; the same end of several people in one line.
pub(super) fn lost(scene: Scene<'_>, plan: &Plan, trip: &Trip) -> Vec<String> {
    let lost = trip.because.lost.iter();
    let lost = lost.map(|(person, key, last)| ((key, *last), scene.label(person.as_str())));
    let groups = together(lost, PartialEq::eq).into_iter();
    let line = |((key, last), people)| {
        let id = if last < plan.today { "visit-ended" } else { "visit-ends" };
        on_day(scene, id, title_for(scene, key, people), last)
    };
    groups.map(line).collect()
}

fn not_before(scene: Scene<'_>, plan: &Plan, trip: &Trip) -> String {
    let mut words = match &trip.because.not_before {
        NotBefore::Today if trip.day == Some(plan.today) => scene.say("visit-open-today"),
        NotBefore::Today => scene.say("visit-first-day"),
        NotBefore::Opens(person, key, opens) => {
            on_day(scene, "visit-opens", deadline_title(scene, person, key), *opens)
        }
        NotBefore::Trip(n) => scene.say_n("visit-after-trip", n + 1),
        NotBefore::Spared(person, key) => {
            let events = scene.rule(key).map_or(&[][..], |rule| &rule.spared_by);
            let args = [
                ("x", deadline_title(scene, person, key).into()),
                ("event", events_in_words(scene, events).into()),
            ];
            scene.strings.say_with("visit-spared", &args)
        }
        NotBefore::Notice => scene.say("visit-on-notice"),
        NotBefore::Chosen => scene.say("visit-chosen-day"),
    };
    let closed = trip.because.stepped.iter().map(|step| {
        let names = closures(scene, &step.closures);
        format!("{} ({names})", day(scene.strings, step.day))
    });
    let closed = scene.list(closed);
    if !closed.is_empty() {
        words = format!("{words} {}", scene.say_x("visit-closed-between", &closed));
    }
    let matters = by_procedure(scene, trip).len();
    if matters > 1 && trip.day.is_some() {
        words = format!("{words} {}", scene.say_n("visit-one-way", matters));
    }
    words
}

/// Why a day is closed, each reason by name.
fn closures(scene: Scene<'_>, closures: &[Closure]) -> String {
    scene.list(closures.iter().map(|c| closure_words(scene.strings, c)))
}

/// A day that somebody chose although something cannot be done then.
pub(super) fn closed(scene: Scene<'_>, trip: &Trip, doc: &mut Doc) {
    let Some(on) = trip.day else { return };
    for (procedure, _) in by_procedure(scene, trip) {
        if is_open_for(scene.pack, trip.place.as_str(), procedure.id.as_str(), on) {
            continue;
        }
        let why = closures(scene, &closures_on(scene.pack, trip.place.as_str(), on));
        let args = [
            ("x", procedure.title.get(scene.lang()).into()),
            ("day", day(scene.strings, on).into()),
            ("why", why.into()),
        ];
        let words = scene.strings.say_with("visit-closed-then", &args);
        doc.line(Kind::Text, Role::Caution, words);
    }
}
