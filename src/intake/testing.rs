//! A small pack for the tests of this module.

use crate::content::{
    Answer, Applies, Body, Choice, Fact, FactKind, Id, Implication, Name, Pack, Per, Procedure, Reset, Review,
    ReviewStatus, Text,
};

use chrono::NaiveDate;

fn text(en: &str, ja: &str) -> Text {
    let mut text = Text::english(en);
    text.insert("ja", ja);
    text
}

fn fact(kind: FactKind, per: Per, en: &str, ja: &str) -> Fact {
    Fact {
        name: text(en, ja),
        ..crate::household::testing::fact(kind, per)
    }
}

fn choices(list: &[(&str, &str, &str)]) -> FactKind {
    FactKind::Choice(
        list.iter()
            .map(|(id, en, ja)| Choice {
                id: Id::new(id),
                name: text(en, ja),
            })
            .collect(),
    )
}

/// Questions of every kind, three events, two procedures.
pub(super) fn pack() -> Pack {
    let mut pack = Pack::default();
    let status = choices(&[
        ("mid-long", "I have a period of stay", "在留期間がある"),
        ("permanent", "Permanent resident", "永住者"),
    ]);
    let insurance = choices(&[("nhi", "National", "国民"), ("none", "None now", "入っていない")]);
    let pickup = Per::Event(Id::new("pickup_notice"));
    for (id, entry) in [
        (
            "status_group",
            fact(status, Per::Person, "Kind of status", "在留の区分"),
        ),
        (
            "card_held",
            fact(FactKind::YesNo, Per::Person, "Has a card", "カードを持っている"),
        ),
        ("birth", fact(FactKind::Date, Per::Person, "Date of birth", "生年月日")),
        (
            "stay_until",
            fact(FactKind::Date, Per::Person, "Stay until", "在留期間の満了日"),
        ),
        ("insurance", fact(insurance, Per::Person, "Insurance", "健康保険")),
        ("children", fact(FactKind::Count, Per::Person, "Children", "子ども")),
        ("head_foreign", fact(FactKind::YesNo, Per::Household, "Head", "世帯主")),
        ("pickup_by", fact(FactKind::Date, pickup, "Pick up by", "受け取り期限")),
        (
            "moved_in",
            fact(FactKind::Event, Per::Household, "Moved in", "引っ越した"),
        ),
        (
            "pickup_notice",
            fact(FactKind::Event, Per::Person, "Postcard", "はがき"),
        ),
        (
            "stay_decided",
            fact(FactKind::Event, Per::Person, "New residence card", "新しい在留カード"),
        ),
    ] {
        pack.facts.insert(Id::new(id), entry);
    }
    pack.facts["stay_until"].after = vec![Id::new("birth")];
    pack.facts["stay_decided"].resets = vec![Reset {
        fact: Id::new("stay_until"),
        keeps: Vec::new(),
    }];
    pack.facts["status_group"].implies = vec![Implication {
        when: vec![Answer::Choice(Id::new("permanent"))],
        fact: Id::new("stay_until"),
        value: Answer::DoesNotApply,
    }];
    for procedure in [move_in(), card_lost()] {
        pack.procedures.insert(procedure.id.clone(), procedure);
    }
    pack
}

fn move_in() -> Procedure {
    let need = |thing| crate::content::Need {
        thing,
        each: crate::content::Each::Mover,
        applies: Applies::default(),
        copy: false,
        original: false,
        sealed: false,
        translation: false,
        varies: false,
        note: None,
    };
    let mut procedure = procedure("move-in", "Move in", "転入届", &["new city"], &["notify", "keep-card"]);
    procedure.body.visits.push(crate::content::Visit {
        id: Id::new("counter"),
        title: None,
        place: Id::new("office"),
        settles: Vec::new(),
        who: crate::content::Who::Myself,
        trips: 1,
        minutes: None,
        book: false,
        on_notice: false,
        after: Vec::new(),
        fee: Vec::new(),
        fees: Vec::new(),
        applies: Applies::default(),
        with: Vec::new(),
        say: Vec::new(),
        keep: Vec::new(),
        needs: vec![
            need(crate::content::Thing::Document(Id::new("residence-card"))),
            need(crate::content::Thing::AnyOf(vec![
                (Id::new("id-a"), 1),
                (Id::new("id-b"), 2),
            ])),
        ],
    });
    procedure.body.steps.push(crate::content::Step {
        id: Id::new("file"),
        text: Text::english("File it."),
        visit: None,
        applies: Applies::default(),
        with: Vec::new(),
        varies: false,
        source: Vec::new(),
    });
    procedure
}

fn card_lost() -> Procedure {
    procedure("card-lost", "Card lost", "紛失", &["new city hall"], &["suspend"])
}

fn procedure(id: &str, en: &str, ja: &str, alias: &[&str], deadlines: &[&str]) -> Procedure {
    let name = Name {
        en: en.into(),
        ja: ja.into(),
        kana: ja.into(),
        romaji: "".into(),
    };
    let checked = NaiveDate::default();
    Procedure {
        id: Id::new(id),
        title: name,
        place: Id::new("office"),
        deadlines: deadlines.iter().map(|id| deadline(id)).collect(),
        body: Body {
            alias: alias.iter().map(|a| (*a).to_owned()).collect(),
            review: Review {
                status: ReviewStatus::Draft,
                checked,
                every_days: 180,
            },
            ..Body::default()
        }
        .into(),
        ..Procedure::default()
    }
}

fn deadline(id: &str) -> crate::content::DeadlineRule {
    crate::content::DeadlineRule {
        id: Id::new(id),
        title: Text::english(id),
        kind: crate::content::DeadlineKind::LegalDuty,
        since: None,
        waits: None,
        validity: None,
        acts_on: None,
        spared_by: Vec::new(),
        applies: Applies::default(),
        needed_while: Applies::default(),
        done_by: Vec::new(),
        done_if: None,
        done_lead_days: 0,
        opens: None,
        closes: None,
        place: Id::new("office"),
        place_if: Vec::new(),
        plan_by: None,
        remind: Vec::new(),
        if_missed: None,
        late: None,
        absorbed_by: Vec::new(),
        period: None,
        quiet_until_open: false,
        varies: None,
        disputed: None,
        after_plan: Vec::new(),
        source: std::sync::Arc::default(),
    }
}
