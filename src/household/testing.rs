//! Households for property tests, made the way people make them: one change after another.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{Change, Household, TickKey, edit};
use crate::content::{Answer, Bound, Fact, FactKind, HeldBy, Id, Pack, Per, Reset, Text};

/// A question or an event without words.
pub(crate) fn fact(kind: FactKind, per: Per) -> Fact {
    Fact {
        kind,
        per,
        name: Text::default(),
        ask: Text::default(),
        place: Text::default(),
        used_for: Text::default(),
        not_before: None,
        not_after: None,
        after: Vec::new(),
        before: Vec::new(),
        implies: Vec::new(),
        resets: Vec::new(),
        takes_back: Vec::new(),
        held_by: None,
    }
}

/// A plan and the notice for it, both of which can be taken back; a birth and the end of a stay.
pub(crate) fn plans() -> Pack {
    let id = |word| Id::new(word);
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).map(Bound::On);
    let months = |months| Some(Bound::Today { days: 0, months });
    let today = Some(Bound::TODAY);
    let mut pack = Pack::default();
    for (name, kind, not_before, not_after) in [
        ("birth", FactKind::Date, day(1900, 1, 1), today),
        ("stay_until", FactKind::Date, months(-12), months(72)),
        ("plan", FactKind::Event, day(2012, 7, 9), months(12)),
        ("filed", FactKind::Event, day(2012, 7, 9), today),
        ("given_up", FactKind::Event, None, today),
        ("withdrawn", FactKind::Event, None, today),
    ] {
        let entry = Fact {
            not_before,
            not_after,
            after: (name != "birth").then(|| id("birth")).into_iter().collect(),
            ..fact(kind, Per::Person)
        };
        pack.facts.insert(id(name), entry);
    }
    let until = Fact {
        after: vec![id("filed")],
        ..fact(FactKind::Date, Per::Event(id("filed")))
    };
    pack.facts.insert(id("until"), until);
    pack.facts["withdrawn"].after.push(id("filed"));
    pack.facts["given_up"].takes_back = vec![id("plan")];
    pack.facts["withdrawn"].takes_back = vec![id("filed")];
    pack.facts["plan"].held_by = Some(HeldBy {
        event: id("filed"),
        lead_days: 31,
    });
    pack
}

/// What a tick or note of a person is about.
pub(crate) fn key(person: &str) -> TickKey {
    TickKey {
        procedure: Id::new("move-in"),
        item: Id::new("residence-card"),
        person: Id::new(person),
    }
}

/// Some changes that make sense in this household, chosen by the numbers.
pub(crate) fn change(h: &Household, [kind, who, what, value]: [u8; 4]) -> Vec<Change> {
    let person = h.people[usize::from(who) % h.people.len()].id.clone();
    let fact = ["birth", "status_group", "card_held", "stay_until"][usize::from(what) % 4];
    let on = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(u64::from(value) * 7);
    let answer = [
        None,
        Some(Answer::DoesNotApply),
        Some(Answer::YesNo(value > 99)),
        Some(Answer::Choice(Id::new("mid-long"))),
        Some(Answer::Date(on)),
        Some(Answer::Count(u32::from(value))),
    ];
    let answer = answer[usize::from(value) % answer.len()].clone();
    let key = TickKey {
        item: Id::new(fact),
        ..key(person.as_str())
    };
    match kind % 9 {
        0 => edit::set_fact(h, Some(person.as_str()), fact, answer),
        1 => edit::set_fact(h, None, fact, answer),
        2 => edit::tick(h, key, on),
        3 => edit::note(
            h,
            key,
            ["", "bring \"both\"\nand\r\nask", "写真は２枚 \\", "\u{1}'''\"\"\""][usize::from(value) % 4],
        ),
        4 => {
            let facts = answer
                .map(|a| (Id::new(fact), a))
                .into_iter()
                .collect::<BTreeMap<_, _>>();
            edit::add_event(
                h,
                "moved_in",
                on,
                &[person],
                facts,
                &["birth", "card_held"].map(|fact| Reset {
                    fact: Id::new(fact),
                    keeps: Vec::new(),
                }),
            )
        }
        5 if !h.events.is_empty() => edit::remove_event(h, h.events[usize::from(value) % h.events.len()].id.as_str()),
        6 => edit::add_person(h, ["B", "妻", "C 3", "d\"q"][usize::from(value) % 4]),
        7 => edit::rename_person(h, person.as_str(), ["X", "ｱｲ", "wife", " y "][usize::from(value) % 4]),
        _ => edit::archive_person(h, person.as_str(), value > 127),
    }
}

/// A household after up to forty changes; those that are refused are left out.
pub(crate) fn household() -> impl Strategy<Value = Household> {
    proptest::collection::vec(any::<[u8; 4]>(), 0..40).prop_map(|seeds| {
        let mut h = Household::new("home");
        for seed in seeds {
            let changes = change(&h, seed);
            if h.apply_all(&changes).is_ok() {
                h.revision += 1;
            }
        }
        h
    })
}
