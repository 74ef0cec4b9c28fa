//! `ask`: the open questions, each with where the answer is found and the command that gives it.

use super::args::{Ask, PlainFormat};
use super::json;
use super::out::Out;
use super::session::Session;
use super::trouble::Trouble;
use crate::content::{Answer, FactKind, Id, Per};
use crate::household::Person;
use crate::i18n::both_calendars;
use crate::present::{Doc, Kind, Scene, answer_words, plain, question_card};

/// Prints the questions.
pub(super) fn run(session: &Session<'_>, args: &Ask, out: &mut Out) -> Result<(), Trouble> {
    let person = session.named(args.person.as_deref())?;
    let scene = session.scene();
    if args.format == PlainFormat::Json {
        out.raw(&json::ask(scene, person.map(|p| &p.id), args.all));
        return Ok(());
    }
    let mut doc = Doc::default();
    if args.all {
        everything(scene, person, &mut doc);
    } else {
        open(scene, person, &mut doc);
    }
    out.doc(&doc);
    Ok(())
}

fn open(scene: Scene<'_>, person: Option<&Person>, doc: &mut Doc) {
    let strings = scene.strings;
    let concerns = |id: &Option<Id>| person.is_none_or(|p| id.as_ref().is_none_or(|id| *id == p.id));
    let questions = scene.assessment.questions.iter();
    let questions: Vec<_> = questions.filter(|q| concerns(&q.person)).collect();
    if questions.is_empty() {
        doc.push(Kind::Title, plain(strings.say("cmd-no-questions")));
        return;
    }
    let mut instead = false;
    for question in questions {
        if question.instead && !instead {
            instead = true;
            doc.push(Kind::Title, plain(strings.say("cmd-instead")));
            doc.gap();
        }
        self::question(scene, question.person.as_ref(), &question.fact, doc);
        doc.gap();
    }
    doc.push(Kind::Title, plain(strings.say("cmd-also-accepted")));
}

/// One question with everything needed to answer it.
pub(super) fn question(scene: Scene<'_>, person: Option<&Id>, fact: &Id, doc: &mut Doc) {
    let strings = scene.strings;
    let Some(card) = question_card(scene, person.map(Id::as_str), fact.as_str()) else {
        return;
    };
    let label = person
        .filter(|_| scene.several_people())
        .map(|p| scene.label(p.as_str()).to_owned());
    let who = label.as_ref().map_or(String::new(), |label| format!(" — {label}"));
    doc.push(Kind::Title, plain(format!("{}{who}", card.ask)));
    for (row, words) in [("cmd-where", &card.place), ("cmd-used-for", &card.used_for)] {
        if !words.is_empty() {
            doc.push(Kind::Row(strings.say(row)), plain(words.as_str()));
        }
    }
    for (answer, words) in &card.choices {
        if let Answer::Choice(id) = answer {
            doc.push(Kind::Bullet, plain(format!("{id}: {words}")));
        }
    }
    let flag = label.map_or(String::new(), |label| format!(" --person {}", quoted(&label)));
    doc.push(Kind::Text, plain(format!("{}{flag}", command(scene, fact))));
}

/// The command that answers a question.
fn command(scene: Scene<'_>, fact: &Id) -> String {
    let value = match scene.pack.facts.get(fact).map(|f| &f.kind) {
        Some(FactKind::Event) => return format!("mynaguide event {fact} DATE"),
        Some(FactKind::Date) => "DATE".to_owned(),
        Some(FactKind::YesNo) => "yes|no".to_owned(),
        Some(FactKind::Choice(choices)) if !choices.is_empty() => {
            choices.iter().map(|c| c.id.as_str()).collect::<Vec<_>>().join("|")
        }
        _ => "VALUE".to_owned(),
    };
    format!("mynaguide set {fact} {value}")
}

/// A label as a shell takes it.
fn quoted(label: &str) -> String {
    if label.chars().all(char::is_alphanumeric) {
        label.to_owned()
    } else {
        format!("'{}'", label.replace('\'', r"'\''"))
    }
}

/// Every question and event with what is known.
fn everything(scene: Scene<'_>, only: Option<&Person>, doc: &mut Doc) {
    let strings = scene.strings;
    let people = scene.household.active();
    let people: Vec<&Person> = people.filter(|p| only.is_none_or(|o| o.id == p.id)).collect();
    for (heading, events) in [("cmd-all-questions", false), ("cmd-all-events", true)] {
        doc.heading(strings.say(heading));
        let facts = scene.pack.facts.iter();
        for (id, fact) in facts.filter(|(_, f)| (f.kind == FactKind::Event) == events) {
            let words = |answer| answer_words(scene, id.as_str(), answer);
            let known: Vec<String> = match (&fact.per, events) {
                (Per::Household, false) => scene.household.facts.get(id).map(words).into_iter().collect(),
                _ => people.iter().filter_map(|p| known(scene, p, id, events)).collect(),
            };
            let known = if known.is_empty() {
                "-".to_owned()
            } else {
                known.join(&strings.say("list-comma"))
            };
            let name = fact.name.get(scene.lang());
            doc.push(Kind::Bullet, plain(format!("{id} ({name}): {known}")));
        }
    }
}

/// What is known about a person: an answer, or the latest day of an event.
fn known(scene: Scene<'_>, person: &Person, id: &Id, event: bool) -> Option<String> {
    let words = if event {
        let latest = scene.household.latest(person.id.as_str(), id.as_str())?;
        both_calendars(scene.strings, latest.on)
    } else {
        let of_event = match &scene.pack.facts.get(id)?.per {
            Per::Event(event) => scene.household.latest(person.id.as_str(), event.as_str()),
            Per::Person | Per::Household => None,
        };
        let answer = of_event.map_or(&person.facts, |e| &e.facts).get(id)?;
        answer_words(scene, id.as_str(), answer)
    };
    Some(if scene.several_people() {
        format!("{} {words}", person.label)
    } else {
        words
    })
}
