//! Whatever a screen shows can be had from a command: all view models are walked, and each of their facts is looked for
//! in what the commands print.

use std::collections::BTreeSet;

use mynaguide::calendar::NaiveDate;
use mynaguide::content::{Id, Per, Who, embedded_pack};
use mynaguide::guide::{Status, assess};
use mynaguide::household::Household;
use mynaguide::i18n::Strings;
use mynaguide::present::{
    Doc, Kind, Prose, Scene, deadline_doc, procedure_doc, question_card, say_doc, timeline, trip_doc, visits_doc,
    warning_words, why_doc,
};
use mynaguide::store::{Paths, look};
use mynaguide::visit::{plan, say};

use crate::support::Shell;

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

/// One walk in one language.
struct Walk<'a> {
    shell: &'a Shell,
    scene: Scene<'a>,
    missing: Vec<String>,
}

impl Walk<'_> {
    fn run(&self, line: &str) -> String {
        let said = self.shell.say(&format!("{line} --lang {}", self.scene.lang()));
        assert_eq!(said.code, 0, "{line}: {}", said.err);
        plain(&said.out)
    }

    fn look_for(&mut self, what: &str, facts: impl IntoIterator<Item = String>, text: &str) {
        let lost = facts.into_iter().filter(|f| !text.contains(f.as_str()));
        self.missing.extend(lost.map(|f| format!("{what}: {f}")));
    }

    fn deadlines(&mut self) {
        let scene = self.scene;
        let due = self.run("due --everything");
        for row in timeline(scene, None, true) {
            self.look_for("timeline", [row.word, row.title, row.who].map(|w| plain(&w)), &due);
        }
        for warning in &scene.assessment.warnings {
            self.look_for("warning", [plain(&warning_words(scene, warning))], &due);
        }
        // The key of the full screen that a hint names is a command here.
        let hint = plain(&scene.strings.say("hint-why"));
        for d in scene
            .assessment
            .deadlines
            .iter()
            .filter(|d| d.status != Status::NotApplicable)
        {
            let label = scene.label(d.person.as_str());
            let text = self.run(&format!("show {} --person {label}", d.key));
            let pane = facts(&deadline_doc(scene, d)).into_iter().filter(|f| *f != hint);
            self.look_for(&format!("deadline {}", d.key), pane, &text);
            let text = self.run(&format!("why {} --person {label}", d.key));
            self.look_for(&format!("why {}", d.key), facts(&why_doc(scene, d)), &text);
        }
    }

    fn procedures(&mut self) {
        for procedure in self.scene.pack.procedures.values() {
            let text = self.run(&format!("show {} --person A", procedure.id));
            self.look_for(
                &format!("show {}", procedure.id),
                facts(&procedure_doc(self.scene, procedure, "a")),
                &text,
            );
        }
    }

    /// `ask` gives what is open in full; `ask --all` everything with its answer.
    fn questions(&mut self) {
        let scene = self.scene;
        let (open, all) = (self.run("ask"), self.run("ask --all"));
        for question in &scene.assessment.questions {
            let person = question.person.as_ref().map(Id::as_str);
            let card = question_card(scene, person, question.fact.as_str()).unwrap();
            self.look_for(
                "question",
                [card.ask, card.place, card.used_for].map(|w| plain(&w)),
                &open,
            );
        }
        for (fact, entry) in &scene.pack.facts {
            let everybody = scene.household.active().map(|p| Some(p.id.as_str()));
            let people: Vec<Option<&str>> = if entry.per == Per::Household {
                vec![None]
            } else {
                everybody.collect()
            };
            for person in people {
                let card = question_card(scene, person, fact.as_str()).unwrap();
                let facts = [Some(card.name), card.current].into_iter().flatten().map(|w| plain(&w));
                self.look_for(&format!("ask --all {fact}"), facts, &all);
            }
        }
    }

    fn visits(&mut self) {
        let scene = self.scene;
        let plan = plan(scene.pack, scene.household, scene.assessment, Who::Myself);
        assert!(!plan.trips.is_empty());
        let text = self.run("visits");
        self.look_for("visits", facts(&visits_doc(scene, &plan)), &text);
        for (n, trip) in plan.trips.iter().enumerate() {
            let text = self.run(&format!("bag --visit {} --with-notes", n + 1));
            self.look_for("bag", facts(&trip_doc(scene, &plan, trip, true)), &text);
            let text = self.run(&format!("say --visit {}", n + 1));
            self.look_for(
                "say",
                facts(&say_doc(scene, &say(scene.pack, scene.household, trip))),
                &text,
            );
        }
    }

    fn terms(&mut self) {
        let (pack, strings, today) = (self.scene.pack, self.scene.strings, self.scene.assessment.today);
        for (id, term) in pack.terms.iter() {
            let typed = ["find", &term.name.ja, "--most", "400", "--lang", strings.lang()];
            let text = plain(&self.shell.run(typed).out);
            let means = Prose::new(pack, strings, today).spans(&term.means);
            let means: String = means.iter().map(|s| s.text.as_str()).collect();
            let others = term
                .not
                .iter()
                .filter_map(|other| pack.terms.get(other))
                .map(|other| plain(&other.name.ja));
            let names = [
                term.name.get(strings.lang()),
                &term.name.ja,
                &term.name.kana,
                &term.name.romaji,
                &means,
            ];
            self.look_for(&format!("term {id}"), names.map(plain).into_iter().chain(others), &text);
        }
    }
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
        let mut walk = Walk {
            shell: &shell,
            scene,
            missing: Vec::new(),
        };
        walk.deadlines();
        walk.procedures();
        walk.questions();
        walk.visits();
        walk.terms();
        assert!(
            walk.missing.is_empty(),
            "{lang}: {} missing: {:#?}",
            walk.missing.len(),
            walk.missing
        );
    }
}
