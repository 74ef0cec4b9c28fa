//! The moments the program exists for, as households.

mod lists;

use chrono::NaiveDate;

use super::testing::{day, household, no, on, pack, person, told, word, yes};
use super::*;
use crate::content::{Answer, DocumentKind, Pack};
use crate::guide::{Status, assess};
use crate::household::{Change, Household};

fn planned(pack: &Pack, household: &Household, today: NaiveDate, who: Who) -> Plan {
    plan(pack, household, &assess(pack, household, today), who)
}

/// A trip as `place day: person procedure/visit, ...`.
fn shown(trip: &Trip) -> String {
    let errands: Vec<String> = trip
        .errands
        .iter()
        .map(|e| format!("{} {}/{}", e.person, e.procedure, e.visit))
        .collect();
    let day = trip.day.map_or_else(|| "no day".to_owned(), |d| d.to_string());
    format!("{} {day}: {}", trip.place, errands.join(", "))
}

fn lines(plan: &Plan) -> Vec<String> {
    plan.trips.iter().map(shown).collect()
}

fn documents(bag: &Bag<'_>, owner: &str) -> Vec<String> {
    let of = |l: &&BagLine<'_>| matches!(&l.owner, Owner::Person(p) if *p == *owner);
    bag.lines.iter().filter(of).map(|l| l.document.to_string()).collect()
}

/// The stay was renewed; the card still has the old date.
fn after_renewal(pack: &Pack) -> Household {
    let mut home = household(vec![person(
        "a",
        "A",
        &[
            ("card_printed_until", day(2026, 12, 20)),
            ("cert_printed_until", day(2026, 12, 20)),
        ],
    )]);
    told(
        pack,
        &mut home,
        "stay_application",
        on(2026, 9, 1),
        &["a"],
        &[("stay_application_kind", word("extension"))],
    );
    told(pack, &mut home, "stay_decided", on(2026, 11, 20), &["a"], &[]);
    home.people[0].facts.insert("stay_until".into(), day(2029, 12, 20));
    home.people[0].facts.insert("stay_six_months_or_more".into(), yes());
    home
}

#[test]
fn one_person_with_an_extension() {
    let pack = pack();
    let home = after_renewal(&pack);
    // A Saturday: the counter opens on Monday.
    let plan = planned(&pack, &home, on(2026, 12, 5), Who::Myself);
    assert_eq!(lines(&plan), ["municipal-counter 2026-12-07: a card-extension/counter"]);
    let trip = &plan.trips[0];
    assert!(plan.exact && plan.left_out.is_empty());
    assert_eq!(
        trip.because.stepped.iter().map(|s| s.day).collect::<Vec<_>>(),
        [on(2026, 12, 5), on(2026, 12, 6)]
    );
    assert_eq!(
        (trip.plan_by, trip.latest),
        (Some(on(2026, 12, 18)), Some(on(2026, 12, 20))),
        "the printed day is a Sunday, and a validity never rolls"
    );
    assert_eq!(trip.because.lost[0].2, on(2026, 12, 20));
    let bag = bag(&pack, &home, trip, Who::Myself, plan.today);
    assert_eq!(
        documents(&bag, "a"),
        ["my-number-card", "new-residence-card", "pin-4", "pin-signature"]
    );
    assert!(
        bag.lines
            .iter()
            .filter(|l| l.entry.kind == DocumentKind::Knowledge)
            .all(|l| l.ticked.is_none())
    );
    assert_eq!(bag.forms, ["extension-form"]);
    assert!(money(&pack, &home, trip, plan.today).is_free());
    let said = say(&pack, &home, trip);
    assert_eq!(said[0].id, "extend-card");
}

/// Four people who moved: one with a combined card, one whose card has expired, one baby.
fn family(pack: &Pack) -> Household {
    let mut home = household(vec![
        person("a", "A", &[("insurance", word("nhi"))]),
        person("b", "B", &[("card_form", word("combined"))]),
        person(
            "c",
            "C",
            &[
                ("card_printed_until", day(2026, 10, 31)),
                ("cert_printed_until", day(2026, 10, 31)),
            ],
        ),
        person(
            "d",
            "D",
            &[("birth", day(2026, 6, 1)), ("signature_cert", word("none"))],
        ),
    ]);
    told(
        pack,
        &mut home,
        "moved_in",
        on(2026, 11, 29),
        &["a", "b", "c", "d"],
        &[],
    );
    home
}

#[test]
fn a_family_of_four_that_moved() {
    let pack = pack();
    let mut home = family(&pack);
    let today = on(2026, 12, 1);
    let plan = planned(&pack, &home, today, Who::Myself);
    assert_eq!(
        plan.trips.iter().filter(|t| is_trip(&pack, t.place.as_str())).count(),
        1,
        "one way for everything"
    );
    let trip = &plan.trips[0];
    assert_eq!((trip.place.as_str(), trip.day), ("municipal-counter", Some(today)));
    for who in ["a", "b", "c", "d"] {
        assert!(
            trip.errands
                .iter()
                .any(|e| e.person == *who && e.procedure == "move-in"),
            "{who}"
        );
    }
    // The signature certificate is due only once the notice is filed: in the same trip, after it.
    let at = |procedure: &str, who: &str| {
        trip.errands
            .iter()
            .position(|e| e.procedure == *procedure && e.person == *who)
    };
    assert!(at("move-in", "a") < at("signature-reissue", "a"));
    assert!(
        at("signature-reissue", "a").is_some() && at("signature-reissue", "d").is_none(),
        "a baby has none"
    );

    let bag = bag(&pack, &home, trip, Who::Myself, today);
    let cards = |who| {
        documents(&bag, who)
            .into_iter()
            .filter(|d| d.ends_with("-card"))
            .collect::<Vec<_>>()
    };
    assert_eq!(cards("a"), ["residence-card", "my-number-card"]);
    assert_eq!(cards("b"), ["my-number-card"], "one piece of plastic is one line");
    assert_eq!(
        cards("c"),
        ["residence-card", "my-number-card"],
        "an expired card is handed in"
    );
    assert_eq!(cards("d"), ["residence-card", "my-number-card"]);
    let combined = bag
        .lines
        .iter()
        .find(|l| l.owner == Owner::Person("b".into()) && *l.document == "my-number-card")
        .unwrap();
    assert_eq!(combined.stands_for, ["residence-card"]);
    for (n, line) in bag.lines.iter().enumerate() {
        let twice = bag.lines[n + 1..]
            .iter()
            .any(|o| o.document == line.document && o.owner == line.owner);
        assert!(!twice, "{} twice", line.document);
    }
    // The identity of whoever files is proved by a card that is in the bag anyway, and never by the baby's.
    assert_eq!(bag.choices.len(), 1);
    assert_eq!(bag.choices[0].owner, Owner::Visitor(Some("a".into())));
    assert_eq!(
        bag.choices[0].answer,
        ChoiceAnswer::InBag(vec![&"residence-card".into()])
    );
    let attendance = who_comes(&pack, &home, trip, Who::Myself);
    assert_eq!(attendance.coming.children, ["d"]);

    // Ticking a line ticks the same thing in the checklist of each procedure.
    let line = bag
        .lines
        .iter()
        .find(|l| *l.document == "my-number-card" && l.owner == Owner::Person("a".into()))
        .unwrap();
    assert!(line.keys.len() > 1);
    let ticks = tick_all(&home, &line.keys, line.ticked.is_some(), today);
    home.apply_all(&ticks).unwrap();
    let again = super::bag(&pack, &home, trip, Who::Myself, today);
    assert_eq!(again.lines.iter().filter(|l| l.ticked.is_some()).count(), 1);
}

#[test]
fn done_at_the_counter_is_asked_recorded_at_once_and_taken_back_at_once() {
    let pack = pack();
    let home = family(&pack);
    let today = on(2026, 12, 1);
    let assessment = assess(&pack, &home, today);
    let plan = plan(&pack, &home, &assessment, Who::Myself);
    let proposed = proposed(&pack, &home, &assessment, &plan.trips[0]);
    let events: Vec<(&str, usize)> = proposed.iter().map(|p| (p.event.as_str(), p.people.len())).collect();
    assert_eq!(events[0], ("moved_in_filed", 4), "one notice for all");
    assert!(events.contains(&("signature_reissued", 1)));
    let presented = proposed
        .iter()
        .filter(|p| p.event == "card_presented")
        .flat_map(|p| &p.people)
        .collect::<Vec<_>>();
    assert_eq!(
        presented.iter().map(|p| p.as_str()).collect::<Vec<_>>(),
        ["a", "c", "d"],
        "a combined card has no such duty"
    );

    // Nothing confirmed: nothing recorded.
    assert_eq!(done(&pack, &home, today, &[], &[]), Err(Unrecorded::Nothing));
    let confirmed: Vec<Recorded> = proposed
        .iter()
        .map(|p| Recorded {
            event: p.event.clone(),
            people: p.people.clone(),
        })
        .collect();
    let changes = done(&pack, &home, today, &confirmed, &[]).unwrap();
    let mut after = home.clone();
    after.apply_all(&changes).unwrap();
    let status_of = |home: &Household, person: &str, key: &str| {
        let found = assess(&pack, home, today)
            .deadlines
            .into_iter()
            .find(|d| d.person == person && d.key.to_string() == key);
        found.unwrap().status
    };
    let status = |home: &Household, key: &str| status_of(home, "a", key);
    assert_eq!(
        (status(&home, "move-in/notify"), status(&after, "move-in/notify")),
        (Status::Open, Status::Done)
    );
    assert_eq!(status(&after, "move-in/keep-card"), Status::Done);
    assert_eq!(
        status_of(&after, "d", "signature-reissue/reissue"),
        Status::Settled,
        "a move gives the baby's card no signature certificate to lose"
    );
    let back: Vec<Change> = changes.iter().rev().map(Change::inverse).collect();
    after.apply_all(&back).unwrap();
    assert_eq!(after, home);
}

#[test]
fn newly_printed_days_are_asked_for_and_replace_the_old_ones() {
    let pack = pack();
    let home = after_renewal(&pack);
    let today = on(2026, 12, 7);
    let assessment = assess(&pack, &home, today);
    let trip = &plan(&pack, &home, &assessment, Who::Myself).trips[0];
    let proposed = proposed(&pack, &home, &assessment, trip);
    let events: Vec<&str> = proposed.iter().map(|p| p.event.as_str()).collect();
    assert_eq!(
        events,
        ["card_extended", "certificates_renewed"],
        "both are asked; the second may not have happened"
    );
    let printed: Vec<&str> = proposed[0].printed.iter().map(|(_, fact)| fact.as_str()).collect();
    assert_eq!(printed, ["card_printed_until", "cert_printed_until", "cert_issued_on"]);
    let confirmed = [Recorded {
        event: "card_extended".into(),
        people: vec!["a".into()],
    }];
    let answer = |fact: &str, answer: Answer| (Id::new("a"), Id::new(fact), answer);
    let mut silent = home.clone();
    silent
        .apply_all(&done(&pack, &home, today, &confirmed, &[]).unwrap())
        .unwrap();
    assert_eq!(
        silent.people[0].facts.get("card_printed_until"),
        None,
        "the old day is out of date, no new one is made up"
    );
    let mut told = home.clone();
    let new = answer("card_printed_until", day(2029, 12, 20));
    told.apply_all(&done(&pack, &home, today, &confirmed, std::slice::from_ref(&new)).unwrap())
        .unwrap();
    assert_eq!(told.people[0].facts.get("card_printed_until"), Some(&day(2029, 12, 20)));
    let wrong = answer("pickup_by", day(2029, 12, 20));
    assert_eq!(
        done(&pack, &home, today, &confirmed, &[wrong]),
        Err(Unrecorded::NotOfAPerson("pickup_by".into()))
    );
}

#[test]
fn a_pending_renewal_has_two_visits_and_the_new_card_between_them() {
    let pack = pack();
    let mut home = household(vec![person(
        "a",
        "A",
        &[
            ("stay_until", day(2026, 12, 20)),
            ("card_printed_until", day(2026, 12, 20)),
            ("cert_printed_until", day(2026, 12, 20)),
        ],
    )]);
    told(
        &pack,
        &mut home,
        "stay_application",
        on(2026, 11, 10),
        &["a"],
        &[
            ("stay_application_kind", word("extension")),
            ("stay_application_how", word("counter")),
        ],
    );
    let plan = planned(&pack, &home, on(2026, 12, 1), Who::Myself);
    assert_eq!(
        lines(&plan),
        [
            "municipal-counter 2026-12-11: a card-special-extension/pending",
            "immigration-counter no day: a stay-renewal/collect",
            "municipal-counter no day: a card-special-extension/second",
        ]
    );
    assert_eq!(
        plan.trips[1].because.not_before,
        NotBefore::Notice,
        "nobody can know the day yet"
    );
    assert_eq!(
        plan.trips[2].because.not_before,
        NotBefore::Trip(1),
        "the second visit needs the new card"
    );
    assert!(plan.trips[2].follows && plan.trips[2].latest.is_some());
}

#[test]
fn a_lost_combined_card_is_stopped_reported_and_replaced_in_the_right_order() {
    let pack = pack();
    let mut home = household(vec![person("a", "A", &[("card_form", word("combined"))])]);
    // A Saturday evening.
    told(
        &pack,
        &mut home,
        "card_lost",
        on(2026, 12, 5),
        &["a"],
        &[("lost_at_home", no())],
    );
    let plan = planned(&pack, &home, on(2026, 12, 5), Who::Myself);
    let places: Vec<(&str, Option<NaiveDate>)> = plan.trips.iter().map(|t| (t.place.as_str(), t.day)).collect();
    assert_eq!(
        places,
        [
            ("card-line-foreign", Some(on(2026, 12, 5))),
            ("police-box", Some(on(2026, 12, 5))),
            ("immigration-counter", Some(on(2026, 12, 7))),
            ("municipal-counter", Some(on(2026, 12, 8))),
        ]
    );
    assert!(!is_trip(&pack, "card-line-foreign") && is_trip(&pack, "police-box"));
    let police = bag(&pack, &home, &plan.trips[1], Who::Myself, plan.today);
    let kept: Vec<&str> = police.keep.iter().map(|k| k.document.as_str()).collect();
    assert!(
        kept.contains(&"police-number") && kept.contains(&"police-report"),
        "both are collected in one way: {kept:?}"
    );
    // Once the report is noted as kept, nobody is sent to the police for it again.
    let mut after = home.clone();
    let keys: Vec<_> = police.keep.iter().map(|k| k.key.clone()).collect();
    after.apply_all(&tick_all(&home, &keys, false, plan.today)).unwrap();
    told(&pack, &mut after, "card_suspended", on(2026, 12, 5), &["a"], &[]);
    told(&pack, &mut after, "police_reported", on(2026, 12, 5), &["a"], &[]);
    let rest = planned(&pack, &after, on(2026, 12, 6), Who::Myself);
    let places: Vec<&str> = rest.trips.iter().map(|t| t.place.as_str()).collect();
    assert_eq!(places, ["immigration-counter", "municipal-counter"]);
}

#[test]
fn an_agent_goes_twice_and_a_household_member_once() {
    let pack = pack();
    let home = after_renewal(&pack);
    let today = on(2026, 12, 1);
    for (who, visit, times) in [
        (Who::Myself, "counter", 1),
        (Who::Household, "household", 1),
        (Who::Agent, "agent", 2),
    ] {
        let plan = planned(&pack, &home, today, who);
        let trip = &plan.trips[0];
        assert_eq!((trip.errands[0].visit.as_str(), trip.times(&pack, who)), (visit, times));
    }
    let trip = &planned(&pack, &home, today, Who::Agent).trips[0];
    let bag = bag(&pack, &home, trip, Who::Agent, today);
    let documents: Vec<&str> = bag.lines.iter().map(|l| l.document.as_str()).collect();
    assert!(documents.contains(&"inquiry-reply") && documents.contains(&"agent-id"));
    assert!(!documents.contains(&"pin-4"), "an agent never gets a PIN");
    assert!(bag.lines.iter().any(|l| l.sealed));
    let attendance = who_comes(&pack, &home, trip, Who::Agent);
    assert!(attendance.coming.people.is_empty() && attendance.times == 2);
    assert!(
        attendance
            .words
            .iter()
            .any(|(procedure, ..)| **procedure == "card-extension")
    );
    // Where the content knows nobody else, nobody else is sent.
    let mut pack = pack;
    pack.procedures
        .get_mut("card-pickup")
        .unwrap()
        .body
        .who
        .retain(|w| w.who != Who::Household);
    let mut waiting = household(vec![person("a", "A", &[])]);
    told(
        &pack,
        &mut waiting,
        "pickup_notice",
        on(2026, 11, 20),
        &["a"],
        &[("pickup_by", day(2027, 1, 31))],
    );
    let plan = planned(&pack, &waiting, today, Who::Household);
    assert_eq!(
        plan.left_out.iter().map(|l| l.reason).collect::<Vec<_>>(),
        vec![LeftOutReason::WrongPerson; plan.left_out.len()]
    );
    assert!(!plan.left_out.is_empty() && plan.trips.is_empty());
}

#[test]
fn one_of_these_or_two_of_those_is_solved_with_what_is_owned() {
    let pack = pack();
    let id = |word: &str| pack.documents.get_key_value(word).unwrap().0;
    let set = |word: &str| pack.sets.get_key_value(word).unwrap().0;
    let asked = [(set("id-a"), 1), (set("id-b"), 2)];
    let solve = |in_bag: &[&str], owned: &[&str]| {
        let ids = |words: &[&str]| words.iter().map(|w| id(w)).collect::<Vec<_>>();
        super::bag::fewest(&pack, &[&asked], &ids(in_bag), &ids(owned)).remove(0)
    };
    assert_eq!(solve(&[], &[]), ChoiceAnswer::Open);
    assert_eq!(
        solve(&["residence-card"], &["passport"]),
        ChoiceAnswer::InBag(vec![id("residence-card")])
    );
    assert_eq!(
        solve(&[], &["passport"]),
        ChoiceAnswer::Bring(vec![], vec![id("passport")])
    );
    assert_eq!(
        solve(&[], &["pension-book"]),
        ChoiceAnswer::Open,
        "one of B is not enough"
    );
    let two = solve(&[], &["pension-book", "eligibility-certificate"]);
    assert_eq!(
        two,
        ChoiceAnswer::Bring(vec![], vec![id("pension-book"), id("eligibility-certificate")])
    );
    let half = solve(&["pension-book"], &["eligibility-certificate", "passport"]);
    assert_eq!(
        half,
        ChoiceAnswer::Bring(vec![], vec![id("passport")]),
        "as few things as possible, A before B"
    );
    // Two choices at once: one paper that serves both beats two.
    let only_b = [(set("id-b"), 1)];
    let owned = [id("passport"), id("pension-book"), id("eligibility-certificate")];
    let both = super::bag::fewest(&pack, &[&asked, &only_b], &[], &owned);
    assert_eq!(both[1], ChoiceAnswer::Bring(vec![], vec![id("pension-book")]));
}

#[test]
fn what_people_own_is_saved_like_a_tick() {
    let pack = pack();
    let mut home = household(vec![person("a", "A", &[])]);
    let (a, passport) = (Id::new("a"), Id::new("passport"));
    home.apply_all(&own(&home, &a, &passport, on(2026, 12, 1))).unwrap();
    assert!(owns(&home, "a", "passport") && owned(&pack, &home, "a") == ["passport"]);
    home.apply_all(&own(&home, &a, &passport, on(2026, 12, 2))).unwrap();
    assert!(owned(&pack, &home, "a").is_empty());
    assert!(!pack.procedures.contains_key(OWNS));
}

#[test]
fn every_visit_of_the_content_makes_a_bag_and_phrases() {
    let pack = pack();
    let home = family(&pack);
    let today = on(2026, 12, 1);
    for procedure in pack.procedures.values() {
        for visit in &procedure.body.visits {
            let errand = Errand {
                person: "a".into(),
                procedure: procedure.id.clone(),
                visit: visit.id.clone(),
                deadlines: Vec::new(),
                along: Vec::new(),
                origin: Origin::Asked,
            };
            let trip = Trip {
                place: visit.place.clone(),
                day: Some(today),
                errands: vec![errand],
                because: Because::default(),
                plan_by: None,
                latest: None,
                follows: false,
            };
            let bag = bag(&pack, &home, &trip, visit.who, today);
            assert!(bag.lines.len() <= visit.needs.len());
            // A phrase with a condition states something; only a move was told.
            let free = visit.say.iter().filter(|id| pack.phrases[*id].applies.is_empty());
            let said: Vec<&Id> = say(&pack, &home, &trip).iter().map(|s| s.id).collect();
            assert_eq!(said, free.collect::<Vec<_>>(), "{}/{}", procedure.id, visit.id);
        }
    }
}

/// The fees of one visit for the only person: fee, word of the contract, least yen.
fn fees(home: &Household, procedure: &str, visit: &str, closes: Option<NaiveDate>) -> (Vec<String>, bool) {
    let pack = pack();
    let today = on(2026, 12, 1);
    let due = |closes| Due {
        key: DeadlineKey {
            procedure: Id::new(procedure),
            deadline: Id::new("any"),
        },
        kind: DeadlineKind::Window,
        opens: None,
        plan_by: None,
        after_plan: None,
        closes: Some(closes),
        late: false,
        may_be_spared: false,
    };
    let place = pack.procedures[procedure].body.visits.iter().find(|v| v.id == *visit);
    let trip = Trip {
        place: place.unwrap().place.clone(),
        day: Some(today),
        errands: vec![Errand {
            person: "a".into(),
            procedure: Id::new(procedure),
            visit: Id::new(visit),
            deadlines: closes.map(due).into_iter().collect(),
            along: Vec::new(),
            origin: Origin::Asked,
        }],
        because: Because::default(),
        plan_by: None,
        latest: None,
        follows: false,
    };
    let money = money(&pack, home, &trip, today);
    let words = money.costs.iter().map(|c| {
        let yen = c.each.map_or("?".to_owned(), |(low, high)| format!("{low}-{high}"));
        assert!(c.due == PaidWhen::Certain || !c.conditions.is_empty(), "{}", c.id);
        format!("{} {} {yen}", c.id, c.state())
    });
    (words.collect(), money.is_free())
}

#[test]
fn a_fee_is_certain_only_if_later_or_not_known() {
    let home = |form: &str| {
        household(vec![person(
            "a",
            "A",
            &[("card_form", word(form)), ("card_held", yes())],
        )])
    };
    let held = home("separate");
    let before = Some(on(2026, 12, 31));
    let after = Some(on(2026, 11, 30));
    let is = |home: &Household, procedure: &str, visit: &str, closes, expected: &[&str], free: bool| {
        let (found, is_free) = fees(home, procedure, visit, closes);
        assert_eq!(found, expected, "{procedure}/{visit}");
        assert_eq!(is_free, free, "{procedure}/{visit}");
    };
    let extension = ["certificate-issue certain 0-0", "card-extension certain 0-0"];
    is(&held, "card-extension", "counter", before, &extension, true);
    // The card has ended: a new one may be due, so the trip is not free.
    let late = [&extension[..], &["card-reissue only-if 1000-1000"]].concat();
    is(&held, "card-extension", "counter", after, &late, false);
    is(&held, "card-extension", "counter", None, &late, false);
    // Nothing is known of a combined card.
    let combined = ["certificate-issue certain 0-0", "no-fee-found unknown ?"];
    is(&home("combined"), "card-extension", "counter", before, &combined, false);
    is(&held, "card-lost", "police", None, &[], false);
    let lost = ["card-reissue later 1000-1000", "card-express later 1800-2000"];
    is(&held, "card-lost", "counter", None, &lost, false);
    let apply = ["stay-permission later 10000-75000"];
    is(&held, "stay-renewal", "counter", before, &apply, false);
    // What is collected decides; whoever never had a card pays nothing.
    let pickup = ["card-renewal only-if 0-0", "card-reissue only-if 1000-1000"];
    is(&held, "card-pickup", "counter", None, &pickup, false);
    let none = household(vec![person("a", "A", &[("card_held", no())])]);
    is(&none, "card-pickup", "counter", None, &["first-card certain 0-0"], true);
    is(
        &held,
        "combined-card",
        "immigration",
        None,
        &["combined-card unknown ?"],
        false,
    );
    // The fees of immigration changed on 2026-10-01, and nobody has read this one since.
    is(
        &held,
        "residence-card-lost",
        "counter",
        None,
        &["residence-card-procedure unknown ?"],
        false,
    );
}

#[test]
fn a_sum_has_a_part_for_each_time_of_paying() {
    let pack = pack();
    let home = household(vec![person("a", "A", &[]), person("b", "B", &[])]);
    let errand = |person: &str, procedure: &str, visit: &str| Errand {
        person: person.into(),
        procedure: Id::new(procedure),
        visit: Id::new(visit),
        deadlines: Vec::new(),
        along: Vec::new(),
        origin: Origin::Asked,
    };
    let trip = Trip {
        place: Id::new("municipal-counter"),
        day: Some(on(2026, 12, 1)),
        errands: vec![
            errand("a", "kiosk-certificates", "counter"),
            errand("b", "card-lost", "counter"),
            errand("a", "pin-reset", "counter"),
        ],
        because: Because::default(),
        plan_by: None,
        latest: None,
        follows: false,
    };
    let money = money(&pack, &home, &trip, on(2026, 12, 1));
    let sum = |due| money.sum(due).map(|s| (s.low, s.high, s.more));
    assert_eq!(sum(PaidWhen::Certain), Some((300, 300, true)), "the PIN: not known");
    assert_eq!(sum(PaidWhen::OnlyIf), None);
    assert_eq!(sum(PaidWhen::Later), Some((2800, 3000, false)));
    assert!(!money.is_free());
}

#[test]
fn nobody_is_told_to_say_what_they_have_not_told() {
    let pack = pack();
    let said = |home: &Household, procedure: &str| -> Vec<String> {
        let procedure = &pack.procedures[procedure];
        let said = phrases_of(&pack, home, home.person("a"), procedure);
        said.into_iter().map(|(id, _)| id.to_string()).collect()
    };
    let mut home = household(vec![person("a", "A", &[])]);
    for (procedure, phrase, event) in [
        ("eligibility-certificate", "lost-card-too", "card_lost"),
        ("nhi-enrolment", "changed-insurance", "insurance_lost"),
        ("pin-reset", "pin-locked", "pin_locked"),
        ("move-in", "moved-out-online", "move_out_filed"),
    ] {
        assert!(!said(&home, procedure).contains(&phrase.to_owned()), "{phrase}");
        told(&pack, &mut home, event, on(2026, 11, 20), &["a"], &[]);
        let with_card = pack.phrases[phrase].with.iter().any(|d| d == "my-number-card");
        // The card is lost by now: what is said with it stays out.
        assert_eq!(
            said(&home, procedure).contains(&phrase.to_owned()),
            !with_card,
            "{phrase}"
        );
    }
    // Before the move and after it the same sentence is true: the day is a gap.
    let phrase = &pack.phrases["want-move-out"].say;
    assert!(phrase.ja.contains("__") && phrase.en.contains("___"), "{}", phrase.en);
    assert!(!phrase.en.contains("next month"));
}

#[test]
fn what_an_earlier_trip_hands_out_is_in_the_bag_and_what_is_lost_is_not() {
    let pack = pack();
    let mut home = after_renewal(&pack);
    told(&pack, &mut home, "residence_card_lost", on(2026, 12, 2), &["a"], &[]);
    for (origin, there) in [(Origin::Follows, true), (Origin::Due, false)] {
        let trip = Trip {
            place: Id::new("municipal-counter"),
            day: None,
            errands: vec![Errand {
                person: "a".into(),
                procedure: Id::new("card-special-extension"),
                visit: Id::new("second"),
                deadlines: Vec::new(),
                along: Vec::new(),
                origin,
            }],
            because: Because::default(),
            plan_by: None,
            latest: None,
            follows: origin == Origin::Follows,
        };
        let bag = bag(&pack, &home, &trip, Who::Myself, on(2026, 12, 3));
        assert_eq!(
            documents(&bag, "a").contains(&"new-residence-card".to_owned()),
            there,
            "{origin:?}"
        );
        assert_eq!(bag.gone.iter().any(|g| g.document == "new-residence-card"), !there);
    }
}
