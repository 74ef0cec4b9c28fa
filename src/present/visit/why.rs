//! Why a trip is on its day, and what ends if it is not made.

use chrono::NaiveDate;

use super::super::Scene;
use super::super::doc::{Doc, Kind, Role, Span, plain};
use super::super::prose::Prose;
use super::super::words::closure_words;
use super::{by_procedure, deadline_title};
use crate::guide::DeadlineKey;
use crate::i18n::day;
use crate::visit::{Due, NotBefore, Plan, Trip, closures_on, is_open_for};

/// At most so many ends are named; the first are the ones that matter.
const MOST_ENDS: usize = 3;

/// Why this day, the most urgent part, and what is lost by waiting.
pub(super) fn because(scene: Scene<'_>, plan: &Plan, trip: &Trip, doc: &mut Doc) {
    let strings = scene.strings;
    doc.push(
        Kind::Row(strings.say("visit-row-why")),
        plain(not_before(scene, plan, trip)),
    );
    if let Some((person, key, by)) = &trip.because.urgent {
        let args = [
            ("x", deadline_title(scene, person, key).into()),
            ("day", day(strings, *by).into()),
        ];
        let id = if *by < plan.today {
            "visit-urgent-late"
        } else {
            "visit-urgent"
        };
        doc.push(
            Kind::Row(strings.say("visit-row-urgent")),
            plain(strings.say_with(id, &args)),
        );
    }
    if let Some(latest) = trip.latest.filter(|latest| trip.day.is_none_or(|day| day < *latest)) {
        doc.push(Kind::Row(strings.say("visit-row-latest")), plain(day(strings, latest)));
    }
    for words in overdue(scene, trip) {
        doc.push(Kind::Row(strings.say("row-late")), plain(words));
    }
    let mut ends: Vec<String> = lost(scene, plan, trip);
    let more = ends.len().saturating_sub(MOST_ENDS);
    ends.truncate(MOST_ENDS);
    if more > 0 {
        ends.push(strings.say_n("visit-and-more", i64::try_from(more).unwrap_or(i64::MAX)));
    }
    if !ends.is_empty() {
        doc.push(Kind::Row(strings.say("visit-row-lost")), plain(ends.join("; ")));
    }
}

/// What is left to do where the last day has passed, or the last practical day: often something else than what the visit was meant for. The same
/// of several people in one line.
pub(super) fn overdue(scene: Scene<'_>, trip: &Trip) -> Vec<String> {
    let mut groups: Vec<(&Due, Vec<&str>)> = Vec::new();
    for errand in &trip.errands {
        for due in errand.deadlines.iter().filter(|d| d.late || d.after_plan.is_some()) {
            let label = scene.label(errand.person.as_str());
            match groups
                .iter_mut()
                .find(|(known, _)| known.key == due.key && known.after_plan == due.after_plan)
            {
                Some((_, people)) => people.push(label),
                None => groups.push((due, vec![label])),
            }
        }
    }
    let line = |(due, people): (&Due, Vec<&str>)| {
        let rule = scene
            .pack
            .deadline(due.key.procedure.as_str(), due.key.deadline.as_str())?;
        let late = rule.late.as_ref().filter(|_| due.late);
        let now = late.or_else(|| rule.after_plan(due.after_plan.as_ref()))?;
        let spans = Prose::new(scene.pack, scene.strings, scene.assessment.today).spans(now);
        let words: String = spans.into_iter().map(|s| s.text).collect();
        let mut title = rule.title.get(scene.lang()).to_owned();
        if scene.several_people() {
            title = format!("{title} ({})", people.join(&scene.strings.say("list-comma")));
        }
        Some(format!("{title}: {words}"))
    };
    groups.into_iter().filter_map(line).collect()
}

/// What ends if the trip is not made, soonest first; the same end of several people in one line.
pub(super) fn lost(scene: Scene<'_>, plan: &Plan, trip: &Trip) -> Vec<String> {
    let strings = scene.strings;
    let mut groups: Vec<(&DeadlineKey, NaiveDate, Vec<&str>)> = Vec::new();
    for (person, key, last) in &trip.because.lost {
        let label = scene.label(person.as_str());
        match groups.iter_mut().find(|(k, day, _)| *k == key && day == last) {
            Some((_, _, people)) => people.push(label),
            None => groups.push((key, *last, vec![label])),
        }
    }
    let line = |(key, last, people): (&DeadlineKey, NaiveDate, Vec<&str>)| {
        let rule = scene.pack.deadline(key.procedure.as_str(), key.deadline.as_str());
        let mut title = rule.map_or_else(|| key.to_string(), |r| r.title.get(scene.lang()).to_owned());
        if scene.several_people() {
            title = format!("{title} ({})", people.join(&strings.say("list-comma")));
        }
        let id = if last < plan.today { "visit-ended" } else { "visit-ends" };
        strings.say_with(id, &[("x", title.into()), ("day", day(strings, last).into())])
    };
    groups.into_iter().map(line).collect()
}

fn not_before(scene: Scene<'_>, plan: &Plan, trip: &Trip) -> String {
    let strings = scene.strings;
    let mut words = match &trip.because.not_before {
        NotBefore::Today if trip.day == Some(plan.today) => strings.say("visit-open-today"),
        NotBefore::Today => strings.say("visit-first-day"),
        NotBefore::Opens(person, key, opens) => {
            let args = [
                ("x", deadline_title(scene, person, key).into()),
                ("day", day(strings, *opens).into()),
            ];
            strings.say_with("visit-opens", &args)
        }
        NotBefore::Trip(n) => strings.say_n("visit-after-trip", i64::try_from(n + 1).unwrap_or(i64::MAX)),
        NotBefore::Notice => strings.say("visit-on-notice"),
        NotBefore::Chosen => strings.say("visit-chosen-day"),
    };
    let closed: Vec<String> = trip
        .because
        .stepped
        .iter()
        .map(|step| {
            let names: Vec<String> = step.closures.iter().map(|c| closure_words(strings, c)).collect();
            format!(
                "{} ({})",
                day(strings, step.day),
                names.join(&strings.say("list-comma"))
            )
        })
        .collect();
    if !closed.is_empty() {
        words = format!(
            "{words} {}",
            strings.say_x("visit-closed-between", &closed.join(&strings.say("list-comma")))
        );
    }
    let matters = by_procedure(scene, trip).len();
    if matters > 1 && trip.day.is_some() {
        let count = i64::try_from(matters).unwrap_or(i64::MAX);
        words = format!("{words} {}", strings.say_n("visit-one-way", count));
    }
    words
}

/// A day that somebody chose although something cannot be done then.
pub(super) fn closed(scene: Scene<'_>, trip: &Trip, doc: &mut Doc) {
    let Some(on) = trip.day else { return };
    let strings = scene.strings;
    for (procedure, _) in by_procedure(scene, trip) {
        if is_open_for(scene.pack, trip.place.as_str(), procedure.id.as_str(), on) {
            continue;
        }
        let names: Vec<String> = closures_on(scene.pack, trip.place.as_str(), on)
            .iter()
            .map(|c| closure_words(strings, c))
            .collect();
        let args = [
            ("x", procedure.title.get(scene.lang()).into()),
            ("day", day(strings, on).into()),
            ("why", names.join(&strings.say("list-comma")).into()),
        ];
        doc.push(
            Kind::Text,
            vec![Span::new(strings.say_with("visit-closed-then", &args), Role::Caution)],
        );
    }
}
