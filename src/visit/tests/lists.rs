//! Every list of the content, visit by visit and by who comes: it is whole, and nothing that is lost stands in it.

use chrono::NaiveDate;

use super::super::testing::{day, household, no, on, pack, person, told, word, yes};
use super::super::*;
use crate::content::{Answer, DocumentKind, Each, Thing, WhoMayCome};
use crate::guide::{BagItem, Comes, VisitList, visit_list};
use crate::household::Household;

const TODAY: (i32, u32, u32) = (2026, 12, 1);

fn today() -> NaiveDate {
    on(TODAY.0, TODAY.1, TODAY.2)
}

/// The person of a household of one, with everything told that a visit could ask about.
fn alone(facts: &[(&str, Answer)]) -> Household {
    household(vec![person("a", "A", facts)])
}

fn list<'p>(pack: &'p Pack, home: &Household, procedure: &'p Procedure, visit: &'p Visit, who: Who) -> VisitList<'p> {
    let person = home.person("a").unwrap();
    visit_list(pack, home, person, procedure, visit, Comes { who, on: today() })
}

/// The visits that somebody else makes: those described for this helper, else those of the person.
fn made_by<'p>(pack: &'p Pack, procedure: &'p Procedure, described: &WhoMayCome) -> Vec<&'p Visit> {
    let of = |who: Who| -> Vec<&Visit> {
        let visits = procedure.body.visits.iter();
        visits
            .filter(|v| v.who == who && is_trip(pack, v.place.as_str()))
            .collect()
    };
    let own = of(described.who);
    if own.is_empty() { of(Who::Myself) } else { own }
}

fn has(list: &VisitList<'_>, documents: &[&str]) -> bool {
    let is = |thing: &Thing| matches!(thing, Thing::Document(id) if documents.contains(&id.as_str()));
    list.items.iter().any(|item| is(&item.need.thing))
}

#[test]
fn whoever_comes_for_somebody_has_an_identity_paper_and_a_proof_of_authority_or_is_told_why_not() {
    let pack = pack();
    let home = alone(&[]);
    let (mut looked, mut wrong) = (0, Vec::new());
    for procedure in pack.procedures.values() {
        for described in procedure
            .body
            .who
            .iter()
            .filter(|w| w.who != Who::Myself && !w.impossible)
        {
            for visit in made_by(&pack, procedure, described) {
                looked += 1;
                let list = list(&pack, &home, procedure, visit, described.who);
                let name = format!("{}/{} {:?}", procedure.id, visit.id, described.who);
                let identity = |item: &BagItem<'_>| {
                    item.need.each == Each::Visitor
                        && !item.depends
                        && match &item.need.thing {
                            Thing::Document(id) => id == "agent-id",
                            Thing::AnyOf(sets) => sets.iter().any(|(set, _)| set == "id-a"),
                        }
                };
                if !list.items.iter().any(identity) {
                    wrong.push(format!("{name}: no identity paper"));
                }
                let reason = || {
                    let helper = pack.helpers.get(described.brings.as_ref()?)?;
                    helper.no_proof.as_ref().filter(|_| visit.who == Who::Myself)
                };
                let proofs = [
                    "power-of-attorney",
                    "inquiry-reply",
                    "representative-proof",
                    "relation-proof",
                ];
                if !has(&list, &proofs) && reason().is_none() {
                    wrong.push(format!("{name}: neither proof of authority nor a reason"));
                }
                let secret = |item: &BagItem<'_>| match &item.need.thing {
                    Thing::Document(id) => pack.documents[id.as_str()].kind == DocumentKind::Knowledge,
                    Thing::AnyOf(_) => false,
                };
                if described.who == Who::Agent && list.items.iter().any(secret) {
                    wrong.push(format!("{name}: an agent never gets a PIN"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(looked > 60, "{looked}");
}

#[test]
fn a_helper_brings_what_the_person_would_bring() {
    let pack = pack();
    let home = alone(&[]);
    for procedure in pack.procedures.values() {
        for described in procedure
            .body
            .who
            .iter()
            .filter(|w| w.who != Who::Myself && !w.impossible)
        {
            for visit in made_by(&pack, procedure, described)
                .into_iter()
                .filter(|v| v.who == Who::Myself)
            {
                let own = list(&pack, &home, procedure, visit, Who::Myself);
                let other = list(&pack, &home, procedure, visit, described.who);
                for item in own.items.iter().filter(|i| i.need.each != Each::Visitor) {
                    let same = other.items.iter().any(|o| o.need.thing == item.need.thing);
                    let knowledge = matches!(&item.need.thing, Thing::Document(id)
                        if pack.documents[id.as_str()].kind == DocumentKind::Knowledge);
                    let name = format!("{}/{} {:?}", procedure.id, visit.id, described.who);
                    assert!(same || knowledge, "{name}: {}", item.shorthand());
                }
            }
        }
    }
}

#[test]
fn the_second_visit_has_a_whole_list_for_everybody() {
    let pack = pack();
    let home = alone(&[]);
    let procedure = &pack.procedures["card-special-extension"];
    let second = procedure.body.visits.iter().find(|v| v.id == "second").unwrap();
    for (who, all, never) in [
        (
            Who::Myself,
            &["my-number-card", "new-residence-card", "pin-4", "pin-signature"][..],
            &[][..],
        ),
        (
            Who::Household,
            &["my-number-card", "new-residence-card", "pin-4", "power-of-attorney"],
            &["pin-signature"],
        ),
        (
            Who::LegalRep,
            &["my-number-card", "new-residence-card", "pin-4", "representative-proof"],
            &["pin-signature"],
        ),
        (
            Who::Agent,
            &["my-number-card", "new-residence-card", "agent-id", "inquiry-reply"],
            &["pin-4", "pin-signature"],
        ),
    ] {
        let list = list(&pack, &home, procedure, second, who);
        for document in all {
            assert!(has(&list, &[document]), "{who:?}: {document}");
        }
        assert!(!has(&list, never), "{who:?}");
    }
}

#[test]
fn a_child_comes_with_the_papers_of_the_legal_representative() {
    let pack = pack();
    let procedure = &pack.procedures["card-extension"];
    let visit = &procedure.body.visits[0];
    for (birth, is_child) in [(day(2020, 1, 1), true), (day(1990, 1, 1), false)] {
        let home = alone(&[("birth", birth)]);
        let list = list(&pack, &home, procedure, visit, Who::Myself);
        assert_eq!(has(&list, &["representative-proof"]), is_child);
        assert_eq!(list.items.iter().any(|i| i.need.each == Each::Visitor), is_child);
        assert_eq!(has(&list, &["pin-signature"]), !is_child);
    }
}

#[test]
fn what_is_lost_or_handed_in_is_in_no_list_until_there_is_a_new_one() {
    let pack = pack();
    let never = on(2026, 11, 20);
    let card = ["my-number-card", "old-card", "broken-card"];
    let residence = ["residence-card", "new-residence-card", "special-permanent-certificate"];
    let (combined, separate) = (word("combined"), word("separate"));
    let all = [&card[..], &residence[..]].concat();
    for (form, events, gone) in [
        (&separate, &["card_lost"][..], &card[..]),
        (&separate, &["card_lost", "card_found"], &[]),
        (&separate, &["card_lost", "card_collected"], &[]),
        (&separate, &["card_lost", "card_found", "card_lost"], &card),
        (&separate, &["residence_card_lost"], &residence),
        (&separate, &["residence_card_lost", "residence_card_reissued"], &[]),
        (&separate, &["residence_card_lost", "stay_decided"], &[]),
        (&combined, &["card_lost"], &all),
        (&combined, &["card_lost", "residence_card_reissued"], &card),
        (&combined, &["card_lost", "combined_received"], &[]),
        (
            &combined,
            &["residence_card_lost"],
            &[
                "my-number-card",
                "residence-card",
                "new-residence-card",
                "special-permanent-certificate",
            ],
        ),
    ] {
        let mut home = alone(&[("card_form", form.clone())]);
        for (n, event) in events.iter().enumerate() {
            let on = never + chrono::Days::new(n as u64);
            told(&pack, &mut home, event, on, &["a"], &[]);
        }
        // What an event makes a question again is told as it was.
        for (fact, answer) in alone(&[("card_form", form.clone())]).people[0].facts.clone() {
            home.people[0].facts.entry(fact).or_insert(answer);
        }
        for procedure in pack.procedures.values() {
            for visit in &procedure.body.visits {
                for who in [Who::Myself, Who::Household, Who::LegalRep, Who::Agent] {
                    let list = list(&pack, &home, procedure, visit, who);
                    let name = format!("{events:?} {}/{} {who:?}", procedure.id, visit.id);
                    let of_person = |i: &&BagItem<'_>| i.need.each != Each::Visitor;
                    for item in list.items.iter().filter(of_person) {
                        let Thing::Document(id) = &item.need.thing else {
                            continue;
                        };
                        assert!(!gone.contains(&id.as_str()), "{name}: {id}");
                    }
                    for absence in &list.absent {
                        assert!(
                            gone.contains(&absence.document.as_str()),
                            "{name}: {}",
                            absence.document
                        );
                        assert!(!absence.why.get("ja").is_empty());
                    }
                }
            }
        }
    }
}

#[test]
fn without_the_card_nobody_asks_for_its_pins_or_says_what_is_said_with_it() {
    let pack = pack();
    let mut home = alone(&[]);
    told(
        &pack,
        &mut home,
        "card_lost",
        on(2026, 11, 20),
        &["a"],
        &[("lost_at_home", no())],
    );
    told(&pack, &mut home, "moved_in", on(2026, 11, 29), &["a"], &[]);
    let procedure = &pack.procedures["move-in"];
    let visit = &procedure.body.visits[0];
    let moved = list(&pack, &home, procedure, visit, Who::Myself);
    assert!(!has(&moved, &["my-number-card", "pin-4", "pin-signature"]));
    assert!(has(&moved, &["residence-card", "moving-out-certificate"]));
    assert_eq!(moved.absent.len(), 1);
    let said: Vec<&str> = phrases_of(&pack, &home, home.person("a"), procedure)
        .into_iter()
        .map(|(id, _)| id.as_str())
        .collect();
    assert!(
        said.contains(&"want-move-in") && !said.contains(&"continue-card"),
        "{said:?}"
    );
    // The PINs of the new card are chosen for it, not brought with the old one.
    let express = &pack.procedures["card-express"];
    told(&pack, &mut home, "card_loss_reported", on(2026, 11, 20), &["a"], &[]);
    let lost = express.body.visits.iter().find(|v| v.id == "lost").unwrap();
    assert!(has(&list(&pack, &home, express, lost, Who::Myself), &["pin-4"]));
}

#[test]
fn the_absent_holder_is_never_the_visitor() {
    let pack = pack();
    let errand = |person: &str| Errand {
        person: person.into(),
        procedure: Id::new("card-extension"),
        visit: Id::new("household"),
        deadlines: Vec::new(),
        along: Vec::new(),
        origin: Origin::Asked,
    };
    let trip = |people: &[&str]| Trip {
        place: Id::new("municipal-counter"),
        day: Some(today()),
        errands: people.iter().map(|p| errand(p)).collect(),
        because: Because::default(),
        plan_by: None,
        latest: None,
        follows: false,
    };
    let child = person("c", "C", &[("birth", day(2020, 1, 1))]);
    let grown = |id: &str| person(id, &id.to_uppercase(), &[("card_held", yes())]);
    for (people, concerned, visitor) in [
        (vec![grown("a")], &["a"][..], None),
        (vec![grown("a"), child.clone()], &["a"], None),
        (vec![grown("a"), grown("b")], &["a"], Some("b")),
        (vec![grown("a"), child], &["c"], Some("a")),
        (vec![grown("a"), grown("b")], &["a", "b"], Some("a")),
    ] {
        let home = household(people);
        let trip = trip(concerned);
        for who in [Who::Household, Who::LegalRep] {
            let coming = who_comes(&pack, &home, &trip, who).coming;
            assert_eq!(coming.visitor.as_ref().map(Id::as_str), visitor, "{concerned:?}");
        }
        let bag = bag(&pack, &home, &trip, Who::Household, today());
        let own = bag
            .choices
            .iter()
            .find(|c| matches!(c.owner, Owner::Visitor(_)))
            .unwrap();
        assert_eq!(
            matches!(own.answer, ChoiceAnswer::InBag(_)),
            concerned.len() > 1,
            "{concerned:?}"
        );
    }
}
