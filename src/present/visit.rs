//! Visits in words: the plan, one trip with its bag, and what to say.

mod bag;
mod page;
mod why;

pub(super) use bag::{absent_line, any_of_words, due_words};
pub use page::visit_page;

use super::doc::{Doc, Item, Kind, Role, Span, plain};
use super::prose::Prose;
use super::words::{caution, in_japanese, place_line, source_line, who_word};
use super::{Scene, fact_name};
use crate::content::{Id, Procedure, Sentence, Step, Text, Who};
use crate::guide::DeadlineKey;
use crate::household::TickKey;
use crate::i18n::{both_calendars, day};
use crate::visit::{self, Errand, LeftOut, LeftOutReason, Origin, Plan, Said, Trip};

/// All trips of a plan, each with why it is on its day and what ends if it is not made.
pub fn visits_doc(scene: Scene<'_>, plan: &Plan) -> Doc {
    let mut doc = Doc::default();
    if plan.trips.is_empty() {
        doc.push(Kind::Text, plain(scene.say_n("visit-none", visit::LOOK_AHEAD_DAYS)));
    }
    for (n, trip) in plan.trips.iter().enumerate() {
        doc.gap();
        let head = format!("{}. {}", n + 1, trip_title(scene, trip));
        doc.push_item(Kind::Title, vec![Span::new(head, Role::Strong)], Item::Trip(n));
        for (procedure, errands) in by_procedure(scene, trip) {
            doc.push(Kind::Bullet, plain(with_people(scene, procedure, &errands)));
        }
        why::because(scene, plan, trip, &mut doc);
        times(scene, plan, trip, &mut doc);
    }
    left_out(scene, plan, &mut doc);
    if !plan.exact {
        doc.gap();
        doc.line(Kind::Text, Role::Caution, scene.say("visit-not-exact"));
    }
    doc
}

/// `Tue 2026-12-01: city office 市区町村の窓口`.
pub fn trip_title(scene: Scene<'_>, trip: &Trip) -> String {
    let place = scene.pack.places.get(&trip.place);
    let name = place.map_or_else(|| trip.place.to_string(), |p| scene.both_names(&p.name));
    format!("{}: {name}", day_words(scene, trip.day))
}

/// What is done, procedure by procedure.
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

/// A procedure with the people it is done for.
fn with_people(scene: Scene<'_>, procedure: &Procedure, errands: &[&Errand]) -> String {
    let words = procedure.title.get(scene.lang());
    let origin = match errands.first().map(|e| e.origin) {
        Some(Origin::Follows) => format!(" ({})", scene.say("visit-follows")),
        Some(Origin::Needed) => format!(" ({})", scene.say("visit-needed")),
        _ => String::new(),
    };
    if !scene.several_people() {
        return format!("{words}{origin}");
    }
    format!("{words} — {}{origin}", scene.list(people(scene, errands)))
}

/// The labels of the people of some errands, in their order.
pub(super) fn people<'a>(scene: Scene<'a>, errands: &[&Errand]) -> Vec<&'a str> {
    let mut people: Vec<&str> = errands.iter().map(|e| scene.label(e.person.as_str())).collect();
    people.dedup();
    people
}

/// A reservation, more than one way, and who goes.
fn times(scene: Scene<'_>, plan: &Plan, trip: &Trip, doc: &mut Doc) {
    let count = trip.times(scene.pack, plan.who);
    if count > 1 {
        doc.row(scene.say("visit-row-times"), plain(scene.say_n("visit-again", count)));
    }
    if trip.book(scene.pack) {
        doc.line(Kind::Text, Role::Caution, scene.say("visit-book"));
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
    let title = scene.deadline_title(key);
    match scene.label_among(person) {
        Some(label) => format!("{title} ({label})"),
        None => title,
    }
}

/// One trip: what is done, who comes, the bag, the money, what to keep, what to say, what varies.
/// Notes only if they are wanted.
pub fn trip_doc(scene: Scene<'_>, plan: &Plan, trip: &Trip, with_notes: bool) -> Doc {
    let mut doc = Doc::default();
    let mut prose = scene.prose();
    doc.line(Kind::Title, Role::Strong, trip_title(scene, trip));
    for (procedure, errands) in by_procedure(scene, trip) {
        let words = with_people(scene, procedure, &errands);
        let mut spans = vec![Span::new(words, Role::Procedure(procedure.id.clone()))];
        spans.extend(in_japanese(scene, &procedure.title));
        doc.push_item(Kind::Bullet, spans, Item::Procedure(procedure.id.clone()));
    }
    when(scene, plan, trip, &mut doc);
    bag::sections(scene, plan, trip, &mut prose, &mut doc);
    who(scene, plan, trip, &mut prose, &mut doc);
    say_heads(scene, trip, &mut doc);
    let varying = varying(scene, trip).into_iter().map(|text| prose.spans(text));
    bullets(scene, "visit-heading-varies", varying, &mut doc);
    if with_notes {
        bullets(scene, "visit-heading-notes", noted(scene, trip).map(plain), &mut doc);
    }
    telephones(scene, &mut doc);
    doc.heading(scene.say("heading-sources"));
    for line in sources(scene, trip) {
        doc.line(Kind::Bullet, Role::Aside, line);
    }
    doc.gap();
    doc.line(Kind::Text, Role::Aside, scene.say("not-advice"));
    doc
}

/// A list under its title; nothing at all if it is empty.
fn bullets(scene: Scene<'_>, heading: &str, lines: impl IntoIterator<Item = Vec<Span>>, doc: &mut Doc) {
    let mut lines = lines.into_iter().peekable();
    if lines.peek().is_some() {
        doc.heading(scene.say(heading));
    }
    for spans in lines {
        doc.push(Kind::Bullet, spans);
    }
}

fn when(scene: Scene<'_>, plan: &Plan, trip: &Trip, doc: &mut Doc) {
    doc.heading(scene.say("visit-heading-when"));
    if let Some(on) = trip.day {
        let words = both_calendars(scene.strings, on);
        doc.row(scene.say("visit-row-day"), vec![Span::new(words, Role::Strong)]);
    }
    why::because(scene, plan, trip, doc);
    why::closed(scene, trip, doc);
    times(scene, plan, trip, doc);
    if let Some(place) = scene.pack.places.get(&trip.place) {
        let line = place_line(scene.pack, scene.strings, place);
        doc.row(scene.say("row-place"), vec![Span::new(line, Role::Contact)]);
    }
    if let Some(minutes) = trip.minutes(scene.pack) {
        doc.row(
            scene.say("visit-row-time"),
            plain(scene.say_n("visit-minutes", minutes)),
        );
    }
}

fn who<'a>(scene: Scene<'a>, plan: &Plan, trip: &Trip, prose: &mut Prose<'a>, doc: &mut Doc) {
    let attendance = visit::who_comes(scene.pack, scene.household, trip, plan.who);
    let coming = &attendance.coming;
    doc.heading(scene.say("visit-heading-who"));
    let mut who = who_word(scene.strings, plan.who);
    if scene.several_people() && !coming.people.is_empty() {
        who = format!("{who}: {}", scene.labels(&coming.people));
    }
    doc.push(Kind::Text, plain(who));
    if !coming.children.is_empty() {
        let words = scene.say_x("visit-children", &scene.labels(&coming.children));
        doc.push(Kind::Text, plain(words));
    }
    for (procedure, text, varies) in &attendance.words {
        let title = format!("{}: ", scene.procedure_title(procedure));
        let mut spans = vec![Span::new(title, Role::Strong)];
        spans.extend(prose.spans(text));
        caution(scene, *varies, &mut spans);
        doc.push(Kind::Bullet, spans);
    }
    for procedure in attendance.silent.iter().filter(|_| plan.who != Who::Myself) {
        let words = scene.say_x("visit-ask-who", scene.procedure_title(procedure));
        doc.line(Kind::Bullet, Role::Caution, words);
    }
}

fn say_heads(scene: Scene<'_>, trip: &Trip, doc: &mut Doc) {
    let said = visit::say(scene.pack, scene.household, trip);
    if said.is_empty() {
        return;
    }
    doc.heading(scene.say("heading-say"));
    for (n, Said { phrase, .. }) in said.iter().enumerate() {
        let mut spans = vec![Span::new(phrase.say.ja.as_str(), Role::Strong)];
        if !scene.reads_japanese() {
            spans.extend(plain(format!(" — {}", phrase.say.en)));
        }
        doc.push_item(Kind::Bullet, spans, Item::Phrase(n));
    }
}

/// The notes on the things and steps of a trip.
pub(super) fn noted<'a>(scene: Scene<'a>, trip: &Trip) -> impl Iterator<Item = &'a String> {
    let same = |e: &Errand, key: &TickKey| e.procedure == key.procedure && e.person == key.person;
    let of_trip = move |key: &TickKey| trip.errands.iter().any(|e| same(e, key));
    let notes = scene.household.notes.iter();
    notes.filter(move |(key, _)| of_trip(key)).map(|(_, text)| text)
}

fn telephones(scene: Scene<'_>, doc: &mut Doc) {
    doc.heading(scene.say("help-lines"));
    for place in scene.pack.places.values().filter(|p| p.phone.is_some()) {
        doc.line(
            Kind::Bullet,
            Role::Contact,
            place_line(scene.pack, scene.strings, place),
        );
    }
}

/// Remarks of the place and of the steps of the visits that differ from office to office.
pub(super) fn varying<'a>(scene: Scene<'a>, trip: &Trip) -> Vec<&'a Text> {
    let place = scene.pack.places.get(&trip.place).filter(|p| p.varies);
    let mut lines: Vec<&Text> = place.and_then(|p| p.note.as_ref()).into_iter().collect();
    for (procedure, visit) in trip.errands.iter().filter_map(|e| e.find(scene.pack)) {
        let own = |s: &&Step| s.varies && s.visit.as_ref() == Some(&visit.id);
        for step in procedure.body.steps.iter().filter(own) {
            if !lines.contains(&&step.text) {
                lines.push(&step.text);
            }
        }
    }
    lines
}

/// The phrases of a trip with the clerk's likely questions and the answers.
pub fn say_doc(scene: Scene<'_>, said: &[Said<'_>]) -> Doc {
    let mut doc = Doc::default();
    if said.is_empty() {
        doc.push(Kind::Title, plain(scene.say("visit-nothing-to-say")));
    }
    let (clerk, you) = (scene.say_x("visit-clerk", ""), scene.say_x("visit-you", ""));
    for (n, Said { phrase, .. }) in said.iter().enumerate() {
        doc.gap();
        sentence(scene, &format!("{}. ", n + 1), &phrase.say, Kind::Title, &mut doc);
        for exchange in &phrase.answers {
            sentence(scene, &clerk, &exchange.asks, Kind::Bullet, &mut doc);
            if let Some(reply) = &exchange.reply {
                sentence(scene, &you, reply, Kind::Bullet, &mut doc);
            }
        }
    }
    doc
}

fn sentence(scene: Scene<'_>, lead: &str, sentence: &Sentence, kind: Kind, doc: &mut Doc) {
    let ja = Span::new(sentence.ja.as_str(), Role::Strong);
    doc.push(kind, vec![Span::plain(lead), ja]);
    doc.push(Kind::Tree(1), plain(sentence.kana.as_str()));
    if !scene.reads_japanese() {
        doc.push(Kind::Tree(1), plain(sentence.romaji.as_str()));
        doc.push(Kind::Tree(1), plain(sentence.en.as_str()));
    }
}

/// The sources of the procedures of a trip, each once, with the day it was checked.
pub(super) fn sources(scene: Scene<'_>, trip: &Trip) -> Vec<String> {
    let mut ids: Vec<&Id> = Vec::new();
    for (procedure, _) in by_procedure(scene, trip) {
        for id in &procedure.body.source {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let today = scene.assessment.today;
    let known = ids.into_iter().filter_map(|id| scene.pack.sources.get(id));
    known.map(|s| source_line(scene.strings, s, today)).collect()
}

/// What was proposed to be recorded, in words: `Moving-in notice filed — A, B`.
pub fn proposed_words(scene: Scene<'_>, event: &Id, people: &[Id]) -> String {
    let name = fact_name(scene, event);
    if !scene.several_people() {
        return name;
    }
    format!("{name} — {}", scene.labels(people))
}

/// A day, or that an office decides it.
pub(super) fn day_words(scene: Scene<'_>, on: Option<chrono::NaiveDate>) -> String {
    on.map_or_else(|| scene.strings.say("visit-no-date"), |on| day(scene.strings, on))
}
