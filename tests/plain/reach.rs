//! Whatever a screen shows can be had from a command: all view models are walked, and each of their facts is looked for
//! in what the commands print.

use std::collections::BTreeSet;

use mynaguide::calendar::NaiveDate;
use mynaguide::content::{Per, embedded_pack};
use mynaguide::guide::{Status, assess};
use mynaguide::household::Household;
use mynaguide::i18n::Strings;
use mynaguide::present::{
    Doc, Kind, Scene, deadline_doc, procedure_doc, question_card, timeline, warning_words, why_doc,
};
use mynaguide::store::{Paths, look};

use crate::support::Shell;

/// View models and where their facts are had. A new one needs a line here, and its facts a look below.
const REACHED: &[(&str, &str)] = &[
    ("bag_doc", "bag"),
    ("changes_doc", "changes"),
    ("clerk_doc", "say"),
    ("deadline_doc", "show PROCEDURE/DEADLINE"),
    ("found_row", "find"),
    ("procedure_doc", "show PROCEDURE"),
    ("question_card", "ask --all"),
    ("say_doc", "say"),
    ("timeline", "due --everything"),
    ("visit_doc", "bag"),
    ("visits_doc", "visits"),
    ("why_doc", "why PROCEDURE/DEADLINE"),
];

/// Words without their line breaks and lists.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<String>()
}

fn facts(doc: &Doc) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for block in doc.blocks.iter().filter(|b| b.kind != Kind::Gap) {
        let words: String = block.spans.iter().map(|s| s.text.as_str()).collect();
        facts.insert(plain(&words));
        if let Kind::Row(label) = &block.kind {
            facts.insert(plain(label));
        }
    }
    facts
}

#[test]
fn every_fact_of_every_view_model_is_printed_by_a_command() {
    let shell = Shell::moved();
    for line in [
        "person add B",
        "set --person B status_group mid-long",
        "set --person B stay_until 2026-11-01",
    ] {
        let said = shell.say(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    let pack = embedded_pack();
    let household: Household = look(&Paths::new(shell.data(), None), "home").unwrap();
    let today = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    let assessment = assess(&pack, &household, today);
    for lang in ["en", "ja"] {
        let strings = Strings::new(lang);
        let scene = Scene {
            pack: &pack,
            household: &household,
            assessment: &assessment,
            strings: &strings,
        };
        let run = |line: &str| {
            let said = shell.say(&format!("{line} --lang {lang}"));
            assert_eq!(said.code, 0, "{line}: {}", said.err);
            plain(&said.out)
        };
        let mut missing = Vec::new();
        let mut look_for = |what: String, facts: BTreeSet<String>, text: &str| {
            missing.extend(
                facts
                    .into_iter()
                    .filter(|f| !text.contains(f.as_str()))
                    .map(|f| format!("{what}: {f}")),
            );
        };
        // The key of the full screen that a hint names is a command here.
        let hint = plain(&strings.say("hint-why"));
        let shown = |d: &&mynaguide::guide::Deadline| d.status != Status::NotApplicable;
        let due = run("due --everything");
        for row in timeline(scene, None, true) {
            let facts = [row.word, row.title, row.who].map(|w| plain(&w)).into_iter().collect();
            look_for(format!("timeline {}", row.key), facts, &due);
        }
        for d in assessment.deadlines.iter().filter(shown) {
            let label = scene.label(d.person.as_str()).to_owned();
            let mut pane = facts(&deadline_doc(scene, d));
            pane.remove(&hint);
            let text = run(&format!("show {} --person {label}", d.key));
            look_for(format!("deadline {}", d.key), pane, &text);
            let text = run(&format!("why {} --person {label}", d.key));
            look_for(format!("why {}", d.key), facts(&why_doc(scene, d)), &text);
        }
        for procedure in pack.procedures.values() {
            let text = run(&format!("show {} --person A", procedure.id));
            look_for(
                format!("show {}", procedure.id),
                facts(&procedure_doc(scene, procedure, "a")),
                &text,
            );
        }
        // `ask` gives what is open in full; `ask --all` everything with its answer.
        let (open, all) = (run("ask"), run("ask --all"));
        for question in &assessment.questions {
            let card = question_card(
                scene,
                question.person.as_ref().map(|p| p.as_str()),
                question.fact.as_str(),
            )
            .unwrap();
            let facts = [card.ask, card.place, card.used_for]
                .map(|w| plain(&w))
                .into_iter()
                .collect();
            look_for(format!("question {}", question.fact), facts, &open);
        }
        for (fact, entry) in &pack.facts {
            let people: Vec<Option<&str>> = if entry.per == Per::Household {
                vec![None]
            } else {
                household.active().map(|p| Some(p.id.as_str())).collect()
            };
            for person in people {
                let card = question_card(scene, person, fact.as_str()).unwrap();
                let facts = [Some(card.name), card.current]
                    .into_iter()
                    .flatten()
                    .map(|w| plain(&w))
                    .collect();
                look_for(format!("ask --all {fact}"), facts, &all);
            }
        }
        for warning in &assessment.warnings {
            look_for(
                "warning".to_owned(),
                BTreeSet::from([plain(&warning_words(scene, warning))]),
                &due,
            );
        }
        for (id, term) in &pack.terms {
            let text = plain(
                &shell
                    .run(["find", term.name.ja.as_str(), "--most", "400", "--lang", lang])
                    .out,
            );
            let facts = [term.name.get(lang), &term.name.ja, &term.name.romaji]
                .map(plain)
                .into_iter()
                .collect();
            look_for(format!("term {id}"), facts, &text);
        }
        assert!(missing.is_empty(), "{lang}: {} missing: {missing:#?}", missing.len());
    }
}

#[test]
fn no_view_model_is_forgotten_here() {
    let module = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/present/mod.rs")).unwrap();
    let exported = module.lines().filter(|l| l.starts_with("pub use "));
    let names: BTreeSet<String> = exported
        .flat_map(|l| l.split(|c: char| !(c.is_alphanumeric() || c == '_')))
        .filter(|w| ["_doc", "_card", "_row", "_rows"].iter().any(|end| w.ends_with(end)) || *w == "timeline")
        .map(str::to_owned)
        .collect();
    assert!(names.len() > 5, "{names:?}");
    let commands = Shell::new().ok("--help");
    for name in names {
        let command = REACHED.iter().find(|(known, _)| *known == name);
        let (_, command) = command.unwrap_or_else(|| panic!("{name}: say here by which command its facts are had"));
        let word = command.split(' ').next().unwrap();
        assert!(
            commands.contains(&format!("  {word} ")),
            "{name}: there is no command {word}"
        );
    }
}
