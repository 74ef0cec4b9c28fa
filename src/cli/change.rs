//! `set`, `event`, `tick`: what a person tells, saved at once, with an echo of what it did.

use std::collections::{BTreeMap, HashSet};

use super::args::{Event, Note, Set, Tick};
use super::out::Out;
use super::session::{Saved, Session};
use super::told;
use super::trouble::Trouble;
use crate::content::{Answer, Id, Per};
use crate::guide::{Warning, WarningKind};
use crate::household::{Change, TickKey, edit, odd};
use crate::i18n::both_calendars;
use crate::intake::{
    self, FindProblem, find_event, find_fact, find_item, find_person, find_procedure, parse_answer, parse_day,
    record_event, set_answer,
};
use crate::present::{Scene, answer_words, odd_words, warning_words};

/// Answers a question.
pub(super) fn set(session: &mut Session<'_>, args: &Set, out: &mut Out) -> Result<(), Trouble> {
    let fact = find_fact(&session.pack, &args.fact)?.clone();
    let answer = parse_answer(&session.pack, fact.as_str(), &args.value.join(" "))?;
    let of_household = session.pack.facts.get(&fact).is_some_and(|f| f.per == Per::Household);
    let typed = args.person.as_deref();
    let person = if of_household {
        session.named(typed)?;
        None
    } else {
        Some(session.person(typed)?.id.clone())
    };
    let prepared = set_answer(
        &session.pack,
        &session.household,
        person.as_ref().map(Id::as_str),
        &fact,
        answer.clone(),
    )?;
    let strings = &session.setup.strings;
    let echo = {
        let scene = session.scene();
        let words = answer.as_ref().map_or_else(
            || strings.say("cmd-not-known"),
            |a| answer_words(scene, fact.as_str(), a),
        );
        format!("{}: {words}", told::whose_fact(scene, &fact, person.as_ref()))
    };
    if !args.yes {
        is_that_right(session, &prepared.changes)?;
    }
    out.line(echo);
    if prepared.changes.is_empty() {
        out.line(strings.say("cmd-nothing-new"));
        return Ok(());
    }
    let saved = session.commit(prepared.changes)?;
    warnings(session, &fact, out);
    if let Some(by) = &prepared.overridden_by {
        let scene = session.scene();
        out.line(scene.strings.say_x("cmd-overridden", &told::fact_name(scene, by)));
    }
    after(session, &saved, out);
    Ok(())
}

/// Asks back, with nothing saved, if a day is not plausible.
fn is_that_right(session: &Session<'_>, changes: &[Change]) -> Result<(), Trouble> {
    let found = odd(&session.pack, &session.household, changes, session.setup.today);
    if found.is_empty() {
        return Ok(());
    }
    let scene = session.scene();
    let mut words: Vec<String> = found.iter().map(|odd| odd_words(scene, odd)).collect();
    words.push(scene.strings.say("odd-yes"));
    Err(Trouble::IsThatRight(words.join(" ")))
}

/// The standing warnings about an answer that was just saved.
fn warnings(session: &Session<'_>, fact: &Id, out: &mut Out) {
    let about =
        |w: &&Warning| matches!(&w.kind, WarningKind::Order { earlier, later } if fact == earlier || fact == later);
    for warning in session.assessment.warnings.iter().filter(about) {
        out.line(warning_words(session.scene(), warning));
    }
}

/// Tells what happened.
pub(super) fn event(session: &mut Session<'_>, args: &Event, out: &mut Out) -> Result<(), Trouble> {
    let event = find_event(&session.pack, &args.what)?.clone();
    let on = parse_day(&args.date.join(" "), session.setup.today)?;
    let people = people(session, &event, &args.person)?;
    let facts = facts(session, &event, &args.with)?;
    let changes = record_event(&session.pack, &session.household, &people, &event, on, facts.clone())?;
    if args.what_if {
        return what_if(session, changes, out);
    }
    if !args.yes {
        is_that_right(session, &changes)?;
    }
    let forgotten = changes.iter().filter_map(|change| match change {
        Change::Fact { fact, after: None, .. } => Some(fact.clone()),
        _ => None,
    });
    let forgotten: Vec<Id> = forgotten.collect();
    let saved = session.commit(changes)?;

    let strings = &session.setup.strings;
    let scene = session.scene();
    let labels: Vec<&str> = people.iter().map(|p| scene.label(p.as_str())).collect();
    let who = if scene.several_people() {
        format!(" — {}", labels.join(&strings.say("list-comma")))
    } else {
        String::new()
    };
    let name = told::fact_name(scene, &event);
    out.line(format!("{name}{who}: {}", both_calendars(strings, on)));
    for (fact, answer) in &facts {
        let words = answer_words(scene, fact.as_str(), answer);
        out.line(format!("{}: {words}", told::fact_name(scene, fact)));
    }
    again(scene, &forgotten, out);
    let missing = session
        .pack
        .facts
        .iter()
        .filter(|(id, f)| f.per == Per::Event(event.clone()) && !facts.contains_key(*id));
    for (id, _) in missing {
        out.line(strings.say_x("cmd-also-tell", id.as_str()));
    }
    after(session, &saved, out);
    Ok(())
}

/// Prints what an event would change, and saves nothing.
fn what_if(session: &Session<'_>, changes: Vec<Change>, out: &mut Out) -> Result<(), Trouble> {
    let strings = &session.setup.strings;
    let moved = session.what_if(changes)?;
    out.line(strings.say("cmd-what-if"));
    for line in &moved {
        out.line(format!("  {line}"));
    }
    if moved.is_empty() {
        out.line(format!("  {}", strings.say("cmd-nothing-moved")));
    }
    Ok(())
}

/// Answers that the event made out of date are questions again.
fn again(scene: Scene<'_>, forgotten: &[Id], out: &mut Out) {
    let mut named = HashSet::new();
    for fact in forgotten.iter().filter(|fact| named.insert(*fact)) {
        let words = format!("{} (mynaguide set {fact})", told::fact_name(scene, fact));
        out.line(scene.strings.say_x("cmd-answer-again", &words));
    }
}

/// Whom an event concerns: those who are named; an event of the household concerns everybody otherwise.
fn people(session: &Session<'_>, event: &Id, typed: &[String]) -> Result<Vec<Id>, Trouble> {
    if typed.is_empty() {
        let of_household = session.pack.facts.get(event).is_some_and(|f| f.per == Per::Household);
        return if of_household {
            session.people(None)
        } else {
            Ok(vec![session.person(None)?.id.clone()])
        };
    }
    let mut people: Vec<Id> = Vec::new();
    for typed in typed {
        let id = &find_person(&session.household, typed)?.id;
        if !people.contains(id) {
            people.push(id.clone());
        }
    }
    Ok(people)
}

fn facts(session: &Session<'_>, event: &Id, with: &[String]) -> Result<BTreeMap<Id, Answer>, Trouble> {
    let mut facts = BTreeMap::new();
    for typed in with {
        let typed = intake::accept(typed)?;
        let Some((fact, value)) = typed.split_once('=') else {
            return Err(Trouble::Usage(format!(
                "`{typed}` is not FACT=VALUE, for example pickup_by=2027-01-31."
            )));
        };
        let fact = match find_fact(&session.pack, fact) {
            Err(FindProblem::Unknown { typed, near, .. }) => {
                let own = session
                    .pack
                    .facts
                    .iter()
                    .filter(|(_, f)| f.per == Per::Event(event.clone()));
                let known = own.map(|(id, _)| id.to_string()).collect();
                return Err(FindProblem::Unknown {
                    what: intake::What::Fact,
                    typed,
                    near,
                    known,
                }
                .into());
            }
            other => other?.clone(),
        };
        if let Some(answer) = parse_answer(&session.pack, fact.as_str(), value)? {
            facts.insert(fact, answer);
        }
    }
    Ok(facts)
}

/// Ticks a step or document, or takes the tick back.
pub(super) fn tick(session: &mut Session<'_>, args: &Tick, out: &mut Out) -> Result<(), Trouble> {
    let (procedure, item) = find_item(&session.pack, &args.item)?;
    let procedure = procedure.id.clone();
    let person = session.person(args.person.as_deref())?.id.clone();
    let changes = intake::tick(&session.household, &procedure, &item, &person, session.setup.today);
    let saved = session.commit(changes)?;
    tell(session, &saved, out);
    Ok(())
}

/// Writes a note, deletes it, or prints the one there is.
pub(super) fn note(session: &mut Session<'_>, args: &Note, out: &mut Out) -> Result<(), Trouble> {
    let person = session.person(args.person.as_deref())?.id.clone();
    let key = if args.item.contains('/') {
        let (procedure, item) = find_item(&session.pack, &args.item)?;
        TickKey {
            procedure: procedure.id.clone(),
            item,
            person,
        }
    } else {
        TickKey::whole(&find_procedure(&session.pack, &args.item)?.id, &person)
    };
    if args.words.is_empty() && !args.delete {
        match session.household.notes.get(&key) {
            Some(note) => out.line(note),
            None => out.line(session.setup.strings.say("cmd-no-note")),
        }
        return Ok(());
    }
    let changes = edit::note(&session.household, key, &args.words.join(" "));
    apply(session, changes, out)
}

/// Saves changes, if there are any, and says what they did.
pub(super) fn apply(session: &mut Session<'_>, changes: Vec<Change>, out: &mut Out) -> Result<(), Trouble> {
    if changes.is_empty() {
        out.line(session.setup.strings.say("cmd-nothing-new"));
        return Ok(());
    }
    let saved = session.commit(changes)?;
    tell(session, &saved, out);
    Ok(())
}

/// Each saved change in words, and what they did to the timeline.
fn tell(session: &Session<'_>, saved: &Saved, out: &mut Out) {
    let scene = session.scene();
    for change in &saved.entry.changes {
        out.line(told::change_words(scene, change));
    }
    after(session, saved, out);
}

/// What a saved change did to the timeline, and whether it is wholly safe.
pub(super) fn after(session: &Session<'_>, saved: &Saved, out: &mut Out) {
    let strings = &session.setup.strings;
    if let Some(error) = &saved.incomplete {
        out.line(format!("{error}."));
    }
    // Who is there, and what is ticked, moves no date.
    let moves = |c: &Change| matches!(c, Change::Fact { .. } | Change::Event { .. });
    if !saved.entry.changes.iter().any(moves) {
        return;
    }
    for line in &saved.moved {
        out.line(line);
    }
    if saved.moved.is_empty() {
        out.line(strings.say("cmd-nothing-moved"));
    }
}
