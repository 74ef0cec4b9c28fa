//! Visits in words: the plan, one trip with its bag, and what to say.

mod bag;
mod page;
mod why;

pub(super) use bag::{absent_line, any_of_words};
pub use page::visit_page;

use super::Scene;
use super::doc::{Doc, Item, Kind, Role, Span, plain};
use super::prose::{Prose, beside};
use super::words::{place_line, source_line, who_word};
use crate::content::{Id, Place, Procedure, Sentence, Text, Who};
use crate::guide::DeadlineKey;
use crate::household::TickKey;
use crate::i18n::{both_calendars, day};
use crate::visit::{self, Errand, LeftOut, LeftOutReason, Origin, Plan, Said, Trip};

/// All trips of a plan, each with why it is on its day and what ends if it is not made.
pub fn visits_doc(scene: Scene<'_>, plan: &Plan) -> Doc {
    let strings = scene.strings;
    let mut doc = Doc::default();
    if plan.trips.is_empty() {
        let days = i64::try_from(visit::LOOK_AHEAD_DAYS).unwrap_or(i64::MAX);
        doc.push(Kind::Text, plain(strings.say_n("visit-none", days)));
    }
    for (n, trip) in plan.trips.iter().enumerate() {
        doc.gap();
        let head = vec![Span::new(
            format!("{}. {}", n + 1, trip_title(scene, trip)),
            Role::Strong,
        )];
        doc.push_item(Kind::Title, head, Item::Trip(n));
        for line in errand_lines(scene, trip) {
            doc.push(Kind::Bullet, plain(line));
        }
        why::because(scene, plan, trip, &mut doc);
        times(scene, plan, trip, &mut doc);
    }
    left_out(scene, plan, &mut doc);
    if !plan.exact {
        doc.gap();
        doc.push(
            Kind::Text,
            vec![Span::new(strings.say("visit-not-exact"), Role::Caution)],
        );
    }
    doc
}

/// `Tue 2026-12-01: city office 市区町村の窓口`.
pub fn trip_title(scene: Scene<'_>, trip: &Trip) -> String {
    let place = scene.pack.places.get(&trip.place);
    let name = place.map_or_else(|| trip.place.to_string(), |p| place_name(scene, p));
    format!("{}: {name}", day_words(scene, trip.day))
}

fn place_name(scene: Scene<'_>, place: &Place) -> String {
    if scene.strings.language().reads_japanese {
        place.name.ja.to_string()
    } else {
        format!("{} {}", place.name.en, place.name.ja)
    }
}

/// What is done, procedure by procedure, with the people it is for.
pub(super) fn errand_lines(scene: Scene<'_>, trip: &Trip) -> Vec<String> {
    let groups = by_procedure(scene, trip);
    let name = |p: &Procedure| p.title.get(scene.lang()).to_owned();
    groups
        .into_iter()
        .map(|(p, errands)| with_people(scene, name(p), &errands))
        .collect()
}

pub(super) fn by_procedure<'a>(scene: Scene<'a>, trip: &'a Trip) -> Vec<(&'a Procedure, Vec<&'a Errand>)> {
    let mut groups: Vec<(&Procedure, Vec<&Errand>)> = Vec::new();
    for errand in &trip.errands {
        let Some((procedure, _)) = errand.find(scene.pack) else {
            continue;
        };
        match groups.iter_mut().find(|(p, _)| p.id == procedure.id) {
            Some((_, errands)) => errands.push(errand),
            None => groups.push((procedure, vec![errand])),
        }
    }
    groups
}

fn with_people(scene: Scene<'_>, words: String, errands: &[&Errand]) -> String {
    let strings = scene.strings;
    let origin = match errands.first().map(|e| e.origin) {
        Some(Origin::Follows) => format!(" ({})", strings.say("visit-follows")),
        Some(Origin::Needed) => format!(" ({})", strings.say("visit-needed")),
        _ => String::new(),
    };
    if !scene.several_people() {
        return format!("{words}{origin}");
    }
    let mut people: Vec<&str> = errands.iter().map(|e| scene.label(e.person.as_str())).collect();
    people.dedup();
    format!("{words} — {}{origin}", people.join(&strings.say("list-comma")))
}

/// A reservation, more than one way, and who goes.
fn times(scene: Scene<'_>, plan: &Plan, trip: &Trip, doc: &mut Doc) {
    let strings = scene.strings;
    let count = trip.times(scene.pack, plan.who);
    if count > 1 {
        doc.push(
            Kind::Row(strings.say("visit-row-times")),
            plain(strings.say_n("visit-again", i64::from(count))),
        );
    }
    if trip.book(scene.pack) {
        doc.push(Kind::Text, vec![Span::new(strings.say("visit-book"), Role::Caution)]);
    }
}

fn left_out(scene: Scene<'_>, plan: &Plan, doc: &mut Doc) {
    if plan.left_out.is_empty() {
        return;
    }
    doc.heading(scene.strings.say("visit-left-out"));
    for LeftOut { person, key, reason } in &plan.left_out {
        let title = deadline_title(scene, person, key);
        let words = match reason {
            LeftOutReason::NoDay => scene.strings.say_x("visit-no-day", &title),
            LeftOutReason::WrongPerson => {
                let args = [("x", title.into()), ("who", who_word(scene.strings, plan.who).into())];
                scene.strings.say_with("visit-wrong-person", &args)
            }
        };
        doc.push_item(Kind::Bullet, plain(words), Item::Deadline(person.clone(), key.clone()));
    }
}

/// `File the moving-in notice (A)`.
pub(super) fn deadline_title(scene: Scene<'_>, person: &Id, key: &DeadlineKey) -> String {
    let rule = scene.pack.deadline(key.procedure.as_str(), key.deadline.as_str());
    let title = rule.map_or_else(|| key.to_string(), |r| r.title.get(scene.lang()).to_owned());
    if scene.several_people() {
        format!("{title} ({})", scene.label(person.as_str()))
    } else {
        title
    }
}

/// One trip: what is done, who comes, the bag, the money, what to keep, what to say, what varies.
/// Notes only if they are wanted.
pub fn trip_doc(scene: Scene<'_>, plan: &Plan, trip: &Trip, with_notes: bool) -> Doc {
    let strings = scene.strings;
    let mut doc = Doc::default();
    let mut prose = Prose::new(scene.pack, strings, scene.assessment.today);
    doc.push(Kind::Title, vec![Span::new(trip_title(scene, trip), Role::Strong)]);
    for (procedure, errands) in by_procedure(scene, trip) {
        let words = with_people(scene, procedure.title.get(scene.lang()).to_owned(), &errands);
        let other = if strings.language().reads_japanese {
            String::new()
        } else {
            format!(" {}", beside(&procedure.title))
        };
        let spans = vec![
            Span::new(words, Role::Procedure(procedure.id.clone())),
            Span::new(other, Role::Japanese),
        ];
        doc.push_item(Kind::Bullet, spans, Item::Procedure(procedure.id.clone()));
    }
    when(scene, plan, trip, &mut doc);
    bag::sections(scene, plan, trip, &mut prose, &mut doc);
    who(scene, plan, trip, &mut prose, &mut doc);
    say_heads(scene, trip, &mut doc);
    varies(scene, trip, &mut prose, &mut doc);
    if with_notes {
        notes(scene, trip, &mut doc);
    }
    telephones(scene, &mut doc);
    doc.heading(strings.say("heading-sources"));
    for line in sources(scene, trip) {
        doc.push(Kind::Bullet, vec![Span::new(line, Role::Aside)]);
    }
    doc.gap();
    doc.push(Kind::Text, vec![Span::new(strings.say("not-advice"), Role::Aside)]);
    doc
}

fn when(scene: Scene<'_>, plan: &Plan, trip: &Trip, doc: &mut Doc) {
    let strings = scene.strings;
    doc.heading(strings.say("visit-heading-when"));
    if let Some(on) = trip.day {
        doc.push(
            Kind::Row(strings.say("visit-row-day")),
            vec![Span::new(both_calendars(strings, on), Role::Strong)],
        );
    }
    why::because(scene, plan, trip, doc);
    why::closed(scene, trip, doc);
    times(scene, plan, trip, doc);
    if let Some(place) = scene.pack.places.get(&trip.place) {
        let line = vec![Span::new(place_line(scene.pack, strings, place), Role::Contact)];
        doc.push(Kind::Row(strings.say("row-place")), line);
    }
    if let Some(minutes) = trip.minutes(scene.pack) {
        let words = strings.say_n("visit-minutes", i64::from(minutes));
        doc.push(Kind::Row(strings.say("visit-row-time")), plain(words));
    }
}

fn who<'a>(scene: Scene<'a>, plan: &Plan, trip: &Trip, prose: &mut Prose<'a>, doc: &mut Doc) {
    let strings = scene.strings;
    let attendance = visit::who_comes(scene.pack, scene.household, trip, plan.who);
    doc.heading(strings.say("visit-heading-who"));
    let labels = |ids: &[Id]| {
        let all: Vec<&str> = ids.iter().map(|p| scene.label(p.as_str())).collect();
        all.join(&strings.say("list-comma"))
    };
    let mut who = who_word(strings, plan.who);
    if scene.several_people() && !attendance.coming.people.is_empty() {
        who = format!("{who}: {}", labels(&attendance.coming.people));
    }
    doc.push(Kind::Text, plain(who));
    if !attendance.coming.children.is_empty() {
        let words = strings.say_x("visit-children", &labels(&attendance.coming.children));
        doc.push(Kind::Text, plain(words));
    }
    for (procedure, text, varies) in &attendance.words {
        let title = scene
            .pack
            .procedures
            .get(*procedure)
            .map_or("", |p| p.title.get(scene.lang()));
        let mut spans = vec![Span::new(format!("{title}: "), Role::Strong)];
        spans.extend(prose.spans(text));
        caution(scene, *varies, &mut spans);
        doc.push(Kind::Bullet, spans);
    }
    for procedure in &attendance.silent {
        let title = scene
            .pack
            .procedures
            .get(*procedure)
            .map_or("", |p| p.title.get(scene.lang()));
        if plan.who != Who::Myself {
            doc.push(
                Kind::Bullet,
                vec![Span::new(strings.say_x("visit-ask-who", title), Role::Caution)],
            );
        }
    }
}

/// "Ask your office" behind what differs from office to office.
pub(super) fn caution(scene: Scene<'_>, varies: bool, spans: &mut Vec<Span>) {
    if varies {
        spans.push(Span::new(
            format!(" [{}]", scene.strings.say("mark-varies")),
            Role::Caution,
        ));
    }
}

fn say_heads(scene: Scene<'_>, trip: &Trip, doc: &mut Doc) {
    let said = visit::say(scene.pack, scene.household, trip);
    if said.is_empty() {
        return;
    }
    doc.heading(scene.strings.say("heading-say"));
    for (n, Said { phrase, .. }) in said.iter().enumerate() {
        let meaning = if scene.strings.language().reads_japanese {
            String::new()
        } else {
            format!(" — {}", phrase.say.en)
        };
        let spans = vec![
            Span::new(phrase.say.ja.as_str(), Role::Strong),
            Span::new(meaning, Role::Plain),
        ];
        doc.push_item(Kind::Bullet, spans, Item::Phrase(n));
    }
}

/// What differs from office to office, beyond what stands beside each thing.
fn varies<'a>(scene: Scene<'a>, trip: &Trip, prose: &mut Prose<'a>, doc: &mut Doc) {
    let lines = varying(scene, trip);
    if lines.is_empty() {
        return;
    }
    doc.heading(scene.strings.say("visit-heading-varies"));
    for text in lines {
        let spans = prose.spans(text);
        doc.push(Kind::Bullet, spans);
    }
}

fn notes(scene: Scene<'_>, trip: &Trip, doc: &mut Doc) {
    let notes = noted(scene, trip);
    if !notes.is_empty() {
        doc.heading(scene.strings.say("visit-heading-notes"));
    }
    for note in notes {
        doc.push(Kind::Bullet, plain(note));
    }
}

/// The notes on the things and steps of a trip.
pub(super) fn noted(scene: Scene<'_>, trip: &Trip) -> Vec<String> {
    let of_trip = |key: &TickKey| {
        trip.errands
            .iter()
            .any(|e| e.procedure == key.procedure && e.person == key.person)
    };
    scene
        .household
        .notes
        .iter()
        .filter(|(key, _)| of_trip(key))
        .map(|(_, text)| text.clone())
        .collect()
}

fn telephones(scene: Scene<'_>, doc: &mut Doc) {
    doc.heading(scene.strings.say("help-lines"));
    for place in scene.pack.places.values().filter(|p| p.phone.is_some()) {
        let line = place_line(scene.pack, scene.strings, place);
        doc.push(Kind::Bullet, vec![Span::new(line, Role::Contact)]);
    }
}

/// Remarks of the place and of the steps of the visits that differ from office to office.
pub(super) fn varying<'a>(scene: Scene<'a>, trip: &Trip) -> Vec<&'a Text> {
    let place = scene
        .pack
        .places
        .get(&trip.place)
        .filter(|p| p.varies)
        .and_then(|p| p.note.as_ref());
    let mut lines: Vec<&Text> = place.into_iter().collect();
    for (procedure, visit) in trip.errands.iter().filter_map(|e| e.find(scene.pack)) {
        let steps = procedure
            .steps
            .iter()
            .filter(|s| s.varies && s.visit.as_ref() == Some(&visit.id));
        for step in steps {
            if !lines.contains(&&step.text) {
                lines.push(&step.text);
            }
        }
    }
    lines
}

/// The phrases of a trip with the clerk's likely questions and the answers.
pub fn say_doc(scene: Scene<'_>, said: &[Said<'_>]) -> Doc {
    let strings = scene.strings;
    let mut doc = Doc::default();
    if said.is_empty() {
        doc.push(Kind::Title, plain(strings.say("visit-nothing-to-say")));
    }
    for (n, Said { phrase, .. }) in said.iter().enumerate() {
        doc.gap();
        sentence(scene, &format!("{}. ", n + 1), &phrase.say, Kind::Title, &mut doc);
        for exchange in &phrase.answers {
            sentence(
                scene,
                &strings.say_x("visit-clerk", ""),
                &exchange.asks,
                Kind::Bullet,
                &mut doc,
            );
            if let Some(reply) = &exchange.reply {
                sentence(scene, &strings.say_x("visit-you", ""), reply, Kind::Bullet, &mut doc);
            }
        }
    }
    doc
}

fn sentence(scene: Scene<'_>, lead: &str, sentence: &Sentence, kind: Kind, doc: &mut Doc) {
    doc.push(
        kind,
        vec![
            Span::new(lead, Role::Plain),
            Span::new(sentence.ja.as_str(), Role::Strong),
        ],
    );
    doc.push(Kind::Tree(1), plain(sentence.kana.as_str()));
    if !scene.strings.language().reads_japanese {
        doc.push(Kind::Tree(1), plain(sentence.romaji.as_str()));
        doc.push(Kind::Tree(1), plain(sentence.en.as_str()));
    }
}

/// The sources of the procedures of a trip, each once, with the day it was checked.
pub(super) fn sources(scene: Scene<'_>, trip: &Trip) -> Vec<String> {
    let mut ids: Vec<&Id> = Vec::new();
    for (procedure, _) in by_procedure(scene, trip) {
        for id in &procedure.source {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let known = ids.into_iter().filter_map(|id| scene.pack.sources.get(id));
    known
        .map(|s| source_line(scene.strings, s, scene.assessment.today))
        .collect()
}

/// What was proposed to be recorded, in words: `Moving-in notice filed — A, B`.
pub fn proposed_words(scene: Scene<'_>, event: &Id, people: &[Id]) -> String {
    let name = scene
        .pack
        .facts
        .get(event)
        .map_or_else(|| event.to_string(), |f| f.name.get(scene.lang()).to_owned());
    if !scene.several_people() {
        return name;
    }
    let labels: Vec<&str> = people.iter().map(|p| scene.label(p.as_str())).collect();
    format!("{name} — {}", labels.join(&scene.strings.say("list-comma")))
}

/// A day, or that an office decides it.
pub(super) fn day_words(scene: Scene<'_>, on: Option<chrono::NaiveDate>) -> String {
    on.map_or_else(|| scene.strings.say("visit-no-date"), |on| day(scene.strings, on))
}
