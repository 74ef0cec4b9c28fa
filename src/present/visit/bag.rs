//! The bag of a trip as a checklist.

use super::super::Scene;
use super::super::doc::{Doc, Item, Kind, Role, Span, plain};
use super::super::procedure::ticked;
use super::super::prose::Prose;
use super::super::words::{caution, in_japanese, need_remarks, range_words, set_name};
use super::bullets;
use crate::content::{Document, DocumentKind, Id, Text};
use crate::guide::Absences;
use crate::household::{Tick, TickKey};
use crate::i18n::Strings;
use crate::visit::{self, BagLine, Choice, ChoiceAnswer, Cost, Money, Owner, PaidWhen, Plan, Sum, Trip, owns};

/// What to bring, have in the head, pay, fill in there, and keep.
pub(super) fn sections<'a>(scene: Scene<'a>, plan: &Plan, trip: &Trip, prose: &mut Prose<'a>, doc: &mut Doc) {
    let bag = visit::bag(scene.pack, scene.household, trip, plan.who, plan.today);
    let known = |l: &&BagLine<'_>| l.entry.kind == DocumentKind::Knowledge;
    let things: Vec<&BagLine<'_>> = bag.lines.iter().filter(|l| !known(l)).collect();
    if !things.is_empty() || !bag.choices.is_empty() {
        doc.heading(scene.say("heading-bring"));
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
    for gone in &bag.gone {
        let owner = owner_words(scene, &gone.owner);
        absent_line(scene, &owner, gone.document, gone.why, prose, doc);
    }
    let knowledge: Vec<&BagLine<'_>> = bag.lines.iter().filter(known).collect();
    if !knowledge.is_empty() {
        doc.heading(scene.say("visit-heading-head"));
        let mut last = None;
        for line in knowledge {
            owner(scene, &line.owner, &mut last, doc);
            bag_line(scene, line, prose, doc);
        }
    }
    let day = trip.day.unwrap_or(plan.today);
    money(scene, &visit::money(scene.pack, scene.household, trip, day), doc);
    let forms = bag.forms.iter().map(|id| plain(scene.document_name(id)));
    bullets(scene, "visit-heading-forms", forms, doc);
    if !bag.keep.is_empty() {
        doc.heading(scene.say("visit-heading-keep"));
    }
    for kept in &bag.keep {
        let mut words = scene.document_name(kept.document);
        if let Some(label) = scene.label_among(&kept.key.person) {
            words = format!("{words} ({label})");
        }
        let item = Item::Ticks(vec![kept.key.clone()]);
        doc.push_item(Kind::Check(kept.ticked.is_some()), plain(words), item);
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
    let name = format!("{owner} {}", scene.document_name(document));
    let words = format!("{} ", scene.say_x("visit-gone", name.trim_start()));
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
        doc.line(Kind::Text, Role::Strong, words);
    }
}

/// Whose things they are: a label, "whoever comes", "once for all". Nothing if there is only one person.
pub(super) fn owner_words(scene: Scene<'_>, owner: &Owner) -> String {
    let named = |person: &Id| scene.label_among(person);
    match owner {
        Owner::Person(person) => named(person).map_or_else(String::new, |label| format!("{label}:")),
        Owner::Visitor(person) => match person.as_ref().and_then(named) {
            Some(label) => format!("{} ({label}):", scene.say("each-visitor")),
            None => format!("{}:", scene.say("each-visitor")),
        },
        Owner::Household => format!("{}:", scene.say("each-household")),
    }
}

fn bag_line<'a>(scene: Scene<'a>, line: &BagLine<'a>, prose: &mut Prose<'a>, doc: &mut Doc) {
    let mut spans = plain(line.entry.name.get(scene.lang()));
    spans.extend(in_japanese(scene, &line.entry.name));
    spans.extend(remarks(scene.strings, line).map(|r| Span::plain(format!(" ({r})"))));
    for other in &line.stands_for {
        let document = scene.pack.documents.get(*other);
        let name = document.map_or("", |d| d.name.get(scene.lang()));
        spans.extend(plain(format!(" ({})", scene.say_x("visit-stands-for", name))));
    }
    for note in &line.notes {
        spans.push(Span::plain(" — "));
        spans.extend(prose.spans(note));
    }
    caution(scene, line.varies, &mut spans);
    ticks(scene, line.ticked, &line.keys, spans, doc);
}

/// Something to tick in all the checklists in which it stands.
fn ticks(scene: Scene<'_>, tick: Option<Tick>, keys: &[TickKey], mut spans: Vec<Span>, doc: &mut Doc) {
    ticked(scene, tick.map(|t| t.on), &mut spans);
    doc.push_item(Kind::Check(tick.is_some()), spans, Item::Ticks(keys.to_vec()));
}

/// Copy, original, sealed, translation, "only if".
pub(super) fn remarks(strings: &Strings, line: &BagLine<'_>) -> impl Iterator<Item = String> {
    let set = [line.copy, line.original, line.sealed, line.translation, line.depends];
    need_remarks(strings, set)
}

/// What to bring of the documents of which some are asked for.
pub(super) fn choice_words(scene: Scene<'_>, choice: &Choice<'_>) -> String {
    let names = |ids: &[&Id]| {
        ids.iter()
            .map(|id| scene.document_name(id))
            .collect::<Vec<_>>()
            .join(" + ")
    };
    match &choice.answer {
        ChoiceAnswer::InBag(ids) => scene.say_x("visit-id-in-bag", &names(ids)),
        ChoiceAnswer::Bring(there, new) => scene.say_x("visit-id-bring", &names(&[&there[..], new].concat())),
        ChoiceAnswer::Open => scene.say_x("visit-id-open", &any_of_words(scene, choice.any_of.iter().copied())),
    }
}

fn choice_lines(scene: Scene<'_>, choice: &Choice<'_>, doc: &mut Doc) {
    let words = choice_words(scene, choice);
    ticks(scene, choice.ticked, &choice.keys, plain(words), doc);
    let (Owner::Person(person) | Owner::Visitor(Some(person))) = &choice.owner else {
        return;
    };
    if choice.answer == ChoiceAnswer::Open {
        doc.push(Kind::Text, plain(scene.say("visit-what-owned")));
        let whose = scene.household.person(person.as_str());
        let absences = whose.map(|person| Absences::of(scene.pack, scene.household, person));
        for id in members(scene, &choice.any_of) {
            if absences.as_ref().is_some_and(|absences| absences.has(id)) {
                continue;
            }
            let has = owns(scene.household, person.as_str(), id.as_str());
            let item = Item::Owns(person.clone(), id.clone());
            doc.push_item(Kind::Check(has), plain(scene.document_name(id)), item);
        }
    }
}

/// The documents of the sets, in the order of the registry.
pub(super) fn members<'a>(scene: Scene<'a>, any_of: &[(&Id, u32)]) -> impl Iterator<Item = &'a Id> {
    let in_one = |d: &Document| any_of.iter().any(|(set, _)| d.sets.contains(set));
    let documents = scene.pack.documents.iter();
    documents.filter(move |(_, d)| in_one(d)).map(|(id, _)| id)
}

/// `one of ...; or 2 of ...`.
pub(in crate::present) fn any_of_words<'s>(scene: Scene<'_>, any_of: impl Iterator<Item = (&'s Id, u32)>) -> String {
    let words = any_of.map(|(set, count)| match count {
        1 => set_name(scene, set),
        _ => format!("{count} × {}", set_name(scene, set)),
    });
    words.collect::<Vec<_>>().join(&scene.say("visit-or"))
}

fn money(scene: Scene<'_>, money: &Money<'_>, doc: &mut Doc) {
    let strings = scene.strings;
    if money.costs.is_empty() {
        return;
    }
    doc.heading(scene.say("heading-fees"));
    for cost in &money.costs {
        let mut spans = plain(cost_words(scene, cost));
        caution(scene, cost.fee.varies, &mut spans);
        doc.push(Kind::Bullet, spans);
    }
    let total = Span::new(total_words(strings, money), Role::Strong);
    doc.row(scene.say("visit-row-total"), vec![total]);
    if !money.is_free() {
        doc.push(Kind::Text, plain(scene.say("visit-ways-to-pay")));
    }
}

/// `Only if the card has ended: Reissue of the card: 1,000 yen × 2`.
pub(super) fn cost_words(scene: Scene<'_>, cost: &Cost<'_>) -> String {
    let amount = range_words(scene.strings, cost.each);
    let words = format!("{}: {amount}", cost.fee.name.get(scene.lang()));
    let words = match (cost.people.len(), cost.each) {
        (2.., Some((_, 1..))) => format!("{words} × {}", cost.people.len()),
        _ => words,
    };
    match due_words(scene, cost.due, &cost.conditions) {
        Some(due) => format!("{due}: {words}"),
        None => words,
    }
}

/// `Only if the card has ended`, `Later, when you collect the card`; nothing for what is simply due.
pub(in crate::present) fn due_words(scene: Scene<'_>, due: PaidWhen, conditions: &[&Text]) -> Option<String> {
    let words: Vec<String> = conditions.iter().map(|text| scene.told(text)).collect();
    let words = words.join(&scene.say("visit-or"));
    match due {
        PaidWhen::Certain => None,
        PaidWhen::OnlyIf => Some(scene.say_x("visit-fee-only-if", &words)),
        PaidWhen::Later => Some(scene.say_x("visit-fee-later", &words)),
    }
}

/// The sum as far as it is known: what is certain, what may come, what is paid later.
pub(super) fn total_words(strings: &Strings, money: &Money<'_>) -> String {
    if money.is_free() {
        return strings.say("fee-free");
    }
    let parts = [
        (PaidWhen::Certain, None),
        (PaidWhen::OnlyIf, Some("visit-total-only-if")),
        (PaidWhen::Later, Some("visit-total-later")),
    ];
    let parts = parts.into_iter().filter_map(|(due, name)| {
        let sum = sum_words(strings, money.sum(due)?);
        Some(name.map_or_else(|| sum.clone(), |name| strings.say_x(name, &sum)))
    });
    parts.collect::<Vec<_>>().join(&strings.say("list-semicolon"))
}

/// `0 yen`, `1,000 to 2,000 yen, and what is not known`, `not known`.
fn sum_words(strings: &Strings, sum: Sum) -> String {
    let words = match (sum.low, sum.high) {
        (0, 0) if sum.more => return strings.say("fee-unknown"),
        (0, 0) => strings.say_x("fee-yen", "0"),
        both => range_words(strings, Some(both)),
    };
    if sum.more {
        strings.say_x("visit-total-more", &words)
    } else {
        words
    }
}
