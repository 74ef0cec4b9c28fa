//! `visits`, `bag`, `say`, `done`, `own`: the counter visit as text, as a page to print, and recorded afterwards.

use std::collections::HashSet;

use super::args::{Bag, BagFormat, Done, Own, PlainFormat, Say, Visits};
use super::change::after;
use super::out::Out;
use super::session::Session;
use super::trouble::Trouble;
use super::{files, told, visits_json};
use crate::content::{Answer, Document, Id, Pack};
use crate::export::markdown::markdown;
use crate::household::{Odd, odd};
use crate::i18n::both_calendars;
use crate::intake::{self, find_event, find_fact, find_person, find_procedure, parse_answer, parse_day};
use crate::present::{
    Doc, Kind, Scene, odd_words, plain, proposed_words, say_doc, trip_doc, trip_title, visit_page, visits_doc,
};
use crate::visit::{self, Because, Errand, NotBefore, Plan, Recorded, Trip, errand_of, is_trip, plan};

/// Prints the plan.
pub(super) fn visits(session: &Session<'_>, args: &Visits, out: &mut Out) {
    let scene = session.scene();
    let plan = plan(scene.pack, scene.household, scene.assessment, args.who);
    match args.format {
        PlainFormat::Json => out.raw(&visits_json::visits(scene, &plan)),
        PlainFormat::Text => overview(scene, &plan, out),
    }
}

/// The plan and how to go on; nothing to do is an answer too.
fn overview(scene: Scene<'_>, plan: &Plan, out: &mut Out) {
    let mut doc = visits_doc(scene, plan);
    doc.gap();
    let next = if plan.trips.is_empty() {
        "visit-none-commands"
    } else {
        "visit-commands"
    };
    doc.push(Kind::Text, plain(scene.strings.say(next)));
    out.doc(&doc);
}

fn no_visit(scene: Scene<'_>) -> Trouble {
    Trouble::Usage(scene.strings.say("visit-no-visit"))
}

/// Prints the bag of a visit.
pub(super) fn bag(session: &Session<'_>, args: &Bag, out: &mut Out) -> Result<(), Trouble> {
    let scene = session.scene();
    let day = |typed: &String| parse_day(typed, session.setup.today);
    let on = args.on.as_ref().map(day).transpose()?;
    let mut plan = plan(scene.pack, scene.household, scene.assessment, args.who);
    let people = people(session, &args.person)?;
    let mut trips = match args.visit {
        Some(number) => vec![numbered(&plan, number)?.clone()],
        None if args.procedures.is_empty() => next_trip(scene, &plan).cloned().into_iter().collect(),
        None => asked(session, &plan, &args.procedures, &people)?,
    };
    for trip in &mut trips {
        if !people.is_empty() {
            trip.errands.retain(|e| people.contains(&e.person));
        }
        if on.is_some() {
            // Somebody else's choice has no reasons of ours, but for what is most urgent and what ends.
            trip.because.not_before = NotBefore::Chosen;
            trip.because.stepped.clear();
            trip.day = on;
        }
    }
    trips.retain(|t| !t.errands.is_empty());
    if plan.trips.is_empty() && trips.is_empty() && args.format == BagFormat::Text {
        overview(scene, &plan, out);
        return Ok(());
    }
    if trips.is_empty() && args.format != BagFormat::Json {
        return Err(no_visit(scene));
    }
    plan.trips.clone_from(&trips);
    let text = match args.format {
        BagFormat::Json => visits_json::bags(scene, &plan, &trips),
        BagFormat::Html => visit_page(scene, &plan, &trips, args.with_notes),
        BagFormat::Markdown => markdown(&document(scene, &plan, &trips, args.with_notes)),
        BagFormat::Text => {
            out.doc(&document(scene, &plan, &trips, args.with_notes));
            return Ok(());
        }
    };
    files::write(args.output.as_deref(), &text, out)
}

fn document(scene: Scene<'_>, plan: &Plan, trips: &[Trip], with_notes: bool) -> Doc {
    let mut doc = Doc::default();
    for trip in trips {
        doc.gap();
        doc.blocks.extend(trip_doc(scene, plan, trip, with_notes).blocks);
    }
    doc
}

/// Prints what to say.
pub(super) fn say(session: &Session<'_>, args: &Say, out: &mut Out) -> Result<(), Trouble> {
    let scene = session.scene();
    let plan = plan(scene.pack, scene.household, scene.assessment, args.who);
    let trip = match (&args.procedure, args.visit) {
        (Some(procedure), _) => {
            let trips = asked(session, &plan, std::slice::from_ref(procedure), &[])?;
            trips.into_iter().next().ok_or_else(|| no_visit(scene))?
        }
        (None, Some(number)) => numbered(&plan, number)?.clone(),
        (None, None) => match next_trip(scene, &plan) {
            Some(trip) => trip.clone(),
            None if args.format == PlainFormat::Text => {
                overview(scene, &plan, out);
                return Ok(());
            }
            None => return Err(no_visit(scene)),
        },
    };
    let said = visit::say(scene.pack, scene.household, &trip);
    match args.format {
        PlainFormat::Json => out.raw(&visits_json::say(&trip, &said)),
        PlainFormat::Text => out.doc(&say_doc(scene, &said)),
    }
    Ok(())
}

// ---------------------------------------------------------------- which visit

fn people(session: &Session<'_>, typed: &[String]) -> Result<Vec<Id>, Trouble> {
    typed
        .iter()
        .map(|t| Ok(find_person(&session.household, t)?.id.clone()))
        .collect()
}

fn numbered(plan: &Plan, number: usize) -> Result<&Trip, Trouble> {
    number.checked_sub(1).and_then(|n| plan.trips.get(n)).ok_or_else(|| {
        Trouble::Usage(format!(
            "There is no visit {number}; `mynaguide visits` shows {}.",
            plan.trips.len()
        ))
    })
}

/// The first way one has to go; if there is none, the first call or web page.
fn next_trip<'p>(scene: Scene<'_>, plan: &'p Plan) -> Option<&'p Trip> {
    let going = plan.trips.iter().find(|t| is_trip(scene.pack, t.place.as_str()));
    going.or(plan.trips.first())
}

/// The procedures that were asked for: as they are planned, else as if they were due; place by place.
fn asked(session: &Session<'_>, plan: &Plan, typed: &[String], named: &[Id]) -> Result<Vec<Trip>, Trouble> {
    let mut trips: Vec<Trip> = Vec::new();
    for typed in typed {
        let procedure = find_procedure(&session.pack, typed)?;
        let planned: Vec<&Trip> = plan.trips.iter().filter(|t| t.has(procedure.id.as_str())).collect();
        for trip in &planned {
            let mut own = (*trip).clone();
            own.errands.retain(|e| e.procedure == procedure.id);
            join(&mut trips, own);
        }
        if !planned.is_empty() {
            continue;
        }
        let people = session.household.active();
        for person in people.filter(|p| named.is_empty() || named.contains(&p.id)) {
            if let Some(errand) = errand_of(&session.pack, &session.household, person, procedure, plan.who) {
                join(&mut trips, alone(session, errand, plan));
            }
        }
    }
    Ok(trips)
}

/// A trip for something that is not due.
fn alone(session: &Session<'_>, errand: Errand, plan: &Plan) -> Trip {
    let found = errand.find(&session.pack);
    let place = found.map(|(_, visit)| visit.place.clone()).unwrap_or_default();
    let is_open = |day: &_| visit::is_open_for(&session.pack, place.as_str(), errand.procedure.as_str(), *day);
    Trip {
        day: plan.today.iter_days().take(60).find(is_open),
        place,
        errands: vec![errand],
        because: Because::default(),
        plan_by: None,
        latest: None,
        follows: false,
    }
}

fn join(trips: &mut Vec<Trip>, trip: Trip) {
    match trips.iter_mut().find(|t| t.place == trip.place && t.day == trip.day) {
        Some(known) => known.errands.extend(trip.errands),
        None => trips.push(trip),
    }
}

// ---------------------------------------------------------------- afterwards

/// Shows what a visit settled, or records it.
pub(super) fn done(session: &mut Session<'_>, args: &Done, out: &mut Out) -> Result<(), Trouble> {
    let on = args
        .on
        .as_deref()
        .map_or(Ok(session.setup.today), |typed| parse_day(typed, session.setup.today))?;
    let strings = &session.setup.strings;
    let (mut kept, title) = {
        let scene = session.scene();
        let plan = plan(scene.pack, scene.household, scene.assessment, args.who);
        let trip = made(session, &plan, &args.visit)?;
        (
            visit::proposed(scene.pack, scene.household, scene.assessment, &trip),
            trip_title(scene, &Trip { day: Some(on), ..trip }),
        )
    };
    for typed in &args.without {
        strike_out(session, typed, &mut kept)?;
    }
    let answers: Vec<_> = args
        .with
        .iter()
        .map(|typed| answer(session, typed))
        .collect::<Result<_, _>>()?;
    let confirmed: Vec<Recorded> = kept
        .iter()
        .map(|p| Recorded {
            event: p.event.clone(),
            people: p.people.clone(),
        })
        .collect();
    let changes = visit::done(&session.pack, &session.household, on, &confirmed, &answers);
    if !args.yes {
        let odd = odd(
            &session.pack,
            &session.household,
            changes.as_deref().unwrap_or_default(),
            session.setup.today,
        );
        out.doc(&question(session.scene(), &title, &kept, &odd, &args.visit));
        return Ok(());
    }
    let changes = changes.map_err(|problem| Trouble::Usage(format!("{problem}.")))?;
    let saved = session.commit(changes)?;
    let scene = session.scene();
    for recorded in &confirmed {
        let words = proposed_words(scene, &recorded.event, &recorded.people);
        out.line(format!("{words}: {}", both_calendars(strings, on)));
    }
    for (person, fact, value) in &answers {
        let words = crate::present::answer_words(scene, fact.as_str(), value);
        out.line(format!("{}: {words}", told::whose_fact(scene, fact, Some(person))));
    }
    let answered = |person: &Id, fact: &Id| answers.iter().any(|(p, f, _)| p == person && f == fact);
    let mut open: Vec<&(Id, Id)> = kept
        .iter()
        .flat_map(|p| &p.printed)
        .filter(|(p, f)| !answered(p, f))
        .collect();
    open.sort();
    open.dedup();
    for (person, fact) in open {
        let words = format!("{} (mynaguide set {fact})", told::whose_fact(scene, fact, Some(person)));
        out.line(strings.say_x("cmd-answer-again", &words));
    }
    after(session, &saved, out);
    out.line(strings.say("visit-done-commands"));
    Ok(())
}

/// Takes out what did not happen: `card_presented`, or for one person `A:card_presented`.
fn strike_out(session: &Session<'_>, typed: &str, proposed: &mut Vec<visit::Proposed>) -> Result<(), Trouble> {
    let (label, event) = labelled(typed);
    let event = find_event(&session.pack, event)?;
    let person = session.named(label)?.map(|p| &p.id);
    for one in proposed.iter_mut().filter(|p| p.event == *event) {
        one.people.retain(|p| person.is_some_and(|person| p != person));
        one.printed.retain(|(p, _)| person.is_some_and(|person| p != person));
    }
    proposed.retain(|p| !p.people.is_empty());
    Ok(())
}

/// `A:card_presented`: the label, if there is one, and the rest.
fn labelled(typed: &str) -> (Option<&str>, &str) {
    typed
        .rsplit_once(':')
        .map_or((None, typed), |(label, rest)| (Some(label), rest))
}

/// What would be recorded, each with its name, and how to record it.
fn question(scene: Scene<'_>, title: &str, proposed: &[visit::Proposed], odd: &[Odd], typed: &str) -> Doc {
    let strings = scene.strings;
    let mut doc = Doc::default();
    doc.push(Kind::Title, plain(title));
    doc.push(Kind::Text, plain(strings.say("visit-done-ask")));
    let mut groups: Vec<(&Id, Vec<Id>)> = Vec::new();
    for one in proposed {
        match groups.iter_mut().find(|(event, _)| **event == one.event) {
            Some((_, people)) => people.extend(one.people.clone()),
            None => groups.push((&one.event, one.people.clone())),
        }
    }
    for (event, people) in &groups {
        let words = format!("{} ({event})", proposed_words(scene, event, people));
        doc.push(Kind::Bullet, plain(words));
    }
    let mut asked = HashSet::new();
    for (person, fact) in proposed.iter().flat_map(|p| &p.printed).filter(|p| asked.insert(*p)) {
        let who = if scene.several_people() {
            format!("{}:", scene.label(person.as_str()))
        } else {
            String::new()
        };
        let words = format!("{} (--with {who}{fact}=DATE)", told::fact_name(scene, fact));
        doc.push(Kind::Bullet, plain(words));
    }
    for odd in odd {
        doc.push(Kind::Text, plain(odd_words(scene, odd)));
    }
    doc.gap();
    let command = format!("mynaguide done {typed} --yes [--without [LABEL:]EVENT]");
    doc.push(Kind::Text, plain(command));
    doc
}

/// The visit that was made: by its number, or by a procedure of it.
fn made(session: &Session<'_>, plan: &Plan, typed: &str) -> Result<Trip, Trouble> {
    if let Ok(number) = typed.trim().parse::<usize>() {
        return numbered(plan, number).cloned();
    }
    let procedure = find_procedure(&session.pack, typed.split('/').next().unwrap_or(typed))?;
    let found = plan.trips.iter().find(|t| t.has(procedure.id.as_str()));
    found.cloned().ok_or_else(|| no_visit(session.scene()))
}

/// `A:card_printed_until=2029-03-31`.
fn answer(session: &Session<'_>, typed: &str) -> Result<(Id, Id, Answer), Trouble> {
    let typed = intake::accept(typed)?;
    let wrong = || Trouble::Usage(format!("`{typed}` is not FACT=VALUE or LABEL:FACT=VALUE."));
    let (head, value) = typed.split_once('=').ok_or_else(wrong)?;
    let (label, fact) = labelled(head);
    let person = session.person(label)?.id.clone();
    let fact = find_fact(&session.pack, fact)?.clone();
    let value = parse_answer(&session.pack, fact.as_str(), value)?.ok_or_else(wrong)?;
    Ok((person, fact, value))
}

/// Shows what somebody owns, or says that they own something, or no longer.
pub(super) fn own(session: &mut Session<'_>, args: &Own, out: &mut Out) -> Result<(), Trouble> {
    let Some(typed) = &args.document else {
        let people = session.people(args.person.as_deref())?;
        own_list(session.scene(), &people, out);
        return Ok(());
    };
    let document = document_id(session, &intake::accept(typed)?)?;
    let person = session.person(args.person.as_deref())?.id.clone();
    let changes = visit::own(&session.household, &person, &document, session.setup.today);
    session.commit(changes)?;
    own_list(session.scene(), &[person], out);
    Ok(())
}

fn own_list(scene: Scene<'_>, people: &[Id], out: &mut Out) {
    let comma = scene.strings.say("list-comma");
    for person in people {
        let owned = visit::owned(scene.pack, scene.household, person.as_str());
        let documents = owned.iter().filter_map(|id| scene.pack.documents.get(*id));
        let names: Vec<&str> = documents.map(|d| d.name.get(scene.lang())).collect();
        let words = if names.is_empty() {
            "-".to_owned()
        } else {
            names.join(&comma)
        };
        out.line(format!(
            "{}{}: {words}",
            scene.strings.say("visit-owned"),
            told::whose(scene, Some(person))
        ));
    }
    let ids: Vec<&str> = ownable(scene.pack).map(|(id, _)| id.as_str()).collect();
    out.line(format!("mynaguide own {}", ids.join("|")));
}

/// The documents that stand in for others.
fn ownable(pack: &Pack) -> impl Iterator<Item = (&Id, &Document)> {
    pack.documents.iter().filter(|(_, d)| !d.sets.is_empty())
}

/// A document that stands in for others, by its id or name.
fn document_id(session: &Session<'_>, typed: &str) -> Result<Id, Trouble> {
    let same = |word: &str| word.eq_ignore_ascii_case(typed);
    let found = ownable(&session.pack).find(|(id, d)| same(id.as_str()) || same(&d.name.en) || d.name.ja == typed);
    found.map(|(id, _)| id.clone()).ok_or_else(|| {
        let ids: Vec<&str> = ownable(&session.pack).map(|(id, _)| id.as_str()).collect();
        Trouble::Usage(format!(
            "There is no document `{typed}` of which one may stand for another; known: {}.",
            ids.join(", ")
        ))
    })
}
