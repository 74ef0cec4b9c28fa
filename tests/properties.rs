//! What must hold for every household there can be: windows, rolls, the unknown, and the same answer everywhere.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};
use mynaguide::content::{Answer, ClosedRule, DateOp, FactKind, Id, Pack, Per, Place, embedded_files, load};
use mynaguide::guide::{Caveat, Deadline, Reason, Status, Why, assess, explain, run_scenario};
use mynaguide::household::{Event, Household};
use proptest::prelude::*;
use proptest::sample::Index;

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| load(&embedded_files(), None).pack.expect("the embedded content loads"))
}

/// What is drawn for one fact or event: whether it is told, which answer, and which day.
#[derive(Clone, Debug)]
struct Draw {
    told: bool,
    pick: Index,
    day: NaiveDate,
    again: Option<NaiveDate>,
}

fn a_day() -> impl Strategy<Value = NaiveDate> {
    // Month ends, leap days, year ends and closed days are all in these fourteen years.
    (0..5113_u64).prop_map(|n| NaiveDate::from_ymd_opt(2022, 1, 1).unwrap() + chrono::Days::new(n))
}

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    let one = (
        prop::bool::weighted(0.6),
        any::<Index>(),
        a_day(),
        prop::option::weighted(0.2, a_day()),
    );
    let one = one.prop_map(|(told, pick, day, again)| Draw { told, pick, day, again });
    prop::collection::vec(one, pack().facts.len())
}

/// A household from the registry of the content: any answer to any question, any event on any day.
fn household(draws: &[Draw]) -> Household {
    let mut household = Household::new("drawn");
    for ((id, fact), draw) in pack().facts.iter().zip(draws).filter(|(_, draw)| draw.told) {
        let answer = match &fact.kind {
            FactKind::Event => {
                for on in [Some(draw.day), draw.again].into_iter().flatten() {
                    tell(&mut household, id, on);
                }
                continue;
            }
            FactKind::Date if *id == "birth" => Answer::Date(draw.day - chrono::Months::new(12 * 25)),
            FactKind::Date => Answer::Date(draw.day),
            FactKind::YesNo => Answer::YesNo(draw.pick.index(2) == 0),
            FactKind::Count => Answer::Count(u32::try_from(draw.pick.index(5)).unwrap()),
            // A list that local content fills has no answers yet.
            FactKind::Choice(choices) if choices.is_empty() => continue,
            FactKind::Choice(choices) => Answer::Choice(choices[draw.pick.index(choices.len())].id.clone()),
        };
        match &fact.per {
            Per::Person => {
                household.people[0].facts.insert(id.clone(), answer);
            }
            Per::Household => {
                household.facts.insert(id.clone(), answer);
            }
            Per::Event(event) => {
                for told in household.events.iter_mut().filter(|e| e.event == *event) {
                    told.facts.insert(id.clone(), answer.clone());
                }
            }
        }
    }
    household
}

fn tell(household: &mut Household, event: &Id, on: NaiveDate) {
    household.events.push(Event {
        id: Id::new(&format!("e{}", household.events.len() + 1)),
        event: event.clone(),
        on,
        people: vec![household.people[0].id.clone()],
        facts: std::collections::BTreeMap::new(),
    });
}

/// Worked out anew from the files of the content, not with the program's own calendar.
fn is_closed(place: &Place, day: NaiveDate) -> bool {
    place.closed.iter().any(|rule| match rule {
        ClosedRule::Weekly(days) => days.contains(&day.weekday()),
        ClosedRule::Calendar(id) => pack().calendars[id].days.contains_key(&day),
        ClosedRule::Yearly { from, until, .. } => {
            let on = (day.month(), day.day());
            if from <= until {
                (*from..=*until).contains(&on)
            } else {
                on >= *from || on <= *until
            }
        }
    })
}

/// Every fact and event that an explanation names.
fn named(why: &Why, into: &mut BTreeSet<Id>) {
    match &why.reason {
        Reason::Fact(id) | Reason::Event(id) | Reason::Missing(id) | Reason::Answer { fact: id, .. } => {
            into.insert(id.clone());
        }
        Reason::Age(_) | Reason::Date(DateOp::NthBirthday { .. } | DateOp::AgeDay { .. }) => {
            into.insert(Id::new("birth"));
        }
        _ => {}
    }
    why.because
        .iter()
        .chain(&why.passed_over)
        .for_each(|below| named(below, into));
}

/// Every named leaf with a day: the fact or event, and the day it is said to have.
fn told_days<'w>(why: &'w Why, into: &mut Vec<(&'w Id, NaiveDate)>) {
    if let (Reason::Fact(id) | Reason::Event(id), Some(day)) = (&why.reason, why.day) {
        into.push((id, day));
    }
    why.because.iter().for_each(|below| told_days(below, into));
}

fn days(d: &Deadline) -> [Option<NaiveDate>; 4] {
    [d.opens, d.counted, d.closes, d.plan_by]
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_window_never_closes_before_it_opens(draws in draws(), today in a_day()) {
        for d in assess(pack(), &household(&draws), today).deadlines {
            if let (Some(opens), Some(closes)) = (d.opens, d.closes) {
                prop_assert!(opens <= closes, "{}: {opens} to {closes}", d.key);
            }
            if let (Some(plan), Some(closes)) = (d.plan_by, d.closes) {
                prop_assert!(plan <= closes, "{}: plan by {plan}, closes {closes}", d.key);
            }
            if let (Some(plan), Some(opens)) = (d.plan_by, d.opens) {
                prop_assert!(plan >= opens, "{}: plan by {plan}, opens {opens}", d.key);
            }
        }
    }

    #[test]
    fn a_rolled_day_is_open_and_never_before_the_counted_one(draws in draws()) {
        for d in assess(pack(), &household(&draws), today()).deadlines {
            let place = &pack().places[&d.place];
            if let (Some(counted), Some(closes)) = (d.counted, d.closes) {
                prop_assert!(counted <= closes, "{}", d.key);
                if counted != closes {
                    prop_assert!(!is_closed(place, closes), "{}: {closes} is closed", d.key);
                    let between = counted.iter_days().take_while(|day| *day < closes);
                    prop_assert!(between.into_iter().all(|day| is_closed(place, day)), "{}: an earlier day is open", d.key);
                }
            }
            if let Some(plan) = d.plan_by {
                prop_assert!(!is_closed(place, plan), "{}: nobody is there on {plan}", d.key);
            }
        }
    }

    /// A known day rests on days that were told, and on nothing that is missing.
    #[test]
    fn what_is_unknown_never_gives_a_date(draws in draws()) {
        let household = household(&draws);
        let person = &household.people[0];
        for d in assess(pack(), &household, today()).deadlines {
            let explained = explain(pack(), &household, today(), &d);
            for why in [&explained.opens, &explained.closes].into_iter().flatten().filter(|why| why.day.is_some()) {
                let mut told = Vec::new();
                told_days(why, &mut told);
                for (id, day) in told {
                    let of_event = household.events.iter().any(|e| {
                        (e.event == *id && e.on == day) || e.facts.get(id) == Some(&Answer::Date(day))
                    });
                    let answer = person.facts.get(id).or_else(|| household.facts.get(id));
                    prop_assert!(of_event || answer == Some(&Answer::Date(day)), "{}: nobody told {id} = {day}", d.key);
                }
            }
            if d.status == Status::Unknown {
                prop_assert!(!d.asks.is_empty(), "{} is unknown, and no question would help", d.key);
            }
        }
    }

    /// What explains a day explains that very day, and nothing is shown that nothing explains.
    #[test]
    fn a_day_and_its_reasons_are_the_same_day(draws in draws(), today in a_day()) {
        let household = household(&draws);
        for d in assess(pack(), &household, today).deadlines {
            let explained = explain(pack(), &household, today, &d);
            for (day, why) in [(d.closes, &explained.closes), (d.plan_by, &explained.plan_by), (d.opens, &explained.opens)] {
                let explained = why.as_ref().and_then(|why| why.day);
                let never_opened = why.as_ref().is_some_and(|why| why.caveats.contains(&Caveat::NeverOpened));
                prop_assert!(day == explained || day.is_none() && never_opened, "{}: {day:?}, explained {explained:?}", d.key);
            }
        }
    }

    /// Taking back an answer that a deadline's reasons do not name never gives it another day. A day may vanish: an
    /// arm that did not hold explains nothing, and without the answer nobody knows whether it holds.
    #[test]
    fn only_what_a_reason_names_can_move_a_day(draws in draws(), which in any::<Index>()) {
        let full = household(&draws);
        prop_assume!(!full.people[0].facts.is_empty());
        let facts: Vec<Id> = full.people[0].facts.keys().cloned().collect();
        let gone = which.get(&facts);
        // An answer that settles another one speaks through it, and the reasons name only the other.
        prop_assume!(pack().facts[gone].implies.is_empty());
        let mut fewer = full.clone();
        fewer.people[0].facts.remove(gone);
        let (with, without) = (assess(pack(), &full, today()), assess(pack(), &fewer, today()));
        for d in &with.deadlines {
            let explained = explain(pack(), &full, today(), d);
            let reasons = [&explained.opens, &explained.closes, &explained.plan_by];
            let mut names = BTreeSet::new();
            reasons.into_iter().flatten().for_each(|why| named(why, &mut names));
            let never_opened = reasons[0].as_ref().is_some_and(|why| why.caveats.contains(&Caveat::NeverOpened));
            if names.contains(gone) || never_opened {
                continue;
            }
            let other = without.deadlines.iter().find(|o| o.key == d.key).unwrap();
            for (before, after) in days(d).into_iter().zip(days(other)) {
                prop_assert!(after.is_none() || after == before, "{}: {before:?} becomes {after:?} without {gone}", d.key);
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_answer(draws in draws(), today in a_day()) {
        let household = household(&draws);
        let (once, twice) = (assess(pack(), &household, today), assess(pack(), &household, today));
        prop_assert_eq!(format!("{once:?}"), format!("{twice:?}"));
    }
}

/// With no answer and no event there is not a single day.
#[test]
fn nobody_told_anything_and_there_is_no_date() {
    let assessment = assess(pack(), &Household::new("empty"), today());
    for d in &assessment.deadlines {
        assert_eq!(days(d), [None; 4], "{}", d.key);
        assert!(!d.status.asks_for_something() || d.status == Status::Open, "{}", d.key);
    }
}

#[test]
fn every_scenario_of_the_content_passes() {
    let mut wrong = Vec::new();
    for scenario in &*pack().scenarios {
        let outcome = run_scenario(pack(), scenario);
        assert!(outcome.checked > 0, "{} checks nothing", scenario.id);
        for finding in outcome.findings {
            wrong.push(format!(
                "{}: {} expected {}, found {}",
                scenario.id, finding.what, finding.expected, finding.found
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(pack().scenarios.len() >= 150);
}

/// Runs the program on a household of its own.
fn run(data: &std::path::Path, env: &[(&str, &str)], args: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mynaguide"));
    command
        .env_clear()
        .env("HOME", data)
        .envs(env.iter().copied())
        .arg("--data")
        .arg(data)
        .args(args);
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

fn told(data: &std::path::Path) {
    for args in [
        &["--today", "2026-11-22", "set", "status_group", "mid-long"][..],
        &["--today", "2026-11-22", "set", "card_held", "yes"],
        &["--today", "2026-11-22", "set", "card_form", "separate"],
        &["--today", "2026-11-22", "set", "stay_until", "2027-03-31"],
        &["--today", "2026-11-22", "event", "moved_in", "2026-11-20"],
    ] {
        assert_eq!(run(data, &[], args).0, Some(0), "{args:?}");
    }
}

#[test]
fn the_text_is_the_same_on_any_machine() {
    let folder = tempfile::tempdir().unwrap();
    told(folder.path());
    let machines: [&[(&str, &str)]; 4] = [
        &[("TZ", "UTC"), ("LANG", "C")],
        &[("TZ", "Pacific/Kiritimati"), ("LANG", "ja_JP.UTF-8")],
        &[("TZ", "America/Los_Angeles"), ("LC_ALL", "de_DE.UTF-8")],
        &[("TZ", "Asia/Tokyo"), ("LANG", "en_US.UTF-8")],
    ];
    for args in [
        &["--lang", "en", "--today", "2026-11-22", "due", "--everything"][..],
        &["--lang", "ja", "--today", "2026-11-22", "why", "move-in/notify"],
        &["--lang", "en", "--today", "2026-11-22", "show", "card-extension"],
        &["--lang", "ja", "--today", "2026-11-22", "factsheet", "move-in"],
    ] {
        let said: Vec<_> = machines.iter().map(|env| run(folder.path(), env, args)).collect();
        assert_eq!(said[0].0, Some(0), "{args:?}");
        assert!(!said[0].1.trim().is_empty(), "{args:?} says nothing");
        assert!(
            said.iter().all(|other| *other == said[0]),
            "{args:?} differs from machine to machine"
        );
    }
}

/// A date that has passed makes a badge and fails the strict check of authors; the program itself goes on.
#[test]
fn years_later_everything_still_works_and_says_that_it_is_old() {
    let folder = tempfile::tempdir().unwrap();
    told(folder.path());
    let late = |args: &[&str]| {
        run(
            folder.path(),
            &[],
            &[&["--lang", "en", "--today", "2040-01-01"], args].concat(),
        )
    };
    for args in [
        &["due"][..],
        &["ask"],
        &["why", "move-in/notify"],
        &["factsheet", "move-in"],
        &["test"],
        &["lint"],
    ] {
        assert_eq!(late(args).0, Some(0), "{args:?}");
    }
    let (code, shown) = late(&["show", "move-in"]);
    assert_eq!(code, Some(0));
    let badge = mynaguide::i18n::Strings::new("en").say("source-stale");
    assert!(
        shown.contains(&badge),
        "no badge on a source that was compared fourteen years ago"
    );
    assert!(
        !run(
            folder.path(),
            &[],
            &["--lang", "en", "--today", "2026-11-22", "show", "move-in"]
        )
        .1
        .contains(&badge)
    );
    let (code, said) = late(&["lint", "--strict", "--format", "short"]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("registry/sources.toml") && said.contains("procedures/move-in.toml"),
        "{said}"
    );
    assert_eq!(
        run(folder.path(), &[], &["--today", "2026-11-22", "lint", "--strict"]).0,
        Some(0)
    );
}

/// A clerk finds each case with its answers, its days, its reasons and its sources, in a table of either form.
#[test]
fn the_sheet_of_cases_has_days_reasons_and_sources() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = |args: &[&str]| {
        run(
            folder.path(),
            &[],
            &[&["--lang", "en", "--today", "2026-11-22", "factsheet"], args].concat(),
        )
    };
    let (code, markdown) = sheet(&["move-in"]);
    assert_eq!(code, Some(0));
    for part in [
        "move-in/notify",
        "resident-register-act",
        "https://laws.e-gov.go.jp/",
        "Why",
        "Right?",
    ] {
        assert!(markdown.contains(part), "{part}");
    }
    // Every row has as many cells as the head: one more separator than cells.
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let table: Vec<usize> = markdown.lines().filter(|l| l.starts_with('|')).map(cells).collect();
    assert!(table.len() > 6 && table.iter().all(|n| *n == table[0]), "{table:?}");
    let (code, html) = sheet(&["--format", "html"]);
    assert_eq!(code, Some(0));
    for procedure in [
        "card-extension/extend",
        "card-special-extension/extend",
        "residence-card-lost/reissue",
        "name-change/card",
    ] {
        assert!(html.contains(procedure), "{procedure}");
    }
    assert_eq!(html.matches("<tr>").count(), html.matches("</tr>").count());
    assert!(
        !html.contains("src=") && !html.contains("<script"),
        "the page needs nothing from outside"
    );
}
