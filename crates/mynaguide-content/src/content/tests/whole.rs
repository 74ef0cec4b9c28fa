//! Whole packs: what a clean one becomes, several errors at once, scenarios on their own, stamps.

use super::super::{
    Answer, Condition, DateOp, DateRule, Id, Missing, Per, Ref, Thing, load, load_scenarios, prose_hash,
    stamp_translations,
};
use super::{GO_JA, clean, edited, loaded, place, today};
use crate::content::Severity;

#[test]
fn the_clean_pack_has_everything() {
    let loaded = loaded(&[]);
    assert_eq!(loaded.diagnostics, []);
    let pack = loaded.pack.unwrap();
    let go = &pack.procedures["go"];
    assert_eq!(go.title.romaji, "tennyū todoke");
    assert_eq!(go.body.steps[0].text.get("ja"), "用紙と{doc:pin}を出します。");
    assert_eq!(
        go.deadlines[1].varies.as_ref().unwrap().text.get("ja"),
        "2日待つ役所もあります。"
    );
    assert_eq!(go.deadlines[1].absorbed_by, [(Id::new("go"), Id::new("notify"))]);
    assert_eq!(
        go.body.visits[0].needs[0].note.as_ref().unwrap().get("ja"),
        "新しいものです。"
    );
    assert!(matches!(&go.body.visits[0].needs[1].thing, Thing::AnyOf(sets) if sets == &[(Id::new("id-a"), 1)]));
    assert!(!go.body.translations["ja"].stale);
    assert_eq!(
        go.rules.dates["last_day"].label.as_ref().unwrap().get("ja"),
        "次に開いている日"
    );
    assert!(
        matches!(&go.rules.dates["end"].op, DateOp::Case { arms, .. } if arms.len() == 2 && arms[1].applies.is_none())
    );
    assert_eq!(pack.facts["filed_how"].per, Per::Event(Id::new("filed")));
    assert_eq!(pack.facts["card_held"].implies[0].value, Answer::DoesNotApply);
    let adult = pack.condition(Some(go), "adult").unwrap();
    assert!(matches!(
        adult,
        Condition::Age {
            on: Ref::Event(_),
            min: Some(_),
            max: None
        }
    ));
    assert_eq!(pack.calendars["holidays"].days.len(), 1);
    assert_eq!(pack.fees["copy"].rows[1].yen, 350);
}

#[test]
fn scenarios_are_typed_by_the_registry() {
    let pack = loaded(&[]).pack.unwrap();
    let sunday = &pack.scenarios[0];
    assert_eq!((sunday.file.as_str(), sunday.line), ("scenarios/go.toml", 2));
    let person = &sunday.people[0];
    assert_eq!(person.facts["card_held"], Answer::YesNo(true));
    assert_eq!(person.facts["card_form"], Answer::DoesNotApply);
    assert_eq!(person.facts["filed_how"], Answer::Choice(Id::new("counter")));
    let days: Vec<String> = person.events.iter().map(|(id, day)| format!("{id} {day}")).collect();
    // In the order of the file, which is that of telling.
    assert_eq!(days, ["filed 2026-12-02", "moved_in 2026-11-29", "moved_in 2026-01-05"]);
    assert_eq!(sunday.expect.deadlines["go/notify"].asks, Some(vec![Id::new("birth")]));
    assert_eq!(sunday.expect.bag["go/counter"], ["card", "id-a*1"]);
    let two = &pack.scenarios[1];
    assert_eq!(
        two.people.iter().map(|p| p.label.as_str()).collect::<Vec<_>>(),
        ["A", "B"]
    );
    assert_eq!(two.people[1].facts["people"], Answer::Count(2));
    assert_eq!(two.expect.not_deadline, ["B:go/notify"]);
}

#[test]
fn all_problems_of_all_files_are_found_in_one_run() {
    let loaded = loaded(&[
        ("registry/topics.toml", "title =", "titel ="),
        ("registry/fees.toml", "2025-12-31", "2025-12-30"),
        ("procedures/go.toml", "kind    = \"legal-duty\"", "kind    = 3"),
        ("procedures/go.toml", "place    = \"counter\"", "place    = \"window\""),
        ("scenarios/go.toml", "[scenario.events]", "[scenario.event]"),
    ]);
    let found: Vec<String> = loaded.diagnostics.iter().map(place).collect();
    assert_eq!(
        found,
        [
            "procedures/go.toml:6:12 ref-missing",
            "procedures/go.toml:37:11 type-wrong",
            "registry/fees.toml:5:12 row-gap",
            "registry/topics.toml:1:1 key-missing",
            "registry/topics.toml:2:1 key-unknown",
            "scenarios/go.toml:9:11 key-unknown",
        ]
    );
    assert!(loaded.pack.is_none());
    assert_eq!(loaded.diagnostics[4].help.as_deref(), Some("did you mean `title`?"));
}

#[test]
fn a_broken_file_does_not_make_others_look_broken() {
    let loaded = loaded(&[
        ("registry/terms.toml", "[notice]", "[notice"),
        ("registry/sets.toml", "name =", "name"),
    ]);
    let rules: Vec<_> = loaded.diagnostics.iter().map(|d| (d.file.as_str(), d.rule)).collect();
    assert!(
        rules
            .iter()
            .all(|(file, rule)| file.starts_with("registry/") && *rule != "ref-missing"),
        "{rules:?}"
    );
    assert!(
        ["registry/terms.toml", "registry/sets.toml"]
            .iter()
            .all(|f| rules.contains(&(*f, "toml-syntax")))
    );
}

#[test]
fn what_is_missing_may_be_nothing() {
    let empty = load(&super::super::PackFiles::single("registry/topics.toml", ""), None);
    let found: Vec<String> = empty.diagnostics.iter().map(|d| d.rule.to_owned()).collect();
    assert_eq!(found, ["file-missing"]);
}

#[test]
fn stale_sources_are_errors_for_the_builders_of_the_program() {
    let edits = [("procedures/go.toml", "checked = 2026-11-01", "checked = 2026-01-01")];
    let relaxed = loaded(&edits);
    assert!(relaxed.pack.is_some() && relaxed.errors() == 0);
    let strict = relaxed.strict();
    assert!(strict.pack.is_none() && strict.errors() == 1);
    assert!(load(&edited(&edits), None).diagnostics.is_empty());
    assert!(loaded(&[]).strict().pack.is_some());
}

#[test]
fn a_missing_scenario_points_at_the_deadline() {
    let loaded = loaded(&[]);
    let found = loaded.scenario_missing(&Id::new("go"), &Id::new("keep"), "no closed last day".to_owned());
    assert_eq!(
        found.short(),
        "procedures/go.toml:47:10: error[scenario-missing]: no closed last day"
    );
}

#[test]
fn scenarios_of_others_are_loaded_against_the_pack() {
    let pack = loaded(&[]).pack.unwrap();
    let text = "[[scenario]]\nid = \"x\"\ntoday = 2026-12-01\nfacts = { card_held = true, nothing = 1 }\nextra = 1\n";
    let (scenarios, found) = load_scenarios(&pack, "mine.toml", text);
    assert_eq!(scenarios.len(), 1);
    assert_eq!(scenarios[0].people[0].facts.len(), 1);
    let found: Vec<String> = found.iter().map(place).collect();
    assert_eq!(found, ["mine.toml:4:29 ref-missing", "mine.toml:5:1 key-unknown"]);
}

#[test]
fn stamps_are_written_only_where_the_english_text_changed() {
    assert_eq!(stamp_translations(&clean()), []);
    let changed = edited(&[("procedures/go.toml", "You have no card.", "You hold no card.")]);
    let stamped = stamp_translations(&changed);
    assert_eq!(stamped.len(), 1);
    let (path, text) = &stamped[0];
    assert_eq!(path, GO_JA);
    let pack = load(&changed, None).pack.unwrap();
    let hash = prose_hash(&pack.procedures["go"]);
    assert!(hash.starts_with("sha256:") && hash.len() == "sha256:".len() + 16);
    let before = clean();
    let differing: Vec<(&str, &str)> = before
        .text(GO_JA)
        .unwrap()
        .lines()
        .zip(text.lines())
        .filter(|(a, b)| a != b)
        .collect();
    assert_eq!(differing.len(), 1);
    assert_eq!(differing[0].1, format!("based    = \"{hash}\""));
    let broken = edited(&[("procedures/go.toml", "You have no card.", "You {hold no card.")]);
    assert_eq!(stamp_translations(&broken), []);
}

#[test]
fn texts_are_folded_before_anything_shows_them() {
    let edits = [("registry/topics.toml", "\"Moving\"", "\"Ｍoving\\u001b[31m\\u202e ｶﾞ\"")];
    let pack = loaded(&edits).pack.unwrap();
    assert_eq!(pack.topics["move"].title.en(), "Moving[31m ガ");
}

#[test]
fn warnings_do_not_refuse_a_pack() {
    let loaded = loaded(&[("procedures/go.toml", "\"holds_card\", \"grown_up\"", "\"holds_card\"")]);
    assert_eq!(loaded.diagnostics[0].severity, Severity::Warning);
    assert!(loaded.pack.is_some());
}

#[test]
fn what_a_missing_part_does_is_unknown_unless_written() {
    let edits = [
        ("procedures/go.toml", "closes = \"end\"", "closes = \"first\""),
        (
            "procedures/go.toml",
            "[[who]]",
            "[date.first]\nop = \"earliest\"\nof = [\"end\", \"fact:birth\"]\n[[who]]",
        ),
    ];
    let pack = loaded(&edits).pack.unwrap();
    let DateRule { op, .. } = &pack.procedures["go"].rules.dates["first"];
    assert!(matches!(op, DateOp::Earliest { missing: Missing::Unknown, of } if of.len() == 2));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(150))]

    #[test]
    fn damaged_files_never_make_the_loader_panic(
        file in 0usize..16,
        at in 0usize..3_000,
        length in 0usize..200,
        new in "[\\[\\]{}=\",'\\\\ena0-9. \n|:{}\u{202e}転]{0,12}",
    ) {
        let mut files = clean();
        let file = file % files.files.len();
        let text = files.files[file].1.to_string();
        let start = text.floor_char_boundary(at % (text.len() + 1));
        let end = text.floor_char_boundary((start + length).min(text.len()));
        files.files[file].1 = format!("{}{new}{}", &text[..start], &text[end..]).into();
        let loaded = load(&files, Some(today()));
        for found in &loaded.diagnostics {
            proptest::prop_assert!(found.render(&files, false).contains(found.rule));
        }
        proptest::prop_assert_eq!(loaded.pack.is_none(), loaded.errors() > 0);
        stamp_translations(&files);
    }
}

#[test]
fn windows_that_can_be_open_are_not_refused() {
    let windows = [
        ("\"event:moved_in\"", "\"counted\""),
        ("\"counted\"", "\"counted\""),
        ("\"before\"", "\"later\""),
        ("\"fact:birth\"", "\"counted\""),
        ("\"before\"", "\"other\""),
    ];
    let dates = "[date.before]\nop = \"offset\"\nfrom = \"later\"\nmonths = -3\ncount = \"calendar\"\n\
                 [date.later]\nop = \"latest\"\nof = [\"counted\", \"fact:birth\"]\n\
                 [date.other]\nop = \"month-end\"\nof = \"later\"\nmonths = 0\n[[who]]";
    let go = "procedures/go.toml";
    for (opens, closes) in windows {
        let opens = format!("opens   = {opens}");
        let closes = format!("closes  = {closes}");
        let edits = [
            (go, "opens   = \"event:moved_in\"", opens.as_str()),
            (go, "closes  = \"last_day\"", closes.as_str()),
            (go, "[[who]]", dates),
        ];
        let loaded = loaded(&edits);
        assert_eq!(loaded.errors(), 0, "{opens} {closes}: {:?}", loaded.diagnostics);
    }
}
