//! The bag of a trip as a checklist.

use super::super::Scene;
use super::super::doc::{Doc, Item, Kind, Role, Span, plain};
use super::super::prose::{Prose, beside};
use super::super::words::thousands;
use super::caution;
use crate::content::{Document, DocumentKind, Id, Text};
use crate::guide::Absences;
use crate::i18n::{Strings, day_short};
use crate::visit::{self, BagLine, Choice, ChoiceAnswer, Cost, Gone, Money, Owner, Plan, Trip, owns};

/// What to bring, have in the head, pay, fill in there, and keep.
pub(super) fn sections<'a>(scene: Scene<'a>, plan: &Plan, trip: &Trip, prose: &mut Prose<'a>, doc: &mut Doc) {
    let strings = scene.strings;
    let bag = visit::bag(scene.pack, scene.household, trip, plan.who, plan.today);
    let known = |l: &&BagLine<'_>| l.entry.kind == DocumentKind::Knowledge;
    let things: Vec<&BagLine<'_>> = bag.lines.iter().filter(|l| !known(l)).collect();
    if !things.is_empty() || !bag.choices.is_empty() {
        doc.heading(strings.say("heading-bring"));
    }
    let mut last: Option<&Owner> = None;
    for line in &things {
        owner(scene, &line.owner, &mut last, doc);
        bag_line(scene, line, prose, doc);
    }
    for choice in &bag.choices {
        owner(scene, &choice.owner, &mut last, doc);
        choice_lines(scene, choice, doc);
    }
    gone(scene, &bag.gone, prose, doc);
    let knowledge: Vec<&BagLine<'_>> = bag.lines.iter().filter(known).collect();
    if !knowledge.is_empty() {
        doc.heading(strings.say("visit-heading-head"));
        let mut last = None;
        for line in knowledge {
            owner(scene, &line.owner, &mut last, doc);
            bag_line(scene, line, prose, doc);
        }
    }
    money(
        scene,
        &visit::money(scene.pack, trip, trip.day.unwrap_or(plan.today)),
        doc,
    );
    if !bag.forms.is_empty() {
        doc.heading(strings.say("visit-heading-forms"));
        for id in &bag.forms {
            doc.push(Kind::Bullet, plain(document_name(scene, id)));
        }
    }
    if !bag.keep.is_empty() {
        doc.heading(strings.say("visit-heading-keep"));
    }
    for kept in &bag.keep {
        let mut words = document_name(scene, kept.document);
        if scene.several_people() {
            words = format!("{words} ({})", scene.label(kept.key.person.as_str()));
        }
        let item = Item::Ticks(vec![kept.key.clone()]);
        doc.push_item(Kind::Check(kept.ticked.is_some()), plain(words), item);
    }
}

/// What is asked for and is not in the list, because it is lost or was handed in.
fn gone<'a>(scene: Scene<'a>, gone: &[Gone<'a>], prose: &mut Prose<'a>, doc: &mut Doc) {
    for one in gone {
        let owner = owner_words(scene, &one.owner);
        absent_line(scene, &owner, one.document, one.why, prose, doc);
    }
}

/// `Not in this list: My Number Card. It is recorded as lost …`
pub(in crate::present) fn absent_line<'a>(
    scene: Scene<'a>,
    owner: &str,
    document: &Id,
    why: &'a Text,
    prose: &mut Prose<'a>,
    doc: &mut Doc,
) {
    let name = format!("{owner} {}", document_name(scene, document));
    let words = format!("{} ", scene.strings.say_x("visit-gone", name.trim_start()));
    let mut spans = vec![Span::new(words, Role::Caution)];
    spans.extend(prose.spans(why));
    doc.push(Kind::Text, spans);
}

/// A line above the things of somebody, where there are several.
fn owner<'b>(scene: Scene<'_>, owner: &'b Owner, last: &mut Option<&'b Owner>, doc: &mut Doc) {
    if *last == Some(owner) {
        return;
    }
    *last = Some(owner);
    let words = owner_words(scene, owner);
    if !words.is_empty() {
        doc.push(Kind::Text, vec![Span::new(words, Role::Strong)]);
    }
}

/// Whose things they are: a label, "whoever comes", "once for all". Nothing if there is only one person.
pub(super) fn owner_words(scene: Scene<'_>, owner: &Owner) -> String {
    let strings = scene.strings;
    match owner {
        Owner::Person(_) if !scene.several_people() => String::new(),
        Owner::Person(person) => format!("{}:", scene.label(person.as_str())),
        Owner::Visitor(Some(person)) if scene.several_people() => {
            format!("{} ({}):", strings.say("each-visitor"), scene.label(person.as_str()))
        }
        Owner::Visitor(_) => format!("{}:", strings.say("each-visitor")),
        Owner::Household => format!("{}:", strings.say("each-household")),
    }
}

fn bag_line<'a>(scene: Scene<'a>, line: &BagLine<'a>, prose: &mut Prose<'a>, doc: &mut Doc) {
    let strings = scene.strings;
    let mut spans = vec![Span::new(line.entry.name.get(scene.lang()), Role::Plain)];
    if !strings.language().reads_japanese {
        spans.push(Span::new(format!(" {}", beside(&line.entry.name)), Role::Japanese));
    }
    spans.extend(remarks(strings, line).map(|r| Span::new(format!(" ({r})"), Role::Plain)));
    for other in &line.stands_for {
        let name = scene
            .pack
            .documents
            .get(*other)
            .map_or("", |d| d.name.get(scene.lang()));
        spans.push(Span::new(
            format!(" ({})", strings.say_x("visit-stands-for", name)),
            Role::Plain,
        ));
    }
    for note in &line.notes {
        spans.push(Span::new(" — ", Role::Plain));
        spans.extend(prose.spans(note));
    }
    caution(scene, line.varies, &mut spans);
    ticked(strings, line.ticked.map(|t| t.on), &mut spans);
    doc.push_item(
        Kind::Check(line.ticked.is_some()),
        spans,
        Item::Ticks(line.keys.clone()),
    );
}

/// Copy, original, sealed, translation, "only if".
pub(super) fn remarks(strings: &Strings, line: &BagLine<'_>) -> impl Iterator<Item = String> {
    let all = [
        (line.copy, "need-copy"),
        (line.original, "need-original"),
        (line.sealed, "need-sealed"),
        (line.translation, "need-translation"),
        (line.depends, "need-depends"),
    ];
    all.into_iter().filter(|(set, _)| *set).map(|(_, id)| strings.say(id))
}

fn ticked(strings: &Strings, on: Option<chrono::NaiveDate>, spans: &mut Vec<Span>) {
    if let Some(on) = on {
        spans.push(Span::new(
            format!(" ({})", strings.say_x("ticked-on", &day_short(on))),
            Role::Aside,
        ));
    }
}

fn choice_lines(scene: Scene<'_>, choice: &Choice<'_>, doc: &mut Doc) {
    let strings = scene.strings;
    let names = |ids: &[&Id]| {
        ids.iter()
            .map(|id| document_name(scene, id))
            .collect::<Vec<_>>()
            .join(" + ")
    };
    let words = match &choice.answer {
        ChoiceAnswer::InBag(ids) => strings.say_x("visit-id-in-bag", &names(ids)),
        ChoiceAnswer::Bring(there, new) => {
            let all: Vec<&Id> = there.iter().chain(new).copied().collect();
            strings.say_x("visit-id-bring", &names(&all))
        }
        ChoiceAnswer::Open => strings.say_x("visit-id-open", &any_of_words(scene, &choice.any_of)),
    };
    let mut spans = plain(words);
    ticked(strings, choice.ticked.map(|t| t.on), &mut spans);
    doc.push_item(
        Kind::Check(choice.ticked.is_some()),
        spans,
        Item::Ticks(choice.keys.clone()),
    );
    let (Owner::Person(person) | Owner::Visitor(Some(person))) = &choice.owner else {
        return;
    };
    if choice.answer == ChoiceAnswer::Open {
        doc.push(Kind::Text, plain(strings.say("visit-what-owned")));
        let absences = scene
            .household
            .person(person.as_str())
            .map(|person| Absences::of(scene.pack, scene.household, person));
        for (id, _) in members(scene, &choice.any_of) {
            if absences.as_ref().is_some_and(|absences| absences.has(id)) {
                continue;
            }
            let has = owns(scene.household, person.as_str(), id.as_str());
            let item = Item::Owns(person.clone(), id.clone());
            doc.push_item(Kind::Check(has), plain(document_name(scene, id)), item);
        }
    }
}

/// The documents of the sets, in the order of the registry.
pub(super) fn members<'a>(scene: Scene<'a>, any_of: &[(&Id, u32)]) -> Vec<(&'a Id, &'a Document)> {
    let in_one = |d: &Document| any_of.iter().any(|(set, _)| d.sets.contains(set));
    scene.pack.documents.iter().filter(|(_, d)| in_one(d)).collect()
}

/// `one of ...; or 2 of ...`.
pub(in crate::present) fn any_of_words(scene: Scene<'_>, any_of: &[(&Id, u32)]) -> String {
    let name = |id: &Id| {
        scene
            .pack
            .sets
            .get(id)
            .map_or_else(|| id.to_string(), |s| s.name.get(scene.lang()).to_owned())
    };
    let all: Vec<String> = any_of
        .iter()
        .map(|(set, count)| {
            if *count == 1 {
                name(set)
            } else {
                format!("{count} × {}", name(set))
            }
        })
        .collect();
    all.join(&scene.strings.say("visit-or"))
}

/// A document with the Japanese beside it.
pub(super) fn document_name(scene: Scene<'_>, id: &Id) -> String {
    match scene.pack.documents.get(id) {
        Some(d) if scene.strings.language().reads_japanese => d.name.ja.to_string(),
        Some(d) => format!("{} {}", d.name.en, d.name.ja),
        None => id.to_string(),
    }
}

fn money(scene: Scene<'_>, money: &Money<'_>, doc: &mut Doc) {
    let strings = scene.strings;
    if money.due.is_empty() && money.possible.is_empty() {
        return;
    }
    doc.heading(strings.say("heading-fees"));
    for cost in &money.due {
        let mut spans = plain(cost_words(strings, cost));
        caution(scene, cost.fee.varies, &mut spans);
        doc.push(Kind::Bullet, spans);
    }
    if !money.due.is_empty() {
        doc.push(
            Kind::Row(strings.say("visit-row-total")),
            vec![Span::new(total_words(strings, money), Role::Strong)],
        );
    }
    for cost in &money.possible {
        let words = strings.say_x("visit-fee-possible", &cost_words(strings, cost));
        doc.push(Kind::Bullet, plain(words));
    }
    let pays = money.total.1 > 0 || money.more || !money.possible.is_empty();
    if pays {
        doc.push(Kind::Text, plain(strings.say("visit-ways-to-pay")));
    }
}

/// `Reissue of the card: 1,000 yen, 2 people`.
pub(super) fn cost_words(strings: &Strings, cost: &Cost<'_>) -> String {
    let amount = match cost.each {
        None => strings.say("fee-unknown"),
        Some((0, 0)) => strings.say("fee-free"),
        Some((low, high)) if low == high => strings.say_x("fee-yen", &thousands(low)),
        Some((low, high)) => strings.say_with(
            "fee-range",
            &[("low", thousands(low).into()), ("high", thousands(high).into())],
        ),
    };
    let words = format!("{}: {amount}", cost.fee.name.get(strings.lang()));
    match (cost.people, cost.each) {
        (2.., Some((_, 1..))) => format!("{words} × {}", cost.people),
        _ => words,
    }
}

/// The sum as far as it is known.
pub(super) fn total_words(strings: &Strings, money: &Money<'_>) -> String {
    let (low, high) = money.total;
    let sum = match (low, high) {
        (0, 0) if money.more => strings.say("fee-unknown"),
        (0, 0) => strings.say("fee-free"),
        (low, high) if low == high => strings.say_x("fee-yen", &thousands(low)),
        (low, high) => strings.say_with(
            "fee-range",
            &[("low", thousands(low).into()), ("high", thousands(high).into())],
        ),
    };
    if money.more && high > 0 {
        strings.say_x("visit-total-more", &sum)
    } else {
        sum
    }
}
